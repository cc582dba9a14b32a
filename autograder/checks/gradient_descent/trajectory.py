"""The tasks of `gradient_descent`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import TOLERANCE, failure, finite_array, holds, need_double, read_only, unchanged
from autograder.checks.gradient_descent.judgement import SINGLE, Problem, errors_of, judge, usable
from autograder.checks.gradient_descent.quadratics import draw_rotation, draw_spectrum, matrix_of
from autograder.checks.probes import Probe
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


def _along_gradient(points: Sequence[Array], problem: Problem) -> bool:
    """Whether the points begin at x0 and go on from each along its gradient, forth or back, however far.

    Points in single precision will do, and so will those that are asked for more than once.
    """
    grad, x0 = problem.args[:2]
    way = [point for k, point in enumerate(points) if k == 0 or not np.array_equal(point, points[k - 1])]
    if len(way) < 2 or not _begins_at(x0, points):
        return False
    for here, there in itertools.pairwise(way):
        slope, step = grad(here), there - here
        aside = step - (step @ slope) / (slope @ slope) * slope
        if not holds(np.linalg.norm(aside) / np.linalg.norm(step), 1e-3):
            return False
    return True


def _begins_at(x0: Array, points: Sequence[Array]) -> bool:
    return holds(np.abs(points[0] - x0) / np.abs(x0).max(), SINGLE)


def _walk(function: Function, problem: Problem) -> tuple[Array, list[Array]]:
    """The answer of a function, an array with D columns, and the points at which it asked for the gradient."""
    args = problem.fresh()
    value = call(function, *args, where=problem.where)
    path = finite_array(value, "Your trajectory", problem.where)
    if path.ndim != 2 or path.shape[1] != problem.right.shape[1]:
        raise CheckFailed(
            f"Your trajectory has shape {path.shape} {problem.where}; it must have n_steps + 1 rows of D: "
            f"{problem.right.shape}."
        )
    need_double(value, "Your trajectory", problem.where)
    return path, args[0].points


def check_gradient_calls(function: Function, rng: Generator) -> None:
    """Judge where grad is called, and how often."""
    for problem in (_bowl(rng, 3, 7, 6, 0.3), _bowl(rng, 2, 4, 3, 0.7), _bowl(rng, 4, 11, 5, 0.4)):
        points, n_steps = _walk(function, problem)[1], problem.args[3]
        if len(points) != n_steps:
            raise CheckFailed(
                f"Your function calls grad {_times(len(points))} {problem.where}; call it once for every step, "
                f"{n_steps} times."
            )
        if not _begins_at(problem.args[1], points):
            raise CheckFailed(f"Your first call of grad is not at x0 {problem.where}; that is where the walk begins.")
        if all(np.array_equal(points[0], point) for point in points):
            raise CheckFailed(
                f"All your calls of grad are at x0 {problem.where}. Ask for the gradient at the point that the last "
                "step has reached."
            )
        if not _along_gradient(points, problem):
            raise CheckFailed(
                f"Your calls of grad do not follow the walk {problem.where}: each must be at the point that the step "
                "before it has reached, and a step goes along its gradient."
            )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def check_edges(function: Function, rng: Generator) -> None:
    """Judge a walk of no steps, and numbers of other types."""
    _need_walk(function, rng)
    start = _bowl(rng, 3, 0, 4, 0.3)
    path, _ = _walk(function, start)
    if path.shape != start.right.shape or not holds(errors_of(start, path)):
        raise CheckFailed("With n_steps=0 your trajectory must be one row, x0.")
    problems = []
    for D, n_steps, dtype in ((2, 4, np.int64), (3, 3, np.int32), (3, 5, np.int64), (4, 2, np.int64)):
        problem = _bowl(rng, D, n_steps, 4, 0.35)
        whole = rng.integers(3, 9, D) * rng.choice([-1, 1], D)
        problems.append(_started(problem, whole.astype(dtype), "integers in x0"))
    seen = []
    for problem in problems:  # all of them first, since a known mistake is told by several
        value = call(function, *problem.fresh(), where=problem.where)
        own, _ = _walk(function, _started(problem, problem.args[1].astype(float), ""))
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
    yield replace(bowl, args=signs), replace(bowl, args=whole_signs, where="with integers from grad"), TOLERANCE


def _need_walk(function: Function, rng: Generator) -> Problem:
    """Demand of a function what makes its other properties worth a mark: steps along the gradient, from x0."""
    problem = _bowl(rng, 3, 6, 6, 0.4)
    _, points = _walk(function, problem)
    if not _along_gradient(points, problem):
        raise CheckFailed(
            "This mark is for a function that walks from x0 along the gradient; yours does not yet. "
            "Each call of grad must be at the point that the step before it has reached."
        )
    return problem


def check_descent_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are and nothing survives a call."""
    problem = _need_walk(function, rng)
    grad, x0, lr, n_steps = problem.args
    first, _ = _walk(function, problem)
    with unchanged(x0=x0):
        call(function, Probe(grad, x0.shape), x0, lr, n_steps, where=problem.where)
    _walk(function, _bowl(rng, 3, 4, 9, 0.3))
    (locked,) = read_only(x0)
    for start, where, hint in (
        (x0, "when it is called again, after other inputs", "Nothing may survive from one call to the next."),
        (locked, "with a read-only x0", "Write into an array of your own."),
    ):
        again, _ = _walk_from(function, problem, start, where)
        if again.shape != first.shape or not (first.size and holds(np.abs(again - first) / np.abs(first).max())):
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _walk_from(function: Function, problem: Problem, x0: Array, where: str) -> tuple[Array, list[Array]]:
    """The answer for this very array as x0, which stays as it is."""
    probe = Probe(problem.args[0], x0.shape)
    value = call(function, probe, x0, *problem.args[2:], where=where)
    return finite_array(value, "Your trajectory", where), probe.points
