"""Slips in the solutions of `optimizers`, and the words in which the visible checks speak of them."""

_TWO = 'return w - lr * direction, {"v": v}'
_PLACE = {
    "inside_the_root": ("(np.sqrt(s) + eps)", "np.sqrt(s + eps)", "This is eps inside the root"),
    "missing": ("(np.sqrt(s) + eps)", "np.sqrt(s)", "This is the step without eps"),
    "built_in": ("(np.sqrt(s) + eps)", "(np.sqrt(s) + 1e-8)", "This is the step without eps"),
    "twice": ("(np.sqrt(s) + eps)", "(np.sqrt(s + eps) + eps)", "Look at what you add to what"),
    "zero_moves": ("return w - lr", "return w - 0.01 * (g == 0) - lr", "It must stay where it is"),
}

SLIPS = {
    "test_momentum_step_heavy_ball": {
        "returns_nothing": (_TWO, "pass", "Yours returned None (did you print"),
        "returns_the_weights_only": (_TWO, "return w - lr * direction", "Yours returned an array of shape (3,)"),
        "returns_them_swapped": (_TWO, 'return {"v": v}, w - lr * direction', "the new weights first"),
        "state_is_an_array": ('{"v": v}', "v", "The new state must be a dict"),
        "averages": ("+ g\n", "+ (1 - beta) * g\n", "Your velocity is an average"),
        "keras": (_TWO, 'v = beta * state.get("v", 0) - lr * g\n    return w + v, {"v": v}', "old step sizes live on"),
        "forgets": ('{"v": v}', "{}", "is lost between two calls"),
        "uphill": ("w - lr * direction", "w + lr * direction", "uphill"),
        "always_nesterov": ("if nesterov else v", "if True else v", "even when nesterov is False"),
        "beta_ignored": ("beta * state", "0.9 * state", "Step 1 is right, so look at what you keep"),
        "transposed": ("w - lr * direction", "(w - lr * direction)[::-1]", "after step 1"),
    },
    "test_momentum_step_nesterov": {
        "flag_ignored": ("g + beta * v if nesterov else v", "v", "Your Nesterov step is the plain one"),
        "no_gradient": ("g + beta * v if", "beta * v if", "the gradient is missing"),
        "whole_velocity": ("g + beta * v if", "g + v if", "the velocity enters it times beta"),
        "kept": ('{"v": v}', '{"v": direction}', "for the step only"),
    },
    "test_momentum_step_contract": {
        "changes_g": (_TWO, 'new = w - lr * direction\n    g *= 0\n    return new, {"v": v}', "changed g"),
        "changes_w": (_TWO, 'w -= lr * direction\n    return w, {"v": v}', "changed w"),
        "changes_state": ('{"v": v}', 'state.update(v=v) or {"v": v}', "changed the state"),
        "float32": ("w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)", "pass", "Convert w and g first"),
        "random": ("+ g\n", "+ g * np.random.random()\n", "Two calls with the same arguments differ"),
    },
    "test_adagrad_step_steps": {
        "forgets": ("+ g**2", "* 0.9 + 0.1 * g**2", "Your AdaGrad forgets"),
        "no_memory": ('{"s": s}', "{}", "is lost between two calls"),
        "no_root": ("np.sqrt(s)", "s", "take its root"),
        "norm": ("+ g**2", "+ np.sum(g**2)", "a sum of its own"),
        "aliased": (
            's = state.get("s", 0.0) + g**2',
            's = state.get("s", np.zeros(w.shape))\n    s += g**2',
            "changed the state that was handed in",
        ),
    },
    "test_adagrad_step_eps": _PLACE,
    "test_rmsprop_step_steps": {
        "swapped": ('rho * state.get("s", 0.0) + (1 - rho)', '(1 - rho) * state.get("s", 0.0) + rho', "swapped"),
        "never_forgets": ("(1 - rho) * g**2", "g**2", "Your RMSProp adds g**2 whole"),
        "no_root": ("np.sqrt(s)", "s", "take its root"),
        "uphill": ("w - lr", "w + lr", "uphill"),
        "stepped_in_place": (
            'return w - lr * g / (np.sqrt(s) + eps), {"s": s}',
            'w -= lr * g / (np.sqrt(s) + eps)\n    return w, {"s": s}',
            "changed w",
        ),
        "float32_kept": ("w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)", "pass", "float32"),
    },
    "test_rmsprop_step_eps": _PLACE,
    "test_adam_step_averages": {
        "without_root": ("np.sqrt(v_hat)", "v_hat", "take its root"),
        "without_m": ("m_hat / (", "g / (", "m goes unused"),
        "overwritten": ("    t = ", "    g = np.abs(g)\n    t = ", "look at the two averages"),
        "counter_in_the_state": (
            't = state.get("t", 0) + 1',
            't = state["t"] = state.get("t", 0) + 1',
            "changed the state",
        ),
    },
    "test_adam_step_correction": {
        "t_from_zero": ('state.get("t", 0) + 1', 'state.get("t", -1) + 1', "NaN or infinity"),
        "counter_lost": (', "t": t', "", "or does t stand still?"),
        "counter_ahead": ('state.get("t", 0) + 1', 'state.get("t", 1) + 1', "Your t is 2 in the first step"),
        "only_v": ("m_hat = m / (1 - b1**t)", "m_hat = m", "corrects v only"),
        "uncorrected": (
            "m_hat = m / (1 - b1**t)\n    v_hat = v / (1 - b2**t)",
            "m_hat, v_hat = m, v",
            "lacks the bias correction",
        ),
        "only_m": ("v / (1 - b2**t)", "v", "corrects m only"),
        "no_power": (
            "(1 - b1**t)\n    v_hat = v / (1 - b2**t)",
            "(1 - b1)\n    v_hat = v / (1 - b2)",
            "or does t stand still?",
        ),
        "stored": ('{"m": m, "v": v', '{"m": m_hat, "v": v_hat', "keeps the corrected averages"),
    },
    "test_adam_step_eps": {
        "inside_the_root": ("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat + eps)", "This is eps inside the root"),
        "missing": ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat)", "This is the step without eps"),
        "keras": ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat) + eps / np.sqrt(1 - b2**t)", "Look at what you add to what"),
    },
    "test_adamw_step_adam": {
        "uncorrected": (
            "m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)",
            "m / (np.sqrt(v) + eps)",
            "lacks the bias correction",
        ),
        "no_root": ("np.sqrt(v / (1 - b2**t))", "v / (1 - b2**t)", "Look at the step itself"),
        "changes_w": (
            'return w * (1 - lr * wd) - lr * step, {"m": m, "v": v, "t": t}',
            'w *= 1 - lr * wd\n    w -= lr * step\n    return w, {"m": m, "v": v, "t": t}',
            "changed w",
        ),
    },
    "test_adamw_step_decay": {
        "in_the_gradient": (
            "    t = ",
            "    g = g + wd * w\n    wd = 0.0\n    t = ",
            "Does wd go into the gradient, which Adam divides?",
        ),
        "wd_ignored": ("lr * wd", "lr * 0.01", "That is the decay of wd = 0.01"),
        "missing": ("w * (1 - lr * wd)", "w", "They do not shrink at all"),
        "without_rate": ("(1 - lr * wd)", "(1 - wd)", "without lr"),
        "grows": ("(1 - lr * wd)", "(1 + lr * wd)", "mind the sign"),
        "rate_twice": ("(1 - lr * wd)", "(1 - lr * lr * wd)", "That is lr twice"),
        "after": ("w * (1 - lr * wd) - lr * step", "(w - lr * step) * (1 - lr * wd)", "It goes by the OLD weights"),
    },
    "test_predict_velocity_answer": {
        "one": (
            "1 / (1 - 0.8), 1 / (1 + 0.8)",
            "1 / (1 - 0.8)",
            "Return 2 things, in this order: the floor, the walls",
        ),
        "words": ("1 / (1 + 0.8)", "'small'", "Your answer for the walls must be a number; it is 'small'"),
        "nothing": ("return 1", "_ = 1", "did you print the answer"),
    },
    "test_diagnose_adam_answer": {
        "three": (', "c"', "", "Return 4 things"),
        "number": ('"d"', "4", "Your answer for log B must be a letter from a to g; it is 4"),
        "letter": ('"d"', '"h"', "Your answer for log B must be a letter from a to g; it is 'h'"),
    },
    "test_predict_decay_answer": {
        "unit": ("0.1 * 0.01 * 2,", "'0.002',", "Your answer for AdamW must be a number"),
        "nan": ("/ 100", "* np.nan", "Your answer for the large gradients must be a number; it is nan"),
    },
}
