"""The hidden suite of `optimizers`: five update rules, each `step(w, g, state, lr, ...) -> (w_new, state_new)`.

A run calls a function again and again, with the weights and the state that it returned. What a step should do follows
from the gradients so far alone, so every step is judged by itself, from the weights that it was given: one wrong step
does not make the next ones wrong. The oracle keeps no state. It writes a velocity or an average as the sum over all
gradients so far with fading weights, which is what the recursions unroll to.

What a state looks like is the student's own business. It is handed back as it came.

Where eps does not matter, gradients are so large that it vanishes in rounding; where bias correction does not matter,
so many steps are taken that it is over. So a slip in one of them costs the marks of that one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call
from autograder.checks.answers import (
    TOLERANCE,
    failure,
    finite_array,
    finite_number,
    hinted,
    holds,
    kind_of,
    size_of,
    two_things,
    unchanged,
)
from autograder.misconceptions import Observation
from autograder.misconceptions.optimizers import Past

Array = NDArray[Any]
Function = Callable[..., Any]
Right = Callable[..., Array]  # what a step makes of (w, gradients so far, lr, ...)
Gradient = Callable[[int, Array], Array]  # of the number of the step, from 0, and the weights

_STEM = "optimizers"
_LARGE = 1e7  # gradients of this size make eps = 1e-8 vanish, even beside the root of an uncorrected average
_NO_EPS = 1e-30  # vanishes beside any root of a size near 1
_MOST = 24  # observations; the mistakes differ on far fewer
_LONG_RUN = 1e-9  # relative; rounding in a run whose gradients depend on the weights grows with the run
_FORGET = "Nothing may survive from one call to the next but the state, and nothing may be random."


# The oracle.


def _faded(items: Sequence[Array], keep: float) -> Array:
    """The sum of the items, the newest whole and each older one `keep` times as much as the next."""
    weights = keep ** np.arange(len(items) - 1, -1, -1.0)
    return np.asarray(np.tensordot(weights, np.stack(items), axes=1))


def _faded_mean(items: Sequence[Array], keep: float) -> Array:
    return _faded(items, keep) / _faded([np.ones(())] * len(items), keep)


def _squares(gs: Sequence[Array]) -> list[Array]:
    return [g * g for g in gs]


def _momentum(w: Array, gs: Sequence[Array], lr: float, beta: float = 0.9, nesterov: bool = False) -> Array:
    v = _faded(gs, beta)
    return np.asarray(w - lr * (gs[-1] + beta * v if nesterov else v))


def _adagrad(w: Array, gs: Sequence[Array], lr: float, eps: float = 1e-8) -> Array:
    return np.asarray(w - lr * gs[-1] / (np.sqrt(_faded(_squares(gs), 1.0)) + eps))


def _rmsprop(w: Array, gs: Sequence[Array], lr: float, rho: float = 0.9, eps: float = 1e-8) -> Array:
    return np.asarray(w - lr * gs[-1] / (np.sqrt((1 - rho) * _faded(_squares(gs), rho)) + eps))


def _adam(w: Array, gs: Sequence[Array], lr: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Array:
    # An average that is corrected for its start at zero is the weighted mean of what it has seen.
    return np.asarray(w - lr * _faded_mean(gs, b1) / (np.sqrt(_faded_mean(_squares(gs), b2)) + eps))


def _adamw(
    w: Array,
    gs: Sequence[Array],
    lr: float,
    b1: float = 0.9,
    b2: float = 0.999,
    eps: float = 1e-8,
    wd: float = 1e-2,
) -> Array:
    return _adam(w, gs, lr, b1, b2, eps) - lr * wd * w


_RIGHT: dict[str, Right] = {
    "momentum_step": _momentum,
    "adagrad_step": _adagrad,
    "rmsprop_step": _rmsprop,
    "adam_step": _adam,
    "adamw_step": _adamw,
}


# Answers. What a student's function returns may be anything that crosses the wall.


def _pair(result: Any, w: Array, where: str) -> tuple[Array, Any]:
    """The new weights, finite and of the shape of w, and the new state."""
    new, state = two_things(result, "the new weights and the new state", where)
    if type(new) is dict and type(state) is not dict:
        raise CheckFailed("Your function returns the state first; return the new weights first, then the state.")
    if type(state) is not dict:
        raise CheckFailed(f"The new state must be a dict; {where} it is {kind_of(state)}.")
    if not _may_be_kept(state):
        raise CheckFailed(f"Keep only numbers and arrays of numbers in the state, under names; {where} it holds more.")
    return _weights(new, w, where), state


def _weights(new: Any, w: Array, where: str) -> Array:
    if w.ndim == 0 and not (type(new) is np.ndarray and new.dtype.kind == "f"):
        if type(new) is int:
            raise CheckFailed(f"Your new weights must be floats; {where} they are of type int.")
        return np.array(finite_number(new, "Your new w", where))
    if type(new) is np.ndarray and new.dtype.kind == "f" and not np.isfinite(new).all():
        raise CheckFailed(
            f"Your new weights are not finite {where}: they have NaN or infinite entries. Look at what you divide by, "
            "and at what you take the root of (and if you count the steps: is the first one 1?)."
        )
    return finite_array(new, "Your new w", where, w.shape)


def _may_be_kept(value: Any) -> bool:
    """Whether a state holds plain numbers and arrays only, perhaps in lists and dicts with names."""
    if type(value) is np.ndarray:
        return bool(value.dtype.kind in "biuf")
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(_may_be_kept, value.values()))
    if type(value) in (list, tuple):
        return all(map(_may_be_kept, value))
    return value is None or type(value) in (bool, int, float) or isinstance(value, np.number)


def _step(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> tuple[Array, Any]:
    """Call the function on copies, so that one that changes its arguments does not spoil the next call."""
    state = copy.deepcopy(state)
    if w.ndim == 0:  # NumPy makes plain numbers of arrays without dimensions; here they are arrays again
        state = _as_arrays(state)
    return _pair(call(function, w.copy(), g.copy(), state, *settings, where=where), w, where)


def _as_arrays(value: Any) -> Any:
    if isinstance(value, (float, np.floating)):
        return np.array(float(value))
    if type(value) is dict:
        return {key: _as_arrays(item) for key, item in value.items()}
    return type(value)(map(_as_arrays, value)) if type(value) in (list, tuple) else value


# Runs.


@dataclass(frozen=True, eq=False)
class Seen:
    """One step that a student's function made.

    Attributes:
        observation: the step, for the catalogue of mistakes.
        error: how far off the new weights are, relative to the weights and the way.
        where: the step in words that give no number away.
        number: the number of the step in its run, from 1.
        new: the new weights.
    """

    observation: Observation
    error: float
    where: str
    number: int
    new: Array


def _seen(
    w: Array, gs: Sequence[Array], past: Past, settings: tuple[Any, ...], new: Array, right: Array, where: str
) -> Seen:
    scale = np.max(np.abs(w) + np.abs(right - w))
    error = float(np.max(np.abs(new - right)) / scale)
    observation = Observation((w, gs[-1], past, *settings), (new, None), (right, None))
    return Seen(observation, error, where, len(gs), new)


@dataclass(frozen=True, eq=False)
class Run:
    """A run to be made.

    Attributes:
        w: where it starts.
        gradient: makes the gradient of each step.
        rates: the step size of each step.
        settings: what else the function is called with.
        kind: what is special about it, in words for the student.
        judged_from: the first step whose new weights are looked at. Before it, the weights are not followed.
    """

    w: Array
    gradient: Gradient
    rates: Array
    settings: tuple[Any, ...] = ()
    kind: str = ""
    judged_from: int = 1

    def where(self, number: int) -> str:
        """A step of the run in words."""
        return f"at step {number} with w of shape {self.w.shape}{', ' + self.kind if self.kind else ''}"

    def play(self, right: Right, function: Function, seen: list[Seen]) -> Iterator[tuple[Any, ...]]:
        """Make the run; note each judged step in `seen`, and give the arguments of each step before it is made."""
        w, past = self.w, Past()
        state: Any = {}
        gs: list[Array] = []
        for number, rate in enumerate(self.rates, start=1):
            g, lr, where = self.gradient(number - 1, w), float(rate), self.where(number)
            gs.append(g)
            yield w, list(gs), past, state, lr, where
            if number < self.judged_from:
                state = _state_only(function, w, g, state, lr, *self.settings, where=where)
                new = w
            else:
                new, state = _step(function, w, g, state, lr, *self.settings, where=where)
                expected = right(w, gs, lr, *self.settings)
                seen.append(_seen(w, gs, past, (lr, *self.settings), new, expected, where))
            past = Past((*past.calls, (w, g, lr, *self.settings)))
            w = new


def _state_only(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> Any:
    """The new state of a step whose weights are not looked at, and may be anything."""
    result = call(function, w.copy(), g.copy(), copy.deepcopy(state), *settings, where=where)
    if type(result) in (tuple, list) and len(result) == 2:
        result = (w, result[1])
    return _pair(result, w, where)[1]


def _play(right: Right, function: Function, runs: Iterable[Run]) -> tuple[list[Seen], CheckFailed | None]:
    """Make runs, up to the first step without a usable answer; and what is the matter there."""
    seen: list[Seen] = []
    try:
        for run in runs:
            for _ in run.play(right, function, seen):
                pass
    except CheckFailed as failed:
        return seen, failed
    return seen, None


def _observations(seen: Sequence[Seen]) -> list[Observation]:
    """Those of some steps, over the whole of the runs."""
    return [step.observation for step in seen[:: -(-len(seen) // _MOST) or 1]]


def _judge(
    name: str,
    seen: Sequence[Seen],
    failed: CheckFailed | None,
    first: str,
    later: str,
    observed: Sequence[Seen] | None = None,
) -> None:
    """Demand that every step is right.

    Args:
        name: the function.
        seen: the steps.
        failed: why there are no more, or None.
        first: what to look at if a first step is wrong.
        later: what to look at if the first steps are right.
        observed: what to recognise a mistake by, if there is more than what is judged.
    """
    wrong = [step for step in seen if not holds(step.error)]
    if wrong:
        text = f"Your new weights are off {wrong[0].where} {size_of(wrong[0].error)}."
        raise failure(_STEM, name, text, _observations(observed or seen), first if wrong[0].number == 1 else later)
    if failed:
        raise failed
    if not seen:
        raise CheckFailed("Your function made no step.")


# Problems.


def _size(rng: Generator) -> tuple[int, int]:
    """Two odd sizes that differ."""
    rows = int(rng.integers(2, 4))
    return rows, rows + int(rng.integers(1, 3))


def _weights_of(rng: Generator, shape: tuple[int, ...]) -> Array:
    return np.asarray(rng.standard_normal(shape))


def _random(rng: Generator, shape: tuple[int, ...], steps: int, scale: float = 1.0) -> Gradient:
    """Gradients of both signs, from 0.2 to 2 times the scale, drawn beforehand."""
    table = scale * rng.uniform(0.2, 2.0, (steps, *shape)) * rng.choice([-1.0, 1.0], (steps, *shape))
    return lambda t, _: np.asarray(table[t])


def _rates(rng: Generator, steps: int) -> Array:
    """A step size that changes from step to step."""
    return rng.uniform(0.05, 0.5, steps)


def _run(
    rng: Generator,
    shape: tuple[int, ...],
    steps: int,
    settings: tuple[Any, ...] = (),
    kind: str = "",
    scale: float = 1.0,
    judged_from: int = 1,
) -> Run:
    gradient = _random(rng, shape, steps, scale)
    return Run(_weights_of(rng, shape), gradient, _rates(rng, steps), settings, kind, judged_from)


def _constant(rng: Generator, steps: int, settings: tuple[Any, ...] = (), kind: str = "a constant gradient") -> Run:
    """A run under a constant gradient, positive so that averages of gradients have roots too."""
    g = _LARGE * np.array([1.0, 3.0, 0.01]) * rng.uniform(0.5, 1.5, 3)
    return Run(_weights_of(rng, (3,)), lambda *_: g, np.full(steps, rng.uniform(0.05, 0.5)), settings, kind)


def _all_scales(rng: Generator, settings: tuple[Any, ...] = ()) -> Run:
    """One step with gradients from ten thousand to a thousand million."""
    g = 10.0 ** np.array([4, 5, 7, 9]) * rng.choice([-1, 1], 4) * rng.uniform(1, 2, 4)
    return Run(_weights_of(rng, (4,)), lambda *_: g, _rates(rng, 1), settings, "gradients of very different size")


def _sparse(rng: Generator, steps: int, scale: float) -> Run:
    """A run in which a coordinate's gradient is zero most of the time, but not in the first step."""
    often = _random(rng, (3,), steps, scale)
    return Run(
        _weights_of(rng, (3,)),
        lambda t, w: often(t, w) * np.array([1, t % 3 == 0, t % 10 == 0]),
        _rates(rng, steps),
        kind="gradients that are often zero",
    )


