"""Who on this machine may read what a course holds of its students: its owner, and a group only if it was told so.

Marks, hand-ins and the secret lie in folders and files for their owner alone. A course that several people grade sets
the setgid bit on its folder (`chmod g+s`), or has nbgrader do it (`groupshared`): there the group keeps what it may.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_PRIVATE = (
    "received", "returned", "roster.csv", "submitted", "autograded", "feedback", "logs", "reports", "gradebook.db*",
    ".secret",
)  # fmt: skip


def is_shared(folder: Path) -> bool:
    """Whether a group is meant to work in a folder."""
    return bool(folder.stat().st_mode & stat.S_ISGID)


def make_folder(folder: Path, private: bool) -> None:
    """Make a folder and those above it that are missing, for the owner alone or for all to read.

    Under a folder that a group shares, what is private is for the group too.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    mode = 0o755 if not private else 0o2770 if is_shared(folder) else 0o700
    for path in reversed(missing):
        path.mkdir(mode, exist_ok=True)
        if private:
            path.chmod(mode)  # whatever the umask is


def open_to_others(root: Path) -> Iterator[tuple[Path, int]]:
    """What of a course others can get at that should not; with the mode that it should have.

    The folders at the top stand for all that is in them: nobody gets past them.
    """
    for pattern in _PRIVATE:
        for path in sorted(root.glob(pattern)):
            if path.is_symlink():
                continue
            mode = stat.S_IMODE(path.stat().st_mode)
            shared = is_shared(path) if path.is_dir() else is_shared(root)
            wanted = mode & (0o7770 if shared or is_shared(root) else 0o7700)
            if wanted != mode:
                yield path, wanted


def tighten(root: Path) -> str:
    """Close what others can get at.

    Returns:
        A line that says what was closed; empty if nothing was.
    """
    closed = []
    for path, mode in open_to_others(root):
        try:
            path.chmod(mode)
        except PermissionError:  # it is somebody else's; `doctor` says so
            continue
        closed.append(path.name)
    if not closed:
        return ""
    return f"others on this machine could read {', '.join(closed)}: closed (chmod g+s shares a course with a group)"


def private_umask() -> int:
    """Let new files of this process be for their owner alone; gives the mask as it was, to be set again."""
    return os.umask(0o077)
