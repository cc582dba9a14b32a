"""The report on an exercise: one page that a class can be taught from, and one of answers that are very alike.

Both are for staff, and lie in `reports/`. With `anonymous`, the page is for the lecture and lies in
`reports/anonymous/`: it holds no name, no id, no note, no message that fewer than `anonymous.FEWEST` students got, and
nothing in it stands in an order that follows the students.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.classroom.similarity import Answer, Pair
from autograder.course.course import Course
from autograder.pages import anonymous, figures
from autograder.pages.class_results import ClassResults, Failures, Mistake, Work, failures, lost, mistakes
from autograder.pages.rendering import TEMPLATES
from autograder.pages.text import clip, plain
from autograder.pages.verdicts import name_of, what

_SLOWEST = 5  # submissions that are named
_LONGEST = 20_000  # characters of an answer
_SHOWN = 10  # pairs on the page; all are on the page beside it
_OPEN = 5  # mistakes whose example is open, besides those that several students made


@dataclass(frozen=True)
class Two:
    """Two people with answers that are very alike: in which cells, how much at most, and the number of that pair."""

    one: str
    other: str
    share: float
    number: int
    cells: list[str]


@dataclass(frozen=True)
class Alike:
    """What was found by comparing answers.

    Attributes:
        pairs: answers that are very alike.
        same: groups of answers that are the same text.
        files: groups of people who handed in the same file.
    """

    pairs: Sequence[Pair] = ()
    same: Sequence[Sequence[Answer]] = ()
    files: Sequence[Sequence[str]] = ()

    def of(self, stem: str) -> Alike:
        """The part of it that concerns one exercise."""
        return Alike(
            [pair for pair in self.pairs if stem in (pair.one.stem, pair.other.stem)],
            [group for group in self.same if any(one.stem == stem for one in group)],
            self.files,
        )

    @property
    def people(self) -> list[Two]:
        """Who is alike, with the cells in which they are, in the order of the pairs."""
        found: dict[frozenset[str], Two] = {}
        for number, pair in enumerate(self.pairs, 1):
            one, other = pair.one.person, pair.other.person
            two = found.setdefault(frozenset((one, other)), Two(one, other, pair.share, number, []))
            two.cells.extend(cell for cell in (pair.one.cell, pair.other.cell) if cell not in two.cells)
        return list(found.values())

    def __bool__(self) -> bool:
        return bool(self.pairs or self.same or self.files)


def folder(course: Course, anonymously: bool = False) -> Path:
    """Where reports lie."""
    return course.root / "reports" / "anonymous" if anonymously else course.root / "reports"


def report_page(
    class_results: ClassResults,
    book_url: str | None = None,
    chapter: str | None = None,
    alike: Alike | None = None,
    anonymously: bool = False,
) -> str:
    """Make the report on an exercise.

    Args:
        class_results: what came out.
        book_url: where the book is published; without it the page has no links to it.
        chapter: the chapter of the book that goes with the exercise, if not that of its name.
        alike: what was found by comparing answers; None if that was not done.
        anonymously: for the lecture.

    Returns:
        HTML, the same for the same arguments.
    """
    assignment, book = class_results.assignment, book_url.rstrip("/") + "/" if book_url else None
    graded, scores = class_results.graded, class_results.scores
    known = anonymous.vocabulary(assignment)
    people = [name for work in class_results.works for name in (work.called, work.student)]
    own = anonymous.words_of(people, known)
    common = {function: anonymous.shared((work.sources.get(function, "") for work in graded), own)
              for function in assignment.functions}  # fmt: skip
    unnamed, rare = failures(class_results), 0
    if anonymously:
        rare = sum(len(one.works) < anonymous.FEWEST for one in unnamed)
        unnamed = [_without_names(one, people) for one in unnamed if len(one.works) >= anonymous.FEWEST]
    eyes = _eyes(class_results)
    return TEMPLATES.get_template("report.html").render(
        stem=assignment.stem,
        anonymous=anonymously,
        chapter=f"{book}{chapter or assignment.stem}.html" if book else None,
        works=class_results.works,
        graded=graded,
        absent=class_results.absent,
        scores=scores,
        median=class_results.median,
        max_score=assignment.max_score,
        waits=any(work.result and work.result["needs_manual_grade"] for work in graded),
        histogram=figures.histogram(scores, assignment.max_score),
        mistakes=[_lesson(one, class_results, known, common, book) for one in mistakes(class_results)],
        failures=unnamed,
        rare=rare,
        fewest=anonymous.FEWEST,
        lost=[{"title": name_of(one.cell, function), "function": function,
               "what": what(one.cell) if one.cell.kind == "test" else "Marked by a person.", "lost": one}
              for one in lost(class_results) for function in [assignment.function_of(one.cell.id)]],
        eyes={name: len(lines) for name, lines in eyes.items()} if anonymously else eyes,
        slowest=sorted(graded, key=lambda work: -_seconds(work))[:_SLOWEST],
        seconds=sorted(map(_seconds, graded)),
        alike=None if anonymously else alike,
        shown=_SHOWN,
        open=_OPEN,
    )  # fmt: skip


def similar_page(stem: str, alike: Alike, called: dict[str, str]) -> str:
    """Make the page of answers to an exercise that are very alike, side by side.

    Args:
        stem: the exercise.
        alike: what was found.
        called: how people are called, by id.
    """
    return TEMPLATES.get_template("similar.html").render(
        stem=stem,
        alike=alike,
        called=called,
        sides=[[_marked(answer.code[:_LONGEST], places) for answer, places in
                zip((pair.one, pair.other), pair.alike, strict=True)] for pair in alike.pairs],
        clip=clip,
    )  # fmt: skip


def feedback_link(course: Course, student: str, stem: str) -> str | None:
    """Where the page of a student is, seen from `reports/`; None if there is none."""
    path = course.feedback(student, stem)
    return "../" + quote(path.relative_to(course.root).as_posix()) if path.is_file() else None


def coloured(code: str) -> Markup:
    """Python code with its parts in elements, for the style sheet to colour; all that is in it is escaped."""
    return Markup(highlight(plain(code), PythonLexer(), HtmlFormatter(nowrap=True)))  # noqa: S704 (Pygments escapes)


def _lesson(
    one: Mistake,
    class_results: ClassResults,
    known: frozenset[str],
    common: dict[str, frozenset[str]],
    book: str | None,
) -> dict[str, Any]:
    """A mistake as the page shows it."""
    assignment = class_results.assignment
    cells = {cell.id: cell for cell in assignment.cells}
    functions = list(dict.fromkeys(assignment.function_of(check) for check in one.checks))
    page, _, section = one.known.anchor.partition("#")
    example = _example(one, class_results, known, common)
    return {
        "mistake": one,
        "link": f"{book}{one.known.anchor}" if book and one.known.anchor else None,
        "section": f"{page.removesuffix('.html').replace('_', ' ')}, {section.replace('-', ' ')}",
        "functions": functions,
        "checks": ", ".join(
            dict.fromkeys(name_of(cells[check], assignment.function_of(check)) for check in one.checks)
        ),
        "example": coloured(example) if example else None,
    }


def _example(
    one: Mistake, class_results: ClassResults, known: frozenset[str], common: dict[str, frozenset[str]]
) -> str | None:
    """The code of who did best of those with a mistake, and the shortest of these, without what could say whose it is.

    Who did best has most likely made no other. It does not depend on who comes first.
    """
    found = set()
    for work in one.works:
        for task in work.tasks:
            function = class_results.assignment.function_of(task["id"])
            if task["misconception"] == one.known.id and function:
                shown = anonymous.code(work.sources.get(function, ""), known, common[function])
                found |= {(-(work.score or 0.0), len(shown), shown)} if shown else set()
    return min(found)[2] if found else None


def _without_names(one: Failures, people: Iterable[str]) -> Failures:
    """A failure with no message of any one student, only what all of them have in common."""
    said = anonymous.message(one.pattern, people)
    return Failures(one.function, said, said, one.works, one.points)


def _eyes(class_results: ClassResults) -> dict[str, list[tuple[Work, str]]]:
    """Whose work a person should look at, and why."""
    found: dict[str, list[tuple[Work, str]]] = {
        "waits for a person": [], "was refused": [], "is no notebook, or not in its place": [],
        "failed on our side": [], "is not graded as it is now": [],
        "came late": [], "was repaired, or has a note": [],
    }  # fmt: skip
    by_state = {"waiting for a person": "waits for a person", "refused": "was refused", "fault": "failed on our side",
                "stale": "is not graded as it is now", "never graded": "is not graded as it is now",
                "misplaced": "is no notebook, or not in its place",
                "not taken": "is no notebook, or not in its place"}  # fmt: skip
    for work in class_results.works:
        state, why = work.standing.state, work.standing.why
        if state in by_state:
            found[by_state[state]].append((work, clip(why, 500, 5)))
        if work.result is None:
            continue
        if late := work.result.get("late"):
            found["came late"].append((work, f"{late['penalty']:g} points taken off"))
        if work.graded and work.result["notes"]:
            found["was repaired, or has a note"].append((work, clip(" ".join(work.result["notes"]), 700, 5)))
    return {name: lines for name, lines in found.items() if lines}


def _seconds(work: Work) -> float:
    return float(work.result["seconds"]) if work.result else 0.0


def _marked(code: str, places: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Parts of a text, each with whether it agrees with the other one."""
    parts, end = [], 0
    for start, stop in places:
        start, stop = max(start, end), max(stop, end)
        parts += [(code[end:start], False), (code[start:stop], True)]
        end = stop
    return [(text, alike) for text, alike in [*parts, (code[end:], False)] if text]
