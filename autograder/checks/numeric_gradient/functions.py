"""Functions with known derivatives, and problems made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.precision import wide


@dataclass(frozen=True, eq=False)
class Smooth:
    """Exponentials of two mixtures of all entries, and a sine and a cube of each; analytic.

    Attributes:
        a, w: factors and mixtures of the exponentials, shapes (2,) and (2, n).
        b, t: factors and rates of the sines, shape (n,).
        c: factors of the cubes, shape (n,).
    """

    a: Array
    w: Array
    b: Array
    t: Array
    c: Array

    def __call__(self, x: Array) -> Any:
        """The value at an array of n entries of any shape, real or complex."""
        v = x.ravel()
        return self.a @ np.exp(self.w @ v) + self.b @ np.sin(self.t * v) + self.c @ (v * v * v)

    def derivative(self, x: Array, order: int = 1) -> Array:
        """The first, second or third derivative along each entry, shape of `x`."""
        v, w, t = wide(x.ravel()), wide(self.w), wide(self.t)
        exponentials = (self.a * np.exp(np.inner(w, v))) @ w**order
        sines = self.b * t**order * (-np.sin(t * v) if order == 2 else (2 - order) * np.cos(t * v))
        cubes = self.c * (3 * v * v, 6 * v, np.full(v.shape, 6))[order - 1]
        return np.asarray(exponentials + sines + cubes, np.float64).reshape(x.shape)


@dataclass(frozen=True, eq=False)
class Hinge:
    """The sum of the positive parts of A x + b, plus 0.3 times the sum of squares; its code takes complex numbers.

    Attributes:
        A, b: the straight pieces, shapes (k, n) and (k,).
    """

    A: Array
    b: Array

    def __call__(self, x: Array) -> Any:
        """The value at an array of shape (n,), real or complex; the real part decides on which side of a kink it is."""
        m = self.A @ x + self.b
        return np.where(m.real > 0, m, 0).sum() + 0.3 * np.sum(x * x)

    def derivative(self, x: Array) -> Array:
        """The gradient."""
        A, z = wide(self.A), wide(x)
        return np.asarray(0.6 * z + A[A @ z + self.b > 0].sum(axis=0), np.float64)


@dataclass(frozen=True, eq=False)
class Problem:
    """One call of a student's function.

    Attributes:
        f: what to differentiate.
        x: where.
        h: the step; None leaves it out of the call.
        kind: what is special about it, in words for the student.
    """

    f: Smooth | Hinge
    x: Array
    h: float | None = None
    kind: str = ""

    @property
    def where(self) -> str:
        """The problem in words that give no number of it away."""
        return f"with x of shape {self.x.shape}" + (f", {self.kind}" if self.kind else "")

    @property
    def args(self) -> tuple[Any, ...]:
        """The arguments without f."""
        return (self.x,) if self.h is None else (self.x, self.h)

    @cached_property
    def right(self) -> Array:
        """The gradient at x."""
        return self.f.derivative(self.x)


def _smooth(rng: Generator, n: int) -> Smooth:
    return Smooth(
        rng.uniform(0.5, 1.5, 2),
        rng.uniform(0.2, 0.8, (2, n)) * rng.choice([-1.0, 1.0], (2, n)),
        rng.uniform(0.5, 1.5, n) * rng.choice([-1.0, 1.0], n),
        rng.uniform(0.7, 1.5, n),
        rng.uniform(0.1, 0.6, n) * rng.choice([-1.0, 1.0], n),
    )


def draw_problem(rng: Generator, n: int, h: float | None = None, x: Array | None = None) -> Problem:
    """A smooth problem of n entries on which mistakes show.

    Neither the slope nor the curvature of any entry is small beside the others, and the slopes have both signs, so
    that no constant is close to them. The third derivative is not small either.
    """
    while True:
        f = _smooth(rng, n)
        point = rng.uniform(0.4, 1.4, n) * rng.choice([-1.0, 1.0], n) if x is None else x
        problem = Problem(f, point, h)
        first = np.abs(problem.right)
        if not first.min() > 0.15 * first.max() > 0.15 or (n > 1 and abs(np.sign(problem.right).sum()) == n):
            continue
        second = np.abs(f.derivative(point, 2))
        if not 0.5 < second.max() / first.max() < 5 or second.min() <= 0.05 * second.max():
            continue
        if 0.5 < np.abs(f.derivative(point, 3)).max() / first.max() < 8:
            return problem


def draw_hinge(rng: Generator, n: int) -> Problem:
    """A hinge of n entries at a point away from its kinks, with straight pieces on both sides of 0."""
    while True:
        f, x = Hinge(rng.standard_normal((5, n)), rng.standard_normal(5)), rng.standard_normal(n)
        m, problem = f.A @ x + f.b, Problem(f, x, kind="f a sum of hinges")
        if np.abs(m).min() > 0.05 and 2 <= np.count_nonzero(m > 0) <= 3 and np.abs(problem.right).max() > 1:
            return problem


def draw_step(rng: Generator, size: float) -> float:
    """A step of about that size, and of no round number."""
    return float(size * rng.uniform(0.6, 1.6))
