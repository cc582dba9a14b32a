"""What a command says when it cannot do its work."""

from __future__ import annotations

from pathlib import Path


class CourseError(Exception):
    """Something in the course folder keeps a command from its work. The text says what to do."""


def unreadable(path: Path, error: OSError) -> CourseError:
    """What to say of a file that the machine does not let us read; what is in it may be all right."""
    return CourseError(f"{path} cannot be read ({error.strerror}): see that it is a file and that you may read it")
