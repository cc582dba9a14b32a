"""The tasks of `backtracking`. Losses are numbers of NumPy's, as in the visible checks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, error_of
from autograder.checks.answers import TOLERANCE, answers_to, holds, is_number, read_only, unchanged, without_shape
from autograder.checks.gradient_descent.judgement import MOST, Patient, Problem, ask, judge, usable
from autograder.checks.gradient_descent.quadratics import draw_rotation, draw_spectrum, matrix_of

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
    plain: bool = False,
    **options: float,
) -> Problem:
    """A search in a bowl, along a direction that is not the steepest; the loss may be negative.

    If it is `plain`, p is -g and has the length 1, so that who takes one for the other gets the right answer all the
    same, and so does who takes another slope than g @ p.

    The loss is that of the start again where alpha is `trial / share`, so a trial below 1 - c of that is accepted. The
    slope along the direction is as given, without its sign, or as it comes. The stiffer the bowl, the steeper is -g in
    comparison.
    """
    while True:
        Q, eigenvalues = draw_rotation(rng, D), stiffness * draw_spectrum(rng, D, 5)
        A, lowest, away = matrix_of(Q, eigenvalues), rng.standard_normal(D), 2 * rng.standard_normal(D)
        if plain:
            g = A @ away
            A = A * (2 * (g @ g) / (g @ A @ g) / (trial / share))
            away = away / np.linalg.norm(A @ away)
        p = -matrix_of(draw_rotation(rng, D), draw_spectrum(rng, D, 3)) @ A @ away
        p = -A @ away if plain else p * (-2 * (away @ A @ p) / (p @ A @ p) / (trial / share))
        if steepness is not None:
            size = math.sqrt(steepness / -(away @ A @ p))
            away, p = size * away, size * p
        x, g = lowest + away, A @ away
        level = 0.0 if plain else float(rng.uniform(-2, 2) - away @ g / 2)

        def f(v: Array, A: Array = A, lowest: Array = lowest, level: float = level) -> Any:
            return np.float64((v - lowest) @ A @ (v - lowest) / 2 + level)

        problem = _search(f, g, x, p, options, kind, clear)
        # The loss falls by a good part of 1, and p is told from -g and from its unit vector.
        falls = -(g @ p) * trial > 0.3
        if problem and plain:
            return problem
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


def _plain(rng: Generator, D: int, k: int) -> Problem:
    """The same along -g, where g has the length 1: it tells nothing but where a search ends."""
    return _slice(rng, D, 0.5**k, rng.uniform(0.55, 0.7), plain=True)


def _reader(function: Function, rng: Generator) -> Callable[[Problem], Any]:
    """How to read a search where it is not what comes back that is judged.

    What a search returns is for the task of its value. If that is off where its trials are right, the others go by its
    last trial, so that one slip does not cost them all.
    """
    problem = _plain(rng, 3, 3)
    args = problem.fresh()
    value = ask(function, problem, args, kept=True)
    if _is_right(value, problem) or not _is_right(_last_trial(args), problem):
        return lambda problem: usable(ask(function, problem), "backtracking", problem)

    def last(problem: Problem) -> Any:
        args = problem.fresh()
        ask(function, problem, args, kept=True)
        return _last_trial(args)

    return last


def _last_trial(args: Sequence[Any]) -> float:
    """The step size at which f was called last; not a number if it never was."""
    f, _, x, p = args[:4]
    return float((f.points[-1] - x) @ p / (p @ p)) if f.points else math.nan


def _is_right(value: Any, problem: Problem) -> bool:
    value = without_shape(value)
    exact = is_number(value) and not isinstance(value, np.float16)
    return exact and holds(abs(float(value) - problem.right) / problem.right)


def _fine_print(rng: Generator) -> list[Problem]:
    """Searches whose answer c decides: a trial goes down or up by next to nothing, or just enough."""
    down, up, enough = (
        f"a trial that {what}" for what in ("hardly goes down", "hardly goes up", "goes down just enough")
    )
    return [
        # These tell who takes another slope, that of -g or 1, from who takes none.
        _slice(rng, 2, 0.0625, 1 - _C / 2, down, 1e-7, rng.uniform(6, 12)),
        _slice(rng, 3, 0.5, 1 - _C / 2, down, 1e-7, rng.uniform(0.8, 1.5)),
        _slice(rng, 2, 0.5, 1 - _C / 2, down, 1e-7, rng.uniform(3, 9), 20.0),
        *(_slice(rng, D, 0.5, 1 + _C / 2, up, 1e-7) for D in (3, 4)),
        *(_slice(rng, D, 0.25, 1 - 2 * _C, enough, 1e-7) for D in (3, 2)),  # about twice what is asked for
    ]


def _knows_c(rng: Generator, read: Callable[[Problem], Any]) -> bool:
    """Whether a search is right in the fine print of the condition; one that is not loses the marks of its value."""
    problems = _fine_print(rng)
    answers, failed = answers_to(problems, read)
    return failed is None and all(map(_is_right, answers, problems))


def check_search(function: Function, rng: Generator) -> None:
    """Judge the step that is found with the default parameters."""
    problems = [
        _easy(rng, 3, 0),
        _easy(rng, 2, 1),
        _easy(rng, 4, 3),
        *_fine_print(rng),
        _exponentials(rng, 3),
        _slice(rng, 1, 0.25, 0.6),
        _easy(rng, 3, 9),
        _slice(rng, 5, 0.5**22, 0.7, "a very long p", 1e-6),
        _slice(rng, 2, 0.5**130, 0.7, "a p of astronomical length", 1e-6),
    ]
    judge(function, "backtracking", problems, TOLERANCE, _search_hint)


def check_parameters(function: Function, rng: Generator) -> None:
    """Judge the step that is found with other parameters."""
    read = _reader(function, rng)
    knows_c = _knows_c(rng, read)
    problems = [
        _slice(rng, D, alpha0 * rho**k, share * (1 - c), about, plain=about != "another c", alpha0=alpha0, rho=rho, c=c)
        for D, k, alpha0, rho, c, about in (
            (3, 1, 3.0, 0.5, _C, "another alpha0"),
            (2, 2, 0.3, 0.5, _C, "another alpha0"),
            (3, 2, 1.0, 0.3, _C, "another rho"),
            (4, 9, 1.0, 0.8, _C, "another rho"),
            (4, 2, 2.5, 0.1, _C, "another alpha0 and rho"),
            (2, 1, 1.0, 0.5, 0.6, "another c"),
            (3, 3, 1.0, 0.5, 0.4, "another c"),
            (4, 1, 2.5, 0.1, 0.3, "another alpha0, rho and c"),
            (3, 7, 1.7, 0.7, 0.45, "another alpha0, rho and c"),
        )
        if knows_c or c == _C
        # Just below the line, so that the trial before it is far above; with a large c it may go down all the same.
        for share in [rng.uniform(max(0.75, 1.08 * rho), 0.97)]
    ]
    if knows_c:
        hardly = "another alpha0, a trial that hardly goes down"
        problems.append(_slice(rng, 3, 0.35, 1 - _C / 2, hardly, 1e-7, alpha0=0.7, rho=0.5, c=_C))
    judge(function, "backtracking", problems, TOLERANCE, _search_hint, read)


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
    return (
        "A trial before it keeps the Armijo condition already. Do you look at f at x + alpha * p, and compare it with "
        "f(x) + c * alpha * g·p?"
    )


def check_undefined(function: Function, rng: Generator) -> None:
    """Judge searches with trials at which f is NaN or infinite."""
    problems = []
    nan, inf = math.nan, math.inf
    for D, k, outside in ((3, 2, nan), (2, 1, nan), (4, 5, nan), (3, 3, nan), (3, 4, inf), (2, 2, -inf), (3, 3, -inf)):
        f, g, x, p = _slice(rng, D, 1.0, rng.uniform(0.3, 0.6), plain=True).args
        fence = 0.5**k * rng.uniform(1.2, 1.8)  # as a step size

        def fenced(v: Array, f: Any = f, x: Array = x, p: Array = p, fence: float = fence, out: float = outside) -> Any:
            return f(v) if (v - x) @ p < fence * (p @ p) else np.float64(out)

        problems.append(Problem((fenced, g, x, p), 0.5**k, f"with D={D}, trials at which f is {outside}"))

    def hint(problem: Problem, got: Any) -> str:
        f, _, x, p = problem.args
        if isinstance(got, float) and 0 < got <= 1 and not math.isfinite(f(x + got * p)):
            return "A trial at which f is NaN or infinite does not keep the condition, so the search must go on."
        return _search_hint(problem, got)

    judge(function, "backtracking", problems, TOLERANCE, hint, _reader(function, rng))


def check_ascent(function: Function, rng: Generator) -> None:
    """Judge that a direction that does not descend is refused."""
    for problem in (_easy(rng, 3, 1), _easy(rng, 2, 0), _slice(rng, 4, 1e9, 0.6, "a very short p", 1e-3, alpha0=1e9)):
        args = problem.fresh()
        raised = error_of(function, *args, where=problem.where)
        if raised and len(args[0].points) < MOST:
            raise CheckFailed(
                f"Your function raised {raised} {problem.where}, where p is a descent direction; "
                "raise ValueError only if g @ p >= 0."
            )
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

        raised = error_of(function, Patient(f, (3,)), g.copy(), x.copy(), p.copy(), where=f"with {about}")
        if raised != "ValueError":
            seen = f"raises {raised}" if raised else "raises nothing"
            raise CheckFailed(
                f"Your function {seen} with {about}. If g @ p >= 0 there is nothing to search for: raise ValueError."
            )


def _need_search(problem: Problem, value: Any) -> None:
    """Demand that a search ends where it should, which makes its other properties worth a mark."""
    if not _is_right(value, problem):
        raise CheckFailed(
            f"This mark is for a search that finds the right step; yours does not {problem.where}, "
            "where the trials before it all make the loss larger."
        )


def check_loss_calls(function: Function, rng: Generator) -> None:
    """Judge how often f is called."""
    by_trials = _reader(function, rng)
    for k, D in ((1, 3), (2, 2), (4, 3), (10, 4)):
        problem = _plain(rng, D, k)
        _need_search(problem, by_trials(problem))
        args = problem.fresh()
        ask(function, problem, args, kept=True)
        calls = len(args[0].points)
        if calls > k + 2:
            raise CheckFailed(
                f"Your function calls f {calls} times {problem.where}, to find the step after {k + 1} trials. "
                "Once at x and once for each trial is enough: keep f(x) in a variable."
            )


def check_search_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, and the types that are taken."""
    read = _reader(function, rng)
    problem = _plain(rng, 3, 2)
    _need_search(problem, read(problem))
    f, g, x, p = problem.args
    with unchanged(g=g, x=x, p=p):
        ask(function, problem, [Patient(f, x.shape), g, x, p], kept=True)
    other = _plain(rng, 3, 4)
    _need_search(other, read(other))
    again = replace(problem, where="when it is called again, after other inputs")
    _need_search(again, read(again))
    locked = replace(problem, where="with read-only g, x and p")
    args = [Patient(f, x.shape), *read_only(g, x, p)]
    value = ask(function, locked, args, kept=True)
    _need_search(locked, value if _is_right(value, locked) else _last_trial(args))
    place, slope = rng.integers(-4, 5, 3), np.array([0, rng.choice([-1, 1]), 0])
    M = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]])  # so the loss is that of the start again at alpha = 1/3

    def bowl(v: Array) -> Any:
        return np.float64(slope @ (v - place) + (v - place) @ M @ (v - place) + 5)

    whole = Problem((bowl, slope, place, -slope), 0.25, "with integers in g, x and p")
    _need_search(whole, read(whole))
    short = tuple(array.astype(np.float32) for array in whole.args[1:])
    whole = replace(whole, args=(bowl, *short), where="with float32 in g, x and p")
    _need_search(whole, read(whole))
