"""The shell of one submission, replaced when the submission loses it, and what its cells may use.

A lost shell costs the cell or the call that lost it, nothing else: the cells that worked are run again in a fresh one.
Cells of the student's own, which count nothing, have a budget of their own, so that they cost nothing either.
"""

from __future__ import annotations

import errno
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.course.settings import Limits
from autograder.wall.process import Budget, Meter
from autograder.wall.session import Failure, Ran, Session, SessionLost, started
from autograder.wall.ways import Wall
from autograder.wall.zygote import Prefix

_REPLAYS = 3  # times the budget of the student's own cells, for all of these that are run again; and for all answers
_SHARE = 0.5  # of memory, descriptors and threads that the student's own cells may leave in use
_LOOKS, _MOMENT = 4, 0.003  # how often, and seconds between, threads that a cell left behind are looked at
_EXHAUSTED = {errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EAGAIN}


@dataclass(frozen=True)
class _Played:
    """A cell that worked."""

    source: str
    label: str
    own: bool


class Machine:
    """Runs the cells of one submission in order.

    Args:
        limits: what the submission may use.
        wall: how it is kept apart.
        prefix: cells of ours that every shell is to have run.

    Attributes:
        failures: what became of cells that did not run to their end, by label: what they raised, or how their shell
            was lost.
        spoken_of: the labels of the cells that a note is about.
    """

    def __init__(self, limits: Limits, wall: Wall, prefix: Prefix):
        self._limits = limits
        self._wall = wall
        self._prefix = prefix
        self._session: Session | None = None
        self._tainted = False
        self._played: list[_Played] = []
        self._own_seconds = limits.own_seconds
        self._replay_seconds = dict.fromkeys((True, False), _REPLAYS * limits.own_seconds)  # by whether it is own
        self._skipped: list[str] = []
        self._notes: list[str] = []
        self.spoken_of: set[str] = set()
        self.failures: dict[str, Failure | SessionLost] = {}

    @property
    def session_has_seen_problems(self) -> bool:
        """Whether the shell may hold inputs of hidden problems."""
        return self._session is not None and self._tainted

    def show_problem(self) -> None:
        """Remember that the shell is shown a hidden problem."""
        self._tainted = True

    @property
    def notes(self) -> list[str]:
        """What happened to cells, for the student."""
        if not self._skipped:
            return self._notes
        cells = ", ".join(self._skipped)
        return [*self._notes, f"Your own cells used up their {self._limits.own_seconds:g} seconds; not run: {cells}. "
                              "This cost no points."]  # fmt: skip

    def close(self) -> None:
        """End the shell."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def run(self, source: str, label: str, own: bool) -> Ran:
        """Run one cell.

        Args:
            source: its text.
            label: what it is called, in tracebacks and in notes.
            own: whether it is a cell of the student's own, which counts nothing.

        Returns:
            What it showed and raised; of a cell that was lost or skipped, nothing.
        """
        if own and self._own_seconds <= 0:
            self._skipped.append(label)
            return Ran()
        seen, notes = self.session_has_seen_problems, len(self._notes)
        ran = self._run(source, label, own)
        if ran.failure is not None and seen:
            # What it says may hold a hidden input; in a fresh shell it cannot.
            self.close()
            del self._notes[notes:]
            self.spoken_of.discard(label)
            self._played = [cell for cell in self._played if cell.label != label]
            ran = self._run(source, label, own)
        return ran

    def _run(self, source: str, label: str, own: bool) -> Ran:
        seconds = min(self._limits.cell_seconds, self._own_seconds) if own else self._limits.cell_seconds
        budget = Budget(seconds, self._limits.wall_clock)
        try:
            session = self.session()
            meter = Meter(session.usage(), self._limits.wall_clock) if own else None
            ran = session.run(source, label, budget)
            left = self._left(session) if own else None
            if meter is not None:
                self._own_seconds -= meter.used(session.usage())
        except SessionLost as lost:
            if own:
                self._own_seconds -= max(budget.used, 0.1)
            self.close()
            self._note(label, str(lost), own)
            self.failures[label] = lost
            return Ran()
        self.failures.pop(label, None)
        if ran.failure is not None:
            self.failures[label] = ran.failure
        if left is None and ran.failure is not None and _exhausted(ran.failure):
            left = f"Your code used up what it may have ({ran.failure.type_name})."
        if left is not None:  # and would take it from the cells that follow
            self.close()
            if own:
                self._note(label, left, own)
        else:
            self._played.append(_Played(source, label, own))
        return ran

    def _note(self, label: str, what: str, own: bool) -> None:
        self.spoken_of.add(label)
        cell = f"{label[0].upper()}{label[1:]}" if own else f"The cell {label}"
        self._notes.append(f"{cell}: {what}{' This cost no points.' if own else ''}")

    def _left(self, session: Session) -> str | None:
        """What a cell of the student's own has left in use that graded cells need; None if that is little."""
        try:
            process = psutil.Process(session.process.pid)
            with process.oneshot():
                memory, threads = process.memory_info().vms, process.num_threads()
            files = process.num_fds()
        except psutil.Error:
            return None
        if memory > _SHARE * self._limits.memory * 2**20:
            return f"It left {memory // 2**20} MB of memory in use, and was undone before the graded cells."
        if files > _SHARE * self._limits.open_files:
            return f"It left {files} files open, and was undone before the graded cells."
        if threads > max(1, _SHARE * self._limits.threads):
            return f"It left {threads} threads running, and was undone before the graded cells."
        if threads > 1 and all(_works(session.process.pid) for _ in range(_LOOKS)):
            return "It left a thread at work, and was undone before the graded cells."
        return None

    def session(self) -> Session:
        """The shell, with every cell so far run in it.

        Raises:
            SessionLost: if none could be brought to this point.
        """
        while self._session is None:
            self._session = started(self._limits, self._wall, self._prefix)
            self._tainted = False
            for cell in tuple(self._played):
                if not self._replayed(self._session, cell):  # it worked before, and is left out from now on
                    self._played.remove(cell)
                    self.close()
                    break
        return self._session

    def _replayed(self, session: Session, cell: _Played) -> bool:
        seconds = min(self._limits.cell_seconds, self._replay_seconds[cell.own])
        if seconds <= 0:
            if not cell.own:
                self._note(cell.label, "It was run again too often and is left out from now on.", False)
            return False
        budget = Budget(seconds, self._limits.wall_clock)
        try:
            meter = Meter(session.usage(), self._limits.wall_clock)
            session.run(cell.source, cell.label, budget, again=True)
            self._replay_seconds[cell.own] -= meter.used(session.usage())
        except SessionLost as lost:
            self._replay_seconds[cell.own] -= max(budget.used, 0.1)
            self._note(cell.label, f"{lost} It worked before.", cell.own)
            return False
        return True


def _works(pid: int) -> bool:
    """Whether a thread of a process that has nothing to do for us runs, or waits for a processor, a moment from now."""
    time.sleep(_MOMENT)
    states = []
    for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
        with suppress(OSError, IndexError):  # it has just ended
            states.append(stat.read_text().rpartition(")")[2].split()[0])
    return "R" in states


def _exhausted(failure: Failure) -> bool:
    return (
        failure.type_name == "MemoryError"
        or failure.errno in _EXHAUSTED
        or (failure.type_name == "RuntimeError" and "can't start new thread" in failure.text)
    )
