"""The hidden suite of `gradient`: the gradient of a quadratic, the slope along a direction, the steepest direction.

Values are compared with oracles of our own on problems without rounding trouble, so the tolerance is tight. Where
several directions are steepest, any of them is right: judged are its length and its rise, not its entries.

Each task judges one property, so that one mistake costs its own marks only. The tasks on symmetric matrices and on
unit vectors call the function on other problems as well, but only to tell the known mistakes apart. The contract
tasks compare a function with itself in other clothes, so that what it computes wrong costs nothing there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, error_of
from autograder.checks.answers import (
    answers_to,
    copies,
    failure,
    finite_array,
    finite_number,
    hinted,
    holds,
    need_double,
    size_of,
    unchanged,
)
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

_QUADRATIC, _SLOPE, _DIRECTION = ("A", "b", "x"), ("g", "u"), ("g", "norm")  # the arguments of the functions
_NORMS = ("l1", "l2", "linf")
_EXTREMES = (1e200, 1e-200)  # their squares are inf and 0 in float64
_IN_FLOAT64 = "Turn the inputs into float64 before you compute."


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        args: the arguments of the student's function.
        right: the right answer; of several, one.
        where: the problem in words that give no number of it away.
        judged: whether a wrong answer costs the mark; if not, it only helps to name a mistake.
        free: whether several answers are right.
    """

    args: tuple[Any, ...]
    right: Any
    where: str
    judged: bool = True
    free: bool = False


# Oracles: from the definitions, each sum rounded once.


def slopes_of_quadratic(A: Array, b: Array, x: Array) -> Array:
    """The partial derivatives of f(x) = x^T A x / 2 + b^T x, one entry at a time."""
    D = range(len(x))
    return np.array([math.fsum([b[j], *((A[j, d] / 2 + A[d, j] / 2) * x[d] for d in D)]) for j in D])


def slope_along(g: Array, u: Array) -> float:
    """The slope of a function with gradient `g` along `u`."""
    return math.fsum((g * u).tolist()) / math.hypot(*u)


def length(u: Array, norm: str) -> float:
    """The length of `u` in a norm."""
    if norm == "l2":
        return math.hypot(*u)
    sizes: list[float] = np.abs(u).tolist()
    return math.fsum(sizes) if norm == "l1" else max(sizes)


def steepest_slope(g: Array, norm: str) -> float:
    """The largest g · u over all u of length 1 in a norm, which is the length of `g` in the dual norm."""
    return length(g, {"l1": "linf", "l2": "l2", "linf": "l1"}[norm])


# Problems; the simplest come first, since the first failure is reported.


def _quadratic(rng: Generator, D: int, symmetric: bool, spread: float = 0.0, judged: bool = True) -> Problem:
    A, b, x = rng.standard_normal((D, D)), rng.standard_normal(D), rng.standard_normal(D)
    if symmetric:
        A = np.triu(A) + np.triu(A, 1).T  # exactly
    scale = 10.0 ** rng.uniform(-spread, spread, D)
    A, b, x = A * scale * scale[:, None], b * scale, x / scale
    where = f"with D={D} and " + ("a symmetric A" if symmetric else "an A that is not symmetric")
    where += ", whose entries differ much in size" if spread else ""
    return Problem((A, b, x), slopes_of_quadratic(A, b, x), where, judged)


def _quadratics(rng: Generator, symmetric: bool) -> list[Problem]:
    sizes = (2, 3, 5, 1, 8, 3) if symmetric else (2, 3, 5, 8, 3)  # one twice, or an answer kept could look right
    problems = [_quadratic(rng, D, symmetric) for D in sizes]
    problems.append(_quadratic(rng, 4, symmetric, spread=3))
    return problems + [_quadratic(rng, D, not symmetric, judged=False) for D in (3, 4)]


def _slope(g: Array, u: Array, kind: str, judged: bool = True) -> Problem:
    return Problem((g, u), slope_along(g, u), f"with D={len(g)} and {kind}", judged)


def _unit(u: Array) -> Array:
    return np.asarray(u / math.hypot(*u))


def _level(rng: Generator, g: Array) -> Array:
    """A direction of length 1 along the level set."""
    u = _unit(rng.standard_normal(len(g)))
    for _ in range(2):  # the second time to the last digit
        u = _unit(u - u @ g / (g @ g) * g)
    return u


