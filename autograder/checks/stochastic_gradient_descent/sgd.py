"""The tasks of `sgd`."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import (
    TOLERANCE,
    failure,
    finite_array,
    holds,
    need_double,
    read_only,
    size_of,
    two_things,
    unchanged,
)
from autograder.checks.stochastic_gradient_descent.generators import GIVEN, SIGMAS, new_generator
from autograder.checks.stochastic_gradient_descent.training import (
    LossGrad,
    Run,
    Training,
    draw_training,
    least_squares,
    losses_of,
    not_an_epoch,
    observations_of,
    train,
)
from autograder.misconceptions import CATALOGUE

_failed = partial(failure, "stochastic_gradient_descent")


def check_batches(function: Function, rng: Generator) -> None:
    """Judge what `loss_grad` is called with."""
    shapes = [(6, 2, 2), (8, 4, 3), (9, 3, 2), (10, 5, 3), (7, 3, 3), (11, 4, 2), (5, 9, 2), (4, 4, 3), (5, 1, 2)]
    runs = [train(function, draw_training(rng, *shape), whole=False) for shape in shapes]
    for run in runs:
        trouble = not_an_epoch(run)
        if trouble:
            text = f"Your batches are not as they must be {run.problem.where}. {trouble}"
            failed = _failed("sgd", text, observations_of(runs), "Look at what you call loss_grad with.")
            known = CATALOGUE["sgd_draws_with_replacement"]
            if failed.misconception is None and _draw_with_replacement(runs):
                raise CheckFailed(f"{text} {known.sentence}", misconception=known.id)
            raise failed


def _draw_with_replacement(runs: Sequence[Run]) -> bool:
    """Whether batches look drawn with replacement: rows come twice in one batch, and yet most have their turn.

    Who draws from a generator of their own, as with np.random.choice, cannot be known by the numbers.
    """
    seen = [one.rows for run in runs for one in run.trace if 2 < len(one.rows) <= len(run.problem.X)]
    if not seen or any((rows < 0).any() for rows in seen):
        return False
    twice = sum(len(set(rows.tolist())) < len(rows) for rows in seen)
    orders = {tuple(rows.tolist()) for rows in seen}
    pairs = all(np.array_equal(one.y, run.problem.y[one.rows]) for run in runs for one in run.trace)
    different = np.mean([len(set(rows.tolist())) / len(rows) for rows in seen])
    return bool(pairs and twice > len(seen) / 4 and len(orders) > 0.8 * len(seen) and different > 0.5)


def check_fresh_order(function: Function, rng: Generator) -> None:
    """Judge that each epoch has an order of its own, from the generator."""
    problem = draw_training(rng, 24, 6, 4)
    problems = [
        problem,
        problem,
        replace(problem, rng=new_generator(rng)),
        *(draw_training(rng, 12, 3, 4) for _ in range(3)),
    ]
    count, many = 200, draw_training(rng, 6, 2, 200, rates=0.01)
    runs = [train(function, problem, whole=False) for problem in (*problems, many)]
    if any(len(run.epochs()) < 2 for run in runs):
        raise _failed("sgd", "Your runs come to no second epoch.", observations_of(runs[:-1]), "")
    orders = [[np.concatenate([np.sort(one.rows) for one in epoch]).tolist() for epoch in run.epochs()] for run in runs]
    # What an epoch holds is for the task of the batches; the chances are counted where it holds each example once.
    whole = [order for order in orders[-1] if sorted(order) == list(range(6))]
    batch_of = np.zeros((6, 3))
    for order in whole:
        batch_of[order, np.arange(6) // 2] += 1
    if any(one == other for epochs in orders[:-1] for one, other in itertools.pairwise(epochs)):
        text = "Two epochs of one run have the same batches; draw a fresh permutation for every epoch."
    elif orders[0] == orders[2]:
        text = "Your batches are the same whatever the state of rng."
    elif orders[0] != orders[1]:
        text = "Your batches differ when rng is in the same state again."
    elif not all(run.advanced for run in runs):
        text = "Your function leaves rng in the state in which it was."
    elif len(whole) == count and not holds(np.abs(batch_of - count / 3) / math.sqrt(count * 2 / 9), SIGMAS):
        text = f"In {count} epochs of 6 examples, some are in some batches far too often or too seldom."
    else:
        return
    raise _failed("sgd", text, observations_of(runs[:-1]), GIVEN)


def check_steps(function: Function, rng: Generator) -> None:
    """Judge each step from where it began."""
    shapes = [(6, 2, 2), (8, 4, 3), (5, 5, 4), (9, 3, 2), (4, 1, 2), (12, 6, 3)]
    problems = [draw_training(rng, *shape, C=2 + k % 3, D=2 + k) for k, shape in enumerate(shapes)]
    runs = [train(function, problem, whole=False) for problem in problems]
    for run in runs:
        _need_steps(run)
        points = [one.W for one in run.trace] + [run.end()]
        fine = (
            1e-6 if type(run.W) is np.ndarray and run.W.dtype == np.float32 else TOLERANCE
        )  # for the contract to tell
        scale = max(1.0, np.abs(run.problem.W0).max())
        if not holds(np.abs(points[0] - run.problem.W0) / scale):
            raise CheckFailed(f"Your first step {run.problem.where} does not start at W0.")
        for t, (one, after) in enumerate(zip(run.trace, points[1:], strict=True)):
            dW = least_squares(one.W, one.X, one.y, run.problem.reg)[1]
            error = float(np.max(np.abs(one.W - run.problem.rate(t) * dW - after))) / scale
            if not holds(error, fine if t == len(run.trace) - 1 else TOLERANCE):
                text = f"Your step {t} is off {run.problem.where} {size_of(error)}."
                hint = "A step is W - lr * dW, where dW is the gradient of the batch, with the reg that you were given."
                raise _failed("sgd", text, observations_of(runs), hint)


def _need_steps(run: Run) -> None:
    if not run.trace:
        raise CheckFailed(f"Your function never calls loss_grad {run.problem.where}.")


def _step_lengths(run: Run) -> Array:
    """How many times its own gradient each step went down."""
    points = [one.W for one in run.trace] + [run.end()]
    lengths = []
    for one, after in zip(run.trace, points[1:], strict=True):
        step = one.W - after
        length = float(np.vdot(step, one.gradient) / np.vdot(one.gradient, one.gradient))
        fine = 1e-6 if type(run.W) is np.ndarray and run.W.dtype == np.float32 else 1e-9
        if not holds(np.abs(step - length * one.gradient) / max(1.0, np.abs(one.W).max()), fine):
            raise CheckFailed(f"Your steps {run.problem.where} do not go along the gradient, so they have no rate.")
        lengths.append(length)
    return np.array(lengths)


def check_learning_rate(function: Function, rng: Generator) -> None:
    """Judge that a callable lr is asked for each step by its number."""
    problems = []
    for n, batch_size, n_epochs in [(6, 2, 3), (8, 2, 2), (5, 5, 6), (9, 3, 4), (4, 1, 3)]:
        steps = n_epochs * n // batch_size
        rates = 0.1 * rng.permutation(np.linspace(0.2, 1, steps + 10))  # ten more, so that a wrong count can go on
        problems.append(draw_training(rng, n, batch_size, n_epochs, rates))
    runs = [train(function, problem, whole=False) for problem in problems]
    for run in runs:
        _need_steps(run)
        lengths = _step_lengths(run)
        due = np.array([run.problem.rate(t) for t in range(len(lengths))])
        # A factor that all steps share is no matter of the schedule.
        shares = lengths / due
        error = float(np.max(np.abs(shares / shares[0] - 1)))
        fine = 1e-7 if type(run.W) is not np.ndarray or run.W.dtype != np.float32 else 1e-3
        if not holds(error, fine):  # a length is a quotient of differences of W
            t = int(np.argmax(~(np.abs(shares / shares[0] - 1) <= fine)))
            text = f"With a callable lr, {run.problem.where}, step {t} has not the rate lr({t})."
            hint = "Count the steps 0, 1, 2, ... over all epochs, and call lr with that number in every step."
            raise _failed("sgd", text, observations_of(runs), hint)


def check_history(function: Function, rng: Generator) -> None:
    """Judge the losses that come back."""
    shapes = [(6, 2, 2), (8, 4, 3), (5, 5, 4), (9, 3, 2), (4, 1, 2), (12, 6, 3)]
    runs = [train(function, draw_training(rng, *shape), whole=False) for shape in shapes]
    for run in runs:
        _need_steps(run)
        losses, where = losses_of(run), run.problem.where
        hint = "Keep the loss that loss_grad returns, once in every step."
        if losses.size != len(run.trace):  # how many there must be is for the task of the batches
            text = f"Your history has {losses.size} losses {where}; there are {len(run.trace)} steps."
            raise _failed("sgd", text, observations_of(runs, history=True), hint)
        due = np.array([one.loss for one in run.trace])
        errors = np.abs(losses - due) / np.maximum(1.0, np.abs(due))
        if not holds(errors):
            text = f"Your history is off {where} {size_of(float(errors.max()))}."
            raise _failed("sgd", text, observations_of(runs, history=True), hint)
        if run.each > 1:
            raise CheckFailed(
                f"Your history is right {where}, but you call loss_grad {run.each} times in every step. "
                "One call gives the loss and the gradient."
            )


def check_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, and the types that are taken."""
    # A constant keeps all the rules below, so a function must go through the data or take right steps first.
    run = train(function, draw_training(rng, 8, 2, 2), whole=False)
    points = [one.W for one in run.trace] + [run.end()]
    right_steps = all(
        holds(np.abs(one.W - run.problem.rate(t) * one.gradient - after))
        for t, (one, after) in enumerate(zip(run.trace, points[1:], strict=True))
    ) and bool(run.trace)
    if not_an_epoch(run) and not right_steps:
        raise CheckFailed("This mark is for a function whose batches or steps are right; yours has neither yet.")
    # One batch of all examples: the order is random, the result is not. In halves, all sums of X and W0 are exact.
    whole = draw_training(rng, 5, 5, 3)
    whole = replace(
        whole, W0=rng.integers(-3, 4, (3, 4)) * 1.0, X=rng.integers(-6, 7, (5, 4)) / 2 + np.arange(5)[:, None] * 8
    )
    whole = replace(whole, rates=1e-4)
    first = _by_the_rules(function, whole, "with one batch of all examples")
    # Whose short batches go wrong has lost the marks of the batches for it.
    short = not_an_epoch(train(function, draw_training(rng, 5, 2, 1), whole=False))
    for where, variant, hint in _variants(whole)[: -1 if short else None]:
        again = _by_the_rules(function, variant, where, hint)
        if not holds(np.abs(again - first) / max(1.0, np.abs(first).max())):
            raise CheckFailed(f"Your function gives another W {where}. {hint}")


