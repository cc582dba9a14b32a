"""The known mistakes of `gradient_descent`, each with the signature of the function in which it is made."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Grad = Callable[[Array], Array]
Loss = Callable[[Array], float]

_LOOP = "gradient_descent.html#the-loop"
_MODES = "gradient_descent.html#every-mode-on-its-own"
_EDGE = "gradient_descent.html#how-far-one-step-may-go"
_STEPS = "gradient_descent.html#conditioning-decides-the-number-of-steps"
_SEARCH_ITSELF = "gradient_descent.html#let-the-function-choose"
_TRIALS = 200  # as no student's search that still ends needs more


def _walk(grad: Grad, x0: Array, n_steps: int, step: Callable[[Array, Array, int], Array]) -> Array:
    """The trajectory of steps that depend on the point, the gradient there and the number of the step, from 0."""
    rows = [np.array(x0, dtype=float)]
    for k in range(n_steps):
        rows.append(rows[-1] - step(rows[-1], grad(rows[-1]), k))
    return np.array(rows)


def _right(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    return _walk(grad, x0, n_steps, lambda _x, g, _k: lr * g)


# gradient_descent: the steps.


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_walks_uphill(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your steps go up: they add lr times the gradient; subtract it."""
    return _right(grad, x0, -lr, n_steps)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_gradient_of_start(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your steps all use the gradient at x0; ask for it again at each point that you reach."""
    first = grad(x0)
    return _walk(grad, x0, n_steps, lambda _x, _g, _k: lr * first)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_gradient_one_step_old(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your gradient is one step old: from the second step on, it is that of the point before; ask at this one."""
    rows = [np.array(x0, dtype=float)]
    old = grad(rows[0])
    for _ in range(n_steps):
        new = grad(rows[-1])
        rows.append(rows[-1] - lr * old)
        old = new
    return np.array(rows)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_steps_from_start(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your steps all start from x0; each must start from the point that the last one has reached."""
    return _walk(grad, x0, n_steps, lambda x, g, _k: x - x0 + lr * g)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_lr_squared(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your steps are lr**2 times the gradient; multiply it by lr once."""
    return _right(grad, x0, lr**2, n_steps)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_lr_missing(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:  # noqa: ARG001
    """Your steps are as long as the gradient; multiply it by lr."""
    return _right(grad, x0, 1.0, n_steps)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_lr_halved(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your steps are half as long as they should be: lr times the gradient, with no 2 in it."""
    return _right(grad, x0, lr / 2, n_steps)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_lr_decays(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your step size shrinks as lr / (k + 1); in this function it stays lr."""
    return _walk(grad, x0, n_steps, lambda _x, g, k: lr / (k + 1) * g)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_unit_steps(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your gradient is divided by its length, so that all steps are lr long; take it as it is."""
    return _walk(grad, x0, n_steps, lambda _x, g, _k: lr * g / np.linalg.norm(g))


# gradient_descent: the rows.


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_rows_are_one_array(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your rows are all the last point: one array, changed in place and kept many times; keep copies."""
    return np.tile(_right(grad, x0, lr, n_steps)[-1], (n_steps + 1, 1))


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_start_left_out(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your trajectory begins with the first step; its row 0 must be x0."""
    return _right(grad, x0, lr, n_steps)[1:]


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_one_step_short(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your trajectory ends one step early: n_steps steps make n_steps + 1 points, with x0."""
    return _right(grad, x0, lr, n_steps - 1)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_returns_inside_loop(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your walk ends after its first step: does `return` stand inside the loop? Let it stand after it."""
    return _right(grad, x0, lr, min(1, n_steps))


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_one_step_long(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your trajectory has one step too many: x0 and n_steps steps make n_steps + 1 rows."""
    return _right(grad, x0, lr, n_steps + 1)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_last_point_only(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your function returns the last point; return all of them, one a row, from x0 on."""
    return np.asarray(_right(grad, x0, lr, n_steps)[-1])


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_last_row_zero(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your last row is still 0: the loop ends one step early; range(n_steps) makes n_steps steps."""
    rows = _right(grad, x0, lr, n_steps)
    rows[-1] = 0
    return rows


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_row_0_left_zero(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your row 0 is still 0; it must be x0."""
    rows = _right(grad, x0, lr, n_steps)
    rows[0] = 0
    return rows


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_walk_begins_at_zero(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your walk begins at 0; copy x0 into row 0 before the loop."""
    return _right(grad, np.zeros(x0.shape), lr, n_steps)


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_rows_are_columns(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your trajectory is transposed: points are rows, so its shape is (n_steps + 1, D)."""
    return _right(grad, x0, lr, n_steps).T


@mistake("gradient_descent", "gradient_descent", _LOOP)
def descent_integer_rows(grad: Grad, x0: Array, lr: float, n_steps: int) -> Array:
    """Your trajectory has the type of x0, so integers in x0 cut off every step; use an array of floats."""
    rows = np.zeros((n_steps + 1, *x0.shape), x0.dtype)
    rows[0] = x0
    for k in range(n_steps):
        rows[k + 1] = rows[k] - lr * grad(rows[k])
    return rows


# lr_limit.


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_one_over_largest(A: Array) -> Any:
    """Your limit is 1/lambda_max; beyond that a step overshoots, but the error still shrinks, up to 2/lambda_max."""
    return 1 / np.linalg.eigvalsh(A)[-1]


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_smallest(A: Array) -> Any:
    """Your limit is 2/lambda_min, that of the flattest direction; the steepest one diverges first."""
    return 2 / np.linalg.eigvalsh(A)[0]


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_frobenius_norm(A: Array) -> Any:
    """Your limit divides by the Frobenius norm, which np.linalg.norm gives; divide by the largest eigenvalue."""
    return 2 / np.linalg.norm(A)


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_trace(A: Array) -> Any:
    """Your limit divides by the trace, the sum of all eigenvalues; only the largest one decides."""
    return 2 / np.trace(A)


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_mean_eigenvalue(A: Array) -> Any:
    """Your limit divides by the mean of the eigenvalues; only the largest one decides."""
    return 2 / np.linalg.eigvalsh(A).mean()


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_diagonal(A: Array) -> Any:
    """Your limit divides by the largest entry of A; a tilted bowl is steepest along an eigenvector."""
    return 2 / np.diag(A).max()


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_row_sums(A: Array) -> Any:
    """Your limit divides by the largest row sum, a bound for the largest eigenvalue; divide by that itself."""
    return 2 / np.abs(A).sum(axis=1).max()


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_is_best(A: Array) -> Any:
    """Your limit is 2/(lambda_min + lambda_max), the best step size; larger ones still converge."""
    return 2 / np.linalg.eigvalsh(A)[[0, -1]].sum()


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_upside_down(A: Array) -> Any:
    """Your limit is lambda_max / 2; turn it over: the steeper the bowl, the shorter the steps."""
    return np.linalg.eigvalsh(A)[-1] / 2


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_is_eigenvalue(A: Array) -> Any:
    """Your limit is lambda_max itself; the step size beyond which descent diverges is 2/lambda_max."""
    return np.linalg.eigvalsh(A)[-1]


@mistake("gradient_descent", "lr_limit", _MODES)
def limit_of_square(A: Array) -> Any:
    """Your limit is 2/lambda_max**2; the eigenvalues of A.T @ A are squares, take those of A."""
    return 2 / np.linalg.eigvalsh(A)[-1] ** 2


# lr_optimal.


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_one_over_largest(A: Array) -> Any:
    """Your step size is 1/lambda_max, which is best for the guarantee of one step, not for the journey."""
    return 1 / np.linalg.eigvalsh(A)[-1]


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_is_limit(A: Array) -> Any:
    """Your step size is 2/lambda_max, the limit itself, where the steepest direction never settles."""
    return 2 / np.linalg.eigvalsh(A)[-1]


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_is_limit_of_smallest(A: Array) -> Any:
    """Your step size is 2/lambda_min, which makes every steeper direction diverge."""
    return 2 / np.linalg.eigvalsh(A)[0]


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_without_two(A: Array) -> Any:
    """Your step size is 1/(lambda_min + lambda_max), half of the best: there is a 2 above the sum."""
    return 1 / np.linalg.eigvalsh(A)[[0, -1]].sum()


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_one_over_mean(A: Array) -> Any:
    """Your step size is 1 over the mean of all eigenvalues; only the smallest and the largest one count."""
    return 1 / np.linalg.eigvalsh(A).mean()


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_of_all_eigenvalues(A: Array) -> Any:
    """Your step size divides by the sum of all eigenvalues; add the smallest and the largest one only."""
    return 2 / np.trace(A)


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_of_diagonal(A: Array) -> Any:
    """Your step size uses extreme entries of the diagonal; take the extreme eigenvalues."""
    return 2 / (np.diag(A).min() + np.diag(A).max())


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_of_difference(A: Array) -> Any:
    """Your step size divides by lambda_max - lambda_min; divide by their sum."""
    return 2 / np.ptp(np.linalg.eigvalsh(A))


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_geometric_mean(A: Array) -> Any:
    """Your step size is 1 over the geometric mean of the extreme eigenvalues; take their ordinary mean."""
    return 1 / np.sqrt(np.prod(np.linalg.eigvalsh(A)[[0, -1]]))


@mistake("gradient_descent", "lr_optimal", _MODES)
def best_mean_of_limits(A: Array) -> Any:
    """Your step size is the mean of 1/lambda_min and 1/lambda_max; take 1 over the mean of both eigenvalues."""
    return (1 / np.linalg.eigvalsh(A)[[0, -1]]).mean()


# contraction.


@mistake("gradient_descent", "contraction", _MODES)
def contraction_without_size(A: Array, lr: float) -> Any:
    """Your factor is the largest 1 - lr * lambda; below -1 it grows too, so take absolute values first."""
    return (1 - lr * np.linalg.eigvalsh(A)).max()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_best_mode(A: Array, lr: float) -> Any:
    """Your factor is the smallest, of the direction that shrinks best; the worst one decides: the largest."""
    return np.abs(1 - lr * np.linalg.eigvalsh(A)).min()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_steepest(A: Array, lr: float) -> Any:
    """Your factor looks at lambda_max only; with short steps the flattest direction shrinks least."""
    return np.abs(1 - lr * np.linalg.eigvalsh(A)[-1])


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_flattest(A: Array, lr: float) -> Any:
    """Your factor looks at lambda_min only; with long steps the steepest direction overshoots most."""
    return np.abs(1 - lr * np.linalg.eigvalsh(A)[0])


@mistake("gradient_descent", "contraction", _MODES)
def contraction_mean_of_modes(A: Array, lr: float) -> Any:
    """Your factor is the mean over the directions; in the long run the worst one decides."""
    return np.abs(1 - lr * np.linalg.eigvalsh(A)).mean()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_half_steps(A: Array, lr: float) -> Any:
    """Your factor is that of lr / 2; the gradient of x^T A x / 2 is A x, with no 2 in it."""
    return np.abs(1 - lr / 2 * np.linalg.eigvalsh(A)).max()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_double_steps(A: Array, lr: float) -> Any:
    """Your factor is that of 2 * lr; the gradient of x^T A x / 2 is A x, with no 2 in it."""
    return np.abs(1 - 2 * lr * np.linalg.eigvalsh(A)).max()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_diagonal(A: Array, lr: float) -> Any:
    """Your factor uses the diagonal of A; in a tilted bowl only the eigenvalues tell."""
    return np.abs(1 - lr * np.diag(A)).max()


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_loss(A: Array, lr: float) -> Any:
    """Your factor is the square, by which the loss shrinks; the error shrinks by its root."""
    return np.abs(1 - lr * np.linalg.eigvalsh(A)).max() ** 2


@mistake("gradient_descent", "contraction", _MODES)
def contraction_frobenius(A: Array, lr: float) -> Any:
    """Your factor is the Frobenius norm of I - lr * A, which adds all directions up; take the worst one."""
    return np.linalg.norm(np.eye(len(A)) - lr * A)


@mistake("gradient_descent", "contraction", _MODES)
def contraction_at_best_lr(A: Array, lr: float) -> Any:  # noqa: ARG001
    """Your factor is that of the best step size, whatever lr is; compute it for the lr that is given."""
    low, high = np.linalg.eigvalsh(A)[[0, -1]]
    return (high - low) / (high + low)


@mistake("gradient_descent", "contraction", _MODES)
def contraction_of_ascent(A: Array, lr: float) -> Any:
    """Your factor is 1 + lr * lambda, that of steps uphill; a step downhill multiplies by 1 - lr * lambda."""
    return (1 + lr * np.linalg.eigvalsh(A)).max()


# backtracking.


class _Search:
    """A line search: the arguments, the loss at x, and the slope along p there.

    Attributes:
        value: f(x).
        slope: g @ p.
    """

    def __init__(self, f: Loss, g: Array, x: Array, p: Array, alpha0: float, rho: float, c: float):
        self.f, self.g, self.x, self.p, self.alpha0, self.rho, self.c = f, g, x, p, alpha0, rho, c
        self.value, self.slope = f(x), float(g @ p)

    def at(self, alpha: float, along: Array | None = None) -> float:
        """The loss after a step of this size along p, or another direction; NaN if it is minus infinity."""
        loss = self.f(self.x + alpha * (self.p if along is None else along))
        return loss if loss > -math.inf else math.nan

    def line(self, alpha: float) -> float:
        """What the Armijo condition allows after a step of this size."""
        return self.value + self.c * alpha * self.slope

    def first(self, accepts: Callable[[float], bool], **options: float) -> float:
        """The first step size that is accepted; alpha0 and rho may be others."""
        alpha, rho = options.get("alpha0", self.alpha0), options.get("rho", self.rho)
        for _ in range(_TRIALS):
            if accepts(alpha):
                return alpha
            alpha *= rho
        raise ArithmeticError("this search does not end")

    def right(self, **options: float) -> float:
        """The first step size that keeps the Armijo condition; alpha0 and rho may be others."""
        return self.first(lambda alpha: self.at(alpha) <= self.line(alpha), **options)


def _mistake(formula: Callable[[_Search], Any]) -> Callable[[_Search], Any]:
    """Enter a wrong search into the catalogue: its name is the id, its docstring the sentence."""

    @mistake("gradient_descent", "backtracking", "gradient_descent.html#let-the-function-choose")
    @functools.wraps(formula)
    def wrong(f: Loss, g: Array, x: Array, p: Array, alpha0: float = 1.0, rho: float = 0.5, c: float = 1e-4) -> Any:
        return formula(_Search(f, g, x, p, alpha0, rho, c))

    return formula


@_mistake
def armijo_any_decrease(s: _Search) -> Any:
    """Your search is content with any decrease; demand the part c of the promise: + c * alpha * (g @ p)."""
    return s.first(lambda alpha: s.at(alpha) <= s.value)


@_mistake
def armijo_sign(s: _Search) -> Any:
    """Your condition subtracts c * alpha * (g @ p), so f may even rise; g @ p is negative already: add it."""
    return s.first(lambda alpha: s.at(alpha) <= s.value - s.c * alpha * s.slope)


@_mistake
def armijo_without_alpha(s: _Search) -> Any:
    """Your condition has c * (g @ p) without alpha; a shorter step promises less, so multiply by alpha."""
    return s.first(lambda alpha: s.at(alpha) <= s.line(1.0))


@_mistake
def armijo_without_slope(s: _Search) -> Any:
    """Your condition asks for a decrease of c * alpha, however steep it is; the promise is alpha * (g @ p)."""
    return s.first(lambda alpha: s.at(alpha) <= s.value - s.c * alpha)


@_mistake
def armijo_slope_of_steepest(s: _Search) -> Any:
    """Your condition uses -g @ g, the slope along -g; along p the slope is g @ p."""
    return s.first(lambda alpha: s.at(alpha) <= s.value - s.c * alpha * float(s.g @ s.g))


@_mistake
def search_along_gradient(s: _Search) -> Any:
    """Your trials are at x - alpha * g; the direction is p: x + alpha * p."""
    return s.first(lambda alpha: s.at(alpha, -s.g) <= s.line(alpha))


@_mistake
def search_along_unit_vector(s: _Search) -> Any:
    """Your search walks along p divided by its length; take p as it is: x + alpha * p."""
    length = float(np.linalg.norm(s.p))
    return s.first(lambda alpha: s.at(alpha, s.p / length) <= s.line(alpha / length))


@_mistake
def search_from_trial_to_trial(s: _Search) -> Any:
    """Your condition compares a trial with the trial before; compare each with f(x), computed once."""
    before = s.value

    def accepts(alpha: float) -> bool:
        nonlocal before
        trial, before = (s.at(alpha), before), s.at(alpha)
        return trial[0] <= trial[1] + s.c * alpha * s.slope

    return s.first(accepts)


@_mistake
def search_accepts_nan(s: _Search) -> Any:
    """Your search accepts a trial at which f is NaN: NaN > y is never true; go on while not (trial <= y)."""
    return s.first(lambda alpha: not s.at(alpha) > s.line(alpha))


@_mistake
def search_accepts_minus_infinity(s: _Search) -> Any:
    """Your search accepts a trial at which f is -inf; only a finite value keeps the condition, so ask np.isfinite."""
    return s.first(lambda alpha: s.f(s.x + alpha * s.p) <= s.line(alpha))


@_mistake
def search_returns_count(s: _Search) -> Any:
    """Your function returns k, the number of times that it shrank; return the step size."""
    return round(math.log(s.right() / s.alpha0) / math.log(s.rho))


@_mistake
def search_returns_step(s: _Search) -> Any:
    """Your function returns the step alpha * p; return the number alpha."""
    return s.right() * s.p


@_mistake
def search_returns_point(s: _Search) -> Any:
    """Your function returns the point that the step reaches; return the number alpha."""
    return s.x + s.right() * s.p


@_mistake
def search_returns_loss(s: _Search) -> Any:
    """Your function returns the loss that the step reaches; return the number alpha."""
    return s.at(s.right())


@_mistake
def search_shrinks_once_more(s: _Search) -> Any:
    """Your search shrinks alpha once more after the trial that was good enough; return it as it is."""
    return s.right() * s.rho


@_mistake
def search_skips_first_trial(s: _Search) -> Any:
    """Your search never tries alpha0 itself; shrink only after a trial has failed."""
    return s.right(alpha0=s.alpha0 * s.rho)


@_mistake
def search_compounds_powers(s: _Search) -> Any:
    """Your alpha shrinks by rho, then by rho**2, rho**3 and so on; multiply by rho each time."""
    alpha = s.alpha0
    for k in range(_TRIALS):
        if s.at(alpha) <= s.line(alpha):
            return alpha
        alpha *= s.rho ** (k + 1)
    raise ArithmeticError("this search does not end")


@_mistake
def search_ignores_alpha0(s: _Search) -> Any:
    """Your search begins with 1 whatever alpha0 is; begin with alpha0."""
    return s.right(alpha0=1.0)


@_mistake
def search_ignores_rho(s: _Search) -> Any:
    """Your search halves alpha whatever rho is; multiply it by rho."""
    return s.right(rho=0.5)


@_mistake
def search_ignores_c(s: _Search) -> Any:
    """Your condition uses 1e-4 whatever c is; use the c that is given."""
    return s.first(lambda alpha: s.at(alpha) <= s.value + 1e-4 * alpha * s.slope)


# Answers by thought.


@mistake("gradient_descent", "diagnose_walks", _LOOP)
def walk_a_of_the_gradient_before() -> Any:
    """Your cause lets the gradient follow, one step late; the steps of log A never change."""
    return "b", "b", "d", "e"


@mistake("gradient_descent", "diagnose_walks", _LOOP)
def walk_b_of_the_gradient_at_the_start() -> Any:
    """Your cause makes all steps alike; those of log B change from the third on."""
    return "a", "a", "d", "e"


@mistake("gradient_descent", "diagnose_walks", _LOOP)
def walk_d_of_a_rate_squared() -> Any:
    """Your cause begins much like log D, but its steps shrink with the gradient; how long are those of log D?"""
    return "a", "b", "d", "f"


@mistake("gradient_descent", "predict_edge", _EDGE)
def edge_where_nothing_shrinks() -> Any:
    """Your error keeps its whole length at the limit; the flat part of it shrinks all the same."""
    return 5.0, 4 * 1.1**20


@mistake("gradient_descent", "predict_edge", _EDGE)
def edge_where_all_converges() -> Any:
    """Your error vanishes at the limit; what is the size of the steep factor there?"""
    return 0.0, 4 * 1.1**20


@mistake("gradient_descent", "predict_edge", _EDGE)
def edge_growth_of_the_rate() -> Any:
    """Your error grows as the step size does, by 5 % a step; put 1.05 times the limit into the steep factor."""
    return 4.0, 4 * 1.05**20


@mistake("gradient_descent", "predict_edge", _EDGE)
def edge_growth_of_the_whole() -> Any:
    """Your whole error grows above the limit; only its steep part does."""
    return 4.0, 5 * 1.1**20


@mistake("gradient_descent", "predict_units", _STEPS)
def units_enter_once() -> Any:
    """Your matrix has the factor of the units once; its entries are means of products of two features."""
    return 100.0, 0.02


@mistake("gradient_descent", "predict_units", _STEPS)
def units_leave_the_limit() -> Any:
    """Your limit is as it was; but the bowl has become steeper in one direction."""
    return 10_000.0, 2.0


@mistake("gradient_descent", "predict_units", _STEPS)
def units_widen_the_limit() -> Any:
    """Your limit has become larger; a steeper bowl needs shorter steps."""
    return 10_000.0, 20_000.0


@mistake("gradient_descent", "predict_steps", _STEPS)
def steps_for_a_factor_of_e() -> Any:
    """Your steps make the error smaller by a factor of e; a digit is a factor of ten."""
    return 500.0, 1000.0


@mistake("gradient_descent", "predict_steps", _STEPS)
def steps_alike() -> Any:
    """Your two step sizes are equally good; work out the size of the slowest factor for each."""
    return 1151.3, 1151.3


@mistake("gradient_descent", "predict_steps", _STEPS)
def steps_exchanged() -> Any:
    """Your best step size needs more steps than the cautious one."""
    return 2301.4, 1151.3


@mistake("gradient_descent", "predict_armijo", _SEARCH_ITSELF)
def armijo_share_of_the_way() -> Any:
    """Your condition accepts a share of the way to the lowest point; with c near 0 it accepts whatever goes down."""
    return 0.5, 0.9


@mistake("gradient_descent", "predict_armijo", _SEARCH_ITSELF)
def armijo_twice_the_share() -> Any:
    """Your condition lets a small c go less far; the less it asks for, the further one may go."""
    return 1.0, 0.2


@mistake("gradient_descent", "predict_armijo", _SEARCH_ITSELF)
def armijo_without_c() -> Any:
    """Your step goes as far as the loss is not higher than at the start; c asks for more than that."""
    return 2.0, 2.0
