"""The tasks of `fit`."""

from __future__ import annotations

import copy

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_array, read_only, unchanged
from autograder.checks.capstone.digits import LEAST, Meter, Split, draw_split, reference

_SMALL, _LARGE = 1000, 3000  # example-gradients: one pass over the training digits, and three

_SAME_CAUSE = " Same cause as in test_fit_budget."


def _seed(rng: Generator) -> int:
    return int(rng.integers(2**62))


def _where(split: Split, budget: int) -> str:
    return f"with n_examples={len(split.y)}, budget={budget}"


def _weights(function: Function, split: Split, meter: Meter, budget: int, rng: Generator, W0: Array) -> Array:
    """The weights that a student's function returns, with nothing known of how good they are."""
    where = _where(split, budget)
    answer = call(function, meter, W0, len(split.y), budget, rng, where=where)
    return finite_array(answer, "Your W", where, split.W0.shape)


def check_budget(function: Function, rng: Generator) -> None:
    """Judge that a budget is kept, and used."""
    split = draw_split(_seed(rng))
    for budget in (473, 130, 3 * LEAST + 7, LEAST, LEAST - 1, 0):
        meter = Meter(split.X, split.y, budget)
        where = _where(split, budget)
        try:
            _weights(function, split, meter, budget, np.random.default_rng(_seed(rng)), split.W0.copy())
        except CheckFailed:
            if not meter.refused:
                raise
        if meter.refused:
            raise CheckFailed(
                f"Your function asks for more than the budget {where}: after {len(meter.sizes)} calls that cost "
                f"{meter.spent} it made another. A call costs at least {LEAST}, however few its examples."
            )
        if meter.spent < 0.7 * budget and budget >= 130:
            raise CheckFailed(f"Your function spends {meter.spent} {where}. This mark is for using the budget too.")


def check_fit_contract(function: Function, rng: Generator) -> None:
    """Judge that W0 stays as it is, that rng alone decides, and that nothing survives a call."""
    split, other = draw_split(_seed(rng)), draw_split(_seed(rng))
    stream = np.random.default_rng(_seed(rng))

    def answer(split: Split, stream: Generator, W0: Array) -> Array:
        meter = Meter(split.X, split.y, 25 * _SMALL)  # whoever asks for too much has lost the mark of the budget
        return _weights(function, split, meter, _SMALL, copy.deepcopy(stream), W0)

    with unchanged(W0=split.W0):
        first = answer(split, stream, split.W0)
    if np.array_equal(first, split.W0) or np.array_equal(first, answer(other, stream, other.W0)):
        raise CheckFailed("This mark is for a function that trains; yours returns W0, or the same for two splits.")
    (locked,) = read_only(split.W0)
    again = (split.W0.copy(), "when it is called again with the same arguments")
    for W0, when in (again, (locked, "with a read-only W0")):
        if not np.allclose(answer(split, stream, W0), first, rtol=1e-9, atol=1e-12):
            raise CheckFailed(
                f"Your function gives other weights {when}, though rng is in the same state. Draw from rng only, and "
                "keep nothing from one call to the next."
            )


def check_learns(function: Function, rng: Generator) -> None:
    """Judge that three passes over the data teach something."""
    _judge(function, rng, _LARGE, splits=2, allowed=0.06)


def check_tuned(function: Function, rng: Generator) -> None:
    """Judge that the step size fits."""
    _judge(function, rng, _LARGE, splits=4, allowed=0.02)


def check_early(function: Function, rng: Generator) -> None:
    """Judge the end of a single pass over the data, where steps that stay long cost most."""
    _judge(function, rng, _SMALL, splits=9, allowed=0.02)


def _judge(function: Function, rng: Generator, budget: int, splits: int, allowed: float) -> None:
    """Demand a validation accuracy near that of our own run, on average over several splits."""
    behind, seen = [], []
    for _ in range(splits):
        split = draw_split(_seed(rng))
        stream, ours = np.random.default_rng(_seed(rng)), _seed(rng)
        meter = Meter(split.X, split.y, budget + budget // 10)  # a little too much costs the mark of the budget only
        try:
            W = _weights(function, split, meter, budget, stream, split.W0.copy())
        except CheckFailed as failed:
            if not meter.refused:
                raise
            text = f"Your function asks for far more than the budget {_where(split, budget)}.{_SAME_CAUSE}"
            raise CheckFailed(text, staff=failed.staff) from failed
        behind.append(reference(split, budget, ours) - split.accuracy(W))
        seen.append((split, meter, W))
    gap = float(np.mean(behind))
    if not gap <= allowed:
        points = f"{100 * gap:.1f} points behind a simple run of ours, where {100 * allowed:.1f} are allowed"
        raise CheckFailed(
            f"With budget={budget} your validation accuracy is {points} (mean of {splits} splits). "
            + _story(*seen[0], budget)
        )


def _story(split: Split, meter: Meter, W: Array, budget: int) -> str:
    """What was seen of a run that ended too low; a cause is only named where the run itself shows it."""
    if not meter.sizes:
        return "Your function never calls gradient."
    before, after = meter.loss(split.W0), meter.loss(W)
    if np.array_equal(W, split.W0):
        return "It returns W0 as it came."
    if after > before:
        return f"The training loss rises, from {before:.2g} to {after:.2g}. Is the step too long, or its sign wrong?"
    if meter.spent < 0.7 * budget:
        return f"Of the budget it spends {meter.spent} only."
    if np.mean(meter.sizes) > 10 * LEAST:
        return f"A call takes {np.mean(meter.sizes):.0f} examples on average: smaller batches buy more steps."
    half = meter.loss(np.mean(meter.points[len(meter.points) // 2 :], axis=0))
    if half < 0.8 * after:
        return (
            f"The mean of your weights over the second half has a training loss of {half:.2g}, the weights that you "
            f"return have {after:.2g}: the noise of the last steps is still in them."
        )
    late = meter.loss(meter.points[int(0.8 * len(meter.points))])
    if after < 0.9 * late or late - after > 0.1 * (before - after):
        return "The training loss was still falling fast when the budget ended. Are the steps long enough?"
    return "Try other step sizes at this budget, and draw the validation accuracy against each."
