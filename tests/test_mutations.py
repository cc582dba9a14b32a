"""Whatever a valid notebook's JSON was turned into, grading ends in one result that can be read, written and shown."""

import json
import math
import random
from copy import deepcopy

import nbformat
import pytest
from conftest import STEM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quick import grade_at_once

from autograder.classroom import gradebook
from autograder.course.settings import Limits
from autograder.grading.grade import grade
from autograder.grading.job import Job
from exercises import Exercise

SEED = b"seed of the mutations"
JUNK = [
    None, True, False, 0, -1, 1e308, math.nan, math.inf, 2**70, "", "code", "markdown", "raw", "\ud800", "\0", "x" * 10_000,
    [], {}, [[]], [None], {"": None}, "YOUR CODE HERE", "svm_loss_naive", {"nbgrader": None}, {"nbgrader": {"grade_id": 0}},
    {"nbgrader": {"grade_id": "derivation", "points": 1e9}}, ["def f():\n", 3], {"image/png": "!"}, [{"output_type": "error"}],
]  # fmt: skip


def containers(value):
    """All lists and dicts of a document, the outermost first."""
    found = [value]
    for one in found:
        inner = one.values() if isinstance(one, dict) else one
        found += [item for item in inner if type(item) in (dict, list) and item]
    return found


def mutate(document, chance):
    """Change one thing anywhere."""
    inside = chance.choice(containers(document))
    keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    if not keys:
        return
    key, other = chance.choice(keys), chance.choice(keys)
    match chance.randrange(8):
        case 0:
            del inside[key]
        case 1:
            inside[key] = deepcopy(chance.choice(JUNK))
        case 2:
            inside[key], inside[other] = inside[other], inside[key]
        case 3:
            inside[key] = [deepcopy(inside[key])]
        case 4:
            inside[key] = {"cells": deepcopy(inside[key])}
        case 5 if isinstance(inside, list):
            inside.insert(key, deepcopy(inside[other]))
        case 5:
            inside[f"{key}s"] = inside.pop(key)
        case 6:
            inside[key] = deepcopy(chance.choice(containers(document)))
        case 7 if isinstance(inside[key], str) and inside[key]:
            place = chance.randrange(len(inside[key]))
            inside[key] = (
                inside[key][:place] + chance.choice(["", "\0", '"', "\n", "é", "()"]) + inside[key][place + 1 :]
            )
        case 7:
            inside[key] = str(inside[key])


def written(document, chance):
    """The document as a file, which may be cut off or have a letter changed too."""
    data = bytearray(json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace"))
    if chance.random() < 0.1:
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.05:
        del data[chance.randrange(len(data)) :]
    return bytes(data)


@pytest.fixture(scope="module")
def job(released):
    """A right answer to grade, and its notebook."""
    solved = Exercise(STEM)
    notebook = nbformat.read(released.released(STEM), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in solved.functions:
            cell.source = solved.visible[cell.metadata.nbgrader.grade_id] + "\n# RIGHT"  # for `grade_at_once`
    assignment = gradebook.assignment(released, STEM)

    def of(data):
        return Job("eve", assignment, data, SEED, Limits(), "bubblewrap")

    return of, nbformat.writes(notebook), assignment


def mutated(text, chance):
    document = json.loads(text)
    for _ in range(chance.choice([1, 1, 2, 3, 5, 10, 30])):
        mutate(document, chance)
    return written(document, chance)


def assert_a_result(out, assignment):
    result = out.result
    assert result["status"] in ("graded", "refused"), result["notes"]
    line = json.dumps(result, ensure_ascii=False, allow_nan=False)
    assert "\n" not in line
    line.encode()
    points = {cell.id: cell.points for cell in assignment.cells if cell.points}
    assert {task["id"]: task["max_score"] for task in result["tasks"]} == points
    for task in result["tasks"]:
        assert task["score"] is None or 0 <= task["score"] <= task["max_score"]
    assert result["status"] == "refused" or result["score"] <= result["max_score"] == sum(points.values())
    for text in (*result["notes"], *(task["message"] for task in result["tasks"])):
        assert text.replace("\n", "").isprintable(), repr(text)
        assert len(text) < 3000
    if result["status"] == "graded":
        nbformat.validate(nbformat.reads(out.notebook, as_version=4))
    else:
        assert result["score"] == 0
        assert result["notes"]


@settings(max_examples=1000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64))
def test_any_mutation_of_a_notebook_ends_in_a_result(job, seed):
    """Without running the code, which the next test does for a few."""
    of, text, assignment = job
    with pytest.MonkeyPatch.context() as monkeypatch:
        grade_at_once(monkeypatch)
        out = grade(of(mutated(text, random.Random(seed))))
    assert_a_result(out, assignment)


@pytest.mark.usefixtures("wall")
@pytest.mark.parametrize("number", range(12))
def test_any_mutation_of_a_notebook_ends_in_a_result_behind_the_wall(job, number):
    of, text, assignment = job
    assert_a_result(grade(of(mutated(text, random.Random(number)))), assignment)
