"""The autograder of Downhill, and the gradient check that the book teaches with."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # not from `typing`, which takes longer to load than all that comes before Ctrl-C is handled
if TYPE_CHECKING:
    from typing import Any

    from autograder.gradcheck import GradientCheck, check_gradient, numeric_gradient

# nbformat imports jsonschema, which imports this optional package if it can, which compiles a grammar for two seconds.
# Nothing here checks such addresses, and every process of the grader would pay.
_modules: dict[str, Any] = sys.modules
_modules.setdefault("rfc3987_syntax", None)

__all__ = ["GradientCheck", "check_gradient", "numeric_gradient"]


def __getattr__(name: str) -> Any:
    # Not imported above: the command line must be able to handle Ctrl-C before NumPy is loaded.
    if name in __all__:
        import importlib

        return getattr(importlib.import_module("autograder.gradcheck"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
