"""Five optimisers on one valley, which can be turned."""

from traitlets import Dict, Float, Int, Tuple

from widgets._base import Figure


def _rate(value):
    return Float(value, min=1e-4, max=3).tag(sync=True)


class OptimizerRace(Figure):
    """Paths and losses of five optimisers in a valley with curvatures 1 and 50, turned by `angle` degrees."""

    _module = "optimizer_race.js"

    angle = Float(0.0, min=0, max=90).tag(sync=True)
    # Along the valley and across it, so that the start turns with the valley.
    start = Tuple(Float(min=-3, max=3), Float(min=-3, max=3), default_value=(-2.8, 0.9)).tag(sync=True)
    steps = Int(40, min=1, max=200).tag(sync=True)
    lr_descent = _rate(0.035)
    lr_momentum = _rate(0.008)
    lr_adagrad = _rate(1.0)
    lr_rmsprop = _rate(0.1)
    lr_adam = _rate(0.25)

    # Written by the figure: the loss of each optimiser after the last step.
    losses = Dict().tag(sync=True)
