"""The people of a class, and by which ids each system knows them. Nobody is ever found by a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from autograder.course import table
from autograder.course.errors import CourseError

Kind = Literal["canvas", "moodle", "nbgrader", "course", "other"]

_SEVERAL = re.compile(r",? (?:and|und|et|y|en) |[,;]")
_ANY_CASE = ("login", "email", "github", "name")


@dataclass(frozen=True)
class Person:
    """Somebody in the class.

    Attributes:
        id: the name of their folder in `submitted/`, and nbgrader's student id.
        first_name: empty if the file does not tell names apart.
        last_name: the same.
        name: the whole name as the file has it; empty in a blind one.
        login: their login; empty if it is not known.
        email: the same.
        section: the sections or groups, as the file has them; those of several systems with semicolons between.
        keys: all that systems know them by, as `canvas:12345`, `moodle:77`, `sis:9981`, `login:ann`, `email:a@b.edu`.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    name: str = ""
    login: str = ""
    email: str = ""
    section: str = ""
    keys: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """Name and id for a report, or the id alone."""
        return f"{self.name} ({self.id})" if self.name and self.name != self.id else self.id

    @property
    def sections(self) -> set[str]:
        """The sections and groups one by one.

        Somebody in several has them in one cell, which Canvas writes as `A, B, and C`, in the language of whoever
        exports, and Moodle as `A, B`; since a name may have a comma or an `and` of its own, the whole cell is a name
        too.
        """
        cells = {self.section, *self.section.split(";")}
        return {name.strip() for cell in cells for name in (cell, *_SEVERAL.split(cell)) if name.strip()}

    def key(self, system: str) -> str:
        """What a system (`canvas`, `moodle`, `sis`, `lms`) knows them by; empty if nothing, or if there are several."""
        found = [key.partition(":")[2] for key in self.keys if key.startswith(f"{system}:")]
        return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class Roster:
    """Everybody in a class.

    Attributes:
        people: in the order of the file.
        kind: who exported the file; `course` for what the course folder remembers.
        table: the file as it is; None if there is none.
        rows: the place of each person's line in `table.rows`, by their id.
        notes: lines for the instructor: rows that cannot be matched, addresses that two people share.
        test: the keys of Canvas' test student, who is nobody.
    """

    people: tuple[Person, ...]
    kind: Kind = "course"
    table: table.Table | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    test: frozenset[str] = frozenset()

    @cached_property
    def _by_key(self) -> dict[str, Person]:
        shared: set[str] = set()
        found: dict[str, Person] = {}
        for person in self.people:
            for key in person.keys:
                if found.setdefault(key, person) is not person:
                    shared.add(key)
        return {key: person for key, person in found.items() if key not in shared}

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Everybody by id."""
        return {person.id: person for person in self.people}

    def match(self, id_: str = "", **keys: str) -> Person | None:
        """Find a person by what a system knows them by, exactly; None if that is nobody, or more than one.

        Args:
            id_: their id in the course.
            keys: `login`, `email`, `sis`, `lms`, `canvas`, `moodle`, `github`; several must all mean the same person,
                those that mean nobody are passed over.
        """
        found = {id_} & self.by_id.keys()
        for system, value in keys.items():
            for key in keys_of(system, value):
                if person := self._by_key.get(key):
                    found.add(person.id)
            if system in ("login", "sis") and value in self.by_id:  # which of them an `id` is, a table does not say
                found.add(value)
        return self.by_id[found.pop()] if len(found) == 1 else None

    def is_test_student(self, **keys: str) -> bool:
        """Whether this is Canvas' test student."""
        return any(key in self.test for system, value in keys.items() for key in keys_of(system, value))

    def aligned(self, known: Iterable[Person | str]) -> Roster:
        """The same people under the ids that a course has used for them so far, and with the keys that it knows.

        Args:
            known: people of an earlier roster, or ids alone, such as the names of folders in `submitted/`.

        Raises:
            CourseError: if two people of this roster would be one of the course.
        """
        earlier = Roster(tuple(one for one in known if isinstance(one, Person)))
        ids = {one for one in known if isinstance(one, str)}
        people, rows, taken = [], {}, dict[str, Person]()
        here = {name for person in self.people for name in person.sections}
        for person in self.people:
            was = {old.id for key in person.keys if (old := earlier._by_key.get(key))}
            was |= {person.id} & (earlier.by_id.keys() | ids)
            if not was:
                was = {key.partition(":")[2] for key in person.keys if not key.startswith("moodle:")} & ids
            if not was and self.kind in ("nbgrader", "other"):  # what an `id` is there, the instructor has chosen
                old_one = earlier.match(login=person.id, sis=person.id, email=person.id)
                was = {old_one.id} if old_one else set()
            if len(was) > 1:
                raise CourseError(f"{person.called} is {' and '.join(sorted(map(repr, was)))} in the course: tell them "
                                  f"apart in roster.csv, or rename the folder in submitted/")  # fmt: skip
            now = person
            if was:
                (id_,) = was
                old = earlier.by_id.get(id_, Person(id_))
                now = replace(person, id=id_, keys=person.keys | old.keys, **{
                    name: getattr(person, name) or getattr(old, name)
                    for name in ("first_name", "last_name", "name", "login", "email")
                }, section=_with_others(person.section, old.section, here))  # fmt: skip
            if now.id in taken:
                raise CourseError(f"{taken[now.id].called} and {person.called} would both be {now.id!r} in the course: "
                                  f"give one of them another id")  # fmt: skip
            taken[now.id] = now
            people.append(now)
            if person.id in self.rows:
                rows[now.id] = self.rows[person.id]
        return replace(self, people=tuple(people), rows=rows)


def _with_others(now: str, before: str, here: set[str]) -> str:
    """The sections of a new list, with those of earlier lists of which the new one knows nothing: of other systems."""
    others = [one.strip() for one in before.split(";") if not Person("", section=one).sections & here]
    return "; ".join(dict.fromkeys(filter(None, (now, *others))))


def keys_of(system: str, value: str) -> tuple[str, ...]:
    """The keys to look for: what a system calls a person; nbgrader may have Canvas' id as the one in the LMS."""
    value = value.strip()
    if not value:
        return ()
    if system in _ANY_CASE:
        value = value.casefold()
    return (f"{system}:{value}", f"lms:{value}") if system == "canvas" else (f"{system}:{value}",)
