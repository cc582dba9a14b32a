"""nbgrader's configuration of a course, read as nbgrader reads it: else there would be two gradebooks."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from nbgrader.apps.baseapp import NbGrader
from traitlets.config import Config, ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from autograder.course import database
from autograder.course.errors import CourseError

_FOLDERS = {
    "source_directory": "solutions",
    "release_directory": "exercises",
    "submitted_directory": "submitted",
    "autograded_directory": "autograded",
    "feedback_directory": "feedback",
}
_STRUCTURE = "{nbgrader_step}/{student_id}/{assignment_id}"


@dataclass(frozen=True)
class Configuration:
    """What nbgrader is told about a course.

    Attributes:
        config: all of it, for what nbgrader's own classes read from it.
        db_url: the address of the database.
        course_id: the course that the database files its assignments under.
    """

    config: Config
    db_url: str
    course_id: str


def load(root: Path) -> Configuration:
    """Read what nbgrader would, started in the course folder: Jupyter's configuration folders, then the course's own.

    These files are programs of the instructor, and run.

    Raises:
        CourseError: if a file cannot be used, or if nbgrader would work in other folders than the autograder.
    """
    said = _Said(root)
    folders = [*reversed(jupyter_config_path()), root]  # later ones win
    for name, places in (("jupyter_config", folders[:-1]), ("nbgrader_config", folders)):
        for folder in places:
            said.load(PyFileConfigLoader(f"{name}.py", str(folder)), Path(folder, f"{name}.py"))
            said.load(JSONFileConfigLoader(f"{name}.json", str(folder)), Path(folder, f"{name}.json"))
    log = logging.Logger("nbgrader")
    log.addHandler(logging.NullHandler())
    NbGrader(config=said.config, log=log)  # moves options that have an old name to the new one
    _refuse_other_folders(said)
    address, file = said.option("db_url")
    url = database.address(address, root, file) if address else f"sqlite:///{root / 'gradebook.db'}"
    return Configuration(said.config, url, (said.option("course_id")[0] or "default_course").strip())


@contextmanager
def importing(root: Path) -> Iterator[None]:
    """Let the configuration import modules that lie in the course folder, as nbgrader does."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


class _Said:
    """What the files said, and which of them said it."""

    def __init__(self, root: Path):
        self.root = root
        self.config = Config()
        self.files: dict[str, Path] = {}

    def load(self, loader: PyFileConfigLoader | JSONFileConfigLoader, file: Path) -> None:
        """Take in a file, if it is there."""
        try:
            with importing(self.root):
                loaded = loader.load_config()
        except ConfigFileNotFound:
            return
        except (Exception, SystemExit) as error:  # it is a program, and may raise anything
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
            where = f", line {lines[-1]}" if lines else ""
            reason = next(iter(str(error).splitlines()), "")
            raise CourseError(f"{file}{where} cannot be used ({type(error).__name__}: {reason}): mend it") from error
        self.files |= dict.fromkeys(loaded.get("CourseDirectory", {}), file)
        self.config.merge(loaded)

    def option(self, name: str) -> tuple[str, Path | str]:
        """What was said of an option of the course folder, empty if nothing, and where.

        Raises:
            CourseError: if it is no text.
        """
        value: Any = self.config.CourseDirectory.get(name, "")
        file = self.files.get(name, "nbgrader's configuration")
        if not isinstance(value, str):
            raise CourseError(f"{file} sets CourseDirectory.{name} to something that is no text: mend it")
        return value, file


def _refuse_other_folders(said: _Said) -> None:
    root = said.root.resolve()
    place, file = said.option("root")
    if place and (root / place).resolve() != root:
        raise CourseError(
            f"{file} sets CourseDirectory.root to {place}, so nbgrader would not work in {root}: run `autograder` with "
            "`--course` of that folder, or take the line out"
        )
    for name, ours in _FOLDERS.items():
        folder, file = said.option(name)
        if folder and (root / folder).resolve() != root / ours:
            raise CourseError(f"{file} sets CourseDirectory.{name} to {folder}, but the autograder works in {ours}: "
                              "take the line out, or write the folder's name as here")  # fmt: skip
    structure, file = said.option("directory_structure")
    if structure and Path(structure) != Path(_STRUCTURE):
        raise CourseError(f"{file} sets CourseDirectory.directory_structure to {structure}, but the autograder lays a "
                          f"course out as {_STRUCTURE}: take the line out")  # fmt: skip
