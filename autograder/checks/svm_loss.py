"""The hidden suite of `svm_loss`: scores, margins and loss of the multiclass hinge.

Values are compared with an oracle of our own. What `delta` and `reg` do is judged on its own, by laws that hold between
answers of the same function, so that a slip in the margins does not cost these marks too. The laws of the loss are
judged without an oracle: what it must not see, that it is convex, and that enough is enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CallLost, CheckFailed, call, hinge
from autograder.checks.answers import (
    TOLERANCE,
    failure,
    finite_array,
    finite_number,
    hinted,
    holds,
    read_only,
    size_of,
    unchanged,
)
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

_MILLION = "scores of about a million"
_TINY = "So small an error is no slip in the formula: compute in float64, without rounding."


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        W, X, y, reg: arguments of the student's functions.
        delta: one more; None leaves it out, so that it is 1.
        kind: what is special about the problem, in words for the student.
    """

    W: Array
    X: Array
    y: Array
    reg: float = 0.0
    delta: float | None = None
    kind: str = ""

    @property
    def scale(self) -> Array:
        """The size of the numbers that make up the margins of each example, shape (N, 1)."""
        sizes = np.abs(self.X.astype(float)) @ np.abs(self.W.astype(float)).T
        return np.asarray(sizes.max(axis=1, keepdims=True) + (self.delta or 1.0))


def oracle(part: str, problem: Problem) -> Any:
    """What one of the three functions should return: number by number from the definition, each sum rounded once."""
    weights, labels = problem.W.tolist(), problem.y.tolist()
    delta = 1.0 if problem.delta is None else problem.delta
    scores = [[math.fsum(w * v for w, v in zip(row, x, strict=True)) for row in weights] for x in problem.X.tolist()]
    if part == "svm_scores":
        return np.array(scores)
    margins = [
        [0.0 if j == label else max(0.0, math.fsum((s, -row[label], delta))) for j, s in enumerate(row)]
        for row, label in zip(scores, labels, strict=True)
    ]
    if part == "svm_margins":
        return np.array(margins)
    penalty = problem.reg * math.fsum(w * w for row in weights for w in row)
    return math.fsum(m for row in margins for m in row) / len(margins) + penalty


class Trial:
    """A student's function on trial: what it was asked and what it answered.

    Attributes:
        seen: the usable answers so far, to recognise a known mistake by.
    """

    def __init__(self, part: str, function: Function):
        """Begin with the function of the exercise that is called `part`."""
        self.part = part
        self.seen: list[Observation] = []
        self._function = function
        self._word = part.removeprefix("svm_")

    @property
    def yours(self) -> str:
        """What the function returns, as the beginning of a sentence."""
        return f"Your {self._word}"

    def verb(self, one: str, many: str) -> str:
        """The form of a verb that goes with what the function returns."""
        return one if self.part == "svm_loss" else many

    def where(self, problem: Problem) -> str:
        """The problem in words that give no number of it away."""
        (N, D), C = problem.X.shape, len(problem.W)
        words = f"with N={N}, D={D}, C={C}"
        if self.part == "svm_loss" and problem.reg:
            words += ", reg > 0"
        if problem.delta is not None:
            words += f", a delta {'above' if problem.delta > 1 else 'below'} 1"
        return f"{words}, {problem.kind}" if problem.kind else words

    def answer(self, problem: Problem, where: str = "", by_the_rules: bool = False) -> Any:
        """What the function returns: a finite number, or an array of finite floats whose shape is not looked at.

        Args:
            problem: what to ask.
            where: the problem in words, if they are others than usual.
            by_the_rules: whether to demand that the arguments stay as they are, and double precision.

        Raises:
            CheckFailed: if it returns anything else.
        """
        where = where or self.where(problem)
        arrays = {"W": problem.W, "X": problem.X, "y": problem.y}
        if self.part == "svm_scores":
            del arrays["y"]
        if not by_the_rules:
            arrays = {name: array.copy() for name, array in arrays.items()}
        numbers: tuple[float, ...] = (problem.reg,) if self.part == "svm_loss" else ()
        if problem.delta is not None and self.part != "svm_scores":
            numbers += (problem.delta,)
        observed = tuple(array.copy() for array in arrays.values()) + numbers
        if by_the_rules:
            with unchanged(**arrays):
                result = call(self._function, *arrays.values(), *numbers, where=where)
        else:
            result = call(self._function, *arrays.values(), *numbers, where=where)
        if self.part == "svm_loss":
            answer: Any = finite_number(result, self.yours, where)
        else:
            if by_the_rules and type(result) is np.ndarray and result.dtype != np.float64:
                raise CheckFailed(f"{self.yours} must be of type float64; {where} they are {result.dtype}.")
            answer = finite_array(result, self.yours, where)
        self.seen.append(Observation(observed, answer, oracle(self.part, problem)))
        return answer

    def errors(self, problem: Problem, answer: Any, other: Any = None) -> Array:
        """How far an answer is from the right one, or from another one, relative to the size of what it is made of.

        Infinite if the shapes differ.
        """
        right = np.asarray(oracle(self.part, problem) if other is None else other)
        if np.shape(answer) != right.shape:
            return np.array(math.inf)
        scale = problem.scale if right.ndim else max(problem.scale.max(), abs(float(right)))
        return np.asarray(np.abs(answer - right) / scale)

    def complaint(self, problem: Problem, answer: Any) -> tuple[str, str] | None:
        """What is wrong with an answer, in words, and what to look at if the mistake is not known."""
        errors, shape = self.errors(problem, answer), np.shape(oracle(self.part, problem))
        if holds(errors):
            return None
        if np.shape(answer) != shape:
            got = f"{self.yours} have shape {np.shape(answer)} {self.where(problem)}"
            return f"{got}; they must have shape (N, C), here {shape}.", "One row an example, one column a class."
        text = f"{self.yours} {self.verb('is', 'are')} off {self.where(problem)}{_affected(problem, errors)}"
        return f"{text} {size_of(errors.max())}.", _hint(self.part, problem, errors)

    def failed(self, text: str, hint: str, seen: Sequence[Observation] | None = None) -> CheckFailed:
        """The failure, with the sentence of the known mistake that explains all answers, or with the hint."""
        return failure("svm_loss", self.part, text, self.seen if seen is None else seen, hint)


