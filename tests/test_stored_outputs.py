"""The one chapter with stored outputs: PyTorch still says what the page says that it says.

PyTorch is no requirement of the course. Where it is found, here or with the system's Python, the chapter is executed.
"""

import json
import math
import os
import re
import subprocess
import sys
from copy import deepcopy
from itertools import pairwise

import nbformat
import pytest
from conftest import ROOT
from needs import missing

CHAPTER = ROOT / "book/gradient_check_tools.ipynb"
NEEDS = ("torch", "numpy", "scipy", "matplotlib", "ipykernel")
VARIES = "nbval-ignore-output"  # the tag of cells that print versions
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])")


def read():
    return nbformat.read(CHAPTER, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def said(cell):
    """What a cell printed, in one piece, and the number of its figures."""
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    figures = [output for output in cell.outputs if any(kind.startswith("image/") for kind in output.get("data", {}))]
    return text, len(figures)


def same_number(stored, fresh):
    """Equal to what is shown; of numbers like 4e-08, which are rounding errors, only the order of magnitude."""
    a, b = float(stored), float(fresh)
    if "e" in stored and "." not in stored:
        return a * b > 0 and abs(math.log10(a / b)) < 1
    return math.isclose(a, b, rel_tol=1e-3, abs_tol=2e-4)


def differences(stored, fresh):
    """Yield the id of every cell whose fresh output is not what was stored."""
    for old, new in zip(code_cells(stored), code_cells(fresh), strict=True):
        (old_text, old_figures), (new_text, new_figures) = said(old), said(new)
        same_text = NUMBER.sub("#", old_text).split() == NUMBER.sub("#", new_text).split()
        numbers = zip(NUMBER.findall(old_text), NUMBER.findall(new_text), strict=False)
        same = same_text and old_figures == new_figures and all(same_number(a, b) for a, b in numbers)
        if not same and VARIES not in old.metadata.get("tags", []):
            yield old.id


@pytest.fixture(scope="module")
def interpreter():
    look = f"import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, {NEEDS})))"
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run([python, "-c", look]).returncode == 0:
            return python
    return missing(f"no Python here has all of {', '.join(NEEDS)}")


@pytest.fixture(scope="module")
def fresh(interpreter, tmp_path_factory):
    """The chapter, executed now."""
    root = tmp_path_factory.mktemp("fresh")
    spec = {
        "argv": [interpreter, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python with PyTorch",
        "language": "python",
        "env": {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    }
    (root / "kernels/torch").mkdir(parents=True)
    (root / "kernels/torch/kernel.json").write_text(json.dumps(spec))
    nbconvert = [sys.executable, "-m", "nbconvert", "--execute", "--ExecutePreprocessor.kernel_name=torch"]
    done = subprocess.run(
        [*nbconvert, "--to=notebook", f"--output-dir={root}", CHAPTER],
        capture_output=True,
        text=True,
        env=os.environ | {"JUPYTER_PATH": str(root)},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return nbformat.read(root / CHAPTER.name, as_version=4)


def test_executing_the_chapter_gives_the_stored_outputs(fresh):
    assert not list(differences(read(), fresh))


TAMPERED = {
    "a digit of an entry": ("0.5662", "0.5672"),
    "the sign of an entry": ("-0.4428", "0.4428"),
    "a verdict": ("bug passes False", "bug passes True"),
    "a word of a table": ("fails    wrong", "fails    right"),
    "a count": ("14 evaluations", "15 evaluations"),
    "an order of magnitude": ("4e-08", "4e-06"),
    "a line less": ("not a number", ""),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_stored_output_that_was_changed_is_found(name):
    old, new = TAMPERED[name]
    tampered = read()
    places = [output for cell in code_cells(tampered) for output in cell.outputs if old in output.get("text", "")]
    places[0].text = places[0].text.replace(old, new, 1)
    assert len(list(differences(tampered, read()))) == 1


def test_a_figure_that_is_gone_is_found():
    tampered = read()
    drawn = next(cell for cell in code_cells(tampered) if said(cell)[1])
    drawn.outputs = []
    assert list(differences(tampered, read())) == [drawn.id]


def test_small_noise_other_versions_and_a_broken_line_are_no_difference():
    other = deepcopy(read())
    for cell in code_cells(other):
        for output in cell.outputs:
            if "text" in output:
                output.text = output.text.replace("0.5662", "0.5661").replace("4e-08", "5e-08").replace("\n", "\n\n")
                output.text = re.sub(r"(?m)^(torch|scipy|numpy) .*", r"\1 0.0", output.text)
    assert not list(differences(read(), other))


def test_every_cell_that_speaks_or_draws_has_its_output_stored():
    cells = code_cells(read())
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        text, figures = said(cell)
        assert bool(text) == ("print(" in cell.source), cell.id
        assert figures == cell.source.count("plt.show()"), cell.id


def test_the_stored_outputs_are_fit_for_print():
    for cell in code_cells(read()):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
        for before, after in pairwise(cell.outputs):
            assert not before.output_type == after.output_type == "stream", "printed in pieces"
        if said(cell)[1]:
            drawing = cell.outputs[-1].data["image/svg+xml"]
            assert "#1f2328" in drawing
            assert len(drawing) < 110_000


def test_the_chapter_says_with_which_versions_it_was_computed():
    (cell,) = (cell for cell in code_cells(read()) if VARIES in cell.metadata.get("tags", []))
    for module in ("torch", "scipy", "numpy"):
        assert re.search(rf"^{module} \d+\.\d+", said(cell)[0], re.M)
