"""nbgrader's side doors to the grader: `nbgrader autograde` and formgrader's buttons grade behind the same wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.validator import Validator

from autograder.classroom import gradebook
from autograder.course import settings
from autograder.course.course import Course, CourseError
from autograder.grading import grade
from autograder.intake import harmless, submission
from autograder.wall import session
from autograder.wall.bubblewrap import SandboxError


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


class Harmless(NbGraderPreprocessor):  # type: ignore[misc]
    """Cleans the copy of a submission that nbgrader writes to `autograded/` before it executes that copy."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean a notebook."""
        course = Course(Path(self.parent.parent.coursedir.root))
        harmless.clean(nb, gradebook.assignment(course, resources["nbgrader"]["assignment"]))
        return nb, resources


class StudentView(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of nbgrader's own feedback, and what the student's code printed while they ran."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean one cell."""
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = []
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]


def guard_validation(root: Path) -> None:
    """Make `nbgrader validate`, and the button Validate, run a notebook of the course behind the wall, in this process.

    nbgrader's own runs it with all the rights of whoever starts it.

    Args:
        root: the folder of the course.
    """

    def execute(_validator: Validator, nb: NotebookNode) -> NotebookNode:
        try:
            return run_visible(Course(root), nb)
        except (CourseError, SandboxError, submission.Refused) as error:
            raise SystemExit(f"autograder: not validated, and nothing was run: {error}") from error

    Validator._preprocess = execute


def run_visible(course: Course, nb: NotebookNode) -> NotebookNode:
    """Run a notebook with its visible checks behind the wall and give the test cells their outputs.

    Raises:
        CourseError: if it is of no exercise of the course.
        SandboxError: if there is no wall here.
        submission.Refused: if it cannot be graded.
    """
    stems = [stem for stem in course.chosen() if submission.belongs(nb.cells, gradebook.assignment(course, stem))]
    named = nb.metadata.get("downhill", {}).get("assignment")
    if not stems:
        raise CourseError("this notebook is of no exercise of the course")
    assignment = gradebook.assignment(course, named if named in stems else stems[0]).visible
    limits = settings.load(course.root).limits
    session.require(limits, "bubblewrap")
    rebuilt = submission.rebuild(nb.cells, assignment).notebook
    grade.run(rebuilt, assignment, b"visible", limits, "bubblewrap")
    outputs = {cell.metadata.nbgrader.grade_id: cell.outputs for cell in rebuilt.cells if "outputs" in cell and cell.metadata}
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs.get(cell.metadata.get("nbgrader", {}).get("grade_id"), [])
    return nb
