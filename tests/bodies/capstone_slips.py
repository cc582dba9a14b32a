"""Slips in the solutions of `capstone`, and the words in which the visible checks speak of them."""

_LR = "0.15 * (1 + np.cos(np.pi * k / steps))"
SLIPS = {
    "test_fit_budget": {
        "one_too_many": ("budget // 20\n", "-(-budget // 20)\n", "after 6 calls that cost 120 it made another"),
        "by_examples": ("budget // 20\n", "budget // 10\n", "A call costs at least 20"),
        "refused_and_caught": (
            "        W -= lr * gradient(W, batch)\n    return W",
            "        W -= lr * gradient(W, batch)\n    try:\n        gradient(W, [0])\n    except RuntimeError:\n"
            "        pass\n    return W",
            "though it goes on without an answer",
        ),
        "unspent": ("range(steps)", "range(steps if budget >= 500 else 0)", "Of budget=130 your function spends 0"),
        "nothing_to_spend": ("    return W", "    return W if steps else None", "yours is None (did you print"),
    },
    "test_fit_learns": {
        "uphill": ("W -= lr", "W += lr", "Your steps go uphill"),
        "all_at_once": (
            "        W -= lr * gradient(W, batch)",
            "        if k < budget // 1000:\n            W -= 0.1 * gradient(W, np.arange(n_examples))",
            "It made 3 calls",
        ),
        "never_asks": ("lr * gradient(W, batch)", "lr", "never calls gradient"),
    },
    "test_fit_tuned": {
        "short_steps": ("0.15 *", "0.01 *", "Your steps are too short: with every gradient times 10"),
        "hardly_moves": ("0.15 *", "0.0001 *", "Your steps are too short: with every gradient times 1000"),
        "long_steps": (_LR, "3.0", "This cell asks for"),
    },
    "test_fit_early": {
        "noise": (_LR, "(0.3 if budget < 2000 else " + _LR + ")", "With budget=1000 you recognise"),
        "short_steps": (_LR, "(0.02 if budget < 2000 else " + _LR + ")", "With budget=1000 you recognise"),
    },
    "test_fit_contract": {
        "changes_start": ("np.array(W0, dtype=float)", "W0", "Your function writes into W0"),
        "kept": (
            "    W, steps =",
            '    fit.calls = getattr(fit, "calls", 0) + 1\n    rng = np.random.default_rng(fit.calls)\n    W, steps =',
            "Draw from rng only",
        ),
        "own_numbers": ("rng.permutation", "np.random.permutation", "Draw from rng only"),
    },
    "test_choose_value": {
        "test": ('record["validation"]', 'record["test"]', "It has the best test accuracy"),
        "best_run": (
            "means = [accuracies.mean()",
            "means = [accuracies.max()",
            "It has the best single run, but a mean of 0.86",
        ),
        "training_loss": (
            'np.nan_to_num(record["validation"])',
            '-np.nan_to_num(record["train_loss"], nan=1.0)',
            "It has the lowest training loss",
        ),
        "the_setting": (
            'return min(good, key=lambda k: (records[k]["cost"], -means[k]))',
            'return records[min(good, key=lambda k: (records[k]["cost"], -means[k]))]',
            "yours is a dict",
        ),
        "out_of_range": ("return min(good", "return 100 + min(good", "Return an index from 0 to 3"),
    },
    "test_choose_noise": {
        "best_mean": ("mean >= line]", "mean >= max(means)]", "Is there a cheaper setting within one standard error"),
        "deviation": (" / np.sqrt(len(runs[best]))", "", "In the hand example the answer is 1, yours is 2"),
        "divides_by_n": ("ddof=1", "ddof=0", "In the hand example the answer is 1, yours is 0"),
        "dearest_of_equals": ("-means[k]))", "means[k]))", "and 2 has the better mean; your choice is 1"),
    },
    "test_choose_lost_runs": {
        "left_out": (
            'np.nan_to_num(record["validation"])',
            'np.array([a for a in record["validation"] if a == a] or [0, 0])',
            "which counts as 0",
        ),
        "counted_as_one": (
            'np.nan_to_num(record["validation"])',
            'np.nan_to_num(record["validation"], nan=1.0)',
            "which counts as 0",
        ),
    },
    "test_describe_failure_largest": {
        "smallest": ("-violations.sum", "violations.sum", "The ten largest losses are those of the examples"),
        "not_clipped": (
            "np.maximum(0, scores - scores[rows, y][:, None] + 1)",
            "scores - scores[rows, y][:, None] + 1",
            "The ten largest losses",
        ),
        "largest_violation": ("violations.sum", "violations.max", "The ten largest losses"),
        "a_mask": ('kind="stable")[:10]', 'kind="stable")[:10] > 4', "Return a 1-D array of whole numbers"),
    },
    "test_describe_failure_ties": {
        "other_way": (
            'np.argsort(-violations.sum(axis=1), kind="stable")[:10]',
            'np.argsort(violations.sum(axis=1), kind="stable")[::-1][:10]',
            "Of equal losses the smaller index comes first",
        ),
        "unstable": (', kind="stable")[:10]', ")[:10]", "(np.argsort has a kind.)"),
        "always_ten": (
            'return np.argsort(-violations.sum(axis=1), kind="stable")[:10]',
            'return np.resize(np.argsort(-violations.sum(axis=1), kind="stable"), 10)',
            "Of two examples both are asked for, yours are [0, 1, 0, 1",
        ),
    },
}
