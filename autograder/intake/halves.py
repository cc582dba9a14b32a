"""Tell whether the code of one cell goes on in the next one, from the text of both alone."""

from __future__ import annotations

from autograder.intake.cell_text import CellText


def goes_on(first: str, second: str) -> bool:
    """Whether a statement that begins in one cell ends in the next, which then cannot stand alone.

    Args:
        first: the text of the cell; if that is too long to be looked into, it ends there.
        second: that of the next.
    """
    text = CellText(first)
    lines = [line.rstrip() for line in text.code if line.strip()]
    if not lines:
        return False
    if text.open_brackets or any(text.opens_text(token) for token in text.tokens) or lines[-1].endswith((":", "\\")):
        return True
    begun = (line for line in second.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return _indent(next(begun, "")) in {_indent(line) for line in lines} - {0}


def _indent(line: str) -> int:
    line = line.expandtabs()
    return len(line) - len(line.lstrip())
