"""A disk that is full costs nobody a mark: what finds no room is a fault, and the next run puts it right."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import STEM
from needs import missing
from quick import hand_in

STUDENTS = [f"student_{number}" for number in range(12)]
GRADE = f"""
import json, os, pytest
from pathlib import Path
from quick import grade_at_once
from autograder.classroom import gradebook
from autograder.classroom import run as classroom
from autograder.course.course import Course

grade_at_once(pytest.MonkeyPatch())
course = Course(Path("disk/course"))
full = classroom.run(course, "{STEM}")
os.unlink("disk/ballast")
healed = classroom.run(course, "{STEM}")
print(json.dumps([full, healed, gradebook.scores(course, "{STEM}")]))
"""
# The ballast fills all but so many bytes, which are enough for some of the class.
ROOM = 400_000
SCRIPT = f"""
set -e
mkdir disk
mount -t tmpfs -o size=8m tmpfs disk
cp -a course disk/
head -c 16m /dev/zero > disk/ballast 2>/dev/null || true
truncate -s -{ROOM} disk/ballast
exec {shlex.quote(sys.executable)} -c {shlex.quote(GRADE)}
"""


def on_a_disk_of_its_own(script, folder):
    """Run a script that may mount things, in namespaces of its own."""
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script], cwd=folder, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )  # fmt: skip


@pytest.fixture
def small_disk(tmp_path):
    if not shutil.which("unshare") or on_a_disk_of_its_own("mkdir d && mount -t tmpfs tmpfs d", tmp_path).returncode:
        missing("no disk of its own can be mounted here: that needs user namespaces and `unshare`")


@pytest.mark.usefixtures("small_disk")
def test_what_finds_no_room_is_a_fault_and_the_next_run_heals_it(course):
    for student in STUDENTS:
        hand_in(course, student, right=["svm_loss_naive"])
    done = on_a_disk_of_its_own(SCRIPT, course.root.parent)
    assert done.returncode == 0, done.stderr[-3000:]
    full, healed, scores = json.loads(done.stdout.splitlines()[-1])
    states = [result["status"] for result in full]
    assert set(states) == {"graded", "fault"}, [result["notes"] for result in full]
    for result in full:
        assert result["score"] == 7 if result["status"] == "graded" else not result["score"] or result["score"] == 7
        assert result["status"] == "graded" or "room" in result["notes"][-1]
    assert [(result["status"], result["score"]) for result in healed] == [("graded", 7)] * len(STUDENTS)
    assert {student: sum(filter(None, one.values())) for student, one in scores.items()} == dict.fromkeys(STUDENTS, 7)
