"""Text of students on a page: what has no glyph shows, and what is long is cut."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

# Unicode's categories for controls, format characters (bidi overrides), lone surrogates and separators.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_KEPT = "\n\t\u200c\u200d"  # line ends, tabs, and the two joiners that some scripts and emoji need


def printable(value: object) -> object:
    """Replace each character that has no glyph, and could hide or reorder other text, by one that shows.

    What is no text stays as it is, and so does HTML that was made of such text before.
    """
    return value if not isinstance(value, str) or isinstance(value, Markup) else plain(value)


def plain(text: str) -> str:
    """The same, of a text."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _INVISIBLE and char not in _KEPT else char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def clip(text: str, chars: int, lines: int) -> str:
    """At most so many characters and lines of a text; it says so if there were more."""
    kept = "\n".join(text[:chars].split("\n", lines)[:lines])
    return kept if kept == text else f"{kept} … (shortened)"
