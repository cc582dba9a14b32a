"""How many submissions a minute: `autograder grade` against stock `nbgrader autograde` and `otter run`, in one run.

`make bench`, or this file. README.md beside it says how each figure is measured; `--write` puts the table there.
"""

import itertools
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click
import nbformat
import psutil

from autograder import demo
from autograder.classroom.gradebook import scores
from autograder.course.course import Course, replace
from autograder.demo.kinds import HOSTILE, RIGHT, SVM, WRONG, Kind

ROOT = Path(__file__).resolve().parents[1]
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- begin of what throughput.py writes -->\n", "<!-- end of what throughput.py writes -->\n"
HEAD = ("grader and class", "submissions", "processes", "seconds", "seconds each", "a minute", "first result after")
BIN = Path(sys.executable).parent
STOCK = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
"""
OTTER_TEST = """
from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points!r}


@test_case(points={points!r})
def check(env):
    exec({source!r}, env)
"""
# A file that was renamed is lost on nbgrader and otter, and one that sleeps measures its sleep.
ORDINARY = [kind for kind in RIGHT + WRONG if kind.name not in ("renamed", "slow")]
LIMITED = [kind for kind in HOSTILE if kind.name in ("infinite_loop", "memory_hog")]
ONE_IN = 20  # of the class in which some run into limits
PROGRESS = re.compile(rf"{SVM}: (\d+) of \d+: ")
Memory = dict[tuple[str, int], float]
Points = dict[str, float | None]  # of one student, by test cell


@dataclass
class Run:
    """One run of a grader.

    Attributes:
        what: the grader and the class.
        count: how many submissions.
        seconds: how long it took.
        jobs: how many processes graded.
        first: seconds from start to the first result, None where that was not measured.
        memory: megabytes by process, at a fifth of the run and at its end.
        busy: how many cores were busy on average, with whatever the machine does besides.
    """

    what: str
    count: int
    seconds: float
    jobs: int = 1
    first: float | None = None
    memory: tuple[Memory, ...] = ()
    busy: float = 0.0

    @property
    def each(self) -> float:
        """Seconds a submission."""
        return self.seconds / self.count

    def row(self) -> str:
        """The row of the table."""
        first = "" if self.first is None else f"{self.first:.1f}"
        cells = self.what, self.count, self.jobs, f"{self.seconds:.1f}", f"{self.each:.3f}", f"{60 / self.each:.0f}"
        return f"| {' | '.join(map(str, cells))} | {first} |"


class Class:
    """A released course, and what each kind of student hands in to it.

    Args:
        folder: where to make it; empty.
        closing: whether the notebooks keep the ungraded code after the last test cell.

    Attributes:
        assignment: the exercise.
        files: what each kind of student hands in, by the name of the kind; there may be others besides.
    """

    def __init__(self, folder: Path, closing: bool):
        shutil.copytree(ROOT / "solutions" / SVM, folder / "solutions" / SVM)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        if not closing:
            _cut(folder / "solutions" / SVM / f"{SVM}.ipynb")
        room = demo.make(Course(folder), None)
        self._folder = folder
        self._released = room.course.root
        submitted = self._released / "submitted"
        self.assignment = room.assignments[SVM]
        self.files = {
            kind.name: next((submitted / student / SVM).iterdir()).read_bytes() for student, kind in room.kinds.items()
        }
        shutil.rmtree(submitted)

    def course(self, name: str, kinds: list[Kind]) -> Course:
        """A course of its own in which nothing is graded and one student hands in each of some kinds."""
        course = Course(self._folder / name)
        shutil.copytree(self._released, course.root)
        for number, kind in enumerate(kinds, 1):
            replace(course.submitted(f"s{number:03}_{kind.name}", SVM) / f"{SVM}.ipynb", self.files[kind.name])
        return course


def _cut(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    tests = [number for number, cell in enumerate(notebook.cells)
             if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")]  # fmt: skip
    notebook.cells = [cell for number, cell in enumerate(notebook.cells)
                      if number <= tests[-1] or cell.cell_type != "code"]  # fmt: skip
    nbformat.write(notebook, path)


def repeated(kinds: list[Kind], count: int) -> list[Kind]:
    """The kinds in turn, until there are enough."""
    return list(itertools.islice(itertools.cycle(kinds), count))


def ours(what: str, course: Course, jobs: int, *, refused: bool = False) -> Run:
    """Grade a course with `autograder grade`. A result is there when its line is: all of it is on the disk then.

    Args:
        what: the class, for the table.
        course: the course; gets the results as `results.jsonl`.
        jobs: how many processes grade.
        refused: whether some work in it cannot be graded, which `grade` says with its exit status.
    """
    count = len(course.students())
    first, memory = None, []
    marks = sorted({max(1, count // 5), max(1, count - jobs)})  # at the very end workers may be gone
    start, idle = time.perf_counter(), _idle()
    command = [BIN / "autograder", "grade", SVM, "--jobs", str(jobs), "--results", course.root / "results.jsonl"]
    process = _start(command, course.root, stdout=subprocess.PIPE)
    words = _collect(process.stderr)
    for line in process.stdout:
        if found := PROGRESS.match(line):
            first = first or time.perf_counter() - start
            if int(found[1]) in marks:
                memory.append(_memory(process.pid))
    _finish(process, words, (0, 1) if refused else (0,))
    seconds = time.perf_counter() - start
    busy = (os.cpu_count() or 1) - (_idle() - idle) / seconds
    return _told(Run(what, count, seconds, jobs, first, tuple(memory), busy))


def nbgrader(what: str, course: Course) -> Run:
    """Grade a course with nbgrader as it comes, timed from its first line of log, so without its start-up."""
    (course.root / "nbgrader_config.py").write_text(STOCK)
    process = _start([BIN / "nbgrader", "autograde", SVM], course.root, stdout=subprocess.DEVNULL)
    line = process.stderr.readline()
    start = time.perf_counter()
    _finish(process, _collect(process.stderr, line))
    return _told(Run(what, len(course.students()), time.perf_counter() - start))


def otter(what: str, course: Course, program: Path) -> tuple[Run, dict[str, Points]]:
    """Grade the submissions of a course with `otter run`, one at a time.

    Each test cell, with its visible and its hidden check, is a test of otter's.

    Returns:
        The run, and the sum of the points of each student.
    """
    source = nbformat.read(course.source(SVM), as_version=4)
    tests = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells
             if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")}  # fmt: skip
    work = course.root / "otter"
    (work / "tests").mkdir(parents=True)
    for name, cell in tests.items():
        text = OTTER_TEST.format(name=name, points=cell.metadata.nbgrader.points, source=cell.source)
        (work / "tests" / f"{name}.py").write_text(text)
    generate = [program, "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements", "--no-environment"]
    _finish(*_quietly(generate, work))
    seconds, points = 0.0, {}
    for student in course.students():
        notebook = nbformat.read(course.submitted(student, SVM) / f"{SVM}.ipynb", as_version=4)
        # Otter runs its tests when the notebook has run; in the notebook it has no test cells.
        notebook.cells = [cell for cell in notebook.cells
                          if cell.metadata.get("nbgrader", {}).get("grade_id") not in tests]  # fmt: skip
        nbformat.write(notebook, work / f"{SVM}.ipynb")
        start = time.perf_counter()
        _finish(*_quietly([program, "run", "--no-logo", "-a", "autograder.zip", f"{SVM}.ipynb"], work))
        seconds += time.perf_counter() - start
        found = json.loads((work / "results.json").read_text())["tests"]
        points[student] = {"sum": sum(test.get("score", 0) for test in found if test["name"] in tests)}
    return _told(Run(what, len(points), seconds)), points


def _told(run: Run) -> Run:
    click.echo(f"{run.what}: {run.count} submissions in {run.seconds:.1f} s", err=True)
    return run


def _start(command: list[str | Path], folder: Path, stdout: int) -> subprocess.Popen[str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]  # otter's Python needs the suite too
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True)


def _quietly(command: list[str | Path], folder: Path) -> tuple[subprocess.Popen[str], Callable[[], str]]:
    process = _start(command, folder, stdout=subprocess.DEVNULL)
    return process, _collect(process.stderr)


def _collect(stream: Iterable[str], line: str = "") -> Callable[[], str]:
    """Read a stream to its end beside all else."""
    lines = [line]
    reader = threading.Thread(target=lambda: lines.extend(stream))
    reader.start()

    def words() -> str:
        reader.join()
        return "".join(lines)

    return words


def _finish(process: subprocess.Popen[str], words: Callable[[], str], fine: tuple[int, ...] = (0,)) -> None:
    text = words()
    if process.wait() not in fine:
        sys.exit(f"{process.args}: exit status {process.returncode}\n{text}")


def _idle() -> float:
    """Seconds that all cores together had nothing to do since the machine started."""
    times = psutil.cpu_times()
    return times.idle + getattr(times, "iowait", 0.0)


def _memory(pid: int) -> Memory:
    """Resident set size of the grader's processes, in megabytes by kind and number."""
    coordinator = psutil.Process(pid)
    helpers = coordinator.children()  # one keeps account of semaphores, the workers are forked from the other
    workers = [worker for helper in helpers for worker in helper.children()]
    kinds = [("coordinator", coordinator), *(("workers", process) for process in (*helpers, *workers))]
    found: Memory = {}
    for worker in workers:
        with suppress(psutil.NoSuchProcess):
            kinds += [("zygotes", process) for process in worker.children(recursive=True)]
    for kind, process in kinds:
        with suppress(psutil.NoSuchProcess):  # a submission's, which has just ended
            found[kind, process.pid] = process.memory_info().rss / 2**20
    return found


