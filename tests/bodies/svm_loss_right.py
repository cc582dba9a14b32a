# ruff: noqa: B905 (students write as they like)
"""Right answers to `svm_loss`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np


def scores_by_one_product(W, X):
    return np.asarray(X, dtype=float) @ np.asarray(W, dtype=float).T


def scores_by_loops(W, X):
    table = np.zeros((len(X), len(W)))
    for i in range(len(X)):
        for j in range(len(W)):
            for d in range(len(W[j])):
                table[i, j] += float(W[j, d]) * float(X[i, d])
    return table


def scores_by_einsum(W, X):
    return np.einsum("nd,cd->nc", X.astype(np.float64), W.astype(np.float64))


def scores_in_column_major_order(W, X):
    return (W.astype(float) @ X.astype(float).T).T


def scores_in_extended_precision(W, X):
    return (X.astype(np.longdouble) @ W.astype(np.longdouble).T).astype(float)


def margins_by_arrays(W, X, y, delta=1.0):
    scores = X.astype(float) @ W.astype(float).T
    rows = np.arange(len(y))
    table = np.maximum(0, scores - scores[rows, y][:, None] + delta)
    table[rows, y] = 0
    return table


def margins_by_plain_python(W, X, y, delta=1.0):
    table = []
    for x, label in zip(X.tolist(), y.tolist()):
        scores = [sum(w * v for w, v in zip(row, x)) for row in W.tolist()]
        table.append([0.0 if j == label else max(0.0, s - scores[label] + delta) for j, s in enumerate(scores)])
    return np.array(table)


def margins_of_weight_differences(W, X, y, delta=1.0):
    W, X = 1.0 * W.astype(float), 1.0 * X.astype(float)
    table = np.einsum("icd,id->ic", W[None] - W[y][:, None], X) + delta
    table *= table > 0
    table[np.arange(len(X)), y] -= delta
    return table


def margins_with_a_mask(W, X, y, delta=1.0):
    scores = np.dot(X.astype(float), W.astype(float).T)
    own = np.eye(len(W), dtype=bool)[y]
    table = scores - (scores * own).sum(axis=1, keepdims=True) + delta
    table[own | (table < 0)] = 0.0
    return table


def margins_by_take_along_axis(W, X, y, delta=1.0):
    scores = np.matmul(X.astype("d"), W.astype("d").T)
    index = y.astype(int).reshape(-1, 1)
    table = np.clip(scores - np.take_along_axis(scores, index, axis=1) + delta, 0, None)
    np.put_along_axis(table, index, 0.0, axis=1)
    return table


def margins_of_a_class_at_a_time(W, X, y, delta=1.0):
    W, X = np.array(W, float), np.array(X, float)
    correct = (X * W[y]).sum(axis=1)
    columns = [np.where(y == j, 0.0, np.maximum(0.0, X @ W[j] - correct + delta)) for j in range(len(W))]
    return np.column_stack(columns)


def margins_of_centred_scores(W, X, y, delta=1.0):
    scores = X.astype(float) @ (W - W.astype(float).mean(axis=0)).T
    table = np.fmax(scores - np.choose(np.zeros(len(y), int), [scores[range(len(y)), y]])[:, None] + delta, 0)
    table[range(len(y)), y] = 0
    return table


def loss_of_all_at_once(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    rows = np.arange(len(X))
    table = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + delta)
    table[rows, y] = 0
    return table.sum() / len(X) + reg * np.sum(W**2)


def loss_by_loops(W, X, y, reg, delta=1.0):
    W = np.array(W, dtype=float)
    total = 0.0
    for i in range(X.shape[0]):
        scores = W @ X[i].astype(float)
        for j in range(W.shape[0]):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + delta
            if margin > 0:
                total += margin
    total /= X.shape[0]
    for weight in W.flat:
        total += reg * weight * weight
    return total


def loss_minus_delta(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    scores = X @ W.T
    correct = scores[np.arange(len(y)), y]
    pays = np.maximum(scores - correct[:, None] + delta, 0).sum(axis=1) - delta
    return pays.mean() + reg * np.vdot(W, W)


def loss_in_other_units(W, X, y, reg, delta=1.0):
    # A larger margin with proportionally larger weights is the same problem in other units.
    V, X = W.astype(float) / delta, X.astype(float)
    scores = X @ V.T
    table = np.maximum(0, scores - scores[np.arange(len(y)), y][:, None] + 1)
    table[np.arange(len(y)), y] = 0
    return delta * (table.sum(axis=1).mean() + reg * delta * np.linalg.norm(V) ** 2)


def loss_of_violated_margins(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)
    differences = W[None, :, :] - W[y][:, None, :]
    margins = np.squeeze(differences @ X[:, :, None], axis=2) + delta
    wrong = np.ones(margins.shape, dtype=bool)
    wrong[np.arange(len(y)), y] = False
    return np.array(margins[wrong & (margins > 0)].sum() / len(y) + reg * np.trace(W @ W.T))


def loss_by_recursion(W, X, y, reg, delta=1.0):
    W, X = W.astype(float), X.astype(float)

    def total(first, last):
        if last - first > 1:
            middle = (first + last) // 2
            return total(first, middle) + total(middle, last)
        scores = [float(row @ X[first]) for row in W]
        correct = scores.pop(int(y[first]))
        return sum(max(0.0, score - correct + delta) for score in scores)

    return float(total(0, len(X)) / len(X) + reg * (W * W).sum())


def scaled_by_hand():
    return 3.2, 3.54


def scaled_in_a_list():
    return [np.float64(3.2), 3.5]


def laws_in_a_tuple():
    return "a", "b", "c", "e"


def laws_the_other_one():
    return ["D", "B", "C", "E"]


def laws_in_one_word():
    return "abce"


RIGHT = {
    "svm_scores": (
        scores_by_one_product,
        scores_by_loops,
        scores_by_einsum,
        scores_in_column_major_order,
        scores_in_extended_precision,
    ),
    "svm_margins": (
        margins_by_arrays,
        margins_by_plain_python,
        margins_of_weight_differences,
        margins_with_a_mask,
        margins_by_take_along_axis,
        margins_of_a_class_at_a_time,
        margins_of_centred_scores,
    ),
    "svm_loss": (
        loss_of_all_at_once,
        loss_by_loops,
        loss_minus_delta,
        loss_in_other_units,
        loss_of_violated_margins,
        loss_by_recursion,
    ),
    "predict_scaled": (scaled_by_hand, scaled_in_a_list),
    "diagnose_laws": (laws_in_a_tuple, laws_the_other_one, laws_in_one_word),
}
