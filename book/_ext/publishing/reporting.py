"""A link on every page to report an error in it, to the repository that the configuration names."""

import html
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from docutils import nodes
from sphinx.application import Sphinx

from publishing.launch import owner_and_name

QUESTION = "What is wrong, and what should it say?"


def setup(app: Sphinx) -> None:
    """Put the link into the footer of every page, where the theme has a place for text of one's own."""
    app.connect("html-page-context", add_link)


def add_link(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page its link."""
    owner = owner_and_name(app)
    if not owner:
        return
    link = issue(owner, pagename, urljoin(app.config.html_baseurl, f"{pagename}.html"))
    context["theme_extra_footer"] = f'<p><a href="{html.escape(link)}">Report an error on this page</a></p>'


def issue(owner: str, pagename: str, address: str) -> str:
    """The address at which a reader writes an issue about a page."""
    query = {"title": f"Error in {pagename}", "body": f"{address}\n\n{QUESTION}\n"}
    return f"https://github.com/{owner}/issues/new?{urlencode(query, quote_via=quote)}"
