"""The book as PDF: some pages of the built site, printed as `make pdf` prints them all."""

import os
import re
import subprocess
import sys
from unicodedata import normalize

import chromium
import pdf
import pytest
from conftest import PUBLISHED
from lxml import html
from pypdf import PdfReader

TOC = {
    "root": "intro",
    "parts": [
        {"caption": "A loss worth descending", "chapters": [{"file": "svm_loss"}]},
        {"caption": "Back matter", "chapters": [{"file": "notation"}, {"file": "students"}]},
    ],
}


@pytest.fixture(scope="module")
def printed(site, browser, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pages = pdf.print_book(site, path, browser, TOC, PUBLISHED)
    book = PdfReader(path)
    assert len(book.pages) == pages
    return book


@pytest.fixture(scope="module")
def texts(printed):
    return [page.extract_text() for page in printed.pages]


@pytest.fixture(scope="module")
def svm_loss(printed, texts):
    """Text of the chapter on the loss, which has formulas, code, folded answers and a figure that moves."""
    part, chapter = printed.outline[1], printed.outline[2][0]
    following = printed.outline[3]
    first, end = (printed.get_destination_page_number(item) for item in (chapter, following))
    assert printed.get_destination_page_number(part) == first
    return "\n".join(texts[first:end])


def test_page_numbers_run_through_the_book(texts):
    assert [text.split("\n", 1)[0] for text in texts] == [str(number + 1) for number in range(len(texts))]


def test_the_outline_follows_the_parts(printed):
    def titles(outline):
        return [titles(item) if isinstance(item, list) else item.title for item in outline]

    svm_loss, notation, students = "The Multiclass Hinge Loss", "Notation", "For Students"
    assert titles(printed.outline) == [
        "Downhill",
        "A loss worth descending",
        [svm_loss],
        "Back matter",
        [notation, students],
    ]


def test_the_book_says_what_it_is(printed):
    assert printed.metadata.title == "Downhill: gradients for machine learning"
    assert printed.metadata.author


def test_the_title_of_each_chapter_is_printed_once(svm_loss):
    assert svm_loss.count("The Multiclass Hinge Loss\n") == 1
    assert "Contents" not in svm_loss.split("The Multiclass Hinge Loss")[0]


def packed(text):
    """The text without spaces and ligatures, which a PDF places as it likes."""
    return re.sub(r"\s", "", normalize("NFKC", text))


def test_what_is_folded_is_printed_without_what_unfolds_it(site, svm_loss):
    answers = html.parse(site / "svm_loss.html").xpath("//details/summary[@class='admonition-title']/..")
    assert len(answers) > 2
    for answer in answers:
        for words in answer.xpath("./p[not(@class)]/text()"):
            assert packed(words) in packed(svm_loss)
    assert "plt.subplots" in svm_loss
    assert "code cell source" not in svm_loss


def test_formulas_are_text(svm_loss):
    assert "max(0" in packed(svm_loss)
    assert "KaTeX" not in svm_loss


def test_no_link_leads_to_the_machine_that_printed(printed):
    notes = [note.get_object() for page in printed.pages for note in page.get("/Annots", [])]
    addresses = [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]
    assert any(address.startswith(f"{PUBLISHED}gradient.html") for address in addresses)
    assert not [address for address in addresses if "127.0.0.1" in address or "localhost" in address]
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)


def test_a_figure_that_moves_is_printed_as_it_stands_without_its_controls(svm_loss):
    assert "What do the classes pay?" in svm_loss
    assert "could not start" not in svm_loss
    assert "Right class" not in svm_loss


def test_no_page_is_empty(texts):
    assert all(len(text.split()) > 10 for text in texts)


def test_nothing_dark_is_printed(site, browser):
    page = browser.new_page(color_scheme="light", viewport={"width": pdf.WIDTH, "height": 1000})
    page.emulate_media(media="print")
    page.goto((site / "svm_loss.html").as_uri())
    for place in page.locator("body, article, pre, .admonition, .downhill-widget").all():
        assert brightness(place.evaluate("node => getComputedStyle(node).backgroundColor")) > 0.8
    page.close()


def brightness(colour):
    """From 0 to 1, of a colour as a browser computes it; what is transparent is as bright as the paper."""
    red, green, blue, *alpha = map(float, re.findall(r"[\d.]+", colour))
    return 1 - (alpha[0] if alpha else 1) * (1 - (red + green + blue) / 765)


def test_a_missing_browser_is_said_in_one_line(tmp_path):
    environment = os.environ | {"PATH": "", "CHROMIUM": ""}
    done = subprocess.run(
        [sys.executable, pdf.__file__, "site", "book.pdf"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("no Chromium found: install one")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_the_environment_names_the_browser(tmp_path, monkeypatch):
    (tmp_path / "browser").write_text("")
    (tmp_path / "browser").chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "browser"))
    assert chromium.find_browser() == str(tmp_path / "browser")
