"""Problems of `gradient`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _quadratic(draw: Draw) -> tuple[Any, ...]:
    D = draw.whole(2, 4)
    return draw.between(-3, 3, D, D), draw.between(-3, 3, D), draw.between(-3, 3, D)


def _gradient(draw: Draw) -> Any:
    """A gradient whose entries all differ in size, and are not 0."""
    sizes = np.cumsum(draw.between(0.1, 2, draw.whole(2, 5)))
    signs = [draw.one_of(-1, 1) for _ in sizes]
    start = draw.whole(0, len(sizes))
    return np.round(np.roll(sizes * signs, start), 2)


def _slope(draw: Draw) -> tuple[Any, ...]:
    D = draw.whole(2, 5)
    return draw.between(-3, 3, D), draw.between(0.1, 3, D) * draw.one_of(-1, 1)


def _steepest(draw: Draw) -> tuple[Any, ...]:
    return _gradient(draw), draw.one_of("l1", "l2", "linf")


TASKS = {
    "quadratic_grad": Task(_quadratic, lambda A, b, x: (x.shape,)),  # noqa: ARG005
    "directional_derivative": Task(_slope, lambda g, u: ((),)),  # noqa: ARG005
    "steepest_direction": Task(_steepest, lambda g, norm: (g.shape,)),  # noqa: ARG005
}
