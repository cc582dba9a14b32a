"""Whoever presses Ctrl-C gets the prompt back: what is done is kept, no process stays, and nobody sees a traceback."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from conftest import BIN, STEM, previous, run
from quick import hand_in
from waiting import SECONDS, until

from autograder import __main__ as autograder_main
from autograder.classroom import gradebook, leftovers, stopping

BUSY = "def {name}(W, X, y, reg):\n    while True:\n        pass\n"


def grading(course, *words):
    """Start to grade, as a shell does: with a process group of its own."""
    return subprocess.Popen(
        [BIN / "autograder", "grade", "--jobs", "2", *words],
        cwd=course.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0,
    )  # fmt: skip


def processes(course):
    """All processes that descend from a grader in this course, by what they say of themselves: command and folder."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            environment = (path / "environ").read_bytes() + (path / "cmdline").read_bytes()
            here = os.readlink(path / "cwd")
        except OSError:
            continue
        if here.startswith(str(course.root)) or str(course.root).encode() in environment:
            found[int(path.name)] = (path / "cmdline").read_bytes().replace(b"\0", b" ")[:200]
    return found


def descendants(root):
    """The processes below one, and itself."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(number):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()
    except OSError:
        return False


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize(
    ("number", "whom"), [(signal.SIGINT, "group"), (signal.SIGTERM, "process")], ids=["Ctrl-C", "kill"]
)
def test_a_run_that_is_stopped_keeps_what_is_done_and_leaves_no_process(course, number, whom):
    hand_in(course, "quick")
    hand_in(course, "slow_1", svm_loss_naive=BUSY.format(name="svm_loss_naive"))
    for i in range(2, 40):
        hand_in(course, f"slow_{i}", svm_loss_naive=BUSY.format(name="svm_loss_naive"))
    process = grading(course)
    below = set()
    try:
        first = process.stdout.readline()
        assert re.match(rf"{STEM}: 1 of 40: quick: ", first), first + process.stderr.read()
        below = descendants(process.pid)
        assert len(below) > 3
        (os.killpg if whom == "group" else os.kill)(process.pid, number)
        out, err = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    assert process.returncode == 128 + number
    begun, *_, last = err.strip().split("\n")
    assert begun.startswith("0 of 40, about ")
    assert last == stopping.TEXT
    assert "Traceback" not in out
    until(lambda: not any(map(alive, below)))
    until(lambda: not processes(course))
    reported = 1 + out.count(" of 40: ")
    assert len(gradebook.scores(course, STEM)) >= reported
    assert previous(course, "quick", STEM)["status"] == "graded"
    assert not list(course.root.glob("**/.result*"))
    assert not list(Path(tempfile.gettempdir()).glob(f"dh-{process.pid}-*"))


@pytest.mark.parametrize(
    ("words", "number"),
    [(("status",), signal.SIGINT), (("grade", "--jobs", "2"), signal.SIGTERM)],
    ids=["status", "grade"],
)
def test_however_early_it_is_pressed_there_is_no_traceback(course, words, number):
    """At each of many moments: as soon as so many more modules are loaded than the last time."""
    hand_in(course, "ada")
    watch = (
        "import os, sys, threading, time\n"
        "wanted = int(sys.argv.pop(1))\n"
        "import autograder.__main__ as main\n"
        "def press():\n"
        "    while len(sys.modules) < wanted: time.sleep(0)\n"
        f"    os.kill(os.getpid(), {int(number)})\n"
        "from autograder.classroom import stopping\n"
        "at_once = stopping.at_once\n"
        "def begin(*ends):\n"
        "    at_once(*ends)\n"
        "    if not ends:\n"
        "        threading.Thread(target=press, daemon=True).start()\n"
        "stopping.at_once = begin\n"
        "main.main()\n"
    )
    for modules in (0, 300, 800, 1400):
        done = subprocess.run(
            [sys.executable, "-c", watch, str(modules), *words],
            cwd=course.root, capture_output=True, text=True, timeout=SECONDS,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, (modules, done.stderr)
        if done.returncode != 1:  # else it was ready before so many were loaded
            assert done.returncode == 128 + number, (modules, done.stderr)
            assert done.stderr.strip() == stopping.TEXT
        until(lambda: not processes(course))


STEPWISE = """
import os, runpy, signal, sys
wanted, steps = int(sys.argv.pop(1)), -1
def look(frame, event, arg):
    global steps
    code = frame.f_code
    if (code.co_filename, code.co_name) == ({main!r}, "main") and frame.f_lineno > code.co_firstlineno + 2:
        steps = max(steps, 0)
    if steps < 0:
        return look
    steps += 1
    if steps > wanted:
        sys.settrace(None)
        os.kill(os.getpid(), signal.SIGINT)
    return look
