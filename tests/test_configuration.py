"""nbgrader's configuration of a course: we use the database that nbgrader uses, or say why not."""

import json
import re

import pytest
from conftest import STEM
from nbgrading import formgrader
from test_exchange import nobodys_settings  # noqa: F401

from autograder.classroom import gradebook
from autograder.course.course import Course, CourseError


def said(root, text):
    (root / "nbgrader_config.py").write_text(text)
    return Course(root)


def same_for_nbgrader(course):
    with formgrader(course.root) as api:
        assert api.coursedir.db_url == course.db_url
    return True


@pytest.fixture
def jupyter(tmp_path, monkeypatch):
    """The folder of a user's own configuration."""
    folder = tmp_path / "jupyter"
    folder.mkdir()
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def root(tmp_path):
    (tmp_path / "course").mkdir()
    return tmp_path / "course"


def test_without_a_word_it_is_the_file_in_the_folder(root):
    course = Course(root)
    assert course.db_url == f"sqlite:///{root}/gradebook.db"
    assert same_for_nbgrader(course)


@pytest.mark.parametrize(
    "text",
    [
        "c.CourseDirectory.db_url = 'sqlite:////srv/grades.db'",
        "c = get_config()\nc.CourseDirectory.db_url = 'sqlite:////srv/grades.db'",
        "c.NbGrader.db_url = 'sqlite:////srv/grades.db'",
        "import names_beside_it\nc.CourseDirectory.db_url = names_beside_it.URL",
        "from pathlib import Path\nload_subconfig(str(Path(__file__).with_name('more.py')))",
        "c.CourseDirectory.submitted_directory = 'submitted/'\nc.CourseDirectory.db_url = 'sqlite:////srv/grades.db'",
    ],
)
def test_the_course_names_its_database(root, text):
    (root / "names_beside_it.py").write_text("URL = 'sqlite:////srv/grades.db'")
    (root / "more.py").write_text("c.CourseDirectory.db_url = 'sqlite:////srv/grades.db'")
    course = said(root, text)
    assert course.db_url == "sqlite:////srv/grades.db"
    assert same_for_nbgrader(course)


def test_a_path_without_a_slash_is_in_the_course(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert said(root, "c.CourseDirectory.db_url = 'sqlite:///grades.db'").db_url == f"sqlite:///{root}/grades.db"


def test_a_user_names_the_database_of_all_courses(root, jupyter):
    (jupyter / "nbgrader_config.json").write_text(json.dumps({"CourseDirectory": {"db_url": "sqlite:////srv/json.db"}}))
    assert Course(root).db_url == "sqlite:////srv/json.db"
    assert same_for_nbgrader(Course(root))
    (jupyter / "jupyter_config.py").write_text("c.CourseDirectory.db_url = 'sqlite:////srv/jupyter.db'")
    assert Course(root).db_url == "sqlite:////srv/json.db"
    course = said(root, "c.CourseDirectory.db_url = 'sqlite:////srv/course.db'")  # it has the last word
    assert course.db_url == "sqlite:////srv/course.db"
    assert same_for_nbgrader(course)


def test_work_is_recorded_where_it_says(course):
    moved = course.root / "grades" / "this term.db"
    moved.parent.mkdir()
    course.gradebook.rename(moved)
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("\nc.CourseDirectory.db_url = 'sqlite:///grades/this term.db'\n")
    course = Course(course.root)
    assert gradebook.assignment(course, STEM).max_score == 20
    assert not course.gradebook.exists()


@pytest.mark.parametrize(
    ("option", "value", "ours"),
    [
        ("root", "/srv/course", "--course"),
        ("root", "..", "--course"),
        ("source_directory", "source", "solutions"),
        ("release_directory", "release", "exercises"),
        ("submitted_directory", "handed in", "submitted"),
        ("submitted_directory", "/srv/submitted", "submitted"),
        ("autograded_directory", "out", "autograded"),
        ("feedback_directory", "pages", "feedback"),
        ("directory_structure", "{student_id}/{nbgrader_step}/{assignment_id}", "{nbgrader_step}"),
    ],
)
def test_other_folders_than_ours_are_one_clear_line(root, option, value, ours):
    course = said(root, f"c.CourseDirectory.{option} = {value!r}")
    with pytest.raises(CourseError) as error:
        course.db_url  # noqa: B018
    line = str(error.value)
    assert f"nbgrader_config.py sets CourseDirectory.{option} to {value}" in line
    assert ours in line
    assert "\n" not in line


def test_a_folder_that_a_user_set_for_all_courses_is_named_with_its_file(root, jupyter):
    (jupyter / "nbgrader_config.py").write_text("c.CourseDirectory.root = '/srv/course'")
    with pytest.raises(CourseError, match=re.escape(f"{jupyter}/nbgrader_config.py sets CourseDirectory.root")):
        Course(root).db_url  # noqa: B018


@pytest.mark.parametrize("name", ["root", "submitted_directory"])
def test_the_same_folder_in_other_words_is_fine(root, name):
    (root.parent / "link").symlink_to(root)
    folder = root.parent / "link" / {"root": "", "submitted_directory": "submitted"}[name]
    assert said(root, f"c.CourseDirectory.{name} = {str(folder)!r}").db_url == f"sqlite:///{root}/gradebook.db"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("c.CourseDirectory.db_url = ", "SyntaxError"),
        ("import nowhere_at_all", ", line 1 cannot be used .ModuleNotFoundError"),
        ("\n\n1 / 0", ", line 3 cannot be used .ZeroDivisionError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("c.CourseDirectory.db_url = 5", "sets CourseDirectory.db_url to something that is no text"),
        ("c.CourseDirectory.db_url = b'postgresql://a:s3same@b/c'", "no text"),
        ("c.CourseDirectory.submitted_directory = None", "no text"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_one_clear_line(root, text, reason):
    with pytest.raises(CourseError, match=reason) as error:
        said(root, text).db_url  # noqa: B018
    assert "\n" not in str(error.value)
    assert "s3same" not in str(error.value)
    assert "nbgrader_config.py" in str(error.value)
