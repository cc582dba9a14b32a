"""Look into zip archives that strangers made: nothing is unpacked, and no more is read than a limit allows."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

MAX_MEMBERS = 50_000
MAX_NESTED_BYTES = 50 * 2**20  # of an archive within another
MAX_DEPTH = 4  # archives in archives
_RATIO, _SMALL = 300, 2**20  # what packs better than that, and is larger, was made to

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class Unsafe(Exception):
    """An archive, or a file in it, that is not looked into. The text says why."""


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Attributes:
        parts: its path, folder by folder.
        read: gives its first bytes, as many as are asked for; raises `Unsafe`.
        trouble: why it is not read; empty if it can be.
    """

    parts: tuple[str, ...]
    read: Callable[[int], bytes]
    trouble: str = ""


def members(file: BinaryIO) -> Iterator[Member]:
    """The files in an archive, in its order; a name that comes twice is given a number.

    Raises:
        Unsafe: if it is no archive, a broken one, or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise Unsafe(f"a zip archive that is broken ({_first_line(error)})") from error
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        raise Unsafe(f"a zip archive of {len(entries)} files, which is more than {MAX_MEMBERS}")
    seen: dict[tuple[str, ...], int] = {}
    for entry in entries:
        name = _name(entry)
        if name.endswith(("/", "\\")):
            continue
        parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
        trouble = _trouble(entry, name, parts)
        parts = tuple(part for part in parts if part != "..") or ("?",)
        seen[parts] = again = seen.get(parts, 0) + 1
        if again > 1:
            parts = (*parts[:-1], f"{parts[-1]} [{again}]")
        yield Member(parts, _reader(archive, entry), trouble)


def _reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            with archive.open(entry) as file:
                return file.read(limit)
        except _BROKEN as error:
            raise Unsafe(f"broken in its zip archive ({_first_line(error)})") from error

    return read


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file. Many programs write UTF-8 without saying so, and it is then read as the oldest code page."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name)


def _trouble(entry: zipfile.ZipInfo, name: str, parts: tuple[str, ...]) -> str:
    if name.startswith(("/", "\\")) or name[1:2] == ":" or ".." in parts:
        return "a path that leads out of its zip archive"
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a link or no regular file in a zip archive"
    if entry.flag_bits & 1:
        return "encrypted in a zip archive"
    if entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size):
        return (
            f"a zip bomb: {entry.file_size // 2**20} MB, packed {entry.file_size // max(1, entry.compress_size)} times"
        )
    return ""


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
