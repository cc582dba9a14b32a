"""Feedback pages in the form in which a learning platform takes them back.

Canvas: the assignment's page, "Upload Submissions". It goes by the names that its own "Download Submissions" gave the
files, of which it reads the id of the user and that of the uploaded file; a file without both it passes over in
silence. See `infer_comment_context_from_filename` in `app/models/assignment.rb`, and `lib/content_zipper.rb` for the
names, of https://github.com/instructure/canvas-lms. Whatever it is called in the zip, the student sees the page under
the name of the file that they handed in.

Moodle: the assignment's page, "Upload multiple feedback files in a zip". It goes by folders named as in its own
"Download all submissions", `Ann Lee_77_assignsubmission_file_`, of which it reads the number and the plugin. See
`is_valid_filename_for_import` in `mod/assign/feedback/file/importziplib.php` of https://github.com/moodle/moodle.

Where the files came from is known from `collect`, which keeps the place of each attempt.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from autograder.classroom import attempts, gradebook, history, plan, status
from autograder.classroom.attempts import Attempt
from autograder.classroom.history import Mark
from autograder.classroom.status import Status
from autograder.course import roster
from autograder.course.course import Course, CourseError, replace
from autograder.course.people import Person, Roster
from autograder.intake import exchange
from autograder.intake.downloads import canvas, layout, moodle
from autograder.intake.tree import File
from autograder.pages import feedback

System = Literal["canvas", "moodle", "files"]

FOLDER = "returned"
_WHOLE = ("fresh", "refused")  # states in which a page says all that it will say
_UNSAFE = set('/\\:*?"<>|')
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every file in a zip: the same pages make the same zip


@dataclass
class Returned:
    """What became of the pages of one exercise.

    Attributes:
        stem: the exercise.
        place: the zip, or the folder, that holds the pages; None if there are none.
        given: whose page is in it.
        held: who waits for a page, and why.
        absent: who has handed in nothing.
        nameless: whose page the platform would not take, and why.
    """

    stem: str
    place: Path | None = None
    given: list[str] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    nameless: list[tuple[str, str]] = field(default_factory=list)


def give_back(
    course: Course,
    stem: str,
    system: System,
    students: Iterable[str] = (),
    *,
    partial: bool = False,
    moved: list[Mark] | None = None,
) -> Returned:
    """Write the pages of an exercise for a platform.

    A page on which something is still to be marked, or that is of earlier work, is held back, and taken out of
    `feedback/` too, so that `nbgrader release_feedback` does not hand it out; `autograder feedback` writes it again.

    Args:
        course: the course.
        stem: the exercise.
        system: what the pages are for; `files` is a folder for each student.
        students: whose; everybody's if none is named.
        partial: hold nothing back.
        moved: gets the new entries in the history of marks that the dates have moved.

    Returns:
        What became of them.

    Raises:
        CourseError: if the exercise was not graded, or a student is unknown.
    """
    pages = feedback.write_feedback(course, stem, course.book_url, by="autograder return", moved=moved)
    written = {page.parts[-3]: page for page in pages}
    if not written:
        raise CourseError(f"there is nothing of {stem} to give back: run `autograder grade` first")
    chosen = set(students)
    plan.require_known(course, sorted(chosen))
    found = {one.student: one for one in status.of(course, stem)}
    class_list, graded = roster.of_course(course) or Roster(()), _graded(course, stem)
    returned, names = Returned(stem), dict[str, str]()
    for student, one in found.items():
        page, wanted = written.get(student), not chosen or student in chosen
        if page is not None and not _is_whole(one) and not (partial and wanted):
            page.unlink()
            _take_back(course, student, stem)
        elif page is not None:
            exchange.address(course.autograded(student, stem), page.parent)  # which `release_feedback` stops without
        if not wanted:
            continue
        if page is None and one.state == "absent":
            returned.absent.append(student)
        elif page is None or not page.exists():
            returned.held.append((student, _why(one)))
        elif name := _name(course, stem, system, class_list.by_id.get(student, Person(student)), graded.get(student)):
            names[student] = name
        else:
            returned.nameless.append((student, _WITHOUT[system]))
    times = Counter(names.values())
    returned.nameless += [(student, _SHARED) for student, name in names.items() if times[name] > 1]
    files = {name: written[student].read_bytes() for student, name in names.items() if times[name] == 1}
    returned.given = [student for student, name in names.items() if name in files]
    returned.place = _write(course, stem, system, files)
    return returned


_WITHOUT = {
    "canvas": "it is not known which upload in Canvas it answers: collect the download of Canvas, or send it yourself "
    "(`--for files`)",
    "moodle": "its number in Moodle is not known: collect the download of Moodle, or its grading worksheet with "
    "--roster",
    "files": "",
}  # fmt: skip
_SHARED = "several students handed in this one file, and the platform would show each of them the page of another"


def _is_whole(one: Status) -> bool:
    return one.state in _WHOLE or (one.state == "absent" and one.score is not None)


def _why(one: Status) -> str:
    if one.state == "waiting for a person":
        return f"waits for a person to mark {one.why}"
    return ": ".join(filter(None, (one.state, one.why)))


def _graded(course: Course, stem: str) -> dict[str, str]:
    """The hash of what was graded, by student."""
    with gradebook.opened(course) as opened:
        kept = history.results(opened.db, stem, whole=False) if history.exists(opened.db) else {}
    return {student: one.result["submission"] for student, one in kept.items()}


def _name(course: Course, stem: str, system: System, person: Person, graded: str | None) -> str:
    """What a student's page is called in the zip of a platform; empty if that platform would not know whose it is."""
    page = f"{stem}.html"
    if system == "files":
        return f"{person.id}/{page}"
    moments = attempts.moments(attempts.known(course, person.id, stem))
    known = sorted(moments, key=lambda one: moments[one], reverse=True)
    known.sort(key=lambda one: one.digest != graded)  # what was graded, then the others, the last one first
    parts = [part for attempt in known for part in _parts(attempt)]
    if system == "canvas":
        name = next((part for part in parts if _is_upload(part)), "")
        # By its code Canvas goes by the ids alone, so a page may end in what it is.
        return f"{PurePosixPath(name).stem}.html" if name else ""
    folder = next((part for part in parts if moodle.claims(layout.of([_file(part, page)]))), "")
    if not folder and (number := person.key("moodle")):
        # By underscores Moodle tells the parts of the name.
        folder = _clean(f"{(person.name or person.id).replace('_', ' ')}_{number}_assignsubmission_file_")
    return f"{folder}/{page}" if folder else ""


