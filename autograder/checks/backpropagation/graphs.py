"""Graphs as plain data, random ones too, and what is right for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.backpropagation.rules import BACKWARD, FORWARD, fit

Node = tuple[str, tuple[int, ...], tuple[Any, ...]]
MOST = 400  # calls of rules in one walk; a graph of ours has 60 nodes at most


@dataclass
class Tape:
    """A graph in the making: each node is computed when it is added.

    Attributes:
        graph: the nodes, inputs before what is made of them.
        values: their values.
    """

    graph: list[Node] = field(default_factory=list)
    values: list[Array] = field(default_factory=list)

    def leaf(self, value: Any) -> int:
        """Add an input; its number."""
        self.graph.append(("input", (), ()))
        self.values.append(np.asarray(value))
        return len(self.graph) - 1

    def apply(self, name: str, *parents: int, extra: tuple[Any, ...] = ()) -> int:
        """Add the result of an operation; its number."""
        self.graph.append((name, parents, extra))
        self.values.append(np.asarray(FORWARD[name](*[self.values[p] for p in parents], *extra)))
        return len(self.graph) - 1

    def total(self, parent: int) -> int:
        """Add the sum of all entries of a node, which ends a graph."""
        return self.apply("sum", parent, extra=(None, False))

    def shape(self, node: int) -> tuple[int, ...]:
        """The shape of a node."""
        return self.values[node].shape


@dataclass(frozen=True, eq=False)
class Walk:
    """One graph to walk through.

    Attributes:
        graph, values: what the student's function is called with.
        where: the graph in words.
    """

    graph: list[Node]
    values: list[Array]
    where: str

    def right(self) -> list[Array]:
        """The gradients of all nodes."""
        gradients = [np.zeros(value.shape) for value in self.values]
        gradients[-1] = np.ones(self.values[-1].shape)
        for number in range(len(self.graph) - 1, -1, -1):
            name, parents, extra = self.graph[number]
            if not parents:
                continue
            parts = BACKWARD[name](gradients[number], *[self.values[p] for p in parents], *extra)
            for parent, part in zip(parents, parts, strict=True):
                gradients[parent] = gradients[parent] + fit(part, self.values[parent].shape)
        return gradients


class Rules:
    """The rules as functions that a student's walk may call, and how often it has called them.

    Attributes:
        calls: the number of calls.
    """

    def __init__(self) -> None:
        self.calls = 0

    def table(self) -> dict[str, Callable[..., Any]]:
        """The rules by the names of their operations."""
        return {name: self._counted(rule) for name, rule in BACKWARD.items()}

    def _counted(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        def counted(g: Any, *arrays_and_extra: Any) -> Any:
            self.calls += 1
            if self.calls > MOST:
                raise ArithmeticError("the rules were called too often")
            if not all(isinstance(one, (int, float, np.number, np.ndarray, type(None))) for one in arrays_and_extra):
                raise TypeError("a rule takes the gradient of its node, the values of its inputs, and what is in extra")
            return rule(np.asarray(g), *arrays_and_extra)

        return counted


def walk_of(tape: Tape, where: str) -> Walk:
    """The graph that was made."""
    return Walk(tape.graph, tape.values, where)


def draw_tree(rng: Generator, depth: int) -> Walk:
    """A random graph in which each node has one child, and nothing is broadcast."""
    tape = Tape()
    shape = tuple(int(n) for n in rng.integers(2, 4, 2))
    top = _grow(tape, rng, shape, depth)
    if rng.random() < 0.5:
        tape.apply("logsumexp", top, extra=(None, False))
    else:
        tape.total(top)
    return walk_of(tape, f"on a graph of {len(tape.graph)} nodes, each used once")


def _grow(tape: Tape, rng: Generator, shape: tuple[int, ...], depth: int) -> int:
    """Add a node of this shape, with all that it is made of."""
    if depth == 0:
        return tape.leaf(rng.normal(size=shape))
    name = str(rng.choice(["add", "multiply", "matmul", "relu", "sum", "logsumexp"]))
    if name in ("add", "multiply"):
        parts = [_grow(tape, rng, shape, depth - 1), _grow(tape, rng, shape, int(rng.integers(depth)))]
        return tape.apply(name, *parts)
    if name == "matmul":
        inner = int(rng.integers(1, 4))
        left = _grow(tape, rng, (shape[0], inner), depth - 1)
        return tape.apply(name, left, _grow(tape, rng, (inner, shape[1]), 0))
    if name == "relu":
        return tape.apply(name, _grow(tape, rng, shape, depth - 1))
    axis = int(rng.integers(2))
    keepdims = bool(rng.random() < 0.5)
    long = (*shape[:axis], 3, *shape[axis:])
    part = tape.apply(name, tape.leaf(rng.normal(size=long)), extra=(axis, keepdims))
    return part if not keepdims else tape.apply("sum", part, extra=(axis, False))


def chain(rng: Generator, steps: Sequence[str], where: str) -> Walk:
    """One operation after the other, each but relu with a fresh input."""
    tape = Tape()
    node = tape.leaf(rng.normal(size=(3, 3)))
    for name in steps:
        others = () if name == "relu" else (tape.leaf(rng.normal(size=(3, 3))),)
        node = tape.apply(name, node, *others)
    tape.total(node)
    return walk_of(tape, where)
