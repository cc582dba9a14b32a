"""Where things lie in a course folder, and its secret."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from autograder.course import privacy, temporary
from autograder.course.errors import CourseError as CourseError
from autograder.course.errors import unreadable

if TYPE_CHECKING:
    from autograder.course.configuration import Configuration


@dataclass(frozen=True)
class Course:
    """A course folder, laid out as nbgrader expects with `solutions` as source and `exercises` as release.

    Attributes:
        root: the folder.
        database: the address of the database, if another than nbgrader's configuration names.
    """

    root: Path
    database: str | None = field(default=None, repr=False)  # it may hold a password

    def source(self, stem: str) -> Path:
        """The notebook with the solutions."""
        return self.root / "solutions" / stem / f"{stem}.ipynb"

    def released(self, stem: str) -> Path:
        """The notebook that students get."""
        return self.root / "exercises" / stem / f"{stem}.ipynb"

    def submitted(self, student: str, stem: str) -> Path:
        """The folder in which a student's work was handed in."""
        return self.root / "submitted" / student / stem

    def autograded(self, student: str, stem: str) -> Path:
        """The folder of the graded notebook and the result beside it; for staff only."""
        return self.root / "autograded" / student / stem

    def feedback(self, student: str, stem: str) -> Path:
        """The page for the student."""
        return self.root / "feedback" / student / stem / f"{stem}.html"

    @property
    def gradebook(self) -> Path:
        """nbgrader's database, if its configuration names no other."""
        return self.root / "gradebook.db"

    @cached_property
    def configuration(self) -> Configuration:
        """nbgrader's configuration of the course.

        Raises:
            CourseError: if it cannot be used.
        """
        from autograder.course import configuration  # brings nbgrader along, which processes that only grade do without

        return configuration.load(self.root)

    @property
    def db_url(self) -> str:
        """The address of the database; it may hold a password.

        Raises:
            CourseError: if nbgrader's configuration cannot be used.
        """
        return self.database or self.configuration.db_url

    @property
    def book_url(self) -> str | None:
        """Where the book is published, from the book's configuration; None in a folder without a book.

        Raises:
            CourseError: if the configuration cannot be read.
        """
        path = self.root / "_config.yml"
        if not path.exists():
            return None
        try:
            settings = yaml.safe_load(path.read_text("utf-8"))
            return str(settings["html"]["baseurl"])
        except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
            raise CourseError(f"{path} does not say where the book is: give it html: baseurl: URL") from error

    def chapter(self, stem: str) -> str:
        """The chapter of the book that an exercise goes with: the one that its notebook names, or that of its name."""
        try:
            notebook = json.loads(self.source(stem).read_text("utf-8"))
            return str(notebook["metadata"]["downhill"]["chapter"])
        except (OSError, ValueError, KeyError, TypeError):
            return stem

    def stems(self) -> list[str]:
        """The exercises that have a solution notebook."""
        return sorted(
            path.parent.name for path in self.root.glob("solutions/*/*.ipynb") if path.stem == path.parent.name
        )

    def chosen(self, stems: Iterable[str] = ()) -> list[str]:
        """The stems that were named, or all.

        Raises:
            CourseError: if there is none, or one of that name.
        """
        known = self.stems()
        if not known:
            raise CourseError(
                f"{self.root} is no course folder, since it has no solutions/<stem>/<stem>.ipynb: go to the course "
                "folder, or name it with --course"
            )
        for stem in stems:
            if stem not in known:
                raise CourseError(f"there is no exercise {stem!r}: choose from {', '.join(known)}")
        return list(stems) or known

    def handed_out(self, stems: Iterable[str] = ()) -> list[str]:
        """The stems that were named, or all whose notebook for students is there.

        Raises:
            CourseError: as for `chosen`, or if there is none.
        """
        found = [stem for stem in self.chosen(stems) if stems or self.released(stem).exists()]
        if not found:
            raise self.nothing_released()
        return found

    def nothing_released(self) -> CourseError:
        """What to say where something must have been released."""
        return CourseError(f"nothing has been released in {self.root}: run `autograder release` first")

    def begun(self) -> list[str]:
        """The exercises that somebody has a folder for in submitted/."""
        return [stem for stem in self.stems() if self.is_begun(stem)]

    def is_begun(self, stem: str) -> bool:
        """Whether somebody has a folder for an exercise in submitted/."""
        # Unlike `Path.exists`, it passes over a folder that may not be read.
        return any(os.path.exists(self.submitted(student, stem)) for student in self.students())

    def students(self) -> list[str]:
        """Everybody who has a folder in submitted/.

        Raises:
            CourseError: if a folder has a name that is no text.
        """
        folder = self.root / "submitted"
        folders = folder.iterdir() if folder.is_dir() else ()
        names = sorted(path.name for path in folders if path.is_dir() and not path.is_symlink() and path.name[0] != ".")
        for name in names:
            try:
                name.encode()
            except UnicodeEncodeError as error:
                raise CourseError(f"rename the folder {name!r} in {self.root / 'submitted'}: it is no UTF-8") from error
        return names

    @property
    def secret(self) -> Path:
        """The file of the secret from which the hidden problems are drawn."""
        return self.root / ".secret"

    def make_secret(self, *, new: bool = False) -> None:
        """Draw the secret of the course, once; it stays beside the gradebook, readable for the owner only.

        Args:
            new: draw another one, in place of the one that there is.
        """
        if new or not self.secret.exists():
            replace(self.secret, secrets.token_hex(32).encode())

    @property
    def secret_id(self) -> str | None:
        """A public name of the secret, which tells nothing about it; None if there is no secret, or a damaged one.

        Raises:
            CourseError: if the secret may not be read.
        """
        secret = self._read_secret()
        return hmac.digest(secret, b"public id", hashlib.sha256).hex()[:12] if secret else None

    def seed(self, stem: str, student: str) -> bytes:
        """What a student's hidden problems are drawn from: the same at every grading, unknown outside this folder.

        Raises:
            CourseError: if there is no secret yet, or none that can be used, see `classroom.secret`.
        """
        secret = self._read_secret()
        if not secret:
            raise CourseError(f"{self.root} has no secret: run `autograder release` first")
        return hmac.digest(secret, f"{stem}\0{student}".encode(), hashlib.sha256)

    def _read_secret(self) -> bytes:
        """The secret; empty if there is none, or a damaged one."""
        try:
            secret = self.secret.read_bytes().strip()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise unreadable(self.secret, error) from error
        return secret if len(secret) >= 32 else b""


def replace(path: Path, data: bytes, public: bool = False) -> None:
    """Write a file so that at any moment the old or the new one is there, whole. What killed writers of it left goes.

    It and the folders that are missing are for their owner alone, or for a group that shares the folder; what is
    public, all may read.
    """
    privacy.make_folder(path.parent, private=not public)
    mode = 0o644 if public else 0o660 if privacy.is_shared(path.parent) else 0o600
    temporary.clear(path.parent, path.name)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=temporary.prefix(path.name))
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
