"""Canvas, "Download submissions": `leeann_12345_67890_svm_gradient-2.ipynb`, all in one folder.

The names are made by `lib/content_zipper.rb`: the sortable name in lower case without signs, `LATE` if it is, the id of
the user (or `anon_` and an anonymous one), the id of the uploaded file, and the name that the student gave. Ids of
files grow, so of two the larger was handed in later. The times in the zip are those of the download. Work of a group
has the name of the group, and the id of one of its members.
"""

from __future__ import annotations

import re
import unicodedata

from autograder.intake.downloads.claim import Claim
from autograder.intake.downloads.layout import Layout
from autograder.intake.tree import File

_UPLOAD = re.compile(
    r"(?:(?P<name>.+?)_)?(?P<late>LATE_)?(?:anon_(?P<anonymous>[A-Za-z0-9]+)|(?P<user>\d+))"
    r"_(?:(?P<file>\d+)_(?P<rest>.+)|(?P<text>text|link)\.html)"
)


def claims(layout: Layout) -> dict[File, Claim]:
    """The files with names as Canvas makes them."""
    found = {}
    for file in layout.files:
        match = _UPLOAD.fullmatch(file.name)
        if not match or not layout.is_flat(file) or not (match["name"] or match["anonymous"]):
            continue
        if not _is_word(match["name"] or ""):
            continue
        name = (match["name"] or "").removesuffix("_LATE")
        late = bool(match["late"]) or (match["name"] or "").endswith("_LATE") or name == "LATE"
        keys = {"canvas": match["user"]} if match["user"] else {"canvas_anonymous": match["anonymous"]}
        who = f"Canvas user {match['user']}" if match["user"] else f"Canvas' anonymous {match['anonymous']}"
        shown = f"{name} ({who})" if name and name != "LATE" else who
        found[file] = Claim("Canvas", shown, (keys,), order=int(match["file"] or 0), late=late,
                            own=bool(match["text"]))  # fmt: skip
    return found


def _is_word(name: str) -> bool:
    """Whether a name holds what Ruby takes for parts of a word: vowel signs too, which `\\w` is not."""
    return all(sign == "_" or unicodedata.category(sign)[0] in "LMN" for sign in name)
