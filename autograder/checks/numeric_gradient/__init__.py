"""The hidden suite of `numeric_gradient`: three difference schemes, the slope of an error, and the step to take.

The functions to differentiate are random sums of exponentials, sines and cubes, whose derivatives are known, and for
the complex step hinges too. They go through `Probe`, which keeps the points at which it was called. The marks of a
scheme are apart: `value` leaves room for any difference quotient of the right size, `order` demands that the error
falls like the right power of h, `evaluations` looks at the points, `shapes` and `contract` hold a function against its
own answers. So a forward difference that is handed in as a central one keeps some marks. Shapes and contracts of all
five functions are tried in one cell. Five questions are answered by thought.
"""

from __future__ import annotations

from functools import partial

from autograder.checks import Check, about
from autograder.checks.numeric_gradient.error_slope import check_least_squares, check_power_law, check_slope_contract
from autograder.checks.numeric_gradient.manners import check_contract, check_shapes
from autograder.checks.numeric_gradient.questions import (
    check_broken_gradient,
    check_curves,
    check_errors,
    check_kink,
    check_powers,
)
from autograder.checks.numeric_gradient.quotients import check_evaluations, check_order, check_value
from autograder.checks.numeric_gradient.schemes import CENTRAL, COMPLEX, FORWARD
from autograder.checks.numeric_gradient.suggest_h import check_suggestions, check_unknown

_MANNERS: dict[str, Check] = {
    f"test_{scheme.part}_{name}": about(scheme.part, partial(check, scheme))
    for scheme in (FORWARD, CENTRAL, COMPLEX)
    for name, check in (("shapes", check_shapes), ("contract", check_contract))
}
TASKS: dict[str, Check] = {
    "test_forward_diff_value": partial(check_value, FORWARD),
    "test_forward_diff_order": partial(check_order, FORWARD),
    "test_forward_diff_evaluations": partial(check_evaluations, FORWARD),
    "test_diagnose_gradient_answer": check_broken_gradient,
    "test_predict_errors_answer": check_errors,
    "test_central_diff_value": partial(check_value, CENTRAL),
    "test_central_diff_order": partial(check_order, CENTRAL),
    "test_central_diff_evaluations": partial(check_evaluations, CENTRAL),
    "test_complex_step_value": partial(check_value, COMPLEX),
    "test_complex_step_evaluations": partial(check_evaluations, COMPLEX),
    "test_predict_at_kink_answer": check_kink,
    "test_error_slope_power_law": check_power_law,
    "test_error_slope_least_squares": check_least_squares,
    "test_predict_powers_answer": check_powers,
    "test_suggest_h_value": check_suggestions,
    **_MANNERS,
    "test_error_slope_contract": about("error_slope", check_slope_contract),
    "test_suggest_h_contract": about("suggest_h", check_unknown),
    "test_diagnose_curves_answer": check_curves,
}
