"""The questions that are answered by thought."""

from __future__ import annotations

from autograder.checks.questions import Choice, Number, Question

_STEM = "gradient_descent"

_LOG = "Take the first two steps of your cause with a pencil. Which log begins like that?"
WALKS = Question(
    _STEM,
    "diagnose_walks",
    tuple(Choice(f"log {log}", right, "abcdefgh", _LOG) for log, right in zip("ABCD", "abde", strict=True)),
)

_PARTS = "Each part of the error is multiplied by 1 - lr * lambda in every step. Follow the two parts by themselves."
EDGE = Question(_STEM, "predict_edge", (Number("the limit", 4.0, _PARTS), Number("5 % above it", 4 * 1.1**20, _PARTS)))

_MATRIX = "Write down the new A: its entries are means of products of two features."
UNITS = Question(
    _STEM,
    "predict_units",
    (Number("the condition number", 10_000.0, _MATRIX), Number("the limit", 0.0002, _MATRIX)),
)

_FACTOR = "How large is the factor of a step, and how often must it be multiplied by itself to make a tenth?"
STEPS = Question(
    _STEM,
    "predict_steps",
    (Number("the best step size", 1151.3, _FACTOR, 0.03), Number("1 / lambda_max", 2301.4, _FACTOR, 0.03)),
)

_LINE = "Where does a parabola that falls with slope s at first meet a line that falls with slope c * s?"
ARMIJO = Question(_STEM, "predict_armijo", (Number("c = 0.5", 1.0, _LINE), Number("c = 0.1", 1.8, _LINE)))
