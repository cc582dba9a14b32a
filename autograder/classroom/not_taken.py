"""What was collected and could not be taken: a PDF, a zip that cannot be opened, a notebook of another exercise.

It is kept in `received/not_taken.json`, so that whoever handed it in is never said to have handed in nothing. What was
taken since, from a download of the same file, is forgotten there.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.classroom import attempts
from autograder.classroom.intake_report import Category, Item
from autograder.course import course as folders
from autograder.course.course import Course, CourseError
from autograder.course.errors import unreadable

SAID = "Handed in, but not taken: "
_LIST = "not_taken.json"
PLACE = f"{attempts.FOLDER}/{_LIST}"  # in the course folder
# What these systems give is a download of one assignment, so that most of it tells of which exercise the rest is.
_OF_ONE = ("Canvas", "Moodle", "Gradescope", "Blackboard", "Google Classroom", "GitHub Classroom")
_WHAT: dict[Category, str] = {
    "wrong type": "{note}",
    "unsafe": "a file that was not looked into ({note})",
    "no exercise": "a notebook of no exercise of this course",
    "cannot be read": "a notebook that cannot be read ({note})",
    "two candidates": "several notebooks, of which it is not clear which one counts",
    "unknown person": "a notebook",
}
_LEFT: tuple[tuple[Category, str], ...] = (  # of somebody with nothing else, what it is then
    ("opened", "a zip archive without a notebook"),
    ("of the system", "an attempt without a file, with a text or a link at most"),
    ("skipped", "a copy that a program saved by itself"),
)


@dataclass(frozen=True)
class NotTaken:
    """One file that somebody handed in and that is not graded.

    Attributes:
        student: whose; empty if it is of nobody whom the course knows.
        who: as the download calls them.
        stems: the exercises that it may be of; none if that is not known at all.
        place: where it lay.
        what: what it is, such as `a PDF`.
        digest: the SHA-256 of the file; empty if it could not be read.
        collected: when it was collected first, ISO 8601 in UTC.
    """

    student: str
    who: str
    stems: tuple[str, ...]
    place: str
    what: str
    digest: str = ""
    collected: str = ""

    @property
    def line(self) -> str:
        """What it is, where it lay and when it was collected."""
        day = f"{datetime.fromisoformat(self.collected):%Y-%m-%d}" if self.collected else "now"
        return f"{self.what} ({self.place}, collected {day})"


def note(found: Iterable[NotTaken], student: str, stem: str) -> str:
    """What to say of a student without a notebook; empty if nothing was collected of them."""
    lines = [one.line for one in found if one.student == student and (not one.stems or stem in one.stems)]
    return f"{SAID}{'; '.join(lines)}." if lines else ""


def people(course: Course, stem: str = "") -> set[str]:
    """Of whom something was collected and not taken, for one exercise, or for any."""
    return {one.student for one in known(course) if one.student and (not stem or stem in one.stems)}


def of_nobody(course: Course, stems: Iterable[str]) -> list[NotTaken]:
    """What was collected for some exercises and is of nobody whom the course knows."""
    chosen = set(stems)
    return [one for one in known(course) if not one.student and (not one.stems or chosen & {*one.stems})]


def known(course: Course) -> list[NotTaken]:
    """What was collected so far.

    What may be of any exercise is held against those that the class has begun to hand in, if there are any: it would
    be wrong to say of an exercise that is handed out next month that something came for it.

    Raises:
        CourseError: if the list cannot be read.
    """
    found = kept(course)
    if all(one.stems for one in found):
        return found
    begun = tuple(course.begun())
    return [one if one.stems else replace(one, stems=begun) for one in found]


def kept(course: Course) -> list[NotTaken]:
    """What was collected so far, as it is kept.

    Raises:
        CourseError: if the list cannot be read.
    """
    path = _path(course)
    try:
        return [NotTaken(**entry | {"stems": tuple(entry["stems"])}) for entry in json.loads(path.read_text("utf-8"))]
    except FileNotFoundError:
        return []
    except PermissionError as error:
        raise unreadable(path, error) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CourseError(
            f"{path} cannot be read: restore it from a backup, or move it away and collect again"
        ) from error


def merged(before: Iterable[NotTaken], items: Iterable[Item], new: Sequence[NotTaken]) -> list[NotTaken]:
    """What was known and is not among the files that were collected now, and what is new; the first time counts."""
    before, seen = list(before), {(item.place, item.digest) for item in items}
    first = {(one.place, one.digest): one.collected for one in reversed(before)}
    kept = [one for one in before if (one.place, one.digest) not in seen]
    return kept + [replace(one, collected=first.get((one.place, one.digest), one.collected)) for one in new]


def remember(course: Course, found: Sequence[NotTaken]) -> None:
    """Keep the list.

    Raises:
        OSError: if the file system fails.
    """
    if found or _path(course).exists():
        text = json.dumps([asdict(one) for one in found], indent=1, ensure_ascii=False)
        folders.replace(_path(course), text.encode("utf-8", "replace"))


def _path(course: Course) -> Path:
    return course.root / attempts.FOLDER / _LIST


def sort_out(
    items: Sequence[Item], stems: Sequence[str], has_notebook: Callable[[str, str], bool], now: str
) -> tuple[list[Item], list[NotTaken]]:
    """Say of everything that was collected what is not taken, and what trouble a notebook beside it takes away.

    Args:
        items: what became of each file so far.
        stems: the exercises of the course.
        has_notebook: whether a student has a notebook for an exercise in `submitted/`.
        now: when that is, ISO 8601 in UTC.

    Returns:
        The files again, and what was not taken.
    """
    looked = _Looked(_with_what_is_left(items), stems)
    told, found = [], []
    for item in looked.items:
        if item.category not in _WHAT or (item.category == "cannot be read" and item.stem):
            told.append(item)
            continue
        may_be = looked.stems_of(item)
        if item.category == "wrong type" and looked.is_beside(item, may_be):
            told.append(replace(item, category="beside"))
            continue
        what = _WHAT[item.category].format(note=item.note)
        if item.category == "wrong type" and any(has_notebook(one, stem) for one in item.students for stem in may_be):
            item = replace(item, note=f"{item.note}; the notebook that was collected before it counts")
        told.append(item)
        if item.students or (item.system not in ("", "folders") or item.category == "unknown person"):
            found += [NotTaken(one, item.who, may_be, item.place, what, item.digest, now)
                      for one in item.students or ("",)]  # fmt: skip
    others = list(looked.of_another_exercise(found, now))
    places = {one.place: one.stems[0] for one in others}
    for at, item in enumerate(told):
        if stem := places.get(item.place):
            told[at] = replace(item, note="; ".join(filter(None, (item.note, f"most in this download are of {stem}"))))
    return told, found + others


def _with_what_is_left(items: Iterable[Item]) -> list[Item]:
    """The files, with one of those that are nothing by themselves named for each person who has nothing else."""
    items = list(items)
    whose: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if item.students and (item.category != "skipped" or ".ipynb" in item.place.rpartition("/")[2].lower()):
            whose[item.download, item.students].append(at)
    for places in whose.values():
        categories = {items[at].category for at in places}
        if categories <= {category for category, _ in _LEFT}:
            category, what = next((one, what) for one, what in _LEFT if one in categories)
            at = next(at for at in places if items[at].category == category)
            items[at] = replace(items[at], category="wrong type", note=what)
    return items


class _Looked:
    """Which exercises were handed in, by download and student."""

    def __init__(self, items: list[Item], stems: Sequence[str]):
        self.items, self._stems = items, stems
        self._handed: dict[int, dict[str, dict[str, Item]]] = defaultdict(lambda: defaultdict(dict))
        self._systems: dict[int, str] = {}
        for item in items:
            if item.stem and item.category != "two candidates":
                self._handed[item.download][item.student][item.stem] = item
            if item.system in _OF_ONE:
                self._systems[item.download] = item.system

    def main(self, download: int) -> str:
        """The exercise that more than half of a download of one assignment is of; empty if there is none."""
        people = self._handed[download]
        counts = Counter(stem for handed in people.values() for stem in handed)
        stem, count = counts.most_common(1)[0] if counts else ("", 0)
        return stem if download in self._systems and 2 * count > len(people) else ""

    def stems_of(self, item: Item) -> tuple[str, ...]:
        """The exercises that a file may be of, by the surest thing that says so."""
        if item.stems or item.stem:
            return item.stems or (item.stem,)
        if one := self.main(item.download) or self._named(item.place):
            return (one,)
        return tuple(sorted({stem for handed in self._handed[item.download].values() for stem in handed}))

    def _named(self, place: str) -> str:
        """The exercise that the innermost name on the way to a file has in it, if it is one alone."""
        return next(filter(None, (named(part, self._stems) for part in reversed(place.split("/")))), "")

    def is_beside(self, item: Item, stems: Sequence[str]) -> bool:
        """Whether whoever handed in a file handed in a notebook with it."""
        people = self._handed[item.download]
        return bool(item.students) and all(
            any(stem in stems or not stems for stem in people.get(one, ())) for one in item.students
        )

    def of_another_exercise(self, found: Iterable[NotTaken], now: str) -> Iterator[NotTaken]:
        """What was taken for another exercise than that of its download, by people with nothing else for that one."""
        found = list(found)
        for download, people in self._handed.items():
            main = self.main(download)
            for student, handed in people.items() if main else ():
                if main not in handed and not note(found, student, main):
                    stem, item = next(iter(handed.items()))
                    yield NotTaken(student, item.who, (main,), item.place, f"a notebook of {stem}, for which it counts",
                                   item.digest, now)  # fmt: skip


def strays(items: Iterable[Item], stems: Sequence[str]) -> set[str]:
    """The exercises of which there are notebooks only by mistake, in downloads of assignments that are of others."""
    looked = _Looked(list(items), stems)
    mains = {item.download: looked.main(item.download) for item in looked.items}
    meant = {item.stem for item in looked.items if item.stem and mains[item.download] in ("", item.stem)}
    return {item.stem for item in looked.items if item.stem} - meant


def named(name: str, stems: Iterable[str]) -> str:
    """The exercise that a name has in it, if it is one alone; else empty."""
    plain = name.lower().replace("-", "_").replace(" ", "_")
    found = [stem for stem in stems if stem in plain]
    longest = [stem for stem in found if not any(stem != other and stem in other for other in found)]
    return longest[0] if len(longest) == 1 else ""
