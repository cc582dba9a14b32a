"""What each rule makes of all gradients so far: the oracle keeps no state."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np

from autograder.checks import Array

Right = Callable[..., Array]  # what a step makes of (w, gradients so far, lr, ...)


@functools.lru_cache(maxsize=1000)
def _weights(number: int, keep: float) -> Array:
    """1 for the newest of a number of items, and for each older one `keep` times as much as for the next."""
    return np.asarray(keep ** np.arange(number - 1, -1, -1.0))


def _faded(items: Sequence[Array] | Array, keep: float) -> Array:
    """The sum of the items, each with its weight."""
    table = np.asarray(items)
    return np.asarray(_weights(len(table), keep) @ table.reshape(len(table), -1)).reshape(table.shape[1:])


def _faded_mean(items: Sequence[Array] | Array, keep: float) -> Array:
    return np.asarray(_faded(items, keep) / _weights(len(items), keep).sum())


def _squares(gs: Sequence[Array]) -> Array:
    return np.square(gs)


def momentum(w: Array, gs: Sequence[Array], lr: float, beta: float = 0.9, nesterov: bool = False) -> Array:
    """A step with momentum, Nesterov's or the heavy ball's."""
    v = _faded(gs, beta)
    return np.asarray(w - lr * (gs[-1] + beta * v if nesterov else v))


def adagrad(w: Array, gs: Sequence[Array], lr: float, eps: float = 1e-8) -> Array:
    """A step of AdaGrad."""
    return np.asarray(w - lr * gs[-1] / (np.sqrt(_faded(_squares(gs), 1.0)) + eps))


def rmsprop(w: Array, gs: Sequence[Array], lr: float, rho: float = 0.9, eps: float = 1e-8) -> Array:
    """A step of RMSProp."""
    return np.asarray(w - lr * gs[-1] / (np.sqrt((1 - rho) * _faded(_squares(gs), rho)) + eps))


def adam(w: Array, gs: Sequence[Array], lr: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Array:
    """A step of Adam."""
    # An average that is corrected for its start at zero is the weighted mean of what it has seen.
    return np.asarray(w - lr * _faded_mean(gs, b1) / (np.sqrt(_faded_mean(_squares(gs), b2)) + eps))


def adamw(
    w: Array,
    gs: Sequence[Array],
    lr: float,
    b1: float = 0.9,
    b2: float = 0.999,
    eps: float = 1e-8,
    wd: float = 1e-2,
) -> Array:
    """A step of AdamW."""
    return adam(w, gs, lr, b1, b2, eps) - lr * wd * w
