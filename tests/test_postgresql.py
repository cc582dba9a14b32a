"""The gradebook in a PostgreSQL that is real: one that this module starts, as a user who may do nothing else."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import BIN, ROOT, STEM
from nbgrading import formgrader, nbgrader
from needs import missing
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool
from test_exchange import LATE, answer, autograded, export, graded, hand_in, nobodys_settings, scores_of  # noqa: F401

from autograder import cli, demo, doctor
from autograder.classroom import gradebook
from autograder.classroom import run as classroom
from autograder.course import release
from autograder.course.course import Course, CourseError
from autograder.pages.feedback import write_feedback

USER, PASSWORD = "teacher", "s3same@open/now"  # what an address must write in another way


@dataclass(frozen=True)
class Server:
    """A server that listens on a socket in its own folder only."""

    folder: Path

    def url(self, database, password=PASSWORD, folder=None):
        where = {"host": str(folder or self.folder)}
        return URL.create("postgresql", USER, password, database=database, query=where).render_as_string(False)

    def sql(self, statement, database="postgres"):
        engine = create_engine(self.url(database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            done = connection.execute(text(statement))
            return done.fetchall() if done.returns_rows else []


def programs():
    """The folder of PostgreSQL's programs; Debian does not put them on the path."""
    found = shutil.which("initdb")
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    return Path(found).parent if found else folders[-1].parent if folders else None


