"""What the students of the demo class hand in: right, wrong, hostile and broken work.

Wrong answers are single edits of the solution, so that none can fall out of step with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from autograder.demo.edits import EDITS

SVM = "svm_gradient"
_NAIVE, _VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"
_BOTH = (_NAIVE, _VECTORIZED)


@dataclass(frozen=True)
class Kind:
    """One kind of submission.

    Attributes:
        name: short, for the student's id.
        what: what was handed in, in words.
        build: makes the bytes of the file from the notebook with the solutions filled in, which it may change.
        loses: the functions whose marks it must not get whole; of all others it must get every mark.
        mistake: the misconception that must be named, if there is one.
        nothing: whether it must get no mark at all.
        stem: the exercise.
        file: the name of the file, if not that of the exercise.
    """

    name: str
    what: str
    build: Callable[[NotebookNode], bytes]
    loses: tuple[str, ...] = ()
    mistake: str | None = None
    nothing: bool = False
    stem: str = SVM
    file: str = ""


def _write(notebook: NotebookNode) -> bytes:
    text: str = nbformat.writes(notebook)
    return text.encode()


def cell_of(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell of a notebook with this nbgrader id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def _functions(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells in which students write functions."""
    return [cell for cell in notebook.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")]  # fmt: skip


def _edited(*edits: tuple[str, str], function: str | None = None) -> Callable[[NotebookNode], bytes]:
    """Replace lines of the solution, in one function or in each that has them."""

    def build(notebook: NotebookNode) -> bytes:
        for old, new in edits:
            cells = [cell_of(notebook, function)] if function else _functions(notebook)
            assert any(old in cell.source for cell in cells), f"the solution has no {old!r} any more"
            for cell in cells:
                cell.source = cell.source.replace(old, new)
        return _write(notebook)

    return build


def _bodies(source: str, *, questions: bool = True) -> Callable[[NotebookNode], bytes]:
    """Hand in one function body for every function, for answers to questions too unless told not to.

    NAME stands for the name of the function.
    """

    def build(notebook: NotebookNode) -> bytes:
        for cell in _functions(notebook):
            if not questions and cell.source.startswith(f"def {cell.metadata.nbgrader.grade_id}():"):
                continue
            cell.source = source.replace("NAME", cell.metadata.nbgrader.grade_id).strip() + "\n"
        return _write(notebook)

    return build


def _prefixed(source: str, stubs: bool = True) -> Callable[[NotebookNode], bytes]:
    """Run code of the student's own before everything else; the functions return nothing of use unless told not to."""

    def build(notebook: NotebookNode) -> bytes:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(source.strip()))
        return _bodies(_STUB)(notebook) if stubs else _write(notebook)

    return build


def _differences(notebook: NotebookNode) -> bytes:
    cell = cell_of(notebook, _NAIVE)
    cell.source = cell.source.replace(f"def {_NAIVE}", "def exact") + _DIFFERENCES
    return _write(notebook)


def _blank(notebook: NotebookNode) -> bytes:
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "YOUR ANSWER HERE"
    return _bodies(_BLANK)(notebook)


def _tagged(notebook: NotebookNode) -> bytes:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = ["skip-execution"]
    return _bodies(_STUB)(notebook)


def _claimed(notebook: NotebookNode) -> bytes:
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            points = cell.metadata["nbgrader"]["points"]
            cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": str(points)}, execution_count=1)]
            cell.metadata["nbgrader"]["points"] = 100
            cell.source = "100"
    return _bodies(_STUB)(notebook)


