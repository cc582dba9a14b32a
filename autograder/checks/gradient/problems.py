"""Problems; the simplest come first, since the first failure is reported."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.gradient.oracles import slope_along, slopes_of_quadratic


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        args: the arguments of the student's function.
        right: the right answer; of several, one.
        where: the problem in words that give no number of it away.
        judged: whether a wrong answer costs the mark; if not, it only helps to name a mistake.
        free: whether several answers are right.
    """

    args: tuple[Any, ...]
    right: Any
    where: str
    judged: bool = True
    free: bool = False


def draw_quadratic(rng: Generator, D: int, symmetric: bool, spread: float = 0.0, judged: bool = True) -> Problem:
    """The gradient of a quadratic of D entries."""
    A, b, x = rng.standard_normal((D, D)), rng.standard_normal(D), rng.standard_normal(D)
    if symmetric:
        A = np.triu(A) + np.triu(A, 1).T  # exactly
    scale = 10.0 ** rng.uniform(-spread, spread, D)
    A, b, x = A * scale * scale[:, None], b * scale, x / scale
    where = f"with D={D} and " + ("a symmetric A" if symmetric else "an A that is not symmetric")
    where += ", whose entries differ much in size" if spread else ""
    return Problem((A, b, x), slopes_of_quadratic(A, b, x), where, judged)


def draw_quadratics(rng: Generator, symmetric: bool) -> list[Problem]:
    """Quadratics of all sorts, with a symmetric A or not; some of the other kind are not judged."""
    sizes = (2, 3, 5, 1, 8, 3) if symmetric else (2, 3, 5, 8, 3)  # one twice, or an answer kept could look right
    problems = [draw_quadratic(rng, D, symmetric) for D in sizes]
    problems.append(draw_quadratic(rng, 4, symmetric, spread=3))
    return problems + [draw_quadratic(rng, D, not symmetric, judged=False) for D in (3, 4)]


def slope_problem(g: Array, u: Array, kind: str, judged: bool = True) -> Problem:
    """The slope along u."""
    return Problem((g, u), slope_along(g, u), f"with D={len(g)} and {kind}", judged)


def unit_of(u: Array) -> Array:
    """A vector of length 1 in the direction of u."""
    return np.asarray(u / math.hypot(*u))


def _level(rng: Generator, g: Array) -> Array:
    """A direction of length 1 along the level set."""
    u = unit_of(rng.standard_normal(len(g)))
    for _ in range(2):  # the second time to the last digit
        u = unit_of(u - u @ g / (g @ g) * g)
    return u


def _lengths(rng: Generator) -> Iterator[tuple[float, str]]:
    yield rng.uniform(2, 9), "u longer than 1"
    yield rng.uniform(0.1, 0.5), "u shorter than 1"
    yield rng.uniform(200, 900), "u much longer than 1"
    yield -rng.uniform(0.001, 0.005), "u much shorter than 1"


def draw_slopes(rng: Generator, unit: bool) -> list[Problem]:
    """Slopes of all sorts; those along unit vectors are judged, or those along others."""
    problems = []
    for D in (2, 3, 5, 1, 7):
        g, u = rng.standard_normal(D) * 3, unit_of(rng.standard_normal(D))
        axis = rng.choice([-1.0, 1.0]) * np.eye(D)[rng.integers(D)]
        problems.append(slope_problem(g, axis, "u along an axis", unit))
        problems.append(slope_problem(g, u, "u of length 1", unit))
        problems.append(slope_problem(g, -u, "u of length 1", unit))
        problems += [slope_problem(g, t * u, kind, not unit) for t, kind in _lengths(rng)]
        if D > 1:
            level = _level(rng, g)
            problems.append(slope_problem(g, level, "u at a right angle to g", unit))
            problems.append(slope_problem(g, rng.uniform(3, 9) * level, "u at a right angle to g", not unit))
        problems.append(slope_problem(g, unit_of(g), "u along g", unit))
        problems.append(slope_problem(g, -rng.uniform(2, 3) * g, "u against g", not unit))
    if unit:
        problems.append(slope_problem(np.zeros(3), unit_of(rng.standard_normal(3)), "g zero"))
    return problems


def direction_problem(g: Array, norm: str, kind: str = "", free: bool = False) -> Problem:
    """The steepest direction in a norm."""
    i = int(np.argmax(np.abs(g)))
    right = {"l1": np.sign(g) * (np.arange(len(g)) == i), "l2": unit_of(g), "linf": np.sign(g)}[norm]
    return Problem((g, norm), right, f'for "{norm}" with D={len(g)}' + (f", {kind}" if kind else ""), free=free)


def draw_gradient(rng: Generator, D: int, first: float = 0.0) -> Array:
    """A gradient without ties or zeros, whose first entry is the largest in size if it is given."""
    while True:
        g = rng.uniform(0.5, 5, D) * rng.choice([-1.0, 1.0], D)
        if first:
            g[0] = first
        sizes = np.sort(np.abs(g))
        if D == 1 or (np.diff(sizes).min() > 1e-3 and (not first or np.abs(g).max() == abs(first))):
            return np.asarray(g)


def draw_directions(rng: Generator, norm: str) -> list[Problem]:
    """Steepest directions of all sorts, in one norm."""
    problems = [direction_problem(draw_gradient(rng, D), norm) for D in (2, 3, 5, 9)]
    problems.append(direction_problem(rng.uniform(0.1, 0.4) * draw_gradient(rng, 6), norm))
    problems.append(direction_problem(np.abs(draw_gradient(rng, 4)), norm, "where all entries of g are positive"))
    problems.append(direction_problem(-np.abs(draw_gradient(rng, 4)), norm, "where all entries of g are negative"))
    problems.append(
        direction_problem(draw_gradient(rng, 5, first=-6.0), norm, "where the largest entry in size is negative")
    )
    problems += [direction_problem(sign * rng.uniform(0.2, 3, 1), norm) for sign in (1, -1)]
    zeros = draw_gradient(rng, 6) * (rng.permutation(6) > 1)
    problems.append(direction_problem(zeros, norm, "where some entries of g are zero", free=norm == "linf"))
    for tied in (2, 3, 5):
        g = draw_gradient(rng, 5)
        g[rng.permutation(5)[:tied]] = rng.uniform(5, 7)
        g *= rng.permutation([-1.0, 1.0, -1.0, 1.0, 1.0])
        problems.append(direction_problem(g, norm, "where several entries of g are largest in size", free=norm == "l1"))
    return problems
