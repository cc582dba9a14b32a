"""The tasks of `minibatches`."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import failure, holds, kind_of
from autograder.checks.stochastic_gradient_descent.dealing import listed, not_dealt, repeats
from autograder.checks.stochastic_gradient_descent.generators import (
    GIVEN,
    SIGMAS,
    generator_in,
    new_generator,
    state_of,
)
from autograder.misconceptions import Observation


@dataclass(frozen=True, eq=False)
class _Epoch:
    """One epoch that a student's function dealt out.

    Attributes:
        n, batch_size, drop_last: what it was called with.
        state: that of the generator before.
        batches: what came back.
    """

    n: int
    batch_size: int
    drop_last: bool
    state: Any
    batches: list[Array]

    def observation(self) -> Observation:
        """The epoch, for the catalogue of mistakes."""
        order, rest = generator_in(self.state).permutation(self.n), self.n % self.batch_size
        due = self.n - rest if self.drop_last else self.n
        right = [order[k : k + self.batch_size] for k in range(0, due, self.batch_size)]
        args = (self.n, self.batch_size, generator_in(self.state), self.drop_last)
        return Observation(args, self.batches, right)


def _failed(text: str, seen: Sequence[_Epoch], hint: str) -> CheckFailed:
    observations = [epoch.observation() for epoch in seen]
    return failure("stochastic_gradient_descent", "minibatches", text, observations, hint)


def _deal(
    function: Function,
    n: int,
    batch_size: int,
    rng: Generator,
    seen: list[_Epoch],
    drop_last: bool = False,
    strict: bool = True,
) -> list[Array]:
    """One epoch, as arrays of whole numbers; nothing else is looked at. It is added to what was seen.

    Unless it is strict, lists of whole numbers will do, since they have lost the marks of the epoch.
    """
    state = state_of(rng)
    where = _dealt(n, batch_size) + (", drop_last" if drop_last else "")
    options = {"drop_last": True} if drop_last else {}
    batches = call(function, n, batch_size, rng, where=where, **options)
    if type(batches) not in (list, tuple):
        raise CheckFailed(f"Your function must yield one batch after another; {where} it gives {kind_of(batches)}.")
    if not strict:
        batches = [np.array(batch) if type(batch) is list and batch else batch for batch in batches if _plain(batch)]
    for batch in batches:
        if type(batch) is not np.ndarray or batch.ndim != 1 or batch.dtype.kind not in "iu":
            raise CheckFailed(f"A batch must be a 1-D array of integers; {where} one is {kind_of(batch)}.")
        if not batch.size:
            raise CheckFailed(f"Your function yields an empty batch {where}; stop when all examples are dealt out.")
    arrays = [batch.astype(np.float64) for batch in batches]  # of indices, whatever their type
    seen.append(_Epoch(n, batch_size, drop_last, state, arrays))
    return arrays


def _plain(batch: Any) -> bool:
    return type(batch) is not list or all(type(i) is int or isinstance(i, np.integer) for i in batch)


def _dealt(n: int, batch_size: int) -> str:
    return f"with n={n}, batch_size={batch_size}"


def _also(function: Function, rng: Generator, seen: list[_Epoch], drop_last: bool) -> list[_Epoch]:
    """What was seen, and some epochs with the other setting of drop_last, since a mistake may be in both."""
    for n, batch_size in [(6, 2), (7, 3), (13, 4), (5, 9)]:
        try:
            _deal(function, n, batch_size, new_generator(rng), seen, drop_last)
        except CheckFailed:
            continue
    return seen


def check_epoch(function: Function, rng: Generator) -> None:
    """Judge that an epoch deals out all examples in the right portions."""
    sizes = [(6, 2), (7, 3), (5, 1), (4, 4), (5, 9), (1, 1), (13, 4), (10, 6), (23, 5), (int(rng.integers(30, 40)), 7)]
    seen: list[_Epoch] = []
    wrong = ""
    for n, batch_size in sizes:
        batches = _deal(function, n, batch_size, new_generator(rng), seen)
        trouble = not_dealt(batches, n, batch_size)
        if trouble and not wrong:
            wrong = f"Your batches are no epoch {_dealt(n, batch_size)}: {trouble}."
    if wrong:
        seen = _also(function, rng, seen, drop_last=True)
        raise _failed(wrong, seen, "Cut one permutation of range(n) into pieces, up to its end.")


def check_drop_last(function: Function, rng: Generator) -> None:
    """Judge what drop_last leaves out."""
    seen: list[_Epoch] = []
    wrong = ""
    for n, batch_size in [(6, 2), (7, 3), (4, 4), (13, 4), (5, 1), (5, 9), (23, 5), (12, 5)]:
        stream = new_generator(rng)
        whole = _deal(function, n, batch_size, copy.deepcopy(stream), [], strict=False)
        batches = _deal(function, n, batch_size, stream, seen, drop_last=True, strict=False)
        sizes = [batch.size for batch in batches]
        due = [batch.size for batch in whole]
        due = due[:-1] if due and due[-1] < batch_size else due
        epoch_is_right = not not_dealt(whole, n, batch_size)  # or it has lost its own marks
        missing, extra = repeats(batches, n)
        if wrong:
            continue
        if sizes not in (due, n // batch_size * [batch_size]):
            wrong = (
                f"With drop_last, n={n}, batch_size={batch_size}, your batches have {listed(sizes)} examples; "
                f"they must have {listed(due)}."
            )
        elif epoch_is_right and (extra or missing != n % batch_size):
            wrong = f"With drop_last, n={n}, batch_size={batch_size}, {extra} entries are repeats or no indices."
    if not wrong:
        # An index is dropped in no epoch of 150 with a chance of (6/7)**150, about 1e-10.
        stream, dropped, kept = new_generator(rng), set(), set()
        for _ in range(150):
            epoch = np.concatenate([*_deal(function, 7, 3, stream, seen, drop_last=True, strict=False), np.zeros(0)])
            dropped |= set(range(7)) - set(epoch)
            kept.add(tuple(epoch))
        if not kept - {()}:
            wrong = "With drop_last, n=7, batch_size=3, your function deals out nothing."
        elif epoch_is_right and len(dropped) < 7 and len(kept) > 1:  # who does not shuffle at all loses that mark only
            wrong = "With drop_last, n=7, batch_size=3, some examples are never dropped in 150 epochs; all should be."
    if wrong:
        seen = _also(function, rng, seen[:20], drop_last=False)
        raise _failed(wrong, seen, "Shuffle all n examples, then leave out a last batch if it is short.")


def check_shuffle(function: Function, rng: Generator) -> None:
    """Judge the order of an epoch, and where it comes from."""
    seen: list[_Epoch] = []

    def order(n: int, batch_size: int, stream: Generator) -> Array:
        batches = _deal(function, n, batch_size, stream, seen, strict=False)
        if not batches:
            raise CheckFailed(f"Your function deals out nothing {_dealt(n, batch_size)}.")
        return np.concatenate(batches)

    stream = new_generator(rng)
    start = copy.deepcopy(stream)
    first, second, third = (order(24, 6, stream) for _ in range(3))
    again, other = order(24, 6, copy.deepcopy(start)), order(24, 6, new_generator(rng))
    counts, pairs, draws = np.zeros((6, 6)), np.zeros((6, 6)), 300
    stream, advanced = new_generator(rng), state_of(stream) != state_of(start)
    epochs = [order(6, 2, stream).astype(int) for _ in range(draws)]
    # What is dealt out is for the task of the epoch. The chances are counted where each example comes once, from 0 or 1.
    lowest = min(int(epoch.min()) for epoch in epochs)
    dealt = all(sorted(epoch - lowest) == list(range(6)) for epoch in epochs)
    for epoch in epochs if dealt else []:
        counts[np.arange(6), epoch - lowest] += 1
        pairs[epoch[1] - lowest, epoch[2] - lowest] += 1
    if np.array_equal(first, second) or np.array_equal(second, third):
        text = "Two epochs in a row come in the same order, from one and the same rng."
    elif np.array_equal(first, other):
        text = "Your epoch comes in the same order whatever the state of rng."
    elif not np.array_equal(first, again):
        text = "Your epoch comes in another order when rng is in the same state again."
    elif not advanced:
        text = "Your function leaves rng in the state in which it was."
    elif not dealt and len({tuple(epoch) for epoch in epochs}) > draws / 10:
        return
    elif not holds(np.abs(counts - draws / 6) / math.sqrt(draws * 5 / 36), SIGMAS):
        text = (
            f"In {draws} epochs with n=6, batch_size=2, some examples come at some places far too often or too seldom."
        )
    # The counts of pairs are small, so their distribution has a longer tail: 8 sigma instead of 6.
    elif not holds(np.abs(pairs - draws / 30 * (1 - np.eye(6))) / math.sqrt(draws * 29 / 900), 8):
        text = f"In {draws} epochs with n=6, batch_size=2, some examples follow certain others far too often."
    else:
        return
    raise _failed(text, seen[:12], f"All orders must have the same chance. {GIVEN}")
