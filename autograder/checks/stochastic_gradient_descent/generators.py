"""Random generators for students."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

SIGMAS = 6  # of a mean or a count; a right answer is farther off once in 500 million times
GIVEN = "Draw from the rng that is given, and from no other."


def new_generator(rng: Generator) -> Generator:
    """A generator for the student, of the kind that can cross the wall."""
    return np.random.default_rng(int(rng.integers(2**62)))


def state_of(rng: Generator) -> Any:
    """The state of a generator, to compare with another."""
    return rng.bit_generator.state
