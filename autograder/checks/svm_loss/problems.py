"""The oracle, and problems on which mistakes show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, hinge

MILLION = "scores of about a million"


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        W, X, y, reg: arguments of the student's functions.
        delta: one more; None leaves it out, so that it is 1.
        kind: what is special about the problem, in words for the student.
    """

    W: Array
    X: Array
    y: Array
    reg: float = 0.0
    delta: float | None = None
    kind: str = ""

    @property
    def scale(self) -> Array:
        """The size of the numbers that make up the margins of each example, shape (N, 1)."""
        sizes = np.abs(self.X.astype(float)) @ np.abs(self.W.astype(float)).T
        return np.asarray(sizes.max(axis=1, keepdims=True) + (self.delta or 1.0))


def oracle(part: str, problem: Problem) -> Any:
    """What one of the three functions should return: number by number from the definition, each sum rounded once."""
    weights, labels = problem.W.tolist(), problem.y.tolist()
    delta = 1.0 if problem.delta is None else problem.delta
    scores = [[math.fsum(w * v for w, v in zip(row, x, strict=True)) for row in weights] for x in problem.X.tolist()]
    if part == "svm_scores":
        return np.array(scores)
    margins = [
        [0.0 if j == label else max(0.0, math.fsum((s, -row[label], delta))) for j, s in enumerate(row)]
        for row, label in zip(scores, labels, strict=True)
    ]
    if part == "svm_margins":
        return np.array(margins)
    penalty = problem.reg * math.fsum(w * w for row in weights for w in row)
    return math.fsum(m for row in margins for m in row) / len(margins) + penalty


def draw_problem(
    rng: Generator, N: int, D: int, C: int, y: Sequence[int] | Array | None = None, kind: str = ""
) -> Problem:
    """Draw a problem on which mistakes show, see `hinge.draw`."""
    return Problem(*hinge.draw(rng, N, D, C, None if y is None else np.array(y)), kind=kind)


def draw_satisfied(rng: Generator) -> Problem:
    """A problem without a violated margin."""
    return Problem(*hinge.draw_satisfied(rng), kind="no violated margin")


def draw_all(rng: Generator) -> list[Problem]:
    """Small problems of all sorts, delta 1 and no regularisation; the simplest come first and are reported first.

    N = C = D occurs often enough to recognise a function that works for these sizes only.
    """
    big = draw_problem(rng, 6, 4, 5, kind=MILLION)
    return [
        draw_problem(rng, 1, 3, 4),
        draw_problem(rng, 6, 4, 3),
        draw_problem(rng, 7, 5, 4),
        draw_problem(rng, 12, 6, 2),
        draw_problem(rng, 5, 1, 3),
        *(draw_problem(rng, n, n, n) for n in (3, 4, 4, 5, 6)),
        draw_problem(rng, 9, 3, 9),
        draw_problem(rng, 5, 5, 7),
        draw_problem(rng, 8, 5, 5, (3, 1, 1, 3, 3, 1, 3, 1), "classes without examples"),
        draw_problem(rng, 5, 3, 4, (0,) * 5, "all labels 0"),
        draw_problem(rng, 6, 2, 5, (4,) * 6, "all labels C - 1"),
        replace(big, W=1e3 * big.W, X=1e3 * big.X),
        draw_satisfied(rng),
    ]
