"""The cells that all exercises share: the tools of the visible checks, the scoreboard, and how to hand in.

Their texts are kept once, in `cells/`, and `release` writes them into the notebooks: the scoreboard with the notebook's
own checks and points, so that nobody has to keep it up by hand. It also marks the cells that may fail without stopping
the others when a student runs them all.
"""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import nbformat

from autograder.course.course import replace

PRACTICE = "practice.py"  # beside a notebook: see `autograder.practice`

_TEXTS = Path(__file__).parent / "cells"
_GOES_ON = "raises-exception"  # a tag by which JupyterLab and VS Code run the next cells all the same
_HIDDEN_END = "### END HIDDEN TESTS"
_FOLDED = ("tools", "helpers", "scoreboard")
_QUESTIONS = ("check_numbers", "check_letters")  # the visible checks of answers to questions
_LINE = 120  # characters that a line of ours has at most


def renew(path: Path) -> bool:
    """Bring the shared cells of a source notebook up to date; returns whether it changed."""
    before = path.read_bytes()
    after = _renewed_file(path)
    if after != before:
        replace(path, after, public=True)
    return after != before


def is_fresh(path: Path) -> bool:
    """Whether `renew` would change nothing."""
    return _renewed_file(path) == path.read_bytes()


def _renewed_file(path: Path) -> bytes:
    data = path.read_bytes()
    try:
        return renewed(data.decode(), path.stem, practised=(path.parent / PRACTICE).exists()).encode()
    except Exception:  # whatever nbformat makes of what is no notebook; nbgrader puts it into words
        return data


def renewed(text: str, stem: str, practised: bool) -> str:
    """The text of a notebook file with its shared cells as they should be.

    Args:
        text: the text of the file.
        stem: the exercise, whose file is to be handed in.
        practised: whether there are problems to practise with, of which the scoreboard tells.

    A notebook without a cell `tools` is none of those that share them, and stays as it is.
    """
    notebook = nbformat.reads(text, as_version=4)
    cells = {_grade_id(cell): cell for cell in notebook.cells}
    if "tools" not in cells:
        return text
    tests = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    asked = any(f"{check}(" in source for check in _QUESTIONS for source in tests)
    cells["tools"].source = _text("tools").replace("QUESTIONS\n", (_text("questions") + "\n\n\n") * asked)
    if "scoreboard" in cells:
        cells["scoreboard"].source = _scoreboard(notebook.cells)
        _let_go_on(notebook.cells)
    if "scoreboard_read" in cells:
        cells["scoreboard_read"].source = _text("scoreboard_read") + ("\n\n" + _text("practice_read")) * practised
    if "hand_in" in cells:
        cells["hand_in"].source = _text("hand_in").replace("STEM", stem)
    for cell in notebook.cells:
        _fold(cell)
    return str(nbformat.writes(notebook)) + "\n"


def _text(name: str) -> str:
    return (_TEXTS / f"{name}.txt").read_text("utf-8").rstrip("\n")


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _scoreboard(cells: list[Any]) -> str:
    """The cell that runs the visible checks of all graded cells."""
    lines = []
    for cell in cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            lines.append(f"{meta['grade_id']} {meta['points']:g}")
            lines += [] if meta["solution"] else textwrap.indent(visible_check(cell.source), "  ").splitlines()
    long = "  # noqa: E501" if max(map(len, lines), default=0) > _LINE else ""
    return "\n".join(['scoreboard(r"""', *lines, '""")' + long])


def visible_check(source: str) -> str:
    """What a test cell does for students: what follows its hidden tests, without what it prints in the end."""
    visible = source.partition(_HIDDEN_END)[2].strip("\n") if _HIDDEN_END in source else source
    last = ast.parse(visible).body[-1]
    prints = isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) and ast.unparse(last.value.func) == "print"
    return "\n".join(visible.split("\n")[: last.lineno - 1 if prints else None])


def _fold(cell: Any) -> None:
    """Fold the cells that nobody needs to read, and those that begin by drawing, in JupyterLab and in Colab.

    What else is folded is marked in the notebook itself, for JupyterLab.
    """
    name, begins = _grade_id(cell), cell.source.partition("\n")[0]
    if cell.cell_type == "code" and (name in _FOLDED or name.startswith("picture") or "plt.sub" in begins):
        cell.metadata.setdefault("jupyter", {})["source_hidden"] = True
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        cell.metadata["cellView"] = "form"
    else:
        cell.metadata.pop("cellView", None)


def _let_go_on(cells: list[Any]) -> None:
    """Tag the code cells from the first of a student's to the scoreboard: if one fails, the others run all the same."""
    begun = False
    for cell in cells:
        if _grade_id(cell) == "scoreboard":
            return
        begun = begun or bool(cell.metadata.get("nbgrader", {}).get("solution"))
        if begun and cell.cell_type == "code" and _GOES_ON not in cell.metadata.get("tags", []):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), _GOES_ON]
