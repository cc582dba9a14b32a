"""A corpus of hostile submissions, each against the wall: it acts, gains nothing, leaves nothing, and harms nobody after it."""

import json
import os
import re
import resource
import time
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import psutil
import pytest
from conftest import STEM
from submissions import WORTHLESS, Attack, corpus

from autograder import checks
from autograder.checks.svm_gradient import problems
from autograder.classroom import gradebook
from autograder.course.settings import Limits
from autograder.grading.grade import grade
from autograder.grading.job import Job
from autograder.wall import zygote
from exercises import Exercise

pytestmark = pytest.mark.usefixtures("wall")
LIMITS = replace(
    Limits(), cell_seconds=1, call_seconds=0.3, check_seconds=1, own_seconds=2, memory=1024, output=1, files=500, disk=8
)
CORPUS = corpus()
EVERY = [
    pytest.param(kind, attack, id=f"{kind}-{attack.name}") for kind, attacks in CORPUS.items() for attack in attacks
]
SEED = b"seed of the corpus"
FIRST = "svm_loss_naive"


@pytest.fixture(scope="module")
def exercise(released):
    """The assignment, its released notebook and right answers."""
    solved = Exercise(STEM)
    notebook = nbformat.read(released.released(STEM), as_version=4)
    right = {function: solved.visible[function] for function in solved.functions}
    # Each attack starts from nothing, and to draw the first picture would take longer than all else that is honest.
    assignment = gradebook.assignment(released, STEM)
    picture = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "picture")
    picture.source, call, _ = picture.source.partition("\n\n\nshow_margins(")
    assert call
    cells = (
        replace(cell, source=picture.source, released=picture.source) if cell.id == "picture" else cell
        for cell in assignment.cells
    )
    return replace(assignment, cells=tuple(cells)), notebook, right


@pytest.fixture(scope="module")
def graded(exercise):
    """Grades a submission; of the exercise's beginning alone, if it is only to be seen whether all is in order."""
    assignment, notebook, right = exercise
    last = "test_svm_loss_naive_reg_gradient"
    some = replace(assignment, cells=assignment.cells[: [cell.id for cell in assignment.cells].index(last) + 1])
    first = deepcopy(notebook)
    del first.cells[[cell.metadata.get("nbgrader", {}).get("grade_id") for cell in first.cells].index(last) + 1 :]

    def run(attack, briefly=False):
        begun = {function: right[function] for function in ("predict_hand_gradient", FIRST)}
        data = attack.written(first, begun) if briefly else attack.written(notebook, right)
        return grade(Job("eve", some if briefly else assignment, data, SEED, LIMITS, "bubblewrap"))

    return run


def scores(out):
    return {task["id"]: task["score"] for task in out.result["tasks"]}


HONEST = Attack("honest", "", "", answer=None)


@pytest.fixture(scope="module")
def honest(graded):
    out = graded(HONEST)
    assert out.result["score"] == out.result["max_score"] - 4, "all but the derivation, which was not written"
    return scores(out)


@pytest.fixture(scope="module")
def secret():
    """Numbers of the hidden problems, as text."""
    seen = []

    def listen(W, X, y, reg):
        loss, dW = problems.oracle(W, X, y, reg)
        seen.extend([*W.ravel(), *X.ravel(), loss, *dW.ravel()])
        return loss, dW

    with checks.seeded(SEED):
        for test in (
            "test_svm_loss_naive_value",
            "test_svm_loss_vectorized_value",
            "test_svm_loss_naive_data_gradient",
        ):
            checks.run(STEM, test, listen)
    return {text for number in seen if len(text := f"{number:.6g}") > 7}


@pytest.fixture(scope="module")
def before():
    """The memory of this process before the corpus, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def evidence(out):
    """Everything that staff can read of a submission."""
    texts = [out.staff, *out.result["notes"], *(task["message"] for task in out.result["tasks"])]
    for cell in nbformat.reads(out.notebook, as_version=4).cells if out.notebook else ():
        for output in cell.get("outputs", ()):
            texts += [
                output.get("text", ""),
                *output.get("data", {}).values(),
                output.get("ename", ""),
                output.get("evalue", ""),
            ]
    return "\n".join(texts)


def ours():
    """The processes that keep the wall, with how they are scheduled; those of a submission end a moment after it.

    Not the browser of tests before these, which starts and ends processes as it likes.
    """
    found, browser = {}, set()
    for process in psutil.Process().children(recursive=True):  # each after its parent
        try:
            if process.name().startswith("node") or process.ppid() in browser:
                browser.add(process.pid)
            elif process.status() != psutil.STATUS_ZOMBIE:
                found[process.pid] = process.nice()
        except psutil.NoSuchProcess:
            pass
    return found


def escaped(root):
    places = (
        Path("/tmp"),
        Path("/home"),
        Path("/run"),
        Path("/dev/shm"),
        Path("/var/tmp"),
        Path.cwd(),
        Path("/usr"),
        root,
    )
    return [path for place in places for path in place.glob("*escaped*")]


def test_the_corpus_is_large_and_of_every_kind():
    assert sum(map(len, CORPUS.values())) >= 60
    assert min(map(len, CORPUS.values())) >= 8
    names = [attack.name for attacks in CORPUS.values() for attack in attacks]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("kind", "attack"), EVERY)
def test_an_attack_acts_and_gains_nothing(kind, attack, graded, honest, secret, released, before):
    wall, random, files = ours(), np.random.get_state()[1].tobytes(), sorted(released.root.rglob("*"))
    descriptors = len(os.listdir("/proc/self/fd"))

    out = graded(attack)
    assert out.result["status"] == "graded", out.result["notes"]
    assert re.search(attack.fired, evidence(out)), f"it did not act: {evidence(out)[:3000]}"

    most = attack.most
    if most is None:
        most = sum(map(float, honest.values())) if attack.answer is None else 0
    assert out.result["score"] <= most, out.result["tasks"]
    assert out.result["max_score"] == 20

    said = [*out.result["notes"], *(text for task in out.result["tasks"] for text in (task["message"], task["id"]))]
    for text in said:
        assert text.replace("\n", "").isprintable(), repr(text)
        assert len(text) < 3000
        assert not re.search(r"checks\.run|HIDDEN|Traceback|site-packages", text), text
        # What an answer itself raised on the notebook's own example is told; pages show it as text, see test_side_doors.
        assert kind == "reports" or "escaped" not in text, text
        assert not [number for number in secret if number in text], text
    written = json.dumps(out.result, ensure_ascii=False) + out.notebook + out.staff
    written.encode()
    assert len(written) < 2 * 10**6
    for cell in nbformat.reads(out.notebook, as_version=4).cells:
        for output in cell.get("outputs", ()):
            assert set(output.get("data", ())) <= {"text/plain", "image/png", "image/jpeg"}

    again = graded(HONEST, briefly=True)
    assert scores(again).items() <= honest.items()
    assert len(scores(again)) == 4
    assert again.result["notes"] == []

    assert escaped(released.root) == []
    assert sorted(released.root.rglob("*")) == files
    assert np.random.get_state()[1].tobytes() == random
    assert len(os.listdir("/proc/self/fd")) <= descriptors + 2
    deadline = time.monotonic() + 20
    while wall and ours() != wall and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not wall or ours() == wall, "the wall's own processes are others now, or others stayed"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_what_the_attacks_gain_is_what_their_answers_are_worth(graded):
    """The yardstick: worthless answers without any attack get nothing."""
    assert graded(Attack("plain", "", "", answer=WORTHLESS)).result["score"] == 0
    assert zygote.SOURCE.way("bubblewrap") in ("forked", "separate")
