"""The feedback page of a submission: one file of HTML that runs nothing and asks no host for anything.

A page holds what its student may see: the words of the released notebook, the verdicts and messages of the
result, and the student's own cells; never a test cell. What a submission can influence (ids, file names in
notes, messages, code) reaches the page as text only: each value goes through `printable`, and then the
template escapes it.
"""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
import nbformat
from nbformat import NotebookNode

from autograder import misconceptions
from autograder.classroom import dates, gradebook, history, run
from autograder.classroom.gradebook import Marks
from autograder.course.assignment import Assignment, Cell
from autograder.course.course import Course, replace
from autograder.intake import exchange

# Unicode's categories for controls, format characters (bidi overrides), lone surrogates and separators.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_KEPT = "\n\t\u200c\u200d"  # line ends, tabs, and the two joiners that some scripts and emoji need


def printable(value: object) -> object:
    """Replace each character that has no glyph, and could hide or reorder other text, by one that shows."""
    if not isinstance(value, str):
        return value
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _INVISIBLE and char not in _KEPT else char
        for char in value.replace("\r\n", "\n").replace("\r", "\n")
    )


_NO_VERDICT = MappingProxyType({"score": None, "message": "", "misconception": None})
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=printable,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class _Task:
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
class _Mistake:
    """A known mistake, and the titles of the tasks that showed it."""

    sentence: str
    link: str | None
    seen_in: str


@dataclass(frozen=True)
class _Section:
    """A cell that the student wrote, with its tasks; or, kind `test`, the tests of no one function."""

    kind: str
    title: str
    points: str
    tasks: list[_Task]
    mistakes: list[_Mistake]
    work: str
    comment: str


def feedback_page(
    assignment: Assignment,
    result: Mapping[str, Any],
    notebook: NotebookNode | None,
    book_url: str | None = None,
    comments: Mapping[str, str] = MappingProxyType({}),
    chapter: str | None = None,
) -> str:
    """Make the page that a student gets for one submission.

    Args:
        assignment: what was released.
        result: the results object of the submission.
        notebook: the graded notebook, for the student's own cells; without it the page shows none.
        book_url: where the book is published; without it the page has no links.
        comments: what people wrote in formgrader, by the id of the cell that it is about.
        chapter: the chapter of the book that goes with the exercise, if not that of its name.

    Returns:
        HTML, the same for the same arguments.
    """
    status, book = result["status"], book_url.rstrip("/") + "/" if book_url else None
    graded = status == "graded"
    verdicts = {task["id"]: task for task in result["tasks"]}
    sections = _sections(assignment, verdicts, _sources(notebook), comments, book) if graded else []
    checks = [task for section in sections if section.kind != "manual" for task in section.tasks]
    by_hand = [section for section in sections if section.tasks and section.tasks[0].state == "by-hand"]
    return _TEMPLATES.get_template("feedback.html").render(
        stem=assignment.stem,
        student=clip(result["student"], 100, 1),
        status=status,
        score=_points(result["score"], result["max_score"]) if graded else "",
        sections=sections,
        checks=len(checks),
        passed=sum(task.state == "earned" for task in checks),
        late=_late(result.get("late")) if graded else "",
        by_hand=", ".join(f"{section.title} ({section.points})" for section in by_hand),
        # The notes on a fault are about our machine, and for staff.
        notes=[clip(note, 500, 5) for note in result["notes"][:20] if status in ("graded", "refused")],
        chapter=f"{book}{chapter or assignment.stem}.html" if book else None,
        versions=clip(result.get("versions") or "", 100, 1),
        submission=(result.get("submission") or "")[:12],
        suite=(result.get("suite") or "")[:12],
    )


