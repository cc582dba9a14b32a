"""What malformed and hostile work costs a class: `autograder grade` on an honest one and on the same with some of both.

README.md beside it says how it is measured; `--write` puts the table there.
"""

import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import nbformat
from nbformat import NotebookNode
from throughput import HEAD, ORDINARY, ROOT, Class, Run, compared, ours, repeated, show

from autograder import demo
from autograder.classroom.gradebook import scores
from autograder.course.course import Course
from autograder.demo.kinds import SVM, Kind

sys.path.insert(0, str(ROOT / "tests"))
from submissions import Attack, corpus

BEGIN = "<!-- begin of what hostile_class.py writes -->\n"
END = "<!-- end of what hostile_class.py writes -->\n"
ONE_IN = 20  # is malformed, and as many are hostile
MOST = 1.2  # times the honest class's time, beside what the others use within their limits
Change = Callable[[dict], object]


def _changed(change: Change) -> Callable[[bytes], bytes]:
    """Files that are JSON, of which one thing is not as it is in a notebook."""

    def build(whole: bytes) -> bytes:
        document = json.loads(whole)
        change(document)
        return json.dumps(document).encode()

    return build


MALFORMED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut_off": lambda whole: whole[: len(whole) // 2],
    "page": lambda whole: b"<!doctype html><title>Sign in</title>" + whole,
    "zeros": lambda whole: bytes(len(whole)),
    "utf_16": lambda whole: whole.decode().encode("utf-16"),
    "merge_conflict": lambda whole: whole.replace(b"\n", b"\n<<<<<<< HEAD\n", 1),
    "deep": lambda _: b"[" * 100_000,
    "no_cells": _changed(lambda document: document.pop("cells")),
    "cells_in_words": _changed(lambda document: document.update(cells="none")),
    "cells_of_nothing": _changed(lambda document: document.update(cells=[None] * 9)),
    "sources_of_numbers": _changed(lambda document: [cell.update(source=[1, 2]) for cell in document["cells"]]),
    "other_format": _changed(lambda document: document.update(nbformat=99)),
    "no_metadata": _changed(lambda document: [cell.pop("metadata") for cell in document["cells"]]),
    "one_id": _changed(lambda document: [cell["metadata"].update(nbgrader={"grade_id": "derivation"})
                                         for cell in document["cells"]]),
    "no_tests": _changed(lambda document: document.update(cells=[cell for cell in document["cells"]
                                                                 if "test_" not in str(cell["metadata"])])),
}  # fmt: skip


def malformed() -> Iterator[Kind]:
    """What is no notebook, or hardly one."""
    for name, build in MALFORMED.items():
        yield Kind(f"malformed_{name}", name, lambda solved, build=build: build(nbformat.writes(solved).encode()))


def hostile(functions: tuple[str, ...]) -> list[Kind]:
    """The attacks of the corpus, each kind of attack in turn, within a kind in an order that is drawn once."""
    chance = random.Random(SVM)
    rows = [chance.sample(attacks, len(attacks)) for attacks in corpus().values()]
    longest = max(map(len, rows))
    attacks = [row[place] for place in range(longest) for row in rows if place < len(row)]

    def build(attack: Attack) -> Callable[[NotebookNode], bytes]:
        def written(solved: NotebookNode) -> bytes:
            sources = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in solved.cells}
            return attack.written(solved, {function: sources[function] for function in functions})

        return written

    return [Kind(f"hostile_{attack.name}", attack.tries, build(attack)) for attack in attacks]


def mixed(honest: list[Kind], bad: list[Kind], worse: list[Kind]) -> list[Kind]:
    """A class in which the places of some are taken by those who hand in malformed and hostile work."""
    places = {ONE_IN // 4: repeated(bad, len(honest)), 3 * ONE_IN // 4: repeated(worse, len(honest))}
    return [places[number % ONE_IN][number // ONE_IN] if number % ONE_IN in places else kind
            for number, kind in enumerate(honest)]  # fmt: skip


def results(course: Course) -> list[dict]:
    """The results of a graded course."""
    return [json.loads(line) for line in (course.root / "results.jsonl").read_text("utf-8").splitlines()]


def told(honest: list[Run], others: list[Run], courses: list[Course], room: demo.Room) -> list[str]:
    """What the runs tell: times, what the others used within their limits, and whether honest marks are right."""
    first, second = (sum(run.seconds for run in runs) for runs in (honest, others))
    lines = [result for course in courses for result in results(course)]
    bad = [result for result in lines if result["student"] not in room.kinds]
    good = [result for result in lines if result["student"] in room.kinds]
    used = sum(result["seconds"] for result in bad) / others[0].jobs
    dearest = sorted(bad, key=lambda result: -result["seconds"])[:3]
    wrong = demo.surprises(room, good)
    became = Counter(result["status"] for result in bad)
    return [
        f"**{(second - used) / first:.2f} times** the time of the honest class (aim: at most {MOST}), beside what the "
        f"malformed and hostile ones used within limits, {used / len(others):.1f} s; with it {second / first:.2f}",
        "the longest: " + ", ".join(f"{one['student'].partition('_')[2]} {one['seconds']:.1f} s" for one in dearest),
        f"honest marks that are right: {len(good) - len(wrong)} of {len(good)}" + "".join(f"; {one}" for one in wrong),
        f"malformed and hostile ones: {', '.join(f'{count} {status}' for status, count in sorted(became.items()))}",
    ]


@click.command()
@click.option("--count", default=300, show_default=True, help="Submissions of a class.")
@click.option("--times", default=2, show_default=True, help="How often each class is graded, in turn.")
@click.option("--jobs", default=2, show_default=True, help="How many processes grade.")
@click.option("--write", is_flag=True, help="Put the table into benchmarks/README.md too.")
def main(count: int, times: int, jobs: int, write: bool) -> None:
    """Measure, and print the table."""
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        made = Class(Path(scratch, "whole"), True)
        solved = made.files[ORDINARY[0].name]
        functions = tuple(name for name in made.assignment.functions if name.startswith("svm_loss"))
        bad, worse = list(malformed()), hostile(functions)
        for kind in (*bad, *worse):
            made.files[kind.name] = kind.build(nbformat.reads(solved, as_version=4))
        honest = repeated(ORDINARY, count)
        others = mixed(honest, bad, worse)
        runs: dict[str, list[Run]] = {"honest": [], "mixed": []}
        courses: dict[str, list[Course]] = {"honest": [], "mixed": []}
        for turn in range(times):
            for name, kinds in (("honest", honest), ("mixed", others)):
                course = made.course(f"{name}{turn}", kinds)
                what = f"{name} class" if name == "honest" else f"1 in {ONE_IN} malformed, 1 in {ONE_IN} hostile"
                runs[name].append(ours(what, course, jobs, refused=name == "mixed"))
                courses[name].append(course)
        students = {f"s{number:03}_{kind.name}": kind for number, kind in enumerate(others, 1) if kind in ORDINARY}
        room = demo.Room(courses["mixed"][0], {SVM: made.assignment}, students)
        facts = told(runs["honest"], runs["mixed"], courses["mixed"], room)
        points = [scores(courses[name][0], SVM) for name in ("honest", "mixed")]
        facts.append(f"marks of the honest ones in both classes: {compared(*points)}")
    show(HEAD, [run.row() for pair in zip(*runs.values(), strict=True) for run in pair], facts, busy, BEGIN, END, write)


if __name__ == "__main__":
    main()
