"""The gradient check is proved on right gradients and, mostly, on wrong ones."""

import hashlib
import re

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import autograder
from autograder.gradcheck import BUG, RTOL, check_gradient, numeric_gradient

A = np.random.default_rng(1).normal(size=(4, 3))
X = np.random.default_rng(2).normal(size=(4, 3))


def loss(w):
    return np.sum(A * w**2) + np.sum(np.sin(w))


def grad(w):
    return 2 * A * w + np.cos(w)


def changed(index, factor=1.0, offset=0.0):
    g = grad(X)
    g[index] = g[index] * factor + offset
    return g


def outcomes(result):
    return [entry.outcome for block in result.blocks for entry in block.entries]


def wrong_entries(result):
    return [e.index for block in result.blocks for e in block.entries if e.outcome == "wrong" and e.index is not None]


def words(result):
    """The report without its line breaks."""
    return " ".join(str(result).split())


def counted(f):
    """A function and the list of its calls."""
    calls = []
    return lambda *args, **options: calls.append(1) or f(*args, **options), calls


# --- numeric_gradient


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (2, 1, 3)])
def test_numeric_gradient_has_the_shape_of_x_and_float64(shape):
    x = np.random.default_rng(0).normal(size=shape)
    g = numeric_gradient(lambda w: np.sum(w**3), x)
    assert g.shape == shape
    assert g.dtype == np.float64
    np.testing.assert_allclose(g, 3 * x**2, rtol=1e-8, atol=1e-9)


def test_numeric_gradient_takes_integers():
    np.testing.assert_allclose(numeric_gradient(lambda w: w @ w, [1, 2, 3]), [2, 4, 6], rtol=1e-9)
    np.testing.assert_allclose(numeric_gradient(lambda w: w * w, 3), 6, rtol=1e-9)


def test_numeric_gradient_uses_two_evaluations_an_entry():
    calls = []
    numeric_gradient(lambda w: calls.append(1) or float(np.sum(w)), X)
    assert len(calls) == 2 * X.size


def test_the_default_step_suits_the_dtype():
    x = np.array([1.0, 2.0, 3.0], np.float32)
    g = numeric_gradient(lambda w: np.sum(np.exp(w)), x)
    np.testing.assert_allclose(g, np.exp(x), rtol=1e-3)
    with_the_step_of_float64 = numeric_gradient(lambda w: np.sum(np.exp(w)), x, h=6e-6)
    assert np.max(np.abs(with_the_step_of_float64 / np.exp(x) - 1)) > 0.005


def test_the_step_is_the_distance_really_moved():
    # In float32, 1000 + 0.01 is 1000.01001; dividing by the nominal step would give 1.001.
    assert numeric_gradient(lambda w: w[0], np.array([1000.0], np.float32), h=1e-5) == 1.0


@pytest.mark.parametrize("order", ["C", "F"])
def test_x_and_views_of_it_stay_as_they_are(order):
    x = np.asarray(np.random.default_rng(0).normal(size=(4, 6)), order=order)[:, ::2]
    before = x.tobytes()

    def mutating(w):
        value = loss(w)
        w[...] = np.nan
        return value

    x.flags.writeable = False
    np.testing.assert_allclose(numeric_gradient(mutating, x), grad(x), rtol=1e-7)
    assert check_gradient(mutating, grad, x).ok
    assert x.tobytes() == before


def test_x_survives_a_function_that_raises_midway():
    x, calls = X.copy(), []

    def fails(w):
        calls.append(1)
        w += 1
        if len(calls) == 5:
            raise KeyError("mine")
        return 0.0

    with pytest.raises(KeyError, match="mine"):
        numeric_gradient(fails, x)
    assert x.tobytes() == X.tobytes()


@pytest.mark.parametrize(
    ("f", "x", "error", "message"),
    [
        (lambda w: w, [1.0, 2.0], ValueError, r"f (must return one number, not|returns) an array of shape \(2,\)"),
        (
            lambda w: np.array([w.sum()]),
            [1.0],
            ValueError,
            r"f (must return one number, not|returns) an array of shape",
        ),
        (lambda w: (0.0, w), [1.0], TypeError, "f returned a tuple"),
        (lambda w: None, [1.0], TypeError, "the value of f must be real"),
        (lambda w: 1j, [1.0], TypeError, "the value of f must be real"),
        (lambda w: np.inf, [1.0], ValueError, "finite"),
        (lambda w: np.nan, [1.0], ValueError, "finite"),
        (np.sum, [], ValueError, "x is empty"),
        (np.sum, [1.0, np.nan], ValueError, "x holds NaN or infinity"),
        (np.sum, [1j], TypeError, "x must be real"),
        (np.sum, ["a"], TypeError, "x must be real"),
        (np.sum, np.ones(2, np.float16), TypeError, "not float16"),
    ],
)
def test_what_cannot_be_differentiated_is_refused_in_one_line(f, x, error, message):
    for check in (numeric_gradient, lambda f, x: check_gradient(f, np.zeros(np.shape(x)), x)):
        with pytest.raises(error, match=message) as caught:
            check(f, x)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("h", [0, -1e-5, np.nan, np.inf])
def test_a_step_must_be_positive(h):
    with pytest.raises(ValueError, match="h must be a positive number"):
        numeric_gradient(np.sum, [1.0], h=h)


def test_a_step_lost_in_rounding_is_refused():
    with pytest.raises(ValueError, match=r"h = 1e-18 is too small: it does not change x\[1\]"):
        numeric_gradient(np.sum, [0.0, 1.0], h=1e-18)


# --- check_gradient: right gradients


