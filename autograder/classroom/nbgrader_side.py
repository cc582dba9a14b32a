"""nbgrader's side doors to the grader: `nbgrader autograde` and formgrader's buttons grade behind the same wall."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.plugins import CsvExportPlugin
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.validator import Validator

from autograder.classroom import gradebook, run
from autograder.course import privacy, settings
from autograder.course.course import Course, CourseError
from autograder.intake import exchange, harmless, submission
from autograder.wall.bubblewrap import SandboxError


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
        # It loads NumPy, and every command reads nbgrader's configuration, which loads this module.
        from autograder.grading import grade

        about = resources["nbgrader"]
        course = Course(Path(self.parent.parent.coursedir.root), about["db_url"])
        assignment = run.prepared(course, about["assignment"], "bubblewrap")
        (seen,) = run.look(course, assignment, students=[about["student"]])
        if seen.job is None:
            assert seen.problem is not None
            raise CourseError(seen.problem["notes"][0])
        receipt = exchange.read(course.submitted(about["student"], assignment.stem))
        why = "; ".join(seen.why) or gradebook.ASKED
        graded = grade.grade(seen.job)
        result = run.record(course, graded, receipt, what=assignment, by="nbgrader autograde", why=why, files=False)
        if not graded.notebook or result["status"] != "graded":
            raise CourseError(f"{about['student']}: {result['status']}: {' '.join(result['notes'])}")
        return nbformat.reads(graded.notebook, as_version=4), resources


class Harmless(NbGraderPreprocessor):  # type: ignore[misc]
    """Cleans the copy of a submission that nbgrader writes to `autograded/` before it executes that copy."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean a notebook."""
        about = resources["nbgrader"]
        course = Course(Path(self.parent.parent.coursedir.root), about["db_url"])
        harmless.clean(nb, gradebook.assignment(course, about["assignment"]))
        return nb, resources


class CourseDates(NbGraderPreprocessor):  # type: ignore[misc]
    """Comes after nbgrader's `AssignLatePenalties`, which knows nothing of the dates in `course.yml`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put down what lateness costs a submission."""
        about = resources["nbgrader"]
        course = Course(Path(self.parent.parent.coursedir.root), about["db_url"])
        run.redate(course, about["assignment"], student=about["student"], by="nbgrader autograde")
        return nb, resources


class Export(CsvExportPlugin):  # type: ignore[misc]
    """nbgrader's export, of marks that are in line with the dates in `course.yml`."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the marks of a gradebook."""
        course = Course(Path(self.parent.coursedir.root), self.parent.coursedir.db_url)
        try:
            for stem in course.stems():
                run.redate(course, stem, by="nbgrader export")
        except CourseError as error:
            raise SystemExit(f"autograder: nothing was exported: {error}") from error
        super().export(gradebook)


class StudentView(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests out of nbgrader's own feedback, and what the student's code printed while they ran."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clean one cell."""
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = []
        return super().preprocess_cell(cell, resources, cell_index)  # type: ignore[no-any-return]


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Hands feedback out: its pages are private in the course, and for all to fetch in the exchange.

    There nobody can list them, and their names are secrets of their students.
    """

    def copy_files(self) -> None:
        """Copy the pages to the exchange."""
        super().copy_files()
        for page in Path(self.dest_path).glob("*.html"):
            if page.stat().st_uid == os.getuid():
                page.chmod(0o644)


def keep_private(root: Path) -> Callable[..., None]:
    """A hook that closes what others can read of a course, before nbgrader writes into it.

    Args:
        root: the folder of the course.
    """

    def prepare(**_about: Any) -> None:
        for name in ("autograded", "feedback"):
            privacy.make_folder(root / name, private=True)
        if line := privacy.tighten(root):
            logging.getLogger("traitlets").warning(line)

    return prepare


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
    """Run a notebook with its visible checks behind the wall, and give its code cells their outputs.

    Raises:
        CourseError: if the course is not ready.
        SandboxError: if there is no wall here.
        submission.Refused: if the notebook is of no exercise of the course.
    """
    from autograder.grading import grade  # as above
    from autograder.wall import session

    named = nb.metadata.get("downhill", {}).get("assignment")
    stems = course.chosen()
    for stem in [named] if named in stems else stems:
        assignment = gradebook.assignment(course, stem).visible
        try:
            handed_in = submission.rebuild(nb.cells, assignment)
            break
        except submission.Refused:
            continue
    else:
        raise submission.Refused("this notebook is of no exercise of the course")
    limits = settings.load(course.root).limits
    session.require(limits, "bubblewrap")
    grade.run(handed_in.notebook, handed_in, assignment, b"visible", limits, "bubblewrap")
    outputs = {_id_of(cell): cell.get("outputs", []) for cell in handed_in.notebook.cells}
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs.get(_id_of(cell), []) if _id_of(cell) else []
    return nb


def _id_of(cell: NotebookNode) -> str | None:
    name: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name
