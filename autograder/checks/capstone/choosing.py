"""The tasks of `choose`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call
from autograder.checks.answers import failure, kind_of
from autograder.misconceptions import Observation

Records = list[dict[str, Any]]
_CLEAR = 1e-4  # how far every mean keeps from the line that decides


def _oracle(records: Records) -> int:
    """The cheapest setting within one standard error of the best mean, in plain Python."""
    means = [math.fsum(0 if math.isnan(a) else a for a in r["validation"]) / len(r["validation"]) for r in records]
    best = max(range(len(records)), key=means.__getitem__)
    runs = [0 if math.isnan(a) else a for a in records[best]["validation"]]
    variance = math.fsum((a - means[best]) ** 2 for a in runs) / (len(runs) - 1)
    line = means[best] - math.sqrt(variance / len(runs))
    return min((k for k in range(len(records)) if means[k] >= line), key=lambda k: (records[k]["cost"], -means[k]))


def _record(rng: Generator, runs: list[float], cost: int) -> dict[str, Any]:
    """One setting, whose training loss and test accuracy say nothing of its validation accuracy."""
    count = len(runs)
    return {
        "cost": cost,
        "train_loss": rng.uniform(0.1, 0.5, count).round(4).tolist(),
        "validation": [round(run, 4) for run in runs],
        "test": np.round(_runs(rng, rng.uniform(0.88, 0.92), 0.03, count), 4).tolist(),
    }


def _alike(records: Records) -> Records:
    """The same, with training losses and test accuracies that say what the validation accuracies say.

    Which of them must decide is asked elsewhere.
    """
    for record in records:
        record["test"] = list(record["validation"])
        record["train_loss"] = [round(1 - run, 4) for run in record["validation"]]
    return records


def _runs(rng: Generator, mean: float, spread: float, count: int) -> list[float]:
    """Accuracies with this mean and this standard deviation, in random order."""
    noise = rng.uniform(-1, 1, count)
    noise -= noise.mean()
    return list((mean + spread * noise / noise.std(ddof=1)).tolist())


def _costs(rng: Generator, count: int) -> list[int]:
    return [int(cost) for cost in 1000 * (1 + rng.permutation(count))]


def _quiet(rng: Generator) -> Records:
    """Settings that lie far apart for their noise; one that is worse on average holds the best single run."""
    count = int(rng.integers(4, 8))
    means = 0.9 - 0.015 * rng.permutation(count)
    spreads = np.where(means == means[means < 0.86].max(), 0.06, 0.004)
    seeds = int(rng.integers(4, 7))
    costs = _costs(rng, count)
    return [
        _record(rng, _runs(rng, mean, spread, seeds), cost)
        for mean, spread, cost in zip(means, spreads, costs, strict=True)
    ]


def _noisy(rng: Generator) -> Records:
    """Settings around the line of one standard error, and others that only a wider line would let in."""
    seeds, spread = int(rng.integers(5, 8)), 0.02
    error = spread / math.sqrt(seeds)
    smaller = error * math.sqrt((seeds - 1) / seeds)  # with n in place of n - 1
    between = (smaller + error) / 2
    behind = [0, 0.3 * error, 0.6 * error, between, 1.5 * error, 2.1 * error, 3 * error]
    order = rng.permutation(len(behind))
    # The wider the line, the cheaper: lines of 1, 2 and sqrt(n) errors each choose another setting.
    costs = [7000, 6000, 5000, 4000, 3000, 1000, int(rng.choice([2000, 8000]))]
    # The last one is so noisy that its own standard error would reach the best mean, which does not count.
    spreads = [*6 * [spread], 4 * spread]
    records = [_record(rng, _runs(rng, 0.9 - behind[k], spreads[k], seeds), costs[k]) for k in order]
    if rng.random() < 0.4:  # two that cost the same: the better one
        twin = next(k for k, place in enumerate(order) if place == 2)
        records[twin]["cost"] = 4000
    return _alike(records)


def _lossy(rng: Generator) -> Records:
    """Settings of which the one that would be best, and another, have lost a run."""
    records = _alike(_quiet(rng))
    ranked = sorted(range(len(records)), key=lambda k: -float(np.mean(records[k]["validation"])))
    for k in (ranked[0], ranked[-1]):
        lost = int(rng.integers(len(records[k]["validation"])))
        for key in ("train_loss", "validation", "test"):
            records[k][key][lost] = math.nan
    return records


def _is_clear(records: Records) -> bool:
    means = np.array([np.nan_to_num(r["validation"]).mean() for r in records])
    runs = np.nan_to_num(records[int(means.argmax())]["validation"])
    line = means.max() - runs.std(ddof=1) / math.sqrt(len(runs))
    ranked = np.sort(means)
    return bool(np.abs(means - line).min() > _CLEAR and ranked[-1] - ranked[-2] > _CLEAR)


def _judge(function: Function, rng: Generator, draw: Any, what: str) -> None:
    """Judge the choices in tables that are drawn; others are asked too, by which a mistake may be known."""
    observations, wrong = [], ""
    judged, helping = _clear(rng, draw, 12), []
    for other in () if draw is _quiet else (_quiet, _noisy):
        helping += _clear(rng, other, 4)
    for k, records in enumerate([*judged, *helping]):
        right = _oracle(records)
        answer = call(function, _fresh(records), where=what)
        if draw is not _quiet and type(answer) is dict:  # the setting in place of its index is charged elsewhere
            answer = next((k for k, record in enumerate(records) if repr(record) == repr(answer)), answer)
        try:
            index = _index(answer, len(records), what)
        except CheckFailed:
            if k < len(judged):
                raise
            continue
        observations.append(Observation((records,), index, right))
        if index != right and not wrong and k < len(judged):
            wrong = f"Your choice is another than the rule's {what}."
    if wrong:
        raise failure("capstone", "choose", wrong, observations, "Write the means and the line of one table on paper.")


def _clear(rng: Generator, draw: Any, count: int) -> list[Records]:
    """Tables in which no mean is near the line that decides."""
    tables: list[Records] = []
    while len(tables) < count:
        records = draw(rng)
        tables += [records] if _is_clear(records) else []
    return tables


def _fresh(records: Records) -> Records:
    return [{key: list(value) if isinstance(value, list) else value for key, value in r.items()} for r in records]


def _index(answer: Any, count: int, what: str) -> int:
    if type(answer) is np.ndarray and answer.ndim == 0:
        answer = answer[()]
    if isinstance(answer, (bool, np.bool_)) or not isinstance(answer, (int, np.integer)):
        raise CheckFailed(f"Your choice must be an index, one whole number; {what} it is {kind_of(answer)}.")
    if not 0 <= answer < count:
        raise CheckFailed(f"Your choice must be an index of records, from 0 to its length - 1; {what} it is none.")
    return int(answer)


def check_value(function: Function, rng: Generator) -> None:
    """Judge what the choice goes by, where noise does not matter."""
    _judge(function, rng, _quiet, "where one setting is clearly the best")


def check_noise(function: Function, rng: Generator) -> None:
    """Judge the choice among settings that noise does not tell apart."""
    _judge(function, rng, _noisy, "where several settings lie near the best")


def check_lost_runs(function: Function, rng: Generator) -> None:
    """Judge what becomes of a setting with a run that was lost."""
    _judge(function, rng, _lossy, "where runs were lost")
