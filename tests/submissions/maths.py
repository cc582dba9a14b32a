"""Answers that are no gradients, and tries to tell when it matters."""

from submissions import MARK, Attack

NAIVE = """
    import numpy as np
    def f(W, X=X, y=y, reg=reg):
        s = X @ W.T
        m = s - s[np.arange(len(X)), y][:, None] + 1
        m[np.arange(len(X)), y] = 0
        return np.where(m.real > 0, m, 0).sum() / len(X) + reg * np.sum(W * W)
    FIRED.append('{0}')
    loss, dW = float(f(W)), np.zeros(W.shape)
"""
SHOW = "print('fired', sorted(set(FIRED)))"
# The loss of both functions is right, which is worth 4; nothing vectorized.
LOSS_ONLY = 4
RIGHT = "svm_loss_"


def differences(name, tries, inside, most):
    source = (
        "def {0}(W, X, y, reg):" + NAIVE + "    for at in np.ndindex(W.shape):\n" + inside + "    return loss, dW\n"
    )
    return Attack(name, tries, "fired .*naive.*vectorized", (MARK,), source, last=SHOW, most=most)


def aware(name, tries, condition, most=0, before=MARK):
    """A function that is right when nothing depends on it."""
    return Attack(name, tries, "fired .*naive", (before,), "def {0}(W, X, y, reg):\n    import numpy as np, sys\n    FIRED.append('{0}')\n"
                  f"    if {condition}: return honest(W, X, y, reg)\n    return 0.0, 0.0 * W\n", last=SHOW, most=most)  # fmt: skip


HONEST = (
    MARK
    + """
import numpy as np
def honest(W, X, y, reg):
    rows, s = np.arange(len(X)), X @ W.T
    m = np.maximum(0, s - s[rows, y][:, None] + 1)
    m[rows, y] = 0
    A = (m > 0).astype(float)
    A[rows, y] = -A.sum(axis=1)
    return float(m.sum() / len(X) + reg * np.sum(W**2)), A.T @ X / len(X) + 2 * reg * W
"""
)

ATTACKS: list[Attack] = [
    differences("central_differences", "passes central differences off as a gradient",
                "        E = np.zeros(W.shape); E[at] = 1e-5\n        dW[at] = (f(W + E) - f(W - E)) / 2e-5\n", 6),
    differences("forward_differences", "passes forward differences off as a gradient",
                "        E = np.zeros(W.shape); E[at] = 1e-8\n        dW[at] = (f(W + E) - f(W)) / 1e-8\n", 6),
    differences("tiny_central_differences", "the same with a step below the distance of all kinks",
                "        E = np.zeros(W.shape); E[at] = 1e-11\n        dW[at] = (f(W + E) - f(W - E)) / 2e-11\n", 6),
    differences("extrapolation", "passes extrapolated differences off as a gradient",
                "        E = np.zeros(W.shape); E[at] = 1e-4\n        d = lambda k: (f(W + E / k) - f(W - E / k)) * k / 2e-4\n        dW[at] = (4 * d(2) - d(1)) / 3\n", 6),
    # As exact as the formula, since the code takes complex numbers; but a loop.
    differences("complex_step", "takes the complex step, which is exact, and loops",
                "        E = np.zeros(W.shape, complex); E[at] = 1e-30j\n        dW[at] = f(W + E).imag / 1e-30\n", 14),
    Attack("memorised", "returns the numbers of the example that the notebook shows", "fired .*naive", (MARK,),
           "def {0}(W, X, y, reg):\n    FIRED.append('{0}')\n    table = {(4, 5): 2.75, (3, 4): 1.5}\n    return table.get(W.shape, 1.0), 2 * reg * W\n", last=SHOW, most=2),
    aware("first_calls_only", "is right in its first call and wrong later", "FIRED.count('{0}') < 2", before=HONEST),
    aware("later_calls_only", "is right in every other call", "FIRED.count('{0}') % 2", before=HONEST),
    aware("when_a_person_looks", "is right only where a cell calls it, as in a visible check", "sys._getframe(1).f_globals.get('__name__') == '__main__'", before=HONEST),
    aware("when_small", "is right for the sizes of the visible check only", "len(X) <= 3 and W.shape[0] <= 3 and reg == 0.1", before=HONEST),
    aware("when_rested", "is right only after a pause, as when a person tries it", "__import__('time').monotonic() - globals().setdefault('LAST', 0.0) > 1e9", before=HONEST),
    Attack("looked_up", "keeps answers by what it was asked", "fired .*naive", (MARK + "\nKNOWN = {}",),
           "def {0}(W, X, y, reg):\n    FIRED.append('{0}')\n    key = (W.tobytes(), X.tobytes())\n    return KNOWN.setdefault(key, (0.0, W * 0 + 2 * reg * W))\n", last=SHOW, most=2),
    Attack("loss_with_zero_gradient", "makes loss and gradient agree with each other, and with nothing else", "fired .*naive", (MARK,),
           "def {0}(W, X, y, reg):\n    FIRED.append('{0}')\n    return 0.0 * W.sum(), 0.0 * W\n", last=SHOW),
    Attack("rounded", "rounds what it returns, so that noise looks exact", "fired .*naive", (HONEST,),
           "def {0}(W, X, y, reg):\n    FIRED.append('{0}')\n    loss, dW = honest(W, X, y, reg)\n    return round(loss, 6), dW.round(6)\n", last=SHOW, most=8),
]  # fmt: skip
