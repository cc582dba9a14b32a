"""Tell a student in one sentence why a function that a check wants to call is not there."""

from __future__ import annotations

import builtins
import difflib
import re
import types
from collections.abc import Sequence

import numpy as np

from autograder.grading import causes, names
from autograder.grading.failure import LOST, MAX_NAME, CellRun, clean
from autograder.grading.names import Cells
from autograder.intake.cell_text import LOOKALIKE, PYTHON_MAGICS, looks_like

# Types that everybody may hear of; the name of any other may hold an argument of the hidden call that made the type.
_KNOWN = {
    kind.__name__
    for kind in (
        *vars(builtins).values(),
        *vars(types).values(),
        *np.sctypeDict.values(),
        np.ndarray,
        np.ma.MaskedArray,
    )
    if isinstance(kind, type)
} | {"DataFrame", "Figure", "Series"}


def why(
    function: str,
    cells: Cells,
    *,
    absent: bool = False,
    holds: str | None = None,
    packages: Sequence[str] = ("numpy",),
) -> str:
    """Say why there is no function of this name.

    Args:
        function: its name.
        cells: the cells when the check calls it, empty ones left out; their failures come from a process that has made
            no hidden call.
        absent: whether the notebook came without the cell of the function.
        holds: what the far side calls the type of what the name stands for, if that is something that cannot be called.
        packages: what may be imported besides Python's own library.
    """
    if holds is not None:
        return causes.sentence(_overwritten(function, cells.ran, clean(holds, MAX_NAME)))
    answer = next((ran for ran in cells.ran if ran.cell == function), None)
    if other := _swapped(function, answer, cells):
        return f"The cell of {function} defines {other}, and the cell of {other} defines {function}: swap the two."
    if told := names.fate(function, cells, function):
        ran = told.ran
        if told.failed and ran is not None and ran.failure is not None and ran.cell == function:
            return causes.of_cell(ran.failure, packages, cells.when_failed(ran))
        return causes.sentence(causes.of_fate(told, packages, cells))
    if absent:
        return f"The cell of {function} is missing; copy it back from the released notebook."
    if answer is None or not answer.source.strip():
        return f"The cell of {function} is empty; copy it back from the released notebook and write the function there."
    failure, seen = answer.failure, _in_answer(function, answer)
    # What the text of a cell defines is no news before Python can read it.
    if failure is not None and (seen is None or failure.unreadable or failure.type_name == LOST):
        return causes.of_cell(failure, packages, cells.when_failed(answer))
    return causes.sentence(seen or f"The cell of {function} ran, and did not define {function}")


def _swapped(function: str, answer: CellRun | None, cells: Cells) -> str | None:
    """The function whose cell has changed places with that of this one; None if none has."""
    answers = {ran.cell: ran for ran in (*cells.ran, *cells.later)}
    bindings = answer.looked_into.bindings if answer is not None else []
    others = (binding.name for binding in bindings if binding.of_cell and binding.name != function)
    return next((name for name in others if name in answers and names.definition_in(answers[name], function)), None)


def _overwritten(function: str, cells: Sequence[CellRun], holds: str) -> str:
    known = holds in _KNOWN or any(holds in ran.looked_into.names for ran in cells)
    kind = f"{'an' if re.match('[aeioAEIO]|nd', holds) else 'a'} {holds} and" if known else "something that is"
    for ran in reversed(cells):
        for binding in reversed(ran.looked_into.bindings):
            if binding.name == function and binding.of_cell and binding.how in ("=", "import"):
                where = f"line {binding.line} of {clean(ran.cell, MAX_NAME)}"
                return f"{function} is {kind} no function since {where}; use another name there"
    return f"{function} is {kind} no function when the check calls it"


def _in_answer(function: str, answer: CellRun) -> str | None:
    """What the text of an answer shows that does not define its function."""
    text, cell = answer.looked_into, f"The cell of {function}"
    if text.magic and text.magic not in PYTHON_MAGICS:
        return f"{cell} begins with %%{text.magic[:MAX_NAME]}, so it is not run as Python here; delete that line"
    if not text.tokens:
        return None
    definition = re.compile(rf"(?:async[ \t]+)?def[ \t]+{re.escape(function)}\b")
    for number, (line, code) in enumerate(zip(text.lines, text.code, strict=True), 1):
        found = definition.search(line)
        if found and not definition.match(code, found.start()):
            if "#" in line[: found.start()]:
                return f"The definition of {function} is commented out in line {number} of its cell"
            return f"Line {number} of the cell defines {function} inside a text in quotes, where it is not run"
    inner = next((binding for binding in text.bindings if binding.name == function and binding.how != "del"), None)
    if inner is not None:
        block = "a class" if "class" in inner.within else "another function"
        return f"Line {inner.line} of the cell defines {function} inside {block}; move it to the left margin"
    if not any(code.strip() for code in text.code):
        return f"{cell} holds comments only; write the function there"
    functions = [b.name for b in text.bindings if b.of_cell and b.how in ("def", "class", "lambda")]
    if not functions:
        return f"{cell} does not define it; write def {function}(...) there"
    nearest = max(functions, key=lambda name: difflib.SequenceMatcher(None, name.casefold(), function).ratio())
    foreign = next((letter for letter in nearest if not letter.isascii()), "")
    if foreign and nearest.translate(LOOKALIKE) == function:
        return f"{cell} defines {nearest}: its {foreign} {looks_like(foreign)}; type the name anew"
    return f"{cell} defines {clean(nearest, MAX_NAME)}: keep the name {function}"
