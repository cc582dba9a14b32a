"""What is known of one submission while it is graded, so that its student can be told why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.course.assignment import Assignment
from autograder.grading import causes, missing, public
from autograder.grading.failure import MAX_NAME, CellFailure, CellRun
from autograder.grading.names import Cells, Text
from autograder.grading.remote import RemoteError
from autograder.intake.cell_text import PYTHON_MAGICS, CellText
from autograder.wall.session import Failure, SessionLost

MAX_CELLS = 20  # that failed and get a note

Retry = Callable[[Sequence[str], str], RemoteError | None]


@dataclass(frozen=True)
class Standing:
    """A cell as it stands in the notebook.

    Attributes:
        cell: what it is called.
        cell_type: `code`, `markdown` or `raw`.
        source: its text.
    """

    cell: str
    cell_type: str
    source: str


class Teller:
    """Keeps what became of the cells of a submission, and says why in one sentence.

    Args:
        assignment: what is graded.
        absent: the answers that the notebook came without.
        packages: what may be imported besides Python's own library.
        notebook: all cells of the notebook, in order.
        failures: how cells failed, by what they are called, kept up to date: one that ran may be lost later.
        order: what the cells are called, in the order in which they were handed in.
        edited: the cells of ours that were handed in with another text, with that text.
    """

    def __init__(
        self,
        assignment: Assignment,
        absent: Collection[str],
        packages: Sequence[str],
        notebook: Sequence[Standing] = (),
        failures: Mapping[str, Failure | SessionLost] | None = None,
        *,
        order: Sequence[str] = (),
        edited: Sequence[tuple[str, str]] = (),
    ):
        self._assignment = assignment
        self._kinds = {cell.id: cell.kind for cell in assignment.cells}
        self._released = {cell.id: cell.released for cell in assignment.cells if cell.kind == "solution"}
        self._absent = absent
        self._packages = packages
        self._failures = {} if failures is None else failures
        self._ours = [CellRun(one.cell, one.source) for one in notebook if self._is_code(one, "locked")]
        self._coming = [CellRun(one.cell, one.source) for one in notebook if self._is_code(one, None, "solution")]
        self._unrun = [text for one in notebook if (text := self._text(one)) is not None]
        self._unrun += [self._put_back(cell, source) for cell, source in edited]
        self._order = order
        self._cells: list[CellRun] = []
        self._sources: dict[str, str] = {}
        self._failed = 0
        self._public: dict[tuple[str, str, str | None], RemoteError | None] = {}
        self._told: set[tuple[str, str, str | None]] = set()

    def _is_code(self, one: Standing, *kinds: str | None) -> bool:
        return one.cell_type == "code" and self._kinds.get(one.cell) in kinds

    def _text(self, one: Standing) -> Text | None:
        """A cell that is not run with the student's, if it is the student's, or a test."""
        kind, source, code = self._kinds.get(one.cell), one.source, one.cell_type == "code"
        magic = CellText(source).magic if code else ""
        if kind == "test":
            source = next(cell.released for cell in self._assignment.cells if cell.id == one.cell)
            fate = ", and what a test defines is not there for your cells; define it in one of your own"
        elif kind != "locked" and not code:
            what = "Markdown" if one.cell_type == "markdown" else one.cell_type
            fate = f", which is a {what} cell and is not run; write it in a code cell"
        elif kind != "locked" and magic and magic not in PYTHON_MAGICS:
            fate = f", which begins with %%{magic[:MAX_NAME]} and is not run as Python; delete that line"
        else:
            return None
        return Text(one.cell, source, fate, prose=not code)

    def _put_back(self, cell: str, source: str) -> Text:
        prose = next(one.cell_type for one in self._assignment.cells if one.id == cell) == "markdown"
        return Text(cell, source, ", which was put back as released; write it in a cell of your own", prose=prose)

    def ran(self, cell: str, source: str, failure: Failure | SessionLost | None) -> str | None:
        """Keep what became of an answer or of a cell of the student's own.

        Args:
            cell: what it is called.
            source: its text.
            failure: how it failed, in a shell that has made no hidden call; None if it ran to its end.

        Returns:
            Why it failed, for a note; None if it did not, or if many have.
        """
        self._sources[cell] = source
        told = None if failure is None else CellFailure.of(failure, cell, self._sources)
        run, at = CellRun(cell, source, told), self._moment()
        self._cells.append(run)
        self._coming = [one for one in self._coming if one.cell != cell]
        self._failed += told is not None
        if told is None or self._failed > MAX_CELLS:
            return None
        return causes.of_cell(told, self._packages, replace(at, failing=run, later=self._later()))

    def _moment(self) -> Cells:
        """What is known of the cells now."""
        ran = [self._as_it_is_now(run) for run in self._cells]
        return Cells([*self._ours, *ran], None, self._later(), self._unrun, self._order)

    def _as_it_is_now(self, run: CellRun) -> CellRun:
        lost = self._failures.get(run.cell)
        if run.failure is not None or not isinstance(lost, SessionLost):
            return run
        return replace(run, failure=CellFailure.of(lost, run.cell, self._sources))

    def _later(self) -> list[CellRun]:
        """The cells that are still to be run, without those that students were given and left as they were."""
        return [run for run in self._coming if run.source not in self._assignment.loose]

    def missing(self, function: str, kind: str | None) -> str:
        """Why a function is not there.

        Args:
            function: its name.
            kind: the type of what has its name instead; None if nothing has.
        """
        absent = function in self._absent
        return missing.why(function, self._moment(), absent=absent, holds=kind, packages=self._packages)

    def raised(self, said: str, error: RemoteError, test: str, retry: Retry) -> str:
        """What to say of a hidden call that raised an error.

        Args:
            said: what the check says.
            error: what the call raised.
            test: the id of the test cell.
            retry: calls `public.raised` with its arguments, on stand-ins for functions in a shell that has made no
                hidden call; called once for all tests of a function that raise the same type, about one name.
        """
        owner = self._assignment.function_of(test)
        function = error.function if error.function in self._released else owner  # a cell may test several
        unanswered = self._sources.get(function) == self._released.get(function)
        about = error.failure.name if error.type_name == "NameError" else None
        key = function, error.type_name, about
        if key not in self._public and not unanswered:
            self._public[key] = retry(public.sources(self._assignment, test, function), error.type_name)
        again = self._public.get(key)
        if again is not None and about not in (None, again.failure.name):  # of another name, and no help with this one
            again = None
        if again is not None and key in self._told and error.type_name != "NotImplementedError":  # once is enough
            return causes.sentence(f"{said.rstrip('. ')}, and on the notebook's own example too: see above")
        self._told.add(key)
        told = causes.of_call(
            said,
            CellFailure.of(error.failure, function, self._sources),
            None if again is None else CellFailure.of(again.failure, function, self._sources),
            unanswered=unanswered,
            packages=self._packages,
            cells=self._moment(),
        )
        return told if function == owner or told.startswith(function) else f"{function}: {told}"
