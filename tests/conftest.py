"""What tests share: a course as an instructor has it, the graded demo class, and the commands as people call them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import release
from autograder.course import Course
from autograder.sandbox import Kernel, Limits, SandboxError

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
STEM = "svm_gradient"


def run(*words, cwd, check=True, **options):
    """Run a command of the environment and return it; its output is text."""
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": path},
        **options,
    )
    if check:
        assert done.returncode == 0, f"{words}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done


def new_course(root):
    """An instructor's course folder, not released yet."""
    shutil.copytree(ROOT / "solutions", root / "solutions", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root)


def sandboxed():
    """Whether there is a wall here. In continuous integration there must be."""
    try:
        with Kernel(Limits(), "bubblewrap"):
            return True
    except SandboxError:
        return False


@pytest.fixture(scope="session")
def wall():
    if not sandboxed():
        if os.environ.get("CI"):
            pytest.fail("no sandbox: continuous integration must have one")
        pytest.skip("no sandbox on this machine: see `autograder doctor`")


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A released course. Tests that change it take `course`."""
    course = new_course(tmp_path_factory.mktemp("released"))
    release.release(course, STEM)
    return course


@pytest.fixture
def course(released, tmp_path):
    """A released course of the test's own."""
    shutil.copytree(released.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture(scope="session")
def demo_run(released, tmp_path_factory, wall):
    """The demo class, made and graded once by the command; with what the command printed."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(released.root, root, dirs_exist_ok=True)
    done = run("autograder", "demo", cwd=root, check=False)
    return Course(root / "demo"), done
