"""The rows that nbgrader's tables have of one submission, made and filled as nbgrader's own code does it.

That code makes an object of each row and commits at every step, which took more than half of the time that keeping a
mark takes; here each table is written by one statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
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
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import contains_eager, selectinload

from autograder.classroom.history import Kept
from autograder.grading.grade import Graded

_GRADED, _COMMENTED = (GradeCell.__name__, TaskCell.__name__), (SolutionCell.__name__, TaskCell.__name__)
_grade, _comment = Grade.__table__, Comment.__table__
_FIND = (
    select(SubmittedAssignment)
    .join(SubmittedAssignment.assignment)
    .where(Assignment.name == bindparam("stem"), SubmittedAssignment.student_id == bindparam("student"))
    .options(contains_eager(SubmittedAssignment.assignment), selectinload(SubmittedAssignment.notebooks))
)
_CELLS = (
    select(Assignment.id.label("assignment"), Notebook.id.label("notebook"), BaseCell.__table__.c.id, BaseCell.type)
    .join(Notebook, Notebook.assignment_id == Assignment.id)
    .join(BaseCell.__table__, BaseCell.__table__.c.notebook_id == Notebook.id)
    .where(Assignment.name == bindparam("stem"))
)
_SCORES = (
    select(_grade.c.id, BaseCell.__table__.c.name, _grade.c.manual_score, _grade.c.needs_manual_grade)
    .join(BaseCell.__table__, BaseCell.__table__.c.id == _grade.c.cell_id)
    .where(_grade.c.notebook_id == bindparam("notebook"))
)
_COMMENTS = (
    select(_comment.c.id, BaseCell.__table__.c.name)
    .join(BaseCell.__table__, BaseCell.__table__.c.id == _comment.c.cell_id)
    .where(_comment.c.notebook_id == bindparam("notebook"))
)
_SET_SCORES = (
    update(_grade)
    .where(_grade.c.id == bindparam("row"))
    .values(auto_score=bindparam("score"), needs_manual_grade=bindparam("waits"))
)
_SET_COMMENTS = update(_comment).where(_comment.c.id == bindparam("row")).values(auto_comment=bindparam("text"))


def find(gradebook: Gradebook, stem: str, student: str) -> SubmittedAssignment:
    """The submission of a student to an exercise, with rows for its notebook, grades and comments.

    What is missing is made, the student too.

    Args:
        gradebook: an open gradebook.
        stem: the exercise.
        student: the id of the student.

    Raises:
        MissingEntry: if the gradebook does not know the exercise.
    """
    known = {"stem": stem, "student": student}
    found = gradebook.db.scalars(_FIND, known).one_or_none()
    if found is None:
        _make(gradebook.db, stem, student)
        found = gradebook.db.scalars(_FIND, known).one()
    return found


def _make(database: Any, stem: str, student: str) -> None:
    cells = database.execute(_CELLS, {"stem": stem}).all()
    if not cells:
        raise MissingEntry(f"No such assignment: {stem}")
    if database.scalar(select(Student.id).where(Student.id == student)) is None:
        database.execute(insert(Student.__table__), {"id": student})
    submission = new_id()
    row = {"id": submission, "assignment_id": cells[0].assignment, "student_id": student}
    database.execute(insert(SubmittedAssignment.__table__), row)
    notebooks = {notebook: new_id() for notebook in dict.fromkeys(cell.notebook for cell in cells)}
    rows = [{"id": id_, "notebook_id": notebook, "assignment_id": submission} for notebook, id_ in notebooks.items()]
    database.execute(insert(SubmittedNotebook.__table__), rows)
    for table, types in ((_grade, _GRADED), (_comment, _COMMENTED)):
        rows = [{"cell_id": cell.id, "notebook_id": notebooks[cell.notebook]} for cell in cells if cell.type in types]
        if rows:
            database.execute(insert(table), rows)


def score(
    gradebook: Gradebook, submission: SubmittedAssignment, graded: Graded, old: Kept, answers: Mapping[str, str]
) -> dict[str, str]:
    """Write scores and comments as nbgrader's own `SaveAutoGrades` would, but leave alone what a person has seen.

    Args:
        gradebook: an open gradebook.
        submission: of `find`.
        graded: what came out.
        old: what was kept of the submission so far.
        answers: a hash of what the student wrote, by graded cell.

    Returns:
        A hash of what stood in each cell when a person gave the score that it has.
    """
    (notebook,) = submission.notebooks
    tasks = {task["id"]: task["score"] for task in graded.result["tasks"]}
    seen: dict[str, str] = {}
    scores = []
    for row in gradebook.db.execute(_SCORES, {"notebook": notebook.id}):
        by_hand = row.manual_score is not None
        if by_hand:
            # Who gave the score saw what was graded last, unless the cell has waited for a person since.
            looked_at = old.marked.get(row.name) if row.needs_manual_grade else old.answers.get(row.name)
            if looked_at is not None:
                seen[row.name] = looked_at
        waits = seen.get(row.name) != answers.get(row.name) if by_hand else tasks[row.name] is None
        scores.append({"row": row.id, "score": tasks[row.name], "waits": waits})
    comments = [
        {"row": row.id, "text": "No response." if row.name in graded.unanswered else None}
        for row in gradebook.db.execute(_COMMENTS, {"notebook": notebook.id})
    ]
    for statement, values in ((_SET_SCORES, scores), (_SET_COMMENTS, comments)):
        if values:
            gradebook.db.connection().execute(statement, values)
    return seen
