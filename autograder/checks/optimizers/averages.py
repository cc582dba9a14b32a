"""The tasks of the rules that divide by a root: `adagrad_step`, `rmsprop_step` and `adam_step`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import failure, holds
from autograder.checks.optimizers.answers import make_step, state_only
from autograder.checks.optimizers.oracle import Right, adagrad, adam, adamw, momentum, rmsprop
from autograder.checks.optimizers.problems import (
    LARGE,
    constant_run,
    draw_run,
    draw_sizes,
    draw_weights,
    random_gradients,
    run_of_all_scales,
    sparse_run,
)
from autograder.checks.optimizers.runs import Run, Seen, judged_by, need_right, observations, play, seen_step
from autograder.misconceptions.optimizers import Past

_NO_EPS = 1e-30  # vanishes beside any root of a size near 1
_RIGHT: dict[str, Right] = {
    "momentum_step": momentum,
    "adagrad_step": adagrad,
    "rmsprop_step": rmsprop,
    "adam_step": adam,
    "adamw_step": adamw,
}


def check_adagrad_steps(function: Function, rng: Generator) -> None:
    """Judge AdaGrad's steps where eps does not matter."""
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    runs = [
        run_of_all_scales(rng),
        constant_run(rng, 15),
        draw_run(rng, (n,), 50, scale=LARGE),
        draw_run(rng, (), 15, scale=1000 * LARGE),
        draw_run(rng, (a, b), 15, scale=LARGE),
        sparse_run(rng, 15, LARGE),
    ]
    seen, failed = play(adagrad, function, runs)
    need_right(
        "adagrad_step",
        seen,
        failed,
        "The first step is lr times the sign of g, whatever its size: g is divided by the root of g**2.",
        "The first step is right, so look at the sum of squares: does it hold all gradients so far, one sum for each "
        "coordinate?",
    )


def check_rmsprop_steps(function: Function, rng: Generator) -> None:
    """Judge RMSProp's steps where eps does not matter."""
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    runs = [
        run_of_all_scales(rng),
        constant_run(rng, 15),
        draw_run(rng, (n,), 50, scale=LARGE),
        draw_run(rng, (), 15, (rng.uniform(0.2, 0.4),), "another rho", 1000 * LARGE),
        draw_run(rng, (a, b), 15, (rng.uniform(0.95, 0.99),), "a large rho", LARGE),
        sparse_run(rng, 15, LARGE),
    ]
    seen, failed = play(rmsprop, function, runs)
    need_right(
        "rmsprop_step",
        seen,
        failed,
        "The first step is lr times the sign of g divided by the root of 1 - rho: the average starts at zero.",
        "The first step is right, so look at how the average goes on: rho of the old one, 1 - rho of the new square.",
    )


def check_adam_averages(function: Function, rng: Generator) -> None:
    """Judge Adam's steps where bias correction is over."""
    (n, m), (a, b) = draw_sizes(rng), draw_sizes(rng)
    rates = (rng.uniform(0.1, 0.2), rng.uniform(0.25, 0.3))
    words = "after the correction has faded"  # 0.3**25 is 8e-14
    runs = [
        draw_run(rng, (n + m,), 38, rates, words, LARGE, judged_from=26),
        draw_run(rng, (a, b), 32, rates[::-1], words, LARGE, judged_from=26),
        draw_run(rng, (), 30, rates, words, LARGE, judged_from=26),
    ]
    seen, failed = play(adam, function, runs)
    if failed is None and holds([_error_with_t_at_one(step) for step in seen]):
        return  # t that stands still loses the marks of the correction
    hint = (
        "Bias correction no longer matters there, so look at the averages themselves, m of the gradients with b1 and v "
        "of their squares with b2, and at the step m / sqrt(v)."
    )
    need_right("adam_step", seen, failed, hint, hint)


def _error_with_t_at_one(step: Seen) -> float:
    """How far a late step is off one whose correction is always that of t = 1, which is longer by the same factor."""
    w, _, _, _, b1, b2 = step.observation.args
    longer = w + (step.observation.right[0] - w) * np.sqrt(1 - b2) / (1 - b1)
    return judged_by(step, longer).error


def _keeps_its_length(function: Function, rng: Generator) -> bool:
    """Whether the steps under a constant gradient are alike from the first on, whatever averages they are made of.

    This is what the correction is for. It says nothing of a function without a memory.
    """
    lr, g = 0.25, random_gradients(rng, (3,), 1)(0, np.zeros(3))
    moves: list[Array] = []
    try:
        for rates, steps in (((0.9, 0.999), 12), ((0.2, 0.3), 40)):
            w, state = draw_weights(rng, (3,)), {}
            for k in range(steps):
                new, state = make_step(function, w, g, state, lr, *rates, _NO_EPS, where=f"at step {k + 1}")
                moves.append(new - w)
                w = new
        turned, _ = make_step(function, w, -2 * g, state, lr, 0.2, 0.3, _NO_EPS, where="at a later step")
        fresh, _ = make_step(function, w, -2 * g, {}, lr, 0.2, 0.3, _NO_EPS, where="at step 1")
    except CheckFailed:
        return False
    size = np.abs(moves[-1]).max()
    alike = size > 0 and holds(np.abs(np.array(moves) - moves[-1]) / size, 1e-9)
    return bool(alike and not holds(np.abs(turned - fresh) / size, 1e-6))


