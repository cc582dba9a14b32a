"""Take downloads of learning platforms into the course: whose each file is, of which exercise, and what counts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from dateutil import parser, tz

from autograder.classroom import attempts, gradebook, placing
from autograder.classroom.attempts import Attempt
from autograder.course import roster as rosters
from autograder.course.assignment import Assignment
from autograder.course.course import Course, CourseError
from autograder.course.roster import Person, Roster
from autograder.intake import archive, downloads, exercise, kinds, notebook_file, tree
from autograder.intake.downloads import mail
from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

Which = Literal["last", "first", "best"]
Category = Literal[
    "taken", "kept", "same", "untouched", "two candidates", "unknown person", "no exercise", "cannot be read",
    "wrong type", "unsafe", "in the way", "beside", "opened", "of the system", "skipped", "test student",
]  # fmt: skip
TROUBLE: tuple[Category, ...] = (
    "two candidates", "in the way", "unknown person", "no exercise", "cannot be read", "wrong type", "unsafe",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """What became of one file of a download.

    Attributes:
        place: where it lay.
        category: what became of it.
        who: whose it is, in words; empty if nobody's.
        student: their id; empty if that is not known.
        stem: the exercise; empty if that is not known.
        note: more, for the report.
        system: where it was handed in.
        download: which of the downloads it lay in, from 1.
    """

    place: str
    category: Category
    who: str = ""
    student: str = ""
    stem: str = ""
    note: str = ""
    system: str = ""
    download: int = 0


@dataclass
class Report:
    """What came of collecting.

    Attributes:
        items: every file of the downloads, each once.
        stems: the exercises that were handed in.
        absent: who of the roster has nothing in `submitted/` and handed in nothing else either, by exercise.
        placed: how many notebooks in `submitted/` are new or changed, and how many are as they were.
        repaired: what was mended in the notebooks that count, by student and exercise.
        undated: how many of the notebooks that count came at a time that is not known.
        notes: lines about the roster.
        roster: who is in the class; None if that is not known.
    """

    items: list[Item] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    absent: dict[str, list[Person]] = field(default_factory=dict)
    placed: tuple[int, int] = (0, 0)
    repaired: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    undated: int = 0
    notes: list[str] = field(default_factory=list)
    roster: Roster | None = None

    def of(self, *categories: Category) -> list[Item]:
        """The files of some categories."""
        return [item for item in self.items if item.category in categories]


@dataclass
class _HandIn:
    """A notebook of somebody, before it is clear what counts."""

    item: Item
    attempt: Attempt
    notes: tuple[str, ...]


class _NotKept(Exception):
    """The course folder cannot be written, which is no trouble of the file that was looked at."""

    def __init__(self, error: OSError):
        super().__init__(str(error))
        self.error = error


def collect(
    course: Course,
    paths: Sequence[Path],
    *,
    roster: Path | None = None,
    which: Which = "last",
    dry_run: bool = False,
    workers: int | None = None,
) -> Report:
    """Take what lies in downloads into `submitted/`, and keep every attempt in `received/`.

    Everything is kept before anything is placed, each file whole or not at all: whoever stops it runs it again.

    Args:
        course: the course.
        paths: folders, zip archives and single files.
        roster: who is in the class; remembered from then on.
        which: the attempt that counts.
        dry_run: write nothing; only look.
        workers: how many attempts to grade at once, to find the best.

    Raises:
        CourseError: if the course is not ready, or a file cannot be used at all.
    """
    assignments = [gradebook.assignment(course, stem) for stem in course.chosen() if course.released(stem).exists()]
    if not assignments:
        raise CourseError("nothing has been released: run `autograder release` first")
    collecting = _Collecting(course, assignments, roster, dry_run)
    for path in paths:
        collecting.take(path)
    return collecting.finish(which, workers)


class _Collecting:
    """The downloads of one call."""

    def __init__(self, course: Course, assignments: list[Assignment], roster: Path | None, dry_run: bool):
        self.course, self.assignments, self.dry_run = course, assignments, dry_run
        self.stems = [one.stem for one in assignments]
        self.now = attempts.iso(datetime.now(UTC))
        self.zone = _zone(course)
        self.report = Report()
        self.times: dict[str, datetime] = {}
        self.roster = rosters.of_course(course)
        if roster is not None:
            loaded = rosters.load(roster)
            self.times = _times(loaded, self.zone)
            self.report.notes += loaded.notes
            if dry_run:
                known = self.roster.people if self.roster else ()
                self.roster = loaded.aligned([*known, *course.students()])
            else:
                self.roster = rosters.remember(course, loaded)
                gradebook.enroll(course, self.roster.people)
        self.report.roster = self.roster
        everybody = {*course.students(), *gradebook.students(course)}
        self.known = self.roster or Roster(
            tuple(Person(id_, keys=frozenset({f"login:{id_.casefold()}"})) for id_ in sorted(everybody))
        )
        self.hand_ins: dict[tuple[str, str], list[_HandIn]] = {}
        self.rest: list[Item] = []
        self.download = 0

    def take(self, path: Path) -> None:
        """Look at everything in one download."""
        self.download += 1
        with ExitStack() as stack:
            try:
                self._download(tree.files(path, stack), 1)
            except _NotKept as error:
                raise error.error from error

    def _download(self, files: list[File], depth: int) -> None:
        claims = downloads.claims(files, self.stems)
        for file in files:
            self._file(file, claims[file], depth, claims[file].system == "folders")

    def _file(self, file: File, claim: Claim, depth: int, loose: bool) -> None:
        """Find out what one file is, and look into it if others are in it.

        Args:
            file: the file.
            claim: whose it is.
            depth: how many archives are around it.
            loose: it is in no known layout; an archive in it may be a download of its own.
        """
        if kinds.is_junk(file.parts):
            self._put(file, claim, "skipped")
            return
        if file.trouble:
            self._put(file, claim, "unsafe", file.trouble)
            return
        try:
            head = file.read(kinds.HEAD)
            if mail.is_message(file) or mail.is_mailbox(file, head):
                self._mail(file, claim, head, depth)
            elif kinds.is_zip(head) and not kinds.is_office(file.name):
                self._archive(file, claim, depth, loose)
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

    def _archive(self, file: File, claim: Claim, depth: int, loose: bool) -> None:
        if depth >= archive.MAX_DEPTH:
            raise archive.Unsafe(f"a zip archive in {archive.MAX_DEPTH - 1} others")
        inside = tree.within(file)
        owners = self._owners(claim)
        self._put(file, claim, "opened", f"{len(inside)} files in it")
        if loose and len(owners) != 1:
            self._download(inside, depth + 1)  # it may be the download itself
        else:
            for one in inside:
                self._file(one, replace(claim, own=False), depth + 1, False)

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
                self._file(one, sender, depth, False)

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
        if found.problem and not stems and (stem := self._named(file.name)):
            stems = (stem,)  # it cannot be read: taken by its name, it is refused, and its student told why
        if not stems:
            self._put(file, claim, "cannot be read" if found.problem else "no exercise", note)
        elif len(stems) > 1:
            self._put(file, claim, "two candidates", f"it may be of {' or '.join(stems)}")
        else:
            for person in owners:
                self._hand_in(file, claim, person, stems[0], content, found)

    def _hand_in(
        self, file: File, claim: Claim, person: Person, stem: str, content: bytes, found: exercise.Found
    ) -> None:
        item = Item(file.place, "kept", person.called, person.id, stem, found.problem, claim.system, self.download)
        attempt = Attempt(
            notebook_file.digest(content), attempts.iso(self._received(claim)), self.now, claim.order, claim.late,
            found.touched and not found.problem, claim.system, file.place,
        )  # fmt: skip
        if not self.dry_run:
            try:
                attempts.keep(self.course, person.id, stem, content, attempt)
            except OSError as error:
                raise _NotKept(error) from error
        self.hand_ins.setdefault((person.id, stem), []).append(_HandIn(item, attempt, found.notes))

    def _received(self, claim: Claim) -> datetime | None:
        received = claim.received
        if received is None and claim.owners:
            received = self.times.get(claim.owners[0].get("moodle", ""))
        if received is not None and received.tzinfo is None:
            received = received.replace(tzinfo=self.zone)
        return received

    def _owners(self, claim: Claim) -> list[Person]:
        """The people of the class who handed something in; none if any of them is not known."""
        if claim.names:
            for name in claim.names:
                if person := self.known.match(name, login=name, email=name, sis=name, github=name):
                    return [person]
            return []
        found = [self._owner(dict(keys)) for keys in claim.owners]
        return [person for person in found if person] if all(found) else []

    def _owner(self, keys: dict[str, str]) -> Person | None:
        person = self.known.match(keys.pop("id", ""), **keys)
        if person is None and self.roster is None:  # without a roster a person is who the system says
            for system in ("login", "sis", "email", "canvas", "moodle"):
                if value := keys.get(system, ""):
                    value = f"participant_{value}" if system == "moodle" else value
                    return self.known.match(value) or (Person(value) if rosters.is_name_of_folder(value) else None)
        return person

    def _named(self, name: str) -> str | None:
        """The exercise that a name has in it, if it is one alone."""
        plain = name.lower().replace("-", "_").replace(" ", "_")
        found = [stem for stem in self.stems if stem in plain]
        longest = [stem for stem in found if not any(stem != other and stem in other for other in found)]
        return longest[0] if len(longest) == 1 else None

    def _put(self, file: File, claim: Claim, category: Category, note: str = "") -> None:
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
            )
        )

    def finish(self, which: Which, workers: int | None) -> Report:
        """Choose what counts, put it in place, and say what became of everything."""
        report = self.report
        best = {}
        if which == "best":
            best = placing.grade(
                self.course,
                {key: self._candidates(*key) for key in self.hand_ins},
                self.dry_run,
                workers,
            )
        changed = same = 0
        for (student, stem), hand_ins in sorted(self.hand_ins.items()):
            everything = self._candidates(student, stem)
            chosen, twins = placing.choose(everything, which, best.get((student, stem), {}))
            blocked = placing.in_the_way(self.course, student, stem, everything)
            if twins and placing.is_placed(self.course, student, stem, twins):
                twins = []  # the instructor has decided
            elif not twins and not blocked:
                wrote = placing.place(self.course, student, stem, chosen, dry_run=self.dry_run)
                changed, same = changed + wrote, same + (not wrote)
                report.undated += not chosen.received
                report.repaired[student, stem] = next(
                    (one.notes for one in hand_ins if one.attempt.digest == chosen.digest), ()
                )
            report.items += _settled(hand_ins, chosen, twins, blocked)
        report.placed = changed, same
        report.items += self._beside()
        report.stems = sorted({stem for _, stem in self.hand_ins})
        if self.roster is not None:
            report.absent = self._absent(self.roster)
        return report

    def _candidates(self, student: str, stem: str) -> list[Attempt]:
        everything = attempts.known(self.course, student, stem)
        for one in self.hand_ins[student, stem] if self.dry_run else ():
            everything, _ = attempts.merged(everything, one.attempt)
        return everything

    def _beside(self) -> list[Item]:
        """Files of another type trouble nobody if their student handed in a notebook with them."""
        fine = {(one.item.student, one.item.download) for ones in self.hand_ins.values() for one in ones}
        return [
            replace(item, category="beside")
            if item.category == "wrong type" and (item.student, item.download) in fine
            else item
            for item in self.rest
        ]

    def _absent(self, roster: Roster) -> dict[str, list[Person]]:
        absent = {}
        for stem in self.report.stems:
            here = {student for student, of in self.hand_ins if of == stem}
            among = {one.item.download for (_, of), ones in self.hand_ins.items() if of == stem for one in ones}
            here |= {item.student for item in self.rest if item.category in TROUBLE and item.download in among}
            absent[stem] = [
                person for person in roster.people
                if person.id not in here and not self.course.submitted(person.id, stem).exists()
            ]  # fmt: skip
        return absent


def _settled(hand_ins: list[_HandIn], chosen: Attempt, twins: list[Attempt], blocked: str) -> list[Item]:
    """What became of the notebooks of one student for one exercise."""
    found, seen = [], set()
    several = {one.digest for one in twins}
    for one in hand_ins:
        late = "late, says the system; when, it does not say" if one.attempt.late and not one.attempt.received else ""
        note = "; ".join(filter(None, (one.item.note, late)))
        category: Category = "kept"
        if one.attempt.digest in seen:
            category = "same"
        elif blocked:
            category, note = "in the way", blocked
        elif one.attempt.digest in several:
            category, note = "two candidates", "neither is taken: put the right one into submitted/ yourself"
        elif one.attempt.digest == chosen.digest:
            category = "cannot be read" if one.item.note else "taken"
            note = (
                note if one.item.note or one.attempt.touched else "; ".join(filter(None, ("as it was released", late)))
            )
        elif not one.attempt.touched:
            category = "untouched"
        seen.add(one.attempt.digest)
        found.append(replace(one.item, category=category, note=note))
    return found


def _zone(course: Course) -> Any:
    """The time zone of the course, for systems that give none: that of `course.yml`, or of this machine."""
    try:
        said = yaml.safe_load((course.root / "course.yml").read_text("utf-8"))
        name = said["dates"]["timezone"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return tz.tzlocal()
    return (isinstance(name, str) and tz.gettz(name)) or tz.tzlocal()


def _times(roster: Roster, zone: Any) -> dict[str, datetime]:
    """When each participant of a Moodle assignment handed in, as its grading worksheet says, if it is in English."""
    lines = roster.table
    if roster.kind != "moodle" or lines is None:
        return {}
    places = [
        place for place, heading in enumerate(lines.header) if heading.strip().lower() == "last modified (submission)"
    ]
    found = {}
    for person in roster.people if places else ():
        text = lines.rows[roster.rows[person.id]][places[0]].strip()
        try:
            found[person.key("moodle")] = parser.parse(text).replace(tzinfo=zone)
        except (ValueError, OverflowError, IndexError):  # `-` for those who handed in nothing
            continue
    return found
