"""The rows of a submission that we write, beside those that nbgrader's own code makes."""

import dataclasses

import pytest
from conftest import STEM
from test_exchange import graded

from autograder.classroom import gradebook, submitted
from autograder.classroom.history import Kept


def rows(submission):
    """All that nbgrader reads from a submission, but whose it is."""
    (notebook,) = submission.notebooks
    return (
        (submission.timestamp, submission.extension, submission.duedate, submission.score, submission.max_score),
        (notebook.name, notebook.flagged, notebook.score, notebook.max_score, notebook.late_submission_penalty),
        sorted(
            (grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade,
             grade.max_score, grade.cell_type)
            for grade in notebook.grades
        ),
        sorted((comment.name, comment.auto_comment, comment.manual_comment) for comment in notebook.comments),
    )  # fmt: skip


@pytest.mark.filterwarnings("ignore:Object of type")  # nbgrader's code, see `add_submission`
def test_a_submission_has_the_rows_that_nbgrader_would_make(course):
    with gradebook.opened(course) as opened:
        opened.update_or_create_student("theirs")
        with opened.db.no_autoflush:
            opened.update_or_create_submission(STEM, "theirs")
    with gradebook.writing(course) as connection:
        assert submitted.find(connection, STEM, "ours") is None
        theirs = submitted.find(connection, STEM, "theirs")
        for student, found in (("ours", None), ("theirs", theirs)):
            came = dataclasses.replace(
                graded(course, student), unanswered=gradebook.assignment(course, STEM).functions[:1]
            )
            now, seen = submitted.score(connection, found, came, Kept({}), {})
            assert (now, seen) == (submitted.find(connection, STEM, student), {})
        assert {one.student for one in submitted.everybodys(connection, STEM)} == {"ours", "theirs"}
    with gradebook.opened(course) as opened:
        ours, theirs = (opened.find_submission(STEM, student) for student in ("ours", "theirs"))
        assert rows(ours) == rows(theirs)
        assert {grade.needs_manual_grade for grade in ours.notebooks[0].grades} == {True, False}
        assert {"No response.", None} == {comment.auto_comment for comment in ours.notebooks[0].comments}
        assert len(ours.notebooks[0].grades) > 5


def test_an_exercise_that_the_gradebook_does_not_know_is_said(course):
    unknown = graded(course)
    unknown.result["assignment"] = "nonsense"
    with gradebook.writing(course) as connection, pytest.raises(gradebook.MissingEntry, match="nonsense"):
        submitted.score(connection, None, unknown, Kept({}), {})


@pytest.mark.filterwarnings("ignore:Object of type")
def test_a_copy_of_a_notebook_that_lies_beside_it_does_not_count(course):
    with gradebook.opened(course) as opened:
        opened.add_notebook(f"{STEM}-Copy1", STEM)
        opened.add_grade_cell("test_svm_loss_naive_value", f"{STEM}-Copy1", STEM, max_score=1, cell_type="code")
        opened.update_or_create_student("theirs")
        with opened.db.no_autoflush:
            opened.update_or_create_submission(STEM, "theirs")
    for student in ("ours", "theirs"):
        kept, mark, marks = gradebook.record(course, graded(course, student))
        assert kept.result["score"] == mark.after == marks.total == 16
        assert marks.waiting == ("derivation",)
