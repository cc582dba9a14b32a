"""The task of `predict_doublings`."""

from __future__ import annotations

from typing import Any

from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call
from autograder.checks.answers import answers_to, failure, finite_number, kind_of
from autograder.checks.backpropagation.judgement import STEM
from autograder.misconceptions import Observation

_NAMES = ("slope", "slope with =", "number of calls in one walk", "number of calls along every path")


def _read(function: Function, k: int) -> tuple[float, ...]:
    where = f"for k={k}"
    value: Any = call(function, k, where=where)
    if type(value) not in (list, tuple) or len(value) != len(_NAMES):
        raise CheckFailed(f"Return four numbers; {where} your function returns {kind_of(value)}.")
    return tuple(finite_number(one, f"Your {name}", where) for one, name in zip(value, _NAMES, strict=True))


def check_prediction(function: Function, rng: Generator) -> None:
    """Judge four numbers for chains of several lengths."""
    lengths = [1, 2, *(int(k) for k in rng.choice(range(4, 30), 4, replace=False))]
    answers, stopped = answers_to(lengths, lambda k: _read(function, k))
    observations = [
        Observation((k,), answer, (2.0**k, 1.0, float(k), 2.0**k - 1))
        for k, answer in zip(lengths, answers, strict=False)
    ]
    for seen in observations:
        for name, got, right in zip(_NAMES, seen.got, seen.right, strict=True):
            if not abs(got - right) <= 1e-6 * right:
                raise failure(
                    STEM,
                    "predict_doublings",
                    f"Your {name} is not what comes out for k={seen.args[0]}.",
                    observations,
                    "Draw the graph for k = 1 and k = 2, and follow the gradient with a pencil.",
                )
    if stopped:
        raise stopped
