"""Tell a student in one sentence why a cell failed, or why a call raised an error.

A sentence names a cause only where the error and the text of the cell show it; otherwise it repeats what Python said.
All that it repeats of a submission is of bounded length and on one line.

What comes from a hidden call may hold hidden inputs. So `of_call` repeats nothing of it but a name that stands in the
student's own code. `of_cell` repeats errors, and is for cells in a process that has made no hidden call.
"""

from __future__ import annotations

import difflib
import keyword
import platform
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from autograder.grading import commands, names, releases, unreadable
from autograder.grading.failure import LOST, MAX_NAME, CellFailure, clean
from autograder.grading.names import Cells, Fate
from autograder.intake.cell_text import LOOKALIKE, looks_like

MAX_SENTENCE = 400  # characters
_MAX_NAMES = 1000  # that a name is compared with

_DEBUGGERS = ("debugpy", "ipdb", "pdbpp", "pudb", "pydevd", "pydevd_pycharm", "web_pdb")
# Packages that a student may have at home; another name may as well be that of a file.
_WELL_KNOWN = (
    "autograd", "cupy", "cv2", "dask", "h5py", "imageio", "jax", "keras", "mxnet", "networkx",
    "numba", "pandas", "PIL", "plotly", "polars", "requests", "scipy", "seaborn", "skimage", "sklearn",
    "statsmodels", "sympy", "tensorflow", "theano", "torch", "torchvision", "tqdm", "transformers", "xgboost",
)  # fmt: skip

# What code asks for and cannot have here: the types of the errors that this raises, and the words that ask for it.
_INPUT = ("EOFError", "StdinNotImplementedError"), r"(?:input|raw_input|(?:getpass\.)?getpass)\s*\("
_DEBUGGER = (
    ("BdbQuit", "StdinNotImplementedError", "EOFError"),
    r"(?:breakpoint|[\w.]*set_trace|[\w.]*post_mortem)\s*\(",
)
_PROCESSES = (
    ("PermissionError", "BlockingIOError", "OSError", "BrokenProcessPool", "TerminatedWorkerError"),
    r"multiprocessing|ProcessPoolExecutor|subprocess|os\.(?:fork|popen|posix_spawn|spawn\w+)|joblib|n_jobs",
)
_NETWORK = (
    ("URLError", "gaierror", "herror", "ConnectionError", "ConnectionRefusedError", "ConnectTimeout", "ConnectError",
     "NewConnectionError", "MaxRetryError", "ProxyError", "TimeoutError", "ClientConnectorError", "PermissionError",
     "OSError"),
    r"urllib|urlopen|urlretrieve|requests|socket|http|ftplib|aiohttp|httpx|wget|fetch_\w+|load_dataset",
)  # fmt: skip
_EXIT = ("SystemExit",), r"(?:sys\.)?(?:exit|quit)\s*\(|raise\s+SystemExit"
_NONE = Cells()
# What the kernel of the operating system says when it lets no process begin, and when there is no way to a network.
_NO_PROCESS = r"\[Errno (?:1|11|38)\][^:]*$"
_NO_WAY = r"\[Errno (?:-\d+|1|97|99|101|110|111|113)\][^:]*$|urlopen error"


def versions(python: str = platform.python_version(), numpy: str = np.__version__) -> str:
    """Name the versions that decide what a cell may say, and to what digit it computes."""
    return f"Python {python} and NumPy {numpy}"


def graded_with(python: str = platform.python_version(), numpy: str = np.__version__) -> str:
    """Say which versions graded."""
    return f"Graded with {versions(python, numpy)}"


def of_cell(failure: CellFailure, packages: Sequence[str] = ("numpy",), cells: Cells = _NONE) -> str:
    """Say why a cell failed when it was run.

    Args:
        failure: how; in a process that has made no hidden call.
        packages: what may be imported besides Python's own library.
        cells: the others, at that moment.
    """
    cell = clean(failure.cell, MAX_NAME)
    if failure.type_name == LOST:
        return sentence(f"In {cell}{',' if ',' in cell else ''} {_lowered(clean(failure.text))}")
    line, why = _why(failure, packages, cells)
    return sentence(f"{_kind(failure)} in {f'line {line} of ' if line else ''}{cell}{why and ': '}{why}")


