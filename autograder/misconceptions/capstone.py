"""The known mistakes of `capstone`, each with the signature of the function in which it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Records = list[dict[str, Any]]

_RACE = "training_a_classifier.html#rules-for-a-fair-race"
_LEARNED = "training_a_classifier.html#what-it-has-learned"


def _scores(records: Records, key: str = "validation") -> list[Array]:
    """The runs of each setting; a run that was lost counts as 0."""
    return [np.nan_to_num(np.asarray(record[key], dtype=float)) for record in records]


def _near_best(
    records: Records,
    scores: list[Array],
    mean: Callable[[Array], float] = np.mean,
    width: Callable[[Array], float] = lambda runs: runs.std(ddof=1) / np.sqrt(len(runs)),
) -> int:
    """The cheapest setting whose mean is at least the best one less a width, that of the best."""
    means = [float(mean(runs)) for runs in scores]
    best = int(np.argmax(means))
    line = means[best] - width(scores[best])
    return min((k for k, value in enumerate(means) if value >= line), key=lambda k: (records[k]["cost"], -means[k]))


# choose.


@mistake("capstone", "choose", _RACE)
def choose_by_test(records: Records) -> int:
    """Your choice looks at the test accuracies; a test set on which choices are made is no test any more."""
    return _near_best(records, _scores(records, "test"))


@mistake("capstone", "choose", _RACE)
def choose_best_test(records: Records) -> int:
    """Your choice is the setting with the best test accuracy; choose by validation, and leave the test for the end."""
    return int(np.argmax([runs.mean() for runs in _scores(records, "test")]))


@mistake("capstone", "choose", _RACE)
def choose_by_training_loss(records: Records) -> int:
    """Your choice is the setting with the lowest training loss; what counts is the validation accuracy."""
    return int(np.argmin([runs.mean() for runs in _scores(records, "train_loss")]))


@mistake("capstone", "choose", _RACE)
def choose_best_run(records: Records) -> int:
    """Your choice is the setting of the best single run, which may be luck; compare the means over all runs."""
    return int(np.argmax([runs.max() for runs in _scores(records)]))


@mistake("capstone", "choose", _RACE)
def choose_worst_run(records: Records) -> int:
    """Your choice compares the worst run of each setting; compare the means over all runs."""
    return int(np.argmax([runs.min() for runs in _scores(records)]))


@mistake("capstone", "choose", _RACE)
def choose_best_mean(records: Records) -> int:
    """Your choice is always the best mean; a cheaper setting within one standard error of it is to be preferred."""
    return int(np.argmax([runs.mean() for runs in _scores(records)]))


@mistake("capstone", "choose", _RACE)
def choose_within_deviation(records: Records) -> int:
    """Your line lies one standard deviation below the best mean; the standard error of a mean is smaller by sqrt(n)."""
    return _near_best(records, _scores(records), width=lambda runs: runs.std(ddof=1))


@mistake("capstone", "choose", _RACE)
def choose_within_two_errors(records: Records) -> int:
    """Your line lies two standard errors below the best mean; the rule is one."""
    return _near_best(records, _scores(records), width=lambda runs: 2 * runs.std(ddof=1) / np.sqrt(len(runs)))


@mistake("capstone", "choose", _RACE)
def choose_by_own_errors(records: Records) -> int:
    """Your choice lets each setting reach up by its own standard error; the line is that of the best setting alone."""
    scores = _scores(records)
    means = [float(runs.mean()) for runs in scores]
    reach = [mean + runs.std(ddof=1) / np.sqrt(len(runs)) for mean, runs in zip(means, scores, strict=True)]
    good = [k for k, high in enumerate(reach) if high >= max(means)]
    return min(good, key=lambda k: (records[k]["cost"], -means[k]))


@mistake("capstone", "choose", _RACE)
def choose_divides_by_n(records: Records) -> int:
    """Your standard deviation divides by n; with so few runs use n - 1, which is ddof=1 in NumPy."""
    return _near_best(records, _scores(records), width=lambda runs: runs.std() / np.sqrt(len(runs)))


@mistake("capstone", "choose", _RACE)
def choose_forgets_lost_runs(records: Records) -> int:
    """Your means leave out the runs that were lost; a setting that sometimes fails gets 0 for such a run."""
    kept = [np.asarray(record["validation"], dtype=float) for record in records]
    return _near_best(records, [runs[~np.isnan(runs)] for runs in kept])


# describe_failure.


def _margins(W: Array, X: Array, y: Array, delta: float = 1.0) -> Array:
    rows, scores = np.arange(len(y)), X @ W.T
    margins: Array = scores - scores[rows, y][:, None] + delta
    margins[rows, y] = 0
    return margins


def _largest(losses: Array) -> Array:
    return np.argsort(-losses, kind="stable")[:10]


@mistake("capstone", "describe_failure", _LEARNED)
def failure_smallest_losses(W: Array, X: Array, y: Array) -> Array:
    """Your indices are those of the smallest losses, so of the examples that are easiest."""
    return np.argsort(np.maximum(0, _margins(W, X, y)).sum(axis=1), kind="stable")[:10]


@mistake("capstone", "describe_failure", _LEARNED)
def failure_smallest_first(W: Array, X: Array, y: Array) -> Array:
    """Your indices run from the tenth largest loss up to the largest; the largest comes first."""
    return _largest(np.maximum(0, _margins(W, X, y)).sum(axis=1))[::-1]


@mistake("capstone", "describe_failure", _LEARNED)
def failure_worst_violation(W: Array, X: Array, y: Array) -> Array:
    """Your losses hold the largest violation of each example only; the SVM's loss adds up all of them."""
    return _largest(_margins(W, X, y).max(axis=1))


@mistake("capstone", "describe_failure", _LEARNED)
def failure_not_clipped(W: Array, X: Array, y: Array) -> Array:
    """Your losses add up negative margins too; only violations count, so clip at 0 before you add."""
    return _largest(_margins(W, X, y).sum(axis=1))


@mistake("capstone", "describe_failure", _LEARNED)
def failure_without_margin(W: Array, X: Array, y: Array) -> Array:
    """Your losses leave out the 1 in each m_ij; it is the distance by which the correct score should lead."""
    return _largest(np.maximum(0, _margins(W, X, y, delta=0.0)).sum(axis=1))


@mistake("capstone", "describe_failure", _LEARNED)
def failure_counts_violations(W: Array, X: Array, y: Array) -> Array:
    """Your indices go by the number of violations; the loss adds up how large they are."""
    return _largest((_margins(W, X, y) > 0).sum(axis=1))


@mistake("capstone", "describe_failure", _LEARNED)
def failure_lowest_correct_score(W: Array, X: Array, y: Array) -> Array:
    """Your indices go by the score of the correct class alone; the loss compares it with the other scores."""
    return _largest(-(X @ W.T)[np.arange(len(y)), y])


@mistake("capstone", "describe_failure", _LEARNED)
def failure_ties_reversed(W: Array, X: Array, y: Array) -> Array:
    """Your order is right but for equal losses: of those the smaller index comes first."""
    return np.argsort(np.maximum(0, _margins(W, X, y)).sum(axis=1), kind="stable")[::-1][:10]
