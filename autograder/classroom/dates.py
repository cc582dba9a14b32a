"""When work was handed in, and what lateness costs: as nbgrader's configuration says, by its own plugin."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import SubmittedAssignment
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import object_session
from traitlets import TraitError
from traitlets.utils.importstring import import_item

from autograder.course import configuration
from autograder.course.course import Course, CourseError


class PluginError(CourseError):
    """The course's plugin for late work failed."""


def plugin(course: Course) -> Any:
    """What decides about late work in a course: an nbgrader `LateSubmissionPlugin`, or None if nothing does.

    Raises:
        PluginError: if nbgrader's configuration names one that cannot be used.
    """
    config = course.configuration.config
    try:
        with configuration.importing(course.root):
            steps = Autograde(coursedir=CourseDirectory(config=config), config=config).autograde_preprocessors
            steps = [import_item(step) if isinstance(step, str) else step for step in steps]
            for kind in steps:
                if isinstance(kind, type) and issubclass(kind, AssignLatePenalties):
                    step = kind(config=config)
                    step.init_plugin()
                    return step.plugin_inst if step.enabled else None
    except (TraitError, ImportError, AttributeError, TypeError, ValueError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise PluginError(f"nbgrader's configuration cannot be used: {reason}") from error
    return None


def settle(course: Course, submission: SubmittedAssignment, handed_in: datetime | None) -> dict[str, Any] | None:
    """Put down when a submission was handed in, and the penalty if it was late. The caller commits.

    Args:
        course: the course.
        submission: of the gradebook, with its scores.
        handed_in: when, in UTC and without a time zone; None if that is not known.

    Returns:
        What `late` returns.

    Raises:
        PluginError: if the course's plugin fails.
    """
    session = object_session(submission)
    assert session is not None
    session.flush()
    before, submission.timestamp = submission.timestamp, handed_in
    seconds = _seconds_late(submission)
    penalties: list[float | None] = [None for _ in submission.notebooks]
    if seconds:
        try:
            if judge := plugin(course):
                for notebook in submission.notebooks:
                    session.refresh(notebook, ["score"])  # a sum that the database computes
                scores = [notebook.score for notebook in submission.notebooks]
                penalties = [_penalty(course, judge, submission.student_id, score, seconds) for score in scores]
        except PluginError:
            submission.timestamp = before
            raise
    for notebook, penalty in zip(submission.notebooks, penalties, strict=True):
        notebook.late_submission_penalty = penalty
    return late(submission)


def late(submission: SubmittedAssignment) -> dict[str, Any] | None:
    """How late a submission in the gradebook is, and what that costs; None if it is in time.

    Returns:
        `due` and `handed_in`, ISO 8601 in UTC, and `penalty` in points.
    """
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)
    if not penalty and not _seconds_late(submission):
        return None
    due = submission.duedate if submission.assignment.duedate else None
    moments = {"due": due, "handed_in": submission.timestamp}
    return {
        **{name: moment and moment.replace(tzinfo=UTC).isoformat() for name, moment in moments.items()},
        "penalty": penalty,
    }


def charged(result: dict[str, Any], lateness: dict[str, Any] | None) -> dict[str, Any]:
    """A result with what lateness costs: its score is what nbgrader exports. The tasks keep their own scores."""
    result = {name: value for name, value in result.items() if name != "late"}
    if result["score"] is not None:
        score = sum(task["score"] or 0.0 for task in result["tasks"])
        result["score"] = max(0.0, score - lateness["penalty"]) if lateness else score
    return result | {"late": lateness} if lateness else result


def _seconds_late(submission: SubmittedAssignment) -> float:
    # nbgrader adds an extension to the due date even where there is none.
    return float(submission.total_seconds_late) if submission.assignment.duedate else 0.0


def _penalty(course: Course, judge: Any, student: str, score: float, seconds: float) -> float | None:
    name = type(judge).__name__
    try:
        with configuration.importing(course.root):
            penalty = judge.late_submission_penalty(student, score, seconds)
        if penalty is None:
            return None
        penalty = float(penalty)
    except (Exception, SystemExit) as error:  # a program of the instructor, which may raise anything
        reason = next(iter(str(error).splitlines()), "")
        raise PluginError(f"the late penalty plugin {name} failed ({type(error).__name__}: {reason})") from error
    if not math.isfinite(penalty):
        raise PluginError(f"the late penalty plugin {name} gave {penalty}, which is no number of points")
    return min(max(0.0, penalty), score)
