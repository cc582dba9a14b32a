"""Our side of the cells that come before a student's first: run once for an assignment, copied for each submission."""

from __future__ import annotations

import copy
from types import FunctionType
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from autograder.grading.remote import Remote

_DATA = (np.ndarray, np.random.Generator, list, dict, set, tuple)


class Stage:
    """The namespace in which test cells run.

    Args:
        functions: the stand-ins for the student's functions, by name.

    Attributes:
        functions: the same.
        namespace: for cells of ours to run in, before it is copied.
    """

    def __init__(self, functions: dict[str, Remote]):
        self.functions = functions
        self.namespace: dict[str, Any] = {"__name__": "__main__", **functions}

    def copy(self) -> dict[str, Any]:
        """A namespace of its own: its data can be changed, and its functions see its data."""
        fresh: dict[str, Any] = {}
        memo: dict[int, Any] = {}
        for name, value in self.namespace.items():
            if isinstance(value, FunctionType) and value.__globals__ is self.namespace:
                fresh[name] = _moved(value, fresh, memo)
            elif isinstance(value, _DATA) and name != "__builtins__" and not _holds_pictures(value):
                fresh[name] = copy.deepcopy(value, memo)
            else:
                fresh[name] = value
        return fresh


def _holds_pictures(value: Any) -> bool:
    """Whether this is an array of axes: to copy them copies their whole figure, and no test cell draws."""
    return isinstance(value, np.ndarray) and value.dtype == object and all(isinstance(it, Artist) for it in value.flat)


def _moved(function: FunctionType, namespace: dict[str, Any], memo: dict[int, Any]) -> FunctionType:
    """The same function with other globals."""
    moved = FunctionType(function.__code__, namespace, function.__name__, None, function.__closure__)
    moved.__defaults__ = copy.deepcopy(function.__defaults__, memo)
    moved.__kwdefaults__ = copy.deepcopy(function.__kwdefaults__, memo)
    moved.__dict__.update(function.__dict__)
    moved.__doc__, moved.__module__ = function.__doc__, function.__module__
    return moved
