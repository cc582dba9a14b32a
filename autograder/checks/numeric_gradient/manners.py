"""The tasks on shapes, types and good manners of the three difference schemes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import hinted, holds, size_of
from autograder.checks.numeric_gradient.functions import Problem, draw_problem, draw_step
from autograder.checks.numeric_gradient.schemes import (
    AGAIN,
    Scheme,
    error_of_gradient,
    gradient_of,
    need_slopes,
)
from autograder.checks.probes import Probe


def check_shapes(scheme: Scheme, function: Function, rng: Generator) -> None:
    """Judge arrays of other shapes, layouts and types."""
    h = None if scheme.imaginary else draw_step(rng, 1e-3)
    flat = draw_problem(rng, 6, h)
    own, points = scheme.ask(function, flat)
    charged = scheme.mistyped(points)  # for plain arrays too: another task says so
    need_slopes(scheme, function, rng, h)
    folded = [replace(flat, x=flat.x.reshape(shape)) for shape in ((2, 3), (3, 2), (1, 6), (1, 2, 3))]
    gradients = [scheme.ask(function, problem)[0] for problem in folded]
    for problem, gradient in zip(folded, gradients, strict=True):
        error = error_of_gradient(gradient.ravel(), own)
        if not holds(error, AGAIN):
            text = (
                f"Your gradient is another {problem.where} than for the same numbers in one dimension "
                f"{size_of(error, AGAIN)}."
            )
            observations = [scheme.observation(*pair) for pair in zip(folded, gradients, strict=True)]
            raise scheme.failed(
                text, observations, "Visit every entry by its whole index, as np.ndindex(x.shape) does."
            )
    for problem, dressed, hint in _dressed(rng, h):
        own = scheme.ask(function, replace(problem, x=problem.x.ravel(), kind=""))[0]
        with hinted(hint):
            found = call(
                function,
                probe := Probe(problem.f, dressed.shape, kinds="biufc" if scheme.imaginary else "biuf"),
                dressed,
                *problem.args[1:],
                where=problem.where,
            )
            gradient = gradient_of(found, dressed.shape, problem.where)
        if isinstance(found, np.ndarray) and found.dtype != np.float64:
            raise CheckFailed(f"Your gradient is {found.dtype} {problem.where}; make it float64.")
        if not charged and (wrong := scheme.mistyped(probe.points)):
            raise CheckFailed(f"{wrong} {problem.where}. Copy x into an array of that type first.")
        if not holds(error_of_gradient(gradient.ravel(), own), AGAIN):
            raise CheckFailed(
                f"Your gradient is another {problem.where} than for the same numbers in a plain array. {hint}"
            )


def _dressed(rng: Generator, h: float | None) -> Iterator[tuple[Problem, Array, str]]:
    """Problems in unusual clothes: a problem, its x as it is handed over, and what to look at."""
    folded = draw_problem(rng, 6, h)
    folded = replace(folded, x=folded.x.reshape(2, 3))
    roomy = np.zeros((4, 6))
    roomy[::2, ::2] = folded.x
    alias = "x.ravel() is a copy of such an array: what you change in it, f does not see."
    yield replace(folded, kind="in column-major order"), np.asfortranarray(folded.x), alias
    yield replace(folded, kind="not contiguous"), roomy[::2, ::2], alias
    point = draw_problem(rng, 1, h)
    hint = "An array of shape () has one entry, whose index is (), as np.ndindex knows."
    yield replace(point, x=point.x.reshape(())), point.x.reshape(()), hint
    for dtype in (np.int64, np.int32):
        whole = draw_problem(rng, 4, h, np.array([1.0, -1.0, 2.0, -2.0])[rng.permutation(4)])
        hint = "An array of integers cannot hold x + h: work in a copy of floats, and collect in floats."
        yield replace(whole, kind=f"of {np.dtype(dtype)}"), whole.x.astype(dtype), hint
    single = draw_problem(rng, 5, h)
    x = single.x.astype(np.float32)
    hint = "Copy x to double precision first, in float32 too little of h is left."
    yield replace(single, x=x.astype(np.float64), kind="of float32"), x, hint


def check_contract(scheme: Scheme, function: Function, rng: Generator) -> None:
    """Judge that x stays as it is, nothing survives a call, and what f raises comes through."""
    h = None if scheme.imaginary else draw_step(rng, 1e-3)
    problem = draw_problem(rng, 4) if h is None else _traced(rng, h)
    other = draw_problem(rng, 4, h, problem.x)  # at the same point, so that values kept from there would be wrong
    x = problem.x.copy()
    own, points = scheme.ask(function, problem, x)
    need_slopes(scheme, function, rng, h)
    _need_kept(x, problem, "")
    after = [scheme.ask(function, which)[0] for which in (other, problem, other)]
    again = holds(error_of_gradient(after[1], own), AGAIN) and holds(error_of_gradient(after[2], after[0]), AGAIN)
    if not again or holds(error_of_gradient(after[0], own), AGAIN):
        raise CheckFailed(
            "Your function does not answer to f alone: called in turn for two of them, at the same x, it "
            f"{'gives the same gradient for both' if again else 'gives one f another gradient the second time'}. "
            "Nothing may survive from one call to the next."
        )
    for number in (1, 2, 4):
        if number > max(1, len(points)):
            break  # so many calls are not made
        what = f"when f raises in call {number}"
        name = _raised(function, problem, Probe(problem.f, x.shape, number, "biufc"), what)
        if name != "ArithmeticError":
            raise CheckFailed(
                f"{what[0].upper() + what[1:]}, {name or 'nothing'} comes out of your function, not its error. "
                "Let what f raises go through as it is."
            )
    for shape in ((2,), (4,), (2, 2)):  # of one entry, NumPy makes a number in some versions and none in others
        what = f"when f returns an array of shape {shape}"
        returns = partial(_in_array, problem.f, shape)
        name = _raised(function, problem, Probe(returns, x.shape, kinds="biufc"), what)
        if name != "ValueError":
            raise CheckFailed(
                f"Your function raises {'nothing' if name is None else name} {what}; it must raise ValueError. "
                "An array of several entries is no number."
            )
    single = Probe(partial(_in_array, problem.f, ()), x.shape, kinds="biufc")
    where = f"{problem.where}, when f returns an array of shape ()"
    found = call(function, single, x.copy(), *problem.args[1:], where=where)
    if not holds(error_of_gradient(gradient_of(found, x.shape, where), own), AGAIN):
        raise CheckFailed(f"Your gradient is another {where}; such an array is one number.")


def _traced(rng: Generator, h: float) -> Problem:
    """A problem at a point that changes when its entries are moved and moved back, in the ways of both differences."""
    while True:
        x = rng.uniform(0.4, 1.4, 4) * rng.choice([-1.0, 1.0], 4)
        x[:3] = 1 - h * rng.uniform(0.2, 0.8, 3)  # a step across 1, from where on numbers lie twice as far apart
        if np.any((x + h) - h != x) and np.any(((x + h) - 2 * h) + h != x):
            return draw_problem(rng, 4, h, x)


def _in_array(f: Function, shape: tuple[int, ...], x: Array) -> Array:
    return np.full(shape, f(x))


def _raised(function: Function, problem: Problem, probe: Probe, what: str) -> str | None:
    """The name of what a call raises; x must be as before."""
    x = problem.x.copy()
    name = error_of(function, probe, x, *problem.args[1:], where=f"{problem.where}, {what}")
    _need_kept(x, problem, f" {what}")
    return name


def _need_kept(x: Array, problem: Problem, what: str) -> None:
    if x.tobytes() != problem.x.tobytes():
        raise CheckFailed(
            f"Your function leaves x changed{what}, if only in the last digit. "
            "Work in a copy, or put the old number itself back, in a finally clause."
        )
