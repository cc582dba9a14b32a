"""The student's code on a page: without what was given out, and with a mark at the lines that a message names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.pages.text import clip

MAX_TEXT = 20_000, 500  # characters and lines


@dataclass(frozen=True)
class Piece:
    """A part of the code.

    Attributes:
        text: its lines.
        line: the number of the line, from 1 and as the notebook counts, if a message names it.
    """

    text: str
    line: int | None = None


def pieces(work: str, released: str, named: Iterable[int] = ()) -> list[Piece]:
    """The code of a student as it is shown: without the docstring, if that is as it was given out.

    Args:
        work: what stands in the cell.
        released: what was given out in it.
        named: the lines of the cell that messages name.
    """
    left_out = range(0)
    if (docstring := _docstring(released)) and docstring in work:
        start = work.index(docstring)
        first = work.count("\n", 0, start) + 1
        left_out = range(first, first + docstring.count("\n"))
        work = work[:start] + work[start + len(docstring) :]
    text, made = clip(work, *MAX_TEXT), [""]
    marks = {_shown_at(line, left_out): line for line in named if line not in left_out}
    lines = text.split("\n")
    found: list[Piece] = []
    for number, line in enumerate(lines, 1):
        end = "\n" if number < len(lines) else ""
        if number in marks:
            found += [Piece("".join(made))] if any(made) else []
            found, made = [*found, Piece(line, marks[number])], [end]
        else:
            made.append(line + end)
    return [*found, Piece("".join(made))] if any(made) else found


def named(function: str, texts: Iterable[str]) -> set[int]:
    """The lines of the cell of a function that messages on it, or notes, name."""
    where = re.compile(rf"\bline (\d{{1,4}}) of (?:{re.escape(function)}|its cell|the cell)\b", re.IGNORECASE)
    return {int(line) for text in texts for line in where.findall(text)}


def _shown_at(line: int, left_out: range) -> int:
    return line - len(left_out) if left_out and line >= left_out.stop else line


def _docstring(released: str) -> str:
    """The lines of the docstring that students were given; empty if there is none."""
    try:
        function = ast.parse(released).body[0]
        given = function.body[0] if isinstance(function, ast.FunctionDef) else None
    except (SyntaxError, IndexError):  # prose
        return ""
    if not isinstance(given, ast.Expr) or given.end_lineno is None:
        return ""
    docstring = "\n".join(released.split("\n")[given.lineno - 1 : given.end_lineno]) + "\n"
    return docstring if '"""' in docstring else ""
