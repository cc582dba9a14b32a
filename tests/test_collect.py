"""Downloads of learning platforms: whose each file is, which exercise, which attempt counts, and what is told of the rest."""

import contextlib
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import downloads
import pytest
from click.testing import CliRunner
from conftest import new_course
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quick import quick  # noqa: F401

from autograder import cli
from autograder.classroom import attempts, collect, gradebook, intake_report, misplaced, not_taken, status, times, turns
from autograder.classroom import run as classroom
from autograder.classroom.log import Log
from autograder.commands import ending
from autograder.course import course as folders
from autograder.course import release, roster
from autograder.course.course import Course, CourseError
from autograder.intake import archive
from autograder.pages import class_results, marks, report

S, L = "svm_gradient", "svm_loss"
ROSTER = "id,first_name,last_name,email,lms_user_id,login,keys\nann,Ann,Lee,ann@x.edu,11,ann,moodle:71 sis:A1 github:ann-l\nbo,Bo,Kim,bo@x.edu,12,bo,moodle:72 sis:A2 github:bo-k\ncy,Cy,Roe,cy@x.edu,13,cy,moodle:73 sis:A3 github:cy-r\n"


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("two"), S, L)
    for stem in (S, L):
        release.release(course, stem)
    (course.root / "roster.csv").write_text(ROSTER)
    return course


@pytest.fixture
def room(two, tmp_path):
    """A released course of two exercises, with a class of three."""
    shutil.copytree(two.root, tmp_path / "course")
    return Course(tmp_path / "course")


