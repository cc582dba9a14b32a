"""The page of exercises, read from the notebooks themselves; and what else every page of the site offers."""

import json
import re

import nbformat
import notebooks
import pytest
from conftest import ROOT
from fontTools.ttLib import TTFont
from lxml import html
from notebooks import Book
from publishing import exercises, launch, pages, reporting
from publishing.site import parse, serialise

CHAPTERS = Book(ROOT / "book").pages
RELEASED = sorted(ROOT.glob("exercises/*/*.ipynb"))
INTRO = """# Exercise: how to fly

Spread your *wings*
and go.

**Time:** 40 minutes. **Difficulty:** easy.

You write two functions in about an hour.

| part | what you write | points |
| :-- | :-- | --: |
| 1 | `spread`, the wings | 3 |
| 2 | `predict_landing`, a question | 1 |
| 2 | `go`, at last | 3 |
| 3 | nothing: look around | |
"""


def notebook(path, intro, **downhill):
    cells = [nbformat.v4.new_markdown_cell(intro)]
    for points, grade in ((3, True), (4, True), (9, False)):
        mark = {"grade": grade, "points": points}
        cells.append(nbformat.v4.new_code_cell("pass", metadata={"nbgrader": mark}))
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"downhill": downhill}), path)
    return path


def test_a_notebook_tells_what_it_is_about(tmp_path):
    one = exercises.read(notebook(tmp_path / "fly/fly.ipynb", INTRO, chapter="birds"))
    assert one == exercises.Exercise(
        stem="fly",
        title="How to fly",
        about="Spread your *wings* and go.",
        effort="**Time:** 40 minutes. **Difficulty:** easy.",
        tasks=("spread", "go"),
        questions=1,
        points=7,
        chapter="birds",
    )
    text = "\n".join(exercises.markdown([one], "../exercises"))
    assert "## How to fly\n\nSpread your *wings* and go.\n" in text
    assert "- 7 points\n- **Time:** 40 minutes. **Difficulty:** easy.\n" in text
    assert "- You write: `spread`, `go`; and you answer 1 question\n" in text
    assert "{doc}`birds`" in text
    assert "{download}`fly.ipynb <../exercises/fly/fly.ipynb>`" in text


@pytest.mark.parametrize("line", ["*About an hour. Difficulty: ●●○*", "45 to 60 minutes, of medium difficulty"])
def test_time_and_difficulty_may_be_said_in_other_words(tmp_path, line):
    one = exercises.read(notebook(tmp_path / "fly/fly.ipynb", f"# Fly\n\n{line}\n\nSpread your wings.\n"))
    assert (one.about, one.effort, one.chapter) == ("Spread your wings.", line, "fly")


def test_a_notebook_that_says_nothing_of_itself_stops_the_build(tmp_path):
    with pytest.raises(ValueError, match="must begin with a heading and a paragraph"):
        exercises.read(notebook(tmp_path / "fly/fly.ipynb", "# Fly\n\n| part |\n"))


def test_exercises_stand_in_the_order_of_their_chapters():
    found = exercises.read_all(ROOT / "exercises", CHAPTERS)
    assert [one.stem for one in found][:2] == ["gradient", "numeric_gradient"]
    assert {one.stem for one in found} == {path.stem for path in RELEASED}
    assert all(one.points % 5 == 0 and one.tasks and len(one.about) > 60 for one in found)


def test_the_page_has_every_exercise_with_its_points_and_ways_to_open_it(site):
    root = html.parse(site / "exercises.html").getroot()
    sections = root.xpath("//article//section[.//a[contains(@class, 'download')]]/section")
    assert len(sections) == len(RELEASED)
    text = [section.text_content() for section in sections]
    for one, words in zip(exercises.read_all(ROOT / "exercises", CHAPTERS), text, strict=True):
        assert one.title in words.replace("’", "'")
        assert f"{one.points} points" in words
        assert f"{one.stem}.ipynb, or open it in Binder or Colab" in words
    assert root.xpath("//a[contains(@href, 'exercises.zip')]")
    intro = html.parse(site / "intro.html").getroot()
    first, *_ = intro.xpath("//nav[contains(@class, 'bd-docs-nav')]//p[contains(@class, 'caption')]/following::ul[1]")
    assert first.xpath(".//a/@href")[0] == "exercises.html"


def test_the_first_page_names_what_this_site_offers(site):
    text = " ".join(html.parse(site / "intro.html").getroot().text_content().split())
    assert "opens all of it as a notebook on Binder or in Colab" in text
    assert "JupyterLite" not in text


