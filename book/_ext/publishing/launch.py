"""Ways to run a notebook: buttons for JupyterLite, Binder and Colab on chapters, and links after each exercise.

Binder and Colab open the notebooks on the branch `notebooks`, which the publishing workflow fills. JupyterLite is part
of the site when `publishing_lite` is set (`make lite`). None of them costs a request before it is clicked.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import notebooks
from addresses import repository
from docutils import nodes
from lxml import html
from lxml.html import HtmlElement, builder
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from publishing.site import Page

LITE = "lite/notebooks/index.html?path="
BRANCH = "notebooks"
LOGOS = {"JupyterLite": "logo_jupyterlite.svg", "Binder": "logo_binder.svg", "Colab": "logo_colab.png"}
PLACES = {"JupyterLite": "in JupyterLite, which runs inside your browser", "Binder": "on Binder", "Colab": "in Colab"}


class Launchers(nodes.inline):  # type: ignore[misc]  # docutils has no types
    """The names of the services that this site offers, in a sentence."""


class LaunchersRole(SphinxRole):
    """``{launchers}`words` ``: where a chapter can be run; `words` say it in a notebook, which has no site."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave the names to the moment when the page is written, as they depend on how it is built."""
        return [Launchers(self.rawtext, self.text)], []


def setup(app: Sphinx) -> None:
    """Add the buttons after the theme has made its own, and the notebooks before it asks for them."""
    app.add_role("launchers", LaunchersRole())
    app.add_node(Launchers, html=(write_launchers, None))
    app.connect("html-page-context", name_notebook, priority=400)
    app.connect("html-page-context", add_buttons, priority=600)


def owner_and_name(app: Sphinx) -> str:
    """The repository of the book; empty if the configuration names none."""
    return repository(app.config.html_theme_options.get("repository_url", ""))


def services(notebook: str, owner: str, lite: bool) -> dict[str, str]:
    """What can run a notebook, by name: the address of each.

    Args:
        notebook: its path on the branch, where chapters lie at the top and exercises in a folder of theirs.
        owner: the repository, with its owner before it.
        lite: whether the site has JupyterLite.
    """
    addresses = {
        "Binder": f"https://mybinder.org/v2/gh/{owner}/{BRANCH}?urlpath=lab/tree/{notebook}",
        "Colab": f"https://colab.research.google.com/github/{owner}/blob/{BRANCH}/{notebook}",
    }
    if lite:
        inside = notebook if "/" in notebook else f"book/{notebook}"
        addresses = {"JupyterLite": f"{LITE}{inside}"} | addresses
    return addresses


def enumerated(parts: list[str]) -> str:
    """Alternatives as a sentence has them."""
    return " or ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def write_launchers(translator: HTML5Translator, node: Launchers) -> None:
    """Say what this site offers."""
    offered = services("", "", translator.config.publishing_lite)
    translator.body.append(enumerated([PLACES[name] for name in offered]))
    raise nodes.SkipNode


def is_executable(doctree: nodes.document) -> bool:
    """Whether a page has a cell with code."""
    return any("cell" in node.get("classes", []) for node in doctree.findall(nodes.container))


def name_notebook(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Have the theme offer the notebook of a page with code beside its text; `write_notebooks` puts it there."""
    if doctree and is_executable(doctree) and context.get("page_source_suffix") == ".md":
        context["ipynb_source"] = f"{pagename}.ipynb"


def write_notebooks(app: Sphinx) -> None:
    """Put the chapters into the site as plain notebooks, where the theme's buttons look for them."""
    book = notebooks.Book(Path(app.srcdir))
    address = f"https://github.com/{owner_and_name(app)}"
    for page in book.pages:
        target = Path(app.outdir) / "_sources" / f"{page}.ipynb"
        if book.has_code(page) and (book.folder / f"{page}.md").exists():
            notebooks.save(book.notebook(page, address), target)


def add_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the group of buttons first into the header of a page that has code."""
    if doctree is None or not is_executable(doctree):
        return
    offered = services(f"{pagename}.ipynb", owner_and_name(app), app.config.publishing_lite)
    buttons = [
        {
            "type": "link",
            "text": name,
            "tooltip": f"Run this chapter {PLACES[name]}",
            "icon": f"_static/images/{LOGOS[name]}",
            "url": url,
        }
        for name, url in offered.items()
    ]
    group = {
        "type": "group",
        "tooltip": "Run this chapter",
        "icon": "fas fa-rocket",
        "buttons": buttons,
        "label": "launch-buttons",
    }
    context["header_buttons"].insert(0, group)


def offer_exercises(page: Page, exercises: Path, owner: str, lite: bool) -> None:
    """After each link that downloads an exercise, add those that open it elsewhere."""
    for download in page.root.xpath("//a[contains(@class, 'download')][@href]"):
        stem = Path(urlsplit(download.get("href")).path).stem
        following = download.getnext()
        if not (exercises / stem / f"{stem}.ipynb").exists():
            continue
        if following is not None and following.get("class") == "in-browser":
            continue
        offer = offered_links(services(f"exercises/{stem}/{stem}.ipynb", owner, lite))
        offer.tail, download.tail = download.tail, None
        download.addnext(offer)


def offered_links(addresses: dict[str, str]) -> HtmlElement:
    """The links to these services, in words that go on after a link to the file itself."""
    links = [html.tostring(builder.A(name, href=url), encoding="unicode") for name, url in addresses.items()]
    return html.fromstring(f"<span class='in-browser'>, or open it in {enumerated(links)}</span>")
