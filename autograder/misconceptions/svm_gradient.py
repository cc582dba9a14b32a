"""The known mistakes of `svm_gradient`.

A mistake is in one piece of the answer: the data loss, the penalty (the regularisation term of the loss),
the data gradient or the gradient of the penalty; all else is right. Who minimises the squared hinge has made
two mistakes of this catalogue, one in the loss and one in the gradient, and each task can name its own.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterator
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake, pairs

Array = NDArray[Any]
Piece = Literal["data_loss", "penalty", "table", "data_gradient", "reg_gradient", "gradient"]


class _Terms:
    """The pieces of the multiclass hinge loss; tables have one row an example and one column a class.

    Attributes:
        own: True at the correct class.
        others: True at the wrong classes.
        scores: X @ W.T.
        margins: the scores less that of the correct class, plus 1.
        hinge: the violated margins of wrong classes, else 0.
        active: 1 where a wrong class violates its margin, else 0.
        count: violated margins of each example, as a column.
        A: the mask matrix of the right gradient, `A.T @ X / N`.
        not_bias: True for all columns of X but the last.
    """

    def __init__(self, W: Array, X: Array, y: Array, reg: float):
        self.W, self.X, self.y, self.reg = W, X, y, reg
        self.N, self.C = len(X), len(W)
        self.own = y[:, None] == np.arange(self.C)
        self.others = ~self.own
        self.scores = X @ W.T
        self.margins = self.scores - self.scores[self.own][:, None] + 1
        self.hinge = np.maximum(0, self.margins) * self.others
        self.active = (self.hinge > 0).astype(float)
        self.count = self.active.sum(axis=1, keepdims=True)
        self.A = self.balanced(self.active)
        self.not_bias = np.arange(W.shape[1]) < W.shape[1] - 1
        self.data_loss, self.penalty = self.mean(self.hinge), reg * np.sum(W**2)
        self.data_gradient, self.reg_gradient = self.A.T @ X / self.N, 2 * reg * W
        self._with: dict[Callable[[_Terms], Any], _Terms] = {}
        for array in vars(self).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False  # all formulas share them

    def with_table(self, formula: Callable[[_Terms], Any]) -> _Terms:
        """The same pieces with a wrong mask matrix, made once for all that put it to use."""
        if formula not in self._with:
            other = self._with[formula] = copy.copy(self)
            other.A = formula(self)
            other.A.flags.writeable = False
        return self._with[formula]

    def table(self, wrong: Any, correct: Any) -> Any:
        """The table that adds each example `wrong` times to wrong classes, `correct` times to its own."""
        return np.where(self.own, correct, wrong)

    def balanced(self, wrong: Any) -> Any:
        """The table whose correct class loses what the wrong classes get, as in the right gradient."""
        return self.table(wrong, -(wrong * self.others).sum(axis=1, keepdims=True))

    def softmax(self) -> Any:
        """The probabilities that a softmax makes of the scores."""
        powers = np.exp(self.scores - self.scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def mean(self, cost: Any) -> Any:
        """The mean over the examples of the sum over the classes."""
        return cost.sum() / self.N

    def answer(self, piece: Piece | None = None, value: Any = None) -> tuple[float, Array]:
        """The loss and the gradient; `value` takes the place of the right piece."""
        if piece == "table":
            piece, value = "data_gradient", value.T @ self.X / self.N

        def one(name: Piece) -> Any:
            return value if name == piece else getattr(self, name)

        loss = float(one("data_loss") + one("penalty"))
        return loss, value if piece == "gradient" else one("data_gradient") + one("reg_gradient")

    def with_labels_sorted(self) -> _Terms:
        """The pieces of the problem whose labels have been put in order, and the examples have not."""
        return _Terms(self.W, self.X, np.sort(self.y), self.reg)


_KEPT = 16
_TERMS: dict[Any, _Terms] = {}  # of the last few problems: each formula is tried on the same ones


def _terms(W: Array, X: Array, y: Array, reg: float) -> _Terms:
    """The pieces of a problem, made once for all formulas; nothing in them can be written to."""
    key = reg, *((array.tobytes(), array.shape, array.dtype) for array in (W, X, y))
    if key not in _TERMS:
        if len(_TERMS) >= _KEPT:
            del _TERMS[next(iter(_TERMS))]
        _TERMS[key] = _Terms(W.copy(), X.copy(), y.copy(), reg)
    return _TERMS[key]


_TABLES: dict[str, Callable[[_Terms], Any]] = {}  # the wrong mask matrices


def _mistake(piece: Piece, anchor: str) -> Callable[[Callable[[_Terms], Any]], Callable[[_Terms], Any]]:
    """Enter a wrong formula for one piece into the catalogue: its name is the id, its docstring the sentence.

    A `table` is a wrong mask matrix, a `data_gradient` puts the right one to wrong use, a `gradient` is all
    of dW.
    """

    def enter(formula: Callable[[_Terms], Any]) -> Callable[[_Terms], Any]:
        if piece == "table":
            _TABLES[formula.__name__] = formula

        @mistake("svm_gradient", "loss" if piece in ("data_loss", "penalty") else "gradient", anchor)
        @functools.wraps(formula)
        def wrong(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
            terms = _terms(W, X, y, reg)
            return terms.answer(piece, formula(terms))

        return formula

    return enter


# The data loss: the mean over the examples of the sum of their violated margins.


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_summed_over_examples(t: _Terms) -> Any:
    """Your loss is the sum over the examples; divide it by N, so that it does not grow with the batch."""
    return t.hinge.sum()


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_divided_by_n_twice(t: _Terms) -> Any:
    """Your loss is divided by N twice; once makes it the mean over the examples."""
    return t.hinge.sum() / t.N**2


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_divided_inside_loop(t: _Terms) -> Any:
    """Your loss is divided by N inside the loop, so once for each example; divide after the loop."""
    return sum(t.hinge[i].sum() / float(t.N) ** (t.N - i) for i in range(t.N))


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_mean_over_classes(t: _Terms) -> Any:
    """Your loss is C times too small, as by np.mean over all margins: divide their sum by N only."""
    return t.hinge.mean()


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_mean_over_wrong_classes(t: _Terms) -> Any:
    """Your loss is C - 1 times too small: add up over the wrong classes, and divide by N only."""
    return t.hinge.sum() / t.N / (t.C - 1)


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_divided_by_c(t: _Terms) -> Any:
    """Your loss is divided by C, the number of classes; the mean is over the examples: divide by N."""
    return t.hinge.sum() / t.C


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_with_labels_sorted(t: _Terms) -> Any:
    """Your loss takes the labels in sorted order, so they belong to other examples; use y as it comes."""
    return t.mean(t.with_labels_sorted().hinge)


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_mean_over_violations(t: _Terms) -> Any:
    """Your loss is the mean of the violated margins; divide their sum by the number of examples, N."""
    return t.hinge.sum() / max(1, t.active.sum())


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_mean_over_violating_examples(t: _Terms) -> Any:
    """Your loss is divided by the number of examples that cost something; all of them count: use N."""
    return t.hinge.sum() / max(1, np.count_nonzero(t.count))


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_without_last_example(t: _Terms) -> Any:
    """Your loss leaves out the last example; range(N) already ends at N - 1."""
    return t.hinge[:-1].sum() / t.N


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_without_first_example(t: _Terms) -> Any:
    """Your loss leaves out example 0; examples are counted from 0."""
    return t.hinge[1:].sum() / t.N


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_of_first_example_only(t: _Terms) -> Any:
    """Your loss holds the first example only; perhaps the function returns inside the loop."""
    return t.hinge[0].sum() / t.N


@_mistake("data_loss", "svm_loss.html#a-batch-as-arrays")
def loss_of_last_example_only(t: _Terms) -> Any:
    """Your loss holds the last example only; set it to 0 once, before the loop over the examples."""
    return t.hinge[-1].sum() / t.N


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_overwritten(t: _Terms) -> Any:
    """Your loss keeps only the last violated margin; add each one to what is there (+=)."""
    return t.hinge[t.hinge > 0][-1:].sum() / t.N


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_counts_correct_class(t: _Terms) -> Any:
    """Your loss is too large by 1, the margin of the correct class with itself; leave that one out."""
    return t.mean(t.hinge) + 1


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_stops_at_correct_class(t: _Terms) -> Any:
    """Your loss leaves out every class behind the correct one; skip that one only: continue, not break."""
    return t.mean(t.hinge * (np.arange(t.C) < t.y[:, None]))


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_without_last_class(t: _Terms) -> Any:
    """Your loss leaves out the last class; range(C) already ends at C - 1."""
    return t.mean(t.hinge[:, :-1])


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_without_class_zero(t: _Terms) -> Any:
    """Your loss leaves out class 0; classes are counted from 0, and `if j` is false for it."""
    return t.mean(t.hinge[:, 1:])


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_without_one_in_margin(t: _Terms) -> Any:
    """Your margins lack the + 1: a wrong class pays until its score is below the correct one by 1."""
    return t.mean(np.maximum(0, t.margins - 1) * t.others)


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_with_minus_one_in_margin(t: _Terms) -> Any:
    """Your margins subtract the 1; add it: a wrong class pays until it is below the correct score by 1."""
    return t.mean(np.maximum(0, t.margins - 2) * t.others)


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_with_two_in_margin(t: _Terms) -> Any:
    """Your margins add 2; the margin of this course is 1. Perhaps it is added in two places."""
    return t.mean(np.maximum(0, t.margins + 1) * t.others)


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_margin_reversed(t: _Terms) -> Any:
    """Your margins are the correct score minus the wrong one; turn them round: high wrong scores cost."""
    return t.mean(np.maximum(0, 2 - t.margins) * t.others)


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_not_clipped(t: _Terms) -> Any:
    """Your loss adds negative margins too; a class that is low enough costs nothing: max(0, margin)."""
    return t.mean(t.margins * t.others)


@_mistake("data_loss", "svm_loss.html#spot-the-error")
def loss_clipped_after_sum(t: _Terms) -> Any:
    """Your loss clips the sum of an example's margins; clip each, or a low class pays the debt of another."""
    return t.mean(np.maximum(0, (t.margins * t.others).sum(axis=1)))


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_absolute_margins(t: _Terms) -> Any:
    """Your loss takes the absolute value of the margins; a negative margin costs nothing: max(0, margin)."""
    return t.mean(np.abs(t.margins) * t.others)


