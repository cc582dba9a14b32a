"""One submission in, one graded result out. No database, no files, no state: any process on any machine can do it."""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.assignment import Assignment
from autograder.course.settings import Limits
from autograder.grading import causes, trusted
from autograder.intake import harmless, submission
from autograder.wall.zygote import Wall, Way


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


def grade(job: Job) -> Graded:
    """Grade one submission.

    A fault of ours is tried once more and then reported as such; it never becomes a mark.
    """
    started = time.monotonic()
    try:
        if job.data is None:
            raise submission.Refused(job.refusal)
        handed_in = submission.read(job.data, job.assignment)
        for attempt in (1, 2):
            try:
                return _graded(job, handed_in, started)
            except Exception as error:  # whatever it is, it is ours, and the class goes on
                if attempt == 2:
                    note = f"The grader failed ({type(error).__name__}: {error}). This is no mark; it is graded again."
                    return Graded(_result(job, "fault", [], [note], started), staff=traceback.format_exc())
    except submission.Refused as error:
        tasks = [_task(cell.id, 0.0, cell.points, str(error), None) for cell in job.assignment.cells if cell.points]
        return Graded(_result(job, "refused", tasks, [str(error)], started))
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class Scored:
    """What became of an executed notebook.

    Attributes:
        tasks: the tasks of the result.
        notes: for the student.
        staff: for staff only, JSON text; empty if there is nothing.
        way: how the submission was kept apart.
    """

    tasks: list[dict[str, Any]]
    notes: list[str]
    staff: str
    way: Way


def run(
    notebook: NotebookNode,
    handed_in: submission.Submission,
    assignment: Assignment,
    seed: bytes,
    limits: Limits,
    wall: Wall,
) -> Scored:
    """Execute a rebuilt notebook, or a copy of it, which gets its outputs, and score it."""
    executed = trusted.execute(notebook, handed_in, assignment, seed, limits, wall)
    verdicts, notes = executed.verdicts, list(executed.notes)
    if executed.way == "none":
        notes.append("Graded without a sandbox.")
    tasks = []
    for cell in assignment.cells:
        if cell.kind == "manual":
            blank = cell.id in handed_in.unanswered
            message = "Nothing was written here." if blank else "To be graded by hand."
            tasks.append(_task(cell.id, 0.0 if blank else None, cell.points, message, None))
        elif cell.kind == "test":
            verdict = verdicts.get(cell.id, trusted.Verdict(False, "The check was not reached."))
            score = cell.points if verdict.passed else 0.0
            tasks.append(_task(cell.id, score, cell.points, verdict.message, verdict.misconception))
    harmless.clean(notebook, assignment)
    staff = {task: verdict.staff for task, verdict in verdicts.items() if verdict.staff}
    return Scored(tasks, notes, json.dumps(staff, indent=1, ensure_ascii=False) if staff else "", executed.way)


def _graded(job: Job, handed_in: submission.Submission, started: float) -> Graded:
    notebook = nbformat.from_dict(handed_in.notebook)
    scored = run(notebook, handed_in, job.assignment, job.seed, job.limits, job.wall)
    result = _result(job, "graded", scored.tasks, [*handed_in.notes, *scored.notes], started)
    result |= {"wall": scored.way, "versions": causes.graded_with()}
    released = {cell.id: cell.released for cell in job.assignment.cells if cell.kind == "solution"}
    untouched = tuple(
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if "nbgrader" in cell.metadata and released.get(cell.metadata.nbgrader.grade_id) == cell.source
    )
    unanswered = (*untouched, *handed_in.unanswered)
    return Graded(result, json.dumps(notebook, ensure_ascii=False, sort_keys=True), scored.staff, unanswered)


def _result(job: Job, status: str, tasks: list[dict[str, Any]], notes: list[str], started: float) -> dict[str, Any]:
    return empty(job.student, job.assignment, status, *job.notes, *notes) | {
        "score": sum(task["score"] or 0.0 for task in tasks) if tasks else None,
        "needs_manual_grade": any(task["score"] is None for task in tasks),
        "seconds": round(time.monotonic() - started, 3),
        "tasks": tasks,
        "submission": job.digest,
    }


def _task(task: str, score: float | None, max_score: float, message: str, misconception: str | None) -> dict[str, Any]:
    return {"id": task, "score": score, "max_score": max_score, "message": message, "misconception": misconception}


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
