"""The shell of one submission, replaced when the submission loses it, and what its cells may use.

A lost shell costs the cell or the call that lost it, nothing else: the cells that worked are run again in a fresh one.
Cells of the student's own, which count nothing, have a budget of their own, so that they cost nothing either.
"""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.course.settings import Limits
from autograder.intake.cell_text import CellText
from autograder.wall.process import Budget, Meter
from autograder.wall.session import Failure, Ran, Session, SessionLost, started
from autograder.wall.ways import Wall
from autograder.wall.zygote import Prefix

_REPLAYS = 3  # times the budget of the student's own cells, for all of these that are run again; and for all answers
_KEPT = 2  # times that the answers can be run again after a failing cell of the student's own has had that done
_LITTLE = 0.05  # of these, which nobody is blamed for
_SHARE = 0.75  # of memory, descriptors and threads that may be in use after a cell of the student's own
_LOOKS, _MOMENT = 4, 0.003  # how often, and seconds between, threads that a cell left behind are looked at
_UNSAID = Failure("Exception", "", None, None, ())  # what was raised may hold a hidden input, its type too
_EXHAUSTED = {errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EAGAIN}


@dataclass(frozen=True)
class _Use:
    """What a shell has in use, or what one cell has added to it."""

    memory: int = 0  # bytes
    files: int = 0
    threads: int = 0

    def beyond(self, other: _Use) -> _Use:
        """How much more it is."""
        return _Use(self.memory - other.memory, self.files - other.files, self.threads - other.threads)


# In numbers, and in words alone: after hidden problems a number may hold an input of theirs.
_LEFT = {
    "memory": ("{} MB of memory in use", "too much memory in use"),
    "files": ("{} files open", "too many files open"),
    "threads": ("{} threads running", "too many threads running"),
}


