"""Wrong answers of the demo class: edits of the solutions, by exercise.

Each is its name, what it does in words, the function, a piece of its solution, what stands in its place, and the known
mistake that must be named, if there is one.
"""

EDITS: dict[str, tuple[tuple[str, str, str, str, str, str | None], ...]] = {
    "gradient": (
        (
            "symmetric_only",
            "takes every matrix for symmetric",
            "quadratic_grad",
            "both_places = A @ x + A.T @ x",
            "both_places = 2 * A @ x",
            "quadratic_only_a_x",
        ),
        (
            "length_forgotten",
            "does not divide by the length of u",
            "directional_derivative",
            "float(g @ moderate / np.linalg.norm(moderate))",
            "float(g @ u)",
            "slope_not_normalised",
        ),
        (
            "largest_without_size",
            "takes the largest entry of g for l1, not the one largest in size",
            "steepest_direction",
            "best = np.argmax(sizes)",
            "best = np.argmax(g)",
            "steepest_l1_largest_without_size",
        ),
    ),
    "gradient_check": (
        (
            "kinks_compared",
            "the checker compares entries at kinks like any other, so it raises false alarms there",
            "gradient_check",
            "            n_skipped += 1\n            continue\n",
            "            pass\n",
            None,
        ),
        (
            "divided_by_the_sum",
            "the relative error is divided by |a| + |b| instead of the larger of the two",
            "relative_error",
            "larger = np.maximum(np.abs(a), np.abs(b))",
            "larger = np.abs(a) + np.abs(b)",
            "checker_error_over_sum",
        ),
        (
            "one_side_only",
            "kinks on the way to W - h are not noticed",
            "kink_crossed",
            "for step in (0.0, h, -h):",
            "for step in (0.0, h, h):",
            "checker_kink_ahead_only",
        ),
    ),
    "optimizers": (
        (
            "keras_momentum",
            "keeps lr inside the velocity, as Keras does",
            "momentum_step",
            'v = beta * state.get("v", 0.0) + g\n    direction = g + beta * v if nesterov else v\n    return w - lr * direction, {"v": v}',
            'v = beta * state.get("v", 0.0) - lr * g\n    return (w + beta * v - lr * g if nesterov else w + v), {"v": v}',
            "momentum_rate_in_velocity",
        ),
        (
            "adam_without_power",
            "corrects Adam's averages with 1 - b1 and 1 - b2, without the power t",
            "adam_step",
            "m_hat = m / (1 - b1**t)\n    v_hat = v / (1 - b2**t)",
            "m_hat = m / (1 - b1)\n    v_hat = v / (1 - b2)",
            "adam_correction_without_power",
        ),
        (
            "adamw_with_l2",
            "puts the decay of AdamW into the gradient",
            "adamw_step",
            't = state.get("t", 0) + 1\n    m =',
            'g = g + wd * w\n    wd = 0.0\n    t = state.get("t", 0) + 1\n    m =',
            "adamw_decay_in_gradient",
        ),
    ),
    "svm_loss": (
        (
            "half_regularisation",
            "writes the regularisation term with a factor 1/2, as many other courses do",
            "svm_loss",
            "penalty = reg * np.sum",
            "penalty = 0.5 * reg * np.sum",
            "svm_loss_penalty_halved",
        ),
        (
            "delta_not_handed_on",
            "calls svm_margins without delta, so that the margin is always 1",
            "svm_loss",
            "svm_margins(W, X, y, delta)",
            "svm_margins(W, X, y)",
            "svm_loss_delta_fixed_at_one",
        ),
        (
            "worst_class_only",
            "charges each example for its worst class only (Crammer and Singer's hinge)",
            "svm_loss",
            "np.sum(svm_margins(W, X, y, delta), axis=1)",
            "np.max(svm_margins(W, X, y, delta), axis=1)",
            "svm_loss_worst_class_only",
        ),
    ),
}
