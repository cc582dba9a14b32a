"""Functions of ours that a check hands to a student's function, such as the `f` of a difference quotient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks import Array


class Probe:
    """A function of one array that keeps the points at which it was called.

    It takes arrays of its own shape only, since a submission decides what it is called with. Its name and its source
    say nothing about it: behind the wall it is a stand-in.

    Attributes:
        points: a copy of each point at which it was called, in turn.
    """

    def __init__(
        self, function: Callable[[Array], Any], shape: tuple[int, ...], fails_at: int | None = None, kinds: str = "biuf"
    ):
        """Wrap a function.

        Args:
            function: what to compute.
            shape: the shape of its argument.
            fails_at: the number of the call, from 1, that raises ArithmeticError instead.
            kinds: the NumPy dtype kinds that it takes; with "c" among them complex numbers too.
        """
        self.points: list[Array] = []
        self._function = function
        self._shape = shape
        self._fails_at = fails_at
        self._kinds = kinds

    def __call__(self, x: Any) -> Any:
        """Compute at one point.

        Raises:
            TypeError: if `x` is no array of numbers of a kind that it takes.
            ValueError: if `x` has another shape.
            ArithmeticError: at the call that is to fail.
        """
        x = np.array(x) if isinstance(x, (bool, int, float, complex, np.number, np.ndarray)) else None
        if x is None or x.dtype.kind not in self._kinds:
            raise TypeError("f was called with something that is not an array of numbers of a kind that it takes")
        if x.shape != self._shape:
            raise ValueError(f"f takes an array of shape {self._shape}, and was called with one of shape {x.shape}")
        self.points.append(x)
        if len(self.points) == self._fails_at:
            raise ArithmeticError("f cannot be computed here")
        return self._function(x)
