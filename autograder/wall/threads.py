"""How many threads the libraries below NumPy compute with: they read it when they are loaded."""

from __future__ import annotations

import os

ONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def one_each() -> None:
    """Let this process and those that it starts compute on one thread each, unless somebody has set how many.

    Where several grade, one for each core in each of them would only wait for the others, and use up time by it.
    """
    if not ONE.keys() & os.environ.keys():
        os.environ.update(ONE)