def test_a_right_gradient_is_confirmed_entry_by_entry():
    result = check_gradient(loss, grad, X)
    assert result.ok
    assert bool(result) is True
    assert outcomes(result) == ["right"] * 12
    assert result.blocks[0].worst.error < 1e-9
    assert "Gradient check: RIGHT" in repr(result)
    assert "x (4, 3): 12 right\n    checked: 12 of 12 entries\n    right to 1.0e-06 of itself\n" in str(result)


@pytest.mark.parametrize("scale", [1e-200, 1e-12, 1e12, 1e200])
def test_the_scale_of_the_loss_does_not_matter(scale):
    assert check_gradient(lambda w: scale * loss(w), lambda w: scale * grad(w), X).ok
    assert check_gradient(lambda w: scale * loss(w), lambda w: 1.001 * scale * grad(w), X).verdict == "wrong"


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1e3, 1e6, 1e9])
def test_the_scale_of_x_does_not_matter_for_a_polynomial(scale):
    x = scale * X
    assert check_gradient(lambda w: np.sum(A * w**2), lambda w: 2 * A * w, x).ok
    assert check_gradient(lambda w: np.sum(A * w**2), lambda w: 2.02 * A * w, x).verdict == "wrong"


def test_zero_against_zero_is_right():
    assert check_gradient(lambda w: 3.0, np.zeros_like, X).ok
    first_row = np.zeros(4)
    first_row[0] = 1
    result = check_gradient(lambda w: np.sum(w[0] ** 3) + 7, lambda w: 3 * w**2 * first_row[:, None], X)
    assert outcomes(result) == ["right"] * 12
    assert result.blocks[0].entries[-1].error == 0


@pytest.mark.parametrize("x", [3, 3.0, np.array(3.0), [3]])
def test_scalars_and_lists_are_points_too(x):
    assert check_gradient(lambda w: np.sum(w**3), lambda w: 3 * w**2, x).ok


@pytest.mark.parametrize("scale", [1e-30, 1e-12, 1e-6, 1e6, 1e30])
@pytest.mark.parametrize("n", [5, 300])
def test_the_scale_of_x_does_not_matter_for_any_function(scale, n):
    x = scale * np.random.default_rng(3).normal(size=n)

    def f(w):
        return np.sum((w / scale) ** 2 / 2 + np.sin(w / scale))

    def g(w):
        return (w / scale + np.cos(w / scale)) / scale

    assert check_gradient(f, g, x).ok
    assert check_gradient(f, lambda w: 1.001 * g(w), x).verdict == "wrong"


def test_numbers_of_all_sizes_in_one_block():
    size = np.resize([1e-8, 1e-4, 1, 1e4, 1e8], 200)
    x = size * np.random.default_rng(3).normal(size=200)

    def f(w):
        return np.sum((w / size) ** 2 / 2 + np.sin(w / size))

    g = (x / size + np.cos(x / size)) / size
    assert check_gradient(f, g, x).verdict != "wrong"
    g[13] *= -1
    assert check_gradient(f, g, x).verdict == "wrong"


def test_an_edge_of_the_domain_only_costs_steps():
    x = np.array([1e-5, 1.0])
    assert check_gradient(lambda w: np.sum(np.log(w)), lambda w: 1 / w, x).ok
    with pytest.raises(ValueError, match=r"f is not finite near x\[0\]"):
        check_gradient(lambda w: np.sum(np.sqrt(w)), np.ones(2), np.array([0.0, 1.0]))


# --- check_gradient: wrong gradients, each with what the report says about it

WRONG = {
    "constant zero": (np.zeros_like(X), "zero everywhere, but the loss is not flat"),
    "sign flipped": (-grad(X), "each wrong entry of x is -1 times its numeric value (the sign is flipped)"),
    "off by 0.1 %": (1.001 * grad(X), "each wrong entry of x is 1.001 times its numeric value"),
    "sum where the mean is meant": (50 * grad(X), "each wrong entry of x is 50 times its numeric value"),
    "half": (grad(X) / 2, "each wrong entry of x is 0.5 times its numeric value"),
    "one entry off by 1 %": (changed((2, 1), 1.01), "worst: x[2, 1]"),
    "a column of zeros": (changed((slice(None), 2), 0), "all wrong entries of x are in column 2"),
    "a column of zeros, named": (changed((slice(None), 2), 0), "the wrong entries of x are all exactly 0"),
    "a row off": (changed(1, 1.5), "all wrong entries of x are in row 1"),
    "half the L2 term": (grad(X) - 0.3 * X, "analytic - numeric is -0.3 times x: look at the L2 term"),
    "a scalar added": (grad(X) + 0.7, "analytic - numeric is the same number, 0.7"),
    "NaN": (changed((0, 0), np.nan), "1 of the 12 entries of the gradient of x are NaN or infinite"),
    "infinity": (changed((0, 0), offset=np.inf), "NaN or infinite"),
    "all NaN": (np.full_like(X, np.nan), "12 of the 12 entries"),
    "integer dtype": (grad(X).astype(int), "has dtype int64: each wrong entry is less than 1 from its numeric value"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_gradient_is_caught_and_described(name):
    wrong, message = WRONG[name]
    result = check_gradient(loss, wrong, X)
    assert result.verdict == "wrong"
    assert not result.ok
    assert bool(result) is False
    assert "Gradient check: WRONG" in str(result)
    assert message in words(result)
    assert max(map(len, str(result).splitlines())) <= 70


def test_the_report_names_the_worst_entry_with_both_numbers():
    result = check_gradient(loss, changed((2, 1), 1.01), X)
    assert outcomes(result).count("wrong") == 1
    worst = result.blocks[0].worst
    assert worst.index == (2, 1)
    assert worst.analytic == pytest.approx(1.01 * grad(X)[2, 1], rel=1e-12)
    assert worst.numeric == pytest.approx(grad(X)[2, 1], rel=1e-8)
    assert worst.error == pytest.approx(0.01 / 1.01, rel=1e-6)
    report = str(result)
    assert "worst: x[2, 1], relative error 9.9e-03\n" in report
    assert f"analytic {worst.analytic:.9g}, numeric {worst.numeric:.9g}" in report


def test_no_pattern_is_claimed_where_the_numbers_show_none():
    noise = np.random.default_rng(5).normal(size=X.shape)
    assert check_gradient(loss, grad(X) + noise, X).hints == ()
    assert check_gradient(loss, changed((2, 1), 1.01), X).hints == ()


def test_a_transposed_square_gradient_is_recognised():
    b = np.random.default_rng(3).normal(size=(4, 4))
    result = check_gradient(lambda w: np.sum(b * w), b.T, np.zeros((4, 4)))
    assert result.verdict == "wrong"
    assert "the gradient of x fits if it is transposed" in result.hints


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((3, 4), r"has shape \(3, 4\), but x has shape \(4, 3\) \(it looks transposed\)"),
        ((1, 3), r"has shape \(1, 3\), but x has shape \(4, 3\)$"),
        ((3,), "has shape"),
        ((), "has shape"),
        ((12,), "has shape"),
    ],
)
def test_nothing_is_broadcast(shape, message):
    with pytest.raises(ValueError, match=message):
        check_gradient(loss, np.zeros(shape), X)


