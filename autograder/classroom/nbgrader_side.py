"""nbgrader's side doors to the grader: `nbgrader autograde` and formgrader's buttons grade behind the same wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor

from autograder.classroom import gradebook
from autograder.course import settings
from autograder.course.course import Course
from autograder.grading import grade
from autograder.intake import submission


class TrustedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the place of nbgrader's `Execute`: decides the test cells on our side of the wall."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Rebuild a submission from the release, execute it and write the outputs that nbgrader reads points from."""
        about = resources["nbgrader"]
        course = Course(Path(self.parent.parent.coursedir.root))
        assignment = gradebook.assignment(course, about["assignment"])
        rebuilt = submission.rebuild(nb.cells, assignment).notebook
        seed = course.seed(assignment.stem, about["student"])
        grade.run(rebuilt, assignment, seed, settings.load(course.root).limits, "bubblewrap")
        return rebuilt, resources


class StudentView(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of nbgrader's own feedback, and what the student's code printed while they ran."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean one cell."""
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = []
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]