# Momentum.


def _momentum_runs(rng: Generator, nesterov: tuple[bool, ...]) -> list[Run]:
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    long, short = (20, 10) if nesterov else (50, 20)  # with nesterov=True each step takes two calls
    changing = "a changing lr" + (", nesterov=True" if nesterov else "")
    return [
        _run(rng, (n,), long, (0.9, *nesterov) if nesterov else (), f"the default beta, {changing}"),
        _run(rng, (), short, (rng.uniform(0.3, 0.6), *nesterov), f"another beta, {changing}"),
        _run(rng, (a, b), short, (rng.uniform(0.95, 0.99), *nesterov), f"a large beta, {changing}"),
        _run(rng, (n,), 5, (0.9, *nesterov), f"another run, {changing}"),
        _run(rng, (1,), 5, (0.0, *nesterov), f"beta = 0, {changing}"),
    ]


def _bowl(rng: Generator) -> tuple[Array, Array, float, float]:
    """Curvatures, a start, and a step size and a momentum at which every mode converges."""
    curvatures = np.array([1.0, rng.uniform(3, 8), rng.uniform(15, 30)])
    return curvatures, rng.uniform(1, 2, 3), rng.uniform(0.03, 0.06), rng.uniform(0.6, 0.9)


def _check_heavy_ball(function: Function, rng: Generator) -> None:
    name = "momentum_step"
    seen, failed = _play(_momentum, function, _momentum_runs(rng, ()))
    ahead: list[Seen] = []
    if not all(holds(step.error) for step in seen):  # some mistakes differ with nesterov=True only
        ahead, _ = _play(_momentum, function, _momentum_runs(rng, (True,)))
    _judge(
        name,
        seen,
        failed,
        "From the state {} the velocity is g, and the new weights are w - lr * g.",
        "The first step is right, so look at what you keep and how it fades: v = beta * v + g.",
        observed=[*seen, *ahead],
    )
    curvatures, start, lr, beta = _bowl(rng)
    run = Run(start, lambda _, w: curvatures * w, np.full(50, lr), (beta,), "a quadratic loss")
    seen, failed = _play(_momentum, function, [run])
    hint = "Your steps are right on other problems: they may depend on w, g, state, lr and beta only."
    _judge(name, seen, failed, hint, hint)
    for k, curvature in enumerate(curvatures):
        matrix = np.array([[1 + beta - lr * curvature, -beta], [1, 0]])
        x = np.array([start[k], start[k]])
        for step in seen:
            x = matrix @ x
            if not holds(abs(step.new[k] - x[0]), _LONG_RUN):
                raise CheckFailed(f"Your run leaves the course that the 2 x 2 matrix predicts {step.where}. {hint}")


