"""The task of `taylor_slopes`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import failure, finite_number, holds, kind_of, unchanged
from autograder.checks.gradient_check.functions import curved
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

_failed = partial(failure, "gradient_check")


def _fitted(f: Callable[[Array], Any], x: Array, g: Array, v: Array, hs: Array) -> tuple[tuple[float, float], bool]:
    """The slopes, by the formula of least squares; and whether no remainder is so small that round-off shows."""
    values = [(h, f(x + h * v) - f(x)) for h in hs.tolist()]
    slope = math.fsum((g * v).ravel())
    remainders = [[abs(rise) for _, rise in values], [abs(rise - h * slope) for h, rise in values]]
    X = np.log(hs) - np.log(hs).mean()
    first, second = (float(np.sum(X * np.log(r)) / np.sum(X**2)) for r in remainders)
    fair = all(r > 0.02 * h**2 for row in remainders for (h, _), r in zip(values, row, strict=True))
    return (first, second), fair


def check_taylor(function: Function, rng: Generator) -> None:
    """Judge the two slopes."""
    observations, off, changed = [], "", "Fit each line by least squares: log of the remainder against log h."
    for k, shape in enumerate(((5,), (3, 4), (6,), (2, 5), (2, 3, 2), (3, 2))):
        ok = k % 2 == 0
        while True:
            base, v = curved(rng, shape), rng.uniform(0.3, 1.5, shape) * rng.choice([-1, 1], shape)
            hs = 10.0 ** rng.permutation(np.linspace(-1, -2.5, 6) + rng.uniform(-0.1, 0.1, 6))
            g = base.g if ok else base.g * rng.uniform(0.5, 1.5, shape)
            right, fair = _fitted(base.f, base.x, g, v, hs)
            if fair and abs(right[0] - 1) < 0.2 and (abs(right[1] - 2) < 0.2 if ok else right[1] < 1.4):
                break
        where = f"with a {'right' if ok else 'wrong'} gradient of shape {shape}"
        arrays = {"x": base.x.copy(), "g": g.copy(), "v": v.copy(), "hs": hs.copy()}
        with unchanged(**arrays):
            value = call(function, Probe(base.f, shape), *arrays.values(), where=where)
        if type(value) is not tuple or len(value) != 2:
            raise CheckFailed(f"Your function must return two slopes, as a tuple; {where} it is {kind_of(value)}.")
        got = tuple(finite_number(slope, "Your slope", where) for slope in value)
        observations.append(Observation((base.f, base.x, g, v, hs), got, right))
        # The smallest remainder is 1e-7 of a value of size 10, so round-off is at most 1e-7 of it.
        errors = np.abs(np.subtract(got, right))
        if not off and not holds(errors, 1e-6):
            which = "slopes are" if min(errors) > 1e-6 else f"{'first' if errors[0] > 1e-6 else 'second'} slope is"
            off = f"Your {which} off {where} (error {errors.max():.1e}, allowed 1e-06)."
    if off:
        raise _failed("taylor_slopes", off, observations, changed)
