"""What is right, from the definitions; each sum is rounded once."""

from __future__ import annotations

import math

import numpy as np

from autograder.checks import Array


def slopes_of_quadratic(A: Array, b: Array, x: Array) -> Array:
    """The partial derivatives of f(x) = x^T A x / 2 + b^T x, one entry at a time."""
    D = range(len(x))
    return np.array([math.fsum([b[j], *((A[j, d] / 2 + A[d, j] / 2) * x[d] for d in D)]) for j in D])


def slope_along(g: Array, u: Array) -> float:
    """The slope of a function with gradient `g` along `u`."""
    return math.fsum((g * u).tolist()) / math.hypot(*u)


def length(u: Array, norm: str) -> float:
    """The length of `u` in a norm."""
    if norm == "l2":
        return math.hypot(*u)
    sizes: list[float] = np.abs(u).tolist()
    return math.fsum(sizes) if norm == "l1" else max(sizes)


def steepest_slope(g: Array, norm: str) -> float:
    """The largest g · u over all u of length 1 in a norm, which is the length of `g` in the dual norm."""
    return length(g, {"l1": "linf", "l2": "l2", "linf": "l1"}[norm])
