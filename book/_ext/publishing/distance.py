"""Sections far from what the reader sees: a browser lays them out when the reader comes near, not before.

Until then it keeps as much room as a section is likely to take, so that the scroll bar tells the truth. What is found
on the page, linked or printed is laid out at that moment. See `.distant` in downhill.css.
"""

from lxml.html import HtmlElement

# The sections of a chapter but the first: that one is near, and what stands before it is no section.
DISTANT = "//article/section/section[preceding-sibling::section]"
# What a reader sees of a section: not what is folded, and of a formula not what is for screen readers.
SEEN = "[not(ancestor::details or ancestor::script or ancestor::*[@class='katex-mathml'])]"

# What may be wider than its place, as in scrolling.js, which cannot measure it before it is laid out.
CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
WIDE = " | ".join(f".//{step}" for step in (
    "pre",
    f"*[{CLASS.format('cell_output')}]/*[{CLASS.format('output')}]",
    f"*[{CLASS.format('pst-scrollable-table-container')} or {CLASS.format('katex-display')}]",
))  # fmt: skip

# Pixels on a phone of 360 pixels and at a desk, for each letter, line of code, picture, figure that moves and block of
# text: least squares over the chapters, half of whose sections are then estimated within a tenth.
PHONE = (0.8, 27, 390, 1020, 25)
DESK = (0.45, 24, 570, 700, 11)


def mark(root: HtmlElement) -> None:
    """Mark the distant sections of a page, each with the heights that it is likely to have."""
    for section in root.xpath(DISTANT):
        counts = content(section)
        phone, desk = (round(sum(a * b for a, b in zip(counts, sizes, strict=True))) for sizes in (PHONE, DESK))
        section.set("class", "distant")
        section.set("style", f"--phone: {phone}px; --desk: {desk}px")
        for element in section.xpath(WIDE):  # Tab must reach what scrolls, also where nobody has been yet
            element.set("tabindex", "0")


def content(section: HtmlElement) -> tuple[int, ...]:
    """How many letters, lines of code, pictures, figures that move and blocks of text a section shows."""
    letters = sum(len(text.strip()) for text in section.xpath(f".//text()[not(ancestor::pre)]{SEEN}"))
    lines = sum(code.text_content().count("\n") for code in section.xpath(f".//pre{SEEN}"))
    pictures = len(section.xpath(f".//img{SEEN}"))
    widgets = len(section.xpath(f".//div[@class='downhill-widget']{SEEN}"))
    blocks = "self::p or self::li or self::dt or self::dd or self::tr or self::pre or self::h2 or self::h3"
    boxes = "self::details or self::div[contains(@class, 'math')]"
    return letters, lines, pictures, widgets, len(section.xpath(f".//*[{blocks} or {boxes}]{SEEN}"))
