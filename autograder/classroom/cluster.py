"""Grade on many machines: the same tasks on a Dask cluster, each worker process with a zygote of its own."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from autograder.course.course import CourseError
from autograder.grading.causes import versions
from autograder.grading.grade import Graded, Job, empty, grade

_PATIENCE = 30  # seconds for the scheduler to answer and for a first worker to be there


def results(jobs: list[Job], address: str) -> Generator[Graded, None, None]:
    """Grade jobs on the cluster of a scheduler and give each result as it comes.

    A worker that dies in the middle of a task costs time only: the scheduler gives the task to another one. A task
    that ends several workers is a fault.

    Args:
        jobs: what to grade.
        address: of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        CourseError: if no scheduler answers there, no worker comes, or workers do not have our versions.
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
        _same_versions(client, address)
        futures = {client.submit(grade, job, pure=False): job for job in jobs}
        for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
            job = futures.pop(future)
            try:
                yield future.result()
            except KilledWorker:
                yield _fault(job, "Every process that graded this died.")
            except Exception as error:
                yield _fault(job, f"The cluster failed ({type(error).__name__}: {error}).")


def _same_versions(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise CourseError(f"the scheduler at {address!r} has no workers: start some with `dask worker`") from error
    ours = versions()
    for worker, theirs in client.run(versions, on_error="return").items():
        if isinstance(theirs, OSError):  # it has just gone
            continue
        if isinstance(theirs, Exception):
            raise CourseError(f"the worker {worker} cannot import the autograder: start it in a checkout's environment")
        if theirs != ours:
            raise CourseError(f"the worker {worker} has {theirs} and this machine {ours}: their marks could differ")


def _fault(job: Job, note: str) -> Graded:
    result = empty(job.student, job.assignment, "fault", f"{note} This is no mark; it is graded again.")
    return Graded(result | {"submission": job.digest})
