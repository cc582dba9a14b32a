"""The hidden suite of `stochastic_gradient_descent`: batches, the descent, schedules, and the duplicates laboratory.

What is random is judged in three ways, and none of them asks how a student draws:

- by structure, which holds in every draw: an epoch is a permutation, a batch of all rows has no error;
- by its law, over so many draws that a right answer fails less than once in a million times;
- by its generator: the same state gives the same result, and the generator comes back advanced.

The tasks of `sgd` read what `loss_grad` was called with, and judge each step by itself from there. So a wrong batch
does not spoil the steps, nor a wrong step the batches.
"""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, error_of
from autograder.checks.answers import (
    failure,
    finite_array,
    finite_number,
    hinted,
    holds,
    kind_of,
    need_double,
    read_only,
    size_of,
    two_things,
    unchanged,
)
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

_STEM = "stochastic_gradient_descent"
_SIGMAS = 6  # of a mean or a count; a right answer is farther off once in 500 million times
_GIVEN = "Draw from the rng that is given, and from no other."
_failed = partial(failure, _STEM)


def _generator(rng: Generator) -> Generator:
    """A generator for the student, of the kind that can cross the wall."""
    return np.random.default_rng(int(rng.integers(2**62)))


def _state(rng: Generator) -> Any:
    return rng.bit_generator.state


# minibatches


def _deal(
    function: Function, n: int, batch_size: int, rng: Generator, seen: list[Observation], drop_last: bool = False
) -> list[Array]:
    """One epoch, as arrays of whole numbers; nothing else is looked at. It is added to what was seen."""
    before = copy.deepcopy(rng)
    where = _dealt(n, batch_size) + (", drop_last" if drop_last else "")
    options = {"drop_last": True} if drop_last else {}
    batches = call(function, n, batch_size, rng, where=where, **options)
    if type(batches) not in (list, tuple):
        raise CheckFailed(f"Your function must yield one batch after another; {where} it gives {kind_of(batches)}.")
    for batch in batches:
        if type(batch) is not np.ndarray or batch.ndim != 1 or batch.dtype.kind not in "iu":
            raise CheckFailed(f"A batch must be a 1-D array of integers; {where} one is {kind_of(batch)}.")
        if not batch.size:
            raise CheckFailed(f"Your function yields an empty batch {where}; stop when all examples are dealt out.")
    arrays = [batch.astype(np.float64) for batch in batches]  # of indices, whatever their type
    order, full = copy.deepcopy(before).permutation(n), n // batch_size * batch_size
    right = [order[k : k + batch_size] for k in range(0, full if drop_last else n, batch_size)]
    seen.append(Observation((n, batch_size, before, drop_last), arrays, right))
    return arrays


def _dealt(n: int, batch_size: int) -> str:
    return f"with n={n}, batch_size={batch_size}"


def _sizes(n: int, batch_size: int) -> list[int]:
    return [min(batch_size, n - start) for start in range(0, n, batch_size)]


def _repeats(batches: Sequence[Array], n: int) -> tuple[int, int]:
    """How many of range(n) are missing in all batches together, and how many entries are none of these or repeated."""
    entries = np.concatenate([*batches, np.zeros(0)])
    found = np.intersect1d(entries, np.arange(n)).size
    return n - found, entries.size - found


def _not_dealt(batches: Sequence[Array], n: int, batch_size: int) -> str:
    """What is wrong with an epoch, in words; nothing if it deals out all of range(n) in the right portions."""
    sizes = [batch.size for batch in batches]
    missing, extra = _repeats(batches, n)
    if sizes != _sizes(n, batch_size):
        return f"the batches have {_listed(sizes)} examples and must have {_listed(_sizes(n, batch_size))}"
    if missing or extra:
        return f"{missing} of the {n} examples are missing, and {extra} entries are repeats or no indices of examples"
    return ""


def _listed(sizes: Sequence[int]) -> str:
    return (", ".join(map(str, sizes[:6])) + (", ..." if len(sizes) > 6 else "")) or "no"


def _also(function: Function, rng: Generator, seen: list[Observation], drop_last: bool) -> list[Observation]:
    """What was seen, and some epochs with the other setting of drop_last, since a mistake may be in both."""
    for n, batch_size in [(6, 2), (7, 3), (13, 4), (5, 9)]:
        try:
            _deal(function, n, batch_size, _generator(rng), seen, drop_last)
        except CheckFailed:
            continue
    return seen


def _check_epoch(function: Function, rng: Generator) -> None:
    sizes = [(6, 2), (7, 3), (5, 1), (4, 4), (5, 9), (1, 1), (13, 4), (10, 6), (23, 5), (int(rng.integers(30, 40)), 7)]
    seen: list[Observation] = []
    wrong = ""
    for n, batch_size in sizes:
        batches = _deal(function, n, batch_size, _generator(rng), seen)
        trouble = _not_dealt(batches, n, batch_size)
        if trouble and not wrong:
            wrong = f"Your batches are no epoch {_dealt(n, batch_size)}: {trouble}."
    if wrong:
        seen = _also(function, rng, seen, drop_last=True)
        raise _failed("minibatches", wrong, seen, "Cut one permutation of range(n) into pieces, up to its end.")


