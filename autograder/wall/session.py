"""A running shell of a submission, and the line to it: run a cell, call a function, within limits.

What it sends is untrusted bytes: size is counted while reading, and anything that does not fit the protocol ends it.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NoReturn

from nbformat import NotebookNode

from autograder.course.settings import Limits
from autograder.wall import cgroup, outputs, wire, zygote
from autograder.wall.bubblewrap import SandboxError
from autograder.wall.inside.isolation import MEMORY
from autograder.wall.process import Budget, OutOfTime, Process, Usage, usage
from autograder.wall.ways import Wall, Way
from autograder.wall.zygote import Prefix

_LOOK_SECONDS = 0.05  # how often time and files are looked at
_FRAMES = 20
_LEAST = 256  # bytes that each output counts as: what is kept of the smallest takes that much
_SHOWN = {"stream", "display", "result"}  # what a message of something shown holds
_LINE_CUT = "Your code cut the line between its process and the grader."
_LINE_BROKEN = "Your code broke the line between its process and the grader."


class SessionLost(Exception):
    """The shell is gone, and the submission is why. The text says how, for the student."""


@dataclass(frozen=True)
class Frame:
    """One step of a traceback, in a cell.

    Attributes:
        cell: what we call the cell.
        line: the line within it, from 1.
        function: the function that the line is in; empty where it is in none.
    """

    cell: str
    line: int
    function: str


@dataclass(frozen=True)
class Failure:
    """What code of a submission raised. All texts are the submission's and untrusted.

    Attributes:
        type_name: the name of its type.
        text: its text.
        name: the name that a NameError, AttributeError or ImportError is about, or None.
        errno: the number of an OSError, or None.
        frames: where in cells it arose, innermost last.
    """

    type_name: str
    text: str
    name: str | None = None
    errno: int | None = None
    frames: tuple[Frame, ...] = ()


@dataclass
class Ran:
    """What became of a cell that was run.

    Attributes:
        outputs: what it showed; text and pictures only, since a page may show them to staff.
        failure: what it raised, or None.
    """

    outputs: list[NotebookNode] = field(default_factory=list)
    failure: Failure | None = None


class Session:
    """A running shell. Use it in a `with` block; leaving the block ends every process of the submission.

    Args:
        limits: what it may use.
        way: how it is kept apart.
        line: the line to it.
        process: what runs it.
        end: what to call when it is no longer needed.
        group: its control group, where there is one.
    """

    def __init__(
        self,
        limits: Limits,
        way: Way,
        line: socket.socket,
        process: Process,
        end: Callable[[], None] = lambda: None,
        group: cgroup.Group | None = None,
    ):
        self.limits = limits
        self.way = way
        self.process = process
        self._line = line
        self._end = end
        self._group = group
        if group is not None:
            with suppress(OSError):  # it has just ended
                group.add(process.pid)
        self._room = limits.output * 2**20
        self._buffer = bytearray()
        self._due = 0  # answers to calls that are on their way
        self._turn = 0  # of those who call
        # Bytes of calls that may be on their way together: they fit into the line, which counts more than bytes, even
        # while the other side does nothing but write.
        self._ahead = line.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) // 4
        self._looked = 0.0
        line.settimeout(_LOOK_SECONDS)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the submission's processes."""
        self.process.kill()
        self._line.close()
        self._end()
        if self._group is not None:
            self._group.close()

    def usage(self) -> Usage:
        """What the shell has had so far of the machine.

        Raises:
            SessionLost: if it has ended.
        """
        now = usage(self.process)
        if now is None:
            self._lost("Your code ended its process.")
        return now

    def run(self, source: str, key: str, budget: Budget, *, again: bool = False) -> Ran:
        """Run one cell.

        Args:
            source: its text.
            key: what to call it in tracebacks.
            budget: the time that it may take.
            again: whether what it shows was seen before; no pictures are drawn then.

        Raises:
            SessionLost: if the cell ran too long, printed too much or ended its process.
        """
        self._looked = time.monotonic()
        self.settle(budget)
        self._send(wire.packed({"run": source, "key": key, "again": again}), budget)
        ran = Ran()
        while "failure" not in (message := self._receive(budget)):
            self._look_in_passing(budget)
            outputs.keep(ran.outputs, message)
        ran.failure = None if message["failure"] is None else self._failure(message["failure"])
        return ran

    def call(
        self, name: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool, budgets: tuple[Budget, ...]
    ) -> dict[str, Any]:
        """Call a function of the submission; answer the calls that it makes of functions among the arguments.

        Args:
            name: the function, or the number of one that an earlier answer lent.
            args: what to call it with; functions among them run here, whenever the shell calls them.
            kwargs: the same by name.
            count: whether to count the lines that it runs.
            budgets: the time that it may take: of this call, and of the check that it belongs to.

        Returns:
            The answer of `inside.program.serve`, not yet decoded; an `error` in it is a `Failure`.

        Raises:
            SessionLost: if no answer came in time, or one that is no answer.
        """
        lent = wire.Lent()
        self.settle(*budgets)
        self._send(wire.packed(_request(name, args, kwargs, count, lent)), *budgets)
        return self._answer(lent, *budgets)

    def calls(
        self, name: str | int, several: Sequence[tuple[Any, ...]], budgets: Callable[[], tuple[Budget, ...]]
    ) -> Iterator[dict[str, Any]]:
        """Call a function of the submission several times in turn, with no functions among the arguments.

        The first answer is waited for, since a function that raises an error does so at once as a rule. After that the
        next calls are on their way while an answer is read, unless answers take long. Whoever stops in between leaves
        some that need `settle`.

        Args:
            name: as in `call`.
            several: what to call it with each time.
            budgets: makes those of one call, see there.

        Yields:
            What `call` returns.
        """
        lent = wire.Lent()
        self.settle(*budgets())
        turn = self._turn
        requests = [wire.packed(_request(name, args, {}, False, lent)) for args in several]
        if lent:
            raise ValueError("while a function that is called asks for an answer, no other call may be on its way")
        ahead = 0
        while requests:
            bundle = [requests.pop(0)]
            while requests and sum(map(len, bundle)) + len(requests[0]) <= ahead:
                bundle.append(requests.pop(0))
            self._send(b"".join(bundle), *budgets())
            self._due += len(bundle)
            for _ in bundle:
                if turn != self._turn:  # and to wait would look as if the submission gave no answer
                    raise RuntimeError("these answers have been given up by another call")
                asked = time.monotonic()
                answer = self._answer(lent, *budgets())
                ahead = self._ahead if time.monotonic() - asked < _LOOK_SECONDS else 0
                self._due -= 1
                yield answer

    def settle(self, *budgets: Budget) -> None:
        """Wait for the answers to calls that are on their way and which nobody reads any more.

        Raises:
            SessionLost: as `call` does.
        """
        self._turn += 1
        while self._due:
            self._answer(wire.Lent(), *budgets)
            self._due -= 1

    def _answer(self, lent: wire.Lent, *budgets: Budget) -> dict[str, Any]:
        """Wait for the answer to a call."""
        while True:
            answer = self._receive(*budgets)
            if "call" in answer:
                self._look_in_passing(*budgets)
                self._send(wire.packed(_reply(lent, answer)), *budgets)
            elif answer.keys() & _SHOWN:  # a thread that prints
                self._look_in_passing(*budgets)
            else:
                if "error" in answer:
                    answer["error"] = self._failure(answer["error"])
                return answer

    def forget(self, budget: Budget) -> None:
        """End what functions of the submission were lent in answers so far."""
        self._send(wire.packed({"forget": True}), budget)

    def _send(self, data: bytes, *budgets: Budget) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[self._line.send(left) :]
            except TimeoutError:
                self._look(budgets)
            except OSError:
                self._cut()

    def _receive(self, *budgets: Budget) -> dict[str, Any]:
        """The next message, however malformed: a dict."""
        while True:
            if len(self._buffer) >= 4:
                (size,) = struct.unpack_from(">I", self._buffer)
                if size > wire.MAX_FRAME:
                    self._lost("Your code sent too much at once and was stopped.")
                if len(self._buffer) >= 4 + size:
                    break
            try:
                part = self._line.recv(2**16)
            except TimeoutError:
                self._look(budgets)
                continue
            except OSError:
                part = b""
            if not part:
                self._cut()
            self._buffer += part
        data = bytes(self._buffer[4 : 4 + size])
        del self._buffer[: 4 + size]
        try:
            message = wire.parsed(data)
        except (ValueError, RecursionError):
            message = None
        if type(message) is not dict:
            self._lost(_LINE_BROKEN)
        if message.keys() & _SHOWN:
            self._room -= max(size, _LEAST)
            if self._room < 0:
                self._lost(f"Your code printed more than {self.limits.output} MB and was stopped.")
        return message

    def _failure(self, said: Any) -> Failure:
        try:
            frames = tuple(Frame(_text(step["cell"]), int(step["line"] or 0), _text(step["in"]))
                           for step in said["frames"][-_FRAMES:])  # fmt: skip
            name, errno = said["name"], said["errno"]
            return Failure(_text(said["type"]), _text(said["text"]), None if name is None else _text(name),
                           None if errno is None else int(errno), frames)  # fmt: skip
        except (TypeError, KeyError, ValueError, OverflowError):
            self._lost(_LINE_BROKEN)

    def _look(self, budgets: tuple[Budget, ...]) -> None:
        """See whether the submission may still go on, and can."""
        if self.process.ended():
            self._cut()
        self._look_at_limits(budgets)

    def _look_in_passing(self, *budgets: Budget) -> None:
        """Look at its limits if that is due: messages that we did not ask for may come without end."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            self._look_at_limits(budgets)

    def _look_at_limits(self, budgets: tuple[Budget, ...]) -> None:
        self._looked = time.monotonic()
        for budget in budgets:
            try:
                budget.check(self.process)
            except OutOfTime as error:
                self._lost(f"Your code {error} and was stopped.")
        if self.way == "separate" and any(map(self._has_too_many_files, MEMORY)):
            self._lost(f"Your code made more than {self.limits.files} files and was stopped.")

    def _has_too_many_files(self, place: str) -> bool:
        try:
            status = os.statvfs(f"/proc/{self.process.pid}/root{place}")
        except OSError:  # it has just ended
            return False
        return status.f_files - status.f_ffree > self.limits.files

    def _cut(self) -> NoReturn:
        deadline = time.monotonic() + 0.2
        while not self.process.ended():  # its end of the line may go a moment before it does
            if time.monotonic() > deadline:
                self._lost(_LINE_CUT)
            time.sleep(0.005)
        if self.way == "forked" and zygote.SOURCE.has_died():
            raise SandboxError("the program behind the wall has ended, and this shell with it")
        if self._group is not None and self._group.ran_out_of_memory():
            self._lost(f"Your code used more than {self.limits.memory} MB of memory and was stopped.")
        self._lost("Your code ended its process.")

    def _lost(self, reason: str) -> NoReturn:
        """End the submission's processes and say why."""
        self.process.kill()
        raise SessionLost(reason)