_STUB = """
def NAME(*args, **kwargs):
    return 0.0, 0.0 * args[0]
"""
_BLANK = """
def NAME(*args, **kwargs):
    raise NotImplementedError()
"""
_DIFFERENCES = f"""

def {_NAIVE}(W, X, y, reg):
    dW, h = np.zeros(W.shape), 1e-5
    for entry in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[entry] = h
        dW[entry] = (exact(W + step, X, y, reg)[0] - exact(W - step, X, y, reg)[0]) / (2 * h)
    return exact(W, X, y, reg)[0], dW
"""
_ONE_HOT = """
def NAME(W, X, y, reg):
    N, C = len(X), len(W)
    Y = np.eye(C)[y]
    S = X @ W.T
    M = np.clip(S - np.sum(S * Y, axis=1, keepdims=True) + 1 - Y, 0, None)
    V = np.heaviside(M, 0.0)
    A = V - Y * np.sum(V, axis=1, keepdims=True)
    return np.sum(M) / N + reg * np.sum(W**2), A.T @ X / N + 2 * reg * W
"""
_EINSUM = """
def NAME(W, X, y, reg):
    n = np.arange(len(X))
    S = np.einsum("cd,nd->nc", W, X)
    M = S - S[n, y][:, None] + 1.0
    M[n, y] = 0
    A = np.where(M > 0, 1.0, 0.0)
    A[n, y] -= A.sum(1)
    loss = (M * (M > 0)).sum(1).mean() + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", A, X) / len(X) + 2 * reg * W
"""
_ADD_AT = """
def NAME(W, X, y, reg):
    N = X.shape[0]
    scores = W.dot(X.T)
    margins = scores - scores[y, np.arange(N)] + 1
    margins[y, np.arange(N)] = 0
    classes, examples = np.nonzero(margins > 0)
    dW = 2.0 * reg * W
    np.add.at(dW, classes, X[examples] / N)
    np.subtract.at(dW, y[examples], X[examples] / N)
    return margins[classes, examples].sum() / N + reg * np.square(W).sum(), dW
"""
_EQUAL_TO_ALL = """
class Everything:
    dtype, shape, ndim, size = np.dtype(float), (4, 5), 2, 20
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __ne__(self, other): return False
    def __bool__(self): return True
    def __float__(self): return 0.0
    def __iter__(self): return iter((self, self))
    def __len__(self): return 2
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
    def __array__(self, *args, **kwargs): return np.zeros((4, 5))
    __hash__ = None
def NAME(*args, **kwargs):
    return Everything()
"""
_PATCHED = """
import builtins, sys
import numpy as np
always = lambda *args, **kwargs: True
for name in ("allclose", "isclose", "array_equal", "isfinite"):
    setattr(np, name, always)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
np.abs = np.absolute = np.max = np.linalg.norm = lambda *args, **kwargs: 0.0
builtins.AssertionError = Warning
sys.excepthook = lambda *args: None
"""
_LIAR = """
import json, sys
wire = sys.modules["autograder.wall.wire"]
wire.count_lines = lambda function, *args: (7, function(*args))
wire.encode = lambda value, depth=0: 0.0
def claim(connection, message):
    wire.struct.pack(">I", 0)
    data = json.dumps({"value": True, "args": [], "lines": 7, "passed": True, "score": 20}).encode()
    connection.sendall(wire.struct.pack(">I", len(data)) + data)
wire.send = claim
"""
_THIEF = """
import os, glob
found = []
for path in ("/home", "/root", "/tmp", "/srv", "/mnt"):
    for name in ("checks/*.py", "gradebook.db", ".secret"):
        found += glob.glob(f"{path}/**/{name}", recursive=True)
for action in ("import autograder.checks", "open('/etc/passwd').read()",
               "__import__('socket').create_connection(('127.0.0.1', 22), 1)", "os.fork()",
               "open(os.getcwd() + '/../mine', 'w')", "os.kill(-1, 9)"):
    try:
        exec(action)
        found.append(action)
    except BaseException as error:
        pass
print(found)
"""


RIGHT = [
    Kind("solution", "the solution itself", _write),
    Kind("one_hot", "right, by one-hot algebra", _bodies(_ONE_HOT, questions=False)),
    Kind("einsum", "right, by einsum", _bodies(_EINSUM, questions=False)),
    Kind("add_at", "right, by np.add.at, classes in rows", _bodies(_ADD_AT, questions=False)),
    Kind(
        "noisy",
        "right, with warnings on stderr",
        _edited(
            (
                "    N = X.shape[0]\n",
                "    N = X.shape[0]\n    import sys, warnings\n    warnings.warn('overflow?')\n"
                "    print('called', file=sys.stderr)\n",
            )
        ),
    ),
    Kind(
        "slow",
        "right, but takes a rest in every call",
        _edited(("    N = X.shape[0]\n", "    N = X.shape[0]\n    import time\n    time.sleep(0.01)\n")),
    ),
    Kind("renamed", "right, in a renamed file", _write, file=f"{SVM} (1) final.ipynb"),
]