def _lengths(rng: Generator) -> Iterator[tuple[float, str]]:
    yield rng.uniform(2, 9), "u longer than 1"
    yield rng.uniform(0.1, 0.5), "u shorter than 1"
    yield rng.uniform(200, 900), "u much longer than 1"
    yield -rng.uniform(0.001, 0.005), "u much shorter than 1"


def _slopes(rng: Generator, unit: bool) -> list[Problem]:
    problems = []
    for D in (2, 3, 5, 1, 7):
        g, u = rng.standard_normal(D) * 3, _unit(rng.standard_normal(D))
        axis = rng.choice([-1.0, 1.0]) * np.eye(D)[rng.integers(D)]
        problems.append(_slope(g, axis, "u along an axis", unit))
        problems.append(_slope(g, u, "u of length 1", unit))
        problems.append(_slope(g, -u, "u of length 1", unit))
        problems += [_slope(g, t * u, kind, not unit) for t, kind in _lengths(rng)]
        if D > 1:
            level = _level(rng, g)
            problems.append(_slope(g, level, "u at a right angle to g", unit))
            problems.append(_slope(g, rng.uniform(3, 9) * level, "u at a right angle to g", not unit))
        problems.append(_slope(g, _unit(g), "u along g", unit))
        problems.append(_slope(g, -rng.uniform(2, 3) * g, "u against g", not unit))
    if unit:
        problems.append(_slope(np.zeros(3), _unit(rng.standard_normal(3)), "g zero"))
    return problems


def _direction(g: Array, norm: str, kind: str = "", free: bool = False) -> Problem:
    i = int(np.argmax(np.abs(g)))
    right = {"l1": np.sign(g) * (np.arange(len(g)) == i), "l2": _unit(g), "linf": np.sign(g)}[norm]
    return Problem((g, norm), right, f'for "{norm}" with D={len(g)}' + (f", {kind}" if kind else ""), free=free)


def _gradient(rng: Generator, D: int, first: float = 0.0) -> Array:
    """A gradient without ties or zeros, whose first entry is the largest in size if it is given."""
    while True:
        g = rng.uniform(0.5, 5, D) * rng.choice([-1.0, 1.0], D)
        if first:
            g[0] = first
        sizes = np.sort(np.abs(g))
        if D == 1 or (np.diff(sizes).min() > 1e-3 and (not first or np.abs(g).max() == abs(first))):
            return np.asarray(g)


def _directions(rng: Generator, norm: str) -> list[Problem]:
    problems = [_direction(_gradient(rng, D), norm) for D in (2, 3, 5, 9)]
    problems.append(_direction(rng.uniform(0.1, 0.4) * _gradient(rng, 6), norm))
    problems.append(_direction(np.abs(_gradient(rng, 4)), norm, "where all entries of g are positive"))
    problems.append(_direction(-np.abs(_gradient(rng, 4)), norm, "where all entries of g are negative"))
    problems.append(_direction(_gradient(rng, 5, first=-6.0), norm, "where the largest entry in size is negative"))
    problems += [_direction(sign * rng.uniform(0.2, 3, 1), norm) for sign in (1, -1)]
    zeros = _gradient(rng, 6) * (rng.permutation(6) > 1)
    problems.append(_direction(zeros, norm, "where some entries of g are zero", free=norm == "linf"))
    for tied in (2, 3, 5):
        g = _gradient(rng, 5)
        g[rng.permutation(5)[:tied]] = rng.uniform(5, 7)
        g *= rng.permutation([-1.0, 1.0, -1.0, 1.0, 1.0])
        problems.append(_direction(g, norm, "where several entries of g are largest in size", free=norm == "l1"))
    return problems


# Judging.


def _judge(
    function: Function,
    part: str,
    problems: Sequence[Problem],
    fault: Callable[[Problem, Any], tuple[str, str] | None],
) -> None:
    """Call a function on problems and look at each answer.

    Args:
        function: the student's function.
        part: its name.
        problems: what to call it with.
        fault: what is wrong with an answer, and what to look at; raises CheckFailed if it is no answer at all.

    Raises:
        CheckFailed: if one is wrong; it names a known mistake if it is one.
    """
    got, broken = answers_to(problems, lambda problem: call(function, *copies(problem.args), where=problem.where))
    seen = list(zip(problems, got, strict=False))
    usable = [
        (problem, Observation(problem.args, got, problem.right)) for problem, got in seen if _is_finite_numbers(got)
    ]
    for problem, got in seen:
        if not problem.judged:
            continue
        # Where several answers are right, the numbers of a mistake are a matter of taste: they count only there.
        observations = [observation for other, observation in usable if problem.free or not other.free]
        try:
            found = fault(problem, got)
        except CheckFailed as failed:
            raise failure("gradient", part, failed.message, observations, "") from failed
        if found:
            raise failure("gradient", part, found[0], observations, found[1])
    if broken:
        raise broken


