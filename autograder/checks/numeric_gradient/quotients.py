"""The tasks of `forward_diff`, `central_diff` and `complex_step`, which share them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds, size_of
from autograder.checks.numeric_gradient.error_slope import fitted_slope
from autograder.checks.numeric_gradient.functions import Problem, draw_hinge, draw_problem, draw_step
from autograder.checks.numeric_gradient.schemes import LOOSE, Scheme, error_of_direction, error_of_gradient, factor_of

_EXACT = 1e-14  # relative; the complex step reaches 1e-15 on the functions used here
_OF_ANOTHER_ORDER = ("forward_diff_central", "central_diff_forward", "central_diff_backward")
_SEEN_IN_THE_CALLS = "central_diff_left_below"  # the task on evaluations charges it
_SINGLE = 1e-5  # relative; where f gets complex numbers in single precision
_BAND = 0.1  # a slope of log(err) against log(h) may be off by so much


def check_value(scheme: Scheme, function: Function, rng: Generator) -> None:
    """Judge the gradients of a scheme."""
    if scheme.imaginary:
        problems = [
            draw_problem(rng, 3),
            draw_problem(rng, 1),
            draw_hinge(rng, 4),
            draw_problem(rng, 5, 1e-30),
            draw_problem(rng, 7),
        ]
        problems += [
            draw_problem(rng, n, draw_step(rng, 1e-2)) for n in (2, 4)
        ]  # here the parts of f differ less in size
    else:
        problems = [draw_problem(rng, n, draw_step(rng, 1e-3)) for n in (3, 1, 5, 4, 7)]
    answers = [scheme.ask(function, problem) for problem in problems]
    for problem, (gradient, points) in zip(problems, answers, strict=True):
        error = error_of_gradient(gradient, problem.right)
        exact = _SINGLE if any(point.dtype == np.complex64 for point in points) else _EXACT  # another task charges that
        tolerance = exact if scheme.imaginary and (problem.h or 0) < 1e-9 else LOOSE
        if not holds(error, tolerance):
            text = f"Your gradient is off {problem.where} {size_of(error, tolerance)}."
            observations = [scheme.observation(one, answer) for one, (answer, _) in zip(problems, answers, strict=True)]
            raise scheme.failed(text, observations, _value_hint(scheme, gradient, problem.right))


def _value_hint(scheme: Scheme, gradient: Array, right: Array) -> str:
    """What to look at, when no known mistake explains a gradient that is wrong."""
    if not gradient.any():
        return "It is zero everywhere: is the entry that you move in the array that f gets?"
    factor = factor_of(gradient, right)
    if scheme.imaginary and abs(factor - 1) < LOOSE:
        return "It is close, but a complex step is exact to the last digits: nothing may be subtracted or rounded."
    if math.isfinite(factor):
        return f"All of it is about {factor:.2g} times what it should be: look at what you divide by."
    if len(gradient) == 1:
        return "Begin with one entry: move it, call f, divide the change of f by the change of the entry."
    return "Is only one entry moved at a time, and put back before the next?"


def check_order(scheme: Scheme, function: Function, rng: Generator) -> None:
    """Judge how the error of a scheme falls with h."""
    asked: list[tuple[Problem, Array]] = []
    slopes = []
    wrong_in_value = too_coarse = False  # which other tasks charge
    for n in (3, 5, 2):
        problem, hs = _truncating(scheme, rng, n)
        right = problem.right
        errors: list[tuple[float, float]] = []
        kept: list[Array] = []
        for h in hs:
            at_h = replace(problem, h=float(h))
            gradient, points = scheme.ask(function, at_h)
            too_coarse |= bool(scheme.mistyped(points))
            asked.append((at_h, gradient))
            errors.append((error_of_gradient(gradient, right), error_of_direction(gradient, right)))
            kept.append(gradient)
            wrong_in_value |= not holds(error_of_gradient(gradient, right), 2 * LOOSE)
        plain, without_factor = (fitted_slope(hs, np.array(each)) for each in zip(*errors, strict=True))
        slopes.append((problem, without_factor if holds(abs(without_factor - scheme.order), _BAND) else plain))
        if all(np.array_equal(gradient, kept[0]) for gradient in kept):  # so exact a slope may pass for another slip's
            raise CheckFailed(
                f"Your gradient is the same for every h {problem.where}. Use the argument h, not a step of your own."
            )
    for problem, slope in slopes:
        if not too_coarse and not holds(abs(slope - scheme.order), _BAND):
            power = round(slope, 1) + 0.0 if math.isfinite(slope) else slope  # no -0.0
            like = f"goes like h to the power {power:.1f}" if math.isfinite(slope) else "follows no power of h"
            text = f"The error of your gradient {like} {problem.where}; that of {scheme.name} has power {scheme.order}."
            hint = "Look at where you call f, and at what you divide by."
            if abs(slope) < 0.5:
                hint = "It does not get better with smaller steps: compare it with a slope that you know."
            named = scheme.failed(text, [scheme.observation(*pair) for pair in asked], hint)
            if not (named.misconception and wrong_in_value) and named.misconception != _SEEN_IN_THE_CALLS:
                raise named


def _truncating(scheme: Scheme, rng: Generator, n: int) -> tuple[Problem, Array]:
    """A problem, and steps at which the error of the scheme is truncation."""
    while True:
        problem = draw_problem(rng, n)
        hs = 10 ** -np.arange(1.75, 3.5, 0.5) * rng.uniform(0.6, 1.6)
        right = problem.right
        gradients = [scheme.quotient(problem.f, problem.x, h) for h in hs]
        slopes = [
            fitted_slope(hs, np.array([error(gradient, right) for gradient in gradients]))
            for error in (error_of_gradient, error_of_direction)
        ]
        if holds(np.abs(np.array(slopes) - scheme.order), _BAND / 3):
            return problem, hs


def _own_step(scheme: Scheme, function: Function, problem: Problem, points: list[Array]) -> float | None:
    """The size of a step that is the same whatever h is; None if it minds h."""
    again = scheme.ask(function, replace(problem, h=3 * (problem.h or 1.0)))[1]
    if len(again) != len(points) or not all(map(np.array_equal, again, points)):
        return None
    return float(max((np.abs(point - problem.x).max() for point in points), default=0.0)) or None


def check_evaluations(scheme: Scheme, function: Function, rng: Generator) -> None:
    """Judge where a scheme calls f."""
    problems = [draw_problem(rng, n, draw_step(rng, 1e-2)) for n in (3, 1, 6, 4, 5)]
    if scheme.imaginary:
        problems += [draw_problem(rng, 4)]
    asked = [scheme.ask(function, problem) for problem in problems]
    own = _own_step(scheme, function, problems[0], asked[0][1])
    if own and scheme.imaginary:
        raise CheckFailed(f"f is called at the same points for every h {problems[0].where}. Use the argument h.")
    if own:  # a step that minds no h, which another task charges
        problems = [replace(problem, h=own) for problem in problems]
    for problem, (_, points) in zip(problems, asked, strict=True):
        if wrong := scheme.misplaced(problem, points):
            text, hint = wrong
            observations = [scheme.observation(one, answer) for one, (answer, _) in zip(problems, asked, strict=True)]
            named = scheme.failed(text, observations, hint)
            if named.misconception and (
                named.misconception in _OF_ANOTHER_ORDER
                or any(not holds(error_of_gradient(seen.got, seen.right), 2 * LOOSE) for seen in observations)
            ):
                return  # another task charges it
            raise named