def of_fate(fate: Fate, packages: Sequence[str], cells: Cells) -> str:
    """Say what became of a name, as a clause, and why if the cell that defines it failed.

    Args:
        fate: from `names.fate`.
        packages: as in `of_cell`.
        cells: those at the moment at which the name is not there.
    """
    if not fate.failed or fate.ran is None or fate.ran.failure is None:
        return fate.said
    failure = fate.ran.failure
    if failure.type_name == LOST:
        return f"{fate.said}, and is lost: {_lowered(clean(failure.text)).rstrip('.')}"
    line, why = _why(failure, packages, cells.when_failed(fate.ran))
    place = (f"line {line}" if line else "", clean(failure.cell, MAX_NAME) if failure.cell != fate.ran.cell else "")
    where = " of ".join(filter(None, place))
    return f"{fate.said}, which failed: {_kind(failure)}{where and f' in {where}'}{why and ': '}{why}"


def _kind(failure: CellFailure) -> str:
    kind = "SyntaxError" if failure.type_name == "_IncompleteInputError" else failure.type_name
    return kind[:MAX_NAME] if kind.isidentifier() else "An error"


def of_call(
    said: str,
    error: CellFailure,
    public: CellFailure | None = None,
    *,
    unanswered: bool = False,
    packages: Sequence[str] = ("numpy",),
    cells: Cells = _NONE,
) -> str:
    """Say more about a hidden call that raised an error than its type, where that gives no hidden input away.

    Args:
        said: what the check says: that the function raised it, and where.
        error: what the hidden call raised. Its text and line are not repeated.
        public: what a call on the notebook's own example raised, in a process that has made no hidden call; None if
            it raised nothing of this type.
        unanswered: whether the cell of the function is as it was released.
        packages: what may be imported besides Python's own library.
        cells: the cells of the submission, at that moment.
    """
    said = clean(said, MAX_SENTENCE).rstrip(". ")
    if public is not None and public.type_name != error.type_name:
        public = None
    if error.type_name == "NotImplementedError":
        if unanswered or public is not None:
            late = names.fate(error.cell, replace(cells, ran=()), error.cell)
            return sentence(late.said) if late is not None and late.later else "This function is not written yet."
        return sentence(f"A part of this function is not written yet: {_lowered(said)}")
    if public is not None:
        line, why = _why(public, packages, cells)
        where = f" in line {line} of {clean(public.cell, MAX_NAME)}" if line else ""
        return sentence(f"{said}, and on the notebook's own example too{where and ','}{where}{why and ': '}{why}")
    why = _situation(error) or _safe_name(error, packages, cells) or ""
    return sentence(f"{said}{why and ': '}{why}")


def sentence(text: str) -> str:
    """End a sentence, and keep it short."""
    text = text if len(text) <= MAX_SENTENCE else f"{text[:MAX_SENTENCE].rstrip()} ..."
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _why(failure: CellFailure, packages: Sequence[str], cells: Cells) -> tuple[int | None, str]:
    """The line to look at, and what to say after the colon; empty if there is nothing to say."""
    if failure.unreadable:
        return unreadable.look(failure)
    tellers: dict[str, Callable[[CellFailure], str | None]] = {
        "ModuleNotFoundError": lambda failure: _module(failure, packages),
        "ImportError": _imported,
        "AttributeError": _attribute,
        "NameError": lambda failure: _name(failure, packages, cells),
        "FileNotFoundError": _file,
        "MemoryError": _memory,
        "UsageError": _magic,
    }
    teller = tellers.get(failure.type_name, _situation)
    why = teller(failure) or _situation(failure) or failure.said
    command = commands.not_run(failure, cells)
    return failure.place, f"{why}; {command}" if command else why


