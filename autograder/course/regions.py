"""What a release takes out of a source notebook: solutions, hidden tests and mark schemes, between marks in its cells.

nbgrader takes them out. What it would stumble over, or leave in, is found here before, and told by the cell's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nbformat import NotebookNode

NAMES = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
_MAKE_IT_ONE = "make it one in nbgrader's *Create Assignment*"
_ID = re.compile(r"[\w-]+", re.ASCII)
_MARK = re.compile(rf"### (BEGIN|END) ({'|'.join(NAMES)})")


def name_of(notebook: NotebookNode, number: int) -> str:
    """What to call a cell of a notebook, which is counted from 0."""
    grade_id = notebook.cells[number].metadata.get("nbgrader", {}).get("grade_id")
    return f"the cell {grade_id}" if grade_id else f"cell {number + 1}"


def slips(notebook: NotebookNode) -> Iterator[str]:
    """What is wrong with the cells of a source notebook, each with what to do."""
    ids = set()
    for number, cell in enumerate(notebook.cells):
        name, about = name_of(notebook, number), cell.metadata.get("nbgrader", {})
        if "grade_id" in about:
            if not _ID.fullmatch(str(about["grade_id"])):
                yield f"{name} has a name with other signs than letters, digits, - and _: give it another"
            if about["grade_id"] in ids:
                yield f"two cells are called {about['grade_id']}: give one of them another name"
            ids.add(about["grade_id"])
        if about.get("grade") and "points" not in about:
            yield f"{name} has no points: give it some"
        yield from (f"{name} {what}" for what in _slips_of(cell.source, about))


def _slips_of(source: str, about: dict[str, object]) -> Iterator[str]:
    for region in NAMES:  # a mark scheme may lie within a solution
        edges = [edge for edge, name in _MARK.findall(source) if name == region]
        begin, end = f"`### BEGIN {region}`", f"`### END {region}`"
        if edges and region == "SOLUTION" and not about.get("solution"):
            yield f"has a solution and is no cell for an answer: {_MAKE_IT_ONE}, or take that out"
        if edges and region == "HIDDEN TESTS" and not about.get("grade"):
            yield f"has hidden tests and is no cell with tests: {_MAKE_IT_ONE}, or take them out"
        for before, edge in pairwise(["END", *edges, "BEGIN"]):
            if before == edge == "BEGIN":
                yield f"has {begin} without {end} after it: add that"
            elif before == edge:
                yield f"has {end} without {begin} before it: add that, or take it out"
