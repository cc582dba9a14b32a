"""One truth: what was graded, by what, and how each mark moved is in the database, and everything else follows it."""

import json
import os
import re
import shutil
import sqlite3
import warnings
from collections import Counter
from contextlib import closing

import nbformat
import pytest
from click.testing import CliRunner
from conftest import BIN, ROOT, STEM
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from quick import hand_in, quick  # noqa: F401
from traitlets.config.loader import PyFileConfigLoader

from autograder import cli, doctor
from autograder.classroom import gradebook, history, status
from autograder.classroom import log as logs
from autograder.classroom import run as classroom
from autograder.commands import ending, shared
from autograder.course import settings
from autograder.course.course import CourseError, replace
from autograder.grading import suite, trusted
from autograder.intake import submission
from autograder.pages import feedback

NAIVE, VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"
BOTH = (NAIVE, VECTORIZED)

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def klass(course):
    """Ada has everything right and wrote the derivation, bob half, cyd nothing."""
    hand_in(course, "ada", right=BOTH, derivation="Because.")
    hand_in(course, "bob", right=[NAIVE])
    hand_in(course, "cyd")
    return course


def scores(course):
    with gradebook.opened(course) as opened:
        return {student: marks.total for student, marks in gradebook.marks(opened, STEM).items()}


def states(course):
    return {one.student: (one.state, one.why) for one in status.of(course, STEM)}


def say(*words):
    """Run a command here, where work is judged at once."""
    return CliRunner().invoke(cli.app, [str(word) for word in words], standalone_mode=False)


def why(course):
    """Why grading has work, by student."""
    assignment = gradebook.assignment(course, STEM)
    return {seen.student: seen.why for seen in classroom.look(course, assignment) if seen.why}


def shown(course):
    """The words of each page by student."""
    return {page.parts[-3]: page.read_text() for page in feedback.write_feedback(course, STEM)}


# What is graded again, and why.


def test_what_was_graded_is_graded_once(klass):
    assert why(klass) == dict.fromkeys(("ada", "bob", "cyd"), ("never graded",))
    classroom.run(klass, STEM)
    assert scores(klass) == {"ada": 16, "bob": 7, "cyd": 0}
    assert why(klass) == {}
    hand_in(klass, "bob", right=BOTH)
    assert why(klass) == {"bob": ("handed in again",)}


def test_a_corrected_hidden_check_regrades_who_took_it_and_nobody_else(klass, monkeypatch):
    classroom.run(klass, STEM)
    code = suite.code
    monkeypatch.setattr(suite, "code", lambda stem, *rest: code(stem, *rest) | {"checks": "corrected"})
    assert set(why(klass).values()) == {("the hidden checks changed",)}
    assert states(klass)["bob"] == ("stale", "the hidden checks changed")
    classroom.run(klass, STEM)
    assert why(klass) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [("limits: {call_seconds: 9}", "limits changed (call_seconds: 5 to 9)"),
     ("limits: {memory: 4096, cell_seconds: 20}", "limits changed (cell_seconds: 15 to 20)")],
)  # fmt: skip
def test_other_limits_regrade(klass, text, words):
    classroom.run(klass, STEM)
    (klass.root / "course.yml").write_text(text)
    assert settings.load(klass.root).limits != settings.Limits()
    assert words in why(klass)["ada"]


def test_a_dry_run_says_who_and_why_and_changes_nothing(klass):
    classroom.run(klass, STEM, students=["ada"])
    hand_in(klass, "ada", right=[NAIVE])
    before = klass.gradebook.read_bytes()
    done = say("grade", "--dry-run", "--course", klass.root)
    assert done.output.splitlines() == [
        f"{STEM}: ada: handed in again", f"{STEM}: bob: never graded", f"{STEM}: cyd: never graded",
        f"{STEM}: 3 of 3 would be graded",
    ]  # fmt: skip
    assert klass.gradebook.read_bytes() == before
    assert not klass.autograded("bob", STEM).exists()
    forced = say("grade", "--dry-run", "--force", "--student", "ada", "--course", klass.root)
    assert forced.output.splitlines()[0] == f"{STEM}: ada: handed in again; asked for"


