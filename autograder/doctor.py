"""Say what works on this machine, and prove each property of the wall by trying to break it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shlex
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom import gradebook, secret
from autograder.classroom.pages_proof import proof
from autograder.course import database, privacy, settings
from autograder.course.course import Course, CourseError
from autograder.course.settings import Limits
from autograder.grading import suite
from autograder.wall import cgroup
from autograder.wall.bubblewrap import SandboxError, bwrap
from autograder.wall.inside.isolation import HOST_PROC
from autograder.wall.process import Budget
from autograder.wall.session import Session, SessionLost, require, started

WAYS = {
    "forked": "submissions are forked from a zygote, each with namespaces of its own",
    "separate": "each submission gets a wall of its own, which is as safe and slower: this machine does not let the "
    "zygote's children have namespaces of their own",
    "none": "no wall",
}
_GROUPS = "each submission gets one, which limits its memory, processes and processors as a whole"
_NO_GROUPS = (
    "none are delegated to us, so each process of a submission limits itself; to have them, grade by "
    "`systemd-run --user --scope -p Delegate=yes autograder grade`"
)
_SECRET = "DOWNHILL_DOCTOR"  # noqa: S105
_PACKAGES = ("nbgrader", "jupyter-book", "ipython", "numpy")
_STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
_HIDDEN = """
import importlib, sys
for name in [name for name in sys.modules if name.startswith('autograder')]:
    del sys.modules[name]
importlib.import_module('autograder.checks')
"""
_THREADS = """
import threading
wait = threading.Event()
for _ in range(1000):
    threading.Thread(target=wait.wait, daemon=True).start()
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
    yield _privacy(course)
    yield _pages(course)
    yield _checks(course)
    try:
        limits = settings.load(course.root).limits
    except CourseError as error:
        yield Finding("limits", False, str(error))
        return
    missing = settings.not_installed(limits)
    yield Finding("packages", not missing, missing or f"{', '.join(limits.packages)} are installed")
    try:
        way = require(limits, "bubblewrap")
    except SandboxError as error:
        yield Finding("sandbox", False, str(error))
        return
    yield Finding("sandbox", True, f"{bwrap()}; {WAYS[way]}")
    yield Finding("control groups", True, _GROUPS if cgroup.delegated() else _NO_GROUPS)
    root = os.geteuid() == 0
    yield Finding("user", True, "root; better grade as an ordinary user, who owns less" if root else "not root")
    yield from _wall(course, limits)


def _database(course: Course) -> Finding:
    try:
        released = [stem for stem in gradebook.released(course) if gradebook.assignment(course, stem)]
        secret.require(course)
    except CourseError as error:
        return Finding("course", False, str(error))
    return Finding("course", True, f"{', '.join(released)} released; {database.name(course.db_url)} can be read")


def _privacy(course: Course) -> Finding:
    opened = [f"chmod {mode:o} {shlex.quote(str(path))}" for path, mode in privacy.open_to_others(course.root)]
    if opened:
        return Finding("privacy", False, f"others on this machine can read what they should not: {'; '.join(opened)}")
    return Finding("privacy", True, "hand-ins, marks and the secret are for their owner, or the group of the course")


def _pages(course: Course) -> Finding:
    """Whether what a student wrote can act in a page that staff open."""
    try:
        active = proof(course)
    except CourseError as error:
        return Finding("pages", False, str(error))
    if active:
        what = f"what students write can act ({len(active)} ways; {active[0]})"
        return Finding(
            "pages", False, f"{what}: open no page of nbgrader before you have the checkout's nbgrader_config.py"
        )
    return Finding("pages", True, "a hostile notebook is harmless in formgrader and in nbgrader's feedback")


def _checks(course: Course) -> Finding:
    try:
        for stem in course.chosen():
            suite.require_ours(course, stem)
    except CourseError as error:
        return Finding("hidden checks", False, str(error))
    return Finding("hidden checks", True, f"those of {suite.PACKAGE}")


def _wall(course: Course, limits: Limits) -> Iterator[Finding]:
    """Attack the wall from inside, once for each property."""
    home = Path.home()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        tempfile.NamedTemporaryFile() as outside,
        tempfile.NamedTemporaryFile(dir=home if os.access(home, os.W_OK) else None) as at_home,
    ):
        os.environ[_SECRET] = "visible"
        try:
            with started(limits, "bubblewrap") as session:
                for what, attack in _attacks(course, server.getsockname()[1], outside.name, at_home.name):
                    yield _attacked(session, what, attack)
        finally:
            del os.environ[_SECRET]
    yield from _limits()


def _attacks(course: Course, port: int, outside: str, at_home: str) -> Iterator[tuple[str, str]]:
    """What must not work, as code that raises when it does not."""
    yield "network: this machine", f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
    yield "network: elsewhere", "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    for path in (*course.root.glob("*.toml"), *course.root.glob("solutions/*/*.ipynb"), Path(__file__).resolve()):
        yield f"course folder: {path.name}", f"open({str(path)!r})"
    yield "hidden tests", _HIDDEN
    yield "home folder", f"open({at_home!r})"
    yield "environment", f"import os; os.environ[{_SECRET!r}]"
    yield "other files", f"open({outside!r})"
    yield "writing outside", "open('/usr/downhill', 'w')"
    yield "new processes: fork", "import os; os.fork()"
    yield "new processes: a program", "import subprocess; subprocess.run(['/bin/true'])"
    yield "becoming a program", "import os; os.execv('/bin/true', ['true'])"
    yield "processes of others", f"import os; os.kill({os.getpid()}, 0)"
    yield "the process that it was forked from", "import os; os.kill(2, 0)"
    yield "the machine's processes", f"import os; os.listdir({HOST_PROC!r})"
    yield "new namespaces", "import ctypes; assert ctypes.CDLL(None).unshare(0x10000000) == 0"
    yield "mounts", "import ctypes; assert ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0"
    yield "raising a limit", "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))"


def _attacked(session: Session, what: str, attack: str) -> Finding:
    failure = session.run(attack, what, Budget(5, 4)).failure
    if failure is None:
        return Finding(what, False, "a submission can do this; do not grade here")
    return Finding(what, True, f"refused with {failure.type_name}")


def _limits() -> Iterator[Finding]:
    small = Limits(memory=1024, output=1, disk=1, files=100)
    for what, attack in (
        ("time limit", "while True: pass"),
        ("time limit, exceptions caught", _STUBBORN),
        ("time limit, asleep", "import time; time.sleep(1000)"),
        ("output limit", "while True: print('x' * 1000)"),
    ):
        with started(small, "bubblewrap") as session:
            try:
                session.run(attack, what, Budget(1, 2))
                yield Finding(what, False, "the cell was not stopped; do not grade here")
            except SessionLost as error:
                yield Finding(what, True, str(error))
    for what, attack in (
        ("memory limit", f"bytearray({small.memory * 2**20})"),
        ("disk limit", "for i in range(9): open(f'/tmp/{i}', 'wb').write(bytes(2**18))"),
        ("disk limit, shared memory", "open('/dev/shm/x', 'wb').write(bytes(2**21))"),
        ("limit of open files", "kept = [open('/dev/null') for _ in range(1000)]"),
        ("limit of threads", _THREADS),
    ):
        with started(small, "bubblewrap") as session:
            yield _attacked(session, what, attack)
