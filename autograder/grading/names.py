"""Find out what became of a name that the cells of a submission define, at a moment at which it is not there.

Only what the texts of the cells and their failures show is told; and of them only what is defined at the level of a
cell, since nothing else is there for other cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.failure import LOST, MAX_NAME, CellRun, clean
from autograder.intake.cell_text import Binding
from autograder.intake.rebuild import OWN

_DEEP = 3  # cells that failed, each for want of what the one before it defines
_MAX_TEXT = 20_000  # characters of a text that is looked through
_MAX_MAGIC = 200  # characters of a line that may be one
_EXHAUSTING = ("MemoryError", "OSError", "BlockingIOError", "RuntimeError")  # after these a shell may be given up


@dataclass(frozen=True)
class Text:
    """A text of the notebook that is not run with the student's cells.

    Attributes:
        cell: what the cell is called.
        source: the text.
        fate: why it is not run and what to do, as the rest of a sentence about what is written there.
        prose: whether it may be no code at all.
    """

    cell: str
    source: str
    fate: str
    prose: bool = False

    def line_of(self, name: str) -> int | None:
        """The line that would define a name if it were run; None if there is none."""
        word, source = re.escape(name), self.source[:_MAX_TEXT]
        code = rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{word}\b|^(?:from[ \t]+[\w.]+[ \t]+)?import[ \t][^\n#]*\b{word}\b"
        found = re.search(code if self.prose else rf"{code}|^{word}[ \t]*=(?!=)", source, re.MULTILINE)
        return source.count("\n", 0, found.start()) + 1 if found else None


@dataclass(frozen=True)
class Cells:
    """The cells of a submission at one moment.

    Attributes:
        ran: those that were run before, in order.
        failing: the one that is failing at this moment; None if a check calls a function.
        later: the code that is run after this moment, in order.
        unrun: the texts that are not run at all.
        order: what the cells are called, in the order in which they were handed in.
        deep: how many failures have been looked into to get here.
    """

    ran: Sequence[CellRun] = ()
    failing: CellRun | None = None
    later: Sequence[CellRun] = ()
    unrun: Sequence[Text] = ()
    order: Sequence[str] = ()
    deep: int = 0

    def when_failed(self, failed: CellRun) -> Cells:
        """The cells at the moment at which one of them failed."""
        at = next(at for at, ran in enumerate(self.ran) if ran is failed)
        later = [*self.ran[at + 1 :], *self.later]
        return Cells(self.ran[:at], failed, later, self.unrun, self.order, self.deep + 1)

    def bound(self) -> set[str]:
        """The names to which the cells that ran have surely given a meaning."""
        names: set[str] = set()
        for ran in self.ran:
            if any(_deletes(line, None) for line in ran.looked_into.lines):
                names.clear()
            for binding in ran.looked_into.bindings:
                if binding.how == "del":
                    names.discard(binding.name)
                elif not binding.blocks and _came_past(ran, binding) and not _forgets(ran):
                    names.add(binding.name)
        return names


@dataclass(frozen=True)
class Fate:
    """What became of a name.

    Attributes:
        said: a clause that begins with the name.
        ran: the cell of code that defines it, if there is one.
        failed: whether that cell failed, which the clause does not say.
        later: whether it is only run after this moment.
    """

    said: str
    ran: CellRun | None = None
    failed: bool = False
    later: bool = False


def fate(name: str, cells: Cells, home: str) -> Fate | None:
    """Say what became of a name that is not there; None if nothing is known of it.

    Args:
        name: the name.
        cells: the cells at the moment at which it is not there.
        home: what the cell is called that needs it.
    """
    if cells.deep > _DEEP or len(name) > MAX_NAME:
        return None
    if cells.failing is not None and (below := definition_in(cells.failing, name)):
        stopped = cells.failing.failure.stopped if cells.failing.failure else None
        if stopped is not None and stopped < below.line:
            return Fate(f"{name} is defined only in line {below.line}, below", cells.failing)
    for at in reversed(range(len(cells.ran))):  # the last definition counts
        if definition := definition_in(cells.ran[at], name):
            return _undone(name, cells, at, definition)
    for ran in cells.later:
        if definition := definition_in(ran, name):
            return Fate(_too_late(name, ran, definition, home, cells), ran, later=True)
    for text in cells.unrun:
        if line := text.line_of(name):
            return Fate(f"{name} is written in line {line} of {clean(text.cell, MAX_NAME)}{text.fate}")
    return None


def definition_in(ran: CellRun, name: str) -> Binding | None:
    """The last statement of a cell that defines a name for other cells, best one in no block."""
    if name not in ran.source and ran.source.isascii():  # beyond ASCII Python reads names in another form
        return None
    found = [b for b in ran.looked_into.bindings if b.name == name and b.how != "del" and b.of_cell]
    return max(found, key=lambda binding: (not binding.blocks, binding.line), default=None)


def _undone(name: str, cells: Cells, at: int, definition: Binding) -> Fate:
    """A cell that was run defines the name, and the name is not there."""
    ran = cells.ran[at]
    where = f"{name} is defined in line {definition.line} of {clean(ran.cell, MAX_NAME)}"
    if ran.failure is not None and not _came_past(ran, definition):
        return Fate(where, ran, failed=True)
    if _forgets(ran):
        return Fate(f"%%timeit forgets what {_the_cell(ran.cell)} defines; delete that line", ran)
    for later in reversed([*cells.ran[at:], *([cells.failing] if cells.failing else [])]):
        if deletion := _deletion(name, later, definition.line if later is ran else 0):
            return Fate(f"{name} is deleted {deletion} of {clean(later.cell, MAX_NAME)}; take that line out", ran)
    if ran.failure is not None:
        return Fate(where, ran, failed=True)
    blocks = {word for word, _ in definition.blocks}
    if blocks and blocks <= {"try", "with"}:
        return Fate(f"{where}, inside {definition.blocks[-1][0]}, but an error came first; print that error", ran)
    if blocks:
        return Fate(f"{where}, in a block, and the code did not come to that line; move it to the left margin", ran)
    return Fate(f"{where}, but is not there when it is needed; does any line delete it?", ran)


def _too_late(name: str, ran: CellRun, definition: Binding, home: str, cells: Cells) -> str:
    cell = clean(ran.cell, MAX_NAME)
    when = "later" if cells.failing else "after this test"
    said = f"{name} is defined in line {definition.line} of {cell}, which is run only {when}"
    if name == home:
        return f"{said}; move it into the cell of {name}"
    if name == ran.cell or definition.how == "=":  # a function of the exercise, or a variable that may be another one
        return said
    if {ran.cell, home} <= set(cells.order) and cells.order.index(ran.cell) < cells.order.index(home):
        back = "the cells of the exercise were put back in their order"
        return f"{said}, since {back}; do so yourself, with that cell above {clean(home, MAX_NAME)}"
    what = "that cell" if _is_own(ran.cell) else "it"
    return f"{said}; move {what} above {clean(home, MAX_NAME)}"


def _is_own(cell: str) -> bool:
    return cell.endswith(OWN)


def _the_cell(cell: str) -> str:
    return f"{clean(cell, MAX_NAME)}," if _is_own(cell) else f"the cell of {clean(cell, MAX_NAME)}"


def _came_past(ran: CellRun, binding: Binding) -> bool:
    """Whether a cell surely came past a statement."""
    failure = ran.failure
    if failure is None:
        return True
    if failure.unreadable or failure.type_name in (LOST, *_EXHAUSTING) or failure.stopped is None:
        return False
    return binding.end < failure.stopped


def _forgets(ran: CellRun) -> bool:
    return ran.looked_into.inner_magic == "timeit"


def _deletion(name: str, ran: CellRun, after: int) -> str | None:
    """How a cell deletes a name below a line; None if it does not, or did not get that far."""
    if ran.failure is not None and (ran.failure.type_name == LOST or ran.failure.unreadable):
        return None
    text, stopped = ran.looked_into, ran.failure.stopped if ran.failure else None
    found = [(b.line, "") for b in text.bindings if (b.name, b.how) == (name, "del") and b.of_cell]
    found += [(number, word) for number, line in enumerate(text.lines, 1) if (word := _deletes(line, name))]
    number, word = max((one for one in found if after < one[0] <= (stopped or one[0])), default=(0, ""))
    return (f"by {word} in line {number}" if word else f"in line {number}") if number else None


def _deletes(line: str, name: str | None) -> str | None:
    """The magic in a line if it deletes a name, or all if that is None."""
    found = re.match(r"[ \t]*(%?(?:reset_selective|reset|xdel))((?:[ \t]+-\w+)*)[ \t]*(\S*)\s*$", line[:_MAX_MAGIC])
    if not found or not (found[1][0] == "%" or "f" in found[2]):
        return None
    magic, what = found[1].lstrip("%"), found[3]
    if magic == "reset":
        return found[1] if not what else None
    exact = what == name if magic == "xdel" else name is not None and what.isidentifier() and what in name
    return found[1] if exact else None
