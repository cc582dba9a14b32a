"""Run the test cells on our side of the wall, with the student's functions as remote calls.

Everything that a submission wrote runs behind the wall, in the order of the notebook. The test cells and our own
helpers run here, in a namespace in which the student's functions are stand-ins that call over the wall. Only this
module writes the outputs of test cells, so a verdict never comes from what the student's process printed or claimed.
"""

from __future__ import annotations

import contextlib
import io
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import matplotlib as mpl
import numpy as np
from nbformat import NotebookNode

from autograder import checks
from autograder.course.assignment import Assignment, Cell
from autograder.course.settings import Limits
from autograder.grading import public
from autograder.grading.machine import Machine
from autograder.grading.remote import Line, Remote, RemoteError, SuiteError, clean
from autograder.grading.same_cause import Cause, cause_of, linked
from autograder.grading.stage import Stage
from autograder.grading.teller import Standing, Teller
from autograder.intake.rebuild import Submission
from autograder.wall import outputs, zygote
from autograder.wall.session import Failure, SessionLost
from autograder.wall.ways import Wall, Way
from autograder.wall.zygote import Prefix

_OUTPUT_LENGTH = 100_000  # characters of output that one cell keeps
_OURS = tuple(Path(__file__).parents[1] / name for name in ("checks", "misconceptions", "wall/wire.py"))


@dataclass(frozen=True)
class Verdict:
    """What became of one test cell.

    Attributes:
        passed: whether the check has positive evidence.
        message: for the student; empty if passed.
        misconception: the id of the catalogue entry that reproduces the student's numbers, or None.
        staff: what only staff may see: texts that the submission produced during the check.
    """

    passed: bool
    message: str = ""
    misconception: str | None = None
    staff: str | None = None


@dataclass(frozen=True)
class Executed:
    """What became of a submission.

    Attributes:
        verdicts: one for every test cell that was reached, by its id.
        notes: what happened to its cells, for the student.
        way: how it was kept apart.
    """

    verdicts: dict[str, Verdict]
    notes: list[str]
    way: Way


def execute(
    notebook: NotebookNode, handed_in: Submission, assignment: Assignment, seed: bytes, limits: Limits, wall: Wall
) -> Executed:
    """Execute a rebuilt submission and decide every test cell of it.

    Stops after the last test cell, because nothing that follows can change a verdict.

    Args:
        notebook: the notebook of `handed_in`, or a copy of it; gets the outputs.
        handed_in: what `submission.rebuild` made.
        assignment: what it is a submission to.
        seed: what the hidden problems are drawn from.
        limits: what the submission may use.
        wall: how it is to be kept apart.

    Raises:
        SandboxError: if no shell could be had.
        SuiteError: if a test or a helper of ours failed by a bug of its own.
    """
    mpl.use("agg")  # locked cells that draw must not look for a screen
    with zygote.SOURCE.lock:
        return _Execution(notebook, handed_in, assignment, seed, limits, wall).run()


