"""The command line of the autograder. Thin: every command calls one function and prints what came of it."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from autograder import demo
from autograder.classroom import gradebook, misplaced, not_taken, stopping, turns
from autograder.classroom import run as classroom
from autograder.classroom import secret as course_secret
from autograder.classroom import status as standing
from autograder.classroom.history import Mark
from autograder.classroom.log import Log
from autograder.classroom.plan import Seen
from autograder.commands import ending
from autograder.commands.collect import command as collect_command
from autograder.commands.collect import show_misplaced
from autograder.commands.give_back import export_command, return_command
from autograder.commands.handout import command as handout_command
from autograder.commands.report import report_command
from autograder.commands.shared import (
    FILE,
    HERE,
    JOBS,
    NEW_SECRET,
    SANDBOX,
    STEMS,
    STUDENTS,
    Bar,
    columns,
    number,
    require_writable,
    say,
    show_moves,
    tighten,
    write,
)
from autograder.course import release as releasing
from autograder.course import settings
from autograder.course.course import Course, CourseError
from autograder.grading import suite
from autograder.pages import gradescope
from autograder.wall.bubblewrap import SandboxError
from autograder.wall.ways import Wall


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="downhill")
def app() -> None:
    """Release the exercises of the course, grade what students hand in, and write feedback.

    STEM is the name of an exercise, such as svm_gradient; without one, all that are released are meant. Exit status of
    every command: 0 done; 1 something to look at; 2 not done, and a line says why; 130 stopped by Ctrl-C.
    """


@app.command("release")
@STEMS
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if exercises/ is stale.")
@NEW_SECRET
@HERE
def release_command(stems: tuple[str, ...], check: bool, new_secret: bool, root: Path) -> int:
    """Build exercises/ from solutions/, without any solution or hidden test.

    Without a STEM, all are released. Exit status: 0 done; 1 with --check, if exercises/ is stale; 2 something would be
    given away or cannot be released.
    """
    from autograder.practice import making as practice  # loads NumPy

    course = Course(root)
    stale = False
    if not check:
        tighten(course)
        course_secret.before_release(course, new=new_secret)
    for stem in course.chosen(stems):
        if check:
            fresh = releasing.is_fresh(course, stem) and practice.is_fresh(course, stem)
            stale |= not fresh
            say(f"{stem}: {'fresh' if fresh else f'stale, run `autograder release {stem}`'}")
        else:
            practice.renew(course, stem)
            say(f"{stem}: {'released' if releasing.release(course, stem) else 'unchanged'}")
    if not check:
        course_secret.settle(course, draw=True)
    return int(stale)


@app.command("grade")
@STEMS
@STUDENTS
@JOBS
@click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786."
)
@click.option("--force", is_flag=True, help="Grade again what is graded already.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Grade nothing; say what would be graded, and why, and which marks the dates would move.",
)
@NEW_SECRET
@click.option("--results", type=FILE, help="Write a JSON line for each submission to this file.")
@SANDBOX
@HERE
def grade_command(
    stems: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    dry_run: bool,
    new_secret: bool,
    results: Path | None,
    wall: Wall,
    root: Path,
) -> int:
    """Grade what is in submitted/ and not graded yet.

    The end says who was refused (cannot be graded as handed in), faulted (our mistake; no mark yet) or flagged (graded,
    and something was noticed), and why; logs/grade.log keeps it. Exit status: 1 once for work that is refused, or was
    collected and not taken; 1 each time while there is a fault or files lie in a wrong place; else 0.
    """
    course = Course(root)
    tighten(course)
    chosen = gradebook.released(course, stems)
    for stem in chosen:
        if theirs := suite.require_ours(course, stem):
            click.echo(f"{stem}: the hidden checks of {suite.PACKAGE} are used; {theirs} has the same", err=True)
    if missing := settings.not_installed(settings.load(course.root).limits):
        click.echo(f"autograder: {missing}", err=True)
    if dry_run:
        if not new_secret:
            course_secret.require(course)
        for stem in chosen:
            assignment = gradebook.assignment(course, stem, wall)
            seen = classroom.look(course, assignment, students=students, force=force, wall=wall, only_look=True)
            gradebook.require_dates(course)
            _show_plan(stem, seen, standing.moves(course, stem, seen))
        return 0
    if results is not None:
        require_writable(results)
    graded: list[dict[str, Any]] = []
    marks: list[Mark] = []
    expected: list[float] = []
    known: classroom.Due | None = None  # of the first, where nothing will have changed when its work begins
    for stem in chosen:
        due = classroom.due(course, stem, students=students, force=force, new_secret=new_secret, wall=wall)
        expected += due.seconds
        known = known or due
        del due  # it holds the notebooks
    with turns.taken(course, alone=False), Log(course) as log:
        log.line(f"autograder grade {' '.join(chosen)}: {len(expected)} to grade")
        with Bar(chosen[0], expected, jobs or os.cpu_count() or 1, log.line) as progress:
            for stem in chosen:
                progress.stem = stem
                results_of_stem = classroom.run(
                    course, stem, students=students, workers=jobs, scheduler=scheduler, force=force,
                    new_secret=new_secret, wall=wall, progress=progress, begun=progress.begin, marks=marks, known=known,
                )  # fmt: skip
                known = None
                graded += gradebook.now(course, results_of_stem)
        if results is not None:
            lines = (json.dumps(result, ensure_ascii=False) + "\n" for result in graded)
            write(results, "".join(lines))
        show_moves(marks)
        astray = [ending.Seen("in the wrong place", one.place, one.what) for one in misplaced.look(course)]
        some_of = course.begun() if students else None
        return ending.tell(graded, log, astray, not_taken.of_nobody(course, chosen), some_of)


@app.command("status")
@STEMS
@STUDENTS
@SANDBOX
@HERE
def status_command(stems: tuple[str, ...], students: tuple[str, ...], wall: Wall, root: Path) -> int:
    """Say where everybody's work stands: fresh, stale, never graded, refused, fault, waiting for a person, misplaced,
    not taken, absent.

    With --student, the history of the mark follows. Exit status 1: `autograder grade` has something to do, or something
    lies in the wrong place.
    """
    course = Course(root)
    due = False
    chosen = gradebook.released(course, stems)
    for stem in chosen:
        found = standing.of(course, stem, students, wall)
        rows = [(one.student, one.state, "" if one.score is None else f"{one.score:g}", one.why) for one in found]
        if students or any(one.state != "absent" for one in found):  # the class list alone is no news
            columns(f"{stem}:", [("student", "state", "score", "why"), *rows])
        for student in students:
            history = [
                (f"{mark.at:%Y-%m-%d %H:%M:%S}", f"{number(mark.before)} to {number(mark.after)}", mark.status,
                 mark.by, mark.why)
                for mark in standing.marks(course, stem, student)
            ]  # fmt: skip
            if history:
                columns(f"{stem}, {student}, times in UTC:", history)
        counts = {state: sum(one.state == state for one in found) for state in standing.STATES}
        say(f"{stem}: {', '.join(f'{count} {state}' for state, count in counts.items() if count) or 'nobody'}")
        due |= any(one.state in standing.DUE for one in found)
    if not stems and (rest := [stem for stem in course.chosen() if stem not in chosen]):
        say(f"not released: {', '.join(rest)}")
    if strangers := not_taken.of_nobody(course, chosen):
        say(ending.of_strangers(strangers))
    return int(show_misplaced(course) or due)


@app.group("secret")
def secret_group() -> None:
    """The secret that the hidden problems are drawn from."""


@secret_group.command("id")
@HERE
def secret_id_command(root: Path) -> int:
    """Print the public id of the secret, which tells nothing about it.

    Exit status: 0 printed; 2 there is no secret that can be used.
    """
    course = Course(root)
    course.chosen()
    if course.secret_id is None:
        course_secret.require(course)
    say(str(course.secret_id))
    return 0


@secret_group.command("rotate")
@HERE
def secret_rotate_command(root: Path) -> int:
    """Draw a new secret, as after a leak; `autograder grade` then grades everything again.

    Exit status: 0 drawn; 2 the gradebook cannot be used, and the secret is as it was.
    """
    course = Course(root)
    course.chosen()
    identity, graded = course_secret.rotate(course)
    say(f"the secret is now {identity}; next: `autograder grade`, which grades {graded} submissions again")
    return 0


@app.command()
@click.argument("notebook", type=FILE)
@click.option("--visible", is_flag=True, help="Run only the checks that the student was given, as Validate does.")
@click.option("--json", "json_file", type=FILE, help="Write the result to this file.")
@click.option("--format", "form", type=click.Choice(["text", "gradescope"]), default="text", show_default=True,
              help="gradescope: the results.json of its autograder, to --json or to the terminal.")  # fmt: skip
@SANDBOX
@HERE
def check(notebook: Path, visible: bool, json_file: Path | None, form: str, wall: Wall, root: Path) -> int:
    """Grade one notebook on its own and touch nothing of the course.

    With --visible it takes the place of `nbgrader validate`, which by itself runs a notebook with all your rights. Exit
    status: 0 graded, however many points it has; 1 refused or a fault; 2 not tried. With --format gradescope it is 0
    for whatever has a result.
    """
    if json_file is not None:
        require_writable(json_file)
    result = classroom.check(Course(root), notebook, wall, visible)
    if form == "gradescope":
        text = gradescope.as_json(result)
        click.echo(text) if json_file is None else write(json_file, text)
        return 0
    if json_file is not None:
        write(json_file, json.dumps(result, indent=1, ensure_ascii=False))
    refused = result["status"] == "refused"  # for one reason, which every task has as its message
    for task in result["tasks"]:
        by_hand = task["score"] is None
        score = "by hand" if by_hand else f"{task['score']:g} of {task['max_score']:g}"
        message = "" if by_hand or refused else task["message"]
        say(f"{task['id']}: {score}{': ' if message else ''}{message}")
    for note in result["notes"]:
        say(f"{'refused' if refused else 'note'}: {note}")
    say(ending.summary([result]))
    return int(result["status"] != "graded")


@app.command()
@STEMS
@HERE
def feedback(stems: tuple[str, ...], root: Path) -> int:
    """Write a page for each graded submission to feedback/, also where something is still to be marked.

    `autograder return` holds those back. Exit status: 0 written; 2 there is nothing to write, or it cannot be written.
    """
    from autograder.pages import feedback as report  # loads NumPy

    course = Course(root)
    tighten(course)
    moved: list[Mark] = []
    chosen = gradebook.released(course, stems)
    pages = [page for stem in chosen for page in report.write_feedback(course, stem, course.book_url, moved=moved)]
    show_moves(moved)
    if not pages:
        raise CourseError("there is nothing to give feedback on: run `autograder grade` first")
    say(f"{len(pages)} page{'' if len(pages) == 1 else 's'} in {course.root / 'feedback'}")
    for stem in chosen:
        for one in standing.of(course, stem):
            if one.state in standing.DUE:
                page = "its page is of earlier work" if one.score is not None else "there is no page"
                say(f"{one.student}, {stem}: {page} ({': '.join(filter(None, (one.state, one.why)))})")
    return 0


@app.command("demo")
@click.option("--students", type=click.IntRange(min=1), help="How many; by default one of each kind.")
@JOBS
@HERE
def demo_command(students: int | None, jobs: int | None, root: Path) -> int:
    """Make a class of right, wrong, hostile and broken submissions in demo/, grade it and show what came out.

    Exit status: 0 all came out as it must; 1 something did not, which is named; 2 it could not be graded.
    """
    from autograder.pages import feedback as report  # loads NumPy

    course = Course(root)
    room = demo.make(course, students)
    graded, pages = [], []
    expected = [classroom.USUAL for stem in room.course.chosen() for _ in room.students(stem)]
    with Bar("demo", expected, jobs or os.cpu_count() or 1) as progress:
        for stem in room.course.chosen():
            progress.stem = stem
            if at_work := room.students(stem):
                graded += classroom.run(
                    room.course, stem, students=at_work, workers=jobs, progress=progress, begun=progress.begin
                )
            pages += report.write_feedback(room.course, stem, course.book_url)
    _table(graded, room)
    say(ending.summary(graded))
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
    """Try whether everything works here, the wall above all.

    Exit status: 0 all is well; 1 a line begins with FAIL.
    """
    from autograder import doctor  # loads NumPy

    fine = True
    for finding in doctor.findings(Course(root)):
        fine &= finding.fine
        say(f"{'ok  ' if finding.fine else 'FAIL'} {finding.what}: {finding.detail}")
    return int(not fine)


app.add_command(collect_command)
app.add_command(export_command)
app.add_command(return_command)
app.add_command(handout_command)
app.add_command(report_command)


def _table(results: list[dict[str, Any]], room: demo.Room) -> None:
    table = Table("student", "handed in", "status", "score", "seconds", "named mistakes", box=None, pad_edge=False)
    for result in results:
        what = room.kinds[result["student"]].what
        names = sorted({task["misconception"] for task in result["tasks"] if task["misconception"]})
        score = "" if result["score"] is None else f"{result['score']:g}"
        table.add_row(result["student"], what, result["status"], score, f"{result['seconds']:.1f}", ", ".join(names))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _show_plan(stem: str, seen: list[Seen], moves: list[tuple[str, float, float]]) -> None:
    for one in seen:
        if one.why:
            say(f"{stem}: {one.student}: {'; '.join(one.why)}")
    if moves:
        rows = [(student, number(before), number(after)) for student, before, after in moves]
        columns(f"{stem}, marks that the dates would move:", [("student", "from", "to"), *rows])
    say(f"{stem}: {sum(bool(one.why) for one in seen)} of {len(seen)} would be graded")


def main() -> None:
    """Run the command line; an error is one line that says what to do."""
    stopping.by_exception()
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = 2
    except (CourseError, SandboxError) as error:
        status = _failed(str(error))
    except (click.Abort, KeyboardInterrupt) as error:
        stopped = error if isinstance(error, stopping.Stopped) else error.__cause__
        click.echo(stopping.TEXT, err=True)
        status = 128 + stopped.number if isinstance(stopped, stopping.Stopped) else 130
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        status = _failed(f"{what}{error.strerror or error}: see that it exists, may be written and has room")
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}, line {last.lineno}"
        status = _failed(
            f"this is a bug of the autograder ({type(error).__name__}: {error}; {where}); please report it"
        )
    gc.freeze()  # else Python takes half a second to take apart all that is loaded
    sys.exit(status)


def _failed(text: str) -> int:
    click.echo(f"autograder: {' '.join(text.split())}", err=True)
    return 2
