"""Every hidden suite on right and wrong answers: marks lost and kept, mistakes named, messages that give nothing away.

`python tests/test_suites.py` prints what becomes of every wrong answer, and the counts.
"""

import copy
import functools
import inspect
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from values import VALUES

from autograder.misconceptions import CATALOGUE
from exercises import EXERCISES, behind_the_wire, compiled

EACH = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.stem)
RIGHT = [
    (exercise, function, body)
    for exercise in EXERCISES
    for function, bodies in exercise.right.items()
    for body in bodies
]
WRONG = [(exercise, *pair) for exercise in EXERCISES for pair in exercise.wrong]
OF_RIGHT = pytest.mark.parametrize(
    ("exercise", "function", "body"), RIGHT, ids=[f"{function}-{body.__name__}" for _, function, body in RIGHT]
)
OF_WRONG = pytest.mark.parametrize(
    "number", range(len(WRONG)), ids=[f"{function}-{case.body.__name__}" for _, case, function in WRONG]
)


@functools.cache
def lost_by(number):
    exercise, case, function = WRONG[number]
    return exercise.failures(case.body, function)


def lost_behind_the_wire(exercise, function, body, seed=b"behind the wire"):
    with behind_the_wire(**{function: body}) as remotes:
        return exercise.failures(remotes[function], function, seed)


@OF_RIGHT
def test_does_a_right_answer_get_every_mark_in_every_draw(exercise, function, body):
    for draw in range(5):
        assert not exercise.failures(body, function, b"draw %d" % draw)
    assert not lost_behind_the_wire(exercise, function, body)


@OF_WRONG
def test_does_a_wrong_answer_lose_its_marks_and_no_others(number):
    exercise, case, function = WRONG[number]
    lost = lost_by(number)
    assert lost, "it must lose something"
    assert set(lost) == set(case.loses.split()) & set(exercise.properties(function))
    assert {failed.misconception for failed in lost.values()} - {None} == set(case.names.split())
    assert set(lost_behind_the_wire(exercise, function, case.body)) == set(lost)


@EACH
def test_are_there_enough_answers_to_prove_the_suite_on(exercise):
    assert len({case.body for case, _ in exercise.wrong}) >= 20
    assert len({body for bodies in exercise.right.values() for body in bodies}) >= 8
    assert set(exercise.right) == set(exercise.functions) == {function for _, function in exercise.wrong}
    for function in exercise.functions:
        lost = {prop for case, name in exercise.wrong if name == function for prop in case.loses.split()}
        assert lost >= set(exercise.properties(function)), f"no wrong answer shows that a check of {function} can fail"


@EACH
def test_does_a_suite_have_the_tasks_of_its_notebook(exercise):
    assert list(exercise.tasks) == [task for test in exercise.tests for task, _ in exercise.calls(test)]


@EACH
def test_does_a_message_say_what_and_where_without_a_number_of_the_problem(exercise):
    for number, (owner, case, function) in enumerate(WRONG):
        for failed in lost_by(number).values() if owner is exercise else ():
            said = f"{function}-{case.body.__name__}: {failed.message}"
            assert failed.message.endswith((".", "?")), said
            assert len(failed.message) <= 400, said
            for text in re.findall(r"\d[\d.]*", failed.message):  # counts, sizes and errors have few digits
                assert len(text.rstrip(".").replace(".", "").lstrip("0")) <= 4, said


@EACH
def test_does_the_text_of_an_exception_stay_with_staff(exercise):
    def tells(*args, **kwargs):
        raise ValueError("the first weight is 7")

    for test in exercise.tasks:
        failed = exercise.failure(tells, test)
        assert failed, test
        assert "first weight" not in failed.message


@EACH
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(value=VALUES, other=VALUES)
def test_does_any_value_end_in_a_failed_check_and_nothing_else(exercise, value, other):
    for answer in (value, (value, other), [value, other]):
        for test in exercise.tasks:
            assert exercise.failure(lambda *args, answer=answer, **kwargs: answer, test), test


@EACH
@pytest.mark.parametrize(
    "stub",
    [
        lambda *args, **kwargs: None,
        lambda *args, **kwargs: 0.0,
        lambda *args, **kwargs: 1.0,
        lambda *args, **kwargs: True,
        lambda *args, **kwargs: {},
        lambda *args, **kwargs: lambda *args, **kwargs: 0.0,
        lambda first, *args, **kwargs: first,
        lambda *args, **kwargs: args,
        lambda *args, **kwargs: np.zeros(np.shape(args[-1])),
        lambda *args, **kwargs: (args[0], {}),
    ],
    ids=["nothing", "zero", "one", "yes", "dict", "function", "first", "all", "zeros", "pair"],
)
def test_does_a_stub_earn_nothing(exercise, stub):
    for test in exercise.tasks:
        assert exercise.failure(stub, test), test


