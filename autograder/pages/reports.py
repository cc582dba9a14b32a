"""Write the reports of a course: a page for each exercise, one for answers that are very alike, and one for all."""

from __future__ import annotations

import base64
import hashlib
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autograder.classroom import code_of, gradebook, similarity
from autograder.classroom.status import STATES
from autograder.course.course import Course, CourseError, replace
from autograder.pages import class_results
from autograder.pages.class_results import ClassResults, Work
from autograder.pages.rendering import TEMPLATES
from autograder.pages.report import Alike, feedback_link, folder, report_page, similar_page

_SCRIPT = (Path(__file__).parent / "index.js").read_text("utf-8")


def write(
    course: Course, stems: Iterable[str] = (), anonymously: bool = False, against: Path | None = None
) -> tuple[list[Path], list[str]]:
    """Write the reports on some exercises, or all that were released, and the page of the whole course.

    Args:
        course: the course.
        stems: the exercises.
        anonymously: write the pages for the lecture instead, without names.
        against: a folder of an earlier class, whose answers are compared too.

    Returns:
        The pages, that to begin with first; and lines to say: what of the earlier class could not be read.

    Raises:
        CourseError: if an exercise was not released, the gradebook cannot be read, or there is no earlier class.
    """
    stems = [*dict.fromkeys(stems)]
    everything = {stem: class_results.load(course, stem) for stem in _known(course, stems)}
    everything = {stem: found for stem, found in everything.items() if stem in stems or found.handed_in or found.graded}
    if not everything:
        raise CourseError("nothing was handed in yet, so there is nothing to report")
    chosen = stems or [*everything]
    pages: list[Path] = []
    if anonymously:
        for stem in chosen:
            html = report_page(everything[stem], course.book_url, course.chapter(stem), anonymously=True)
            pages.append(_write(folder(course, True) / f"{stem}.html", html))
        return [_write(folder(course, True) / "index.html", _overview(course, everything)), *pages], []
    alike, left = _alike(course, everything, against)
    called = {work.student: work.called for found in everything.values() for work in found.works}
    for stem in chosen:
        here = alike[stem]
        pages.append(
            _write(
                folder(course) / f"{stem}.html",
                report_page(everything[stem], course.book_url, course.chapter(stem), here),
            )
        )
        _write(folder(course) / f"similar_{stem}.html", similar_page(stem, here, called))
    pages.insert(0, _write(folder(course) / "index.html", _index(course, everything, alike)))
    return pages, [f"not compared, no notebook of this course: {name}" for name in left]


def _known(course: Course, stems: list[str]) -> list[str]:
    """The exercises to look at: those that were named, and all that were released."""
    known = gradebook.released(course)
    return [stem for stem in course.chosen() if stem in stems or stem in known]


def _write(path: Path, html: str) -> Path:
    replace(path, html.encode("utf-8", "replace"))
    return path


def _alike(
    course: Course, everything: Mapping[str, ClassResults], against: Path | None
) -> tuple[dict[str, Alike], list[str]]:
    """What is very alike in each exercise, and what of the earlier class could not be compared."""
    assignments = {stem: found.assignment for stem, found in everything.items()}
    answers = [
        answer
        for stem, found in everything.items()
        for answer in code_of.students(assignments[stem], {work.student: work.sources for work in found.works})
    ]
    left: list[str] = []
    if against is not None:
        earlier, left = code_of.earlier(against, assignments)
        answers += earlier
    given = code_of.given(course, assignments.values())
    whole = Alike(similarity.pairs(answers, given), similarity.same(answers, given))
    found = {}
    for stem, results in everything.items():
        files = [(work.called, work.result["submission"]) for work in results.graded if work.result and work.sources]
        here = whole.of(stem)
        found[stem] = Alike(here.pairs, here.same, similarity.identical(files, course.released(stem).read_bytes()))
    return found, left


