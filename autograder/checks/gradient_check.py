"""The hidden suite of `gradient_check`: students write a gradient checker, and it is graded by mutation.

Their checker is called with gradients of which we know whether they are right. What counts is its verdict, in both
directions: each task mixes wrong and right ones in an order of its own, so that a checker that always says the same
earns nothing.

Nothing but the values of `f` gives a verdict away. For any function and any array there is a function whose gradient
is that array: the same one plus a linear term, see `_tilted`. So right answers too come with gradients that have a row
swapped, an entry of zero, and so on. Every trial keeps well away from the limits of the rules, see `_is_fair`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, error_of, hinge
from autograder.checks.answers import copies, failure, finite_array, finite_number, holds, kind_of, size_of, unchanged
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

_H, _RTOL, _ATOL = 1e-5, 1e-6, 1e-9  # the defaults of gradient_check
_SINGLE = (1e-2, 1e-2, 1e-3)  # the least of each where f computes in float32
_FLOOR = 1e-3  # of the relative errors that gradient_check reports
_failed = partial(failure, "gradient_check")


# Functions with their gradients.


@dataclass(frozen=True, eq=False)
class Base:
    """A function at a point, and its gradient.

    Attributes:
        f: the function; takes and leaves alone an array of the shape of `x`.
        x: the point.
        gradient: the gradient at any point.
        slips: wrong gradients at `x` that are peculiar to this function.
    """

    f: Callable[[Array], Any]
    x: Array
    gradient: Callable[[Array], Array]
    slips: dict[str, Array] = field(default_factory=dict)

    @property
    def g(self) -> Array:
        """The right gradient at `x`."""
        return self.gradient(self.x)


def _shape(rng: Generator) -> tuple[int, ...]:
    shapes: tuple[tuple[int, ...], ...] = ((7,), (9,), (3, 4), (4, 2), (2, 5), (2, 3, 2))
    return shapes[rng.integers(len(shapes))]


def _curved(rng: Generator, shape: tuple[int, ...] | None = None) -> Base:
    """Sines, exponentials and cubes of single entries."""
    shape = _shape(rng) if shape is None else shape
    a, b, c, x = rng.uniform(-2, 2, (4, *shape))
    return Base(
        lambda z: float(np.sum(a * np.sin(z) + b * np.exp(z / 2) + c * z**3 / 6)),
        x,
        lambda z: a * np.cos(z) + b / 2 * np.exp(z / 2) + c * z**2 / 2,
    )


def _quadratic(rng: Generator, n: int = 8) -> Base:
    A, b, x = rng.uniform(-1, 1, (n, n)), rng.uniform(-2, 2, n), rng.uniform(-1, 1, n)
    A = A + A.T
    return Base(lambda z: float(z @ A @ z / 2 + b @ z), x, lambda z: A @ z + b)


def _linear(rng: Generator, shape: tuple[int, ...] | None = None) -> Base:
    shape = _shape(rng) if shape is None else shape
    c, x = rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape), rng.uniform(-1, 1, shape)
    return Base(lambda z: float(np.sum(c * z)), x, lambda _: c.copy())


def _margins(W: Array, X: Array, y: Array, delta: float = 1.0) -> Array:
    """Margins, shape (N, C); minus infinity at the correct class."""
    return np.where(hinge.own(W, y), -np.inf, hinge.margins(W, X, y, delta))


def _examples(rng: Generator, N: int, D: int, C: int) -> tuple[Array, Array, Array]:
    W, X, y = rng.standard_normal((C, D)), rng.standard_normal((N, D)), rng.integers(C, size=N)
    X[:, -1] = 1
    return W, X, y


def _svm(rng: Generator, reg: float = 0.0) -> Base:
    """The multiclass hinge loss at a point without margins near zero."""
    (N, D, C) = ((6, 4, 3), (7, 3, 4), (5, 4, 3), (9, 3, 3))[rng.integers(4)]
    while True:
        W, X, y = _examples(rng, N, D, C)
        m = _margins(W, X, y)
        near = np.abs(m[np.isfinite(m)])
        if near.min() > 0.02 and 0.25 <= np.mean(m[np.isfinite(m)] > 0) <= 0.75 and (m > 0).sum(axis=1).max() > 1:
            break
    own = np.eye(C)[y]

    def f(V: Array) -> float:
        return float(np.maximum(0, _margins(V, X, y)).sum() / N + reg * np.sum(V**2))

    def pull(active: Any) -> Array:
        return np.asarray((active - own * np.sum(active, axis=1, keepdims=True)).T @ X / N)

    def gradient(V: Array) -> Array:
        return np.asarray(pull(1.0 * (_margins(V, X, y) > 0)) + 2 * reg * V)

    active = 1.0 * (m > 0)
    right, chance = gradient(W), np.exp(X @ W.T)
    last = active.copy()
    last[-1] = 0
    no_ones = right.copy()
    no_ones[:, -1] = 0
    slips = {
        "sum": N * right,
        "indicator": pull(1 - own) + 2 * reg * W,
        "no_reg": right - 2 * reg * W,
        "half_reg": right - reg * W,
        "softmax": (chance / chance.sum(axis=1, keepdims=True) - own).T @ X / N + 2 * reg * W,
        "once": (active - own * (active.sum(axis=1, keepdims=True) > 0)).T @ X / N + 2 * reg * W,
        "no_own": active.T @ X / N + 2 * reg * W,
        "last": pull(last) + 2 * reg * W,
        "ones": no_ones,
    }
    return Base(f, W, gradient, slips)


def _softmax(rng: Generator) -> Base:
    W, X, y = _examples(rng, 6, 3, 4)
    W, reg, own = W / 2, 0.05, np.eye(4)[y]

    def chance(V: Array) -> Array:
        powers = np.exp(X @ V.T)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def f(V: Array) -> float:
        return float(-np.mean(np.log(chance(V)[own == 1])) + reg * np.sum(V**2))

    def gradient(V: Array) -> Array:
        return np.asarray((chance(V) - own).T @ X / 6 + 2 * reg * V)

    return Base(f, W, gradient, {"no_own": chance(W).T @ X / 6 + 2 * reg * W})


def _any(rng: Generator) -> Base:
    makers = (_curved, _quadratic, lambda rng: _svm(rng, 0.1), _softmax)
    return makers[rng.integers(len(makers))](rng)


def _square(rng: Generator) -> Base:
    return _curved(rng, (3, 3))


def _scaled(base: Base, factor: float) -> Base:
    return Base(lambda z: factor * base.f(z), base.x, lambda z: factor * base.gradient(z))


def _uneven(rng: Generator) -> Base:
    """Slopes of size 1000 in some columns, of size 1/100000 in the others; the value stays small near the point."""
    x, s = rng.uniform(-1, 1, (3, 4)), rng.choice([-1, 1], (3, 4)) * np.array([1e3, 1e-5, 1e3, 1e-5])
    return Base(lambda z: float(np.sum(s * (np.sin(z) - np.sin(x)))), x, lambda z: s * np.cos(z))


def _indifferent(rng: Generator) -> Base:
    """A function that does not depend on some of the entries."""
    base = _curved(rng, (3, 4))
    mask = np.ones((3, 4))
    mask[rng.integers(3), 1:3] = 0
    return Base(lambda z: base.f(z * mask), base.x, lambda z: base.gradient(z * mask) * mask)


def _valley(rng: Generator) -> Base:
    """A function at its lowest point, where differences are nothing but round-off."""
    A, x = rng.uniform(-1, 1, (6, 6)), rng.uniform(-1, 1, 6)
    A, low = A @ A.T, rng.uniform(2, 4)
    return Base(lambda z: float((z - x) @ A @ (z - x) / 2 + low), x, lambda z: A @ (z - x))


def _flat(rng: Generator) -> Base:
    x, level = rng.uniform(-1, 1, (2, 4)), rng.uniform(0.5, 2)
    return Base(lambda _: level, x, np.zeros_like)


def _tilted(base: Base, g: Array) -> Base:
    """The function plus a linear term, so that its gradient at `x` is `g`."""
    change = g - base.g
    return Base(lambda z: float(base.f(z) + np.sum(change * (z - base.x))), base.x, lambda z: base.gradient(z) + change)


# Trials.


@dataclass(frozen=True, eq=False)
class Trial:
    """One call of a student's checker.

    Attributes:
        f, x, g: what it is called with.
        ok: the right verdict.
        kind: of the gradient, in words that follow "one".
        options: more arguments, by name.
        n_skipped: how many entries are at a kink.
    """

    f: Callable[[Array], Any]
    x: Array
    g: Array
    ok: bool
    kind: str
    options: dict[str, Any] = field(default_factory=dict)
    n_skipped: int = 0

    @property
    def where(self) -> str:
        """The trial in words that give no number of it away."""
        return f"with x of shape {self.x.shape}"


@dataclass(frozen=True, eq=False)
class Looked:
    """What the rules say of each entry of a trial; arrays of the shape of `x`.

    Attributes:
        slope: the central difference.
        jump: the disagreement of forward and backward difference, in units of what is called a kink.
        excess: the error of the gradient, in units of what passes.
        error: the relative error that is reported.
    """

    slope: Array
    jump: Array
    excess: Array
    error: Array


def _look(trial: Trial) -> Looked:
    x, g, f, middle = trial.x, trial.g, trial.f, trial.f(trial.x)
    options = {"h": _H, "rtol": _RTOL, "atol": _ATOL} | trial.options
    h, rtol, atol = options["h"], options["rtol"], options["atol"]
    if np.asarray(middle).dtype == np.float32:
        h, rtol, atol = np.maximum((h, rtol, atol), _SINGLE)
    ahead, behind = np.zeros(x.shape), np.zeros(x.shape)
    for index in product(*map(range, x.shape)):
        for values, step in ((ahead, h), (behind, -h)):
            z = np.array(x, float)
            z[index] += step
            values[index] = f(z)
    forward, backward = (ahead - float(middle)) / h, (float(middle) - behind) / h
    slope = (ahead - behind) / (2 * h)
    size = np.maximum(np.abs(g), np.abs(slope))
    steepest = np.maximum(1, np.maximum(np.abs(forward), np.abs(backward)))
    return Looked(
        slope,
        np.abs(forward - backward) / (100 * h * steepest),
        np.abs(g - slope) / (atol + rtol * size),
        np.abs(g - slope) / np.maximum(size, _FLOOR),
    )


def _is_fair(trial: Trial, everywhere: bool = False) -> bool:
    """Whether the rules decide a trial clearly; if it is wrong `everywhere`, in each entry."""
    looked = _look(trial)
    kinks = looked.jump > 1
    if kinks.sum() != trial.n_skipped or np.any((looked.jump > 0.3) & (looked.jump < 10)):
        return False
    excess = looked.excess[~kinks]
    if trial.ok:
        return bool(np.all(excess < 0.2))
    clear = 10 if np.asarray(trial.f(trial.x)).dtype == np.float32 else 50
    return bool(np.all(excess > clear) if everywhere else np.any(excess > clear))


def _drawn(rng: Generator, make: Callable[[Generator], Trial], everywhere: bool = False) -> Trial:
    """Draw until the trial is fair."""
    while True:
        trial = make(rng)
        if _is_fair(trial, everywhere):
            return trial


@dataclass(frozen=True, eq=False)
class Mutation:
    """A way to make a wrong gradient from a right one.

    Attributes:
        kind: in words that follow "one".
        base: draws the function.
        wrong: the wrong gradient.
        hint: what to look at in a checker that misses it.
    """

    kind: str
    base: Callable[[Generator], Base]
    wrong: Callable[[Generator, Base], Array]
    hint: str = ""

    def trial(self, rng: Generator) -> Trial:
        """A wrong gradient of this kind."""
        base = self.base(rng)
        return Trial(base.f, base.x, self.wrong(rng, base), False, self.kind)

    def decoy(self, rng: Generator) -> Trial:
        """A right gradient that looks like a wrong one of this kind: its function is linear."""
        g = self.wrong(rng, self.base(rng))
        x, level = rng.uniform(-1, 1, g.shape), rng.uniform(5, 15) * np.abs(g).min()
        return Trial(lambda z: float(level + np.sum(g * (z - x))), x, g, True, _AS_RIGHT)


_AS_RIGHT = "that is right"
_SVM_REG = "of the hinge loss"


def _slip(name: str) -> Callable[[Generator, Base], Array]:
    return lambda _, base: base.slips[name].copy()


def _times(factor: float) -> Callable[[Generator, Base], Array]:
    return lambda _, base: factor * base.g


def _regularised(rng: Generator) -> Base:
    return _svm(rng, rng.uniform(0.1, 0.3))


def _tiny(rng: Generator) -> Base:
    """A loss whose slopes are less than a millionth, but far more than atol."""
    return _scaled(_linear(rng), 3e-7)


def _elsewhere(rng: Generator, base: Base) -> Array:
    return base.gradient(base.x + rng.uniform(0.2, 0.4, base.x.shape) * rng.choice([-1, 1], base.x.shape))


_RELATIVE = "Measure each error relative to its entry: a small loss has small slopes."
_EVERY = "Compare every entry, and let one that fails decide."
_EVERYWHERE = (
    Mutation("with the wrong sign", _any, _times(-1), "Take |g - numeric|, with its absolute value."),
    Mutation("of twice the right size", _any, _times(2), "Divide the difference of f by 2h."),
    Mutation("of half the right size", _any, _times(0.5), "Divide the difference of f by 2h."),
    Mutation("1 % too large in each entry", _any, _times(1.01), "The limit is atol + rtol * max(|g|, |numeric|)."),
    Mutation("1 % too small in each entry", _any, _times(0.99), "The limit is atol + rtol * max(|g|, |numeric|)."),
    Mutation("taken at another point", _curved, _elsewhere, "Take the differences of f at x."),
    Mutation("that is 0 in each entry", _any, _times(0), "A zero is a claim like any other: compare it."),
    Mutation("with the same number in each entry", _any, lambda _, base: np.full(base.x.shape, base.g.mean())),
    Mutation(f"{_SVM_REG}, summed instead of averaged", _regularised, _slip("sum")),
    Mutation(f"{_SVM_REG}, without the indicator", _regularised, _slip("indicator")),
    Mutation(f"{_SVM_REG}, without the regularisation", _regularised, _slip("no_reg")),
    Mutation(f"{_SVM_REG}, with half the regularisation", _regularised, _slip("half_reg")),
    Mutation("of the softmax loss for the hinge loss", _regularised, _slip("softmax")),
    Mutation("of twice the right size, of a tiny loss", _tiny, _times(2), _RELATIVE),
    Mutation("of half the right size, of a tiny loss", _tiny, _times(0.5), _RELATIVE),
)


def _one_entry(change: Callable[[float], float]) -> Callable[[Generator, Base], Array]:
    """Change one entry, not the first."""

    def wrong(rng: Generator, base: Base) -> Array:
        g = base.g
        k = rng.integers(1, g.size)
        g.flat[k] = change(g.flat[k])
        return g

    return wrong


def _swapped(rng: Generator, base: Base) -> Array:
    order = np.arange(len(base.x))
    i, j = rng.choice(len(order), 2, replace=False)
    order[[i, j]] = order[[j, i]]
    return base.g[order]


def _tiny_ones_flipped(_: Generator, base: Base) -> Array:
    return np.where(np.abs(base.g) < 1e-3, -base.g, base.g)


def _last_row_halved(_: Generator, base: Base) -> Array:
    g = base.g
    g[-1] /= 2
    return g


def _not_zero(_: Generator, base: Base) -> Array:
    g = base.g
    g[g == 0] = 1e-3
    return g


_more, _less = _one_entry(lambda v: 1.01 * v), _one_entry(lambda v: 0.99 * v)
_BY_ITSELF = "Judge each entry by itself: in a norm of all, large entries hide small ones."
_SOMEWHERE = (
    Mutation("with one entry of a matrix 1 % too large", lambda rng: _curved(rng, (3, 4)), _more, _EVERY),
    Mutation("with one entry of a matrix 1 % too small", lambda rng: _curved(rng, (4, 2)), _less, _EVERY),
    Mutation("with one entry of a vector 1 % too large", _quadratic, _more, _EVERY),
    Mutation("with one entry 1 % too large", lambda rng: _curved(rng, (2, 3, 2)), _more, _EVERY),
    Mutation("with one entry set to 0", _any, _one_entry(lambda _: 0.0), _EVERY),
    Mutation("with the sign of one entry wrong", _any, _one_entry(lambda v: -v), _EVERY),
    Mutation("with two rows swapped", lambda rng: _curved(rng, (4, 3)), _swapped, _EVERY),
    Mutation("with two entries swapped", _quadratic, _swapped, _EVERY),
    Mutation("that is transposed", _square, lambda _, base: base.g.T.copy(), _EVERY),
    Mutation("in reverse order", lambda rng: _quadratic(rng, 9), lambda _, base: base.g[::-1].copy(), _EVERY),
    Mutation("with the last row halved", lambda rng: _curved(rng, (4, 3)), _last_row_halved, _EVERY),
    Mutation(f"{_SVM_REG}, that subtracts each example once only", _regularised, _slip("once"), _EVERY),
    Mutation(f"{_SVM_REG}, without the rows of the correct classes", _regularised, _slip("no_own"), _EVERY),
    Mutation(f"{_SVM_REG}, without the last example", _regularised, _slip("last"), _EVERY),
    Mutation(f"{_SVM_REG}, with zeros in the last column", _regularised, _slip("ones"), _EVERY),
    Mutation("of the softmax loss, without the indicator of the class", _softmax, _slip("no_own"), _EVERY),
    Mutation("with the small entries wrong beside large ones", _uneven, _tiny_ones_flipped, _BY_ITSELF),
    Mutation("that is not 0 where f does not change", _indifferent, _not_zero, "Compare entries of slope 0 too."),
)  # fmt: skip


def _right(base: Base, **options: Any) -> Trial:
    return Trial(base.f, base.x, base.g, True, _AS_RIGHT, options)


def _rights(rng: Generator) -> list[Trial]:
    """Right gradients at which checkers stumble."""
    zero_kind = "of an f that does not depend on some entries"

    def loose(rng: Generator) -> Trial:
        base = _curved(rng)
        return Trial(base.f, base.x, 1.01 * base.g, True, "1 % too large, where rtol allows 10 %", {"rtol": 0.1})

    def loose_zero(rng: Generator) -> Trial:
        base = _flat(rng)
        return Trial(base.f, base.x, base.g + 1e-4, True, "that is less than atol, of a flat f", {"atol": 1e-3})

    def tilted(rng: Generator) -> Trial:
        mutation = _SOMEWHERE[rng.integers(len(_SOMEWHERE))]
        base = mutation.base(rng)
        return replace(_right(_tilted(base, mutation.wrong(rng, base))), kind="of a smooth f plus a linear term")

    makers: list[Callable[[Generator], Trial]] = [
        lambda rng: replace(_right(_curved(rng, (9,))), kind="of a smooth f of a vector"),
        lambda rng: replace(_right(_curved(rng, (3, 4))), kind="of a smooth f of a matrix"),
        lambda rng: replace(_right(_curved(rng, (2, 3, 2))), kind="of a smooth f of three axes"),
        lambda rng: replace(_right(_quadratic(rng)), kind="of a quadratic f"),
        lambda rng: replace(_right(_regularised(rng)), kind="of the hinge loss away from kinks"),
        lambda rng: replace(_right(_softmax(rng)), kind="of the softmax loss"),
        lambda rng: replace(_right(_indifferent(rng)), kind=zero_kind),
        lambda rng: replace(_right(_valley(rng)), kind="at the lowest point of f"),
        lambda rng: replace(_right(_flat(rng)), kind="of a flat f, all zeros"),
        lambda rng: replace(_right(_scaled(_curved(rng), 1e7)), kind="of a huge f"),
        lambda rng: replace(_right(_scaled(_curved(rng), 1e-5)), kind="of a tiny f"),
        lambda rng: replace(_right(_uneven(rng)), kind="with large and small entries"),
        loose,
        loose_zero,
        tilted,
        tilted,
    ]
    return [_drawn(rng, make) for make in makers]


def _blatant(rng: Generator) -> Trial:
    """A gradient that is wrong in each entry by more than its own size."""
    base = (_linear, _svm, lambda rng: _scaled(_linear(rng), 1e7))[rng.integers(3)](rng)
    return Trial(base.f, base.x, rng.uniform(-3, -1) * base.g, False, "that is wrong in each entry")


def _plain(rng: Generator) -> Trial:
    return _right(_linear(rng))


# Answers.


def _bool(value: Any, what: str, where: str) -> bool:
    if type(value) is not bool and not isinstance(value, np.bool_):
        raise CheckFailed(f"{what} must be True or False; {where} it is {kind_of(value)}.")
    return bool(value)


def _entry(answer: Any, key: str, where: str) -> Any:
    """One entry of the dict that a checker returns."""
    if type(answer) is not dict:
        raise CheckFailed(f"Your checker must return a dict; {where} it is {kind_of(answer)}.")
    if key not in answer:
        raise CheckFailed(f"Your dict has no key '{key}' {where}.")
    return answer[key]


def _ok(answer: Any, where: str) -> bool:
    return _bool(_entry(answer, "ok", where), "Your 'ok'", where)


def _count(answer: Any, where: str) -> int:
    value = _entry(answer, "n_skipped", where)
    if type(value) is not int and not isinstance(value, np.integer):
        raise CheckFailed(f"Your 'n_skipped' must be a whole number; {where} it is {kind_of(value)}.")
    return int(value)


def _index(answer: Any, where: str) -> tuple[int, ...] | None:
    value = _entry(answer, "worst_index", where)
    if value is None:
        return None
    if type(value) is not tuple or not all(type(i) is int or isinstance(i, np.integer) for i in value):
        raise CheckFailed(
            f"Your 'worst_index' must be a tuple of whole numbers, or None; {where} it is {kind_of(value)}."
        )
    return tuple(int(i) for i in value)


def _ask(function: Function, trial: Trial) -> Any:
    """What a checker returns on a trial."""
    probe = Probe(trial.f, trial.x.shape)
    return call(function, probe, trial.x.copy(), trial.g.copy(), where=trial.where, **trial.options)


def _misjudged(function: Function, trials: Sequence[Trial], rng: Generator) -> list[Trial]:
    """The trials on which a checker gives the wrong verdict; it sees them in an order drawn at random."""
    wrongly = {
        k for k in rng.permutation(len(trials)) if _ok(_ask(function, trials[k]), trials[k].where) != trials[k].ok
    }
    return [trial for k, trial in enumerate(trials) if k in wrongly]


def _need_both(misjudged: Sequence[Trial], property_: str) -> None:
    """Demand that a checker, before its mark counts, tells plain right gradients from blatant wrong ones."""
    if misjudged:
        trial = misjudged[0]
        verdict = "wrong" if trial.ok else "right"
        raise CheckFailed(
            f"This mark is for a checker that {property_} and tells plain right gradients from wrong ones; "
            f"yours calls one {trial.kind} {verdict}, {trial.where}."
        )


# The tasks: relative_error.


def _relative(a: Array, b: Array, floor: float = 1e-12) -> Array:
    """The relative errors, entry by entry in Python's numbers."""
    errors = [
        abs(p - q) / max(abs(p), abs(q), floor) for p, q in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    ]
    return np.array(errors, float).reshape(a.shape)