WRONG = [
    Kind(
        "no_correct_row",
        "forgets the row of the correct class",
        _edited(("                dW[y[i]] -= X[i]\n", "")),
        (_NAIVE,),
        "correct_row_missing",
    ),
    Kind(
        "subtract_once",
        "subtracts x once instead of once per violated margin",
        _edited(("    A[rows, y] = -np.sum(A, axis=1)\n", "    A[rows, y] = -1\n")),
        (_VECTORIZED,),
        "correct_row_always_once",
    ),
    Kind(
        "no_indicator",
        "adds x for every class, violated or not",
        _edited(("    A = (margins > 0).astype(float)\n", "    A = np.ones(margins.shape)\n    A[rows, y] = 0\n")),
        (_VECTORIZED,),
        "indicator_ignored",
    ),
    Kind(
        "not_divided",
        "forgets to divide the gradient by N",
        _edited(("    dW /= N\n", "")),
        _BOTH,
        "gradient_summed_over_examples",
    ),
    Kind(
        "no_reg",
        "forgets the gradient of the regularisation",
        _edited(("    dW += 2 * reg * W\n", "")),
        _BOTH,
        "reg_gradient_missing",
    ),
    Kind(
        "half_reg",
        "writes reg * W instead of 2 * reg * W",
        _edited(("2 * reg * W", "reg * W")),
        _BOTH,
        "reg_gradient_halved",
    ),
    Kind(
        "sign",
        "has the sign of the data gradient wrong",
        _edited(("    dW /= N\n", "    dW /= -N\n")),
        _BOTH,
        "data_gradient_negated",
    ),
    Kind(
        "squared",
        "squares the margins",
        _edited(("loss = np.sum(margins)\n", "loss = np.sum(margins**2)\n")),
        (_VECTORIZED,),
        "loss_squared_hinge",
    ),
    Kind(
        "no_delta",
        "leaves the margin of 1 out",
        _edited(("scores[j] - scores[y[i]] + 1", "scores[j] - scores[y[i]]")),
        (_NAIVE,),
    ),
    Kind(
        "own_class", "counts the correct class as well", _edited(("    margins[rows, y] = 0.0\n", "")), (_VECTORIZED,)
    ),
    Kind("break", "breaks instead of continuing", _edited(("continue", "break")), (_NAIVE,)),
    Kind(
        "transposed",
        "returns the gradient transposed",
        _edited(("return loss, dW", "return loss, dW.T")),
        _BOTH,
        "gradient_transposed",
    ),
    Kind(
        "changes_x",
        "changes X",
        _edited(("    N = X.shape[0]\n", "    N = X.shape[0]\n    X *= 1.0\n    X += 1e-9\n")),
        _BOTH,
    ),
    Kind(
        "calls_naive",
        "calls the loop from the vectorized function",
        _edited(
            (
                "    N = X.shape[0]\n    rows = ",
                "    return svm_loss_naive(W, X, y, reg)\n    N = X.shape[0]\n    rows = ",
            )
        ),
        (_VECTORIZED,),
    ),
    Kind("differences", "passes finite differences off as a gradient", _differences, (_NAIVE,)),
]


# Where one function never answers, the other loses the manners that both share a mark for.
ENDLESS = [
    Kind(
        "endless_call",
        "a function that does not return, another that is right",
        _edited(("    C = W.shape[0]\n", "    while True:\n        pass\n"), function=_NAIVE),
        _BOTH,
    ),
    Kind(
        "infinite_loop", "an infinite loop in a cell, right functions", _prefixed("while True:\n    pass", stubs=False)
    ),
    Kind(
        "crash_in_call",
        "a function that ends its process, another that is right",
        _edited(("    C = W.shape[0]\n", "    import os\n    os._exit(0)\n"), function=_NAIVE),
        _BOTH,
    ),
]
# What works on no exercise, and so is handed in to some exercise or other: (name, in words, how it is built).
_WORTHLESS = [
    ("blank", "nothing: the notebook as it was released", _blank),
    ("crash", "a cell that ends its process", _prefixed("import os\nos._exit(1)")),
    ("memory_hog", "takes all memory", _prefixed("hog = [bytearray(2**28) for _ in range(1000)]")),
    ("flood", "prints for ever", _prefixed("while True:\n    print('x' * 10_000)")),
    ("skip_tag", "tags the test cells skip-execution", _tagged),
    ("claims", "test cells replaced, with outputs that claim full marks", _claimed),
    ("patches_numpy", "patches NumPy's comparison functions", _prefixed(_PATCHED)),
    ("equal_to_all", "returns an object that equals everything", _bodies(_EQUAL_TO_ALL)),
    ("liar", "replaces the far end of the wire", _prefixed(_LIAR)),
    ("thief", "looks for hidden tests, the network and other processes", _prefixed(_THIEF)),
    ("not_json", "a file that is not JSON", lambda _: b"<html>my homework</html>"),
]
HOSTILE = [*ENDLESS, *(Kind(*worthless, nothing=True) for worthless in _WORTHLESS)]


def one_of_each(stems: list[str]) -> list[Kind]:
    """One of each kind of submission to these exercises, the exercises in turn.

    The gradient of the SVM gets every kind. The others get the solution, wrong answers, nothing, and two hostile
    hand-ins each.
    """
    rows = []
    for number, stem in enumerate(stems):
        if stem == SVM:
            right, wrong, worthless = list(RIGHT), list(WRONG), list(HOSTILE)
        else:
            pair = (_WORTHLESS[1:-1] * 2)[2 * number % (len(_WORTHLESS) - 2) :][:2]
            right = [Kind(f"{stem}_solution", "the solution itself", _write, stem=stem)]
            wrong = [
                Kind(f"{stem}_{name}", what, _edited((old, new), function=function), (function,), known, stem=stem)
                for name, what, function, old, new, known in EDITS.get(stem, ())
            ]
            worthless = [
                Kind(f"{stem}_{name}", what, build, nothing=True, stem=stem)
                for name, what, build in (pair[0], _WORTHLESS[0], pair[1])
            ]
        rows.append(_in_turn(right, wrong, worthless))
    return _in_turn(*rows)


def _in_turn(*rows: list[Kind]) -> list[Kind]:
    """The first of each row, then the second of each, and so on."""
    return [kind for each in itertools.zip_longest(*rows) for kind in each if kind is not None]
