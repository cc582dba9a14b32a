"""The tasks on good manners, and on loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, calls, count_lines
from autograder.checks.answers import TOLERANCE, hinted, holds, integers_hint, need_double, read_only, unchanged
from autograder.checks.svm_gradient.answers import (
    SINGLE,
    answer_to,
    gradient_of,
    loss_of,
    pair_of,
    shaped_gradient,
    usable_loss,
)
from autograder.checks.svm_gradient.own_answer import Own, Verdict, own_answer
from autograder.checks.svm_gradient.problems import Problem, draw_problem, draw_whole
from autograder.misconceptions import Misconception

Hint = Callable[[Array, Array], str]  # what to look at, by the gradient and by what it was for the plain problem


def check_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, nothing survives a call, and every type is taken."""
    problems = [draw_problem(rng, 7, 5, 4), draw_problem(rng, 5, 4, 5)]
    for _ in _by_the_rules(function, [(problem, problem.where) for problem in problems]):
        pass
    own_answer(function, rng).need(both=False)
    halves, fulls = draw_whole(rng)
    variants = list(_variants(halves, fulls))
    answers = _by_the_rules(
        function,
        [
            *((problem, problem.where) for problem in (halves, fulls)),
            *((variant, where) for where, _, variant, _ in variants),
        ],
    )
    first = {problem: next(answers) for problem in (halves, fulls)}
    for where, problem, variant, hint in variants:
        tolerance = SINGLE if variant.X.dtype == np.float32 else TOLERANCE
        with hinted(hint if isinstance(hint, str) else ""):
            loss_again, dW_again = next(answers)
        loss, dW = first[problem]
        same_loss = loss is None and loss_again is None
        if loss is not None and loss_again is not None:
            same_loss = holds(abs(loss_again - loss) / max(1.0, abs(loss)), tolerance)
        same_dW = holds(np.abs(dW_again - dW) / max(1.0, np.abs(dW).max()), tolerance)
        if not (same_loss and same_dW):
            what = "answer" if not same_loss and not same_dW else "gradient" if same_loss else "loss"
            said = hint if isinstance(hint, str) else "" if same_dW else hint(dW_again, dW)
            raise CheckFailed(f"Your function gives another {what} {where}. {said}".rstrip())


def _by_the_rules(function: Function, problems: Sequence[tuple[Problem, str]]) -> Iterator[tuple[float | None, Array]]:
    """The answers of a function that leaves its inputs alone and returns a number and an array in double precision.

    A loss that cannot be used, such as NaN, is None: the task on the loss charges it.

    Args:
        function: the function.
        problems: what to call it with, and that in words.
    """
    results = calls(function, [((problem.W, problem.X, problem.y, problem.reg), where) for problem, where in problems])
    for problem, where in problems:
        with unchanged(W=problem.W, X=problem.X, y=problem.y):
            result = next(results)
        answer = pair_of(result, where)
        loss, dW = usable_loss(answer, where), gradient_of(answer, where)
        if dW.shape != problem.W.shape:
            raise CheckFailed(f"Your gradient has shape {dW.shape} {where}; it must have that of W, {problem.W.shape}.")
        if problem.X.dtype != np.float32:
            need_double(answer[1], "Your gradient", where)
        yield loss, dW


