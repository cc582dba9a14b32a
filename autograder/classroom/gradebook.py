"""nbgrader's database: the only module that writes it, besides nbgrader itself."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import nbformat
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Connection, Select, bindparam, inspect, select, text
from sqlalchemy.orm import scoped_session, sessionmaker

from autograder.classroom import dates, history, own_due, submitted
from autograder.classroom.history import Database, Kept, Mark
from autograder.course import database, date_rules, roster, settings
from autograder.course.assignment import Assignment, Cell, Kind
from autograder.course.course import Course, CourseError
from autograder.course.errors import unreadable
from autograder.course.people import Person
from autograder.grading import suite
from autograder.grading.job import Graded
from autograder.wall.ways import Wall

COMMAND = "autograder grade"
ASKED = "asked for"
_SCHEMA = "e43177bfe90b"  # of nbgrader's tables, as its migrations call it

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
    with _transaction(course) as (connection, _), _Joined(connection) as gradebook:
        yield gradebook
        gradebook.db.flush()


@contextmanager
def writing(course: Course) -> Iterator[Connection]:
    """A transaction to write the history of the marks too. All who do so take turns.

    Raises:
        CourseError: as for `opened`.
    """
    with _transaction(course) as (connection, tables):
        if history.TABLE not in tables:
            history.create(database.engine(course.db_url))
        history.lock(connection)
        yield connection


@contextmanager
def _transaction(course: Course) -> Iterator[tuple[Connection, set[str]]]:
    """A transaction, and the names of the tables that there are."""
    url = course.db_url
    with database.speaking(url):
        none = f"{course.root} has no gradebook: run `autograder release` first"
        if not database.is_there(url):
            raise CourseError(none)
        with database.engine(url).connect() as connection, connection.begin():
            tables = set(inspect(connection).get_table_names())  # all at once: a transaction is opened for each mark
            if database.TABLE not in tables:
                raise CourseError(none)
            _check_schema(course, connection, tables)
            yield connection, tables


class _Joined(Gradebook):  # type: ignore[misc]
    """nbgrader's gradebook within a transaction of ours, which its commits at every step do not end."""

    def __init__(self, connection: Connection):
        self.engine = connection.engine
        self.db = scoped_session(sessionmaker(bind=connection, join_transaction_mode="rollback_only"))
        self.authenticator = None
        self.course_id = "default_course"

    def close(self) -> None:
        """End the session; the transaction is not its own."""
        self.db.remove()


def _check_schema(course: Course, connection: Connection, tables: set[str]) -> None:
    """Look before nbgrader does: it would add what it misses to the tables of another version."""
    found = "none"
    if "alembic_version" in tables:
        found = connection.scalar(text("SELECT version_num FROM alembic_version")) or "none"
    if found != _SCHEMA:
        here = importlib.metadata.version("nbgrader")
        raise CourseError(
            f"the gradebook {database.name(course.db_url)} was made by another nbgrader than {here} (its tables are "
            f"{found}, here {_SCHEMA}): make a backup, then run `nbgrader db upgrade`"
        )


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
    except PermissionError as error:
        raise unreadable(course.released(stem), error) from error
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
        cells, loose = [], []
        for node in released.cells:
            grade_id = node.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id is None:
                loose.append(node.source)
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
    return Assignment(stem, tuple(cells), surroundings, tuple(loose))


def released(course: Course, stems: Iterable[str] = ()) -> list[str]:
    """The exercises that were named, or all that were released: the gradebook knows their notebooks.

    Raises:
        CourseError: if there is no such exercise, or none was released.
    """
    chosen = course.chosen(stems)
    if stems:
        return chosen
    with opened(course) as gradebook:
        known = {*gradebook.db.scalars(select(AssignmentRow.name).where(AssignmentRow.notebooks.any()))}
    if not (found := [stem for stem in chosen if stem in known]):
        raise course.nothing_released()
    return found


def _kind(answer: bool, graded: bool) -> Kind:
    if answer:
        return "manual" if graded else "solution"
    return "test" if graded else "locked"


def students(course: Course) -> list[str]:
    """Everybody whom the gradebook knows."""
    with opened(course) as gradebook:
        return list(gradebook.db.scalars(select(Student.id).order_by(Student.id)))


