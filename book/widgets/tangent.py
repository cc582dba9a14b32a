"""Tangent and secant, with a step that shrinks down to round-off."""

from traitlets import Enum, Float

from widgets._base import Figure


class Tangent(Figure):
    """A curve with its tangent and secant at `x`, and the error of the difference quotient for every step."""

    _module = "tangent.js"

    function = Enum(["exp", "sin", "cube", "abs"], "exp").tag(sync=True)
    x = Float(1.0, min=-2, max=2).tag(sync=True)
    log10_h = Float(0.0, min=-16, max=0).tag(sync=True)
    scheme = Enum(["forward", "central"], "forward").tag(sync=True)

    # Written by the figure. The error is None where the function has no derivative.
    quotient = Float(None, allow_none=True).tag(sync=True)
    error = Float(None, allow_none=True).tag(sync=True)
