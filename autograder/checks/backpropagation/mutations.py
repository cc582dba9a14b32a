# ruff: noqa: ARG005 (a rule takes all that it is given, and a broken one need not look at it)
"""The tasks of `rule_is_right`: rules to tell apart, right ones and broken ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import is_number, kind_of, without_shape
from autograder.checks.backpropagation.rules import BACKWARD, FORWARD, fit, softmax

MOST = 1000  # calls of a function of ours in one call of a student's

Rule = Callable[..., Any]
Parts = tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation with its right rule, and inputs far from any kink.

    Attributes:
        forward: from inputs to the result.
        rule: from g and the inputs to the gradients.
        inputs: arrays.
        kind: in words.
    """

    forward: Callable[..., Array]
    rule: Callable[..., Parts]
    inputs: Parts
    kind: str


def _operation(name: str, *inputs: Array, extra: tuple[Any, ...] = (), kind: str = "") -> Operation:
    def rule(g: Array, *arrays: Array) -> Parts:
        parts = BACKWARD[name](g, *arrays, *extra)
        return tuple(fit(part, array.shape) for part, array in zip(parts, arrays, strict=True))

    return Operation(lambda *arrays: np.asarray(FORWARD[name](*arrays, *extra)), rule, inputs, kind or name)


def _add(rng: Generator) -> Operation:
    return _operation("add", rng.normal(size=(2, 3)), rng.normal(size=3), kind="add with a row")


def _multiply(rng: Generator) -> Operation:
    return _operation("multiply", *rng.normal(size=(2, 2, 3)))


def _many(rng: Generator) -> Operation:
    return _operation("multiply", *rng.normal(size=(2, 4, 6)))


def _matmul(rng: Generator) -> Operation:
    return _operation("matmul", *rng.normal(size=(2, 3, 3)))


def _relu(rng: Generator) -> Operation:
    a = rng.uniform(0.2, 2, 24) * rng.permuted(np.resize([-1, 1], 24))  # so many that no random g fits a wrong mask
    return _operation("relu", a.reshape(4, 6))


def _sum(rng: Generator) -> Operation:
    return _operation("sum", rng.normal(size=(3, 3)), extra=(1, False))


def _lse(rng: Generator) -> Operation:
    return _operation("logsumexp", rng.normal(size=(3, 3)), extra=(1, True))


def _first_only(rng: Generator) -> Operation:
    """A function of two inputs that does not depend on the second."""
    a, b = rng.normal(size=(2, 4))
    return Operation(lambda a, _: a**2, lambda g, a, b: (2 * g * a, 0 * b), (a, b), "one that ignores an input")


def _scaled(rng: Generator, scale: float, kind: str) -> Operation:
    base = _multiply(rng)

    def rule(g: Array, *arrays: Array) -> Parts:
        return tuple(scale * part for part in base.rule(g, *arrays))

    return Operation(lambda *arrays: scale * base.forward(*arrays), rule, base.inputs, kind)


@dataclass(frozen=True)
class Mutation:
    """One way to break a rule.

    Attributes:
        kind: in words that follow "one".
        base: draws the operation.
        wrong: what the broken rule returns, from the right gradients, g and the inputs.
    """

    kind: str
    base: Callable[[Generator], Operation]
    wrong: Callable[..., Any]


def _one_entry(parts: Parts, *_: Array) -> Parts:
    last = parts[-1].copy()
    last.flat[np.argmax(np.abs(last))] *= 2
    return (*parts[:-1], last)


def _nan(parts: Parts, *_: Array) -> Parts:
    last = parts[-1].copy()
    last.flat[0] = np.nan
    return (*parts[:-1], last)


BROKEN = (
    Mutation("with the wrong sign", _multiply, lambda parts, *_: tuple(-part for part in parts)),
    Mutation("that is 2 % too large", _matmul, lambda parts, *_: tuple(1.02 * part for part in parts)),
    Mutation("with its two gradients in the wrong order", _multiply, lambda parts, *_: parts[::-1]),
    Mutation("wrong in its second gradient only", _multiply, lambda parts, g, a, b: (parts[0], g * b)),
    Mutation("wrong in its first gradient only", _matmul, lambda parts, g, a, b: (g @ b, parts[1])),
    Mutation("wrong in one entry", _matmul, _one_entry),
    Mutation("wrong in one entry", _relu, _one_entry),
    Mutation("that does not use g", _multiply, lambda parts, g, a, b: (b, a)),
    Mutation("that sums g first", _relu, lambda parts, g, a: (np.sum(g) * (a > 0),)),
    Mutation("with a mask made of g", _relu, lambda parts, g, a: (g * (g > 0),)),
    Mutation("with no mask", _relu, lambda parts, g, a: (g,)),
    Mutation("wrong where g is negative", _many, lambda parts, g, a, b: (np.abs(g) * b, np.abs(g) * a)),
    Mutation("with a product without its transpose", _matmul, lambda parts, g, a, b: (g @ b.T, a @ g)),
    Mutation("that divides like a mean", _sum, lambda parts, *_: (parts[0] / 3,)),
    Mutation("that copies along the wrong axis", _sum, lambda parts, g, a: (np.broadcast_to(g, a.shape).copy(),)),
    Mutation("with the softmax of the wrong axis", _lse, lambda parts, g, a: (g * softmax(a, 0),)),
    Mutation("with a gradient that is 0", _lse, lambda parts, *_: (0 * parts[0],)),
    Mutation("with a gradient that is not 0 for an input that plays no part", _first_only,
             lambda parts, g, a, b: (parts[0], g)),
    Mutation("with NaN in an entry", _multiply, _nan),
    Mutation("with a gradient of another shape than its input", _add, lambda parts, g, a, b: (g, g)),
    Mutation("with a gradient of shape (3,) for an input of shape (2, 3)", _add,
             lambda parts, g, a, b: (g[0], parts[1])),
    Mutation("that returns one gradient for two inputs", _multiply, lambda parts, *_: parts[:1]),
)  # fmt: skip


