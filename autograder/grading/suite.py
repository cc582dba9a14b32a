"""What decides a mark besides the cells of the notebook: our code, the limits, versions, and which secret.

Code counts by its syntax tree, so that a comment or a line break regrades nobody. Docstrings do not count either,
except in the catalogue, where they are sentences for students.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib
import importlib.metadata
import platform
import re
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.course.settings import Limits
from autograder.wall.bubblewrap import bwrap
from autograder.wall.ways import Wall

PACKAGE = Path(__file__).parents[1]
_GRADER = ("grading", "intake", "course/assignment.py")
_WALL = ("wall",)
_DISTRIBUTIONS = {"sklearn": "scikit-learn", "IPython": "ipython"}  # where they have other names than what is imported
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_CALL = re.compile(r"checks\.run\(\s*[\"'](\w+)[\"']\s*,\s*[\"'](\w+)[\"']")


def surroundings(
    stem: str, limits: Limits, secret: str | None, wall: Wall, package: Path = PACKAGE
) -> tuple[tuple[str, str], ...]:
    """What decides the marks of an exercise besides its cells, as pairs of a name and a value or a hash.

    Args:
        stem: the exercise.
        limits: what one submission may use.
        secret: the public id of the course's secret.
        wall: how submissions are kept apart.
        package: the folder of the autograder.
    """
    return (
        *code(stem, package).items(),
        *((f"limits.{name}", _value(value)) for name, value in asdict(limits).items()),
        ("version.Python", platform.python_version()),
        *((f"version.{name}", _version(name)) for name in limits.packages),
        ("sandbox", _sandbox(wall)),
        ("secret", secret or ""),
    )


def code(stem: str, package: Path = PACKAGE) -> dict[str, str]:
    """Hashes of the code that decides the marks of an exercise: its checks, the catalogue, the grader, the wall."""
    reached = _reached(package, ("checks", f"checks/{stem}", f"misconceptions/{stem}"))
    catalogue = {path for path in reached if path.is_relative_to(package / "misconceptions")}
    checks = {path for path in reached if path.is_relative_to(package / "checks")} | {
        package / "gradcheck.py"
    } & reached
    return {
        "checks": _hash(package, checks),
        "catalogue": _hash(package, catalogue),
        "grader": _hash(package, _files(package, _GRADER)),
        "wall": _hash(package, _files(package, _WALL)),
    }


def require_ours(course: Course, stem: str) -> Path | None:
    """Refuse a course folder that has an autograder of its own which grades in another way than this one.

    Returns:
        The autograder of the course folder if it is another than this one, with the same checks; else None.

    Raises:
        CourseError: if the two differ.
    """
    theirs = course.root / "autograder"
    if not (theirs / "checks").is_dir() or theirs.resolve() == PACKAGE.resolve():
        return None
    if differing := [name for name, value in code(stem).items() if code(stem, theirs).get(name) != value]:
        raise CourseError(
            f"{course.root} has an autograder of its own, and that of {PACKAGE} runs, which has other "
            f"{', '.join(differing)} for {stem}: run `autograder` from the environment of {course.root}"
        )
    return theirs


def require_checks(assignment: Assignment) -> None:
    """Refuse an assignment with a test cell whose hidden check this autograder does not have.

    Raises:
        CourseError: if there is one.
    """
    for cell in assignment.cells:
        if cell.kind != "test":
            continue
        wanted = _CALL.findall(cell.source)
        if not wanted and _exists("checks", assignment.stem):
            wanted = [(assignment.stem, cell.id)]
        for stem, task in wanted:
            if not _has_check(stem, task):
                raise CourseError(
                    f"the released {assignment.stem} has the cell {cell.id}, for which {PACKAGE} has no hidden check: "
                    f"run the autograder that goes with this course, or `autograder release {assignment.stem}`"
                )


def _has_check(stem: str, task: str) -> bool:
    files = _modules(PACKAGE, f"checks/{stem}")
    # Where the names are written out there is no need to load the checks, and NumPy with them.
    if any(task in _read(PACKAGE, file).tasks for file in files):
        return True
    return bool(files) and task in importlib.import_module(f"autograder.checks.{stem}").TASKS


def _exists(room: str, stem: str) -> bool:
    return bool(_modules(PACKAGE, f"{room}/{stem}"))


def _value(value: float | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(float(value)).removesuffix(".0")


@functools.cache
def _version(name: str) -> str:
    try:
        return importlib.metadata.version(_DISTRIBUTIONS.get(name, name))
    except importlib.metadata.PackageNotFoundError:
        found = _providers().get(name, [])
        return ", ".join(sorted(importlib.metadata.version(provider) for provider in set(found))) or "none"


@functools.cache
def _providers() -> dict[str, list[str]]:
    return dict(importlib.metadata.packages_distributions())  # takes a third of a second


@functools.cache
def _sandbox(wall: Wall) -> str:
    program = bwrap() if wall == "bubblewrap" else None
    if program is None:
        return "none"
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.strip() or "unknown"


def _reached(package: Path, roots: Iterable[str]) -> set[Path]:
    """The modules of ours that some modules import, anywhere in their text, and they themselves."""
    reached: set[Path] = set()
    waiting = {path for root in roots for path in _modules(package, root)}
    while waiting:
        reached |= waiting
        named = {file for path in waiting for file in _named(package, path, _read(package, path).imports)}
        waiting = {file for file in named - reached if file.is_file()}
    return reached


def _modules(package: Path, name: str) -> list[Path]:
    """The files of a module, given as a path without its ending; of the package of an exercise, all."""
    folder, file = package / name, package / f"{name}.py"
    if file.is_file():
        return [file]
    if name.count("/"):
        return sorted(path for path in folder.rglob("*.py") if path.is_file())
    return [folder / "__init__.py"] if (folder / "__init__.py").is_file() else []


@functools.cache
def _named(package: Path, path: Path, imports: tuple[tuple[int, str], ...]) -> frozenset[Path]:
    """The files of ours that the imports of a file may be meant for, whether they exist or not."""
    named: set[Path] = set()
    for level, name in imports:
        base = path.relative_to(package.parent).parts[:-level] if level else ()
        parts = [*base, *name.split(".")] if name else [*base]
        if parts[0] != "autograder":
            continue
        for end in range(2, len(parts) + 1):
            file = package.joinpath(*parts[1:end])
            named |= {file.with_suffix(".py"), file / "__init__.py"}
    return frozenset(named)


def _files(package: Path, names: Iterable[str]) -> set[Path]:
    found: set[Path] = set()
    for name in names:
        place = package / name
        found |= {place} if place.is_file() else {path for path in place.rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts}


def _hash(package: Path, paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(package).as_posix()
        total.update(f"{name}\0{_read(package, path).digest}\0".encode())
    return total.hexdigest()


@dataclass(frozen=True)
class _File:
    """A file of ours.

    Attributes:
        digest: a hash of it; of Python, of what it says and not of how it is laid out.
        imports: what it imports: how many dots stand before a name, and the name.
        tasks: the tasks that its table of checks names, if it has one and they are written out there.
    """

    digest: str
    imports: tuple[tuple[int, str], ...] = ()
    tasks: frozenset[str] = frozenset()


def _read(package: Path, path: Path) -> _File:
    data = path.read_bytes()
    if path.suffix != ".py":
        return _File(hashlib.sha256(data).hexdigest())
    try:
        return _parsed(data, docstrings=path.relative_to(package).parts[0] == "misconceptions")
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path} is no Python: {error}") from error


@functools.cache
def _parsed(data: bytes, docstrings: bool) -> _File:
    words: list[str] = []
    imports: list[tuple[int, str]] = []
    tree = ast.parse(data)
    _write(tree, docstrings, words, imports)
    text = "\n".join(words)  # no word holds a line break
    return _File(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), tuple(imports), _tasks(tree))


def _tasks(tree: ast.Module) -> frozenset[str]:
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="TASKS")], value=ast.Dict(keys=keys))
                | ast.AnnAssign(target=ast.Name(id="TASKS"), value=ast.Dict(keys=keys))
            ):
                return frozenset(key.value for key in keys if isinstance(key, ast.Constant) and type(key.value) is str)
    return frozenset()


def _write(node: ast.AST, docstrings: bool, words: list[str], imports: list[tuple[int, str]]) -> None:
    """Write down a syntax tree, as `ast.dump` does in three times the time, and what it imports.

    The type of a node says how many fields follow, and brackets hold what a field has several of, so that different
    trees are written differently.
    """
    words.append(type(node).__name__)
    if isinstance(node, ast.Import):
        imports += [(0, alias.name) for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        start = node.module or ""
        names = (alias.name for alias in node.names)
        imports += [(node.level, start), *((node.level, f"{start}.{name}".removeprefix(".")) for name in names)]
    elif not docstrings and isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
        del node.body[0]
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            _write(value, docstrings, words, imports)
        elif type(value) is list:
            words.append("[")
            for item in value:
                if isinstance(item, ast.AST):
                    _write(item, docstrings, words, imports)
                else:
                    words.append(repr(item))
            words.append("]")
        else:
            words.append(repr(value))
