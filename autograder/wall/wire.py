"""What crosses the wall between the grader and a submission, and nothing else: JSON.

Both sides use this one file. The grader imports it; the sandboxed kernel gets its source text, so it may use the
standard library and NumPy only. On the far side nothing here protects anything: a submission can rewrite it at will.
On our side `decode` believes nothing that it reads.
"""

from __future__ import annotations

import base64
import itertools
import json
import math
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

MAX_FRAME = 4 * 2**20  # bytes of one message
MAX_DEPTH = 8  # of lists, tuples and dicts in each other
MAX_ITEMS = 100_000  # of one list, tuple or dict
_DTYPES = {"|b1", "|i1", "|u1", "<f2", "<c8"} | {f"<{k}{n}" for k in "iu" for n in (2, 4, 8)} | {"<f4", "<f8", "<c16"}


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
    """Turn a value into JSON types; what may not cross becomes the name of its type.

    Arrays keep dtype, shape, memory order and the writeable flag. NumPy scalars become Python numbers, extended
    precision becomes float64. Iterators cross as lists. A NumPy random generator crosses with its state. Subclasses
    (of `ndarray`, `float`, `list`, ...) do not cross.

    Args:
        value: the value.
        depth: how many lists, tuples and dicts it lies in.
        lend: keeps a function here and gives the number by which the other side may call it; without it, functions
            do not cross.
    """
    kind = type(value)
    if isinstance(value, np.generic) and not isinstance(value, np.void):
        value = value.item() if value.dtype != np.longdouble else float(value)
        kind = type(value)
    if value is None or kind in (bool, int, str):
        return value if kind is not int or -(2**63) <= value < 2**64 else {"t": "foreign", "v": "int"}
    if kind is float:
        return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
    if kind is complex:
        return {"t": "complex", "v": [encode(value.real), encode(value.imag)]}
    if kind is np.ndarray:
        if value.dtype in (np.longdouble, np.clongdouble):
            value = value.astype(np.float64 if value.dtype == np.longdouble else np.complex128)
        dtype = value.dtype.newbyteorder("<").str
        if dtype in _DTYPES:
            order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
            raw = value.astype(dtype, copy=False).tobytes(order)
            data = base64.b64encode(raw).decode("ascii")
            return {"t": "array", "d": dtype, "s": list(value.shape), "o": order,
                    "w": bool(value.flags.writeable), "v": data}  # fmt: skip
    if kind is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
        state = value.bit_generator.state
        parts = [*state["state"].values(), state["has_uint32"], state["uinteger"]]
        return {"t": "generator", "v": [str(part) for part in parts]}
    if depth < MAX_DEPTH and isinstance(value, Iterator):
        value, kind = list(itertools.islice(value, MAX_ITEMS + 1)), list
    if depth < MAX_DEPTH and kind in (list, tuple):
        return {"t": kind.__name__, "v": [encode(item, depth + 1, lend) for item in value]}
    if depth < MAX_DEPTH and kind is dict and all(type(key) is str for key in value):
        return {"t": "dict", "v": {key: encode(item, depth + 1, lend) for key, item in value.items()}}
    if lend is not None and callable(value) and not isinstance(value, type):
        return {"t": "function", "v": lend(value)}
    return {"t": "foreign", "v": str(kind.__name__)[:100]}