def lay(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def take(course, *paths, **options):
    return collect.collect(course, paths, **options)


def zip_of(tmp_path, files, name="download.zip"):
    (tmp_path / name).write_bytes(downloads.zipped(files))
    return tmp_path / name


def what(report):
    return sorted((item.category, item.student, item.stem) for item in report.items)


def submitted(course, student, stem=S):
    return (course.submitted(student, stem) / f"{stem}.ipynb").read_bytes()


def stamp(course, student, stem=S):
    path = course.submitted(student, stem) / "timestamp.txt"
    return path.read_text() if path.exists() else None


ONE, TWO = downloads.notebook(S, "one"), downloads.notebook(S, "two")


# Each layout, with names as the system makes them, and what they mean.
LAYOUTS = {
    "canvas": (downloads.canvas([("leeann", 11, False, ONE), ("kimbo", 12, True, TWO)]), None),
    "canvas with spaces and numbers": (
        {"leeann_11_90001_Copy of svm_gradient (1).ipynb": ONE, "kim2bo_12_90002_svm_12_3-2.ipynb.txt": TWO},
        None,
    ),
    "canvas with vowel signs": (downloads.canvas([("शर्मासुनीता", 11, False, ONE), ("ใจดีi̇brahim", 12, True, TWO)]), None),
    "moodle": (downloads.moodle([("Ann Lee", 71, ONE), ("Bo Kim", 72, TWO)]), None),
    "moodle without folders": (downloads.moodle([("Ann Lee", 71, ONE), ("Bo Kim", 72, TWO)], folders=False), None),
    "moodle, blind": (downloads.moodle([("Participant", 71, ONE), ("Teilnehmer_in", 72, TWO)]), None),
    "moodle with groups": (downloads.moodle([("Group 1-Ann_Marie Lee", 71, ONE), ("Group 2-Bo Kim", 72, TWO)]), None),
    "gradescope": (
        downloads.gradescope([("Ann Lee", "A1", "", "2026-11-03 09:00:00.123456789 Z", ONE), ("B", "", "BO@x.edu", "2026-11-03T11:00:00+02:00", TWO)]),
        "2026-11-03 09:00:00",
    ),
    "blackboard": (
        {
            "SVM_grad_ann_attempt_2026-11-03-09-00-00_svm.ipynb": ONE,
            "SVM_grad_ann_attempt_2026-11-03-09-00-00.txt": b"Name: Ann Lee (ann)\n",
            "SVM_grad_bo_attempt_2026-11-03-09-00-00_svm.ipynb": TWO,
        },
        "2026-11-03 09:00:00",
    ),
    "blackboard in Dutch, by addresses": (
        {"Inleveren_2 (1)_ann@x.edu_poging_2026-11-03-09-00-00_a.ipynb": ONE, "Inleveren_2 (1)_bo@x.edu_poging_2026-11-03-09-00-00_bo_attempt_2.ipynb": TWO},
        "2026-11-03 09:00:00",
    ),
    "blackboard in Hindi": (
        {"SVM_ann_प्रयास_2026-11-03-09-00-00_svm.ipynb": ONE, "SVM_bo_प्रयास_2026-11-03-09-00-00_svm.ipynb": TWO},
        "2026-11-03 09:00:00",
    ),
    "google classroom": ({"ann@x.edu - svm_gradient.ipynb": ONE, "Bo Kim - svm_gradient.ipynb": TWO}, None),
    "github classroom": (
        {"svm-gradient-submissions/svm-gradient-Ann-L/nb/svm.ipynb": ONE, "svm-gradient-submissions/svm-gradient-Ann-L/.git/config": b"",
         "svm-gradient-submissions/svm-gradient-bo-k/svm.ipynb": TWO},
        None,
    ),
    "exchange": (
        {
            f"inbound/ann+{S}+2026-11-03 09:00:00.000000 UTC+x7/{S}.ipynb": ONE,
            f"inbound/ann+{S}+2026-11-03 09:00:00.000000 UTC+x7/timestamp.txt": b"2026-11-03 09:00:00.000000 UTC",
            f"inbound/bo+{S}+2026-11-03 10:00:00 CET/{S}.ipynb": TWO,
        },
        "2026-11-03 09:00:00",
    ),
    "mail": (
        {
            "a.eml": downloads.message("Ann Lee <Ann@x.edu>", {"svm.ipynb": ONE}),
            "cur/1700000000.M1P1.host:2,S": downloads.message("bo@x.edu", {"grüße.zip": downloads.zipped({"svm.ipynb": TWO})}),
        },
        "2026-11-03 09:00:00",
    ),
    "mailbox": (
        {"homework.mbox": b"From ann@x.edu Tue Nov  3\n" + downloads.message("ann@x.edu", {"svm.ipynb": ONE}) + b"\n\nFrom bo@x.edu Tue Nov  3\n"
         + downloads.message("Bo <bo@x.edu>", {"svm.ipynb": TWO})},
        "2026-11-03 09:00:00",
    ),
    "folders": ({"ann/anything/x.ipynb": ONE, "A2/svm.json": TWO}, None),
    "names of files": ({"ann_svm_gradient.ipynb": ONE, "svm-gradient-bo (2).ipynb": TWO}, None),
    "addresses": ({"ann@x.edu svm final.ipynb": ONE, "bo@x.edu/svm.ipynb": TWO}, None),
    "zips in a folder": ({"ann.zip": downloads.zipped({"svm.ipynb": ONE}), "bo/hw.zip": downloads.zipped({"a/b.zip": downloads.zipped({"svm.ipynb": TWO})})}, None),
    "a download in a folder": ({"Downloads/submissions.zip": downloads.zipped(downloads.canvas([("leeann", 11, False, ONE), ("kimbo", 12, False, TWO)]))}, None),
}  # fmt: skip


@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_gives_each_student_their_own(room, tmp_path, layout, zipped, monkeypatch):
    monkeypatch.setattr(times, "zone", lambda course: UTC)
    if layout == "google classroom":
        (room.root / "roster.csv").write_text(ROSTER.replace("moodle:72", "moodle:72 name:Bo%20Kim"))
    files, time = LAYOUTS[layout]
    report = take(room, zip_of(tmp_path, files) if zipped else lay(tmp_path / "download", files))
    taken = [one for one in what(report) if one[0] == "taken"]
    assert taken == [("taken", "ann", S), ("taken", "bo", S)]
    assert not report.of(*intake_report.TROUBLE)
    assert (submitted(room, "ann"), submitted(room, "bo")) == (ONE, TWO)
    assert (stamp(room, "ann") or "")[:19] == (time or "")
    assert [person.id for person in report.absent[S]] == ["cy"]


def test_a_group_hands_in_for_each_of_its_members(room, tmp_path):
    files = downloads.gradescope([("Ann", "A1", "ann@x.edu", "2026-11-03 09:00:00 Z", ONE)])
    name = "assignment_9_export/submission_metadata.yml"
    files[name] = files[name].replace(
        b"  :created_at", b"  - :name: Bo\n    :sid: A2\n    :email: bo@x.edu\n  :created_at"
    )
    take(room, zip_of(tmp_path, files))
    assert submitted(room, "ann") == submitted(room, "bo") == ONE


def test_a_time_zone_that_was_forgotten_is_told_and_put_right(room, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    try:
        path = zip_of(tmp_path, {"SVM_ann_attempt_2026-10-24-23-59-00_a.ipynb": ONE})
        (note,) = take(room, path).notes
        assert "1 times in the download say no time zone" in note
        assert "(UTC)" in note
        assert stamp(room, "ann") == "2026-10-24 23:59:00.000000 UTC"
        (room.root / "course.yml").write_text("dates: {timezone: Europe/Berlin}\n")
        report = take(room, path)
        assert (report.notes, report.placed) == ([], (1, 0))
        assert stamp(room, "ann") == "2026-10-24 21:59:00.000000 UTC"
        assert len(attempts.known(room, "ann", S)) == 1
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_worksheet_of_moodle_says_when_it_came(room, tmp_path, monkeypatch):
    monkeypatch.setattr(times, "zone", lambda course: ZoneInfo("Europe/Berlin"))
    sheet = tmp_path / "grades.csv"
    sheet.write_text(
        'Identifier,"Full name","Email address","Last modified (submission)"\n"Participant 81","Ann Lee",ann@x.edu,"Tuesday, 3 November 2026, 11:15 PM"\n"Participant 82","Bo Kim",bo@x.edu,-\n'
    )
    take(room, zip_of(tmp_path, downloads.moodle([("Ann Lee", 81, ONE), ("Bo Kim", 82, TWO)])), roster=sheet)
    assert stamp(room, "ann") == "2026-11-03 22:15:00.000000 UTC"
    assert stamp(room, "bo") is None
    assert roster.of_course(room).match(moodle="71").id == "ann"  # of an earlier assignment


def test_the_exercise_is_found_by_what_is_in_the_notebook(room, tmp_path):
    files = {
        "ann/svm_gradient.ipynb": downloads.notebook(L, "loss"),
        "bo/homework.ipynb": downloads.notebook(S, "by ids", marked=False),
        "cy/svm_loss.ipynb": downloads.notebook(S, "by cells", marked=False, ids=False),
    }
    report = take(room, lay(tmp_path / "d", files))
    assert what(report) == [("taken", "ann", L), ("taken", "bo", S), ("taken", "cy", S)]
    assert "Recognised by content" in " ".join(report.repaired["cy", S])


def test_what_is_of_no_exercise_or_of_two_is_told(room, tmp_path):
    other = {"cells": [{"cell_type": "code", "source": "print(1)", "metadata": {}}], "metadata": {}, "nbformat": 4}
    both = [gradebook.assignment(room, stem) for stem in (S, L)]
    equal = [{"cell_type": "code", "source": f"def {one.functions[0]}(): pass", "metadata": {}} for one in both]
    files = {"ann/a.ipynb": other, "ann/both.ipynb": {"cells": equal}, "bo/b.ipynb": {}}
    files = {name: json.dumps(document).encode() for name, document in files.items()}
    report = take(room, lay(tmp_path / "d", files | {"cy/svm_loss.ipynb": b'{"cells": ['}))
    assert what(report) == [
        ("cannot be read", "bo", ""), ("cannot be read", "cy", L), ("no exercise", "ann", ""), ("two candidates", "ann", ""),
    ]  # fmt: skip
    assert report.of("two candidates")[0].note == f"it may be of {S} or {L}"
    assert submitted(room, "cy", L) == b'{"cells": ['  # so that its student is told why, and what to do


def test_a_time_without_a_zone_is_of_the_zone_of_the_course(tmp_path):
    noon = datetime(2026, 7, 3, 12, 0)
    (tmp_path / "course.yml").write_text("dates:\n  timezone: Asia/Tokyo\n")
    assert noon.replace(tzinfo=times.zone(Course(tmp_path))).utcoffset().total_seconds() == 9 * 3600
    (tmp_path / "course.yml").write_text("[")
    assert noon.replace(tzinfo=times.zone(Course(tmp_path))).utcoffset() == noon.astimezone().utcoffset()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("report.pdf", b"%PDF-1.7", "a PDF"),
        ("svm_gradient.ipynb", b"%PDF-1.7", "a PDF"),
        ("svm.py", b"import numpy", "a Python file"),
        ("scan.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("answer.docx", b"PK\3\4[Content_Types].xml", "a Word document"),
        ("work.rar", b"Rar!\x1a\7", "a RAR archive"),
        ("leeann_11_text.html", b"<html>my text</html>", "an HTML page"),
        ("empty.txt", b"", "an empty file"),
        ("data.json", b'{"a": 1}', "a JSON file"),
        ("notes", b"hello", "a file without a type"),
    ],
)
def test_a_file_of_another_type_is_named_with_its_student(room, tmp_path, name, data, words):
    report = take(room, lay(tmp_path / "d", {f"ann/{name}": data, "bo/svm.ipynb": ONE}))
    item = next(item for item in report.items if item.student == "ann")
    assert item.category in ("wrong type", "cannot be read")
    if item.category == "wrong type":
        assert item.note == words
    else:
        assert words in item.note
    assert "ann" not in [person.id for person in report.absent[S]]
    report = take(room, lay(tmp_path / "d", {"ann/svm.ipynb": ONE}))
    assert next(item for item in report.items if item.place.endswith(name)).category in (
        "beside",
        "cannot be read",
        "kept",
    )


def test_whom_nobody_knows_is_told_and_not_taken(room, tmp_path):
    files = downloads.canvas([("strangerx", 99, False, ONE), ("leeann", 11, False, TWO)]) | downloads.moodle(
        [("Ann Lee", 99, ONE)]
    )
    files |= {"Ann Lee - svm_gradient.ipynb": ONE}
    report = take(room, zip_of(tmp_path, files))
    assert [item.who for item in report.of("unknown person")] == [
        "strangerx (Canvas user 99)",
        "Ann Lee (Moodle participant 99)",
        "Ann Lee (Google Classroom)",
    ]
    assert os.listdir(room.root / "submitted") == ["ann"]


def test_the_test_student_of_canvas_is_nobody(room, tmp_path):
    sheet = tmp_path / "c.csv"
    sheet.write_text(
        'Student,ID,SIS User ID,SIS Login ID,Section\n"Lee, Ann",11,A1,ann,1\n"Student, Test",99,,' + "ab" * 20 + ",1\n"
    )
    report = take(room, zip_of(tmp_path, downloads.canvas([("studenttest", 99, False, ONE)])), roster=sheet)
    assert [item.category for item in report.items] == ["test student"]


def test_without_a_roster_people_are_who_the_system_says(room, tmp_path):
    (room.root / "roster.csv").unlink()
    files = downloads.canvas([("leeann", 11, False, ONE)]) | downloads.moodle([("Bo", 72, ONE)])
    files |= {
        "mail.eml": downloads.message("x@y.edu", {"a.ipynb": ONE}),
        "evil.eml": downloads.message("../../x@y.edu", {"a.ipynb": ONE}),
    }
    report = take(room, zip_of(tmp_path, files))
    assert {item.student for item in report.of("taken")} == {"11", "participant_72", "x@y.edu"}
    assert len(report.of("unknown person")) == 1
    assert report.absent == {}


def test_junk_is_skipped(room, tmp_path):
    names = ["__MACOSX/ann/._svm.ipynb", "ann/._svm.ipynb", "ann/.DS_Store", "ann/.ipynb_checkpoints/svm-checkpoint.ipynb",
             "ann/__pycache__/x.pyc", "ann/Thumbs.db", "ann/.git/HEAD", "ann/~$report.docx"]  # fmt: skip
    report = take(room, zip_of(tmp_path, dict.fromkeys(names, ONE) | {"ann/svm.ipynb": TWO}))
    assert len(report.of("skipped")) == len(names)
    assert submitted(room, "ann") == TWO


def test_the_last_attempt_counts_and_all_are_kept(room, tmp_path):
    third = downloads.notebook(S, "three")
    files = {
        f"leeann_11_{number}_svm_gradient-{at}.ipynb": data
        for at, (number, data) in enumerate([(92, TWO), (91, ONE), (93, third)])
    }
    report = take(room, zip_of(tmp_path, files))
    assert submitted(room, "ann") == third
    kept = attempts.known(room, "ann", S)
    assert {attempts.data(room, "ann", S, one) for one in kept} == {ONE, TWO, third}
    assert sorted(item.category for item in report.items) == ["kept", "kept", "taken"]
    take(room, zip_of(tmp_path, files), which="first")
    assert submitted(room, "ann") == ONE
    take(room, zip_of(tmp_path, files))
    assert submitted(room, "ann") == third
    assert len(attempts.known(room, "ann", S)) == 3


def test_an_attempt_of_a_later_download_counts_by_its_time(room, tmp_path):
    def at(time, data):
        return zip_of(tmp_path, {f"inbound/ann+{S}+{time}+1/{S}.ipynb": data})

    take(room, at("2026-11-03 10:00:00 UTC", TWO))
    report = take(room, at("2026-11-01 10:00:00 UTC", ONE))
    assert (submitted(room, "ann"), stamp(room, "ann")[:10]) == (TWO, "2026-11-03")
    assert [item.category for item in report.items] == ["kept"]
    take(room, at("2026-11-05 10:00:00 UTC", ONE))  # the same work once more, later
    assert (submitted(room, "ann"), stamp(room, "ann")[:10]) == (ONE, "2026-11-05")


def test_an_untouched_release_never_hides_a_solved_copy(room, tmp_path):
    released = downloads.RELEASED[S]
    files = {
        "leeann_11_99_svm_gradient-5.ipynb": released,
        "leeann_11_11_svm.ipynb": ONE,
        "kimbo_12_13_svm.ipynb": released,
    }
    report = take(room, zip_of(tmp_path, files))
    assert submitted(room, "ann") == ONE
    assert submitted(room, "bo") == released
    assert [item.category for item in report.items if item.student == "ann"] == ["untouched", "taken"]
    assert next(item.note for item in report.items if item.student == "bo") == "as it was released"


def test_two_candidates_are_left_to_the_instructor(room, tmp_path):
    folder = lay(
        tmp_path / "d",
        {"ann/svm_gradient.ipynb": ONE, "ann/svm_gradient (1).ipynb": TWO, "bo/a.ipynb": ONE, "bo/b.ipynb": ONE},
    )
    report = take(room, folder)
    assert what(report) == [
        ("same", "bo", S),
        ("taken", "bo", S),
        ("two candidates", "ann", S),
        ("two candidates", "ann", S),
    ]
    assert not room.submitted("ann", S).exists()
    lay(room.submitted("ann", S), {f"{S}.ipynb": TWO})
    take(room, folder)
    assert submitted(room, "ann") == TWO


def test_work_that_somebody_else_put_there_stays(room, tmp_path):
    theirs = downloads.notebook(S, "by hand")
    for name in (f"{S}.ipynb", "other.ipynb"):
        lay(room.submitted("ann", S), {name: theirs})
        report = take(room, lay(tmp_path / "d", {"ann/svm.ipynb": ONE}))
        assert what(report) == [("in the way", "ann", S)]
        assert f"submitted/ann/{S}/{name} was put there by somebody else" in report.items[0].note
        assert (room.submitted("ann", S) / name).read_bytes() == theirs
        assert attempts.data(room, "ann", S, attempts.known(room, "ann", S)[0]) == ONE
        shutil.rmtree(room.submitted("ann", S))
    room.submitted("bo", S).parent.mkdir(parents=True)
    room.submitted("bo", S).symlink_to(tmp_path)
    assert what(take(room, lay(tmp_path / "e", {"bo/svm.ipynb": ONE}))) == [("in the way", "bo", S)]
    assert not (tmp_path / f"{S}.ipynb").exists()


def test_a_time_written_by_hand_stays_with_its_notebook(room, tmp_path):
    take(room, zip_of(tmp_path, downloads.canvas([("leeann", 11, True, ONE)])))
    lay(room.submitted("ann", S), {"timestamp.txt": b"2026-11-04 12:00:00 UTC"})
    report = take(room, zip_of(tmp_path, downloads.canvas([("leeann", 11, True, ONE)])))
    assert stamp(room, "ann") == "2026-11-04 12:00:00 UTC"
    assert "late, says the system" in report.items[0].note
    take(room, zip_of(tmp_path, {"leeann_11_99999_svm.ipynb": TWO}))
    assert stamp(room, "ann") is None


def snapshot(root):
    return {
        path.relative_to(root): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "gradebook" not in path.name
    }


def test_collecting_again_changes_nothing_and_a_dry_run_nothing_at_all(room, tmp_path):
    files = downloads.canvas([("leeann", 11, False, ONE), ("kimbo", 12, True, TWO)]) | {"x.pdf": b"%PDF"}
    before = snapshot(room.root)
    dry = take(room, zip_of(tmp_path, files), dry_run=True)
    assert snapshot(room.root) == before
    wet = take(room, zip_of(tmp_path, files))
    assert dry.items == wet.items
    assert dry.placed == wet.placed == (2, 0)
    after = snapshot(room.root)
    again = take(room, zip_of(tmp_path, files))
    assert snapshot(room.root) == after
    assert again.placed == (0, 2)
    assert again.items == wet.items


@pytest.mark.parametrize("at", range(8))
def test_stopped_midway_it_loses_nothing_and_goes_on(room, tmp_path, monkeypatch, at):
    files = {"leeann_11_91_a.ipynb": ONE, "leeann_11_92_b.ipynb": TWO, "kimbo_12_93_c.ipynb": ONE}
    path = zip_of(tmp_path, files)
    real, count = folders.replace, 0

    def stopped(*words, **options):
        nonlocal count
        count += 1
        if count == at + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(*words, **options)

    monkeypatch.setattr(folders, "replace", stopped)
    with contextlib.suppress(OSError):
        take(room, path)
    assert count > at
    monkeypatch.setattr(folders, "replace", real)
    take(room, path)
    assert (submitted(room, "ann"), submitted(room, "bo")) == (TWO, ONE)
    assert len(attempts.known(room, "ann", S)) == 2


def test_the_best_attempt_is_found_by_grading(room, tmp_path, wall):
    files = {"leeann_11_91_a.ipynb": downloads.solution(S), "leeann_11_92_b.ipynb": TWO, "kimbo_12_93_c.ipynb": ONE}
    path = zip_of(tmp_path, files)
    with pytest.raises(CourseError, match="dry run"):
        take(room, path, which="best", dry_run=True)
    take(room, path, which="best", workers=1)
    assert submitted(room, "ann") == downloads.solution(S)
    assert submitted(room, "bo") == ONE
    with gradebook.opened(room) as opened:
        assert gradebook.marks(opened, S) == {}


# Zips that strangers made.


def test_a_zip_that_would_do_harm_is_not_looked_into(room, tmp_path):
    bomb = b"0" * 20 * 2**20
    files = [
        ("ann/../../../evil.ipynb", ONE), ("/etc/evil.ipynb", ONE), ("C:\\Windows\\evil.ipynb", ONE), ("..\\evil.ipynb", ONE),
        ("ann/link.ipynb", downloads.link("/etc/passwd")), ("ann/bomb.ipynb", bomb), ("ann\\svm.ipynb", ONE),
    ]  # fmt: skip
    report = take(room, zip_of(tmp_path, files))
    assert [item.category for item in report.items].count("unsafe") == 6
    assert submitted(room, "ann") == ONE
    assert not list(tmp_path.rglob("evil*"))
    words = " ".join(item.note for item in report.of("unsafe"))
    for word in ("leads out of its zip archive", "a link", "a zip bomb"):
        assert word in words


def test_an_encrypted_a_broken_and_a_deep_zip_are_told(room, tmp_path):
    deep = ONE
    for number in range(archive.MAX_DEPTH + 1):
        deep = downloads.zipped({f"{number}.zip" if number else "svm.ipynb": deep})
    broken = downloads.zipped({"svm.ipynb": ONE})[:-30]
    report = take(room, lay(tmp_path / "d", {"ann/a.zip": LOCKED, "bo/b.zip": deep, "cy/c.zip": broken}))
    notes = {item.student: item.note for item in report.of("unsafe")}
    assert "encrypted" in notes["ann"]
    assert "in 3 others" in notes["bo"]
    assert "broken" in notes["cy"]


def test_names_in_other_alphabets_and_twice_are_read(room, tmp_path):
    name = "Größe/решение.ipynb"
    data = downloads.zipped([(name, ONE), ("a.ipynb", TWO), ("a.ipynb", TWO)])
    plain = data
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # as programs that do not say that it is UTF-8
        where = plain.index(signature)
        plain = plain[: where + at] + bytes([plain[where + at], plain[where + at + 1] & ~8]) + plain[where + at + 2 :]
    (tmp_path / "ann.zip").write_bytes(plain)
    report = take(room, tmp_path / "ann.zip")
    assert [item.place for item in report.items] == [f"ann.zip/{name}", "ann.zip/a.ipynb", "ann.zip/a.ipynb [2]"]


def test_links_pipes_and_what_may_not_be_read_in_a_folder_are_told(room, tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(ONE)
    folder = lay(tmp_path / "d", {"ann/svm.ipynb": TWO})
    (folder / "ann/linked.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (folder / "bo").symlink_to(tmp_path)
    os.mkfifo(folder / "ann/pipe.ipynb")
    report = take(room, folder)
    assert len(report.of("unsafe")) == 3
    assert submitted(room, "ann") == TWO


def test_an_unknown_layout_has_a_line_and_what_is_known_is_taken(room, tmp_path):
    files = {
        "D2L/12-55 - Ann Lee - Nov 3, 2026 900 AM/svm.ipynb": ONE,
        "D2L/12-56 - Bo Kim - Nov 3, 2026 901 AM/a.ipynb": TWO,
        "D2L/cy.ipynb": ONE,
        "D2L/index.html": b"<html>",
    }
    report = take(room, zip_of(tmp_path, files))
    assert [item.student for item in report.of("taken")] == ["cy"]
    (line,) = report.notes
    assert line.startswith("download.zip has the layout of no system that is known")
    assert line.endswith("1 of its 4 files is of somebody in the class")
    assert take(room, zip_of(tmp_path, {"ann.ipynb": ONE, "bo.ipynb": TWO, "readme.pdf": b"%PDF"})).notes == []


def test_what_is_no_download_is_one_clear_line(room, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4 not really")
    for name, words in (("none", "cannot be read"), ("pipe", "neither a file nor a folder"), ("broken.zip", "broken")):
        with pytest.raises(CourseError, match=words):
            take(room, tmp_path / name)
    with pytest.raises(CourseError, match="has no gradebook: run `autograder release` first"):
        take(new_course(tmp_path / "fresh", L), tmp_path)


NAMES = st.sampled_from(
    ["leeann_11_9_a.ipynb", "Ann Lee_71_assignsubmission_file_/a.ipynb", "submission_metadata.yml", "submission_1/a.ipynb",
     "HW_bo_attempt_2026-11-03-09-00-00_a.ipynb", "x-submissions/x-ann-l/a.ipynb", "ann/a.ipynb", "bo/b.zip", "c.eml", "Zoe - a.ipynb",
     f"ann+{S}+2026-11-03 09:00:00 UTC+1/a.ipynb", "__MACOSX/._a", "ann/timestamp.txt", "m.mbox", "a", "cy/deep/er/x.pdf", "../up.ipynb"]
)  # fmt: skip
CONTENTS = st.sampled_from(
    [ONE, TWO, downloads.RELEASED[S], b"", b"{}", b"%PDF", b"From x\n", downloads.zipped({"a.ipynb": ONE}), b"PK\3\4",
     downloads.message("ann@x.edu", {"a.ipynb": ONE}), b"submission_1: {':submitters': [{':email': bo@x.edu}]}", b"\xff\xfe\0", b"a: [" * 9]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, CONTENTS, max_size=6))
def test_every_file_is_told_of_exactly_once(two, tmp_path_factory, files):
    path = zip_of(tmp_path_factory.getbasetemp(), files, "law.zip")
    report = take(two, path, dry_run=True)
    given = {f"law.zip/{name.replace('../', '')}" for name in files}
    told = [item.place for item in report.items]
    assert len(told) == len(set(told))
    assert given <= set(told)
    assert all(any(place == one or place.startswith(f"{one}/") for one in given) for place in told)


FORGED = {
    "canvas": "zed/leeann_11_99999_svm.ipynb",
    "moodle": "zed/sub/Ann Lee_71_assignsubmission_file_/svm.ipynb",
    "gradescope": "zed/submission_1/svm.ipynb",
    "blackboard, flat": "HW_zed_attempt_2026-12-03-09-00-00_x_ann_attempt_2026-12-03-09-00-01_svm.ipynb",
    "blackboard": "zed/HW_ann_attempt_2026-12-03-09-00-00_svm.ipynb",
    "exchange": f"zed/sub/ann+{S}+2026-12-03 09:00:00 UTC+1/svm.ipynb",
    "github": "zed/sub/x-submissions/x-ann-l/svm.ipynb",
    "folder": "zed/ann/svm.ipynb",
    "name": "zed/ann_svm_gradient.ipynb",
    "address": "zed/ann@x.edu.ipynb",
    "google": "zed/ann@x.edu - svm.ipynb",
    "zip": "zed/ann.zip",
    "mail": "zed/letter.eml",
    "download": "zed.zip",
    "download in a folder": "zed/download.zip",
}


@pytest.mark.parametrize("kind", FORGED)
def test_nobody_hands_in_for_somebody_else_by_the_name_of_a_file(room, tmp_path, kind):
    forged = downloads.notebook(S, "forged")
    data = forged
    if kind == "mail":
        data = downloads.message("ann@x.edu", {"svm.ipynb": forged})
    elif "download" in kind or kind == "zip":
        data = downloads.zipped(downloads.canvas([("leeann", 11, False, forged)]))
    files = {"ann/svm.ipynb": ONE, FORGED[kind]: data, "bo/svm.ipynb": TWO}
    if kind == "gradescope":
        files["zed/submission_metadata.yml"] = b"submission_1:\n  :submitters:\n  - :email: ann@x.edu\n"
    for who in ("zed", "cy"):  # whom nobody knows, and a member of the class
        files = {name.replace("zed", who, 1) if "zed" in name else name: data for name, data in files.items()}
        take(room, lay(tmp_path / who, files))
        assert submitted(room, "ann") == ONE
        assert len(attempts.known(room, "ann", S)) == 1


def test_a_login_of_blackboard_with_the_sign_that_parts_it_is_read_whole(room, tmp_path):
    (room.root / "roster.csv").write_text(ROSTER + "a_bo,A,Bo,a@x.edu,14,a_bo,\n")
    files = {f"HW_1_{who}_attempt_2026-11-03-09-00-00_x.ipynb": data for who, data in (("a_bo", ONE), ("bo", TWO))}
    take(room, zip_of(tmp_path, files))
    assert (submitted(room, "a_bo"), submitted(room, "bo")) == (ONE, TWO)


def test_an_archive_that_is_somebodys_is_no_download(room, tmp_path):
    forged = downloads.zipped(downloads.moodle([("Ann Lee", 71, TWO)]))
    for name in ("kimbo_12_90001_hw.zip", "bo.zip", "bo/hw.zip"):
        report = take(room, zip_of(tmp_path, {name: forged}))
        assert {item.student for item in report.of("taken", "kept")} == {"bo"}
    assert not room.submitted("ann", S).exists()


def test_a_folder_of_several_downloads_is_each_of_them(room, tmp_path):
    files = {"canvas.zip": downloads.zipped(downloads.canvas([("leeann", 11, False, ONE)])), "class.csv": b"id\n",
             "more/moodle.zip": downloads.zipped(downloads.moodle([("Bo Kim", 72, TWO)]))}  # fmt: skip
    report = take(room, lay(tmp_path / "d", files))
    assert (submitted(room, "ann"), submitted(room, "bo")) == (ONE, TWO)
    assert len(report.items) == 5


def test_folders_of_exercises_hold_folders_of_students(room, tmp_path):
    files = {
        "class/svm-gradient/ann/x.ipynb": ONE,
        "class/svm_loss/ann/y.ipynb": downloads.notebook(L),
        "class/svm_loss/bo/y.ipynb": downloads.notebook(L),
    }
    report = take(room, lay(tmp_path / "d", files))
    assert what(report) == [("taken", "ann", S), ("taken", "ann", L), ("taken", "bo", L)]


# What was collected and not taken is kept, and nobody who handed it in is called absent.

LOCKED = downloads.locked({"svm.ipynb": ONE})
FOREIGN = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
NOT_TAKEN = {
    "a PDF": ({"kimbo_12_90009_report.pdf": b"%PDF"}, "a PDF ("),
    "a Python file": ({"kimbo_12_90009_svm.py": b"import numpy"}, "a Python file ("),
    "an empty file": ({"kimbo_12_90009_a.ipynb": b""}, "an empty file ("),
    "a text": ({"kimbo_12_text.html": b"<html>my answer</html>"}, "an attempt without a file, with a text or a link at most ("),
    "an encrypted zip": ({"kimbo_12_90009_hw.zip": LOCKED}, "not looked into (encrypted"),
    "a broken zip": ({"kimbo_12_90009_hw.zip": LOCKED[:-30]}, "not looked into (a zip archive that is broken"),
    "an empty zip": ({"kimbo_12_90009_hw.zip": downloads.zipped({})}, "a zip archive without a notebook ("),
    "a zip of junk": ({"kimbo_12_90009_hw.zip": downloads.zipped({"__MACOSX/._svm.ipynb": ONE})}, "a zip archive without a notebook ("),
    "no exercise": ({"kimbo_12_90009_x.ipynb": FOREIGN}, "a notebook of no exercise of this course ("),
    "another exercise": ({"kimbo_12_90009_x.ipynb": downloads.notebook(L)}, f"a notebook of {L}, for which it counts ("),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_what_was_not_taken_is_never_called_nothing(room, tmp_path, case):
    files, words = NOT_TAKEN[case]
    (room.root / "roster.csv").write_text(f"{ROSTER}dee,Dee,Fox,dee@x.edu,14,dee,\n")
    others = downloads.canvas([("leeann", 11, False, ONE), ("roecy", 13, False, ONE)])
    report = take(room, zip_of(tmp_path, others | files))
    assert [person.id for person in report.absent[S]] == ["dee"]
    assert [one.state for one in status.of(room, S)] == ["never graded", "not taken", "never graded", "absent"]
    (said,) = [one.why for one in status.of(room, S) if one.student == "bo"]
    assert words in said
    assert re.search(r"\(download\.zip/kimbo_\S+, collected \d{4}-\d\d-\d\d\)", said)
    seen = classroom.look(room, gradebook.assignment(room, S))
    assert next(one.problem["notes"] for one in seen if one.student == "bo") == [not_taken.SAID + said]


def test_what_was_typed_into_moodle_is_no_file_of_another_type(room, tmp_path):
    typed = {f"{who}_assignsubmission_onlinetext_/onlinetext.html": b"<p>see below</p>" for who in ("Ann Lee_71", "Bo Kim_72", "Cy Roe_73")}  # fmt: skip
    files = downloads.moodle([("Ann Lee", 71, ONE)]) | downloads.moodle([("Bo Kim", 72, b"%PDF")], "svm.pdf") | typed
    report = take(room, zip_of(tmp_path, files))
    assert [(item.student, item.note) for item in report.of("wrong type")] == [
        ("bo", "a PDF"),
        ("cy", "an attempt without a file, with a text or a link at most"),
    ]
    assert [one.state for one in status.of(room, S)] == ["never graded", "not taken", "not taken"]


def test_one_notebook_of_another_exercise_makes_nobody_absent_from_that(room, tmp_path):
    files = downloads.canvas([("leeann", 11, False, ONE), ("kimbo", 12, False, ONE), ("roecy", 13, False, downloads.notebook(L))])  # fmt: skip
    report = take(room, zip_of(tmp_path, files))
    assert (report.stems, report.absent) == ([S, L], {S: []})


def test_what_was_not_taken_has_no_mark_and_is_not_forgotten_until_a_notebook_comes(room, tmp_path):
    take(room, zip_of(tmp_path, {"kimbo_12_90009_svm_gradient.pdf": b"%PDF"}))
    take(room, zip_of(tmp_path, downloads.canvas([("leeann", 11, False, ONE)]), "later.zip"))
    assert [one.state for one in status.of(room, S)] == ["never graded", "not taken", "absent"]
    standings = marks.standings(room, S, "test")
    assert standings["bo"].points is None
    assert standings["bo"].why.startswith("not taken: a PDF (download.zip/")
    assert (standings["bo"].absent, standings["cy"].absent) == (False, True)
    found = class_results.load(room, S)
    assert ([work.student for work in found.absent], found.handed_in) == (["cy"], 2)
    assert "Work that is no notebook, or not in its place (1)" in report.report_page(found)
    take(room, zip_of(tmp_path, downloads.canvas([("kimbo", 12, False, TWO)]), "last.zip"))
    assert [one.state for one in status.of(room, S)] == ["never graded", "never graded", "absent"]


def test_a_mail_without_a_file_is_something(room, tmp_path):
    files = {
        "a.eml": downloads.message("ann@x.edu", {"svm.ipynb": ONE}),
        "b.eml": downloads.message("bo@x.edu", {}),
        "c.eml": downloads.message("ann@x.edu", {}),
    }
    report = take(room, lay(tmp_path / "d", files))
    assert [item.place for item in report.of("wrong type")] == ["d/b.eml/text"]
    assert [(one.student, one.stems, one.what) for one in not_taken.known(room)] == [
        ("bo", (S,), "a message without a file")
    ]
    assert [person.id for person in report.absent[S]] == ["cy"]


def test_of_which_exercise_something_is_that_was_not_taken(room, tmp_path):
    files = {
        "ann/x.ipynb": ONE,
        f"ann/{L}.pdf": b"%PDF",
        "bo/y.ipynb": downloads.notebook(L),
        "cy/SVM-Gradient/x.pdf": b"%PDF",
        "cy/scan.png": b"\x89PNG",
    }
    take(room, lay(tmp_path / "d", files))
    found = {(one.student, one.place): one.stems for one in not_taken.known(room)}
    assert found == {
        ("ann", f"d/ann/{L}.pdf"): (L,),
        ("cy", "d/cy/SVM-Gradient/x.pdf"): (S,),
        ("cy", "d/cy/scan.png"): (S, L),
    }
    shutil.rmtree(room.root / "received")
    shutil.rmtree(room.root / "submitted")
    take(room, lay(tmp_path / "e", {"dee/a.pdf": b"%PDF", "cy/a.pdf": b"%PDF"}))  # of neither is it known of which
    assert [one.state for one in status.of(room, L)] == ["absent", "absent", "not taken"]
    with pytest.raises(CourseError, match="is empty"):
        classroom.look(room, gradebook.assignment(room, S))
    take(room, lay(tmp_path / "f", {"ann/x.ipynb": ONE}))  # the class has begun with one of them
    assert {(one.student, one.place): one.stems for one in not_taken.known(room)}["cy", "e/cy/a.pdf"] == (S,)
    assert [[one.state for one in status.of(room, stem)] for stem in (S, L)] == [
        ["never graded", "absent", "not taken"],
        ["absent", "absent", "absent"],
    ]
    assert [one.stems for one in not_taken.kept(room)] == [()]


def test_a_pdf_after_a_notebook_is_told_and_the_notebook_counts(room, tmp_path):
    take(room, zip_of(tmp_path, downloads.canvas([("leeann", 11, False, ONE), ("kimbo", 12, False, ONE)])))
    files = downloads.canvas([("leeann", 11, False, TWO)]) | {"kimbo_12_90099_report.pdf": b"%PDF"}
    report = take(room, zip_of(tmp_path, files, "second.zip"))
    assert [item.note for item in report.of("wrong type")] == [
        "a PDF; the notebook that was collected before it counts"
    ]
    assert submitted(room, "bo") == ONE
    assert status.of(room, S, ["bo"])[0].state == "never graded"


def test_whom_nobody_knows_is_remembered_until_a_roster_tells(room, tmp_path):
    path = zip_of(tmp_path, downloads.canvas([("leeann", 11, False, ONE), ("foxdee", 14, False, TWO)]))
    take(room, path)
    assert [(one.student, one.who) for one in not_taken.of_nobody(room, [S])] == [("", "foxdee (Canvas user 14)")]
    assert not_taken.of_nobody(room, [L]) == []
    done = CliRunner().invoke(cli.app, ["status", S, "--course", str(room.root)], standalone_mode=False)
    assert "of nobody whom the course knows: 1 (download.zip/foxdee_14_90001_svm_gradient.ipynb)" in done.output
    sheet = tmp_path / "new.csv"
    sheet.write_text(ROSTER + "dee,Dee,Fox,dee@x.edu,14,dee,\n")
    take(room, path, roster=sheet)
    assert not_taken.known(room) == []
    assert submitted(room, "dee") == TWO


def test_of_an_empty_folder_that_is_all_that_is_said(room, tmp_path):
    (tmp_path / "none").mkdir()
    done = CliRunner().invoke(cli.app, ["collect", str(tmp_path / "none"), "--course", str(room.root)])
    (line,) = [line for line in done.output.splitlines() if "could read" not in line]
    assert line == f"{tmp_path / 'none'}: nothing is in it, so there is nothing to collect"


def test_what_is_the_courses_own_is_not_collected(room):
    for path in (room.root / "solutions", room.released(S)):
        with pytest.raises(CourseError, match="is the course's own, and nobody handed it in"):
            take(room, path)


def test_what_was_collected_by_mistake_is_forgotten_when_it_is_taken_out_of_the_list(room, tmp_path):
    shutil.copytree(room.root / "solutions", tmp_path / "copy")
    take(room, tmp_path / "copy")
    strangers = not_taken.of_nobody(room, [S, L])
    assert len(strangers) == 2
    place = room.root / not_taken.PLACE
    assert not_taken.PLACE in ending.of_strangers(strangers)
    place.write_text(json.dumps(json.loads(place.read_text())[1:]))
    assert not_taken.of_nobody(room, [S, L]) == strangers[1:]


def test_the_end_of_grade_tells_once_what_was_not_taken(room, capsys):
    result = {
        "student": "bo",
        "assignment": S,
        "status": "missing",
        "notes": [f"{not_taken.SAID}a PDF (x.pdf)."],
        "submission": None,
    }
    absent = result | {"student": "cy", "notes": [misplaced.NOTHING]}
    with Log(room) as log:
        results = [result, absent, absent | {"assignment": L}]
        assert [ending.tell(results, log) for _ in range(2)] == [1, 0]
    first, second = capsys.readouterr().out.split("next: ")[:2]
    assert f"not taken: bo, {S}: a PDF (x.pdf)." in first
    assert f"handed in nothing to {S}: 1 (cy)\nnobody has handed in yet: {L}\n1 not taken, 1 missing\n" in first
    assert f"not taken as before, told already: 1 (bo, {S})" in second


# What lies in submitted/ where nobody looks for it.

PLACES = {
    "loose at the top": ({"svm.ipynb": ONE}, "", S, "a notebook that lies loose: move it to submitted/<student>/svm_gradient/"),
    "loose with the student": ({"ann/svm.ipynb": ONE}, "ann", S, "move it to submitted/ann/svm_gradient/"),
    "misspelt": ({"ann/svm_gradeint/svm_gradient.ipynb": ONE}, "ann", S, "a folder of no exercise of this name: move it to submitted/ann/svm_gradient/"),
    "other sign": ({"ann/SVM-Gradient/notes.pdf": b"%PDF"}, "ann", S, "a PDF in a folder of no exercise"),
    "swapped": ({f"{S}/ann/svm.ipynb": ONE}, "", S, "the student comes first"),
    "too deep": ({f"ann/{S}/sub/svm.ipynb": ONE}, "ann", S, f"move it to submitted/ann/{S}/{S}.ipynb"),
    "other name": ({f"ann/{S}/{S}.ipynb.txt": ONE}, "ann", S, "a notebook in the wrong place"),
    "wrong type": ({f"ann/{S}/answer.py": b"x"}, "ann", S, "a Python file: a notebook is wanted"),
    "a zip": ({f"ann/{S}/hw.zip": downloads.zipped({"a.ipynb": ONE})}, "ann", S, "a zip archive: a notebook is wanted"),
    "wrong exercise": ({f"ann/{S}/x/a.ipynb": downloads.notebook(L)}, "ann", L, f"it is one of {L}"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_what_lies_in_the_wrong_place_is_never_called_nothing(room, place):
    files, student, stem, words = PLACES[place]
    lay(room.root / "submitted", files | {f"bo/{S}/{S}.ipynb": TWO, "ann/.DS_Store": b"x"})
    (found,) = misplaced.look(room)
    assert (found.student, found.stem) == (student, stem)
    assert words in found.what
    (where,) = files
    assert f"submitted/{where}".startswith(found.place)
    if student:
        seen = classroom.look(room, gradebook.assignment(room, stem), limits=None)
        problem = next(one.problem for one in seen if one.student == "ann")
        assert problem["status"] == "missing"
        assert found.line in problem["notes"][0]
        assert next(one.state for one in status.of(room, stem) if one.student == "ann") == "misplaced"


def test_what_lies_where_it_belongs_is_not_misplaced(room):
    lay(
        room.root / "submitted",
        {
            f"ann/{S}/{S}.ipynb": ONE,
            f"ann/{S}/data/x.csv": b"1",
            f"ann/{S}/timestamp.txt": b"x",
            f"bo/{S}/other.ipynb": ONE,
            ".DS_Store": b"",
        },
    )
    (room.root / f"submitted/cy/{S}").mkdir(parents=True)
    assert misplaced.look(room) == []
    seen = classroom.look(room, gradebook.assignment(room, S))
    assert next(one.problem["notes"] for one in seen if one.student == "cy") == [misplaced.NOTHING]


def test_a_stray_file_says_nothing_of_exercises_that_nobody_has_begun(room, quick):  # noqa: F811
    lay(room.root / "submitted", {f"bo/{S}/{S}.ipynb": TWO, "ann/stuff/notes.txt": b"hi"})
    lines = (
        CliRunner().invoke(cli.app, ["grade", "--course", str(room.root)], standalone_mode=False).output.splitlines()
    )
    assert len([line for line in lines if "in the wrong place: submitted/ann/stuff/notes.txt: " in line]) == 1
    assert [f"misplaced, and nothing else there: 1 (ann, {S})", f"handed in nothing to {S}: 1 (cy)",
            f"nobody has handed in yet: {L}", "1 graded, 1 misplaced, 1 missing"] == lines[-6:-2]  # fmt: skip
    assert {one.state for one in status.of(room, L)} == {"absent"}


def test_of_one_student_nothing_is_said_of_the_others(room, quick):  # noqa: F811
    lay(room.root / "submitted", {f"bo/{S}/{S}.ipynb": TWO})
    words = ["grade", "--student", "ann", "--course", str(room.root)]
    output = CliRunner().invoke(cli.app, words, standalone_mode=False).output
    assert f"handed in nothing to {S}: 1 (ann)\n1 missing\n" in output
    assert "nobody" not in output
    words[2] = "Bo"
    with pytest.raises(CourseError, match="nobody is called 'Bo'.*; did you mean 'bo'?"):
        raise CliRunner().invoke(cli.app, words, standalone_mode=False).exception


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_graded(room, quick, monkeypatch):  # noqa: F811
    lay(room.root / "submitted", {f"bo/{S}/{S}.ipynb": TWO, f"cy/{S}/{S}.ipynb": ONE})
    closed, access = room.root / "submitted" / "cy", os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and access(path, mode))  # root may read all
    output = CliRunner().invoke(cli.app, ["grade", "--course", str(room.root)], standalone_mode=False).output
    assert "in the wrong place: submitted/cy: a folder that may not be read: give yourself the right" in output
    assert "1 graded, 1 misplaced, 1 missing" in output
    assert [(one.student, one.state) for one in status.of(room, S)] == [
        ("ann", "absent"), ("bo", "fresh"), ("cy", "misplaced")
    ]  # fmt: skip


def test_submitted_with_loose_work_alone_is_not_called_empty(room):
    lay(room.root / "submitted", {"svm.ipynb": ONE})
    with pytest.raises(CourseError, match=r"lies where it belongs: submitted/svm\.ipynb"):
        classroom.look(room, gradebook.assignment(room, S))


def test_who_is_absent_by_the_roster_is_named(room):
    lay(room.submitted("ann", S), {f"{S}.ipynb": ONE})
    seen = classroom.look(room, gradebook.assignment(room, S))
    assert [(one.student, one.problem and one.problem["status"]) for one in seen] == [
        ("ann", None),
        ("bo", "missing"),
        ("cy", "missing"),
    ]
    assert [(one.student, one.state) for one in status.of(room, S)] == [
        ("ann", "never graded"),
        ("bo", "absent"),
        ("cy", "absent"),
    ]
    assert {one.student for one in classroom.look(room, gradebook.assignment(room, L))} == {
        "ann"
    }  # nobody handed that in


def test_the_command_says_what_became_of_everything(room, tmp_path):
    files = downloads.canvas([("leeann", 11, True, ONE), ("x\x1b[2Jy", 99, False, TWO)]) | {
        "kimbo_12_90009_report.pdf": b"%PDF"
    }
    path = zip_of(tmp_path, files)
    done = CliRunner().invoke(cli.app, ["collect", str(path), "--course", str(room.root)], standalone_mode=False)
    assert done.return_value == 1, done.output
    for words in ("unknown person", "wrong type: no notebook (1):", "Bo Kim (bo)", "a PDF", "absent from svm_gradient (1): Cy Roe (cy)",
                  "svm_gradient  late, says the system; when, it does not say  Ann Lee (ann)", "1 of them are late",
                  "1 notebooks of 1 students matched", "next: `autograder grade`"):  # fmt: skip
        assert words in done.output
    assert "\x1b" not in done.output
    listed = (room.root / "received/report.csv").read_text()
    assert "kimbo_12_90009_report.pdf,wrong type,Bo Kim (bo),bo,,a PDF,Canvas" in listed
    assert len(listed.splitlines()) == 4
    (tmp_path / "fine").mkdir()
    done = CliRunner().invoke(
        cli.app,
        ["collect", str(zip_of(tmp_path, downloads.canvas([("leeann", 11, False, ONE)]))), "--course", str(room.root)],
        standalone_mode=False,
    )
    assert done.return_value == 0


def test_a_roster_is_in_nbgraders_table_of_students_too(room, tmp_path):
    sheet = tmp_path / "new.csv"
    sheet.write_text(ROSTER + "dee,Dee,Fox,dee@x.edu,14,dee,\n")
    take(room, lay(tmp_path / "d", {"dee/svm.ipynb": ONE}), roster=sheet)
    assert gradebook.students(room) == ["ann", "bo", "cy", "dee"]
    with gradebook.opened(room) as opened:
        dee = opened.find_student("dee")
        assert (dee.first_name, dee.last_name, dee.email, dee.lms_user_id) == ("Dee", "Fox", "dee@x.edu", "14")


@pytest.mark.parametrize(("held", "refused"), [("LOCK_EX", ("collect", "grade")), ("LOCK_SH", ("collect",))])
def test_who_collects_is_alone_and_graders_are_not(room, tmp_path, held, refused):
    with turns.taken(room, alone=False):
        pass
    code = (
        f"import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.{held}); print(1, flush=True); input()"
    )
    words = {"collect": ["collect", str(lay(tmp_path / "d", {"ann/a.pdf": b"%PDF"}))], "grade": ["grade", S]}
    with subprocess.Popen(
        [sys.executable, "-c", code, room.root / ".lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        for command in words:
            with (
                pytest.raises(CourseError) if command in refused else contextlib.nullcontext() as error,
                turns.taken(room, alone=command == "collect"),
            ):
                pass
            if command in refused:
                assert "at work" in str(error.value)
        with pytest.raises(CourseError, match="at work"):
            CliRunner().invoke(
                cli.app, [*words["collect"], "--course", str(room.root)], standalone_mode=False, catch_exceptions=False
            )
        assert not (room.root / "received").exists()
        other.communicate(b"\n")
    assert take(room, tmp_path / "d").of("wrong type")
