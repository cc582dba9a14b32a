"""Runs of a step that a student wrote, each step judged by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import failure, holds, size_of
from autograder.checks.optimizers.answers import make_step, state_only
from autograder.checks.optimizers.oracle import Right
from autograder.misconceptions import Observation
from autograder.misconceptions.optimizers import Past

Gradient = Callable[[int, Array], Array]  # of the number of the step, from 0, and the weights
_MOST = 24  # observations; the mistakes differ on far fewer


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


def seen_step(
    w: Array, gs: Sequence[Array], past: Past, settings: tuple[Any, ...], new: Array, right: Array, where: str
) -> Seen:
    """A step, compared with the right one."""
    scale = (np.abs(w) + np.abs(right - w)).max()
    error = float(np.abs(new - right).max() / scale)
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
                state = state_only(function, w, g, state, lr, *self.settings, where=where)
                new = w
            else:
                new, state = make_step(function, w, g, state, lr, *self.settings, where=where)
                expected = right(w, gs, lr, *self.settings)
                seen.append(seen_step(w, gs, past, (lr, *self.settings), new, expected, where))
            past = Past((*past.calls, (w, g, lr, *self.settings)))
            w = new


def play(right: Right, function: Function, runs: Iterable[Run]) -> tuple[list[Seen], CheckFailed | None]:
    """Make runs, up to the first step without a usable answer; and what is the matter there."""
    seen: list[Seen] = []
    try:
        for run in runs:
            for _ in run.play(right, function, seen):
                pass
    except CheckFailed as failed:
        return seen, failed
    return seen, None


def observations(seen: Sequence[Seen]) -> list[Observation]:
    """Those of some steps, over the whole of the runs."""
    return [step.observation for step in seen[:: -(-len(seen) // _MOST) or 1]]


def need_right(
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
        raise failure(
            "optimizers", name, text, observations(observed or seen), first if wrong[0].number == 1 else later
        )
    if failed:
        raise failed
    if not seen:
        raise CheckFailed("Your function made no step.")


def judged_by(step: Seen, target: Array) -> Seen:
    """The step, judged by another target."""
    w = step.observation.args[0]
    return replace(step, error=float(np.max(np.abs(step.new - target)) / np.max(np.abs(w) + np.abs(target - w))))
