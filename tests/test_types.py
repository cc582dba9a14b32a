"""What passes the visible checks never fails a hidden one for its type.

Right answers are dressed up in all sorts of types: what a function returns, and what it hands to the functions that it
was given. Where the visible checks, in the student's own process, take a type, the whole test cell must take it from
behind the wire.
"""

import array
import collections
import ctypes
import decimal
import enum
import fractions
import functools
import itertools
import json
import types
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from autograder import checks
from autograder.grading.trusted import _write_back
from autograder.wall import wire
from exercises import EXERCISES, quiet

FUNCTIONS = [(exercise, function) for exercise in EXERCISES for function in exercise.functions]


# -- the types -------------------------------------------------------------------------------------


class Array(np.ndarray):
    """An array of a class of the student's own."""


class Real(float):
    pass


class Whole(int):
    pass


class Row(list):
    pass


class Pair(tuple):
    __slots__ = ()


class Record(dict):
    pass


Two = collections.namedtuple("Two", "first second")


class Curve(collections.namedtuple("Curve", "function")):
    """A schedule as a named tuple that can be called."""

    __slots__ = ()

    def __call__(self, *args):
        return self.function(*args)


def masked(x):
    return np.ma.array(x, mask=np.zeros(x.shape, bool))


def one_masked(x):
    mask = np.zeros(x.shape, bool)
    mask.flat[:1] = True
    return np.ma.array(x, mask=mask)


def strided(x):
    wide = np.zeros((*x.shape, 2), x.dtype)
    wide[..., 0] = x
    return wide[..., 0]


def locked(x):
    x = x.copy()
    x.flags.writeable = False
    return x


def enum_of(x):
    return enum.IntEnum("Number", {"IT": x}).IT


def default(x):
    return collections.defaultdict(float, x)


def is_array(x):
    return isinstance(x, np.ndarray) and x.ndim > 0


def is_real(x):
    return isinstance(x, (float, np.floating)) or (isinstance(x, np.ndarray) and x.shape == () and x.dtype.kind == "f")


def is_whole(x):
    return isinstance(x, (int, np.integer)) and not isinstance(x, bool)


def is_whole_or_real(x):
    return is_whole(x) or is_real(x)


def is_truth(x):
    return isinstance(x, (bool, np.bool_))


def is_row(x):
    return isinstance(x, (list, tuple))


def is_two(x):
    return is_row(x) and len(x) == 2


def is_dict(x):
    return isinstance(x, dict)


def is_function(x):
    return callable(x)


# What is dressed: by its kind, all clothes that it is tried on in.
CLOTHES: dict[Callable, list[Callable]] = {
    is_array: [
        np.asmatrix, np.ma.asarray, masked, one_masked, lambda x: x.view(Array), lambda x: x.view(np.recarray),
        lambda x: x.view(np.memmap), strided, np.asfortranarray, locked, lambda x: x.astype(x.dtype.newbyteorder()),
        lambda x: x.tolist(), tuple, list, lambda x: Row(x.tolist()), lambda x: x.astype(object),
        lambda x: x.astype(np.float32), lambda x: x.astype(np.float16), lambda x: x.astype(np.longdouble),
        lambda x: x.astype(complex), lambda x: x.astype(int), lambda x: x.astype(np.int32), lambda x: x.astype(str),
        lambda x: memoryview(np.ascontiguousarray(x)), lambda x: array.array("d", x.ravel().tolist()),
        lambda x: x[np.newaxis], iter, collections.deque,
    ],
    is_real: [
        float, np.float64, np.longdouble, np.float32, np.float16, Real, lambda x: np.array(float(x)), np.ma.asarray,
        lambda x: np.array(x, np.float32), lambda x: np.array(x, np.longdouble), lambda x: np.array(x).view(Array),
        lambda x: np.array([x]), lambda x: np.matrix(x), lambda x: [x], lambda x: (x,), complex, np.complex128, str,
        lambda x: fractions.Fraction(float(x)) if np.isfinite(x) else x, lambda x: decimal.Decimal(float(x)),
        lambda x: memoryview(np.array(float(x))), lambda x: ctypes.c_double(float(x)), lambda x: np.array(x, object),
        lambda x: np.ma.array(x, mask=True), np.str_,
    ],
    is_whole_or_real: [
        lambda x: int(x) if x == round(x) else x, lambda x: np.int64(x) if x == round(x) else x,
        lambda x: Whole(x) if x == round(x) else x, lambda x: enum_of(int(x)) if x == round(x) else x,
        lambda x: np.array(int(x)) if x == round(x) else x, lambda x: bool(x) if x in (0, 1) else x,
        lambda x: np.bool_(x) if x in (0, 1) else x,
    ],
    is_whole: [
        int, np.int64, np.uint8, np.int32, float, np.float64, np.array, lambda x: np.array([x]), str, Whole, enum_of,
        lambda x: 1.0 * x, complex, ctypes.c_long, lambda x: fractions.Fraction(int(x)), bool,
    ],
    is_truth: [bool, np.bool_, int, float, np.array, lambda x: np.array([x]), lambda x: [x], str, np.int64],
    is_two: [lambda x: Two(*x), lambda x: {"first": x[0], "second": x[1]}],
    is_row: [
        tuple, list, Pair, Row, collections.deque, iter, lambda x: (item for item in x), lambda x: map(lambda y: y, x),
        lambda x: dict(enumerate(x)).values(), lambda x: dict(enumerate(x)), collections.UserList,
        lambda x: np.fromiter(x, object), lambda x: np.array(x) if all(map(is_whole_or_real, x)) else x,
    ],
    is_dict: [
        collections.OrderedDict, default, Record, collections.Counter, collections.UserDict, types.MappingProxyType,
        lambda x: collections.ChainMap(x), lambda x: types.SimpleNamespace(**x), lambda x: list(x.items()),
        lambda x: {enum.StrEnum("Name", {"IT": key}).IT: item for key, item in x.items()},
        lambda x: {np.str_(key): item for key, item in x.items()}, lambda x: x | {3: 1.0, ("a", 1): None},
        lambda x: x | {"spare": "text", "more": (1, [2.0], {"x": True})}, lambda x: x | {"seen": {1, 2}},
        lambda x: x | {"raw": b"text"}, lambda x: x | {"made": object()}, lambda x: x | {"call": len},
        lambda x: x | {object(): 1}, lambda x: x | {"rng": np.random.default_rng(1)}, lambda x: x | {"z": 1j},
        lambda x: x | {"kind": np.dtype("f8")}, lambda x: x | {"t": np.datetime64("2020-01-01")},
        lambda x: x | {"far": 2**70}, lambda x: x | {"words": np.array(["a"])}, lambda x: x | {"none": np.ma.masked},
    ],
    is_function: [
        lambda f: functools.partial(f), lambda f: Curve(f), lambda f: type("Object", (), {"__call__": staticmethod(f)})(),
        np.vectorize, lambda f: type("Class", (), {"__new__": lambda cls, *args: f(*args)}), functools.cache,
        lambda f: np.frompyfunc(f, 1, 1),
    ],
}  # fmt: skip


