"""Tell whether the code of one cell goes on in the next one, from the text of both alone."""

from __future__ import annotations

import re

from autograder.intake.cell_text import CellText


def goes_on(first: str, second: str) -> bool:
    """Whether a statement that begins in one cell ends in the next, which then cannot stand alone.

    Args:
        first: the text of the cell.
        second: that of the next; where one of them is too long to be looked into, it goes on.
    """
    one, two = CellText(first), CellText(second)
    if not one.tokens or not two.tokens:
        return True
    lines = [line.rstrip() for line in one.code if line.strip()]
    brackets = "".join(lines)
    if any(one.opens_text(token) for token in one.tokens) or len(re.findall(r"[(\[{]", brackets)) > len(
        re.findall(r"[)\]}]", brackets)
    ):
        return True
    if not lines or lines[-1].endswith((":", "\\")):
        return bool(lines)
    following = next((line for line in two.code if line.strip()), "")
    return _indent(following) in {_indent(line) for line in lines} - {0}


def _indent(line: str) -> int:
    line = line.expandtabs()
    return len(line) - len(line.lstrip())
