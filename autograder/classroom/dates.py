"""When work was handed in, and what lateness costs.

An exercise that has a due date in `course.yml` goes by that file, and nbgrader's due date and extensions follow it.
Any other goes by nbgrader's own, and lateness then costs what the plugin of nbgrader's configuration says. Where both
would take something off, nothing is graded until one of them is gone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Connection
from traitlets import TraitError
from traitlets.utils.importstring import import_item

from autograder.classroom import own_due, submitted
from autograder.classroom.history import Database
from autograder.classroom.submitted import Submission
from autograder.course import configuration, lateness, settings
from autograder.course.course import Course, CourseError
from autograder.course.lateness import Rules


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


def require_one_price(course: Course) -> None:
    """Refuse to take something off for lateness twice.

    Raises:
        CourseError: if both `course.yml` and nbgrader's configuration say what lateness costs, or one cannot be used.
    """
    judge, dates = plugin(course), settings.load(course.root).dates
    if judge is None or not any(rules.priced for rules in dates.exercises.values()):
        return
    kind = type(judge)
    if kind is not LateSubmissionPlugin or judge.penalty_method != "none":
        what = "LateSubmissionPlugin.penalty_method" if kind is LateSubmissionPlugin else kind.__name__
        raise CourseError(
            f"{dates.path} says what lateness costs, and so does nbgrader's configuration ({what}): take it out of one "
            "of them"
        )


@dataclass(frozen=True)
class Dated:
    """What nbgrader's database says of the dates of a submission.

    Attributes:
        due: the due date of the exercise, in UTC and without a time zone; None if it has none.
        extension: how much longer this student has.
    """

    due: datetime | None = None
    extension: timedelta | None = None

    def late(self, handed_in: datetime | None) -> float:
        """The seconds between the due date of the student and the hand-in; 0 if it is in time."""
        if self.due is None or handed_in is None:
            return 0.0
        return max(0.0, (handed_in - self.due - (self.extension or timedelta())).total_seconds())


def left_behind(course: Course, stem: str, database: Database) -> datetime | None:
    """The due date that `course.yml` gave nbgrader's database and has no more; None if it has one, or never had."""
    return own_due.of(database, stem) if _rules(course, stem) is None else None


def theirs(dated: Dated, left: datetime | None) -> Dated:
    """What nbgrader's database says of dates by itself: not what was left behind, see `left_behind`."""
    return Dated() if left is not None and dated.due in (None, left) else dated


def judge(
    course: Course, stem: str, student: str, handed_in: datetime | None, score: float, dated: Dated
) -> tuple[Dated, float | None]:
    """Say what the dates of a submission are, and what lateness costs it; change nothing.

    Args:
        course: the course.
        stem: the exercise.
        student: whose work.
        handed_in: when, in UTC and without a time zone; None if that is not known.
        score: what the work earned.
        dated: what nbgrader's database says, which holds where `course.yml` gives the exercise no due date.

    Returns:
        The dates, and the penalty in points; None if there is none.

    Raises:
        PluginError: if the course's plugin fails.
    """
    rules = _rules(course, stem)
    if rules is None:
        seconds = dated.late(handed_in)
        return dated, _asked(course, student, score, seconds) if seconds else None
    groups = rules.members.get(student, frozenset())
    own = lateness.deadline(rules, student, groups)
    assert rules.due is not None
    assert own is not None
    due, extended = (lateness.instant(moment).replace(tzinfo=None) for moment in (rules.due, own))
    dated = Dated(due, extended - due or None)
    seconds = dated.late(handed_in)
    if not seconds or rules.priced:
        return dated, lateness.penalty(handed_in, rules, student, groups, score) or None
    within = handed_in is not None and handed_in <= rules.grace.after(own).replace(tzinfo=None)
    return dated, None if within else _asked(course, student, score, seconds)


def settle(
    course: Course, database: Connection, submission: Submission, handed_in: datetime | None, score: float
) -> Submission:
    """Put down when a submission was handed in, and the penalty if it was late. The caller commits.

    Args:
        course: the course.
        database: where the submission is.
        submission: as it is there.
        handed_in: when, in UTC and without a time zone; None if that is not known.
        score: what the work earned.

    Returns:
        The submission as it is there now.

    Raises:
        PluginError: if the course's plugin fails.
    """
    stem = submission.stem
    dated = own = Dated(submission.due, submission.extension)
    if dated != Dated():
        own = theirs(dated, left_behind(course, stem, database))
    now, penalty = judge(course, stem, submission.student, handed_in, score, own)
    settled = replace(submission, due=now.due, extension=now.extension, handed_in=handed_in, penalty=penalty)
    submitted.date(database, submission, settled)
    if now != dated and _rules(course, stem) is not None:
        own_due.keep(database, stem, now.due)
    return settled


def late(course: Course, submission: Submission) -> dict[str, Any] | None:
    """How late a submission in the gradebook is, and what that costs; None if it is in time.

    Returns:
        `due` and `handed_in`, ISO 8601 in the time zone of the course, and `penalty` in points.
    """
    penalty = submission.penalty or 0.0
    dated = Dated(submission.due, submission.extension)
    if not penalty and not dated.late(submission.handed_in):
        return None
    rules = _rules(course, submission.stem)
    zone = rules.due.tzinfo if rules and rules.due else UTC
    # nbgrader adds an extension to the due date even where there is none.
    due = dated.due and dated.due + (dated.extension or timedelta())
    moments = {"due": due, "handed_in": submission.handed_in}
    return {
        **{
            name: moment and moment.replace(tzinfo=UTC).astimezone(zone).isoformat() for name, moment in moments.items()
        },
        "penalty": penalty,
    }


def moved(before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
    """Say why what lateness costs is another than before, by what `late` said then and says now."""
    if now is None:
        return f"no longer late (was due {_shown((before or {}).get('due'))})"
    if before is None:
        return f"late now (due {_shown(now['due'])})"
    for name, words in (("due", "the due date moved"), ("handed_in", "the time of the hand-in changed")):
        if _moment(before[name]) != _moment(now[name]):
            return f"{words} ({_shown(before[name])} to {_shown(now[name])})"
    return "what lateness costs changed"


def charged(result: dict[str, Any], lateness: dict[str, Any] | None) -> dict[str, Any]:
    """A result with what lateness costs: its score is what nbgrader exports. The tasks keep their own scores."""
    result = {name: value for name, value in result.items() if name != "late"}
    if result["score"] is not None:
        score = sum(task["score"] or 0.0 for task in result["tasks"])
        result["score"] = max(0.0, score - lateness["penalty"]) if lateness else score
    return result | {"late": lateness} if lateness else result


def _rules(course: Course, stem: str) -> Rules | None:
    return settings.load(course.root).dates.exercises.get(stem)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _shown(text: str | None) -> str:
    moment = _moment(text)
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname()}" if moment else "none"


def _asked(course: Course, student: str, score: float, seconds: float) -> float | None:
    """What the course's plugin takes off."""
    if (judge := plugin(course)) is None:
        return None
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
