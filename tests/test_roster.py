"""Rosters as Canvas, Moodle and nbgrader export them: who is in the class, and who is who."""

import codecs
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import roster
from autograder.course.course import Course, CourseError
from autograder.course.people import Person, Roster

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,SVM gradient (4711),Current Score\r\n"
    ",,,,,Manual Posting,\r\n"
    "    Points Possible,,,,,20.00,(read only)\r\n"
    '"Lee, Ann",12345,A001,ann,Monday and Tuesday,,\r\n'
    '"de la Cruz, José",12346,A002,jose,Monday,18.5,\r\n'
    '"Student, Test",99,,6b2f0c1d6b2f0c1d6b2f0c1d6b2f0c1d6b2f0c1d,Monday,,\r\n'
)
WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Group,Grade,"Maximum grade","Feedback comments"\n'
    '"Participant 77","Ann Lee",Ann@Example.edu,"Submitted for grading - ",Blue,,20.00,\n'
    '"Participant 78","José de la Cruz",jose@example.edu,"No submission",Red,,20.00,\n'
)
PARTICIPANTS = '"First name","Last name","ID number","Email address",Groups\nAnn,Lee,A001,ann@example.edu,Blue\n'
NBGRADER = "id,first_name,last_name,email,lms_user_id\nann,Ann,Lee,ann@example.edu,12345\nbob,Bob,,,\n"


def load(tmp_path, text, encoding="utf-8", mark=b""):
    path = tmp_path / "class.csv"
    path.write_bytes(mark + text.encode(encoding))
    return roster.load(path)


def test_a_canvas_gradebook(tmp_path):
    found = load(tmp_path, CANVAS)
    assert found.kind == "canvas"
    assert [(one.id, one.first_name, one.last_name) for one in found.people] == [
        ("ann", "Ann", "Lee"),
        ("jose", "José", "de la Cruz"),
    ]
    ann = found.people[0]
    assert (ann.called, ann.section) == ("Ann Lee (ann)", "Monday and Tuesday")
    assert [found.match(canvas="12345"), found.match(sis="A001"), found.match(login="ANN"), found.match("ann")] == [
        ann
    ] * 4
    assert found.match(canvas="99") is None
    assert found.is_test_student(canvas="99")
    assert not found.is_test_student(canvas="12345")
    assert found.table.rows[found.rows["jose"]][5] == "18.5"


def test_a_canvas_gradebook_with_two_columns_of_names(tmp_path):
    two = CANVAS.replace("Student,ID", "LastName,FirstName,ID").replace(",,,,,Manual", ",,,,,,Manual")
    two = re.sub(r'"([^",]+), ([^"]+)"', r'"\1","\2"', two.replace("Points Possible,", "Points Possible,,"))
    found, one = load(tmp_path, two), load(tmp_path, CANVAS)
    assert (found.kind, found.people, found.notes) == ("canvas", one.people, one.notes)
    assert found.is_test_student(canvas="99")
    assert found.table.rows[found.rows["jose"]][6] == "18.5"


@pytest.mark.parametrize(
    "header",
    ['"Last, First",ID,Email', "LastName,FirstName,ID,Email", "Last,First,ID,Email", "Last Name,First Name,ID,Email"],
)
def test_names_in_either_order_are_taken_and_match_nobody(tmp_path, header):
    name = '"Lee, Ann"' if header.startswith('"') else "Lee,Ann"
    found = load(tmp_path, f"{header}\n{name},A001,ann@example.edu\n")
    (ann,) = found.people
    assert (ann.id, ann.name, ann.first_name, ann.last_name) == ("A001", "Ann Lee", "Ann", "Lee")
    assert found.match(email="Ann@example.edu") is found.match("A001") is ann
    assert found.match("Ann Lee", login="Ann Lee", name="Ann Lee") is None


def test_a_grading_worksheet_of_moodle(tmp_path):
    found = load(tmp_path, WORKSHEET)
    assert found.kind == "moodle"
    assert [one.id for one in found.people] == ["Ann@Example.edu", "jose@example.edu"]
    assert found.match(moodle="77") is found.match(email="ann@example.edu") is found.people[0]
    assert found.people[0].section == "Blue"
    blind = load(tmp_path, "Identifier,Status,Grade\nParticipant 77,,\nTeilnehmer/in78,,\n")
    assert [(one.id, one.key("moodle"), one.called) for one in blind.people] == [
        ("participant_77", "77", "participant_77"), ("participant_78", "78", "participant_78"),
    ]  # fmt: skip


def test_the_participants_of_a_moodle_course(tmp_path):
    found = load(tmp_path, PARTICIPANTS)
    assert (found.kind, found.people[0].id, found.people[0].name) == ("moodle", "A001", "Ann Lee")
    german = load(
        tmp_path,
        "Vorname;Nachname;Anmeldename;E-Mail-Adresse;Gruppen\nJörg;Müller;jmueller;jm@example.edu;\n",
        "cp1252",
    )
    assert (german.people[0].id, german.people[0].last_name) == ("jmueller", "Müller")
    french = load(
        tmp_path,
        "Prénom,Nom de famille,Numéro d\N{RIGHT SINGLE QUOTATION MARK}identification,Adresse de courriel\nÉlodie,Roux,7,e@example.edu\n",
    )
    assert french.match(sis="7").first_name == "Élodie"


