"""Where stochastic gradient descent ends up: a ball of noise around the minimum."""

from traitlets import Float, Int

from widgets._base import Figure


class NoiseBall(Figure):
    """Two hundred walks of step size `lr` in a bowl with curvatures 0.5 and 2; the noise has variance 1/batch_size."""

    _module = "noise_ball.js"

    lr = Float(0.4, min=0.02, max=1.1).tag(sync=True)
    batch_size = Int(1, min=1, max=256).tag(sync=True)
    seed = Int(1, min=0).tag(sync=True)

    # Written by the figure: the mean squared distance to the minimum over the last steps of all walks, and what the
    # formula says; None where the walks leave the bowl.
    measured = Float(None, allow_none=True).tag(sync=True)
    predicted = Float(None, allow_none=True).tag(sync=True)