sys.settrace(look)
sys.argv[0] = "autograder"
runpy.run_module("autograder", run_name="__main__", alter_sys=True)
"""


def test_ctrl_c_at_the_first_steps_of_the_program_is_no_traceback(course):
    """Python counts the steps, not a clock: from the first line of ours, at a spread of them."""
    hand_in(course, "ada")
    code = STEPWISE.format(main=autograder_main.__file__)
    for step in (0, 1, 2, 3, 5, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000):
        done = subprocess.run(
            [sys.executable, "-c", code, str(step), "grade", "--jobs", "1"],
            cwd=course.root, capture_output=True, text=True, timeout=SECONDS,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, (step, done.stderr)
        assert done.returncode == 130, (step, done.returncode, done.stderr)
        assert done.stderr.strip() in ("", stopping.TEXT), (step, done.stderr)
    until(lambda: not processes(course))


def test_nothing_heavy_is_loaded_before_ctrl_c_can_be_handled():
    code = "import sys; from autograder.__main__ import main; import autograder.classroom.stopping; print(*sys.modules)"
    loaded = run(sys.executable, "-c", code, cwd="/").stdout.split()
    assert not {"numpy", "nbgrader", "click", "sqlalchemy"} & set(loaded)


def test_pressing_twice_while_it_ends_is_no_traceback(course):
    code = (
        "import os, signal, time\n"
        "from autograder import cli\n"
        "from autograder.classroom import stopping\n"
        "def slowly(*words, **options):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
        "    finally:\n"
        "        os.kill(os.getpid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGTERM)\n"
        "cli.standing.of = slowly\n"
        "import sys; sys.argv[1:] = ['status']\n"
        "cli.main()\n"
    )
    done = run(sys.executable, "-c", code, cwd=course.root, check=False, timeout=SECONDS)
    assert (done.returncode, done.stderr.strip()) == (130, stopping.TEXT)


def test_a_signal_in_a_deferred_block_is_kept_for_its_end():
    seen = []
    before = signal.getsignal(signal.SIGINT)
    with stopping.deferred() as asked:
        assert asked() is None
        os.kill(os.getpid(), signal.SIGINT)
        until(lambda: asked() == signal.SIGINT)
        seen.append("went on")
    assert seen == ["went on"]
    assert signal.getsignal(signal.SIGINT) is before


# What a kill leaves.


def gone():
    """The id of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_scratch_folders_of_processes_that_are_gone_are_removed_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead, mine = f"dh-{gone()}-abc", f"dh-{os.getpid()}-abc"
    for name in (dead, mine, "dh-1-abc", "dh-oldstyle", "dh-newstyle", "dh-1.5-x", "others", f"xdh-{gone()}-abc"):
        (tmp_path / name / "inside").mkdir(parents=True)
        (tmp_path / name / "inside" / "file").touch()
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(tmp_path / "dh-oldstyle", (long_ago, long_ago))
    (tmp_path / f"dh-{gone()}-file").touch()
    (tmp_path / f"dh-{gone()}-link").symlink_to(tmp_path / "others")
    before = set(tmp_path.iterdir())
    leftovers.clear()
    assert before - set(tmp_path.iterdir()) == {tmp_path / dead, tmp_path / "dh-oldstyle"}
    assert (tmp_path / "others" / "inside" / "file").exists()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    (tmp_path / dead).mkdir()
    leftovers.clear()
    assert (tmp_path / dead).exists()  # somebody else's


@pytest.mark.usefixtures("wall")
def test_what_a_kill_leaves_is_gone_after_the_next_run(course, tmp_path):
    scratch = tmp_path / "t"
    scratch.mkdir()
    environment = os.environ | {"TMPDIR": str(scratch)}
    hand_in(course, "ada", svm_loss_naive=BUSY.format(name="svm_loss_naive"))
    process = subprocess.Popen(
        [BIN / "autograder", "grade", "--jobs", "1"], cwd=course.root, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until(lambda: len(descendants(process.pid)) > 3)
    below = descendants(process.pid)
    process.kill()
    process.wait()
    until(lambda: not any(map(alive, below)))
    hand_in(course, "ada")
    done = subprocess.run(
        [BIN / "autograder", "grade"], cwd=course.root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not list(scratch.iterdir())
