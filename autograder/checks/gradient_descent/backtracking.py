"""The tasks of `backtracking`. Losses are numbers of NumPy's, as in the visible checks."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import TOLERANCE, finite_number, holds, read_only, unchanged
from autograder.checks.gradient_descent.judgement import Problem, judge, usable
from autograder.checks.gradient_descent.quadratics import draw_rotation, draw_spectrum, matrix_of
from autograder.checks.probes import Probe

_C = 1e-4  # what c is if it is not given


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
        Q, eigenvalues = draw_rotation(rng, D), stiffness * draw_spectrum(rng, D, 5)
        A, lowest, away = matrix_of(Q, eigenvalues), rng.standard_normal(D), 2 * rng.standard_normal(D)
        p = -matrix_of(draw_rotation(rng, D), draw_spectrum(rng, D, 3)) @ A @ away
        p *= -2 * (away @ A @ p) / (p @ A @ p) / (trial / share)
        if steepness is not None:
            size = math.sqrt(steepness / -(away @ A @ p))
            away, p = size * away, size * p
        x, g = lowest + away, A @ away
        level = float(rng.uniform(-2, 2) - away @ g / 2)

        def f(v: Array, A: Array = A, lowest: Array = lowest, level: float = level) -> Any:
            return np.float64((v - lowest) @ A @ (v - lowest) / 2 + level)

        problem = _search(f, g, x, p, options, kind, clear)
        # The loss falls by a good part of 1, and p is told from -g and from its unit vector.
        falls = -(g @ p) * trial > 0.3
        if problem and falls and abs(g @ p + g @ g) > 0.3 * (g @ g) and abs(np.linalg.norm(p) - 1) > 0.2:
            return problem


def _exponentials(rng: Generator, D: int) -> Problem:
    """A search on a sum of exponentials, steepest downhill, whose first trials leave the valley far behind."""
    while True:
        B, x = rng.standard_normal((D + 2, D)), 1.5 * rng.standard_normal(D)

        def f(v: Array, B: Array = B) -> Any:
            return np.exp(np.minimum(B @ v, 700)).sum()

        g = np.exp(B @ x) @ B
        problem = _search(f, g, x, -g * rng.uniform(0.4, 0.9), {}, "not a quadratic", 1e-3)
        if problem and 2e-3 < problem.right < 0.3:
            return problem


def _easy(rng: Generator, D: int, k: int) -> Problem:
    """A search whose answer, the k-th trial, is that of a condition without c or with another sign, too."""
    return _slice(rng, D, 0.5**k, rng.uniform(0.55, 0.7))


def check_search(function: Function, rng: Generator) -> None:
    """Judge the step that is found with the default parameters."""
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
    judge(function, "backtracking", problems, TOLERANCE, _search_hint)


def check_parameters(function: Function, rng: Generator) -> None:
    """Judge the step that is found with other parameters."""
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
    judge(function, "backtracking", problems, TOLERANCE, _search_hint)


def _search_hint(problem: Problem, got: Any) -> str:
    if not isinstance(got, float):
        return ""
    alpha0, rho = problem.args[4:6] if len(problem.args) > 4 else (1.0, 0.5)
    if got <= 0:
        return "A step size is positive."
    times = (math.log(got) - math.log(alpha0)) / math.log(rho)
    if abs(times - round(times)) > 1e-6 or times < -1e-6:
        return "It is no alpha0 * rho**k: begin with alpha0, and multiply by rho after each trial that fails."
    if got > problem.right:
        return "The step that you accept does not keep the Armijo condition."
    return "You go on beyond the first trial that keeps the Armijo condition."


def check_undefined(function: Function, rng: Generator) -> None:
    """Judge searches with trials at which f is NaN or infinite."""
    problems = []
    for D, k, outside in ((3, 2, math.nan), (2, 1, math.nan), (4, 5, math.nan), (3, 3, math.nan), (3, 4, math.inf)):
        f, g, x, p = _slice(rng, D, 1.0, rng.uniform(0.3, 0.6)).args
        fence = 0.5**k * rng.uniform(1.2, 1.8)  # as a step size

        def fenced(v: Array, f: Any = f, x: Array = x, p: Array = p, fence: float = fence, out: float = outside) -> Any:
            return f(v) if (v - x) @ p < fence * (p @ p) else np.float64(out)

        problems.append(Problem((fenced, g, x, p), 0.5**k, f"with D={D}, trials at which f is {outside}"))

    def hint(problem: Problem, got: Any) -> str:
        if isinstance(got, float) and got > problem.right:
            return "A trial at which f is NaN or infinite does not keep the condition, so the search must go on."
        return _search_hint(problem, got)

    judge(function, "backtracking", problems, TOLERANCE, hint)


def check_ascent(function: Function, rng: Generator) -> None:
    """Judge that a direction that does not descend is refused."""
    for problem in (_easy(rng, 3, 1), _easy(rng, 2, 0), _slice(rng, 4, 1e9, 0.6, "a very short p", 1e-3, alpha0=1e9)):
        raised = error_of(function, *problem.fresh(), where=problem.where)
        if raised:
            raise CheckFailed(
                f"Your function raised {raised} {problem.where}, where p is a descent direction; "
                "raise ValueError only if g @ p >= 0."
            )
        usable(call(function, *problem.fresh(), where=problem.where), "backtracking", problem)
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

        def f(v: Array, g: Array = g, x: Array = x) -> Any:
            return np.float64(g @ (v - x) - 20 * np.sum((v - x) ** 2))  # falls beyond the rise, so that a search ends

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


def check_loss_calls(function: Function, rng: Generator) -> None:
    """Judge how often f is called."""
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


def check_search_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, and the types that are taken."""
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
        whole = _search(lambda v: np.float64(v @ A @ v), 2 * A @ v, v, -(A @ v), {}, "integers in g, x and p", 1e-3)
    _need_search(function, whole, whole.fresh())
    f, *arrays = whole.args
    short = [Probe(f, (3,)), *(array.astype(np.float32) for array in arrays)]
    _need_search(function, replace(whole, where="with float32 in g, x and p"), short)
