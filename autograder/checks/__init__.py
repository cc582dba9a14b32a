"""The hidden suites, one module or package an exercise, and what they share.

A suite is a dict `TASKS` from the id of a test cell to a function `check(function, rng)`: it calls the student's
function and raises `CheckFailed` with a sentence for the student when something is wrong. It never learns whether the
function runs in this process (an instructor tries the solution notebook) or behind the wall.

Every verdict demands evidence: a finite error that is at most its tolerance. NaN, an empty array, a result of the wrong
shape or an exception never pass.
"""

from __future__ import annotations

import builtins
import contextvars
import hashlib
import hmac
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.wall import wire

Array = NDArray[Any]
Function = Callable[..., Any]  # of a student, here or behind the wall
Check = Callable[[Function, Generator], None]

_seed: contextvars.ContextVar[bytes] = contextvars.ContextVar("seed", default=b"practice")


class CheckFailed(AssertionError):
    """A check that the student's function did not pass.

    Attributes:
        message: what to tell the student; never an expected number of a hidden problem.
        misconception: the id of the catalogue entry that reproduces the student's numbers, or None.
        staff: details that only staff may see, such as the text of an exception that the student's code raised.
        explained: whether the message says what in the student's code did it, so that there is no need to guess.
    """

    explained = False

    def __init__(self, message: str, misconception: str | None = None, staff: str | None = None):
        super().__init__(message)
        self.message = message
        self.misconception = misconception
        self.staff = staff


class CallLost(Exception):
    """A call that came to no end, because it took too long or ended its process. The text is for the student.

    Attributes:
        anywhere: whether it would have come to none on any problem, so that it does not matter on which.
    """

    anywhere = False


@contextmanager
def seeded(seed: bytes) -> Iterator[None]:
    """Draw the problems of every check in this block from a secret seed."""
    token = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(token)


def run(stem: str, task: str, function: Callable[..., Any]) -> None:
    """Run the hidden check of one test cell.

    Args:
        stem: the exercise, such as `svm_gradient`.
        task: the id of the test cell, such as `test_svm_loss_naive_value`.
        function: the student's function, here or behind the wall.

    Raises:
        CheckFailed: if the function does not do what the task asks.
    """
    check = importlib.import_module(f"{__name__}.{stem}").TASKS[task]
    digest = hmac.digest(_seed.get(), f"{stem}/{task}".encode(), hashlib.sha256)
    with np.errstate(all="ignore"):  # a student's numbers may be huge
        check(function, np.random.default_rng(int.from_bytes(digest)))


def about(name: str, check: Check) -> Check:
    """A check of a cell that tests several functions: what it says begins with the name of its own."""

    def named(function: Function, rng: Generator) -> None:
        try:
            check(function, rng)
        except CheckFailed as failed:
            failed.message = f"{name}: {failed.message}"
            raise

    return named


def call(function: Callable[..., Any], *args: Any, where: str, **kwargs: Any) -> Any:
    """Call a student's function on a hidden problem; turn what it raises into a `CheckFailed`.

    The text of the exception may repeat hidden inputs, so the student is told its type only, if Python knows it.

    Args:
        function: the student's function, or a function that one returned.
        *args: the problem.
        where: the problem in words, such as "with N=5, D=4, C=3".
        **kwargs: more of the problem, by name.

    Returns:
        What the function returned, as it arrives from behind the wall: of an iterator a list, of a subclass its base.

    Raises:
        CheckFailed: if the function raised something or returned None, or if the call came to no end.
    """
    return _need_result(_result(function, args, kwargs, where), where)


def calls(function: Callable[..., Any], problems: Iterable[tuple[tuple[Any, ...], str]]) -> Iterator[Any]:
    """Call a student's function on several hidden problems in turn, each as `call` does.

    Behind the wall the next problems are on their way while an answer is read. So their arguments may hold no
    functions, and what is done with one answer comes too late for the next call.

    Args:
        function: the student's function.
        problems: for each call the arguments, and the problem in words.
    """
    asked = list(problems)
    in_turn = getattr(function, "in_turn", None)
    if in_turn is None:
        yield from (call(function, *args, where=where) for args, where in asked)
        return
    results = in_turn([args for args, _ in asked])
    for _, where in asked:
        with _explained(where):
            result = next(results)
        yield _need_result(result, where)


def _need_result(result: Any, where: str) -> Any:
    if result is None:
        raise CheckFailed(f"Your function returned None {where}: did you print the result instead of returning it?")
    return result


def error_of(function: Callable[..., Any], *args: Any, where: str, **kwargs: Any) -> str | None:
    """The name of the exception that a call raises, None if it raises none.

    Raises:
        CheckFailed: if the call came to no end.
    """
    try:
        _result(function, args, kwargs, where)
    except CheckFailed as failed:
        cause = failed.__cause__
        if not isinstance(cause, Exception) or isinstance(cause, CallLost):
            raise
        return type_name(cause)
    return None


def _result(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], where: str) -> Any:
    with _explained(where):
        result = function(*args, **kwargs)
        return result if hasattr(function, "count_lines") else wire.plain(result)


def count_lines(function: Callable[..., Any], *args: Any, where: str) -> int:
    """Count the lines of Python that a student's function runs, see `autograder.wall.wire.count_lines`."""
    with _explained(where):
        counter = getattr(function, "count_lines", None)
        lines: int = counter(*args) if counter else wire.count_lines(function, *args)[0]
        return lines


@contextmanager
def _explained(where: str) -> Iterator[None]:
    try:
        yield
    except CallLost as error:
        raise CheckFailed(str(error) if error.anywhere else f"{error} It happened {where}.") from error
    except Exception as error:
        name = type_name(error)
        why = _refusal_of_numpy(str(error))
        text = f"Your function stops {where}{why}" if why else f"Your function raised {name} {where}."
        failed = CheckFailed(text, staff=f"{name}: {error}")
        failed.explained = bool(why)
        raise failed from error


# What NumPy says when it refuses to write, and nothing that a submission could fill with numbers of its own.
_CAST = re.compile(r"Cannot cast ufunc '(\w+)' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)")
_READ_ONLY = re.compile(r"(?:assignment destination|output array) is read-only")
_FLOATS = ("float16", "float32", "float64", "longdouble", "complex64", "complex128")
_WHOLE = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
_IN_PLACE = {
    "add": "+=",
    "subtract": "-=",
    "multiply": "*=",
    "divide": "/=",
    "true_divide": "/=",
    "power": "**=",
}


def _refusal_of_numpy(text: str) -> str:
    """Which operation NumPy refused, and why, in words of ours; empty if an exception tells no such thing."""
    cast = _CAST.match(text)
    if cast and cast[1] in _IN_PLACE and cast[2] in _FLOATS and cast[3] in _WHOLE:
        return (
            f", at {_IN_PLACE[cast[1]]}, which would put floats into an array of {cast[3]}: NumPy refuses that. "
            "Make it an array of floats first, by .astype(float) or np.zeros(shape)."
        )
    if _READ_ONLY.match(text):
        return ", where it writes into an array that is read-only. Write into arrays of your own."
    return ""


def type_name(error: Exception) -> str:
    """The type of an exception of a submission, if Python knows it: a name of the submission's own could tell tales."""
    name = getattr(error, "type_name", type(error).__name__)  # a remote error carries the name on the far side
    kind = getattr(builtins, name, None)
    return name if isinstance(kind, type) and issubclass(kind, BaseException) else "an exception"