@dataclass
class Dress:
    """One way to dress a value up, wherever it fits.

    Attributes:
        kind: what it fits.
        make: makes the value in its new clothes.
        worn: how often it was.
    """

    kind: Callable
    make: Callable
    worn: int = 0

    def __call__(self, value):
        """The value with all its parts dressed."""
        if isinstance(value, (list, tuple)):
            value = type(value)(map(self, value))
        elif isinstance(value, dict):
            value = {key: self(item) for key, item in value.items()}
        elif hasattr(value, "__next__"):
            value = list(map(self, value))
        elif isinstance(value, types.FunctionType):
            plain = value
            value = lambda *args: self(plain(*args))  # noqa: E731
        if not self.kind(value):
            return value
        try:
            dressed = self.make(value)
        except (TypeError, ValueError, OverflowError):  # it does not fit
            return value
        self.worn += type(dressed) is not type(value) or not isinstance(value, (bool, int, float))
        return dressed


def wardrobe():
    return [Dress(kind, make) for kind, makes in CLOTHES.items() for make in makes]


# -- functions in them -----------------------------------------------------------------------------


def returning(function, dresses):
    """The function, with what it returns dressed in one after the other."""
    return lambda *args, **kwargs: next(dresses)(function(*args, **kwargs))


def passing(function, dresses):
    """The function, with what it hands to the functions that it is given dressed in one after the other."""

    def asks(given):
        return lambda *args: given(*map(next(dresses), args)) if callable(given) else given

    return lambda *args, **kwargs: function(*[asks(arg) if callable(arg) else arg for arg in args], **kwargs)


class Behind:
    """A function reached as those of a submission are: whatever goes there or comes back has been text."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.ask(args, kwargs, lambda function, args, kwargs: function(*args, **kwargs))

    def count_lines(self, *args):
        return self.ask(args, {}, lambda function, args, kwargs: wire.count_lines(function, *args)[0])

    def ask(self, args, kwargs, how):
        there = [over(arg, Ours) for arg in args]
        value = how(self.function, there, {name: over(arg, Ours) for name, arg in kwargs.items()})
        value = over(value, Behind)
        for mine, theirs in zip(args, there, strict=True):
            _write_back(mine, over(theirs))
        return value


class Ours(Behind):
    """A function of ours, as a submission reaches it."""

    def __call__(self, *args, **kwargs):
        return over(self.function(*map(over, args), **{name: over(arg) for name, arg in kwargs.items()}))


def over(value, stand_in=None):
    lent = wire.Lent()
    message = json.loads(json.dumps(wire.encode(value, lend=lent.lend if stand_in else None)))
    return wire.decode(message, borrow=(lambda number: stand_in(lent[number])) if stand_in else None)


def trouble(source, namespace):
    """What a test cell raises, if anything."""
    try:
        with quiet(), np.errstate(all="ignore"), checks.seeded(b"types"):
            exec(source, dict(namespace))
    except Exception as error:
        return error
    return None


def taken(exercise, test, function, namespace, how):
    """The clothes that the visible check of a test takes."""
    for dress in wardrobe():
        answer = how(namespace[function], itertools.repeat(dress))
        if trouble(exercise.visible[test], namespace | {function: answer}) is None and dress.worn:
            yield Dress(dress.kind, dress.make)


def refused(exercise, test, function, namespace, how):
    """The clothes that the visible check takes and the whole cell, from behind the wire, does not; with what it says."""
    dresses, helpers = list(taken(exercise, test, function, namespace, how)), exercise.helpers()

    def whole(some):
        answer = Behind(how(namespace[function], itertools.cycle(some)))
        return trouble(exercise.cells[test].source, helpers | {function: answer})

    for _ in range(6):
        fresh = [dress for dress in dresses if not dress.worn]
        if not fresh:
            break
        if whole(fresh) is not None:
            break
    else:
        fresh = []
    return [(dress, error) for dress in fresh if (error := whole([dress])) is not None]
