"""What is said to wrong answers to `gradient`."""

from messages import Row

ROWS = [
    Row(
        "test_quadratic_grad_any_matrix",
        ("A @ x + A.T @ x", "2 * A @ x"),
        "Your gradient is A x + b, which is right for symmetric A only",
    ),
    Row(
        "test_quadratic_grad_any_matrix",
        ("A @ x + A.T @ x", "2 * A @ x"),
        "Expand x^T A x / 2 for this A: in how many places does each entry of x stand?",
        visible=True,
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("both_places / 2", "both_places"),
        "Your gradient takes all of (A + A^T) x; the 1/2 in front of x^T A x stays",
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("both_places / 2 + b", "both_places / 2"),
        "Your gradient lacks b, which is the gradient of b^T x.",
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("return both_places / 2 + b", "return np.float64(x @ A @ x / 2 + b @ x)"),
        "Your function returns the height f(x); the gradient has one slope for each entry of x.",
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("return both_places / 2 + b", "print(both_places / 2 + b)"),
        "did you print the result instead of returning it?",
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("return both_places / 2 + b", "return (both_places / 2 + b).sum()"),
        "one number, of type float64. Does a sum or a dot product run over more than it should?",
        visible=True,
    ),
    Row(
        "test_quadratic_grad_symmetric",
        ("return both_places / 2 + b", "return np.round(both_places / 2 + b, 7)"),
        "Is something rounded",
    ),
    Row(
        "test_quadratic_grad_contract",
        ("A, b, x = (np.asarray(array, dtype=np.float64) for array in (A, b, x))", "x = x.copy()\n    x *= 1.0"),
        "Your function stops with arguments of type int64. *= would put floats into an array of integers.",
        visible=True,
        unsaid="zeros_like",
    ),
    Row(
        "test_quadratic_grad_contract",
        ("A, b, x = (np.asarray(array, dtype=np.float64) for array in (A, b, x))", "x = x.copy()\n    x *= 1.0"),
        "Your function stops with integers, at *=, which would put floats into an array of int64",
    ),
    Row(
        "test_quadratic_grad_contract",
        ("return both_places / 2 + b", "b += both_places / 2\n    return b.copy()"),
        "Your function changed b, which belongs to the caller.",
        visible=True,
    ),
    Row(
        "test_directional_derivative_any_length",
        ("g @ moderate / np.linalg.norm(moderate)", "g @ u"),
        "Your slope is g · u for u as it comes, so it grows with the length of u; divide by that length.",
    ),
    Row(
        "test_directional_derivative_any_length",
        ("g @ moderate / np.linalg.norm(moderate)", "g @ u"),
        "It grew with the length of u, which is 5 here.",
        visible=True,
    ),
    Row(
        "test_directional_derivative_any_length",
        ("g @ moderate / np.linalg.norm(moderate)", "g @ u / (u @ u)"),
        "Your slope is divided by u · u, the square of the length of u; take its root.",
    ),
    Row(
        "test_directional_derivative_unit_vector",
        ("float(g @", "-float(g @"),
        "Your slope has the opposite sign; along the gradient itself it is positive, for that way is up.",
    ),
    Row(
        "test_directional_derivative_unit_vector",
        ("np.linalg.norm(moderate)", "np.linalg.norm(moderate, 1)"),
        "This divides by |0.6| + |0.8|. The Euclidean length of (0.6, 0.8) is 1.",
        visible=True,
    ),
    Row(
        "test_directional_derivative_unit_vector",
        ("float(g @ moderate / np.linalg.norm(moderate))", "g * u"),
        "it is an array of shape",
    ),
    Row(
        "test_directional_derivative_contract",
        ('raise ValueError("the zero vector has no direction")', "return 0.0"),
        "Your function raises nothing for the zero vector u",
    ),
    Row(
        "test_directional_derivative_contract",
        ("moderate = u / largest", "moderate = u"),
        "Squares of such numbers are inf or 0: divide u by its largest entry",
    ),
    Row(
        "test_steepest_direction_l1",
        ("u[best] = np.sign(g[best])", "u[best] = 1"),
        "Your l1 direction takes the right coordinate without its sign",
    ),
    Row(
        "test_steepest_direction_l2",
        ("return moderate / np.linalg.norm(moderate)", "return g"),
        "Your l2 direction is the gradient itself; divide it by its length.",
    ),
    Row(
        "test_steepest_direction_linf",
        ("return np.sign(g)", "return (g > 0).astype(float)"),
        "Your linf direction is 0 where g is negative",
    ),
    Row(
        "test_quadratic_grad_any_matrix",
        (
            "return both_places / 2 + b",
            "f = lambda z: z @ A @ z / 2 + b @ z\n"
            "    return np.array([(f(x + e) - f(x - e)) / 2e-5 for e in 1e-5 * np.eye(len(x))])",
        ),
        "right to some digits only: is it a difference quotient",
        visible=True,
        unsaid="in how many places",
    ),
]
