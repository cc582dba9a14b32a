"""The picture that other sites show with a link to the book: a real contour map, with a path computed on it."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

Array = NDArray[np.float64]


def loss(x: Array, y: Array) -> Array:
    """A hilly landscape over the plane."""
    return 0.08 * (x**2 + y**2) + 0.5 * np.sin(1.3 * x) * np.cos(1.1 * y)


def gradient(x: Array, y: Array) -> Array:
    """The gradient of `loss`."""
    across = 0.16 * x + 0.65 * np.cos(1.3 * x) * np.cos(1.1 * y)
    along = 0.16 * y - 0.55 * np.sin(1.3 * x) * np.sin(1.1 * y)
    return np.array([across, along])


def descend(start: tuple[float, float], lr: float, steps: int) -> Array:
    """Points of gradient descent, one a row."""
    path = [np.array(start)]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(*path[-1]))
    return np.array(path)


def draw_card(path: Path) -> None:
    """Write the card, 1200 by 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    x, y = np.meshgrid(np.linspace(-4.8, 4.8, 241), np.linspace(-2.52, 2.52, 127))
    axes.contourf(x, y, loss(x, y), levels=18, cmap="cividis")
    axes.plot(
        *descend((-3.9, 2.2), lr=0.3, steps=40).T,
        "o-",
        color="white",
        markeredgecolor="black",
        markersize=9,
        linewidth=2,
    )
    axes.set_axis_off()
    box = {"boxstyle": "square,pad=0.5", "facecolor": "#10141a", "edgecolor": "none", "alpha": 0.82}
    words = "Downhill\ngradients for machine learning"
    axes.text(-2.6, -1.6, words, color="white", fontsize=36, linespacing=1.4, va="center", bbox=box)
    figure.savefig(path)
