"""Repairs of the pages as the theme writes them: scripts, labels, landmarks, and room for the figures that move."""

import json
import re
from typing import Any

from lxml import html
from lxml.html import HtmlElement

WIDGET_VIEW = '//script[@type="application/vnd.jupyter.widget-view+json"]'
WIDGET_STATE = '//script[@type="application/vnd.jupyter.widget-state+json"]'

# The theme's style sheet draws the same icons as fontawesome.js; there is no button that would start Thebe; of
# Bootstrap the pages would use menus, which fold by themselves as boxes do, and tooltips, which browsers have.
UNUSED = (
    "scripts/fontawesome.js",
    "scripts/bootstrap.js",
    "sphinx-thebe.js",
    "sphinx-thebe.css",
    "togglebutton.js",
    "togglebutton.css",
)
TOGGLE_SETTINGS = re.compile(r"let toggle\w+ =|var togglebuttonSelector =")
DESIGN = ("sphinx-design.min.css", "design-tabs.js")  # cards, grids and tabs; their classes begin with "sd-"
SEARCH = ("searchtools.js", "language_data.js", "searchindex.js")
THEME_SCRIPT = "//head/script[contains(., 'dataset.theme = localStorage')]"
THEME_FROM_THE_START = """{
  const mode = localStorage.getItem("mode") || "auto";
  const auto = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  Object.assign(document.documentElement.dataset, { mode, theme: mode === "auto" ? auto : mode });
}"""
KOREAN = re.compile(r"[\uac00-\ud7a3\sA-Z()*-]*[\uac00-\ud7a3][\uac00-\ud7a3\sA-Z()*-]*")


def repair(root: HtmlElement, searches: bool) -> None:
    """Repair one page; `searches` says whether it is the one that searches the book."""
    drop_loads(root, UNUSED)
    if not searches:
        drop_loads(root, SEARCH)
    if not root.xpath("//article//*[starts-with(@class, 'sd-')]"):
        drop_loads(root, DESIGN)
    drop_inline_scripts(root)
    choose_theme_at_once(root)
    defer_scripts(root)
    keep_one_viewport(root)
    name_landmarks(root)
    name_buttons(root)
    fold_menus(root)
    fold_boxes(root)
    name_references(root)
    mark_korean(root)
    unname_empty_headers(root)


def address(element: HtmlElement) -> str:
    """What a script, a picture or a link refers to, without the version that Sphinx appends."""
    return str(element.get("src") or element.get("href") or "").split("?")[0]


def drop_loads(root: HtmlElement, names: tuple[str, ...]) -> None:
    """Drop the scripts and style sheets whose address ends with one of `names`."""
    for element in root.xpath("//script[@src] | //link[@href]"):
        if address(element).endswith(names):
            element.drop_tree()


def drop_inline_scripts(root: HtmlElement) -> None:
    """Drop inline scripts that are there twice (constants would be declared twice), and those of unused ones."""
    for settings in root.xpath("//script[@type='text/x-thebe-config'] | //script[starts-with(., 'kernelName =')]"):
        settings.drop_tree()
    seen = set()
    for script in root.xpath("//head/script[not(@src)]"):
        if script.text in seen or "THEBE_JS_URL" in script.text or TOGGLE_SETTINGS.match(script.text):
            script.drop_tree()
        seen.add(script.text)


def choose_theme_at_once(root: HtmlElement) -> None:
    """Set the theme before anything is drawn. The theme's script would do it later, and all be styled twice."""
    for script in root.xpath(THEME_SCRIPT):
        script.text = THEME_FROM_THE_START


def defer_scripts(root: HtmlElement) -> None:
    """Let no script hold up the page. They still run in their order, and inline ones that need another run after it."""
    for script in root.xpath("//script[@src][not(@async)][not(@type='module')]"):
        script.set("defer", "defer")
    for script in root.xpath("//head/script[not(@src)]"):
        if script.text.startswith("DOCUMENTATION_OPTIONS."):
            script.set("type", "module")


