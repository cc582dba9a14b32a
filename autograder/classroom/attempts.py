"""Everything that was ever handed in, in `received/<student>/<exercise>/`: a file for each attempt, and a list of them.

The files are never changed and never deleted; `attempts.json` beside them says when each came, and from where.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.course import course as folders
from autograder.course.course import Course, CourseError
from autograder.course.errors import unreadable

FOLDER = "received"
_LIST = "attempts.json"


@dataclass(frozen=True)
class Attempt:
    """One notebook that a student handed in.

    Attributes:
        digest: the SHA-256 of the file.
        received: when, ISO 8601 in UTC; empty if that is not known.
        collected: when it was first collected, the same way.
        order: of two with the same time, the larger came later.
        late: the system called it late.
        touched: the student has written something into it.
        system: where it was handed in.
        place: the file that it was.
        clock: the time as the system says it, if it says no time zone, ISO 8601; else empty.
    """

    digest: str
    received: str = ""
    collected: str = ""
    order: int = 0
    late: bool = False
    touched: bool = True
    system: str = ""
    place: str = ""
    clock: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.received.replace(':', '').replace('+0000', 'Z') or 'unknown'}_{self.digest[:16]}.ipynb"


def moments(known: Iterable[Attempt]) -> dict[Attempt, tuple[str, int]]:
    """What to sort the attempts of a student by.

    One whose time is not known came before it was collected, and before all that the same system put after it came.
    """
    known = list(known)
    found = {}
    for one in known:
        after = [
            other.collected for other in known
            if not other.received and other.system == one.system and other.order >= one.order > 0
        ]  # fmt: skip
        found[one] = one.received or min([one.collected, *after]), one.order
    return found


def iso(moment: datetime | None) -> str:
    """A time as it is kept; empty for none."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else ""


def folder(course: Course, student: str, stem: str) -> Path:
    """Where the attempts of a student at an exercise lie."""
    return course.root / FOLDER / student / stem


def known(course: Course, student: str, stem: str) -> list[Attempt]:
    """The attempts that there are, in the order in which they were collected.

    Raises:
        CourseError: if their list cannot be read.
    """
    path = folder(course, student, stem) / _LIST
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return [Attempt(**entry) for entry in entries]
    except FileNotFoundError:
        return []
    except PermissionError as error:
        raise unreadable(path, error) from error
    except (OSError, ValueError, TypeError) as error:
        raise CourseError(
            f"{path} cannot be read: restore it from a backup, or move it away to collect anew"
        ) from error


def data(course: Course, student: str, stem: str, attempt: Attempt) -> bytes:
    """The file of an attempt.

    Raises:
        CourseError: if it is gone.
    """
    path = folder(course, student, stem) / attempt.name
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise unreadable(path, error) from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: restore it from a backup, or collect the download again") from error


def merged(before: Iterable[Attempt], new: Attempt) -> tuple[list[Attempt], bool]:
    """The attempts with one more, and whether it is one more: the same file at the same time is the same attempt.

    A time that was not known is filled in, and one that was taken to be of another time zone is put right.
    """
    found, is_new = [], True
    for one in before:
        put_right = bool(one.clock) and one.clock == new.clock
        same_time = one.received == new.received or not one.received or not new.received
        if one.digest == new.digest and (same_time or put_right):
            is_new = False
            better = new.received and (not one.received or put_right)
            found.append(replace(new, collected=one.collected) if better else one)
        else:
            found.append(one)
    return (found, False) if not is_new else ([*found, new], True)


def keep(course: Course, student: str, stem: str, content: bytes, attempt: Attempt) -> bool:
    """Keep an attempt; gives whether it is one that was not known.

    Raises:
        CourseError: if the list of attempts cannot be read.
        OSError: if the file system fails.
    """
    before = known(course, student, stem)
    after, is_new = merged(before, attempt)
    here = folder(course, student, stem)
    for one in after:
        if one.digest == attempt.digest and not (here / one.name).exists():
            folders.replace(here / one.name, content)
    if after != before:
        text = json.dumps([asdict(one) for one in after], indent=1, ensure_ascii=False)
        folders.replace(here / _LIST, text.encode("utf-8", "replace"))
    return is_new
