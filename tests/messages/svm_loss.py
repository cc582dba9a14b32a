"""What is said to wrong answers to `svm_loss`."""

from messages import Row

ROWS = [
    Row(
        "test_svm_loss_data_loss",
        ("np.mean(payments)", "np.sum(payments)"),
        "Your loss is the sum over the examples; divide it by N",
    ),
    Row(
        "test_svm_loss_data_loss",
        ("np.mean(payments)", "np.sum(payments) / len(W)"),
        "Your loss is divided by C, the number of classes; the mean is over the examples: divide by N.",
    ),
    Row(
        "test_svm_loss_data_loss",
        ("svm_margins(W, X, y, delta)", "svm_margins(W, X, np.sort(y), delta)"),
        "Your loss takes the labels in sorted order",
    ),
    Row(
        "test_svm_loss_data_loss",
        ("svm_margins(W, X, y, delta)", "svm_margins(W, X, np.sort(y), delta)"),
        "The loss should stay the same when the examples come in reverse order.",
        visible=True,
    ),
    Row(
        "test_svm_loss_data_loss",
        [
            ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, delta) ** 2"),
            ("np.mean(payments)", "np.sum(payments)"),
        ],
        "Two slips at once. Your loss squares the margins",
    ),
    Row(
        "test_svm_loss_data_loss",
        ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, delta)[:, 1:]"),
        "Your loss leaves out class 0; classes are counted from 0.",
    ),
    Row(
        "test_svm_loss_data_loss",
        ("float(np.mean(payments) + penalty)", "payments + penalty"),
        "it is an array of shape (1,) and type float64. Take the number out of it, with .item().",
    ),
    Row("test_svm_loss_data_loss", ("return float", "float"), "did you print the result instead of returning it?"),
    Row(
        "test_svm_loss_data_loss",
        ("np.mean(payments)", "payments[0] / len(X)"),
        "Your loss holds the first example only; perhaps the function returns inside the loop.",
    ),
    Row(
        "test_svm_loss_regularisation",
        ("reg * np.sum", "0.5 * reg * np.sum"),
        "Your regularisation term has the factor 1/2 of other courses; in this one it is reg * np.sum(W**2).",
    ),
    Row(
        "test_svm_loss_regularisation",
        ("reg * np.sum", "0.5 * reg * np.sum"),
        "In this course the term has no factor 1/2. Other courses have it.",
        visible=True,
    ),
    Row(
        "test_svm_loss_regularisation",
        ("np.asarray(W, dtype=float) ** 2", "np.asarray(W, dtype=float)[:, :-1] ** 2"),
        "The last column is left out. In this course every weight counts, those of a bias too.",
        visible=True,
        unsaid="Square each weight",
    ),
    Row(
        "test_svm_loss_regularisation",
        ("np.asarray(W, dtype=float) ** 2", "np.asarray(W, dtype=float)[:, :-1] ** 2"),
        "Your regularisation term leaves out the last column of W; in this course every weight counts.",
    ),
    Row(
        "test_svm_loss_regularisation",
        ("np.asarray(W, dtype=float) ** 2", "np.asarray(W, float) @ np.asarray(W, float).T"),
        "Your regularisation term multiplies rows of W with other rows",
    ),
    Row(
        "test_svm_loss_regularisation",
        ("+ penalty", "+ penalty * (1 + 1e-4)"),
        "It is too large by 1.0e-04 of its size, reg times the sum of all squared weights.",
        unsaid="1 times",
    ),
    Row(
        "test_svm_loss_laws",
        ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y, delta)[:, :-1]"),
        "Your loss leaves out the last class; range(C) already ends at C - 1.",
    ),
    Row(
        "test_svm_loss_laws",
        ("np.mean(payments)", "np.sum(payments[::2]) / len(X)"),
        "Its value is off there too, so the cell data_loss may have the same cause.",
    ),
    Row(
        "test_svm_loss_delta",
        ("svm_margins(W, X, y, delta)", "svm_margins(W, X, y)"),
        "Your loss is that of delta 1 whatever delta is; hand the argument on",
    ),
    Row(
        "test_svm_loss_contract",
        ("np.mean(payments)", "np.mean(payments) + np.random.normal()"),
        "Nothing may survive from one call to the next, and nothing may be random.",
    ),
    Row(
        "test_svm_margins_value",
        ("np.maximum(0.0, scores - correct + delta)", "scores - correct + delta"),
        "Your margins go below 0; a class that is low enough pays nothing and gets nothing back: max(0, margin).",
    ),
    Row(
        "test_svm_margins_value",
        ("margins[rows, y] = 0.0", "margins[:, y] = 0.0"),
        "Your margins are 0 in whole columns",
    ),
    Row(
        "test_svm_margins_delta",
        ("correct + delta", "correct + 1"),
        "Your margins always ask for 1; use the argument delta, which is 1 only by default.",
    ),
    Row(
        "test_svm_scores_value",
        ("examples @ weights.T", "weights @ examples.T"),
        "Your scores have one row a class; this course keeps one row an example",
    ),
    Row(
        "test_svm_scores_value",
        ("return examples @ weights.T", "return float((examples @ weights.T).sum())"),
        "you return one number, float. Does a sum, a mean or a dot product run over more than it should?",
    ),
    Row(
        "test_svm_scores_contract",
        ("examples = np.asarray(X, dtype=float)", "examples = X.copy()\n    examples -= 0.0"),
        "Your function stops with integers in X, at -=, which would put floats into an array of int64",
    ),
    Row(
        "test_svm_scores_contract",
        ("examples = np.asarray(X, dtype=float)", "examples = X.copy()\n    examples -= 0.0"),
        "With integers in X your function stops: -= would put floats into an array of integers.",
        visible=True,
    ),
]
