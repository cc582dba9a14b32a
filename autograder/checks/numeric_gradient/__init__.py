"""The hidden suite of `numeric_gradient`: three difference schemes, the slope of an error, and the step to take.

The functions to differentiate are random sums of exponentials, sines and cubes, whose derivatives are known, and for
the complex step hinges too. They go through `Probe`, which keeps the points at which it was called. The marks of a
scheme are apart: `value` leaves room for any difference quotient of the right size, `order` demands that the error
falls like the right power of h, `evaluations` looks at the points, `shapes` and `contract` hold a function against its
own answers. So a forward difference that is handed in as a central one keeps some marks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from numpy.random import Generator

from autograder.checks import Function
from autograder.checks.numeric_gradient.error_slope import check_least_squares, check_power_law, check_slope_contract
from autograder.checks.numeric_gradient.manners import check_contract, check_shapes
from autograder.checks.numeric_gradient.quotients import check_evaluations, check_order, check_value
from autograder.checks.numeric_gradient.schemes import CENTRAL, COMPLEX, FORWARD
from autograder.checks.numeric_gradient.suggest_h import check_suggestions, check_unknown

_QUOTIENT = {
    "value": check_value,
    "order": check_order,
    "evaluations": check_evaluations,
    "shapes": check_shapes,
    "contract": check_contract,
}
TASKS: dict[str, Callable[[Function, Generator], None]] = {
    **{
        f"test_{scheme.part}_{name}": partial(check, scheme)
        for scheme in (FORWARD, CENTRAL, COMPLEX)
        for name, check in _QUOTIENT.items()
        if not (scheme.imaginary and name == "order")
    },
    "test_error_slope_power_law": check_power_law,
    "test_error_slope_least_squares": check_least_squares,
    "test_error_slope_contract": check_slope_contract,
    "test_suggest_h_value": check_suggestions,
    "test_suggest_h_unknown": check_unknown,
}
