"""The templates of all pages: each value that stands in them is text, and shows what has no glyph."""

from __future__ import annotations

from pathlib import Path

import jinja2

from autograder.pages.text import printable

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=printable,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
