"""Marks in the files that platforms export: filled in, everything else as it was, and the difference said before."""

import codecs
import csv
import io
import shutil

import pytest
from conftest import STEM
from test_dates import PLAIN, set_dates
from test_return import grade, work

from autograder.classroom import gradebook
from autograder.commands.give_back import export_command
from autograder.course import roster
from autograder.course.course import Course, CourseError
from autograder.intake import exchange
from autograder.pages import export

LATE = "2026-01-02 00:30:00.000000 UTC"
HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,SVM gradient (4711),Other (4712),Current Score\r\n"
CANVAS = (
    HEADER + ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,20.00,5.00,(read only)\r\n"
    '"Lee, Ann",12345,A1,ann,"Mon, Tue",,3,\r\n'
    '"de la Cruz, ""José""",12346,A2,jose,Mon,12.00,,\r\n'
    '"Kim, Bo",12347,A3,bo,Mon,7,,\r\n'
    '"Ito, Cy",12348,A4,cy,Mon,,,\r\n'
    '"Ono, Di",12349,A5,di,Mon,16.00,,\r\n'
    '"Poe, Ed",12350,A6,ed,Mon,EX,,\r\n'
    '"Student, Test",99,,0123,Mon,,,\r\n'
)


@pytest.fixture(scope="module")
def marked(released, tmp_path_factory):
    """Ann, José, Di and Ed have their marks (José's is 0, Ann's came late), Bo waits for a person, Cy is absent."""
    course = Course(shutil.copytree(released.root, tmp_path_factory.mktemp("marked") / "course"))
    for name in ("ann", "jose", "bo", "di", "ed"):
        course.submitted(name, STEM).mkdir(parents=True)
        (course.submitted(name, STEM) / f"{STEM}.ipynb").write_text(work(course, name))
    (course.submitted("ann", STEM) / exchange.TIMESTAMP).write_text(LATE)
    grade(course, ["ann", "jose", "bo", "di", "ed"], mark=["ann", "jose", "di", "ed"])
    with gradebook.opened(course) as opened:
        for one in opened.find_submission(STEM, "jose").notebooks[0].grades:
            one.manual_score = 0
        cell = opened.find_grade("derivation", STEM, STEM, "di")
        cell.manual_score = 0
        opened.db.commit()
    set_dates(
        course, PLAIN.replace("[cy]", "[ann]").replace("groups: {tutorial A: 1 week}", "groups: {tutorial A: 5 hours}")
    )
    return course


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "grades.csv"
    file.write_bytes(CANVAS.encode())
    return file


def filled(course, path, system="canvas", stems=(STEM,), columns=None, **options):
    return export.fill(course, system, path, stems, columns, **options)


def rows(found):
    text = found.table.encode().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=found.table.delimiter))


def test_canvas_gets_its_own_file_back_with_the_marks(marked, path):
    found = filled(marked, path)
    expected = CANVAS.replace('"Mon, Tue",,3', '"Mon, Tue",17.55,3').replace(  # 19.5 less one day of 10 %, see PLAIN
        "jose,Mon,12.00", "jose,Mon,0"
    )
    assert found.table.encode().decode() == expected
    assert [(one.who, one.old, one.new) for one in found.changes] == [
        ("Ann Lee (ann)", "", "17.55"),
        ('"José" de la Cruz (jose)', "12.00", "0"),
    ]
    assert found.same == 1  # Di's 16.00 is 16, and stays as it is written
    assert found.open == [("Bo Kim (bo)", STEM, "waits for a person to mark derivation")]  # and their 7 stays
    assert found.absent == [("Cy Ito (cy)", STEM)]
    assert found.notes == ["Ed Poe (ed) keeps 'EX' for svm_gradient, which is locked there"]
    assert path.read_bytes() == CANVAS.encode()


def test_the_marks_are_those_of_nbgrader(marked, path, tmp_path):
    from test_exchange import export as by_nbgrader

    course = Course(shutil.copytree(marked.root, tmp_path / "course"))
    assert by_nbgrader(course)["ann"] == pytest.approx(17.55)
    (course.root / "course.yml").write_text("dates: {}\n")
    assert {row[3]: row[5] for row in rows(filled(course, path))}["ann"] == "19.5"
    assert by_nbgrader(course)["ann"] == 19.5