@pytest.mark.parametrize("bad", [None, "text", 1j * X, X.astype(np.float16), X.astype(object), (0.0, grad(X))])
def test_a_gradient_that_is_not_an_array_of_real_numbers_is_refused(bad):
    with pytest.raises((TypeError, ValueError)) as caught:
        check_gradient(loss, bad, X)
    assert "\n" not in str(caught.value)


def test_a_rule_that_is_right_at_one_point_only_fails_at_another():
    remembered = grad(X)
    assert check_gradient(loss, lambda w: remembered, X).ok
    assert check_gradient(loss, lambda w: remembered, X + 0.1).verdict == "wrong"


def test_a_loss_that_changes_between_calls_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="f must return the same finite number twice.* pass rng=0"):
        check_gradient(lambda w: loss(w) + rng.normal(), grad, X)


def test_a_consistent_pair_passes_though_it_is_the_wrong_loss():
    # The documented limit: half of the penalty in the loss and in the gradient, or no loss at all.
    assert check_gradient(lambda w: 0.5 * np.sum(w**2), lambda w: w, X).ok
    assert check_gradient(lambda w: 0.0, np.zeros_like, X).ok


# --- kinks


def relu_sum(w):
    return np.sum(np.maximum(0, w))


AT_KINK = np.array([0.0, 0.3, -0.7, 1.2])


@pytest.mark.parametrize("slope", [0, 1e-3, 0.5, 0.999, 1])
def test_between_the_slopes_to_both_sides_is_right(slope):
    result = check_gradient(relu_sum, [slope, 1, 0, 1], AT_KINK)
    assert outcomes(result) == ["right"] * 4
    assert result.blocks[0].entries[0].slopes == pytest.approx((0, 1), abs=1e-9)
    assert "at a kink, compared with the slopes to both sides: 1 entry" in str(result)


@pytest.mark.parametrize("slope", [7, -5, 500, -1e-3, 1.001])
def test_outside_is_wrong(slope):
    result = check_gradient(relu_sum, [slope, 1, 0, 1], AT_KINK)
    assert outcomes(result) == ["wrong", "right", "right", "right"]
    assert f"analytic {slope:g}, slopes 0 and 1\n" in str(result)


@pytest.mark.parametrize("distance", [1e-11, 1e-9, 1e-7, 1e-5, 1e-3])
def test_beside_a_kink_the_slope_of_the_right_side_is_asked_for(distance):
    for side in (-1, 1):
        x = np.array([side * distance, 0.5, -2.0])
        for slope in (-1, 0, 0.5, 1):
            result = check_gradient(lambda w: np.sum(np.abs(w)), [slope, 1, -1], x)
            assert result.verdict == ("right" if slope == side else "wrong"), (x, slope)


@pytest.mark.parametrize("n", [4, 100])
def test_kinks_everywhere_are_compared_with_both_sides(n):
    zeros = np.zeros(n)
    assert check_gradient(lambda w: np.sum(np.abs(w)), zeros, zeros).ok
    outside = zeros.copy()
    outside[3] = 1.5
    assert wrong_entries(check_gradient(lambda w: np.sum(np.abs(w)), outside, zeros)) == [(3,)]


def test_wrong_entries_beside_kinks_are_still_caught():
    x = np.random.default_rng(0).normal(size=600)
    x[[5, 77, 300]] = 0
    right = np.sign(x)
    assert check_gradient(lambda w: np.sum(np.abs(w)), right, x).ok
    for index, slope in [(5, 7), (77, -1.01), (400, 1.01 * right[400])]:
        g = right.copy()
        g[index] = slope
        assert wrong_entries(check_gradient(lambda w: np.sum(np.abs(w)), g, x)) == [(index,)]


def test_a_jump_is_no_kink():
    result = check_gradient(lambda w: np.sum(w > 0) + np.sum(w), np.ones(2), np.array([0.0, 1.0]))
    assert outcomes(result) == ["unverified", "right"]
    assert result.verdict == "unverified"
    assert not result.ok


LARGER = {  # of the two, at a tie: the gradients (a, b) with a + b = 1 and none negative are fair
    (1, 0): "right",
    (0.5, 0.5): "right",
    (0, 1): "right",
    (1, 1): "wrong",
    (0, 0): "wrong",
    (0.7, 0.2): "wrong",
}


