# ruff: noqa: ARG001 (the formulas for one rule all take the same arguments)
"""The known mistakes of `optimizers`.

Each is written as a formula for one step, without the bookkeeping of the state. The state that a student keeps is a
secret of the student's function, so a suite that asks which mistake was made hands over the calls that led to it
instead (`Past`), and each mistake makes its own state from them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.misconceptions.catalogue import mistake

_STEM = "optimizers"
_MOMENTUM = "momentum.html#"
_ADAPTIVE = "adaptive_methods.html#"
_VELOCITY = _MOMENTUM + "what-the-velocity-holds"
_CONVENTIONS = _MOMENTUM + "three-conventions-one-method"
_MEMORY = _MOMENTUM + "a-step-with-a-memory"
_NESTEROV = _MOMENTUM + "nesterov-s-look-ahead"
_ADAGRAD = _ADAPTIVE + "adagrad-divide-by-all-that-has-been"
_RMSPROP = _ADAPTIVE + "rmsprop-forget"
_ADAM = _ADAPTIVE + "adam-two-averages-and-a-correction"
_CORRECTION = _ADAPTIVE + "what-bias-correction-corrects"
_POWERS = _ADAPTIVE + "spot-the-error"
_EPS = _ADAPTIVE + "the-place-of-epsilon"
_DECAY = _ADAPTIVE + "adamw-decay-beside-not-inside"


@dataclass(frozen=True)
class Past:
    """Stands for the state of a step by the calls, from the first one on, that led to it.

    Attributes:
        calls: of each call the weights, the gradient, the step size and whatever else was given, in turn.
    """

    calls: tuple[tuple[Any, ...], ...] = ()

    def state(self, function: Callable[..., Any]) -> Any:
        """The state that a function has after these calls."""
        state: Any = {}
        for w, g, *settings in self.calls:
            state = function(w, g, state, *settings)[1]
        return state


def _known(part: str, anchor: str, step: Callable[..., Any], formula: Callable[..., Any]) -> None:
    """Enter a mistake; its name and its sentence are those of the formula, `step` does the bookkeeping for it."""

    @mistake(_STEM, part, anchor)
    @functools.wraps(formula)
    def wrong(w: Any, g: Any, state: Any, lr: float, *settings: Any) -> Any:
        if isinstance(state, Past):
            state = state.state(wrong)
        w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
        return step(formula, w, g, state, lr, *settings)


def _momentum(anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a formula for the next velocity and the move of the weights."""

    def step(formula: Any, w: Any, g: Any, state: Any, lr: float, beta: float = 0.9, nesterov: bool = False) -> Any:
        v, move = formula(g, state.get("v", np.zeros(w.shape)), "v" not in state, lr, beta, nesterov)
        return w + move, {"v": v}

    return _entering("momentum_step", anchor, step)


