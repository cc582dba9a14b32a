"""The questions: errors, kinks and steps to predict, and what is wrong with results of others."""

from __future__ import annotations

from autograder.checks.questions import Choice, Number, Question

_STEM = "numeric_gradient"
_POWER = 0.12  # relative; of powers of ten such as -3, a third of one up or down


check_broken_gradient = Question(
    _STEM,
    "diagnose_gradient",
    (
        Number(
            "the first wrong entry",
            1,
            "Derive the four slopes with a pencil and compare them with what was measured, from the left; all that is "
            "off by no more than h is off too.",
        ),
        Number("its slope", 4, "In which two products does this entry stand? Add up what it is multiplied by."),
        Choice(
            "the slip",
            "c",
            "abcde",
            "Try it on the first entry: whatever did it leaves that one right. Then on the second: what has f seen "
            "moved there?",
        ),
    ),
)

check_errors = Question(
    _STEM,
    "predict_errors",
    (
        Number(
            "the forward error",
            0.0601,
            "Multiply (x + h)^3 out, take x^3 away, divide by h: which terms stand beside the slope 3 x^2?",
        ),
        Number(
            "the central error",
            0.0001,
            "Multiply out (x + h)^3 and (x - h)^3. Even powers of h cancel in their difference, odd ones do not.",
        ),
    ),
)

check_kink = Question(
    _STEM,
    "predict_at_kink",
    (
        Number("the forward difference", 0.8, "Read f at x and at x + h off your drawing, then divide by h."),
        Number("the central difference", 0.4, "Read f at x + h and at x - h off your drawing. How far apart are they?"),
        Number("the complex step", 0, "It moves x in the imaginary direction only. On which side of the kink is it?"),
    ),
)

check_powers = Question(
    _STEM,
    "predict_powers",
    (
        Number("the forward step", -3, "Make both terms of the forward error equal, with 1e-6 for eps.", _POWER),
        Number("the forward error", -3, "Put your step into both terms of the forward error.", _POWER),
        Number("the central step", -2, "Make both terms of the central error equal, with 1e-6 for eps.", _POWER),
        Number("the central error", -4, "Put your step into both terms of the central error.", _POWER),
    ),
)

check_curves = Question(
    _STEM,
    "diagnose_curves",
    (
        Choice(
            "P",
            "c",
            "abcdef",
            "Two things tell: by what the error falls from 1e-1 to 1e-2, and at which h it turns. What does the turn "
            "say of the digits of f?",
        ),
        Choice(
            "Q",
            "a",
            "abcdef",
            "By what does the error fall when h becomes ten times smaller, and near which h does it turn?",
        ),
        Choice(
            "R", "f", "abcdef", "This error does not depend on h at all, and it is small. What can such a program do?"
        ),
        Choice("S", "d", "abcdef", "By what does this error fall, and why does it never rise again?"),
    ),
)
