"""The feedback page of a submission: one file of HTML that runs nothing and asks no host for anything.

A page holds what its student may see: the words of the released notebook, the verdicts and messages of the
result, and the student's own cells; never a test cell. What a submission can influence (ids, file names in
notes, messages, code) reaches the page as text only: each value goes through `text.printable`, and then the
template escapes it. An answer in words and the comment of a grader are set from Markdown, see `prose`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.classroom import dates, gradebook, history, run, submitted
from autograder.classroom.history import Mark
from autograder.course.assignment import Assignment, Cell
from autograder.course.course import Course, replace
from autograder.intake import exchange
from autograder.pages import code
from autograder.pages.code import Piece
from autograder.pages.prose import Prose, prose
from autograder.pages.rendering import TEMPLATES
from autograder.pages.text import clip, plain
from autograder.pages.verdicts import Cause, Task, causes_of, points, seen_everywhere, task_of, words

_NO_VERDICT = MappingProxyType({"score": None, "message": "", "misconception": None})


@dataclass(frozen=True)
class _Section:
    """A cell that the student wrote, with its tasks; or, kind `test`, the tests of no one function.

    Attributes:
        work: the code.
        answer: what was written in words; set, if it has any Markdown in it.
        comment: the same of the person who graded.
    """

    kind: str
    title: str
    points: str
    tasks: list[Task]
    causes: list[Cause]
    work: list[Piece]
    answer: Prose | str
    comment: Prose | str

    @property
    def folded(self) -> list[Task]:
        """The tasks that are folded away: those that passed, if they are several."""
        passed = [task for task in self.tasks if task.state == "earned"]
        return passed if len(passed) > 1 else []

    @property
    def open(self) -> list[Task]:
        """The other tasks."""
        folded = self.folded
        return [task for task in self.tasks if task not in folded]

    @property
    def passed(self) -> bool:
        """Whether there is nothing more to do here."""
        return all(task.state == "earned" for task in self.tasks)

    @property
    def pictures(self) -> int:
        """How many pictures there are."""
        return sum(text.pictures for text in (self.answer, self.comment) if isinstance(text, Prose))


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
    notes = [clip(note, 500, 5) for note in result["notes"][:20] if status in ("graded", "refused")]
    sections = _sections(assignment, verdicts, _cells(notebook), comments, book, notes) if graded else []
    checks = [task for section in sections if section.kind != "manual" for task in section.tasks]
    by_hand = [section for section in sections if section.tasks and section.tasks[0].state == "by-hand"]
    return TEMPLATES.get_template("feedback.html").render(
        stem=assignment.stem,
        student=clip(result["student"], 100, 1),
        status=status,
        score=points(result["score"], result["max_score"]) if graded else "",
        sections=sections,
        checks=len(checks),
        passed=sum(task.state == "earned" for task in checks),
        late=_late(result.get("late")) if graded else "",
        by_hand=", ".join(f"{section.title} ({section.points})" for section in by_hand),
        # The notes on a fault are about our machine, and for staff.
        notes=notes,
        pictures=any(section.pictures for section in sections),
        chapter=f"{book}{chapter or assignment.stem}.html" if book else None,
        versions=clip(result.get("versions") or "", 100, 1),
        submission=(result.get("submission") or "")[:12],
        suite=(result.get("suite") or "")[:12],
    )


def write_feedback(
    course: Course,
    stem: str,
    book_url: str | None = None,
    *,
    by: str = "autograder feedback",
    moved: list[Mark] | None = None,
) -> list[Path]:
    """Write the page of every submission to one exercise that has a result, with what lateness costs now.

    Args:
        course: the course.
        stem: the exercise.
        book_url: as for `feedback_page`.
        by: the command that asks, for the history of a mark that moves by its dates.
        moved: gets the new entries in the history of these marks.

    Returns:
        The pages, in the order of the students.

    Raises:
        CourseError: if the exercise was not released, or the gradebook cannot be read.
    """
    assignment, chapter = gradebook.assignment(course, stem), course.chapter(stem)
    redated = run.redate(course, stem, by=by)
    if moved is not None:
        moved += redated
    with gradebook.opened(course) as opened:
        marks, comments = gradebook.marks(opened, stem), gradebook.comments(opened, stem)
        lateness = {one.student: dates.late(course, one) for one in submitted.everybodys(opened.db, stem)}
        kept = history.results(opened.db, stem) if history.exists(opened.db) else {}
    exchanged = any((course.autograded(student, stem) / exchange.SECRET).exists() for student in kept)
    pages = []
    for student, one in kept.items():
        if student not in marks:  # somebody took it out of the gradebook
            continue
        notebook = nbformat.reads(one.notebook, as_version=4) if one.notebook else None
        result = dates.charged(gradebook.completed(one.result, marks[student]), lateness[student])
        pages.append(course.feedback(student, stem))
        html = feedback_page(assignment, result, notebook, book_url, comments.get(student, {}), chapter)
        replace(pages[-1], html.encode())
        if exchanged:
            exchange.address(course.autograded(student, stem), pages[-1].parent)
    return pages


def _sections(
    assignment: Assignment,
    verdicts: Mapping[str, Mapping[str, Any]],
    written: Mapping[str, NotebookNode],
    comments: Mapping[str, str],
    book: str | None,
    notes: Sequence[str],
) -> list[_Section]:
    released = {cell.id: cell.released for cell in assignment.cells}
    tests: dict[str, list[Cell]] = {}
    for cell in assignment.cells:
        if cell.kind == "test":
            tests.setdefault(assignment.function_of(cell.id), []).append(cell)
    parts = [("solution", function, tests.pop(function, [])) for function in assignment.functions]
    parts += [("test", name, cells) for name, cells in tests.items()]
    parts += [("manual", cell.id, [cell]) for cell in assignment.cells if cell.kind == "manual"]
    judged = {name: [verdicts.get(cell.id, _NO_VERDICT) for cell in cells] for _, name, cells in parts}
    everywhere = seen_everywhere(parts, judged)
    sections = []
    for kind, name, cells in parts:
        found, work, given = judged[name], written.get(name), released.get(name, "")
        tasks = [task_of(cell, name, verdict) for cell, verdict in zip(cells, found, strict=True)]
        scores = [verdict["score"] for verdict in found if verdict["score"] is not None]
        tasks, causes = causes_of(name, cells, tasks, found, everywhere, book)
        messages = [verdict["message"] for verdict in found] + list(notes)
        sections.append(
            _Section(
                kind=kind,
                title={"solution": name, "test": "Other checks", "manual": words(name)}[kind],
                points=points(sum(scores) if scores else None, sum(cell.points for cell in cells)),
                causes=causes,
                tasks=tasks,
                work=_code(name, work, given, messages) if kind == "solution" else [],
                answer=_answer(work, given) if kind == "manual" else "",
                comment=_set(comments.get(name, ""), None, 5000, 100),
            )
        )
    return sections


def _code(function: str, cell: NotebookNode | None, released: str, messages: Sequence[str]) -> list[Piece]:
    if cell is None:
        return []
    return code.pieces(plain(str(cell.source)), released, code.named(function, messages))


def _answer(cell: NotebookNode | None, released: str) -> Prose | str:
    if cell is None:
        return ""
    text = str(cell.source)
    return "" if text.strip() == released.strip() else _set(text, cell.get("attachments"), 20_000, 500)


def _set(text: str, pictures: Any, chars: int, lines: int) -> Prose | str:
    return prose(text, pictures) or clip(text, chars, lines)


def _late(lateness: Mapping[str, Any] | None) -> str:
    """Say how late a hand-in was, and what that costs."""
    if not lateness:
        return ""
    taken = f"{points(None, lateness['penalty'])} taken off" if lateness["penalty"] else "nothing was taken off"
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


def _cells(notebook: NotebookNode | None) -> dict[str, NotebookNode]:
    """Each cell that has an nbgrader id, by that id."""
    cells = {}
    for cell in notebook.cells if notebook else []:
        tag = cell.metadata.get("nbgrader")
        if isinstance(tag, dict) and isinstance(tag.get("grade_id"), str):
            cells[tag["grade_id"]] = cell
    return cells
