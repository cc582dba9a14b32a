"""The tasks of `error_slope`."""

from __future__ import annotations

import math

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import failure, finite_number, holds, size_of, unchanged
from autograder.misconceptions import Observation


def fitted_slope(hs: Array, errs: Array) -> float:
    """The slope of the least-squares line through (log h, log err), from sums of products."""
    if not np.all(errs > 0):
        return math.nan
    u, v = [math.log(h) for h in hs], [math.log(e) for e in errs]
    n, su, sv = len(u), math.fsum(u), math.fsum(v)
    suv, suu = math.fsum(p * q for p, q in zip(u, v, strict=True)), math.fsum(p * p for p in u)
    return (n * suv - su * sv) / (n * suu - su * su)


def _errors(rng: Generator, n: int, power: float, noise: float) -> tuple[Array, Array]:
    """Steps in no order and at no even distance, and errors that follow a power of them, more or less."""
    hs = 10 ** (-np.arange(1, n + 1) * 0.7 - rng.uniform(0, 0.5, n))
    errs = rng.uniform(0.05, 20) * hs**power * np.exp(noise * rng.standard_normal(n))
    order = rng.permutation(n)
    return hs[order], errs[order]


def _slopes(
    function: Function, pairs: list[tuple[Array, Array]], what: str, factor: float = 1.0, exchanged: bool = False
) -> None:
    found = [
        finite_number(
            call(function, hs.copy(), errs.copy(), where=(where := f"with {len(hs)} steps")), "Your slope", where
        )
        for hs, errs in pairs
    ]
    right = [fitted_slope(*(pair[::-1] if exchanged else pair)) for pair in pairs]
    if factor != 1:  # which another task charges
        found = [slope / factor for slope in found]
    observations = [Observation(pair, slope, due) for pair, slope, due in zip(pairs, found, right, strict=True)]
    for (hs, _), slope, due in zip(pairs, found, right, strict=True):
        error = abs(slope - due) / max(1.0, abs(due))
        if not holds(error, 1e-10):  # the powers of a power law are right to 1e-13 only, as its errors are rounded
            text = f"Your slope is off with {len(hs)} steps whose errors {what} {size_of(error, 1e-10)}."
            raise failure(
                "numeric_gradient", "error_slope", text, observations, "Fit a straight line to log(err) over log(h)."
            )


def check_power_law(function: Function, rng: Generator) -> None:
    """Judge slopes of exact power laws."""
    powers = [1.0, 2.0, -1.0, 4.0, float(rng.uniform(0.3, 3.0))]
    sizes = (4, 3, 6, 5, 2)
    _slopes(
        function, [_errors(rng, n, p, 0.0) for n, p in zip(sizes, powers, strict=True)], "follow a power of h exactly"
    )


def check_least_squares(function: Function, rng: Generator) -> None:
    """Judge slopes of errors that scatter."""
    pairs = [_errors(rng, n, p, 0.4) for n, p in ((4, 1.0), (7, 2.0), (5, -1.0), (6, 2.0), (9, 1.0))]
    _slopes(function, pairs, "scatter about a power of h", *_charged(function, rng))


def _charged(function: Function, rng: Generator) -> tuple[float, bool]:
    """By what factor slopes of exact powers are off, 1 if it is not one factor for all, and if axes are exchanged."""
    ratios, powers = [], []
    for n, power in ((4, 1.0), (5, 2.0), (6, -1.0)):
        hs, errs = _errors(rng, n, power, 0.0)
        where = f"with {n} steps"
        ratios.append(finite_number(call(function, hs, errs, where=where), "Your slope", where) / power)
        powers.append(power)
    exchanged = holds(np.abs(np.array(ratios) * np.array(powers) ** 2 - 1), 1e-9)
    one = ratios[0] and holds(np.abs(np.array(ratios) / ratios[0] - 1), 1e-9)
    return ratios[0] if one and not holds(abs(ratios[0] - 1), 1e-9) else 1.0, exchanged


def check_slope_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, and the types that are taken."""
    hs, errs = _errors(rng, 5, 2.0, 0.02)

    def ask(hs: Array, errs: Array, where: str = "with 5 steps") -> float:
        with unchanged(hs=hs, errs=errs):
            return finite_number(call(function, hs, errs, where=where), "Your slope", where)

    own = ask(hs.copy(), errs.copy())
    # Half the slope and twice the slope, so that a rounded one changes too, and another height of the line.
    if any(holds(abs(ask(*pair) - own)) for pair in ((2 * hs**2, errs.copy()), (hs.copy(), 3 * errs**2))):
        raise CheckFailed("Your slope does not change with hs or with errs, so this mark cannot be given yet.")
    powers, more = 2 ** rng.permutation(np.arange(1, 7)), 3 ** rng.permutation(np.arange(1, 7))
    short, shorter = hs.astype(np.float32), errs.astype(np.float32)
    due = ask(powers.astype(np.float64), more.astype(np.float64))
    for got, right, what, tolerance in (
        (ask(hs.copy(), errs.copy()), own, "when it is called again", 1e-10),
        (ask(hs[::-1].copy(), errs[::-1].copy()), own, "when the same pairs come in another order", 1e-10),
        (ask(powers, more, "with integers"), due, "for the same numbers as integers", 1e-10),
        (ask(short, shorter, "with float32"), own, "for the same numbers in float32", 1e-5),
    ):
        if not holds(abs(got - right) / max(1.0, abs(right)), tolerance):
            raise CheckFailed(f"Your function gives another slope {what}.")
