"""What all pages load: one style sheet in place of a dozen, with the rules and icons that are used."""

import hashlib
import logging
import os
import re
import shutil
from pathlib import Path

from fontTools import subset
from sphinx.errors import ExtensionError

from publishing.site import Page, serialise
from publishing.styles import without_unused_rules

logging.getLogger("fontTools").setLevel(logging.WARNING)

BUNDLE = "_static/bundle.css"
FORMULAS = "//*[@class='katex-html']//text()"
KOREAN_FONT = Path("@expo-google-fonts/gowun-dodum")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
STYLE_SHEETS = "//head/link[contains(concat(' ', @rel, ' '), ' stylesheet ')]"

URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""")
IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')]+)["']?\)?\s*;""")
CHARSET = re.compile(r"""@charset\s+["'][^"']*["'];""")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)
OLD_FONT = re.compile(r"""\s*,\s*url\([^)]*\.(?:woff|ttf)["']?\)\s*format\([^)]*\)""")
ICON_RULE = re.compile(r"""((?:\.fa-[a-z0-9-]+:{1,2}before,?)+)\{content:"\\([0-9a-f]+)"\}""")
ICON = re.compile(r"\bfa-[a-z0-9-]+")

# What the search leaves out where it quotes a page, and what it must leave out too: the buttons and the contents for
# print above the text, and of a formula all but what screen readers say (it would be quoted three times over).
SEARCH_SKIPS = '".headerlink", "script", "style"'
SEARCH_SKIPS_MORE = f'{SEARCH_SKIPS}, ".bd-header-article", "#jb-print-docs-body", ".katex-html", "annotation"'

# The theme's script would measure every block of code once all is loaded, and have the whole page laid out for it.
MEASURES = re.compile(r'"complete"===document\.readyState\?(\w+)\(\):window\.addEventListener\("load",\1\)')
MEASURES_NOT = "void 0 /* scrolling.js does it */"  # in a list of expressions


def publish(out: Path, site: list[Page], modules: Path) -> None:
    """Replace the style sheets of all pages by one bundle, and leave out of the site what no page needs.

    Fonts come from the packages in `modules`. A page that was not written again keeps its link to the bundle; the
    others have all style sheets, as all pages do.
    """
    static = out / "_static"
    sheets = list(dict.fromkeys(sheet for page in site for sheet in style_sheets(page) if sheet != out / BUNDLE))
    if sheets:
        copy_korean_font(modules / KOREAN_FONT, static / "fonts", site)
        css = woff2_only("\n".join(inlined(sheet, static) for sheet in sheets))
        css, icons = without_unused_icons(css, used_icons(site, static))
        scripts = [path.read_text("utf-8") for path in sorted(out.rglob("*.js")) if "lite" not in path.parts]
        css = without_unused_rules(css, [serialise(page.root) for page in site], scripts, modules)
        (out / BUNDLE).write_text(css, "utf-8")
        for font in static.glob("vendor/fontawesome/webfonts/*"):
            shrink_font(font, icons)
        copy_formula_fonts(modules / "katex" / "dist" / "fonts", static / "katex" / "fonts", site)
        for unused in [*static.rglob("*.map"), *static.glob("scripts/fontawesome.js*"), *static.glob("sphinx-thebe.*")]:
            unused.unlink(missing_ok=True)  # a map of fontawesome.js is named twice
        for script in static.glob("scripts/*.js"):
            script.write_text(SOURCE_MAP.sub("", script.read_text("utf-8")), "utf-8")
        quote_text_only(static / "searchtools.js")
        measure_once(static / "scripts" / "pydata-sphinx-theme.js")
    version = hashlib.sha256((out / BUNDLE).read_bytes()).hexdigest()[:8]
    for page in site:
        link_bundle(page, out, version)


def style_sheets(page: Page) -> list[Path]:
    """The files of the style sheets of a page, in their order."""
    return [page.file(link.get("href")) for link in page.root.xpath(STYLE_SHEETS)]


