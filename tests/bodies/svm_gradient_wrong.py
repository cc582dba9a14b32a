# ruff: noqa: B905, F821, RET503, T201 (students write as they like)
"""Wrong answers to `svm_gradient`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# Which rows get what.


def no_correct_row(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    return loss, A.T @ X / len(X) + 2 * reg * W


def no_correct_row_in_loops(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def no_wrong_rows(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def no_wrong_rows_in_arrays(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    counts = A.sum(axis=1)
    A = np.zeros(A.shape)
    A[rows, y] = -counts
    return loss, A.T @ X / len(X) + 2 * reg * W


def data_gradient_sign(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, -A.T @ X / len(X) + 2 * reg * W


def gradient_for_ascent(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, -(A.T @ X / len(X) + 2 * reg * W)


def correct_row_plus(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] += X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def correct_row_plus_in_arrays(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def correct_row_once_if_any(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.max(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def correct_row_once_in_loops(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
        dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def correct_row_minus_one(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -1
    return loss, A.T @ X / len(X) + 2 * reg * W


def correct_class_counted(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    loss = margins.sum() / len(X) - 1 + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def correct_class_left_in_mask(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    loss = margins.sum() / len(X) - 1 + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = 1 - (A.sum(axis=1) - 1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def all_wrong_classes_counted(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = 1 - len(W)
    return loss, A.T @ X / len(X) + 2 * reg * W


def boolean_mask(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = margins > 0
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def byte_mask(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(np.uint8)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def counts_over_examples(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=0)[y]
    return loss, A.T @ X / len(X) + 2 * reg * W


def scores_instead_of_mask(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = scores - scores[rows, y][:, None]
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


# Which margins count.


def no_indicator(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
            dW[j] += X[i]
            dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def indicator_of_not_zero(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (scores - scores[rows, y][:, None] + 1 != 0).astype(float)
    A[rows, y] = 0
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def indicator_without_the_one(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (scores > scores[rows, y][:, None]).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def one_added_twice(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (scores - scores[rows, y][:, None] + 2 > 0).astype(float)
    A[rows, y] = 0
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def comparison_reversed(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
            if margin < 0:
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def margins_as_mask(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = margins.copy()
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def margins_in_wrong_rows(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += margin * X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def worst_class_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0) * (margins == margins.max(axis=1, keepdims=True)) * 1.0
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def tie_in_one_row_only(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    counts = (scores - scores[rows, y][:, None] + 1 >= 0).sum(axis=1) - 1
    A[rows, y] = -counts
    return loss, A.T @ X / len(X) + 2 * reg * W


def only_large_violations(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0.1).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


# How the examples are put together.


def gradient_not_averaged(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X + 2 * reg * W


def gradient_averaged_twice(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0) / len(X)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def divided_inside_the_loop(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
        loss /= len(X)
        dW /= len(X)
    loss += reg * np.sum(W**2)
    dW += 2 * reg * W
    return loss, dW


def divided_by_violations(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / np.count_nonzero(margins) + 2 * reg * W


def divided_by_violating_examples(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / max(1, np.count_nonzero(margins.any(axis=1))) + 2 * reg * W


def divided_by_the_number_of_classes(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(W) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(W) + 2 * reg * W


def divided_by_500(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / 500 + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / 500 + 2 * reg * W


def mean_over_classes_too(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.mean() + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / A.size + 2 * reg * W


def mean_over_wrong_classes_too(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) / (len(W) - 1) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) / (len(W) - 1) + 2 * reg * W


def fancy_index_with_repeats(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    dW = A.T @ X
    dW[y] -= A.sum(axis=1, keepdims=True) * X
    return loss, dW / len(X) + 2 * reg * W


def rows_assigned(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] = X[i]
                dW[y[i]] = -X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def wrong_rows_assigned(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] = X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def mask_reshaped_to_fit(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.reshape(len(W), len(X)) @ X / len(X) + 2 * reg * W


def gradient_reshaped_to_fit(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (X.T @ A).reshape(W.shape) / len(X) + 2 * reg * W


def gradient_as_d_by_c(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, X.T @ A / len(X) + 2 * reg * W.T


def bias_gradient_zeroed(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X)
    dW[:, -1] = 0
    return loss, dW + 2 * reg * W


def relies_on_sorted_labels(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    dW = A.T @ X
    edges = np.searchsorted(y, np.arange(len(W) + 1))
    sums = np.vstack([np.zeros(X.shape[1]), np.cumsum(A.sum(axis=1)[:, None] * X, axis=0)])
    dW -= sums[edges[1:]] - sums[edges[:-1]]
    return loss, dW / len(X) + 2 * reg * W


def one_percent_too_large(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, 1.01 * A.T @ X / len(X) + 2 * reg * W


def one_entry_off(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X) + 2 * reg * W
    dW[-1, 0] *= 1.001
    return loss, dW


def squeezed_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X / len(X) + 2 * reg * W).squeeze()


def gradient_by_example(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A @ W / len(X)


# What the loops leave out.


def break_at_correct_class(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                break
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def last_example_skipped(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X) - 1):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def first_example_skipped(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(1, len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def last_class_skipped(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W) - 1):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def class_zero_skipped(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if not j or j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def return_inside_the_loop(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
        loss = loss / len(X) + reg * np.sum(W**2)
        dW = dW / len(X) + 2 * reg * W
        return loss, dW


def zeros_inside_the_loop(W, X, y, reg):
    for i in range(len(X)):
        loss, dW = 0.0, np.zeros(W.shape)
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def loss_assigned(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss = margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


# Losses of another name.


def squared_hinge(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = np.sum(margins**2) / len(X) + reg * np.sum(W**2)
    A = 2 * margins
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def half_squared_hinge(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = np.sum(margins**2) / 2 / len(X) + reg * np.sum(W**2)
    A = margins.copy()
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def worst_class_hinge(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    margins = margins * (margins == margins.max(axis=1, keepdims=True))
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def clipped_after_the_sum(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = scores - scores[rows, y][:, None] + 1
    margins[rows, y] = 0
    loss = np.maximum(0, margins.sum(axis=1)).mean() + reg * np.sum(W**2)
    A = np.repeat(margins.sum(axis=1, keepdims=True) > 0, len(W), axis=1).astype(float)
    A[rows, y] = 0
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def perceptron(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None])
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def minus_one_in_margin(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] - 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def margin_of_two(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 2)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def one_vs_all_hinge(W, X, y, reg):
    signs = np.where(np.arange(len(W)) == y[:, None], 1, -1)
    margins = np.maximum(0, 1 - signs * (X @ W.T))
    A = -signs * (margins > 0)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def softmax(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    A = powers / powers.sum(axis=1, keepdims=True)
    loss = -np.log(A[rows, y]).mean() + reg * np.sum(W**2)
    A[rows, y] -= 1
    return loss, A.T @ X / len(X) + 2 * reg * W


def margins_reversed(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores[rows, y][:, None] - scores + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = -(margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def absolute_margins(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = scores - scores[rows, y][:, None] + 1
    margins[rows, y] = 0
    loss = np.abs(margins).sum() / len(X) + reg * np.sum(W**2)
    A = np.sign(margins)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def not_clipped(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = scores - scores[rows, y][:, None] + 1
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = np.ones(margins.shape)
    A[rows, y] = 1 - len(W)
    return loss, A.T @ X / len(X) + 2 * reg * W


# The loss alone.


def correct_class_in_the_loss(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def loss_not_averaged(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def loss_averaged_twice(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum(axis=1).mean() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def mean_of_violations(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / np.count_nonzero(margins) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def mean_over_violating_examples(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / max(1, np.count_nonzero(margins.sum(axis=1))) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def violations_counted(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = np.count_nonzero(margins) / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def loss_divided_down(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss // len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def loss_rounded(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return round(float(loss), 6), A.T @ X / len(X) + 2 * reg * W


# The regularisation term.


def reg_missing_in_loss(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def reg_missing_in_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X)


def reg_missing_everywhere(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X)


def reg_gradient_without_two(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + reg * W


def half_reg(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + 0.5 * reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + reg * W


def double_reg(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + 2 * reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 4 * reg * W


def reg_gradient_minus(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) - 2 * reg * W


def reg_minus(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) - reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) - 2 * reg * W


def reg_gradient_averaged(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X + 2 * reg * W) / len(X)


def reg_averaged(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = (margins.sum() + reg * np.sum(W**2)) / len(X)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X + 2 * reg * W) / len(X)


def reg_for_each_example(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss, dW = loss / len(X), dW / len(X)
    for _ in range(len(X)):
        loss += reg * np.sum(W**2)
        dW += 2 * reg * W
    return loss, dW


def reg_forgotten_as_factor(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * W


def reg_gradient_summed(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * np.sum(W)


def reg_term_in_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + reg * np.sum(W**2)


def l1_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + reg * np.sign(W)


def l1_penalty(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(np.abs(W))
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + reg * np.sign(W)


def norm_penalty(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.linalg.norm(W)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def sum_of_weights_penalty(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def bias_left_out_of_reg_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X)
    dW[:, :-1] += 2 * reg * W[:, :-1]
    return loss, dW


def bias_not_regularised(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W[:, :-1] ** 2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X)
    dW[:, :-1] += 2 * reg * W[:, :-1]
    return loss, dW


def wrong_data_and_half_reg(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    return loss, A.T @ X / len(X) + reg * W


def reg_squared(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg**2 * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg**2 * W


# Difference quotients passed off as a gradient.


def central_differences(W, X, y, reg):
    def loss(W):
        scores = X @ W.T
        margins = np.maximum(0, scores - scores[np.arange(len(X)), y][:, None] + 1)
        margins[np.arange(len(X)), y] = 0
        return margins.sum() / len(X) + reg * np.sum(W**2)

    W = W.astype(float)
    dW, h = np.zeros(W.shape), 1e-5
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        dW[index] = (loss(W + step) - loss(W - step)) / (2 * h)
    return loss(W), dW


def central_differences_with_a_long_step(W, X, y, reg):
    def loss(W):
        scores = X @ W.T
        margins = np.maximum(0, scores - scores[np.arange(len(X)), y][:, None] + 1)
        margins[np.arange(len(X)), y] = 0
        return margins.sum() / len(X) + reg * np.sum(W**2)

    W = W.astype(float)
    dW, h = np.zeros(W.shape), 1e-3
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        dW[index] = (loss(W + step) - loss(W - step)) / (2 * h)
    return loss(W), dW


def forward_differences(W, X, y, reg):
    def loss(W):
        scores = X @ W.T
        margins = np.maximum(0, scores - scores[np.arange(len(X)), y][:, None] + 1)
        margins[np.arange(len(X)), y] = 0
        return margins.sum() / len(X) + reg * np.sum(W**2)

    W = W.astype(float)
    dW, h = np.zeros(W.shape), 1e-8
    for index in np.ndindex(W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        dW[index] = (loss(W + step) - loss(W)) / h
    return loss(W), dW


def central_differences_all_at_once(W, X, y, reg):
    def losses(W):  # of a stack of weight tables
        scores = np.einsum("nd,...cd->...nc", X, W)
        correct = np.arange(scores.shape[-1]) == y[:, None]
        margins = scores - np.sum(scores * correct, axis=-1, keepdims=True) + 1
        return np.sum(np.maximum(0, margins) * ~correct, axis=(-2, -1)) / len(X) + reg * np.sum(W**2, axis=(-2, -1))

    h, steps = 1e-2, np.eye(W.size).reshape(W.size, *W.shape)
    dW = (losses(W + h * steps) - losses(W - h * steps)) / (2 * h)
    return losses(W), dW.reshape(W.shape)


# Manners.


def inputs_scaled_in_place(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    X /= len(X)
    return loss, A.T @ X + 2 * reg * W


def gradient_is_the_weights(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = W
    dW *= 2 * reg
    dW += A.T @ X / len(X)
    return loss, dW


def labels_changed(W, X, y, reg):
    scores = X @ W.T
    y += np.arange(len(X)) * len(W)  # positions of the correct classes in the flat table
    margins = np.maximum(0, scores - scores.flat[y][:, None] + 1)
    margins.flat[y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A.flat[y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def integer_buffer(W, X, y, reg):
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def float32_inside(W, X, y, reg):
    W, X = W.astype(np.float32), X.astype(np.float32)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(np.float32)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def float32_result(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X / len(X) + 2 * reg * W).astype(np.float32)


def random_minibatch(W, X, y, reg):
    batch = np.random.default_rng().integers(len(X), size=len(X))
    X, y = X[batch], y[batch]
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def accumulates_across_calls(W, X, y, reg):
    store = globals().setdefault("_gradients", {})
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = store.setdefault(W.shape, np.zeros(W.shape))
    dW += A.T @ X / len(X) + 2 * reg * W
    return loss, dW


def counts_its_calls(W, X, y, reg):
    calls = globals().setdefault("_calls", [])
    calls.append(1)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss + 1e-6 * len(calls), A.T @ X / len(X) + 2 * reg * W


def remembers_by_shape(W, X, y, reg):
    known = globals().setdefault("_answers", {})
    if (W.shape, X.shape) not in known:
        rows = np.arange(len(X))
        scores = X @ W.T
        margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
        margins[rows, y] = 0
        A = (margins > 0).astype(float)
        A[rows, y] = -A.sum(axis=1)
        dW = A.T @ X / len(X) + 2 * reg * W
        known[W.shape, X.shape] = margins.sum() / len(X) + reg * np.sum(W**2), dW
    return known[W.shape, X.shape]


# What is returned.


def stub(W, X, y, reg):
    raise NotImplementedError()


def zeros(W, X, y, reg):
    return 0.0, np.zeros(W.shape)


def loss_at_zero_weights(W, X, y, reg):
    return len(W) - 1.0, np.zeros(W.shape)


def echo(W, X, y, reg):
    return reg, W


def penalty_only(W, X, y, reg):
    return reg * np.sum(W**2), 2 * reg * W


def nan_everywhere(W, X, y, reg):
    return np.nan, np.full(W.shape, np.nan)


def nothing_returned(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X) + 2 * reg * W
    print(loss, dW.shape)


def swapped(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return A.T @ X / len(X) + 2 * reg * W, loss


def loss_only(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss


def three_values(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W, margins


def dictionary(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return {"loss": loss, "dW": A.T @ X / len(X) + 2 * reg * W}


def loss_as_array_of_one(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return np.array([loss]), A.T @ X / len(X) + 2 * reg * W


def losses_of_all_examples(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum(axis=1) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def complex_loss(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return complex(loss), A.T @ X / len(X) + 2 * reg * W


def gradient_as_lists(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X / len(X) + 2 * reg * W).tolist()


def flat_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, (A.T @ X / len(X) + 2 * reg * W).ravel()


def loss_without_gradient(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    return loss, np.zeros(W.shape)


def own_class_of_numbers(W, X, y, reg):
    class Agreeable(float):
        def __eq__(self, other):
            return True

        __le__ = __lt__ = __ge__ = __gt__ = __ne__ = __eq__
        __hash__ = float.__hash__

    class AgreeableArray(np.ndarray):
        def __eq__(self, other):
            return np.True_

        __le__ = __lt__ = __ge__ = __gt__ = __ne__ = __eq__

    return Agreeable(0.0), np.zeros(W.shape).view(AgreeableArray)


# What only fits the data at hand.


def ten_classes(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = np.zeros((len(X), 10))
    A[margins > 0] = 1
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def labels_from_one(W, X, y, reg):
    rows = np.arange(len(X))
    y = y.astype(np.int64) - 1
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def global_data(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X_dev @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


# Right numbers, but a loop.


def double_loop(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            if j == y[i]:
                continue
            margin = scores[j] - scores[y[i]] + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss = loss / len(X) + reg * np.sum(W**2)
    dW = dW / len(X) + 2 * reg * W
    return loss, dW


def loop_over_examples(W, X, y, reg):
    loss, dW = reg * np.sum(W**2), 2.0 * reg * W
    for x, label in zip(X, y):
        margins = np.maximum(0, (W - W[label]) @ x + 1)
        margins[label] = 0
        a = (margins > 0).astype(float)
        a[label] = -a.sum()
        loss += margins.sum() / len(X)
        dW += np.outer(a, x) / len(X)
    return loss, dW


def loop_over_features(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = 2.0 * reg * W
    for d in range(X.shape[1]):
        dW[:, d] += A.T @ X[:, d] / len(X)
    return loss, dW


def comprehension(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, sum([np.outer(a, x) for a, x in zip(A, X)]) / len(X) + 2 * reg * W


def generator_expression(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = sum(m.sum() for m in margins) / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def mapped_lambda(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, sum(map(lambda a, x: np.outer(a, x), A, X)) / len(X) + 2 * reg * W


def np_vectorize(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.vectorize(lambda score, correct: max(0.0, score - correct + 1))(scores, scores[rows, y][:, None])
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def np_apply_along_axis(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -np.apply_along_axis(np.sum, 1, A)
    return loss, A.T @ X / len(X) + 2 * reg * W


def np_frompyfunc(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = np.frompyfunc(lambda m: 1.0 if m > 0 else 0.0, 1, 1)(margins).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def recursion(W, X, y, reg):
    def data_loss(X, y):
        if len(X) > 1:
            half = len(X) // 2
            (loss_a, G_a), (loss_b, G_b) = data_loss(X[:half], y[:half]), data_loss(X[half:], y[half:])
            return loss_a + loss_b, G_a + G_b
        margins = np.maximum(0, W @ X[0] - W[y[0]] @ X[0] + 1)
        margins[y[0]] = 0
        a = (margins > 0).astype(float)
        a[y[0]] = -a.sum()
        return margins.sum(), np.outer(a, X[0])

    loss, G = data_loss(X, y)
    return loss / len(X) + reg * np.sum(W**2), G / len(X) + 2 * reg * W


def reduce(W, X, y, reg):
    from functools import reduce

    def add(total, example):
        margins = np.maximum(0, (W - W[example[1]]) @ example[0] + 1)
        margins[example[1]] = 0
        a = (margins > 0).astype(float)
        a[example[1]] = -a.sum()
        return total[0] + margins.sum(), total[1] + np.outer(a, example[0])

    loss, G = reduce(add, zip(X, y), (0.0, np.zeros(W.shape)))
    return loss / len(X) + reg * np.sum(W**2), G / len(X) + 2 * reg * W


def generator(W, X, y, reg):
    def steps():
        for x, label in zip(X, y):
            for j, margin in enumerate((W - W[label]) @ x + 1):
                if j != label and margin > 0:
                    yield margin, j, label, x

    loss, dW = reg * np.sum(W**2), 2.0 * reg * W
    for margin, j, label, x in steps():
        loss += margin / len(X)
        dW[j] += x / len(X)
        dW[label] -= x / len(X)
    return loss, dW


def while_with_a_thread(W, X, y, reg):
    from threading import Thread

    total = [0.0, np.zeros(W.shape)]

    def work():
        i = 0
        while i < len(X):
            margins = np.maximum(0, (W - W[y[i]]) @ X[i] + 1)
            margins[y[i]] = 0
            a = (margins > 0).astype(float)
            a[y[i]] = -a.sum()
            total[0] += margins.sum()
            total[1] += np.outer(a, X[i])
            i += 1

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return total[0] / len(X) + reg * np.sum(W**2), total[1] / len(X) + 2 * reg * W


def loops_once_for_each_problem(W, X, y, reg):
    known = globals().setdefault("_known", {})
    problem = W.tobytes(), X.tobytes(), y.tobytes(), reg
    if problem not in known:
        loss, dW = reg * np.sum(W**2), 2.0 * reg * W
        for x, label in zip(X, y):
            margins = np.maximum(0, (W - W[label]) @ x + 1)
            margins[label] = 0
            a = (margins > 0).astype(float)
            a[label] = -a.sum()
            loss += margins.sum() / len(X)
            dW += np.outer(a, x) / len(X)
        known[problem] = loss, dW
    return known[problem]


def complex_step(W, X, y, reg):
    def loss(W):
        scores = X @ W.T
        margins = scores - scores[np.arange(len(X)), y][:, None] + 1
        margins[np.arange(len(X)), y] = 0
        return np.where(margins.real > 0, margins, 0).sum() / len(X) + reg * np.sum(W**2)

    dW = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        step = W.astype(complex)
        step[index] += 1e-20j
        dW[index] = loss(step).imag / 1e-20
    return loss(W.astype(float)), dW


NAIVE, VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"
BOTH = f"{NAIVE} {VECTORIZED}"


# Answers to the questions.


def hand_not_divided():
    return [[0, -7], [-1, 3], [1, 4]]


def hand_correct_row_once():
    return np.array([[1, -3], [-1, 3], [1, 4]]) / 3


def hand_uphill():
    return np.array([[0, 7], [1, -3], [-1, -4]]) / 3


def hand_without_correct_rows():
    return np.array([[2, 1], [1, 4], [1, 4]]) / 3


def hand_satisfied_counted():
    return np.array([[0, -7], [-3, 2], [3, 5]]) / 3


def hand_transposed():
    return np.array([[0, -1, 1], [-7, 3, 4]]) / 3


def hand_two_rows():
    return [[0, -7 / 3], [-1 / 3, 1]]


def hand_nan():
    return [[0, -7 / 3], [-1 / 3, 1], [1 / 3, float("nan")]]


def hand_as_text():
    return "[[0, -7/3], [-1/3, 1], [1/3, 4/3]]"


def broken_row_of_another_class():
    return 0, -1.25, "b"


def broken_sign_of_the_entry():
    return 2, 1.25, "b"


def broken_sum():
    return 2, -5, "b"


def broken_entry_as_it_is():
    return 2, -0.25, "b"


def broken_sign_blamed():
    return 2, -1.25, "a"


def broken_letter_in_words():
    return 2, -1.25, "slip b"


def broken_letter_alone():
    return "b"


HAND, BROKEN = "predict_hand_gradient", "diagnose_gradient"

CASES = (
    Case(no_correct_row, BOTH, "data_gradient", "correct_row_missing"),
    Case(no_correct_row_in_loops, NAIVE, "data_gradient", "correct_row_missing"),
    Case(no_wrong_rows, NAIVE, "data_gradient", "wrong_rows_missing"),
    Case(no_wrong_rows_in_arrays, BOTH, "data_gradient", "wrong_rows_missing"),
    Case(data_gradient_sign, BOTH, "data_gradient", "data_gradient_negated"),
    Case(gradient_for_ascent, BOTH, "data_gradient reg_gradient", "data_gradient_negated reg_gradient_negated"),
    Case(correct_row_plus, NAIVE, "data_gradient", "correct_row_sign"),
    Case(correct_row_plus_in_arrays, BOTH, "data_gradient", "correct_row_sign"),
    Case(correct_row_once_if_any, BOTH, "data_gradient", "correct_row_once"),
    Case(correct_row_once_in_loops, NAIVE, "data_gradient", "correct_row_always_once"),
    Case(correct_row_minus_one, BOTH, "data_gradient", "correct_row_always_once"),
    Case(correct_class_counted, BOTH, "data_gradient", "correct_row_one_too_many"),
    Case(correct_class_left_in_mask, BOTH, "data_gradient", "correct_row_one_too_few"),
    Case(all_wrong_classes_counted, BOTH, "data_gradient", "correct_row_all_classes"),
    Case(boolean_mask, BOTH, "data_gradient", "bool_mask"),
    Case(byte_mask, BOTH, "data_gradient", "uint8_mask"),
    Case(counts_over_examples, BOTH, "data_gradient", "counts_along_wrong_axis"),
    Case(scores_instead_of_mask, BOTH, "data_gradient"),
    Case(no_indicator, NAIVE, "data_gradient", "indicator_ignored"),
    Case(indicator_of_not_zero, BOTH, "data_gradient", "indicator_ignored"),
    Case(indicator_without_the_one, BOTH, "data_gradient", "indicator_without_one"),
    Case(one_added_twice, BOTH, "data_gradient", "indicator_with_two"),
    Case(comparison_reversed, NAIVE, "data_gradient", "indicator_reversed"),
    Case(margins_as_mask, BOTH, "data_gradient", "margin_instead_of_indicator"),
    Case(margins_in_wrong_rows, NAIVE, "data_gradient", "margin_in_wrong_rows"),
    Case(worst_class_gradient, BOTH, "data_gradient", "worst_class_only"),
    Case(tie_in_one_row_only, BOTH, "data_gradient"),
    Case(only_large_violations, BOTH, "data_gradient"),
    Case(gradient_not_averaged, BOTH, "data_gradient", "gradient_summed_over_examples"),
    Case(gradient_averaged_twice, BOTH, "data_gradient", "gradient_divided_by_n_twice"),
    Case(divided_inside_the_loop, NAIVE, "value", "loss_divided_inside_loop"),
    Case(divided_by_violations, BOTH, "data_gradient", "gradient_mean_over_violations"),
    Case(divided_by_violating_examples, BOTH, "data_gradient", "gradient_mean_over_violating_examples"),
    Case(divided_by_the_number_of_classes, BOTH, "value", "loss_divided_by_c"),
    Case(divided_by_500, BOTH, "value data_gradient"),
    Case(mean_over_classes_too, BOTH, "value", "loss_mean_over_classes"),
    Case(mean_over_wrong_classes_too, BOTH, "value", "loss_mean_over_wrong_classes"),
    Case(fancy_index_with_repeats, BOTH, "data_gradient", "repeated_labels_lost"),
    Case(rows_assigned, NAIVE, "data_gradient", "rows_overwritten"),
    Case(wrong_rows_assigned, NAIVE, "data_gradient", "wrong_rows_overwritten"),
    Case(mask_reshaped_to_fit, BOTH, "data_gradient", "mask_reshaped"),
    Case(gradient_reshaped_to_fit, BOTH, "data_gradient", "gradient_reshaped"),
    Case(gradient_as_d_by_c, BOTH, "data_gradient reg_gradient contract no_loops", "gradient_transposed"),
    Case(bias_gradient_zeroed, BOTH, "data_gradient", "bias_column_zero"),
    Case(relies_on_sorted_labels, BOTH, "data_gradient no_loops"),
    Case(one_percent_too_large, BOTH, "data_gradient"),
    Case(one_entry_off, BOTH, "data_gradient reg_gradient no_loops"),
    Case(squeezed_gradient, BOTH, "data_gradient reg_gradient"),
    Case(gradient_by_example, BOTH, "data_gradient reg_gradient contract no_loops"),
    Case(break_at_correct_class, NAIVE, "value", "loss_stops_at_correct_class"),
    Case(last_example_skipped, NAIVE, "value", "loss_without_last_example"),
    Case(first_example_skipped, NAIVE, "value", "loss_without_first_example"),
    Case(last_class_skipped, NAIVE, "value", "loss_without_last_class"),
    Case(class_zero_skipped, NAIVE, "value", "loss_without_class_zero"),
    Case(return_inside_the_loop, NAIVE, "value", "loss_of_first_example_only"),
    Case(zeros_inside_the_loop, NAIVE, "value", "loss_of_last_example_only"),
    Case(loss_assigned, NAIVE, "value", "loss_overwritten"),
    Case(squared_hinge, BOTH, "value", "loss_squared_hinge"),
    Case(half_squared_hinge, BOTH, "value", "loss_half_squared_hinge"),
    Case(worst_class_hinge, BOTH, "value", "loss_worst_class_only"),
    Case(clipped_after_the_sum, BOTH, "value", "loss_clipped_after_sum"),
    Case(perceptron, BOTH, "value", "loss_without_one_in_margin"),
    Case(minus_one_in_margin, BOTH, "value", "loss_with_minus_one_in_margin"),
    Case(margin_of_two, BOTH, "value", "loss_with_two_in_margin"),
    Case(one_vs_all_hinge, BOTH, "value data_gradient", "loss_one_vs_all one_vs_all_gradient"),
    Case(softmax, BOTH, "value data_gradient", "loss_softmax softmax_gradient"),
    Case(margins_reversed, BOTH, "value", "loss_margin_reversed"),
    Case(absolute_margins, BOTH, "value", "loss_absolute_margins"),
    Case(not_clipped, BOTH, "value", "loss_not_clipped"),
    Case(correct_class_in_the_loss, BOTH, "value", "loss_counts_correct_class"),
    Case(loss_not_averaged, BOTH, "value", "loss_summed_over_examples"),
    Case(loss_averaged_twice, BOTH, "value", "loss_divided_by_n_twice"),
    Case(mean_of_violations, BOTH, "value", "loss_mean_over_violations"),
    Case(mean_over_violating_examples, BOTH, "value", "loss_mean_over_violating_examples"),
    Case(violations_counted, BOTH, "value", "loss_counts_violations"),
    Case(loss_divided_down, NAIVE, "value"),
    Case(loss_rounded, BOTH, "value reg_gradient"),
    Case(reg_missing_in_loss, BOTH, "reg_gradient", "penalty_missing"),
    Case(reg_missing_in_gradient, BOTH, "reg_gradient", "reg_gradient_missing"),
    Case(reg_missing_everywhere, BOTH, "reg_gradient", "regularisation_missing"),
    Case(reg_gradient_without_two, BOTH, "reg_gradient", "reg_gradient_halved"),
    Case(half_reg, BOTH, "reg_gradient", "regularisation_halved"),
    Case(double_reg, BOTH, "reg_gradient", "regularisation_doubled"),
    Case(reg_gradient_minus, BOTH, "reg_gradient", "reg_gradient_negated"),
    Case(reg_minus, BOTH, "reg_gradient", "regularisation_subtracted"),
    Case(reg_gradient_averaged, BOTH, "reg_gradient", "reg_gradient_divided_by_n"),
    Case(reg_averaged, BOTH, "reg_gradient", "regularisation_divided_by_n"),
    Case(reg_for_each_example, NAIVE, "reg_gradient", "regularisation_per_example"),
    Case(reg_forgotten_as_factor, BOTH, "reg_gradient", "regularisation_without_reg"),
    Case(reg_gradient_summed, BOTH, "reg_gradient", "reg_gradient_one_number"),
    Case(reg_term_in_gradient, BOTH, "reg_gradient", "reg_gradient_is_penalty"),
    Case(l1_gradient, BOTH, "reg_gradient", "reg_gradient_absolute"),
    Case(l1_penalty, BOTH, "reg_gradient", "penalty_absolute"),
    Case(norm_penalty, BOTH, "reg_gradient", "penalty_norm"),
    Case(sum_of_weights_penalty, BOTH, "reg_gradient", "penalty_not_squared"),
    Case(bias_left_out_of_reg_gradient, BOTH, "reg_gradient", "reg_gradient_without_bias"),
    Case(bias_not_regularised, BOTH, "reg_gradient", "penalty_without_bias"),
    Case(wrong_data_and_half_reg, BOTH, "data_gradient reg_gradient", "correct_row_missing reg_gradient_halved"),
    Case(reg_squared, BOTH, "reg_gradient", "regularisation_reg_squared"),
    Case(central_differences, BOTH, "data_gradient reg_gradient no_loops"),
    Case(central_differences_with_a_long_step, BOTH, "data_gradient no_loops"),
    Case(forward_differences, BOTH, "data_gradient reg_gradient no_loops"),
    Case(central_differences_all_at_once, VECTORIZED, "data_gradient no_loops"),
    Case(inputs_scaled_in_place, BOTH, "contract"),
    Case(gradient_is_the_weights, BOTH, "contract"),
    Case(labels_changed, BOTH, "contract"),
    Case(integer_buffer, NAIVE, "contract"),
    Case(float32_inside, BOTH, "value data_gradient reg_gradient contract"),
    Case(float32_result, BOTH, "data_gradient reg_gradient contract"),
    Case(random_minibatch, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(accumulates_across_calls, BOTH, "data_gradient reg_gradient contract no_loops"),
    Case(counts_its_calls, BOTH, "value reg_gradient contract no_loops"),
    Case(remembers_by_shape, BOTH, "value data_gradient reg_gradient contract no_loops", "regularisation_missing"),
    Case(stub, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(
        zeros, BOTH, "value data_gradient reg_gradient contract no_loops", "gradient_still_zero regularisation_missing"
    ),
    Case(
        loss_at_zero_weights,
        BOTH,
        "value data_gradient reg_gradient contract no_loops",
        "gradient_still_zero regularisation_missing",
    ),
    Case(echo, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(penalty_only, BOTH, "value data_gradient contract no_loops", "gradient_still_zero"),
    Case(nan_everywhere, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(nothing_returned, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(swapped, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(loss_only, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(three_values, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(dictionary, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(loss_as_array_of_one, BOTH, "value contract no_loops"),
    Case(losses_of_all_examples, BOTH, "value contract no_loops"),
    Case(complex_loss, BOTH, "value contract no_loops"),
    Case(gradient_as_lists, BOTH, "data_gradient reg_gradient contract no_loops"),
    Case(flat_gradient, BOTH, "data_gradient reg_gradient contract no_loops"),
    Case(
        loss_without_gradient, BOTH, "data_gradient reg_gradient no_loops", "gradient_still_zero reg_gradient_missing"
    ),
    Case(
        own_class_of_numbers,
        BOTH,
        "value data_gradient reg_gradient contract no_loops",
        "gradient_still_zero regularisation_missing",
    ),
    Case(ten_classes, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(labels_from_one, BOTH, "value data_gradient"),
    Case(global_data, BOTH, "value data_gradient reg_gradient contract no_loops"),
    Case(double_loop, VECTORIZED, "no_loops"),
    Case(loop_over_examples, VECTORIZED, "no_loops"),
    Case(loop_over_features, VECTORIZED, "no_loops"),
    Case(comprehension, VECTORIZED, "no_loops"),
    Case(generator_expression, VECTORIZED, "no_loops"),
    Case(mapped_lambda, VECTORIZED, "no_loops"),
    Case(np_vectorize, VECTORIZED, "no_loops"),
    Case(np_apply_along_axis, VECTORIZED, "no_loops"),
    Case(np_frompyfunc, VECTORIZED, "no_loops"),
    Case(recursion, VECTORIZED, "no_loops"),
    Case(reduce, VECTORIZED, "no_loops"),
    Case(generator, VECTORIZED, "no_loops"),
    Case(while_with_a_thread, VECTORIZED, "no_loops"),
    Case(loops_once_for_each_problem, VECTORIZED, "no_loops"),
    Case(complex_step, VECTORIZED, "no_loops"),
    Case(hand_not_divided, HAND, "answer", "gradient_summed_over_examples"),
    Case(hand_correct_row_once, HAND, "answer", "correct_row_once"),
    Case(hand_uphill, HAND, "answer", "data_gradient_negated"),
    Case(hand_without_correct_rows, HAND, "answer", "correct_row_missing"),
    Case(hand_satisfied_counted, HAND, "answer"),
    Case(hand_transposed, HAND, "answer"),
    Case(hand_two_rows, HAND, "answer"),
    Case(hand_nan, HAND, "answer"),
    Case(hand_as_text, HAND, "answer"),
    Case(broken_row_of_another_class, BROKEN, "answer"),
    Case(broken_sign_of_the_entry, BROKEN, "answer", "diagnosis_correct_row_not_negated"),
    Case(broken_sum, BROKEN, "answer", "diagnosis_not_divided"),
    Case(broken_entry_as_it_is, BROKEN, "answer"),
    Case(broken_sign_blamed, BROKEN, "answer"),
    Case(broken_letter_in_words, BROKEN, "answer"),
    Case(broken_letter_alone, BROKEN, "answer"),
)
