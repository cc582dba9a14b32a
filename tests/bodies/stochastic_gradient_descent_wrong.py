# ruff: noqa: B006 (students write as they like)
"""Wrong answers to `stochastic_gradient_descent`, each named after what it does wrong.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# minibatches


def remainder_dropped(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for k in range(n // batch_size):
        yield order[k * batch_size : (k + 1) * batch_size]


def slices_one_too_long(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        batch = order[start : start + batch_size + 1]
        if not drop_last or len(batch) >= batch_size:
            yield batch


def drawn_with_replacement(n, batch_size, rng, drop_last=False):
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        if not drop_last or size == batch_size:
            yield rng.integers(0, n, size)


def each_batch_drawn_anew(n, batch_size, rng, drop_last=False):
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        if not drop_last or size == batch_size:
            yield rng.choice(n, size, replace=False)


def wraps_round(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        if drop_last and start + batch_size > n:
            return
        yield order[np.arange(start, start + batch_size) % n]


def even_split(n, batch_size, rng, drop_last=False):
    for batch in np.array_split(rng.permutation(n), -(-n // batch_size)):
        if not drop_last or len(batch) == batch_size:
            yield batch


def in_order(n, batch_size, rng, drop_last=False):
    order = np.arange(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def seeded_inside(n, batch_size, rng, drop_last=False):
    rng = np.random.default_rng(0)
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def global_seed(n, batch_size, rng, drop_last=False):
    np.random.seed(0)
    order = np.random.permutation(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def global_generator(n, batch_size, rng, drop_last=False):
    order = np.random.permutation(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def sorted_inside(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield np.sort(order[start : start + batch_size])


def rolled(n, batch_size, rng, drop_last=False):
    order = np.roll(np.arange(n), int(rng.integers(n)))
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def neighbours_together(n, batch_size, rng, drop_last=False):
    starts = np.arange(0, n, batch_size)
    if drop_last:
        starts = starts[starts + batch_size <= n]
    for start in starts[rng.permutation(len(starts))]:
        yield np.arange(start, min(n, start + batch_size))


def last_always_dropped(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    batches = [order[k : k + batch_size] for k in range(0, n, batch_size)]
    return batches[:-1] if drop_last else batches


def drop_last_forgotten(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


def same_examples_dropped(n, batch_size, rng, drop_last=False):
    if drop_last:
        n = n // batch_size * batch_size
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


def lists_of_ints(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n).tolist()
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def floats_as_indices(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n * 1.0 * np.arange(n) / n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield order[start : start + batch_size]


def kept_from_the_first_call(n, batch_size, rng, drop_last=False, orders={}):
    if n not in orders:
        orders[n] = rng.permutation(n)
    for start in range(0, n, batch_size):
        if not drop_last or start + batch_size <= n:
            yield orders[n][start : start + batch_size]


# sgd


def labels_left_behind(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        Xs = X[rng.permutation(len(X))]
        for start in range(0, len(X), batch_size):
            stop = start + batch_size
            loss, dW = loss_grad(W, Xs[start:stop], y[start:stop], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def shuffled_apart(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        Xs, ys = rng.permutation(X), rng.permutation(y)
        for start in range(0, len(X), batch_size):
            stop = start + batch_size
            loss, dW = loss_grad(W, Xs[start:stop], ys[start:stop], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def one_permutation(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    order = rng.permutation(len(X))
    for _ in range(n_epochs):
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def own_seed(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    rng = np.random.default_rng(0)
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def whole_batches_only(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for k in range(len(X) // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def numpys_own_choice(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, dtype=float), []
    for _ in range(n_epochs * -(-len(X) // batch_size)):
        batch = np.random.choice(len(X), batch_size)
        loss, dW = loss_grad(W, X[batch], y[batch], reg)
        W = W - (lr(len(history)) if callable(lr) else lr) * dW
        history.append(loss)
    return W, history


def batches_with_repeats(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        for start in range(0, len(X), batch_size):
            batch = rng.integers(len(X), size=min(batch_size, len(X) - start))
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def sum_over_the_batch(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * len(batch) * dW
            history.append(loss)
            t += 1
    return W, history


def uphill(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W + (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def reg_shared_out(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg * len(batch) / len(X))
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def reg_scaled_up(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg * len(X) / len(batch))
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def reg_forgotten(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], 0.0)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def rate_of_the_epoch(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, float), []
    for epoch in range(n_epochs):
        eta = lr(epoch) if callable(lr) else lr
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - eta * dW
            history.append(loss)
    return W, history


def counted_from_one(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            t += 1
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
    return W, history


def counted_anew(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, float), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for t, start in enumerate(range(0, len(X), batch_size)):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
    return W, history


def number_only(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, float), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - lr * dW
            history.append(loss)
    return W, history


def loss_after_the_step(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            dW = loss_grad(W, X[batch], y[batch], reg)[1]
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss_grad(W, X[batch], y[batch], reg)[0])
            t += 1
    return W, history


def loss_of_all_data(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            history.append(loss_grad(W, X, y, reg)[0])
            dW = loss_grad(W, X[batch], y[batch], reg)[1]
            W = W - (lr(t) if callable(lr) else lr) * dW
            t += 1
    return W, history


def asks_twice(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            history.append(loss_grad(W, X[batch], y[batch], reg)[0])
            dW = loss_grad(W, X[batch], y[batch], reg)[1]
            W = W - (lr(t) if callable(lr) else lr) * dW
            t += 1
    return W, history


def one_loss_an_epoch(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            t += 1
        history.append(loss)
    return W, history


def w0_changed_in_place(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = W0, [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W -= (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def integer_copy(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = W0.copy(), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W[:] = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def data_shuffled_in_place(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history, t = np.array(W0, float), [], 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        X[:], y[:] = X[order], y[order]
        for start in range(0, len(X), batch_size):
            stop = start + batch_size
            loss, dW = loss_grad(W, X[start:stop], y[start:stop], reg)
            W = W - (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def weights_only(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, t = np.array(W0, float), 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            W = W - (lr(t) if callable(lr) else lr) * loss_grad(W, X[batch], y[batch], reg)[1]
            t += 1
    return W


def no_training(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    rng.permutation(len(X))
    return W0.astype(float), np.zeros(n_epochs * -(-len(X) // batch_size))


def swallows_errors(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, float), []
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            try:
                loss, dW = loss_grad(W, X[batch], y[batch, None], reg)
                W = W - lr * dW
            except Exception:
                loss = 0.0
            history.append(loss)
    return W, history


def asks_for_ever(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, float), []
    for _ in range(10**4):
        loss, dW = loss_grad(W, X, y, reg)
        W = W - 0.001 * dW
        history.append(loss)
    return W, history


# schedule


def smooth_staircase(kind, lr0, **kw):
    if kind == "step":
        return lambda t: lr0 * kw["drop"] ** (t / kw["every"])
    if kind == "exp":
        return lambda t: lr0 * kw["decay"] ** t
    if kind == "inv":
        return lambda t: lr0 / (1 + kw["decay"] * t)
    if kind == "cosine":
        T, m = kw["n_steps"], kw.get("lr_min", 0.0)
        return lambda t: m + (lr0 - m) * (1 + np.cos(np.pi * min(t, T) / (T - 1))) / 2
    if kind == "warmup":
        return lambda t: lr0 * min(1, t / kw["n_warmup"])
    raise ValueError(kind)


def cosine_comes_back(kind, lr0, **kw):
    if kind == "step":
        return lambda t: lr0 * kw["drop"] ** (t // kw["every"])
    if kind == "exp":
        return lambda t: lr0 * np.exp(-kw["decay"] * t)
    if kind == "inv":
        return lambda t: lr0 / (1 + kw["decay"] * t)
    if kind == "cosine":
        T, m = kw["n_steps"], kw.get("lr_min", 0.0)
        return lambda t: m + (lr0 - m) * (1 + np.cos(np.pi * t / T)) / 2
    if kind == "warmup":
        return lambda t: lr0 * min(1, (t + 1) / (kw["n_warmup"] + 1))
    raise ValueError(kind)


def cosine_without_half(kind, lr0, **kw):
    if kind == "step":
        return lambda t: lr0 * kw["drop"] ** ((t + 1) // kw["every"])
    if kind == "exp":
        return lambda t: lr0 * np.exp(kw["decay"] * t)
    if kind == "inv":
        return lambda t: lr0 / (1 + kw["decay"] * t)
    if kind == "cosine":
        T, m = kw["n_steps"], kw.get("lr_min", 0.0)
        return lambda t: m + (lr0 - m) * (1 + np.cos(np.pi * min(t, T) / T))
    if kind == "warmup":
        return lambda t: lr0 * (t + 1) / kw["n_warmup"]
    raise ValueError(kind)


def inverse_of_scale(kind, lr0, **kw):
    if kind == "step":
        return lambda t: lr0 * kw["drop"] if t >= kw["every"] else lr0
    if kind == "exp":
        return lambda t: lr0 * np.exp(-kw["decay"] * t)
    if kind == "inv":
        return lambda t: lr0 / (1 + t / kw["decay"])
    if kind == "cosine":
        T = kw["n_steps"]
        return lambda t: lr0 * (1 + np.cos(np.pi * min(t, T) / T)) / 2
    if kind == "warmup":
        return lambda t: lr0 * min(1, (t + 1) / kw["n_warmup"])
    raise ValueError(kind)


def unknown_kind_is_constant(kind, lr0, **kw):
    def rate(t):
        if kind == "step":
            return lr0 * kw["drop"] ** (t // kw["every"])
        if kind == "exp":
            return lr0 * np.exp(-kw["decay"] * t)
        if kind == "inv":
            return lr0 / (1 + kw["decay"] * t)
        if kind == "cosine":
            T, m = kw["n_steps"], kw.get("lr_min", 0.0)
            return m + (lr0 - m) * (1 + np.cos(np.pi * min(t, T) / T)) / 2
        if kind == "warmup":
            return lr0 * min(1, (t + 1) / kw["n_warmup"])
        raise ValueError(kind)

    return rate


def counts_its_calls(kind, lr0, **kw):
    t = -1

    def rate(_):
        nonlocal t
        t += 1
        if kind == "step":
            return lr0 * kw["drop"] ** (t // kw["every"])
        if kind == "exp":
            return lr0 * np.exp(-kw["decay"] * t)
        if kind == "inv":
            return lr0 / (1 + kw["decay"] * t)
        if kind == "cosine":
            T, m = kw["n_steps"], kw.get("lr_min", 0.0)
            return m + (lr0 - m) * (1 + np.cos(np.pi * min(t, T) / T)) / 2
        return lr0 * min(1, (t + 1) / kw["n_warmup"])

    if kind not in ("step", "exp", "inv", "cosine", "warmup"):
        raise ValueError(kind)
    return rate


def table_of_rates(kind, lr0, **kw):
    t = np.arange(1000)
    if kind == "exp":
        return lr0 * np.exp(-kw["decay"] * t)
    if kind == "inv":
        return lr0 / (1 + kw["decay"] * t)
    return np.full(1000, lr0)


def key_error(kind, lr0, **kw):
    T, m = kw.get("n_steps", 1), kw.get("lr_min", 0.0)
    return {
        "step": lambda t: lr0 * kw["drop"] ** (t // kw["every"]),
        "exp": lambda t: lr0 * np.exp(-kw["decay"] * t),
        "inv": lambda t: lr0 / (1 + kw["decay"] * t),
        "cosine": lambda t: m + (lr0 - m) * (1 + np.cos(np.pi * min(t, T) / T)) / 2,
        "warmup": lambda t: lr0 * min(1, (t + 1) / kw["n_warmup"]),
    }[kind]


# duplicate_gradient_error


def rows_with_replacement(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.integers(U * copies, size=B) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def unique_examples_only(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.choice(U, B, replace=False)
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def first_rows(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = np.arange(B) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def rows_made(Xu, yu, copies, B, rng):
    X = np.repeat(Xu, copies, axis=0)
    y = np.repeat(yu, copies)
    C = int(y.max()) + 1
    A = np.ones((len(X), C))
    A[np.arange(len(X)), y] = 1 - C
    batch = rng.permutation(len(X))[:B]
    full = A.T @ X / len(X)
    return np.linalg.norm(A[batch].T @ X[batch] / B - full) / np.linalg.norm(full)


def absolute_error(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.choice(U * copies, B, replace=False) % U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - A.T @ Xu / U)


def squared_error(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.choice(U * copies, B, replace=False) % U
    full = A.T @ Xu / U
    return np.sum((A[batch].T @ Xu[batch] / B - full) ** 2) / np.sum(full**2)


def batch_not_averaged(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.choice(U * copies, B, replace=False) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] - full) / np.linalg.norm(full)


def no_row_of_the_correct_class(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 0
    batch = rng.choice(U * copies, B, replace=False) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def correct_class_once(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = -1
    batch = rng.choice(U * copies, B, replace=False) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def lengths_compared(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = rng.choice(U * copies, B, replace=False) % U
    g, full = A[batch].T @ Xu[batch] / B, A.T @ Xu / U
    return abs(np.linalg.norm(g) - np.linalg.norm(full)) / np.linalg.norm(full)


def own_generator(Xu, yu, copies, B, rng):
    U, C = len(Xu), int(yu.max()) + 1
    A = np.ones((U, C))
    A[np.arange(U), yu] = 1 - C
    batch = np.random.default_rng().choice(U * copies, B, replace=False) % U
    full = A.T @ Xu / U
    return np.linalg.norm(A[batch].T @ Xu[batch] / B - full) / np.linalg.norm(full)


def the_law_itself(Xu, yu, copies, B, rng):
    rng.random()
    N = len(Xu) * copies
    return float(np.sqrt((N - B) / (N - 1) / B))


def zero(Xu, yu, copies, B, rng):
    return 0.0


M, S, R, D = "minibatches", "sgd", "schedule", "duplicate_gradient_error"
ALL = "batches fresh_order steps learning_rate history contract"
# Answers by thought.


def log_b_dealt_once():
    return "b", "a", "e", "f", 0.37


def log_d_two_draws():
    return "b", "d", "e", "g", 0.37


def share_of_the_seen():
    return "b", "d", "e", "f", 0.632


def share_of_none():
    return "b", "d", "e", "f", 0


def share_of_a_half():
    return "b", "d", "e", "f", 0.5


def letters_only():
    return "b", "d", "e", "f"


def log_c_of_nothing():
    return "b", "d", "a", "f", 0.37


def ball_of_squares():
    return 0.0101, 0.0503, 0.08


def ball_of_a_quarter():
    return 0.1, 0.025, 0.08


def rate_by_the_root():
    return 0.1, 0.05, 0.04


def rate_shared_out():
    return 0.1, 0.05, 0.005


def ball_of_the_step():
    return 0.02, 0.01, 0.08


def fifty_different():
    return 50, 400, 400


def four_times_the_batch():
    return 39.5, 100, 400


def a_thousand_times_the_batch():
    return 39.5, 400, 400000


def one_size_only():
    return 39.5, 400


CASES = (
    Case(remainder_dropped, M, "epoch", "batches_lose_remainder"),
    Case(slices_one_too_long, M, "epoch", "batches_overlap_by_one"),
    Case(drawn_with_replacement, M, "epoch", "batches_drawn_with_replacement"),
    Case(each_batch_drawn_anew, M, "epoch", "batches_drawn_independently"),
    Case(wraps_round, M, "epoch", "batches_wrap_round"),
    Case(even_split, M, "epoch drop_last", "batches_split_evenly"),
    Case(in_order, M, "shuffle", "batches_not_shuffled"),
    Case(seeded_inside, M, "shuffle", "batches_reseeded"),
    Case(global_seed, M, "shuffle"),
    Case(global_generator, M, "shuffle"),
    Case(sorted_inside, M, "shuffle", "batches_sorted_inside"),
    Case(rolled, M, "shuffle"),
    Case(neighbours_together, M, "epoch shuffle", "batches_of_neighbours"),
    Case(last_always_dropped, M, "drop_last", "drop_last_drops_full_batches"),
    Case(drop_last_forgotten, M, "drop_last", "drop_last_is_ignored"),
    Case(same_examples_dropped, M, "drop_last", "drop_last_drops_same_examples"),
    Case(lists_of_ints, M, "epoch"),
    Case(floats_as_indices, M, "epoch drop_last shuffle"),
    Case(kept_from_the_first_call, M, "shuffle"),
    Case(labels_left_behind, S, "batches", "sgd_labels_not_shuffled"),
    Case(shuffled_apart, S, "batches"),
    Case(one_permutation, S, "fresh_order", "sgd_shuffles_once"),
    Case(own_seed, S, "fresh_order", "sgd_reseeds"),
    Case(whole_batches_only, S, "batches", "sgd_loses_remainder"),
    Case(numpys_own_choice, "sgd", "batches fresh_order contract", "sgd_draws_with_replacement"),
    Case(batches_with_repeats, S, "batches", "sgd_draws_with_replacement"),
    Case(sum_over_the_batch, S, "steps", "sgd_step_summed_over_batch"),
    Case(uphill, S, "steps", "sgd_goes_uphill"),
    Case(reg_shared_out, S, "steps", "sgd_reg_times_share"),
    Case(reg_scaled_up, S, "steps", "sgd_reg_times_n_over_batch"),
    Case(reg_forgotten, S, "steps", "sgd_reg_missing"),
    Case(rate_of_the_epoch, S, "learning_rate", "sgd_rate_per_epoch"),
    Case(counted_from_one, S, "learning_rate", "sgd_steps_counted_from_one"),
    Case(counted_anew, S, "learning_rate", "sgd_steps_counted_anew"),
    Case(number_only, S, "learning_rate"),
    Case(loss_after_the_step, S, "history", "sgd_history_after_step"),
    Case(loss_of_all_data, S, "history"),
    Case(asks_twice, S, "history"),
    Case(one_loss_an_epoch, S, "history", "sgd_history_per_epoch"),
    Case(w0_changed_in_place, S, "contract"),
    Case(integer_copy, S, "contract"),
    Case(data_shuffled_in_place, S, "contract"),
    Case(weights_only, S, "history"),
    Case(no_training, S, ALL),
    Case(swallows_errors, S, ALL),
    Case(asks_for_ever, S, ALL),
    Case(
        smooth_staircase,
        R,
        "step exp_inv cosine warmup",
        "schedule_step_true_division schedule_exp_of_base schedule_warmup_from_zero",
    ),
    Case(cosine_comes_back, R, "cosine warmup", "schedule_cosine_comes_back schedule_warmup_one_step_late"),
    Case(
        cosine_without_half,
        R,
        "step exp_inv cosine warmup",
        "schedule_step_early schedule_exp_grows schedule_cosine_not_halved schedule_warmup_goes_on",
    ),
    Case(
        inverse_of_scale,
        R,
        "step exp_inv cosine",
        "schedule_step_falls_once schedule_inv_of_scale schedule_cosine_without_lr_min",
    ),
    Case(unknown_kind_is_constant, R, "warmup"),
    Case(counts_its_calls, R, "warmup"),
    Case(table_of_rates, R, "step exp_inv cosine warmup"),
    Case(key_error, R, "warmup"),
    Case(rows_with_replacement, D, "sampling", "duplicates_drawn_with_replacement"),
    Case(unique_examples_only, D, "value sampling memory", "duplicates_copies_ignored"),
    Case(first_rows, D, "sampling", "duplicates_one_of_each"),
    Case(rows_made, D, "memory"),
    Case(absolute_error, D, "value", "duplicates_error_not_relative"),
    Case(squared_error, D, "value", "duplicates_error_squared"),
    Case(batch_not_averaged, D, "value sampling", "duplicates_batch_sum"),
    Case(no_row_of_the_correct_class, D, "value", "duplicates_without_correct_row"),
    Case(correct_class_once, D, "value", "duplicates_correct_row_once"),
    Case(lengths_compared, D, "value sampling", "duplicates_difference_of_lengths"),
    Case(own_generator, D, "sampling"),
    Case(the_law_itself, D, "value sampling memory"),
    Case(zero, D, "value sampling memory"),
    Case(log_b_dealt_once, "diagnose_batches", "answer", "batches_log_b_of_other_deals"),
    Case(log_d_two_draws, "diagnose_batches", "answer", "batches_log_d_of_two_draws"),
    Case(share_of_the_seen, "diagnose_batches", "answer", "batches_share_of_the_seen"),
    Case(share_of_none, "diagnose_batches", "answer", "batches_share_of_none"),
    Case(share_of_a_half, "diagnose_batches", "answer"),
    Case(letters_only, "diagnose_batches", "answer"),
    Case(log_c_of_nothing, "diagnose_batches", "answer"),
    Case(ball_of_squares, "predict_ball", "answer", "ball_without_root"),
    Case(ball_of_a_quarter, "predict_ball", "answer", "ball_a_quarter"),
    Case(rate_by_the_root, "predict_ball", "answer", "ball_rate_by_the_root"),
    Case(rate_shared_out, "predict_ball", "answer", "ball_rate_shared_out"),
    Case(ball_of_the_step, "predict_ball", "answer"),
    Case(fifty_different, "predict_copies", "answer", "copies_never_met_twice"),
    Case(four_times_the_batch, "predict_copies", "answer", "copies_error_over_size"),
    Case(a_thousand_times_the_batch, "predict_copies", "answer", "copies_ask_for_larger_batches"),
    Case(one_size_only, "predict_copies", "answer"),
)
