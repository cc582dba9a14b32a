"""A class from submitted/ to the gradebook and the feedback, with real kernels, real sandboxes and a real database."""

import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import BIN, STEM, previous, run
from nbgrading import nbgrader
from pypdf import PdfReader
from waiting import until

from autograder import checks, practice
from autograder.classroom import gradebook, pool
from autograder.classroom import run as classroom
from autograder.course.course import Course
from autograder.demo.kinds import RIGHT, WRONG
from autograder.pages import feedback
from autograder.wall import zygote
from autograder.wall.bubblewrap import SandboxError
from exercises import EXERCISES

pytestmark = pytest.mark.usefixtures("wall")
HONEST = {kind.name for kind in RIGHT + WRONG if kind.name != "renamed"}


def name_of(student):
    return student.split("_", 1)[1]


def hand_in(course, room, names, stem=STEM):
    """Copy the work of some demo students to another course."""
    for student in handed_in(room, stem):
        if name_of(student) in names:
            shutil.copytree(room.submitted(student, stem), course.submitted(student, stem))
    (course.root / "submitted").chmod(0o700)  # else a command closes it, and says so


def handed_in(course, stem=STEM):
    """Who handed in to an exercise; in the demo class everybody does to one."""
    return [student for student in course.students() if course.submitted(student, stem).exists()]


def results_of(course):
    return {student: previous(course, student, STEM) for student in handed_in(course)}


@pytest.fixture(scope="session")
def room(demo_run):
    return demo_run[0]


# The demo class.


def test_the_demo_comes_out_as_it_must(demo_run):
    course, done = demo_run
    assert "UNEXPECTED" not in done.stdout, done.stdout
    assert done.returncode == 0, done.stderr
    assert len(course.students()) >= 24
    for line in ("gradebook:", "feedback:", "book:"):
        assert line in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_hostile_neighbours_change_no_honest_score(room, course, one_worker):
    hand_in(course, room, {"solution", "one_hot", "no_reg", "squared"})
    results = classroom.run(course, STEM, workers=1)
    for result in results:
        before = previous(room, result["student"], STEM)
        assert [task["score"] for task in result["tasks"]] == [task["score"] for task in before["tasks"]]


def test_results_follow_the_contract(room):
    for result in results_of(room).values():
        ran = {"wall", "versions"} if result["status"] == "graded" else set()
        assert ran | {
            "student", "assignment", "status", "score", "max_score", "needs_manual_grade", "seconds", "tasks", "notes",
            "suite", "submission",
        } == result.keys()  # fmt: skip
        assert result["status"] in ("graded", "refused")
        for task in result["tasks"]:
            assert {"id", "score", "max_score", "message", "misconception"} == task.keys()
        assert result["max_score"] == 20
        assert result["score"] == sum(task["score"] or 0 for task in result["tasks"])
        assert len({r["suite"] for r in results_of(room).values()}) == 1


def test_no_hidden_line_and_no_secret_number_reaches_a_student(room):
    """Everything that a student may see is searched for lines of the hidden suite and numbers of hidden problems."""
    from autograder.checks.svm_gradient import problems

    hidden = {
        line.strip()
        for source in Path(checks.__file__).parent.rglob("*.py")
        for line in source.read_text().splitlines()
        if len(line.strip()) > 30 and not line.strip().startswith(('"', "#"))
    }
    # What a notebook says in the open, or a student in a right answer, is no secret.
    told = "\n".join(source for exercise in EXERCISES for source in exercise.visible.values())
    told += "\n".join(path.read_text() for path in Path(practice.__file__).parent.rglob("*.py"))
    hidden = {line for line in hidden if line not in told}
    assert len(hidden) > 1000
    hidden |= {"checks.run(", "BEGIN HIDDEN", "autograder.checks", (room.root / ".secret").read_text().strip()}
    seed = room.seed(STEM, handed_in(room)[0])
    with classroom_seed(seed):
        numbers = secret_numbers(problems.oracle)
    assert len(numbers) > 100
    pages = [*room.root.glob("feedback/**/*.html"), *room.root.glob("exercises/**/*.*")]
    assert len(pages) > 30
    for page in pages:
        text = page.read_text()
        assert not [line for line in hidden if line in text], page
        assert not [number for number in numbers if number in text], page


