"""Cells of the tables that learning platforms export: where they are, and how they write numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.course import table
from autograder.course.table import Table

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


def first(header: Iterable[str], names: Sequence[str]) -> int | None:
    """The place of the first of some headings that there is; None if there is none."""
    headings = [heading.strip().casefold() for heading in header]
    return next((headings.index(name) for name in names if name in headings), None)


def text_at(lines: Table, line: int, column: int) -> str:
    """A cell, which a short line may lack: then it is empty."""
    row = lines.rows[line]
    return row[column] if column < len(row) else ""


def has_comma(lines: Table, column: int) -> bool:
    """Whether the numbers of a column are written with a decimal comma."""
    cells = [text_at(lines, line, column).strip() for line in range(len(lines.rows))]
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell) and ("," in cell or "." in cell)]
    return bool(numbers) and all("," in cell for cell in numbers)


def number(points: float, comma: bool) -> str:
    """Points with at most two decimals, which is what the platforms keep."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def value(text: str) -> float | None:
    """The number in a cell; None if there is none."""
    return float(text.replace(",", ".").rstrip("%")) if _NUMBER.fullmatch(text.strip()) else None


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one."""
    bare = cell.lstrip(" ")
    if not bare[1:] or _NUMBER.fullmatch(bare):  # a sign alone is nothing, and a number is one
        return cell
    return cell if table.guarded(bare) == bare else f"'{cell}"