def test_after_a_regrade_a_table_says_whose_mark_moved(klass):
    first = say("grade", "--course", klass.root)
    assert "moved" not in first.output  # first marks are no moves
    hand_in(klass, "ada", right=[NAIVE], derivation="Because.")
    hand_in(klass, "bob", right=[NAIVE], derivation="")
    done = say("grade", "--course", klass.root)
    table = done.output[done.output.index("marks that moved:") :].splitlines()
    assert [line.split() for line in table[1:3]] == [
        ["student", "exercise", "from", "to", "why"], ["ada", STEM, "16", "7", "handed", "in", "again"],
    ]  # fmt: skip
    assert "bob" not in "".join(table)  # graded again, with the same mark


def test_the_history_says_when_why_and_from_what_to_what(klass):
    classroom.run(klass, STEM, students=["ada"])
    hand_in(klass, "ada", right=[NAIVE])
    classroom.run(klass, STEM)
    with gradebook.opened(klass) as opened:
        opened.find_grade("derivation", STEM, STEM, "ada").manual_score = 3.0
        opened.db.commit()
    classroom.run(klass, STEM, force=True)
    marks = status.marks(klass, STEM, "ada")
    assert [(mark.before, mark.after, mark.status, mark.by, mark.why) for mark in marks] == [
        (None, 16, "graded", "autograder grade", "never graded"),
        (16, 7, "graded", "autograder grade", "handed in again"),
        (7, 10, "changed", "", "changed in the gradebook, by hand or by another program"),
        (10, 10, "graded", "autograder grade", "asked for"),
    ]
    assert marks == sorted(marks, key=lambda mark: mark.at)
    assert {mark.suite for mark in marks} == {gradebook.assignment(klass, STEM).suite, None}
    done = say("status", STEM, "--student", "ada", "--course", klass.root)
    assert "16 to 7" in done.output
    assert "handed in again" in done.output


# Status.


