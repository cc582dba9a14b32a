"""The tasks of `numeric_gradient`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call, error_of
from autograder.checks.answers import failure, finite_array, holds, is_number, size_of, unchanged
from autograder.checks.gradient_check.answers import need_error
from autograder.checks.gradient_check.functions import curved, quadratic, softmax
from autograder.checks.gradient_check.trials import STEP, Trial, look
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

_failed = partial(failure, "gradient_check")


def _central(f: Callable[[Array], Any], x: Array, h: float) -> Array:
    return look(Trial(f, np.asarray(x, float), np.zeros(np.shape(x)), True, "", {"h": h})).slope


def check_numeric_value(function: Function, rng: Generator) -> None:
    """Judge the values of `numeric_gradient`, and its default step."""
    problems = [
        (base, h)
        for base, h in (
            (curved(rng, (1,)), 1e-2),
            (curved(rng, (5,)), 1e-1),
            (curved(rng, (3, 4)), 1e-2),
            (curved(rng, (2, 3, 2)), 1e-3),
            (softmax(rng), 1e-2),
            (quadratic(rng), 1e-3),
        )
    ]
    observations, off = [], ""
    for base, h in problems:
        where = f"with x of shape {base.x.shape} and an h of {h:g}"
        value = call(function, Probe(base.f, base.x.shape), base.x.copy(), h, where=where)
        got = float(value) if is_number(value) else finite_array(value, "Your numeric gradient", where, base.x.shape)
        right = _central(base.f, base.x, h)
        observations.append(Observation((base.f, base.x, h), got, right))
        # Differences of values of size 10 with a step of 0.001 carry a round-off of about 1e-11.
        error = np.abs(got - right).max() / max(1, np.abs(right).max())
        if not off and isinstance(got, float):
            off = f"Your numeric gradient must be an array of the shape of x; {where} you return one number."
        if not off and not holds(error, 1e-9):
            off = f"Your numeric gradient is off {where} {size_of(error, 1e-9)}."
    if off:
        raise _failed("numeric_gradient", off, observations, "Entry i is (f(x + h e_i) - f(x - h e_i)) / (2 h).")
    # So steep a curve shows the step: with the default the truncation error is 1e-5 or more of the slope.
    x, phase = rng.uniform(-1, 1, 4), rng.uniform(0, 6, 4)

    def steep(z: Array) -> float:
        return float(np.sum(np.sin(1000 * z + phase)) / 1000)

    got = finite_array(
        call(function, Probe(steep, x.shape), x.copy(), where="without h"),
        "Your numeric gradient",
        "without h",
        x.shape,
    )
    if not holds(np.abs(got - _central(steep, x, STEP)), 1e-8):
        raise CheckFailed("Your numeric gradient is right where h is given, and off without; the default is h=1e-5.")


def check_numeric_manners(function: Function, rng: Generator) -> None:
    """Judge the types that `numeric_gradient` takes, how often it calls f, and that it leaves x alone."""

    def right(f: Any, x: Array, where: str) -> None:
        probe = Probe(f.f, x.shape)
        with unchanged(x=x):
            value = call(function, probe, x, where=where)
        got = finite_array(value, "Your numeric gradient", where, x.shape)
        # What the slopes are is for the task of the value; here they must be the same for the same numbers.
        plain = np.array(x, float)
        own = call(function, Probe(f.f, x.shape), plain, where="with the same numbers as floats")
        own = finite_array(own, "Your numeric gradient", "with the same numbers as floats", x.shape)
        if not own.any():
            raise CheckFailed("Your numeric gradient is 0 in every entry of a function that is not flat.")
        if not holds(np.abs(got - own), 1e-6):
            raise CheckFailed(f"Your numeric gradient is another {where} than for the same numbers as plain floats.")
        if value.dtype != np.float64:
            raise CheckFailed(f"Your numeric gradient is {value.dtype} {where}; make it float64.")
        if len(probe.points) > 2 * x.size + 2:
            raise CheckFailed(f"Your function calls f more than twice for each entry {where}.")

    base = curved(rng, (3, 4))
    right(base, base.x.copy(), "with x of floats")
    right(base, rng.integers(-2, 3, (3, 4)), "with x of integers")
    right(base, rng.uniform(-1, 1, (3, 4)).astype(np.float32), "with x of float32")
    right(base, np.asfortranarray(rng.uniform(-1, 1, (3, 4))), "with x in column-major order")
    for fails_at in (1, 2, 5, 8):
        x = base.x.copy()
        probe = Probe(base.f, x.shape, fails_at)
        with unchanged(x=x):
            name = error_of(function, probe, x, where="with an f that raises an error")
        need_error(name, probe, fails_at)
