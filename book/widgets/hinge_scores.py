"""The hinge loss of one example, score by score."""

from traitlets import Float, Int, List, TraitError, validate

from widgets._base import Figure


class HingeScores(Figure):
    """The scores of one example on a line, to be dragged, with what each wrong class pays, and the loss."""

    _module = "hinge_scores.js"

    scores = List(Float(min=-2, max=6), [2.0, 2.6, 0.3], minlen=2, maxlen=6).tag(sync=True)
    correct = Int(0, min=0).tag(sync=True)

    # Written by the figure: the loss, and its derivatives with respect to the scores.
    loss = Float(None, allow_none=True).tag(sync=True)
    slopes = List(Float()).tag(sync=True)

    @validate("correct")
    def _is_a_class(self, proposal):
        if proposal["value"] >= len(self.scores):
            raise TraitError(f"correct must be a class, 0 to {len(self.scores) - 1}, not {proposal['value']}")
        return proposal["value"]
