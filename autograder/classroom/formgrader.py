"""formgrader's pages and nbgrader's feedback, made so that nothing of a submission can act in them.

nbgrader passes what students wrote through its templates as it is. Here each page gets three walls, one behind the
other: the notebook is restricted before it is rendered, the HTML of its texts is cleaned, and a Content Security Policy
lets the browser run no script but those that carry the nonce of the page, which are nbgrader's own. So a notebook that
was put into `autograded/` by hand, or before there was any cleaning, is harmless too.
"""

from __future__ import annotations

import copy
import os
import re
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.server_extensions.formgrader import base, handlers
from tornado import web

from autograder.intake import harmless

_MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"  # as in nbconvert, but no other version
_MATHJAX_MACRO = """
{%- macro mathjax(url="") -%}
<script>
window.MathJax = {
  TeX: { equationNumbers: { autoNumber: "AMS", useLabelIds: true } },
  tex2jax: {
    inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]],
    displayMath: [["$$", "$$"], ["\\\\[", "\\\\]"]],
    processEscapes: true,
    processEnvironments: true,
  },
  Safe: { allow: { URLs: "none", classes: "none", cssIDs: "none", styles: "none", require: "none" } },
  displayAlign: "center",
  messageStyle: "none",
  showMathMenu: false,
  CommonHTML: { linebreaks: { automatic: true } },
};
</script>
<script src="MATHJAXMathJax.js?config=TeX-AMS_CHTML-full,Safe"></script>
{%- endmacro %}
""".replace("MATHJAX", _MATHJAX)
_LONGEST = 20_000  # characters; the time to render may grow with the square, and formgrader shows nothing meanwhile
# What nbgrader's templates do in attributes, which the policy forbids: by the words that stand there.
_ON_CLICK = """<script>
document.addEventListener("click", (event) => {
  const calls = {
    "toggle_name(true)": () => toggle_name(true),
    "toggle_name(false)": () => toggle_name(false),
    "toggleAllNames()": () => toggleAllNames(),
    "createAssignmentModal()": () => createAssignmentModal(),
    "createStudentModal()": () => createStudentModal(),
  };
  calls[event.target.closest("[data-on-click]")?.dataset.onClick]?.();
});
</script>
"""


def policy(nonce: str, pictures: str = "'self'") -> str:
    """The Content Security Policy of a page in which only scripts with a nonce, and MathJax, may run.

    Args:
        nonce: drawn for this page.
        pictures: where pictures may come from, besides the page itself.
    """
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}' {_MATHJAX}; style-src 'self' 'unsafe-inline' {_MATHJAX}; "
        f"font-src 'self' data: {_MATHJAX}; img-src {pictures} data:; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'"
    )


class Hardened(jinja2.BaseLoader):
    """Loads templates of nbgrader and nbconvert, changed: scripts carry the nonce, values are escaped where they stand.

    Args:
        loader: loads them as they are.
    """

    def __init__(self, loader: jinja2.BaseLoader):
        self._loader = loader

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The changed source of a template."""
        source, filename, fresh = self._loader.get_source(environment, template)
        if Path(template).name == "mathjax.html.j2":
            source = _MATHJAX_MACRO
        if Path(template).suffix in (".j2", ".tpl"):
            source = _hardened(source)
        return source, filename, fresh


def _hardened(source: str) -> str:
    # In a script a value is written as JSON; elsewhere it is text, or stands in an attribute.
    source = re.sub(r'(\bvar \w+ = )"\{\{ ([\w.]+) \}\}([^"]*)"', r'\1{{ (\2 ~ "\3") | tojson }}', source)
    source = re.sub(r"\{\{ ((?:resources|cell)\.[\w.]+) \}\}", r"{{ \1 | e }}", source)
    source = re.sub(r'\bon[cC]lick="([^"]*?);?"', r'data-on-click="\1"', source)
    head = '<head><meta http-equiv="Content-Security-Policy" content="{{ policy() | e }}">'
    source = source.replace("<head>", head + (_ON_CLICK if "base_url" in source else ""))
    return source.replace("<script", '<script nonce="{{ nonce() }}"')


class HarmlessExporter(HTMLExporter):  # type: ignore[misc]
    """Renders a notebook as nbgrader does, for formgrader or as feedback, and lets nothing in it act.

    Attributes:
        nonce: of the next page; drawn anew for each if it is empty.
    """

    nonce = ""

    @property
    def default_config(self) -> Any:
        """The configuration on which that of the course is put."""
        config = super().default_config
        config.HTMLExporter.sanitize_html = True
        config.HTMLExporter.exclude_anchor_links = True  # a heading's id could be that of a cell that is graded
        return config

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Render a notebook, after what could act is taken out of its metadata and outputs."""
        restricted = copy.deepcopy(nb)
        harmless.restrict(restricted)
        self._nonce = self.nonce or _draw()
        page: tuple[str, dict[str, Any]] = super().from_notebook_node(restricted, resources, **options)
        return page

    def default_filters(self) -> Any:
        """nbconvert's filters, of which those that give HTML of a student clean it."""
        yield from super().default_filters()
        yield "markdown2html", self.markdown2html
        yield "clean_html", harmless.html

    @jinja2.pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> str:
        """Render Markdown and clean what comes of it; a text that cannot be rendered is shown as it was written."""
        if len(harmless.without_data(source)) > _LONGEST:
            return f"<pre>{escape(source)}</pre>"
        try:
            return harmless.html(super().markdown2html(context, harmless.mathematics(source)))
        except (
            Exception
        ):  # a picture that is not attached, quotations in quotations without end, and what else there is
            return f"<pre>{escape(source)}</pre>"

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.loader = Hardened(environment.loader)  # type: ignore[arg-type]
        environment.globals |= {"nonce": lambda: self._nonce, "policy": lambda: policy(self._nonce)}
        return environment


