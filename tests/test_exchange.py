"""nbgrader's exchange from the release of an exercise to the page that a student fetches, with nbgrader's own commands."""

import csv
import json
import os
import shutil
from datetime import datetime, timedelta
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import BIN, STEM
from nbgrading import formgrader, nbgrader

from autograder.classroom import gradebook
from autograder.classroom import run as classroom
from autograder.course.course import Course, CourseError, replace
from autograder.grading.job import Graded
from autograder.intake import exchange
from autograder.pages.feedback import write_feedback
from exercises import Exercise

CONFIG = """
c.CourseDirectory.course_id = "calculus"
c.Exchange.root = {root!r}
c.Exchange.cache = {cache!r}
c.LateSubmissionPlugin.penalty_method = "zero"
"""


@pytest.fixture(scope="module", autouse=True)
def nobodys_settings(tmp_path_factory):
    """Whoever runs the tests may have a configuration of nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp("jupyter")))
        patch.setenv("PATH", os.pathsep.join([str(BIN), os.environ["PATH"]]))
        yield


def configure(course, text):
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(text)
    return Course(course.root)


def answer(folder):
    """Write the solution into a released notebook."""
    path = folder / f"{STEM}.ipynb"
    notebook, exercise = nbformat.read(path, as_version=4), Exercise(STEM)
    for cell in notebook.cells:
        tag = cell.metadata.get("nbgrader", {})
        if tag.get("solution"):
            cell.source = exercise.visible[tag["grade_id"]]
    nbformat.write(notebook, path)


def export(course):
    """What nbgrader exports: the final score of each student."""
    file = course.root / "grades.csv"
    nbgrader(course.root, "export", "--to", file)
    with file.open() as lines:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(lines)}


def scores_of(results):
    return {result["student"]: result["score"] for result in results}


def words_of(page):
    return " ".join(BeautifulSoup(page.read_text(), "html.parser").get_text(" ").split())


def autograded(course):
    """The students whose work formgrader does not ask to be autograded."""
    with formgrader(course.root) as api:
        return {row["student"] for row in api.get_submissions(STEM) if row["autograded"]}


@pytest.fixture(scope="module")
def term(released, tmp_path_factory, wall):
    """A course over its exchange. Ada and Bo hand in, Cy sends a mail; later there is a due date, and an extension for Ada."""
    root = tmp_path_factory.mktemp("term")
    course = Course(shutil.copytree(released.root, root / "course"))
    settings = {"root": str(root / "exchange"), "cache": str(root / "cache")}
    course = configure(course, CONFIG.format(**settings))
    student = root / "student"
    student.mkdir()
    (student / "nbgrader_config.py").write_text("c = get_config()" + CONFIG.format(**settings))

    nbgrader(course.root, "release_assignment", STEM)
    nbgrader(student, "fetch_assignment", STEM)
    answer(student / STEM)
    for name in ("ada", "bo"):
        nbgrader(student, "submit", STEM, "--student", name)
    nbgrader(course.root, "collect", STEM)
    shutil.copytree(student / STEM, course.submitted("cy", STEM))

    first = classroom.run(course, STEM, workers=1)
    facts = SimpleNamespace(
        course=course, student=student, first=first, exported=export(course), fresh=autograded(course)
    )
    facts.pages = {page.parts[-3]: words_of(page) for page in write_feedback(course, STEM)}

    with gradebook.opened(course) as opened:
        handed_in = opened.find_submission(STEM, "bo").timestamp
        opened.find_assignment(STEM).duedate = handed_in - timedelta(days=1, hours=2)
        opened.db.commit()
        opened.grant_extension(STEM, "ada", days=3)
    again = []
    facts.late = classroom.run(Course(course.root), STEM, progress=lambda *step: again.append(step))
    facts.again, facts.late_exported, facts.late_fresh = again, export(course), autograded(course)
    facts.late_pages = {page.parts[-3]: page for page in write_feedback(course, STEM)}

    facts.skipped = nbgrader(course.root, "generate_feedback", STEM)
    facts.released = nbgrader(course.root, "release_feedback", STEM)
    for name in ("ada", "bo"):
        nbgrader(student, "fetch_feedback", STEM, "--student", name)
    return facts


def test_what_is_graded_is_autograded_for_formgrader(term):
    assert term.fresh == term.late_fresh == {"ada", "bo", "cy"}


def test_the_gradebook_has_the_time_that_the_exchange_wrote(term):
    with gradebook.opened(term.course) as opened:
        for name in ("ada", "bo"):
            submission = opened.find_submission(STEM, name)
            written = (term.course.submitted(name, STEM) / "timestamp.txt").read_text()
            assert written == submission.timestamp.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        assert opened.find_submission(STEM, "cy").timestamp is None


def test_without_a_due_date_nothing_is_taken_off(term):
    everybody = dict.fromkeys(("ada", "bo", "cy"), 16.0)
    assert scores_of(term.first) == term.exported == everybody
    assert all("16 of 20 points" in words and "taken off" not in words for words in term.pages.values())


def test_page_results_and_export_agree_on_a_late_penalty(term):
    assert term.again == []  # no work was done again for it
    assert scores_of(term.late) == term.late_exported == {"ada": 16.0, "bo": 0.0, "cy": 16.0}
    words = {name: words_of(page) for name, page in term.late_pages.items()}
    assert "0 of 20 points" in words["bo"]
    assert "Handed in 1 day 2 hours late, 16 points taken off (due 2" in words["bo"]
    assert "taken off" not in words["ada"] + words["cy"]
    bo = next(result for result in term.late if result["student"] == "bo")
    assert bo["late"].keys() == {"due", "handed_in", "penalty"}
    assert json.loads((term.course.autograded("bo", STEM) / "result.json").read_text()) == bo
    assert sum(task["score"] or 0 for task in bo["tasks"]) == 16


def test_our_pages_are_released_and_fetched(term):
    assert term.released.count("Releasing feedback") == 3
    assert term.skipped.count("Skipping existing assignment") == 3
    fetched = sorted(term.student.glob(f"{STEM}/feedback/*/{STEM}.html"))
    ours = sorted(
        (term.late_pages[name] for name in ("ada", "bo")), key=lambda page: (page.parent / "timestamp.txt").read_text()
    )
    assert [page.parent.name for page in fetched] == [(page.parent / "timestamp.txt").read_text() for page in ours]
    assert [page.read_text() for page in fetched] == [page.read_text() for page in ours]


def test_secrets_go_along_and_are_for_the_owner_only(term):
    for name in ("ada", "bo"):
        there = [folder / exchange.SECRET for folder in (
            term.course.submitted(name, STEM), term.course.autograded(name, STEM), term.course.feedback(name, STEM).parent
        )]  # fmt: skip
        assert len({path.read_bytes() for path in there}) == 1
        assert {oct(path.stat().st_mode & 0o777) for path in there[1:]} == {"0o600"}


def test_work_that_came_by_mail_holds_nobody_up(term):
    secret = term.course.feedback("cy", STEM).parent / exchange.SECRET
    before = secret.read_bytes()
    assert len(before) > 100
    write_feedback(term.course, STEM)
    assert secret.read_bytes() == before  # else the exchange would fill up with old pages


def test_nothing_that_is_for_staff_reaches_the_folder_of_the_feedback(term, tmp_path):
    shutil.copytree(term.course.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    shutil.rmtree(course.root / "feedback")
    nbgrader(course.root, "generate_feedback", STEM)
    for name in ("ada", "bo"):
        folder = course.feedback(name, STEM).parent
        assert {path.name for path in folder.iterdir()} == {f"{STEM}.html", exchange.TIMESTAMP, exchange.SECRET}
    nbgrader(course.root, "collect", STEM, "--update")


# A submission by hand: the gradebook and the files, without a run of its code.


@pytest.fixture
def late_course(course):
    """A released course in which work of 2026 is late."""
    with gradebook.opened(course) as opened:
        opened.find_assignment(STEM).duedate = datetime(2025, 12, 31, 23, 59)
        opened.db.commit()
    return course


def graded(course, student="ada"):
    """A result of 16 points of 20, as the grader makes it."""
    cells = [cell for cell in gradebook.assignment(course, STEM).cells if cell.points]
    tasks = [
        {"id": cell.id, "score": None if cell.kind == "manual" else cell.points, "max_score": cell.points, "message": "", "misconception": None}
        for cell in cells
    ]  # fmt: skip
    result = {
        "student": student, "assignment": STEM, "status": "graded", "score": 16.0, "max_score": 20.0,
        "needs_manual_grade": True, "seconds": 1.0, "tasks": tasks, "notes": [], "suite": "s", "submission": "d",
    }  # fmt: skip
    return Graded(result)


def hand_in(course, timestamp, student="ada"):
    replace(course.submitted(student, STEM) / exchange.TIMESTAMP, timestamp.encode())
    return exchange.read(course.submitted(student, STEM))


LATE = "2026-01-02 00:59:00.000000 UTC"
HALF = """
from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float
class Half(LateSubmissionPlugin):
    rate = Float(0.5).tag(config=True)
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {body}
"""


@pytest.mark.parametrize(
    ("body", "score"),
    [("self.rate * score", 8.0), ("-3", 16.0), ("1000", 0.0), ("None", 16.0), ("total_seconds_late / 90000 ", 15.0)],
)
def test_a_plugin_of_the_course_is_asked(late_course, body, score):
    course = configure(late_course, HALF.format(body=body) + "c.AssignLatePenalties.plugin_class = Half\n")
    assert classroom.record(course, graded(course), hand_in(course, LATE))["score"] == score
    assert export(course) == {"ada": score}


def test_a_plugin_may_be_a_module_beside_the_configuration(late_course):
    (late_course.root / "lateness_of_the_course.py").write_text(HALF.format(body="self.rate * score"))
    course = configure(
        late_course, 'c.AssignLatePenalties.plugin_class = "lateness_of_the_course.Half"\nc.Half.rate = 0.25\n'
    )
    assert classroom.record(course, graded(course), hand_in(course, LATE))["score"] == 12


@pytest.mark.parametrize(
    "off", ["c.AssignLatePenalties.enabled = False", "c.Autograde.autograde_preprocessors.remove(AssignLatePenalties)", ""]
)  # fmt: skip
def test_without_a_plugin_lateness_is_said_and_costs_nothing(late_course, off):
    asked = HALF.format(body="score") + "c.AssignLatePenalties.plugin_class = Half\n" if off else ""
    course = configure(late_course, f"{asked}{off}\n")
    result = classroom.record(course, graded(course), hand_in(course, LATE))
    assert result["score"] == 16
    assert result["late"]["penalty"] == 0
    (page,) = write_feedback(course, STEM)
    assert "Handed in 1 day 1 hour late, nothing was taken off" in words_of(page)


@pytest.mark.parametrize("body", ["1 / 0", "'much'", "float('nan')", "__import__('sys').exit()"])
def test_a_plugin_that_fails_costs_one_student_one_fault(late_course, body):
    course = configure(late_course, HALF.format(body=body) + "c.AssignLatePenalties.plugin_class = Half\n")
    result = classroom.record(course, graded(course), hand_in(course, LATE))
    assert (result["status"], result["score"]) == ("fault", None)
    assert "the late penalty plugin Half" in result["notes"][-1]
    on_time = classroom.record(course, graded(course, "bo"), hand_in(course, "2025-06-01 00:00:00 UTC", "bo"))
    assert (on_time["status"], on_time["score"]) == ("graded", 16)
    assert set(gradebook.scores(course, STEM)) == {"bo"}


@pytest.mark.parametrize("name", ["'nowhere.Late'", "int", "5"])
def test_a_plugin_that_cannot_be_used_is_one_clear_line(course, name):
    course.submitted("ada", STEM).mkdir(parents=True)
    course = configure(course, f"c.AssignLatePenalties.plugin_class = {name}\n")
    with pytest.raises(CourseError, match="^nbgrader's configuration cannot be used: [^\n]+$"):
        classroom.run(course, STEM)


def test_an_extension_without_a_due_date_is_no_error(course):
    classroom.record(course, graded(course), hand_in(course, LATE))
    with gradebook.opened(course) as opened:
        opened.grant_extension(STEM, "ada", days=1)
    assert "late" not in classroom.record(course, graded(course), hand_in(course, LATE))
    write_feedback(course, STEM)


def test_work_handed_in_again_without_a_time_has_none(late_course):
    configure(late_course, 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course(late_course.root)
    assert classroom.record(course, graded(course), hand_in(course, LATE))["score"] == 0
    assert (course.autograded("ada", STEM) / exchange.TIMESTAMP).exists()
    assert classroom.record(course, graded(course))["score"] == 16
    assert not (course.autograded("ada", STEM) / exchange.TIMESTAMP).exists()
    assert export(course) == {"ada": 16.0}


def test_late_work_that_costs_all_keeps_its_points_when_the_next_is_unreadable(late_course):
    configure(late_course, 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course(late_course.root)
    classroom.record(course, graded(course), hand_in(course, LATE))
    refused = graded(course).result | {"status": "refused", "score": 0.0, "tasks": [], "notes": ["No notebook."]}
    result = classroom.record(course, Graded(refused), hand_in(course, LATE))
    assert (result["status"], result["score"], result["late"]["penalty"]) == ("refused", 0, 16)
    assert sum(task["score"] or 0 for task in result["tasks"]) == 16
    assert sum(filter(None, gradebook.scores(course, STEM)["ada"].values())) == 16


def test_a_folder_in_the_place_of_a_file_is_replaced(course):
    folder = course.autograded("ada", STEM)
    for name in (exchange.TIMESTAMP, exchange.SECRET):
        (folder / name / "within").mkdir(parents=True)
    classroom.record(course, graded(course), hand_in(course, LATE))
    assert (folder / exchange.TIMESTAMP).read_text() == LATE
    assert not (folder / exchange.SECRET).exists()


# What may lie beside a notebook.


def a_link(path):
    path.symlink_to("/etc/hostname")


def a_fifo(path):
    os.mkfifo(path)


def a_folder(path):
    path.mkdir()


BAD_TIMES = [
    b"", b" \n", b"yesterday", b"monday", b"may", b"12", b"2026", b"12:30:45.123456", b"May 2026", b"2026-13-45 00:00:00 UTC",
    b"0001-01-01 00:00:00 +9999", b"9" * 1000, b"2026-01-01 " * 200, b"\xff\xfe2026-01-01", b"\0" * 31, b"%PDF-1.4", b"{}",
    b"2026-01-01 00:00:00 99999999999999999999", b"1e400", b"nan", b"<script>", "２０２６-01-01".encode(), b"2026-01-01 10:00 /etc/passwd/..",
    a_link, a_fifo, a_folder,
]  # fmt: skip


@pytest.mark.parametrize("content", BAD_TIMES, ids=lambda content: getattr(content, "__name__", repr(content)[:20]))
def test_a_timestamp_that_is_none_is_a_note(tmp_path, content):
    path = tmp_path / exchange.TIMESTAMP
    content(path) if callable(content) else path.write_bytes(content)
    found = exchange.read(tmp_path)
    if content == b"2026-01-01 10:00 /etc/passwd/..":  # an unknown time zone counts as UTC
        assert found.handed_in == datetime(2026, 1, 1, 10)
        return
    assert (found.handed_in, found.files) == (None, {})
    (note,) = found.notes
    assert note.startswith("When this was handed in is not known, and it counts as in time: timestamp.txt ")
    assert note.count("\n") == 0


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2015-02-02 15:58:23.948203 UTC", datetime(2015, 2, 2, 15, 58, 23, 948203)),
        ("2015-02-02 15:58:23 -0800\n", datetime(2015, 2, 2, 23, 58, 23)),
        ("2025-01-01 00:30:00 +0200", datetime(2024, 12, 31, 22, 30)),
        ("2015-02-02T15:58:23Z", datetime(2015, 2, 2, 15, 58, 23)),
        ("02 Feb 2015 15:58", datetime(2015, 2, 2, 15, 58)),
    ],
)
def test_a_timestamp_is_read_as_nbgrader_reads_it(tmp_path, text, utc):
    from nbgrader.utils import parse_utc

    (tmp_path / exchange.TIMESTAMP).write_text(text)
    found = exchange.read(tmp_path)
    assert (found.handed_in, found.notes) == (parse_utc(text.strip()), ())
    if "-0800" not in text and "+0200" not in text:
        assert found.handed_in == utc


@pytest.mark.parametrize("content", [b"", b"\n", b"s" * 2000, b"\xff" * 128, a_link, a_fifo, a_folder])
def test_a_secret_that_is_none_is_a_note(tmp_path, content):
    path = tmp_path / exchange.SECRET
    content(path) if callable(content) else path.write_bytes(content)
    (tmp_path / exchange.TIMESTAMP).write_text(LATE)
    found = exchange.read(tmp_path)
    assert found.files == {exchange.TIMESTAMP: LATE.encode()}
    (note,) = found.notes
    assert note.startswith("The exchange cannot bring this feedback back: submission_secret.txt ")


def test_notes_on_the_files_reach_the_results_and_the_page(course):
    receipt = hand_in(course, "soon")
    result = classroom.record(course, graded(course), receipt)
    assert (result["status"], result["score"]) == ("graded", 16)
    assert result["notes"] == list(receipt.notes)
    (page,) = write_feedback(course, STEM)
    assert "timestamp.txt holds no date" in words_of(page)
