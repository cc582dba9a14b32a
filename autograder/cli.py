"""The command line of the autograder. Thin: every command calls one function and prints what came of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder import demo, doctor
from autograder.classroom import run as classroom
from autograder.course import release as releasing
from autograder.course.course import Course, CourseError, replace
from autograder.pages import feedback as report
from autograder.wall.bubblewrap import SandboxError
from autograder.wall.zygote import Wall

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
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="downhill")
def app() -> None:
    """Release the exercises of the course, grade what students hand in, and write feedback.

    STEM is the name of an exercise, such as svm_gradient; without one, all are meant. Exit status: 0 done; 1 something
    to look at; 2 wrong usage.
    """


def say(text: str) -> None:
    """Print one line of the result."""
    click.echo(text)


@app.command("release")
@STEMS
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if exercises/ is stale.")
@HERE
def release_command(stems: tuple[str, ...], check: bool, root: Path) -> int:
    """Build exercises/ from solutions/, without any solution or hidden test."""
    course = Course(root)
    stale = False
    for stem in course.chosen(stems):
        if check:
            fresh = releasing.is_fresh(course, stem)
            stale |= not fresh
            say(f"{stem}: {'fresh' if fresh else f'stale, run `autograder release {stem}`'}")
        else:
            say(f"{stem}: {'released' if releasing.release(course, stem) else 'unchanged'}")
    return int(stale)


@app.command("grade")
@STEMS
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated.")
@JOBS
@click.option("--force", is_flag=True, help="Grade again what is graded already.")
@click.option("--results", type=FILE, help="Write a JSON line for each submission to this file.")
@SANDBOX
@HERE
def grade_command(
    stems: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int | None,
    force: bool,
    results: Path | None,
    wall: Wall,
    root: Path,
) -> int:
    """Grade what is in submitted/ and not graded yet."""
    course = Course(root)
    graded = []
    for stem in course.chosen(stems):
        with _Progress(stem) as progress:
            graded += classroom.run(
                course, stem, students=students, workers=jobs, force=force, wall=wall, progress=progress
            )
    if results is not None:
        lines = (json.dumps(result, ensure_ascii=False) + "\n" for result in graded)
        replace(results, "".join(lines).encode())
    say(_summary(graded))
    return int(any(result["status"] in ("refused", "fault") for result in graded))


@app.command()
@click.argument("notebook", type=FILE)
@click.option("--json", "json_file", type=FILE, help="Write the result to this file.")
@SANDBOX
@HERE
def check(notebook: Path, json_file: Path | None, wall: Wall, root: Path) -> int:
    """Grade one notebook on its own and touch nothing of the course."""
    result = classroom.check(Course(root), notebook, wall)
    if json_file is not None:
        replace(json_file, json.dumps(result, indent=1, ensure_ascii=False).encode())
    for task in result["tasks"]:
        score = "by hand" if task["score"] is None else f"{task['score']:g} of {task['max_score']:g}"
        say(f"{task['id']}: {score}{': ' if task['message'] else ''}{task['message']}")
    for note in result["notes"]:
        say(f"note: {note}")
    say(_summary([result]))
    return int(result["status"] != "graded")


@app.command()
@STEMS
@HERE
def feedback(stems: tuple[str, ...], root: Path) -> int:
    """Write a page for each graded submission to feedback/."""
    course = Course(root)
    pages = [page for stem in course.chosen(stems) for page in report.write_feedback(course, stem, course.book_url)]
    if not pages:
        raise CourseError("there is nothing to give feedback on: run `autograder grade` first")
    say(f"{len(pages)} pages in {course.root / 'feedback'}")
    return 0


@app.command("demo")
@click.option("--students", type=click.IntRange(min=1), help="How many; by default one of each kind.")
@JOBS
@HERE
def demo_command(students: int | None, jobs: int | None, root: Path) -> int:
    """Make a class of right, wrong, hostile and broken submissions in demo/, grade it and show what came out."""
    course = Course(root)
    room = demo.make(course, students)
    graded, pages = [], []
    for stem in room.course.chosen():
        if at_work := room.students(stem):
            with _Progress(stem) as progress:
                graded += classroom.run(room.course, stem, students=at_work, workers=jobs, progress=progress)
            pages += report.write_feedback(room.course, stem, course.book_url)
    _table(graded, room)
    say(_summary(graded))
    say(f"gradebook: {room.course.gradebook}")
    say(f"feedback:  {pages[0]} and {len(pages) - 1} more")
    book = course.root / "_build" / "html" / "index.html"
    say(f"book:      {book if book.exists() else 'not built yet, run `make book`'}")
    surprises = demo.surprises(room, graded)
    for line in surprises:
        say(f"UNEXPECTED {line}")
    return int(bool(surprises))


@app.command("doctor")
@HERE
def doctor_command(root: Path) -> int:
    """Try whether everything works here, the wall above all."""
    fine = True
    for finding in doctor.findings(Course(root)):
        fine &= finding.fine
        say(f"{'ok  ' if finding.fine else 'FAIL'} {finding.what}: {finding.detail}")
    return int(not fine)


class _Progress:
    """Progress: a bar on a terminal, plain lines elsewhere."""

    def __init__(self, stem: str):
        self.stem = stem
        self.bar = Progress(
            TextColumn(stem), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), disable=not sys.stderr.isatty(),
        )  # fmt: skip
        self.task = self.bar.add_task(stem, total=None)

    def __enter__(self) -> _Progress:
        self.bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.bar.stop()

    def __call__(self, result: dict[str, Any], done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)
        if self.bar.disable:
            say(f"{self.stem}: {done} of {total}: {result['student']}: {_score(result)}")


def _score(result: dict[str, Any]) -> str:
    if result["score"] is None:
        return str(result["status"])
    by_hand = " and more by hand" if result["needs_manual_grade"] else ""
    status = "" if result["status"] == "graded" else f"{result['status']}, "
    return f"{status}{result['score']:g} of {result['max_score']:g}{by_hand}"


def _summary(results: list[dict[str, Any]]) -> str:
    count = {
        status: sum(r["status"] == status for r in results) for status in ("graded", "refused", "missing", "fault")
    }
    return ", ".join(f"{number} {status}" for status, number in count.items() if number)


def _table(results: list[dict[str, Any]], room: demo.Room) -> None:
    table = Table("student", "handed in", "status", "score", "seconds", "named mistakes", box=None, pad_edge=False)
    for result in results:
        what = room.kinds[result["student"]].what
        names = sorted({task["misconception"] for task in result["tasks"] if task["misconception"]})
        score = "" if result["score"] is None else f"{result['score']:g}"
        table.add_row(result["student"], what, result["status"], score, f"{result['seconds']:.1f}", ", ".join(names))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def main() -> None:
    """Run the command line; an error is one line that says what to do."""
    try:
        status = app(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = 2
    except (CourseError, SandboxError) as error:
        click.echo(f"autograder: {error}", err=True)
        status = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("autograder: stopped; what was graded is kept, run the same command to go on", err=True)
        status = 130
    sys.exit(status)
