"""Grade in several processes at once, and end them all when asked to."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from autograder.classroom import stopping

if TYPE_CHECKING:
    from autograder.grading.grade import Graded, Job

_PATIENCE = 1.0  # seconds that a worker has to end its sandbox


def results(jobs: list[Job], workers: int) -> Generator[Graded, None, None]:
    """Grade jobs in a pool of processes and give each result as it comes.

    A worker that dies (the machine runs out of memory, say) costs nobody a mark: what it held is tried once more alone.

    Raises:
        Stopped: if somebody asked to stop. What was finished by then has been given, and no process is left.
    """
    waiting = list(jobs)
    while waiting:
        unfinished: list[Job] = []
        with closing(_finished(waiting, min(workers, len(waiting)))) as finished:
            for job, graded in finished:
                if graded is None:
                    unfinished.append(job)
                else:
                    yield graded
        if len(unfinished) == len(waiting):  # no progress: one of these kills its worker every time
            for job in unfinished:
                with closing(_finished([job], 1)) as finished:
                    for _, graded in finished:
                        yield graded or _died(job)
            return
        waiting = unfinished


def _died(job: Job) -> Graded:
    from autograder.grading.grade import Graded, empty

    note = "The process that graded this died. This is no mark; it is graded again."
    return Graded(empty(job.student, job.assignment, "fault", note) | {"submission": job.digest})


def _finished(jobs: list[Job], workers: int) -> Generator[tuple[Job, Graded | None], None, None]:
    """Grade jobs in a pool of their own; without a result where the worker died."""
    others = set(multiprocessing.active_children())
    with stopping.deferred() as asked:
        pool = _pool(workers)
        try:
            with stopping.held_back():
                futures = {pool.submit(_work, job): job for job in jobs}
            left = set(futures)
            while left and asked() is None:
                done, left = wait(left, timeout=0.1, return_when=FIRST_COMPLETED)
                for future in done:  # with its result it would stay until the end
                    yield futures.pop(future), _result(future)
                done.clear()
            if (number := asked()) is not None:
                ended = {future for future in left if future.done()}
                _end(pool, set(multiprocessing.active_children()) - others)
                for future in ended:
                    if (graded := _result(future)) is not None:
                        yield futures[future], graded
                raise stopping.Stopped(number)
        except BaseException:
            _end(pool, set(multiprocessing.active_children()) - others)
            raise
        pool.shutdown()


def _result(future: Future[Graded]) -> Graded | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not `fork`: a fork would copy the coordinator's threads and its connection to the database.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """What a worker does first: leave the terminal to the coordinator, end with it, and load what grades."""
    stopping.leave_terminal()
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    gc.disable()  # as in `autograder.__main__`
    import autograder.grading.grade  # noqa: F401

    gc.freeze()
    gc.enable()


def _work(job: Job) -> Graded:
    """Grade in a worker. Asked to end, it ends its sandbox first."""
    from autograder.grading.grade import grade

    signal.signal(signal.SIGTERM, _leave)
    try:
        return grade(job)
    except SystemExit:
        os._exit(1)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(1)


def _end(pool: ProcessPoolExecutor, workers: set[BaseProcess]) -> None:
    """End a pool and all that its workers started."""
    for worker in workers:
        worker.terminate()
    pool.shutdown(wait=False, cancel_futures=True)
    deadline = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.join(max(0.0, deadline - time.monotonic()))
        assert worker.pid is not None
        with suppress(ProcessLookupError):  # a worker leads a group of its own once it has begun
            os.killpg(worker.pid, signal.SIGKILL)
        worker.kill()
        worker.join()
    pool.shutdown()
