"""What is said to wrong answers to `stochastic_gradient_descent`."""

from bodies import stochastic_gradient_descent_wrong as wrong

from messages import Row

_ROWS = "rng.choice(U * copies, B, replace=False)"

ROWS = [
    Row("test_minibatches_epoch", ("yield batch", "yield batch\n        return"), "Your epoch ends after its first batch"),
    Row("test_minibatches_epoch", ("start + batch_size]", "start + batch_size + 1]"), "Your batches overlap"),
    Row("test_minibatches_epoch", ("rng.permutation(n)", "rng.integers(n, size=n)"), "with repeats", unsaid="random order"),
    Row("test_minibatches_drop_last", ("if drop_last and", "if False and"), "Your drop_last changes nothing"),
    Row("test_minibatches_drop_last", ("len(batch) < batch_size", "start + batch_size >= n"),
        "leaves out the last batch even if it is full"),
    Row("test_minibatches_shuffle", ("rng.permutation(n)", "np.arange(n)"), "Your batches come in the order 0, 1, 2"),
    Row("test_minibatches_shuffle", ("yield batch", "yield np.sort(batch)"), "Your batches are sorted"),
    Row("test_minibatches_shuffle", ("rng.permutation(n)", "np.random.permutation(n)"),
        "Your epoch comes in another order when rng is in the same state again"),
    Row("test_sgd_batches", wrong.numpys_own_choice, "Your batches are drawn with repeats"),
    Row("test_sgd_batches", ("X[batch], y[batch]", "X[batch * 0], y[batch * 0]"), "Look at what you call loss_grad with",
        unsaid="with repeats;"),
    Row("test_sgd_batches", ("            W = W - rate * dW", "            W = W - rate * dW\n            return W, history"),
        "does `return` stand inside the loops?"),
    Row("test_sgd_batches", ("range(n_epochs)", "range(1)"), "Your run ends after one epoch"),
    Row("test_sgd_fresh_order", ("history = []", "history = []\n    rng = np.random.default_rng(0)"),
        "a generator of your own with a fixed seed"),
    Row("test_sgd_fresh_order", ("history = []", "history = []\n    rng = np.random.default_rng()"),
        "Your batches differ when rng is in the same state again"),
    Row("test_sgd_steps", ("W - rate * dW", "W + rate * dW"), "Your step goes up the gradient"),
    Row("test_sgd_steps", ("rate * dW", "rate * len(batch) * dW"), "loss_grad gives a mean already", visible=True),
    Row("test_sgd_learning_rate", ("lr(len(history))", "lr(len(history) + 1)"), "Your steps are counted from 1"),
    Row("test_sgd_history", ("return W, np.array(history)", "return W"), "you return None"),
    Row("test_sgd_history", ("return W, np.array(history)", "return W, np.array(history[::3])"),
        "losses", visible=True),
    Row("test_sgd_contract", ("rate * dW", "rate * dW * np.random.uniform(0.9, 1.1)"),
        "is it drawn from another generator than rng?", unsaid="Nothing may survive"),
    Row("test_sgd_contract", ("return W, np", "X *= 0\n    return W, np"), "Your function changes X"),
    Row("test_schedule_step", ('t // kw["every"]', 't / kw["every"]'), "a staircase needs whole division"),
    Row("test_schedule_cosine", ("min(t, n_steps)", "t"), "rises again after n_steps"),
    Row("test_schedule_warmup", ("(t + 1) /", "t /"), "starts at 0, which wastes the first gradient"),
    Row("test_schedule_warmup", ("raise ValueError(", "raise KeyError("), "yours raises KeyError"),
    Row("test_duplicate_gradient_error_value", ("= 1 - C", "= -1"), "subtracts x once"),
    Row("test_duplicate_gradient_error_value", (" / np.linalg.norm(g_full)", ""), "Your error is absolute"),
    Row("test_duplicate_gradient_error_sampling", (_ROWS, "rng.integers(U * copies, size=B)"), "with replacement"),
    Row("test_duplicate_gradient_error_memory", (_ROWS, "rng.permutation(U * copies)[:B]"),
        "a list or a permutation of all their numbers", visible=True),
    Row("test_duplicate_gradient_error_memory", (_ROWS, "np.random.default_rng(0).choice(np.arange(U * copies), B)"),
        "Out of 3,000,000 rows you draw seven", visible=True),
]  # fmt: skip
