"""The known mistakes of `gradient`: in the gradient of a quadratic, in a directional derivative, in a direction.

A mistake in one norm of `steepest_direction` leaves the other norms right, so that each task can name its own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]

_QUADRATIC = mistake("gradient", "quadratic_grad", "gradient.html#quadratics-and-a-factor-that-gets-lost")
_SLOPE = mistake("gradient", "directional_derivative", "gradient.html#a-slope-in-every-direction")


def _linear(A: Array, x: Array) -> Any:
    """The gradient of the quadratic term."""
    return (A + A.T) @ x / 2


def _unit(u: Array) -> Any:
    """The vector at length 1."""
    return u / np.linalg.norm(u)


def _steepest(g: Array, norm: str) -> Any:
    """A steepest direction; of several, one with the first of the largest entries, or with zeros."""
    if norm == "l2":
        return _unit(g)
    if norm == "linf":
        return np.sign(g)
    return _along(g, int(np.argmax(np.abs(g))))


def _along(g: Array, i: int) -> Any:
    """The unit vector along one coordinate, with the sign of that entry of the gradient."""
    return np.sign(g[i]) * (np.arange(len(g)) == i)


def _direction(wrong_norm: str) -> Callable[[Callable[[Array], Any]], Callable[[Array], Any]]:
    """Enter a wrong direction for one of the norms into the catalogue, under the name of its function."""

    def enter(formula: Callable[[Array], Any]) -> Callable[[Array], Any]:
        @mistake("gradient", "steepest_direction", "gradient.html#steepest-by-which-ruler")
        @functools.wraps(formula)
        def wrong(g: Array, norm: str) -> Any:
            return formula(g) if norm == wrong_norm else _steepest(g, norm)

        return formula

    return enter


# The gradient of x^T A x / 2 + b^T x.


@_QUADRATIC
def quadratic_only_a_x(A: Array, b: Array, x: Array) -> Any:
    """Your gradient is A x + b, which is right for symmetric A only: x stands in two places of x^T A x."""
    return A @ x + b


@_QUADRATIC
def quadratic_only_a_transposed_x(A: Array, b: Array, x: Array) -> Any:
    """Your gradient is A^T x + b, one of two terms: x stands in two places of x^T A x, the other gives A x."""
    return A.T @ x + b


@_QUADRATIC
def quadratic_half_forgotten(A: Array, b: Array, x: Array) -> Any:
    """Your gradient takes all of (A + A^T) x; the 1/2 in front of x^T A x stays, so take half of it."""
    return (A + A.T) @ x + b


@_QUADRATIC
def quadratic_a_x_doubled(A: Array, b: Array, x: Array) -> Any:
    """Your gradient is 2 A x + b: the 1/2 is forgotten, and only one of the two places of x is looked at."""
    return 2 * A @ x + b


@_QUADRATIC
def quadratic_half_of_a_x(A: Array, b: Array, x: Array) -> Any:
    """Your gradient is A x / 2 + b: the other place of x in x^T A x has its half to give, too."""
    return A @ x / 2 + b


@_QUADRATIC
def quadratic_transpose_subtracted(A: Array, b: Array, x: Array) -> Any:
    """Your gradient subtracts A^T x from A x; the two places of x in x^T A x add up."""
    return (A - A.T) @ x / 2 + b


@_QUADRATIC
def quadratic_b_forgotten(A: Array, b: Array, x: Array) -> Any:
    """Your gradient lacks b, which is the gradient of b^T x."""
    return _linear(A, x) + 0 * b


@_QUADRATIC
def quadratic_b_halved(A: Array, b: Array, x: Array) -> Any:
    """Your gradient halves b as well; the 1/2 stands before x^T A x only."""
    return _linear(A, x) + b / 2


@_QUADRATIC
def quadratic_b_subtracted(A: Array, b: Array, x: Array) -> Any:
    """Your gradient subtracts b; in this course b^T x is added to the quadratic term, so its gradient is too."""
    return _linear(A, x) - b


@_QUADRATIC
def quadratic_b_times_x(A: Array, b: Array, x: Array) -> Any:
    """Your gradient keeps an x beside b; the slope of b^T x in one entry of x is the entry of b alone."""
    return _linear(A, x) + b * x


@_QUADRATIC
def quadratic_negated(A: Array, b: Array, x: Array) -> Any:
    """Your gradient has the opposite sign; it points uphill, and the minus belongs to the step downhill."""
    return -(_linear(A, x) + b)


@_QUADRATIC
def quadratic_value(A: Array, b: Array, x: Array) -> Any:
    """Your function returns the height f(x); the gradient has one slope for each entry of x."""
    return x @ A @ x / 2 + b @ x


@_QUADRATIC
def quadratic_star_for_at(A: Array, b: Array, x: Array) -> Any:
    """Your gradient multiplies matrix and vector entry by entry; the product of the two is @, not *."""
    return (A + A.T) / 2 * x + b


# The slope along u.


@_SLOPE
def slope_not_normalised(g: Array, u: Array) -> Any:
    """Your slope is g · u for u as it comes, so it grows with the length of u; divide by that length."""
    return g @ u


@_SLOPE
def slope_by_squared_length(g: Array, u: Array) -> Any:
    """Your slope is divided by u · u, the square of the length of u; take its root."""
    return g @ u / (u @ u)


@_SLOPE
def slope_times_length(g: Array, u: Array) -> Any:
    """Your slope is multiplied by the length of u; divide by it."""
    return g @ u * np.linalg.norm(u)


@_SLOPE
def slope_downhill(g: Array, u: Array) -> Any:
    """Your slope has the opposite sign; along the gradient itself it is positive, for that way is up."""
    return -g @ _unit(u)


@_SLOPE
def slope_is_cosine(g: Array, u: Array) -> Any:
    """Your slope is the cosine of the angle between g and u; only u is divided by its length, g keeps its own."""
    return _unit(g) @ _unit(u)


@_SLOPE
def slope_with_g_normalised(g: Array, u: Array) -> Any:
    """Your slope divides by the length of g; divide by that of u, the direction in which we walk."""
    return _unit(g) @ u


@_SLOPE
def slope_by_sum_of_sizes(g: Array, u: Array) -> Any:
    """Your slope is divided by the sum of the |u_i|, another norm; length here is the root of the sum of squares."""
    return g @ u / np.abs(u).sum()


@_SLOPE
def slope_by_largest_entry(g: Array, u: Array) -> Any:
    """Your slope is divided by the largest |u_i|, another norm; length here is the root of the sum of squares."""
    return g @ u / np.abs(u).max()


@_SLOPE
def slope_without_sign(g: Array, u: Array) -> Any:
    """Your slope is never negative; where the way leads down, the slope is below zero."""
    return abs(g @ _unit(u))


@_SLOPE
def slope_is_length_of_gradient(g: Array, u: Array) -> Any:
    """Your slope is the length of g whatever u is: that is the slope along the gradient only."""
    return np.linalg.norm(g) + 0 * u[0]


@_SLOPE
def slope_averaged(g: Array, u: Array) -> Any:
    """Your slope is the mean of the products g_i u_i; take their sum."""
    return np.mean(g * _unit(u))


@_SLOPE
def slope_as_projection(g: Array, u: Array) -> Any:
    """Your function returns the part of g along u, a vector; the slope is the number in front of it."""
    return g @ _unit(u) * _unit(u)


@_SLOPE
def slope_not_summed(g: Array, u: Array) -> Any:
    """Your function returns the products g_i u_i one by one; the slope is their sum."""
    return g * _unit(u)


# The steepest direction in a norm.


@mistake("gradient", "steepest_direction", "gradient.html#a-slope-in-every-direction")
def steepest_downhill(g: Array, norm: str) -> Any:
    """Your direction leads downhill; asked for is the one in which the function rises fastest."""
    return -_steepest(g, norm)


@_direction("l2")
def steepest_l2_is_g(g: Array) -> Any:
    """Your l2 direction is the gradient itself; divide it by its length."""
    return g


@_direction("l2")
def steepest_l2_by_squared_length(g: Array) -> Any:
    """Your l2 direction is g divided by g · g, the square of its length; take the root."""
    return g / (g @ g)


@_direction("l2")
def steepest_l2_by_sum_of_sizes(g: Array) -> Any:
    """Your l2 direction is g divided by the sum of the |g_i|; that makes its l1 norm 1, not its l2 norm."""
    return g / np.abs(g).sum()


@_direction("l2")
def steepest_l2_by_largest_entry(g: Array) -> Any:
    """Your l2 direction is g divided by its largest |g_i|; that makes its linf norm 1, not its l2 norm."""
    return g / np.abs(g).max()


@_direction("l1")
def steepest_l1_is_scaled_g(g: Array) -> Any:
    """Your l1 direction is g scaled to l1 length 1; more rise comes from spending it all on the largest |g_i|."""
    return g / np.abs(g).sum()


@_direction("l1")
def steepest_l1_is_euclidean(g: Array) -> Any:
    """Your l1 direction is that of l2; by the l1 ruler it is too long, and it does not spend its length best."""
    return _unit(g)


@_direction("l1")
def steepest_l1_is_sign(g: Array) -> Any:
    """Your l1 direction is the signs of g, which is the answer for linf; in l1 one coordinate gets everything."""
    return np.sign(g)


@_direction("l1")
def steepest_l1_sign_forgotten(g: Array) -> Any:
    """Your l1 direction takes the right coordinate without its sign; where g_i is negative, up is minus."""
    return np.abs(_steepest(g, "l1"))


@_direction("l1")
def steepest_l1_largest_without_size(g: Array) -> Any:
    """Your l1 direction takes the largest entry of g; take the one that is largest in size, |g_i|."""
    return _along(g, int(np.argmax(g)))


@_direction("l1")
def steepest_l1_plus_one_at_largest(g: Array) -> Any:
    """Your l1 direction is +1 at the largest entry of g; a large negative entry counts too, with its sign."""
    return (np.arange(len(g)) == np.argmax(g)).astype(float)


@_direction("l1")
def steepest_l1_keeps_entry(g: Array) -> Any:
    """Your l1 direction keeps the size of g_i in its coordinate; its length must be 1, so only the sign stays."""
    return g * np.abs(_steepest(g, "l1"))


@_direction("l1")
def steepest_l1_full_step_for_each_tie(g: Array) -> Any:
    """Your l1 direction is too long where several |g_i| are largest; take one of them, or share the length."""
    return np.sign(g) * (np.abs(g) == np.abs(g).max())


@_direction("linf")
def steepest_linf_zeros_and_ones(g: Array) -> Any:
    """Your linf direction is 0 where g is negative; a step back there is uphill, so it must be -1."""
    return (g > 0).astype(float)


@_direction("linf")
def steepest_linf_all_ones(g: Array) -> Any:
    """Your linf direction is +1 everywhere; where g_i is negative, up is minus."""
    return np.ones(g.shape)


@_direction("linf")
def steepest_linf_by_largest_entry(g: Array) -> Any:
    """Your linf direction is g divided by its largest |g_i|; every entry may go all the way to 1 or -1."""
    return g / np.abs(g).max()


@_direction("linf")
def steepest_linf_is_euclidean(g: Array) -> Any:
    """Your linf direction is that of l2; by the linf ruler every entry may go all the way to 1 or -1."""
    return _unit(g)


@_direction("linf")
def steepest_linf_is_one_coordinate(g: Array) -> Any:
    """Your linf direction is one coordinate, which is the answer for l1; in linf every entry takes a full step."""
    return _steepest(g, "l1")


@_direction("linf")
def steepest_linf_at_euclidean_length(g: Array) -> Any:
    """Your linf direction has the signs at l2 length 1; its linf length, the largest entry, must be 1."""
    return np.sign(g) / np.sqrt(len(g))


@_direction("linf")
def steepest_linf_averaged(g: Array) -> Any:
    """Your linf direction has the signs divided by D; its linf length, the largest entry, must be 1."""
    return np.sign(g) / len(g)


# The questions.


@mistake("gradient", "predict_rescaled", "gradient.html#steepest-by-which-ruler")
def rescaled_the_wrong_way() -> Any:
    """Your new slope is smaller than the old one; a unit of x' is ten of the old, so the ground rises more on it."""
    return 0.5, 7, 5 / 7


@mistake("gradient", "predict_rescaled", "gradient.html#steepest-by-which-ruler")
def rescaled_ratio_in_new_units() -> Any:
    """Your ratio is that of the new units; turn the walk along x' back into old units of x."""
    return 50, 7, 50 / 7


@mistake("gradient", "predict_rescaled", "gradient.html#steepest-by-which-ruler")
def rescaled_walk_unchanged() -> Any:
    """Your walk is the one along the old gradient; the new one leads elsewhere, as its arrow turns with the units."""
    return 50, 7, 5 / 7


@mistake("gradient", "diagnose_gradient", "gradient.html#quadratics-and-a-factor-that-gets-lost")
def diagnosis_other_place() -> Any:
    """Your slip would give the columns of A times x; compare A x and A^T x with what stands there."""
    return 2, 7, "b"