@_mistake("data_loss", "svm_loss.html#one-example-by-hand")
def loss_counts_violations(t: _Terms) -> Any:
    """Your loss counts the violated margins; each one costs its length."""
    return t.mean(t.active)


@_mistake("data_loss", "svm_loss.html#other-hinges")
def loss_squared_hinge(t: _Terms) -> Any:
    """Your loss squares the violated margins; this hinge takes them as they are."""
    return t.mean(t.hinge**2)


@_mistake("data_loss", "svm_loss.html#other-hinges")
def loss_half_squared_hinge(t: _Terms) -> Any:
    """Your loss takes half the squares of the violated margins; this hinge takes them as they are."""
    return t.mean(t.hinge**2 / 2)


@_mistake("data_loss", "svm_loss.html#other-hinges")
def loss_worst_class_only(t: _Terms) -> Any:
    """Your loss charges each example for its worst class only; add up all its violated margins."""
    return t.mean(t.hinge.max(axis=1))


@_mistake("data_loss", "svm_loss.html#other-hinges")
def loss_one_vs_all(t: _Terms) -> Any:
    """Your loss is one-vs-all: it holds each score against 0. Hold the wrong scores against the correct one."""
    return t.mean(np.maximum(0, 1 + t.table(t.scores, -t.scores)))


