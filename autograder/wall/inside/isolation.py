"""Shut a process in, from inside: namespaces, mounts, capabilities, limits, the system call filter.

No submission has run yet when these functions run, and nothing that they take away can be had back.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from functools import cache
from typing import Any

MEMORY = ("/tmp", "/home", "/run", "/dev/shm")  # noqa: S108  made in memory, for one submission alone
HOST_PROC = "/.proc"  # the machine's own, without which the kernel lets nobody mount a new one; covered in each child

_MOUNTS, _PROCESSES, _IPC, _HOSTNAME = 0x00020000, 0x20000000, 0x08000000, 0x04000000  # kinds of namespaces
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_PROGRAMS, _BIND, _RECURSIVE, _PRIVATE = 1, 2, 4, 8, 4096, 16384, 1 << 18
_CAPABILITIES_VERSION = 0x20080522
_DROP_BOUND, _NO_NEW_PRIVILEGES, _AMBIENT, _SECCOMP = 24, 38, 47, 22


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def lead() -> int:
    """Go on as the first process of a namespace of our own, which `fork` can come back to.

    Nobody may come back to the one that bubblewrap made: it belongs to a user namespace in which we have no rights.
    Where the machine does not allow this, it does not allow `fork` either, which says so.

    Returns:
        A descriptor of the namespace.
    """
    with suppress(OSError):
        _call("unshare", _PROCESSES)
        if child := os.fork():
            os.waitpid(child, 0)
            os._exit(0)
    return os.open("/proc/self/ns/pid", os.O_RDONLY)


def fork(home: int) -> int:
    """Fork the first process of a new namespace.

    Args:
        home: the namespace of whoever calls this, see `lead`.

    Returns:
        What `os.fork` does.

    Raises:
        OSError: if the machine does not allow it. Then a child that was forked all the same is of no use.
    """
    _call("unshare", _PROCESSES)
    child = -1
    try:
        child = os.fork()
    finally:
        if child:
            _call("setns", home, _PROCESSES)
    return child


def furnish(limits: dict[str, Any], kept: list[str]) -> None:
    """In the first process of a namespace: empty folders in memory, a `/proc` of its own, nothing of the machine's.

    Args:
        limits: `disk` in megabytes and `files`, of each folder in memory.
        kept: paths under such a folder that must stay visible: a Python that lies in somebody's home, say.

    Raises:
        OSError: if the machine does not allow it.
    """
    os.setsid()  # a signal to the process group would reach the zygote
    _call("unshare", _MOUNTS | _IPC | _HOSTNAME)
    _mount(None, "/", None, _RECURSIVE | _PRIVATE)
    opened = [(path, os.open(path, os.O_PATH)) for path in kept]
    options = f"size={limits['disk']}m,nr_inodes={limits['files']},mode=1777"
    for place in MEMORY:
        _mount("tmpfs", place, "tmpfs", _NO_SUID | _NO_DEVICES, options)
    for path, descriptor in opened:
        os.makedirs(path)
        _mount(f"/proc/self/fd/{descriptor}", path, None, _BIND | _RECURSIVE)
        os.close(descriptor)
    _mount("proc", "/proc", "proc", _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_PROGRAMS, "subset=pid")
    _mount("tmpfs", HOST_PROC, "tmpfs", _READ_ONLY | _NO_SUID | _NO_DEVICES | _NO_PROGRAMS, "size=4k,mode=0")
    os.chdir("/home")


def shut(line: socket.socket, limits: dict[str, Any], program: bytes | None, strict: bool) -> socket.socket:
    """Give up every right and every descriptor but one line to the grader, and set the limits, which bind for good.

    Args:
        line: the line.
        limits: what the submission may use.
        program: the system call filter, None where there is no wall.
        strict: whether a limit that cannot be set is an error.

    Returns:
        The line, as the only descriptor above 2.

    Raises:
        OSError: if something cannot be given up.
    """
    if program is not None:
        prctl = _libc().prctl
        prctl(_AMBIENT, 4, 0, 0, 0)
        for capability in range(64):
            prctl(_DROP_BOUND, capability, 0, 0, 0)
        _call("capset", ctypes.byref(_Header(_CAPABILITIES_VERSION, 0)), (_Data * 2)())
        _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _limit(limits, strict)
    line = _close_all_but(line)
    if program is not None:
        filters = ctypes.create_string_buffer(program, len(program))
        pointer = ctypes.cast(filters, ctypes.c_char_p)
        _call("prctl", _SECCOMP, 2, ctypes.byref(_Program(len(program) // 8, pointer)), 0, 0)
    return line


def _limit(limits: dict[str, Any], strict: bool) -> None:
    wanted = {
        "RLIMIT_AS": limits["memory"] * 2**20,
        "RLIMIT_FSIZE": limits["disk"] * 2**20,
        "RLIMIT_NOFILE": limits["open_files"],
        "RLIMIT_NPROC": limits["threads"],
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    if sys.platform == "linux" and _kernel() < (5, 14):  # counts every process of the user who grades, not ours alone
        wanted["RLIMIT_NPROC"] = 4096
    for name, value in wanted.items():
        try:
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
        except (AttributeError, OSError, ValueError):
            if strict:
                raise
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an OSError


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2])


def _close_all_but(line: socket.socket) -> socket.socket:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    number = line.detach()
    if number != 3:
        os.dup2(number, 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    return socket.socket(fileno=3)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    texts = [None if text is None else text.encode() for text in (source, target, kind, options)]
    _call("mount", *texts[:3], ctypes.c_ulong(flags), texts[3], what=f"mount on {target}")


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *args: Any, what: str = "") -> None:
    if getattr(_libc(), name)(*args) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what or name}: {os.strerror(number)}")
