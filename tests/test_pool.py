"""Workers are loaded ahead of the work, and one team grades one exercise after the other."""

import multiprocessing
import os
import socket
import subprocess
import sys

import pytest

from autograder.classroom import pool, stopping
from autograder.course.assignment import Assignment
from autograder.course.settings import Limits
from autograder.grading.job import Job
from autograder.wall import cgroup, zygote


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


@pytest.mark.parametrize("command", ["grade", "demo"])
def test_the_workers_that_were_loaded_ahead_grade_one_exercise_after_the_other(command):
    with pool.ahead([command, "--jobs=1", "--sandbox", "none"]):
        team = set(multiprocessing.active_children())
        assert len(team) == 1
        for _ in range(2):
            assert graded(3, workers=1) == ["refused"] * 3
            assert set(multiprocessing.active_children()) == team
        assert graded(1, workers=2) == ["refused"]  # other workers than were expected, who go when they are done
        assert set(multiprocessing.active_children()) == team
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("words", "count"),
    [("grade", 2), ("grade --student ada", 1), ("grade --student=ada --student bob --jobs=1", 1),
     ("grade --course elsewhere", 0), ("grade --course elsewhere --course .", 2)],
)  # fmt: skip
def test_no_more_workers_are_loaded_than_there_can_be_submissions_at_once(monkeypatch, words, count):
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    with pool.ahead([*words.split(), "--sandbox", "none"]):
        assert len(multiprocessing.active_children()) == count
        assert graded(1, workers=1 if "--jobs=1" in words else 6) == ["refused"]
        assert len(multiprocessing.active_children()) == max(1, count)
    assert not multiprocessing.active_children()


def test_a_team_of_which_a_worker_died_is_replaced():
    with pool.ahead(["grade", "--jobs", "1", "--sandbox=none"]):
        (worker,) = multiprocessing.active_children()
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
            assert multiprocessing.active_children()
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
        assert not multiprocessing.active_children()


def test_a_program_behind_the_wall_ends_when_its_starter_has_gone():
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        boot = [sys.executable, "-c", zygote._BOOT, str(theirs.fileno())]
        assert subprocess.run(boot, pass_fds=[theirs.fileno()], timeout=60).returncode == 0
