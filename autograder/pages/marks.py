"""The marks of a class as a learning platform is to have them: who has one, and why somebody else has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.classroom import gradebook, run, status
from autograder.course.course import Course

_MARKED = ("fresh", "refused")


@dataclass(frozen=True)
class Standing:
    """The mark of one student at one exercise.

    Attributes:
        points: the points, with what lateness costs; None if there is no mark to give out.
        why: why there is none; empty if there is one.
        absent: nothing was handed in.
        penalty: what lateness costs.
        tasks: the points of each task; None where one is still to be marked.
    """

    points: float | None
    why: str = ""
    absent: bool = False
    penalty: float = 0.0
    tasks: Mapping[str, float | None] = field(default_factory=dict)


ABSENT = Standing(None, "absent", absent=True)


def standings(course: Course, stem: str, by: str) -> dict[str, Standing]:
    """The marks of everybody whom the course knows, with what lateness costs now.

    Args:
        course: the course.
        stem: the exercise.
        by: the command that asks, for the history of a mark that moves by it.

    Raises:
        CourseError: if the exercise was not released, or the gradebook cannot be used.
    """
    run.redate(course, stem, by=by)
    found = status.of(course, stem)
    with gradebook.opened(course) as opened:
        marks = gradebook.marks(opened, stem)
    standing = {}
    for one in found:
        mark = marks.get(one.student)
        if one.score is None or mark is None:
            why = ": ".join(filter(None, (one.state, one.why)))
            standing[one.student] = ABSENT if one.state == "absent" else Standing(None, why)
            continue
        tasks = {name: None if name in mark.waiting else score for name, score in mark.score.items()}
        if one.state in _MARKED or one.state == "absent":  # the mark of earlier work stays
            standing[one.student] = Standing(mark.total, penalty=mark.penalty, tasks=tasks)
        elif one.state == "waiting for a person":
            standing[one.student] = Standing(
                None, f"waits for a person to mark {one.why}", penalty=mark.penalty, tasks=tasks
            )
        else:
            standing[one.student] = Standing(None, ": ".join(filter(None, (one.state, one.why))))
    return standing
