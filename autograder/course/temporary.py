"""Files on their way to their place: how they are called, and which of them a program left that was killed."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

_NAME = re.compile(r"\..+-(\d+)-\w+")


def prefix(name: str) -> str:
    """How the name of a file begins that this process writes before it takes the place of another.

    Args:
        name: the name of the other.
    """
    return f".{name}-{os.getpid()}-"


def abandoned(folder: Path, name: str = "") -> list[Path]:
    """The files in a folder that nobody will move to their place any more, because their writer is gone.

    Args:
        folder: the folder.
        name: only those that were to take the place of this file.

    Raises:
        OSError: if the folder cannot be read.
    """
    wanted = f".{name}-" if name else "."
    named = ((one, _NAME.fullmatch(one)) for one in os.listdir(folder) if one.startswith(wanted))
    return [folder / one for one, found in named if found and not is_running(int(found[1]))]


def clear(folder: Path, name: str = "") -> None:
    """Remove them, as far as they may be removed; see `abandoned`."""
    for path in abandoned(folder, name):
        with suppress(OSError):
            path.unlink()


def is_running(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        pass
    return True
