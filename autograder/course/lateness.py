"""What lateness costs, as the dates in `course.yml` say: a pure function of when work came in and of the rules.

Days are days of the calendar where the course is: work due at 23:59 is one day late until 23:59 of the next day, also
in the night in which the clock is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Span:
    """A length of time.

    Attributes:
        days: whole days of the calendar.
        seconds: what there is beside them, by the clock.
    """

    days: int = 0
    seconds: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.days or self.seconds)

    def after(self, moment: datetime) -> datetime:
        """The moment that lies this long after another one, in UTC."""
        return instant(moment, self.days) + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Amount:
    """What is taken off.

    Attributes:
        value: points, or per cent of the points that the work earned.
        percent: whether it is per cent.
    """

    value: float
    percent: bool = True

    def of(self, points: float) -> float:
        """The points that this is of the points that were earned."""
        return points * self.value / 100 if self.percent else self.value


@dataclass(frozen=True)
class Rules:
    """When work on one exercise is due, and what it costs to be late.

    Attributes:
        due: when, with a time zone; None if nothing is ever late.
        grace: how long after that lateness costs nothing.
        per_day: what each day costs that has begun since the due date.
        steps: what it costs to be late by at most so long, in order; None is any time. In place of `per_day`.
        cap: the most that lateness costs.
        students: a new due date, or how much longer, by student.
        groups: the same, by group.
        members: the groups of each student.
    """

    due: datetime | None = None
    grace: Span = Span()
    per_day: Amount | None = None
    steps: tuple[tuple[Span | None, Amount], ...] = ()
    cap: Amount | None = None
    students: Mapping[str, Span | datetime] = field(default_factory=dict)
    groups: Mapping[str, Span | datetime] = field(default_factory=dict)
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def priced(self) -> bool:
        """Whether lateness costs anything."""
        return self.per_day is not None or bool(self.steps)


def deadline(rules: Rules, student: str, groups: Iterable[str] = ()) -> datetime | None:
    """When work of a student is due, with what was granted to them or to one of their groups: the latest of all.

    Returns:
        A moment in the time zone of the due date; None if nothing is due.
    """
    if rules.due is None:
        return None
    granted = [rules.students.get(student), *(rules.groups.get(group) for group in groups)]
    moments = [rules.due]
    for one in granted:
        if isinstance(one, Span):
            moments.append(one.after(rules.due).astimezone(rules.due.tzinfo))
        elif one is not None:
            moments.append(one)
    return max(moments, key=instant)


def penalty(
    received: datetime | None, rules: Rules, student: str, groups: Iterable[str] = (), points: float = 0.0
) -> float:
    """What is taken off for lateness.

    Args:
        received: when the work came in, in UTC if it has no time zone; None if that is not known, which is in time.
        rules: the rules of the exercise.
        student: whose work.
        groups: the groups that the student is in.
        points: what the work earned.

    Returns:
        Points, from 0 to what the work earned, and no more than the cap. It never falls when the work comes in later.
    """
    due = deadline(rules, student, groups)
    if due is None or received is None or points <= 0:
        return 0.0
    received = received.replace(tzinfo=UTC) if received.tzinfo is None else received.astimezone(UTC)
    if received <= rules.grace.after(due):
        return 0.0
    cost = 0.0
    if rules.per_day is not None:
        cost = rules.per_day.of(points) * _days_begun(due, received)
    elif rules.steps:
        cost = next(amount.of(points) for limit, amount in rules.steps if limit is None or received <= limit.after(due))
    limit = points if rules.cap is None else min(points, rules.cap.of(points))
    return min(limit, round(cost, 6))


def instant(moment: datetime, days: int = 0) -> datetime:
    """A moment with a time zone, or the same time some days later, in UTC.

    A time that the clock shows twice, or never, because it is changed, is the later one that it may be.
    """
    moment += timedelta(days=days)
    return max(moment.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def _days_begun(due: datetime, received: datetime) -> int:
    """How many days of the calendar have begun between two moments, of which the second is the later one."""
    days = max(0, (received - instant(due)).days - 1)  # a day may have 25 hours, or 23
    while instant(due, days) < received:
        days += 1
    return days