def _module(failure: CellFailure, packages: Sequence[str]) -> str | None:
    said = failure.said
    found = re.match(r"No module named '([\w.]+)'", said)
    if not found:
        return None
    root = found[1].split(".")[0]
    if other := releases.of_other_python(found[1], failure.python):
        return f"{said}; {other}"
    if root in packages:
        return _removed(found[1])
    if root in _DEBUGGERS:
        return f"{said}; a debugger is of no use here, delete it"
    if root == "practice":
        return f"{said}; practice.py is for your own machine, and its absence here costs nothing"
    if root == "google":
        return f"{said}; google.colab is on Colab only, delete it"
    if close := difflib.get_close_matches(root, packages, n=1, cutoff=0.8):
        return f"{said}; did you mean {close[0]}?"
    if "numpy" not in packages:
        return f"{said}: use Python's own library only"
    if root not in _WELL_KNOWN:
        return f"{said}: use NumPy only; if {root[:MAX_NAME]} is a file of yours, put its code into the notebook"
    *first, last = [package for package in packages if package != "numpy"] or [""]
    others = f"{', '.join(first)} or {last}" if first else last
    return f"{said}: use NumPy only{others and ', or in cells of your own '}{others}"


def _removed(name: str) -> str | None:
    """Say since when NumPy has no such part, given its whole name, and what to write."""
    return releases.removed_from_numpy(name.removeprefix("numpy.")) if name.startswith("numpy.") else None


def _imported(failure: CellFailure) -> str | None:
    found = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", failure.said)
    if not found:
        return None
    name, module = found.groups()
    if module == "numpy":
        return releases.removed_from_numpy(name) or releases.never_in_numpy(name)
    other = releases.of_other_python(f"{module}.{name}", failure.python)
    return f"{failure.said}; {other}" if other else None


def _attribute(failure: CellFailure) -> str | None:
    said = failure.said
    if "ask_exit" in said and re.search(r"\b(?:exit|quit)\b", failure.looked_into.code_at(failure.place)):
        return "exit() and quit() have nothing to end here; delete them"
    if found := re.match(r"module 'numpy' has no attribute '(\w+)'|`np\.(\w+)` was removed", said):
        name = found[1] or found[2]
        return releases.removed_from_numpy(name) or releases.never_in_numpy(name)
    if found := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", said):
        if removed := _removed(f"{found[1]}.{found[2]}"):
            return removed
        other = releases.of_other_python(f"{found[1]}.{found[2]}", failure.python)
        return f"{said}; {other}" if other else None
    if found := re.match(r"'dict' object has no attribute '(\w+)'", said):
        return releases.only_in_python_2(found[1], dict)
    if found := re.match(
        r"'numpy\.ndarray' object has no attribute '(\w+)'|`(\w+)` was removed from the ndarray", said
    ):
        return releases.removed_from_arrays(found[1] or found[2])
    return None


def _name(failure: CellFailure, packages: Sequence[str], cells: Cells) -> str | None:
    said = failure.said
    found = re.match(r"name '(\w+)' is not defined", said)
    if not found:
        return None
    name, text = found[1], failure.looked_into
    if fate := names.fate(name, cells, failure.cell):
        return of_fate(fate, packages, cells)
    foreign = next((letter for letter in name if not letter.isascii()), "")
    if foreign and name.translate(LOOKALIKE).isascii():
        return f"{said}; its {foreign} {looks_like(foreign)}"
    if older := releases.only_in_python_2(name):
        return older
    if newer := releases.annotation(text, failure.place, name, failure.python):
        return f"{said}; {newer}"
    same = (binding.name for binding in text.bindings if binding.name.translate(LOOKALIKE) == name)
    if other := next((other for other in same if other != name), None):
        foreign = next(letter for letter in other if letter.translate(LOOKALIKE) != letter)
        return f"{said}; the cell defines {other[:MAX_NAME]}, whose {foreign} {looks_like(foreign)}"
    for word in ("True", "False", "None"):
        if name == word.lower() or (word == "None" and name in ("null", "nil", "NULL")):
            return f"{said}; Python writes {word}"
    in_it = cells.failing is None or cells.failing.cell == failure.cell
    here = text.visible_at(failure.place, failure.stopped if in_it else None) if failure.place else set()
    known = sorted(here | cells.bound() | {"print", "range", "enumerate"})
    alike = [other for other in known if abs(len(other) - len(name)) <= 3][:_MAX_NAMES]
    if close := difflib.get_close_matches(name, alike, n=1, cutoff=0.8):
        return f"{said}; did you mean {close[0]}?"
    return f"{said} when the cells are run from the top"


