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
}