@pytest.mark.parametrize("g", LARGER)
def test_entries_between_their_slopes_must_fit_together(g):
    convex, concave = np.array(g, float), -np.array(g, float)
    result = check_gradient(max, convex, np.array([0.3, 0.3]))
    assert result.verdict == LARGER[g]
    assert check_gradient(lambda w: -max(w), concave, np.array([0.3, 0.3])).verdict == LARGER[g]
    blocks = dict(zip("ab", convex, strict=True))
    assert check_gradient(lambda p: max(p["a"], p["b"]), blocks, {"a": 0.3, "b": 0.3}).verdict == LARGER[g]
    if LARGER[g] == "wrong":
        assert "2 entries lies between its two slopes, but not all together" in words(result)


@pytest.mark.parametrize("g", [(1, 0), (0, 0), (0, -1), (1, -1)])
def test_where_convex_and_concave_kinks_meet_nothing_fair_is_wrong(g):
    # Each is fair: it is what a program gets that takes the slope of each kink from one side. Yet along (1, 1)
    # this function is flat, so not all of them lie between the slopes there.
    def f(w):
        return np.maximum(0, w[0]) - np.maximum(0, w[1])

    result = check_gradient(f, np.array(g, float), np.zeros(2))
    assert result.verdict != "wrong"
    assert check_gradient(f, np.array([2.0, 0]), np.zeros(2)).verdict == "wrong"


def test_a_corner_that_no_axis_touches_is_unverified():
    def f(w):
        return np.maximum(0, w[0]) + np.maximum(0, w[1]) - 0.1 * np.maximum(0, w[0] - w[1])

    for seed in range(5):  # (0.9, 1.1) is the gradient wherever w[0] > w[1] > 0
        assert check_gradient(f, np.array([0.9, 1.1]), np.zeros(2), seed=seed).verdict != "wrong"


def hinge_margins(W, x, y):
    scores = x @ W.T
    examples = np.arange(len(y))
    m = scores - scores[examples, y][:, np.newaxis] + 1
    m[examples, y] = 0
    return m


def hinge(x, y, reg):
    """A multiclass hinge loss and its gradient."""
    n = len(y)

    def f(V):
        return np.maximum(0, hinge_margins(V, x, y)).sum() / n + reg * np.sum(V**2)

    def g(V):
        active = (hinge_margins(V, x, y) > 0).astype(float)
        active[np.arange(n), y] -= active.sum(axis=1)
        return active.T @ x / n + 2 * reg * V

    return f, g


def hinge_problem(seed, n, d, c, reg=0.1, size=1.0):
    """A hinge loss, its gradient and a point with weights of a size and features of its inverse."""
    rng = np.random.default_rng(seed)
    W, x, y = size * rng.normal(size=(c, d)), rng.normal(size=(n, d)) / size, rng.integers(c, size=n)
    return *hinge(x, y, reg), W


def test_a_tie_of_the_hinge_loss():
    rng = np.random.default_rng(0)
    W, x, y = rng.normal(size=(4, 30)), rng.normal(size=(10, 30)), rng.integers(4, size=10)
    f, g = hinge(x, y, 0.1)
    j = (y[0] + 1) % 4
    W[j] -= x[0] * hinge_margins(W, x, y)[0, j] / (x[0] @ x[0])
    pull = np.zeros(W.shape)
    pull[j], pull[y[0]] = x[0] / 10, -x[0] / 10
    is_active = hinge_margins(W, x, y)[0, j] > 0  # by rounding
    idle = g(W) - is_active * pull
    for share in (0, 0.5, 1):
        assert check_gradient(f, idle + share * pull, W).ok
    shares = rng.uniform(size=W.shape)
    assert check_gradient(f, idle + shares * pull, W).verdict == "wrong"  # each entry is fair, not all together
    assert check_gradient(f, idle + 1.5 * pull, W).verdict == "wrong"


# --- round-off


def steep_and_flat(w):
    return 1000 * w[0] + 1e-7 * w[1]


@pytest.mark.parametrize("at", [(0, 0), (1, 1), (0.5, -0.3), (100, 1)])
def test_a_small_entry_is_judged_on_the_noise_measured_for_it(at):
    x = np.array(at, float)
    assert check_gradient(steep_and_flat, [1000, 1e-7], x).ok
    for small in (-1e-7, 0.0, 1.1e-7):
        assert wrong_entries(check_gradient(steep_and_flat, [1000, small], x)) == [(1,)]


def test_what_nobody_can_tell_from_0_is_said():
    result = check_gradient(lambda w: 1e6 * w[0] + 1e-12 * w[1], [1e6, -1e-12], np.ones(2))
    assert result.blocks[0].n_zeros == 1
    assert re.search("right as far as one can see, below 1.*e-08: 1 entry", str(result))
    # Where the loss is small, its noise is too.
    assert check_gradient(lambda w: 1e6 * w[0] + 1e-12 * w[1], [1e6, -1e-12], np.zeros(2)).verdict == "wrong"


def test_what_round_off_hides_is_unverified():
    def f(w):
        return 1e6 + 1e-9 * np.sum(np.sin(w))

    for small in (1e-9, -1e-9, 0.0):
        result = check_gradient(f, np.full(3, small), np.full(3, 0.5))
        assert outcomes(result) == ["unverified"] * 3
        assert not result.ok
        assert "UNVERIFIED" in str(result)
        assert "the round-off of the loss hides 3 entries of x: try another point, or float64" in result.hints
    assert check_gradient(f, np.full(3, 1e-3), np.full(3, 0.5)).verdict == "wrong"


