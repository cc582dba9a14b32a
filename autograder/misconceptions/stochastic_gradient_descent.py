# ruff: noqa: ARG001, ARG005 (entries have the signature of the student's function, whatever they use of it)
"""The known mistakes of `stochastic_gradient_descent`.

Where numbers are random, a mistake is recognised by its own numbers: an entry draws from the generator as most
students do, with `rng.permutation` or `rng.choice`. Who draws in another way gets no name for some of the mistakes.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake

Array = NDArray[Any]
Batches = list[Array]

_STEM = "stochastic_gradient_descent"
_GAPS = "stochastic_gradient_descent.html#batches-without-gaps"
_RESHUFFLE = "stochastic_gradient_descent.html#reshuffle"
_RIGHT_ON_AVERAGE = "stochastic_gradient_descent.html#a-batch-is-right-on-average"
_COPIES = "stochastic_gradient_descent.html#a-thousand-images-copied-1200-times"
_WORK = "stochastic_gradient_descent.html#count-the-work"
_NOISE = "stochastic_gradient_descent.html#the-noise-ball"
_SPOT = "stochastic_gradient_descent.html#spot-the-error"
_SHAPES = "learning_rate_schedules.html#functions-of-the-step-number"
_WRONG_TURNS = "learning_rate_schedules.html#wrong-turns"


def _cut(order: Array, batch_size: int, drop_last: bool = False) -> Batches:
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    return batches[: len(order) // batch_size] if drop_last else batches


# minibatches


@mistake(_STEM, "minibatches", _GAPS)
def batches_lose_remainder(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches leave out the short last one whatever drop_last says; an epoch holds every example."""
    return _cut(rng.permutation(n), batch_size, drop_last=True)


