"""The hidden suite of `backpropagation`: what it takes for right, its graphs, and its broken rules."""

import numpy as np
import pytest
from bodies import backpropagation_right as right

from autograder.checks.backpropagation import mutations, walks
from autograder.checks.backpropagation.graphs import Rules, Tape, draw_tree
from autograder.checks.backpropagation.rules import BACKWARD, FORWARD, fit
from exercises import Exercise

EXERCISE = Exercise("backpropagation")
H = 1e-6


def recomputed(walk, changed):
    """The last value of a graph when nodes have other values than they were given."""
    values = [np.array(value, float) for value in walk.values]
    for number, (name, parents, extra) in enumerate(walk.graph):
        if number in changed:
            values[number] = changed[number]
        elif parents:
            values[number] = np.asarray(FORWARD[name](*[values[p] for p in parents], *extra))
    return float(values[-1])


def measured(walk, node):
    """The gradient with respect to one node, by central differences."""
    slope = np.zeros(walk.values[node].shape)
    for entry in np.ndindex(slope.shape):
        ends = []
        for step in (H, -H):
            value = np.array(walk.values[node], float)
            value[entry] += step
            ends.append(recomputed(walk, {node: value}))
        slope[entry] = (ends[0] - ends[1]) / (2 * H)
    return slope


def graphs():
    rng = np.random.default_rng(5)
    return [
        *(draw_tree(rng, depth) for depth in (1, 2, 3, 4)),
        walks._diamond(rng, (2, 3), 3),
        walks._squared(rng, ()),
        walks._skip(rng, 2),
        walks._late(rng),
        walks._aside(rng),
        walks._layer(rng),
        walks._broadcast(rng, "multiply", (2, 3), (1, 3), swap=True),
        walks._broadcast(rng, "matmul", (2, 3, 2), (2, 4)),
    ]


@pytest.mark.parametrize("walk", graphs(), ids=lambda walk: walk.where)
def test_are_the_gradients_that_answers_are_compared_with_those_that_differences_measure(walk):
    gradients = walk.right()
    for node, gradient in enumerate(gradients):
        numeric = measured(walk, node)
        assert gradient.shape == numeric.shape
        assert np.abs(gradient - numeric).max(initial=0) <= 1e-6 * max(1, np.abs(numeric).max(initial=0))


@pytest.mark.parametrize("mutation", mutations.BROKEN, ids=lambda mutation: mutation.kind)
def test_is_every_broken_rule_broken_so_that_no_draw_hides_it(mutation):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        base = mutation.base(rng)
        g = rng.normal(size=base.forward(*base.inputs).shape)
        good, bad = base.rule(g, *base.inputs), mutation.wrong(base.rule(g, *base.inputs), g, *base.inputs)
        fits = len(good) == len(bad) and all(np.shape(x) == np.shape(y) for x, y in zip(good, bad, strict=True))
        size = max(np.abs(part).max() for part in good)
        off = [np.abs(x - y).max() / size for x, y in zip(good, bad, strict=True)] if fits else [np.nan]
        assert not all(error < 0.01 for error in off)  # so NaN is broken too


def test_are_the_right_rules_of_the_mutations_right_by_differences():
    for operation in mutations._right(np.random.default_rng(1)):
        for draw in range(5):
            rng = np.random.default_rng(draw)
            assert right.entry_by_entry_of_the_jacobian(operation.forward, operation.rule, operation.inputs, rng)


def test_is_a_walk_along_every_path_stopped_before_it_takes_for_ever():
    rules = Rules()
    table, tape = rules.table(), Tape()
    x = tape.leaf(np.ones(2))
    with pytest.raises(ArithmeticError):
        for _ in range(1000):
            table["add"](tape.values[x], tape.values[x], tape.values[x])
    with pytest.raises(TypeError):
        Rules().table()["relu"](1.0, "text")


def test_are_rules_that_sum_to_the_shape_of_the_input_right_as_well():
    for body, function in ((right.summed_already_by_hand, "add_backward"), (right.moveaxis_and_sum, "matmul_backward")):
        assert not EXERCISE.failures(body, function)


def test_do_rules_return_what_a_student_may_change_without_harm():
    g = np.ones((2, 2))
    for part in BACKWARD["add"](g, g, g):
        part += 1
    assert np.all(g == 1)
    assert fit(np.ones((2, 3)), ()).shape == ()
