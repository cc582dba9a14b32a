"""What students are told: the errors are real, raised by cells that ran in a real shell, and each sentence is read whole."""

import functools
import re
import sys
from dataclasses import replace

import numpy as np
import pytest

from autograder.course.assignment import Assignment, Cell
from autograder.course.settings import Limits
from autograder.grading import causes, missing, releases
from autograder.grading.failure import LOST, CellFailure, CellRun, clean
from autograder.grading.names import Cells
from autograder.grading.remote import RemoteError
from autograder.grading.teller import MAX_CELLS, Standing, Teller
from autograder.intake.cell_text import MAX_TEXT, Binding, CellText
from autograder.wall import session
from autograder.wall.process import Budget

PYTHON = sys.version.split()[0]
CELL = "svm_loss_naive"
PACKAGES = Limits().packages
LIMITS = replace(Limits(), memory=1024)
NEW = f", and this is graded with Python {PYTHON}"


class Shells:
    """Runs cells in a shell, a fresh one after a loss."""

    def __init__(self, wall):
        self.wall = wall
        self.session = None

    def close(self):
        if self.session is not None:
            self.session.close()
        self.session = None

    def raw(self, source, cell=CELL):
        """What a cell raises, as the shell says it; None if nothing."""
        if self.session is None:
            self.session = session.started(LIMITS, self.wall)
            assert self.session.run("import numpy as np", "imports", Budget(15, 8)).failure is None
        try:
            return self.session.run(source, cell, Budget(15, 8)).failure
        except session.SessionLost as lost:
            self.close()
            return lost

    def __call__(self, source, cell=CELL):
        """How a cell fails; None if it does not."""
        failure = self.raw(source, cell)
        return None if failure is None else CellFailure.of(failure, cell, {cell: source})

    def forget(self):
        """Make as if nothing had run."""
        if self.session is not None:
            self.session.run("%reset -f\nimport numpy as np", "imports", Budget(15, 8))

    def call(self, name, *args):
        """What a call of a function that a cell defined raises."""
        answer = self.session.call(name, args, {}, False, (Budget(15, 8), Budget(15, 8)))
        return answer["error"]


@pytest.fixture(scope="module")
def fails():
    shells = Shells("none")
    yield shells
    shells.close()


@pytest.fixture(scope="module")
def fails_behind_the_wall(wall):
    shells = Shells("bubblewrap")
    yield shells
    shells.close()


def said(failure, packages=PACKAGES):
    assert failure is not None, "the cell runs"
    text = causes.of_cell(failure, packages)
    assert_sentence(text)
    return text


def assert_sentence(text):
    assert text.isprintable()
    assert len(text) <= causes.MAX_SENTENCE + 5
    assert text.endswith((".", "?", "!"))


