"""Wrong gradients of many kinds, and right ones that look like them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from autograder.checks import Array
from autograder.checks.gradient_check.functions import (
    Base,
    any_function,
    curved,
    flat,
    indifferent,
    linear,
    quadratic,
    scaled,
    softmax,
    square_matrix,
    svm,
    tilted,
    uneven,
    valley,
)
from autograder.checks.gradient_check.trials import AS_RIGHT, Trial, drawn, right_trial


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
        return Trial(lambda z: float(level + np.sum(g * (z - x))), x, g, True, AS_RIGHT)


_SVM_REG = "of the hinge loss"


def _slip(name: str) -> Callable[[Generator, Base], Array]:
    return lambda _, base: base.slips[name].copy()


def _times(factor: float) -> Callable[[Generator, Base], Array]:
    return lambda _, base: factor * base.g


def _regularised(rng: Generator) -> Base:
    return svm(rng, rng.uniform(0.1, 0.3))


def _tiny(rng: Generator) -> Base:
    """A loss whose slopes are less than a millionth, but far more than atol."""
    return scaled(linear(rng), 3e-7)


def _elsewhere(rng: Generator, base: Base) -> Array:
    return base.gradient(base.x + rng.uniform(0.2, 0.4, base.x.shape) * rng.choice([-1, 1], base.x.shape))


_RELATIVE = "Measure each error relative to its entry: a small loss has small slopes."
_LIMIT = "The limit is atol + rtol * max(|g|, |numeric|)."
LOOK_AT_EVERY = "Compare every entry, and let one that fails decide."
EVERYWHERE = (
    Mutation("with the wrong sign", any_function, _times(-1), "Take |g - numeric|, with its absolute value."),
    Mutation("of twice the right size", any_function, _times(2), "Divide the difference of f by 2h."),
    Mutation("of half the right size", any_function, _times(0.5), "Divide the difference of f by 2h."),
    Mutation("1 % too large in each entry", any_function, _times(1.01), _LIMIT),
    Mutation("1 % too small in each entry", any_function, _times(0.99), _LIMIT),
    Mutation("taken at another point", curved, _elsewhere, "Take the differences of f at x."),
    Mutation("that is 0 in each entry", any_function, _times(0), "A zero is a claim like any other: compare it."),
    Mutation("with the same number in each entry", any_function, lambda _, base: np.full(base.x.shape, base.g.mean())),
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
SOMEWHERE = (
    Mutation("with one entry of a matrix 1 % too large", lambda rng: curved(rng, (3, 4)), _more, LOOK_AT_EVERY),
    Mutation("with one entry of a matrix 1 % too small", lambda rng: curved(rng, (4, 2)), _less, LOOK_AT_EVERY),
    Mutation("with one entry of a vector 1 % too large", quadratic, _more, LOOK_AT_EVERY),
    Mutation("with one entry 1 % too large", lambda rng: curved(rng, (2, 3, 2)), _more, LOOK_AT_EVERY),
    Mutation("with one entry set to 0", any_function, _one_entry(lambda _: 0.0), LOOK_AT_EVERY),
    Mutation("with the sign of one entry wrong", any_function, _one_entry(lambda v: -v), LOOK_AT_EVERY),
    Mutation("with two rows swapped", lambda rng: curved(rng, (4, 3)), _swapped, LOOK_AT_EVERY),
    Mutation("with two entries swapped", quadratic, _swapped, LOOK_AT_EVERY),
    Mutation("that is transposed", square_matrix, lambda _, base: base.g.T.copy(), LOOK_AT_EVERY),
    Mutation("in reverse order", lambda rng: quadratic(rng, 9), lambda _, base: base.g[::-1].copy(), LOOK_AT_EVERY),
    Mutation("with the last row halved", lambda rng: curved(rng, (4, 3)), _last_row_halved, LOOK_AT_EVERY),
    Mutation(f"{_SVM_REG}, that subtracts each example once only", _regularised, _slip("once"), LOOK_AT_EVERY),
    Mutation(f"{_SVM_REG}, without the rows of the correct classes", _regularised, _slip("no_own"), LOOK_AT_EVERY),
    Mutation(f"{_SVM_REG}, without the last example", _regularised, _slip("last"), LOOK_AT_EVERY),
    Mutation(f"{_SVM_REG}, with zeros in the last column", _regularised, _slip("ones"), LOOK_AT_EVERY),
    Mutation("of the softmax loss, without the indicator of the class", softmax, _slip("no_own"), LOOK_AT_EVERY),
    Mutation("with the small entries wrong beside large ones", uneven, _tiny_ones_flipped, _BY_ITSELF),
    Mutation("that is not 0 where f does not change", indifferent, _not_zero, "Compare entries of slope 0 too."),
)  # fmt: skip


def _half_at_rest(rng: Generator) -> Base:
    """A function that is at its lowest point in some directions, and steep in others."""
    base = valley(rng)
    return tilted(base, np.where(np.arange(base.x.size) % 2, 0.0, rng.choice([-1, 1]) * rng.uniform(1, 2)))


def right_trials(rng: Generator) -> list[Trial]:
    """Right gradients at which checkers stumble."""
    zero_kind = "of an f that does not depend on some entries"

    def loose(rng: Generator) -> Trial:
        base = curved(rng)
        return Trial(base.f, base.x, 1.01 * base.g, True, "1 % too large, where rtol allows 10 %", {"rtol": 0.1})

    def loose_zero(rng: Generator) -> Trial:
        base = flat(rng)
        return Trial(base.f, base.x, base.g + 1e-4, True, "that is less than atol, of a flat f", {"atol": 1e-3})

    def leaning(rng: Generator) -> Trial:
        mutation = SOMEWHERE[rng.integers(len(SOMEWHERE))]
        base = mutation.base(rng)
        return replace(right_trial(tilted(base, mutation.wrong(rng, base))), kind="of a smooth f plus a linear term")

    makers: list[Callable[[Generator], Trial]] = [
        lambda rng: replace(right_trial(curved(rng, (9,))), kind="of a smooth f of a vector"),
        lambda rng: replace(right_trial(curved(rng, (3, 4))), kind="of a smooth f of a matrix"),
        lambda rng: replace(right_trial(curved(rng, (2, 3, 2))), kind="of a smooth f of three axes"),
        lambda rng: replace(right_trial(quadratic(rng)), kind="of a quadratic f"),
        lambda rng: replace(right_trial(_regularised(rng)), kind="of the hinge loss away from kinks"),
        lambda rng: replace(right_trial(softmax(rng)), kind="of the softmax loss"),
        lambda rng: replace(right_trial(indifferent(rng)), kind=zero_kind),
        lambda rng: replace(right_trial(_half_at_rest(rng)), kind="that is 0 in some entries, up to round-off"),
        lambda rng: replace(right_trial(flat(rng)), kind="of a flat f, all zeros"),
        lambda rng: replace(right_trial(scaled(curved(rng), 1e7)), kind="of a huge f"),
        lambda rng: replace(right_trial(scaled(curved(rng), 1e-5)), kind="of a tiny f"),
        lambda rng: replace(right_trial(uneven(rng)), kind="with large and small entries"),
        loose,
        loose_zero,
        leaning,
        leaning,
    ]
    return [drawn(rng, make) for make in makers]


def blatant_trial(rng: Generator) -> Trial:
    """A gradient that is wrong in each entry by more than its own size."""
    base = (linear, svm, lambda rng: scaled(linear(rng), 1e7))[rng.integers(3)](rng)
    return Trial(base.f, base.x, rng.uniform(-3, -1) * base.g, False, "that is wrong in each entry")


def plain_trial(rng: Generator) -> Trial:
    """A right gradient of a linear function."""
    return right_trial(linear(rng))
