"""Pages go back to the platform that the work came from, under the names that it knows, and none before it is whole."""

import json
import re
import shutil
import zipfile

import nbformat
import pytest
from conftest import STEM
from nbgrading import nbgrader
from test_exchange import configure, graded, nobodys_settings  # noqa: F401

from autograder.classroom import attempts, collect, gradebook, plan
from autograder.classroom import run as classroom
from autograder.commands.give_back import return_command
from autograder.course import settings
from autograder.course.course import Course, CourseError
from autograder.grading.job import Graded
from autograder.intake import exchange
from autograder.pages import gradescope, returning

ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,SVM gradient (4711)
    Points Possible,,,,,20
"Lee, Ann",12345,A1,ann,Mon,
"de la Cruz, José",12346,A2,jose,Mon,
"Kim, Bo",12347,A3,bo,Mon,
"Ito, Cy",12348,A4,cy,Mon,
"""
CANVAS = {
    "ann": "leeann_12345_67890_svm_gradient-2.ipynb",
    "jose": "delacruzjose_LATE_12346_67891_Copy of svm_gradient (1).ipynb",
    "bo": "kimbo_12347_67892_svm_gradient.ipynb.txt",
}


def canvas_takes(name):
    """The ids by which Canvas finds the student and the upload, as its `infer_comment_context_from_filename` does."""
    base = name.rsplit("/", 1)[-1]
    parts = base.split("_")
    ids = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
    return None if len(ids) < 2 or parts[-1].startswith("link") or base.startswith("._") else tuple(ids)


def moodle_takes(name):
    """The number, the plugin and the name of the file, as Moodle's `is_valid_filename_for_import` finds them."""
    parts = name.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdigit():
            return int(info[1]), f"{info[2]}_{info[3]}", "/".join([*info[4:], *parts]).lstrip("/")
    return None


