"""The tasks on good manners, and on loops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, count_lines
from autograder.checks.answers import TOLERANCE, hinted, holds, need_double, read_only, unchanged
from autograder.checks.svm_gradient.answers import SINGLE, answer_to, gradient_of, loss_of, pair_of, shaped_gradient
from autograder.checks.svm_gradient.problems import Problem, draw_problem, draw_whole


def check_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, nothing survives a call, and every type is taken."""
    # Constants and echoes keep all the rules below, so a function must get something right before they count.
    drawn = [draw_problem(rng, 7, 5, 4), draw_problem(rng, 5, 4, 5)]
    answers = [_by_the_rules(function, problem, problem.where) for problem in drawn]
    losses_hold = [holds(problem.loss_error(loss)) for problem, (loss, _) in zip(drawn, answers, strict=True)]
    gradients_hold = [holds(problem.gradient_errors(dW)) for problem, (_, dW) in zip(drawn, answers, strict=True)]
    if not all(losses_hold) and not all(gradients_hold):
        raise CheckFailed(
            "This mark is for a function that gets its loss or its data gradient right; yours gets neither yet."
        )
    halves, fulls = draw_whole(rng)
    first = {problem: _by_the_rules(function, problem, problem.where) for problem in (halves, fulls)}
    for where, problem, variant, hint in _variants(halves, fulls):
        tolerance = SINGLE if variant.X.dtype == np.float32 else TOLERANCE
        with hinted(hint):
            loss_again, dW_again = _by_the_rules(function, variant, where)
        loss, dW = first[problem]
        same = holds(abs(loss_again - loss) / max(1.0, abs(loss)), tolerance)
        same &= holds(np.abs(dW_again - dW) / max(1.0, np.abs(dW).max()), tolerance)
        if not same:
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _by_the_rules(function: Function, problem: Problem, where: str) -> tuple[float, Array]:
    """The answer of a function that leaves its inputs alone and returns a number and an array in double precision."""
    arrays = {"W": problem.W, "X": problem.X, "y": problem.y}
    with unchanged(**arrays):
        result = call(function, *arrays.values(), problem.reg, where=where)
    answer = pair_of(result, where)
    loss, dW = loss_of(answer, where), gradient_of(answer, where)
    if dW.shape != problem.W.shape:
        raise CheckFailed(f"Your gradient has shape {dW.shape} {where}; it must have that of W, {problem.W.shape}.")
    if problem.X.dtype != np.float32:
        need_double(answer[1], "Your gradient", where)
    return loss, dW


def _variants(halves: Problem, fulls: Problem) -> Iterator[tuple[str, Problem, Problem, str]]:
    """The same problems in other clothes: in words, the problem, its variant, and what to do if the answers differ."""

    def dressed(problem: Problem, **change: Any) -> Problem:
        return replace(problem, **({"W": problem.W.copy(), "X": problem.X.copy(), "y": problem.y.copy()} | change))

    yield (
        "when it is called again, after other inputs",
        halves,
        dressed(halves),
        "Nothing may survive from one call to the next, and nothing may be random.",
    )
    yield (
        "with integers in W",
        halves,
        dressed(halves, W=halves.W.astype(np.int64)),
        "Collect the gradient in floats: np.zeros(W.shape), not np.zeros_like(W).",
    )
    yield (
        "with integers in W and X",
        fulls,
        dressed(fulls, W=fulls.W.astype(np.int64), X=fulls.X.astype(np.int64), reg=int(fulls.reg)),
        "Collect the gradient in floats: np.zeros(W.shape), not np.zeros_like(W).",
    )
    W, X, y = read_only(halves.W, halves.X, halves.y)
    yield "with read-only inputs", halves, replace(halves, W=W, X=X, y=y), "Write into arrays of your own."
    yield (
        "with W and X in column-major order",
        halves,
        dressed(halves, W=np.asfortranarray(halves.W), X=np.asfortranarray(halves.X)),
        "Index arrays by row and column, whatever their order in memory.",
    )
    for dtype in (np.int32, np.uint8):
        yield (
            f"with labels of type {np.dtype(dtype)}",
            halves,
            dressed(halves, y=halves.y.astype(dtype)),
            "Use labels as indices only; arithmetic in their type may overflow.",
        )
    yield (
        "with float32 in W and X",
        halves,
        dressed(halves, W=halves.W.astype(np.float32), X=halves.X.astype(np.float32)),
        "The precision of float32 would be enough here.",
    )


def check_no_loops(function: Function, rng: Generator) -> None:
    """Judge that the number of lines that run does not grow with the problem."""
    small, added = (16, 5, 4), 1024

    def draw(shape: tuple[int, int, int]) -> Problem:
        return replace(draw_problem(rng, *shape, gap=1e-6), reg=0.5)

    def lines(shape: tuple[int, int, int]) -> int:
        problem = draw(shape)  # a new one each time: nothing to look up from an earlier call
        return count_lines(function, problem.W, problem.X, problem.y, problem.reg, where=problem.where)

    _need_right(function, draw(small))  # it also makes imports and caches, which cost lines once
    for what, large in (("examples", (16 + added, 5, 4)), ("features", (16, 5 + added, 4))):
        # A loop adds a line at least for each. NumPy itself may run some lines more on larger arrays, and a clean-up
        # by the garbage collector is counted if it happens meanwhile, but not twice.
        growth = min(lines(large) - lines(small) for _ in range(2))
        if growth > added / 4:
            raise CheckFailed(
                f"Your function runs about {growth / added:.1f} more lines of Python for each of {added} more {what}, "
                "so it loops over them. "
                "Compute on whole arrays; np.vectorize, map and comprehensions loop too."
            )
        _need_right(function, draw(large))


def _need_right(function: Function, problem: Problem) -> None:
    answer = answer_to(function, problem)
    loss, dW = loss_of(answer, problem.where), shaped_gradient(answer, problem)
    for name, right in (("loss", problem.loss_error(loss)), ("gradient", problem.gradient_errors(dW))):
        if not holds(right):
            raise CheckFailed(
                f"This mark is for right answers without loops; your {name} is not right {problem.where}."
            )
