r"""Student text made harmless: whatever shows a notebook, nothing in it acts.

Programs do not agree on what in a Markdown text is code, mathematics, a link or HTML. So no rule for it depends on the
place where it applies: each is a small edit that takes an active construct apart wherever it stands, and leaves it to
be read. `<b>` becomes `< b>`, which no parser takes for a tag, and which a formula, a program and a sentence can all
bear. The edits add a space; a second time they change nothing.

Where HTML has been made of a text already, `html` cleans that, by a list of what may stay.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

import nbformat
import nh3
from nbformat import NotebookNode

from autograder.course.assignment import Assignment

# Pictures that are data, and how such a file begins. SVG is not among them: it is a program.
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}

# ---------------------------------------------------------------- Markdown

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_LONGEST_ENTITY = 40  # characters; none that means something has more, and Python reads no longer numbers
# TeX that makes links, attributes, styles or files of its arguments, in any version of MathJax or KaTeX.
_TEX = re.compile(
    r"\\(?=(?:href|url|unicode|class|cssId|style|data|attr|[Hh]tml[A-Za-z]*|bbox|mmlToken|require|includegraphics"
    r"|FormInput|csname|catcode|input|include|special)(?![A-Za-z]))"
)
# An address in the Web at large. Those of machines nearby answer to whoever sits in front of the page.
_HOST = (
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?!(?:local|localhost|internal|intranet|lan|home)\b)[A-Za-z]{2,}"
)
_WEB = rf"https?://{_HOST}(?::\d+)?(?:[/?#][A-Za-z0-9._~/?#=&%+,;:-]*)?"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9+.-])https?:(?=//{_HOST}(?::\d+)?(?![\w@-]|[.:]\w))|:(?=//)")
_LINK = re.compile(rf"\](?=\()(?!\({_WEB}\))")
_DEFINITION = re.compile(rf"\](?=:)(?!: {{1,4}}{_WEB} *$)", re.MULTILINE)
_DATA = re.compile(r"base64,[A-Za-z0-9+/=]+")
_PICTURE = re.compile(
    r"!\[(?P<text>[^\[\]\n]*)\]\((?:attachment:(?P<name>(?:[^()\s<>\"'\\]|\([^()\s<>\"'\\]*\))+)"
    r"|<attachment:(?P<spaced>[^<>\n\"'\\]+)>"
    r"|data:(?P<kind>image/[a-z]+);base64,(?P<data>[A-Za-z0-9+/]+={0,2}))(?: +\"[^\"\n]*\")?\)"
)
# What Jupyter writes for a picture whose size was changed.
_IMG = re.compile(
    r"<img\b[^<>]*?\bsrc ?= ?(?P<quote>[\"'])(?:attachment:(?P<name>[^<>\n\"'\\]+)"
    r"|data:(?P<kind>image/[a-z]+);base64,(?P<data>[A-Za-z0-9+/]+={0,2}))(?P=quote)[^<>]*>",
    re.IGNORECASE,
)


def markdown(text: str, names: Mapping[str, str] | None = None) -> str:
    """Take apart whatever could act in a page that some renderer makes of a Markdown text.

    Formulas, tables, code, emphasis, links into the Web and pictures that are data stay. HTML, other links and other
    pictures are left to be read.

    Args:
        text: any text.
        names: of the attachments that the text may show: the name that each has now, by the one in the text.
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        address = _address(found, names or {})
        if address is None:
            return found[0]
        words = re.sub(r"[^\w .,:;()+=/-]", " ", found.groupdict().get("text") or "")
        kept.append(f"![{words}]({address})")
        return f"\0{len(kept) - 1}\0"  # a character that the text does not hold any more

    text = _IMG.sub(keep, _PICTURE.sub(keep, text))
    text = text.replace("![", "! [")
    text = _ENTITY.sub(_entity, text)
    text = _TAG.sub("< ", text)
    text = _TEX.sub(r"\\ ", text)
    text = _ADDRESS.sub(lambda found: ": " if found[0] == ":" else found[0], text)
    text = _LINK.sub("] ", text)
    text = _DEFINITION.sub("] ", text)
    return re.sub("\0([0-9]+)\0", lambda found: kept[int(found[1])], text)


def _entity(found: re.Match[str]) -> str:
    """Keep an entity that stands for a sign; with one for a letter or a bracket something could be spelt."""
    if len(found[0]) > _LONGEST_ENTITY:
        return f"& {found[0][1:]}"
    sign = unescape(found[0])
    if sign == found[0] or (sign and (sign[0] in "&<>\"'" or sign[0] > "\x9f")):
        return found[0]
    return f"& {found[0][1:]}"


def _address(found: re.Match[str], names: Mapping[str, str]) -> str | None:
    """Where a picture in a text lies, if it is data."""
    if wanted := found["name"] or found.groupdict().get("spaced"):
        name = names.get(wanted) or names.get(unquote(wanted))
        return f"attachment:{name}" if name else None
    kind = found["kind"].lower().replace("image/jpg", "image/jpeg")
    return f"data:{kind};base64,{found['data']}" if _is_picture(kind, found["data"]) else None


def _is_picture(kind: Any, data: Any) -> bool:
    if kind not in PICTURES or not isinstance(data, str):
        return False
    try:
        return base64.b64decode(data.replace("\n", ""), validate=True).startswith(PICTURES[kind])
    except (binascii.Error, ValueError):
        return False


def pictures(found: Any) -> dict[str, dict[str, str]]:
    """Of the attachments of a cell, whatever they are, those that are pictures: as nbformat has them, by name."""
    kept = {}
    for name, bundle in _dict(found).items():
        for kind, data in _dict(bundle).items():
            if name not in kept and str(name).isprintable() and _is_picture(kind, data):
                kept[name] = {kind: data.replace("\n", "")}
    return kept


