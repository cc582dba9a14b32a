"""The mathematics of the figures that move, which is written in JavaScript, against NumPy on the same inputs.

A new figure needs a row in MATHS for each function that its module exports.
"""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import widgets
from conftest import ROOT
from publishing.mathematics import find_node

FOLDER = ROOT / "book/widgets"

# The landscapes of Descent, as a reader would write them.
LOSSES = {
    "bowl": lambda x, y: (x**2 + 10 * y**2) / 2,
    "valley": lambda x, y: (1 - x) ** 2 + 10 * (y - x**2) ** 2,
    "saddle": lambda x, y: x**2 / 2 + (y**2 - 9 / 4) ** 2 / 9,
    "himmelblau": lambda x, y: (((2 * x) ** 2 + 2 * y - 11) ** 2 + (2 * x + (2 * y) ** 2 - 7) ** 2) / 40,
}
CURVES = {"exp": np.exp, "sin": np.sin, "cube": lambda x: x * x * x, "abs": np.abs}


def derivative(name, x):
    if name == "abs":
        return np.sign(x) if x else np.nan
    return {"exp": np.exp, "sin": np.cos, "cube": lambda x: 3 * x * x}[name](x)


def quotient(name, x, h, scheme):
    f, x, h = CURVES[name], np.float64(x), np.float64(h)
    return (f(x + h) - f(x)) / h if scheme == "forward" else (f(x + h) - f(x - h)) / (2 * h)


def truncation_and_roundoff(name, x, h, scheme):
    second = {"exp": np.exp(x), "sin": abs(np.sin(x)), "cube": abs(6 * x), "abs": 0.0}[name]
    third = {"exp": np.exp(x), "sin": abs(np.cos(x)), "cube": 6.0, "abs": 0.0}[name]
    truncation = second * h / 2 if scheme == "forward" else third * h**2 / 6
    u = np.finfo(float).eps / 2
    return {"truncation": truncation, "roundoff": {"forward": 2, "central": 1}[scheme] * u * abs(CURVES[name](x)) / h}


def slope_by_complex_step(name, w):
    """The gradient of a landscape, by a small imaginary step, which cancels nothing."""
    step = 1e-30
    return [LOSSES[name](w[0] + 1j * step, w[1]).imag / step, LOSSES[name](w[0], w[1] + 1j * step).imag / step]


def minima(name):
    """Three by hand; the four of Himmelblau's function as they are published."""
    four = [[3, 2], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]]
    known = {"bowl": [[0, 0]], "valley": [[1, 1]], "saddle": [[0, 1.5], [0, -1.5]], "himmelblau": np.array(four) / 2}
    return known[name]


def descend(name, start, lr, beta, steps):
    """torch.optim.SGD with momentum, in the letters of the course."""
    w, v = np.array(start), np.zeros(2)
    path, losses = [w], [LOSSES[name](*w)]
    for _ in range(steps):
        if losses[-1] > 1e6:
            break
        v = beta * v + slope_by_complex_step(name, w)
        w = w - lr * v
        path.append(w)
        losses.append(LOSSES[name](*w))
    return {"path": np.array(path), "losses": np.array(losses), "diverged": losses[-1] > 1e6}


def mulberry(seed, count):
    """The generator as its author wrote it, on 32-bit integers of NumPy."""
    found, state = [], np.uint32(seed)
    with np.errstate(over="ignore"):
        for _ in range(count):
            state += np.uint32(0x6D2B79F5)
            t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
            t ^= t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))
            found.append(int(t ^ (t >> np.uint32(14))) / 2**32)
    return found


def noise_walk(lr, batch_size, curvature, start, noise):
    """Every place at once: what is left of the start, and of each push."""
    t = np.arange(len(noise) + 1)
    left = np.tril((1 - lr * curvature) ** np.clip(t[:, np.newaxis] - 1 - t[:-1], 0, None), -1)
    return (1 - lr * curvature) ** t * start + lr / np.sqrt(batch_size) * left @ noise