@dataclass(frozen=True, eq=False)
class _Played:
    """A cell that is run again in a fresh shell.

    Attributes:
        source: its text.
        label: what it is called.
        own: whether it is the student's own.
        failed: whether it raised an error.
        seconds: that it took.
        left: what it has left in use; less than nothing if it has given something back.
    """

    source: str
    label: str
    own: bool
    failed: bool = False
    seconds: float = 0.0
    left: _Use = _Use()


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
        self._own_seconds = dict.fromkeys((True, False), limits.own_seconds)  # by whether a cell only defines
        self._replay_seconds = dict.fromkeys((True, False), _REPLAYS * limits.own_seconds)  # by whether it is own
        self._skipped: list[tuple[str, str]] = []  # labels and sources
        self._notes: list[tuple[str, str]] = []  # labels and what is said
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
        notes = [note for _, note in self._notes]
        if self._skipped:
            cells = ", ".join(label for label, _ in self._skipped)
            free = _free(*(source for _, source in self._skipped))
            notes.append(f"{self._used_up}; not run: {cells}. {free}")
        return notes

    @property
    def _used_up(self) -> str:
        return f"Your own cells used up their {self._limits.own_seconds:g} seconds"

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
        # Only where time is scarce it matters, and to look takes some for each cell.
        scarce = own and self._own_seconds[False] < self._limits.cell_seconds
        defines = scarce and _only_defines(source)
        if own and self._own_seconds[defines] <= 0:
            self._skipped.append((label, source))
            self.spoken_of.add(label)
            self.failures[label] = SessionLost(f"It was not run. {self._used_up}.")
            return Ran()
        seen, notes = self.session_has_seen_problems, len(self._notes)
        ran = self._run(source, label, own, defines)
        if ran.failure is not None and seen:
            # What it says may hold a hidden input; in a fresh shell it cannot.
            if own and not all(self._can_replay(1 + _KEPT, whose) for whose in (True, False)):
                self.failures[label] = _UNSAID
                return Ran()
            self.close()
            self._notes[notes:] = [note for note in self._notes[notes:] if note[0] != label]
            self.spoken_of.discard(label)
            self._played = [cell for cell in self._played if cell.label != label]
            ran = self._run(source, label, own, defines)
        return ran

    def _can_replay(self, times: int, own: bool) -> bool:
        return times * sum(cell.seconds for cell in self._played if cell.own == own) <= self._replay_seconds[own]

    def _run(self, source: str, label: str, own: bool, defines: bool) -> Ran:
        seconds = min(self._limits.cell_seconds, self._own_seconds[defines]) if own else self._limits.cell_seconds
        budget = Budget(seconds, self._limits.wall_clock)
        before = now = _Use()  # of no interest where a cell is ours or an answer
        try:
            session = self.session()
            meter = Meter(session.usage(), self._limits.wall_clock) if own else None
            before = _use(session) if own else before
            ran = session.run(source, label, budget)
            now = _use(session) if own else now
            took = budget.used if meter is None else meter.used(session.usage())
            if own:
                self._own_seconds[defines] -= took
        except SessionLost as lost:
            if own:
                self._own_seconds[defines] -= max(budget.used, 0.1)
            self.close()
            self._lose(_Played(source, label, own), str(lost), lost)
            return Ran()
        self.failures.pop(label, None)
        if ran.failure is not None:
            self.failures[label] = ran.failure
        cell = _Played(source, label, own, ran.failure is not None, took, now.beyond(before))
        self._played.append(cell)
        lost_by = dict(self._too_much(session, now)) if own else {}
        if ran.failure is not None and _exhausted(ran.failure):
            lost_by.setdefault(cell, f"Your code used up what it may have ({_kind_of(ran.failure)}).")
        if lost_by:  # and what they hold would be missing to the cells that follow
            self.close()
        for one, what in lost_by.items():
            self._played.remove(one)
            if one.own:
                self._lose(one, what, ran.failure if one is cell else None)
        return ran

    def _lose(self, cell: _Played, what: str, failure: Failure | SessionLost | None = None) -> None:
        """Note that a cell has no effect on those that follow, and why."""
        self.failures[cell.label] = failure or SessionLost(what)
        self.spoken_of.add(cell.label)
        name = f"{cell.label[0].upper()}{cell.label[1:]}" if cell.own else f"The cell {cell.label}"
        self._notes.append((cell.label, f"{name}: {what}{f' {_free(cell.source)}' if cell.own else ''}"))

    def _too_much(self, session: Session, now: _Use) -> Iterator[tuple[_Played, str]]:
        """The cells of the student's own that leave too little to those that follow, the greediest first, and why."""
        most = _Use(self._limits.memory * 2**20, self._limits.open_files, self._limits.threads)
        for kind, (words, unsaid) in _LEFT.items():
            limit = getattr(most, kind)
            over = getattr(now, kind) - max(1, _SHARE * limit)
            held = {cell: amount for cell, amount in self._held(kind) if amount > _LITTLE * limit}
            if over <= 0 or sum(held.values()) < over:  # answers hold the rest, and own cells are not to blame for it
                continue
            for cell, amount in held.items():
                left = unsaid if self._tainted else words.format(amount // 2**20 if kind == "memory" else amount)
                yield cell, f"It left {left}, and was undone before the graded cells."
                over -= amount
                if over <= 0:
                    break
        if now.threads > 1 and all(_works(session.process.pid) for _ in range(_LOOKS)):
            last = next(cell for cell in reversed(self._played) if cell.own)
            yield last, "It left a thread at work, and was undone before the graded cells."

    def _held(self, kind: str) -> list[tuple[_Played, int]]:
        """What cells of the student's own have in use still, the most first: what is given back is the most by then."""
        held: list[tuple[_Played, int]] = []
        for cell in self._played:
            left = getattr(cell.left, kind)
            if cell.own and left > 0:
                held.append((cell, left))
            while left < 0 and held:
                held.sort(key=lambda pair: -pair[1])
                (most, amount), *rest = held
                held = [(most, amount + left), *rest] if amount + left > 0 else rest
                left += amount
        return sorted(held, key=lambda pair: -pair[1])

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
            if not cell.failed:  # else it is spoken of already
                self._lose(cell, "It was run again too often and is left out from now on.")
            return False
        budget = Budget(seconds, self._limits.wall_clock)
        try:
            meter = Meter(session.usage(), self._limits.wall_clock)
            session.run(cell.source, cell.label, budget, again=True)
            self._replay_seconds[cell.own] -= meter.used(session.usage())
        except SessionLost as lost:
            self._replay_seconds[cell.own] -= max(budget.used, 0.1)
            self._lose(cell, f"{lost} It worked before.")
            return False
        return True


def _use(session: Session) -> _Use:
    try:
        process = psutil.Process(session.process.pid)
        with process.oneshot():
            return _Use(process.memory_info().vms, process.num_fds(), process.num_threads())
    except psutil.Error:  # it has just ended, as whoever asks next will see
        return _Use()


def _free(*sources: str) -> str:
    """What it costs that cells of the student's own have no effect."""
    what = "it defines" if len(sources) == 1 else "they define"
    for text in map(CellText, sources):
        names = any(binding.of_cell and binding.how in ("def", "class", "lambda", "=") for binding in text.bindings)
        if names or not text.tokens:
            return f"This cost no points, unless an answer uses what {what}."
    return "This cost no points."


def _only_defines(source: str) -> bool:
    """Whether the text of a cell holds functions, classes and imports alone."""
    text = CellText(source)
    begun = [line for line in text.code if line.strip() and not line[0].isspace()]
    return bool(begun) and all(re.match(r"(?:async\s+)?(?:def|class|import|from)\b|[@)\]}\"']", line) for line in begun)


def _kind_of(failure: Failure) -> str:
    """The type of an error by which something was used up; not its own name, which may hold a hidden input."""
    return failure.type_name if failure.type_name in ("MemoryError", "RuntimeError") else "OSError"


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
