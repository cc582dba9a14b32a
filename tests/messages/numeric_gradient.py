"""What is said to wrong answers to `numeric_gradient`."""

from messages import Row

ROWS = [
    Row(
        "test_forward_diff_order",
        ("    slopes = np.zeros", "    h = 1e-5\n    slopes = np.zeros"),
        "Your gradient is the same for every h",
    ),
    Row(
        "test_forward_diff_order",
        ("    slopes = np.zeros", "    h = 1e-5\n    slopes = np.zeros"),
        "Your gradient is the same for h = 0.01 and h = 0.001. Use the argument h, not a step of your own.",
        visible=True,
    ),
    Row(
        "test_central_diff_order",
        ("    slopes = np.zeros", "    h = 1e-5\n    slopes = np.zeros"),
        "Use the argument h, not a step of your own.",
    ),
    Row(
        "test_central_diff_order",
        ("= (right - left) / (2 * h)", "= (right - f(point)) / h"),
        "Your difference is the forward one, from x to x + h; a central one goes from x - h to x + h.",
    ),
    Row(
        "test_central_diff_order",
        ("= (right - left) / (2 * h)", "= (right - f(point)) / h"),
        "as for the chord to one side",
        visible=True,
    ),
    Row(
        "test_complex_step_evaluations",
        ("    slopes = np.zeros", "    h = 1e-20\n    slopes = np.zeros"),
        "f is called at the same points for every h with x of shape (3,). Use the argument h.",
    ),
    Row(
        "test_forward_diff_value",
        ("return slopes", "return (f(np.asarray(x) + h) - start) / h"),
        "It is the slope when all entries move at once, as in x + h: move one entry at a time.",
    ),
    Row(
        "test_central_diff_value",
        ("= (right - left) / (2 * h)", "= (right - left) / (2 * h)\n        return slopes[index]"),
        "It is the slope of the first entry: does the function return inside its loop?",
    ),
    Row(
        "test_central_diff_value",
        ("= (right - left) / (2 * h)", "= (right - left) / (2 * h)\n        return slopes"),
        "Your gradient holds the slope of the first entry only; does the function return inside its loop?",
    ),
    Row(
        "test_forward_diff_value",
        ("= (f(point) - start) / h", "= (f(point) - start) / h\n        return slopes"),
        "Only the first entry has a slope. Does the function return inside its loop?",
        visible=True,
    ),
    Row(
        "test_complex_step_value",
        ("= np.imag(value) / h", "= np.imag(value) / h\n        return slopes"),
        "Your gradient holds the slope of the first entry only",
    ),
    Row(
        "test_forward_diff_value",
        ("(f(point) - start) / h", "(f(point) - start) / (2 * h)"),
        "Your difference is divided by 2h; a forward difference spans h only, so divide by h.",
    ),
    Row(
        "test_forward_diff_value",
        ("(f(point) - start) / h", "f(point) - start"),
        "Your result is the change of f; divide it by h, so that it becomes a slope.",
    ),
    Row(
        "test_forward_diff_value",
        ("    return slopes", "    print(slopes)"),
        "did you print the result instead of returning it?",
    ),
    Row(
        "test_forward_diff_value", ("    return slopes", "    return list(slopes)"), "Turn it into one with np.asarray."
    ),
    Row(
        "test_central_diff_value",
        ("/ (2 * h)", "/ 2 * h"),
        "Your quotient reads d / 2 * h, which divides by 2 and multiplies by h; write d / (2 * h).",
    ),
    Row(
        "test_central_diff_value",
        ("(right - left)", "(left - right)"),
        "Your slopes have the wrong sign; take the value at x + h minus the value at x - h.",
    ),
    Row(
        "test_central_diff_evaluations",
        ("slopes = np.zeros(point.shape)", "h = 2 * h\n    slopes = np.zeros(point.shape)"),
        "Your steps are 2h wide to either side",
    ),
    Row(
        "test_forward_diff_evaluations",
        ("- start)", "- f(np.array(x, dtype=float)))"),
        "f(x) is the same for every entry: compute it once, before the loop.",
    ),
    Row(
        "test_forward_diff_contract",
        ("np.array(x, dtype=float)", "np.asarray(x, dtype=float)"),
        "Your function leaves x changed",
    ),
    Row(
        "test_central_diff_contract",
        ("raise ValueError", "raise TypeError"),
        "Your function raises TypeError when f returns an array of shape (2,); it must raise ValueError.",
    ),
    Row(
        "test_central_diff_contract",
        ("if np.ndim(right) > 0 or np.ndim(left) > 0:", "right, left = np.sum(right), np.sum(left)\n        if False:"),
        "An array of several entries is no number.",
    ),
    Row(
        "test_central_diff_contract",
        (
            "left = f(point)",
            "try:\n            left = f(point)\n        except ArithmeticError:\n            left = right",
        ),
        "Let what f raises go through as it is.",
    ),
    Row("test_error_slope_power_law", ("u = np.log(", "u = np.log10("), "Your logarithms have two bases"),
    Row(
        "test_error_slope_power_law",
        ("return float(", "return -float("),
        "Your slope has the wrong sign; it is positive where the error grows with h.",
    ),
    Row(
        "test_error_slope_least_squares",
        ("np.sum(u * v) / np.sum(u**2)", "(v[-1] - v[0]) / (u[-1] - u[0])"),
        "Your slope uses the first and the last point only; fit all points, by least squares.",
    ),
    Row(
        "test_suggest_h_value",
        ("np.finfo(dtype)", "np.finfo(float)"),
        "Your steps are those of float64 whatever dtype is",
    ),
    Row(
        "test_suggest_h_contract",
        ("raise ValueError", "raise KeyError"),
        "Your function raises KeyError for an unknown scheme; it must raise ValueError.",
    ),
]
