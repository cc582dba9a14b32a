"""IPython's own shell, the one that a Jupyter kernel wraps, which tells the grader what a cell shows."""

from __future__ import annotations

import builtins
import io
import sys
import time
from collections.abc import Callable
from importlib.machinery import PathFinder
from types import TracebackType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

Emit = Callable[[dict[str, Any]], None]

_TEXT = 2000  # characters of an error's text
_FRAMES = 20  # of a traceback, the innermost
_BUFFER = 8192  # characters that a stream keeps before it sends them
_PIECE = 2**18  # characters that are sent at once
_SECONDS = 0.2  # for which it keeps them
_KINDS = ("text/plain", "image/png", "image/jpeg")
_CELL = "<ipython-input-"  # begins the file name of every cell
_TIMED = ("<timed exec>", "<timed eval>", "<magic-timeit>")  # what IPython calls the code below %%time and %%timeit
_OF_A_KERNEL = ("autosave", "conda", "connect_info", "mamba", "micromamba", "qtconsole", "store", "subshell", "uv")
_WITH = {"matplotlib": ("mpl_toolkits", "pylab")}  # what else a package brings to be imported


class Stream(io.TextIOBase):
    """Standard output or standard error of a cell: sends what is written."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str, emit: Emit):
        self.name = name
        self._emit = emit
        self._parts: list[str] = []
        self._length = 0
        self._since = 0.0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Take text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not text:
            return 0
        if not self._parts:
            self._since = time.monotonic()
        self._parts.append(text)
        self._length += len(text)
        if self._length > _BUFFER or time.monotonic() - self._since > _SECONDS:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        text, self._parts, self._length = "".join(self._parts), [], 0
        text = text.encode(errors="replace").decode()
        for start in range(0, len(text), _PIECE):
            self._emit({"stream": self.name, "text": text[start : start + _PIECE]})


class _Compiler(CachingCompiler):
    """Names a cell's code by the cell, so that the grader can tell where an error arose."""

    key = ""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:  # noqa: ARG002
        return f"{_CELL}{self.key}>"

    def __call__(self, source: Any, filename: str, symbol: str, *options: Any, **more: Any) -> Any:
        """Compile; what stands below a cell magic that times its code is named by the cell too."""
        name = f"{_CELL}{self.key}>" if filename in _TIMED else filename
        return super().__call__(source, name, symbol, *options, **more)


class _Hook(DisplayHook):
    """Sends the value of a cell's last line."""

    def write_output_prompt(self) -> None: ...

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:  # noqa: ARG002
        self.shell.show("result", format_dict)

    def log_output(self, format_dict: dict[str, Any]) -> None: ...

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """Sends what `display` shows."""

    def publish(self, data: dict[str, Any], *_: Any, **__: Any) -> None:
        self.shell.show("display", data)

    def clear_output(self, wait: bool = False) -> None: ...


