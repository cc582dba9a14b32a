"""JupyterLite beside the book: every chapter and exercise is in it, Python runs in the browser, and no other host is asked."""

import json
import subprocess
import sys
from urllib.parse import urlsplit

import lite
import nbformat
import notebooks
import pytest
from conftest import ROOT
from playwright.sync_api import expect
from serving import serve

TRIAL = [
    "%pip install -q anywidget",
    "import os\nos.chdir('book')\nfrom widgets import Tangent\nfigure = Tangent(function='cube', x=0.5, log10_h=-1)\nfigure",
    "print('sum', sum(range(11)))",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    lite.build(site, None)
    trial = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in TRIAL])
    trial.metadata.kernelspec = {"name": "python", "display_name": "Python (Pyodide)"}
    nbformat.write(trial, site / "lite/files/trial.ipynb")
    listing = site / "lite/api/contents/all.json"
    contents = json.loads(listing.read_text())
    contents["content"].append(
        {**contents["content"][0], "name": "trial.ipynb", "path": "trial.ipynb", "type": "notebook"}
    )
    listing.write_text(json.dumps(contents))
    return site


def test_every_chapter_with_code_and_every_exercise_is_in_it(site):
    book = notebooks.Book(ROOT / "book")
    chapters = {f"{page}.ipynb" for page in book.pages if book.has_code(page)}
    assert len(chapters) > 10
    assert {path.name for path in (site / "lite/files/book").glob("*.ipynb")} == chapters
    exercises = {path.name for path in ROOT.glob("exercises/*/*.ipynb")}
    assert {path.name for path in (site / "lite/files/exercises").glob("*/*.ipynb")} == exercises


def test_python_runs_and_a_figure_moves_without_another_host(site, browser):
    with serve(site) as address:
        context = browser.new_context()
        page = context.new_page()
        hosts, errors = set(), []
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/lite/notebooks/index.html?path=trial.ipynb")
        page.get_by_text("figure = Tangent", exact=False).first.wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.get_by_text("sum 55", exact=True).wait_for(timeout=180_000)
        figure = page.get_by_role("slider").first
        figure.focus()
        sentence = page.locator("p[role=status]")
        before = sentence.text_content()
        assert "the derivative is 0.75" in before
        figure.press("ArrowRight")
        expect(sentence).not_to_have_text(before)
        assert hosts - {""} == {urlsplit(address).netloc}
        assert not errors
        context.close()


def test_a_wheel_that_is_not_what_the_lock_names_stops_the_build(tmp_path):
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror/numpy.whl").write_bytes(b"another numpy")
    package = {"numpy": {"file_name": "numpy.whl", "sha256": "0" * 64}}
    with (
        serve(tmp_path / "mirror") as address,
        pytest.raises(lite.LiteError, match="is not the file that Pyodide's lock names"),
    ):
        lite.fetch_compiled(package, address, tmp_path)
    assert not (tmp_path / "numpy.whl").exists()


def test_the_lock_of_pyodide_names_all_that_the_chapters_import():
    lock = json.loads((lite.PYODIDE / "pyodide-lock.json").read_text())
    assert set(lite.COMPILED) <= set(lite.closure(lock, lite.COMPILED))


def test_what_is_missing_is_said_in_one_line(tmp_path):
    done = subprocess.run([sys.executable, lite.__file__], capture_output=True, text=True)
    assert done.returncode == 2
    with pytest.raises(lite.LiteError, match="no package nonsense"):
        lite.closure({"packages": {}}, ("nonsense",))
