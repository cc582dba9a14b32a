"""Formulas: TeX becomes MathML, which browsers show without a script, a font or a network.

TeX comes from students. What latex2mathml makes of it is taken apart and put together again from a list of elements and
attributes that may stand in a page. A formula that it does not know stays TeX: half a formula would be a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from xml.etree.ElementTree import Element, SubElement, tostring

from latex2mathml.converter import convert_to_element
from latex2mathml.symbols_parser import convert_symbol
from markupsafe import Markup

MAX_TEX = 2000  # characters; time and depth grow with it

_LENGTH = re.compile(r"[0-2]?(?:\.\d{1,4})?(?:em|ex|pt)|-0?\.\d{1,4}em")  # no space so large that it leaves the page
_YES_NO = re.compile("true|false")
_ATTRIBUTES = {
    "display": re.compile("block|inline"), "displaystyle": _YES_NO, "stretchy": _YES_NO, "fence": _YES_NO,
    "accent": _YES_NO, "movablelimits": _YES_NO, "form": re.compile("prefix|infix|postfix"),
    "scriptlevel": re.compile("[0-3]"), "minsize": _LENGTH, "maxsize": _LENGTH, "width": _LENGTH, "height": _LENGTH,
    "depth": _LENGTH, "lspace": _LENGTH, "rspace": _LENGTH, "linethickness": _LENGTH,
}  # fmt: skip
_ELEMENTS = {
    "math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mphantom", "mroot", "mrow", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "mpadded",
}  # fmt: skip
_TOKENS = {"mi", "mn", "mo", "mtext", "mspace"}
# An element with another number of parts is no formula.
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_ALIGNED = re.compile(
    r"\\(begin|end)\{(?:aligned|align|split|eqnarray|flalign|gathered|gather|multline)\*?\}(?:\[[tbc]\])?"
)
_EQUATION = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}")
_LEFT_OUT = re.compile(r"\\(?:label\{[^{}]*\}|nonumber|notag|limits|nolimits|displaystyle|allowbreak)(?![A-Za-z])")
_SAME = [
    (r"\\operatorname\*", r"\\operatorname"),
    (r"\\bm(?![A-Za-z])", r"\\boldsymbol"),
    (r"\\mathbbm(?![A-Za-z])", r"\\mathbb"),
    (r"\\tag\*?(?=\{)", r"\\quad\\text"),
]
# Macros could grow without bounds; the others make links, styles or files, or are of no use here.
_REFUSED = re.compile(r"\\(?:(?:re|provide)?newcommand|newenvironment|[gex]?def|let|DeclareMathOperator|href|url|style"
                      r"|class|cssId|require|includegraphics|unicode|html[A-Za-z]*)(?![A-Za-z])")  # fmt: skip
_STYLES = {
    "bold": "BOLD", "double-struck": "DOUBLE-STRUCK", "bold-italic": "BOLD ITALIC", "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT", "fraktur": "FRAKTUR", "sans-serif": "SANS-SERIF", "monospace": "MONOSPACE",
}  # fmt: skip


def mathml(tex: str, *, display: bool) -> Markup | None:
    """Typeset a formula.

    Args:
        tex: as between dollar signs.
        display: as on a line of its own.

    Returns:
        A `<math>` element in which nothing can act; None if the formula cannot be typeset.
    """
    tex = _plainer(tex.strip())
    if not tex or len(tex) > MAX_TEX or _REFUSED.search(tex):
        return None
    try:
        made = convert_to_element(tex, display="block" if display else "inline")
        return Markup(tostring(_checked(made), encoding="unicode", short_empty_elements=False))  # noqa: S704
    except Exception:  # of a hostile or a broken formula, whatever it is
        return None


def _plainer(tex: str) -> str:
    """The same formula in the words that latex2mathml knows."""
    tex = _EQUATION.sub("", _ALIGNED.sub(r"\\\1{align*}", _LEFT_OUT.sub("", tex)))
    for pattern, same in _SAME:
        tex = re.sub(pattern, same, tex)
    if re.search(r"\\\\|(?<!\\)&", tex) and "\\begin" not in tex:  # MathJax breaks lines here too
        tex = rf"\begin{{align*}}{tex}\end{{align*}}"
    return tex


def _checked(made: Element) -> Element:
    """A copy of an element with what may stand in a page.

    Raises:
        ValueError: if it holds something else.
    """
    tag, text = made.tag, unescape(made.text or "")
    if text.startswith("\\") and (symbol := convert_symbol(text)):  # as after \big
        text = chr(int(symbol, 16))
    if tag not in _ELEMENTS or len(made) != _PARTS.get(tag, len(made)):
        raise ValueError(tag)
    if re.search(r"\\[A-Za-z]", text) or (text == "&" and tag != "mtext"):
        raise ValueError(text)  # a command that latex2mathml does not know, and passes on
    if made.get("linebreak") or (text and len(made)) or (tag in _TOKENS and len(made)):
        raise ValueError("a break in a line, or a part where text belongs")
    style = made.get("mathvariant", "")
    boxed = tag == "menclose" and made.get("notation") == "box"
    checked = Element(
        "mrow" if tag == "menclose" else tag,
        {key: value for key, value in made.attrib.items() if _may_stand(key, value)},
    )
    if made.get("columnalign") in ("left", "right"):
        checked.set("class", made.attrib["columnalign"])
    if boxed:
        checked.set("class", "boxed")
    if style == "normal":
        checked.set("mathvariant", "normal")
    checked.text = "".join(_styled(sign, _STYLES[style]) for sign in text) if style in _STYLES else text
    for child in made:
        checked.append(_checked(child))
    if tag == "mtd" and not len(checked):
        SubElement(checked, "mrow")
    return checked


def _may_stand(key: str, value: str) -> bool:
    return key in _ATTRIBUTES and _ATTRIBUTES[key].fullmatch(value) is not None


def _styled(sign: str, style: str) -> str:
    """A letter or digit in a style: a character of its own, since browsers take no other way."""
    words = unicodedata.name(sign, "").replace("LATIN ", "").replace("GREEK ", "").replace("LETTER ", "")
    for name in (f"MATHEMATICAL {style} {words}", f"{style} {words}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return sign
