"""The hidden suite of `svm_gradient`: loss, gradient and good manners of the two functions that students write.

Values and gradients are compared with an oracle of our own, on small problems whose margins keep away from the kinks.
There a right answer is exact up to rounding, so the tolerance is tight. At kinks two things are tested apart:

- near-kink probes, with some margins a billionth away from zero. A formula is exact there; a difference quotient with
  any usual step mixes both sides of the kink and is off by about 0.1;
- ties, with some margins exactly zero, where every subgradient is accepted.

The two functions share the checks. Each task judges one property, so that one mistake costs its own marks only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, count_lines, hinge
from autograder.checks.answers import (
    TOLERANCE,
    answers_to,
    failure,
    finite_array,
    finite_number,
    hinted,
    holds,
    need_double,
    read_only,
    size_of,
    two_things,
    unchanged,
)
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

_SINGLE = 1e-5  # relative; for inputs in float32, on which a function may compute in float32
_BILLIONTH = 1e-9
_SCALED = "features of very different scale"
_TINY = "So small an error is no slip in the formula: compute in float64, without rounding or difference quotients."


def oracle(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
    """The loss and its gradient, number by number from the definition, each sum rounded once.

    At a tie (a margin of exactly 0) the margin counts as not violated.
    """
    weights, examples, labels = W.tolist(), X.tolist(), y.tolist()
    violations: list[float] = []
    times = [[0] * len(weights) for _ in examples]  # how often an example is added to the row of a class
    for i, (x, label) in enumerate(zip(examples, labels, strict=True)):
        scores = [math.fsum(w * v for w, v in zip(row, x, strict=True)) for row in weights]
        for j, score in enumerate(scores):
            margin = score - scores[label] + 1
            if j != label and margin > 0:
                violations.append(margin)
                times[i][j] += 1
                times[i][label] -= 1
    N = len(examples)
    loss = math.fsum(violations) / N + reg * math.fsum(w * w for row in weights for w in row)
    gradient = [
        [math.fsum(times[i][j] * x[d] for i, x in enumerate(examples)) / N + 2 * reg * w for d, w in enumerate(row)]
        for j, row in enumerate(weights)
    ]
    return loss, np.array(gradient)


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        W, X, y, reg: the arguments of the student's function.
        kind: what is special about it, in words for the student.
    """

    W: Array
    X: Array
    y: Array
    reg: float = 0.0
    kind: str = ""

    @property
    def where(self) -> str:
        """The problem in words that give no number of it away."""
        (N, D), C = self.X.shape, len(self.W)
        reg = "reg > 0" if self.reg else "reg = 0"
        return f"with N={N}, D={D}, C={C}, {reg}" + (f", {self.kind}" if self.kind else "")

    @cached_property
    def right(self) -> tuple[float, Array]:
        """The right loss and gradient."""
        return oracle(self.W, self.X, self.y, self.reg)

    @property
    def others(self) -> Array:
        """True at the wrong classes, shape (N, C)."""
        return ~hinge.own(self.W, self.y)

    @property
    def margins(self) -> Array:
        """The margins, shape (N, C); 1 at the correct class."""
        return hinge.margins(self.W, self.X, self.y)

    @property
    def scale(self) -> Array:
        """The size of gradient entries, one number a column, as the columns of X may differ in scale."""
        return np.asarray(np.abs(self.X).max(axis=0) + 2 * self.reg * np.abs(self.W).max(axis=0))

    def loss_error(self, loss: float) -> float:
        """The relative error of a loss; absolute if the right one is below 1."""
        return abs(loss - self.right[0]) / max(1.0, abs(self.right[0]))

    def gradient_errors(self, dW: Array) -> Array:
        """The error of each entry of a gradient relative to the scale of its column, shape (C, D)."""
        return np.asarray(np.abs(dW - self.right[1]) / self.scale)

    def observation(self, loss: float | None = None, dW: Array | None = None) -> Observation:
        """What a student's function returned on this problem, for the catalogue of mistakes."""
        return Observation((self.W, self.X, self.y, self.reg), (loss, dW), self.right)


# Problems.


def _draw(rng: Generator, N: int, D: int, C: int, y: Array | None = None, kind: str = "", gap: float = 1e-2) -> Problem:
    """Draw a problem on which mistakes show, see `hinge.draw`.

    Unless labels are given, the first and the last class take part too, and the labels are not sorted.
    """

    def also(labels: Array, violated: Array) -> Any:
        return violated[:, [0, -1]].any(axis=0).all() and (N < 4 or np.any(np.diff(labels) < 0))

    if y is not None:
        return Problem(*hinge.draw(rng, N, D, C, y, gap), kind=kind)
    return Problem(*hinge.draw(rng, N, D, C, gap=gap, also=also), kind=kind)


