"""The files in `autograded/`: views of what the database holds, for formgrader, for staff and for other programs."""

from __future__ import annotations

import json

from autograder.classroom.history import Kept
from autograder.course import temporary
from autograder.course.course import Course, replace
from autograder.intake.exchange import Receipt


def write(course: Course, kept: Kept) -> None:
    """Write the graded notebook, the result and what is for staff only, each whole or not at all.

    Raises:
        OSError: if the file system fails.
    """
    stem = kept.result["assignment"]
    folder = course.autograded(kept.result["student"], stem)
    if kept.notebook:
        replace(folder / f"{stem}.ipynb", kept.notebook.encode())
    write_result(course, kept)


def write_result(course: Course, kept: Kept) -> None:
    """Write the result and what is for staff only, beside a notebook that nbgrader writes.

    Raises:
        OSError: if the file system fails.
    """
    folder = course.autograded(kept.result["student"], kept.result["assignment"])
    if folder.is_dir():
        temporary.clear(folder)
    replace(folder / "staff.json", (kept.staff or "{}").encode())
    replace(folder / "result.json", _result(kept))


def fresh(course: Course, kept: Kept, receipt: Receipt | None = None) -> bool:
    """Whether the files are there and of this result, and nothing else; the notebook of it need not be given.

    Args:
        course: the course.
        kept: the result.
        receipt: what the exchange put beside the notebook, if that is to be there too.
    """
    stem = kept.result["assignment"]
    folder = course.autograded(kept.result["student"], stem)
    try:
        return (
            (folder / "result.json").read_bytes() == _result(kept)
            and (folder / "staff.json").is_file()
            and (receipt is None or receipt.is_kept(folder))
            and ((folder / f"{stem}.ipynb").is_file() or kept.result["status"] != "graded")
            and not temporary.abandoned(folder)
        )
    except OSError:
        return False


def outdate(course: Course, kept: Kept) -> None:
    """Take away the page of an earlier result, which shows another mark than the gradebook.

    Raises:
        OSError: if the file system fails.
    """
    course.feedback(kept.result["student"], kept.result["assignment"]).unlink(missing_ok=True)


def _result(kept: Kept) -> bytes:
    return json.dumps(kept.result, indent=1, ensure_ascii=False).encode("utf-8", "replace")
