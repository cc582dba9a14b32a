"""Problems of the multiclass hinge loss, for the suites that need some."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.precision import wide

Triple = tuple[Array, Array, Array]  # W, X and y


def own(W: Array, y: Array) -> Array:
    """True at the correct class, shape (N, C)."""
    return np.asarray(y[:, None] == np.arange(len(W)))


def margins(W: Array, X: Array, y: Array, delta: float = 1.0) -> Array:
    """The margins, shape (N, C); delta at the correct class."""
    return _margins(X @ W.T, y, delta)


def wide_scores(W: Array, X: Array) -> Array:
    """The scores in extended precision, shape (N, C)."""
    return np.asarray(np.inner(wide(X), wide(W)))


def wide_margins(W: Array, X: Array, y: Array, delta: float = 1.0) -> Array:
    """The margins in extended precision, shape (N, C); delta at the correct class."""
    return _margins(wide_scores(W, X), y, delta)


def _margins(scores: Array, y: Array, delta: float) -> Array:
    return np.asarray(scores - scores[np.arange(len(y)), y][:, None] + delta)


def draw(
    rng: Generator,
    N: int,
    D: int,
    C: int,
    y: Array | None = None,
    gap: float = 1e-2,
    also: Callable[[Array, Array], Any] | None = None,
) -> Triple:
    """Draw a problem on which mistakes show; the last column of X is ones if there are more than two.

    No margin is closer to 0 than `gap`. Some are violated and some not; if there are wrong classes enough, there is one
    closer to 0 than 1 on either side, so that a margin of another size shows, and some example violates two. The first
    and the last example take part.

    Args:
        rng: what to draw from.
        N, D, C: the numbers of examples, features and classes.
        y: the labels; drawn if they are not given.
        gap: see above.
        also: what else must hold, of the labels and of the table of violated margins, shape (N, C).
    """
    size, wrong = min(1.0, 2 / math.sqrt(D)), N * (C - 1)
    normal, first_of_row = np.empty(C * D + N * D), np.arange(N) * C
    for_W, for_X = normal[: C * D].reshape(C, D), normal[C * D :].reshape(N, D)
    drawn = repeat(y) if y is not None else _labels(rng, N, C)
    for labels in drawn:  # some five times for each problem, so no more than it takes to see whether a draw will do
        rng.standard_normal(out=normal)
        W, X = for_W * size, for_X
        if D > 2:
            X[:, -1] = 1
        table = X @ W.T
        table -= table.take(first_of_row + labels)[:, None]
        table += 1.0
        positive = table > 0  # that of the correct class always is
        if not 0.25 <= (np.count_nonzero(positive) - N) / wrong <= 0.75:  # most draws fail here
            continue
        if np.count_nonzero(positive[0]) == 1 or np.count_nonzero(positive[-1]) == 1:  # and most others here
            continue
        others = ~own(W, labels)
        violated = positive & others
        if also is not None and not also(labels, violated):
            continue
        m = table[others]
        if (
            np.abs(m).min() > gap
            and (m.size < 10 or (((m > 0) & (m < 1)).any() and ((m < 0) & (m > -1)).any()))
            and (C == 2 or violated.sum(axis=1).max() >= 2)
        ):
            return W, X.copy(), labels.copy()
    raise AssertionError("unreachable")


def _labels(rng: Generator, N: int, C: int) -> Iterator[Array]:
    """Labels without end, drawn for several problems at once: that takes little longer than for one."""
    while True:
        yield from rng.integers(C, size=(8, N))


def draw_satisfied(rng: Generator) -> Triple:
    """Draw a problem without a violated margin: every example is right by half as much again as it need be."""
    while True:
        W, X = rng.standard_normal((4, 3)), rng.standard_normal((6, 3))
        scores = X @ W.T
        best = np.sort(scores, axis=1)
        lead = np.min(best[:, -1] - best[:, -2])
        if lead > 0.2:
            return W * (1.5 / lead), X, scores.argmax(axis=1)
