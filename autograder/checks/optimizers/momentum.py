"""The tasks of `momentum_step`, apart from good manners."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds
from autograder.checks.optimizers.answers import make_step
from autograder.checks.optimizers.oracle import momentum
from autograder.checks.optimizers.problems import draw_run, draw_sizes
from autograder.checks.optimizers.runs import Run, Seen, judged_by, need_right, play

_LONG_RUN = 1e-9  # relative; rounding in a run whose gradients depend on the weights grows with the run


def _momentum_runs(rng: Generator, nesterov: tuple[bool, ...]) -> list[Run]:
    n, (a, b) = int(rng.integers(4, 7)), draw_sizes(rng)
    long, short = (20, 10) if nesterov else (50, 20)  # with nesterov=True each step takes two calls
    changing = "a changing lr" + (", nesterov=True" if nesterov else "")
    return [
        draw_run(rng, (n,), long, (0.9, *nesterov) if nesterov else (), f"the default beta, {changing}"),
        draw_run(rng, (), short, (rng.uniform(0.3, 0.6), *nesterov), f"another beta, {changing}"),
        draw_run(rng, (a, b), short, (rng.uniform(0.95, 0.99), *nesterov), f"a large beta, {changing}"),
        draw_run(rng, (n,), 5, (0.9, *nesterov), f"another run, {changing}"),
        draw_run(rng, (1,), 5, (0.0, *nesterov), f"beta = 0, {changing}"),
    ]


def _bowl(rng: Generator) -> tuple[Array, Array, float, float]:
    """Curvatures, a start, and a step size and a momentum at which every mode converges."""
    curvatures = np.array([1.0, rng.uniform(3, 8), rng.uniform(15, 30)])
    return curvatures, rng.uniform(1, 2, 3), rng.uniform(0.03, 0.06), rng.uniform(0.6, 0.9)


def check_heavy_ball(function: Function, rng: Generator) -> None:
    """Judge steps with momentum, and a whole run on a quadratic."""
    name = "momentum_step"
    seen, failed = play(momentum, function, _momentum_runs(rng, ()))
    ahead: list[Seen] = []
    if not all(holds(step.error) for step in seen):  # some mistakes differ with nesterov=True only
        ahead, _ = play(momentum, function, _momentum_runs(rng, (True,)))
    need_right(
        name,
        seen,
        failed,
        "From the state {} the velocity is g, and the new weights are w - lr * g.",
        "The first step is right, so look at what you keep and how it fades: v = beta * v + g.",
        observed=[*seen, *ahead],
    )
    curvatures, start, lr, beta = _bowl(rng)
    run = Run(start, lambda _, w: curvatures * w, np.full(50, lr), (beta,), "a quadratic loss")
    seen, failed = play(momentum, function, [run])
    hint = "Your steps are right on other problems: they may depend on w, g, state, lr and beta only."
    need_right(name, seen, failed, hint, hint)
    for k, curvature in enumerate(curvatures):
        matrix = np.array([[1 + beta - lr * curvature, -beta], [1, 0]])
        x = np.array([start[k], start[k]])
        for step in seen:
            x = matrix @ x
            if not holds(abs(step.new[k] - x[0]), _LONG_RUN):
                raise CheckFailed(f"Your run leaves the course that the 2 x 2 matrix predicts {step.where}. {hint}")


def check_nesterov(function: Function, rng: Generator) -> None:
    """Judge the Nesterov step; by the heavy ball of the same function, if that one is wrong.

    Whatever the convention, with m the move of the heavy ball Nesterov's step leads to w + beta * m - lr * g; or to
    w + beta * m + lr * g, if that heavy ball rolls uphill.
    """
    heavy, lost = play(momentum, function, _momentum_runs(rng, ()))
    own = lost is None and not holds([step.error for step in heavy])
    uphill = own and _climbs(heavy[0])
    seen: list[Seen] = []
    targets: list[Array] = []
    failed: CheckFailed | None = None
    try:
        for run in _momentum_runs(rng, (True,)):
            beta = run.settings[0]
            for w, gs, _, state, lr, where in run.play(momentum, function, seen):
                plain, _ = make_step(function, w, gs[-1], state, lr, beta, False, where=f"{where}, then False")
                targets.append(w + beta * (plain - w) - (-lr if uphill else lr) * gs[-1])
    except CheckFailed as stopped:
        failed = stopped
    judged = seen
    if own and not holds([step.error for step in seen]):
        judged = [judged_by(step, target) for step, target in zip(seen, targets, strict=False)]
    need_right(
        "momentum_step",
        judged,
        failed,
        "With nesterov=True the step is lr * (g + beta * v), with the new v; in the first step v is g.",
        "The first step is right. In later ones, is it the new v that enters g + beta * v, and v itself that is kept?",
        observed=[*judged, *heavy],
    )
    if not own:
        _check_look_ahead(function, rng)


def _climbs(first: Seen) -> bool:
    """Whether a first step goes up its gradient."""
    w, g, _, lr = first.observation.args[:4]
    return holds(np.abs(first.new - w - lr * g) / np.max(np.abs(lr * g)))


def _check_look_ahead(function: Function, rng: Generator) -> None:
    """Nesterov's own form, with the gradient at w - lr * beta * v, makes the same run after a change of variables."""
    curvatures, start, _, beta = _bowl(rng)
    lr = rng.uniform(0.02, 0.03)
    run = Run(start, lambda _, w: curvatures * w, np.full(40, lr), (beta, True), "a quadratic loss")
    seen, failed = play(momentum, function, [run])
    hint = "Your steps are right on other problems: they may depend on w, g, state, lr and beta only."
    need_right("momentum_step", seen, failed, hint, hint)
    w, v = start, np.zeros(3)
    for step in seen:
        v = beta * v + curvatures * (w - lr * beta * v)
        w = w - lr * v
        if not holds(np.abs(step.new - (w - lr * beta * v)), _LONG_RUN):
            raise CheckFailed(f"Your run leaves that of Nesterov's look-ahead form {step.where}. {hint}")