class _Execution:
    """One submission on its way through the cells."""

    def __init__(
        self,
        notebook: NotebookNode,
        handed_in: Submission,
        assignment: Assignment,
        seed: bytes,
        limits: Limits,
        wall: Wall,
    ):
        self._seed = seed
        self._limits = limits
        self._known = {cell.id: cell for cell in assignment.cells}
        self._function_of = assignment.function_of
        self._causes: dict[Cause, str] = {}  # the check that told of each
        self._waiting = {cell.id for cell in assignment.cells if cell.kind == "test"}
        self._nodes = [
            (label, node, self._cell_of(node))
            for label, node in zip(handed_in.labels, notebook.cells, strict=True)
            if node.cell_type == "code" and node.source.strip()
        ]
        first = _first(assignment)
        self._way = zygote.SOURCE.way(wall)
        common = self._common(first)
        self._prefix = common if self._way == "forked" else ()
        self._alone = len(common)  # so many cells are run before any of the student's
        self._machine = Machine(limits, wall, self._prefix)
        cells = zip(handed_in.labels, notebook.cells, strict=True)
        standing = [Standing(label, node.cell_type, node.source) for label, node in cells]
        self._teller = Teller(
            assignment,
            handed_in.missing,
            limits.packages,
            standing,
            self._machine.failures,
            order=handed_in.order,
            edited=handed_in.edited,
        )
        self._notes: list[str] = []
        self._stage = _stage(assignment.functions, tuple((cell.id, cell.source) for cell in first))
        self._namespace = self._stage.copy()
        self._staged = {cell.id for cell in first}
        self._locked: list[Cell] = []  # that came after those

    def _cell_of(self, node: NotebookNode) -> Cell | None:
        return self._known.get(node.metadata.get("nbgrader", {}).get("grade_id"))

    def _common(self, first: list[Cell]) -> Prefix:
        """The assignment's first cells, as keys with their source, if this submission begins with them too."""
        ours = tuple((cell.released, cell.id) for cell in first)
        theirs = tuple((node.source, cell.id) for _, node, cell in self._nodes[: len(ours)] if cell is not None)
        return ours if ours == theirs else ()

    def run(self) -> Executed:
        verdicts: dict[str, Verdict] = {}
        prepared = zygote.SOURCE.prepared(self._prefix) if self._prefix else []
        try:
            for place, (label, node, cell) in enumerate(self._nodes):
                if not self._waiting:
                    break
                if cell is not None and cell.kind == "test":
                    verdicts[cell.id] = self._linked(self._test(cell), cell.id)
                    self._waiting.discard(cell.id)
                    node.outputs = [_shown(verdicts[cell.id], cell)]
                    continue
                if place < len(self._prefix):
                    self._require_to_end(label, prepared[place]["failure"])
                    node.outputs = _shortened(outputs.of(prepared[place]))
                    continue
                ran = self._machine.run(node.source, label, own=cell is None)
                if place < self._alone:
                    self._require_to_end(label, self._machine.failures.get(label))
                node.outputs = _shortened(ran.outputs) + self._failed(label)
                if cell is None or cell.kind == "solution":
                    self._tell(label, node.source)
                if cell is not None and cell.kind == "locked" and cell.id not in self._staged:
                    _execute(cell.id, cell.source, self._namespace)
                    self._locked.append(cell)
        finally:
            self._machine.close()
        return Executed(verdicts, [*self._machine.notes, *self._notes], self._way)

    def _require_to_end(self, label: str, failure: Any) -> None:
        """Refuse to judge work in a shell in which a locked cell of ours failed, and no code of a student's had run."""
        match failure:
            case None:
                return
            case Failure() | SessionLost():
                said = f"{failure.type_name}: {failure.text}" if isinstance(failure, Failure) else str(failure)
            case _:
                said = f"{failure['type']}: {failure['text']}"
        raise SuiteError(f"the locked cell {label} failed behind the wall: {clean(said)}")

    def _failed(self, label: str) -> list[NotebookNode]:
        match self._machine.failures.get(label):
            case Failure() as failure:
                return [_raised(failure)]
            case SessionLost() as lost:
                return [outputs.error("Stopped", str(lost))]
        return []

    def _tell(self, label: str, source: str) -> None:
        """Note why a cell failed, unless the machine has."""
        told = self._teller.ran(label, source, self._machine.failures.get(label))
        if told is not None and label not in self._machine.spoken_of:
            self._notes.append(told)

    def _raised(self, said: str, error: BaseException | None, test: str) -> str:
        """What to say of a failed check: why, if it failed because a call raised an error."""
        while error is not None and not isinstance(error, RemoteError):
            error = error.__cause__
        return clean(said) if error is None else self._teller.raised(said, error, test, self._retry)

    def _retry(self, visible: Sequence[str], type_name: str) -> RemoteError | None:
        """Try the notebook's own examples in a shell that has been shown no hidden problem.

        On our side too: what functions have changed in hidden calls may hold hidden inputs.
        """
        namespace = self._stage.copy()
        for cell in self._locked:
            _execute(cell.id, cell.source, namespace)
        if self._machine.session_has_seen_problems:
            self._machine.close()
        with self._on(Line(self._machine, self._limits, self._teller.missing, hidden=False)), _quiet():
            return public.raised(visible, namespace, type_name)

    @contextmanager
    def _on(self, line: Line) -> Iterator[None]:
        """Let the stand-ins call on a line."""
        for function in self._stage.functions.values():
            function.line = line
        try:
            yield
        except Exception:
            line.close()
            raise
        except BaseException:  # somebody asked to stop, and does not want to wait for answers
            self._machine.close()
            raise
        else:
            line.close()
        finally:
            for function in self._stage.functions.values():
                function.line = None

    def _linked(self, verdict: Verdict, test: str) -> Verdict:
        """A verdict that says so if an earlier check of the same function has told its cause."""
        cause = cause_of(verdict.message, verdict.misconception, self._function_of(test))
        if cause is None or (first := self._causes.setdefault(cause, test)) == test:
            return verdict
        check = first.removeprefix(f"test_{cause[0]}_").replace("_", " ")
        return replace(verdict, message=linked(verdict.message, check))

    def _test(self, cell: Cell) -> Verdict:
        """Decide one test cell. Only a cell that ran to its end has passed."""
        try:
            line = Line(self._machine, self._limits, self._teller.missing)
            with self._on(line), _quiet(), checks.seeded(self._seed):
                exec(_compiled(cell.source, cell.id), dict(self._namespace))  # noqa: S102
        except checks.CheckFailed as error:
            message = self._raised(error.message, error, cell.id)
            return Verdict(False, message, error.misconception, error.staff)
        except AssertionError as error:
            return Verdict(False, clean(str(error)) or "The check of this cell does not hold.")
        except checks.CallLost as error:
            return Verdict(False, clean(str(error)))
        except RemoteError as error:
            said = f"Your function raised {checks.type_name(error)}."
            return Verdict(False, self._raised(said, error, cell.id), staff=f"{error.type_name}: {error}")
        except SuiteError:
            raise
        except NameError as error:  # of a student's names none is looked up here
            raise SuiteError(f"the check {cell.id} raised NameError: {error}") from error
        except Exception as error:
            if any(Path(frame.filename).is_relative_to(ours) for frame in traceback.extract_tb(error.__traceback__)
                   for ours in _OURS):  # fmt: skip
                raise SuiteError(f"the check {cell.id} raised {type(error).__name__}: {error}") from error
            text = f"The check could not use what your function returned ({type(error).__name__})."
            return Verdict(False, text, staff=clean(str(error)))
        return Verdict(True)


