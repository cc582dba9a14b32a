"""The notebook's own examples: a call that raised an error on a hidden problem is tried on these, which hide nothing.

They stand in the part of the test cells that students have. The cells run on our side, as at every grading; their calls
of the student's function go over the wall, to a shell that has made no hidden call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.checks import CallLost
from autograder.course.assignment import Assignment
from autograder.grading.remote import RemoteError


def sources(assignment: Assignment, test: str, function: str) -> tuple[str, ...]:
    """What students have of the test cells of a function: first of this one, then of the others, in order.

    Args:
        assignment: the assignment.
        test: the id of a test cell that tests the function, perhaps with others.
        function: its name.
    """
    cells = [
        cell
        for cell in assignment.cells
        if cell.kind == "test" and (cell.id == test or assignment.function_of(cell.id) == function)
    ]
    return tuple(cell.released for cell in sorted(cells, key=lambda cell: cell.id != test))


def raised(visible: Sequence[str], namespace: dict[str, Any], type_name: str) -> RemoteError | None:
    """Run visible checks until one stops because the student's function raised an error of a type.

    An error that a check asks for or catches does not stop it, and does not count.

    Args:
        visible: the checks, from `sources`.
        namespace: what they find: our helpers, and stand-ins for the student's functions that call a shell which has
            made no hidden call.
        type_name: the name of the type, as on the far side.

    Returns:
        The error; None if no check stops because of one, or a call came to no end.
    """
    for source in visible:
        try:
            exec(compile(source, "<visible check>", "exec"), dict(namespace))  # noqa: S102
        except Exception as error:
            for link in _chain(error):
                if isinstance(link, CallLost):
                    return None
                if isinstance(link, RemoteError) and link.type_name == type_name:
                    return link
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and those that led to it."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        yield link
        seen.add(id(link))
        link = link.__cause__ or link.__context__
