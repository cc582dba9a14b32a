"""Call a student's step, and read what it returned."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import finite_array, finite_number, kind_of, two_things

_SAME_CAUSE = "The same cause costs the other cells of this function."


def pair_of(result: Any, w: Array, where: str) -> tuple[Array, Any]:
    """The new weights, finite and of the shape of w, and the new state."""
    new, state = two_things(result, "the new weights and the new state", where)
    if type(new) is dict and type(state) is not dict:
        raise CheckFailed(
            f"Your function returns the state first; return the new weights first, then the state. {_SAME_CAUSE}"
        )
    if type(state) is not dict:
        raise CheckFailed(f"The new state must be a dict; {where} it is {kind_of(state)}. {_SAME_CAUSE}")
    stranger = _stranger(state)
    if stranger is not None:
        raise CheckFailed(
            f"Keep only numbers, text and arrays of numbers in the state; {where} there is {kind_of(stranger)} in it."
        )
    return _new_weights(new, w, where), state


def _new_weights(new: Any, w: Array, where: str) -> Array:
    if w.ndim == 0 and not (type(new) is np.ndarray and new.dtype.kind == "f"):
        if type(new) is int:
            raise CheckFailed(f"Your new w must be a float; {where} it is {kind_of(new)}.")
        return np.array(finite_number(new, "Your new w", where))
    if type(new) is np.ndarray and new.dtype.kind == "f" and not np.isfinite(new).all():
        raise CheckFailed(
            f"Your new weights are not finite {where}: they have NaN or infinite entries. Look at what you divide by, "
            "and at what you take the root of (and if you count the steps: is the first one 1?)."
        )
    return finite_array(new, "Your new w", where, w.shape)


def _stranger(value: Any) -> Any:
    """The first part of a state that is no number, text or array of numbers, which cannot be kept; None if all can."""
    if isinstance(value, dict):
        return next(filter(lambda found: found is not None, map(_stranger, [*value, *value.values()])), None)
    if isinstance(value, (list, tuple)):
        return next(filter(lambda found: found is not None, map(_stranger, value)), None)
    plain = value is None or isinstance(value, (bool, int, float, complex, str, np.generic, np.ndarray))
    return None if plain else value


def make_step(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> tuple[Array, Any]:
    """Call the function on copies, so that one that changes its arguments does not spoil the next call."""
    return pair_of(call(function, w.copy(), g.copy(), copy_of(state), *settings, where=where), w, where)


def copy_of(state: Any) -> Any:
    """A copy of a state that may be kept."""
    if type(state) is np.ndarray:
        return state.copy()
    if type(state) is dict:
        return {key: copy_of(item) for key, item in state.items()}
    return type(state)(map(copy_of, state)) if type(state) in (list, tuple) else state


def state_only(function: Function, w: Array, g: Array, state: Any, *settings: Any, where: str) -> Any:
    """The new state of a step whose weights are not looked at, and may be anything."""
    result = call(function, w.copy(), g.copy(), copy_of(state), *settings, where=where)
    if type(result) in (tuple, list) and len(result) == 2:
        result = (w, result[1])
    return pair_of(result, w, where)[1]
