"""What tests know of the exercises: their notebooks, functions, suites and answers; and a wire without a wall."""

import ast
import contextlib
import copy
import importlib
import io
import os
import pickle
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from types import CodeType, SimpleNamespace

import greenlet
import nbformat
import numpy as np

from autograder import checks
from autograder.checks import CheckFailed, hinge
from autograder.checks.capstone import choosing, digits, training
from autograder.checks.gradient_check import kink_crossed, trials
from autograder.checks.gradient_descent import backtracking, trajectory
from autograder.checks.numeric_gradient import functions, quotients
from autograder.checks.svm_gradient import problems as svm_problems
from autograder.course.settings import Limits
from autograder.grading.remote import Line, Remote
from autograder.misconceptions import catalogue
from autograder.misconceptions import svm_gradient as svm_mistakes
from autograder.wall.inside import program
from autograder.wall.session import Session

ROOT = Path(__file__).parents[1]
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS\n", re.DOTALL)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """One exercise, by its stem."""

    stem: str

    @property
    def path(self) -> Path:
        return ROOT / "solutions" / self.stem / f"{self.stem}.ipynb"

    @cached_property
    def cells(self) -> dict:
        """The cells of the source notebook by id."""
        return {cell.id: cell for cell in self.read().cells}

    @cached_property
    def visible(self) -> dict[str, str]:
        """What a student who wrote the solution sees in each cell, and of each task: no hidden tests."""
        seen = {name: HIDDEN.sub("", cell.source) for name, cell in self.cells.items()}
        return {task: seen[self.cell_of(task)] for task in self.tasks} | seen

    @cached_property
    def functions(self) -> list[str]:
        """The names of the functions that students write."""
        return [name for name in self.cells if self.kind(name) == "solution"]

    @cached_property
    def tests(self) -> list[str]:
        return [name for name in self.cells if self.kind(name) == "test"]

    def calls(self, test: str) -> list[tuple[str, str]]:
        """The tasks that a test cell runs, each with the function that it tests; one has the cell's name."""
        return re.findall(rf'^checks\.run\("{self.stem}", "(\w+)", (\w+)\)$', self.cells[test].source, re.MULTILINE)

    def cell_of(self, task: str) -> str:
        """The test cell that runs a task."""
        return next((test for test in self.tests if task in dict(self.calls(test))), task)

    @property
    def tasks(self) -> dict[str, Callable]:
        return importlib.import_module(f"autograder.checks.{self.stem}").TASKS

    @property
    def right(self) -> dict[str, tuple[Callable, ...]]:
        return importlib.import_module(f"bodies.{self.stem}_right").RIGHT

    @property
    def wrong(self) -> list[tuple]:
        """Pairs of a wrong answer and the name of a function that it answers."""
        cases = importlib.import_module(f"bodies.{self.stem}_wrong").CASES
        return [(case, function) for case in cases for function in case.functions.split()]

    @property
    def slips(self) -> dict[str, dict[str, tuple[str, str, str]]]:
        return importlib.import_module(f"bodies.{self.stem}_slips").SLIPS

    def read(self):
        return nbformat.read(self.path, as_version=4)

    def released(self):
        """The notebook that students get."""
        return nbformat.read(ROOT / "exercises" / self.stem / f"{self.stem}.ipynb", as_version=4)

    def kind(self, name: str) -> str:
        """The kind of a cell: solution, test, manual, locked or plain."""
        meta, cell = self.cells[name].metadata.get("nbgrader"), self.cells[name]
        if not meta:
            return "plain"
        if meta["solution"]:
            return "manual" if meta["grade"] else "solution"
        return "test" if meta["grade"] else ("locked" if cell.cell_type == "code" else "text")

    def function_of(self, test: str) -> str:
        """The function that a task tests."""
        return max((name for name in self.functions if test.startswith(f"test_{name}_")), key=len)

    def properties(self, function: str) -> dict[str, str]:
        """The tasks of a function by the property that they test; each has a cell, some share one."""
        return {
            task.removeprefix(f"test_{function}_"): task for task in self.tasks if self.function_of(task) == function
        }

    def failure(self, function: Callable, test: str, seed: bytes = b"tests") -> CheckFailed | None:
        """What a hidden check has against a function, which may print and warn as it likes."""
        with quiet(), checks.seeded(seed):
            try:
                checks.run(self.stem, test, function)
            except CheckFailed as failed:
                return failed
        return None

    def failures(self, function: Callable, name: str, seed: bytes = b"tests") -> dict[str, CheckFailed]:
        """The properties that an answer to the function `name` lacks, each with what the check says."""
        found = {prop: self.failure(function, test, seed) for prop, test in self.properties(name).items()}
        return {prop: failed for prop, failed in found.items() if failed}

    def helpers(self) -> dict:
        """The namespace of a test cell, without the students' functions: what the locked cells before the last one define."""
        namespace = {"__name__": "__main__"}
        names = list(self.cells)
        with quiet():
            for name in names[: names.index(self.tests[-1])]:
                if self.kind(name) == "locked":
                    exec(definitions(self.visible[name]), namespace)
        return namespace

    def solved(self) -> dict:
        """The same with the solutions."""
        namespace = self.helpers()
        for name in self.functions:
            exec(compiled(self.visible[name]), namespace)
        return namespace


