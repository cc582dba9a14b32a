"""The tasks of `gradient_check` on functions with kinks, and on functions that compute in float32."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.gradient_check.answers import ask, need_both, skipped_of, verdict_of, wrongly_judged
from autograder.checks.gradient_check.functions import curved, examples, linear, margins, tilted, valley
from autograder.checks.gradient_check.mutations import blatant_trial, plain_trial
from autograder.checks.gradient_check.trials import AS_RIGHT, STEP, Trial, drawn, is_fair, look, right_trial

_SMOOTH = "next to the lowest point of a smooth function"


def _with_kinks(rng: Generator, h: float = STEP, error: float = 0.0) -> Trial:
    """A smooth function with kinks next to some entries, and kinks further away from the others.

    Args:
        rng: what to draw from.
        h: the step.
        error: by how much of its size every entry away from kinks is too large.
    """
    base = linear(rng, (3, 4))
    at = np.zeros((3, 4), bool)
    at.flat[rng.choice(12, rng.integers(2, 5), replace=False)] = True
    far = np.where(at, rng.uniform(-0.05, 0.05, (3, 4)) * h, 0.3 * rng.choice([-1, 1], (3, 4)))
    height, side = rng.uniform(2, 4, (3, 4)) * rng.choice([-1, 1], (3, 4)), rng.choice([-1, 1], (3, 4))
    corner = base.x + far
    g = base.g + height * np.where(at, side, -np.sign(far))
    kind = "whose entries are right away from kinks"
    if error:
        g = np.where(at, g, g + error * np.abs(g))
        kind = "that is wrong away from kinks"
    return Trial(
        lambda z: float(base.f(z) + np.sum(height * np.abs(z - corner))),
        base.x,
        g,
        not error,
        kind,
        {} if h == STEP else {"h": h},
        int(at.sum()),
    )


def _hinge_at_kink(rng: Generator) -> Trial:
    """The hinge loss with one margin on its kink: it is in two rows of the gradient."""
    while True:
        W, X, y = examples(rng, 5, 3, 4)
        m, k = margins(W, X, y), (int(y[0]) + 1) % 4
        W[k] -= m[0, k] * X[0] / (X[0] @ X[0])
        m = margins(W, X, y)
        m[0, k] = -np.inf
        active = 1.0 * (m > 0)
        g = (active - np.eye(4)[y] * active.sum(axis=1, keepdims=True)).T @ X / 5
        if np.abs(m).min() > 0.02 and np.abs(X[0]).min() > 0.3 and np.abs(g).min() > 1e-3:
            break

    def f(V: Array) -> float:
        return float(np.maximum(0, margins(V, X, y)).sum() / 5)

    return Trial(f, W, g, True, "of the hinge loss with a margin of zero", n_skipped=6)


def _all_kinks(rng: Generator) -> Trial:
    x, a = rng.uniform(-1, 1, 6), rng.uniform(1, 3, 6)
    kind = "of a function with a kink in each entry"
    return Trial(lambda z: float(np.sum(a * np.abs(z - x))), x, 0 * x, False, kind, n_skipped=6)


def _by_the_valley(rng: Generator) -> Trial:
    """Next to the lowest point of a smooth function, where the slopes to both sides differ by much of their size."""
    base = valley(rng)
    base = tilted(base, rng.choice([-1e-4, 1e-4], base.x.shape))
    return replace(right_trial(base), kind=_SMOOTH)


def check_kinks(function: Function, rng: Generator) -> None:
    """Judge that entries at a kink are skipped, and no others."""
    makers: list[Callable[[Generator], Trial]] = [
        _with_kinks,
        _with_kinks,
        _hinge_at_kink,
        lambda rng: _with_kinks(rng, error=0.3),
        lambda rng: _with_kinks(rng, error=0.4),
        _all_kinks,
        lambda rng: _with_kinks(rng, h=1e-3),
        _by_the_valley,
    ]
    trials = [drawn(rng, make) for make in makers if make is not _all_kinks] + [_all_kinks(rng)]
    close = drawn(rng, lambda rng: _with_kinks(rng, h=1e-3))  # its kinks are out of reach of a smaller step
    short = replace(close, options={"h": 1e-7, "rtol": 1e-4, "atol": 1e-4}, n_skipped=0)
    if is_fair(replace(short, ok=True, g=look(short).slope)):
        trials.append(replace(short, g=look(short).slope, kind="with kinks near by, but further away than h"))
    plain = [drawn(rng, plain_trial) for _ in range(2)] + [drawn(rng, blatant_trial, everywhere=True) for _ in range(2)]
    need_both(wrongly_judged(function, plain, rng), "knows a kink")
    for k in rng.permutation(len(trials)):
        trial = trials[k]
        answer = ask(function, trial)
        if verdict_of(answer, trial.where) != trial.ok and trial.kind != _SMOOTH:  # which is for other tasks
            verdict = "wrong" if trial.ok else "right"
            hint = "An entry at a kink is skipped: it neither passes nor fails."
            if trial.n_skipped == trial.x.size:
                hint = "If every entry is skipped there is no evidence, and ok is False."
            raise CheckFailed(f"Your checker calls a gradient {trial.kind} {verdict}, {trial.where}. {hint}")
        if skipped_of(answer, trial.where) != trial.n_skipped:
            raise CheckFailed(
                f"Your 'n_skipped' is off {trial.where}, for a gradient {trial.kind}. Skip an entry if the forward and "
                "the backward difference differ by more than 100 * h * max(1, |forward|, |backward|), and no other."
            )


def _single(rng: Generator, errors: tuple[float, ...] = ()) -> Trial:
    """A function that computes in float32, with an offset whose rounding drowns a small step.

    Args:
        rng: what to draw from.
        errors: by how much of its size one entry of the gradient is too large, or each in turn.
    """
    base, offset = linear(rng, (3, 3)), np.float32(rng.uniform(40, 60))
    share = np.zeros(9)
    if len(errors) == 1:
        share[rng.integers(1, 9)] = errors[0]
    elif errors:
        share[:] = np.resize(errors, 9)
    g = base.g + share.reshape(3, 3) * np.abs(base.g)
    kind = "that is 40 % off in " + ("one entry" if len(errors) == 1 else "each entry") if errors else AS_RIGHT

    def f(z: Array) -> Array:
        return np.array(np.float32(base.f(z)) + offset, np.float32)

    return Trial(f, base.x, g, not errors, f"{kind}, where f computes in float32")


def check_float32(function: Function, rng: Generator) -> None:
    """Judge the limits where f computes in float32."""

    def double(rng: Generator) -> Trial:
        base = curved(rng, (3, 3))
        return Trial(base.f, base.x, 1.002 * base.g, False, "that is 0.2 % too large, where f computes in float64")

    trials = [drawn(rng, _single) for _ in range(4)]
    wrong = ((0.4, 0.4), (0.4, 0.45), (0.4, 0.5), (0.5, 0.4))  # in each entry: single ones are for other tasks
    trials += [drawn(rng, partial(_single, errors=errors)) for errors in wrong]
    trials += [drawn(rng, double, everywhere=True) for _ in range(2)]
    trials += [drawn(rng, plain_trial) for _ in range(2)]
    misjudged = wrongly_judged(function, trials, rng)
    if misjudged:
        trial = misjudged[0]
        verdict = "wrong" if trial.ok else "right"
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} {verdict}. Where np.asarray(f(x)).dtype is float32, and only "
            "there, h and rtol must be at least 0.01, and atol at least 0.001."
        )
