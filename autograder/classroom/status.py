"""Say where every student's work stands."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from autograder.classroom import gradebook, history, misplaced, not_taken, plan, views
from autograder.classroom.dates import PluginError
from autograder.classroom.gradebook import Dating
from autograder.classroom.history import Mark
from autograder.classroom.plan import Seen
from autograder.course import settings
from autograder.course.course import Course
from autograder.intake import exchange
from autograder.wall.ways import Wall

State = Literal[
    "fresh", "stale", "never graded", "refused", "fault", "waiting for a person", "misplaced", "not taken", "absent"
]  # fmt: skip
STATES: tuple[State, ...] = (
    "fresh", "waiting for a person", "refused", "stale", "never graded", "fault", "misplaced", "not taken", "absent",
)  # fmt: skip
DUE: tuple[State, ...] = ("stale", "never graded", "fault")  # what `autograder grade` would see to


@dataclass(frozen=True)
class Status:
    """Where one student's work on an exercise stands.

    Attributes:
        student: the id of the student.
        state: in a word or two.
        why: the reason, where the state has one.
        score: the points in the gradebook; None if there are none.
    """

    student: str
    state: State
    why: str
    score: float | None


def of(course: Course, stem: str, students: Iterable[str] = (), wall: Wall | None = None) -> list[Status]:
    """Say where the work of some students, or of everybody whom the course knows, stands; change nothing.

    Args:
        course: the course.
        stem: the exercise.
        students: whose; everybody's if none is named.
        wall: how `grade` would keep submissions apart; by default as each was graded, so that it is not stale by that.

    Raises:
        CourseError: if the exercise was not released, the gradebook cannot be used, or a student is unknown.
    """
    plan.require_known(course, students)
    chosen, limits = list(students) or plan.everybody(course), settings.load(course.root).limits
    bare = plan.without_wall(course, stem) if wall is None else set[str]()
    ways: dict[Wall, list[str]] = {wall or "bubblewrap": [one for one in chosen if one not in bare]}
    if bare:
        ways["none"] = [one for one in chosen if one in bare]
    seen, suites = [], dict[str, str]()
    for way, some in ways.items():
        assignment = gradebook.assignment(course, stem, way)
        suites |= dict.fromkeys(some, assignment.suite)
        seen += plan.look(course, assignment, some, limits, way, only_look=True)
    seen.sort(key=lambda one: one.student)
    gradebook.require_dates(course)
    misdated = {student for student, one in _dated(course, stem, seen).items() if one.matters}
    return [_status(course, one, suites[one.student], one.student in misdated) for one in seen]


def _dated(course: Course, stem: str, seen: Iterable[Seen]) -> dict[str, Dating]:
    """What the dates of graded work are to be, with the time of the hand-in as it is in `submitted/` now."""
    settled = [
        one.student for one in seen if one.job and one.kept and not one.why and one.kept.result["status"] == "graded"
    ]
    received = {student: exchange.read(course.submitted(student, stem)).handed_in for student in settled}
    return gradebook.dated(course, stem, received)


def moves(course: Course, stem: str, seen: Iterable[Seen]) -> list[tuple[str, float, float]]:
    """Whose mark the dates would move though nothing is graded, from what to what; change nothing.

    Args:
        course: the course.
        stem: the exercise.
        seen: what there is to grade, see `run.look`; what has a reason to be graded is left out.
    """
    seen = list(seen)
    dated = _dated(course, stem, seen)
    found = []
    for one in seen:
        dating = dated.get(one.student)
        if one.marks is None or one.why or dating is None or isinstance(dating.now, PluginError):
            continue
        after = max(0.0, math.fsum(one.marks.score.values()) - (dating.now[2] or 0.0))
        if after != one.marks.total:
            found.append((one.student, one.marks.total, after))
    return found


def marks(course: Course, stem: str, student: str) -> list[Mark]:
    """The history of a student's mark, the oldest first."""
    with gradebook.opened(course) as opened:
        return history.marks(opened.db, stem, student) if history.exists(opened.db) else []


def _status(course: Course, seen: Seen, suite: str, misdated: bool) -> Status:
    score = seen.marks.total if seen.marks and seen.kept else None

    def status(state: State, why: str = "") -> Status:
        return Status(seen.student, state, why, score)

    if seen.job is None:
        if seen.problem is not None and seen.problem["status"] == "fault":
            return status("fault", seen.problem["notes"][0])
        if seen.problem is not None and seen.problem["notes"][0] != misplaced.NOTHING:
            said = seen.problem["notes"][0]
            bare = said.removeprefix(not_taken.SAID)
            return status("misplaced" if bare == said else "not taken", bare)
        return status("absent", "nothing is handed in now; the mark of earlier work stays" if seen.kept else "")
    last = seen.last
    if last is not None and last.status == "fault" and (last.suite, last.submission) == (suite, seen.job.digest):
        return status("fault", last.note)
    if seen.kept is None:
        return status("never graded", "; ".join(why for why in seen.why if why != "never graded"))
    if seen.why:
        return status("stale", "; ".join(seen.why))
    if misdated:
        return status("stale", "when it was handed in, its due date or what lateness costs changed")
    result = seen.kept.result
    if result["status"] == "refused":
        return status("refused", " ".join(result["notes"]))
    if not views.fresh(course, seen.kept):
        return status("stale", "its files in autograded/ are gone or of another result")
    if seen.marks is not None and seen.marks.waiting:
        return status("waiting for a person", ", ".join(seen.marks.waiting))
    return status("fresh")