def test_a_feedback_page_fits_a_phone_and_two_sheets_of_paper(room, browser):
    longest = {}
    for page in sorted(room.root.glob("feedback/*/*/*.html"), key=lambda page: page.stat().st_size):
        earned = previous(room, page.parts[-3], page.stem)["score"]
        if earned:  # who fails everything, each cell in a way of its own, may need a third sheet
            longest[page.stem] = page
    assert set(longest) == set(room.chosen())
    page = browser.new_page(viewport={"width": 360, "height": 780})
    for path in longest.values():
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        assert len(sheets) <= 2, path
    page.close()


def classroom_seed(seed):
    from autograder import checks

    return checks.seeded(seed)


def secret_numbers(oracle):
    """Every number of the problems that one student's value check draws, as text."""
    from autograder import checks

    seen = []

    def listen(W, X, y, reg):
        loss, dW = oracle(W, X, y, reg)
        seen.extend([*W.ravel(), *X.ravel(), reg, loss, *dW.ravel()])
        return loss, dW

    checks.run(STEM, "test_svm_loss_naive_value", listen)
    return {f"{number:.6g}" for number in seen if abs(number) < 1e3 and len(f"{number:.6g}") > 7}


def test_staff_files_are_for_the_owner_only(room):
    for path in room.root.glob("autograded/*/*/staff.json"):
        assert path.stat().st_mode & 0o077 == 0


# One job, several jobs, nbgrader.


def leave_out_what_trains(path):
    """nbgrader would also run what follows the last test cell, for half of its time; no score depends on it."""
    notebook = nbformat.read(path, as_version=4)
    kept = [cell for cell in notebook.cells if not cell.id.startswith("train_")]
    assert len(kept) < len(notebook.cells), path
    notebook.cells = kept
    nbformat.write(notebook, path)


def test_one_job_several_jobs_and_nbgrader_give_the_same_scores(room, course, tmp_path):
    names = HONEST - {"slow"}
    hand_in(course, room, names)
    shutil.copytree(course.root, tmp_path / "nbgrader")
    other = Course(tmp_path / "nbgrader")
    for path in other.root.glob("submitted/*/*/*.ipynb"):
        leave_out_what_trains(path)
    with ThreadPoolExecutor() as pool:
        several = pool.submit(run, "autograder", "grade", "--jobs", "2", cwd=course.root)
        nbgrader(other.root, "autograde", STEM)
        several.result()
    alone = {student: scores for student, scores in gradebook.scores(room, STEM).items() if name_of(student) in names}
    assert len(alone) == len(names) >= 15
    assert gradebook.scores(course, STEM) == alone
    assert gradebook.scores(other, STEM) == alone

    nbgrader(other.root, "generate_feedback", STEM)
    pages = list(other.root.glob("feedback/**/*.html"))
    assert len(pages) == len(names)
    for page in pages:
        text = page.read_text()
        assert "checks.run" not in text
        assert "HIDDEN" not in text


# Coming back.


