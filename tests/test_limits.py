"""What students and instructors are told of the limits is what the grader does."""

import re
from dataclasses import fields

import pytest
import yaml
from conftest import ROOT

from autograder.course import settings
from autograder.course.course import CourseError
from autograder.course.settings import Limits

STUDENTS = (ROOT / "exercises" / "README.md").read_text()
INSTRUCTORS = (ROOT / "book" / "instructors.md").read_text()


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limits: {cell_secs: 3}", "limits: 'cell_secs' is unknown; choose from cell_seconds"),
        ("limits: {cell_seconds: -1}", "cell_seconds must be a number above 0, not -1"),
        ("limits: {memory: 1.5}", "memory must be a whole number above 0, not 1.5"),
        ("limits: {memory: yes}", "memory must be a whole number above 0, not True"),
        ("limits: {packages: numpy}", "packages must be a list of names that can be imported, not 'numpy'"),
        ("limits: {packages: [a-b]}", "packages must be a list of names"),
        ("limits: [1]", "limits: its value is unknown"),
        ("limit: {}", "'limit' is unknown; it may hold `limits:`"),
        ("[1, 2]", "the file is unknown"),
        ("limits: {", "cannot be read"),
        ("\0", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_are_one_clear_line(tmp_path, text, said):
    (tmp_path / "course.yml").write_text(text)
    with pytest.raises(CourseError) as error:
        settings.load(tmp_path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_course_without_settings_has_the_defaults(tmp_path):
    assert settings.load(tmp_path).limits == Limits()
    (tmp_path / "course.yml").write_text(yaml.safe_dump({}) + "# nothing yet\n")
    assert settings.load(tmp_path).limits == Limits()
