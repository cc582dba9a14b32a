"""What is said to wrong answers: `<stem>.ROWS`, one row a wrong answer and the sentence that it must be told."""

from collections.abc import Callable
from typing import NamedTuple


class Row(NamedTuple):
    """One wrong answer and what is said to it.

    Attributes:
        test: the test cell.
        answer: a function, or edits of the solution: one `(old, new)`, or several.
        says: what the message must hold, word by word.
        visible: whether the visible check of the cell speaks, or else the hidden one.
        unsaid: what the message must not hold, since it would not be true; empty if nothing comes to mind.
    """

    test: str
    answer: Callable | tuple
    says: str
    visible: bool = False
    unsaid: str = ""
