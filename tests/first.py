"""Imported before all else.

The workers of a test run share the cores, and OpenBLAS, which NumPy starts, would wait for its threads on them. And
nbgrader imports jsonschema, which takes two seconds less after this package of ours.
"""

import os

import autograder  # noqa: F401

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
