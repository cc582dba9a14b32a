"""Grading on a Dask cluster: a real scheduler and two worker processes."""

import os
import signal
from dataclasses import replace

import psutil
import pytest
from conftest import STEM
from test_trusted import ASSIGNMENT, LIMITS, RIGHT

from autograder.classroom import cluster
from autograder.classroom import run as classroom
from autograder.classroom.gradebook import scores
from autograder.course.course import CourseError
from autograder.grading import suite
from autograder.grading.job import Job

pytestmark = [pytest.mark.usefixtures("wall"), pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def workers():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        yield running


def zygotes(pid):
    return [child for child in psutil.Process(pid).children(recursive=True) if "bwrap" in child.name()]


def test_two_workers_give_the_marks_of_this_machine(course, workers):
    hand_in(course, 4)
    classroom.run(course, STEM, scheduler=workers.scheduler_address)
    there = scores(course, STEM)
    assert len(there) == 4
    classroom.run(course, STEM, force=True, workers=1)
    assert scores(course, STEM) == there
    assert all(zygotes(worker.process.process.pid) for worker in workers.workers.values())


def hand_in(course, count):
    import nbformat

    source = nbformat.read(course.source(STEM), as_version=4)
    for number in range(count):
        folder = course.submitted(f"student{number}", STEM)
        folder.mkdir(parents=True)
        nbformat.write(source, folder / f"{STEM}.ipynb")


def jobs_that_take(seconds, count):
    from nbformat import v4, writes

    slow = f"import time\nend = time.process_time() + {seconds}\nwhile time.process_time() < end: pass"
    cells = [v4.new_code_cell(slow)] + [
        v4.new_code_cell(RIGHT.get(known.id, known.released), metadata={"nbgrader": known.nbgrader})
        for known in ASSIGNMENT.cells
    ]
    data = writes(v4.new_notebook(cells=cells)).encode()
    return [Job(f"s{n}", ASSIGNMENT, data, b"seed", LIMITS, "bubblewrap") for n in range(count)]


def test_a_worker_that_is_killed_in_the_middle_of_a_task_costs_time_only(workers):
    jobs = jobs_that_take(0.8, 4)
    victim = next(iter(workers.workers.values())).process.process.pid

    results = {}
    for done in cluster.results(jobs, workers.scheduler_address):
        if not results:  # both workers have begun their next task
            os.kill(victim, signal.SIGKILL)
        results[done.result["student"]] = done.result["score"]
    assert results == {f"s{n}": 4 for n in range(4)}


def test_a_scheduler_that_is_not_there_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(CourseError, match="no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        list(cluster.results(jobs_that_take(0, 1), "tcp://127.0.0.1:9"))
    with pytest.raises(CourseError, match="no Dask scheduler answers at 'nonsense://x'"):
        list(cluster.results(jobs_that_take(0, 1), "nonsense://x"))


def test_workers_of_another_version_are_refused(workers, monkeypatch):
    monkeypatch.setattr(cluster, "versions", lambda: "Python 2.7 and NumPy 1.0")
    from distributed import Client

    theirs = "Python 3.9.1 and NumPy 1.20", []
    monkeypatch.setattr(Client, "run", lambda self, function, job, on_error: {"tcp://w": theirs})
    with pytest.raises(CourseError, match=r"has Python 3\.9\.1 and NumPy 1\.20 and this machine Python 2\.7"):
        list(cluster.results(jobs_that_take(0, 1), workers.scheduler_address))


def test_a_worker_of_another_checkout_is_refused(workers):
    """The job says by which checks and which grader this machine would judge; the worker looks at its own."""
    (job,) = jobs_that_take(0, 1)
    here = dict(suite.surroundings(STEM, LIMITS, "of the course", "bubblewrap"))

    def elsewhere(**changed):
        assignment = replace(ASSIGNMENT, stem=STEM, surroundings=tuple((here | changed).items()))
        return replace(job, assignment=assignment)

    assert cluster.differing(elsewhere(secret="of another course")) == []
    with pytest.raises(CourseError, match="has the hidden checks, numpy in another version than this machine") as error:
        list(cluster.results([elsewhere(checks="0", **{"version.numpy": "1.20"})], workers.scheduler_address))
    assert "\n" not in str(error.value)
    assert cluster._graded(elsewhere(wall="0")) == ["wall"]  # on one that came later
