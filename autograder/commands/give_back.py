"""`autograder return` and `autograder export`: feedback and marks in the form that a learning platform takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from autograder.classroom import gradebook
from autograder.classroom.history import Mark
from autograder.commands.shared import (
    FILE,
    HERE,
    STEMS,
    STUDENTS,
    columns,
    require_writable,
    say,
    show_moves,
    tighten,
    together,
)
from autograder.course.course import Course, CourseError, replace
from autograder.pages import export

if TYPE_CHECKING:
    from autograder.pages import returning

_WHERE = "`autograder status`"
_NEXT = {
    "canvas": "in Canvas open the assignment, `Upload Submissions`, and choose the zip",
    "moodle": "in Moodle open the assignment, `Upload multiple feedback files in a zip`, and choose the zip",
    "files": "give each student what is in the folder of their name",
}


@click.command("return")
@STEMS
@click.option("--for", "system", type=click.Choice(["canvas", "moodle", "files"]), default="files", show_default=True,
              help="Who takes the pages: a zip for a platform, or a folder for each student.")  # fmt: skip
@STUDENTS
@click.option("--partial", is_flag=True, help="Hold no page back on which something is still to be marked.")
@HERE
def return_command(
    stems: tuple[str, ...], system: returning.System, students: tuple[str, ...], partial: bool, root: Path
) -> int:
    """Put the feedback pages into returned/, in the form in which a learning platform takes them back.

    A page is held back until everything on it is marked. Exit status 1: somebody waits for a page, who is named.
    """
    from autograder.pages import returning  # loads NumPy with the pages

    course = Course(root)
    course.chosen(stems)
    tighten(course)
    waiting = False
    chosen = stems or gradebook.graded(course)
    if not chosen:
        raise CourseError("there is nothing to give back: run `autograder grade` first")
    for stem in chosen:
        moved: list[Mark] = []
        done = returning.give_back(course, stem, system, students, partial=partial, moved=moved)
        show_moves(moved)
        if done.held:
            columns(f"{stem}, held back ({len(done.held)}):", together(done.held, _WHERE))
        if done.nameless:
            columns(f"{stem}, not in the zip ({len(done.nameless)}):", done.nameless)
        if done.absent:
            say(f"{stem}, absent ({len(done.absent)}): {', '.join(done.absent)}")
        pages = f"{len(done.given)} page{'' if len(done.given) == 1 else 's'}"
        say(f"{stem}: {pages}{f' in {done.place}' if done.place else ''}")
        if done.place:
            say(f"next: {_NEXT[system]}")
        waiting |= bool(done.held or done.nameless)
    return int(waiting)


@click.command("export")
@click.argument("system", type=click.Choice(["canvas", "moodle", "csv"]))
@STEMS
@click.option("--roster", "path", type=FILE, required=True,
              help="The gradebook, grading worksheet or list of students, as the platform exports it.")  # fmt: skip
@click.option("--column", "named", multiple=True, metavar="STEM=HEADING",
              help="The column of an exercise that has another name there; may be repeated.")  # fmt: skip
@click.option("--per-task", is_flag=True, help="A column for each task too; for csv.")
@click.option("--absent", type=click.Choice(["blank", "zero"]), default="blank", show_default=True,
              help="What whoever has handed in nothing gets.")  # fmt: skip
@click.option("--out", type=FILE, help="Where to; by default returned/ and the name of the roster.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what the platform has, and what it would get.")
@HERE
def export_command(
    system: export.System,
    stems: tuple[str, ...],
    path: Path,
    named: tuple[str, ...],
    per_task: bool,
    absent: Literal["blank", "zero"],
    out: Path | None,
    dry_run: bool,
    root: Path,
) -> int:
    """Fill the marks into a file that a learning platform has exported, for it to import.

    What is not marked yet stays as it is there. Exit status 1: somebody has no mark yet, who is named.
    """
    from autograder.pages import returning  # loads NumPy with the pages

    course = Course(root)
    tighten(course)
    if wrong := [one for one in named if "=" not in one]:
        raise click.UsageError(f"--column {wrong[0]} is not of the form STEM=HEADING")
    headings = dict(one.split("=", 1) for one in named)
    course.chosen(headings)
    chosen = course.chosen(stems) if stems else ()
    if out is not None and not dry_run:
        require_writable(out)
    out = out or course.root / returning.FOLDER / path.name
    filled = export.fill(course, system, path, chosen, headings, per_task=per_task, absent=absent)
    changes = [one for one in filled.changes if dry_run or one.old]
    if changes:
        title = "would change:" if dry_run else "replaced marks that were there:"
        columns(title, [(one.who, one.stem, f"{one.old or 'blank'} -> {one.new}") for one in changes])
    if filled.open:
        columns(f"no mark yet ({len(filled.open)}):", together(filled.open, _WHERE))
    for stem in dict.fromkeys(stem for _, stem in filled.absent):
        names = [who for who, of in filled.absent if of == stem]
        gets = "who get 0" if absent == "zero" else "left as they are"
        say(f"absent from {stem} ({len(names)}), {gets}: {', '.join(names)}")
    for note in filled.notes:
        say(f"note: {note}")
    new = sum(not one.old for one in filled.changes)
    say(f"{new} new marks, {len(filled.changes) - new} replaced, {filled.same} as they were")
    if dry_run:
        say("dry run: nothing was written")
    else:
        replace(out, filled.table.encode())
        say(f"written to {out}")
    return int(bool(filled.open))
