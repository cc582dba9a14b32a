"""The tasks of `backward`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import answers_to, failure, holds, kind_of, read_only, unchanged
from autograder.checks.backpropagation.graphs import MOST, Rules, Tape, Walk, chain, draw_tree, walk_of
from autograder.checks.backpropagation.judgement import CLOSE, STEM, complaint, read_array
from autograder.checks.backpropagation.rules import fit
from autograder.misconceptions import CATALOGUE, Observation

_SINGLE = 1e-4  # relative; for values in float32


def _ask(function: Function, walk: Walk, rules: Rules | None = None) -> Any:
    """What comes back, whatever it is; and the calls of rules are counted."""
    rules = rules or Rules()
    try:
        return call(
            function, list(walk.graph), [value.copy() for value in walk.values], rules.table(), fit, where=walk.where
        )
    except CheckFailed as failed:
        if rules.calls > MOST:
            raise CheckFailed(
                f"Your function calls rules more than {MOST} times {walk.where}. Does it go back along every path? "
                "A node's rule is called once, when all of its gradient has arrived.",
                staff=failed.staff,
            ) from failed
        raise


def _read(value: Any, walk: Walk, lenient: bool = False) -> list[Array]:
    """The gradients of all nodes as arrays, of whatever shape; if lenient, None stands for zeros."""
    n = len(walk.values)
    if type(value) not in (list, tuple) or len(value) != n:
        raise CheckFailed(f"Return a list with a gradient for each node, {n} {walk.where}; yours is {kind_of(value)}.")
    if lenient:
        value = [np.zeros(own.shape) if one is None else one for one, own in zip(value, walk.values, strict=True)]
    for number, one in enumerate(value):
        if one is None:
            raise CheckFailed(
                f"Your gradient of node {number} is None {walk.where}. Where the last node does not depend on a node, "
                "its gradient is an array of zeros."
            )
    return [
        read_array(one, f"Your gradient of node {number}", walk.where, walk.values[number].shape)
        for number, one in enumerate(value)
    ]


def _judge(
    function: Function, walks: Sequence[Walk], hint: str, charged: tuple[str, ...] = (), scaled: bool = True
) -> None:
    """Demand the right gradients of all nodes.

    Args:
        function: the student's function.
        walks: what to ask.
        hint: what to look at if the mistake is not known.
        charged: known mistakes that another task has charged, and that are let pass.
        scaled: whether gradients are compared in units of that of the last node, since another task judges that.
    """
    answers, stopped = answers_to(walks, lambda walk: _read(_ask(function, walk), walk))
    if scaled:
        answers = [_in_units_of_the_last(got) for got in answers]
    seen = list(zip(walks, answers, strict=False))
    for walk, got in seen:
        text = _complaint(walk, got)
        if text and not _is_charged(seen, charged):
            observations = [
                Observation((one.graph, one.values, Rules().table(), fit), answer, one.right()) for one, answer in seen
            ]
            raise failure(STEM, "backward", text, observations, hint)
    if stopped:
        raise stopped


def _in_units_of_the_last(got: list[Array]) -> list[Array]:
    """Gradients over that of the last node, in which every rule is linear; as they are if that will not do."""
    last = got[-1]
    return [one / last for one in got] if last.shape == () and last != 0 else got


def _complaint(walk: Walk, got: list[Array]) -> str:
    """What is wrong first, from the last node on."""
    right = walk.right()
    for number in reversed(range(len(right))):
        text = complaint(
            f"Your gradient of node {number} of {len(right)}",
            got[number],
            right[number],
            walk.where,
            right[number].shape,
        )
        if text:
            return text
    return ""


def _is_charged(seen: Sequence[tuple[Walk, list[Array]]], charged: tuple[str, ...]) -> bool:
    """Whether answers are those of one of these known mistakes."""
    for name in charged:
        wrong = CATALOGUE[name].wrong
        if all(_same(wrong(walk.graph, walk.values, Rules().table(), fit), got) for walk, got in seen):
            return True
    return False


def _same(one: Sequence[Array], other: Sequence[Array]) -> bool:
    return all(
        a.shape == b.shape and holds(np.abs(a - b).max(initial=0.0) / np.abs(a).max(initial=1.0), CLOSE)
        for a, b in zip(one, other, strict=True)
    )


def check_value(function: Function, rng: Generator) -> None:
    """Judge graphs in which every node has one child, and nothing is broadcast."""
    walks = [
        chain(rng, ("multiply",), "on a product"),
        chain(rng, ("matmul", "add", "relu"), "on a layer"),
        chain(rng, ("multiply", "matmul", "multiply"), "on a chain of products"),
        *(draw_tree(rng, depth) for depth in (1, 2, 3, 4)),
    ]
    _judge(
        function,
        walks,
        "The last node has gradient 1; from there on, each node hands its inputs what its rule returns.",
        scaled=False,
    )


def _squared(rng: Generator, shape: tuple[int, ...], name: str = "multiply") -> Walk:
    tape = Tape()
    x = tape.leaf(rng.normal(size=shape))
    tape.total(tape.apply(name, x, x))
    return walk_of(tape, "on a node that is multiplied by itself")


def _diamond(rng: Generator, shape: tuple[int, ...], arms: int) -> Walk:
    """An input with several children, whose results are added; it has no parents that could be served too early."""
    tape = Tape()
    x = tape.leaf(rng.normal(size=shape))
    ends = [tape.apply("multiply", x, tape.leaf(rng.normal(size=shape))) for _ in range(arms)]
    while len(ends) > 1:
        ends = [tape.apply("add", *ends[:2]), *ends[2:]]
    tape.total(ends[0])
    return walk_of(tape, f"on a node with {arms} children")


def _doubled(rng: Generator) -> Walk:
    tape = Tape()
    x = tape.leaf(rng.normal(size=(3,)))
    node = tape.apply("add", x, x)
    tape.total(tape.apply("multiply", node, tape.leaf(rng.normal(size=(3,)))))
    return walk_of(tape, "on a node that is added to itself")


def check_shared(function: Function, rng: Generator) -> None:
    """Judge nodes that are used more than once."""
    walks = [
        _squared(rng, (3, 2)),
        _diamond(rng, (2, 3), 2),
        _doubled(rng),
        _diamond(rng, (4,), 4),
        _squared(rng, (3, 3), "matmul"),
        _squared(rng, ()),
    ]
    _judge(function, walks, "A node that is used several times gets a part of its gradient from each use: add them up.")


def _broadcast(rng: Generator, name: str, large: tuple[int, ...], small: tuple[int, ...], swap: bool = False) -> Walk:
    tape = Tape()
    a, b = tape.leaf(rng.normal(size=large)), tape.leaf(rng.normal(size=small))
    both = tape.apply(name, *((b, a) if swap else (a, b)))
    tape.total(tape.apply("multiply", both, tape.leaf(rng.normal(size=tape.shape(both)))))
    return walk_of(tape, f"where {name} meets shapes {large} and {small}")


def check_broadcast(function: Function, rng: Generator) -> None:
    """Judge nodes that NumPy has broadcast, inner ones at the end."""
    walks = [
        _broadcast(rng, "add", (3, 4), (4,)),
        _broadcast(rng, "multiply", (3, 4), (3, 1)),
        _broadcast(rng, "add", (2, 3), ()),
        _broadcast(rng, "multiply", (2, 3), (1, 3), swap=True),
        _broadcast(rng, "matmul", (2, 3, 2), (2, 4)),
        _layer(rng),
    ]
    _judge(
        function,
        walks,
        "A gradient has the shape of its node. Hand what a rule returns to `unbroadcast`, with the shape of the input.",
    )


def _layer(rng: Generator) -> Walk:
    """A network of two layers and its softmax loss, in which each node has one child."""
    tape = Tape()
    X, W, b, V, c = (tape.leaf(rng.normal(size=shape)) for shape in ((5, 2), (2, 4), (4,), (4, 3), (3,)))
    hidden = tape.apply("relu", tape.apply("add", tape.apply("matmul", X, W), b))
    scores = tape.apply("add", tape.apply("matmul", hidden, V), c)
    losses = tape.apply("logsumexp", scores, extra=(1, False))
    tape.total(tape.apply("multiply", losses, tape.leaf(1 / 5)))
    return walk_of(tape, "on a network of two layers")


def _skip(rng: Generator, hops: int) -> Walk:
    """A node with parents that is used at once, and again some steps later."""
    tape = Tape()
    x = shared = tape.apply("multiply", *(tape.leaf(rng.normal(size=(2, 2))) for _ in range(2)))
    for _ in range(hops):
        x = tape.apply("multiply", x, tape.leaf(rng.normal(size=(2, 2))))
    both = (shared, x) if rng.random() < 0.5 else (x, shared)
    tape.total(tape.apply("multiply", tape.apply("add", *both), tape.leaf(rng.normal(size=(2, 2)))))
    return walk_of(tape, "on a node that is used early and late")


def _late(rng: Generator) -> Walk:
    """Two ways of different length, in both orders of the parents, so that no search from the end gets both right."""
    tape = Tape()
    top = tape.apply("multiply", *(tape.leaf(rng.normal(size=(3,))) for _ in range(2)))
    long = tape.apply("relu", tape.apply("multiply", top, tape.leaf(rng.normal(size=(3,)))))
    first = tape.apply("add", long, top)
    longer = tape.apply("multiply", tape.apply("add", first, tape.leaf(rng.normal(size=(3,)))), tape.leaf(np.ones(3)))
    tape.total(tape.apply("add", first, longer))
    return walk_of(tape, "on two nodes that are used early and late")


def _aside(rng: Generator) -> Walk:
    """Nodes on which the last one does not depend, among them a child of one on which it does."""
    tape = Tape()
    x, y = (tape.leaf(rng.normal(size=(3,))) for _ in range(2))
    used = tape.apply("multiply", x, y)
    tape.apply("relu", tape.apply("add", used, tape.leaf(rng.normal(size=(3,)))))
    tape.leaf(rng.normal(size=(2, 2)))
    tape.total(used)
    return walk_of(tape, "with nodes that the last one does not depend on")


def check_order(function: Function, rng: Generator) -> None:
    """Judge the order: nodes of several depths, nodes aside, and the number of calls."""
    walks = [_skip(rng, 1), _skip(rng, 3), _aside(rng), _late(rng), _skip(rng, 2)]
    # Who overwrites has lost the marks of shared nodes for it, and loses these for other numbers only.
    _judge(
        function,
        walks,
        "A node may pass its gradient on when every node that uses it has sent its part. The list is in the order of "
        "the computation, so go through it backwards.",
        charged=("backward_overwrites", "backward_keeps_the_first", "backward_repeated_once"),
    )
    tape = Tape()
    node = tape.leaf(rng.uniform(0.5, 1, (2,)))
    for _ in range(40):
        node = tape.apply("add", node, node)
    tape.total(node)
    walk, rules = walk_of(tape, "on 40 doublings"), Rules()
    _ask(function, walk, rules)
    due = sum(bool(parents) for _, parents, _ in walk.graph)
    if rules.calls > due:
        raise CheckFailed(
            f"Your function calls rules {rules.calls} times {walk.where}; {due} nodes have one: call each once."
        )


def check_walk_contract(function: Function, rng: Generator) -> None:
    """Judge that arguments stay as they are, nothing survives a call, and every type is taken."""
    walk = _plain(lambda shape: rng.normal(size=shape))
    first = _usable(function, walk)
    _need_same(_usable(function, walk), first, "when it is called again with the same arguments", CLOSE)
    graph, values = list(walk.graph), [value.copy() for value in walk.values]
    with unchanged(graph=graph, values=values):
        call(function, graph, values, Rules().table(), fit, where=walk.where)
    locked = Walk(walk.graph, read_only(*walk.values), "with values that are read-only")
    value = call(function, list(locked.graph), locked.values, Rules().table(), fit, where=locked.where)
    _need_same(_read(value, locked, lenient=True), first, locked.where, CLOSE)
    whole = _plain(lambda shape: rng.integers(1, 5, shape) * rng.choice([-1, 1], shape))
    floats = Walk(whole.graph, [value.astype(float) for value in whole.values], "with whole numbers as floats")
    integers = Walk(whole.graph, whole.values, "with integers in all values")
    _need_same(_usable(function, integers), _usable(function, floats), integers.where, CLOSE)
    short = Walk(walk.graph, [value.astype(np.float32) for value in walk.values], "with float32 in all values")
    _need_same(_usable(function, short), first, short.where, _SINGLE)


def _plain(draw: Any) -> Walk:
    """A graph that shows neither shared nodes nor broadcasting, with a node aside."""
    tape = Tape()
    a, b, c = (tape.leaf(draw(shape)) for shape in ((3, 2), (2, 3), (3, 3)))
    tape.leaf(draw((2,)))
    tape.total(tape.apply("multiply", tape.apply("matmul", a, b), c))
    return walk_of(tape, "on a graph of seven nodes")


def _usable(function: Function, walk: Walk) -> list[Array]:
    """Gradients of the shapes of their nodes, right or not, but some of them not zero and not all 1."""
    got = _read(_ask(function, walk), walk, lenient=True)  # whether there may be None, another task judges
    for number, (one, value) in enumerate(zip(got, walk.values, strict=True)):
        if one.shape != value.shape:
            raise CheckFailed(f"Your gradient of node {number} has shape {one.shape}; it must have that of its value.")
    if not any(one.size > 1 and np.ptp(one) > 0 for one in got):
        raise CheckFailed("This mark is for gradients that follow their graph; yours do not yet.")
    return got


def _need_same(again: Sequence[Array], first: Sequence[Array], where: str, tolerance: float) -> None:
    for number, (one, other) in enumerate(zip(again, first, strict=True)):
        error = np.abs(one - other).max(initial=0.0) / np.abs(other).max(initial=1.0)
        if one.shape != other.shape or not holds(error, tolerance):
            raise CheckFailed(f"Your function gives another gradient of node {number} {where}.")
