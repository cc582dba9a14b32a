"""What goes to a process that grades and what comes back, apart from all that grading itself has to load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.settings import Limits
from autograder.intake import submission
from autograder.wall.ways import Wall


@dataclass(frozen=True)
class Job:
    """Everything that grading one submission needs.

    Attributes:
        student: the id of the student.
        assignment: what was handed in.
        data: the bytes of the notebook, or None if it could not be taken in.
        refusal: why it could not be taken in, for the student.
        notes: what was noticed on the way, for the student.
        seed: what the hidden problems are drawn from.
        limits: what the submission may use.
        wall: how it is kept apart.
    """

    student: str
    assignment: Assignment
    data: bytes | None
    seed: bytes
    limits: Limits
    wall: Wall
    refusal: str = ""
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of what was handed in."""
        return submission.digest(self.refusal.encode() if self.data is None else self.data)


@dataclass(frozen=True)
class Graded:
    """What came out.

    Attributes:
        result: the object of the results file.
        notebook: the graded notebook as JSON text; empty unless the status is `graded`.
        staff: what the submission raised during hidden checks, by task, or the trace of a fault; for staff only.
        unanswered: the answers that are as they were released, or blank.
    """

    result: dict[str, Any]
    notebook: str = ""
    staff: str = ""
    unanswered: tuple[str, ...] = ()


def empty(student: str, assignment: Assignment, status: str, *notes: str) -> dict[str, Any]:
    """A result without a mark."""
    return {
        "student": student,
        "assignment": assignment.stem,
        "status": status,
        "score": None,
        "max_score": assignment.max_score,
        "needs_manual_grade": False,
        "seconds": 0.0,
        "tasks": [],
        "notes": [*notes],
        "suite": assignment.suite,
        "submission": None,
    }