def decode(message: Any, depth: int = 0, borrow: Callable[[int], Any] | None = None) -> Any:
    """Turn JSON types back into the value.

    Args:
        message: what the other side sent.
        depth: how many lists, tuples and dicts it lies in.
        borrow: makes a stand-in for the function with this number on the other side; without it, functions do not
            cross.

    Raises:
        WireError: if the message is not what `encode` makes: too deep, too long, an unknown type, or bytes that do
            not fit their dtype and shape.
    """
    if message is None or type(message) in (bool, int, str, float):
        return message
    if type(message) is not dict or depth > MAX_DEPTH:
        raise WireError("a value of a kind that may not cross")
    kind, value = message.get("t"), message.get("v")
    if kind == "float" and value in ("nan", "inf", "-inf"):
        return float(value)
    if kind == "complex" and type(value) is list and len(value) == 2:
        parts = [decode(part, depth + 1) for part in value]
        if all(type(part) is float for part in parts):
            return complex(*parts)
    if kind == "array":
        return _decode_array(message)
    if kind == "generator" and type(value) is list:
        return _decode_generator(value)
    if kind in ("list", "tuple") and type(value) is list and len(value) <= MAX_ITEMS:
        items = [decode(item, depth + 1, borrow) for item in value]
        return tuple(items) if kind == "tuple" else items
    if kind == "dict" and type(value) is dict and len(value) <= MAX_ITEMS:
        return {key: decode(item, depth + 1, borrow) for key, item in value.items()}
    if kind == "function" and type(value) is int and borrow is not None:
        return borrow(value)
    if kind == "foreign" and type(value) is str:
        return Foreign(value[:100])
    raise WireError("a value of a kind that may not cross")


def _decode_array(message: dict[str, Any]) -> np.ndarray:
    dtype, shape, order, data = (message.get(key) for key in ("d", "s", "o", "v"))
    if not type(dtype) is type(data) is str or type(shape) is not list:
        raise WireError("an array of a kind that may not cross")
    if dtype not in _DTYPES or order not in ("C", "F"):
        raise WireError("an array of a kind that may not cross")
    if len(shape) > 8 or not all(type(n) is int and 0 <= n <= MAX_FRAME for n in shape):
        raise WireError("an array of a shape that may not cross")
    try:
        raw = base64.b64decode(data, validate=True)
    except ValueError as error:
        raise WireError("an array whose bytes are not base64") from error
    if len(raw) != math.prod(shape) * np.dtype(dtype).itemsize:
        raise WireError("an array whose bytes do not fit its shape")
    try:
        array = np.frombuffer(raw, dtype=dtype).reshape(shape, order=order).copy(order="K")
    except ValueError as error:  # no bytes, but of a shape that would be too large with one number more
        raise WireError("an array of a shape that may not cross") from error
    array.flags.writeable = message.get("w") is not False
    return array


def _decode_generator(parts: list[Any]) -> np.random.Generator:
    if len(parts) != 4 or not all(type(part) is str and part.isascii() and part.isdigit() for part in parts):
        raise WireError("a random generator in a state that may not cross")
    state, inc, has_uint32, uinteger = (int(part[:40]) for part in parts)
    if max(state, inc) >= 2**128 or has_uint32 > 1 or uinteger >= 2**32:
        raise WireError("a random generator in a state that may not cross")
    bits = np.random.PCG64(0)
    bits.state = {"bit_generator": "PCG64", "state": {"state": state, "inc": inc},
                  "has_uint32": has_uint32, "uinteger": uinteger}  # fmt: skip
    return np.random.Generator(bits)


def send(connection: socket.socket, message: Any) -> None:
    """Send one message: its length as four bytes, then JSON."""
    data = json.dumps(message).encode()
    connection.sendall(struct.pack(">I", len(data)) + data)


def receive(connection: socket.socket) -> Any:
    """Wait for one message; None when the other side has hung up."""
    header = _exactly(connection, 4)
    body = header and _exactly(connection, struct.unpack(">I", header)[0])
    return json.loads(body) if body else None


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = connection.recv(min(size - len(data), 2**20))
        if not part:
            return b""
        data += part
    return bytes(data)


def count_lines(function: Callable[..., Any], *args: Any) -> tuple[int, Any]:
    """Call a function and count the lines of Python that ran meanwhile, in all frames and threads.

    A loop over the examples adds lines with every example; an array expression does not, however long the array.
    No clock is involved, so the count is the same on every machine.

    Returns:
        The count, and what the function returned.

    Raises:
        RuntimeError: if the function replaced the tracer, so that the count means nothing.
    """
    count = 0

    def tracer(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    threading.settrace(tracer)
    sys.settrace(tracer)
    try:
        value = function(*args)
        intact = sys.gettrace() is tracer
    finally:
        sys.settrace(before)
        threading.settrace(before)
    if not intact:
        raise RuntimeError("the function replaced the tracer that counts its lines")
    return count, value
