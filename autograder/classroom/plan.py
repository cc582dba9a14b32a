"""What there is to grade, and why. `grade`, `grade --dry-run`, `status` and nbgrader's side door all ask here."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.classroom import gradebook, history, misplaced, not_taken
from autograder.classroom.gradebook import Marks
from autograder.classroom.history import Kept, Mark
from autograder.classroom.misplaced import Misplaced
from autograder.classroom.not_taken import NotTaken
from autograder.course import roster
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.course.settings import Limits
from autograder.grading.job import Job, empty
from autograder.intake import submission
from autograder.wall.ways import Wall

_CHANGED = {
    "cells": "the released notebook changed",
    "checks": "the hidden checks changed",
    "catalogue": "the catalogue of mistakes changed",
    "grader": "the grader changed",
    "wall": "the wall changed",
    "secret": "the secret changed",
}
_NAMES = {"numpy": "NumPy", "scipy": "SciPy", "sklearn": "scikit-learn", "matplotlib": "Matplotlib"}


@dataclass(frozen=True)
class Seen:
    """What is known of one student's work on an exercise.

    Attributes:
        student: the id of the student.
        job: what grading it takes; None if nothing was handed in, or the disk failed.
        problem: the result that stands in for a job.
        kept: what came out last time; None if it was never graded.
        marks: what the gradebook says; None if it does not know the student's work.
        last: the last entry in the history of the mark.
        why: the reasons to grade it; none if what is kept is what grading would give again.
    """

    student: str
    job: Job | None
    problem: dict[str, Any] | None
    kept: Kept | None
    marks: Marks | None
    last: Mark | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class _Elsewhere:
    """What was handed in and is not where it belongs.

    Attributes:
        astray: what lies in a wrong place.
        left: what was collected and not taken.
        begun: the exercises that the class has begun to hand in, if anything astray may be of any.
    """

    astray: list[Misplaced]
    left: list[NotTaken]
    begun: frozenset[str]


def everybody(course: Course) -> list[str]:
    """Everybody whom the course knows.

    Raises:
        CourseError: if the gradebook or a list of people cannot be read.
    """
    return sorted({*course.students(), *gradebook.students(course), *roster.names(course), *not_taken.people(course)})


def require_known(course: Course, students: Iterable[str]) -> None:
    """Refuse a student whom nobody knows.

    Raises:
        CourseError: if there is one.
    """
    known = everybody(course) if (students := list(students)) else []
    for student in students:
        if student not in known:
            near = difflib.get_close_matches(student.lower(), map(str.lower, known), n=1)
            meant = next((f"; did you mean {one!r}?" for one in known if [one.lower()] == near), "")
            raise CourseError(
                f"nobody is called {student!r}: neither in {course.root / 'submitted'} nor in the gradebook or the "
                f"class list{meant}"
            )


def look(
    course: Course,
    assignment: Assignment,
    students: list[str],
    limits: Limits,
    wall: Wall,
    *,
    force: bool = False,
    only_look: bool = False,
) -> list[Seen]:
    """Look at what students handed in, and at what is known of it; change nothing.

    Args:
        course: the course.
        assignment: the exercise, as it was released.
        students: whose work.
        limits: what one submission may use.
        wall: how submissions are kept apart.
        force: there is a reason to grade everything.
        only_look: the jobs will not be done, so it does not matter if the secret is gone.

    Raises:
        CourseError: if the course is not ready.
    """
    assert assignment.suite  # computed once, it goes along to the workers
    stem = assignment.stem
    with gradebook.opened(course) as opened:
        marks = gradebook.marks(opened, stem)
        kept: dict[str, Kept] = {}
        suites: dict[str, dict[str, str]] = {}
        last: dict[str, Mark] = {}
        if history.exists(opened.db):
            kept = history.results(opened.db, stem, whole=False)
            suites = history.suites(opened.db)
            last = {mark.student: mark for mark in history.marks(opened.db, stem)}
    folders = [
        course.submitted(student, stem) for student in course.students() if not misplaced.is_closed(course, student)
    ]
    links = submission.links([course.source(stem).parent, *folders])
    astray = misplaced.look(course)
    begun = frozenset(course.begun()) if any(not one.stem for one in astray) else frozenset[str]()
    elsewhere = _Elsewhere(astray, not_taken.known(course), begun)
    seen = []
    for student in students:
        seed = b"" if only_look else course.seed(stem, student)
        job, problem = _job(course, assignment, student, seed, limits, wall, links, elsewhere)
        old, known = kept.get(student), marks.get(student)
        why: tuple[str, ...] = ()
        if job is not None:
            why = (*_why(assignment, job, old, known, suites), *([gradebook.ASKED] if force else []))
        seen.append(Seen(student, job, problem, old, known, last.get(student), why))
    return seen


def without_wall(course: Course, stem: str) -> set[str]:
    """Whose work was graded without a wall."""
    with gradebook.opened(course) as opened:
        if not history.exists(opened.db):
            return set()
        bare = {name for name, parts in history.suites(opened.db).items() if parts.get("sandbox") == "none"}
        if not bare:
            return set()
        kept = history.results(opened.db, stem, whole=False)
    return {student for student, one in kept.items() if one.result["suite"] in bare}


def _job(
    course: Course,
    assignment: Assignment,
    student: str,
    seed: bytes,
    limits: Limits,
    wall: Wall,
    links: frozenset[tuple[int, int]],
    elsewhere: _Elsewhere,
) -> tuple[Job | None, dict[str, Any] | None]:
    """What grading a student's work takes, or the result of what cannot be graded."""
    try:
        found = None
        if not misplaced.is_closed(course, student):
            found = submission.find(course.submitted(student, assignment.stem), assignment, links)
    except submission.Refused as error:
        return Job(student, assignment, None, seed, limits, wall, refusal=str(error)), None
    except OSError as error:
        return None, empty(
            student, assignment, "fault", f"The disk failed ({error}). This is no mark; it is graded again."
        )
    if found is None:
        said = misplaced.note(elsewhere.astray, student, assignment.stem, elsewhere.begun)
        if said == misplaced.NOTHING:
            said = not_taken.note(elsewhere.left, student, assignment.stem) or said
        return None, empty(student, assignment, "missing", said)
    return Job(student, assignment, found[0], seed, limits, wall, notes=found[1]), None