class Shell(InteractiveShell):
    """A shell without a terminal, without other processes and without anybody to answer questions."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    compiler_class = _Compiler

    def __init__(self, **options: Any):
        self.emit: Emit = lambda _: None
        self._failure: BaseException | None = None
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.set_hook("show_in_pager", lambda *_, **__: None, 0)  # type: ignore[no-untyped-call]
        for name in ("script", "bash", "sh", "perl", "ruby", "python", "python2", "python3", "pypy"):
            self.register_magic_function(self._script, "cell", name)  # type: ignore[arg-type]
        for name in _OF_A_KERNEL:
            self.register_magic_function(self._nothing, "line", name)  # type: ignore[arg-type]

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Whether a cell needs a running event loop, as every cell has in a kernel: it does not wait for one itself."""
        uses = "asyncio." in raw_cell and "asyncio.run(" not in raw_cell
        return uses or super().should_run_async(raw_cell, **options)

    def enable_matplotlib(self, gui: Any = None) -> Any:  # noqa: ARG002
        """Draw into the notebook whatever a cell asks for: nobody is there to move a figure or to open a window."""
        return super().enable_matplotlib("inline")  # type: ignore[no-untyped-call]

    def enable_gui(self, gui: Any = None) -> None:
        """There is none."""

    def ask_exit(self) -> None:
        """A forgotten `exit` ends no process that marks depend on."""

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        """Keep what a cell raised, also where a magic such as `%%time` shows it and goes on."""
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        self._failure = error if isinstance(error, BaseException) else self._failure

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """Keep it likewise."""
        self.showtraceback()

    def showindentationerror(self) -> None:
        """Keep it likewise."""
        self.showtraceback()

    def show_usage_error(self, exc: Any) -> None:
        """Say how a magic is used, as in Jupyter."""
        print(f"UsageError: {exc}", file=sys.stderr)  # noqa: T201

    def system(self, cmd: str) -> None:
        """What `!command` does: there are no processes here, and the cell goes on."""
        self.no_process(cmd)
        self.user_ns["_exit_code"] = 1

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:  # noqa: ARG002
        """What `x = !command` does: the output is empty."""
        self.no_process(cmd)
        return SList() if split else ""

    def _script(self, line: str, cell: str = "") -> None:  # noqa: ARG002
        """What `%%bash` and its like do."""
        self.no_process()

    def _nothing(self, line: str) -> None:
        """What magics do that are for whoever works with a notebook."""

    def no_process(self, cmd: str = "") -> None:
        """Say that a program was not run."""
        what = f"`{cmd.strip()[:100]}`" if cmd.strip() else "This"
        print(f"{what} was not run: there are no other processes here.", file=sys.stderr)  # noqa: T201

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """Send one result or one picture."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, Stream):
                stream.flush()
        kept = {name: data[name] for name in _KINDS if name in data}
        self.emit({kind: {name: _text(value) for name, value in kept.items()}})

    def run(self, source: str, key: str, again: bool = False) -> dict[str, Any] | None:
        """Run one cell, whose output is sent as it comes.

        Args:
            source: its text.
            key: what the grader calls it.
            again: whether its output was seen before: then nothing is drawn, which takes most of the time of a cell
                with a picture.

        Returns:
            What it raised, see `failure_of`; None if it ran to its end.
        """
        self._failure = None
        self.compile.key = key
        formatter: Any = self.display_formatter
        types = formatter.active_types
        if again:
            formatter.active_types = ["text/plain"]
        streams = Stream("stdout", self.emit), Stream("stderr", self.emit)
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = streams
        try:
            result = self.run_cell(source, store_history=False)  # type: ignore[no-untyped-call]
        finally:
            for stream in streams:
                stream.flush()
            sys.stdout, sys.stderr = before
            formatter.active_types = types
        error = result.error_before_exec or result.error_in_exec or self._failure
        return None if error is None else failure_of(error)


def failure_of(error: BaseException) -> dict[str, Any]:
    """What was raised, as data: its type, text and name, and where in which cell, innermost last."""
    try:
        text = str(error)
    except BaseException:  # a submission's own exception may do anything
        text = ""
    frames = _frames(error.__traceback__)
    if isinstance(error, SyntaxError) and str(error.filename).startswith(_CELL):
        frames.append({"cell": _cell(str(error.filename)), "line": error.lineno, "in": ""})
        text = error.msg if isinstance(error.msg, str) else text
    name = getattr(error, "name", None)
    return {
        "type": type(error).__name__,
        "text": _text(text)[:_TEXT],
        "name": name if isinstance(name, str) else None,
        "errno": error.errno if isinstance(error, OSError) and isinstance(error.errno, int) else None,
        "frames": frames,
    }


def _frames(trace: TracebackType | None) -> list[dict[str, Any]]:
    """The frames of cells, innermost last."""
    found: list[dict[str, Any]] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(_CELL):
            found.append({"cell": _cell(code.co_filename), "line": trace.tb_lineno, "in": code.co_name})
        trace = trace.tb_next
    return found[-_FRAMES:]


def _cell(filename: str) -> str:
    return filename[len(_CELL) : -1]


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return str(value).encode(errors="replace").decode()


def start() -> Shell:
    """Make the shell, with Matplotlib drawing into the notebook."""
    import matplotlib as mpl

    mpl.use("module://matplotlib_inline.backend_inline")
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.enable_tip = False
    shell: Shell = Shell.instance(config=config)
    shell.user_ns |= {"__name__": "__main__", "_i": "", "_ii": "", "_iii": ""}
    import ipywidgets  # noqa: F401
    import matplotlib.pyplot as plt  # makes the backend listen for the end of a cell

    plt.get_backend()
    shell.run("0", "warm")  # what IPython does once, it has done now
    builtins.input = _nobody
    return shell


def _nobody(prompt: object = "") -> str:  # noqa: ARG001
    raise StdinNotImplementedError("input() asks a person, and nobody is there while your notebook is graded")


def allow(packages: tuple[str, ...]) -> None:
    """Let cells import these packages, Python's library and modules that they wrote themselves, nothing else.

    This says early what a submission may rely on; it keeps nobody off who wants to get round it.
    """
    original = builtins.__import__
    parts = (part for package in packages for part in _WITH.get(package, ()))
    known = {*packages, *parts, "__main__", *sys.stdlib_module_names}
    loaded, places = frozenset(sys.modules), frozenset(sys.path)
    sys.path.insert(0, "")  # as in Jupyter, for modules that the notebook writes

    def guarded(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:  # noqa: A002
        root = name.partition(".")[0]
        of_a_cell = level == 0 and globals is not None and globals.get("__name__") == "__main__"
        theirs = root in sys.modules and root not in loaded
        if of_a_cell and not (root in known or theirs or _is_written(root, places)):
            raise ModuleNotFoundError(f"No module named {root!r}", name=root)
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = guarded


def _is_written(root: str, places: frozenset[str]) -> bool:
    """Whether a module is in a folder from which modules come besides these."""
    own = [place for place in sys.path if isinstance(place, str) and place not in places]
    return PathFinder.find_spec(root, own) is not None
