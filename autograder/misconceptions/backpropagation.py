"""The known mistakes of `backpropagation`, each with the signature of the function in which it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Both = tuple[Array, Array]
Axis = int | None
Shape = tuple[int, ...]
Graph = list[tuple[str, tuple[int, ...], tuple[Any, ...]]]
Rules = dict[str, Callable[..., Any]]
Fit = Callable[[Array, Shape], Array]

_STEM = "backpropagation"
_HAND = "backpropagation.html#a-graph-by-hand"
_LOCAL = "backpropagation.html#local-rules-for-arrays"
_BROADCAST = "backpropagation.html#broadcasting-undone"
_BUGS = "backpropagation.html#two-classic-bugs"
_COST = "backpropagation.html#deep-graphs-and-what-is-kept"


# predict_doublings.


@mistake(_STEM, "predict_doublings", _COST)
def predicted_linear_slope(k: int) -> tuple[float, ...]:
    """Your slope grows by 2 with each doubling; it is multiplied by 2."""
    return 2.0 * k, 1.0, k, 2.0**k - 1


@mistake(_STEM, "predict_doublings", _COST)
def predicted_overwriting_harmless(k: int) -> tuple[float, ...]:
    """Your slope with = is the right one; but there each node keeps the last part only, which is 1."""
    return 2.0**k, 2.0**k, k, 2.0**k - 1


@mistake(_STEM, "predict_doublings", _COST)
def predicted_overwriting_two(k: int) -> tuple[float, ...]:
    """Your slope with = is 2; but of two parts, each of them 1, it keeps one."""
    return 2.0**k, 2.0, k, 2.0**k - 1


@mistake(_STEM, "predict_doublings", _COST)
def predicted_calls_of_parts(k: int) -> tuple[float, ...]:
    """Your calls of one walk count each use of an input; a rule is called once for a node and returns all parts."""
    return 2.0**k, 1.0, 2.0 * k, 2.0**k - 1


@mistake(_STEM, "predict_doublings", _COST)
def predicted_calls_with_input(k: int) -> tuple[float, ...]:
    """Your calls of one walk count k + 1 nodes; the first one is an input and has no rule."""
    return 2.0**k, 1.0, k + 1.0, 2.0**k - 1


@mistake(_STEM, "predict_doublings", _COST)
def predicted_paths_for_calls(k: int) -> tuple[float, ...]:
    """Your calls along every path are 2**k, the number of paths; the nodes on the way make 1 + 2 + 4 + ... calls."""
    return 2.0**k, 1.0, k, 2.0**k


@mistake(_STEM, "predict_doublings", _COST)
def predicted_paths_with_input(k: int) -> tuple[float, ...]:
    """Your calls along every path count the input too; it has no rule, so the sum ends one term earlier."""
    return 2.0**k, 1.0, k, 2.0 ** (k + 1) - 1


# unbroadcast.


def _stretched(shape: Shape) -> tuple[int, ...]:
    return tuple(axis for axis, n in enumerate(shape) if n == 1)


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_nothing(g: Array, shape: Shape) -> Array:  # noqa: ARG001
    """Your gradient is g as it came; sum it over the axes along which broadcasting has copied."""
    return g


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_leading_only(g: Array, shape: Shape) -> Array:
    """Your function undoes new axes only; an axis of length 1 that was stretched has to be summed too, and kept."""
    return np.asarray(np.sum(g, axis=tuple(range(g.ndim - len(shape)))))


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_stretched_dropped(g: Array, shape: Shape) -> Array:
    """Your sum over a stretched axis drops it; with keepdims=True it stays, with length 1."""
    total = np.sum(g, axis=tuple(range(g.ndim - len(shape))))
    return np.asarray(np.sum(total, axis=_stretched(shape)))


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_mean(g: Array, shape: Shape) -> Array:
    """Your function takes the mean over the copies; each copy brings a part of the gradient, so add them up."""
    total = np.mean(g, axis=tuple(range(g.ndim - len(shape))))
    return np.asarray(np.mean(total, axis=_stretched(shape), keepdims=True))


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_first_copy(g: Array, shape: Shape) -> Array:
    """Your function takes the first copy and leaves the others; each brings a part of the gradient, so add them up."""
    first = g[(0,) * (g.ndim - len(shape))]
    return np.asarray(first[tuple(slice(0, 1) if n == 1 else slice(None) for n in shape)])


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_trailing(g: Array, shape: Shape) -> Array:
    """Your function sums over the last axes; broadcasting puts new axes in front."""
    total = np.sum(g, axis=tuple(range(len(shape), g.ndim)))
    return np.asarray(np.sum(total, axis=_stretched(shape), keepdims=True))


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_one_axis(g: Array, shape: Shape) -> Array:
    """Your function sums over one new axis at most; broadcasting may put several in front."""
    total = np.sum(g, axis=0) if g.ndim > len(shape) else g
    return np.asarray(np.sum(total, axis=_stretched(shape), keepdims=True) if total.ndim == len(shape) else total)


@mistake(_STEM, "unbroadcast", _BROADCAST)
def unbroadcast_everything(g: Array, shape: Shape) -> Array:
    """Your gradient is the sum of all of g in each entry; each entry gets the sum over its own copies only."""
    return np.asarray(np.full(shape, np.sum(g)))


# add_backward and multiply_backward.


@mistake(_STEM, "add_backward", _LOCAL)
def add_without_g(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradients are the slopes of the sum, which are 1; multiply them by g, which comes from above."""
    return np.ones(g.shape), np.ones(g.shape)


