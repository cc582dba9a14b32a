"""Wrong answers to `numeric_gradient`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# The forward difference.


def forward_over_two_h(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / (2 * h)
        x[i] = old
    return g


def forward_that_is_backward(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - h
        g[i] = (here - f(x)) / h
        x[i] = old
    return g


def forward_that_is_central(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def forward_with_the_wrong_sign(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(here - f(x + h * e)) / h for e in unit]).reshape(x.shape)


def forward_not_divided(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([f(x + h * e) - here for e in unit]).reshape(x.shape)


def forward_upside_down(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([h / (f(x + h * e) - here) for e in unit]).reshape(x.shape)


def forward_never_puts_back(f, x, h):
    g, here = np.zeros(x.shape), f(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        g[i] = (f(x) - here) / h
    return g


def forward_never_puts_back_in_a_copy(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        x[i] += h
        g[i] = (f(x) - here) / h
    return g


def forward_drifts_away(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        here = f(x)
        if np.ndim(here):
            raise ValueError("f must return one number")
        x[i] += h
        g[i] = (f(x) - here) / h
    return g


def forward_from_the_value_before(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        there = f(x)
        g[i] = (there - here) / h
        here = there
        x[i] = old
    return g


def forward_keeps_f_of_x_from_the_first_call(f, x, h, known=[]):  # noqa: B006 (the mistake)
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    known.append(here)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - known[0]) / h
        x[i] = old
    return g


def forward_moves_all_entries(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    return np.full(x.shape, (f(x + h) - here) / h)


def forward_calls_f_of_x_for_each_entry(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        here = f(x)
        if np.ndim(here):
            raise ValueError("f must return one number")
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def forward_over_rows(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in range(len(x)):
        old = x[i].copy()
        x[i] += h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def forward_in_place_without_finally(f, x, h):
    x = x if x.dtype == np.float64 else x.astype(float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def forward_moved_back_by_subtraction(f, x, h):
    x = x if x.dtype == np.float64 else x.astype(float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        try:
            x[i] += h
            g[i] = (f(x) - here) / h
        finally:
            x[i] -= h
    return g


def forward_in_a_buffer_of_the_type_of_x(f, x, h):
    x = x.copy()
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def forward_collected_in_the_type_of_x(f, x, h):
    work, g = np.array(x, dtype=float), np.zeros_like(x)
    here = f(work)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(work.shape):
        old = work[i]
        work[i] = old + h
        g[i] = (f(work) - here) / h
        work[i] = old
    return g


def forward_with_relative_steps(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        step = h * (1 + abs(old))
        x[i] = old + step
        g[i] = (f(x) - here) / step
        x[i] = old
    return g


def forward_with_a_step_of_its_own(f, x, h):
    x = np.array(x, dtype=float)
    h = 1e-6
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def forward_as_a_list(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return [(f(x + h * e) - here) / h for e in unit]


def forward_of_nothing(f, x, h):
    x = np.array(x, dtype=float)
    here = f(x)
    for e in np.eye(x.size).reshape(x.size, *x.shape):
        (f(x + h * e) - here) / h


# The central difference.


def central_over_h(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / h
    return g


def central_times_h(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / 2 * h
    return g


def central_that_is_forward(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = (f(x) - here) / h
        x[i] = old
    return g


def central_that_is_backward(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - h
        g[i] = (here - f(x)) / h
        x[i] = old
    return g


def central_back_to_x_only(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= h
        below = f(x)
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_left_at_x_minus_h(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        below = f(x)
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_with_the_wrong_sign(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        values = []
        for step in (-h, h):
            point = x.copy()
            point[i] += step
            values.append(f(point))
        if np.ndim(values[0]):
            raise ValueError("f must return one number")
        g[i] = (values[0] - values[1]) / (2 * h)
    return g


def central_of_second_order(f, x, h):
    x = np.array(x, dtype=float)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        g[i] = (above - 2 * here + below) / h**2
    return g


def central_with_wide_steps(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + 2 * h
        above = f(x)
        x[i] = old - 2 * h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (4 * h)
    return g


def central_from_five_points(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        values = []
        for step in (-2 * h, -h, h, 2 * h):
            point = x.copy()
            point[i] += step
            values.append(f(point))
        if np.ndim(values[0]):
            raise ValueError("f must return one number")
        g[i] = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)
    return g


def central_moves_all_entries(f, x, h):
    x = np.array(x, dtype=float)
    above, below = f(x + h), f(x - h)
    if np.ndim(above):
        raise ValueError("f must return one number")
    return np.full(x.shape, (above - below) / (2 * h))


def central_over_rows(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in range(x.shape[0]):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        high = f(above)
        if np.ndim(high):
            raise ValueError("f must return one number")
        g[i] = (high - f(below)) / (2 * h)
    return g


def central_in_a_ravelled_copy(f, x, h):
    x = np.array(x, dtype=float)
    flat, g = x.ravel(), np.zeros(x.size)
    for k in range(flat.size):
        old = flat[k]
        flat[k] = old + h
        above = f(x)
        flat[k] = old - h
        below = f(x)
        flat[k] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[k] = (above - below) / (2 * h)
    return g.reshape(x.shape)


def central_flattened_gradient(f, x, h):
    x = np.array(x, dtype=float)
    g = []
    for e in np.eye(x.size).reshape(x.size, *x.shape):
        above = f(x + h * e)
        if np.ndim(above):
            raise ValueError("f must return one number")
        g.append((above - f(x - h * e)) / (2 * h))
    return np.array(g)


def central_passes_flat_arrays_to_f(f, x, h):
    flat = np.array(x, dtype=float).ravel()
    g = []
    for e in np.eye(flat.size):
        above = f(flat + h * e)
        if np.ndim(above):
            raise ValueError("f must return one number")
        g.append((above - f(flat - h * e)) / (2 * h))
    return np.array(g).reshape(x.shape)


def central_of_whole_numbers(f, x, h):
    x = x.copy()
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_in_float32(f, x, h):
    x = np.array(x, dtype=np.float32)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_puts_back_on_success_only(f, x, h):
    x = x if x.dtype == np.float64 else x.astype(float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = (above - below) / (2 * h)
    return g


def central_swallows_errors(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        try:
            x[i] = old + h
            above = f(x)
            x[i] = old - h
            if np.ndim(above):
                raise ValueError("f must return one number")
            g[i] = (above - f(x)) / (2 * h)
        except ArithmeticError:
            g[i] = 0
        x[i] = old
    return g


def central_turns_every_error_into_a_value_error(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    try:
        for i in np.ndindex(x.shape):
            old = x[i]
            x[i] = old + h
            above = f(x)
            x[i] = old - h
            below = f(x)
            x[i] = old
            if np.ndim(above):
                raise TypeError
            g[i] = (above - below) / (2 * h)
    except Exception:
        raise ValueError("something is wrong with f") from None
    return g


def central_takes_the_first_number(f, x, h):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = np.ravel(f(x))[0]
        x[i] = old - h
        below = np.ravel(f(x))[0]
        x[i] = old
        g[i] = (above - below) / (2 * h)
    return g


def central_remembers_points(f, x, h, known={}):  # noqa: B006 (the mistake)
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        values = []
        for step in (h, -h):
            point = x.copy()
            point[i] += step
            if point.tobytes() not in known:
                known[point.tobytes()] = f(point)
            values.append(known[point.tobytes()])
        if np.ndim(values[0]):
            known.clear()
            raise ValueError("f must return one number")
        g[i] = (values[0] - values[1]) / (2 * h)
    return g


def central_of_nan(f, x, h):
    g = np.full(x.shape, np.nan)
    for i in np.ndindex(x.shape):
        f(x)
        g[i] *= h
    return g


# The complex step.


def complex_real_part(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.real(value) / h
    return g


def complex_absolute_value(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = abs(value) / h
    return g


def complex_not_divided(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value)
    return g


def complex_with_a_real_step(f, x, h=1e-20):
    x = np.array(x, dtype=complex)
    g, here = np.zeros(x.shape), f(x)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        g[i] = np.real(f(x) - here) / h
        x[i] = old
    return g


def complex_with_a_subtraction(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g, here = np.zeros(z.shape), f(z)
    if np.ndim(here):
        raise ValueError("f must return one number")
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        g[i] = np.imag(f(z) - here) / h
        z[i] = old
    return g


def complex_central_in_both_directions(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        above = f(z)
        z[i] = old - 1j * h
        below = f(z)
        z[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = np.imag(above - below) / (2 * h)
    return g


def complex_that_is_central_with_a_fixed_step(f, x, h=1e-20):
    x = np.array(x, dtype=complex)
    g, h = np.zeros(x.shape), 6e-6
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        above = f(x)
        x[i] = old - h
        below = f(x)
        x[i] = old
        if np.ndim(above):
            raise ValueError("f must return one number")
        g[i] = np.real(above - below) / (2 * h)
    return g


def complex_never_puts_back(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        z[i] += 1j * h
        value = f(z)
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


def complex_moves_all_entries(f, x, h=1e-20):
    value = f(np.array(x, dtype=float) + 1j * h)
    if np.ndim(value):
        raise ValueError("f must return one number")
    return np.full(x.shape, np.imag(value) / h)


def complex_in_single_precision(f, x, h=1e-20):
    z = np.array(x, dtype=np.complex64)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


def complex_keeps_float32(f, x, h=1e-20):
    z = x.astype(np.complex64 if x.dtype == np.float32 else complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


def complex_ignores_its_h(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1e-20j
        value = f(z)
        z[i] = old
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / 1e-20
    return g


def complex_gradient(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        g[i] = f(z).imag / h
        z[i] = old
    return g


def complex_without_a_look_at_the_shape_of_f(f, x, h=1e-20):
    z = np.array(x, dtype=complex)
    g = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        old = z[i]
        z[i] = old + 1j * h
        g[i] = np.sum(np.imag(f(z))) / h
        z[i] = old
    return g


def complex_over_rows(f, x, h=1e-20):
    g = np.zeros(x.shape)
    for i in range(len(x)):
        z = x.astype(complex)
        z[i] += 1j * h
        value = f(z)
        if np.ndim(value):
            raise ValueError("f must return one number")
        g[i] = np.imag(value) / h
    return g


# The slope of an error.


def slope_of_the_plain_numbers(hs, errs):
    return np.polyfit(hs, errs, 1)[0]


def slope_with_one_logarithm(hs, errs):
    return np.polyfit(hs, np.log(errs), 1)[0]


def slope_with_axes_exchanged(hs, errs):
    return np.polyfit(np.log(errs), np.log(hs), 1)[0]


def slope_with_two_bases(hs, errs):
    return np.polyfit(np.log10(hs), np.log(errs), 1)[0]


def slope_with_two_bases_the_other_way(hs, errs):
    return np.polyfit(np.log(hs), np.log10(errs), 1)[0]


def slope_from_the_end_points(hs, errs):
    return (np.log(errs[-1]) - np.log(errs[0])) / (np.log(hs[-1]) - np.log(hs[0]))


def slope_from_the_smallest_to_the_largest_step(hs, errs):
    a, b = np.argmin(hs), np.argmax(hs)
    return np.log(errs[b] / errs[a]) / np.log(hs[b] / hs[a])


def slope_as_the_mean_of_the_pieces(hs, errs):
    return np.mean(np.diff(np.log(errs)) / np.diff(np.log(hs)))


def slope_as_the_intercept(hs, errs):
    return np.polyfit(np.log(hs), np.log(errs), 1)[1]


def slope_and_intercept(hs, errs):
    return np.polyfit(np.log(hs), np.log(errs), 1)


def slope_through_the_origin(hs, errs):
    u, v = np.log(hs), np.log(errs)
    return u @ v / (u @ u)


def slope_rounded_to_a_whole_number(hs, errs):
    return float(round(np.polyfit(np.log(hs), np.log(errs), 1)[0]))


def slope_takes_the_logarithms_in_place(hs, errs):
    if hs.dtype != np.float64:
        hs, errs = hs.astype(float), errs.astype(float)
    np.log(hs, out=hs)
    np.log(errs, out=errs)
    return np.polyfit(hs, errs, 1)[0]


def slope_sorts_the_steps_alone(hs, errs):
    return np.polyfit(np.log(np.sort(hs)), np.log(errs), 1)[0]


def slope_remembers_all_points(hs, errs, known=([], [])):
    known[0].extend(np.log(hs))
    known[1].extend(np.log(errs))
    return np.polyfit(*known, 1)[0]


# The step to take.


def step_without_dtype(dtype, scheme):
    eps = np.finfo(float).eps
    steps = {"forward": eps ** (1 / 2), "central": eps ** (1 / 3), "complex": 1e-20}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def step_with_a_square_root_for_both(dtype, scheme):
    if scheme == "complex":
        return 1e-20
    if scheme in ("forward", "central"):
        return np.sqrt(np.finfo(dtype).eps)
    raise ValueError("unknown scheme")


def step_with_the_roots_exchanged(dtype, scheme):
    eps = np.finfo(dtype).eps
    steps = {"forward": float(eps) ** (1 / 3), "central": float(eps) ** (1 / 2), "complex": 1e-20}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def step_as_small_as_can_be(dtype, scheme):
    if scheme not in ("forward", "central", "complex"):
        raise ValueError("unknown scheme")
    return float(np.finfo(dtype).eps)


def step_that_is_popular(dtype, scheme):
    if scheme not in ("forward", "central", "complex"):
        raise ValueError("unknown scheme")
    return 1e-20 if scheme == "complex" else 1e-5


def step_with_integer_division(dtype, scheme):
    eps = float(np.finfo(dtype).eps)
    steps = {"forward": eps ** (1 // 2), "central": eps ** (1 // 3), "complex": 1e-20}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def step_for_float32_exchanged_with_float64(dtype, scheme):
    eps = float(np.finfo("float64" if dtype == "float32" else "float32").eps)
    steps = {"forward": eps ** (1 / 2), "central": eps ** (1 / 3), "complex": 1e-20}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def step_of_zero_for_complex(dtype, scheme):
    eps = float(np.finfo(dtype).eps)
    steps = {"forward": eps ** (1 / 2), "central": eps ** (1 / 3), "complex": 0.0}
    if scheme not in steps:
        raise ValueError("unknown scheme")
    return steps[scheme]


def step_with_a_default_for_the_unknown(dtype, scheme):
    eps = float(np.finfo(dtype).eps)
    return {"forward": eps ** (1 / 2), "central": eps ** (1 / 3)}.get(scheme, 1e-20)


def step_with_a_key_error(dtype, scheme):
    eps = float(np.finfo(dtype).eps)
    return {"forward": eps ** (1 / 2), "central": eps ** (1 / 3), "complex": 1e-20}[scheme]


def step_with_an_error_for_everything(dtype, scheme):
    raise ValueError("unknown scheme")


def first_wrong_is_the_third():
    return 2, 6, "c"


def wrong_with_the_slope_measured():
    return 1, 6.01, "c"


def all_at_once_blamed():
    return 1, 4, "b"


def blamed_in_words():
    return 1, 4, "not put back"


def errors_are_the_quotients():
    return 12.0601, 12.0001


def errors_have_the_order_alone():
    return 0.01, 0.0001


def errors_with_two_terms_of_both():
    return 0.0601, 0.06


def errors_halved():
    return 0.03, 0.0001


def errors_of_one_difference():
    return 0.0601


def kink_overlooked():
    return 0.0, 0.0, 0.0


def kink_line_through_both_points():
    return 0.8, 1.0, 0


def kink_central_over_h():
    return 0.8, 0.8, 0


def kink_complex_beyond():
    return 0.8, 0.4, 1


def powers_of_double_precision():
    return -8, -8, -5.33, -10.67


def powers_all_digits():
    return -6, 0, -6, 0


def powers_alike():
    return -3, -3, -3, -3


def powers_as_numbers():
    return 1e-3, 1e-3, 1e-2, 1e-4


def curves_in_double():
    return "b", "a", "f", "d"


def curves_exact_is_complex():
    return "c", "a", "d", "b"


def curves_half_for_constant():
    return "c", "a", "e", "d"


FORWARD = "forward_diff"
CENTRAL = "central_diff"
COMPLEX = "complex_step"
SLOPE = "error_slope"
STEP = "suggest_h"
CASES = (
    Case(forward_over_two_h, FORWARD, "value", "forward_diff_over_two_h"),
    Case(forward_that_is_backward, FORWARD, "evaluations", "forward_diff_backward"),
    Case(forward_that_is_central, FORWARD, "order", "forward_diff_central"),
    Case(forward_with_the_wrong_sign, FORWARD, "value", "forward_diff_negated"),
    Case(forward_not_divided, FORWARD, "value", "forward_diff_not_divided"),
    Case(forward_upside_down, FORWARD, "value", "forward_diff_upside_down"),
    Case(forward_never_puts_back, FORWARD, "value shapes contract", "forward_diff_not_put_back"),
    Case(forward_never_puts_back_in_a_copy, FORWARD, "value", "forward_diff_not_put_back"),
    Case(forward_drifts_away, FORWARD, "evaluations", "forward_diff_drifting"),
    Case(forward_from_the_value_before, FORWARD, "value", "forward_diff_stale"),
    Case(forward_keeps_f_of_x_from_the_first_call, FORWARD, "value order shapes contract"),
    Case(forward_moves_all_entries, FORWARD, "value", "forward_diff_all_entries"),
    Case(forward_calls_f_of_x_for_each_entry, FORWARD, "evaluations"),
    Case(forward_over_rows, FORWARD, "shapes", "forward_diff_rows"),
    Case(forward_in_place_without_finally, FORWARD, "contract"),
    Case(forward_moved_back_by_subtraction, FORWARD, "contract"),
    Case(forward_in_a_buffer_of_the_type_of_x, FORWARD, "shapes"),
    Case(forward_collected_in_the_type_of_x, FORWARD, "shapes"),
    Case(forward_with_relative_steps, FORWARD, "evaluations"),
    Case(forward_with_a_step_of_its_own, FORWARD, "order"),
    Case(forward_as_a_list, FORWARD, "value order evaluations shapes contract"),
    Case(forward_of_nothing, FORWARD, "value order evaluations shapes contract"),
    Case(central_over_h, CENTRAL, "value", "central_diff_over_h"),
    Case(central_times_h, CENTRAL, "value", "central_diff_half_times_h"),
    Case(central_that_is_forward, CENTRAL, "order", "central_diff_forward"),
    Case(central_that_is_backward, CENTRAL, "order", "central_diff_backward"),
    Case(central_back_to_x_only, CENTRAL, "value", "central_diff_half_forward"),
    Case(central_left_at_x_minus_h, CENTRAL, "evaluations", "central_diff_left_below"),
    Case(central_with_the_wrong_sign, CENTRAL, "value", "central_diff_negated"),
    Case(central_of_second_order, CENTRAL, "value", "central_diff_second_derivative"),
    Case(central_with_wide_steps, CENTRAL, "evaluations", "central_diff_wide"),
    Case(central_from_five_points, CENTRAL, "order evaluations", "central_diff_five_point"),
    Case(central_moves_all_entries, CENTRAL, "value", "central_diff_all_entries"),
    Case(central_over_rows, CENTRAL, "shapes", "central_diff_rows"),
    Case(central_in_a_ravelled_copy, CENTRAL, "shapes"),
    Case(central_flattened_gradient, CENTRAL, "shapes"),
    Case(central_passes_flat_arrays_to_f, CENTRAL, "shapes"),
    Case(central_of_whole_numbers, CENTRAL, "shapes"),
    Case(central_in_float32, CENTRAL, "evaluations"),
    Case(central_puts_back_on_success_only, CENTRAL, "contract"),
    Case(central_swallows_errors, CENTRAL, "contract"),
    Case(central_turns_every_error_into_a_value_error, CENTRAL, "contract"),
    Case(central_takes_the_first_number, CENTRAL, "contract"),
    Case(central_remembers_points, CENTRAL, "contract"),
    Case(central_of_nan, CENTRAL, "value order evaluations shapes contract"),
    Case(complex_real_part, COMPLEX, "value shapes contract", "complex_step_real_part"),
    Case(complex_absolute_value, COMPLEX, "value shapes contract", "complex_step_modulus"),
    Case(complex_not_divided, COMPLEX, "value", "complex_step_not_divided"),
    Case(complex_with_a_real_step, COMPLEX, "value shapes contract", "complex_step_real_forward"),
    Case(complex_with_a_subtraction, COMPLEX, "evaluations"),
    Case(complex_central_in_both_directions, COMPLEX, "evaluations"),
    Case(complex_that_is_central_with_a_fixed_step, COMPLEX, "value evaluations"),
    Case(complex_never_puts_back, COMPLEX, "value", "complex_step_not_put_back"),
    Case(complex_moves_all_entries, COMPLEX, "value", "complex_step_all_entries"),
    Case(complex_in_single_precision, COMPLEX, "evaluations"),
    Case(complex_keeps_float32, COMPLEX, "shapes"),
    Case(complex_ignores_its_h, COMPLEX, "evaluations"),
    Case(complex_gradient, COMPLEX, "value evaluations shapes contract"),
    Case(complex_without_a_look_at_the_shape_of_f, COMPLEX, "contract"),
    Case(complex_over_rows, COMPLEX, "shapes", "complex_step_rows"),
    Case(slope_of_the_plain_numbers, SLOPE, "power_law least_squares", "error_slope_without_logs"),
    Case(slope_with_one_logarithm, SLOPE, "power_law least_squares", "error_slope_log_of_err_only"),
    Case(slope_with_axes_exchanged, SLOPE, "power_law", "error_slope_inverse"),
    Case(slope_with_two_bases, SLOPE, "power_law", "error_slope_ln_over_log10"),
    Case(slope_with_two_bases_the_other_way, SLOPE, "power_law", "error_slope_log10_over_ln"),
    Case(slope_from_the_end_points, SLOPE, "least_squares", "error_slope_end_points"),
    Case(slope_from_the_smallest_to_the_largest_step, SLOPE, "least_squares"),
    Case(slope_as_the_mean_of_the_pieces, SLOPE, "least_squares", "error_slope_mean_of_pieces"),
    Case(slope_as_the_intercept, SLOPE, "power_law least_squares", "error_slope_intercept"),
    Case(slope_and_intercept, SLOPE, "power_law least_squares contract"),
    Case(slope_through_the_origin, SLOPE, "power_law least_squares", "error_slope_through_origin"),
    Case(slope_rounded_to_a_whole_number, SLOPE, "power_law least_squares"),
    Case(slope_takes_the_logarithms_in_place, SLOPE, "contract"),
    Case(slope_sorts_the_steps_alone, SLOPE, "power_law least_squares contract"),
    Case(slope_remembers_all_points, SLOPE, "power_law least_squares contract"),
    Case(step_without_dtype, STEP, "value", "suggest_h_without_dtype"),
    Case(step_with_a_square_root_for_both, STEP, "value", "suggest_h_sqrt_for_central"),
    Case(step_with_the_roots_exchanged, STEP, "value", "suggest_h_roots_exchanged"),
    Case(step_as_small_as_can_be, STEP, "value", "suggest_h_eps"),
    Case(step_that_is_popular, STEP, "value", "suggest_h_popular"),
    Case(step_with_integer_division, STEP, "value"),
    Case(step_for_float32_exchanged_with_float64, STEP, "value"),
    Case(step_of_zero_for_complex, STEP, "value"),
    Case(step_with_a_default_for_the_unknown, STEP, "contract"),
    Case(step_with_a_key_error, STEP, "contract"),
    Case(step_with_an_error_for_everything, STEP, "value contract"),
    Case(first_wrong_is_the_third, "diagnose_gradient", "answer"),
    Case(wrong_with_the_slope_measured, "diagnose_gradient", "answer"),
    Case(all_at_once_blamed, "diagnose_gradient", "answer"),
    Case(blamed_in_words, "diagnose_gradient", "answer"),
    Case(errors_are_the_quotients, "predict_errors", "answer", "errors_as_quotients"),
    Case(errors_have_the_order_alone, "predict_errors", "answer", "errors_by_order_alone"),
    Case(errors_with_two_terms_of_both, "predict_errors", "answer"),
    Case(errors_halved, "predict_errors", "answer"),
    Case(errors_of_one_difference, "predict_errors", "answer"),
    Case(kink_overlooked, "predict_at_kink", "answer", "kink_not_seen"),
    Case(kink_line_through_both_points, "predict_at_kink", "answer", "kink_step_behind_mirrored"),
    Case(kink_central_over_h, "predict_at_kink", "answer"),
    Case(kink_complex_beyond, "predict_at_kink", "answer"),
    Case(powers_of_double_precision, "predict_powers", "answer", "powers_of_float64"),
    Case(powers_all_digits, "predict_powers", "answer", "powers_as_small_as_digits"),
    Case(powers_alike, "predict_powers", "answer"),
    Case(powers_as_numbers, "predict_powers", "answer"),
    Case(curves_in_double, "diagnose_curves", "answer"),
    Case(curves_exact_is_complex, "diagnose_curves", "answer"),
    Case(curves_half_for_constant, "diagnose_curves", "answer"),
)