def _file(failure: CellFailure) -> str:
    found = re.search(r"No such file or directory: '(.+)'$|^(.+) not found\.$", failure.said)
    name = f"'{found[1] or found[2]}'" if found else "such file"
    return f"there is no {name} here; only the notebook is handed in, without the files beside it"


def _magic(failure: CellFailure) -> str | None:
    found = re.match(r"Can't use statement directly after '(%%\w+)'", failure.said)
    return f"no code may stand on the line of {found[1]}; move it to the next line" if found else None


def _memory(failure: CellFailure) -> str | None:
    return f"{failure.said}; a submission may not have as much memory" if failure.said else None


def _situation(failure: CellFailure) -> str | None:
    """Name what the code asks for and cannot have, if it is that; repeats nothing of the text of the error."""
    kind, text = failure.type_name, failure.text[:2000].strip()

    def asks_for(what: tuple[tuple[str, ...], str]) -> str | None:
        types, words = what
        return _word(failure, words) if kind in types else None

    here = failure.looked_into.code_at(failure.place)
    if (word := asks_for(_DEBUGGER)) and (re.search(_DEBUGGER[1], here) or not asks_for(_INPUT)):
        return f"a debugger was left in, {word}(); delete it"
    if word := asks_for(_INPUT):
        return f"{word}() asks a person, and nobody is there to answer; give the value in the code"
    if (word := asks_for(_PROCESSES)) and (kind.endswith(("Pool", "WorkerError")) or re.match(_NO_PROCESS, text)):
        return f"there are no other processes here, so {word} cannot work; do it all in this one"
    if asks_for(_NETWORK) and (kind not in ("OSError", "PermissionError") or re.search(_NO_WAY, text)):
        return "there is no network here; work with what is in the notebook"
    if word := asks_for(_EXIT):
        return f"{word}{'' if word.startswith('raise') else '()'} stops the code there; delete it"
    if kind == "OSError" and text.startswith("[Errno 24]"):
        return "too many files are open at once; close each of them, best with `with open(...)`"
    if kind == "OSError" and text.startswith("[Errno 28]"):
        return "there is no more room for files; write less"
    if kind == "RuntimeError" and text == "can't start new thread":
        return "there are no more threads to be had; use fewer"
    if kind == "MemoryError":
        return "it asks for more memory than a submission may have"
    if kind == "IndexError" and re.match(r"\s*(?:In|Out) ?\[\d*\]", here):
        return "the line begins with a prompt that was pasted with the code; delete it"
    if kind == "NotImplementedError" and not text:
        return "what is called here is not written yet"
    return None


def _word(failure: CellFailure, words: str) -> str | None:
    """The first of some words in the line that failed, or else in the cell, without the parenthesis after it."""
    code = (failure.looked_into.code_at(failure.place), *failure.looked_into.code)
    found = next((found for line in code if (found := re.search(rf"(?<![\w.])(?:{words})", line))), None)
    return " ".join(found[0].rstrip("( ").split())[:MAX_NAME] if found else None


def _safe_name(error: CellFailure, packages: Sequence[str], cells: Cells) -> str | None:
    """The name in a NameError or AttributeError of a hidden call, if the code itself holds it."""
    text, name = error.looked_into, error.name
    if error.type_name == "AttributeError":
        # NumPy gives no name where it explains a removal; then its text is compared, and not repeated.
        for used in sorted(set(re.findall(r"\b(?:np|numpy)\.(\w+)", "\n".join(text.code)))):
            told = used == name or re.search(rf"(?:'|`np\.){used}\b", error.text[:2000])
            if told and (removed := releases.removed_from_numpy(used)):
                return removed
    if not name or len(name) > MAX_NAME or not name.isidentifier() or keyword.iskeyword(name) or name not in text.names:
        return None
    if error.type_name == "AttributeError":
        attribute = any(re.search(rf"\.\s*{name}\b", code) for code in text.code)
        return f"`{name}` is an attribute that is not there" if attribute else None
    if error.type_name == "NameError":
        # The text is compared, and not repeated.
        fate = names.fate(name, cells, error.cell) if error.text == f"name '{name}' is not defined" else None
        if fate is not None:
            return of_fate(fate, packages, cells)
        return releases.only_in_python_2(name) or f"`{name}` is not defined"
    return None
