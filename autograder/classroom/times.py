"""When work was received, where a platform does not say it in its download, or says it without a time zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import yaml
from dateutil import parser, tz

from autograder.course.course import Course
from autograder.course.people import Roster


def zone(course: Course) -> Any:
    """The time zone of the course, for systems that give none: that of `course.yml`, or of this machine."""
    try:
        said = yaml.safe_load((course.root / "course.yml").read_text("utf-8"))
        name = said["dates"]["timezone"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return tz.tzlocal()
    return (isinstance(name, str) and tz.gettz(name)) or tz.tzlocal()


def is_of_machine(zone: Any) -> bool:
    """Whether a time zone is that of this machine, for want of one in `course.yml`."""
    return isinstance(zone, tz.tzlocal)


def of_worksheet(roster: Roster) -> dict[str, datetime]:
    """When each participant of a Moodle assignment handed in, as its grading worksheet says, if it is in English.

    The times have no time zone, as in the file.
    """
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
            found[person.key("moodle")] = parser.parse(text).replace(tzinfo=None)
        except (ValueError, OverflowError, IndexError):  # `-` for those who handed in nothing
            continue
    return found
