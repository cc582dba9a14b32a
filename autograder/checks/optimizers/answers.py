"""Call a student's step, and read what it returned."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_array, finite_number, kind_of, two_things


def pair_of(result: Any, w: Array, where: str) -> tuple[Array, Any]:
    """The new weights, finite and of the shape of w, and the new state."""
    new, state = two_things(result, "the new weights and the new state", where)
    if type(new) is dict and type(state) is not dict:
        raise CheckFailed("Your function returns the state first; return the new weights first, then the state.")
    if type(state) is not dict:
        raise CheckFailed(f"The new state must be a dict; {where} it is {kind_of(state)}.")
    if not _may_be_kept(state):
        raise CheckFailed(f"Keep only numbers and arrays of numbers in the state, under names; {where} it holds more.")
    return _new_weights(new, w, where), state


def _new_weights(new: Any, w: Array, where: str) -> Array:
    if w.ndim == 0 and not (type(new) is np.ndarray and new.dtype.kind == "f"):
        if type(new) is int:
            raise CheckFailed(f"Your new weights must be floats; {where} they are of type int.")
        return np.array(finite_number(new, "Your new w", where))
    if type(new) is np.ndarray and new.dtype.kind == "f" and not np.isfinite(new).all():
        raise CheckFailed(
            f"Your new weights are not finite {where}: they have NaN or infinite entries. Look at what you divide by, "
            "and at what you take the root of (and if you count the steps: is the first one 1?)."
        )
    return finite_array(new, "Your new w", where, w.shape)


def _may_be_kept(value: Any) -> bool:
    """Whether a state holds plain numbers and arrays only, perhaps in lists and dicts with names."""
    if type(value) is np.ndarray:
        return bool(value.dtype.kind in "biuf")
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(_may_be_kept, value.values()))
    if type(value) in (list, tuple):
        return all(map(_may_be_kept, value))
    return value is None or type(value) in (bool, int, float) or isinstance(value, np.number)


def make_step(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> tuple[Array, Any]:
    """Call the function on copies, so that one that changes its arguments does not spoil the next call."""
    state = copy.deepcopy(state)
    if w.ndim == 0:  # NumPy makes plain numbers of arrays without dimensions; here they are arrays again
        state = _as_arrays(state)
    return pair_of(call(function, w.copy(), g.copy(), state, *settings, where=where), w, where)


def _as_arrays(value: Any) -> Any:
    if isinstance(value, (float, np.floating)):
        return np.array(float(value))
    if type(value) is dict:
        return {key: _as_arrays(item) for key, item in value.items()}
    return type(value)(map(_as_arrays, value)) if type(value) in (list, tuple) else value


def state_only(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> Any:
    """The new state of a step whose weights are not looked at, and may be anything."""
    result = call(function, w.copy(), g.copy(), copy.deepcopy(state), *settings, where=where)
    if type(result) in (tuple, list) and len(result) == 2:
        result = (w, result[1])
    return pair_of(result, w, where)[1]
