"""Functions with known gradients, from which the problems of a gradient check are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, hinge


@dataclass(frozen=True, eq=False)
class Base:
    """A function at a point, and its gradient.

    Attributes:
        f: the function; takes and leaves alone an array of the shape of `x`.
        x: the point.
        gradient: the gradient at any point.
        slips: wrong gradients at `x` that are peculiar to this function.
    """

    f: Callable[[Array], Any]
    x: Array
    gradient: Callable[[Array], Array]
    slips: dict[str, Array] = field(default_factory=dict)

    @property
    def g(self) -> Array:
        """The right gradient at `x`."""
        return self.gradient(self.x)


def _sum(table: Array) -> Any:
    """What np.sum gives, in half of its time for so few numbers: a checker asks for f some thousand times."""
    return np.add.reduce(table, axis=None)


def _shape(rng: Generator) -> tuple[int, ...]:
    shapes: tuple[tuple[int, ...], ...] = ((7,), (9,), (3, 4), (4, 2), (2, 5), (2, 3, 2))
    return shapes[rng.integers(len(shapes))]


def curved(rng: Generator, shape: tuple[int, ...] | None = None) -> Base:
    """Sines, exponentials and cubes of single entries."""
    shape = _shape(rng) if shape is None else shape
    a, b, c, x = rng.uniform(-2, 2, (4, *shape))
    return Base(
        lambda z: float(_sum(a * np.sin(z) + b * np.exp(z / 2) + c * z**3 / 6)),
        x,
        lambda z: a * np.cos(z) + b / 2 * np.exp(z / 2) + c * z**2 / 2,
    )


def quadratic(rng: Generator, n: int = 8) -> Base:
    """A quadratic function of a vector."""
    A, b, x = rng.uniform(-1, 1, (n, n)), rng.uniform(-2, 2, n), rng.uniform(-1, 1, n)
    A = A + A.T
    return Base(lambda z: float(z @ A @ z / 2 + b @ z), x, lambda z: A @ z + b)


def linear(rng: Generator, shape: tuple[int, ...] | None = None) -> Base:
    """A linear function none of whose slopes is small."""
    shape = _shape(rng) if shape is None else shape
    c, x = rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape), rng.uniform(-1, 1, shape)
    return Base(lambda z: float(_sum(c * z)), x, lambda _: c.copy())


def margins(W: Array, X: Array, y: Array, delta: float = 1.0) -> Array:
    """Margins, shape (N, C); minus infinity at the correct class."""
    return np.where(hinge.own(W, y), -np.inf, hinge.margins(W, X, y, delta))


def examples(rng: Generator, N: int, D: int, C: int) -> tuple[Array, Array, Array]:
    """W, X and y with the last column of X all ones."""
    W, X, y = rng.standard_normal((C, D)), rng.standard_normal((N, D)), rng.integers(C, size=N)
    X[:, -1] = 1
    return W, X, y


def svm(rng: Generator, reg: float = 0.0) -> Base:
    """The multiclass hinge loss at a point without margins near zero."""
    (N, D, C) = ((6, 4, 3), (7, 3, 4), (5, 4, 3), (9, 3, 3))[rng.integers(4)]
    while True:
        W, X, y = examples(rng, N, D, C)
        m = margins(W, X, y)
        near = np.abs(m[np.isfinite(m)])
        if near.min() > 0.02 and 0.25 <= np.mean(m[np.isfinite(m)] > 0) <= 0.75 and (m > 0).sum(axis=1).max() > 1:
            break
    own = np.eye(C)[y]

    def f(V: Array) -> float:
        return float(_sum(np.maximum(0, margins(V, X, y))) / N + reg * _sum(V**2))

    def pull(active: Any) -> Array:
        return np.asarray((active - own * np.sum(active, axis=1, keepdims=True)).T @ X / N)

    def gradient(V: Array) -> Array:
        return np.asarray(pull(1.0 * (margins(V, X, y) > 0)) + 2 * reg * V)

    active = 1.0 * (m > 0)
    right, chance = gradient(W), np.exp(X @ W.T)
    last = active.copy()
    last[-1] = 0
    no_ones = right.copy()
    no_ones[:, -1] = 0
    slips = {
        "sum": N * right,
        "indicator": pull(1 - own) + 2 * reg * W,
        "no_reg": right - 2 * reg * W,
        "half_reg": right - reg * W,
        "softmax": (chance / chance.sum(axis=1, keepdims=True) - own).T @ X / N + 2 * reg * W,
        "once": (active - own * (active.sum(axis=1, keepdims=True) > 0)).T @ X / N + 2 * reg * W,
        "no_own": active.T @ X / N + 2 * reg * W,
        "last": pull(last) + 2 * reg * W,
        "ones": no_ones,
    }
    return Base(f, W, gradient, slips)


def softmax(rng: Generator) -> Base:
    """The softmax loss with regularisation."""
    W, X, y = examples(rng, 6, 3, 4)
    W, reg, own = W / 2, 0.05, np.eye(4)[y]

    def chance(V: Array) -> Array:
        powers = np.exp(X @ V.T)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def f(V: Array) -> float:
        return float(-np.mean(np.log(chance(V)[own == 1])) + reg * _sum(V**2))

    def gradient(V: Array) -> Array:
        return np.asarray((chance(V) - own).T @ X / 6 + 2 * reg * V)

    return Base(f, W, gradient, {"no_own": chance(W).T @ X / 6 + 2 * reg * W})


def any_function(rng: Generator) -> Base:
    """A function of any of the sorts above."""
    makers = (curved, quadratic, lambda rng: svm(rng, 0.1), softmax)
    return makers[rng.integers(len(makers))](rng)


def square_matrix(rng: Generator) -> Base:
    """A smooth function of a 3 x 3 matrix."""
    return curved(rng, (3, 3))


def scaled(base: Base, factor: float) -> Base:
    """The function times a factor."""
    return Base(lambda z: factor * base.f(z), base.x, lambda z: factor * base.gradient(z))


def uneven(rng: Generator) -> Base:
    """Slopes of size 1000 in some columns, of size 1/100000 in the others; the value stays small near the point."""
    x, s = rng.uniform(-1, 1, (3, 4)), rng.choice([-1, 1], (3, 4)) * np.array([1e3, 1e-5, 1e3, 1e-5])
    return Base(lambda z: float(_sum(s * (np.sin(z) - np.sin(x)))), x, lambda z: s * np.cos(z))


def indifferent(rng: Generator) -> Base:
    """A function that does not depend on some of the entries."""
    base = curved(rng, (3, 4))
    mask = np.ones((3, 4))
    mask[rng.integers(3), 1:3] = 0
    return Base(lambda z: base.f(z * mask), base.x, lambda z: base.gradient(z * mask) * mask)


def valley(rng: Generator) -> Base:
    """A function at its lowest point, where differences are nothing but round-off."""
    A, x = rng.uniform(-1, 1, (6, 6)), rng.uniform(-1, 1, 6)
    A, low = A @ A.T, rng.uniform(2, 4)
    return Base(lambda z: float((z - x) @ A @ (z - x) / 2 + low), x, lambda z: A @ (z - x))


def flat(rng: Generator) -> Base:
    """A constant function."""
    x, level = rng.uniform(-1, 1, (2, 4)), rng.uniform(0.5, 2)
    return Base(lambda _: level, x, np.zeros_like)


def tilted(base: Base, g: Array) -> Base:
    """The function plus a linear term, so that its gradient at `x` is `g`."""
    change = g - base.g
    return Base(lambda z: float(base.f(z) + _sum(change * (z - base.x))), base.x, lambda z: base.gradient(z) + change)
