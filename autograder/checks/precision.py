"""Sums of oracles, more precise than those of any answer."""

from __future__ import annotations

import numpy as np

from autograder.checks import Array


def wide(array: Array) -> Array:
    """The array in extended precision: on x86, 11 bits more than float64 has.

    A sum of such numbers that is turned into float64 afterwards is as good as rounded once. Where a long double is no
    longer than a double, as on Windows, the oracles are as precise as a good answer.
    """
    return array.astype(np.longdouble)
