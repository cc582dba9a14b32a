"""The forward and the backward pass of one small graph, step by step."""

from traitlets import Dict, Float, Int

from widgets._base import Figure


class BackwardPass(Figure):
    """The graph of L = max(0, ux − vx + 1), what a wrong class pays: values first, then gradients."""

    _module = "backward_pass.js"

    u = Float(1.5, min=-3, max=3).tag(sync=True)
    v = Float(0.5, min=-3, max=3).tag(sync=True)
    x = Float(2.0, min=-3, max=3).tag(sync=True)
    step = Int(5, min=0, max=11).tag(sync=True)

    # Written by the figure: the gradients that are known at this step, by name of the node.
    gradients = Dict().tag(sync=True)