def test_absent_may_be_zero(marked, path):
    found = {row[3]: row[5] for row in rows(filled(marked, path, absent="zero"))}
    assert (found["cy"], found["bo"], found["0123"]) == ("0", "7", "")


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("svm_gradient", {}),
        ("SVM Gradient (1)", {}),
        ("Exercise 4: the SVM (1)", {STEM: "Exercise 4: the SVM (1)"}),
        ("Exercise 4: the SVM (1)", {STEM: "exercise 4 the svm"}),
    ],
)
def test_a_column_is_found_by_its_heading(marked, path, heading, columns):
    path.write_bytes(CANVAS.replace("SVM gradient (4711)", heading).encode())
    assert rows(filled(marked, path, columns=columns))[3][5] == "17.55"


BAD = [
    ("SVM gradient (4711)", "Gradient (4711)", "has no column for svm_gradient: say which it is with --column"),
    ("SVM gradient (4711)", "SVM gradient 2 (4711)", "has no column for svm_gradient"),
    ("Other (4712)", "SVM Gradient (4712)", "has several columns called 'svm_gradient'"),
    ("20.00,5.00", "(read only),5.00", "is read only in Canvas"),
    (HEADER, "Name,Mark,SVM gradient\r\n", "is no export of Canvas|has no column to match students by|is no roster"),
    ('"Kim, Bo",12347,A3,bo', '"Kim, Bo",12346,A3,bo', "gives two students one id"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "words"), BAD, ids=[words[:30] for *_, words in BAD])
def test_a_file_that_cannot_be_filled_is_one_clear_line(marked, path, right, wrong, words):
    path.write_bytes(CANVAS.replace(right, wrong).encode())
    with pytest.raises(CourseError, match=words) as error:
        filled(marked, path)
    assert "\n" not in str(error.value)


def test_other_points_there_are_told(marked, path):
    path.write_bytes(CANVAS.replace("20.00,5.00", "100.00,5.00").encode())
    assert "svm_gradient has 20 points here and 100.00 in Canvas" in filled(marked, path).notes[0]


def test_whoever_is_not_in_the_file_is_named(marked, path):
    path.write_bytes(CANVAS.replace('"Ono, Di",12349,A5,di,Mon,16.00,,\r\n', "").encode())
    assert "not in the file, so their marks for svm_gradient go nowhere: di" in filled(marked, path).notes


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "  =1+1", "\t=1"])
def test_formulas_are_made_text(marked, path, cell):
    quoted = '"' + cell.replace('"', '""') + '"'
    path.write_bytes(CANVAS.replace('"Kim, Bo"', quoted).replace("A3,bo,Mon,7", "A3,bo,-3.5,-").encode())
    found = filled(marked, path)
    row = rows(found)[5]
    assert row[0] == f"'{cell}"
    assert row[4:6] == ["-3.5", "-"]  # a number, and a sign that stands for nothing
    assert "made text of 1 cells that a spreadsheet would take for formulas" in found.notes


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("cp1252", b"")]
)
def test_separator_encoding_and_decimal_comma_stay(marked, path, encoding, mark):
    text = io.StringIO()
    lines = [
        [cell.replace(".", ",") if cell.endswith(".00") else cell for cell in row]
        for row in csv.reader(io.StringIO(CANVAS))
    ]
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    path.write_bytes(mark + text.getvalue().encode(encoding))
    data = filled(marked, path).table.encode()
    assert data.startswith(mark)
    after = list(csv.reader(io.StringIO(data[len(mark) :].decode(encoding)), delimiter=";"))
    assert after[3][5] == "17,55"
    assert [row[:5] for row in after] == [row[:5] for row in lines]
    assert after[7] == lines[7]


WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade)\n"
    "Participant 77,Ann Lee,ann@b.edu,Submitted,,20.00,Yes,-\n"
    "Participant 78,José,jose@b.edu,Submitted,0.00,20.00,Yes,-\n"
    "Participant 79,Di,di@b.edu,Submitted,3.00,20.00,No,-\n"
    "Participant 80,Cy,cy@b.edu,No submission,-,20.00,Yes,-\n"
)


def test_the_worksheet_of_moodle(marked, path, tmp_path):
    course = Course(shutil.copytree(marked.root, tmp_path / "course"))
    people = "id,first_name,last_name,email\nann,Ann,Lee,ann@b.edu\njose,José,,jose@b.edu\ndi,Di,,di@b.edu\ncy,Cy,,cy@b.edu\n"
    (tmp_path / "class.csv").write_text(people)
    roster.remember(course, roster.load(tmp_path / "class.csv"))
    path.write_text(WORKSHEET)
    found = filled(course, path, "moodle", ())  # the only exercise that is graded
    assert found.table.encode().decode() == WORKSHEET.replace("Submitted,,20", "Submitted,17.55,20")
    assert found.same == 1  # José's 0.00 is a zero, Cy's - is none
    assert "Di (di) keeps '3.00' for svm_gradient, which is locked there" in found.notes
    path.write_text(WORKSHEET.replace("20.00", "10.00"))
    assert "svm_gradient has 20 points here and 10.00 in Moodle" in " ".join(filled(course, path, "moodle").notes)
    path.write_text(
        "First name,Last name,ID number,Email address,Assignment: SVM gradient (Real)\nAnn,Lee,A1,ann@b.edu,-\n"
    )
    assert rows(filled(course, path, "moodle"))[1][-1] == "17.55"
    with pytest.raises(CourseError, match="is no export of Canvas: in Canvas choose Grades, Export"):
        filled(course, path, "canvas")


def test_a_column_for_each_task(marked, path):
    path.write_text("id,first_name,last_name,email\nann,Ann,Lee,\njose,José,,\nbo,Bo,Kim,\ncy,Cy,Ito,\n")
    found = rows(filled(marked, path, "csv", per_task=True))
    tasks = [cell.id for cell in gradebook.assignment(marked, STEM).cells if cell.points]
    assert found[0] == [
        "id",
        "first_name",
        "last_name",
        "email",
        STEM,
        *(f"{STEM}/{task}" for task in tasks),
        f"{STEM}/late penalty",
    ]
    ann, jose, bo, cy = found[1:]
    assert sum(map(float, ann[5:-1])) - float(ann[-1]) == pytest.approx(float(ann[4]))
    assert set(jose[4:]) == {"0"}
    assert bo[4] == "" == bo[5 + tasks.index("derivation")]  # not marked yet, the other tasks are
    assert sum(map(float, filter(None, bo[5:-1]))) == 16
    assert set(cy[4:]) == {""}
    with pytest.raises(CourseError, match="--per-task makes columns that Canvas and Moodle do not know"):
        filled(marked, path, "canvas", per_task=True)


def test_filling_twice_changes_nothing(marked, path):
    first = filled(marked, path)
    path.write_bytes(first.table.encode())
    again = filled(marked, path)
    assert again.changes == []
    assert again.table == first.table


def test_a_dry_run_writes_nothing_and_says_old_and_new(marked, path, capsys):
    words = ["canvas", "--roster", str(path), "--course", str(marked.root)]
    assert export_command.main([*words, "--dry-run"], standalone_mode=False) == 1
    said = capsys.readouterr().out
    assert "Ann Lee (ann)" in said
    assert "blank -> 17.55" in said
    assert "12.00 -> 0" in said
    assert "absent (1), who stay as they are: Cy Ito (cy), svm_gradient" in said
    assert "dry run: nothing was written" in said
    out = marked.root / "returned" / "grades.csv"
    assert not out.exists()
    assert export_command.main(words, standalone_mode=False) == 1
    assert out.read_bytes() == filled(marked, path).table.encode()
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    shutil.rmtree(out.parent)


def test_nothing_graded_is_one_clear_line(course, path):
    with pytest.raises(CourseError, match="there are no marks yet: run `autograder grade` first"):
        filled(course, path, stems=())
