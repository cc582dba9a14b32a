"""Who handed in each file of a download, by the layout of the system that it comes from.

Each module knows one system: `claims` takes the files of a download and gives a claim for each that it knows. The
first that knows a file has it; `plain` comes last and knows everything that lies in a folder of somebody's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.intake.downloads import (
    blackboard,
    canvas,
    exchange,
    github_classroom,
    google_classroom,
    gradescope,
    moodle,
    plain,
)
from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_SYSTEMS = (gradescope, moodle, exchange, blackboard, canvas, github_classroom, google_classroom)


def claims(files: Sequence[File], stems: Sequence[str]) -> dict[File, Claim]:
    """Whose each file of a download is, for those files of which that can be said.

    Args:
        files: all of one download.
        stems: the exercises, which people put into names beside their own.
    """
    found: dict[File, Claim] = {}
    for system in _SYSTEMS:
        left = [file for file in files if file not in found]
        found |= system.claims(left)
    return found | plain.claims([file for file in files if file not in found], stems)
