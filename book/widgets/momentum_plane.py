"""Step size and momentum: how fast the error of one direction shrinks, or grows."""

from traitlets import Float

from widgets._base import Figure


class MomentumPlane(Figure):
    """The plane of lr times curvature and beta, with the spectral radius as contour lines, and the path of one mode."""

    _module = "momentum_plane.js"

    lr_curvature = Float(1.0, min=0.02, max=4.4).tag(sync=True)
    beta = Float(0.9, min=0, max=1.05).tag(sync=True)

    # Written by the figure: the factor by which the error shrinks per step in the long run.
    radius = Float(None, allow_none=True).tag(sync=True)
