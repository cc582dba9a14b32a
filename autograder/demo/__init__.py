"""A synthetic class: right, wrong, hostile and broken submissions, made from the released notebooks."""

from __future__ import annotations

import itertools
import json
import shutil
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.classroom import gradebook
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError, replace
from autograder.course.release import release
from autograder.demo.kinds import Kind, cell_of, one_of_each

_MARKER = "demo.json"
# Around what is configured for the course: its modules are found, and its database is left alone.
_FOUND = """import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

"""
# The demo class has more than its share of work that never ends; nothing in it needs long.
_LIMITS = "limits: {cell_seconds: 4, call_seconds: 1, check_seconds: 3, own_seconds: 2}\n"
_OF_ITS_OWN = """
c.CourseDirectory.root = str(Path(__file__).parent)
c.CourseDirectory.db_url = f"sqlite:///{Path(__file__).parent / 'gradebook.db'}"
"""


@dataclass(frozen=True)
class Room:
    """A demo course, its exercises by stem, and what each of its students handed in, to one exercise each."""

    course: Course
    assignments: dict[str, Assignment]
    kinds: dict[str, Kind]

    def students(self, stem: str) -> list[str]:
        """Who handed in to an exercise."""
        return [student for student, kind in self.kinds.items() if kind.stem == stem]


def make(course: Course, students: int | None) -> Room:
    """Make a demo course in `demo/` of a course folder: release the exercises there and hand in.

    Args:
        course: the course whose exercises are used.
        students: how many hand in; the kinds repeat, or the first ones are taken. One of each kind if None.

    Raises:
        CourseError: if `demo/` holds something else.
    """
    demo = Course(course.root / "demo")
    if demo.root.exists() and not (demo.root / _MARKER).exists():
        raise CourseError(f"{demo.root} was not made by `autograder demo`: move it away first")
    stems = course.chosen()
    everything = one_of_each(stems)
    chosen = list(itertools.islice(itertools.cycle(everything), students or len(everything)))
    shutil.rmtree(demo.root, ignore_errors=True)
    demo.root.mkdir(mode=0o700)
    (demo.root / _MARKER).touch()
    configuration = (course.root / "nbgrader_config.py").read_text("utf-8")
    replace(demo.root / "nbgrader_config.py", (_FOUND + configuration + _OF_ITS_OWN).encode())
    replace(demo.root / "course.yml", _LIMITS.encode())
    for stem in stems:
        shutil.copytree(course.source(stem).parent, demo.source(stem).parent)
        release(demo, stem)
    assignments = {stem: gradebook.assignment(demo, stem) for stem in stems}
    hand_ins = {f"s{number:03}_{kind.name}": kind for number, kind in enumerate(chosen, 1)}
    for student, kind in hand_ins.items():
        file = demo.submitted(student, kind.stem) / (kind.file or f"{kind.stem}.ipynb")
        replace(file, kind.build(_solved(demo, assignments[kind.stem])))
    replace(
        demo.root / _MARKER, json.dumps({student: kind.what for student, kind in hand_ins.items()}, indent=1).encode()
    )
    return Room(demo, assignments, hand_ins)


def _solved(course: Course, assignment: Assignment) -> NotebookNode:
    """The released notebook with the solutions filled in, as a student would."""
    notebook = nbformat.read(course.released(assignment.stem), as_version=4)
    source = nbformat.read(course.source(assignment.stem), as_version=4)
    for cell in assignment.cells:
        if cell.kind in ("solution", "manual"):
            answer, *_ = cell_of(source, cell.id).source.partition("### BEGIN MARK SCHEME")
            lines = answer.splitlines(keepends=True)
            cell_of(notebook, cell.id).source = "".join(line for line in lines if "### " not in line)
    return notebook


def surprises(room: Room, results: list[dict[str, Any]]) -> list[str]:
    """What did not come out as it must: a line for each, none if all is well."""
    return [
        f"{result['student']} ({kind.what}): {problem}"
        for result in results
        for kind in [room.kinds[result["student"]]]
        if (problem := _surprise(room.assignments[kind.stem], kind, result))
    ]


def _surprise(assignment: Assignment, kind: Kind, result: dict[str, Any]) -> str | None:
    if kind.name == "not_json":
        return None if result["status"] == "refused" and not result["score"] else "should have been refused"
    if result["status"] != "graded":
        return f"should have been graded, is {result['status']}: {'; '.join(result['notes'])}"
    if kind.nothing:
        return f"should get nothing, got {result['score']:g}" if result["score"] else None
    if result["needs_manual_grade"] != any(cell.kind == "manual" for cell in assignment.cells):
        return "the cell graded by hand is not as it should be"
    lost = {assignment.function_of(task["id"]) for task in result["tasks"] if task["score"] == 0} - {""}
    if lost != set(kind.loses):
        return f"should lose marks on {sorted(kind.loses) or 'nothing'}, lost some on {sorted(lost) or 'nothing'}"
    named = {task["misconception"] for task in result["tasks"]} - {None}
    if kind.mistake and named != {kind.mistake}:
        return f"should be named {kind.mistake}, is named {sorted(named) or 'nothing'}"
    return None
