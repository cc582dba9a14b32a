"""What a known mistake is, and how one is recognised. The entries stand in one module an exercise."""

from __future__ import annotations

import copy
import functools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_SAME = 1e-9  # relative; the same mistake in another order of sums differs by 1e-14, another one by far more
_FEWEST = 4  # observations; on fewer, different mistakes can look alike


@dataclass(frozen=True)
class Misconception:
    """One known mistake.

    Attributes:
        id: its name in results and reports.
        stem: the exercise in which it is made.
        part: what comes out wrong: a function of the exercise, or a part of what one returns.
        sentence: what to tell a student who made it.
        wrong: a function with this mistake and no other; called like the student's.
        anchor: the section of the book to read again, as `page.html#section`.
    """

    id: str
    stem: str
    part: str
    sentence: str
    wrong: Callable[..., Any]
    anchor: str


@dataclass(frozen=True)
class Observation:
    """What a student's function returned on one problem.

    Attributes:
        args: what it was called with.
        got: what it returned: numbers, arrays, and tuples, lists and dicts of them. None, also in a tuple, is not
            compared.
        right: what it should have returned.
    """

    args: tuple[Any, ...]
    got: Any
    right: Any


CATALOGUE: dict[str, Misconception] = {}
Generate = Callable[[], Iterator[tuple[str, str, Callable[..., Any]]]]
_PAIRS: dict[tuple[str, str], Callable[[], Iterator[Misconception]]] = {}


def mistake(stem: str, part: str, anchor: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a wrong function into the catalogue: its name is the id, its docstring the sentence."""

    def enter(wrong: Callable[..., Any]) -> Callable[..., Any]:
        name, sentence = wrong.__name__, " ".join((wrong.__doc__ or "").split())
        assert name not in CATALOGUE, f"two mistakes are called {name}"
        CATALOGUE[name] = Misconception(name, stem, part, sentence, wrong, anchor)
        return wrong

    return enter


def pairs(stem: str, part: str) -> Callable[[Generate], Generate]:
    """Let a function give pairs of mistakes made at once: the ids of two entries, and what both do together."""

    def enter(generate: Generate) -> Generate:
        def entries() -> Iterator[Misconception]:
            for one, other, wrong in generate():
                first, second = CATALOGUE[one], CATALOGUE[other]
                sentence = f"Two slips at once. {first.sentence} {second.sentence}"
                yield Misconception(f"{one}+{other}", stem, part, sentence, wrong, first.anchor)

        _PAIRS[stem, part] = entries
        return generate

    return enter


@functools.cache
def _pairs_of(stem: str, part: str) -> tuple[Misconception, ...]:
    return tuple(_PAIRS[stem, part]()) if (stem, part) in _PAIRS else ()


def name_mistake(stem: str, part: str, observations: Sequence[Observation]) -> Misconception | None:
    """Name the mistake that explains all observations, if exactly one of the catalogue does.

    Args:
        stem: the exercise.
        part: what comes out wrong, see `Misconception`.
        observations: finite answers, at least one of them wrong, on problems that tell the entries apart.

    Returns:
        The only entry that reproduces every observation; if there is none, the only pair of entries that does, under
        the ids of both; None if there is no such entry or pair, or more than one.
    """
    if len(observations) < _FEWEST or all(_same(seen.got, seen.right) for seen in observations):
        return None
    singles = [entry for entry in CATALOGUE.values() if (entry.stem, entry.part) == (stem, part)]
    found: list[Misconception] = []
    with np.errstate(all="ignore"):  # a student's numbers may be huge
        for entries in (singles, _pairs_of(stem, part)):
            found = found or [entry for entry in entries if all(_explains(entry, seen) for seen in observations)]
    return found[0] if len(found) == 1 else None


def _explains(entry: Misconception, seen: Observation) -> bool:
    try:
        known = entry.wrong(*map(_copy_of, seen.args))
    except (ArithmeticError, ValueError, IndexError):  # this mistake would have stopped here
        return False
    return _same(seen.got, known)


def _copy_of(arg: Any) -> Any:
    """What an entry may change: an array, or the state of a generator. Anything else it leaves alone."""
    if isinstance(arg, np.ndarray):
        return arg.copy()
    return copy.deepcopy(arg) if isinstance(arg, np.random.Generator) else arg


def _same(seen: Any, known: Any) -> bool:
    if seen is None:
        return True
    if type(seen) is type(known) is float:
        error = abs(seen - known)
        return math.isfinite(error) and error <= _SAME * max(1.0, abs(known))
    if isinstance(known, (tuple, list)):
        return (
            isinstance(seen, (tuple, list))
            and len(seen) == len(known)
            and all(_same(one, other) for one, other in zip(seen, known, strict=True))
        )
    if isinstance(known, dict):
        return isinstance(seen, dict) and seen.keys() == known.keys() and all(_same(seen[k], known[k]) for k in known)
    if isinstance(known, (str, bool, np.bool_)):
        return bool(seen == known)
    if not isinstance(seen, (bool, int, float, complex, np.number, np.ndarray)):
        return False
    seen, known = np.asarray(seen), np.asarray(known)
    if seen.shape != known.shape or seen.dtype.kind not in "biufc":
        return False
    error = _largest(seen - known * 1.0)  # times 1.0, since truth values have no difference
    return math.isfinite(error) and error <= _SAME * max(1.0, _largest(known))


def _largest(numbers: Any) -> float:
    return float(np.maximum.reduce(np.abs(numbers), axis=None, initial=0.0))
