"""Hand-ins, marks and the secret are for their owner, or for a group that was given the course on purpose."""

import os
import stat
import subprocess

import pytest
from click.testing import CliRunner
from conftest import BIN, STEM, new_course
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback

from autograder.classroom.nbgrader_side import ReleaseFeedback, keep_private
from autograder.cli import app
from autograder.course import privacy
from autograder.course.course import replace


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual():
    """The mask that most machines have."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def test_what_is_written_is_for_its_owner_whatever_the_mask(tmp_path, usual):
    replace(tmp_path / "autograded/ada/x/result.json", b"1")
    replace(tmp_path / "exercises/x/x.ipynb", b"1", public=True)
    assert [mode_of(tmp_path / f"autograded{part}") for part in ("", "/ada", "/ada/x", "/ada/x/result.json")] == [
        0o700, 0o700, 0o700, 0o600,
    ]  # fmt: skip
    assert [mode_of(tmp_path / f"exercises{part}") for part in ("", "/x", "/x/x.ipynb")] == [0o755, 0o755, 0o644]


def test_in_a_folder_that_a_group_shares_the_group_can_work(tmp_path, usual):
    tmp_path.chmod(0o2770)
    replace(tmp_path / "autograded/ada/result.json", b"1")
    assert [mode_of(tmp_path / f"autograded{part}") for part in ("", "/ada", "/ada/result.json")] == [
        0o2770, 0o2770, 0o660,
    ]  # fmt: skip


def test_what_others_can_read_is_closed_and_said_once(tmp_path):
    for name, mode in (("submitted", 0o755), ("feedback", 0o777), ("autograded", 0o700), ("exercises", 0o755)):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(mode)
    for name in ("gradebook.db", "gradebook.db-journal", ".secret", "README.md"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o644)
    line = privacy.tighten(tmp_path)
    assert line.count("\n") == 0
    for name in ("submitted", "feedback", "gradebook.db", "gradebook.db-journal", ".secret"):
        assert name in line
        assert mode_of(tmp_path / name) & 0o077 == 0
    assert "autograded" not in line
    assert mode_of(tmp_path / "exercises") == 0o755
    assert mode_of(tmp_path / "README.md") == 0o644
    assert privacy.tighten(tmp_path) == ""


def test_a_group_keeps_what_it_was_given_and_others_do_not(tmp_path):
    tmp_path.chmod(0o2775)
    for name, mode, wanted in (
        ("submitted", 0o2775, 0o2770),
        ("autograded", 0o2770, 0o2770),
        (".secret", 0o664, 0o660),
    ):
        path = tmp_path / name
        path.touch() if name == ".secret" else path.mkdir()
        path.chmod(mode)
        privacy.tighten(tmp_path)
        assert mode_of(path) == wanted


def test_a_link_is_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (tmp_path / "course").mkdir()
    (tmp_path / "course/submitted").symlink_to(tmp_path / "elsewhere")
    assert privacy.tighten(tmp_path / "course") == ""
    assert mode_of(tmp_path / "elsewhere") == 0o755


def test_a_course_is_private_from_its_first_release_on(tmp_path, wall, usual):
    course = new_course(tmp_path / "course", STEM)

    def command(*words):
        done = CliRunner().invoke(app, [*words, "--course", str(course.root)])
        assert done.exception is None, done.output
        return done.stderr

    assert "others" not in command("release")
    assert mode_of(course.gradebook) == mode_of(course.root / ".secret") == 0o600
    assert mode_of(course.released(STEM)) == 0o644
    course.submitted("ada", STEM).mkdir(parents=True)
    (course.submitted("ada", STEM) / f"{STEM}.ipynb").write_bytes(course.released(STEM).read_bytes())
    assert "autograder: others on this machine could read submitted: closed" in command("grade")
    assert "others" not in command("feedback")
    assert mode_of(course.root / "submitted") == 0o700
    for path in (course.root / "autograded", course.root / "feedback"):
        assert len([*path.rglob("*")]) >= 3
        assert [p for p in (path, *path.rglob("*")) if mode_of(p) & 0o077] == []


def test_nbgrader_closes_a_course_before_it_writes(tmp_path):
    (tmp_path / "submitted").mkdir(mode=0o755)
    keep_private(tmp_path)(assignment=STEM, student="ada", notebooks=[])
    assert [mode_of(tmp_path / name) for name in ("submitted", "autograded", "feedback")] == [0o700] * 3


def test_doctor_warns_and_says_what_to_do(course):
    course.gradebook.chmod(0o644)
    with subprocess.Popen([BIN / "autograder", "doctor"], cwd=course.root, stdout=subprocess.PIPE, text=True) as doctor:
        line = next(line for line in doctor.stdout if "privacy" in line)
        doctor.kill()
    assert line.startswith("FAIL")
    assert f"chmod 600 {course.gradebook}" in line
    assert mode_of(course.gradebook) == 0o644


def test_feedback_that_is_private_can_be_fetched_from_the_exchange(tmp_path, monkeypatch):
    page = tmp_path / "secret.html"
    page.touch(mode=0o600)
    release = ReleaseFeedback.__new__(ReleaseFeedback)
    release.dest_path = str(tmp_path)
    monkeypatch.setattr(ExchangeReleaseFeedback, "copy_files", lambda self: None)
    release.copy_files()
    assert mode_of(page) == 0o644
