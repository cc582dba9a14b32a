"""The program behind the wall: a zygote that forks a ready shell for each submission, and what such a shell answers.

The zygote has imported what notebooks use and has run nothing but cells of ours. It sees no submission, no secret and
no course. A shell is forked from it, shut in, and lives for one submission.
"""

from __future__ import annotations

import base64
import builtins
import gc
import mmap
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from autograder.wall import wire
from autograder.wall.inside import isolation, shell
from autograder.wall.inside.shell import Shell, Stream

_READY = {"ready": True}
_NO_MEMORY: dict[str, Any] = {"type": "MemoryError", "text": "", "name": None, "errno": None, "frames": []}


def main(line: socket.socket, settings: dict[str, Any]) -> None:
    """Start as the grader says.

    Args:
        line: to the grader; of a zygote, the one on which it is asked for shells.
        settings: `fork`: whether to be a zygote; `filter`: the system call filter, base64, or None without a wall;
            `kept`: see `isolation.furnish`; of a single shell `limits` too.
    """
    if settings["fork"]:
        settings["home"] = isolation.lead()
    ready = shell.start()
    gc.freeze()  # all of this stays; the collector was off while it was loaded
    gc.enable()
    settings["random"] = _random_state()
    if settings["fork"]:
        wire.send(line, _READY)
        _zygote(line, ready, settings)
    else:
        _shell(line, ready, settings, settings["limits"])


def _zygote(control: socket.socket, ready: Shell, settings: dict[str, Any]) -> None:
    """Fork until the grader hangs up: shells, and zygotes that have run the first cells of an assignment."""
    gc.collect()
    gc.freeze()  # what cells of ours have made too
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    while True:
        byte, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        request = wire.receive(control) if byte else None
        if request is None:
            return
        with socket.socket(fileno=descriptors[0]) as line, suppress(OSError):  # whoever asked may have gone
            if "cells" not in request:
                _fork(line, ready, settings, request["limits"])
            elif os.fork() == 0:
                try:
                    control.close()
                    wire.send(line, {"ran": [_prepared(ready, **cell) for cell in request["cells"]]})
                    _zygote(line, ready, settings)
                finally:
                    os._exit(0)


def _prepared(ready: Shell, source: str, key: str) -> dict[str, Any]:
    """Run one of our own cells; what it shows and what it raises."""
    shown: list[dict[str, Any]] = []
    ready.emit = shown.append
    failure = ready.run(source, key)
    return {"shown": shown, "failure": failure}


def _fork(line: socket.socket, ready: Shell, settings: dict[str, Any], limits: dict[str, Any]) -> None:
    """Fork a shell as the first process of namespaces of its own, and give the grader a handle on it."""
    gate, opener = os.pipe()
    with open(gate, "rb", 0) as waiting, open(opener, "wb", 0) as go:
        try:
            child = isolation.fork(settings["home"])
        except OSError as error:
            line.sendall(b"E")
            wire.send(line, {"failed": str(error)})
            return
        if child == 0:
            try:
                go.close()
                if waiting.read(1):  # else the zygote could not go on
                    _first_process(line, ready, settings, limits)
            finally:
                os._exit(0)
        handle = os.pidfd_open(child)
        try:
            socket.send_fds(line, [b"P"], [handle])
        finally:
            os.close(handle)
        go.write(b"1")


