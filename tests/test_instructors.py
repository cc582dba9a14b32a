"""The page for instructors says nothing untrue: its commands exist, and the suites look at what it says they do."""

import re
from typing import get_args

import nbformat
import numpy as np
import pytest
from bodies.svm_gradient_right import double_loop, mask_matrix
from conftest import ROOT

from autograder import cli
from autograder.classroom.intake_report import Category
from autograder.classroom.status import STATES
from exercises import Exercise

PAGE = (ROOT / "book" / "instructors.md").read_text()
SVM = Exercise("svm_gradient")
NAIVE, VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"


def test_every_command_that_the_page_names_exists_and_none_is_left_out():
    commands = cli.app.commands
    for name, options in re.findall(r"`?autograder ([a-z]+)((?: --?[a-z-]+)*)", PAGE):
        if name in ("page", "for"):  # prose
            continue
        assert name in commands, name
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(options.split()) <= known, (name, options)
    named = set(re.findall(r"`autograder ([a-z]+)", PAGE))
    everyday = {"collect", "handout", "report", "return", "export"} & commands.keys()
    assert everyday | {"doctor", "demo", "release", "grade", "feedback", "status", "check"} <= named


def test_every_command_says_what_its_exit_status_means():
    for command in [*cli.app.commands.values(), *cli.app.commands["secret"].commands.values()]:
        if not hasattr(command, "commands"):
            assert "Exit status" in " ".join(command.help.split()), command.name
    assert "130 stopped by Ctrl-C" in " ".join(cli.app.help.split())


def test_the_words_of_status_and_collect_are_explained():
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| any time | `autograder status`")]
    shown = " ".join(cli.app.commands["status"].help.split())
    for state in STATES:
        assert state in row
        assert state in shown
    table = PAGE.partition("What the report says about the rest:")[2].partition("\n\nWhoever")[0]
    words = {
        word for line in table.splitlines()[2:] for word in line.split("|")[1:2] for word in word.strip().split(", ")
    }
    assert {*get_args(Category)} <= words


def test_the_cells_that_a_person_marks_are_those_of_the_solutions():
    found = {}
    for path in ROOT.glob("solutions/*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("grade") and about.get("solution"):
                found[path.stem, about["grade_id"]] = about["points"]
    (said,) = re.findall(r"Five cells are marked by a person: (.*?)\. Each has", PAGE)
    told = re.findall(r"`(\w+)` in `(\w+)` \((\d+)", said)
    assert {(stem, cell): int(points) for cell, stem, points in told} == found
    for text, form in ((PAGE, "`{0}` in `{1}`"), ((ROOT / "README.md").read_text(), "`{0}` ({1})")):
        for stem, cell in found:
            assert form.format(cell, stem) in text


def problems(test):
    """The shapes and labels of the problems that a hidden check draws."""
    seen = []

    def listen(W, X, y, reg):
        seen.append((np.shape(W), np.shape(X), np.array(y), reg))
        return mask_matrix(W, X, y, reg)

    assert SVM.failure(listen, test) is None
    return seen


def test_problems_have_the_odd_sizes_that_the_page_names():
    assert "one example, as many classes as features, labels that nobody has" in PAGE
    seen = problems(f"test_{NAIVE}_value")
    assert any(len(y) == 1 for _, _, y, _ in seen)
    assert any(W[0] == W[1] for W, _, _, _ in seen)
    assert any(set(range(W[0])) - set(y.tolist()) for W, _, y, _ in seen)


def keeps_no_promise(what):
    """A right function with one bad manner."""
    calls = []

    def function(W, X, y, reg):
        calls.append(1)
        if what == "the arguments" and W.flags.writeable:
            loss, dW = mask_matrix(W, X, y, reg)
            W += 1.0
            return loss, dW
        if what == "twice":
            return mask_matrix(W, X, y, reg + 0.1 * len(calls))
        if what == "whole numbers" and W.dtype.kind == "i":
            loss, dW = mask_matrix(W, X, y, reg)
            return loss, dW.astype(int)
        if what == "read-only" and not W.flags.writeable:
            W[0] = W[0]
        return mask_matrix(W, X, y, reg)

    return function


@pytest.mark.parametrize(
    ("what", "said"),
    [("the arguments", "leaves its arguments alone"), ("twice", "gives the same answer twice"),
     ("whole numbers", "takes whole numbers"), ("read-only", "read-only arrays")],
)  # fmt: skip
def test_the_contract_is_what_the_page_says(what, said):
    assert said in PAGE
    contract = f"test_{VECTORIZED}_contract"
    assert SVM.failure(keeps_no_promise(what), contract) is not None
    assert SVM.failure(keeps_no_promise("nothing"), contract) is None


def over_classes(W, X, y, reg):
    """No loop over examples or features, one over classes."""
    rows, correct = np.arange(len(y)), (X * W[y]).sum(axis=1)
    loss, dW, count = 0.0, np.zeros(W.shape), np.zeros(len(y))
    for j in range(len(W)):
        margins = X @ W[j] - correct + 1
        wrong = (margins > 0) & (y != j)
        loss += margins[wrong].sum()
        dW[j] += wrong @ X
        count += wrong
    A = np.zeros((len(y), len(W)))
    A[rows, y] = -count
    return loss / len(y) + reg * np.sum(W**2), (dW + A.T @ X) / len(y) + 2 * reg * W


def takes_no_lists(W, X, y, reg):
    assert all(isinstance(one, np.ndarray) for one in (W, X, y))
    return mask_matrix(W, X, y, reg)


def test_loops_over_examples_cost_a_mark_and_loops_over_classes_and_lists_none():
    assert "no loop over examples or features" in PAGE
    assert "Lists in place of arrays are not tried" in PAGE
    assert "a loop over classes costs nothing" in PAGE
    no_loops = f"test_{VECTORIZED}_no_loops"
    assert SVM.failure(double_loop, no_loops) is not None
    assert SVM.failures(over_classes, VECTORIZED) == {}
    assert SVM.failures(takes_no_lists, VECTORIZED) == {}


def test_calling_every_gradient_wrong_earns_no_verdicts():
    assert "who calls all of them wrong gets nothing" in PAGE
    checker = Exercise("gradient_check")
    verdicts = [test for test in checker.tests if test.startswith("test_gradient_check_")]
    assert verdicts
    assert all(checker.failure(lambda *args, **named: (False, 1.0), test) is not None for test in verdicts)
