"""The operations of the engine, forwards and backwards, as they should be."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks import Array


def logsumexp(a: Array, axis: int | None, keepdims: bool) -> Array:
    """The logarithm of the sum of the exponentials along an axis."""
    top = np.max(a, axis=axis, keepdims=True)
    kept = top + np.log(np.sum(np.exp(a - top), axis=axis, keepdims=True))
    return np.asarray(kept if keepdims else np.squeeze(kept, axis=axis))


FORWARD: dict[str, Any] = {
    "add": np.add,
    "multiply": np.multiply,
    "matmul": np.matmul,
    "relu": lambda a: np.maximum(a, 0),
    "sum": lambda a, axis, keepdims: np.sum(a, axis=axis, keepdims=keepdims),
    "logsumexp": logsumexp,
}


def fit(g: Array, shape: tuple[int, ...]) -> Array:
    """The sum of a gradient over the axes along which broadcasting has copied an array of this shape."""
    total = np.sum(g, axis=tuple(range(np.ndim(g) - len(shape))))
    stretched = tuple(axis for axis, n in enumerate(shape) if n == 1)
    return np.asarray(np.sum(total, axis=stretched, keepdims=True))


def put_back(g: Array, axis: int | None, keepdims: bool) -> Array:
    """A gradient with the axis that a reduction has dropped."""
    return np.asarray(g if axis is None or keepdims else np.expand_dims(g, axis))


def softmax(a: Array, axis: int | None) -> Array:
    """The slopes of `logsumexp`."""
    weights = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return np.asarray(weights / np.sum(weights, axis=axis, keepdims=True))


def _copied(g: Array, a: Array, axis: int | None, keepdims: bool) -> tuple[Array]:
    return (np.broadcast_to(put_back(g, axis, keepdims), np.shape(a)).copy(),)


# From a gradient g with respect to the result, those with respect to the inputs; broadcasting is not undone.
BACKWARD: dict[str, Any] = {
    "add": lambda g, *_: (np.array(g), np.array(g)),
    "multiply": lambda g, a, b: (np.asarray(g * b), np.asarray(g * a)),
    "matmul": lambda g, a, b: (g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g),
    "relu": lambda g, a: (np.asarray(g * (a > 0)),),
    "sum": _copied,
    "logsumexp": lambda g, a, axis, keepdims: (put_back(g, axis, keepdims) * softmax(a, axis),),
}
