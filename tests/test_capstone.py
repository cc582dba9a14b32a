"""Does the capstone compare with what it says: the accuracies of our run on the visible splits?"""

import numpy as np
import pytest

from autograder.checks.capstone.digits import Meter, Split, reference
from exercises import EXERCISES

EXERCISE = next(exercise for exercise in EXERCISES if exercise.stem == "capstone")


@pytest.fixture(scope="module")
def namespace():
    return EXERCISE.solved()


@pytest.mark.parametrize("budget", [3000, 1000])
def test_are_the_accuracies_of_our_run_what_it_reaches(namespace, budget):
    for seed, stated in enumerate(namespace["OURS"][budget]):
        task = namespace["Digits"](seed, budget)
        split = Split(task.X, task.y, task.X_val, task.y_val, task.W0)
        assert reference(split, budget, 1000 + seed) == pytest.approx(stated, abs=1e-4)


def test_is_the_gradient_that_students_tune_with_the_one_that_grades(namespace):
    task = namespace["Digits"](0, 1000)
    meter, rng = Meter(task.X, task.y, 1000), np.random.default_rng(0)
    for size in (1, 20, 137):
        W, chosen = rng.standard_normal((10, 65)), rng.integers(0, 1000, size)
        assert np.allclose(task.gradient(W, chosen), meter(W, chosen), rtol=1e-12)
        assert task.spent == meter.spent
    with pytest.raises(RuntimeError, match="budget"):
        meter(W, np.arange(1000))
    assert meter.refused


@pytest.mark.parametrize(
    ("W", "indices"),
    [
        (np.zeros((10, 64)), [0]), (np.zeros(650), [0]), ([[0.0]], [0]), (np.zeros((10, 65)), []),
        (np.zeros((10, 65)), [-1]), (np.zeros((10, 65)), [1000]), (np.zeros((10, 65)), 3),
        (np.zeros((10, 65)), [0.5]), (np.zeros((10, 65), dtype=complex), [0]), (np.zeros((10, 65)), [[0]]),
        (np.zeros((10, 65)), "0"),
    ],
)  # fmt: skip
def test_does_the_gradient_take_nothing_odd(W, indices):
    meter = Meter(np.zeros((1000, 65)), np.zeros(1000, dtype=int), 100)
    with pytest.raises((TypeError, ValueError)):
        meter(W, indices)
    assert meter.spent == 0
