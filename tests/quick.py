"""A class whose submissions are judged by a word in them and not by running them, for tests of what is done with marks."""

import nbformat
import pytest

from autograder.classroom import pool
from autograder.course.course import replace
from autograder.grading import grade, trusted
from autograder.wall import bubblewrap, session


@pytest.fixture
def quick(monkeypatch):
    """See `grade_at_once`."""
    grade_at_once(monkeypatch)


def grade_at_once(monkeypatch):
    """Grade at once and in this process: who writes RIGHT into the cell of a function has the points of its tests.

    A question is taken as answered by who has the function after it right, or before it if none comes after.
    """

    def execute(notebook, handed_in, assignment, *rest):
        sources = {
            cell.metadata.nbgrader.grade_id: cell.source for cell in notebook.cells if "nbgrader" in cell.metadata
        }
        answered = {}
        for names in (assignment.functions, reversed(assignment.functions)):
            last = None
            for name in names:
                last = last if f"def {name}():" in sources.get(name, "") else name
                answered[name] = last or answered.get(name)
        verdicts = {
            cell.id: trusted.Verdict("RIGHT" in sources[answered[assignment.function_of(cell.id)]], "Not right.")
            for cell in assignment.cells
            if cell.kind == "test"
        }
        return trusted.Executed(verdicts, [], "none" if "none" in rest else "forked")

    monkeypatch.setattr(trusted, "execute", execute)
    monkeypatch.setattr(session, "require", lambda *args: None)
    monkeypatch.setattr(bubblewrap, "require", lambda *args: None)
    monkeypatch.setattr(pool, "results", lambda jobs, workers: (grade.grade(job) for job in jobs))


def hand_in(course, student, stem="svm_gradient", right=(), **cells):
    """Hand in the released notebook with some cells filled in: `right` are functions."""
    notebook = nbformat.read(course.released(stem), as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in right:
            cell.source += "\n# RIGHT"
        if name in cells:
            cell.source = cells[name]
    replace(course.submitted(student, stem) / f"{stem}.ipynb", nbformat.writes(notebook).encode())