def _check_relative_value(function: Function, rng: Generator) -> None:
    shapes: tuple[tuple[int, ...], ...] = ((5,), (3, 4), (4, 1), (2, 3, 2), (1, 6))
    pairs = []
    for k, shape in enumerate(shapes):
        a = rng.uniform(0.2, 3, shape) * rng.choice([-1, 1], shape) * 10.0 ** rng.integers(1, 4, shape)
        b = a * rng.uniform(0.3, 2.5, shape) * (1 if k == 0 else rng.choice([-1, 1], shape, p=[0.25, 0.75]))
        pairs.append((a, b))
    pairs.append((rng.integers(1, 9, (2, 3)), -rng.integers(1, 9, (2, 3))))
    observations, off = [], None
    for a, b in pairs:
        where = f"with arrays of shape {a.shape}" + (" of integers" if a.dtype.kind == "i" else "")
        value = call(function, a.copy(), b.copy(), where=where)
        right = _relative(a, b)
        if (type(value) is np.ndarray and value.dtype.kind == "f") or isinstance(value, (float, np.floating)):
            observations.append(Observation((a, b), value, right))
        if type(value) is np.ndarray and value.shape == right.shape:
            errors = finite_array(value, "Your relative error", where)
            wrong = np.abs(errors - right).max()
            off = off or (
                None if holds(wrong) else f"Your relative error is off {where} {size_of(wrong / right.max())}."
            )
        else:
            off = off or f"Your relative error must be an array of shape {a.shape} {where}; it is {kind_of(value)}."
    if off:
        raise _failed(
            "relative_error", off, observations, "Divide |a - b| by the larger of |a| and |b|, entry by entry."
        )