def _variants(halves: Problem, fulls: Problem) -> Iterator[tuple[str, Problem, Problem, str | Hint]]:
    """The same problems in other clothes: in words, the problem, its variant, and what to look at if answers differ."""

    def dressed(problem: Problem, **change: Any) -> Problem:
        return replace(problem, **({"W": problem.W.copy(), "X": problem.X.copy(), "y": problem.y.copy()} | change))

    yield (
        "when it is called again, after other inputs",
        halves,
        dressed(halves),
        "Nothing may survive from one call to the next, and nothing may be random.",
    )
    yield "with integers in W", halves, dressed(halves, W=halves.W.astype(np.int64)), integers_hint
    yield "with integers in X", fulls, dressed(fulls, X=fulls.X.astype(np.int64)), integers_hint
    yield (
        "with integers in W and X",
        fulls,
        dressed(fulls, W=fulls.W.astype(np.int64), X=fulls.X.astype(np.int64), reg=int(fulls.reg)),
        integers_hint,
    )
    W, X, y = read_only(halves.W, halves.X, halves.y)
    yield "with read-only inputs", halves, replace(halves, W=W, X=X, y=y), "Write into arrays of your own."
    yield (
        "with W and X in column-major order",
        halves,
        dressed(halves, W=np.asfortranarray(halves.W), X=np.asfortranarray(halves.X)),
        "Does a line depend on how arrays lie in memory? Index them by row and column.",
    )
    for dtype in (np.int32, np.uint8):
        yield (
            f"with labels of type {np.dtype(dtype)}",
            halves,
            dressed(halves, y=halves.y.astype(dtype)),
            "Is there arithmetic with the labels? It may overflow in their type; use them as indices only.",
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

    _usable(function, draw(small))  # it also makes imports and caches, which cost lines once
    # Whether the numbers are right, other tasks judge; but numbers there must be.
    own = own_answer(function, rng)
    own.need(both=True)
    for what, large in (("examples", (16 + added, 5, 4)), ("features", (16, 5 + added, 4))):
        # A loop adds a line at least for each. NumPy itself may run some lines more on larger arrays, and a clean-up
        # by the garbage collector is counted if it happens meanwhile, but not twice.
        growth = lines(large) - lines(small)
        if growth > added / 4:
            growth = min(growth, lines(large) - lines(small))
        if growth > added / 4:
            raise CheckFailed(
                f"Your function runs about {growth / added:.1f} more lines of Python for each of {added} more {what}, "
                "so it loops over them. "
                "Compute on whole arrays; np.vectorize, map and comprehensions loop too."
            )
        _need_same_work(function, replace(draw(large), reg=0.0), own)


def _usable(function: Function, problem: Problem) -> tuple[float, Array]:
    answer = answer_to(function, problem)
    return loss_of(answer, problem.where), shaped_gradient(answer, problem)


def _need_same_work(function: Function, problem: Problem, own: Own) -> None:
    """Demand that the answer to a large problem is as good as those to small ones: right, or wrong in the same way."""
    loss, dW = _usable(function, problem)
    args = problem.W, problem.X, problem.y, problem.reg
    follows = "follows" in (own.loss, own.gradient)
    parts = [_usable(function, part) for part in _parts(problem)] if follows else []
    for what, verdict, got, right, pieces in (
        ("loss", own.loss, np.array(loss), np.array(problem.right[0]), [np.array(loss) for loss, _ in parts]),
        ("gradient", own.gradient, dW, problem.right[1], [dW for _, dW in parts]),
    ):
        if verdict == "follows":
            # What examples add up to in parts, they add up to together, but for what it is divided by.
            whole, tolerance = np.sum(pieces, axis=0), 1e-6
            due = whole * (np.vdot(got, whole) / (np.vdot(whole, whole) or 1.0))
        else:
            due, tolerance = (right if verdict == "right" else _answer(verdict, args)[what == "gradient"]), 1e-9
        if not got.any() or not holds(np.abs(got - due) / max(1e-3, np.abs(due).max()), tolerance):
            raise CheckFailed(
                f"Your {what} {problem.where} is not computed as it is on smaller problems; "
                "this mark is for one way for all sizes."
            )


def _parts(problem: Problem) -> list[Problem]:
    N = len(problem.X)
    size = 16 if N > 16 else 4
    return [
        replace(problem, X=problem.X[k : k + size].copy(), y=problem.y[k : k + size].copy()) for k in range(0, N, size)
    ]


def _answer(verdict: Verdict, args: tuple[Any, ...]) -> tuple[float, Array]:
    assert isinstance(verdict, Misconception)
    answer: tuple[float, Array] = verdict.wrong(*args)
    return answer