def test_a_single_unverified_entry_keeps_the_gradient_from_being_right():
    def f(w):
        return 1e6 + np.sum(np.sin(w[1:])) + 1e-9 * np.sin(np.abs(w[0]))

    result = check_gradient(f, lambda w: np.array([1e-9, 1, 1, 1, 1]) * np.cos(w), np.full(5, 0.5))
    assert result.blocks[0].counts == {"unverified": 1, "right": 4}
    assert result.verdict == "unverified"


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("size", [1e-12, 1e-9, 1e-6])
def test_the_noise_of_the_loss_is_measured(size, is_large):
    x = np.random.default_rng(2).normal(size=400 if is_large else 5)

    def f(w):
        noise = int.from_bytes(hashlib.sha256(w.tobytes()).digest()[:6], "big") / 2**48
        return np.sum(np.sin(w)) + size * noise

    assert check_gradient(f, np.cos, x).verdict != "wrong"
    assert check_gradient(f, lambda w: 1.5 * np.cos(w), x).verdict == "wrong"
    assert check_gradient(f, lambda w: 1.001 * np.cos(w), x).verdict != "right"


def test_a_small_difference_of_large_numbers_is_noisy():
    def f(w):
        return loss(w) + 1e8 - 1e8

    assert check_gradient(f, grad, X).verdict != "wrong"
    assert check_gradient(f, lambda w: 1.01 * grad(w), X).verdict == "wrong"


@pytest.mark.parametrize("frequency", [1e2, 1e4, 1e6, 1e8])
def test_a_loss_that_oscillates_is_measured_where_it_is_smooth(frequency):
    x = np.random.default_rng(5).normal(size=4)

    def f(w):
        return np.sum(w + np.sin(frequency * w) / frequency)

    assert check_gradient(f, lambda w: 1 + np.cos(frequency * w), x).verdict != "wrong"
    assert check_gradient(f, np.ones_like, x).verdict == "wrong"  # right for long steps only


def test_flat_plateaus_are_no_alarm():
    for x in (np.full(3, 0.2), np.full(300, 0.2)):
        assert check_gradient(lambda w: 2.3 + np.sum(np.maximum(0, w - 0.5)), np.zeros_like, x).ok
        assert check_gradient(lambda w: 7 + np.sum((w - 0.2) ** 2), np.zeros_like, x).ok
        assert check_gradient(lambda w: 3.0, np.zeros_like, x).ok
        assert check_gradient(lambda w: 3.0, lambda w: 1e-9 + 0 * w, x).verdict == "wrong"


# --- complex step


def pale(w):
    return 1e6 * np.sin(w[0]) + 1e-6 * np.sum(np.sin(w[1:]))


def pale_gradient(w):
    return np.concatenate([1e6 * np.cos(w[:1]), 1e-6 * np.cos(w[1:])])


PALE = np.array([0.3, 0.7, -1.1, 0.2])


def test_a_complex_step_decides_what_round_off_hides():
    assert check_gradient(pale, pale_gradient, PALE).ok
    g = pale_gradient(PALE)
    g[2] *= 1.01
    result = check_gradient(pale, g, PALE)
    assert wrong_entries(result) == [(2,)]
    assert result.blocks[0].worst.complex_step == pytest.approx(pale_gradient(PALE)[2], rel=1e-9)
    assert "by a complex step" in str(result)


@pytest.mark.parametrize(
    "f",
    [
        lambda w: 1e6 * np.sin(w[0]) + 1e-6 * np.sum(np.sin(np.abs(w[1:]))),
        lambda w: pale(np.asarray(w, float)),
        lambda w: pale(np.real(w)),
        lambda w: 1e6 * float(np.sin(w[0])) + 1e-6 * float(np.sum(np.sin(w[1:]))),
    ],
    ids=["abs", "cast", "real", "float"],
)
def test_a_loss_that_is_not_made_for_complex_numbers_gets_no_second_opinion(f):
    def g(w):
        return np.concatenate([1e6 * np.cos(w[:1]), 1e-6 * np.cos(w[1:])])

    x = np.abs(PALE)
    result = check_gradient(f, g, x)
    assert result.verdict == "unverified"
    assert result.blocks[0].counts["unverified"] == 3


# --- losses with more than one value, and losses that draw


def layer(w):
    return np.tanh(A @ w)


def layer_jacobian(w):
    return (1 - np.tanh(A @ w) ** 2)[:, np.newaxis] * A


def layer_backward(w, upstream):
    return A.T @ (upstream * (1 - np.tanh(A @ w) ** 2))


def test_a_jacobian_is_checked_with_a_random_cotangent():
    x = X[0]
    for right in (layer_jacobian, layer_jacobian(x), layer_backward):
        result = check_gradient(layer, right, x)
        assert result.ok
        assert "f returns an array of shape (4,): its product with a random cotangent was checked" in words(result)
    for i, j in np.ndindex(4, 3):
        J = layer_jacobian(x)
        J[i, j] *= 1.01
        assert wrong_entries(check_gradient(layer, J, x)) == [(j,)]
    assert check_gradient(layer, lambda w, u: A.T @ u, x).verdict == "wrong"


def test_a_backward_pass_of_several_arrays():
    def f(p):
        return p["x"] @ p["W"].T

    def backward(p, upstream):
        return {"W": upstream.T @ p["x"], "x": upstream @ p["W"]}

    def forgets(p, upstream):
        return {"W": upstream.T @ p["x"], "x": (upstream @ p["W"])[::-1]}

    point = {"W": A, "x": X[:2]}
    assert check_gradient(f, backward, point).ok
    assert [block.verdict for block in check_gradient(f, forgets, point).blocks] == ["right", "wrong"]


def test_the_shape_of_a_jacobian_is_that_of_the_values_and_of_x():
    x = X[0]
    with pytest.raises(ValueError, match=r"the Jacobian of x must have shape \(4, 3\), not \(3, 4\)"):
        check_gradient(layer, layer_jacobian(x).T, x)
    with pytest.raises(ValueError, match=r"the gradient of x has shape \(4,\), but x has shape \(3,\)"):
        check_gradient(layer, lambda w, u: u, x)


