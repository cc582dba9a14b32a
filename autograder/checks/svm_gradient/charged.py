"""What one cell has charged already, so that another need not charge it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks import Array
from autograder.checks.answers import holds, is_number
from autograder.checks.svm_gradient.problems import Problem
from autograder.misconceptions import Misconception, name_mistake

# These are other losses altogether; their gradients are not the work that is asked for.
_OTHERS = ("loss_softmax", "loss_one_vs_all", "loss_counts_violations")


def is_gradient_of_a_charged_loss(problems: Sequence[Problem], answers: Sequence[tuple[Any, Array]]) -> bool:
    """Whether losses are those of one known mistake, which the task on the loss charges, and the gradients go with it.

    Args:
        problems: without regularisation.
        answers: the loss and the gradient on each of them.
    """
    if not all(is_number(loss) and np.isfinite(loss) for loss, _ in answers):
        return False
    losses = [problem.observation(loss=float(loss)) for problem, (loss, _) in zip(problems, answers, strict=True)]
    mistake = name_mistake("svm_gradient", "loss", losses)
    if mistake is None or mistake.id in _OTHERS:
        return False
    return all(
        dW.shape == problem.W.shape and holds(np.abs(dW - _slopes(mistake, problem)) / problem.scale, 1e-6)
        for problem, (_, dW) in zip(problems, answers, strict=True)
    )


def _slopes(mistake: Misconception, problem: Problem) -> Array:
    """The gradient of a mistaken loss, by central differences; the loss is a straight line over such small steps."""
    slopes = np.zeros(problem.W.shape)
    for entry in np.ndindex(slopes.shape):
        h = 1e-6 / problem.scale[entry[1]]
        step = np.zeros(slopes.shape)
        step[entry] = h
        ahead, behind = (mistake.wrong(problem.W + s, problem.X, problem.y, 0.0)[0] for s in (step, -step))
        slopes[entry] = (ahead - behind) / (2 * h)
    return slopes
