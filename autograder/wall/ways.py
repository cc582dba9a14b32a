"""How a submission is kept apart from everything else, in words that cost nothing to load."""

from __future__ import annotations

from typing import Literal

Wall = Literal["bubblewrap", "none"]
# How a submission is kept apart: forked from a zygote behind the wall, behind a wall that was built for it alone where
# the machine does not let the zygote's children have namespaces of their own, or not at all.
Way = Literal["forked", "separate", "none"]
