"""The tasks of the local rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function
from autograder.checks.answers import holds
from autograder.checks.backpropagation.judgement import CLOSE, Problem, factor_of, judge, read
from autograder.checks.backpropagation.rules import BACKWARD, FORWARD

Shape = tuple[int, ...]
WHOLE = "with integers in a"


def _whole(rng: Generator, shape: Shape) -> Array:
    """Integers of both signs, none of them 0."""
    return np.asarray(rng.integers(1, 5, shape) * rng.choice([-1, 1], shape))


def _problem(rng: Generator, name: str, arrays: dict[str, Array], where: str, **options: Any) -> Problem:
    """A rule on these inputs, with a random g."""
    result = np.asarray(FORWARD[name](*arrays.values(), **options))
    g = rng.normal(size=result.shape)
    parts = BACKWARD[name](g, *arrays.values(), **options)
    return Problem({"g": g, **arrays, **options}, parts if len(parts) > 1 else parts[0], where)


def _two(rng: Generator, name: str, a: Shape, b: Shape) -> Problem:
    arrays = {"a": rng.normal(size=a), "b": rng.normal(size=b)}
    return _problem(rng, name, arrays, f"with a of shape {a} and b of shape {b}")


_BROADCAST: tuple[tuple[Shape, Shape], ...] = (
    ((3, 4), (3, 4)), ((4,), (4,)), ((3, 3), (3, 3)), ((2, 3, 2), (2, 3, 2)), ((), ()),
    ((3, 4), (4,)), ((3, 1), (3, 4)), ((), (2, 3)), ((3, 1), (1, 4)),
)  # fmt: skip


def _entrywise(rng: Generator, name: str) -> list[Problem]:
    problems = [_two(rng, name, *shapes) for shapes in _BROADCAST]
    whole = {"a": _whole(rng, (3, 4)), "b": rng.normal(size=(3, 4))}
    return [*problems, _problem(rng, name, whole, WHOLE)]


def check_add(function: Function, rng: Generator) -> None:
    """Judge both gradients of a sum."""
    hint = "By how much does the sum grow when one entry of a, or of b, grows by 1?"
    judge(function, "add_backward", _entrywise(rng, "add"), _entry_hint(hint), tidy=True)


def check_multiply(function: Function, rng: Generator) -> None:
    """Judge both gradients of a product, entry by entry."""
    hint = "By how much does a product grow when one of its factors grows by 1?"
    judge(function, "multiply_backward", _entrywise(rng, "multiply"), _entry_hint(hint), tidy=True)


def _entry_hint(otherwise: str) -> Callable[[Problem, Any], str]:
    def hint(problem: Problem, got: tuple[Array, Array]) -> str:
        if problem.where == WHOLE:
            return "For floats it is right. Is something kept in the type of a?"
        same = problem.args["a"].shape == problem.args["b"].shape
        parts = list(zip(got, problem.right, (problem.args["a"], problem.args["b"]), strict=True))
        if any(one.shape == array.shape != right.shape for one, right, array in parts):
            return (
                "Here NumPy broadcasts. To undo it is the walk's part; if you do it here, add up what belongs to the "
                "copies of one entry."
            )
        if not same and any(one.shape != right.shape for one, right, _ in parts):
            return "Here NumPy broadcasts. Leave each gradient in the shape of g, and undo nothing."
        if not same:
            return "For two arrays of one shape it is right. What is different where NumPy broadcasts?"
        return otherwise

    return hint


def check_matmul(function: Function, rng: Generator) -> None:
    """Judge both gradients of the product of two matrices."""
    shapes: list[tuple[Shape, Shape]] = [((n, n), (n, n)) for n in (3, 3, 3, 2)]
    shapes += [((2, 3), (3, 4)), ((5, 2), (2, 3)), ((1, 4), (4, 2)), ((4, 1), (1, 3))]
    problems = [_two(rng, "matmul", *pair) for pair in shapes]
    judge(function, "matmul_backward", problems, _matmul_hint, tidy=True)


def _matmul_hint(problem: Problem, got: tuple[Array, Array]) -> str:
    pairs = list(zip("ab", got, problem.right, strict=True))
    wrong = [name for name, one, right in pairs if one.shape != right.shape or not holds(np.abs(one - right), CLOSE)]
    if wrong == ["a"]:
        return "That of b is right. Write down which entries of the product one entry of a takes part in."
    if wrong == ["b"]:
        return "That of a is right. Write down which entries of the product one entry of b takes part in."
    return "Which product of g and the other matrix has the shape of a? And which has the shape of b?"


def check_stacks(function: Function, rng: Generator) -> None:
    """Judge stacks of matrices, by what the function makes of each matrix alone."""
    seen = 0
    for a, b in (((3, 3, 3), (3, 3, 3)), ((2, 3, 3), (3, 3)), ((3, 3), (4, 3, 3)), ((2, 3, 4), (2, 4, 2))):
        problem = _two(rng, "matmul", a, b)
        own = _one_by_one(function, problem)
        if own is None:  # the other task has charged it
            continue
        if not all(one.any() and np.ptp(one, axis=0).any() for one in own):
            raise CheckFailed("This mark is for gradients that depend on the matrices; yours do not yet.")
        judge(function, "matmul_backward", [Problem(problem.args, own, problem.where)], lambda *_: _STACKED)
        seen += 1
    if not seen:
        raise CheckFailed("This mark is for stacks of matrices; your function does not take single ones yet.")


_STACKED = (
    "Each matrix of the stack counts for itself, as if it came alone. Does .T stand anywhere? It turns all axes "
    "round; only the last two must change places."
)


def _one_by_one(function: Function, problem: Problem) -> tuple[Array, ...] | None:
    """What a function makes of the matrices of a stack, one after the other."""
    g, a, b = problem.args.values()
    a_each, b_each = (one if one.ndim == 3 else np.broadcast_to(one, (len(g), *one.shape)) for one in (a, b))
    singles = []
    for k in range(len(g)):
        args = {"g": g[k].copy(), "a": a_each[k].copy(), "b": b_each[k].copy()}
        try:
            singles.append(read(function, Problem(args, (args["a"], args["b"]), "for single matrices")))
        except CheckFailed:
            return None
    return tuple(np.stack([single[which] for single in singles]) for which in (0, 1))


def check_relu(function: Function, rng: Generator) -> None:
    """Judge the gradient of a relu, also at 0."""
    problems = []
    for shape in ((3, 4), (5,), (4, 4), (2, 3, 2), (1, 6), (6, 1)):
        a = rng.uniform(0.1, 2, shape) * rng.permuted(np.resize([-1, 1], int(np.prod(shape)))).reshape(shape)
        problems.append(_problem(rng, "relu", {"a": a}, f"with a of shape {shape}"))
    a = rng.normal(size=(3, 4))
    a[rng.permuted(np.resize([True, False, False], 12)).reshape(3, 4)] = 0
    problems.append(_problem(rng, "relu", {"a": a}, "with zeros in a"))
    problems.append(_problem(rng, "relu", {"a": _whole(rng, (4, 3))}, WHOLE))
    judge(function, "relu_backward", problems, _relu_hint, tidy=True)


def _relu_hint(problem: Problem, got: Array) -> str:
    if problem.where == "with zeros in a":
        return "Elsewhere it is right. Where a is 0 the slope of this course is 0."
    if problem.where == WHOLE:
        return "For floats it is right. Is something kept in the type of a?"
    if got.shape == problem.right.shape and holds(np.abs(got - problem.right)[problem.args["a"] > 0], CLOSE):
        return "Where a is positive it is right. What does a change of a negative entry do to the result?"
    return factor_of(got, problem.right) or "Where may the gradient pass, and does that depend on a or on g?"


Axis = int | None


def _reduced(rng: Generator, name: str, shape: Shape, axis: Axis, keepdims: bool, a: Array | None = None) -> Problem:
    where = f"with a of shape {shape}, axis={axis}, keepdims={keepdims}" + (", integers" if a is not None else "")
    a = rng.normal(size=shape) if a is None else a
    return _problem(rng, name, {"a": a}, where, axis=axis, keepdims=keepdims)


_KEPT: tuple[tuple[Shape, Axis, bool], ...] = (
    ((3, 4), 1, True), ((3, 4), 0, True), ((4, 4), 1, True), ((3, 3), 0, True), ((2, 3, 4), 1, True),
    ((2, 3, 4), -1, True), ((3, 4), None, True), ((5,), 0, True),
)  # fmt: skip
_DROPPED: tuple[tuple[Shape, Axis, bool], ...] = (
    ((4, 4), 1, False), ((3, 3), 1, False), ((5, 5), -1, False), ((4, 4), 0, False), ((3, 4), 1, False),
    ((3, 4), 0, False), ((2, 3, 4), 1, False), ((2, 3, 4), -2, False), ((3, 4), None, False), ((5,), 0, False),
)  # fmt: skip


def check_sum_kept(function: Function, rng: Generator) -> None:
    """Judge the gradient of sums that keep their axis."""
    problems = [_reduced(rng, "sum", *kind) for kind in _KEPT]
    problems.append(_reduced(rng, "sum", (3, 4), 1, True, _whole(rng, (3, 4))))
    judge(function, "sum_backward", problems, _sum_hint, tidy=True)


def check_sum_dropped(function: Function, rng: Generator) -> None:
    """Judge the gradient of sums that lose their axis, by what the function makes of those that keep it."""
    problems, as_it_came = [], []
    for kind in _DROPPED:
        problem = _reduced(rng, "sum", *kind)
        g, a, axis, _ = problem.args.values()
        kept = g.reshape(np.sum(a, axis=axis, keepdims=True).shape)
        args = {"g": kept, "a": a, "axis": axis, "keepdims": True}
        own = _own_gradient(function, args, problem.where.replace("False", "True"))
        problems.append(problem if own is None else Problem(problem.args, own, problem.where))
        as_it_came.append(own is None and np.array_equal(_raw(function, args, problem.where), kept))
    if all(as_it_came):  # who does not copy g is charged for that already; what is left is the axis
        ask_without_copies, function = function, lambda g, a, *rest: _copied(ask_without_copies(g, a, *rest), a)
    if not all(np.any(problem.right) for problem in problems):
        raise CheckFailed("This mark is for a gradient that depends on g; yours is zero.")
    judge(function, "sum_backward", problems, _dropped_hint)


def _raw(function: Function, args: dict[str, Any], where: str) -> Any:
    """What a function answers, if it can be read."""
    try:
        return read(function, Problem(args, np.zeros(1), where))
    except CheckFailed:
        return None


def _copied(value: Any, a: Array) -> Any:
    """An array copied to the shape of a, if that is possible."""
    try:
        return np.broadcast_to(value, np.shape(a)).copy() if type(value) is np.ndarray else value
    except ValueError:
        return value


def _own_gradient(function: Function, args: dict[str, Any], where: str) -> Array | None:
    """What a function answers, if that has the shape of a."""
    own = _raw(function, args, where)
    if own is None:
        return None
    follows = own.shape == args["a"].shape and (args["g"].size == 1 or np.ptp(own) > 0)
    return np.asarray(own) if follows else None


def _sum_hint(problem: Problem, got: Array) -> str:
    if got.shape != problem.right.shape:
        return "The gradient of a has an entry for each entry of a: copy g along the axis."
    return factor_of(got, problem.right) or "By how much does a sum grow when one of its entries grows by 1?"


def _dropped_hint(problem: Problem, got: Array) -> str:
    if got.shape != problem.right.shape:
        return "Put the axis that the sum has dropped back into g, then copy."
    return "With keepdims=True you give another gradient. Along which axis do you copy g here?"


def check_logsumexp(function: Function, rng: Generator) -> None:
    """Judge the gradient where no exponential is large."""
    problems = [_reduced(rng, "logsumexp", *kind) for kind in (*_KEPT, *_DROPPED)]
    problems.append(_reduced(rng, "logsumexp", (3, 4), 1, True, _whole(rng, (3, 4))))
    judge(function, "logsumexp_backward", problems, _softmax_hint, tidy=True)


def _softmax_hint(problem: Problem, got: Array) -> str:
    g, a, axis, keepdims = problem.args.values()
    if got.shape != a.shape:
        return "The gradient of a has an entry for each entry of a."
    if not keepdims and axis is not None:
        return "Here the result has lost its axis. Put it back into g before you multiply."
    if holds(np.abs(got - problem.right / np.where(g == 0, 1, g)), CLOSE):
        return "These are the slopes; g is missing."
    total = np.sum(got, axis=axis, keepdims=True)
    if not holds(np.abs(total - g), CLOSE):
        return "Along the axis its entries should add up to g, and they do not. Which sum stands below the fraction?"
    return "Along the axis its entries add up to g, as they should. Which exponentials stand above the fraction?"


def check_logsumexp_large(function: Function, rng: Generator) -> None:
    """Judge whether large numbers overflow, by what the function makes of the same numbers shifted into reach."""
    where = "with a of shape (3, 4), axis=1, keepdims=True"
    moderate = [rng.integers(-64, 65, (3, 4)) / 32 for _ in range(3)]
    gs = [rng.normal(size=(3, 1)) for _ in range(3)]

    def own(g: Array, a: Array, words: str) -> Array:
        args = {"g": g, "a": a, "axis": 1, "keepdims": True}
        value: Array = read(function, Problem(args, np.zeros(1), f"{where}{words}"))
        if value.shape != a.shape:
            raise CheckFailed(f"Your gradient has shape {value.shape} {where}{words}; it must have that of a.")
        return value

    plain = [own(g, a, "") for g, a in zip(gs, moderate, strict=True)]
    if any(not np.any(one) for one in plain) or np.array_equal(plain[0], plain[1]):
        raise CheckFailed("This mark is for a gradient that depends on g and a; yours does not yet.")
    fine = all(holds(np.abs(p - _right(g, a)), CLOSE) for p, g, a in zip(plain, gs, moderate, strict=True))
    for (g, a, before), shift in zip(zip(gs, moderate, plain, strict=True), (1024.0, -2048.0, 4096.0), strict=True):
        words = f" and numbers near {'+' if shift > 0 else '-'}1000 in it, or beyond"
        after = _finite(own, g, a + shift, words)
        if not holds(np.abs(after - before) / np.abs(before).max(), 1e-8):
            raise CheckFailed(
                f"Your gradient changes when one number is added to all of a, {where}{words}. The slopes cannot: "
                "shift a, so that its largest entry along the axis is 0."
            )
    rows = np.array([[1024.0], [-1024.0], [0.0]])
    words = " and rows that lie far apart"
    after = _finite(own, gs[0], moderate[0] + rows, words)
    if fine and not holds(np.abs(after - _right(gs[0], moderate[0])), 1e-8):
        raise CheckFailed(
            f"Your gradient is off {where}{words}. Each row must be shifted by its own largest entry, not by one for "
            "the whole array."
        )


def _right(g: Array, a: Array) -> Array:
    return np.asarray(BACKWARD["logsumexp"](g, a, axis=1, keepdims=True)[0])


def _finite(own: Callable[[Array, Array, str], Array], g: Array, a: Array, words: str) -> Array:
    try:
        return own(g, a, words)
    except CheckFailed as failed:
        if "finite" not in failed.message:
            raise
        far = "apart" in words
        hint = (
            "Each row must be shifted by its own largest entry, not by one for the whole array."
            if far
            else "np.exp overflows beyond 709, and below -745 it is 0. What does not change if all of a is shifted?"
        )
        raise CheckFailed(f"{failed.message} {hint}", staff=failed.staff) from failed
