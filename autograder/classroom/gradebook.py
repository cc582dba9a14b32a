"""nbgrader's database: the only module that writes it, besides nbgrader itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.assignment import Assignment, Cell, Kind
from autograder.course.course import Course, CourseError
from autograder.grading.grade import Graded


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """Open the gradebook of a course.

    Raises:
        CourseError: if there is none, or if it cannot be read or written.
    """
    if not course.gradebook.is_file():
        raise CourseError(f"{course.root} has no gradebook: run `autograder release` first")
    try:
        with Gradebook(course.db_url) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CourseError(
            f"the gradebook {course.gradebook} cannot be used ({reason}): restore it from a backup, or move it away, "
            "then run `autograder release` and `autograder grade`"
        ) from error


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


def record(course: Course, graded: Graded) -> None:
    """Write the scores of one submission, as nbgrader's own `SaveAutoGrades` would.

    Scores and comments that a person gave stay; a cell that has one is marked to be looked at again.
    """
    stem, student = graded.result["assignment"], graded.result["student"]
    with opened(course) as gradebook:
        gradebook.update_or_create_student(student)
        with gradebook.db.no_autoflush:  # else SQLAlchemy warns while nbgrader builds the rows
            gradebook.update_or_create_submission(stem, student)
        notebook = gradebook.find_submission_notebook(stem, stem, student)
        tasks = {task["id"]: task for task in graded.result["tasks"]}
        for grade in notebook.grades:
            grade.auto_score = tasks[grade.name]["score"]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in graded.unanswered else None
        gradebook.db.commit()


def scores(course: Course, stem: str) -> dict[str, dict[str, float | None]]:
    """The automatic score of every graded cell by student and cell."""
    with opened(course) as gradebook:
        return {
            submission.student_id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(stem)
        }
