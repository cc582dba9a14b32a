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
    known = _known(course) if new else require(course, first=True)
    present = course.secret_id
    if present is None:
        if not new and not draw:
            return  # whoever needs it says that it is missing
        course.make_secret(new=True)
        present = course.secret_id
    if present is not None and known != present:
        with gradebook.writing(course) as connection:
            history.set_secret(connection, present)


def require(course: Course, *, first: bool = False) -> str | None:
    """See that the secret that has graded so far is there; change nothing.

    Args:
        course: the course; its gradebook must exist.
        first: there may be none yet, if nothing was graded.

    Returns:
        The id of the secret that has graded; None if that is not recorded.

    Raises:
        CourseError: if it is lost, damaged or another, or may not be read.
    """
    known, present = _known(course), course.secret_id
    if present is None:
        there = course.secret.exists()
        if known is None and not there and not _has_graded(course):
            if first:
                return None
            raise CourseError(f"{course.root} has no secret: run `autograder release` first")
        raise CourseError(
            f"{course.secret} {'is damaged' if there else 'is lost'}: restore it from a backup, or draw a new one, "
            "which grades everything again: run `autograder grade --new-secret`"
        )
    if known not in (None, present):
        raise CourseError(
            f"{course.secret} has the id {present}, and the gradebook was graded with {known}: restore the secret or "
            "the gradebook, so that they fit, or run `autograder grade --new-secret`, which grades all again"
        )
    return known


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


def _known(course: Course) -> str | None:
    """The id of the secret that has graded, if that is recorded."""
    with gradebook.opened(course) as opened:
        return history.secret(opened.db) if history.exists(opened.db) else None


def _has_graded(course: Course) -> bool:
    with gradebook.opened(course) as opened:
        return gradebook.has_scores(opened)