def noise_squares(lr, batch_size, curvature, start, steps):
    """The recursion, solved: the start is forgotten as the ball fills."""
    ball = lr / (batch_size * curvature * (2 - lr * curvature))
    left = (1 - lr * curvature) ** (2 * np.arange(steps + 1))
    return left * start**2 + (1 - left) * ball


SCHEDULES = {
    "constant": lambda lr, t: lr + 0 * t,
    "step": lambda lr, t: np.choose(t // 700, [lr, lr / 10, lr / 100]),
    "exponential": lambda lr, t: lr * 0.998**t,
    "fast_exponential": lambda lr, t: lr * 0.9**t,
    "inverse": lambda lr, t: 5 * lr / (5 + t),
    "inverse_root": lambda lr, t: lr * (1 + t) ** -0.5,
    "cosine": lambda lr, t: lr * np.cos(np.pi * t / 4000) ** 2,
    "warm_up": lambda lr, t: lr * np.cos(np.pi * t / 4000) ** 2 * np.minimum(1, (t + 1) / 100),
}


def schedule_squares(name, lr, variance, steps):
    """The sum of what is left of the start and of the noise of every step."""
    rates = SCHEDULES[name](lr, np.arange(steps))
    left = [np.prod((1 - rates[k:]) ** 2) for k in range(steps + 1)]
    return 100 * left[0] + variance * np.sum(rates**2 * left[1:])


def slice_loss(start, speed, squares, reg, t):
    m = np.array(start) + t * np.array(speed)
    return np.where(m.real > 0, m, 0).sum() / len(m) + reg * np.polyval(squares[::-1], t)


def slice_kinks(start, speed, a, b):
    t = -np.ravel(start) / np.ravel(speed)
    return np.sort(t[(a < t) & (t < b)])


def any_slice(rng):
    start, speed = rng.normal(size=(2, rng.integers(1, 9), 3))
    return [start.tolist(), speed.tolist(), rng.uniform(0, 3, size=3).tolist(), rng.uniform(), rng.uniform(-4, 4)]


def entry_loss(W, X, y, reg, row, column, t, right=None):
    """The SVM loss with one entry moved by t; the scores of the right classes may come from weights of their own."""
    X, V = np.array(X), np.array(W, dtype=complex)
    V[row, column] += t
    examples = np.arange(len(y))
    m = X @ V.T - (X @ (V if right is None else np.array(right)).T)[examples, y][:, np.newaxis] + 1
    m[examples, y] = 0
    return np.where(m.real > 0, m, 0).sum() / len(y) + reg * np.sum(V**2)


def entry_slope(W, X, y, reg, row, column, gradient):
    """By a small imaginary step; the two slips as what they leave out."""
    right = W if gradient == "no_correct_class" else None
    slope = entry_loss(W, X, y, reg, row, column, 1e-30j, right).imag / 1e-30
    return slope - (reg * W[row][column] if gradient == "no_factor_2" else 0)


def entry_kinks(W, X, y, row, column):
    """A margin is a line in t, known by its values at 0 and 1."""
    still, step = entry_margins(W, X, y), np.zeros(np.shape(W))
    step[row, column] = 1
    moving = entry_margins(W + step, X, y) - still
    found = [[-still[i, j] / moving[i, j], i, j] for i, j in np.argwhere(abs(moving) > 1e-12)]
    return sorted(found, key=lambda kink: abs(kink[0]))


def entry_margins(W, X, y):
    scores = np.array(X) @ np.transpose(W)
    right = np.arange(scores.shape[1]) == np.array(y)[:, np.newaxis]
    return np.where(right, 0, scores - scores[right][:, np.newaxis] + 1)


def any_entry(rng):
    """A problem with three classes, and the place of one entry of W."""
    N, D = rng.integers(1, 7), rng.integers(1, 4)
    W, X, y = rng.normal(size=(3, D)), rng.normal(size=(N, D)), rng.integers(3, size=N)
    place = [int(rng.integers(3)), int(rng.integers(D))]
    return [W.tolist(), X.tolist(), y.tolist(), rng.uniform(), *place]


def any_entry_without_reg(rng):
    W, X, y, _, row, column = any_entry(rng)
    return [W, X, y, row, column]


def two_numbers(rng):
    return rng.uniform(-4, 4, size=2).tolist()


def two_positive(rng):
    return rng.uniform(0.05, 20, size=2).tolist()


def valley(angle):
    """The Hessian of a valley with curvatures 1 and 50 along the axes, turned by an angle in degrees."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[c, -s], [s, c]]) @ np.diag([1, 50]) @ np.array([[c, s], [-s, c]])


def race(rule, start, angle, lr, steps):
    """The rules as the chapter on adaptive methods writes them, on whole vectors."""
    w, H, v, s = np.array(start), valley(angle), np.zeros(2), np.zeros(2)
    path = [w]
    for t in range(1, steps + 1):
        if w @ H @ w / 2 > 1e6:
            break
        g = H @ w
        match rule:
            case "descent":
                step = g
            case "momentum":
                step = v = 0.9 * v + g
            case "adagrad":
                s = s + g**2
                step = g / (np.sqrt(s) + 1e-8)
            case "rmsprop":
                s = 0.9 * s + 0.1 * g**2
                step = g / (np.sqrt(s) + 1e-8)
            case "adam":
                v, s = 0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g**2
                step = v / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        w = w - lr * step
        path.append(w)
    return path


def any_race(rng):
    rule = str(rng.choice(["descent", "momentum", "adagrad", "rmsprop", "adam"]))
    return [rule, rng.uniform(0.5, 3, size=2).tolist(), rng.uniform(1, 89), 10 ** rng.uniform(-3, -1.5), 25]


def momentum_matrix(a, beta):
    return np.array([[1 + beta - a, -beta], [1, 0]])


def momentum_path(a, beta, steps):
    """Powers of the matrix, from a ball at rest."""
    powers = [np.linalg.matrix_power(momentum_matrix(a, beta), k) for k in range(steps + 1)]
    return [(power @ [1, 1])[0] for power in powers]


def hinge_pays(scores, right):
    pays = np.maximum(0, np.array(scores) - scores[right] + 1)
    pays[right] = 0
    return pays


def hinge_slopes(scores, right):
    """By central differences, which are exact between kinks."""
    loss = lambda s: hinge_pays(s, right).sum()  # noqa: E731
    return [(loss(scores + h) - loss(scores - h)) / 2e-6 for h in 1e-6 * np.eye(len(scores))]


def any_scores(rng):
    scores = rng.uniform(-2, 6, size=rng.integers(2, 7)).tolist()
    return [scores, int(rng.integers(len(scores)))]


def graph(step, u, v, x):
    """What is known after a step of the backward pass of max(0, u x - v x + 1), by hand."""
    m = u * x - v * x + 1
    on = float(m > 0)
    values = {"u": u, "v": v, "x": x, "p": u * x, "q": v * x, "d": u * x - v * x, "m": m, "L": max(0.0, m)}
    stages = [
        {"L": 1},
        {"m": on},
        {"d": on},
        {"p": on, "q": -on},
        {"v": -on * x, "x": -on * v},
        {"u": on * x, "x": on * (u - v)},
    ]
    gradients = {}
    for stage in stages[: max(0, step - 5)]:
        gradients |= stage
    return {"values": dict([*values.items()][: 3 + step]), "gradients": gradients}


def any_graph(rng):
    return [float(value) for value in rng.uniform(-3, 3, size=3)]


def landscape_and_place(rng):
    return [str(rng.choice([*LOSSES])), [rng.uniform(-3, 3), rng.uniform(-2.25, 2.25)]]


def tame_descent(rng):
    """Where the landscape is nearly a bowl, rounding does not grow along the path."""
    w = [rng.uniform(-3, 3), rng.uniform(-2.25, 2.25)]
    return [str(rng.choice(["bowl", "saddle"])), w, 10 ** rng.uniform(-3, -0.5), rng.uniform(0, 0.99), 60]


def wild_descent(rng):
    """Where hills turn the path, it does: short runs of small steps."""
    w = [rng.uniform(-1.5, 1.5), rng.uniform(-1.5, 1.5)]
    return [str(rng.choice(["valley", "himmelblau"])), w, 10 ** rng.uniform(-3.5, -2.5), 0.5, 15]


def any_quotient(*curves):
    return lambda rng: [
        str(rng.choice(curves)),
        rng.uniform(-2, 2),
        10.0 ** rng.uniform(-16, 0),
        str(rng.choice(["forward", "central"])),
    ]


def smooth_quotient(rng):
    """No library of exp and sin is exact in the last bit, and the quotient divides that bit by h."""
    return [str(rng.choice(["exp", "sin"])), rng.uniform(-2, 2), 1e-5, "central"]


@dataclass
class Maths:
    """A function of a module, the same in NumPy, and a way to draw arguments for both."""

    module: str
    function: str
    numpy: object
    draw: object
    rtol: float = 0.0
    atol: float = 0.0

    def __str__(self):
        return f"{self.module}:{self.function}"

    def arguments(self):
        """Forty sets of arguments, the same in each run."""
        rng = np.random.default_rng(sum(map(ord, str(self))))
        return [self.draw(rng) for _ in range(40)]


MATHS = [
    Maths("tangent.js", "quotient", quotient, any_quotient("cube", "abs")),
    Maths("tangent.js", "quotient", quotient, smooth_quotient, atol=2e-10),
    Maths("tangent.js", "derivative", derivative, lambda rng: any_quotient(*CURVES)(rng)[:2], 1e-15),
    Maths("tangent.js", "derivative", derivative, lambda rng: ["abs", 0]),
    Maths(
        "tangent.js",
        "errors",
        lambda name, x, ks, scheme: [abs(quotient(name, x, 10.0**k, scheme) - derivative(name, x)) for k in ks],
        lambda rng: ["cube", rng.uniform(-2, 2), [-16, -11, -8, -5, -1, 0], str(rng.choice(["forward", "central"]))],
    ),
    Maths("tangent.js", "expected", truncation_and_roundoff, any_quotient(*CURVES), 1e-14),
    Maths("descent.js", "loss", lambda name, w: LOSSES[name](*w), landscape_and_place, 1e-12, 1e-12),
    Maths("descent.js", "gradient", slope_by_complex_step, landscape_and_place, 1e-12, 1e-12),
    Maths("descent.js", "minima", minima, lambda rng: landscape_and_place(rng)[:1], atol=1e-6),
    Maths("descent.js", "descend", descend, tame_descent, 1e-9, 1e-12),
    Maths("descent.js", "descend", descend, wild_descent, 1e-6, 1e-9),
    Maths(
        "noise_ball.js",
        "predictedSquare",
        lambda lr, size, curvature: lr / (size * curvature * (2 - lr * curvature)) if lr * curvature < 2 else np.inf,
        lambda rng: [rng.uniform(0.02, 1.5), int(rng.integers(1, 257)), float(rng.choice([0.5, 2]))],
        1e-14,
    ),
    Maths(
        "noise_ball.js",
        "expectedSquares",
        noise_squares,
        lambda rng: [rng.uniform(0.02, 1.1), int(rng.integers(1, 257)), rng.uniform(0.5, 1.8), rng.normal(), 60],
        1e-10,
        1e-15,
    ),
    Maths(
        "noise_ball.js",
        "walk",
        noise_walk,
        lambda rng: [
            *(rng.uniform(0.02, 0.9), int(rng.integers(1, 257)), rng.uniform(0.5, 2), rng.normal()),
            rng.normal(size=30).tolist(),
        ],
        1e-10,
        1e-12,
    ),
    Maths(
        "schedule.js",
        "rate",
        lambda name, lr, t: SCHEDULES[name](lr, t),
        lambda rng: [str(rng.choice([*SCHEDULES])), rng.uniform(0.01, 2), int(rng.integers(2001))],
        1e-12,
        1e-16,
    ),
    Maths(
        "schedule.js",
        "expectedSquares",
        lambda name, lr, variance, steps: [schedule_squares(name, lr, variance, k) for k in range(steps + 1)],
        lambda rng: [str(rng.choice([*SCHEDULES])), rng.uniform(0.01, 1.9), int(rng.integers(2)), 40],
        1e-10,
    ),
    Maths("loss_slice.js", "loss", slice_loss, any_slice, 1e-13, 1e-13),
    Maths(
        "loss_slice.js",
        "slope",
        lambda *slice_and_t: slice_loss(*slice_and_t[:-1], slice_and_t[-1] + 1e-30j).imag / 1e-30,
        any_slice,
        1e-13,
        1e-13,
    ),
    Maths("loss_slice.js", "kinks", slice_kinks, lambda rng: [*any_slice(rng)[:2], -4, 4], 1e-14),
    Maths("check_entry.js", "margins", entry_margins, lambda rng: any_entry(rng)[:3], 1e-13, 1e-13),
    Maths(
        "check_entry.js",
        "loss",
        lambda *entry_and_t: entry_loss(*entry_and_t).real,
        lambda rng: [*any_entry(rng), rng.normal()],
        1e-13,
        1e-13,
    ),
    Maths(
        "check_entry.js",
        "analytic",
        entry_slope,
        lambda rng: [*any_entry(rng), str(rng.choice(["right", "no_correct_class", "no_factor_2"]))],
        1e-13,
        1e-13,
    ),
    Maths(
        "check_entry.js",
        "numeric",
        lambda *entry_and_h: (
            (entry_loss(*entry_and_h) - entry_loss(*entry_and_h[:-1], -entry_and_h[-1])).real / (2 * entry_and_h[-1])
        ),
        lambda rng: [*any_entry(rng), 10 ** rng.uniform(-3, 0)],
        1e-10,
        1e-11,
    ),
    Maths(
        "check_entry.js",
        "relativeError",
        lambda a, n: abs(a - n) / max(abs(a), abs(n), 1e-300),
        lambda rng: [float(x) for x in rng.integers(-2, 3, size=2)],
        1e-15,
    ),
    Maths("check_entry.js", "kinks", entry_kinks, any_entry_without_reg, 1e-10, 1e-12),
    Maths("direction_scan.js", "f", lambda x, y: x**2 + y**2 + x * y, two_numbers, 1e-14, 1e-14),
    Maths("direction_scan.js", "gradient", lambda x, y: [2 * x + y, x + 2 * y], two_numbers, 1e-14, 1e-14),
    Maths(
        "direction_scan.js",
        "slope",
        lambda x, y, angle: [2 * x + y, x + 2 * y] @ np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))]),
        lambda rng: [*two_numbers(rng), rng.uniform(0, 360)],
        1e-12,
        1e-12,
    ),
    Maths(
        "direction_scan.js",
        "steepest",
        lambda x, y: np.degrees(np.angle(2 * x + y + 1j * (x + 2 * y))) % 360,
        two_numbers,
        1e-12,
    ),
    Maths("direction_scan.js", "steepest", lambda x, y: np.nan, lambda rng: [0, 0]),
    Maths("hinge_scores.js", "pays", hinge_pays, any_scores, 1e-14, 1e-14),
    Maths("hinge_scores.js", "loss", lambda *example: hinge_pays(*example).sum(), any_scores, 1e-14, 1e-14),
    Maths("hinge_scores.js", "slopes", hinge_slopes, any_scores, 1e-8, 1e-8),
    Maths("divergence.js", "factor", lambda lr, curvature: 1 - lr * curvature, two_positive, 1e-14, 1e-14),
    Maths("divergence.js", "limit", lambda flat, steep: 2 / max(flat, steep), two_positive, 1e-14),
    Maths("divergence.js", "best", lambda flat, steep: 2 / (flat + steep), two_positive, 1e-14),
    Maths(
        "divergence.js",
        "losses",
        lambda lr, curvature, steps: curvature / 2 * np.cumprod([1, *[(1 - lr * curvature) ** 2] * steps]),
        lambda rng: [rng.uniform(0, 0.3), rng.uniform(0.1, 20), 60],
        1e-11,
    ),
    Maths(
        "momentum_plane.js",
        "radius",
        lambda a, beta: abs(np.linalg.eigvals(momentum_matrix(a, beta))).max(),
        lambda rng: [rng.uniform(0.02, 4.4), rng.uniform(0, 1.05)],
        1e-7,
    ),
    Maths(
        "momentum_plane.js",
        "swings",
        lambda a, beta: bool(np.any(np.imag(np.linalg.eigvals(momentum_matrix(a, beta))) != 0)),
        lambda rng: [rng.uniform(0.02, 4.4), rng.uniform(0, 1.05)],
    ),
    Maths(
        "momentum_plane.js",
        "path",
        momentum_path,
        lambda rng: [rng.uniform(0.02, 4), rng.uniform(0, 1), 40],
        1e-8,
        1e-8,
    ),
    Maths(
        "momentum_plane.js",
        "bestBeta",
        lambda a: np.roots([1, -2 * (1 + a), (1 - a) ** 2]).real.min(),  # where the eigenvalues meet
        lambda rng: [rng.uniform(0.05, 4)],
        1e-6,
        1e-9,
    ),
    Maths(
        "optimizer_race.js",
        "turn",
        lambda w, angle: [
            ((w[0] + 1j * w[1]) * np.exp(1j * np.radians(angle))).real,
            ((w[0] + 1j * w[1]) * np.exp(1j * np.radians(angle))).imag,
        ],
        lambda rng: [two_numbers(rng), rng.uniform(-90, 90)],
        1e-13,
        1e-13,
    ),
    Maths(
        "optimizer_race.js",
        "loss",
        lambda w, angle: np.array(w) @ valley(angle) @ w / 2,
        lambda rng: [two_numbers(rng), rng.uniform(0, 90)],
        1e-11,
        1e-11,
    ),
    Maths(
        "optimizer_race.js",
        "gradient",
        lambda w, angle: valley(angle) @ w,
        lambda rng: [two_numbers(rng), rng.uniform(0, 90)],
        1e-11,
        1e-11,
    ),
    Maths("optimizer_race.js", "run", race, any_race, 1e-7, 1e-9),
    Maths("backward_pass.js", "forward", lambda u, v, x: graph(5, u, v, x)["values"], any_graph, 1e-13, 1e-13),
    Maths("backward_pass.js", "after", graph, lambda rng: [int(rng.integers(12)), *any_graph(rng)], 1e-13, 1e-13),
    Maths("base.js", "pow10", lambda k: float(f"1e{k}"), lambda rng: [int(rng.integers(-300, 300))]),
    Maths("base.js", "pow10", lambda k: 10.0**k, lambda rng: [rng.uniform(-16, 16)], 1e-14),
    Maths("base.js", "linspace", np.linspace, lambda rng: [rng.normal(), 3.0, int(rng.integers(2, 50))], 1e-13, 1e-15),
]

REQUESTS = [
    *({"path": str(FOLDER / row.module), "name": row.function, "calls": row.arguments()} for row in MATHS),
    *({"path": str(path)} for path in sorted(FOLDER.glob("*.js"))),
]


def node(requests):
    """Answers of one Node.js process."""
    odd = json.loads(json.dumps(requests), parse_constant=str)
    words = [find_node(), str(ROOT / "tests/widgets/run.mjs")]
    done = subprocess.run(words, input=json.dumps(odd), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return numbers(json.loads(done.stdout, parse_int=float))  # JavaScript writes 2e20 as a whole number


def numbers(value):
    """The inverse of what run.mjs does with NaN and infinities."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return float(value) if value in ("NaN", "Infinity", "-Infinity") else value


@pytest.fixture(scope="module")
def answers():
    return node(REQUESTS)


def assert_close(found, wanted, row):
    if isinstance(wanted, dict):
        assert found.keys() == wanted.keys()
        for key in wanted:
            assert_close(found[key], wanted[key], row)
    else:
        np.testing.assert_allclose(found, wanted, rtol=row.rtol, atol=row.atol)


@pytest.mark.parametrize("index", range(len(MATHS)), ids=lambda index: str(MATHS[index]))
def test_the_maths_of_a_module_is_numpys(answers, index):
    row = MATHS[index]
    for args, found in zip(row.arguments(), answers[index], strict=True):
        assert_close(found, row.numpy(*args), row)


def test_every_function_that_a_figure_exports_is_compared_with_numpy(answers):
    compared = {(row.module, row.function) for row in MATHS}
    for request, names in zip(REQUESTS[len(MATHS) :], answers[len(MATHS) :], strict=True):
        module = Path(request["path"]).name
        if module != "base.js":
            assert "render" in names
            assert {(module, name) for name in names} - {(module, "default"), (module, "render")} <= compared


def test_the_tools_of_the_base_are_exact(tmp_path):
    names = "random, number, fixed, power, ticks, decades, levelSegments"
    (tmp_path / "use.mjs").write_text(
        f'import {{ {names} }} from "{(FOLDER / "base.js").as_uri()}";\n'
        "export const draws = (seed, n) => { const r = random(seed); return Array.from({ length: n }, r.uniform); };\n"
        "export const normals = (seed, n) => { const r = random(seed); return Array.from({ length: n }, r.normal); };\n"
        f"export {{ {names} }};\n"
    )
    words = [[0.1 + 0.2], [-1234.5], [1e-9], [-0.00012345], [123456], [0], ["NaN"], ["-Infinity"], [1e-5], [0.99999]]
    ask = {
        "draws": [[seed, 50] for seed in (0, 1, 2026)],
        "normals": [[7, 4000]],
        "number": words,
        "fixed": [[-0.001, 2], [-1.5, 1]],
        "power": [[-16], [3]],
        "ticks": [[-3, 3, 6], [0, 1, 5], [0, 200, 4]],
        "decades": [[1e-16, 1, 4], [1e-2, 1e2, 9]],
        "levelSegments": [[[[0, 0], [1, 1]], 0.25], [[[0, 1], [1, 0]], 0.4]],
    }
    done = node([{"path": str(tmp_path / "use.mjs"), "name": name, "calls": calls} for name, calls in ask.items()])
    got = dict(zip(ask, done, strict=True))
    assert got["draws"] == [mulberry(*args) for args in ask["draws"]]
    normals = np.array(got["normals"][0])
    assert abs(normals.mean()) < 0.05
    assert abs(normals.std() - 1) < 0.03
    assert got["number"] == ["0.3", "−1230", "10⁻⁹", "−1.23 × 10⁻⁴", "1.23 × 10⁵", "0", "undefined", "−∞", "10⁻⁵", "1"]
    assert got["fixed"] == ["0.00", "−1.5"]
    assert got["power"] == ["10⁻¹⁶", "10³"]
    assert got["ticks"] == [[-3, -2, -1, 0, 1, 2, 3], [0, 0.2, 0.4, 0.6, 0.8, 1], [0, 50, 100, 150, 200]]
    assert got["decades"] == [[1e-16, 1e-12, 1e-8, 1e-4, 1], [0.01, 0.1, 1, 10, 100]]
    # A slope is crossed once, in the middle of nothing: level 0.25 of a surface that rises from 0 to 1.
    assert got["levelSegments"][0] == [[[1, 0.25], [0, 0.25]]]
    # Two corners of a saddle are below 0.4, its middle is above: each low corner is cut off by itself.
    assert sorted(map(sorted, got["levelSegments"][1])) == [[[0, 0.4], [0.4, 0]], [[0.6, 1], [1, 0.6]]]


def test_the_text_that_a_browser_gets_is_one_module(tmp_path):
    requests = []
    for figure in (getattr(widgets, name) for name in widgets.__all__):
        esm = figure()._esm
        assert not re.search(r"^\s*import\b|\bimport\(|^export (?!default|function|const)", esm, re.M)
        path = tmp_path / Path(figure._module).with_suffix(".mjs")
        path.write_text(esm, encoding="utf-8")
        requests.append({"path": str(path)})
    for names in node(requests):
        assert {"default", "render"} <= set(names)
