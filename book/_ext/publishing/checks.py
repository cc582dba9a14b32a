"""The last step of a build: every defect seen in the finished pages is a warning, and `-W` makes it an error."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement
from sphinx.util import logging

from publishing.assets import STYLE_SHEETS, URL
from publishing.pages import WIDGET_VIEW, widget_states
from publishing.site import Page, is_elsewhere

logger = logging.getLogger(__name__)

# Attributes whose addresses a browser loads by itself, by element; of links, only those with one of these relations.
LOADS = {
    "script": ["src"],
    "img": ["src", "srcset"],
    "iframe": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "source": ["src", "srcset"],
    "audio": ["src"],
    "video": ["src", "poster"],
    "track": ["src"],
    "input": ["src"],
    "link": ["href"],
}
LOADED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
PICTURE_FILE = re.compile(r"(?:^|/)_images/|\.(?:svg|png|jpe?g|gif|webp)$", re.I)
TEX_LEFT = "//*[contains(@class, 'tex-error') or contains(@class, 'katex-error')]"


def report(out: Path, site: list[Page]) -> None:
    """Warn of every defect of the site in folder `out`."""
    anchors = {page.path.resolve(): set(page.root.xpath("//@id | //a/@name")) for page in site}
    for page in site:
        for defect in defects(page, anchors, out):
            logger.warning("%s: %s", page.name, defect, type="publishing")


def defects(page: Page, anchors: dict[Path, set[str]], out: Path) -> Iterator[str]:
    """All defects of one page."""
    yield from alt_defects(page.root)
    yield from load_defects(page)
    yield from link_defects(page, anchors, out)
    yield from widget_defects(page.root)
    for error in page.root.xpath(TEX_LEFT):
        yield f"a TeX error: {error.text_content()}"


def alt_defects(root: HtmlElement) -> Iterator[str]:
    """Pictures without words of their own. Sphinx writes the path of the file where an author wrote none."""
    for image in root.iter("img"):
        alt, name = image.get("alt", "").strip(), image.get("src", "").split("?")[0]
        if not alt or PICTURE_FILE.search(alt) or alt == PurePosixPath(name).name:
            yield f"a picture without alternative text: {name}"


def loads(root: HtmlElement) -> Iterator[str]:
    """Addresses that a browser loads to show the page."""
    for element in root.iter(*LOADS):
        if element.tag == "link" and LOADED_LINKS.isdisjoint(element.get("rel", "").lower().split()):
            continue
        for name in LOADS[element.tag]:
            value = element.get(name, "")
            yield from (part.split()[0] for part in value.split(",") if part.strip()) if name == "srcset" else [value]
    for css in [*root.xpath("//style/text()"), *root.xpath("//@style")]:
        yield from (match[2] for match in URL.finditer(css))


def load_defects(page: Page) -> Iterator[str]:
    """What the page or its style sheet would load from another host, or from a file that is not there."""
    loaded = [(address, page.file(address)) for address in loads(page.root) if address]
    for link in page.root.xpath(STYLE_SHEETS):
        sheet = page.file(link.get("href"))
        if sheet.is_file():
            addresses = {match[2] for match in URL.finditer(sheet.read_text("utf-8"))}
            loaded += [(address, (sheet.parent / address.split("?")[0]).resolve()) for address in sorted(addresses)]
    for address, file in loaded:
        if is_elsewhere(address):
            yield f"loads from another host: {address}"
        elif not urlsplit(address).scheme and not address.startswith("#") and not file.is_file():
            yield f"loads a file that does not exist: {address}"


def link_defects(page: Page, anchors: dict[Path, set[str]], out: Path) -> Iterator[str]:
    """Links inside the site that lead nowhere. JupyterLite is built into its folder after the book."""
    for link in page.root.xpath("//a[@href]"):
        href = link.get("href")
        address = urlsplit(href)
        if address.scheme or address.netloc:
            continue
        target = page.file(href) if address.path else page.path.resolve()
        if target.is_relative_to(out.resolve() / "lite"):
            continue
        if not target.is_file():
            yield f"a link to a file that does not exist: {href}"
        elif address.fragment and target in anchors and unquote(address.fragment) not in anchors[target]:
            yield f"a link to a place that does not exist: {href}"


def widget_defects(root: HtmlElement) -> Iterator[str]:
    """Widgets that would be dead or missing, since the site has no kernel and no library but widget_host.js."""
    states = widget_states(root)
    for state in states.values():
        if state["model_module"] != "anywidget" and state["model_name"] != "LayoutModel":
            yield f"a widget that needs a kernel: {state['model_name']} of {state['model_module']}"
    for view in root.xpath(WIDGET_VIEW):
        if not any(model in view.text for model in states):
            yield "a widget without its state"
