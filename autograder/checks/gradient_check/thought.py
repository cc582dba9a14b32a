"""The questions that are answered by thought."""

from __future__ import annotations

from autograder.checks.questions import Choice, Number, Question

_STEM = "gradient_check"

_THREE = "Write down max(0, x) at each of the points that the difference asks for."
KINK = Question(
    _STEM,
    "predict_kink",
    (
        Number("the central difference", 0.625, _THREE),
        Number("the distance", 0.75, _THREE),
        Number("the small step", 1.0, "Does the shorter step still lead over the kink?"),
    ),
)

_DIFFERENCE = "Subtract what was measured from the claim: where is it 0, and what are the other differences like?"
CLAIMS = Question(
    _STEM,
    "diagnose_claims",
    tuple(Choice(f"claim {name}", right, "abcdefgh", _DIFFERENCE) for name, right in zip("ABCD", "abdg", strict=True)),
)

_LEFT = "What is left of 2 h once 99 % of it are taken away, and which power of h is that?"
BEND = Question(
    _STEM,
    "predict_bend",
    (Number("the step", 0.01, _LEFT, 0.1), Number("longer steps", 2.0, _LEFT), Number("shorter steps", 1.0, _LEFT)),
)
