"""Google Classroom, the folder of an assignment in Drive: `Ann Lee - svm_gradient.ipynb`.

So it calls the copy that it makes of a file for each student; a file that a student uploads keeps its own name, and
lies there without a word of whose it is. No program was found that reads such a folder: this is as teachers tell it.

A copy has names of people and nothing else, so that nobody can be matched, unless a file is named by an e-mail address,
or the instructor has put `name:Ann%20Lee` among the `keys` of that student in `roster.csv`.
"""

from __future__ import annotations

import re

from autograder.intake.downloads.claim import Claim
from autograder.intake.downloads.layout import Layout
from autograder.intake.tree import File

_NAME = re.compile(r"(?P<who>[^/]{2,80}?) - (?P<rest>.*\.ipynb.*)", re.IGNORECASE)


def claims(layout: Layout) -> dict[File, Claim]:
    """The notebooks that are named after a person and something else."""
    found = {}
    for file in layout.files:
        if layout.is_flat(file) and (match := _NAME.fullmatch(file.name)):
            who = match["who"].removeprefix("Copy of ").strip()
            keys = {"email": who} if "@" in who else {"name": who}
            found[file] = Claim("Google Classroom", f"{who} (Google Classroom)", (keys,))
    return found
