# ruff: noqa: B905 (students write as they like)
"""Right answers to `capstone`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np


def falls_in_a_line(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    steps = budget // 20
    batches = []
    while len(batches) < steps:
        order = rng.permutation(n_examples)
        batches += [order[i : i + 20] for i in range(0, n_examples - 19, 20)]
    for k, batch in enumerate(batches[:steps]):
        W = W - 0.2 * (1 - k / steps) * gradient(W, batch)
    return W


def mean_of_second_half(gradient, W0, n_examples, budget, rng):
    W = np.array(W0)
    kept = [W0]
    for _ in range(budget // 20):
        W = W - 0.3 * gradient(W, rng.choice(n_examples, 20, replace=False))
        kept.append(W)
    return np.mean(kept[len(kept) // 2 :], axis=0)


def drawn_with_replacement(gradient, W0, n_examples, budget, rng):
    W, left, total = W0 * 1.0, budget, max(budget, 1)
    while left >= 20:
        W -= 0.3 * left / total * gradient(W, rng.integers(n_examples, size=20))
        left -= 20
    return W


def falls_in_steps(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    n = budget // 20
    for k in range(n):
        lr = 0.3 if k < 0.5 * n else 0.1 if k < 0.75 * n else 0.03 if k < 0.9 * n else 0.01
        W = W - lr * gradient(W, rng.integers(0, n_examples, 20))
    return W


def a_little_momentum(gradient, W0, n_examples, budget, rng):
    W, v = W0.copy(), np.zeros_like(W0)
    steps = budget // 20
    for k in range(steps):
        v = 0.5 * v + gradient(W, rng.permutation(n_examples)[:20])
        W = W - 0.05 * (1 + np.cos(np.pi * k / steps)) * v
    return W


def running_mean(gradient, W0, n_examples, budget, rng):
    W, mean, steps = W0.copy(), W0.copy(), budget // 20
    for k in range(steps):
        W = W - 0.3 * gradient(W, rng.choice(n_examples, 20))
        share = 1 / max(1, k - steps // 3)
        mean = (1 - share) * mean + share * W
    return mean


def stops_when_it_is_refused_nothing(gradient, W0, n_examples, budget, rng):
    class Purse:
        left = budget

    W = W0.copy()
    while Purse.left >= 20:
        done = 1 - Purse.left / budget
        W = W - 0.3 * np.cos(np.pi / 2 * done) ** 2 * gradient(W, list(map(int, rng.integers(0, n_examples, 20))))
        Purse.left -= 20
    return W


def method_by_budget(gradient, W0, n_examples, budget, rng):
    def plain(W, steps):
        for k in range(steps):
            W = W - 0.15 * (1 + np.cos(np.pi * k / steps)) * gradient(W, rng.choice(n_examples, 20, replace=False))
        return W

    def adam(W, steps):
        m, v = np.zeros_like(W), np.zeros_like(W)
        for k in range(1, steps + 1):
            g = gradient(W, rng.choice(n_examples, 20, replace=False))
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            lr = 0.05 * (1 + np.cos(np.pi * k / steps))
            W = W - lr * m / (1 - 0.9**k) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
        return W

    return (adam if budget > 2000 else plain)(W0.copy(), budget // 20)


def one_comprehension(records):
    runs = [[0 if a != a else a for a in r["validation"]] for r in records]
    means = [sum(a) / len(a) for a in runs]
    best = means.index(max(means))
    n = len(runs[best])
    error = (sum((a - means[best]) ** 2 for a in runs[best]) / (n - 1) / n) ** 0.5
    return sorted((records[k]["cost"], -means[k], k) for k in range(len(runs)) if means[k] >= means[best] - error)[0][2]


def table_of_numpy(records):
    table = np.array([r["validation"] for r in records], dtype=float)
    table[np.isnan(table)] = 0
    means, errors = table.mean(1), table.std(1, ddof=1) / table.shape[1] ** 0.5
    line = (means - errors)[means.argmax()]
    costs = np.array([r["cost"] for r in records])
    costs = np.where(means >= line, costs, costs.max() + 1)
    cheapest = np.flatnonzero(costs == costs.min())
    return cheapest[means[cheapest].argmax()]


def lexsorted(records):
    runs = np.nan_to_num(np.array([r["validation"] for r in records]))
    means = runs.mean(axis=1)
    best = runs[np.argmax(means)]
    order = np.lexsort((-means, [r["cost"] for r in records]))
    line = best.mean() - np.std(best, ddof=1) / np.sqrt(best.size)
    return int(next(k for k in order if means[k] >= line))


def loop_with_a_champion(records):
    def mean(r):
        return float(np.where(np.isnan(r["validation"]), 0, r["validation"]).mean())

    top = max(records, key=mean)
    runs = np.where(np.isnan(top["validation"]), 0, top["validation"])
    line = mean(top) - runs.std(ddof=1) / len(runs) ** 0.5
    champion = None
    for k, r in enumerate(records):
        if mean(r) < line:
            continue
        if champion is None or (r["cost"], -mean(r)) < (records[champion]["cost"], -mean(records[champion])):
            champion = k
    return champion


def sorted_pairs(W, X, y):
    losses = []
    for x, label in zip(X, y):
        s = W @ x
        losses.append(sum(max(0, s[j] - s[label] + 1) for j in range(len(W)) if j != label))
    return sorted(range(len(losses)), key=lambda i: (-losses[i], i))[:10]


def minus_the_ones(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - np.take_along_axis(s, y[:, None], 1) + 1)
    losses = m.sum(axis=1) - 1
    return np.lexsort((np.arange(len(y)), -losses))[:10]


def mask_of_others(W, X, y):
    s = X @ W.T
    wrong = np.arange(len(W)) != y[:, None]
    losses = (np.clip(s - s[np.arange(len(y)), y].reshape(-1, 1) + 1, 0, None) * wrong).sum(1)
    return list(np.argsort(-losses, kind="mergesort")[:10])


def reversed_twice(W, X, y):
    s = W @ X.T
    m = np.maximum(0, s - s[y, range(len(y))] + 1)
    m[y, range(len(y))] = 0
    losses = m.sum(axis=0)[::-1]
    return (len(y) - 1 - np.argsort(losses, kind="stable")[::-1])[:10]


RIGHT = {
    "fit": (
        falls_in_a_line,
        mean_of_second_half,
        drawn_with_replacement,
        falls_in_steps,
        a_little_momentum,
        running_mean,
        stops_when_it_is_refused_nothing,
        method_by_budget,
    ),
    "choose": (one_comprehension, table_of_numpy, lexsorted, loop_with_a_champion),
    "describe_failure": (sorted_pairs, minus_the_ones, mask_of_others, reversed_twice),
}