def write_feedback(course: Course, stem: str, book_url: str | None = None) -> list[Path]:
    """Write the page of every submission to one exercise that has a result.

    Args:
        course: the course.
        stem: the exercise.
        book_url: as for `feedback_page`.

    Returns:
        The pages, in the order of the students.

    Raises:
        CourseError: if the exercise was not released, or the gradebook cannot be read.
    """
    assignment, chapter = gradebook.assignment(course, stem), course.chapter(stem)
    run.redate(course, stem, by="autograder feedback")
    with gradebook.opened(course) as opened:
        marks, comments = gradebook.marks(opened, stem), gradebook.comments(opened, stem)
        lateness = {one.student_id: dates.late(course, one) for one in opened.assignment_submissions(stem)}
        kept = history.results(opened.db, stem) if history.exists(opened.db) else {}
    exchanged = any((course.autograded(student, stem) / exchange.SECRET).exists() for student in kept)
    pages = []
    for student, one in kept.items():
        if student not in marks:  # somebody took it out of the gradebook
            continue
        notebook = nbformat.reads(one.notebook, as_version=4) if one.notebook else None
        result = dates.charged(_complete(one.result, marks[student]), lateness[student])
        pages.append(course.feedback(student, stem))
        html = feedback_page(assignment, result, notebook, book_url, comments.get(student, {}), chapter)
        replace(pages[-1], html.encode())
        if exchanged:
            exchange.address(course.autograded(student, stem), pages[-1].parent)
    return pages


def _complete(result: dict[str, Any], marks: Marks) -> dict[str, Any]:
    """Put the scores of the gradebook into a result: no page shows another number."""
    tasks = []
    for task in result["tasks"]:
        name, counts = task["id"], marks.score.get(task["id"])
        if name in marks.by_hand:
            task = task | {"score": counts, "message": "Marked by a person."}
        elif marks.auto.get(name) != task["score"]:
            task = task | {"score": counts, "message": "Marked in the gradebook.", "misconception": None}
        tasks.append(task)
    return result | {"tasks": tasks}


def _sections(
    assignment: Assignment,
    verdicts: Mapping[str, Mapping[str, Any]],
    work: Mapping[str, str],
    comments: Mapping[str, str],
    book: str | None,
) -> list[_Section]:
    released = {cell.id: cell.released for cell in assignment.cells}
    tests: dict[str, list[Cell]] = {}
    for cell in assignment.cells:
        if cell.kind == "test":
            tests.setdefault(assignment.function_of(cell.id), []).append(cell)
    parts = [("solution", function, tests.pop(function, [])) for function in assignment.functions]
    parts += [("test", name, cells) for name, cells in tests.items()]
    parts += [("manual", cell.id, [cell]) for cell in assignment.cells if cell.kind == "manual"]
    sections = []
    for kind, name, cells in parts:
        found = [verdicts.get(cell.id, _NO_VERDICT) for cell in cells]
        tasks = [_task(cell, name, verdict) for cell, verdict in zip(cells, found, strict=True)]
        scores = [verdict["score"] for verdict in found if verdict["score"] is not None]
        sections.append(
            _Section(
                kind=kind,
                title={"solution": name, "test": "Other checks", "manual": _words(name)}[kind],
                points=_points(sum(scores) if scores else None, sum(cell.points for cell in cells)),
                mistakes=_mistakes(tasks, found, book),
                tasks=tasks,
                work=clip(_own(work.get(name, ""), released.get(name, "")), 20_000, 500),
                comment=clip(comments.get(name, ""), 5000, 100),
            )
        )
    return sections


def _mistakes(tasks: list[_Task], verdicts: list[Mapping[str, Any]], book: str | None) -> list[_Mistake]:
    """The known mistakes among the verdicts on one function, each once."""
    seen: dict[str, list[str]] = {}
    for task, verdict in zip(tasks, verdicts, strict=True):
        if verdict["misconception"] in misconceptions.CATALOGUE:
            seen.setdefault(verdict["misconception"], []).append(task.title)
    mistakes = []
    for name, titles in seen.items():
        known = misconceptions.CATALOGUE[name]
        link = f"{book}{known.anchor}" if book and known.anchor else None
        mistakes.append(_Mistake(known.sentence, link, ", ".join(titles)))
    return mistakes


