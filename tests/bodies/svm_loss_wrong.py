# ruff: noqa: B006, B905, RET503 (students write as they like)
"""Wrong answers to `svm_loss`, named after what they do wrong, and what must become of them.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy. Where it does not
matter what is wrong elsewhere, an answer is right but for one thing.
"""

import numpy as np

from bodies import Case

# -- svm_scores ------------------------------------------------------------------------------------


def scores_one_row_a_class(W, X):
    return W.astype(float) @ X.astype(float).T


def scores_reshaped_to_fit(W, X):
    return (W.astype(float) @ X.astype(float).T).reshape(X.shape[0], W.shape[0])


def x_times_w(W, X):
    return X.astype(float) @ W.astype(float)


def w_times_x(W, X):
    return W.astype(float) @ X.astype(float)


def scores_without_bias(W, X):
    return X[:, :-1].astype(float) @ W[:, :-1].astype(float).T


def scores_stabilised(W, X):
    scores = X.astype(float) @ W.astype(float).T
    return scores - scores.max(axis=1, keepdims=True)


def scores_through_softmax(W, X):
    scores = X.astype(float) @ W.astype(float).T
    powers = np.exp(scores - scores.max(axis=1)[:, None])
    return powers / np.sum(powers, axis=1)[:, None]


def scores_averaged(W, X):
    return X.astype(float) @ W.astype(float).T / len(X)


def scores_clipped_for_safety(W, X):
    return np.clip(X.astype(float) @ W.astype(float).T, -500, 500)


def scores_as_lists(W, X):
    return [[float(np.dot(row, x)) for row in W] for x in X]


def scores_as_they_come(W, X):
    return X @ W.T


def scores_in_the_type_of_w(W, X):
    scores = np.zeros((len(X), len(W)), dtype=W.dtype)
    for i, x in enumerate(X):
        scores[i] = W.astype(float) @ x.astype(float)
    return scores


def scores_in_single_precision(W, X):
    return (X.astype(np.float32) @ W.astype(np.float32).T).astype(float)


def weights_centred_in_place(W, X):
    scores = X.astype(float) @ W.astype(float).T
    W -= W.mean(axis=0).astype(W.dtype)
    return scores


def scores_for_ten_classes(W, X):
    scores = np.zeros((len(X), 10))
    scores[:, : len(W)] = X.astype(float) @ W.astype(float).T
    return scores


def scores_kept_by_shape(W, X, kept={}):
    key = W.shape, X.shape
    if key not in kept:
        kept[key] = X.astype(float) @ W.astype(float).T
    return kept[key]


# -- svm_margins -----------------------------------------------------------------------------------


