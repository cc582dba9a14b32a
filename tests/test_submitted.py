"""The rows of a submission that we write, beside those that nbgrader's own code makes."""

import pytest
from conftest import STEM

from autograder.classroom import gradebook, submitted


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
    with gradebook.writing(course) as opened:
        opened.update_or_create_student("theirs")
        with opened.db.no_autoflush:
            theirs = opened.update_or_create_submission(STEM, "theirs")
        ours = submitted.find(opened, STEM, "ours")
        assert rows(ours) == rows(theirs)
        assert len(ours.notebooks[0].grades) > 5
        assert submitted.find(opened, STEM, "theirs") is theirs


def test_an_exercise_that_the_gradebook_does_not_know_is_said(course):
    with gradebook.writing(course) as opened, pytest.raises(gradebook.MissingEntry, match="nonsense"):
        submitted.find(opened, "nonsense", "ann")
