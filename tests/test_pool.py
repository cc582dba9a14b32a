"""Workers are loaded ahead of the work, and one team grades one exercise after the other."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
from multiprocessing import forkserver, resource_tracker
from pathlib import Path

import psutil
import pytest
from waiting import until

from autograder.classroom import pool, stopping
from autograder.course.assignment import Assignment
from autograder.course.errors import CourseError
from autograder.course.settings import Limits
from autograder.grading.job import Job
from autograder.wall import cgroup, threads, zygote


@pytest.fixture(autouse=True)
def _in_a_course(monkeypatch, tmp_path):
    """A course folder in which two students have handed in; signals are the tests' own."""
    monkeypatch.setattr(stopping, "at_once", lambda end: None)
    for student in ("ada", "bob"):
        (tmp_path / "course" / "submitted" / student).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "course")


def graded(count, workers):
    """The statuses of work that needs no shell."""
    jobs = [Job(f"s{i}", Assignment("any", ()), None, b"", Limits(), "none", refusal="no file") for i in range(count)]
    return [one.result["status"] for one in pool.results(jobs, workers)]


def workers():
    """The workers that there are, once those that were started ahead of the work are."""
    for team in pool._started:
        team._starter.join()
    return set(multiprocessing.active_children())


@pytest.mark.parametrize("command", ["grade", "demo"])
def test_the_workers_that_were_loaded_ahead_grade_one_exercise_after_the_other(command):
    with pool.ahead([command, "--jobs=1", "--sandbox", "none"]):
        team = workers()
        assert len(team) == 1
        for _ in range(2):
            assert graded(3, workers=1) == ["refused"] * 3
            assert workers() == team
        assert graded(1, workers=2) == ["refused"]  # other workers than were expected, who go when they are done
        assert workers() == team
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("words", "count"),
    [("grade", 2), ("grade --student ada", 1), ("grade --student=ada --student bob --jobs=1", 1),
     ("grade --course elsewhere", 0), ("grade --course elsewhere --course .", 2)],
)  # fmt: skip
def test_no_more_workers_are_loaded_than_there_can_be_submissions_at_once(monkeypatch, words, count):
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    with pool.ahead([*words.split(), "--sandbox", "none"]):
        assert len(workers()) == count
        assert graded(1, workers=1 if "--jobs=1" in words else 6) == ["refused"]
        assert len(workers()) == max(1, count)
    assert not multiprocessing.active_children()


def test_a_team_of_which_a_worker_died_is_replaced():
    with pool.ahead(["grade", "--jobs", "1", "--sandbox=none"]):
        (worker,) = workers()
        worker.kill()
        worker.join()
        assert graded(2, workers=1) == ["refused"] * 2
    assert not multiprocessing.active_children()


def test_workers_are_born_where_submissions_may_have_control_groups(tmp_path, monkeypatch):
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("")
    (tmp_path / "cgroup.procs").write_text(f"{os.getpid()}\n")
    asked = []
    monkeypatch.setattr(cgroup, "_own", lambda: asked.append(len(multiprocessing.active_children())) or tmp_path)
    cgroup.delegated.cache_clear()
    try:
        with pool.ahead(["grade", "--jobs", "1"]):
            assert workers()
            (moved,) = (tmp_path / "downhill-grader").iterdir()
            assert moved.read_text() == str(os.getpid())
        assert asked == [0]  # with a worker in it the kernel would refuse to divide the group
    finally:
        cgroup.delegated.cache_clear()


