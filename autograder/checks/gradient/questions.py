"""The questions: what is wrong with a gradient that is given, and what other units make of a gradient."""

from __future__ import annotations

from autograder.checks.questions import Choice, Number, Question

check_broken_gradient = Question(
    "gradient",
    "diagnose_gradient",
    (
        Number("the entry that is right", 2, "Compute A x and A^T x with a pencil, and look where they agree."),
        Number("the first entry", 7, "It takes the mean of A x and A^T x in this place, and what b adds."),
        Choice(
            "the slip",
            "a",
            "abcde",
            "Try each slip on all three entries: it must give 5, 9 and -3. Which of A x and A^T x has gone into them?",
        ),
    ),
)

check_rescaled = Question(
    "gradient",
    "predict_rescaled",
    (
        Number(
            "the slope along x'",
            50,
            "One unit of x' is a long way on the old map. How much does the ground rise on it, at the old slope?",
        ),
        Number("the slope along y", 7, "What has changed for somebody who walks along y?"),
        Number(
            "the ratio",
            500 / 7,
            "Walk along the new gradient, so many units of x' for so many of y, and only then go back to old units.",
        ),
    ),
)
