"""Stand-ins for the functions that a student wrote: they run behind the wall and look like functions here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from autograder import checks
from autograder.course.settings import Limits
from autograder.grading.machine import Machine
from autograder.wall import wire
from autograder.wall.process import Budget
from autograder.wall.session import Failure, Session, SessionLost

_MESSAGE_LENGTH = 2000
_CHILDREN = 1000  # of a random generator that one call may spawn; more are not counted


class SuiteError(Exception):
    """A bug of ours in a test or a helper. Never a mark."""


class RemoteError(Exception):
    """What a student's function raised behind the wall.

    Attributes:
        function: the function.
        failure: what it raised; untrusted text.
        type_name: the name of its type there.
    """

    def __init__(self, function: str, failure: Failure):
        super().__init__(clean(failure.text))
        self.function = function
        self.failure = failure
        self.type_name = clean(failure.type_name)


class Undefined(checks.CallLost):
    """There is no function of this name: its cell is missing, failed, or defines something else."""

    anywhere = True


class Line:
    """The line of one test to the shell.

    Args:
        machine: the shell.
        limits: what the test may use.
        missing: says why a function is not there, by its name and the type of what has its name, None if nothing has.
        hidden: whether the problems of the test are hidden from students.
    """

    def __init__(
        self, machine: Machine, limits: Limits, missing: Callable[[str, str | None], str], *, hidden: bool = True
    ):
        self._machine = machine
        self._limits = limits
        self._budget = Budget(limits.check_seconds, limits.wall_clock)
        self._lost: SessionLost | None = None
        self._session: Session | None = None
        self._hidden = hidden
        self.missing = missing
        self.borrowed = False

    def call(self, name: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool) -> dict[str, Any]:
        """Call a function of the submission and return its answer, not yet decoded.

        Raises:
            checks.CallLost: if the shell was lost, in this call or in an earlier one of the same test.
        """
        with self._open() as session:
            return session.call(name, args, kwargs, count, self._budgets())

    def calls(self, name: str | int, several: Sequence[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
        """Call a function several times in turn, see `Session.calls`.

        Raises:
            checks.CallLost: as `call` does.
        """
        with self._open() as session:
            yield from session.calls(name, several, self._budgets)

    @contextmanager
    def _open(self) -> Iterator[Session]:
        try:
            if self._lost is not None:
                raise self._lost
            self._session = self._machine.session()
            if self._hidden:
                self._machine.show_problem()
            yield self._session
        except SessionLost as error:
            self._lost = error
            self._machine.close()
            raise checks.CallLost(str(error)) from error

    def _budgets(self) -> tuple[Budget, Budget]:
        """Those of one call, and of the test."""
        return Budget(self._limits.call_seconds, self._limits.wall_clock), self._budget

    def close(self) -> None:
        """End what was lent on this line, and calls that nobody waits for any more."""
        if self._session is None or self._lost is not None:
            return
        try:
            self._session.settle(*self._budgets())
            if self.borrowed:
                self._session.forget(self._budgets()[0])
        except SessionLost:
            self._machine.close()


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

    def in_turn(self, several: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """Call the function several times, see `Session.calls`, and give each result as the call would.

        Raises:
            RemoteError, checks.CallLost: as the call does, in the place of the result.
        """
        line = self._line()
        for args, answer in zip(several, line.calls(self._name, several), strict=True):
            yield self._understood(line, args, answer)[0]

    def count_lines(self, *args: Any) -> int:
        """The lines of Python that the call ran, as the other side counts them."""
        lines = self._ask(args, {}, count=True)[1]
        if type(lines) is not int or not 0 <= lines < 2**63:
            raise checks.CallLost("Your code disturbed the count of its lines.")
        return lines

    def _ask(self, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool) -> tuple[Any, Any]:
        line = self._line()
        return self._understood(line, args, line.call(self._name, args, kwargs, count))

    def _line(self) -> Line:
        if self.line is None:
            raise SuiteError(f"{self.__name__} was called outside a test cell")
        return self.line

    @property
    def _name(self) -> str | int:
        return self.__name__ if self._number is None else self._number

    def _understood(self, line: Line, args: tuple[Any, ...], answer: dict[str, Any]) -> tuple[Any, Any]:
        """The value and the count of lines in an answer; arguments are changed as the function has changed them."""
        if "undefined" in answer:
            kind = answer["undefined"]
            raise Undefined(line.missing(self.__name__, clean(kind) if isinstance(kind, str) else None))
        changed = answer.get("args")
        try:
            value = wire.decode(answer.get("value"), borrow=self._borrow)
            after = [wire.decode(arg) for arg in changed] if type(changed) is list else []
        except wire.WireError as error:
            raise checks.CallLost(f"{self.__name__} returned {error}.") from error
        for mine, theirs in zip(args, after, strict=False):
            _write_back(mine, theirs)
        match answer.get("error"):
            case None:
                return value, answer.get("lines")
            case Failure() as failure:
                raise RemoteError(self.__name__, failure)
            case _:
                raise checks.CallLost("Your code broke the line between its process and the grader.")

    def _borrow(self, number: int) -> Remote:
        """A stand-in for a function that this one returned."""
        assert self.line is not None
        self.line.borrowed = True
        return Remote(f"what {self.__name__} returned", number, self.line)


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
        before, after = (one.bit_generator.seed_seq.n_children_spawned for one in (mine, theirs))  # type: ignore[union-attr]
        mine.spawn(min(max(after - before, 0), _CHILDREN))


def clean(text: str) -> str:
    """One message of bounded length without control characters."""
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return kept if len(kept) <= _MESSAGE_LENGTH else kept[:_MESSAGE_LENGTH] + " ..."