@pytest.mark.parametrize(
    "words", [[], ["status"], ["grade", "--dry-run"], ["grade", "--help"], ["grade", "--scheduler", "tcp://host"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_needs_no_workers_loads_none(words):
    with pool.ahead(words):
        assert not workers()


def test_all_workers_are_forked_from_a_process_of_their_own_which_does_not_stay(monkeypatch):
    for name in threads.ONE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    with pool.ahead(["grade", "--jobs", "2", "--sandbox", "none"]):
        assert os.environ["PYTHONSAFEPATH"] == ""
        assert len(workers()) == 2
        parents = {psutil.Process(worker.pid).ppid() for worker in workers()}
        assert len(parents) == 1
        assert not {os.getpid(), os.getppid()} & parents
        told = pool._started[0].pool.submit(os.getenv, "OPENBLAS_NUM_THREADS")
        assert told.result() == "1"
        (server,) = map(psutil.Process, parents)
        assert server.num_threads() == 1  # a fork copies one thread, and locks that the others hold stay locked
        assert os.getsid(server.pid) == server.pid
    assert server.status() == psutil.STATUS_ZOMBIE


def test_workers_get_the_environment_of_their_own_team_and_threads_that_somebody_has_set(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    for value in ("one", "two"):
        monkeypatch.setenv("DOWNHILL_TEST", value)
        team = pool._Team(1, "none")
        try:
            told = [team.pool.submit(os.getenv, name) for name in ("DOWNHILL_TEST", *threads.ONE)]
            assert [one.result() for one in told] == [value, None, "3", None]
        finally:
            team.end()


def test_nothing_in_the_course_is_imported_in_the_place_of_a_library():
    pool._end_server()  # the next one starts here
    for name in ("numpy", "nbformat", "socket", "autograder"):
        Path(f"{name}.py").write_text("import os; os._exit(1)\n")
    with pool.ahead(["grade", "--jobs", "1", "--sandbox", "none"]):
        assert graded(2, workers=1) == ["refused"] * 2
        (worker,) = workers()
        assert psutil.Process(worker.pid).ppid() != os.getpid()


def test_where_no_process_can_be_had_to_fork_from_workers_are_started_one_by_one(monkeypatch):
    def fail():
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr(forkserver, "ensure_running", fail)
    with pool.ahead(["grade", "--jobs", "1", "--sandbox", "none"]):
        assert graded(2, workers=1) == ["refused"] * 2
        (worker,) = workers()
        assert psutil.Process(worker.pid).ppid() == os.getpid()


def test_a_worker_does_not_go_on_when_what_it_was_forked_from_has_ended():
    """The pool has lost it then, and starts others: two would grade the same, even if one is deaf to being asked."""
    team = pool._Team(1, "none")
    try:
        team.pool.submit(signal.signal, signal.SIGTERM, signal.SIG_IGN).result()
        (worker,) = map(psutil.Process, (one.pid for one in multiprocessing.active_children()))
        pool._end_server()
        until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    finally:
        team.end()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("ahead", [True, False])
def test_where_no_thread_can_be_had_to_hand_out_the_work_nothing_is_waited_for(monkeypatch, ahead):
    def fail(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(multiprocessing.queues.Queue, "_start_thread", fail)
    words = ["grade", "--jobs", "1", "--sandbox", "none"] if ahead else ["status"]
    with pool.ahead(words):
        if sys.version_info < (3, 12):
            with pytest.raises(CourseError, match="`ulimit -u`"):
                graded(2, workers=1)
        else:  # the pool itself gives up what it was to do
            assert graded(2, workers=1) == ["fault"] * 2
    assert not multiprocessing.active_children()


def test_whoever_is_asked_twice_to_leave_still_leaves_in_order():
    """When one worker has left, the pool asks all others, who have been asked already."""
    before = signal.signal(signal.SIGTERM, pool._leave)
    try:
        with pytest.raises(SystemExit):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_a_worker_could_not_take_away_is_taken_away_with_the_team():
    team = pool._Team(1, "none")
    try:
        left = team.pool.submit(_folder).result()
        assert Path(left).is_dir()
    finally:
        team.end()
    assert not Path(left).exists()


def _folder():
    return tempfile.mkdtemp(prefix=f"dh-{os.getpid()}-")


def test_who_closes_the_terminal_does_not_end_what_knows_the_semaphores(monkeypatch):
    """It shares the terminal with the coordinator, and is deaf to Ctrl-C by itself, but not to this."""
    tracker = resource_tracker.ResourceTracker()
    monkeypatch.setattr(resource_tracker, "ensure_running", tracker.ensure_running)
    pool._context()
    try:
        status = Path(f"/proc/{tracker._pid}/status").read_text()
        blocked = int(status.partition("SigBlk:")[2].split()[0], 16)
        assert blocked >> (signal.SIGHUP - 1) & 1
    finally:
        tracker._stop()


def test_who_stops_while_workers_are_loaded_does_not_wait_for_it(monkeypatch):
    """Whatever it is that takes long: here the process that they are forked from does nothing any more."""
    pool._end_server()
    ensure_running = forkserver.ensure_running

    def halted():
        ensure_running()
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGSTOP)

    monkeypatch.setattr(forkserver, "ensure_running", halted)
    with pool.ahead(["grade", "--jobs", "2", "--sandbox", "none"]):
        (team,) = pool._started
        assert team._starter.is_alive()
    assert not team._starter.is_alive()
    assert not multiprocessing.active_children()


def test_who_asks_to_stop_when_the_work_is_done_disturbs_nothing(monkeypatch):
    end_server, asked = pool._end_server, []

    def end():
        os.kill(os.getpid(), signal.SIGTERM)
        asked.append(signal.SIGTERM)
        end_server()

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    stopping.by_exception()
    try:
        with pool.ahead(["grade", "--jobs", "1", "--sandbox", "none"]):
            workers()
            monkeypatch.setattr(pool, "_end_server", end)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
    assert asked == [signal.SIGTERM]
    assert not multiprocessing.active_children()


def test_a_program_behind_the_wall_ends_when_its_starter_has_gone():
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        boot = [sys.executable, "-c", zygote._BOOT, str(theirs.fileno())]
        assert subprocess.run(boot, pass_fds=[theirs.fileno()], timeout=60).returncode == 0
