"""The tasks of `unbroadcast`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import listed
from autograder.checks.backpropagation.judgement import Problem, ask, factor_of, judge
from autograder.checks.backpropagation.rules import fit

Shape = tuple[int, ...]


def _problem(rng: Generator, large: Shape, small: Shape) -> Problem:
    g = rng.normal(size=large)
    return Problem({"g": g, "shape": small}, fit(g, small), f"with g of shape {large} and shape={small}")


def check_leading(function: Function, rng: Generator) -> None:
    """Judge the sum over axes that broadcasting has put in front."""
    shapes: list[tuple[Shape, Shape]] = [
        ((3, 4), (4,)),
        ((2, 3, 4), (4,)),
        ((4, 4), (4,)),
        ((2, 3, 4), (3, 4)),
        ((3, 3, 3), (3, 3)),
        ((3, 2, 3, 4), (3, 4)),
        ((3, 4), (3, 4)),
        ((5,), ()),
        ((3, 4), ()),
        ((), ()),
    ]
    problems = [_problem(rng, *pair) for pair in shapes]
    judge(function, "unbroadcast", problems, _leading_hint, tidy=True)


def _leading_hint(problem: Problem, got: Array) -> str:
    small = problem.args["shape"]
    if got.shape != problem.right.shape:
        return "Broadcasting puts new axes in front. Sum over as many as g has more than `shape`."
    return factor_of(got, problem.right) or (
        "No axis was added here, so g comes back as it is."
        if small == problem.args["g"].shape
        else "Each copy of an entry brings a part of the gradient; add them up."
    )


def check_stretched(function: Function, rng: Generator) -> None:
    """Judge the sum over axes of length 1 that were stretched, beside axes in front that the other task judges."""

    def tolerant(*args: Any) -> Any:
        return listed(function(*args))

    shapes: list[tuple[Shape, Shape]] = [
        ((3, 4), (3, 1)),
        ((3, 4), (1, 4)),
        ((4, 4), (4, 1)),
        ((3, 3), (1, 3)),
        ((2, 3, 4), (2, 1, 4)),
        ((2, 3, 4), (2, 1, 1)),
        ((3, 4), (1, 1)),
        ((3, 1), (3, 1)),
    ]
    problems = [_problem(rng, *pair) for pair in shapes]
    for large, small in (((2, 3, 4), (1, 4)), ((4, 3, 3), (3, 1))):
        mixed = _problem(rng, large, small)
        inner = _own_sum(tolerant, mixed.args["g"], large[1:])
        if inner is not None:  # else the other task has charged it
            problems.append(Problem(mixed.args, fit(inner, small), mixed.where))
    judge(tolerant, "unbroadcast", problems, _stretched_hint)


def _own_sum(function: Function, g: Array, shape: Shape) -> Array | None:
    """What a function makes of the axis in front alone, if that has the right shape."""
    where = f"with g of shape {g.shape} and shape={shape}"
    try:
        value: Any = ask(function, Problem({"g": g, "shape": shape}, None, where))
    except CheckFailed:
        return None
    usable = type(value) is np.ndarray and value.shape == shape and value.dtype.kind == "f"
    return value if usable and np.isfinite(value).all() else None


def _stretched_hint(problem: Problem, got: Array) -> str:
    small = problem.args["shape"]
    if got.shape != problem.right.shape:
        return "An axis that had length 1 was stretched: sum over it, and keep it."
    if problem.args["g"].ndim > len(small):
        return "Here an axis was put in front, and another one stretched."
    return factor_of(got, problem.right) or (
        "Nothing was stretched here, so g comes back as it is."
        if small == problem.args["g"].shape
        else "Which axes of `shape` have length 1?"
    )