def _check_relative_edges(function: Function, rng: Generator) -> None:
    a, floor = rng.uniform(1, 2, (2, 3)), rng.uniform(0.01, 0.1)
    b = a * rng.uniform(1.1, 1.5, (2, 3))
    a[0, 1] = b[0, 1] = 0
    a[1, 0] = 0
    where = "with zeros among the entries"
    errors = finite_array(call(function, a.copy(), b.copy(), where=where), "Your relative error", where, a.shape)
    if not holds(np.abs(errors - _relative(a, b))[1, :]) or not holds(np.abs(errors - _relative(a, b))[0, [0, 2]]):
        raise CheckFailed(f"Your relative error is off {where}; 0 against anything else has the error 1.")
    if errors[0, 1] != 0:
        raise CheckFailed("0 against 0 must have the error 0; the floor keeps the denominator away from 0.")
    small = rng.uniform(-1, 1, (2, 4)) * floor / 4
    other = rng.uniform(-1, 1, (2, 4)) * floor / 4
    for key, options in (("a floor of your caller's", {"floor": floor}), ("entries below the floor", {})):
        p, q = (small, other) if options else (small * 1e-12 / floor, other * 1e-12 / floor)
        where = f"with {key}"
        errors = finite_array(
            call(function, p.copy(), q.copy(), where=where, **options), "Your relative error", where, p.shape
        )
        if not holds(np.abs(errors - _relative(p, q, floor if options else 1e-12))):
            raise CheckFailed(f"Your relative error is off {where}: the denominator is max(|a|, |b|, floor).")
    a = rng.uniform(1, 2, (2, 3))
    b = a * rng.uniform(1.1, 1.5, (2, 3))
    a[1, 2] = b[0, 0] = np.nan
    value = call(function, a.copy(), b.copy(), where="with NaN among the entries")
    if type(value) is not np.ndarray or value.shape != a.shape or value.dtype.kind != "f":
        raise CheckFailed(f"With NaN among the entries your relative error must be an array; it is {kind_of(value)}.")
    known = ~np.isnan(a + b)
    if not np.isnan(value[~known]).all():
        raise CheckFailed("An entry that is NaN in a or b must have the error NaN; yours hides it.")
    if not holds(np.abs(value - _relative(a, b))[known]):
        raise CheckFailed("Where one entry is NaN, the errors of the others must stay as they are.")
    for one, second in (((1, 3), (2, 3)), ((3,), (2, 3)), ((2, 3), (3, 2)), ((4,), (4, 1)), ((1,), (5,))):
        name = error_of(function, rng.uniform(1, 2, one), rng.uniform(1, 2, second), where="with arrays of two shapes")
        if name != "ValueError":
            raised = "returns something" if name is None else f"raises {name}"
            raise CheckFailed(f"For shapes {one} and {second} your function {raised}; it must raise ValueError.")


