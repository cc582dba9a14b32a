"""The due dates in nbgrader's database that come from `course.yml`, so that one that is gone there is taken back here.

A due date that somebody gave in formgrader is nbgrader's own, and stays.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, DateTime, MetaData, String, Table, delete, insert, inspect, select

from autograder.classroom.history import Database

_due = Table(
    "downhill_due", MetaData(),
    Column("assignment", String, primary_key=True),
    Column("due", DateTime, nullable=False),
)  # fmt: skip


def of(database: Database, stem: str) -> datetime | None:
    """The due date of an exercise that we put there last, in UTC and without a time zone; None if we put none."""
    if not inspect(_connection(database)).has_table(_due.name):
        return None
    found: datetime | None = database.scalar(select(_due.c.due).where(_due.c.assignment == stem))
    return found


def keep(database: Database, stem: str, due: datetime | None) -> None:
    """Remember the due date that we put there; None if we took it back."""
    if due is not None:
        _due.create(_connection(database), checkfirst=True)
    elif of(database, stem) is None:
        return
    database.execute(delete(_due).where(_due.c.assignment == stem))
    if due is not None:
        database.execute(insert(_due).values(assignment=stem, due=due))


def _connection(database: Database) -> Connection:
    return database if isinstance(database, Connection) else database.connection()
