"""The hidden suite of `svm_loss`: scores, margins and loss of the multiclass hinge.

Values are compared with an oracle of our own. What `delta` and `reg` do is judged on its own, by laws that hold between
answers of the same function, so that a slip in the margins does not cost these marks too. The laws of the loss are
judged without an oracle: what it must not see, that it is convex, and that enough is enough.
"""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from autograder.checks import Function
from autograder.checks.svm_loss.manners import check_contract
from autograder.checks.svm_loss.trial import Trial
from autograder.checks.svm_loss.values import check_delta, check_laws, check_margins, check_regularisation, check_values


def _task(part: str, check: Callable[[Trial, Generator], None]) -> Callable[[Function, Generator], None]:
    def task(function: Function, rng: Generator) -> None:
        check(Trial(part, function), rng)

    return task


TASKS = {
    f"test_{part}_{name}": _task(part, check)
    for part, checks in {
        "svm_scores": {"value": check_values, "contract": check_contract},
        "svm_margins": {"value": check_margins, "delta": check_delta, "contract": check_contract},
        "svm_loss": {
            "data_loss": check_values,
            "delta": check_delta,
            "regularisation": check_regularisation,
            "laws": check_laws,
            "contract": check_contract,
        },
    }.items()
    for name, check in checks.items()
}