def inlined(sheet: Path, base: Path) -> str:
    """The text of a style sheet with its imports in their places, and addresses as seen from the folder `base`."""
    css = COMMENT.sub("", CHARSET.sub("", sheet.read_text("utf-8")))

    def moved(match: re.Match[str]) -> str:
        target = match[2]
        if target.startswith(("data:", "#")) or "//" in target:
            return match[0]
        return f'url("{os.path.relpath(sheet.parent / target, base)}")'

    parts = IMPORT.split(css)  # what lies between imports, and what they import, in turn
    texts = [URL.sub(moved, part) for part in parts]
    texts[1::2] = [inlined((sheet.parent / name).resolve(), base) for name in parts[1::2]]
    return "".join(texts)


def woff2_only(css: str) -> str:
    """A style sheet without the older formats of its fonts; every browser that can draw the book reads WOFF2."""
    return OLD_FONT.sub("", css)


def used_icons(site: list[Page], static: Path) -> set[str]:
    """Class names of all icons that the pages and their scripts may show."""
    scripts = [path.read_text("utf-8") for path in static.rglob("*.js") if path.name != "fontawesome.js"]
    classes = [name for page in site for name in page.root.xpath("//@class[contains(., 'fa-')]")]
    return set(ICON.findall(" ".join([*classes, *scripts])))


def without_unused_icons(css: str, used: set[str]) -> tuple[str, set[int]]:
    """The style sheet without rules for icons that are not used, and the code points of those that are."""
    points: set[int] = set()

    def keep(rule: re.Match[str]) -> str:
        if used.isdisjoint(ICON.findall(rule[1])):
            return ""
        points.add(int(rule[2], 16))
        return rule[0]

    return ICON_RULE.sub(keep, css), points


def shrink_font(font: Path, points: set[int]) -> None:
    """Leave only these characters in a WOFF2 font; delete older formats."""
    if font.suffix == ".woff2":
        write_subset(font, font, points)
    else:
        font.unlink()


def write_subset(source: Path, target: Path, points: set[int]) -> None:
    """Write a WOFF2 font with only these characters of a font. All of ours are placed letter by letter."""
    options = subset.Options(flavor="woff2", layout_features=[], hinting=False)
    loaded = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(loaded)
    subset.save_font(loaded, str(target), options)


def copy_formula_fonts(source: Path, target: Path, site: list[Page]) -> None:
    """Copy the fonts of formulas into the site, with only the symbols that the site uses."""
    target.mkdir(exist_ok=True)
    symbols = {ord(letter) for page in site for text in page.root.xpath(FORMULAS) for letter in text}
    for font in source.glob("*.woff2"):
        write_subset(font, target / font.name, symbols)


def copy_korean_font(package: Path, target: Path, site: list[Page]) -> None:
    """Put a Korean font into the site, with only the syllables that the site uses, and its licence beside it."""
    if not package.is_dir():
        raise ExtensionError(f"{package} is missing: run `npm ci` in the folder of the book")
    target.mkdir(exist_ok=True)
    syllables = {ord(letter) for page in site for letter in HANGUL.findall(page.text)}
    write_subset(package / "400Regular" / "GowunDodum_400Regular.ttf", target / "gowun-dodum.woff2", syllables)
    shutil.copy(package / "LICENSE_FONT", target / "gowun-dodum-license.txt")


def quote_text_only(script: Path) -> None:
    """Let the search quote what is written in a page, once."""
    text = script.read_text("utf-8")
    if SEARCH_SKIPS_MORE in text:
        return
    if SEARCH_SKIPS not in text:
        raise ExtensionError(f"{script.name} of this version of Sphinx is unknown: look where it drops elements.")
    script.write_text(text.replace(SEARCH_SKIPS, SEARCH_SKIPS_MORE), "utf-8")


def measure_once(script: Path) -> None:
    """Leave to scrolling.js what is wider than its place."""
    text = script.read_text("utf-8")
    if MEASURES_NOT in text:
        return
    text, found = MEASURES.subn(MEASURES_NOT, text)
    if found != 1:
        raise ExtensionError(f"{script.name} of this version of the theme is unknown: look where it sets tabIndex.")
    script.write_text(text, "utf-8")


def link_bundle(page: Page, out: Path, version: str) -> None:
    """Make the bundle the only style sheet of a page."""
    href = f"{os.path.relpath(out / BUNDLE, page.path.parent)}?v={version}"
    first, *others = page.root.xpath(STYLE_SHEETS)
    first.set("href", href)
    for link in others:
        link.drop_tree()