def _check_nesterov(function: Function, rng: Generator) -> None:
    """Judge the Nesterov step; by the heavy ball of the same function, if that one is wrong.

    Whatever the convention, with m the move of the heavy ball Nesterov's step leads to w + beta * m - lr * g.
    """
    heavy, lost = _play(_momentum, function, _momentum_runs(rng, ()))
    own = lost is None and not holds([step.error for step in heavy])
    seen: list[Seen] = []
    targets: list[Array] = []
    failed: CheckFailed | None = None
    remembers = False
    try:
        for run in _momentum_runs(rng, (True,)):
            beta = run.settings[0]
            for w, gs, _, state, lr, where in run.play(_momentum, function, seen):
                plain, _ = _step(function, w, gs[-1], state, lr, beta, False, where=f"{where}, then False")
                targets.append(w + beta * (plain - w) - lr * gs[-1])
                remembers |= len(gs) > 1 and not holds(np.max(np.abs(plain - w + lr * gs[-1])), 1e-6 * lr)
    except CheckFailed as stopped:
        failed = stopped
    judged = seen
    if own and remembers and not holds([step.error for step in seen]):
        judged = [_judged_by(step, target) for step, target in zip(seen, targets, strict=False)]
    _judge(
        "momentum_step",
        judged,
        failed,
        "With nesterov=True the step is lr * (g + beta * v), with the new v; in the first step v is g.",
        "The first step is right. In later ones, is it the new v that enters g + beta * v, and v itself that is kept?",
        observed=[*judged, *heavy],
    )
    if not own:
        _check_look_ahead(function, rng)


