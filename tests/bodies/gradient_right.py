"""Right answers to `gradient`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

# The gradient of a quadratic.


def half_of_both(A, b, x):
    A, b, x = np.array(A, float), np.array(b, float), np.array(x, float)
    return (A + A.T) @ x / 2 + b


def vector_from_both_sides(A, b, x):
    A, b, x = (v.astype(np.float64) for v in (A, b, x))
    return 0.5 * (x @ A) + 0.5 * A @ x + b


def entry_by_entry(A, b, x):
    D = len(x)
    gradient = np.zeros(D)
    for j in range(D):
        for d in range(D):
            gradient[j] += float(A[j, d]) * float(x[d]) / 2
            gradient[j] += float(A[d, j]) * float(x[d]) / 2
        gradient[j] += float(b[j])
    return gradient


def every_entry_of_the_matrix_in_turn(A, b, x):
    gradient = b.astype(float).tolist()
    x = x.astype(float).tolist()
    for i, row in enumerate(A.astype(float).tolist()):
        for j, a in enumerate(row):
            gradient[i] += a * x[j] / 2
            gradient[j] += a * x[i] / 2
    return np.array(gradient)


def imaginary_step(A, b, x):
    def f(z):
        return z @ A.astype(float) @ z / 2 + b.astype(float) @ z

    return np.array([f(x.astype(float) + 1e-30j * e).imag / 1e-30 for e in np.eye(len(x))])


def einstein_sum(A, b, x):
    A, half = np.asarray(A, np.float64), np.asarray(x, np.float64) / 2
    return np.einsum("jd,d->j", A, half) + np.einsum("dj,d->j", A, half) + b


def column_vectors(A, b, x):
    x, b = x.reshape(-1, 1) * 1.0, b.reshape(-1, 1) * np.float64(1)
    A = np.float64(A)
    return (A.dot(x.astype(float)) / 2 + A.T.dot(x.astype(float)) / 2 + b.astype(float)).ravel()


# The slope along u.


def scaled_then_normalised(g, u):
    g, u = g.astype(float), u.astype(float)
    if not u.any():
        raise ValueError("u has no direction")
    u = u / np.abs(u).max()
    return g @ (u / np.sqrt(u @ u))


def hypotenuse(g, u):
    import math

    length = math.hypot(*u.tolist())
    if length == 0.0:
        raise ValueError("zero")
    return sum(a * (c / length) for a, c in zip(g.tolist(), u.tolist(), strict=True))


def reduced_hypotenuse(g, u):
    length = np.hypot.reduce(u.astype(np.float64))
    if length == 0:
        raise ValueError("zero")
    return np.dot(g.astype(np.float64), u / length)


def by_angle(g, u):
    if not np.count_nonzero(u):
        raise ValueError("which way?")
    g, u = np.float64(g), np.float64(u)
    u = u / np.max(np.abs(u))
    along = (g @ u) / (u @ u) * u  # the part of g along u
    return np.copysign(np.linalg.norm(along), g @ u)


def powers_of_two(g, u):
    u = u.astype(float)
    _, exponents = np.frexp(u)
    if all(u == 0):
        raise ValueError("zero")
    u = np.ldexp(u, -exponents[u != 0].max())
    return np.array(np.inner(g.astype(float), u) / np.linalg.norm(u))


# The steepest direction in a norm.


def one_branch_each(g, norm):
    g = np.array(g, dtype=float)
    if norm not in ["l1", "l2", "linf"]:
        raise ValueError(norm)
    if np.all(g == 0):
        return np.zeros_like(g)
    g = g / np.max(np.abs(g))
    if norm == "l1":
        u = np.zeros_like(g)
        i = np.abs(g).argmax()
        u[i] = 1 if g[i] > 0 else -1
    elif norm == "l2":
        u = g / np.linalg.norm(g)
    else:
        u = np.where(g > 0, 1.0, -1.0)
    return u


def ties_share(g, norm):
    g = g.astype(np.float64)
    largest = np.abs(g).max()
    if norm not in {"l1", "l2", "linf"}:
        raise ValueError("no such norm")
    if largest == 0:
        return 0 * g
    if norm == "l1":
        u = np.sign(g) * (np.abs(g) == largest)
        return u / np.abs(u).sum()
    if norm == "l2":
        return (g / largest) / np.hypot.reduce(g / largest)
    return np.sign(g)


def last_of_the_ties(g, norm):
    sizes = [abs(float(v)) for v in g]
    D, largest = len(sizes), max(sizes)
    signs = [(v > 0) - (v < 0) for v in g.tolist()]
    if norm == "l1":
        winner = max(i for i in range(D) if sizes[i] == largest)
        return np.array([float(signs[i]) if i == winner else 0.0 for i in range(D)])
    if norm == "l2":
        import math

        total = math.hypot(*sizes) or 1.0
        return np.array([float(v) / total for v in g])
    if norm == "linf":
        return np.array(signs, dtype=float)
    raise ValueError("norm")


def table_of_functions(g, norm):
    def corner(v):
        return np.copysign(np.ones(len(v)), v)

    def axis(v):
        order = np.argsort(np.abs(v))
        return np.eye(len(v))[order[-1]] * corner(v)

    def round_ball(v):
        return v / np.sqrt(np.sum(v**2))

    try:
        solve = {"l1": axis, "l2": round_ball, "linf": corner}[norm]
    except KeyError:
        raise ValueError(f"{norm} is unknown") from None
    v = np.asarray(g, float)
    return solve(v / np.abs(v).max()) if v.any() else np.zeros(v.shape)


def zeros_get_a_half(g, norm):
    if norm == "linf":
        v = g.astype(float)
        return np.where(v == 0, 0.5 * bool(v.any()), np.sign(v))
    if norm == "l1":
        v = g.astype(float)
        candidates = [s * e for e in np.eye(len(v)) for s in (1.0, -1.0)]
        return max(candidates, key=lambda u: u @ v) * bool(v.any())
    if norm == "l2":
        v = g.astype(float)
        largest = max(abs(v.max()), abs(v.min()))
        return v / largest / np.linalg.norm(v / largest) if largest else v
    raise ValueError


def found_by_both_products():
    return 2, 7, "a"


def found_in_floats():
    return [np.float64(2), 7.0, "A"]


def units_by_the_chain_rule():
    return 50, 7, 500 / 7


def units_rounded():
    return [50.0, 7.0, 71]


RIGHT = {
    "quadratic_grad": (
        half_of_both,
        vector_from_both_sides,
        entry_by_entry,
        every_entry_of_the_matrix_in_turn,
        imaginary_step,
        einstein_sum,
        column_vectors,
    ),
    "directional_derivative": (scaled_then_normalised, hypotenuse, reduced_hypotenuse, by_angle, powers_of_two),
    "steepest_direction": (one_branch_each, ties_share, last_of_the_ties, table_of_functions, zeros_get_a_half),
    "diagnose_gradient": (found_by_both_products, found_in_floats),
    "predict_rescaled": (units_by_the_chain_rule, units_rounded),
}
