"""The questions: what larger and smaller weights cost, and which law of the loss a slip breaks."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.checks.questions import Choice, Number, Question

check_scaled = Question(
    "svm_loss",
    "predict_scaled",
    (
        Number(
            "the doubled weights",
            3.2,
            "Double the five scores, then ask each wrong class how far it stays below the correct one. Who still pays?",
        ),
        Number(
            "the small weights",
            3.54,
            "Divide the five scores by 10, then ask each wrong class how far it stays below the correct one. Who pays "
            "now?",
        ),
    ),
)


@dataclass(frozen=True)
class _AnyOf(Choice):
    """A letter of which several are right."""

    def agree(self, one: str, other: str) -> bool:
        """Whether a letter is among others."""
        return one in other


_LETTERS = "abcde"
check_broken_laws = Question(
    "svm_loss",
    "diagnose_laws",
    (
        _AnyOf(
            "P",
            "ad",
            _LETTERS,
            "Its price depends on the scores themselves and not on their differences. Which law speaks of that?",
        ),
        Choice("Q", "b", _LETTERS, "Which change of the problem does it notice that a right loss must not notice?"),
        Choice("R", "c", _LETTERS, "Draw what one wrong class pays against its score, and a chord from left to right."),
        Choice("S", "e", _LETTERS, "It is N times the right loss. Try each law on N times something that keeps it."),
    ),
)