@cache
def compiled(source: str) -> CodeType:
    """The code of a cell: hundreds of tests run the same few cells, each in a namespace of its own."""
    return compile(source, "<string>", "exec")


@cache
def definitions(source: str) -> CodeType:
    """The code of a cell without what only prints or draws: those who need its names do not look at its pictures."""

    def defines(statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Assign):  # but no figure
            return not any(isinstance(part, ast.Name) and part.id == "plt" for part in ast.walk(statement))
        return not isinstance(statement, (ast.Expr, ast.For))

    cell = ast.parse(source)
    cell.body = list(filter(defines, cell.body))
    return compile(cell, "<string>", "exec")


EXERCISES = [
    Exercise(folder.name)
    for folder in sorted((ROOT / "solutions").iterdir())
    if (folder / f"{folder.name}.ipynb").exists()
]


def remember_known_answers() -> None:
    """Let each known mistake answer each problem once: tests put the same problems to many answers."""
    explains, kept = catalogue._explains, {}

    def answer(key: tuple, wrong: Callable, *args):
        if key not in kept:
            try:
                kept[key] = wrong(*args), None
            except Exception as error:
                kept[key] = None, error
        known, error = kept[key]
        if error is not None:
            raise error
        return known

    def explains_from_memory(entry: catalogue.Misconception, seen: catalogue.Observation) -> bool:
        if "problem" not in vars(seen):
            try:
                vars(seen)["problem"] = pickle.dumps(seen.args)
            except Exception:  # a function of its own is among the arguments
                vars(seen)["problem"] = None
        if seen.problem is None:
            return explains(entry, seen)
        key = (entry.stem, entry.part, entry.id, seen.problem)
        return explains(SimpleNamespace(wrong=partial(answer, key, entry.wrong)), seen)

    catalogue._explains = explains_from_memory


def copied(value):
    """The value with a copy of each array in it, also in lists, tuples, dicts and dataclasses."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(map(copied, value))
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if is_dataclass(value):
        parts = copied(vars(value))
        value = copy.copy(value)
        vars(value).update(parts)
    return value


def remember_drawn_problems() -> None:
    """Draw each problem of the hinge loss once: the tests' few seeds give the same problems to every answer."""
    draw, kept = hinge.draw, {}

    def draw_from_memory(rng, N, D, C, y=None, gap=1e-2, also=None):
        state = pickle.dumps(rng.bit_generator.state)
        key = state, N, D, C, None if y is None else y.tobytes(), gap, also and also.__code__  # its only cell is N
        if key not in kept:
            kept[key] = draw(rng, N, D, C, y, gap, also), rng.bit_generator.state
        problem, rng.bit_generator.state = kept[key]
        return copied(problem)

    hinge.draw = draw_from_memory