def test_a_table_of_nbgrader(tmp_path):
    found = load(tmp_path, NBGRADER)
    assert (found.kind, [one.id for one in found.people]) == ("nbgrader", ["ann", "bob"])
    assert found.match(canvas="12345") is found.match(lms="12345") is found.match(login="ann") is found.people[0]


def test_rosters_of_other_systems(tmp_path):
    gradescope = load(tmp_path, "First Name,Last Name,SID,Email,Section\nAnn,Lee,A001,ann@example.edu,1\n")
    assert gradescope.match(sis="A001") is gradescope.match(email="Ann@example.edu") is gradescope.people[0]
    blackboard = '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Lee"\t"Ann"\t"alee"\t"A001"\n'
    found = load(tmp_path, blackboard, "utf-16-le", codecs.BOM_UTF16_LE)
    assert found.match(login="ALEE") is found.match(sis="A001") is found.people[0]
    address = load(tmp_path, CANVAS.replace(",ann,", ",ann@example.edu,"))
    assert address.match(email="ann@example.edu").id == "ann@example.edu"  # where people log in with their address


def test_a_roster_of_github_classroom(tmp_path):
    found = load(tmp_path, 'identifier,github_username,github_id,name\n"ann","Ann-L",1,""\n"bob","","",""\n')
    assert found.match(github="ann-l").id == "ann"


@pytest.mark.parametrize(
    "text", [CANVAS, WORKSHEET, PARTICIPANTS, NBGRADER], ids=["canvas", "worksheet", "participants", "nbgrader"]
)
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("cp1252", b""),
    ],
)
def test_any_encoding_and_separator_means_the_same_people_and_can_be_written_back(tmp_path, text, encoding, mark):
    people = load(tmp_path, text).people
    for delimiter in ",;\t":
        for preface in ("", f"sep={delimiter}\r\n"):
            lines = load(tmp_path, text).table
            again = replace(lines, delimiter=delimiter, encoding=encoding, mark=mark, newline="\r\n", preface=preface)
            (tmp_path / "again.csv").write_bytes(again.encode())
            found = roster.load(tmp_path / "again.csv")
            assert found.people == people
            assert found.table == (
                again if not text.isascii() or encoding != "cp1252" else replace(again, encoding="utf-8")
            )
            assert found.table.encode() == again.encode()


def test_what_an_encoding_lacks_is_not_lost(tmp_path):
    lines = load(tmp_path, "id,name\nann,Müller\n", "cp1252").table
    assert lines.encoding == "cp1252"
    filled = replace(lines, rows=(*lines.rows, ("li", "李")))
    assert filled.encode().decode("utf-8-sig").endswith("li,李\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CANVAS.replace("12346", "12345"), ["two students with one id", "'12345'"]),
        (CANVAS.replace("jose", "Ann"), ["two students one id", "Ann Lee (line 4) and José de la Cruz (line 5)"]),
        (NBGRADER.replace("bob,", "ann,"), ["two students one id", "'ann'"]),
        (WORKSHEET.replace("78", "77"), ["two students one id", "'77'"]),
        ("Student,Section,SVM (1)\nAnn Lee,Monday,3\n", ["no column to match students by", "'Student'", "export it from Canvas"]),
        ("Vorname,Nachname\nAnn,Lee\n", ["no column to match students by"]),
        ("colour,size\nred,3\n", ["no roster that is known", "'colour', 'size'"]),
        ("", ["is empty"]),
        ("\n\n", ["no roster that is known"]),
        ("id,name\n", ["names no student"]),
        ("id,name\n../../etc,Ann\n", ["line 2", "cannot be the name of a folder"]),
        ("id,name\n.hidden,Ann\n", ["cannot be the name of a folder"]),
        ("id,name\na\x1bb,Ann\n", ["cannot be the name of a folder"]),
        ("<!DOCTYPE html><html>", ["is no CSV file"]),
        ("PK\3\4", ["is an Excel or OpenDocument file"]),
        ('id,name\nann,"' + "x" * 200_000 + '"\n', ["cannot be read as CSV"]),
    ],
)  # fmt: skip
def test_a_roster_that_cannot_be_used_is_one_clear_line(tmp_path, text, words):
    with pytest.raises(CourseError) as caught:
        load(tmp_path, text)
    said = str(caught.value)
    assert "class.csv" in said
    assert "\n" not in said
    for word in words:
        assert word.replace("students with one", "students one") in said


def test_no_file_at_all_is_one_clear_line(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CourseError, match="cannot be read|is no file"):
            roster.load(path)


def test_nobody_is_matched_by_an_address_that_two_share(tmp_path):
    found = load(tmp_path, NBGRADER.replace("bob,Bob,,,", "bob,Bob,,ann@example.edu,"))
    assert found.match(email="ann@example.edu") is None
    assert found.match("ann", email="ann@example.edu").id == "ann"
    assert "same e-mail address" in found.notes[0]


