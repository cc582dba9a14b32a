"""The source notebook of the exercise: its form, its solution, and what its visible checks tell a student."""

import ast
import re
from pathlib import Path

import nbclient
import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "solutions" / "svm_gradient" / "svm_gradient.ipynb"
POINTS = {
    "test_svm_loss_naive_value": 2,
    "test_svm_loss_naive_data_gradient": 3,
    "test_svm_loss_naive_reg_gradient": 1,
    "test_svm_loss_naive_contract": 1,
    "test_svm_loss_vectorized_value": 2,
    "test_svm_loss_vectorized_data_gradient": 3,
    "test_svm_loss_vectorized_reg_gradient": 1,
    "test_svm_loss_vectorized_contract": 1,
    "test_svm_loss_vectorized_no_loops": 2,
    "derivation": 4,
}
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS\n", re.DOTALL)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


def read():
    """The notebook as a student gets it, but with the solutions in it: without the hidden tests."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        cell.source = HIDDEN.sub("", cell.source)
    return notebook


CELLS = {cell.id: cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
VISIBLE = {cell.id: cell.source for cell in read().cells}


def nbgrader(cell):
    return cell.metadata.get("nbgrader", {})


# -- the form --------------------------------------------------------------------------------------


def test_is_a_clean_notebook_that_names_its_assignment():
    notebook = nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata["downhill"] == {"assignment": "svm_gradient"}
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert notebook.metadata["language_info"] == {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_points_are_as_agreed_and_add_up_to_20():
    points = {
        nbgrader(cell)["grade_id"]: cell.metadata.nbgrader.points
        for cell in CELLS.values()
        if "points" in nbgrader(cell)
    }
    assert points == POINTS
    assert sum(points.values()) == 20


def test_every_cell_has_the_metadata_of_its_kind():
    for name, cell in CELLS.items():
        meta = nbgrader(cell)
        if not meta:
            assert name.startswith(("scratch_", "train_")), name
            continue
        assert meta["schema_version"] == 3
        assert meta["task"] is False
        assert meta["grade_id"] == name
        flags = meta["grade"], meta["solution"], meta["locked"]
        if name.startswith("svm_"):
            assert flags == (False, True, False)
        elif name == "derivation":
            assert flags == (True, True, False)
            assert cell.cell_type == "markdown"
        elif name.startswith("test_"):
            assert flags == (True, False, True)
        else:
            assert flags == (False, False, True)


def test_a_solution_cell_defines_the_function_that_it_is_named_after():
    names = [name for name, cell in CELLS.items() if nbgrader(cell).get("solution") and cell.cell_type == "code"]
    assert names == ["svm_loss_naive", "svm_loss_vectorized"]
    for name in names:
        [function] = ast.parse(CELLS[name].source).body
        assert isinstance(function, ast.FunctionDef)
        assert function.name == name
        assert [arg.arg for arg in function.args.args] == ["W", "X", "y", "reg"]
        assert all(word in ast.get_docstring(function) for word in ("Args:", "Returns:", "Raises:", "shape (C, D)"))


@pytest.mark.parametrize("task", [name for name in POINTS if name != "derivation"])
def test_a_test_cell_says_what_it_checks_then_runs_the_hidden_check_then_the_visible_one(task):
    function = re.fullmatch("test_(svm_loss_(naive|vectorized))_.*", task)[1]
    said, hidden, *visible = ast.parse(CELLS[task].source).body[:3]
    assert isinstance(said.value.value, str)
    assert ast.unparse(hidden) == "from autograder import checks"
    assert ast.unparse(visible[0]) == f"checks.run('svm_gradient', '{task}', {function})"
    assert CELLS[task].source.split("\n")[1] == "### BEGIN HIDDEN TESTS"
    assert "autograder" not in VISIBLE[task]
    assert f"check_{task.removeprefix(f'test_{function}_')}({function})" in VISIBLE[task]


def test_nothing_needs_the_grader_or_scikit_learn_before_the_last_test_cell():
    names = list(CELLS)
    last = max(names.index(task) for task in POINTS)
    for name in names[: last + 1]:
        assert "sklearn" not in VISIBLE[name]
        assert "get_ipython" not in VISIBLE[name]
        assert not re.search(r"^\s*[%!]", VISIBLE[name], re.MULTILINE), name
    assert all("autograder" not in source for source in VISIBLE.values())


def test_no_line_of_a_solution_stands_anywhere_else():
    solutions = {name: SOLUTION.search(source)[1] for name, source in VISIBLE.items() if "BEGIN SOLUTION" in source}
    assert set(solutions) == {"svm_loss_naive", "svm_loss_vectorized", "derivation"}
    rest = "\n".join(SOLUTION.sub("", source) for source in VISIBLE.values())
    told = {line.strip() for line in rest.split("\n")}
    secret = {line.strip() for solution in solutions.values() for line in solution.split("\n")} - {""}
    assert told & secret == set()


# -- the visible checks ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def checks():
    """The locked code of the notebook, run once: the hand example and the visible checks."""
    namespace = {"__name__": "__main__"}
    for name in ("imports", "hand_example", "helpers"):
        exec(VISIBLE[name], namespace)
    return namespace


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


@pytest.mark.parametrize("task", [name for name in POINTS if name != "derivation"])
def test_the_solution_passes_every_visible_check_and_is_told_so(checks, task, capsys):
    function = re.fullmatch("test_(svm_loss_(naive|vectorized))_.*", task)[1]
    define(checks, VISIBLE[function])
    exec(VISIBLE[task], checks)
    out = capsys.readouterr().out
    assert out.startswith(f"{function}: ")
    assert out.endswith("(visible checks only)\n")


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


# A wrong body is a solution with one piece replaced. It must fail one check, in words that name the mistake:
# {check: {name: (piece of a solution, what stands in its place, words)}}.
WRONG = {
    "value": {
        "returns_nothing": ("return loss, dW", "pass", "Yours returned nothing"),
        "returns_the_loss_only": ("return loss, dW", "return loss", "Yours returned one float"),
        "returns_them_swapped": ("return loss, dW", "return dW, loss", "Return the loss first, then dW"),
        "returns_nan": ("return loss, dW", "return float('nan'), dW", "finite"),
        "sum_over_examples": ("loss /= N", "", "the sum over the examples"),
        "counts_the_correct_class": ("if j == y[i]", "if False", "leave the correct class out"),
        "no_reg": ("loss += reg * np.sum(W**2)", "", "regularisation term is missing"),
        "half_reg": ("loss += reg *", "loss += 0.5 * reg *", "without 1/2"),
        "reg_in_the_mean": ("np.sum(W**2)", "np.sum(W**2) / N", "do not divide it by N"),
        "absolute_reg": ("np.sum(W**2)", "np.sum(np.abs(W))", "is 3.7, yours 3.5"),
        "no_delta": ("scores[y[i]] + 1", "scores[y[i]]", "The 1 in the margin is missing"),
        "squared_hinge": ("loss += margin", "loss += margin**2", "squares the margins"),
        "worst_class_only": (
            "loss = np.sum(margins)",
            "loss = margins.max(axis=1).sum()",
            "the largest margin",
        ),
        "no_hinge": ("if margin > 0", "if True", "negative margins"),
        "mean_over_classes": ("loss /= N", "loss /= N * C", "divides by 3 once too often"),
    },
    "data_gradient": {
        "zero": ("return loss, dW", "return loss, 0 * dW", "all zeros"),
        "transposed": ("return loss, dW", "return loss, dW.T", "looks transposed"),
        "a_list": ("return loss, dW", "return loss, dW.tolist()", "yours is a list"),
        "wrong_sign": ("dW = A.T @ X", "dW = -A.T @ X", "wrong sign"),
        "sum_over_examples": ("dW /= N", "", "N times what it should be"),
        "divided_twice": ("dW /= N", "dW /= N**2", "1/N of what it should be"),
        "squared_hinge": ("dW = A.T @ X", "dW = (2 * A).T @ X", "twice what it should be"),
        "no_correct_row": ("dW[y[i]] -= X[i]", "", "the row of its correct class"),
        "correct_row_once": (
            "-np.sum(A, axis=1)",
            "-np.any(A, axis=1).astype(float)",
            "the row of its correct class",
        ),
        "correct_row_sign": ("dW[y[i]] -= X[i]", "dW[y[i]] += X[i]", "the row of its correct class"),
        "no_wrong_rows": ("dW[j] += X[i]", "", "the row of its correct class"),
        "repeated_labels_lost": (
            "A[rows, y] = -np.sum(A, axis=1)",
            "A[0, y[0]] = -2",
            "the row of its correct class",
        ),
        "no_indicator": (
            "(margins > 0)",
            "(np.arange(len(W)) != y[:, None])",
            "a violated margin counts once",
        ),
        "margin_for_indicator": (
            "(margins > 0).astype(float)",
            "margins.copy()",
            "a violated margin counts once",
        ),
        "last_example_skipped": (
            "dW = A.T @ X",
            "dW = A[:-1].T @ X[:-1]",
            "every example and class gets its turn",
        ),
    },
    "reg_gradient": {
        "missing": ("dW += 2 * reg * W", "", "the gradient of the regularisation term is missing"),
        "half": ("dW += 2 * reg * W", "dW += reg * W", "derivative of a square"),
        "wrong_sign": ("dW += 2 * reg * W", "dW -= 2 * reg * W", "wrong sign"),
        "in_the_mean": ("2 * reg * W", "2 * reg * W / N", "not part of the mean"),
        "once_per_example": ("2 * reg * W", "2 * reg * W * N", "not once per example"),
        "of_the_sum": ("2 * reg * W", "2 * reg * np.sum(W)", "a single weight"),
    },
    "contract": {
        "changes_X": ("return loss, dW", "X *= 2\n    return loss, dW", "changed X"),
        "changes_W": ("dW += 2 * reg * W", "W[:] = 2 * reg * W\n    dW += W", "changed W"),
        "changes_y": ("return loss, dW", "y -= 1\n    return loss, dW", "changed y"),
        "random": (
            "return loss, dW",
            "return loss + np.random.normal(), dW",
            "Two calls with the same inputs differ",
        ),
        "integer_buffer": ("np.zeros(W.shape)", "np.zeros_like(W)", "array of integers"),
        "integer_result": ("return loss, dW", "return loss, dW.astype(W.dtype)", "array of integers"),
    },
    "no_loops": {
        "comprehension": (
            "scores = X @ W.T",
            "scores = np.array([W @ x for x in X])",
            "loop over the examples",
        ),
        "along_axis": (
            "scores = X @ W.T",
            "scores = np.apply_along_axis(lambda x: W @ x, 1, X)",
            "loop over the examples",
        ),
        "features": (
            "dW = A.T @ X",
            "dW = np.stack([A.T @ x for x in X.T], axis=1)",
            "loop over the features",
        ),
        "calls_naive": (
            "rows = np.arange(N)",
            "return svm_loss_naive(W, X, y, reg)",
            "loop over the examples",
        ),
    },
}


def altered(checks, old, new):
    """The first solution that has the old piece in it, with the new one in its place."""
    define(checks, VISIBLE["svm_loss_naive"])  # which may be called by the other one
    [source, *_] = [VISIBLE[name] for name in ("svm_loss_naive", "svm_loss_vectorized") if old in VISIBLE[name]]
    return define(checks, source.replace(old, new or "pass"))


@pytest.mark.parametrize(("check", "name"), [(check, name) for check, bodies in WRONG.items() for name in bodies])
def test_a_wrong_body_fails_in_words_that_name_the_mistake(checks, check, name):
    old, new, words = WRONG[check][name]
    with pytest.raises(AssertionError, match=re.escape(words)) as failure:
        checks[f"check_{check}"](altered(checks, old, new))
    assert failure.value._render_traceback_() == [str(failure.value)], "a notebook shows more than the sentence"


@pytest.mark.parametrize("check", WRONG)
def test_a_function_that_is_not_written_is_called_so(checks, check):
    stub = define(checks, "def stub(W, X, y, reg):\n    raise NotImplementedError()")
    with pytest.raises(AssertionError, match=r"^This function is still to be written\.$"):
        checks[f"check_{check}"](stub)


@pytest.mark.parametrize(
    ("check", "name", "fine"),
    [
        ("reg_gradient", "missing", ["value", "data_gradient", "contract"]),
        ("data_gradient", "sum_over_examples", ["value", "reg_gradient", "contract"]),
        ("value", "no_reg", ["data_gradient", "reg_gradient", "contract"]),
        ("data_gradient", "a_list", ["value"]),
        ("contract", "changes_X", ["value", "data_gradient", "reg_gradient"]),
        ("no_loops", "comprehension", ["value", "data_gradient", "reg_gradient", "contract"]),
    ],
)
def test_a_slip_in_one_property_passes_the_checks_of_the_others(checks, check, name, fine):
    old, new, _ = WRONG[check][name]
    function = altered(checks, old, new)
    for other in fine:
        checks[f"check_{other}"](function)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("margin > 0", "margin >= 0"),
        ("return loss, dW", "return np.array(loss), dW"),
        ("dW = A.T @ X", "dW = np.asfortranarray(np.einsum('nc,nd->cd', A, X))"),
        ("dW = A.T @ X", "dW = np.stack([A[:, j] @ X for j in range(W.shape[0])])"),
        (
            "dW = A.T @ X",
            "i, j = np.nonzero(A)\n    dW = np.zeros(W.shape)\n    np.add.at(dW, j, A[i, j][:, None] * X[i])",
        ),
    ],
    ids=[
        "ties_count",
        "loss_is_an_array_of_no_dimension",
        "einsum",
        "loop_over_classes",
        "unbuffered_adding",
    ],
)
def test_an_unusual_right_body_passes(checks, old, new):
    function = altered(checks, old, new)
    for check in WRONG if "A.T" in old else list(WRONG)[:-1]:
        checks[f"check_{check}"](function)


# -- the whole notebook, in a real kernel ----------------------------------------------------------


# What the text of the notebook says about the digit of its first picture, and about the template of the 0.
FACTS = """
x = np.append(TWO.ravel() / 16, 1)
scores = W @ x
print((X_val == x).all(axis=1).any(), [j for j in range(10) if scores[j] > scores[2] - 1], scores.argmax())
print((W[0, :64].reshape(8, 8)[3:5, 3:5] < 0).all())
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    notebook = read()
    notebook.cells.append(new_code_cell(FACTS, id="facts"))
    folder = tmp_path_factory.mktemp("run")
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    assert list(folder.iterdir()) == [], "the notebook wrote files"
    return {cell.id: cell for cell in notebook.cells}