# The tasks: numeric_gradient.


def _central(f: Callable[[Array], Any], x: Array, h: float) -> Array:
    return _look(Trial(f, np.asarray(x, float), np.zeros(np.shape(x)), True, "", {"h": h})).slope


def _check_numeric_value(function: Function, rng: Generator) -> None:
    problems = [
        (base, h)
        for base, h in (
            (_curved(rng, (1,)), 1e-2),
            (_curved(rng, (5,)), 1e-1),
            (_curved(rng, (3, 4)), 1e-2),
            (_curved(rng, (2, 3, 2)), 1e-3),
            (_softmax(rng), 1e-2),
            (_quadratic(rng), 1e-3),
        )
    ]
    observations, off = [], ""
    for base, h in problems:
        where = f"with x of shape {base.x.shape} and an h of {h:g}"
        value = call(function, Probe(base.f, base.x.shape), base.x.copy(), h, where=where)
        got = finite_array(value, "Your numeric gradient", where, base.x.shape)
        right = _central(base.f, base.x, h)
        observations.append(Observation((base.f, base.x, h), got, right))
        # Differences of values of size 10 with a step of 0.001 carry a round-off of about 1e-11.
        error = np.abs(got - right).max() / max(1, np.abs(right).max())
        if not off and not holds(error, 1e-9):
            off = f"Your numeric gradient is off {where} {size_of(error, 1e-9)}."
    if off:
        raise _failed("numeric_gradient", off, observations, "Entry i is (f(x + h e_i) - f(x - h e_i)) / (2 h).")
    # So steep a curve shows the step: with the default the truncation error is 1e-5 or more of the slope.
    x, phase = rng.uniform(-1, 1, 4), rng.uniform(0, 6, 4)

    def steep(z: Array) -> float:
        return float(np.sum(np.sin(1000 * z + phase)) / 1000)

    got = finite_array(
        call(function, Probe(steep, x.shape), x.copy(), where="without h"),
        "Your numeric gradient",
        "without h",
        x.shape,
    )
    if not holds(np.abs(got - _central(steep, x, _H)), 1e-8):
        raise CheckFailed("Your numeric gradient is right where h is given, and off without; the default is h=1e-5.")


