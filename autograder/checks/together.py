"""Several checks for one mark."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from autograder.checks import Function

_Check = Callable[[Function, Generator], None]


def in_turn(*checks: _Check) -> _Check:
    """A check that makes several, up to the first that fails: of a value, say, and then of good manners."""

    def all_of_them(function: Function, rng: Generator) -> None:
        for check in checks:
            check(function, rng)

    return all_of_them
