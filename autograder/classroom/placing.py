"""Which of a student's attempts counts, and how it gets into `submitted/`, where nbgrader looks for it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime

from autograder.classroom import attempts, pool, run
from autograder.classroom.attempts import Attempt
from autograder.course import course as folders
from autograder.course import settings
from autograder.course.course import Course, CourseError
from autograder.grading.job import Job
from autograder.intake import exchange, notebook_file
from autograder.wall import bubblewrap

_MOST = 50  # notebooks in one folder that are looked at


def choose(known: Sequence[Attempt], which: str, scores: Mapping[str, float]) -> tuple[Attempt, list[Attempt]]:
    """The attempt that counts, and all that might, if it is not just one.

    A notebook in which nothing was written counts only if there is no other, and one that cannot be read the same.

    Args:
        known: the attempts.
        which: `last`, `first` or `best`.
        scores: of each file by its digest, to choose the best.
    """
    able = [one for one in known if one.touched] or list(known)
    top = max(scores.get(one.digest, -1.0) for one in able)
    if which == "best":
        able = [one for one in able if scores.get(one.digest, -1.0) == top]
    moments = attempts.moments(able)
    moment = min(moments.values()) if which == "first" else max(moments.values())
    twins = [one for one in able if moments[one] == moment]
    return twins[0], twins if len({one.digest for one in twins}) > 1 else []


def grade(
    course: Course,
    known: Mapping[tuple[str, str], Sequence[Attempt]],
    dry_run: bool,
    workers: int | None,
) -> dict[tuple[str, str], dict[str, float]]:
    """Grade the attempts of those who have several, behind the wall; gives the scores by digest. No mark is put down.

    Raises:
        CourseError: if the course is not ready to grade, or in a dry run.
    """
    several = {key: {one.digest: one for one in ones if one.touched} for key, ones in known.items()}
    several = {key: ones for key, ones in several.items() if len(ones) > 1}
    if several and dry_run:
        raise CourseError(
            "the best attempt is found by grading, which a dry run does not do: leave out `--attempt best`"
        )
    limits = settings.load(course.root).limits
    jobs = []
    prepared = {stem: run.prepared(course, stem, "bubblewrap") for stem in sorted({stem for _, stem in several})}
    for (student, stem), ones in several.items():
        seed = course.seed(stem, student)
        for one in ones.values():
            content = attempts.data(course, student, stem, one)
            jobs.append(Job(student, prepared[stem], content, seed, limits, "bubblewrap"))
    scores: dict[tuple[str, str], dict[str, float]] = {}
    if jobs:
        bubblewrap.require(limits)
    for done in pool.results(jobs, workers or os.cpu_count() or 1) if jobs else ():
        result = done.result
        if result["status"] == "fault":
            raise CourseError(f"an attempt of {result['student']} could not be graded ({' '.join(result['notes'])}): "
                              "run it again, or choose `--attempt last`")  # fmt: skip
        scores.setdefault((result["student"], result["assignment"]), {})[result["submission"]] = result["score"] or 0.0
    return scores


def in_the_way(course: Course, student: str, stem: str, known: list[Attempt]) -> str:
    """Why nothing may be put into a student's folder; empty if it may.

    Work that was not put there by `collect` is never overwritten.
    """
    here = course.submitted(student, stem)
    digests = {one.digest for one in known}
    try:
        with notebook_file.opened(here) as directory:
            names = sorted(os.listdir(directory)) if directory is not None else []
            names = [name for name in names if name.lower().endswith(".ipynb") and not name.startswith(".")][:_MOST]
            found = {name: notebook_file.digest(notebook_file.load(name, directory or 0)) for name in names}
    except (notebook_file.Refused, OSError) as error:
        return f"{here} cannot be used ({error}): see to it, then collect again"
    others = [name for name, digest in found.items() if digest not in digests]
    if others:
        return (f"submitted/{student}/{stem}/{others[0]} was put there by somebody else and stays: move it away to let "
                "the download in, or leave it to count")  # fmt: skip
    return ""


def is_placed(course: Course, student: str, stem: str, some: Sequence[Attempt]) -> bool:
    """Whether one of some attempts is what lies in `submitted/`."""
    try:
        here = notebook_file.digest((course.submitted(student, stem) / f"{stem}.ipynb").read_bytes())
    except OSError:
        return False
    return here in {one.digest for one in some}


def place(course: Course, student: str, stem: str, attempt: Attempt, *, dry_run: bool) -> bool:
    """Put an attempt into `submitted/`, with its time, as nbgrader has it; gives whether anything changed.

    Raises:
        CourseError: if its file is gone.
        OSError: if the file system fails.
    """
    here = course.submitted(student, stem)
    notebook, stamp = here / f"{stem}.ipynb", here / exchange.TIMESTAMP
    changed = not is_placed(course, student, stem, [attempt])
    text = b""
    if attempt.received:
        moment = datetime.fromisoformat(attempt.received)
        text = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC".encode()
    stamped = stamp.read_bytes() if stamp.is_file() else b""
    # A time that somebody wrote by hand, because the system gave none, stays with its notebook.
    moved = text != stamped if text else changed and bool(stamped)
    if dry_run or not (changed or moved):
        return changed or moved
    if moved and not text:
        stamp.unlink()
    if moved and text:
        folders.replace(stamp, text)
    if changed:
        folders.replace(notebook, attempts.data(course, student, stem, attempt))
    return True
