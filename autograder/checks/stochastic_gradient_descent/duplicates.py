"""The tasks of `duplicate_gradient_error`."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import TOLERANCE, failure, finite_number, hinted, holds, size_of
from autograder.checks.stochastic_gradient_descent.generators import (
    GIVEN,
    SIGMAS,
    generator_in,
    new_generator,
    state_of,
)
from autograder.misconceptions import Observation

_failed = partial(failure, "stochastic_gradient_descent")


@dataclass(frozen=True, eq=False)
class _Copies:
    """One data set of unique examples and copies, and the size of a batch."""

    Xu: Array
    yu: Array
    copies: int
    B: int

    @property
    def rows(self) -> int:
        return len(self.Xu) * self.copies

    @property
    def where(self) -> str:
        copies = f"{self.copies // 10**6} million" if self.copies > 10**6 else self.copies
        return f"with U={len(self.Xu)}, copies={copies}, B={self.B}"

    def errors(self, batches: Array) -> Array:
        """The relative errors of batches, each given by how often it holds each unique example.

        Example by example: at W = 0 it adds x to every row but its own, and takes x C - 1 times from that.
        """
        C = int(self.yu.max()) + 1
        each = []
        for x, label in zip(self.Xu, self.yu, strict=True):
            own = np.eye(C)[label]
            each.append(np.outer(1 - own, x) - (C - 1) * np.outer(own, x))
        full = np.mean(each, axis=0)
        means = np.tensordot(batches / self.B, np.array(each), axes=1)
        return np.asarray(np.linalg.norm(means - full, axis=(1, 2)) / np.linalg.norm(full))

    def law(self) -> float:
        """The expected square of the error, as a multiple of that for B = 1."""
        return (self.rows - self.B) / (self.rows - 1) / self.B


def _error(function: Function, problem: _Copies, rng: Generator, seen: list[Observation] | None = None) -> float:
    """One error that the student's function returns; it is added to what was seen."""
    state = state_of(rng)
    args = problem.Xu.copy(), problem.yu.copy(), problem.copies, problem.B
    error = finite_number(call(function, *args, rng, where=problem.where), "Your error", problem.where)
    if seen is not None:
        drawn = generator_in(state).choice(problem.rows, problem.B, replace=False) % len(problem.Xu)
        right = problem.errors(np.bincount(drawn, minlength=len(problem.Xu))[None])[0]
        seen.append(Observation((*args, generator_in(state)), error, right))
    return error


def _examples(rng: Generator, U: int, D: int, labels: Sequence[int]) -> tuple[Array, Array]:
    return rng.standard_normal((U, D)) + rng.standard_normal(D), np.array(labels)


def check_error_value(function: Function, rng: Generator) -> None:
    """Judge that an error is one that a batch can have."""
    pairs = [
        (_Copies(*_examples(rng, 2, 3, [0, 1]), copies=4, B=B), range(B + 1))
        for B in (1, 2, 3)
    ]  # fmt: skip
    pairs += [
        (_Copies(*_examples(rng, 2, 4, labels), copies=9, B=B), range(B + 1))
        for labels, B in (([2, 0], 1), ([1, 2], 3), ([0, 4], 2), ([3, 3], 1))
    ]
    problems = [(problem, np.array([[c, problem.B - c] for c in counts])) for problem, counts in pairs]
    one = _Copies(*_examples(rng, 6, 5, [3, 0, 0, 4, 1, 3]), copies=7, B=1)
    problems += [(one, np.eye(6))] * 4
    whole = replace(one, Xu=np.rint(4 * one.Xu).astype(np.int64))
    problems += [
        (whole, np.eye(6)),
        (replace(one, Xu=np.rint(4 * one.Xu).astype(np.float32)), np.eye(6)),
    ]
    single = _Copies(*_examples(rng, 1, 4, [2]), copies=20, B=7)
    problems += [(single, np.array([[7]]))]
    seen: list[Observation] = []
    wrong: tuple[_Copies, float] | None = None
    failed: CheckFailed | None = None
    for problem, batches in problems:
        # Which batch it was is the student's draw. But so small a batch can have few errors only, all of them known.
        possible = problem.errors(batches)
        try:
            error = _error(function, problem, new_generator(rng), seen)
        except CheckFailed as unusable:
            failed = unusable
            break
        off = float(np.min(np.abs(possible - error)) / max(1.0, float(np.max(possible))))
        if not holds(off) and wrong is None:
            wrong = problem, off
    if wrong:
        problem, off = wrong
        text = f"Your error is none that a batch can have {problem.where} {size_of(off)}."
        hint = "At W = 0 every wrong class violates its margin: write down what one example adds to each row."
        raise _failed("duplicate_gradient_error", text, seen, hint)
    if failed:
        raise failed


def _symmetric(rng: Generator, U: int, copies: int, B: int) -> _Copies:
    """Examples at right angles and of one length: all single ones are equally far from the mean gradient.

    So the error of a batch of one is the same in every draw, and measures the scale of the others.
    """
    Q = np.linalg.qr(rng.standard_normal((U + 2, U)))[0].T * float(rng.uniform(1, 3))
    return _Copies(Q, np.append(rng.integers(4, size=U - 1), 3), copies, B)


