"""The log of `autograder grade`: what a terminal showed, and more, for whoever comes later.

It is `logs/grade.log` in the course folder, for its owner alone, in UTC. Runs are kept until there are five megabytes
of them; the oldest go first.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast

from autograder.course import privacy
from autograder.course.course import Course, replace

_BYTES, _FILES = 2**20, 4  # of one file, and how many older ones there are


class Log:
    """The log of one run. A log that cannot be written stops nothing: marks are in the gradebook.

    Args:
        course: the course.

    Attributes:
        path: where it is.
    """

    def __init__(self, course: Course):
        self.path = course.root / "logs" / "grade.log"
        self._reported = self.path.with_name("reported.json")
        self._handler: _Private | None = None

    def __enter__(self) -> Log:
        with suppress(OSError):
            privacy.make_folder(self.path.parent, private=True)
            self._handler = _Private(self.path)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if kind is not None:
            self.line(f"stopped before the end: {error or kind.__name__}")
        if self._handler is not None:
            self._handler.close()

    def line(self, text: str) -> None:
        """Add a line, or several; nothing in them may move the cursor of a terminal."""
        for line in text.split("\n"):
            clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
            if self._handler is not None:
                self._handler.emit(logging.LogRecord("grade", logging.INFO, "", 0, clean, None, None))

    def reported(self) -> dict[str, str]:
        """What earlier runs ended with and told: what it was, by `<exercise>/<student>`."""
        with suppress(OSError, ValueError):
            kept = json.loads(self._reported.read_bytes())
            if isinstance(kept, dict):
                return {str(name): str(what) for name, what in kept.items()}
        return {}

    def report(self, told: dict[str, str], seen: Iterable[str]) -> None:
        """Keep what this run tells at its end.

        Args:
            told: what it was, by `<exercise>/<student>`.
            seen: all that this run looked at; what earlier runs told of it is forgotten.
        """
        looked_at = set(seen)
        kept = {name: what for name, what in self.reported().items() if name not in looked_at}
        with suppress(OSError):
            replace(self._reported, json.dumps(kept | told, indent=1, sort_keys=True).encode())


class _Private(RotatingFileHandler):
    """Writes a file that is for its owner alone, or for the group that shares the folder."""

    def __init__(self, path: Path):
        super().__init__(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", errors="replace")
        formatter = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        self.setFormatter(formatter)

    def _open(self) -> TextIOWrapper:
        mode = 0o660 if privacy.is_shared(Path(self.baseFilename).parent) else 0o600

        def private(name: str, flags: int) -> int:
            return os.open(name, flags | os.O_NOFOLLOW, mode)

        file = open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=private)  # noqa: SIM115
        return cast(TextIOWrapper, file)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (its name in logging)
        """The disk is full, say; the run goes on."""
