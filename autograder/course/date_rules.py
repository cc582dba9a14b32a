"""The section `dates` of `course.yml`: what is due when, and what lateness costs, read and checked.

Its words are taken as text, each as it stands there, since YAML would make a number of a student's id `0017`, and of
another one, `no`, a truth value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.course.errors import CourseError
from autograder.course.lateness import Amount, Rules, Span, deadline, instant
from autograder.course.yaml_text import shown

_DEFAULTS = ("timezone", "grace", "per_day", "steps", "cap")
_COURSE = (*_DEFAULTS, "groups", "exercises")
_EXERCISE = (*_DEFAULTS, "due", "extensions")
_UNITS = {"week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60, "second": 1}
_NAMES = {"w": "week", "d": "day", "h": "hour", "m": "minute", "min": "minute", "mins": "minute", "s": "second"}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)(?:\s*,?\s*(?:and\s+)?|$)")
_LONGEST = 3660 * 86400
_NO_SECTIONS: Mapping[str, frozenset[str]] = MappingProxyType({})
_NOTHING = ("", "~", "null", "Null", "NULL")  # as YAML has it
_A_DATE = "write it as 2026-11-03 23:59"
_A_TIME = "write it as 15 minutes, 36 hours or 2 days"
_AN_AMOUNT = "write it as 10% of the points earned, or as a number of points"


@dataclass(frozen=True)
class Dates:
    """What `course.yml` says of dates.

    Attributes:
        path: the file, for messages.
        exercises: the rules of each exercise that has a due date.
        names: every student that it names.
    """

    path: Path | None = None
    exercises: Mapping[str, Rules] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


def parse(path: Path, said: Any, stems: list[str], sections: Mapping[str, frozenset[str]] = _NO_SECTIONS) -> Dates:
    """Read the section.

    Args:
        path: the file, for messages.
        said: what stands there, every word as text.
        stems: the exercises of the course.
        sections: who is in each section of the roster, which is a group too if the file lists none of its name.

    Raises:
        CourseError: if it says something that cannot be, in one line.
    """
    said = _mapping(path, "dates", said, _COURSE)
    members: dict[str, set[str]] = {}
    groups = _mapping(path, "dates: groups", said.get("groups"))
    for group, names in groups.items():
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            raise CourseError(f"{path}: dates: groups: {group} must be a list of students' ids, such as [ada, bo]")
        for name in names:
            members.setdefault(name, set()).add(group)
    exercises, named = {}, set(members)
    known = {_plain(name): ids for name, ids in sections.items()} | {
        _plain(name): frozenset(names) for name, names in groups.items()
    }
    for stem, own in _mapping(path, "dates: exercises", said.get("exercises")).items():
        where = f"dates: exercises: {stem}"
        if stems and stem not in stems:
            raise CourseError(f"{path}: {where} is no exercise of this course: choose from {', '.join(stems)}")
        own = _mapping(path, where, own, _EXERCISE)
        if "due" not in own:
            if "extensions" in own:
                raise CourseError(f"{path}: {where} has extensions but no due date: give it `due:`")
            continue
        defaults = {key: value for key, value in said.items() if key in _DEFAULTS}
        if own.keys() & {"per_day", "steps"}:  # one of them is in place of the other
            defaults = {key: value for key, value in defaults.items() if key not in ("per_day", "steps")}
        exercises[stem] = _rules(path, where, defaults | own, known)
        named |= exercises[stem].students.keys()
        for group in exercises[stem].groups:
            for name in known[_plain(group)]:
                members.setdefault(name, set()).add(group)
    _rules(path, "dates", {key: value for key, value in said.items() if key in _DEFAULTS}, {})
    frozen = {name: frozenset(of) for name, of in members.items()}
    rules = {stem: Rules(**vars(one) | {"members": frozen}) for stem, one in exercises.items()}
    return Dates(path, rules, frozenset(named))


def require_known(dates: Dates, known: set[str]) -> None:
    """Refuse a student whom nobody knows: an extension for a misspelt name would be granted to nobody.

    Raises:
        CourseError: if there is one.
    """
    if unknown := sorted(dates.names - known):
        raise CourseError(
            f"{dates.path}: dates: nobody in this course is called {', '.join(map(repr, unknown))}: correct it, or "
            "make known who has handed in nothing yet by a roster (`autograder collect --roster FILE`)"
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _rules(path: Path, where: str, said: Mapping[str, Any], groups: Container[str]) -> Rules:
    zone = _zone(path, where, said.get("timezone"))
    if "per_day" in said and "steps" in said:
        raise CourseError(f"{path}: {where} has `per_day` and `steps`: choose one of them")
    rules = Rules(
        due=_date(path, f"{where}: due", said["due"], zone) if "due" in said else None,
        grace=_span(path, f"{where}: grace", said.get("grace", "0")),
        per_day=_amount(path, f"{where}: per_day", said["per_day"]) if "per_day" in said else None,
        steps=_steps(path, f"{where}: steps", said["steps"]) if "steps" in said else (),
        cap=_amount(path, f"{where}: cap", said["cap"]) if "cap" in said else None,
    )
    granted: dict[str, dict[str, Span | datetime]] = {}
    extensions = _mapping(path, f"{where}: extensions", said.get("extensions"), ("students", "groups"))
    for kind in ("students", "groups"):
        here = f"{where}: extensions: {kind}"
        granted[kind] = {}
        for name, value in _mapping(path, here, extensions.get(kind)).items():
            if kind == "groups" and _plain(name) not in groups:
                raise CourseError(f"{path}: {here}: {name!r} is no group: list its students under `dates: groups:`, or "
                                  "name a section of the roster as it stands there")  # fmt: skip
            one = granted[kind][name] = _extension(path, f"{here}: {name}", value, zone)
            assert rules.due is not None
            moved = deadline(Rules(due=rules.due, students={name: one}), name)
            if moved is None or instant(moved) <= instant(rules.due):
                raise CourseError(f"{path}: {here}: {name} would have no more time than the others, who have until "
                                  f"{rules.due:%Y-%m-%d %H:%M}: say how much longer, or until when")  # fmt: skip
    return Rules(**vars(rules) | granted)


def _mapping(path: Path, where: str, said: Any, keys: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A mapping, empty if there is none, with no other than these keys."""
    if said is None or said in _NOTHING:
        return {}
    choose = f"choose from {', '.join(keys)}" if keys else "it takes a name, a colon and a value on each line"
    if not isinstance(said, dict):
        raise CourseError(f"{path}: {where}: {shown(said)} is unknown; {choose}")
    for key in said:
        if not isinstance(key, str) or not key or (keys and key not in keys):
            raise CourseError(f"{path}: {where}: {shown(key)} is unknown; {choose}")
    return said


