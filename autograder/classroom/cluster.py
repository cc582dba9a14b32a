"""Grade on many machines: the same tasks on a Dask cluster, each worker process with a zygote of its own."""

from __future__ import annotations

import functools
from collections.abc import Generator
from typing import Any

from autograder.course.course import CourseError
from autograder.course.settings import Limits
from autograder.grading import suite
from autograder.grading.causes import versions
from autograder.grading.grade import grade
from autograder.grading.job import Graded, Job, empty
from autograder.wall.ways import Wall

_PATIENCE = 30  # seconds for the scheduler to answer and for a first worker to be there
_WORDS = {"checks": "the hidden checks", "catalogue": "the catalogue of mistakes", "grader": "the grader",
          "wall": "the wall", "sandbox": "bubblewrap"}  # fmt: skip


def results(jobs: list[Job], address: str) -> Generator[Graded, None, None]:
    """Grade jobs on the cluster of a scheduler and give each result as it comes.

    A worker that dies in the middle of a task costs time only: the scheduler gives the task to another one. A task
    that ends several workers is a fault.

    Args:
        jobs: what to grade.
        address: of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        CourseError: if no scheduler answers there, no worker comes, or a worker would grade in another way than this
            machine; one that comes later is found out by its first task.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError as error:
        raise CourseError("--scheduler needs dask.distributed: pip install 'downhill[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(f"no Dask scheduler answers at {address!r}: start one with `dask scheduler`") from error
    with client:
        _require_same(client, address, jobs[0])
        futures = {client.submit(_graded, job, pure=False): job for job in jobs}
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            job = futures.pop(future)
            try:
                done = future.result()
            except KilledWorker:
                done = _fault(job, "Every process that graded this died.")
            except Exception as error:
                done = _fault(job, f"The cluster failed ({type(error).__name__}: {error}).")
            if isinstance(done, list):
                raise _other("of the cluster", done)
            yield done


def _graded(job: Job) -> Graded | list[str]:
    """Grade on a worker; instead, name what it has in another version."""
    return differing(job) or grade(job)


def differing(job: Job) -> list[str]:
    """What decides a mark on this machine and is another than where the job was made, by the names in its suite."""
    expected = {name: value for name, value in job.assignment.surroundings if name != "secret"}
    here = _here(job.assignment.stem, job.limits, job.wall) if expected else {}
    return [name for name, value in expected.items() if here.get(name) != value]


@functools.cache
def _here(stem: str, limits: Limits, wall: Wall) -> dict[str, str]:
    return dict(suite.surroundings(stem, limits, None, wall))


def _require_same(client: Any, address: str, job: Job) -> None:
    """Refuse workers that would grade in another way than this machine."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise CourseError(f"the scheduler at {address!r} has no workers: start some with `dask worker`") from error
    ours = versions()
    for worker, theirs in client.run(_look, job, on_error="return").items():
        if isinstance(theirs, OSError):  # it has just gone
            continue
        if isinstance(theirs, Exception):
            raise CourseError(
                f"the worker {worker} cannot import this autograder: start it in the environment of "
                f"{suite.PACKAGE.parent}, or of a copy of it"
            )
        version, names = theirs
        if version != ours:
            raise CourseError(f"the worker {worker} has {version} and this machine {ours}: their marks could differ")
        if names:
            raise _other(worker, names)


def _look(job: Job) -> tuple[str, list[str]]:
    return versions(), differing(job)


def _other(worker: str, names: list[str]) -> CourseError:
    what = ", ".join(_WORDS.get(name, name.removeprefix("version.")) for name in names)
    return CourseError(
        f"the worker {worker} has {what} in another version than this machine, so their marks could differ: start it "
        f"in the environment of {suite.PACKAGE.parent}, or of a copy of it"
    )


def _fault(job: Job, note: str) -> Graded:
    result = empty(job.student, job.assignment, "fault", f"{note} This is no mark; it is graded again.")
    return Graded(result | {"submission": job.digest})