def _badly_scaled(rng: Generator) -> Problem:
    """A problem whose features differ by a factor of a million in scale, with ordinary scores."""
    problem = _draw(rng, 8, 4, 3)
    scale = 10.0 ** np.array([3, -3, 1, 0])
    return replace(problem, W=problem.W / scale, X=problem.X * scale, kind=_SCALED)


def _problems(rng: Generator) -> list[Problem]:
    """Small problems of all sorts, with reg = 0; the simplest come first, since the first failure is reported."""
    return [
        _draw(rng, 1, 3, 4),
        _draw(rng, 6, 4, 3),
        _draw(rng, 7, 5, 4),
        _draw(rng, 12, 6, 2),
        _draw(rng, 5, 1, 3),
        _draw(rng, 9, 3, 9),
        _draw(rng, 4, 4, 4),
        _draw(rng, 5, 5, 7),
        _draw(rng, 8, 5, 5, np.array([3, 1, 1, 3, 3, 1, 3, 1]), "classes without examples"),
        _draw(rng, 5, 3, 4, np.zeros(5, np.int64), "all labels 0"),
        _draw(rng, 6, 2, 5, np.full(6, 4), "all labels C - 1"),
        _badly_scaled(rng),
        Problem(*hinge.draw_satisfied(rng), kind="no violated margin"),
    ]


def _near_kink(rng: Generator) -> Problem:
    """A problem with three margins a billionth away from zero, on both sides, and the others well away."""
    while True:
        problem = _draw(rng, 8, 6, 4, kind="some margins within a billionth of zero")
        X, near = problem.X, np.zeros((8, 4), bool)
        for i, target in ((0, _BILLIONTH), (3, -_BILLIONTH), (6, _BILLIONTH)):
            label = problem.y[i]
            j = (label + 1) % 4
            move = problem.W[j] - problem.W[label]
            move[-1] = 0  # the column of ones stays
            X[i] += (target - problem.margins[i, j]) / (move @ move) * move
            near[i, j] = True
        m = np.abs(problem.margins)
        if np.allclose(m[near], _BILLIONTH, rtol=1e-4) and m[problem.others & ~near].min() > 1e-2:
            return problem


def _tied(rng: Generator) -> tuple[Problem, Array]:
    """A problem with ties, and the change of the gradient that each tie may bring, shape (ties, C * D).

    All numbers are whole, so margins are exact in whatever order they are computed. The changes are linearly
    independent, so that the share of each can be told from their sum. No column of X is all zeros, as it would have
    no scale to measure errors by.
    """
    while True:
        W = rng.integers(-2, 3, (4, 4)).astype(float)
        X = rng.integers(-2, 3, (6, 4)).astype(float)
        problem = Problem(W, X, rng.integers(4, size=6), kind="some margins exactly zero")
        ties = np.argwhere((problem.margins == 0) & problem.others)
        changes = np.zeros((len(ties), 4, 4))
        for change, (i, j) in zip(changes, ties, strict=True):
            change[j] = X[i] / len(X)
            change[problem.y[i]] = -X[i] / len(X)
        flat = changes.reshape(len(ties), 16)
        if 2 <= len(ties) <= 4 and np.linalg.matrix_rank(flat) == len(ties) and X.any(axis=0).all():
            return problem, flat


def _whole(rng: Generator) -> tuple[Problem, Problem]:
    """Two problems without ties whose W is whole and whose X is too, in halves in the first and in full in the second.

    Sums of such numbers are exact, so these are the same problems in integers, in float32 and in float64.
    """
    while True:
        W, X = rng.integers(-3, 4, (4, 3)).astype(float), rng.integers(-3, 4, (6, 3)).astype(float)
        halves = Problem(W, X / 2, rng.integers(4, size=6), reg=2.0)
        fulls = replace(halves, X=X)
        m = np.stack([problem.margins[problem.others].reshape(6, 3) for problem in (halves, fulls)])
        if np.abs(m).min() > 0 and 0.25 < np.mean(m > 0) < 0.75 and np.any(X % 2):
            return halves, fulls


# Answers. What a student's function returns may be anything that crosses the wall.


def _answer(function: Function, problem: Problem) -> tuple[Any, Any]:
    """Call the function on copies, so that one that changes its inputs does not spoil the next problem."""
    W, X, y = problem.W.copy(), problem.X.copy(), problem.y.copy()
    return _pair(call(function, W, X, y, problem.reg, where=problem.where), problem.where)