def _judged_by(step: Seen, target: Array) -> Seen:
    """The step, judged by another target."""
    w = step.observation.args[0]
    return replace(step, error=float(np.max(np.abs(step.new - target)) / np.max(np.abs(w) + np.abs(target - w))))


def _check_look_ahead(function: Function, rng: Generator) -> None:
    """Nesterov's own form, with the gradient at w - lr * beta * v, makes the same run after a change of variables."""
    curvatures, start, _, beta = _bowl(rng)
    lr = rng.uniform(0.02, 0.03)
    run = Run(start, lambda _, w: curvatures * w, np.full(40, lr), (beta, True), "a quadratic loss")
    seen, failed = _play(_momentum, function, [run])
    hint = "Your steps are right on other problems: they may depend on w, g, state, lr and beta only."
    _judge("momentum_step", seen, failed, hint, hint)
    w, v = start, np.zeros(3)
    for step in seen:
        v = beta * v + curvatures * (w - lr * beta * v)
        w = w - lr * v
        if not holds(np.abs(step.new - (w - lr * beta * v)), _LONG_RUN):
            raise CheckFailed(f"Your run leaves that of Nesterov's look-ahead form {step.where}. {hint}")


# The rules that divide by a root.


def _check_adagrad_steps(function: Function, rng: Generator) -> None:
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    runs = [
        _all_scales(rng),
        _constant(rng, 15),
        _run(rng, (n,), 50, scale=_LARGE),
        _run(rng, (), 15, scale=1000 * _LARGE),
        _run(rng, (a, b), 15, scale=_LARGE),
        _sparse(rng, 15, _LARGE),
    ]
    seen, failed = _play(_adagrad, function, runs)
    _judge(
        "adagrad_step",
        seen,
        failed,
        "The first step is lr times the sign of g, whatever its size: g is divided by the root of g**2.",
        "The first step is right, so look at the sum of squares: does it hold all gradients so far, one sum for each "
        "coordinate?",
    )


