"""Wrong answers to `capstone`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# fit.


def goes_up(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for _ in range(budget // 20):
        W += 0.1 * gradient(W, rng.integers(n_examples, size=20))
    return W


def whole_set_each_step(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for _ in range(budget // n_examples):
        W = W - 0.1 * gradient(W, np.arange(n_examples))
    return W


def step_much_too_short(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for _ in range(budget // 20):
        W = W - 0.0003 * gradient(W, rng.integers(n_examples, size=20))
    return W


def step_too_short(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for _ in range(budget // 20):
        W = W - 0.01 * gradient(W, rng.integers(n_examples, size=20))
    return W


def noise_left_in(gradient, W0, n_examples, budget, rng):
    W, steps = W0.copy(), budget // 20
    for k in range(steps):
        lr = 1.0 if budget < 2000 else 0.15 * (1 + np.cos(np.pi * k / steps))
        W = W - lr * gradient(W, rng.integers(n_examples, size=20))
    return W


def single_examples(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for k in range(budget):
        W = W - 0.02 * (1 - k / budget) * gradient(W, [int(rng.integers(n_examples))])
    return W


def runs_into_the_budget(gradient, W0, n_examples, budget, rng):
    W, k = W0.copy(), 0
    while True:
        try:
            W = W - 0.3 * max(0.01, 1 - 20 * k / max(budget, 1)) * gradient(W, rng.integers(n_examples, size=20))
        except RuntimeError:
            return W
        k += 1


def one_batch_too_many(gradient, W0, n_examples, budget, rng):
    W, steps = W0.copy(), -(-budget // 20)
    for k in range(steps):
        W = W - 0.15 * (1 + np.cos(np.pi * k / steps)) * gradient(W, rng.integers(n_examples, size=20))
    return W


def ignores_the_budget(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for k in range(3000):
        W = W - 0.3 * (1 - k / 3000) * gradient(W, rng.integers(n_examples, size=20))
    return W


def returns_the_start(gradient, W0, n_examples, budget, rng):
    return W0


def returns_nothing(gradient, W0, n_examples, budget, rng):
    W = W0.copy()
    for k in range(budget // 20):
        W -= 0.3 * (1 - 20 * k / budget) * gradient(W, rng.integers(n_examples, size=20))


def changes_the_start(gradient, W0, n_examples, budget, rng):
    steps = budget // 20
    for k in range(steps):
        W0 -= 0.15 * (1 + np.cos(np.pi * k / steps)) * gradient(W0, rng.integers(n_examples, size=20))
    return W0


def other_random_numbers(gradient, W0, n_examples, budget, rng):
    W, steps = W0.copy(), budget // 20
    for k in range(steps):
        batch = np.random.randint(0, n_examples, 20)
        W = W - 0.15 * (1 + np.cos(np.pi * k / steps)) * gradient(W, batch)
    return W


def mean_of_nothing(gradient, W0, n_examples, budget, rng):
    W, steps, total, count = W0.copy(), budget // 20, 0 * W0, 0
    for k in range(steps):
        W = W - 0.3 * gradient(W, rng.integers(n_examples, size=20))
        if k > steps / 2:
            total, count = total + W, count + 1
    with np.errstate(all="ignore"):
        return total / np.float64(count)


def nothing_below_two_hundred(gradient, W0, n_examples, budget, rng):
    W, steps = W0.copy(), budget // 20 if budget >= 200 else 0
    for k in range(steps):
        W = W - 0.15 * (1 + np.cos(np.pi * k / steps)) * gradient(W, rng.integers(n_examples, size=20))
    return W


# choose.


def best_test(records):
    return int(np.argmax([np.nanmean(r["test"]) for r in records]))


def by_training_loss(records):
    return int(np.argmin([np.nan_to_num(r["train_loss"]).mean() for r in records]))


def best_single_run(records):
    return int(np.argmax([np.nanmax(r["validation"]) for r in records]))


def best_mean(records):
    return int(np.argmax([np.nan_to_num(r["validation"]).mean() for r in records]))


def line_of_a_deviation(records):
    runs = [np.nan_to_num(r["validation"]) for r in records]
    means = [a.mean() for a in runs]
    line = max(means) - runs[int(np.argmax(means))].std(ddof=1)
    return min((k for k, m in enumerate(means) if m >= line), key=lambda k: (records[k]["cost"], -means[k]))


def divides_by_n(records):
    runs = [np.nan_to_num(r["validation"]) for r in records]
    means = [a.mean() for a in runs]
    best = runs[int(np.argmax(means))]
    line = max(means) - best.std() / np.sqrt(len(best))
    return min((k for k, m in enumerate(means) if m >= line), key=lambda k: (records[k]["cost"], -means[k]))


def own_error_of_each(records):
    runs = [np.nan_to_num(r["validation"]) for r in records]
    means = [a.mean() for a in runs]
    errors = [a.std(ddof=1) / np.sqrt(len(a)) for a in runs]
    good = [k for k, m in enumerate(means) if m + errors[k] >= max(means)]
    return min(good, key=lambda k: (records[k]["cost"], -means[k]))


def first_above_the_line(records):
    runs = [np.nan_to_num(r["validation"]) for r in records]
    means = [a.mean() for a in runs]
    best = runs[int(np.argmax(means))]
    line = max(means) - best.std(ddof=1) / np.sqrt(len(best))
    return next(k for k, m in enumerate(means) if m >= line)


def lost_runs_left_out(records):
    runs = [np.array([a for a in r["validation"] if a == a]) for r in records]
    means = [a.mean() if len(a) else 0.0 for a in runs]
    best = runs[int(np.argmax(means))]
    line = max(means) - best.std(ddof=1) / np.sqrt(len(best))
    return min((k for k, m in enumerate(means) if m >= line), key=lambda k: (records[k]["cost"], -means[k]))


def lost_runs_win(records):
    runs = [np.array(r["validation"]) for r in records]
    means = [a.mean() for a in runs]
    best = int(np.argmax(means))  # NumPy's argmax takes NaN for the largest
    line = means[best] - runs[best].std(ddof=1) / np.sqrt(len(runs[best]))
    return min((k for k, m in enumerate(means) if not m < line), key=lambda k: (records[k]["cost"], -means[k]))


def returns_the_setting(records):
    return max(records, key=lambda r: np.mean(r["validation"]))


# describe_failure.


def smallest_losses(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    return np.argsort(m.sum(axis=1), kind="stable")[:10]


def smallest_first(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    return np.argsort(-m.sum(axis=1), kind="stable")[:10][::-1]


def only_the_largest_violation(W, X, y):
    s = X @ W.T
    m = s - s[np.arange(len(y)), y][:, None] + 1
    m[np.arange(len(y)), y] = 0
    return np.argsort(-m.max(axis=1), kind="stable")[:10]


def without_the_clip(W, X, y):
    s = X @ W.T
    m = s - s[np.arange(len(y)), y][:, None] + 1
    return np.argsort(-m.sum(axis=1), kind="stable")[:10]


def without_the_one(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None])
    return np.argsort(-m.sum(axis=1), kind="stable")[:10]


def ties_the_other_way(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    return np.argsort(m.sum(axis=1), kind="stable")[::-1][:10]


def always_ten(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    order = np.argsort(-m.sum(axis=1), kind="stable")
    return np.resize(order, 10)


def the_losses(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    return np.sort(m.sum(axis=1) - 1)[::-1][:10]


def eleven(W, X, y):
    s = X @ W.T
    m = np.maximum(0, s - s[np.arange(len(y)), y][:, None] + 1)
    return np.argsort(-m.sum(axis=1), kind="stable")[:11]


_LADDER = "learns tuned early"
CASES = [
    Case(goes_up, "fit", "learns early"),
    Case(whole_set_each_step, "fit", f"budget {_LADDER}"),
    Case(step_much_too_short, "fit", "tuned early"),
    Case(step_too_short, "fit", "tuned early"),
    Case(noise_left_in, "fit", "early"),
    Case(single_examples, "fit", f"budget {_LADDER}"),
    Case(runs_into_the_budget, "fit", "budget"),
    Case(one_batch_too_many, "fit", "budget"),
    Case(ignores_the_budget, "fit", "budget contract"),
    Case(returns_the_start, "fit", f"budget {_LADDER} contract"),
    Case(returns_nothing, "fit", f"budget {_LADDER} contract"),
    Case(changes_the_start, "fit", "contract"),
    Case(other_random_numbers, "fit", "contract"),
    Case(mean_of_nothing, "fit", "budget"),
    Case(nothing_below_two_hundred, "fit", "budget"),
    Case(best_test, "choose", "value noise lost_runs", "choose_best_test"),
    Case(by_training_loss, "choose", "value noise lost_runs", "choose_by_training_loss"),
    Case(best_single_run, "choose", "value noise lost_runs", "choose_best_run"),
    Case(best_mean, "choose", "noise", "choose_best_mean"),
    Case(line_of_a_deviation, "choose", "noise", "choose_within_deviation"),
    Case(divides_by_n, "choose", "noise", "choose_divides_by_n"),
    Case(own_error_of_each, "choose", "noise lost_runs", "choose_by_own_errors"),
    Case(first_above_the_line, "choose", "noise"),
    Case(lost_runs_left_out, "choose", "lost_runs", "choose_forgets_lost_runs"),
    Case(lost_runs_win, "choose", "lost_runs"),
    Case(returns_the_setting, "choose", "value noise lost_runs", "choose_best_mean"),
    Case(smallest_losses, "describe_failure", "largest", "failure_smallest_losses"),
    Case(smallest_first, "describe_failure", "largest", "failure_smallest_first"),
    Case(only_the_largest_violation, "describe_failure", "largest", "failure_worst_violation"),
    Case(without_the_clip, "describe_failure", "largest", "failure_not_clipped"),
    Case(without_the_one, "describe_failure", "largest", "failure_without_margin"),
    Case(ties_the_other_way, "describe_failure", "ties", "failure_ties_reversed"),
    Case(always_ten, "describe_failure", "ties"),
    Case(the_losses, "describe_failure", "largest ties"),
    Case(eleven, "describe_failure", "largest ties"),
]
