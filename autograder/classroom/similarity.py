"""Find answers that are more alike than the task makes them. It is for a person to look at, and never changes a mark.

Answers are compared cell by cell, whatever exercise they belong to, by the fingerprints of copydetect: every k-gram of
the code with names, strings, comments and layout taken out. What everybody was given does not count, nor what many in
the class write: a short task has few right answers, and those who find the same one did not copy it.
"""

from __future__ import annotations

import builtins
import hashlib
import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from scipy.sparse import csr_array

# Calibrated on the right answers in tests/bodies, see tests/test_similarity.py.
_GRAM = 12  # characters of code with every name made one letter: about one short statement
_SHARE = 0.6  # of the characters that count, in the answer that agrees less
_FEWEST = 60  # characters that count and agree: fewer are one or two statements
_FEWEST_SAME = 120  # characters of a text that is the same to the letter, names and comments too
_COMMON = 3  # a k-gram that more people than this have is a way to write it; in a large class,
_COMMON_SHARE = 0.03  # more than this share of them
_LONGEST = 20_000  # characters of a cell that are compared
_AT_ONCE = 500  # answers whose shared k-grams are counted at once


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


@dataclass
class _Print:
    """The fingerprint of a code, as copydetect compares it; its own class costs ten times as much to make.

    Every k-gram counts, without a window, so that the result does not depend on how Python hashes today.

    Attributes:
        filtered_code: the code as it is compared.
        offsets: pairs of a place in it and of how much was left out before, see `_filtered`.
        hash_idx: the places of each k-gram, by its hash.
        hashes: those of them that count.
        k: how long they are.
    """

    filtered_code: str
    offsets: np.ndarray[Any, Any]
    hash_idx: dict[int, list[int]]
    hashes: set[int]
    k: int = _GRAM

    @cached_property
    def token_coverage(self) -> int:
        """How many characters lie in any k-gram that counts."""
        return self.covered(self.hashes)

    def covered(self, hashes: Iterable[int]) -> int:
        """How many characters lie in some of the k-grams."""
        covered = end = 0
        for place in sorted(place for hash_ in hashes for place in self.hash_idx[hash_]):
            covered += place + self.k - max(place, end)
            end = place + self.k
        return covered

    def agrees(self, hashes: Set[int]) -> bool:
        """Whether so much of the code lies in some of the k-grams that it is worth being shown."""
        covered = self.covered(hashes)
        return covered >= _FEWEST and covered >= _SHARE * self.token_coverage


def _fingerprints(codes: Iterable[str]) -> dict[str, _Print]:
    return {code: _fingerprint(code) for code in {*codes}}


def _fingerprint(code: str) -> _Print:
    text, offsets = _filtered(code)
    found: dict[int, list[int]] = {}
    for place in range(len(text) - _GRAM + 1):
        found.setdefault(hash(text[place : place + _GRAM]), []).append(place)
    return _Print(text, np.array(offsets), found, {*found})


# A lexer of a few lines takes a tenth of the time of that which copydetect would use, which was most of all.
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


def _common(answers: Sequence[Answer], prints: dict[str, _Print]) -> set[int]:
    """What too many people have for it to mean anything."""
    has: dict[str, set[int]] = defaultdict(set)
    for answer in answers:
        has[answer.person] |= prints[_compared(answer)].hashes
    counts = Counter(hash_ for hashes in has.values() for hash_ in hashes)
    most = max(_COMMON, _COMMON_SHARE * len(has))
    return {hash_ for hash_, count in counts.items() if count > most}


def _forget(prints: dict[str, _Print], hashes: set[int]) -> None:
    for one in prints.values():
        one.hashes = one.hashes - hashes


def _candidates(answers: Sequence[Answer], prints: dict[str, _Print]) -> Iterable[tuple[Answer, Answer]]:
    """Pairs of different people of which enough agrees to be worth comparing: how many k-grams each two share."""
    if not answers:
        return
    columns: dict[int, int] = {}
    rows = [
        [columns.setdefault(hash_, len(columns)) for hash_ in prints[_compared(answer)].hashes] for answer in answers
    ]
    ends = np.cumsum([0, *map(len, rows)])
    ones = np.ones(ends[-1], np.int32)
    has = csr_array((ones, np.fromiter(chain.from_iterable(rows), np.int64, ends[-1]), ends), (len(rows), len(columns)))
    having = has.T.tocsr()
    for start in range(0, len(answers), _AT_ONCE):
        shared = (has[start : start + _AT_ONCE] @ having).tocoo()
        often = (shared.data > _GRAM) & (shared.col > shared.row + start)
        for first, second in zip(shared.row[often] + start, shared.col[often], strict=True):
            one, other = answers[first], answers[second]
            if one.code != other.code and one.person != other.person and not (one.earlier and other.earlier):
                yield (other, one) if one.earlier else (one, other)


def _compare(one: Answer, other: Answer, prints: dict[str, _Print]) -> Pair | None:
    from copydetect.detector import compare_files  # brings Matplotlib's windows along

    first, second = prints[_compared(one)], prints[_compared(other)]
    shared = first.hashes & second.hashes
    if not (first.agrees(shared) and second.agrees(shared)):
        return None
    _, shares, slices = compare_files(first, second)
    alike = [tuple((int(start), int(end)) for start, end in zip(*places, strict=True)) for places in slices]
    return Pair(one, other, min(1.0, float(min(shares))), (alike[0], alike[1]))
