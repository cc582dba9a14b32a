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
    chosen = course.handed_out(stems)
    path, left_out = handout.write(course, chosen)
    for name in left_out:
        say(f"left out, because no release put it there: {name}")
    for name in handout.missing(course):
        say(f"not in it, because it is not there: exercises/{name}; copy it from the repository of the course")
    if not stems and (rest := [stem for stem in course.chosen() if stem not in chosen]):
        say(f"not in it, because not released: {', '.join(rest)}")
    say(f"{path}: {len(chosen)} exercise{'' if len(chosen) == 1 else 's'}, {path.stat().st_size // 1024} kB")
    return int(bool(left_out))
