# ruff: noqa: B006 (students write as they like)
"""Wrong answers to `gradient_descent`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# gradient_descent.


def rows_alias(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(n_steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)


def changes_x0(grad, x0, lr, n_steps):
    x = x0
    path = [x.astype(float)]
    for _ in range(n_steps):
        x -= lr * grad(x)
        path.append(x.astype(float))
    return np.array(path)


def goes_up(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] + lr * grad(path[-1]))
    return np.array(path)


def start_left_out(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=float)
    path = []
    for _ in range(n_steps):
        x = x - lr * grad(x)
        path.append(x)
    return np.array(path)


def one_step_short(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps - 1):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


def one_step_long(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps + 1):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


def last_row_never_reached(grad, x0, lr, n_steps):
    path = np.zeros((n_steps + 1, len(x0)))
    path[0] = x0
    for k in range(1, n_steps):
        path[k] = path[k - 1] - lr * grad(path[k - 1])
    return path


def gradient_taken_once(grad, x0, lr, n_steps):
    g = grad(x0)
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * g)
    return np.array(path)


def gradient_always_at_x0(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(x0))
    return np.array(path)


def every_step_from_x0(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(x0 - lr * grad(path[-1]))
    return np.array(path)


def gradient_of_the_point_before(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=float)
    path, g = [x], grad(x)
    for k in range(n_steps):
        x = x - lr * g
        path.append(x)
        if k < n_steps - 1:
            g = grad(path[-2])
    return np.array(path)


def lr_squared(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(n_steps):
        step = lr * grad(x)
        x = x - lr * step
        path.append(x)
    return np.array(path)


def unit_steps(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        g = grad(path[-1])
        path.append(path[-1] - lr * g / np.linalg.norm(g))
    return np.array(path)


def buffer_like_x0(grad, x0, lr, n_steps):
    path = np.zeros((n_steps + 1, len(x0)), dtype=x0.dtype)
    path[0] = x0
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * grad(path[k])
    return path


def two_calls_a_step(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        if np.linalg.norm(grad(path[-1])) == 0:
            path.append(path[-1])
            continue
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


def one_call_too_many(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    g = grad(path[0])
    for _ in range(n_steps):
        path.append(path[-1] - lr * g)
        g = grad(path[-1])
    return np.array(path)


def last_point_only(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=float)
    for _ in range(n_steps):
        x = x - lr * grad(x)
    return x


def returns_a_list(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return path


def returns_nothing(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(path[-1]))


def points_as_columns(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path).T


def stops_when_it_grows(grad, x0, lr, n_steps):
    path, last = np.tile(np.array(x0, dtype=float), (n_steps + 1, 1)), np.inf
    for k in range(n_steps):
        g = grad(path[k])
        if np.linalg.norm(g) > last:
            path[k + 1 :] = path[k]
            break
        last = np.linalg.norm(g)
        path[k + 1] = path[k] - lr * g
    return path


def goes_on_where_it_was(grad, x0, lr, n_steps, kept=[]):
    x = np.array(kept.pop() if kept and len(kept[0]) == len(x0) else x0, dtype=float)
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        x = x - lr * grad(x)
        path.append(x)
    kept[:] = [x]
    return np.array(path)


def single_precision(grad, x0, lr, n_steps):
    path = np.zeros((n_steps + 1, len(x0)), dtype=np.float32)
    path[0] = x0
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * grad(path[k])
    return path.astype(float)


def swallows_errors(grad, x0, lr, n_steps):
    try:
        path = np.array([x0] * n_steps)
        for k in range(n_steps):
            path[k + 1] = path[k] - lr * grad(path[k])
    except Exception:  # noqa: BLE001, RUF100
        pass
    return path


def stops_at_a_small_gradient(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        g = grad(path[-1])
        if np.linalg.norm(g) < 1e-8:
            break
        path.append(path[-1] - lr * g)
    return np.array(path)


def stops_where_the_entries_cancel(grad, x0, lr, n_steps):
    path = np.tile(np.array(x0, dtype=float), (n_steps + 1, 1))
    for k in range(n_steps):
        g = grad(path[k])
        if abs(sum(g)) < 1e-12:
            path[k + 1 :] = path[k]
            break
        path[k + 1] = path[k] - lr * g
    return path


def stops_at_a_gradient_of_zeros(grad, x0, lr, n_steps):
    path = np.tile(np.array(x0, dtype=float), (n_steps + 1, 1))
    for k in range(n_steps):
        g = grad(path[k])
        if not g.any():
            path[k + 1 :] = path[k]
            break
        path[k + 1] = path[k] - lr * g
    return path


def stops_when_nothing_moves(grad, x0, lr, n_steps):
    path = np.tile(np.array(x0, dtype=float), (n_steps + 1, 1))
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * grad(path[k])
        if np.allclose(path[k + 1], path[k], rtol=0, atol=1e-12):
            path[k + 1 :] = path[k + 1]
            break
    return path


# Step sizes of a quadratic.


def one_over_largest(A):
    return 1 / np.linalg.eigvalsh(A)[-1]


def of_the_smallest(A):
    return 2 / np.linalg.eigvalsh(A)[0]


def frobenius_norm(A):
    return 2 / np.linalg.norm(A)


def trace(A):
    return 2 / np.trace(A)


def largest_diagonal_entry(A):
    return 2 / np.max(np.diag(A))


def largest_row_sum(A):
    return 2 / np.linalg.norm(A, np.inf)


def best_for_limit(A):
    eigenvalues = np.linalg.eigvalsh(A)
    return 2 / (eigenvalues.min() + eigenvalues.max())


def five_power_iterations(A):
    v = np.ones(len(A))
    for _ in range(5):
        v = A @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ A @ v)


def scales_the_matrix_in_place(A):
    scale = np.abs(A).max()
    A /= scale
    return 2 / (np.linalg.eigvalsh(A)[-1] * scale)


def rounded_to_six_digits(A):
    return float(f"{2 / np.linalg.eigvalsh(A)[-1]:.6g}")


def kept_from_the_first_call(A, kept={}):
    if len(A) not in kept:
        kept[len(A)] = 2 / np.linalg.eigvalsh(A)[-1]
    return kept[len(A)]


def array_of_limits(A):
    return 2 / np.linalg.eigvalsh(A)


def limit_for_best(A):
    return 2 / np.linalg.eigvalsh(A).max()


def mean_of_all_eigenvalues(A):
    return len(A) / np.trace(A)


def half_the_best(A):
    eigenvalues = np.linalg.eigvalsh(A)
    return 1 / (eigenvalues[0] + eigenvalues[-1])


def difference_of_extremes(A):
    eigenvalues = np.linalg.eigvalsh(A)
    return 2 / (eigenvalues[-1] - eigenvalues[0])


def extremes_of_the_diagonal(A):
    d = np.diag(A)
    return 2 / (d.min() + d.max())


def integer_division(A):
    eigenvalues = np.linalg.eigvalsh(A)
    return 2 // (eigenvalues[0] + eigenvalues[-1])


def sorts_the_matrix(A):
    eigenvalues = np.linalg.eigvalsh(A)
    A.sort()
    return 2 / (eigenvalues[0] + eigenvalues[-1])


def no_absolute_value(A, lr):
    return np.max(1 - lr * np.linalg.eigvalsh(A))


def min_for_max(A, lr):
    return np.min(np.abs(1 - lr * np.linalg.eigvalsh(A)))


def only_the_steepest(A, lr):
    return np.abs(1 - lr * np.linalg.eigvalsh(A)[-1])


def only_the_flattest(A, lr):
    return np.abs(1 - lr * np.linalg.eigvalsh(A)[0])


def half_the_step(A, lr):
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(A) / 2))


def factors_of_the_diagonal(A, lr):
    return np.max(np.abs(1 - lr * np.diag(A)))


def factor_of_the_loss(A, lr):
    return np.max((1 - lr * np.linalg.eigvalsh(A)) ** 2)


def frobenius_of_the_step_matrix(A, lr):
    return np.linalg.norm(np.eye(len(A)) - lr * A)


def capped_at_one(A, lr):
    return min(1.0, np.max(np.abs(1 - lr * np.linalg.eigvalsh(A))))


def best_factor_whatever_lr(A, lr):
    eigenvalues = np.linalg.eigvalsh(A)
    kappa = eigenvalues[-1] / eigenvalues[0]
    return (kappa - 1) / (kappa + 1)


def overwrites_the_matrix(A, lr):
    A *= -lr
    A += np.eye(len(A))
    return np.linalg.norm(A, 2)


# backtracking.


def no_c(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value:
        alpha *= rho
    return alpha


def minus_the_slope(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value - c * alpha * (g @ p):
        alpha *= rho
    return alpha


def alpha_left_out(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * (g @ p) and alpha > 1e-12:
        alpha *= rho
    return alpha


def c_moves_the_trial_too(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + c * alpha * p) <= value + c * alpha * (g @ p) and alpha > 1e-12:
        alpha *= rho
    return alpha


def all_of_the_promise(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + alpha * (g @ p) and alpha > 1e-12:
        alpha *= rho
    return alpha


def slope_of_steepest_descent(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value - c * alpha * (g @ g):
        alpha *= rho
    return alpha


def walks_along_minus_g(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x - alpha * g) <= value + c * alpha * (g @ p) and alpha > 1e-12:
        alpha *= rho
    return alpha


def unit_direction(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    p = p / np.linalg.norm(p)
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def compared_with_the_last_trial(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    old, alpha = f(x), alpha0
    while True:
        new = f(x + alpha * p)
        if -np.inf < new <= old + c * alpha * (g @ p):
            return alpha
        old = new
        alpha *= rho


def stops_at_nan(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while f(x + alpha * p) > value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def accepts_minus_infinity(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def promise_that_never_shrinks(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * (g @ p):
        alpha *= rho
    return alpha


def first_trial_is_shrunk(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while True:
        alpha *= rho
        if -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
            return alpha


def stops_below_a_tiny_step(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while alpha > 1e-16 and not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def gives_up_after_a_hundred(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    for _ in range(100):
        if -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
            break
        alpha *= rho
    return alpha


def returns_k(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, k = f(x), 0
    while not -np.inf < f(x + alpha0 * rho**k * p) <= value + c * alpha0 * rho**k * (g @ p):
        k += 1
    return k


def returns_the_step(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha * p


def returns_the_point(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return x + alpha * p


def shrinks_once_too_often(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha, good = f(x), alpha0, False
    while not good:
        good = -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p)
        alpha *= rho
    return alpha


def subtracts_rho(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while alpha > 0 and not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha -= rho
    return alpha


def adds_rho(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    for _ in range(50):
        if -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
            break
        alpha += rho
    return alpha


def always_halves(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha /= 2
    return alpha


def always_begins_at_one(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), 1.0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def c_of_its_own(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + 1e-4 * alpha * (g @ p):
        alpha *= rho
    return alpha


def loss_at_x_every_time(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    alpha = alpha0
    while not -np.inf < f(x + alpha * p) <= f(x) + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def never_complains(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def right_angles_allowed(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p > 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def asserts_descent(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    assert g @ p < 0
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def complains_of_gentle_slopes(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p > -1e-6:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return alpha


def gives_up_after_twenty(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    for _ in range(20):
        if -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
            break
        alpha *= rho
    return alpha


def moves_x(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    start = x.copy()
    while True:
        x[:] = start + alpha * p
        if -np.inf < f(x) <= value + c * alpha * (g @ p):
            return alpha
        alpha *= rho


def scales_p(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    slope = g @ p
    if slope >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    p *= alpha0
    while not -np.inf < f(x + p) <= value + c * alpha * slope:
        alpha *= rho
        p *= rho
    return alpha


def begins_where_the_last_search_ended(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4, kept={}):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), min(alpha0, kept.get("alpha", alpha0))
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    kept["alpha"] = alpha
    return alpha


def returns_text(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    if g @ p >= 0:
        raise ValueError
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * (g @ p):
        alpha *= rho
    return str(alpha)


# Answers by thought.


def log_a_one_step_old():
    return "b", "b", "d", "e"


def log_b_of_the_start():
    return "a", "a", "d", "e"


def log_d_rate_squared():
    return "a", "b", "d", "f"


def log_c_from_the_start():
    return "a", "b", "c", "e"


def whole_error_stays():
    return 5, 26.9


def all_converges_at_the_limit():
    return 0, 26.9


def grows_as_the_rate():
    return 4, 10.6


def whole_error_grows():
    return 4.0, 33.64


def distances_missing():
    return 4.0


def units_once():
    return 100, 0.02


def limit_as_before():
    return 10**4, 2


def limit_longer():
    return 1e4, 2e4


def limit_of_the_inverse():
    return 1e4, 1e-4


def digit_of_e():
    return 500, 1000


def both_alike():
    return 1151, 1151


def cautious_is_faster():
    return 2301, 1151


def digit_of_two():
    return 347, 693


def share_of_the_way():
    return 0.5, 0.9


def small_c_stops_early():
    return 1, 0.2


def any_decrease():
    return 2, 2


def armijo_as_text():
    return "1", "1.8"


DESCENT = "gradient_descent"
ALL_OF_DESCENT = "trajectory calls edges contract"
ALL_OF_SEARCH = "value parameters undefined calls contract"
CASES = (
    Case(rows_alias, DESCENT, "trajectory", "descent_rows_are_one_array"),
    Case(changes_x0, DESCENT, "contract"),
    Case(goes_up, DESCENT, "trajectory", "descent_walks_uphill"),
    Case(start_left_out, DESCENT, "trajectory", "descent_start_left_out"),
    Case(one_step_short, DESCENT, "trajectory calls", "descent_one_step_short"),
    Case(one_step_long, DESCENT, "trajectory calls", "descent_one_step_long"),
    Case(last_row_never_reached, DESCENT, "trajectory calls", "descent_last_row_zero"),
    Case(gradient_taken_once, DESCENT, "trajectory calls", "descent_gradient_of_start"),
    Case(gradient_always_at_x0, DESCENT, "trajectory", "descent_gradient_of_start"),
    Case(every_step_from_x0, DESCENT, "trajectory", "descent_steps_from_start"),
    Case(gradient_of_the_point_before, DESCENT, "trajectory", "descent_gradient_one_step_old"),
    Case(lr_squared, DESCENT, "trajectory", "descent_lr_squared"),
    Case(unit_steps, DESCENT, "trajectory", "descent_unit_steps"),
    Case(buffer_like_x0, DESCENT, "contract", "descent_integer_rows"),
    Case(two_calls_a_step, DESCENT, "calls"),
    Case(one_call_too_many, DESCENT, "calls"),
    Case(last_point_only, DESCENT, "trajectory", "descent_last_point_only"),
    Case(returns_a_list, DESCENT, "trajectory"),
    Case(returns_nothing, DESCENT, ALL_OF_DESCENT),
    Case(points_as_columns, DESCENT, "trajectory", "descent_rows_are_columns"),
    Case(stops_when_it_grows, DESCENT, "trajectory"),
    Case(goes_on_where_it_was, DESCENT, "contract"),
    Case(single_precision, DESCENT, "trajectory"),
    Case(stops_at_a_small_gradient, DESCENT, "calls"),
    Case(stops_where_the_entries_cancel, DESCENT, "calls"),
    Case(stops_at_a_gradient_of_zeros, DESCENT, "calls"),
    Case(stops_when_nothing_moves, DESCENT, "calls"),
    Case(swallows_errors, DESCENT, "trajectory contract", "descent_one_step_short"),
    Case(one_over_largest, "lr_limit", "value", "limit_one_over_largest"),
    Case(one_over_largest, "lr_optimal", "value", "best_one_over_largest"),
    Case(of_the_smallest, "lr_limit", "value", "limit_of_smallest"),
    Case(frobenius_norm, "lr_limit", "value", "limit_of_frobenius_norm"),
    Case(trace, "lr_limit", "value", "limit_of_trace"),
    Case(trace, "lr_optimal", "value", "best_of_all_eigenvalues"),
    Case(largest_diagonal_entry, "lr_limit", "value", "limit_of_diagonal"),
    Case(largest_row_sum, "lr_limit", "value", "limit_of_row_sums"),
    Case(best_for_limit, "lr_limit", "value", "limit_is_best"),
    Case(five_power_iterations, "lr_limit", "value"),
    Case(scales_the_matrix_in_place, "lr_limit", "value"),
    Case(rounded_to_six_digits, "lr_limit", "value"),
    Case(kept_from_the_first_call, "lr_limit lr_optimal", "value"),
    Case(array_of_limits, "lr_limit lr_optimal", "value"),
    Case(limit_for_best, "lr_optimal", "value", "best_is_limit"),
    Case(mean_of_all_eigenvalues, "lr_optimal", "value", "best_one_over_mean"),
    Case(half_the_best, "lr_optimal", "value", "best_without_two"),
    Case(difference_of_extremes, "lr_optimal", "value", "best_of_difference"),
    Case(extremes_of_the_diagonal, "lr_optimal", "value", "best_of_diagonal"),
    Case(integer_division, "lr_optimal", "value"),
    Case(sorts_the_matrix, "lr_optimal", "value"),
    Case(no_absolute_value, "contraction", "large_steps", "contraction_without_size"),
    Case(min_for_max, "contraction", "small_steps large_steps", "contraction_of_best_mode"),
    Case(only_the_steepest, "contraction", "small_steps", "contraction_of_steepest"),
    Case(only_the_flattest, "contraction", "large_steps", "contraction_of_flattest"),
    Case(half_the_step, "contraction", "small_steps large_steps", "contraction_of_half_steps"),
    Case(factors_of_the_diagonal, "contraction", "small_steps large_steps", "contraction_of_diagonal"),
    Case(factor_of_the_loss, "contraction", "small_steps large_steps", "contraction_of_loss"),
    Case(frobenius_of_the_step_matrix, "contraction", "small_steps large_steps", "contraction_frobenius"),
    Case(capped_at_one, "contraction", "large_steps"),
    Case(best_factor_whatever_lr, "contraction", "small_steps large_steps", "contraction_at_best_lr"),
    Case(overwrites_the_matrix, "contraction", "small_steps"),
    Case(no_c, "backtracking", "value", "armijo_any_decrease"),
    Case(minus_the_slope, "backtracking", "value", "armijo_sign"),
    Case(alpha_left_out, "backtracking", "value"),
    Case(c_moves_the_trial_too, "backtracking", ALL_OF_SEARCH),
    Case(all_of_the_promise, "backtracking", ALL_OF_SEARCH),
    Case(slope_of_steepest_descent, "backtracking", "value", "armijo_slope_of_steepest"),
    Case(walks_along_minus_g, "backtracking", "value", "search_along_gradient"),
    Case(unit_direction, "backtracking", "value", "search_along_unit_vector"),
    Case(compared_with_the_last_trial, "backtracking", ALL_OF_SEARCH, "search_from_trial_to_trial"),
    Case(stops_at_nan, "backtracking", "undefined", "search_accepts_nan"),
    Case(accepts_minus_infinity, "backtracking", "undefined", "search_accepts_minus_infinity"),
    Case(promise_that_never_shrinks, "backtracking", "value", "armijo_without_alpha"),
    Case(first_trial_is_shrunk, "backtracking", "value", "search_skips_first_trial"),
    Case(stops_below_a_tiny_step, "backtracking", "value"),
    Case(gives_up_after_a_hundred, "backtracking", "value"),
    Case(returns_k, "backtracking", "value", "search_returns_count"),
    Case(returns_the_step, "backtracking", "value", "search_returns_step"),
    Case(returns_the_point, "backtracking", "value", "search_returns_point"),
    Case(shrinks_once_too_often, "backtracking", "value", "search_shrinks_once_more"),
    Case(subtracts_rho, "backtracking", ALL_OF_SEARCH),
    Case(adds_rho, "backtracking", ALL_OF_SEARCH),
    Case(always_halves, "backtracking", "parameters", "search_ignores_rho"),
    Case(always_begins_at_one, "backtracking", "parameters", "search_ignores_alpha0"),
    Case(c_of_its_own, "backtracking", "parameters", "search_ignores_c"),
    Case(loss_at_x_every_time, "backtracking", "calls"),
    Case(never_complains, "backtracking", "ascent"),
    Case(right_angles_allowed, "backtracking", "ascent"),
    Case(asserts_descent, "backtracking", "ascent"),
    Case(complains_of_gentle_slopes, "backtracking", "ascent"),
    Case(gives_up_after_twenty, "backtracking", "value"),
    Case(moves_x, "backtracking", "value"),
    Case(scales_p, "backtracking", "value"),
    Case(begins_where_the_last_search_ended, "backtracking", ALL_OF_SEARCH),
    Case(returns_text, "backtracking", "value"),
    Case(log_a_one_step_old, "diagnose_walks", "answer", "walk_a_of_the_gradient_before"),
    Case(log_b_of_the_start, "diagnose_walks", "answer", "walk_b_of_the_gradient_at_the_start"),
    Case(log_d_rate_squared, "diagnose_walks", "answer", "walk_d_of_a_rate_squared"),
    Case(log_c_from_the_start, "diagnose_walks", "answer"),
    Case(whole_error_stays, "predict_edge", "answer", "edge_where_nothing_shrinks"),
    Case(all_converges_at_the_limit, "predict_edge", "answer", "edge_where_all_converges"),
    Case(grows_as_the_rate, "predict_edge", "answer", "edge_growth_of_the_rate"),
    Case(whole_error_grows, "predict_edge", "answer", "edge_growth_of_the_whole"),
    Case(distances_missing, "predict_edge", "answer"),
    Case(units_once, "predict_units", "answer", "units_enter_once"),
    Case(limit_as_before, "predict_units", "answer", "units_leave_the_limit"),
    Case(limit_longer, "predict_units", "answer", "units_widen_the_limit"),
    Case(limit_of_the_inverse, "predict_units", "answer"),
    Case(digit_of_e, "predict_steps", "answer", "steps_for_a_factor_of_e"),
    Case(both_alike, "predict_steps", "answer", "steps_alike"),
    Case(cautious_is_faster, "predict_steps", "answer", "steps_exchanged"),
    Case(digit_of_two, "predict_steps", "answer"),
    Case(share_of_the_way, "predict_armijo", "answer", "armijo_share_of_the_way"),
    Case(small_c_stops_early, "predict_armijo", "answer", "armijo_twice_the_share"),
    Case(any_decrease, "predict_armijo", "answer", "armijo_without_c"),
    Case(armijo_as_text, "predict_armijo", "answer"),
)
