# ruff: noqa: C408, RUF005, SIM108 (students write as they like)
"""Right answers to `optimizers`, each in its own style and named after it.

Every function stands alone, so that its source can be put into a notebook whose only import is NumPy.
"""

import numpy as np

# Momentum.


def plain_momentum(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get("v", np.zeros(w.shape)) + g
    step = g + beta * v if nesterov else v
    return w - lr * step, {"v": v}


def heavy_ball_without_a_velocity(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.array(w, dtype=np.float64), np.array(g, dtype=np.float64)
    if "move" in state:
        v = g - beta * np.asarray(state["move"]) / state["lr"]
    else:
        v = g
    plain = -lr * v
    if nesterov:
        return w + beta * plain - lr * g, {"move": plain, "lr": lr}
    return w + plain, {"move": plain, "lr": lr}


def all_gradients_kept(w, g, state, lr, beta=0.9, nesterov=False):
    past = list(state.get("past", [])) + [np.asarray(g, dtype=float)]
    v = sum(beta ** (len(past) - 1 - k) * item for k, item in enumerate(past))
    if nesterov:
        v = beta * v + past[-1]
    return np.asarray(w, dtype=float) - lr * v, {"past": past}


def velocity_in_place_on_a_copy(w, g, state, lr, beta=0.9, nesterov=False):
    new = {"velocity": np.zeros(np.shape(w)), **{key: np.array(value) for key, value in state.items()}}
    new["velocity"] *= beta
    new["velocity"] += g
    w = np.array(w, dtype=float)
    w -= lr * np.array(g, dtype=float) * nesterov
    w -= lr * new["velocity"] * (beta if nesterov else 1)
    return w, new


def list_of_two(w, g, state, lr, beta=0.9, nesterov=False):
    v = np.multiply(beta, state["v"]) + g if state else np.array(g, dtype=float)
    w = np.asarray(w, dtype=float)
    return [w - lr * v, {"v": v}] if not nesterov else [w - lr * (np.asarray(g, dtype=float) + beta * v), {"v": v}]


# AdaGrad.


def plain_adagrad(w, g, state, lr, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = state.get("s", np.zeros(w.shape)) + g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def root_kept(w, g, state, lr, eps=1e-8):
    g = np.asarray(g, dtype=float)
    root = np.hypot(state.get("root", 0.0), g)
    return np.asarray(w, dtype=float) - lr * (g / (root + eps)), {"root": root}


def adagrad_by_coordinate(w, g, state, lr, eps=1e-8):
    from math import sqrt

    new, s = np.zeros(np.shape(w)), np.zeros(np.shape(w))
    for index in np.ndindex(new.shape):
        gi = float(np.asarray(g)[index])
        s[index] = (float(np.asarray(state["s"])[index]) if "s" in state else 0.0) + gi * gi
        new[index] = float(np.asarray(w)[index]) - lr * gi / (sqrt(s[index]) + eps)
    return new, {"s": s}


# RMSProp.


def plain_rmsprop(w, g, state, lr, rho=0.9, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    s = rho * state.get("s", np.zeros(w.shape)) + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}


def towards_the_new_square(w, g, state, lr, rho=0.9, eps=1e-8):
    w = np.asarray(w, dtype=np.float64)
    g = np.asarray(g, dtype=np.float64)
    s = np.array(state["s"]) if "s" in state else np.zeros_like(w)
    s += (1 - rho) * (g * g - s)
    return w - np.divide(lr * g, s**0.5 + eps), dict(s=s, name_of_nothing=None)


def nested_state(w, g, state, lr, rho=0.9, eps=1e-8):
    g = np.array(g, dtype=float, copy=True)
    old = state["averages"]["square"] if "averages" in state else np.zeros(g.shape)
    square = np.average([old, g**2], axis=0, weights=[rho, 1 - rho])
    step = lr * np.sign(g) / (np.sqrt(square) + eps)
    return np.asarray(w, float) - step * np.abs(g), {"averages": {"square": square}}


# Adam.


def plain_adam(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    t = state.get("t", 0) + 1
    m = b1 * state.get("m", np.zeros(w.shape)) + (1 - b1) * g
    v = b2 * state.get("v", np.zeros(w.shape)) + (1 - b2) * g**2
    step = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w - lr * step, {"m": m, "v": v, "t": t}


def powers_kept(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    p1, p2 = state.get("p1", 1.0), state.get("p2", 1.0)
    p1, p2 = p1 * b1, p2 * b2
    m = state["m"] if state else 0.0
    v = state["v"] if state else 0.0
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    root = np.sqrt(1 - p2)
    return w - lr * root / (1 - p1) * m / (np.sqrt(v) + eps * root), {"m": m, "v": v, "p1": p1, "p2": p2}


def sums_of_weights_kept(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    new = {"a": g, "b": g**2, "na": 1.0, "nb": 1.0}
    if state:
        new = {key: (b1 if key in ("a", "na") else b2) * state[key] + value for key, value in new.items()}
    return w - lr * (new["a"] / new["na"]) / (np.sqrt(new["b"] / new["nb"]) + eps), new


def one_array_for_both(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=np.float64), np.asarray(g, dtype=np.float64)
    rates = np.reshape([b1, b2], (2,) + (1,) * w.ndim)
    t = int(state["steps taken"]) + 1 if "steps taken" in state else 1
    both = rates * state.get("both", np.zeros((2, *w.shape))) + (1 - rates) * np.stack([g, np.square(g)])
    m_hat, v_hat = both / (1 - rates**t)
    return np.subtract(w, lr * m_hat / (eps + np.sqrt(v_hat))), {"both": both, "steps taken": np.int64(t)}


def t_in_an_array(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    state = {key: np.copy(value) for key, value in state.items()} or {
        "t": np.array(0),
        "m": np.zeros(w.shape),
        "v": np.zeros(w.shape),
    }
    state["t"] += 1
    state["m"][...] = b1 * state["m"] + (1 - b1) * g
    state["v"][...] = b2 * state["v"] + (1 - b2) * g**2
    m_hat = state["m"] / (1 - b1 ** state["t"])
    v_hat = state["v"] / (1 - b2 ** state["t"])
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), state


# AdamW.


def plain_adamw(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    t = state.get("t", 0) + 1
    m = b1 * state.get("m", np.zeros(w.shape)) + (1 - b1) * g
    v = b2 * state.get("v", np.zeros(w.shape)) + (1 - b2) * g**2
    step = m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w * (1 - lr * wd) - lr * step, {"m": m, "v": v, "t": t}


def decay_in_the_bracket(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    def adam(g, state):
        t = state["t"] + 1
        m = state["m"] + (1 - b1) * (g - state["m"])
        v = state["v"] + (1 - b2) * (g * g - state["v"])
        return m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), {"t": t, "m": m, "v": v}

    w = np.asarray(w, dtype=float)
    step, state = adam(np.asarray(g, dtype=float), state or {"t": 0, "m": 0 * w, "v": 0 * w})
    return w - lr * (step + wd * w), state


def decay_first(w, g, state, lr, b1=0.9, b2=0.999, eps=1e-8, wd=1e-2):
    g = np.asarray(g).astype(np.float64)
    w = np.asarray(w).astype(np.float64)
    decayed = w - lr * wd * w
    t, m, v = state["all"] if "all" in state else (0, np.zeros_like(w), np.zeros_like(w))
    t, m, v = t + 1, b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    decayed = decayed - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return decayed, {"all": [t, m, v]}


def keys_that_are_numbers(w, g, state, lr, beta=0.9, nesterov=False):
    w, g = np.asarray(w, dtype=float), np.asarray(g, dtype=float)
    v = beta * state.get(0, 0.0) + g
    return w - lr * (g + beta * v if nesterov else v), {0: v}


def velocities():
    return 5.0, 5 / 9


def velocities_by_settling():
    floor = walls = 0.0
    for t in range(200):
        floor, walls = 0.8 * floor + 1, 0.8 * walls + (-1) ** t
    return [np.float64(floor), np.abs(walls)]


def velocities_rounded():
    return 5, 0.556


def letters():
    return "b", "d", "e", "c"


def capitals_in_a_list():
    return ["B", "D", "E", "C"]


def decays():
    return 0.002, 0.00002, 0.004


def decays_worked_out():
    decay = 0.1 * 0.01 * 2.0
    return decay, np.float32(decay / 100), 2 * decay


def logs_in_one_string():
    return "bdec"


RIGHT = {
    "momentum_step": (
        plain_momentum,
        heavy_ball_without_a_velocity,
        all_gradients_kept,
        velocity_in_place_on_a_copy,
        keys_that_are_numbers,
        list_of_two,
    ),
    "predict_velocity": (velocities, velocities_by_settling, velocities_rounded),
    "adagrad_step": (plain_adagrad, root_kept, adagrad_by_coordinate),
    "rmsprop_step": (plain_rmsprop, towards_the_new_square, nested_state),
    "adam_step": (plain_adam, powers_kept, sums_of_weights_kept, one_array_for_both, t_in_an_array),
    "diagnose_adam": (letters, capitals_in_a_list, logs_in_one_string),
    "adamw_step": (plain_adamw, decay_in_the_bracket, decay_first),
    "predict_decay": (decays, decays_worked_out),
}
