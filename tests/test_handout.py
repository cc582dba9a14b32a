"""The zip archive that students start from."""

import io
import os
import zipfile

import pytest
from click.testing import CliRunner
from conftest import ROOT, STEM

from autograder import cli
from autograder.course import handout
from autograder.course.course import Course, CourseError
from autograder.practice import making


def names(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_it_holds_what_students_need_and_nothing_else():
    data, left_out = handout.archive(ROOT / "exercises", Course(ROOT).stems(), Course(ROOT))
    found = names(io.BytesIO(data))
    wanted = ["README.md", "requirements.txt"]
    for stem in Course(ROOT).stems():
        wanted += [f"{stem}/{stem}.ipynb", *([f"{stem}/practice.py"] if making.problems_of(stem) else [])]
    assert sorted(found) == sorted(f"exercises/{name}" for name in wanted)
    assert left_out == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = [archive.read(name).decode() for name in found]
    assert not any("BEGIN SOLUTION" in text or "BEGIN HIDDEN" in text or "autograder.checks" in text for text in texts)


def test_the_same_files_give_the_same_bytes(course, monkeypatch):
    path, _ = handout.write(course, [STEM])
    before = path.read_bytes()
    os.utime(course.released(STEM), (0, 0))
    course.released(STEM).chmod(0o600)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    path.unlink()
    assert handout.write(course, [STEM])[0].read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_no_release_put_there_is_left_out_and_told(course):
    folder = course.released(STEM).parent
    for root in (folder, course.source(STEM).parent):
        (root / "digits.csv").write_text("1,2\n")
    (folder / "answers.py").write_text("secret = 1\n")
    (folder / "linked.csv").symlink_to(course.source(STEM))
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints/x.ipynb").write_text("{}")
    done = CliRunner().invoke(cli.app, ["handout", STEM, "--course", str(course.root)], standalone_mode=False)
    assert done.return_value == 1
    for name in ("README.md", "requirements.txt"):
        assert f"not in it, because it is not there: exercises/{name}; copy it from the repository" in done.output
    assert f"exercises/{STEM}/answers.py" in done.output
    kept = ("digits.csv", "practice.py", f"{STEM}.ipynb")
    assert sorted(names(handout.path(course))) == [f"exercises/{STEM}/{name}" for name in kept]


def test_a_released_notebook_that_gives_something_away_is_refused(course):
    path = course.released(STEM)
    path.write_bytes(course.source(STEM).read_bytes())
    with pytest.raises(CourseError, match="would give away"):
        handout.write(course, [STEM])
    path.unlink()
    with pytest.raises(CourseError, match="has not been released"):
        handout.write(course, [STEM])
    assert not handout.path(course).exists()