def text(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_it_runs_from_top_to_bottom_without_a_warning(executed):
    for cell in executed.values():
        for output in cell.get("outputs", []):
            assert output.get("name") != "stderr", output


def test_training_ends_with_a_classifier_that_reads_digits(executed):
    said = text(executed["train_descent"])
    assert said.startswith("loss 9.00 -> ")
    assert float(re.search(r"validation accuracy ([\d.]+)%", said)[1]) > 95


def test_what_the_text_says_about_the_pictures_is_true(executed):
    assert text(executed["facts"]) == "True [1, 2] 2\nTrue\n"


@pytest.mark.parametrize("name", ["picture", "train_curves", "train_templates", "train_margins"])
def test_a_picture_is_drawn_once(executed, name):
    pictures = [output for output in executed[name].outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 1


# -- what comes with it ------------------------------------------------------------------------------


def test_the_requirements_are_what_the_notebook_imports_and_what_runs_it():
    lines = (ROOT / "exercises" / "requirements.txt").read_text("utf-8").splitlines()
    required = {re.match(r"[\w-]+", line)[0] for line in lines if not line.startswith("#")}
    source = "\n".join(VISIBLE[name] for name, cell in CELLS.items() if cell.cell_type == "code")
    imported = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE)) - {"sys", "time"}
    assert {name.replace("sklearn", "scikit-learn") for name in imported} == required - {
        "jupyterlab",
        "ipywidgets",
    }


def test_the_points_that_students_are_told_are_the_points():
    by_machine = sum(POINTS.values()) - POINTS["derivation"]
    guide = (ROOT / "exercises" / "README.md").read_text("utf-8")
    assert f"Nine cells with {by_machine} of the 20 points" in guide
    assert f"The {by_machine} points of parts 1 and 2" in VISIBLE["how_to_work"]
    for part, points in {"naive": 7, "vectorized": 9}.items():
        assert points == sum(value for task, value in POINTS.items() if part in task)
        assert re.search(rf"`svm_loss_{part}`.*\| {points} \|", VISIBLE["intro"])
