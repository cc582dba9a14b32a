"""The hidden suite of `svm_gradient`: its problems, its ties and near-kinks, its words."""

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from bodies import svm_gradient_right, svm_gradient_wrong
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from values import DTYPES, SCALARS, VALUES

from autograder import checks
from autograder.checks import CheckFailed
from autograder.checks.svm_gradient import TASKS
from autograder.checks.svm_gradient.problems import oracle
from exercises import Exercise, behind_the_wire

EXERCISE = Exercise("svm_gradient")
PROPERTIES = ("value", "data_gradient", "reg_gradient", "contract", "no_loops")
failure = EXERCISE.failure


def task(style: str, name: str) -> str:
    return f"test_svm_loss_{style}_{name}"


def failures(function: Callable, style: str) -> dict[str, CheckFailed]:
    return EXERCISE.failures(function, f"svm_loss_{style}")


def recorded(name: str, seed: bytes = b"tests") -> list[tuple]:
    """The problems of a check, as a right function sees them."""
    problems = []

    def right(W, X, y, reg):
        problems.append((W.copy(), X.copy(), y.copy(), reg))
        return svm_gradient_right.mask_matrix(W, X, y, reg)

    assert failure(right, name, seed) is None
    return problems


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (
            svm_gradient_wrong.integer_buffer,
            "contract",
            "with integers in W, at +=, which would put floats into an array of int64",
        ),
        (svm_gradient_wrong.inputs_scaled_in_place, "contract", "changes X"),
        (svm_gradient_wrong.accumulates_across_calls, "contract", "Nothing may survive from one call to the next"),
        (svm_gradient_wrong.zeros, "contract", "right or not; your loss and your gradient are not yet"),
        (svm_gradient_wrong.central_differences, "data_gradient", "difference quotient"),
        (svm_gradient_wrong.central_differences_with_a_long_step, "data_gradient", "difference quotient"),
        (svm_gradient_wrong.float32_inside, "value", "compute in float64"),
        (svm_gradient_wrong.no_correct_row, "data_gradient", "only in the row of the correct class"),
        (svm_gradient_wrong.no_wrong_rows, "data_gradient", "only in rows of wrong classes"),
        (svm_gradient_wrong.bias_gradient_zeroed, "data_gradient", "only in the last column"),
        (svm_gradient_wrong.one_percent_too_large, "data_gradient", "1.01 times"),
        (svm_gradient_wrong.relies_on_sorted_labels, "data_gradient", "how examples are put together"),
        (svm_gradient_wrong.swapped, "value", "the loss first"),
        (svm_gradient_wrong.flat_gradient, "data_gradient", "it must have that of W, (4, 3)"),
        (svm_gradient_wrong.reg_squared, "reg_gradient", "squares reg too, in loss and gradient alike"),
    ],
)
def test_does_a_message_point_to_what_is_wrong(body, name, words):
    assert words in failure(body, task("naive", name)).message


def test_does_the_name_of_a_type_stay_with_the_student():
    def tells(W, X, y, reg):
        kind = type(f"secret {W[0, 0]}", (), {})
        return kind(), kind()

    with behind_the_wire(svm_loss_naive=tells) as remotes:
        for name in TASKS:
            for function in (tells, remotes["svm_loss_naive"]):
                assert "secret" not in failure(function, name).message


# Values of any kind.

ENTRIES = st.sampled_from([0.0, -0.0, 1.0, 1e-300, 1e300, -1.7e308, np.inf, -np.inf, np.nan])


def raises_check_failed(function: Callable) -> None:
    for name in TASKS:
        with checks.seeded(b"any value"), pytest.raises(CheckFailed):
            checks.run(EXERCISE.stem, name, function)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(loss=ENTRIES | SCALARS, entry=ENTRIES, dtype=st.sampled_from(DTYPES))
def test_does_a_gradient_of_the_right_shape_need_right_numbers(loss, entry, dtype):
    def constant(W, X, y, reg):
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return loss, np.full(W.shape, entry).astype(dtype)

    raises_check_failed(constant)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(dW=VALUES)
def test_does_a_right_loss_earn_nothing_for_a_gradient_of_any_value(dW):
    def function(W, X, y, reg):
        return oracle(W, X, y, reg)[0], dW

    for style in ("naive", "vectorized"):
        assert {"data_gradient", "reg_gradient"} <= set(failures(function, style))


@pytest.mark.parametrize(
    "stub",
    [
        lambda W, X, y, reg: (0, np.zeros(W.shape)),
        lambda W, X, y, reg: (len(W) - 1, np.zeros(W.shape)),
        lambda W, X, y, reg: (len(W) - 1.0, np.ones(W.shape) / len(X)),
        lambda W, X, y, reg: (reg, W),
        lambda W, X, y, reg: (reg * np.sum(W), reg * W),
        lambda W, X, y, reg: (X.sum() + W.sum() + y.sum(), W * X.sum()),
        lambda W, X, y, reg: (W, X),
        lambda W, X, y, reg: (W, X, y, reg),
        lambda *args: None,
        lambda *args: {},
    ],
)
def test_does_a_stub_earn_nothing(stub):
    for style in ("naive", "vectorized"):
        assert set(failures(stub, style)) == {name for name in PROPERTIES if task(style, name) in TASKS}