def _pair(result: Any, where: str) -> tuple[Any, Any]:
    loss, dW = two_things(result, "loss and dW", where)
    if type(loss) is np.ndarray and loss.ndim == 2 and not (type(dW) is np.ndarray and dW.ndim == 2):
        raise CheckFailed("Your function returns dW first; return the loss first, then dW.")
    return loss, dW


def _loss(answer: tuple[Any, Any], where: str) -> float:
    return finite_number(answer[0], "Your loss", where)


def _gradient(answer: tuple[Any, Any], where: str) -> Array:
    """The gradient as an array of finite floats; its shape is not looked at."""
    return finite_array(answer[1], "Your gradient", where)


def _collect(
    function: Function, problems: Sequence[Problem], part: Callable[[tuple[Any, Any], str], Any]
) -> tuple[list[Any], CheckFailed | None]:
    """One part of the answers, up to the first problem without a usable one; and what is the matter there."""
    return answers_to(problems, lambda problem: part(_answer(function, problem), problem.where))


def _failed(text: str, observations: Sequence[Observation], hint: str) -> CheckFailed:
    part = "gradient" if observations and observations[0].got[0] is None else "loss"
    return failure("svm_gradient", part, text, observations, hint)


# The tasks.


def _check_value(function: Function, rng: Generator) -> None:
    reg = rng.uniform(0.2, 0.8)
    problems = [
        replace(problem, reg=r)
        for k, problem in enumerate(_problems(rng))
        for r in ((0.0, reg) if k % 2 == 0 else (reg, 0.0))  # in turn, or an answer kept from before could look right
    ]
    losses, failed = _collect(function, problems, _loss)
    seen = list(zip(problems, losses, strict=False))
    wrong = [(problem, problem.loss_error(loss)) for problem, loss in seen]
    wrong = [(problem, error) for problem, error in wrong if not holds(error)]
    if wrong:
        problem, error = wrong[0]
        hint = "Do one example by hand: add max(0, margin) over the wrong classes, then take the mean over examples."
        if all(problem.reg for problem, _ in wrong):
            hint = "Without regularisation it is right, so look at reg * np.sum(W**2)."
        if error < _SINGLE:
            hint = _TINY
        raise _failed(
            f"Your loss is off {problem.where} {size_of(error)}.",
            [problem.observation(loss=loss) for problem, loss in seen],
            hint,
        )
    if failed:
        raise failed


def _check_data_gradient(function: Function, rng: Generator) -> None:
    problems = _problems(rng)
    gradients, failed = _collect(function, problems, _gradient)
    seen = list(zip(problems, gradients, strict=False))
    observations = [problem.observation(dW=dW) for problem, dW in seen]
    for problem, dW in seen:
        _need_shape(problem, dW, observations)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            raise _failed(
                f"Your data gradient is off {problem.where}, {_affected(problem, errors)} {size_of(errors.max())}.",
                observations,
                _data_hint(problem, dW),
            )
    if failed:
        raise failed
    for _ in range(2):
        problem = _near_kink(rng)
        dW = _shaped_gradient(_answer(function, problem), problem)
        errors = problem.gradient_errors(dW)
        if not holds(errors):
            raise CheckFailed(
                f"Your data gradient is right elsewhere, but off {problem.where} {size_of(errors.max())}. "
                "A formula is exact there, a difference quotient is not."
            )
        problem, changes = _tied(rng)
        dW = _shaped_gradient(_answer(function, problem), problem)
        if not _is_subgradient(problem, changes, dW):
            raise CheckFailed(
                f"Your data gradient is none of the subgradients {problem.where}. Where a margin is exactly zero, "
                "count it as violated or not, but alike for its two rows."
            )


def _check_reg_gradient(function: Function, rng: Generator) -> None:
    drawn = [_draw(rng, 1, 3, 4), _draw(rng, 7, 5, 4), _draw(rng, 4, 4, 4), _draw(rng, 5, 1, 3)]
    pairs = [(problem, replace(problem, reg=rng.uniform(0.2, 0.8))) for problem in drawn]
    problems = [problem for pair in pairs for problem in pair]
    gradients, failed = _collect(function, problems, _gradient)
    observations = [problem.observation(dW=dW) for problem, dW in zip(problems, gradients, strict=False)]
    for problem, dW in zip(problems, gradients, strict=False):
        _need_shape(problem, dW, observations)
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
                f"{_affected(problem, errors)} {size_of(errors.max())}."
            )
            named = _failed(text, observations, "")
            if named.misconception is None:  # perhaps a wrong data gradient hides a known mistake
                hint = _ratio(change, 2 * problem.reg * problem.W) or "Take the derivative of reg * np.sum(W**2)."
                named = _failed(text, [problem.observation(dW=dW) for problem, dW in corrected], hint)
            raise named
    if failed:
        raise failed


