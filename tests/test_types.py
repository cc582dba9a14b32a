"""What passes the visible checks never fails a hidden one for its type.

Right answers are dressed up in all sorts of types: what a function returns, and what it hands to the functions that it
was given. Where the visible checks, in the student's own process, take a type, the whole test cell must take it from
behind the wire.
"""

import array
import ast
import collections
import ctypes
import decimal
import enum
import fractions
import functools
import inspect
import itertools
import math
import types
from collections.abc import Callable
from dataclasses import dataclass

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell
from values import arrived

from autograder import checks
from autograder.checks import CheckFailed, answers
from autograder.course.assignment import Assignment, Cell
from autograder.course.settings import Limits
from autograder.grading.grade import grade
from autograder.grading.job import Job
from autograder.grading.remote import _write_back
from autograder.wall import wire
from exercises import EXERCISES, SOLUTION, behind_the_wire, compiled, quiet

BY_STEM = {exercise.stem: exercise for exercise in EXERCISES}
FUNCTIONS = [(exercise, function) for exercise in EXERCISES for function in exercise.functions]
EACH_FUNCTION = pytest.mark.parametrize(
    ("exercise", "function"), FUNCTIONS, ids=[f"{exercise.stem}-{function}" for exercise, function in FUNCTIONS]
)


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


def is_plain(x):
    return is_whole_or_real(x) or isinstance(x, str)


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


def whole(make):
    """Dress numbers that are whole, as others would be rounded."""
    return lambda x: make(int(x)) if x == np.round(x) and abs(x) < 2**53 else x


def flag(make):
    return lambda x: make(x) if x in (0, 1) else x


def with_(**more):
    return lambda x: x | more


