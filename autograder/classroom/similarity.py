"""Find answers that are more alike than the task makes them. It is for a person to look at, and never changes a mark.

Answers are compared cell by cell, whatever exercise they belong to, by the fingerprints of copydetect: every k-gram of
the code with names, strings, comments and layout taken out. What everybody was given does not count, nor what many in
the class write: a short task has few right answers, and those who find the same one did not copy it.
"""

from __future__ import annotations

import builtins
import hashlib
import io
import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from copydetect.detector import CodeFingerprint

# Calibrated on the right answers in tests/bodies, see tests/test_similarity.py.
_GRAM = 12  # characters of code with every name made one letter: about one short statement
_SHARE = 0.6  # of the characters that count, in the answer that agrees less
_FEWEST = 60  # characters that count and agree: fewer are one or two statements
_FEWEST_SAME = 120  # characters of a text that is the same to the letter, names and comments too
_COMMON = 3  # a k-gram that more people than this have is a way to write it; in a large class,
_COMMON_SHARE = 0.03  # more than this share of them
_LONGEST = 20_000  # characters of a cell that are compared


@dataclass(frozen=True)
class Answer:
    """What one person wrote into one cell.

    Attributes:
        person: who.
        stem: in which exercise.
        cell: in which cell.
        code: what.
        earlier: it is of an earlier class, and only to be compared with.
    """

    person: str
    stem: str
    cell: str
    code: str
    earlier: bool = False


@dataclass(frozen=True)
class Pair:
    """Two answers that are alike.

    Attributes:
        one: an answer.
        other: another one, of another person.
        share: how much of what counts agrees, from 0 to 1, in the one of the two that agrees less.
        alike: the places of both that agree, as pairs of a start and an end.
    """

    one: Answer
    other: Answer
    share: float
    alike: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


def pairs(answers: Sequence[Answer], given: Iterable[str]) -> list[Pair]:
    """The pairs of answers that are very alike but not the same text, the most alike first.

    Args:
        answers: of the class, and of earlier ones.
        given: code that everybody was given: the release, the book.
    """
    prints = _fingerprints([_compared(answer) for answer in answers])
    known: set[int] = set()
    for one in _fingerprints(list(given)).values():
        known |= one.hashes
    _forget(prints, known | _common(answers, prints))
    found = (_compare(one, other, prints) for one, other in _candidates(answers, prints))
    return sorted(
        filter(None, found), key=lambda pair: (-pair.share, pair.one.person, pair.other.person, pair.one.cell)
    )


def same(answers: Iterable[Answer], given: Iterable[str]) -> list[list[Answer]]:
    """Groups of answers that are the same to the letter, names and comments too, and too long to be so by chance.

    Args:
        answers: of the class, and of earlier ones.
        given: code that everybody was given.
    """
    known = {" ".join(code.split()) for code in given}
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        text = " ".join(answer.code.split())
        if len(text) >= _FEWEST_SAME and text not in known:
            groups[text].append(answer)
    several = [group for group in groups.values() if len({one.person for one in group if not one.earlier}) > 1
               or len({one.earlier for one in group}) > 1]  # fmt: skip
    return sorted(several, key=lambda group: (-len(group), group[0].person, group[0].cell))


