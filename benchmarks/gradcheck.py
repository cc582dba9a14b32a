"""What a gradient check costs and what it finds: ours beside those of PyTorch, SciPy and numdifftools, in one run.

The loss is a multiclass hinge loss with 2,000 weights. Each tool is given the right gradient, eight wrong ones, and the
right gradients of problems whose features are as large as pixels, where long steps meet kinks. Tools that are not
installed are left out; on Debian, python3-torch belongs to the system's Python: `PYTHONPATH=. /usr/bin/python3 FILE`.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from autograder.gradcheck import check_gradient

N, D, C, REG = 50, 200, 10, 0.1
LIMIT = 1e-6  # of the relative error, for tools that return a number
N_PIXELS = 20
ROW = "{:36}{:>6}{:>12}{:>8}{:>8}{:>8}{:>10}"


class Problem(NamedTuple):
    """A hinge loss on flat weights, which is what all tools take."""

    x: np.ndarray
    y: np.ndarray
    w: np.ndarray
    calls: list

    def margins(self, w: np.ndarray) -> np.ndarray:
        scores = self.x @ w.reshape(-1, self.x.shape[1]).T
        examples = np.arange(len(self.y))
        m = scores - scores[examples, self.y][:, np.newaxis] + 1
        m[examples, self.y] = 0
        return m

    def loss(self, w: np.ndarray) -> float:
        self.calls.append(1)
        return float(np.maximum(0, self.margins(w)).sum() / len(self.y) + REG * np.sum(w**2))

    def gradient(self) -> np.ndarray:
        active = (self.margins(self.w) > 0).astype(float)
        active[np.arange(len(self.y)), self.y] -= active.sum(axis=1)
        return (active.T @ self.x / len(self.y)).ravel() + 2 * REG * self.w


def problem(seed: int, n: int, d: int, c: int, size: float = 1.0) -> Problem:
    rng = np.random.default_rng(seed)
    return Problem(rng.normal(size=(n, d)) / size, rng.integers(c, size=n), size * rng.normal(size=c * d), [])


def faults(gradient: np.ndarray, w: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    right = gradient.reshape(C, D)

    def changed(where: object, factor: float) -> np.ndarray:
        wrong = right.copy()
        wrong[where] *= factor
        return wrong.ravel()

    yield "one entry off by 1 %", changed(np.s_[3, 77], 1.01)
    yield "one bias of the wrong sign", changed(np.s_[5, -1], -1)
    yield "off by 0.1 %", changed(np.s_[:], 1.001)
    yield "a missing row", changed(np.s_[7], 0)
    yield "a missing column", changed(np.s_[:, 12], 0)
    yield "two rows swapped", right[[1, 0, *range(2, C)]].ravel()
    yield "half of the L2 term", gradient - REG * w
    yield "the wrong sign", -gradient


def ours(problem: Problem, gradient: np.ndarray, **options: object) -> bool:
    return check_gradient(problem.loss, gradient, problem.w, **options).ok


def torch_gradcheck(problem: Problem, gradient: np.ndarray, *, fast_mode: bool) -> bool:
    import torch

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(_, w):
            return torch.tensor(problem.loss(w.detach().numpy()), dtype=torch.double)

        @staticmethod
        def backward(_, upstream):
            return upstream * torch.tensor(gradient)

    w = torch.tensor(problem.w, requires_grad=True)
    return torch.autograd.gradcheck(Loss.apply, (w,), fast_mode=fast_mode, raise_exception=False)


def scipy_check_grad(problem: Problem, gradient: np.ndarray, *, direction: str) -> bool:
    from scipy.optimize import check_grad

    options = {"seed": 0} if direction == "random" else {}
    error = check_grad(problem.loss, lambda _: gradient, problem.w, direction=direction, **options)
    return bool(error <= LIMIT * np.linalg.norm(gradient))


def numdifftools_gradient(problem: Problem, gradient: np.ndarray) -> bool:
    import numdifftools

    numeric = numdifftools.Gradient(problem.loss)(problem.w)
    return bool(np.all(np.abs(gradient - numeric) <= LIMIT * np.maximum(np.abs(gradient), np.abs(numeric))))


TOOLS: dict[str, tuple[str, Callable[[Problem, np.ndarray], bool]]] = {
    "check_gradient": ("numpy", ours),
    "check_gradient, entry by entry": ("numpy", partial(ours, max_entries=C * D)),
    "torch gradcheck": ("torch", partial(torch_gradcheck, fast_mode=False)),
    "torch gradcheck, fast mode": ("torch", partial(torch_gradcheck, fast_mode=True)),
    "scipy check_grad": ("scipy", partial(scipy_check_grad, direction="all")),
    "scipy check_grad, random direction": ("scipy", partial(scipy_check_grad, direction="random")),
    "numdifftools Gradient": ("numdifftools", numdifftools_gradient),
}


def main() -> None:
    large = problem(0, N, D, C)
    right = large.gradient()
    wrong = dict(faults(right, large.w))
    pixels = [problem(seed, 2000, 20, C, size=1 / 64) for seed in range(N_PIXELS)]
    print(f"A hinge loss with {C * D} weights; then {N_PIXELS} with {C * 20} weights and features of size 64.\n")
    print(ROW.format("", "calls", "time", "right", "wrong", "calls", "false"))
    print(ROW.format("", "", "", "passes", "found", "each", "alarms"))
    for name, (package, check) in TOOLS.items():
        if find_spec(package) is None:
            print(f"{name:36}left out: {package} is not installed here; install it to compare")
            continue
        check(large, right)  # the first call also imports
        large.calls.clear()
        start = time.perf_counter()
        passes = check(large, right)
        seconds = time.perf_counter() - start
        calls = len(large.calls)
        large.calls.clear()
        missed = [fault for fault, gradient in wrong.items() if check(large, gradient)]
        per_fault = len(large.calls) // len(wrong)
        alarms = sum(not check(each, each.gradient()) for each in pixels)
        row = [calls, f"{1000 * seconds:.1f} ms", "yes" if passes else "NO"]
        row += [f"{len(wrong) - len(missed)} of {len(wrong)}", per_fault, f"{alarms} of {N_PIXELS}"]
        print(ROW.format(name, *row), flush=True)
        if missed:
            print(f"    missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
