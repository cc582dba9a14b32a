"""Problems of `gradient_check`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _two(draw: Draw) -> tuple[Any, ...]:
    shape = draw.one_of((4,), (2, 3), (3, 2))
    a, b = draw.between(-3, 3, *shape), draw.between(-3, 3, *shape)
    a.flat[0] = b.flat[0] * draw.one_of(1, -1, 2)
    return a, b, draw.one_of(1e-12, 1.5)


def _cubic(draw: Draw) -> tuple[Any, ...]:
    x = draw.between(-2, 2, *draw.one_of((3,), (2, 2), (1, 3)))
    a = draw.between(-2, 2, *x.shape)
    return lambda z: float(np.sum(a * z**3) + z.flat[0] * z.flat[-1]), x, draw.one_of(0.1, 0.2, 0.25)


def _kinks(draw: Draw) -> tuple[Any, ...]:
    N, D, C = draw.whole(1, 4), 2, draw.whole(2, 4)
    W, X = draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3)
    return W, X, draw.whole(0, C - 1, N), draw.one_of(1.0, 0.5, 2.0)


def _crossed(function: Any, W: Any, X: Any, y: Any, delta: float) -> Any:
    """The answers for each entry of W and several steps, as zeros and ones."""
    asked = [(index, h) for index in np.ndindex(W.shape) for h in (0.1, 0.4, 1.0)]
    return (np.array([float(function(W, X, y, delta, index, h)) for index, h in asked]),)


def _gradients(draw: Draw) -> tuple[Any, ...]:
    """A function with a kink in one entry or none, a point, and gradients of which some are right."""
    x = np.round(draw.between(0.5, 2, 2, 3), 2)
    a, kink = draw.between(0.5, 2, 2, 3), draw.one_of(0.0, 1.5)
    g = 3 * a * x**2
    corner = x[0, 0]

    def f(z: Any) -> float:
        return float(np.sum(a * z**3) + kink * abs(z[0, 0] - corner))

    one = np.zeros((2, 3))
    one[draw.whole(0, 1), draw.whole(1, 2)] = draw.one_of(0.01, -0.02, 0.3) * g.max()
    return f, x, g, (g, g + one, -g, 1.001 * g, g.T, np.where(one != 0, np.nan, g))


def _judged(function: Any, f: Any, x: Any, g: Any, candidates: Any) -> Any:  # noqa: ARG001
    """Which of the gradients pass, and how many entries are skipped for each."""
    reports = [function(f, x, candidate) for candidate in candidates]
    return np.array([float(report["ok"]) for report in reports]), np.array([report["n_skipped"] for report in reports])


def _remainders(draw: Draw) -> tuple[Any, ...]:
    x, v = draw.between(0.5, 2, 3), draw.between(0.5, 2, 3)
    a = draw.between(0.5, 2, 3)
    return lambda z: float(np.sum(a * z**3)), x, 3 * a * x**2 * draw.one_of(1, 1.5), v, np.array([0.4, 0.2, 0.1, 0.05])


def _cases(W: Any, X: Any, y: Any, delta: float) -> tuple[tuple[int, ...], ...]:  # noqa: ARG001
    return ((3 * W.size,),)


TASKS = {
    "relative_error": Task(_two, lambda a, b, floor: (a.shape,)),  # noqa: ARG005
    "numeric_gradient": Task(_cubic, lambda f, x, h: (x.shape,)),  # noqa: ARG005
    "kink_crossed": Task(_kinks, _cases, _crossed, ("answers to some steps",)),
    "gradient_check": Task(
        _gradients,
        lambda f, x, g, candidates: ((len(candidates),), (len(candidates),)),  # noqa: ARG005
        _judged,
        ("ok of six gradients", "n_skipped of six gradients"),
    ),
    "taylor_slopes": Task(
        _remainders,
        lambda f, x, g, v, hs: ((), ()),  # noqa: ARG005
        lambda function, *args: function(*args),
        ("first slope", "second slope"),
    ),
}
