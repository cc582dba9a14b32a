"""The truth about a class: what was graded, by which checks, and how each mark came about.

It lies in tables of ours beside nbgrader's, in the same database, so that the two cannot drift apart. nbgrader and its
migrations leave tables that they do not know alone. Files such as `result.json` are views of what is here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session, scoped_session

from autograder.course.course import CourseError

Database = Session | scoped_session[Session] | Connection

VERSION = 1  # of these tables
TABLE = "downhill_version"  # by which they are recognised
_TABLES = MetaData()
_version = Table(
    TABLE, _TABLES,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
)  # fmt: skip
_secrets = Table(
    "downhill_secret", _TABLES,
    Column("id", Integer, primary_key=True),
    Column("secret", String, nullable=False),
    Column("at", DateTime, nullable=False),
)  # fmt: skip
_suites = Table(
    "downhill_suite", _TABLES,
    Column("suite", String, primary_key=True),
    Column("parts", Text, nullable=False),
)  # fmt: skip
_results = Table(
    "downhill_result", _TABLES,
    Column("assignment", String, primary_key=True),
    Column("student", String, primary_key=True),
    Column("result", Text, nullable=False),
    Column("notebook", LargeBinary, nullable=False),
    Column("staff", LargeBinary, nullable=False),
    Column("answers", Text, nullable=False),
    Column("marked", Text, nullable=False),
)  # fmt: skip
_marks = Table(
    "downhill_mark", _TABLES,
    Column("id", Integer, primary_key=True),
    Column("assignment", String, nullable=False, index=True),
    Column("student", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("suite", String),
    Column("submission", String),
    Column("before", Float),
    Column("after", Float),
    Column("note", Text, nullable=False),
)  # fmt: skip


# Statements are built once: each mark needs all of them, and building one takes longer than a small database does.
_OF_EXERCISE = _results.c.assignment == bindparam("of_assignment")
_OF_ONE = _OF_EXERCISE & (_results.c.student == bindparam("of_student"))
_RESULTS = {
    whole: select(*(column for column in _results.c if whole or column.name not in ("notebook", "staff")))
    .where(_OF_EXERCISE)
    .order_by(_results.c.student)
    for whole in (True, False)
}
_RESULT = {whole: query.where(_OF_ONE) for whole, query in _RESULTS.items()}
_VALUES = ("result", "notebook", "staff", "answers", "marked")
_KEEP = _results.insert()
_KEEP_AGAIN = _results.update().where(_OF_ONE).values({name: bindparam(f"new_{name}") for name in _VALUES})
_HAS_SUITE, _ADD_SUITE = select(_suites.c.suite).where(_suites.c.suite == bindparam("of_suite")), _suites.insert()
_HISTORY = (
    select(*(column for column in _marks.c if column.name != "id"))
    .where(_marks.c.assignment == bindparam("of_assignment"))
    .order_by(_marks.c.id)
)
_HISTORY_OF_ONE, _ADD = _HISTORY.where(_marks.c.student == bindparam("of_student")), _marks.insert()
_LOCK, _VERSION = _version.update().values(id=1), select(_version.c.version)


@dataclass(frozen=True)
class Kept:
    """What is known of one submission.

    Attributes:
        result: its result, as in the results file.
        notebook: the graded notebook as JSON text; empty if nothing that was handed in could be graded.
        staff: what only staff may see, as JSON text.
        answers: a hash of what the student wrote, by cell.
        marked: the same, of what stood there when a person gave the mark that a cell has.
    """

    result: dict[str, Any]
    notebook: str = ""
    staff: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """One entry of the history: a mark was given, kept or changed, or could not be given.

    Attributes:
        student: whose mark.
        assignment: of which exercise.
        at: when, in UTC.
        by: the command that did it.
        why: its reason.
        status: as in results; `changed` if the gradebook was changed by others.
        suite: what it was graded with, see `Assignment.suite`.
        submission: the hash of what was handed in.
        before: the points in the gradebook before; None if there were none.
        after: the points in the gradebook after; None if there are none.
        note: what was the matter with work that was refused, or with the machine.
    """

    student: str
    assignment: str
    at: datetime
    by: str
    why: str
    status: str
    suite: str | None
    submission: str | None
    before: float | None
    after: float | None
    note: str = ""


def create(engine: Engine) -> None:
    """Create the tables if they are missing."""
    if inspect(engine).has_table(_version.name):
        return
    try:
        _TABLES.create_all(engine)
    except (IntegrityError, OperationalError, ProgrammingError):
        if not inspect(engine).has_table(_version.name):  # else another grader was faster
            raise


def lock(connection: Connection) -> None:
    """Begin to write, so that all who write take turns.

    Raises:
        CourseError: if the tables are of another version than this one.
    """
    if connection.execute(_LOCK).rowcount == 0:
        connection.execute(_version.insert().values(id=1, version=VERSION))
    _require_version(connection)


def exists(database: Database) -> bool:
    """Whether the tables are there: a course that was never graded has none.

    Raises:
        CourseError: if the tables are of another version than this one.
    """
    connection = _connection(database)
    if not inspect(connection).has_table(_version.name):
        return False
    _require_version(connection)
    return True


def _connection(database: Database) -> Connection:
    return database if isinstance(database, Connection) else database.connection()


def _require_version(connection: Connection) -> None:
    version = connection.scalar(_VERSION)
    if version not in (None, VERSION):
        raise CourseError(
            f"the gradebook was written by another version of the autograder (tables {version}, here {VERSION}): "
            "use that one"
        )


def results(database: Database, assignment: str, student: str | None = None, *, whole: bool = True) -> dict[str, Kept]:
    """What is known of the submissions to an exercise, by student.

    Args:
        database: where to look.
        assignment: the exercise.
        student: only this one's.
        whole: with notebooks and what is for staff, which may be large.
    """
    query = _RESULTS[whole] if student is None else _RESULT[whole]
    return {
        row["student"]: Kept(
            json.loads(row["result"]),
            _unpacked(row["notebook"]) if whole else "",
            _unpacked(row["staff"]) if whole else "",
            json.loads(row["answers"]),
            json.loads(row["marked"]),
        )
        for row in database.execute(query, {"of_assignment": assignment, "of_student": student}).mappings()
    }


def keep(database: Connection, kept: Kept, parts: Mapping[str, str], *, new: bool) -> None:
    """Keep what is known of a submission, in place of what was.

    Args:
        database: where.
        kept: what is known.
        parts: what its suite is made of, see `Assignment.parts`.
        new: nothing was known of it.
    """
    suite, assignment, student = (kept.result[key] for key in ("suite", "assignment", "student"))
    if not database.execute(_HAS_SUITE, {"of_suite": suite}).first():
        database.execute(_ADD_SUITE, {"suite": suite, "parts": json.dumps(parts)})
    values = {
        # In ASCII: PostgreSQL takes no NUL in a text, and no database half a character.
        "result": json.dumps(kept.result),
        "notebook": _packed(kept.notebook),
        "staff": _packed(kept.staff),
        "answers": json.dumps(kept.answers),
        "marked": json.dumps(kept.marked),
    }
    if new:
        database.execute(_KEEP, {"assignment": assignment, "student": student, **values})
    else:
        row = {"of_assignment": assignment, "of_student": student}
        database.execute(_KEEP_AGAIN, row | {f"new_{name}": value for name, value in values.items()})


def set_result(database: Database, result: Mapping[str, Any]) -> None:
    """Change the result that is kept of a submission, and nothing else of it."""
    row = (_results.c.assignment == result["assignment"]) & (_results.c.student == result["student"])
    database.execute(_results.update().where(row).values(result=json.dumps(result)))


def suites(database: Database) -> dict[str, dict[str, str]]:
    """What every suite that has graded was made of, see `Assignment.parts`."""
    return {row.suite: json.loads(row.parts) for row in database.execute(select(_suites))}


def add(database: Database, mark: Mark) -> None:
    """Add an entry to the history."""
    note = mark.note.replace("\0", " ").encode("utf-8", "replace").decode()
    database.execute(_ADD, vars(mark) | {"note": note})


def marks(database: Database, assignment: str, student: str | None = None) -> list[Mark]:
    """The history of the marks of an exercise, the oldest first."""
    query = _HISTORY if student is None else _HISTORY_OF_ONE
    found = database.execute(query, {"of_assignment": assignment, "of_student": student})
    return [Mark(**row) for row in found.mappings()]


def secret(database: Database) -> str | None:
    """The public id of the secret that grades this course; None if none has yet."""
    return database.scalar(select(_secrets.c.secret).order_by(_secrets.c.id.desc()).limit(1))


def set_secret(database: Database, identity: str) -> None:
    """Say that from now on the secret of this id grades."""
    database.execute(_secrets.insert().values(secret=identity, at=now()))


def assignments(database: Database) -> list[str]:
    """The exercises that have results."""
    return list(database.scalars(select(_results.c.assignment).distinct().order_by(_results.c.assignment)))


def count(database: Database) -> int:
    """How many submissions have a result."""
    return len(database.execute(select(_results.c.student)).all())


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "replace"), 1)  # pictures are compressed already


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()


def now() -> datetime:
    """The time, in UTC and without saying so, as databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)