# A cell that Python cannot read: the text after "SyntaxError in line ", and the line.
UNREADABLE = [
    ("def f(x):\n    y = 1\n\n    return (x + y\n", 4, "'(' was never closed."),
    ("\n\n\nx = [1, 2\n", 4, "'[' was never closed."),
    ("%%time\nx = {1: (2,\n3)\n", 2, "'{' was never closed."),
    ("x = {1: 2\ny = 3\n", 1, "'{' was never closed."),
    ("x = (1,\r\n     2\r\n", 1, "'(' was never closed."),
    ("x = )\n", 1, "unmatched ')'."),
    ("x = [1, 2)\n", 1, "closing parenthesis ')' does not match opening parenthesis '['."),
    ("def f(x)\n    return x\n", 1, "expected ':'."),
    ("def f(x):\n", 1, "nothing follows the colon; write what belongs under it."),
    ("x = 1\n@staticmethod\n", 2, "nothing follows the decorator; define the function under it."),
    ("if x = 1:\n    pass\n", 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
    ("f(x) = 3\n", 1, "cannot assign to function call here. Maybe you meant '==' instead of '='?"),
    ("return 3\n", 1, "'return' outside function."),
    ("x = 1 +\n", 1, "invalid syntax."),
    ("x = 1\nimport numpy as np np.zeros(3)\n", 2, "invalid syntax."),
    # quotes
    ("x = 1\ny = 'abc\n", 2, "the text that opens with ' in column 5 is not closed on its line."),
    ('print("abc)\n', 1, 'the text that opens with " in column 7 is not closed on its line.'),
    ("print('hello’)\n", 1,
     "the text that opens with ' in column 7 is not closed on its line; ’ in column 13 is a curly quote, write ' instead."),
    ('x = 1\ny = """abc\nz = 3\n', 2, 'the text that opens with """ is never closed.'),
    ("def f():\n    '''Half a docstring\n    return 1\n", 2, "the text that opens with ''' is never closed."),
    ("print('it's fine')\n", 1, "the apostrophe in column 10 closes the text; put the text in double quotes."),
    ("x = 'C:\\'\n", 1, "the text that opens with ' in column 5 is not closed on its line; the backslash before its "
     "last quote keeps that from closing it."),
    ("x = “abc”\n", 1,
     "a curly quote “ stands in column 5; write \" instead; there is 1 more such sign in the cell."),
    ("x = 'a'\ny = ‘b’ + ‘c’\n", 2,
     "a curly quote ‘ stands in column 5; write ' instead; there are 3 more such signs in the cell."),
    ("x = {„a“: 1}\n", 1,
     "a curly quote „ stands in column 6; write \" instead; there is 1 more such sign in the cell."),
    ("x = «a»\n", 1, "a curly quote « stands in column 5; write \" instead; there is 1 more such sign in the cell."),
    ("x = 1  # “right” here\ny = ”\n", 2, "a curly quote ” stands in column 5; write \" instead."),
    # marks
    ("```python\nx = 1\n```\n", 1, "``` belongs to Markdown, not to Python; delete the line."),
    ("x = 1\n```\n", 2, "``` belongs to Markdown, not to Python; delete the line."),
    ("<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n", 1,
     "<<<<<<< is the mark of an unfinished merge; keep one of the two versions and delete the marks."),
    ("x = 1\n>>>>>>> 3f2a91c\n", 2,
     ">>>>>>> is the mark of an unfinished merge; keep one of the two versions and delete the marks."),
    ("x = 1\n=======\n", 2,
     "======= looks like the mark of an unfinished merge; keep one of the two versions and delete the marks."),
    # signs of other alphabets, and those that cannot be seen
    ("def f（x）：\n    return x\n", 1, "a fullwidth left parenthesis （ (U+FF08) stands in column 6; write ( instead; "
     "there are 2 more such signs in the cell."),
    ("x = 1，2\n", 1, "a fullwidth comma ， (U+FF0C) stands in column 6; write , instead."),
    ("x ＝ 1\n", 1, "a fullwidth equals sign ＝ (U+FF1D) stands in column 3; write = instead."),
    ("x = [1、2]\n", 1, "an ideographic comma 、 (U+3001) stands in column 7; write , instead."),
    ("x = 3 − 1\n", 1, "a minus sign − (U+2212) stands in column 7; write - instead."),
    ("x = 3 – 1\n", 1, "an en dash – (U+2013) stands in column 7; write - instead."),
    ("x = 3 × 1\n", 1, "a multiplication sign × (U+00D7) stands in column 7; write * instead."),
    ("y = 2\nx = y²\n", 2, "a superscript two ² (U+00B2) stands in column 6; write **2 instead."),
    ("x = 1 ≤ 2\n", 1, "a less-than or equal to ≤ (U+2264) stands in column 7; write <= instead."),
    ("x = 5 €\n", 1, "a euro sign € (U+20AC) stands in column 7; Python does not know it."),
    ("x\u00a0= 1\n", 1, "a no-break space (U+00A0) stands in column 2; write a plain space instead."),
    ("def f(x):\n\u00a0\u00a0return x\n", 2, "a no-break space (U+00A0) stands in column 1; write a plain space instead; "
     "there is 1 more such sign in the cell."),
    ("x =\u3000 1\n", 1, "an ideographic space (U+3000) stands in column 4; write a plain space instead."),
    ("x\u200b = 1\n", 1, "a zero width space (U+200B) stands in column 2; it cannot be seen, so retype the line."),
    ("\ufeffx = 1\n", 1, "a zero width no-break space (U+FEFF) stands in column 1; it cannot be seen, so retype the line."),
    ("x\u00ad = 1\n", 1, "a soft hyphen (U+00AD) stands in column 2; it cannot be seen, so retype the line."),
    ("x = y\0\n", 1, "a NUL character (U+0000) stands in column 6; it cannot be seen, so retype the line."),
    # other languages
    ('print "hello"\n', 1, "Missing parentheses in call to 'print'. Did you mean print(...)?"),
    ('raise ValueError, "x"\n', 1,
     "Python 3 has no raise with a comma; write the text in parentheses behind the type."),
    ("try:\n    x = 1\nexcept ValueError, error:\n    pass\n", 3,
     "to name the error write `as` and not a comma; several types stand in parentheses."),
    ("1 <> 2\n", 1, "Python 3 has no <>; write !=."),
    ("a = 1 && 2\n", 1, "Python has no &&; write and."),
    ("a = 1 || 2\n", 1, "Python has no ||; write or."),
    ("x = 1\nx++\n", 2, "Python has no ++; write += 1."),
    ("if 1:\n    pass\nelse if 2:\n    pass\n", 3, "Python has no else if; write elif."),
    ("x = 1 ? 2 : 3\n", 1, "Python has no ? with a colon; write a if condition else b."),
    ("lambda = 3\n", 1, "lambda is a word of Python's own and cannot be a name; take another, such as lam."),
    ("def f(W, lambda):\n    pass\n", 1, "lambda is a word of Python's own and cannot be a name; take another, such as lam."),
    ("x = 2 * lambda * np.sum(W)\n", 1,
     "lambda is a word of Python's own and cannot be a name; take another, such as lam."),
    ("dW = 2W\n", 1, "invalid decimal literal; did you mean 2 * W?"),
    ("x = 1\ny = 2\nIn [3]: for i in x: pass\n", 3,
     "the line begins with a prompt that was pasted with the code; delete it."),
    ("x = 1\ny = 2\nfor i in [1]:\n   ...:     x = 1\n", 4, "the line begins with a prompt that was pasted with the code; delete it."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "line", "text"), UNREADABLE)
def test_a_cell_that_python_cannot_read(fails, source, line, text):
    sentence = said(fails(source))
    kind = sentence.split(" ")[0]
    assert kind in ("SyntaxError", "IndentationError")
    assert sentence == f"{kind} in line {line} of {CELL}: {text}"


# Below a cell magic IPython counts lines anew, and leaves out blank ones at the top there too.
BELOW_A_MAGIC = [
    ("x = 1\ny = (1\nz = 2\n", "SyntaxError", 2, "'(' was never closed."),
    ("x = 1\ny = )\n", "SyntaxError", 2, "unmatched ')'."),
    ("x = 1\ny = 'a\n", "SyntaxError", 2, "the text that opens with ' in column 5 is not closed on its line."),
    ("x = 1\ny = \"\"\"a\n", "SyntaxError", 2, 'the text that opens with """ is never closed.'),
    ("x = 1\ny = “a\n", "SyntaxError", 2, "a curly quote “ stands in column 5; write \" instead."),
    ("x = 1\nif x\n    pass\n", "SyntaxError", 2, "expected ':'."),
    ("x = 1\n  y = 2\n", "IndentationError", 2, "unexpected indent."),
    ("x = 1\nif x:\ny = 2\n", "IndentationError", 3, "expected an indented block after 'if' statement on line {}."),
]  # fmt: skip


@pytest.mark.parametrize("magic", ["capture", "capture out", "time", "timeit -n1 -r1", "prun"])
@pytest.mark.parametrize(("source", "kind", "line", "text"), BELOW_A_MAGIC)
@pytest.mark.parametrize(("above", "below"), [("", ""), ("\n\n", "\n")])
def test_lines_below_a_cell_magic(fails, magic, source, kind, line, text, above, below):
    first = len(f"{above}%%{magic}\n{below}".splitlines())
    assert said(fails(f"{above}%%{magic}\n{below}{source}")) == (
        f"{kind} in line {first + line} of {CELL}: {text.format(first + line - 1)}"
    )


@pytest.mark.parametrize("top", ["%%capture\n", "%%capture out\n", "\n\n%%capture\n\n"])
def test_an_error_below_a_capture(fails, top):
    line = len(top.splitlines()) + 4
    assert (
        said(fails(f"{top}x = 1\n# a\n\n1 / 0\n")) == f"ZeroDivisionError in line {line} of {CELL}: division by zero."
    )
    function = f"{top}def svm_loss_naive(W):\n    # a\n    # b\n    return nothere\n"
    error = hidden(fails, function, 1)
    assert causes.of_call("Your function raised NameError.", error, error).endswith(
        f" too, in line {line} of svm_loss_naive: name 'nothere' is not defined when the cells are run from the top."
    )


@pytest.mark.parametrize(
    "source", ["%%time\n1 / 0\n", "%%timeit\n1 / 0\n", "%%prun\n1 / 0\n", "%%capture\n%%time\n1 / 0"]
)
def test_the_call_of_a_magic_is_no_line_of_the_cell(fails, source):
    sentence = said(fails(source))
    assert "division by zero" in sentence
    assert "line 1 of" not in sentence


def test_a_tokenizer_that_the_cell_itself_calls_says_what_it_says(fails):
    source = "import io, tokenize\nlist(tokenize.generate_tokens(io.StringIO('(').readline))\n"
    assert said(fails(source)).startswith(f"TokenError in line 2 of {CELL}: ('")


INDENTED = [
    ("def f(x):\nreturn 1\n", "IndentationError", 2, "expected an indented block after function definition on line 1."),
    ("def f(x):\n    y = 1\n      z = 2\n", "IndentationError", 3, "unexpected indent."),
    ("def f(x):\n    y = 1\n  z = 2\n", "IndentationError", 3,
     "unindent does not match any outer indentation level."),
    ("def f(x):\n    if x:\n        y = 1\n\tz = 2\n", "TabError", 4,
     "inconsistent use of tabs and spaces in indentation; indent with spaces only."),
    ("if 1:\n\tx = 1\n  y = 2\n", "IndentationError", 3, "unindent does not match any outer indentation level; "
     "line 2 is indented with a tab, others with spaces: use spaces only."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "line", "text"), INDENTED)
def test_indentation(fails, source, kind, line, text):
    assert said(fails(source)) == f"{kind} in line {line} of {CELL}: {text}"


# Syntax of newer releases: the first that takes it, the line, and the text.
NEWER = [
    ((3, 12), "x = 1\ndef f[T](x):\n    return x\n", 2, "a type parameter in brackets is syntax of Python 3.12{}; leave it out."),
    ((3, 12), "class A[T]:\n    pass\n", 1, "a type parameter in brackets is syntax of Python 3.12{}; leave it out."),
    ((3, 12), "type X = int\n", 1, "a type statement is syntax of Python 3.12{}; leave out the word type."),
    ((3, 12), 'd = {"a": 1}\nx = f"{d["a"]:.2f}"\n', 2, "the same quotes inside the braces of an f-string are syntax of "
     "Python 3.12{}; write the other kind of quotes there."),
    ((3, 12), "d = {'a': 1}\nx = f'{d['a']}'\n", 2, "the same quotes inside the braces of an f-string are syntax of "
     "Python 3.12{}; write the other kind of quotes there."),
    ((3, 12), "x = f\"{'\\n'.join(['a'])}\"\n", 1, "a backslash inside the braces of an f-string is syntax of "
     "Python 3.12{}; compute that part in a line before."),
    ((3, 12), 'x = f"{1 +\n1}"\n', 1, "a line break inside the braces of an f-string is syntax of Python 3.12{}; "
     "write it in one line."),
    ((3, 12), 'x = f"{1  # one\n}"\n', 1, "a comment inside the braces of an f-string is syntax of Python 3.12{}; "
     "put it after the f-string."),
    ((3, 13), "def f[T = int](x: T) -> T:\n    return x\n", 1, "a default of a type parameter is syntax of "
     "Python 3.13{}; leave it out."),
    ((3, 14), "try:\n    x = 1\nexcept ValueError, TypeError:\n    pass\n", 3, "except with several types and no "
     "parentheses is syntax of Python 3.14{}; put them in parentheses."),
    ((3, 14), 'x = 1\ny = t"x is {x}"\n', 2, "a t-string is syntax of Python 3.14{}; write an f-string."),
    ((3, 15), "x = [*row for row in [[1]]]\n", 1, "unpacking in a comprehension is syntax of Python 3.15{}; "
     "write a second for."),
    ((3, 15), "lazy import json\n", 1, "a lazy import is syntax of Python 3.15{}; leave out lazy."),
]  # fmt: skip


@pytest.mark.parametrize(("since", "source", "line", "text"), NEWER)
def test_syntax_that_is_newer_than_the_python_that_grades(fails, since, source, line, text):
    failure = fails(source)
    if sys.version_info >= since:
        assert failure is None
    else:
        assert said(failure) == f"SyntaxError in line {line} of {CELL}: {text.format(NEW)}"


@pytest.mark.parametrize(
    "source",
    [
        'x = f"{x" + "}"\n',  # a brace is not closed, whatever Python reads it
        'x = f"{a b}" + "c"\n',
        'f"{"\n',
        "x = [f(x) for x in y z]\n",
        "def f(x, y[T]):\n    pass\n",
        "type = X = = int\n",
        "except = 3\n",
        "f = lambda *a: a b\n",
        "f = lambda **k: k b\n",
        "x = (y++\n z z)\n",
        "a = {'x': 1 'y': 2}\n",
    ],
)
def test_no_cause_is_named_that_is_none(fails, source):
    sentence = said(fails(source))
    for word in ("syntax of Python", "lambda is", "++", "curly", "Markdown", "merge", "prompt"):
        assert word not in sentence


RUNS = [
    "x = 1  # “quotes”, （signs）, it’s – fine\n",
    "x = '“quotes” in a text, ’tis fine'\ny = \"it’s\"\n",
    'def f():\n    """Say “no” — or ```\n\n    <<<<<<< HEAD\n=======\n>>>>>>> b\n    """\n',
    "x = '\u00a0\u200b\u00ad'  # \u00a0\u3000\n",
    "δ = 1\nθ = 2 * δ\nnaïve = 3\n",
    ">>> x = 1\n>>> y = 2\n",
    "!echo “hello”\nx = 1\n",
    "%time x = 1\n",
    "x = 1\nexit()\n",
    "f = lambda *a, **k: (a, k)\n",
    "if 1:\n\tx = 1\n",
]


@pytest.mark.parametrize("source", RUNS)
def test_a_cell_that_runs_has_nothing_to_be_told(fails, source):
    assert fails(source) is None


def test_signs_in_quotes_and_comments_are_not_to_blame(fails):
    for source in ("x = '“'  # ’\ny = (1\n", '"""“ ‘ ``` \u00a0"""\ny = 1 +\n', "# （ ）\ny y\n"):
        sentence = said(fails(source))
        assert not re.search("curly|fullwidth|no-break|Markdown", sentence), sentence
    assert said(fails("x = '“'  # ’\ny = ‘\n")).endswith(
        "line 2 of svm_loss_naive: a curly quote ‘ stands in column 5; write ' instead."
    )


def test_text_that_the_cell_itself_reads_is_not_its_own(fails):
    assert said(fails("x = '“'\neval('(')\n")) == f"SyntaxError in line 2 of {CELL}: '(' was never closed."
    assert said(fails("raise SyntaxError('no')\n")) == f"SyntaxError in line 1 of {CELL}: no."
    assert said(fails("import ast\nast.parse('def f[T](x: print')\n")).startswith(f"SyntaxError in line 2 of {CELL}: ")


USE = "or in cells of your own scipy, sklearn, matplotlib, ipywidgets or IPython."
RAISED = [
    ("import torch\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'torch': use NumPy only, {USE}"),
    ("x = 1\nfrom tensorflow import keras\n",
     f"ModuleNotFoundError in line 2 of {CELL}: No module named 'tensorflow': use NumPy only, {USE}"),
    ("import helpers\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'helpers': use NumPy only; if helpers "
     "is a file of yours, put its code into the notebook."),
    ("import nunpy\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'nunpy'; did you mean numpy?"),
    ("from google.colab import drive\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'google'; "
     "google.colab is on Colab only, delete it."),
    ("import practice\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'practice'; practice.py is for your "
     "own machine, and its absence here costs nothing."),
    ("import ipdb\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'ipdb'; a debugger is of no use here, "
     "delete it."),
    ("import numpy.nothing\n", f"ModuleNotFoundError in line 1 of {CELL}: No module named 'numpy.nothing'."),
    ("from numpy import float\n", f"ImportError in line 1 of {CELL}: NumPy has no `float` since 1.24; write float."),
    ("from numpy import nothing_like_it\n",
     f"ImportError in line 1 of {CELL}: NumPy {np.__version__} has no `nothing_like_it`."),
    ("from collections import Mapping\n", f"ImportError in line 1 of {CELL}: cannot import name 'Mapping' from "
     "'collections'; Python has no `collections.Mapping` since 3.10."),
    ("x = np.zeros(3, dtype=np.float)\n", f"AttributeError in line 1 of {CELL}: NumPy has no `float` since 1.24; write float."),
    ("np.zeroes(3)\n", f"AttributeError in line 1 of {CELL}: NumPy {np.__version__} has no `zeroes`; did you mean `zeros`?"),
    ("np.foo\n", f"AttributeError in line 1 of {CELL}: NumPy {np.__version__} has no `foo`."),
    ("x = np.ones(3)\nx.ptp()\n", f"AttributeError in line 2 of {CELL}: NumPy's arrays have no `ptp` since 2.0; write np.ptp(a)."),
    ("np.ones(3).sumo()\n", f"AttributeError in line 1 of {CELL}: 'numpy.ndarray' object has no attribute 'sumo'."),
    ("{}.iteritems()\n", f"AttributeError in line 1 of {CELL}: Python 3 has no `iteritems`; write items()."),
    ("for i in xrange(3): pass\n", f"NameError in line 1 of {CELL}: Python 3 has no `xrange`; write range."),
    ("x = true\n", f"NameError in line 1 of {CELL}: name 'true' is not defined; Python writes True."),
    ("x = null\n", f"NameError in line 1 of {CELL}: name 'null' is not defined; Python writes None."),
    ("weight = 1\nprint(wieght)\n", f"NameError in line 2 of {CELL}: name 'wieght' is not defined; did you mean weight?"),
    ("x = nowhere_set\n", f"NameError in line 1 of {CELL}: name 'nowhere_set' is not defined when the cells are run from "
     "the top."),
    ("print(Хx)\n", f"NameError in line 1 of {CELL}: name 'Хx' is not defined; its Х is a CYRILLIC CAPITAL LETTER HA "
     "(U+0425), which only looks like X."),
    ("Χy = 1\nprint(Xy)\n", f"NameError in line 2 of {CELL}: name 'Xy' is not defined; the cell defines Χy, whose Χ is a "
     "GREEK CAPITAL LETTER CHI (U+03A7), which only looks like X."),
    ("def g():\n    x = 1\n    return y_of_g\n\ng()\n",
     f"NameError in line 3 of {CELL}: name 'y_of_g' is not defined when the cells are run from the top."),
    ("a = np.ones(2)\n\na @ np.ones(3)\n", f"ValueError in line 3 of {CELL}: matmul: Input operand 1 has a mismatch in its "
     "core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 3 is different from 2)."),
    ("1 / 0\n", f"ZeroDivisionError in line 1 of {CELL}: division by zero."),
    ("assert 1 == 2\n", f"AssertionError in line 1 of {CELL}."),
    ("%%time\nx = 1\n1 / 0\n", f"ZeroDivisionError in line 3 of {CELL}: division by zero."),
    ("%%time x = 1\ny = 2\n",
     f"UsageError in {CELL}: no code may stand on the line of %%time; move it to the next line."),
    ("raise NotImplementedError()\n", f"NotImplementedError in line 1 of {CELL}: what is called here is not written yet."),
    ("class Mine(Exception): pass\nraise Mine('two\\nlines\\x1b[31m')\n", f"Mine in line 2 of {CELL}: two lines [31m."),
    ("x = input('How many?')\n", f"StdinNotImplementedError in line 1 of {CELL}: input() asks a person, and nobody is there "
     "to answer; give the value in the code."),
    ("breakpoint()\n", f"StdinNotImplementedError in line 1 of {CELL}: a debugger was left in, breakpoint(); delete it."),
    ("import pdb\npdb.set_trace()\n",
     f"StdinNotImplementedError in line 2 of {CELL}: a debugger was left in, pdb.set_trace(); delete it."),
    ("def ask():\n    return input()\n\nbreakpoint()\n",
     f"StdinNotImplementedError in line 4 of {CELL}: a debugger was left in, breakpoint(); delete it."),
    ("import sys\nsys.exit(1)\n", f"SystemExit in line 2 of {CELL}: sys.exit() stops the code there; delete it."),
    ("raise SystemExit\n", f"SystemExit in line 1 of {CELL}: raise SystemExit stops the code there; delete it."),
    ("open('data.csv')\n", f"FileNotFoundError in line 1 of {CELL}: there is no 'data.csv' here; only the notebook is handed "
     "in, without the files beside it."),
    ("x = np.loadtxt('/home/anna/points.txt')\n", f"FileNotFoundError in line 1 of {CELL}: there is no '/home/anna/points.txt' "
     "here; only the notebook is handed in, without the files beside it."),
    ("np.zeros((10**7, 10**7))\n", f"MemoryError in line 1 of {CELL}: Unable to allocate 728. TiB for an array with shape "
     "(10000000, 10000000) and data type float64; a submission may not have as much memory."),
    ("x = 'a' * 10**18\n", f"MemoryError in line 1 of {CELL}: it asks for more memory than a submission may have."),
    ("from urllib.request import urlopen\nurlopen('http://127.0.0.1:9')\n",
     f"URLError in line 2 of {CELL}: there is no network here; work with what is in the notebook."),
    ("x = 1\ny = 2\nIn [3]: x\nIn[3]: x = 1\n", f"IndexError in line 4 of {CELL}: the line begins with a prompt that was "
     "pasted with the code; delete it."),
    ("import os\nos._exit(1)\n", f"In {CELL} your code ended its process."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), RAISED)
def test_a_cell_that_raises(fails, source, sentence):
    assert said(fails(source)) == sentence


BEHIND_THE_WALL = [
    ("import subprocess\nsubprocess.run(['ls'])\n", "PermissionError", "subprocess"),
    ("import multiprocessing\nmultiprocessing.Pool(2)\n", "PermissionError", "multiprocessing"),
    ("import os\nos.fork()\n", "PermissionError", "os.fork"),
    ("from concurrent.futures import ProcessPoolExecutor\nlist(ProcessPoolExecutor(2).map(len, ['a']))\n",
     "PermissionError", "ProcessPoolExecutor"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "word"), BEHIND_THE_WALL)
def test_other_processes(fails_behind_the_wall, source, kind, word):
    sentence = (
        f"{kind} in line 2 of {CELL}: there are no other processes here, so {word} cannot work; do it all in this one."
    )
    assert said(fails_behind_the_wall(source)) == sentence


def test_what_the_wall_denies(fails_behind_the_wall):
    network = "there is no network here; work with what is in the notebook."
    for source in ("urllib.request.urlopen('http://example.org')", "socket.create_connection(('192.0.2.1', 80), 1)"):
        assert said(fails_behind_the_wall(f"import socket, urllib.request\n{source}\n")).endswith(network)
    many = "files = [open('/dev/null') for _ in range(10_000)]\n"
    assert said(fails_behind_the_wall(many)) == (
        f"OSError in line 1 of {CELL}: too many files are open at once; close each of them, best with `with open(...)`."
    )
    fails_behind_the_wall.close()
    denied = said(fails_behind_the_wall("import subprocess\nopen('/proc/1/mem', 'wb')\n"))
    assert "processes" not in denied  # it was imported, and something else is denied


@pytest.mark.parametrize(
    ("name", "since", "instead"),
    [(name, since, instead) for since, names in releases._NUMPY_REMOVED.items() for name, instead in names.items()],
)
def test_names_that_numpy_removed(fails, name, since, instead):
    failure = fails(f"import numpy as np\nx = np.{name}\n")
    if not releases._lacks(np, name):
        assert failure is None
    else:
        *first, code = instead.split("; ")
        write = (
            f"; {first[0]} and {'use that' if code == name else f'write {code}'}"
            if first
            else f"; write {code}"
            if code
            else ""
        )
        told = f"NumPy has no `{name}` since {since}{write}."
        assert said(failure) == f"AttributeError in line 2 of {CELL}: {told}"


def test_what_to_write_instead_is_there():
    names = {"a": np.ones((2, 2)), "np": np, "functools": functools, "x": float}
    for words in releases._NUMPY_REMOVED.values():
        for instead in filter(None, words.values()):
            *first, code = instead.split("; ")
            exec("".join(first), names)
            eval(code.replace("dtype)", "float)").replace("a.item()", "a[0, 0].item()"), names)


def test_no_name_is_left_out_that_numpy_says_it_removed():
    from numpy._expired_attrs_2_0 import __expired_attributes__ as expired

    known = {name for names in releases._NUMPY_REMOVED.values() for name in names}
    assert {name for name in expired if releases._lacks(np, name)} <= known


def test_parts_that_numpy_removed(fails):
    failure = fails("from numpy.linalg.linalg import norm\n")
    if releases._lacks(np, "linalg.linalg"):
        told = "NumPy has no `linalg.linalg` since 2.4; write np.linalg."
        assert said(failure) == f"ModuleNotFoundError in line 1 of {CELL}: {told}"
    assert "did you mean" not in said(fails("np.math.sqrt(2)\n"))


def test_annotations_that_only_a_newer_python_leaves_alone(fails):
    new = f"; in an annotation that is no error since Python 3.14, but this is graded with Python {PYTHON}."
    for source, line, name in (
        ("def f(W: ndarray, X):\n    return W\n", 1, "ndarray"),
        ("def f(W) -> ndarray:\n    return W\n", 1, "ndarray"),
        ("def f(\n    W: int,\n    X: NDArray[np.float64] = None,\n):\n    return W\n", 3, "NDArray"),
        ("x = 1\ny: Array = 3\n", 2, "Array"),
    ):
        failure = fails(source)
        if sys.version_info >= (3, 14):
            assert failure is None
        else:
            assert said(failure) == f"NameError in line {line} of {CELL}: name '{name}' is not defined{new}"
    for source in ("def f(W=ndarray):\n    return W\n", "def f(W: int):\n    y: int = ndarray\nf(1)\n"):
        assert "annotation" not in said(fails(source))


@pytest.mark.parametrize(
    ("since", "source", "name"),
    [
        ((3, 12), "from itertools import batched\n", "itertools.batched"),
        ((3, 12), "import itertools\nitertools.batched\n", "itertools.batched"),
        ((3, 13), "import math\nmath.fma\n", "math.fma"),
        ((3, 14), "import annotationlib\n", "annotationlib"),
    ],
)
def test_names_of_newer_releases_of_python(fails, since, source, name):
    failure = fails(source)
    if sys.version_info >= since:
        assert failure is None
    else:
        new = f"`{name}` is new in Python {since[0]}.{since[1]}{NEW}."
        assert said(failure).endswith(f"; {new}")


@pytest.mark.parametrize("module", ["imp", "asyncore", "cgi", "telnetlib"])
def test_modules_that_python_removed(fails, module):
    failure = fails(f"import {module}\n")
    if failure is None:
        assert sys.version_info < (3, 13)
    else:
        assert re.search(rf"; Python has no `{module}` since 3\.1[23]\.$", said(failure))


def test_a_course_names_its_packages(fails):
    failure = fails("import torch\n")
    assert said(failure, ("numpy",)).endswith("No module named 'torch': use NumPy only.")
    assert said(failure, ("numpy", "pandas")).endswith(": use NumPy only, or in cells of your own pandas.")
    assert said(failure, ()).endswith("No module named 'torch': use Python's own library only.")


def test_lost_processes_and_own_cells_are_named():
    assert said(
        CellFailure(LOST, "Your code ran for too long and was stopped.", "cell 12, your own", "while True: pass")
    ) == ("In cell 12, your own, your code ran for too long and was stopped.")
    assert said(CellFailure("NameError", "name 'x' is not defined", "cell 12, your own", "x\n", 1)).startswith(
        "NameError in line 1 of cell 12, your own: "
    )


def test_what_is_repeated_is_short_and_clean(fails):
    assert said(fails("raise ValueError('\\x1b[31m\\u202e\\ud800' + 'x' * 10**6)\n"))
    assert said(fails("class X" + "x" * 500 + "(Exception): pass\nraise X" + "x" * 500 + "('a')\n"))
    assert said(CellFailure("<b>", "<script>\n" * 500, "c" * 1000, "x\n", 10**9, name="\n" * 500))
    assert said(CellFailure("SyntaxError", "invalid character '“' (U+201C)", CELL, "x = 1\n", -5))
    assert said(CellFailure("SyntaxError", "invalid character '“' (U+10FFFFFF)", CELL, "x = 1\n", 1))
    assert "/" not in said(fails("from numpy.linalg import nothing\n"))
    assert clean("a\tb\n\x00c") == "a b c"


@pytest.mark.parametrize("source", ["(" * 30_000, "x,\n" * 9_000 + "“", "'\\" * 900 + "\n“", "x" * 5_000 + "“"])
def test_cells_that_are_too_much_to_look_into_are_told_what_python_says(fails, source):
    assert len(source) > MAX_TEXT or max(map(len, source.splitlines())) > 1_000
    assert said(fails(source)).startswith("SyntaxError")


def test_a_cell_of_thousands_of_open_fstrings_is_given_up(fails):
    source = "\n".join(["f'{" * 100] * 19)  # read to the end from each of them that takes minutes
    failure = fails(source)
    for line in range(1, 20):
        assert releases.newer_syntax(failure.looked_into, line, "", "3.11.4") is None
    assert said(failure).startswith("SyntaxError")


def test_an_fstring_is_found_among_many_others():
    row = "y = " + " + ".join(["f'{x}'"] * 100)
    source = "\n".join([row] * 19) + "\nz = f'{d['a']}'"
    assert "the same quotes" in releases.newer_syntax(CellText(source), 20, "", "3.11.4")


# Functions that are not there


def runs(fails, *cells):
    """Run cells in a fresh shell: pairs of what they are called and their text."""
    fails.forget()
    return [CellRun(cell, source, fails(source, cell)) for cell, source in cells]


def why(fails, *cells, **options):
    sentence = missing.why(CELL, Cells(runs(fails, *cells)), **options)
    assert_sentence(sentence)
    assert "did not run to its end" not in sentence
    return sentence


OWN = "cell 12, your own"
HELPER = "x = 1\ndef helper(W):\n    return W\n"
KEEP = "The cell of svm_loss_naive defines {}: keep the name svm_loss_naive."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("def svm_naive(W, X, y, reg):\n    return 0\n", KEEP.format("svm_naive")),
        ("def svm_loss(W, X, y, reg):\n    return 0\n", KEEP.format("svm_loss")),
        ("def naive_svm_loss(W, X, y, reg):\n    return 0\n", KEEP.format("naive_svm_loss")),
        ("def svm_loss_vec(W, X, y, reg):\n    return 0\n", KEEP.format("svm_loss_vec")),
        ("def SVM_loss_naive(W):\n    return 0\n", KEEP.format("SVM_loss_naive")),
        ("import functools\n@functools.cache\ndef svm_loss_naiv(W):\n    return 0\n", KEEP.format("svm_loss_naiv")),
        ("async def loss_naive(W):\n    return 0\n", KEEP.format("loss_naive")),
        ("loss_naive = lambda W, X, y, reg: 0\n", KEEP.format("loss_naive")),
        ("class SvmLossNaive:\n    pass\n", KEEP.format("SvmLossNaive")),
        (f"{HELPER}def svm_nave(W):\n    return helper(W)\n", KEEP.format("svm_nave")),
        ("if True:\n    def svm_loss_n(W):\n        return 0\n", KEEP.format("svm_loss_n")),
        ("def svm_l(W):\n    return 0\n\nsvm_loss_naive(3)\n", KEEP.format("svm_l")),  # the rest fails for it
        ("def svm_lоss_naive(W):\n    return 0\n", "The cell of svm_loss_naive defines svm_lоss_naive: its о is a CYRILLIC "
         "SMALL LETTER O (U+043E), which only looks like o; type the name anew."),
        ("loss = 0\ndW = 1\n", "The cell of svm_loss_naive does not define it; write def svm_loss_naive(...) there."),
        ("", "The cell of svm_loss_naive is empty; copy it back from the released notebook and write the function there."),
        (" \n", "The cell of svm_loss_naive is empty; copy it back from the released notebook and write the function there."),
        ("# later\n", "The cell of svm_loss_naive holds comments only; write the function there."),
        ("x = 1\n# def svm_loss_naive(W):\n#     return 0\n",
         "The definition of svm_loss_naive is commented out in line 2 of its cell."),
        ("'''\ndef svm_loss_naive(W):\n    return 0\n'''\n",
         "Line 2 of the cell defines svm_loss_naive inside a text in quotes, where it is not run."),
        ("class Model:\n    def svm_loss_naive(self, W):\n        return 0\n",
         "Line 2 of the cell defines svm_loss_naive inside a class; move it to the left margin."),
        ("def outer():\n    def svm_loss_naive(W):\n        return 0\n    return svm_loss_naive\n",
         "Line 2 of the cell defines svm_loss_naive inside another function; move it to the left margin."),
        ("if False:\n    def svm_loss_naive(W):\n        return 0\n", "svm_loss_naive is defined in line 2 of svm_loss_naive, "
         "in a block, and the code did not come to that line; move it to the left margin."),
        ("%%timeit -n1 -r1\ndef svm_loss_naive(W):\n    return 0\n",
         "%%timeit forgets what the cell of svm_loss_naive defines; delete that line."),
        ("%%bash\ndef svm_loss_naive(W):\n    return 0\n",
         "The cell of svm_loss_naive begins with %%bash, so it is not run as Python here; delete that line."),
        ("def svm_loss_naive(W):\n    return (0\n", "SyntaxError in line 2 of svm_loss_naive: '(' was never closed."),
        ("def svm_naive(W):\n    return (0\n", "SyntaxError in line 2 of svm_loss_naive: '(' was never closed."),
        ("import torch\ndef svm_loss_naive(W):\n    return 0\n",
         "ModuleNotFoundError in line 1 of svm_loss_naive: No module named 'torch': use NumPy only."),
        ("def svm_loss_naive(W):\n    return 0\n\ndel svm_loss_naive\n",
         "svm_loss_naive is deleted in line 4 of svm_loss_naive; take that line out."),
        ("import os\nos._exit(0)\ndef svm_loss_naive(W): pass\n",
         "In svm_loss_naive your code ended its process."),
    ],
)  # fmt: skip
def test_a_function_that_its_cell_does_not_define(fails, source, sentence):
    assert why(fails, (CELL, source)) == sentence


