"""Which cause a failed check has, so that a second cell which it costs can say so.

A cause counts as the same only where that was verified: the numbers are those of the same known mistake, or the same
thing that cannot be used was returned.
"""

from __future__ import annotations

import re

Cause = tuple[str, str]  # the function, and the known mistake or the words on what it returned

_FUNCTION = re.compile(r"(\w+): ")  # begins what is said in a cell that tests several functions
_UNUSABLE = re.compile(
    r"Your [\w ]*?(?:returned None|returns dW first|must (?:return|be (?:one number|a NumPy array|finite)|hold floats))"
)
_WORDS = " Same cause as in the check of "


def cause_of(message: str, misconception: str | None, function: str) -> Cause | None:
    """The cause that a message speaks of; None if another message could not be known to have the same.

    Args:
        message: what a check says.
        misconception: the known mistake that it names, if any.
        function: the function that its cell belongs to.
    """
    named = _FUNCTION.match(message)
    function, text = (named[1], message[named.end() :]) if named else (function, message)
    if misconception is not None:
        return function, misconception
    unusable = _UNUSABLE.match(text)
    return (function, unusable[0]) if unusable else None


def linked(message: str, check: str) -> str:
    """A message with a word on the check that told its cause before."""
    return f"{message}{_WORDS}{check}."


def unlinked(message: str) -> str:
    """A message without that word."""
    return message.partition(_WORDS)[0]
