"""The hidden suite of `capstone`: training within a budget, an honest choice, and the examples that fail.

How well a student's training does is compared, on the same split and from the same start, with a simple run of ours,
and the comparison is averaged over several splits. Thresholds stand where a method that follows the text passes by four
standard errors of that average or more, so that the luck of a draw decides nothing for it.
"""

from __future__ import annotations

from autograder.checks.capstone.choosing import check_lost_runs, check_noise, check_value
from autograder.checks.capstone.failing import check_largest, check_ties
from autograder.checks.capstone.training import (
    check_budget,
    check_early,
    check_fit_contract,
    check_learns,
    check_tuned,
)

TASKS = {
    "test_fit_budget": check_budget,
    "test_fit_learns": check_learns,
    "test_fit_tuned": check_tuned,
    "test_fit_early": check_early,
    "test_fit_contract": check_fit_contract,
    "test_choose_value": check_value,
    "test_choose_noise": check_noise,
    "test_choose_lost_runs": check_lost_runs,
    "test_describe_failure_largest": check_largest,
    "test_describe_failure_ties": check_ties,
}