def dropout(w, rng):
    return np.sum((w * (rng.random(w.shape) < 0.5)) ** 3)


def dropout_gradient(w, rng):
    return 3 * w**2 * (rng.random(w.shape) < 0.5)


@pytest.mark.parametrize("n", [6, 300])
def test_a_loss_with_dropout_gets_the_same_mask_in_each_call(n):
    x = np.random.default_rng(4).normal(size=n)
    assert check_gradient(dropout, dropout_gradient, x, rng=3).ok
    assert check_gradient(dropout, dropout_gradient(x, np.random.default_rng(3)), x, rng=3).ok
    assert check_gradient(dropout, dropout_gradient(x, np.random.default_rng(4)), x, rng=3).verdict == "wrong"
    assert check_gradient(dropout, lambda w, rng: 1.5 * w**2, x, rng=3).verdict == "wrong"
    assert check_gradient(lambda w, rng: w * rng.random(n), lambda w, u, rng: u * rng.random(n), x, rng=3).ok


def test_a_loss_that_changes_after_a_while_is_noticed():
    calls = []
    with pytest.raises(ValueError, match="f must return the same finite number twice"):
        check_gradient(lambda w: calls.append(1) or loss(w) + (len(calls) > 40), grad, X)


# --- float32


@pytest.mark.parametrize(
    "f",
    [
        lambda w: np.float32(loss(w)),
        lambda w: float(np.float32(loss(w))),
        lambda w: loss(w.astype(np.float32)),
    ],
    ids=["float32 result", "float32 hidden in a float", "float32 inside"],
)
def test_a_loss_in_float32_is_judged_as_such(f):
    assert check_gradient(f, grad, X).verdict != "wrong"
    assert "float64" in str(check_gradient(f, grad, X))
    assert check_gradient(f, lambda w: 1.05 * grad(w), X).verdict == "wrong"


def test_parameters_in_float32():
    x = X.astype(np.float32)
    assert check_gradient(lambda w: np.sum(w**3), lambda w: 3 * w**2, x).verdict != "wrong"
    assert check_gradient(lambda w: np.sum(w**3), lambda w: 3.1 * w**2, x).verdict == "wrong"


# --- blocks


def network(p):
    return np.sum((A @ p["W"].T + p["b"]) ** 2)


def network_gradient(p):
    r = 2 * (A @ p["W"].T + p["b"])
    return {"W": r.T @ A, "b": r.sum(axis=0)}


POINT = {"W": 100 * np.ones((2, 3)), "b": np.array([0.5, -1.0])}


def test_each_block_gets_a_verdict():
    assert check_gradient(network, network_gradient, POINT).ok
    g = network_gradient(POINT)
    result = check_gradient(network, g | {"b": -g["b"]}, POINT)
    assert [block.verdict for block in result.blocks] == ["right", "wrong"]
    assert "only b failed, of 2 blocks" in result.hints
    assert "worst: b[" in str(result)


def test_blocks_must_match():
    g = network_gradient(POINT)
    with pytest.raises(ValueError, match=r"the gradient has the blocks \['W'\], but x has \['W', 'b'\]"):
        check_gradient(network, {"W": g["W"]}, POINT)
    with pytest.raises(TypeError, match="both be arrays, or both be dicts"):
        check_gradient(network, g["W"], POINT)
    with pytest.raises(ValueError, match="x has no parameters"):
        check_gradient(lambda p: 0.0, {}, {})


def test_a_float32_gradient_is_rounded_and_right():
    x = np.random.default_rng(0).normal(size=500)
    assert check_gradient(lambda w: np.sum(np.exp(w)), lambda w: np.exp(w).astype(np.float32), x).ok


# --- large blocks

BIG = np.random.default_rng(7).normal(size=(40, 60))

FAULTS = {
    "one entry off by 1 %": (np.s_[12, 34], 1.01),
    "one entry of the wrong sign": (np.s_[39, 59], -1),
    "a missing row": (np.s_[7], 0),
    "a missing column": (np.s_[:, 59], 0),
    "off by 0.1 %": (np.s_[:], 1.001),
    "off by 1e-5": (np.s_[:], 1 + 1e-5),
    "the wrong sign": (np.s_[:], -1),
}


def spoiled(g, name):
    where, factor = FAULTS[name]
    g = g.copy()
    g[where] *= factor
    return g


def test_a_right_gradient_of_2000_entries_is_confirmed_50_times_cheaper_than_entry_by_entry():
    for seed, (n, d, c) in enumerate([(20, 100, 20), (50, 200, 10), (300, 200, 10), (2000, 100, 20)]):
        f, g, W = hinge_problem(seed, n, d, c)
        f, calls = counted(f)
        result = check_gradient(f, g, W)
        assert result.ok
        assert result.blocks[0].counts == {"right": 2000}
        assert result.evaluations == len(calls) <= 2 * W.size / 50


@pytest.mark.parametrize("name", FAULTS)
def test_what_entry_by_entry_finds_directions_find_too(name):
    for f, g, W in (hinge_problem(1, 60, 60, 40), (lambda w: np.sum(np.exp(w)), np.exp, BIG)):
        where, factor = FAULTS[name]
        wrong = spoiled(g(W), name)
        touched = np.zeros(W.shape, bool)
        touched[where] = True
        f, calls = counted(f)
        result = check_gradient(f, wrong, W)
        assert result.verdict == "wrong"
        found = wrong_entries(result)
        assert found
        assert all(touched[index] for index in found)
        assert len(found) >= min(12, touched.sum())
        assert len(calls) < 2 * W.size / 2
        if touched.sum() == 1:
            assert result.blocks[0].counts == {"wrong": 1, "right": W.size - 1}