# Problems.


def _draw(rng: Generator, N: int, D: int, C: int, y: Sequence[int] | Array | None = None, kind: str = "") -> Problem:
    """Draw a problem on which mistakes show, see `hinge.draw`."""
    return Problem(*hinge.draw(rng, N, D, C, None if y is None else np.array(y)), kind=kind)


def _satisfied(rng: Generator) -> Problem:
    return Problem(*hinge.draw_satisfied(rng), kind="no violated margin")


def _problems(rng: Generator) -> list[Problem]:
    """Small problems of all sorts, delta 1 and no regularisation; the simplest come first and are reported first.

    N = C = D occurs often enough to recognise a function that works for these sizes only.
    """
    big = _draw(rng, 6, 4, 5, kind=_MILLION)
    return [
        _draw(rng, 1, 3, 4),
        _draw(rng, 6, 4, 3),
        _draw(rng, 7, 5, 4),
        _draw(rng, 12, 6, 2),
        _draw(rng, 5, 1, 3),
        *(_draw(rng, n, n, n) for n in (3, 4, 4, 5, 6)),
        _draw(rng, 9, 3, 9),
        _draw(rng, 5, 5, 7),
        _draw(rng, 8, 5, 5, (3, 1, 1, 3, 3, 1, 3, 1), "classes without examples"),
        _draw(rng, 5, 3, 4, (0,) * 5, "all labels 0"),
        _draw(rng, 6, 2, 5, (4,) * 6, "all labels C - 1"),
        replace(big, W=1e3 * big.W, X=1e3 * big.X),
        _satisfied(rng),
    ]


# The tasks.


def _check_values(trial: Trial, rng: Generator) -> None:
    # All problems are asked whatever comes, since the mistake is recognised by all usable answers.
    complaint, unusable = None, None
    for problem in _problems(rng):
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


def _check_margins(trial: Trial, rng: Generator) -> None:
    _check_values(trial, rng)
    problem = _draw(rng, 24, 8, 6)
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
    names = rng.permutation(len(W))
    new = np.argsort(names)
    yield "the classes get other numbers", replace(problem, W=W[names], y=new[y]), lambda m: m[:, new]


