"""The tasks of `gradient_descent`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import TOLERANCE, failure, finite_array, holds, read_only, unchanged
from autograder.checks.gradient_descent.judgement import SINGLE, Patient, Problem, ask, errors_of, judge, usable
from autograder.checks.gradient_descent.quadratics import draw_rotation, draw_spectrum, matrix_of
from autograder.misconceptions import Observation

_PATH = 1e-10  # relative; a hundred steps, each rounded, against the closed form


def _in_words(D: int, n_steps: int, kind: str) -> str:
    return f"with D={D}, n_steps={n_steps}" + (f", {kind}" if kind else "")


def _bowl(rng: Generator, D: int, n_steps: int, kappa: float, reach: float, kind: str = "") -> Problem:
    """Descent in a bowl away from the origin, with `reach` times the step size 2 / lambda_max."""
    Q, eigenvalues = draw_rotation(rng, D), draw_spectrum(rng, D, kappa)
    A, lowest = matrix_of(Q, eigenvalues), rng.standard_normal(D)
    modes = rng.uniform(0.5, 2, D) * rng.choice([-1, 1], D)  # every mode takes part
    lr = float(reach * 2 / eigenvalues[-1])
    factors = (1 - lr * eigenvalues) ** np.arange(n_steps + 1)[:, None]
    return Problem(
        (lambda x: A @ (x - lowest), lowest + Q @ modes, lr, n_steps),
        lowest + (factors * modes) @ Q.T,
        _in_words(D, n_steps, kind),
    )


def _valley(rng: Generator, D: int, n_steps: int) -> Problem:
    """Descent on a smooth loss that is no quadratic, along which the steps turn."""
    B, b = rng.standard_normal((D + 2, D)), rng.standard_normal(D + 2)
    lr = float(rng.uniform(0.6, 0.9) / np.linalg.norm(B, 2) ** 2)

    def grad(x: Array) -> Array:
        return np.asarray(np.tanh(B @ x - b) @ B)

    rows = [(2 * rng.standard_normal(D)).tolist()]
    for _ in range(n_steps):
        slope = grad(np.array(rows[-1])).tolist()
        rows.append([place - lr * s for place, s in zip(rows[-1], slope, strict=True)])
    return Problem(
        (grad, np.array(rows[0]), lr, n_steps),
        np.array(rows),
        _in_words(D, n_steps, "not a quadratic"),
    )


def check_trajectory(function: Function, rng: Generator) -> None:
    """Judge the rows that come back."""
    problems = [
        _bowl(rng, 2, 6, 5, 0.2, "a small lr"),
        _bowl(rng, 3, 25, 10, 10 / 11, "the best lr for this bowl"),
        _valley(rng, 4, 12),
        _bowl(rng, 1, 5, 1, 0.3),
        _bowl(rng, 3, 1, 8, 0.4),
        _bowl(rng, 4, 3, 8, 0.6),
        _bowl(rng, 5, 90, 1e4, 0.99, "lr just below the limit"),
        _bowl(rng, 3, 90, 20, 1.0, "lr at the limit"),
        _bowl(rng, 4, 90, 20, 1.01, "lr just above the limit"),
    ]
    judge(function, "gradient_descent", problems, _PATH, _trajectory_hint)


def _trajectory_hint(problem: Problem, got: Array) -> str:
    if got.shape != problem.right.shape:
        return "Row 0 is x0, and each step adds one row."
    errors = errors_of(problem, got)
    first = int(np.argmax(errors > _PATH))
    if errors.max() < SINGLE:
        return "So small an error is no slip in the formula: compute in float64."
    if first == 0:
        return "Row 0 is off already: it must be x0."
    if first == 1:
        return "Row 0 is right, row 1 is not: it must be row 0 minus lr times the gradient there."
    return f"It is right up to row {first - 1}. Where does the next step start, and where is its gradient taken?"


def _walk(function: Function, problem: Problem, args: Sequence[Any] | None = None) -> tuple[Array, int]:
    """The answer of a function as an array of whatever shape, and how often it asked for the gradient.

    The shape is for the task of the trajectory to judge.
    """
    args = problem.fresh() if args is None else args
    value = ask(function, problem, args)
    if type(value) in (list, tuple):
        with suppress(ValueError, TypeError):
            rows = np.array(value)
            value = rows.astype(np.float64) if rows.dtype.kind in "iuf" else value
    return finite_array(value, "Your trajectory", problem.where), len(args[0].points)


def check_gradient_calls(function: Function, rng: Generator) -> None:
    """Judge how often grad is called, also where there is nothing left to gain."""
    answers = []
    for problem in (_bowl(rng, 3, 7, 6, 0.3), _bowl(rng, 2, 4, 3, 0.7), _bowl(rng, 4, 11, 5, 0.4)):
        args = problem.fresh()
        answers.append(ask(function, problem, args, kept=True))
        _need_calls(len(args[0].points), problem, "call it once for every step")
        if not isinstance(answers[-1], (np.ndarray, list)):
            finite_array(answers[-1], "Your trajectory", problem.where)  # says what is wrong with it
    if isinstance(answers[0], np.ndarray) and isinstance(answers[1], np.ndarray):
        _need_difference(*answers[:2])
    bowl = _bowl(rng, 3, 5, 4, 0.3)
    grad, _, lr, n_steps = bowl.args
    lowest = np.linalg.solve(*_system(grad, 3))
    a, b = rng.uniform(1, 2, 2)
    level = np.array([a, -a, b, -b])
    at_rest = Problem((lambda x: grad(x) - grad(lowest), lowest, lr, n_steps), None, "from the minimum, with n_steps=5")
    turning = Problem((lambda _: level, rng.standard_normal(4), 0.1, 6), None, "with a gradient whose entries cancel")
    for problem in (at_rest, turning, _bowl(rng, 2, 400, 3, 0.5, "long after it has arrived")):
        args = problem.fresh()
        ask(function, problem, args, kept=True)
        _need_calls(
            len(args[0].points),
            problem,
            "take every step, however small the gradient is: nothing may end the walk earlier",
        )


def _system(grad: Callable[[Array], Array], D: int) -> tuple[Array, Array]:
    """The matrix and the right side of a linear gradient, A x - b."""
    b = -grad(np.zeros(D))
    return np.column_stack([grad(e) + b for e in np.eye(D)]), b


def _need_calls(calls: int, problem: Problem, rule: str) -> None:
    n_steps = problem.args[3]
    if calls != n_steps:
        raise CheckFailed(
            f"Your function calls grad {_times(calls)} {problem.where}; {rule}. That makes {n_steps} calls."
        )


def _need_difference(one: Array, other: Array) -> None:
    """Demand two answers that differ, or a constant would earn the marks for manners."""
    if one.shape == other.shape and np.array_equal(one, other):
        raise CheckFailed("This mark is for a function that walks; yours returns the same for two different walks.")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def check_edges(function: Function, rng: Generator) -> None:
    """Judge a walk of no steps, and numbers of other types."""
    problem = _need_walk(function, rng)
    path, _ = _walk(function, problem)
    whole = path.shape == problem.right.shape and holds(errors_of(problem, path)[0])
    start = _bowl(rng, 3, 0, 4, 0.3)
    path, _ = _walk(function, start)
    # Whose other walks lack x0 or a row has lost the marks of the trajectory for it.
    if whole and not (path.shape == start.right.shape and holds(errors_of(start, path))):
        raise CheckFailed("With n_steps=0 your trajectory must be one row, x0.")
    problems = []
    for D, n_steps, dtype in ((2, 4, np.int64), (3, 3, np.int32), (3, 5, np.int64), (4, 2, np.int64)):
        problem = _bowl(rng, D, n_steps, 4, 0.35)
        whole = rng.integers(3, 9, D) * rng.choice([-1, 1], D)
        problems.append(_started(problem, whole.astype(dtype), "integers in x0"))
    seen = []
    for problem in problems:  # all of them first, since a known mistake is told by several
        value = ask(function, problem)
        own, _ = _walk(function, _started(problem, problem.args[1].astype(float), ""))
        if type(value) in (list, tuple):
            value, _ = _walk(function, problem)
        seen.append((problem, usable(value, "gradient_descent", problem), own))
    for problem, got, own in seen:
        if not (got.dtype.kind == "f" and got.shape == own.shape and holds(np.abs(got - own) / np.abs(own).max())):
            raise failure(
                "gradient_descent",
                "gradient_descent",
                f"Your function gives another answer {problem.where} than for the same numbers as floats.",
                [Observation(one.args, answer, one.right) for one, answer, _ in seen],
                "Copy x0 into an array of floats first.",
            )
    for problem, variant, tolerance in _other_kinds(rng):
        own, _ = _walk(function, problem)
        again, _ = _walk(function, variant)
        if not (again.shape == own.shape and holds(np.abs(again - own) / np.abs(own).max(), tolerance)):
            raise CheckFailed(
                f"Your function gives another answer {variant.where} than for the same numbers as floats."
            )


def _started(problem: Problem, x0: Array, kind: str) -> Problem:
    """The problem from another start; its right answer is step by step what the gradient says."""
    grad, _, lr, n_steps = problem.args
    rows = [x0.astype(float)]
    for _ in range(n_steps):
        rows.append(rows[-1] - lr * grad(rows[-1]))
    return Problem((grad, x0, lr, n_steps), np.array(rows), _in_words(len(x0), n_steps, kind))


def _other_kinds(rng: Generator) -> Iterator[tuple[Problem, Problem, float]]:
    """Problems, each with the same in numbers of another kind, and how far the answers may differ."""
    A = np.array([[2, 1, 0], [1, 3, -1], [0, -1, 1]])
    x0 = rng.integers(2, 6, 3) * rng.choice([-1, 1], 3)
    floats = _started(Problem((lambda x: A @ x * 1.0, x0, 1.0, 3), None, ""), x0.astype(float), "")
    whole = (lambda x: A @ x, x0, 1, 3)
    yield floats, replace(floats, args=whole, where="with integers in x0, in lr and from grad"), TOLERANCE
    bowl = _bowl(rng, 3, 6, 5, 0.4)
    grad, start, lr, n_steps = bowl.args
    short = start.astype(np.float32)
    yield (
        _started(bowl, short.astype(float), ""),
        replace(bowl, args=(grad, short, lr, n_steps), where="with float32 in x0"),
        TOLERANCE,
    )
    rounded = (lambda x: grad(x).astype(np.float32), start, lr, n_steps)
    yield bowl, replace(bowl, args=rounded, where="with float32 from grad"), SINGLE
    signs = (lambda x: np.sign(x - 0.1), start, lr, n_steps)
    whole_signs = (lambda x: np.sign(x - 0.1).astype(np.int64), start, lr, n_steps)
    yield replace(bowl, args=signs), replace(bowl, args=whole_signs, where="with integers from grad"), SINGLE


def _need_walk(function: Function, rng: Generator) -> Problem:
    """Demand of a function what makes its other properties worth a mark: that it asks for gradients, and moves."""
    problem = _bowl(rng, 3, 6, 6, 0.4)
    one, calls = _walk(function, problem)
    other, _ = _walk(function, _bowl(rng, 3, 6, 6, 0.4))
    _need_difference(one, other)
    if not calls:
        raise CheckFailed(f"This mark is for a function that walks; yours never calls grad {problem.where}.")
    return problem


def check_descent_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are and nothing survives a call."""
    problem = _need_walk(function, rng)
    grad, x0, lr, n_steps = problem.args
    first, _ = _walk(function, problem)
    again, _ = _walk(function, replace(problem, where="when it is called again with the same arguments"))
    _need_same(again, first, "when it is called again with the same arguments", "Is something kept, or random?")
    with unchanged(x0=x0):
        ask(function, problem, [Patient(grad, x0.shape), x0, lr, n_steps])
    _walk(function, _bowl(rng, 3, 4, 9, 0.3))
    (locked,) = read_only(x0)
    for start, where, hint in (
        (x0, "when it is called again, after other inputs", "Nothing may survive from one call to the next."),
        (locked, "with a read-only x0", "Write into an array of your own."),
    ):
        args = [Patient(grad, x0.shape), start, lr, n_steps]
        again, _ = _walk(function, replace(problem, where=where), args)
        _need_same(again, first, where, hint)


def _need_same(again: Array, first: Array, where: str, hint: str) -> None:
    if again.shape != first.shape or not (first.size and holds(np.abs(again - first) / np.abs(first).max())):
        raise CheckFailed(f"Your function gives another answer {where}. {hint}")
