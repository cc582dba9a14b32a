"""The SVM loss along a line, with its kinks and its slope."""

from traitlets import Float, Int, List, TraitError, validate

from widgets._base import Figure


class LossSlice(Figure):
    """The loss of the first `examples` examples at W + tV.

    A row of `start` holds the margins of one example with its wrong classes at t = 0, and a row of `speed` how fast
    they change; `squares` is |W|², 2⟨W, V⟩, |V|².
    """

    _module = "loss_slice.js"

    start = List(List(Float()), [[0.6, -0.8, 1.5], [-1.0, 0.4, 2.0], [1.2, -0.5, -2.1]], minlen=1).tag(sync=True)
    speed = List(List(Float()), [[0.5, 0.8, -0.6], [-0.7, 0.3, 1.1], [0.9, -0.4, 0.6]], minlen=1).tag(sync=True)
    squares = List(Float(), [4.0, 0.2, 4.0], minlen=3, maxlen=3).tag(sync=True)
    reg = Float(0.0, min=0, max=1).tag(sync=True)
    examples = Int(1, min=1).tag(sync=True)
    t = Float(0.0, min=-4, max=4).tag(sync=True)

    # Written by the figure: loss and slope at t, and the number of kinks in view.
    loss = Float(None, allow_none=True).tag(sync=True)
    slope = Float(None, allow_none=True).tag(sync=True)
    kinks = Int(None, allow_none=True).tag(sync=True)

    @validate("start", "speed", "examples")
    def _fit_together(self, proposal):
        if [len(row) for row in self.start] != [len(row) for row in self.speed]:
            raise TraitError("start and speed must have the same shape")
        if self.examples > len(self.start):
            raise TraitError(f"examples must be at most {len(self.start)}, the number of rows, not {self.examples}")
        return proposal["value"]
