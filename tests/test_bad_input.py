"""Whatever is the matter with files, disks and the database, a command says it in one line, and nothing is lost."""

import json
import os
import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import BIN, STEM, run
from quick import hand_in, quick  # noqa: F401
from sqlalchemy.exc import OperationalError

from autograder import cli
from autograder.classroom import gradebook, history, secret
from autograder.classroom import run as classroom
from autograder.course import database
from autograder.course.course import CourseError
from autograder.wall import bubblewrap


def one_line(done, words):
    """A command that says one thing and stops."""
    assert done.returncode == 2, done
    assert re.fullmatch(rf"autograder: .*({words}).*\n", done.err), done.err


@pytest.fixture
def graded(course, quick):  # noqa: F811
    for student in ("ada", "bob"):
        hand_in(course, student, right=["svm_loss_naive"])
    classroom.run(course, STEM)
    return course


def points(course):
    return {student: sum(filter(None, cells.values())) for student, cells in gradebook.scores(course, STEM).items()}


# The file system.


@pytest.mark.parametrize("place", ["student", "exercise", "result.json", f"{STEM}.ipynb"])
def test_one_unwritable_result_costs_one_fault_and_the_next_run_heals_it(course, quick, place):  # noqa: F811
    for student in ("ada", "bob", "cyd"):
        hand_in(course, student, right=["svm_loss_naive"])
    folder = course.autograded("bob", STEM)
    blocked = {"student": folder.parent, "exercise": folder}.get(place, folder / place)
    if blocked.suffix:
        blocked.mkdir(parents=True)
        (blocked / "x").touch()
    else:
        blocked.parent.mkdir(parents=True)
        blocked.touch()
    results = {result["student"]: result for result in classroom.run(course, STEM)}
    assert [results[student]["status"] for student in ("ada", "bob", "cyd")] == ["graded", "fault", "graded"]
    (note,) = results["bob"]["notes"]
    assert str(folder.parent) in note
    assert points(course) == {"ada": 7, "bob": 7, "cyd": 7}  # the mark itself is safe
    assert classroom.run(course, STEM, students=["bob"])[0]["status"] == "fault"
    shutil.rmtree(blocked) if blocked.is_dir() else blocked.unlink()
    again = classroom.run(course, STEM, progress=lambda *step: pytest.fail("it was graded again"))
    assert {result["status"] for result in again} == {"graded"}
    assert json.loads((folder / "result.json").read_text())["score"] == 7
    assert (folder / f"{STEM}.ipynb").is_file()


def test_a_backup_made_of_hard_links_changes_nothing(course, quick):  # noqa: F811
    for student in ("ada", "bob"):
        hand_in(course, student, right=["svm_loss_naive"])
    run("cp", "-al", "submitted", "submitted.backup", cwd=course.root)
    assert {result["status"] for result in classroom.run(course, STEM)} == {"graded"}
    os.link(course.source(STEM), course.submitted("ada", STEM) / "mine.ipynb")
    (course.submitted("ada", STEM) / f"{STEM}.ipynb").unlink()
    results = {result["student"]: result["status"] for result in classroom.run(course, STEM)}
    assert results == {"ada": "refused", "bob": "graded"}  # a link to our solution is no work of hers


@pytest.mark.parametrize("target", ["/proc/x", "/proc/x/y.jsonl", "/dev/null/x"])
@pytest.mark.parametrize("name", ["grade", "check"])
def test_results_that_have_nowhere_to_go_are_said_before_the_work(course, command, name, target):
    hand_in(course, "ada")
    file = course.submitted("ada", STEM) / f"{STEM}.ipynb"
    words = ["grade", "--results", target] if name == "grade" else ["check", file, "--json", target]
    one_line(command(*words), re.escape(target.rsplit("/", 1)[0]))
    assert points(course) == {}


@pytest.mark.usefixtures("wall")
def test_results_can_go_to_a_device_which_stays_one(course, command):
    hand_in(course, "ada")
    done = run("autograder", "grade", "--results", "/dev/stdout", cwd=course.root)
    assert json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))["student"] == "ada"
    assert command("grade", "--results", "/dev/null").returncode == 0
    assert not os.path.isfile("/dev/null")


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">&-"])
def test_who_closes_the_standard_streams_has_the_class_graded_all_the_same(course, closed):
    """What is opened next gets their numbers: the gradebook, if nothing stood in its way."""
    hand_in(course, "ada")
    done = run("sh", "-c", f"autograder grade {closed}", cwd=course.root)
    assert done.stdout == ""
    assert "bug" not in done.stderr
    assert json.loads((course.autograded("ada", STEM) / "result.json").read_text())["status"] == "graded"
    assert points(course) == {"ada": 0}


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "nothing"])
def test_check_waits_for_no_pipe_and_no_device(command, tmp_path, kind):
    path = tmp_path / "x.ipynb"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    done = command("check", path)
    assert done.returncode == 2
    assert "Traceback" not in done.err
    if kind != "folder":  # which click refuses with its usage
        one_line(done, "is not a file|cannot be read")


def test_check_says_each_thing_once(course, command, tmp_path, quick):  # noqa: F811
    hand_in(course, "ada", derivation="Because.")
    assert "derivation: by hand\n" in command("check", course.submitted("ada", STEM) / f"{STEM}.ipynb").out
    (tmp_path / f"{STEM}.ipynb").write_text("{")
    done = command("check", tmp_path / f"{STEM}.ipynb")
    assert done.returncode == 1
    assert done.out.count("This is not a notebook") == 1
    assert "\nrefused: This is not a notebook: " in done.out
    assert "\nderivation: 0 of 4\n" in done.out


