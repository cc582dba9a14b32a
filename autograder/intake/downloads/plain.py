"""Folders and files named by an id, a login or an e-mail address: `ann/svm_gradient/svm_gradient.ipynb`, `ann.zip`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import PurePosixPath

from autograder.intake import exchange
from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+=?^{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_ENDINGS = re.compile(r"(\.(ipynb|txt|json|zip|eml))+$|\s*\(\d+\)|^Copy of ", re.IGNORECASE)


def claims(files: Sequence[File], stems: Sequence[str]) -> dict[File, Claim]:
    """Every file, with the words of its path that may say whose it is."""
    found = {}
    times = {}
    for file in files:  # what nbgrader put beside a notebook says when it came
        if file.name == exchange.TIMESTAMP and file.path is not None and len(file.parts) > 1:
            receipt = exchange.read(file.path.parent)
            times[file.parts[:-1]] = receipt.handed_in and receipt.handed_in.replace(tzinfo=UTC)
    for file in files:
        names = tuple(dict.fromkeys(_names(file, stems)))
        shown = file.parts[0] if len(file.parts) > 1 else file.name
        own = file.name in (exchange.TIMESTAMP, exchange.SECRET)
        found[file] = Claim("folders", shown, names=names, received=times.get(file.parts[:-1]), own=own)
    return found


def _names(file: File, stems: Sequence[str]) -> Iterator[str]:
    """The folders from the outermost, the file, then what was given, each also without the exercise in its name."""
    given = PurePosixPath(file.root).name
    for part in (*file.parts, given):
        yield from _ADDRESS.findall(part)
        bare = _ENDINGS.sub("", part).strip()
        yield part
        yield bare
        for stem in stems:
            for word in {stem, stem.replace("_", "-"), stem.replace("_", " ")}:
                for sign in "_- ":
                    if bare.lower().startswith(word + sign):
                        yield bare[len(word) + 1 :].strip()
                    if bare.lower().endswith(sign + word):
                        yield bare[: -len(word) - 1].strip()