def enroll(course: Course, people: Iterable[Person]) -> None:
    """Put the people of a roster into nbgrader's table of students; what the roster does not say stays.

    Raises:
        CourseError: if the database cannot be used.
    """
    with opened(course) as gradebook:
        known = {student.id: student for student in gradebook.db.scalars(select(Student))}
        for person in people:
            student = known.get(person.id)
            if student is None:
                gradebook.db.add(student := Student(id=person.id))
            student.first_name = person.first_name or student.first_name
            student.last_name = person.last_name or (person.name if not person.first_name else "") or student.last_name
            student.email = person.email or student.email
            student.lms_user_id = person.key("lms") or person.key("canvas") or student.lms_user_id


@dataclass(frozen=True)
class Marks:
    """What the gradebook says of one submission, by graded cell.

    Attributes:
        auto: the score that a check gave; None if a person has to give one.
        score: the score that counts: that of a person if there is one, and extra points.
        by_hand: the cells whose score a person gave or changed.
        waiting: the cells that wait for a person.
        penalty: the points that lateness costs.
    """

    auto: dict[str, float | None]
    score: dict[str, float]
    by_hand: frozenset[str]
    waiting: tuple[str, ...]
    penalty: float

    @property
    def points(self) -> float:
        """What the work earned."""
        return math.fsum(self.score.values())

    @property
    def total(self) -> float:
        """The points, as nbgrader exports them."""
        return max(0.0, self.points - self.penalty)


def completed(result: dict[str, Any], marks: Marks) -> dict[str, Any]:
    """A result with the marks of the gradebook: those that people gave count, and nothing waits that they have seen.

    Its score is not summed anew: `dates.charged` does that.
    """
    tasks = []
    for task in result["tasks"]:
        name, counts = task["id"], marks.score.get(task["id"])
        if name in marks.by_hand:
            task = task | {"score": counts, "message": "Marked by a person."}
        elif marks.auto.get(name) != task["score"]:
            task = task | {"score": counts, "message": "Marked in the gradebook.", "misconception": None}
        tasks.append(task)
    return result | {"tasks": tasks, "needs_manual_grade": bool(marks.waiting)}


def _of_cells(kind: type[Grade] | type[Comment], *columns: Any) -> Select[Any]:
    """Ask for what the submissions to an exercise, `stem`, have for each cell, with the student and the cell's name."""
    # By way of the released notebook and its cells: nbgrader's tables are indexed that way, and else each mark would
    # take longer than the one before. A copy that lay beside the notebook at its release has cells of the same names.
    return (
        select(SubmittedAssignment.student_id, BaseCell.name, *columns)
        .join(AssignmentRow, AssignmentRow.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.assignment_id == AssignmentRow.id)
        .join(
            SubmittedNotebook,
            (SubmittedNotebook.notebook_id == Notebook.id)
            & (SubmittedNotebook.assignment_id == SubmittedAssignment.id),
        )
        .join(BaseCell, BaseCell.notebook_id == Notebook.id)
        .join(kind, (kind.cell_id == BaseCell.id) & (kind.notebook_id == SubmittedNotebook.id))
        .where(AssignmentRow.name == bindparam("stem"), Notebook.name == bindparam("stem"))
    )


# Built once: that takes longer than to ask it of a small database, and each mark asks twice.
_MARKS = _of_cells(
    Grade, Grade.auto_score, Grade.score.label("score"), Grade.manual_score, Grade.extra_credit,
    Grade.needs_manual_grade, SubmittedNotebook.late_submission_penalty,
).order_by(SubmittedAssignment.student_id, BaseCell.name)  # fmt: skip
_MARKS_OF_ONE = _MARKS.where(SubmittedAssignment.student_id == bindparam("student"))


def marks(gradebook: Gradebook, stem: str, student: str | None = None) -> dict[str, Marks]:
    """What the gradebook says of the submissions to an exercise, by student.

    Args:
        gradebook: an open gradebook.
        stem: the exercise.
        student: only this one's.
    """
    return _marks(gradebook.db, stem, student)


