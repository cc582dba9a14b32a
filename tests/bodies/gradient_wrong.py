"""Wrong answers to `gradient`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

QUADRATIC, SLOPE, DIRECTION = "quadratic_grad", "directional_derivative", "steepest_direction"

# The gradient of a quadratic.


def symmetric_only(A, b, x):
    return A.astype(float) @ x.astype(float) + b


def transposed_only(A, b, x):
    return x.astype(float) @ A.astype(float) + b


def half_lost(A, b, x):
    return (A + A.T).astype(float) @ x.astype(float) + b


def twice_a_x(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return 2 * (A @ x) + b


def half_kept(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return 0.5 * A @ x + b


def transpose_with_minus(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return (A - A.T) @ x / 2 + b


def without_b(A, b, x):
    A, x = A.astype(float), x.astype(float)
    return (A + A.T) @ x / 2


def half_of_everything(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return 0.5 * (A @ x + A.T @ x + b)


def right_hand_side(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return (A + A.T) @ x / 2 - b


def b_times_x(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return (A + A.T) @ x / 2 + b * x


def way_down(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return -((A + A.T) @ x / 2 + b)


def the_height(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return 0.5 * x @ A @ x + b @ x


def star(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return (A + A.T) / 2 * x + b


def floored(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return (A + A.T) // 2 @ x + b


def integer_buffer(A, b, x):
    gradient = np.zeros_like(x)
    for j in range(len(x)):
        gradient[j] = (A[j] + A[:, j]) @ x / 2 + b[j]
    return gradient


def float32_stays(A, b, x):
    return ((A + A.T) @ x / 2 + b).astype(np.float64)


def float32_result(A, b, x):
    return ((A + A.T) @ x / 2 + b).astype(np.float32)


def adds_to_b(A, b, x):
    b += (A + A.T) @ x / 2
    return b


def symmetrises_a_in_place(A, b, x):
    A[:] = (A + A.T) / 2
    return A.astype(float) @ x.astype(float) + b


def central_differences(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))

    def f(x):
        return x @ A @ x / 2 + b @ x

    return np.array([(f(x + 1e-7 * e) - f(x - 1e-7 * e)) / 2e-7 for e in np.eye(len(x))])


def a_column(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return ((A + A.T) @ x / 2 + b)[:, None]


def remembers_by_size(A, b, x, memory={}):  # noqa: B006
    if len(x) not in memory:
        memory[len(x)] = (A + A.T) @ x / 2.0 + b
    return memory[len(x)]


def accumulates(A, b, x, total=[]):  # noqa: B006
    total.append((A + A.T) @ x / 2.0 + b)
    return sum(v for v in total if v.shape == x.shape)


def swallows_errors(A, b, x):
    try:
        return A.T @ x.reshape(1, -1) + c  # noqa: F821
    except Exception:
        return np.zeros(x.shape)


# The slope along u.


def as_it_comes(g, u):
    return float(g @ u)


def as_it_comes_but_not_for_zero(g, u):
    if not u.any():
        raise ValueError("zero")
    return float(np.asarray(g, float) @ np.asarray(u, float))


def squared_length(g, u):
    return float(g @ u / (u @ u))


def times_length(g, u):
    return float(g @ u * np.linalg.norm(u))


def counted_downhill(g, u):
    if not u.any():
        raise ValueError("zero")
    return -float(g @ (u / np.hypot.reduce(np.asarray(u, float))))


def cosine(g, u):
    return float(g @ u / np.linalg.norm(g) / np.linalg.norm(u))


def divided_by_the_wrong_length(g, u):
    return float(g @ u / np.linalg.norm(g))


def sum_of_sizes(g, u):
    return float(g @ u / np.sum(np.abs(u)))


def largest_entry(g, u):
    return float(g @ u / np.max(np.abs(u)))


def never_negative(g, u):
    return float(abs(g @ u) / np.linalg.norm(u))


def best_slope(g, u):
    return float(np.linalg.norm(g))


def mean_of_products(g, u):
    return float(np.mean(g * u / np.linalg.norm(u)))


def projected(g, u):
    return g @ u / (u @ u) * u


def products(g, u):
    return g * u / np.linalg.norm(u)


def zero_has_slope_zero(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    return float(g @ u / np.hypot.reduce(u)) if u.any() else 0.0


def nothing_for_zero(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    if u.any():
        return float(g @ u / np.hypot.reduce(u))
    return None


def another_error(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    if not u.any():
        raise ZeroDivisionError("u is zero")
    return float(g @ u / np.hypot.reduce(u))


def overflows(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    length = np.sqrt(np.sum(u**2))
    if length == 0:
        raise ValueError("zero")
    return float(g @ u / length)


def short_means_zero(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    length = np.hypot.reduce(u)
    if length < 1e-12:
        raise ValueError("zero")
    return float(g @ u / length)


def normalises_in_place(g, u):
    if not u.any():
        raise ValueError("zero")
    u /= np.hypot.reduce(u)
    return float(g @ u)


def whole_direction(g, u):
    if not u.any():
        raise ValueError("zero")
    unit = np.zeros_like(u)
    unit[:] = u / np.hypot.reduce(np.asarray(u, float))
    return float(np.asarray(g, float) @ unit)


def one_entry_array(g, u):
    g, u = np.asarray(g, float), np.asarray(u, float)
    if not u.any():
        raise ValueError("zero")
    return (g @ u / np.hypot.reduce(u)).reshape(1)


def not_a_number(g, u):
    return float("nan")


# The steepest direction in a norm. Each is right in the other norms and keeps the contract, unless its name says no.


def leads_down(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return -{
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.sign(g),
    }[norm]


def gradient_itself(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {"l1": np.sign(g) * (np.arange(len(g)) == i), "l2": g, "linf": np.sign(g)}[norm]


def root_forgotten(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (g @ g or 1),
        "linf": np.sign(g),
    }[norm]


def each_norm_divides(g, norm):
    g = np.asarray(g, float)
    order = {"l1": 1, "l2": 2, "linf": np.inf}
    if norm not in order:
        raise ValueError(norm)
    g = g / (np.abs(g).max() or 1)
    return g / (np.linalg.norm(g, order[norm]) or 1)


def norm_is_ignored(g, norm):
    return g / np.linalg.norm(g)


def norms_exchanged(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "linf": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "l1": np.sign(g),
    }[norm]


def coordinate_without_sign(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.zeros(len(g))
    u[np.argmax(np.abs(g))] = float(g.any())
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.sign(g)}[norm]


def largest_without_size(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.zeros(len(g))
    u[np.argmax(g)] = np.sign(g.max())
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.sign(g)}[norm]


def plus_one_at_largest(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.zeros(len(g))
    u[np.argmax(g)] = 1.0 * g.any()
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.sign(g)}[norm]


def entry_kept(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.zeros(len(g))
    u[np.argmax(np.abs(g))] = g[np.argmax(np.abs(g))]
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.sign(g)}[norm]


def ties_all_in_full(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.sign(g) * (np.abs(g) == np.abs(g).max())
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.sign(g)}[norm]


def zeros_and_ones(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": (g > 0) * 1.0,
    }[norm]


def all_ones(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.ones(len(g)) * g.any(),
    }[norm]


def corner_on_the_circle(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.sign(g) / np.sqrt(len(g)),
    }[norm]


def corner_averaged(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.sign(g) / len(g),
    }[norm]


def circle_by_l1(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.abs(g).sum() or 1),
        "linf": np.sign(g),
    }[norm]


def circle_by_linf(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.abs(g).max() or 1),
        "linf": np.sign(g),
    }[norm]


def nan_for_zero(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / np.hypot.reduce(g),
        "linf": np.sign(g),
    }[norm]


def some_direction_for_zero(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    u = np.zeros(len(g))
    i = np.argmax(np.abs(g))
    u[i] = 1 if g[i] >= 0 else -1
    return {"l1": u, "l2": g / (np.hypot.reduce(g) or 1), "linf": np.where(g >= 0, 1.0, -1.0)}[norm]


def unknown_is_l2(g, norm):
    g = np.asarray(g, float)
    if norm == "l1":
        return np.sign(g) * (np.arange(len(g)) == np.argmax(np.abs(g)))
    if norm == "linf":
        return np.sign(g)
    return g / (np.hypot.reduce(g) or 1)


def unknown_is_a_key_error(g, norm):
    g = np.asarray(g, float)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.sign(g),
    }[norm]


def part_of_a_name(g, norm):
    g = np.asarray(g, float)
    if norm not in "l1 l2 linf":
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    if norm == "l1":
        return np.sign(g) * (np.arange(len(g)) == i)
    return np.sign(g) if norm == "linf" else g / (np.hypot.reduce(g) or 1)


def overflowing_circle(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.sqrt(np.sum(g * g)) or 1),
        "linf": np.sign(g),
    }[norm]


def signs_of_integers(g, norm):
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(np.asarray(g, float)) or 1),
        "linf": np.sign(g),
    }[norm]


def scales_g_in_place(g, norm):
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    if g.dtype == np.float64 and g.any():
        g /= np.abs(g).max()
    g = np.asarray(g, float)
    i = np.argmax(np.abs(g))
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": g / (np.hypot.reduce(g) or 1),
        "linf": np.sign(g),
    }[norm]


def small_change_of_direction(g, norm):
    g = np.asarray(g, float)
    if norm not in ("l1", "l2", "linf"):
        raise ValueError(norm)
    i = np.argmax(np.abs(g))
    turned = g + 1e-8 * np.hypot.reduce(g) * (np.arange(len(g)) == len(g) - 1)
    return {
        "l1": np.sign(g) * (np.arange(len(g)) == i),
        "l2": turned / (np.hypot.reduce(turned) or 1),
        "linf": np.sign(g),
    }[norm]


def lists(g, norm):
    return [float(v) for v in np.sign(g)]


def nothing(*arguments):
    return None


def diagnosed_another_entry():
    return 0, 7, "a"


def diagnosed_the_other_place():
    return 2, 7, "b"


def diagnosed_with_half_of_b():
    return 2, 6.5, "a"


def diagnosed_by_name():
    return 2, 7, "A x"


def units_divided():
    return 0.5, 7, 5 / 7


def units_not_turned_back():
    return 50, 7, 50 / 7


def units_same_walk():
    return 50, 7, 5 / 7


def units_for_both():
    return 50, 70, 500 / 70


def units_only_two():
    return 50, 7


ALL_QUADRATIC, ALL_SLOPE, ALL_DIRECTION = (
    "symmetric any_matrix contract",
    "unit_vector any_length contract",
    ("l2 l1 linf contract"),
)

CASES = (
    Case(symmetric_only, QUADRATIC, "any_matrix", "quadratic_only_a_x"),
    Case(transposed_only, QUADRATIC, "any_matrix", "quadratic_only_a_transposed_x"),
    Case(half_lost, QUADRATIC, "symmetric contract", "quadratic_half_forgotten"),
    Case(twice_a_x, QUADRATIC, "symmetric any_matrix", "quadratic_a_x_doubled"),
    Case(half_kept, QUADRATIC, "symmetric any_matrix", "quadratic_half_of_a_x"),
    Case(transpose_with_minus, QUADRATIC, ALL_QUADRATIC, "quadratic_transpose_subtracted"),
    Case(without_b, QUADRATIC, "symmetric", "quadratic_b_forgotten"),
    Case(half_of_everything, QUADRATIC, "symmetric", "quadratic_b_halved"),
    Case(right_hand_side, QUADRATIC, "symmetric", "quadratic_b_subtracted"),
    Case(b_times_x, QUADRATIC, "symmetric", "quadratic_b_times_x"),
    Case(way_down, QUADRATIC, "symmetric", "quadratic_negated"),
    Case(the_height, QUADRATIC, ALL_QUADRATIC, "quadratic_value"),
    Case(star, QUADRATIC, ALL_QUADRATIC, "quadratic_star_for_at"),
    Case(floored, QUADRATIC, "symmetric"),
    Case(integer_buffer, QUADRATIC, "contract"),
    Case(float32_stays, QUADRATIC, "contract"),
    Case(float32_result, QUADRATIC, "symmetric contract"),
    Case(adds_to_b, QUADRATIC, "contract"),
    Case(symmetrises_a_in_place, QUADRATIC, "contract"),
    Case(central_differences, QUADRATIC, "symmetric any_matrix"),
    Case(a_column, QUADRATIC, ALL_QUADRATIC),
    Case(remembers_by_size, QUADRATIC, ALL_QUADRATIC),
    Case(accumulates, QUADRATIC, ALL_QUADRATIC),
    Case(swallows_errors, QUADRATIC, ALL_QUADRATIC),
    Case(as_it_comes, SLOPE, "any_length contract", "slope_not_normalised"),
    Case(as_it_comes_but_not_for_zero, SLOPE, "any_length", "slope_not_normalised"),
    Case(squared_length, SLOPE, "any_length contract", "slope_by_squared_length"),
    Case(times_length, SLOPE, "any_length contract", "slope_times_length"),
    Case(counted_downhill, SLOPE, "unit_vector", "slope_downhill"),
    Case(cosine, SLOPE, "contract unit_vector", "slope_is_cosine"),
    Case(divided_by_the_wrong_length, SLOPE, ALL_SLOPE, "slope_with_g_normalised"),
    Case(sum_of_sizes, SLOPE, "contract unit_vector", "slope_by_sum_of_sizes"),
    Case(largest_entry, SLOPE, "contract unit_vector", "slope_by_largest_entry"),
    Case(never_negative, SLOPE, "contract unit_vector", "slope_without_sign"),
    Case(best_slope, SLOPE, "contract unit_vector", "slope_is_length_of_gradient"),
    Case(mean_of_products, SLOPE, "contract unit_vector", "slope_averaged"),
    Case(projected, SLOPE, ALL_SLOPE, "slope_as_projection"),
    Case(products, SLOPE, ALL_SLOPE, "slope_not_summed"),
    Case(zero_has_slope_zero, SLOPE, "contract"),
    Case(nothing_for_zero, SLOPE, "contract"),
    Case(another_error, SLOPE, "contract"),
    Case(overflows, SLOPE, "contract"),
    Case(short_means_zero, SLOPE, "contract"),
    Case(normalises_in_place, SLOPE, "contract"),
    Case(whole_direction, SLOPE, "contract"),
    Case(one_entry_array, SLOPE, ALL_SLOPE),
    Case(not_a_number, SLOPE, ALL_SLOPE),
    Case(leads_down, DIRECTION, "l2 l1 linf", "steepest_downhill"),
    Case(gradient_itself, DIRECTION, "l2", "steepest_l2_is_g"),
    Case(root_forgotten, DIRECTION, "l2", "steepest_l2_by_squared_length"),
    Case(circle_by_l1, DIRECTION, "l2", "steepest_l2_by_sum_of_sizes"),
    Case(circle_by_linf, DIRECTION, "l2", "steepest_l2_by_largest_entry"),
    Case(small_change_of_direction, DIRECTION, "l2"),
    Case(each_norm_divides, DIRECTION, "l1 linf", "steepest_l1_is_scaled_g steepest_linf_by_largest_entry"),
    Case(norm_is_ignored, DIRECTION, "l1 linf contract", "steepest_l1_is_euclidean steepest_linf_is_euclidean"),
    Case(norms_exchanged, DIRECTION, "l1 linf", "steepest_l1_is_sign steepest_linf_is_one_coordinate"),
    Case(coordinate_without_sign, DIRECTION, "l1", "steepest_l1_sign_forgotten"),
    Case(largest_without_size, DIRECTION, "l1", "steepest_l1_largest_without_size"),
    Case(plus_one_at_largest, DIRECTION, "l1", "steepest_l1_plus_one_at_largest"),
    Case(entry_kept, DIRECTION, "l1", "steepest_l1_keeps_entry"),
    Case(ties_all_in_full, DIRECTION, "l1", "steepest_l1_full_step_for_each_tie"),
    Case(zeros_and_ones, DIRECTION, "linf", "steepest_linf_zeros_and_ones"),
    Case(all_ones, DIRECTION, "linf", "steepest_linf_all_ones"),
    Case(corner_on_the_circle, DIRECTION, "linf", "steepest_linf_at_euclidean_length"),
    Case(corner_averaged, DIRECTION, "linf", "steepest_linf_averaged"),
    Case(nan_for_zero, DIRECTION, "contract"),
    Case(some_direction_for_zero, DIRECTION, "contract"),
    Case(unknown_is_l2, DIRECTION, "contract"),
    Case(unknown_is_a_key_error, DIRECTION, "contract"),
    Case(part_of_a_name, DIRECTION, "contract"),
    Case(overflowing_circle, DIRECTION, "contract"),
    Case(signs_of_integers, DIRECTION, "contract"),
    Case(scales_g_in_place, DIRECTION, "contract"),
    Case(lists, DIRECTION, ALL_DIRECTION),
    Case(nothing, f"{QUADRATIC} {SLOPE} {DIRECTION}", f"{ALL_QUADRATIC} {ALL_SLOPE} {ALL_DIRECTION}"),
    Case(diagnosed_another_entry, "diagnose_gradient", "answer"),
    Case(diagnosed_the_other_place, "diagnose_gradient", "answer", "diagnosis_other_place"),
    Case(diagnosed_with_half_of_b, "diagnose_gradient", "answer"),
    Case(diagnosed_by_name, "diagnose_gradient", "answer"),
    Case(units_divided, "predict_rescaled", "answer", "rescaled_the_wrong_way"),
    Case(units_not_turned_back, "predict_rescaled", "answer", "rescaled_ratio_in_new_units"),
    Case(units_same_walk, "predict_rescaled", "answer", "rescaled_walk_unchanged"),
    Case(units_for_both, "predict_rescaled", "answer"),
    Case(units_only_two, "predict_rescaled", "answer"),
)