def raw_margins(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = scores - scores[rows, y][:, None] + delta
    table[rows, y] = 0
    return table


def correct_left_at_delta(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    return np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)


def correct_column_deleted(W, X, y, delta=1.0):
    table = []
    for x, label in zip(X.astype(float), y):
        scores = W.astype(float) @ x
        table.append(np.maximum(0, np.delete(scores, label) - scores[label] + delta))
    return np.array(table)


def zeros_in_whole_columns(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    table[:, y] = 0
    return table


def scores_of_every_label(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    table = np.maximum(0, scores - scores[:, y] + delta)
    table[np.arange(len(y)), y] = 0
    return table


def newaxis_forgotten(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y] + delta)
    table[rows, y] = 0
    return table


def delta_forgotten(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    return np.maximum(0, scores - scores[np.arange(len(y)), y][:, None])


def delta_always_one(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    table[rows, y] = 0
    return table


def delta_as_a_factor(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = delta * np.maximum(0, scores - scores[rows, y][:, None] + 1)
    table[rows, y] = 0
    return table


def delta_with_minus(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    return np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] - delta)


def delta_after_the_hinge(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y][:, None]) + delta
    table[rows, y] = 0
    return table


def wrong_minus_correct_swapped(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores[rows, y][:, None] - scores + delta)
    table[rows, y] = 0
    return table


def magnitudes_of_margins(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = abs(scores - scores[rows, y][:, None] + delta)
    table[rows, y] = 0
    return table


def squared_margins(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y][:, None] + delta) ** 2
    table[rows, y] = 0
    return table


def worst_class_of_each_row(W, X, y, delta=1.0):
    table = np.zeros((len(X), len(W)))
    for i, x in enumerate(X.astype(float)):
        margins = W.astype(float) @ x - W[y[i]].astype(float) @ x + delta
        margins[y[i]] = -np.inf
        table[i, np.argmax(margins)] = max(0, margins.max())
    return table


def each_class_against_zero(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    sign = np.ones(scores.shape)
    sign[np.arange(len(y)), y] = -1
    return np.maximum(0, delta + sign * scores)


def compared_with_the_winner(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    table = np.maximum(0, scores - scores.max(axis=1)[:, None] + delta)
    table[np.arange(len(y)), y] = 0
    return table


def margins_one_row_a_class(W, X, y, delta=1.0):
    scores = W.astype(float) @ X.astype(float).T
    columns = np.arange(len(y))
    table = np.maximum(0, scores - scores[y, columns] + delta)
    table[y, columns] = 0
    return table


def mask_of_violations(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = scores - scores[rows, y][:, None] + delta > 0
    table[rows, y] = False
    return table.astype(float)


def labels_as_floats(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    table = np.zeros(scores.shape)
    for i in range(len(X)):
        label = float(y[i])
        for j in range(len(W)):
            if j != label:
                table[i, j] = max(0, scores[i, j] - scores[i, label] + delta)
    return table


def labels_counted_from_the_end(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows, index = np.arange(len(y)), -(len(W) - y)
    table = np.maximum(0, scores - scores[rows, index][:, None] + delta)
    table[rows, index] = 0
    return table


def labels_times_n(W, X, y, delta=1.0):
    N = len(y)
    scores = np.ravel(X.astype(float) @ W.astype(float).T, order="F")
    index = y * np.array(N, dtype=y.dtype) + np.arange(N, dtype=y.dtype)
    table = np.maximum(0, scores.reshape(len(W), N) - scores[index] + delta)
    table.reshape(-1)[index] = 0
    return np.ascontiguousarray(table.T)


def weights_shifted_in_place(W, X, y, delta=1.0):
    centred = W
    if W.dtype == float:
        centred -= W.mean(axis=0)  # no margin changes
    scores = X.astype(float) @ centred.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y][:, None] + delta)
    table[rows, y] = 0
    return table


def types_as_they_come(W, X, y, delta=1.0):
    scores = X @ W.T
    rows = np.arange(len(y))
    scores -= scores[rows, y][:, None]
    scores = scores + delta
    scores[rows, y] = 0
    return scores * (scores > 0)


def nothing_returned(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)


# -- svm_loss --------------------------------------------------------------------------------------


def summed_over_examples(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    table[np.arange(len(y)), y] = 0
    return np.sum(table) + reg * np.sum(W**2)


def mean_of_the_table(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    table[np.arange(len(y)), y] = 0
    return np.mean(table) + reg * np.sum(W**2)


def mean_over_the_wrong_classes(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].mean() + reg * np.sum(W**2)


def mean_of_those_who_pay(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    table = np.maximum(0, scores - scores[own][:, None] + delta)[~own]
    return table[table > 0].mean() + reg * np.sum(W**2)


def mean_twice(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    table = np.maximum(0, scores - scores[own][:, None] + delta) * ~own
    return table.sum(axis=1).mean() / len(X) + reg * np.sum(W**2)


def correct_class_counted(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    return table.sum() / len(X) + reg * np.sum(W**2)


def loss_without_the_delta(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None])
    return table.sum() / len(X) + reg * np.sum(W**2)


def loss_with_delta_always_one(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    table[np.arange(len(y)), y] = 0
    return table.sum() / len(X) + reg * np.sum(W**2)


def loss_of_squared_margins(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    table[np.arange(len(y)), y] = 0
    return np.sum(table**2) / len(X) + reg * np.sum(W**2)


def crammer_singer(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + delta)
    table[np.arange(len(y)), y] = 0
    return np.mean(np.max(table, axis=1)) + reg * np.sum(W**2)


def clipped_after_adding_up(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = scores - scores[np.arange(len(y)), y][:, None] + delta
    table[np.arange(len(y)), y] = 0
    return np.mean(np.maximum(0, table.sum(axis=1))) + reg * np.sum(W**2)


def never_clipped(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = scores - scores[np.arange(len(y)), y][:, None] + delta
    table[np.arange(len(y)), y] = 0
    return table.sum() / len(y) + reg * np.sum(W**2)


def one_vs_all(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    sign = np.ones((len(X), len(W)))
    sign[np.arange(len(y)), y] = -1
    return np.maximum(0, delta + sign * (X @ W.T)).sum() / len(X) + reg * np.sum(W**2)


def correct_minus_wrong(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    table = np.maximum(0, scores[np.arange(len(y)), y][:, None] - scores + delta)
    table[np.arange(len(y)), y] = 0
    return table.sum() / len(y) + reg * np.sum(W**2)


def cross_entropy(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    scores -= scores.max(axis=1, keepdims=True)
    log_total = np.log(np.exp(scores).sum(axis=1))
    return np.mean(log_total - scores[np.arange(len(y)), y]) + reg * np.sum(W**2)


def violations_counted(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.sum((scores - scores[own][:, None] + delta > 0) & ~own) / len(X) + reg * np.sum(W**2)


def return_in_the_loop(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    loss = 0.0
    for i in range(len(X)):
        scores = W @ X[i]
        loss += np.delete(np.maximum(0, scores - scores[y[i]] + delta), y[i]).sum()
        return loss / len(X) + reg * np.sum(W**2)


def total_reset_in_the_loop(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    for i in range(len(X)):
        loss = 0.0
        scores = W @ X[i]
        for j in range(len(W)):
            if j != y[i]:
                loss += max(0, scores[j] - scores[y[i]] + delta)
    return loss / len(X) + reg * np.sum(W**2)


def class_zero_left_out(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    loss = 0.0
    for x, label in zip(X, y):
        scores = W @ x
        for j in range(1, len(W)):
            if j != label:
                loss += max(0, scores[j] - scores[label] + delta)
    return loss / len(X) + reg * np.sum(W**2)


def no_regularisation(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X)


def half_the_regularisation(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + 0.5 * reg * np.sum(W**2)


def regularisation_in_the_mean(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return (np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() + reg * np.sum(W**2)) / len(X)


def bias_not_regularised(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W[:, :-1] ** 2)


def norm_not_squared(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.linalg.norm(W)


def weights_not_squared(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * W.sum()


def reg_as_a_switch(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + (np.sum(W**2) if reg else 0)


def reg_forgotten_as_a_factor(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + np.sum(W**2)


def squared_margins_and_half_reg(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    hinge = np.maximum(0, scores - scores[own][:, None] + delta)[~own]
    return np.sum(hinge**2) / len(X) + reg * np.sum(W**2) / 2


def losses_of_all_examples(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return (np.maximum(0, scores - scores[own][:, None] + delta) * ~own).sum(axis=1) + reg * np.sum(W**2)


def rounded_to_six_places(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return round(np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W**2), 6)


def penalty_in_the_type_of_w(W, X, y, reg, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W**2)


def examples_scaled_in_place(W, X, y, reg, delta=1.0):
    W = W.astype(float)
    scores = X.astype(float) @ W.T
    if X.dtype == float:
        X /= np.abs(X).max()
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W**2)


def running_mean_over_calls(W, X, y, reg, delta=1.0, losses=[]):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    losses.append(np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W**2))
    return np.mean(losses)


def random_minibatch(W, X, y, reg, delta=1.0):
    pick = np.random.default_rng().integers(len(X), size=max(1, len(X) // 2))
    W, X, y = W.astype(float), X[pick].astype(float), y[pick]
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    return np.maximum(0, scores - scores[own][:, None] + delta)[~own].sum() / len(X) + reg * np.sum(W**2)


def errors_swallowed(W, X, y, reg, delta=1.0):
    try:
        scores = X @ W
        return np.maximum(0, scores - scores[y] + delta).sum() / len(X) + reg * np.sum(W**2)
    except ValueError:
        return 0.0


def penalty_alone(W, X, y, reg, delta=1.0):
    return reg * np.sum(W.astype(float) ** 2)


def loss_at_zero_weights(W, X, y, reg, delta=1.0):
    return (len(W) - 1) * delta


def not_a_number(W, X, y, reg, delta=1.0):
    return float("nan")


def loss_and_margins(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    own = y[:, None] == np.arange(len(W))
    table = np.maximum(0, scores - scores[own][:, None] + delta) * ~own
    return table.sum() / len(X) + reg * np.sum(W**2), table


def scaled_like_the_weights():
    return 5, 0.25


def scaled_old_payers():
    return 3.2, 2.05


def scaled_not_clipped():
    return 3.0, 3.54


def scaled_not_at_all():
    return 2.5, 2.5


def scaled_one_number():
    return 3.2


def laws_sum_not_convex():
    return "a", "b", "c", "c"


def laws_q_and_r_exchanged():
    return "a", "c", "b", "e"


def laws_p_kept():
    return "e", "b", "c", "e"


def laws_r_enough():
    return "a", "b", "d", "e"


SCORES, MARGINS, LOSS = "svm_scores", "svm_margins", "svm_loss"
ALL = "data_loss delta regularisation laws contract"
CASES = (
    Case(scores_one_row_a_class, SCORES, "value", "scores_transposed"),
    Case(scores_reshaped_to_fit, SCORES, "value", "scores_reshaped"),
    Case(x_times_w, SCORES, "value contract", "scores_without_transpose"),
    Case(w_times_x, SCORES, "value contract", "scores_of_w_times_x"),
    Case(scores_without_bias, SCORES, "value", "scores_without_last_feature"),
    Case(scores_stabilised, SCORES, "value", "scores_with_largest_zero"),
    Case(scores_through_softmax, SCORES, "value", "scores_as_probabilities"),
    Case(scores_averaged, SCORES, "value", "scores_divided_by_n"),
    Case(scores_clipped_for_safety, SCORES, "value"),
    Case(scores_as_lists, SCORES, "value contract"),
    Case(scores_as_they_come, SCORES, "contract"),
    Case(scores_in_the_type_of_w, SCORES, "contract"),
    Case(scores_in_single_precision, SCORES, "value"),
    Case(weights_centred_in_place, SCORES, "contract"),
    Case(scores_for_ten_classes, SCORES, "value"),
    Case(scores_kept_by_shape, SCORES, "value contract"),
    Case(raw_margins, MARGINS, "value", "margins_not_clipped"),
    Case(correct_left_at_delta, MARGINS, "value", "margins_correct_left_at_delta"),
    Case(correct_column_deleted, MARGINS, "value", "margins_correct_taken_out"),
    Case(zeros_in_whole_columns, MARGINS, "value", "margins_whole_columns_zeroed"),
    Case(scores_of_every_label, MARGINS, "value delta contract", "margins_every_label_taken"),
    Case(newaxis_forgotten, MARGINS, "value delta contract", "margins_correct_scores_as_row"),
    Case(delta_forgotten, MARGINS, "value delta", "margins_without_delta"),
    Case(delta_always_one, MARGINS, "delta", "margins_delta_fixed_at_one"),
    Case(delta_as_a_factor, MARGINS, "delta"),
    Case(delta_with_minus, MARGINS, "value delta", "margins_delta_subtracted"),
    Case(delta_after_the_hinge, MARGINS, "value", "margins_delta_after_clipping"),
    Case(wrong_minus_correct_swapped, MARGINS, "value", "margins_turned_round"),
    Case(magnitudes_of_margins, MARGINS, "value", "margins_absolute_value"),
    Case(squared_margins, MARGINS, "value", "margins_squared"),
    Case(worst_class_of_each_row, MARGINS, "value", "margins_worst_class_only"),
    Case(each_class_against_zero, MARGINS, "value", "margins_one_vs_all"),
    Case(compared_with_the_winner, MARGINS, "value", "margins_against_the_winner"),
    Case(margins_one_row_a_class, MARGINS, "value", "margins_transposed"),
    Case(mask_of_violations, MARGINS, "value", "margins_as_zeros_and_ones"),
    Case(labels_as_floats, MARGINS, "value delta contract"),
    Case(labels_counted_from_the_end, MARGINS, "contract"),
    Case(labels_times_n, MARGINS, "contract"),
    Case(weights_shifted_in_place, MARGINS, "contract"),
    Case(types_as_they_come, MARGINS, "contract"),
    Case(nothing_returned, MARGINS, "value delta contract"),
    Case(summed_over_examples, LOSS, "data_loss", "svm_loss_summed_over_examples"),
    Case(mean_of_the_table, LOSS, "data_loss", "svm_loss_mean_over_all_margins"),
    Case(mean_over_the_wrong_classes, LOSS, "data_loss", "svm_loss_mean_over_wrong_classes"),
    Case(mean_of_those_who_pay, LOSS, "data_loss laws", "svm_loss_mean_over_violations"),
    Case(mean_twice, LOSS, "data_loss", "svm_loss_divided_by_n_twice"),
    Case(correct_class_counted, LOSS, "data_loss", "svm_loss_counts_correct_class"),
    Case(loss_without_the_delta, LOSS, "delta data_loss", "svm_loss_without_delta"),
    Case(loss_with_delta_always_one, LOSS, "delta", "svm_loss_delta_fixed_at_one"),
    Case(loss_of_squared_margins, LOSS, "data_loss", "svm_loss_squared_hinge"),
    Case(crammer_singer, LOSS, "data_loss", "svm_loss_worst_class_only"),
    Case(clipped_after_adding_up, LOSS, "data_loss", "svm_loss_clipped_after_class_sum"),
    Case(never_clipped, LOSS, "data_loss laws", "svm_loss_not_clipped"),
    Case(one_vs_all, LOSS, "data_loss laws", "svm_loss_one_vs_all"),
    Case(correct_minus_wrong, LOSS, "data_loss laws", "svm_loss_margins_turned_round"),
    Case(cross_entropy, LOSS, "delta data_loss laws", "svm_loss_softmax"),
    Case(violations_counted, LOSS, "data_loss laws", "svm_loss_counts_violations"),
    Case(return_in_the_loop, LOSS, "data_loss laws", "svm_loss_first_example_only"),
    Case(total_reset_in_the_loop, LOSS, "data_loss laws", "svm_loss_last_example_only"),
    Case(class_zero_left_out, LOSS, "data_loss laws", "svm_loss_without_class_zero"),
    Case(no_regularisation, LOSS, "regularisation", "svm_loss_penalty_missing"),
    Case(half_the_regularisation, LOSS, "regularisation", "svm_loss_penalty_halved"),
    Case(regularisation_in_the_mean, LOSS, "regularisation", "svm_loss_penalty_divided_by_n"),
    Case(bias_not_regularised, LOSS, "regularisation", "svm_loss_penalty_without_bias"),
    Case(norm_not_squared, LOSS, "regularisation", "svm_loss_penalty_norm"),
    Case(weights_not_squared, LOSS, "regularisation", "svm_loss_penalty_not_squared"),
    Case(reg_as_a_switch, LOSS, "regularisation", "svm_loss_penalty_without_reg"),
    Case(reg_forgotten_as_a_factor, LOSS, "delta data_loss regularisation laws", "svm_loss_penalty_without_reg"),
    Case(
        squared_margins_and_half_reg, LOSS, "data_loss regularisation", "svm_loss_penalty_halved svm_loss_squared_hinge"
    ),
    Case(losses_of_all_examples, LOSS, ALL),
    Case(rounded_to_six_places, LOSS, "delta data_loss regularisation"),
    Case(penalty_in_the_type_of_w, LOSS, "contract"),
    Case(examples_scaled_in_place, LOSS, "contract"),
    Case(running_mean_over_calls, LOSS, ALL),
    Case(random_minibatch, LOSS, ALL),
    Case(errors_swallowed, LOSS, ALL),
    Case(penalty_alone, LOSS, "data_loss delta laws contract"),
    Case(loss_at_zero_weights, LOSS, ALL, "svm_loss_penalty_missing"),
    Case(not_a_number, LOSS, ALL),
    Case(loss_and_margins, LOSS, ALL),
    Case(scaled_like_the_weights, "predict_scaled", "answer", "scaled_in_proportion"),
    Case(scaled_old_payers, "predict_scaled", "answer", "scaled_with_the_same_payers"),
    Case(scaled_not_clipped, "predict_scaled", "answer", "scaled_with_satisfied_ones"),
    Case(scaled_not_at_all, "predict_scaled", "answer"),
    Case(scaled_one_number, "predict_scaled", "answer"),
    Case(laws_sum_not_convex, "diagnose_laws", "answer", "laws_tell_the_sum"),
    Case(laws_q_and_r_exchanged, "diagnose_laws", "answer"),
    Case(laws_p_kept, "diagnose_laws", "answer"),
    Case(laws_r_enough, "diagnose_laws", "answer"),
)