@mistake(_STEM, "minibatches", _GAPS)
def batches_overlap_by_one(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches overlap: a slice ends before its second number, so order[a : a + batch_size] is enough."""
    order = rng.permutation(n)
    starts = range(0, n, batch_size)
    return [b for b in (order[s : s + batch_size + 1] for s in starts) if not drop_last or len(b) >= batch_size]


@mistake(_STEM, "minibatches", _GAPS)
def batches_drawn_with_replacement(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches are drawn one by one, with repeats; deal out one permutation, so that each example comes once."""
    return [rng.integers(n, size=len(batch)) for batch in _cut(np.arange(n), batch_size, drop_last)]


@mistake(_STEM, "minibatches", _GAPS)
def batches_drawn_independently(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches have no repeats inside, but each is drawn from all n again; deal out one permutation."""
    return [rng.choice(n, len(batch), replace=False) for batch in _cut(np.arange(n), batch_size, drop_last)]


@mistake(_STEM, "minibatches", _GAPS)
def batches_wrap_round(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your last batch is filled up with examples that had their turn; let it be short."""
    order = rng.permutation(n)
    return [np.resize(np.concatenate([batch, order]), batch_size) for batch in _cut(order, batch_size, drop_last)]


@mistake(_STEM, "minibatches", _GAPS)
def batches_split_evenly(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches are of nearly equal size, as by np.array_split; all have batch_size examples but the last."""
    batches = np.array_split(rng.permutation(n), math.ceil(n / batch_size))
    return [batch for batch in batches if not drop_last or len(batch) == batch_size]


@mistake(_STEM, "minibatches", _GAPS)
def batches_merge_remainder(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your last batch takes the remainder in and is too long; what is left over is a batch of its own."""
    order, full = rng.permutation(n), max(1, n // batch_size)
    batches = [order[k * batch_size : (k + 1) * batch_size if k < full - 1 else n] for k in range(full)]
    return [batch for batch in batches if not drop_last or len(batch) == batch_size]


@mistake(_STEM, "minibatches", _GAPS)
def batches_first_only(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your epoch ends after its first batch: does `return` stand inside the loop?"""
    return _cut(rng.permutation(n), batch_size, drop_last)[:1]


@mistake(_STEM, "minibatches", _RESHUFFLE)
def batches_not_shuffled(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches come in the order 0, 1, 2, ... every time; draw a new permutation for each epoch."""
    return _cut(np.arange(n), batch_size, drop_last)


@mistake(_STEM, "minibatches", _RESHUFFLE)
def batches_reseeded(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your epochs are all the same: default_rng(0) starts again in every call; draw from the rng that is given."""
    return _cut(np.random.default_rng(0).permutation(n), batch_size, drop_last)


@mistake(_STEM, "minibatches", _RESHUFFLE)
def batches_sorted_inside(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches are sorted; hand out pieces of the permutation as they are."""
    return [np.sort(batch) for batch in _cut(rng.permutation(n), batch_size, drop_last)]


@mistake(_STEM, "minibatches", _RESHUFFLE)
def batches_of_neighbours(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your batches come in random order, but each holds neighbours such as 0, 1, 2; permute the examples first."""
    batches = _cut(np.arange(n), batch_size, drop_last)
    return [batches[k] for k in rng.permutation(len(batches))]


@mistake(_STEM, "minibatches", _GAPS)
def drop_last_is_ignored(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your drop_last changes nothing; with it, a last batch shorter than batch_size is left out."""
    return _cut(rng.permutation(n), batch_size)


@mistake(_STEM, "minibatches", _GAPS)
def drop_last_drops_full_batches(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your drop_last leaves out the last batch even if it is full; look at its length first."""
    batches = _cut(rng.permutation(n), batch_size)
    return batches[:-1] if drop_last else batches


@mistake(_STEM, "minibatches", _GAPS)
def drop_last_upside_down(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your drop_last is upside down: the short batch is left out without it, and kept with it."""
    return _cut(rng.permutation(n), batch_size, not drop_last)


@mistake(_STEM, "minibatches", _GAPS)
def drop_last_drops_same_examples(n: int, batch_size: int, rng: Generator, drop_last: bool = False) -> Batches:
    """Your drop_last leaves out the highest numbers in every epoch; permute all n first, then drop what is left."""
    return _cut(rng.permutation(n // batch_size * batch_size if drop_last else n), batch_size)


# sgd


def _fresh(n: int, batch_size: int, n_epochs: int, rng: Generator) -> list[Batches]:
    return [_cut(rng.permutation(n), batch_size) for _ in range(n_epochs)]


@dataclass(frozen=True)
class _Plan:
    """One run of stochastic gradient descent; each attribute is a piece that can be wrong.

    Attributes:
        epochs: from n, batch_size, n_epochs and rng to a list of batches an epoch.
        labels: from y, a batch and its start within the epoch to the labels handed on.
        reg: from reg, the length of the batch and n to the strength handed on.
        time: from the step, the epoch and the number of the batch within it, to what `lr` is called with.
        step: from the rate, the gradient and the length of the batch to what is taken from W.
        history: from the losses, a list an epoch, to the history.
        loss_after: whether the loss is that after the step.
    """

    epochs: Callable[..., list[Batches]] = _fresh
    labels: Callable[..., Any] = lambda y, batch, start: y[batch]
    reg: Callable[..., Any] = lambda reg, b, n: reg
    time: Callable[..., int] = lambda t, epoch, k: t
    step: Callable[..., Any] = lambda rate, dW, b: rate * dW
    history: Callable[..., Any] = lambda losses: [loss for epoch in losses for loss in epoch]
    loss_after: bool = False

    def run(
        self, loss_grad: Any, W0: Array, X: Array, y: Array, reg: float, lr: Any, B: int, n_epochs: int, rng: Generator
    ) -> tuple[Array, Array]:
        """What a student whose program goes by this plan returns."""
        W, t = np.array(W0, np.float64), 0
        losses: list[list[float]] = []
        for number, epoch in enumerate(self.epochs(len(X), B, n_epochs, rng)):
            losses.append([])
            for k, batch in enumerate(epoch):
                data = X[batch], self.labels(y, batch, k * B), self.reg(reg, len(batch), len(X))
                loss, dW = loss_grad(W, *data)
                rate = lr(self.time(t, number, k)) if callable(lr) else lr
                W = W - self.step(rate, dW, len(batch))
                losses[-1].append(loss_grad(W, *data)[0] if self.loss_after else loss)
                t += 1
        return W, np.array(self.history(losses), np.float64)


def _sgd_mistake(anchor: str) -> Callable[[Callable[[], _Plan]], Callable[[], _Plan]]:
    """Enter a wrong plan into the catalogue: its name is the id, its docstring the sentence."""

    def enter(plan: Callable[[], _Plan]) -> Callable[[], _Plan]:
        @functools.wraps(plan)
        def wrong(*args: Any) -> Any:
            return plan().run(*args)

        mistake(_STEM, "sgd", anchor)(wrong)
        return plan

    return enter


@_sgd_mistake(_GAPS)
def sgd_labels_not_shuffled() -> _Plan:
    """Your X is shuffled and your y is not; take X[batch] and y[batch] with the same indices."""
    return _Plan(labels=lambda y, batch, start: y[start : start + len(batch)])


@_sgd_mistake(_GAPS)
def sgd_loses_remainder() -> _Plan:
    """Your epochs have n // batch_size steps; the examples left over are one more batch, a short one."""
    return _Plan(lambda n, B, n_epochs, rng: [_cut(rng.permutation(n), B, True) for _ in range(n_epochs)])


@_sgd_mistake(_GAPS)
def sgd_draws_with_replacement() -> _Plan:
    """Your batches are drawn with repeats; within an epoch each example has its turn once."""
    return _Plan(
        lambda n, B, n_epochs, rng: [
            [rng.integers(n, size=len(b)) for b in _cut(np.arange(n), B)] for _ in range(n_epochs)
        ]
    )


@_sgd_mistake(_RESHUFFLE)
def sgd_shuffles_once() -> _Plan:
    """Your permutation is drawn once for all epochs; draw a new one at the start of each epoch."""
    return _Plan(lambda n, B, n_epochs, rng: n_epochs * [_cut(rng.permutation(n), B)])


@_sgd_mistake(_RESHUFFLE)
def sgd_never_shuffles() -> _Plan:
    """Your batches come in the order of the data; draw a permutation at the start of each epoch."""
    return _Plan(lambda n, B, n_epochs, rng: n_epochs * [_cut(np.arange(n), B)])


@_sgd_mistake(_RESHUFFLE)
def sgd_reseeds() -> _Plan:
    """Your order comes from a generator of your own with a fixed seed; draw from the rng that is given."""
    return _Plan(lambda n, B, n_epochs, rng: _fresh(n, B, n_epochs, np.random.default_rng(0)))


@_sgd_mistake(_RESHUFFLE)
def sgd_reseeds_every_epoch() -> _Plan:
    """Your generator starts again in every epoch, so all of them are alike; draw from the rng that is given."""
    return _Plan(lambda n, B, n_epochs, rng: n_epochs * _fresh(n, B, 1, np.random.default_rng(0)))


@_sgd_mistake(_WORK)
def sgd_stops_after_one_epoch() -> _Plan:
    """Your run ends after one epoch; n_epochs times all examples have their turn."""
    return _Plan(lambda n, B, n_epochs, rng: _fresh(n, B, 1, rng))


@_sgd_mistake(_WORK)
def sgd_stops_after_one_step() -> _Plan:
    """Your run ends after its first step: does `return` stand inside the loops? Let it stand after them."""
    return _Plan(lambda n, B, n_epochs, rng: [batches[:1] for batches in _fresh(n, B, 1, rng)])


@_sgd_mistake(_WORK)
def sgd_counts_steps_as_epochs() -> _Plan:
    """Your run takes n_epochs steps; an epoch is one pass through all examples, so about n / batch_size steps."""

    def epochs(n: int, B: int, n_epochs: int, rng: Generator) -> list[Batches]:
        return [batches[:1] for batches in _fresh(n, B, n_epochs, rng)]

    return _Plan(epochs)


@_sgd_mistake(_GAPS)
def sgd_step_summed_over_batch() -> _Plan:
    """Your step is batch-length times too long; loss_grad gives a mean already, so take lr times dW."""
    return _Plan(step=lambda rate, dW, b: rate * b * dW)


@_sgd_mistake(_GAPS)
def sgd_step_divided_by_batch() -> _Plan:
    """Your step is divided by the length of the batch; loss_grad gives a mean already, so take lr times dW."""
    return _Plan(step=lambda rate, dW, b: rate * dW / b)


@_sgd_mistake("gradient.html#one-step-downhill")
def sgd_goes_uphill() -> _Plan:
    """Your step goes up the gradient; subtract lr times dW."""
    return _Plan(step=lambda rate, dW, b: -rate * dW)


@_sgd_mistake(_RIGHT_ON_AVERAGE)
def sgd_reg_missing() -> _Plan:
    """Your steps leave the regulariser out; hand reg on to loss_grad as it is."""
    return _Plan(reg=lambda reg, b, n: 0.0)


@_sgd_mistake(_RIGHT_ON_AVERAGE)
def sgd_reg_times_share() -> _Plan:
    """Your reg is scaled down by the share of the data in a batch; it is no part of the mean: hand it on as it is."""
    return _Plan(reg=lambda reg, b, n: reg * b / n)


@_sgd_mistake(_RIGHT_ON_AVERAGE)
def sgd_reg_times_n_over_batch() -> _Plan:
    """Your reg is scaled up by n over the batch size; it is no part of the mean: hand it on as it is."""
    return _Plan(reg=lambda reg, b, n: reg * n / b)


@_sgd_mistake(_RIGHT_ON_AVERAGE)
def sgd_reg_divided_by_batch() -> _Plan:
    """Your reg is divided by the length of the batch; it is no part of the mean: hand it on as it is."""
    return _Plan(reg=lambda reg, b, n: reg / b)


@_sgd_mistake(_WRONG_TURNS)
def sgd_rate_per_epoch() -> _Plan:
    """Your lr is called with the number of the epoch; call it with the number of the step."""
    return _Plan(time=lambda t, epoch, k: epoch)


@_sgd_mistake(_SHAPES)
def sgd_steps_counted_from_one() -> _Plan:
    """Your steps are counted from 1; the first step has t = 0."""
    return _Plan(time=lambda t, epoch, k: t + 1)


@_sgd_mistake(_WRONG_TURNS)
def sgd_steps_counted_anew() -> _Plan:
    """Your step number starts again at 0 in every epoch; count on over all epochs."""
    return _Plan(time=lambda t, epoch, k: k)


@_sgd_mistake(_SHAPES)
def sgd_rate_stays_at_start() -> _Plan:
    """Your rate stays at lr(0); call lr again for every step."""
    return _Plan(time=lambda t, epoch, k: 0)


@_sgd_mistake(_SPOT)
def sgd_history_after_step() -> _Plan:
    """Your history holds losses after the step; keep the loss that comes with the gradient, before W moves."""
    return _Plan(loss_after=True)


@_sgd_mistake(_WORK)
def sgd_history_per_epoch() -> _Plan:
    """Your history has one loss an epoch, that of the last batch; keep one for every step."""
    return _Plan(history=lambda losses: [epoch[-1] for epoch in losses])


@_sgd_mistake(_WORK)
def sgd_history_mean_per_epoch() -> _Plan:
    """Your history has one mean loss an epoch; keep the loss of every step."""
    return _Plan(history=lambda losses: [np.mean(epoch) for epoch in losses])


@_sgd_mistake(_WORK)
def sgd_history_of_last_epoch() -> _Plan:
    """Your history holds the last epoch only; start the list once, before the loop over the epochs."""
    return _Plan(history=lambda losses: losses[-1])


# schedule


def _rate(
    kind: str,
    lr0: float,
    drop: float = 1.0,
    every: int = 1,
    decay: float = 0.0,
    n_steps: int = 1,
    lr_min: float = 0.0,
    n_warmup: int = 1,
) -> Callable[[int], float]:
    """The right schedule."""
    return {
        "step": lambda t: lr0 * drop ** (t // every),
        "exp": lambda t: lr0 * math.exp(-decay * t),
        "inv": lambda t: lr0 / (1 + decay * t),
        "cosine": lambda t: lr_min + (lr0 - lr_min) / 2 * (1 + math.cos(math.pi * min(t, n_steps) / n_steps)),
        "warmup": lambda t: lr0 * min(1, (t + 1) / n_warmup),
    }[kind]


def _schedule_mistake(kind: str, anchor: str) -> Callable[[Callable[..., float]], Callable[..., float]]:
    """Enter a wrong formula of t, lr0 and the settings for one kind; the others are right.

    Suites compare numbers, so an entry also takes the settings as a dict and the steps as a list, and then returns
    the rates.
    """

    def enter(formula: Callable[..., float]) -> Callable[..., float]:
        @functools.wraps(formula)
        def wrong(
            name: str, lr0: float, settings: dict[str, Any] | None = None, ts: Sequence[int] = (), **kw: Any
        ) -> Any:
            kw |= settings or {}
            rate = functools.partial(formula, lr0=lr0, **kw) if name == kind else _rate(name, lr0, **kw)
            return rate if settings is None else [rate(t) for t in ts]

        mistake(_STEM, "schedule", anchor)(wrong)
        return formula

    return enter


@_schedule_mistake("step", _SHAPES)
def schedule_step_true_division(t: int, lr0: float, drop: float, every: int) -> float:
    """Your "step" falls a little at every t; a staircase needs whole division: t // every."""
    return lr0 * float(drop ** (t / every))


@_schedule_mistake("step", _SHAPES)
def schedule_step_early(t: int, lr0: float, drop: float, every: int) -> float:
    """Your "step" falls one step early; the first drop comes at t = every."""
    return lr0 * float(drop ** ((t + 1) // every))


@_schedule_mistake("step", _SHAPES)
def schedule_step_late(t: int, lr0: float, drop: float, every: int) -> float:
    """Your "step" falls one step late; the first drop comes at t = every."""
    return lr0 * float(drop ** (max(0, t - 1) // every))


@_schedule_mistake("step", _SHAPES)
def schedule_step_falls_once(t: int, lr0: float, drop: float, every: int) -> float:
    """Your "step" falls once only; it is multiplied by drop again after every further `every` steps."""
    return lr0 * drop if t >= every else lr0


@_schedule_mistake("step", _SHAPES)
def schedule_step_divides(t: int, lr0: float, drop: float, every: int) -> float:
    """Your "step" grows: it is divided by drop; drop is the factor that it is multiplied by."""
    return lr0 / float(drop ** (t // every))


@_schedule_mistake("exp", _SHAPES)
def schedule_exp_of_base(t: int, lr0: float, decay: float) -> float:
    """Your "exp" takes decay for the factor of one step; here that factor is exp(-decay)."""
    return lr0 * float(decay**t)


@_schedule_mistake("exp", _SHAPES)
def schedule_exp_of_one_minus(t: int, lr0: float, decay: float) -> float:
    """Your "exp" multiplies by 1 - decay in each step; here that factor is exp(-decay)."""
    return lr0 * float((1 - decay) ** t)


@_schedule_mistake("exp", _SHAPES)
def schedule_exp_grows(t: int, lr0: float, decay: float) -> float:
    """Your "exp" grows with t; the exponent is negative."""
    return lr0 * math.exp(decay * t)


@_schedule_mistake("inv", _SHAPES)
def schedule_inv_of_scale(t: int, lr0: float, decay: float) -> float:
    """Your "inv" divides t by decay, as the scale of the chapter; here t is multiplied by decay."""
    return lr0 / (1 + t / decay)


@_schedule_mistake("inv", _SHAPES)
def schedule_inv_of_root(t: int, lr0: float, decay: float) -> float:
    """Your "inv" has a square root; divide by 1 + decay t itself."""
    return lr0 / math.sqrt(1 + decay * t)


@_schedule_mistake("inv", _WRONG_TURNS)
def schedule_inv_from_one(t: int, lr0: float, decay: float) -> float:
    """Your "inv" is one step ahead; at t = 0 it is lr0."""
    return lr0 / (1 + decay * (t + 1))


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_one_step_short(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" ends at n_steps - 1; it reaches lr_min at t = n_steps."""
    return lr_min + (lr0 - lr_min) / 2 * (1 + math.cos(math.pi * min(1.0, t / (n_steps - 1))))


@_schedule_mistake("cosine", _WRONG_TURNS)
def schedule_cosine_comes_back(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" rises again after n_steps; hold it at lr_min from there on."""
    return lr_min + (lr0 - lr_min) / 2 * (1 + math.cos(math.pi * t / n_steps))


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_not_halved(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" begins at about twice lr0; 1 + cos goes from 2 to 0, so halve it."""
    return lr_min + (lr0 - lr_min) * (1 + math.cos(math.pi * min(t, n_steps) / n_steps))


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_quarter_wave(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" is a quarter of a wave, from 1 to 0; take half a wave, from 1 to -1, then shift and halve it."""
    return lr_min + (lr0 - lr_min) * math.cos(math.pi / 2 * min(t, n_steps) / n_steps)


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_without_lr_min(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" ends at 0 whatever lr_min is; let it fall from lr0 to lr_min."""
    return lr0 / 2 * (1 + math.cos(math.pi * min(t, n_steps) / n_steps))


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_adds_lr_min(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" begins at lr0 + lr_min; what falls is only the difference lr0 - lr_min."""
    return lr_min + lr0 / 2 * (1 + math.cos(math.pi * min(t, n_steps) / n_steps))


@_schedule_mistake("cosine", _SHAPES)
def schedule_cosine_clips_at_lr_min(t: int, lr0: float, n_steps: int, lr_min: float = 0.0) -> float:
    """Your "cosine" aims at 0 and is cut off at lr_min; let it fall from lr0 to lr_min, over all n_steps."""
    return max(lr_min, lr0 / 2 * (1 + math.cos(math.pi * min(t, n_steps) / n_steps)))


@_schedule_mistake("warmup", _WRONG_TURNS)
def schedule_warmup_from_zero(t: int, lr0: float, n_warmup: int) -> float:
    """Your "warmup" starts at 0, which wastes the first gradient; step 0 has lr0 / n_warmup already."""
    return lr0 * min(1.0, t / n_warmup)


@_schedule_mistake("warmup", _SHAPES)
def schedule_warmup_one_step_late(t: int, lr0: float, n_warmup: int) -> float:
    """Your "warmup" divides by n_warmup + 1; after n_warmup steps, at t = n_warmup - 1, it is at lr0."""
    return lr0 * min(1.0, (t + 1) / (n_warmup + 1))


@_schedule_mistake("warmup", _SHAPES)
def schedule_warmup_goes_on(t: int, lr0: float, n_warmup: int) -> float:
    """Your "warmup" grows beyond lr0; hold it there."""
    return lr0 * (t + 1) / n_warmup


# duplicate_gradient_error


def _choose(U: int, copies: int, B: int, rng: Generator) -> Array:
    """The unique examples in a batch, drawn as in the chapter."""
    return np.asarray(rng.choice(U * copies, B, replace=False) % U)


def _table(yu: Array, C: int | None = None, correct: float | None = None) -> Array:
    """How often each example is added to each row of the gradient at W = 0, shape (U, C)."""
    C = int(yu.max()) + 1 if C is None else C
    A = np.ones((len(yu), C))
    A[np.arange(len(yu)), yu] = 1 - C if correct is None else correct
    return A


def _gradients(Xu: Array, A: Array, batch: Array) -> tuple[Array, Array]:
    """The gradient of the batch and that of all."""
    return A[batch].T @ Xu[batch] / len(batch), A.T @ Xu / len(Xu)


def _relative(g: Array, full: Array) -> float:
    return float(np.linalg.norm(g - full) / np.linalg.norm(full))


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_error_not_relative(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your error is absolute; divide it by the length of the full gradient."""
    g, full = _gradients(Xu, _table(yu), _choose(len(Xu), copies, B, rng))
    return float(np.linalg.norm(g - full))


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_error_squared(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your error is squared; lengths are compared, not their squares."""
    return _relative(*_gradients(Xu, _table(yu), _choose(len(Xu), copies, B, rng))) ** 2


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_relative_to_batch(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your error is relative to the gradient of the batch; divide by the length of the full one."""
    g, full = _gradients(Xu, _table(yu), _choose(len(Xu), copies, B, rng))
    return _relative(full, g)


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_difference_of_lengths(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your error compares the lengths of two gradients; take the length of their difference."""
    g, full = _gradients(Xu, _table(yu), _choose(len(Xu), copies, B, rng))
    return float(abs(np.linalg.norm(g) - np.linalg.norm(full)) / np.linalg.norm(full))


@mistake(_STEM, "duplicate_gradient_error", _GAPS)
def duplicates_batch_sum(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your batch gradient is a sum; divide it by B, since the gradient of a mean is a mean."""
    g, full = _gradients(Xu, _table(yu), _choose(len(Xu), copies, B, rng))
    return _relative(B * g, full)


@mistake(_STEM, "duplicate_gradient_error", "svm_gradient.html#two-kinds-of-row")
def duplicates_without_correct_row(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your gradient lacks the correct class; each of its C - 1 violated margins takes x from that row."""
    return _relative(*_gradients(Xu, _table(yu, correct=0), _choose(len(Xu), copies, B, rng)))


@mistake(_STEM, "duplicate_gradient_error", "svm_gradient.html#two-kinds-of-row")
def duplicates_correct_row_once(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your correct-class row subtracts x once; at W = 0 all C - 1 margins are violated: subtract it C - 1 times."""
    return _relative(*_gradients(Xu, _table(yu, correct=-1), _choose(len(Xu), copies, B, rng)))


@mistake(_STEM, "duplicate_gradient_error", "svm_gradient.html#wrong-turns")
def duplicates_correct_row_c_times(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your correct-class row subtracts x C times; it has C - 1 violated margins, its own class is none of them."""
    A = _table(yu)
    A[np.arange(len(yu)), yu] -= 1
    return _relative(*_gradients(Xu, A, _choose(len(Xu), copies, B, rng)))


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_classes_that_occur(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your C counts the classes that occur; a class may be missing, so take max(yu) + 1."""
    A = _table(yu, correct=1 - len(np.unique(yu)))
    return _relative(*_gradients(Xu, A[:, np.unique(yu)], _choose(len(Xu), copies, B, rng)))


@mistake(_STEM, "duplicate_gradient_error", _RIGHT_ON_AVERAGE)
def duplicates_drawn_with_replacement(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your rows are drawn with replacement; each of the N rows can be in the batch once."""
    return _relative(*_gradients(Xu, _table(yu), rng.integers(len(Xu) * copies, size=B) % len(Xu)))


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_one_of_each(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your batch takes the examples in turn, one of each; draw B of all N rows at random."""
    return _relative(*_gradients(Xu, _table(yu), np.arange(B) % len(Xu)))


@mistake(_STEM, "duplicate_gradient_error", _COPIES)
def duplicates_copies_ignored(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your batch is drawn from the unique examples as if there was one copy of each; draw from all N rows."""
    return _relative(*_gradients(Xu, _table(yu), _choose(len(Xu), 1, B, rng)))


@mistake(_STEM, "duplicate_gradient_error", _RESHUFFLE)
def duplicates_reseeded(Xu: Array, yu: Array, copies: int, B: int, rng: Generator) -> float:
    """Your batch is the same in every call, that of default_rng(0); draw from the rng that is given."""
    return _relative(*_gradients(Xu, _table(yu), _choose(len(Xu), copies, B, np.random.default_rng(0))))


# Answers by thought.


@mistake(_STEM, "diagnose_batches", _SPOT)
def batches_log_b_of_other_deals() -> Any:
    """Your cause deals every example out once; look for one that comes twice in an epoch of log B."""
    return "b", "a", "e", "f", 0.3679


@mistake(_STEM, "diagnose_batches", _SPOT)
def batches_log_d_of_two_draws() -> Any:
    """Your cause shuffles the labels; put down those of log D in the order in which they come, epoch by epoch."""
    return "b", "d", "e", "g", 0.3679


@mistake(_STEM, "diagnose_batches", _GAPS)
def batches_share_of_the_seen() -> Any:
    """Your share is that of the examples which are looked at."""
    return "b", "d", "e", "f", 0.6321


@mistake(_STEM, "diagnose_batches", _GAPS)
def batches_share_of_none() -> Any:
    """Your share says that an epoch with replacement looks at everything; some come twice, so others do not come."""
    return "b", "d", "e", "f", 0.0


@mistake(_STEM, "predict_ball", _NOISE)
def ball_without_root() -> Any:
    """Your distance is a mean square; take its root."""
    return 0.0101, 0.050252, 0.0777


@mistake(_STEM, "predict_ball", _NOISE)
def ball_a_quarter() -> Any:
    """Your ball shrinks as the variance does; a distance goes by its root."""
    return 0.100504, 0.025126, 0.0777


@mistake(_STEM, "predict_ball", _NOISE)
def ball_rate_by_the_root() -> Any:
    """Your step size grows by the root of the batch size; it is the square of the distance that goes with it."""
    return 0.100504, 0.050252, 0.04


@mistake(_STEM, "predict_ball", _NOISE)
def ball_rate_shared_out() -> Any:
    """Your larger batches get shorter steps; they are less noisy, so they can afford longer ones."""
    return 0.100504, 0.050252, 0.005


@mistake(_STEM, "predict_copies", _COPIES)
def copies_never_met_twice() -> Any:
    """Your batch holds no example twice; with so many copies of each, it does."""
    return 50.0, 400.0, 400.0


@mistake(_STEM, "predict_copies", _COPIES)
def copies_error_over_size() -> Any:
    """Your error goes down as fast as the batch grows; it goes down like one over its root."""
    return 39.5, 100.0, 400.0


@mistake(_STEM, "predict_copies", _COPIES)
def copies_ask_for_larger_batches() -> Any:
    """Your batch grows with the number of copies; does the law know of them, while N is much larger than B?"""
    return 39.5, 400.0, 400_000.0
