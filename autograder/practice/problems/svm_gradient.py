"""Problems of `svm_gradient`."""

from __future__ import annotations

from typing import Any

from autograder.practice.runtime import Draw, Task


def _batch(draw: Draw) -> tuple[Any, ...]:
    N, D, C = draw.whole(2, 6), draw.whole(2, 4), draw.whole(2, 5)
    W, X = draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3)
    return W, X, draw.whole(0, C - 1, N), draw.one_of(0.0, 0.1, 0.75)


def _answer(function: Any, W: Any, X: Any, y: Any, reg: float) -> Any:
    return function(W, X, y, reg)


_BOTH = Task(
    _batch,
    lambda W, X, y, reg: ((), W.shape),  # noqa: ARG005
    _answer,
    ("loss", "dW"),
    (("loss", (0,)), ("gradient", (1,)), ("answer", (0, 1))),
)
TASKS = {"svm_loss_naive": _BOTH, "svm_loss_vectorized": _BOTH}
