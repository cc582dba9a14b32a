"""Problems for `sgd`, the `loss_grad` that a student's function gets there, and what became of a run."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_array, finite_number, is_number, kind_of, two_things, without_shape
from autograder.checks.stochastic_gradient_descent.dealing import not_dealt
from autograder.checks.stochastic_gradient_descent.generators import new_generator, state_of
from autograder.misconceptions import Observation


@dataclass(frozen=True, eq=False)
class Training:
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
        """How many steps the run has."""
        return self.n_epochs * math.ceil(len(self.X) / self.batch_size)

    @property
    def where(self) -> str:
        """The problem in words that give no number of it away."""
        return f"with N={len(self.X)}, batch_size={self.batch_size}, n_epochs={self.n_epochs}"

    def lr(self) -> Any:
        """The `lr` that a function gets: a number, or a callable."""
        return _Rates(self.rates) if isinstance(self.rates, np.ndarray) else self.rates

    def rate(self, t: int) -> float:
        """The step size of step t."""
        return float(self.rates[t]) if isinstance(self.rates, np.ndarray) else self.rates

    def args(self) -> tuple[Any, ...]:
        """What an entry of the catalogue is called with."""
        return (least_squares, self.W0, self.X, self.y, self.reg, self.lr(), self.batch_size, self.n_epochs, self.rng)


def least_squares(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
    """A loss that is the mean over a batch plus a regulariser, and its gradient: smooth, and cheap."""
    errors = X @ W.T - (y[:, None] == np.arange(len(W)))
    fit, size = (np.add.reduce(table**2, axis=None) for table in (errors, W))
    loss = fit / len(X) / 2 + reg * size  # a number of NumPy's, as in the visible checks
    return loss, errors.T @ X / len(X) + 2 * reg * W


class _Rates:
    """A callable `lr` of ours: the rates of a table."""

    def __init__(self, table: Array):
        self._table = table

    def __call__(self, t: Any) -> float:
        t = without_shape(t)
        if not is_number(t) or t != int(t):
            raise TypeError("lr takes the number of a step")
        if not 0 <= t < len(self._table):
            raise ValueError("lr was called with the number of a step that this run does not have")
        return float(self._table[int(t)])


@dataclass(frozen=True, eq=False)
class LossCall:
    """One call of `loss_grad`: its arguments, its answer, and the rows of X that it got, -1 for one that is no row."""

    W: Array
    X: Array
    y: Array
    loss: float
    gradient: Array
    rows: Array


@dataclass
class LossGrad:
    """The `loss_grad` that a student's function gets: it looks at its arguments and keeps its calls.

    Attributes:
        calls: what it was asked and what it answered, in turn.
        complaint: what was wrong with the first call that it refused, for the student.
    """

    problem: Training
    calls: list[LossCall] = field(default_factory=list)
    complaint: str = ""

    def __call__(self, W: Any, X: Any, y: Any, reg: Any) -> tuple[float, Array]:
        """Compute the loss and the gradient, and keep the call.

        Raises:
            ValueError: if the arguments are none that a right function hands on, or if there were too many calls.
        """
        (n, D), C = self.problem.X.shape, len(self.problem.W0)
        if len(self.calls) > 4 * self.problem.steps:
            self._refuse("more than four times as often as there are steps; call it once in every step.")
        for name, value, kinds, ndim in (("W", W, "fiu", 2), ("X_batch", X, "fiu", 2), ("y_batch", y, "iu", 1)):
            if type(value) is not np.ndarray or value.ndim != ndim or value.dtype.kind not in kinds:
                self._refuse(f"with {name} being {kind_of(value)}.")
        if W.shape != (C, D):
            self._refuse(f"with W of shape {W.shape}; that of W0 is {(C, D)}.")
        if not np.abs(W).max() <= 1e100:  # nor is NaN
            self._refuse("with entries of W that are not finite or huge. Do the steps go down?")
        if X.shape[1] != D or not 0 < len(X) == len(y) <= 4 * n or y.min() < 0 or y.max() >= C:
            self._refuse(
                f"with X_batch of shape {X.shape} and y_batch of shape {y.shape}; both are pieces of the data."
            )
        reg = without_shape(reg)
        if not is_number(reg) or not np.isfinite(reg):
            self._refuse(f"with reg being {kind_of(reg)}; hand on the number that you were given.")
        W, X = np.array(W, np.float64), np.array(X, np.float64)
        loss, dW = least_squares(W, X, y, float(reg))
        same = (X[:, None] == self.problem.X).all(axis=2)
        rows = same.argmax(axis=1)
        rows[~same.any(axis=1)] = -1
        self.calls.append(LossCall(W, X, np.array(y), loss, dW, rows))
        return loss, dW.copy()

    def _refuse(self, what: str) -> None:
        self.complaint = self.complaint or f"Your function calls loss_grad {what}"
        raise ValueError("loss_grad was called with arguments that it does not take")


@dataclass(frozen=True, eq=False)
class Run:
    """What became of one problem.

    Attributes:
        problem: the problem.
        trace: the call of `loss_grad` that goes with each step.
        each: how often `loss_grad` was called for a step.
        W, history: what was returned, not looked at yet.
        advanced: whether the generator came back in another state.
    """

    problem: Training
    trace: list[LossCall]
    each: int
    W: Any
    history: Any
    advanced: bool

    def end(self) -> Array:
        """The W that was returned."""
        return finite_array(self.W, "Your W", self.problem.where, self.problem.W0.shape)

    def epochs(self) -> list[list[LossCall]]:
        """The trace, cut into epochs."""
        size = math.ceil(len(self.problem.X) / self.problem.batch_size)
        return [self.trace[k : k + size] for k in range(0, len(self.trace), size)]


def train(function: Function, problem: Training, whole: bool = True) -> Run:
    """Run the student's function on copies, and find the calls of `loss_grad` that go with the steps.

    Args:
        function: the student's function.
        problem: the problem.
        whole: whether there must be a call for each step; otherwise the number of calls is not looked at.
    """
    asked, rng = LossGrad(problem), copy.deepcopy(problem.rng)
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
    if type(result) is np.ndarray and result.shape == problem.W0.shape:
        result = (result, None)  # which loses the marks of the history
    W, history = two_things(result, "W and history", problem.where)
    each, rest = divmod(len(asked.calls), problem.steps)
    if whole and (rest or not each):
        raise CheckFailed(
            f"Your function calls loss_grad {len(asked.calls)} times {problem.where}, which are {problem.steps} steps. "
            "Call it once in every step, with the batch of that step."
        )
    traces = [asked.calls[k :: each or 1] for k in range(each or 1)]
    # Who also asks for the loss of all data, or for the loss after the step, calls more often; the step is among them.
    runs = [Run(problem, trace, each, W, history, state_of(rng) != state_of(problem.rng)) for trace in traces]
    return next((run for run in runs if not not_an_epoch(run)), runs[0])


def draw_training(
    rng: Generator,
    n: int,
    batch_size: int,
    n_epochs: int,
    rates: float | Array | None = None,
    C: int = 3,
    D: int = 4,
) -> Training:
    """Draw a problem on which mistakes show: all labels differ from those of an unshuffled y somewhere."""
    lr = float(rng.uniform(0.05, 0.1)) if rates is None else rates
    return Training(
        rng.standard_normal((C, D)),
        rng.standard_normal((n, D)),
        np.resize(rng.permutation(C), n),
        float(rng.uniform(0.1, 0.5)),
        lr,
        batch_size,
        n_epochs,
        new_generator(rng),
    )


def plain_run(problem: Training) -> tuple[Array, Array]:
    """What a right function returns if it draws one permutation an epoch."""
    W: Array = problem.W0 * 1.0
    history: list[float] = []
    rng = copy.deepcopy(problem.rng)
    for _ in range(problem.n_epochs):
        order = rng.permutation(len(problem.X))
        for start in range(0, len(order), problem.batch_size):
            batch = order[start : start + problem.batch_size]
            loss, dW = least_squares(W, problem.X[batch], problem.y[batch], problem.reg)
            W = W - problem.rate(len(history)) * dW
            history.append(loss)
    return W, np.array(history)


def observations_of(runs: Sequence[Run], history: bool = False) -> list[Observation]:
    """What came back, W or the history, for the catalogue of mistakes; only what can be read."""
    found = []
    for run in runs:
        right = plain_run(run.problem)
        try:
            got: Any = (None, losses_of(run)) if history else (run.end(), None)
        except CheckFailed:
            continue
        found.append(Observation(run.problem.args(), got, right))
    return found


def not_an_epoch(run: Run) -> str:
    """What is wrong with the first epoch that does not deal out the data, in words; nothing if all do."""
    problem = run.problem
    for number, epoch in enumerate(run.epochs()):
        trouble = not_dealt([one.rows.astype(float) for one in epoch], len(problem.X), problem.batch_size)
        if trouble:
            return f"In epoch {number}, {trouble}."
    if len(run.trace) != problem.steps:
        return f"There are {len(run.trace)} calls of loss_grad instead of {problem.steps}."
    pairs = [np.array_equal(one.y, problem.y[one.rows]) for one in run.trace]
    return "" if all(pairs) else "Examples do not come with their own labels."


def losses_of(run: Run) -> Array:
    """The history as an array of finite floats."""
    value, where = run.history, run.problem.where
    if type(value) is list:
        return np.array([finite_number(loss, "A loss of your history", where) for loss in value], np.float64)
    array = finite_array(value, "Your history", where)
    if array.ndim != 1:
        raise CheckFailed(f"Your history has shape {array.shape} {where}; it must be one row of losses.")
    return array
