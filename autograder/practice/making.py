"""Makes the file `practice.py` of an exercise: what runs, the problems, and the numbers that answers are known by."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import nbformat
import numpy as np

from autograder.course.course import Course, CourseError, replace
from autograder.course.standard import PRACTICE
from autograder.misconceptions import CATALOGUE
from autograder.practice import problems, runtime
from autograder.practice.runtime import COARSE, EXACT, NONE, POOL, Draw, Task, mixture, of_pieces, unusable, written

_HEAD = '''"""Practice for the exercise `{stem}`: fresh problems for your functions, as often as you like.

    import practice

    practice.run({function})

It says what it sees, and names a slip that is known and gives just your numbers. It gives no points: the hidden checks
that decide your mark are others, and ask more. This file is made by a program, and needs NumPy only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
'''
_ONE_ANSWER = "it is a question with one answer, and whether yours is right is told when your work is graded."
_WIDTH = 110  # characters of data in a line
_STOPS = (ArithmeticError, ValueError, IndexError, TypeError, RuntimeError)  # what a known mistake may end in


def renew(course: Course, stem: str) -> None:
    """Write the file anew beside the source notebook, if there are problems for the exercise.

    Raises:
        CourseError: if the solutions do not answer the problems.
    """
    text = made(course.source(stem), stem)
    path = course.source(stem).parent / PRACTICE
    if text and not (path.exists() and path.read_text("utf-8") == text):
        replace(path, text.encode(), public=True)


def is_fresh(course: Course, stem: str) -> bool:
    """Whether the file beside the source notebook is what `renew` would write."""
    path = course.source(stem).parent / PRACTICE
    return (path.read_text("utf-8") if path.exists() else "") == made(course.source(stem), stem)


def problems_of(stem: str) -> Any:
    """The module with the problems of an exercise; None if there is none."""
    name = f"{problems.__name__}.{stem}"
    return None if importlib.util.find_spec(name) is None else importlib.import_module(name)


def made(source: Path, stem: str) -> str:
    """The text of the file; empty if there are no problems for the exercise."""
    module = problems_of(stem)
    if module is None:
        return ""
    tasks: dict[str, Task] = module.TASKS
    solved = _solutions(source)
    data: list[str] = []
    first: dict[int, str] = {}  # the function of a task, by the identity of the task
    for function, task in tasks.items():
        if function not in solved:
            raise CourseError(f"{source} has no solution of {function}, and there are problems for it")
        twin = first.setdefault(id(task), function)
        if twin != function:
            data += [f'{table}["{function}"] = {table}["{twin}"]' for table in ("ANSWERS", "SLIPS")]
        else:
            data += [_answers(function, task, solved[function]), _slips(stem, function, task)]
    questions = _questions(solved)
    if questions:
        data.append(f"WITHOUT.update(dict.fromkeys({questions!r}, {_ONE_ANSWER!r}))")
    parts = [_HEAD.format(stem=stem, function=next(iter(tasks))), _code(runtime), _code(module), *data]
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def _code(module: Any) -> str:
    """The text of a module without its docstring, imports and marks for our linter."""
    text = inspect.getsource(module)
    lines = text.split("\n")
    for node in ast.parse(text).body:
        told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if told or isinstance(node, (ast.Import, ast.ImportFrom)):
            assert node.end_lineno is not None
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return re.sub(r"\n{4,}", "\n\n\n", re.sub(r"(?m)  # noqa.*$|^# ruff: .*$", "", "\n".join(lines)))


def _solutions(source: Path) -> dict[str, Any]:
    """What the imports and the solutions of a notebook define."""
    namespace: dict[str, Any] = {"__name__": "solutions"}
    try:
        notebook = nbformat.read(source, as_version=4)
        for cell in notebook.cells:
            meta = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and (meta.get("solution") or meta.get("grade_id") == "imports"):
                exec(compile(cell.source, f"<{meta['grade_id']}>", "exec"), namespace)  # noqa: S102
    except Exception as error:
        raise CourseError(f"The solutions in {source} do not run: {type(error).__name__}: {error}") from error
    return namespace


def _questions(solved: dict[str, Any]) -> list[str]:
    """The names of the functions of the solutions that take no arguments."""
    written = [value for value in solved.values() if inspect.isfunction(value) and value.__globals__ is solved]
    return [function.__name__ for function in written if not inspect.signature(function).parameters]


@contextmanager
def _quiet() -> Iterator[None]:
    with redirect_stdout(StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _answers(function: str, task: Task, solution: Any) -> str:
    """The numbers of the right answers, a line of data for each piece."""
    pieces = [""] * len(task.pieces)
    for number in range(POOL):
        with _quiet():
            args = task.draw(Draw(number))
            answer = task.answer(solution, args)
        if complaint := unusable(task, args, answer):
            raise CourseError(f"The solution of {function}: {complaint}")
        for piece, value in enumerate(answer):
            pieces[piece] += written(mixture(value, number), EXACT)
    return f'ANSWERS["{function}"] = (\n' + "".join(f"{_data(piece)},\n" for piece in pieces) + ")\n"


def _slips(stem: str, function: str, task: Task) -> str:
    """The known mistakes: their part, their sentence and the numbers of their answers."""
    parts = dict(task.parts) or {function: tuple(range(len(task.pieces)))}
    lines = []
    for entry in CATALOGUE.values():
        if entry.stem == stem and entry.part in parts:
            numbers = "".join(_number(entry.wrong, task, parts[entry.part], number) for number in range(POOL))
            lines.append(f"    ({entry.part!r}, {entry.sentence!r},\n{_data(numbers)}),\n")
    return f'SLIPS["{function}"] = (\n' + "".join(lines) + ")\n"


def _number(wrong: Any, task: Task, pieces: tuple[int, ...], number: int) -> str:
    try:
        with _quiet():
            answer = task.answer(wrong, task.draw(Draw(number)))
            return written(of_pieces(answer, pieces, number), COARSE)
    except _STOPS:
        return NONE * COARSE


def _data(text: str) -> str:
    """A long string in several lines."""
    return "\n".join(f'    "{text[start : start + _WIDTH]}"' for start in range(0, len(text), _WIDTH))
