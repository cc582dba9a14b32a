"""Problems of `gradient_descent`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _bowl(draw: Draw) -> Any:
    """A symmetric matrix with eigenvalues above 0."""
    D = draw.whole(2, 4)
    B = draw.between(-2, 2, D, D, digits=1)
    return np.round(B @ B.T + np.diag(draw.between(0.5, 2, D)), 2)


def _walk(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    b = draw.between(-2, 2, len(A))
    x0 = draw.one_of(draw.between(-3, 3, len(A)), draw.whole(-3, 3, len(A)))
    return lambda x: A @ x + b, x0, draw.one_of(0.01, 0.03, 0.1), draw.whole(1, 5)


def _matrix(draw: Draw) -> tuple[Any, ...]:
    return (_bowl(draw),)


def _step(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    return A, round(draw.between(0.2, 6) / np.trace(A), 3)


def _search(draw: Draw) -> tuple[Any, ...]:
    A = _bowl(draw)
    x = draw.between(1, 3, len(A))
    p = -(A @ x) * draw.between(0.3, 1.5, len(A)) / np.trace(A)
    far, beyond = draw.one_of(1.0, 1.0, 0.6), draw.one_of(np.nan, np.inf, -np.inf)
    calls: list[int] = []

    def f(z: Any) -> float:
        calls.append(1)
        if len(calls) > 1000:
            raise RuntimeError("f has been called 1000 times: what ends the loop?")
        return float(z @ A @ z / 2) if far == 1 or np.sum((z - x) ** 2) < far * np.sum(p**2) else beyond

    return f, A @ x, x, p, draw.one_of(1.0, 4.0), draw.one_of(0.5, 0.8), draw.one_of(1e-4, 0.4)


TASKS = {
    "gradient_descent": Task(_walk, lambda grad, x0, lr, n_steps: ((n_steps + 1, len(x0)),)),  # noqa: ARG005
    "lr_limit": Task(_matrix, lambda A: ((),)),  # noqa: ARG005
    "lr_optimal": Task(_matrix, lambda A: ((),)),  # noqa: ARG005
    "contraction": Task(_step, lambda A, lr: ((),)),  # noqa: ARG005
    "backtracking": Task(_search, lambda f, g, x, p, alpha0, rho, c: ((),)),  # noqa: ARG005
}
