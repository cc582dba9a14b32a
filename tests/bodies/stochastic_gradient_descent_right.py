# ruff: noqa: B905, RET505 (students write as they like)
"""Right answers to `stochastic_gradient_descent`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

# minibatches


def cut_permutation(n, batch_size, rng, drop_last=False):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        batch = order[start : start + batch_size]
        if not drop_last or len(batch) == batch_size:
            yield batch


def list_of_shuffled(n, batch_size, rng, drop_last=False):
    order = np.arange(n, dtype=np.int32)
    rng.shuffle(order)
    stop = n - n % batch_size if drop_last else n
    return [order[k : min(k + batch_size, stop)].copy() for k in range(0, stop, batch_size)]


def sorted_by_random_keys(n, batch_size, rng, drop_last=False):
    order = np.argsort(rng.random(n))
    batches = np.split(order, range(batch_size, n, batch_size))
    if drop_last and len(batches[-1]) < batch_size:
        batches.pop()
    return tuple(batches)


def one_at_a_time(n, batch_size, rng, drop_last=False):
    left, batch = list(range(n)), []
    while left:
        batch.append(left.pop(int(rng.integers(len(left)))))
        if len(batch) == batch_size:
            yield np.array(batch)
            batch = []
    if batch and not drop_last:
        yield np.array(batch, dtype=np.uint16)


def chosen_without_replacement(n, batch_size, rng, drop_last=False):
    order = iter(rng.choice(n, size=n, replace=False).tolist())
    for _ in range(n // batch_size if drop_last else -(-n // batch_size)):
        yield np.array([i for _, i in zip(range(batch_size), order)])


# sgd


def plain_loop(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W = W0.astype(float)
    history = []
    t = 0
    for _ in range(n_epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            batch = order[start : start + batch_size]
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W -= (lr(t) if callable(lr) else lr) * dW
            history.append(loss)
            t += 1
    return W, history


def order_from_a_child_of_the_generator(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W, history = np.array(W0, dtype=float), []
    for child in rng.spawn(n_epochs):
        for batch in np.split(child.permutation(len(X)), range(batch_size, len(X), batch_size)):
            loss, dW = loss_grad(W, X[batch], y[batch], reg)
            W = W - (lr(len(history)) if callable(lr) else lr) * dW
            history.append(loss)
    return W, history


def data_shuffled_together(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    W = np.array(W0, dtype=np.float64)
    rate = lr if callable(lr) else lambda t: lr
    history = []
    for _ in range(n_epochs):
        order = np.argsort(rng.random(len(X)))
        Xs, ys = X[order], y[order]
        for start in range(0, len(X), batch_size):
            stop = start + batch_size
            loss, dW = loss_grad(W, Xs[start:stop], ys[start:stop], reg=reg)
            W = W - rate(len(history)) * dW
            history += [float(loss)]
    return W, np.array(history)


def rates_ahead(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    n = len(X)
    per_epoch = (n + batch_size - 1) // batch_size
    steps = per_epoch * n_epochs
    rates = [lr(np.int64(t)) for t in range(steps)] if callable(lr) else [lr] * steps
    W, history = W0 + 0.0 * np.ones(W0.shape), np.full(steps, np.nan)
    for t in range(steps):
        if t % per_epoch == 0:
            order = list(range(n))
            rng.shuffle(order)
        k = t % per_epoch
        batch = sorted(order[k * batch_size : (k + 1) * batch_size])
        history[t], dW = loss_grad(W.copy(), X.take(batch, axis=0), y.take(batch), reg)
        np.subtract(W, rates[t] * dW, out=W)
    return [W, history]


def generator_of_batches(loss_grad, W0, X, y, reg, lr, batch_size, n_epochs, rng):
    def batches():
        for _ in range(n_epochs):
            yield from np.split(rng.permutation(len(X)), range(batch_size, len(X), batch_size))

    def step(W, t, batch):
        loss, dW = loss_grad(W, X[batch], y[batch], reg)
        eta = lr(t) if hasattr(lr, "__call__") else lr  # noqa: B004
        losses.append(loss)
        return W - eta * dW

    losses = []
    W = W0.astype(np.longdouble)
    for t, batch in enumerate(batches()):
        W = step(W.astype(float), t, batch)
    return W.astype(np.float64), losses


# schedule


def five_lambdas(kind, lr0, **kw):
    if kind == "step":
        return lambda t: lr0 * kw["drop"] ** (t // kw["every"])
    elif kind == "exp":
        return lambda t: lr0 * np.exp(-kw["decay"] * t)
    elif kind == "inv":
        return lambda t: lr0 / (1 + kw["decay"] * t)
    elif kind == "cosine":
        T, m = kw["n_steps"], kw.get("lr_min", 0)
        return lambda t: m + (lr0 - m) * (1 + np.cos(np.pi * min(t / T, 1))) / 2
    elif kind == "warmup":
        return lambda t: lr0 * min(1, (t + 1) / kw["n_warmup"])
    else:
        raise ValueError(kind)


def dispatch_on_names(kind, lr0, drop=None, every=None, decay=None, n_steps=None, lr_min=0.0, n_warmup=None):
    def step(t):
        rate = lr0
        for _ in range(int(t) // every):
            rate *= drop
        return rate

    def cosine(t):
        if t >= n_steps:
            return lr_min
        return lr_min + (lr0 - lr_min) * np.cos(np.pi * t / (2 * n_steps)) ** 2

    def warmup(t):
        return float(np.clip(lr0 * (t + 1) / n_warmup, 0, lr0))

    made = {
        "step": step,
        "exp": lambda t: np.float64(lr0) / np.exp(decay * t),
        "inv": lambda t: np.array(lr0 / (1 + decay * t)),
        "cosine": cosine,
        "warmup": warmup,
    }
    if kind not in made:
        raise ValueError(f"unknown kind {kind}; known are {sorted(made)}")
    return made[kind]


def class_with_call(kind, lr0, **settings):
    class Schedule:
        def __init__(self):
            self.formula = getattr(self, f"rate_{kind}", None)
            if self.formula is None:
                raise ValueError(kind)

        def __call__(self, t):
            return float(lr0 * self.formula(t, **settings))

        def rate_step(self, t, drop, every):
            return drop ** np.floor_divide(t, every)

        def rate_exp(self, t, decay):
            return np.exp(-decay) ** t

        def rate_inv(self, t, decay):
            return (1 + decay * t) ** -1.0

        def rate_cosine(self, t, n_steps, lr_min=0.0):
            low, wave = lr_min / lr0, np.cos(np.linspace(0, np.pi, n_steps + 1))
            return low + (1 - low) * (wave[min(t, n_steps)] + 1) / 2

        def rate_warmup(self, t, n_warmup):
            return 1 if t >= n_warmup else (t + 1) / n_warmup

    return Schedule()


# duplicate_gradient_error


def remainders_of_row_numbers(Xu, yu, copies, B, rng):
    U, C = len(Xu), yu.max() + 1
    each = np.ones((U, C))
    each[np.arange(U), yu] = -(C - 1)
    batch = rng.choice(U * copies, size=B, replace=False) % U
    full = each.T @ Xu / U
    g = each[batch].T @ Xu[batch] / B
    return np.linalg.norm(g - full) / np.linalg.norm(full)


def hypergeometric_counts(Xu, yu, copies, B, rng):
    Xu = np.asarray(Xu, dtype=float)
    C = int(np.max(yu)) + 1
    counts = rng.multivariate_hypergeometric(np.full(len(Xu), copies), B)

    def gradient(weights):
        total = weights @ Xu
        return np.stack([total - C * ((weights * (yu == c)) @ Xu) for c in range(C)])

    full = gradient(np.full(len(Xu), 1 / len(Xu)))
    return float(np.sqrt(np.sum((gradient(counts / B) - full) ** 2) / np.sum(full**2)))


def loop_over_examples(Xu, yu, copies, B, rng):
    U, C = len(yu), 1 + max(int(label) for label in yu)
    left, wanted, counts = U * copies, B, []
    for _ in range(U):
        here = int(rng.hypergeometric(copies, left - copies, wanted)) if left > copies and wanted else wanted
        counts.append(here)
        left, wanted = left - copies, wanted - here
    g, full = np.zeros((C, Xu.shape[1])), np.zeros((C, Xu.shape[1]))
    for x, label, count in zip(Xu.astype(float), yu, counts):
        for j in range(C):
            push = np.multiply(x, 1.0 if j != label else 1.0 - C)
            g[j] += push * count / B
            full[j] += push / U
    return np.linalg.norm((g - full).ravel()) / np.linalg.norm(full.ravel())


def distinct_rows_in_a_set(Xu, yu, copies, B, rng):
    U, C = len(yu), int(yu.max()) + 1
    N = U * copies
    if 2 * B > N:  # draw the rows that stay out
        out = set()
        while len(out) < N - B:
            out.add(int(rng.integers(N)))
        counts = np.full(U, copies) - np.bincount([r // copies for r in out] or [U], minlength=U)[:U]
    else:
        rows = set()
        while len(rows) < B:
            rows.add(int(rng.integers(N)))
        counts = np.bincount([r // copies for r in rows], minlength=U)
    Y = np.eye(C)[yu]
    difference = (1 - C * Y).T @ ((counts / B - 1 / U)[:, None] * Xu)
    return np.linalg.norm(difference) / np.linalg.norm((1 - C * Y).T @ Xu / U)


def batches_diagnosed():
    return "b", "d", "e", "f", 0.37


def batches_diagnosed_in_capitals():
    return [*"BDEF", (1 - 1e-6) ** 1e6]


def ball():
    return 0.1, 0.05, 0.08


def ball_worked_out():
    square = 0.02 / 1.98
    return np.sqrt(square), np.sqrt(square) / 2, np.float64(0.0777)


def copies_counted():
    return 39.5, 400, 400


RIGHT = {
    "minibatches": (
        cut_permutation,
        list_of_shuffled,
        sorted_by_random_keys,
        one_at_a_time,
        chosen_without_replacement,
    ),
    "sgd": (plain_loop, order_from_a_child_of_the_generator, data_shuffled_together, rates_ahead, generator_of_batches),
    "diagnose_batches": (batches_diagnosed, batches_diagnosed_in_capitals),
    "predict_ball": (ball, ball_worked_out),
    "predict_copies": (copies_counted,),
    "schedule": (five_lambdas, dispatch_on_names, class_with_call),
    "duplicate_gradient_error": (
        remainders_of_row_numbers,
        hypergeometric_counts,
        loop_over_examples,
        distinct_rows_in_a_set,
    ),
}