def _drawn(function: Function, rng: Generator) -> list[Observation]:
    """Errors on data without symmetry, by which the catalogue can tell one way to draw from another."""
    seen: list[Observation] = []
    for copies, B in ((20, 5), (20, 7), (20, 3), (3, 6), (40, 2)):
        problem = _Copies(*_examples(rng, 8, 5, [2, 0, 1, 1, 3, 0, 2, 2]), copies=copies, B=B)
        try:
            _error(function, problem, new_generator(rng), seen)
        except CheckFailed:
            continue
    return seen


def check_error_sampling(function: Function, rng: Generator) -> None:
    """Judge how batches are drawn, by the law of their errors."""
    trouble, hint = _not_drawn(function, rng)
    if trouble:
        raise _failed("duplicate_gradient_error", trouble, _drawn(function, rng), hint)


def _not_drawn(function: Function, rng: Generator) -> tuple[str, str]:
    """What is wrong with the way in which batches are drawn, and what to look at; nothing if all is well."""
    draws = 200
    each = "Each set of B of the U * copies rows must have the same chance, and no row can come twice."
    for U, copies, B in ((8, 50, 6), (8, 2, 8), (6, 4, 12)):
        problem = _symmetric(rng, U, copies, B)
        unit = _unit(function, problem, rng)
        due = float(problem.errors(problem.B * np.eye(U)[:1])[0])
        power = 0.5 if holds(abs(unit / due**2 - 1)) and not holds(abs(due - 1), 1e-6) else 1.0  # a square is charged
        stream = new_generator(rng)
        start = copy.deepcopy(stream)
        got = (np.array([_error(function, problem, stream) for _ in range(draws)]) / unit) ** power
        advanced = state_of(stream) != state_of(start)
        again = (_error(function, problem, copy.deepcopy(start)) / unit) ** power
        # How the square scatters is the oracle's to say, or a student who scatters widely would be allowed much.
        batches = rng.multivariate_hypergeometric([copies] * U, B, size=2000)
        squares = (problem.errors(batches) / problem.errors(B * np.eye(U)[:1])) ** 2
        allowed = SIGMAS * float(squares.std()) / math.sqrt(draws)
        mean = float(np.mean(got**2))
        if holds(np.ptp(got), 1e-9):
            return f"Your error is the same in {draws} calls with one rng {problem.where}.", GIVEN
        if not holds(abs(mean - problem.law()), allowed):
            text = (
                f"The mean square of your error over {draws} batches is {mean / problem.law():.2g} times what it must "
                f"be {problem.where}, with respect to batches of one."
            )
            return text, each
        if not advanced or not holds(abs(again - got[0])):
            return "Your batch does not come from rng: the same state must give it again, and move on.", GIVEN
    # Where the counts are no matter of chance, the law holds in every single draw.
    for U, copies, B in ((8, 1, 4), (5, 1, 5), (4, 6, 24), (7, 3, 21)):
        problem = _symmetric(rng, U, copies, B)
        unit = _unit(function, problem, rng)
        due = float(problem.errors(problem.B * np.eye(U)[:1])[0])
        power = 0.5 if holds(abs(unit / due**2 - 1)) and not holds(abs(due - 1), 1e-6) else 1.0
        errors = (np.array([_error(function, problem, new_generator(rng)) for _ in range(8)]) / unit) ** power
        if not holds(np.abs(errors - problem.law() ** 0.5), 1e-7 if power < 1 else TOLERANCE):
            what = "A batch of all rows has no error, and yours has one" if problem.rows == B else "Your error is off"
            return f"{what} {problem.where}.", each
    return "", ""


def _unit(function: Function, problem: _Copies, rng: Generator) -> float:
    """The error of a batch of one, which is the same for every example of a symmetric data set."""
    single = replace(problem, B=1)
    error = _error(function, single, new_generator(rng))
    if not error > 0:
        raise CheckFailed(f"Your error is not above 0 {single.where}; one example is never exact there.")
    return error


def check_error_memory(function: Function, rng: Generator) -> None:
    """Judge that the copies are never made."""
    # Rows of 900 million copies with 20,000 features do not fit into the addresses of any machine of today.
    Xu, yu = rng.standard_normal((2, 20_000)), np.array([0, 1])
    large = _Copies(Xu, yu, 450_000_000, 51)
    unit = _unit(function, replace(large, copies=3), rng)
    other = _unit(function, replace(large, Xu=Xu + rng.standard_normal(20_000), copies=3), rng)
    with hinted("Draw row numbers only, or counts, and never make the rows or a list of all of them."):
        errors = np.array([_error(function, large, new_generator(rng)) for _ in range(4)])
    # Which error it is is for the other tasks; a constant takes little memory too.
    if unit == other and holds(np.ptp(errors), 0.0):
        raise CheckFailed("This mark is for an error in little memory; yours is the same for two data sets.")