def test_two_keys_that_mean_two_people_match_nobody(tmp_path):
    found = load(tmp_path, CANVAS)
    assert found.match(canvas="12345", login="jose") is None
    assert found.match(canvas="12345", login="stranger").id == "ann"
    assert found.match(canvas="", login="") is None


def test_a_line_without_any_id_is_told_and_the_same_line_twice_is_one(tmp_path):
    found = load(tmp_path, NBGRADER + ",Cy,Nobody,,\nbob,Bob,,,\n")
    assert [one.id for one in found.people] == ["ann", "bob"]
    assert "line 4" in found.notes[0]
    assert "Cy Nobody" in found.notes[0]


def test_the_course_remembers_a_roster_under_the_ids_that_it_has_used(tmp_path):
    course = Course(tmp_path)
    assert roster.of_course(course) is None
    (tmp_path / "submitted/A002").mkdir(parents=True)
    kept = roster.remember(course, load(tmp_path, CANVAS))
    assert [one.id for one in kept.people] == ["ann", "A002"]
    assert kept.table.rows[kept.rows["A002"]][0] == "de la Cruz, José"
    again = roster.of_course(course)
    assert again.people == kept.people
    assert (tmp_path / "roster.csv").stat().st_mode & 0o077 == 0
    moodle = roster.remember(course, load(tmp_path, PARTICIPANTS))
    assert [one.id for one in moodle.people] == ["ann"]
    assert moodle.match(canvas="12345") is moodle.match(email="ann@example.edu") is moodle.people[0]


def test_a_list_that_knows_nobody_of_the_class_is_refused_and_who_comes_and_goes_is_told(tmp_path):
    course = Course(tmp_path)
    roster.remember(course, load(tmp_path, CANVAS))
    with pytest.raises(CourseError, match=r"nobody on this list, such as Ann Lee .*roster.csv"):
        roster.remember(course, load(tmp_path, WORKSHEET))
    (tmp_path / "roster.csv").write_text(
        (tmp_path / "roster.csv").read_text().replace("Ann,Lee,,", "Ann,Lee,ann@example.edu,")
    )
    now = roster.remember(course, load(tmp_path, WORKSHEET))
    assert [one.id for one in now.people] == ["ann", "jose@example.edu"]
    new, gone = now.notes
    assert new == "1 on this list and not on the class list so far: José de la Cruz (jose@example.edu)"
    assert gone.startswith("1 on the class list so far and not on this one")
    assert gone.endswith("José de la Cruz (jose)")


def test_the_groups_of_one_system_stay_when_the_sections_of_another_come(tmp_path):
    def given(*sections):
        lines = [f"u{at},a{at}@x.edu,{section}" for at, section in enumerate(sections)]
        roster.remember(course, load(tmp_path, "\n".join(["Username,Email address,Section", *lines])))
        return {name: sorted(ids) for name, ids in roster.sections(course).items()}

    course = Course(tmp_path)
    given('"Monday, 9 am"', "Online")
    both = given("Team 1", "Team 1")
    assert (both["monday, 9 am"], both["online"], both["team 1"]) == (["u0"], ["u1"], ["u0", "u1"])
    moved = given("Online", '"Monday, 9 am"')
    assert (moved["monday, 9 am"], moved["online"], moved["team 1"]) == (["u1"], ["u0"], ["u0", "u1"])
    left = given("Team 2", "Team 1")
    assert (left["team 2"], left["team 1"], left["online"]) == (["u0"], ["u1"], ["u0"])


def test_github_knows_people_by_what_the_instructor_chose(tmp_path):
    course = Course(tmp_path)
    roster.remember(course, load(tmp_path, PARTICIPANTS))
    github = load(tmp_path, '"identifier","github_username","github_id","name"\n"Ann@example.edu","ann-l","9",""\n')
    assert [(one.id, one.key("github")) for one in roster.remember(course, github).people] == [("A001", "ann-l")]


def test_two_people_are_never_made_one(tmp_path):
    (tmp_path / "submitted/ann").mkdir(parents=True)
    with pytest.raises(CourseError, match="would both be 'ann'"):
        roster.remember(
            Course(tmp_path), load(tmp_path, "Username,ID number,Email address\nann,1,a@b.edu\nbob,ann,b@b.edu\n")
        )


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6))
def test_whoever_is_remembered_is_the_same_person_afterwards(tmp_path_factory, names):
    people = tuple(
        Person(f"s{n}", first, last, f"{first} {last}".strip() or f"s{n}", "", "", section, frozenset({f"sis:{n} {first}".strip()}))
        for n, (first, last, section) in enumerate(names)
    )  # fmt: skip
    course = Course(tmp_path_factory.getbasetemp())
    (course.root / "roster.csv").unlink(missing_ok=True)
    roster.remember(course, Roster(people))
    if people:
        assert roster.of_course(course).people == people
