"""The practice grader that lies beside each notebook: fresh, small, alone, right, and never a wrong name."""

import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest

from autograder.course.course import Course
from autograder.course.standard import PRACTICE
from autograder.misconceptions import CATALOGUE
from autograder.practice import making
from exercises import EXERCISES, ROOT, quiet

WITH = [exercise for exercise in EXERCISES if making.problems_of(exercise.stem)]
EACH = pytest.mark.parametrize("exercise", WITH, ids=lambda exercise: exercise.stem)
NUMBERS = list(range(20))
# What practice cannot see, or cannot tell apart; everything else is named.
UNNAMED = {
    "backpropagation": 20,
    "capstone": 1,  # ties
    "gradient": 3,  # ties, and largest entries that are above 0 by chance
    "svm_loss": 4,  # shapes that do not fit, where NumPy stops
    "gradient_check": 4,
    "gradient_descent": 5,
    "optimizers": 3,
    "stochastic_gradient_descent": 24,  # where chance has its say
}


def file_of(exercise):
    return exercise.path.parent / PRACTICE


@pytest.fixture(scope="module")
def practice():
    """The modules of the files by stem, with what `run` prints as it is for the problems that are given."""
    modules = {}
    for exercise in WITH:
        module = modules[exercise.stem] = ModuleType(f"practice_{exercise.stem}")
        sys.modules[module.__name__] = module  # where its dataclass looks
        exec(file_of(exercise).read_text("utf-8"), module.__dict__)
    yield modules
    for module in modules.values():
        del sys.modules[module.__name__]


@EACH
def test_the_file_is_fresh_and_small_and_the_one_that_students_get(exercise):
    assert making.is_fresh(Course(ROOT), exercise.stem), f"run `autograder release {exercise.stem}`"
    data = file_of(exercise).read_bytes()
    assert len(data) < 60_000
    assert (ROOT / "exercises" / exercise.stem / PRACTICE).read_bytes() == data


@EACH
def test_the_solutions_are_right_on_every_problem(exercise, practice):
    module, solved = practice[exercise.stem], exercise.solved()
    for name in module.TASKS:
        with quiet():
            assert module.verdict(solved[name], name, list(range(module.POOL))).startswith("right on all"), name


@EACH
def test_known_slips_are_named_and_none_by_the_name_of_another(exercise, practice):
    module, unnamed = practice[exercise.stem], []
    for name in {id(slips): name for name, slips in module.SLIPS.items()}.values():  # twins share theirs
        sentences = {sentence for _, sentence, _ in module.SLIPS[name]}
        parts = dict(module.TASKS[name].parts) or {name: ()}
        for entry in CATALOGUE.values():
            if entry.stem == exercise.stem and entry.part in parts:
                with quiet(), np.errstate(all="ignore"):
                    said = module.verdict(entry.wrong, name, NUMBERS)
                named = {sentence for sentence in sentences if sentence in said}
                assert named <= {entry.sentence}, (entry.id, said)
                unnamed += [] if named else [entry.id]
    assert len(unnamed) <= UNNAMED.get(exercise.stem, 0), unnamed


def test_it_says_what_it_sees(practice):
    module = practice["svm_loss"]

    def said(function):
        return module.verdict(function, "svm_margins", NUMBERS)

    def halves(W, X, y, delta):
        return np.full((len(X), len(W)), 0.5)

    def changes(W, X, y, delta):
        X *= 2
        return halves(W, X, y, delta)

    def unwritten(*_):
        raise NotImplementedError

    assert "No slip that is known here" in said(halves)
    assert "wrong on 20 of 20 problems" in said(halves)
    assert "changed an argument" in said(changes)
    assert "None. Did you print it" in said(lambda *_: None)
    assert "its shape is (2,), and should be" in said(lambda *_: np.zeros(2))
    assert "holds nan" in said(lambda W, X, y, delta: halves(W, X, y, delta) * np.nan)
    assert "is of type str, and not an array" in said(lambda *_: "no")
    assert said(unwritten).startswith("not written yet")
    assert "it stopped with TypeError" in said(lambda: None)
    assert "it should be about" in practice["svm_loss"].verdict(lambda *_: 1.0, "svm_loss", NUMBERS)


@EACH
def test_every_function_has_problems_or_a_sentence_on_why_not(exercise, practice, capsys):
    module, solved = practice[exercise.stem], exercise.solved()
    for name in exercise.functions:
        assert (name in module.TASKS) != (name in module.WITHOUT), name
        if name in module.WITHOUT:
            module.run(solved[name])
            said = capsys.readouterr().out
            assert said.startswith(f"There is nothing to practise for {name}: it ")
            assert said.endswith(".\n")
            assert said.count("\n") == 1


@EACH
def test_no_right_answer_is_called_wrong(exercise, practice):
    module = practice[exercise.stem]
    for name in ("fit", "rule_is_right", "duplicate_gradient_error"):
        for body in exercise.right[name] if name in module.TASKS else ():
            with quiet(), np.errstate(all="ignore"):
                assert module.verdict(body, name, NUMBERS).startswith("right on all"), body.__name__


def test_it_sees_what_the_training_does_with_its_budget(practice):
    module = practice["capstone"]

    def said(step, keep=True, spend=1.0):
        def fit(gradient, W0, n_examples, budget, rng):
            W = W0.copy() if keep else W0
            for _ in range(int(spend * budget) // 20):
                W -= step * gradient(W, rng.permutation(n_examples)[:20])
            return W

        return module.verdict(fit, "fit", NUMBERS)

    assert said(0.1).startswith("right on all")
    assert "nearer to the best weights" in said(-0.1)
    assert "budget (1 if it is kept)" in said(0.1, spend=1.1)
    assert "budget (1 if it is used)" in said(0.1, spend=0.5)
    assert "changed an argument" in said(0.1, keep=False)


def test_two_slips_in_two_pieces_are_both_named(practice):
    module = practice["svm_gradient"]

    def both(W, X, y, reg):
        loss = CATALOGUE["loss_summed_over_examples"].wrong(W, X, y, reg)[0]
        return loss, CATALOGUE["gradient_summed_over_examples"].wrong(W, X, y, reg)[1]

    said = module.verdict(both, "svm_loss_naive", NUMBERS)
    assert CATALOGUE["loss_summed_over_examples"].sentence in said
    assert CATALOGUE["gradient_summed_over_examples"].sentence in said


def test_it_runs_alone_and_draws_anew_and_gives_no_points(tmp_path):
    (tmp_path / PRACTICE).write_bytes((ROOT / "exercises" / "gradient" / PRACTICE).read_bytes())
    code = (
        "import sys, practice\n"
        "def quadratic_grad(A, b, x):\n    seen.append(float(x[0]))\n    return A @ x + b\n"
        "draws = []\n"
        "for _ in range(2):\n    seen = []\n    practice.run(quadratic_grad)\n    draws.append(seen)\n"
        "print(draws[0] != draws[1], [name for name in sys.modules if name.startswith('autograder')])\n"
        "practice.run(print)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.count(CATALOGUE["quadratic_only_a_x"].sentence) == 2
    assert "gives no points" in done.stdout
    assert "True []" in done.stdout
    assert "There are problems for quadratic_grad, directional_derivative" in done.stdout
