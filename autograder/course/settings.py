"""What a course can set in `course.yml`, read once and checked."""

from __future__ import annotations

import functools
import importlib.util
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from autograder.course import date_rules, roster, yaml_text
from autograder.course.course import Course, CourseError
from autograder.course.date_rules import Dates
from autograder.course.errors import unreadable


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times are processor time, so that a verdict does not depend on a busy machine.

    Attributes:
        cell_seconds: of one graded cell, that is, of an answer or a cell of ours.
        call_seconds: of one call of a function by a check.
        check_seconds: of all calls of one check.
        own_seconds: of all cells of the student's own together.
        wall_clock: how many times as long as its processor time something may take by the clock.
        memory: megabytes of memory of one submission.
        disk: megabytes of one file, and of all of /tmp, /home, /run and /dev/shm each.
        files: how many files there may be in one of these.
        open_files: descriptors.
        threads: how many at once.
        output: megabytes that one submission may print.
        packages: what may be imported besides Python's own library.
    """

    cell_seconds: float = 15.0
    call_seconds: float = 5.0
    check_seconds: float = 20.0
    own_seconds: float = 30.0
    wall_clock: float = 4.0
    memory: int = 2048
    disk: int = 64
    files: int = 10_000
    open_files: int = 256
    threads: int = 64
    output: int = 8
    packages: tuple[str, ...] = ("numpy", "scipy", "sklearn", "matplotlib", "ipywidgets", "IPython")


# With less, what everybody is given no longer runs, and right work would lose its points: a shell that has run nothing
# maps 160 to 250 MB, and the first cells of a notebook open files and leave memory in use.
_LEAST: dict[str, float] = {
    "cell_seconds": 1,
    "call_seconds": 0.1,
    "check_seconds": 1,
    "own_seconds": 1,
    "wall_clock": 1,
    "memory": 512,
    "disk": 1,
    "files": 100,
    "open_files": 64,
    "threads": 8,
    "output": 1,
}


@dataclass(frozen=True)
class Settings:
    """The settings of a course.

    Attributes:
        limits: what one submission may use.
        dates: what is due when, and what lateness costs.
    """

    limits: Limits = Limits()
    dates: Dates = field(default_factory=Dates)


def load(root: Path) -> Settings:
    """The settings of the course in a folder: its `course.yml`, and our defaults for what that does not say.

    Raises:
        CourseError: if the file cannot be read, or says something that cannot be.
    """
    path = root / "course.yml"
    if not path.exists():
        return Settings()
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        raise CourseError(f"{path} is no UTF-8: save it as UTF-8") from error
    course = Course(root)
    sections = _sections(course, _stamp(root / roster.FILE)) if "groups" in text else ()
    return _parsed(path, text, tuple(course.stems()), sections)


def _stamp(path: Path) -> tuple[int, int]:
    """What is another when a file was written again."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@functools.lru_cache(maxsize=8)
def _sections(course: Course, _stamp: tuple[int, int]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(roster.sections(course).items())


@functools.lru_cache(maxsize=8)
def _parsed(
    path: Path, text: str, stems: tuple[str, ...], sections: tuple[tuple[str, frozenset[str]], ...]
) -> Settings:
    """What a text says, which is read again only when it, the exercises or the roster have changed."""
    said, words = yaml_text.read(path, text)
    said = {} if said is None else said
    if not isinstance(said, dict) or (unknown := set(said) - {"limits", "dates"}):
        raise CourseError(f"{path}: {_names(unknown) if isinstance(said, dict) else 'the file'} is unknown; "
                          "it may hold `limits:` and `dates:`")  # fmt: skip
    dates = date_rules.parse(path, words["dates"], list(stems), dict(sections)) if "dates" in said else Dates()
    return Settings(_limits(path, {} if said.get("limits") is None else said["limits"]), dates)


def _limits(path: Path, said: Any) -> Limits:
    names = {field.name: type(field.default) for field in fields(Limits)}
    if not isinstance(said, dict) or (unknown := set(said) - names.keys()):
        what = _names(unknown) if isinstance(said, dict) else "its value"
        raise CourseError(f"{path}: limits: {what} is unknown; choose from {', '.join(names)}")
    values: dict[str, Any] = {}
    for name, value in said.items():
        if name == "packages":
            fine = isinstance(value, list) and all(isinstance(item, str) and item.isidentifier() for item in value)
            wanted = "a list of names that can be imported"
        else:
            whole = names[name] is int
            fine = type(value) in ((int,) if whole else (int, float)) and _LEAST[name] <= value < 10**6
            wanted = f"a {'whole ' if whole else ''}number from {_LEAST[name]:g} to 999999"
        if not fine:
            raise CourseError(f"{path}: limits: {name} must be {wanted}, not {yaml_text.shown(value)}")
        values[name] = tuple(value) if name == "packages" else value
    return replace(Limits(), **values)


def not_installed(limits: Limits) -> str:
    """What to say of packages that a submission may import and that this environment does not have; empty if none."""
    missing = [name for name in limits.packages if importlib.util.find_spec(name) is None]
    what = "is not installed" if len(missing) == 1 else "are not installed"
    if not missing:
        return ""
    return f"{', '.join(missing)} {what} here: install what is missing, or take it out of `packages` in course.yml"


def _names(keys: set[Any]) -> str:
    return ", ".join(sorted(map(yaml_text.shown, keys))[:5])
