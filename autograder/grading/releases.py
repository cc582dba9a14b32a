"""What the releases of Python and NumPy have and lack: answers written for another release fail for no other reason.

The tables say since when; whether a name is really missing is asked of the libraries themselves.
"""

from __future__ import annotations

import builtins
import difflib
import re
import warnings
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import numpy as np

from autograder.intake.cell_text import CellText

# name: the release that removed it, and what to write instead, or nothing where there is nothing of the kind
_NUMPY_REMOVED = {
    "1.18": {"rank": "np.ndim"},
    "1.20": dict.fromkeys(
        ("fv", "ipmt", "irr", "mirr", "nper", "npv", "pmt", "ppmt", "pv", "rate", "sctypeNA", "typeNA"), ""
    ),
    "1.23": {"alen": "len", "asscalar": "a.item()"},
    "1.24": {
        **{name: name for name in ("float", "int", "bool", "object", "str", "complex")},
        "long": "int",
        "MachAr": "np.finfo",
        "unicode": "str",
        "typeDict": "np.sctypeDict",
    },
    "1.25": {"Tester": ""},
    "2.0": {
        **{
            name: f"np.exceptions.{name}"
            for name in ("AxisError", "ComplexWarning", "ModuleDeprecationWarning", "RankWarning", "TooHardError")
        },
        "VisibleDeprecationWarning": "np.exceptions.VisibleDeprecationWarning",
        "add_docstring": "np.lib.add_docstring",
        "add_newdoc": "np.lib.add_newdoc",
        "add_newdoc_ufunc": "",
        "alltrue": "np.all",
        "asfarray": "np.asarray(a, float)",
        "bool8": "np.bool_",
        "byte_bounds": "np.lib.array_utils.byte_bounds",
        "bytes0": "np.bytes_",
        "cast": "np.asarray(a, dtype)",
        "cfloat": "np.complex128",
        "clongfloat": "np.clongdouble",
        "CLIP": "'clip'",
        "compare_chararrays": "np.char.compare_chararrays",
        "compat": "",
        "complex_": "np.complex128",
        "cumproduct": "np.cumprod",
        "DataSource": "np.lib.npyio.DataSource",
        "deprecate": "import warnings; warnings.warn",
        "deprecate_with_doc": "import warnings; warnings.warn",
        "disp": "print",
        "fastCopyAndTranspose": "a.T.copy()",
        "find_common_type": "np.result_type",
        "float_": "np.float64",
        "format_parser": "np.rec.format_parser",
        "get_array_wrap": "",
        "geterrobj": "np.geterr",
        "Inf": "np.inf",
        "Infinity": "np.inf",
        "infty": "np.inf",
        "int0": "np.intp",
        "issctype": "issubclass(x, np.generic)",
        "issubclass_": "issubclass",
        "issubsctype": "np.issubdtype",
        "kernel_version": "",
        "longcomplex": "np.clongdouble",
        "longfloat": "np.longdouble",
        "lookfor": "",
        "mat": "np.asarray",
        "math": "import math; math",
        "MAXDIMS": "",
        "maximum_sctype": "",
        "msort": "np.sort(a, axis=0)",
        "NAN": "np.nan",
        "NaN": "np.nan",
        "nbytes": "np.dtype(x).itemsize",
        "NINF": "-np.inf",
        "numarray": "",
        "NZERO": "-0.0",
        "obj2sctype": "np.dtype(x).type",
        "object0": "object",
        "oldnumeric": "",
        "PINF": "np.inf",
        "product": "np.prod",
        "PZERO": "0.0",
        "RAISE": "'raise'",
        "recfromcsv": "np.genfromtxt",
        "recfromtxt": "np.genfromtxt",
        "round_": "np.round",
        "safe_eval": "import ast; ast.literal_eval",
        "sctype2char": "np.dtype(x).char",
        "sctypes": "",
        "set_numeric_ops": "",
        "set_string_function": "np.set_printoptions",
        "seterrobj": "np.seterr",
        "singlecomplex": "np.complex64",
        "sometrue": "np.any",
        "source": "import inspect; inspect.getsource",
        "str0": "np.str_",
        "string_": "np.bytes_",
        "tracemalloc_domain": "np.lib.tracemalloc_domain",
        "uint0": "np.uintp",
        "unicode_": "np.str_",
        "void0": "np.void",
        "who": "locals()",
        "WRAP": "'wrap'",
    },
    "2.4": {"fft.helper": "np.fft", "in1d": "np.isin", "linalg.linalg": "np.linalg", "trapz": "np.trapezoid"},
    "2.5": {"row_stack": "np.vstack"},
}
_ARRAY_REMOVED = {
    "2.0": {"itemset": "a[i] = value", "newbyteorder": "a.view(a.dtype.newbyteorder())", "ptp": "np.ptp(a)"},
    "2.3": {"tostring": "a.tobytes()"},
}

