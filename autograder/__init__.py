"""The autograder of Downhill, and the gradient check that the book teaches with."""

import sys
from typing import Any

# nbformat imports jsonschema, which imports this optional package if it can, which compiles a grammar for two seconds.
# Nothing here checks such addresses, and every process of the grader would pay.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)

from autograder.gradcheck import GradientCheck, check_gradient, numeric_gradient  # noqa: E402

__all__ = ["GradientCheck", "check_gradient", "numeric_gradient"]
