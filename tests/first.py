"""Imported before all else.

The workers of a test run share the cores, and OpenBLAS, which NumPy starts, would wait for its threads on them. And
jsonschema would import an optional package that takes two seconds, here and in each program of Jupyter that is started.
And while thousands of tests are found, each worker would look through all of them for garbage, again and again.
"""

import gc
import os
from pathlib import Path

import autograder  # noqa: F401 (which sees to it for its own processes)

gc.disable()  # until all are found, see conftest.py
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ABSENT = str(Path(__file__).with_name("absent"))
before = os.environ.get("PYTHONPATH", "").split(os.pathsep)
os.environ["PYTHONPATH"] = os.pathsep.join([ABSENT, *(path for path in before if path not in ("", ABSENT))])
