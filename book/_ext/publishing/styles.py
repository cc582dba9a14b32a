"""The style sheet without what no page uses: themes bring rules for far more than a book has.

PurgeCSS comes from `node_modules`, as KaTeX does, and keeps each rule whose classes, ids and elements stand anywhere in
a page or in a script, since scripts give classes to elements later.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sphinx.errors import ExtensionError

from publishing.mathematics import find_node

PROGRAM = """
const { PurgeCSS } = require(process.argv[1]);
let text = "";
process.stdin.setEncoding("utf8").on("data", (part) => { text += part; }).on("end", async () => {
  const { css, pages, scripts } = JSON.parse(text);
  const content = [
    ...pages.map((raw) => ({ raw, extension: "html" })),
    ...scripts.map((raw) => ({ raw, extension: "js" })),
  ];
  const safelist = { greedy: [/data-(theme|mode)/] };
  const [purged] = await new PurgeCSS().purge({ content, css: [{ raw: css }], safelist });
  process.stdout.write(purged.css);
});
"""


def without_unused_rules(css: str, pages: Iterable[str], scripts: Iterable[str], modules: Path) -> str:
    """The style sheet without rules that fit nothing in the pages and their scripts.

    Args:
        css: the style sheet.
        pages: the text of every page.
        scripts: the text of every script.
        modules: the folder `node_modules`.

    Raises:
        ExtensionError: if PurgeCSS is missing or fails.
    """
    program = modules.resolve() / "purgecss" / "lib" / "purgecss.js"
    if not program.exists():
        raise ExtensionError(f"{program} is missing: run `npm ci` in the folder of the book")
    done = subprocess.run(
        [find_node(), "--eval", PROGRAM, str(program)],
        input=json.dumps({"css": css, "pages": list(pages), "scripts": list(scripts)}),
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise ExtensionError(f"PurgeCSS failed: {done.stderr.strip()[-500:]}")
    return done.stdout
