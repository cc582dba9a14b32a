"""The hidden suite of `gradient_check`: students write a gradient checker, and it is graded by mutation.

Their checker is called with gradients of which we know whether they are right. What counts is its verdict, in both
directions: each task mixes wrong and right ones in an order of its own, so that a checker that always says the same
earns nothing.

Nothing but the values of `f` gives a verdict away. For any function and any array there is a function whose gradient
is that array: the same one plus a linear term, see `functions.tilted`. So right answers too come with gradients that
have a row swapped, an entry of zero, and so on. Every trial keeps well away from the limits of the rules, see
`trials.is_fair`.

Problems are in `functions`, `trials` and `mutations`, how an answer is read in `answers`, and the tasks in the others.
"""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from autograder.checks import Function
from autograder.checks.gradient_check.kink_crossed import check_kink_manners, check_kink_value
from autograder.checks.gradient_check.kinks import check_float32, check_kinks
from autograder.checks.gradient_check.mutations import EVERYWHERE, SOMEWHERE
from autograder.checks.gradient_check.numeric_gradient import check_numeric_manners, check_numeric_value
from autograder.checks.gradient_check.relative_error import check_relative_edges, check_relative_value
from autograder.checks.gradient_check.reports import check_indices, check_manners, check_report
from autograder.checks.gradient_check.taylor_slopes import check_taylor
from autograder.checks.gradient_check.thought import BEND, CLAIMS, KINK
from autograder.checks.gradient_check.verdicts import check_mutations, check_not_finite, check_right, check_shape
from autograder.checks.together import in_turn

TASKS: dict[str, Callable[[Function, Generator], None]] = {
    "test_relative_error_value": check_relative_value,
    "test_relative_error_edges": check_relative_edges,
    "test_numeric_gradient_value": in_turn(check_numeric_value, check_numeric_manners),
    "test_kink_crossed_value": in_turn(check_kink_value, check_kink_manners),
    "test_predict_kink_answer": KINK,
    "test_gradient_check_wrong_everywhere": check_mutations(EVERYWHERE, everywhere=True),
    "test_gradient_check_wrong_somewhere": check_mutations(SOMEWHERE, everywhere=False),
    "test_gradient_check_right": check_right,
    "test_gradient_check_shape": check_shape,
    "test_gradient_check_not_finite": check_not_finite,
    "test_gradient_check_kinks": check_kinks,
    "test_gradient_check_float32": check_float32,
    "test_gradient_check_report": check_report,
    "test_gradient_check_indices": check_indices,
    "test_gradient_check_manners": check_manners,
    "test_diagnose_claims_answer": CLAIMS,
    "test_taylor_slopes_value": check_taylor,
    "test_predict_bend_answer": BEND,
}
