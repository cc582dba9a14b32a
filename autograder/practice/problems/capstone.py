"""Problems of `capstone`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.practice.runtime import Draw, Task


def _records(draw: Draw) -> tuple[Any, ...]:
    """Settings, mostly the cheaper the worse, around the line of one standard error; sometimes a run was lost."""
    runs, spread = draw.whole(4, 9), draw.one_of(0.004, 0.02, 0.03)
    middle, records = draw.between(0.92, 0.95, digits=4), []
    for place in range(draw.whole(6, 9)):
        noise = [draw.between(-1, 1, digits=4) for _ in range(runs)]
        width = draw.one_of(1.0, 1.0, 4.0)
        records.append(
            {
                "cost": 10_000 - 1000 * place + draw.one_of(0, 0, 2500),
                "train_loss": [draw.between(0.1, 0.5, digits=4) for _ in range(runs)],
                "validation": [middle + width * spread * (each - sum(noise) / runs) for each in noise],
                "test": [draw.between(0.88, 0.94, digits=4) for _ in range(runs)],
            }
        )
        middle -= spread / math.sqrt(runs) * draw.between(0.1, 0.7, digits=2)
    if draw.whole(0, 2) == 0:
        lost = max(records, key=lambda record: sum(record["validation"]))
        run = draw.whole(0, runs - 1)
        for key in ("train_loss", "validation", "test"):
            lost[key][run] = math.nan
    return (records,)


def _bowl(draw: Draw) -> tuple[Any, ...]:
    """Points in as many dimensions as there are weights, whose mean is best; and a budget."""
    middle, W0 = draw.between(-1, 1, 10, 65), draw.between(-0.1, 0.1, 10, 65)
    return middle, W0, draw.whole(900, 1000), draw.one_of(0, 19, 20, draw.whole(100, 400), draw.whole(900, 3000))


def _fitted(function: Any, middle: Any, W0: Any, n_examples: int, budget: int) -> Any:
    """Ones and zeros: whether the budget is kept, whether it is used, whether the weights come nearer, and again."""
    found, spent = [], [0, 0]
    for run in range(2):

        def gradient(W: Any, indices: Any, run: int = run) -> Any:
            spent[run] += max(20, len(indices))
            if spent[run] > 40 * (budget + 100):
                raise RuntimeError("gradient has been called for 40 times the budget: what ends the loop?")
            return W - middle - 0.1 * np.cos(np.add.outer(np.asarray(indices), np.arange(65))).mean(axis=0)

        W = function(gradient, W0, n_examples, budget, np.random.default_rng(1))
        if W is None:
            return 1.0, 1.0, None, None
        found.append(np.asarray(W, float))
    nearer = np.linalg.norm(found[0] - middle) < np.linalg.norm(W0 - middle)
    return (
        float(spent[0] <= budget),
        float(spent[0] >= 0.7 * budget or budget < 100),
        float(nearer if budget >= 400 else np.array_equal(found[0], W0) or budget >= 20),
        float(found[0].shape == found[1].shape and np.allclose(found[0], found[1])),
    )


def _batch(draw: Draw) -> tuple[Any, ...]:
    """Examples, sometimes fewer than ten of them."""
    N, D, C = draw.one_of(7, 15, 20, 25), draw.whole(2, 5), draw.whole(3, 6)
    return draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3), draw.whole(0, C - 1, N)


TASKS = {
    "fit": Task(
        _bowl,
        lambda middle, W0, n_examples, budget: ((), (), (), ()),  # noqa: ARG005
        _fitted,
        (
            "budget (1 if it is kept)",
            "budget (1 if it is used)",
            "result (1 if it is nearer to the best weights, or W0 if no call is paid for)",
            "second result (1 if it is the first, from rng in the same state)",
        ),
        unseen="How well you train is not looked at here: each Digits(seed, budget) is a new split to try it on.",
    ),
    "choose": Task(_records, lambda records: ((),)),  # noqa: ARG005
    "describe_failure": Task(
        _batch,
        lambda W, X, y: ((min(10, len(y)),),),  # noqa: ARG005
        unseen="Equal losses are rare here: that their order is right is for the visible check to show.",
    ),
}