def _request(
    name: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool, lent: wire.Lent
) -> dict[str, Any]:
    return {
        "name": name,
        "args": [wire.encode(arg, lend=lent.lend) for arg in args],
        "kwargs": {key: wire.encode(arg, lend=lent.lend) for key, arg in kwargs.items()},
        "count": count,
    }


def _reply(lent: wire.Lent, message: dict[str, Any]) -> dict[str, Any]:
    """Run one of our functions for the shell. Whatever it is called with, what it raises is an answer too."""
    number, args, kwargs = message["call"], message.get("args"), message.get("kwargs")
    try:
        if type(number) is not int or not 0 <= number < len(lent) or type(args) is not list or type(kwargs) is not dict:
            raise TypeError("no such function")
        there = [wire.decode(arg) for arg in args]
        return {"value": wire.encode(lent[number](*there, **{key: wire.decode(arg) for key, arg in kwargs.items()}))}
    except Exception as error:
        return {"error": [type(error).__name__, str(error)]}


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value[:2000].encode(errors="replace").decode()


def started(limits: Limits, wall: Wall, prefix: Prefix = ()) -> Session:
    """A new session.

    Args:
        limits: what the submission may use.
        wall: how it is to be kept apart.
        prefix: cells of ours that a forked shell is to have run, pairs of source and key.

    Raises:
        SandboxError: if no shell could be had.
    """
    way = zygote.SOURCE.way(wall)
    if way == "forked":
        line, process = zygote.SOURCE.fork(limits, prefix)
        return Session(limits, way, line, process, group=cgroup.group(limits))
    line, process, end = zygote.start(limits, wall)
    return Session(limits, way, line, process, end, None if wall == "none" else cgroup.group(limits))


def require(limits: Limits, wall: Wall) -> Way:
    """Make sure that there is a wall, before any work is lost.

    Returns:
        How submissions are kept apart here.

    Raises:
        SandboxError: if there is none; the text says what to do.
    """
    with started(limits, wall) as session:
        session.run("1 + 1", "try", Budget(limits.cell_seconds, limits.wall_clock))
        return session.way
