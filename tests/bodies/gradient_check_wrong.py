# ruff: noqa: B905, F841 (students write as they like)
"""Wrong answers to `gradient_check`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# Checkers.


def nan_slips_through(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if gap > atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def infinity_slips_through(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if np.isnan(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def not_finite_only_where_looked(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape) if indices is None else indices:
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def nan_of_f_passes(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if gap > atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def absolute_error_only(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= 1e-6:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def relative_error_only(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap / max(size, 1e-12) <= rtol:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def no_floor_for_zeros(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap / size <= rtol:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def any_entry_suffices(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = False, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if gap <= atol + rtol * size:
            ok = True
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def last_entry_decides(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        ok = bool(gap <= atol + rtol * size)
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def first_entry_only(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in list(np.ndindex(x.shape) if indices is None else indices)[:1]:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def returns_after_the_first_entry(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
        return {"ok": ok, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def same_three_entries_always(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if indices is None:
        rng = np.random.default_rng(0)
        indices = [tuple(int(rng.integers(n)) for n in x.shape) for _ in range(3)]
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def rows_only(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in [(k,) + (0,) * (x.ndim - 1) for k in range(len(x))] if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def works_on_x_itself(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    g = np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        kept = x[index]
        x[index] = kept + h
        ahead = f(x)
        x[index] = kept - h
        behind = f(x)
        x[index] = kept
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def broadcasts(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    g = (
        np.broadcast_to(g, x.shape)
        if g.ndim <= x.ndim and g.size < x.size
        else g.reshape(x.shape)
        if g.size == x.size
        else g
    )
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def shapes_not_compared(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.size != x.size:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    g = g.reshape(x.shape)
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def raises_on_wrong_shape(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        raise ValueError("shapes")
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def step_of_1e_12(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle, h = f(x), 1e-12
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def forward_differences(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - middle) / h
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def h_instead_of_2h(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / h
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def in_the_norm_of_all(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped, gaps, sizes = True, None, 0.0, 0, 0.0, 0.0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        gaps, sizes = gaps + gap**2, sizes + size**2
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    ok = bool(gaps**0.5 <= atol + rtol * sizes**0.5)
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def skips_what_fails(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            skipped += 1
            continue
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def skips_everything(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) >= 0:
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def everything_skipped_is_right(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def compares_g_with_itself(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        numeric = g[index]
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def no_absolute_value(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = g[index] - numeric
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def size_without_absolute_value(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(g[index], numeric)
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def kinks_fail(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def kinks_counted_and_compared(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def kinks_not_counted(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def kink_relative_only(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def kink_where_signs_differ(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if forward * backward < 0:
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def curvature_is_a_kink(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 1e-6:
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def ignores_indices(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def evaluates_all_entries_anyway(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = h
        f(x + nudge)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def worst_index_flattened(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = int(np.ravel_multi_index(index, x.shape)), float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def worst_index_as_list(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {
        "ok": ok and worst is not None,
        "worst_index": None if worst is None else list(worst),
        "max_rel_err": largest,
        "n_skipped": skipped,
    }


def worst_by_absolute_error(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap > largest:
            worst, largest = index, float(gap)
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def worst_without_floor(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-12) > largest:
            worst, largest = index, float(gap / max(size, 1e-12))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def worst_is_the_last_failure(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or not gap <= atol + rtol * size:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def float32_not_noticed(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def float32_by_type(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if type(middle) is np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def float32_without_longer_step(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        rtol, atol = 1e-2, 1e-3
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def float32_limits_always(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def tolerances_hard_coded(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle, rtol, atol = f(x), 1e-6, 1e-9
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def swallows_errors_of_f(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        try:
            ahead, behind = f(x + step), f(x - step)
        except Exception:
            continue
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def reports_an_error_as_wrong(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        try:
            ahead, behind = f(x + step), f(x - step)
        except ArithmeticError:
            ok = False
            continue
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def calls_f_far_too_often(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead = sum(f(x + step) for _ in range(4)) / 4
        behind = sum(f(x - step) for _ in range(4)) / 4
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def integers_kept(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x), np.array(g)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros_like(x)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def scales_g_in_place(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    g *= 1 + 2e-16 * (g.dtype.kind == "f") if g.dtype == float else 1
    g += 1e-16 if g.dtype == float else 0
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def remembers_its_first_verdict(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    seen = globals().setdefault("_seen", {})
    ok = seen.setdefault(x.tobytes(), ok)
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest, "n_skipped": skipped}


def ok_as_text(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {
        "ok": "yes" if ok and worst is not None else "no",
        "worst_index": worst,
        "max_rel_err": largest,
        "n_skipped": skipped,
    }


def without_n_skipped(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if g.shape != x.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    for index in np.ndindex(g.shape):
        if not np.isfinite(g[index]):
            return {"ok": False, "worst_index": index, "max_rel_err": np.inf, "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, 0.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        step = np.zeros(x.shape)
        step[index] = h
        ahead, behind = f(x + step), f(x - step)
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        size = max(abs(g[index]), abs(numeric))
        gap = abs(g[index] - numeric)
        if not gap <= atol + rtol * size:
            ok = False
        if worst is None or gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {"ok": ok and worst is not None, "worst_index": worst, "max_rel_err": largest}


def always_true(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    return {"ok": True, "worst_index": (0,) * np.ndim(x), "max_rel_err": 0.0, "n_skipped": 0}


def always_false(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    return {"ok": False, "worst_index": (0,) * np.ndim(x), "max_rel_err": 1.0, "n_skipped": 0}


def right_but_for_nan(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    ok = np.shape(x) == np.shape(g) and bool(np.all(np.isfinite(g)))
    return {"ok": ok, "worst_index": (0,) * np.ndim(x), "max_rel_err": 0.0, "n_skipped": 0}


def suspicious_of_zeros(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    ok = np.shape(x) == np.shape(g) and bool(np.all(np.isfinite(g)) and np.all(g) and np.ptp(g) > 0)
    return {"ok": ok, "worst_index": (0,) * np.ndim(x), "max_rel_err": 0.0, "n_skipped": 0}


def only_a_verdict(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        if abs((f(x + step) - f(x - step)) / (2 * h) - g[index]) > rtol:
            return False
    return True


def checks_nothing_yet(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    pass


def one_random_direction(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    if np.shape(x) != np.shape(g) or not np.all(np.isfinite(g)):
        return {"ok": False, "worst_index": None, "max_rel_err": np.inf, "n_skipped": 0}
    v = np.random.default_rng(0).normal(size=np.shape(x))
    slope = (f(x + h * v) - f(x - h * v)) / (2 * h)
    claimed = float(np.sum(g * v))
    error = abs(slope - claimed)
    ok = bool(error <= atol + rtol * max(abs(slope), abs(claimed)))
    return {"ok": ok, "worst_index": (0,) * np.ndim(x), "max_rel_err": error, "n_skipped": 0}


# for relative_error.


def error_signed(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return (a - b) / np.maximum(np.maximum(abs(a), abs(b)), floor)


def error_over_sum(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b) / np.maximum(abs(a) + abs(b), floor)


def error_over_numeric(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b) / np.maximum(abs(b), floor)


def error_absolute(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b)


def error_of_norms(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b), floor)


def error_without_floor(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b) / np.maximum(abs(a), abs(b))


def error_floor_added(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b) / (np.maximum(abs(a), abs(b)) + floor)


def error_broadcast(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    return abs(a - b) / np.maximum(np.maximum(abs(a), abs(b)), floor)


def error_hides_nan(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.nan_to_num(abs(a - b) / np.maximum(np.maximum(abs(a), abs(b)), floor))


def error_shapes_asserted(a, b, floor=1e-12):
    a, b = np.asarray(a, float), np.asarray(b, float)
    assert a.shape == b.shape
    return abs(a - b) / np.maximum(np.maximum(abs(a), abs(b)), floor)


def error_in_float32(a, b, floor=1e-12):
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return abs(a - b) / np.maximum(np.maximum(abs(a), abs(b)), np.float32(floor))


def error_as_lists(a, b, floor=1e-12):
    return [abs(p - q) / max(abs(p), abs(q), floor) for p, q in zip(np.ravel(a), np.ravel(b))]


# for numeric_gradient.


def slope_forward(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        z = x.copy()
        z[index] += h
        gradient[index] = (f(z) - f(x)) / h
    return gradient


def slope_over_h(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / h
    return gradient


def slope_without_parentheses(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / 2 * h
    return gradient


def slope_of_all_entries_at_once(f, x, h=1e-5):
    return np.full(np.shape(x), (f(x + h) - f(x - h)) / (2 * h))


def slope_left_behind(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        ahead = f(x)
        x[index] -= 2 * h
        gradient[index] = (ahead - f(x)) / (2 * h)
    return gradient


def slope_default_step_too_small(f, x, h=1e-7):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def slope_of_default_step_always(f, x, h=1e-5):
    h = 1e-5
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def slope_moves_x_itself(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        ahead = f(x)
        x[index] = kept - h
        behind = f(x)
        x[index] = kept
        gradient[index] = (ahead - behind) / (2 * h)
    return gradient


def slope_in_buffer_like_x(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def slope_swallows_errors(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        try:
            gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
        except Exception:
            pass
    return gradient


def slope_flat(f, x, h=1e-5):
    x = np.array(x, float)
    return np.array([(f(x + h * e.reshape(x.shape)) - f(x - h * e.reshape(x.shape))) / (2 * h) for e in np.eye(x.size)])


def slope_by_five_points(f, x, h=1e-5):
    x = np.array(x, float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[index] = h
        gradient[index] = (8 * (f(x + e) - f(x - e)) - f(x + 2 * e) + f(x - 2 * e)) / (12 * h)
    return gradient


# for kink_crossed.


def kink_ahead_only(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]))


def kink_behind_only(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, -h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]))


def kink_on_both_sides(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h, -h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]) and np.any(seen[0] != seen[2]))


def kink_counted(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), set()
    for step in (0, h, -h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.add(np.sum(scores - scores[rows, y][:, None] + delta > 0))
    return len(seen) > 1


def kink_with_delta_of_one(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h, -h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + 1 > 0)
    return bool(np.any(seen[0] != seen[1]) or np.any(seen[0] != seen[2]))


def kink_of_row_only(W, X, y, delta, index, h):
    j, d = index
    for i in range(len(X)):
        if y[i] != j:
            margin = W[j] @ X[i] - W[y[i]] @ X[i] + delta
            if abs(margin) < h * abs(X[i, d]):
                return True
    return False


def kink_within_h(W, X, y, delta, index, h):
    scores = X @ W.T
    margins = scores - scores[np.arange(len(y)), y][:, None] + delta
    margins[np.arange(len(y)), y] = np.inf
    return bool(np.any(abs(margins) < h))


def kink_moves_w_itself(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    kept = W[index]
    for step in (0, h, -h):
        W[index] = kept + step
        scores = X @ W.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]) or np.any(seen[0] != seen[2]))


def kink_w_left_moved(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h, -2 * h):
        W[index] += step
        scores = X @ W.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]) or np.any(seen[0] != seen[2]))


def kink_in_integers(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h, -h):
        V = W.copy()
        V[index] = V[index] + step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return bool(np.any(seen[0] != seen[1]) or np.any(seen[0] != seen[2]))


def kink_as_array(W, X, y, delta, index, h):
    rows, seen = np.arange(len(y)), []
    for step in (0, h, -h):
        V = np.array(W, float)
        V[index] += step
        scores = X @ V.T
        seen.append(scores - scores[rows, y][:, None] + delta > 0)
    return (seen[0] != seen[1]) | (seen[0] != seen[2])


def kink_never(W, X, y, delta, index, h):
    return False


# for taylor_slopes.


def taylor_swapped(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    first = np.polyfit(np.log(hs), np.log(abs(rise)), 1)[0]
    second = np.polyfit(np.log(hs), np.log(abs(rise - hs * np.sum(g * v))), 1)[0]
    return second, first


def taylor_step_forgotten(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    first = np.polyfit(np.log(hs), np.log(abs(rise)), 1)[0]
    second = np.polyfit(np.log(hs), np.log(abs(rise - np.sum(g * v))), 1)[0]
    return first, second


def taylor_first_and_last(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    rest, span = rise - hs * np.sum(g * v), np.log(hs[-1] / hs[0])
    return np.log(abs(rise[-1] / rise[0])) / span, np.log(abs(rest[-1] / rest[0])) / span


def taylor_without_logarithms(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    return np.polyfit(hs, abs(rise), 1)[0], np.polyfit(hs, abs(rise - hs * np.sum(g * v)), 1)[0]


def taylor_normalised(f, x, g, v, hs):
    v = v / np.linalg.norm(v)
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    first = np.polyfit(np.log(hs), np.log(abs(rise)), 1)[0]
    return first, np.polyfit(np.log(hs), np.log(abs(rise - hs * np.sum(g * v))), 1)[0]


def taylor_whole_fits(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    first = np.polyfit(np.log(hs), np.log(abs(rise)), 1)
    return first, np.polyfit(np.log(hs), np.log(abs(rise - hs * np.sum(g * v))), 1)


def taylor_by_the_book(f, x, g, v, hs):
    return 1.0, 2.0


def taylor_sorts_the_steps(f, x, g, v, hs):
    hs.sort()
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    first = np.polyfit(np.log(hs), np.log(abs(rise)), 1)[0]
    return first, np.polyfit(np.log(hs), np.log(abs(rise - hs * np.sum(g * v))), 1)[0]


# Answers by thought.


def kink_in_the_middle():
    return 0.5, 0.75, 1


def kink_overlooked():
    return 1, 0.75, 1


def kink_between_slopes():
    return 0.625, 1.0, 1.0


def kink_whatever_the_step():
    return 0.625, 0.75, 0.625


def kink_of_the_error():
    return 0.375, 0.75, 1.0


def kink_in_two_numbers():
    return 0.625, 0.75


def claim_b_all_of_it():
    return "a", "c", "d", "g"


def claim_c_two_rows():
    return "a", "b", "e", "g"


def claim_d_no_data():
    return "A", "B", "D", "F"


def claim_a_of_the_sign():
    return "h", "b", "d", "g"


def bend_at_two_percent():
    return 0.02, 2, 1


def bend_the_other_way():
    return 0.01, 1, 2


def bend_nowhere():
    return 0.01, 2, 2


def bend_at_one_percent_squared():
    return 1e-4, 2, 1


CASES = (
    Case(nan_slips_through, "gradient_check", "not_finite"),
    Case(infinity_slips_through, "gradient_check", "not_finite"),
    Case(not_finite_only_where_looked, "gradient_check", "not_finite"),
    Case(nan_of_f_passes, "gradient_check", "not_finite"),
    Case(absolute_error_only, "gradient_check", "wrong_everywhere right float32"),
    Case(relative_error_only, "gradient_check", "right"),
    Case(no_floor_for_zeros, "gradient_check", "right"),
    Case(any_entry_suffices, "gradient_check", "wrong_somewhere"),
    Case(last_entry_decides, "gradient_check", "wrong_somewhere"),
    Case(first_entry_only, "gradient_check", "wrong_somewhere kinks report"),
    Case(
        returns_after_the_first_entry,
        "gradient_check",
        "wrong_somewhere kinks report",
    ),
    Case(same_three_entries_always, "gradient_check", "wrong_somewhere kinks report"),
    Case(rows_only, "gradient_check", "wrong_somewhere kinks report"),
    Case(works_on_x_itself, "gradient_check", "manners"),
    Case(broadcasts, "gradient_check", "shape"),
    Case(shapes_not_compared, "gradient_check", "shape"),
    Case(raises_on_wrong_shape, "gradient_check", "shape"),
    Case(
        step_of_1e_12,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(forward_differences, "gradient_check", "right"),
    Case(
        h_instead_of_2h,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(in_the_norm_of_all, "gradient_check", "wrong_somewhere"),
    Case(skips_what_fails, "gradient_check", "wrong_somewhere kinks report indices"),
    Case(
        skips_everything,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(everything_skipped_is_right, "gradient_check", "kinks"),
    Case(
        compares_g_with_itself,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right not_finite kinks float32 report indices manners",
    ),
    Case(no_absolute_value, "gradient_check", "wrong_somewhere report"),
    Case(
        size_without_absolute_value,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(kinks_fail, "gradient_check", "kinks"),
    Case(kinks_counted_and_compared, "gradient_check", "kinks"),
    Case(kinks_not_counted, "gradient_check", "kinks"),
    Case(kink_relative_only, "gradient_check", "kinks"),
    Case(kink_where_signs_differ, "gradient_check", "kinks"),
    Case(curvature_is_a_kink, "gradient_check", "wrong_somewhere right kinks"),
    Case(ignores_indices, "gradient_check", "indices"),
    Case(evaluates_all_entries_anyway, "gradient_check", "indices"),
    Case(worst_index_flattened, "gradient_check", "report"),
    Case(worst_index_as_list, "gradient_check", "report"),
    Case(worst_by_absolute_error, "gradient_check", "report"),
    Case(worst_without_floor, "gradient_check", "report"),
    Case(worst_is_the_last_failure, "gradient_check", "report"),
    Case(float32_not_noticed, "gradient_check", "float32"),
    Case(float32_by_type, "gradient_check", "float32"),
    Case(float32_without_longer_step, "gradient_check", "float32"),
    Case(float32_limits_always, "gradient_check", "wrong_everywhere wrong_somewhere kinks float32"),
    Case(tolerances_hard_coded, "gradient_check", "right"),
    Case(swallows_errors_of_f, "gradient_check", "manners"),
    Case(reports_an_error_as_wrong, "gradient_check", "manners"),
    Case(calls_f_far_too_often, "gradient_check", "manners"),
    Case(integers_kept, "gradient_check", "manners"),
    Case(scales_g_in_place, "gradient_check", "manners"),
    Case(remembers_its_first_verdict, "gradient_check", "manners"),
    Case(
        ok_as_text,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 indices manners",
    ),
    Case(without_n_skipped, "gradient_check", "kinks indices"),
    Case(
        always_true,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(
        always_false,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(
        right_but_for_nan,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(
        suspicious_of_zeros,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(
        only_a_verdict,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(
        checks_nothing_yet,
        "gradient_check",
        "wrong_everywhere wrong_somewhere right shape not_finite kinks float32 report indices manners",
    ),
    Case(one_random_direction, "gradient_check", "wrong_somewhere not_finite kinks float32 report indices"),
    Case(error_signed, "relative_error", "value", "checker_error_signed"),
    Case(error_over_sum, "relative_error", "value", "checker_error_over_sum"),
    Case(error_over_numeric, "relative_error", "value", "checker_error_over_second"),
    Case(error_absolute, "relative_error", "value", "checker_error_absolute"),
    Case(error_of_norms, "relative_error", "value edges", "checker_error_in_norm"),
    Case(error_without_floor, "relative_error", "edges"),
    Case(error_floor_added, "relative_error", "edges"),
    Case(error_broadcast, "relative_error", "edges"),
    Case(error_hides_nan, "relative_error", "edges"),
    Case(error_shapes_asserted, "relative_error", "edges"),
    Case(error_in_float32, "relative_error", "value edges"),
    Case(error_as_lists, "relative_error", "value edges"),
    Case(slope_forward, "numeric_gradient", "value", "checker_slope_forward"),
    Case(slope_over_h, "numeric_gradient", "value", "checker_slope_over_h"),
    Case(slope_without_parentheses, "numeric_gradient", "value", "checker_slope_precedence"),
    Case(slope_of_all_entries_at_once, "numeric_gradient", "value", "checker_slope_all_at_once"),
    Case(slope_left_behind, "numeric_gradient", "value", "checker_slope_left_behind"),
    Case(slope_default_step_too_small, "numeric_gradient", "value"),
    Case(slope_of_default_step_always, "numeric_gradient", "value", "checker_slope_fixed_step"),
    Case(slope_moves_x_itself, "numeric_gradient", "value"),
    Case(slope_in_buffer_like_x, "numeric_gradient", "value"),
    Case(slope_swallows_errors, "numeric_gradient", "value"),
    Case(slope_flat, "numeric_gradient", "value"),
    Case(slope_by_five_points, "numeric_gradient", "value"),
    Case(kink_ahead_only, "kink_crossed", "value", "checker_kink_ahead_only"),
    Case(kink_behind_only, "kink_crossed", "value", "checker_kink_behind_only"),
    Case(kink_on_both_sides, "kink_crossed", "value", "checker_kink_both_sides"),
    Case(kink_counted, "kink_crossed", "value", "checker_kink_counted"),
    Case(kink_with_delta_of_one, "kink_crossed", "value", "checker_kink_delta_one"),
    Case(kink_of_row_only, "kink_crossed", "value", "checker_kink_wrong_row_only"),
    Case(kink_within_h, "kink_crossed", "value"),
    Case(kink_moves_w_itself, "kink_crossed", "value"),
    Case(kink_w_left_moved, "kink_crossed", "value"),
    Case(kink_in_integers, "kink_crossed", "value"),
    Case(kink_as_array, "kink_crossed", "value"),
    Case(kink_never, "kink_crossed", "value"),
    Case(taylor_swapped, "taylor_slopes", "value", "checker_taylor_swapped"),
    Case(taylor_step_forgotten, "taylor_slopes", "value", "checker_taylor_without_h"),
    Case(taylor_first_and_last, "taylor_slopes", "value", "checker_taylor_ends_only"),
    Case(taylor_without_logarithms, "taylor_slopes", "value", "checker_taylor_without_logs"),
    Case(taylor_normalised, "taylor_slopes", "value", "checker_taylor_unit_direction"),
    Case(taylor_whole_fits, "taylor_slopes", "value"),
    Case(taylor_by_the_book, "taylor_slopes", "value"),
    Case(taylor_sorts_the_steps, "taylor_slopes", "value"),
    Case(kink_in_the_middle, "predict_kink", "answer", "kink_halved"),
    Case(kink_overlooked, "predict_kink", "answer", "checker_kink_not_seen"),
    Case(kink_between_slopes, "predict_kink", "answer", "kink_of_whole_slopes"),
    Case(kink_whatever_the_step, "predict_kink", "answer", "kink_at_any_step"),
    Case(kink_of_the_error, "predict_kink", "answer"),
    Case(kink_in_two_numbers, "predict_kink", "answer"),
    Case(claim_b_all_of_it, "diagnose_claims", "answer", "claim_b_all_times_n"),
    Case(claim_c_two_rows, "diagnose_claims", "answer", "claim_c_rows_exchanged"),
    Case(claim_d_no_data, "diagnose_claims", "answer", "claim_d_without_data"),
    Case(claim_a_of_the_sign, "diagnose_claims", "answer"),
    Case(bend_at_two_percent, "predict_bend", "answer", "bend_of_the_percentage"),
    Case(bend_the_other_way, "predict_bend", "answer", "bend_slopes_exchanged"),
    Case(bend_nowhere, "predict_bend", "answer", "bend_never"),
    Case(bend_at_one_percent_squared, "predict_bend", "answer"),
)
