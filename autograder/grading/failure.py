"""How a cell of a submission failed, or a call of its function: what the far side says, and none of it is trusted."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.intake.cell_text import CellText
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
        line: the line as IPython counts, see `CellText.line_of`; None if there is none.
        stopped: the line at which the cell that was run stopped, from 1; None if unknown.
        name: the attribute `name` of a NameError or AttributeError.
        python: the version of Python that ran it.
    """

    type_name: str
    text: str
    cell: str
    source: str
    line: int | None = None
    stopped: int | None = None
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
        steps = [frame for frame in failure.frames if frame.cell in sources]
        called, kind, said = CellText(sources.get(cell, "")), failure.type_name, failure.text
        own = [step.line for step in steps if step.cell == cell and step.function.startswith(("<module", "<cell"))]
        # The first step of a cell magic is the call that runs what stands below it, and no line of the cell.
        broken = kind == "TokenError" and called.is_cut_off
        if own[:1] == [1] and called.inner_magic and (broken or called.inner_magic != "capture"):
            steps, own = steps[1:], own[1:]
        inner = steps[-1] if steps else None
        line = None if inner is None else inner.line
        # Before a cell or what stands below a magic runs, IPython reads it; what that stumbles over is in no step.
        if inner is None:
            stumbled = re.search(r"\(<[\w ]+>, line (\d+)\)$", said) if kind in _SYNTAX else None
            line = int(stumbled[1][:9]) if stumbled else None
            if broken:  # the tokenizer's own kind, which says no more than this
                kind, said = "SyntaxError", "incomplete input"
        cell = cell if inner is None else inner.cell
        stopped = called.line_of(own[-1]) if own else None
        return cls(kind, said, cell, sources.get(cell, ""), line, stopped, failure.name)

    @cached_property
    def looked_into(self) -> CellText:
        """The text of the cell, to be looked into."""
        return CellText(self.source)

    @cached_property
    def place(self) -> int | None:
        """The line in the cell, from 1; None if unknown."""
        return None if self.line is None else self.looked_into.line_of(self.line)

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
        if self.unreadable:
            text = re.sub(r"(?<=\bline )\d{1,9}", lambda at: str(self.looked_into.line_of(int(at[0])) or at[0]), text)
        text = re.sub(r"\s*\((?:[/<]|unknown location)[^()]*\)$", "", text)
        return clean(re.sub(r"/\S*/(?:site-packages|lib/python3\.\d+)/", "", text))


def clean(text: str, length: int = MAX_QUOTE) -> str:
    """A text of a submission as a part of a sentence: one line of bounded length, without control characters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * length])
    kept = " ".join(kept.split())
    return kept if len(kept) <= length else f"{kept[:length].rstrip()} ..."
