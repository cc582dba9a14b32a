"""What students and instructors are told of the limits is what the grader does."""

import re
from dataclasses import fields, replace

import pytest
import yaml
from conftest import ROOT
from quick import hand_in

from autograder import doctor
from autograder.course import settings
from autograder.course.course import CourseError
from autograder.course.date_rules import Dates
from autograder.course.settings import Limits

STUDENTS = (ROOT / "exercises" / "README.md").read_text()
INSTRUCTORS = (ROOT / "book" / "instructors.md").read_text()

# Each line holds the one before it twice: what takes them apart would never end.
MERGED = "a: &a0 {x: 1}\n" + "".join(f"b{k}: &a{k} {{<<: [*a{k - 1}, *a{k - 1}]}}\n" for k in range(1, 40))
SHARED = "a: &a0 [x, x]\n" + "".join(f"b{k}: &a{k} [*a{k - 1}, *a{k - 1}]\n" for k in range(1, 40)) + "{}\n"


def test_students_are_told_the_limits():
    limits = Limits()
    for said in (
        f"| {limits.cell_seconds:g} seconds |",
        f"| {limits.call_seconds:g} and {limits.check_seconds:g} seconds |",
        f"| {limits.own_seconds:g} seconds |",
        f"| {limits.memory} MB |",
        f"| {limits.disk} MB, at most {limits.files:,} of them |",
        f"| {limits.output} MB |",
        ", ".join(f"`{name}`" for name in limits.packages),
    ):
        assert said in STUDENTS, said
    assert limits.wall_clock == 4
    assert "four times as long by the clock" in STUDENTS


def test_instructors_are_told_what_a_course_can_set(tmp_path):
    (example,) = re.findall(r"```yaml\n(limits:.*?)```", INSTRUCTORS, re.S)
    (tmp_path / "course.yml").write_text(example)
    limits = settings.load(tmp_path).limits
    assert (limits.cell_seconds, limits.memory, limits.packages[-1]) == (30, 4096, "pandas")
    assert limits.call_seconds == Limits().call_seconds
    for field in fields(Limits):
        assert f"`{field.name}`" in INSTRUCTORS


def test_less_than_instructors_are_told_is_refused_and_just_that_is_taken(tmp_path):
    least = dict(re.findall(r"`(\w+)` \(([\d.]+)\)", INSTRUCTORS.partition("The names, each with the least")[2]))
    assert {*least, "packages"} == {field.name for field in fields(Limits)}
    for name, value in least.items():
        (tmp_path / "course.yml").write_text(f"limits: {{{name}: {value}}}")
        assert getattr(settings.load(tmp_path).limits, name) == float(value)
        less = int(value) - 1 if isinstance(getattr(Limits(), name), int) else float(value) * 0.99
        (tmp_path / "course.yml").write_text(f"limits: {{{name}: {less}}}")
        with pytest.raises(CourseError, match=rf"{name} must be a (whole )?number from {value} to 999999, not"):
            settings.load(tmp_path)


