"""A student's function on trial: what it is asked, how its answers are read, and what is said of wrong ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import (
    TOLERANCE,
    failure,
    finite_array,
    finite_number,
    holds,
    rounded_hint,
    size_of,
    unchanged,
)
from autograder.checks.svm_loss.problems import MILLION, Problem, oracle
from autograder.misconceptions import Observation


class Trial:
    """A student's function on trial: what it was asked and what it answered.

    Attributes:
        seen: the usable answers so far, to recognise a known mistake by.
    """

    def __init__(self, part: str, function: Function):
        """Begin with the function of the exercise that is called `part`."""
        self.part = part
        self.seen: list[Observation] = []
        self._function = function
        self._word = part.removeprefix("svm_")

    @property
    def yours(self) -> str:
        """What the function returns, as the beginning of a sentence."""
        return f"Your {self._word}"

    def verb(self, one: str, many: str) -> str:
        """The form of a verb that goes with what the function returns."""
        return one if self.part == "svm_loss" else many

    def where(self, problem: Problem) -> str:
        """The problem in words that give no number of it away."""
        (N, D), C = problem.X.shape, len(problem.W)
        words = f"with N={N}, D={D}, C={C}"
        if self.part == "svm_loss" and problem.reg:
            words += ", reg > 0"
        if problem.delta is not None:
            words += f", a delta {'above' if problem.delta > 1 else 'below'} 1"
        return f"{words}, {problem.kind}" if problem.kind else words

    def answer(self, problem: Problem, where: str = "", by_the_rules: bool = False) -> Any:
        """What the function returns: a finite number, or an array of finite floats whose shape is not looked at.

        Args:
            problem: what to ask.
            where: the problem in words, if they are others than usual.
            by_the_rules: whether to demand that the arguments stay as they are, and double precision.

        Raises:
            CheckFailed: if it returns anything else.
        """
        where = where or self.where(problem)
        arrays = {"W": problem.W, "X": problem.X, "y": problem.y}
        if self.part == "svm_scores":
            del arrays["y"]
        if not by_the_rules:
            arrays = {name: array.copy() for name, array in arrays.items()}
        numbers: tuple[float, ...] = (problem.reg,) if self.part == "svm_loss" else ()
        if problem.delta is not None and self.part != "svm_scores":
            numbers += (problem.delta,)
        observed = tuple(array.copy() for array in arrays.values()) + numbers
        if by_the_rules:
            with unchanged(**arrays):
                result = call(self._function, *arrays.values(), *numbers, where=where)
        else:
            result = call(self._function, *arrays.values(), *numbers, where=where)
        if self.part == "svm_loss":
            answer: Any = finite_number(result, self.yours, where)
        else:
            if by_the_rules and type(result) is np.ndarray and result.dtype != np.float64:
                raise CheckFailed(f"{self.yours} must be of type float64; {where} they are {result.dtype}.")
            answer = finite_array(result, self.yours, where)
        self.seen.append(Observation(observed, answer, oracle(self.part, problem)))
        return answer

    def errors(self, problem: Problem, answer: Any, other: Any = None) -> Array:
        """How far an answer is from the right one, or from another one, relative to the size of what it is made of.

        Infinite if the shapes differ.
        """
        right = np.asarray(oracle(self.part, problem) if other is None else other)
        if np.shape(answer) != right.shape:
            return np.array(math.inf)
        scale = problem.scale if right.shape[:1] == problem.y.shape else max(problem.scale.max(), np.abs(right).max())
        return np.asarray(np.abs(answer - right) / scale)

    def complaint(self, problem: Problem, answer: Any) -> tuple[str, str] | None:
        """What is wrong with an answer, in words, and what to look at if the mistake is not known."""
        errors, shape = self.errors(problem, answer), np.shape(oracle(self.part, problem))
        if holds(errors):
            return None
        if np.shape(answer) != shape:
            got = f"{self.yours} have shape {np.shape(answer)} {self.where(problem)}"
            return f"{got}; they must have shape (N, C), here {shape}.", "One row an example, one column a class."
        text = f"{self.yours} {self.verb('is', 'are')} off {self.where(problem)}{_affected(problem, errors)}"
        return f"{text} {size_of(errors.max())}.", _hint(self.part, problem, errors, answer)

    def failed(self, text: str, hint: str, seen: Sequence[Observation] | None = None) -> CheckFailed:
        """The failure, with the sentence of the known mistake that explains all answers, or with the hint."""
        return failure("svm_loss", self.part, text, self.seen if seen is None else seen, hint)


def _affected(problem: Problem, errors: Array) -> str:
    """Which entries of a table are wrong."""
    bad = errors > TOLERANCE
    if bad.ndim == 0 or bad.all():
        return ""
    own = problem.y[:, None] == np.arange(len(problem.W))
    if not bad[~own].any():
        return ", only in the columns of the correct classes"
    columns = ", all of them in columns of wrong classes" if not bad[own].any() else ""
    return f", in {bad.sum()} of {bad.size} entries{columns}"


def _hint(part: str, problem: Problem, errors: Array, answer: Any) -> str:
    """What to look at, when no known mistake explains the answers."""
    if errors.max() < 1e-5:
        return rounded_hint(answer)
    if problem.kind == MILLION:
        return "Large scores are scores like any other."
    return {
        "svm_scores": "The score of class j for example i is the dot product of row j of W and row i of X.",
        "svm_margins": "Do one example by hand: max(0, s_j - s_y + 1) for each wrong class, 0 for the correct one.",
        "svm_loss": "Do one example by hand: add max(0, margin) over the wrong classes, then take the mean.",
    }[part]
