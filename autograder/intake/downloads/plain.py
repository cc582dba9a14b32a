"""Folders and files named by an id, a login or an e-mail address: `ann/svm_gradient/svm_gradient.ipynb`, `ann.zip`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from autograder.intake import exchange
from autograder.intake.downloads.claim import Claim
from autograder.intake.downloads.layout import Layout
from autograder.intake.tree import File

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+=?^{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_ENDINGS = re.compile(r"(\.(ipynb|txt|json|zip|eml))+$|\s*\(\d+\)|^Copy of ", re.IGNORECASE)


def claims(layout: Layout, stems: Sequence[str]) -> dict[File, Claim]:
    """Every file, with the words of its path that may say whose it is."""
    found = {}
    times = {}
    for file in layout.files:  # what nbgrader put beside a notebook says when it came
        if file.name == exchange.TIMESTAMP and file.path is not None and len(file.parts) > 1:
            receipt = exchange.read(file.path.parent)
            times[file.parts[:-1]] = receipt.handed_in and receipt.handed_in.replace(tzinfo=UTC)
    for file in layout.files:
        trusted = list(_without_exercises(layout, file, stems))
        names = tuple(dict.fromkeys(name for part in trusted for name in _names(part, stems)))
        own = file.name in (exchange.TIMESTAMP, exchange.SECRET)
        received = times.get(file.parts[:-1])
        found[file] = Claim("folders", trusted[-1], names=names, received=received, own=own)
    return found


def _without_exercises(layout: Layout, file: File, stems: Sequence[str]) -> Iterator[str]:
    """The names that students did not give; the folder of an exercise is no student's, so that one more is taken."""
    yield from layout.trusted(file)[:-1]
    for part in layout.below(file):
        yield part
        if _plain(part) not in stems:
            return


def _names(part: str, stems: Sequence[str]) -> Iterator[str]:
    """What a name may be as an id, login or address: itself, without its ending, and without the exercise in it."""
    bare = _ENDINGS.sub("", part).strip()
    for name in (part, bare):
        yield name
        if address := _ADDRESS.match(name):
            yield address[0]
    plain = _plain(bare)
    for stem in stems:
        if plain.startswith(f"{stem}_"):
            yield bare[len(stem) + 1 :].strip()
        if plain.endswith(f"_{stem}"):
            yield bare[: -len(stem) - 1].strip()


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")
