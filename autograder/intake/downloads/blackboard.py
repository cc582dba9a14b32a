"""Blackboard, "Assignment file download": `SVM gradient_alee_attempt_2024-03-05-13-45-12_svm_gradient.ipynb`.

The second part is the login, which may be an e-mail address; the time is that of the server, without a zone. `attempt`
is a word of the language of the course, such as `poging`. A text file for each attempt lies beside. So it is read by
programs that others have published, such as https://github.com/kwurst/bb-file-cleanup; Blackboard's own code is not
public.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from autograder.intake.downloads.claim import Claim
from autograder.intake.downloads.layout import Layout
from autograder.intake.tree import File

_NAME = re.compile(  # The first such part, since a student may have put another one into the name of a file.
    r"(?P<before>.+?)_[^\d_\s]+_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|(?P<own>\.txt))"
)


def claims(layout: Layout) -> dict[File, Claim]:
    """The files with names as Blackboard makes them."""
    found = {}
    for file in layout.files:
        match = _NAME.fullmatch(file.name)
        if match and layout.is_flat(file) and (login := match["before"].rpartition("_")[2]):
            # The name of the assignment may hold the sign that parts it from the login, and the login as well: of what
            # is in the roster the longest, else the shortest that it can be.
            longer = [match["before"][at + 1 :] for at, sign in enumerate(match["before"]) if sign == "_"][:-1]
            received = None
            with suppress(ValueError):
                received = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S")
            keys = {"login": login, "sis": login, "email": login if "@" in login else ""}
            found[file] = Claim("Blackboard", login, (keys,), tuple(longer), received, own=bool(match["own"]))
    return found
