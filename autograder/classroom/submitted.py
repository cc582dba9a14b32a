"""The rows that nbgrader's tables have of one submission, made and filled as nbgrader's own code does it.

That code makes an object of each row and commits at every step, which took more than half of the time that keeping a
mark takes; here each table is written by one statement, and read as plain rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.api import new_uuid as new_id
from sqlalchemy import Connection, Executable, bindparam, insert, select, update

from autograder.classroom.history import Database, Kept
from autograder.grading.job import Graded

_GRADED, _COMMENTED = (GradeCell.__name__, TaskCell.__name__), (SolutionCell.__name__, TaskCell.__name__)
_assignment, _notebook, _cell, _student = (
    kind.__table__ for kind in (Assignment, Notebook, BaseCell, Student)
)  # fmt: skip
_submitted, _part, _grade, _comment = (
    kind.__table__ for kind in (SubmittedAssignment, SubmittedNotebook, Grade, Comment)
)  # fmt: skip

# Statements are built once: each mark needs most of them.
_OF_EXERCISE = (
    select(
        _submitted.c.id, _submitted.c.student_id.label("student"), _assignment.c.id.label("assignment"),
        _assignment.c.name.label("stem"), _part.c.id.label("notebook"), _assignment.c.duedate.label("due"),
        _submitted.c.extension, _submitted.c.timestamp.label("handed_in"),
        _part.c.late_submission_penalty.label("penalty"),
    )
    .join(_assignment, _assignment.c.id == _submitted.c.assignment_id)
    .join(_notebook, _notebook.c.assignment_id == _assignment.c.id)
    .join(_part, (_part.c.notebook_id == _notebook.c.id) & (_part.c.assignment_id == _submitted.c.id))
    .where(_assignment.c.name == bindparam("stem"), _notebook.c.name == bindparam("stem"))
)  # fmt: skip
_OF_ONE = _OF_EXERCISE.where(_submitted.c.student_id == bindparam("student"))
_CELLS = (
    select(
        _assignment.c.id.label("assignment"), _assignment.c.duedate.label("due"), _notebook.c.id.label("notebook"),
        _cell.c.id, _cell.c.name, _cell.c.type,
    )
    .join(_notebook, _notebook.c.assignment_id == _assignment.c.id)
    .join(_cell, _cell.c.notebook_id == _notebook.c.id)
    .where(_assignment.c.name == bindparam("stem"), _notebook.c.name == bindparam("stem"))
)  # fmt: skip
_IS_KNOWN, _ENROLL = select(_student.c.id).where(_student.c.id == bindparam("student")), insert(_student)
_ADD, _ADD_NOTEBOOK, _ADD_SCORES, _ADD_COMMENTS = (insert(table) for table in (_submitted, _part, _grade, _comment))
_SCORES, _COMMENTS = (
    select(table.c.id, _cell.c.name, *more)
    .join(_cell, _cell.c.id == table.c.cell_id)
    .where(table.c.notebook_id == bindparam("notebook"))
    for table, more in ((_grade, (_grade.c.manual_score, _grade.c.needs_manual_grade)), (_comment, ()))
)
_SET_SCORES = (
    update(_grade)
    .where(_grade.c.id == bindparam("row"))
    .values(auto_score=bindparam("score"), needs_manual_grade=bindparam("waits"))
)
_SET_COMMENTS = update(_comment).where(_comment.c.id == bindparam("row")).values(auto_comment=bindparam("text"))
_SET_DATES = (
    update(_submitted)
    .where(_submitted.c.id == bindparam("row"))
    .values(timestamp=bindparam("handed_in"), extension=bindparam("extended"))
)
_SET_DUE = update(_assignment).where(_assignment.c.id == bindparam("row")).values(duedate=bindparam("due"))
_SET_PENALTY = update(_part).where(_part.c.id == bindparam("row")).values(late_submission_penalty=bindparam("penalty"))


@dataclass(frozen=True)
class Submission:
    """What the gradebook has of one submission, besides its scores.

    Attributes:
        id: of its row, as are `assignment` and `notebook`; nbgrader gives a notebook a row of its own.
        student: whose it is.
        stem: the exercise.
        due: the due date of the exercise, in UTC and without a time zone; None if it has none.
        extension: how much longer this student has.
        handed_in: when, in UTC and without a time zone; None if that is not known.
        penalty: the points that lateness costs; None if there is none.
    """

    id: str
    student: str
    assignment: str
    stem: str
    notebook: str
    due: datetime | None = None
    extension: timedelta | None = None
    handed_in: datetime | None = None
    penalty: float | None = None


def everybodys(database: Database, stem: str) -> list[Submission]:
    """The submissions to an exercise."""
    return [Submission(**row) for row in database.execute(_OF_EXERCISE, {"stem": stem}).mappings()]


def find(database: Connection, stem: str, student: str) -> Submission | None:
    """The submission of a student to an exercise; None if the gradebook has none."""
    found = database.execute(_OF_ONE, {"stem": stem, "student": student}).mappings().one_or_none()
    return None if found is None else Submission(**found)


def score(
    database: Connection, submission: Submission | None, graded: Graded, old: Kept, answers: Mapping[str, str]
) -> tuple[Submission, dict[str, str]]:
    """Write scores and comments as nbgrader's own `SaveAutoGrades` would, but leave alone what a person has seen.

    Args:
        database: where.
        submission: of `find`; if there is none, its rows are made, and that of the student too.
        graded: what came out.
        old: what was kept of the submission so far.
        answers: a hash of what the student wrote, by graded cell.

    Returns:
        The submission, and a hash of what stood in each cell when a person gave the score that it has.

    Raises:
        MissingEntry: if the gradebook does not know the exercise.
    """
    tasks = {task["id"]: task["score"] for task in graded.result["tasks"]}
    remarks = dict.fromkeys(graded.unanswered, "No response.")
    if submission is None:
        submission, cells = _make(database, graded.result["assignment"], graded.result["student"])
        rows = [(cell, {"cell_id": cell.id, "notebook_id": submission.notebook}) for cell in cells]
        scores = [
            row | {"auto_score": tasks[cell.name], "needs_manual_grade": tasks[cell.name] is None}
            for cell, row in rows
            if cell.type in _GRADED
        ]
        comments = [row | {"auto_comment": remarks.get(cell.name)} for cell, row in rows if cell.type in _COMMENTED]
        _write(database, {_ADD_SCORES: scores, _ADD_COMMENTS: comments})
        return submission, {}
    seen: dict[str, str] = {}
    scores = []
    for row in database.execute(_SCORES, {"notebook": submission.notebook}):
        by_hand = row.manual_score is not None
        if by_hand:
            # Who gave the score saw what was graded last, unless the cell has waited for a person since.
            looked_at = old.marked.get(row.name) if row.needs_manual_grade else old.answers.get(row.name)
            if looked_at is not None:
                seen[row.name] = looked_at
        waits = seen.get(row.name) != answers.get(row.name) if by_hand else tasks[row.name] is None
        scores.append({"row": row.id, "score": tasks[row.name], "waits": waits})
    comments = [
        {"row": row.id, "text": remarks.get(row.name)}
        for row in database.execute(_COMMENTS, {"notebook": submission.notebook})
    ]
    _write(database, {_SET_SCORES: scores, _SET_COMMENTS: comments})
    return submission, seen


def date(database: Connection, old: Submission, new: Submission) -> None:
    """Put down when a submission was handed in, its dates and what lateness costs.

    Args:
        database: where.
        old: the submission as the database has it.
        new: the same as it is to be.
    """
    if (new.handed_in, new.extension) != (old.handed_in, old.extension):
        database.execute(_SET_DATES, {"row": new.id, "handed_in": new.handed_in, "extended": new.extension})
    if new.due != old.due:
        database.execute(_SET_DUE, {"row": new.assignment, "due": new.due})
    if new.penalty != old.penalty:
        database.execute(_SET_PENALTY, {"row": new.notebook, "penalty": new.penalty})


def _make(database: Connection, stem: str, student: str) -> tuple[Submission, Sequence[Any]]:
    """A submission that has neither scores nor comments yet, and the cells of its exercise."""
    cells = database.execute(_CELLS, {"stem": stem}).all()
    if not cells:
        raise MissingEntry(f"No such assignment: {stem}")
    if database.scalar(_IS_KNOWN, {"student": student}) is None:
        database.execute(_ENROLL, {"id": student})
    ((exercise, due, notebook),) = {(cell.assignment, cell.due, cell.notebook) for cell in cells}
    made = Submission(new_id(), student, exercise, stem, new_id(), due)
    database.execute(_ADD, {"id": made.id, "assignment_id": exercise, "student_id": student})
    database.execute(_ADD_NOTEBOOK, {"id": made.notebook, "notebook_id": notebook, "assignment_id": made.id})
    return made, cells


def _write(database: Connection, rows: Mapping[Executable, list[dict[str, Any]]]) -> None:
    for statement, values in rows.items():
        if values:
            database.execute(statement, values)