def _marks(database: Database, stem: str, student: str | None = None) -> dict[str, Marks]:
    found = database.execute(_MARKS if student is None else _MARKS_OF_ONE, {"stem": stem, "student": student})
    rows: dict[str, list[Any]] = {}
    for row in found:
        rows.setdefault(row.student_id, []).append(row)
    return {
        student_id: Marks(
            auto={row.name: row.auto_score for row in cells},
            score={row.name: row.score for row in cells},
            by_hand=frozenset(row.name for row in cells if row.manual_score is not None or row.extra_credit),
            waiting=tuple(row.name for row in cells if row.needs_manual_grade),
            penalty=cells[0].late_submission_penalty or 0.0,
        )
        for student_id, cells in rows.items()
    }


def comments(gradebook: Gradebook, stem: str) -> dict[str, dict[str, str]]:
    """The comments that people gave on submissions to an exercise, by student and cell."""
    query = _of_cells(Comment, Comment.manual_comment).where(Comment.manual_comment.is_not(None))
    found: dict[str, dict[str, str]] = {}
    for row in gradebook.db.execute(query, {"stem": stem}):
        found.setdefault(row.student_id, {})[row.name] = row.manual_comment
    return found


def graded(course: Course) -> list[str]:
    """The exercises of which any work has a result."""
    with opened(course) as gradebook:
        return history.assignments(gradebook.db) if history.exists(gradebook.db) else []


