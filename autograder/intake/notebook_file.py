"""Read a handed-in notebook file as plain data: which bytes, and which JSON. Nothing in it is believed here.

Links are not followed, since a student's folder could point at the tests or at a neighbour's work.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

MAX_BYTES = 10 * 2**20  # of one file

_FORMATS = {b"%PDF": "a PDF", b"PK\3\4": "a zip archive", b"\x1f\x8b": "a gzip file", b"\x89PNG": "a picture"}
# The mark of little-endian UTF-32 begins with that of UTF-16, so it comes first.
_ENCODINGS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAVE = "Save it again in Jupyter and hand that in."
_ITSELF = "Hand in the .ipynb file itself."


class Refused(Exception):
    """A submission that cannot be graded as handed in.

    Attributes:
        reason: one line for the student: what is wrong, and what to do.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def digest(data: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@contextmanager
def opened(folder: Path) -> Iterator[int | None]:
    """Open a folder that is no link; gives its file descriptor, or None if there is no such folder.

    Raises:
        Refused: if it is a link or a file, or may not be read.
        OSError: if the file system fails.
    """
    directory = None
    with _refusing(folder.name, "folder"), suppress(FileNotFoundError):
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield directory
    finally:
        if directory is not None:
            os.close(directory)


def load(name: str, directory: int, shared: frozenset[tuple[int, int]] = frozenset()) -> bytes:
    """Read a regular file, of at most `MAX_BYTES`, in an open folder.

    Args:
        name: of the file.
        directory: the descriptor of the folder.
        shared: device and inode of files that are not this student's alone, see `submission.links`.

    Raises:
        Refused: if it is anything else, shared, or may not be read.
        OSError: if the file system fails.
    """

    def opener(path: str, flags: int) -> int:
        # O_NONBLOCK: opening a named pipe would wait for a writer for ever.
        return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY, dir_fd=directory)

    with _refusing(name, "file"), open(name, "rb", opener=opener) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Refused(_not_a("file", name))
        if (status.st_dev, status.st_ino) in shared:
            raise Refused(f"{name[:80]!r} is one file with what somebody else handed in. Hand in a file of your own.")
        data = file.read(MAX_BYTES + 1)
    _check_size(data)
    return data


@contextmanager
def _refusing(name: str, wanted: str) -> Iterator[None]:
    """Refuse what the student can mend; other failures of the file system are ours."""
    try:
        yield
    except PermissionError as error:
        raise Refused(f"{name[:80]!r} may not be read. Hand it in again with read permission.") from error
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO):
            raise
        raise Refused(_not_a(wanted, name)) from error


def _not_a(wanted: str, name: str) -> str:
    return f"{name[:80]!r} is a link or not a {wanted}. Hand in the {wanted} itself."


def parse(data: bytes) -> tuple[dict[str, Any], bool]:
    """Read the JSON object in a notebook file: UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Of a key that is given twice the last counts.

    Returns:
        The object, and whether any key was given twice.

    Raises:
        Refused: if the file holds anything else, or is too large.
    """
    _check_size(data)
    for magic, name in _FORMATS.items():
        if data.startswith(magic):
            raise Refused(f"This is not a notebook (looks like {name}). {_ITSELF}")
    encoding = next((name for mark, name in _ENCODINGS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff").strip()
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is not {encoding.upper()}"
        raise Refused(f"This is not a notebook: {where}. {_SAVE}") from error
    if not text:
        raise Refused("The file is empty. Save the notebook in Jupyter and hand it in again.")
    if text.startswith("<"):
        raise Refused(f"This is not a notebook (looks like HTML). {_ITSELF}")

    repeated = False

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        built = dict(pairs)
        repeated |= len(built) < len(pairs)
        return built

    try:
        # Not strict: a raw control character in a cell is for the note that names it.
        document = json.loads(text, object_pairs_hook=build, strict=False)
    except RecursionError as error:
        raise Refused(f"This is not a notebook: its JSON is nested too deeply. {_ITSELF}") from error
    except json.JSONDecodeError as error:
        if re.search("^<<<<<<< ", text, re.MULTILINE):
            raise Refused("The file holds an unfinished Git merge. Resolve it and hand that in.") from error
        where = f"line {error.lineno}, column {error.colno}"
        raise Refused(f"This is not a notebook: its JSON is broken at {where}. {_SAVE}") from error
    except ValueError as error:  # Python refuses to read integers of thousands of digits
        raise Refused(f"This is not a notebook: it holds a number that is too long. {_ITSELF}") from error
    if not isinstance(document, dict):
        raise Refused(f"This is not a notebook: the JSON in it is something else. {_ITSELF}")
    return document, repeated


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise Refused(f"The file is larger than {MAX_BYTES // 2**20} MB. Clear its outputs. {_SAVE}")


def cells(document: dict[str, Any]) -> list[Any]:
    """The cells of a notebook in nbformat 2, 3 or 4, whatever they are.

    Raises:
        Refused: if there is no list of cells.
    """
    found = document.get("cells")
    sheets = document.get("worksheets")  # until nbformat 3
    if found is None and isinstance(sheets, list):
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        found = [cell for some in lists if isinstance(some, list) for cell in some]
    if not isinstance(found, list):
        raise Refused(f"This is not a notebook: it has no list of cells. {_ITSELF}")
    return found


def embedded(document: dict[str, Any]) -> str | None:
    """The stem of the assignment that the release wrote into the notebook's metadata, or None."""
    metadata = document.get("metadata")
    ours = metadata.get("downhill") if isinstance(metadata, dict) else None
    stem = ours.get("assignment") if isinstance(ours, dict) else None
    return stem if isinstance(stem, str) else None
