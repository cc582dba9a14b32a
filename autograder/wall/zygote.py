"""Start programs behind the wall, and fork ready shells from them: our side of `inside.program`."""

from __future__ import annotations

import atexit
import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from autograder.course.settings import Limits
from autograder.wall import bubblewrap, seccomp, wire
from autograder.wall.bubblewrap import NO_WALL, SandboxError
from autograder.wall.inside.isolation import MEMORY
from autograder.wall.process import Forked, Process, Started
from autograder.wall.ways import Wall, Way

Prefix = tuple[tuple[str, str], ...]
_T = TypeVar("_T")

_START_SECONDS = 60  # it takes one; a busy machine may take long
_MODULES = ("wire", "inside.isolation", "inside.shell", "inside.program")
_BOOT = """
import gc, json, socket, sys, types
gc.disable()
line = socket.socket(fileno=int(sys.argv.pop()))
def exactly(count):
    data = bytearray()
    while len(data) < count:
        part = line.recv(min(count - len(data), 2**20))
        if not part:  # whoever started this has gone
            sys.exit()
        data += part
    return data
first = json.loads(exactly(int.from_bytes(exactly(4))))
for name, source in first["modules"]:
    module = types.ModuleType(name)
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], last, module)
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)
module.main(line, first["settings"])
"""


class _Program:
    """A program behind the wall, or without one, and the line to it.

    Args:
        wall: whether it is behind one.
        limits: of one submission, None for a zygote.
    """

    def __init__(self, wall: Wall, limits: Limits | None):
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed with the program
        self._folder = tempfile.mkdtemp(prefix=f"dh-{os.getpid()}-") if wall == "none" else None
        self.line, theirs = socket.socketpair()
        self.process: subprocess.Popen[bytes] | None = None
        self.pid: int | None = None
        try:
            with theirs:
                self._start(wall, limits, theirs)
            settings = {
                "fork": limits is None,
                "limits": limits and asdict(limits),
                "filter": None if wall == "none" else base64.b64encode(seccomp.program()).decode(),
                "kept": [str(path) for path in bubblewrap.readable() if any(map(path.is_relative_to, MEMORY))],
            }
            self.line.settimeout(_START_SECONDS)
            with suppress(BrokenPipeError):  # it has ended already, and its last words say why
                wire.send(self.line, {"modules": _modules(), "settings": settings})
            _answer(self.line, "ready", self.last_words)
        except BaseException:
            self.close()
            raise

    def _start(self, wall: Wall, limits: Limits | None, theirs: socket.socket) -> None:
        boot = [sys.executable, "-s", "-P", "-B", "-c", _BOOT, str(theirs.fileno())]
        environment, passed, reader = dict(os.environ), [theirs.fileno()], -1
        if wall != "none":
            if not seccomp.supported():
                raise SandboxError("no system call filter for this processor: grade on x86_64 or aarch64")
            environment = {}
            info = None
            if limits is not None:
                reader, info = os.pipe()
                passed.append(info)
            boot = [*bubblewrap.command(limits or Limits(), info), *bubblewrap.fonts(), "--", *boot]
        try:
            self.process = subprocess.Popen(  # noqa: S603
                boot, env=environment, pass_fds=passed, cwd=self._folder,
                stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            )  # fmt: skip
        except OSError as error:
            raise SandboxError(f"the program behind the wall did not start ({error}): {NO_WALL}") from error
        finally:
            for descriptor in passed[1:]:
                os.close(descriptor)
        if reader >= 0:
            with open(reader) as told, suppress(ValueError):
                self.pid = json.loads(told.read() or "{}").get("child-pid")

    def last_words(self) -> str:
        """The last line that the program printed."""
        self._log.seek(0)
        lines = self._log.read(10_000).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def close(self) -> None:
        """End the program and everything that it forked."""
        self.line.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self._log.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


