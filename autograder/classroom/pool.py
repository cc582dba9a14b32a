"""Grade in several processes at once, and end them all when asked to."""

from __future__ import annotations

import atexit
import gc
import itertools
import multiprocessing
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing import connection, forkserver, resource_tracker, util
from multiprocessing.context import BaseContext
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from autograder.classroom import leftovers, stopping
from autograder.course.errors import CourseError
from autograder.wall import cgroup, threads

if TYPE_CHECKING:
    from autograder.grading.job import Graded, Job
    from autograder.wall.ways import Wall

_PATIENCE = 1.0  # seconds that a worker has to end its sandbox
_STUCK = (
    "what hands out the work could not go on: see how many processes and threads you may have on this machine "
    "(`ulimit -u`), or grade with `--jobs 1`"
)
_AHEAD = 4  # workers that are started before it is known how many submissions there are to grade


class _Team:
    """A pool of workers, and what ends it.

    Args:
        workers: how many there may be; each is started when it is needed.
        wall: how submissions will be kept apart.
        most: how many submissions there will be at once at most, if that is known.
    """

    def __init__(self, workers: int, wall: Wall, most: int | None = None):
        self.workers, self.wall = workers, wall
        self.most = workers if most is None else min(workers, most)
        self._others = set(multiprocessing.active_children())
        if wall != "none":
            cgroup.delegated()  # later we would share our group with the workers, and it could not be divided any more
        threads.one_each()  # before anybody loads NumPy, here or there
        initial = wall, dict(os.environ)
        self.pool = ProcessPoolExecutor(max(1, self.most), mp_context=_context(), initializer=_begin, initargs=initial)
        self._starter: threading.Thread | None = None
        self._ended = False

    def start(self, count: int) -> None:
        """Start some of them, before there is work, and do not wait for it: the first has much to load."""

        def start() -> None:
            with suppress(OSError, EOFError, RuntimeError):  # whoever has work for them will find out
                for _ in range(min(count, self.most)):
                    if not self._ended:
                        self.pool.submit(_nothing)

        self._starter = threading.Thread(target=start, daemon=True)
        with stopping.held_back():
            self._starter.start()

    def submit(self, jobs: list[Job]) -> dict[Future[Graded], Job]:
        """Let them grade jobs."""
        with stopping.held_back():
            return {self.pool.submit(_work, job): job for job in jobs}

    @property
    def _manager(self) -> threading.Thread | None:
        """What hands out the work and takes in results; it has no public name."""
        return getattr(self.pool, "_executor_manager_thread", None)

    @property
    def works(self) -> bool:
        """Whether results may still come."""
        return self._manager is None or self._manager.is_alive()

    def end(self) -> None:
        """End all that the workers started, then the workers."""
        if self in _started:
            _started.remove(self)
        self._ended = True
        while self._starter is not None and self._starter.is_alive():
            _end_server()  # and another one, if that has just been found to have ended
            self._starter.join(0.1)
        workers = set(multiprocessing.active_children()) - self._others
        for worker in workers:
            worker.terminate()
        manager = self._manager
        self.pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + _PATIENCE
        for worker in workers:
            worker.join(max(0.0, deadline - time.monotonic()))
            assert worker.pid is not None
            with suppress(ProcessLookupError):  # a worker leads a group of its own once it has begun
                os.killpg(worker.pid, signal.SIGKILL)
            worker.kill()
            worker.join()
        if manager is not None and manager.is_alive():
            # It takes down semaphores, and to leave meanwhile is complained of on the terminal.
            manager.join(_PATIENCE)
        leftovers.clear()  # of a worker that was asked to end just when it took its folder away


_started: list[_Team] = []  # ahead of the work


def _context() -> BaseContext:
    """How workers come to be: never as forks of the coordinator, with its threads and its connection to the database.

    On Linux they are forks of a process that has loaded what they need, once for all, and has nothing else. On macOS
    a library that NumPy computes with does not survive a fork.
    """
    with stopping.held_back(signal.SIGHUP):  # it survives all other signals, and another one would know no semaphore
        resource_tracker.ensure_running()  # which lets Ctrl-C through when it has started
    if sys.platform == "linux":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["autograder.classroom.forked"])
        with suppress(OSError), stopping.held_back(), _nothing_from_here():  # no socket has so long a path, say
            _have_folder()
            forkserver.ensure_running()
            return context
    return multiprocessing.get_context("spawn")


def _have_folder() -> None:
    """Let `multiprocessing` have its folder for sockets under a name by which it is found if this process is killed."""
    told = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # it has no public name
    if "tempdir" not in told:
        told["tempdir"] = tempfile.mkdtemp(prefix=f"dh-{os.getpid()}-")
        util.Finalize(None, shutil.rmtree, (told["tempdir"], True), exitpriority=-100)


