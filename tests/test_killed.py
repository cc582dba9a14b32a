"""A run that is killed at any step leaves a course that the next run brings to the marks of one that nothing disturbed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import STEM, previous, run
from quick import hand_in

from autograder.classroom import gradebook
from autograder.course.course import Course, replace

KILLS = 20


def test_after_twenty_kills_the_marks_are_those_of_an_undisturbed_run(course):
    hand_in(course, "ada", right=["svm_loss_naive", "svm_loss_vectorized"], derivation="$x$")
    hand_in(course, "bob", right=["svm_loss_naive"])
    hand_in(course, "cyd")
    replace(course.submitted("dan", STEM) / f"{STEM}.ipynb", b"no notebook")
    undisturbed = Course(Path(f"{course.root}-undisturbed"))
    shutil.copytree(course.root, undisturbed.root)

    run(sys.executable, Path(__file__).with_name("killing.py"), course.root, STEM, KILLS, cwd=course.root)

    assert gradebook.scores(course, STEM) == gradebook.scores(undisturbed, STEM)
    for student in course.students():
        mine, theirs = (previous(one, student, STEM) for one in (course, undisturbed))
        assert {**mine, "seconds": 0} == {**theirs, "seconds": 0}
        name = course.autograded(student, STEM).relative_to(course.root)
        if mine["status"] == "graded":
            for file in ("result.json", f"{STEM}.ipynb"):
                assert (course.root / name / file).exists()
    assert not [path for path in course.root.rglob("*") if path.name.startswith((".result", f".{STEM}"))]


def test_what_a_killed_writer_left_goes_when_the_file_is_written_again(tmp_path):
    ended = subprocess.Popen(["true"])  # its number is nobody's when it is reaped
    ended.wait()
    left, kept = tmp_path / f".page-{ended.pid}-ab_1", tmp_path / f".page-{os.getpid()}-cd"
    for path in (left, kept, tmp_path / f".other-{ended.pid}-x", tmp_path / f"page-{ended.pid}-x"):
        path.write_text("half a page")
    replace(tmp_path / "page", b"whole")
    assert (tmp_path / "page").read_bytes() == b"whole"
    assert not left.exists()
    assert kept.exists()
    assert len(list(tmp_path.iterdir())) == 4
