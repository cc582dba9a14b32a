"""The known mistakes of `gradient_check`, in all functions but the checker itself.

What the checker returns is mostly a verdict, and many mistakes lead to the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Index = tuple[int, ...]

_EQUAL = "gradient_check.html#when-are-two-numbers-equal"
_ASK = "gradient_check.html#ask-the-loss"
_STEP = "gradient_check.html#how-large-a-step"
_KINK = "gradient_check.html#at-a-kink"
_MANY = "gradient_check.html#many-parameters"
_GALLERY = "gradient_check.html#a-gallery-of-wrong-gradients"
_ONE = "gradient_check.html#one-number-hides-much"


# The relative error.


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_signed(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your relative error is negative where a is below b; take the absolute value of the difference."""
    return (a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_absolute(a: Array, b: Array, floor: float = 1e-12) -> Any:  # noqa: ARG001
    """Your error is |a - b| alone, which is absolute; divide it by the larger of |a| and |b|."""
    return np.abs(a - b) * 1.0


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_over_sum(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is |a| + |b|; here it is the larger of the two."""
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_over_mean(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is the mean of |a| and |b|; here it is the larger of the two."""
    return np.abs(a - b) / np.maximum((np.abs(a) + np.abs(b)) / 2, floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_over_first(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is |a| whatever b is; take the larger of |a| and |b|."""
    return np.abs(a - b) / np.maximum(np.abs(a), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_over_second(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is |b| whatever a is; take the larger of |a| and |b|."""
    return np.abs(a - b) / np.maximum(np.abs(b), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_over_smaller(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is the smaller of |a| and |b|; take the larger."""
    return np.abs(a - b) / np.maximum(np.minimum(np.abs(a), np.abs(b)), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_of_sizes(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your numerator compares |a| with |b|, so 3 against -3 is no error; take |a - b|."""
    return np.abs(np.abs(a) - np.abs(b)) / np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)


@mistake("gradient_check", "relative_error", _EQUAL)
def checker_error_max_without_abs(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is max(a, b, floor) without absolute values, so two negative numbers leave the floor."""
    return np.abs(a - b) / np.maximum(np.maximum(a, b), floor)


@mistake("gradient_check", "relative_error", _ONE)
def checker_error_over_largest(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your denominator is the largest entry of both arrays; each entry has a denominator of its own."""
    return np.abs(a - b) / max(np.abs(a).max(), np.abs(b).max(), floor)


@mistake("gradient_check", "relative_error", _ONE)
def checker_error_in_norm(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your relative error is one number, of the norms, in which large entries hide small ones; go entry by entry."""
    return np.linalg.norm(a - b) / np.maximum(np.maximum(np.linalg.norm(a), np.linalg.norm(b)), floor)


@mistake("gradient_check", "relative_error", _ONE)
def checker_error_largest_only(a: Array, b: Array, floor: float = 1e-12) -> Any:
    """Your relative error is the largest one only; return that of every entry."""
    return np.max(np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), floor))


# The numeric gradient.


def _differences(
    f: Callable[[Array], Any], x: Array, ahead: float, behind: float, divisor: float, left: float = 0.0
) -> Array:
    """Differences of f between two steps, over a divisor; each entry stays moved by `left` when it is done."""
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        values = []
        for step in (ahead, behind):
            z = x.copy()
            z[index] += step
            values.append(f(z))
        gradient[index] = (values[0] - values[1]) / divisor
        x[index] += left
    return gradient


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_forward(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your differences are forward, (f(x + h) - f(x)) / h; central ones reach to both sides and are far more exact."""
    return _differences(f, x, h, 0.0, h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_backward(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your differences are backward, (f(x) - f(x - h)) / h; central ones reach to both sides."""
    return _differences(f, x, 0.0, -h, h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_over_h(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your slopes are twice too large: from x - h to x + h it is 2h, so divide by 2h."""
    return _differences(f, x, h, -h, h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_precedence(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your difference is divided by 2 and then multiplied by h; write / (2 * h) with parentheses."""
    return _differences(f, x, h, -h, 2 / h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_not_divided(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your slopes are differences of f that nothing divides; divide them by 2h."""
    return _differences(f, x, h, -h, 1)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_reversed(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your slopes have the wrong sign: it is f(x + h) minus f(x - h)."""
    return _differences(f, x, -h, h, 2 * h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_all_at_once(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your step moves all entries at once, as x + h does; move one entry, and leave the others."""
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@mistake("gradient_check", "numeric_gradient", _STEP)
def checker_slope_fixed_step(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:  # noqa: ARG001
    """Your step is always 1e-5, whatever h the caller gives; take that h."""
    return _differences(f, x, 1e-5, -1e-5, 2e-5)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_left_behind(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your entries stay at x - h after their turn, so the next slope is taken elsewhere; put each one back."""
    return _differences(f, x, h, -h, 2 * h, left=-h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_left_ahead(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your entries stay at x + h after their turn, so the next slope is taken elsewhere; put each one back."""
    return _differences(f, x, h, -h, 2 * h, left=h)


@mistake("gradient_check", "numeric_gradient", _STEP)
def checker_slope_half_step(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your differences reach h / 2 to each side; with the step h they reach from x - h to x + h."""
    return _differences(f, x, h / 2, -h / 2, h)


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_first_entry_only(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Array:
    """Your slopes are 0 but for the first: does `return` stand inside the loop? Let it stand after it."""
    gradient = np.zeros(x.shape)
    gradient.flat[0] = _differences(f, x, h, -h, 2 * h).flat[0]
    return gradient


@mistake("gradient_check", "numeric_gradient", _ASK)
def checker_slope_summed(f: Callable[[Array], Any], x: Array, h: float = 1e-5) -> Any:
    """Your step moves all entries at once and gives one number; move one entry at a time."""
    return (f(x + h) - f(x - h)) / (2 * h)


# The kinks.


def _violated(W: Array, X: Array, y: Array, delta: float, step: float = 0.0, index: Any = (0, 0)) -> Array:
    """Which margins are violated after a step in one entry of W; False at the correct class."""
    W = np.array(W, float)
    W[index] += step
    own = y[:, None] == np.arange(len(W))
    scores = X @ W.T
    return np.asarray((scores - scores[own][:, None] + delta > 0) & ~own)


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_ahead_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer looks at W + h only; a central difference uses W - h as well."""
    return bool(np.any(_violated(W, X, y, delta, h, index) != _violated(W, X, y, delta)))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_behind_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer looks at W - h only; a central difference uses W + h as well."""
    return bool(np.any(_violated(W, X, y, delta, -h, index) != _violated(W, X, y, delta)))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_both_sides(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer demands a change at W + h and at W - h; one of them is enough: or, not and."""
    before, sides = _violated(W, X, y, delta), (h, -h)
    return all(bool(np.any(_violated(W, X, y, delta, side, index) != before)) for side in sides)


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_counted(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer compares how many margins are violated; one may come as another goes, so compare which."""
    return len({int(_violated(W, X, y, delta, step, index).sum()) for step in (0.0, h, -h)}) > 1


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_counted_at_ends(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer compares the numbers of violated margins at W + h and W - h; compare which they are."""
    return len({int(_violated(W, X, y, delta, step, index).sum()) for step in (h, -h)}) > 1


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_delta_one(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:  # noqa: ARG001
    """Your margins add 1 whatever delta is; add delta."""
    before = _violated(W, X, y, 1.0)
    return any(bool(np.any(_violated(W, X, y, 1.0, side, index) != before)) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_without_delta(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:  # noqa: ARG001
    """Your margins lack delta: where the scores are equal there is no kink, it comes delta earlier."""
    before = _violated(W, X, y, 0.0)
    return any(bool(np.any(_violated(W, X, y, 0.0, side, index) != before)) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_delta_subtracted(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your margins subtract delta; a wrong class pays until it is below the correct one by delta, so add it."""
    before = _violated(W, X, y, -delta)
    return any(bool(np.any(_violated(W, X, y, -delta, side, index) != before)) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_whole_row(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your step moves a whole row of W; move the one entry W[index]."""
    before = _violated(W, X, y, delta)
    return any(bool(np.any(_violated(W, X, y, delta, side, index[0]) != before)) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_wrong_row_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer forgets the examples whose correct class is that row; W[index] moves all their margins."""
    return _crosses(W, X, y, delta, index, h, wrong=True)


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_own_row_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer forgets the examples of other classes, whose margin of that row moves with W[index]."""
    return _crosses(W, X, y, delta, index, h, wrong=False)


def _crosses(W: Array, X: Array, y: Array, delta: float, index: Index, h: float, wrong: bool) -> bool:
    """Whether margins change their sign in the examples for which the row of W is a wrong class, or the correct one."""
    before, looked = _violated(W, X, y, delta), (y != index[0]) == wrong
    return any(bool(np.any((_violated(W, X, y, delta, side, index) != before)[looked])) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_first_example_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer looks at the first example only; look at them all before you return."""
    before = _violated(W, X, y, delta)
    return any(bool(np.any((_violated(W, X, y, delta, side, index) != before)[0])) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_last_example_only(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer is that of the last example only; once a margin has changed its sign it stays True."""
    before = _violated(W, X, y, delta)
    return any(bool(np.any((_violated(W, X, y, delta, side, index) != before)[-1])) for side in (h, -h))


@mistake("gradient_check", "kink_crossed", _KINK)
def checker_kink_negated(W: Array, X: Array, y: Array, delta: float, index: Index, h: float) -> bool:
    """Your answer is the wrong way round: it is True where a margin changes its sign."""
    before = _violated(W, X, y, delta)
    return not any(bool(np.any(_violated(W, X, y, delta, side, index) != before)) for side in (h, -h))


# The slopes of the Taylor remainders.


def _fit(h: Any, remainder: Any) -> float:
    h, remainder = np.log(h), np.log(remainder)
    return float(np.sum((h - h.mean()) * (remainder - remainder.mean())) / np.sum((h - h.mean()) ** 2))


def _remainders(
    f: Callable[[Array], Any], x: Array, g: Array, v: Array, hs: Sequence[float]
) -> tuple[Array, Array, Array]:
    """The steps as an array, f(x + h v) - f(x) for each, and that less h g.v."""
    steps = np.asarray(hs)
    rise = np.array([f(x + h * v) for h in steps]) - f(x)
    return steps, rise, rise - steps * np.sum(g * v)


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_swapped(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your two slopes are swapped: first that of |f(x + h v) - f(x)|, then that of the remainder with g."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    return _fit(h, abs(rest)), _fit(h, abs(rise))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_without_h(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your second remainder subtracts g.v without its h; along the step h v the change is h g.v."""
    h, rise, _ = _remainders(f, x, g, v, hs)
    return _fit(h, abs(rise)), _fit(h, abs(rise - np.sum(g * v)))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_added(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your second remainder adds h g.v; subtract what the gradient predicts."""
    h, rise, _ = _remainders(f, x, g, v, hs)
    return _fit(h, abs(rise)), _fit(h, abs(rise + h * np.sum(g * v)))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_ends_only(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines go through the first and the last step only; fit them to all steps by least squares."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    ends = [0, -1]
    return _fit(h[ends], abs(rise[ends])), _fit(h[ends], abs(rest[ends]))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_extremes_only(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines go through the smallest and the largest step only; fit them to all steps by least squares."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    ends = [int(np.argmin(h)), int(np.argmax(h))]
    return _fit(h[ends], abs(rise[ends])), _fit(h[ends], abs(rest[ends]))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_through_origin(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines are forced through the origin; fit a constant along with the slope."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    first, second = (float(np.sum(np.log(h) * np.log(abs(r))) / np.sum(np.log(h) ** 2)) for r in (rise, rest))
    return first, second


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_without_logs(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines are fitted to the remainders themselves; fit log of the remainder against log h."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    return _fit(np.exp(h), np.exp(abs(rise))), _fit(np.exp(h), np.exp(abs(rest)))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_half_log(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines take the logarithm of the remainder but not that of h; take both."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    return _fit(np.exp(h), abs(rise)), _fit(np.exp(h), abs(rest))


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_axes_swapped(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your lines give log h against the log of the remainder; turn the axes round."""
    h, rise, rest = _remainders(f, x, g, v, hs)
    return _fit(abs(rise), h), _fit(abs(rest), h)


@mistake("gradient_check", "taylor_slopes", _MANY)
def checker_taylor_unit_direction(f: Any, x: Array, g: Array, v: Array, hs: Any) -> tuple[float, float]:
    """Your direction is scaled to length 1; take v as it comes."""
    h, rise, rest = _remainders(f, x, g, v / np.linalg.norm(v), hs)
    return _fit(h, abs(rise)), _fit(h, abs(rest))


# Answers by thought.


@mistake("gradient_check", "predict_kink", _KINK)
def kink_halved() -> Any:
    """Your central difference is the mean of the two slopes, as if the kink lay at x; it lies nearer to one end."""
    return 0.5, 0.75, 1.0


@mistake("gradient_check", "predict_kink", _KINK)
def checker_kink_not_seen() -> Any:
    """Your central difference is the slope at x; but the step leads over the kink, to where f is 0."""
    return 1.0, 0.75, 1.0


@mistake("gradient_check", "predict_kink", _KINK)
def kink_of_whole_slopes() -> Any:
    """Your halves are the slopes on either side of the kink; the backward one begins on this side of it."""
    return 0.625, 1.0, 1.0


@mistake("gradient_check", "predict_kink", _KINK)
def kink_at_any_step() -> Any:
    """Your short step leads over the kink like the long one; how far is x from the kink, in the new steps?"""
    return 0.625, 0.75, 0.625


@mistake("gradient_check", "diagnose_claims", _GALLERY)
def claim_b_all_times_n() -> Any:
    """Your cause would make every entry of claim B the same number of times too large; is that so?"""
    return "a", "c", "d", "g"


@mistake("gradient_check", "diagnose_claims", _GALLERY)
def claim_c_rows_exchanged() -> Any:
    """Your cause moves whole rows; which entries of claim C are right, and where are the others found?"""
    return "a", "b", "e", "g"


@mistake("gradient_check", "diagnose_claims", _GALLERY)
def claim_d_without_data() -> Any:
    """Your cause leaves the penalty alone in the last column; compare what is missing in claim D with W."""
    return "a", "b", "d", "f"


@mistake("gradient_check", "predict_bend", _EQUAL)
def bend_of_the_percentage() -> Any:
    """Your step is where 1 % of the slope and h squared are alike; mind the numbers before h and h squared."""
    return 0.02, 2.0, 1.0


@mistake("gradient_check", "predict_bend", _EQUAL)
def bend_slopes_exchanged() -> Any:
    """Your two slopes are exchanged: h squared is the larger part where h is long."""
    return 0.01, 1.0, 2.0


@mistake("gradient_check", "predict_bend", _EQUAL)
def bend_never() -> Any:
    """Your line never bends; what is left of the linear part is small, but for short steps h squared is smaller."""
    return 0.01, 2.0, 2.0