def _first_process(line: socket.socket, ready: Shell, settings: dict[str, Any], limits: dict[str, Any]) -> None:
    """Furnish namespaces, then be the shell in them."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        isolation.furnish(limits, settings["kept"])
    except OSError as error:
        wire.send(line, {"failed": str(error)})
        return
    _shell(line, ready, settings, limits)


def _shell(line: socket.socket, ready: Shell, settings: dict[str, Any], limits: dict[str, Any]) -> None:
    """Shut this process in, and answer the grader until it hangs up."""
    program = None if settings["filter"] is None else base64.b64decode(settings["filter"])
    if _random_state() == settings["random"]:
        np.random.seed()  # noqa: NPY002  as in a fresh process, unless a cell of ours has set it
    shell.allow(tuple(limits["packages"]))
    try:
        line = isolation.shut(line, limits, program, strict=program is not None)
    except OSError as error:
        wire.send(line, {"failed": str(error)})
        return
    reserved = Line(line)  # before it is ready: what a cell adds is measured from there
    wire.send(line, _READY)
    serve(reserved, ready)


def _random_state() -> tuple[bytes, int]:
    state: Any = np.random.get_state()  # noqa: NPY002
    return state[1].tobytes(), state[2]


class Line:
    """The line to the grader, for several threads."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._lock = threading.RLock()
        self._asking = threading.Lock()
        # To speak with when there is no memory left. Mapped and not touched: a page that is touched costs time.
        self._reserve = mmap.mmap(-1, 2**24)

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; if there is no memory for it, that there is none."""
        with self._lock:
            try:
                wire.send(self._connection, message)
            except MemoryError:
                self._reserve.close()
                wire.send(self._connection, {"failure": _NO_MEMORY, "error": _NO_MEMORY})

    def receive(self) -> Any:
        """Take one message, None when the grader hangs up."""
        return wire.receive(self._connection)

    def ask(self, message: dict[str, Any]) -> Any:
        """Send one message and take the reply, one thread at a time: else one would take the reply to another."""
        with self._asking:
            self.send(message)
            return self.receive()


def serve(line: Line, ready: Shell) -> None:
    """Answer requests until the grader hangs up, in turn: more may be on their way than are answered.

    `{"run", "key", "again"}` runs a cell: any number of messages of what it shows, then `{"failure"}`; see
    `shell.Shell.run` and `shell.failure_of`. `{"name", "args", "kwargs", "count"}` calls a function; a name that is
    a number means one that an earlier answer lent. The answer is `{"value", "args", "lines"}`, where `args` are the
    arguments that the call changed, None in the place of the others; or `{"error", "args"}`; or `{"undefined"}`,
    the type of what has this name, None if nothing has. Before it answers, this side may send any number of
    `{"call", "args", "kwargs"}`, to call a function that it was lent in the arguments; the reply is `{"value"}` or
    `{"error": [type, text]}`. `{"forget": true}` ends the loans.
    """
    ready.emit = line.send
    lent, silence = wire.Lent(), _Silence(ready)
    while (request := line.receive()) is not None:
        if "run" in request:
            line.send({"failure": ready.run(request["run"], request["key"], request["again"])})
        elif "forget" in request:
            lent = wire.Lent()
        elif "name" in request:  # what comes too late for a function of the grader's has none
            line.send(_answer(line, ready, request, lent, silence))


def _answer(line: Line, ready: Shell, request: dict[str, Any], lent: wire.Lent, silence: _Silence) -> dict[str, Any]:
    """Call one function; whatever a submission raises, `SystemExit` too, is an answer."""
    name = request["name"]
    if type(name) is not int and name not in ready.user_ns:
        return {"undefined": None}
    called = lent[name] if type(name) is int else ready.user_ns[name]
    if not callable(called):
        return {"undefined": type(called).__name__}
    args: list[Any] = []
    borrow = partial(_borrow, line)
    try:
        args = [wire.decode(arg, borrow=borrow) for arg in request["args"]]
        kwargs = {key: wire.decode(arg, borrow=borrow) for key, arg in request["kwargs"].items()}
        lines = None
        with silence:
            if request["count"]:
                lines, value = wire.count_lines(called, *args, **kwargs)
            else:
                value = called(*args, **kwargs)
            result = wire.encode(value, lend=lent.lend)  # first: an iterator may use the arguments
        return {"value": result, "args": _changed(request, args), "lines": lines}
    except BaseException as error:
        return {"error": shell.failure_of(error), "args": _changed(request, args)}


def _changed(request: dict[str, Any], args: list[Any]) -> list[Any]:
    """The arguments that a call changed; None in the place of the others, which the grader has."""
    after = (wire.encode(arg) for arg in args)
    return [None if now == before else now for now, before in zip(after, request["args"], strict=False)]


def _borrow(line: Line, number: int) -> Callable[..., Any]:
    """A stand-in for a function of the grader's; its name and its source say nothing about it."""

    def function(*args: Any, **kwargs: Any) -> Any:
        reply = line.ask({"call": number, "args": [wire.encode(arg) for arg in args],
                          "kwargs": {key: wire.encode(arg) for key, arg in kwargs.items()}})  # fmt: skip
        if "error" in reply:
            name, text = reply["error"]
            raise getattr(builtins, name, RuntimeError)(text)
        return wire.decode(reply["value"])

    return function


class _Silence:
    """While a check calls a function, what that prints and shows is dropped: nobody would see it."""

    def __init__(self, ready: Shell):
        self._ready = ready
        self._streams = Stream("stdout", _drop), Stream("stderr", _drop)

    def __enter__(self) -> None:
        self._before = sys.stdout, sys.stderr, self._ready.emit
        sys.stdout, sys.stderr = self._streams
        self._ready.emit = _drop

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr, self._ready.emit = self._before


def _drop(message: dict[str, Any]) -> None: ...