def test_a_killed_run_loses_nothing_and_goes_on(room, course):
    names = {"solution", "one_hot", "no_reg", "sign", "squared", "transposed", "blank", "not_json"}
    hand_in(course, room, names)
    process = subprocess.Popen([BIN / "autograder", "grade", "--jobs", "2"], cwd=course.root, stdout=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.readline()  # two are reported
    process.send_signal(signal.SIGKILL)
    process.communicate()
    reported = [student for student, result in results_of(course).items() if result]
    assert 2 <= len(reported) < len(names)
    stamps = {student: (course.autograded(student, STEM) / "result.json").stat().st_mtime_ns for student in reported}

    again = run("autograder", "grade", "--jobs", "1", cwd=course.root, check=False)
    assert again.returncode == 1  # one was refused
    assert gradebook.scores(course, STEM) == {
        student: scores for student, scores in gradebook.scores(room, STEM).items() if name_of(student) in names
    }
    for student, stamp in stamps.items():
        assert (course.autograded(student, STEM) / "result.json").stat().st_mtime_ns == stamp
    until(lambda: not leftovers())


def leftovers():
    """Walls that stand although the grader that built them is gone."""
    return [one for one in psutil.process_iter(["name", "ppid"]) if one.info == {"name": "bwrap", "ppid": 1}]


def test_only_what_changed_is_graded_again(room, course, one_worker):
    hand_in(course, room, {"solution", "no_reg", "sign"})
    first = classroom.run(course, STEM, workers=1)
    seen = []
    assert classroom.run(course, STEM, workers=1, progress=lambda *step: seen.append(step)) == first
    assert seen == []
    student = first[0]["student"]
    path = course.submitted(student, STEM) / f"{STEM}.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")
    classroom.run(course, STEM, workers=1, progress=lambda result, done, total: seen.append((result["student"], total)))
    assert seen == [(student, 1)]
    again = classroom.run(course, STEM, workers=1, force=True)
    assert len({result["seconds"] for result in again} & {result["seconds"] for result in first}) < 3


def test_marks_given_by_hand_stay(room, course, one_worker):
    hand_in(course, room, {"solution"})
    (student,) = course.students()
    classroom.run(course, STEM, workers=1)
    with gradebook.opened(course) as opened:
        grade = opened.find_grade("derivation", STEM, STEM, student)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        opened.find_comment("derivation", STEM, STEM, student).manual_comment = "Well derived."
        opened.db.commit()
    classroom.run(course, STEM, workers=1, force=True)
    with gradebook.opened(course) as opened:
        assert opened.find_submission(STEM, student).score == 19.5
    (page,) = feedback.write_feedback(course, STEM)
    assert "19.5" in page.read_text()
    assert "Well derived." in page.read_text()


def test_unreadable_work_does_not_cost_the_mark_of_earlier_work(room, course, one_worker):
    hand_in(course, room, {"solution"})
    (student,) = course.students()
    classroom.run(course, STEM, workers=1)
    (course.submitted(student, STEM) / f"{STEM}.ipynb").write_text("{")
    for _ in range(2):
        (result,) = classroom.run(course, STEM, workers=1)
        assert result["status"] == "refused"
        assert result["score"] == 16
        assert result["notes"][-1] == "The mark of what was handed in before stays."
    assert sum(filter(None, gradebook.scores(course, STEM)[student].values())) == 16


def test_what_is_missing_is_said(room, course, one_worker):
    hand_in(course, room, {"solution"})
    course.submitted("nobody", STEM).mkdir(parents=True)
    (course.root / "submitted" / "nothing").mkdir()
    results = {result["student"]: result for result in classroom.run(course, STEM, workers=1)}
    assert results["nobody"]["status"] == results["nothing"]["status"] == "missing"
    assert list(gradebook.scores(course, STEM)) == [course.students()[-1]]


# Bad luck.


def test_a_worker_that_dies_is_a_fault_and_the_class_goes_on(room, course, monkeypatch):
    hand_in(course, room, {"solution", "no_reg"})

    class Pool:
        def __init__(self, *args, **kwargs): ...
        def shutdown(self, **options): ...

        def submit(self, function, job):
            future = Future()
            if "solution" in job.student:
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(function(job))
            return future

    monkeypatch.setattr(pool, "ProcessPoolExecutor", Pool)
    by_name = {name_of(result["student"]): result for result in classroom.run(course, STEM)}
    assert by_name["solution"]["status"] == "fault"
    assert by_name["no_reg"]["status"] == "graded"
    assert [name_of(student) for student in gradebook.scores(course, STEM)] == ["no_reg"]


