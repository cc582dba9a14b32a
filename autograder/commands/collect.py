"""`autograder collect`: downloads of learning platforms into `submitted/`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.classroom import attempts, misplaced
from autograder.classroom import collect as collecting
from autograder.classroom.intake_report import LIST, TROUBLE, Category, Item, Report
from autograder.commands.shared import FILE, HERE, JOBS, columns, say, some, tighten, together
from autograder.course.course import Course

_TITLES: dict[Category, str] = {
    "two candidates": "two candidates, and neither was taken",
    "in the way": "not taken, because other work lies in its place",
    "unknown person": "unknown person, so not taken (it stays in the download)",
    "no exercise": "notebooks of no exercise of this course",
    "cannot be read": "cannot be read",
    "wrong type": "wrong type: no notebook",
    "unsafe": "not looked into",
}
_NEXT: dict[Category, str] = {
    "unknown person": "give the class list of the same system with --roster (for Moodle the grading worksheet of this "
    "very assignment); or put each into a folder named by the student's id or e-mail address; give each download alone",
    "wrong type": "ask them for the .ipynb file",
}


@click.command("collect")
@click.argument("paths", nargs=-1, required=True, metavar="FILE_OR_FOLDER...", type=click.Path(path_type=Path))
@click.option(
    "--roster", type=FILE, help="Who is in the class: a CSV export of Canvas, Moodle or nbgrader; remembered."
)
@click.option(
    "--attempt",
    "which",
    type=click.Choice(["last", "first", "best"]),
    default="last",
    show_default=True,
    help="Which of several attempts counts; the best is found by grading them.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be taken.")
@JOBS
@HERE
def command(
    paths: tuple[Path, ...], roster: Path | None, which: collecting.Which, dry_run: bool, jobs: int | None, root: Path
) -> int:
    """Take downloads into submitted/, and say what became of every file.

    Canvas, Moodle, Gradescope, Blackboard, Google Classroom, GitHub Classroom, nbgrader's exchange, mail, zip archives
    and folders are recognised. The exercise is found by what is in a notebook, the student by id, login or e-mail
    address. Every attempt is kept in received/. Exit status 1: somebody handed in something that was not taken.
    """
    course = Course(root)
    if not dry_run:
        tighten(course)
    report = collecting.collect(course, paths, roster=roster, which=which, dry_run=dry_run, workers=jobs)
    for note in report.notes:
        say(f"note: {note}")
    if not report.items:
        say(f"{', '.join(map(str, paths))}: nothing is in it, so there is nothing to collect")
        return 0
    _show_trouble(report)
    _show_attempts(report)
    _show_absent(report)
    _show_sums(course, report, dry_run)
    return int(bool(report.of(*TROUBLE)))


def show_misplaced(course: Course) -> bool:
    """Say what lies in submitted/ where nobody looks for it, and whether anything does."""
    found = misplaced.look(course)
    if found:
        columns(f"in the wrong place, so not graded ({len(found)}):", [(one.place, one.what) for one in found])
    return bool(found)


def _show_trouble(report: Report) -> None:
    for category, title in _TITLES.items():
        items = report.of(category)
        if items:
            rows = [(item.who or "?", item.stem, item.place, item.note) for item in items]
            columns(f"{title} ({len(items)}):", rows)
            if category in _NEXT:
                say(f"  to do: {_NEXT[category]}")


def _show_attempts(report: Report) -> None:
    several: dict[tuple[str, str], list[Item]] = {}
    for item in report.of("taken", "kept", "untouched", "same"):
        several.setdefault((item.who, item.stem), []).append(item)
    rows = [
        (
            who,
            stem,
            ", ".join(f"{item.place} ({item.category}{'; ' if item.note else ''}{item.note})" for item in items),
        )
        for (who, stem), items in several.items()
        if len(items) > 1
    ]
    if rows:
        columns(f"several attempts ({len(rows)}):", rows)
    look = [
        (item.who, item.stem, item.note)
        for item in report.of("taken")
        if item.note and len(several[item.who, item.stem]) == 1
    ]
    if look:
        columns(f"taken, but look ({len(look)}):", together(look, f"{attempts.FOLDER}/{LIST}"))
    repaired = [(student, stem, " ".join(notes)) for (student, stem), notes in report.repaired.items() if notes]
    if repaired:
        columns(f"repaired ({len(repaired)}):", repaired)


def _show_absent(report: Report) -> None:
    for stem, people in report.absent.items():
        if people:
            names = some((person.called for person in people), "`autograder status`")
            say(f"absent from {stem} ({len(people)}): {names}")


def _show_sums(course: Course, report: Report, dry_run: bool) -> None:
    taken, students = report.of("taken"), {item.student for item in report.of("taken")}
    systems = (
        ", ".join(dict.fromkeys(item.system for item in report.items if item.system not in ("", "folders"))) or "files"
    )
    say(f"{len(report.items)} files looked at ({systems}): {len(taken)} notebooks of {len(students)} students matched, "
        f"{', '.join(report.stems) or 'no exercise'}")  # fmt: skip
    counts = {
        category: len(report.of(category))
        for category in ("kept", "same", "untouched", "beside", "opened", "of the system", "skipped", "test student")
    }
    if rest := [f"{count} {category}" for category, count in counts.items() if count]:
        say(f"also: {', '.join(rest)}")
    if report.undated:
        say(f"{report.undated} came at a time that the download does not say, and count as in time")
    if report.late:
        say(f"{report.late} of them are late, says the system: to count as late, each needs its time in timestamp.txt "
            "beside the notebook, such as 2026-11-18 09:30:00 UTC")  # fmt: skip
    if report.roster is None:
        say("who is absent is not known: give the class list with --roster")
    changed, same = report.placed
    if dry_run:
        say(f"dry run: {changed} notebooks would be put into submitted/, {same} are there already")
    else:
        say(f"{changed} notebooks put into submitted/, {same} were there already")
        say(f"every file with its student: {course.root / attempts.FOLDER / LIST}")
        if changed:
            say("next: `autograder grade`")
