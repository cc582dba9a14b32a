"""Markdown of students and graders on a page: set with its formulas and pictures, and nothing in it can act.

What has no Markdown in it is not for this module: it is shown as it was typed, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import mistune
from markupsafe import Markup
from mistune.plugins.formatting import strikethrough
from mistune.plugins.table import table
from nbconvert.filters.markdown_mistune import MathBlockParser, MathInlineParser

from autograder.intake import harmless
from autograder.pages import formulas
from autograder.pages.text import clip, plain

MAX_FORMULAS = 200
MAX_PICTURES = 10
MAX_PICTURE_DATA = 6 * 2**20  # characters of a page
MAX_TEXT = 20_000, 500  # characters and lines

_MARKUP = re.compile(
    r"\$[^$]+\$|\\\\?[(\[]|\\begin\{|!\[[^\]\n]*\]\(|\[[^\[\]\n]{1,200}\]\(http|(?<!\w)(?:\*\*|__)\S|`[^`\n]+`|(?<![\w*])\*\w[^*\n]*\w\*(?!\w)"
    r"|^ {0,3}(?:#{1,6} \S|[-*+] \S|\d{1,3}[.)] \S|> \S|```|\|.*\|)",
    re.MULTILINE,
)
_PICTURE = re.compile(
    r"!\[([^\[\]\n]*)\]\((?:attachment:([\w.-]+)|data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=]+))\)"
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # around the number of what is put in when the HTML has been cleaned


@dataclass(frozen=True)
class Prose:
    """A text that was set.

    Attributes:
        html: what is shown.
        source: what was typed, without the data of pictures.
        formulas: how many formulas are in it.
        untypeset: how many of them are shown as TeX.
        pictures: how many pictures are shown.
    """

    html: Markup
    source: str
    formulas: int
    untypeset: int
    pictures: int


def prose(text: str, attachments: Mapping[str, Mapping[str, str]] | None = None) -> Prose | None:
    """Set a text in Markdown.

    Args:
        text: any text.
        attachments: the pictures that are attached to its cell, as nbformat has them.

    Returns:
        The text with its formulas and pictures; None if it has no Markdown in it, or cannot be set.
    """
    attached = harmless.pictures(dict(attachments or {}))
    source = plain(text).replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
    source = harmless.markdown(source, {name: name for name in attached})
    setter = _Setter(attached)
    source = clip(_PICTURE.sub(setter.picture, source), *MAX_TEXT)
    if not (setter.shown or _MARKUP.search(source)):
        return None
    parser = mistune.Markdown(setter, MathBlockParser(), MathInlineParser(setter), [table, strikethrough])
    try:
        made = parser(source)
    except Exception:  # quotations in quotations without end, and what else there is
        return None
    html = setter.put_in(harmless.html(str(made)))
    return Prose(html, setter.named(source), setter.formulas, setter.untypeset, setter.shown)


class _Setter(mistune.HTMLRenderer):
    """Renders Markdown; formulas and pictures are kept aside until the HTML has been cleaned."""

    def __init__(self, attached: Mapping[str, Mapping[str, str]]):
        super().__init__(escape=True)
        self._attached = attached
        self._aside: list[Markup] = []
        self._names: dict[int, str] = {}
        self._room = MAX_PICTURE_DATA
        self.formulas = self.untypeset = self.shown = 0

    def _keep(self, html: Markup) -> str:
        self._aside.append(html)
        return f"{_OPEN}{len(self._aside) - 1}{_CLOSE}"

    def picture(self, found: re.Match[str]) -> str:
        """Keep a picture that was found in the text."""
        words, name, kind, data = found.groups()
        if name:
            kind, data = next(iter(self._attached.get(name, {}).items()), ("", ""))
        self._room -= len(data or "")
        if not data or self._room < 0 or self.shown >= MAX_PICTURES:
            return f"[a picture that is not shown here{': ' if words.strip() else ''}{words.strip()}]"
        self.shown += 1
        alt = escape(" ".join(words.split()) or f"picture {self.shown} of the answer")
        kept = self._keep(Markup(f'<img alt="{alt}" src="data:{kind};base64,{data}">'))  # noqa: S704
        self._names[len(self._aside) - 1] = f"[picture {self.shown}]"
        return kept

    def named(self, source: str) -> str:
        """The source with a word for each picture."""
        return re.sub(f"{_OPEN}([0-9]+){_CLOSE}", lambda found: self._names.get(int(found[1]), ""), source)

    def put_in(self, html: str) -> Markup:
        """Put formulas and pictures into clean HTML, where it is text."""
        parts = re.split(r"(<[^>]*>)", html)
        for k in range(0, len(parts), 2):
            parts[k] = re.sub(f"{_OPEN}([0-9]+){_CLOSE}", lambda found: self._aside[int(found[1])], parts[k])
        return Markup("".join(parts))  # noqa: S704

    def _formula(self, tex: str, *, display: bool) -> str:
        self.formulas += 1
        tex = self.named(tex)
        typeset = formulas.mathml(tex, display=display) if self.formulas <= MAX_FORMULAS else None
        if typeset is None:
            self.untypeset += 1
            return self._keep(Markup('<code class="tex">{}</code>').format(tex.strip()))
        return self._keep(Markup('<span class="formula{}">{}</span>').format(" display" if display else "", typeset))

    def block_math(self, body: str) -> str:
        """A formula between double dollar signs."""
        return self._formula(body, display=True)

    def inline_math(self, body: str) -> str:
        """A formula between dollar signs."""
        return self._formula(body, display=False)

    def latex_environment(self, name: str, body: str) -> str:
        """A formula that is an environment."""
        return self._formula(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:  # noqa: ARG002
        """A heading would stand among those of the page: it becomes a line in bold."""
        return f"<p><strong>{text}</strong></p>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        """A picture that is not in the notebook."""
        return f"[a picture that is not shown here: {text}]"
