"""The tasks on what the functions return."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call, calls
from autograder.checks.answers import (
    answers_to,
    copies,
    failure,
    finite_array,
    finite_number,
    holds,
    is_number,
    kind_of,
    rounded_hint,
    size_of,
)
from autograder.checks.gradient.oracles import length, steepest_slope
from autograder.checks.gradient.problems import Problem, draw_directions, draw_quadratics, draw_slopes, unit_of
from autograder.misconceptions import Observation

IN_FLOAT64 = "Turn the inputs into float64 before you compute."


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
    results = calls(function, [(tuple(copies(problem.args)), problem.where) for problem in problems])
    got, broken = answers_to(problems, lambda _: next(results))
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


def _judge_by_law(
    function: Function,
    part: str,
    problems: Sequence[Problem],
    alike: Callable[[Problem], tuple[Any, ...]],
    fault: Callable[[Problem, Any, Any], tuple[str, str] | None],
) -> None:
    """Hold answers against those to problems that have the same ones, so that another slip costs nothing here.

    Args:
        function: the student's function.
        part: its name.
        problems: what to call it with.
        alike: the arguments of a problem with the same answer.
        fault: what is wrong with an answer, by the answer to the other problem, and what to look at.

    Raises:
        CheckFailed: if two answers differ; it names a known mistake if it is one.
    """
    seen = []
    for problem in problems:
        got, own = (call(function, *copies(args), where=problem.where) for args in (problem.args, alike(problem)))
        seen.append((problem, got, own))
    usable = [one for one in seen if _is_finite_numbers(one[1]) and _is_finite_numbers(one[2])]
    raw = [Observation(problem.args, got, problem.right) for problem, got, _ in usable]
    # Perhaps another slip hides a known mistake.
    corrected = [
        Observation(problem.args, problem.right + (got - own), problem.right)
        for problem, got, own in usable
        if np.shape(got) == np.shape(own) == np.shape(problem.right)
    ]
    for problem, got, own in seen:
        if not problem.judged:
            continue
        try:
            found = fault(problem, got, own)
        except CheckFailed as failed:
            raise failure("gradient", part, failed.message, raw, "") from failed
        if found:
            named = failure("gradient", part, found[0], raw, found[1])
            raise named if named.misconception else failure("gradient", part, found[0], corrected, found[1])


def need_change(function: Function, args: tuple[Any, ...], position: int, name: str, what: str) -> None:
    """Demand another answer for another argument; constants keep all laws.

    Raises:
        CheckFailed: if the answer stays the same.
    """
    changed = list(args)
    changed[position] = 0.5 * args[position] + np.arange(1.0, 1.0 + args[position].size).reshape(args[position].shape)
    answers = [call(function, *copies(these), where=f"with another {name}") for these in (args, changed)]
    for answer in answers:
        if not _is_finite_numbers(answer):
            raise CheckFailed(f"{what} is no finite number or array with another {name}: it is {kind_of(answer)}.")
    if np.array_equal(*answers):
        raise CheckFailed(f"{what} does not change with {name}, so this mark cannot be given yet.")


def _is_finite_numbers(value: Any) -> bool:
    if is_number(value):
        return bool(abs(value) < 1e300)
    return type(value) is np.ndarray and value.dtype.kind in "iuf" and bool(np.isfinite(value).all())


def quadratic_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    """What is wrong with a gradient, and what to look at; None if it is right."""
    A, b, x = problem.args
    gradient = finite_array(got, "Your gradient", problem.where, x.shape)
    # An entry is a sum of terms whose rounding is relative to their size, not to that of the sum.
    scale = (np.abs(A) + np.abs(A.T)) @ np.abs(x) / 2 + np.abs(b)
    errors = np.abs(gradient - problem.right) / scale
    if holds(errors):
        return None
    hint = "Write f as a double sum, and take its derivative by one entry of x."
    if errors.max() < 1e-5:
        hint = rounded_hint(gradient)
    return f"Your gradient is off {problem.where} {size_of(errors.max())}.", hint


def slope_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    """What is wrong with a slope, and what to look at; None if it is right."""
    g, _ = problem.args
    slope = finite_number(got, "Your slope", problem.where)
    error = abs(slope - problem.right) / (math.hypot(*g) or 1.0)
    if holds(error):
        return None
    hint = "The slope is g · u for a u of length 1, in the Euclidean norm."
    if error < 1e-5:
        hint = rounded_hint(slope)
    return f"Your slope is off {problem.where} {size_of(error)}.", hint


def direction_fault(problem: Problem, got: Any) -> tuple[str, str] | None:
    """What is wrong with a direction, and what to look at; None if it is right."""
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
    return text, rounded_hint(u) if max(errors) < 1e-5 else "Which entries of g are worth spending the length on?"


def check_symmetric(function: Function, rng: Generator) -> None:
    """Judge gradients with a symmetric A."""
    _judge(function, "quadratic_grad", draw_quadratics(rng, symmetric=True), quadratic_fault)


def check_any_matrix(function: Function, rng: Generator) -> None:
    """Judge that the gradient does not change when A is made symmetric, which leaves the quadratic as it is."""

    def alike(problem: Problem) -> tuple[Any, ...]:
        A, b, x = problem.args
        return (A + A.T) / 2, b, x

    def fault(problem: Problem, got: Any, own: Any) -> tuple[str, str] | None:
        A, b, x = problem.args
        gradient, plain = (finite_array(answer, "Your gradient", problem.where, x.shape) for answer in (got, own))
        scale = (np.abs(A) + np.abs(A.T)) @ np.abs(x) / 2 + np.abs(b)
        errors = np.abs(gradient - plain) / scale
        if holds(errors):
            return None
        text = f"Your gradient {problem.where} is not that of a symmetric A with the same quadratic"
        return f"{text} {size_of(errors.max())}.", "In how many places does an entry of x stand in x^T A x?"

    _judge_by_law(function, "quadratic_grad", draw_quadratics(rng, symmetric=False), alike, fault)
    A, b, x = draw_quadratics(rng, symmetric=True)[2].args
    need_change(function, (A, b, x), 0, "A", "Your gradient")


def check_unit_vector(function: Function, rng: Generator) -> None:
    """Judge slopes along unit vectors."""
    _judge(function, "directional_derivative", draw_slopes(rng, unit=True), slope_fault)


def check_any_length(function: Function, rng: Generator) -> None:
    """Judge that a slope does not change with the length of the vector along which it is taken."""

    def alike(problem: Problem) -> tuple[Any, ...]:
        g, u = problem.args
        return g, unit_of(u)

    def fault(problem: Problem, got: Any, own: Any) -> tuple[str, str] | None:
        slope, plain = (finite_number(answer, "Your slope", problem.where) for answer in (got, own))
        error = abs(slope - plain) / (math.hypot(*problem.args[0]) or 1.0)
        if holds(error):
            return None
        text = f"Your slope is another {problem.where} than for a u of length 1 that points the same way"
        return f"{text} {size_of(error)}.", "Only where u points counts: divide by its length."

    _judge_by_law(function, "directional_derivative", draw_slopes(rng, unit=False), alike, fault)
    need_change(function, (rng.standard_normal(4), rng.standard_normal(4)), 0, "g", "Your slope")


def check_direction(norm: str) -> Callable[[Function, Generator], None]:
    """The task that judges directions in one norm."""

    def check(function: Function, rng: Generator) -> None:
        _judge(function, "steepest_direction", draw_directions(rng, norm), direction_fault)

    return check