def _check_drop_last(function: Function, rng: Generator) -> None:
    seen: list[Observation] = []
    wrong = ""
    for n, batch_size in [(6, 2), (7, 3), (4, 4), (13, 4), (5, 1), (5, 9), (23, 5), (12, 5)]:
        batches = _deal(function, n, batch_size, _generator(rng), seen, drop_last=True)
        sizes = [batch.size for batch in batches]
        due = n // batch_size * [batch_size]
        missing, extra = _repeats(batches, n)
        if wrong:
            continue
        if sizes != due:
            wrong = (
                f"With drop_last, n={n}, batch_size={batch_size}, your batches have {_listed(sizes)} examples; "
                f"they must have {_listed(due)}."
            )
        elif extra or missing != n % batch_size:
            wrong = f"With drop_last, n={n}, batch_size={batch_size}, {extra} entries are repeats or no indices."
    if not wrong:
        # An index is dropped in no epoch of 150 with a chance of (6/7)**150, about 1e-10.
        stream, dropped, kept = _generator(rng), set(), set()
        for _ in range(150):
            epoch = np.concatenate([*_deal(function, 7, 3, stream, seen, drop_last=True), np.zeros(0)])
            dropped |= set(range(7)) - set(epoch)
            kept.add(tuple(epoch))
        if len(dropped) < 7 and len(kept) > 1:  # who does not shuffle at all loses that mark only
            wrong = "With drop_last, n=7, batch_size=3, some examples are never dropped in 150 epochs; all should be."
    if wrong:
        seen = _also(function, rng, seen[:20], drop_last=False)
        raise _failed("minibatches", wrong, seen, "Shuffle all n examples, then leave out a last batch if it is short.")


def _check_shuffle(function: Function, rng: Generator) -> None:
    seen: list[Observation] = []

    def order(n: int, batch_size: int, stream: Generator) -> Array:
        batches = _deal(function, n, batch_size, stream, seen)
        missing, extra = _repeats(batches, n)
        if missing or extra:
            text = f"This mark is for epochs in random order; {_dealt(n, batch_size)} yours is no epoch yet."
            raise _failed("minibatches", text, seen, "Each of range(n) must come once.")
        return np.concatenate(batches)

    stream = _generator(rng)
    start = copy.deepcopy(stream)
    first, second, third = (order(24, 6, stream) for _ in range(3))
    again, other = order(24, 6, copy.deepcopy(start)), order(24, 6, _generator(rng))
    counts, pairs, draws = np.zeros((6, 6)), np.zeros((6, 6)), 300
    stream, advanced = _generator(rng), _state(stream) != _state(start)
    for _ in range(draws):
        epoch = order(6, 2, stream).astype(int)
        counts[np.arange(6), epoch] += 1
        pairs[epoch[1], epoch[2]] += 1
    if np.array_equal(first, second) or np.array_equal(second, third):
        text = "Two epochs in a row come in the same order, from one and the same rng."
    elif np.array_equal(first, other):
        text = "Your epoch comes in the same order whatever the state of rng."
    elif not np.array_equal(first, again):
        text = "Your epoch comes in another order when rng is in the same state again."
    elif not advanced:
        text = "Your function leaves rng in the state in which it was."
    elif not holds(np.abs(counts - draws / 6) / math.sqrt(draws * 5 / 36), _SIGMAS):
        text = (
            f"In {draws} epochs with n=6, batch_size=2, some examples come at some places far too often or too seldom."
        )
    # The counts of pairs are small, so their distribution has a longer tail: 8 sigma instead of 6.
    elif not holds(np.abs(pairs - draws / 30 * (1 - np.eye(6))) / math.sqrt(draws * 29 / 900), 8):
        text = f"In {draws} epochs with n=6, batch_size=2, some examples follow certain others far too often."
    else:
        return
    raise _failed("minibatches", text, seen[:12], f"All orders must have the same chance. {_GIVEN}")


# sgd


@dataclass(frozen=True, eq=False)
class _Training:
    """One hidden problem for `sgd`.

    Attributes:
        W0, X, y, reg: where to start, the data, and the strength of the regularisation.
        rates: the step size of every step, or one number for all.
        batch_size, n_epochs: how to go through the data.
        rng: the generator; the student gets a copy.
    """

    W0: Array
    X: Array
    y: Array
    reg: float
    rates: float | Array
    batch_size: int
    n_epochs: int
    rng: Generator

    @property
    def steps(self) -> int:
        return self.n_epochs * math.ceil(len(self.X) / self.batch_size)

    @property
    def where(self) -> str:
        return f"with N={len(self.X)}, batch_size={self.batch_size}, n_epochs={self.n_epochs}"

    def lr(self) -> Any:
        return _Rates(self.rates) if isinstance(self.rates, np.ndarray) else self.rates

    def rate(self, t: int) -> float:
        return float(self.rates[t]) if isinstance(self.rates, np.ndarray) else self.rates

    def args(self) -> tuple[Any, ...]:
        """What an entry of the catalogue is called with."""
        return (_least_squares, self.W0, self.X, self.y, self.reg, self.lr(), self.batch_size, self.n_epochs, self.rng)


