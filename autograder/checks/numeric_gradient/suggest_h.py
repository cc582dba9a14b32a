"""The tasks of `suggest_h`."""

from __future__ import annotations

import contextlib
import math

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call, error_of
from autograder.checks.answers import failure, finite_number
from autograder.misconceptions import Observation

_DTYPES = ("float64", "float32")
_POWERS = {"forward": 1 / 2, "central": 1 / 3}


def _range(dtype: str, scheme: str) -> tuple[float, float]:
    """The smallest and the largest step that is accepted."""
    eps = float(np.finfo(dtype).eps)
    if scheme == "complex":
        return 1e-30, eps**0.5
    return eps ** _POWERS[scheme] / 10, eps ** _POWERS[scheme] * 10


def _cases(rng: Generator) -> list[tuple[str, str]]:
    cases = [(dtype, scheme) for dtype in _DTYPES for scheme in (*_POWERS, "complex")]
    return [cases[k] for k in rng.permutation(len(cases))]


def _step_for(function: Function, dtype: str, scheme: str) -> float:
    where = f"for {dtype} and {scheme}"
    return finite_number(call(function, dtype, scheme, where=where), "Your step", where)


def check_suggestions(function: Function, rng: Generator) -> None:
    """Judge the steps that are suggested."""
    cases = _cases(rng)
    found = [_step_for(function, *case) for case in cases]
    observations = [
        Observation(case, h, 1e-20 if case[1] == "complex" else float(np.finfo(case[0]).eps) ** _POWERS[case[1]])
        for case, h in zip(cases, found, strict=True)
    ]
    for (dtype, scheme), h in sorted(zip(cases, found, strict=True)):
        low, high = _range(dtype, scheme)
        if not (math.isfinite(h) and low <= h <= high):
            size = "small" if h < low else "large"
            text = f"Your step for {scheme} in {dtype} is too {size}{', and not positive' if h <= 0 else ''}."
            hint = "Balance the two errors: truncation falls with h, rounding rises like eps / h."
            raise failure("numeric_gradient", "suggest_h", text, observations, hint)


def check_unknown(function: Function, rng: Generator) -> None:
    """Judge that an unknown scheme is refused."""
    steps = set()
    for case in _cases(rng):
        with contextlib.suppress(CheckFailed):
            steps.add(_step_for(function, *case))
    if len({h for h in steps if h > 0}) < 2:  # whether they are right, the other task judges
        raise CheckFailed(
            "This mark is for a function that suggests steps, right or not; yours does not give two different ones yet."
        )
    letters = "".join(chr(ord("a") + k) for k in rng.integers(26, size=7))
    for scheme in ("backward", "five-point", letters, ""):
        for dtype in _DTYPES:
            name = error_of(function, dtype, scheme, where="for a scheme that does not exist")
            if name != "ValueError":
                raised = "nothing" if name is None else name
                raise CheckFailed(f"Your function raises {raised} for an unknown scheme; it must raise ValueError.")
