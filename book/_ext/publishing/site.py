"""The built site: its pages as trees that can be changed, and the files that they refer to."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement

# Folders without pages of the book, and files that hosting.py writes beside them.
NO_PAGES = {"_static", "_sources", "_downloads", "_images", "lite", "index.html", "404.html"}


@dataclass
class Page:
    """One HTML file of the site; `name` is its path from the top of the site."""

    path: Path
    name: str
    text: str
    root: HtmlElement

    def file(self, address: str) -> Path:
        """The file that a relative address on this page means."""
        return (self.path.parent / unquote(urlsplit(address).path)).resolve()

    def save(self) -> None:
        """Write the page if it was changed."""
        text = serialise(self.root)
        if text != self.text:
            self.path.write_text(text, "utf-8")
            self.text = text


def parse(text: str) -> HtmlElement:
    """The tree of an HTML document."""
    return html.document_fromstring(text)


def serialise(root: HtmlElement) -> str:
    """The text of a document; parsing it again gives the same tree."""
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


def load(out: Path) -> list[Page]:
    """All pages of the site in folder `out`."""
    site = []
    for path in sorted(out.rglob("*.html")):
        name = path.relative_to(out)
        if name.parts[0] not in NO_PAGES:
            text = path.read_text("utf-8")
            site.append(Page(path, name.as_posix(), text, parse(text)))
    return site


def is_elsewhere(address: str) -> bool:
    """Whether an address names another host: `//host`, or a scheme that goes over the network."""
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ftp", "ws", "wss"}
