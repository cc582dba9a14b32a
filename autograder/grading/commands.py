"""Commands for a shell in a notebook, such as `!ls`: none is run, and code that builds on what they do fails later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.grading.failure import CellFailure, clean
from autograder.grading.names import Cells, definition_in
from autograder.intake.cell_text import Binding, CellText

_COMMAND = r"(?:(?:!+|%(?:sx|system)\b)[ \t]*(.+)|get_ipython\(\)\.(?:getoutput|system)\(['\"](.+)['\"]\))"
_LENGTH = 60  # characters of a command that are repeated


def not_run(failure: CellFailure, cells: Cells) -> str | None:
    """Name the command, never run, from which the line that failed has a variable or should have a file; else None."""
    if failure.type_name == "FileNotFoundError":
        name = re.search(r"'([^']+)'|^(\S+) not found", failure.said)
        file = (name[1] or name[2]).rpartition("/")[2] if name else ""
        word = rf"(?<![\w.]){re.escape(file)}(?![\w.])"
        command = next((command for command in _commands(failure, cells) if file and re.search(word, command)), None)
        return command and _told(command)
    if failure.stopped is None or failure.stopped != failure.place:
        return None  # in a function the same name may be another's
    used = re.findall(r"(?<![\w.])[^\W\d]\w*", failure.looked_into.code_at(failure.place))
    for name in dict.fromkeys(used):
        if command := _gives(name, failure, cells):
            return f"{name} is empty, since {_told(command)}"
    return None


def _told(command: str) -> str:
    return f"`{clean(command, _LENGTH)}` was not run: there are no other processes here"


def _commands(failure: CellFailure, cells: Cells) -> Iterator[str]:
    for source in (failure.source, *(ran.source for ran in reversed(cells.ran))):
        for found in re.finditer(rf"^[ \t]*(?:\w+[ \t]*=[ \t]*)?{_COMMAND}", source, re.MULTILINE):
            yield found[1] or found[2]


def _gives(name: str, failure: CellFailure, cells: Cells) -> str | None:
    """The command whose output a name holds in the line that failed, as far as the cells show."""
    here = [b for b in failure.looked_into.bindings if b.name == name and b.of_cell and b.line < (failure.place or 0)]
    if here:
        return _command_in(failure.looked_into, here[-1])
    for ran in reversed(cells.ran):
        if definition := definition_in(ran, name):
            return _command_in(ran.looked_into, definition)
    return None


def _command_in(text: CellText, binding: Binding) -> str | None:
    found = re.match(rf"[ \t]*\w+[ \t]*=[ \t]*{_COMMAND}", text.lines[binding.line - 1])
    return (found[1] or found[2]) if found else None
