"""Slopes in all directions from one point of a landscape."""

from traitlets import Float

from widgets._base import Figure


class DirectionScan(Figure):
    """A contour map of x² + y² + xy with a direction to turn, and the slope in every direction from the point."""

    _module = "direction_scan.js"

    x = Float(1.0, min=-4, max=4).tag(sync=True)
    y = Float(3.0, min=-4, max=4).tag(sync=True)
    angle = Float(20.0, min=0, max=360).tag(sync=True)

    # Written by the figure: the slope in the direction, and the largest of all slopes.
    slope = Float(None, allow_none=True).tag(sync=True)
    largest = Float(None, allow_none=True).tag(sync=True)