def remember_long_draws() -> None:
    """The same for other draws that throw much away: copies are handed out, with which an answer may do as it likes."""

    def from_memory(draw, kept, *args, **options):
        rng = next(arg for arg in args if isinstance(arg, np.random.Generator))
        key = pickle.dumps(([rng.bit_generator.state if arg is rng else arg for arg in args], options))
        if key not in kept:
            kept[key] = draw(*args, **options), rng.bit_generator.state
        drawn, rng.bit_generator.state = kept[key]
        return copied(drawn)

    for draw in (
        kink_crossed._step,
        functions.draw_problem,
        quotients._truncating,
        choosing._clear,
        backtracking._slice,
        trajectory._bowl,
    ):
        remembered = partial(from_memory, draw, {})
        for name, module in list(sys.modules.items()):
            if name.startswith("autograder.checks.") and vars(module).get(draw.__name__) is draw:
                setattr(module, draw.__name__, remembered)


def remember_splits() -> None:
    """Keep the digits of all seeds of one test, and so what our runs reach on them; that is twice what a grader keeps."""
    training.draw_split = lru_cache(maxsize=128)(digits.draw_split.__wrapped__)


def remember_right_answers() -> None:
    """Let the oracle of `svm_gradient` answer each problem once, and keep the pieces of all these problems."""
    oracle = svm_problems.oracle

    @cache
    def answer(reg, *arrays):
        return oracle(*(np.frombuffer(data, dtype).reshape(shape) for data, dtype, shape in arrays), reg)

    def oracle_from_memory(W, X, y, reg):
        loss, dW = answer(reg, *((array.tobytes(), array.dtype, array.shape) for array in (W, X, y)))
        return loss, dW.copy()

    svm_problems.oracle = oracle_from_memory
    svm_mistakes._KEPT = 2000


def remember_fair_trials() -> None:
    """Judge once whether a trial of `gradient_check` is fair: the numbers of its x tell it from those of other draws."""
    is_fair, kept = trials.is_fair, {}

    def is_fair_from_memory(trial, everywhere=False):
        key = (
            trial.x.tobytes(),
            trial.g.tobytes(),
            trial.g.shape,
            trial.ok,
            trial.n_skipped,
            str(trial.options),
            everywhere,
            trial.f.__code__,
        )
        if key not in kept:
            kept[key] = is_fair(trial, everywhere)
        return kept[key]

    trials.is_fair = is_fair_from_memory


remember_known_answers()
remember_drawn_problems()
remember_long_draws()
remember_splits()
remember_right_answers()
remember_fair_trials()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


class End:
    """One end of a line within a thread: whoever waits for the other end lets it run, at a hundredth of a socket's cost."""

    def __init__(self):
        self.arrived, self.other, self.holder = bytearray(), None, greenlet.getcurrent()

    def send(self, data) -> int:
        self.other.arrived += data
        return len(data)

    sendall = send

    def recv(self, size: int) -> bytes:
        while not self.arrived and not self.other.holder.dead:
            self.other.holder.switch()
        data = bytes(self.arrived[:size])
        del self.arrived[:size]
        return data

    def settimeout(self, seconds: float) -> None:
        """There is no waiting that could take long."""

    def getsockopt(self, level: int, option: int) -> int:
        """As much room as on a real line."""
        return 2**18


def far_down(function: Callable, calls: int = 10) -> object:
    """Call a function from far down the stack of C: NumPy looks ten calls back there, and a greenlet's has no end."""
    return next(map(partial(far_down, function), [calls - 1])) if calls else function()


@contextlib.contextmanager
def behind_the_wire(**functions: Callable) -> Iterator[dict[str, Remote]]:
    """Stand-ins for functions that run here, reached as those of a submission are, but with no wall."""
    ours, theirs = End(), End()
    ours.other, theirs.other = theirs, ours
    shell = SimpleNamespace(user_ns=functions, emit=None)
    theirs.holder = greenlet.greenlet(partial(far_down, partial(program.serve, program.Line(theirs), shell)))
    session = Session(Limits(), "none", ours, SimpleNamespace(pid=os.getpid(), ended=lambda: False))
    machine = SimpleNamespace(session=lambda: session, close=lambda: None, show_problem=lambda: None)
    remotes = {name: Remote(name) for name in functions}
    for remote in remotes.values():
        remote.line = Line(machine, Limits(), lambda name, kind: f"{name} is {kind}")
    yield remotes
    theirs.holder.throw()


def docstring(source: str) -> str:
    return ast.get_docstring(ast.parse(source)) or ""
