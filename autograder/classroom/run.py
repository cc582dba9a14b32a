"""Grade many submissions: several at once, each recorded as it comes, and never the same work twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path
from typing import Any

from autograder.classroom import dates, gradebook
from autograder.course import settings
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError, replace
from autograder.course.settings import Limits
from autograder.grading.grade import Graded, Job, grade
from autograder.intake import exchange, submission
from autograder.wall import session
from autograder.wall.zygote import Wall

_NO_RECEIPT = exchange.Receipt()


def jobs_of(
    course: Course, assignment: Assignment, students: list[str], limits: Limits, wall: Wall, force: bool
) -> tuple[list[Job], list[dict[str, Any]]]:
    """Find what there is to grade.

    Returns:
        The jobs, and the results that need none: of work that is graded already, missing or on a broken disk.
    """
    jobs, known = [], []
    recorded = gradebook.recorded(course, assignment.stem)
    for student in students:
        seed = course.seed(assignment.stem, student)
        try:
            found = submission.find(course.submitted(student, assignment.stem), assignment)
        except submission.Refused as error:
            job = Job(student, assignment, None, seed, limits, wall, refusal=str(error))
        except OSError as error:
            note = f"The disk failed ({error}). This is no mark; it is graded again."
            known.append(_empty(student, assignment, "fault", note))
            continue
        else:
            if found is None:
                known.append(_empty(student, assignment, "missing", "Nothing was handed in."))
                continue
            job = Job(student, assignment, found[0], seed, limits, wall, notes=found[1])
        before = previous(course, student, assignment.stem)
        fresh = before is not None and before["suite"] == assignment.suite and before["submission"] == job.digest
        if before is not None and fresh and not force and student in recorded:
            known.append(before)
        else:
            jobs.append(job)
    return jobs, known


def previous(course: Course, student: str, stem: str) -> dict[str, Any] | None:
    """The result of an earlier run, or None."""
    try:
        result = json.loads((course.autograded(student, stem) / "result.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return result if isinstance(result, dict) and {"suite", "submission"} <= result.keys() else None


def record(course: Course, graded: Graded, receipt: exchange.Receipt = _NO_RECEIPT) -> dict[str, Any]:
    """Keep one result: the scores in the gradebook, then the notebook and the result beside it, whole or not at all.

    Work that is refused does not cost a mark that earlier work has earned.
    """
    result = graded.result
    student, stem = result["student"], result["assignment"]
    if result["status"] == "fault":
        return result
    result = {**result, "notes": [*result["notes"], *receipt.notes]}
    before = previous(course, student, stem)
    # By its tasks: late work may have earned points that its score no longer shows.
    if result["status"] == "refused" and before is not None and any(task["score"] for task in before["tasks"]):
        kept = f"The mark of what was handed in before stays: {before['score']:g} points."
        result = {**before, "status": "refused", "notes": [*result["notes"], kept], "submission": result["submission"]}
    else:
        try:
            result = dates.charged(result, gradebook.record(course, graded, receipt.handed_in))
        except gradebook.NotRecorded as error:
            return _not_a_mark(result, f"The mark could not be put down: {error}. It is graded again.")
    folder = course.autograded(student, stem)
    receipt.keep(folder)
    if graded.notebook:
        replace(folder / f"{stem}.ipynb", graded.notebook.encode())
    replace(folder / "staff.json", (graded.staff or "{}").encode())
    replace(folder / "result.json", json.dumps(result, indent=1, ensure_ascii=False).encode())
    return result


def results(jobs: list[Job], workers: int) -> Iterator[Graded]:
    """Grade jobs in a pool of processes and give each result as it comes.

    A worker that dies (the machine runs out of memory, say) costs nobody a mark: what it held is tried once more alone.
    """
    waiting = list(jobs)
    while waiting:
        unfinished: list[Job] = []
        with _pool(min(workers, len(waiting))) as pool:
            futures = {pool.submit(grade, job): job for job in waiting}
            for future in as_completed(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    unfinished.append(futures[future])
        if len(unfinished) == len(waiting):  # no progress: one of these kills its worker every time
            for job in unfinished:
                yield _alone(job)
            return
        waiting = unfinished


def _alone(job: Job) -> Graded:
    with _pool(1) as pool:
        try:
            return pool.submit(grade, job).result()
        except BrokenProcessPool:
            note = "The process that graded this died. This is no mark; it is graded again."
            return Graded(_empty(job.student, job.assignment, "fault", note))


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not `fork`: a fork would copy the coordinator's threads and its connection to the database.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_parent)


def _leave_with_parent() -> None:
    """Make a worker end when the coordinator is killed, and its sandbox with it."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _empty(student: str, assignment: Assignment, status: str, note: str) -> dict[str, Any]:
    """A result without a mark."""
    return {
        "student": student,
        "assignment": assignment.stem,
        "status": status,
        "score": None,
        "max_score": assignment.max_score,
        "needs_manual_grade": False,
        "seconds": 0.0,
        "tasks": [],
        "notes": [note],
        "suite": assignment.suite,
        "submission": None,
    }


