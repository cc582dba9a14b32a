"""What came out of a class on one exercise, counted: scores, points lost, mistakes, failures without a name."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook, Student
from sqlalchemy import select

from autograder import misconceptions
from autograder.classroom import code_of, gradebook, history, status
from autograder.classroom.gradebook import completed
from autograder.classroom.status import Status
from autograder.course import roster
from autograder.course.assignment import Assignment, Cell
from autograder.course.course import Course
from autograder.misconceptions import Misconception
from autograder.pages.text import clip

_LONGEST = 1000  # characters of a message


@dataclass(frozen=True)
class Work:
    """One student's work on an exercise.

    Attributes:
        student: the id.
        called: name and id, or the id alone.
        standing: where the work stands now.
        result: its result, with the scores of the gradebook; None if it was never graded.
        sources: the cells as the student wrote them, by id; empty if nothing could be graded.
    """

    student: str
    called: str
    standing: Status
    result: dict[str, Any] | None
    sources: dict[str, str]

    @property
    def graded(self) -> bool:
        """Whether there are verdicts on it."""
        return self.result is not None and self.result["status"] == "graded"

    @property
    def score(self) -> float | None:
        """The points in the gradebook; None if the work has no verdicts."""
        return self.standing.score if self.graded else None

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """The verdicts on it."""
        return self.result["tasks"] if self.result is not None and self.graded else []


@dataclass(frozen=True)
class ClassResults:
    """The work of everybody in a class on one exercise.

    Attributes:
        assignment: the exercise, as it was released.
        works: everybody's, those who handed in nothing too, by id.
    """

    assignment: Assignment
    works: list[Work]

    @property
    def graded(self) -> list[Work]:
        """The work that has verdicts."""
        return [work for work in self.works if work.graded]

    @property
    def absent(self) -> list[Work]:
        """Of those who handed in nothing."""
        return [work for work in self.works if work.standing.state == "absent"]

    @property
    def handed_in(self) -> int:
        """How many handed in something."""
        return len(self.works) - len(self.absent)

    @property
    def scores(self) -> list[float]:
        """The points of the graded work, in order of size."""
        return sorted(work.score for work in self.works if work.score is not None)

    @property
    def median(self) -> float | None:
        """The middle of the scores; None if there are none."""
        return statistics.median(self.scores) if self.scores else None


def load(course: Course, stem: str) -> ClassResults:
    """Read what the database holds of an exercise, and where everybody's work stands; change nothing.

    Raises:
        CourseError: if the exercise was not released, or the gradebook cannot be read.
    """
    assignment = gradebook.assignment(course, stem)
    listed = roster.of_course(course)
    with gradebook.opened(course) as opened:
        marks = gradebook.marks(opened, stem)
        kept = history.results(opened.db, stem) if history.exists(opened.db) else {}
        called = _names(opened) | {person.id: person.called for person in (listed.people if listed else ())}
    standings = {one.student: one for one in status.of(course, stem)}
    for student in called:
        standings.setdefault(student, Status(student, "absent", "", None))
    works = []
    for student, standing in sorted(standings.items()):
        one = kept.get(student) if student in marks else None  # somebody may have taken it out of the gradebook
        result = completed(one.result, marks[student]) if one else None
        works.append(
            Work(
                student,
                called.get(student, student),
                standing,
                result,
                code_of.sources(json.loads(one.notebook)) if one and one.notebook else {},
            )
        )
    return ClassResults(assignment, works)


def _names(opened: Gradebook) -> dict[str, str]:
    """How people are called, as nbgrader knows them, by id."""
    rows = opened.db.execute(select(Student.id, Student.first_name, Student.last_name))
    names = {row.id: " ".join(filter(None, (row.first_name, row.last_name))) for row in rows}
    return {id_: f"{name} ({id_})" if name else id_ for id_, name in names.items()}


# ---------------------------------------------------------------- what was lost, and why


@dataclass(frozen=True)
class Lost:
    """What the class lost at one check.

    Attributes:
        cell: the check.
        students: how many lost points there.
        points: how many, together.
        share: of all points that there were for it, from 0 to 1.
    """

    cell: Cell
    students: int
    points: float
    share: float


def lost(class_results: ClassResults) -> list[Lost]:
    """What was lost at each check, the most first; checks that all passed are there too."""
    missing: dict[str, list[float]] = defaultdict(list)
    for work in class_results.graded:
        for task in work.tasks:
            if task["score"] is not None and task["score"] < task["max_score"]:
                missing[task["id"]].append(task["max_score"] - task["score"])
    checks = [cell for cell in class_results.assignment.cells if cell.points]
    found = [
        Lost(cell, len(missing[cell.id]), sum(missing[cell.id]),
             sum(missing[cell.id]) / (cell.points * max(1, len(class_results.graded))))
        for cell in checks
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.points)


@dataclass(frozen=True)
class Mistake:
    """A mistake that the class made.

    Attributes:
        known: the mistake.
        works: of those who made it.
        points: what it cost them together.
        checks: the names of the checks in which it was seen.
    """

    known: Misconception
    works: list[Work]
    points: float
    checks: list[str]


@dataclass(frozen=True)
class Failures:
    """Checks that failed for no known mistake, with messages that say the same.

    Attributes:
        function: what was checked; empty for the tests of no one function.
        pattern: the message, without its numbers.
        example: one of the messages, that most of them have if there is one.
        works: of those who got it.
        points: what it cost them together.
    """

    function: str
    pattern: str
    example: str
    works: list[Work]
    points: float


def mistakes(class_results: ClassResults) -> list[Mistake]:
    """The known mistakes of the class, the one that most made first."""
    assignment = class_results.assignment
    works: dict[str, dict[str, Work]] = defaultdict(dict)
    points: Counter[str] = Counter()
    checks: dict[str, list[str]] = defaultdict(list)
    for work in class_results.graded:
        for task in work.tasks:
            name = task["misconception"]
            if name not in misconceptions.CATALOGUE or task["score"] is None or task["score"] >= task["max_score"]:
                continue
            works[name][work.student] = work
            points[name] += task["max_score"] - task["score"]
            if task["id"] not in checks[name]:
                checks[name].append(task["id"])
    order = {cell.id: number for number, cell in enumerate(assignment.cells)}
    found = [
        Mistake(misconceptions.CATALOGUE[name], [*works[name].values()], points[name],
                sorted(checks[name], key=order.__getitem__))
        for name in works
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-len(one.works), -one.points, one.known.id))


def failures(class_results: ClassResults) -> list[Failures]:
    """What else was lost, by function and message, what most got first."""
    assignment = class_results.assignment
    works: dict[tuple[str, str], dict[str, Work]] = defaultdict(dict)
    points: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    tests = {cell.id for cell in assignment.cells if cell.kind == "test"}
    for work in class_results.graded:
        for task in work.tasks:
            named = task["misconception"] in misconceptions.CATALOGUE
            if task["id"] not in tests or named or task["score"] is None or task["score"] >= task["max_score"]:
                continue
            key = assignment.function_of(task["id"]), pattern(task["message"])
            works[key][work.student] = work
            points[key] += task["max_score"] - task["score"]
            said[key][clip(task["message"], _LONGEST, 20)] += 1
    found = [Failures(*key, _example(said[key]), [*works[key].values()], points[key]) for key in works]
    return sorted(found, key=lambda one: (-len(one.works), -one.points, one.function, one.pattern))


def pattern(message: str) -> str:
    """What a message says whatever the problem was: its first sentence without numbers, shapes and the problem."""
    text = re.sub(
        r", and on the notebook's own example too(?:: see above|,)?", "", " ".join(message[:_LONGEST].split())
    )
    text = re.sub(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?\b", "#", text)
    text = re.sub(r"[(\[][#\s,.+-]*[)\]]", "#", text)
    start = re.split(r"[;,]? (?:with|for|if|where) |\.(?: |$)", text, maxsplit=1)[0]
    return f"{start.rstrip(' ,;:')} ..." if len(start) < len(text.rstrip(".")) else text


def _example(said: Counter[str]) -> str:
    return min(said, key=lambda message: (-said[message], len(message), message))
