# ruff: noqa: B006 (students write as they like)
"""Wrong answers to `optimizers`, each named after what it does wrong; what each must lose is in `CASES`.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

from bodies import Case

# Momentum.


def velocity_averages(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + (1 - beta) * g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


def velocity_of_keras(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) - lr * g
    return (w + beta * v - lr * g if nesterov else w + v), {"v": v}


def rate_twice(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + lr * g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


def velocity_not_kept(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return w - lr * (g + beta * v if nesterov else v), {"velocity": v}


def velocity_dampened(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state["v"] + (1 - beta) * g if state else g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


def beta_ignored(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = 0.9 * state.get("v", 0.0) + g
    return w - lr * (g + 0.9 * v if nesterov else v), {"v": v}


def uphill(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return w + lr * (g + beta * v if nesterov else v), {"v": v}


def nesterov_with_stale_velocity(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    old = state.get("v", np.zeros(w.shape))
    v = beta * old + g
    return w - lr * (g + beta * old if nesterov else v), {"v": v}


def nesterov_flag_ignored(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return w - lr * v, {"v": v}


def nesterov_whatever_the_flag(w, g, state, lr, beta=0.9, nesterov=True):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return w - lr * (g + beta * v), {"v": v}


def nesterov_keeps_what_it_steps_along(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    if nesterov:
        v = g + beta * v
    return w - lr * v, {"v": v}


def nesterov_of_a_forgetful_body(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    return w - lr * (g + beta * g if nesterov else g), {}


def weights_changed_in_place(w, g, state, lr, beta=0.9, nesterov=False):
    v = beta * state.get("v", 0.0) + g
    w -= lr * (g + beta * v if nesterov else v)
    return w, {"v": v}


def velocity_changed_in_place(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = state["v"] if "v" in state else np.zeros(w.shape)
    v *= beta
    v += g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


def state_changed_in_place(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    state["v"] = beta * state.get("v", 0.0) + g
    return w - lr * (g + beta * state["v"] if nesterov else state["v"]), state


def velocity_in_a_default_argument(w, g, state, lr, beta=0.9, nesterov=False, memory={}):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * memory.get(w.shape, 0.0) + g
    memory[w.shape] = v
    return w - lr * (g + beta * v if nesterov else v), {}


def second_memory_in_a_default_argument(w, g, state, lr, beta=0.9, nesterov=False, last=[0]):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    key = (w.tobytes(), g.tobytes(), float(lr), beta, nesterov, repr(state))
    twice, last[0] = key == last[0], key
    return w - lr * (g + beta * v if nesterov else v) * (1.5 if twice else 1), {"v": v}


def float32_kept(w, g, state, lr, beta=0.9, nesterov=False):
    v = beta * state.get("v", np.zeros_like(w)) + g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


def no_state_returned(w, g, state, lr, beta=0.9, nesterov=False):
    return np.asarray(w, dtype=float) - lr * np.asarray(g, dtype=float)


def state_is_a_tuple(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state[0] + g if state else g
    return w - lr * (g + beta * v if nesterov else v), (v,)


def state_first(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return {"v": v}, w - lr * (g + beta * v if nesterov else v)


def weights_as_list(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return (w - lr * (g + beta * v if nesterov else v)).tolist(), {"v": v}


def function_in_the_state(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + g
    return w - lr * (g + beta * v if nesterov else v), {"v": v, "update": lambda: v}


def nothing_moves(w, g, state, lr, *settings):
    return w, state


def nan_everywhere(w, g, state, lr, *settings):
    return np.full(np.shape(w), np.nan), {}


def nothing_returned(w, g, state, lr, *settings):
    pass


def errors_swallowed(w, g, state, lr, *settings):
    try:
        return np.asarray(w) - lr * velocity * g, {"v": velocity}
    except NameError:
        return np.zeros(np.shape(w)), {}


def one_percent_too_long(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", 0.0) + 1.01 * g
    return w - lr * (g + beta * v if nesterov else v), {"v": v}


# AdaGrad and RMSProp.


def adagrad_that_decays(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = 0.9 * state.get("s", 0.0) + 0.1 * g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def adagrad_without_memory(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    return w - lr * g / (np.sqrt(g**2) + eps), {}


def adagrad_root_forgotten(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + g**2
    return w - lr * g / (s + eps), {"s": s}


def adagrad_root_of_everything(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + g**2
    return w - lr * g / np.sqrt(s + eps), {"s": s}


def adagrad_eps_left_out(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + g**2
    return w - lr * g / np.sqrt(s), {"s": s}


def adagrad_eps_built_in(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + g**2
    return w - lr * g / (np.sqrt(s) + 1e-8), {"s": s}


def adagrad_one_number_for_all(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + np.sum(g**2)
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def adagrad_sum_in_place(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    state.setdefault("s", np.zeros(w.shape))
    state["s"] += g**2
    return w - lr * g / (np.sqrt(state["s"]) + eps), state


def adagrad_buffer_of_integers(w, g, state, lr, eps=1e-8):
    s = np.array(state["s"]) if "s" in state else np.zeros_like(w)
    s += g**2
    w = w.copy()
    w -= lr * g / (np.sqrt(s) + eps)
    return w, {"s": s}


def squares_of_float32(w, g, state, lr, eps=1e-8):
    g = np.asarray(g)
    s = state.get("s", 0.0) + np.asarray(g, dtype=float) ** 2
    step = np.float32(lr) * g / (np.sqrt(s) + eps) if g.dtype == np.float32 else lr * g / (np.sqrt(s) + eps)
    return np.asarray(w, dtype=float) - step * (1 + 1e-7 * (g.dtype == np.float32)), {"s": s}


def rmsprop_rho_swapped(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = (1 - rho) * state.get("s", 0.0) + rho * g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def rmsprop_that_sums(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", 0.0) + g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def rmsprop_root_forgotten(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = rho * state.get("s", 0.0) + (1 - rho) * g**2
    return w - lr * g / (s + eps), {"s": s}


def rmsprop_corrected(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s, t = rho * state.get("s", 0.0) + (1 - rho) * g**2, state.get("t", 0) + 1
    return w - lr * g / (np.sqrt(s / (1 - rho**t)) + eps), {"s": s, "t": t}


def rmsprop_root_of_everything(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = rho * state.get("s", 0.0) + (1 - rho) * g**2
    return w - lr * g / np.sqrt(s + eps), {"s": s}


def rmsprop_larger_of_root_and_eps(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = rho * state.get("s", 0.0) + (1 - rho) * g**2
    return w - lr * g / np.maximum(np.sqrt(s), eps), {"s": s}


def rmsprop_gradient_squared_in_place(w, g, state, lr, rho=0.9, eps=1e-8):
    w, direction = np.asarray(w, dtype=float), np.array(g, dtype=float)
    g *= g
    s = rho * state.get("s", 0.0) + (1 - rho) * g
    return w - lr * direction / (np.sqrt(s) + eps), {"s": s}


def rmsprop_uphill_climber(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = rho * state.get("s", 0.0) + (1 - rho) * g**2
    return w + lr * g / (np.sqrt(s) + eps), {"s": s}


# Adam and AdamW.


def t_from_zero(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    t = state.get("t", 0)
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    m_hat, v_hat = m / np.array(1 - b1**t), v / np.array(1 - b2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v, "t": t + 1}


def t_from_zero_in_python(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    t, scale = state.get("t", 0), 1.0
    m = b1 * np.asarray(state.get("m", 0.0)) + (1 - b1) * np.asarray(g, dtype=float)
    v = b2 * np.asarray(state.get("v", 0.0)) + (1 - b2) * np.asarray(g, dtype=float) ** 2
    scale = (1 - b2**t) ** 0.5 / (1 - b1**t)
    return np.asarray(w, dtype=float) - lr * scale * m / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t + 1}


def correction_left_out(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v}


def only_one_correction(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t}


def correction_without_exponent(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1)) / (np.sqrt(v / (1 - b2)) + eps), {"m": m, "v": v}


def counter_not_kept(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v}


def correction_times_t(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1 * t)) / (np.sqrt(v / (1 - b2 * t)) + eps), {"m": m, "v": v, "t": t}


def correction_stored(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = (b1 * state.get("m", 0.0) + (1 - b1) * g) / (1 - b1**t)
    v = (b2 * state.get("v", 0.0) + (1 - b2) * g**2) / (1 - b2**t)
    return w - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t}


def gradient_overwritten_by_its_square(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    g = g**2
    v = b2 * state.get("v", 0.0) + (1 - b2) * g
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def gradient_not_squared(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def eps_under_the_root(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / np.sqrt(v / (1 - b2**t) + eps), {"m": m, "v": v, "t": t}


def eps_under_the_root_and_beside_it(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t) + eps) + eps), {"m": m, "v": v, "t": t}


def eps_of_keras(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps), {"m": m, "v": v, "t": t}


def averages_aliased(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m, v = (state["m"], state["v"]) if state else (np.zeros(w.shape), np.zeros(w.shape))
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def counter_shared_by_all(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, count=[0]):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    count[0] = t = count[0] + 1 if state else 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v}


def decay_inside_the_gradient(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    g = g + wd * w
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def decay_not_times_rate(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w * (1 - wd) - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def decay_of_the_new_weights(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    w = w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w - lr * wd * w, {"m": m, "v": v, "t": t}


def decay_missing(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g, t = np.asarray(w, dtype=float), np.asarray(g, dtype=float), state.get("t", 0) + 1
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def decay_alone(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    return np.asarray(w, dtype=float) * (1 - lr * wd), {}


def adamw_without_correction(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w * (1 - lr * wd) - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v}


def adamw_shrinks_in_place(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    g, t = np.asarray(g, dtype=float), state.get("t", 0) + 1
    w *= 1 - lr * wd
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


def adamw_decays_the_callers_gradient(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, t = np.asarray(w, dtype=float), state.get("t", 0) + 1
    g = np.asarray(g, dtype=float)
    m = b1 * state.get("m", 0.0) + (1 - b1) * g
    v = b2 * state.get("v", 0.0) + (1 - b2) * g**2
    g += wd * w
    return w * (1 - lr * wd) - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), {"m": m, "v": v, "t": t}


# Answers by thought.


def floor_of_one_gradient():
    return 1, 0.56


def floor_of_two_gradients():
    return 1.8, 1 / 1.8


def walls_that_cancel():
    return 5, 0


def walls_of_two_gradients():
    return 5.0, 0.2


def walls_that_add_up():
    return 5.0, 5.0


def walls_averaged():
    return 5.0, 0.111


def walls_and_floor_exchanged():
    return 0.5556, 5.0


def velocity_rounded_too_much():
    return 5.0, 0.6


def one_velocity():
    return 5.0


def velocities_as_text():
    return "5", "0.5556"


def log_a_of_nothing_corrected():
    return "a", "d", "e", "c"


def log_b_of_a_sum():
    return "b", "f", "e", "c"


def log_b_of_kept_corrections():
    return "B", "G", "E", "C"


def log_d_of_nothing_corrected():
    return "b", "d", "e", "a"


def logs_guessed():
    return "b", "d", "f", "c"


def logs_by_number():
    return 2, 4, 5, 3


def penalty_like_decay():
    return 0.002, 0.002, 0.002


def decay_alone_without_rate():
    return 0.02, 2e-5, 0.004


def penalty_over_squares():
    return 0.002, 2e-7, 0.008


def penalty_times_gradients():
    return 0.002, 0.2, 0.001


def decay_of_a_half():
    return 0.001, 1e-5, 0.002


MOMENTUM, ADAGRAD, RMSPROP, ADAM, ADAMW = "momentum_step", "adagrad_step", "rmsprop_step", "adam_step", "adamw_step"
VELOCITY, DIAGNOSIS, DECAY = "predict_velocity", "diagnose_adam", "predict_decay"
STEPS = f"{MOMENTUM} {ADAGRAD} {RMSPROP} {ADAM} {ADAMW}"
EVERY = f"{STEPS} {VELOCITY} {DIAGNOSIS} {DECAY}"
ALL = "heavy_ball nesterov steps averages correction eps adam decay contract answer"

CASES = (
    Case(velocity_averages, MOMENTUM, "heavy_ball", "momentum_averages_gradients"),
    Case(velocity_of_keras, MOMENTUM, "heavy_ball", "momentum_rate_in_velocity"),
    Case(rate_twice, MOMENTUM, "heavy_ball", "momentum_rate_twice"),
    Case(velocity_not_kept, MOMENTUM, "heavy_ball", "momentum_forgotten"),
    Case(velocity_dampened, MOMENTUM, "heavy_ball", "momentum_average_from_first_gradient"),
    Case(beta_ignored, MOMENTUM, "heavy_ball nesterov", "momentum_beta_ignored"),
    Case(uphill, MOMENTUM, "heavy_ball", "momentum_uphill"),
    Case(nesterov_with_stale_velocity, MOMENTUM, "nesterov", "nesterov_is_heavy_ball"),
    Case(nesterov_flag_ignored, MOMENTUM, "nesterov", "nesterov_is_heavy_ball"),
    Case(nesterov_whatever_the_flag, MOMENTUM, "heavy_ball", "nesterov_always"),
    Case(nesterov_keeps_what_it_steps_along, MOMENTUM, "nesterov", "nesterov_kept_as_velocity"),
    Case(nesterov_of_a_forgetful_body, MOMENTUM, "heavy_ball", "momentum_forgotten"),
    Case(weights_changed_in_place, MOMENTUM, "contract"),
    Case(velocity_changed_in_place, MOMENTUM, "contract"),
    Case(state_changed_in_place, MOMENTUM, "contract"),
    Case(velocity_in_a_default_argument, MOMENTUM, "heavy_ball nesterov contract"),
    Case(second_memory_in_a_default_argument, MOMENTUM, "contract"),
    Case(float32_kept, MOMENTUM, "contract"),
    Case(no_state_returned, MOMENTUM, ALL),
    Case(state_is_a_tuple, MOMENTUM, ALL),
    Case(state_first, MOMENTUM, ALL),
    Case(weights_as_list, MOMENTUM, ALL),
    Case(function_in_the_state, MOMENTUM, ALL),
    Case(nothing_moves, STEPS, ALL),
    Case(nan_everywhere, STEPS, ALL),
    Case(nothing_returned, EVERY, ALL),
    Case(errors_swallowed, STEPS, ALL),
    Case(one_percent_too_long, MOMENTUM, "heavy_ball"),
    Case(adagrad_that_decays, ADAGRAD, "steps", "adagrad_forgets"),
    Case(adagrad_without_memory, ADAGRAD, "steps", "adagrad_forgotten"),
    Case(adagrad_root_forgotten, ADAGRAD, "steps", "adagrad_without_root"),
    Case(adagrad_root_of_everything, ADAGRAD, "eps", "adagrad_eps_inside_root"),
    Case(adagrad_eps_left_out, ADAGRAD, "eps", "adagrad_without_eps"),
    Case(adagrad_eps_built_in, ADAGRAD, "eps", "adagrad_eps_ignored"),
    Case(adagrad_one_number_for_all, ADAGRAD, "steps", "adagrad_norm_of_all"),
    Case(adagrad_sum_in_place, ADAGRAD, "steps"),
    Case(adagrad_buffer_of_integers, ADAGRAD, "steps"),
    Case(squares_of_float32, ADAGRAD, "steps"),
    Case(rmsprop_rho_swapped, RMSPROP, "steps", "rmsprop_rates_swapped"),
    Case(rmsprop_that_sums, RMSPROP, "steps", "rmsprop_never_forgets"),
    Case(rmsprop_root_forgotten, RMSPROP, "steps", "rmsprop_without_root"),
    Case(rmsprop_corrected, RMSPROP, "steps", "rmsprop_bias_corrected"),
    Case(rmsprop_root_of_everything, RMSPROP, "eps", "rmsprop_eps_inside_root"),
    Case(rmsprop_larger_of_root_and_eps, RMSPROP, "eps"),
    Case(rmsprop_gradient_squared_in_place, RMSPROP, "steps"),
    Case(rmsprop_uphill_climber, RMSPROP, "steps", "rmsprop_uphill"),
    Case(t_from_zero, ADAM, "averages correction eps"),
    Case(t_from_zero_in_python, ADAM, "averages correction eps"),
    Case(correction_left_out, ADAM, "correction", "adam_uncorrected"),
    Case(only_one_correction, ADAM, "correction", "adam_only_m_corrected"),
    Case(correction_without_exponent, ADAM, "correction", "adam_correction_without_power"),
    Case(counter_not_kept, ADAM, "correction", "adam_correction_without_power"),
    Case(correction_times_t, ADAM, "averages correction eps", "adam_correction_times_t"),
    Case(correction_stored, ADAM, "correction", "adam_corrected_averages_kept"),
    Case(gradient_overwritten_by_its_square, ADAM, "averages", "adam_m_of_squares"),
    Case(gradient_not_squared, ADAM, "averages correction eps", "adam_v_not_squared"),
    Case(eps_under_the_root, ADAM, "eps", "adam_eps_inside_root"),
    Case(eps_under_the_root_and_beside_it, ADAM, "eps"),
    Case(eps_of_keras, ADAM, "eps", "adam_eps_before_correction"),
    Case(averages_aliased, ADAM, "averages"),
    Case(counter_shared_by_all, ADAM, "averages eps"),
    Case(decay_inside_the_gradient, ADAMW, "decay", "adamw_decay_in_gradient"),
    Case(decay_not_times_rate, ADAMW, "decay", "adamw_decay_without_rate"),
    Case(decay_of_the_new_weights, ADAMW, "decay", "adamw_decay_after_step"),
    Case(decay_missing, ADAMW, "decay", "adamw_decay_missing"),
    Case(decay_alone, ADAMW, "adam decay"),
    Case(adamw_without_correction, ADAMW, "adam", "adamw_uncorrected"),
    Case(adamw_shrinks_in_place, ADAMW, "adam"),
    Case(adamw_decays_the_callers_gradient, ADAMW, "adam"),
    Case(floor_of_one_gradient, VELOCITY, ALL, "velocity_of_one_gradient"),
    Case(floor_of_two_gradients, VELOCITY, ALL, "velocity_of_two_gradients"),
    Case(walls_that_cancel, VELOCITY, ALL, "velocity_cancels"),
    Case(walls_of_two_gradients, VELOCITY, ALL, "velocity_across_of_two"),
    Case(walls_that_add_up, VELOCITY, ALL, "velocity_across_adds_up"),
    Case(walls_averaged, VELOCITY, ALL, "velocity_across_averaged"),
    Case(walls_and_floor_exchanged, VELOCITY, ALL),
    Case(velocity_rounded_too_much, VELOCITY, ALL),
    Case(one_velocity, VELOCITY, ALL),
    Case(velocities_as_text, VELOCITY, ALL),
    Case(log_a_of_nothing_corrected, DIAGNOSIS, ALL, "log_a_uncorrected"),
    Case(log_b_of_a_sum, DIAGNOSIS, ALL, "log_b_adds_up"),
    Case(log_b_of_kept_corrections, DIAGNOSIS, ALL, "log_b_keeps_corrected"),
    Case(log_d_of_nothing_corrected, DIAGNOSIS, ALL, "log_d_uncorrected"),
    Case(logs_guessed, DIAGNOSIS, ALL),
    Case(logs_by_number, DIAGNOSIS, ALL),
    Case(penalty_like_decay, DECAY, ALL, "decay_alike"),
    Case(decay_alone_without_rate, DECAY, ALL, "decay_predicted_without_rate"),
    Case(penalty_over_squares, DECAY, ALL, "decay_divided_by_squares"),
    Case(penalty_times_gradients, DECAY, ALL, "decay_multiplied"),
    Case(decay_of_a_half, DECAY, ALL),
)
