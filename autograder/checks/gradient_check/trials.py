"""One call of a student's checker, and whether the rules decide it clearly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.gradient_check.functions import Base

STEP, RTOL, ATOL = 1e-5, 1e-6, 1e-9  # the defaults of gradient_check
_SINGLE = (1e-2, 1e-2, 1e-3)  # the least of each where f computes in float32
_FLOOR = 1e-3  # of the relative errors that gradient_check reports


@dataclass(frozen=True, eq=False)
class Trial:
    """One call of a student's checker.

    Attributes:
        f, x, g: what it is called with.
        ok: the right verdict.
        kind: of the gradient, in words that follow "one".
        options: more arguments, by name.
        n_skipped: how many entries are at a kink.
    """

    f: Callable[[Array], Any]
    x: Array
    g: Array
    ok: bool
    kind: str
    options: dict[str, Any] = field(default_factory=dict)
    n_skipped: int = 0

    @property
    def where(self) -> str:
        """The trial in words that give no number of it away."""
        return f"with x of shape {self.x.shape}"


@dataclass(frozen=True, eq=False)
class Looked:
    """What the rules say of each entry of a trial; arrays of the shape of `x`.

    Attributes:
        slope: the central difference.
        jump: the disagreement of forward and backward difference, in units of what is called a kink.
        excess: the error of the gradient, in units of what passes.
        error: the relative error that is reported.
    """

    slope: Array
    jump: Array
    excess: Array
    error: Array


def look(trial: Trial) -> Looked:
    """Apply the rules to each entry of a trial."""
    x, g, f, middle = trial.x, trial.g, trial.f, trial.f(trial.x)
    options = {"h": STEP, "rtol": RTOL, "atol": ATOL} | trial.options
    h, rtol, atol = options["h"], options["rtol"], options["atol"]
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = np.maximum((h, rtol, atol), _SINGLE)
    ahead, behind = np.zeros(x.shape), np.zeros(x.shape)
    for index in product(*map(range, x.shape)):
        for values, step in ((ahead, h), (behind, -h)):
            z = np.array(x, float)
            z[index] += step
            values[index] = f(z)
    forward, backward = (ahead - float(middle)) / h, (float(middle) - behind) / h
    slope = (ahead - behind) / (2 * h)
    size = np.maximum(np.abs(g), np.abs(slope))
    steepest = np.maximum(1, np.maximum(np.abs(forward), np.abs(backward)))
    return Looked(
        slope,
        np.abs(forward - backward) / (100 * h * steepest),
        np.abs(g - slope) / (atol + rtol * size),
        np.abs(g - slope) / np.maximum(size, _FLOOR),
    )


def is_fair(trial: Trial, everywhere: bool = False) -> bool:
    """Whether the rules decide a trial clearly; if it is wrong `everywhere`, in each entry."""
    looked = look(trial)
    kinks = looked.jump > 1
    if kinks.sum() != trial.n_skipped or np.any((looked.jump > 0.3) & (looked.jump < 10)):
        return False
    excess = looked.excess[~kinks]
    if trial.ok:
        return bool(np.all(excess < 0.2))
    clear = 10 if np.asarray(trial.f(trial.x)).dtype == np.float32 else 50
    return bool(np.all(excess > clear) if everywhere else np.any(excess > clear))


def drawn(rng: Generator, make: Callable[[Generator], Trial], everywhere: bool = False) -> Trial:
    """Draw until the trial is fair."""
    while True:
        trial = make(rng)
        if is_fair(trial, everywhere):
            return trial


AS_RIGHT = "that is right"


def right_trial(base: Base, **options: Any) -> Trial:
    """The right gradient of a function."""
    return Trial(base.f, base.x, base.g, True, AS_RIGHT, options)