DEFINED = "def svm_loss_naive(W):\n    return 0\n"


def test_a_function_that_other_cells_define_or_delete(fails):
    stub = "def other(W):\n    raise NotImplementedError()\n"
    failing = "x = 1\ndef svm_loss_naive(W):\n    return “0”\n"
    assert why(fails, (CELL, stub), (OWN, failing)).startswith(
        "svm_loss_naive is defined in line 2 of cell 12, your own, which failed: SyntaxError in line 3: a curly quote"
    )
    assert why(fails, (CELL, DEFINED), (OWN, "x = 1\ndel svm_loss_naive\n")) == (
        "svm_loss_naive is deleted in line 2 of cell 12, your own; take that line out."
    )
    assert why(fails, (CELL, DEFINED), (OWN, "\n%reset -f\n")) == (
        "svm_loss_naive is deleted by %reset in line 2 of cell 12, your own; take that line out."
    )
    assert why(fails, (CELL, DEFINED), (OWN, "globals().pop('svm_loss_naive')\n")) == (
        "svm_loss_naive is defined in line 1 of svm_loss_naive, but is not there when it is needed; does any line delete it?"
    )


def test_a_cell_that_is_missing(fails):
    sentence = "The cell of svm_loss_naive is missing; copy it back from the released notebook."
    assert why(fails, absent=True) == sentence
    assert why(fails, (OWN, "x = 1\n"), absent=True) == sentence
    assert why(fails, (OWN, "x = 1\n")).startswith("The cell of svm_loss_naive is empty; ")
    assert why(fails, (OWN, "from os import path as svm_loss_naive\nraise ValueError('no')\n"), absent=True) == (
        "svm_loss_naive is defined in line 1 of cell 12, your own, which failed: ValueError in line 2: no."
    )


