"""Prove, without a browser, that the pages which nbgrader makes in a course let nothing of a submission act."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from lxml import html as lxml_html
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, v4
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import base, handlers

from autograder.course.course import Course

_TEXTS = (
    "<script>act()</script>",
    "<img src=x onerror=act()>",
    "<svg onload=act()><script>act()</script></svg>",
    "<iframe srcdoc='<script>act()</script>'></iframe>",
    "[press](javascript:act()) [press](&#106;avascript:act()) <a href='javascript:act()'>press</a>",
    "[press][here]\n\n[here]: javascript:act()",
    "```mermaid\n<img src=x onerror=act()>\n```",
    r"$\href{javascript:act()}{x}$ \$\\href{javascript:act()}{x}\$ $\class{full-credit}{x}$",
    "# graded\n\n<input id=graded class=score><button class=full-credit>press</button>",
    "![a](/formgrader?path=/) <form action=/api/kernels method=post><button>press</button></form>",
    "![a](attachment:a)",
)
_OUTPUTS = (
    ("display_data", {"text/html": _TEXTS[0], "application/javascript": "act()", "image/svg+xml": _TEXTS[2]}),
    ("display_data", {"text/markdown": _TEXTS[4], "text/latex": _TEXTS[7]}),
    ("display_data", {"image/png": '"><img src=x onerror=act()>'}),
)
_NAME = "</script><script>act()</script><img src=x onerror=act()>\"'"
_ACTIVE = re.compile(r"[\0-\x20]*((java|vb)script:|data:(?!image/(png|jpeg|gif);))", re.IGNORECASE)
_ADDRESS = ("href", "src", "action", "formaction", "data", "srcdoc")


def proof(course: Course) -> list[str]:
    """Render a hostile notebook with the exporters of the course's own configuration, as formgrader and feedback do.

    Returns:
        What could act in the pages: a line for each, none if all is well.

    Raises:
        CourseError: if nbgrader's configuration cannot be used.
    """
    config = course.configuration.config
    stock = HTMLExporter(config=config, template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    settings = {"nbgrader_formgrader": SimpleNamespace(config=config), "nbgrader_exporter": stock}
    converter = GenerateFeedback(coursedir=CourseDirectory(config=config), config=config)
    exporters = {
        "formgrader": base.BaseHandler.exporter.fget(SimpleNamespace(settings=settings)),
        "nbgrader's feedback": converter.exporter_class(parent=converter, config=converter.config),
    }
    return [f"{page}: {line}" for page, exporter in exporters.items() for line in _found(exporter)]


def _found(exporter: HTMLExporter) -> list[str]:
    tag = {"grade_id": "graded", "grade": True, "solution": True, "locked": False, "points": 1.0, "schema_version": 3}
    names = dict.fromkeys(("student", "last_name", "first_name", "notebook_id"), _NAME)
    about = {"notebook": _NAME, "score": 0, "max_score": 1, "late_penalty": 0}
    resources = {**names, "base_url": "", "index": 0, "total": 1, "nbgrader": about}
    exporter.register_preprocessor(_grade, enabled=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbconvert warns of outputs that it cannot show
            html, _ = exporter.from_notebook_node(_notebook(tag), resources=resources)
    except Exception as error:
        return [f"the page cannot be made ({type(error).__name__}: {error})"]
    return list(active(html))


def _grade(notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """In place of nbgrader's `GetGrades`, which asks the gradebook."""
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"score": 0.0, "comment": _TEXTS[1]}
    return notebook, resources


def _notebook(tag: dict[str, Any]) -> NotebookNode:
    outputs = [v4.new_output(kind, data) for kind, data in _OUTPUTS]
    cells = [v4.new_markdown_cell("an answer", metadata={"nbgrader": tag})]
    cells += [v4.new_markdown_cell(text) for text in _TEXTS]
    cells[-1].attachments = {"a": {"image/svg+xml": '"><img src=x onerror=act()>'}}
    cells += [v4.new_raw_cell(_TEXTS[0]), v4.new_code_cell("1", outputs=outputs, metadata={"tags": [_NAME]})]
    return v4.new_notebook(cells=cells, metadata={"title": _NAME})


def active(page: str) -> Iterator[str]:
    """What could act in a page of nbgrader's: a line for each.

    Args:
        page: its HTML; the scripts that belong there carry the nonce that its policy names.
    """
    root = lxml_html.document_fromstring(page)
    policies = root.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
    allowed = re.search(r"script-src ([^;]*)", policies[0]) if policies else None
    nonce = re.search(r"'nonce-([\w-]{20,})'", allowed[1]) if allowed else None
    if allowed is None or nonce is None or "unsafe" in allowed[1]:
        yield "no policy keeps scripts of students from running"
    ids = root.xpath("//@id")
    for node in root.iter(lxml_html.etree.Element):
        text = lxml_html.tostring(node, encoding="unicode", with_tail=False)
        text = " ".join(text.split())[:100]
        if node.tag == "script" and (
            nonce is None or node.get("nonce") != nonce[1] or (node.text or "").strip() == "act()"
        ):
            yield f"a script: {text}"
        if node.tag in ("iframe", "object", "embed", "base", "form", "math") or node.get("http-equiv") == "refresh":
            yield f"an element: {text}"
        for name, value in node.attrib.items():
            if name.startswith("on"):
                yield f"a handler: {text}"
            if name in _ADDRESS and _ACTIVE.match(value):
                yield f"an address: {text}"
            if name in _ADDRESS and "formgrader?" in value:
                yield f"a request to the server: {text}"
    for name in {name for name in ids if name.startswith("graded") and ids.count(name) > 1}:
        yield f"an id of formgrader's, {name}"
    if len(root.xpath("//*[contains(@class, 'full-credit')]")) > 1:
        yield "a button of formgrader's"
    for text in root.itertext():
        if re.search(r"\\(href|class)(?![A-Za-z])", text):
            yield f"TeX that acts: {text.strip()[:100]}"
