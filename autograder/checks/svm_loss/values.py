"""The tasks on what the functions return."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CallLost, CheckFailed
from autograder.checks.answers import TOLERANCE, holds, off_by, rounded_hint, size_of
from autograder.checks.svm_loss.problems import Problem, draw_all, draw_problem, draw_satisfied, oracle
from autograder.checks.svm_loss.trial import Trial
from autograder.misconceptions import Observation


def check_values(trial: Trial, rng: Generator) -> None:
    """Judge the values on problems of all sorts."""
    # All problems are asked whatever comes, since the mistake is recognised by all usable answers.
    complaint, unusable = None, None
    for problem in draw_all(rng):
        try:
            answer = trial.answer(problem)
        except CheckFailed as failed:
            if isinstance(failed.__cause__, CallLost):
                raise  # no use in waiting for it again and again
            if complaint is None:
                complaint, unusable = (failed.message, ""), failed
        else:
            complaint = complaint or trial.complaint(problem, answer)
    if complaint:
        named = trial.failed(*complaint)
        raise unusable if unusable and named.misconception is None else named


def check_margins(trial: Trial, rng: Generator) -> None:
    """Judge the margins, and that they go with the problem when it is changed."""
    check_values(trial, rng)
    problem = draw_problem(rng, 24, 8, 6)
    answer = trial.answer(problem)
    for what, changed, restore in _relatives(problem, rng):
        errors = trial.errors(changed, restore(trial.answer(changed)), answer)
        if not holds(errors):
            raise trial.failed(f"Your margins change when {what} {size_of(errors.max())}.", "They must not.")


def _relatives(problem: Problem, rng: Generator) -> Iterator[tuple[str, Problem, Callable[[Array], Array]]]:
    """Problems with the same answers: in words, the problem, and how to bring its margins back in order."""
    W, X, y = problem.W, problem.X, problem.y
    shift = 3 * rng.standard_normal(W.shape[1])
    yield "one vector is added to every row of W", replace(problem, W=W + shift), np.asarray
    order = rng.permutation(len(X))
    back = np.argsort(order)
    yield "the examples come in another order", replace(problem, X=X[order], y=y[order]), lambda m: m[back]
    circle = rng.permutation(len(W))
    names = np.roll(circle, 1)[np.argsort(circle)]  # every class gets another number
    new = np.argsort(names)
    yield "the classes get other numbers", replace(problem, W=W[names], y=new[y]), lambda m: m[:, new]


def check_delta(trial: Trial, rng: Generator) -> None:
    """Judge how an answer follows delta."""
    # Judged is the rule answer(W, delta) = delta * answer(W / delta, 1), so that other mistakes cost nothing here; with
    # delta**2 or 1 in front for margins that are squared or counted, which another task charges.
    deltas = rng.uniform(0.3, 0.7), rng.uniform(1.5, 3.0)
    # The last class never occurs as a label, so that a table with zeros in too many columns is not all zeros.
    shapes = ((1, 3, 4), (7, 5, 4), (5, 4, 5), (6, 3, 2))
    problems = [draw_problem(rng, N, D, C, rng.integers(C - 1, size=N)) for N, D, C in shapes]
    degrees, some = {0, 1, 2}, False
    for delta in deltas:
        for problem in problems:
            flat = replace(problem, W=0 * problem.W)
            zero, one = trial.answer(replace(flat, delta=delta)), trial.answer(flat)
            text = f"At W = 0 {trial.yours.lower()} {trial.verb('is', 'are')} not as large as delta wants"
            if np.shape(zero) != np.shape(one) or not np.size(one):
                raise _delta_failure(trial, rng, f"{text}, {trial.where(flat)}.")
            some |= bool(np.max(np.abs(one)) > TOLERANCE)
            degrees = {p for p in degrees if holds(np.abs(np.asarray(zero) - delta**p * np.asarray(one)))}
            if not degrees:
                raise _delta_failure(trial, rng, f"{text}, {trial.where(replace(flat, delta=delta))}.")
    if not some:
        raise _delta_failure(trial, rng, f"{text}: all zero.")
    degree = max(degrees)
    for delta in deltas:
        answers = []
        for problem in (replace(problem, delta=delta) for problem in problems):
            answers.append((trial.answer(problem), trial.answer(replace(problem, W=-problem.W))))
            scaled = trial.answer(replace(problem, W=problem.W / delta, delta=None))
            same_shape = np.shape(scaled) == np.shape(answers[-1][0])
            error = (
                np.abs(answers[-1][0] - delta**degree * scaled).max() / problem.scale.max() if same_shape else math.inf
            )
            if not holds(error):
                text = f"{trial.yours} {trial.verb('does', 'do')} not follow delta {trial.where(problem)}"
                raise _delta_failure(trial, rng, f"{text} {size_of(error)}." if same_shape else f"{text}.")
        if all(np.array_equal(one, other) for one, other in answers):
            raise trial.failed(f"{trial.yours} {trial.verb('is', 'are')} the same whatever W is.", "Use W and X.")


def _delta_failure(trial: Trial, rng: Generator, text: str) -> CheckFailed:
    for N, D, C in ((7, 5, 4), (6, 4, 3)):  # by more than the problem at which it stopped is the mistake recognised
        for delta in (0.6, 2.5):
            trial.answer(replace(draw_problem(rng, N, D, C), delta=delta))
    return trial.failed(text, "Each wrong class has to stay below the correct one by delta: max(0, s_j - s_y + delta).")


def check_regularisation(trial: Trial, rng: Generator) -> None:
    """Judge what reg adds to the loss."""
    drawn = [draw_problem(rng, *shape) for shape in ((1, 3, 4), (7, 5, 4), (4, 4, 4), (5, 1, 3), (6, 4, 3))]
    corrected: list[Observation] = []
    failed = None
    for problem in drawn:
        with_reg = replace(problem, reg=rng.uniform(0.2, 0.8))
        # Judged is what reg adds, so that a wrong data loss costs nothing here.
        added = trial.answer(with_reg) - trial.answer(problem)
        right = oracle("svm_loss", with_reg)
        corrected.append(
            Observation((problem.W, problem.X, problem.y, with_reg.reg), oracle("svm_loss", problem) + added, right)
        )
        penalty = with_reg.reg * np.sum(problem.W**2)
        error = abs(added - penalty) / max(1.0, abs(right))
        if failed is None and not holds(error):
            text = f"What reg adds to your loss is off {trial.where(with_reg)} {size_of(error)}."
            failed = text, _ratio(added, penalty)
    if failed:
        named = trial.failed(*failed)
        # Perhaps a wrong data loss hides a known mistake.
        raise named if named.misconception else trial.failed(*failed, seen=corrected)


def _ratio(added: float, penalty: float) -> str:
    if added == 0:
        return "It adds nothing: the regularisation term is missing."
    if abs(added / penalty - 1) < 1e-5:
        return rounded_hint(added)
    return f"It is {off_by(added / penalty)}, reg times the sum of all squared weights."


def check_laws(trial: Trial, rng: Generator) -> None:
    """Judge laws that a loss obeys: symmetry, convexity, and nothing to pay where all is well."""
    drawn = [draw_problem(rng, *shape) for shape in ((1, 3, 4), (9, 5, 4), (24, 8, 6), (5, 4, 3))]
    for problem, loss in [(problem, trial.answer(problem)) for problem in drawn]:
        for what, changed, _ in _relatives(problem, rng):
            error = trial.errors(changed, trial.answer(changed), loss)
            if not holds(error):
                text = f"Your loss changes when {what}, {trial.where(problem)} {size_of(float(error))}."
                hint = "It must not: only the differences of scores count, and every class alike."
                raise trial.failed(text, _with_cause(trial, problem, loss, hint))
    for _ in range(8):
        problem = draw_problem(rng, 6, 4, 5)
        loss = trial.answer(problem)
        U, V, t = problem.W, draw_problem(rng, 6, 4, 5).W, rng.uniform(0.2, 0.8)
        between, one, other = (trial.answer(replace(problem, W=W)) for W in (t * U + (1 - t) * V, U, V))
        excess = (between - (t * one + (1 - t) * other)) / max(1.0, abs(one), abs(other))
        if not holds(excess):
            text = f"Your loss is not convex {trial.where(problem)}: between two points it rises above the chord"
            hint = "The hinge is convex, and so is a mean of hinges."
            raise trial.failed(f"{text} {size_of(excess)}.", _with_cause(trial, problem, loss, hint))
    for problem in (draw_satisfied(rng), draw_satisfied(rng)):
        least = trial.answer(problem)
        for factor in (1.5, 10.0):
            larger = replace(problem, W=factor * problem.W)
            error = trial.errors(larger, trial.answer(larger), least)
            if not holds(error):
                text = f"Your loss changes when W is made {factor} times larger, {trial.where(problem)}."
                hint = "A class that is low enough costs nothing, however low it is."
                raise trial.failed(text, _with_cause(trial, problem, least, hint))
        mixed = replace(problem, y=(problem.y + 1) % 4, kind="all labels wrong")
        if not trial.answer(mixed) - least > 0.01:
            hint = "Then every example must cost more."
            text = f"Your loss is no larger {trial.where(mixed)}."
            raise trial.failed(text, _with_cause(trial, problem, least, hint))


def _with_cause(trial: Trial, problem: Problem, loss: float, hint: str) -> str:
    """The hint, and whether the value of the loss is off on the same problem."""
    if holds(trial.errors(problem, loss)):
        return hint
    return f"{hint} Its value is off there too, so the cell data_loss may have the same cause."