def test_a_name_that_holds_no_function(fails):
    assert why(fails, (CELL, DEFINED), (OWN, "x = 1\nsvm_loss_naive = svm_loss_naive(1)\n"), holds="int") == (
        "svm_loss_naive is an int and no function since line 2 of cell 12, your own; use another name there."
    )
    assert why(fails, (CELL, DEFINED), (OWN, "loss, svm_loss_naive = 1, 2.5\n"), holds="float") == (
        "svm_loss_naive is a float and no function since line 1 of cell 12, your own; use another name there."
    )
    assert why(fails, (CELL, DEFINED), (OWN, "for svm_loss_naive in [1]: pass\n"), holds="int").startswith(
        "svm_loss_naive is an"
    )
    assert why(fails, (CELL, DEFINED), (OWN, "globals()['svm_loss_naive'] = 3\n"), holds="int") == (
        "svm_loss_naive is an int and no function when the check calls it."
    )


def test_the_type_that_a_hidden_call_made_is_not_named(fails):
    made = "def svm_loss_naive(W):\n    globals()['svm_loss_naive'] = type('HIDDEN_' + str(W), (), {})()  # HIDDEN_3\n"
    plain = "svm_loss_naive is something that is no function when the check calls it."
    assert why(fails, (CELL, made + "'HIDDEN_3'\n"), holds="HIDDEN_3") == plain
    assert why(fails, (CELL, made), holds="") == plain
    assert why(fails, (CELL, DEFINED), (OWN, "svm_loss_naive = 1\n"), holds="HIDDEN_3") == (
        "svm_loss_naive is something that is no function since line 1 of cell 12, your own; use another name there."
    )
    for kind, named in {"ndarray": "an ndarray", "NoneType": "a NoneType", "float64": "a float64", "module": "a module",
                        "generator": "a generator", "Loss": "a Loss"}.items():  # fmt: skip
        assert why(fails, (CELL, "class Loss: pass\n"), holds=kind) == (
            f"svm_loss_naive is {named} and no function when the check calls it."
        )


