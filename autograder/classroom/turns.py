"""Who works in a course folder: `collect` does so alone, since it replaces what `grade` reads; graders work together.

The lock is the operating system's, and gone with the process that held it, however it ended.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course import privacy
from autograder.course.course import Course, CourseError


@contextmanager
def taken(course: Course, *, alone: bool) -> Iterator[None]:
    """Work in a course folder, alone or with others who do not need to be alone. Nobody waits.

    Raises:
        CourseError: if somebody else is at work there.
    """
    mode = 0o660 if privacy.is_shared(course.root) else 0o600
    descriptor = os.open(course.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    try:
        # A lock of the process: workers, which may live on for a moment, do not inherit it.
        fcntl.lockf(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno not in (errno.EACCES, errno.EAGAIN):
            raise
        other = "`autograder collect` or `autograder grade`" if alone else "`autograder collect`"
        raise CourseError(f"{other} is at work in {course.root}: wait for its end, then run this again") from error
    try:
        yield
    finally:
        os.close(descriptor)
