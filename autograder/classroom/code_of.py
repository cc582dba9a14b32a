"""Whose code is compared: what students wrote, what earlier classes handed in, and what everybody was given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.classroom.similarity import Answer
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.intake import notebook_file, submission

_BLOCK = re.compile(r"^```(?:\{code-cell\}[^\n]*|python|py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def students(assignment: Assignment, sources: Mapping[str, Mapping[str, str]]) -> list[Answer]:
    """What the students of the class wrote into the answer cells of an exercise, untouched ones left out.

    Args:
        assignment: the exercise.
        sources: the cells of each student, by student and id.
    """
    return [answer for student, cells in sources.items() for answer in _answers(student, assignment, cells)]


def earlier(folder: Path, assignments: Mapping[str, Assignment]) -> tuple[list[Answer], list[str]]:
    """What an earlier class handed in: the notebooks in a course folder, or in any folder with one for each person.

    Args:
        folder: where they are.
        assignments: the exercises as they are now, by stem.

    Returns:
        The answers, and the notebooks that are of none of these exercises or cannot be read.

    Raises:
        CourseError: if there is no such folder, or no notebook of these exercises in it.
    """
    root = folder / "submitted" if (folder / "submitted").is_dir() else folder
    if not root.is_dir():
        raise CourseError(f"there is no folder {folder}: name the course folder of an earlier class")
    found: list[Answer] = []
    left: list[str] = []
    for path in sorted(root.rglob("*.ipynb")):
        place = path.relative_to(root)
        if any(part.startswith(".") for part in place.parts):
            continue
        try:
            with notebook_file.opened(path.parent) as directory:
                assert directory is not None
                data = notebook_file.load(path.name, directory)
            stem = submission.embedded(data) or path.stem
            if stem not in assignments:
                left.append(place.as_posix())
                continue
            notebook = submission.read(data, assignments[stem]).notebook
        except (submission.Refused, OSError):
            left.append(place.as_posix())
            continue
        person = place.parts[0] if len(place.parts) > 1 else place.stem
        found += _answers(f"{folder.name}: {person}", assignments[stem], sources(notebook), earlier=True)
    if not found:
        raise CourseError(f"{folder} has no notebook with an answer to an exercise of this course")
    return found, left


def given(course: Course, assignments: Iterable[Assignment]) -> list[str]:
    """The code that everybody was given: the released notebooks, and the book if it is there."""
    codes = [cell.released for assignment in assignments for cell in assignment.cells if cell.cell_type == "code"]
    for chapter in sorted((course.root / "book").glob("*.md")):
        codes += _BLOCK.findall(chapter.read_text("utf-8", "replace"))
    for notebook in sorted((course.root / "book").glob("*.ipynb")):
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        codes += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return codes


def sources(notebook: Mapping[str, object]) -> dict[str, str]:
    """The cells of a rebuilt notebook that have an id, by it."""
    cells: list[dict[str, object]] = notebook["cells"]  # type: ignore[assignment]
    found = {}
    for cell in cells:
        metadata = cell["metadata"]
        if isinstance(metadata, dict) and "nbgrader" in metadata:
            found[str(metadata["nbgrader"]["grade_id"])] = str(cell["source"])
    return found


def _answers(
    person: str, assignment: Assignment, cells: Mapping[str, str], *, earlier: bool = False
) -> Iterable[Answer]:
    for cell in assignment.cells:
        code = cells.get(cell.id, "")
        if cell.kind == "solution" and code.strip() and code != cell.released:
            yield Answer(person, assignment.stem, cell.id, _own(code, cell.released), earlier)


def _own(code: str, released: str) -> str:
    """What a student wrote, without the docstring that was given out."""
    _, quotes, rest = released.partition('"""')
    docstring, end, _ = rest.partition('"""')
    return code.replace(f"    {quotes}{docstring}{end}\n", "", 1) if end else code
