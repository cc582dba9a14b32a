"""The hidden suite of `gradient_descent`: the trajectory, what step sizes do to a quadratic, and backtracking.

Quadratics are made of chosen eigenvalues and a random rotation, so what is right is known in closed form. A function
may decompose the matrix as it likes, by its characteristic polynomial too; the eigenvalues keep apart for that.

The trials of a line search are known beforehand, and every draw keeps each of them clear of its Armijo line: a right
search has one answer, however its sums are ordered.

A wrong sign should not cost the marks for good manners. So those tasks ask for less than the right answer: that each
step goes along the gradient, that the answer depends on the matrix as eigenvalues do, or for a search where the fine
print of the condition does not matter.
"""

from __future__ import annotations

from autograder.checks.gradient_descent.backtracking import (
    check_ascent,
    check_loss_calls,
    check_parameters,
    check_search,
    check_search_contract,
    check_undefined,
)
from autograder.checks.gradient_descent.step_sizes import (
    check_contraction_contract,
    check_large_steps,
    check_limit,
    check_limit_contract,
    check_optimal,
    check_optimal_contract,
    check_small_steps,
)
from autograder.checks.gradient_descent.thought import ARMIJO, EDGE, STEPS, UNITS, WALKS
from autograder.checks.gradient_descent.trajectory import (
    check_descent_contract,
    check_edges,
    check_gradient_calls,
    check_trajectory,
)
from autograder.checks.together import in_turn

TASKS = {
    "test_gradient_descent_trajectory": check_trajectory,
    "test_gradient_descent_calls": check_gradient_calls,
    "test_gradient_descent_contract": in_turn(check_descent_contract, check_edges),
    "test_diagnose_walks_answer": WALKS,
    "test_lr_limit_value": in_turn(check_limit, check_limit_contract),
    "test_predict_edge_answer": EDGE,
    "test_lr_optimal_value": in_turn(check_optimal, check_optimal_contract),
    "test_predict_units_answer": UNITS,
    "test_contraction_small_steps": in_turn(check_small_steps, check_contraction_contract),
    "test_contraction_large_steps": check_large_steps,
    "test_predict_steps_answer": STEPS,
    "test_backtracking_value": in_turn(check_search, check_search_contract),
    "test_backtracking_parameters": check_parameters,
    "test_backtracking_undefined": check_undefined,
    "test_backtracking_ascent": check_ascent,
    "test_backtracking_calls": check_loss_calls,
    "test_predict_armijo_answer": ARMIJO,
}
