"""nbgrader's database: the only module that writes it, besides nbgrader itself."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import URL, Engine, NullPool, create_engine, inspect, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import scoped_session, sessionmaker

from autograder.classroom import history
from autograder.classroom.history import Kept, Mark
from autograder.course import settings
from autograder.course.assignment import Assignment, Cell, Kind
from autograder.course.course import Course, CourseError
from autograder.grading import suite
from autograder.grading.grade import Graded
from autograder.wall.sandbox import Wall

_SCHEMA = "e43177bfe90b"  # of nbgrader's tables, as its migrations call it
_PATIENCE = 20  # seconds to wait for another program that writes


@contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """Open the gradebook of a course.

    Raises:
        CourseError: if there is none, or if it cannot be read or written.
    """
    url = make_url(course.db_url)
    if url.get_backend_name() == "sqlite":
        if not Path(url.database or "").is_file():
            raise CourseError(f"{course.root} has no gradebook: run `autograder release` first")
        url = url.update_query_dict({"timeout": str(_PATIENCE)})
    try:
        engine = _engine(url.render_as_string(hide_password=False))
        _check_schema(course, engine)
        with _Gradebook(engine) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        raise CourseError(_explained(url, error)) from error


class _Gradebook(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook on an engine that stays, for an engine remembers the statements that it has compiled."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.db = scoped_session(sessionmaker(bind=engine))
        self.authenticator = None
        self.course_id = "default_course"
        self.check_course(self.course_id)

    def close(self) -> None:
        """End the session."""
        self.db.remove()


@functools.cache
def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":  # whose file somebody may put another one in place of
        return create_engine(url, poolclass=NullPool)
    return create_engine(url, pool_pre_ping=True)


def _check_schema(course: Course, engine: Engine) -> None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise CourseError(f"{course.root} has no gradebook yet: run `autograder release` first")
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found != _SCHEMA:
        here = importlib.metadata.version("nbgrader")
        raise CourseError(
            f"{_name(engine.url)} was made by another nbgrader than {here} (its tables are {found}, here {_SCHEMA}): "
            "make a backup, then run `nbgrader db upgrade`"
        )


def _explained(url: URL, error: SQLAlchemyError) -> str:
    """One line on why the database does not work, and what to do."""
    reason, name = str(getattr(error, "orig", None) or error).splitlines()[0], _name(url)
    again = "then run the same command again"
    if "locked" in reason:
        return f"{name} is in use by another program ({reason}): close what has it open, {again}"
    if "readonly" in reason or "unable to open" in reason:
        return f"{name} cannot be written ({reason}): give yourself the right to write it and its folder, {again}"
    if is_full(error):
        return f"there is no room to write {name} ({reason}): make some, {again}"
    if url.get_backend_name() != "sqlite":
        return f"{name} cannot be used ({reason}): see that the database runs and takes your name, {again}"
    return (
        f"{name} cannot be used ({reason}): restore it from a backup, or move it away, "
        "then run `autograder release` and `autograder grade`"
    )


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return f"the gradebook {url.database}"
    return f"the gradebook {url.render_as_string(hide_password=True)}"


def is_full(error: BaseException | None) -> bool:
    """Whether a database failed because its disk is full."""
    return isinstance(error, SQLAlchemyError) and any(
        words in str(error) for words in ("disk is full", "No space left", "disk I/O error")
    )


@contextmanager
def transaction(course: Course) -> Iterator[Gradebook]:
    """Open the gradebook for one change, which is kept whole or not at all; nbgrader by itself commits at every step.

    Raises:
        CourseError: as for `opened`.
    """
    with opened(course) as gradebook:
        history.create(gradebook.engine)
        with gradebook.engine.begin() as connection:
            history.lock(connection)
            gradebook.db.remove()
            gradebook.db.configure(bind=connection)
            yield gradebook
            gradebook.db.commit()  # joins the transaction of the connection, which ends here


def assignment(course: Course, stem: str, wall: Wall = "bubblewrap") -> Assignment:
    """An assignment as it was released: its cells as the released notebook has them, with the gradebook's tests.

    Args:
        course: the course.
        stem: the exercise.
        wall: how submissions will be kept apart.

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
    surroundings = suite.surroundings(stem, settings.load(course.root).limits, course.secret_id, wall)
    return Assignment(stem, tuple(cells), surroundings)


def _kind(answer: bool, graded: bool) -> Kind:
    if answer:
        return "manual" if graded else "solution"
    return "test" if graded else "locked"


