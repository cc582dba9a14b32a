"""Grade many submissions: several at once, each recorded as it comes, and never the same work twice."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from autograder.classroom import gradebook, history, leftovers, plan, pool, secret, views
from autograder.classroom.history import Kept, Mark
from autograder.classroom.plan import Seen
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.grading import suite
from autograder.grading.grade import Graded, Job, grade
from autograder.intake import submission
from autograder.wall import sandbox
from autograder.wall.sandbox import Limits, Wall

COMMAND = "autograder grade"


def previous(course: Course, student: str, stem: str) -> dict[str, Any] | None:
    """The result of an earlier run, or None."""
    with gradebook.opened(course) as opened, opened.engine.connect() as connection:
        if not history.exists(connection):
            return None
        kept = history.results(connection, stem, student, whole=False).get(student)
    return kept.result if kept else None


def record(
    course: Course, assignment: Assignment, graded: Graded, *, by: str, why: str, notebook: bool = True
) -> tuple[dict[str, Any], Mark | None]:
    """Keep what came out of one submission: in the database, whole or not at all, then in the files that show it.

    Args:
        course: the course.
        assignment: what was handed in.
        graded: what came out.
        by: the command that graded.
        why: its reason.
        notebook: write the graded notebook too; nbgrader writes its own.

    Returns:
        The result, and the new entry in the history of the mark; None for a fault, which is no mark.

    Raises:
        CourseError: if the database cannot be used.
    """
    result = graded.result
    try:
        if result["status"] == "fault":
            gradebook.record_fault(course, result, by=by, why=why)
            return result, None
        kept, mark = gradebook.record(course, assignment, graded, by=by, why=why)
    except CourseError as error:
        if not gradebook.is_full(error.__cause__):
            raise
        return _fault(result, f"It was graded, but {error}. Its mark is as it was."), None
    result = kept.result
    try:
        (views.write if notebook else views.write_result)(course, kept)
        if mark.before != mark.after or mark.why != "asked for":
            views.outdate(course, kept)
    except OSError as error:
        result = _fault(
            result, f"{_said(error)}. The mark is in the gradebook, and the files follow with the next run."
        )
    return result, mark


def _fault(result: dict[str, Any], note: str) -> dict[str, Any]:
    return result | {"status": "fault", "notes": [note]}


def _said(error: OSError) -> str:
    """What the file system has against something, in one line."""
    return f"{error.filename or 'A file'} cannot be written ({error.strerror or error})"


def prepared(course: Course, stem: str, wall: Wall, *, new_secret: bool = False) -> Assignment:
    """An assignment of a course that is ready to be graded here: by the right checks, with the right secret.

    Raises:
        CourseError: if the course is not ready.
    """
    if not os.access(course.root, os.W_OK):
        raise CourseError(f"{course.root} cannot be written: give yourself the right to write it, or grade a copy")
    secret.settle(course, new=new_secret)
    suite.require_ours(course, stem)
    assignment = gradebook.assignment(course, stem, wall)
    suite.require_checks(assignment)
    return assignment


def look(
    course: Course,
    assignment: Assignment,
    *,
    students: Iterable[str] = (),
    force: bool = False,
    limits: Limits | None = None,
    wall: Wall = "bubblewrap",
) -> list[Seen]:
    """Look at what there is to grade, of everybody or of some students; change nothing.

    Raises:
        CourseError: if the course is not ready, or a student unknown.
    """
    everybody = course.students()
    if not everybody:
        where = f"submitted/<student>/{assignment.stem}/{assignment.stem}.ipynb"
        raise CourseError(f"{course.root / 'submitted'} is empty: put notebooks in {where}")
    for student in students:
        if student not in everybody:
            raise CourseError(f"there is no folder {course.root / 'submitted' / student}")
    return plan.look(course, assignment, list(students) or everybody, limits or Limits(), wall, force=force)


def run(
    course: Course,
    stem: str,
    *,
    students: Iterable[str] = (),
    workers: int | None = None,
    force: bool = False,
    new_secret: bool = False,
    limits: Limits | None = None,
    wall: Wall = "bubblewrap",
    progress: Callable[[dict[str, Any], int, int], None] | None = None,
    marks: list[Mark] | None = None,
) -> list[dict[str, Any]]:
    """Grade what was handed in to one exercise and is not graded yet.

    Args:
        course: the course.
        stem: the exercise; it must have been released.
        students: whose work; everybody's if none is named.
        workers: how many submissions at once; by default two a core, since a kernel that starts sits idle.
        force: grade again what is graded already.
        new_secret: go on with another secret than has graded so far.
        limits: what one submission may use.
        wall: how submissions are kept apart.
        progress: called with each new result, how many are done, and how many there are to do.
        marks: gets the new entries in the history of the marks.

    Returns:
        A result for every student, in order.

    Raises:
        CourseError: if the course is not ready.
        KeyboardInterrupt: if somebody asked to stop; what was graded by then is kept.
    """
    leftovers.clear()
    assignment = prepared(course, stem, wall, new_secret=new_secret)
    seen = look(course, assignment, students=students, force=force, limits=limits, wall=wall)
    results = {one.student: _as_it_is(course, one) for one in seen if not one.why}
    why = {one.student: "; ".join(one.why) for one in seen}
    jobs = [one.job for one in seen if one.job is not None and one.why]
    if jobs and wall != "none":
        sandbox.require(limits or Limits())
    done = 0
    with closing(pool.results(jobs, workers or 2 * (os.cpu_count() or 1))) as graded:
        for one_graded in graded:
            student = one_graded.result["student"]
            results[student], mark = record(course, assignment, one_graded, by=COMMAND, why=why[student])
            done += 1
            if mark is not None and marks is not None:
                marks.append(mark)
            if progress is not None:
                progress(results[student], done, len(jobs))
    return [results[one.student] for one in seen]


def _as_it_is(course: Course, seen: Seen) -> dict[str, Any]:
    """The result of work that is not graded now; its files are written again if they are gone or of another result."""
    if seen.problem is not None:
        return seen.problem
    assert seen.kept is not None
    if not views.fresh(course, seen.kept):
        try:
            views.write(course, _whole(course, seen.kept))
        except OSError as error:
            return _fault(seen.kept.result, f"{_said(error)}. The mark is in the gradebook.")
    return seen.kept.result


def _whole(course: Course, kept: Kept) -> Kept:
    student, stem = kept.result["student"], kept.result["assignment"]
    with gradebook.opened(course) as opened, opened.engine.connect() as connection:
        return history.results(connection, stem, student)[student]


def check(course: Course, notebook: Path, wall: Wall = "bubblewrap") -> dict[str, Any]:
    """Grade one notebook file on its own, touching nothing of the course.

    Raises:
        CourseError: if the file cannot be read, or is of no exercise of the course.
    """
    data = _read(notebook)
    stems = course.chosen()
    stem = next((stem for stem in (submission.embedded(data), notebook.stem) if stem in stems), None)
    if stem is None:
        raise CourseError(f"{notebook} is of no exercise of this course: start from a notebook in exercises/")
    suite.require_ours(course, stem)
    seed = course.seed(stem, notebook.stem)
    assignment = gradebook.assignment(course, stem, wall)
    suite.require_checks(assignment)
    if wall != "none":
        sandbox.require(Limits())
    return grade(Job(notebook.stem, assignment, data, seed, Limits(), wall)).result


def _read(path: Path) -> bytes:
    """Read a file, but wait for no pipe and no device."""

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags | os.O_NONBLOCK | os.O_NOCTTY)

    try:
        with open(path, "rb", opener=opener) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CourseError(f"{path} is not a file but a pipe or a device: save the notebook to a file first")
            return file.read(submission.MAX_BYTES + 1)
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from error
