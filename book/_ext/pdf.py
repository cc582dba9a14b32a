"""The whole book as one PDF, printed by Chromium from the built pages: `python book/_ext/pdf.py SITE BOOK.pdf`.

Every page is printed as a reader sees it in light mode, figures that move as they stand. Page numbers run through the
book, the outline follows its parts, and links between pages lead to the published book.
"""

import io
import sys
from pathlib import Path

import yaml
from addresses import published
from chromium import NoBrowser, launch
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from serving import serve

ROOT = Path(__file__).resolve().parents[2]

# A page is laid out as wide as a small screen, and printed smaller: 857 pixels become the 170 mm between the margins.
WIDTH, SCALE = 857, 0.75
PAGE_STYLE = """
@page {{ size: A4; margin: 18mm 20mm 20mm; @bottom-center {{ content: counter(page); font: 9pt sans-serif; }} }}
html {{ counter-reset: page {before}; }}
"""
# Printed figures need no wait for the reader to scroll to them, and a link must not lead to the machine that printed.
PREPARE = """
(site) => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const image of document.images) image.loading = "eager";
  for (const link of document.querySelectorAll("a[href]")) {
    const target = new URL(link.href);
    if (target.origin !== location.origin) continue;
    if (target.pathname === location.pathname && target.hash) link.setAttribute("href", target.hash);
    else link.href = new URL(target.pathname.slice(1) + target.hash, site).href;
  }
  window.dispatchEvent(new Event("beforeprint"));
}
"""
READY = """
() => document.fonts.status === "loaded" && [...document.images].every((image) => image.complete)
  && [...document.querySelectorAll(".downhill-widget")].every((widget) => widget.dataset.ready)
"""


def _print(page: Page, url: str, public: str, before: int) -> PdfReader:
    page.goto(url, wait_until="load")
    page.add_style_tag(content=PAGE_STYLE.format(before=before))
    page.evaluate(PREPARE, public)
    page.wait_for_function(READY)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True, scale=SCALE)))


def print_book(site: Path, target: Path, browser: Browser, toc: dict, public: str) -> int:
    """Print all pages that `toc` names from the built `site` into `target`; return the number of printed pages.

    Links between pages lead to the book at the address `public`.
    """
    book = PdfWriter()
    page = browser.new_page(color_scheme="light", reduced_motion="reduce", viewport={"width": WIDTH, "height": 1000})
    page.emulate_media(media="print")  # before the figures that move are drawn, since they fit themselves to the page

    def add(name: str) -> tuple[str, int]:
        before = len(book.pages)
        printed = _print(page, f"{url}/{name}.html", public, before)
        book.append(printed, import_outline=False)
        return page.locator("article h1").first.evaluate("h1 => h1.firstChild.textContent"), before

    # An entry of the outline can only lead to a page that is there already.
    with serve(site) as url:
        title, number = add(toc["root"])
        book.add_outline_item(title=title, page_number=number)
        for part in toc["parts"]:
            heading = None
            for chapter in part["chapters"]:
                title, number = add(chapter["file"])
                heading = heading or book.add_outline_item(title=part["caption"], page_number=number)
                book.add_outline_item(title=title, page_number=number, parent=heading)
    book.add_metadata({"/Title": "Downhill: gradients for machine learning", "/Author": "The Downhill team"})
    book.write(target)
    return len(book.pages)


def main(site: Path, target: Path) -> None:
    """Print the site that was built from this checkout."""
    toc = yaml.safe_load((ROOT / "book/_toc.yml").read_text("utf-8"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        pages = print_book(site, target, browser, toc, published(config["html"]["baseurl"]))
        browser.close()
    print(f"{target}: {pages} pages, {target.stat().st_size / 1e6:.1f} MB")  # noqa: T201 (this is a command)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except NoBrowser as error:
        sys.exit(str(error))