# Hidden calls that raise

SAID = "Your function raised {} with N=5, D=4, C=3."
SECRET = 0.123456789


def hidden(fails, source, *args):
    """What a call of svm_loss_naive raises."""
    fails.forget()
    assert fails(source) is None
    return CellFailure.of(fails.call(CELL, *args), CELL, {CELL: source})


@pytest.mark.parametrize(
    ("body", "kind", "more"),
    [
        ("raise ValueError(f'{W}')", "ValueError", ""),
        ("return W.values_of", "AttributeError", ": `values_of` is an attribute that is not there"),
        ("return wieght", "NameError", ": `wieght` is not defined"),
        ("return [i for i in xrange(3)]", "NameError", ": Python 3 has no `xrange`; write range"),
        ("return np.zeros(3, np.float)", "AttributeError", ": NumPy has no `float` since 1.24; write float"),
        ("return np.NaN", "AttributeError", ": NumPy has no `NaN` since 2.0; write np.nan"),
        ("raise NameError(f'name {W!r}', name=f'x{W}'.replace('.', '_'))", "NameError", ""),
        ("return getattr(np, 'x' + str(W).replace('.', '_'))", "AttributeError", ""),
        ("raise AttributeError(str(W), name='W')", "AttributeError", ""),  # no attribute of anything here
        ("return {}[W]", "KeyError", ""),
        ("return input(W)", "StdinNotImplementedError", ": input() asks a person, and nobody is there to answer; give the "
         "value in the code"),
        ("breakpoint()", "StdinNotImplementedError", ": a debugger was left in, breakpoint(); delete it"),
        ("return open(f'{W}.npy')", "FileNotFoundError", ""),
        ("import sys; sys.exit(W)", "SystemExit", ": sys.exit() stops the code there; delete it"),
        ("return np.zeros((10**7, 10**7))", "MemoryError", ": it asks for more memory than a submission may have"),
        ("return eval(str(W) + '(')", "SyntaxError", ""),
    ],
)  # fmt: skip
def test_a_hidden_call_that_raises_tells_nothing_of_its_problem(fails, body, kind, more):
    error = hidden(fails, f"import numpy as np\ndef svm_loss_naive(W):\n    {body}\n", SECRET)
    assert error.type_name == kind
    sentence = causes.of_call(SAID.format(kind), error)
    assert sentence == f"Your function raised {kind} with N=5, D=4, C=3{more}."
    assert not re.search(r"0.1234|line \d", sentence)


