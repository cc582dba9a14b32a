"""The autograder of Downhill, and the gradient check that the book teaches with."""

from autograder.gradcheck import GradientCheck, check_gradient, numeric_gradient

__all__ = ["GradientCheck", "check_gradient", "numeric_gradient"]