def test_a_chapter_is_offered_as_a_notebook_beside_its_text(site):
    for name in CHAPTERS:
        links = html.parse(site / f"{name}.html").xpath("//a[contains(@class, 'btn-download')]/@href")
        if Book(ROOT / "book").has_code(name):
            assert f"_sources/{name}.ipynb" in links
            offered = nbformat.read(site / f"_sources/{name}.ipynb", as_version=4)
            assert offered.cells[0].source.startswith("# ") or name == "gradient_check_tools"
            assert name == "gradient_check_tools" or "{doc}" not in json.dumps(offered)
        else:
            assert not [link for link in links if link.endswith(".ipynb")]


def test_the_branch_for_binder_and_colab_has_the_exercises_that_links_open(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "write", lambda folder, root: None)  # the chapters: see test_notebooks.py
    notebooks.write_branch(tmp_path)
    for released in RELEASED:
        path = f"exercises/{released.stem}/{released.name}"
        assert (tmp_path / path).read_bytes() == released.read_bytes()
        assert launch.services(path, "a/b", lite=False)["Colab"].endswith(f"/{path}")


# ---- notebooks elsewhere


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_an_exercise_can_be_opened_in_colab_and_vs_code(path):
    """Both read the file alone: a kernel that they know, no data beside it, and nothing to show but what is in it."""
    found = nbformat.read(path, as_version=4)
    nbformat.validate(found)
    assert found.metadata.kernelspec.name == "python3"
    assert found.metadata.language_info.name == "python"
    assert len({cell.id for cell in found.cells}) == len(found.cells)
    prose = "\n".join(cell.source for cell in found.cells if cell.cell_type == "markdown")
    assert not re.search(r"!\[[^\]]*\]\((?!data:|https:)", prose), "a picture from a file"
    code = "\n".join(cell.source for cell in found.cells if cell.cell_type == "code")
    assert not re.search(r"np\.load|read_csv|open\(", code), "data from a file"
    folded = [cell for cell in found.cells if cell.metadata.get("jupyter", {}).get("source_hidden")]
    assert all(cell.metadata.get("cellView") == "form" for cell in folded), "folded in JupyterLab, and not in Colab"


# ---- every page


def test_an_error_can_be_reported_on_every_page(site):
    for path in sorted(site.glob("*.html")):
        if path.name in ("404.html", "index.html"):
            continue
        (link,) = html.parse(path).xpath("//footer//a[contains(@href, '/issues/new?')]")
        assert link.text == "Report an error on this page"
        assert f"Error%20in%20{path.stem}" in link.get("href")


def test_the_report_names_the_page_and_asks_what_is_wrong():
    address = reporting.issue("owner/course", "svm_loss", "https://a.org/svm_loss.html")
    assert address.startswith(
        "https://github.com/owner/course/issues/new?title=Error%20in%20svm_loss&body=https%3A%2F%2F"
    )


MENU = """<html><body><div class="dropdown dropdown-x"><button class="btn" type="button" data-bs-toggle="dropdown"
aria-expanded="false" aria-label="Download this page"><i></i></button><ul class="dropdown-menu"><li>
<a title="as text" data-bs-placement="left" data-bs-toggle="tooltip">.md</a></li></ul></div>
<button data-bs-title="Color mode" data-bs-toggle="tooltip">mode</button></body></html>"""


def test_menus_and_hints_need_no_script():
    root = parse(MENU)
    for _ in range(2):
        pages.repair(root, searches=False)
    (summary,) = root.xpath("//details/summary")
    assert dict(summary.attrib) == {"class": "btn", "aria-label": "Download this page"}
    assert root.xpath("//details/ul//a/@title") == ["as text"]
    assert root.xpath("//button/@title") == ["Color mode"]
    assert "data-bs" not in serialise(root)


def test_the_korean_font_has_every_syllable_and_nothing_else(site):
    written = {letter for path in site.glob("*.html") for letter in re.findall(r"[\uac00-\ud7a3]", path.read_text())}
    assert len(written) > 100
    font = site / "_static/fonts/gowun-dodum.woff2"
    assert {chr(point) for point in TTFont(font).getBestCmap()} == written
    assert font.stat().st_size < 40_000
    assert "SIL OPEN FONT LICENSE" in (site / "_static/fonts/gowun-dodum-license.txt").read_text()
