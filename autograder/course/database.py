"""The database that holds the gradebook: its address, and what is said when it cannot be used. Never its password."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import InvalidEntry
from sqlalchemy import URL, Engine, create_engine, inspect, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import FlushError
from sqlalchemy.pool import NullPool

from autograder.course.errors import CourseError

OF_THE_DATA = (DataError, IntegrityError, FlushError)  # what another row or another try may not meet

TABLE = "assignment"  # of nbgrader, by which its database is recognised
_PATIENCE = 20  # seconds to wait for another program that writes a SQLite file

# Plain `postgresql://`, as nbgrader's manual writes it, means one driver to SQLAlchemy 2.0 and another one to 2.1; take
# the one that is there. nbgrader gets it too, since its configuration imports us.
if importlib.util.find_spec("psycopg") is None and importlib.util.find_spec("psycopg2") is not None:
    registry.register("postgresql", "sqlalchemy.dialects.postgresql.psycopg2", "dialect")


def address(said: str, root: Path, file: object) -> str:
    """The address that a configuration file gives, with the path of a SQLite file made absolute.

    Raises:
        CourseError: if it is none.
    """
    problem = None
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):  # these may quote what they could not read
        problem = "is no address of a database"
    else:
        if "@" in (url.host or ""):
            problem = "has an @ too many"
        elif _is_file(url) and url.database in (None, "", ":memory:"):
            problem = "names a database that is gone when the command ends"
    if problem:
        raise CourseError(
            f"CourseDirectory.db_url in {file} {problem}: write sqlite:////FOLDER/FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME, with %40 for an @ in the password"
        )
    if _is_file(url) and not str(url.database).startswith("file:"):
        url = url.set(database=str(root / str(url.database)))
    return url.render_as_string(hide_password=False)


def name(db_url: str) -> str:
    """What to call a database in a message: its file, or its address without password and options."""
    url = make_url(db_url)
    if _is_file(url):
        return str(url.database)
    return str(URL.create(url.drivername, url.username, host=url.host, port=url.port, database=url.database))


def has_gradebook(db_url: str) -> bool:
    """Whether a release has made the gradebook there."""
    return is_there(db_url) and inspect(engine(db_url)).has_table(TABLE)


def is_there(db_url: str) -> bool:
    """Whether a database may be opened there without making one, as SQLite would."""
    url = make_url(db_url)
    return not _is_file(url) or Path(str(url.database)).is_file()


@functools.cache
def engine(db_url: str) -> Engine:
    """The engine of a database. It stays, since it remembers the statements that it has compiled.

    Connections do not: somebody may put another SQLite file in place of this one.
    """
    url = make_url(db_url)
    if _is_file(url):
        url = url.update_query_dict({"timeout": str(_PATIENCE)})
    return create_engine(url, poolclass=NullPool)


def is_full(error: BaseException | None) -> bool:
    """Whether a database failed because its disk is full."""
    words = ("disk is full", "No space left", "disk I/O error")
    return isinstance(error, SQLAlchemyError) and any(word in str(error) for word in words)


def require(db_url: str) -> None:
    """See that a gradebook can be made or opened here.

    Raises:
        CourseError: if it cannot.
    """
    url = make_url(db_url)
    if _is_file(url) and not Path(str(url.database)).parent.is_dir():
        raise CourseError(f"the gradebook {name(db_url)} cannot be made: there is no such folder")
    with speaking(db_url):
        has_gradebook(db_url)


@contextmanager
def speaking(db_url: str) -> Iterator[None]:
    """Say in one line what keeps the database from being used.

    What is wrong with the data of one transaction, and not with the database, passes as it is.

    Raises:
        CourseError: if it cannot be used.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not _is_driver(error):
            raise
        raise CourseError(
            f"the gradebook {name(db_url)} needs the Python package {error.name}, which is not installed: install it, "
            "or name another driver in CourseDirectory.db_url, such as postgresql+psycopg2://"
        ) from error
    except (SQLAlchemyError, InvalidEntry) as error:
        cause = error.__context__ if isinstance(error, InvalidEntry) else error  # nbgrader hides it
        if isinstance(cause, OF_THE_DATA) or not isinstance(cause, SQLAlchemyError):
            raise
        url = make_url(db_url)
        lines = str(getattr(cause, "orig", None) or cause).splitlines() or [type(cause).__name__]
        reason = _without_password(url, lines[0])
        raise CourseError(f"the gradebook {name(db_url)} cannot be used ({reason}): {_mend(url, cause)}") from cause


def _mend(url: URL, error: SQLAlchemyError) -> str:
    """What to do about a database that does not work."""
    text, again = str(error), "then run the same command again"
    if is_full(error):
        return f"there is no room to write it, so make some, {again}"
    if not _is_file(url):
        return "see that the server runs, and that CourseDirectory.db_url in nbgrader_config.py is right"
    if "locked" in text:
        return f"another program is using it, so close what has it open, {again}"
    if "readonly" in text or "unable to open" in text:
        return f"give yourself the right to write it and its folder, {again}"
    return "restore it from a backup, or move it away, then run `autograder release` and `autograder grade`"


def _is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _is_driver(error: ModuleNotFoundError) -> bool:
    """Whether SQLAlchemy missed a module, and not a program of ours."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__", "").startswith("sqlalchemy.dialects")


def _without_password(url: URL, text: str) -> str:
    options = [value for key, value in url.query.items() if "password" in key and isinstance(value, str)]
    for password in filter(None, [url.password, *options]):
        text = text.replace(str(password), "***")
    return text