def _is_finite_numbers(value: Any) -> bool:
    if type(value) in (int, float) or isinstance(value, (np.floating, np.integer)):
        return bool(abs(value) < 1e300)
    return type(value) is np.ndarray and value.dtype.kind in "iuf" and bool(np.isfinite(value).all())


def _quadratic_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    A, b, x = problem.args
    gradient = finite_array(got, "Your gradient", problem.where, x.shape)
    # An entry is a sum of terms whose rounding is relative to their size, not to that of the sum.
    scale = (np.abs(A) + np.abs(A.T)) @ np.abs(x) / 2 + np.abs(b)
    errors = np.abs(gradient - problem.right) / scale
    if holds(errors):
        return None
    hint = "Write f as a double sum, and take its derivative by one entry of x."
    if errors.max() < 1e-5:
        hint = "So small an error is no slip in the formula: compute in float64, without difference quotients."
    return f"Your gradient is off {problem.where} {size_of(errors.max())}.", hint


def _slope_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    g, _ = problem.args
    slope = finite_number(got, "Your slope", problem.where)
    error = abs(slope - problem.right) / (math.hypot(*g) or 1.0)
    if holds(error):
        return None
    hint = "The slope is g · u for a u of length 1, in the Euclidean norm."
    if error < 1e-5:
        hint = "So small an error is no slip in the formula: compute in float64, without difference quotients."
    return f"Your slope is off {problem.where} {size_of(error)}.", hint


def _direction_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    g, norm = problem.args
    u = finite_array(got, "Your direction", problem.where, g.shape)
    size = length(u, norm)
    if not holds(abs(size - 1)):
        than = "longer" if size > 1 else "shorter"
        return f"Your direction is {than} than 1 {problem.where}, measured in that norm.", "Its length must be 1."
    share = math.fsum((g * u).tolist()) / steepest_slope(g, norm)
    # In l2 there is one steepest direction, and a rise that is right to 11 digits has a direction right to 5 only.
    errors = [abs(share - 1), np.abs(u - problem.right).max() if norm == "l2" else 0.0]
    if holds(errors):
        return None
    text = f"Your direction has length 1 but is not the steepest {problem.where}: "
    if share > 0.99:
        text += f"it is a little off {size_of(max(errors))}."
    else:
        text += f"its slope is {share:.0%} of what is possible."
    return text, _IN_FLOAT64 if max(errors) < 1e-5 else "Which entries of g are worth spending the length on?"


# Manners.


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
        ("with integers", whole, dressed(whole, np.int64), "Collect the result in an array of floats."),
        ("with read-only inputs", whole, dressed(whole, writeable=False), "Write into arrays of your own."),
        ("with float32", drawn, dressed(drawn, np.float32), _IN_FLOAT64),
    ):
        _need_same(function, names, other, first[id(args)], where + special, hint)


def _need_same(
    function: Function, names: Sequence[str], args: Sequence[Any], expected: Array, where: str, hint: str
) -> None:
    with hinted(hint):
        answer = _by_the_rules(function, names, args, where)
    errors = np.abs(answer - expected) / max(1.0, np.abs(expected).max())
    if not holds(errors):
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


def _is_right(function: Function, problem: Problem, fault: Callable[[Problem, Any], Any]) -> bool:
    try:
        return fault(problem, call(function, *copies(problem.args), where=problem.where)) is None
    except CheckFailed:
        return False


def _whole(rng: Generator, *shape: int) -> Array:
    """Whole numbers, none of them zero and no two of the same size."""
    sizes = rng.permutation(np.arange(2.0, 2 + math.prod(shape))).reshape(shape)
    return np.asarray(sizes * rng.choice([-1.0, 1.0], shape))


