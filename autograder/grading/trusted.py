"""Run the test cells on our side of the wall, with the student's functions as remote calls.

Everything that a submission wrote runs in the sandboxed kernel, in the order of the notebook. The test cells and our
own helpers run here, in a namespace in which the student's functions are stand-ins that call the kernel. Only this
module writes the outputs of test cells, so a verdict never comes from what the student's process printed or claimed.
"""

from __future__ import annotations

import contextlib
import io
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder import checks
from autograder.course.assignment import Assignment, Cell
from autograder.wall import wire
from autograder.wall.sandbox import Calls, Kernel, KernelLost, Limits, Wall

_MESSAGE_LENGTH = 2000
_OUTPUT_LENGTH = 100_000  # characters of output that one cell keeps
_OURS = tuple(Path(__file__).parents[1] / name for name in ("checks", "misconceptions", "wall/wire.py"))


class SuiteError(Exception):
    """A bug of ours in a test or a helper. Never a mark."""


class RemoteError(Exception):
    """What a student's function raised behind the wall.

    Attributes:
        type_name: the name of its type there; untrusted text, like the message.
    """

    def __init__(self, type_name: str, text: str):
        super().__init__(text)
        self.type_name = type_name


class Undefined(checks.CallLost):
    """The function was never defined: its cell is missing or did not run."""


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


@dataclass
class Machine:
    """A submission's kernel, replaced when the submission loses it.

    A lost kernel costs the cell or call that lost it, nothing else: the cells that worked are run again in a fresh one.
    """

    limits: Limits
    wall: Wall
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._kernel: Kernel | None = None
        self._played: list[str] = []
        self._deadline = time.monotonic() + self.limits.notebook_seconds

    def close(self) -> None:
        """End the kernel."""
        if self._kernel is not None:
            self._kernel.close()
            self._kernel = None

    def run(self, source: str, what: str) -> list[NotebookNode]:
        """Run one cell of the submission and return its outputs; a lost kernel becomes a note and an output."""
        try:
            outputs = self.kernel().execute(source)
        except KernelLost as error:
            self.close()
            self.notes.append(f"{what}: {error}")
            return [_error("KernelLost", str(error))]
        self._played.append(source)
        return outputs

    def check_time(self) -> None:
        """Raise `KernelLost` if the time of the notebook is up."""
        if time.monotonic() > self._deadline:
            self.close()
            raise KernelLost(f"Your notebook used up its {self.limits.notebook_seconds:.0f} seconds.")

    def kernel(self) -> Kernel:
        """The kernel, with every cell so far run in it.

        Raises:
            KernelLost: if the time of the notebook is up, or if cells that worked before do not work again.
        """
        self.check_time()
        if self._kernel is None:
            self._kernel = Kernel(self.limits, self.wall).__enter__()
            for source in self._played:
                try:
                    self.check_time()
                    self._kernel.execute(source)
                except KernelLost:
                    self.close()
                    raise
        return self._kernel

    @contextmanager
    def calls(self) -> Iterator[Calls]:
        """A line to the kernel for the calls of one test."""
        try:
            with self.kernel().calls() as calls:
                yield calls
        except KernelLost:
            self.close()
            raise


class Line:
    """The line of one test to the kernel, opened at the first call."""

    def __init__(self, machine: Machine, stack: contextlib.ExitStack):
        self._machine = machine
        self._stack = stack
        self._calls: Calls | None = None
        self._lost: KernelLost | None = None

    def call(self, name: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool) -> dict[str, Any]:
        """Call a function of the submission and return its answer, not yet decoded.

        Raises:
            checks.CallLost: if the kernel was lost, in this call or in an earlier one of the same test.
        """
        try:
            if self._lost is not None:
                raise self._lost
            self._machine.check_time()
            if self._calls is None:
                self._calls = self._stack.enter_context(self._machine.calls())
            return self._calls(name, args, kwargs, count)
        except KernelLost as error:
            self._lost = error
            self._machine.close()
            raise checks.CallLost(str(error)) from error