def test_names_that_stand_in_quotes_or_comments_only_are_not_told(fails):
    source = "def svm_loss_naive(W):\n    # a1 .b1\n    raise NameError('x', name=['a0', 'a1'][W])\n"
    assert causes.of_call(SAID.format("NameError"), hidden(fails, source, 1)) == SAID.format("NameError")
    source = "def svm_loss_naive(W):\n    raise AttributeError('x', name=['b0', 'b1'][W])  # .b1\n"
    assert causes.of_call(SAID.format("AttributeError"), hidden(fails, source, 1)) == SAID.format("AttributeError")


def test_what_the_own_example_raises_too_is_told_whole(fails):
    source = "import numpy as np\ndef svm_loss_naive(W):\n    table = np.ones(3)\n    return table[4]\n"
    error, public = hidden(fails, source, SECRET), hidden(fails, source, 1.0)
    assert causes.of_call(SAID.format("IndexError"), error, public) == (
        "Your function raised IndexError with N=5, D=4, C=3, and on the notebook's own example too, in line 4 of "
        "svm_loss_naive: index 4 is out of bounds for axis 0 with size 3."
    )
    removed = "import numpy as np\ndef svm_loss_naive(W):\n    return np.float(3)\n"
    assert causes.of_call(
        "Your function raised AttributeError.", hidden(fails, removed, 1), hidden(fails, removed, 1)
    ) == (
        "Your function raised AttributeError, and on the notebook's own example too, in line 3 of svm_loss_naive: NumPy has "
        "no `float` since 1.24; write float."
    )
    other = hidden(fails, "def svm_loss_naive(W):\n    return 1 / 0\n", 1)
    assert causes.of_call(SAID.format("IndexError"), error, other) == SAID.format("IndexError")


def test_a_function_that_is_not_written_yet_says_so_in_hidden_checks(fails):
    source = "def svm_loss_naive(W):\n    raise NotImplementedError()\n"
    error, kind = hidden(fails, source, SECRET), SAID.format("NotImplementedError")
    assert causes.of_call(kind, error, error) == "This function is not written yet."
    assert causes.of_call(kind, error, unanswered=True) == "This function is not written yet."
    part = hidden(fails, "def svm_loss_naive(W):\n    if W < 1:\n        raise NotImplementedError()\n", SECRET)
    assert causes.of_call(kind, part) == (
        "A part of this function is not written yet: your function raised NotImplementedError with N=5, D=4, C=3."
    )


def test_a_line_is_found_in_the_cell_that_holds_it(fails):
    fails.forget()
    sources = {OWN: "\n\ndef helper(W):\n    return W / 0\n", CELL: "def svm_loss_naive(W):\n    return helper(W)\n"}
    assert [fails(source, cell) for cell, source in sources.items()] == [None, None]
    public = CellFailure.of(fails.call(CELL, 1), CELL, sources)
    assert causes.of_call("Your function raised ZeroDivisionError.", public, public) == (
        "Your function raised ZeroDivisionError, and on the notebook's own example too, in line 4 of cell 12, your own: "
        "division by zero."
    )


def assignment():
    stub = "def svm_loss_naive(W):\n    raise NotImplementedError()\n"
    visible = "seen = 0\nassert svm_loss_naive(1.0) == seen"
    return Assignment(
        "svm_gradient",
        (
            Cell(CELL, "solution", "code", stub, stub, 0.0, CELL),
            Cell(f"test_{CELL}_value", "test", "code", f"{visible}\nhidden()", visible, 1.0, CELL),
            Cell(f"test_{CELL}_contract", "test", "code", "hidden()", "", 1.0, CELL),
        ),
    )


def test_a_submission_is_told_why_from_its_cells_to_its_checks(fails):
    fails.forget()
    teller, asked = Teller(assignment(), (), ("numpy",)), []
    source = "def svm_loss_naive(W):\n    return wieght\n"
    cells = {OWN: "x = (1\n", CELL: source, "cell 14, your own": "1 / 0\n"}
    notes = [teller.ran(cell, text, fails.raw(text, cell)) for cell, text in cells.items()]
    assert notes == [
        "SyntaxError in line 1 of cell 12, your own: '(' was never closed.",
        None,
        "ZeroDivisionError in line 1 of cell 14, your own: division by zero.",
    ]

    def retry(visible, type_name):
        asked.append((visible, type_name))
        return RemoteError(CELL, fails.call(CELL, 1.0))

    error = RemoteError(CELL, fails.call(CELL, SECRET))
    raised = "Your function raised NameError with N=5, D=4, C=3, and on the notebook's own example too"
    why = ", in line 2 of svm_loss_naive: name 'wieght' is not defined when the cells are run from the top."
    for test, told in ((f"test_{CELL}_value", why), (f"test_{CELL}_contract", ": see above.")):
        assert teller.raised(SAID.format("NameError"), error, test, retry) == raised + told
    assert asked == [((assignment().cells[1].released, ""), "NameError")]  # once for all checks
    assert teller.missing(CELL, "int") == "svm_loss_naive is an int and no function when the check calls it."


# A name that another cell defines

H = "def helper(W):\n    return W\n"
U = "def svm_loss_naive(W):\n    return helper(W)\n"
AFTER = "cell 14, your own"
TEST = f"test_{CELL}_value"
EXAMPLE = "Your function raised NameError, and on the notebook's own example too, in line 2 of svm_loss_naive: "


class Graded:
    """A notebook of some cells that is run up to the first check, as `trusted` does it."""

    def __init__(self, fails, *cells, **handed_in):
        fails.forget()
        standing = [Standing(name, kind[0] if kind else "code", source) for name, source, *kind in cells]
        self.fails, self.failures, self.notes = fails, {}, []
        self.teller = Teller(assignment(), (), PACKAGES, standing, self.failures, **handed_in)
        for one in standing:
            if one.cell == TEST:
                break
            if one.cell_type == "code":
                failure = fails.raw(one.source, one.cell)
                self.failures |= {} if failure is None else {one.cell: failure}
                self.notes.append(self.teller.ran(one.cell, one.source, failure))

    def raised(self, retried=True):
        """What the check says of a call that raises NameError."""
        error = RemoteError(CELL, self.fails.call(CELL, SECRET))
        again = RemoteError(CELL, self.fails.call(CELL, 1.0)) if retried else None
        told = self.teller.raised("Your function raised NameError.", error, TEST, lambda *_: again)
        assert_sentence(told)
        return told


