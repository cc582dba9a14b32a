"""The handwritten digits, a gradient that counts what it is asked for, and a simple run to compare with."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checks import Array

CLASSES = 10
LEAST = 20  # examples that each call is charged for at least
REG = 1e-3


@functools.cache
def _digits() -> tuple[Array, Array]:
    """The pixels of 1,797 digits, from 0 to 1, with a column of ones, and what digits they are."""
    from sklearn.datasets import load_digits  # takes a second, so only where this exercise is graded

    ink, labels = load_digits(return_X_y=True)
    return np.column_stack([ink / 16, np.ones(len(ink))]), labels


def margins_of(W: Array, X: Array, y: Array) -> Array:
    """The m_ij of the SVM's loss, 0 in the column of the correct class; shape (N, C)."""
    rows = np.arange(len(y))
    scores = X @ W.T
    margins: Array = scores - scores[rows, y][:, None] + 1
    margins[rows, y] = 0
    return margins


def _gradient(W: Array, X: Array, y: Array) -> Array:
    active = (margins_of(W, X, y) > 0).astype(np.float64)
    active[np.arange(len(y)), y] = -active.sum(axis=1)
    return np.asarray(active.T @ X / len(y) + 2 * REG * W)


@dataclass(eq=False)
class Meter:
    """The gradient of the SVM's loss on a training set, which keeps count and stops at a budget.

    It takes what a submission calls it with, so it looks at everything.

    Attributes:
        X, y: the training set.
        budget: how many example-gradients it gives.
        factor: what every gradient is multiplied by.
        points: the weights at which it was called, in turn.
        sizes: how many examples each call was for.
        seen: the examples that it was asked for.
        spent: the example-gradients charged so far.
        refused: whether a call was refused because the budget was spent.
    """

    X: Array
    y: Array
    budget: int
    factor: float = 1.0
    points: list[Array] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    spent: int = 0
    refused: bool = False

    def __call__(self, W: Any, indices: Any) -> Array:
        """The gradient at W on the examples with these indices, shape (C, D).

        Raises:
            TypeError: if the arguments are no arrays of such numbers.
            ValueError: if W has another shape, or there is no such example.
            RuntimeError: if the call would cost more than is left.
        """
        shape = (CLASSES, self.X.shape[1])
        if not isinstance(W, np.ndarray) or W.dtype.kind not in "iuf":
            raise TypeError("W must be a NumPy array of numbers")
        if W.shape != shape:
            raise ValueError(f"W must have shape {shape}, not {W.shape}")
        chosen = np.asarray(indices) if isinstance(indices, (list, tuple, np.ndarray)) else None
        if chosen is None or chosen.ndim != 1 or chosen.dtype.kind not in "iu":
            raise TypeError("indices must be one-dimensional, and whole numbers")
        if not chosen.size or chosen.min() < 0 or chosen.max() >= len(self.y):
            raise ValueError(f"indices must be numbers from 0 to {len(self.y) - 1}, one of them at least")
        cost = max(LEAST, chosen.size)
        if self.spent + cost > self.budget:
            self.refused = True
            raise RuntimeError("the budget is spent")
        self.spent += cost
        self.sizes.append(chosen.size)
        self.seen.update(chosen.tolist())
        self.points.append(W.astype(np.float64))
        return self.factor * _gradient(self.points[-1], self.X[chosen], self.y[chosen])

    def mean_of_second_half(self) -> Array:
        """The mean of the weights at which it was called, of the second half of them."""
        return np.asarray(np.mean(self.points[len(self.points) // 2 :], axis=0))

    def loss(self, W: Array) -> float:
        """The mean hinge loss of the training set, without the regulariser."""
        return float(np.maximum(0, margins_of(W, self.X, self.y)).sum() / len(self.y))


@dataclass(frozen=True, eq=False)
class Split:
    """One drawing of training and validation digits, with a start.

    Attributes:
        X, y: the training set.
        X_val, y_val: the validation set.
        W0: the weights to start from.
    """

    X: Array
    y: Array
    X_val: Array
    y_val: Array
    W0: Array

    def accuracy(self, W: Array) -> float:
        """The share of the validation digits that are recognised."""
        return float(np.mean((self.X_val @ W.T).argmax(axis=1) == self.y_val))


@functools.lru_cache(maxsize=64)
def draw_split(seed: int) -> Split:
    """Draw 900 to 1,000 digits to train on; the others are for validation."""
    pixels, labels = _digits()
    rng = np.random.default_rng(seed)
    train, rest = np.split(rng.permutation(len(labels)), [int(rng.integers(900, 1001))])
    W0 = 0.01 * rng.standard_normal((CLASSES, pixels.shape[1]))
    return Split(pixels[train], labels[train], pixels[rest], labels[rest], W0)


@functools.lru_cache(maxsize=256)
def reference(split: Split, budget: int, seed: int) -> float:
    """The accuracy of a simple run: plain SGD in batches of 20, and the mean of the weights of its second half."""
    rng = np.random.default_rng(seed)
    W, steps = split.W0.copy(), budget // LEAST
    mean, order = np.zeros_like(W), np.empty(0, dtype=int)
    for k in range(steps):
        if len(order) < LEAST:
            order = rng.permutation(len(split.y))
        batch, order = order[:LEAST], order[LEAST:]
        W = W - 0.3 * _gradient(W, split.X[batch], split.y[batch])
        mean += W * (k >= steps // 2)
    return split.accuracy(mean)