def _check_contract(function: Function, rng: Generator) -> None:
    # Constants and echoes keep all the rules below, so a function must get something right before they count.
    drawn = [_draw(rng, 7, 5, 4), _draw(rng, 5, 4, 5)]
    answers = [_by_the_rules(function, problem, problem.where) for problem in drawn]
    losses_hold = [holds(problem.loss_error(loss)) for problem, (loss, _) in zip(drawn, answers, strict=True)]
    gradients_hold = [holds(problem.gradient_errors(dW)) for problem, (_, dW) in zip(drawn, answers, strict=True)]
    if not all(losses_hold) and not all(gradients_hold):
        raise CheckFailed(
            "This mark is for a function that gets its loss or its data gradient right; yours gets neither yet."
        )
    halves, fulls = _whole(rng)
    first = {problem: _by_the_rules(function, problem, problem.where) for problem in (halves, fulls)}
    for where, problem, variant, hint in _variants(halves, fulls):
        tolerance = _SINGLE if variant.X.dtype == np.float32 else TOLERANCE
        with hinted(hint):
            loss_again, dW_again = _by_the_rules(function, variant, where)
        loss, dW = first[problem]
        same = holds(abs(loss_again - loss) / max(1.0, abs(loss)), tolerance)
        same &= holds(np.abs(dW_again - dW) / max(1.0, np.abs(dW).max()), tolerance)
        if not same:
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _by_the_rules(function: Function, problem: Problem, where: str) -> tuple[float, Array]:
    """The answer of a function that leaves its inputs alone and returns a number and an array in double precision."""
    arrays = {"W": problem.W, "X": problem.X, "y": problem.y}
    with unchanged(**arrays):
        result = call(function, *arrays.values(), problem.reg, where=where)
    answer = _pair(result, where)
    loss, dW = _loss(answer, where), _gradient(answer, where)
    if dW.shape != problem.W.shape:
        raise CheckFailed(f"Your gradient has shape {dW.shape} {where}; it must have that of W, {problem.W.shape}.")
    if problem.X.dtype != np.float32:
        need_double(answer[1], "Your gradient", where)
    return loss, dW


def _variants(halves: Problem, fulls: Problem) -> Iterator[tuple[str, Problem, Problem, str]]:
    """The same problems in other clothes: in words, the problem, its variant, and what to do if the answers differ."""

    def dressed(problem: Problem, **change: Any) -> Problem:
        return replace(problem, **({"W": problem.W.copy(), "X": problem.X.copy(), "y": problem.y.copy()} | change))

    yield (
        "when it is called again, after other inputs",
        halves,
        dressed(halves),
        "Nothing may survive from one call to the next, and nothing may be random.",
    )
    yield (
        "with integers in W",
        halves,
        dressed(halves, W=halves.W.astype(np.int64)),
        "Collect the gradient in floats: np.zeros(W.shape), not np.zeros_like(W).",
    )
    yield (
        "with integers in W and X",
        fulls,
        dressed(fulls, W=fulls.W.astype(np.int64), X=fulls.X.astype(np.int64), reg=int(fulls.reg)),
        "Collect the gradient in floats: np.zeros(W.shape), not np.zeros_like(W).",
    )
    W, X, y = read_only(halves.W, halves.X, halves.y)
    yield "with read-only inputs", halves, replace(halves, W=W, X=X, y=y), "Write into arrays of your own."
    yield (
        "with W and X in column-major order",
        halves,
        dressed(halves, W=np.asfortranarray(halves.W), X=np.asfortranarray(halves.X)),
        "Index arrays by row and column, whatever their order in memory.",
    )
    for dtype in (np.int32, np.uint8):
        yield (
            f"with labels of type {np.dtype(dtype)}",
            halves,
            dressed(halves, y=halves.y.astype(dtype)),
            "Use labels as indices only; arithmetic in their type may overflow.",
        )
    yield (
        "with float32 in W and X",
        halves,
        dressed(halves, W=halves.W.astype(np.float32), X=halves.X.astype(np.float32)),
        "The precision of float32 would be enough here.",
    )


