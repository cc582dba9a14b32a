"""Ways to run a chapter: buttons for JupyterLite, Binder and Colab, and exercises that open in the browser.

Binder and Colab open the notebooks on the branch `notebooks`, which the publishing workflow fills. JupyterLite is part
of the site when `publishing_lite` is set (`make lite`). None of them costs a request before it is clicked.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from addresses import repository
from docutils import nodes
from lxml import html
from sphinx.application import Sphinx

from publishing.site import Page

LITE = "lite/notebooks/index.html?path="
BRANCH = "notebooks"


def setup(app: Sphinx) -> None:
    """Add the buttons after the theme has made its own."""
    app.connect("html-page-context", add_buttons, priority=600)


def services(stem: str, owner_and_name: str, lite: bool) -> list[dict[str, str]]:
    """What can run the chapter `stem`: name, address and logo of each, as the theme's buttons want them."""
    notebook = f"{stem}.ipynb"
    addresses = {
        "Binder": f"https://mybinder.org/v2/gh/{owner_and_name}/{BRANCH}?urlpath=lab/tree/{notebook}",
        "Colab": f"https://colab.research.google.com/github/{owner_and_name}/blob/{BRANCH}/{notebook}",
    }
    if lite:
        addresses = {"JupyterLite": f"{LITE}book/{notebook}"} | addresses
    logos = {"Binder": "logo_binder.svg", "Colab": "logo_colab.png", "JupyterLite": "logo_jupyterlite.svg"}
    return [
        {
            "type": "link",
            "text": name,
            "tooltip": f"Run this chapter on {name}",
            "icon": f"_static/images/{logos[name]}",
            "url": url,
        }
        for name, url in addresses.items()
    ]


def is_executable(doctree: nodes.document) -> bool:
    """Whether a page has a cell with code."""
    return any("cell" in node.get("classes", []) for node in doctree.findall(nodes.container))


def add_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the group of buttons first into the header of a page that has code."""
    if doctree is None or not is_executable(doctree):
        return
    owner_and_name = repository(app.config.html_theme_options["repository_url"])
    group = {
        "type": "group",
        "tooltip": "Run this chapter",
        "icon": "fas fa-rocket",
        "buttons": services(pagename, owner_and_name, app.config.publishing_lite),
        "label": "launch-buttons",
    }
    context["header_buttons"].insert(0, group)


def offer_exercises(page: Page, exercises: Path) -> None:
    """After each link that downloads an exercise, add one that opens it in the browser."""
    for download in page.root.xpath("//a[contains(@class, 'download')][@href]"):
        stem = Path(urlsplit(download.get("href")).path).stem
        following = download.getnext()
        if not (exercises / stem / f"{stem}.ipynb").exists():
            continue
        if following is not None and following.get("class") == "in-browser":
            continue
        link = html.Element("a", {"class": "in-browser", "href": f"{LITE}exercises/{stem}/{stem}.ipynb"})
        link.text = "open it in your browser"
        link.tail, download.tail = download.tail, ", or "
        download.addnext(link)
