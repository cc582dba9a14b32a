"""Moodle, "Download all submissions": `Ann Lee_77_assignsubmission_file_/svm_gradient.ipynb`, or all in one folder.

The number is the one that the grading worksheet calls `Participant 77`; blind, the name is `Participant` too. It is of
one person in one assignment, so that only that assignment's worksheet tells who it is. Groups stand before the name.
What was typed into Moodle's own editor lies in a folder of its own, `..._assignsubmission_onlinetext_/onlinetext.html`.
"""

from __future__ import annotations

import re

from autograder.intake.downloads.claim import Claim
from autograder.intake.downloads.layout import Layout
from autograder.intake.tree import File

_FOLDER = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<type>[a-z]+)(?:_.*)?")


def claims(layout: Layout) -> dict[File, Claim]:
    """The files below a folder, or with a name, as Moodle makes them."""
    found = {}
    for file in layout.files:
        match = next(filter(None, map(_FOLDER.fullmatch, layout.trusted(file))), None)
        if match:
            name = match["name"].replace("_", " ").strip()
            typed = match["type"] == "onlinetext" and file.name.endswith(".html")
            found[file] = Claim("Moodle", f"{name} (Moodle participant {match['id']})", ({"moodle": match["id"]},),
                                own=typed)  # fmt: skip
    return found
