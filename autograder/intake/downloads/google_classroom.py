"""Google Classroom, the folder of an assignment in Drive: `Ann Lee - svm_gradient.ipynb`.

It has names of people and nothing else, so that nobody can be matched, unless a file is named by an e-mail address, or
the instructor has put `name:Ann%20Lee` among the `keys` of that student in `roster.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_NAME = re.compile(r"(?P<who>[^/]{2,80}?) - (?P<rest>.*\.ipynb.*)", re.IGNORECASE)


def claims(files: Sequence[File]) -> dict[File, Claim]:
    """The notebooks that are named after a person and something else."""
    found = {}
    for file in files:
        if match := _NAME.fullmatch(file.name):
            who = match["who"].removeprefix("Copy of ").strip()
            keys = {"email": who} if "@" in who else {"name": who}
            found[file] = Claim("Google Classroom", f"{who} (Google Classroom)", (keys,))
    return found
