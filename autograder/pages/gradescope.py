"""A result as Gradescope's autograder takes it: `results.json`.

The fields are those of https://gradescope-autograders.readthedocs.io/en/latest/specs/. Everything is given as `text`,
which Gradescope shows as it is, and a student sees what the feedback page would say: no hidden test, no number of one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.course.course import CourseError
from autograder.pages.text import clip, printable

_CHARS, _LINES = 2000, 20


def results(result: Mapping[str, Any]) -> dict[str, Any]:
    """The object of `results.json`.

    Args:
        result: of one submission, as in the results file.

    Raises:
        CourseError: if the grader failed, so that there is no mark: Gradescope then has none either.
    """
    if result["status"] == "fault":
        raise CourseError(f"there is no mark, since the grader failed: {' '.join(result['notes'])}")
    notes = [_text(note) for note in result["notes"]]
    if result["status"] == "refused":
        notes.insert(0, "This could not be graded as it was handed in.")
    if by_hand := [_text(task["id"]) for task in result["tasks"] if task["score"] is None]:
        notes.append(f"A person will mark: {', '.join(by_hand)}.")
    return {
        "score": result["score"] or 0.0,
        "execution_time": round(result["seconds"], 1),
        "output": "\n".join(notes),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",  # what the grader prints is for staff
        "tests": [_test(task) for task in result["tasks"] if task["score"] is not None],
    }


def as_json(result: Mapping[str, Any]) -> str:
    """The text of `results.json`, in which nothing looks like HTML to whoever shows it as such.

    Raises:
        CourseError: as for `results`.
    """
    return json.dumps(results(result), indent=1, ensure_ascii=False).replace("<", "\\u003c")


def _test(task: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": _text(task["id"]),
        "score": task["score"],
        "max_score": task["max_score"],
        "status": "passed" if task["score"] >= task["max_score"] else "failed",
        "output": _text(task["message"]),
        "visibility": "visible",
    }


def _text(value: str) -> str:
    return clip(str(printable(value)), _CHARS, _LINES)
