"""The tasks of `gradient_check` on what it reports beside the verdict, on indices, and on its manners."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import finite_number, holds, unchanged
from autograder.checks.gradient_check.answers import (
    ask,
    entries_of,
    entry_of,
    need_both,
    need_error,
    need_report,
    skipped_of,
    verdict_of,
    worst_of,
    wrongly_judged,
)
from autograder.checks.gradient_check.functions import Base, curved, linear, tilted
from autograder.checks.gradient_check.mutations import blatant_trial, plain_trial
from autograder.checks.gradient_check.trials import RTOL, Trial, drawn, look, right_trial
from autograder.checks.probes import Probe


def _graded(rng: Generator, shape: tuple[int, ...], sign: int, resting: bool) -> tuple[Trial, tuple[int, ...], float]:
    """A gradient wrong in each entry, most in one whose error is not the largest; that entry and its relative error.

    If `resting`, an entry has the slope 0 up to round-off, and is right.
    """
    while True:
        base = linear(rng, shape)
        if resting:
            rest = base.g
            at_rest = rng.integers(base.x.size - 1)
            rest.flat[at_rest] = 0
            base = tilted(base, rest)
        right = base.g
        size = np.where(right == 0, np.inf, np.abs(right))
        k = int(np.argmin(size))
        off = rng.uniform(0.02, 0.05, shape) * -sign
        off.flat[k] = 0.1 * sign
        g = right * (1 + off)
        gap = np.abs(g - right)
        trial = Trial(base.f, base.x, g, False, "that is wrong")
        if resting and abs(look(trial).slope.flat[at_rest]) < 1e-11:
            continue  # no round-off to be misled by
        if k > 0 and size.min() > 0.05 and gap.max() > 2 * gap.flat[k] and np.ravel(look(trial).error).argmax() == k:
            index = tuple(int(i) for i in np.unravel_index(k, shape))
            return trial, index, float(look(trial).error[index])


def check_report(function: Function, rng: Generator) -> None:
    """Judge 'worst_index' and 'max_rel_err'."""
    shapes: tuple[tuple[int, ...], ...] = ((3, 4), (8,), (2, 3, 2), (4, 3), (3, 3))
    for k, shape in enumerate(shapes):
        trial, index, error = _graded(rng, shape, 1 if k % 2 else -1, resting=k > 2)
        answer = ask(function, trial)
        if worst_of(answer, trial.where) != index:
            raise CheckFailed(
                f"Your 'worst_index' is off {trial.where}. It is the index, as a tuple, of the entry with the largest "
                "relative error |g - numeric| / max(|g|, |numeric|, 0.001)."
            )
        got = finite_number(entry_of(answer, "max_rel_err", trial.where), "Your 'max_rel_err'", trial.where)
        if not holds(abs(got / error - 1), 1e-4):  # the slopes are good to 1e-8, the error to 1e-6 of itself
            raise CheckFailed(
                f"Your 'max_rel_err' is off {trial.where}: it is {got / error:.3g} times what it should be. "
                "The relative error of an entry is |g - numeric| / max(|g|, |numeric|, 0.001)."
            )
    trial = drawn(rng, lambda rng: right_trial(linear(rng, (3, 4))))
    answer = ask(function, trial)
    got = finite_number(entry_of(answer, "max_rel_err", trial.where), "Your 'max_rel_err'", trial.where)
    if not 0 <= got <= 2 * RTOL:
        raise CheckFailed("For a right gradient your report is off: max_rel_err is below 2 * rtol.")
    place = worst_of(answer, trial.where)
    if place is None or len(place) != 2 or not all(0 <= i < n for i, n in zip(place, trial.x.shape, strict=True)):
        raise CheckFailed("For a right gradient 'worst_index' is still the entry with the largest relative error.")
    trial, index, _ = _graded(rng, (3, 4), 1, resting=False)
    place = worst_of(ask(function, replace(trial, options={"indices": [(0, 0), index]})), trial.where)
    if place != index:
        raise CheckFailed("With some indices given, your 'worst_index' is off: it is an index of x, not of the list.")


def check_indices(function: Function, rng: Generator) -> None:
    """Judge that the given indices are looked at, and no others."""
    for shape, inside, kinked in (
        ((3, 4), False, False),
        ((3, 4), True, False),
        ((9,), False, True),
        ((9,), True, False),
        ((2, 3, 2), False, False),
        ((2, 3, 2), True, False),
        ((3, 4), False, True),
    ):
        base = linear(rng, shape)
        all_ = [tuple(int(i) for i in index) for index in product(*map(range, shape))]
        order = rng.permutation(len(all_))
        chosen, bad, cut = [all_[k] for k in order[:3]], all_[order[3]], all_[order[4]]
        g, corner, height = base.g, base.x[cut], 3.0 * kinked
        for entry in chosen if inside else [bad]:  # all of them: how a verdict is made of several is for others
            g[entry] += 2 * abs(g[entry])

        def f(
            z: Array, base: Base = base, cut: tuple[int, ...] = cut, corner: float = corner, height: float = height
        ) -> float:
            return float(base.f(z) + height * abs(z[cut] - corner))

        where = f"with x of shape {shape} and three indices"
        probe = Probe(f, shape)
        answer = call(function, probe, base.x.copy(), g, where=where, indices=list(chosen))
        if verdict_of(answer, where) == inside:
            seen = "all of them wrong, and is right" if inside else "no wrong entry among them, and is wrong"
            raise CheckFailed(
                f"Your checker is given three indices, {seen} by your verdict. Look at these entries, and no others."
            )
        if skipped_of(answer, where) != 0:
            raise CheckFailed(f"Your 'n_skipped' counts a kink in an entry that is not among the indices, {where}.")
        # An x that is changed a little is for the mark of the manners; a step is longer.
        moved = {
            tuple(int(i) for i in index)
            for point in probe.points
            for index in np.argwhere(np.abs(point - base.x) > 1e-10)
        }
        if not moved <= set(chosen):
            raise CheckFailed(
                "Your checker moves entries of x that are not among the indices; that costs time for nothing."
            )
    trial = replace(plain_trial(rng), options={"indices": []})
    answer = entries_of(ask(function, trial), trial.where)
    # A key that is never there is for the mark of the report.
    need_report({"max_rel_err": 0.0} | answer, trial, (None,), 0.0, "of which no entry is looked at")


def check_manners(function: Function, rng: Generator) -> None:
    """Judge that a checker leaves its arguments alone, and how often it calls f."""
    plain = [drawn(rng, plain_trial) for _ in range(2)] + [drawn(rng, blatant_trial, everywhere=True) for _ in range(2)]
    need_both(wrongly_judged(function, plain, rng), "has good manners")
    base = curved(rng, (3, 4))
    x, g, probe = base.x.copy(), base.g, Probe(base.f, (3, 4))
    with unchanged(x=x, g=g):
        first = verdict_of(call(function, probe, x, g, where="with x of floats"), "with x of floats")
    if len(probe.points) > 4 * x.size + 4:
        raise CheckFailed("Your checker calls f more than four times for each entry; three are enough.")
    if verdict_of(call(function, Probe(base.f, (3, 4)), x, g, where="in a second call"), "in a second call") != first:
        raise CheckFailed("Two calls with the same gradient give two verdicts; nothing may be random or kept.")
    a = 3 * rng.integers(1, 4, (2, 3))
    whole = Base(lambda z: float(np.sum(a * z)), rng.integers(-3, 4, (2, 3)), lambda _: a.copy())
    for dtype in (np.int64, np.float32):
        for factor in (1, 2):
            x, g = whole.x.astype(dtype), (factor * a).astype(dtype)
            where = f"with x and g of type {np.dtype(dtype)}"
            with unchanged(x=x, g=g):
                verdict = verdict_of(call(function, Probe(whole.f, (2, 3)), x, g, where=where), where)
            if verdict != (factor == 1):
                raise CheckFailed(f"Your verdict is off {where}. Work on copies in float64.")
    for fails_at in (1, 2, 5, 9):
        x, g = base.x.copy(), base.g
        probe = Probe(base.f, (3, 4), fails_at)
        with unchanged(x=x, g=g):
            name = error_of(function, probe, x, g, where="with an f that raises an error")
        need_error(name, probe, fails_at)
