"""Answers to the exercises: `<stem>_right`, `<stem>_wrong` and, for the visible checks, `<stem>_slips`."""

from collections.abc import Callable
from typing import NamedTuple


class Case(NamedTuple):
    """What must become of one wrong answer; several words stand in one string.

    Attributes:
        body: the function.
        functions: the functions of the exercise that it is an answer to.
        loses: the properties whose marks it loses, and no others; a function may lack some of them.
        names: the known mistakes that must be named, and no others.
    """

    body: Callable
    functions: str
    loses: str
    names: str = ""
