"""What not every machine has, and continuous integration must have."""

import os

import pytest


def missing(reason):
    """End a test that cannot run here: in continuous integration as a failure, elsewhere it is skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; continuous integration must have it")
    pytest.skip(reason)
