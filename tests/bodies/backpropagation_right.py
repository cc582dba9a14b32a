"""Right answers to `backpropagation`, each written another way; every one must get full marks.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import math

import numpy as np

# predict_doublings.


def powers(k):
    return 2**k, 1, k, 2**k - 1


def floats_and_geometric_sum(k):
    return [2.0**k, 1.0, float(k), float(sum(2**i for i in range(k)))]


def doubling_in_a_loop(k):
    slope, along_paths = 1, 0
    for _ in range(k):
        along_paths += slope
        slope = slope + slope
    return slope, 1, k, along_paths


def numpy_power(k):
    return np.exp2(k), np.float64(1), np.int64(k), np.exp2(k) - 1


# unbroadcast.


def two_sums(g, shape):
    total = np.sum(g, axis=tuple(range(g.ndim - len(shape))))
    ones = tuple(i for i, n in enumerate(shape) if n == 1)
    return np.sum(total, axis=ones, keepdims=True)


def while_and_for(g, shape):
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1 and g.shape[axis] != 1:
            g = g.sum(axis=axis, keepdims=True)
    return g


def sum_then_reshape(g, shape):
    new = g.ndim - len(shape)
    axes = tuple(i for i in range(g.ndim) if i < new or shape[i - new] == 1)
    return np.array(np.sum(g, axis=axes)).reshape(shape)


def padded_with_ones(g, shape):
    padded = (1,) * (np.ndim(g) - len(shape)) + tuple(shape)
    for axis in range(np.ndim(g)):
        if padded[axis] < np.shape(g)[axis]:
            g = np.add.reduce(g, axis=axis, keepdims=True)
    return np.reshape(g, shape)


def adding_at_places(g, shape):
    out = np.zeros(shape)
    places = np.broadcast_to(np.arange(out.size).reshape(shape), g.shape)
    np.add.at(out.reshape(-1), places.ravel(), g.ravel())
    return out


def by_recursion(g, shape):
    if np.ndim(g) > len(shape):
        total = 0.0
        for part in g:
            total = total + by_recursion(part, shape)
        return np.asarray(total, dtype=float)
    for axis in range(len(shape)):
        if shape[axis] == 1:
            g = np.expand_dims(np.sum(g, axis=axis), axis)
    return np.array(g, dtype=float)


def einsum_letters(g, shape):
    letters = "abcdefgh"[: g.ndim]
    kept = "".join(c for c, n in zip(letters[g.ndim - len(shape) :], shape, strict=True) if n > 1)
    return np.einsum(f"{letters}->{kept}", g).reshape(shape)


# add_backward.


def both_the_same(g, a, b):
    return g, g


def copies_of_g(g, a, b):
    return [g.copy(), np.array(g)]


def times_ones(g, a, b):
    return 1.0 * g, g * np.ones(np.shape(b))


def summed_already_by_hand(g, a, b):
    def back(g, shape):
        g = np.asarray(g)
        while g.ndim > len(shape):
            g = g.sum(axis=0)
        for axis in range(len(shape)):
            if shape[axis] == 1:
                g = g.sum(axis=axis, keepdims=True)
        return np.asarray(g, dtype=float)

    return back(g, np.shape(a)), back(g, np.shape(b))


def zeros_plus_g(g, a, b):
    da, db = np.zeros(g.shape), np.zeros(g.shape)
    da += g
    db += g
    return da, db


# multiply_backward.


def other_factor(g, a, b):
    return g * b, g * a


def other_factor_named(g, a, b):
    grad_a = np.multiply(g, b)
    grad_b = np.multiply(g, a)
    return (grad_a, grad_b)


def broadcast_first(g, a, b):
    a, b = np.broadcast_arrays(a, b)
    return np.einsum("...,...->...", g, b), np.einsum("...,...->...", g, a)


def summed_by_reshape(g, a, b):
    def back(part, like):
        axes = tuple(
            axis
            for axis in range(part.ndim)
            if axis < part.ndim - like.ndim or like.shape[axis - part.ndim + like.ndim] == 1
        )
        return np.asarray(part.sum(axis=axes), dtype=float).reshape(like.shape)

    return back(np.asarray(g * b), np.asarray(a)), back(np.asarray(g * a), np.asarray(b))


def entry_by_entry(g, a, b):
    a, b = np.broadcast_to(a, g.shape), np.broadcast_to(b, g.shape)
    da, db = np.empty(g.shape), np.empty(g.shape)
    for index in np.ndindex(g.shape):
        da[index] = g[index] * b[index]
        db[index] = g[index] * a[index]
    return da, db


# matmul_backward.


def swapaxes(g, a, b):
    return g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g


def einsum_with_dots(g, a, b):
    return np.einsum("...ij,...kj->...ik", g, b), np.einsum("...ik,...ij->...kj", a, g)


def branches_on_ndim(g, a, b):
    bt = b.T if b.ndim == 2 else b.transpose(0, 2, 1)
    at = a.T if a.ndim == 2 else a.transpose(0, 2, 1)
    return np.matmul(g, bt), np.matmul(at, g)


def loop_over_the_stack(g, a, b):
    if g.ndim == 2:
        return np.dot(g, b.T), np.dot(a.T, g)
    da, db = [], []
    for s in range(len(g)):
        left = a[s] if a.ndim == 3 else a
        right = b[s] if b.ndim == 3 else b
        da.append(g[s].dot(right.T))
        db.append(left.T.dot(g[s]))
    return np.array(da), np.array(db)


def moveaxis_and_sum(g, a, b):
    da = g @ np.moveaxis(b, -1, -2)
    db = np.moveaxis(a, -1, -2) @ g
    if da.ndim > a.ndim:
        da = da.sum(axis=0)
    if db.ndim > b.ndim:
        db = db.sum(axis=0)
    return da, db


def both_transposed(g, a, b):
    gt = np.swapaxes(g, -1, -2)
    return np.swapaxes(b @ gt, -1, -2), np.swapaxes(gt @ a, -1, -2)


# relu_backward.


def times_mask(g, a):
    return g * (a > 0)


def where(g, a):
    return np.where(a > 0, g, 0.0)


def zeros_and_assign(g, a):
    out = np.zeros(a.shape)
    out[a > 0] = g[a > 0]
    return out


def copy_and_blank(g, a):
    out = g.copy()
    out[a <= 0] = 0
    return out


def heaviside(g, a):
    return g * np.heaviside(a, 0.0)


def by_sign(g, a):
    return g * (np.sign(a) + 1) * np.abs(np.sign(a)) / 2


# sum_backward.


def expand_and_broadcast(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape)


def times_ones_like_floats(g, a, axis, keepdims):
    if not keepdims and axis is not None:
        g = np.expand_dims(g, axis=axis)
    return np.ones(a.shape) * g


def reshape_to_kept(g, a, axis, keepdims):
    kept = np.sum(a, axis=axis, keepdims=True).shape
    return np.zeros(a.shape) + np.reshape(g, kept)


def repeats(g, a, axis, keepdims):
    if axis is None:
        return np.full(a.shape, np.asarray(g).item())
    g = g if keepdims else np.expand_dims(g, axis)
    return np.repeat(g, a.shape[axis], axis=axis)


def shape_list(g, a, axis, keepdims):
    shape = list(a.shape)
    if axis is None:
        shape = [1] * a.ndim
    else:
        shape[axis] = 1
    return np.asarray(g, dtype=float).reshape(shape) * np.ones(a.shape)


def moved_to_front(g, a, axis, keepdims):
    if axis is None:
        return np.zeros(a.shape) + g
    if keepdims:
        g = np.squeeze(g, axis)
    front = np.broadcast_to(g, (a.shape[axis], *g.shape))
    return np.moveaxis(front, 0, axis)


# logsumexp_backward.


def shifted_softmax(g, a, axis, keepdims):
    e = np.exp(a - a.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * p


def through_the_logarithm(g, a, axis, keepdims):
    top = np.max(a, axis=axis, keepdims=True)
    r = top + np.log(np.sum(np.exp(a - top), axis=axis, keepdims=True))
    return np.reshape(g, r.shape) * np.exp(a - r)


def logaddexp(g, a, axis, keepdims):
    a = np.asarray(a, dtype=float)
    if axis is None:
        r = np.logaddexp.reduce(a.ravel())
    else:
        r = np.logaddexp.reduce(a, axis=axis, keepdims=True)
        g = g if keepdims else np.expand_dims(g, axis)
    return np.exp(a - r) * g


def flattened_if_none(g, a, axis, keepdims):
    if axis is None:
        flat = a.ravel() - a.max()
        p = np.exp(flat) / np.exp(flat).sum()
        return (p * np.asarray(g).ravel()).reshape(a.shape)
    x = np.moveaxis(a, axis, -1)
    x = x - x.max(axis=-1)[..., None]
    p = np.exp(x)
    p = p / p.sum(axis=-1)[..., None]
    if keepdims:
        g = np.squeeze(g, axis)
    return np.moveaxis(p * g[..., None], -1, axis)


def one_over_sums_of_differences(g, a, axis, keepdims):
    if axis is None:
        x = np.asarray(a, float).ravel()
        with np.errstate(over="ignore"):
            p = 1 / np.exp(x[None, :] - x[:, None]).sum(axis=1)
        return (np.asarray(g).ravel() * p).reshape(a.shape)
    x = np.moveaxis(np.asarray(a, float), axis, -1)
    with np.errstate(over="ignore"):
        p = 1 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1)
    g = g if keepdims else np.expand_dims(g, axis)
    return np.moveaxis(p, -1, axis) * g


# backward.


def tape_backwards(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i in range(len(graph) - 1, -1, -1):
        name, parents, extra = graph[i]
        if name == "input":
            continue
        parts = rules[name](grads[i], *[values[p] for p in parents], *extra)
        for p, part in zip(parents, parts, strict=True):
            grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def in_place_on_own_zeros(graph, values, rules, unbroadcast):
    grads = [np.zeros(np.shape(v)) for v in values]
    grads[-1] += 1
    for (name, parents, extra), g in zip(reversed(graph), reversed(grads), strict=True):
        if parents:
            parts = rules[name](g.copy(), *(values[p] for p in parents), *extra)
            for k in range(len(parents)):
                grads[parents[k]] += unbroadcast(parts[k], np.shape(values[parents[k]]))
    return grads


def dict_of_what_has_arrived(graph, values, rules, unbroadcast):
    arrived = {len(graph) - 1: np.ones(())}
    for i in sorted(range(len(graph)), reverse=True):
        if i not in arrived or not graph[i][1]:
            continue
        name, parents, extra = graph[i]
        for p, part in zip(parents, rules[name](arrived[i], *[values[p] for p in parents], *extra), strict=True):
            part = unbroadcast(part, values[p].shape)
            arrived[p] = arrived[p] + part if p in arrived else part
    return [np.array(arrived.get(i, np.zeros(v.shape)), dtype=float) for i, v in enumerate(values)]


def topological_order_by_depth_first_search(graph, values, rules, unbroadcast):
    order, seen = [], set()

    def visit(i):
        if i in seen:
            return
        seen.add(i)
        for p in graph[i][1]:
            visit(p)
        order.append(i)

    last = len(graph) - 1
    visit(last)
    grads = [np.zeros(v.shape) for v in values]
    grads[last] = np.array(1.0)
    for i in reversed(order):
        name, parents, extra = graph[i]
        if name != "input":
            parts = rules[name](grads[i], *[values[p] for p in parents], *extra)
            for p, part in zip(parents, parts, strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def waits_for_its_children(graph, values, rules, unbroadcast):
    n = len(graph)
    needed, stack = set(), [n - 1]
    while stack:
        i = stack.pop()
        if i not in needed:
            needed.add(i)
            stack.extend(graph[i][1])
    waiting = [0] * n
    for i in needed:
        for p in graph[i][1]:
            waiting[p] += 1
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    ready = [n - 1]
    while ready:
        i = ready.pop(0)
        name, parents, extra = graph[i]
        if not parents:
            continue
        for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
            grads[p] = grads[p] + unbroadcast(part, values[p].shape)
            waiting[p] -= 1
            if waiting[p] == 0:
                ready.append(p)
    return grads


def collects_from_its_children(graph, values, rules, unbroadcast):
    parts_of = [[] for _ in graph]
    grads = [None] * len(graph)
    for i in range(len(graph) - 1, -1, -1):
        if i == len(graph) - 1:
            grads[i] = np.ones(np.shape(values[i]))
        else:
            grads[i] = sum(parts_of[i], np.zeros(np.shape(values[i])))
        name, parents, extra = graph[i]
        if name == "input":
            continue
        for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
            parts_of[p].append(unbroadcast(part, np.shape(values[p])))
    return tuple(grads)


def skips_what_got_nothing(graph, values, rules, unbroadcast):
    grads = {}
    grads[len(values) - 1] = np.ones_like(values[-1], dtype=float)
    for i in reversed(range(len(values))):
        if i not in grads:
            grads[i] = np.zeros(values[i].shape, dtype=np.float64)
            continue
        op, inputs, more = graph[i]
        if op == "input":
            continue
        back = rules[op](grads[i], *[values[j] for j in inputs], *more)
        for j, b in zip(inputs, back, strict=True):
            grads[j] = grads.get(j, 0) + unbroadcast(b, values[j].shape)
    return [np.asarray(grads[i], dtype=float) for i in range(len(values))]


# rule_is_right.


def directions(forward, rule, inputs, rng):
    out = forward(*inputs)
    g = rng.standard_normal(out.shape)
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for i in range(len(inputs)):
        if grads[i].shape != inputs[i].shape:
            return False
        u = rng.standard_normal(inputs[i].shape)
        up, down = list(inputs), list(inputs)
        up[i] = inputs[i] + 1e-5 * u
        down[i] = inputs[i] - 1e-5 * u
        measured = np.sum(g * (forward(*up) - forward(*down))) / 2e-5
        claimed = np.sum(grads[i] * u)
        if not abs(measured - claimed) <= 1e-5 * max(abs(measured), abs(claimed)):
            return False
    return True


def several_directions(forward, rule, inputs, rng):
    ok = True
    for _ in range(3):
        g = rng.normal(size=np.shape(forward(*inputs)))
        grads = rule(g, *inputs)
        ok = ok and len(grads) == len(inputs)
        for k in range(min(len(grads), len(inputs))):
            x = inputs[k]
            ok = ok and np.shape(grads[k]) == x.shape
            if not ok:
                return False
            u = rng.normal(size=x.shape)
            plus = forward(*[z + 1e-6 * u if i == k else z for i, z in enumerate(inputs)])
            minus = forward(*[z - 1e-6 * u if i == k else z for i, z in enumerate(inputs)])
            a, b = np.vdot(grads[k], u), np.vdot(g, plus - minus) / 2e-6
            ok = ok and bool(abs(a - b) <= 1e-4 * (abs(a) + abs(b)))
    return ok


def entry_by_entry_of_the_jacobian(forward, rule, inputs, rng):
    g = rng.normal(size=forward(*inputs).shape)
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != np.shape(x) or not np.isfinite(grads[k]).all():
            return False
        numeric = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            ends = []
            for h in (1e-5, -1e-5):
                moved = x.copy()
                moved[index] += h
                ends.append(np.sum(g * forward(*inputs[:k], moved, *inputs[k + 1 :])))
            numeric[index] = (ends[0] - ends[1]) / 2e-5
        size = max(np.abs(numeric).max(), np.abs(grads[k]).max())
        if np.abs(numeric - grads[k]).max() > 1e-5 * size:
            return False
    return True


def uniform_and_norms(forward, rule, inputs, rng):
    g = rng.uniform(-1, 1, np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs) or any(np.shape(d) != np.shape(x) for d, x in zip(grads, inputs, strict=True)):
        return False
    for k in range(len(inputs)):
        u = rng.uniform(-1, 1, inputs[k].shape)
        u = u / np.linalg.norm(u)

        def along(t, k=k, u=u):
            return np.sum(g * forward(*[x + t * u if i == k else x for i, x in enumerate(inputs)]))

        slope = (along(1e-5) - along(-1e-5)) / 2e-5
        scale = np.linalg.norm(grads[k])
        if not math.isfinite(scale) or abs(slope - np.sum(grads[k] * u)) > 1e-5 * max(scale, abs(slope)):
            return False
    return True


def one_flag(forward, rule, inputs, rng):
    h, right = 1e-5, True
    g = rng.normal(size=np.shape(forward(*inputs)))
    parts = list(rule(g, *inputs))
    if len(parts) != len(inputs):
        right = False
    else:
        for k, part in enumerate(parts):
            part = np.asarray(part)
            if part.shape != inputs[k].shape:
                right = False
                break
            u = rng.choice([-1.0, 1.0], part.shape) * rng.uniform(0.5, 1.5, part.shape)
            moved = [list(inputs), list(inputs)]
            moved[0][k] = inputs[k] + h * u
            moved[1][k] = inputs[k] - h * u
            jvp = (forward(*moved[0]) - forward(*moved[1])) / (2 * h)
            left, other = (g * jvp).sum(), (part * u).sum()
            right = right and np.isclose(left, other, rtol=1e-5, atol=0)
    return bool(right)


RIGHT = {
    "predict_doublings": (powers, floats_and_geometric_sum, doubling_in_a_loop, numpy_power),
    "unbroadcast": (two_sums, while_and_for, sum_then_reshape, padded_with_ones, adding_at_places, by_recursion,
                    einsum_letters),
    "add_backward": (both_the_same, copies_of_g, times_ones, summed_already_by_hand, zeros_plus_g),
    "multiply_backward": (other_factor, other_factor_named, broadcast_first, summed_by_reshape, entry_by_entry),
    "matmul_backward": (swapaxes, einsum_with_dots, branches_on_ndim, loop_over_the_stack, moveaxis_and_sum,
                        both_transposed),
    "relu_backward": (times_mask, where, zeros_and_assign, copy_and_blank, heaviside, by_sign),
    "sum_backward": (expand_and_broadcast, times_ones_like_floats, reshape_to_kept, repeats, shape_list, moved_to_front),
    "logsumexp_backward": (shifted_softmax, through_the_logarithm, logaddexp, flattened_if_none,
                           one_over_sums_of_differences),
    "backward": (tape_backwards, in_place_on_own_zeros, dict_of_what_has_arrived,
                 topological_order_by_depth_first_search, waits_for_its_children, collects_from_its_children,
                 skips_what_got_nothing),
    "rule_is_right": (directions, several_directions, entry_by_entry_of_the_jacobian, uniform_and_norms, one_flag),
}  # fmt: skip