def _check_rmsprop_steps(function: Function, rng: Generator) -> None:
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    runs = [
        _all_scales(rng),
        _constant(rng, 15),
        _run(rng, (n,), 50, scale=_LARGE),
        _run(rng, (), 15, (rng.uniform(0.2, 0.4),), "another rho", 1000 * _LARGE),
        _run(rng, (a, b), 15, (rng.uniform(0.95, 0.99),), "a large rho", _LARGE),
        _sparse(rng, 15, _LARGE),
    ]
    seen, failed = _play(_rmsprop, function, runs)
    _judge(
        "rmsprop_step",
        seen,
        failed,
        "The first step is lr times the sign of g divided by the root of 1 - rho: the average starts at zero.",
        "The first step is right, so look at how the average goes on: rho of the old one, 1 - rho of the new square.",
    )


def _check_adam_averages(function: Function, rng: Generator) -> None:
    (n, m), (a, b) = _size(rng), _size(rng)
    rates = (rng.uniform(0.1, 0.2), rng.uniform(0.25, 0.3))
    words = "after the correction has faded"  # 0.3**25 is 8e-14
    runs = [
        _run(rng, (n + m,), 38, rates, words, _LARGE, judged_from=26),
        _run(rng, (a, b), 32, rates[::-1], words, _LARGE, judged_from=26),
        _run(rng, (), 30, rates, words, _LARGE, judged_from=26),
    ]
    seen, failed = _play(_adam, function, runs)
    hint = (
        "Bias correction no longer matters there, so look at the averages themselves, m of the gradients with b1 and v "
        "of their squares with b2, and at the step m / sqrt(v)."
    )
    _judge("adam_step", seen, failed, hint, hint)


