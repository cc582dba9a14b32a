"""What is said to wrong answers to `optimizers`."""

from bodies import optimizers_wrong as wrong

from messages import Row

_ADAM_CORRECTION = "m_hat = m / (1 - b1**t)\n    v_hat = v / (1 - b2**t)"
_STILL = "is that of t = 1 in every step: are the powers b1**t and b2**t missing, or does t stand still?"
_EARLY = "m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)"

ROWS = [
    Row("test_momentum_step_heavy_ball", (("beta * state", "0.9 * state"), ("g + beta", "g + 0.9")), "Your momentum is 0.9 whatever beta is"),
    Row("test_momentum_step_heavy_ball", ("+ g\n", "+ (1 - beta) * g\n"), "Your velocity is an average"),
    Row("test_momentum_step_nesterov", ("if nesterov else v", "if False else v"), "Your Nesterov step is the plain one"),
    Row("test_momentum_step_nesterov", ("if nesterov else v", "if False else v"), "Your Nesterov step is the plain one",
        visible=True),
    Row("test_momentum_step_nesterov", ("g + beta * v if", "beta * v if"), "the gradient is missing", visible=True),
    Row("test_momentum_step_contract", ("w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)", "pass"),
        "Your new weights are float32"),
    Row("test_momentum_step_contract", ("return w -", "g *= 0\n    return w -"), "Your function changes g"),
    Row("test_momentum_step_contract", ("+ g\n", "+ g * np.random.random()\n"),
        "Your function gives another answer when it is called again"),
    Row("test_momentum_step_contract", ("return w - lr * direction", "return 0 * w"),
        "This mark is for a function that makes steps, from w and along its gradients"),
    Row("test_adagrad_step_eps", ("(np.sqrt(s) + eps)", "(np.sqrt(s) + 1e-8)"),
        "adds 1e-8 to the root whatever eps is"),
    Row("test_adagrad_step_eps", ("(np.sqrt(s) + eps)", "(np.sqrt(s) + 1e-8)"),
        "This is the step without eps", visible=True),
    Row("test_adagrad_step_eps", ("(np.sqrt(s) + eps)", "np.sqrt(s + eps)"), "Your eps stands inside the root"),
    Row("test_adagrad_step_eps", (("+ g**2", "* 0.9 + 0.1 * g**2"), ("(np.sqrt(s) + eps)", "np.sqrt(s + eps)")),
        "This is eps inside the root", visible=True),
    Row("test_rmsprop_step_eps", ("(np.sqrt(s) + eps)", "(np.sqrt(s) + 1e-8)"), "whatever eps is; add the eps that is given"),
    Row("test_rmsprop_step_eps", ("np.sqrt(s) + eps", "np.maximum(np.sqrt(s), eps)"),
        "Does it stand outside the root, once", unsaid="whatever eps is"),
    Row("test_rmsprop_step_steps", ("rho * state", "0.9 * state"), "The first step is right, so look at how"),
    Row("test_rmsprop_step_steps", (("rho * state", "0.9 * state"), ("(1 - rho)", "0.1")), "whatever rho is"),
    Row("test_rmsprop_step_steps", ("w - lr", "w + lr"), "uphill", visible=True),
    Row("test_adam_step_correction", (', "t": t', ""), _STILL),
    Row("test_adam_step_correction", (', "t": t', ""), _STILL, visible=True),
    Row("test_adam_step_correction", (_ADAM_CORRECTION, "m_hat, v_hat = m / (1 - b1), v / (1 - b2)"), _STILL),
    Row("test_adam_step_correction", (_ADAM_CORRECTION, "m_hat, v_hat = m, v"), "lacks the bias correction"),
    Row("test_adam_step_correction", ('state.get("t", 0) + 1', 'state.get("t", 1) + 1'), "Your t is 2 in the first step"),
    Row("test_adam_step_averages", ("g**2", "g"), "at what you take the root of"),
    Row("test_adam_step_averages", ("np.sqrt(v_hat)", "v_hat"), "take its root", visible=True),
    Row("test_adam_step_eps", ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat) + 1e-8"), "Your Adam adds 1e-8"),
    Row("test_adam_step_eps", (('state.get("t", 0) + 1', 'state.get("t", 1) + 1'), ("np.sqrt(v_hat) + eps", "np.sqrt(v_hat)")),
        "Your steps are off with another eps", unsaid="t is 2"),
    Row("test_adamw_step_adam", (_EARLY, "m / (np.sqrt(v) + eps)"), "lacks the bias correction", visible=True),
    Row("test_adamw_step_decay", ("w * (1 - lr * wd)", "w"), "Your AdamW does not use wd"),
    Row("test_adamw_step_decay", ("w * (1 - lr * wd) - lr * step", "(w - lr * step) * (1 - lr * wd)"),
        "it shrinks the old ones", unsaid="averages"),
    Row("test_adamw_step_decay", ("w * (1 - lr * wd) - lr * step", "(w - lr * step) * (1 - lr * wd)"),
        "It goes by the OLD weights", visible=True, unsaid="averages"),
    Row("test_adamw_step_decay", ("lr * wd", "lr * 0.01"), "That is the decay of wd = 0.01", visible=True),
    Row("test_predict_velocity_answer", wrong.walls_that_cancel, "an older gradient counts less than the new one"),
    Row("test_predict_velocity_answer", wrong.one_velocity, "Return 2 things: the floor, the walls."),
    Row("test_diagnose_adam_answer", wrong.log_b_of_a_sum, "What does step 2 do?"),
    Row("test_diagnose_adam_answer", wrong.logs_guessed, "Your answer for log C is not right. Work out the first step"),
    Row("test_predict_decay_answer", wrong.penalty_over_squares, "Adam divides by its root"),
]  # fmt: skip