def _check_delta(trial: Trial, rng: Generator) -> None:
    # Judged is the rule answer(W, delta) = delta * answer(W / delta, 1), so that other mistakes cost nothing here.
    deltas = rng.uniform(0.3, 0.7), rng.uniform(1.5, 3.0)
    # The last class never occurs as a label, so that a table with zeros in too many columns is not all zeros.
    shapes = ((1, 3, 4), (7, 5, 4), (5, 4, 5), (6, 3, 2))
    problems = [_draw(rng, N, D, C, rng.integers(C - 1, size=N)) for N, D, C in shapes]
    for delta in deltas:
        for problem in problems:
            flat = replace(problem, W=0 * problem.W)
            zero, one = trial.answer(replace(flat, delta=delta)), trial.answer(flat)
            text = f"At W = 0 {trial.yours.lower()} {trial.verb('is', 'are')} not as large as delta wants"
            if np.shape(zero) != np.shape(one) or not np.size(one) or not np.max(np.asarray(one)) > TOLERANCE:
                raise _delta_failure(trial, rng, f"{text}, {trial.where(flat)}.")
            if not holds(np.abs(np.asarray(zero) - delta * np.asarray(one))):
                raise _delta_failure(trial, rng, f"{text}, {trial.where(replace(flat, delta=delta))}.")
    for delta in deltas:
        answers = []
        for problem in (replace(problem, delta=delta) for problem in problems):
            answers.append((trial.answer(problem), trial.answer(replace(problem, W=-problem.W))))
            scaled = trial.answer(replace(problem, W=problem.W / delta, delta=None))
            same_shape = np.shape(scaled) == np.shape(answers[-1][0])
            error = np.abs(answers[-1][0] - delta * scaled).max() / problem.scale.max() if same_shape else math.inf
            if not holds(error):
                text = f"{trial.yours} {trial.verb('does', 'do')} not follow delta {trial.where(problem)}"
                raise _delta_failure(trial, rng, f"{text} {size_of(error)}." if same_shape else f"{text}.")
        if all(np.array_equal(one, other) for one, other in answers):
            raise trial.failed(f"{trial.yours} {trial.verb('is', 'are')} the same whatever W is.", "Use W and X.")


def _delta_failure(trial: Trial, rng: Generator, text: str) -> CheckFailed:
    for N, D, C in ((7, 5, 4), (6, 4, 3)):  # by more than the problem at which it stopped is the mistake recognised
        for delta in (0.6, 2.5):
            trial.answer(replace(_draw(rng, N, D, C), delta=delta))
    return trial.failed(text, "Each wrong class has to stay below the correct one by delta: max(0, s_j - s_y + delta).")


def _check_regularisation(trial: Trial, rng: Generator) -> None:
    drawn = [_draw(rng, *shape) for shape in ((1, 3, 4), (7, 5, 4), (4, 4, 4), (5, 1, 3), (6, 4, 3))]
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
    if abs(added / penalty - 1) < 1e-3:
        return _TINY
    return f"It is {added / penalty:.3g} times what it should be, reg times the sum of all squared weights."


def _check_laws(trial: Trial, rng: Generator) -> None:
    drawn = [_draw(rng, *shape) for shape in ((1, 3, 4), (9, 5, 4), (24, 8, 6), (5, 4, 3))]
    for problem, loss in [(problem, trial.answer(problem)) for problem in drawn]:
        for what, changed, _ in _relatives(problem, rng):
            error = trial.errors(changed, trial.answer(changed), loss)
            if not holds(error):
                text = f"Your loss changes when {what}, {trial.where(problem)} {size_of(float(error))}."
                raise trial.failed(text, "It must not: only the differences of scores count, and every class alike.")
    for _ in range(8):
        problem = _draw(rng, 6, 4, 5)
        U, V, t = problem.W, _draw(rng, 6, 4, 5).W, rng.uniform(0.2, 0.8)
        between, one, other = (trial.answer(replace(problem, W=W)) for W in (t * U + (1 - t) * V, U, V))
        excess = (between - (t * one + (1 - t) * other)) / max(1.0, abs(one), abs(other))
        if not holds(excess):
            text = f"Your loss is not convex {trial.where(problem)}: between two points it rises above the chord"
            raise trial.failed(f"{text} {size_of(excess)}.", "The hinge is convex, and so is a mean of hinges.")
    for problem in (_satisfied(rng), _satisfied(rng)):
        least = trial.answer(problem)
        for factor in (1.5, 10.0):
            larger = replace(problem, W=factor * problem.W)
            error = trial.errors(larger, trial.answer(larger), least)
            if not holds(error):
                text = f"Your loss changes when W is made {factor} times larger, {trial.where(problem)}."
                raise trial.failed(text, "A class that is low enough costs nothing, however low it is.")
        mixed = replace(problem, y=(problem.y + 1) % 4, kind="all labels wrong")
        if not trial.answer(mixed) - least > 0.01:
            raise trial.failed(f"Your loss is no larger {trial.where(mixed)}.", "Then every example must cost more.")


