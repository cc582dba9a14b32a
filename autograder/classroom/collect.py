"""Take downloads of learning platforms into the course: whose each file is, of which exercise, and what counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from autograder.classroom import attempts, gradebook, not_taken, placing, times, turns
from autograder.classroom.attempts import Attempt
from autograder.classroom.intake_report import LIST, Category, Item, Report
from autograder.classroom.not_taken import NotTaken
from autograder.classroom.sorting import HandIn, Sorting
from autograder.course.course import Course, CourseError
from autograder.course.people import Person, Roster

Which = Literal["last", "first", "best"]


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
        CourseError: if the course is not ready, a file cannot be used at all, or somebody else collects or grades.
    """
    for path in paths:
        for ours in ("solutions", "exercises"):
            if path.resolve().is_relative_to((course.root / ours).resolve()):
                raise CourseError(f"{path} is the course's own, and nobody handed it in: give the download itself")
    assignments = [gradebook.assignment(course, stem) for stem in gradebook.released(course)]
    with nullcontext() if dry_run else turns.taken(course, alone=True):
        sorting = Sorting(course, assignments, roster, dry_run)
        for path in paths:
            sorting.take(path)
        return _Settling(sorting, which, workers).finish()


class _Settling:
    """What counts, of all that was found."""

    def __init__(self, sorting: Sorting, which: Which, workers: int | None):
        self.course, self.dry_run, self.stems, self.now = sorting.course, sorting.dry_run, sorting.stems, sorting.now
        self.report, self.hand_ins, self.rest, self.roster = (
            sorting.report, sorting.hand_ins, sorting.rest, sorting.roster,
        )  # fmt: skip
        self.which, self.workers, self.zone = which, workers, sorting.zone

    def finish(self) -> Report:
        """Choose what counts, put it in place, and say what became of everything."""
        report, which = self.report, self.which
        best = {}
        if which == "best":
            best = placing.grade(
                self.course,
                {key: self._candidates(*key) for key in self.hand_ins},
                self.dry_run,
                self.workers,
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
                report.late += chosen.late and not chosen.received
                report.repaired[student, stem] = next(
                    (one.notes for one in hand_ins if one.attempt.digest == chosen.digest), ()
                )
            report.items += _settled(hand_ins, chosen, twins, blocked)
        report.placed = changed, same
        report.items, new = not_taken.sort_out([*report.items, *self.rest], self.stems, self._has_notebook, self.now)
        report.notes += report.unknown_layouts()
        if report.clocks and times.is_of_machine(self.zone):
            report.notes.append(
                f"{report.clocks} times in the download say no time zone, and are taken for times of this machine "
                f"({datetime.now(self.zone):%Z}). If the course is elsewhere, write `timezone:` under `dates:` in "
                "course.yml, and collect again"
            )
        left = not_taken.merged(not_taken.kept(self.course), report.items, new)
        report.stems = sorted({stem for _, stem in self.hand_ins})
        if self.roster is not None:
            stems = [stem for stem in report.stems if stem not in not_taken.strays(report.items, self.stems)]
            report.absent = self._absent(self.roster, left, stems)
        if not self.dry_run:
            not_taken.remember(self.course, left)
            report.write(self.course.root / attempts.FOLDER / LIST)
        return report

    def _candidates(self, student: str, stem: str) -> list[Attempt]:
        everything = attempts.known(self.course, student, stem)
        for one in self.hand_ins[student, stem] if self.dry_run else ():
            everything, _ = attempts.merged(everything, one.attempt)
        return everything

    def _has_notebook(self, student: str, stem: str) -> bool:
        return (self.course.submitted(student, stem) / f"{stem}.ipynb").exists()

    def _absent(self, roster: Roster, left: Sequence[NotTaken], stems: Iterable[str]) -> dict[str, list[Person]]:
        return {
            stem: [
                person for person in roster.people
                if (person.id, stem) not in self.hand_ins and not not_taken.note(left, person.id, stem)
                and not self.course.submitted(person.id, stem).exists()
            ]
            for stem in stems
        }  # fmt: skip


def _settled(hand_ins: list[HandIn], chosen: Attempt, twins: list[Attempt], blocked: str) -> list[Item]:
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
