"""The built book, looked at as text; and its chapters, which keep to the house rules."""

import platform
import re
import statistics
from functools import cache
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from kernels import SIMPLE, run
from needs import missing
from notebooks import Book

from autograder.course.course import Course
from autograder.misconceptions import CATALOGUE

BOOK = Book(ROOT / "book")
PAGES = BOOK.pages
STORED = "gradient_check_tools"  # the chapter that is not executed in the build
HEADER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n"
CHAPTERS = [name for name in PAGES[1:] if BOOK.has_code(name)]


@cache
def notebook(name):
    return BOOK.source(name)


@cache
def text(file):
    return file.read_text()


@cache
def page(site, name):
    return BeautifulSoup(text(site / f"{name}.html"), "html.parser")


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_has_a_text_of_its_own_in_place_of_the_picture(site, name):
    pictures = page(site, name).find("article").find_all("img")
    assert pictures or name not in CHAPTERS
    alts = [picture.get("alt", "") for picture in pictures]
    assert all(len(alt) > 40 and "_images" not in alt for alt in alts), alts
    assert len(set(alts)) == len(alts)


@pytest.mark.parametrize("name", PAGES)
def test_no_cell_failed_and_every_link_inside_the_site_leads_somewhere(site, name):
    soup = page(site, name)
    assert not soup.select(".traceback, .stderr")
    for link in soup.find("article").find_all("a", href=True):
        target, _, anchor = link["href"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = site / target if target else site / f"{name}.html"
        assert file.exists(), link
        if anchor and file.suffix == ".html":
            assert f'id="{unquote(anchor)}"' in text(file), link


def test_no_figure_is_heavy(site):
    pictures = list(site.glob("_images/*.svg"))
    assert len(pictures) > 3 * len(CHAPTERS)
    assert not [(picture.name, size) for picture in pictures if (size := picture.stat().st_size) > 110_000]


def test_the_words_of_a_figure_can_be_read_on_a_phone(site):
    """A phone of 360 pixels leaves 328 for a figure; Matplotlib draws glyphs at a hundredth of their size."""
    small = []
    for picture in site.glob("_images/*.svg"):
        drawing = picture.read_text()
        width = float(re.search(r'<svg[^>]* width="([\d.]+)pt"', drawing)[1])
        sizes = [100 * float(scale) for scale in re.findall(r"scale\(([\d.]+) -[\d.]+\)", drawing)]
        if sizes and min(sizes) * min(4 / 3, 328 / width) < 8:
            small.append((picture.name, width, min(sizes)))
    assert not small


def test_every_mistake_links_to_a_section_that_exists(site):
    for mistake in CATALOGUE.values():
        if mistake.anchor:
            name, _, anchor = mistake.anchor.partition("#")
            assert f'id="{anchor}"' in text(site / name), mistake.id


@pytest.mark.parametrize("stem", Course(ROOT).stems())
def test_an_exercise_can_be_downloaded_from_its_chapter(site, stem):
    links = [link["href"] for link in page(site, Course(ROOT).chapter(stem)).select("a.download")]
    link = next(link for link in links if link.endswith(f"/{stem}.ipynb"))
    assert (site / link).read_bytes() == (ROOT / f"exercises/{stem}/{stem}.ipynb").read_bytes()


def cells(name, kind):
    return [cell for cell in notebook(name).cells if cell.cell_type == kind]


def is_shown(cell):
    """Whether a reader sees the code without a click."""
    return not any(re.fullmatch("(hide|remove)-(cell|input)", tag) for tag in cell.metadata.get("tags", []))


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_keeps_to_its_budget(name):
    read = [
        re.sub(r"^(:{3,})\{admonition\}[^\n]*\n:class: dropdown\n.*?^\1$", "", cell.source, flags=re.M | re.S)
        for cell in cells(name, "markdown")
    ]
    assert sum(len(text.split()) for text in read) <= 2400  # proofs and answers are folded away
    code = [cell for cell in cells(name, "code") if "remove-cell" not in cell.metadata.get("tags", [])]
    assert 5 <= len(code) <= 25
    lengths = [sum(bool(line.strip()) for line in cell.source.splitlines()) for cell in code if is_shown(cell)]
    assert statistics.median(lengths) <= 9
    assert max(lengths) <= 20


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_asserts_what_it_claims(name):
    assert sum(cell.source.count("assert ") for cell in cells(name, "code")) >= 15


@pytest.mark.parametrize("name", ["numeric_gradient", "second_order"])  # those that hang on rounding most
def test_what_a_chapter_asserts_holds_on_a_processor_that_rounds_otherwise(name):
    kernel = SIMPLE.get(platform.machine()) or missing("no other kernel is known for this processor")
    done = run([cell.source for cell in cells(name, "code")], kernel)
    assert not done.returncode, done.stderr
    if kernel not in done.stdout:
        missing("NumPy does not use OpenBLAS here")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_shape_of_all_chapters(name):
    prose = "\n".join(cell.source for cell in cells(name, "markdown"))
    assert prose.startswith(f"({name})=\n# ")
    assert "## References" in prose
    assert sum(line == "import numpy as np" for cell in cells(name, "code") for line in cell.source.splitlines()) == 1
    assert name == STORED or (ROOT / f"book/{name}.md").read_text().startswith(HEADER)


def test_one_name_stands_for_a_topic_in_every_folder():
    stems = {path.parent.name for path in ROOT.glob("solutions/*/*.ipynb")}
    assert stems
    for stem in stems:
        assert Course(ROOT).chapter(stem) in CHAPTERS
        assert (ROOT / "solutions" / stem / f"{stem}.ipynb").exists()
        assert (ROOT / "exercises" / stem / f"{stem}.ipynb").exists()
        assert (ROOT / "autograder" / "checks" / stem / "__init__.py").exists()
    assert {path.parent.name for path in ROOT.glob("exercises/*/*.ipynb")} == stems
