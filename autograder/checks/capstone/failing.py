"""The tasks of `describe_failure`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import copies, failure, kind_of
from autograder.misconceptions import Observation

_TEN = 10
Problem = tuple[Array, Array, Array]


def _losses(W: Array, X: Array, y: Array) -> list[float]:
    """The SVM's loss of each example, in plain Python."""
    found = []
    for x, label in zip(X.tolist(), y.tolist(), strict=True):
        scores = [math.fsum(a * b for a, b in zip(row, x, strict=True)) for row in W.tolist()]
        found.append(math.fsum(max(0.0, s - scores[label] + 1) for j, s in enumerate(scores) if j != label))
    return found


def _oracle(W: Array, X: Array, y: Array) -> Array:
    losses = _losses(W, X, y)
    return np.array(sorted(range(len(losses)), key=lambda i: (-losses[i], i))[:_TEN])


def _plain(rng: Generator) -> Problem:
    """Examples whose losses all differ, some of them in the order in which their largest violations do not."""
    N, D, C = int(rng.integers(30, 45)), int(rng.integers(4, 9)), int(rng.integers(4, 8))
    while True:
        W, X, y = rng.standard_normal((C, D)), rng.standard_normal((N, D)), rng.integers(0, C, N)
        losses = np.sort(_losses(W, X, y))
        if np.diff(losses[-_TEN - 1 :]).min() > 1e-6:
            return W, X, y


def _tied(rng: Generator) -> Problem:
    """Whole numbers, so that equal losses are equal in every order of sums; some examples come twice."""
    N, D, C = int(rng.integers(14, 24)), 4, 4
    W = rng.integers(-2, 3, (C, D)).astype(np.float64)
    X, y = rng.integers(-1, 2, (N, D)).astype(np.float64), rng.integers(0, C, N)
    again = rng.permutation(N)
    return W, np.concatenate([X, X[again]]), np.concatenate([y, y[again]])


def _few(rng: Generator) -> Problem:
    """Fewer than ten examples."""
    W, X, y = _plain(rng)
    N = int(rng.integers(3, 9))
    return W, X[:N], y[:N]


def _judge(function: Function, problems: list[Problem], describe: Callable[[Problem], str]) -> None:
    observations, wrong = [], ""
    for problem in problems:
        where, right = describe(problem), _oracle(*problem)
        answer = _indices(call(function, *copies(problem), where=where), where)
        observations.append(Observation(problem, answer, right))
        if not np.array_equal(answer, right) and not wrong:
            wrong = _said(answer, right, where)
    if wrong:
        raise failure("capstone", "describe_failure", wrong, observations, "")


def _said(answer: Array, right: Array, where: str) -> str:
    if len(answer) != len(right):
        return f"Your function returns {len(answer)} indices {where}; {len(right)} are due."
    if sorted(answer) == sorted(right):
        return f"Your indices are the right ones {where}, in another order."
    hits = len(set(answer.tolist()) & set(right.tolist()))
    return f"Of your {len(answer)} indices {where} {hits} are among those with the largest losses."


def _indices(answer: Any, where: str) -> Array:
    listed = (
        type(answer) in (list, tuple) and answer and all(type(i) is int or isinstance(i, np.integer) for i in answer)
    )
    array = np.asarray(answer) if listed else answer
    if type(array) is not np.ndarray or array.ndim != 1 or array.dtype.kind not in "iu":
        raise CheckFailed(f"Your indices must be a 1-D array of whole numbers; {where} you return {kind_of(answer)}.")
    return array.astype(np.int64)


def check_largest(function: Function, rng: Generator) -> None:
    """Judge the ten largest losses, in order."""
    _judge(function, [_plain(rng) for _ in range(6)], lambda problem: f"with {len(problem[2])} examples")


def check_ties(function: Function, rng: Generator) -> None:
    """Judge the order of equal losses, and fewer examples than ten."""
    problems = [maker(rng) for maker in (_tied, _few, _tied, _few, _tied, _tied)]

    def describe(problem: Problem) -> str:
        kind = "some with the same loss" if len(problem[2]) > _TEN else "fewer than ten"
        return f"with {len(problem[2])} examples, {kind}"

    plain = [_plain(rng) for _ in range(2)]
    first = [_indices(call(function, *copies(problem), where="with other examples"), "there") for problem in plain]
    right = [_oracle(*problem) for problem in plain]
    turned = all(np.array_equal(one[::-1], other) for one, other in zip(first, right, strict=True))
    own_losses = not any(np.array_equal(one, other) for one, other in zip(first, right, strict=True))
    if not own_losses or len(set(map(bytes, first))) == 1:
        _judge(function, problems, describe)
        return
    # Whose losses are others, or in another direction, has lost the mark for that. Examples that are the same have the
    # same loss by any formula, so of those the smaller index must still come first.
    for problem in problems:
        where = describe(problem)
        answer = _indices(call(function, *copies(problem), where=where), where)
        _need_order(answer[::-1] if turned else answer, problem, where)


def _need_order(answer: Array, problem: Problem, where: str) -> None:
    """Demand as many indices as are due, and that of examples that are the same the first come first."""
    _, X, y = problem
    due = min(_TEN, len(y))
    if len(answer) != due:
        raise CheckFailed(f"Your function returns {len(answer)} indices {where}; {due} are due.")
    if len(set(answer.tolist())) != due or answer.min() < 0 or answer.max() >= len(y):
        raise CheckFailed(f"Your indices are not those of {due} examples {where}.")
    kinds: dict[bytes, list[int]] = {}
    for i, row in enumerate(np.column_stack([X, y])):
        kinds.setdefault(row.tobytes(), []).append(i)
    for members in kinds.values():
        chosen = [i for i in answer.tolist() if i in members]
        if chosen != members[: len(chosen)]:
            raise CheckFailed(f"Of examples that are the same, the smaller index comes first; yours not {where}.")
