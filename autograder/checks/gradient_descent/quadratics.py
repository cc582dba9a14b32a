"""Quadratics made of chosen eigenvalues and a random rotation."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import Array


def draw_rotation(rng: Generator, D: int) -> Array:
    """A random orthogonal matrix, which leaves no eigenvector near an axis if it can."""
    while True:
        Q = np.linalg.qr(rng.standard_normal((D, D)))[0]
        if D == 1 or np.abs(Q).max() < 0.97:
            return Q


def draw_spectrum(rng: Generator, D: int, kappa: float) -> Array:
    """Eigenvalues in ascending order, neighbours well apart, the largest `kappa` times the smallest."""
    if D == 1:
        return np.asarray(rng.uniform(0.5, 4, 1))
    inner = np.geomspace(1, kappa, D)
    inner[1:-1] *= kappa ** (rng.uniform(-0.15, 0.15, D - 2) / (D - 1))
    return np.asarray(inner / kappa * rng.uniform(2, 9))


def matrix_of(Q: Array, eigenvalues: Array) -> Array:
    """The symmetric matrix with these eigenvectors, in columns, and eigenvalues."""
    A = (Q * eigenvalues) @ Q.T
    return np.asarray((A + A.T) / 2)
