"""Slips in the solutions of `gradient`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_quadratic_grad_symmetric": {
        "returns_nothing": ("return both_places / 2 + b", "pass", "Yours returned None (did you print"),
        "a_list": (
            "return both_places / 2 + b",
            "return (both_places / 2 + b).tolist()",
            "Yours returned a list of length 2. Turn it into an array with np.asarray",
        ),
        "half_lost": ("both_places / 2", "both_places", "the factor 1/2 is lost"),
        "no_b": ("both_places / 2 + b", "both_places / 2", "What does b^T x add?"),
        "b_halved": ("both_places / 2 + b", "(both_places + b) / 2", "The part of b is halved"),
        "b_subtracted": ("both_places / 2 + b", "both_places / 2 - b", "The part of b has the wrong sign"),
        "b_times_x": ("both_places / 2 + b", "both_places / 2 + b * x", "The part of b still has x in it"),
        "star": ("A @ x + A.T @ x", "A * x + A.T * x", "an array of shape (2,)"),
        "nan": ("both_places / 2", "both_places * np.nan", "finite number"),
    },
    "test_quadratic_grad_any_matrix": {
        "symmetric_only": ("A @ x + A.T @ x", "2 * A @ x", "Yours is (8, 6)"),
        "transposed_only": ("A @ x + A.T @ x", "2 * A.T @ x", "in how many places"),
        "antisymmetric": ("A @ x + A.T @ x", "A @ x - A.T @ x", "describes the same hill"),
        "triangle_only": ("A @ x + A.T @ x", "2 * (np.triu(A) + np.triu(A, 1).T) @ x", "describes the same hill"),
    },
    "test_quadratic_grad_contract": {
        "changes_b": (
            "return both_places / 2 + b",
            "b += both_places / 2\n    return b",
            "Your function changed b",
        ),
        "random": ("/ 2 + b", "/ 2 + b + np.random.normal()", "Two calls with the same arguments differ"),
        "in_place": (
            "A, b, x = (np.asarray(array, dtype=np.float64) for array in (A, b, x))",
            "x = x.copy()\n    x *= 1.0",
            "type int64. *= would put floats into an array of integers",
        ),
        "float32_stays": (
            "A, b, x = (np.asarray(array, dtype=np.float64) for array in (A, b, x))",
            "pass",
            "array of float64",
        ),
    },
    "test_directional_derivative_unit_vector": {
        "a_vector": (
            "float(g @ moderate / np.linalg.norm(moderate))",
            "g * u",
            "Yours returned an array of shape (2,)",
        ),
        "downhill": ("float(g @", "-float(g @", "up is positive, down is negative"),
        "cosine": ("float(g @", "float(g / np.linalg.norm(g) @", "The gradient keeps its length"),
        "length_only": ("g @ moderate / np.linalg.norm(moderate)", "np.linalg.norm(g)", "the length of g"),
        "l1": ("np.linalg.norm(moderate)", "np.linalg.norm(moderate, 1)", "|0.6| + |0.8|"),
        "largest": ("/ np.linalg.norm(moderate)", "", "This divides by the largest entry"),
        "never_negative": ("float(g @", "abs(g @", "down is negative"),
        "averaged": ("g @ moderate /", "np.mean(g * moderate) /", "a mix of axes"),
    },
    "test_directional_derivative_any_length": {
        "as_it_comes": ("g @ moderate / np.linalg.norm(moderate)", "g @ u", "It grew with the length of u"),
        "squared": ("g @ moderate / np.linalg.norm(moderate)", "g @ u / (u @ u)", "the square of the length"),
        "times_length": ("g @ moderate / np.linalg.norm(moderate)", "g @ u * np.linalg.norm(u)", "length of u twice"),
    },
    "test_directional_derivative_contract": {
        "zero_is_zero": ('raise ValueError("the zero vector has no direction")', "return 0.0", "Yours returned 0.0"),
        "zero_is_another_error": ("raise ValueError", "raise ZeroDivisionError", "Yours raised ZeroDivisionError"),
        "overflows": ("moderate = u / largest", "moderate = u", "bring u to a moderate size"),
        "short_is_zero": ("largest == 0", "largest < 1e-9", "bring u to a moderate size"),
        "changes_u": ("moderate = u / largest", "u /= largest\n    moderate = u", "Your function changed u"),
        "float32_stays": (
            "g, u = (np.asarray(array, dtype=np.float64) for array in (g, u))",
            "pass",
            "Turn the arguments into float64",
        ),
    },
    "test_steepest_direction_l2": {
        "not_normalised": (
            "return moderate / np.linalg.norm(moderate)",
            "return g",
            "Its length in this norm is 8.602",
        ),
        "downhill": ("return moderate /", "return -moderate /", "It leads down"),
        "sizes": ("moderate = g / sizes.max()", "moderate = sizes / sizes.max()", "is possible"),
    },
    "test_steepest_direction_l1": {
        "scaled_gradient": ("u = np.zeros(len(g))", "return g / sizes.sum()", "which one gives most for it"),
        "sign_forgotten": ("u[best] = np.sign(g[best])", "u[best] = 1", "It leads down"),
        "largest_without_size": ("best = np.argmax(sizes)", "best = np.argmax(g)", "which one gives most for it"),
        "ties_in_full": (
            "u = np.zeros(len(g))",
            "return np.sign(g) * (sizes == sizes.max())",
            "Its length in this norm is 2",
        ),
    },
    "test_steepest_direction_linf": {
        "zeros_and_ones": ("return np.sign(g)", "return (g > 0).astype(float)", "Which is best for each?"),
        "scaled_gradient": ("return np.sign(g)", "return g / sizes.max()", "Which is best for each?"),
        "on_the_circle": ("return np.sign(g)", "return np.sign(g) / np.sqrt(len(g))", "it must be 1"),
    },
    "test_steepest_direction_contract": {
        "nan_for_zero": ("if not sizes.any():", "if False:", "three zeros"),
        "unknown_norm": ('if norm not in ("l1", "l2", "linf"):', "if False:", 'for the norm "l3"'),
        "overflows": ("moderate = g / sizes.max()", "moderate = g", "bring g to a moderate size first"),
        "changes_g": (
            "moderate = g / sizes.max()",
            "g /= sizes.max()\n        moderate = g",
            "Your function changed g",
        ),
        "types_stay": ("g = np.asarray(g, dtype=np.float64)", "pass", "Turn them into float64"),
    },
    "test_diagnose_gradient_answer": {
        "printed": ('return 2, 7, "a"', 'print(2, 7, "a")', "did you print the answer"),
        "in_words": ('"a"', '"A x"', "Your slip must be a letter from a to e; it is 'A x'"),
    },
    "test_predict_rescaled_answer": {
        "gradient_only": (", 10 * along_x / along_y", "", "Return 3 things, in this order: along_x, along_y, ratio"),
        "as_text": ("10 * along_x / along_y", "'500/7'", "Your ratio must be a number; it is '500/7'"),
    },
}
