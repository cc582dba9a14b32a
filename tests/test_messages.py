"""Is every sentence true? A table of wrong answers, each with what it must be told, over all exercises."""

import importlib
import pkgutil

import messages
import numpy as np
import pytest
from one_slip import cost

from autograder.misconceptions import Observation, name_mistake
from exercises import EXERCISES, compiled, quiet

EXERCISE = {exercise.stem: exercise for exercise in EXERCISES}
ROWS = [
    (EXERCISE[module.name], row)
    for module in pkgutil.iter_modules(messages.__path__)
    for row in importlib.import_module(f"messages.{module.name}").ROWS
]


def answered(exercise, row):
    """The namespace of the solved notebook with the wrong answer of a row in it."""
    namespace, function = exercise.solved(), exercise.function_of(row.test)
    if callable(row.answer):
        return namespace | {function: row.answer}
    source = exercise.visible[function]
    for old, new in [row.answer] if isinstance(row.answer[0], str) else row.answer:
        assert old in source, f"the solution has no {old!r} any more"
        source = source.replace(old, new)
    exec(source, namespace)
    return namespace


def message_to(exercise, row):
    """What the visible or the hidden check of a row has against its answer; None if nothing."""
    namespace = answered(exercise, row)
    if not row.visible:
        failed = exercise.failure(namespace[exercise.function_of(row.test)], row.test)
        return failed and failed.message
    with quiet():
        try:
            exec(compiled(exercise.visible[row.test]), namespace)
        except AssertionError as error:
            return str(error)
    return None


@pytest.mark.parametrize(
    ("exercise", "row"), ROWS, ids=[f"{row.test}-{number}" for number, (_, row) in enumerate(ROWS)]
)
def test_is_a_wrong_answer_told_what_is_so(exercise, row):
    message = message_to(exercise, row)
    assert message is not None, "nothing is said"
    assert row.says in message
    assert not row.unsaid or row.unsaid not in message, message


# One slip, one cell: of each cell a slip that only this cell may charge, by its visible check and by its hidden one.
OWN = {
    "gradient": """
        test_quadratic_grad_symmetric half_lost, test_quadratic_grad_any_matrix symmetric_only,
        test_quadratic_grad_contract in_place, test_directional_derivative_unit_vector downhill,
        test_directional_derivative_any_length as_it_comes, test_steepest_direction_l2 not_normalised,
        test_steepest_direction_l1 scaled_gradient, test_steepest_direction_linf zeros_and_ones""",
    "numeric_gradient": """
        test_forward_diff_value over_two_h, test_forward_diff_order popular_step, test_central_diff_value wrong_sign,
        test_central_diff_evaluations wide, test_complex_step_value half, test_error_slope_power_law two_bases""",
    "svm_loss": """
        test_svm_margins_value not_clipped, test_svm_margins_value mean, test_svm_margins_delta fixed,
        test_svm_loss_data_loss sum, test_svm_loss_data_loss squared, test_svm_loss_regularisation half""",
    "svm_gradient": """
        test_svm_loss_naive_value sum_over_examples, test_svm_loss_naive_value squared_hinge,
        test_svm_loss_naive_reg_gradient half_in_both, test_svm_loss_naive_contract in_place_on_X,
        test_svm_loss_vectorized_data_gradient wrong_sign, test_svm_loss_vectorized_no_loops comprehension""",
}
SLIPS = [(stem, *slip.split()) for stem, slips in OWN.items() for slip in slips.split(",")]


@pytest.mark.parametrize(("stem", "test", "name"), SLIPS, ids=[f"{test}-{name}" for _, test, name in SLIPS])
def test_does_a_slip_cost_its_own_cell_and_no_other(stem, test, name):
    exercise = EXERCISE[stem]
    assert cost(exercise, test, name) == {exercise.cell_of(test)}


def test_are_two_slips_named_only_where_one_pair_has_the_numbers():
    rng = np.random.default_rng(3)
    seen, blurred = [], []
    for N, D, C in ((5, 3, 4), (6, 4, 3), (7, 5, 4), (9, 3, 5)):
        W, X, y = rng.normal(size=(C, D)), rng.normal(size=(N, D)), rng.permutation(np.arange(N) % C)
        scores = X @ W.T
        active = (scores - scores[np.arange(N), y][:, None] + 1 > 0) & (y[:, None] != np.arange(C))
        seen.append(Observation((W, X, y, 0.0), (None, active.T @ X * 1.0), (None, 0 * W)))
        blurred.append(Observation((W, X, y, 0.0), (None, active.T @ X * 1.001), (None, 0 * W)))
    named = name_mistake("svm_gradient", "gradient", seen)
    assert named is not None
    assert named.id == "correct_row_missing+gradient_summed_over_examples"
    assert name_mistake("svm_gradient", "gradient", blurred) is None
