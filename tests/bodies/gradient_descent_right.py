# ruff: noqa: E731 (students write as they like)
"""Right answers to `gradient_descent`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import math

import numpy as np


def append_new_points(grad, x0, lr, n_steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


def rows_of_one_array(grad, x0, lr, n_steps):
    path = np.zeros((n_steps + 1, len(x0)))
    path[0] = x0
    for k in range(n_steps):
        path[k + 1] = path[k] - lr * grad(path[k])
    return path


def in_place_with_copies(grad, x0, lr, n_steps):
    x = np.array(x0, dtype=np.float64)
    path = [x.copy()]
    while len(path) <= n_steps:
        x -= lr * np.asarray(grad(x), dtype=np.float64)
        path.append(x.copy())
    return np.stack(path)


def recursion(grad, x0, lr, n_steps):
    def walk(n):
        if n == 0:
            return np.array([x0], dtype=float)
        path = walk(n - 1)
        return np.vstack([path, path[-1] - lr * grad(path[-1])])

    return walk(n_steps)


def accumulate_steps(grad, x0, lr, n_steps):
    from itertools import accumulate

    step = lambda x, _: x + lr * -grad(x)
    return np.array(list(accumulate(range(n_steps), step, initial=np.asarray(x0) * 1.0)), dtype=np.float64)


def python_numbers(grad, x0, lr, n_steps):
    point = [float(value) for value in x0]
    path = [point]
    for _ in range(n_steps):
        slope = grad(np.array(point))
        point = [value - float(lr) * float(s) for value, s in zip(point, slope, strict=True)]
        path.append(point)
    return np.array(path)


def eigvalsh_last(A):
    return 2 / np.linalg.eigvalsh(A)[-1]


def spectral_norm(A):
    return 2 / np.linalg.norm(A, 2)


def unsorted_eigenvalues(A):
    return 2 / max(np.linalg.eigvals(A).real)


def power_iteration_to_the_end(A):
    A = np.array(A, dtype=float)
    v = np.cos(np.arange(1, len(A) + 1) ** 2 + 0.3)  # no symmetric start, which might miss an eigenvector
    for _ in range(3000):
        v = A @ v
        v /= np.sqrt(v @ v)
    return 2 / (v @ A @ v)


def roots_of_the_characteristic_polynomial(A):
    return 2.0 / float(np.max(np.roots(np.poly(np.array(A, dtype=float))).real))


def sum_of_extremes(A):
    eigenvalues = np.linalg.eigvalsh(A)
    return 2 / (eigenvalues[0] + eigenvalues[-1])


def singular_values(A):
    s = np.linalg.svd(np.asarray(A, dtype=float), compute_uv=False)
    return 1 / ((max(s) + min(s)) / 2)


def smallest_by_a_shift(A):
    A = np.asarray(A, dtype=float)
    L = np.linalg.norm(A, 2)
    mu = L - np.linalg.norm(L * np.eye(len(A)) - A, 2)  # the largest eigenvalue of L I - A is L - mu
    return 2 / (mu + L)


def all_factors(A, lr):
    return np.max(np.abs(1 - lr * np.linalg.eigvalsh(A)))


def norm_of_the_step_matrix(A, lr):
    return np.linalg.norm(np.eye(len(A)) - lr * np.asarray(A), ord=2)


def extremes_only(A, lr):
    eigenvalues = np.linalg.eigvalsh(A).tolist()
    return max(1 - lr * eigenvalues[0], lr * eigenvalues[-1] - 1)


def root_of_the_squared_step(A, lr):
    M = np.eye(len(A)) - lr * np.array(A, dtype=float)
    return np.sqrt(np.linalg.eigvalsh(M @ M).max())


def while_not_enough(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    slope = g @ p
    if slope >= 0:
        raise ValueError("not a descent direction")
    value, alpha = f(x), alpha0
    while not -np.inf < f(x + alpha * p) <= value + c * alpha * slope:
        alpha *= rho
    return alpha


def count_the_trials(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    from itertools import count

    promise = sum(float(a) * float(b) for a, b in zip(g, p, strict=True))
    if not promise < 0:
        raise ValueError
    here = f(x)
    trials = ((a, f(x + a * p)) for a in (alpha0 * rho**k for k in count()))
    return next(a for a, there in trials if np.isfinite(there) and there - here <= c * a * promise)


def recursive_search(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    promise = np.dot(g, p)
    if promise >= 0:
        raise ValueError("uphill")
    here = f(x)

    def search(alpha):
        there = f(x + alpha * p)
        good = np.isfinite(there) and there <= here + c * alpha * promise
        return alpha if good else search(alpha * rho)

    return search(float(alpha0))


def break_out(f, g, x, p, alpha0=1.0, rho=0.5, c=1e-4):
    x, p, g = (np.array(v, dtype=float) for v in (x, p, g))
    m = -np.sum(g * p)
    if m <= 0:
        raise ValueError("g.p must be negative")
    old, k = f(x), 0
    while True:
        alpha = alpha0 * rho**k
        new = f(x + alpha * p)
        if not abs(new) < np.inf:
            k += 1
            continue
        if old - new >= c * alpha * m:
            break
        k += 1
    return alpha


def walks():
    return "a", "b", "d", "e"


def edge():
    return 4, 26.9


def edge_worked_out():
    return [np.float64(4.0), np.hypot(4 * 1.1**20, 3 * 0.79**20)]


def units():
    return 1e4, 2e-4


def steps():
    return 1150, 2300


def steps_by_logarithms():
    return 500 * math.log(10), 1000 * math.log(10)


def armijo():
    return 1, 1.8


def logs_as_one_word():
    return "abde"


RIGHT = {
    "gradient_descent": (
        append_new_points,
        rows_of_one_array,
        in_place_with_copies,
        recursion,
        accumulate_steps,
        python_numbers,
    ),
    "diagnose_walks": (walks, logs_as_one_word),
    "predict_edge": (edge, edge_worked_out),
    "predict_units": (units,),
    "predict_steps": (steps, steps_by_logarithms),
    "predict_armijo": (armijo,),
    "lr_limit": (
        eigvalsh_last,
        spectral_norm,
        unsorted_eigenvalues,
        power_iteration_to_the_end,
        roots_of_the_characteristic_polynomial,
    ),
    "lr_optimal": (sum_of_extremes, singular_values, smallest_by_a_shift),
    "contraction": (all_factors, norm_of_the_step_matrix, extremes_only, root_of_the_squared_step),
    "backtracking": (while_not_enough, count_the_trials, recursive_search, break_out),
}
