"""GitHub Classroom, `gh classroom clone student-repos`: `svm-gradient-submissions/svm-gradient-annlee/...`.

The folder above says what the part of a repository's name is that is not the login. When somebody pushed is not in a
clone: the times of commits are what the student's machine says. Git itself is never run on what was cloned.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_ABOVE = "-submissions"


def claims(files: Sequence[File]) -> dict[File, Claim]:
    """The files in repositories below a folder as GitHub's own tool makes it."""
    found = {}
    for file in files:
        path = (file.root.rpartition("/")[2].removesuffix(".zip"), *file.parts)
        for above, repository in itertools.pairwise(path[:-1]):
            slug = above.removesuffix(_ABOVE)
            login = repository.removeprefix(f"{slug}-")
            if slug not in ("", above) and login not in ("", repository):
                found[file] = Claim("GitHub Classroom", f"{login} (GitHub)", ({"github": login, "login": login},))
                break
    return found
