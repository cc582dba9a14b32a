"""What is said to wrong answers to `gradient_check`."""

import numpy as np
from bodies import gradient_check_wrong as wrong

from messages import Row

_SLOPE = "gradient[index] = (f(x + step) - f(x - step)) / (2 * h)"
_SWALLOWS = f"try:\n            {_SLOPE}\n        except ArithmeticError:\n            pass"
_FIRST = f"{_SLOPE}\n        return gradient"


def raises_another(f, x, h=1e-5):
    try:
        return np.array(
            [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in np.eye(x.size).reshape(-1, *x.shape)]
        ).reshape(x.shape)
    except ArithmeticError as error:
        raise RuntimeError from error


ROWS = [
    Row("test_relative_error_value", ("np.abs(a - b) /", "(a - b) /"), "take the absolute value of the difference"),
    Row("test_relative_error_value", ("np.maximum(np.abs(a), np.abs(b))", "np.abs(b)"), "Your denominator is |b|"),
    Row("test_relative_error_edges", ("np.maximum(larger, floor)", "larger"), "there are NaN or infinite entries"),
    Row("test_relative_error_edges", ("if a.shape != b.shape", "if False"), "it must raise ValueError"),
    Row("test_relative_error_edges", ("return np.abs(a - b) / np.maximum(larger, floor)",
        "return np.nan_to_num(np.abs(a - b) / np.maximum(larger, floor))"), "must have the error NaN; yours hides it"),
    Row("test_numeric_gradient_value", (_SLOPE, _FIRST), "does `return` stand inside the loop?"),
    Row("test_numeric_gradient_value", ("step[index] = h", "step[index] = h = 1e-5"), "Your step is always 1e-5"),
    Row("test_numeric_gradient_value", lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * h),
        "Your step moves all entries at once and gives one number"),
    Row("test_numeric_gradient_value", (_SLOPE, _SWALLOWS), "your function returns as if there were none"),
    Row("test_numeric_gradient_value", raises_another, "yours raises RuntimeError instead", unsaid="catch"),
    Row("test_numeric_gradient_value", ("step[index] = h", "step[index] = h\n        f(x), f(x)"),
        "calls f more than twice for each entry"),
    Row("test_kink_crossed_value", ("(0.0, h, -h)", "(0.0, h, h)"), "Your answer looks at W + h only"),
    Row("test_kink_crossed_value", ("+ delta > 0", "+ 1 > 0"), "Your margins add 1 whatever delta is"),
    Row("test_kink_crossed_value", ("np.array(W, dtype=np.float64)\n        V[index] += step",
        "W.copy()\n        V[index] = V[index] + step"), "With integers in W your answer is another"),
    Row("test_gradient_check_wrong_somewhere", ("gap = abs(g[index] - numeric)", "gap = g[index] - numeric"),
        "wrong gradients right"),
    Row("test_gradient_check_wrong_somewhere", ("n_passed == n_compared", "n_passed > 0"),
        "Compare every entry, and let one that fails decide"),
    Row("test_gradient_check_right", ("numeric = (ahead - behind) / (2 * h)", "numeric = forward"),
        "right gradients wrong"),
    Row("test_gradient_check_shape", ("if g.shape != x.shape:", "g = np.resize(g, x.shape)\n    if False:"),
        "compare the shapes before NumPy broadcasts"),
    Row("test_gradient_check_not_finite", ("if gap <= atol + rtol * size:", "if not gap > atol + rtol * size:"),
        "of an f that is NaN next to x right"),
    Row("test_gradient_check_kinks", ("n_skipped += 1", "pass"), "Your 'n_skipped' is off"),
    Row("test_gradient_check_kinks", ("n_compared > 0 and ", ""), "no evidence, and ok is False"),
    Row("test_gradient_check_float32", ("== np.float32", "== np.float16"), "h and rtol must be at least 0.01"),
    Row("test_gradient_check_report", ("float(gap / max(size, 1e-3))", "float(gap / abs(numeric))"),
        "Your 'max_rel_err' is off"),
    Row("test_gradient_check_report", ('"max_rel_err": max_rel_err, ', ""), "has no key 'max_rel_err'"),
    Row("test_gradient_check_indices", ("np.ndindex(x.shape) if indices is None else indices", "np.ndindex(x.shape)"),
        "Look at these entries, and no others"),
    Row("test_gradient_check_manners", ("step[index] = h", "step[index] = h\n        f(x), f(x), f(x)"),
        "calls f more than four times for each entry"),
    Row("test_taylor_slopes_value", ("return float(first[0]), float(second[0])", "return float(second[0]), float(first[0])"),
        "Your two slopes are swapped"),
    Row("test_predict_kink_answer", wrong.kink_overlooked, "the step leads over the kink, to where f is 0"),
    Row("test_predict_kink_answer", wrong.kink_of_the_error, "Write down max(0, x) at each of the points"),
    Row("test_diagnose_claims_answer", wrong.claim_c_two_rows, "Your cause moves whole rows"),
    Row("test_predict_bend_answer", wrong.bend_nowhere, "Your line never bends"),
    Row(
        "test_relative_error_value",
        ("larger = np.maximum(np.abs(a), np.abs(b))", "larger = (np.abs(a) + np.abs(b)) / 2"),
        "divides by the mean of |a| and |b|",
        visible=True,
    ),
    Row(
        "test_gradient_check_float32",
        ("gap <= atol + rtol * size", "gap <= 1e-7"),
        "Your steps are long enough for that. Are the limits",
        visible=True,
        unsaid="round-off",
    ),
    Row(
        "test_taylor_slopes_value",
        ("rise = np.array(", "v = v / np.linalg.norm(v)\n    rise = np.array("),
        "That is near, but not it",
        visible=True,
        unsaid="Swapped",
    ),
]  # fmt: skip
