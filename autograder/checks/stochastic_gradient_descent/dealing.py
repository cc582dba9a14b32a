"""Whether batches deal out all examples, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.checks import Array


def _sizes(n: int, batch_size: int) -> list[int]:
    """How many examples each batch of an epoch has."""
    return [min(batch_size, n - start) for start in range(0, n, batch_size)]


def repeats(batches: Sequence[Array], n: int) -> tuple[int, int]:
    """How many of range(n) are missing in all batches together, and how many entries are none of these or repeated."""
    entries = np.concatenate([*batches, np.zeros(0)])
    found = np.intersect1d(entries, np.arange(n)).size
    return n - found, entries.size - found


def not_dealt(batches: Sequence[Array], n: int, batch_size: int) -> str:
    """What is wrong with an epoch, in words; nothing if it deals out all of range(n) in the right portions."""
    sizes = [batch.size for batch in batches]
    missing, extra = repeats(batches, n)
    if sizes != _sizes(n, batch_size):
        return f"the batches have {listed(sizes)} examples and must have {listed(_sizes(n, batch_size))}"
    if missing or extra:
        return f"{missing} of the {n} examples are missing, and {extra} entries are repeats or no indices of examples"
    return ""


def listed(sizes: Sequence[int]) -> str:
    """The first of some sizes, in words."""
    return (", ".join(map(str, sizes[:6])) + (", ..." if len(sizes) > 6 else "")) or "no"
