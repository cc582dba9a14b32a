"""Wait for what another process does."""

import time

SECONDS = 60  # no test waits so long unless something is broken


def until(condition):
    """Wait for something that must happen."""
    deadline = time.monotonic() + SECONDS
    while not (result := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
    return result
