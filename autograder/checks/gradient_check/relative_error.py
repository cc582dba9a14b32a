"""The tasks of `relative_error`."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import failure, finite_array, holds, kind_of, listed, size_of
from autograder.misconceptions import Observation

_failed = partial(failure, "gradient_check")


def _relative(a: Array, b: Array, floor: float = 1e-12) -> Array:
    """The relative errors, entry by entry in Python's numbers."""
    errors = [
        abs(p - q) / max(abs(p), abs(q), floor) for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    ]
    return np.array(errors, float).reshape(a.shape)


def check_relative_value(function: Function, rng: Generator) -> None:
    """Judge the values of `relative_error`."""
    shapes: tuple[tuple[int, ...], ...] = ((5,), (3, 4), (4, 1), (2, 3, 2), (1, 6))
    pairs: list[tuple[Array, Array]] = []
    for k, shape in enumerate(shapes):
        a = rng.uniform(0.2, 3, shape) * rng.choice([-1, 1], shape) * 10.0 ** rng.integers(1, 4, shape)
        b = a * rng.uniform(0.3, 2.5, shape) * (1 if k == 0 else rng.choice([-1, 1], shape, p=[0.25, 0.75]))
        pairs.append((a, b))
    pairs.append((rng.integers(1, 9, (2, 3)), -rng.integers(1, 9, (2, 3))))
    observations, off = [], None
    for a, b in pairs:
        where = f"with arrays of shape {a.shape}" + (" of integers" if a.dtype.kind == "i" else "")
        value = call(function, a.copy(), b.copy(), where=where)
        right = _relative(a, b)
        if (type(value) is np.ndarray and value.dtype.kind == "f") or isinstance(value, (float, np.floating)):
            observations.append(Observation((a, b), value, right))
        if type(value) is np.ndarray and value.shape == right.shape:
            errors = finite_array(value, "Your relative error", where)
            wrong = np.abs(errors - right).max()
            off = off or (
                None if holds(wrong) else f"Your relative error is off {where} {size_of(wrong / right.max())}."
            )
        else:
            off = off or f"Your relative error must be an array of shape {a.shape} {where}; it is {kind_of(value)}."
    if off:
        raise _failed(
            "relative_error", off, observations, "Divide |a - b| by the larger of |a| and |b|, entry by entry."
        )


def check_relative_edges(function: Function, rng: Generator) -> None:
    """Judge zeros, the floor, NaN and shapes that differ."""
    a, floor = rng.uniform(1, 2, (2, 3)), rng.uniform(0.01, 0.1)
    b = a * rng.uniform(1.1, 1.5, (2, 3))
    a[0, 1] = b[0, 1] = 0
    a[1, 0] = 0
    where = "with zeros among the entries"
    # Whose formula is off has lost the marks of the value; what is left are the zeros, NaN and the shapes.
    plain, three = np.array([3.0, -4.0, 2.0]), np.array([4.0, -3.0, -2.0])
    own = _numbers(call(function, plain, three, where="with three numbers"), "with three numbers")
    right = own.shape == (3,) and holds(np.abs(own - _relative(plain, three)))
    if not right:
        _check_awkward(function, a, b)
        return
    value = listed(call(function, a.copy(), b.copy(), where=where))
    errors = finite_array(value, "Your relative error", where, a.shape)
    if not holds(np.abs(errors - _relative(a, b))[1, :]) or not holds(np.abs(errors - _relative(a, b))[0, [0, 2]]):
        raise CheckFailed(f"Your relative error is off {where}; 0 against anything else has the error 1.")
    if errors[0, 1] != 0:
        raise CheckFailed("0 against 0 must have the error 0; the floor keeps the denominator away from 0.")
    small = rng.uniform(-1, 1, (2, 4)) * floor / 4
    other = rng.uniform(-1, 1, (2, 4)) * floor / 4
    for key, options in (("a floor of your caller's", {"floor": floor}), ("entries below the floor", {})):
        p, q = (small, other) if options else (small * 1e-12 / floor, other * 1e-12 / floor)
        where = f"with {key}"
        value = listed(call(function, p.copy(), q.copy(), where=where, **options))
        errors = finite_array(value, "Your relative error", where, p.shape)
        if not holds(np.abs(errors - _relative(p, q, floor if options else 1e-12))):
            raise CheckFailed(f"Your relative error is off {where}: the denominator is max(|a|, |b|, floor).")
    a = rng.uniform(1, 2, (2, 3))
    b = a * rng.uniform(1.1, 1.5, (2, 3))
    a[1, 2] = b[0, 0] = np.nan
    value = listed(call(function, a.copy(), b.copy(), where="with NaN among the entries"))
    if type(value) is not np.ndarray or value.shape != a.shape or value.dtype.kind != "f":
        raise CheckFailed(f"With NaN among the entries your relative error must be an array; it is {kind_of(value)}.")
    known = ~np.isnan(a + b)
    if not np.isnan(value[~known]).all():
        raise CheckFailed("An entry that is NaN in a or b must have the error NaN; yours hides it.")
    if not holds(np.abs(value - _relative(a, b))[known]):
        raise CheckFailed("Where one entry is NaN, the errors of the others must stay as they are.")
    _check_shapes(function, rng)


def _numbers(value: Any, where: str) -> Array:
    """The answer as an array, of a list of numbers too; NaN may be among them."""
    value = listed(value)
    if type(value) is not np.ndarray or value.dtype.kind != "f":
        raise CheckFailed(f"Your relative error must be a NumPy array; {where} it is {kind_of(value)}.")
    return value


def _check_awkward(function: Function, a: Array, b: Array) -> None:
    """Judge zeros and NaN in a function whose formula is another one, which has lost the marks for that."""
    a, b = a.ravel(), b.ravel()
    where = "with zeros among the entries"
    errors = _numbers(call(function, a.copy(), b.copy(), where=where), where)
    if errors.shape != a.shape or not np.isfinite(errors).all():
        raise CheckFailed(f"Your relative errors must be finite, one for each entry; {where} they are not.")
    zeros = (a == 0) & (b == 0)
    if errors[zeros].any() or not errors[~zeros].all():
        raise CheckFailed("0 against 0 must have the error 0, and 0 against anything else another one.")
    where, spoilt = "with NaN among the entries", a.copy()
    spoilt[-1] = np.nan
    again = _numbers(call(function, spoilt, b.copy(), where=where), where)
    if again.shape != a.shape or not np.isnan(again[-1]) or not np.array_equal(again[:-1], errors[:-1]):
        raise CheckFailed("An entry that is NaN must have the error NaN, and leave the errors of the others alone.")
    _check_shapes(function, np.random.default_rng(len(a)))


def _check_shapes(function: Function, rng: Generator) -> None:
    for one, second in (((1, 3), (2, 3)), ((3,), (2, 3)), ((2, 3), (3, 2)), ((4,), (4, 1)), ((1,), (5,))):
        name = error_of(function, rng.uniform(1, 2, one), rng.uniform(1, 2, second), where="with arrays of two shapes")
        if name != "ValueError":
            raised = "returns something" if name is None else f"raises {name}"
            raise CheckFailed(f"For shapes {one} and {second} your function {raised}; it must raise ValueError.")