def _check_adam_correction(function: Function, rng: Generator) -> None:
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    small = (rng.uniform(0.03, 0.05), rng.uniform(0.06, 0.08))
    runs = [
        _constant(rng, 10, small, kind="small b1 and b2, a constant gradient"),
        _all_scales(rng),
        _constant(rng, 20),
        _run(rng, (n,), 50, scale=_LARGE),
        _run(rng, (), 15, (rng.uniform(0.5, 0.7), rng.uniform(0.8, 0.95)), "other b1 and b2", 1000 * _LARGE),
        _run(rng, (a, b), 15, (0.0, rng.uniform(0.95, 0.99)), "b1 = 0", _LARGE),
    ]
    seen, failed = _play(_adam, function, runs)
    _judge(
        "adam_step",
        seen,
        failed,
        "The first step is lr times the sign of g: both averages are corrected, with t = 1.",
        "The first step is right, so look at later ones: t counts on in the state, and both b1 and b2 get the power t.",
    )


def _check_eps(name: str, function: Function, rng: Generator) -> None:
    """Judge where eps stands, by the step of the same function with a vanishing eps, if that one is wrong."""
    right = _RIGHT[name]
    rates: tuple[float, ...] = {"adagrad_step": (), "rmsprop_step": (0.6,), "adam_step": (0.5, 0.6)}[name]
    sizes = (_NO_EPS, rng.uniform(0.05, 0.1), rng.uniform(0.4, 0.8))
    seen: list[Seen] = []
    for before, shape in ((0, (4,)), (2, (2, 2)), (6, (3,))):
        w, gradient, lr = _weights_of(rng, shape), _random(rng, shape, before + 1), rng.uniform(0.3, 0.8)
        past = Past()
        gs: list[Array] = []
        state: Any = {}
        for k in range(before):
            where = f"at step {k + 1} with w of shape {shape}, a tiny eps"
            gs.append(gradient(k, w))
            state = _state_only(function, w, gs[-1], state, lr, *rates, _NO_EPS, where=where)
            past = Past((*past.calls, (w, gs[-1], lr, *rates, _NO_EPS)))
        gs.append(gradient(before, w))
        for eps, words in zip(sizes, ("tiny", "small", "large"), strict=True):
            where = f"at step {before + 1} with w of shape {shape}, a {words} eps"
            settings = (lr, *rates, eps)
            new, _ = _step(function, w, gs[-1], state, *settings, where=where)
            seen.append(_seen(w, gs, past, settings, new, right(w, gs, *settings), where))
    for three in (seen[:3], seen[3:6], seen[6:]):
        if not _stands_outside(three, sizes):
            raise failure(
                _STEM,
                name,
                f"Your steps are off with another eps {three[2].where.replace(', a large eps', '')}.",
                _observations(seen),
                "It stands outside the root, once: sqrt(...) + eps, at every step and as large as it is given.",
            )
    _check_zero_gradient(function, rng)
    if all(holds(step.error) for step in seen):
        tiny = Run(_weights_of(rng, (3,)), _random(rng, (3,), 4, 1e-7), np.full(4, 0.2), (), "tiny gradients")
        more, failed = _play(right, function, [tiny])
        hint = "Gradients are hardly larger than the default eps there: sqrt(...) + eps, with eps=1e-8."
        _judge(name, more, failed, hint, hint, observed=[*seen, *more])


def _stands_outside(steps: Sequence[Seen], sizes: Sequence[float]) -> bool:
    """Whether eps is added to a root, given steps with a vanishing eps and two others.

    If the step without eps is right, the others must be. If it is not, this function has another root; but the first
    step is still 1 + eps / root times as long as one with eps, if eps stands outside of it.
    """
    none, *others = steps
    if holds(none.error, 1e-6):
        return all(holds(step.error) for step in steps)
    w = none.observation.args[0]
    small, large = ((none.new - w) / (step.new - w) - 1 for step in others)
    return holds(-large, -1e-3) and holds(np.abs(small * sizes[2] / (large * sizes[1]) - 1), 1e-8)