def test_a_package_that_is_not_installed_is_said_by_grade_and_doctor(course, command):
    assert settings.not_installed(Limits()) == ""
    (course.root / "course.yml").write_text("limits: {packages: [numpy, nosuchpkg]}")
    hand_in(course, "ada")
    said = "nosuchpkg is not installed here: install what is missing, or take it out of `packages` in course.yml"
    assert said in command("grade", "--dry-run").err
    found = next(finding for finding in doctor.findings(course) if finding.what == "packages")
    assert (found.fine, found.detail) == (False, said)
    (course.root / "course.yml").write_text("limits: {memory: 128}")
    *_, last = doctor.findings(course)
    assert (last.what, last.fine) == ("limits", False)
    assert "memory must be a whole number from 512" in last.detail


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limits: {cell_secs: 3}", "limits: 'cell_secs' is unknown; choose from cell_seconds"),
        ("limits: {cell_seconds: -1}", "cell_seconds must be a number from 1 to 999999, not -1"),
        ("limits: {memory: 1.5}", "memory must be a whole number from 512 to 999999, not 1.5"),
        ("limits: {memory: yes}", "memory must be a whole number from 512 to 999999, not True"),
        ("limits: {packages: numpy}", "packages must be a list of names that can be imported, not 'numpy'"),
        ("limits: {packages: [a-b]}", "packages must be a list of names"),
        ("limits: [1]", "limits: its value is unknown"),
        ("limit: {}", "'limit' is unknown; it may hold `limits:`"),
        ("[1, 2]", "the file is unknown"),
        ("limits: {", "course.yml, line 1: a bracket that is opened here is not closed"),
        (
            "limits:\n  packages: [numpy\ndates: {}\n\n",
            "course.yml, line 2: in the brackets that begin here a comma is missing",
        ),
        ("dates:\n  due: '1\n\n", "course.yml, line 2: a quotation mark that is opened here is not closed"),
        ("limits:\n\tmemory: 1", "course.yml, line 2: a tab: indent with spaces"),
        ("limits:\n  memory: 1: 2", "course.yml, line 2: a colon that does not fit"),
        ("limits:\n  memory: 1\n disk: 2", "course.yml, line 3: it cannot be understood: see to indentation"),
        ("limits: 0", "limits: its value is unknown"),
        ("limits: []", "limits: its value is unknown"),
        ("limits: ''", "limits: its value is unknown"),
        ("limits: {memory: 0x" + "f" * 9000 + "}", "memory must be a whole number from 512 to 999999, not that"),
        ("limits: {memory: 1" + ":0" * 400 + ".0}", "cannot be read (int too large to convert to float)"),
        ("limits: {" + ", ".join(f"k{k}: 1" for k in range(9)) + "}", "'k3', 'k4' is unknown; choose from"),
        ("<<: {dates: {grace: 1h}}", "course.yml, line 1: << is not taken: write out what should stand here"),
        ("dates:\n  << : {grace: 1h}", "course.yml, line 2: << is not taken: write out what should stand here"),
        ("limits:\n  memory: !!timestamp 'x'", "course.yml, line 2: a word that begins with an exclamation mark"),
        ("dates: !own {}", "course.yml, line 1: a word that begins with an exclamation mark"),
        (MERGED, "course.yml, line 2: << is not taken"),
        (SHARED.format("limits: {memory: *a39}"), "line 19: what begins here is too large: write it more simply"),
        (SHARED.format("dates: {grace: *a39}"), "line 19: what begins here is too large: write it more simply"),
        ("dates: {grace: " + "9" * 400 + " days}", "9 ... is longer than ten years"),
        ("dates: {timezone: " + "a/" * 4000 + "b}", " ... is no time zone"),
        ("dates: {grace: " + "[" * 100 + "]" * 100 + "}", "[ ... is no length of time"),
        ("limits: {}\nlimits: {}", "course.yml, line 2: 'limits' is there twice: take one of them out"),
        ("limits: {}\n\0", "course.yml, line 2: the character 0x0000 may not stand there"),
        ("[" * 500, "cannot be read (maximum recursion depth exceeded): write it more simply"),
    ],
)
def test_settings_that_cannot_be_are_one_clear_line(tmp_path, text, said):
    (tmp_path / "course.yml").write_text(text)
    with pytest.raises(CourseError) as error:
        settings.load(tmp_path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 500


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "{}", "{groups: null, exercises: ~}"])
def test_sections_may_be_empty(tmp_path, nothing):
    (tmp_path / "course.yml").write_text(f"dates: {nothing}\nlimits: {nothing if 'groups' not in nothing else ''}\n")
    assert settings.load(tmp_path) == replace(settings.Settings(), dates=Dates(tmp_path / "course.yml"))


def test_what_is_said_once_may_stand_twice(tmp_path):
    (tmp_path / "course.yml").write_text(
        "dates:\n  timezone: UTC\n  exercises:\n"
        "    a: &same {due: 2026-11-03}\n    b: *same\n    '<<': {due: '2026-11-03'}\n"
    )
    rules = settings.load(tmp_path).dates.exercises
    assert rules["a"] == rules["b"] == rules["<<"]


def test_settings_that_cannot_be_read_are_one_line_that_says_why(tmp_path):
    (tmp_path / "course.yml").write_bytes(b"# \xff\n")
    with pytest.raises(CourseError, match="is no UTF-8: save it as UTF-8"):
        settings.load(tmp_path)
    (tmp_path / "course.yml").unlink()
    (tmp_path / "course.yml").mkdir()
    with pytest.raises(
        CourseError, match="cannot be read .Is a directory.: see that it is a file and that you may read"
    ):
        settings.load(tmp_path)


def test_a_course_without_settings_has_the_defaults(tmp_path):
    assert settings.load(tmp_path).limits == Limits()
    (tmp_path / "course.yml").write_text(yaml.safe_dump({}) + "# nothing yet\n")
    assert settings.load(tmp_path).limits == Limits()
