"""Problems of `capstone`."""

from __future__ import annotations

import math
from typing import Any

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


def _batch(draw: Draw) -> tuple[Any, ...]:
    """Examples, sometimes fewer than ten of them."""
    N, D, C = draw.one_of(7, 15, 20, 25), draw.whole(2, 5), draw.whole(3, 6)
    return draw.between(-1, 1, C, D, digits=3), draw.between(-2, 2, N, D, digits=3), draw.whole(0, C - 1, N)


TASKS = {
    "choose": Task(_records, lambda records: ((),)),  # noqa: ARG005
    "describe_failure": Task(
        _batch,
        lambda W, X, y: ((min(10, len(y)),),),  # noqa: ARG005
        unseen="Equal losses are rare here: that their order is right is for the visible check to show.",
    ),
}
