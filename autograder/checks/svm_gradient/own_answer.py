"""Is there an answer of the student's own, right or wrong? Constants and echoes keep good manners and need no loops.

An answer is its author's own if it is right, if it is that of a known mistake, or if it follows its problem as a hinge
loss does: it changes with every argument, and classes that get other numbers change nothing but the order of rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds, is_number, without_shape
from autograder.checks.svm_gradient.answers import answers_in_turn
from autograder.checks.svm_gradient.problems import Problem, draw_problem
from autograder.misconceptions import Misconception, name_mistake

_LOOSE = 1e-6  # relative; here a difference quotient is an answer, too
_NOTHING_YET = ("gradient_still_zero",)  # a known mistake, and no answer yet
_SIZES = ((7, 5, 4), (5, 4, 5), (6, 4, 3), (9, 3, 5))

Verdict = Literal["right", "follows"] | Misconception | None  # None: no answer of one's own


@dataclass(frozen=True)
class Own:
    """What is known of a student's loss and gradient without regularisation.

    Attributes:
        loss, gradient: whether it is right, which known mistake it has, or whether it at least follows its problem.
    """

    loss: Verdict
    gradient: Verdict

    def need(self, both: bool) -> None:
        """Demand a loss or a gradient of the student's own, or both.

        Raises:
            CheckFailed: if there is none.
        """
        missing = [part for part in ("loss", "gradient") if getattr(self, part) is None]
        if len(missing) > (0 if both else 1):
            raise CheckFailed(
                f"This mark is for a loss {'and' if both else 'or'} a gradient computed from W, X and y, right or not; "
                f"your {' and your '.join(missing)} {'are' if len(missing) > 1 else 'is'} not yet."
            )


def own_answer(function: Function, rng: Generator) -> Own:
    """Look at the answers to small problems."""
    problems = [draw_problem(rng, *size) for size in _SIZES]
    changed = _changed(problems[0], rng)
    losses, dWs = zip(*answers_in_turn(function, problems), strict=True)

    @functools.cache
    def others() -> dict[str, tuple[Any, Any]]:
        answers = answers_in_turn(function, [problem for problem, _ in changed.values()])
        return dict(zip(changed, answers, strict=True))

    return Own(
        _loss_verdict(problems, list(map(_number, losses)), lambda: {w: _number(o[0]) for w, o in others().items()}),
        _gradient_verdict(
            problems,
            [_array(dW, problem) for dW, problem in zip(dWs, problems, strict=True)],
            lambda: {what: _array(dW, problems[0]) for what, (_, dW) in others().items()},
            changed["relabelled"][1],
        ),
    )


def _loss_verdict(
    problems: Sequence[Problem], losses: Sequence[float | None], others: Callable[[], dict[str, float | None]]
) -> Verdict:
    found = [(problem, loss) for problem, loss in zip(problems, losses, strict=True) if loss is not None]
    if len(found) < len(problems):
        return None
    if all(holds(problem.loss_error(loss)) for problem, loss in found):
        return "right"
    known = name_mistake("svm_gradient", "loss", [problem.observation(loss=loss) for problem, loss in found])
    return known or ("follows" if _follows(losses[0], others()) else None)


def _gradient_verdict(
    problems: Sequence[Problem],
    dWs: Sequence[Array | None],
    others: Callable[[], dict[str, Array | None]],
    names: Array | None,
) -> Verdict:
    found = [(problem, dW) for problem, dW in zip(problems, dWs, strict=True) if dW is not None]
    if len(found) < len(problems):
        return None
    errors = [problem.gradient_errors(dW) for problem, dW in found]
    if all(map(holds, errors)):
        return "right"
    known = name_mistake("svm_gradient", "gradient", [problem.observation(dW=dW) for problem, dW in found])
    if known:
        return None if known.id in _NOTHING_YET else known
    changed = others()
    relabelled = changed["relabelled"]
    back = changed | {"relabelled": None if relabelled is None else relabelled[names]}
    follows = _follows(dWs[0], back, minds_W=False) or all(holds(error, _LOOSE) for error in errors)
    return "follows" if follows else None


def _changed(problem: Problem, rng: Generator) -> dict[str, tuple[Problem, Array | None]]:
    """Problems of which each differs in one thing from the first, and how to bring rows of a gradient back in order."""
    C = len(problem.W)
    names = np.roll(np.arange(C), 1 + rng.integers(C - 1))
    return {
        "W": (replace(problem, W=0.7 * problem.W + 0.3 * rng.standard_normal(problem.W.shape)), None),
        "X": (replace(problem, X=0.7 * problem.X + 0.3 * rng.standard_normal(problem.X.shape)), None),
        "y": (replace(problem, y=(problem.y + 1) % C), None),
        # Class j is now called names[j].
        "relabelled": (replace(problem, W=problem.W[np.argsort(names)], y=names[problem.y]), names),
    }


def _follows(answer: Any, others: dict[str, Any], minds_W: bool = True) -> bool:
    """Whether an answer changes with its arguments, and not with the numbers of the classes."""
    if any(other is None for other in others.values()):
        return False

    def differs(what: str) -> bool:
        return bool(np.max(np.abs(others[what] - answer)) > _LOOSE * max(1.0, float(np.max(np.abs(answer)))))

    return differs("X") and differs("y") and (differs("W") or not minds_W) and not differs("relabelled")


def _number(value: Any) -> float | None:
    value = without_shape(value)
    return float(value) if is_number(value) and np.isfinite(value) else None


def _array(value: Any, problem: Problem) -> Array | None:
    fits = type(value) is np.ndarray and value.shape == problem.W.shape and value.dtype.kind == "f"
    return value.astype(np.float64) if fits and np.isfinite(value).all() else None
