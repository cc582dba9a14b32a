"""A table in a text file, as spreadsheets and learning platforms write it, to be read and written back as it was."""

from __future__ import annotations

import codecs
import csv
import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.course.errors import CourseError, unreadable

_MAX_BYTES = 20 * 2**20
_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 3  # lines in which the header is looked for
_MARKS = {  # byte order marks; that of little-endian UTF-32 begins with that of UTF-16
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OTHERS = {b"PK\3\4": "an Excel or OpenDocument file", b"\xd0\xcf\x11\xe0": "an old Excel file", b"%PDF": "a PDF"}


@dataclass(frozen=True)
class Table:
    """The lines of a file, and how it writes them.

    Attributes:
        rows: every line, the header among them; each a tuple of cells as they are.
        header_at: the place of the header in `rows`.
        delimiter: between cells.
        encoding: of the text.
        mark: the byte order mark at the top; empty if there is none.
        newline: at the end of a line.
        preface: a line such as `sep=;` above the table, with its end.
    """

    rows: tuple[tuple[str, ...], ...]
    header_at: int = 0
    delimiter: str = ","
    encoding: str = "utf-8"
    mark: bytes = b""
    newline: str = "\n"
    preface: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return self.rows[self.header_at]

    def encode(self) -> bytes:
        """The table as a file. A letter that the encoding lacks turns it into UTF-8 with a byte order mark."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline).writerows(self.rows)
        try:
            return self.mark + (self.preface + text.getvalue()).encode(self.encoding)
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + (self.preface + text.getvalue()).encode("utf-8", "replace")


def read(path: Path, weight: Callable[[list[str]], int]) -> Table:
    """Read a table, with comma, semicolon, tab or bar between its cells.

    It may be in UTF-8, in UTF-16 or UTF-32 with a byte order mark, or in Windows-1252.

    Args:
        path: the file.
        weight: how well a line would do as the header; the separator, and the line, with the most is taken.

    Raises:
        CourseError: if there is no table in it that can be read.
    """
    data = _load(path)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"  # of Excel on Windows
        text = data.decode(encoding, "replace")
    if "\0" in text or text.lstrip()[:1] == "<":
        raise CourseError(f"{path} is no CSV file: export it as CSV")
    preface = ""
    if text[:4].lower() == "sep=":
        preface, text = text[: text.find("\n") + 1], text[text.find("\n") + 1 :]
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    best = None
    for delimiter in _DELIMITERS:
        rows = _rows(path, text, delimiter)
        for at, row in enumerate(rows[:_HEADER_WITHIN]):
            found = weight(row)
            if best is None or found > best[0]:
                best = found, at, delimiter, rows
    if best is None:
        raise CourseError(f"{path} is empty: export it again")
    _, at, delimiter, rows = best
    return Table(tuple(map(tuple, rows)), at, delimiter, encoding, mark, newline, preface)


def _rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CourseError(f"{path} cannot be read as CSV ({error}): export it again") from error


def _load(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_never_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CourseError(f"{path} is no file: give the CSV file itself")
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > _MAX_BYTES:
        raise CourseError(f"{path} is larger than {_MAX_BYTES // 2**20} MB, which no roster is")
    for magic, what in _OTHERS.items():
        if data.startswith(magic):
            raise CourseError(f"{path} is {what}: save or export it as CSV")
    return data


def _never_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK | os.O_NOCTTY)  # for the writer of a pipe


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, see OWASP on CSV injection."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