@_mistake("data_loss", "svm_loss.html#other-hinges")
def loss_softmax(t: _Terms) -> Any:
    """Your loss is the cross-entropy of a softmax; this exercise asks for the hinge."""
    return t.mean(-np.log(t.softmax()[t.own]))


# The penalty: reg * np.sum(W**2).


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_missing(t: _Terms) -> Any:
    """Your loss lacks the regularisation term; add reg * np.sum(W**2)."""
    return 0 * t.reg


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_halved(t: _Terms) -> Any:
    """Your regularisation term is half of what it is in this course: reg * np.sum(W**2), without 1/2."""
    return t.reg * np.sum(t.W**2) / 2


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_doubled(t: _Terms) -> Any:
    """Your regularisation term is twice too large; the factor 2 belongs to its gradient."""
    return 2 * t.reg * np.sum(t.W**2)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_subtracted(t: _Terms) -> Any:
    """Your loss subtracts the regularisation term; large weights must cost, so add it."""
    return -t.reg * np.sum(t.W**2)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_divided_by_n(t: _Terms) -> Any:
    """Your regularisation term is divided by N; it is not part of the mean: add it after the division."""
    return t.reg * np.sum(t.W**2) / t.N


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_per_example(t: _Terms) -> Any:
    """Your regularisation term is added once for each example; add it once."""
    return t.reg * np.sum(t.W**2) * t.N


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_without_reg(t: _Terms) -> Any:
    """Your loss adds the sum of the squared weights whatever reg is; multiply it by reg."""
    return np.sum(t.W**2)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_absolute(t: _Terms) -> Any:
    """Your regularisation term adds up absolute values; square the weights."""
    return t.reg * np.sum(np.abs(t.W))


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_norm(t: _Terms) -> Any:
    """Your regularisation term is reg times the norm of W; take its square, the sum without the root."""
    return t.reg * np.sqrt(np.sum(t.W**2))