_PYTHON_2 = {
    "basestring": "str",
    "long": "int",
    "raw_input": "input",
    "reduce": "functools.reduce",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}
_PYTHON_2_METHODS = {"has_key": "key in d", "iteritems": "items()", "iterkeys": "keys()", "itervalues": "values()"}

_LIBRARY_ADDED = {
    "3.12": {"itertools.batched", "math.sumprod", "random.binomialvariate", "typing.override", "typing.TypeAliasType",
             "collections.abc.Buffer", "inspect.markcoroutinefunction", "calendar.Month"},
    "3.13": {"copy.replace", "math.fma", "warnings.deprecated", "typing.ReadOnly", "typing.TypeIs", "typing.NoDefault"},
    "3.14": {"functools.Placeholder", "annotationlib", "compression", "string.templatelib", "concurrent.interpreters"},
}  # fmt: skip
_LIBRARY_REMOVED = {
    "3.8": {"time.clock"},
    "3.9": {"fractions.gcd"},
    "3.10": {f"collections.{name}" for name in ("Callable", "Iterable", "Iterator", "Mapping", "Sequence", "Sized")},
    "3.11": {"inspect.getargspec"},
    "3.12": {"asynchat", "asyncore", "distutils", "imp", "smtpd"},
    "3.13": {"aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "msilib", "nis",
             "nntplib", "ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib"},
}  # fmt: skip

_NAME = r"[^\W\d]\w*"
# What the line of the error holds, since when Python takes it, what it is called, and what to write.
_SYNTAX = [
    ("3.15", rf"^\s*lazy\s+(?:import|from)\s+{_NAME}", "a lazy import is", "leave out lazy"),
    ("3.14", rf"^\s*except\s+{_NAME}(?:\.{_NAME})*\s*,[^()]*:", "except with several types and no parentheses is",
     "put them in parentheses"),
    ("3.14", r"(?<![\w.])(?:t|tr|rt)['\"]", "a t-string is", "write an f-string"),
    ("3.13", rf"^\s*(?:async\s+def|def|class|type)\s+{_NAME}\s*\[[^\]]*=", "a default of a type parameter is",
     "leave it out"),
    ("3.12", rf"^\s*(?:async\s+def|def|class)\s+{_NAME}\s*\[\s*\*{{0,2}}\s*{_NAME}", "a type parameter in brackets is",
     "leave it out"),
    ("3.12", rf"^\s*type\s+{_NAME}\s*(?:\[[^\]]*\]\s*)?=", "a type statement is", "leave out the word type"),
]  # fmt: skip
_IN_FSTRING = {
    "quotes": ("the same quotes inside the braces of an f-string are", "write the other kind of quotes there"),
    "backslash": ("a backslash inside the braces of an f-string is", "compute that part in a line before"),
    "comment": ("a comment inside the braces of an f-string is", "put it after the f-string"),
    "line": ("a line break inside the braces of an f-string is", "write it in one line"),
}
# In an expression a text in quotes follows a sign, a word such as `in`, or the letters of its own prefix.
_MAY_PRECEDE_TEXT = re.compile(
    r"(?:[^\w\s)\]}'\"]\s*|\b(?:in|and|or|not|if|else|is|for|lambda|yield|await)\s+)(?:[rbuf]|[rb]{2}|[rf]{2})?$",
    re.IGNORECASE,
)
_BEFORE_TEXT = 24  # characters before a quote that tell whether it opens a text
_MAX_FSTRING = 2_000  # characters from the line in which an f-string begins
_MAX_READ = 20_000  # steps in all f-strings that are looked into for one line, of which there may be thousands


