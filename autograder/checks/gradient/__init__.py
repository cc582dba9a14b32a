"""The hidden suite of `gradient`: the gradient of a quadratic, the slope along a direction, the steepest direction.

Values are compared with oracles of our own on problems without rounding trouble, so the tolerance is tight. Where
several directions are steepest, any of them is right: judged are its length and its rise, not its entries.

Each task judges one property, so that one mistake costs its own marks only. The tasks on any matrix and on any length
hold a function against its own answers to problems that have the same ones, a symmetric matrix or a unit vector, so
that a slip there costs nothing more. The contract tasks, which share a cell, compare a function with itself in other
clothes. Two questions are answered by thought.
"""

from __future__ import annotations

from autograder.checks import about
from autograder.checks.gradient.manners import check_direction_contract, check_quadratic_contract, check_slope_contract
from autograder.checks.gradient.questions import check_broken_gradient, check_rescaled
from autograder.checks.gradient.values import (
    check_any_length,
    check_any_matrix,
    check_direction,
    check_symmetric,
    check_unit_vector,
)

TASKS = {
    "test_quadratic_grad_symmetric": check_symmetric,
    "test_quadratic_grad_any_matrix": check_any_matrix,
    "test_diagnose_gradient_answer": check_broken_gradient,
    "test_directional_derivative_unit_vector": check_unit_vector,
    "test_directional_derivative_any_length": check_any_length,
    "test_predict_rescaled_answer": check_rescaled,
    "test_steepest_direction_l2": check_direction("l2"),
    "test_steepest_direction_l1": check_direction("l1"),
    "test_steepest_direction_linf": check_direction("linf"),
    "test_quadratic_grad_contract": about("quadratic_grad", check_quadratic_contract),
    "test_directional_derivative_contract": about("directional_derivative", check_slope_contract),
    "test_steepest_direction_contract": about("steepest_direction", check_direction_contract),
}
