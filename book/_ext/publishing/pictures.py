"""Pictures: their sizes stand in the page, and figures follow the light and the dark page."""

import re
from pathlib import Path

import imagesize
from lxml import etree

from publishing.site import Page

# The colours of book/downhill.mplstyle, where faces are transparent, and what each becomes on a dark page.
# The figures that move have the same ones (book/widgets/base.css).
COLOURS = {
    "ink": ("#1f2328", "#e6edf3"),
    "s0": ("#0072b2", "#56b4e9"),
    "s1": ("#c94700", "#ff8a3d"),
    "s2": ("#00805c", "#2fc79b"),
    "s3": ("#a8517f", "#dd93b9"),
    "s4": ("#9a6900", "#e69f00"),
    "s5": ("#237ab0", "#8fd0f5"),
}
LIGHT = ";".join(f"--{name}:{light}" for name, (light, _) in COLOURS.items())
DARK = ";".join(f"--{name}:{dark}" for name, (_, dark) in COLOURS.items())
STYLE = f":root{{{LIGHT}}}@media(prefers-color-scheme:dark){{:root{{{DARK}}}}}"
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
SVG = "{http://www.w3.org/2000/svg}"


def publish(path: Path) -> None:
    """Make an SVG file follow the theme of the page, and no larger than it need be."""
    text = path.read_text("utf-8")
    if STYLE not in text:
        path.write_text(shortened(follow_theme(text)), "utf-8")


def follow_theme(text: str) -> str:
    """The picture with ink and colours that are dark on light pages and light on dark ones.

    Browsers tell a picture the colour scheme of the element that shows it; downhill.css sets that to the page's theme.
    """
    for name, (light, _) in COLOURS.items():
        text = text.replace(light, f"var(--{name})")
    tree = etree.fromstring(text.encode())
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
