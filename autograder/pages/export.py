"""Marks, filled into the file that a learning platform has exported, for the same platform to import.

Canvas: Grades, Export, then Import; it goes by `ID` and by the heading of an assignment, `SVM gradient (4711)`. See
`lib/gradebook_importer.rb` and `lib/gradebook_exporter.rb` of https://github.com/instructure/canvas-lms.

Moodle: the assignment's page, "Download grading worksheet", then "Upload grading worksheet", with the column `Grade`,
see `mod/assign/feedback/offline/importgradeslib.php` of https://github.com/moodle/moodle; or Grades, Export, then
Import, with a column for each assignment, see https://docs.moodle.org/311/en/Grade_import.

A platform takes an empty cell for no mark, so nothing is written there for work that is not marked; and what stands
there already stays. Cells that a spreadsheet would take for formulas are made text, see
https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from autograder.classroom import gradebook
from autograder.course import roster
from autograder.course.course import Course, CourseError
from autograder.course.people import Person, Roster
from autograder.course.table import Table
from autograder.pages import cells, marks
from autograder.pages.marks import Standing

System = Literal["canvas", "moodle", "csv"]

_GRADE = ("grade", "bewertung", "note", "calificación", "nota", "cijfer", "valutazione")
_MAXIMUM = ("maximum grade", "bestwertung", "höchstbewertung", "note maximale", "calificación máxima")
_CHANGEABLE = ("grade can be changed", "bewertung kann geändert werden")
_KIND = re.compile(r"^(assignment|aufgabe|devoir|tarea)\s*:\s*", re.IGNORECASE)  # of Moodle's gradebook
_SUFFIX = re.compile(r"\s*\((\d+|real|punkte|brut|real|points)\)\s*$", re.IGNORECASE)
_STAYS = ("ex", "n/a")  # of Canvas: excused, and not assigned to this student


@dataclass(frozen=True)
class Change:
    """A mark that is another one than the platform has.

    Attributes:
        who: the student, by name and id.
        stem: the exercise, or the task of one.
        old: what stands in the file; empty if nothing.
        new: what it is now.
    """

    who: str
    stem: str
    old: str
    new: str


@dataclass
class Filled:
    """A file with marks in it.

    Attributes:
        table: the file.
        changes: what is another than before.
        same: how many marks were there already.
        open: who has no mark yet, at which exercise, and why.
        absent: who has handed in nothing, at which exercise.
        notes: what else the instructor has to know.
    """

    table: Table
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    open: list[tuple[str, str, str]] = field(default_factory=list)
    absent: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fill(
    course: Course,
    system: System,
    path: Path,
    stems: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    *,
    per_task: bool = False,
    absent: Literal["blank", "zero"] = "blank",
) -> Filled:
    """Fill the marks of a class into a file that a platform has exported; write nothing.

    Args:
        course: the course.
        system: the platform; `csv` adds a column for each exercise to any list of students.
        path: the file.
        stems: the exercises; all that are graded, and have a column, if none is named.
        columns: the heading of an exercise's column, where it is not called like the exercise.
        per_task: a column for each task too, and one for what lateness costs.
        absent: what whoever has handed in nothing gets.

    Returns:
        The file, and what is new in it.

    Raises:
        CourseError: if the file is no such export, or has no column for an exercise.
    """
    if per_task and system != "csv":
        raise CourseError("--per-task makes columns that Canvas and Moodle do not know: use it with `export csv`")
    read = roster.load(path)
    if read.table is None or (system != "csv" and system != read.kind):
        raise CourseError(f"{path} is no export of {system.capitalize()}: {_HOW[system]}")
    known = roster.of_course(course)
    people = read.aligned([*(known.people if known else ()), *course.students(), *gradebook.students(course)])
    filled = Filled(read.table, notes=list(read.notes))
    graded = list(stems) or gradebook.graded(course)
    if not graded:
        raise CourseError("there are no marks yet: run `autograder grade` first")
    places = _places(filled, system, path, graded, columns or {}, named=bool(stems))
    for stem, column in places.items():
        found = marks.standings(course, stem, "autograder export")
        _note_strangers(filled, stem, found, people)
        assignment = gradebook.assignment(course, stem)
        _note_maximum(filled, system, stem, column, assignment.max_score)
        tasks = [cell.id for cell in assignment.cells if cell.points] if per_task else []
        _fill(filled, system, people, stem, column, found, absent)
        for task in tasks:
            own = {who: Standing(one.tasks.get(task)) for who, one in found.items() if not one.absent}
            _add(filled, people, f"{stem}/{task}", own)
        if tasks:
            taken = {who: Standing(one.penalty) for who, one in found.items() if one.tasks}
            _add(filled, people, f"{stem}/late penalty", taken)
    return _guarded(filled)


_HOW = {
    "canvas": "in Canvas choose Grades, Export, and give that file",
    "moodle": "in Moodle open the assignment, `Download grading worksheet`, and give that file",
}


def _places(
    filled: Filled, system: System, path: Path, stems: Sequence[str], columns: Mapping[str, str], *, named: bool
) -> dict[str, int]:
    """The column of each exercise; added to a plain list where it is missing.

    Raises:
        CourseError: if an exercise that was asked for, or every one, has none, or if it is not clear which.
    """
    header = filled.table.header
    if system == "moodle" and (grade := cells.first(header, _GRADE)) is not None:
        if len(stems) > 1:
            raise CourseError(f"{path} is the worksheet of one assignment: say which exercise that is, one of "
                              f"{', '.join(stems)}")  # fmt: skip
        return {stems[0]: grade}
    found, missing = {}, []
    for stem in stems:
        wanted = columns.get(stem, stem)
        exact = [at for at, heading in enumerate(header) if heading.strip() == wanted.strip()]
        at = exact or [at for at, heading in enumerate(header) if _title(heading) == _title(wanted)]
        if len(at) > 1:
            raise CourseError(f"{path} has several columns called {wanted!r}: say which with --column {stem}=HEADING")
        if at and "read only" in _above(filled.table, at[0]):
            raise CourseError(f"the column {header[at[0]]!r} of {path} is read only in Canvas: choose that of the "
                              f"assignment with --column {stem}=HEADING")  # fmt: skip
        if at:
            found[stem] = at[0]
        elif system == "csv":
            found[stem] = _new_column(filled, wanted)
        else:
            missing.append(stem)
    if missing and (named or not found or columns.keys() & set(missing)):
        own = [repr(heading) for heading in header if heading.strip()]
        raise CourseError(f"{path} has no column for {', '.join(missing)}: say which it is with --column "
                          f"{missing[0]}=HEADING (it has {', '.join(own)})")  # fmt: skip
    if missing:
        filled.notes.append(f"no column, so left out: {', '.join(missing)} (--column {missing[0]}=HEADING names one)")
    return found


def _title(heading: str) -> str:
    """A heading without what a platform adds to the name of an assignment, in small letters."""
    return " ".join(re.split(r"[\W_]+", _SUFFIX.sub("", _KIND.sub("", heading.strip())).casefold())).strip()


def _above(lines: Table, column: int) -> str:
    """What Canvas says of a column in its line `Points Possible`."""
    for row in lines.rows[lines.header_at + 1 : lines.header_at + 4]:
        if row and row[0].strip().casefold() == "points possible" and column < len(row):
            return row[column].strip().casefold()
    return ""


def _note_maximum(filled: Filled, system: System, stem: str, column: int, points: float) -> None:
    """Say so if the platform counts other points than the exercise has: marks are not rescaled."""
    there = {_above(filled.table, column)} if system == "canvas" else set()
    if system == "moodle" and (at := cells.first(filled.table.header, _MAXIMUM)) is not None:
        there = {row[at].strip() for row in filled.table.rows[filled.table.header_at + 1 :] if at < len(row)}
    other = [text for text in there if (number := cells.value(text)) is not None and number != points]
    if other:
        filled.notes.append(f"{stem} has {points:g} points here and {other[0]} in {system.capitalize()}, and marks are "
                            "written as they are here: set the points there to the same")  # fmt: skip


def _note_strangers(filled: Filled, stem: str, found: Mapping[str, Standing], people: Roster) -> None:
    """Name whoever has a mark and no line in the file."""
    if strangers := sorted(who for who, one in found.items() if who not in people.rows and not one.absent):
        filled.notes.append(f"not in the file, so their marks for {stem} go nowhere: {', '.join(strangers)}")


def _fill(
    filled: Filled,
    system: System,
    people: Roster,
    stem: str,
    column: int,
    found: Mapping[str, Standing],
    absent: Literal["blank", "zero"],
) -> None:
    comma = cells.has_comma(filled.table, column)
    locked = cells.first(filled.table.header, _CHANGEABLE) if system == "moodle" else None
    for person, at in _lines(people):
        one = found.get(person.id, marks.ABSENT)
        points = one.points
        if one.absent:
            filled.absent.append((person.called, stem))
            points = 0.0 if absent == "zero" else None
        elif points is None:
            filled.open.append((person.called, stem, one.why))
        if points is None:
            continue
        old = cells.text_at(filled.table, at, column).strip()
        if old.casefold() in _STAYS or (
            locked is not None and cells.text_at(filled.table, at, locked) in ("No", "Nein")
        ):
            filled.notes.append(f"{person.called} keeps {old or 'no mark'!r} for {stem}, which is locked there")
            continue
        _set(filled, person, stem, at, column, cells.number(points, comma))


def _add(filled: Filled, people: Roster, heading: str, found: Mapping[str, Standing]) -> None:
    """A column of its own, for as much as there is."""
    exact = [at for at, name in enumerate(filled.table.header) if name == heading]
    column = exact[0] if exact else _new_column(filled, heading)
    for person, at in _lines(people):
        if (one := found.get(person.id)) is not None and one.points is not None:
            _set(filled, person, heading, at, column, cells.number(one.points, cells.has_comma(filled.table, column)))


def _lines(people: Roster) -> list[tuple[Person, int]]:
    return [(person, people.rows[person.id]) for person in people.people if person.id in people.rows]


def _set(filled: Filled, person: Person, what: str, at: int, column: int, text: str) -> None:
    """Write a mark, unless the same one stands there, however it is written."""
    old = cells.text_at(filled.table, at, column).strip()
    if cells.value(old) == cells.value(text):
        filled.same += 1
        return
    filled.changes.append(Change(person.called, what, "" if old == "-" else old, text))
    row = list(filled.table.rows[at])
    row += [""] * (column + 1 - len(row))
    row[column] = text
    _put(filled, {at: tuple(row)})


def _new_column(filled: Filled, heading: str) -> int:
    header_at, width = filled.table.header_at, max(map(len, filled.table.rows))
    rows = {at: (*row, *[""] * (width - len(row)), heading if at == header_at else "")
            for at, row in enumerate(filled.table.rows) if row}  # fmt: skip
    _put(filled, rows)
    return width


def _put(filled: Filled, rows: Mapping[int, tuple[str, ...]]) -> None:
    filled.table = replace(filled.table, rows=tuple(rows.get(at, row) for at, row in enumerate(filled.table.rows)))


def _guarded(filled: Filled) -> Filled:
    """The file without a cell below its header that a spreadsheet would run."""
    guarded = 0
    rows = {}
    for at, row in enumerate(filled.table.rows):
        if at > filled.table.header_at:
            rows[at] = tuple(cells.as_text(cell) for cell in row)
            guarded += sum(cell != before for cell, before in zip(rows[at], row, strict=True))
    _put(filled, rows)
    if guarded:
        some = "a cell" if guarded == 1 else f"{guarded} cells"
        filled.notes.append(f"made text of {some} that a spreadsheet would take for a formula")
    return filled
