"""Read what a student's function returned, which may be anything that crosses the wall."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed
from autograder.misconceptions import Observation, name_mistake
from autograder.wall.wire import Foreign

_ASK_PRINTED = " Did you print it instead of returning it?"
TOLERANCE = 1e-11  # relative; reordered sums differ by 1e-15, finite differences by 1e-10 and more


def holds(errors: Any, tolerance: float = TOLERANCE) -> bool:
    """Whether there are errors to look at, all finite and at most the tolerance."""
    if type(errors) is float:
        return math.isfinite(errors) and bool(errors <= tolerance)
    errors = np.asarray(errors)
    return bool(errors.size and np.isfinite(errors).all() and (errors <= tolerance).all())


def is_number(value: Any) -> bool:
    """Whether a value is one real number, of Python or NumPy; a truth value is none."""
    return type(value) in (int, float) or isinstance(value, (np.floating, np.integer))


def without_shape(value: Any) -> Any:
    """The scalar in an array without dimensions; any other value as it is."""
    return value[()] if type(value) is np.ndarray and value.ndim == 0 else value


def finite_number(value: Any, what: str, where: str) -> float:
    """The answer as one finite number.

    Args:
        value: the answer.
        what: what it is, such as "Your loss"; begins the sentence.
        where: the problem in words.

    Raises:
        CheckFailed: if it is anything else: an array, text, a truth value, NaN.
    """
    scalar = without_shape(value)
    if not is_number(scalar):
        hint = _ASK_PRINTED if value is None else ""
        if type(value) is np.ndarray and value.size == 1:
            hint = " Take the number out of it, with .item()."
        elif type(value) is np.ndarray:
            hint = " Is a sum or a mean over it missing?"
        raise CheckFailed(f"{what} must be one number; {where} it is {kind_of(value)}.{hint}")
    number = float(scalar)
    if not math.isfinite(number):
        raise CheckFailed(f"{what} is not finite {where}: it is {number}.")
    return number


def finite_array(value: Any, what: str, where: str, shape: tuple[int, ...] | None = None) -> Array:
    """The answer as a float64 array of finite entries, whose shape is looked at if one is given.

    Args:
        value: the answer.
        what: what it is, such as "Your gradient" or "Your scores"; begins the sentence.
        where: the problem in words.
        shape: the shape that it must have.

    Raises:
        CheckFailed: if it is anything else: a list, an array of integers, of complex numbers or of another shape.
    """
    if is_number(value):
        raise CheckFailed(
            f"{what} must be a NumPy array; {where} you return one number, {_named(value)}. "
            "Does a sum, a mean or a dot product run over more than it should?"
        )
    if type(value) is not np.ndarray:
        hint = " Turn it into one with np.asarray." if type(value) in (list, tuple) else ""
        hint = _ASK_PRINTED if value is None else hint
        raise CheckFailed(f"{what} must be a NumPy array; {where} you return {kind_of(value)}.{hint}")
    if value.dtype.kind != "f":
        raise CheckFailed(f"{what} must hold floats; {where} the entries are of type {value.dtype}.")
    array: Array = value.astype(np.float64)
    if not np.isfinite(array).all():
        raise CheckFailed(f"{what} must be finite; {where} there are NaN or infinite entries.")
    if shape is not None and array.shape != shape:
        raise CheckFailed(f"{what} must have shape {shape}; {where} the shape is {array.shape}.")
    return array


def need_double(array: Array, what: str, where: str) -> None:
    """Demand an array of floats of eight bytes or more.

    Raises:
        CheckFailed: if they are shorter.
    """
    if array.dtype.itemsize < 8:
        raise CheckFailed(f"{what} is {array.dtype} {where}; make it float64.")


def listed(value: Any) -> Any:
    """A list of numbers, or of rows, as an array, for a task in which it is not charged; anything else as it is."""
    rows: Any = value if type(value) in (list, tuple) else ()
    try:
        array = np.array(rows, float)
    except (TypeError, ValueError, OverflowError):
        return value
    return array if len(array) and not isinstance(rows[0], (bool, np.bool_)) else value


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
        text = f"Your function must return two things, {names}; {where} it returns {kind_of(result)}."
        alone = is_number(without_shape(result)) or type(result) is np.ndarray
        raise CheckFailed(f"{text} Is one of the two missing after return?" if alone else text)
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


# What the far side may call a value that cannot cross, and how we say it. Other names are the submission's own text.
_KINDS = {
    "MaskedArray": "an array with masked entries",
    "ndarray": "an array that does not hold numbers",
    "Decimal": "a Decimal",
    "Fraction": "a Fraction",
    "array": "an array, but not one of NumPy's",
    "bytes": "a bytes object",
    "bytearray": "a bytes object",
    "datetime64": "a date",
    "deque": "a deque",
    "dict_items": "a view of a dict",
    "dict_keys": "a view of a dict",
    "dict_values": "a view of a dict",
    "frozenset": "a set",
    "int": "a number too large to compute with",
    "memoryview": "a memoryview",
    "module": "a module",
    "range": "a range",
    "set": "a set",
    "type": "a class",
}


def kind_of(value: Any) -> str:
    """What a value is, in words that follow "it is" and "it returns", and cannot carry text of the submission."""
    match value:
        case None:
            return "None"
        case np.ndarray():
            return f"an array of shape {value.shape} and type {value.dtype}"
        case bool() | np.bool_():
            return f"a truth value ({_named(value)})"
        case complex() | np.complexfloating():
            return f"a complex number ({_named(value)})"
        case int() | float() | np.number():
            return f"a number ({_named(value)})"
        case str():
            return "a string"
        case tuple() | list():
            return f"a {'list' if isinstance(value, list) else 'tuple'} of length {len(value)}"
        case dict():
            return "a dict"
        case Generator():
            return "a random generator"
        case Foreign():
            return _KINDS.get(value.type_name, "an object that is neither a number nor an array")
    return "a function" if callable(value) else "an object that is neither a number nor an array"


def _named(number: Any) -> str:
    """The type of a number: one of NumPy's, or of Python's."""
    if isinstance(number, np.generic):
        return str(number.dtype)
    return next(kind.__name__ for kind in (bool, int, float, complex) if isinstance(number, kind))


def off_by(factor: float) -> str:
    """By what factor something is off, in words with digits enough to tell it from 1 and too few to tell more."""
    if abs(factor - 1) >= 5e-3:
        return f"{factor:.4g} times what it should be"
    return f"too {'large' if factor > 1 else 'small'} by {abs(factor - 1):.1e} of its size"


def rounded_hint(*values: Any) -> str:
    """What to look at where an error is too small for a slip in a formula; names float32 if all numbers are of it."""
    if all(np.array_equal(value, np.float32(value)) for value in values):
        return "All your numbers have the seven digits of float32: compute in float64."
    return (
        "So small an error is hardly a slip in the formula. Is something rounded, computed in float32 instead of "
        "float64, or a difference quotient?"
    )


def integers_hint(answer: Any, right: Any) -> str:
    """What to look at where integers bring another answer than the same numbers in floats."""
    answer, right = np.asarray(answer, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if (
        np.isfinite(answer).all()
        and np.array_equal(answer, np.rint(answer))
        and not np.array_equal(right, np.rint(right))
    ):
        return (
            "All its numbers are whole, those for the same arguments in floats are not: something on the way is kept "
            "in an array of integers, such as np.zeros_like makes of one."
        )
    return "Which line computes in the type of its arguments?"


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
    """Add what to look at to whatever fails in this block, unless its cause is known."""
    try:
        yield
    except CheckFailed as failed:
        if failed.explained:
            raise
        raise CheckFailed(f"{failed.message} {hint}".rstrip(), staff=failed.staff) from failed


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
