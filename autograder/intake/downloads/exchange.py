"""nbgrader's exchange: `inbound/ann+svm_gradient+2024-03-05 13:45:12.000000 UTC+x7/...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from nbgrader.utils import parse_utc

from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_FOLDER = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-[^+]+)(?:\+.*)?")
_OWN = ("timestamp.txt", "submission_secret.txt")


def claims(files: Sequence[File]) -> dict[File, Claim]:
    """The files in folders as `nbgrader submit` makes them."""
    found = {}
    for file in files:
        match = next(filter(None, map(_FOLDER.fullmatch, (file.root, *file.parts[:-1]))), None)
        if match:
            received: datetime | None = None
            with suppress(ValueError, OverflowError):
                received = parse_utc(match["time"])
            student = match["student"]
            found[file] = Claim("nbgrader", student, ({"id": student, "login": student},),
                                received=received and received.replace(tzinfo=UTC), own=file.name in _OWN)  # fmt: skip
    return found
