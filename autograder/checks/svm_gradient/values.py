"""The tasks on the data loss, its gradient, and what reg adds to both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds, rounded_hint, size_of
from autograder.checks.svm_gradient.answers import (
    SINGLE,
    affected_entries,
    answers_in_turn,
    collect,
    data_hint,
    failed_by,
    gradient_of,
    loss_of,
    need_shape,
    ratio_of,
    shaped_gradient,
    usable_loss,
)
from autograder.checks.svm_gradient.charged import is_gradient_of_a_charged_loss
from autograder.checks.svm_gradient.problems import (
    Problem,
    draw_all,
    draw_near_kink,
    draw_problem,
    draw_tied,
    near_kinks,
    oracle,
)


def check_value(function: Function, rng: Generator) -> None:
    """Judge the loss without regularisation."""
    # Two sizes come twice, or an answer kept from before could look right.
    problems = [*draw_all(rng), draw_problem(rng, 6, 4, 3), draw_problem(rng, 7, 5, 4)]
    losses, failed = collect(function, problems, loss_of)
    seen = list(zip(problems, losses, strict=False))
    wrong = [(problem, loss) for problem, loss in seen if not holds(problem.loss_error(loss))]
    if wrong:
        problem, loss = wrong[0]
        error = problem.loss_error(loss)
        hint = "Do one example by hand: add max(0, margin) over the wrong classes, then take the mean over examples."
        if error < SINGLE:
            hint = rounded_hint(*losses)
        named = failed_by(
            f"Your loss is off {problem.where} {size_of(error)}.",
            [problem.observation(loss=loss) for problem, loss in seen],
            hint,
        )
        if named.misconception != "penalty_without_reg":  # the task on reg charges it
            raise named
    if failed:
        raise failed


def check_data_gradient(function: Function, rng: Generator) -> None:
    """Judge the gradient without regularisation, near kinks and at ties too."""
    problems = draw_all(rng)
    answers, failed = collect(function, problems, lambda answer, where: (answer[0], gradient_of(answer, where)))
    seen = [(problem, dW) for problem, (_, dW) in zip(problems, answers, strict=False)]
    observations = [problem.observation(dW=dW) for problem, dW in seen]
    for problem, dW in seen:
        need_shape(problem, dW, observations)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            if failed is None and is_gradient_of_a_charged_loss(problems, answers):
                return
            entries = affected_entries(problem, errors)
            text = f"Your data gradient is off {problem.where}, {entries} {size_of(errors.max())}."
            named = failed_by(text, observations, data_hint(problem, dW))
            if named.misconception == "reg_gradient_without_reg":  # the task on reg charges it
                return
            raise named
    if failed:
        raise failed
    drawn = [(draw_near_kink(rng), draw_tied(rng)) for _ in range(2)]
    answers_at_kinks = answers_in_turn(function, [problem for near, (tied, _) in drawn for problem in (near, tied)])
    for problem, (tied, changes) in drawn:
        dW = shaped_gradient(next(answers_at_kinks), problem)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            raise CheckFailed(
                f"Your data gradient is right elsewhere, but off {problem.where} {size_of(errors.max())}. "
                + _kink_hint(problem, dW)
            )
        dW = shaped_gradient(next(answers_at_kinks), tied)
        if not _is_subgradient(tied, changes, dW):
            raise CheckFailed(
                f"Your data gradient is none of the subgradients {tied.where}. Where a margin is exactly zero, "
                "count it as violated or not, but alike for its two rows."
            )


def check_reg_gradient(function: Function, rng: Generator) -> None:
    """Judge what reg adds to the loss and to the gradient."""
    drawn = [
        draw_problem(rng, 1, 3, 4),
        draw_problem(rng, 7, 5, 4),
        draw_problem(rng, 4, 4, 4),
        draw_problem(rng, 5, 1, 3),
    ]
    pairs = [(problem, replace(problem, reg=rng.uniform(0.2, 0.8))) for problem in drawn]
    problems = [problem for pair in pairs for problem in pair]
    answers, failed = collect(
        function, problems, lambda answer, where: (_usable_loss(answer, where), gradient_of(answer, where))
    )
    observations = [problem.observation(dW=dW) for problem, (_, dW) in zip(problems, answers, strict=False)]
    for problem, (_, dW) in zip(problems, answers, strict=False):
        need_shape(problem, dW, observations)
    # Judged is what reg adds, so that a wrong data loss or data gradient costs nothing here.
    seen = []
    for (plain, problem), (loss, dW), (loss_with, dW_with) in zip(pairs, answers[::2], answers[1::2], strict=False):
        right_loss, right_dW = oracle(plain.W, plain.X, plain.y, 0.0)
        # A loss that is no number is charged already.
        added = None if loss is None or loss_with is None else right_loss + (loss_with - loss)
        seen.append((problem, added, right_dW + (dW_with - dW)))
    losses = [(problem, loss) for problem, loss, _ in seen if loss is not None]
    wrong_loss = next((pair for pair in losses if not holds(pair[0].loss_error(pair[1]))), None)
    wrong_dW = next(((problem, dW) for problem, _, dW in seen if not holds(problem.gradient_errors(dW))), None)
    if wrong_loss and wrong_dW:
        text = f"What reg adds to your loss and to its gradient is off {wrong_loss[0].where}."
        raw = [problem.observation(loss=loss, dW=dW) for problem, (loss, dW) in zip(problems, answers, strict=False)]
        corrected = [problem.observation(loss=loss, dW=dW) for problem, loss, dW in seen]
        for both in (raw, corrected):
            named = failed_by(text, both, "")
            if named.misconception:
                raise named
    if wrong_loss:
        as_given = [(problem, loss) for problem, (loss, _) in zip(problems, answers, strict=False) if loss is not None]
        raise _reg_loss_failure(wrong_loss, as_given, losses, also=wrong_dW is not None)
    if wrong_dW:
        raise _reg_gradient_failure(*wrong_dW, observations, seen)
    if failed:
        raise failed


def _usable_loss(answer: tuple[Any, Any], where: str) -> float | None:
    """The loss; None if it is no number in double precision, for which another task takes its marks."""
    if getattr(answer[0], "dtype", None) in (np.float16, np.float32):
        return None
    return usable_loss(answer, where)


def _reg_loss_failure(
    wrong: tuple[Problem, float],
    raw: Sequence[tuple[Problem, float]],
    losses: Sequence[tuple[Problem, float]],
    also: bool,
) -> CheckFailed:
    problem, loss = wrong
    text = f"What reg adds to your loss is off {problem.where} {size_of(problem.loss_error(loss))}."
    if also:
        text = f"What reg adds to your loss and to its gradient is off {problem.where}."
    hint = "Add reg times the sum of all squared weights."
    if problem.loss_error(loss) < SINGLE:
        hint = rounded_hint(*(loss for _, loss in losses))
    named = failed_by(text, [problem.observation(loss=loss) for problem, loss in raw], "")
    if named.misconception:
        return named
    # Perhaps a wrong data loss hides a known mistake.
    return failed_by(text, [problem.observation(loss=loss) for problem, loss in losses], hint)


def _reg_gradient_failure(
    problem: Problem, dW: Array, observations: Sequence[Any], seen: Sequence[tuple[Problem, Any, Array]]
) -> CheckFailed:
    errors = problem.gradient_errors(dW)
    entries = affected_entries(problem, errors)
    text = f"What reg adds to your gradient is off {problem.where}, {entries} {size_of(errors.max())}."
    named = failed_by(text, observations, "")
    if named.misconception:
        return named
    # Perhaps a wrong data gradient hides a known mistake.
    change = dW - oracle(problem.W, problem.X, problem.y, 0.0)[1]
    hint = ratio_of(change, 2 * problem.reg * problem.W) or "Take the derivative of reg * np.sum(W**2)."
    if errors.max() < SINGLE:
        hint = rounded_hint(*(dW for _, _, dW in seen))
    return failed_by(text, [problem.observation(dW=dW) for problem, _, dW in seen], hint)


def _shares(problem: Problem, changes: Array, dW: Array) -> tuple[Array, Array]:
    """By what share each change went into a gradient, and how far the gradient is off besides.

    Args:
        problem: the problem.
        changes: changes of the right gradient, shape (changes, C * D).
        dW: the gradient.
    """
    scale = np.broadcast_to(problem.scale, dW.shape).ravel()
    change = (dW - problem.right[1]).ravel()
    shares = np.linalg.pinv(changes.T) @ change
    return shares, np.abs(change - shares @ changes) / scale


def _is_subgradient(problem: Problem, changes: Array, dW: Array) -> bool:
    """Whether a gradient counts each tie as violated by a share from 0 to 1, and is right otherwise."""
    shares, errors = _shares(problem, changes, dW)
    return holds(errors) and holds(-shares) and holds(shares - 1)


def _kink_hint(problem: Problem, dW: Array) -> str:
    """What a gradient does to margins next to zero, as far as its numbers show it."""
    shares, errors = _shares(problem, near_kinks(problem), dW)
    if not holds(errors, 1e-6):
        return "Look at the comparison that decides whether a margin counts."
    if holds(np.abs(shares - np.rint(shares)), 1e-6):
        return (
            "It takes the wrong side of such margins: only the sign of a margin decides, however close it is to zero. "
            "Is there a tolerance, as in np.isclose?"
        )
    return "It counts such a margin by a part, as a difference quotient does; a formula counts all of it or nothing."
