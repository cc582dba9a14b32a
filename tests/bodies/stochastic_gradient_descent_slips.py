"""Slips in the solutions of `stochastic_gradient_descent`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_minibatches_epoch": {
        "loses_the_remainder": (
            "range(0, n, batch_size)",
            "range(0, n - batch_size + 1, batch_size)",
            "3, 3; wanted are 3, 3, 1",
        ),
        "overlaps": ("start + batch_size]", "start + batch_size + 1]", "the sizes of your batches are 3, 3, 2"),
        "lists": ("yield batch", "yield batch.tolist()", "a batch is a 1-D NumPy array of integers"),
        "drawn_anew": (
            "batch = order[start : start + batch_size]",
            "batch = rng.choice(n, len(order[start : start + batch_size]), replace=False)",
            "times in one epoch, wanted is once",
        ),
        "with_replacement": ("rng.permutation(n)", "rng.integers(n, size=n)", "times in one epoch, wanted is once"),
        "from_one": ("rng.permutation(n)", "1 + rng.permutation(n)", "is no index of an example"),
        "nothing": ("yield batch", "pass", "yield one batch after another"),
    },
    "test_minibatches_drop_last": {
        "ignored": ("if drop_last and", "if False and", "wanted are 3, 3. Only a last batch that is short"),
        "full_ones_too": ("len(batch) < batch_size", "start + batch_size >= n", "wanted are 2, 2, 2"),
        "always_the_same": ("rng.permutation(n)", "np.append(rng.permutation(n - 1), n - 1)", "only [3] sat out"),
    },
    "test_minibatches_shuffle": {
        "not_at_all": ("rng.permutation(n)", "np.arange(n)", "it is not shuffled"),
        "seed_inside": ("rng.permutation(n)", "np.random.default_rng(0).permutation(n)", "Is there a seed inside"),
        "other_generator": ("rng.permutation(n)", "np.random.default_rng().permutation(n)", "draw from rng only"),
        "sorted": ("yield batch", "yield np.sort(batch)", "sort nothing"),
    },
    "test_sgd_batches": {
        "labels_left_behind": ("y[batch]", "y[: len(batch)]", "Take X and y with the same indices"),
        "remainder_lost": ("batch_size, rng)", "batch_size, rng, drop_last=True)", "wanted are 3, 3, 1, 3, 3, 1"),
        "one_epoch": ("range(n_epochs)", "range(1)", "wanted are 2, 2, 2, 2, 2, 2"),
        "first_example_only": ("X[batch], y[batch]", "X[batch * 0], y[batch * 0]", "wanted is each of 0 to 5 once"),
    },
    "test_sgd_fresh_order": {
        "once": (
            "    for _ in range(n_epochs):\n        for batch in minibatches(len(X), batch_size, rng):",
            "    order = list(minibatches(len(X), batch_size, rng))\n    for _ in range(n_epochs):\n        for batch in order:",
            "draw a fresh permutation for every epoch",
        ),
        "own_seed": (
            "history = []",
            "history = []\n    rng = np.random.default_rng(0)",
            "Another rng gives the same batches",
        ),
        "own_generator": ("history = []", "history = []\n    rng = np.random.default_rng()", "draw from rng only"),
    },
    "test_sgd_steps": {
        "sum": ("rate * dW", "rate * len(batch) * dW", "loss_grad gives a mean already"),
        "uphill": ("W - rate * dW", "W + rate * dW", "It goes up the gradient"),
        "half": ("rate * dW", "0.5 * rate * dW", "0.5 times as far"),
        "reg_shared_out": ("y[batch], reg)", "y[batch], reg / len(batch))", "hand reg on as it is"),
        "starts_at_zero": ("np.array(W0, dtype=np.float64)", "0.0 * W0", "is at W0, yours is elsewhere"),
    },
    "test_sgd_learning_rate": {
        "from_one": ("lr(len(history))", "lr(len(history) + 1)", "the rates of t = 1, 2, 3, 4, 5, 6"),
        "always_first": ("lr(len(history))", "lr(0)", "the rates of t = 0, 0, 0, 0, 0, 0"),
        "per_epoch": ("lr(len(history))", "lr(len(history) // 3)", "the rates of t = 0, 0, 0, 1, 1, 1"),
        "every_example": ("lr(len(history))", "lr(16 * len(history))", "numbered from 0 to 5"),
    },
    "test_sgd_history": {
        "per_epoch": ("return W, np.array(history)", "return W, np.array(history[::3])", "your history has 3 losses"),
        "nothing": ("return W, np.array(history)", "return W, None", "must be a list or an array of losses"),
        "summed": ("float(loss)", "float(loss) * len(batch)", "It is the loss before the step"),
        "asks_twice": (
            "history.append(",
            "loss_grad(W, X[batch], y[batch], reg); history.append(",
            "Call it once in every step",
        ),
        "weights_only": ("return W, np.array(history)", "return W", "Return two things, W and history"),
    },
    "test_sgd_contract": {
        "in_place": ("W = W - rate * dW", "W0 -= rate * dW; W = W0 * 1.0", "changed W0"),
        "changes_X": (
            "return W, np.array(history)",
            "X *= 0\n    return W, np.array(history)",
            "changed X",
        ),
        "float32": ("return W,", "return W.astype(np.float32),", "Your W is float32"),
    },
    "test_schedule_step": {
        "true_division": ('t // kw["every"]', 't / kw["every"]', "It stays level"),
        "late": ("(t // ", "((t - 1) // ", "at t = 0 is 1.6; wanted is 0.8"),
    },
    "test_schedule_exp_inv": {
        "base": ('np.exp(-kw["decay"] * t)', 'kw["decay"] ** t', "each step halves it"),
        "scale": ('(1 + kw["decay"] * t)', '(1 + t / kw["decay"])', "half of lr0 at t = 2"),
    },
    "test_schedule_cosine": {
        "not_held": ("min(t, n_steps)", "t", "at t = 5 is"),
        "one_short": ("/ n_steps))", "/ (n_steps - 1)))", "is half-way between in the middle"),
        "no_half": ("n_steps)) / 2", "n_steps))", "at t = 0 is 2; wanted is 1"),
        "no_lr_min": ('kw.get("lr_min", 0.0)', "0.0", "lr_min=0.2) at t = 1"),
    },
    "test_schedule_warmup": {
        "from_zero": ("(t + 1) /", "t /", "at t = 0 is 0; wanted is 0.2"),
        "not_held": ('min(1.0, (t + 1) / kw["n_warmup"])', '(t + 1) / kw["n_warmup"]', "at t = 4 is 1; wanted is 0.8"),
        "one_late": (
            '(t + 1) / kw["n_warmup"]',
            '(t + 1) / (kw["n_warmup"] + 1)',
            "the fourth and all later ones have lr0",
        ),
        "no_error": (
            'raise ValueError(f"no schedule is called {kind!r}")',
            "return lambda t: lr0",
            "Yours raised nothing",
        ),
        "other_error": ("raise ValueError(", "raise KeyError(", "Yours raised KeyError"),
        "a_number": (
            'if kind == "inv":',
            'if kind == "inv":\n        return 0.1',
            'schedule("inv", ...) must return a function',
        ),
    },
    "test_duplicate_gradient_error_value": {
        "absolute": (" / np.linalg.norm(g_full)", "", "divided by the length of the full gradient"),
        "squared": ("norm(g_full))", "norm(g_full)) ** 2", "This is the square of the error"),
        "correct_row_once": ("= 1 - C", "= -1", "Do one by hand"),
        "classes_that_occur": (
            "int(np.max(yu)) + 1",
            "len(np.unique(yu))\n    yu = np.unique(yu, return_inverse=True)[1]",
            "counts two classes",
        ),
        "batch_sum": ("minlength=U) / B", "minlength=U)", "The gradient of a batch is a mean"),
        "nothing": ("return float(", "float(", "yours is None (did you print"),
    },
    "test_duplicate_gradient_error_sampling": {
        "with_replacement": (
            "rng.choice(U * copies, B, replace=False)",
            "rng.integers(U * copies, size=B)",
            "Is each row drawn at most once",
        ),
        "one_of_each": ("rng.choice(U * copies, B, replace=False)", "np.arange(B)", "draw from the rng that is given"),
        "other_generator": ("rng.choice(", "np.random.default_rng().choice(", "draw from the rng that is given"),
    },
    "test_duplicate_gradient_error_memory": {
        "rows_made": (
            "A = np.ones((U, C))",
            "np.repeat(Xu, copies, axis=0)\n    A = np.ones((U, C))",
            "Do not make the rows",
        ),
        "numbers_listed": (
            "rows = rng.choice(U * copies, B, replace=False) % U",
            "rows = rng.choice(U * copies, B, replace=False) % U\n    everybody = np.arange(min(U * copies, 10**7))",
            "Do not make the rows, nor a list",
        ),
    },
    "test_diagnose_batches_answer": {
        "four": (", np.exp(-1)", "", "Return 5 things, in this order: log A, log B"),
        "letter": ('"f"', '"y"', "Your answer for log D must be a letter from a to g; it is 'y'"),
        "share": ("np.exp(-1)", "'third'", "Your answer for the share must be a number; it is 'third'"),
    },
    "test_predict_ball_answer": {
        "nothing": ("return", "_ =", "did you print the answer"),
        "list": ("np.sqrt(0.02 / 1.98),", "[0.1],", "Your answer for batches of one must be a number; it is [0.1]"),
    },
    "test_predict_copies_answer": {"two": (", 16 * 25, 16 * 25", ", 16 * 25", "Return 3 things")},
}