def _is_upload(name: str) -> bool:
    """Whether a file is called as Canvas calls an upload that has an id."""
    return any(claim.order for claim in canvas.claims(layout.of([_file(name)])).values())


def _file(*parts: str) -> File:
    return File("", parts, lambda _: b"")


def _parts(attempt: Attempt) -> list[str]:
    """The names on the way to a file, the innermost first. Students may have chosen them: they lead nowhere."""
    return [_clean(part) for part in reversed(attempt.place.split("/")) if part]


def _clean(name: str) -> str:
    name = "".join(char if char.isprintable() and char not in _UNSAFE else "_" for char in name)
    return "_" if name in (".", "..") else name


def _write(course: Course, stem: str, system: System, files: dict[str, bytes]) -> Path | None:
    """Write the zip, or the folders; without a page, there is no zip, nor an older one."""
    path = course.root / FOLDER / f"{stem}-{system}.zip"
    if not files:
        path.unlink(missing_ok=True)
        return None
    if system == "files":
        for name, data in files.items():
            replace(course.root / FOLDER / "files" / name, data)
        return course.root / FOLDER / "files"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    replace(path, memory.getvalue())
    return path


def _take_back(course: Course, student: str, stem: str) -> None:
    """Take away the page that an earlier run has put into the student's folder."""
    folder = course.root / FOLDER / "files" / student
    (folder / f"{stem}.html").unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        shutil.rmtree(folder)
