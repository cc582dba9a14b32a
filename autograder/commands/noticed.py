"""What was noticed about a hand-in that is graded, in words for whoever grades it; the notes are for the student."""

from __future__ import annotations

import re
from typing import Any

# Notes on code that failed, which is what checks are about. The others are about what was handed in.
_OF_CODE = re.compile(
    r"(?:\w+|An error) in (?:line \d+ of )?\w|In |The cell \w+: |Cell \d+, your own: |Your own cells used up"
)
# What a note asks of the student, or calls the student, and what is said of it here.
_WORDS = {
    "Not yours to change, and put back as released (write in cells of your own):": "Changed, and put back as released:",
    "Missing; copy it back from the released notebook and answer there:": "Missing:",
    "; copy it back from the released notebook.": ".",
    "; keep the name of the released notebook.": ".",
    "; if the cell fails, retype that place.": ".",
    "the others were taken as your own:": "the others were taken as the student's own:",
    " Tell your instructor.": "",
}


def flags(result: dict[str, Any]) -> list[str]:
    """What was noticed about a result, besides code that failed; nothing if it is not graded."""
    if result["status"] != "graded":
        return []
    return [for_staff(note) for note in result["notes"] if not _OF_CODE.match(note)]


def for_staff(note: str) -> str:
    """A note without what it asks of the student."""
    for student, staff in _WORDS.items():
        note = note.replace(student, staff)
    return note
