"""The notebook `svm_gradient`: its check point, its visible checks and what its text says about its pictures."""

import re

import nbclient
import numpy as np
import pytest
from bodies.svm_gradient_slips import SLIPS
from nbformat.v4 import new_code_cell

from exercises import Exercise

EXERCISE = Exercise("svm_gradient")
VISIBLE = EXERCISE.visible


@pytest.fixture
def checks():
    """The locked code of the notebook: the hand example and the visible checks."""
    return EXERCISE.helpers()


def define(checks, source):
    """Define a function next to the checks, as a solution cell of the notebook does."""
    exec(source, checks)
    [name] = re.findall(r"^def (\w+)", source, re.MULTILINE)
    return checks[name]


def test_the_check_point_is_away_from_every_kink_and_has_margins_of_both_kinds(checks):
    W, X, y = checks["W_CHECK"], checks["X_CHECK"], checks["Y_CHECK"]
    scores = X @ W.T
    margins = scores - scores[np.arange(len(y)), y][:, None] + 1
    margins = margins[np.arange(len(W)) != y[:, None]]
    assert np.abs(margins).min() > 0.6
    assert 0.55 <= np.mean(margins > 0) <= 0.75
    assert len({*X.shape, len(W)}) == 3, "N, C and D must differ, or a transposed answer fits"


def test_the_visible_checks_call_the_functions_few_times(checks):
    solution = define(checks, VISIBLE["svm_loss_vectorized"])
    calls = 0

    def counted(W, X, y, reg):
        nonlocal calls
        calls += 1
        return solution(W, X, y, reg)

    for check in ("value", "data_gradient", "reg_gradient", "contract"):
        checks[f"check_{check}"](counted)
    assert 2 * calls < 400


def test_the_line_count_passes_a_function_whose_lines_it_cannot_see(checks):
    solution = define(dict(checks), VISIBLE["svm_loss_naive"])  # of another namespace, as a remote function is
    checks["check_no_loops"](solution)


@pytest.mark.parametrize(
    ("test", "slip", "fine"),
    [
        ("naive_reg_gradient", "missing", ["value", "data_gradient", "contract"]),
        ("vectorized_data_gradient", "wrong_sign", ["value", "reg_gradient", "contract"]),
        ("naive_value", "squared_hinge", ["data_gradient", "reg_gradient", "contract"]),
        ("naive_contract", "changes_X", ["value", "data_gradient", "reg_gradient"]),
        ("vectorized_no_loops", "comprehension", ["value", "data_gradient", "reg_gradient", "contract"]),
    ],
)
def test_a_slip_in_one_property_passes_the_checks_of_the_others(checks, test, slip, fine):
    old, new, _ = SLIPS[f"test_svm_loss_{test}"][slip]
    function = define(checks, VISIBLE[EXERCISE.function_of(f"test_svm_loss_{test}")].replace(old, new))
    for other in fine:
        checks[f"check_{other}"](function)


# What the text of the notebook says about the digit of its first picture, and about the template of the 0.
FACTS = """
x = np.append(TWO.ravel() / 16, 1)
scores = W @ x
print((X_val == x).all(axis=1).any(), [j for j in range(10) if scores[j] > scores[2] - 1], scores.argmax())
print((W[0, :64].reshape(8, 8)[3:5, 3:5] < 0).all())
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    notebook = EXERCISE.read()
    for cell in notebook.cells:
        cell.source = VISIBLE[cell.id]
    notebook.cells.append(new_code_cell(FACTS, id="facts"))
    folder = tmp_path_factory.mktemp("run")
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.id: cell for cell in notebook.cells}


def text(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_training_ends_with_a_classifier_that_reads_digits(executed):
    said = text(executed["train_descent"])
    assert said.startswith("loss 9.00 -> ")
    assert float(re.search(r"validation accuracy ([\d.]+)%", said)[1]) > 95


def test_what_the_text_says_about_the_pictures_is_true(executed):
    assert text(executed["facts"]) == "True [1, 2] 2\nTrue\n"