def _check_numeric_manners(function: Function, rng: Generator) -> None:
    def right(f: Any, x: Array, where: str) -> None:
        probe = Probe(f.f, x.shape)
        with unchanged(x=x):
            value = call(function, probe, x, where=where)
        got = finite_array(value, "Your numeric gradient", where, x.shape)
        # As exact as differences with the default step can be, for values of size 10.
        if not holds(np.abs(got - f.gradient(np.asarray(x, float))), 1e-6):
            raise CheckFailed(f"Your numeric gradient is off {where}. Work on a copy of x in float64.")
        if value.dtype != np.float64:
            raise CheckFailed(f"Your numeric gradient is {value.dtype} {where}; make it float64.")
        if len(probe.points) > 2 * x.size + 2:
            raise CheckFailed(f"Your function calls f more than twice for each entry {where}.")

    base = _curved(rng, (3, 4))
    right(base, base.x.copy(), "with x of floats")
    right(base, rng.integers(-2, 3, (3, 4)), "with x of integers")
    right(base, rng.uniform(-1, 1, (3, 4)).astype(np.float32), "with x of float32")
    right(base, np.asfortranarray(rng.uniform(-1, 1, (3, 4))), "with x in column-major order")
    for fails_at in (1, 2, 5, 8):
        x = base.x.copy()
        with unchanged(x=x):
            name = error_of(function, Probe(base.f, x.shape, fails_at), x, where="with an f that raises an error")
        if name != "ArithmeticError":
            raise CheckFailed("When f raises an error, it must reach the caller; do not catch it.")


# The tasks: kink_crossed.


@dataclass(frozen=True, eq=False)
class Step:
    """One call of `kink_crossed`; `kind` in words."""

    args: tuple[Any, ...]
    right: bool
    kind: str

    @property
    def where(self) -> str:
        """The call in words that give no number of it away."""
        W, X = self.args[:2]
        return f"with N={len(X)}, D={X.shape[1]}, C={len(W)}, {self.kind}"


def _times_of_crossing(W: Array, X: Array, y: Array, delta: float, index: tuple[int, int]) -> tuple[Array, Array]:
    """By how much W[index] must move until a margin is 0, for each margin that moves; and that margin's slope."""
    j, d = index
    times, slopes = [], []
    for i, row in enumerate(_margins(W, X, y, delta)):
        for k, margin in enumerate(row):
            slope = X[i, d] * (int(k == j) - int(y[i] == j))
            if k != y[i] and slope:
                times.append(-margin / slope)
                slopes.append(slope)
    return np.array(times), np.array(slopes)


_KINKS = ("no", "ahead", "behind", "both", "swap")
_KINK_WORDS = {
    "no": "where no margin changes its sign",
    "ahead": "where a margin changes its sign at W + h",
    "behind": "where a margin changes its sign at W - h",
    "both": "where one margin changes its sign at W + h and another at W - h",
    "swap": "where one margin becomes violated and another no longer is",
}


def _step(rng: Generator, kind: str, whole: bool = False) -> Step:
    """Draw a step of one kind. No margin is closer to its kink than a tenth of the step, nor as far from it."""
    while True:
        N, D, C = ((4, 3, 3), (6, 2, 4), (3, 4, 3), (5, 3, 5))[rng.integers(4)]
        W, X, y = _examples(rng, N, D, C)
        if whole:
            W = rng.integers(-2, 3, W.shape)
        delta = (0.5, 1.0, 1.5, 2.0)[rng.integers(4)]
        index = (int(rng.integers(C)), int(rng.integers(D)))
        times, slopes = _times_of_crossing(W, X, y, delta, index)
        if len(times) < 2:
            continue
        near = np.sort(np.abs(times))
        h = float(
            near[0] * rng.uniform(0.3, 0.85)
            if kind == "no"
            else near[rng.integers(1 + (kind in ("both", "swap")))] * 1.2
        )
        crossed = np.abs(times) < h
        if not 1e-3 < h < 0.6 or np.any(np.abs(np.abs(times) / h - 1) < 0.1) or np.any(np.abs(times) < 0.1 * h):
            continue
        up, down = crossed & (times > 0), crossed & (times < 0)
        into = np.where(times > 0, slopes > 0, slopes < 0)  # the margin is violated beyond the kink
        found = {
            "no": not crossed.any(),
            "ahead": up.sum() == 1 and not down.any(),
            "behind": down.sum() == 1 and not up.any(),
            "both": up.sum() == down.sum() == 1 and into[up].all() == into[down].all(),
            "swap": crossed.sum() == 2 and up.sum() in (0, 2) and into[crossed].sum() == 1,
        }
        if found[kind]:
            return Step((W, X, y, delta, index, h), kind != "no", _KINK_WORDS[kind])


def _check_kink_value(function: Function, rng: Generator) -> None:
    steps = [_step(rng, kind) for kind in (*_KINKS, "no") for _ in range(8)]
    steps = [steps[k] for k in rng.permutation(len(steps))]
    answers = [_bool(call(function, *copies(step.args), where=step.where), "Your answer", step.where) for step in steps]
    wrong = [step for step, answer in zip(steps, answers, strict=True) if answer != step.right]
    if wrong:
        observations = [Observation(step.args, answer, step.right) for step, answer in zip(steps, answers, strict=True)]
        said = "False" if wrong[0].right else "True"
        text = (
            f"Your answer is {said} in {len(wrong)} of {len(steps)} cases where it must not be, first {wrong[0].where}."
        )
        hint = "Compare the violated margins at W, at W + h and at W - h, one by one, for every example."
        raise _failed("kink_crossed", text, observations, hint)


def _check_kink_manners(function: Function, rng: Generator) -> None:
    steps = [
        (_step(rng, kind, whole), whole)
        for kind in ("no", "ahead", "behind")
        for whole in (False, True)
        for _ in range(3)
    ]
    for k in rng.permutation(len(steps)):
        step, whole = steps[k]
        W, X, y, delta, index, h = copies(step.args)
        with unchanged(W=W, X=X, y=y):
            value = call(function, W, X, y, delta, index, h, where=step.where)
        if _bool(value, "Your answer", step.where) != step.right:
            if whole:
                raise CheckFailed(
                    "With integers in W your answer is off. Move a copy in float64: an integer takes no step."
                )
            raise CheckFailed(f"This mark is for good manners of a function that is right; yours is off {step.where}.")


# The tasks: gradient_check.


def _check_mutations(mutations: tuple[Mutation, ...], everywhere: bool) -> Callable[[Function, Generator], None]:
    def check(function: Function, rng: Generator) -> None:
        trials = [_drawn(rng, mutation.trial, everywhere) for mutation in mutations]
        nonzero = [
            mutation for mutation, trial in zip(mutations, trials, strict=True) if trial.g.all()
        ]  # 0 / 0 is elsewhere
        decoys = [nonzero[k] for k in rng.choice(len(nonzero), 5, replace=False)]
        trials += [_drawn(rng, decoy.decoy) for decoy in decoys]
        misjudged = _misjudged(function, trials, rng)
        missed = [trial for trial in misjudged if not trial.ok]
        if missed and len(misjudged) == len(missed):
            trial = missed[0]
            hint = next(mutation.hint for mutation in mutations if mutation.kind == trial.kind) or _EVERY
            raise CheckFailed(
                f"Your checker calls {len(missed)} of {len(mutations)} wrong gradients right; "
                f"one {trial.kind}, {trial.where}. {hint}"
            )
        if misjudged:
            alarms = [trial for trial in misjudged if trial.ok]
            raise CheckFailed(
                f"This mark is for wrong gradients called wrong and right ones right. Your checker calls {len(alarms)} "
                f"of {len(decoys)} right gradients of linear functions wrong, first {alarms[0].where}."
            )

    return check


