"""Imported before NumPy: the workers of a test run share the cores, and OpenBLAS would wait for its threads on them."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
