"""The tasks of `adamw_step`, apart from good manners."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import failure, holds
from autograder.checks.optimizers.answers import make_step
from autograder.checks.optimizers.oracle import adamw
from autograder.checks.optimizers.problems import draw_run, draw_sizes, draw_weights
from autograder.checks.optimizers.runs import Run, Seen, judged_by, need_right, observations, play, seen_step


def check_adamw_adam(function: Function, rng: Generator) -> None:
    """Judge AdamW without decay."""
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    usual = (0.9, 0.999, 1e-8, 0.0)
    runs = [
        draw_run(rng, (n,), 50, usual, "wd = 0"),
        draw_run(rng, (), 15, (rng.uniform(0.5, 0.7), rng.uniform(0.8, 0.95), 1e-8, 0.0), "wd = 0, other b1 and b2"),
        draw_run(rng, (a, b), 15, (0.8, 0.95, rng.uniform(0.05, 0.2), 0.0), "wd = 0, a large eps"),
        draw_run(rng, (3,), 4, usual, "wd = 0, tiny gradients", 1e-7),
    ]
    seen, failed = play(adamw, function, runs)
    hint = (
        "Without decay AdamW is Adam, with all that belongs to it: compare it with your adam_step. If it calls "
        "adam_step, and that lost marks too, the cause is the same."
    )
    need_right("adamw_step", seen, failed, hint, hint)


def check_adamw_decay(function: Function, rng: Generator) -> None:
    """Judge what wd adds to a step of the same function, so that a wrong Adam costs nothing here."""
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    runs = [
        draw_run(rng, (n,), 15, (0.9, 0.999, 1e-8, rng.uniform(0.1, 0.4)), "wd > 0"),
        draw_run(rng, (), 8, (0.8, 0.9, 1e-8, rng.uniform(0.5, 1.0)), "a large wd"),
        draw_run(rng, (a, b), 8, (), "the default wd"),
    ]
    seen: list[Seen] = []
    without: list[Seen] = []
    targets: list[Array] = []
    failed: CheckFailed | None = None
    try:
        for run in runs:
            *rates, wd = run.settings or (0.9, 0.999, 1e-8, 1e-2)
            for w, gs, past, state, lr, where in run.play(adamw, function, seen):
                settings = (lr, *rates, 0.0)
                plain, _ = make_step(function, w, gs[-1], state, *settings, where=f"{where}, with wd = 0 instead")
                # Averages that cancel may make a late step as short as they like; the first has the length lr.
                if len(gs) == 1 and not holds(-np.max(np.abs(plain - w)), -1e-3 * lr):
                    raise CheckFailed(f"This mark is for a decay beside a step; yours makes no step {where}.")
                without.append(seen_step(w, gs, past, settings, plain, adamw(w, gs, *settings), where))
                targets.append(plain - lr * wd * w)
    except CheckFailed as lost:
        failed = lost
    decayed = [judged_by(step, target) for step, target in zip(seen, targets, strict=False)]
    hint = "wd must add exactly -lr * wd * w to a step, with the old w and outside Adam's fraction."
    need_right("adamw_step", decayed, failed, hint, hint, observed=[*decayed, *without])
    wd, lr, start = rng.uniform(0.2, 0.6), rng.uniform(0.05, 0.2), draw_weights(rng, (4,))
    run = Run(start, lambda *_: np.zeros(4), np.full(30, lr), (0.9, 0.999, 1e-8, wd), "zero gradients")
    seen, failed = play(adamw, function, [run])
    for step in seen:
        if not holds(np.abs(step.new - (1 - lr * wd) ** step.number * start) / np.abs(start)):
            text = f"Your weights do not shrink as they should {step.where}."
            raise failure(
                "optimizers",
                "adamw_step",
                text,
                observations([*decayed, *without, *seen]),
                "Without gradients each step multiplies w by 1 - lr * wd, and that is all.",
            )
    if failed:
        raise failed
