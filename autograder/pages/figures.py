"""Figures of the pages for staff: SVG that takes its colours from the page, with a text in place of the picture."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True)
class Bar:
    """One bar of a histogram: how many there are from one value up to the next."""

    low: float
    high: float
    count: int
    last: bool

    @property
    def name(self) -> str:
        """Which values it counts."""
        return f"{self.low:g} to {self.high:g}" if self.last else f"{self.low:g} to under {self.high:g}"


@dataclass(frozen=True)
class Histogram:
    """How many have how many points.

    Attributes:
        bars: from the left to the right.
        tallest: the count of the tallest; at least 1.
        median: where it lies, from 0 to 1; None if there is nothing to show.
        text: the same in words.
    """

    bars: list[Bar]
    tallest: int
    median: float | None
    text: str


def histogram(scores: Sequence[float], max_score: float) -> Histogram:
    """Count scores in ten equal steps from 0 to the best; a score on the border counts above it."""
    top = max_score or 1.0
    counts = [0] * _BINS
    for score in scores:
        counts[min(_BINS - 1, max(0, int(score / top * _BINS + 1e-9)))] += 1
    edges = [top * number / _BINS for number in range(_BINS + 1)]
    bars = [Bar(edges[i], edges[i + 1], counts[i], i == _BINS - 1) for i in range(_BINS)]
    said = "; ".join(f"{bar.name} points: {bar.count}" for bar in bars if bar.count)
    middle = statistics.median(scores) if scores else None
    text = f"Scores of {len(scores)} students. {said}. The median is {middle:g}." if scores else "No scores yet."
    return Histogram(bars, max(1, *counts), None if middle is None else min(1.0, middle / top), text)
