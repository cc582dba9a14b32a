"""The hidden suite of `svm_loss`: scores, margins and loss of the multiclass hinge.

Values are compared with an oracle of our own. What `delta` and `reg` do is judged on its own, by laws that hold between
answers of the same function, so that a slip in the margins does not cost these marks too. The laws of the loss are
judged without an oracle: what it must not see, that it is convex, and that enough is enough; a slip in the data loss
breaks some of them as a rule, so both share a cell, and so do the three contracts. Two questions are answered by
thought.
"""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from autograder.checks import Check, Function, about
from autograder.checks.svm_loss.manners import check_contract
from autograder.checks.svm_loss.questions import check_broken_laws, check_scaled
from autograder.checks.svm_loss.trial import Trial
from autograder.checks.svm_loss.values import check_delta, check_laws, check_margins, check_regularisation, check_values


def _task(part: str, check: Callable[[Trial, Generator], None]) -> Check:
    def task(function: Function, rng: Generator) -> None:
        check(Trial(part, function), rng)

    return task


TASKS: dict[str, Check] = {
    "test_svm_scores_value": _task("svm_scores", check_values),
    "test_predict_scaled_answer": check_scaled,
    "test_svm_margins_value": _task("svm_margins", check_margins),
    "test_svm_margins_delta": _task("svm_margins", check_delta),
    "test_svm_loss_data_loss": _task("svm_loss", check_values),
    "test_svm_loss_laws": _task("svm_loss", check_laws),
    "test_svm_loss_delta": _task("svm_loss", check_delta),
    "test_svm_loss_regularisation": _task("svm_loss", check_regularisation),
    **{
        f"test_{part}_contract": about(part, _task(part, check_contract))
        for part in ("svm_scores", "svm_margins", "svm_loss")
    },
    "test_diagnose_laws_answer": check_broken_laws,
}
