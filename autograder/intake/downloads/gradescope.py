"""Gradescope, "Export submissions": `assignment_9_export/submission_123/...`, with `submission_metadata.yml` beside.

The metadata names everybody who submitted together, with student id and e-mail address, and when. Only the latest
submission is in the export.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import yaml
from dateutil import parser

from autograder.intake.archive import Unsafe
from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

_METADATA = "submission_metadata.yml"
_MAX_BYTES = 20 * 2**20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the other takes a minute for a large class


def claims(files: Sequence[File]) -> dict[File, Claim]:
    """The files of the folders that a metadata file beside them names, and that file."""
    found = {}
    for metadata in files:
        if metadata.name != _METADATA or metadata.trouble:
            continue
        known = _read(metadata)
        if known:
            found[metadata] = Claim("Gradescope", own=True)
        depth = len(metadata.parts) - 1
        for file in files:
            beside = file.root == metadata.root and file.parts[:depth] == metadata.parts[:depth]
            if beside and len(file.parts) > depth and file.parts[depth] in known:
                found[file] = _claim(known[file.parts[depth]], file.parts[depth])
    return found


def _read(metadata: File) -> dict[str, Mapping[str, Any]]:
    try:
        text = metadata.read(_MAX_BYTES).decode("utf-8-sig", "replace")
        document = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except (Unsafe, OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    entries = document.items() if isinstance(document, dict) else ()
    return {name: entry for name, entry in entries if isinstance(name, str) and isinstance(entry, dict)}


def _claim(entry: Mapping[str, Any], folder: str) -> Claim:
    submitters = entry.get(":submitters")
    people = [one for one in submitters if isinstance(one, dict)] if isinstance(submitters, list) else []
    owners = tuple({"sis": _text(one.get(":sid")), "email": _text(one.get(":email"))} for one in people)
    shown = " and ".join(_text(one.get(":name")) or _text(one.get(":email")) or "somebody" for one in people)
    return Claim(
        "Gradescope", f"{shown} ({folder})" if shown else folder, owners, received=_time(entry.get(":created_at"))
    )


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _time(value: Any) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return None
    try:
        time = value if isinstance(value, datetime) else parser.parse(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)  # YAML gives UTC without saying so