# By what is dressed, all clothes that it is tried on in.
CLOTHES: dict[Callable, dict[str, Callable]] = {
    is_array: {
        "matrix": np.asmatrix, "masked array without a mask": np.ma.asarray, "masked array": masked,
        "masked entry": one_masked, "own array": lambda x: x.view(Array), "record array": lambda x: x.view(np.recarray),
        "memmap": lambda x: x.view(np.memmap), "strided": strided, "column-major": np.asfortranarray, "locked": locked,
        "big-endian": lambda x: x.astype(x.dtype.newbyteorder()), "nested lists": lambda x: x.tolist(), "tuple": tuple,
        "list": list, "own list": lambda x: Row(x.tolist()), "objects": lambda x: x.astype(object),
        "float32": lambda x: x.astype(np.float32), "float16": lambda x: x.astype(np.float16),
        "longdouble": lambda x: x.astype(np.longdouble), "complex": lambda x: x.astype(complex),
        "int": lambda x: x.astype(int), "int32": lambda x: x.astype(np.int32), "text": lambda x: x.astype(str),
        "memoryview": lambda x: memoryview(np.ascontiguousarray(x)), "iterator": iter, "deque": collections.deque,
        "array.array": lambda x: array.array("d", x.ravel().tolist()),
    },
    is_real: {
        "float": float, "float64": np.float64, "longdouble": np.longdouble, "float32": np.float32, "float16": np.float16,
        "own float": Real, "shape ()": lambda x: np.array(float(x)), "masked": np.ma.asarray,
        "shape (), float32": lambda x: np.array(x, np.float32), "shape (), longdouble": lambda x: np.array(x, np.longdouble),
        "own array of shape ()": lambda x: np.array(x).view(Array), "shape (1,)": lambda x: np.array([x]),
        "matrix": lambda x: np.matrix(x), "list": lambda x: [x], "tuple": lambda x: (x,), "complex": complex,
        "complex128": np.complex128, "text": str, "text of NumPy's": np.str_, "Decimal": lambda x: decimal.Decimal(float(x)),
        "Fraction": lambda x: fractions.Fraction(float(x)), "memoryview": lambda x: memoryview(np.array(float(x))),
        "c_double": lambda x: ctypes.c_double(float(x)), "object": lambda x: np.array(x, object),
        "masked entry": lambda x: np.ma.array(x, mask=True),
    },
    is_whole_or_real: {
        "int": whole(int), "int64": whole(np.int64), "own int": whole(Whole), "enum": whole(enum_of),
        "int of shape ()": whole(np.array), "bool": flag(bool), "bool of NumPy's": flag(np.bool_),
    },
    is_whole: {
        "int32": np.int32, "uint8": np.uint8, "float": float, "float64": np.float64, "shape (1,)": lambda x: np.array([x]),
        "text": str, "complex": complex, "c_long": ctypes.c_long, "Fraction": lambda x: fractions.Fraction(int(x)),
    },
    is_truth: {
        "bool": bool, "bool of NumPy's": np.bool_, "int": int, "int64": np.int64, "float": float, "shape ()": np.array,
        "shape (1,)": lambda x: np.array([x]), "list": lambda x: [x], "text": str,
    },
    is_two: {"named tuple": lambda x: Two(*x), "dict": lambda x: {"first": x[0], "second": x[1]}},
    is_row: {
        "tuple": tuple, "list": list, "own tuple": Pair, "own list": Row, "UserList": collections.UserList,
        "deque": collections.deque, "iterator": iter, "generator": lambda x: (item for item in x),
        "map": lambda x: map(np.copy, x), "view of a dict": lambda x: dict(enumerate(x)).values(),
        "dict": lambda x: dict(enumerate(x)), "array of objects": lambda x: np.fromiter(x, object),
        "array": lambda x: np.array(x) if all(map(is_plain, x)) else x,
        "masked array": lambda x: np.ma.array(x) if all(map(is_plain, x)) else x,
        "array of characters": lambda x: np.char.array(x) if all(isinstance(item, str) for item in x) else x,
        "array of text of any length": lambda x: np.array(x, "T") if all(isinstance(item, str) for item in x) else x,
    },
    is_dict: {
        "OrderedDict": collections.OrderedDict, "defaultdict": default, "own dict": Record, "Counter": collections.Counter,
        "UserDict": collections.UserDict, "mapping proxy": types.MappingProxyType, "ChainMap": collections.ChainMap,
        "namespace": lambda x: types.SimpleNamespace(**x), "pairs": lambda x: list(x.items()),
        "keys of an enum": lambda x: {enum.StrEnum("Name", {"IT": key}).IT: item for key, item in x.items()},
        "keys of NumPy's": lambda x: {np.str_(key): item for key, item in x.items()},
        "other keys": lambda x: x | {3: 1.0, ("a", 1): None}, "an object as key": lambda x: x | {object(): 1},
        "text": with_(spare="text"), "nested": with_(more=(1, [2.0], {"x": True})), "set": with_(seen={1, 2}),
        "bytes": with_(raw=b"text"), "object": with_(made=object()), "function": with_(call=len), "complex": with_(z=1j),
        "generator": with_(rng=np.random.default_rng(1)), "dtype": with_(kind=np.dtype("f8")), "large int": with_(far=2**70),
        "date": with_(when=np.datetime64("2020-01-01")), "words": with_(words=np.array(["a"])), "masked": with_(no=np.ma.masked),
    },
    is_function: {
        "partial": functools.partial, "named tuple": Curve, "cache": functools.cache, "vectorize": np.vectorize,
        "object": lambda f: type("Object", (), {"__call__": staticmethod(f)})(), "ufunc": lambda f: np.frompyfunc(f, 1, 1),
        "class": lambda f: type("Class", (), {"__new__": lambda cls, *args: f(*args)}),
    },
}  # fmt: skip


@dataclass
class Dress:
    """One way to dress a value up, wherever it fits.

    Attributes:
        kind: what it fits.
        name: its name.
        make: makes the value in its new clothes.
        met: how often it met something of the kind.
        worn: how often it was worn.
    """

    kind: Callable
    name: str
    make: Callable
    met: int = 0
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
        self.met += 1
        try:
            dressed = self.make(value)
        except (TypeError, ValueError, OverflowError):  # it does not fit
            return value
        self.worn += type(dressed) is not type(value) or not isinstance(value, (bool, int, float))
        return dressed


def fitting(kinds):
    """Everything that fits these kinds, from the wardrobe."""
    return [Dress(kind, *dress) for kind, clothes in CLOTHES.items() if kind in kinds for dress in clothes.items()]


