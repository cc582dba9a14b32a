"""Weights, gradients and runs to be made."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.optimizers.runs import Gradient, Run

LARGE = 1e7  # gradients of this size make an eps of 1e-8, and of 1e-7, vanish even beside an uncorrected average


def draw_sizes(rng: Generator) -> tuple[int, int]:
    """Two odd sizes that differ."""
    rows = int(rng.integers(2, 4))
    return rows, rows + int(rng.integers(1, 3))


def draw_weights(rng: Generator, shape: tuple[int, ...]) -> Array:
    """Weights of a shape."""
    return np.asarray(rng.standard_normal(shape))


def random_gradients(rng: Generator, shape: tuple[int, ...], steps: int, scale: float = 1.0) -> Gradient:
    """Gradients of both signs, from 0.2 to 2 times the scale, drawn beforehand."""
    table = scale * rng.uniform(0.2, 2.0, (steps, *shape)) * rng.choice([-1.0, 1.0], (steps, *shape))
    return lambda t, _: np.asarray(table[t])


def draw_rates(rng: Generator, steps: int) -> Array:
    """A step size that changes from step to step."""
    return rng.uniform(0.05, 0.5, steps)


def draw_run(
    rng: Generator,
    shape: tuple[int, ...],
    steps: int,
    settings: tuple[Any, ...] = (),
    kind: str = "",
    scale: float = 1.0,
    judged_from: int = 1,
) -> Run:
    """A run with random gradients and a step size that changes."""
    gradient = random_gradients(rng, shape, steps, scale)
    return Run(draw_weights(rng, shape), gradient, draw_rates(rng, steps), settings, kind, judged_from)


def constant_run(rng: Generator, steps: int, settings: tuple[Any, ...] = (), kind: str = "a constant gradient") -> Run:
    """A run under a constant gradient, positive so that averages of gradients have roots too."""
    g = LARGE * np.array([1.0, 3.0, 0.1]) * rng.uniform(0.5, 1.5, 3)
    return Run(draw_weights(rng, (3,)), lambda *_: g, np.full(steps, rng.uniform(0.05, 0.5)), settings, kind)


def run_of_all_scales(rng: Generator, settings: tuple[Any, ...] = ()) -> Run:
    """One step with gradients from ten million to a hundred thousand million."""
    g = 10.0 ** np.array([7, 8, 9, 11]) * rng.choice([-1, 1], 4) * rng.uniform(1, 2, 4)
    return Run(draw_weights(rng, (4,)), lambda *_: g, draw_rates(rng, 1), settings, "gradients of very different size")


def sparse_run(rng: Generator, steps: int, scale: float) -> Run:
    """A run in which a coordinate's gradient is zero most of the time, but not in the first step."""
    often = random_gradients(rng, (3,), steps, scale)
    return Run(
        draw_weights(rng, (3,)),
        lambda t, w: often(t, w) * np.array([1, t % 3 == 0, t % 10 == 0]),
        draw_rates(rng, steps),
        kind="gradients that are often zero",
    )
