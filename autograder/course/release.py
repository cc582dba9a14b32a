"""solutions/ to exercises/ through nbgrader, with a check that no answer and no hidden test goes out."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from autograder.course import database, privacy, regions, standard
from autograder.course.course import Course, CourseError, replace

_FORBIDDEN = ("autograder", *(f"### {edge} {region}" for edge in ("BEGIN", "END") for region in regions.NAMES))
STUB = "> ✎ **YOUR ANSWER HERE**"  # a box; without frame and signs it is what `intake.answers` knows
_TELLING = 12  # characters; shorter lines, such as `N = len(y)`, give nothing away


def release(course: Course, stem: str) -> bool:
    """Release one exercise: write the students' notebook and tell the gradebook about its cells.

    The cells that all exercises share are brought up to date in the source notebook first.

    Returns:
        Whether the students' files changed.

    Raises:
        CourseError: if the notebook is not well made, or if something of a solution or a hidden test would go out.
    """
    standard.renew(course.source(stem))
    with _generated(course, stem) as files:
        released = course.released(stem).parent
        database.require(course.db_url)
        _generate(course.root, stem, course)
        course.make_secret()
        changed = contents(released) != files
        if changed:
            shutil.rmtree(released, ignore_errors=True)
            for name, data in files.items():
                replace(released / name, data, public=True)
    return changed


def is_fresh(course: Course, stem: str) -> bool:
    """Whether the students' files are what the solution notebook gives now, and its shared cells are up to date."""
    with _generated(course, stem) as files:
        return contents(course.released(stem).parent) == files and standard.is_fresh(course.source(stem))


@contextmanager
def _generated(course: Course, stem: str) -> Iterator[dict[str, bytes]]:
    """The files of a release by name, made and checked in a folder that is gone afterwards."""
    try:
        slip = next(regions.slips(nbformat.read(course.source(stem), as_version=4)), None)
    except (OSError, ValueError, AttributeError, KeyError, TypeError, nbformat.ValidationError) as error:
        raise CourseError(
            f"{course.source(stem)} is no notebook that can be read: restore it, as from git or a backup"
        ) from error
    if slip is not None:
        raise CourseError(f"{stem} was not released: {slip}")
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        shutil.copytree(
            course.source(stem).parent, root / "solutions" / stem, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
        folder = _generate(root, stem, None)
        made = folder / f"{stem}.ipynb"
        if leaked := leaks(course.source(stem), made):
            raise CourseError(f"{stem} was not released: {_given_away(made, leaked[0])}")
        yield contents(folder)


def _generate(root: Path, stem: str, course: Course | None) -> Path:
    """Run nbgrader's generate_assignment on one exercise, into a folder of its own; tell the course, if any."""
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "_build/release"
    config.CourseDirectory.assignment_id = stem
    if course is not None:
        config.CourseDirectory.db_url = course.db_url
        config.CourseDirectory.course_id = course.configuration.course_id
    else:
        config.GenerateAssignment.no_database = True
        steps = GenerateAssignment.preprocessors.default_args[0]
        config.GenerateAssignment.preprocessors = [step for step in steps if step is not SaveCells]
    config.ClearSolutions.text_stub = STUB
    config.BaseConverter.force = True
    coursedir = CourseDirectory(config=config)
    converter = GenerateAssignment(coursedir=coursedir, config=config)
    errors = _Errors()
    converter.log = errors.log
    path = os.environ.get("PATH", os.defpath)
    try:
        # nbgrader starts `alembic` by name, which lies beside the interpreter.
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
        umask = privacy.private_umask()  # for the gradebook
        try:
            converter.start()
        finally:
            os.umask(umask)
    except (NbGraderException, SQLAlchemyError, RuntimeError, OSError, ValueError, SystemExit) as error:
        raise CourseError(f"nbgrader could not release {stem}: {errors.first() or error}") from error
    finally:
        os.environ["PATH"] = path
    return root / "_build" / "release" / stem


class _Errors(logging.Handler):
    """Keeps what nbgrader logs as errors, and shows nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self.log = logging.Logger("nbgrader")
        self.log.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())

    def first(self) -> str:
        """The last line, which names the cause, of the first message."""
        lines = self.messages[0].strip().splitlines() if self.messages else [""]
        return lines[-1]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a release by name, without what Jupyter leaves there."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def leaks(source: Path, released: Path) -> list[str]:
    """Lines of solutions, hidden tests or mark schemes that a released notebook, or a file beside it, still holds."""
    notebook = nbformat.read(released, as_version=4)
    beside = [released.parent / name for name in contents(source.parent) if name != released.name]
    texts = [path.read_text("utf-8", errors="replace") for path in beside if path.is_file()]
    text = "\n".join([*_strings(notebook), *texts])
    secret = [line for cell in nbformat.read(source, as_version=4).cells for line in _region_lines(cell.source)]
    found = [line for line in dict.fromkeys((*_FORBIDDEN, *secret)) if line in text]
    return found + [f"an output of cell {i}" for i, cell in enumerate(notebook.cells) if cell.get("outputs")]


def _given_away(released: Path, line: str) -> str:
    """Where a released notebook would give away a line of its source, and what to do about it."""
    notebook = nbformat.read(released, as_version=4)
    for number, cell in enumerate(notebook.cells):
        if any(line in text for text in _strings(cell)):
            about = cell.metadata.get("nbgrader", {})
            region = "HIDDEN TESTS" if about.get("grade") else "SOLUTION" if about.get("solution") else ""
            todo = f"put it between `### BEGIN {region}` and `### END {region}`" if region else "take it out there"
            return f"{regions.name_of(notebook, number)} would give away {line!r}: {todo}"
    return f"its metadata, or a file beside it, would give away {line!r}: take it out there"


def _region_lines(source: str) -> Iterator[str]:
    inside = False
    for line in source.splitlines():
        if any(f"### BEGIN {region}" in line for region in regions.NAMES):
            inside = True
        elif any(f"### END {region}" in line for region in regions.NAMES):
            inside = False
        elif inside and len(line.strip()) >= _TELLING:
            yield line.strip()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
