"""What the commands share: options that several take, and how lines, tables, progress and files are written."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from autograder.classroom.history import Mark
from autograder.course import privacy
from autograder.course.course import Course, replace
from autograder.course.wording import listed

HERE = click.option(
    "--course", "root", type=click.Path(file_okay=False, resolve_path=True, path_type=Path), default=".",
    help="The course folder; by default the one that you are in.",
)  # fmt: skip
STEMS = click.argument("stems", nargs=-1, metavar="[STEM]...")
JOBS = click.option("--jobs", type=click.IntRange(min=1), help="Submissions at once.")
SANDBOX = click.option(
    "--sandbox", "wall", type=click.Choice(["bubblewrap", "none"]), default="bubblewrap", show_default=True,
    help="With none, student code can do all that you can.",
)  # fmt: skip
STUDENTS = click.option(
    "--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated."
)
NEW_SECRET = click.option(
    "--new-secret", is_flag=True, help="Go on with a new secret, in place of one that is lost; all is graded again."
)
_START = 4.0  # seconds until the first worker is ready
_SHOWN = 12  # names on one line
_MANY = 20  # submissions; with fewer the lines themselves say enough
FILE = click.Path(dir_okay=False, path_type=Path)


def say(text: str) -> None:
    """Print one line of the result."""
    # Names and reasons may come from students: nothing in them may move the cursor of a terminal.
    click.echo("".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text))


def tighten(course: Course) -> None:
    """Close the course folder to others on this machine, and say what was open."""
    if line := privacy.tighten(course.root):
        click.echo(f"autograder: {line}", err=True)


class Bar:
    """Progress: a bar on a terminal, plain lines elsewhere, with the total and the time left from the first moment.

    Args:
        stem: the exercise that is graded; may change on the way.
        expected: how long each submission may take, in seconds.
        at_once: how many are graded at once.
        told: called with each line.
    """

    def __init__(
        self, stem: str, expected: Sequence[float] = (), at_once: int = 1, told: Callable[[str], None] = lambda _: None
    ):
        self.stem, self.told = stem, told
        self._total, self._done = len(expected), 0
        self._guess = _START + sum(expected) / max(1, min(at_once, len(expected)))
        self._begun, self._started = False, time.monotonic()
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}"),
            console=Console(stderr=True), disable=not sys.stderr.isatty(),
        )  # fmt: skip
        self.task = self.bar.add_task(stem, total=self._total, left=self._left())

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *exception: object) -> None:
        self.bar.stop()

    def begin(self) -> None:
        """Show how many there are, and about how long they take; the second time nothing happens."""
        if not self._begun:
            self._begun, self._started = True, time.monotonic()
            self.bar.start()
            self._say_left()

    def __call__(self, result: dict[str, Any], done: int, total: int) -> None:
        """Show that a result has come: the `done`-th of `total` of its exercise."""
        self._done += 1
        self._total = max(self._total, self._done)
        self.bar.update(self.task, description=self.stem, completed=self._done, total=self._total, left=self._left())
        line = f"{self.stem}: {done} of {total}: {result['student']}: {score_text(result)}"
        self.told(" ".join([line, *(f"({note})" for note in result["notes"])]))
        if self.bar.disable:
            say(line)
            if self._done * 10 // self._total > (self._done - 1) * 10 // self._total and self._total >= _MANY:
                self._say_left()

    def _say_left(self) -> None:
        line = f"{self._done} of {self._total}, {self._left()}"
        if self.bar.disable and self._done < self._total:
            click.echo(line, err=True)

    def _left(self) -> str:
        spent = time.monotonic() - self._started
        # The first guess weighs as much as a fifth of the results.
        pace = (self._guess / 5 + spent) / (self._total / 5 + self._done) if self._total else 0.0
        return f"about {duration(pace * (self._total - self._done))} left" if self._done < self._total else "done"


def duration(seconds: float) -> str:
    """A time in words: seconds up to a minute and a half, then minutes, then hours."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def score_text(result: dict[str, Any]) -> str:
    """The score of a result in words, or its status where there is none."""
    if result["score"] is None:
        return str(result["status"])
    by_hand = " and more by hand" if result["needs_manual_grade"] else ""
    status = "" if result["status"] == "graded" else f"{result['status']}, "
    return f"{status}{result['score']:g} of {result['max_score']:g}{by_hand}"


def number(points: float | None) -> str:
    """A number of points, or that there is none."""
    return "none" if points is None else f"{points:g}"


def columns(title: str, rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table, a row a line however long: a reader may want to search it."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    say(title)
    for row in rows:
        say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def together(rows: Iterable[tuple[str, ...]], where: str) -> list[tuple[str, ...]]:
    """Rows of a person and what is told of them, with everybody of whom the same is told in one: what, and then who.

    Args:
        rows: the rows, the person first.
        where: where those are whom a line has no room for.
    """
    people: dict[tuple[str, ...], list[str]] = {}
    for who, *what in rows:
        people.setdefault(tuple(what), []).append(who)
    return [(*what, some(names, where)) for what, names in people.items()]


def some(names: Iterable[str], where: str) -> str:
    """The first names of a list on one line, and where the others are."""
    return listed(names, _SHOWN, where)


def show_moves(marks: Sequence[Mark]) -> None:
    """Say whose mark moved, and why; a first mark is no move."""
    moved = [mark for mark in marks if mark.before is not None and mark.before != mark.after]
    rows = [
        (mark.student, mark.assignment, number(mark.before), number(mark.after), mark.why)
        for mark in sorted(moved, key=lambda mark: (mark.assignment, mark.student))
    ]
    if rows:
        columns("marks that moved:", [("student", "exercise", "from", "to", "why"), *rows])


def require_writable(path: Path) -> None:
    """Find out that a file cannot be written before the work for it is done, not after."""
    if not path.exists() or path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path.parent).close()


def write(path: Path, text: str) -> None:
    """Write a file that somebody asked for; a device such as /dev/stdout stays what it is."""
    data = text.encode("utf-8", "replace")
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        replace(path, data)