def _least_squares(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
    """A loss that is the mean over a batch plus a regulariser, and its gradient: smooth, and cheap."""
    errors = X @ W.T - (y[:, None] == np.arange(len(W)))
    loss = float(np.sum(errors**2)) / len(X) / 2 + reg * float(np.sum(W**2))
    return loss, errors.T @ X / len(X) + 2 * reg * W


class _Rates:
    """A callable `lr` of ours: the rates of a table."""

    def __init__(self, table: Array):
        self._table = table

    def __call__(self, t: Any) -> float:
        if isinstance(t, (bool, np.ndarray)) or not isinstance(t, (int, float, np.number)) or t != int(t):
            raise TypeError("lr takes the number of a step")
        if not 0 <= t < len(self._table):
            raise ValueError("lr was called with the number of a step that this run does not have")
        return float(self._table[int(t)])


@dataclass(frozen=True, eq=False)
class _Call:
    """One call of `loss_grad`: its arguments, its answer, and the rows of X that it got, -1 for one that is no row."""

    W: Array
    X: Array
    y: Array
    loss: float
    gradient: Array
    rows: Array


@dataclass
class _Asked:
    """The `loss_grad` that a student's function gets: it looks at its arguments and keeps its calls.

    Attributes:
        calls: what it was asked and what it answered, in turn.
        complaint: what was wrong with the first call that it refused, for the student.
    """

    problem: _Training
    calls: list[_Call] = field(default_factory=list)
    complaint: str = ""

    def __call__(self, W: Any, X: Any, y: Any, reg: Any) -> tuple[float, Array]:
        (n, D), C = self.problem.X.shape, len(self.problem.W0)
        if len(self.calls) > 4 * self.problem.steps:
            self._refuse("more than four times as often as there are steps; call it once in every step.")
        for name, value, kinds, ndim in (("W", W, "fiu", 2), ("X_batch", X, "fiu", 2), ("y_batch", y, "iu", 1)):
            if type(value) is not np.ndarray or value.ndim != ndim or value.dtype.kind not in kinds:
                self._refuse(f"with {name} being {kind_of(value)}.")
        if W.shape != (C, D):
            self._refuse(f"with W of shape {W.shape}; that of W0 is {(C, D)}.")
        if not np.isfinite(W).all() or np.abs(W).max() > 1e100:
            self._refuse("with entries of W that are not finite or huge. Do the steps go down?")
        if X.shape[1] != D or not 0 < len(X) == len(y) <= n or y.min() < 0 or y.max() >= C:
            self._refuse(
                f"with X_batch of shape {X.shape} and y_batch of shape {y.shape}; both are pieces of the data."
            )
        if isinstance(reg, (bool, np.ndarray)) or not isinstance(reg, (int, float, np.number)) or not np.isfinite(reg):
            self._refuse(f"with reg being {kind_of(reg)}; hand on the number that you were given.")
        W, X = np.array(W, np.float64), np.array(X, np.float64)
        loss, dW = _least_squares(W, X, y, float(reg))
        same = (X[:, None] == self.problem.X).all(axis=2)
        rows = np.where(same.any(axis=1), same.argmax(axis=1), -1)
        self.calls.append(_Call(W, X, np.array(y), loss, dW, rows))
        return loss, dW.copy()

    def _refuse(self, what: str) -> None:
        self.complaint = self.complaint or f"Your function calls loss_grad {what}"
        raise ValueError("loss_grad was called with arguments that it does not take")


@dataclass(frozen=True, eq=False)
class _Run:
    """What became of one problem.

    Attributes:
        problem: the problem.
        trace: the call of `loss_grad` that goes with each step.
        each: how often `loss_grad` was called for a step.
        W, history: what was returned, not looked at yet.
        advanced: whether the generator came back in another state.
    """

    problem: _Training
    trace: list[_Call]
    each: int
    W: Any
    history: Any
    advanced: bool

    def end(self) -> Array:
        """The W that was returned."""
        return finite_array(self.W, "Your W", self.problem.where, self.problem.W0.shape)

    def epochs(self) -> list[list[_Call]]:
        size = math.ceil(len(self.problem.X) / self.problem.batch_size)
        return [self.trace[k : k + size] for k in range(0, len(self.trace), size)]


def _train(function: Function, problem: _Training, whole: bool = True) -> _Run:
    """Run the student's function on copies, and find the calls of `loss_grad` that go with the steps.

    Args:
        function: the student's function.
        problem: the problem.
        whole: whether there must be a call for each step; otherwise the number of calls is not looked at.
    """
    asked, rng = _Asked(problem), copy.deepcopy(problem.rng)
    arrays = problem.W0.copy(), problem.X.copy(), problem.y.copy()
    settings = problem.reg, problem.lr(), problem.batch_size, problem.n_epochs, rng
    try:
        result = call(function, asked, *arrays, *settings, where=problem.where)
    except CheckFailed as failed:
        if asked.complaint:
            raise CheckFailed(f"{asked.complaint} It happened {problem.where}.", staff=failed.staff) from failed
        raise
    if asked.complaint:
        raise CheckFailed(f"{asked.complaint} It happened {problem.where}.")
    W, history = two_things(result, "W and history", problem.where)
    each, rest = divmod(len(asked.calls), problem.steps)
    if whole and (rest or not each):
        raise CheckFailed(
            f"Your function calls loss_grad {len(asked.calls)} times {problem.where}, which are {problem.steps} steps. "
            "Call it once in every step, with the batch of that step."
        )
    traces = [asked.calls[k :: each or 1] for k in range(each or 1)]
    # Who also asks for the loss of all data, or for the loss after the step, calls more often; the step is among them.
    runs = [_Run(problem, trace, each, W, history, _state(rng) != _state(problem.rng)) for trace in traces]
    return next((run for run in runs if not _not_an_epoch(run)), runs[0])


def _draw(
    rng: Generator,
    n: int,
    batch_size: int,
    n_epochs: int,
    rates: float | Array | None = None,
    C: int = 3,
    D: int = 4,
) -> _Training:
    """Draw a problem on which mistakes show: all labels differ from those of an unshuffled y somewhere."""
    lr = float(rng.uniform(0.05, 0.1)) if rates is None else rates
    return _Training(
        rng.standard_normal((C, D)),
        rng.standard_normal((n, D)),
        np.resize(rng.permutation(C), n),
        float(rng.uniform(0.1, 0.5)),
        lr,
        batch_size,
        n_epochs,
        _generator(rng),
    )


def _plain(problem: _Training) -> tuple[Array, Array]:
    """What a right function returns if it draws one permutation an epoch."""
    W: Array = problem.W0 * 1.0
    history: list[float] = []
    rng = copy.deepcopy(problem.rng)
    for _ in range(problem.n_epochs):
        order = rng.permutation(len(problem.X))
        for start in range(0, len(order), problem.batch_size):
            batch = order[start : start + problem.batch_size]
            loss, dW = _least_squares(W, problem.X[batch], problem.y[batch], problem.reg)
            W = W - problem.rate(len(history)) * dW
            history.append(loss)
    return W, np.array(history)


def _seen(runs: Sequence[_Run], history: bool = False) -> list[Observation]:
    """What came back, W or the history, for the catalogue of mistakes; only what can be read."""
    found = []
    for run in runs:
        right = _plain(run.problem)
        try:
            got: Any = (None, _losses(run)) if history else (run.end(), None)
        except CheckFailed:
            continue
        found.append(Observation(run.problem.args(), got, right))
    return found


def _not_an_epoch(run: _Run) -> str:
    """What is wrong with the first epoch that does not deal out the data, in words; nothing if all do."""
    problem = run.problem
    for number, epoch in enumerate(run.epochs()):
        trouble = _not_dealt([one.rows.astype(float) for one in epoch], len(problem.X), problem.batch_size)
        if trouble:
            return f"In epoch {number}, {trouble}."
    if len(run.trace) != problem.steps:
        return f"There are {len(run.trace)} calls of loss_grad instead of {problem.steps}."
    pairs = [np.array_equal(one.y, problem.y[one.rows]) for one in run.trace]
    return "" if all(pairs) else "Examples do not come with their own labels."


def _check_batches(function: Function, rng: Generator) -> None:
    shapes = [(6, 2, 2), (8, 4, 3), (9, 3, 2), (10, 5, 3), (7, 3, 3), (11, 4, 2), (5, 9, 2), (4, 4, 3), (5, 1, 2)]
    runs = [_train(function, _draw(rng, *shape), whole=False) for shape in shapes]
    for run in runs:
        trouble = _not_an_epoch(run)
        if trouble:
            text = f"Your batches are not as they must be {run.problem.where}. {trouble}"
            raise _failed("sgd", text, _seen(runs), "Look at what you call loss_grad with.")


def _check_fresh_order(function: Function, rng: Generator) -> None:
    problem = _draw(rng, 24, 6, 4)
    problems = [problem, problem, replace(problem, rng=_generator(rng)), *(_draw(rng, 12, 3, 4) for _ in range(3))]
    count, many = 200, _draw(rng, 6, 2, 200, rates=0.01)
    runs = [_train(function, problem) for problem in (*problems, many)]
    for run in runs:
        n, size = len(run.problem.X), run.problem.batch_size
        if any(_not_dealt([one.rows.astype(float) for one in epoch], n, size) for epoch in run.epochs()):
            text = f"This mark is for a fresh order of all examples; {run.problem.where} your epochs do not hold all."
            raise _failed("sgd", text, _seen(runs[:-1]), "Hand each example on once in an epoch.")
    orders = [[np.concatenate([np.sort(one.rows) for one in epoch]).tolist() for epoch in run.epochs()] for run in runs]
    batch_of = np.zeros((6, 3))
    for order in orders[-1]:
        batch_of[order, np.arange(6) // 2] += 1
    if any(one == other for epochs in orders[:-1] for one, other in itertools.pairwise(epochs)):
        text = "Two epochs of one run have the same batches; draw a fresh permutation for every epoch."
    elif orders[0] == orders[2]:
        text = "Your batches are the same whatever the state of rng."
    elif orders[0] != orders[1]:
        text = "Your batches differ when rng is in the same state again."
    elif not all(run.advanced for run in runs):
        text = "Your function leaves rng in the state in which it was."
    elif not holds(np.abs(batch_of - count / 3) / math.sqrt(count * 2 / 9), _SIGMAS):
        text = f"In {count} epochs of 6 examples, some are in some batches far too often or too seldom."
    else:
        return
    raise _failed("sgd", text, _seen(runs[:-1]), _GIVEN)


def _check_steps(function: Function, rng: Generator) -> None:
    shapes = [(6, 2, 2), (8, 4, 3), (5, 5, 4), (9, 3, 2), (4, 1, 2), (12, 6, 3)]
    problems = [_draw(rng, *shape, C=2 + k % 3, D=2 + k) for k, shape in enumerate(shapes)]
    runs = [_train(function, problem) for problem in problems]
    for run in runs:
        points = [one.W for one in run.trace] + [run.end()]
        scale = max(1.0, np.abs(run.problem.W0).max())
        if not holds(np.abs(points[0] - run.problem.W0) / scale):
            raise CheckFailed(f"Your first step {run.problem.where} does not start at W0.")
        for t, (one, after) in enumerate(zip(run.trace, points[1:], strict=True)):
            dW = _least_squares(one.W, one.X, one.y, run.problem.reg)[1]
            error = float(np.max(np.abs(one.W - run.problem.rate(t) * dW - after))) / scale
            if not holds(error):
                text = f"Your step {t} is off {run.problem.where} {size_of(error)}."
                hint = "A step is W - lr * dW, where dW is the gradient of the batch, with the reg that you were given."
                raise _failed("sgd", text, _seen(runs), hint)


def _step_lengths(run: _Run) -> Array:
    """How many times its own gradient each step went down."""
    points = [one.W for one in run.trace] + [run.end()]
    lengths = []
    for one, after in zip(run.trace, points[1:], strict=True):
        step = one.W - after
        length = float(np.vdot(step, one.gradient) / np.vdot(one.gradient, one.gradient))
        if not holds(np.abs(step - length * one.gradient) / max(1.0, np.abs(one.W).max()), 1e-9):
            raise CheckFailed(f"Your steps {run.problem.where} do not go along the gradient, so they have no rate.")
        lengths.append(length)
    return np.array(lengths)


def _check_learning_rate(function: Function, rng: Generator) -> None:
    problems = []
    for n, batch_size, n_epochs in [(6, 2, 3), (8, 2, 2), (5, 5, 6), (9, 3, 4), (4, 1, 3)]:
        steps = n_epochs * n // batch_size
        rates = 0.1 * rng.permutation(np.linspace(0.2, 1, steps + 10))  # ten more, so that a wrong count can go on
        problems.append(_draw(rng, n, batch_size, n_epochs, rates))
    runs = [_train(function, problem) for problem in problems]
    for run in runs:
        lengths = _step_lengths(run)
        due = np.array([run.problem.rate(t) for t in range(len(lengths))])
        # A factor that all steps share is no matter of the schedule.
        shares = lengths / due
        error = float(np.max(np.abs(shares / shares[0] - 1)))
        if not holds(error, 1e-7):  # a length is a quotient of differences of W
            t = int(np.argmax(~(np.abs(shares / shares[0] - 1) <= 1e-7)))
            text = f"With a callable lr, {run.problem.where}, step {t} has not the rate lr({t})."
            hint = "Count the steps 0, 1, 2, ... over all epochs, and call lr with that number in every step."
            raise _failed("sgd", text, _seen(runs), hint)


def _losses(run: _Run) -> Array:
    """The history as an array of finite floats."""
    value, where = run.history, run.problem.where
    if type(value) is list:
        return np.array([finite_number(loss, "A loss of your history", where) for loss in value], np.float64)
    array = finite_array(value, "Your history", where)
    if array.ndim != 1:
        raise CheckFailed(f"Your history has shape {array.shape} {where}; it must be one row of losses.")
    return array


def _check_history(function: Function, rng: Generator) -> None:
    shapes = [(6, 2, 2), (8, 4, 3), (5, 5, 4), (9, 3, 2), (4, 1, 2), (12, 6, 3)]
    runs = [_train(function, _draw(rng, *shape)) for shape in shapes]
    for run in runs:
        losses, where = _losses(run), run.problem.where
        hint = "Keep the loss that loss_grad returns, once in every step."
        if losses.size != run.problem.steps:
            text = f"Your history has {losses.size} losses {where}; there are {run.problem.steps} steps."
            raise _failed("sgd", text, _seen(runs, history=True), hint)
        due = np.array([one.loss for one in run.trace])
        errors = np.abs(losses - due) / np.maximum(1.0, np.abs(due))
        if not holds(errors):
            text = f"Your history is off {where} {size_of(float(errors.max()))}."
            raise _failed("sgd", text, _seen(runs, history=True), hint)
        if run.each > 1:
            raise CheckFailed(
                f"Your history is right {where}, but you call loss_grad {run.each} times in every step. "
                "One call gives the loss and the gradient."
            )


def _check_contract(function: Function, rng: Generator) -> None:
    # A constant keeps all the rules below, so a function must go through the data or take right steps first.
    run = _train(function, _draw(rng, 8, 2, 2))
    points = [one.W for one in run.trace] + [run.end()]
    right_steps = all(
        holds(np.abs(one.W - run.problem.rate(t) * one.gradient - after))
        for t, (one, after) in enumerate(zip(run.trace, points[1:], strict=True))
    )
    if _not_an_epoch(run) and not right_steps:
        raise CheckFailed("This mark is for a function whose batches or steps are right; yours has neither yet.")
    # One batch of all examples: the order is random, the result is not. In halves, all sums of X and W0 are exact.
    whole = _draw(rng, 5, 5, 3)
    whole = replace(
        whole, W0=rng.integers(-3, 4, (3, 4)) * 1.0, X=rng.integers(-6, 7, (5, 4)) / 2 + np.arange(5)[:, None] * 8
    )
    whole = replace(whole, rates=1e-4)
    first = _by_the_rules(function, whole, "with one batch of all examples")
    for where, variant, hint in _variants(whole):
        again = _by_the_rules(function, variant, where, hint)
        if not holds(np.abs(again - first) / max(1.0, np.abs(first).max())):
            raise CheckFailed(f"Your function gives another W {where}. {hint}")


def _variants(whole: _Training) -> list[tuple[str, _Training, str]]:
    """The same problem in other clothes: in words, the variant, and what to do if the answers differ."""
    W0, X, y = read_only(whole.W0, whole.X, whole.y)
    in_floats = "Begin with a copy of W0 in float64."
    return [
        ("when it is called again", whole, "Nothing may survive from one call to the next."),
        ("with integers in W0", replace(whole, W0=whole.W0.astype(np.int64)), in_floats),
        ("with float32 in W0", replace(whole, W0=whole.W0.astype(np.float32)), in_floats),
        ("with float32 in X", replace(whole, X=whole.X.astype(np.float32)), "Leave the examples as they are."),
        ("with labels of type uint8", replace(whole, y=whole.y.astype(np.uint8)), "Leave the labels as they are."),
        ("with read-only W0, X and y", replace(whole, W0=W0, X=X, y=y), "Write into arrays of your own."),
        ("with a batch_size above N", replace(whole, batch_size=50), "It means one batch of all examples."),
    ]


def _by_the_rules(function: Function, problem: _Training, where: str, hint: str = "") -> Array:
    """The W that a function returns that leaves its arguments alone and answers in float64."""
    asked = _Asked(problem)
    W0, X, y = problem.W0, problem.X, problem.y
    if W0.flags.writeable:
        W0, X, y = W0.copy(), X.copy(), y.copy()
    settings = problem.reg, problem.rates, problem.batch_size, problem.n_epochs, copy.deepcopy(problem.rng)
    with unchanged(W0=W0, X=X, y=y):
        try:
            result = call(function, asked, W0, X, y, *settings, where=where)
        except CheckFailed as failed:
            text = f"{asked.complaint} It happened {where}." if asked.complaint else failed.message
            raise CheckFailed(f"{text} {hint}".rstrip(), staff=failed.staff) from failed
    W, _ = two_things(result, "W and history", where)
    if type(W) is np.ndarray and W.dtype.kind == "f":
        need_double(W, "Your W", where)
    return finite_array(W, "Your W", where, problem.W0.shape)


# schedule


@dataclass(frozen=True)
class _Settings:
    """One schedule: its arguments, and in words where it stands."""

    kind: str
    lr0: float
    options: dict[str, Any]

    @property
    def where(self) -> str:
        whole = [f"{name}={value}" for name, value in self.options.items() if isinstance(value, int)]
        return f'for "{self.kind}"' + (f" with {', '.join(whole)}" if whole else "")

    def right(self, t: int) -> float:
        """The rate at step t, computed step by step or from identities rather than by the formula of the text."""
        lr0, o = self.lr0, self.options
        if self.kind == "step":
            rate = lr0 * math.prod([o["drop"]] * sum(1 for k in range(1, t + 1) if k % o["every"] == 0))
        elif self.kind == "exp":
            rate = lr0 / math.exp(o["decay"]) ** t
        elif self.kind == "inv":
            rate = 1 / (1 / lr0 + t * o["decay"] / lr0)
        elif self.kind == "cosine":
            low, left = o.get("lr_min", 0.0), max(0, o["n_steps"] - t) / o["n_steps"]
            rate = low + (lr0 - low) * math.sin(math.pi / 2 * left) ** 2
        else:
            rate = lr0 if t + 1 >= o["n_warmup"] else lr0 / o["n_warmup"] * (t + 1)
        return float(rate)


def _make(function: Function, settings: _Settings) -> Function:
    """The schedule that the student's function makes."""
    rate = call(function, settings.kind, settings.lr0, where=settings.where, **settings.options)
    if not callable(rate):
        raise CheckFailed(
            f"Your function must return a function of the step number; {settings.where} it returns {kind_of(rate)}."
        )
    made: Function = rate
    return made


def _rate_at(rate: Function, t: int, settings: _Settings) -> float:
    where = f"{settings.where} at t={t}"
    return finite_number(call(rate, t, where=where), "What your schedule returns", where)


def _is_right(rate: float, t: int, settings: _Settings) -> bool:
    return holds(abs(rate - settings.right(t)) / settings.lr0)


def _check_schedules(function: Function, schedules: Sequence[_Settings], hints: dict[str, str]) -> None:
    seen: list[Observation] = []
    wrong: tuple[str, str] | None = None
    for settings in schedules:
        rate = _make(function, settings)
        ts = list(range(41))  # in turn: what calls in another order do is for the last of these tasks
        rates = [_rate_at(rate, t, settings) for t in ts]
        due = [settings.right(t) for t in ts]
        seen.append(Observation((settings.kind, settings.lr0, settings.options, ts), rates, due))
        off = [t for t, got in zip(ts, rates, strict=True) if not _is_right(got, t, settings)]
        if off and wrong is None:
            error = max(abs(got - right) for got, right in zip(rates, due, strict=True)) / settings.lr0
            text = f"Your schedule is off {settings.where}, first at t={off[0]} {size_of(error)}."
            wrong = text, hints[settings.kind]
    if wrong:
        raise _failed("schedule", wrong[0], seen, wrong[1])


def _lr0(rng: Generator) -> float:
    return float(rng.uniform(0.1, 2.0))


def _check_step(function: Function, rng: Generator) -> None:
    schedules = [
        _Settings("step", _lr0(rng), {"drop": float(rng.uniform(0.3, 0.8)), "every": every})
        for every in (4, 10, 1, 7, int(rng.integers(12, 16)))
    ]
    _check_schedules(function, schedules, {"step": "Count how many full `every` have passed."})


def _check_exp_inv(function: Function, rng: Generator) -> None:
    hint = "Look at the formula in the table, and at t = 0."
    schedules = [
        _Settings(kind, _lr0(rng), {"decay": float(rng.uniform(*span))})
        for span in ((0.02, 0.06), (0.1, 0.3), (0.4, 0.8))
        for kind in ("exp", "inv")
    ]
    _check_schedules(function, schedules, {"exp": hint, "inv": hint})


def _check_cosine(function: Function, rng: Generator) -> None:
    schedules = [_Settings("cosine", _lr0(rng), {"n_steps": n_steps}) for n_steps in (10, 20, 25)]
    schedules += [
        _Settings("cosine", lr0, {"n_steps": n_steps, "lr_min": lr0 * float(rng.uniform(0.1, 0.3))})
        for n_steps, lr0 in ((12, _lr0(rng)), (int(rng.integers(5, 9)), _lr0(rng)), (16, _lr0(rng)))
    ]
    _check_schedules(function, schedules, {"cosine": "Try t = 0, t = n_steps / 2, t = n_steps, and a t beyond."})


def _check_warmup(function: Function, rng: Generator) -> None:
    schedules = [_Settings("warmup", _lr0(rng), {"n_warmup": n}) for n in (5, 10, 1, 2, int(rng.integers(11, 20)))]
    _check_schedules(
        function, schedules, {"warmup": "Step 0 has lr0 / n_warmup; step n_warmup - 1 is the first with lr0."}
    )


def _check_schedule_contract(function: Function, rng: Generator) -> None:
    # An answer that is wrong for all kinds, or refuses all, earns nothing here.
    known = [
        _Settings("step", _lr0(rng), {"drop": 0.5, "every": 5}),
        _Settings("exp", _lr0(rng), {"decay": 0.1}),
        _Settings("inv", _lr0(rng), {"decay": 0.2}),
        _Settings("cosine", _lr0(rng), {"n_steps": 20}),
        _Settings("warmup", _lr0(rng), {"n_warmup": 8}),
    ]
    good = []
    for settings in known:
        try:
            rate = _make(function, settings)
            right = all(_is_right(_rate_at(rate, t, settings), t, settings) for t in (0, 1, 2, 3))
        except CheckFailed:
            continue
        if right:
            good.append(settings)
    if not good:
        raise CheckFailed("This mark is for good manners; none of the five kinds is right in its first steps yet.")
    # Made together and called in any order: nothing may be counted or shared.
    pairs = [(settings, replace(settings, lr0=settings.lr0 / 2)) for settings in good]
    made = [(settings, _make(function, settings)) for pair in pairs for settings in pair]
    first = {k: _rate_at(rate, 2, settings) for k, (settings, rate) in enumerate(made)}
    for k in rng.permutation(len(made)).tolist():
        settings, rate = made[k]
        rates = [_rate_at(rate, t, settings) for t in (13, 2, 7, 2)]
        if not all(_is_right(got, 2, settings) for got in (first[k], rates[1], rates[3])):
            raise CheckFailed(
                f"Your schedule {settings.where} gives another rate when other steps or other schedules were asked for "
                "in between. Compute the rate from t alone."
            )
    for kind in ("linear", "Step", "cos", ""):
        error = error_of(function, kind, _lr0(rng), where=f'for the kind "{kind}"', decay=0.1)
        if error != "ValueError":
            got = f"raises {error}" if error else "raises nothing"
            raise CheckFailed(
                f'There is no kind "{kind}", and schedule must raise ValueError when it is asked for one; yours {got}.'
            )


# duplicate_gradient_error


@dataclass(frozen=True, eq=False)
class _Copies:
    """One data set of unique examples and copies, and the size of a batch."""

    Xu: Array
    yu: Array
    copies: int
    B: int

    @property
    def rows(self) -> int:
        return len(self.Xu) * self.copies

    @property
    def where(self) -> str:
        copies = f"{self.copies // 10**6} million" if self.copies > 10**6 else self.copies
        return f"with U={len(self.Xu)}, copies={copies}, B={self.B}"

    def errors(self, batches: Array) -> Array:
        """The relative errors of batches, each given by how often it holds each unique example.

        Example by example: at W = 0 it adds x to every row but its own, and takes x C - 1 times from that.
        """
        C = int(self.yu.max()) + 1
        each = []
        for x, label in zip(self.Xu, self.yu, strict=True):
            own = np.eye(C)[label]
            each.append(np.outer(1 - own, x) - (C - 1) * np.outer(own, x))
        full = np.mean(each, axis=0)
        means = np.tensordot(batches / self.B, np.array(each), axes=1)
        return np.asarray(np.linalg.norm(means - full, axis=(1, 2)) / np.linalg.norm(full))

    def law(self) -> float:
        """The expected square of the error, as a multiple of that for B = 1."""
        return (self.rows - self.B) / (self.rows - 1) / self.B


def _error(function: Function, problem: _Copies, rng: Generator, seen: list[Observation] | None = None) -> float:
    """One error that the student's function returns; it is added to what was seen."""
    before = copy.deepcopy(rng)
    args = problem.Xu.copy(), problem.yu.copy(), problem.copies, problem.B
    error = finite_number(call(function, *args, rng, where=problem.where), "Your error", problem.where)
    if seen is not None:
        drawn = copy.deepcopy(before).choice(problem.rows, problem.B, replace=False) % len(problem.Xu)
        right = problem.errors(np.bincount(drawn, minlength=len(problem.Xu))[None])[0]
        seen.append(Observation((*args, before), error, right))
    return error


def _examples(rng: Generator, U: int, D: int, labels: Sequence[int]) -> tuple[Array, Array]:
    return rng.standard_normal((U, D)) + rng.standard_normal(D), np.array(labels)


def _check_value(function: Function, rng: Generator) -> None:
    pairs = [
        (_Copies(*_examples(rng, 2, 3, [0, 1]), copies=4, B=B), range(B + 1))
        for B in (1, 2, 3)
    ]  # fmt: skip
    pairs += [
        (_Copies(*_examples(rng, 2, 4, labels), copies=9, B=B), range(B + 1))
        for labels, B in (([2, 0], 1), ([1, 2], 3), ([0, 4], 2), ([3, 3], 1))
    ]
    problems = [(problem, np.array([[c, problem.B - c] for c in counts])) for problem, counts in pairs]
    one = _Copies(*_examples(rng, 6, 5, [3, 0, 0, 4, 1, 3]), copies=7, B=1)
    problems += [(one, np.eye(6))] * 4
    whole = replace(one, Xu=np.rint(4 * one.Xu).astype(np.int64))
    problems += [
        (whole, np.eye(6)),
        (replace(one, Xu=np.rint(4 * one.Xu).astype(np.float32)), np.eye(6)),
    ]
    single = _Copies(*_examples(rng, 1, 4, [2]), copies=20, B=7)
    problems += [(single, np.array([[7]]))]
    seen: list[Observation] = []
    wrong: tuple[_Copies, float] | None = None
    failed: CheckFailed | None = None
    for problem, batches in problems:
        # Which batch it was is the student's draw. But so small a batch can have few errors only, all of them known.
        possible = problem.errors(batches)
        try:
            error = _error(function, problem, _generator(rng), seen)
        except CheckFailed as unusable:
            failed = unusable
            break
        off = float(np.min(np.abs(possible - error)) / max(1.0, float(np.max(possible))))
        if not holds(off) and wrong is None:
            wrong = problem, off
    if wrong:
        problem, off = wrong
        text = f"Your error is none that a batch can have {problem.where} {size_of(off)}."
        hint = "At W = 0 every wrong class violates its margin: write down what one example adds to each row."
        raise _failed("duplicate_gradient_error", text, seen, hint)
    if failed:
        raise failed


def _symmetric(rng: Generator, U: int, copies: int, B: int) -> _Copies:
    """Examples at right angles and of one length: all single ones are equally far from the mean gradient.

    So the error of a batch of one is the same in every draw, and measures the scale of the others.
    """
    Q = np.linalg.qr(rng.standard_normal((U + 2, U)))[0].T * float(rng.uniform(1, 3))
    return _Copies(Q, np.append(rng.integers(4, size=U - 1), 3), copies, B)


def _drawn(function: Function, rng: Generator) -> list[Observation]:
    """Errors on data without symmetry, by which the catalogue can tell one way to draw from another."""
    seen: list[Observation] = []
    for copies, B in ((20, 5), (20, 7), (20, 3), (3, 6), (40, 2)):
        problem = _Copies(*_examples(rng, 8, 5, [2, 0, 1, 1, 3, 0, 2, 2]), copies=copies, B=B)
        try:
            _error(function, problem, _generator(rng), seen)
        except CheckFailed:
            continue
    return seen


def _check_sampling(function: Function, rng: Generator) -> None:
    trouble, hint = _not_drawn(function, rng)
    if trouble:
        raise _failed("duplicate_gradient_error", trouble, _drawn(function, rng), hint)


def _not_drawn(function: Function, rng: Generator) -> tuple[str, str]:
    """What is wrong with the way in which batches are drawn, and what to look at; nothing if all is well."""
    draws = 200
    each = "Each set of B of the U * copies rows must have the same chance, and no row can come twice."
    for U, copies, B in ((8, 50, 6), (8, 2, 8), (6, 4, 12)):
        problem = _symmetric(rng, U, copies, B)
        unit = _unit(function, problem, rng)
        stream = _generator(rng)
        start = copy.deepcopy(stream)
        got = np.array([_error(function, problem, stream) for _ in range(draws)]) / unit
        advanced = _state(stream) != _state(start)
        again = _error(function, problem, copy.deepcopy(start)) / unit
        # How the square scatters is the oracle's to say, or a student who scatters widely would be allowed much.
        batches = rng.multivariate_hypergeometric([copies] * U, B, size=2000)
        squares = (problem.errors(batches) / problem.errors(B * np.eye(U)[:1])) ** 2
        allowed = _SIGMAS * float(squares.std()) / math.sqrt(draws)
        mean = float(np.mean(got**2))
        if holds(np.ptp(got), 1e-9):
            return f"Your error is the same in {draws} calls with one rng {problem.where}.", _GIVEN
        if not holds(abs(mean - problem.law()), allowed):
            text = (
                f"The mean square of your error over {draws} batches is {mean / problem.law():.2g} times what it must "
                f"be {problem.where}, with respect to batches of one."
            )
            return text, each
        if not advanced or not holds(abs(again - got[0])):
            return "Your batch does not come from rng: the same state must give it again, and move on.", _GIVEN
    # Where the counts are no matter of chance, the law holds in every single draw.
    for U, copies, B in ((8, 1, 4), (5, 1, 5), (4, 6, 24), (7, 3, 21)):
        problem = _symmetric(rng, U, copies, B)
        unit = _unit(function, problem, rng)
        errors = np.array([_error(function, problem, _generator(rng)) for _ in range(8)]) / unit
        if not holds(np.abs(errors - problem.law() ** 0.5)):
            what = "A batch of all rows has no error, and yours has one" if problem.rows == B else "Your error is off"
            return f"{what} {problem.where}.", each
    return "", ""


def _unit(function: Function, problem: _Copies, rng: Generator) -> float:
    """The error of a batch of one, which is the same for every example of a symmetric data set."""
    single = replace(problem, B=1)
    error = _error(function, single, _generator(rng))
    if not error > 0:
        raise CheckFailed(f"Your error is not above 0 {single.where}; one example is never exact there.")
    return error


def _check_memory(function: Function, rng: Generator) -> None:
    # Rows of 900 million copies with 20,000 features do not fit into the addresses of any machine of today.
    Xu, yu = rng.standard_normal((2, 20_000)), np.array([0, 1])
    large = _Copies(Xu, yu, 450_000_000, 51)
    unit = _unit(function, replace(large, copies=3), rng)
    possible = np.abs(2 * np.arange(1, 51) / 51 - 1)  # a batch of 51 that are all the same has a chance of 2**-50
    with hinted("Draw row numbers only, or counts, and never make the rows or a list of all of them."):
        errors = np.array([_error(function, large, _generator(rng)) for _ in range(4)])
    if not all(holds(np.min(np.abs(possible - error / unit))) for error in errors):
        raise CheckFailed(
            "This mark is for a right error in little memory; "
            f"{large.where} yours does not go with that of a batch of one out of 6 rows."
        )


TASKS = {
    "test_minibatches_epoch": _check_epoch,
    "test_minibatches_drop_last": _check_drop_last,
    "test_minibatches_shuffle": _check_shuffle,
    "test_sgd_batches": _check_batches,
    "test_sgd_fresh_order": _check_fresh_order,
    "test_sgd_steps": _check_steps,
    "test_sgd_learning_rate": _check_learning_rate,
    "test_sgd_history": _check_history,
    "test_sgd_contract": _check_contract,
    "test_schedule_step": _check_step,
    "test_schedule_exp_inv": _check_exp_inv,
    "test_schedule_cosine": _check_cosine,
    "test_schedule_warmup": _check_warmup,
    "test_schedule_contract": _check_schedule_contract,
    "test_duplicate_gradient_error_value": _check_value,
    "test_duplicate_gradient_error_sampling": _check_sampling,
    "test_duplicate_gradient_error_memory": _check_memory,
}
