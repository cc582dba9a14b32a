"""Take out of a student's code whatever could say whose it is, so that a class can look at it.

What is left is the code's own shape: Python prints it anew, which drops comments, docstrings and layout. A name stays
if all its words are those of the exercise, of NumPy or of Python, or if at least `FEWEST` students use it; any other
becomes `name1`, `name2`. A text becomes `'…'` unless it is made of such words or is a subscript for einsum, and so does
a number that is long enough to be somebody's. What does not define something is left out.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import math
import re
import warnings
from collections import Counter
from collections.abc import Iterable
from functools import cache
from types import CodeType

import numpy as np

from autograder import misconceptions
from autograder.course.assignment import Assignment

FEWEST = 3  # who share something do not stand out by it
_LONGEST = 20_000  # characters of a cell that are read
_LINES = 60  # of an example
_EINSUM = re.compile(r"[a-z]{1,3}(?:, ?[a-z]{1,3})* ?-> ?[a-z]{0,3}")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]+")
_KEPT = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)


def vocabulary(assignment: Assignment) -> frozenset[str]:
    """The words of an exercise: of what students were given, of its catalogue of mistakes, of Python and NumPy."""
    texts = [cell.released for cell in assignment.cells]
    for known in misconceptions.CATALOGUE.values():
        if known.stem == assignment.stem:
            texts.append(known.sentence)
            texts += _names(known.wrong.__code__)
    return _of_python() | {word for text in texts for word in _words(text)}


def names(code: str) -> set[str]:
    """The names that stand in a piece of code; none if it is no Python."""
    tree = _parsed(code)
    return set() if tree is None else {name for node in ast.walk(tree) for name in _names_of(node)}


def shared(codes: Iterable[str], own: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that so many students use that they tell nothing about any of them.

    Args:
        codes: what each of them wrote.
        own: words that are somebody's, whoever uses them, see `words_of`.
    """
    counts = Counter(name for code in codes for name in names(code))
    return frozenset(name for name, count in counts.items() if count >= FEWEST and not own & {*_words(name)})


def words_of(people: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """The words in the names and ids of people, but those that everybody knows, see `vocabulary`."""
    return frozenset(word for one in people for word in _words(one) if len(word) > 1) - known


def code(work: str, known: frozenset[str], common: frozenset[str]) -> str | None:
    """A student's code without anything that could say whose it is; None if it is no Python, or too long to show.

    Args:
        work: the code.
        known: words that may stay, see `vocabulary`.
        common: names that may stay, see `shared`.
    """
    tree = _parsed(work)
    if tree is None:
        return None
    tree.body = [node for node in tree.body if isinstance(node, _KEPT)]
    try:
        text = ast.unparse(_Hidden(known, common).visit(tree))
    except (ValueError, RecursionError, MemoryError):  # a number of 5000 digits, brackets in brackets without end
        return None
    lines = text.splitlines()
    return text if lines and len(lines) <= _LINES and max(map(len, lines)) <= 300 else None


def message(text: str, people: Iterable[str]) -> str:
    """A message without the names and ids of people of the class, should it repeat one."""
    for word in sorted({part for one in people for part in re.findall(r"\w{3,}", one)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


class _Hidden(ast.NodeTransformer):
    """Replaces names, texts and numbers that are not everybody's."""

    def __init__(self, known: frozenset[str], common: frozenset[str]):
        self.known, self.common = known, common
        self.new: dict[str, str] = {}

    def name(self, old: str) -> str:
        """What a name, or names with dots between, is called now."""
        if "." in old:
            return ".".join(self.name(part) for part in old.split("."))
        if old in self.common or keyword.iskeyword(old) or _is_plain(old, self.known):
            return old
        return self.new.setdefault(old, f"name{len(self.new) + 1}")

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if (
            isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
        for field, value in ast.iter_fields(node):
            if field in ("type_comment", "kind"):
                setattr(node, field, None)
            elif isinstance(value, str):
                setattr(node, field, self.name(value))
            elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                setattr(node, field, [self.name(item) for item in value])
        return super().generic_visit(node)

    def visit_JoinedStr(self, _node: ast.JoinedStr) -> ast.AST:
        """A text with values in it says something to whoever ran it, and nothing about the mistake."""
        return ast.Constant("…")

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Texts and long numbers."""
        value = node.value
        if isinstance(value, bytes):
            return ast.Constant("…")
        if isinstance(value, str):
            plain = _EINSUM.fullmatch(value) or (len(value) <= 20 and _is_plain(value.replace(" ", "_"), self.known))
            return ast.Constant(value if plain else "…")
        if isinstance(value, (int, float, complex)) and not isinstance(value, bool) and _is_long(value):
            return ast.Name("…")  # unparsed as it is
        return node


def _is_plain(name: str, known: frozenset[str]) -> bool:
    return (
        name.isascii()
        and all(len(word) == 1 or word.lower() in known for word in _words(name))
        and not re.search(r"\d{3}", name)
    )


def _is_long(value: complex) -> bool:
    digits = re.sub(r"e.*|\D", "", repr(value)).strip("0")
    return len(digits) > 4 and not (isinstance(value, float) and math.isinf(value))


def _words(text: str) -> Iterable[str]:
    return (word.lower() if len(word) > 1 else word for word in _WORD.findall(text))


def _parsed(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # such as a backslash that escapes nothing
            return ast.parse(code[:_LONGEST])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _names_of(node: ast.AST) -> Iterable[str]:
    for field, value in ast.iter_fields(node):
        if field not in ("value", "type_comment", "kind"):
            yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str))


def _names(code_object: CodeType) -> list[str]:
    inner = [name for const in code_object.co_consts if isinstance(const, CodeType) for name in _names(const)]
    return [*code_object.co_names, *code_object.co_varnames, *inner]


@cache
def _of_python() -> frozenset[str]:
    names = [
        *keyword.kwlist,
        *dir(builtins),
        *dir(math),
        "self",
        "cls",
        "args",
        "kwargs",
        "math",
        "np",
        "numpy",
        "axis",
        "keepdims",
        "dtype",
        "out",
    ]
    for holder in (np, np.linalg, np.random, np.ndarray, list, dict, set, str, float):
        names += dir(holder)
    return frozenset(word for name in names for word in _words(name))
