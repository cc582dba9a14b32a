"""The oracle, and problems on which mistakes show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, hinge
from autograder.checks.precision import wide
from autograder.misconceptions import Observation

_BILLIONTH = 1e-9
BADLY_SCALED = "features of very different scale"


def oracle(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
    """The loss and its gradient from the definition, summed in extended precision.

    At a tie (a margin of exactly 0) the margin counts as not violated.
    """
    m, own = hinge.wide_margins(W, X, y), hinge.own(W, y)
    violated = (m > 0) & ~own
    times = violated - own * violated.sum(axis=1, keepdims=True)  # how often an example is added to the row of a class
    wide_W, N = wide(W), len(X)
    loss = m[violated].sum() / N + reg * (wide_W * wide_W).sum()
    gradient = np.inner(times.T, wide(X.T)) / N + 2 * reg * wide_W
    return float(loss), gradient.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        W, X, y, reg: the arguments of the student's function.
        kind: what is special about it, in words for the student.
    """

    W: Array
    X: Array
    y: Array
    reg: float = 0.0
    kind: str = ""

    @property
    def where(self) -> str:
        """The problem in words that give no number of it away."""
        (N, D), C = self.X.shape, len(self.W)
        reg = "reg > 0" if self.reg else "reg = 0"
        return f"with N={N}, D={D}, C={C}, {reg}" + (f", {self.kind}" if self.kind else "")

    @cached_property
    def right(self) -> tuple[float, Array]:
        """The right loss and gradient."""
        return oracle(self.W, self.X, self.y, self.reg)

    @property
    def others(self) -> Array:
        """True at the wrong classes, shape (N, C)."""
        return ~hinge.own(self.W, self.y)

    @property
    def margins(self) -> Array:
        """The margins, shape (N, C); 1 at the correct class."""
        return hinge.margins(self.W, self.X, self.y)

    @property
    def scale(self) -> Array:
        """The size of gradient entries, one number a column, as the columns of X may differ in scale."""
        return np.asarray(np.abs(self.X).max(axis=0) + 2 * self.reg * np.abs(self.W).max(axis=0))

    def loss_error(self, loss: float) -> float:
        """The relative error of a loss; absolute if the right one is below 1."""
        return abs(loss - self.right[0]) / max(1.0, abs(self.right[0]))

    def gradient_errors(self, dW: Array) -> Array:
        """The error of each entry of a gradient relative to the scale of its column, shape (C, D)."""
        return np.asarray(np.abs(dW - self.right[1]) / self.scale)

    def observation(self, loss: float | None = None, dW: Array | None = None) -> Observation:
        """What a student's function returned on this problem, for the catalogue of mistakes."""
        return Observation((self.W, self.X, self.y, self.reg), (loss, dW), self.right)


def draw_problem(
    rng: Generator, N: int, D: int, C: int, y: Array | None = None, kind: str = "", gap: float = 1e-2
) -> Problem:
    """Draw a problem on which mistakes show, see `hinge.draw`.

    Unless labels are given, the first and the last class take part too, and the labels are not sorted.
    """

    def also(labels: Array, violated: Array) -> Any:
        return violated[:, 0].any() and violated[:, -1].any() and (N < 4 or (labels[1:] < labels[:-1]).any())

    if y is not None:
        return Problem(*hinge.draw(rng, N, D, C, y, gap), kind=kind)
    between = rng.integers(1, C - 1, size=1) if N == 1 else None  # the first and the last class are wrong for it
    return Problem(*hinge.draw(rng, N, D, C, between, gap, also), kind=kind)


def _draw_badly_scaled(rng: Generator) -> Problem:
    """A problem whose features differ by a factor of a million in scale, with ordinary scores."""
    problem = draw_problem(rng, 8, 4, 3)
    scale = 10.0 ** np.array([3, -3, 1, 0])
    return replace(problem, W=problem.W / scale, X=problem.X * scale, kind=BADLY_SCALED)