def _check_no_loops(function: Function, rng: Generator) -> None:
    small, added = (16, 5, 4), 1024

    def draw(shape: tuple[int, int, int]) -> Problem:
        return replace(_draw(rng, *shape, gap=1e-6), reg=0.5)

    def lines(shape: tuple[int, int, int]) -> int:
        problem = draw(shape)  # a new one each time: nothing to look up from an earlier call
        return count_lines(function, problem.W, problem.X, problem.y, problem.reg, where=problem.where)

    _need_right(function, draw(small))  # it also makes imports and caches, which cost lines once
    for what, large in (("examples", (16 + added, 5, 4)), ("features", (16, 5 + added, 4))):
        # A loop adds a line at least for each. NumPy itself may run some lines more on larger arrays, and a clean-up
        # by the garbage collector is counted if it happens meanwhile, but not twice.
        growth = min(lines(large) - lines(small) for _ in range(2))
        if growth > added / 4:
            raise CheckFailed(
                f"Your function runs about {growth / added:.1f} more lines of Python for each of {added} more {what}, "
                "so it loops over them. "
                "Compute on whole arrays; np.vectorize, map and comprehensions loop too."
            )
        _need_right(function, draw(large))


def _need_right(function: Function, problem: Problem) -> None:
    answer = _answer(function, problem)
    loss, dW = _loss(answer, problem.where), _shaped_gradient(answer, problem)
    for name, right in (("loss", problem.loss_error(loss)), ("gradient", problem.gradient_errors(dW))):
        if not holds(right):
            raise CheckFailed(
                f"This mark is for right answers without loops; your {name} is not right {problem.where}."
            )


def _need_shape(problem: Problem, dW: Array, observations: Sequence[Observation]) -> None:
    if dW.shape != problem.W.shape:
        text = f"Your gradient has shape {dW.shape} {problem.where}; it must have that of W, {problem.W.shape}."
        raise _failed(text, observations, "")


def _shaped_gradient(answer: tuple[Any, Any], problem: Problem) -> Array:
    dW = _gradient(answer, problem.where)
    _need_shape(problem, dW, [])
    return dW


def _is_subgradient(problem: Problem, changes: Array, dW: Array) -> bool:
    """Whether a gradient counts each tie as violated by a share from 0 to 1, and is right otherwise."""
    scale = np.broadcast_to(problem.scale, dW.shape).ravel()
    change = (dW - problem.right[1]).ravel()
    shares = np.linalg.pinv(changes.T) @ change
    errors = np.abs(change - shares @ changes) / scale
    return holds(errors) and holds(-shares) and holds(shares - 1)


# Words.


def _affected(problem: Problem, errors: Array) -> str:
    """Which entries of a gradient are wrong."""
    bad = errors > TOLERANCE
    rows, columns = np.any(bad, axis=1), np.any(bad, axis=0)
    correct = ~np.all(problem.others, axis=0)  # the classes that occur in y
    if bad.all():
        return "in every entry"
    if len(columns) > 2 and not columns[:-1].any():
        return "only in the last column, that of the ones"
    if not correct.all() and not rows[~correct].any():
        return f"only in {'the row of the correct class' if correct.sum() == 1 else 'rows of classes that occur in y'}"
    if not rows[correct].any():
        return "only in rows of wrong classes"
    return f"in {bad.sum()} of {bad.size} entries"


def _data_hint(problem: Problem, dW: Array) -> str:
    """What to look at, when no known mistake explains a data gradient that is wrong on this problem first."""
    if problem.gradient_errors(dW).max() < _SINGLE:
        return _TINY
    factor = _ratio(dW, problem.right[1])
    if factor:
        return factor
    if problem.kind == _SCALED:
        return "Elsewhere it is right. A formula does not mind the scale, a difference quotient does."
    if len(problem.X) == 1:
        return "Begin with one example: each violated margin adds x to its row and takes x from the correct row."
    return "For a single example it is right, so look at how examples are put together."


def _ratio(got: Array, right: Array) -> str:
    """Say by what factor an array is off, if it is one factor for all entries."""
    if not got.any() and right.any():
        return "It is zero everywhere."
    factor = float(np.vdot(got, right) / np.vdot(right, right)) if right.any() else 1.0
    if abs(factor - 1) < 1e-6 or not holds(np.abs(got - factor * right) / np.abs(right).max(), 1e-9):
        return ""
    return f"All of it is {factor:.4g} times what it should be."


_CHECKS = {
    "value": _check_value,
    "data_gradient": _check_data_gradient,
    "reg_gradient": _check_reg_gradient,
    "contract": _check_contract,
}
TASKS = {
    f"test_svm_loss_{style}_{name}": check
    for style, checks in (("naive", _CHECKS), ("vectorized", _CHECKS | {"no_loops": _check_no_loops}))
    for name, check in checks.items()
}