def keep_one_viewport(root: HtmlElement) -> None:
    """Sphinx and the theme both write this element."""
    for repeated in root.xpath("//meta[@name='viewport']")[1:]:
        repeated.drop_tree()


def name_landmarks(root: HtmlElement) -> None:
    """Put the sidebars into named landmarks, so that a screen reader can go to them and past them."""
    for identifier, label in (("pst-primary-sidebar", "Book"), ("pst-secondary-sidebar", "Page")):
        for sidebar in root.xpath("//div[@id=$id]", id=identifier):
            sidebar.set("role", "complementary")
            sidebar.set("aria-label", label)


def name_buttons(root: HtmlElement) -> None:
    """A label must say what is written on its button, and a button without words needs one."""
    for worded in root.xpath("//button[contains(@class, 'search-button-field')] | //summary[normalize-space()]"):
        worded.attrib.pop("aria-label", None)
    for button in root.xpath("//button[@title][not(@aria-label)]"):
        if not button.text_content().strip():
            button.set("aria-label", button.get("title"))


def fold_menus(root: HtmlElement) -> None:
    """Make each menu of Bootstrap one that opens without a script, and its tooltips those of the browser."""
    for menu in root.xpath("//div[contains(concat(' ', @class, ' '), ' dropdown ')][button]"):
        menu.tag = "details"
        menu.find("button").tag = "summary"
    for element in root.xpath("//*[@data-bs-toggle]"):
        if "data-bs-title" in element.attrib:
            element.set("title", element.get("data-bs-title"))
        for name in [*element.attrib]:
            if name.startswith("data-bs-") or (element.tag == "summary" and name in ("type", "aria-expanded")):
                del element.attrib[name]


def fold_boxes(root: HtmlElement) -> None:
    """Make each box that unfolds an element that does so by itself: browsers lay out and style it once it is open."""
    for title in root.xpath("//div[contains(concat(' ', @class, ' '), ' dropdown ')]/p[@class='admonition-title']"):
        title.getparent().tag = "details"
        title.tag = "summary"
        title.append(html.Element("span", {"class": "fold-sign fa-solid fa-chevron-down"}))


def name_references(root: HtmlElement) -> None:
    """The role that Sphinx gives to a reference may not stand in a list, where Sphinx puts it, and is out of use."""
    for reference in root.xpath("//div[@role='list']/div[@role='doc-biblioentry']"):
        reference.set("role", "listitem")


def mark_korean(root: HtmlElement) -> None:
    """Say where the glossary is Korean, so that a screen reader changes its voice and a browser its font."""
    for element in root.xpath("//article//*[not(@lang)]"):
        if element.text and KOREAN.fullmatch(element.text):
            element.set("lang", "ko")


def unname_empty_headers(root: HtmlElement) -> None:
    """The empty corner of a table heads nothing."""
    for header in root.xpath("//th[not(normalize-space())]"):
        header.tag = "td"


def widget_states(root: HtmlElement) -> dict[str, dict[str, Any]]:
    """State of every widget of a page, by the identifier of its model."""
    states: dict[str, dict[str, Any]] = {}
    for script in root.xpath(WIDGET_STATE):
        states.update(json.loads(script.text)["state"])
    return states


def reserve_widgets(root: HtmlElement) -> None:
    """Put a place after each widget, where widget_host.js will draw it; the style sheet keeps room there."""
    states = widget_states(root)
    for view in root.xpath(WIDGET_VIEW):
        following = view.getnext()
        if following is not None and following.get("class") == "downhill-widget":
            continue
        model = json.loads(view.text)["model_id"]
        name = states.get(model, {}).get("state", {}).get("_anywidget_id", "")
        place = html.Element("div", {"class": "downhill-widget", "data-model": model})
        place.set("data-widget", name.rsplit(".", 1)[-1])
        place.append(html.fromstring("<noscript>This figure moves by JavaScript, which is off here.</noscript>"))
        view.addnext(place)
