"""The tasks on good manners, which all rules share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import TOLERANCE, hinted, holds, unchanged
from autograder.checks.optimizers.answers import copy_of, make_step, pair_of
from autograder.checks.optimizers.problems import draw_sizes, draw_weights, random_gradients
from autograder.checks.optimizers.runs import Gradient

_FORGET = "Does something survive from one call to the next beside the state, or is anything random?"


def check_contract(function: Function, rng: Generator) -> None:
    """Judge good manners: nothing changes but what is returned, nothing survives, every type is taken."""
    _need_steps(function, rng)
    _check_purity(function, rng)
    _check_two_parameters(function, rng)
    _check_types(function, rng)


def _need_steps(function: Function, rng: Generator) -> None:
    """Demand steps, right or wrong: constants and echoes keep all the rules of good manners."""
    shape = draw_sizes(rng)
    w, other = draw_weights(rng, shape), draw_weights(rng, shape)
    one, two = random_gradients(rng, shape, 3), random_gradients(rng, shape, 3)
    ends = [_after_three_steps(function, start, gradient) for start, gradient in ((w, one), (w, two), (other, one))]
    if _same(ends[0], w) or _same(ends[0], ends[1]) or _same(ends[0], ends[2]):
        raise CheckFailed(
            "This mark is for a function that makes steps, from w and along its gradients; yours does not."
        )


def _after_three_steps(function: Function, w: Array, gradient: Gradient) -> Array:
    state: Any = {}
    for t in range(3):
        w, state = make_step(
            function, w, gradient(t, w), state, 0.25, where=f"at step {t + 1} with w of shape {w.shape}"
        )
    return w


def _check_purity(function: Function, rng: Generator) -> None:
    shape = draw_sizes(rng)
    w, gradient = draw_weights(rng, shape), random_gradients(rng, shape, 3)
    state: Any = {}
    for t in range(3):
        where, g = f"at step {t + 1} with w of shape {shape}", gradient(t, w)
        kept = copy_of(state)
        with unchanged(w=w, g=g, state=state):
            new, after = pair_of(call(function, w, g, state, 0.25, where=where), w, where)
        again, _ = make_step(function, w, g, kept, 0.25, where=f"{where}, called again")
        if not _same(again, new):
            raise CheckFailed(f"Your function gives another answer when it is called again {where}. {_FORGET}")
        w, state = new, after


def _check_two_parameters(function: Function, rng: Generator) -> None:
    shape = (int(rng.integers(3, 6)),)
    starts = [draw_weights(rng, shape) for _ in range(2)]
    gradients = [random_gradients(rng, shape, 4) for _ in range(2)]
    where = f"for two parameters of shape {shape} in turn"
    alone = []
    for start, gradient in zip(starts, gradients, strict=True):
        w = start
        state: Any = {}
        for t in range(4):
            w, state = make_step(function, w, gradient(t, w), state, 0.25, where=where)
        alone.append(w)
    ws = list(starts)
    states: list[Any] = [{}, {}]
    for t in range(4):
        for k in range(2):
            ws[k], states[k] = make_step(function, ws[k], gradients[k](t, ws[k]), states[k], 0.25, where=where)
    if not all(_same(w, one) for w, one in zip(ws, alone, strict=True)):
        raise CheckFailed(f"Your function gives other weights when it is called {where}. {_FORGET}")


def _check_types(function: Function, rng: Generator) -> None:
    shape = draw_sizes(rng)
    w = np.asarray(rng.integers(1, 6, shape) * rng.choice([-1.0, 1.0], shape))
    gs = [np.asarray(rng.integers(1, 6, shape) * rng.choice([-1.0, 1.0], shape)) for _ in range(3)]
    right = _three_steps(function, w, gs, "with w and g in float64")
    for dtype, hint in (
        (np.int64, "Begin with w = np.asarray(w, dtype=float), and with g likewise."),
        (np.int32, "Begin with w = np.asarray(w, dtype=float), and with g likewise."),
        (np.float32, "Turn w and g into float64 before you compute with them."),
    ):
        where = f"with w and g in {np.dtype(dtype)}"
        with hinted(hint):
            steps = _three_steps(function, w.astype(dtype), [g.astype(dtype) for g in gs], where)
        if not all(_same(step, other) for step, other in zip(steps, right, strict=True)):
            raise CheckFailed(f"Your function gives other weights {where} than for the same numbers. {hint}")
    where = "with read-only w, g and state"
    with hinted("Write into arrays of your own."):
        steps = _three_steps(function, w, gs, where, locked=True)
    if not all(_same(step, other) for step, other in zip(steps, right, strict=True)):
        raise CheckFailed(f"Your function gives other weights {where}. Write into arrays of your own.")


def _three_steps(function: Function, w: Array, gs: Sequence[Array], where: str, locked: bool = False) -> list[Array]:
    """The new weights of three steps, each from the same w."""
    state: Any = {}
    steps = []
    for g in gs:
        arguments = (w.copy(), g.copy(), copy_of(state))
        if locked:
            _lock(arguments)
        result = call(function, *arguments, 0.25, where=where)
        new, state = pair_of(result, w, where)
        if result[0].dtype.itemsize < 8:
            raise CheckFailed(f"Your new weights are {result[0].dtype} {where}; make them float64.")
        steps.append(new)
    return steps


def _lock(value: Any) -> None:
    if type(value) is np.ndarray:
        value.flags.writeable = False
    for item in value.values() if type(value) is dict else value if type(value) in (list, tuple) else ():
        _lock(item)


def _same(got: Array, right: Array) -> bool:
    return np.array_equal(got, right) or holds(np.abs(got - right) / np.max(np.abs(right)), TOLERANCE)
