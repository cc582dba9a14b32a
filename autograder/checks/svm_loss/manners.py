"""The tasks on good manners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed
from autograder.checks.answers import hinted, holds, integers_hint, read_only
from autograder.checks.svm_loss.problems import Problem, draw_problem
from autograder.checks.svm_loss.trial import Trial


def check_contract(trial: Trial, rng: Generator) -> None:
    """Judge that arguments stay as they are, nothing survives a call, and every type is taken."""
    for problem in (draw_problem(rng, 7, 5, 4), draw_problem(rng, 5, 4, 5)):
        trial.answer(problem, by_the_rules=True)
    _need_own_answer(trial, rng)
    for where, variant, hint in _variants(trial.part, rng):
        plain = replace(variant, W=variant.W.astype(float), X=variant.X.astype(float), y=variant.y.astype(np.int64))
        expected = trial.answer(plain)
        with hinted(hint):
            answer = trial.answer(variant, where, by_the_rules=True)
        if not holds(trial.errors(plain, answer, expected)):
            hint = integers_hint(answer, expected) if "integers" in where else hint
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _need_own_answer(trial: Trial, rng: Generator) -> None:
    """Demand an answer that follows its problem, right or not: constants and echoes have the best of manners."""
    same = {"W", "X"} if trial.part == "svm_scores" else {"W", "X", "y"}
    for _ in range(4):  # an answer in whole numbers may be the same by chance
        problem = draw_problem(rng, 3, 5, 6)  # with classes that have no example
        answer = trial.answer(problem)
        changed = {
            "W": replace(problem, W=0.7 * problem.W + 0.3 * rng.standard_normal(problem.W.shape)),
            "X": replace(problem, X=0.7 * problem.X + 0.3 * rng.standard_normal(problem.X.shape)),
            "y": replace(problem, y=(problem.y + 1) % 6),
        }
        same = {name for name in same if np.array_equal(trial.answer(changed[name]), answer)}
    if same:
        raise CheckFailed(
            f"{trial.yours} {trial.verb('does', 'do')} not change with {' or '.join(sorted(same))}, "
            "so this mark cannot be given yet."
        )


def _variants(part: str, rng: Generator) -> Iterator[tuple[str, Problem, str]]:
    """Problems in other clothes: in words, the problem, and what to do if its answer is not that of the plain one."""
    floats = "Convert first: np.asarray(X, dtype=float), and W alike."
    problem = replace(
        draw_problem(rng, 30, 6, 10), reg=rng.uniform(0.2, 0.8)
    )  # N times C is more than fits into a byte
    whole = replace(
        problem, W=rng.integers(-3, 4, problem.W.shape), X=rng.integers(-3, 4, problem.X.shape), reg=2, delta=2
    )
    yield (
        "when it is called again",
        problem,
        "Nothing may survive from one call to the next, and nothing may be random.",
    )
    yield "with integers in W", replace(problem, W=whole.W), floats
    yield "with integers in X", replace(problem, X=whole.X), floats
    yield "with integers in W, X and all numbers", whole, floats
    yield "with pixels of type uint8 in X", replace(problem, X=rng.integers(256, size=(30, 6), dtype=np.uint8)), floats
    yield (
        "with float32 in W and X",
        replace(problem, W=problem.W.astype(np.float32), X=problem.X.astype(np.float32)),
        "Convert first, then compute: float32 keeps seven digits only.",
    )
    W, X, y = read_only(problem.W, problem.X, problem.y)
    yield "with read-only inputs", replace(problem, W=W, X=X, y=y), "Write into arrays of your own."
    yield (
        "with W and X in column-major order",
        replace(problem, W=np.asfortranarray(problem.W), X=np.asfortranarray(problem.X)),
        "Does a line depend on how arrays lie in memory? Index them by row and column.",
    )
    if part != "svm_scores":
        for dtype in (np.int32, np.uint8):
            yield (
                f"with labels of type {np.dtype(dtype)}",
                replace(problem, y=problem.y.astype(dtype)),
                "Is there arithmetic with the labels? It may overflow in their type; use them as indices only.",
            )