def run(
    course: Course,
    stem: str,
    *,
    students: Iterable[str] = (),
    workers: int | None = None,
    force: bool = False,
    limits: Limits | None = None,
    wall: Wall = "bubblewrap",
    progress: Callable[[dict[str, Any], int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """Grade what was handed in to one exercise and is not graded yet.

    Args:
        course: the course.
        stem: the exercise; it must have been released.
        students: whose work; everybody's if none is named.
        workers: how many submissions at once; by default one a core.
        force: grade again what is graded already.
        limits: what one submission may use.
        wall: how submissions are kept apart.
        progress: called with each new result, how many are done, and how many there are to do.

    Returns:
        A result for every student, in order.

    Raises:
        CourseError: if the course is not ready.
    """
    assignment = gradebook.assignment(course, stem)
    everybody = course.students()
    if not everybody:
        raise CourseError(
            f"{course.root / 'submitted'} is empty: put notebooks in submitted/<student>/{stem}/{stem}.ipynb"
        )
    for student in students:
        if student not in everybody:
            raise CourseError(f"there is no folder {course.root / 'submitted' / student}")
    everybody = list(students) or everybody
    dates.plugin(course)  # if it cannot be used, say so before the work
    # Before the notebooks: of work that is replaced meanwhile, a time that is too old is mended by the next run.
    receipts = {student: exchange.read(course.submitted(student, stem)) for student in everybody}
    limits = limits or settings.load(course.root).limits
    jobs, done = jobs_of(course, assignment, everybody, limits, wall, force)
    done = _redated(course, stem, done, receipts)
    if jobs and wall != "none":
        session.require(limits, wall)
    new = []
    for graded in results(jobs, workers or os.cpu_count() or 1):
        new.append(record(course, graded, receipts[graded.result["student"]]))
        if progress is not None:
            progress(new[-1], len(new), len(jobs))
    return sorted(done + new, key=lambda result: everybody.index(result["student"]))


def _redated(
    course: Course, stem: str, results: list[dict[str, Any]], receipts: dict[str, exchange.Receipt]
) -> list[dict[str, Any]]:
    """Results of work that is graded already, with what lateness costs now."""
    marked = [result["student"] for result in results if result["status"] == "graded"]
    lateness = gradebook.redate(course, stem, {student: receipts[student].handed_in for student in marked})
    redated = []
    for result in results:
        student = result["student"]
        late = lateness.get(student)
        if isinstance(late, dates.PluginError):
            redated.append(_not_a_mark(result, f"What lateness costs is not known: {late}. The mark stays as it was."))
        elif student in lateness:
            folder = course.autograded(student, stem)
            receipts[student].keep(folder)
            redated.append(dates.charged(result, late))
            if redated[-1] != result:
                replace(folder / "result.json", json.dumps(redated[-1], indent=1, ensure_ascii=False).encode())
        else:
            redated.append(result)
    return redated


def _not_a_mark(result: dict[str, Any], note: str) -> dict[str, Any]:
    return {**result, "status": "fault", "score": None, "tasks": [], "notes": [*result["notes"], note]}


def check(course: Course, notebook: Path, wall: Wall = "bubblewrap", visible: bool = False) -> dict[str, Any]:
    """Grade one notebook file on its own, touching nothing of the course; if `visible`, by the visible checks alone.

    Raises:
        CourseError: if the file cannot be read, or is of no exercise of the course.
    """
    try:
        data = notebook.read_bytes()
    except OSError as error:
        raise CourseError(f"{notebook} cannot be read: {error.strerror}") from error
    stems = course.chosen()
    stem = next((stem for stem in (submission.embedded(data), notebook.stem) if stem in stems), None)
    if stem is None:
        raise CourseError(f"{notebook} is of no exercise of this course: start from a notebook in exercises/")
    seed = course.seed(stem, notebook.stem)
    limits = settings.load(course.root).limits
    if wall != "none":
        session.require(limits, wall)
    assignment = gradebook.assignment(course, stem)
    return grade(Job(notebook.stem, assignment.visible if visible else assignment, data, seed, limits, wall)).result
