"""The tasks of `lr_limit`, `lr_optimal` and `contraction`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_number, holds, read_only, unchanged
from autograder.checks.gradient_descent.judgement import EIGEN, NAMES, SINGLE, Hint, Problem, errors_of, judge
from autograder.checks.gradient_descent.quadratics import draw_rotation, draw_spectrum, matrix_of


def _matrices(rng: Generator) -> list[tuple[Array, Array, str]]:
    """Matrices with their eigenvalues in ascending order, and what is special about each."""
    sizes = [(2, 6.0, ""), (3, 20.0, ""), (4, 12.0, ""), (5, 100.0, ""), (6, 50.0, ""), (4, 1e8, "nearly singular")]
    drawn = [
        (matrix_of(draw_rotation(rng, D), eigenvalues), eigenvalues, kind)
        for D, kappa, kind in sizes
        for eigenvalues in [draw_spectrum(rng, D, kappa)]
    ]
    small, large = np.sort(rng.uniform(1, 2, 2) * [1, 3])
    middle, half = (small + large) / 2, (large - small) / 2
    crossed = np.array([[middle, -half], [-half, middle]])  # its steepest direction is orthogonal to (1, 1)
    axes = rng.permutation(draw_spectrum(rng, 3, 9))
    alone = draw_spectrum(rng, 1, 1)
    return [
        *drawn,
        (crossed, np.array([small, large]), ""),
        (np.diag(axes), np.sort(axes), "a diagonal A"),
        (alone[:, None], alone, ""),
    ]


def _about(A: Array, kind: str) -> str:
    return f"with D={len(A)}" + (f", {kind}" if kind else "")


def check_limit(function: Function, rng: Generator) -> None:
    """Judge the values of `lr_limit`."""
    problems = [Problem((A,), float(2 / e[-1]), _about(A, kind)) for A, e, kind in _matrices(rng)]
    judge(function, "lr_limit", problems, EIGEN, _ratio_hint("Which eigenvalue decides, and what stands above it?"))


def check_optimal(function: Function, rng: Generator) -> None:
    """Judge the values of `lr_optimal`."""
    problems = [Problem((A,), float(2 / (e[0] + e[-1])), _about(A, kind)) for A, e, kind in _matrices(rng)]
    judge(
        function, "lr_optimal", problems, EIGEN, _ratio_hint("It balances the factors of the two extreme eigenvalues.")
    )


def _ratio_hint(otherwise: str) -> Hint:
    def hint(problem: Problem, got: Any) -> str:
        if not isinstance(got, float):
            return ""
        if errors_of(problem, got) < SINGLE:
            return "So small an error is no slip in the formula: find the eigenvalues to full precision."
        if len(problem.args[0]) == 1:
            return "With D=1 the only entry of A is its eigenvalue, the smallest and the largest one."
        return otherwise

    return hint


def check_small_steps(function: Function, rng: Generator) -> None:
    """Judge the factor up to the best lr."""
    problems = []
    for A, e, kind in _matrices(rng):
        best = 2 / (e[0] + e[-1])
        for lr, about in (
            (rng.uniform(0.2, 0.6) / e[-1], "a small lr"),
            (1 / e[-1] + rng.uniform(0.4, 0.8) * (best - 1 / e[-1]), "lr between 1/lambda_max and the best"),
            (0.0, "lr=0"),
            (best, "the best lr"),
        ):
            problems.append(_factor_problem(A, e, float(lr), ", ".join(filter(None, (kind, about)))))
    judge(
        function,
        "contraction",
        problems,
        EIGEN,
        _factor_hint("Below the best lr the flattest direction shrinks least."),
    )


def check_large_steps(function: Function, rng: Generator) -> None:
    """Judge the factor beyond the best lr."""
    problems = []
    for A, e, kind in _matrices(rng):
        best, limit = 2 / (e[0] + e[-1]), 2 / e[-1]
        for lr, about in (
            (best + rng.uniform(0.3, 0.8) * (limit - best), "lr between the best and the limit"),
            (rng.uniform(1.2, 1.7) * limit, "lr above the limit"),
            (limit, "lr at the limit"),
            (rng.uniform(2.2, 2.9) / e[0], "lr above the limits of all directions"),
        ):
            if len(A) > 1 or lr > limit:  # with one direction the best and the limit of all others say nothing
                problems.append(_factor_problem(A, e, float(lr), ", ".join(filter(None, (kind, about)))))
    judge(
        function,
        "contraction",
        problems,
        EIGEN,
        _factor_hint("Above the best lr the steepest direction overshoots most."),
    )


def _factor_problem(A: Array, eigenvalues: Array, lr: float, kind: str) -> Problem:
    right = max(abs(math.fsum((1.0, -lr * value))) for value in eigenvalues.tolist())
    return Problem((A, lr), right, _about(A, kind))


def _factor_hint(otherwise: str) -> Hint:
    def hint(problem: Problem, got: Any) -> str:
        if not isinstance(got, float):
            return ""
        if got < 0:
            return "A factor of sizes is never negative."
        if problem.args[1] == 0:
            return "With lr=0 nothing moves, so the error keeps its size."
        return otherwise

    return hint


def check_limit_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `lr_limit`."""
    _check_matrix_contract(function, rng, "lr_limit")