def read_only(course, *words):
    """Run a command where the course folder can be read and not written, whoever runs it."""
    program = bubblewrap.bwrap()
    done = run(
        program, "--dev-bind", "/", "/", "--ro-bind", course.root, course.root, BIN / "autograder", *words,
        cwd=course.root, check=False,
    )  # fmt: skip
    return SimpleNamespace(returncode=done.returncode, out=done.stdout, err=done.stderr)


@pytest.mark.usefixtures("wall")
def test_a_read_only_course_can_be_looked_at_and_all_else_is_one_line(graded):
    assert read_only(graded, "status").returncode == 0
    for words in (["grade"], ["feedback"], ["release"], ["secret", "rotate"]):
        one_line(read_only(graded, *words), f"{re.escape(str(graded.root))}")
    assert points(graded) == {"ada": 7, "bob": 7}


# The database.


def test_a_gradebook_of_another_nbgrader_is_one_line_and_stays_as_it_is(graded, command):
    with closing(sqlite3.connect(graded.gradebook)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '724cde206c17'")
        database.execute("DROP TABLE course")
    before = graded.gradebook.read_bytes()
    for words in (["grade"], ["status"], ["feedback"], ["release"], ["secret", "rotate"]):
        one_line(
            command(*words),
            r"made by another nbgrader than .*724cde206c17.*make a backup, then run `nbgrader db upgrade`",
        )
    assert graded.gradebook.read_bytes() == before


def test_tables_of_a_newer_autograder_are_one_line(graded, command):
    with closing(sqlite3.connect(graded.gradebook)) as database, database:
        database.execute(f"UPDATE {history._version.name} SET version = 99")
    hand_in(graded, "cyd")
    one_line(command("grade"), "written by another version of the autograder")


def test_a_locked_gradebook_is_one_line_and_the_next_run_goes_on(graded, monkeypatch):
    database.engine.cache_clear()
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    hand_in(graded, "cyd")
    with closing(sqlite3.connect(graded.gradebook, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CourseError, match="another program is using it, .*run the same command again"):
            classroom.run(graded, STEM)
        other.execute("ROLLBACK")
    database.engine.cache_clear()
    classroom.run(graded, STEM)
    assert points(graded) == {"ada": 7, "bob": 7, "cyd": 0}


def test_who_writes_while_we_do_is_waited_for(graded):
    before = graded.secret_id
    with ThreadPoolExecutor() as pool, closing(sqlite3.connect(graded.gradebook, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        rotated = pool.submit(secret.rotate, graded)
        with pytest.raises(TimeoutError):
            rotated.result(0.3)
        assert graded.secret_id == before  # nothing is done before it is its turn
        other.execute("COMMIT")
        assert rotated.result() == (graded.secret_id, 2)


def test_a_full_disk_under_the_database_is_a_fault_and_never_a_zero(graded, monkeypatch):
    hand_in(graded, "cyd", right=["svm_loss_naive"])
    keep = history.keep

    def full(*_, **__):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(history, "keep", full)
    result = {result["student"]: result for result in classroom.run(graded, STEM)}["cyd"]
    assert result["status"] == "fault"
    assert "there is no room" in result["notes"][0]
    assert "cyd" not in points(graded)
    monkeypatch.setattr(history, "keep", keep)
    classroom.run(graded, STEM)
    assert points(graded) == {"ada": 7, "bob": 7, "cyd": 7}


def test_an_empty_file_is_no_gradebook(course, command):
    course.gradebook.write_bytes(b"")
    one_line(command("grade"), "run `autograder release` first")


# Whose checks.


def test_a_course_with_checks_of_its_own_is_refused(graded, command):
    other = graded.root / "autograder" / "checks"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("")
    for words in (["grade"], ["check", graded.submitted("ada", STEM) / f"{STEM}.ipynb"]):
        one_line(command(*words), "has an autograder of its own")


@pytest.mark.parametrize("place", ["received/not_taken.json", f"exercises/{STEM}/{STEM}.ipynb"])
def test_what_we_may_not_read_is_not_called_damaged(command, course, monkeypatch, place):
    hand_in(course, "ada")
    read = Path.read_text

    def refused(path, *rest, **more):  # root may read all
        if path == course.root / place:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path, *rest, **more)

    monkeypatch.setattr(Path, "read_text", refused)
    one_line(
        command("status"), re.escape(f"{place} cannot be read (Permission denied): see that it is a file and that")
    )


@pytest.mark.parametrize(
    "words",
    [
        "grade",
        "status",
        "feedback",
        "report",
        "return",
        "release",
        "handout",
        "secret id",
        "secret rotate",
        "collect x",
    ],
)
def test_in_a_wrong_folder_every_command_says_so_and_where_to_go(command, course, words):
    shutil.rmtree(course.root / "solutions")
    (course.root / "x").touch()
    one_line(command(*words.split()), "is no course folder, .*: go to the course folder, or name it with --course")


def test_a_bug_of_ours_is_one_line_too(command, monkeypatch):
    def fail(*args):
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr(cli.standing, "of", fail)
    one_line(command("status"), r"this is a bug .*ZeroDivisionError: a b; .*, line \d+\).*")
