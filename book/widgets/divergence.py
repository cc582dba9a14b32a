"""How long may a step be? Gradient descent on a quadratic with two curvatures."""

from traitlets import Float

from widgets._base import Figure


class Divergence(Figure):
    """The factor by which each step multiplies the two parts of the error, and the loss that follows."""

    _module = "divergence.js"

    lr = Float(0.15, min=0, max=0.3).tag(sync=True)
    flat = Float(1.0, min=0.1, max=10).tag(sync=True)
    steep = Float(10.0, min=5, max=20).tag(sync=True)

    # Written by the figure: the two factors and the largest step size that does not diverge.
    flat_factor = Float(None, allow_none=True).tag(sync=True)
    steep_factor = Float(None, allow_none=True).tag(sync=True)
    limit = Float(None, allow_none=True).tag(sync=True)