def _release(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def newer_syntax(text: CellText, line: int | None, said: str, python: str) -> str | None:
    """Say which syntax of a newer Python a line holds, in words that follow a colon.

    Args:
        text: the cell, which that Python does not take.
        line: where it stopped.
        said: its words.
        python: its version.
    """
    found = None
    if "unpacking cannot be used in" in said and "comprehension" in said:
        found = ("3.15", "unpacking in a comprehension is", "write a second for")
    for since, pattern, what, instead in _SYNTAX:
        if not found and re.search(pattern, text.code_at(line)):
            found = (since, what, instead)
    feature = None if found or line is None else _fstring_feature(text, line)
    if feature:
        found = ("3.12", *_IN_FSTRING[feature])
    if not found or _release(python) >= _release(found[0]):
        return None
    since, what, instead = found
    return f"{what} syntax of Python {since}, and this is graded with Python {python}; {instead}"


def annotation(text: CellText, line: int | None, name: str, python: str) -> str | None:
    """Say since when an annotation may hold a name that is not defined, if a name in a line is one; else None."""
    if line is None or name not in text.annotated_with(line) or _release(python) >= (3, 14):
        return None
    return f"in an annotation that is no error since Python 3.14, but this is graded with Python {python}"


def _fstring_feature(text: CellText, line: int) -> str | None:
    """What an f-string over this line has in its braces that no Python before 3.12 takes; None if nothing.

    Every f-string that may reach the line is read to its end, the nearest first, until `_MAX_READ` steps are taken.
    """
    left = _MAX_READ if text.tokens else 0
    for row in range(line, max(0, line - 20), -1):
        rest = "\n".join(text.lines[row - 1 : row + 20])[:_MAX_FSTRING]
        for start in re.finditer(r"(?<!\w)(?:f|rf|fr)('''|\"\"\"|'|\")", rest.split("\n", 1)[0], re.IGNORECASE):
            if left <= 0:
                return None
            if text.code_at(row)[start.start() : start.end()] != start[0]:
                continue
            end, feature, steps = _scan(rest, start.end(), start[1], left)
            if feature and row + rest.count("\n", 0, end) >= line:
                return feature
            left -= steps
    return None


def _scan(text: str, at: int, quote: str, steps: int) -> tuple[int, str | None, int]:
    """Read an f-string as Python 3.12 does, from behind its opening quote.

    Args:
        text: what it stands in.
        at: where it begins.
        quote: what opens it.
        steps: after how many of them to give up.

    Returns:
        Its end, what is new in it, and how many steps that took. One that does not close has nothing new.
    """
    depth, feature = 0, None
    for step in range(1, steps + 1):
        if at >= len(text):
            return at, None, step
        rest = text[at : at + 3]
        if depth == 0 and text.startswith(quote, at):
            return at, feature, step
        if depth == 0 and (rest[:2] in ("{{", "}}") or rest[0] == "\\"):
            at += 2
        elif depth == 0:
            if rest[0] == "\n" and len(quote) == 1:
                return at, None, step
            depth += rest[0] == "{"
            at += 1
        elif rest[0] in "'\"":
            inner = rest if rest in ("'''", '"""') else rest[0]
            closed = text.find(inner, at + len(inner))
            if closed < 0 or not _MAY_PRECEDE_TEXT.search(text, max(0, at - _BEFORE_TEXT), at):
                return at, None, step
            if "\\" in text[at:closed]:
                feature = "backslash"
            if inner[0] == quote[0] and len(inner) >= len(quote):
                feature = "quotes"
            at = closed + len(inner)
        elif rest[0] == "#":
            feature = "comment"
            at = text.find("\n", at)
            if at < 0:
                return len(text), None, step
        else:
            if rest[0] == "\n" and len(quote) == 1:
                feature = feature or "line"
            depth += (rest[0] in "{[(") - (rest[0] in "}])")
            at += 1
    return at, None, steps


def _lacks(owner: Any, name: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            attrgetter(name)(owner)
        except AttributeError:
            return True
    return False


def removed_from_numpy(name: str) -> str | None:
    """Say since when NumPy has no such name, and what to write; None if it has, or never had one."""
    for since, names in _NUMPY_REMOVED.items():
        if name in names and _lacks(np, name):
            *first, code = names[name].split("; ")
            instead = f"{first[0]} and {'use that' if code == name else f'write {code}'}" if first else f"write {code}"
            return f"NumPy has no `{name}` since {since}" + (f"; {instead}" if code else "")
    return None


def never_in_numpy(name: str) -> str | None:
    """Say that NumPy has no such name, and ask for one that is spelt much like it; None if it has one."""
    if not _lacks(np, name):
        return None
    known = [name for name in dir(np) if not name.startswith("_")]
    close = difflib.get_close_matches(name[:80], known, n=1, cutoff=0.8)
    return f"NumPy {np.__version__} has no `{name[:80]}`" + (f"; did you mean `{close[0]}`?" if close else "")


def removed_from_arrays(name: str) -> str | None:
    """Say since when arrays have no such method, and what to write; None if they have, or never had one."""
    for since, names in _ARRAY_REMOVED.items():
        if name in names and _lacks(np.ndarray, name):
            return f"NumPy's arrays have no `{name}` since {since}; write {names[name]}"
    return None


def only_in_python_2(name: str, owner: Callable[..., Any] | None = None) -> str | None:
    """Say that a name, or a method of dicts if `owner` is `dict`, went with Python 2, and what to write; else None."""
    names = _PYTHON_2_METHODS if owner is dict else _PYTHON_2
    missing = _lacks(owner or builtins, name)
    return f"Python 3 has no `{name}`; write {names[name]}" if name in names and missing else None


def of_other_python(name: str, python: str) -> str | None:
    """Say that a module, or a name in one, is in newer or in older releases of Python only; else None."""
    for since, names in _LIBRARY_ADDED.items():
        if name in names and _release(python) < _release(since):
            return f"`{name}` is new in Python {since}, and this is graded with Python {python}"
    for since, names in _LIBRARY_REMOVED.items():
        if {name, name.split(".")[0]} & names and _release(python) >= _release(since):
            return f"Python has no `{name}` since {since}"
    return None