def check_adam_correction(function: Function, rng: Generator) -> None:
    """Judge Adam's first steps."""
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    small = (rng.uniform(0.03, 0.05), rng.uniform(0.06, 0.08))
    runs = [
        constant_run(rng, 10, small, kind="small b1 and b2, a constant gradient"),
        run_of_all_scales(rng),
        constant_run(rng, 20),
        draw_run(rng, (n,), 50, scale=LARGE),
        draw_run(rng, (), 15, (rng.uniform(0.5, 0.7), rng.uniform(0.8, 0.95)), "other b1 and b2", 1000 * LARGE),
        draw_run(rng, (a, b), 15, (0.0, rng.uniform(0.95, 0.99)), "b1 = 0", LARGE),
    ]
    seen, failed = play(adam, function, runs)
    if failed is None and not holds([step.error for step in seen]) and not _passes(check_adam_averages, function, rng):
        if _keeps_its_length(function, rng):
            return  # averages that are wrong have lost their own marks
    need_right(
        "adam_step",
        seen,
        failed,
        "The first step is lr times the sign of g: both averages are corrected, with t = 1.",
        "The first step is right, so look at later ones: t counts on in the state, and both b1 and b2 get the power t.",
    )


def _passes(check: Callable[[Function, Generator], None], function: Function, rng: Generator) -> bool:
    try:
        check(function, rng)
    except CheckFailed:
        return False
    return True


def check_eps(name: str, function: Function, rng: Generator) -> None:
    """Judge where eps stands, by the step of the same function with a vanishing eps, if that one is wrong."""
    right = _RIGHT[name]
    rates: tuple[float, ...] = {"adagrad_step": (), "rmsprop_step": (0.6,), "adam_step": (0.5, 0.6)}[name]
    sizes = (_NO_EPS, rng.uniform(0.05, 0.1), rng.uniform(0.4, 0.8))
    seen: list[Seen] = []
    for before, shape in ((0, (4,)), (2, (2, 2)), (6, (3,))):
        w, gradient, lr = draw_weights(rng, shape), random_gradients(rng, shape, before + 1), rng.uniform(0.3, 0.8)
        past = Past()
        gs: list[Array] = []
        state: Any = {}
        for k in range(before):
            where = f"at step {k + 1} with w of shape {shape}, a tiny eps"
            gs.append(gradient(k, w))
            state = state_only(function, w, gs[-1], state, lr, *rates, _NO_EPS, where=where)
            past = Past((*past.calls, (w, gs[-1], lr, *rates, _NO_EPS)))
        gs.append(gradient(before, w))
        for eps, words in zip(sizes, ("tiny", "small", "large"), strict=True):
            where = f"at step {before + 1} with w of shape {shape}, a {words} eps"
            settings = (lr, *rates, eps)
            new, _ = make_step(function, w, gs[-1], state, *settings, where=where)
            seen.append(seen_step(w, gs, past, settings, new, right(w, gs, *settings), where))
    for three in (seen[:3], seen[3:6], seen[6:]):
        if not _stands_outside(three, sizes):
            raise failure(
                "optimizers",
                name,
                f"Your steps are off with another eps {three[2].where.replace(', a large eps', '')}.",
                observations(seen),
                _eps_hint(three),
            )
    _check_zero_gradient(function, rng)
    if all(holds(step.error) for step in seen):
        tiny = Run(draw_weights(rng, (3,)), random_gradients(rng, (3,), 4, 1e-7), np.full(4, 0.2), (), "tiny gradients")
        more, failed = play(right, function, [tiny])
        hint = "Gradients are hardly larger than the default eps there: sqrt(...) + eps, with eps=1e-8."
        need_right(name, more, failed, hint, hint, observed=[*seen, *more])


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


def _eps_hint(steps: Sequence[Seen]) -> str:
    """What to say of a wrong eps: what the lengths of a step with three of them tell."""
    none, small, large = (step.new - step.observation.args[0] for step in steps)
    if holds(np.abs(large - none) / np.abs(none).max(), 1e-6):
        return "They are the same whatever eps is: add the eps that is given to the root."
    return "Does it stand outside the root, once, sqrt(...) + eps, at every step and as large as it is given?"


def _check_zero_gradient(function: Function, rng: Generator) -> None:
    where = "where the gradient has been zero from the start"
    w, g = draw_weights(rng, (3,)), np.array([rng.uniform(1, 2), 0.0, 0.0])
    new, _ = make_step(function, w, g, {}, 0.1, where=where)
    if not holds(np.abs(new - w)[1:], 0.0):
        raise CheckFailed(f"Your step moves a weight {where}; without a gradient there is no step.")
