"""Right answers to `numeric_gradient`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

# The forward difference.


def forward_in_a_copy(f, x, h):
    work = np.array(x, dtype=float)
    g = np.zeros(work.shape)
    here = f(work)
    if np.shape(here) != ():
        raise ValueError("f must return one number")
    for i in np.ndindex(work.shape):
        old = work[i]
        work[i] = old + h
        g[i] = (f(work) - here) / h
        work[i] = old
    return g


def forward_by_unit_vectors(f, x, h):
    x = np.asarray(x).astype(np.float64)
    here = f(x)
    if isinstance(here, (list, tuple)) or getattr(here, "shape", ()) != ():
        raise ValueError("not a number")
    directions = np.eye(x.size).reshape((x.size, *x.shape))
    return np.array([(f(x + h * e) - here) / h for e in directions], dtype=float).reshape(x.shape)


def forward_by_the_step_taken(f, x, h):
    g = np.empty(np.shape(x), dtype=np.float64)
    x = np.array(x, dtype=np.float64, order="C")
    flat, slopes = x.reshape(-1), g.reshape(-1)
    here = np.asarray(f(x))
    if here.ndim:
        raise ValueError("one number, please")
    for k in reversed(range(flat.size)):
        old = flat[k]
        flat[k] += h
        slopes[k] = (float(f(x)) - float(here)) / (flat[k] - old)
        flat[k] = old
    return g


def forward_values_first_x_last(f, x, h):
    x = np.array(x, dtype=float)
    moved = np.zeros(x.shape)
    for i, _ in np.ndenumerate(x):
        point = x.copy()
        point[i] += h
        value = f(point)
        if np.ndim(value) != 0:
            raise ValueError("f returns an array")
        moved[i] = value
    return (moved - f(x)) / h


# The central difference.


def central_in_a_copy(f, x, h):
    work = np.array(x, dtype=float)
    g = np.zeros(work.shape)
    for i in np.ndindex(work.shape):
        old = work[i]
        work[i] = old + h
        above = f(work)
        work[i] = old - h
        below = f(work)
        work[i] = old
        if np.ndim(above) or np.ndim(below):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_in_place_and_put_back(f, x, h):
    if x.dtype != np.float64:
        x = x.astype(np.float64)
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        try:
            x[i] = old + h
            right = f(x)
            x[i] = old - h
            left = f(x)
        finally:
            x[i] = old
        if np.shape(right) != ():
            raise ValueError("f must return one number")
        g[i] = (right - left) / 2 / h
    return g


def central_all_above_then_all_below(f, x, h):
    x = np.array(x, dtype=float)

    def values(step):
        found = []
        for i in np.ndindex(x.shape):
            point = x.copy()
            point[i] += step
            value = f(point)
            if np.shape(value):
                raise ValueError("f must return one number")
            found.append(float(value))
        return np.array(found).reshape(x.shape)

    return 0.5 * (values(h) - values(-h)) / h


def central_with_nditer(f, x, h):
    work = np.array(x, dtype=np.float64)
    g = np.zeros(work.shape)
    it = np.nditer(work, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        i = it.multi_index
        old = work[i]
        work[i] = old - h
        left, low = f(work), work[i]
        work[i] = old + h
        right, high = f(work), work[i]
        work[i] = old
        if np.array(left).shape != () or np.array(right).shape != ():
            raise ValueError("f must return one number")
        g[i] = (right - left) / (high - low)
        it.iternext()
    return g


def central_recursive(f, x, h):
    x = np.array(x, dtype=float)

    def at(k, step):
        point = x.copy()
        point.flat[k] += step
        value = f(point)
        if isinstance(value, np.ndarray) and value.shape != ():
            raise ValueError("f must return one number")
        return float(value)

    def slopes(low, high):
        if high - low == 1:
            return [(at(low, h) - at(low, -h)) / (h + h)]
        middle = (low + high) // 2
        return slopes(low, middle) + slopes(middle, high)

    return np.array(slopes(0, x.size)).reshape(x.shape)


# The complex step.


def complex_in_a_copy(f, x, h=1e-20):
    work = np.array(x, dtype=complex)
    g = np.zeros(work.shape)
    for i in np.ndindex(work.shape):
        old = work[i]
        work[i] = old + 1j * h
        value = f(work)
        work[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


def complex_divided_by_ih(f, x, h=1e-20):
    g = np.zeros(np.shape(x))
    for i in np.ndindex(g.shape):
        point = x.astype(np.complex128)
        point[i] = complex(point[i].real, h)
        value = f(point)
        if np.shape(value) != ():
            raise ValueError("f must return one number")
        g[i] = (value / complex(0, h)).real
    return g


def complex_by_unit_vectors(f, x, h=1e-20):
    x = np.asarray(x, dtype=float)
    g = []
    for e in np.identity(x.size):
        value = np.asarray(f(x + 1j * h * e.reshape(x.shape)))
        if value.shape != ():
            raise ValueError("f must return one number")
        g.append(float(value.imag) / h)
    return np.array(g).reshape(x.shape)


def complex_imaginary_part_as_a_view(f, x, h=1e-20):
    z = np.array(x, dtype=np.complex128)
    g = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        z.imag[i] = h
        value = f(z)
        z.imag[i] = 0
        if not np.isscalar(value) and np.ndim(value) > 0:
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


# The slope of an error.


def slope_by_polyfit(hs, errs):
    return np.polyfit(np.log(hs), np.log(errs), 1)[0]


def slope_by_least_squares_in_log10(hs, errs):
    u, v = np.log10(np.asarray(hs, dtype=float)), np.log10(np.asarray(errs, dtype=float))
    return np.linalg.lstsq(np.column_stack([np.ones_like(u), u]), v, rcond=None)[0][1].item()


def slope_as_covariance_over_variance(hs, errs):
    u, v = np.log2(hs), np.log2(errs)
    u = u - u.mean()
    return float(u @ v / (u @ u))


def slope_by_correlation(hs, errs):
    u, v = np.log(hs), np.log(errs)
    return float(np.corrcoef(u, v)[0, 1] * v.std() / u.std())


def slope_in_plain_python(hs, errs):
    from math import log

    u, v = [log(h) for h in hs], [log(err) for err in errs]
    mean_u, mean_v = sum(u) / len(u), sum(v) / len(v)
    over = sum((a - mean_u) * (b - mean_v) for a, b in zip(u, v, strict=True))
    return over / sum((a - mean_u) ** 2 for a in u)


def slope_by_polynomial_class(hs, errs):
    return np.array(np.polynomial.Polynomial.fit(np.log(hs), np.log(errs), 1).convert().coef[1])


# The step to take.


def steps_from_eps(dtype, scheme):
    eps = float(np.finfo(dtype).eps)
    steps = {"forward": eps ** (1 / 2), "central": eps ** (1 / 3), "complex": 1e-20}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def steps_by_heart(dtype, scheme):
    if scheme == "complex":
        return 1e-12
    try:
        return {"forward": (1e-8, 5e-4), "central": (1e-5, 6e-3)}[scheme][dtype == "float32"]
    except KeyError:
        raise ValueError(scheme) from None


def steps_from_unit_round_off(dtype, scheme):
    u = np.spacing(np.ones((), dtype=dtype)) / 2
    match scheme:
        case "forward":
            return 2 * np.sqrt(u)
        case "central":
            return np.cbrt(3 * u)
        case "complex":
            return float(u) / 1000
    raise ValueError(f"{scheme} is no scheme")


def steps_as_powers_of_two(dtype, scheme):
    bits = 52 if dtype == "float64" else 23
    if scheme == "complex":
        return 2.0**-60
    if scheme not in ("forward", "central"):
        raise ValueError
    return 2.0 ** -(bits // (2 if scheme == "forward" else 3))


def went_on_from_where_it_was():
    return 1, 4.0, "C"


def two_per_cent_off():
    return [0.06, 1e-4]


def read_off_the_drawing():
    return 0.8, np.float64(0.4), 0.0


def powers_by_balance():
    return -3, -3, -2, -4


def powers_with_constants():
    return tuple(np.log10([2e-3, 1e-3, 0.8e-2, 1.4e-4]))


def told_by_their_slopes():
    return list("cafd")


def curves_in_one_word():
    return "cafd"


RIGHT = {
    "forward_diff": (
        forward_in_a_copy,
        forward_by_unit_vectors,
        forward_by_the_step_taken,
        forward_values_first_x_last,
    ),
    "central_diff": (
        central_in_a_copy,
        central_in_place_and_put_back,
        central_all_above_then_all_below,
        central_with_nditer,
        central_recursive,
    ),
    "complex_step": (
        complex_in_a_copy,
        complex_divided_by_ih,
        complex_by_unit_vectors,
        complex_imaginary_part_as_a_view,
    ),
    "error_slope": (
        slope_by_polyfit,
        slope_by_least_squares_in_log10,
        slope_as_covariance_over_variance,
        slope_by_correlation,
        slope_in_plain_python,
        slope_by_polynomial_class,
    ),
    "suggest_h": (steps_from_eps, steps_by_heart, steps_from_unit_round_off, steps_as_powers_of_two),
    "diagnose_gradient": (went_on_from_where_it_was,),
    "predict_errors": (two_per_cent_off,),
    "predict_at_kink": (read_off_the_drawing,),
    "predict_powers": (powers_by_balance, powers_with_constants),
    "diagnose_curves": (told_by_their_slopes, curves_in_one_word),
}
