"""What lies in `submitted/` in a place where nobody looks for it, in the words of the intake report."""

from __future__ import annotations

import difflib
import os
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom import gradebook
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.intake import archive, exchange, exercise, kinds, notebook_file, tree
from autograder.intake.tree import File

NOTHING = "Nothing was handed in."
_MOST = 200  # files in one place that are looked at
_OWN = (exchange.TIMESTAMP, exchange.SECRET)


@dataclass(frozen=True)
class Misplaced:
    """Something that was handed in and is not looked at.

    Attributes:
        student: whose it is; empty if it lies in nobody's folder.
        stem: the exercise that it seems to be of; empty if that is not clear.
        place: where it lies, from the course folder.
        what: what it is, and what to do about it.
    """

    student: str
    stem: str
    place: str
    what: str

    @property
    def line(self) -> str:
        """All of it, for a report."""
        return f"{self.place}: {self.what}"


def look(course: Course) -> list[Misplaced]:
    """Find everything in `submitted/` that is neither graded nor left by a program.

    Raises:
        OSError: if the file system fails.
    """
    return list(_Looking(course).everything())


def note(found: Iterable[Misplaced], student: str, stem: str, begun: Container[str]) -> str:
    """What to say of a student without a notebook: what lies elsewhere, or that nothing was handed in.

    Args:
        found: all that lies elsewhere.
        student: the student.
        stem: the exercise.
        begun: the exercises that the class has begun to hand in; of no other is anything whose exercise is not clear.
    """
    lines = [
        one.line for one in found
        if one.student == student and (one.stem == stem or (not one.stem and stem in begun))
    ]  # fmt: skip
    return " ".join(["There is no notebook where it belongs.", *lines]) if lines else NOTHING


def is_closed(course: Course, student: str) -> bool:
    """Whether nobody can tell what a student has handed in, because we may not read their folder."""
    folder = course.root / "submitted" / student
    return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)


class _Looking:
    def __init__(self, course: Course):
        self.course, self.stems = course, course.stems()
        self._assignments: list[Assignment] | None = None

    @property
    def assignments(self) -> list[Assignment]:
        """What was released; read only if something is to be recognised."""
        if self._assignments is None:
            self._assignments = []
            for stem in self.stems:
                with suppress(CourseError):
                    self._assignments.append(gradebook.assignment(self.course, stem))
        return self._assignments

    def everything(self) -> Iterator[Misplaced]:
        """All that lies in `submitted/`."""
        root = self.course.root / "submitted"
        with suppress(FileNotFoundError), os.scandir(root) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.startswith(".") or kinds.is_junk((entry.name, "")):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    yield from self._loose("", Path(entry.path), "submitted/<student>/<exercise>/")
                elif entry.name in self.stems and not self._is_person(Path(entry.path)):
                    if list(self._files(Path(entry.path))):
                        yield Misplaced("", entry.name, f"submitted/{entry.name}",
                                        "the folder of an exercise in the place of a student's: the student comes "
                                        f"first, as in submitted/ann/{entry.name}/")  # fmt: skip
                else:
                    yield from self._student(entry.name, Path(entry.path))

    def _is_person(self, folder: Path) -> bool:
        """Whether a folder that is named as an exercise is nevertheless a student's."""
        return is_closed(self.course, folder.name) or any((folder / stem).is_dir() for stem in self.stems)

    def _student(self, student: str, folder: Path) -> Iterator[Misplaced]:
        if is_closed(self.course, student):
            what = "a folder that may not be read: give yourself the right, as by `chmod u+rx`"
            yield Misplaced(student, "", f"submitted/{student}", what)
            return
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name in self.stems:
                    if entry.is_dir(follow_symlinks=False):
                        yield from self._exercise(student, entry.name, Path(entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    if not kinds.is_junk((entry.name, "")):
                        yield from self._misspelt(student, Path(entry.path))
                elif entry.name not in _OWN and not kinds.is_junk((entry.name,)):
                    yield from self._loose(student, Path(entry.path), f"submitted/{student}/<exercise>/")

    def _exercise(self, student: str, stem: str, folder: Path) -> Iterator[Misplaced]:
        """A folder in its place counts as soon as it holds anything that is called a notebook."""
        with suppress(PermissionError), os.scandir(folder) as entries:  # who grades refuses it, and says so
            if any(one.name.lower().endswith(".ipynb") and one.name[0] != "." for one in entries):
                return
        for file in self._files(folder):
            place = "/".join(("submitted", student, stem, *file.parts))
            kind, of = self._recognise(file)
            if kind != "a notebook":
                yield Misplaced(student, stem, place, f"{kind}: a notebook is wanted")
            else:
                other = f", it is one of {of}" if of not in ("", stem) else ""
                name = f"submitted/{student}/{of or stem}/{of or stem}.ipynb"
                yield Misplaced(student, of or stem, place, f"a notebook in the wrong place{other}: move it to {name}")

    def _misspelt(self, student: str, folder: Path) -> Iterator[Misplaced]:
        plain = folder.name.lower().replace("-", "_").replace(" ", "_")
        near = difflib.get_close_matches(plain, self.stems, n=1, cutoff=0.75)
        for file in self._files(folder):
            kind, of = self._recognise(file)
            stem = of or (near[0] if near else "")
            place = "/".join(("submitted", student, folder.name, *file.parts))
            meant = f"submitted/{student}/{stem or '<exercise>'}/"
            yield Misplaced(student, stem, place, f"{kind} in a folder of no exercise of this name: move it to {meant}")

    def _loose(self, student: str, path: Path, wanted: str) -> Iterator[Misplaced]:
        place = path.relative_to(self.course.root).as_posix()
        if path.is_symlink():
            yield Misplaced(student, "", place, "a link, which is never followed: put the files themselves there")
            return
        for file in self._files(path):
            kind, of = self._recognise(file)
            wanted = wanted.replace("<exercise>", of) if of else wanted
            yield Misplaced(student, of, place, f"{kind} that lies loose: move it to {wanted}, or give it to "
                                                "`autograder collect`")  # fmt: skip

    def _files(self, path: Path) -> Iterator[File]:
        if path.is_dir():
            count = 0
            for folder, names, others in os.walk(path):
                names[:] = sorted(name for name in names if not kinds.is_junk((name, "")))
                for name in sorted(others):
                    parts = Path(folder, name).relative_to(path).parts
                    if name not in _OWN and not kinds.is_junk(parts) and (count := count + 1) <= _MOST:
                        yield tree.on_disk(path, Path(folder, name))
        else:
            yield tree.on_disk(path.parent, path)

    def _recognise(self, file: File) -> tuple[str, str]:
        """What a file is in words, and the exercise that it is of, if it is a notebook and that is clear."""
        if file.trouble:
            return file.trouble, ""
        try:
            head = file.read(kinds.HEAD)
            if not kinds.may_be_notebook(file.name, head):
                return kinds.kind(file.name, head), ""
            found = exercise.find(file.read(notebook_file.MAX_BYTES + 1), self.assignments)
        except (OSError, archive.Unsafe):
            return "a file that cannot be read", ""
        if not found.notebook:
            return f"a file that cannot be read ({found.problem})", ""
        return "a notebook", found.stems[0] if len(found.stems) == 1 else ""
