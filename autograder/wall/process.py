"""Processes of submissions, seen from our side: end them, and see what time they took."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil


class OutOfTime(Exception):
    """A process used up a budget. The text says which, for the student."""


class Process(Protocol):
    """A process that runs a submission.

    Attributes:
        pid: its number, as we see it.
    """

    pid: int

    def ended(self) -> bool:
        """Whether it has ended."""
        ...

    def kill(self) -> None:
        """End it, with every process that it may have, and wait until they are gone."""
        ...


class Forked:
    """The first process of a namespace that the zygote forked, by the handle that the zygote gave."""

    def __init__(self, handle: int):
        self._handle = handle
        fields = dict(
            line.split(":", 1) for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines() if ":" in line
        )
        self.pid = int(fields["Pid"])

    def ended(self) -> bool:
        """Whether it has ended."""
        return self._handle < 0 or bool(select.select([self._handle], [], [], 0)[0])

    def kill(self) -> None:
        """End it; the kernel ends every process of its namespace with it."""
        if self._handle < 0:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        select.select([self._handle], [], [])
        os.close(self._handle)
        self._handle = -1


class Started:
    """A program that we started, or what bubblewrap runs for us.

    Args:
        program: what was started.
        pid: of the process that runs the submission, if bubblewrap was started.
    """

    def __init__(self, program: subprocess.Popen[bytes], pid: int | None = None):
        self._program = program
        self.pid = pid or program.pid

    def ended(self) -> bool:
        """Whether it has ended."""
        return self._program.poll() is not None

    def kill(self) -> None:
        """End it; bubblewrap takes the whole process namespace with it."""
        self._program.kill()
        self._program.wait()


@dataclass(frozen=True)
class Usage:
    """Seconds that a process has had.

    Attributes:
        processor: in all its threads.
        waited: for a processor, while others had it; 0 where the machine does not say.
    """

    processor: float
    waited: float


def usage(process: Process) -> Usage | None:
    """What a process has had so far; None if it has ended."""
    try:
        times = psutil.Process(process.pid).cpu_times()
    except psutil.Error:
        return None
    waited = 0.0
    with suppress(OSError, ValueError, IndexError):
        waited = int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[1]) / 1e9
    return Usage(times.user + times.system, waited)


class Meter:
    """Seconds that a process uses from now on.

    The clock stands still while the process waits for a processor, so that a busy machine costs nobody anything.

    Args:
        start: what it has had so far.
        wall_clock: how many seconds by the clock count as one, for what sleeps.
    """

    def __init__(self, start: Usage, wall_clock: float):
        self._start = start
        self._wall_clock = wall_clock
        self._began = time.monotonic()

    def processor(self, now: Usage) -> float:
        """Seconds of processor time."""
        return now.processor - self._start.processor

    def used(self, now: Usage) -> float:
        """Seconds of processor time, or of the clock in proportion, of which there are more."""
        clock = time.monotonic() - self._began - (now.waited - self._start.waited)
        return max(self.processor(now), clock / self._wall_clock)


class Budget:
    """Processor time that something may take, and a clock behind it for what sleeps; see `Meter`.

    It is looked at only when an answer is not there at once, and counts from the first look.

    Args:
        seconds: of processor time.
        wall_clock: how many times as long it may take by the clock.

    Attributes:
        used: seconds that were seen to be used.
    """

    def __init__(self, seconds: float, wall_clock: float):
        self._seconds = seconds
        self._wall_clock = wall_clock
        self._meter: Meter | None = None
        self.used = 0.0

    def check(self, process: Process) -> None:
        """Raise `OutOfTime` if it is used up."""
        now = usage(process)
        if now is None:
            return
        if self._meter is None:
            self._meter = Meter(now, self._wall_clock)
        self.used = self._meter.used(now)
        if self._meter.processor(now) > self._seconds:
            raise OutOfTime(f"ran for too long (more than {self._seconds:g} seconds of processor time)")
        if self.used > self._seconds:
            clock = self._seconds * self._wall_clock
            raise OutOfTime(f"ran for too long (more than {clock:g} seconds by the clock)")