# -- functions in them -----------------------------------------------------------------------------


def returning(function, dresses):
    """The function, with what it returns dressed in one after the other."""
    return lambda *args, **kwargs: next(dresses)(function(*args, **kwargs))


def passing(function, dresses):
    """The function, with what it hands to the functions that it is given dressed in one after the other."""
    calls = itertools.count()

    def asks(given):
        def ask(*args):
            assert next(calls) < 20_000, "a search without an end"
            return given(*map(next(dresses), args))

        return ask

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
    message = arrived(wire.encode(value, lend=lent.lend if stand_in else None))
    return wire.decode(message, borrow=(lambda number: stand_in(lent[number])) if stand_in else None)


@functools.cache
def at_home(exercise):
    return exercise.solved()


@functools.cache
def at_ours(exercise):
    return exercise.helpers()


@functools.cache
def about(exercise, function, source):
    """A test cell without what it asks of other functions alone: those are solved, and pass."""

    def names(statement):
        return {part.id for part in ast.walk(statement) if isinstance(part, ast.Name)} & set(exercise.functions)

    cell = ast.parse(source)
    cell.body = [statement for statement in cell.body if not names(statement) or function in names(statement)]
    return ast.unparse(cell)


def trouble(source, namespace):
    """What a test cell raises, if anything."""
    try:
        with quiet(), np.errstate(all="ignore"), checks.seeded(b"types"):
            exec(compiled(source), dict(namespace))
    except Exception as error:
        return error
    return None


def answering(exercise, function, answer):
    """What a test cell finds that runs on our side, with an answer to one function; the others are solved."""
    return at_ours(exercise) | {name: at_home(exercise)[name] for name in exercise.functions} | {function: answer}


def taken(exercise, function, test, how):
    """The clothes that the visible check of a test takes."""
    namespace, visible = at_home(exercise), about(exercise, function, exercise.visible[test])

    def home(dresses):
        return trouble(visible, namespace | {function: how(namespace[function], dresses)})

    plain = [Dress(kind, "plain", lambda value: value) for kind in CLOTHES]
    assert not home(itertools.repeat(lambda value: functools.reduce(lambda value, dress: dress(value), plain, value)))
    for dress in fitting([one.kind for one in plain if one.met]):
        if home(itertools.repeat(dress)) is None and dress.worn:
            yield Dress(dress.kind, dress.name, dress.make)


def refused(exercise, function, test, how):
    """The clothes that the visible check takes and the whole cell, from behind the wire, does not; with what it says."""
    dresses = list(taken(exercise, function, test, how))
    cell = about(exercise, function, exercise.cells[exercise.cell_of(test)].source)

    def whole(some):
        answer = Behind(how(at_home(exercise)[function], itertools.cycle(some)))
        return trouble(cell, answering(exercise, function, answer))

    # All of them in turn: a check that calls the function a hundred times has seen them all.
    fresh = dresses
    while fresh and whole(fresh) is None:
        worn, fresh = len(fresh), [dress for dress in fresh if not dress.worn]
        if len(fresh) == worn:  # what the hidden check asks for has nothing of that kind
            return []
    return [(dress.kind.__name__, dress.name, str(error)) for dress in fresh if (error := whole([dress]))]


@EACH_FUNCTION
def test_what_the_visible_checks_take_for_its_type_the_hidden_ones_take(exercise, function):
    given = inspect.signature(at_home(exercise)[function]).parameters
    hows = [returning, passing] if {"f", "grad", "loss_grad"} & set(given) else [returning]
    for test in exercise.properties(function).values():
        for how in hows:
            assert refused(exercise, function, test, how) == [], (test, how.__name__)