class Remote:
    """A stand-in for one function of the submission, or for one that such a function returned.

    Args:
        name: the name of the function.
        number: of a returned function, the number by which the far side knows it.
        line: of a returned function, the line on which it was lent.
    """

    def __init__(self, name: str, number: int | None = None, line: Line | None = None):
        self.__name__ = name
        self._number = number
        self.line = line

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function behind the wall.

        Arrays, lists, dicts and random generators that it changed are changed here too, as if it had run here.

        Raises:
            RemoteError: what the function raised.
            checks.CallLost: if there was no answer, or none that the protocol allows.
        """
        return self._ask(args, kwargs, count=False)[0]

    def count_lines(self, *args: Any) -> int:
        """The lines of Python that the call ran, as the other side counts them."""
        lines = self._ask(args, {}, count=True)[1]
        if type(lines) is not int or not 0 < lines < 2**63:
            raise checks.CallLost("Your code disturbed the count of its lines.")
        return lines

    def _ask(self, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool) -> tuple[Any, Any]:
        if self.line is None:
            raise SuiteError(f"{self.__name__} was called outside a test cell")
        line = self.line
        answer = line.call(self.__name__ if self._number is None else self._number, args, kwargs, count)
        if "undefined" in answer:
            raise Undefined(f"{self.__name__} is not defined: its cell is missing or did not run to its end.")
        changed = answer.get("args")
        try:
            value = wire.decode(
                answer.get("value"), borrow=lambda number: Remote(f"what {self.__name__} returned", number, line)
            )
            after = [wire.decode(arg) for arg in changed] if type(changed) is list else []
        except wire.WireError as error:
            raise checks.CallLost(f"{self.__name__} returned {error}.") from error
        for mine, theirs in zip(args, after, strict=False):
            _write_back(mine, theirs)
        match answer.get("error"):
            case None:
                return value, answer.get("lines")
            case [str(type_name), str(text)]:
                raise RemoteError(_clean(type_name), _clean(text))
            case _:
                raise checks.CallLost("Your code broke the line between its kernel and the grader.")


def _write_back(mine: Any, theirs: Any) -> None:
    """Change a mutable argument of ours as the other side says it is now."""
    if type(mine) is not type(theirs):
        return
    if type(mine) is np.ndarray:
        if mine.flags.writeable and mine.dtype == theirs.dtype and mine.shape == theirs.shape:
            mine[...] = theirs
    elif type(mine) is list:
        mine[:] = theirs
    elif type(mine) is dict:
        mine.clear()
        mine.update(theirs)
    elif type(mine) is np.random.Generator:
        mine.bit_generator.state = theirs.bit_generator.state


def execute(
    notebook: NotebookNode, assignment: Assignment, seed: bytes, limits: Limits, wall: Wall
) -> tuple[dict[str, Verdict], list[str]]:
    """Execute a rebuilt submission and decide every test cell of it.

    Stops after the last test cell, because nothing that follows can change a verdict.

    Args:
        notebook: a notebook from `submission.rebuild`; gets the outputs.
        assignment: what it is a submission to.
        seed: what the hidden problems are drawn from.
        limits: what the submission may use.
        wall: how its kernel is kept apart.

    Returns:
        A verdict for every test cell by its id, and notes for the student.

    Raises:
        SandboxError: if no kernel could be had.
        SuiteError: if a test or a helper of ours failed by a bug of its own.
    """
    mpl.use("agg")  # locked cells that draw must not look for a screen
    cells = {cell.id: cell for cell in assignment.cells}
    functions = {name: Remote(name) for name in assignment.functions}
    namespace: dict[str, Any] = {"__name__": "__main__", **functions}
    verdicts: dict[str, Verdict] = {}
    waiting = {cell.id for cell in assignment.cells if cell.kind == "test"}
    machine = Machine(limits, wall)
    try:
        for node in notebook.cells:
            if not waiting:
                break
            known = cells.get(node.metadata.get("nbgrader", {}).get("grade_id"))
            if node.cell_type != "code":
                continue
            if known is not None and known.kind == "test":
                verdict = _test(known, namespace, functions, machine, seed)
                verdicts[known.id] = verdict
                waiting.discard(known.id)
                node.outputs = [_shown(verdict, known)]
                continue
            what = f"The cell {known.id}" if known is not None else "A cell of your own"
            node.outputs = _shortened(machine.run(node.source, what))
            if known is not None and known.kind == "locked":
                _run_here(known, namespace)
    finally:
        machine.close()
    return verdicts, machine.notes


def _run_here(cell: Cell, namespace: dict[str, Any]) -> None:
    try:
        with _quiet():
            exec(compile(cell.source, f"<{cell.id}>", "exec"), namespace)  # noqa: S102
    except Exception as error:
        raise SuiteError(f"the locked cell {cell.id} raised {type(error).__name__}: {error}") from error


def _test(
    cell: Cell, namespace: dict[str, Any], functions: dict[str, Remote], machine: Machine, seed: bytes
) -> Verdict:
    """Decide one test cell. Only a cell that ran to its end has passed."""
    try:
        with contextlib.ExitStack() as stack:
            line = Line(machine, stack)
            for function in functions.values():
                function.line = line
            with _quiet(), checks.seeded(seed):
                exec(compile(cell.source, f"<{cell.id}>", "exec"), dict(namespace))  # noqa: S102
    except checks.CheckFailed as error:
        return Verdict(False, _clean(error.message), error.misconception, error.staff)
    except AssertionError as error:
        return Verdict(False, _clean(str(error)) or "The check of this cell does not hold.")
    except (checks.CallLost, KernelLost) as error:
        return Verdict(False, _clean(str(error)))
    except RemoteError as error:
        if error.type_name == "NotImplementedError":
            return Verdict(False, "This function is not written yet.")
        return Verdict(False, f"Your function raised {checks.type_name(error)}.", staff=f"{error.type_name}: {error}")
    except SuiteError:
        raise
    except Exception as error:
        if any(Path(frame.filename).is_relative_to(ours) for frame in traceback.extract_tb(error.__traceback__)
               for ours in _OURS):  # fmt: skip
            raise SuiteError(f"the check {cell.id} raised {type(error).__name__}: {error}") from error
        text = f"The check could not use what your function returned ({type(error).__name__})."
        return Verdict(False, text, staff=_clean(str(error)))
    finally:
        for function in functions.values():
            function.line = None
    return Verdict(True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Numbers of a submission may overflow here, which is no news; what visible checks print is for students."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _clean(text: str) -> str:
    """One message of bounded length without control characters."""
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return kept if len(kept) <= _MESSAGE_LENGTH else kept[:_MESSAGE_LENGTH] + " ..."


def _shown(verdict: Verdict, cell: Cell) -> NotebookNode:
    """The output from which nbgrader reads the points: the number, or an error, never nothing."""
    if verdict.passed:
        return new_output("execute_result", {"text/plain": f"{cell.points:g}"}, execution_count=None)
    return _error("NotEarned", verdict.message)


def _error(name: str, text: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=text, traceback=[text])


def _shortened(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs as they are kept: long texts are cut."""
    room = _OUTPUT_LENGTH
    kept = []
    for output in outputs:
        if output.output_type == "stream":
            output.text = output.text[:room]
            room -= len(output.text)
        elif output.output_type == "error":
            output.evalue = output.evalue[:_MESSAGE_LENGTH]
            output.traceback = [line[:_MESSAGE_LENGTH] for line in output.traceback[:50]]
        else:
            output.data = {kind: text for kind, text in output.data.items() if len(text) <= 10 * _OUTPUT_LENGTH}
        if room > 0:
            kept.append(output)
    return kept
