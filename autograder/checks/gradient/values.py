"""The tasks on what the functions return."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call
from autograder.checks.answers import answers_to, copies, failure, finite_array, finite_number, holds, size_of
from autograder.checks.gradient.oracles import length, steepest_slope
from autograder.checks.gradient.problems import Problem, draw_directions, draw_quadratics, draw_slopes
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
        hint = "So small an error is no slip in the formula: compute in float64, without difference quotients."
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
        hint = "So small an error is no slip in the formula: compute in float64, without difference quotients."
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
    return text, IN_FLOAT64 if max(errors) < 1e-5 else "Which entries of g are worth spending the length on?"


def check_symmetric(function: Function, rng: Generator) -> None:
    """Judge gradients with a symmetric A."""
    _judge(function, "quadratic_grad", draw_quadratics(rng, symmetric=True), quadratic_fault)


def check_any_matrix(function: Function, rng: Generator) -> None:
    """Judge gradients with any A."""
    _judge(function, "quadratic_grad", draw_quadratics(rng, symmetric=False), quadratic_fault)


def check_unit_vector(function: Function, rng: Generator) -> None:
    """Judge slopes along unit vectors."""
    _judge(function, "directional_derivative", draw_slopes(rng, unit=True), slope_fault)


def check_any_length(function: Function, rng: Generator) -> None:
    """Judge slopes along vectors of any length."""
    _judge(function, "directional_derivative", draw_slopes(rng, unit=False), slope_fault)


def check_direction(norm: str) -> Callable[[Function, Generator], None]:
    """The task that judges directions in one norm."""

    def check(function: Function, rng: Generator) -> None:
        _judge(function, "steepest_direction", draw_directions(rng, norm), direction_fault)

    return check
