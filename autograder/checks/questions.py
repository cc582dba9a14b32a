"""Questions that are to be answered by thought: a function without arguments returns numbers, or letters.

The visible check of such an answer looks at its form alone. The hidden one knows what is right, and of some wrong
answers what was thought; those stand in the catalogue. Its sentences guide and never give the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import CheckFailed, Function, call
from autograder.checks.answers import finite_number, kind_of
from autograder.misconceptions import CATALOGUE, Misconception

_HERE = "in your answer"


@dataclass(frozen=True)
class Number:
    """A number that is asked for.

    Attributes:
        name: what it is, in words that follow "Your answer for".
        right: the number.
        hint: what to think of, if the answer is wrong and nothing is known of it.
        tolerance: how far off an answer may be, relative to the right one.
    """

    name: str
    right: float
    hint: str
    tolerance: float = 0.02

    def read(self, value: Any) -> float:
        """The number in an answer."""
        return finite_number(value, f"Your answer for {self.name}", _HERE)

    def agree(self, one: float, other: float) -> bool:
        """Whether an answer is another one, but for rounding."""
        return abs(one - other) <= self.tolerance * abs(other)


@dataclass(frozen=True)
class Choice:
    """A letter that is asked for.

    Attributes:
        name: what it is, in words that follow "Your answer for".
        right: the letter.
        letters: all that can be chosen.
        hint: what to think of, if the answer is wrong and nothing is known of it.
    """

    name: str
    right: str
    letters: str
    hint: str

    def read(self, value: Any) -> str:
        """The letter in an answer, in small."""
        letter = value.strip(" .()").lower() if type(value) is str else ""
        if len(letter) == 1 and letter in self.letters:
            return letter
        raise CheckFailed(
            f"Your answer for {self.name} must be a letter from {self.letters[0]} to {self.letters[-1]}; "
            f"{_HERE} it is {'other text' if type(value) is str else kind_of(value)}."
        )

    def agree(self, one: str, other: str) -> bool:
        """Whether two letters are the same."""
        return one == other


Item = Number | Choice


@dataclass(frozen=True)
class Question:
    """The check of an answer of one part or more.

    Attributes:
        stem: the exercise.
        function: the function that answers.
        items: the parts of the answer.
    """

    stem: str
    function: str
    items: tuple[Item, ...]

    def __call__(self, function: Function, _: Generator) -> None:
        """Judge an answer; every student is asked the same.

        Raises:
            CheckFailed: if a part of it is wrong. The sentence is about the first such part.
        """
        given = self._read(call(function, where=_HERE))
        wrong = self._wrong(given)
        if not wrong:
            return
        item = self.items[wrong[0]]
        text = f"Your answer for {item.name} is not right."
        mistake = self._mistake(given, wrong[0])
        if mistake is None:
            raise CheckFailed(f"{text} {item.hint}")
        raise CheckFailed(f"{text} {mistake.sentence}", misconception=mistake.id)

    def _read(self, answer: Any) -> list[Any]:
        if type(answer) is np.ndarray:
            answer = answer.tolist()
        if len(self.items) == 1:
            return [self.items[0].read(answer)]
        if type(answer) is str and len(answer) == len(self.items):  # letters without commas
            answer = list(answer)
        if type(answer) not in (tuple, list) or len(answer) != len(self.items):
            names = ", ".join(item.name for item in self.items)
            raise CheckFailed(f"Return {len(self.items)} things: {names}. Your answer is {kind_of(answer)}.")
        return [item.read(value) for item, value in zip(self.items, answer, strict=True)]

    def _wrong(self, given: Sequence[Any]) -> list[int]:
        """Which parts of an answer are wrong."""
        return [k for k, item in enumerate(self.items) if not item.agree(given[k], item.right)]  # type: ignore[arg-type]

    def _mistake(self, given: Sequence[Any], part: int) -> Misconception | None:
        """The only known mistake that gives this wrong part, and all others that it makes wrong; None if none does."""
        found = []
        for entry in CATALOGUE.values():
            if (entry.stem, entry.part) != (self.stem, self.function):
                continue
            known = self._read(entry.wrong())
            wrong = self._wrong(known)
            if part in wrong and all(self.items[k].agree(given[k], known[k]) for k in wrong):
                found.append(entry)
        return found[0] if len(found) == 1 else None
