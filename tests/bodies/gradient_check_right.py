# ruff: noqa: B905, C408 (students write as they like)
"""Right answers to `gradient_check`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np


def error_on_arrays(a, b, floor=1e-12):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)


def error_by_entry(a, b, floor=1e-12):
    if np.shape(a) != np.shape(b):
        raise ValueError(np.shape(a), np.shape(b))
    errors = np.empty(np.shape(a))
    for index, p in np.ndenumerate(a):
        q = b[index]
        errors[index] = np.nan if p != p or q != q else abs(float(p) - float(q)) / max(abs(p), abs(q), floor)
    return errors


def error_from_a_stack(a, b, floor=1e-12):
    pair = np.stack([a, b]).astype(np.float64)  # raises ValueError itself
    sizes = np.append(np.abs(pair), np.full((1, *pair.shape[1:]), floor), axis=0)
    return np.abs(np.diff(pair, axis=0)[0]) / sizes.max(axis=0)


def slopes_on_copies(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += h
        behind[index] -= h
        gradient[index] = (f(ahead) - f(behind)) / (2 * h)
    return gradient


def slopes_in_place_of_a_copy(f, x, h=1e-5):
    work = np.array(x, dtype=float, order="C")
    flat = work.reshape(-1)
    slopes = []
    for k in range(flat.size):
        kept = flat[k]
        flat[k] = kept + h
        right = f(work)
        flat[k] = kept - h
        left = f(work)
        flat[k] = kept
        slopes.append((float(right) - float(left)) / h / 2)
    return np.array(slopes).reshape(work.shape)


def slopes_from_unit_vectors(f, x, h=1e-5):
    x = np.asarray(x).astype(np.float64)
    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([f(x + h * e) / (2 * h) - f(x - h * e) / (2 * h) for e in units]).reshape(x.shape)


def kink_by_sets(W, X, y, delta, index, h):
    def violated(W):
        pairs = set()
        for i in range(len(X)):
            for j in range(len(W)):
                if j != y[i] and W[j] @ X[i] - W[y[i]] @ X[i] + delta > 0:
                    pairs.add((i, j))
        return pairs

    ahead, behind = np.array(W, float), np.array(W, float)
    ahead[index] += h
    behind[index] -= h
    return not violated(W) == violated(ahead) == violated(behind)


def kink_by_ends(W, X, y, delta, index, h):
    # A margin is linear in the entry, so it has another sign at one end if it changes its sign at all.
    rows = np.arange(len(y))
    step = np.zeros(W.shape)
    step[index] = h
    ends = []
    for V in (W + step, W - step):
        scores = X @ V.T
        margins = scores - scores[rows, y][:, None] + delta
        margins[rows, y] = -1
        ends.append(margins > 0)
    return np.any(ends[0] ^ ends[1])


def kink_by_distance(W, X, y, delta, index, h):
    j, d = index
    for i, x in enumerate(X):
        scores = W @ x
        for k in range(len(W)):
            pull = (k == j) * 1 - (y[i] == j) * 1
            if k != y[i] and abs(scores[k] - scores[y[i]] + delta) < abs(pull * x[d]) * h:
                return True
    return False


def checks_in_a_loop(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if x.shape != g.shape:
        return {"ok": False, "worst_index": None, "max_rel_err": float("inf"), "n_skipped": 0}
    bad = np.argwhere(~np.isfinite(g))
    if len(bad):
        return {"ok": False, "worst_index": tuple(bad[0]), "max_rel_err": float("inf"), "n_skipped": 0}
    middle = f(x)
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = max(h, 1e-2), max(rtol, 1e-2), max(atol, 1e-3)
    ok, worst, largest, skipped = True, None, -1.0, 0
    for index in np.ndindex(x.shape) if indices is None else indices:
        old = x[index]
        x[index] = old + h
        ahead = f(x)
        x[index] = old - h
        behind = f(x)
        x[index] = old
        forward, backward = (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max(1, abs(forward), abs(backward)):
            skipped += 1
            continue
        numeric = (ahead - behind) / (2 * h)
        gap, size = abs(g[index] - numeric), max(abs(g[index]), abs(numeric))
        ok = ok and bool(gap <= atol + rtol * size)
        if gap / max(size, 1e-3) > largest:
            worst, largest = index, float(gap / max(size, 1e-3))
    return {
        "ok": ok and worst is not None,
        "worst_index": worst,
        "max_rel_err": max(largest, 0.0),
        "n_skipped": skipped,
    }


def checks_on_arrays(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    x, g = np.asarray(x).astype(float), np.asarray(g).astype(float)
    report = {"ok": np.False_, "worst_index": None, "max_rel_err": np.float64(np.inf), "n_skipped": np.int64(0)}
    if x.shape != g.shape:
        return report
    if not np.isfinite(g).all():
        first = np.flatnonzero(~np.isfinite(g))[0]
        return {**report, "worst_index": np.unravel_index(first, g.shape)}
    middle = np.asarray(f(x.copy()))
    if middle.dtype == np.float32:
        h, rtol, atol = (max(pair) for pair in zip((h, rtol, atol), (1e-2, 1e-2, 1e-3)))
    places = list(np.ndindex(x.shape)) if indices is None else [tuple(i) for i in indices]
    values = np.zeros((len(places), 2))
    for k, place in enumerate(places):
        for side, sign in enumerate((1, -1)):
            z = x.copy()
            z[place] += sign * h
            values[k, side] = f(z)
    forward, backward = (values[:, 0] - middle) / h, (middle - values[:, 1]) / h
    steepest = np.maximum(1, np.maximum(abs(forward), abs(backward)))
    kink = abs(forward - backward) > 100 * h * steepest
    numeric = (values[:, 0] - values[:, 1]) / (2 * h)
    claimed = np.array([g[place] for place in places])
    gap, size = abs(claimed - numeric), np.maximum(abs(claimed), abs(numeric))
    report["n_skipped"] = kink.sum()
    report["max_rel_err"] = 0.0
    if np.any(~kink):
        error = np.where(kink, -1, gap / np.maximum(size, 1e-3))
        k = np.argmax(error)
        report["worst_index"], report["max_rel_err"] = places[k], error[k]
        report["ok"] = np.all((gap <= atol + rtol * size)[~kink])
    return report


def checks_with_a_new_centre_each_time(f, x, g, h=1e-5, rtol=1e-6, atol=1e-9, indices=None):
    if np.shape(g) != np.shape(x):
        return dict(ok=False, worst_index=None, max_rel_err=np.inf, n_skipped=0, why="shape")
    for index, value in np.ndenumerate(g):
        if np.isnan(value) or np.isinf(value):
            return dict(ok=False, worst_index=index, max_rel_err=np.inf, n_skipped=0, why="not finite")
    if np.asarray(f(np.array(x, dtype=float))).dtype == np.dtype("float32"):
        h, rtol, atol = max(h, 0.01), max(rtol, 0.01), max(atol, 0.001)
    compared, skipped, failed = {}, [], []
    for index in np.ndindex(np.shape(x)) if indices is None else indices:

        def along(t, index=index):
            z = np.array(x, dtype=float)
            z[index] = z[index] + t
            return float(f(z))

        behind, middle, ahead = along(-h), along(0), along(h)
        n, forward, backward = (ahead - behind) / (2 * h), (ahead - middle) / h, (middle - behind) / h
        if abs(forward - backward) > 100 * h * max([1.0, abs(forward), abs(backward)]):
            skipped.append(index)
            continue
        compared[index] = abs(g[index] - n) / max(abs(g[index]), abs(n), 0.001)
        if not abs(g[index] - n) <= atol + rtol * max(abs(g[index]), abs(n)):
            failed.append(index)
    worst = max(compared, key=compared.get) if compared else None
    return {
        "ok": bool(compared) and not failed,
        "worst_index": worst,
        "max_rel_err": compared.get(worst, 0.0),
        "n_skipped": len(skipped),
    }


def taylor_by_polyfit(f, x, g, v, hs):
    rise = np.array([f(x + h * v) for h in hs]) - f(x)
    logs = np.log(hs)
    first = np.polyfit(logs, np.log(abs(rise)), 1)[0]
    second = np.polyfit(logs, np.log(abs(rise - hs * np.vdot(g, v))), 1)[0]
    return first, second


def taylor_by_formula(f, x, g, v, hs):
    t = np.log10(hs) - np.mean(np.log10(hs))
    slopes = []
    for with_gradient in (0, 1):
        rest = [abs(f(x + h * v) - f(x) - with_gradient * h * (g * v).sum()) for h in hs]
        slopes.append(float(t @ np.log10(rest) / (t @ t)))
    return tuple(slopes)


def taylor_by_lstsq(f, x, g, v, hs):
    A = np.column_stack([np.ones(len(hs)), np.log2(hs)])
    f0, slope = f(x), np.tensordot(g, v, axes=g.ndim)
    rise = np.array([f(x + h * v) - f0 for h in hs])
    solved = np.linalg.lstsq(A, np.log2(np.abs(np.column_stack([rise, rise - hs * slope]))), rcond=None)[0]
    return float(solved[1, 0]), float(solved[1, 1])


def kink():
    return 0.625, 0.75, 1


def kink_by_numbers():
    h = 1e-3
    x = h / 4
    return (x + h) / (2 * h), (x + h - x) / h - x / h, (x + h / 10 - (x - h / 10)) / (h / 5)


def claims():
    return "a", "b", "d", "g"


def claims_in_capitals():
    return list("ABDG")


def bend():
    return np.float64(0.01), 2, 1


def claims_as_text():
    return "abdg"


RIGHT = {
    "relative_error": (error_on_arrays, error_by_entry, error_from_a_stack),
    "numeric_gradient": (slopes_on_copies, slopes_in_place_of_a_copy, slopes_from_unit_vectors),
    "kink_crossed": (kink_by_sets, kink_by_ends, kink_by_distance),
    "gradient_check": (checks_in_a_loop, checks_on_arrays, checks_with_a_new_centre_each_time),
    "predict_kink": (kink, kink_by_numbers),
    "diagnose_claims": (claims, claims_in_capitals, claims_as_text),
    "predict_bend": (bend,),
    "taylor_slopes": (taylor_by_polyfit, taylor_by_formula, taylor_by_lstsq),
}
