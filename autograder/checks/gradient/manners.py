"""The tasks on good manners."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import (
    copies,
    finite_array,
    finite_number,
    hinted,
    holds,
    integers_hint,
    need_double,
    size_of,
    unchanged,
)
from autograder.checks.gradient.problems import draw_gradient, draw_quadratic, unit_of
from autograder.checks.gradient.values import IN_FLOAT64, need_change

_QUADRATIC, _SLOPE, _DIRECTION = ("A", "b", "x"), ("g", "u"), ("g", "norm")  # the arguments of the functions
_NORMS = ("l1", "l2", "linf")
_EXTREMES = (1e200, 1e-200)  # their squares are inf and 0 in float64


def _by_the_rules(function: Function, names: Sequence[str], args: Sequence[Any], where: str) -> Array:
    """The answer of a function that leaves its arguments alone, as an array of float64."""
    with unchanged(**dict(zip(names, args, strict=True))):
        result = call(function, *args, where=where)
    if names == _SLOPE:
        return np.array(finite_number(result, "Your slope", where))
    array = finite_array(result, "Your result", where, args[0].shape[:1])
    need_double(result, "Your result", where)
    return array


def _need_manners(
    function: Function, names: Sequence[str], whole: Sequence[Any], drawn: Sequence[Any], special: str = ""
) -> None:
    """Demand that a function gives the same answer when it is called again and when the arrays have other types.

    Args:
        function: the student's function.
        names: of its arguments.
        whole: arguments whose arrays hold whole numbers.
        drawn: arguments whose arrays hold numbers that float32 can hold as well.
        special: what the calls have in common, in words.
    """

    def dressed(args: Sequence[Any], dtype: Any = np.float64, writeable: bool = True) -> list[Any]:
        dressed = [arg.astype(dtype) if isinstance(arg, np.ndarray) else arg for arg in args]
        for arg in dressed:
            if isinstance(arg, np.ndarray):
                arg.flags.writeable = writeable
        return dressed

    first = {
        id(args): _by_the_rules(function, names, dressed(args), f"with floats{special}") for args in (whole, drawn)
    }
    for where, args, other, hint in (
        ("when it is called again, after other inputs", whole, dressed(whole), "Nothing may be kept between calls."),
        ("with integers", whole, dressed(whole, np.int64), ""),
        ("with read-only inputs", whole, dressed(whole, writeable=False), "Write into arrays of your own."),
        ("with float32", drawn, dressed(drawn, np.float32), IN_FLOAT64),
    ):
        _need_same(function, names, other, first[id(args)], where + special, hint)


def _need_same(
    function: Function, names: Sequence[str], args: Sequence[Any], expected: Array, where: str, hint: str
) -> None:
    with hinted(hint):
        answer = _by_the_rules(function, names, args, where)
    errors = np.abs(answer - expected) / max(1.0, np.abs(expected).max())
    if not holds(errors):
        hint = hint or integers_hint(answer, expected)
        raise CheckFailed(f"Your function gives another answer {where} {size_of(errors.max())}. {hint}")


def _need_value_error(function: Function, args: Sequence[Any], where: str) -> None:
    raised = error_of(function, *copies(args), where=where)
    if raised != "ValueError":
        found = f"raises {raised}" if raised else "raises nothing"
        raise CheckFailed(f"Your function {found} {where}; the docstring promises a ValueError.")


def _need_extremes(function: Function, names: Sequence[str], args: list[Any], position: int) -> None:
    """Demand the same answer for an argument that is very long or very short, if moderate lengths do not matter.

    If they do, another task says so.
    """

    def scaled(factor: float) -> list[Any]:
        return [factor * arg if k == position else arg for k, arg in enumerate(copies(args))]

    name, special = names[position], f', for "{args[1]}"' if names == _DIRECTION else ""
    expected = _by_the_rules(function, names, scaled(1), f"with floats{special}")
    larger = _by_the_rules(function, names, scaled(4), f"with floats{special}")
    if not holds(np.abs(larger - expected) / max(1.0, np.abs(expected).max())):
        return
    for factor in _EXTREMES:
        where = f"where the entries of {name} are about {factor:.0e}{special}"
        hint = f"Squares of such numbers are inf or 0: divide {name} by its largest entry before you take its length."
        _need_same(function, names, scaled(factor), expected, where, hint)


def _whole(rng: Generator, *shape: int) -> Array:
    """Whole numbers, none of them zero and no two of the same size."""
    sizes = rng.permutation(np.arange(2.0, 2 + math.prod(shape))).reshape(shape)
    return np.asarray(sizes * rng.choice([-1.0, 1.0], shape))


def _single(rng: Generator, *shape: int) -> Array:
    """Numbers that float32 can hold, but not what is computed from them."""
    return np.asarray(rng.standard_normal(shape).astype(np.float32).astype(np.float64))


def check_quadratic_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `quadratic_grad`."""
    args = draw_quadratic(rng, 4, symmetric=True).args
    for position, name in ((0, "A"), (2, "x")):
        need_change(function, args, position, name, "Your gradient")
    while True:
        A, b, x = whole = [_whole(rng, *shape) for shape in ((3, 3), (3,), (3,))]
        if np.any((A + A.T) @ x % 2):  # the gradient is not whole
            break
    drawn = [_single(rng, *shape) for shape in (A.shape, b.shape, x.shape)]
    _need_manners(function, _QUADRATIC, whole, drawn)


def check_slope_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `directional_derivative`, the zero vector, and very long and short ones."""
    need_change(function, (rng.standard_normal(4), unit_of(rng.standard_normal(4))), 0, "g", "Your slope")
    _need_manners(function, _SLOPE, [_whole(rng, 4), _whole(rng, 4)], [_single(rng, 4), _single(rng, 4)])
    for zero in (np.zeros(3), np.zeros(1), np.zeros(4, np.int64)):
        _need_value_error(function, (_whole(rng, len(zero)), zero), f"for the zero vector u, with D={len(zero)}")
    _need_extremes(function, _SLOPE, [draw_gradient(rng, 4), draw_gradient(rng, 4)], 1)


def check_direction_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `steepest_direction`, the zero gradient, and an unknown norm."""
    g = draw_gradient(rng, 4)
    answers = [[_by_the_rules(function, _DIRECTION, [h, norm], f'for "{norm}"') for h in (g, -g)] for norm in _NORMS]
    if all(np.array_equal(*pair) for pair in answers):
        raise CheckFailed("Your directions are the same for g and -g, so this mark cannot be given yet.")
    for norm in _NORMS:
        special = f', for "{norm}"'
        _need_manners(function, _DIRECTION, [_whole(rng, 4), norm], [_single(rng, 4), norm], special)
        for zero in (np.zeros(3), np.zeros(1), np.zeros(4, np.int64)):
            where = f'for "{norm}" and the zero gradient, with D={len(zero)}'
            if _by_the_rules(function, _DIRECTION, [zero, norm], where).any():
                raise CheckFailed(f"Your function returns a direction {where}; the docstring promises zeros.")
        _need_extremes(function, _DIRECTION, [draw_gradient(rng, 4), norm], 0)
    for norm in ("l3", "l", "max"):
        _need_value_error(function, (draw_gradient(rng, 3), norm), f'for the norm "{norm}"')
