"""The book is built from nothing, as a publisher would, and looked at as text; its chapters keep to the house rules."""

import re
import shutil
import statistics

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import ROOT, run

from autograder.misconceptions import CATALOGUE

TOC = yaml.safe_load((ROOT / "book/_toc.yml").read_text())
CHAPTERS = [chapter["file"] for part in TOC["parts"] for chapter in part["chapters"]]
PAGES = [TOC["root"], *CHAPTERS]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "_build"))
    shutil.copy(ROOT / "_config.yml", root)
    done = run("jupyter-book", "build", "-W", "-n", "--keep-going", "book", cwd=root)
    assert "WARNING:" not in done.stderr
    return root / "_build" / "html"


def page(site, name):
    return BeautifulSoup((site / f"{name}.html").read_text(), "html.parser")


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
            assert f'id="{anchor}"' in file.read_text(), link


def test_every_mistake_links_to_a_section_that_exists(site):
    for mistake in CATALOGUE.values():
        if mistake.anchor:
            name, _, anchor = mistake.anchor.partition("#")
            assert f'id="{anchor}"' in (site / name).read_text(), mistake.id


def test_the_exercise_can_be_downloaded_from_its_chapter(site):
    links = [link["href"] for link in page(site, "svm_gradient").select("a.download")]
    assert any(link.endswith("svm_gradient.ipynb") for link in links)
    released = (ROOT / "exercises/svm_gradient/svm_gradient.ipynb").read_bytes()
    assert any((site / link).read_bytes() == released for link in links)


def code_cells(name):
    text = (ROOT / "book" / f"{name}.md").read_text()
    for cell in re.findall(r"^```\{code-cell\}[^\n]*\n(.*?)^```", text, re.M | re.S):
        body = re.sub(r"\A(---\n.*?\n---\n|(:[^\n]*\n)+)", "", cell, flags=re.S)
        yield "\n".join(line for line in body.splitlines() if line.strip()), cell


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_keeps_to_its_budget(name):
    text = (ROOT / "book" / f"{name}.md").read_text()
    prose = re.sub(r"^```\{code-cell\}.*?^```", "", text.split("---", 2)[2], flags=re.M | re.S)
    assert len(prose.split()) <= 2200
    cells = list(code_cells(name))
    assert 5 <= len(cells) <= 25
    shown = [len(body.splitlines()) for body, cell in cells if not re.search(r"(hide|remove)-(cell|input)", cell)]
    assert statistics.median(shown) <= 6
    assert max(shown) <= 20


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_asserts_what_it_claims(name):
    text = "\n".join(body for body, _ in code_cells(name))
    assert text.count("assert ") >= 15


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_shape_of_all_chapters(name):
    text = (ROOT / "book" / f"{name}.md").read_text()
    assert text.startswith("---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n")
    assert f"\n({name})=\n# " in text
    assert text.count("\nimport numpy as np") == 1
    assert "## References" in text


def test_one_name_stands_for_a_topic_in_every_folder():
    stems = {path.parent.name for path in ROOT.glob("solutions/*/*.ipynb")}
    assert stems
    for stem in stems:
        assert stem in CHAPTERS
        assert (ROOT / "solutions" / stem / f"{stem}.ipynb").exists()
        assert (ROOT / "exercises" / stem / f"{stem}.ipynb").exists()
        assert (ROOT / "autograder" / "checks" / f"{stem}.py").exists()
    assert {path.parent.name for path in ROOT.glob("exercises/*/*.ipynb")} == stems