def check_optimal_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `lr_optimal`."""
    _check_matrix_contract(function, rng, "lr_optimal")


def check_contraction_contract(function: Function, rng: Generator) -> None:
    """Judge the manners of `contraction`."""
    _check_matrix_contract(function, rng, "contraction")


def _check_matrix_contract(function: Function, rng: Generator, part: str) -> None:
    D = 3
    Q, eigenvalues = draw_rotation(rng, D), draw_spectrum(rng, D, 7)
    A = matrix_of(Q, eigenvalues)
    is_factor = part == "contraction"
    lr = float(rng.uniform(0.6, 0.8) / eigenvalues[-1])
    ordinary = f"with D={D}"

    def ask(A: Array, lr: Any, where: str) -> Array:
        value = call(function, A, *([lr] if is_factor else []), where=where)
        if type(value) is np.ndarray and value.ndim == 1 and value.dtype.kind in "iuf" and np.isfinite(value).all():
            return value  # which has lost the marks for the value
        return np.asarray(finite_number(value, NAMES[part], where))

    def same(one: Array, other: Array, tolerance: float = EIGEN) -> bool:
        if one.shape != other.shape:
            return False
        return np.array_equal(one, other) or holds(np.abs(one - other) / np.abs(one).max(), tolerance)

    # Constants keep all rules below, so the answer must depend on A, and on lr if there is one.
    first = ask(A.copy(), lr, ordinary)
    if same(first, ask(A / 5, lr, ordinary), 1e-3) or (
        is_factor and same(first, ask(A.copy(), 0.2 * lr, ordinary), 1e-3)
    ):
        raise CheckFailed(
            f"This mark is for a function of {'A and lr' if is_factor else 'A'}; yours gives the same answer where "
            "another one is due."
        )
    again = ask(A.copy(), lr, ordinary)
    if not same(first, again):
        raise CheckFailed("Your function gives another answer when it is called twice with the same arguments.")
    whole = np.array([[6, 2, -1], [2, 5, 1], [-1, 1, 4]]) * rng.integers(2, 6)
    right = ask(whole.astype(float), lr, ordinary)
    with unchanged(A=A):
        ask(A, lr, ordinary)
    (locked,) = read_only(A)
    for matrix, size, where, expected, tolerance in (
        (A, lr, "when it is called again, after other inputs", first, EIGEN),
        (locked, lr, "with a read-only A", first, EIGEN),
        (np.asfortranarray(A), lr, "with A in column-major order", first, EIGEN),
        (whole, lr, "with integers in A", right, EIGEN),
        (whole.astype(np.float32), lr, "with float32 in A", right, SINGLE),
    ):
        if not same(expected, ask(matrix, size, where), tolerance):
            raise CheckFailed(
                f"Your function gives another answer {where}. The same numbers in A must give the same answer."
            )
    if is_factor and not same(ask(whole.astype(float), 1.0, ordinary), ask(whole, 1, "with integers in A and lr")):
        raise CheckFailed("Your function gives another answer with integers in A and lr. Do you divide with //?")
