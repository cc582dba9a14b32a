"""Say what works on this machine, and prove each property of the wall by trying to break it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom import gradebook
from autograder.course.course import Course, CourseError
from autograder.grading import suite
from autograder.wall.sandbox import Kernel, KernelLost, Limits, SandboxError, bwrap, require

_SECRET = "DOWNHILL_DOCTOR"  # noqa: S105
_PACKAGES = ("nbgrader", "jupyter-book", "ipykernel", "jupyter-client", "numpy")
_STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is fine, and what to know or to do."""

    what: str
    fine: bool
    detail: str


def findings(course: Course) -> Iterator[Finding]:
    """Look at everything, the wall above all, and yield each finding as it comes."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
    yield Finding("versions", True, f"Python {platform.python_version()}, {versions}")
    yield _database(course)
    yield _checks(course)
    try:
        require(Limits())
        with Kernel(Limits(), "bubblewrap") as kernel:
            kernel.execute("1 + 1")
    except (SandboxError, KernelLost) as error:
        yield Finding("sandbox", False, str(error))
        return
    yield Finding("sandbox", True, f"{bwrap()} starts a kernel")
    root = os.geteuid() == 0
    yield Finding("user", True, "root; better grade as an ordinary user, who owns less" if root else "not root")
    yield from _wall(course)


def _database(course: Course) -> Finding:
    try:
        released = [stem for stem in course.chosen() if gradebook.assignment(course, stem)]
    except CourseError as error:
        return Finding("course", False, str(error))
    return Finding("course", True, f"{', '.join(released)} released; {course.gradebook.name} can be read")


def _checks(course: Course) -> Finding:
    try:
        for stem in course.chosen():
            suite.require_ours(course, stem)
    except CourseError as error:
        return Finding("hidden checks", False, str(error))
    return Finding("hidden checks", True, f"those of {suite.PACKAGE}")


def _wall(course: Course) -> Iterator[Finding]:
    """Attack the wall from inside, once for each property."""
    home = Path.home()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        tempfile.NamedTemporaryFile() as outside,
        tempfile.NamedTemporaryFile(dir=home if os.access(home, os.W_OK) else None) as at_home,
    ):
        os.environ[_SECRET] = "visible"
        try:
            with Kernel(Limits(), "bubblewrap") as kernel:
                for what, attack in _attacks(course, server.getsockname()[1], outside.name, at_home.name):
                    yield _attacked(kernel, what, attack)
        finally:
            del os.environ[_SECRET]
    yield from _limits()


def _attacks(course: Course, port: int, outside: str, at_home: str) -> Iterator[tuple[str, str]]:
    """What must not work, as code that raises when it does not."""
    yield "network: this machine", f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
    yield "network: elsewhere", "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    for path in (*course.root.glob("*.toml"), *course.root.glob("solutions/*/*.ipynb"), Path(__file__).resolve()):
        yield f"course folder: {path.name}", f"open({str(path)!r})"
    yield "hidden tests", "import autograder.checks"
    yield "home folder", f"open({at_home!r})"
    yield "environment", f"import os; os.environ[{_SECRET!r}]"
    yield "other files", f"open({outside!r})"
    yield "writing outside", "open('/usr/downhill', 'w')"
    yield "new processes: fork", "import os; os.fork()"
    yield "new processes: a program", "import subprocess; subprocess.run(['/bin/true'])"
    yield "processes of others", f"import os; os.kill({os.getpid()}, 0)"
    yield "raising a limit", "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))"


def _attacked(kernel: Kernel, what: str, attack: str) -> Finding:
    outputs = kernel.execute(attack)
    error = next((output for output in outputs if output.output_type == "error"), None)
    if error is None:
        return Finding(what, False, "a submission can do this; do not grade here")
    return Finding(what, True, f"refused with {error.ename}")


def _limits() -> Iterator[Finding]:
    small = replace(Limits(), cell_seconds=2, memory=2**30, output_bytes=2**20, file_bytes=2**20)
    for what, attack in (
        ("time limit", "while True: pass"),
        ("time limit, exceptions caught", _STUBBORN),
        ("output limit", "while True: print('x' * 1000)"),
    ):
        with Kernel(small, "bubblewrap") as kernel:
            try:
                kernel.execute(attack)
                yield Finding(what, False, "the cell was not stopped; do not grade here")
            except KernelLost as error:
                yield Finding(what, True, str(error))
    with Kernel(small, "bubblewrap") as kernel:
        yield _attacked(kernel, "memory limit", f"bytearray({small.memory})")
        yield _attacked(kernel, "disk limit", "for i in range(9): open(f'/tmp/{i}', 'wb').write(bytes(2**18))")
        yield _attacked(kernel, "disk limit, shared memory", "open('/dev/shm/x', 'wb').write(bytes(2**21))")
