"""README.md says nothing untrue: its commands run, its links lead somewhere."""

import re
import shlex
import shutil
import tomllib

import pytest
from conftest import ROOT, STEM, new_course, run

from autograder.course.course import Course

README = (ROOT / "README.md").read_text()
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.strip()
]
AUTOGRADER = [words for words in COMMANDS if words[0] == "autograder"]
MAKE = {words[1] for words in COMMANDS if words[0] == "make"} | set(re.findall(r"`make (\w+)`", README))


def test_every_make_target_that_is_named_exists():
    assert {"course", "test"} <= MAKE
    for target in MAKE:
        done = run("make", "--dry-run", "--always-make", target, cwd=ROOT)
        assert done.stdout.strip()


def test_the_autograder_commands_work_in_the_order_given(tmp_path, wall):
    course = new_course(tmp_path / "course", STEM)
    for words in sorted(AUTOGRADER, key=lambda words: words[1] == "doctor"):  # it looks at a released course
        if words[1] == "grade":
            work = course.submitted("ada", STEM) / f"{STEM}.ipynb"
            work.parent.mkdir(parents=True)
            shutil.copy(course.released(STEM), work)
        assert run(*words, cwd=course.root).returncode == 0
    assert course.feedback("ada", STEM).exists()
    assert {words[1] for words in AUTOGRADER} == {"doctor", "release", "grade", "feedback"}


@pytest.mark.parametrize(
    "named", sorted(set(re.findall(r"`(?:autograder )?(check NOTEBOOK|grade|formgrader)`", README)))
)
def test_other_commands_that_are_named_exist(named, command):
    if named == "formgrader":
        assert "formgrader" in run("nbgrader", "--help", cwd=ROOT).stdout
    else:
        assert "Usage:" in command(named.split()[0], "--help").out


def test_every_link_and_picture_leads_to_a_file():
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target
    for name in re.findall(r"`((?:book|solutions|exercises|autograder|tests|benchmarks)/[\w./]*)`", README):
        assert (ROOT / name).exists(), name


def test_every_exercise_has_a_chapter_of_its_name_or_the_chapters_that_are_named():
    others = dict(re.findall(r"`(\w+)` has (?:the chapters )?(`\w+`(?: and `\w+`)?)", " ".join(README.split())))
    for stem in Course(ROOT).stems():
        for chapter in re.findall(r"\w+", others.get(stem, stem).replace(" and ", " ")):
            assert (ROOT / "book" / f"{chapter}.md").exists(), (stem, chapter)


def test_every_test_that_the_page_on_security_names_exists():
    page = (ROOT / "SECURITY.md").read_text()
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").glob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", page)
    assert len(named) > 15
    for name in named:
        assert f"def {name}(" in tests, name
    for path in re.findall(r"`((?:tests|autograder|book)/[\w./]*)`", page):
        assert (ROOT / path).exists(), path


def test_the_versions_of_python_are_those_of_the_package():
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert requires == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in README


def test_every_dependency_is_declared_and_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.txt").read_text()
    for requirement in declared:
        name = re.match(r"[\w-]+", requirement)[0]
        assert re.search(rf"^{name}==", lock, re.M), name
    assert "http" not in re.sub(r"(?m)^\s*#.*$|^http\w*==.*$", "", lock)