@contextmanager
def _nothing_from_here() -> Iterator[None]:
    """Let no Python that starts in this block import from the folder it starts in, which is a course."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before


def _end_server() -> None:
    """End what workers are forked from, which hears of nothing while it loads; the next team gets another."""
    number = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # it has no public name
    if number is None:
        return
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(number, signal.SIGKILL)
        os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)  # `forkserver` itself has to find that it has ended


@contextmanager
def ahead(words: Sequence[str]) -> Iterator[None]:
    """If a command grades, let workers load what they need while this process loads the rest.

    Whoever calls `results` in this block for as many workers gets these each time; with others, a guess was wrong and
    has cost some time.

    Args:
        words: of the command line, which nobody has looked at yet.
    """
    if (
        {"grade", "demo"} & set(words[:1])
        and not {"--dry-run", "--help", "-h"} & set(words)
        and not _value(words, "--scheduler")
    ):
        count = _value(words, "--jobs")
        workers = int(count) if count.isdecimal() and int(count) else os.cpu_count() or 1
        stopping.at_once(_leave_behind_nothing)
        with stopping.deferred() as asked:  # half a team would leave processes and semaphores behind
            wall: Wall = "none" if _value(words, "--sandbox") == "none" else "bubblewrap"
            team = _Team(workers, wall, _students(words) if words[0] == "grade" else None)
            _started.append(team)
            team.start(_AHEAD)
        if (number := asked()) is not None:
            signal.raise_signal(number)
    try:
        yield
    finally:
        with stopping.deferred():  # the work is done, and who asks to stop finds us ending
            _end_all()


def _end_all() -> None:
    while _started:
        _started[0].end()
    _end_server()


def _leave_behind_nothing() -> None:
    _end_all()
    atexit._run_exitfuncs()  # of `multiprocessing`: semaphores that are left are complained of on the terminal


def _value(words: Sequence[str], option: str) -> str:
    """What follows an option, the last time that it is named; empty if nothing does."""
    found = ""
    for word, after in itertools.pairwise([*words, ""]):
        if word == option:
            found = after
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found


def _students(words: Sequence[str]) -> int:
    """How many students a command that grades is about: an exercise has no more submissions."""
    named = sum(word.partition("=")[0] == "--student" for word in words)
    if named:
        return named
    try:
        return len(os.listdir(os.path.join(_value(words, "--course") or ".", "submitted")))
    except OSError:  # nobody has handed in
        return 0


def _team(workers: int, wall: Wall) -> _Team:
    """The team that was started ahead if it is such a one, or else a new one."""
    if _started and (_started[0].workers, _started[0].wall) == (workers, wall):
        return _started[0]
    return _Team(workers, wall)


def results(jobs: list[Job], workers: int) -> Generator[Graded, None, None]:
    """Grade jobs in a pool of processes and give each result as it comes.

    A worker that dies (the machine runs out of memory, say) costs nobody a mark: what it held is tried once more alone.

    Raises:
        Stopped: if somebody asked to stop. What was finished by then has been given, and no process is left.
        ImportError: if what grades cannot be loaded on this machine.
        CourseError: if this machine does not let the work be handed out.
    """
    waiting = list(jobs)
    while waiting:
        unfinished: list[Job] = []
        with closing(_finished(waiting, workers)) as finished:
            for job, graded in finished:
                if graded is None:
                    unfinished.append(job)
                else:
                    yield graded
        if len(unfinished) == len(waiting):  # no progress: one of these kills its worker every time
            import autograder.grading.grade  # noqa: F401  or no worker could load this: to say so costs no work a fault

            for job in unfinished:
                with closing(_finished([job], 1)) as finished:
                    for _, graded in finished:
                        yield graded or _died(job)
            return
        waiting = unfinished


def _died(job: Job) -> Graded:
    from autograder.grading.job import Graded, empty

    note = "The process that graded this died. This is no mark; it is graded again."
    return Graded(empty(job.student, job.assignment, "fault", note) | {"submission": job.digest})


def _finished(jobs: list[Job], workers: int) -> Generator[tuple[Job, Graded | None], None, None]:
    """Grade jobs by a team; without a result where the worker died."""
    with stopping.deferred() as asked:
        team = _team(workers, jobs[0].wall)
        try:
            whole = True
            try:
                futures = team.submit(jobs)
            except BrokenProcessPool:  # a worker has died that had nothing to do yet
                team.end()
                team = _Team(workers, jobs[0].wall)
                futures = team.submit(jobs)
            # Not `wait`, which takes hold of all that are left each time.
            done: queue.SimpleQueue[Future[Graded]] = queue.SimpleQueue()
            for future in futures:
                future.add_done_callback(done.put)
            while futures and asked() is None:
                try:
                    future = done.get(timeout=0.1)
                except queue.Empty:
                    if not team.works and done.empty():  # from Python 3.12 on the pool itself gives up its work then
                        raise CourseError(_STUCK) from None
                    continue
                graded = _result(future)
                whole &= graded is not None
                yield futures.pop(future), graded  # with its result it would stay until the end
            if (number := asked()) is not None:
                ended = [future for future in futures if future.done()]
                team.end()
                for future in ended:
                    if (graded := _result(future)) is not None:
                        yield futures[future], graded
                raise stopping.Stopped(number)
        except BaseException:
            team.end()
            raise
        if not whole or team not in _started:
            team.end()


def _result(future: Future[Graded]) -> Graded | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _begin(wall: Wall, environment: dict[str, str]) -> None:
    """What a worker does first: leave the terminal to the coordinator, end with it, and load what grades."""
    stopping.leave_terminal()
    os.environ.clear()  # of the process that it was forked from, which may have been started for another team
    os.environ.update(environment)
    parent = multiprocessing.parent_process()
    assert parent is not None

    ends = [parent.sentinel]
    if sys.platform == "linux":
        ends.append(os.pidfd_open(os.getppid()))  # of what it was forked from, without which nobody sees it any more

    def watch() -> None:
        if parent.sentinel not in connection.wait(ends):
            os.kill(os.getpid(), signal.SIGTERM)
            connection.wait([parent.sentinel], _PATIENCE)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    gc.disable()  # as in `autograder.__main__`
    import autograder.grading.grade  # noqa: F401

    gc.freeze()
    gc.enable()
    from autograder.wall.bubblewrap import SandboxError
    from autograder.wall.zygote import SOURCE

    with suppress(SandboxError, OSError):  # else the first submission finds out, and says so
        SOURCE.way(wall)


def _nothing() -> None:
    """The work of a worker that is to start."""


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


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # the pool asks all others too when the first has left
    raise SystemExit(1)
