"""Slips in the solutions of `gradient_check`, and the words in which the visible checks speak of them."""

SLIPS = {
    "test_relative_error_value": {
        "signed": ("np.abs(a - b) /", "(a - b) /", "lacks its absolute value"),
        "over_sum": ("larger = np.maximum(np.abs(a), np.abs(b))", "larger = np.abs(a) + np.abs(b)", "divides by |a| + |b|"),
        "over_second": ("np.maximum(np.abs(a), np.abs(b))", "np.abs(b)", "divides by |b| only"),
        "absolute": (" / np.maximum(larger, floor)", "", "divides by nothing"),
        "a_list": ("return np.abs(a - b) / np.maximum(larger, floor)", "return list(np.abs(a - b) / np.maximum(larger, floor))", "yours is a list"),
    },
    "test_relative_error_edges": {
        "no_floor": ("np.maximum(larger, floor)", "larger", "0 against 0 has the error 0"),
        "floor_fixed": ("np.maximum(larger, floor)", "np.maximum(larger, 1e-12)", "nothing below the floor divides"),
        "hides_nan": ("return np.abs(a - b) / np.maximum(larger, floor)", "return np.nan_to_num(np.abs(a - b) / np.maximum(larger, floor))", "no error may be hidden"),
        "broadcast": ("if a.shape != b.shape", "if False", "lets NumPy broadcast"),
        "another_error": ("raise ValueError", "raise TypeError", "yours raises TypeError"),
    },
    "test_numeric_gradient_value": {
        "forward": ("(f(x + step) - f(x - step)) / (2 * h)", "(f(x + step) - f(x)) / h", "forward differences"),
        "over_h": ("/ (2 * h)", "/ h", "twice what it should be"),
        "precedence": ("/ (2 * h)", "/ 2 * h", "2 * h needs parentheses"),
        "all_at_once": ("step[index] = h", "step[:] = h", "Move one entry at a time"),
        "fixed_step": ("step[index] = h", "step[index] = h = 1e-5", "another one than h"),
        "integers": (
            "x = np.array(x, dtype=np.float64)\n    gradient = np.zeros(x.shape)\n    for index in np.ndindex(x.shape):\n        step = np.zeros(x.shape)",
            "x = np.array(x)\n    gradient = np.zeros(x.shape)\n    for index in np.ndindex(x.shape):\n        step = np.zeros_like(x)",
            "Copy x to float64",
        ),
        "changes_x": ("x = np.array(x, dtype=np.float64)", "x += 1e-9", "Your function changed x"),
        "swallows": (
            "gradient[index] = (f(x + step) - f(x - step)) / (2 * h)",
            "try:\n            gradient[index] = (f(x + step) - f(x - step)) / (2 * h)\n        except ArithmeticError:\n            pass",
            "Let errors through",
        ),
        "too_often": ("step[index] = h", "step[index] = h\n        f(x), f(x)", "two calls an entry are enough"),
    },
    "test_kink_crossed_value": {
        "ahead_only": ("for step in (0.0, h, -h)", "for step in (0.0, h, h)", "at W - h the margin of example 1"),
        "behind_only": ("for step in (0.0, h, -h)", "for step in (0.0, -h, -h)", "at W + h the margin of example 1"),
        "delta_ignored": ("+ delta > 0", "+ 1 > 0", "with delta = 2.25"),
        "an_array": ("return not (np.array_equal(seen[0], seen[1]) and np.array_equal(seen[0], seen[2]))", "return seen[0] != seen[1]", "yours returned an array of shape (2, 2)"),
        "changes_W": ("rows = np.arange(len(y))", "rows = np.arange(len(y))\n    W[index] += 1e-9", "Your function changed W"),
        "integers": ("np.array(W, dtype=np.float64)\n        V[index] += step", "W.copy()\n        V[index] = V[index] + step", "Copy W to float64"),
    },
    "test_gradient_check_wrong_everywhere": {
        "always_true": ("ok = n_compared > 0 and n_passed == n_compared", "ok = True", "with the wrong sign passes"),
        "always_false": ("ok = n_compared > 0 and n_passed == n_compared", "ok = False", "The right gradient of a linear function fails"),
        "absolute": ("gap <= atol + rtol * size", "gap <= 1e-4", "if f is tiny"),
        "not_a_dict": ('return {"ok": ok, "worst_index": worst_index, "max_rel_err": max_rel_err, "n_skipped": n_skipped}', "return ok", "Return a dict"),
    },
    "test_gradient_check_wrong_somewhere": {
        "any": ("n_passed == n_compared", "n_passed > 0", "Every entry must pass"),
        "most": ("n_passed == n_compared", "n_passed >= n_compared - 1", "Every entry must pass"),
        "signed": ("gap = abs(g[index] - numeric)", "gap = g[index] - numeric", "1 % too small"),
    },
    "test_gradient_check_right": {
        "always_false": ("ok = n_compared > 0 and n_passed == n_compared", "ok = False", "The right gradient of a smooth function fails"),
        "forward": ("numeric = (ahead - behind) / (2 * h)", "numeric = forward", "The right gradient of a smooth function fails"),
        "absolute": ("gap <= atol + rtol * size", "gap <= 1e-7", "whose values are huge"),
        "strict": ("gap <= atol + rtol * size", "gap / size < rtol", "0 against 0 is no error"),
        "rtol_fixed": ("gap <= atol + rtol * size", "gap <= atol + 1e-6 * size", "With rtol=0.1"),
        "atol_fixed": ("gap <= atol + rtol * size", "gap <= 1e-9 + rtol * size", "With atol=0.001"),
    },
    "test_gradient_check_shape": {
        "broadcast": ("if g.shape != x.shape:", "g = np.resize(g, x.shape)\n    if False:", "never broadcast"),
        "no_infinity": ('"worst_index": None, "max_rel_err": np.inf', '"worst_index": None, "max_rel_err": 0.0', "max_rel_err is np.inf"),
    },
    "test_gradient_check_not_finite": {
        "infinity_passes": ("if not np.isfinite(g[index])", "if np.isnan(g[index])", "with inf in one entry passes"),
        "looked_at_only": ("for index in np.ndindex(g.shape)", "for index in indices or np.ndindex(g.shape)", "not among the indices"),
        "reversed": ("if gap <= atol + rtol * size:", "if not gap > atol + rtol * size:", "An f that is NaN next to x passes"),
    },
    "test_gradient_check_kinks": {
        "no_skip": ("n_skipped += 1\n            continue", "pass", "Skip the kink"),
        "not_counted": ("n_skipped += 1", "pass", "your n_skipped is 0"),
        "no_evidence": ("n_compared > 0 and ", "", "no evidence at all"),
        "relative_only": ("max(1, abs(forward), abs(backward))", "max(abs(forward), abs(backward))", "next to its lowest point"),
    },
    "test_gradient_check_float32": {
        "not_noticed": ("== np.float32", "== np.float16", "there they measure little but round-off"),
        "always": ("if np.asarray(middle).dtype == np.float32", "if True", "for float32 only"),
        "by_type": ("np.asarray(middle).dtype", "type(middle)", "there they measure little but round-off"),
    },
    "test_gradient_check_report": {
        "a_key_missing": ('"max_rel_err": max_rel_err, ', "", "lacks max_rel_err"),
        "absolute_error": (
            "worst_index, max_rel_err = index, float(gap / max(size, 1e-3))",
            "worst_index, max_rel_err = index, float(gap)",
            "your max_rel_err",
        ),
        "flat": ("worst_index, max_rel_err = index,", "worst_index, max_rel_err = 3 * index[0] + index[-1],", "must be a tuple"),
        "by_gap": ("if worst_index is None or gap / max(size, 1e-3) > max_rel_err", "if worst_index is None or size > max_rel_err", "is (1, 1), your worst_index"),
        "over_numeric": ("float(gap / max(size, 1e-3))", "float(gap / abs(numeric))", "0.25 / 1.25 = 0.2"),
        "no_floor": ("max(size, 1e-3)", "max(size, 1e-12)", "see the 0.001 in rule 5"),
    },
    "test_gradient_check_indices": {
        "ignored": ("np.ndindex(x.shape) if indices is None else indices", "np.ndindex(x.shape)", "and the check fails"),
        "moves_all": ("middle = f(x)", "middle = f(x)\n    f(x + h)", "and your checker moves row 1"),
    },
    "test_gradient_check_manners": {
        "changes_x": ("x = np.array(x, dtype=np.float64)", "x += 1e-13", "Your function changed x"),
        "integers": ("step = np.zeros(x.shape)", "step = np.zeros(x.shape, int if (x == x.round()).all() else float)", "With x and g of integers"),
        "too_often": ("step[index] = h", "step[index] = h\n        f(x), f(x), f(x)", "three calls an entry"),
    },
    "test_taylor_slopes_value": {
        "swapped": ("return float(first[0]), float(second[0])", "return float(second[0]), float(first[0])", "Swapped?"),
        "no_step": ("rest = rise - hs * np.sum(g * v)", "rest = rise - np.sum(g * v)", "the second slope should be 2.006"),
        "no_logs": ("np.polyfit(np.log(hs), np.log(np.abs(rise)), 1)", "np.polyfit(hs, np.abs(rise), 1)", "the first slope should be 1.009"),
        "one_number": ("return float(first[0]), float(second[0])", "return float(second[0])", "a tuple of two slopes"),
    },
    "test_predict_kink_answer": {
        "two": (", 1.0", "", "Return 3 things, in this order: the central difference, the distance, the small step"),
        "words": ("5 / 8", "'less'", "Your answer for the central difference must be a number"),
    },
    "test_diagnose_claims_answer": {
        "letter": ('"g"', '"x"', "Your answer for claim D must be a letter from a to h; it is 'x'"),
        "nothing": ("return", "_ =", "did you print the answer"),
    },
    "test_predict_bend_answer": {"complex": ("2.0,", "2j,", "Your answer for longer steps must be a number; it is 2j")},
}  # fmt: skip
