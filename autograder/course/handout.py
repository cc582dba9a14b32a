"""The zip archive that students start from: their README, what to install, and the released notebooks with what belongs
to them. Nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from autograder.course import release
from autograder.course.course import Course, CourseError, replace

_FOLDER = "exercises"  # in the archive, so that unpacking it makes one folder
_BESIDE = ("README.md", "requirements.txt")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip archive can hold


def path(course: Course) -> Path:
    """Where the archive is written."""
    return course.root / "_build" / "handout" / "exercises.zip"


def write(course: Course, stems: Sequence[str]) -> tuple[Path, list[str]]:
    """Write the archive of some exercises.

    Returns:
        Its path, and the files in the folders of the exercises that are left out, because no release put them there.

    Raises:
        CourseError: if an exercise has not been released, or holds something of its solution.
    """
    for stem in stems:
        released = course.released(stem)
        if not released.exists():
            raise CourseError(f"{stem} has not been released: run `autograder release {stem}`")
        if leaked := release.leaks(course.source(stem), released):
            raise CourseError(f"{released} would give away {leaked[0]!r}: run `autograder release {stem}`")
    data, left_out = archive(course.root / "exercises", stems, course)
    replace(path(course), data, public=True)
    return path(course), left_out


def missing(course: Course) -> list[str]:
    """What students start from besides the notebooks, as far as the course does not have it."""
    return [name for name in _BESIDE if not (course.root / "exercises" / name).is_file()]


def archive(exercises: Path, stems: Sequence[str], course: Course | None = None) -> tuple[bytes, list[str]]:
    """The archive, of the same bytes wherever and whenever it is made of the same files.

    Args:
        exercises: the folder of the released exercises.
        stems: which of them.
        course: to leave out what its sources do not have.

    Returns:
        The archive, and the files that are left out.
    """
    files = {name: exercises / name for name in _BESIDE if (exercises / name).is_file()}
    left_out = []
    for stem in sorted(stems):
        for name, data in release.contents(exercises / stem).items():
            where = f"{stem}/{name}"
            ours = name == f"{stem}.ipynb" or course is None or _is_source(course, stem, name, data)
            if ours and not (exercises / where).is_symlink():
                files[where] = exercises / where
            else:
                left_out.append(f"exercises/{where}")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for where, file in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{where}", _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            # Stored, not compressed: what compresses a file to the same bytes on every machine is not to be had.
            packed.writestr(entry, file.read_bytes())
    return made.getvalue(), left_out


def _is_source(course: Course, stem: str, name: str, data: bytes) -> bool:
    """Whether a file is one that the release copied: data that lies beside the source, unchanged."""
    source = course.source(stem).parent / name
    return source.is_file() and source.read_bytes() == data
