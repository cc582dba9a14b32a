"""Blackboard, "Assignment file download": `SVM gradient_alee_attempt_2024-03-05-13-45-12_svm_gradient.ipynb`.

The second part is the login; the time is that of the server, without a zone. A text file for each attempt lies beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_NAME = re.compile(r"(?P<before>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|(?P<own>\.txt))")


def claims(files: Sequence[File]) -> dict[File, Claim]:
    """The files with names as Blackboard makes them."""
    found = {}
    for file in files:
        match = _NAME.fullmatch(file.name)
        # The name of the assignment may hold the sign that parts it from the login, but the login does not.
        if match and (login := match["before"].rpartition("_")[2]):
            received = None
            with suppress(ValueError):
                received = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S")
            found[file] = Claim("Blackboard", login, ({"login": login, "sis": login},), received=received,
                                own=bool(match["own"]))  # fmt: skip
    return found
