"""What crosses the wall between the grader and a submission, and nothing else: JSON, and the bytes of arrays behind it.

Both sides use this one file. The grader imports it; the program behind the wall gets its source text, so it may use the
standard library and NumPy only. On the far side nothing here protects anything: a submission can rewrite it at will.
On our side `decode` believes nothing that it reads.
"""

from __future__ import annotations

import inspect
import itertools
import json
import math
import os
import socket
import struct
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from typing import Any, Literal

import numpy as np

MAX_FRAME = 4 * 2**20  # bytes of one message
MAX_DEPTH = 100  # of lists, tuples and dicts in each other; an optimizer may chain the state of every step
MAX_ITEMS = 100_000  # of one list, tuple or dict
MAX_INT = 2**1023  # every smaller integer has a float
MAX_COLLISIONS = 100  # keys of one dict whose hash another key has: each costs a comparison with all of these
_GENERATIONS = 14  # of random generators, each spawned by the one before, that cross with their ancestry
_SIZES = {"|b1": 1, "|i1": 1, "|u1": 1, "<f2": 2, "<f4": 4, "<f8": 8, "<c8": 8, "<c16": 16} | {
    f"<{kind}{size}": size for kind in "iu" for size in (2, 4, 8)
}
_DTYPES = {np.dtype(name): name for name in _SIZES}  # those of this machine; others are brought to its order of bytes
_NAMED = {name: np.dtype(name) for name in _SIZES}
# Where modules come from that nobody wrote in a notebook.
_INSTALLED = (
    "frozen",  # some of Python's own
    "built-in",
    *{sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    os.path.dirname(np.__path__[0]) + os.sep,  # of a Linux distribution, a folder that has no name above
)
_OURS = __name__.rpartition(".")[0] + "."  # the modules on either side of the wall
_LOOPS = {inspect.unwrap(function).__code__ for function in (np.apply_along_axis, np.ma.apply_along_axis)}
_BASES = (str, int, float, complex, list, tuple, dict)


class WireError(Exception):
    """A message that is not what this protocol allows."""


class Foreign:
    """Stands for a value that may not cross, such as an instance of a submission's own class.

    Attributes:
        type_name: what the other side calls the type; untrusted text.
    """

    def __init__(self, type_name: str):
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"<an object of type {self.type_name}>"


class Lent(list[Callable[..., Any]]):
    """The functions of one side that the other may call, each by its number."""

    def lend(self, function: Callable[..., Any]) -> int:
        """Keep one more function and return its number."""
        self.append(function)
        return len(self) - 1


def encode(value: Any, depth: int = 0, lend: Callable[[Callable[..., Any]], int] | None = None) -> Any:
    """Turn a value into JSON types and the bytes of arrays; what may not cross becomes the name of its type.

    Arrays keep dtype, shape, memory order and the writeable flag; NumPy scalars keep their dtype; extended precision
    becomes double, and an array of words lists of text. Iterators cross as lists. A NumPy random generator crosses with
    its state.

    A value of a subclass crosses as its base: a named tuple as a tuple, a `defaultdict` as a dict, `np.matrix` as an
    array. Its own methods have no say in that: what crosses is what the base holds. So does a masked array, unless
    an entry is masked.

    Args:
        value: the value.
        depth: how many lists, tuples and dicts it lies in.
        lend: keeps a function here and gives the number by which the other side may call it; without it, functions
            do not cross. A value of a subclass that can be called is a function first.
    """
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is np.ndarray:  # first the usual ones: a submission is called some hundred times
        return _encode_array(value, kind)
    if kind is float and math.isfinite(value):
        return value
    if kind is int and -MAX_INT < value < MAX_INT:
        return value
    if (kind is tuple or kind is list or kind is dict) and depth < MAX_DEPTH:
        return _encode_items(value, kind, depth, lend)
    if lend is not None and callable(value):
        return {"t": "function", "v": lend(value)}
    if issubclass(kind, np.generic) and not issubclass(kind, np.str_):
        return _encode_array(np.generic.__array__(value), kind, scalar=True)
    if issubclass(kind, np.ndarray):
        masked = issubclass(kind, np.ma.MaskedArray) and np.any(np.ma.getmask(value))
        return _foreign("MaskedArray") if masked else _encode_array(np.ndarray.view(value, np.ndarray), kind)
    base = next((base for base in _BASES if issubclass(kind, base)), None)
    if base is str:
        return str.__str__(value)
    if base is int:
        whole = int.__int__(value)
        return whole if abs(whole) < MAX_INT else _foreign("int")
    if base is float:
        number = float.__float__(value)
        return number if math.isfinite(number) else {"t": "float", "v": repr(number)}
    if base is complex:
        both = complex.__complex__(value)
        return {"t": "complex", "v": [encode(both.real), encode(both.imag)]}
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        return {"t": "generator", "v": [str(part) for part in _parts_of(value.bit_generator)]}
    if depth < MAX_DEPTH:
        if base is None and isinstance(value, Iterator):
            value, base = list(itertools.islice(value, MAX_ITEMS + 1)), list
        if base is not None:
            return _encode_items(value, base, depth, lend)
    return _foreign(kind.__name__)


def _parts_of(bits: Any) -> list[int]:
    """Where a generator is in its sequence, how many children it has spawned, and what theirs depend on besides."""
    state, seed = bits.state, bits.seed_seq
    here = [*state["state"].values(), state["has_uint32"], state["uinteger"]]
    if type(seed) is not np.random.SeedSequence or type(seed.entropy) is not int or seed.entropy >= 2**128:
        return here
    if len(seed.spawn_key) > _GENERATIONS or max(seed.spawn_key, default=0) >= 2**32:
        return here
    return [*here, seed.n_children_spawned, seed.entropy, *seed.spawn_key]


def _foreign(type_name: str) -> dict[str, str]:
    return {"t": "foreign", "v": str(type_name)[:100]}


def _encode_array(array: np.ndarray, kind: type, scalar: bool = False) -> Any:
    """An array of the base class; or a NumPy scalar, as an array without dimensions. Words become lists of text."""
    dtype = _DTYPES.get(array.dtype)
    if dtype is None:
        if array.dtype in (np.longdouble, np.clongdouble):
            array = array.astype(np.float64 if array.dtype == np.longdouble else np.complex128)
        if array.dtype.kind in "UT":  # words, such as the letters of an answer
            return encode(array.tolist())
        dtype = array.dtype.newbyteorder("<").str
        if dtype not in _SIZES:
            return _foreign(kind.__name__ if scalar else "ndarray")
        array = array.astype(dtype, copy=False)
    flags = array.flags
    order: Literal["C", "F"] = "F" if flags.fnc else "C"
    data = array.tobytes(order)
    if scalar:
        return {"t": "scalar", "d": dtype, "v": data}
    return {"t": "array", "d": dtype, "s": list(array.shape), "o": order, "w": flags.writeable, "v": data}


def _encode_items(
    value: Any, base: Any, depth: int, lend: Callable[[Callable[..., Any]], int] | None
) -> dict[str, Any]:
    """A list, a tuple or a dict; of a dict whose keys are not all text, or which looks like one of ours, the pairs."""
    if base is not dict:
        return {"t": base.__name__, "v": [encode(item, depth + 1, lend) for item in base.__iter__(value)]}
    items = [(encode(key, depth + 1), encode(item, depth + 1, lend)) for key, item in dict.items(value)]
    for key, _ in items:
        if type(key) is not str or key == "t":
            return {"t": "pairs", "v": [list(item) for item in items]}
    return {"t": "dict", "v": dict(items)}


def decode(message: Any, depth: int = 0, borrow: Callable[[int], Any] | None = None) -> Any:
    """Turn JSON types and bytes back into the value.

    Args:
        message: what the other side sent, as `parsed` gives it.
        depth: how many lists, tuples and dicts it lies in.
        borrow: makes a stand-in for the function with this number on the other side; without it, functions do not
            cross.

    Raises:
        WireError: if the message is not what `encode` makes: too deep, too long, an unknown type, or bytes that do
            not fit their dtype and shape.
    """
    if message is None or type(message) in (bool, str, float) or (type(message) is int and abs(message) < MAX_INT):
        return message
    if type(message) is not dict or depth > MAX_DEPTH:
        raise WireError("a value of a kind that may not cross")
    kind, value = message.get("t"), message.get("v")
    if kind == "array":
        return _decode_array(message)
    if kind == "float" and value in ("nan", "inf", "-inf"):
        return float(value)
    if kind == "complex" and type(value) is list and len(value) == 2:
        parts = [decode(part, depth + 1) for part in value]
        if all(type(part) is float for part in parts):
            return complex(*parts)
    if kind == "scalar":
        return _decode_array({**message, "s": [], "o": "C"})[()]
    if kind == "generator" and type(value) is list:
        return _decode_generator(value)
    if kind in ("list", "tuple") and type(value) is list and len(value) <= MAX_ITEMS:
        items = [decode(item, depth + 1, borrow) for item in value]
        return tuple(items) if kind == "tuple" else items
    if kind == "dict" and type(value) is dict and len(value) <= MAX_ITEMS:
        return {key: decode(item, depth + 1, borrow) for key, item in value.items()}
    if kind == "pairs" and type(value) is list and len(value) <= MAX_ITEMS:
        pairs = [_decode_pair(pair, depth, borrow) for pair in value]
        if len(pairs) - len({hash(key) for key, _ in pairs}) > MAX_COLLISIONS:
            raise WireError("a dict whose keys are too much alike")
        return dict(pairs)
    if kind == "function" and type(value) is int and borrow is not None:
        return borrow(value)
    if kind == "foreign" and type(value) is str:
        return Foreign(value[:100])
    raise WireError("a value of a kind that may not cross")


def plain(value: Any) -> Any:
    """The value as it would arrive on the other side, functions as they are.

    Raises:
        WireError: if it could not arrive.
    """
    lent = Lent()
    return decode(encode(value, lend=lent.lend), borrow=lent.__getitem__)


def _decode_pair(pair: Any, depth: int, borrow: Callable[[int], Any] | None) -> tuple[Any, Any]:
    if type(pair) is not list or len(pair) != 2:
        raise WireError("a dict of a kind that may not cross")
    key = decode(pair[0], depth + 1)
    if not _is_key(key):
        raise WireError("a dict with a key of a kind that may not cross")
    return key, decode(pair[1], depth + 1, borrow)


def _is_key(value: Any) -> bool:
    """Whether a value that was decoded can be the key of a dict, where it keeps still and compares as it should."""
    if type(value) is tuple:
        return all(map(_is_key, value))
    return value is None or isinstance(value, (bool, int, float, complex, str, np.generic, Foreign))


def _decode_array(message: dict[str, Any]) -> np.ndarray:
    dtype, shape, order, data = message.get("d"), message.get("s"), message.get("o"), message.get("v")
    if type(dtype) is not str or type(data) is not bytes or type(shape) is not list:
        raise WireError("an array of a kind that may not cross")
    if dtype not in _SIZES or order not in ("C", "F"):
        raise WireError("an array of a kind that may not cross")
    if len(shape) > 8:
        raise WireError("an array of a shape that may not cross")
    for n in shape:
        if type(n) is not int or not 0 <= n <= MAX_FRAME:
            raise WireError("an array of a shape that may not cross")
    if len(data) != math.prod(shape) * _SIZES[dtype]:
        raise WireError("an array whose bytes do not fit its shape")
    try:
        array = np.ndarray(shape, _NAMED[dtype], data, order=order).copy(order="K")
    except ValueError as error:  # no bytes, but of a shape that would be too large with one number more
        raise WireError("an array of a shape that may not cross") from error
    if message.get("w") is False:
        array.flags.writeable = False
    return array


def _decode_generator(parts: list[Any]) -> np.random.Generator:
    if not (len(parts) == 4 or 6 <= len(parts) <= 6 + _GENERATIONS) or not all(
        type(part) is str and part.isascii() and part.isdigit() for part in parts
    ):
        raise WireError("a random generator in a state that may not cross")
    numbers = [int(part[:40]) for part in parts]
    state, inc, has_uint32, uinteger = numbers[:4]
    children, entropy, *key = numbers[4:] or [0, 0]
    if max(state, inc, entropy) >= 2**128 or has_uint32 > 1 or max(uinteger, children, *key, 0) >= 2**32:
        raise WireError("a random generator in a state that may not cross")
    bits = np.random.PCG64(np.random.SeedSequence(entropy, spawn_key=key, n_children_spawned=children))
    bits.state = {"bit_generator": "PCG64", "state": {"state": state, "inc": inc},
                  "has_uint32": has_uint32, "uinteger": uinteger}  # fmt: skip
    return np.random.Generator(bits)


class _Packer(json.JSONEncoder):
    """Writes JSON in which bytes are kept apart, and their number stands in their place."""

    def __init__(self) -> None:
        super().__init__(check_circular=False)  # what `encode` makes cannot hold itself
        self.behind: list[bytes] = []

    def default(self, o: Any) -> Any:
        """Keep bytes apart."""
        if type(o) is not bytes:
            return super().default(o)
        self.behind.append(o)
        return len(o)


class _Unpacker:
    """Puts bytes back in their place. Each is used once, so that a small message cannot make much of them."""

    def __init__(self, behind: bytes):
        self._behind = behind
        self._start = 0

    def fill(self, item: dict[str, Any]) -> dict[str, Any]:
        """Put the next bytes into an array, if there are as many as it wants."""
        if item.get("t") in ("array", "scalar"):
            number = item.get("v")
            if type(number) is int and 0 <= number <= len(self._behind) - self._start:
                item["v"] = self._behind[self._start : self._start + number]
                self._start += number
        return item


def packed(message: Any) -> bytes:
    """One message as it is sent: its length as four bytes, then JSON, then, of arrays, a zero byte and their bytes."""
    packer = _Packer()
    parts = [packer.encode(message).encode()]
    if packer.behind:
        parts += [b"\0", *packer.behind]
    return b"".join((struct.pack(">I", sum(map(len, parts))), *parts))


def parsed(data: bytes) -> Any:
    """A message as it came, without its length.

    Raises:
        ValueError: if it is no JSON.
        RecursionError: if it is too deep.
    """
    text, zero, behind = data.partition(b"\0")  # JSON has none: it writes a zero in a text otherwise
    if not zero:
        return json.loads(text.decode())
    return json.loads(text.decode(), object_hook=_Unpacker(behind).fill)


def send(connection: socket.socket, message: Any) -> None:
    """Send one message."""
    connection.sendall(packed(message))


def receive(connection: socket.socket) -> Any:
    """Wait for one message; None when the other side has hung up."""
    header = _exactly(connection, 4)
    body = header and _exactly(connection, struct.unpack(">I", header)[0])
    return parsed(body) if body else None


def _exactly(connection: socket.socket, size: int) -> bytes:
    part = connection.recv(min(size, 2**20))
    if len(part) == size:  # as almost always
        return part
    data = bytearray()
    while part:
        data += part
        if len(data) == size:
            return bytes(data)
        part = connection.recv(min(size - len(data), 2**20))
    return b""


def count_lines(function: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[int, Any]:
    """Call a function and count the lines of the student's Python that ran meanwhile, in all frames and threads.

    A loop over the examples adds lines with every example; an array expression does not, however long the array.
    No clock is involved, so the count is the same on every machine.

    Lines of Python itself, of installed packages and of the wall are none of the student's. Whatever else runs is:
    cells, functions that NumPy calls back, text that was handed to `exec`, a module that a cell wrote. So is the loop
    of a function of NumPy that is nothing but a loop, where the student calls it.

    Returns:
        The count, and what the function returned.

    Raises:
        RuntimeError: if the function replaced the tracer, so that the count means nothing.
    """
    count = 0

    def in_a_frame(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return in_a_frame

    def tracer(frame: Any, event: str, arg: Any) -> Any:
        scope = frame.f_globals
        if frame.f_code in _LOOPS and frame.f_back is not None:
            scope = frame.f_back.f_globals
        return None if _is_installed(scope) else in_a_frame

    before = sys.gettrace()
    threading.settrace(tracer)
    sys.settrace(tracer)
    try:
        value = function(*args, **kwargs)
        intact = sys.gettrace() is tracer
    finally:
        sys.settrace(before)
        threading.settrace(before)
    if not intact:
        raise RuntimeError("the function replaced the tracer that counts its lines")
    return count, value


def _is_installed(scope: dict[str, Any]) -> bool:
    """Whether code that runs in a namespace is of a module of ours, or of one that is installed with Python.

    The name of its file would prove nothing: text that is compiled in a cell may bear any.
    """
    name = str(scope.get("__name__"))
    module = sys.modules.get(name)
    if module is sys.modules.get("__main__") or getattr(module, "__dict__", None) is not scope:
        return False
    if name.startswith(_OURS):
        return True
    origin = getattr(scope.get("__spec__"), "origin", None)
    return type(origin) is str and origin.startswith(_INSTALLED)
