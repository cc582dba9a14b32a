"""Whose each file of a download is, of which exercise, and what it is: all that is known before anything counts."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.classroom import attempts, gradebook, not_taken, times
from autograder.classroom.attempts import Attempt
from autograder.classroom.intake_report import TROUBLE, Category, Item, Report
from autograder.course import roster as rosters
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.people import Person, Roster
from autograder.intake import archive, downloads, exercise, kinds, notebook_file, tree
from autograder.intake.downloads import layout, mail
from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File


@dataclass
class HandIn:
    """A notebook of somebody, before it is clear what counts."""

    item: Item
    attempt: Attempt
    notes: tuple[str, ...]


class _NotKept(Exception):
    """The course folder cannot be written, which is no trouble of the file that was looked at."""

    def __init__(self, error: OSError):
        super().__init__(str(error))
        self.error = error


class Sorting:
    """The downloads of one call."""

    def __init__(self, course: Course, assignments: list[Assignment], roster: Path | None, dry_run: bool):
        self.course, self.assignments, self.dry_run = course, assignments, dry_run
        self.stems = [one.stem for one in assignments]
        self.now = attempts.iso(datetime.now(UTC))
        self.zone = times.zone(course)
        self.report = Report()
        self.times: dict[str, datetime] = {}
        self.roster = rosters.of_course(course)
        if roster is not None:
            loaded = rosters.load(roster)
            self.times = times.of_worksheet(loaded)
            self.roster = rosters.continued(course, loaded) if dry_run else rosters.remember(course, loaded)
            self.report.notes += self.roster.notes
            if not dry_run:
                gradebook.enroll(course, self.roster.people)
        self.report.roster = self.roster
        everybody = {*course.students(), *gradebook.students(course)}
        self.known = self.roster or Roster(
            tuple(Person(id_, keys=frozenset({f"login:{id_.casefold()}"})) for id_ in sorted(everybody))
        )
        self.hand_ins: dict[tuple[str, str], list[HandIn]] = {}
        self.rest: list[Item] = []
        self.download = 0

    def take(self, path: Path) -> None:
        """Look at everything that somebody gave: one download, or several in a folder."""
        with ExitStack() as stack:
            try:
                files = tree.files(path, stack)
                inside = self._downloads_in(files)
                for file in files if inside else ():
                    self._put(file, Claim("folders"), "opened" if kinds.suffix(file.name) == "zip" else "skipped")
                for one in inside or [files]:
                    self._download(one)
            except _NotKept as error:
                raise error.error from error

    def _download(self, files: list[File]) -> None:
        """Look at the files of one download."""
        self.download += 1
        claims = downloads.claims(files, self.stems)
        here = layout.of(files)
        for file in files:
            claim = claims[file]
            letters = claim.system == "folders" and not self._owners(claim) and mail.is_in_place(here, file)
            self._file(file, claim, 1, letters)

    def _downloads_in(self, files: list[File]) -> list[list[File]]:
        """What is in each of some archives, if all of them are downloads of known systems and nothing lies beside."""
        inside = []
        outside = downloads.claims(files, self.stems)
        for file in files:
            if kinds.is_junk(file.parts) or kinds.suffix(file.name) == "csv":
                continue
            if outside[file].system != "folders" or self._owners(outside[file]):
                return []  # it is somebody's
            try:
                one = tree.within(file) if not file.trouble and kinds.is_zip(file.read(kinds.HEAD)) else []
            except (archive.Unsafe, OSError):
                return []
            claims = downloads.claims(one, self.stems)
            if not one or any(claims[file].system == "folders" for file in one if not kinds.is_junk(file.parts)):
                return []
            inside.append(one)
        return inside

    def _file(self, file: File, claim: Claim, depth: int, letters: bool = False) -> None:
        """Find out what one file is, and look into it if others are in it.

        Args:
            file: the file.
            claim: whose it is.
            depth: how many archives are around it.
            letters: if it is mail, its senders handed in what is in it.
        """
        if kinds.is_junk(file.parts):
            self._put(file, claim, "skipped")
            return
        if file.trouble:
            self._put(file, claim, "unsafe", file.trouble)
            return
        try:
            head = file.read(kinds.HEAD)
            if letters and (mail.is_message(file) or mail.is_mailbox(file, head)):
                self._mail(file, claim, head, depth)
            elif kinds.is_zip(head) and not kinds.is_office(file.name):
                self._archive(file, claim, depth)
            elif claim.own:
                self._put(file, claim, "of the system")
            elif kinds.may_be_notebook(file.name, head):
                self._notebook(file, claim, head)
            else:
                self._put(file, claim, "wrong type", kinds.kind(file.name, head))
        except archive.Unsafe as error:
            self._put(file, claim, "unsafe", str(error))
        except OSError as error:
            self._put(file, claim, "unsafe", f"not readable ({error.strerror or error})")

    def _archive(self, file: File, claim: Claim, depth: int) -> None:
        if depth >= archive.MAX_DEPTH:
            raise archive.Unsafe(f"a zip archive in {archive.MAX_DEPTH - 1} others")
        inside = tree.within(file)
        self._put(file, claim, "opened", f"{len(inside)} files in it")
        for one in inside:
            self._file(one, replace(claim, own=False), depth + 1)

    def _mail(self, file: File, claim: Claim, head: bytes, depth: int) -> None:
        mailbox = mail.is_mailbox(file, head)
        limit = mail.MAX_MAILBOX if mailbox and file.path else mail.MAX_BYTES
        data = file.read(limit + 1)
        if len(data) > limit:
            raise archive.Unsafe(f"mail of more than {limit // 2**20} MB")
        letters = list(mail.messages(data)) if mailbox else [data]
        self._put(file, claim, "opened", f"{len(letters)} messages in it" if mailbox else "a message")
        for number, letter in enumerate(letters, 1):
            root = f"{file.place}/message {number}" if mailbox else file.place
            attached, sender = mail.opened(root, letter)
            for one in attached:
                self._file(one, sender, depth)
            if not attached:
                self._put(File(root, ("text",), file.read), sender, "wrong type", "a message without a file")

    def _notebook(self, file: File, claim: Claim, head: bytes) -> None:
        content = file.read(notebook_file.MAX_BYTES + 1)
        found = exercise.find(content, self.assignments)
        called = ".ipynb" in file.name.lower()
        if not found.notebook and not called:
            self._put(file, claim, "wrong type", kinds.kind(file.name, head))
            return
        owners = self._owners(claim)
        if not owners:
            test = self.roster is not None and any(self.roster.is_test_student(**keys) for keys in claim.owners)
            self._put(file, claim, "test student" if test else "unknown person")
            return
        stems, note = found.stems, found.problem
        if found.problem and not stems and (stem := not_taken.named(file.name, self.stems)):
            stems = (stem,)  # it cannot be read: taken by its name, it is refused, and its student told why
        if not stems:
            self._put(file, claim, "cannot be read" if found.problem else "no exercise", note)
        elif len(stems) > 1:
            self._put(file, claim, "two candidates", f"it may be of {' or '.join(stems)}", stems)
        else:
            for person in owners:
                self._hand_in(file, claim, person, stems[0], content, found)

    def _hand_in(
        self, file: File, claim: Claim, person: Person, stem: str, content: bytes, found: exercise.Found
    ) -> None:
        digest = notebook_file.digest(content)
        received = self._received(claim)
        clock = received.isoformat() if received is not None and received.tzinfo is None else ""
        if clock and received is not None:
            received = received.replace(tzinfo=self.zone)
            self.report.clocks += 1
        item = Item(file.place, "kept", person.called, person.id, stem, found.problem, claim.system, self.download,
                    (person.id,), digest=digest)  # fmt: skip
        attempt = Attempt(
            digest, attempts.iso(received), self.now, claim.order, claim.late,
            found.touched and not found.problem, claim.system, file.place, clock,
        )  # fmt: skip
        if not self.dry_run:
            try:
                attempts.keep(self.course, person.id, stem, content, attempt)
            except OSError as error:
                raise _NotKept(error) from error
        self.hand_ins.setdefault((person.id, stem), []).append(HandIn(item, attempt, found.notes))

    def _received(self, claim: Claim) -> datetime | None:
        received = claim.received
        if received is None and claim.owners:
            received = self.times.get(claim.owners[0].get("moodle", ""))
        return received

    def _owners(self, claim: Claim) -> list[Person]:
        """The people of the class who handed something in; none if any of them is not known."""
        if claim.names:
            for name in claim.names:
                if person := self.known.match(name, login=name, email=name, sis=name, github=name):
                    return [person]
        found = [self._owner(dict(keys)) for keys in claim.owners]
        return [person for person in found if person] if found and all(found) else []

    def _owner(self, keys: dict[str, str]) -> Person | None:
        person = self.known.match(keys.pop("id", ""), **keys)
        if person is None and self.roster is None:  # without a roster a person is who the system says
            for system in ("login", "sis", "email", "canvas", "moodle"):
                if value := keys.get(system, ""):
                    value = f"participant_{value}" if system == "moodle" else value
                    return self.known.match(value) or (Person(value) if rosters.is_name_of_folder(value) else None)
        return person

    def _put(self, file: File, claim: Claim, category: Category, note: str = "", stems: tuple[str, ...] = ()) -> None:
        owners = self._owners(claim)
        who = " and ".join(person.called for person in owners) or ("" if category == "skipped" else claim.shown)
        self.rest.append(
            Item(
                file.place,
                category,
                who,
                owners[0].id if len(owners) == 1 else "",
                "",
                note,
                claim.system,
                self.download,
                tuple(person.id for person in owners),
                stems,
                _digest(file) if category in TROUBLE else "",
            )
        )


def _digest(file: File) -> str:
    """The hash of a file; empty if it cannot be read."""
    with suppress(archive.Unsafe, OSError):
        return "" if file.trouble else notebook_file.digest(file.read(notebook_file.MAX_BYTES + 1))
    return ""
