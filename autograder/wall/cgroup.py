"""Control groups (cgroup v2), where the machine has delegated one to us: limits that bind a submission as a whole.

They stand behind the limits that each process sets itself: memory counts what it really uses, files in memory
included, and all threads together get one processor. https://docs.kernel.org/admin-guide/cgroup-v2.html
"""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.course.settings import Limits

CONTROLLERS = ("cpu", "memory", "pids")
_OURS = "downhill-grader"  # where the grader's own processes go, since a group with subgroups may hold none
_numbers = itertools.count()


class Group:
    """The control group of one submission.

    Args:
        folder: where to make it: a folder of cgroupfs that is ours.
        limits: what the submission may use.

    Raises:
        OSError: if the machine does not allow it.
    """

    def __init__(self, folder: Path, limits: Limits):
        self._folder = folder / f"downhill-{os.getpid()}-{next(_numbers)}"
        self._folder.mkdir()
        try:
            self._write("memory.max", limits.memory * 2**20)
            with suppress(OSError):  # a machine without swap has no such file
                self._write("memory.swap.max", 0)
            self._write("pids.max", limits.threads)
            self._write("cpu.max", "100000 100000")
        except OSError:
            self.close()
            raise

    def add(self, pid: int) -> None:
        """Put a process into it."""
        self._write("cgroup.procs", pid)

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel ended a process of it because its memory was used up."""
        with suppress(OSError, ValueError):
            events = dict(line.split() for line in (self._folder / "memory.events").read_text().splitlines())
            return int(events.get("oom_kill", 0)) > 0
        return False

    def close(self) -> None:
        """End what is left in it, and remove it."""
        with suppress(OSError):
            self._write("cgroup.kill", 1)
        with suppress(OSError):
            self._folder.rmdir()

    def _write(self, name: str, value: object) -> None:
        (self._folder / name).write_text(str(value))


def group(limits: Limits) -> Group | None:
    """A control group for one submission; None where there is none to be had."""
    folder = delegated()
    if folder is None:
        return None
    try:
        return Group(folder, limits)
    except OSError:
        return None


@lru_cache(maxsize=1)
def delegated() -> Path | None:
    """The folder in which this process may make control groups, prepared for that; None if there is none.

    A process that is to share it with others of ours asks before it starts them: they are born in the right group then.
    """
    with suppress(OSError, ValueError, StopIteration):
        return prepared(_own())
    return None


def _own() -> Path:
    """The folder of the control group that this process is in."""
    mounts = (line.split(" - ") for line in Path("/proc/self/mountinfo").read_text().splitlines())
    mount = next(before.split()[4] for before, after in mounts if after.split()[0] == "cgroup2")
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    return Path(mount) / next(line[3:] for line in lines if line.startswith("0::")).lstrip("/")


def prepared(own: Path) -> Path | None:
    """Make room for groups of submissions.

    Args:
        own: the folder of the group that this process is in.

    Returns:
        Where they may be made; None if other processes share the group, or it is not ours, or lacks a controller.
    """
    if own.name == _OURS:  # an earlier process of ours has done it
        return own.parent
    if not set(CONTROLLERS) <= set((own / "cgroup.controllers").read_text().split()):
        return None
    if not os.access(own / "cgroup.procs", os.W_OK) or not os.access(own / "cgroup.subtree_control", os.W_OK):
        return None
    others = set((own / "cgroup.procs").read_text().split()) - {str(os.getpid())}
    if others:
        return None
    leaf = own / _OURS
    leaf.mkdir(exist_ok=True)
    (leaf / "cgroup.procs").write_text(str(os.getpid()))
    try:
        (own / "cgroup.subtree_control").write_text(" ".join(f"+{name}" for name in CONTROLLERS))
    except OSError:
        (own / "cgroup.procs").write_text(str(os.getpid()))
        leaf.rmdir()
        raise
    return own
