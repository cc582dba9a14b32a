"""The gradient check of one entry of W, with kinks in the way."""

from traitlets import Bool, Enum, Float, Int, List, TraitError, validate

from widgets._base import Figure


class CheckEntry(Figure):
    """The SVM loss along the entry W[row, column], its central difference with step h, and one of three gradients."""

    _module = "check_entry.js"

    X = List(List(Float()), [[3.0, 1.0], [1.0, -2.0], [-2.0, 1.0]], minlen=1, maxlen=6).tag(sync=True)
    y = List(Int(min=0), [0, 2, 0], minlen=1, maxlen=6).tag(sync=True)
    W = List(List(Float()), [[-0.4, 1.3], [0.0, -0.75], [0.3, -1.4]], minlen=2, maxlen=6).tag(sync=True)
    reg = Float(0.1, min=0).tag(sync=True)
    row = Int(1, min=0).tag(sync=True)
    column = Int(0, min=0).tag(sync=True)
    log10_h = Float(-1.0, min=-9, max=0).tag(sync=True)
    gradient = Enum(["right", "no_correct_class", "no_factor_2"], "right").tag(sync=True)

    # Written by the figure.
    numeric = Float(None, allow_none=True).tag(sync=True)
    analytic = Float(None, allow_none=True).tag(sync=True)
    relative_error = Float(None, allow_none=True).tag(sync=True)
    kink_crossed = Bool(None, allow_none=True).tag(sync=True)

    @validate("X", "y", "W", "row", "column")
    def _fit_together(self, proposal):
        width = len(self.W[0])
        if len(self.y) != len(self.X) or any(len(row) != width for row in self.X + self.W):
            raise TraitError("X must be (N, D), y (N,) and W (C, D)")
        if max(self.y) >= len(self.W) or self.row >= len(self.W) or self.column >= width:
            raise TraitError(f"labels and row must be below C = {len(self.W)}, column below D = {width}")
        return proposal["value"]