def seen(exercise, function, test, seed):
    """What a check hands to a right function, as numbers: of a random generator, its next draw."""
    numbers = []

    def note(value):
        if isinstance(value, (int, float, np.ndarray)):
            numbers.append(np.array(value, dtype=complex).ravel())
        elif isinstance(value, np.random.Generator):
            numbers.append(np.array([copy.deepcopy(value).random()], dtype=complex))
        elif isinstance(value, str):
            numbers.append(np.frombuffer(value.encode(), np.uint8).astype(complex))
        elif isinstance(value, (list, tuple)):
            for item in value:
                note(item)
        elif isinstance(value, dict):
            note(list(value.values()))

    body = exercise.right[function][0]

    def right(*args, **kwargs):
        note(args)
        return body(*args, **kwargs)

    assert exercise.failure(right, test, seed) is None
    return np.concatenate(numbers) if numbers else np.zeros(0)


@EACH
def test_is_a_suite_the_same_for_one_seed_and_new_for_another(exercise):
    for function in exercise.functions:
        differ = False
        for test in exercise.properties(function).values():
            one, again, other = (seen(exercise, function, test, seed) for seed in (b"a", b"a", b"b"))
            assert np.array_equal(one, again, equal_nan=True)
            differ |= not np.array_equal(one, other, equal_nan=True)
        asked = inspect.signature(exercise.right[function][0]).parameters  # without any, everybody is asked the same
        assert differ or not asked, f"the problems of {function} are always the same"


@pytest.mark.parametrize(
    ("stem", "function", "answers"),
    [
        ("numeric_gradient", "diagnose_curves", ["CAFD", ["c", "A", " f ", "(d)"], ("c.", "a)", "f", "d")]),
        ("numeric_gradient", "predict_at_kink", [np.array([0.8, 0.4, 0]), (np.float32(0.8), 0.4, np.int64(0))]),
        ("numeric_gradient", "predict_powers", [np.array([-3, -3, -2, -4]), [-3.0, np.array(-3), -2, -4]]),
        ("gradient", "diagnose_gradient", [[2.0, np.int8(7), "A"], (2, 7, "a.")]),
        ("gradient_check", "predict_kink", [np.array([5 / 8, 0.75, 1])]),
        ("gradient_descent", "predict_edge", [np.array([4, 4 * 1.1**20]), [4, 26.9]]),
        ("svm_loss", "diagnose_laws", ["abce", list("ABCE")]),
        ("optimizers", "diagnose_adam", ["bdec"]),
    ],
)
def test_is_a_right_answer_taken_in_any_common_form(stem, function, answers):
    exercise = next(exercise for exercise in EXERCISES if exercise.stem == stem)
    namespace = exercise.solved()
    (task,) = exercise.properties(function).values()
    for answer in answers:
        namespace[function] = lambda answer=answer: answer
        assert exercise.failure(namespace[function], task) is None, answer
        exec(compiled(exercise.visible[task]), namespace)


def table():
    lines, total = [], {}
    for number, (exercise, case, function) in enumerate(WRONG):
        lost = lost_by(number)
        names = sorted({failed.misconception for failed in lost.values()} - {None})
        lines.append(f"{function:24} {case.body.__name__:40} loses {', '.join(lost):50} {', '.join(names)}")
        row = total.setdefault(exercise.stem, [0, 0, 0, 0, 0])
        wanted = set(case.names.split())
        for k, count in enumerate((1, bool(lost), len(wanted), len(wanted & set(names)), len(set(names) - wanted))):
            row[k] += count
    lines.append("exercise, wrong answers, caught, right answers, accepted, names due, given, wrong names, catalogue")
    for exercise in EXERCISES:
        wrong, caught, due, given_names, wrongly = total[exercise.stem]
        bodies = [(function, body) for function, bodies in exercise.right.items() for body in bodies]
        accepted = sum(not exercise.failures(body, function) for function, body in bodies)
        known = sum(entry.stem == exercise.stem for entry in CATALOGUE.values())
        cells = (exercise.stem, wrong, caught, len(bodies), accepted, due, given_names, wrongly, known)
        lines.append(" | ".join(map(str, cells)))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201
