"""Take in what a student handed in: find the notebook, read and rebuild it, or refuse it with one clear line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.intake import notebook_file
from autograder.intake.notebook_file import MAX_BYTES, Refused, digest
from autograder.intake.rebuild import Submission, belongs, listed, rebuild

__all__ = ["MAX_BYTES", "Refused", "Submission", "digest", "embedded", "find", "links", "read", "rebuild"]

MAX_FILES = 20  # notebooks in one folder


def links(folders: Iterable[Path]) -> frozenset[tuple[int, int]]:
    """Device and inode of each file that lies in several of these folders, as a hard link.

    That a file has several links is nothing by itself: a backup may be made of them.
    """
    places: dict[tuple[int, int], Path] = {}
    several = set()
    for folder in folders:
        if folder.is_symlink():  # is refused anyway, and must not put what it points at in doubt
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                key = (status.st_dev, status.st_ino)
                if status.st_nlink > 1 and places.setdefault(key, folder) != folder:
                    several.add(key)
    return frozenset(several)


def find(
    folder: Path, assignment: Assignment, shared: frozenset[tuple[int, int]] = frozenset()
) -> tuple[bytes, tuple[str, ...]] | None:
    """Read the notebook that was handed in.

    It is `<stem>.ipynb`, or else the only notebook in the folder that belongs to the assignment: by the stem in
    its metadata, or by its cells. Links are refused, and a device or a pipe is never waited for.

    Args:
        folder: `submitted/<student>/<stem>`.
        assignment: what should have been handed in.
        shared: the files that are not this student's alone, see `links`.

    Returns:
        The bytes of the file and notes for the student; None if there is no folder or no notebook in it.

    Raises:
        Refused: if no regular file of at most `MAX_BYTES` can be read, or it is not clear which file to take.
        OSError: if the file system fails; this is no fault of the student.
    """
    with notebook_file.opened(folder) as directory:
        if directory is None:
            return None
        names = [name for name in os.listdir(directory) if name.lower().endswith(".ipynb")]
        names = sorted(name for name in names if not name.startswith("."))
        wanted = f"{assignment.stem}.ipynb"
        if wanted in names:
            name, data = wanted, notebook_file.load(wanted, directory, shared)
        elif names:
            name, data = _renamed(names, directory, assignment, shared)
        else:
            return None
    notes = []
    if name != wanted:
        notes.append(f"{name[:80]!r} was taken as {wanted}; keep the name of the released notebook.")
    if others := [repr(other) for other in names if other != name]:
        notes.append(f"Only {name[:80]!r} was graded; left out: {listed(others)}.")
    return data, tuple(notes)


def embedded(data: bytes) -> str | None:
    """The stem that the release wrote into a notebook file; None if there is none, or the file is no notebook."""
    try:
        return notebook_file.embedded(notebook_file.parse(data)[0])
    except Refused:
        return None


def _renamed(
    names: list[str], directory: int, assignment: Assignment, shared: frozenset[tuple[int, int]]
) -> tuple[str, bytes]:
    """Of notebooks with other names, the one that belongs to the assignment."""
    wanted = f"{assignment.stem}.ipynb"
    if len(names) > MAX_FILES:
        raise Refused(f"There are {len(names)} notebooks in the folder. Hand in {wanted} alone.")
    by_stem, by_cells = [], []
    problem = f"Not the notebook of {assignment.stem}: {listed(map(repr, names))}. Hand in {wanted}."
    for name in names:
        try:
            data = notebook_file.load(name, directory, shared)
            document, _ = notebook_file.parse(data)
            stem = notebook_file.embedded(document)
            if stem == assignment.stem:
                by_stem.append((name, data))
            elif stem is None and belongs(notebook_file.cells(document), assignment):
                by_cells.append((name, data))
        except Refused as error:
            if len(names) == 1:
                problem = error.reason
    candidates = by_stem or by_cells
    if not candidates:
        raise Refused(problem)
    if len(candidates) > 1:
        several = listed(repr(name) for name, _ in candidates)
        raise Refused(f"Each of these may be your answer: {several}. Hand in one of them, named {wanted}.")
    return candidates[0]


def read(data: bytes, assignment: Assignment) -> Submission:
    """Read a notebook file and rebuild it on top of the release, see `rebuild`.

    Args:
        data: the file; UTF-8, or UTF-16 or UTF-32 with a byte order mark; nbformat 2, 3 or 4.
        assignment: what it answers.

    Raises:
        Refused: if it is not a notebook of this assignment, or too large.
    """
    document, repeated = notebook_file.parse(data)
    cells = notebook_file.cells(document)
    stem = notebook_file.embedded(document)
    notes = []
    if repeated:
        notes.append("The file gives some of its JSON keys twice; the last of each counts.")
    if "cells" not in document:
        notes.append("The notebook is in an old format and was converted.")
    if stem not in (None, assignment.stem):
        if not belongs(cells, assignment):
            raise Refused(f"This is the notebook of {stem[:80]!r}. Hand in {assignment.stem}.ipynb.")
        notes.append(f"The notebook says that it is {stem[:80]!r}; it was graded as {assignment.stem}.")
    rebuilt = rebuild(cells, assignment)
    return replace(rebuilt, notes=(*notes, *rebuilt.notes))
