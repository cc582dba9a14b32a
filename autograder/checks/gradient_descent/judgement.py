"""What a problem is, how an answer is read, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import answers_to, copies, failure, finite_array, finite_number, holds, kind_of, size_of
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

Hint = Callable[["Problem", Any], str]
EIGEN = 1e-9  # relative; roots of a characteristic polynomial lose some digits, shortcuts many more
SINGLE = 1e-5  # relative; for numbers in float32
MOST = 1000  # calls of a function of ours in one call of a student's; what asks more often does not end
NAMES = {
    "gradient_descent": "Your trajectory",
    "lr_limit": "Your limit",
    "lr_optimal": "Your step size",
    "contraction": "Your factor",
    "backtracking": "Your step size",
}


class Patient(Probe):
    """A probe that answers `MOST` times and no more."""

    def __call__(self, x: Any) -> Any:
        """Compute at one point.

        Raises:
            ArithmeticError: if it was asked too often.
        """
        if len(self.points) >= MOST:
            raise ArithmeticError("this function was called too often")
        return super().__call__(x)


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        args: the arguments of the student's function; functions among them are plain.
        right: what it must return.
        where: the problem in words that give no number of it away.
    """

    args: tuple[Any, ...]
    right: Any
    where: str

    def fresh(self) -> list[Any]:
        """The arguments once more, arrays as copies and functions as probes, for a student to do with as they like."""
        shape = next((arg.shape for arg in self.args if isinstance(arg, np.ndarray)), ())
        return [Patient(arg, shape) if callable(arg) else arg for arg in copies(self.args)]


def ask(function: Function, problem: Problem, args: Sequence[Any] | None = None, kept: bool = False) -> Any:
    """What a student's function returns on a problem, whose arguments may be given.

    If they are to be looked at afterwards, `kept`, the function may return nothing.

    Raises:
        CheckFailed: if it comes to no end, too.
    """
    args = problem.fresh() if args is None else args
    try:
        return call(function, *args, where=problem.where)
    except CheckFailed as failed:
        if kept and failed.__cause__ is None:  # it returned None
            return None
        if any(isinstance(arg, Patient) and len(arg.points) >= MOST for arg in args):
            raise CheckFailed(
                f"Your function calls the one that it is given {MOST} times {problem.where}, and goes on: what ends its "
                "loop? Print what it compares in each turn.",
                staff=failed.staff,
            ) from failed
        raise


def usable(value: Any, part: str, problem: Problem) -> Any:
    """A number, or an array of finite numbers, of whatever shape, since a known mistake may return one.

    Raises:
        CheckFailed: if it is anything else.
    """
    if type(value) is np.ndarray and value.ndim and value.dtype.kind in "iuf" and np.isfinite(value).all():
        return value
    if isinstance(problem.right, np.ndarray):
        return finite_array(value, NAMES[part], problem.where)
    return finite_number(value, NAMES[part], problem.where)


def errors_of(problem: Problem, got: Any) -> Array:
    """How far a number is off, or the rows of a trajectory, relative to their size."""
    right = np.asarray(problem.right)
    if right.ndim == 0:
        return np.asarray(abs(got - right) / _size(problem))
    size = np.linalg.norm(right, axis=1)
    return np.asarray(np.linalg.norm(got - right, axis=1) / np.maximum(size, 1e-3 * size[0]))


def _size(problem: Problem) -> float:
    """What the error of a number is relative to: the number; for a contraction factor, which may be 0, at least 1."""
    is_factor = len(problem.args) == 2
    size = abs(float(problem.right))
    return max(1.0, size) if is_factor else size


def _complaint(problem: Problem, got: Any, part: str, tolerance: float) -> str:
    """What is wrong with a usable answer, in words; nothing if it is right."""
    what, where = NAMES[part], problem.where
    if not isinstance(problem.right, np.ndarray):
        if isinstance(got, np.ndarray):
            return f"{what} must be one number; {where} it is {kind_of(got)}."
    elif got.dtype.kind != "f":
        return f"{what} must hold floats; {where} it holds {got.dtype}."
    elif got.shape != problem.right.shape:
        return f"{what} has shape {got.shape} {where}; it must have n_steps + 1 rows of D: {problem.right.shape}."
    errors = errors_of(problem, got)
    return "" if holds(errors, tolerance) else f"{what} is off {where} {size_of(errors.max(), tolerance)}."


def judge(
    function: Function,
    part: str,
    problems: Sequence[Problem],
    tolerance: float,
    hint: Hint,
    read: Callable[[Problem], Any] | None = None,
) -> None:
    """Demand the right answer to every problem; tell of the first that is wrong, by its known mistake if it has one.

    Args:
        function: the student's function.
        part: its name.
        problems: what to ask.
        tolerance: how far an answer may be off.
        hint: what to look at if the mistake is not known.
        read: asks one problem and reads the answer, if that is not what comes back.
    """
    answers, stopped = answers_to(problems, read or (lambda problem: usable(ask(function, problem), part, problem)))
    seen = list(zip(problems, answers, strict=False))
    for problem, got in seen:  # a wrong number says more than an answer that cannot be used, so it is told first
        text = _complaint(problem, got, part, tolerance)
        if text:
            observations = [Observation(one.args, answer, one.right) for one, answer in seen]
            raise failure("gradient_descent", part, text, observations, hint(problem, got))
    if stopped:
        raise stopped
