"""Read what a student's function returned, which may be anything that crosses the wall."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed
from autograder.misconceptions import Observation, name_mistake

TOLERANCE = 1e-11  # relative; reordered sums differ by 1e-15, finite differences by 1e-10 and more


def holds(errors: Any, tolerance: float = TOLERANCE) -> bool:
    """Whether there are errors to look at, all finite and at most the tolerance."""
    errors = np.asarray(errors)
    return bool(errors.size and np.isfinite(errors).all() and (errors <= tolerance).all())


def finite_number(value: Any, what: str, where: str) -> float:
    """The answer as one finite number.

    Args:
        value: the answer.
        what: what it is, such as "Your loss"; begins the sentence.
        where: the problem in words.

    Raises:
        CheckFailed: if it is anything else: an array, text, a truth value, NaN.
    """
    if type(value) is np.ndarray and value.ndim == 0:
        value = value[()]
    if type(value) not in (int, float) and not isinstance(value, (np.floating, np.integer)):
        raise CheckFailed(f"{what} must be one number; {where} it is {kind_of(value)}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise CheckFailed(f"{what} is not finite {where}: it is {number}.")
    return number


def finite_array(value: Any, what: str, where: str, shape: tuple[int, ...] | None = None) -> Array:
    """The answer as a float64 array of finite entries, whose shape is looked at if one is given.

    Args:
        value: the answer.
        what: what it is, such as "Your gradient"; begins the sentence.
        where: the problem in words.
        shape: the shape that it must have.

    Raises:
        CheckFailed: if it is anything else: a list, an array of integers, of complex numbers or of another shape.
    """
    if type(value) is not np.ndarray:
        raise CheckFailed(f"{what} must be a NumPy array; {where} it is {kind_of(value)}.")
    if value.dtype.kind != "f":
        raise CheckFailed(f"{what} must hold floats; {where} it holds {value.dtype}.")
    array: Array = value.astype(np.float64)
    if not np.isfinite(array).all():
        raise CheckFailed(f"{what} is not finite {where}: it has NaN or infinite entries.")
    if shape is not None and array.shape != shape:
        raise CheckFailed(f"{what} has shape {array.shape} {where}; it must have shape {shape}.")
    return array


def need_double(array: Array, what: str, where: str) -> None:
    """Demand an array of floats of eight bytes or more.

    Raises:
        CheckFailed: if they are shorter.
    """
    if array.dtype.itemsize < 8:
        raise CheckFailed(f"{what} is {array.dtype} {where}; make it float64.")


def two_things(result: Any, names: str, where: str) -> tuple[Any, Any]:
    """The two things that a function returns, nothing known of either.

    Args:
        result: what it returned.
        names: what they are, such as "loss and dW".
        where: the problem in words.

    Raises:
        CheckFailed: if they are not two, in a tuple or a list.
    """
    if type(result) not in (tuple, list) or len(result) != 2:
        raise CheckFailed(f"Your function must return two things, {names}; {where} it returns {kind_of(result)}.")
    return result[0], result[1]


def answers_to(problems: Iterable[Any], ask: Callable[[Any], Any]) -> tuple[list[Any], CheckFailed | None]:
    """The answers to problems in turn, up to the first without a usable one; and what is the matter there."""
    answers: list[Any] = []
    for problem in problems:
        try:
            answers.append(ask(problem))
        except CheckFailed as failed:
            return answers, failed
    return answers, None


def kind_of(value: Any) -> str:
    """What a value is, in words that cannot carry text of the submission."""
    if type(value) is np.ndarray:
        return f"an array of shape {value.shape} and type {value.dtype}"
    if type(value) in (tuple, list):
        return f"a {type(value).__name__} of length {len(value)}"
    if value is None or type(value) in (bool, int, float, complex, str, dict):
        return "None" if value is None else f"of type {type(value).__name__}"
    return "a function" if callable(value) else "of a type that is neither Python's nor a plain NumPy array"


def size_of(error: float, tolerance: float = TOLERANCE) -> str:
    """An error and what is allowed, in words that give no number of the problem away."""
    return f"(relative error {error:.1e}, allowed {tolerance:.0e})"


def failure(stem: str, part: str, text: str, observations: Sequence[Observation], hint: str) -> CheckFailed:
    """A failure whose sentence of help is that of the known mistake, if there is one, otherwise the hint.

    Args:
        stem: the exercise.
        part: what comes out wrong, as in the catalogue.
        text: what was seen, in words; begins the message.
        observations: what the function returned, on four problems or more, to recognise the mistake by.
        hint: what to look at if the mistake is not known.
    """
    mistake = name_mistake(stem, part, observations)
    if mistake is None:
        return CheckFailed(f"{text} {hint}".rstrip())
    return CheckFailed(f"{text} {mistake.sentence}", misconception=mistake.id)


@contextmanager
def hinted(hint: str) -> Iterator[None]:
    """Add what to look at to whatever fails in this block."""
    try:
        yield
    except CheckFailed as failed:
        raise CheckFailed(f"{failed.message} {hint}", staff=failed.staff) from failed


def copies(args: Iterable[Any]) -> list[Any]:
    """Arguments for a student's function to do with as it likes: arrays are copied."""
    return [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]


def read_only(*arrays: Array) -> list[Array]:
    """Copies of arrays that cannot be written to."""
    locked = [array.copy() for array in arrays]
    for array in locked:
        array.flags.writeable = False
    return locked


@contextmanager
def unchanged(**arguments: Any) -> Iterator[None]:
    """Demand that the arguments of a call, given by their names, are after the block as they were before it.

    Raises:
        CheckFailed: if one is not, which names it.
    """
    before = {name: _fingerprint(value) for name, value in arguments.items()}
    yield
    for name, value in arguments.items():
        if _fingerprint(value) != before[name]:
            raise CheckFailed(f"Your function changes {name}; work on a copy, or in an array of your own.")


def _fingerprint(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return (value.shape, value.dtype.str, value.tobytes())
    if isinstance(value, Mapping):
        return {key: _fingerprint(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fingerprint(item) for item in value]
    return repr(value)
