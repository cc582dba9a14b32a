"""Slips in the solutions of `svm_loss`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_svm_scores_value": {
        "returns_nothing": ("return examples", "examples", "Yours returned None (did you print"),
        "a_list": ("examples @ weights.T", "(examples @ weights.T).tolist()", "Yours returned a list"),
        "transposed": ("examples @ weights.T", "weights @ examples.T", "looks transposed"),
        "reshaped": ("examples @ weights.T", "(weights @ examples.T).reshape(len(X), len(W))", "rows are mixed up"),
        "largest_taken_off": (
            "return examples @ weights.T",
            "scores = examples @ weights.T\n    return scores - scores.max(axis=1)[:, None]",
            "largest score of each example was taken off",
        ),
        "a_feature_left_out": (
            "examples @ weights.T",
            "examples[:, 1:] @ weights[:, 1:].T",
            "one row of W and one row of X",
        ),
        "not_finite": ("examples @ weights.T", "examples @ weights.T / 0.0", "not a finite number"),
    },
    "test_svm_scores_contract": {
        "integers": (
            "return examples @ weights.T",
            "return np.asarray(X) @ np.asarray(W).T",
            "With integers your result is int",
        ),
        "single": ("dtype=float", "dtype=np.float32", "must be of type float64, yours is float32"),
        "changes_X": (
            "return examples @ weights.T",
            "table = examples @ weights.T\n    X *= 2\n    return table",
            "changed X",
        ),
        "changes_W": (
            "return examples @ weights.T",
            "table = examples @ weights.T\n    W -= W[0]\n    return table",
            "changed W",
        ),
        "in_place": (
            "examples = np.asarray(X, dtype=float)",
            "examples = X.copy()\n    examples -= 0.0",
            "integers in X your function stops: -= would put floats",
        ),
        "random": ("return examples", "return np.random.normal() + examples", "Two calls with the same arguments"),
    },
    "test_svm_margins_value": {
        "not_clipped": (
            "np.maximum(0.0, scores - correct + delta)",
            "scores - correct + delta",
            "below 0 costs nothing",
        ),
        "own_left": ("margins[rows, y] = 0.0", "pass", "no rival of itself"),
        "no_delta": ("+ delta)", ")", "+ delta is missing"),
        "reversed": ("scores - correct", "correct - scores", "turned round"),
        "squared": ("return margins", "return margins**2", "not squared"),
        "columns": ("margins[rows, y] = 0.0", "margins[:, y] = 0.0", "whole columns"),
        "mean": ("return margins", "return margins / len(X)", "entry [1, 1]"),
        "labels_sorted": ("rows = np.arange(len(y))", "y = np.sort(y)\n    rows = np.arange(len(y))", "entry ["),
        "no_column": ("[:, np.newaxis]", "[0]", "the score of its correct class"),
    },
    "test_svm_margins_delta": {
        "fixed": ("correct + delta", "correct + 1", "Does delta get to where the margin is computed?"),
        "scaled": ("scores - correct + delta", "delta * (scores - correct + 1)", "the same problem in other units"),
        "other_default": (
            "rows = np.arange(len(y))",
            "rows = np.arange(len(y))\n    delta = max(delta, 2)",
            "2.5 times",
        ),
    },
    "test_svm_margins_contract": {
        "changes_y": ("return margins", "y += 1\n    return margins", "changed y"),
        "labels_counted_from_the_end": ("scores[rows, y]", "scores[rows, -(len(W) - y)]", "do not compute with them"),
        "integers": ("return margins", "return margins.astype(W.dtype)", "With integers in W your result is int"),
        "single": ("scores = svm_scores(W, X)", "scores = X @ W.T", "With float32"),
    },
    "test_svm_loss_data_loss": {
        "returns_nothing": ("return float", "float", "yours is None (did you print"),
        "losses_of_all": (
            "float(np.mean(payments) + penalty)",
            "payments + penalty",
            "yours is an array of shape (6,)",
        ),
        "sum": ("np.mean(payments)", "np.sum(payments)", "the sum over the examples"),
        "mean_over_classes": ("np.sum(svm_margins", "np.mean(svm_margins", "number of classes"),
        "worst_class": ("np.sum(svm_margins", "np.max(svm_margins", "the largest margin"),
        "squared": ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, delta) ** 2", "squares the margins"),
        "correct_class": ("np.mean(payments)", "np.mean(payments) + delta", "leave the correct class out"),
        "divided_by_classes": ("np.mean(payments)", "np.sum(payments) / len(W)", "divides by 4, the number of classes"),
        "labels_sorted": (
            "svm_margins(W, X, y, delta)",
            "svm_margins(W, X, np.sort(y), delta)",
            "in reverse order",
        ),
        "return_in_the_loop": ("np.mean(payments)", "payments[0] / len(X)", "in reverse order"),
        "last_one_counts": ("np.mean(payments)", "payments[-1] / len(X)", "in reverse order"),
        "no_delta": ("y, delta)", "y, 0.0)", "The 1 in the margin is missing"),
        "nan": ("np.mean(payments)", "np.nan", "must be a finite number"),
    },
    "test_svm_loss_delta": {
        "not_handed_on": ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y)", "Does delta get to where"),
        "fixed": ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, 1.0)", "Does delta get to where"),
    },
    "test_svm_loss_regularisation": {
        "missing": (" + penalty", "", "The regularisation term is missing"),
        "half": ("reg * np.sum", "0.5 * reg * np.sum", "no factor 1/2"),
        "subtracted": ("+ penalty", "- penalty", "Large weights must cost"),
        "in_the_mean": ("np.mean(payments) + penalty", "(np.sum(payments) + penalty) / len(X)", "not part of the mean"),
        "each_example": ("+ penalty", "+ len(X) * penalty", "not once per example"),
        "absolute": ("np.asarray(W, dtype=float) ** 2", "np.abs(np.asarray(W, dtype=float))", "sum of the |W|"),
        "bias_left_out": (
            "np.asarray(W, dtype=float) ** 2",
            "np.asarray(W, dtype=float)[:, :-1] ** 2",
            "The last column is left out",
        ),
        "products_of_rows": (
            "np.asarray(W, dtype=float) ** 2",
            "np.asarray(W, float) @ np.asarray(W, float).T",
            "rows with other rows",
        ),
        "norm": ("np.sum(np.asarray(W, dtype=float) ** 2)", "np.linalg.norm(np.asarray(W, dtype=float))", "the root"),
        "reg_squared": ("reg * np.sum", "reg**2 * np.sum", "not reg"),
    },
    "test_svm_loss_laws": {
        "one_vs_all": (
            "svm_margins(W, X, y, delta)",
            "np.maximum(0, delta + svm_scores(W, X))",
            "when one vector is added to every row",
        ),
        "last_example_skipped": ("np.mean(payments)", "np.sum(payments[:-1]) / len(X)", "in reverse order"),
        "last_class_skipped": (
            "svm_margins(W, X, y, delta)",
            "svm_margins(W, X, y, delta)[:, :-1]",
            "numbered backwards",
        ),
        "counted": ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, delta) > 0", "above the chord"),
        "constant": ("np.mean(payments)", "0", "larger where every label is wrong"),
    },
    "test_svm_loss_contract": {
        "changes_W": ("return float", "W -= 1\n    return float", "changed W"),
        "single_penalty": ("np.asarray(W, dtype=float) ** 2", "W**2", "With float32 you return other numbers"),
        "random": ("np.mean(payments)", "np.mean(payments) + np.random.normal()", "Two calls with the same arguments"),
    },
    "test_predict_scaled_answer": {
        "printed": ("return twice, tenth", "print(twice, tenth)", "did you print the answer"),
        "one_missing": ("return twice, tenth", "return (twice,)", "Return 2 things, in this order: twice, tenth"),
        "as_text": ("return twice, tenth", "return twice, '3.54'", "Your tenth must be a number; it is '3.54'"),
    },
    "test_diagnose_laws_answer": {
        "no_such_letter": ('"abce"', '"abcf"', "Your S must be a letter from a to e; it is 'f'"),
    },
}
