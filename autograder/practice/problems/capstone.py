"""Problems of `capstone`."""

from __future__ import annotations

import math
from typing import Any

from autograder.practice.runtime import Draw, Task


def _records(draw: Draw) -> tuple[Any, ...]:
    """Settings whose means lie a little apart, some of them noisy, sometimes with a run that was lost."""
    records = []
    for place in range(draw.whole(5, 9)):
        middle, spread = draw.between(0.9, 0.94, digits=3), draw.one_of(0.005, 0.02, 0.04)
        records.append(
            {
                "cost": 1000 * draw.whole(1, 9) + place,
                "train_loss": [draw.between(0.1, 0.5, digits=4) for _ in range(5)],
                "validation": [middle + draw.between(-spread, spread, digits=5) for _ in range(5)],
                "test": [draw.between(0.88, 0.94, digits=4) for _ in range(5)],
            }
        )
    if draw.whole(0, 2) == 0:
        lost = max(records, key=lambda record: sum(record["validation"]))
        run = draw.whole(0, 4)
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
