"""Hostile submissions: what each tries, and how it shows that it was not merely ignored.

An attack is added to the released notebook of an exercise when it is needed, so that no notebook lies here.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

WORTHLESS = "def {0}(W, X, y, reg):\n    return 0.0, 0.0 * W\n"


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    Attributes:
        name: of the attack.
        tries: what it tries, in words.
        fired: what can be read afterwards, by staff at least, if it did what it says; a regular expression.
        before: cells of the student's own at the top.
        answer: what stands in both answers, with {0} for the name of the function; None for the right answers.
        answers: other answers by function.
        last: a cell of the student's own, just before the last test.
        edit: changes the notebook in other ways.
        most: the points that it may get; None for those of its answers without the attack.
    """

    name: str
    tries: str
    fired: str
    before: tuple[str, ...] = ()
    answer: str | None = WORTHLESS
    answers: dict[str, str] = field(default_factory=dict)
    last: str = ""
    edit: Callable[[NotebookNode], None] = lambda notebook: None
    most: float | None = None

    def written(self, released: NotebookNode, right: dict[str, str]) -> bytes:
        """The file that is handed in.

        Args:
            released: the notebook that students get.
            right: right answers, by function.
        """
        notebook = copy.deepcopy(released)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        for function, source in right.items():
            cells[function].source = source if self.answer is None else self.answer.replace("{0}", function)
            if function in self.answers:
                cells[function].source = self.answers[function]
        tests = [at for at, cell in enumerate(notebook.cells)
                 if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_")]  # fmt: skip
        if self.last:
            notebook.cells.insert(tests[-1], new_code_cell(self.last))
        notebook.cells[:0] = [new_code_cell(source) for source in self.before]
        self.edit(notebook)
        return nbformat.writes(notebook).encode(errors="replace")


def body(text: str) -> str:
    """Answers with this body, after a mark that they were called."""
    lines = "".join(f"    {line}\n" for line in text.strip().splitlines())
    return "def {0}(W, X, y, reg):\n    FIRED.append('{0}')\n" + lines


MARK = "FIRED = []"
SHOW = "print('fired', sorted(set(FIRED)), len(FIRED))"
CALLED = r"fired \['svm_loss_naive'"


def in_cell(name: str, tries: str, source: str, fired: str = "fired", **options: object) -> Attack:
    """An attack in a cell of the student's own, at the top."""
    return Attack(name, tries, fired, (source,), **options)


def in_calls(name: str, tries: str, text: str, before: str = "", fired: str = CALLED, **options: object) -> Attack:
    """An attack that sits in the answers; a cell at the end tells that they were called."""
    return Attack(name, tries, fired, (MARK, *([before] if before else [])), body(text), **{"last": SHOW, **options})


def fatal(name: str, tries: str, text: str, reason: str) -> Attack:
    """An attack in one answer that loses its process with a reason; the other is worthless too."""
    return Attack(name, tries, reason, (MARK,), answers={"svm_loss_naive": body(text).replace("{0}", "svm_loss_naive")})


def corpus() -> dict[str, list[Attack]]:
    """All attacks by kind."""
    from submissions import exhaustion, forgery, ipython, lies, lifetimes, maths, patches, reports, snooping

    modules = (lies, patches, ipython, snooping, forgery, exhaustion, lifetimes, maths, reports)
    return {module.__name__.split(".")[1]: module.ATTACKS for module in modules}
