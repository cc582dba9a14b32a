"""The command that writes reports."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom import gradebook
from autograder.classroom import run as classroom
from autograder.commands.shared import HERE, STEMS, say, show_moves, tighten
from autograder.course.course import Course


@click.command("report")
@STEMS
@click.option(
    "--anonymous", is_flag=True, help="Write the pages for the lecture, without names, to reports/anonymous/."
)
@click.option(
    "--against", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Compare the answers with those of an earlier class too: its course folder, or its submitted/.",
)  # fmt: skip
@HERE
def report_command(stems: tuple[str, ...], anonymous: bool, against: Path | None, root: Path) -> int:
    """Write a page for each exercise that a class can be taught from, and one for the whole course, to reports/.

    Nothing is graded again. The pages are for staff; those of --anonymous can be shown to a class. Exit status: 0
    written; 2 there is nothing to report, or it cannot be written.
    """
    from autograder.pages import reports  # compares code with the help of Matplotlib's windows, which others do without

    if anonymous and against is not None:
        raise click.UsageError("the pages for the lecture compare nobody: leave out --anonymous or --against")
    course = Course(root)
    course.chosen(stems)
    tighten(course)
    for stem in gradebook.graded(course):
        show_moves(classroom.redate(course, stem, by="autograder report"))
    pages, lines = reports.write(course, course.chosen(stems) if stems else (), anonymous, against)
    for line in lines:
        say(line)
    say(f"{len(pages)} page{'' if len(pages) == 1 else 's'}; begin with {pages[0]}")
    return 0