def students(course: Course) -> list[str]:
    """Everybody whom the gradebook knows."""
    with opened(course) as gradebook:
        return list(gradebook.db.scalars(select(Student.id).order_by(Student.id)))


@dataclass(frozen=True)
class Marks:
    """What the gradebook says of one submission, by graded cell.

    Attributes:
        auto: the score that a check gave; None if a person has to give one.
        score: the score that counts: that of a person if there is one, and extra points.
        by_hand: the cells whose score a person gave or changed.
        waiting: the cells that wait for a person.
    """

    auto: dict[str, float | None]
    score: dict[str, float]
    by_hand: frozenset[str]
    waiting: tuple[str, ...]

    @property
    def total(self) -> float:
        """The points."""
        return math.fsum(self.score.values())


def marks(gradebook: Gradebook, stem: str, student: str | None = None) -> dict[str, Marks]:
    """What the gradebook says of the submissions to an exercise, by student.

    Args:
        gradebook: an open gradebook.
        stem: the exercise.
        student: only this one's.
    """
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name, Grade.auto_score, Grade.score, Grade.manual_score,
               Grade.extra_credit, Grade.needs_manual_grade)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .where(AssignmentRow.name == stem)
        .order_by(SubmittedAssignment.student_id, BaseCell.name)
    )  # fmt: skip
    if student is not None:
        query = query.where(SubmittedAssignment.student_id == student)
    rows: dict[str, list[Any]] = {}
    for row in gradebook.db.execute(query):
        rows.setdefault(row.student_id, []).append(row)
    return {
        student_id: Marks(
            auto={row.name: row.auto_score for row in cells},
            score={row.name: row.score for row in cells},
            by_hand=frozenset(row.name for row in cells if row.manual_score is not None or row.extra_credit),
            waiting=tuple(row.name for row in cells if row.needs_manual_grade),
        )
        for student_id, cells in rows.items()
    }


def comments(gradebook: Gradebook, stem: str) -> dict[str, dict[str, str]]:
    """The comments that people gave on submissions to an exercise, by student and cell."""
    query = (
        select(SubmittedAssignment.student_id, BaseCell.name, Comment.manual_comment)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(AssignmentRow.name == stem, Comment.manual_comment.is_not(None))
    )
    found: dict[str, dict[str, str]] = {}
    for row in gradebook.db.execute(query):
        found.setdefault(row.student_id, {})[row.name] = row.manual_comment
    return found


def has_scores(gradebook: Gradebook) -> bool:
    """Whether any submission was graded automatically."""
    return gradebook.db.execute(select(Grade.id).where(Grade.auto_score.is_not(None)).limit(1)).first() is not None


def scores(course: Course, stem: str) -> dict[str, dict[str, float | None]]:
    """The automatic score of every graded cell by student and cell."""
    with opened(course) as gradebook:
        return {student: found.auto for student, found in marks(gradebook, stem).items()}


def record(course: Course, assignment: Assignment, graded: Graded, *, by: str, why: str) -> tuple[Kept, Mark]:
    """Keep what came out of one submission: the scores for nbgrader, the result and the history, all or nothing.

    Scores and comments that a person gave stay; a cell that has one is to be looked at again only if the student has
    changed the answer since. Work that is refused does not cost the mark of earlier work.

    Args:
        course: the course.
        assignment: what was handed in.
        graded: what came out; no fault.
        by: the command that graded.
        why: its reason.

    Returns:
        What is kept, and the new entry of the history.
    """
    result = graded.result
    stem, student = result["assignment"], result["student"]
    with transaction(course) as gradebook:
        old = history.results(gradebook.db, stem, student).get(student)
        marked = marks(gradebook, stem, student).get(student)
        before = marked.total if marked and any(score is not None for score in marked.auto.values()) else None
        _notice_changes(gradebook, stem, student, before)
        if result["status"] == "refused" and marked is not None and before is not None:
            kept = _refused(result, old, marked)
        else:
            answers = _answers(assignment, graded.notebook)
            seen = _score(gradebook, graded, old or Kept({}), answers)
            kept = Kept(result, graded.notebook, graded.staff, answers, seen)
        history.keep(gradebook.db, kept, assignment.parts)
        gradebook.db.flush()
        mark = _mark(kept.result, by, why, before, marks(gradebook, stem, student)[student].total)
        history.add(gradebook.db, mark)
    return kept, mark


