"""How a cell of a submission failed, or a call of its function: what the far side says, and none of it is trusted."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.intake.cell_text import PYTHON_MAGICS, CellText
from autograder.wall.session import Failure, SessionLost

# The type of a failure that no exception reports, its text being our own reason; no exception can have this name.
LOST = "process lost"
MAX_QUOTE = 200  # characters of what Python said
MAX_NAME = 60
_SYNTAX = ("SyntaxError", "IndentationError", "TabError", "_IncompleteInputError")


@dataclass(frozen=True)
class CellRun:
    """A code cell of a submission that was run.

    Attributes:
        cell: what it is called: a function, or `cell 12, your own`.
        source: its text.
        failure: how it failed; None if it ran to its end.
    """

    cell: str
    source: str
    failure: CellFailure | None = None

    @cached_property
    def looked_into(self) -> CellText:
        """The text of the cell, to be looked into."""
        return CellText(self.source)


@dataclass(frozen=True)
class CellFailure:
    """How a cell failed, or a call of a function that it defines.

    Attributes:
        type_name: the name of the type of the exception; `LOST` if the process was lost.
        text: what it says; if the process was lost, the reason, in our words.
        cell: what the cell is called in which the line is: a function, or `cell 12, your own`.
        source: the text of that cell.
        line: the line as IPython counts, which leaves out blank lines at the top; None if there is none.
        source_line: the text of that line, by which it is found again; None if unknown.
        name: the attribute `name` of a NameError or AttributeError.
        python: the version of Python that ran it.
    """

    type_name: str
    text: str
    cell: str
    source: str
    line: int | None = None
    source_line: str | None = None
    name: str | None = None
    python: str = platform.python_version()

    @classmethod
    def of(cls, failure: Failure | SessionLost, cell: str, sources: Mapping[str, str]) -> CellFailure:
        """Find the line of a cell at which a failure arose.

        Args:
            failure: what the far side says.
            cell: what the cell is called that was run, or the function that was called.
            sources: the text of every cell of the submission by what it is called.
        """
        if isinstance(failure, SessionLost):
            return cls(LOST, str(failure), cell, sources.get(cell, ""))
        inner = next((frame for frame in reversed(failure.frames) if frame.cell in sources), None)
        if inner is not None:
            cell = inner.cell
        line = None if inner is None else inner.line
        # Before a cell runs, IPython looks through its text; what that stumbles over is in no frame.
        if inner is None and (stumbled := re.search(r"\(<(?:tokenize|string)>, line (\d+)\)$", failure.text)):
            line = int(stumbled[1][:9]) if failure.type_name in _SYNTAX else None
        return cls(failure.type_name, failure.text, cell, sources.get(cell, ""), line, name=failure.name)

    @cached_property
    def looked_into(self) -> CellText:
        """The text of the cell, to be looked into."""
        return CellText(self.source)

    @cached_property
    def place(self) -> int | None:
        """The line in the cell, from 1, blank lines at the top counted; None if unknown."""
        if self.line is None:
            return None
        lines = self.looked_into.lines
        top = next((at for at, line in enumerate(lines) if line.strip()), 0)
        counted = self.line + top
        if wanted := (self.source_line or "").strip():
            # A cell under %%time counts from below that line; there the text of the line decides.
            places = (counted, self.line, *range(1, len(lines) + 1))
            same = (place for place in places if 0 < place <= len(lines) and lines[place - 1].strip() == wanted)
            found: int | None = next(same, None)
            if found is not None:
                return found
        magic = self.looked_into.magic in PYTHON_MAGICS and lines[counted - 1 : counted][:1] == lines[top : top + 1]
        return counted if 0 < counted <= len(lines) and not magic else None

    @cached_property
    def unreadable(self) -> bool:
        """Whether Python could not read the cell at all; not so if a line of it had Python read another text."""
        reads = r"\b(?:eval|exec|compile|parse|literal_eval|import_module|raise\s+(?:Syntax|Indentation|Tab)Error)\b"
        return self.type_name in _SYNTAX and not re.search(reads, self.looked_into.code_at(self.place))

    @property
    def said(self) -> str:
        """What Python said, as a part of a sentence, without paths of the machine."""
        text = self.text[:2000].strip()
        if self.type_name in _SYNTAX:
            text = re.sub(r"\s*\([^()]*, line \d+\)$", "", text)
        text = re.sub(r"\s*\((?:[/<]|unknown location)[^()]*\)$", "", text)
        return clean(re.sub(r"/\S*/(?:site-packages|lib/python3\.\d+)/", "", text))


def clean(text: str, length: int = MAX_QUOTE) -> str:
    """A text of a submission as a part of a sentence: one line of bounded length, without control characters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * length])
    kept = " ".join(kept.split())
    return kept if len(kept) <= length else f"{kept[:length].rstrip()} ..."
