"""nbgrader's side doors to the grader: `nbgrader autograde` and formgrader's buttons grade behind the same wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor

from autograder.classroom import gradebook, run
from autograder.course.course import Course, CourseError
from autograder.grading.grade import grade
from autograder.intake import exchange


class TrustedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the place of nbgrader's `Execute` and `SaveAutoGrades`: grades behind the wall, and keeps the marks.

    It grades the file that was handed in, as `autograder grade` does, and not what nbgrader made of it, so that both
    give the same marks, messages and notes, and neither does the other's work again.
    """

    def preprocess(
        self,
        nb: NotebookNode,  # noqa: ARG002
        resources: dict[str, Any],
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade a submission, keep the result, and give nbgrader the graded notebook to write.

        Raises:
            CourseError: if the course is not ready, or the submission could not be graded.
        """
        about = resources["nbgrader"]
        course = Course(Path(self.parent.parent.coursedir.root), about["db_url"])
        assignment = run.prepared(course, about["assignment"], "bubblewrap")
        (seen,) = run.look(course, assignment, students=[about["student"]])
        if seen.job is None:
            assert seen.problem is not None
            raise CourseError(seen.problem["notes"][0])
        receipt = exchange.read(course.submitted(about["student"], assignment.stem))
        why = "; ".join(seen.why) or gradebook.ASKED
        graded = grade(seen.job)
        result = run.record(course, graded, receipt, what=assignment, by="nbgrader autograde", why=why, files=False)
        if not graded.notebook or result["status"] != "graded":
            raise CourseError(f"{about['student']}: {result['status']}: {' '.join(result['notes'])}")
        return nbformat.reads(graded.notebook, as_version=4), resources


class StudentView(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of nbgrader's own feedback, and what the student's code printed while they ran."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean one cell."""
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = []
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]