def _adagrad(anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a formula for the next sum and the direction of the step."""

    def step(formula: Any, w: Any, g: Any, state: Any, lr: float, eps: float = 1e-8) -> Any:
        t = state.get("t", 0) + 1
        s, direction = formula(g, state.get("s", np.zeros(w.shape)), t, eps)
        return w - lr * direction, {"s": s, "t": t}

    return _entering("adagrad_step", anchor, step)


def _rmsprop(anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a formula for the next average and the direction of the step."""

    def step(formula: Any, w: Any, g: Any, state: Any, lr: float, rho: float = 0.9, eps: float = 1e-8) -> Any:
        t = state.get("t", 0) + 1
        s, direction = formula(g, state.get("s", np.zeros(w.shape)), t, rho, eps)
        return w - lr * direction, {"s": s, "t": t}

    return _entering("rmsprop_step", anchor, step)


def _adam(anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a formula for the next averages and the direction of the step."""

    def step(
        formula: Any, w: Any, g: Any, state: Any, lr: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8
    ) -> Any:
        zero, t = np.zeros(w.shape), state.get("t", 0) + 1
        m, v, direction = formula(g, state.get("m", zero), state.get("v", zero), t, b1, b2, eps)
        return w - lr * direction, {"m": m, "v": v, "t": t}

    return _entering("adam_step", anchor, step)


def _adamw(anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a formula for the next averages and the next weights."""

    def step(
        formula: Any,
        w: Any,
        g: Any,
        state: Any,
        lr: float,
        b1: float = 0.9,
        b2: float = 0.999,
        eps: float = 1e-8,
        wd: float = 1e-2,
    ) -> Any:
        zero, t = np.zeros(w.shape), state.get("t", 0) + 1
        m, v, new = formula(w, g, state.get("m", zero), state.get("v", zero), t, lr, b1, b2, eps, wd)
        return new, {"m": m, "v": v, "t": t}

    return _entering("adamw_step", anchor, step)


def _entering(part: str, anchor: str, step: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def enter(formula: Callable[..., Any]) -> Callable[..., Any]:
        _known(part, anchor, step, formula)
        return formula

    return enter


# Momentum. A formula returns the velocity and by how much the weights change.


def _along(v: Any, g: Any, lr: float, beta: float, nesterov: bool) -> Any:
    """The right move along a velocity."""
    return -lr * (g + beta * v) if nesterov else -lr * v


@_momentum(_CONVENTIONS)
def momentum_averages_gradients(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity is an average, with (1 - beta) * g; here it is a sum, v = beta * v + g: ten times that at 0.9."""
    v = beta * v + (1 - beta) * g
    return v, _along(v, g, lr, beta, nesterov)


@_momentum(_CONVENTIONS)
def momentum_average_from_first_gradient(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity starts with g and then adds only (1 - beta) * g; every gradient is added whole."""
    v = g if first else beta * v + (1 - beta) * g
    return v, _along(v, g, lr, beta, nesterov)


@_momentum(_CONVENTIONS)
def momentum_rate_in_velocity(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity holds lr * g, so old step sizes live on when lr changes; keep g in v, and use lr in the step."""
    v = beta * v - lr * g
    return v, beta * v - lr * g if nesterov else v


@_momentum(_CONVENTIONS)
def momentum_rate_twice(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your step contains lr twice, once in the velocity and once in the step; the velocity has none."""
    v = beta * v + lr * g
    return v, _along(v, g, lr, beta, nesterov)


@_momentum(_MEMORY)
def momentum_forgotten(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity is lost between two calls: read it from state, and return it in the new state."""
    return np.zeros(g.shape), _along(g, g, lr, beta, nesterov)


@_momentum(_MEMORY)
def momentum_never_fades(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity adds up all gradients and forgets none; multiply the old velocity by beta."""
    v = v + g
    return v, _along(v, g, lr, beta, nesterov)


@_momentum(_MEMORY)
def momentum_fades_new_gradient(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your velocity is beta * (v + g); beta belongs to the old velocity only, the new gradient comes in whole."""
    v = beta * (v + g)
    return v, _along(v, g, lr, beta, nesterov)


@_momentum(_MEMORY)
def momentum_old_velocity(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your step is taken along the velocity from before its update, so it lags one gradient behind."""
    return beta * v + g, _along(v, g, lr, beta, nesterov)


@_momentum(_MEMORY)
def momentum_uphill(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your step goes uphill: add g to the velocity, and subtract lr * v from the weights."""
    v = beta * v + g
    return v, -_along(v, g, lr, beta, nesterov)


@_momentum(_NESTEROV)
def nesterov_is_heavy_ball(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your Nesterov step is the plain one; it is g + beta * v with the NEW v (with the old one, that is v again)."""
    v = beta * v + g
    return v, -lr * v


@_momentum(_NESTEROV)
def nesterov_always(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your step is Nesterov's even when nesterov is False; then the step is lr * v."""
    v = beta * v + g
    return v, -lr * (g + beta * v)


@_momentum(_NESTEROV)
def nesterov_flag_reversed(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your two branches are swapped: g + beta * v belongs to nesterov=True, v to nesterov=False."""
    v = beta * v + g
    return v, _along(v, g, lr, beta, not nesterov)


@_momentum(_NESTEROV)
def nesterov_without_gradient(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your Nesterov step is lr * beta * v; the gradient is missing: g + beta * v."""
    v = beta * v + g
    return v, -lr * beta * v if nesterov else -lr * v


@_momentum(_NESTEROV)
def nesterov_adds_whole_velocity(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your Nesterov step is g + v; the velocity enters it times beta."""
    v = beta * v + g
    return v, -lr * (g + v) if nesterov else -lr * v


@_momentum(_NESTEROV)
def nesterov_kept_as_velocity(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your Nesterov branch stores g + beta * v as the velocity; store v, and use g + beta * v for the step only."""
    v = beta * v + g
    v = g + beta * v if nesterov else v
    return v, -lr * v


@_momentum(_MEMORY)
def momentum_beta_ignored(g: Any, v: Any, first: bool, lr: float, beta: float, nesterov: bool) -> Any:
    """Your momentum is 0.9 whatever beta is; use the beta that is given."""
    v = 0.9 * v + g
    return v, _along(v, g, lr, 0.9, nesterov)


# AdaGrad. A formula returns the sum and the direction.


@_adagrad(_ADAGRAD)
def adagrad_forgets(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad forgets: it averages the squares. AdaGrad adds them all up, s = s + g**2."""
    s = 0.9 * s + 0.1 * g**2
    return s, g / (np.sqrt(s) + eps)


@_adagrad(_ADAGRAD)
def adagrad_takes_mean(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad divides by the root of the mean square; it is the root of the sum, so that steps get shorter."""
    s = s + g**2
    return s, g / (np.sqrt(s / t) + eps)


@_adagrad(_ADAGRAD)
def adagrad_forgotten(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your sum of squares is lost between two calls: read it from state, and return it in the new state."""
    return np.zeros(g.shape), g / (np.abs(g) + eps)


@_adagrad(_ADAGRAD)
def adagrad_without_root(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad divides by the sum of squares itself; take its root."""
    s = s + g**2
    return s, g / (s + eps)


@_adagrad(_ADAGRAD)
def adagrad_not_squared(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad adds up absolute values; it adds up squares, g**2."""
    s = s + np.abs(g)
    return s, g / (np.sqrt(s) + eps)


@_adagrad(_ADAGRAD)
def adagrad_norm_of_all(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad has one number for all coordinates; every coordinate has a sum of its own."""
    s = s + g**2
    return s, g / (np.sqrt(np.sum(s)) + eps)


@_adagrad(_ADAGRAD)
def adagrad_uphill(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad goes uphill: subtract the step from the weights."""
    s = s + g**2
    return s, -g / (np.sqrt(s) + eps)


@_adagrad(_ADAGRAD)
def adagrad_old_sum(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad divides by the sum from before this gradient; add g**2 first."""
    return s + g**2, g / (np.sqrt(s) + eps)


@_adagrad(_EPS)
def adagrad_eps_inside_root(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your eps stands inside the root of AdaGrad; here it is sqrt(s) + eps."""
    s = s + g**2
    return s, g / np.sqrt(s + eps)


@_adagrad(_EPS)
def adagrad_eps_twice(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad adds eps twice, inside the root and outside; add it outside only."""
    s = s + g**2
    return s, g / (np.sqrt(s + eps) + eps)


@_adagrad(_EPS)
def adagrad_without_eps(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad has no eps, so a gradient of zero gives 0/0; divide by sqrt(s) + eps."""
    s = s + g**2
    return s, g / np.sqrt(s)


@_adagrad(_EPS)
def adagrad_eps_ignored(g: Any, s: Any, t: int, eps: float) -> Any:
    """Your AdaGrad adds 1e-8 to the root whatever eps is; add the eps that is given."""
    s = s + g**2
    return s, g / (np.sqrt(s) + 1e-8)


# RMSProp.


@_rmsprop(_RMSPROP)
def rmsprop_rates_swapped(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp has rho and 1 - rho swapped: the old average keeps rho, the new square gets 1 - rho."""
    s = (1 - rho) * s + rho * g**2
    return s, g / (np.sqrt(s) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_never_forgets(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp adds up all squares, as AdaGrad does; let the old ones fade: rho * s + (1 - rho) * g**2."""
    s = s + g**2
    return s, g / (np.sqrt(s) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_square_not_weighted(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp adds g**2 whole; in an average the new square counts 1 - rho."""
    s = rho * s + g**2
    return s, g / (np.sqrt(s) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_forgotten(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your average of squares is lost between two calls: read it from state, and return it in the new state."""
    return np.zeros(g.shape), g / (np.sqrt((1 - rho) * g**2) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_only_newest(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp divides by the newest gradient alone; divide by the root of an average of squares."""
    return g**2, g / (np.abs(g) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_without_root(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp divides by the average of squares itself; take its root."""
    s = rho * s + (1 - rho) * g**2
    return s, g / (s + eps)


@_rmsprop(_CORRECTION)
def rmsprop_bias_corrected(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp corrects the average for its start at zero; that is Adam's idea, RMSProp leaves it as it is."""
    s = rho * s + (1 - rho) * g**2
    return s, g / (np.sqrt(s / (1 - rho**t)) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_starts_with_square(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp starts its average with the first square; here it starts at zero."""
    s = g**2 if t == 1 else rho * s + (1 - rho) * g**2
    return s, g / (np.sqrt(s) + eps)


@_rmsprop(_RMSPROP)
def rmsprop_uphill(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp goes uphill: subtract the step from the weights."""
    s = rho * s + (1 - rho) * g**2
    return s, -g / (np.sqrt(s) + eps)


@_rmsprop(_EPS)
def rmsprop_eps_inside_root(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your eps stands inside the root of RMSProp; here it is sqrt(s) + eps."""
    s = rho * s + (1 - rho) * g**2
    return s, g / np.sqrt(s + eps)


@_rmsprop(_EPS)
def rmsprop_without_eps(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp has no eps, so a gradient of zero gives 0/0; divide by sqrt(s) + eps."""
    s = rho * s + (1 - rho) * g**2
    return s, g / np.sqrt(s)


@_rmsprop(_EPS)
def rmsprop_eps_ignored(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp adds 1e-8 to the root whatever eps is; add the eps that is given."""
    s = rho * s + (1 - rho) * g**2
    return s, g / (np.sqrt(s) + 1e-8)


@_rmsprop(_RMSPROP)
def rmsprop_rho_ignored(g: Any, s: Any, t: int, rho: float, eps: float) -> Any:
    """Your RMSProp keeps 0.9 of the average whatever rho is; use the rho that is given."""
    s = 0.9 * s + 0.1 * g**2
    return s, g / (np.sqrt(s) + eps)


# Adam. A formula returns the two averages as they are kept, and the direction.


def _averages(g: Any, m: Any, v: Any, b1: float, b2: float) -> Any:
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


def _corrected(m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """The right direction."""
    return m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)


@_adam(_CORRECTION)
def adam_uncorrected(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam lacks the bias correction; divide m by 1 - b1**t and v by 1 - b2**t."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (np.sqrt(v) + eps)


@_adam(_CORRECTION)
def adam_only_m_corrected(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam corrects m only; v starts at zero too: divide it by 1 - b2**t."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1**t) / (np.sqrt(v) + eps)


@_adam(_CORRECTION)
def adam_only_v_corrected(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam corrects v only; m starts at zero too: divide it by 1 - b1**t."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (np.sqrt(v / (1 - b2**t)) + eps)


@_adam(_POWERS)
def adam_correction_without_power(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your correction is that of t = 1 in every step: are the powers b1**t and b2**t missing, or does t stand still?"""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _corrected(m, v, 1, b1, b2, eps)


@_adam(_POWERS)
def adam_correction_times_t(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your correction multiplies by t, as in 1 - b1 * t; it is a power, 1 - b1**t."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1 * t) / (np.sqrt(v / (1 - b2 * t)) + eps)


@_adam(_CORRECTION)
def adam_corrects_with_one_rate(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your correction uses b1 for both averages; v fades with b2, so divide it by 1 - b2**t."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _corrected(m, v, t, b1, b1, eps)


@_adam(_CORRECTION)
def adam_corrected_averages_kept(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your state keeps the corrected averages; keep m and v as they are, and correct copies for the step."""
    m, v = _averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**t), v / (1 - b2**t)
    return m, v, m / (np.sqrt(v) + eps)


@_adam(_CORRECTION)
def adam_counter_ahead(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your t is 2 in the first step; it counts the steps from 1."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _corrected(m, v, t + 1, b1, b2, eps)


@_adam(_CORRECTION)
def adam_root_not_corrected(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam divides the root of v by 1 - b2**t; correct v first, then take the root."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1**t) / (np.sqrt(v) / (1 - b2**t) + eps)


@_adam(_ADAM)
def adam_v_not_squared(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your v averages the gradients; it averages their squares, g**2."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g
    return m, v, _corrected(m, v, t, b1, b2, eps)


@_adam(_ADAM)
def adam_m_of_squares(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your m averages the squares, perhaps because g was overwritten; it averages the gradients."""
    m, v = b1 * m + (1 - b1) * g**2, b2 * v + (1 - b2) * g**2
    return m, v, _corrected(m, v, t, b1, b2, eps)


@_adam(_ADAM)
def adam_squares_of_m(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your v averages the squares of m; it averages the squares of the gradient itself."""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return m, v, _corrected(m, v, t, b1, b2, eps)


@_adam(_ADAM)
def adam_centred(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your v is a variance, of g - m; Adam subtracts no mean: v averages g**2."""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - m) ** 2
    return m, v, _corrected(m, v, t, b1, b2, eps)


@_adam(_ADAM)
def adam_without_m(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your step divides the newest gradient, so m goes unused; divide the corrected m."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, g / (np.sqrt(v / (1 - b2**t)) + eps)


@_adam(_ADAM)
def adam_rates_exchanged(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your b1 and b2 are exchanged: b1 fades m, b2 fades v."""
    m, v = _averages(g, m, v, b2, b1)
    return m, v, _corrected(m, v, t, b2, b1, eps)


@_adam(_ADAM)
def adam_without_root(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam divides by the corrected v itself; take its root."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1**t) / (v / (1 - b2**t) + eps)


@_adam(_ADAM)
def adam_uphill(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam goes uphill: subtract the step from the weights."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, -_corrected(m, v, t, b1, b2, eps)


@_adam(_EPS)
def adam_eps_inside_root(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your eps stands inside the root of Adam; here it is sqrt(v_hat) + eps."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps)


@_adam(_EPS)
def adam_eps_before_correction(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your eps is added to the root of v before the correction; add it to the root of the corrected v."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, m / (1 - b1**t) * np.sqrt(1 - b2**t) / (np.sqrt(v) + eps)


@_adam(_EPS)
def adam_without_eps(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam has no eps, so a gradient of zero gives 0/0; divide by sqrt(v_hat) + eps."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _corrected(m, v, t, b1, b2, 0.0)


@_adam(_EPS)
def adam_eps_ignored(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam adds 1e-8 to the root whatever eps is; add the eps that is given."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, _corrected(m, v, t, b1, b2, 1e-8)


@_adam(_ADAM)
def adam_rates_ignored(g: Any, m: Any, v: Any, t: int, b1: float, b2: float, eps: float) -> Any:
    """Your Adam averages with 0.9 and 0.999 whatever b1 and b2 are; use those that are given."""
    m, v = _averages(g, m, v, 0.9, 0.999)
    return m, v, _corrected(m, v, t, 0.9, 0.999, eps)


# AdamW. A formula returns the two averages and the next weights.


@_adamw(_DECAY)
def adamw_decay_in_gradient(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay is added to the gradient, which is Adam with L2; AdamW shrinks w itself, beside Adam's step."""
    m, v = _averages(g + wd * w, m, v, b1, b2)
    return m, v, w - lr * _corrected(m, v, t, b1, b2, eps)


@_adamw(_DECAY)
def adamw_decay_in_first_average(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay is added to m_hat and so divided by the root; it belongs outside the fraction."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w - lr * (m / (1 - b1**t) + wd * w) / (np.sqrt(v / (1 - b2**t)) + eps)


@_adamw(_DECAY)
def adamw_decay_without_rate(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay is w * (1 - wd); here it is times lr as well: w * (1 - lr * wd)."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - wd) - lr * _corrected(m, v, t, b1, b2, eps)


@_adamw(_DECAY)
def adamw_decay_after_step(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay shrinks the new weights, Adam's step included; it shrinks the old ones: w * (1 - lr * wd) - step."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, (w - lr * _corrected(m, v, t, b1, b2, eps)) * (1 - lr * wd)


@_adamw(_DECAY)
def adamw_decay_missing(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your AdamW does not use wd: it is Adam. Shrink the weights by the factor 1 - lr * wd too."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w - lr * _corrected(m, v, t, b1, b2, eps)


@_adamw(_DECAY)
def adamw_decay_doubled(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay is 2 * lr * wd, as from the slope of wd * w**2; here the factor is 1 - lr * wd."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - 2 * lr * wd) - lr * _corrected(m, v, t, b1, b2, eps)


@_adamw(_DECAY)
def adamw_decay_grows(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay makes the weights grow; subtract lr * wd * w."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 + lr * wd) - lr * _corrected(m, v, t, b1, b2, eps)


@_adamw(_DECAY)
def adamw_decay_with_rate_twice(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay contains lr twice; the factor is 1 - lr * wd."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w - lr * (_corrected(m, v, t, b1, b2, eps) + lr * wd * w)


@_adamw(_CORRECTION)
def adamw_uncorrected(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your AdamW lacks the bias correction; its Adam part is the whole of adam_step."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - lr * wd) - lr * m / (np.sqrt(v) + eps)


@_adamw(_POWERS)
def adamw_correction_without_power(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your AdamW corrects as if t were always 1: are the powers b1**t and b2**t missing, or does t stand still?"""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - lr * wd) - lr * _corrected(m, v, 1, b1, b2, eps)


@_adamw(_EPS)
def adamw_eps_inside_root(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your eps stands inside the root of AdamW; here it is sqrt(v_hat) + eps."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - lr * wd) - lr * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps)


@_adamw(_EPS)
def adamw_eps_ignored(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your AdamW adds 1e-8 to the root whatever eps is; add the eps that is given."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - lr * wd) - lr * _corrected(m, v, t, b1, b2, 1e-8)


@_adamw(_DECAY)
def adamw_wd_ignored(
    w: Any, g: Any, m: Any, v: Any, t: int, lr: float, b1: float, b2: float, eps: float, wd: float
) -> Any:
    """Your decay is that of wd = 0.01 whatever wd is; use the wd that is given."""
    m, v = _averages(g, m, v, b1, b2)
    return m, v, w * (1 - lr * 0.01) - lr * _corrected(m, v, t, b1, b2, eps)


# Answers by thought.


@mistake(_STEM, "predict_velocity", _VELOCITY)
def velocity_of_one_gradient() -> Any:
    """Your velocity along the floor is one gradient; it also holds a share of every older one, of the same sign."""
    return 1.0, 5 / 9


@mistake(_STEM, "predict_velocity", _VELOCITY)
def velocity_of_two_gradients() -> Any:
    """Your velocity along the floor goes back by one gradient only; those before have faded, but not to nothing."""
    return 1.8, 5 / 9


@mistake(_STEM, "predict_velocity", _VELOCITY)
def velocity_cancels() -> Any:
    """Your walls cancel to nothing; but an older gradient counts less than the new one that it should cancel."""
    return 5.0, 0.0


@mistake(_STEM, "predict_velocity", _VELOCITY)
def velocity_across_of_two() -> Any:
    """Your velocity across is the new gradient less a share of the last; the one before that has the new one's sign."""
    return 5.0, 0.2


@mistake(_STEM, "predict_velocity", _VELOCITY)
def velocity_across_adds_up() -> Any:
    """Your velocity across adds up sizes, as along the floor; there the last gradient works against the new one."""
    return 5.0, 5.0


@mistake(_STEM, "predict_velocity", _CONVENTIONS)
def velocity_across_averaged() -> Any:
    """Your velocity across is that of the averaging form; here the new gradient comes in whole."""
    return 5.0, 1 / 9


@mistake(_STEM, "diagnose_adam", _CORRECTION)
def log_a_uncorrected() -> Any:
    """Your cause leaves both averages small, m and the root of v; work out its first step: that of log A is longer."""
    return "a", "d", "e", "c"


@mistake(_STEM, "diagnose_adam", _POWERS)
def log_b_adds_up() -> Any:
    """Your cause begins as log B does, but a sum that only grows makes steps that only shrink. What does step 2 do?"""
    return "b", "f", "e", "c"


@mistake(_STEM, "diagnose_adam", _POWERS)
def log_b_keeps_corrected() -> Any:
    """Your cause begins as log B does; but it divides v again in each step, by little, so that v soon is huge."""
    return "b", "g", "e", "c"


@mistake(_STEM, "diagnose_adam", _CORRECTION)
def log_d_uncorrected() -> Any:
    """Your cause leaves v small at first, and so makes long first steps; those of log D are short."""
    return "b", "d", "e", "a"


@mistake(_STEM, "predict_decay", _DECAY)
def decay_alike() -> Any:
    """Your penalty acts like AdamW's decay; but what is in the gradient is divided, with all the rest, by a root."""
    return 0.002, 0.002, 0.002


@mistake(_STEM, "predict_decay", _DECAY)
def decay_predicted_without_rate() -> Any:
    """Your decay lacks the step size, to which AdamW's is proportional."""
    return 0.02, 0.00002, 0.004


@mistake(_STEM, "predict_decay", _DECAY)
def decay_divided_by_squares() -> Any:
    """Your penalty is divided by the mean of the squares; Adam divides by its root, the usual size of a gradient."""
    return 0.002, 0.0000002, 0.008


@mistake(_STEM, "predict_decay", _DECAY)
def decay_multiplied() -> Any:
    """Your penalty grows with the gradients; Adam divides by their size."""
    return 0.002, 0.2, 0.001