def identical(files: Iterable[tuple[str, str | None]], released: bytes) -> list[list[str]]:
    """Groups of people who handed in the same file, to the byte; who handed in the release has written nothing.

    Args:
        files: pairs of a person and the hash of the file, see `intake.submission.digest`.
        released: the file that everybody was given.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for person, digest in files:
        if digest is not None and digest != hashlib.sha256(released).hexdigest():
            groups[digest].append(person)
    return [sorted(people) for people in groups.values() if len(people) > 1]


def _compared(answer: Answer) -> str:
    return answer.code[:_LONGEST]


def _fingerprints(codes: Iterable[str]) -> dict[str, CodeFingerprint]:
    return {code: _fingerprint(code) for code in {*codes}}


def _fingerprint(code: str) -> CodeFingerprint:
    from copydetect.detector import CodeFingerprint  # brings Matplotlib's windows along

    text, offsets = _filtered(code)
    # With a window of one every k-gram counts, so that the result does not depend on how Python hashes today.
    found = CodeFingerprint("answer.py", _GRAM, 1, filter=False, fp=io.StringIO(text))
    found.offsets = np.array(offsets)
    return found


# A lexer of a few lines takes a tenth of the time of that which copydetect would use, which was most of all time.
_TOKEN = re.compile(
    r"""(?P<none>\#[^\n]*|\\\n|\s+)|(?P<text>[rbfu]{0,2}(?:\'{3}(?:\\.|.)*?(?:\'{3}|\Z)|"{3}(?:\\.|.)*?(?:"{3}|\Z)
    |\'(?:\\.|[^\\'\n])*\'?|"(?:\\.|[^\\"\n])*"?))|(?P<name>[^\W\d]\w*)|(?P<other>\w+|.)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))


def _filtered(code: str) -> tuple[str, list[tuple[int, int]]]:
    """Code with every name of a variable, a function or a class made one letter, a string two, and without layout.

    Returns:
        The text, and as copydetect has it for each place in it where something was left out, how much was so far.
    """
    parts, offsets, length, gone, before = [], [(0, 0)], 0, 0, ""
    for match in _TOKEN.finditer(code):
        kind, word = match.lastgroup, match[0]
        new = word
        if kind == "none":
            new = ""
        elif kind == "text":
            new = "'S'"[: len(word)]
        elif kind == "name" and word not in _KEPT:
            new = {"def": "F", "class": "O"}.get(before, "V")
        if new:
            before = word
            parts.append(new)
            length += len(new)
        if len(new) != len(word):
            offsets.append((length - 1, gone))
            gone += len(word) - len(new)
    return "".join(parts), offsets


def _common(answers: Sequence[Answer], prints: dict[str, CodeFingerprint]) -> set[int]:
    """What too many people have for it to mean anything."""
    has: dict[str, set[int]] = defaultdict(set)
    for answer in answers:
        has[answer.person] |= prints[_compared(answer)].hashes
    counts = Counter(hash_ for hashes in has.values() for hash_ in hashes)
    most = max(_COMMON, _COMMON_SHARE * len(has))
    return {hash_ for hash_, count in counts.items() if count > most}


def _forget(prints: dict[str, CodeFingerprint], hashes: set[int]) -> None:
    from copydetect.utils import get_token_coverage

    for one in prints.values():
        if hashes & one.hashes:
            one.hashes = one.hashes - hashes
            one.hash_idx = {hash_: one.hash_idx[hash_] for hash_ in one.hashes}
            one.token_coverage = get_token_coverage(one.hash_idx, _GRAM, len(one.filtered_code))


def _candidates(answers: Sequence[Answer], prints: dict[str, CodeFingerprint]) -> Iterable[tuple[Answer, Answer]]:
    """Pairs of different people of which enough agrees to be worth comparing."""
    has: dict[int, list[int]] = defaultdict(list)
    for number, answer in enumerate(answers):
        for hash_ in prints[_compared(answer)].hashes:
            has[hash_].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in has.values():
        shared.update(combinations(numbers, 2))
    for (first, second), count in shared.items():
        one, other = answers[first], answers[second]
        if (
            count > _GRAM
            and one.code != other.code
            and one.person != other.person
            and not (one.earlier and other.earlier)
        ):
            yield (other, one) if one.earlier else (one, other)


def _compare(one: Answer, other: Answer, prints: dict[str, CodeFingerprint]) -> Pair | None:
    from copydetect.detector import compare_files

    overlap, shares, slices = compare_files(prints[_compared(one)], prints[_compared(other)])
    if overlap < _FEWEST or min(shares) < _SHARE:
        return None
    alike = [tuple((int(start), int(end)) for start, end in zip(*places, strict=True)) for places in slices]
    return Pair(one, other, min(1.0, float(min(shares))), (alike[0], alike[1]))