def draw_all(rng: Generator) -> list[Problem]:
    """Small problems of all sorts, with reg = 0; the simplest come first, since the first failure is reported."""
    return [
        draw_problem(rng, 1, 3, 4),
        draw_problem(rng, 6, 4, 3),
        draw_problem(rng, 7, 5, 4),
        draw_problem(rng, 12, 6, 2),
        draw_problem(rng, 5, 1, 3),
        draw_problem(rng, 9, 3, 9),
        draw_problem(rng, 4, 4, 4),
        draw_problem(rng, 5, 5, 7),
        draw_problem(rng, 8, 5, 5, np.array([3, 1, 1, 3, 3, 1, 3, 1]), "classes without examples"),
        draw_problem(rng, 5, 3, 4, np.zeros(5, np.int64), "all labels 0"),
        draw_problem(rng, 6, 2, 5, np.full(6, 4), "all labels C - 1"),
        _draw_badly_scaled(rng),
        Problem(*hinge.draw_satisfied(rng), kind="no violated margin"),
    ]


def draw_near_kink(rng: Generator) -> Problem:
    """A problem with three margins a billionth away from zero, on both sides, and the others well away."""
    while True:
        problem = draw_problem(rng, 8, 6, 4, kind="some margins within a billionth of zero")
        X, near = problem.X, np.zeros((8, 4), bool)
        for i, target in ((0, _BILLIONTH), (3, -_BILLIONTH), (6, _BILLIONTH)):
            label = problem.y[i]
            j = (label + 1) % 4
            move = problem.W[j] - problem.W[label]
            move[-1] = 0  # the column of ones stays
            X[i] += (target - problem.margins[i, j]) / (move @ move) * move
            near[i, j] = True
        m = np.abs(problem.margins)
        if np.allclose(m[near], _BILLIONTH, rtol=1e-4) and m[problem.others & ~near].min() > 1e-2:
            return problem


def near_kinks(problem: Problem) -> Array:
    """What the margins next to zero change in the gradient if they fall on the other side, shape (margins, C * D)."""
    near = np.argwhere((np.abs(problem.margins) < 2 * _BILLIONTH) & problem.others)
    return np.stack([_change(problem, i, j).ravel() for i, j in near])


def _change(problem: Problem, i: int, j: int) -> Array:
    """What one violated margin adds to the gradient."""
    change = np.zeros(problem.W.shape)
    change[j] = problem.X[i] / len(problem.X)
    change[problem.y[i]] = -problem.X[i] / len(problem.X)
    return change


def draw_tied(rng: Generator) -> tuple[Problem, Array]:
    """A problem with ties, and the change of the gradient that each tie may bring, shape (ties, C * D).

    All numbers are whole, so margins are exact in whatever order they are computed. The changes are linearly
    independent, so that the share of each can be told from their sum. No column of X is all zeros, as it would have
    no scale to measure errors by.
    """
    while True:
        W = rng.integers(-2, 3, (4, 4)).astype(float)
        X = rng.integers(-2, 3, (6, 4)).astype(float)
        problem = Problem(W, X, rng.integers(4, size=6), kind="some margins exactly zero")
        ties = np.argwhere((problem.margins == 0) & problem.others)
        flat = np.array([_change(problem, i, j) for i, j in ties]).reshape(len(ties), 16)
        if 2 <= len(ties) <= 4 and np.linalg.matrix_rank(flat) == len(ties) and X.any(axis=0).all():
            return problem, flat


def draw_whole(rng: Generator) -> tuple[Problem, Problem]:
    """Two problems without ties whose W is whole and whose X is too, in halves in the first and in full in the second.

    Sums of such numbers are exact, so these are the same problems in integers, in float32 and in float64.
    """
    while True:
        W, X = rng.integers(-3, 4, (4, 3)).astype(float), rng.integers(-3, 4, (6, 3)).astype(float)
        halves = Problem(W, X / 2, rng.integers(4, size=6), reg=2.0)
        fulls = replace(halves, X=X)
        m = np.stack([problem.margins[problem.others].reshape(6, 3) for problem in (halves, fulls)])
        if np.abs(m).min() > 0 and 0.25 < np.mean(m > 0) < 0.75 and np.any(X % 2):
            return halves, fulls
