"""Pictures: their sizes stand in the page, and figures follow the light and the dark page."""

import re
from pathlib import Path

import imagesize
from lxml import etree

from publishing.site import Page

INK = "#1f2328"  # of book/downhill.mplstyle, where faces are transparent
STYLE = f":root{{--ink:{INK}}}@media(prefers-color-scheme:dark){{:root{{--ink:#e6edf3}}}}"
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
SVG = "{http://www.w3.org/2000/svg}"


def publish(path: Path) -> None:
    """Make an SVG file follow the theme of the page, and no larger than it need be."""
    text = path.read_text("utf-8")
    if STYLE not in text:
        path.write_text(shortened(follow_theme(text)), "utf-8")


def follow_theme(text: str) -> str:
    """The picture with ink that is dark on light pages and light on dark ones.

    Browsers tell a picture the colour scheme of the element that shows it; downhill.css sets that to the page's theme.
    """
    tree = etree.fromstring(text.replace(INK, "var(--ink)").encode())
    style = etree.Element(f"{SVG}style")
    style.text = STYLE
    tree.insert(0, style)
    return str(etree.tostring(tree, encoding="unicode"))


def shortened(text: str) -> str:
    """The picture without data about its making, and with coordinates to a hundredth of a point, not a millionth."""
    tree = etree.fromstring(text.encode())
    for metadata in tree.findall(f"{SVG}metadata"):
        tree.remove(metadata)
    for element in tree.iter(f"{SVG}*"):
        for name in ("d", "x", "y"):
            if name in element.attrib:
                rounded = LONG_NUMBER.sub(lambda number: f"{round(float(number[0]), 2):g}", element.get(name))
                element.set(name, " ".join(rounded.split()))
    return str(etree.tostring(tree, encoding="unicode"))


def give_sizes(page: Page) -> None:
    """Write the size of each picture into the page, so that nothing jumps when it arrives; all but the first wait."""
    for image in page.root.xpath("//img[@src]"):
        file = page.file(image.get("src"))
        if "width" not in image.attrib and file.is_file():
            width, height = imagesize.get(file)
            if width > 0:
                image.set("width", str(round(width)))
                image.set("height", str(round(height)))
        image.set("loading", "lazy")
    for first in page.root.xpath("(//article//img[@src])[1]"):
        del first.attrib["loading"]
        first.set("fetchpriority", "high")
