# ruff: noqa: T201 (students write as they like)
"""Wrong answers to `backpropagation`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# predict_doublings.


def slope_grows_by_two(k):
    return 2 * k, 1, k, 2**k - 1


def overwriting_does_no_harm(k):
    return 2**k, 2**k, k, 2**k - 1


def overwriting_keeps_two(k):
    return 2**k, 2, k, 2**k - 1


def one_call_for_each_part(k):
    return 2**k, 1, 2 * k, 2**k - 1


def input_called_too(k):
    return 2**k, 1, k + 1, 2**k - 1


def paths_for_calls(k):
    return 2**k, 1, k, 2**k


def input_counted_on_every_path(k):
    return 2**k, 1, k, 2 ** (k + 1) - 1


def three_numbers(k):
    return 2**k, 1, k


def numbers_of_two_doublings(k):
    return 4, 1, 2, 3


def prints_the_prediction(k):
    print(2**k, 1, k, 2**k - 1)


# unbroadcast.


def nothing_is_summed(g, shape):
    return np.array(g)


def new_axes_only(g, shape):
    return np.sum(g, axis=tuple(range(g.ndim - len(shape))))


def stretched_axes_only(g, shape):
    if g.ndim == len(shape):
        return np.sum(g, axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)
    return g


def stretched_axes_lost(g, shape):
    total = np.sum(g, axis=tuple(range(g.ndim - len(shape))))
    return np.sum(total, axis=tuple(i for i, n in enumerate(shape) if n == 1))


def mean_of_the_copies(g, shape):
    total = np.mean(g, axis=tuple(range(g.ndim - len(shape))))
    return np.mean(total, axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


def first_copy(g, shape):
    while g.ndim > len(shape):
        g = g[0]
    return g[tuple(slice(0, n) for n in shape)]


def last_axes_summed(g, shape):
    total = np.sum(g, axis=tuple(range(len(shape), g.ndim)))
    return np.sum(total, axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


def one_new_axis_at_most(g, shape):
    if g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, n in enumerate(shape):
        if n == 1 and g.ndim == len(shape):
            g = g.sum(axis=axis, keepdims=True)
    return g


def total_everywhere(g, shape):
    return np.full(shape, np.sum(g))


def first_stretched_axis_only(g, shape):
    total = np.sum(g, axis=tuple(range(g.ndim - len(shape))))
    for axis, n in enumerate(shape):
        if n == 1:
            return np.sum(total, axis=axis, keepdims=True)
    return total


def reshaped_without_a_sum(g, shape):
    return np.resize(g, shape)


def axes_counted_from_the_front(g, shape):
    axes = tuple(i for i, n in enumerate(shape) if n == 1)
    g = np.sum(g, axis=axes, keepdims=True)
    return np.sum(g, axis=tuple(range(g.ndim - len(shape))))


def changes_g_while_summing(g, shape):
    total = np.sum(g, axis=tuple(range(g.ndim - len(shape))))
    out = np.sum(total, axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)
    g *= 0
    return out


# add_backward.


def ones_for_a_sum(g, a, b):
    return np.ones(g.shape), np.ones(g.shape)


def g_shared_out(g, a, b):
    return g / 2, g / 2


def product_rule_for_a_sum(g, a, b):
    return g * b, g * a


def rule_of_a_difference(g, a, b):
    return g, -g


def g_times_each_input(g, a, b):
    return g * a, g * b


def row_gets_the_mean(g, a, b):
    db = g if np.ndim(b) == g.ndim else g.mean(axis=tuple(range(g.ndim - np.ndim(b))))
    return g, db


def first_row_for_the_row(g, a, b):
    return g, g[0] if np.ndim(b) < np.ndim(a) else g


def one_gradient_for_both(g, a, b):
    return g


def adds_b_to_g_in_place(g, a, b):
    g += 0 * a
    g *= 1.5
    return g / 1.5, g / 1.5


def sum_in_the_type_of_a(g, a, b):
    return g.astype(np.asarray(a).dtype), g


# multiply_backward.


def own_factor(g, a, b):
    return g * a, g * b


def slopes_without_g(g, a, b):
    return b, a


def rule_of_a_sum(g, a, b):
    return g, g


def both_factors(g, a, b):
    return g * a * b, g * a * b


def second_copied_from_first(g, a, b):
    return g * b, g * b


def g_changed_in_place(g, a, b):
    da = g * b
    g *= a
    return da, g


def a_changed_in_place(g, a, b):
    da = g * b
    if np.asarray(a).dtype == float and np.shape(a) == np.shape(g):
        a *= g
        return da, a
    return da, g * a


def product_in_the_type_of_a(g, a, b):
    da, db = np.zeros(g.shape, np.asarray(a).dtype), np.zeros(g.shape)
    da[...] = g * b
    db[...] = g * a
    return da * 1.0, db


def negative_second_factor(g, a, b):
    return g * b, -g * a


def divides_by_the_input(g, a, b):
    return g * b / a, g * a / b


# matmul_backward.


def returned_in_the_other_order(g, a, b):
    return np.swapaxes(a, -1, -2) @ g, g @ np.swapaxes(b, -1, -2)


def no_transposes(g, a, b):
    return g @ b, a @ g


def a_not_transposed(g, a, b):
    return g @ np.swapaxes(b, -1, -2), a @ g


def b_not_transposed(g, a, b):
    return g @ b, np.swapaxes(a, -1, -2) @ g


def factors_swapped(g, a, b):
    return np.swapaxes(b, -1, -2) @ g, g @ np.swapaxes(a, -1, -2)


def entrywise_rule(g, a, b):
    return g * b, g * a


def gradient_of_b_transposed(g, a, b):
    return g @ np.swapaxes(b, -1, -2), np.swapaxes(g, -1, -2) @ a


def all_axes_turned(g, a, b):
    return g @ b.T, a.T @ g


def stacks_turned_the_wrong_way(g, a, b):
    if g.ndim == 2:
        return g @ b.T, a.T @ g
    return g @ (b.transpose(0, 2, 1) if b.ndim == 3 else b.T), (a.transpose(0, 2, 1)[::-1] if a.ndim == 3 else a.T) @ g


def divided_by_the_rows(g, a, b):
    return g @ np.swapaxes(b, -1, -2) / len(a), np.swapaxes(a, -1, -2) @ g / len(a)


def g_scaled_before_the_product(g, a, b):
    g *= 1.0 + 1e-3
    g /= 1.001
    g += 1e-12
    return g @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ g


def without_g_at_all(g, a, b):
    return np.ones(g.shape) @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ np.ones(g.shape)


# relu_backward.


def mask_by_g(g, a):
    return g * (g > 0)


def no_mask(g, a):
    return g.copy()


def relu_of_the_gradient(g, a):
    return np.maximum(g, 0) * (a > 0)


def mask_alone(g, a):
    return (a > 0).astype(float)


def times_the_result(g, a):
    return g * np.maximum(a, 0)


def mask_turned_round(g, a):
    return g * (a < 0)


def passes_at_zero(g, a):
    return g * (a >= 0)


def half_at_zero(g, a):
    return np.where(a > 0, g, np.where(a == 0, g / 2, 0.0))


def zeros_like_a(g, a):
    out = np.zeros_like(a)
    out[a > 0] = g[a > 0]
    return out * 1.0


def blanks_g_itself(g, a):
    g[a <= 0] = 0
    return g


def leaky(g, a):
    return np.where(a > 0, g, 0.01 * g)


def absolute_value(g, a):
    return g * np.sign(a)


def clips_at_one(g, a):
    return g * ((a > 0) & (a < 1))


# sum_backward.


def rule_of_a_mean(g, a, axis, keepdims):
    n = a.size if axis is None else a.shape[axis]
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape) / n


def g_as_it_came(g, a, axis, keepdims):
    return np.array(g, dtype=float)


def ones_without_g(g, a, axis, keepdims):
    return np.ones(a.shape)


def multiplied_by_a(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * a


def never_puts_the_axis_back(g, a, axis, keepdims):
    return np.broadcast_to(g, a.shape).copy()


def puts_the_axis_last(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = g[..., None]
    return np.broadcast_to(g, a.shape).copy()


def puts_the_axis_back_always(g, a, axis, keepdims):
    return np.broadcast_to(np.expand_dims(g, axis) if axis is not None else g, a.shape).copy()


def ones_like_a_cut_off(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    out = np.zeros_like(a)
    out += np.broadcast_to(g, a.shape).astype(a.dtype)
    return out * 1.0


def sums_g_once_more(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.full(a.shape, np.sum(g))


def minus_one_taken_for_none(g, a, axis, keepdims):
    if axis is None or axis < 0:
        return np.ones(a.shape) * np.ravel(g)[0]
    return np.ones(a.shape) * (g if keepdims else np.expand_dims(g, axis))


def g_doubled_in_place(g, a, axis, keepdims):
    g *= 2
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, a.shape) / 2


# logsumexp_backward.


def softmax_without_g(g, a, axis, keepdims):
    e = np.exp(a - a.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_over_everything(g, a, axis, keepdims):
    e = np.exp(a - a.max())
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum()


def softmax_over_another_axis(g, a, axis, keepdims):
    other = axis if axis is None or a.ndim == 1 else (axis + 1) % a.ndim
    e = np.exp(a - a.max(axis=other, keepdims=True))
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum(axis=other, keepdims=True)


def not_divided(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * np.exp(a)


def rule_of_the_maximum(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * (a == a.max(axis=axis, keepdims=True))


def copied_like_a_sum(g, a, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * np.ones(a.shape)


def slope_of_a_sigmoid(g, a, axis, keepdims):
    e = np.exp(a - a.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * p * (1 - p)


def overflows(g, a, axis, keepdims):
    e = np.exp(a)
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum(axis=axis, keepdims=True)


def shifted_by_one_for_all(g, a, axis, keepdims):
    e = np.exp(a - a.max())
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum(axis=axis, keepdims=True)


def clipped_against_overflow(g, a, axis, keepdims):
    e = np.exp(np.clip(a, -500, 500))
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum(axis=axis, keepdims=True)


def nan_to_num_against_overflow(g, a, axis, keepdims):
    with np.errstate(all="ignore"):
        e = np.exp(a)
        p = np.nan_to_num(e / e.sum(axis=axis, keepdims=True))
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * p


def epsilon_below_the_fraction(g, a, axis, keepdims):
    e = np.exp(a - a.max(axis=axis, keepdims=True))
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / (e.sum(axis=axis, keepdims=True) + 1e-6)


def g_meets_the_wrong_axis(g, a, axis, keepdims):
    e = np.exp(a - a.max(axis=axis, keepdims=True))
    return g * (e / e.sum(axis=axis, keepdims=True))


def shifts_a_in_place(g, a, axis, keepdims):
    if a.dtype == float:
        a -= a.max(axis=axis, keepdims=True)
    e = np.exp(a)
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * e / e.sum(axis=axis, keepdims=True)


# backward.


def overwrites(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = unbroadcast(part, values[p].shape)
    return grads


def keeps_the_first_part(graph, values, rules, unbroadcast):
    grads = {len(graph) - 1: np.ones(())}
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents and i in grads:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads.setdefault(p, unbroadcast(part, values[p].shape))
    return [grads.get(i, np.zeros(v.shape)) for i, v in enumerate(values)]


def repeated_parent_counts_once(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            parts = rules[name](grads[i], *[values[p] for p in parents], *extra)
            for p, part in dict(zip(parents, parts, strict=True)).items():
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def broadcasting_not_undone(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + part
    return grads


def starts_with_the_loss(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = values[-1].astype(float)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def starts_with_zero(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def hands_one_to_every_rule(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            ones = np.ones(values[i].shape)
            for p, part in zip(parents, rules[name](ones, *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def goes_forwards(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(values[-1].shape)
    for i, (name, parents, extra) in enumerate(graph):
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def along_every_path(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]

    def send(i, g):
        grads[i] = grads[i] + g
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](g, *[values[p] for p in parents], *extra), strict=True):
                send(p, unbroadcast(part, values[p].shape))

    send(len(graph) - 1, np.ones(()))
    return grads


def passes_on_too_early(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    queue, done = [len(graph) - 1], set()
    while queue:
        i = queue.pop(0)
        if i in done:
            continue
        done.add(i)
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
                queue.append(p)
    return grads


def order_of_first_visits(graph, values, rules, unbroadcast):
    order, stack = [], [len(graph) - 1]
    while stack:
        i = stack.pop()
        if i not in order:
            order.append(i)
            stack.extend(graph[i][1])
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    for i in order:
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def none_where_nothing_arrives(graph, values, rules, unbroadcast):
    grads = [None] * len(graph)
    grads[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents and grads[i] is not None:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                part = unbroadcast(part, values[p].shape)
                grads[p] = part if grads[p] is None else grads[p] + part
    return grads


def aside_nodes_begin_with_one(graph, values, rules, unbroadcast):
    used = {p for _, parents, _ in graph for p in parents}
    grads = [np.zeros(v.shape) if i in used else np.ones(v.shape) for i, v in enumerate(values)]
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def gradients_of_inputs_only(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return [g for g, (name, _, _) in zip(grads, graph, strict=True) if name == "input"]


def zeros_like_the_values(graph, values, rules, unbroadcast):
    grads = [np.zeros_like(v) for v in values]
    grads[-1] = np.ones_like(values[-1])
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def adds_in_place_to_zeros_like(graph, values, rules, unbroadcast):
    grads = [np.zeros_like(v) for v in values]
    grads[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] += unbroadcast(part, values[p].shape)
    return grads


def writes_into_the_values(graph, values, rules, unbroadcast):
    out = [np.zeros(v.shape) for v in values]
    out[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](out[i], *[values[p] for p in parents], *extra), strict=True):
                out[p] = out[p] + unbroadcast(part, values[p].shape)
        if i == 0:
            values[0] = out[0]
    return out


def pops_the_graph(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    while graph:
        name, parents, extra = graph.pop()
        if parents:
            for p, part in zip(
                parents, rules[name](grads[len(graph)], *[values[p] for p in parents], *extra), strict=True
            ):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def extra_forgotten(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents]), strict=True):
                grads[p] = grads[p] + unbroadcast(part, values[p].shape)
    return grads


def gradients_in_float32(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape, np.float32) for v in values]
    grads[-1] = np.ones((), np.float32)
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            for p, part in zip(parents, rules[name](grads[i], *[values[p] for p in parents], *extra), strict=True):
                grads[p] = (grads[p] + unbroadcast(part, values[p].shape)).astype(np.float32)
    return grads


def parts_swapped(graph, values, rules, unbroadcast):
    grads = [np.zeros(v.shape) for v in values]
    grads[-1] = np.ones(())
    for i in reversed(range(len(graph))):
        name, parents, extra = graph[i]
        if parents:
            parts = rules[name](grads[i], *[values[p] for p in parents], *extra)
            for p, part in zip(parents, reversed(parts), strict=True):
                fits = part.shape == values[p].shape
                grads[p] = grads[p] + (part if fits else unbroadcast(part, values[p].shape) * np.ones(values[p].shape))
    return grads


# rule_is_right.


def always_right(forward, rule, inputs, rng):
    forward(*inputs)
    return True


def always_broken(forward, rule, inputs, rng):
    return False


def g_of_ones(forward, rule, inputs, rng):
    g = np.ones(np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def g_never_negative(forward, rule, inputs, rng):
    g = rng.random(np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def first_input_only(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    part = rule(g, *inputs)[0]
    if np.shape(part) != inputs[0].shape:
        return False
    u = rng.normal(size=inputs[0].shape)
    ends = [forward(inputs[0] + s * u, *inputs[1:]) for s in (1e-5, -1e-5)]
    a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(part * u)
    return bool(abs(a - b) <= 1e-5 * max(abs(a), abs(b)))


def number_not_looked_at(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    for k, part in enumerate(rule(g, *inputs)):
        x = inputs[k]
        if np.shape(part) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(part * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def shape_not_looked_at(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def nan_passes(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if abs(a - b) > 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def absolute_tolerance(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-9:
            return False
    return True


def zero_over_zero(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        with np.errstate(all="ignore"):
            if not abs(a - b) / max(abs(a), abs(b)) <= 1e-5:
                return False
    return True


def tolerance_of_a_tenth(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    if len(grads) != len(inputs):
        return False
    for k, x in enumerate(inputs):
        if np.shape(grads[k]) != x.shape:
            return False
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 0.1 * max(abs(a), abs(b)):
            return False
    return True


def divides_by_h(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    for k, x in enumerate(inputs):
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 1e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def steps_too_short(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    for k, x in enumerate(inputs):
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-15, -1e-15)]
        a, b = np.sum(g * (ends[0] - ends[1])) / 2e-15, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def sums_without_g(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    for k, x in enumerate(inputs):
        u = rng.normal(size=x.shape)
        ends = [forward(*inputs[:k], x + s * u, *inputs[k + 1 :]) for s in (1e-5, -1e-5)]
        a, b = np.sum(ends[0] - ends[1]) / 2e-5, np.sum(grads[k] * u)
        if not abs(a - b) <= 1e-5 * max(abs(a), abs(b)):
            return False
    return True


def returns_the_error(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    u = rng.normal(size=inputs[0].shape)
    ends = [forward(inputs[0] + s * u, *inputs[1:]) for s in (1e-5, -1e-5)]
    return abs(np.sum(g * (ends[0] - ends[1])) / 2e-5 - np.sum(np.asarray(grads[0]) * u))


def all_inputs_moved_along_one_another(forward, rule, inputs, rng):
    g = rng.normal(size=np.shape(forward(*inputs)))
    grads = rule(g, *inputs)
    us = [np.ones(x.shape) for x in inputs]
    ends = [forward(*[x + s * u for x, u in zip(inputs, us, strict=True)]) for s in (1e-5, -1e-5)]
    a = np.sum(g * (ends[0] - ends[1])) / 2e-5
    b = sum(np.sum(part * u) for part, u in zip(grads, us, strict=False))
    return bool(abs(a - b) <= 1e-5 * max(abs(a), abs(b)))


CASES = (
    Case(slope_grows_by_two, "predict_doublings", "numbers", "predicted_linear_slope"),
    Case(overwriting_does_no_harm, "predict_doublings", "numbers", "predicted_overwriting_harmless"),
    Case(overwriting_keeps_two, "predict_doublings", "numbers", "predicted_overwriting_two"),
    Case(one_call_for_each_part, "predict_doublings", "numbers", "predicted_calls_of_parts"),
    Case(input_called_too, "predict_doublings", "numbers", "predicted_calls_with_input"),
    Case(paths_for_calls, "predict_doublings", "numbers", "predicted_paths_for_calls"),
    Case(input_counted_on_every_path, "predict_doublings", "numbers", "predicted_paths_with_input"),
    Case(three_numbers, "predict_doublings", "numbers"),
    Case(numbers_of_two_doublings, "predict_doublings", "numbers"),
    Case(prints_the_prediction, "predict_doublings", "numbers"),
    Case(nothing_is_summed, "unbroadcast", "leading stretched", "unbroadcast_nothing"),
    Case(new_axes_only, "unbroadcast", "stretched", "unbroadcast_leading_only"),
    Case(stretched_axes_only, "unbroadcast", "leading", "unbroadcast_nothing"),
    Case(stretched_axes_lost, "unbroadcast", "stretched", "unbroadcast_stretched_dropped"),
    Case(mean_of_the_copies, "unbroadcast", "leading stretched", "unbroadcast_mean"),
    Case(first_copy, "unbroadcast", "leading stretched", "unbroadcast_first_copy"),
    Case(last_axes_summed, "unbroadcast", "leading", "unbroadcast_trailing"),
    Case(one_new_axis_at_most, "unbroadcast", "leading", "unbroadcast_one_axis"),
    Case(total_everywhere, "unbroadcast", "leading stretched", "unbroadcast_everything"),
    Case(first_stretched_axis_only, "unbroadcast", "stretched"),
    Case(reshaped_without_a_sum, "unbroadcast", "leading stretched", "unbroadcast_first_copy"),
    Case(axes_counted_from_the_front, "unbroadcast", "stretched"),
    Case(changes_g_while_summing, "unbroadcast", "leading"),
    Case(ones_for_a_sum, "add_backward", "value", "add_without_g"),
    Case(g_shared_out, "add_backward", "value", "add_shared_out"),
    Case(product_rule_for_a_sum, "add_backward", "value", "add_by_product_rule"),
    Case(rule_of_a_difference, "add_backward", "value", "add_minus"),
    Case(g_times_each_input, "add_backward", "value", "add_times_own_value"),
    Case(row_gets_the_mean, "add_backward", "value"),
    Case(first_row_for_the_row, "add_backward", "value"),
    Case(one_gradient_for_both, "add_backward", "value"),
    Case(adds_b_to_g_in_place, "add_backward", "value"),
    Case(sum_in_the_type_of_a, "add_backward", "value"),
    Case(own_factor, "multiply_backward", "value", "multiply_own_factor"),
    Case(slopes_without_g, "multiply_backward", "value", "multiply_without_g"),
    Case(rule_of_a_sum, "multiply_backward", "value", "multiply_as_sum"),
    Case(both_factors, "multiply_backward", "value", "multiply_by_both"),
    Case(second_copied_from_first, "multiply_backward", "value", "multiply_first_factor_twice"),
    Case(g_changed_in_place, "multiply_backward", "value"),
    Case(a_changed_in_place, "multiply_backward", "value"),
    Case(product_in_the_type_of_a, "multiply_backward", "value"),
    Case(negative_second_factor, "multiply_backward", "value"),
    Case(divides_by_the_input, "multiply_backward", "value"),
    Case(returned_in_the_other_order, "matmul_backward", "matrices", "matmul_in_other_order"),
    Case(no_transposes, "matmul_backward", "matrices", "matmul_no_transposes"),
    Case(a_not_transposed, "matmul_backward", "matrices", "matmul_a_not_transposed"),
    Case(b_not_transposed, "matmul_backward", "matrices", "matmul_b_not_transposed"),
    Case(factors_swapped, "matmul_backward", "matrices", "matmul_factors_swapped"),
    Case(entrywise_rule, "matmul_backward", "matrices", "matmul_entry_by_entry"),
    Case(gradient_of_b_transposed, "matmul_backward", "matrices", "matmul_b_result_transposed"),
    Case(all_axes_turned, "matmul_backward", "stacks"),
    Case(stacks_turned_the_wrong_way, "matmul_backward", "stacks"),
    Case(divided_by_the_rows, "matmul_backward", "matrices stacks"),
    Case(g_scaled_before_the_product, "matmul_backward", "matrices"),
    Case(without_g_at_all, "matmul_backward", "matrices stacks"),
    Case(mask_by_g, "relu_backward", "value", "relu_masked_by_g"),
    Case(no_mask, "relu_backward", "value", "relu_not_masked"),
    Case(relu_of_the_gradient, "relu_backward", "value", "relu_of_g"),
    Case(mask_alone, "relu_backward", "value", "relu_mask_only"),
    Case(times_the_result, "relu_backward", "value", "relu_times_result"),
    Case(mask_turned_round, "relu_backward", "value", "relu_mask_flipped"),
    Case(passes_at_zero, "relu_backward", "value", "relu_passes_at_zero"),
    Case(half_at_zero, "relu_backward", "value", "relu_half_at_zero"),
    Case(zeros_like_a, "relu_backward", "value", "relu_in_the_type_of_a"),
    Case(blanks_g_itself, "relu_backward", "value"),
    Case(leaky, "relu_backward", "value", "relu_leaky"),
    Case(absolute_value, "relu_backward", "value"),
    Case(clips_at_one, "relu_backward", "value"),
    Case(rule_of_a_mean, "sum_backward", "kept", "sum_as_mean"),
    Case(g_as_it_came, "sum_backward", "kept dropped", "sum_not_copied"),
    Case(ones_without_g, "sum_backward", "kept dropped", "sum_without_g"),
    Case(multiplied_by_a, "sum_backward", "kept", "sum_times_a"),
    Case(never_puts_the_axis_back, "sum_backward", "dropped", "sum_axis_not_put_back"),
    Case(puts_the_axis_last, "sum_backward", "dropped", "sum_axis_put_last"),
    Case(puts_the_axis_back_always, "sum_backward", "kept"),
    Case(ones_like_a_cut_off, "sum_backward", "kept"),
    Case(sums_g_once_more, "sum_backward", "kept dropped"),
    Case(minus_one_taken_for_none, "sum_backward", "kept dropped"),
    Case(g_doubled_in_place, "sum_backward", "kept"),
    Case(softmax_without_g, "logsumexp_backward", "value", "lse_without_g"),
    Case(softmax_over_everything, "logsumexp_backward", "value", "lse_over_everything"),
    Case(softmax_over_another_axis, "logsumexp_backward", "value", "lse_over_other_axis"),
    Case(not_divided, "logsumexp_backward", "value large", "lse_not_divided"),
    Case(rule_of_the_maximum, "logsumexp_backward", "value", "lse_of_largest"),
    Case(copied_like_a_sum, "logsumexp_backward", "value", "lse_copied"),
    Case(slope_of_a_sigmoid, "logsumexp_backward", "value", "lse_of_softmax"),
    Case(overflows, "logsumexp_backward", "large"),
    Case(shifted_by_one_for_all, "logsumexp_backward", "large"),
    Case(clipped_against_overflow, "logsumexp_backward", "large"),
    Case(nan_to_num_against_overflow, "logsumexp_backward", "large"),
    Case(epsilon_below_the_fraction, "logsumexp_backward", "value"),
    Case(g_meets_the_wrong_axis, "logsumexp_backward", "value"),
    Case(shifts_a_in_place, "logsumexp_backward", "value"),
    Case(overwrites, "backward", "shared", "backward_overwrites"),
    Case(keeps_the_first_part, "backward", "shared", "backward_keeps_the_first"),
    Case(repeated_parent_counts_once, "backward", "shared", "backward_repeated_once"),
    Case(broadcasting_not_undone, "backward", "broadcast", "backward_broadcasts"),
    Case(starts_with_the_loss, "backward", "value", "backward_starts_with_value"),
    Case(starts_with_zero, "backward", "value shared broadcast order contract"),
    Case(hands_one_to_every_rule, "backward", "value shared broadcast order", "backward_without_chain"),
    Case(goes_forwards, "backward", "value shared broadcast order contract", "backward_goes_forwards"),
    Case(along_every_path, "backward", "order"),
    Case(passes_on_too_early, "backward", "order"),
    Case(order_of_first_visits, "backward", "order"),
    Case(none_where_nothing_arrives, "backward", "order"),
    Case(aside_nodes_begin_with_one, "backward", "order"),
    Case(gradients_of_inputs_only, "backward", "value shared broadcast order contract"),
    Case(zeros_like_the_values, "backward", "contract"),
    Case(adds_in_place_to_zeros_like, "backward", "contract"),
    Case(writes_into_the_values, "backward", "contract"),
    Case(pops_the_graph, "backward", "contract"),
    Case(extra_forgotten, "backward", "value shared broadcast order contract"),
    Case(gradients_in_float32, "backward", "value shared broadcast order"),
    Case(parts_swapped, "backward", "value shared broadcast order contract"),
    Case(always_right, "rule_is_right", "broken right"),
    Case(always_broken, "rule_is_right", "broken right"),
    Case(g_of_ones, "rule_is_right", "broken"),
    Case(g_never_negative, "rule_is_right", "broken"),
    Case(first_input_only, "rule_is_right", "broken"),
    Case(number_not_looked_at, "rule_is_right", "broken"),
    Case(shape_not_looked_at, "rule_is_right", "broken"),
    Case(nan_passes, "rule_is_right", "broken"),
    Case(absolute_tolerance, "rule_is_right", "right"),
    Case(zero_over_zero, "rule_is_right", "right"),
    Case(tolerance_of_a_tenth, "rule_is_right", "broken"),
    Case(divides_by_h, "rule_is_right", "broken right"),
    Case(steps_too_short, "rule_is_right", "broken right"),
    Case(sums_without_g, "rule_is_right", "broken right"),
    Case(returns_the_error, "rule_is_right", "broken right"),
    Case(all_inputs_moved_along_one_another, "rule_is_right", "broken"),
)