def test_status_tells_every_state_apart(klass, monkeypatch):
    hand_in(klass, "dan")
    (klass.submitted("dan", STEM) / f"{STEM}.ipynb").write_text("{")
    hand_in(klass, "eve")
    hand_in(klass, "fay", right=[NAIVE])
    (klass.root / "submitted" / "gil").mkdir()
    with gradebook.opened(klass) as opened:
        opened.add_student("hal")  # on the roster, and never seen
    find = submission.find

    def broken(folder, *rest):
        if "eve" in folder.parts:
            raise OSError(5, "Input/output error")
        return find(folder, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(submission, "find", broken)
        classroom.run(klass, STEM, students=["ada", "bob", "dan", "eve", "fay"])
        found = states(klass)
        assert found["eve"][0] == "fault"
        assert "Input/output error" in found["eve"][1]
    hand_in(klass, "fay", right=BOTH)
    found = states(klass)
    assert found["ada"] == ("waiting for a person", "derivation")
    assert found["bob"] == ("fresh", "")
    assert found["cyd"] == ("never graded", "")
    assert found["dan"][0] == "refused"
    assert "JSON is broken" in found["dan"][1]
    assert found["eve"] == ("never graded", "")
    assert found["fay"] == ("stale", "handed in again")
    assert found["gil"] == found["hal"] == ("absent", "")
    done = say("status", "--course", klass.root)
    assert done.return_value == 1
    counts = Counter(state for state, _ in found.values())
    assert done.output.splitlines()[-1] == f"{STEM}: " + ", ".join(
        f"{counts[state]} {state}" for state in status.STATES if counts[state]
    )
    rows = {line.split()[0]: line for line in done.output.splitlines()[2:-1]}
    assert set(rows) == set(found)
    assert all(state in rows[student] for student, (state, _) in found.items())


def test_a_fault_is_remembered_with_its_reason_until_it_is_graded(klass, monkeypatch):
    from autograder.grading import trusted

    def fail(*args):
        raise RuntimeError("no memory")

    with monkeypatch.context() as patch:
        patch.setattr(trusted, "execute", fail)
        (result,) = classroom.run(klass, STEM, students=["ada"])
    assert result["status"] == "fault"
    assert states(klass)["ada"][0] == "fault"
    assert "no memory" in states(klass)["ada"][1]
    assert scores(klass) == {}
    classroom.run(klass, STEM, students=["ada"])
    assert states(klass)["ada"][0] == "waiting for a person"
    assert scores(klass) == {"ada": 16}


def test_status_changes_nothing_and_knows_who_is_unknown(klass):
    before = klass.gradebook.read_bytes()
    assert say("status", "--course", klass.root).return_value == 1
    assert klass.gradebook.read_bytes() == before
    with pytest.raises(CourseError, match="nobody is called 'zoe'"):
        status.of(klass, STEM, ["zoe"])
    classroom.run(klass, STEM)
    assert say("status", "--course", klass.root).return_value == 0
    shutil.rmtree(klass.root / "submitted" / "bob")
    assert states(klass)["bob"] == ("absent", "nothing is handed in now; the mark of earlier work stays")


# Marks that people gave.


def mark_by_hand(course, student, points):
    """What formgrader writes when a person gives a mark."""
    with gradebook.opened(course) as opened:
        grade = opened.find_grade("derivation", STEM, STEM, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        opened.db.commit()


def waiting(course, student="ada"):
    with gradebook.opened(course) as opened:
        return gradebook.marks(opened, STEM)[student].waiting


@pytest.fixture(params=["grade", "nbgrader"])
def regrade(request):
    """Two ways to grade once more."""

    def again(course):
        if request.param == "grade":
            classroom.run(course, STEM, force=True)
        else:
            assert press_autograde(course, "ada")["success"]

    return again


def test_a_regrade_leaves_a_manual_mark_done_unless_its_answer_changed(klass, regrade):
    classroom.run(klass, STEM)
    assert waiting(klass) == ("derivation",)
    mark_by_hand(klass, "ada", 3.5)
    for _ in range(2):
        regrade(klass)
        assert waiting(klass) == ()
    hand_in(klass, "ada", right=[NAIVE], derivation="Because.")  # other code, the same answer
    regrade(klass)
    assert waiting(klass) == ()
    hand_in(klass, "ada", right=BOTH, derivation="Because of the chain rule.")
    for _ in range(2):  # it waits until a person has looked
        regrade(klass)
        assert waiting(klass) == ("derivation",)
    assert scores(klass)["ada"] == 19.5
    hand_in(klass, "ada", right=BOTH, derivation="Because.")  # what the person has seen
    regrade(klass)
    assert waiting(klass) == ()
    hand_in(klass, "ada", right=BOTH, derivation="Another.")
    regrade(klass)
    mark_by_hand(klass, "ada", 4)
    regrade(klass)
    assert waiting(klass) == ()
    assert scores(klass)["ada"] == 20


def test_a_check_that_a_person_overrode_is_looked_at_again_only_if_its_function_changed(klass):
    classroom.run(klass, STEM)
    name = f"test_{NAIVE}_value"
    with gradebook.opened(klass) as opened:
        grade = opened.find_grade(name, STEM, STEM, "cyd")
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        opened.db.commit()
    hand_in(klass, "cyd", right=[VECTORIZED])
    classroom.run(klass, STEM)
    assert waiting(klass, "cyd") == ()
    hand_in(klass, "cyd", right=BOTH)
    classroom.run(klass, STEM)
    assert waiting(klass, "cyd") == (name,)


def test_refused_work_costs_neither_the_mark_nor_the_manual_mark(klass):
    classroom.run(klass, STEM)
    mark_by_hand(klass, "ada", 3.5)
    (klass.submitted("ada", STEM) / f"{STEM}.ipynb").write_text("{")
    for _ in range(2):
        result = classroom.run(klass, STEM, students=["ada"], force=True)[0]
        assert (result["status"], result["score"]) == ("refused", 16)
        assert scores(klass)["ada"] == 19.5
        assert waiting(klass) == ()
    assert states(klass)["ada"][0] == "refused"
    hand_in(klass, "ada", right=BOTH, derivation="Because.")
    classroom.run(klass, STEM)
    assert scores(klass)["ada"] == 19.5
    assert waiting(klass) == ()


# Every path that grades.


def press_autograde(course, student):
    """What formgrader's button does."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
    config.CourseDirectory.root = str(course.root)
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, on how nbgrader builds its rows
        return api.autograde(STEM, student, force=True)


def test_the_button_and_grade_keep_the_same_truth(klass):
    hand_in(klass, "dan", right=[NAIVE], derivation="Because.")
    other = shutil.copytree(klass.root, klass.root.with_name("other"))
    classroom.run(klass, STEM)
    there = type(klass)(other)
    for student in klass.students():
        assert press_autograde(there, student)["success"]
    assert why(there) == {}
    for course in (klass, there):
        course.gradebook.chmod(0o600)
    kept = []
    for course in (klass, there):
        with gradebook.opened(course) as opened:
            kept.append(history.results(opened.db, STEM))
    for student in klass.students():
        mine, button = (one[student] for one in kept)
        assert mine.result | {"seconds": 0} == button.result | {"seconds": 0}
        assert (mine.notebook, mine.answers, mine.marked) == (button.notebook, button.answers, button.marked)
    assert [mark.by for mark in status.marks(there, STEM, "ada")] == ["nbgrader autograde"]
    assert shown(klass) == shown(there)


def test_the_button_leaves_nobody_out_of_the_feedback(klass):
    classroom.run(klass, STEM)
    assert press_autograde(klass, "ada")["success"]
    result = json.loads((klass.autograded("ada", STEM) / "result.json").read_text())
    assert result["score"] == 16
    assert set(shown(klass)) == {"ada", "bob", "cyd"}
    shutil.rmtree(klass.root / "autograded")
    assert set(shown(klass)) == {"ada", "bob", "cyd"}


def test_a_worse_resubmission_through_nbgrader_changes_page_and_mark(klass):
    classroom.run(klass, STEM)
    assert "16 of 20 points" in shown(klass)["ada"]
    hand_in(klass, "ada", right=[NAIVE], derivation="Because.")
    press_autograde(klass, "ada")
    assert not klass.feedback("ada", STEM).exists()  # an old page would show another number than the gradebook
    assert scores(klass)["ada"] == 7
    assert "7 of 20 points" in shown(klass)["ada"]
    assert why(klass) == {}


def test_work_that_the_button_cannot_grade_is_known_as_refused(klass):
    path = klass.submitted("ada", STEM) / f"{STEM}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"] = [cell for cell in notebook["cells"] if "nbgrader" not in cell["metadata"]][:1]
    path.write_text(json.dumps(notebook))
    assert not press_autograde(klass, "ada")["success"]
    assert states(klass)["ada"][0] == "refused"


def test_an_older_gradebook_beside_newer_files_wins_everywhere(klass):
    hand_in(klass, "ada", right=[NAIVE])
    classroom.run(klass, STEM)
    backup = klass.gradebook.read_bytes()
    old = klass.submitted("ada", STEM) / f"{STEM}.ipynb"
    old_text = old.read_bytes()
    hand_in(klass, "ada", right=BOTH)
    classroom.run(klass, STEM)
    assert scores(klass)["ada"] == 16
    replace(klass.gradebook, backup)
    assert scores(klass)["ada"] == 7
    assert "7 of 20 points" in shown(klass)["ada"]
    assert states(klass)["ada"] == ("stale", "handed in again")
    old.write_bytes(old_text)  # as if the backup had held the submissions too
    assert states(klass)["ada"] == ("stale", "its files in autograded/ are gone or of another result")
    assert why(klass) == {}
    result = classroom.run(klass, STEM, students=["ada"])[0]
    assert result["score"] == 7
    assert json.loads((klass.autograded("ada", STEM) / "result.json").read_text()) == result
    assert "RIGHT" in (klass.autograded("ada", STEM) / f"{STEM}.ipynb").read_text()
    assert states(klass)["ada"] == ("fresh", "")


@pytest.mark.parametrize("name", ["result.json", "staff.json", f"{STEM}.ipynb"])
def test_files_are_written_again_without_grading(klass, name, monkeypatch):
    classroom.run(klass, STEM)
    files = {path: path.read_bytes() for path in klass.autograded("ada", STEM).iterdir()}
    (klass.autograded("ada", STEM) / name).unlink()
    assert states(klass)["ada"][0] == "stale"
    classroom.run(klass, STEM, progress=lambda *step: pytest.fail("it was graded again"))
    assert {path: path.read_bytes() for path in klass.autograded("ada", STEM).iterdir()} == files


def test_a_damaged_result_file_is_no_news_for_the_database(klass):
    classroom.run(klass, STEM)
    for text in ("", "{", "[]", "null", '{"suite": 1, "submission": 2}'):
        (klass.autograded("ada", STEM) / "result.json").write_text(text)
        classroom.run(klass, STEM, progress=lambda *step: pytest.fail("it was graded again"))
        assert json.loads((klass.autograded("ada", STEM) / "result.json").read_text())["score"] == 16


def test_a_mark_that_another_program_wrote_is_graded_again(klass):
    classroom.run(klass, STEM)
    with gradebook.opened(klass) as opened:
        opened.find_grade(f"test_{NAIVE}_value", STEM, STEM, "cyd").auto_score = 1.0
        opened.db.commit()
    assert "1 of 20 points" in shown(klass)["cyd"]
    assert why(klass) == {"cyd": ("its scores were changed by another program",)}
    with gradebook.opened(klass) as opened:
        opened.remove_submission(STEM, "bob")
    assert why(klass)["bob"] == ("its mark is gone from the gradebook",)
    assert "bob" not in shown(klass)
    classroom.run(klass, STEM)
    assert scores(klass) == {"ada": 16, "bob": 7, "cyd": 0}


def test_marks_of_before_there_was_a_history_are_graded_again(klass):
    classroom.run(klass, STEM)
    with closing(sqlite3.connect(klass.gradebook)) as database, database:
        for table in history._TABLES.tables:
            database.execute(f"DROP TABLE {table}")
    assert why(klass) == dict.fromkeys(("ada", "bob", "cyd"), ("how it was graded is not recorded",))
    (klass.submitted("bob", STEM) / f"{STEM}.ipynb").write_text("{")
    classroom.run(klass, STEM)
    assert scores(klass) == {"ada": 16, "bob": 7, "cyd": 0}  # what bob had earned stays


def test_feedback_says_who_has_no_page_or_an_old_one(klass):
    classroom.run(klass, STEM, students=["ada", "bob"])
    hand_in(klass, "bob", right=BOTH)
    done = say("feedback", "--course", klass.root)
    assert done.return_value == 0
    assert f"cyd, {STEM}: there is no page (never graded)" in done.output
    assert f"bob, {STEM}: its page is of earlier work (stale: handed in again)" in done.output
    assert "ada" not in done.output


def test_a_submission_is_recorded_whole_or_not_at_all(klass, monkeypatch):
    def fail(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(history, "add", fail)  # the last step
        with pytest.raises(KeyboardInterrupt):
            classroom.run(klass, STEM)
    with gradebook.opened(klass) as opened:
        assert [student.id for student in opened.students] == []
        assert opened.assignment_submissions(STEM) == []
    assert set(why(klass)) == {"ada", "bob", "cyd"}
    classroom.run(klass, STEM)
    assert scores(klass) == {"ada": 16, "bob": 7, "cyd": 0}


def test_our_tables_do_not_disturb_the_migrations_of_nbgrader(klass, monkeypatch):
    classroom.run(klass, STEM)
    monkeypatch.setenv("PATH", os.pathsep.join([str(BIN), os.environ["PATH"]]))
    from nbgrader.api import get_alembic_version

    assert get_alembic_version() == gradebook._SCHEMA
    import alembic.command
    import alembic.config
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini(klass.db_url) as ini:
        alembic.command.upgrade(alembic.config.Config(ini), "head")
    assert why(klass) == {}
    assert scores(klass) == {"ada": 16, "bob": 7, "cyd": 0}


# The secret.


def test_a_lost_secret_is_said_and_replaced_only_when_asked(klass):
    say("release", "--course", klass.root)
    classroom.run(klass, STEM)
    klass.secret.unlink()
    work = klass.submitted("bob", STEM) / f"{STEM}.ipynb"
    for words in (["grade"], ["release"], ["grade", "--dry-run"], ["secret", "id"], ["check", work]):
        with pytest.raises(CourseError, match="is lost: restore it from a backup, or draw a new one.* --new-secret"):
            raise say(*words, "--course", klass.root).exception
        assert not klass.secret.exists()
    assert "is lost" in next(finding.detail for finding in doctor.findings(klass) if finding.what == "course")
    assert set(shown(klass)) == {"ada", "bob", "cyd"}  # pages need no secret
    assert f"{STEM}: 3 of 3 would be graded" in say("grade", "--dry-run", "--new-secret", "--course", klass.root).output
    assert not klass.secret.exists()
    assert states(klass)["bob"] == ("stale", "the secret is gone")
    done = say("grade", "--new-secret", "--course", klass.root)
    assert klass.secret.exists()
    assert f"{STEM}: 3 of 3: " in done.output
    assert status.marks(klass, STEM, "bob")[-1].why == "the secret changed"
    assert why(klass) == {}
    assert say("release", "--course", klass.root).exception is None


def test_a_lost_secret_of_before_there_was_a_history_is_missed_too(klass):
    classroom.run(klass, STEM)
    with closing(sqlite3.connect(klass.gradebook)) as database, database:
        for table in history._TABLES.tables:
            database.execute(f"DROP TABLE {table}")
    klass.secret.unlink()
    assert "is lost" in str(say("release", "--course", klass.root).exception)
    assert say("release", "--new-secret", "--course", klass.root).exception is None
    assert klass.secret.exists()


@pytest.mark.parametrize("damage", ["another", "damaged"])
def test_another_or_a_damaged_secret_is_refused_until_it_is_meant(klass, damage):
    classroom.run(klass, STEM)
    text = klass.secret.read_text()
    replace(klass.secret, b"0" * 64 if damage == "another" else b"short")
    with pytest.raises(CourseError, match="--new-secret"):
        classroom.run(klass, STEM)
    assert not press_autograde(klass, "ada")["success"]
    replace(klass.secret, text.encode())
    assert classroom.run(klass, STEM, progress=lambda *step: pytest.fail("it was graded again"))
    replace(klass.secret, b"0" * 64 if damage == "another" else b"short")
    classroom.run(klass, STEM, new_secret=True)
    assert (klass.secret.read_bytes() == b"0" * 64) == (damage == "another")
    assert klass.secret.stat().st_mode & 0o077 == 0
    assert why(klass) == {}


def test_a_secret_that_cannot_be_read_is_not_called_damaged(klass):
    classroom.run(klass, STEM)
    klass.secret.unlink()
    klass.secret.mkdir()  # which root cannot read either
    for words in (["grade"], ["grade", "--dry-run"], ["release"], ["secret", "id"], ["status"]):
        with pytest.raises(CourseError, match=r"\.secret cannot be read \(Is a directory\): see that it is a file"):
            raise say(*words, "--course", klass.root).exception


def test_before_anything_is_graded_a_secret_that_is_not_there_is_drawn_by_a_release(klass):
    klass.secret.unlink()
    for words in (["grade"], ["secret", "id"]):
        with pytest.raises(CourseError, match="has no secret: run `autograder release` first"):
            raise say(*words, "--course", klass.root).exception


def test_a_secret_can_be_rotated_and_named(klass):
    classroom.run(klass, STEM)
    before, secret = say("secret", "id", "--course", klass.root).output.strip(), klass.secret.read_text()
    assert before == klass.secret_id
    done = say("secret", "rotate", "--course", klass.root)
    assert done.output == (
        f"the secret is now {klass.secret_id}; next: `autograder grade`, which grades 3 submissions again\n"
    )
    assert klass.secret_id != before
    assert klass.secret.read_text() != secret
    assert set(why(klass).values()) == {("the secret changed",)}
    classroom.run(klass, STEM)  # asks nothing: the database knows
    assert why(klass) == {}
    klass.secret.unlink()
    assert "is lost: restore it from a backup" in str(say("secret", "id", "--course", klass.root).exception)


def test_a_first_release_draws_a_secret_without_asking(course):
    course.gradebook.unlink()
    course.secret.unlink()
    shutil.rmtree(course.root / "exercises")
    assert say("release", "--course", course.root).exception is None
    assert course.secret_id is not None


# How a run ends.


def grade(course, *words):
    return say("grade", *words, "--course", course.root)


def broken(course, student, text="{"):
    replace(course.submitted(student, STEM) / f"{STEM}.ipynb", text.encode())


def test_a_refusal_is_told_once_and_then_the_class_is_settled(klass):
    broken(klass, "dan")
    first = grade(klass)
    assert first.return_value == 1
    assert f"refused: dan, {STEM}: " in first.output
    assert "to be marked by hand: 1 (ada, " in first.output
    assert "3 graded, 1 refused" in first.output
    again = grade(klass)
    assert again.return_value == 0
    assert f"refused as before, told already: 1 (dan, {STEM})" in again.output
    broken(klass, "dan", "[]")  # handed in again, as bad as before
    assert grade(klass).return_value == 1
    assert grade(klass, "--force").return_value == 0  # the same as was told
    broken(klass, "dan", "{")
    assert grade(klass, "--student", "ada").return_value == 0
    assert grade(klass).return_value == 1


def test_a_run_that_did_not_come_to_its_end_has_told_nothing(klass, monkeypatch):
    broken(klass, "dan")
    work = klass.submitted("bob", STEM) / f"{STEM}.ipynb"
    work.rename(work.with_name("mine.ipynb"))
    with monkeypatch.context() as patch:
        patch.setattr(ending, "tell", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        grade(klass)
    assert why(klass) == {}
    done = grade(klass)
    assert done.return_value == 1
    assert f"refused: dan, {STEM}: " in done.output
    assert f"flagged: bob, {STEM}: " in done.output


def test_a_fault_is_never_settled(klass, monkeypatch):
    classroom.run(klass, STEM)
    monkeypatch.setattr(trusted, "execute", lambda *args: 1 / 0)
    hand_in(klass, "ada", right=[NAIVE])
    for _ in range(2):
        done = grade(klass)
        assert done.return_value == 1
        assert f"fault: ada, {STEM}: The grader failed (ZeroDivisionError" in done.output
        assert done.output.splitlines()[-1] == "next: see to the faults, then `autograder grade` again"


def test_what_was_noticed_is_flagged_once_and_not_why_code_failed(klass, monkeypatch):
    def execute(*args):
        judged = judge(*args)
        return trusted.Executed(judged.verdicts, ["NameError in line 1 of cell 3, your own: no."], judged.way)

    judge = trusted.execute
    monkeypatch.setattr(trusted, "execute", execute)
    work = klass.submitted("bob", STEM) / f"{STEM}.ipynb"
    work.rename(work.with_name("mine.ipynb"))
    first = grade(klass)
    assert first.return_value == 0
    assert [line for line in first.output.splitlines() if line.startswith("flagged")] == [
        f"flagged: bob, {STEM}: 'mine.ipynb' was taken as {STEM}.ipynb."
    ]
    assert "flagged" not in grade(klass).output


def test_what_was_noticed_is_said_to_the_instructor_and_not_to_the_student(klass):
    work = klass.submitted("bob", STEM) / f"{STEM}.ipynb"
    notebook = nbformat.read(work, as_version=4)
    locked = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    locked.source += "\n# mine"
    nbformat.write(notebook, work)
    work.with_name("timestamp.txt").write_text("soon")
    (line,) = [line for line in grade(klass).output.splitlines() if line.startswith("flagged")]
    assert f"Changed, and put back as released: {locked.metadata.nbgrader.grade_id}." in line
    assert "counts as in time" in line
    assert not re.search(r"\b(you|your|yours)\b", line, re.I)


def test_work_that_was_taken_back_is_listed_and_counted_as_status_does(klass):
    assert grade(klass).return_value == 0
    shutil.rmtree(klass.root / "submitted" / "bob")
    lines = grade(klass).output.splitlines()
    assert f"handed in nothing to {STEM}: 1 (bob)" in lines
    assert "2 graded, 1 missing" in lines
    assert f"{STEM}: 1 fresh, 1 waiting for a person, 1 absent" in say("status", "--course", klass.root).output


def test_without_names_all_that_was_released_is_meant(klass):
    other = klass.root / "solutions" / "svm_loss"
    shutil.copytree(ROOT / "solutions" / "svm_loss", other)
    assert grade(klass).return_value == 0
    done = say("status", "--course", klass.root)
    assert (done.return_value, done.output.splitlines()[-1]) == (0, "not released: svm_loss")
    for words in (["feedback"], ["report"], ["grade", "--dry-run"]):
        assert say(*words, "--course", klass.root).return_value == 0
    assert "not in it, because not released: svm_loss\n" in say("handout", "--course", klass.root).output
    for words in (["grade"], ["status"], ["feedback"], ["handout"]):
        with pytest.raises(CourseError, match="svm_loss has not been released: run `autograder release svm_loss`"):
            raise say(*words, "svm_loss", "--course", klass.root).exception


def test_the_total_and_the_time_left_are_said_before_the_first_result(klass):
    for number in range(20):
        hand_in(klass, f"s{number:02}")
    lines = grade(klass).output.splitlines()
    assert re.fullmatch(r"0 of 23, about \d+ s left", lines[0])
    assert [line for line in lines if re.match(r"\d+ of 23, about ", line)][1:]
    assert "of 23, about" not in grade(klass).output
    assert shared.duration(100) == "2 min"
    assert shared.duration(3 * 3600) == "3 h 0 min"
    bar = shared.Bar("x", [60.0] * 300, at_once=2)
    assert bar.bar.tasks[0].total == 300
    assert bar.bar.tasks[0].fields["left"] == "about 2 h 30 min left"


def test_more_by_hand_is_said_only_while_it_is_true(klass):
    first = grade(klass, "--student", "ada")
    assert f"{STEM}: 1 of 1: ada: 16 of 20 and more by hand" in first.output
    mark_by_hand(klass, "ada", 3.5)
    hand_in(klass, "ada", right=[NAIVE], derivation="Because.")
    again = grade(klass, "--student", "ada", "--results", klass.root / "results.jsonl")
    assert f"{STEM}: 1 of 1: ada: 10.5 of 20\n" in again.output
    assert "by hand" not in again.output
    (result,) = map(json.loads, (klass.root / "results.jsonl").read_text().splitlines())
    assert (result["score"], result["needs_manual_grade"]) == (10.5, False)
    assert scores(klass)["ada"] == 10.5


def test_a_private_log_keeps_every_run_within_bounds(klass, monkeypatch):
    broken(klass, "dan")
    hand_in(klass, "eve", right=[NAIVE], derivation="\x1b[2J")
    grade(klass)
    grade(klass)
    log = klass.root / "logs/grade.log"
    text = log.read_text()
    assert text.count(f"autograder grade {STEM}: ") == 2
    assert f"{STEM}: 1 of 5: ada: 16 of 20 and more by hand" in text
    assert f"refused: dan, {STEM}: " in text
    assert text.count("ended with status 1") == text.count("ended with status 0") == 1
    assert "\x1b" not in text
    assert log.stat().st_mode & 0o077 == log.parent.stat().st_mode & 0o077 == 0

    monkeypatch.setattr(logs, "_BYTES", 400)
    for _ in range(6):
        grade(klass)
    kept = sorted(path.name for path in log.parent.glob("grade.log*"))
    assert kept == ["grade.log", *(f"grade.log.{number}" for number in range(1, 5))]
    assert all(path.stat().st_size <= 400 for path in log.parent.glob("grade.log*"))


def test_a_log_that_cannot_be_written_stops_nothing(klass):
    (klass.root / "logs").write_text("in the way")
    assert grade(klass).return_value == 0
    assert scores(klass)["ada"] == 16


def test_a_long_list_is_short_on_the_terminal_and_whole_in_the_log(klass, monkeypatch):
    monkeypatch.setattr(ending, "MAX_LINES", 2)
    for number in range(4):
        broken(klass, f"s{number}")
    done = grade(klass)
    assert done.output.count("refused: s") == 2
    assert "refused: and 2 more, see the log" in done.output
    assert (klass.root / "logs/grade.log").read_text().count(" refused: s") == 4


def test_what_lies_in_a_wrong_place_is_told_with_the_rest(klass, capsys):
    with logs.Log(klass) as log:
        status = ending.tell([], log, [ending.Seen("misplaced", "submitted/x.ipynb", "it lies in no folder.")])
    assert status == 1
    assert "misplaced: submitted/x.ipynb: it lies in no folder." in capsys.readouterr().out
