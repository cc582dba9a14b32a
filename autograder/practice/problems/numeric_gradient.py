"""Problems of `numeric_gradient`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _cubic(draw: Draw) -> tuple[Any, ...]:
    """A cubic function, a point, and a step that is large enough to be seen in the result."""
    x = draw.between(-2, 2, *draw.one_of((3,), (2, 2), (1, 3)))
    a, b = draw.between(-2, 2, *x.shape), draw.between(-2, 2)

    def f(z: Any) -> Any:
        return np.sum(a * z**3) + b * z.flat[0] * z.flat[-1]

    return f, x, draw.one_of(0.1, 0.2, 0.25)


def _line(draw: Draw) -> tuple[Any, ...]:
    n = draw.whole(3, 6)
    return 10 ** -np.cumsum(draw.between(0.3, 1, n)), 10 ** draw.between(-6, 0, n)


WITHOUT = {"suggest_h": "it can be asked six things only, and its visible check asks all of them."}
_SLOPES = Task(_cubic, lambda f, x, h: (x.shape,))  # noqa: ARG005
TASKS = {
    "forward_diff": _SLOPES,
    "central_diff": Task(*_SLOPES.__dict__.values()),
    "complex_step": Task(*_SLOPES.__dict__.values()),
    "error_slope": Task(_line, lambda hs, errs: ((),)),  # noqa: ARG005
}
