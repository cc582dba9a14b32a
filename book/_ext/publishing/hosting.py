"""What hosts, search engines and other sites want: descriptions, a social card, a sitemap, a page for 404."""

import html
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from publishing.site import Page

CARD = "_static/card.png"
DESCRIPTION = "An open course on gradients for machine learning, with chapters that compute what they claim."
NOT_FOUND = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Page not found - {title}</title>
<style>
html {{ color-scheme: light dark; color: light-dark(#222, #ddd); background: light-dark(#fff, #121212) }}
html {{ font: 1.1rem/1.5 system-ui, sans-serif }}
a {{ color: light-dark(#0b5cad, #7db7f5) }}
body {{ max-width: 34rem; margin: 15vh auto; padding: 0 1rem }}
</style>
</head>
<body>
<main>
<h1>There is no such page</h1>
<p>It may have moved. Try the <a href="{base}">first page</a>, or <a href="{base}search.html">search the book</a>.</p>
</main>
</body>
</html>
"""


def setup(app: Sphinx) -> None:
    """Describe every page in its head."""
    app.connect("html-page-context", describe_page)


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the description of a page, and what sites show that link to it."""
    description = summary(doctree) if doctree else DESCRIPTION
    title = app.env.titles[pagename].astext() if doctree else app.config.html_title
    base = app.config.html_baseurl
    address, card = urljoin(base, f"{pagename}.html"), urljoin(base, CARD)
    context["metatags"] = context.get("metatags", "") + meta_tags(title, description, address, card)


def summary(doctree: nodes.document, length: int = 155) -> str:
    """The beginning of a page's first paragraph that says something, cut between words."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > length:
            return text[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"
        if len(text) > 40:
            return text
    return DESCRIPTION


def meta_tags(title: str, description: str, address: str, card: str) -> str:
    """HTML that describes a page to search engines and to sites that link to it."""
    names = {"description": description, "twitter:card": "summary_large_image"}
    properties = {
        "og:type": "article",
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:image": card,
        "og:image:alt": "A path of steepest descent on a contour map",
    }
    tags = [("name", key, value) for key, value in names.items()]
    tags += [("property", key, value) for key, value in properties.items()]
    return "".join(f'\n<meta {kind}="{key}" content="{html.escape(value)}">' for kind, key, value in tags)


def sitemap(base: str, names: list[str]) -> str:
    """A sitemap of the pages with these names."""
    places = "\n".join(f"<url><loc>{html.escape(urljoin(base, name))}</loc></url>" for name in names)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}\n</urlset>\n'
    )


def publish(app: Sphinx, site: list[Page]) -> None:
    """Write the files that belong to no page. The first page is also the one that the site's own address shows."""
    out, base = Path(app.outdir), app.config.html_baseurl
    names = [page.name for page in site if page.name.removesuffix(".html") in app.env.found_docs]
    (out / "sitemap.xml").write_text(sitemap(base, names), "utf-8")
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {urljoin(base, 'sitemap.xml')}\n", "utf-8")
    (out / ".nojekyll").touch()
    not_found = NOT_FOUND.format(title=html.escape(app.config.html_title), base=urlsplit(base).path or "/")
    (out / "404.html").write_text(not_found, "utf-8")
    shutil.copy(out / f"{app.config.root_doc}.html", out / "index.html")
    if not (out / CARD).exists():
        from publishing.card import draw_card  # Matplotlib takes long to import and is wanted once

        draw_card(out / CARD)