def work(course, student):
    """A notebook in which something was written."""
    notebook = nbformat.read(course.released(STEM), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source += f"\n# {student}"
    return nbformat.writes(notebook)


def handed_in(course, path, names):
    with zipfile.ZipFile(path, "w") as archive:
        for student, name in names.items():
            archive.writestr(name, work(course, student))
    return path


def grade(course, students, mark=()):
    """Put down marks as the grader would, without running anything; `mark`: who has the derivation marked, too."""
    assignment = gradebook.assignment(course, STEM)
    for name in students:
        (seen,) = plan.look(course, assignment, [name], settings.load(course.root).limits, "bubblewrap")
        result = graded(course, name).result | {"suite": assignment.suite, "submission": seen.job.digest}
        receipt = exchange.read(course.submitted(name, STEM))
        classroom.record(course, Graded(result, course.released(STEM).read_text()), receipt, what=assignment)
    with gradebook.opened(course) as opened:
        for name in mark:
            cell = opened.find_grade("derivation", STEM, STEM, name)
            cell.manual_score, cell.needs_manual_grade = 3.5, False
        opened.db.commit()


@pytest.fixture(scope="module")
def collected(released, tmp_path_factory):
    """Ann, José and Bo have handed in on Canvas, Cy has not; Bo's derivation waits for a person. Tests copy it."""
    root = tmp_path_factory.mktemp("evening")
    course = Course(shutil.copytree(released.root, root / "course"))
    (root / "grades.csv").write_text(ROSTER)
    collect.collect(course, [handed_in(course, root / "submissions.zip", CANVAS)], roster=root / "grades.csv")
    grade(course, ["ann", "bo", "jose"], mark=["ann", "jose"])
    return course


@pytest.fixture
def evening(collected, tmp_path):
    return Course(shutil.copytree(collected.root, tmp_path / "course"))


def names_in(place):
    with zipfile.ZipFile(place) as archive:
        assert archive.testzip() is None
        return sorted(archive.namelist())


def test_canvas_gets_its_own_names_back(evening):
    done = returning.give_back(evening, STEM, "canvas")
    assert names_in(done.place) == [
        "delacruzjose_LATE_12346_67891_Copy of svm_gradient (1).html",
        "leeann_12345_67890_svm_gradient-2.html",
    ]
    assert {canvas_takes(name) for name in names_in(done.place)} == {("12345", "67890"), ("12346", "67891")}
    with zipfile.ZipFile(done.place) as archive:
        page = archive.read("leeann_12345_67890_svm_gradient-2.html").decode()
    assert "19.5 of 20 points" in page
    assert "jose" not in page
    first = done.place.read_bytes()
    assert returning.give_back(evening, STEM, "canvas").place.read_bytes() == first
    assert oct(done.place.stat().st_mode & 0o777) == "0o600"


def test_a_page_is_held_back_until_everything_on_it_is_marked(evening):
    done = returning.give_back(evening, STEM, "files")
    assert sorted(done.given) == ["ann", "jose"]
    assert done.held == [("bo", "waits for a person to mark derivation")]
    assert done.absent == ["cy"]
    assert sorted(path.relative_to(done.place).as_posix() for path in done.place.rglob("*.html")) == [
        f"ann/{STEM}.html", f"jose/{STEM}.html",
    ]  # fmt: skip
    assert not evening.feedback("bo", STEM).exists()

    partial = returning.give_back(evening, STEM, "canvas", partial=True)
    assert (len(partial.given), partial.held) == (3, [])
    assert "kimbo_12347_67892_svm_gradient.ipynb.html" in names_in(partial.place)

    only = returning.give_back(evening, STEM, "files", ["bo"])
    assert (only.given, only.held) == ([], done.held)
    grade(evening, [], mark=["bo"])
    assert returning.give_back(evening, STEM, "files", ["bo"]).given == ["bo"]
    with pytest.raises(CourseError, match="nobody is called 'eve'"):
        returning.give_back(evening, STEM, "files", ["eve"])


def test_work_that_came_again_holds_the_page_of_the_earlier_back(evening):
    returning.give_back(evening, STEM, "files")
    (evening.submitted("ann", STEM) / f"{STEM}.ipynb").write_text(work(evening, "ann again"))
    done = returning.give_back(evening, STEM, "files")
    assert done.held[0] == ("ann", "stale: handed in again")
    assert not (evening.root / "returned/files/ann").exists()  # what an earlier run put there goes too
    assert (evening.root / f"returned/files/jose/{STEM}.html").exists()


def test_moodle_gets_its_own_folders_back(course, tmp_path):
    folders = {"ann": "Ann Lee_77_assignsubmission_file_", "jose": "José de la Cruz_78_assignsubmission_file"}
    names = {name: f"{folder}/svm_gradient.ipynb" for name, folder in folders.items()}
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Status,Grade\nParticipant 77,Ann Lee,ann@b.edu,,\n"
        "Participant 78,José de la Cruz,jose@b.edu,,\nParticipant 79,Bo_Kim,bo@b.edu,,\n"
    )
    collect.collect(course, [handed_in(course, tmp_path / "all.zip", names)], roster=sheet)
    mailed = course.submitted("bo@b.edu", STEM)  # came by mail: the worksheet knows the number
    mailed.mkdir(parents=True)
    (mailed / f"{STEM}.ipynb").write_text(work(course, "bo"))
    everybody = ["ann@b.edu", "jose@b.edu", "bo@b.edu"]
    grade(course, everybody, mark=everybody)
    done = returning.give_back(course, STEM, "moodle")
    assert names_in(done.place) == sorted(
        f"{folder}/{STEM}.html" for folder in [*folders.values(), "Bo Kim_79_assignsubmission_file_"]
    )
    assert {moodle_takes(name) for name in names_in(done.place)} == {
        (number, "assignsubmission_file", f"{STEM}.html") for number in (77, 78, 79)
    }
    assert [name for name, _ in returning.give_back(course, STEM, "canvas").nameless] == sorted(everybody)


