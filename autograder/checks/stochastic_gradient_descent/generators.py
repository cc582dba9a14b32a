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
    """The state of a generator, to compare with another or to go back to: whoever spawns a child of it moves it too."""
    return rng.bit_generator.state, rng.bit_generator.seed_seq.n_children_spawned  # type: ignore[attr-defined]


def generator_in(state: Any) -> Generator:
    """A generator in a state that one of `new_generator` was in."""
    rng = np.random.default_rng(0)
    rng.bit_generator.state = state[0]
    return rng