FATES = [
    ([(OWN, f"import seaborn\n{H}"), (CELL, U)],
     "helper is defined in line 2 of cell 12, your own, which failed: ModuleNotFoundError in line 1: No module named "
     f"'seaborn': use NumPy only, {USE}"),
    ([(OWN, f"import seaborn\n{H}"), (CELL, U.replace("    ", "    helpers = 1; "))],  # nearly the same name
     "helper is defined in line 2 of cell 12, your own, which failed: ModuleNotFoundError in line 1: No module named "
     f"'seaborn': use NumPy only, {USE}"),
    ([(OWN, f"x = (1\n{H}"), (CELL, U)],
     "helper is defined in line 2 of cell 12, your own, which failed: SyntaxError in line 1: '(' was never closed."),
    ([(OWN, f"{H}x = “1”\n"), (CELL, U)],
     "helper is defined in line 1 of cell 12, your own, which failed: SyntaxError in line 3: a curly quote “ stands in "
     "column 5; write \" instead; there is 1 more such sign in the cell."),
    ([(OWN, f"%%capture\nx = 1 / 0\n{H}"), (CELL, U)],
     "helper is defined in line 3 of cell 12, your own, which failed: ZeroDivisionError in line 2: division by zero."),
    ([(OWN, f"x = 1 / 0\n{H}"), ("cell 13, your own", f"y = x\n{H.replace('helper', 'other')}"),
      (CELL, U.replace("helper", "other"))],
     "other is defined in line 2 of cell 13, your own, which failed: NameError in line 1: x is defined in line 1 of "
     "cell 12, your own, which failed: ZeroDivisionError in line 1: division by zero."),
    ([(OWN, f"helper(1)\n{H}"), (CELL, U)],
     "helper is defined in line 2 of cell 12, your own, which failed: NameError in line 1: helper is defined only in "
     "line 2, below."),
    ([(OWN, H), (CELL, U), (AFTER, "x = 1\ndel helper\n")],
     "helper is deleted in line 2 of cell 14, your own; take that line out."),
    ([(OWN, H), (AFTER, "%reset -f\n"), (CELL, U)],
     "helper is deleted by %reset in line 1 of cell 14, your own; take that line out."),
    ([(OWN, H), (CELL, U), (AFTER, "%xdel other\n%xdel helper\n")],
     "helper is deleted by %xdel in line 2 of cell 14, your own; take that line out."),
    ([(OWN, f"%reset -f\nif False:\n    {H.replace(chr(10), '')}\n"), (CELL, U)],
     "helper is defined in line 3 of cell 12, your own, in a block, and the code did not come to that line; move it to "
     "the left margin."),
    ([(OWN, f"try:\n    import seaborn\n    {H.replace(chr(10), '')}\nexcept ImportError:\n    pass\n"), (CELL, U)],
     "helper is defined in line 3 of cell 12, your own, inside try, but an error came first; print that error."),
    ([(OWN, f"%%timeit -n1 -r1\n{H}"), (CELL, U)],
     "%%timeit forgets what cell 12, your own, defines; delete that line."),
    ([(OWN, H), (CELL, U), (AFTER, "globals().pop('helper')\n")],
     "helper is defined in line 1 of cell 12, your own, but is not there when it is needed; does any line delete it?"),
    ([(CELL, U), (TEST, ""), (AFTER, H)],
     "helper is defined in line 1 of cell 14, your own, which is run only after this test; move that cell above "
     "svm_loss_naive."),
    ([(CELL, U), (TEST, ""), (AFTER, "helper = 3\n")],  # it may be another
     "helper is defined in line 1 of cell 14, your own, which is run only after this test."),
    ([(OWN, f"Mine:\n```python\n{H}```", "markdown"), (CELL, U)],
     "helper is written in line 3 of cell 12, your own, which is a Markdown cell and is not run; write it in a code cell."),
    ([(CELL, U), (TEST, ""), (AFTER, H, "raw")],
     "helper is written in line 1 of cell 14, your own, which is a raw cell and is not run; write it in a code cell."),
    ([(OWN, f"%%bash\n{H}"), (CELL, U)],
     "helper is written in line 2 of cell 12, your own, which begins with %%bash and is not run as Python; delete that "
     "line."),
    ([(CELL, U.replace("helper", "seen")), (TEST, "")],
     "seen is written in line 1 of test_svm_loss_naive_value, and what a test defines is not there for your cells; "
     "define it in one of your own."),
    ([(OWN, "helper = 3 is prose", "markdown"), (CELL, U)],
     "name 'helper' is not defined when the cells are run from the top."),
    ([(OWN, f"def other():\n    {H.replace(chr(10), '')}\n"), (CELL, U)],  # it is not there for other cells
     "name 'helper' is not defined when the cells are run from the top."),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "fate"), FATES)
def test_a_name_that_another_cell_defines_is_told_what_became_of_it(fails, cells, fate):
    told = Graded(fails, *cells).raised()
    assert told == EXAMPLE + fate


def test_a_hidden_call_tells_it_too_if_the_name_stands_in_the_code(fails):
    graded = Graded(fails, (OWN, f"import math\n1 / 0\n{H}"), (CELL, U))
    assert graded.raised(retried=False) == (
        "Your function raised NameError: helper is defined in line 3 of cell 12, your own, which failed: "
        "ZeroDivisionError in line 2: division by zero."
    )
    forged = U.replace("return helper(W)", "raise NameError(f'name {W}', name=['helper', 'W'][W < 1])  # helper")
    graded = Graded(fails, (OWN, f"1 / 0\n{H}"), (CELL, forged))
    assert graded.raised(retried=False) == "Your function raised NameError: `W` is not defined."
    forged = U.replace("return helper(W)", "raise NameError(f'name \\'helper\\' is not defined', name='hel' + 'per')")
    graded = Graded(fails, (OWN, f"1 / 0\n{H}"), (CELL, forged))
    assert graded.raised(retried=False) == "Your function raised NameError."


def test_an_example_that_lacks_another_name_is_no_example_of_this_one(fails):
    graded = Graded(
        fails, (OWN, f"1 / 0\n{H}"), (CELL, "def svm_loss_naive(W):\n    return helper if W < 1 else other\n")
    )
    assert graded.raised() == (
        "Your function raised NameError: helper is defined in line 2 of cell 12, your own, which failed: "
        "ZeroDivisionError in line 1: division by zero."
    )


def test_an_answer_that_was_put_back_leaves_its_helper_behind(fails):
    cells = ((CELL, U), (TEST, ""), (OWN, H))
    defined = f"{EXAMPLE}helper is defined in line 1 of cell 12, your own, which is run only after this test"
    assert Graded(fails, *cells, order=(OWN, CELL, TEST)).raised() == (
        f"{defined}, since the cells of the exercise were put back in their order; do so yourself, with that cell above "
        "svm_loss_naive."
    )
    told = f"{defined}; move that cell above svm_loss_naive."
    assert Graded(fails, *cells, order=(CELL, TEST, OWN)).raised() == told


def test_what_was_written_into_a_cell_of_ours_was_put_back(fails):
    graded = Graded(fails, (CELL, U), (TEST, ""), edited=((TEST, f"assert True\n{H}"),))
    assert graded.raised() == (
        f"{EXAMPLE}helper is written in line 2 of test_svm_loss_naive_value, which was put back as released; write it in "
        "a cell of your own."
    )


def test_a_cell_is_told_what_became_of_a_name_at_its_time(fails):
    graded = Graded(fails, (OWN, "print(helper(1))\n"), ("cell 13, your own", H), (CELL, U))
    assert graded.notes[0] == (
        "NameError in line 1 of cell 12, your own: helper is defined in line 1 of cell 13, your own, which is run only "
        "later; move that cell above cell 12, your own."
    )
    assert graded.notes[1:] == [None, None]


def test_a_name_of_any_length_is_a_short_sentence(fails):
    name = "x" * 300
    told = Graded(fails, (OWN, f"1 / 0\n{name} = 1\n"), (CELL, U.replace("helper", name))).raised()
    assert "when the cells are run from the top" in told or told.endswith(" ...")


