"""What nbgrader's exchange puts beside a notebook: when it was handed in, and the secret that feedback goes back by."""

from __future__ import annotations

import secrets
import shutil
import warnings
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dateutil import parser
from nbgrader.utils import parse_utc

from autograder.course.course import replace
from autograder.intake import notebook_file

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
_MAX_BYTES = 1024  # the exchange writes 31 and 128
_UNKNOWN = "When this was handed in is not known, and it counts as in time: {} {}. Tell your instructor."
_NO_WAY_BACK = "The exchange cannot bring this feedback back: {} {}. Hand in again with `nbgrader submit`."
_STAND_IN = "no exchange "
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))


@dataclass(frozen=True)
class Receipt:
    """What there is beside a notebook.

    Attributes:
        handed_in: when, in UTC and without a time zone, as nbgrader keeps it; None if that is not known.
        files: the sound files by name.
        notes: what is wrong with the others, for the student.
    """

    handed_in: datetime | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def keep(self, folder: Path) -> None:
        """Put the files into another folder, as nbgrader does from step to step, and take older ones away."""
        for name in (TIMESTAMP, SECRET):
            path = folder / name
            if path.is_dir() and not path.is_symlink():  # `nbgrader autograde` copies whatever has that name
                shutil.rmtree(path)
            if name in self.files:
                _write(path, self.files[name])
            else:
                path.unlink(missing_ok=True)

    def is_kept(self, folder: Path) -> bool:
        """Whether the files are in another folder as `keep` would leave them.

        Raises:
            OSError: if the file system fails.
        """
        for name in (TIMESTAMP, SECRET):
            path = folder / name
            if (path.read_bytes() if path.is_file() else None) != self.files.get(name):
                return False
        return True


def read(folder: Path) -> Receipt:
    """Read what the exchange put into a folder. Whatever else lies there by these names is a note, never an error."""
    files, notes, handed_in = {}, [], None
    for name, note in ((TIMESTAMP, _UNKNOWN), (SECRET, _NO_WAY_BACK)):
        try:
            with notebook_file.opened(folder) as directory:
                if directory is None:
                    continue
                data = notebook_file.load(name, directory)
            if len(data) > _MAX_BYTES:
                raise ValueError("is too long")
            text = data.decode("ascii").strip()
            if name == TIMESTAMP:
                handed_in = _date(text)
            elif not text:
                raise ValueError("is empty")
            files[name] = data
        except FileNotFoundError:
            continue
        except (notebook_file.Refused, OSError):
            notes.append(note.format(name, "is no file that can be read"))
        except UnicodeDecodeError:
            notes.append(note.format(name, "is no plain text"))
        except ValueError as error:
            notes.append(note.format(name, error))
    return Receipt(handed_in, files, tuple(notes))


def address(source: Path, folder: Path) -> None:
    """Put beside a page what `nbgrader release_feedback` needs to bring it to its student.

    It stops the whole class at the first page without. So work that came in another way gets a secret that nobody has.
    """
    files = read(source).files
    if SECRET not in files:
        try:
            kept = (folder / SECRET).read_bytes()
        except OSError:
            kept = b""
        files[SECRET] = kept if kept.startswith(_STAND_IN.encode()) else (_STAND_IN + secrets.token_hex(64)).encode()
    Receipt(files={TIMESTAMP: b"", **files}).keep(folder)


def _date(text: str) -> datetime:
    """Read a timestamp as nbgrader does, but take nothing for one that names no full day.

    Raises:
        ValueError: if it is none; the text goes on after the name of the file.
    """
    day = " ".join(text.split(" ")[:2]) if text.count(" ") == 2 else text  # nbgrader takes a third word for a time zone
    try:
        with warnings.catch_warnings(action="ignore"):  # an unknown time zone counts as UTC, as for nbgrader
            # What a text lacks of a date, such as the year, dateutil takes from the default, which is today.
            days = {parser.parse(day, default=default, ignoretz=True).date() for default in _DEFAULTS}
            date: datetime = parse_utc(text)
    except Exception as error:  # dateutil raises much besides ValueError
        raise ValueError("holds no date") from error
    if len(days) > 1:
        raise ValueError("holds no full date")
    return date


def _write(path: Path, data: bytes) -> None:
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass
    replace(path, data)
