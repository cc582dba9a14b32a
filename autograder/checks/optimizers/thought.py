"""The questions that are answered by thought."""

from __future__ import annotations

from autograder.checks.questions import Choice, Number, Question

_STEM = "optimizers"

VELOCITY = Question(
    _STEM,
    "predict_velocity",
    (
        Number("the floor", 5.0, "Ask which velocity is the same after one more step with a gradient of 1."),
        Number(
            "the walls", 5 / 9, "Ask which velocity only changes its sign in a step whose gradient has the new sign."
        ),
    ),
)

_FIRST = "Work out the first step of your cause, with m = 0.1 g and v = 0.001 g**2, and then the second."
DIAGNOSIS = Question(
    _STEM,
    "diagnose_adam",
    tuple(Choice(f"log {log}", right, "abcdefg", _FIRST) for log, right in zip("ABCD", "bdec", strict=True)),
)

_PATH = "Follow wd * w: what is it multiplied by, and what divides it, before it is taken off the weight?"
DECAY = Question(
    _STEM,
    "predict_decay",
    (
        Number("AdamW", 0.002, _PATH, 0.05),
        Number("the large gradients", 0.00002, _PATH, 0.05),
        Number("the small gradients", 0.004, _PATH, 0.05),
    ),
)
