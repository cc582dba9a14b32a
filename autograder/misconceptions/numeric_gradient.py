"""The known mistakes of `numeric_gradient`, one group for each of its functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Moved = Callable[[Any], Any]  # step -> f where this one entry has moved by it

_SHAPES = "numeric_gradient.html#for-parameters-of-any-shape"
_BEGIN = "numeric_gradient.html#move-a-little-and-divide"
_BUGS = "numeric_gradient.html#three-bugs"
_SPOT = "numeric_gradient.html#spot-the-error"
_COMPLEX = "numeric_gradient.html#the-complex-step-and-what-breaks-it"
_CURVE = "numeric_gradient.html#the-u-curve"
_ROUNDING = "numeric_gradient.html#the-left-branch-rounding"
_SINGLE = "numeric_gradient.html#use-float64"


def _entrywise(f: Any, x: Any, slope: Callable[[Moved], Any]) -> Array:
    """Collect what `slope` makes of each entry; every entry is moved alone, in a copy."""
    x = np.asarray(x)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):

        def moved(step: Any, index: Any = index) -> Any:
            point = x.astype(np.result_type(np.float64, type(step)))
            point[index] += step
            return f(point)

        gradient[index] = slope(moved)
    return gradient


def _drifting(f: Any, x: Any, slope: Callable[[Any, Moved], Any], dtype: Any, stays: Any) -> Array:
    """The same in one array whose entries are left moved by `stays`; `slope` gets its value before each entry too."""
    work = np.array(x, dtype=dtype)
    gradient = np.zeros(work.shape)
    for index in np.ndindex(work.shape):
        old, here = work[index], f(work)

        def moved(step: Any, index: Any = index, old: Any = old) -> Any:
            work[index] = old + step
            return f(work)

        gradient[index] = slope(here, moved)
        work[index] = old + stays
    return gradient


def _together(f: Any, x: Any, slope: Callable[[Moved], Any]) -> Array:
    """What `slope` makes of all entries moved at once, in every entry."""
    return np.full(np.shape(x), float(slope(lambda step: f(np.asarray(x) + step))))


def _first_only(f: Any, x: Any, slope: Callable[[Moved], Any]) -> Array:
    """What `slope` makes of the first entry; zeros in all others."""
    gradient = _entrywise(f, x, slope)
    gradient.ravel()[1:] = 0
    return gradient


def _by_rows(f: Any, x: Any, slope: Callable[[Moved], Any]) -> Array:
    """What `slope` makes of whole rows, in every entry of the row."""
    x = np.asarray(x)
    gradient = np.zeros(x.shape)
    for i in range(len(x)):

        def moved(step: Any, i: int = i) -> Any:
            point = x.astype(np.result_type(np.float64, type(step)))
            point[i] += step
            return f(point)

        gradient[i] = slope(moved)
    return gradient


# The forward difference.


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_over_two_h(f: Any, x: Any, h: float) -> Array:
    """Your difference is divided by 2h; a forward difference spans h only, so divide by h."""
    return _entrywise(f, x, lambda at: (at(h) - at(0.0)) / (2 * h))


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_backward(f: Any, x: Any, h: float) -> Array:
    """Your difference looks back, from x to x - h; a forward difference goes from x to x + h."""
    return _entrywise(f, x, lambda at: (at(0.0) - at(-h)) / h)


@mistake("numeric_gradient", "forward_diff", _SHAPES)
def forward_diff_central(f: Any, x: Any, h: float) -> Array:
    """Your difference is the central one, which is better but costs twice the calls; start from f(x) here."""
    return _entrywise(f, x, lambda at: (at(h) - at(-h)) / (2 * h))


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_negated(f: Any, x: Any, h: float) -> Array:
    """Your slopes have the wrong sign; take the value at x + h minus the value at x."""
    return _entrywise(f, x, lambda at: (at(0.0) - at(h)) / h)


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_not_divided(f: Any, x: Any, h: float) -> Array:
    """Your result is the change of f; divide it by h, so that it becomes a slope."""
    return _entrywise(f, x, lambda at: at(h) - at(0.0))


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_times_h(f: Any, x: Any, h: float) -> Array:
    """Your change of f is multiplied by h; divide it by h."""
    return _entrywise(f, x, lambda at: (at(h) - at(0.0)) * h)


@mistake("numeric_gradient", "forward_diff", _SPOT)
def forward_diff_upside_down(f: Any, x: Any, h: float) -> Array:
    """Your quotient is upside down; divide the change of f by the change of x."""
    return _entrywise(f, x, lambda at: h / (at(h) - at(0.0)))


@mistake("numeric_gradient", "forward_diff", _BUGS)
def forward_diff_not_put_back(f: Any, x: Any, h: float) -> Array:
    """Your entries stay moved, so slopes add up from entry to entry; put each one back before the next."""
    here = f(np.array(x, dtype=np.float64))
    return _drifting(f, x, lambda _, at: (at(h) - here) / h, np.float64, h)


@mistake("numeric_gradient", "forward_diff", _BUGS)
def forward_diff_drifting(f: Any, x: Any, h: float) -> Array:
    """Your entries stay moved, and each slope is measured from another place; put each entry back."""
    return _drifting(f, x, lambda here, at: (at(h) - here) / h, np.float64, h)


@mistake("numeric_gradient", "forward_diff", _BEGIN)
def forward_diff_stale(f: Any, x: Any, h: float) -> Array:
    """Your differences start from the value of the entry before; subtract f(x), the same for all entries."""
    values = _entrywise(f, x, lambda at: at(h))
    before = np.concatenate([[f(np.array(x, dtype=np.float64))], values.ravel()[:-1]])
    return np.asarray((values - before.reshape(values.shape)) / h)


@mistake("numeric_gradient", "forward_diff", _SHAPES)
def forward_diff_all_entries(f: Any, x: Any, h: float) -> Array:
    """Your step moves all entries at once, as x + h does; move one entry at a time."""
    return _together(f, x, lambda at: (at(h) - at(0.0)) / h)


@mistake("numeric_gradient", "forward_diff", _SHAPES)
def forward_diff_rows(f: Any, x: Any, h: float) -> Array:
    """Your loop over range(len(x)) moves whole rows of an array; move single entries, by their full index."""
    return _by_rows(f, x, lambda at: (at(h) - at(0.0)) / h)


@mistake("numeric_gradient", "forward_diff", _SHAPES)
def forward_diff_first_entry_only(f: Any, x: Any, h: float) -> Array:
    """Your gradient holds the slope of the first entry only; does the function return inside its loop?"""
    return _first_only(f, x, lambda at: (at(h) - at(0.0)) / h)


# The central difference.


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_over_h(f: Any, x: Any, h: float) -> Array:
    """Your difference is divided by h; from x - h to x + h it is 2h, so yours is twice too large."""
    return _entrywise(f, x, lambda at: (at(h) - at(-h)) / h)


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_half_times_h(f: Any, x: Any, h: float) -> Array:
    """Your quotient reads d / 2 * h, which divides by 2 and multiplies by h; write d / (2 * h)."""
    return _entrywise(f, x, lambda at: (at(h) - at(-h)) / 2 * h)


@mistake("numeric_gradient", "central_diff", _BEGIN)
def central_diff_not_divided(f: Any, x: Any, h: float) -> Array:
    """Your result is the change of f from x - h to x + h; divide it by 2h, so that it becomes a slope."""
    return _entrywise(f, x, lambda at: at(h) - at(-h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_forward(f: Any, x: Any, h: float) -> Array:
    """Your difference is the forward one, from x to x + h; a central one goes from x - h to x + h."""
    return _entrywise(f, x, lambda at: (at(h) - at(0.0)) / h)


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_backward(f: Any, x: Any, h: float) -> Array:
    """Your difference is the backward one, from x - h to x; a central one goes from x - h to x + h."""
    return _entrywise(f, x, lambda at: (at(0.0) - at(-h)) / h)


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_half_forward(f: Any, x: Any, h: float) -> Array:
    """Your second step ends at x: after x + h, go down by 2h, or begin from the old number again."""
    return _entrywise(f, x, lambda at: (at(h) - at(0.0)) / (2 * h))


@mistake("numeric_gradient", "central_diff", _BEGIN)
def central_diff_negated(f: Any, x: Any, h: float) -> Array:
    """Your slopes have the wrong sign; take the value at x + h minus the value at x - h."""
    return _entrywise(f, x, lambda at: (at(-h) - at(h)) / (2 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_added(f: Any, x: Any, h: float) -> Array:
    """Your two values are added; subtract the value at x - h from the value at x + h."""
    return _entrywise(f, x, lambda at: (at(h) + at(-h)) / (2 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_second_derivative(f: Any, x: Any, h: float) -> Array:
    """Your formula is that of the second derivative; the first one is (f(x + h) - f(x - h)) / (2 * h)."""
    return _entrywise(f, x, lambda at: (at(h) - 2 * at(0.0) + at(-h)) / h**2)


@mistake("numeric_gradient", "central_diff", _BUGS)
def central_diff_left_below(f: Any, x: Any, h: float) -> Array:
    """Your entries stay at x - h while the others are measured; put each one back before the next."""
    return _drifting(f, x, lambda _, at: (at(h) - at(-h)) / (2 * h), np.float64, -h)


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_wide(f: Any, x: Any, h: float) -> Array:
    """Your steps are 2h wide to either side; go to x + h and x - h, which makes a quarter of the error."""
    return _entrywise(f, x, lambda at: (at(2 * h) - at(-2 * h)) / (4 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_narrow(f: Any, x: Any, h: float) -> Array:
    """Your steps are h / 2 to either side; in this exercise they are h, and the difference spans 2h."""
    return _entrywise(f, x, lambda at: (at(h / 2) - at(-h / 2)) / h)


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_five_point(f: Any, x: Any, h: float) -> Array:
    """Your formula is the five-point one, which is better but costs twice the calls; use x + h and x - h only."""
    return _entrywise(f, x, lambda at: (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_all_entries(f: Any, x: Any, h: float) -> Array:
    """Your steps move all entries at once, as x + h and x - h do; move one entry at a time."""
    return _together(f, x, lambda at: (at(h) - at(-h)) / (2 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_rows(f: Any, x: Any, h: float) -> Array:
    """Your loop over range(len(x)) moves whole rows of an array at once; move single entries, by full index."""
    return _by_rows(f, x, lambda at: (at(h) - at(-h)) / (2 * h))


@mistake("numeric_gradient", "central_diff", _SHAPES)
def central_diff_first_entry_only(f: Any, x: Any, h: float) -> Array:
    """Your gradient holds the slope of the first entry only; does the function return inside its loop?"""
    return _first_only(f, x, lambda at: (at(h) - at(-h)) / (2 * h))


# The complex step.


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_real_part(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your slope is made of the real part, which is the value of f; take the imaginary part."""
    return _entrywise(f, x, lambda at: np.real(at(1j * h)) / h)


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_modulus(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your slope is made of the absolute value, which is nearly f itself; take the imaginary part."""
    return _entrywise(f, x, lambda at: np.abs(at(1j * h)) / h)


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_not_divided(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your result is the imaginary part itself; divide it by h, so that it becomes a slope."""
    return _entrywise(f, x, lambda at: np.imag(at(1j * h)))


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_over_two_h(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your imaginary part is divided by 2h; there is one step only, so divide by h."""
    return _entrywise(f, x, lambda at: np.imag(at(1j * h)) / (2 * h))


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_downwards(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your slopes have the wrong sign; step to x + ih and take the imaginary part as it is."""
    return _entrywise(f, x, lambda at: np.imag(at(-1j * h)) / h)


@mistake("numeric_gradient", "complex_step", _COMPLEX)
def complex_step_real_forward(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your step is real, and a real step of 1e-20 is lost in x + h; step by 1j * h."""
    return _entrywise(f, x, lambda at: np.real(at(h) - at(0.0)) / h)


@mistake("numeric_gradient", "complex_step", _COMPLEX)
def complex_step_real_central(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your formula is the central difference, whose real steps of 1e-20 are lost; step by 1j * h."""
    return _entrywise(f, x, lambda at: np.real(at(h) - at(-h)) / (2 * h))


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_real_part_of_difference(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your difference keeps its real part, in which no slope is; take the imaginary part, and subtract nothing."""
    return _entrywise(f, x, lambda at: np.real(at(1j * h) - at(0.0)) / h)


@mistake("numeric_gradient", "complex_step", _BUGS)
def complex_step_not_put_back(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your entries keep their imaginary step, so slopes add up; put each entry back before the next."""
    return _drifting(f, x, lambda _, at: np.imag(at(1j * h)) / h, np.complex128, 1j * h)


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_all_entries(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your step moves all entries at once, as x + 1j * h does; move one entry at a time."""
    return _together(f, x, lambda at: np.imag(at(1j * h)) / h)


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_rows(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your loop over range(len(x)) gives a whole row of an array its step; move single entries, by full index."""
    return _by_rows(f, x, lambda at: np.imag(at(1j * h)) / h)


@mistake("numeric_gradient", "complex_step", _SHAPES)
def complex_step_first_entry_only(f: Any, x: Any, h: float = 1e-20) -> Array:
    """Your gradient holds the slope of the first entry only; does the function return inside its loop?"""
    return _first_only(f, x, lambda at: np.imag(at(1j * h)) / h)


# The slope of an error.


def _line(u: Any, v: Any) -> Array:
    """Slope and intercept of the least-squares line."""
    u, v = (np.asarray(values, dtype=np.float64) for values in (u, v))
    slope = np.sum((u - u.mean()) * (v - v.mean())) / np.sum((u - u.mean()) ** 2)
    return np.array([slope, v.mean() - slope * u.mean()])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_without_logs(hs: Any, errs: Any) -> float:
    """Your line goes through err over h; take the logarithm of both first, which turns a power into a line."""
    return float(_line(hs, errs)[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_log_of_err_only(hs: Any, errs: Any) -> float:
    """Your line goes through log(err) over h; take the logarithm of h too."""
    return float(_line(hs, np.log(errs))[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_log_of_h_only(hs: Any, errs: Any) -> float:
    """Your line goes through err over log(h); take the logarithm of err too."""
    return float(_line(np.log(hs), errs)[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_inverse(hs: Any, errs: Any) -> float:
    """Your axes are exchanged; h goes along the horizontal axis, err along the vertical one."""
    return float(_line(np.log(errs), np.log(hs))[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_negated(hs: Any, errs: Any) -> float:
    """Your slope has the wrong sign; it is positive where the error grows with h."""
    return float(-_line(np.log(hs), np.log(errs))[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_ln_over_log10(hs: Any, errs: Any) -> float:
    """Your logarithms have two bases, so the slope is 2.3 times too large; take the same for h and err."""
    return float(_line(np.log10(hs), np.log(errs))[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_log10_over_ln(hs: Any, errs: Any) -> float:
    """Your logarithms have two bases, so the slope is 2.3 times too small; take the same for h and err."""
    return float(_line(np.log(hs), np.log10(errs))[0])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_intercept(hs: Any, errs: Any) -> float:
    """Your result is the height of the line at h = 1; return its slope, the first number that np.polyfit gives."""
    return float(_line(np.log(hs), np.log(errs))[1])


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_through_origin(hs: Any, errs: Any) -> float:
    """Your line is forced through the origin; errors have a factor too, so let the line have an intercept."""
    u, v = np.log(np.asarray(hs, dtype=np.float64)), np.log(np.asarray(errs, dtype=np.float64))
    return float(u @ v / (u @ u))


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_end_points(hs: Any, errs: Any) -> float:
    """Your slope uses the first and the last point only; fit all points, by least squares."""
    return float((np.log(errs[-1]) - np.log(errs[0])) / (np.log(hs[-1]) - np.log(hs[0])))


@mistake("numeric_gradient", "error_slope", _CURVE)
def error_slope_mean_of_pieces(hs: Any, errs: Any) -> float:
    """Your slope is the mean over neighbouring points, which lets close ones shout; fit all by least squares."""
    return float(np.mean(np.diff(np.log(errs)) / np.diff(np.log(hs))))


# The step to take.


def _suggestion(scheme: str, **steps: float) -> float:
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


@mistake("numeric_gradient", "suggest_h", _SINGLE)
def suggest_h_without_dtype(dtype: str, scheme: str) -> float:  # noqa: ARG001 (which is the mistake)
    """Your steps are those of float64 whatever dtype is; take the eps of dtype: np.finfo(dtype).eps."""
    eps = float(np.finfo(np.float64).eps)
    return _suggestion(scheme, forward=eps ** (1 / 2), central=eps ** (1 / 3), complex=1e-20)


@mistake("numeric_gradient", "suggest_h", _ROUNDING)
def suggest_h_sqrt_for_central(dtype: str, scheme: str) -> float:
    """Your step for central is the square root of eps; its error is of order h**2, so take the cube root."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps ** (1 / 2), central=eps ** (1 / 2), complex=1e-20)


@mistake("numeric_gradient", "suggest_h", _ROUNDING)
def suggest_h_cube_root_for_forward(dtype: str, scheme: str) -> float:
    """Your step for forward is the cube root of eps; its error is of order h, so take the square root."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps ** (1 / 3), central=eps ** (1 / 3), complex=1e-20)


@mistake("numeric_gradient", "suggest_h", _ROUNDING)
def suggest_h_roots_exchanged(dtype: str, scheme: str) -> float:
    """Your two roots are exchanged; forward takes the square root of eps, central the cube root."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps ** (1 / 3), central=eps ** (1 / 2), complex=1e-20)


@mistake("numeric_gradient", "suggest_h", _ROUNDING)
def suggest_h_eps(dtype: str, scheme: str) -> float:
    """Your step is eps itself, at which rounding is as large as the slope; take a root of it."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps, central=eps, complex=eps)


@mistake("numeric_gradient", "suggest_h", _ROUNDING)
def suggest_h_best_error(dtype: str, scheme: str) -> float:
    """Your step for central is eps to the power 2/3, the error that it reaches; the step is eps to 1/3."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps ** (1 / 2), central=eps ** (2 / 3), complex=1e-20)


@mistake("numeric_gradient", "suggest_h", _COMPLEX)
def suggest_h_complex_like_central(dtype: str, scheme: str) -> float:
    """Your complex step is as large as a central one; nothing is subtracted there, so take a tiny number."""
    eps = float(np.finfo(dtype).eps)
    return _suggestion(scheme, forward=eps ** (1 / 2), central=eps ** (1 / 3), complex=eps ** (1 / 3))


@mistake("numeric_gradient", "suggest_h", _SINGLE)
def suggest_h_popular(dtype: str, scheme: str) -> float:  # noqa: ARG001 (which is the mistake)
    """Your step is the popular 1e-5 for both differences; the best one depends on the scheme and on dtype."""
    return _suggestion(scheme, forward=1e-5, central=1e-5, complex=1e-20)


# The questions.


@mistake("numeric_gradient", "predict_errors", _BEGIN)
def errors_as_quotients() -> Any:
    """Your answers are the quotients themselves; their error is what is left when the slope 12 is taken away."""
    return 12.0601, 12.0001


@mistake("numeric_gradient", "predict_errors", _BEGIN)
def errors_by_order_alone() -> Any:
    """Your forward error has the right power of h and nothing before it; how strongly the curve bends counts too."""
    return 0.01, 0.0001


@mistake("numeric_gradient", "predict_at_kink", _BEGIN)
def kink_not_seen() -> Any:
    """Your answers are the slope at x itself; a difference sees f at x + h too, and that is beyond the kink."""
    return 0, 0, 0


@mistake("numeric_gradient", "predict_at_kink", _BEGIN)
def kink_step_behind_mirrored() -> Any:
    """Your central slope is that of a straight line through both points; at x - h this f is not below zero."""
    return 0.8, 1, 0


@mistake("numeric_gradient", "predict_powers", _ROUNDING)
def powers_of_float64() -> Any:
    """Your powers are those of float64; here f is good to six digits only, so 1e-6 takes the place of eps."""
    return -8, -8, -5.3, -10.6


@mistake("numeric_gradient", "predict_powers", _ROUNDING)
def powers_as_small_as_digits() -> Any:
    """Your steps are as small as the last digit of f; then rounding alone is as large as the slope."""
    return -6, 0, -6, 0
