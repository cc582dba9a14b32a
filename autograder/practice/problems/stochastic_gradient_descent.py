"""Problems of `stochastic_gradient_descent`; of what is left to chance, only what must hold in every draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _epoch(draw: Draw) -> tuple[Any, ...]:
    return draw.whole(3, 20), draw.whole(1, 8), draw.one_of(False, True)


def _sizes(n: int, batch_size: int, drop_last: bool) -> Any:
    left = 0 if drop_last else n % batch_size
    return ((n // batch_size + (left > 0),), (2,))


def _dealt(function: Any, n: int, batch_size: int, drop_last: bool) -> Any:
    """The sizes of the batches, and how many examples come, and how often the most frequent one."""
    batches = [np.asarray(batch) for batch in function(n, batch_size, np.random.default_rng(1), drop_last)]
    every = np.concatenate([*batches, []]).astype(int)
    most = np.bincount(every, minlength=1).max()
    return np.array([len(batch) for batch in batches]), np.array([len(every), most])


def _whole_batches(draw: Draw) -> tuple[Any, ...]:
    """A run in which each batch holds all examples, so that chance has no say."""
    N, D, C = draw.whole(2, 5), draw.whole(1, 3), draw.whole(2, 3)
    lr = draw.one_of(0.1, 0.02, lambda t: 0.1 / (1 + t))
    return draw.between(-1, 1, C, D), draw.between(-2, 2, N, D), draw.whole(0, C - 1, N), draw.one_of(0.0, 0.1), lr, N


def _descended(function: Any, W: Any, X: Any, y: Any, reg: float, lr: Any, N: int) -> Any:
    """The weights and the history after three epochs of a least-squares loss."""

    def loss_grad(W: Any, X: Any, y: Any, reg: float) -> Any:
        off = X @ W.T - (y[:, None] == np.arange(len(W)))
        return np.sum(off**2) / len(X) + reg * np.sum(W**2), 2 * off.T @ X / len(X) + 2 * reg * W

    W, history = function(loss_grad, W, X, y, reg, lr, N, 3, np.random.default_rng(1))
    return W, np.asarray(history)


def _schedule(draw: Draw) -> tuple[Any, ...]:
    kind, lr0 = draw.one_of("step", "exp", "inv", "cosine", "warmup"), draw.one_of(0.1, 0.5, 1.0)
    settings = {
        "step": {"drop": draw.one_of(0.5, 0.1), "every": draw.whole(2, 6)},
        "exp": {"decay": draw.between(0.02, 0.3)},
        "inv": {"decay": draw.between(0.02, 0.3)},
        "cosine": {"n_steps": draw.whole(5, 12), "lr_min": draw.one_of(0.0, 0.02)},
        "warmup": {"n_warmup": draw.whole(2, 8)},
    }
    return kind, lr0, settings[kind]


def _rates(function: Any, kind: str, lr0: float, settings: Any) -> Any:
    rate = function(kind, lr0, **settings)
    return (np.array([rate(t) for t in range(15)]),)


def _copies(draw: Draw) -> tuple[Any, ...]:
    """Two examples and some copies, and a batch of few; or a batch of all, whose error is no matter of chance."""
    U, D, copies = draw.one_of(2, 2, 2, 3), draw.whole(2, 4), draw.one_of(1, 2, 5)
    yu = draw.whole(0, 2, U)
    yu[0], yu[-1] = 0, draw.whole(1, 3)
    return draw.between(0.5, 3, U, D), yu, copies, U * copies if U == 3 else draw.one_of(1, 1, 2)


def _errors(function: Any, Xu: Any, yu: Any, copies: int, B: int) -> Any:
    """The smallest and the largest error of 60 batches, in which every error comes up that there can be."""
    rng = np.random.default_rng(1)
    errors = [function(Xu, yu, copies, B, rng) for _ in range(60)]
    return (None, None) if None in errors else (np.min(errors), np.max(errors))


_CHANCE = "Whether every order has its chance is not looked at here."
TASKS = {
    "minibatches": Task(
        _epoch, _sizes, _dealt, ("sizes of the batches", "count of examples and the most repeats"), (), _CHANCE
    ),
    "sgd": Task(
        _whole_batches,
        lambda W, X, y, reg, lr, N: (W.shape, (3,)),  # noqa: ARG005
        _descended,
        ("W", "history"),
        unseen="Here each batch holds all examples; smaller batches, and what is left to chance, are not looked at.",
    ),
    "duplicate_gradient_error": Task(
        _copies,
        lambda Xu, yu, copies, B: ((), ()),  # noqa: ARG005
        _errors,
        ("smallest error of 60 batches", "largest error of 60 batches"),
        unseen="How often each error comes up, how much memory it takes, and whether rng decides, are not looked at.",
    ),
    "schedule": Task(_schedule, lambda kind, lr0, settings: ((15,),), _rates, ("rates from t = 0 to 14",)),  # noqa: ARG005
}
