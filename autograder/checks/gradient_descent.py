"""The hidden suite of `gradient_descent`: the trajectory, what step sizes do to a quadratic, and backtracking.

Quadratics are made of chosen eigenvalues and a random rotation, so what is right is known in closed form. A function
may decompose the matrix as it likes, by its characteristic polynomial too; the eigenvalues keep apart for that.

The trials of a line search are known beforehand, and every draw keeps each of them clear of its Armijo line: a right
search has one answer, however its sums are ordered.

A wrong sign should not cost the marks for good manners. So those tasks ask for less than the right answer: that each
step goes along the gradient, that the answer depends on the matrix as eigenvalues do, or for a search where the fine
print of the condition does not matter.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, error_of
from autograder.checks.answers import (
    TOLERANCE,
    answers_to,
    copies,
    failure,
    finite_array,
    finite_number,
    holds,
    kind_of,
    need_double,
    read_only,
    size_of,
    unchanged,
)
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]
Hint = Callable[["Problem", Any], str]

_STEM = "gradient_descent"
_PATH = 1e-10  # relative; a hundred steps, each rounded, against the closed form
_EIGEN = 1e-9  # relative; roots of a characteristic polynomial lose some digits, shortcuts many more
_SINGLE = 1e-5  # relative; for numbers in float32
_C = 1e-4  # what c is if it is not given
_WHAT = {
    "gradient_descent": "Your trajectory",
    "lr_limit": "Your limit",
    "lr_optimal": "Your step size",
    "contraction": "Your factor",
    "backtracking": "Your step size",
}


@dataclass(frozen=True, eq=False)
class Problem:
    """One hidden problem.

    Attributes:
        args: the arguments of the student's function; functions among them are plain.
        right: what it must return.
        where: the problem in words that give no number of it away.
    """

    args: tuple[Any, ...]
    right: Any
    where: str

    def fresh(self) -> list[Any]:
        """The arguments once more, arrays as copies and functions as probes, for a student to do with as they like."""
        shape = next((arg.shape for arg in self.args if isinstance(arg, np.ndarray)), ())
        return [Probe(arg, shape) if callable(arg) else arg for arg in copies(self.args)]


# Answers. What a student's function returns may be anything that crosses the wall.


def _usable(value: Any, part: str, problem: Problem) -> Any:
    """A number, or an array of finite numbers, of whatever shape, since a known mistake may return one.

    Raises:
        CheckFailed: if it is anything else.
    """
    if type(value) is np.ndarray and value.ndim and value.dtype.kind in "iuf" and np.isfinite(value).all():
        return value
    if isinstance(problem.right, np.ndarray):
        return finite_array(value, _WHAT[part], problem.where)
    return finite_number(value, _WHAT[part], problem.where)


def _errors(problem: Problem, got: Any) -> Array:
    """How far a number is off, or the rows of a trajectory, relative to their size."""
    right = np.asarray(problem.right)
    if right.ndim == 0:
        return np.asarray(abs(got - right) / _size(problem))
    size = np.linalg.norm(right, axis=1)
    return np.asarray(np.linalg.norm(got - right, axis=1) / np.maximum(size, 1e-3 * size[0]))


def _size(problem: Problem) -> float:
    """What the error of a number is relative to: the number; for a contraction factor, which may be 0, at least 1."""
    is_factor = len(problem.args) == 2
    size = abs(float(problem.right))
    return max(1.0, size) if is_factor else size


def _complaint(problem: Problem, got: Any, part: str, tolerance: float) -> str:
    """What is wrong with a usable answer, in words; nothing if it is right."""
    what, where = _WHAT[part], problem.where
    if not isinstance(problem.right, np.ndarray):
        if isinstance(got, np.ndarray):
            return f"{what} must be one number; {where} it is {kind_of(got)}."
    elif got.dtype.kind != "f":
        return f"{what} must hold floats; {where} it holds {got.dtype}."
    elif got.shape != problem.right.shape:
        return f"{what} has shape {got.shape} {where}; it must have n_steps + 1 rows of D: {problem.right.shape}."
    errors = _errors(problem, got)
    return "" if holds(errors, tolerance) else f"{what} is off {where} {size_of(errors.max(), tolerance)}."


def _judge(function: Function, part: str, problems: Sequence[Problem], tolerance: float, hint: Hint) -> None:
    """Demand the right answer to every problem; tell of the first that is wrong, by its known mistake if it has one."""
    answers, stopped = answers_to(
        problems, lambda problem: _usable(call(function, *problem.fresh(), where=problem.where), part, problem)
    )
    seen = list(zip(problems, answers, strict=False))
    for problem, got in seen:  # a wrong number says more than an answer that cannot be used, so it is told first
        text = _complaint(problem, got, part, tolerance)
        if text:
            observations = [Observation(one.args, answer, one.right) for one, answer in seen]
            raise failure(_STEM, part, text, observations, hint(problem, got))
    if stopped:
        raise stopped


# Quadratics.


def _rotation(rng: Generator, D: int) -> Array:
    """A random orthogonal matrix, which leaves no eigenvector near an axis if it can."""
    while True:
        Q = np.linalg.qr(rng.standard_normal((D, D)))[0]
        if D == 1 or np.abs(Q).max() < 0.97:
            return Q


def _spectrum(rng: Generator, D: int, kappa: float) -> Array:
    """Eigenvalues in ascending order, neighbours well apart, the largest `kappa` times the smallest."""
    if D == 1:
        return np.asarray(rng.uniform(0.5, 4, 1))
    inner = np.geomspace(1, kappa, D)
    inner[1:-1] *= kappa ** (rng.uniform(-0.15, 0.15, D - 2) / (D - 1))
    return np.asarray(inner / kappa * rng.uniform(2, 9))


def _matrix(Q: Array, eigenvalues: Array) -> Array:
    A = (Q * eigenvalues) @ Q.T
    return np.asarray((A + A.T) / 2)


def _in_words(D: int, n_steps: int, kind: str) -> str:
    return f"with D={D}, n_steps={n_steps}" + (f", {kind}" if kind else "")


def _bowl(rng: Generator, D: int, n_steps: int, kappa: float, reach: float, kind: str = "") -> Problem:
    """Descent in a bowl away from the origin, with `reach` times the step size 2 / lambda_max."""
    Q, eigenvalues = _rotation(rng, D), _spectrum(rng, D, kappa)
    A, lowest = _matrix(Q, eigenvalues), rng.standard_normal(D)
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


# gradient_descent.


def _check_trajectory(function: Function, rng: Generator) -> None:
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
    _judge(function, "gradient_descent", problems, _PATH, _trajectory_hint)


def _trajectory_hint(problem: Problem, got: Array) -> str:
    if got.shape != problem.right.shape:
        return "Row 0 is x0, and each step adds one row."
    errors = _errors(problem, got)
    first = int(np.argmax(errors > _PATH))
    if errors.max() < _SINGLE:
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
    return holds(np.abs(points[0] - x0) / np.abs(x0).max(), _SINGLE)


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


def _check_gradient_calls(function: Function, rng: Generator) -> None:
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


def _check_edges(function: Function, rng: Generator) -> None:
    _need_walk(function, rng)
    start = _bowl(rng, 3, 0, 4, 0.3)
    path, _ = _walk(function, start)
    if path.shape != start.right.shape or not holds(_errors(start, path)):
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
        seen.append((problem, _usable(value, "gradient_descent", problem), own))
    for problem, got, own in seen:
        if not (got.dtype.kind == "f" and got.shape == own.shape and holds(np.abs(got - own) / np.abs(own).max())):
            raise failure(
                _STEM,
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
    yield bowl, replace(bowl, args=rounded, where="with float32 from grad"), _SINGLE
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


def _check_descent_contract(function: Function, rng: Generator) -> None:
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
        if again.shape != first.shape or not holds(np.abs(again - first) / np.abs(first).max()):
            raise CheckFailed(f"Your function gives another answer {where}. {hint}")


def _walk_from(function: Function, problem: Problem, x0: Array, where: str) -> tuple[Array, list[Array]]:
    """The answer for this very array as x0, which stays as it is."""
    probe = Probe(problem.args[0], x0.shape)
    value = call(function, probe, x0, *problem.args[2:], where=where)
    return finite_array(value, "Your trajectory", where), probe.points


# Step sizes of a quadratic.


def _matrices(rng: Generator) -> list[tuple[Array, Array, str]]:
    """Matrices with their eigenvalues in ascending order, and what is special about each."""
    sizes = [(2, 6.0, ""), (3, 20.0, ""), (4, 12.0, ""), (5, 100.0, ""), (6, 50.0, ""), (4, 1e8, "nearly singular")]
    drawn = [
        (_matrix(_rotation(rng, D), eigenvalues), eigenvalues, kind)
        for D, kappa, kind in sizes
        for eigenvalues in [_spectrum(rng, D, kappa)]
    ]
    small, large = np.sort(rng.uniform(1, 2, 2) * [1, 3])
    middle, half = (small + large) / 2, (large - small) / 2
    crossed = np.array([[middle, -half], [-half, middle]])  # its steepest direction is orthogonal to (1, 1)
    axes = rng.permutation(_spectrum(rng, 3, 9))
    alone = _spectrum(rng, 1, 1)
    return [
        *drawn,
        (crossed, np.array([small, large]), ""),
        (np.diag(axes), np.sort(axes), "a diagonal A"),
        (alone[:, None], alone, ""),
    ]


def _about(A: Array, kind: str) -> str:
    return f"with D={len(A)}" + (f", {kind}" if kind else "")


def _check_limit(function: Function, rng: Generator) -> None:
    problems = [Problem((A,), float(2 / e[-1]), _about(A, kind)) for A, e, kind in _matrices(rng)]
    _judge(function, "lr_limit", problems, _EIGEN, _ratio_hint("Which eigenvalue decides, and what stands above it?"))


def _check_optimal(function: Function, rng: Generator) -> None:
    problems = [Problem((A,), float(2 / (e[0] + e[-1])), _about(A, kind)) for A, e, kind in _matrices(rng)]
    _judge(
        function, "lr_optimal", problems, _EIGEN, _ratio_hint("It balances the factors of the two extreme eigenvalues.")
    )


def _ratio_hint(otherwise: str) -> Hint:
    def hint(problem: Problem, got: Any) -> str:
        if not isinstance(got, float):
            return ""
        if _errors(problem, got) < _SINGLE:
            return "So small an error is no slip in the formula: find the eigenvalues to full precision."
        if len(problem.args[0]) == 1:
            return "With D=1 the only entry of A is its eigenvalue, the smallest and the largest one."
        return otherwise

    return hint


def _check_small_steps(function: Function, rng: Generator) -> None:
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
    _judge(
        function,
        "contraction",
        problems,
        _EIGEN,
        _factor_hint("Below the best lr the flattest direction shrinks least."),
    )


def _check_large_steps(function: Function, rng: Generator) -> None:
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
    _judge(
        function,
        "contraction",
        problems,
        _EIGEN,
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


def _check_limit_contract(function: Function, rng: Generator) -> None:
    _check_matrix_contract(function, rng, "lr_limit")


def _check_optimal_contract(function: Function, rng: Generator) -> None:
    _check_matrix_contract(function, rng, "lr_optimal")


def _check_contraction_contract(function: Function, rng: Generator) -> None:
    _check_matrix_contract(function, rng, "contraction")


def _check_matrix_contract(function: Function, rng: Generator, part: str) -> None:
    D = 3
    Q, eigenvalues = _rotation(rng, D), _spectrum(rng, D, 7)
    A, factor = _matrix(Q, eigenvalues), rng.uniform(2, 3)
    is_factor = part == "contraction"
    lr = float(rng.uniform(0.6, 0.8) / eigenvalues[-1])
    ordinary = f"with D={D}"

    def ask(A: Array, lr: Any, where: str) -> float:
        value = call(function, A, *([lr] if is_factor else []), where=where)
        return finite_number(value, _WHAT[part], where)

    def same(one: float, other: float, tolerance: float = _EIGEN) -> bool:  # two zeros are no evidence
        return holds(np.abs(one - other) / np.abs(one), tolerance)

    # Constants keep all rules below, so the answer must depend on A as eigenvalues do, right or wrong otherwise.
    first = ask(A.copy(), lr, ordinary)
    turned = ask(_matrix(_rotation(rng, D), eigenvalues), lr, ordinary)
    scaled = ask(A * factor, lr / factor, ordinary)
    moved = ask(A.copy(), 0.2 * lr, ordinary) if is_factor else ask(A / 5, lr, ordinary)
    depends = same(first, turned) and same(first, scaled * (1 if is_factor else factor))
    if not depends or same(first, moved, 1e-3):
        raise CheckFailed(
            "This mark is for a function of the eigenvalues of A; yours does not depend on them as it should. "
            "Turning the bowl must change nothing, and a bowl that is steeper in all directions needs shorter steps."
        )
    whole = np.array([[6, 2, -1], [2, 5, 1], [-1, 1, 4]]) * rng.integers(2, 6)
    right = ask(whole.astype(float), lr, ordinary)
    with unchanged(A=A):
        ask(A, lr, ordinary)
    (locked,) = read_only(A)
    for matrix, size, where, expected, tolerance in (
        (A, lr, "when it is called again, after other inputs", first, _EIGEN),
        (locked, lr, "with a read-only A", first, _EIGEN),
        (np.asfortranarray(A), lr, "with A in column-major order", first, _EIGEN),
        (whole, lr, "with integers in A", right, _EIGEN),
        (whole.astype(np.float32), lr, "with float32 in A", right, _SINGLE),
    ):
        if not same(expected, ask(matrix, size, where), tolerance):
            raise CheckFailed(
                f"Your function gives another answer {where}. The same numbers in A must give the same answer, "
                "and nothing may survive from one call to the next."
            )
    if is_factor and not same(ask(whole.astype(float), 1.0, ordinary), ask(whole, 1, "with integers in A and lr")):
        raise CheckFailed("Your function gives another answer with integers in A and lr. Do you divide with //?")


# backtracking.


def _oracle(f: Function, g: Array, x: Array, p: Array, alpha0: float, rho: float, c: float) -> tuple[int, float]:
    """The number of the first trial that keeps the Armijo condition, and how clear of it all trials so far are."""
    value, slope = f(x), math.fsum((g * p).tolist())
    clear = math.inf
    for k in range(300):
        alpha = alpha0 * rho**k
        trial = f(x + alpha * p)
        room = value + c * alpha * slope - trial
        if math.isfinite(trial):
            clear = min(clear, abs(room) / max(abs(value), abs(trial)))
        if room >= 0:
            return k, clear
    raise AssertionError("the search has no end")


def _search(
    f: Function, g: Array, x: Array, p: Array, options: dict[str, float], kind: str, clear: float
) -> Problem | None:
    """A line search, if its trials are clear of the Armijo line."""
    alpha0, rho, c = (options.get(name, default) for name, default in (("alpha0", 1.0), ("rho", 0.5), ("c", _C)))
    k, found = _oracle(f, g, x, p, alpha0, rho, c)
    if found < clear:
        return None
    args = (f, g, x, p, alpha0, rho, c) if options else (f, g, x, p)
    return Problem(args, alpha0 * rho**k, f"with D={len(x)}" + (f", {kind}" if kind else ""))


def _slice(
    rng: Generator,
    D: int,
    trial: float,
    share: float,
    kind: str = "",
    clear: float = 1e-3,
    steepness: float | None = None,
    stiffness: float = 1.0,
    **options: float,
) -> Problem:
    """A search in a bowl, along a direction that is not the steepest; the loss may be negative.

    The loss is that of the start again where alpha is `trial / share`, so a trial below 1 - c of that is accepted. The
    slope along the direction is as given, without its sign, or as it comes. The stiffer the bowl, the steeper is -g in
    comparison.
    """
    while True:
        Q, eigenvalues = _rotation(rng, D), stiffness * _spectrum(rng, D, 5)
        A, lowest, away = _matrix(Q, eigenvalues), rng.standard_normal(D), 2 * rng.standard_normal(D)
        p = -_matrix(_rotation(rng, D), _spectrum(rng, D, 3)) @ A @ away
        p *= -2 * (away @ A @ p) / (p @ A @ p) / (trial / share)
        if steepness is not None:
            size = math.sqrt(steepness / -(away @ A @ p))
            away, p = size * away, size * p
        x, g = lowest + away, A @ away
        level = float(rng.uniform(-2, 2) - away @ g / 2)

        def f(v: Array, A: Array = A, lowest: Array = lowest, level: float = level) -> float:
            return float((v - lowest) @ A @ (v - lowest) / 2 + level)

        problem = _search(f, g, x, p, options, kind, clear)
        # The loss falls by a good part of 1, and p is told from -g and from its unit vector.
        falls = -(g @ p) * trial > 0.3
        if problem and falls and abs(g @ p + g @ g) > 0.3 * (g @ g) and abs(np.linalg.norm(p) - 1) > 0.2:
            return problem


def _exponentials(rng: Generator, D: int) -> Problem:
    """A search on a sum of exponentials, steepest downhill, whose first trials leave the valley far behind."""
    while True:
        B, x = rng.standard_normal((D + 2, D)), 1.5 * rng.standard_normal(D)

        def f(v: Array, B: Array = B) -> float:
            return float(np.exp(np.minimum(B @ v, 700)).sum())

        g = np.exp(B @ x) @ B
        problem = _search(f, g, x, -g * rng.uniform(0.4, 0.9), {}, "not a quadratic", 1e-3)
        if problem and 2e-3 < problem.right < 0.3:
            return problem


def _easy(rng: Generator, D: int, k: int) -> Problem:
    """A search whose answer, the k-th trial, is that of a condition without c or with another sign, too."""
    return _slice(rng, D, 0.5**k, rng.uniform(0.55, 0.7))


def _check_search(function: Function, rng: Generator) -> None:
    problems = [
        _easy(rng, 3, 0),
        _easy(rng, 2, 1),
        _easy(rng, 4, 3),
        # A trial goes down, but by less than c of the promise; then up, but by less than that.
        # (These tell who takes another slope, that of -g or 1, from who takes none.)
        _slice(rng, 2, 0.0625, 1 - _C / 2, "a trial that hardly goes down", 1e-7, rng.uniform(6, 12)),
        _slice(rng, 3, 0.5, 1 - _C / 2, "a trial that hardly goes down", 1e-7, rng.uniform(0.8, 1.5)),
        _slice(rng, 2, 0.5, 1 - _C / 2, "a trial that hardly goes down", 1e-7, rng.uniform(3, 9), 20.0),
        *(_slice(rng, D, 0.5, 1 + _C / 2, "a trial that hardly goes up", 1e-7) for D in (3, 4)),
        # It goes down by about twice what is asked for.
        *(_slice(rng, D, 0.25, 1 - 2 * _C, "a trial that goes down just enough", 1e-7) for D in (3, 2)),
        _exponentials(rng, 3),
        _slice(rng, 1, 0.25, 0.6),
        _easy(rng, 3, 9),
        _slice(rng, 5, 0.5**22, 0.7, "a very long p", 1e-6),
    ]
    _judge(function, "backtracking", problems, TOLERANCE, _search_hint)


def _check_parameters(function: Function, rng: Generator) -> None:
    problems = [
        _slice(rng, D, alpha0 * rho**k, share * (1 - c), about, alpha0=alpha0, rho=rho, c=c)
        for D, k, alpha0, rho, c, about in (
            (3, 0, 3.0, 0.5, _C, "another alpha0"),
            (2, 2, 0.3, 0.5, _C, "another alpha0"),
            (3, 2, 1.0, 0.3, _C, "another rho"),
            (4, 9, 1.0, 0.8, _C, "another rho"),
            (2, 1, 1.0, 0.5, 0.6, "another c"),
            (3, 3, 1.0, 0.5, 0.4, "another c"),
            (4, 1, 2.5, 0.1, 0.3, "another alpha0, rho and c"),
            (3, 7, 1.7, 0.7, 0.45, "another alpha0, rho and c"),
        )
        # Just below the line, so that the trial before it is far above; with a large c it may go down all the same.
        for share in [rng.uniform(max(0.75, 1.08 * rho), 0.97)]
    ]
    hardly = "another alpha0, a trial that hardly goes down"
    problems.insert(2, _slice(rng, 3, 0.35, 1 - _C / 2, hardly, 1e-7, alpha0=0.7, rho=0.5, c=_C))
    _judge(function, "backtracking", problems, TOLERANCE, _search_hint)


def _search_hint(problem: Problem, got: Any) -> str:
    if not isinstance(got, float):
        return ""
    alpha0, rho = problem.args[4:6] if len(problem.args) > 4 else (1.0, 0.5)
    if got <= 0:
        return "A step size is positive."
    times = math.log(got / alpha0) / math.log(rho)
    if abs(times - round(times)) > 1e-6 or times < -1e-6:
        return "It is no alpha0 * rho**k: begin with alpha0, and multiply by rho after each trial that fails."
    if got > problem.right:
        return "The step that you accept does not keep the Armijo condition."
    return "You go on beyond the first trial that keeps the Armijo condition."


def _check_undefined(function: Function, rng: Generator) -> None:
    problems = []
    for D, k, outside in ((3, 2, math.nan), (2, 1, math.nan), (4, 5, math.nan), (3, 3, math.nan), (3, 4, math.inf)):
        f, g, x, p = _slice(rng, D, 1.0, rng.uniform(0.3, 0.6)).args
        fence = 0.5**k * rng.uniform(1.2, 1.8)  # as a step size

        def fenced(v: Array, f: Any = f, x: Array = x, p: Array = p, fence: float = fence, out: float = outside) -> Any:
            return f(v) if (v - x) @ p < fence * (p @ p) else out

        problems.append(Problem((fenced, g, x, p), 0.5**k, f"with D={D}, trials at which f is {outside}"))

    def hint(problem: Problem, got: Any) -> str:
        if isinstance(got, float) and got > problem.right:
            return "A trial at which f is NaN or infinite does not keep the condition, so the search must go on."
        return _search_hint(problem, got)

    _judge(function, "backtracking", problems, TOLERANCE, hint)


def _check_ascent(function: Function, rng: Generator) -> None:
    for problem in (_easy(rng, 3, 1), _easy(rng, 2, 0), _slice(rng, 4, 1e9, 0.6, "a very short p", 1e-3, alpha0=1e9)):
        raised = error_of(function, *problem.fresh(), where=problem.where)
        if raised:
            raise CheckFailed(
                f"Your function raised {raised} {problem.where}, where p is a descent direction; "
                "raise ValueError only if g @ p >= 0."
            )
        _usable(call(function, *problem.fresh(), where=problem.where), "backtracking", problem)
    a, b = rng.integers(1, 5, 2) * rng.choice([-1.0, 1.0], 2)
    zero, up = np.zeros(3), np.array([a, b, a + b])
    for g, p, about in (
        (up, np.array([b, -a, 0.0]) + up, "p uphill"),
        (up, up * 1e-6, "a very short p uphill"),
        (up, np.array([b, -a, 0.0]), "p orthogonal to g"),
        (zero, np.array([1.0, a, b]), "a gradient of zeros"),
        (up, zero, "p of zeros"),
    ):
        x = rng.standard_normal(3)

        def f(v: Array, g: Array = g, x: Array = x) -> float:
            return float(g @ (v - x) - 20 * np.sum((v - x) ** 2))  # falls beyond the rise, so that a search ends

        raised = error_of(function, Probe(f, (3,)), g.copy(), x.copy(), p.copy(), where=f"with {about}")
        if raised != "ValueError":
            seen = f"raises {raised}" if raised else "raises nothing"
            raise CheckFailed(
                f"Your function {seen} with {about}. If g @ p >= 0 there is nothing to search for: raise ValueError."
            )


def _need_search(function: Function, problem: Problem, args: list[Any]) -> None:
    """Demand that a search ends where it should, which makes its other properties worth a mark."""
    value = call(function, *args, where=problem.where)
    if not holds(abs(finite_number(value, "Your step size", problem.where) - problem.right) / problem.right):
        raise CheckFailed(
            f"This mark is for a search that finds the right step; yours does not {problem.where}, "
            "where the trials before it all make the loss larger."
        )


def _check_loss_calls(function: Function, rng: Generator) -> None:
    for k, D in ((0, 3), (1, 2), (4, 3), (10, 4)):
        problem = _easy(rng, D, k)
        args = problem.fresh()
        _need_search(function, problem, args)
        calls = len(args[0].points)
        if calls > k + 2:
            raise CheckFailed(
                f"Your function calls f {calls} times {problem.where}, to find the step after {k + 1} trials. "
                "Once at x and once for each trial is enough: keep f(x) in a variable."
            )


def _check_search_contract(function: Function, rng: Generator) -> None:
    problem = _easy(rng, 3, 2)
    _need_search(function, problem, problem.fresh())
    f, g, x, p = problem.args
    with unchanged(g=g, x=x, p=p):
        call(function, Probe(f, x.shape), g, x, p, where=problem.where)
    other = _easy(rng, 3, 4)
    _need_search(function, other, other.fresh())
    locked = read_only(g, x, p)
    again = "when it is called again, after other inputs"
    _need_search(function, replace(problem, where=again), problem.fresh())
    _need_search(function, replace(problem, where="with read-only g, x and p"), [Probe(f, x.shape), *locked])
    A = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]])
    whole = None
    while whole is None:
        v = rng.integers(2, 7, 3) * rng.choice([-1, 1], 3)
        whole = _search(lambda v: float(v @ A @ v), 2 * A @ v, v, -(A @ v), {}, "integers in g, x and p", 1e-3)
    _need_search(function, whole, whole.fresh())
    f, *arrays = whole.args
    short = [Probe(f, (3,)), *(array.astype(np.float32) for array in arrays)]
    _need_search(function, replace(whole, where="with float32 in g, x and p"), short)


TASKS = {
    "test_gradient_descent_trajectory": _check_trajectory,
    "test_gradient_descent_calls": _check_gradient_calls,
    "test_gradient_descent_edges": _check_edges,
    "test_gradient_descent_contract": _check_descent_contract,
    "test_lr_limit_value": _check_limit,
    "test_lr_limit_contract": _check_limit_contract,
    "test_lr_optimal_value": _check_optimal,
    "test_lr_optimal_contract": _check_optimal_contract,
    "test_contraction_small_steps": _check_small_steps,
    "test_contraction_large_steps": _check_large_steps,
    "test_contraction_contract": _check_contraction_contract,
    "test_backtracking_value": _check_search,
    "test_backtracking_parameters": _check_parameters,
    "test_backtracking_undefined": _check_undefined,
    "test_backtracking_ascent": _check_ascent,
    "test_backtracking_calls": _check_loss_calls,
    "test_backtracking_contract": _check_search_contract,
}
