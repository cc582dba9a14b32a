"""Slips in the solutions of `numeric_gradient`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_forward_diff_value": {
        "nothing": ("    return slopes", "    pass", "yours is None (did you print"),
        "over_two_h": ("(f(point) - start) / h", "(f(point) - start) / (2 * h)", "half of what it should be"),
        "wrong_sign": ("f(point) - start", "start - f(point)", "wrong sign"),
        "return_in_the_loop": (
            "        slopes[index] = (f(point) - start) / h",
            "        slopes[index] = (f(point) - start) / h\n        return slopes",
            "Only the first entry has a slope",
        ),
        "a_number": ("    return slopes", "    return slopes[0]", "Each entry of x has a slope"),
        "not_divided": ("(f(point) - start) / h", "f(point) - start", "the change of f"),
        "upside_down": ("(f(point) - start) / h", "h / (f(point) - start)", "upside down"),
        "not_put_back": ("point[index] = old\n", "pass\n", "with the first entry still moved"),
        "all_together": ("f(point) - start", "f(np.array(x) + h) - start", "All entries have moved together"),
        "h_of_its_own": ("old + h", "old + 0.1", "Print the points at which you call f"),
        "entry_not_in_point": ("point[index] = old + h", "moved = old + h", "in the array that f gets"),
        "flat": ("return slopes", "return np.append(slopes, 0.0)", "the gradient must have the shape (2,)"),
    },
    "test_forward_diff_order": {
        "a_tenth": ("(f(point) - start) / h", "(f(point) - start) / h + 1e-3 * start", "10 times smaller"),
        "step_fixed": ("old = point[index]", "old, h = point[index], 1e-3", "the same for h = 0.01 and h = 0.001"),
        "popular_step": ("slopes = np.zeros", "h = 1e-5\n    slopes = np.zeros", "the same for h = 0.01 and h = 0.001"),
    },
    "test_forward_diff_evaluations": {
        "f_of_x_each_time": ("- start)", "- f(np.array(x, dtype=float)))", "yours calls it 7 times"),
        "moved_by_a_hair": ("point[index] = old\n", "point[index] = old + 1e-9\n", "changed in 2 entries at once"),
        "single": ("dtype=float)", "dtype=np.float32)", "f must get arrays of float64"),
        "backward": ("    slopes = np.zeros", "    h = -h\n    slopes = np.zeros", "f is never called at"),
    },
    "test_forward_diff_shapes": {
        "integers": ("np.array(x, dtype=float)", "np.array(x)", "With x of integers"),
        "first_axis": ("np.ndindex(point.shape)", "range(len(point))", "raises an error"),
        "collected_in_integers": ("np.zeros(point.shape)", "np.zeros_like(x)", "collect it in an array of floats"),
    },
    "test_forward_diff_contract": {
        "in_place": ("np.array(x, dtype=float)", "np.asarray(x, dtype=float)", "leaves x changed"),
        "any_f": ("raise ValueError", "raise TypeError", "of shape (2,)"),
    },
    "test_central_diff_value": {
        "over_h": ("/ (2 * h)", "/ h", "twice what it should be"),
        "times_h": ("/ (2 * h)", "/ 2 * h", "from left to right"),
        "half_way": ("old - h", "old", "really end at x - h"),
        "wrong_sign": ("(right - left)", "(left - right)", "wrong sign"),
        "not_divided": ("(right - left) / (2 * h)", "right - left", "the change of f"),
        "return_in_the_loop": (
            "= (right - left) / (2 * h)",
            "= (right - left) / (2 * h)\n        return slopes",
            "Only the first entry has a slope",
        ),
    },
    "test_central_diff_order": {
        "one_side": ("= (right - left) / (2 * h)", "= (right - f(point)) / h", "100 times smaller"),
        "step_fixed": (
            "    slopes = np.zeros",
            "    h = 1e-4\n    slopes = np.zeros",
            "the same for h = 0.01 and h = 0.001",
        ),
    },
    "test_central_diff_evaluations": {
        "not_put_back": ("point[index] = old\n", "pass\n", "f sees x changed in 2 entries at once"),
        "wide": (
            "slopes = np.zeros(point.shape)",
            "h = 2 * h\n    slopes = np.zeros(point.shape)",
            "f is never called at",
        ),
        "f_of_x_too": (
            "right = f(point)",
            "right = f(point)\n        f(np.array(x, dtype=float))",
            "yours calls it 9 times",
        ),
    },
    "test_central_diff_shapes": {
        "turned": ("return slopes", "return slopes.T.reshape(slopes.shape)", "the gradient is off"),
        "integers": ("np.array(x, dtype=float)", "np.array(x)", "With x of integers"),
    },
    "test_central_diff_contract": {
        "in_place": ("np.array(x, dtype=float)", "np.asarray(x, dtype=float)", "leaves x changed"),
        "swallowed": (
            "left = f(point)",
            "try:\n            left = f(point)\n        except ArithmeticError:\n            left = right",
            "Let it through",
        ),
        "any_f": ("raise ValueError", "raise TypeError", "of shape (2,)"),
    },
    "test_complex_step_value": {
        "real_part": ("np.imag(value) / h", "np.real(value) / h", "This is the real part"),
        "not_divided": ("np.imag(value) / h", "np.imag(value)", "the other part itself"),
        "return_in_the_loop": (
            "= np.imag(value) / h",
            "= np.imag(value) / h\n        return slopes",
            "Only the first entry has a slope",
        ),
        "half": ("np.imag(value) / h", "np.imag(value) / (2 * h)", "half of what it should be"),
        "not_put_back": ("point[index] = old\n", "pass\n", "with the first entry still moved"),
        "downwards": ("1j * h", "-1j * h", "wrong sign"),
        "rounded": ("np.imag(value) / h", "np.imag(value) / h * (1 + 1e-12)", "the error should be below 1e-14"),
    },
    "test_complex_step_evaluations": {
        "twice": ("value = f(point)", "value = f(point) + 0 * f(point)", "yours calls it 6 times"),
        "single": ("dtype=complex)", "dtype=np.complex64)", "f must get arrays of complex128"),
    },
    "test_complex_step_shapes": {
        "first_axis": ("np.ndindex(point.shape)", "range(len(point))", "raises an error"),
        "complex_result": ("np.zeros(point.shape)", "np.zeros_like(point)", "collect it in an array of floats"),
    },
    "test_complex_step_contract": {
        "any_f": ("raise ValueError", "raise TypeError", "of shape (2,)"),
        "changes_x": ("return slopes", "x[...] = x + 1e-9\n    return slopes", "leaves x changed"),
    },
    "test_error_slope_power_law": {
        "nothing": ("return float(", "float(", "yours is None (did you print"),
        "inverse": ("/ np.sum(u**2)", "/ np.sum((v - np.mean(v)) ** 2)", "The axes are exchanged"),
        "two_bases": ("u = np.log(", "u = np.log10(", "different bases"),
        "wrong_sign": ("return float(", "return -float(", "The sign is wrong"),
        "no_logs": ("v = np.log(np.asarray(errs, dtype=float))", "v = np.asarray(errs)", "Are both axes logarithmic?"),
    },
    "test_error_slope_least_squares": {
        "end_points": (
            "np.sum(u * v) / np.sum(u**2)",
            "(v[-1] - v[0]) / (u[-1] - u[0])",
            "the first to the last point",
        ),
        "through_origin": ("u = u - np.mean(u)", "pass", "the best line through the origin"),
    },
    "test_error_slope_contract": {
        "in_place": (
            "u = np.log(np.asarray(hs, dtype=float))",
            "u = np.log(hs, out=hs) if hs.dtype == float else np.log(hs)",
            "changed hs",
        ),
        "in_place_on_errs": (
            "v = np.log(np.asarray(errs, dtype=float))",
            "v = np.log(errs, out=errs) if errs.dtype == float else np.log(errs)",
            "changed errs",
        ),
        "sorted": ("u = u - np.mean(u)", "u = np.sort(u) - np.mean(u)", "In another order"),
    },
    "test_suggest_h_value": {
        "no_dtype": ("np.finfo(dtype)", "np.finfo(float)", "is too small a step for forward in float32"),
        "sqrt_for_central": ("eps ** (1 / 3)", "eps ** (1 / 2)", "is too small a step for central in float64"),
        "eps": ("eps ** (1 / 2)", "eps", "There rounding takes over"),
        "large_complex": ("return 1e-20", "return 1e-5", "It can be much smaller"),
        "text": ("return 1e-20", 'return "tiny"', "return one number"),
    },
    "test_suggest_h_contract": {
        "nothing": ("raise ValueError", "return ValueError", "raises nothing"),
        "key_error": ("raise ValueError", "raise KeyError", "raises KeyError"),
    },
    "test_diagnose_gradient_answer": {
        "printed": ('return 1, 4, "c"', 'print(1, 4, "c")', "did you print the answer"),
        "letter_missing": (', "c"', "", "Return 3 things, in this order: entry, slope, slip"),
        "in_words": ('"c"', '"not put back"', "Your slip must be a letter from a to e"),
    },
    "test_predict_errors_answer": {
        "one_missing": (", h**2", "", "Return 2 things, in this order: forward, central"),
        "complex": ("h**2, h**2", "h**2, 1j", "Your central must be a number"),
    },
    "test_predict_at_kink_answer": {
        "as_text": ("ahead / 0.2", "'0.4'", "Your central must be a number; it is '0.4'"),
        "not_finite": ("ahead / 0.1,", "float('inf'),", "Your forward must be a number"),
    },
    "test_predict_powers_answer": {
        "only_steps": (
            "digits / 2, digits / 2, digits / 3, 2 * digits / 3",
            "digits / 2, digits / 3",
            "Return 4 things",
        ),
    },
    "test_diagnose_curves_answer": {
        "one_too_many": ('"cafd"', '"cagd"', "Your R must be a letter from a to f"),
    },
}
