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
from autograder.grading.job import Graded, Job, empty
from autograder.intake import harmless, submission
from autograder.wall.ways import Wall, Way


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
