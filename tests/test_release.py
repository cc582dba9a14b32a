import json
import re
import shutil

import nbformat
import pytest
from conftest import ROOT, STEM, new_course

from autograder.course.course import Course, CourseError
from autograder.course.release import is_fresh, leaks, release


def test_the_committed_exercises_are_what_the_solutions_give():
    course = Course(ROOT)
    assert [stem for stem in course.stems() if not is_fresh(course, stem)] == []


def test_a_release_is_the_same_byte_for_byte_when_repeated(course):
    before = course.released(STEM).read_bytes()
    assert release(course, STEM) is False
    shutil.rmtree(course.root / "exercises")
    assert release(course, STEM) is True
    assert course.released(STEM).read_bytes() == before


def edit(course, grade_id, change):
    notebook = nbformat.read(course.source(STEM), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            change(cell)
    nbformat.write(notebook, course.source(STEM))


def test_a_changed_solution_notebook_makes_the_release_stale(course):
    edit(course, "intro", lambda cell: cell.update(source=cell.source + "\nOne line more."))
    assert not is_fresh(course, STEM)
    assert release(course, STEM)
    assert is_fresh(course, STEM)


def test_a_changed_exercise_is_stale(course):
    course.released(STEM).write_text(course.released(STEM).read_text() + " ")
    assert not is_fresh(course, STEM)


LINE = "margins = np.maximum(0.0, scores - correct[:, np.newaxis] + 1)"


@pytest.mark.parametrize(
    ("grade_id", "change"),
    [
        ("intro", lambda cell: cell.update(source=f"Hint: {LINE}")),
        ("imports", lambda cell: cell.update(source=cell.source + "\nfrom autograder import checks")),
        ("imports", lambda cell: cell.metadata.update(hint=LINE)),
        ("svm_loss_naive", lambda cell: cell.metadata.nbgrader.update(solution=False)),
        ("test_svm_loss_naive_value", lambda cell: cell.metadata.nbgrader.update(grade=False, points=0)),
    ],
)
def test_nothing_is_written_if_an_answer_or_a_hidden_test_would_go_out(course, grade_id, change):
    edit(course, grade_id, change)
    before = course.released(STEM).read_bytes()
    with pytest.raises(CourseError, match=f"{STEM} was not released: the cell {grade_id} "):
        release(course, STEM)
    assert course.released(STEM).read_bytes() == before


def without(mark):
    return lambda cell: cell.update(source=cell.source.replace(f"### {mark}", "#"))


ANSWER = "svm_loss_naive"
TEST = f"test_{ANSWER}_value"
TEXT = "### BEGIN SOLUTION\nIt is this.\n### END SOLUTION"


@pytest.mark.parametrize(
    ("grade_id", "change", "said"),
    [
        ("intro", lambda cell: cell.update(source=TEXT), "the cell intro has a solution and is no cell for an answer"),
        ("intro", lambda cell: cell.update(source=TEXT, metadata={}), "cell 1 has a solution and is no cell for an answer"),
        (ANSWER, without("END SOLUTION"), f"{ANSWER} has `### BEGIN SOLUTION` without `### END SOLUTION` after it: add"),
        (ANSWER, without("BEGIN SOLUTION"), f"{ANSWER} has `### END SOLUTION` without `### BEGIN SOLUTION` before it"),
        (TEST, without("END HIDDEN TESTS"), f"{TEST} has `### BEGIN HIDDEN TESTS` without"),
        (TEST, lambda cell: cell.update(source=re.sub("### .* HIDDEN TESTS", "#", cell.source)),
         f"{TEST} would give away 'autograder': put it between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS`"),
        (TEST, lambda cell: cell.metadata.nbgrader.update(grade_id="intro"), "two cells are called intro: give one"),
        (TEST, lambda cell: cell.metadata.nbgrader.update(grade_id="a b"), "the cell a b has a name with other signs"),
        (TEST, lambda cell: cell.metadata.nbgrader.pop("points"), f"{TEST} has no points: give it some"),
    ],
)  # fmt: skip
def test_what_cannot_be_released_is_told_by_its_cell_and_what_to_do(course, grade_id, change, said):
    edit(course, grade_id, change)
    with pytest.raises(CourseError) as error:
        release(course, STEM)
    assert str(error.value).startswith(f"{STEM} was not released: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_leak_check_sees_outputs_and_attachments(course, tmp_path):
    notebook = nbformat.read(course.released(STEM), as_version=4)
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text=LINE)]
    nbformat.write(notebook, tmp_path / "leaky.ipynb")
    found = leaks(course.source(STEM), tmp_path / "leaky.ipynb")
    assert LINE in found
    assert any("output" in leak for leak in found)
    assert leaks(course.source(STEM), course.released(STEM)) == []


def test_a_release_keeps_the_submissions_that_are_there(course):
    secret = (course.root / ".secret").read_bytes()
    release(course, STEM)
    assert (course.root / ".secret").read_bytes() == secret
    assert (course.root / ".secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"cells": 3}'])
def test_a_damaged_solution_notebook_is_one_clear_line(tmp_path, damage):
    course = new_course(tmp_path / "course", STEM)
    course.source(STEM).write_text(damage)
    with pytest.raises(CourseError, match="is no notebook that can be read: restore it") as error:
        release(course, STEM)
    assert "\n" not in str(error.value)
    assert not course.released(STEM).exists()


def test_the_secret_gives_other_problems_to_every_student_course_and_exercise(course, tmp_path):
    other = new_course(tmp_path / "other", STEM)
    other.make_secret()
    seeds = [
        course.seed(STEM, "ada"),
        course.seed(STEM, "bob"),
        course.seed("gradient", "ada"),
        other.seed(STEM, "ada"),
    ]
    assert len(set(seeds)) == 4
    assert course.seed(STEM, "ada") == seeds[0]


def test_no_notebook_in_the_repository_holds_outputs():
    for path in (*ROOT.glob("solutions/*/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")):
        cells = json.loads(path.read_text())["cells"]
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells), path