def _task(cell: Cell, function: str, verdict: Mapping[str, Any]) -> _Task:
    score, by_hand = verdict["score"], cell.kind == "manual"
    known = misconceptions.CATALOGUE.get(verdict["misconception"])
    # The sentence on a known mistake ends the message; the page says it once, for the whole function.
    message = verdict["message"].removesuffix(f" {known.sentence}" if known else "")
    title = "Your answer" if by_hand else _words(cell.id.removeprefix("test_").removeprefix(f"{function}_"))
    if score is None:
        state = "by-hand" if by_hand else "pending"
    elif score >= cell.points:
        state = "earned"
    else:
        state = "partly" if score > 0 else "missed"
    return _Task(
        title=title,
        what="" if by_hand else _what(cell),
        state=state,
        weight=cell.points,
        points=_points(score, cell.points),
        message="" if score is None else clip(message, 2000, 20),
    )


def _what(test: Cell) -> str:
    """Say what a test looks at, in the words of the docstring that the student was given."""
    try:
        docstring = ast.get_docstring(ast.parse(test.released))
    except SyntaxError:  # a cell with IPython's own syntax
        docstring = None
    return " ".join((docstring or "").partition("\n\n")[0].split())


def _own(work: str, released: str) -> str:
    """What the student wrote in a cell: without the docstring, if it is as it was given out."""
    try:
        function = ast.parse(released).body[0]
        given = function.body[0] if isinstance(function, ast.FunctionDef) else None
    except (SyntaxError, IndexError):  # prose
        given = None
    if not isinstance(given, ast.Expr) or given.end_lineno is None:
        return work
    docstring = "\n".join(released.split("\n")[given.lineno - 1 : given.end_lineno]) + "\n"
    return work.replace(docstring, "", 1) if '"""' in docstring else work


def _late(lateness: Mapping[str, Any] | None) -> str:
    """Say how late a hand-in was, and what that costs."""
    if not lateness:
        return ""
    taken = f"{_points(None, lateness['penalty'])} taken off" if lateness["penalty"] else "nothing was taken off"
    if not (lateness["due"] and lateness["handed_in"]):
        return f"For lateness: {taken}."
    due, handed_in = (datetime.fromisoformat(lateness[name]) for name in ("due", "handed_in"))
    times = ", ".join(
        f"{word} {moment:%Y-%m-%d %H:%M} {moment.tzname()}" for word, moment in (("due", due), ("handed in", handed_in))
    )
    return f"Handed in {_duration(handed_in - due)} late, {taken} ({times})."


def _duration(span: timedelta) -> str:
    """A time in its two largest units."""
    minutes = max(1, round(span.total_seconds() / 60))
    parts = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    named = [f"{number} {unit}{'' if number == 1 else 's'}" for unit, number in parts.items() if number]
    return " ".join(named[:2])


def _words(identifier: str) -> str:
    words = identifier.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _points(score: float | None, points: float) -> str:
    total = f"{points:g} point{'' if points == 1 else 's'}"
    return total if score is None else f"{score:g} of {total}"


def _sources(notebook: NotebookNode | None) -> dict[str, str]:
    """The source of each cell that has an nbgrader id, by that id."""
    sources = {}
    for cell in notebook.cells if notebook else []:
        tag = cell.metadata.get("nbgrader")
        if isinstance(tag, dict) and isinstance(tag.get("grade_id"), str):
            sources[tag["grade_id"]] = str(cell.source)
    return sources


def clip(text: str, chars: int, lines: int) -> str:
    """The beginning of a text that is too long, and the whole of any other."""
    kept = "\n".join(text[:chars].split("\n", lines)[:lines])
    return kept if kept == text else f"{kept} … (shortened)"