def _renamed(found: Any) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The pictures among attachments under plain names, and the new name of each by the name that it had."""
    kept = pictures(found)
    names = {
        name: f"picture-{number}.{next(iter(bundle)).removeprefix('image/')}"
        for number, (name, bundle) in enumerate(kept.items(), 1)
    }
    return {names[name]: bundle for name, bundle in kept.items()}, names


def without_data(text: str) -> str:
    """A text without the data of the pictures in it."""
    return _DATA.sub("base64,", text)


# ---------------------------------------------------------------- notebooks


def clean(notebook: NotebookNode, assignment: Assignment) -> None:
    """Make a rebuilt and executed submission harmless, in place, before it is written.

    What we released is ours and stays as it is, an answer that was not touched too: nbgrader tells such an answer by
    its checksum.
    """
    ours = {cell.id: {cell.released} | ({cell.source} if cell.kind != "manual" else set()) for cell in assignment.cells}
    restrict(notebook)
    for cell in notebook.cells:
        id_ = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.cell_type != "code" and cell.source not in ours.get(id_, ()):
            kept, names = _renamed(cell.pop("attachments", None))
            cell.source = markdown(cell.source, names)
            if kept and cell.cell_type == "markdown":
                cell.attachments = nbformat.from_dict(kept)


def restrict(notebook: NotebookNode) -> None:
    """Leave of a notebook, in place, what the course uses: metadata, outputs and attachments that can do nothing.

    The texts of its cells stay as they are.
    """
    stem = _dict(_dict(notebook.get("metadata")).get("downhill"))
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(display_name="Python 3", language="python", name="python3"),
        language_info=NotebookNode(name="python"),
        **({"downhill": NotebookNode(assignment=stem["assignment"])} if _plain(stem, "assignment") else {}),
    )
    for number, cell in enumerate(notebook.cells, 1):
        tag = _dict(cell.get("metadata")).get("nbgrader")
        cell.metadata = NotebookNode(nbgrader=_nbgrader(_dict(tag))) if _plain(tag, "grade_id") else NotebookNode()
        if not _plain(cell, "id"):
            cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = list(_outputs(cell.get("outputs", [])))
            count = cell.get("execution_count")
            cell.execution_count = count if type(count) is int else None
        elif "attachments" in cell:
            cell.attachments = nbformat.from_dict(pictures(cell.attachments))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _plain(holder: Any, key: str) -> bool:
    """Whether a value is a name as nbgrader gives them, which no page can misread."""
    value = _dict(holder).get(key)
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,200}", value) is not None


_NBGRADER: dict[str, tuple[type, ...]] = {
    "grade": (bool,), "solution": (bool,), "locked": (bool,), "task": (bool,), "points": (int, float),
    "schema_version": (int,),
}  # fmt: skip


def _nbgrader(tag: Mapping[str, Any]) -> NotebookNode:
    names = {key: tag[key] for key in ("grade_id", "checksum", "cell_type") if _plain(tag, key)}
    return NotebookNode(names | {key: tag[key] for key, kinds in _NBGRADER.items() if type(tag.get(key)) in kinds})


def _outputs(outputs: Iterable[Any]) -> Iterable[NotebookNode]:
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            yield NotebookNode(output_type=kind, name=name, text=str(output.get("text", "")))
        elif kind == "error":
            lines = [str(line) for line in output.get("traceback", [])]
            texts = {key: str(output.get(key, "")) for key in ("ename", "evalue")}
            yield NotebookNode(output_type=kind, traceback=lines, **texts)
        elif kind in ("display_data", "execute_result"):
            data = {
                key: value
                for key, value in _dict(output.get("data")).items()
                if (key == "text/plain" and isinstance(value, str)) or _is_picture(key, value)
            }
            count = {"execution_count": None} if kind == "execute_result" else {}
            if data:
                yield NotebookNode(output_type=kind, data=NotebookNode(data), metadata=NotebookNode(), **count)


# ---------------------------------------------------------------- HTML

_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "input", "kbd", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
# Which attributes may stay, and with which values.
_ATTRIBUTES = {
    ("a", "href"): rf"{_WEB}|mailto:[\w.+-]+@[\w.-]+|#[\w-]*",
    ("img", "src"): r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*|(?!/|.*\.\.)[\w ./-]+\.(?:png|jpe?g|gif)",
    ("img", "alt"): r"(?s).*",
    ("img", "width"): r"[0-9]{1,4}",
    ("img", "height"): r"[0-9]{1,4}",
    ("input", "type"): "checkbox",
    ("input", "checked"): "|checked",
    ("input", "disabled"): "|disabled",
    ("ol", "start"): r"[0-9]{1,9}",
    ("td", "style"): r"text-align: ?(?:left|right|center);?",
    ("th", "style"): r"text-align: ?(?:left|right|center);?",
    ("div", "class"): "highlight",  # code in colours
    ("span", "class"): r"[a-z][a-z0-9]{0,2}",
}
_ALLOWED: dict[str, set[str]] = {}
for _tag, _name in _ATTRIBUTES:
    _ALLOWED.setdefault(_tag, set()).add(_name)


def html(text: str) -> str:
    """Clean HTML that a renderer made: nothing in it runs, looks like our own page, or fetches from a server but files.

    No element keeps an id or a class of its own choice: the scripts of the page around it go by them.
    """
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ALLOWED,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    return value if re.fullmatch(_ATTRIBUTES.get((tag, name), ""), value) else None


def mathematics(text: str) -> str:
    """Take apart, in a text of any kind, TeX that makes links, attributes, styles or files."""
    return _TEX.sub(r"\\ ", text)
