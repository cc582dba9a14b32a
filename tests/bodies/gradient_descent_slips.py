"""Slips in the solutions of `gradient_descent`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_gradient_descent_trajectory": {
        "returns_nothing": ("return path", "pass", "Return a NumPy array, yours is None (did you print"),
        "returns_a_list": ("return path", "return path.tolist()", "yours is a list"),
        "last_point_only": ("return path", "return x", "Yours has the shape (2,)"),
        "one_step_short": ("return path", "return path[:-1]", "x0 and then one row a step"),
        "uphill": ("x - lr", "x + lr", "This step goes up"),
        "lr_squared": ("x - lr *", "x - lr**2 *", "lr**2 times the gradient"),
        "rows_alias": (
            "return path",
            "return np.stack([path[0]] + [path[-1]] * n_steps)",
            "Do the rows share one array?",
        ),
        "row_0_missing": ("path[0] = x\n", "path[0] = 0\n", "Row 0 must be x0"),
        "gradient_of_x0": ("grad(x)", "grad(np.array(x0, dtype=float))", "where is its gradient taken?"),
        "stops_late": ("x = x - lr", "x = x - (lr if k < 20 else 0)", "so what changes later?"),
    },
    "test_gradient_descent_calls": {
        "twice": ("grad(x), dtype", "(grad(x), grad(x))[1], dtype", "called grad 12 times"),
        "tiny_gradient": (
            "        x = x - lr",
            "        if np.linalg.norm(grad(x)) < 1e-6:\n            break\n        x = x - lr",
            "called grad 12 times",
        ),
        "zero_gradient": (
            "        x = x - lr * np.asarray(grad(x), dtype=float)\n        path[k + 1] = x",
            "        g = grad(x)\n        path[k + 1 :] = x = x - lr * np.asarray(g, dtype=float)\n"
            "        if not np.any(g):\n            break",
            "From the minimum, with n_steps=3 your function called grad 1 times. Take all the steps",
        ),
        "sum_of_entries": (
            "        x = x - lr * np.asarray(grad(x), dtype=float)\n        path[k + 1] = x",
            "        g = grad(x)\n        path[k + 1 :] = x = x - lr * np.asarray(g, dtype=float)\n"
            "        if abs(sum(g)) < 1e-9 and np.any(g):\n            break",
            "With a gradient that is (1, -1) everywhere, and n_steps=4 your function called grad 1 times",
        ),
        "small_step": (
            "        path[k + 1] = x",
            "        path[k + 1 :] = x\n        if k and 0 < np.linalg.norm(x - path[k - 1]) < 1e-9:\n            break",
            "With n_steps=300 your function called grad",
        ),
    },
    "test_gradient_descent_contract": {
        "changes_x0": (
            "        path[k + 1] = x",
            "        path[k + 1] = x\n        if x0.dtype == float:\n            x0[:] = x",
            "changed x0",
        ),
        "changes_x0_at_the_end": ("return path", "x0[0] = 7\n    return path", "changed x0"),
        "random": ("return path", "return path + np.random.normal()", "Two calls with the same arguments differ"),
        "integer_rows": (
            "np.empty((n_steps + 1, x.size))",
            "np.empty((n_steps + 1, x.size), np.array(x0).dtype)",
            "must hold float64",
        ),
        "truncated": ("path[k + 1] = x", "path[k + 1] = x.astype(np.array(x0).dtype)", "Does it keep the type of x0?"),
        "adds_in_place": (
            "x = np.array(x0, dtype=float)\n    path",
            "x = np.array(x0)\n    x -= 0.5\n    x += 0.5\n    path",
            "floats into an array of integers",
        ),
        "row_0_written_later": ("path[0] = x\n", "path[0] = x if n_steps else 0\n", "the only row is x0"),
    },
    "test_lr_limit_value": {
        "nothing": ("return float(", "float(", "yours is None (did you print"),
        "half": ("2 / np", "1 / np", "1 over the largest eigenvalue"),
        "smallest": ("[-1]", "[0]", "belongs to the smallest eigenvalue"),
        "frobenius": ("np.linalg.eigvalsh(A)[-1]", "np.linalg.norm(A)", "Frobenius norm"),
        "trace": ("np.linalg.eigvalsh(A)[-1]", "np.trace(A)", "the sum of the eigenvalues"),
        "diagonal": ("np.linalg.eigvalsh(A)[-1]", "np.diag(A).max()", "the largest entry"),
        "upside_down": ("2 / np.linalg.eigvalsh(A)[-1]", "np.linalg.eigvalsh(A)[-1] / 2", "upside down"),
        "all_of_them": ("float(2 / np.linalg.eigvalsh(A)[-1])", "2 / np.linalg.eigvalsh(A)", "of shape (2,)"),
        "second": ("[-1]", "[1]", "(C_CHECK) the limit is 1/4"),
        "changes_A": (
            "return float(2 / np.linalg.eigvalsh(A)[-1])",
            "limit = float(2 / np.linalg.eigvalsh(A)[-1])\n    A *= 0\n    return limit",
            "changed A",
        ),
        "constant": ("2 / np.linalg.eigvalsh(A)[-1]", "0.3", "the limit is 1/3, yours is 0.3"),
    },
    "test_lr_optimal_value": {
        "limit": ("eigenvalues[0] + eigenvalues[-1]", "eigenvalues[-1]", "This is the limit"),
        "one_over_largest": ("2 / (eigenvalues[0] + eigenvalues[-1])", "1 / eigenvalues[-1]", "could go faster"),
        "half": ("float(2 /", "float(1 /", "This is half of it"),
        "difference": (
            "eigenvalues[0] + eigenvalues[-1]",
            "eigenvalues[-1] - eigenvalues[0]",
            "divides by a difference",
        ),
        "all_of_them": ("eigenvalues[0] + eigenvalues[-1]", "eigenvalues.sum()", "only the extreme eigenvalues count"),
        "changes_A": ("return float", "A[0, 0] = 0\n    return float", "changed A"),
        "random": ("return float(", "return np.random.normal() + float(", "the best step size is 2/7, yours is"),
        "whole_numbers": ("return float(2 /", "return float(2 * (A.dtype.kind == 'f') /", "With int64 in A"),
    },
    "test_contraction_small_steps": {
        "smallest": ("np.max(", "np.min(", "sizes first, then the worst"),
        "steepest": ("np.max(np.abs(1 - lr * eigenvalues))", "abs(1 - lr * eigenvalues[-1])", "the worst is 0.9"),
        "square": (
            "np.max(np.abs(1 - lr * eigenvalues))",
            "np.max((1 - lr * eigenvalues) ** 2)",
            "by that the loss shrinks",
        ),
        "mean": ("np.max(", "np.mean(", "the mean over the directions"),
        "half": ("lr * eigenvalues", "lr / 2 * eigenvalues", "the worst is 0.9"),
        "changes_A": ("return float", "A *= lr\n    return float", "changed A"),
        "one": ("lr * eigenvalues", "0 * eigenvalues", "so the worst is 0.9; yours is 1"),
    },
    "test_contraction_large_steps": {
        "no_size": ("np.abs(1 - lr * eigenvalues)", "1 - lr * eigenvalues", "sizes first, then the worst"),
        "flattest": ("np.max(np.abs(1 - lr * eigenvalues))", "abs(1 - lr * eigenvalues[0])", "the worst is 0.8"),
        "capped": ("return float(", "return min(1.0, ", "the worst is 1.4"),
    },
    "test_backtracking_value": {
        "returns_nothing": ("return float(alpha)", "pass", "yours is None (did you print"),
        "returns_the_step": ("return float(alpha)", "return alpha * p", "of shape (1,)"),
        "returns_k": (
            "return float(alpha)",
            "return round(np.log(alpha / alpha0) / np.log(rho))",
            "the number of trials that failed",
        ),
        "once_too_often": ("return float(alpha)", "return float(alpha * rho)", "One step shorter than needed"),
        "one_too_early": ("return float(alpha)", "return float(alpha / rho)", "The trial at 0.5 still goes up"),
        "no_c": ("start + c * alpha * slope", "start", "Where is c in your condition?"),
        "sign": ("start + c * alpha", "start - c * alpha", "99960. So alpha is 0.5"),
        "no_alpha": ("c * alpha * slope", "c * slope", "shrink with alpha?"),
        "along_minus_g": ("f(x + alpha * p)", "f(x - alpha * g)", "That is x - alpha * g: walk along p."),
        "unit_vector": ("f(x + alpha * p)", "f(x + alpha * p / np.linalg.norm(p))", "divided by its length"),
        "skips_the_first": ("alpha = alpha0", "alpha = alpha0 * rho", "So alpha = 1 is never tried"),
        "twenty_trials": (
            "while not",
            "while alpha > alpha0 * rho**20 and not",
            "Does anything else than the condition end your loop?",
        ),
        "a_hundred_trials": (
            "while not",
            "while alpha > alpha0 * rho**100 and not",
            "Does anything else than the condition end your loop?",
        ),
        "a_tiny_step": (
            "while not",
            "while alpha > 1e-16 and not",
            "Does anything else than the condition end your loop?",
        ),
        "changes_x": ("return float(alpha)", "x += alpha * p\n    return float(alpha)", "changed x"),
        "changes_p": ("return float(alpha)", "p *= alpha\n    return float(alpha)", "changed p"),
        "changes_g": ("return float(alpha)", "g *= alpha\n    return float(alpha)", "changed g"),
        "writes_into_x": ("start = f(x)", "start = f(x)\n    x = x.copy()\n    x += 0.0 * p", "floats into x"),
    },
    "test_backtracking_parameters": {
        "always_half": ("alpha * rho", "alpha * 0.5", "with alpha0=3.0, rho=0.1"),
        "always_from_1": ("alpha = alpha0", "alpha = 1.0", "with alpha0=0.8"),
        "always_little": ("c * alpha * slope", "1e-4 * alpha * slope", "with c=0.5"),
    },
    "test_backtracking_undefined": {
        "accepts_nan": (
            "while not -np.inf < f(x + alpha * p) <=",
            "while f(x + alpha * p) >",
            "A comparison with NaN is never true",
        ),
        "accepts_minus_infinity": ("-np.inf < f(", "f(", "At that trial f is -inf, which does not keep the condition"),
    },
    "test_backtracking_ascent": {
        "silent": ("slope >= 0", "False", "straight uphill"),
        "another_error": ("ValueError", "ArithmeticError", "yours raised ArithmeticError"),
        "right_angles": ("slope >= 0", "slope > 0", "at a right angle"),
    },
    "test_backtracking_calls": {
        "again_and_again": ("<= start", "<= f(x)", "called f 7 times"),
    },
    "test_diagnose_walks_answer": {
        "three": (', "e"', "", "Return 4 things, in this order: log A, log B"),
        "number": ('"d"', "4", "Your answer for log C must be a letter from a to h; it is 4"),
    },
    "test_predict_edge_answer": {
        "nothing": ("return 4.0", "_ = 4.0", "did you print the answer"),
        "text": ("4.0,", "'4',", "Your answer for the limit must be a number; it is '4'"),
    },
    "test_predict_units_answer": {"one": (", 2 / 100**2", "", "Return 2 things")},
    "test_predict_steps_answer": {
        "infinite": ("-np.log(999 / 1001)", "np.zeros(())", "Your answer for the best step size must be a number"),
    },
    "test_predict_armijo_answer": {"text": ("2 * (1 - 0.1)", "'c'", "Your answer for c = 0.1 must be a number")},
}
