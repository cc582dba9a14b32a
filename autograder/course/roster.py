"""The roster of a class: who is in it, and by which ids each system knows them.

    roster = roster.load(Path("grades.csv"))            # as Canvas, Moodle or nbgrader export it
    roster = roster.continued(course, roster)           # under the ids that the course has used so far
    person = roster.match(canvas="12345")               # or login=, email=, sis=, moodle=, id=; None if unknown
    row = roster.table.rows[roster.rows[person.id]]     # their line of the file, to be filled and written back:
    data = replace(roster.table, rows=filled).encode()  # in the separator, encoding and line ends that it came with

A person's `id` names their folder in `submitted/`, and is nbgrader's student id. `remember` keeps a roster in the
course folder as `roster.csv`, in nbgrader's columns and some more; `of_course` reads it back. Nobody is ever found by
a name, unless the instructor puts `name:Ann%20Lee` among their `keys` there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

from autograder.course import course as folders
from autograder.course import table
from autograder.course.course import Course, CourseError
from autograder.course.people import Kind, Person, Roster, keys_of
from autograder.course.wording import listed

FILE = "roster.csv"
# What a column is, by its heading in lower case. A Moodle site speaks the language of whoever exports.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "student_id", "student id"),
    "login": ("sis login id", "login", "login id", "username", "user name", "anmeldename", "nom d'utilisateur",
              "nombre de usuario"),
    "github": ("github_username", "github username", "github"),
    "sis": ("sis user id", "id number", "student number", "student_number", "sid", "id-nummer", "matrikelnummer",
            "numéro d'identification", "número de id"),
    "email": ("email", "e-mail", "email address", "e-mail address", "e-mail-adresse", "adresse de courriel",
              "dirección de correo", "mail"),
    "lms": ("lms_user_id",),
    "moodle": ("identifier", "identificador", "identifiant", "teilnehmer/in"),
    "name": ("student", "last, first", "student name", "full name", "name", "vollständiger name", "nom complet",
             "nombre completo", "user full name"),
    "first_name": ("first name", "first_name", "firstname", "first", "vorname", "prénom", "nombre", "given name"),
    "last_name": ("last name", "last_name", "lastname", "last", "surname", "nachname", "nom de famille", "nom",
                  "apellido(s)", "family name"),
    "section": ("section", "sections", "group", "groups", "gruppe", "gruppen", "groupe", "groupes", "grupo", "grupos"),
    "keys": ("keys",),
}  # fmt: skip
_SYSTEMS = ("login", "sis", "email", "lms", "moodle", "github")
_ORDER: dict[Kind, tuple[str, ...]] = {  # what a person's folder is named by: the first of these that there is
    "canvas": ("login", "sis", "id"),
    "moodle": ("login", "sis", "email", "moodle"),
    "nbgrader": ("id",),
    "course": ("id",),
    "other": ("id", "login", "sis", "email", "lms", "github"),
}
_HOW = (
    "export it from Canvas (Grades, Export), from Moodle (Participants, or the grading worksheet), or write "
    "nbgrader's id,first_name,last_name,email,lms_user_id"
)
_TEST_STUDENT = ("student, test", "test student")
_LONGEST = 100  # characters of an id
_SHOWN = 8  # names in a line


def load(path: Path) -> Roster:
    """Read a roster as Canvas, Moodle or nbgrader export it, or any table with an id, login or e-mail a line.

    Raises:
        CourseError: if it is none, has no column to match by, or gives two students one id.
    """
    lines = table.read(path, _weight)
    places = _places(lines.header)
    kind = _kind(lines.header, places)
    if not places:
        raise CourseError(f"{path} is no roster that is known (its first line is {_shown(lines.header)}): {_HOW}")
    if not {"id", *_SYSTEMS} & places.keys():
        raise CourseError(f"{path} has no column to match students by, neither id, login nor e-mail (it has "
                          f"{_shown(lines.header)}): {_HOW}")  # fmt: skip
    people: list[Person] = []
    rows: dict[str, int] = {}
    notes: list[str] = []
    test: frozenset[str] = frozenset()
    seen: dict[str, tuple[int, Person]] = {}
    for at, row in enumerate(lines.rows):
        values = {name: row[place].strip() for name, place in places.items() if place < len(row)}
        if kind == "course":
            values = {name: table.unguarded(value) for name, value in values.items()}
        if at <= lines.header_at or not any(values.values()) or _is_no_student(kind, values):
            continue
        person = _person(kind, values)
        if kind == "canvas" and person.name.lower() in _TEST_STUDENT and not values.get("sis"):
            test |= person.keys
        elif not person.id:
            notes.append(f"line {at + 1} of {path.name} ({person.name or 'no name'}) has no id, login or e-mail, so "
                         "that nothing can be matched to it")  # fmt: skip
        elif not is_name_of_folder(person.id):
            raise CourseError(f"{path}, line {at + 1}: {person.id[:_LONGEST]!r} cannot be the name of a folder: give "
                              f"{person.name or 'this student'} another id")  # fmt: skip
        else:
            if (twin := seen.get(f"id:{person.id.casefold()}")) and twin[1] == person:
                continue  # the same line again
            _refuse_twin(path, at, person, seen, notes)
            people.append(person)
            rows[person.id] = at
    if not people:
        raise CourseError(f"{path} names no student: {_HOW}")
    return Roster(tuple(people), kind, lines, rows, tuple(notes), test)


def of_course(course: Course) -> Roster | None:
    """The roster that the course folder remembers; None if it was never given one.

    Raises:
        CourseError: if the file was edited so that it cannot be read.
    """
    path = course.root / FILE
    return load(path) if path.exists() else None


def names(course: Course) -> list[str]:
    """The ids of everybody on the roster that the course folder remembers; none if it was never given one.

    Raises:
        CourseError: if the file was edited so that it cannot be read.
    """
    found = of_course(course)
    return list(found.by_id) if found else []


def sections(course: Course) -> dict[str, frozenset[str]]:
    """Who is in each section or group, in small letters, of the roster that the course folder remembers, by ids.

    Raises:
        CourseError: if the file was edited so that it cannot be read.
    """
    found: dict[str, set[str]] = {}
    listed = of_course(course)
    for person in listed.people if listed else ():
        for name in person.sections:
            found.setdefault(" ".join(name.split()).casefold(), set()).add(person.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def continued(course: Course, roster: Roster) -> Roster:
    """A roster under the ids that the course has used so far, with lines on who is new in it and who is gone.

    Raises:
        CourseError: if it contradicts what the course knows, or has nobody of the class so far: the same people under
            two ids each would be a class of twice the size.
    """
    earlier = of_course(course)
    now = roster.aligned([*(earlier.people if earlier else ()), *course.students()])
    if earlier is None:
        return now
    new = [person.called for person in now.people if person.id not in earlier.by_id]
    gone = [person.called for person in earlier.people if person.id not in now.by_id]
    if len(new) == len(now.people):
        raise CourseError(
            f"nobody on this list, such as {new[0]}, is on the class list so far, {course.root / FILE}. If these are "
            "the same people, write the logins or e-mail addresses of this list into the columns of that file; if this "
            "is another class, move that file away"
        )
    notes = [f"{len(names)} {what}: {listed(names, _SHOWN)}" for names, what in (
        (new, "on this list and not on the class list so far"),
        (gone, "on the class list so far and not on this one, so not in the class any more"),
    ) if names]  # fmt: skip
    return replace(now, notes=(*now.notes, *notes))


def remember(course: Course, roster: Roster) -> Roster:
    """Keep a roster in the course folder, under the ids that the course has used so far; gives it as it is kept.

    Raises:
        CourseError: see `continued`.
    """
    roster = continued(course, roster)
    columns = ["id", "first_name", "last_name", "email", "lms_user_id", "name", "login", "section", "keys"]
    rows = [columns]
    for one in roster.people:
        keys = " ".join(sorted(re.sub(r"[\s%]", lambda sign: quote(sign[0]), key) for key in one.keys))
        rows.append([one.id, one.first_name, one.last_name, one.email, one.key("lms"), one.name, one.login, one.section,
                     keys])  # fmt: skip
    guarded = tuple(tuple(map(table.guarded, row)) for row in rows)
    folders.replace(course.root / FILE, table.Table(guarded).encode())
    return roster


def _weight(header: list[str]) -> int:
    """How many of these headings are known: the right separator gives the most."""
    return len(_places(header))


def _places(header: Iterable[str]) -> dict[str, int]:
    """The place of each column that is known; of several the first, in the order of the names above."""
    headings = [
        " ".join(heading.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).casefold() for heading in header
    ]
    found = {}
    for name, known in _COLUMNS.items():
        places = [headings.index(heading) for heading in known if heading in headings]
        if places:
            found[name] = places[0]
    if "github" in found and "moodle" in found:  # GitHub Classroom calls `identifier` what the instructor chose as such
        found["id"] = found.pop("moodle")
    return found


def _kind(header: Iterable[str], places: Mapping[str, int]) -> Kind:
    headings = {heading.strip().casefold() for heading in header}
    if "keys" in places and "id" in places:
        return "course"
    if {"id", "first_name", "last_name"} <= headings or "lms_user_id" in headings:
        return "nbgrader"
    # Canvas has one column for the name, or two if the instructor chose so, see `lib/gradebook_exporter.rb`.
    if "id" in headings and ("student" in headings or {"lastname", "firstname", "section"} <= headings):
        return "canvas"
    if "moodle" in places or ("id" not in places and ("first_name" in places or "name" in places)):
        return "moodle"
    return "other"


def _is_no_student(kind: Kind, values: Mapping[str, str]) -> bool:
    """Canvas puts lines of its own below the header: how marks are posted, and how many points there are."""
    if kind != "canvas":
        return False
    first = (values.get("name") or values.get("last_name", "")).casefold()
    return first == "points possible" or not (values.get("id") or values.get("login") or values.get("sis") or first)


def _person(kind: Kind, values: Mapping[str, str]) -> Person:
    values = dict(values)
    if "moodle" in values:
        values["moodle"] = re.sub(r"^\D*?(?=\d+$)", "", values["moodle"])  # `Participant 123`, in any language
    if "@" in values.get("login", "") and not values.get("email"):
        values["email"] = values["login"]
    first, last = values.get("first_name", ""), values.get("last_name", "")
    name = values.get("name") or f"{first} {last}".strip()
    if kind != "course" and not first and not last and name.count(", ") == 1:  # Canvas writes `Lee, Ann`
        last, first = name.split(", ")
        name = f"{first} {last}"
    keys = {key for system in _SYSTEMS for key in keys_of(system, values.get(system, ""))[:1]}
    if kind == "canvas":
        keys |= {f"canvas:{values['id']}"} if values.get("id") else set()
    if kind == "course":
        for key in values.get("keys", "").split():
            system, _, value = unquote(key).partition(":")
            keys |= set(keys_of(system, value)[:1])
    id_ = next((values[column] for column in _ORDER[kind] if values.get(column)), "")
    if id_ and id_ == values.get("moodle"):
        id_ = f"participant_{id_}"
    return Person(id_, first, last, name, values.get("login", ""), values.get("email", ""), values.get("section", ""),
                  frozenset(keys))  # fmt: skip


def is_name_of_folder(id_: str) -> bool:
    """Whether an id may name a folder in `submitted/`."""
    try:
        id_.encode()
    except UnicodeEncodeError:
        return False
    return id_.isprintable() and not re.search(r'[/\\<>:"|?*]', id_) and id_[0] != "." and len(id_) <= _LONGEST


def _refuse_twin(path: Path, at: int, person: Person, seen: dict[str, tuple[int, Person]], notes: list[str]) -> None:
    """Two students with one id are one too many; with one address they cannot be matched by it.

    Raises:
        CourseError: if the person has the id or login of another.
    """
    for key in sorted({f"id:{person.id.casefold()}", *person.keys}):
        line, other = seen.setdefault(key, (at, person))
        if other is person:
            continue
        system, _, value = key.partition(":")
        both = f"{other.name or other.id} (line {line + 1}) and {person.name or person.id} (line {at + 1})"
        if system == "email":
            notes.append(f"{both} have the same e-mail address {value}, so that nobody is matched by it")
        else:
            raise CourseError(f"{path} gives two students one id: {both} both have {value!r}. Correct one of them")


def _shown(header: Iterable[str]) -> str:
    names = [heading.strip()[:40] for heading in header if heading.strip()]
    return ", ".join(map(repr, names[:6])) + (" ..." if len(names) > 6 else "") if names else "empty"