def test_a_cell_that_is_lost_later_is_told_as_lost(fails):
    graded = Graded(fails, (OWN, H), (CELL, U))
    fails.raw("del helper")  # as in a shell in which the cell was not run again
    graded.failures[OWN] = session.SessionLost("Your code ran for too long and was stopped. It worked before.")
    assert graded.raised() == (
        f"{EXAMPLE}helper is defined in line 1 of cell 12, your own, and is lost: your code ran for too long and was "
        "stopped. It worked before."
    )


def test_failures_that_lead_to_each_other_are_followed_to_an_end(fails):
    cells = [(f"cell {n}, your own", f"x{n} = x{n - 1}\n") for n in range(1, 9)]
    assert Graded(fails, *cells).notes[-1].count("which failed") == 4


@pytest.mark.parametrize(
    ("source", "close"),
    [
        ("def svm_loss_naive(W):\n    weight = 1\n    return wieght\n", "weight"),
        ("weight = 1\ndef svm_loss_naive(W):\n    return wieght\n", "weight"),
        ("def svm_loss_naive(W):\n    return wieght\nweight = 1\n", "weight"),  # is there when it is called
        ("def svm_loss_naive(W):\n    x = wieght\n    weight = 1\n", None),
        ("def svm_loss_naive(W):\n    return wieght\ndef other():\n    weight = 1\n", None),
        ("def svm_loss_naive(W):\n    if W > 9:\n        weight = 1\n    return wieght\n", None),
        ("weight = 1\ndel weight\ndef svm_loss_naive(W):\n    return wieght\n", None),
        ("class A:\n    weight = 1\ndef svm_loss_naive(W):\n    return wieght\n", None),
        ("def svm_loss_naive(W):\n    return halper\n", "helper"),  # of another cell
    ],
)
def test_a_name_is_asked_for_only_if_it_is_there(fails, source, close):
    told = Graded(fails, (OWN, H), (CELL, source)).raised()
    assert re.search(r"did you mean (\w+)\?$", told) is not None if close else "did you mean" not in told
    assert not close or told.endswith(f"did you mean {close}?")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("x = !ls\nprint(x[0])\n", "IndexError in line 2 of svm_loss_naive: list index out of range; x is empty, since "
         "`ls` was not run: there are no other processes here."),
        ("x = get_ipython().getoutput('ls -l')\nint(x[0])\n", "IndexError in line 2 of svm_loss_naive: list index out of "
         "range; x is empty, since `ls -l` was not run: there are no other processes here."),
        ("x = !ls\nx = [1]\nprint(x[1])\n", "IndexError in line 3 of svm_loss_naive: list index out of range."),
        ("x = !ls\ndef f(x): return x[1]\nf([1])\n", "IndexError in line 2 of svm_loss_naive: list index out of range."),
        ("!wget http://example.org/a.csv\nopen('a.csv')\n", "FileNotFoundError in line 2 of svm_loss_naive: there is no "
         "'a.csv' here; only the notebook is handed in, without the files beside it; `wget http://example.org/a.csv` was "
         "not run: there are no other processes here."),
    ],
)  # fmt: skip
def test_a_command_that_was_not_run(fails, source, told):
    assert said(fails(source)) == told


def test_a_right_answer_below_its_test(fails):
    right = "def svm_loss_naive(W):\n    return 0\n"
    below = (
        f"{CELL} is defined in line 1 of {AFTER}, which is run only after this test; move it into the cell of {CELL}."
    )
    graded = Graded(fails, (CELL, "# see below\n"), (TEST, ""), (AFTER, right))
    assert graded.teller.missing(CELL, None) == below
    graded = Graded(fails, (CELL, assignment().cells[0].released), (TEST, ""), (AFTER, right))
    assert graded.raised() == below


def test_two_answers_that_changed_places():
    cells = Cells([CellRun("one", "def two():\n    pass\n")], None, [CellRun("two", "def one():\n    pass\n")])
    told = "The cell of one defines two, and the cell of two defines one: swap the two."
    assert missing.why("one", cells) == told


def test_an_answer_as_it_was_released_is_not_tried_again(fails):
    fails.forget()
    teller, stub = Teller(assignment(), (), ("numpy",)), assignment().cells[0].released
    assert teller.ran(CELL, stub, fails.raw(stub)) is None
    error = RemoteError(CELL, fails.call(CELL, SECRET))
    sentence = teller.raised(SAID.format("NotImplementedError"), error, f"test_{CELL}_value", lambda *_: 1 / 0)
    assert sentence == "This function is not written yet."


def test_a_submission_gets_no_more_notes_than_anybody_reads(fails):
    teller, failure = Teller(assignment(), (CELL,), ("numpy",)), fails.raw("1 / 0")
    notes = [teller.ran(f"cell {number}, your own", "1 / 0", failure) for number in range(1, 50)]
    assert sum(note is not None for note in notes) == MAX_CELLS
    assert (
        teller.missing(CELL, None) == "The cell of svm_loss_naive is missing; copy it back from the released notebook."
    )


def test_the_versions_are_named():
    assert causes.graded_with() == f"Graded with Python {PYTHON} and NumPy {np.__version__}"
    assert causes.graded_with("3.11.7", "2.4.1") == "Graded with Python 3.11.7 and NumPy 2.4.1"


# What is read off a cell


def bound(source):
    return [(binding.name, binding.how, binding.line, binding.within) for binding in CellText(source).bindings]


@pytest.mark.parametrize(
    ("source", "bindings"),
    [
        ("def f(x): return x", [("f", "def", 1, ())]),
        ("@deco(1)\nasync def f(\n    x=1):\n    y = 2", [("f", "def", 2, ()), ("y", "=", 4, ("def",))]),
        ("class A:\n  def f(self): pass\nb = 1", [("A", "class", 1, ()), ("f", "def", 2, ("class",)), ("b", "=", 3, ())]),
        ("if x: f = 1; g = 2", [("f", "=", 1, ("if",)), ("g", "=", 1, ())]),
        ("f = g = lambda x=3: x", [("f", "lambda", 1, ()), ("g", "lambda", 1, ())]),
        ("a, (b, *c) = 1, (2, 3)\nd: int = 3", [(name, "=", 1, ()) for name in "abc"] + [("d", "=", 2, ())]),
        ("x[i] = y.z = f(a=1) == 2\nx += 1", []),
        ("import a.b\nfrom m import (c, d as e)\nfrom n import *", [("a", "import", 1, ()), ("c", "import", 2, ()),
                                                                   ("e", "import", 2, ())]),
        ("for i, (j, k) in x: pass\nwith open() as w: pass", [("i", "=", 1, ()), ("j", "=", 1, ()), ("k", "=", 1, ()),
                                                             ("w", "=", 2, ())]),
        ("del f, g[0]", [("f", "del", 1, ())]),
        ("'''\ndef f(): pass\n'''\n# def g(): pass", []),
        ("x = (1,\ndef f(x:\n    return", [("f", "def", 2, ())]),
        ("def ｆ(x): pass", [("f", "def", 1, ())]),
        ("%%bash\ndef f(): pass && “", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_cell_defines(source, bindings):
    found = bound(source)
    assert [binding for binding in found if binding in bindings] == bindings
    assert len(found) == len(bindings) or "(1," in source


def test_statements_share_the_blocks_around_them():
    first, *others = CellText("if x:\n" + "  def f():\n" + "    a = 1\n" * 9).bindings[1:]
    assert first.within == ("if", "def")
    assert all(other.blocks is first.blocks for other in others)


def test_whose_a_name_is_gets_looked_up_once():
    class Blocks(tuple):
        looked_at = 0

        def __iter__(self):
            Blocks.looked_at += 1
            return super().__iter__()

    binding = Binding("a", "=", 1, 1, Blocks([("if", 1)] * 100))
    assert [binding.of_cell for _ in range(9)] == [True] * 9
    assert Blocks.looked_at == 1


@pytest.mark.parametrize("head", ["if x:", "if x:\\\n"])
def test_blocks_end_where_python_takes_no_more_of_them(head):
    assert [len(binding.blocks) for binding in CellText("a = 1\n" + head * 100 + "b = 1").bindings] == [0, 100]
    assert bound("a = 1\n" + head * 101 + "b = 1\nc = 1") == [("a", "=", 1, ())]
    levels = "".join(f"{' ' * level}if 1:\n" for level in range(99))
    assert [len(binding.blocks) for binding in CellText(levels + " " * 99 + "b = 1").bindings] == [99]
    compile(levels + " " * 99 + "b = 1", "c", "exec")
    with pytest.raises(IndentationError, match="too many levels"):
        compile(levels + " " * 99 + "if 1:\n" + " " * 100 + "b = 1", "c", "exec")