def _check_zero_gradient(function: Function, rng: Generator) -> None:
    where = "where the gradient has been zero from the start"
    w, g = _weights_of(rng, (3,)), np.array([rng.uniform(1, 2), 0.0, 0.0])
    new, _ = _step(function, w, g, {}, 0.1, where=where)
    if not holds(np.abs(new - w)[1:], 0.0):
        raise CheckFailed(f"Your step moves a weight {where}; without a gradient there is no step.")


# AdamW.


def _check_adamw_adam(function: Function, rng: Generator) -> None:
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    usual = (0.9, 0.999, 1e-8, 0.0)
    runs = [
        _run(rng, (n,), 50, usual, "wd = 0"),
        _run(rng, (), 15, (rng.uniform(0.5, 0.7), rng.uniform(0.8, 0.95), 1e-8, 0.0), "wd = 0, other b1 and b2"),
        _run(rng, (a, b), 15, (0.8, 0.95, rng.uniform(0.05, 0.2), 0.0), "wd = 0, a large eps"),
        _run(rng, (3,), 4, usual, "wd = 0, tiny gradients", 1e-7),
    ]
    seen, failed = _play(_adamw, function, runs)
    hint = "Without decay AdamW is Adam, with all that belongs to it: compare it with your adam_step."
    _judge("adamw_step", seen, failed, hint, hint)


def _check_adamw_decay(function: Function, rng: Generator) -> None:
    """Judge what wd adds to a step of the same function, so that a wrong Adam costs nothing here."""
    n, (a, b) = int(rng.integers(4, 7)), _size(rng)
    runs = [
        _run(rng, (n,), 15, (0.9, 0.999, 1e-8, rng.uniform(0.1, 0.4)), "wd > 0"),
        _run(rng, (), 8, (0.8, 0.9, 1e-8, rng.uniform(0.5, 1.0)), "a large wd"),
        _run(rng, (a, b), 8, (), "the default wd"),
    ]
    seen: list[Seen] = []
    without: list[Seen] = []
    targets: list[Array] = []
    failed: CheckFailed | None = None
    try:
        for run in runs:
            *rates, wd = run.settings or (0.9, 0.999, 1e-8, 1e-2)
            for w, gs, past, state, lr, where in run.play(_adamw, function, seen):
                settings = (lr, *rates, 0.0)
                plain, _ = _step(function, w, gs[-1], state, *settings, where=f"{where}, with wd = 0 instead")
                # Averages that cancel may make a late step as short as they like; the first has the length lr.
                if len(gs) == 1 and not holds(-np.max(np.abs(plain - w)), -1e-3 * lr):
                    raise CheckFailed(f"This mark is for a decay beside a step; yours makes no step {where}.")
                without.append(_seen(w, gs, past, settings, plain, _adamw(w, gs, *settings), where))
                targets.append(plain - lr * wd * w)
    except CheckFailed as lost:
        failed = lost
    decayed = [_judged_by(step, target) for step, target in zip(seen, targets, strict=False)]
    hint = "wd must add exactly -lr * wd * w to a step, with the old w and outside Adam's fraction."
    _judge("adamw_step", decayed, failed, hint, hint, observed=[*decayed, *without])
    wd, lr, start = rng.uniform(0.2, 0.6), rng.uniform(0.05, 0.2), _weights_of(rng, (4,))
    run = Run(start, lambda *_: np.zeros(4), np.full(30, lr), (0.9, 0.999, 1e-8, wd), "zero gradients")
    seen, failed = _play(_adamw, function, [run])
    for step in seen:
        if not holds(np.abs(step.new - (1 - lr * wd) ** step.number * start) / np.abs(start)):
            text = f"Your weights do not shrink as they should {step.where}."
            raise failure(
                _STEM,
                "adamw_step",
                text,
                _observations([*decayed, *without, *seen]),
                "Without gradients each step multiplies w by 1 - lr * wd, and that is all.",
            )
    if failed:
        raise failed


