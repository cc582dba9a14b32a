"""The tasks on the loss, the data gradient, and what reg adds to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds, size_of
from autograder.checks.svm_gradient.answers import (
    SINGLE,
    TINY,
    affected_entries,
    answer_to,
    collect,
    data_hint,
    failed_by,
    gradient_of,
    loss_of,
    need_shape,
    ratio_of,
    shaped_gradient,
)
from autograder.checks.svm_gradient.problems import Problem, draw_all, draw_near_kink, draw_problem, draw_tied, oracle


def check_value(function: Function, rng: Generator) -> None:
    """Judge the loss."""
    reg = rng.uniform(0.2, 0.8)
    problems = [
        replace(problem, reg=r)
        for k, problem in enumerate(draw_all(rng))
        for r in ((0.0, reg) if k % 2 == 0 else (reg, 0.0))  # in turn, or an answer kept from before could look right
    ]
    losses, failed = collect(function, problems, loss_of)
    seen = list(zip(problems, losses, strict=False))
    wrong = [(problem, problem.loss_error(loss)) for problem, loss in seen]
    wrong = [(problem, error) for problem, error in wrong if not holds(error)]
    if wrong:
        problem, error = wrong[0]
        hint = "Do one example by hand: add max(0, margin) over the wrong classes, then take the mean over examples."
        if all(problem.reg for problem, _ in wrong):
            hint = "Without regularisation it is right, so look at reg * np.sum(W**2)."
        if error < SINGLE:
            hint = TINY
        raise failed_by(
            f"Your loss is off {problem.where} {size_of(error)}.",
            [problem.observation(loss=loss) for problem, loss in seen],
            hint,
        )
    if failed:
        raise failed


def check_data_gradient(function: Function, rng: Generator) -> None:
    """Judge the gradient without regularisation, near kinks and at ties too."""
    problems = draw_all(rng)
    gradients, failed = collect(function, problems, gradient_of)
    seen = list(zip(problems, gradients, strict=False))
    observations = [problem.observation(dW=dW) for problem, dW in seen]
    for problem, dW in seen:
        need_shape(problem, dW, observations)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            entries = affected_entries(problem, errors)
            text = f"Your data gradient is off {problem.where}, {entries} {size_of(errors.max())}."
            raise failed_by(text, observations, data_hint(problem, dW))
    if failed:
        raise failed
    for _ in range(2):
        problem = draw_near_kink(rng)
        dW = shaped_gradient(answer_to(function, problem), problem)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            raise CheckFailed(
                f"Your data gradient is right elsewhere, but off {problem.where} {size_of(errors.max())}. "
                "A formula is exact there, a difference quotient is not."
            )
        problem, changes = draw_tied(rng)
        dW = shaped_gradient(answer_to(function, problem), problem)
        if not _is_subgradient(problem, changes, dW):
            raise CheckFailed(
                f"Your data gradient is none of the subgradients {problem.where}. Where a margin is exactly zero, "
                "count it as violated or not, but alike for its two rows."
            )


def check_reg_gradient(function: Function, rng: Generator) -> None:
    """Judge what reg adds to the gradient."""
    drawn = [
        draw_problem(rng, 1, 3, 4),
        draw_problem(rng, 7, 5, 4),
        draw_problem(rng, 4, 4, 4),
        draw_problem(rng, 5, 1, 3),
    ]
    pairs = [(problem, replace(problem, reg=rng.uniform(0.2, 0.8))) for problem in drawn]
    problems = [problem for pair in pairs for problem in pair]
    gradients, failed = collect(function, problems, gradient_of)
    observations = [problem.observation(dW=dW) for problem, dW in zip(problems, gradients, strict=False)]
    for problem, dW in zip(problems, gradients, strict=False):
        need_shape(problem, dW, observations)
    # Judged is what reg adds, so that a wrong data gradient costs nothing here.
    added = [
        (problem, with_reg - without)
        for (_, problem), without, with_reg in zip(pairs, gradients[::2], gradients[1::2], strict=False)
    ]
    corrected = [(problem, oracle(problem.W, problem.X, problem.y, 0.0)[1] + change) for problem, change in added]
    for (problem, change), (_, dW) in zip(added, corrected, strict=True):
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            text = (
                f"What reg adds to your gradient is off {problem.where}, "
                f"{affected_entries(problem, errors)} {size_of(errors.max())}."
            )
            named = failed_by(text, observations, "")
            if named.misconception is None:  # perhaps a wrong data gradient hides a known mistake
                hint = ratio_of(change, 2 * problem.reg * problem.W) or "Take the derivative of reg * np.sum(W**2)."
                named = failed_by(text, [problem.observation(dW=dW) for problem, dW in corrected], hint)
            raise named
    if failed:
        raise failed


def _is_subgradient(problem: Problem, changes: Array, dW: Array) -> bool:
    """Whether a gradient counts each tie as violated by a share from 0 to 1, and is right otherwise."""
    scale = np.broadcast_to(problem.scale, dW.shape).ravel()
    change = (dW - problem.right[1]).ravel()
    shares = np.linalg.pinv(changes.T) @ change
    errors = np.abs(change - shares @ changes) / scale
    return holds(errors) and holds(-shares) and holds(shares - 1)
