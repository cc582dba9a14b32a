"""Which exercise a notebook file answers: as the release marked it, else by its cells. Its name counts for nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.course.assignment import Assignment
from autograder.intake import notebook_file, submission
from autograder.intake.notebook_file import Refused

_MOST = 5_000  # cells that are looked at
_FUNCTION = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """What a file is.

    Attributes:
        stems: the exercises that it may answer; one if that is clear, none if it is of no exercise of the course.
        problem: why it cannot be read or graded; empty if it can.
        notebook: it is a notebook, of whatever.
        touched: the student has written something into it.
        notes: what was repaired, for a report.
    """

    stems: tuple[str, ...] = ()
    problem: str = ""
    notebook: bool = True
    touched: bool = True
    notes: tuple[str, ...] = ()


def find(data: bytes, assignments: Sequence[Assignment]) -> Found:
    """Find out which exercise a file answers, and whether anything was done in it."""
    try:
        document, _ = notebook_file.parse(data)
        cells = notebook_file.cells(document)
    except Refused as error:
        return Found(problem=error.reason, notebook=False)
    marked = notebook_file.embedded(document)
    stems = tuple(one.stem for one in assignments if one.stem == marked) or _by_cells(cells, assignments)
    if len(stems) != 1:
        return Found(stems)
    assignment = next(one for one in assignments if one.stem == stems[0])
    try:
        read = submission.read(data, assignment)
    except Refused as error:
        return Found(stems, error.reason)
    return Found(stems, "", True, _touched(read, assignment), read.notes)


def _touched(read: submission.Submission, assignment: Assignment) -> bool:
    """Whether any answer differs from the release, or the student added a text, which may be one."""
    cells = {cell.id: cell for cell in assignment.cells}
    for node in read.notebook.cells:
        cell = cells.get(node.metadata.get("nbgrader", {}).get("grade_id"))
        text = _bare(node.source)
        if cell is None:
            new = node.cell_type == "markdown"
        else:
            new = cell.kind in ("solution", "manual") and text != _bare(cell.released)
        if text and new:
            return True
    return False


def _by_cells(cells: Sequence[Any], assignments: Sequence[Assignment]) -> tuple[str, ...]:
    """The exercises that have most in common with some cells: ids, then texts, then functions that are defined."""
    cells = [cell for cell in cells[:_MOST] if isinstance(cell, dict)]
    ids, texts, functions = set(), set(), set()
    for cell in cells:
        metadata = cell.get("metadata")
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        ids.add(nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None)
        source = cell.get("source", cell.get("input", ""))
        source = "".join(line for line in source if isinstance(line, str)) if isinstance(source, list) else source
        if isinstance(source, str):
            texts.add(_bare(source))
            functions.update(_FUNCTION.findall(source))
    likeness = {}
    for one in assignments:
        ours = {cell.id for cell in one.cells if isinstance(cell.id, str)}
        same = (
            len(ours & {id_ for id_ in ids if isinstance(id_, str)}),
            len({_bare(cell.released) for cell in one.cells} & texts),
            len(set(one.functions) & functions),
        )
        # What the exercises share, such as the cell of imports, says nothing by itself.
        if (
            any(cell.id in ids for cell in one.cells if cell.kind in ("solution", "test", "manual"))
            or same[1] > 1
            or same[2]
        ):
            likeness[one.stem] = same
    best = max(likeness.values(), default=None)
    return tuple(stem for stem, same in likeness.items() if same == best)


def _bare(source: str) -> str:
    return source.replace("\r\n", "\n").strip()
