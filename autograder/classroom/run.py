"""Grade many submissions: several at once, each recorded as it comes, and never the same work twice."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.classroom import (
    dates,
    gradebook,
    history,
    leftovers,
    misplaced,
    not_taken,
    plan,
    pool,
    secret,
    views,
)
from autograder.classroom.history import Kept, Mark
from autograder.classroom.plan import Seen
from autograder.course import settings
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.course.settings import Limits
from autograder.grading import suite
from autograder.grading.job import Graded, Job
from autograder.intake import exchange, submission
from autograder.wall import bubblewrap
from autograder.wall.ways import Wall

USUAL = 0.4  # seconds for one submission that was never graded, see benchmarks/README.md
_NO_RECEIPT = exchange.Receipt()


def record(
    course: Course,
    graded: Graded,
    receipt: exchange.Receipt = _NO_RECEIPT,
    *,
    what: Assignment | None = None,
    by: str = gradebook.COMMAND,
    why: str = gradebook.ASKED,
    files: bool = True,
    marks: list[Mark] | None = None,
) -> dict[str, Any]:
    """Keep what came out of one submission: in the database, whole or not at all, then in the files that show it.

    Args:
        course: the course.
        graded: what came out.
        receipt: what the exchange put beside the notebook.
        what: what was handed in, if it is at hand.
        by: the command that graded.
        why: its reason.
        files: write the graded notebook and the receipt too; nbgrader writes its own.
        marks: gets the new entry in the history of the mark; a fault is no mark and has none.

    Returns:
        The result.

    Raises:
        CourseError: if the database cannot be used.
    """
    return _recorded(course, graded, receipt, what, by=by, why=why, files=files, marks=marks)[0]


def _recorded(
    course: Course,
    graded: Graded,
    receipt: exchange.Receipt,
    what: Assignment | None,
    *,
    by: str = gradebook.COMMAND,
    why: str = gradebook.ASKED,
    files: bool = True,
    marks: list[Mark] | None = None,
) -> tuple[dict[str, Any], gradebook.Marks | None]:
    """What `record` does; also what the gradebook says now, None where no mark was put down."""
    result = graded.result | {"notes": [*graded.result["notes"], *receipt.notes]}
    try:
        if result["status"] == "fault":
            gradebook.record_fault(course, result, by=by, why=why)
            return result, None
        graded = replace(graded, result=result)
        kept, mark, now = gradebook.record(course, graded, receipt.handed_in, what=what, by=by, why=why)
    except gradebook.NotRecorded as error:
        return _not_a_mark(result, f"The mark could not be put down: {error}. It is graded again."), None
    if marks is not None:
        marks.append(mark)
    moved = mark.before != mark.after or mark.why != gradebook.ASKED
    return _shown(course, kept, receipt, files=files, moved=moved), now


def _shown(course: Course, kept: Kept, receipt: exchange.Receipt, *, files: bool, moved: bool) -> dict[str, Any]:
    """Write the files of a result, and give the result: a fault if they cannot be written, which costs no mark."""
    result = kept.result
    try:
        if files:
            receipt.keep(course.autograded(result["student"], result["assignment"]))
            views.write(course, kept)
        else:
            views.write_result(course, kept)
        if moved:
            views.outdate(course, kept)
    except OSError as error:
        place = f"{error.filename or 'a file'} cannot be written ({error.strerror or error})"
        note = f"The mark is in the gradebook, but {place}. Make room for it; the next run writes it."
        return result | {"status": "fault", "notes": [note]}
    return result


def _not_a_mark(result: dict[str, Any], note: str) -> dict[str, Any]:
    return {**result, "status": "fault", "score": None, "tasks": [], "notes": [*result["notes"], note]}


def prepared(course: Course, stem: str, wall: Wall, *, new_secret: bool = False) -> Assignment:
    """An assignment of a course that is ready to be graded here: by the right checks, with the right secret.

    Raises:
        CourseError: if the course is not ready.
    """
    if not os.access(course.root, os.W_OK):
        raise CourseError(f"{course.root} cannot be written: give yourself the right to write it, or grade a copy")
    secret.settle(course, new=new_secret)
    suite.require_ours(course, stem)
    gradebook.require_dates(course)
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
    only_look: bool = False,
) -> list[Seen]:
    """Look at what there is to grade, of everybody or of some students; change nothing.

    With `only_look` the jobs will not be done, see `plan.look`.

    Raises:
        CourseError: if the course is not ready, or a student unknown.
    """
    stem = assignment.stem
    left = not_taken.people(course, stem)
    there = sorted({*course.students(), *left})
    if not there and (astray := misplaced.look(course)):
        raise CourseError(f"nothing in {course.root / 'submitted'} lies where it belongs: {astray[0].line}")
    if not there:
        where = f"submitted/<student>/{stem}/{stem}.ipynb"
        raise CourseError(f"{course.root / 'submitted'} is empty: put notebooks in {where}")
    plan.require_known(course, students)
    if left or course.is_begun(stem):
        there = plan.everybody(course)  # also who is on the class list alone, or has taken everything back
    limits = limits or settings.load(course.root).limits
    return plan.look(course, assignment, list(students) or there, limits, wall, force=force, only_look=only_look)


@dataclass(frozen=True)
class Due:
    """What there is to grade of an exercise.

    Attributes:
        assignment: the exercise as it was released.
        receipts: what the exchange put beside each notebook, by student.
        limits: what one submission may use.
        seen: what is known of everybody's work.
    """

    assignment: Assignment
    receipts: dict[str, exchange.Receipt]
    limits: Limits
    seen: list[Seen]

    @property
    def seconds(self) -> list[float]:
        """How long each submission may take that is to be graded: as long as it took last time."""
        graded = [one for one in self.seen if one.job and one.why]
        return [float(one.kept.result["seconds"]) if one.kept else USUAL for one in graded]


def due(
    course: Course,
    stem: str,
    *,
    students: Iterable[str] = (),
    force: bool = False,
    new_secret: bool = False,
    limits: Limits | None = None,
    wall: Wall = "bubblewrap",
) -> Due:
    """Look at what there is to grade of an exercise, see `run`.

    Raises:
        CourseError: if the course is not ready.
    """
    assignment = prepared(course, stem, wall, new_secret=new_secret)
    # Before the notebooks: of work that is replaced meanwhile, a time that is too old is mended by the next run.
    receipts = {student: exchange.read(course.submitted(student, stem)) for student in course.students()}
    limits = limits or settings.load(course.root).limits
    seen = look(course, assignment, students=students, force=force, limits=limits, wall=wall)
    return Due(assignment, receipts, limits, seen)


def run(
    course: Course,
    stem: str,
    *,
    students: Iterable[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    new_secret: bool = False,
    limits: Limits | None = None,
    wall: Wall = "bubblewrap",
    progress: Callable[[dict[str, Any], int, int], None] | None = None,
    begun: Callable[[], None] | None = None,
    marks: list[Mark] | None = None,
    known: Due | None = None,
) -> list[dict[str, Any]]:
    """Grade what was handed in to one exercise and is not graded yet.

    Args:
        course: the course.
        stem: the exercise; it must have been released.
        students: whose work; everybody's if none is named.
        workers: how many submissions at once; by default one a core.
        scheduler: the address of a Dask scheduler, whose workers grade in place of this machine.
        force: grade again what is graded already.
        new_secret: go on with another secret than has graded so far.
        limits: what one submission may use.
        wall: how submissions are kept apart.
        progress: called with each new result as the gradebook has it, see `gradebook.now`, how many are done, and how
            many there are to do.
        begun: called before the first of them, if there is any, when all is ready.
        marks: gets the new entries in the history of the marks.
        known: what `due` has seen with the same arguments a moment ago.

    Returns:
        A result for every student, in order.

    Raises:
        CourseError: if the course is not ready.
        KeyboardInterrupt: if somebody asked to stop; what was graded by then is kept.
    """
    leftovers.clear()
    if known is None:
        known = due(course, stem, students=students, force=force, new_secret=new_secret, limits=limits, wall=wall)
    seen, receipts = known.seen, known.receipts
    results = _known(course, stem, [one for one in seen if not one.why], receipts, marks)
    why = {one.student: "; ".join(one.why) for one in seen}
    jobs = [one.job for one in seen if one.job is not None and one.why]
    if jobs and wall != "none" and scheduler is None:
        bubblewrap.require(known.limits)  # the workers start the shells
    if jobs and begun is not None:
        begun()
    done = 0
    with closing(_graded(jobs, workers, scheduler)) as finished:
        for graded in finished:
            student = graded.result["student"]
            result, now = _recorded(course, graded, receipts[student], known.assignment, why=why[student], marks=marks)
            results[student] = result
            done += 1
            if progress is not None:
                progress(gradebook.counted(result, now), done, len(jobs))
    return [results[one.student] for one in seen]


def _graded(jobs: list[Job], workers: int | None, scheduler: str | None) -> Generator[Graded, None, None]:
    if scheduler is not None and jobs:
        from autograder.classroom import cluster  # loads what grades, for whoever is not a worker of ours

        return cluster.results(jobs, scheduler)
    return pool.results(jobs, workers or os.cpu_count() or 1)


def _known(
    course: Course, stem: str, seen: list[Seen], receipts: dict[str, exchange.Receipt], marks: list[Mark] | None
) -> dict[str, dict[str, Any]]:
    """The results of work that is not graded now, with what lateness costs now.

    Files that are gone or of another result are written again.
    """
    marked = [one.student for one in seen if one.kept and one.kept.result["status"] == "graded" and not one.problem]
    received = {student: receipts[student].handed_in for student in marked}
    redated = gradebook.redate(course, stem, received, moved=marks)
    results = {}
    for one in seen:
        if one.problem is not None:
            results[one.student] = one.problem
            if isinstance(redated.get(one.student), dict):
                _rewrite(course, stem, one.student)
            continue
        assert one.kept is not None
        result = redated.get(one.student, one.kept.result)
        if isinstance(result, dates.PluginError):
            note = f"What lateness costs is not known: {result}. The mark stays as it was."
            results[one.student] = _not_a_mark(one.kept.result, note)
        elif result == one.kept.result and views.fresh(course, one.kept, receipts[one.student]):
            results[one.student] = result
        else:
            with gradebook.opened(course) as opened:
                whole = history.results(opened.db, stem, one.student)[one.student]
            results[one.student] = _shown(
                course, whole, receipts[one.student], files=True, moved=result != one.kept.result
            )
    return results


def redate(course: Course, stem: str, *, student: str | None = None, by: str = gradebook.COMMAND) -> list[Mark]:
    """Bring marks, results and their files in line with the dates as they are now. No work is run for it.

    Args:
        course: the course.
        stem: the exercise.
        student: only this one's.
        by: the command that asks for it.

    Returns:
        The new entries in the history of the marks.

    Raises:
        CourseError: if the dates cannot be kept.
    """
    gradebook.require_dates(course)
    moved: list[Mark] = []
    for name, result in gradebook.redate(course, stem, student=student, by=by, moved=moved).items():
        if not isinstance(result, dates.PluginError):  # of which the next `grade` tells
            _rewrite(course, stem, name)
    return moved


def _rewrite(course: Course, stem: str, student: str) -> None:
    """Write the result of work that is not graded now, and take away the page that shows another mark."""
    with gradebook.opened(course) as opened:
        whole = history.results(opened.db, stem, student)[student]
    _shown(course, whole, _NO_RECEIPT, files=False, moved=True)


def check(course: Course, notebook: Path, wall: Wall = "bubblewrap", visible: bool = False) -> dict[str, Any]:
    """Grade one notebook file on its own, touching nothing of the course; if `visible`, by the visible checks alone.

    Raises:
        CourseError: if the file cannot be read, or is of no exercise of the course.
    """
    data = _read(notebook)
    stems = course.chosen()
    stem = next((stem for stem in (submission.embedded(data), notebook.stem) if stem in stems), None)
    if stem is None:
        raise CourseError(f"{notebook} is of no exercise of this course: start from a notebook in exercises/")
    suite.require_ours(course, stem)
    secret.require(course)
    seed = course.seed(stem, notebook.stem)
    assignment = gradebook.assignment(course, stem, wall)
    suite.require_checks(assignment)
    limits = settings.load(course.root).limits
    # These bring along NumPy, which a process that has others grade does without.
    from autograder.grading.grade import grade
    from autograder.wall import session

    if wall != "none":
        session.require(limits, wall)
    return grade(Job(notebook.stem, assignment.visible if visible else assignment, data, seed, limits, wall)).result


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
