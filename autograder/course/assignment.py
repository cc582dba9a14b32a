"""What a released assignment is, as the grader needs it: its cells in order, with their tests and points."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Literal

Kind = Literal["solution", "test", "manual", "locked"]


@dataclass(frozen=True)
class Cell:
    """One cell that nbgrader knows. Cells without an nbgrader id belong to the student and are not listed.

    Attributes:
        id: nbgrader's `grade_id`; of a solution cell, the name of the function that it defines.
        kind: `solution` is written by the student, `test` decides a mark, `manual` is written by the student and
            graded by hand, `locked` is text or code of ours.
        cell_type: `code` or `markdown`.
        source: what the cell holds on our side: hidden tests in, solutions out.
        released: what the student was given.
        points: 0 for `solution` and `locked`.
        checksum: nbgrader's checksum of the cell as released, by which it tells an untouched answer.
    """

    id: str
    kind: Kind
    cell_type: Literal["code", "markdown"]
    source: str
    released: str
    points: float
    checksum: str

    @property
    def nbgrader(self) -> dict[str, Any]:
        """nbgrader's metadata of this cell."""
        return {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.kind in ("test", "manual"),
            "grade_id": self.id,
            "locked": self.kind in ("test", "locked"),
            "schema_version": 3,
            "solution": self.kind in ("solution", "manual"),
            "task": False,
        } | ({"points": self.points} if self.kind in ("test", "manual") else {})


@dataclass(frozen=True)
class Assignment:
    """A released assignment: one notebook named after its stem.

    Attributes:
        stem: its name.
        cells: its cells, in order.
        surroundings: what else decides a mark, as pairs of a name and a value or a hash, see `grading.suite`.
        loose: the text of each cell without an id that students were given, to play in or to run.
    """

    stem: str
    cells: tuple[Cell, ...]
    surroundings: tuple[tuple[str, str], ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def max_score(self) -> float:
        """The points of all its cells."""
        return sum(cell.points for cell in self.cells)

    @property
    def functions(self) -> tuple[str, ...]:
        """The names of the functions that the student writes."""
        return tuple(cell.id for cell in self.cells if cell.kind == "solution")

    def function_of(self, test: str) -> str:
        """The function that a test cell belongs to, by their ids; empty if there is none."""
        names = (name for name in self.functions if test.startswith(f"test_{name}_"))
        return max(names, key=len, default="")

    def tested_by(self, cell: Cell) -> tuple[str, ...]:
        """The functions that a test cell names, in order; all if it names none."""
        names = tuple(name for name in self.functions if re.search(rf"\b{name}\b", cell.source))
        return names or self.functions

    @cached_property
    def answered_in(self) -> dict[str, tuple[str, ...]]:
        """The cells that hold the answer which a graded cell is about: itself, or the functions that it tests."""
        return {
            cell.id: (cell.id,) if cell.kind == "manual" else self.tested_by(cell) for cell in self.cells if cell.points
        }

    @property
    def visible(self) -> Assignment:
        """The assignment with the checks that the student was given, and without the hidden ones."""
        return replace(self, cells=tuple(replace(cell, source=cell.released) for cell in self.cells))

    @cached_property
    def parts(self) -> dict[str, str]:
        """Everything that decides a mark, by name: a hash of the cells, tests and points included; the surroundings."""
        cells = [*(asdict(cell) for cell in self.cells), *self.loose]
        return {"cells": _hash(cells), **dict(self.surroundings)}

    @cached_property
    def suite(self) -> str:
        """A hash of everything that decides a mark."""
        return _hash(self.parts)


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
