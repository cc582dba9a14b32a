"""`autograder handout`: the zip archive for students."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.commands.shared import HERE, STEMS, say
from autograder.course import handout
from autograder.course.course import Course


@click.command("handout")
@STEMS
@HERE
def command(stems: tuple[str, ...], root: Path) -> int:
    """Write the zip archive that students start from: README, requirements and released notebooks.

    Exit status 1: a file in exercises/ was left out, because no release put it there.
    """
    course = Course(root)
    chosen = course.chosen(stems)
    path, left_out = handout.write(course, chosen)
    for name in left_out:
        say(f"left out, because no release put it there: {name}")
    say(f"{path}: {len(chosen)} exercises, {path.stat().st_size // 1024} kB")
    return int(bool(left_out))