def like_formgrader(config: Any = None) -> HarmlessExporter:
    """An exporter with the templates of formgrader's page of a submission."""
    return HarmlessExporter(config=config, template_name="formgrade", extra_template_basedirs=[handlers.template_path])


def _draw() -> str:
    return secrets.token_urlsafe(18)


# ---------------------------------------------------------------- formgrader's server

# Files that a student handed in beside the notebook are served from the same host; a browser must not run them.
_FILES = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
_HANDED_IN = {"submitted", "autograded", "feedback"}


def guard() -> None:
    """Put the walls around the pages of formgrader, in this process, before it makes any."""
    base.BaseHandler.exporter = property(_exporter)
    base.BaseHandler.render = _render
    base.BaseHandler.content_security_policy = property(_policy)
    handlers.SubmissionFilesHandler.content_security_policy = property(lambda _: _FILES)
    opening = handlers.FormgraderHandler.get
    handlers.FormgraderHandler.get = opening if hasattr(opening, "guarded") else _guarded(opening)


def _nonce(handler: Any) -> str:
    nonce: str = handler.__dict__.setdefault("_downhill_nonce", _draw())
    return nonce


def _exporter(handler: Any) -> HarmlessExporter:
    config = handler.settings["nbgrader_formgrader"].config
    made_for, exporter = handler.settings.get("downhill_exporter", (None, None))
    if exporter is None or made_for is not config:  # formgrader can turn to another course
        exporter = like_formgrader(config)
        handler.settings["downhill_exporter"] = config, exporter
    exporter.nonce = _nonce(handler)
    return exporter  # type: ignore[no-any-return]


def _render(handler: Any, name: str, **values: Any) -> str:
    environment: jinja2.Environment | None = handler.settings.get("downhill_templates")
    if environment is None:
        loader = Hardened(jinja2.FileSystemLoader([handlers.template_path]))
        environment = handler.settings["downhill_templates"] = jinja2.Environment(loader=loader, autoescape=True)
    nonce = _nonce(handler)
    return environment.get_template(name).render(nonce=lambda: nonce, policy=lambda: policy(nonce), **values)


def _policy(handler: Any) -> str:
    pictures = f"{handler.request.host}{handler.base_url}/formgrader/submissions/"
    return f"{policy(_nonce(handler), pictures)}; frame-ancestors 'self'"


def _guarded(opening: Any) -> Any:
    """formgrader opens another course by its path, and runs the configuration that lies there: only if it is ours."""

    @web.authenticated
    @wraps(opening)
    def get(handler: Any) -> Any:
        path = handler.get_argument("path", "")
        if path and not (_is_own(Path(path)) and _is_visited(handler.request.headers)):
            raise web.HTTPError(403, "formgrader opens only course folders of your own, and nothing that was handed in")
        return opening(handler)

    get.guarded = True  # type: ignore[attr-defined]
    return get


def _is_own(folder: Path) -> bool:
    folder = folder.resolve()
    try:
        owners = {path.stat().st_uid for path in (folder, *folder.glob("*config*.py"))}
    except OSError:
        return False
    return folder.is_dir() and owners <= {os.getuid(), 0} and not _HANDED_IN & set(folder.parts)


def _is_visited(headers: Mapping[str, str]) -> bool:
    """Whether a person opens the page, not a picture or a script in another one."""
    return headers.get("Sec-Fetch-Dest", "document") in ("document", "iframe")
