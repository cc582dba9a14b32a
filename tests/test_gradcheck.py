"""The gradient check is proved on right gradients and, mostly, on wrong ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograder
from autograder.gradcheck import check_gradient, numeric_gradient

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
        (lambda w: w, [1.0, 2.0], ValueError, r"f must return one number, not an array of shape \(2,\)"),
        (lambda w: np.array([w.sum()]), [1.0], ValueError, "f must return one number"),
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
    assert "x (4, 3): 12 right\n    checked: 12 of 12 entries\n" in str(result)


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


def test_an_edge_of_the_domain_only_costs_steps():
    x = np.array([1e-5, 1.0])
    assert check_gradient(lambda w: np.sum(np.log(w)), lambda w: 1 / w, x, rtol=1e-4).ok
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
    "integer dtype": (grad(X).astype(int), "has dtype int64, not float64: its entries are rounded"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_gradient_is_caught_and_described(name):
    wrong, message = WRONG[name]
    result = check_gradient(loss, wrong, X)
    assert result.verdict == "wrong"
    assert not result.ok
    assert bool(result) is False
    assert "Gradient check: WRONG" in str(result)
    assert message in " ".join(str(result).split())
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
    with pytest.raises(ValueError, match="f must return the same finite number twice"):
        check_gradient(lambda w: loss(w) + rng.normal(), grad, X)


def test_a_consistent_pair_passes_though_it_is_the_wrong_loss():
    # The documented limit: half of the penalty in the loss and in the gradient, or no loss at all.
    assert check_gradient(lambda w: 0.5 * np.sum(w**2), lambda w: w, X).ok
    assert check_gradient(lambda w: 0.0, np.zeros_like, X).ok


# --- kinks, round-off, float32


def test_entries_at_a_kink_are_neither_right_nor_wrong():
    x = np.array([0.0, 1e-9, 1e-5, 0.5, -2.0])
    for at_zero in (-1.0, 0.0, 1.0):
        result = check_gradient(lambda w: np.sum(np.abs(w)), [at_zero, 1, 1, 1, -1], x)
        assert outcomes(result) == ["kink", "kink", "right", "right", "right"]
        assert result.ok
    assert "2 kink" in str(result)


def test_a_gradient_outside_the_subdifferential_is_wrong_even_at_a_kink():
    x = np.array([0.0, 0.5])
    assert outcomes(check_gradient(lambda w: np.sum(np.abs(w)), [500.0, 1], x)) == ["wrong", "right"]


def test_kinks_everywhere_decide_nothing():
    result = check_gradient(lambda w: np.sum(np.abs(w)), np.zeros(4), np.zeros(4))
    assert result.verdict == "undecided"
    assert not result.ok
    assert "x is too close to kinks of the loss: try another point, or fewer examples" in result.hints


def test_wrong_entries_beside_kinks_are_still_caught():
    x = np.array([0.0, 1e-9, 1e-5, 0.5, -2.0])
    result = check_gradient(lambda w: np.sum(np.abs(w)), [0, 1, 1, 1.01, -1], x)
    assert outcomes(result) == ["kink", "kink", "right", "wrong", "right"]


def test_what_round_off_hides_is_undecided():
    def f(w):
        return 1e6 + 1e-9 * np.sum(np.sin(w))

    result = check_gradient(f, np.full(3, 1e-9), np.full(3, 0.5))
    assert outcomes(result) == ["undecided"] * 3
    assert not result.ok
    assert "the round-off of the loss hides the gradient of x: try another point, or float64" in result.hints
    assert check_gradient(f, np.full(3, 1e-3), np.full(3, 0.5)).verdict == "wrong"


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


# --- large blocks

BIG = np.random.default_rng(7).normal(size=(40, 60))


def test_a_large_block_is_sampled_in_every_row_and_column():
    result = check_gradient(lambda w: np.sum(w**2), lambda w: 2 * w, BIG)
    assert result.ok
    sampled = [entry.index for entry in result.blocks[0].entries if entry.index is not None]
    assert {i for i, _ in sampled} == set(range(40))
    assert {j for _, j in sampled} == set(range(60))
    assert "65 right\n    checked: 60 of 2400 entries and 5 random directions\n" in str(result)


def test_a_wrong_row_column_or_entry_of_a_large_block_is_caught():
    for where in [np.s_[7], np.s_[:, 59], np.s_[3, 4]]:
        g = 2 * BIG
        g[where] = 0
        assert check_gradient(lambda w: np.sum(w**2), g, BIG).verdict == "wrong"


def test_directions_tell_when_the_sample_misses_the_entry():
    g = 2 * BIG
    sampled = {e.index for e in check_gradient(lambda w: np.sum(w**2), g, BIG).blocks[0].entries}
    missed = next(index for index in np.ndindex(BIG.shape) if index not in sampled)
    g[missed] += 1
    result = check_gradient(lambda w: np.sum(w**2), g, BIG)
    assert result.blocks[0].worst.index is None
    assert "the sampled entries of x are right, the random directions are not: raise max_entries" in result.hints
    everything = check_gradient(lambda w: np.sum(w**2), g, BIG, max_entries=BIG.size)
    assert everything.blocks[0].worst.index == missed


def test_a_long_vector_is_sampled_and_nan_anywhere_is_caught():
    x = np.linspace(-1, 1, 5000)
    g = 2 * x
    assert check_gradient(lambda w: w @ w, g, x, max_entries=50).ok
    g[1234] = np.nan
    assert check_gradient(lambda w: w @ w, g, x, max_entries=50).verdict == "wrong"


def test_the_same_seed_gives_the_same_report_and_leaves_numpys_generator_alone():
    state = np.random.get_state()[1].tobytes()  # noqa: NPY002
    one, two = (check_gradient(lambda w: np.sum(w**2), lambda w: 2 * w, BIG) for _ in range(2))
    assert one == two
    assert one != check_gradient(lambda w: np.sum(w**2), lambda w: 2 * w, BIG, seed=1)
    assert np.random.get_state()[1].tobytes() == state  # noqa: NPY002


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
