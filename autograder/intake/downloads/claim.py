"""What a download says of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """Who handed in a file, and when, as the layout of a download has it. It is a claim: the roster decides.

    Attributes:
        system: the name of the system, for a report.
        shown: the person as the download calls them.
        owners: everybody who handed it in, each by keys as `Roster.match` takes them.
        names: words of its path that may be an id, login or e-mail address, the surest first; if there are owners too,
            they hold where none of these is known.
        received: when; without a time zone if the download has none; None if it does not say.
        order: of two that came at the same time, or at times that are not known, the larger came later.
        late: the system calls it late.
        own: a file of the system, not of a student.
    """

    system: str
    shown: str = ""
    owners: tuple[Mapping[str, str], ...] = ()
    names: tuple[str, ...] = ()
    received: datetime | None = None
    order: int = 0
    late: bool = False
    own: bool = False
