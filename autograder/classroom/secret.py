"""The secret of a course: which one grades, and what to do when it is another than before, or gone."""

from __future__ import annotations

from autograder.classroom import gradebook, history
from autograder.course import database
from autograder.course.course import Course, CourseError


def settle(course: Course, *, new: bool = False, draw: bool = False) -> None:
    """See that the secret is the one that has graded so far, else old and new hidden problems would mix.

    Args:
        course: the course; its gradebook must exist.
        new: go on with the secret that is there, or with a new one if there is none.
        draw: draw the first secret if there is none, and none is known.

    Raises:
        CourseError: if the secret is lost or another, and that is not meant.
    """
    known, graded = _known(course)
    present = course.secret_id
    if present is None:
        if (known is not None or graded or course.secret.exists()) and not new:
            what = "is damaged" if course.secret.exists() else "is lost"
            raise CourseError(
                f"{course.secret} {what}: restore it from a backup, or draw a new one, which grades everything again: "
                "run `autograder grade --new-secret`"
            )
        if not new and not draw:
            return  # whoever needs it says that it is missing
        course.make_secret(new=True)
        present = course.secret_id
    elif known not in (None, present) and not new:
        raise CourseError(
            f"{course.secret} has the id {present}, and the gradebook was graded with {known}: restore the secret or "
            "the gradebook, so that they fit, or run `autograder grade --new-secret`, which grades all again"
        )
    if present is not None and known != present:
        with gradebook.writing(course) as connection:
            history.set_secret(connection, present)


def before_release(course: Course, *, new: bool = False) -> None:
    """See that the secret is the right one, if there is a gradebook to say so; before the first release there is none.

    Raises:
        CourseError: as for `settle`, or if the database cannot be used.
    """
    with database.speaking(course.db_url):
        there = database.has_gradebook(course.db_url)
    if there:
        settle(course, new=new)


def rotate(course: Course) -> tuple[str, int]:
    """Draw a new secret in place of the one that there is.

    Returns:
        Its public id, and how many results were graded with another one.

    Raises:
        CourseError: if the gradebook cannot be used.
    """
    with gradebook.writing(course) as connection:
        course.make_secret(new=True)
        identity = course.secret_id
        assert identity is not None
        history.set_secret(connection, identity)
        return identity, history.count(connection)


def _known(course: Course) -> tuple[str | None, bool]:
    """The id of the secret that has graded, if that is recorded, and whether anything was graded at all."""
    with gradebook.opened(course) as opened:
        graded = gradebook.has_scores(opened)
        return (history.secret(opened.db) if history.exists(opened.db) else None), graded