def test_the_report_of_a_large_block_says_what_the_wrong_entries_have_in_common():
    f, g = lambda w: np.sum(np.exp(w)), np.exp(BIG)
    assert "all wrong entries of x are in row 7" in check_gradient(f, spoiled(g, "a missing row"), BIG).hints
    assert "all wrong entries of x are in column 59" in check_gradient(f, spoiled(g, "a missing column"), BIG).hints
    result = check_gradient(f, spoiled(g, "off by 0.1 %"), BIG)
    assert "wrong entries of x looked at is 1.001 times its numeric value" in words(result)
    assert not any("row" in hint or "column" in hint for hint in result.hints)
    assert f"{BIG.size - len(wrong_entries(result))} not looked at" in str(result)


def test_a_direction_meets_errors_that_sum_to_zero():
    x = np.random.default_rng(1).normal(size=3000)
    for seed in range(5):
        g = np.exp(x)
        i, j = np.random.default_rng(seed).choice(x.size, 2, replace=False)
        g[i] += 0.01
        g[j] -= 0.01
        assert sorted(wrong_entries(check_gradient(lambda w: np.sum(np.exp(w)), g, x))) == sorted([(i,), (j,)])
    g = np.exp(x) + np.resize([0.01, -0.01], x.size)
    assert check_gradient(lambda w: np.sum(np.exp(w)), g, x).verdict == "wrong"


def test_directions_cannot_be_foreseen_by_the_gradient():
    moved = []

    def f(w):
        moved.append(w - BIG)
        return np.sum(w**2)

    assert check_gradient(f, 2 * BIG, BIG).ok
    steps = np.array([move.ravel() for move in moved])
    error = np.random.default_rng(0).normal(size=BIG.size)
    error -= np.linalg.lstsq(steps, steps @ error, rcond=None)[0]  # invisible along all these moves
    assert np.abs(steps @ error).max() < 1e-9 * np.abs(steps).sum()
    assert check_gradient(f, 2 * BIG + 0.01 * error.reshape(BIG.shape), BIG).verdict == "wrong"


@pytest.mark.parametrize("size", [1e-2, 1e-5, 1e-8])
def test_a_small_row_column_or_entry_is_found_beside_large_ones(size):
    rng = np.random.default_rng(8)
    weights, W = rng.normal(size=(2, 20, 100))
    weights += np.copysign(0.2, weights)
    W = np.clip(W, -1.2, 1.2)
    for small, one in ((np.s_[7], np.s_[7, 3]), (np.s_[:, 55], np.s_[4, 55])):
        a = weights.copy()
        a[small] *= size
        f, g = (lambda V, a=a: np.sum(a * np.sin(V))), a * np.cos(W)
        assert check_gradient(f, g, W).ok
        for where, factor in ((small, -1), (small, 0), (one, -1)):
            wrong = g.copy()
            wrong[where] *= factor
            assert check_gradient(f, wrong, W).verdict == "wrong", (where, factor)


@pytest.mark.parametrize("size", [1e-2, 1e-6, 1e-9])
def test_a_small_block_is_found_beside_a_large_one(size):
    rng = np.random.default_rng(9)
    a, b = rng.normal(size=3000), size * rng.normal(size=10)
    point = {"W": rng.normal(size=a.size), "b": rng.normal(size=10)}

    def f(p):
        return a @ np.sin(p["W"]) + b @ np.sin(p["b"])

    g = {"W": a * np.cos(point["W"]), "b": b * np.cos(point["b"])}
    result = check_gradient(f, g | {"b": -g["b"]}, point)
    assert result.blocks[1].verdict == "wrong"
    assert check_gradient(f, g, point).ok


def network_with_kinks(seed, d=6, h=8, n=10, bias=1.0):
    rng = np.random.default_rng(seed)
    point = {"W": rng.normal(size=(h, d)), "b": bias * rng.normal(size=h), "v": rng.normal(size=h)}
    x, target = rng.normal(size=(n, d)), rng.normal(size=n)

    def f(p):
        return np.mean((np.maximum(0, x @ p["W"].T + p["b"]) @ p["v"] - target) ** 2)

    def g(p):
        z = x @ p["W"].T + p["b"]
        e = 2 * (np.maximum(0, z) @ p["v"] - target) / n
        back = np.outer(e, p["v"]) * (z > 0)
        return {"W": back.T @ x, "b": back.sum(axis=0), "v": np.maximum(0, z).T @ e}

    return f, g, point


def medians(seed):
    """A mean of absolute errors of whole numbers: ties nearly everywhere."""
    rng = np.random.default_rng(seed)
    a = rng.integers(-3, 4, size=(30, 6)).astype(float)
    return lambda w: np.abs(a @ w - 1).mean(), lambda w: a.T @ np.sign(a @ w - 1) / 30, rng.integers(-2, 3, 6) + 0.0


KINKED = {
    "hinge, few examples": (60, lambda seed: hinge_problem(seed, 8, 5, 4)),
    "hinge, no regulariser": (40, lambda seed: hinge_problem(seed, 50, 40, 5, reg=0)),
    "hinge, pixels": (20, lambda seed: hinge_problem(seed, 100, 150, 10, size=1e-2)),
    "hinge, many examples": (10, lambda seed: hinge_problem(seed, 1000, 30, 10)),
    "network": (30, network_with_kinks),
    "network without bias": (20, lambda seed: network_with_kinks(seed, bias=0)),
    "ties": (20, medians),
}


def test_two_hundred_problems_with_kinks_are_all_there():
    assert sum(number for number, _ in KINKED.values()) == 200