def test_names_from_a_download_lead_nowhere(evening):
    place = "submissions.zip/leeann_12345_67890_..\\..\\x\x1b[2J\u202e:evil.ipynb"
    path = attempts.folder(evening, "ann", STEM) / "attempts.json"
    entries = json.loads(path.read_text())
    entries[0]["place"] = place
    path.write_text(json.dumps(entries))
    (name,) = (name for name in names_in(returning.give_back(evening, STEM, "canvas").place) if "12345" in name)
    assert canvas_takes(name) == ("12345", "67890")
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')


def test_a_file_of_two_students_goes_back_to_neither(evening):
    for student in ("ann", "jose"):
        path = attempts.folder(evening, student, STEM) / "attempts.json"
        entries = json.loads(path.read_text())
        entries[0]["place"] = "submissions.zip/leeann_12345_67890_svm_gradient.ipynb"
        path.write_text(json.dumps(entries))
    done = returning.give_back(evening, STEM, "canvas")
    assert sorted(name for name, _ in done.nameless) == ["ann", "jose"]
    assert (done.given, done.place) == ([], None)


def test_release_feedback_hands_out_what_was_given_back(evening, tmp_path):
    (tmp_path / "exchange").mkdir()
    configure(evening, f'c.CourseDirectory.course_id = "calculus"\nc.Exchange.root = {str(tmp_path / "exchange")!r}\n')
    returning.give_back(evening, STEM, "canvas")
    log = nbgrader(evening.root, "release_feedback", STEM)
    assert log.count("Feedback released") == 2
    assert len(list(tmp_path.glob("exchange/calculus/feedback/*.html"))) == 2


def test_the_command_names_whoever_waits(evening, capsys):
    assert return_command.main(["--for", "canvas", "--course", str(evening.root)], standalone_mode=False) == 1
    said = capsys.readouterr().out
    assert f"{STEM}, held back (1):\n  waits for a person to mark derivation  bo" in said
    assert f"{STEM}, absent (1): cy" in said
    assert f"{STEM}: 2 pages in {evening.root}/returned/{STEM}-canvas.zip" in said


# Gradescope.


def test_results_json_has_the_documented_fields(course):
    result = graded(course).result
    told = "<img src=x onerror=alert(1)> \u202eolleh \x1b[31m red " + "x" * 5000
    result["tasks"][0] |= {"score": 0.0, "message": told}
    result |= {"score": 12.0, "notes": ["The file was renamed."], "seconds": 1.234}
    text = gradescope.as_json(result)
    assert "<" not in text
    found = json.loads(text)
    assert found["score"] == 12
    assert found["execution_time"] == 1.2
    assert found["output"] == "The file was renamed.\nA person will mark: derivation."
    assert (found["visibility"], found["stdout_visibility"], found["test_output_format"]) == (
        "visible",
        "hidden",
        "text",
    )
    tests = found["tests"]
    assert len(tests) == len(result["tasks"]) - 1
    assert all(set(one) == {"name", "score", "max_score", "status", "output", "visibility"} for one in tests)
    assert (tests[0]["status"], tests[1]["status"]) == ("failed", "passed")
    assert tests[0]["output"].startswith("<img src=x onerror=alert(1)> \ufffdolleh \ufffd[31m red x")
    assert len(tests[0]["output"]) < 2100


def test_a_fault_is_no_zero_for_gradescope(course):
    result = graded(course).result | {"status": "fault", "score": None, "notes": ["No memory."]}
    with pytest.raises(CourseError, match="there is no mark, since the grader failed: No memory"):
        gradescope.results(result)
    refused = graded(course).result | {"status": "refused", "score": None, "tasks": [], "notes": ["No notebook."]}
    found = gradescope.results(refused)
    assert (found["score"], found["tests"]) == (0, [])
    assert found["output"] == "This could not be graded as it was handed in.\nNo notebook."
