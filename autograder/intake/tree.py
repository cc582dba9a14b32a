"""What lies in a download, file by file: in a folder, in a zip archive, or a file alone. Links are never followed."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from autograder.course.errors import CourseError
from autograder.intake import archive, kinds

MAX_FILES = 100_000  # in a folder: somebody gave their home


@dataclass(frozen=True)
class File:
    """One file of a download.

    Attributes:
        root: the name of the file or folder that was given, and of the archives around it.
        parts: the path below that.
        read: gives its first bytes, as many as are asked for; raises `archive.Unsafe` or OSError.
        trouble: why it is not read; empty if it can be.
        path: where it lies on the disk, if it does.
    """

    root: str
    parts: tuple[str, ...]
    read: Callable[[int], bytes]
    trouble: str = ""
    path: Path | None = None

    @property
    def name(self) -> str:
        """Its own name."""
        return self.parts[-1]

    @property
    def place(self) -> str:
        """Where it lies, for a report."""
        return "/".join((self.root, *self.parts)) if self.parts != (self.root,) else self.root


def files(path: Path, stack: ExitStack) -> list[File]:
    """Everything that lies in a file or folder that somebody gave.

    Args:
        path: a folder, a zip archive, or any other file.
        stack: closes what is opened.

    Raises:
        CourseError: if it cannot be read.
    """
    try:
        if path.is_dir():
            return list(_folder(path))
        file = stack.enter_context(open(path, "rb", opener=_never_waiting))  # noqa: SIM115
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise CourseError(f"{path} is neither a file nor a folder: give the download itself")
        head = file.read(kinds.HEAD)
        file.seek(0)
        if kinds.is_zip(head) and not kinds.is_office(path.name):
            return [File(path.name, one.parts, one.read, one.trouble) for one in archive.members(file)]
    except archive.Unsafe as error:
        raise CourseError(f"{path} is {error}: download it again") from error
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from error
    return [File(path.name, (path.name,), _reader(path), path=path)]


def within(file: File) -> list[File]:
    """The files in an archive that is a file of a download.

    Raises:
        Unsafe: if it is not looked into.
        OSError: if the file system fails.
    """
    data = file.read(archive.MAX_NESTED_BYTES + 1)
    if len(data) > archive.MAX_NESTED_BYTES:
        raise archive.Unsafe(f"a zip archive larger than {archive.MAX_NESTED_BYTES // 2**20} MB")
    return [File(file.place, one.parts, one.read, one.trouble) for one in archive.members(BytesIO(data))]


def _folder(root: Path) -> Iterator[File]:
    count = 0
    for folder, names, others in os.walk(root):
        names.sort()
        here = Path(folder)
        for name in list(names):
            if (here / name).is_symlink():
                names.remove(name)
                yield _listed(root, here / name, "a link to a folder")
        for name in sorted(others):
            count += 1
            if count > MAX_FILES:
                raise CourseError(f"{root} holds more than {MAX_FILES} files: give the folder of the download")
            yield on_disk(root, here / name)


def on_disk(root: Path, path: Path) -> File:
    """One file of a folder."""
    mode = path.lstat().st_mode
    trouble = "" if stat.S_ISREG(mode) else "a link" if stat.S_ISLNK(mode) else "no file but a pipe or a device"
    return _listed(root, path, trouble)


def _listed(root: Path, path: Path, trouble: str) -> File:
    parts = tuple(unicodedata.normalize("NFC", _printable(part)) for part in path.relative_to(root).parts)
    return File(root.resolve().name or str(root), parts, _reader(path), trouble, path)


def _printable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _reader(path: Path) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(limit)

    return read


def _never_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK | os.O_NOCTTY)