def now(course: Course, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Results as the gradebook has them now: with the marks that people gave, and the points that count.

    Args:
        course: the course.
        results: of one exercise.
    """
    if not results:
        return []
    with opened(course) as gradebook:
        known = marks(gradebook, results[0]["assignment"])
    return [counted(result, known.get(result["student"])) for result in results]


def counted(result: dict[str, Any], marks: Marks | None) -> dict[str, Any]:
    """One result as the gradebook has it, see `now`."""
    if marks is None or not result["tasks"] or result["status"] == "fault":
        return result
    return dates.charged(completed(result, marks), result.get("late"))


def has_scores(gradebook: Gradebook) -> bool:
    """Whether any submission was graded automatically."""
    return gradebook.db.execute(select(Grade.id).where(Grade.auto_score.is_not(None)).limit(1)).first() is not None


def scores(course: Course, stem: str) -> dict[str, dict[str, float | None]]:
    """The automatic score of every graded cell by student and cell."""
    with opened(course) as gradebook:
        return {student: found.auto for student, found in marks(gradebook, stem).items()}


def record(
    course: Course,
    graded: Graded,
    handed_in: datetime | None = None,
    *,
    what: Assignment | None = None,
    by: str = COMMAND,
    why: str = ASKED,
) -> tuple[Kept, Mark, Marks]:
    """Keep what came out of one submission: scores and lateness for nbgrader, result and history; all or nothing.

    Scores and comments that a person gave stay; a cell that has one is to be looked at again only if the student has
    changed the answer since. Work that is refused does not cost the mark of earlier work.

    Args:
        course: the course.
        graded: what came out; no fault.
        handed_in: when, in UTC and without a time zone; None if that is not known.
        what: what was handed in, if it is at hand.
        by: the command that graded.
        why: its reason.

    Returns:
        What is kept, the new entry of the history, and what the gradebook says now.

    Raises:
        NotRecorded: if this one cannot be written.
    """
    what = what or assignment(course, graded.result["assignment"])
    for attempt in (1, 2):
        try:
            return _record(course, what, graded, handed_in, by, why)
        except dates.PluginError as error:
            raise NotRecorded(str(error)) from error
        except database.OF_THE_DATA as error:
            if attempt == 2:  # the first time another grader may have put down the same student just now
                raise NotRecorded(f"the gradebook does not take this: {str(error).splitlines()[0]}") from error
        except CourseError as error:
            if not database.is_full(error.__cause__):
                raise
            raise NotRecorded(str(error)) from error
    raise AssertionError("unreachable")


def _record(
    course: Course, assignment: Assignment, graded: Graded, handed_in: datetime | None, by: str, why: str
) -> tuple[Kept, Mark, Marks]:
    result = graded.result
    stem, student = result["assignment"], result["student"]
    with writing(course) as connection:
        old = history.results(connection, stem, student).get(student)
        submission = submitted.find(connection, stem, student)
        marked = _marks(connection, stem, student).get(student) if submission is not None else None
        before = marked.total if marked and any(score is not None for score in marked.auto.values()) else None
        _notice_changes(connection, stem, student, before)
        if result["status"] == "refused" and submission and marked and before is not None:
            kept, now = _refused(result, old, marked), marked
        else:
            answers = _answers(assignment, graded.notebook)
            submission, seen = submitted.score(connection, submission, graded, old or Kept({}), answers)
            kept = Kept(result, graded.notebook, graded.staff, answers, seen)
            now = _marks(connection, stem, student)[student]
            submission = dates.settle(course, connection, submission, handed_in, now.points)
            now = replace(now, penalty=submission.penalty or 0.0)
        kept = replace(kept, result=dates.charged(kept.result, dates.late(course, submission)))
        history.keep(connection, kept, assignment.parts, new=old is None)
        mark = _mark(kept.result, by, why, before, now.total)
        history.add(connection, mark)
    return kept, mark, now


def _refused(result: dict[str, Any], old: Kept | None, marked: Marks) -> Kept:
    """What is kept of work that is refused when the gradebook has a mark of earlier work, which stays."""
    old = old or Kept({"tasks": []})
    if any(task["score"] != 0 for task in old.result["tasks"]):
        tasks = old.result["tasks"]
    else:
        tasks = [task | {"score": marked.auto.get(task["id"])} for task in result["tasks"]]
    score = math.fsum(task["score"] or 0.0 for task in tasks)
    notes = [*result["notes"], "The mark of what was handed in before stays."] if score or marked.by_hand else None
    waits = any(task["score"] is None for task in tasks)
    result = result | {"tasks": tasks, "score": score, "needs_manual_grade": waits, "notes": notes or result["notes"]}
    return Kept(result, old.notebook, old.staff, old.answers, old.marked)


def require_dates(course: Course) -> None:
    """Refuse dates that cannot be kept.

    Raises:
        CourseError: if lateness has two prices, or `course.yml` has dates for a student whom nobody knows.
    """
    dates.require_one_price(course)
    said = settings.load(course.root).dates
    if said.names:
        listed = roster.of_course(course)
        date_rules.require_known(said, {*course.students(), *students(course), *(listed.by_id if listed else ())})


def redate(
    course: Course,
    stem: str,
    handed_in: Mapping[str, datetime | None] = MappingProxyType({}),
    *,
    student: str | None = None,
    by: str = COMMAND,
    moved: list[Mark] | None = None,
) -> dict[str, dict[str, Any] | dates.PluginError]:
    """Put right what lateness costs work that is graded: a due date, or when it was handed in, may have changed.

    Args:
        course: the course.
        stem: the exercise.
        handed_in: when, by student; of anybody else, what the gradebook says.
        student: only this one's.
        by: the command that does it.
        moved: gets the new entries in the history of the marks.

    Returns:
        The new result of everybody for whom something changed, by student; or why it cannot be said, and then all
        stays as it was.
    """
    found: dict[str, dict[str, Any] | dates.PluginError] = {}
    wanted = {}
    for name, one in dated(course, stem, handed_in, student).items():
        if isinstance(one.now, dates.PluginError):
            found[name] = one.now
        elif one.said != one.now:
            wanted[name] = one.handed_in
    if not wanted:
        return found
    with writing(course) as connection:
        kept, before = history.results(connection, stem, student, whole=False), _marks(connection, stem, student)
        settled = None
        for submission in submitted.everybodys(connection, stem):
            name = submission.student
            if name not in wanted or name not in kept:
                continue
            marked = before[name]
            if settled is not None:
                submission = replace(submission, due=settled.due)  # that of all, which may have moved just now
            try:
                settled = dates.settle(course, connection, submission, wanted[name], marked.points)
            except dates.PluginError as error:
                found[name] = error
                continue
            lateness = dates.late(course, settled)
            old, new = kept[name].result, dates.charged(kept[name].result, lateness)
            if new != old:
                found[name] = new
                _notice_changes(connection, stem, name, marked.total)
                points = replace(marked, penalty=settled.penalty or 0.0).total
                history.set_result(connection, new)
                mark = _mark(new, by, dates.moved(old.get("late"), lateness), marked.total, points)
                history.add(connection, mark)
                if moved is not None:
                    moved.append(mark)
        if student is None and dates.left_behind(course, stem, connection):
            own_due.keep(connection, stem, None)  # taken back from all
    return found


@dataclass(frozen=True)
class Dating:
    """The dates of one graded submission.

    Attributes:
        handed_in: when it was handed in, in UTC and without a time zone; None if that is not known.
        said: what the gradebook and the result say: when, the dates, the penalty of the one and of the other.
        now: what they would have to say; or the error of the course's plugin.
    """

    handed_in: datetime | None
    said: tuple[Any, ...]
    now: tuple[Any, ...] | dates.PluginError

    @property
    def matters(self) -> bool:
        """Whether the student would see a difference, which a due date that is put down anew need not make."""
        if isinstance(self.now, dates.PluginError):
            return False
        (before, dated, *costs), (_, dated_now, *costs_now) = self.said, self.now
        late, late_now = dated.late(self.handed_in), dated_now.late(self.handed_in)
        return bool(before != self.handed_in or late != late_now or costs != costs_now)


def dated(
    course: Course,
    stem: str,
    handed_in: Mapping[str, datetime | None] = MappingProxyType({}),
    student: str | None = None,
) -> dict[str, Dating]:
    """What is said of the dates of graded work, and what would have to be, by student; change nothing.

    Args:
        course: the course.
        stem: the exercise.
        handed_in: when, by student; of anybody else, what the gradebook says.
        student: only this one's.
    """
    with opened(course) as gradebook:
        if not history.exists(gradebook.db):
            return {}
        kept, marked = history.results(gradebook.db, stem, student, whole=False), marks(gradebook, stem, student)
        rows = {one.student: one for one in submitted.everybodys(gradebook.db, stem)}
        left = dates.left_behind(course, stem, gradebook.db)
    found = {}
    for name in kept.keys() & marked.keys() & rows.keys():
        row, points, result = rows[name], marked[name].points, kept[name].result
        received, dating = handed_in.get(name, row.handed_in), dates.Dated(row.due, row.extension)
        charged = (result.get("late") or {}).get("penalty") or None
        said = (row.handed_in, dating, marked[name].penalty or None, charged)
        try:
            dating, penalty = dates.judge(course, stem, name, received, points, dates.theirs(dating, left))
        except dates.PluginError as error:
            found[name] = Dating(received, said, error)
        else:
            found[name] = Dating(received, said, (received, dating, penalty or None, penalty or None))
    return found


def record_fault(course: Course, result: dict[str, Any], *, by: str = COMMAND, why: str = ASKED) -> None:
    """Keep in the history that grading failed. That is no mark, and changes none."""
    stem, student = result["assignment"], result["student"]
    with writing(course) as connection:
        marked = _marks(connection, stem, student).get(student)
        before = marked.total if marked else None
        history.add(connection, _mark(result, by, why, before, before))


def _mark(result: dict[str, Any], by: str, why: str, before: float | None, after: float | None) -> Mark:
    note = " ".join(result["notes"]) if result["status"] != "graded" else ""
    return Mark(
        student=result["student"], assignment=result["assignment"], at=history.now(), by=by, why=why,
        status=result["status"], suite=result["suite"], submission=result["submission"],
        before=before, after=after, note=note,
    )  # fmt: skip


def _notice_changes(connection: Connection, stem: str, student: str, points: float | None) -> None:
    """Add to the history what happened to a mark since, by people in formgrader or by other programs."""
    known = history.marks(connection, stem, student)
    if known and known[-1].after != points:
        history.add(
            connection,
            Mark(student, stem, history.now(), "", "changed in the gradebook, by hand or by another program",
                 "changed", None, None, known[-1].after, points),
        )  # fmt: skip


def _answers(assignment: Assignment, notebook: str) -> dict[str, str]:
    """A hash of what the student wrote for each graded cell: in the cell itself, or in the functions that it tests."""
    cells = json.loads(notebook)["cells"] if notebook else []
    named = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in cells}

    def written(name: str) -> str | None:
        cell = named.get(name)
        return cell and json.dumps([cell["source"], cell.get("attachments")], sort_keys=True)

    return {
        name: hashlib.sha256(json.dumps([*map(written, names)]).encode()).hexdigest()
        for name, names in assignment.answered_in.items()
    }
