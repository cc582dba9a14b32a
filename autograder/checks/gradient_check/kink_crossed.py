"""The tasks of `kink_crossed`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import copies, failure, unchanged
from autograder.checks.gradient_check.answers import truth_value
from autograder.checks.gradient_check.functions import examples
from autograder.misconceptions import Observation

_failed = partial(failure, "gradient_check")


@dataclass(frozen=True, eq=False)
class Step:
    """One call of `kink_crossed`; `kind` in words."""

    args: tuple[Any, ...]
    right: bool
    kind: str

    @property
    def where(self) -> str:
        """The call in words that give no number of it away."""
        W, X = self.args[:2]
        return f"with N={len(X)}, D={X.shape[1]}, C={len(W)}, {self.kind}"


def _times_of_crossing(
    W: Array, X: Array, y: Array, delta: float, index: tuple[int, int]
) -> tuple[list[float], list[float]]:
    """By how much W[index] must move until a margin is 0, for each margin that moves; and that margin's slope."""
    j, d = index
    times, slopes = [], []
    for x, label, scores in zip(X[:, d].tolist(), y.tolist(), (X @ W.T).tolist(), strict=True):
        if not x:
            continue
        for k in range(len(W)) if label == j else (j,):
            if k != label:
                slopes.append(x if k == j else -x)
                times.append(-(scores[k] - scores[label] + delta) / slopes[-1])
    return times, slopes


_KINKS = ("no", "ahead", "behind", "both", "swap")
_KINK_WORDS = {
    "no": "where no margin changes its sign",
    "ahead": "where a margin changes its sign at W + h",
    "behind": "where a margin changes its sign at W - h",
    "both": "where one margin changes its sign at W + h and another at W - h",
    "swap": "where one margin becomes violated and another no longer is",
}


def _step(rng: Generator, kind: str, whole: bool = False) -> Step:
    """Draw a step of one kind. No margin is closer to its kink than a tenth of the step, nor as far from it."""
    while True:
        N, D, C = ((4, 3, 3), (6, 2, 4), (3, 4, 3), (5, 3, 5))[rng.integers(4)]
        W, X, y = examples(rng, N, D, C)
        if whole:
            W = rng.integers(-2, 3, W.shape)
        delta = (0.5, 1.0, 1.5, 2.0)[rng.integers(4)]
        index = (int(rng.integers(C)), int(rng.integers(D)))
        times, slopes = _times_of_crossing(W, X, y, delta, index)
        if len(times) < 2:
            continue
        near = sorted(map(abs, times))
        if kind == "no":
            h = near[0] * rng.uniform(0.3, 0.85)
        else:
            h = near[rng.integers(1 + (kind in ("both", "swap")))] * 1.2
        if not 1e-3 < h < 0.6 or any(abs(time / h - 1) < 0.1 or time < 0.1 * h for time in near):
            continue
        # Of each margin that changes its sign, whether it does at W + h, and whether it is violated beyond its kink.
        crossed = [
            (time > 0, (slope > 0) == (time > 0)) for time, slope in zip(times, slopes, strict=True) if abs(time) < h
        ]
        up, down = ([into for ahead, into in crossed if ahead is side] for side in (True, False))
        found = {
            "no": not crossed,
            "ahead": len(up) == 1 and not down,
            "behind": len(down) == 1 and not up,
            "both": len(up) == 1 and up == down,
            "swap": (sorted(up) == [False, True] and not down) or (sorted(down) == [False, True] and not up),
        }
        if found[kind]:
            return Step((W, X, y, delta, index, h), kind != "no", _KINK_WORDS[kind])


def check_kink_value(function: Function, rng: Generator) -> None:
    """Judge the answers of `kink_crossed`."""
    steps = [_step(rng, kind) for kind in (*_KINKS, "no") for _ in range(8)]
    steps = [steps[k] for k in rng.permutation(len(steps))]
    answers = []
    for step in steps:
        answer = call(function, *copies(step.args), where=step.where)
        answers.append(truth_value(answer, "Your answer", step.where))
    wrong = [step for step, answer in zip(steps, answers, strict=True) if answer != step.right]
    if wrong:
        observations = [Observation(step.args, answer, step.right) for step, answer in zip(steps, answers, strict=True)]
        said = "False" if wrong[0].right else "True"
        text = (
            f"Your answer is {said} in {len(wrong)} of {len(steps)} cases where it must not be, first {wrong[0].where}."
        )
        hint = "Compare the violated margins at W, at W + h and at W - h, one by one, for every example."
        raise _failed("kink_crossed", text, observations, hint)


def check_kink_manners(function: Function, rng: Generator) -> None:
    """Judge that `kink_crossed` leaves its arguments alone and takes integers."""
    steps = [
        (_step(rng, kind, whole), whole)
        for kind in ("no", "ahead", "behind")
        for whole in (False, True)
        for _ in range(3)
    ]
    said = set()
    for k in rng.permutation(len(steps)):
        step, whole = steps[k]
        W, X, y, delta, index, h = copies(step.args)
        with unchanged(W=W, X=X, y=y):
            value = call(function, W, X, y, delta, index, h, where=step.where)
        answer = truth_value(value, "Your answer", step.where)
        said.add(answer)
        # Whether it is right is for the task of the value.
        own = call(function, W.astype(float), *copies(step.args[1:]), where=step.where)
        if answer != truth_value(own, "Your answer", step.where):
            seen = "With integers in W" if whole else "When it is called again"
            raise CheckFailed(f"{seen} your answer is another than for the same numbers. Move a copy of W in float64.")
    if len(said) < 2:
        raise CheckFailed("This mark is for a function that tells steps apart; yours has the same answer for all.")