@pytest.mark.parametrize(
    ("function", "prop", "kind", "welcome", "unwelcome"),
    [
        ("svm_loss_naive", "data_gradient", is_array, {"matrix", "masked array", "own array", "strided", "locked"},
         {"masked entry", "nested lists", "float32", "objects", "deque"}),
        ("svm_loss_naive", "value", is_two, {"named tuple"}, {"dict"}),
        ("momentum_step", "heavy_ball", is_dict,
         {"OrderedDict", "defaultdict", "own dict", "Counter", "keys of an enum", "other keys", "text", "nested"},
         {"UserDict", "mapping proxy", "set", "object", "function", "generator", "masked", "words", "pairs"}),
        ("svm_loss", "data_loss", is_real, {"float64", "longdouble", "own float", "shape ()"},
         {"float32", "complex", "text", "Decimal", "c_double", "shape (1,)", "masked entry", "memoryview"}),
        ("gradient_check", "report", is_whole, {"int32"}, {"float", "text", "complex", "shape (1,)"}),
        ("kink_crossed", "value", is_truth, {"bool of NumPy's"}, {"int", "float", "shape ()", "text"}),
        ("schedule", "warmup", is_function, {"partial", "named tuple", "object", "cache", "vectorize", "class"}, set()),
    ],
)  # fmt: skip
def test_the_visible_checks_take_what_students_write_and_refuse_what_is_wrong(function, prop, kind, welcome, unwelcome):
    [exercise] = [exercise for exercise, name in FUNCTIONS if name == function]
    names = {
        dress.name
        for dress in taken(exercise, function, exercise.properties(function)[prop], returning)
        if dress.kind is kind
    }
    assert welcome - names == set()
    assert unwelcome & names == set()


# -- what our side sends ---------------------------------------------------------------------------


def kinds(value):
    """The types of the numbers in a value; those in arrays are a matter of the docstrings."""
    if isinstance(value, np.ndarray):
        return {"an array"} if value.ndim else {"an array of shape ()"}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__}.union(*map(kinds, value))
    return {"a function" if callable(value) else type(value).__name__}


def noting(function, notes):
    """The function; what it is called with, and what functions that it is given return, goes into the notes."""

    def noted(name, value):
        def answer(*args):
            result = value(*args)
            notes[f"what {name} returns"] |= kinds(result)
            return result

        return answer if callable(value) else value

    def call(*args, **kwargs):
        given = inspect.signature(function).bind(*args, **kwargs).arguments
        for name, value in given.items():
            notes[name] |= kinds(value) if name not in ("state", "kw") else set()
        return function(*[noted(name, arg) for name, arg in zip(given, args, strict=False)], **kwargs)

    return call


@EACH_FUNCTION
def test_numbers_that_hidden_checks_send_are_of_the_types_that_visible_ones_send(exercise, function):
    visible, hidden = collections.defaultdict(set), collections.defaultdict(set)
    namespace = at_home(exercise)
    for test in exercise.properties(function).values():
        source = exercise.visible[test]
        assert trouble(source, namespace | {function: noting(namespace[function], visible)}) is None
        assert exercise.failure(noting(namespace[function], hidden), test) is None
    for name in hidden.keys() & visible.keys():
        allowed = (
            visible[name] | {"float64"} if "float" in visible[name] else visible[name]
        )  # it can all that floats can
        if name in ("lr", "reg", "delta"):  # "a number"
            allowed = allowed | {"int"}
        assert hidden[name] <= allowed, name
        if "returns" in name:
            assert "float64" not in visible[name] or "float" not in hidden[name], f"{name} has .item() at home only"


ATTRIBUTES = ("item", "copy", "shape", "ndim", "dtype", "astype", "sum", "T")


def demanding(function, names):
    """The function, which asks arrays, what is in its state and what it gets from functions for these attributes."""

    def asked(value):
        if callable(value):
            return lambda *args, **kwargs: asked(value(*args, **kwargs))
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ():
            asked(item)
        if isinstance(value, (int, float, complex, np.generic, np.ndarray)):
            for name in names:
                getattr(value, name)
        return value

    def call(*args, **kwargs):
        return function(*[arg if isinstance(arg, (int, float)) else asked(arg) for arg in args], **kwargs)

    return call


@EACH_FUNCTION
def test_what_numbers_and_arrays_can_in_visible_checks_they_can_in_hidden_ones(exercise, function):
    namespace = at_home(exercise)
    for test in exercise.properties(function).values():
        visible = about(exercise, function, exercise.visible[test])
        able = [
            name
            for name in ATTRIBUTES
            if trouble(visible, namespace | {function: demanding(namespace[function], [name])}) is None
        ]
        answer = Behind(demanding(namespace[function], able))
        cell = about(exercise, function, exercise.cells[exercise.cell_of(test)].source)
        assert trouble(cell, answering(exercise, function, answer)) is None, (test, able)


