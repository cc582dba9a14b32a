"""Read what a student's function returned, and say in words what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, calls
from autograder.checks.answers import (
    TOLERANCE,
    answers_to,
    failure,
    finite_array,
    finite_number,
    holds,
    off_by,
    rounded_hint,
    two_things,
)
from autograder.checks.svm_gradient.problems import BADLY_SCALED, Problem
from autograder.misconceptions import Observation

SINGLE = 1e-5  # relative; for inputs in float32, on which a function may compute in float32


def answer_to(function: Function, problem: Problem) -> tuple[Any, Any]:
    """Call the function on copies, so that one that changes its inputs does not spoil the next problem."""
    return next(answers_in_turn(function, [problem]))


def answers_in_turn(function: Function, problems: Sequence[Problem]) -> Iterator[tuple[Any, Any]]:
    """Call the function on copies of several problems, see `checks.calls`."""
    asked = [
        ((problem.W.copy(), problem.X.copy(), problem.y.copy(), problem.reg), problem.where) for problem in problems
    ]
    for problem, result in zip(problems, calls(function, asked), strict=True):
        yield pair_of(result, problem.where)


def pair_of(result: Any, where: str) -> tuple[Any, Any]:
    """The loss and the gradient, nothing known of either but their order."""
    loss, dW = two_things(result, "loss and dW", where)
    if type(loss) is np.ndarray and loss.ndim == 2 and not (type(dW) is np.ndarray and dW.ndim == 2):
        raise CheckFailed("Your function returns dW first; return the loss first, then dW.")
    return loss, dW


def loss_of(answer: tuple[Any, Any], where: str) -> float:
    """The loss as a finite number."""
    return finite_number(answer[0], "Your loss", where)


def usable_loss(answer: tuple[Any, Any], where: str) -> float | None:
    """The loss; None if it is no finite number, for which the task on the loss takes its marks."""
    try:
        return loss_of(answer, where)
    except CheckFailed:
        return None


def gradient_of(answer: tuple[Any, Any], where: str) -> Array:
    """The gradient as an array of finite floats; its shape is not looked at."""
    return finite_array(answer[1], "Your gradient", where)


def collect(
    function: Function, problems: Sequence[Problem], part: Callable[[tuple[Any, Any], str], Any]
) -> tuple[list[Any], CheckFailed | None]:
    """One part of the answers, up to the first problem without a usable one; and what is the matter there."""
    answers = answers_in_turn(function, problems)
    return answers_to(problems, lambda problem: part(next(answers), problem.where))


def failed_by(text: str, observations: Sequence[Observation], hint: str) -> CheckFailed:
    """A failure, by the part of the answers that was observed: the loss, the gradient or both."""
    return failure("svm_gradient", part_of(observations), text, observations, hint)


def part_of(observations: Sequence[Observation]) -> str:
    """Which part of the answers was observed, as in the catalogue."""
    loss, dW = observations[0].got if observations else (0.0, None)
    return "gradient" if loss is None else "loss" if dW is None else "answer"


def need_shape(problem: Problem, dW: Array, observations: Sequence[Observation]) -> None:
    """Demand a gradient of the shape of W."""
    if dW.shape != problem.W.shape:
        text = f"Your gradient has shape {dW.shape} {problem.where}; it must have that of W, {problem.W.shape}."
        raise failed_by(text, observations, "")


def shaped_gradient(answer: tuple[Any, Any], problem: Problem) -> Array:
    """The gradient as an array of finite floats of the shape of W."""
    dW = gradient_of(answer, problem.where)
    need_shape(problem, dW, [])
    return dW


def affected_entries(problem: Problem, errors: Array) -> str:
    """Which entries of a gradient are wrong."""
    bad = errors > TOLERANCE
    rows, columns = np.any(bad, axis=1), np.any(bad, axis=0)
    correct = ~np.all(problem.others, axis=0)  # the classes that occur in y
    if bad.all():
        return "in every entry"
    if len(columns) > 2 and not columns[:-1].any():
        return "only in the last column, that of the ones"
    if not correct.all() and not rows[~correct].any():
        return f"only in {'the row of the correct class' if correct.sum() == 1 else 'rows of classes that occur in y'}"
    if not rows[correct].any():
        return "only in rows of wrong classes"
    return f"in {bad.sum()} of {bad.size} entries"


def data_hint(problem: Problem, dW: Array) -> str:
    """What to look at, when no known mistake explains a data gradient that is wrong on this problem first."""
    if problem.gradient_errors(dW).max() < SINGLE:
        return rounded_hint(dW)
    factor = ratio_of(dW, problem.right[1])
    if factor:
        return factor
    if problem.kind == BADLY_SCALED:
        return "Elsewhere it is right. A formula does not mind the scale, a difference quotient does."
    if len(problem.X) == 1:
        return "Begin with one example: each violated margin adds x to its row and takes x from the correct row."
    return "For a single example it is right, so look at how examples are put together."


def ratio_of(got: Array, right: Array) -> str:
    """Say by what factor an array is off, if it is one factor for all entries."""
    if not got.any() and right.any():
        return "It is zero everywhere."
    factor = float(np.vdot(got, right) / np.vdot(right, right)) if right.any() else 1.0
    if abs(factor - 1) < 1e-6 or not holds(np.abs(got - factor * right) / np.abs(right).max(), 1e-9):
        return ""
    return f"All of it is {off_by(factor)}."
