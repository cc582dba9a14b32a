"""What is known of one submission while it is graded, so that its student can be told why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from autograder.course.assignment import Assignment
from autograder.grading import causes, missing, public
from autograder.grading.failure import CellFailure, CellRun
from autograder.grading.remote import RemoteError
from autograder.wall.session import Failure, SessionLost

MAX_CELLS = 20  # that failed and get a note

Retry = Callable[[Sequence[str], str], RemoteError | None]


class Teller:
    """Keeps what became of the cells of a submission, and says why in one sentence.

    Args:
        assignment: what is graded.
        absent: the answers that the notebook came without.
        packages: what may be imported besides Python's own library.
    """

    def __init__(self, assignment: Assignment, absent: Collection[str], packages: Sequence[str]):
        self._assignment = assignment
        self._released = {cell.id: cell.released for cell in assignment.cells if cell.kind == "solution"}
        self._absent = absent
        self._packages = packages
        self._cells: list[CellRun] = []
        self._sources: dict[str, str] = {}
        self._failed = 0
        self._public: dict[tuple[str, str], RemoteError | None] = {}
        self._told: set[tuple[str, str]] = set()

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
        self._cells.append(CellRun(cell, source, told))
        self._failed += told is not None
        return causes.of_cell(told, self._packages) if told is not None and self._failed <= MAX_CELLS else None

    def missing(self, function: str, kind: str | None) -> str:
        """Why a function is not there.

        Args:
            function: its name.
            kind: the type of what has its name instead; None if nothing has.
        """
        absent = function in self._absent
        return missing.why(function, self._cells, absent=absent, holds=kind, packages=self._packages)

    def raised(self, said: str, error: RemoteError, test: str, retry: Retry) -> str:
        """What to say of a hidden call that raised an error.

        Args:
            said: what the check says.
            error: what the call raised.
            test: the id of the test cell.
            retry: calls `public.raised` with its arguments, on stand-ins for functions in a shell that has made no
                hidden call; called once for all tests of a function that raise the same type.
        """
        owner = self._assignment.function_of(test)
        function = error.function if error.function in self._released else owner  # a cell may test several
        unanswered = self._sources.get(function) == self._released.get(function)
        key = function, error.type_name
        if key not in self._public and not unanswered:
            self._public[key] = retry(public.sources(self._assignment, test, function), error.type_name)
        again = self._public.get(key)
        if again is not None and key in self._told and error.type_name != "NotImplementedError":  # once is enough
            return causes.sentence(f"{said.rstrip('. ')}, and on the notebook's own example too: see above")
        self._told.add(key)
        told = causes.of_call(
            said,
            CellFailure.of(error.failure, function, self._sources),
            None if again is None else CellFailure.of(again.failure, function, self._sources),
            unanswered=unanswered,
            packages=self._packages,
        )
        return told if function == owner or told.startswith(function) else f"{function}: {told}"