def no_release(course):
    shutil.rmtree(course.root / "exercises")


def no_gradebook(course):
    course.gradebook.unlink()


def broken_gradebook(course):
    course.gradebook.write_bytes(b"not a database" * 100)


def empty_gradebook(course):
    with closing(sqlite3.connect(course.gradebook)) as database, database:
        database.execute("DELETE FROM notebook")


def no_secret(course):
    (course.root / ".secret").unlink()


def damaged_release(course):
    course.released(STEM).write_text("{")


def foreign_release(course):
    notebook = nbformat.read(course.released(STEM), as_version=4)
    del notebook.cells[0]
    nbformat.write(notebook, course.released(STEM))


def no_solutions(course):
    shutil.rmtree(course.root / "solutions")


def nothing_handed_in(course):
    shutil.rmtree(course.root / "submitted")


@pytest.mark.parametrize(
    "damage",
    [no_release, no_gradebook, broken_gradebook, empty_gradebook, no_secret, damaged_release, foreign_release, no_solutions,
     nothing_handed_in],
)  # fmt: skip
def test_a_course_that_is_not_ready_is_one_clear_line_and_loses_nothing(room, course, damage, command):
    hand_in(course, room, {"solution"})
    damage(course)
    done = command("grade")
    assert done.returncode == 2
    assert re.fullmatch(r"autograder: .+(run `autograder|put notebooks|no course folder).*\n", done.err), done.err
    assert not (course.root / "autograded").exists()


def test_an_unknown_exercise_or_student_is_one_clear_line(course, command):
    done = command("grade", "svm")
    assert (done.returncode, done.err) == (2, "autograder: there is no exercise 'svm': choose from svm_gradient\n")
    (course.root / "submitted" / "ada").mkdir(parents=True)
    done = command("grade", "--student", "bob")
    assert done.returncode == 2
    assert "nobody is called" in done.err


def test_a_student_folder_whose_name_is_no_text_is_one_clear_line(course, command):
    (course.root / "submitted").mkdir()
    os.mkdir(os.fsencode(course.root / "submitted") + b"/b\xff")
    done = command("grade")
    assert done.returncode == 2
    assert "rename the folder" in done.err


def test_no_mark_is_written_when_there_is_no_wall(room, course, monkeypatch):
    hand_in(course, room, {"solution"})
    monkeypatch.setattr("autograder.wall.zygote.SOURCE", zygote.Source())  # one that has no zygote yet
    monkeypatch.setattr("autograder.wall.bubblewrap.bwrap", lambda: None)
    with pytest.raises(SandboxError, match="--sandbox none"):
        classroom.run(course, STEM)
    assert gradebook.scores(course, STEM) == {}


# One notebook on its own.


def test_check_grades_one_file_and_touches_nothing(room, course, tmp_path, command):
    before = sorted((path, path.stat().st_mtime_ns) for path in course.root.rglob("*"))
    student = next(student for student in room.students() if name_of(student) == "no_reg")
    work = tmp_path / "work" / "mine.ipynb"
    work.parent.mkdir()
    shutil.copy(room.submitted(student, STEM) / f"{STEM}.ipynb", work)
    done = command("check", work, "--json", tmp_path / "result.json")
    assert done.returncode == 0, done.err
    assert "test_svm_loss_naive_reg_gradient: 0 of 1: " in done.out
    assert "2 * reg * W" in done.out
    result = json.loads((tmp_path / "result.json").read_text())
    assert result["score"] == 14
    assert sorted((path, path.stat().st_mtime_ns) for path in course.root.rglob("*")) == before


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]"])
def test_check_says_what_is_wrong_with_a_file(tmp_path, content, command):
    if content is not None:
        (tmp_path / "x.ipynb").write_bytes(content)
    done = command("check", tmp_path / "x.ipynb")
    assert done.returncode == 2
    assert done.err.count("\n") == 1
    assert done.err.startswith("autograder: ")
