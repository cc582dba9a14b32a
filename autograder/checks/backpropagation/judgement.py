"""What a problem is, how answers are read, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks import Array, Function, call
from autograder.checks.answers import (
    answers_to,
    copies,
    failure,
    finite_array,
    holds,
    is_number,
    off_by,
    rounded_hint,
    size_of,
    two_things,
    unchanged,
)
from autograder.checks.backpropagation.rules import fit
from autograder.misconceptions import Observation

STEM = "backpropagation"
CLOSE = 1e-9  # relative to the largest entry; a product or a sum rounds by 1e-15, and central differences by 1e-10


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem of a local rule or of `unbroadcast`.

    Attributes:
        args: the arguments of the student's function, by name.
        right: what it must return: one array, or one for each input.
        where: the problem in words that give no number of it away.
    """

    args: dict[str, Any]
    right: Any
    where: str


def ask(function: Function, problem: Problem, tidy: bool = False) -> Any:
    """What a function returns on a problem; if it must be tidy, its arguments are looked at afterwards."""
    args = dict(zip(problem.args, copies(problem.args.values()), strict=True))
    arrays = {name: arg for name, arg in args.items() if isinstance(arg, np.ndarray)}
    with unchanged(**arrays) if tidy else nullcontext():
        return call(function, *args.values(), where=problem.where)


def read_array(value: Any, what: str, where: str, shape: tuple[int, ...] | None) -> Array:
    """A finite array of floats, of any shape unless one is given; where an array has no axes, a number will do.

    Raises:
        CheckFailed: if it is anything else.
    """
    if shape == () and is_number(value) and not isinstance(value, (int, np.integer)):
        value = np.asarray(value)
    return finite_array(value, what, where)


def read(function: Function, problem: Problem, tidy: bool = False) -> Any:
    """The answer as one array, or as two, of whatever shapes, since a known mistake may return others."""
    value = ask(function, problem, tidy)
    if not isinstance(problem.right, tuple):
        return read_array(value, "Your gradient", problem.where, problem.right.shape)
    both = two_things(value, "the gradients with respect to a and to b", problem.where)
    named = zip(both, "ab", strict=True)
    return tuple(
        read_array(one, f"Your gradient with respect to {name}", problem.where, problem.args[name].shape)
        for one, name in named
    )


def complaint(what: str, got: Array, right: Array, where: str, shape: tuple[int, ...]) -> str:
    """What is wrong with one array, in words; nothing if it is right.

    Args:
        what: what it is; begins the sentence.
        got: the answer.
        right: what it should be.
        where: the problem in words.
        shape: that of the array that was differentiated; an answer that is summed to it already is as good.
    """
    if got.shape == shape != right.shape:
        right = fit(right, shape)
    if got.shape != right.shape:
        return f"{what} has shape {got.shape} {where}; it must have shape {right.shape}."
    error = np.abs(got - right).max(initial=0.0) / np.abs(right).max(initial=1e-300)
    return "" if holds(error, CLOSE) else f"{what} is off {where} {size_of(error, CLOSE)}."


def complaint_of(problem: Problem, got: Any) -> str:
    """What is wrong with the answer to a problem, in words; nothing if it is right."""
    if not isinstance(problem.right, tuple):
        return complaint("Your gradient", got, problem.right, problem.where, problem.right.shape)
    said = [
        complaint(f"Your gradient with respect to {name}", one, right, problem.where, problem.args[name].shape)
        for one, right, name in zip(got, problem.right, "ab", strict=True)
    ]
    return next((text for text in said if text), "")


def judge(
    function: Function,
    part: str,
    problems: Sequence[Problem],
    hint: Callable[[Problem, Any], str],
    tidy: bool = False,
) -> None:
    """Demand the right answer to every problem; tell of the first that is wrong, by its known mistake if it has one.

    Args:
        function: the student's function.
        part: its name.
        problems: what to ask.
        hint: what to look at if the mistake is not known.
        tidy: whether arguments that are changed count here.
    """
    answers, stopped = answers_to(problems, lambda problem: read(function, problem))
    seen = list(zip(problems, answers, strict=False))
    for problem, got in seen:  # a wrong number says more than an answer that cannot be used, so it is told first
        text = complaint_of(problem, got)
        if text:
            observations = [Observation(tuple(one.args.values()), answer, one.right) for one, answer in seen]
            raise failure(STEM, part, text, observations, hint(problem, got))
    if stopped:
        raise stopped
    for problem in problems[:2] if tidy else ():
        ask(function, problem, tidy=True)


def factor_of(got: Array, right: Array) -> str:
    """Say by what factor an array is off, if it is one for all entries; or that it is rounded."""
    if got.shape != right.shape:
        return ""
    if np.abs(got - right).max() <= 1e-5 * np.abs(right).max():
        return rounded_hint(got)
    if not got.any():
        return "It is zero everywhere."
    factor = float(np.vdot(got, right) / np.vdot(right, right))
    same = holds(np.abs(got - factor * right) / np.abs(right).max(), CLOSE)
    return f"All of it is {off_by(factor)}." if same else ""