def _check_right(function: Function, rng: Generator) -> None:
    rights = _rights(rng)
    wrongs = [_drawn(rng, _blatant, everywhere=True) for _ in range(5)]
    misjudged = _misjudged(function, rights + wrongs, rng)
    alarms = [trial for trial in misjudged if trial.ok]
    if len(alarms) < len(misjudged):
        _need_both([trial for trial in misjudged if not trial.ok], "calls right gradients right")
    if alarms:
        raise CheckFailed(
            f"Your checker calls {len(alarms)} of {len(rights)} right gradients wrong; one {alarms[0].kind}, "
            f"{alarms[0].where}. An entry passes if |g - numeric| <= atol + rtol * max(|g|, |numeric|)."
        )


def _check_shape(function: Function, rng: Generator) -> None:
    same = rng.uniform(0.5, 2, 4)  # a slope that is the same in each row, so that a row of g fits if it is broadcast
    x = rng.uniform(-1, 1, (3, 4))
    base = Base(lambda z: float(np.sum(same * z)), x, lambda _: np.tile(same, (3, 1)))
    even = Base(lambda z: float(same[0] * np.sum(z)), x, lambda _: np.full((3, 4), same[0]))
    vector = _linear(rng, (6,))
    one = Base(lambda z: float(same[0] * np.sum(z)), x[:1, :1], lambda _: np.full((1, 1), same[0]))
    shaped = [
        (base, base.g[:1]),
        (base, base.g[0]),
        (base, base.g[None]),
        (base, base.g.T.copy()),
        (base, base.g.ravel()),
        (even, even.g[:, :1]),
        (even, even.g[0, 0].reshape(())),
        (even, even.g[:2]),
        (vector, vector.g[:, None]),
        (vector, vector.g[None]),
        (one, one.g[0]),
    ]
    trials = [Trial(b.f, b.x, np.array(g), False, f"of shape {np.shape(g)}") for b, g in shaped]
    trials += [_right(b) for b in (base, even, vector, one)]
    misjudged = _misjudged(function, trials, rng)
    _need_both([trial for trial in misjudged if trial.ok], "looks at the shape")
    if misjudged:
        trial = misjudged[0]
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} right {trial.where}. "
            "A gradient has the shape of x; compare the shapes before NumPy broadcasts."
        )
    for trial in trials[:2]:
        _need_report(_ask(function, trial), trial, (None,), math.inf, "of another shape than x")


def _check_not_finite(function: Function, rng: Generator) -> None:
    trials: list[Trial] = []
    for bad, name in ((np.nan, "NaN"), (np.inf, "an infinity"), (-np.inf, "an infinity"), (np.nan, "NaN")):
        base = _linear(rng)
        g, k = base.g, rng.integers(1, base.x.size)
        g.flat[k] = bad
        trials.append(Trial(base.f, base.x, g, False, f"with {name} in one entry"))
        first = [tuple(int(i) for i in np.unravel_index(0, g.shape))]
        kind = f"with {name} in an entry outside of indices"
        trials.append(Trial(base.f, base.x, g, False, kind, {"indices": first}))
    base = _linear(rng)
    trials.append(Trial(base.f, base.x, np.full(base.x.shape, np.nan), False, "that is NaN in each entry"))
    broken = _linear(rng, (5,))
    edge = broken.x[3]
    trials.append(
        Trial(
            lambda z: math.nan if z[3] > edge else broken.f(z),
            broken.x,
            broken.g,
            False,
            "of an f that is NaN next to x",
        )
    )
    kink = _linear(rng, (6,))
    corner = kink.x[2]
    g = kink.g
    g[2] = np.nan
    trials.append(
        Trial(lambda z: kink.f(z) + abs(float(z[2] - corner)), kink.x, g, False, "with NaN in an entry at a kink")
    )
    trials += [_plain(rng) for _ in range(5)]
    misjudged = _misjudged(function, trials, rng)
    _need_both([trial for trial in misjudged if trial.ok], "looks for NaN and infinities")
    if misjudged:
        trial = misjudged[0]
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} right, {trial.where}. Comparisons with NaN are False, and an "
            "infinity fits any limit that grows with it: look at np.isfinite(g) first, and demand <= to pass."
        )
    base = _linear(rng, (3, 4))
    g, (first, second) = base.g, np.sort(rng.choice(np.arange(1, 12), 2, replace=False))
    g.flat[first], g.flat[second] = np.inf, np.nan
    trial = Trial(base.f, base.x, g, False, "")
    place = tuple(int(i) for i in np.unravel_index(first, g.shape))
    _need_report(_ask(function, trial), trial, (place,), math.inf, "with NaN or infinity in two entries")


def _with_kinks(rng: Generator, h: float = _H, error: float = 0.0) -> Trial:
    """A smooth function with kinks next to some entries, and kinks further away from the others.

    Args:
        rng: what to draw from.
        h: the step.
        error: by how much of its size one entry away from kinks is too large.
    """
    base = _curved(rng, (3, 4))
    at = np.zeros((3, 4), bool)
    at.flat[rng.choice(12, rng.integers(2, 5), replace=False)] = True
    far = np.where(at, rng.uniform(-0.05, 0.05, (3, 4)) * h, 0.3 * rng.choice([-1, 1], (3, 4)))
    height, side = rng.uniform(2, 4, (3, 4)) * rng.choice([-1, 1], (3, 4)), rng.choice([-1, 1], (3, 4))
    corner = base.x + far
    g = base.g + height * np.where(at, side, -np.sign(far))
    kind = "whose entries are right away from kinks"
    if error:
        k = rng.choice(np.flatnonzero(~at))
        g.flat[k] += error * abs(g.flat[k])
        kind = "that is wrong away from kinks"
    return Trial(
        lambda z: float(base.f(z) + np.sum(height * np.abs(z - corner))),
        base.x,
        g,
        not error,
        kind,
        {} if h == _H else {"h": h},
        int(at.sum()),
    )


def _hinge_at_kink(rng: Generator) -> Trial:
    """The hinge loss with one margin on its kink: it is in two rows of the gradient."""
    while True:
        W, X, y = _examples(rng, 5, 3, 4)
        m, k = _margins(W, X, y), (int(y[0]) + 1) % 4
        W[k] -= m[0, k] * X[0] / (X[0] @ X[0])
        m = _margins(W, X, y)
        m[0, k] = -np.inf
        active = 1.0 * (m > 0)
        g = (active - np.eye(4)[y] * active.sum(axis=1, keepdims=True)).T @ X / 5
        if np.abs(m).min() > 0.02 and np.abs(X[0]).min() > 0.3 and np.abs(g).min() > 1e-3:
            break

    def f(V: Array) -> float:
        return float(np.maximum(0, _margins(V, X, y)).sum() / 5)

    return Trial(f, W, g, True, "of the hinge loss with a margin of zero", n_skipped=6)


def _all_kinks(rng: Generator) -> Trial:
    x, a = rng.uniform(-1, 1, 6), rng.uniform(1, 3, 6)
    kind = "of a function with a kink in each entry"
    return Trial(lambda z: float(np.sum(a * np.abs(z - x))), x, 0 * x, False, kind, n_skipped=6)


def _by_the_valley(rng: Generator) -> Trial:
    """Next to the lowest point of a smooth function, where the slopes to both sides differ by much of their size."""
    base = _valley(rng)
    base = _tilted(base, rng.choice([-1e-4, 1e-4], base.x.shape))
    return replace(_right(base), kind="next to the lowest point of a smooth function")


