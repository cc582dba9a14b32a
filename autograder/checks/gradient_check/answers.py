"""Read what a student's checker returned, and compare its verdicts with the right ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call
from autograder.checks.answers import is_number, kind_of, without_shape
from autograder.checks.gradient_check.trials import Trial
from autograder.checks.probes import Probe


def truth_value(value: Any, what: str, where: str) -> bool:
    """The answer as a truth value, Python's or NumPy's."""
    if type(value) is not bool and not isinstance(value, np.bool_):
        raise CheckFailed(f"{what} must be True or False; {where} it is {kind_of(value)}.")
    return bool(value)


def entries_of(answer: Any, where: str) -> dict[str, Any]:
    """The dict that a checker returns."""
    if type(answer) is not dict:
        raise CheckFailed(f"Your checker must return a dict; {where} it is {kind_of(answer)}.")
    return answer


def entry_of(answer: Any, key: str, where: str) -> Any:
    """One entry of the dict that a checker returns."""
    entries = entries_of(answer, where)
    if key not in entries:
        raise CheckFailed(f"Your dict has no key '{key}' {where}.")
    return entries[key]


def verdict_of(answer: Any, where: str) -> bool:
    """The 'ok' of an answer."""
    return truth_value(entry_of(answer, "ok", where), "Your 'ok'", where)


def skipped_of(answer: Any, where: str) -> int:
    """The 'n_skipped' of an answer."""
    value = entry_of(answer, "n_skipped", where)
    if type(value) is not int and not isinstance(value, np.integer):
        raise CheckFailed(f"Your 'n_skipped' must be a whole number; {where} it is {kind_of(value)}.")
    return int(value)


def worst_of(answer: Any, where: str) -> tuple[int, ...] | None:
    """The 'worst_index' of an answer."""
    value = entry_of(answer, "worst_index", where)
    if value is None:
        return None
    if type(value) is not tuple or not all(type(i) is int or isinstance(i, np.integer) for i in value):
        raise CheckFailed(
            f"Your 'worst_index' must be a tuple of whole numbers, or None; {where} it is {kind_of(value)}."
        )
    return tuple(int(i) for i in value)


def ask(function: Function, trial: Trial) -> Any:
    """What a checker returns on a trial."""
    probe = Probe(trial.f, trial.x.shape)
    return call(function, probe, trial.x.copy(), trial.g.copy(), where=trial.where, **trial.options)


def wrongly_judged(function: Function, trials: Sequence[Trial], rng: Generator) -> list[Trial]:
    """The trials on which a checker gives the wrong verdict; it sees them in an order drawn at random."""
    wrongly = {
        k for k in rng.permutation(len(trials)) if verdict_of(ask(function, trials[k]), trials[k].where) != trials[k].ok
    }
    return [trial for k, trial in enumerate(trials) if k in wrongly]


def need_both(misjudged: Sequence[Trial], property_: str) -> None:
    """Demand that a checker, before its mark counts, tells plain right gradients from blatant wrong ones."""
    if misjudged:
        trial = misjudged[0]
        verdict = "wrong" if trial.ok else "right"
        raise CheckFailed(
            f"This mark is for a checker that {property_} and tells plain right gradients from wrong ones; "
            f"yours calls one {trial.kind} {verdict}, {trial.where}."
        )


def need_report(answer: Any, trial: Trial, places: Sequence[Any], error: float, text: str) -> None:
    """Demand what a dict must say where nothing is compared."""
    if worst_of(answer, trial.where) not in places or skipped_of(answer, trial.where) != 0:
        raise CheckFailed(f"For a gradient {text} your 'worst_index' or 'n_skipped' is not as the docstring says.")
    got = without_shape(entry_of(answer, "max_rel_err", trial.where))
    if not is_number(got) or got != error:
        raise CheckFailed(f"For a gradient {text} your 'max_rel_err' is not as the docstring says.")


def need_error(name: str | None, probe: Probe, fails_at: int) -> None:
    """Demand that the error which f raises at one call has reached us, if that call was made at all.

    Args:
        name: the error that has reached us.
        probe: f.
        fails_at: the number of the call that raises.
    """
    if name == "ArithmeticError" or len(probe.points) < fails_at:
        return
    if name:
        raise CheckFailed(f"When f raises ArithmeticError, that must reach the caller; yours raises {name} instead.")
    raise CheckFailed("When f raises an error, it must reach the caller; your function returns as if there were none.")
