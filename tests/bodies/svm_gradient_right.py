# ruff: noqa: B905, T201 (students write as they like)
"""Right answers to `svm_gradient`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np


def double_loop(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        for j in range(len(W)):
            margin = scores[j] - scores[y[i]] + 1
            if j != y[i] and margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


def scalar_loops(W, X, y, reg):
    N, C, D = len(X), len(W), len(W[0])
    loss = 0.0
    dW = np.zeros((C, D))
    for i in range(N):
        for j in range(C):
            if j == y[i]:
                continue
            margin = 1.0
            for d in range(D):
                margin += W[j, d] * X[i, d] - W[y[i], d] * X[i, d]
            if margin > 0:
                loss += margin / N
                for d in range(D):
                    dW[j, d] += X[i, d] / N
                    dW[y[i], d] -= X[i, d] / N
    for j in range(C):
        for d in range(D):
            loss += reg * W[j, d] ** 2
            dW[j, d] += 2 * reg * W[j, d]
    return loss, dW


def plain_python(W, X, y, reg):
    weights, N = W.tolist(), len(X)
    loss = reg * sum(w * w for row in weights for w in row)
    dW = [[2 * reg * w for w in row] for row in weights]
    for x, label in zip(X.tolist(), y.tolist()):
        scores = [sum(w * v for w, v in zip(row, x)) for row in weights]
        for j, score in enumerate(scores):
            margin = score - scores[label] + 1
            if j != label and margin > 0:
                loss += margin / N
                for d, v in enumerate(x):
                    dW[j][d] += v / N
                    dW[label][d] -= v / N
    return loss, np.array(dW, dtype=float)


def while_loop(W, X, y, reg):
    loss, dW, i = 0, np.zeros(W.shape), len(X)
    while i:
        i -= 1
        margins = W @ X[i] - W[y[i]] @ X[i] + 1
        margins[y[i]] = 0
        violated = np.flatnonzero(margins > 0)
        loss = loss + margins[violated].sum()
        dW[violated] += X[i]
        dW[y[i]] -= len(violated) * X[i]
    return loss / len(X) + reg * (W * W).sum(), dW / len(X) + 2 * reg * W


def recursion(W, X, y, reg):
    def data_loss(X, y):
        if len(X) > 1:
            half = len(X) // 2
            (loss_a, G_a), (loss_b, G_b) = data_loss(X[:half], y[:half]), data_loss(X[half:], y[half:])
            return loss_a + loss_b, G_a + G_b
        (x,), (label,) = X, y
        margins = np.maximum(0, W @ x - W[label] @ x + 1)
        margins[label] = 0
        a = (margins > 0).astype(float)
        a[label] = -a.sum()
        return margins.sum(), np.outer(a, x)

    loss, G = data_loss(X, y)
    return loss / len(X) + reg * np.sum(W**2), G / len(X) + 2 * reg * W


def generators(W, X, y, reg):
    def steps():
        for x, label in zip(X, y):
            for j, margin in enumerate((W - W[label]) @ x + 1):
                if j != label and margin > 0:
                    yield margin, j, label, x

    dW = 2.0 * reg * W
    for _, j, label, x in steps():
        dW[j] += x / len(X)
        dW[label] -= x / len(X)
    return sum(margin for margin, *_ in steps()) / len(X) + reg * np.sum(W**2), dW


def reduce_over_examples(W, X, y, reg):
    from functools import reduce

    def add(total, example):
        x, label = example
        margins = (W - W[label]) @ x + 1
        a = (margins > 0).astype(float)
        a[label] = 0
        a[label] = -a.sum()
        return total[0] + a @ margins - a[label] * margins[label], total[1] + np.outer(a, x)

    loss, G = reduce(add, zip(X, y), (0.0, np.zeros(W.shape)))
    return loss / len(X) + reg * np.sum(W**2), G / len(X) + 2 * reg * W


def small_batches(W, X, y, reg):
    loss, dW = reg * np.sum(W**2), 2.0 * reg * W
    for start in range(0, len(X), 3):
        batch, labels = X[start : start + 3], y[start : start + 3]
        rows = np.arange(len(batch))
        scores = batch @ W.T
        margins = np.maximum(0, scores - scores[rows, labels][:, None] + 1)
        margins[rows, labels] = 0
        A = (margins > 0) * 1.0
        A[rows, labels] = -A.sum(axis=1)
        loss += margins.sum() / len(X)
        dW += A.T @ batch / len(X)
    return loss, dW


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


def mask_matrix(W, X, y, reg):
    rows = np.arange(X.shape[0])
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    loss = margins.sum() / X.shape[0] + reg * np.sum(W**2)
    dW = A.T @ X / X.shape[0] + 2 * reg * W
    return loss, dW


def add_at(W, X, y, reg):
    margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
    i, j = np.nonzero((margins > 0) & (np.arange(len(W)) != y[:, None]))
    dW = np.zeros(W.shape)
    np.add.at(dW, j, X[i])
    np.subtract.at(dW, y[i], X[i])
    return margins[i, j].sum() / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


def one_hot(W, X, y, reg):
    Y = np.eye(len(W))[y]
    S = X @ W.T
    M = (S - np.sum(S * Y, axis=1, keepdims=True) + 1) * (1 - Y)
    A = (M > 0).astype(float)
    A -= Y * A.sum(axis=1, keepdims=True)
    return np.sum(A * M) / len(X) + reg * np.sum(W * W), A.T @ X / len(X) + 2 * reg * W


def einsum(W, X, y, reg):
    scores = np.einsum("nd,cd->nc", X, W)
    margins = scores - np.einsum("nd,nd->n", X, W[y])[:, None] + 1
    active = (margins > 0) & (np.arange(len(W)) != y[:, None])
    A = active - np.einsum("nc,nk->nk", active * 1.0, np.eye(len(W))[y])
    loss = np.einsum("nc,nc->", active * 1.0, margins) / len(X) + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", A, X) / len(X) + 2 * reg * W


def einsum_in_one_go(W, X, y, reg):
    Y = np.eye(len(W))[y]
    active = ((X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1 > 0) & (Y == 0)) * 1.0
    P = np.eye(len(W))[None] - Y[:, None]  # row j of P[i] points from the correct class to class j
    G = np.einsum("nc,nck,nd->kd", active, P, X, optimize=True) / len(X)
    loss = np.sum(G * W) + active.sum() / len(X) + reg * np.sum(W**2)
    return loss, G + 2 * reg * W


def classes_first(W, X, y, reg):
    columns = np.arange(len(X))
    scores = W @ X.T
    margins = np.maximum(0, scores - scores[y, columns] + 1)
    margins[y, columns] = 0
    A = np.where(margins > 0, 1.0, 0.0)
    A[y, columns] = -A.sum(axis=0)
    return margins.sum() / len(X) + reg * np.sum(W**2), A @ X / len(X) + 2 * reg * W


def ties_counted(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = scores - scores[rows, y][:, None] + 1
    A = (margins >= 0).astype(float)
    A[rows, y] = 0
    loss = np.sum(A * margins) / len(X) + reg * np.sum(W**2)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def ties_halved(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = scores - scores[rows, y][:, None] + 1
    A = np.heaviside(margins, 0.5)
    A[rows, y] = 0
    loss = np.sum(A * margins) / len(X) + reg * np.sum(W**2)
    A[rows, y] = -A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def correct_class_kept_then_corrected(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    loss = np.mean(margins.sum(axis=1)) - 1 + reg * np.sum(W**2)
    A = (margins > 0).astype(float)  # the correct class has a 1, and the count below includes it
    A[rows, y] -= A.sum(axis=1)
    return loss, A.T @ X / len(X) + 2 * reg * W


def sparse_matrix(W, X, y, reg):
    from scipy.sparse import csr_matrix

    margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
    i, j = np.nonzero((margins > 0) & (np.arange(len(W)) != y[:, None]))
    shape = (len(W), len(X))
    ones = np.ones(len(i))
    A = csr_matrix((ones, (j, i)), shape=shape) - csr_matrix((ones, (y[i], i)), shape=shape)
    return margins[i, j].sum() / len(X) + reg * np.sum(W**2), A @ X / len(X) + 2 * reg * W


def loop_over_classes(W, X, y, reg):
    correct = np.sum(W[y] * X, axis=1)
    loss, dW = reg * np.sum(W**2), 2.0 * reg * W
    for j in range(len(W)):
        margins = X @ W[j] - correct + 1
        active = (margins > 0) & (y != j)
        loss += margins[active].sum() / len(X)
        dW[j] += X[active].sum(axis=0) / len(X)
        for label in range(len(W)):
            dW[label] -= X[active & (y == label)].sum(axis=0) / len(X)
    return loss, dW


def shifted_scores(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    scores = scores - scores.max(axis=1, keepdims=True)
    margins = (scores - scores[rows, y][:, None] + 1).clip(min=0)
    margins[rows, y] = 0
    A = np.sign(margins)
    A[rows, y] -= A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def extended_precision(W, X, y, reg):
    W, X = W.astype(np.longdouble), X.astype(np.longdouble)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(np.longdouble)
    A[rows, y] = -A.sum(axis=1)
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    return np.array(loss), A.T @ X / len(X) + 2 * reg * W


def fortran_ordered_result(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), (X.T @ A / len(X) + 2 * reg * W.T).T


def examples_sorted_first(W, X, y, reg):
    order = np.argsort(y, kind="stable")
    X, y = X[order], y[order]
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def examples_in_random_order(W, X, y, reg):
    order = np.random.default_rng().permutation(len(X))  # sums differ in the last digit from call to call
    X, y = X[order], y[order]
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def loss_from_gradient(W, X, y, reg):
    margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
    A = np.where(np.arange(len(W)) == y[:, None], 0.0, margins > 0)
    active = A.sum()
    A[np.arange(len(X)), y] = -A.sum(axis=1)
    G = A.T @ X / len(X)
    return np.vdot(G, W) + active / len(X) + reg * np.vdot(W, W), G + 2 * reg * W


def norm_of_the_weights(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.linalg.norm(W) ** 2, A.T @ X / len(X) + 2 * reg * W


def python_float_loss(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return float(margins.sum() / len(X) + reg * np.sum(W**2)), A.T @ X / len(X) + 2 * reg * W


def list_of_two(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return [np.float64(margins.sum() / len(X) + reg * np.sum(W**2)), A.T @ X / len(X) + 2 * reg * W]


def read_only_result(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    dW = A.T @ X / len(X) + 2 * reg * W
    dW.setflags(write=False)
    return margins.sum() / len(X) + reg * np.sum(W**2), dW


def result_is_a_view(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    roomy = np.zeros((2 * len(W), 3 * W.shape[1]))
    dW = roomy[::2, ::3]
    dW += A.T @ X / len(X) + 2 * reg * W
    return margins.sum() / len(X) + reg * np.sum(W**2), np.broadcast_to(dW, W.shape)


def three_dimensional_table(W, X, y, reg):
    differences = W[None, :, :] - W[y][:, None, :]
    margins = np.sum(differences * X[:, None, :], axis=2) + 1
    active = (margins > 0) & (np.arange(len(W)) != y[:, None])
    pushed = active[:, :, None] * X[:, None, :]
    pulled = (np.arange(len(W)) == y[:, None])[:, :, None] * pushed.sum(axis=1, keepdims=True)
    return margins[active].sum() / len(X) + reg * np.sum(W**2), (pushed - pulled).mean(axis=0) + 2 * reg * W


def along_axis_functions(W, X, y, reg):
    y = y.astype(np.intp)[:, None]
    scores = np.matmul(X, np.swapaxes(W, 0, 1))
    margins = np.maximum(0, scores - np.take_along_axis(scores, y, axis=1) + 1)
    np.put_along_axis(margins, y, 0, axis=1)
    A = np.zeros(margins.shape)
    np.putmask(A, margins > 0, 1)
    np.put_along_axis(A, y, -A.sum(axis=1, keepdims=True), axis=1)
    return margins.sum() / len(X) + reg * np.square(W).sum(), np.tensordot(A, X, axes=(0, 0)) / len(X) + 2 * reg * W


def masked_array_inside(W, X, y, reg):
    scores = X @ W.T
    correct = np.arange(len(W)) == y[:, None]
    margins = np.ma.masked_array(scores - scores[correct][:, None] + 1, mask=correct)
    active = (margins > 0).filled(False)
    A = active - correct * active.sum(axis=1, keepdims=True)
    loss = float(np.ma.maximum(margins, 0).sum()) / len(X) + reg * np.sum(W**2)
    return loss, A.T @ X / len(X) + 2 * reg * W


def bincount(W, X, y, reg):
    C, D = W.shape
    margins = X @ W.T - np.sum(W[y] * X, axis=1, keepdims=True) + 1
    i, j = np.nonzero((margins > 0) & (np.arange(C) != y[:, None]))
    features = np.arange(D)
    gains = np.bincount((j[:, None] * D + features).ravel(), X[i].ravel(), C * D)
    losses = np.bincount((y[i].astype(int)[:, None] * D + features).ravel(), X[i].ravel(), C * D)
    dW = (gains - losses).reshape(C, D) / len(X) + 2 * reg * W
    return margins[i, j].sum() / len(X) + reg * np.sum(W**2), dW


def extra_arguments(W, X, y, reg=0.0, delta=1.0, *, dtype=np.float64):
    W, X, y = np.array(W, dtype), np.array(X, dtype), np.array(y)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + delta)
    margins[rows, y] = 0
    A = (margins > 0).astype(dtype)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def noisy(W, X, y, reg):
    import sys

    print("the loss is computed with", W.shape)
    print("this goes to stderr", file=sys.stderr)
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def with_warnings(W, X, y, reg):
    import warnings

    warnings.warn("the labels are taken on trust")
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    A = np.nan_to_num(margins / margins)  # 0 / 0 warns, and becomes 0
    A[rows, y] = -A.sum(axis=1)
    return margins.sum() / len(X) + reg * np.sum(W**2), A.T @ X / len(X) + 2 * reg * W


def gradient_as_matrix(W, X, y, reg):
    rows = np.arange(len(X))
    scores = X @ W.T
    margins = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    margins[rows, y] = 0
    loss = margins.sum() / len(X) + reg * np.sum(W**2)
    A = (margins > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return loss, np.matrix(A.T @ X / len(X) + 2 * reg * W)


LOOPS = (
    double_loop,
    scalar_loops,
    plain_python,
    while_loop,
    recursion,
    generators,
    reduce_over_examples,
    small_batches,
    complex_step,
)
VECTORIZED = (
    mask_matrix,
    add_at,
    one_hot,
    einsum,
    einsum_in_one_go,
    classes_first,
    ties_counted,
    ties_halved,
    correct_class_kept_then_corrected,
    sparse_matrix,
    loop_over_classes,
    shifted_scores,
    extended_precision,
    fortran_ordered_result,
    examples_sorted_first,
    examples_in_random_order,
    loss_from_gradient,
    norm_of_the_weights,
    python_float_loss,
    list_of_two,
    read_only_result,
    result_is_a_view,
    three_dimensional_table,
    along_axis_functions,
    masked_array_inside,
    gradient_as_matrix,
    bincount,
    extra_arguments,
    noisy,
    with_warnings,
)


def in_thirds():
    return np.array([[0, -7], [-1, 3], [1, 4]]) / 3


def in_two_decimals():
    return [(0.0, -2.33), (-0.33, 1), (0.33, np.float64(1.33))]


def found_the_row():
    return 2, -1.25, "b"


def found_it_in_a_list():
    return [2.0, np.float64(-5) / 4, "B"]


RIGHT = {
    "predict_hand_gradient": (in_thirds, in_two_decimals),
    "svm_loss_naive": LOOPS + VECTORIZED,
    "diagnose_gradient": (found_the_row, found_it_in_a_list),
    "svm_loss_vectorized": VECTORIZED,
}