def _right(rng: Generator) -> list[Operation]:
    """Right rules at which checks stumble."""
    return [
        _add(rng), _multiply(rng), _matmul(rng), _relu(rng), _sum(rng), _lse(rng), _first_only(rng),
        _scaled(rng, 1e6, "multiply, times a million"), _scaled(rng, 1e-6, "multiply, divided by a million"),
        _operation("multiply", rng.normal(size=(2, 3)), rng.normal(size=(2, 1)), kind="multiply with a column"),
        _operation("sum", rng.normal(size=(2, 3)), extra=(0, True)),
    ]  # fmt: skip


def _broken(operation: Operation, wrong: Callable[..., Any]) -> Rule:
    return lambda g, *arrays: wrong(operation.rule(g, *arrays), g, *arrays)


def _verdict(
    function: Function, rng: Generator, operation: Operation, rule: Rule, where: str, counted: bool = False
) -> bool:
    """What a student's check says of a rule; if `counted`, 1 and 0 will do, since they are charged elsewhere."""
    calls = 0

    def patient(ours: Callable[..., Any], fewest: int) -> Callable[..., Any]:
        def asked(*args: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls > MOST:
                raise ArithmeticError("this function was called too often")
            if len(args) != fewest or not all(isinstance(arg, (int, float, np.number, np.ndarray)) for arg in args):
                raise TypeError("this function takes arrays: all inputs, and the rule g before them")
            return ours(*[np.asarray(arg, float) for arg in args])

        return asked

    n = len(operation.inputs)
    child = np.random.default_rng(rng.integers(2**32))
    inputs = tuple(array.copy() for array in operation.inputs)
    args = (patient(operation.forward, n), patient(rule, n + 1), inputs, child)
    verdict = without_shape(call(function, *args, where=where))
    if counted and is_number(verdict) and verdict in (0, 1):
        return bool(verdict)
    if not isinstance(verdict, (bool, np.bool_)):
        raise CheckFailed(f"Return True or False; {where} your function returns {kind_of(verdict)}.")
    return bool(verdict)


def check_broken(function: Function, rng: Generator) -> None:
    """Judge the verdicts on broken rules."""
    trials = [(mutation, mutation.base(rng)) for mutation in BROKEN]
    missed = [
        mutation
        for mutation, base in trials
        if _verdict(function, rng, base, _broken(base, mutation.wrong), f"given a rule {mutation.kind}")
    ]
    if missed:
        raise CheckFailed(
            f"Your check calls {len(missed)} of {len(BROKEN)} broken rules right; one {missed[0].kind}. Does it draw "
            "g and the directions at random, and look at each gradient, its shape, and whether there is one for each "
            "input?"
        )
    if not any(_verdict(function, rng, op, op.rule, f"given the rule of {op.kind}") for op in _right(rng)[:6]):
        raise CheckFailed("This mark is for telling broken rules from right ones; your check calls all of them broken.")


def check_right(function: Function, rng: Generator) -> None:
    """Judge the verdicts on right rules."""
    rights = _right(rng)
    alarms = [
        op for op in rights if not _verdict(function, rng, op, op.rule, f"given the rule of {op.kind}", counted=True)
    ]
    if alarms:
        raise CheckFailed(
            f"Your check calls {len(alarms)} of {len(rights)} right rules broken; first that of {alarms[0].kind}. "
            "Compare relative to the size of the numbers, and mind that both may be 0."
        )
    blatant = [_multiply(rng), _matmul(rng), _scaled(rng, 1e6, "multiply, times a million")]
    if any(
        _verdict(
            function,
            rng,
            op,
            _broken(op, lambda parts, *_: tuple(-3 * part for part in parts)),
            "given a broken rule",
            counted=True,
        )
        for op in blatant
    ):
        raise CheckFailed("This mark is for telling right rules from broken ones; your check calls a gross one right.")