def _single(rng: Generator, *shape: int) -> Array:
    """Numbers that float32 can hold, but not what is computed from them."""
    return np.asarray(rng.standard_normal(shape).astype(np.float32).astype(np.float64))


# The tasks.


def _check_symmetric(function: Function, rng: Generator) -> None:
    _judge(function, "quadratic_grad", _quadratics(rng, symmetric=True), _quadratic_fault)


def _check_any_matrix(function: Function, rng: Generator) -> None:
    _judge(function, "quadratic_grad", _quadratics(rng, symmetric=False), _quadratic_fault)


def _check_quadratic_contract(function: Function, rng: Generator) -> None:
    if not all(_is_right(function, _quadratic(rng, D, symmetric=True), _quadratic_fault) for D in (4, 6)):
        raise CheckFailed("This mark is for a function that gets symmetric matrices right; yours does not yet.")
    while True:
        A, b, x = whole = [_whole(rng, *shape) for shape in ((3, 3), (3,), (3,))]
        if np.any((A + A.T) @ x % 2):  # the gradient is not whole
            break
    drawn = [_single(rng, *shape) for shape in (A.shape, b.shape, x.shape)]
    _need_manners(function, _QUADRATIC, whole, drawn)


def _check_unit_vector(function: Function, rng: Generator) -> None:
    _judge(function, "directional_derivative", _slopes(rng, unit=True), _slope_fault)


def _check_any_length(function: Function, rng: Generator) -> None:
    _judge(function, "directional_derivative", _slopes(rng, unit=False), _slope_fault)


def _check_slope_contract(function: Function, rng: Generator) -> None:
    for D in (3, 5):
        problem = _slope(rng.standard_normal(D), _unit(rng.standard_normal(D)), "u of length 1")
        if not _is_right(function, problem, _slope_fault):
            raise CheckFailed("This mark is for a function that gets unit vectors right; yours does not yet.")
    _need_manners(function, _SLOPE, [_whole(rng, 4), _whole(rng, 4)], [_single(rng, 4), _single(rng, 4)])
    for zero in (np.zeros(3), np.zeros(1), np.zeros(4, np.int64)):
        _need_value_error(function, (_whole(rng, len(zero)), zero), f"for the zero vector u, with D={len(zero)}")
    _need_extremes(function, _SLOPE, [_gradient(rng, 4), _gradient(rng, 4)], 1)


def _check_direction(norm: str) -> Callable[[Function, Generator], None]:
    def check(function: Function, rng: Generator) -> None:
        _judge(function, "steepest_direction", _directions(rng, norm), _direction_fault)

    return check


def _check_direction_contract(function: Function, rng: Generator) -> None:
    pairs = [[_direction(_gradient(rng, D), norm) for D in (4, 6)] for norm in _NORMS]
    if not any(all(_is_right(function, problem, _direction_fault) for problem in pair) for pair in pairs):
        raise CheckFailed("This mark is for a function that gets one of the norms right; yours gets none yet.")
    for norm in _NORMS:
        special = f', for "{norm}"'
        _need_manners(function, _DIRECTION, [_whole(rng, 4), norm], [_single(rng, 4), norm], special)
        for zero in (np.zeros(3), np.zeros(1), np.zeros(4, np.int64)):
            where = f'for "{norm}" and the zero gradient, with D={len(zero)}'
            if _by_the_rules(function, _DIRECTION, [zero, norm], where).any():
                raise CheckFailed(f"Your function returns a direction {where}; the docstring promises zeros.")
        _need_extremes(function, _DIRECTION, [_gradient(rng, 4), norm], 0)
    for norm in ("l3", "l", "max"):
        _need_value_error(function, (_gradient(rng, 3), norm), f'for the norm "{norm}"')


TASKS = {
    "test_quadratic_grad_symmetric": _check_symmetric,
    "test_quadratic_grad_any_matrix": _check_any_matrix,
    "test_quadratic_grad_contract": _check_quadratic_contract,
    "test_directional_derivative_unit_vector": _check_unit_vector,
    "test_directional_derivative_any_length": _check_any_length,
    "test_directional_derivative_contract": _check_slope_contract,
    "test_steepest_direction_l2": _check_direction("l2"),
    "test_steepest_direction_l1": _check_direction("l1"),
    "test_steepest_direction_linf": _check_direction("linf"),
    "test_steepest_direction_contract": _check_direction_contract,
}