def _first(assignment: Assignment) -> list[Cell]:
    """The locked code cells that stand before the first cell of a student's."""
    found = []
    for cell in assignment.cells:
        if cell.cell_type == "code" and cell.kind != "locked":
            break
        if cell.cell_type == "code":
            found.append(cell)
    return found


@lru_cache(maxsize=16)
def _stage(functions: tuple[str, ...], cells: tuple[tuple[str, str], ...]) -> Stage:
    """What the first cells of an assignment make on our side, run once in this process."""
    stage = Stage({name: Remote(name) for name in functions})
    for name, source in cells:
        _execute(name, source, stage.namespace)
    return stage


def _execute(name: str, source: str, namespace: dict[str, Any]) -> None:
    try:
        with _quiet():
            exec(_compiled(source, name), namespace)  # noqa: S102
    except Exception as error:
        raise SuiteError(f"the locked cell {name} raised {type(error).__name__}: {error}") from error


@lru_cache(maxsize=512)
def _compiled(source: str, name: str) -> CodeType:
    return compile(source, f"<{name}>", "exec")


@contextmanager
def _quiet() -> Iterator[None]:
    """Numbers of a submission may overflow here, which is no news; what visible checks print is for students."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _shown(verdict: Verdict, cell: Cell) -> NotebookNode:
    """The output from which nbgrader reads the points: the number, or an error, never nothing."""
    if verdict.passed:
        return outputs.shown("execute_result", {"text/plain": f"{cell.points:g}"})
    return outputs.error("NotEarned", verdict.message)


def _raised(failure: Failure) -> NotebookNode:
    """The output of a cell that raised something, with the lines of cells that led to it."""
    steps = (f"{step.cell}, line {step.line}" + (f", in {step.function}" if step.function[:1] not in ("", "<") else "")
             for step in failure.frames)  # fmt: skip
    return outputs.error(clean(failure.type_name), clean(failure.text), tuple(map(clean, steps)))


def _shortened(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs as they are kept: long texts are cut."""
    room = _OUTPUT_LENGTH
    kept = []
    for output in outputs:
        if output.output_type == "stream":
            output.text = output.text[:room]
            room -= len(output.text)
        else:
            output.data = {kind: text for kind, text in output.data.items() if len(text) <= 10 * _OUTPUT_LENGTH}
        if room > 0:
            kept.append(output)
    return kept