@pytest.fixture(scope="module")
def server():
    folder = programs()
    if folder is None:
        missing("no PostgreSQL on this machine")
    as_whom = {}
    home = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path is short
    if os.geteuid() == 0:  # which PostgreSQL refuses
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            user = pwd.getpwnam("nobody")
        as_whom = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(home, user.pw_uid, user.pw_gid)

    def start(name, *words):
        subprocess.run([folder / name, *words], check=True, capture_output=True, cwd=home, timeout=120, **as_whom)

    password = home / "password"
    password.write_text(PASSWORD)
    password.chmod(0o644)
    data = ("-D", home / "data")
    try:
        start(
            "initdb",
            *data,
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            f"--pwfile={password}",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        quick = f"-k {home} -c listen_addresses='' -c fsync=off -c shared_buffers=16MB"
        start("pg_ctl", *data, "-w", "-l", home / "log", "-o", quick, "start")
        try:
            yield Server(home)
        finally:
            start("pg_ctl", *data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def use(course, url):
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    return Course(course.root)


@pytest.fixture(scope="module")
def on_server(server, tmp_path_factory):
    """A course that was released into the database `released` of the server."""
    root = tmp_path_factory.mktemp("on_server") / "course"
    shutil.copytree(ROOT / "solutions" / STEM, root / "solutions" / STEM)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    server.sql("CREATE DATABASE released")
    course = use(Course(root), server.url("released"))
    assert release.release(course, STEM)
    return course


@pytest.fixture
def course(server, on_server, tmp_path):
    """A copy of it, with a database of its own."""
    name = f"copy{len(server.sql('SELECT datname FROM pg_database'))}"
    server.sql(f"CREATE DATABASE {name} TEMPLATE released")
    return use(Course(shutil.copytree(on_server.root, tmp_path / "course")), server.url(name))


def name_of(course):
    """The name of its database."""
    return make_url(course.db_url).database


def hand_in_class(course):
    """Two right answers, an empty one, and a file that is no notebook."""
    for name in ("ada", "bo", "cy", "dan"):
        folder = course.submitted(name, STEM)
        folder.mkdir(parents=True)
        shutil.copy(course.released(STEM), folder)
        if name in ("ada", "bo"):
            answer(folder)
    (course.submitted("dan", STEM) / f"{STEM}.ipynb").write_text("{")


def contents(course):
    """What the gradebook holds of a class, without ids that are drawn."""
    with gradebook.opened(course) as opened:
        return {
            submission.student_id: [
                (grade.name, grade.auto_score, grade.needs_manual_grade, grade.score)
                for notebook in submission.notebooks
                for grade in sorted(notebook.grades, key=lambda grade: grade.name)
            ]
            + [
                (comment.name, comment.auto_comment)
                for comment in sorted(submission.notebooks[0].comments, key=lambda c: c.name)
            ]
            for submission in opened.assignment_submissions(STEM)
        }


@pytest.fixture(scope="module")
def undisturbed(server, on_server, tmp_path_factory, wall):
    """The class, graded in one go."""
    server.sql("CREATE DATABASE undisturbed TEMPLATE released")
    root = shutil.copytree(on_server.root, tmp_path_factory.mktemp("undisturbed") / "course")
    course = use(Course(root), server.url("undisturbed"))
    hand_in_class(course)
    return course, classroom.run(course, STEM, workers=1)


def test_a_release_goes_to_the_server_alone(server, on_server):
    assert not on_server.gradebook.exists()
    assert server.sql("SELECT name, course_id FROM assignment", "released") == [(STEM, "default_course")]
    (cells,) = server.sql("SELECT count(*) FROM source_cell", "released")
    assert cells[0] > 10


def test_a_class_is_graded_there_once(undisturbed):
    course, results = undisturbed
    assert scores_of(results) == {"ada": 16, "bo": 16, "cy": 0, "dan": 0}
    seen = []
    assert classroom.run(Course(course.root), STEM, progress=lambda *step: seen.append(step)) == results
    assert seen == []
    assert export(course) == scores_of(results)
    assert autograded(course) == set(course.students())
    assert "16 of 20 points" in write_feedback(course, STEM)[0].read_text()
    assert not course.gradebook.exists()


def test_nbgrader_grades_there_with_the_same_scores(undisturbed):
    course, _ = undisturbed
    before = contents(course)
    nbgrader(course.root, "autograde", STEM, "--student", "bo", "--force")
    assert contents(course) == before
    with formgrader(course.root) as api:
        rows = {row["student"]: row for row in api.get_submissions(STEM)}
    assert {name: row["score"] for name, row in rows.items()} == {"ada": 16, "bo": 16, "cy": 0, "dan": 0}
    assert rows["bo"]["needs_manual_grade"]


def test_a_killed_run_goes_on_as_if_nothing_had_been(undisturbed, course):
    hand_in_class(course)
    command = [BIN / "autograder", "grade", "--jobs", "1"]
    with subprocess.Popen(command, cwd=course.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert b"1 of 4" in process.stdout.readline()
        process.kill()
    whole = contents(undisturbed[0])
    halfway = contents(course)
    assert 1 <= len(halfway) < 4
    assert halfway.items() <= whole.items()
    results = classroom.run(course, STEM, workers=1)
    assert contents(course) == whole
    assert scores_of(results) == scores_of(undisturbed[1])


def test_a_kill_within_a_transaction_leaves_nothing_of_it(server, course):
    """The process dies when the scores are written and only the commit is left."""
    program = f"""if True:
        import os, signal, sys
        from pathlib import Path
        sys.path[:0] = {[str(ROOT / "tests"), str(ROOT / "book"), str(ROOT / "book/_ext")]!r}
        from autograder.classroom import dates, gradebook
        from autograder.course.course import Course
        from test_exchange import graded
        course = Course(Path({str(course.root)!r}))
        def settle(*_):
            os.kill(os.getpid(), signal.SIGKILL)
        dates.settle = settle
        gradebook.record(course, graded(course))
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    for table in ("student", "submitted_assignment", "submitted_notebook", "grade", "comment"):
        assert server.sql(f"SELECT * FROM {table}", name_of(course)) == []
    assert classroom.record(course, graded(course))["score"] == 16
    assert export(course) == {"ada": 16.0}


def test_an_error_within_a_transaction_leaves_nothing_of_it(course, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("autograder.classroom.dates.settle", fail)
    with pytest.raises(RuntimeError):
        classroom.record(course, graded(course))
    with gradebook.opened(course) as opened:
        assert (opened.students, opened.assignment_submissions(STEM)) == ([], [])


def test_two_graders_put_down_the_same_student_at_once(server, course):
    """The second waits for the first, and then finds the student there."""
    wrong, second = [], None

    def record():
        try:
            classroom.record(Course(course.root), graded(course))
        except Exception as error:
            wrong.append(error)

    with gradebook.opened(course) as opened:
        opened.add_student("ada")
        second = threading.Thread(target=record)
        second.start()
        deadline = time.monotonic() + 60
        while not server.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    second.join(60)
    assert wrong == []
    assert export(course) == {"ada": 16.0}


def test_what_the_database_does_not_take_costs_one_student_one_fault(course):
    long = "x" * 200  # nbgrader's column has 128 characters
    result = classroom.record(course, graded(course, long))
    assert (result["status"], result["score"]) == ("fault", None)
    assert "value too long" in result["notes"][-1]
    assert classroom.record(course, graded(course, "ö'; DROP TABLE grade; --"))["status"] == "graded"
    assert export(course) == {"ö'; DROP TABLE grade; --": 16.0}


def test_time_and_penalty_are_the_same_there(course):
    with gradebook.opened(course) as opened:
        opened.update_or_create_assignment(STEM, duedate="2025-12-31 23:59 UTC")
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course(course.root)
    result = classroom.record(course, graded(course), hand_in(course, LATE))
    assert (result["score"], result["late"]["penalty"]) == (0, 16)
    assert export(course) == {"ada": 0.0}


def test_the_demo_keeps_a_gradebook_of_its_own(server, course):
    before = server.sql("SELECT count(*) FROM pg_stat_database")
    room = demo.make(course, 2)
    assert room.course.gradebook.is_file()
    assert contents(course) == contents(room.course) == {}
    classroom.record(room.course, graded(room.course))
    with formgrader(room.course.root) as api:
        assert api.coursedir.db_url == f"sqlite:///{room.course.gradebook}"
    assert list(contents(room.course)) == ["ada"]
    assert contents(course) == {}
    assert server.sql("SELECT count(*) FROM pg_stat_database") == before


# Databases that cannot be used.


def autograder(root, *words, monkeypatch, capsys):
    """Run a command in this process; gives its status and its errors."""
    monkeypatch.setattr(sys, "argv", ["autograder", *words, "--course", str(root)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code, capsys.readouterr().err


BAD = {
    "server down": (lambda server: server.url("released", folder="/nowhere"), "server runs"),
    "wrong password": (lambda server: server.url("released", password="open/s3same"), "password authentication failed"),
    "no such database": (lambda server: server.url("nowhere"), 'database "nowhere" does not exist'),
    "no release yet": (lambda server: server.url("postgres"), "has no gradebook: run `autograder release`"),
    "option that is none": (lambda server: server.url("released") + "&nonsense=1", "server runs"),
    "no driver": (lambda server: "mysql://teacher:s3same%40open@localhost/grades", "Python package MySQLdb"),
    "no such kind": (lambda server: "postgrsql://teacher:s3same@localhost/grades", "postgrsql"),
    "an @ in the password": (lambda server: "postgresql://teacher:s3same@open@localhost/grades", "%40"),
    "no host": (lambda server: "postgresql://teacher:s3same/grades", "%40"),
    "no address": (lambda server: "teacher:s3same@localhost", "no address of a database"),
    "in memory": (lambda server: "sqlite://", "gone when the command ends"),
    "folder is missing": (lambda server: "sqlite:////nowhere/s3same/gradebook.db", "gradebook"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_database_that_cannot_be_used_is_one_clear_line_without_its_password(
    server, course, what, monkeypatch, capsys
):
    url, expected = BAD[what]
    use(course, url(server))
    course.submitted("ada", STEM).mkdir(parents=True)
    for command in ("grade", "feedback") + (("release",) if what != "no release yet" else ()):
        status, errors = autograder(course.root, command, monkeypatch=monkeypatch, capsys=capsys)
        assert status == 2
        assert errors.startswith("autograder: ")
        lines = [line for line in errors.splitlines() if "others on this machine" not in line]  # of open folders
        assert len(lines) == 1
        if (command, what) != ("release", "folder is missing"):
            assert expected in errors
            assert "s3same" not in errors.replace("/nowhere/s3same", "")
            assert "open" not in errors.replace(str(course.root), "")


def test_the_password_may_stay_out_of_the_configuration(server, course, tmp_path, monkeypatch):
    use(course, str(make_url(course.db_url)._replace(password=None)))
    passes = tmp_path / "pgpass"
    passes.write_text(f"*:*:*:{USER}:{PASSWORD}\n")
    passes.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passes))
    assert gradebook.assignment(Course(course.root), STEM).max_score == 20


def test_a_server_that_stops_in_the_middle_is_one_clear_line_and_keeps_what_is_done(server, course):
    classroom.record(course, graded(course))
    with pytest.raises(CourseError, match="server runs"), gradebook.opened(course) as opened:
        opened.add_student("bo")
        server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user"
        )
        opened.add_student("cy")
    assert export(course) == {"ada": 16.0}


def test_doctor_names_the_database_without_its_password(course):
    _, database = itertools.islice(doctor.findings(course), 2)
    assert database.fine
    assert f"postgresql://teacher@/{name_of(course)} can be read" in database.detail