def _check_kinks(function: Function, rng: Generator) -> None:
    makers: list[Callable[[Generator], Trial]] = [
        _with_kinks,
        _with_kinks,
        _hinge_at_kink,
        lambda rng: _with_kinks(rng, error=0.3),
        lambda rng: _with_kinks(rng, error=-0.3),
        _all_kinks,
        lambda rng: _with_kinks(rng, h=1e-3),
        _by_the_valley,
    ]
    trials = [_drawn(rng, make) for make in makers if make is not _all_kinks] + [_all_kinks(rng)]
    close = _drawn(rng, lambda rng: _with_kinks(rng, h=1e-3))  # its kinks are out of reach of a smaller step
    short = replace(close, options={"h": 1e-7, "rtol": 1e-4, "atol": 1e-4}, n_skipped=0)
    if _is_fair(replace(short, ok=True, g=_look(short).slope)):
        trials.append(replace(short, g=_look(short).slope, kind="with kinks near by, but further away than h"))
    plain = [_drawn(rng, _plain) for _ in range(2)] + [_drawn(rng, _blatant, everywhere=True) for _ in range(2)]
    _need_both(_misjudged(function, plain, rng), "knows a kink")
    for k in rng.permutation(len(trials)):
        trial = trials[k]
        answer = _ask(function, trial)
        if _ok(answer, trial.where) != trial.ok:
            verdict = "wrong" if trial.ok else "right"
            hint = "An entry at a kink is skipped: it neither passes nor fails."
            if trial.n_skipped == trial.x.size:
                hint = "If every entry is skipped there is no evidence, and ok is False."
            raise CheckFailed(f"Your checker calls a gradient {trial.kind} {verdict}, {trial.where}. {hint}")
        if _count(answer, trial.where) != trial.n_skipped:
            raise CheckFailed(
                f"Your 'n_skipped' is off {trial.where}, for a gradient {trial.kind}. Skip an entry if the forward and "
                "the backward difference differ by more than 100 * h * max(1, |forward|, |backward|), and no other."
            )


def _single(rng: Generator, errors: tuple[float, ...] = ()) -> Trial:
    """A function that computes in float32, with an offset whose rounding drowns a small step.

    Args:
        rng: what to draw from.
        errors: by how much of its size one entry of the gradient is too large, or each in turn.
    """
    base, offset = _curved(rng, (3, 3)), np.float32(rng.uniform(40, 60))
    share = np.zeros(9)
    if len(errors) == 1:
        share[rng.integers(1, 9)] = errors[0]
    elif errors:
        share[:] = np.resize(errors, 9)
    g = base.g + share.reshape(3, 3) * np.abs(base.g)
    kind = "that is 40 % off in " + ("one entry" if len(errors) == 1 else "each entry") if errors else _AS_RIGHT

    def f(z: Array) -> Array:
        return np.array(np.float32(base.f(z)) + offset, np.float32)

    return Trial(f, base.x, g, not errors, f"{kind}, where f computes in float32")


def _check_float32(function: Function, rng: Generator) -> None:
    def double(rng: Generator) -> Trial:
        base = _curved(rng, (3, 3))
        return Trial(base.f, base.x, 1.002 * base.g, False, "that is 0.2 % too large, where f computes in float64")

    trials = [_drawn(rng, _single) for _ in range(4)]
    wrong = ((0.4,), (-0.4,), (0.4, -0.4), (-0.4, 0.4))
    trials += [_drawn(rng, partial(_single, errors=errors)) for errors in wrong]
    trials += [_drawn(rng, double, everywhere=True) for _ in range(2)]
    trials += [_drawn(rng, _plain) for _ in range(2)]
    misjudged = _misjudged(function, trials, rng)
    if misjudged:
        trial = misjudged[0]
        verdict = "wrong" if trial.ok else "right"
        raise CheckFailed(
            f"Your checker calls a gradient {trial.kind} {verdict}. Where np.asarray(f(x)).dtype is float32, and only "
            "there, h and rtol must be at least 0.01, and atol at least 0.001."
        )


def _graded(rng: Generator, shape: tuple[int, ...], sign: int, resting: bool) -> tuple[Trial, tuple[int, ...], float]:
    """A gradient wrong in each entry, most in one whose error is not the largest; that entry and its relative error.

    If `resting`, an entry has the slope 0 up to round-off, and is right.
    """
    while True:
        base = _curved(rng, shape)
        if resting:
            rest = base.g
            at_rest = rng.integers(base.x.size - 1)
            rest.flat[at_rest] = 0
            base = _tilted(base, rest)
        right = base.g
        size = np.where(right == 0, np.inf, np.abs(right))
        k = int(np.argmin(size))
        off = rng.uniform(0.02, 0.05, shape) * -sign
        off.flat[k] = 0.1 * sign
        g = right * (1 + off)
        gap = np.abs(g - right)
        trial = Trial(base.f, base.x, g, False, "that is wrong")
        if resting and abs(_look(trial).slope.flat[at_rest]) < 1e-11:
            continue  # no round-off to be misled by
        if k > 0 and size.min() > 0.05 and gap.max() > 2 * gap.flat[k] and np.ravel(_look(trial).error).argmax() == k:
            index = tuple(int(i) for i in np.unravel_index(k, shape))
            return trial, index, float(_look(trial).error[index])


def _check_report(function: Function, rng: Generator) -> None:
    shapes: tuple[tuple[int, ...], ...] = ((3, 4), (8,), (2, 3, 2), (4, 3), (3, 3))
    for k, shape in enumerate(shapes):
        trial, index, error = _graded(rng, shape, 1 if k % 2 else -1, resting=k > 2)
        answer = _ask(function, trial)
        if _ok(answer, trial.where):
            raise CheckFailed(
                f"This mark is for reports on wrong gradients; your checker calls one right, {trial.where}."
            )
        if _index(answer, trial.where) != index:
            raise CheckFailed(
                f"Your 'worst_index' is off {trial.where}. It is the index, as a tuple, of the entry with the largest "
                "relative error |g - numeric| / max(|g|, |numeric|, 0.001)."
            )
        got = finite_number(_entry(answer, "max_rel_err", trial.where), "Your 'max_rel_err'", trial.where)
        if not holds(abs(got / error - 1), 1e-4):  # the slopes are good to 1e-8, the error to 1e-6 of itself
            raise CheckFailed(
                f"Your 'max_rel_err' is off {trial.where}: it is {got / error:.3g} times what it should be. "
                "The relative error of an entry is |g - numeric| / max(|g|, |numeric|, 0.001)."
            )
    trial = _drawn(rng, lambda rng: _right(_curved(rng, (3, 4))))
    answer = _ask(function, trial)
    got = finite_number(_entry(answer, "max_rel_err", trial.where), "Your 'max_rel_err'", trial.where)
    if not _ok(answer, trial.where) or not 0 <= got <= 2 * _RTOL:
        raise CheckFailed("For a right gradient your report is off: ok is True, and max_rel_err below 2 * rtol.")
    place = _index(answer, trial.where)
    if place is None or len(place) != 2 or not all(0 <= i < n for i, n in zip(place, trial.x.shape, strict=True)):
        raise CheckFailed("For a right gradient 'worst_index' is still the entry with the largest relative error.")
    trial, index, _ = _graded(rng, (3, 4), 1, resting=False)
    place = _index(_ask(function, replace(trial, options={"indices": [(0, 0), index]})), trial.where)
    if place != index:
        raise CheckFailed("With some indices given, your 'worst_index' is off: it is an index of x, not of the list.")


def _need_report(answer: Any, trial: Trial, places: Sequence[Any], error: float, text: str) -> None:
    """Demand what a dict must say where nothing is compared."""
    if _index(answer, trial.where) not in places or _count(answer, trial.where) != 0:
        raise CheckFailed(f"For a gradient {text} your 'worst_index' or 'n_skipped' is not as the docstring says.")
    got = _entry(answer, "max_rel_err", trial.where)
    if (type(got) not in (int, float) and not isinstance(got, (np.floating, np.integer))) or got != error:
        raise CheckFailed(f"For a gradient {text} your 'max_rel_err' is not as the docstring says.")


