"""The tasks of `schedule`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call, error_of
from autograder.checks.answers import failure, finite_number, holds, kind_of, size_of
from autograder.misconceptions import Observation

_failed = partial(failure, "stochastic_gradient_descent")


@dataclass(frozen=True)
class _Settings:
    """One schedule: its arguments, and in words where it stands."""

    kind: str
    lr0: float
    options: dict[str, Any]

    @property
    def where(self) -> str:
        whole = [f"{name}={value}" for name, value in self.options.items() if isinstance(value, int)]
        return f'for "{self.kind}"' + (f" with {', '.join(whole)}" if whole else "")

    def right(self, t: int) -> float:
        """The rate at step t, computed step by step or from identities rather than by the formula of the text."""
        lr0, o = self.lr0, self.options
        if self.kind == "step":
            rate = lr0 * math.prod([o["drop"]] * sum(1 for k in range(1, t + 1) if k % o["every"] == 0))
        elif self.kind == "exp":
            rate = lr0 / math.exp(o["decay"]) ** t
        elif self.kind == "inv":
            rate = 1 / (1 / lr0 + t * o["decay"] / lr0)
        elif self.kind == "cosine":
            low, left = o.get("lr_min", 0.0), max(0, o["n_steps"] - t) / o["n_steps"]
            rate = low + (lr0 - low) * math.sin(math.pi / 2 * left) ** 2
        else:
            rate = lr0 if t + 1 >= o["n_warmup"] else lr0 / o["n_warmup"] * (t + 1)
        return float(rate)


def _make(function: Function, settings: _Settings) -> Function:
    """The schedule that the student's function makes."""
    rate = call(function, settings.kind, settings.lr0, where=settings.where, **settings.options)
    if not callable(rate):
        raise CheckFailed(
            f"Your function must return a function of the step number; {settings.where} it returns {kind_of(rate)}."
        )
    made: Function = rate
    return made


def _rate_at(rate: Function, t: int, settings: _Settings) -> float:
    where = f"{settings.where} at t={t}"
    return finite_number(call(rate, t, where=where), "What your schedule returns", where)


def _is_right(rate: float, t: int, settings: _Settings) -> bool:
    return holds(abs(rate - settings.right(t)) / settings.lr0)


def _check_schedules(function: Function, schedules: Sequence[_Settings], hints: dict[str, str]) -> None:
    seen: list[Observation] = []
    wrong: tuple[str, str] | None = None
    for settings in schedules:
        rate = _make(function, settings)
        ts = list(range(41))  # in turn: what calls in another order do is for the last of these tasks
        rates = [_rate_at(rate, t, settings) for t in ts]
        due = [settings.right(t) for t in ts]
        seen.append(Observation((settings.kind, settings.lr0, settings.options, ts), rates, due))
        off = [t for t, got in zip(ts, rates, strict=True) if not _is_right(got, t, settings)]
        if off and wrong is None:
            error = max(abs(got - right) for got, right in zip(rates, due, strict=True)) / settings.lr0
            text = f"Your schedule is off {settings.where}, first at t={off[0]} {size_of(error)}."
            wrong = text, hints[settings.kind]
    if wrong:
        raise _failed("schedule", wrong[0], seen, wrong[1])


def _lr0(rng: Generator) -> float:
    return float(rng.uniform(0.1, 2.0))


def check_step(function: Function, rng: Generator) -> None:
    """Judge the kind "step"."""
    schedules = [
        _Settings("step", _lr0(rng), {"drop": float(rng.uniform(0.3, 0.8)), "every": every})
        for every in (4, 10, 1, 7, int(rng.integers(12, 16)))
    ]
    _check_schedules(function, schedules, {"step": "Count how many full `every` have passed."})


def check_exp_inv(function: Function, rng: Generator) -> None:
    """Judge the kinds "exp" and "inv"."""
    hint = "Look at the formula in the table, and at t = 0."
    schedules = [
        _Settings(kind, _lr0(rng), {"decay": float(rng.uniform(*span))})
        for span in ((0.02, 0.06), (0.1, 0.3), (0.4, 0.8))
        for kind in ("exp", "inv")
    ]
    _check_schedules(function, schedules, {"exp": hint, "inv": hint})


def check_cosine(function: Function, rng: Generator) -> None:
    """Judge the kind "cosine"."""
    schedules = [_Settings("cosine", _lr0(rng), {"n_steps": n_steps}) for n_steps in (10, 20, 25)]
    schedules += [
        _Settings("cosine", lr0, {"n_steps": n_steps, "lr_min": lr0 * float(rng.uniform(0.1, 0.3))})
        for n_steps, lr0 in ((12, _lr0(rng)), (int(rng.integers(5, 9)), _lr0(rng)), (16, _lr0(rng)))
    ]
    _check_schedules(function, schedules, {"cosine": "Try t = 0, t = n_steps / 2, t = n_steps, and a t beyond."})


def check_warmup(function: Function, rng: Generator) -> None:
    """Judge the kind "warmup"."""
    schedules = [_Settings("warmup", _lr0(rng), {"n_warmup": n}) for n in (5, 10, 1, 2, int(rng.integers(11, 20)))]
    _check_schedules(
        function, schedules, {"warmup": "Step 0 has lr0 / n_warmup; step n_warmup - 1 is the first with lr0."}
    )


def check_schedule_contract(function: Function, rng: Generator) -> None:
    """Judge that a rate depends on its step alone, and that an unknown kind is refused."""
    # An answer that is wrong for all kinds, or refuses all, earns nothing here.
    known = [
        _Settings("step", _lr0(rng), {"drop": 0.5, "every": 5}),
        _Settings("exp", _lr0(rng), {"decay": 0.1}),
        _Settings("inv", _lr0(rng), {"decay": 0.2}),
        _Settings("cosine", _lr0(rng), {"n_steps": 20}),
        _Settings("warmup", _lr0(rng), {"n_warmup": 8}),
    ]
    good = []
    for settings in known:
        try:
            rate = _make(function, settings)
            right = all(_is_right(_rate_at(rate, t, settings), t, settings) for t in (0, 1, 2, 3))
        except CheckFailed:
            continue
        if right:
            good.append(settings)
    if not good:
        raise CheckFailed("This mark is for good manners; none of the five kinds is right in its first steps yet.")
    # Made together and called in any order: nothing may be counted or shared.
    pairs = [(settings, replace(settings, lr0=settings.lr0 / 2)) for settings in good]
    made = [(settings, _make(function, settings)) for pair in pairs for settings in pair]
    first = {k: _rate_at(rate, 2, settings) for k, (settings, rate) in enumerate(made)}
    for k in rng.permutation(len(made)).tolist():
        settings, rate = made[k]
        rates = [_rate_at(rate, t, settings) for t in (13, 2, 7, 2)]
        if not all(_is_right(got, 2, settings) for got in (first[k], rates[1], rates[3])):
            raise CheckFailed(
                f"Your schedule {settings.where} gives another rate when other steps or other schedules were asked for "
                "in between. Compute the rate from t alone."
            )
    for kind in ("linear", "Step", "cos", ""):
        error = error_of(function, kind, _lr0(rng), where=f'for the kind "{kind}"', decay=0.1)
        if error != "ValueError":
            got = f"raises {error}" if error else "raises nothing"
            raise CheckFailed(
                f'There is no kind "{kind}", and schedule must raise ValueError when it is asked for one; yours {got}.'
            )
