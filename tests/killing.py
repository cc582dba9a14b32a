"""Grade a class again and again in processes that kill themselves on the way: what `test_killed` runs.

A process of its own, with one thread, so that it may fork.
"""

import os
import random
import signal
import sys
from pathlib import Path

import pytest
from quick import grade_at_once
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.classroom import run as classroom
from autograder.course.course import Course


class Steps:
    """Counts what leaves a trace: statements and commits of the database, files that are written and renamed."""

    def __init__(self):
        self.done = 0
        self.last = None

    def step(self, *_):
        self.done += 1
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def listen(self, monkeypatch):
        for name in ("before_cursor_execute", "commit"):
            event.listen(Engine, name, self.step)
        for name in ("replace", "fsync", "mkdir", "unlink"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, function):
        def counted(*args, **kwargs):
            self.step()
            result = function(*args, **kwargs)
            self.step()  # after it too
            return result

        return counted


def main(root, stem, kills):
    """Count the steps of a run that nothing disturbs, in a copy, then kill runs at random ones, until so many are killed."""
    monkeypatch = pytest.MonkeyPatch()
    grade_at_once(monkeypatch)
    steps = Steps()
    steps.listen(monkeypatch)
    undisturbed = Course(Path(f"{root}-undisturbed"))
    before = steps.done
    classroom.run(undisturbed, stem)
    count = steps.done - before
    assert count > 50, count
    chance = random.Random(20)
    killed = 0
    while killed < kills:
        child = os.fork()
        if child == 0:
            steps.done, steps.last = 0, chance.randrange(1, count + 1)
            try:
                classroom.run(Course(Path(root)), stem, force=True)
            finally:
                os._exit(0)
        chance.random()  # else the next child would draw the same
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    classroom.run(Course(Path(root)), stem)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
