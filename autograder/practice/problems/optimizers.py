"""Problems of `optimizers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task

_STEPS = 4


def _run(*settings: Callable[[Draw], Any]) -> Callable[[Draw], tuple[Any, ...]]:
    """Draw weights, a gradient for each step, and the settings."""

    def draw_run(draw: Draw) -> tuple[Any, ...]:
        D = draw.whole(1, 3)
        gradients = draw.between(-2, 2, _STEPS, D) * draw.one_of(1, 1, 1e-7)
        rates = draw.between(0.1, 0.5, _STEPS)
        return draw.between(-2, 2, D), gradients, rates, *(setting(draw) for setting in settings)

    return draw_run


def _taken(function: Any, w: Any, gradients: Any, rates: Any, *settings: Any) -> Any:
    """The weights after each step."""
    state: Any = {}
    path = []
    for g, lr in zip(gradients, rates, strict=True):
        w, state = function(w, g, state, float(lr), *settings)
        path.append(w)
    return (np.array(path),)


def _path(w: Any, *_: Any) -> tuple[tuple[int, ...], ...]:
    return ((_STEPS, len(w)),)


def _share(draw: Draw) -> Any:
    return draw.between(0.3, 0.95)


def _eps(draw: Draw) -> Any:
    return draw.one_of(0.125, 0.5, 1e-8)


def _task(*settings: Callable[[Draw], Any]) -> Task:
    return Task(_run(*settings), _path, _taken, ("weights after each step",))


TASKS = {
    "momentum_step": _task(_share, lambda draw: draw.one_of(False, True)),
    "adagrad_step": _task(_eps),
    "rmsprop_step": _task(_share, _eps),
    "adam_step": _task(_share, _share, _eps),
    "adamw_step": _task(_share, _share, _eps, lambda draw: draw.one_of(0.0, 0.1, 0.5)),
}
