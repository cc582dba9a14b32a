"""Answers in words: whether one was written, and where else in a notebook it may stand.

Students write a derivation below the questions, in a cell of their own beside the one that is marked, in a code cell,
or paste a picture of it. All of that is for a person to look at; only a cell that says nothing is unanswered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import quote

Pictures = Mapping[str, Mapping[str, str]]  # attached to a cell, as nbformat has them

MAX_FOUND = 20  # cells that an answer is put together from
_STUB = "YOUR ANSWER HERE"  # what nbgrader puts where an answer in words belongs
_COMMENT = re.compile(r"<\s?!--")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8}|[A-Za-z]{1,32});")
_BREAK = re.compile(r"<\s?/?(?:br|p|div|hr)\s*/?>", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")  # all but what `str.isalnum` calls so
_TEX = re.compile(r"\\(?:[dt]?frac|partial|nabla|sum|begin|mathb[bf]|top|left|text)\b|\$(?=[^$\n]*[_^\\=])[^$\n]*\$")
_WORDS = re.compile(r"∂|∇|\bd\w* ?/ ?d\w|\bderiv(?:e|ed|ation|ative)\b", re.IGNORECASE)
# What is text in a code cell: comments, and quotations of several lines.
_TEXT = re.compile(r"#[^\n]*|'''.*?'''|\"\"\".*?\"\"\"", re.DOTALL)
_SHOWS_TEXT = re.compile(r"\s*%%(?:markdown|latex|html)\b[^\n]*\n?")
_SUBSTANCE = 40  # letters and digits; less in a cell of one's own somewhere else is a heading, or a remark


def says(text: str) -> str:
    """The letters and digits of a text in words: all that is left of it without blanks, signs and comments."""
    first, *others = _COMMENT.split(text)  # in one go: the time must not grow with the square of a hostile text
    text = first + "".join(part.partition("-->")[2] if "-->" in part else part for part in others)
    text = _ENTITY.sub(lambda found: unescape(found[0]), _BREAK.sub("", text))
    return _SIGNS.sub("", text.casefold())


def unanswered(text: str, released: str, pictures: Pictures | None = None) -> bool:
    """Whether nothing was written: the cell is blank, or says no more than what was given out."""
    if pictures:
        return False
    return says(text) in {"", says(_STUB), says(released), says(released.replace(_STUB, ""))}


def shows_mathematics(text: str) -> bool:
    """Whether a text in words may be a derivation."""
    return bool(_TEX.search(text) or _WORDS.search(text))


def has_substance(text: str) -> bool:
    """Whether a text cell anywhere in the notebook may be an answer."""
    return shows_mathematics(text) or len(says(text[: 100 * _SUBSTANCE])) >= _SUBSTANCE


def text_in_code(source: str) -> str:
    """What is text in a code cell."""
    shown = _SHOWS_TEXT.match(source)
    return source[shown.end() :] if shown else "\n".join(_TEXT.findall(source))


def derived_in_code(source: str, released: str = "") -> bool:
    """Whether a derivation may stand in the comments of a code cell, beyond what was given out in it."""
    given = {line.strip() for line in released.split("\n")}
    text = "\n".join(line for line in text_in_code(source).split("\n") if line.strip() not in given)
    return bool(_TEX.search(text)) or (not released and bool(_WORDS.search(text)))


def added(text: str, *ours: str) -> str:
    """The lines of a text that stand in none of others: what was written into a cell of ours."""
    given = {line.strip() for one in ours for line in one.split("\n")}
    return "\n".join(line for line in text.split("\n") if not line.strip() or line.strip() not in given).strip()


def as_text(source: str, cell_type: str) -> str:
    """What stands in a cell, as Markdown."""
    if cell_type != "code":
        return source
    if shown := _SHOWS_TEXT.match(source):
        return source[shown.end() :]
    lines = [line.strip() for line in source.strip().split("\n")]
    if all(line.startswith("#") or not line for line in lines):
        return "\n".join(re.sub(r"^#+ ?", "", line) for line in lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", source)), default=0))
    return f"{fence}python\n{source}\n{fence}"


def put_together(found: Iterable[tuple[int, str, Pictures]]) -> tuple[str, dict[str, dict[str, str]]]:
    """Put what was found in several cells into one text, with the pictures of all.

    Args:
        found: the number of the cell in the hand-in, its text as Markdown, and what is attached to it.
    """
    texts, pictures = [], {}
    for number, text, attached in found:
        text = with_pictures(text, attached)
        for name, bundle in attached.items():
            pictures[f"cell-{number}-{name}"] = dict(bundle)
            for written in {name, quote(name)}:
                text = text.replace(f"attachment:{written}", f"attachment:cell-{number}-{written}")
        texts.append(f"*Found in cell {number} of the notebook that was handed in:*\n\n{text}")
    return "\n\n".join(texts), pictures


def with_pictures(text: str, attached: Pictures) -> str:
    """The text of a cell; if it is blank, one that shows what is attached to the cell."""
    if says(text) or not attached:
        return text
    return "\n\n".join(f"![](attachment:{quote(name)})" for name in attached)