def _check_contract(trial: Trial, rng: Generator) -> None:
    # Constants keep all the rules below, so a function must get its main job right before they count.
    for problem in (_draw(rng, 7, 5, 4), _draw(rng, 5, 4, 5)):
        _need_right(trial, problem)
    for where, variant, hint in _variants(trial.part, rng):
        plain = replace(variant, W=variant.W.astype(float), X=variant.X.astype(float), y=variant.y.astype(np.int64))
        _need_right(trial, replace(plain, reg=0.0, delta=None))
        expected = trial.answer(plain)
        with hinted(hint):
            answer = trial.answer(variant, where, by_the_rules=True)
        if not holds(trial.errors(plain, answer, expected)):
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _need_right(trial: Trial, problem: Problem) -> None:
    if not holds(trial.errors(problem, trial.answer(problem, by_the_rules=True))):
        raise CheckFailed(
            f"This mark is for a function whose {trial.part.removeprefix('svm_')} {trial.verb('is', 'are')} right; "
            f"{trial.verb('it is', 'they are')} not yet {trial.where(problem)}."
        )


def _variants(part: str, rng: Generator) -> Iterator[tuple[str, Problem, str]]:
    """Problems in other clothes: in words, the problem, and what to do if its answer is not that of the plain one."""
    floats = "Convert first: np.asarray(X, dtype=float), and W alike."
    problem = replace(_draw(rng, 30, 6, 10), reg=rng.uniform(0.2, 0.8))  # N times C is more than fits into a byte
    whole = replace(
        problem, W=rng.integers(-3, 4, problem.W.shape), X=rng.integers(-3, 4, problem.X.shape), reg=2, delta=2
    )
    yield (
        "when it is called again",
        problem,
        "Nothing may survive from one call to the next, and nothing may be random.",
    )
    yield "with integers in W", replace(problem, W=whole.W), floats
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
        "Index arrays by row and column, whatever their order in memory.",
    )
    if part != "svm_scores":
        for dtype in (np.int32, np.uint8):
            yield (
                f"with labels of type {np.dtype(dtype)}",
                replace(problem, y=problem.y.astype(dtype)),
                "Use labels as indices only; arithmetic in their type may overflow.",
            )


# Words.


def _affected(problem: Problem, errors: Array) -> str:
    """Which entries of a table are wrong."""
    bad = errors > TOLERANCE
    if bad.ndim == 0 or bad.all():
        return ""
    own = problem.y[:, None] == np.arange(len(problem.W))
    if not bad[~own].any():
        return ", only in the columns of the correct classes"
    columns = ", all of them in columns of wrong classes" if not bad[own].any() else ""
    return f", in {bad.sum()} of {bad.size} entries{columns}"


def _hint(part: str, problem: Problem, errors: Array) -> str:
    """What to look at, when no known mistake explains the answers."""
    if errors.max() < 1e-5:
        return _TINY
    if problem.kind == _MILLION:
        return "Large scores are scores like any other."
    return {
        "svm_scores": "The score of class j for example i is the dot product of row j of W and row i of X.",
        "svm_margins": "Do one example by hand: max(0, s_j - s_y + 1) for each wrong class, 0 for the correct one.",
        "svm_loss": "Do one example by hand: add max(0, margin) over the wrong classes, then take the mean.",
    }[part]


def _task(part: str, check: Callable[[Trial, Generator], None]) -> Callable[[Function, Generator], None]:
    def task(function: Function, rng: Generator) -> None:
        check(Trial(part, function), rng)

    return task


TASKS = {
    f"test_{part}_{name}": _task(part, check)
    for part, checks in {
        "svm_scores": {"value": _check_values, "contract": _check_contract},
        "svm_margins": {"value": _check_margins, "delta": _check_delta, "contract": _check_contract},
        "svm_loss": {
            "data_loss": _check_values,
            "delta": _check_delta,
            "regularisation": _check_regularisation,
            "laws": _check_laws,
            "contract": _check_contract,
        },
    }.items()
    for name, check in checks.items()
}
