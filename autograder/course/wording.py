"""Words for sentences that name many."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str], most: int, where: str = "") -> str:
    """The first names of a list, how many more there are, and where those are; empty for none.

    Args:
        names: all of them.
        most: how many are named.
        where: where the others are told; empty if that is nowhere.
    """
    shown = list(names)
    more = f" and {len(shown) - most} more" + (f" ({where})" if where else "")
    return ", ".join(shown[:most]) + (more if len(shown) > most else "")