def flat(run: Run) -> str:
    """The memory of a run's processes, of those that were there all along: a submission's come and go."""
    if len(run.memory) != 2 or not all(run.memory):
        return "not measured"
    early, late = run.memory
    lasting = early.keys() & late.keys()
    parts = []
    for kind in ("coordinator", "workers", "zygotes"):
        keys = [key for key in lasting if key[0] == kind]
        parts.append(f"{kind} {sum(early[key] for key in keys):.0f} -> {sum(late[key] for key in keys):.0f} MB")
    return ", ".join(parts)


def compared(here: dict[str, Points], there: dict[str, Points]) -> str:
    """Whether two graders gave the students that both graded the same points, test cell by test cell."""
    students = here.keys() & there.keys()
    apart = sorted(student for student in students if here[student] != there[student])
    if not apart:
        return f"the same for all {len(students)}"
    return f"the same for {len(students) - len(apart)} of {len(students)}; not for {', '.join(apart)}"


@click.command()
@click.option("--count", default=200, show_default=True, help="Submissions of a class.")
@click.option("--stock", default=16, show_default=True, help="How many of them nbgrader, and otter, grade.")
@click.option("--otter", "program", type=click.Path(exists=True, path_type=Path), help="The program of otter-grader.")
@click.option("--write", is_flag=True, help="Put the table into benchmarks/README.md too.")
def main(count: int, stock: int, program: Path | None, write: bool) -> None:
    """Measure, and print the table."""
    ordinary = repeated(ORDINARY, count)
    sample = ordinary[:stock]
    limits = [LIMITED[number // ONE_IN % len(LIMITED)] if number % ONE_IN == ONE_IN // 2 else kind
              for number, kind in enumerate(ordinary)]  # fmt: skip
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        whole, cut = Class(Path(scratch, "whole"), True), Class(Path(scratch, "cut"), False)
        courses = {name: whole.course(name, ordinary) for name in ("one", "two")}
        one = ours("autograder", courses["one"], 1)
        two = ours("autograder", courses["two"], 2)
        hard = ours(f"autograder, 1 in {ONE_IN} runs into limits", whole.course("limits", limits), 2)
        courses["stock"] = whole.course("stock", sample)
        theirs = nbgrader("nbgrader", courses["stock"])
        short = ours("autograder, no closing cells", cut.course("two", ordinary), 2)
        courses["short"] = cut.course("stock", sample)
        theirs_short = nbgrader("nbgrader, no closing cells", courses["short"])
        runs = [one, two, hard, short, theirs, theirs_short]
        points = {name: scores(course, SVM) for name, course in courses.items()}
        facts = [
            f"**{theirs.each / two.each:.0f} times** as many as nbgrader (aim: 60, better 80)",
            f"**{theirs_short.each / short.each:.0f} times** without the closing cells (aim: 15)",
            f"efficiency of two processes {one.seconds / (2 * two.seconds):.2f} (aim: 0.9); cores busy on average: "
            f"{one.busy:.2f} with one process, {two.busy:.2f} with two",
            f"memory at a fifth of the run and at its end: {flat(two)}",
            f"scores with one and with two processes: {compared(points['one'], points['two'])}",
            f"scores of nbgrader and ours: {compared(points['stock'], points['two'])}",
            f"scores of nbgrader without the closing cells and ours: {compared(points['short'], points['two'])}",
        ]
        if program is not None:
            run, totals = otter("otter run", whole.course("otter", sample), program.absolute())
            runs.append(run)
            mine = {student: {"sum": sum(score or 0 for score in cells.values())}
                    for student, cells in points["two"].items()}  # fmt: skip
            facts.append(f"{run.each / two.each:.0f} times as many as otter")
            facts.append(f"sums of points of otter and ours: {compared(totals, mine)}")

    show(HEAD, [run.row() for run in runs], facts, busy, BEGIN, END, write)


def show(
    head: tuple[str, ...], rows: list[str], facts: list[str], busy: float, begin: str, end: str, write: bool
) -> None:
    """Print a table and what follows from it, and put both between two lines of README.md if that is wanted."""
    script, *words = sys.argv
    asked = ["PROGRAM" if os.sep in word else word for word in words]  # where things lie here is nobody's business
    command = shlex.join([".venv/bin/python", f"benchmarks/{Path(script).name}", *asked])
    machine = (f"Python {platform.python_version()}, nbgrader {version('nbgrader')}, {os.cpu_count()} cores; "
               f"load before the run {busy:.1f}. Written by\n`{command}`.")  # fmt: skip
    lines = [f"| {' | '.join(head)} |", f"|---{'|--:' * (len(head) - 1)}|", *rows, "",
             *(f"- {fact}" for fact in facts), "", machine]  # fmt: skip
    text = "\n".join(lines) + "\n"
    click.echo(text)
    if write:
        before, rest = README.read_text("utf-8").split(begin)
        README.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}", "utf-8")


if __name__ == "__main__":
    main()
