"""Learning-rate schedules, and the exact error that each leads to on a noisy bowl."""

from traitlets import Bool, Enum, Float

from widgets._base import Figure

SHAPES = ["constant", "step", "exponential", "fast_exponential", "inverse", "inverse_root", "cosine", "warm_up"]


class Schedule(Figure):
    """A shape that begins at `lr`, and E x² at each of 2000 steps from x = 10 in a bowl of curvature 1."""

    _module = "schedule.js"

    schedule = Enum(SHAPES, "constant").tag(sync=True)
    lr = Float(0.2, min=0.01, max=2).tag(sync=True)
    noise = Bool(True, help="whether the gradients have noise of variance 1").tag(sync=True)
    stop = Float(2000.0, min=1, max=2000, help="the step at which to read the error").tag(sync=True)

    # Written by the figure: the error after the last step, and at the step `stop`.
    final_error = Float(None, allow_none=True).tag(sync=True)
    error = Float(None, allow_none=True).tag(sync=True)