def _refused(result: dict[str, Any], old: Kept | None, marked: Marks) -> Kept:
    """What is kept of work that is refused when the gradebook has a mark of earlier work, which stays."""
    old = old or Kept({})
    if old.notebook:
        tasks = old.result["tasks"]
    else:
        tasks = [task | {"score": marked.auto.get(task["id"])} for task in result["tasks"]]
    score = math.fsum(task["score"] or 0.0 for task in tasks)
    notes = [*result["notes"], "The mark of what was handed in before stays."] if score or marked.by_hand else None
    waits = any(task["score"] is None for task in tasks)
    result = result | {"tasks": tasks, "score": score, "needs_manual_grade": waits, "notes": notes or result["notes"]}
    return Kept(result, old.notebook, old.staff, old.answers, old.marked)


def record_fault(course: Course, result: dict[str, Any], *, by: str, why: str) -> None:
    """Keep in the history that grading failed. That is no mark, and changes none."""
    stem, student = result["assignment"], result["student"]
    with transaction(course) as gradebook:
        marked = marks(gradebook, stem, student).get(student)
        before = marked.total if marked else None
        history.add(gradebook.db, _mark(result, by, why, before, before))


def _mark(result: dict[str, Any], by: str, why: str, before: float | None, after: float | None) -> Mark:
    note = " ".join(result["notes"]) if result["status"] != "graded" else ""
    return Mark(
        student=result["student"], assignment=result["assignment"], at=history.now(), by=by, why=why,
        status=result["status"], suite=result["suite"], submission=result["submission"],
        before=before, after=after, note=note,
    )  # fmt: skip


def _notice_changes(gradebook: Gradebook, stem: str, student: str, points: float | None) -> None:
    """Add to the history what happened to a mark since, by people in formgrader or by other programs."""
    known = history.marks(gradebook.db, stem, student)
    if known and known[-1].after != points:
        history.add(
            gradebook.db,
            Mark(student, stem, history.now(), "", "changed in the gradebook, by hand or by another program",
                 "changed", None, None, known[-1].after, points),
        )  # fmt: skip


def _score(gradebook: Gradebook, graded: Graded, old: Kept, answers: dict[str, str]) -> dict[str, str]:
    """Write scores and comments as nbgrader's own `SaveAutoGrades` would, but leave alone what a person has seen.

    Returns:
        A hash of what stood in each cell when a person gave the score that it has.
    """
    notebook = _submission(gradebook, graded.result["assignment"], graded.result["student"])
    tasks = {task["id"]: task for task in graded.result["tasks"]}
    # All names at once, not each by itself.
    query = select(BaseCell.id, BaseCell.name).where(BaseCell.notebook_id == notebook.notebook_id)
    names = {row.id: row.name for row in gradebook.db.execute(query)}
    seen = {}
    for grade in notebook.grades:
        name, by_hand = names[grade.cell_id], grade.manual_score is not None
        if by_hand:
            # Who gave the score saw what was graded last, unless the cell has waited for a person since.
            looked_at = old.marked.get(name) if grade.needs_manual_grade else old.answers.get(name)
            if looked_at is not None:
                seen[name] = looked_at
        grade.auto_score = tasks[name]["score"]
        grade.needs_manual_grade = seen.get(name) != answers.get(name) if by_hand else grade.auto_score is None
    for comment in notebook.comments:
        comment.auto_comment = "No response." if names[comment.cell_id] in graded.unanswered else None
    return seen


def _submission(gradebook: Gradebook, stem: str, student: str) -> SubmittedNotebook:
    gradebook.update_or_create_student(student)
    with gradebook.db.no_autoflush:  # else SQLAlchemy warns while nbgrader builds the rows
        gradebook.update_or_create_submission(stem, student)
    return gradebook.find_submission_notebook(stem, stem, student)


def _answers(assignment: Assignment, notebook: str) -> dict[str, str]:
    """A hash of what the student wrote for each graded cell: in the cell itself, or in the functions that it tests."""
    cells = json.loads(notebook)["cells"] if notebook else []
    written = {}
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        written[name] = json.dumps([cell["source"], cell.get("attachments")], sort_keys=True)
    answers = {}
    for cell in assignment.cells:
        if cell.points:
            function = assignment.function_of(cell.id)
            names = (cell.id,) if cell.kind == "manual" else (function,) if function else assignment.functions
            answer = json.dumps([written.get(name) for name in names])
            answers[cell.id] = hashlib.sha256(answer.encode()).hexdigest()
    return answers
