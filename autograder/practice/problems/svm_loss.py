"""Problems of `svm_loss`."""

from __future__ import annotations

from typing import Any

from autograder.practice.runtime import Draw, Task


def _batch(draw: Draw) -> tuple[Any, ...]:
    N, D, C = draw.whole(2, 6), draw.whole(2, 4), draw.whole(2, 5)
    return draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3), draw.whole(0, C - 1, N)


def _scores(draw: Draw) -> tuple[Any, ...]:
    return _batch(draw)[:2]


def _margins(draw: Draw) -> tuple[Any, ...]:
    return (*_batch(draw), draw.one_of(1.0, 0.5, 2.0))


def _loss(draw: Draw) -> tuple[Any, ...]:
    return (*_batch(draw), draw.one_of(0.0, 0.1, 0.75), draw.one_of(1.0, 0.5, 2.0))


TASKS = {
    "svm_scores": Task(_scores, lambda W, X: ((len(X), len(W)),)),
    "svm_margins": Task(_margins, lambda W, X, y, delta: ((len(X), len(W)),)),  # noqa: ARG005
    "svm_loss": Task(_loss, lambda W, X, y, reg, delta: ((),)),  # noqa: ARG005
}