# -- cases that lost everything --------------------------------------------------------------------


def rewritten(exercise, *changes):
    """The solutions of an exercise, with some text replaced in all of them."""
    namespace, changed = dict(at_home(exercise)), set()
    for function in exercise.functions:
        source = exercise.visible[function]
        for old, new in changes:
            changed |= {old} if old in source else set()
            source = source.replace(old, new)
        exec(source, namespace)
    assert changed == {old for old, _ in changes}
    return namespace


LOST = {
    "state as defaultdict": ("optimizers", [
        ('{"v": v}', '__import__("collections").defaultdict(float, v=v)'),
        ('{"s": s}', '__import__("collections").defaultdict(float, s=s)'),
        ('{"m": m, "v": v, "t": t}', '__import__("collections").defaultdict(float, m=m, v=v, t=t)'),
    ]),
    "state as OrderedDict": ("optimizers", [
        ('{"v": v}', '__import__("collections").OrderedDict(v=v)'),
        ('{"s": s}', '__import__("collections").OrderedDict(s=s)'),
        ('{"m": m, "v": v, "t": t}', '__import__("collections").OrderedDict(m=m, v=v, t=t)'),
    ]),
    "state with other keys": ("optimizers", [
        ('state.get("v",', "state.get(1,"), ('"v": v', "1: v"), ('state.get("m",', 'state.get(("m", 0),'),
        ('"m": m', '("m", 0): m'), ('state.get("t",', "state.get(None,"), ('"t": t', "None: t"),
    ]),
    "state of every step": ("optimizers", [
        ('{"v": v}', '{"v": v, "before": state}'), ('{"s": s}', '{"s": s, "before": state}'),
    ]),
    "a named tuple of weights": ("optimizers", [
        ("return w - lr * direction, {", 'return __import__("collections").namedtuple("Step", "w state")(w - lr * direction, {'),
        ('{"v": v}', '{"v": v})'),
    ]),
    "copies of what is in the state": ("optimizers", [
        ('state.get("v", 0.0)', "(state['v'].copy() if state else np.float64(0.0))"),
        ('state.get("s", 0.0)', "(state['s'].copy() if state else np.float64(0.0))"),
        ('state.get("m", 0.0)', "(state['m'].copy() if state else np.float64(0.0))"),
    ]),
    "a named tuple of loss and dW": ("svm_gradient", [
        ("return loss, dW", 'return __import__("collections").namedtuple("Both", "loss dW")(loss, dW)'),
    ]),
    "dW as a matrix": ("svm_gradient", [("return loss, dW", "return loss, np.asmatrix(dW)")]),
    "a matrix inside": ("svm_gradient", [("dW = A.T @ X", "dW = np.matrix(A).T * np.matrix(X)")]),
    "a masked array inside": ("svm_gradient", [("return loss, dW", "return np.ma.sum(loss), np.ma.array(dW)")]),
    "the item of a loss": ("stochastic_gradient_descent", [("float(loss)", "loss.item()")]),
    "a history of numbers of NumPy's": ("stochastic_gradient_descent", [
        ("return W, np.array(history)", 'return __import__("collections").namedtuple("Run", "W history")(W, history)'),
        ("float(loss)", "loss.astype(np.float64)"),
    ]),
    "the shape of what f returns": ("numeric_gradient", [
        ("np.ndim(start) > 0", "start.shape"), ("np.ndim(right) > 0 or np.ndim(left) > 0", "right.shape or left.shape"),
        ("np.ndim(value) > 0", "value.shape"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("stem", "changes"), LOST.values(), ids=LOST)
def test_a_right_answer_loses_nothing_for_its_types(stem, changes):
    exercise = BY_STEM[stem]
    namespace = rewritten(exercise, *changes)
    for test in exercise.tests:
        assert trouble(exercise.visible[test], namespace) is None, test
    with behind_the_wire(**{name: namespace[name] for name in exercise.functions}) as remotes:
        for test in exercise.tests:
            assert trouble(exercise.cells[test].source, at_ours(exercise) | remotes) is None, test


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize("name", ["state as defaultdict", "dW as a matrix", "the item of a loss"])
def test_nor_behind_the_wall(name):
    stem, changes = LOST[name]
    exercise = BY_STEM[stem]
    cells, nodes = [], []
    for id_, cell in exercise.cells.items():
        kind, source = exercise.kind(id_), cell.source
        if cell.cell_type == "code" and kind in ("solution", "test", "locked"):
            released = SOLUTION.sub("raise NotImplementedError()", exercise.visible[id_])
            cells.append(Cell(id_, kind, "code", source, released, float(kind == "test"), id_))
            for old, new in changes if kind == "solution" else ():
                source = source.replace(old, new)
            source = exercise.visible[id_] if kind == "test" else source
            nodes.append(new_code_cell(source, metadata={"nbgrader": cells[-1].nbgrader}))
    data = nbformat.writes(nbformat.v4.new_notebook(cells=nodes)).encode()
    result = grade(Job("ada", Assignment(stem, tuple(cells)), data, b"seed", Limits(), "bubblewrap")).result
    assert [task["message"] for task in result["tasks"] if not task["score"]] == []
    assert result["score"] == result["max_score"] == len(exercise.tests)


# -- lies ------------------------------------------------------------------------------------------


class Liar(float):
    """A number that is whatever one wants to hear."""

    def __float__(self):
        return 3.7

    def __eq__(self, other):
        return True

    __le__ = __lt__ = __ge__ = __gt__ = __ne__ = __eq__
    __hash__ = float.__hash__

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


class LiarArray(np.ndarray):
    """An array that is equal to any other."""

    def __eq__(self, other):
        return np.True_

    __le__ = __lt__ = __ge__ = __gt__ = __ne__ = __eq__

    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        return np.zeros(self.shape)

    def __array_function__(self, function, types, args, kwargs):
        return True

    def tobytes(self, *args):
        raise AssertionError("asked for its bytes")


class LiarDict(dict):
    """A dict that shows other items than it holds."""

    def items(self):
        return [("v", np.zeros(3))]

    keys = values = __iter__ = items


class LiarTuple(tuple):
    __slots__ = ()

    def __iter__(self):
        return iter((3.7, np.zeros((3, 2))))

    def __len__(self):
        return 2


@pytest.mark.parametrize(
    ("lie", "held"),
    [
        (Liar(1.5), 1.5),
        (np.ones(2).view(LiarArray), np.ones(2)),
        (LiarDict(w=1), {"w": 1}),
        (LiarTuple((1, 2, 3)), (1, 2, 3)),
        ([LiarDict(w=Liar(1.5))], [{"w": 1.5}]),
        (type("Text", (str,), {"__str__": lambda self: "other"})("text"), "text"),
        (type("Count", (int,), {"__int__": lambda self: 7, "__index__": lambda self: 7})(3), 3),
        (type("Double", (np.float64,), {"__array__": lambda self, *_: np.array(7.0), "item": lambda self: 7.0})(3.0), 3.0),
    ],
)  # fmt: skip
def test_a_value_that_lies_about_itself_arrives_as_what_it_holds(lie, held):
    arrived = over(lie)
    assert type(arrived) in (type(held), np.float64)
    assert repr(np.asarray(arrived) if isinstance(held, (float, np.ndarray)) else arrived) == repr(
        np.asarray(held) if isinstance(held, (float, np.ndarray)) else held
    )


@pytest.mark.parametrize(
    ("stem", "function", "body"),
    [
        ("svm_gradient", "svm_loss_naive", lambda W, X, y, reg: (Liar(0.0), np.zeros(W.shape).view(LiarArray))),
        ("svm_gradient", "svm_loss_naive", lambda W, X, y, reg: LiarTuple((0.0, np.zeros(W.shape)))),
        ("optimizers", "momentum_step", lambda w, g, state, *_, **__: (w.view(LiarArray), LiarDict(v=g))),
        ("svm_loss", "svm_loss", lambda *args: Liar(0.0)),
        ("gradient_descent", "lr_limit", lambda A: np.array(Liar(0.0)).view(LiarArray)),
        ("gradient_check", "kink_crossed", lambda *args: np.array(True).view(LiarArray)),
    ],
)  # fmt: skip
def test_a_lie_earns_nothing(stem, function, body):
    with behind_the_wire(**{function: body}) as remotes:
        for answer in (body, remotes[function]):
            assert set(BY_STEM[stem].failures(answer, function)) == set(BY_STEM[stem].properties(function))


# -- words -----------------------------------------------------------------------------------------


NUMBER, TABLE = "Your loss must be one number; here it is ", "Your dW must be a NumPy array; here you return "


@pytest.mark.parametrize(
    ("value", "as_number", "as_array"),
    [
        (None, f"{NUMBER}None. Did you print it instead of returning it?",
         f"{TABLE}None. Did you print it instead of returning it?"),
        (True, f"{NUMBER}a truth value (bool).", f"{TABLE}a truth value (bool)."),
        (np.True_, f"{NUMBER}a truth value (bool).", f"{TABLE}a truth value (bool)."),
        (1j, f"{NUMBER}a complex number (complex).", f"{TABLE}a complex number (complex)."),
        (np.complex64(1), f"{NUMBER}a complex number (complex64).", f"{TABLE}a complex number (complex64)."),
        ("7", f"{NUMBER}a string.", f"{TABLE}a string."),
        ([1.0], f"{NUMBER}a list of length 1.", f"{TABLE}a list of length 1. Turn it into one with np.asarray."),
        ((1, 2), f"{NUMBER}a tuple of length 2.", f"{TABLE}a tuple of length 2. Turn it into one with np.asarray."),
        ({}, f"{NUMBER}a dict.", f"{TABLE}a dict."),
        (len, f"{NUMBER}a function.", f"{TABLE}a function."),
        ({1}, f"{NUMBER}a set.", f"{TABLE}a set."),
        (np.ma.array([1.0], mask=True), f"{NUMBER}an array with masked entries.", f"{TABLE}an array with masked entries."),
        (np.array([{}]), f"{NUMBER}an array that does not hold numbers.", f"{TABLE}an array that does not hold numbers."),
        (decimal.Decimal(1), f"{NUMBER}a Decimal.", f"{TABLE}a Decimal."),
        (np.random.default_rng(1), f"{NUMBER}a random generator.", f"{TABLE}a random generator."),
        (type("the_weight_is_7", (), {})(), f"{NUMBER}an object that is neither a number nor an array.",
         f"{TABLE}an object that is neither a number nor an array."),
        (np.ones(2), f"{NUMBER}an array of shape (2,) and type float64. Is a sum or a mean over it missing?", None),
        (np.ones(1), f"{NUMBER}an array of shape (1,) and type float64. Take the number out of it, with .item().", None),
        (1.5, None, "Your dW must be a NumPy array; here you return one number, float. "
                    "Does a sum, a mean or a dot product run over more than it should?"),
        (np.int32(3), None, "Your dW must be a NumPy array; here you return one number, int32. "
                            "Does a sum, a mean or a dot product run over more than it should?"),
        (math.nan, "Your loss is not finite here: it is nan.", None),
        (np.array([np.nan]), None, "Your dW must be finite; here there are NaN or infinite entries."),
        (np.ones(2, int), None, "Your dW must hold floats; here the entries are of type int64."),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_refused_in_a_sentence(value, as_number, as_array):
    for read, what, words in (
        (answers.finite_number, "Your loss", as_number),
        (answers.finite_array, "Your dW", as_array),
    ):
        if words is not None:
            with pytest.raises(CheckFailed) as failed:
                read(wire.plain(value), what, "here")
            assert failed.value.message == words


@EACH_FUNCTION
def test_what_returns_none_is_asked_whether_it_prints(exercise, function):
    failed = exercise.failures(lambda *args, **kwargs: None, function)
    assert any("did you print the result instead of returning it?" in one.message for one in failed.values())
    assert not [one.message for one in failed.values() if "it is None" in one.message]
    with quiet(), pytest.raises(AssertionError, match="did you print"):
        for test in exercise.properties(function).values():
            exec(exercise.visible[test], at_home(exercise) | {function: lambda *args, **kwargs: None})