@_mistake("penalty", "svm_loss.html#spot-the-error")
def penalty_not_squared(t: _Terms) -> Any:
    """Your regularisation term adds up the weights themselves; square them first."""
    return t.reg * np.sum(t.W)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_of_products(t: _Terms) -> Any:
    """Your regularisation term multiplies rows of W with other rows, as W @ W.T does; square each weight."""
    return t.reg * np.sum(t.W @ t.W.T)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_squared_sum(t: _Terms) -> Any:
    """Your regularisation term squares the sum of the weights; square each weight first, then add up."""
    return t.reg * np.sum(t.W) ** 2


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_mean(t: _Terms) -> Any:
    """Your regularisation term is the mean of the squared weights times reg; take their sum."""
    return t.reg * np.mean(t.W**2)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_reg_squared(t: _Terms) -> Any:
    """Your regularisation term squares reg too; square the weights alone, then multiply by reg."""
    return np.sum((t.reg * t.W) ** 2)


@_mistake("penalty", "svm_loss.html#what-the-loss-cannot-see")
def penalty_without_bias(t: _Terms) -> Any:
    """Your regularisation term leaves out the last column of W; in this course every weight is in it."""
    return t.reg * np.sum(t.W[:, :-1] ** 2)


# The mask matrix A of the data gradient A.T @ X / N.


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def correct_row_missing(t: _Terms) -> Any:
    """Your gradient lacks the correct class; each violated margin also takes x from the correct row."""
    return t.active


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def wrong_rows_missing(t: _Terms) -> Any:
    """Your gradient lacks the wrong classes; each violated margin adds x to the row of its class."""
    return t.table(0, -t.count)


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def data_gradient_negated(t: _Terms) -> Any:
    """Your data gradient has the wrong sign; a violated margin adds x to the row of its wrong class."""
    return -t.A


@_mistake("table", "svm_gradient.html#spot-the-error")
def correct_row_sign(t: _Terms) -> Any:
    """Your correct-class row adds x; it must subtract: a higher correct score makes all margins smaller."""
    return t.table(t.active, t.count)


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def correct_row_once(t: _Terms) -> Any:
    """Your correct-class row subtracts x once; it must subtract x once for every violated margin."""
    return t.table(t.active, -np.sign(t.count))


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def correct_row_always_once(t: _Terms) -> Any:
    """Your correct-class row subtracts every x once; it must subtract x once for every violated margin."""
    return t.table(t.active, -1)


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def correct_row_all_classes(t: _Terms) -> Any:
    """Your correct-class row subtracts x for every wrong class; only violated margins count."""
    return t.table(t.active, 1 - t.C)


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def wrong_rows_twice(t: _Terms) -> Any:
    """Your wrong-class rows add x twice for a violated margin; they add it once, the correct row subtracts it."""
    return t.table(2 * t.active, -t.count)


@_mistake("table", "svm_gradient.html#the-mask-matrix")
def mask_of_clipped_margins(t: _Terms) -> Any:
    """Your gradient counts every class, the correct one too, as clipped margins >= 0 do; ask for > 0."""
    return t.table(1.0, -float(t.C))


@_mistake("table", "svm_gradient.html#wrong-turns")
def correct_row_one_too_many(t: _Terms) -> Any:
    """Your correct-class row subtracts x once too often; the correct class is none of the violations."""
    return t.table(t.active, -t.count - 1)


@_mistake("table", "svm_gradient.html#the-mask-matrix")
def correct_row_one_too_few(t: _Terms) -> Any:
    """Your mask still has the 1 of the correct class; set it to 0 before you subtract the count."""
    return t.table(t.active, 1 - t.count)


@_mistake("table", "svm_gradient.html#the-mask-matrix")
def bool_mask(t: _Terms) -> Any:
    """Your mask is Boolean, so the negative counts in it became True; make it float: .astype(float)."""
    return t.table(t.active, np.sign(t.count))


@_mistake("table", "svm_gradient.html#the-mask-matrix")
def uint8_mask(t: _Terms) -> Any:
    """Your mask holds unsigned bytes, so negative counts wrapped round at 256; make it float: .astype(float)."""
    return t.table(t.active, -t.count % 256)