def _why(
    assignment: Assignment, job: Job, old: Kept | None, known: Marks | None, suites: Mapping[str, dict[str, str]]
) -> Iterator[str]:
    """The reasons to grade what was handed in."""
    if old is None:
        yield "never graded" if known is None else "how it was graded is not recorded"
        return
    if known is None:
        yield "its mark is gone from the gradebook"
    elif any(known.auto.get(task["id"]) != task["score"] for task in old.result["tasks"]):
        yield "its scores were changed by another program"
    if old.result["submission"] != job.digest:
        yield "handed in again"
    if old.result["suite"] != assignment.suite:
        yield from changes(suites.get(old.result["suite"], {}), assignment.parts)


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say in words what changed of everything that decides a mark, see `Assignment.parts`."""
    words = []
    for name in dict.fromkeys((*now, *before)):
        old, new = before.get(name, "none"), now.get(name, "none")
        if old == new:
            continue
        kind, _, what = name.partition(".")
        if kind == "limits":
            words.append(f"limits changed ({what}: {old} to {new})")
        elif kind == "version":
            words.append(f"{_NAMES.get(what, what)} changed ({old} to {new})")
        elif kind == "sandbox":
            words.append(f"the sandbox changed ({old} to {new})")
        elif kind == "secret" and not new:
            words.append("the secret is gone")
        else:
            words.append(_CHANGED[kind])
    return words
