"""The tasks of `fit`."""

from __future__ import annotations

import copy
import functools

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_array, read_only, unchanged
from autograder.checks.capstone.digits import LEAST, Meter, Split, draw_split, reference

_SMALL, _LARGE = 1000, 3000  # example-gradients: one pass over the training digits, and three

_ROUGHLY, _CLOSELY = 0.06, 0.02  # by how much an accuracy may be behind
_FACTORS = (10.0, 0.1, 100.0, 0.01, 1000.0)  # tried on the gradients of who ends too low
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
        try:
            return _weights(function, split, meter, _SMALL, copy.deepcopy(stream), W0)
        except CheckFailed as failed:
            if not meter.refused:
                raise
            text = f"Your function asks for more than 25 times the budget {_where(split, _SMALL)}.{_SAME_CAUSE}"
            raise CheckFailed(text, staff=failed.staff) from failed

    W0 = split.W0.copy()  # the splits are kept
    with unchanged(W0=W0):
        first = answer(split, stream, W0)
    if np.array_equal(first, split.W0) or np.array_equal(first, answer(other, stream, other.W0.copy())):
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
    """Judge that three passes over the data teach something; how long the steps are is for the next task."""
    runs = _Runs(function, rng, _LARGE, splits=2, allowed=_ROUGHLY)
    if runs.reach():
        return
    if runs.reach(-1.0):
        raise CheckFailed(
            f"{runs.behind()} Your steps go uphill: with the gradient times -1 the same code comes near enough."
        )
    if not runs.helpful_factor:
        raise CheckFailed(f"{runs.behind()} {runs.story()}")


def check_tuned(function: Function, rng: Generator) -> None:
    """Judge that the steps have the right length."""
    runs = _Runs(function, rng, _LARGE, splits=4, allowed=_CLOSELY)
    if not runs.reach() and not runs.reach(-1.0):  # going uphill is charged
        raise CheckFailed(f"{runs.behind()} {runs.cause()}")


def check_early(function: Function, rng: Generator) -> None:
    """Judge the end of a single pass over the data, where steps that stay long cost most."""
    runs = _Runs(function, rng, _SMALL, splits=9, allowed=_CLOSELY)
    if runs.reach() or runs.reach(-1.0):
        return
    # Steps of a wrong length are charged once, if they are wrong with the larger budget too, and by a clear margin.
    if runs.helpful_factor and not _Runs(function, rng, _LARGE, splits=4, allowed=1.5 * _CLOSELY).reach():
        return
    raise CheckFailed(f"{runs.behind()} {runs.cause()}")


class _Runs:
    """What a student's function reaches on several splits, compared with a run of ours.

    Args:
        function: the student's.
        rng: what the splits are drawn from.
        budget: of each run.
        splits: how many.
        allowed: by how much the mean accuracy may be behind.
    """

    def __init__(self, function: Function, rng: Generator, budget: int, splits: int, allowed: float):
        self._function, self._budget, self._allowed = function, budget, allowed
        self._splits = [(draw_split(_seed(rng)), _seed(rng), _seed(rng)) for _ in range(splits)]
        self._first: tuple[Split, Meter, Array] | None = None
        self._gap = 0.0

    def reach(self, factor: float = 1.0) -> bool:
        """Whether the function comes near enough if every gradient that it asks for is multiplied by a factor.

        Most factors do not help, so one is given up as soon as that is certain.
        """
        behind: list[float] = []
        for split, stream, ours in self._splits:
            meter = Meter(split.X, split.y, self._budget + self._budget // 10, factor)
            W = self._weights(split, meter, np.random.default_rng(stream))
            behind.append(reference(split, self._budget, ours) - split.accuracy(W))
            self._first = self._first or (split, meter, W)
            if factor != 1 and self._is_hopeless(behind):
                return False
        gap = float(np.mean(behind))
        if factor == 1:
            self._gap = gap
        return gap <= self._allowed

    def _is_hopeless(self, behind: list[float]) -> bool:
        """Whether the mean would stay too far behind if all splits to come went without an error."""
        at_best = [reference(split, self._budget, ours) - 1 for split, _, ours in self._splits[len(behind) :]]
        return float(np.mean(behind + at_best)) > self._allowed

    def _weights(self, split: Split, meter: Meter, stream: Generator) -> Array:
        """The weights that the function returns; where it asks for too much, those that it had when that was spent.

        Asking for too much costs the mark of the budget only.
        """
        try:
            return _weights(self._function, split, meter, self._budget, stream, split.W0.copy())
        except CheckFailed as failed:
            if not meter.refused:
                raise
            if not meter.points:
                text = f"Your function asks for far more than the budget {_where(split, self._budget)}.{_SAME_CAUSE}"
                raise CheckFailed(text, staff=failed.staff) from failed
            return meter.mean_of_second_half()

    @functools.cached_property
    def helpful_factor(self) -> float | None:
        """A factor for all gradients with which the function comes near enough; None if none of ours does."""
        return next((factor for factor in _FACTORS if self.reach(factor)), None)

    def behind(self) -> str:
        """How far the function is behind, in words."""
        points = (
            f"{100 * self._gap:.1f} points behind a simple run of ours, where {100 * self._allowed:.1f} are allowed"
        )
        cut = ", taking what you had when the budget was spent" if self._first and self._first[1].refused else ""
        mean = f"mean of {len(self._splits)} splits{cut}"
        return f"With budget={self._budget} your validation accuracy is {points} ({mean})."

    def cause(self) -> str:
        """That the steps have the wrong length, if another one helps; or what was seen of the run."""
        factor = self.helpful_factor
        if factor is None:
            again = " Same cause as in test_fit_learns." if self._gap > 1.5 * _ROUGHLY else ""
            return f"{self.story()}{again}"
        length = "short" if factor > 1 else "long"
        return f"Your steps are too {length}: with every gradient times {factor:g} the same code comes near enough."

    def story(self) -> str:
        """What was seen of the first run; a cause is only named where the run itself shows it."""
        assert self._first is not None
        return _story(*self._first, self._budget)


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
    if len(meter.seen) < min(0.3 * meter.spent, 0.5 * len(meter.y)):
        return f"Your calls are about {len(meter.seen)} of the {len(meter.y)} examples only."
    if np.mean(meter.sizes) > 10 * LEAST:
        return f"A call takes {np.mean(meter.sizes):.0f} examples on average: smaller batches buy more steps."
    half = meter.loss(meter.mean_of_second_half())
    if half < 0.8 * after:
        return (
            f"The mean of your weights over the second half has a training loss of {half:.2g}, lower than the "
            f"{after:.2g} of those that you return. What takes the noise out of them?"
        )
    late = meter.loss(meter.points[int(0.8 * len(meter.points))])
    if after < 0.9 * late or late - after > 0.1 * (before - after):
        return "The training loss was still falling fast when the budget ended. Are the steps long enough?"
    return "Try other step sizes at this budget, and draw the validation accuracy against each."