@_mistake("table", "svm_gradient.html#the-mask-matrix")
def counts_along_wrong_axis(t: _Terms) -> Any:
    """Your counts add up the mask over the examples; count the violations of each example: axis=1."""
    return t.table(t.active, -t.active.sum(axis=0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def indicator_ignored(t: _Terms) -> Any:
    """Your gradient counts every wrong class; one whose margin is not violated must add nothing."""
    return t.balanced(t.others.astype(float))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def indicator_without_one(t: _Terms) -> Any:
    """Your gradient counts wrong classes that beat the correct one; count those whose score + 1 does."""
    return t.balanced(np.where(t.others, t.margins > 1, 0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def indicator_with_minus_one(t: _Terms) -> Any:
    """Your gradient counts wrong classes that win by more than 1; count all that do not lose by at least 1."""
    return t.balanced(np.where(t.others, t.margins > 2, 0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def indicator_with_two(t: _Terms) -> Any:
    """Your gradient counts classes within 2 of the correct score; the margin is 1. Is it added twice?"""
    return t.balanced(np.where(t.others, t.margins > -1, 0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def indicator_reversed(t: _Terms) -> Any:
    """Your gradient counts the classes whose margin is not violated; turn the comparison round."""
    return t.balanced(np.where(t.others, t.margins < 0, 0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def margin_reversed(t: _Terms) -> Any:
    """Your gradient is that of margins turned round; a margin is the wrong score minus the correct one."""
    return -t.balanced(np.where(t.others, t.margins < 2, 0))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def margin_instead_of_indicator(t: _Terms) -> Any:
    """Your gradient multiplies x by the margin m; where m > 0, the slope of max(0, m) is 1, not m."""
    return t.balanced(t.hinge)


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def margin_in_wrong_rows(t: _Terms) -> Any:
    """Your wrong-class rows add x times the margin m; where m > 0, the slope of max(0, m) is 1, not m."""
    return t.table(t.hinge, -t.count)


@_mistake("table", "svm_loss.html#other-hinges")
def squared_hinge_gradient(t: _Terms) -> Any:
    """Your gradient is that of the squared hinge; without the square, a violated margin has slope 1."""
    return t.balanced(2 * t.hinge)


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def absolute_margin_gradient(t: _Terms) -> Any:
    """Your gradient is that of the absolute margins; a margin below 0 costs nothing and adds nothing."""
    return t.balanced(np.sign(t.margins) * t.others)


@_mistake("table", "svm_loss.html#other-hinges")
def worst_class_only(t: _Terms) -> Any:
    """Your gradient counts only the worst class of each example; every violated margin counts."""
    return t.balanced(t.active * (t.hinge == t.hinge.max(axis=1, keepdims=True)))


@_mistake("table", "svm_loss.html#spot-the-error")
def indicator_of_sum(t: _Terms) -> Any:
    """Your gradient looks at the sum of an example's margins; look at the sign of each margin by itself."""
    return t.balanced(t.others * ((t.margins * t.others).sum(axis=1, keepdims=True) > 0))


@_mistake("table", "svm_loss.html#other-hinges")
def one_vs_all_gradient(t: _Terms) -> Any:
    """Your gradient is that of one-vs-all; hold the wrong scores against the correct one, not against 0."""
    return t.table(np.where(t.scores > -1, 1, 0), np.where(t.scores < 1, -1, 0))


@_mistake("table", "svm_loss.html#other-hinges")
def softmax_gradient(t: _Terms) -> Any:
    """Your gradient is that of a softmax with cross-entropy; this exercise asks for the hinge."""
    return t.softmax() - t.own


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def stops_at_correct_class(t: _Terms) -> Any:
    """Your gradient leaves out all classes behind the correct one; skip only that: continue, not break."""
    return t.balanced(t.active * (np.arange(t.C) < t.y[:, None]))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def last_class_left_out(t: _Terms) -> Any:
    """Your gradient leaves out the last class; range(C) already ends at C - 1."""
    return t.balanced(t.active * (np.arange(t.C) < t.C - 1))


@_mistake("table", "svm_gradient.html#one-pair-at-a-time")
def class_zero_left_out(t: _Terms) -> Any:
    """Your gradient leaves out class 0; classes are counted from 0, and `if j` is false for it."""
    return t.balanced(t.active * (np.arange(t.C) > 0))


# The data gradient, made of the right mask matrix.


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_summed_over_examples(t: _Terms) -> Any:
    """Your data gradient is N times too large; divide it by N, as the loss is."""
    return t.A.T @ t.X


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_divided_by_n_twice(t: _Terms) -> Any:
    """Your data gradient is divided by N twice; once makes it the mean over the examples."""
    return t.A.T @ t.X / t.N**2


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_divided_inside_loop(t: _Terms) -> Any:
    """Your gradient is divided by N inside the loop, so once for each example; divide after the loop."""
    return t.A.T @ (t.X / float(t.N) ** np.arange(t.N, 0, -1)[:, None])


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_mean_over_classes(t: _Terms) -> Any:
    """Your data gradient is C times too small; the loss adds up over the classes, so divide by N only."""
    return t.A.T @ t.X / t.N / t.C


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_mean_over_wrong_classes(t: _Terms) -> Any:
    """Your data gradient is C - 1 times too small; the loss adds up over the classes: divide by N only."""
    return t.A.T @ t.X / t.N / (t.C - 1)


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_divided_by_c(t: _Terms) -> Any:
    """Your data gradient is divided by C, the number of classes; the mean is over the examples: use N."""
    return t.A.T @ t.X / t.C


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_with_labels_sorted(t: _Terms) -> Any:
    """Your gradient takes the labels in sorted order, so they belong to other examples; use y as it comes."""
    return t.with_labels_sorted().A.T @ t.X / t.N


@_mistake("table", "svm_gradient.html#two-kinds-of-row")
def correct_class_count_at_sorted_label(t: _Terms) -> Any:
    """Your counts of violated margins go to labels in sorted order; each belongs at y[i] of its own example."""
    A = t.active.copy()
    A[np.arange(t.N), np.argmax(t.with_labels_sorted().own, axis=1)] = -t.count[:, 0]
    return A


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_still_zero(t: _Terms) -> Any:
    """Your data gradient is zero everywhere; is dW still the array of zeros that it began with?"""
    return 0 * t.W


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_mean_over_violations(t: _Terms) -> Any:
    """Your data gradient is divided by the number of violated margins; use the number of examples, N."""
    return t.A.T @ t.X / max(1, t.active.sum())


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def gradient_mean_over_violating_examples(t: _Terms) -> Any:
    """Your data gradient is divided by the number of examples that cost something; all count: use N."""
    return t.A.T @ t.X / max(1, np.count_nonzero(t.count))


@_mistake("data_gradient", "svm_gradient.html#the-mask-matrix")
def repeated_labels_lost(t: _Terms) -> Any:
    """Your gradient loses examples that share a class: dW[y] -= ... serves a row once. Use a mask matrix."""
    G = t.active.T @ t.X
    G[t.y] -= t.count * t.X
    return G / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def rows_overwritten(t: _Terms) -> Any:
    """Your gradient keeps what came last to each row; add to what is there: += X[i] and -= X[i]."""
    G = np.zeros(t.W.shape)
    for i, j in np.argwhere(t.active):
        G[j], G[t.y[i]] = t.X[i], -t.X[i]
    return G / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def wrong_rows_overwritten(t: _Terms) -> Any:
    """Your wrong-class rows keep what came last; add to what is there, with += and not =."""
    G = np.zeros(t.W.shape)
    for i, j in np.argwhere(t.active):
        G[j] = t.X[i]
        G[t.y[i]] -= t.X[i]
    return G / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def last_example_left_out(t: _Terms) -> Any:
    """Your gradient leaves out the last example; range(N) already ends at N - 1."""
    return t.A[:-1].T @ t.X[:-1] / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def first_example_left_out(t: _Terms) -> Any:
    """Your gradient leaves out example 0; examples are counted from 0."""
    return t.A[1:].T @ t.X[1:] / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def first_example_only(t: _Terms) -> Any:
    """Your gradient holds the first example only; perhaps the function returns inside the loop."""
    return t.A[:1].T @ t.X[:1] / t.N


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def last_example_only(t: _Terms) -> Any:
    """Your gradient holds the last example only; set dW to zeros once, before the loop over the examples."""
    return t.A[-1:].T @ t.X[-1:] / t.N


@_mistake("data_gradient", "svm_gradient.html#the-mask-matrix")
def mask_reshaped(t: _Terms) -> Any:
    """Your mask was reshaped to (C, N), which mixes the examples up; transpose it: A.T."""
    return t.A.reshape(t.C, t.N) @ t.X / t.N


@_mistake("data_gradient", "svm_gradient.html#the-mask-matrix")
def gradient_reshaped(t: _Terms) -> Any:
    """Your gradient was reshaped from (D, C) to (C, D), which mixes its entries up; transpose it: .T."""
    return (t.X.T @ t.A).reshape(t.W.shape) / t.N


@_mistake("gradient", "svm_gradient.html#the-chain-rule-says-the-same")
def gradient_transposed(t: _Terms) -> Any:
    """Your gradient is X.T @ A, of shape (D, C); the shape of W has its transpose: A.T @ X."""
    return t.answer()[1].T


@_mistake("data_gradient", "svm_gradient.html#two-kinds-of-row")
def bias_column_zero(t: _Terms) -> Any:
    """The last column of your data gradient is 0; treat every column of X alike, a column of ones too."""
    return t.A.T @ t.X / t.N * t.not_bias


# The gradient of the penalty: 2 * reg * W.


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_missing(t: _Terms) -> Any:
    """Your gradient does not change with reg; add the gradient of reg * np.sum(W**2): 2 * reg * W."""
    return 0 * t.W


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_halved(t: _Terms) -> Any:
    """Your gradient adds reg * W; the square of a weight w has the slope 2w, so add 2 * reg * W."""
    return t.reg * t.W


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_doubled(t: _Terms) -> Any:
    """Your gradient adds 4 * reg * W, twice what it should; add 2 * reg * W once."""
    return 4 * t.reg * t.W


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_negated(t: _Terms) -> Any:
    """Your gradient subtracts 2 * reg * W; the loss adds its term, so the gradient adds too."""
    return -2 * t.reg * t.W


@_mistake("reg_gradient", "svm_gradient.html#two-kinds-of-row")
def reg_gradient_divided_by_n(t: _Terms) -> Any:
    """Your 2 * reg * W is divided by N; it is not part of the mean: add it after the division."""
    return 2 * t.reg * t.W / t.N


@_mistake("reg_gradient", "svm_gradient.html#two-kinds-of-row")
def reg_gradient_per_example(t: _Terms) -> Any:
    """Your 2 * reg * W is added once for each example; add it once, after the loop."""
    return 2 * t.reg * t.W * t.N


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_without_reg(t: _Terms) -> Any:
    """Your gradient adds 2 * W whatever reg is; multiply it by reg."""
    return 2 * t.W


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_absolute(t: _Terms) -> Any:
    """Your gradient adds reg * np.sign(W), which belongs to absolute values; squares give 2 * reg * W."""
    return t.reg * np.sign(t.W)


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_one_number(t: _Terms) -> Any:
    """Your gradient adds 2 * reg * np.sum(W), one number, to all entries; each has its own: 2 * reg * W."""
    return 2 * t.reg * np.sum(t.W) * np.ones_like(t.W)


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_is_penalty(t: _Terms) -> Any:
    """Your gradient adds the regularisation term itself; add its gradient, 2 * reg * W."""
    return t.reg * np.sum(t.W**2) * np.ones_like(t.W)


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_reg_squared(t: _Terms) -> Any:
    """Your gradient adds 2 * reg**2 * W; the weights alone are squared in the loss: 2 * reg * W."""
    return 2 * t.reg**2 * t.W


@_mistake("reg_gradient", "svm_gradient.html#wrong-turns")
def reg_gradient_without_bias(t: _Terms) -> Any:
    """Your gradient leaves the last column out of 2 * reg * W; in this course every weight is regularised."""
    return 2 * t.reg * t.W * t.not_bias


# The penalty and its gradient, which go together.


def _both(formula: Callable[[_Terms], float]) -> Callable[[_Terms], float]:
    """Enter a regularisation that is so many times too strong, in the loss and in the gradient alike."""

    @mistake("svm_gradient", "answer", "svm_gradient.html#wrong-turns")
    @functools.wraps(formula)
    def wrong(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
        return _terms(W, X, y, reg * formula(_terms(W, X, y, reg))).answer()

    return formula


@_both
def regularisation_halved(t: _Terms) -> float:  # noqa: ARG001 (one factor for all problems)
    """Your regularisation has the 1/2 of other courses, in loss and gradient alike; here it is reg * np.sum(W**2)."""
    return 0.5


@_both
def regularisation_missing(t: _Terms) -> float:  # noqa: ARG001
    """Your answers do not change with reg: add reg * np.sum(W**2) to the loss, and its gradient to dW."""
    return 0.0


@_both
def regularisation_doubled(t: _Terms) -> float:  # noqa: ARG001
    """Your regularisation is twice too strong, in loss and gradient alike; it is reg * np.sum(W**2)."""
    return 2.0


@_both
def regularisation_subtracted(t: _Terms) -> float:  # noqa: ARG001
    """Your regularisation is subtracted, in loss and gradient alike; large weights must cost, so add it."""
    return -1.0


@_both
def regularisation_divided_by_n(t: _Terms) -> float:
    """Your regularisation is divided by N, in loss and gradient alike; it is not part of the mean."""
    return 1 / t.N


@_both
def regularisation_per_example(t: _Terms) -> float:
    """Your regularisation is added once for each example, in loss and gradient alike; add it once."""
    return float(t.N)


@_both
def regularisation_reg_squared(t: _Terms) -> float:
    """Your regularisation squares reg too, in loss and gradient alike; it is reg * np.sum(W**2)."""
    return t.reg


@mistake("svm_gradient", "answer", "svm_gradient.html#wrong-turns")
def regularisation_without_reg(W: Array, X: Array, y: Array, reg: float) -> tuple[float, Array]:
    """Your answers add np.sum(W**2) and 2 * W whatever reg is; multiply both by reg."""
    loss, dW = _terms(W, X, y, reg).answer()
    return loss + (1 - reg) * float(np.sum(W**2)), dW + 2 * (1 - reg) * W


# Two slips at once: a wrong table, put to wrong use.


@pairs("svm_gradient", "gradient")
def _pairs_of_gradients() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    uses = (
        gradient_summed_over_examples,
        gradient_divided_by_n_twice,
        gradient_divided_by_c,
        gradient_mean_over_classes,
        gradient_mean_over_wrong_classes,
        gradient_mean_over_violations,
        last_example_left_out,
        first_example_only,
        last_example_only,
        bias_column_zero,
    )
    for name, table in _TABLES.items():
        for use in uses:

            def wrong(W: Array, X: Array, y: Array, reg: float, table: Any = table, use: Any = use) -> Any:
                terms = _terms(W, X, y, reg).with_table(table)
                return terms.answer("data_gradient", use(terms))

            yield name, use.__name__, wrong


@pairs("svm_gradient", "loss")
def _pairs_of_losses() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    costs: dict[str, Callable[[_Terms], Any]] = {
        "loss_counts_correct_class": lambda t: t.hinge + t.own,
        "loss_without_one_in_margin": lambda t: np.maximum(0, t.margins - 1) * t.others,
        "loss_with_minus_one_in_margin": lambda t: np.maximum(0, t.margins - 2) * t.others,
        "loss_margin_reversed": lambda t: np.maximum(0, 2 - t.margins) * t.others,
        "loss_not_clipped": lambda t: t.margins * t.others,
        "loss_absolute_margins": lambda t: np.abs(t.margins) * t.others,
        "loss_squared_hinge": lambda t: t.hinge**2,
        "loss_worst_class_only": lambda t: t.hinge.max(axis=1, keepdims=True),
    }
    shares: dict[str, Callable[[_Terms], Any]] = {
        "loss_summed_over_examples": lambda t: t.N**0,
        "loss_divided_by_n_twice": lambda t: t.N**2,
        "loss_divided_by_c": lambda t: t.C,
        "loss_mean_over_classes": lambda t: t.N * t.C,
        "loss_mean_over_violations": lambda t: max(1, t.active.sum()),
    }
    for name, cost in costs.items():
        for other, share in shares.items():

            def wrong(W: Array, X: Array, y: Array, reg: float, cost: Any = cost, share: Any = share) -> Any:
                terms = _terms(W, X, y, reg)
                return terms.answer("data_loss", cost(terms).sum() / share(terms))

            yield name, other, wrong


# The question what is wrong with a gradient that is given.


@mistake("svm_gradient", "diagnose_gradient", "svm_gradient.html#two-kinds-of-row")
def diagnosis_correct_row_not_negated() -> Any:
    """Your entry has the size it should have, and not the sign: the correct row is where examples are taken away."""
    return 2, 1.25, "b"


@mistake("svm_gradient", "diagnose_gradient", "svm_gradient.html#two-kinds-of-row")
def diagnosis_not_divided() -> Any:
    """Your entry is the sum over the examples; the gradient is their mean, so divide by their number."""
    return 2, -5.0, "b"