# Good manners.


def _check_contract(
    jobs: Sequence[Callable[[Function, Generator], None]], words: str, function: Function, rng: Generator
) -> None:
    # Constants and echoes keep all the rules below, so a function must get something right before they count.
    if not any(_passes(job, function, rng) for job in jobs):
        raise CheckFailed(f"This mark is for a function that gets {words} right; yours does not yet.")
    _check_purity(function, rng)
    _check_two_parameters(function, rng)
    _check_types(function, rng)


def _passes(job: Callable[[Function, Generator], None], function: Function, rng: Generator) -> bool:
    try:
        job(function, rng)
    except CheckFailed:
        return False
    return True


def _check_purity(function: Function, rng: Generator) -> None:
    shape = _size(rng)
    w, gradient = _weights_of(rng, shape), _random(rng, shape, 3)
    state: Any = {}
    for t in range(3):
        where, g = f"at step {t + 1} with w of shape {shape}", gradient(t, w)
        kept = copy.deepcopy(state)
        with unchanged(w=w, g=g, state=state):
            new, after = _pair(call(function, w, g, state, 0.25, where=where), w, where)
        again, _ = _step(function, w, g, kept, 0.25, where=f"{where}, called again")
        if not _same(again, new):
            raise CheckFailed(f"Your function gives another answer when it is called again {where}. {_FORGET}")
        w, state = new, after


def _check_two_parameters(function: Function, rng: Generator) -> None:
    shape = (int(rng.integers(3, 6)),)
    starts = [_weights_of(rng, shape) for _ in range(2)]
    gradients = [_random(rng, shape, 4) for _ in range(2)]
    where = f"for two parameters of shape {shape} in turn"
    alone = []
    for start, gradient in zip(starts, gradients, strict=True):
        w = start
        state: Any = {}
        for t in range(4):
            w, state = _step(function, w, gradient(t, w), state, 0.25, where=where)
        alone.append(w)
    ws = list(starts)
    states: list[Any] = [{}, {}]
    for t in range(4):
        for k in range(2):
            ws[k], states[k] = _step(function, ws[k], gradients[k](t, ws[k]), states[k], 0.25, where=where)
    if not all(_same(w, one) for w, one in zip(ws, alone, strict=True)):
        raise CheckFailed(f"Your function gives other weights when it is called {where}. {_FORGET}")


def _check_types(function: Function, rng: Generator) -> None:
    shape = _size(rng)
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
        arguments = (w.copy(), g.copy(), copy.deepcopy(state))
        if locked:
            _lock(arguments)
        result = call(function, *arguments, 0.25, where=where)
        new, state = _pair(result, w, where)
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
    return holds(np.abs(got - right) / np.max(np.abs(right)), TOLERANCE)


TASKS = {
    "test_momentum_step_heavy_ball": _check_heavy_ball,
    "test_momentum_step_nesterov": _check_nesterov,
    "test_momentum_step_contract": partial(_check_contract, (_check_heavy_ball, _check_nesterov), "one kind of step"),
    "test_adagrad_step_steps": _check_adagrad_steps,
    "test_adagrad_step_eps": partial(_check_eps, "adagrad_step"),
    "test_adagrad_step_contract": partial(_check_contract, (_check_adagrad_steps,), "its steps"),
    "test_rmsprop_step_steps": _check_rmsprop_steps,
    "test_rmsprop_step_eps": partial(_check_eps, "rmsprop_step"),
    "test_rmsprop_step_contract": partial(_check_contract, (_check_rmsprop_steps,), "its steps"),
    "test_adam_step_averages": _check_adam_averages,
    "test_adam_step_correction": _check_adam_correction,
    "test_adam_step_eps": partial(_check_eps, "adam_step"),
    "test_adam_step_contract": partial(
        _check_contract, (_check_adam_averages, _check_adam_correction), "its averages or its first steps"
    ),
    "test_adamw_step_adam": _check_adamw_adam,
    "test_adamw_step_decay": _check_adamw_decay,
    "test_adamw_step_contract": partial(_check_contract, (_check_adamw_adam,), "its step without decay"),
}