def _variants(whole: Training) -> list[tuple[str, Training, str]]:
    """The same problem in other clothes: in words, the variant, and what to do if the answers differ."""
    W0, X, y = read_only(whole.W0, whole.X, whole.y)
    in_floats = "Begin with a copy of W0 in float64."
    return [
        (
            "when it is called again with the same arguments",
            whole,
            "Does something survive from one call to the next, or is it drawn from another generator than rng?",
        ),
        ("with integers in W0", replace(whole, W0=whole.W0.astype(np.int64)), in_floats),
        ("with float32 in W0", replace(whole, W0=whole.W0.astype(np.float32)), in_floats),
        ("with float32 in X", replace(whole, X=whole.X.astype(np.float32)), "Leave the examples as they are."),
        ("with labels of type uint8", replace(whole, y=whole.y.astype(np.uint8)), "Leave the labels as they are."),
        ("with read-only W0, X and y", replace(whole, W0=W0, X=X, y=y), "Write into arrays of your own."),
        ("with a batch_size above N", replace(whole, batch_size=50), "It means one batch of all examples."),
    ]


def _by_the_rules(function: Function, problem: Training, where: str, hint: str = "") -> Array:
    """The W that a function returns that leaves its arguments alone and answers in float64."""
    asked = LossGrad(problem)
    W0, X, y = problem.W0, problem.X, problem.y
    if W0.flags.writeable:
        W0, X, y = W0.copy(), X.copy(), y.copy()
    settings = problem.reg, problem.rates, problem.batch_size, problem.n_epochs, copy.deepcopy(problem.rng)
    with unchanged(W0=W0, X=X, y=y):
        try:
            result = call(function, asked, W0, X, y, *settings, where=where)
        except CheckFailed as failed:
            text = f"{asked.complaint} It happened {where}." if asked.complaint else failed.message
            raise CheckFailed(f"{text} {hint}".rstrip(), staff=failed.staff) from failed
    if type(result) is np.ndarray and result.shape == problem.W0.shape:
        result = (result, None)  # which loses the marks of the history
    W, _ = two_things(result, "W and history", where)
    if type(W) is np.ndarray and W.dtype.kind == "f":
        need_double(W, "Your W", where)
    return finite_array(W, "Your W", where, problem.W0.shape)
