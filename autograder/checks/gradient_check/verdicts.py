"""The tasks of `gradient_check` that judge its verdict alone: wrong gradients, right ones, and what is no gradient."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function
from autograder.checks.gradient_check.answers import ask, need_both, need_report, wrongly_judged
from autograder.checks.gradient_check.functions import Base, linear
from autograder.checks.gradient_check.mutations import LOOK_AT_EVERY, Mutation, blatant_trial, plain_trial, right_trials
from autograder.checks.gradient_check.trials import Trial, drawn, right_trial


def check_mutations(mutations: tuple[Mutation, ...], everywhere: bool) -> Callable[[Function, Generator], None]:
    """The task that judges verdicts on these wrong gradients, and on right ones that look like them."""

    def check(function: Function, rng: Generator) -> None:
        trials = [drawn(rng, mutation.trial, everywhere) for mutation in mutations]
        nonzero = [
            mutation for mutation, trial in zip(mutations, trials, strict=True) if trial.g.all()
        ]  # 0 / 0 is elsewhere
        decoys = [nonzero[k] for k in rng.choice(len(nonzero), 5, replace=False)]
        trials += [drawn(rng, decoy.decoy) for decoy in decoys]
        misjudged = wrongly_judged(function, trials, rng)
        missed = [trial for trial in misjudged if not trial.ok]
        if missed and len(misjudged) == len(missed):
            trial = missed[0]
            hint = next(mutation.hint for mutation in mutations if mutation.kind == trial.kind) or LOOK_AT_EVERY
            raise CheckFailed(
                f"Your checker calls {len(missed)} of {len(mutations)} wrong gradients right; "
                f"one {trial.kind}, {trial.where}. {hint}"
            )
        if misjudged:
            alarms = [trial for trial in misjudged if trial.ok]
            raise CheckFailed(
                f"This mark is for wrong gradients called wrong and right ones right. Your checker calls {len(alarms)} "
                f"of {len(decoys)} right gradients of linear functions wrong, first {alarms[0].where}."
            )

    return check


def check_right(function: Function, rng: Generator) -> None:
    """Judge the verdicts on right gradients."""
    rights = right_trials(rng)
    wrongs = [drawn(rng, blatant_trial, everywhere=True) for _ in range(5)]
    misjudged = wrongly_judged(function, rights + wrongs, rng)
    alarms = [trial for trial in misjudged if trial.ok]
    if len(alarms) < len(misjudged):
        need_both([trial for trial in misjudged if not trial.ok], "calls right gradients right")
    if alarms:
        raise CheckFailed(
            f"Your checker calls {len(alarms)} of {len(rights)} right gradients wrong; one {alarms[0].kind}, "
            f"{alarms[0].where}. An entry passes if |g - numeric| <= atol + rtol * max(|g|, |numeric|)."
        )


def check_shape(function: Function, rng: Generator) -> None:
    """Judge the verdicts on gradients of another shape than x."""
    same = rng.uniform(0.5, 2, 4)  # a slope that is the same in each row, so that a row of g fits if it is broadcast
    x = rng.uniform(-1, 1, (3, 4))
    base = Base(lambda z: float(np.sum(same * z)), x, lambda _: np.tile(same, (3, 1)))
    even = Base(lambda z: float(same[0] * np.sum(z)), x, lambda _: np.full((3, 4), same[0]))
    vector = linear(rng, (6,))
    one = Base(lambda z: float(same[0] * np.sum(z)), x[:1, :1], lambda _: np.full((1, 1), same[0]))
    shaped = [
        (base, base.g[:1]),
        (base, base.g[0]),
        (base, base.g[None]),
        (base, base.g.T.copy()),
        (base, base.g.ravel()),
        (even, even.g[:, :1]),
        (even, even.g[0, 0].reshape(())),
        (even, even.g[:2]),
        (vector, vector.g[:, None]),
        (vector, vector.g[None]),
        (one, one.g[0]),
    ]
    trials = [Trial(b.f, b.x, np.array(g), False, f"of shape {np.shape(g)}") for b, g in shaped]
    trials += [right_trial(b) for b in (base, even, vector, one)]
    misjudged = wrongly_judged(function, trials, rng)
    need_both([trial for trial in misjudged if trial.ok], "looks at the shape")
    if misjudged:
        trial = misjudged[0]
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} right {trial.where}. "
            "A gradient has the shape of x; compare the shapes before NumPy broadcasts."
        )
    for trial in trials[:2]:
        need_report(ask(function, trial), trial, (None,), math.inf, "of another shape than x")


def check_not_finite(function: Function, rng: Generator) -> None:
    """Judge the verdicts on gradients with NaN or infinities."""
    trials: list[Trial] = []
    for bad, name in ((np.nan, "NaN"), (np.inf, "an infinity"), (-np.inf, "an infinity"), (np.nan, "NaN")):
        base = linear(rng)
        g, k = base.g, rng.integers(1, base.x.size)
        g.flat[k] = bad
        trials.append(Trial(base.f, base.x, g, False, f"with {name} in one entry"))
        first = [tuple(int(i) for i in np.unravel_index(0, g.shape))]
        kind = f"with {name} in an entry outside of indices"
        trials.append(Trial(base.f, base.x, g, False, kind, {"indices": first}))
    base = linear(rng)
    trials.append(Trial(base.f, base.x, np.full(base.x.shape, np.nan), False, "that is NaN in each entry"))
    broken = linear(rng, (5,))
    trials.append(
        Trial(
            lambda z: broken.f(z) if np.array_equal(z, broken.x) else math.nan,
            broken.x,
            broken.g,
            False,
            "of an f that is NaN next to x",
        )
    )
    kink = linear(rng, (6,))
    corner = kink.x[2]
    g = kink.g
    g[2] = np.nan
    trials.append(
        Trial(lambda z: kink.f(z) + abs(float(z[2] - corner)), kink.x, g, False, "with NaN in an entry at a kink")
    )
    trials += [plain_trial(rng) for _ in range(5)]
    misjudged = wrongly_judged(function, trials, rng)
    need_both([trial for trial in misjudged if trial.ok], "looks for NaN and infinities")
    if misjudged:
        trial = misjudged[0]
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} right, {trial.where}. Comparisons with NaN are False, and an "
            "infinity fits any limit that grows with it: look at np.isfinite(g) first, and demand <= to pass."
        )
    base = linear(rng, (3, 4))
    g, (first, second) = base.g, np.sort(rng.choice(np.arange(1, 12), 2, replace=False))
    g.flat[first], g.flat[second] = np.inf, np.nan
    trial = Trial(base.f, base.x, g, False, "")
    place = tuple(int(i) for i in np.unravel_index(first, g.shape))
    need_report(ask(function, trial), trial, (place,), math.inf, "with NaN or infinity in two entries")
