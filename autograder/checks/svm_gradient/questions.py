"""The questions: the gradient of the example done by hand, and what is wrong with a gradient that is given."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_number, kind_of
from autograder.checks.questions import Choice, Number, Question
from autograder.checks.svm_gradient.problems import Problem
from autograder.misconceptions import CATALOGUE

_HERE = "in your answer"
_HAND = Problem(
    np.array([[2.0, 0.0], [0.0, 1.0], [-1.0, 1.0]]),
    np.array([[1.0, 4.0], [2.0, 1.0], [-2.0, 1.0]]),
    np.array([0, 1, 2]),
)
_CLOSE = 0.01  # two decimals are enough
# On one small problem other mistakes look alike; these do not.
_TELLING = ("gradient_summed_over_examples", "data_gradient_negated", "correct_row_once", "correct_row_missing")


def check_hand_gradient(function: Function, _: Generator) -> None:
    """Judge the gradient of the example done by hand; every student has the same."""
    dW = _table(call(function, where=_HERE), _HAND.W.shape)
    if _close(dW, _HAND.right[1]):
        return
    args = _HAND.W, _HAND.X, _HAND.y, 0.0
    text = "Your gradient of the hand example is not right."
    for entry in map(CATALOGUE.__getitem__, _TELLING):
        if _close(dW, entry.wrong(*args)[1]):
            raise CheckFailed(f"{text} {entry.sentence}", misconception=entry.id)
    if np.abs(dW.sum(axis=0)).max() > 3 * _CLOSE:
        hint = "Its rows do not add up to zero: what a violated margin gives to one row, it takes from another."
    else:
        hint = "Its rows add up to zero, as they should. Which margins are violated, and how often is each row moved?"
    raise CheckFailed(f"{text} {hint}")


def _table(answer: Any, shape: tuple[int, int]) -> Array:
    """Rows of numbers, in lists, tuples or an array."""
    rows = _entries(answer, shape[0], f"{shape[0]} rows")
    what = "A number of your gradient"
    return np.array(
        [[finite_number(value, what, _HERE) for value in _entries(row, shape[1], "two numbers a row")] for row in rows]
    )


def _entries(value: Any, number: int, what: str) -> Any:
    several = type(value) in (list, tuple) or (type(value) is np.ndarray and value.ndim > 0)
    if not several or len(value) != number:
        raise CheckFailed(f"Return {what}; your answer has {kind_of(value)} there.")
    return value


def _close(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= _CLOSE))


check_broken_gradient = Question(
    "svm_gradient",
    "diagnose_gradient",
    (
        Number(
            "the row",
            2,
            "Add up the rows: which columns do not come to zero, as they must? Then count the violated margins of the "
            "examples of each class, and compare with what stands in the row of that class.",
        ),
        Number(
            "the first entry",
            -1.25,
            "Take the first feature of each example that moves this row, as often as it does, with its sign, then the "
            "mean over all four examples.",
        ),
        Choice(
            "the slip",
            "b",
            "abcde",
            "Try each slip on all four rows: it must change the row that is wrong and leave the other three right.",
        ),
    ),
)
