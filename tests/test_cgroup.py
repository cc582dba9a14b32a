"""Control groups: what is asked of the kernel. A folder stands for cgroupfs, since few machines delegate a real one."""

import os
from pathlib import Path

import pytest

from autograder import doctor
from autograder.course.settings import Limits
from autograder.wall import cgroup
from autograder.wall.session import started


@pytest.fixture
def own(tmp_path):
    """A control group that is ours, with this process alone in it."""
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("")
    (tmp_path / "cgroup.procs").write_text(f"{os.getpid()}\n")
    return tmp_path


def test_the_grader_moves_aside_and_asks_for_the_controllers(own):
    assert cgroup.prepared(own) == own
    assert (own / "downhill-grader/cgroup.procs").read_text() == str(os.getpid())
    assert (own / "cgroup.subtree_control").read_text() == "+cpu +memory +pids"
    assert cgroup.prepared(own / "downhill-grader") == own


@pytest.mark.parametrize(
    ("name", "text"),
    [("cgroup.controllers", "cpu pids\n"), ("cgroup.procs", "1\n")],
)
def test_a_group_that_others_share_or_that_lacks_a_controller_is_left_alone(own, name, text):
    (own / name).write_text(text)
    assert cgroup.prepared(own) is None
    assert not (own / "downhill-grader").exists()


def test_a_submission_gets_a_group_with_its_limits(own):
    group = cgroup.Group(own, Limits(memory=512, threads=20))
    (folder,) = [path for path in own.iterdir() if path.is_dir()]
    group.add(7)
    said = {path.name: path.read_text() for path in folder.iterdir()}
    assert said == {
        "memory.max": str(512 * 2**20), "memory.swap.max": "0", "pids.max": "20",
        "cpu.max": "100000 100000", "cgroup.procs": "7",
    }  # fmt: skip
    assert not group.ran_out_of_memory()
    (folder / "memory.events").write_text("low 0\noom 1\noom_kill 1\n")
    assert group.ran_out_of_memory()
    group.close()
    assert (folder / "cgroup.kill").read_text() == "1"


def test_a_session_is_put_into_its_group(own, monkeypatch, wall):
    monkeypatch.setattr(cgroup, "delegated", lambda: own)
    with started(Limits(), "bubblewrap") as session:
        (folder,) = [path for path in own.iterdir() if path.is_dir()]
        assert (folder / "cgroup.procs").read_text() == str(session.process.pid)
    assert (folder / "cgroup.kill").exists()


def test_the_doctor_says_which_limits_there_are(released, wall):
    found = next(finding for finding in doctor.findings(released) if finding.what == "control groups")
    real = Path("/sys/fs/cgroup/cgroup.controllers").exists() and cgroup.delegated()
    assert ("each submission gets one" in found.detail) == bool(real)
