"""Rebuild a handed-in notebook on top of the release.

The hand-in is untrusted, and only a carrier: it brings the source of the cells that the student was asked to write, and
of those that the student added. All else (tests, points, metadata, outputs, kernel) comes from the release.

The student's Python is neither run nor parsed here. Which functions a cell defines is read from the names after `def`
at the start of a line: that takes linear time, and works for code that does not parse. A wrong guess loses nothing:
other definitions of the function keep their place before or after the chosen one, and the kernel decides what counts.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import nbformat

from autograder.course import wording
from autograder.course.assignment import Assignment, Cell
from autograder.intake import answers, halves, harmless
from autograder.intake.cell_text import character_name
from autograder.intake.notebook_file import Refused

OWN = ", your own"  # ends what a cell is called that the student added
MAX_CELLS = 1000  # of these
_MAX_PIECES = 10  # of one answer that are looked at
MAX_SOURCE = 2**20  # characters in all cells that the student wrote

_OURS = ("test", "locked")  # kinds of cells that the student does not write
# Headings and HTML were cell types of their own until nbformat 3.
_TYPES = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}
_DEFINED = re.compile(
    r"""(?<![^\r\n])                                  # at the start of a line
    (?: (?:async[ \t]++)? def[ \t]++ ([^\s(:\[（：［]++) # def name
      | ([^\s=(:\[]++) [ \t]*+ =(?!=) )               # name =
    """,
    re.VERBOSE,
)
_HALF = re.compile("[\ud800-\udfff]")  # half a character, which no file can hold
# Control and invisible characters, which break Python code or change how it reads.
_ODD = re.compile(
    r"[\0-\x08\v\f\x0e-\x1f\x7f-\xa0\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]|\r(?!\n)"
)


@dataclass(frozen=True)
class Submission:
    """A notebook ready to be executed: our cells in our order, with the student's answers and own cells.

    Attributes:
        notebook: a valid nbformat 4 notebook without outputs.
        notes: what was repaired or noticed, one line each, for the student.
        labels: what to call each cell of the notebook: by its id if it is ours, else `cell 12, your own`, by its place
            among all cells of the hand-in, text cells too, from 1.
        missing: the ids of the answers that were not in the hand-in.
        unanswered: the ids of the answers in words that were not written, there or anywhere else.
        order: the labels of the cells that came, in the order in which they came.
        edited: the cells of ours that came with another text, as pairs of the id and that text.
    """

    notebook: nbformat.NotebookNode
    notes: tuple[str, ...]
    labels: tuple[str, ...]
    missing: tuple[str, ...]
    unanswered: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    edited: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Part:
    """What we take from one cell of the hand-in."""

    number: int  # its place in the hand-in, from 1
    id: str | None  # the grade_id that it carries
    cell_type: str
    source: str
    claims: bool  # to be worth points
    pictures: dict[str, dict[str, str]]  # attached to it, as nbformat has them
    lost: bool  # something that is attached to it cannot be kept

    @cached_property
    def text(self) -> str:
        """The source, to be compared with others."""
        return _text(self.source)

    @property
    def length(self) -> int:
        """The characters that count; those of pictures in a text do not."""
        return len(self.source if self.cell_type == "code" else harmless.without_data(self.source))

    @cached_property
    def names(self) -> frozenset[str]:
        """What it seems to define; Python reads a name in its NFKC form."""
        found = (function or variable for function, variable in _DEFINED.findall(self.source))
        return frozenset(unicodedata.normalize("NFKC", name[:80]) for name in found)


@dataclass(frozen=True)
class _Match:
    """A hand-in laid beside the assignment."""

    parts: list[_Part]
    cells: dict[str, Cell]  # ours, by id
    chosen: dict[str, _Part]  # the part that stands for a cell of ours, by its id
    found: dict[str, tuple[str, dict[str, dict[str, str]]]] = field(default_factory=dict)  # answers in other cells

    @property
    def written(self) -> list[_Part]:
        """The parts that come from the student: answers and own cells."""
        ours = {part.number for id_, part in self.chosen.items() if self.cells[id_].kind in _OURS}
        return [part for part in self.parts if part.number not in ours]

    @property
    def ids(self) -> dict[int, str]:
        """The ids of our cells, by the number of the part that stands for each."""
        return {part.number: id_ for id_, part in self.chosen.items()}

    @property
    def own(self) -> list[_Part]:
        """The parts that stand for no cell of ours."""
        chosen = self.ids
        return [part for part in self.parts if part.number not in chosen]

    def put(self, id_: str, parts: list[_Part]) -> None:
        """Let an answer in words be what stands in other cells, which stay where they are."""
        texts = ((part.number, answers.as_text(part.source, part.cell_type), part.pictures) for part in parts)
        self.found[id_] = answers.put_together(texts)


def belongs(cells: list[Any], assignment: Assignment) -> bool:
    """Whether any cell is one of the assignment: by its id, by what it defines, or as a test of its functions."""
    return _belongs(_parts(cells, assignment)[0], assignment)


def rebuild(cells: list[Any], assignment: Assignment) -> Submission:
    """Put the student's answers and own cells into the released notebook.

    The result has every cell of the assignment, in its order. Tests and locked cells are ours. An answer is the
    student's source under our metadata, empty if it is missing. The student's own cells follow the cell that they
    followed in the hand-in, as bare source. Rebuilding the result once more changes nothing.

    Args:
        cells: the cells of the hand-in, in whatever state.
        assignment: what they answer.

    Raises:
        Refused: if no cell belongs to the assignment, or there are too many or too large ones.
    """
    parts, invalid = _parts(cells, assignment)
    if not _belongs(parts, assignment):
        stem = assignment.stem
        raise Refused(f"There is no cell of {stem} in the notebook. Hand in the released {stem}.ipynb.")
    parts, split = _join_halves(parts, assignment)
    match = _by_id(parts, assignment)
    _check_count(match.own)
    if sum(part.length for part in match.written) > MAX_SOURCE:
        raise Refused(f"Your cells hold more than {MAX_SOURCE} characters. Delete the data pasted into them.")
    recognised = _by_content(match)
    unanswered = [cell for cell in match.cells.values() if cell.kind == "manual" and not _is_answered(cell, match)]
    found = {cell.id: parts for cell in unanswered if (parts := _elsewhere(cell, match, assignment))}

    notes = [
        *_note("Left out, because they are no valid cells: number", map(str, invalid)),
        *_note("Split in two, and joined again:", split),
        *_note("Recognised by content or place, because the nbgrader metadata is lost:", recognised),
        *_repairs(match),
        *_definitions(match),
        *_oddities(match),
        *(
            f"Nothing is written in {id_}; what stands in cell {listed(str(part.number) for part in parts)} was put "
            "there, for a person to mark."
            for id_, parts in found.items()
        ),
    ]
    for id_, parts in found.items():
        match.put(id_, parts)
    missing = tuple(cell.id for cell in match.cells.values() if cell.kind not in _OURS and cell.id not in match.chosen)
    blank = tuple(cell.id for cell in unanswered if cell.id not in found)
    ids = match.ids
    order = tuple(ids.get(part.number) or _own_label(part) for part in parts)
    edited = tuple((cell.id, part.source) for cell, part in _edited(match))
    return Submission(_notebook(match, assignment.stem), tuple(notes), _labels(match), missing, blank, order, edited)


def listed(names: Iterable[str]) -> str:
    """Up to five names for a sentence, and how many more there are; empty for none."""
    return wording.listed((name[:80] for name in names), 5)


def _note(what: str, which: Iterable[str]) -> list[str]:
    names = listed(which)
    return [f"{what} {names}."] if names else []


def _text(source: str) -> str:
    return source.replace("\r\n", "\n").strip()


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _check_count(cells: list[Any], ours: int = 0) -> None:
    if len(cells) > MAX_CELLS + ours:
        raise Refused(f"There are more than {MAX_CELLS} cells of your own. Delete what you do not need.")


def _parts(cells: list[Any], assignment: Assignment) -> tuple[list[_Part], list[int]]:
    """Read the cells; returns them and the numbers of those that are no cells."""
    _check_count(cells, len(assignment.cells))
    parts = [_part(number, _dict(cell)) for number, cell in enumerate(cells, 1)]
    return [part for part in parts if part], [number for number, part in enumerate(parts, 1) if not part]


def _part(number: int, cell: dict[str, Any]) -> _Part | None:
    cell_type = cell.get("cell_type")
    source = cell.get("source", cell.get("input"))  # `input` until nbformat 3
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str) or not isinstance(cell_type, str) or cell_type not in _TYPES:
        return None
    nbgrader = _dict(_dict(cell.get("metadata")).get("nbgrader"))
    grade_id = nbgrader.get("grade_id")
    return _Part(
        number=number,
        id=grade_id if isinstance(grade_id, str) else None,
        cell_type=_TYPES[cell_type],
        source=("# " if cell_type == "heading" else "") + _HALF.sub("\ufffd", source),
        claims=nbgrader.get("grade") is True or bool(nbgrader.get("points")),
        pictures=(pictures := harmless.pictures(cell.get("attachments"))),
        lost=len(pictures) < len(_dict(cell.get("attachments"))),
    )


def _belongs(parts: list[_Part], assignment: Assignment) -> bool:
    # Cells of kind `locked` prove nothing: other assignments may begin with the same imports.
    ids = {cell.id for cell in assignment.cells if cell.kind != "locked"}
    functions = set(assignment.functions)
    tests = {_text(cell.released) for cell in assignment.cells if cell.kind == "test"}
    tests = {text for text in tests if any(function in text for function in functions)}
    return any(part.id in ids or part.names & functions or part.text in tests for part in parts)


def _join_halves(parts: list[_Part], assignment: Assignment) -> tuple[list[_Part], list[str]]:
    """Join an answer that was split; Jupyter gives both halves its id. Returns the ids of such answers too.

    A function is joined only if it was split in the middle. What can stand alone after it, such as a call that tries
    it, is a cell of the student's own, whose trouble costs nothing.
    """
    answers = {cell.id: cell for cell in assignment.cells if cell.kind not in _OURS}
    functions = set(assignment.functions)
    joined: list[_Part] = []
    split: dict[str, None] = {}
    looked: Counter[str] = Counter()
    for part in parts:
        first = joined[-1] if joined else None
        if first is None or part.id not in answers or part.id != first.id or part.names & functions:
            joined.append(part)
            continue
        looked[part.id] += 1
        if looked[part.id] < _MAX_PIECES and (
            answers[part.id].kind == "manual" or halves.goes_on(first.source, part.source)
        ):
            source, pictures = f"{first.source}\n{part.source}", first.pictures | part.pictures
            joined[-1] = replace(first, source=source, pictures=pictures)
            split[part.id] = None
        else:
            joined.append(part)
    return joined, list(split)


def _by_id(parts: list[_Part], assignment: Assignment) -> _Match:
    same: dict[str | None, list[_Part]] = {}
    for part in parts:
        same.setdefault(part.id, []).append(part)
    cells = {cell.id: cell for cell in assignment.cells}
    return _Match(parts, cells, {id_: _best(cell, same[id_]) for id_, cell in cells.items() if id_ in same})


def _by_content(match: _Match) -> list[str]:
    """Find parts for the cells that no id led to; returns the ids of the cells that were found.

    A function is known by its definition, a cell of ours by its text, and an answer in words by its place.
    """
    recognised = []
    # A place is between other cells, which must be known before.
    for cell in sorted(match.cells.values(), key=lambda cell: cell.kind == "manual"):
        if cell.id not in match.chosen:
            same = [part for part in match.own if part.cell_type == cell.cell_type and part.text]
            if cell.kind == "manual":
                same = _in_place_of(cell, match, same)
            elif cell.kind == "solution":
                same = _defining(cell.id, match)
            else:
                same = [part for part in same if part.text == _text(cell.released)]
            if same:
                match.chosen[cell.id] = _best(cell, same)
                recognised.append(cell.id)
    return recognised


def _defining(function: str, match: _Match) -> list[_Part]:
    """The parts that define a function; text cells count if no code of the student's does more than call it."""
    code = [part for part in match.own if part.cell_type == "code"]
    defining = [part for part in code if function in part.names]
    name = re.escape(function)
    if defining or any(re.search(rf"(?:def|class|import|as)\s+{name}\b|\b{name}\s*=(?!=)", p.source) for p in code):
        return defining
    return [part for part in match.own if re.search(rf"^(?:async[ \t]+)?def[ \t]+{name}\b", part.source, re.MULTILINE)]


def _in_place_of(cell: Cell, match: _Match, parts: list[_Part]) -> list[_Part]:
    """The part between the two cells that surround a cell in the release, in a list; empty if it is not just one."""
    # A cell that is missing is at no place: no number is below or above NaN.
    places = [match.chosen[id_].number if id_ in match.chosen else math.nan for id_ in match.cells]
    k = list(match.cells).index(cell.id)
    before, after = [0, *places][k], [*places, math.inf][k + 1]
    inside = [part for part in parts if before < part.number < after]
    return inside if len(inside) == 1 else []


def _best(cell: Cell, same: list[_Part]) -> _Part:
    """Of several parts for one cell: for a cell of ours the first, for an answer the last that answers."""
    if cell.kind in _OURS:
        return same[0]
    return next((part for part in reversed(same) if _answers(part, cell)), same[-1])


def _answers(part: _Part, cell: Cell) -> bool:
    if cell.kind == "solution":
        return cell.id in part.names
    return not answers.unanswered(part.source, cell.released, part.pictures)


def _is_answered(cell: Cell, match: _Match) -> bool:
    return cell.id in match.chosen and _answers(match.chosen[cell.id], cell)


def _elsewhere(cell: Cell, match: _Match, assignment: Assignment) -> list[_Part]:
    """The parts in which an answer in words may stand that was not written where it belongs.

    First those beside the cell, up to our next cells, and what was written into these; if there are none, text cells
    anywhere with something to say, and code cells in whose comments something is derived.
    """
    loose = {_text(text) for text in assignment.loose}
    own = [part for part in match.own if part.id != cell.id and part.text not in loose]
    own = [part for part in own if part.pictures or answers.says(part.source)]
    ids = list(match.cells)
    k = ids.index(cell.id)
    above = next((match.chosen[id_] for id_ in reversed(ids[:k]) if id_ in match.chosen), None)
    below = next((match.chosen[id_] for id_ in ids[k + 1 :] if id_ in match.chosen), None)
    first, last = above.number if above else 0, below.number if below else math.inf
    beside = [part for part in own if first < part.number < last]
    for ours in filter(None, (above, below)):
        beside += _written_into(ours, match)
    if beside:
        return sorted(beside, key=lambda part: part.number)[: answers.MAX_FOUND]
    found = [part for part in own if _may_derive(part)]
    written = (part for ours in match.chosen.values() for part in _written_into(ours, match))
    found += [part for part in written if answers.has_substance(part.source)]
    for function in assignment.functions:
        answer = match.chosen.get(function)
        if answer and answers.derived_in_code(answer.source, match.cells[function].released):
            found.append(answer)
    return sorted(found, key=lambda part: part.number)[: answers.MAX_FOUND]


def _may_derive(part: _Part) -> bool:
    if part.cell_type == "code":
        return answers.derived_in_code(part.source)
    return bool(part.pictures) or answers.has_substance(part.source)


def _written_into(ours: _Part, match: _Match) -> list[_Part]:
    """What a student wrote into a text cell of ours, as a part, in a list; empty if that is nothing."""
    cell = next(match.cells[id_] for id_, part in match.chosen.items() if part.number == ours.number)
    if cell.kind != "locked" or cell.cell_type != "markdown":
        return []
    text = answers.added(_text(ours.source), cell.released, cell.source)
    return [replace(ours, cell_type="markdown", source=text)] if ours.pictures or answers.says(text) else []


def _edited(match: _Match) -> list[tuple[Cell, _Part]]:
    """The cells of ours that came with another text."""
    here = ((cell, match.chosen[id_]) for id_, cell in match.cells.items() if id_ in match.chosen)
    ours = ((cell, part) for cell, part in here if cell.kind in _OURS)
    return [(cell, part) for cell, part in ours if part.text not in (_text(cell.released), _text(cell.source))]


def _repairs(match: _Match) -> list[str]:
    """Notes on cells that are doubled, changed or missing."""
    copies = {part.id for part in match.own}
    here = [(cell, match.chosen[cell.id]) for cell in match.cells.values() if cell.id in match.chosen]
    gone = [cell for cell in match.cells.values() if cell.id not in match.chosen]
    edited = [cell for cell, _ in _edited(match)]
    retyped = [cell for cell, part in here if part.cell_type != cell.cell_type]
    doubled = [cell for cell, _ in here if cell.id in copies]
    missing = [cell for cell in gone if cell.kind in _OURS]
    unanswered = [cell for cell in gone if cell.kind == "manual"]
    notes = {
        "More than one cell has this id; one counts, the others were taken as your own:": doubled,
        "Not yours to change, and put back as released (write in cells of your own):": edited,
        "Changed to another type of cell, and changed back:": retyped,
        "Missing, and put back as released:": missing,
        "Missing; copy it back from the released notebook and answer there:": unanswered,
    }
    return [note for what, cells in notes.items() for note in _note(what, (cell.id for cell in cells))]


def _definitions(match: _Match) -> list[str]:
    """Notes on functions that are missing, misspelt or defined more than once."""
    functions = [cell.id for cell in match.cells.values() if cell.kind == "solution"]
    answers = {match.chosen[name].number for name in functions if name in match.chosen}
    names = [part.names for part in match.written if part.cell_type == "code" or part.number in answers]
    others = sorted(frozenset().union(*names) - set(functions))
    notes: list[str] = []
    for function in functions:
        count = sum(function in some for some in names)
        if count > 1:
            notes.append(f"{function} is defined in {count} cells; each test takes the last one above it.")
        if function not in match.chosen:
            notes.append(f"The cell of {function} is missing; copy it back from the released notebook.")
        if count == 0 and (other := _misspelt(function, others)):
            notes.append(f"{other}; it must be exactly {function}.")
    return notes


def _misspelt(function: str, names: list[str]) -> str | None:
    """Describe the name that looks most like the function's, if any does."""
    near = [name for name in names if abs(len(name) - len(function)) <= 3][:MAX_CELLS]
    for name in near:
        if len(name) == len(function):
            wrong = [a for a, b in zip(name, function, strict=True) if a != b]
            if not any(map(str.isascii, wrong)):
                return f"The name {name!r} holds a {character_name(wrong[0])}, which only looks right"
    folded = {name.casefold(): name for name in near}
    close = difflib.get_close_matches(function.casefold(), folded, n=1, cutoff=0.8)
    return f"A cell defines {folded[close[0]]!r}" if close else None


def _oddities(match: _Match) -> list[str]:
    """Notes on characters that break code, on claims to points, and on pictures."""
    ids = match.ids
    notes: list[str] = []
    for part in match.written:
        if part.cell_type == "code" and len(notes) < 5 and (odd := _ODD.search(part.source)):
            line = part.source.count("\n", 0, odd.start()) + 1
            where = f"line {line} of {ids.get(part.number, f'cell {part.number}')}"
            notes.append(f"There is a {character_name(odd[0])} in {where}; if the cell fails, retype that place.")
    claims = (str(part.number) for part in match.own if part.claims and part.id not in match.cells)
    notes += _note("Cells that claim points but were not released, and count nothing: number", claims)
    if any(part.lost for part in match.written):
        notes.append("Of what is attached to text cells only pictures are kept, as PNG, JPEG or GIF.")
    return notes


def _place(match: _Match) -> list[list[_Part]]:
    """Say where the student's own cells go: item 0 before our first cell, item k after our k-th."""
    place = {match.chosen[id_].number: k for k, id_ in enumerate(match.cells, 1) if id_ in match.chosen}
    answers = {id_: part.number for id_, part in match.chosen.items() if match.cells[id_].kind == "solution"}
    own: list[list[_Part]] = [[] for _ in range(len(match.cells) + 1)]
    uses = [cell.kind in ("solution", "test") for cell in match.cells.values()]
    here, ours = 0, sorted(place)
    for part in match.parts:
        if part.number in place:
            here = place[part.number]
            continue
        # A definition that a later answer replaces stays before it, even if our cells were moved about.
        before = [answers[name] for name in part.names & answers.keys() if answers[name] > part.number]
        # What is defined for the cell that follows goes with it where that one is put back.
        following = next((number for number in ours if number > part.number), None)
        if part.names and following is not None and uses[place[following] - 1]:
            before.append(following)
        own[min([here, *(place[number] - 1 for number in before)])].append(part)
    return own


def _labels(match: _Match) -> tuple[str, ...]:
    """What to call each cell of the notebook."""
    labels = []
    for id_, own in zip((None, *match.cells), _place(match), strict=True):
        labels += [id_] if id_ else []
        labels += map(_own_label, own)
    return tuple(labels)


def _own_label(part: _Part) -> str:
    return f"cell {part.number}{OWN}"


def _notebook(match: _Match, stem: str) -> nbformat.NotebookNode:
    cells: list[dict[str, Any]] = []

    def add(cell_type: str, source: str, metadata: dict[str, Any], pictures: dict[str, dict[str, str]]) -> None:
        cell: dict[str, Any] = {"id": f"cell-{len(cells) + 1}", "cell_type": cell_type, "source": source}
        cell["metadata"] = metadata
        if cell_type == "code":
            cell |= {"outputs": [], "execution_count": None}
        elif pictures:
            cell["attachments"] = pictures
        cells.append(cell)

    for ours, own in zip((None, *match.cells.values()), _place(match), strict=True):
        if ours:
            answer = match.chosen.get(ours.id)
            if ours.id in match.found:
                source, pictures = match.found[ours.id]
                add(ours.cell_type, source, {"nbgrader": ours.nbgrader}, pictures)
            elif ours.kind in _OURS or answer is None:
                add(ours.cell_type, ours.source if ours.kind in _OURS else "", {"nbgrader": ours.nbgrader}, {})
            else:
                source = answer.source
                if ours.kind == "manual" and not answers.says(source):  # a picture that is attached, and not shown
                    source = answers.with_pictures(source, answer.pictures)
                add(ours.cell_type, source, {"nbgrader": ours.nbgrader}, answer.pictures)
        for part in own:
            add(part.cell_type, part.source, {}, part.pictures)
    metadata = {
        "downhill": {"assignment": stem},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
