"""nbgrader's database: the only module that writes it, besides nbgrader itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import nbformat
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from sqlalchemy.orm import scoped_session, sessionmaker

from autograder.classroom import dates
from autograder.course import database
from autograder.course.assignment import Assignment, Cell, Kind
from autograder.course.course import Course, CourseError
from autograder.grading.grade import Graded

# nbgrader logs a trace of each error before it raises it.
logging.getLogger("tornado.application").addHandler(logging.NullHandler())


class NotRecorded(CourseError):
    """One submission cannot be put down; others can."""


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """Open the gradebook of a course, for one transaction: all that is written is there at the end, or nothing.

    Raises:
        CourseError: if there is none, or if it cannot be read or written.
    """
    with database.speaking(course.db_url):
        if not database.has_gradebook(course.db_url):
            raise CourseError(f"{course.root} has no gradebook: run `autograder release` first")
        with (
            Gradebook(course.db_url) as gradebook,
            gradebook.engine.connect() as connection,
            connection.begin(),
        ):
            # nbgrader commits at every step; in a session that joins ours, that ends no transaction.
            gradebook.db.remove()
            gradebook.db = scoped_session(sessionmaker(bind=connection, join_transaction_mode="rollback_only"))
            yield gradebook


def assignment(course: Course, stem: str) -> Assignment:
    """An assignment as it was released: its cells as the released notebook has them, with the gradebook's tests.

    Raises:
        CourseError: if it was not released, or if the release and the gradebook do not fit together.
    """
    again = f"run `autograder release {stem}`"
    try:
        released = nbformat.reads(course.released(stem).read_text(encoding="utf-8"), as_version=4)
    except FileNotFoundError as error:
        raise CourseError(f"{stem} has not been released: {again}") from error
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise CourseError(f"{course.released(stem)} cannot be read: {again}") from error
    with opened(course) as gradebook:
        try:
            notebook = gradebook.find_notebook(stem, stem)
        except MissingEntry as error:
            raise CourseError(f"{stem} is not in the gradebook: {again}") from error
        sources = {cell.name: cell for cell in notebook.source_cells}
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        answers = {cell.name for cell in notebook.solution_cells}
        cells = []
        for node in released.cells:
            grade_id = node.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id is None:
                continue
            source = sources.pop(grade_id, None)
            if source is None:
                raise CourseError(f"the released {stem} has a cell {grade_id} that the gradebook lacks: {again}")
            cells.append(
                Cell(
                    id=grade_id,
                    kind=_kind(grade_id in answers, grade_id in points),
                    cell_type=source.cell_type,
                    source=source.source,
                    released=node.source,
                    points=float(points.get(grade_id, 0)),
                    checksum=source.checksum,
                )
            )
    if sources:
        raise CourseError(f"the released {stem} lacks the cell {next(iter(sources))}: {again}")
    return Assignment(stem, tuple(cells))


def _kind(answer: bool, graded: bool) -> Kind:
    if answer:
        return "manual" if graded else "solution"
    return "test" if graded else "locked"


def recorded(course: Course, stem: str) -> set[str]:
    """The students whose work on an assignment the gradebook knows."""
    with opened(course) as gradebook:
        return {submission.student_id for submission in gradebook.assignment_submissions(stem)}


def record(course: Course, graded: Graded, handed_in: datetime | None = None) -> dict[str, Any] | None:
    """Write the scores of one submission, as nbgrader's own `SaveAutoGrades` would, and what lateness costs.

    Scores and comments that a person gave stay; a cell that has one is marked to be looked at again.

    Returns:
        What `dates.late` returns.

    Raises:
        NotRecorded: if this one cannot be written.
    """
    for attempt in (1, 2):
        try:
            return _record(course, graded, handed_in)
        except dates.PluginError as error:
            raise NotRecorded(str(error)) from error
        except (InvalidEntry, *database.OF_THE_DATA) as error:
            if attempt == 2:  # the first time another grader may have put down the same student just now
                raise NotRecorded(f"the gradebook does not take this: {str(error).splitlines()[0]}") from error
    raise AssertionError("unreachable")


def _record(course: Course, graded: Graded, handed_in: datetime | None) -> dict[str, Any] | None:
    stem, student = graded.result["assignment"], graded.result["student"]
    with opened(course) as gradebook:
        gradebook.update_or_create_student(student)
        with gradebook.db.no_autoflush:  # else SQLAlchemy warns while nbgrader builds the rows
            submission = gradebook.update_or_create_submission(stem, student)
        notebook = gradebook.find_submission_notebook(stem, stem, student)
        tasks = {task["id"]: task for task in graded.result["tasks"]}
        for grade in notebook.grades:
            grade.auto_score = tasks[grade.name]["score"]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in graded.unanswered else None
        lateness = dates.settle(course, submission, handed_in)
        gradebook.db.commit()
    return lateness


def redate(
    course: Course, stem: str, handed_in: dict[str, datetime | None]
) -> dict[str, dict[str, Any] | dates.PluginError | None]:
    """Put right when work that is graded was handed in, and what lateness costs, which a new due date may have changed.

    Args:
        course: the course.
        stem: the exercise.
        handed_in: when, by student.

    Returns:
        What `dates.late` returns, by student; or why it cannot be said, and then all stays as it was.
    """
    found: dict[str, dict[str, Any] | dates.PluginError | None] = {}
    with opened(course) as gradebook:
        for submission in gradebook.assignment_submissions(stem):
            student = submission.student_id
            if student in handed_in:
                try:
                    found[student] = dates.settle(course, submission, handed_in[student])
                except dates.PluginError as error:
                    found[student] = error
        gradebook.db.commit()
    return found


def scores(course: Course, stem: str) -> dict[str, dict[str, float | None]]:
    """The automatic score of every graded cell by student and cell."""
    with opened(course) as gradebook:
        return {
            submission.student_id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(stem)
        }
