"""The known mistakes of `svm_loss`: in the scores, the margins, the data loss or the regularisation term."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.misconceptions.catalogue import mistake, pairs

Array = NDArray[Any]

_BATCH = "svm_loss.html#a-batch-as-arrays"
_HAND = "svm_loss.html#one-example-by-hand"
_BLIND = "svm_loss.html#what-the-loss-cannot-see"
_DELTA = "svm_loss.html#margin-and-regularisation-are-one-knob"
_OTHERS = "svm_loss.html#other-hinges"


class _Terms:
    """The pieces of the multiclass hinge loss; tables have one row an example and one column a class.

    Attributes:
        own: True at the correct class.
        scores: X @ W.T.
        hinge: the right clipped margins.
    """

    def __init__(self, W: Array, X: Array, y: Array, reg: float, delta: float):
        self.W, self.X, self.y, self.reg, self.delta = W, X, y, reg, delta
        self.N, self.C = len(X), len(W)
        self.own = y[:, None] == np.arange(self.C)
        self.scores = X @ W.T
        self.hinge = self.clipped(delta)

    def raw(self, delta: float) -> Any:
        """The margins before they are clipped; delta at the correct class."""
        return self.scores - self.scores[self.own][:, None] + delta

    def clipped(self, delta: float) -> Any:
        """The clipped margins; 0 at the correct class."""
        return np.where(self.own, 0.0, np.maximum(0, self.raw(delta)))


def _margins(anchor: str) -> Callable[[Callable[[_Terms], Any]], Callable[[_Terms], Any]]:
    """Enter wrong margins into the catalogue."""

    def enter(formula: Callable[[_Terms], Any]) -> Callable[[_Terms], Any]:
        @mistake("svm_loss", "svm_margins", anchor)
        @functools.wraps(formula)
        def wrong(W: Array, X: Array, y: Array, delta: float = 1.0) -> Any:
            return formula(_Terms(W, X, y, 0.0, delta))

        return formula

    return enter


def _data_loss(anchor: str) -> Callable[[Callable[[_Terms], Any]], Callable[[_Terms], Any]]:
    """Enter a wrong data loss into the catalogue; the penalty, `reg * np.sum(W**2)`, is right."""

    def enter(formula: Callable[[_Terms], Any]) -> Callable[[_Terms], Any]:
        @mistake("svm_loss", "svm_loss", anchor)
        @functools.wraps(formula)
        def wrong(W: Array, X: Array, y: Array, reg: float, delta: float = 1.0) -> float:
            return float(formula(_Terms(W, X, y, reg, delta)) + reg * np.sum(W**2))

        return formula

    return enter


def _penalty(formula: Callable[[_Terms], Any]) -> Callable[[_Terms], Any]:
    """Enter a wrong penalty into the catalogue; the data loss is right."""

    @mistake("svm_loss", "svm_loss", _BLIND)
    @functools.wraps(formula)
    def wrong(W: Array, X: Array, y: Array, reg: float, delta: float = 1.0) -> float:
        terms = _Terms(W, X, y, reg, delta)
        return float(terms.hinge.sum() / terms.N + formula(terms))

    return formula


# The scores: X @ W.T.


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_transposed(W: Array, X: Array) -> Array:
    """Your scores have one row a class; this course keeps one row an example and one column a class: (N, C)."""
    return np.asarray(W @ X.T)


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_reshaped(W: Array, X: Array) -> Array:
    """Your scores are reshaped to (N, C), which mixes up examples; turn the table round with .T instead."""
    return (W @ X.T).reshape(len(X), len(W))


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_without_transpose(W: Array, X: Array) -> Array:
    """Your scores multiply X by W as it stands; a class is a row of W, so each row of X must meet the rows of W."""
    return np.asarray(X @ W)


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_of_w_times_x(W: Array, X: Array) -> Array:
    """Your scores are W @ X, rows times columns; here both hold their vectors in rows, so one must be turned."""
    return np.asarray(W @ X)


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_without_last_feature(W: Array, X: Array) -> Array:
    """Your scores leave out the last feature, which may be the ones of the bias; all D columns count."""
    return np.asarray(X[:, :-1] @ W[:, :-1].T)


@mistake("svm_loss", "svm_scores", _BLIND)
def scores_with_largest_zero(W: Array, X: Array) -> Array:
    """Your scores have the largest of each example taken off, as for a softmax; return them as they are."""
    scores = X @ W.T
    return np.asarray(scores - scores.max(axis=1, keepdims=True))


@mistake("svm_loss", "svm_scores", _BLIND)
def scores_as_probabilities(W: Array, X: Array) -> Array:
    """Your scores went through a softmax; scores are not probabilities, and need not become any."""
    powers = np.exp(scores_with_largest_zero(W, X))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@mistake("svm_loss", "svm_scores", _BATCH)
def scores_divided_by_n(W: Array, X: Array) -> Array:
    """Your scores are divided by N; the mean over the examples belongs to the loss, not here."""
    return np.asarray(X @ W.T / len(X))


# The margins: max(0, s_ij - s_iy + delta), and 0 in the column of the correct class.


@_margins(_HAND)
def margins_not_clipped(t: _Terms) -> Any:
    """Your margins go below 0; a class that is low enough pays nothing and gets nothing back: max(0, margin)."""
    return np.where(t.own, 0.0, t.raw(t.delta))


@_margins(_BATCH)
def margins_correct_left_at_delta(t: _Terms) -> Any:
    """Your margins hold delta in the column of the correct class; it is no rival of itself: put 0 there."""
    return np.maximum(0, t.raw(t.delta))


@_margins(_BATCH)
def margins_correct_taken_out(t: _Terms) -> Any:
    """Your margins have no column for the correct class; keep it, with 0 in it, so that columns stay classes."""
    return t.hinge[~t.own].reshape(t.N, t.C - 1)


@_margins(_BATCH)
def margins_whole_columns_zeroed(t: _Terms) -> Any:
    """Your margins are 0 in whole columns: [:, y] takes these columns of every example. Pair y with np.arange(N)."""
    table = t.hinge
    table[:, t.y] = 0
    return table


@_margins(_BATCH)
def margins_every_label_taken(t: _Terms) -> Any:
    """Your margins take scores[:, y], an (N, N) table; pair y with np.arange(N) instead."""
    return np.where(t.own, 0.0, np.maximum(0, t.scores - t.scores[:, t.y] + t.delta))


@_margins(_BATCH)
def margins_correct_scores_as_row(t: _Terms) -> Any:
    """Your margins subtract the correct scores as a row, one a column; make them a column: [:, np.newaxis]."""
    return np.where(t.own, 0.0, np.maximum(0, t.scores - t.scores[t.own] + t.delta))


@_margins(_HAND)
def margins_without_delta(t: _Terms) -> Any:
    """Your margins lack the + delta: a wrong class pays until its score is below the correct one by delta."""
    return t.clipped(0)


@_margins(_DELTA)
def margins_delta_fixed_at_one(t: _Terms) -> Any:
    """Your margins always ask for 1; use the argument delta, which is 1 only by default."""
    return t.clipped(1)


@_margins(_HAND)
def margins_delta_subtracted(t: _Terms) -> Any:
    """Your margins subtract delta; add it: a wrong class pays until it is below the correct score by delta."""
    return t.clipped(-t.delta)


@_margins(_HAND)
def margins_delta_after_clipping(t: _Terms) -> Any:
    """Your margins are never below delta; add delta before they are clipped: max(0, s_j - s_y + delta)."""
    return np.where(t.own, 0.0, np.maximum(0, t.raw(0)) + t.delta)


@_margins(_HAND)
def margins_turned_round(t: _Terms) -> Any:
    """Your margins are the correct score minus the wrong one; turn them round: high wrong scores pay."""
    return np.where(t.own, 0.0, np.maximum(0, 2 * t.delta - t.raw(t.delta)))


@_margins(_HAND)
def margins_absolute_value(t: _Terms) -> Any:
    """Your margins are absolute values; a negative one becomes 0, however negative it is: max(0, margin)."""
    return np.where(t.own, 0.0, np.abs(t.raw(t.delta)))


@_margins(_OTHERS)
def margins_squared(t: _Terms) -> Any:
    """Your margins are squared; this hinge takes them as they are."""
    return t.hinge**2


@_margins(_HAND)
def margins_as_zeros_and_ones(t: _Terms) -> Any:
    """Your margins only say whether a class pays; they must say how much."""
    return (t.hinge > 0) * 1.0


@_margins(_OTHERS)
def margins_worst_class_only(t: _Terms) -> Any:
    """Your margins keep the worst class of each example only; here every class that is too high pays."""
    table = t.hinge
    return np.where(table == table.max(axis=1, keepdims=True), table, 0.0)


@_margins(_OTHERS)
def margins_one_vs_all(t: _Terms) -> Any:
    """Your margins hold each score against 0, as one-vs-all does; hold the wrong scores against the correct one."""
    return np.maximum(0, t.delta + np.where(t.own, -t.scores, t.scores))


@_margins(_HAND)
def margins_against_the_winner(t: _Terms) -> Any:
    """Your margins compare with the highest score of an example; compare with that of its correct class."""
    return np.where(t.own, 0.0, np.maximum(0, t.scores - t.scores.max(axis=1, keepdims=True) + t.delta))


@_margins(_BATCH)
def margins_divided_by_n(t: _Terms) -> Any:
    """Your margins are divided by N; the mean over the examples belongs to the loss, not here."""
    return t.hinge / t.N


@_margins(_BATCH)
def margins_transposed(t: _Terms) -> Any:
    """Your margins have one row a class; this course keeps one row an example and one column a class: (N, C)."""
    return t.hinge.T


# The data loss: the mean over the examples of the sum of their margins.


@_data_loss(_BATCH)
def svm_loss_summed_over_examples(t: _Terms) -> Any:
    """Your loss is the sum over the examples; divide it by N, so that it does not grow with the batch."""
    return t.hinge.sum()


@_data_loss(_BATCH)
def svm_loss_divided_by_n_twice(t: _Terms) -> Any:
    """Your loss is divided by N twice; once makes it the mean over the examples."""
    return t.hinge.sum() / t.N**2


@_data_loss(_BATCH)
def svm_loss_mean_over_all_margins(t: _Terms) -> Any:
    """Your loss is C times too small, as by np.mean over the table; add up over classes, mean over examples only."""
    return t.hinge.mean()


@_data_loss(_BATCH)
def svm_loss_mean_over_wrong_classes(t: _Terms) -> Any:
    """Your loss is C - 1 times too small: add up over the wrong classes, and divide by N only."""
    return t.hinge.sum() / t.N / (t.C - 1)


@_data_loss(_BATCH)
def svm_loss_divided_by_c(t: _Terms) -> Any:
    """Your loss is divided by C, the number of classes; the mean is over the examples: divide by N."""
    return t.hinge.sum() / t.C


@_data_loss(_BATCH)
def svm_loss_with_labels_sorted(t: _Terms) -> Any:
    """Your loss takes the labels in sorted order, so they belong to other examples; use y as it comes."""
    return _Terms(t.W, t.X, np.sort(t.y), t.reg, t.delta).hinge.sum() / t.N


@_data_loss(_BATCH)
def svm_loss_without_last_example(t: _Terms) -> Any:
    """Your loss leaves out the last example; range(N) already ends at N - 1."""
    return t.hinge[:-1].sum() / t.N


@_data_loss(_BATCH)
def svm_loss_without_first_example(t: _Terms) -> Any:
    """Your loss leaves out example 0; examples are counted from 0."""
    return t.hinge[1:].sum() / t.N


@_data_loss(_HAND)
def svm_loss_without_last_class(t: _Terms) -> Any:
    """Your loss leaves out the last class; range(C) already ends at C - 1."""
    return t.hinge[:, :-1].sum() / t.N


@_data_loss(_HAND)
def svm_loss_without_class_zero(t: _Terms) -> Any:
    """Your loss leaves out class 0; classes are counted from 0."""
    return t.hinge[:, 1:].sum() / t.N


@_data_loss(_BATCH)
def svm_loss_mean_over_violations(t: _Terms) -> Any:
    """Your loss is the mean of the margins that are above 0; divide their sum by the number of examples, N."""
    table = t.hinge
    return table.sum() / max(1, np.count_nonzero(table))


@_data_loss(_BATCH)
def svm_loss_first_example_only(t: _Terms) -> Any:
    """Your loss holds the first example only; perhaps the function returns inside the loop."""
    return t.hinge[0].sum() / t.N


@_data_loss(_BATCH)
def svm_loss_last_example_only(t: _Terms) -> Any:
    """Your loss holds the last example only; set the total to 0 once, before the loop over the examples."""
    return t.hinge[-1].sum() / t.N


@_data_loss(_BATCH)
def svm_loss_counts_correct_class(t: _Terms) -> Any:
    """Your loss is too large by delta, the margin of the correct class with itself; leave that one out."""
    return t.hinge.sum() / t.N + t.delta


@_data_loss(_HAND)
def svm_loss_without_delta(t: _Terms) -> Any:
    """Your loss lacks the + delta in its margins: a class pays until it is below the correct one by delta."""
    return t.clipped(0).sum() / t.N


@_data_loss(_DELTA)
def svm_loss_delta_fixed_at_one(t: _Terms) -> Any:
    """Your loss is that of delta 1 whatever delta is; hand the argument on, as in svm_margins(W, X, y, delta)."""
    return t.clipped(1).sum() / t.N


@_data_loss(_HAND)
def svm_loss_margins_turned_round(t: _Terms) -> Any:
    """Your loss takes the correct score minus the wrong one; turn it round: high wrong scores cost."""
    return np.sum(np.maximum(0, 2 * t.delta - t.raw(t.delta))[~t.own]) / t.N


@_data_loss(_HAND)
def svm_loss_not_clipped(t: _Terms) -> Any:
    """Your loss adds negative margins too; a class that is low enough costs nothing: max(0, margin)."""
    return t.raw(t.delta)[~t.own].sum() / t.N


@_data_loss("svm_loss.html#spot-the-error")
def svm_loss_clipped_after_class_sum(t: _Terms) -> Any:
    """Your loss clips the sum over the classes; clip each margin, or a low class pays the debt of another."""
    return np.maximum(0, np.sum(t.raw(t.delta) * ~t.own, axis=1)).mean()


@_data_loss(_OTHERS)
def svm_loss_squared_hinge(t: _Terms) -> Any:
    """Your loss squares the margins; at small weights that looks the same, but this hinge takes them as they are."""
    return np.sum(t.hinge**2) / t.N


@_data_loss(_OTHERS)
def svm_loss_worst_class_only(t: _Terms) -> Any:
    """Your loss charges each example for its worst class only; add up all its margins that are above 0."""
    return t.hinge.max(axis=1).mean()


@_data_loss(_OTHERS)
def svm_loss_one_vs_all(t: _Terms) -> Any:
    """Your loss is one-vs-all: it holds each score against 0. Hold the wrong scores against the correct one."""
    return margins_one_vs_all(t).sum() / t.N


@_data_loss(_HAND)
def svm_loss_counts_violations(t: _Terms) -> Any:
    """Your loss counts the margins that are above 0; each of them costs its length."""
    return np.count_nonzero(t.hinge) / t.N


@_data_loss("svm_loss.html#spot-the-error")
def svm_loss_absolute_margins(t: _Terms) -> Any:
    """Your loss takes the absolute value of the margins; a negative margin costs nothing: max(0, margin)."""
    return margins_absolute_value(t).sum() / t.N


@_data_loss(_OTHERS)
def svm_loss_softmax(t: _Terms) -> Any:
    """Your loss is the cross-entropy of a softmax; this exercise asks for the hinge."""
    shifted = scores_with_largest_zero(t.W, t.X)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[t.own])


# The penalty: reg * np.sum(W**2).


@_penalty
def svm_loss_penalty_missing(t: _Terms) -> Any:
    """Your loss lacks the regularisation term; add reg times the sum of the squared weights."""
    return 0 * t.reg


@_penalty
def svm_loss_penalty_halved(t: _Terms) -> Any:
    """Your regularisation term has the factor 1/2 of other courses; in this one it is reg * np.sum(W**2)."""
    return t.reg * np.sum(t.W**2) / 2


@_penalty
def svm_loss_penalty_doubled(t: _Terms) -> Any:
    """Your regularisation term is twice too large; the factor 2 belongs to its gradient, not here."""
    return 2 * t.reg * np.sum(t.W**2)


@_penalty
def svm_loss_penalty_subtracted(t: _Terms) -> Any:
    """Your loss subtracts the regularisation term; large weights must cost, so add it."""
    return -t.reg * np.sum(t.W**2)


@_penalty
def svm_loss_penalty_divided_by_n(t: _Terms) -> Any:
    """Your regularisation term is divided by N; it is not part of the mean: add it after the division."""
    return t.reg * np.sum(t.W**2) / t.N


@_penalty
def svm_loss_penalty_per_example(t: _Terms) -> Any:
    """Your regularisation term is added once for each example; add it once."""
    return t.reg * np.sum(t.W**2) * t.N


@_penalty
def svm_loss_penalty_without_reg(t: _Terms) -> Any:
    """Your loss adds the sum of the squared weights whatever reg is; multiply it by reg."""
    return np.sum(t.W**2)


@_penalty
def svm_loss_penalty_absolute(t: _Terms) -> Any:
    """Your regularisation term adds up absolute values; square the weights."""
    return t.reg * np.sum(np.abs(t.W))


@_penalty
def svm_loss_penalty_norm(t: _Terms) -> Any:
    """Your regularisation term is reg times the norm of W; take the square of the norm, without the root."""
    return t.reg * np.sqrt(np.sum(t.W**2))


@_penalty
def svm_loss_penalty_not_squared(t: _Terms) -> Any:
    """Your regularisation term adds up the weights; square them, or it has no minimum."""
    return t.reg * np.sum(t.W)


@_penalty
def svm_loss_penalty_squared_sum(t: _Terms) -> Any:
    """Your regularisation term squares the sum of the weights; square each weight first, then add up."""
    return t.reg * np.sum(t.W) ** 2


@_penalty
def svm_loss_penalty_of_products(t: _Terms) -> Any:
    """Your regularisation term multiplies rows of W with other rows, as W @ W.T does; square each weight."""
    return t.reg * np.sum(t.W @ t.W.T)


@_penalty
def svm_loss_penalty_mean(t: _Terms) -> Any:
    """Your regularisation term is the mean of the squared weights times reg; take their sum."""
    return t.reg * np.mean(t.W**2)


@_penalty
def svm_loss_penalty_reg_squared(t: _Terms) -> Any:
    """Your regularisation term squares reg too; square the weights alone, then multiply by reg."""
    return np.sum((t.reg * t.W) ** 2)


@_penalty
def svm_loss_penalty_without_bias(t: _Terms) -> Any:
    """Your regularisation term leaves out the last column of W; in this course every weight counts."""
    return t.reg * np.sum(t.W[:, :-1] ** 2)


# Two slips at once in the data loss: wrong costs, and a wrong mean of them.


@pairs("svm_loss", "svm_loss")
def _pairs_of_losses() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    costs: dict[str, Callable[[_Terms], Any]] = {
        "svm_loss_counts_correct_class": lambda t: t.hinge + t.delta * t.own,
        "svm_loss_without_delta": lambda t: t.clipped(0),
        "svm_loss_margins_turned_round": lambda t: np.maximum(0, 2 * t.delta - t.raw(t.delta)) * ~t.own,
        "svm_loss_not_clipped": lambda t: t.raw(t.delta) * ~t.own,
        "svm_loss_absolute_margins": lambda t: np.abs(t.raw(t.delta)) * ~t.own,
        "svm_loss_squared_hinge": lambda t: t.hinge**2,
        "svm_loss_worst_class_only": lambda t: t.hinge.max(axis=1),
    }
    shares: dict[str, Callable[[_Terms], Any]] = {
        "svm_loss_summed_over_examples": lambda t: t.N**0,
        "svm_loss_divided_by_n_twice": lambda t: t.N**2,
        "svm_loss_divided_by_c": lambda t: t.C,
        "svm_loss_mean_over_all_margins": lambda t: t.N * t.C,
        "svm_loss_mean_over_violations": lambda t: max(1, np.count_nonzero(t.hinge)),
    }
    for name, cost in costs.items():
        for other, share in shares.items():

            def wrong(
                W: Array, X: Array, y: Array, reg: float, delta: float = 1.0, cost: Any = cost, share: Any = share
            ) -> float:
                terms = _Terms(W, X, y, reg, delta)
                return float(cost(terms).sum() / share(terms) + reg * np.sum(W**2))

            yield name, other, wrong


# The questions.


@mistake("svm_loss", "predict_scaled", _DELTA)
def scaled_in_proportion() -> Any:
    """Your costs grow and shrink like the weights; the scores do, but the distance that is asked for stays 1."""
    return 5.0, 0.25


@mistake("svm_loss", "predict_scaled", _DELTA)
def scaled_with_the_same_payers() -> Any:
    """Your cost of small weights has two classes in it, those that paid before; do the others still keep away?"""
    return 3.2, 2.05


@mistake("svm_loss", "predict_scaled", _DELTA)
def scaled_with_satisfied_ones() -> Any:
    """Your cost of doubled weights has a negative margin in it; who stays low enough costs nothing."""
    return 3.0, 3.54


@mistake("svm_loss", "diagnose_laws", _BLIND)
def laws_tell_the_sum() -> Any:
    """Your S breaks convexity, you say; N times a convex function is convex, and no law asks how large a loss is."""
    return "a", "b", "c", "c"