def _index(course: Course, everything: Mapping[str, ClassResults], alike: Mapping[str, Alike]) -> str:
    """The page of the whole course."""
    works: dict[str, dict[str, Work]] = defaultdict(dict)
    for stem, found in everything.items():
        for work in found.works:
            works[work.student][stem] = work
    rows: list[dict[str, Any]] = []
    for student, by_stem in sorted(works.items()):
        cells = [_cell(course, stem, by_stem.get(stem)) for stem in everything]
        rows.append({
            "called": next(iter(by_stem.values())).called,
            "cells": cells,
            "total": sum(cell["score"] or 0.0 for cell in cells),
            "states": sorted({state for cell in cells for state in cell["states"]}),
            "graded": any(cell["score"] is not None for cell in cells),
        })  # fmt: skip
        assert all(work.student == student for work in by_stem.values())
    totals = [row["total"] for row in rows if row["graded"]]
    columns = [
        {
            "stem": stem,
            "median": found.median,
            "max_score": found.assignment.max_score,
            "handed_in": found.handed_in,
            "link": f"{stem}.html" if (folder(course) / f"{stem}.html").exists() else None,
        }
        for stem, found in everything.items()
    ]
    hash_ = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    return TEMPLATES.get_template("index.html").render(
        columns=columns,
        rows=rows,
        median=statistics.median(totals) if totals else None,
        max_score=sum(found.assignment.max_score for found in everything.values()),
        states=[state for state in (*STATES, "late") if any(state in row["states"] for row in rows)],
        alike=_in_several(alike),
        script=Markup(_SCRIPT),  # noqa: S704 (a file of ours)
        script_hash=f"sha256-{hash_}",
    )


# Shares of the points, from above; what each of them begins at.
_BANDS = {"all": 1.0, "three quarters or more": 0.75, "half or more": 0.5, "a quarter or more": 0.25,
          "less than a quarter": 1e-6, "none": 0.0}  # fmt: skip


def _overview(course: Course, everything: Mapping[str, ClassResults]) -> str:
    """The page of the whole course for the lecture. It has no row for a student, whom others would know by a mark."""
    totals: dict[str, float] = defaultdict(float)
    columns = []
    for stem, found in everything.items():
        for work in found.graded:
            totals[work.student] += work.score or 0.0
        link = f"{stem}.html" if (folder(course, True) / f"{stem}.html").exists() else None
        columns.append(_column(stem.replace("_", " "), found.scores, found.assignment.max_score, found.handed_in, link))
    columns.append(_column("total", [*totals.values()], sum(column["max_score"] for column in columns)))
    return TEMPLATES.get_template("overview.html").render(columns=columns, bands=[*_BANDS])


def _column(
    title: str, scores: list[float], max_score: float, handed_in: int | None = None, link: str | None = None
) -> dict[str, Any]:
    """What the page for the lecture says of an exercise, or of all."""
    shares = [score / (max_score or 1.0) + 1e-9 for score in scores]
    bands = [next(place for place, low in enumerate(_BANDS.values()) if share >= low) for share in shares]
    return {
        "title": title,
        "counts": [bands.count(place) for place in range(len(_BANDS))],
        "median": statistics.median(scores) if scores else None,
        "max_score": max_score,
        "handed_in": handed_in,
        "link": link,
    }


def _cell(course: Course, stem: str, work: Work | None) -> dict[str, Any]:
    """One student's mark on one exercise."""
    state = work.standing.state if work else "absent"
    late = bool(work and work.result and work.result.get("late"))
    return {
        "score": work.standing.score if work else None,
        "link": feedback_link(course, work.student, stem) if work else None,
        "states": [state, *(["late"] if late else [])],
        "said": ", ".join([*([state] if state != "fresh" else []), *(["late"] if late else [])]),
    }


def _in_several(alike: Mapping[str, Alike]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Who is alike in more than one exercise, and in which."""
    stems: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for stem, found in alike.items():
        groups = [sorted({one.person for one in group}) for group in found.same]
        groups += [sorted({pair.one.person, pair.other.person}) for pair in found.pairs]
        for people in groups:
            for number, one in enumerate(people):
                for other in people[number + 1 :]:
                    stems[one, other].add(stem)
    several = [(people, sorted(found)) for people, found in stems.items() if len(found) > 1]
    return sorted(several, key=lambda one: (-len(one[1]), one[0]))