def _check_indices(function: Function, rng: Generator) -> None:
    for shape, inside, kinked in (
        ((3, 4), False, False),
        ((3, 4), True, False),
        ((9,), False, True),
        ((9,), True, False),
        ((2, 3, 2), False, False),
        ((2, 3, 2), True, False),
        ((3, 4), False, True),
    ):
        base = _linear(rng, shape)
        all_ = [tuple(int(i) for i in index) for index in product(*map(range, shape))]
        order = rng.permutation(len(all_))
        chosen, bad, cut = [all_[k] for k in order[:3]], all_[order[3]], all_[order[4]]
        if inside:
            chosen[rng.integers(3)] = bad
        g, corner, height = base.g, base.x[cut], 3.0 * kinked
        g[bad] *= -2

        def f(
            z: Array, base: Base = base, cut: tuple[int, ...] = cut, corner: float = corner, height: float = height
        ) -> float:
            return float(base.f(z) + height * abs(z[cut] - corner))

        where = f"with x of shape {shape} and three indices"
        probe = Probe(f, shape)
        answer = call(function, probe, base.x.copy(), g, where=where, indices=list(chosen))
        if _ok(answer, where) == inside:
            seen = "a wrong entry among them, and is right" if inside else "no wrong entry among them, and is wrong"
            raise CheckFailed(
                f"Your checker is given three indices, {seen} by your verdict. Look at these entries, and no others."
            )
        if _count(answer, where) != 0:
            raise CheckFailed(f"Your 'n_skipped' counts a kink in an entry that is not among the indices, {where}.")
        moved = {tuple(int(i) for i in index) for point in probe.points for index in np.argwhere(point != base.x)}
        if not moved <= set(chosen):
            raise CheckFailed(
                "Your checker moves entries of x that are not among the indices; that costs time for nothing."
            )
    trial = replace(_plain(rng), options={"indices": []})
    _need_report(_ask(function, trial), trial, (None,), 0.0, "of which no entry is looked at")


def _check_manners(function: Function, rng: Generator) -> None:
    plain = [_drawn(rng, _plain) for _ in range(2)] + [_drawn(rng, _blatant, everywhere=True) for _ in range(2)]
    _need_both(_misjudged(function, plain, rng), "has good manners")
    base = _curved(rng, (3, 4))
    x, g, probe = base.x.copy(), base.g, Probe(base.f, (3, 4))
    with unchanged(x=x, g=g):
        first = _ok(call(function, probe, x, g, where="with x of floats"), "with x of floats")
    if len(probe.points) > 4 * x.size + 4:
        raise CheckFailed("Your checker calls f more than four times for each entry; three are enough.")
    if _ok(call(function, Probe(base.f, (3, 4)), x, g, where="in a second call"), "in a second call") != first:
        raise CheckFailed("Two calls with the same gradient give two verdicts; nothing may be random or kept.")
    a = 3 * rng.integers(1, 4, (2, 3))
    whole = Base(lambda z: float(np.sum(a * z)), rng.integers(-3, 4, (2, 3)), lambda _: a.copy())
    for dtype in (np.int64, np.float32):
        for factor in (1, 2):
            x, g = whole.x.astype(dtype), (factor * a).astype(dtype)
            where = f"with x and g of type {np.dtype(dtype)}"
            with unchanged(x=x, g=g):
                verdict = _ok(call(function, Probe(whole.f, (2, 3)), x, g, where=where), where)
            if verdict != (factor == 1):
                raise CheckFailed(f"Your verdict is off {where}. Work on copies in float64.")
    for fails_at in (1, 2, 5, 9):
        x, g = base.x.copy(), base.g
        with unchanged(x=x, g=g):
            name = error_of(function, Probe(base.f, (3, 4), fails_at), x, g, where="with an f that raises an error")
        if name != "ArithmeticError":
            raise CheckFailed("When f raises an error, it must reach the caller; do not catch it.")


# The task: taylor_slopes.


def _fitted(f: Callable[[Array], Any], x: Array, g: Array, v: Array, hs: Array) -> tuple[tuple[float, float], bool]:
    """The slopes, by the formula of least squares; and whether no remainder is so small that round-off shows."""
    values = [(h, f(x + h * v) - f(x)) for h in hs.tolist()]
    slope = math.fsum((g * v).ravel())
    remainders = [[abs(rise) for _, rise in values], [abs(rise - h * slope) for h, rise in values]]
    X = np.log(hs) - np.log(hs).mean()
    first, second = (float(np.sum(X * np.log(r)) / np.sum(X**2)) for r in remainders)
    fair = all(r > 0.02 * h**2 for row in remainders for (h, _), r in zip(values, row, strict=True))
    return (first, second), fair


def _check_taylor(function: Function, rng: Generator) -> None:
    observations, off, changed = [], "", "Fit each line by least squares: log of the remainder against log h."
    for k, shape in enumerate(((5,), (3, 4), (6,), (2, 5), (2, 3, 2), (3, 2))):
        ok = k % 2 == 0
        while True:
            base, v = _curved(rng, shape), rng.uniform(0.3, 1.5, shape) * rng.choice([-1, 1], shape)
            hs = 10.0 ** rng.permutation(np.linspace(-1, -2.5, 6) + rng.uniform(-0.1, 0.1, 6))
            g = base.g if ok else base.g * rng.uniform(0.5, 1.5, shape)
            right, fair = _fitted(base.f, base.x, g, v, hs)
            if fair and abs(right[0] - 1) < 0.2 and (abs(right[1] - 2) < 0.2 if ok else right[1] < 1.4):
                break
        where = f"with a {'right' if ok else 'wrong'} gradient of shape {shape}"
        arrays = {"x": base.x.copy(), "g": g.copy(), "v": v.copy(), "hs": hs.copy()}
        with unchanged(**arrays):
            value = call(function, Probe(base.f, shape), *arrays.values(), where=where)
        if type(value) is not tuple or len(value) != 2:
            raise CheckFailed(f"Your function must return two slopes, as a tuple; {where} it is {kind_of(value)}.")
        got = tuple(finite_number(slope, "Your slope", where) for slope in value)
        observations.append(Observation((base.f, base.x, g, v, hs), got, right))
        # The smallest remainder is 1e-7 of a value of size 10, so round-off is at most 1e-7 of it.
        errors = np.abs(np.subtract(got, right))
        if not off and not holds(errors, 1e-6):
            which = "slopes are" if min(errors) > 1e-6 else f"{'first' if errors[0] > 1e-6 else 'second'} slope is"
            off = f"Your {which} off {where} (error {errors.max():.1e}, allowed 1e-06)."
    if off:
        raise _failed("taylor_slopes", off, observations, changed)


TASKS: dict[str, Callable[[Function, Generator], None]] = {
    "test_relative_error_value": _check_relative_value,
    "test_relative_error_edges": _check_relative_edges,
    "test_numeric_gradient_value": _check_numeric_value,
    "test_numeric_gradient_manners": _check_numeric_manners,
    "test_kink_crossed_value": _check_kink_value,
    "test_kink_crossed_manners": _check_kink_manners,
    "test_gradient_check_wrong_everywhere": _check_mutations(_EVERYWHERE, everywhere=True),
    "test_gradient_check_wrong_somewhere": _check_mutations(_SOMEWHERE, everywhere=False),
    "test_gradient_check_right": _check_right,
    "test_gradient_check_shape": _check_shape,
    "test_gradient_check_not_finite": _check_not_finite,
    "test_gradient_check_kinks": _check_kinks,
    "test_gradient_check_float32": _check_float32,
    "test_gradient_check_report": _check_report,
    "test_gradient_check_indices": _check_indices,
    "test_gradient_check_manners": _check_manners,
    "test_taylor_slopes_value": _check_taylor,
}
