"""Gradient descent with momentum on a contour map."""

from traitlets import Enum, Float, Int, List, Tuple

from widgets._base import Figure


class Descent(Figure):
    """The path from `start` with step size `lr` and momentum `beta`, and the loss after each step.

    Who chooses another landscape in the figure gets its own start and step size.
    """

    _module = "descent.js"

    function = Enum(["bowl", "valley", "saddle", "himmelblau"], "bowl").tag(sync=True)
    start = Tuple(Float(min=-3, max=3), Float(min=-2.25, max=2.25), default_value=(-2.6, 1.4)).tag(sync=True)
    lr = Float(0.18, min=0.001, max=1).tag(sync=True)
    beta = Float(0.0, min=0, max=0.99).tag(sync=True)
    steps = Int(40, min=1, max=200).tag(sync=True)

    # Written by the figure: one row, and one loss, for the start and for each step.
    path = List(List(Float())).tag(sync=True)
    losses = List(Float()).tag(sync=True)