@pytest.mark.parametrize("kind", KINKED)
def test_no_false_alarm_in_problems_with_kinks(kind):
    number, make = KINKED[kind]
    verdicts = [check_gradient(*make(seed)).verdict for seed in range(number)]
    assert verdicts == ["right"] * number


def test_a_long_vector_with_nan_anywhere_is_wrong():
    x = np.linspace(-1, 1, 5000)
    assert check_gradient(lambda w: np.sum(np.exp(w)), np.exp, x).ok
    for value in (np.nan, np.inf):
        g = np.exp(x)
        g[1234] = value
        assert wrong_entries(check_gradient(lambda w: np.sum(np.exp(w)), g, x)) == [(1234,)]


def test_entries_can_be_asked_for_one_by_one():
    f, calls = counted(lambda w: np.sum(np.exp(w)))
    result = check_gradient(f, np.exp, BIG, max_entries=BIG.size)
    assert result.ok
    assert {entry.index for entry in result.blocks[0].entries} == set(np.ndindex(BIG.shape))
    assert len(calls) >= 4 * BIG.size


# --- one set of thresholds


def test_the_checker_the_chapter_and_the_exercise_have_the_same_thresholds():
    (solution,) = (
        cell.source
        for cell in nbformat.read(ROOT / "solutions/gradient_check/gradient_check.ipynb", as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "gradient_check"
    )
    assert f"rtol={RTOL['float64']:.0e}".replace("e-06", "e-6") in solution
    assert f"max(rtol, {RTOL['float32']:.0e})".replace("e-02", "e-2") in solution
    chapter = (ROOT / "book/gradient_check.md").read_text()
    assert RTOL["float64"] == 1e-6
    assert BUG["float64"] == 1e-3
    assert "pass up to $10^{-6}$, look closer above, and be sure of a bug above $10^{-3}$" in chapter
    widget = (ROOT / "book/widgets/check_entry.js").read_text()
    assert "const [PASS, BUG] = [1e-6, 1e-3];" in widget


def test_the_same_seed_gives_the_same_report_and_leaves_numpys_generator_alone():
    state = np.random.get_state()[1].tobytes()
    one, two = (check_gradient(lambda w: np.sum(w**2), lambda w: 2 * w, BIG) for _ in range(2))
    assert one == two
    assert one != check_gradient(lambda w: np.sum(w**2), lambda w: 2 * w, BIG, seed=1)
    assert np.random.get_state()[1].tobytes() == state


# --- laws

seeds = st.integers(0, 2**32 - 1)
shapes = st.sampled_from([(1,), (3,), (2, 3), (3, 3), (2, 1, 2)])


def drawn(seed, shape):
    rng = np.random.default_rng(seed)
    a, b, c, x = rng.normal(size=(4, *shape))
    # A multiple of b keeps every entry of the gradient away from 0.
    b += np.copysign(40, b)

    def f(w):
        return np.sum(a * w**3 / 3 + c * w**2 / 2 + b * w) + np.sin(np.sum(w)) + np.prod(np.cos(w))

    def g(w):
        others = np.array([np.prod(np.delete(np.cos(w).ravel(), i)) for i in range(w.size)]).reshape(shape)
        return a * w**2 + c * w + b + np.cos(np.sum(w)) - np.sin(w) * others

    return f, g, x


@settings(max_examples=60, deadline=None)
@given(seeds, shapes)
def test_law_the_right_gradient_passes_and_x_is_untouched(seed, shape):
    f, g, x = drawn(seed, shape)
    before = x.tobytes()
    assert check_gradient(f, g, x).ok
    assert x.tobytes() == before


@settings(max_examples=60, deadline=None)
@given(seeds, shapes, st.sampled_from([1e-3, -1e-3, 0.1, -1, -2, 1e6]), st.data())
def test_law_one_perturbed_entry_fails_and_is_the_one_reported(seed, shape, amount, data):
    f, g, x = drawn(seed, shape)
    wrong = g(x)
    index = tuple(data.draw(st.integers(0, n - 1)) for n in shape)
    wrong[index] *= 1 + amount
    result = check_gradient(f, wrong, x)
    assert result.verdict == "wrong"
    assert result.blocks[0].worst.index == index


@settings(max_examples=40, deadline=None)
@given(seeds, shapes, st.integers(-300, 300), st.sampled_from([1, 1 + 1e-5, -1]))
def test_law_scaling_the_loss_by_a_power_of_two_changes_no_outcome(seed, shape, exponent, factor):
    f, g, x = drawn(seed, shape)
    c = 2.0**exponent
    plain = check_gradient(f, lambda w: factor * g(w), x)
    scaled = check_gradient(lambda w: c * f(w), lambda w: c * factor * g(w), x)
    assert outcomes(plain) == outcomes(scaled)
    assert plain.verdict == ("right" if factor == 1 else "wrong")


@settings(max_examples=40, deadline=None)
@given(seeds, st.floats(-3, 3))
def test_law_a_right_gradient_of_a_function_with_kinks_is_never_wrong(seed, shift):
    rng = np.random.default_rng(seed)
    a, x = rng.normal(size=(6, 4)), rng.normal(size=4)

    def f(w):
        return np.sum(np.maximum(0, a @ w + shift))

    def g(w):
        return a.T @ (a @ w + shift > 0)

    assert check_gradient(f, g, x).verdict != "wrong"
    near = x - a[0] * (a[0] @ x + shift) / (a[0] @ a[0])  # on the first kink, up to rounding
    assert check_gradient(f, g, near).verdict != "wrong"


def test_the_package_offers_the_check():
    assert autograder.check_gradient is check_gradient
    assert autograder.numeric_gradient is numeric_gradient
    assert isinstance(check_gradient(loss, grad, X), autograder.GradientCheck)