@mistake(_STEM, "add_backward", _LOCAL)
def add_shared_out(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradients share g out, half to each input; a sum grows as much as each of them, so each gets all of g."""
    return g / 2, g / 2


@mistake(_STEM, "add_backward", _LOCAL)
def add_by_product_rule(g: Array, a: Array, b: Array) -> Both:
    """Your gradients are those of a product; when one input of a sum grows by 1, the sum grows by 1."""
    return np.asarray(g * b), np.asarray(g * a)


@mistake(_STEM, "add_backward", _LOCAL)
def add_minus(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradient with respect to b has the sign of a difference; a sum grows with b."""
    return g, -g


@mistake(_STEM, "add_backward", _LOCAL)
def add_times_own_value(g: Array, a: Array, b: Array) -> Both:
    """Your gradients are multiplied by the inputs; the slope of a sum is 1, whatever they are."""
    return np.asarray(g * a), np.asarray(g * b)


@mistake(_STEM, "multiply_backward", _LOCAL)
def multiply_own_factor(g: Array, a: Array, b: Array) -> Both:
    """Your gradients multiply g by the input itself; the slope of a * b with respect to a is b, the other one."""
    return np.asarray(g * a), np.asarray(g * b)


@mistake(_STEM, "multiply_backward", _LOCAL)
def multiply_without_g(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradients are the slopes, b and a; multiply them by g, which comes from above."""
    return np.asarray(b * 1.0), np.asarray(a * 1.0)


@mistake(_STEM, "multiply_backward", _LOCAL)
def multiply_as_sum(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradients are those of a sum; the slope of a * b with respect to a is b."""
    return g, g


@mistake(_STEM, "multiply_backward", _LOCAL)
def multiply_by_both(g: Array, a: Array, b: Array) -> Both:
    """Your gradients multiply g by both inputs; the slope of a * b with respect to a is b alone."""
    return np.asarray(g * a * b), np.asarray(g * a * b)


@mistake(_STEM, "multiply_backward", _LOCAL)
def multiply_first_factor_twice(g: Array, a: Array, b: Array) -> Both:  # noqa: ARG001
    """Your gradients both multiply g by b; the slope of a * b with respect to b is a."""
    return np.asarray(g * b), np.asarray(g * b)


# matmul_backward.


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_in_other_order(g: Array, a: Array, b: Array) -> Both:
    """Your gradients come in the other order; return the one with respect to a first."""
    return a.T @ g, g @ b.T


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_no_transposes(g: Array, a: Array, b: Array) -> Both:
    """Your products lack their transposes: g meets b.T on its right, and a.T on its left."""
    return g @ b, a @ g


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_a_not_transposed(g: Array, a: Array, b: Array) -> Both:
    """Your gradient with respect to b lacks a transpose: a[i, k] meets b[k, j], so sum over i."""
    return g @ b.T, a @ g


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_b_not_transposed(g: Array, a: Array, b: Array) -> Both:
    """Your gradient with respect to a lacks a transpose: a[i, k] meets b[k, j], so sum over j."""
    return g @ b, a.T @ g


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_factors_swapped(g: Array, a: Array, b: Array) -> Both:
    """Your products have their factors in the wrong order; matrices may not change places."""
    return b.T @ g, g @ a.T


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_entry_by_entry(g: Array, a: Array, b: Array) -> Both:
    """Your gradients are those of the product entry by entry, a * b; this one is a @ b."""
    return g * b, g * a


@mistake(_STEM, "matmul_backward", _LOCAL)
def matmul_b_result_transposed(g: Array, a: Array, b: Array) -> Both:
    """Your gradient with respect to b is transposed: g.T @ a belongs to a product with b.T."""
    return g @ b.T, g.T @ a


# relu_backward.


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_masked_by_g(g: Array, a: Array) -> Array:  # noqa: ARG001
    """Your mask is made of g; whether a change gets through depends on the sign of a."""
    return np.asarray(g * (g > 0))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_not_masked(g: Array, a: Array) -> Array:  # noqa: ARG001
    """Your gradient is g everywhere; where a is negative the result stays 0, and so must the gradient."""
    return g


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_of_g(g: Array, a: Array) -> Array:
    """Your mask looks at a and at g; a negative g passes too where a is positive."""
    return np.asarray(np.maximum(g, 0) * (a > 0))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_mask_only(g: Array, a: Array) -> Array:  # noqa: ARG001
    """Your gradient is the slope, 1 or 0; multiply it by g, which comes from above."""
    return np.asarray((a > 0) * 1.0)


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_times_result(g: Array, a: Array) -> Array:
    """Your gradient multiplies g by the result of the relu; multiply it by its slope, which is 1 or 0."""
    return np.asarray(g * np.maximum(a, 0))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_mask_flipped(g: Array, a: Array) -> Array:
    """Your gradient passes where a is negative; it passes where a is positive."""
    return np.asarray(g * (a < 0))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_passes_at_zero(g: Array, a: Array) -> Array:
    """Your gradient passes where a is 0; there the slope of this course is 0."""
    return np.asarray(g * (a >= 0))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_half_at_zero(g: Array, a: Array) -> Array:
    """Your slope is one half where a is 0; in this course it is 0 there."""
    return np.asarray(g * np.heaviside(a, 0.5))


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_in_the_type_of_a(g: Array, a: Array) -> Array:
    """Your gradient has the type of a, so integers in a cut it off; make it an array of floats."""
    out = np.zeros_like(a)
    out[a > 0] = g[a > 0]
    return np.asarray(out * 1.0)


@mistake(_STEM, "relu_backward", _LOCAL)
def relu_leaky(g: Array, a: Array) -> Array:
    """Your slope is 0.01 where a is negative, that of a leaky relu; here it is 0."""
    return np.asarray(g * np.where(a > 0, 1, 0.01))


# sum_backward and logsumexp_backward.


def _put_back(g: Array, axis: Axis, keepdims: bool) -> Array:
    return g if axis is None or keepdims else np.asarray(np.expand_dims(g, axis))


def _softmax(a: Array, axis: Axis) -> Array:
    weights = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return np.asarray(weights / np.sum(weights, axis=axis, keepdims=True))


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_as_mean(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient is that of a mean; a sum grows by 1 when one of its entries does."""
    n = a.size if axis is None else a.shape[axis]
    return np.asarray(np.broadcast_to(_put_back(g, axis, keepdims), a.shape) / n)


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_not_copied(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:  # noqa: ARG001
    """Your gradient is g as it came; a has more entries, and each of them gets its copy of g."""
    return g


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_without_g(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:  # noqa: ARG001
    """Your gradient is 1 everywhere, the slope of a sum; multiply it by g, which comes from above."""
    return np.ones(a.shape)


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_times_a(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient is multiplied by a; the slope of a sum is 1, whatever its entries are."""
    return np.asarray(_put_back(g, axis, keepdims) * a)


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_axis_not_put_back(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:  # noqa: ARG001
    """Your gradient copies g along the first axis, where NumPy puts it; put the axis that was dropped back first."""
    return np.asarray(np.broadcast_to(g, a.shape))


@mistake(_STEM, "sum_backward", _LOCAL)
def sum_axis_put_last(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient puts the dropped axis back as the last one, whatever axis is."""
    back = g if axis is None or keepdims else g[..., np.newaxis]
    return np.asarray(np.broadcast_to(back, a.shape))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_without_g(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:  # noqa: ARG001
    """Your gradient is the slopes, a softmax; multiply them by g, which comes from above."""
    return _softmax(a, axis)


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_over_everything(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your softmax divides by the sum over all of a; divide by the sum along the axis."""
    return np.asarray(_put_back(g, axis, keepdims) * _softmax(a, None))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_over_other_axis(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your softmax runs along another axis than the one of logsumexp."""
    other = axis if axis is None or a.ndim == 1 else (axis + 1) % a.ndim
    return np.asarray(_put_back(g, axis, keepdims) * _softmax(a, other))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_not_divided(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient is g * exp(a); the logarithm divides by the sum of the exponentials."""
    return np.asarray(_put_back(g, axis, keepdims) * np.exp(a))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_of_largest(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient goes to the largest entry alone, which is that of a maximum; logsumexp shares g out to all."""
    return np.asarray(_put_back(g, axis, keepdims) * (a == np.max(a, axis=axis, keepdims=True)))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_copied(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient copies g as that of a sum does; each entry gets the share that its exponential has."""
    return np.asarray(np.broadcast_to(_put_back(g, axis, keepdims), a.shape))


@mistake(_STEM, "logsumexp_backward", _LOCAL)
def lse_of_softmax(g: Array, a: Array, axis: Axis, keepdims: bool) -> Array:
    """Your gradient is multiplied by p * (1 - p), the slope of a sigmoid; that of logsumexp is p itself."""
    p = _softmax(a, axis)
    return np.asarray(_put_back(g, axis, keepdims) * p * (1 - p))


# backward.

Send = Callable[[list[Array], int, Array], None]


def _walk(graph: Graph, values: list[Array], rules: Rules, send: Send) -> list[Array]:
    """The gradients of a walk from the last node, in which `send` adds a part to the gradient of a node."""
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for number in range(len(graph) - 1, -1, -1):
        name, parents, extra = graph[number]
        if parents:
            parts = rules[name](gradients[number], *[values[p] for p in parents], *extra)
            for parent, part in zip(parents, parts, strict=True):
                send(gradients, parent, part)
    return gradients


@mistake(_STEM, "backward", _BUGS)
def backward_overwrites(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your gradients keep the last part that arrives; a node that is used twice must add its parts: + instead of =."""

    def send(gradients: list[Array], parent: int, part: Array) -> None:
        gradients[parent] = unbroadcast(part, np.shape(values[parent]))

    return _walk(graph, values, rules, send)


@mistake(_STEM, "backward", _BUGS)
def backward_keeps_the_first(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your gradients keep the first part that arrives; a node that is used twice must add its parts."""
    reached = set()

    def send(gradients: list[Array], parent: int, part: Array) -> None:
        if parent not in reached:
            gradients[parent] = unbroadcast(part, np.shape(values[parent]))
            reached.add(parent)

    return _walk(graph, values, rules, send)


@mistake(_STEM, "backward", _BUGS)
def backward_repeated_once(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your walk counts a node once that comes twice in one operation, as in x * x; count both parts."""
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for number in range(len(graph) - 1, -1, -1):
        name, parents, extra = graph[number]
        if parents:
            parts = rules[name](gradients[number], *[values[p] for p in parents], *extra)
            for parent, part in dict(zip(parents, parts, strict=True)).items():
                gradients[parent] = gradients[parent] + unbroadcast(part, np.shape(values[parent]))
    return gradients


@mistake(_STEM, "backward", _BUGS)
def backward_broadcasts(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:  # noqa: ARG001
    """Your walk does not undo broadcasting: hand what a rule returns to `unbroadcast`, with the shape of the input."""

    def send(gradients: list[Array], parent: int, part: Array) -> None:
        gradients[parent] = gradients[parent] + part

    return _walk(graph, values, rules, send)


@mistake(_STEM, "backward", _HAND)
def backward_starts_with_value(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your walk starts with the value of the last node; the gradient of the loss with respect to itself is 1."""

    def send(gradients: list[Array], parent: int, part: Array) -> None:
        gradients[parent] = gradients[parent] + unbroadcast(part, np.shape(values[parent]))

    return [gradient * values[-1] for gradient in _walk(graph, values, rules, send)]  # every rule is linear in g


@mistake(_STEM, "backward", _HAND)
def backward_without_chain(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your walk hands 1 to every rule; hand it the gradient of its own node, which the nodes above have filled."""

    def of(name: str) -> Callable[..., Any]:
        return lambda g, *rest: rules[name](np.ones(np.shape(g)), *rest)

    def send(gradients: list[Array], parent: int, part: Array) -> None:
        gradients[parent] = gradients[parent] + unbroadcast(part, np.shape(values[parent]))

    return _walk(graph, values, {name: of(name) for name in rules}, send)


@mistake(_STEM, "backward", _HAND)
def backward_goes_forwards(graph: Graph, values: list[Array], rules: Rules, unbroadcast: Fit) -> list[Array]:
    """Your walk begins with the inputs, whose gradients are not there yet; go through the list from its end."""
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for number, (name, parents, extra) in enumerate(graph):
        if parents:
            parts = rules[name](gradients[number], *[values[p] for p in parents], *extra)
            for parent, part in zip(parents, parts, strict=True):
                gradients[parent] = gradients[parent] + unbroadcast(part, np.shape(values[parent]))
    return gradients
