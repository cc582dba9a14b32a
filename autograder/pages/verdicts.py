"""Verdicts in the words of a feedback page: what was looked at, what came of it, and each cause once."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder import misconceptions
from autograder.course.assignment import Cell
from autograder.grading import same_cause
from autograder.pages.text import clip


@dataclass(frozen=True)
class Task:
    """A mark: what was looked at, and what came of it.

    Attributes:
        state: `earned`, `partly`, `missed`, `pending` or `by-hand`.
        weight: the points that there are for it.
        points: the points that it got, in words.
    """

    title: str
    what: str
    state: str
    weight: float
    points: str
    message: str


@dataclass(frozen=True)
class Cause:
    """What several checks failed for, or one that is a known mistake; it is said once.

    Attributes:
        label: a heading.
        sentence: the cause; empty if it was said in another function's section.
        link: where the book explains it.
        seen_in: the titles of the tasks that it cost.
        cost: the points that it cost, in words.
    """

    label: str
    sentence: str
    link: str | None
    seen_in: str
    cost: str


def seen_everywhere(
    parts: Sequence[tuple[str, str, Sequence[Cell]]], judged: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, dict[str, list[str]]]:
    """In which functions and tasks each known mistake was seen."""
    seen: dict[str, dict[str, list[str]]] = {}
    for _, function, cells in parts:
        for cell, verdict in zip(cells, judged[function], strict=True):
            if verdict["misconception"] in misconceptions.CATALOGUE:
                seen.setdefault(verdict["misconception"], {}).setdefault(function, []).append(_title(cell, function))
    return seen


def causes_of(
    function: str,
    cells: Sequence[Cell],
    tasks: list[Task],
    verdicts: Sequence[Mapping[str, Any]],
    everywhere: Mapping[str, Mapping[str, list[str]]],
    book: str | None,
) -> tuple[list[Task], list[Cause]]:
    """What the checks of a function failed for, each cause once, and the tasks without what is said there."""
    causes = []
    lost: dict[str, float] = {}
    for cell, verdict in zip(cells, verdicts, strict=True):
        name = verdict["misconception"]
        lost[name] = lost.get(name, 0.0) + cell.points - (verdict["score"] or 0.0)
    for name in dict.fromkeys(verdict["misconception"] for verdict in verdicts):
        if name not in everywhere:
            continue
        known, seen = misconceptions.CATALOGUE[name], everywhere[name]
        here, cost = ", ".join(seen[function]), f"It cost {points(None, lost[name])} here."
        first = next(iter(seen))
        if first != function:
            causes.append(Cause(f"The same cause as in {first}", "", None, here, cost))
            continue
        others = "".join(f"; in {other}: {', '.join(titles)}" for other, titles in seen.items() if other != function)
        link = f"{book}{known.anchor}" if book and known.anchor else None
        causes.append(Cause("Your numbers fit a known mistake", known.sentence, link, here + others, cost))
    told: list[str] = []  # the cause of each task; empty if it is none of its own
    for task, verdict in zip(tasks, verdicts, strict=True):
        own = task.state == "missed" and verdict["misconception"] not in everywhere
        told.append(_cause_of(task.message, told) if own else "")
    for sentence, count in Counter(filter(None, told)).items():
        if count > 1:
            hit = [task for task, cause in zip(tasks, told, strict=True) if cause == sentence]
            cost = f"It cost {points(None, sum(task.weight for task in hit))}."
            causes.append(Cause(f"One cause, {count} checks", sentence, None, ", ".join(t.title for t in hit), cost))
            tasks = [replace(task, message="") if task in hit else task for task in tasks]
    return tasks, causes


def _cause_of(message: str, told: Sequence[str]) -> str:
    """The message that tells the cause: this one, or the one before that it refers to."""
    message = same_cause.unlinked(message)
    if message.endswith(": see above.") and (raised := re.match(r"Your function raised \w+", message)):
        return next((one for one in told if re.match(rf"{raised[0]}\b.* too\b", one)), message)
    return message


def task_of(cell: Cell, function: str, verdict: Mapping[str, Any]) -> Task:
    """The task that a graded cell is, with what came of it."""
    score, by_hand = verdict["score"], cell.kind == "manual"
    known = misconceptions.CATALOGUE.get(verdict["misconception"])
    # The sentence on a known mistake ends the message; the page says it once, for the whole function.
    message = verdict["message"].removesuffix(f" {known.sentence}" if known else "")
    if score is None:
        state = "by-hand" if by_hand else "pending"
    elif score >= cell.points:
        state = "earned"
    else:
        state = "partly" if score > 0 else "missed"
    return Task(
        title=_title(cell, function),
        what="" if by_hand else what(cell),
        state=state,
        weight=cell.points,
        points=points(score, cell.points),
        message="" if score is None else clip(message, 2000, 20),
    )


def _title(cell: Cell, function: str) -> str:
    if cell.kind == "manual":
        return "Your answer"
    return name_of(cell, function)


def name_of(cell: Cell, function: str) -> str:
    """What a check is called: the words of its id, without the function that it checks."""
    return words(cell.id.removeprefix("test_").removeprefix(f"{function}_"))


def what(test: Cell) -> str:
    """Say what a test looks at, in the words of the docstring that the student was given."""
    try:
        docstring = ast.get_docstring(ast.parse(test.released))
    except SyntaxError:  # a cell with IPython's own syntax
        docstring = None
    return " ".join((docstring or "").partition("\n\n")[0].split())


def words(identifier: str) -> str:
    """An identifier as words."""
    words = identifier.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def points(score: float | None, there: float) -> str:
    """Points in words: how many of how many, or how many there are."""
    total = f"{there:g} point{'' if there == 1 else 's'}"
    return total if score is None else f"{score:g} of {total}"
