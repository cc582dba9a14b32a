# ruff: noqa: ARG005 (a rule takes all that it is given)
"""Problems of `backpropagation`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _copies(draw: Draw) -> tuple[Any, ...]:
    """A gradient, and a shape that broadcasts to its own."""
    before, shape = draw.one_of(((2, 3), (3,)), ((2, 3), (2, 1)), ((3, 2), (1, 2)), ((2, 3, 2), (3, 1)), ((2, 3), ()))
    return draw.between(-2, 2, *before), shape


def _two(draw: Draw) -> tuple[Any, ...]:
    shape = draw.one_of((2,), (2, 3), (3, 1))
    return tuple(draw.between(-2, 2, *shape) for _ in range(3))


def _matrices(draw: Draw) -> tuple[Any, ...]:
    N, K, M, front = draw.whole(1, 3), draw.whole(1, 3), draw.whole(1, 3), draw.one_of((), (2,))
    return tuple(draw.between(-2, 2, *front, *shape) for shape in ((N, M), (N, K), (K, M)))


def _kinked(draw: Draw) -> tuple[Any, ...]:
    return draw.between(-2, 2, 2, 3), draw.whole(-2, 2, 2, 3) * 0.75


def _summed(draw: Draw) -> tuple[Any, ...]:
    a, axis, keepdims = draw.between(-2, 2, 2, 3), draw.one_of(0, 1, -1, None), draw.one_of(False, True)
    return draw.between(-2, 2, *np.sum(a, axis=axis, keepdims=keepdims).shape or (1,)), a, axis, keepdims


def _scalar(function: Any, g: Any, a: Any, axis: Any, keepdims: Any) -> Any:
    """The gradient; that of a sum of all entries is handed over in the shape that the sum has."""
    return (function(g.reshape(np.sum(a, axis=axis, keepdims=keepdims).shape), a, axis, keepdims),)


def _graph(draw: Draw) -> tuple[Any, ...]:
    """Operations that are none of the exercise's, in a graph in which nodes are used several times."""
    values = [draw.between(-2, 2, 3) for _ in range(2)]
    graph: list[Any] = [("input", (), ()), ("input", (), ())]
    for _ in range(draw.whole(2, 5)):
        one, other, factor = draw.whole(0, len(graph) - 1), draw.whole(0, len(graph) - 1), draw.between(-2, 2)
        if draw.one_of(False, True):
            graph.append(("scaled", (one,), (factor,)))
            values.append(factor * values[one])
        else:
            graph.append(("twisted", (one, other), ()))
            values.append(values[one] - 2 * values[one] * values[other])
    graph.append(("first", (len(graph) - 1,), ()))
    return graph, (*values, values[-1][0])


def _walked(function: Any, graph: Any, values: Any) -> Any:
    rules = {
        "scaled": lambda g, a, factor: (factor * g + 0 * a,),
        "twisted": lambda g, a, b: (g - 2 * g * b, -2 * g * a),
        "first": lambda g, a: (g * (np.arange(len(a)) == 0),),
    }
    gradients = function(graph, list(values), rules, lambda g, shape: g if np.shape(g) == shape else np.sum(g))
    return (np.stack([np.asarray(g, float) for g in gradients[:-1]]),)


def _operations(draw: Draw) -> tuple[Any, ...]:
    """Operations that are none of the exercise's with their inputs, each beside rules of which some are broken."""
    a, b, c = draw.between(0.5, 2, 2, 3), draw.between(0.5, 2, 2, 3), draw.between(-2, 2, 3)
    size, place = draw.one_of(1.0, 1e5, 1e-5), np.zeros((2, 3))
    place[draw.whole(0, 1), draw.whole(0, 2)] = 0.2
    trials = [
        (lambda a: size * a**3, lambda g, a: (3 * size * g * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * g * a**2 * (1 + place),), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (3 * size * np.abs(g) * a**2,), (a,)),
        (lambda a: size * a**3, lambda g, a: (np.where(place > 0, np.nan, 3 * size * g * a**2),), (a,)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g, -2 * g.sum(axis=0)), (a, c)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g, -2 * g), (a, c)),
        (lambda a, c: a - 2 * c, lambda g, a, c: (g,), (a, c)),
        (lambda a, b: a / b, lambda g, a, b: (g / b, -g * a / b**2), (a, b)),
        (lambda a, b: a / b, lambda g, a, b: (g / b, g * a / b**2), (a, b)),
        (lambda a, b: a**2, lambda g, a, b: (2 * g * a, 0 * b), (a, b)),
        (lambda a, b: a**2, lambda g, a, b: (2 * g * a, g), (a, b)),
    ]
    return (trials,)


def _verdicts(function: Any, trials: Any) -> Any:
    """What is said of each rule, as ones and zeros."""
    said = [function(forward, rule, inputs, np.random.default_rng(1)) for forward, rule, inputs in trials]
    return (None if None in said else np.array([float(verdict) for verdict in said]),)


def _rule(draw: Any) -> Task:
    return Task(
        draw,
        lambda g, a, b: (a.shape, b.shape),
        lambda function, *args: function(*args),
        ("gradient of a", "gradient of b"),
    )


WITHOUT = {
    "predict_doublings": "it is asked of single numbers, and its visible check shows for two of them how to find out."
}
TASKS = {
    "unbroadcast": Task(_copies, lambda g, shape: (shape,)),
    "add_backward": _rule(_two),
    "multiply_backward": _rule(_two),
    "matmul_backward": _rule(_matrices),
    "relu_backward": Task(_kinked, lambda g, a: (a.shape,)),
    "sum_backward": Task(_summed, lambda g, a, axis, keepdims: (a.shape,), _scalar),
    "logsumexp_backward": Task(_summed, lambda g, a, axis, keepdims: (a.shape,), _scalar),
    "backward": Task(_graph, lambda graph, values: ((len(values) - 1, 3),), _walked, ("gradients of the nodes",)),
    "rule_is_right": Task(_operations, lambda trials: ((len(trials),),), _verdicts, ("verdicts on twelve rules",)),
}
