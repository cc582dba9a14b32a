"""What became of every file of the downloads that were collected."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from autograder.course import course as folders
from autograder.course import table
from autograder.course.people import Person, Roster

Category = Literal[
    "taken", "kept", "same", "untouched", "two candidates", "unknown person", "no exercise", "cannot be read",
    "wrong type", "unsafe", "in the way", "beside", "opened", "of the system", "skipped", "test student",
]  # fmt: skip
LIST = "report.csv"
TROUBLE: tuple[Category, ...] = (
    "two candidates", "in the way", "unknown person", "no exercise", "cannot be read", "wrong type", "unsafe",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """What became of one file of a download.

    Attributes:
        place: where it lay.
        category: what became of it.
        who: whose it is, in words; empty if nobody's.
        student: their id; empty if that is not known.
        stem: the exercise; empty if that is not known.
        note: more, for the report.
        system: where it was handed in.
        download: which of the downloads it lay in, from 1.
        students: the ids of all who handed it in.
        stems: the exercises that it may be of, if it may be of several.
        digest: the SHA-256 of the file, if it is somebody's.
    """

    place: str
    category: Category
    who: str = ""
    student: str = ""
    stem: str = ""
    note: str = ""
    system: str = ""
    download: int = 0
    students: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    digest: str = ""


@dataclass
class Report:
    """What came of collecting.

    Attributes:
        items: every file of the downloads, each once.
        stems: the exercises that were handed in.
        absent: who of the roster has nothing in `submitted/` and handed in nothing else either, by exercise.
        placed: how many notebooks in `submitted/` are new or changed, and how many are as they were.
        repaired: what was mended in the notebooks that count, by student and exercise.
        undated: how many of the notebooks that count came at a time that is not known.
        late: how many of these the system calls late.
        clocks: how many notebooks came at a time that the download says without a time zone.
        notes: lines about the roster.
        roster: who is in the class; None if that is not known.
    """

    items: list[Item] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    absent: dict[str, list[Person]] = field(default_factory=dict)
    placed: tuple[int, int] = (0, 0)
    repaired: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    undated: int = 0
    late: int = 0
    clocks: int = 0
    notes: list[str] = field(default_factory=list)
    roster: Roster | None = None

    def of(self, *categories: Category) -> list[Item]:
        """The files of some categories."""
        return [item for item in self.items if item.category in categories]

    def unknown_layouts(self) -> list[str]:
        """A line for each download in the layout of no system that is known, of which most files are nobody's."""
        files: dict[int, list[Item]] = {}
        for item in self.items:
            if item.category not in ("skipped", "opened", "of the system", "test student"):
                files.setdefault(item.download, []).append(item)
        found = []
        for items in files.values():
            ours = sum(bool(item.students) for item in items)
            if all(item.system in ("", "folders") for item in items) and 2 * ours < len(items):
                found.append(
                    f"{items[0].place.partition('/')[0]} has the layout of no system that is known, nor folders or "
                    f"files named by students' ids, logins or e-mail addresses: {ours} of its {len(items)} files "
                    f"{'is' if ours == 1 else 'are'} of somebody in the class"
                )
        return found

    def write(self, path: Path) -> None:
        """Write it file by file, for whoever wants to look one up."""
        rows = [
            ("file", "what became of it", "who", "student", "exercise", "note", "system"),
            *((one.place, one.category, one.who, one.student, one.stem, one.note, one.system) for one in self.items),
        ]
        lines = table.Table(tuple(tuple(map(table.guarded, row)) for row in rows))
        folders.replace(path, lines.encode())
