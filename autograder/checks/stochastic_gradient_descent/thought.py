"""The questions that are answered by thought."""

from __future__ import annotations

import math

from autograder.checks.questions import Choice, Number, Question

_STEM = "stochastic_gradient_descent"

_LOG = "Which examples are missing in an epoch of this log, which come twice, and whose label is wrong?"
BATCHES = Question(
    _STEM,
    "diagnose_batches",
    (
        *(Choice(f"log {log}", right, "abcdefg", _LOG) for log, right in zip("ABCD", "bdef", strict=True)),
        Number("the share", math.exp(-1), "With which chance do N draws all miss the same example?"),
    ),
)

_VARIANCE = "The square of the distance is proportional to the variance of the gradient of a batch."
BALL = Question(
    _STEM,
    "predict_ball",
    (
        Number("batches of one", math.sqrt(0.02 / 1.98), "Put the step size into the formula, and mind the root."),
        Number("batches of four", math.sqrt(0.02 / 1.98 / 4), _VARIANCE),
        Number("the step size", 0.0777, f"{_VARIANCE} It is nearly proportional to the step size, too.", 0.05),
    ),
)

_LAW = "Read the law again: which of its factors changes, and by how much?"
COPIES = Question(
    _STEM,
    "predict_copies",
    (
        Number("different examples", 100 * (1 - 0.99**50), "With which chance does a batch miss a given example?"),
        Number("the batch", 400.0, _LAW),
        Number("the batch of a million copies", 400.0, _LAW),
    ),
)