def _zone(path: Path, where: str, said: Any) -> tzinfo | None:
    if said is None:
        return None
    try:
        return ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError, RecursionError) as error:
        raise CourseError(f"{path}: {where}: timezone: {shown(said)} is no time zone: write it as Europe/Berlin, "
                          "America/New_York or UTC") from error  # fmt: skip


def _date(path: Path, where: str, said: Any, zone: tzinfo | None) -> datetime:
    text = said.strip() if isinstance(said, str) else ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CourseError(f"{path}: {where}: {shown(said)} is no date: {_A_DATE}") from error
    if not 2000 <= moment.year <= 2200:
        raise CourseError(f"{path}: {where}: the year {moment.year} cannot be meant: {_A_DATE}")
    if len(text) <= 10:  # a day alone is meant whole
        moment = datetime.combine(moment.date(), time(23, 59, 59), moment.tzinfo)
    if moment.tzinfo is not None:
        return moment.astimezone(zone) if zone else moment
    if zone is None:
        raise CourseError(f"{path}: {where}: {shown(said)} has no time zone: add `timezone: Europe/Berlin`, or yours, "
                          "to `dates:`")  # fmt: skip
    return moment.replace(tzinfo=zone)


def _span(path: Path, where: str, said: Any) -> Span:
    text = said.strip().lower() if isinstance(said, str) else ""
    if text == "0":
        return Span()
    seconds, days, at = 0.0, 0, 0
    while at < len(text) and (part := _PART.match(text, at)):
        name = _NAMES.get(part[2], part[2].removesuffix("s"))
        if name not in _UNITS:
            break
        length = min(float(part[1]) * _UNITS[name], 2.0 * _LONGEST)
        if name in ("week", "day"):
            days += int(length // 86400)
            length %= 86400
        seconds += length
        at = part.end()
    if not text or at < len(text):
        raise CourseError(f"{path}: {where}: {shown(said)} is no length of time: {_A_TIME}")
    if days * 86400 + seconds > _LONGEST:
        raise CourseError(f"{path}: {where}: {shown(said)} is longer than ten years: {_A_TIME}")
    return Span(days, seconds)


def _extension(path: Path, where: str, said: Any, zone: tzinfo | None) -> Span | datetime:
    """How much longer, or until when."""
    if isinstance(said, str) and re.match(r"\d{4}-?\d\d|\d+[./]", said.strip()):
        return _date(path, where, said, zone)
    try:
        return _span(path, where, said)
    except CourseError as error:
        raise CourseError(f"{path}: {where}: {shown(said)} is neither a length of time, such as 3 days, nor a date, "
                          "such as 2026-11-06 23:59") from error  # fmt: skip


def _amount(path: Path, where: str, said: Any) -> Amount:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(%|points?|)", said.strip()) if isinstance(said, str) else None
    if found is None or not math.isfinite(float(found[1])):
        raise CourseError(f"{path}: {where}: {shown(said)} is nothing that can be taken off: {_AN_AMOUNT}")
    return Amount(float(found[1]), found[2] == "%")


def _steps(path: Path, where: str, said: Any) -> tuple[tuple[Span | None, Amount], ...]:
    steps: list[tuple[Span | None, Amount]] = []
    last: Amount | None = None
    for key, value in _mapping(path, where, said).items():
        amount = _amount(path, f"{where}: {key}", value)
        if key == "later":
            last = amount
        elif key.startswith("up to "):
            steps.append((_span(path, f"{where}: {key}", key.removeprefix("up to ")), amount))
        else:
            raise CourseError(f"{path}: {where}: {shown(key)} is unknown; it takes `up to 1 day: 10%` and the like, "
                              "and `later: 50%`")  # fmt: skip
    if last is None:
        raise CourseError(f"{path}: {where}: say too what it costs to be later than that, as `later: 50%`")
    steps.sort(key=lambda step: (step[0].days * 86400 + step[0].seconds) if step[0] else 0.0)
    steps.append((None, last))
    amounts = [amount for _, amount in steps]
    if len({amount.percent for amount in amounts}) > 1:
        raise CourseError(f"{path}: {where}: write all of them in %, or all of them in points")
    if any(after.value < before.value for before, after in pairwise(amounts)):
        raise CourseError(f"{path}: {where}: being later must not cost less: put the amounts in order")
    return tuple(steps)