class Zygote:
    """A process behind the wall that forks ready shells, at most one alive at a time."""

    def __init__(self) -> None:
        self._program = _Program("bubblewrap", None)
        self._prepared: dict[Prefix, tuple[socket.socket, list[dict[str, Any]]]] = {}

    def close(self) -> None:
        """End it and all its children."""
        for line, _ in self._prepared.values():
            line.close()
        self._prepared.clear()
        self._program.close()

    def prepared(self, prefix: Prefix) -> list[dict[str, Any]]:
        """Make sure of a zygote that has run some cells of ours.

        Args:
            prefix: pairs of source and key.

        Returns:
            What each of them showed and raised.
        """
        if prefix not in self._prepared:
            if len(self._prepared) > 8:  # a course has about as many exercises
                line, _ = self._prepared.pop(next(iter(self._prepared)))
                line.close()
            cells = [{"source": source, "key": key} for source, key in prefix]
            line = self._ask(self._program.line, {"cells": cells})
            self._prepared[prefix] = line, _answer(line, "ran")["ran"]
        return self._prepared[prefix][1]

    def fork(self, limits: Limits, prefix: Prefix) -> tuple[socket.socket, Process]:
        """A new shell, shut in and waiting.

        Args:
            limits: what it may use.
            prefix: the cells that it has run.

        Raises:
            SandboxError: if the machine does not allow it.
        """
        control = self._program.line
        if prefix:
            self.prepared(prefix)
            control = self._prepared[prefix][0]
        line = self._ask(control, {"limits": asdict(limits)})
        try:
            kind, descriptors, _, _ = socket.recv_fds(line, 1, 1)
            if kind == b"P":
                process = Forked(descriptors[0])
                try:
                    _answer(line, "ready")
                except SandboxError:
                    process.kill()
                    raise
                return line, process
            _answer(line, "ready")
            raise SandboxError("the program behind the wall forked nothing")
        except BaseException as error:
            line.close()
            if isinstance(error, OSError):
                raise SandboxError(f"the program behind the wall did not answer: {error}") from error
            raise

    def _ask(self, control: socket.socket, request: dict[str, Any]) -> socket.socket:
        """Send a request with the end of a new line; the other end."""
        ours, theirs = socket.socketpair()
        ours.settimeout(_START_SECONDS)
        try:
            with theirs:
                socket.send_fds(control, [b"F"], [theirs.fileno()])
                wire.send(control, request)
        except OSError as error:
            ours.close()
            raise SandboxError(f"the program behind the wall has ended ({self._program.last_words()})") from error
        return ours


def _answer(line: socket.socket, key: str, last_words: Callable[[], str] | None = None) -> dict[str, Any]:
    """The program's next message, which must be of a kind.

    Args:
        line: the line to it.
        key: what the message must hold.
        last_words: of a program that has just been started, what it printed.
    """
    try:
        message = wire.receive(line)
    except (OSError, ValueError) as error:
        said = f": {last_words()}" if last_words else ""
        raise SandboxError(f"the program behind the wall did not answer ({error}){said}") from error
    if message is None and last_words:
        raise SandboxError(f"the program behind the wall did not start ({last_words()}): {NO_WALL}")
    if not isinstance(message, dict) or key not in message:
        reason = message.get("failed", "it did not say why") if isinstance(message, dict) else "it ended"
        raise SandboxError(f"the program behind the wall failed: {reason}")
    return message


def _modules() -> list[tuple[str, str]]:
    """The far side's modules by name, with their source; a package has none."""
    found = [(name, "") for name in ("autograder", "autograder.wall", "autograder.wall.inside")]
    for last in _MODULES:
        path = Path(__file__).parent.joinpath(*last.split(".")).with_suffix(".py")
        found.append((f"autograder.wall.{last}", path.read_text(encoding="utf-8")))
    return found


class Source:
    """Where a process gets its shells from: one zygote, started when it is needed and again if it has died."""

    def __init__(self) -> None:
        self._zygote: Zygote | None = None
        self.forks = True
        self.lock = threading.RLock()

    def close(self) -> None:
        """End the zygote."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    def has_died(self) -> bool:
        """Whether the zygote has ended, which takes all shells with it that were forked from it."""
        process = self._zygote._program.process if self._zygote is not None else None
        return process is not None and process.poll() is not None

    def way(self, wall: Wall) -> Way:
        """How shells are kept apart here, found out by trying once."""
        if wall == "none":
            return "none"
        if self.forks and self._zygote is None:
            self._try()
        return "forked" if self.forks else "separate"

    def _try(self) -> None:
        self._zygote = Zygote()
        try:
            line, process = self._zygote.fork(Limits(), ())
        except SandboxError:
            self.close()
            self.forks = False
        else:
            process.kill()
            line.close()

    def prepared(self, prefix: Prefix) -> list[dict[str, Any]]:
        """What cells of ours show and raise when they are run first; see `Zygote.prepared`."""
        return self._twice(lambda zygote: zygote.prepared(prefix))

    def fork(self, limits: Limits, prefix: Prefix) -> tuple[socket.socket, Process]:
        """A new shell; see `Zygote.fork`."""
        return self._twice(lambda zygote: zygote.fork(limits, prefix))

    def _twice(self, ask: Callable[[Zygote], _T]) -> _T:
        """Ask the zygote, and a new one if it has died."""
        if self._zygote is None:
            self._zygote = Zygote()
        try:
            return ask(self._zygote)
        except SandboxError:
            self.close()
            self._zygote = Zygote()
            return ask(self._zygote)


SOURCE = Source()
atexit.register(SOURCE.close)


def start(limits: Limits, wall: Wall) -> tuple[socket.socket, Process, Callable[[], None]]:
    """A shell in a program of its own, with a wall of its own or without any.

    Returns:
        The line to it, its process, and what to call when it is no longer needed.

    Raises:
        SandboxError: if it did not start.
    """
    program = _Program(wall, limits)
    assert program.process is not None
    return program.line, Started(program.process, program.pid), program.close