# The problems.


def test_is_the_oracle_right_by_the_identities_of_the_loss():
    rng = np.random.default_rng(0)
    for _ in range(20):
        N, D, C = rng.integers(1, 9), rng.integers(1, 6), rng.integers(2, 6)
        W, X, y = rng.normal(size=(C, D)), rng.normal(size=(N, D)), rng.integers(C, size=N)
        loss, G = oracle(W, X, y, 0.0)
        margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
        active = np.sum(margins > 0) - N
        assert np.allclose(G.sum(axis=0), 0)
        assert np.isclose(loss, np.sum(G * W) + active / N)
        V = rng.normal(size=(C, D))
        assert oracle(V, X, y, 0.0)[0] >= loss + np.sum(G * (V - W)) - 1e-12
        with_reg, G_with_reg = oracle(W, X, y, 0.3)
        assert np.isclose(with_reg - loss, 0.3 * np.sum(W**2))
        assert np.allclose(G_with_reg - G, 0.6 * W)
    assert oracle(np.zeros((4, 2)), X[:, :2], np.zeros(len(X), int), 0.5)[0] == 3


def test_do_the_problems_cover_the_sizes_and_cases_that_matter():
    problems = recorded(task("naive", "value"))
    sizes = {(*X.shape, len(W)) for W, X, _, _ in problems}
    assert {N for N, _, _ in sizes} >= {1}
    assert any(N == C for N, _, C in sizes)
    assert any(D == C and N != C for N, D, C in sizes)
    assert any(N == D == C for N, D, C in sizes)
    assert any(C == 2 for *_, C in sizes)
    assert any(D == 1 for _, D, _ in sizes)
    labels = [(set(y.tolist()), len(W), len(y)) for W, _, y, _ in problems]
    assert any(seen == {0} and N > 1 for seen, _, N in labels)
    assert any(seen == {C - 1} and N > 1 for seen, C, N in labels)
    assert any(1 < len(seen) < C <= N for seen, C, N in labels)
    assert {reg > 0 for *_, reg in recorded(task("naive", "reg_gradient"))} == {True, False}
    losses = [oracle(W, X, y, 0.0)[0] for W, X, y, _ in problems]
    assert 0.0 in losses
    assert any(np.abs(X).max(axis=0).max() > 1e4 * np.abs(X).max(axis=0).min() for _, X, _, _ in problems)


def test_are_margins_away_from_zero_except_where_kinks_are_the_point():
    for name in ("value", "data_gradient", "reg_gradient"):
        closest = []
        for W, X, y, _ in recorded(task("naive", name)):
            margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
            closest.append(np.abs(margins[np.arange(len(W)) != y[:, None]]).min())
        kinks = [gap for gap in closest if gap <= 1e-2]
        assert len(kinks) == (4 if name == "data_gradient" else 0)
        assert all(gap == 0 or 0.9e-9 < gap < 1.1e-9 for gap in kinks)


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8])
def test_are_difference_quotients_far_off_near_kinks(h):
    for draw in range(5):
        problems = recorded(task("naive", "data_gradient"), b"draw %d" % draw)
        near = [(W, X, y) for W, X, y, _ in problems if X.shape == (8, 6)]
        assert len(near) == 2
        for W, X, y in near:
            numeric = np.zeros(W.shape)
            for index in np.ndindex(W.shape):
                step = np.zeros(W.shape)
                step[index] = h
                numeric[index] = (oracle(W + step, X, y, 0.0)[0] - oracle(W - step, X, y, 0.0)[0]) / (2 * h)
            assert np.abs(numeric - oracle(W, X, y, 0.0)[1]).max() > 0.01


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.floats(-0.5, 1.5), min_size=4, max_size=4))
def test_is_a_tie_any_share_of_its_violation_and_no_more(shares):
    def function(W, X, y, reg):
        loss, G = oracle(W, X, y, reg)
        scores = X @ W.T
        ties = np.argwhere((scores + 1 == scores[np.arange(len(X)), y][:, None]) & (np.arange(len(W)) != y[:, None]))
        for share, (i, j) in zip(shares, ties, strict=False):
            used.append(share)
            G[j] += share * X[i] / len(X)
            G[y[i]] -= share * X[i] / len(X)
        return loss, G

    used = []
    failed = failure(function, task("naive", "data_gradient"))
    assert used
    if all(0 <= share <= 1 for share in used):
        assert failed is None
    elif any(share < -1e-6 or share > 1 + 1e-6 for share in used):
        assert "exactly zero" in failed.message


def test_does_a_tie_count_alike_in_both_rows():
    failed = failure(svm_gradient_wrong.tie_in_one_row_only, task("naive", "data_gradient"))
    assert "exactly zero" in failed.message


def test_is_a_notebook_graded_in_few_calls():
    assert sum(len(recorded(name)) for name in TASKS if "svm_loss" in name) < 150
