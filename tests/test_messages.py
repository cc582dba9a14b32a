"""Is every sentence true? A table of wrong answers, each with what it must be told, over all exercises."""

import importlib
import pkgutil

import messages
import pytest

from exercises import EXERCISES, quiet

EXERCISE = {exercise.stem: exercise for exercise in EXERCISES}
ROWS = [
    (EXERCISE[module.name], row)
    for module in pkgutil.iter_modules(messages.__path__)
    for row in importlib.import_module(f"messages.{module.name}").ROWS
]


def answered(exercise, row):
    """The namespace of the solved notebook with the wrong answer of a row in it."""
    namespace, function = exercise.solved(), exercise.function_of(row.test)
    if callable(row.answer):
        return namespace | {function: row.answer}
    source = exercise.visible[function]
    for old, new in [row.answer] if isinstance(row.answer[0], str) else row.answer:
        assert old in source, f"the solution has no {old!r} any more"
        source = source.replace(old, new)
    exec(source, namespace)
    return namespace


def message_to(exercise, row):
    """What the visible or the hidden check of a row has against its answer; None if nothing."""
    namespace = answered(exercise, row)
    if not row.visible:
        failed = exercise.failure(namespace[exercise.function_of(row.test)], row.test)
        return failed and failed.message
    with quiet():
        try:
            exec(exercise.visible[row.test], namespace)
        except AssertionError as error:
            return str(error)
    return None


@pytest.mark.parametrize(
    ("exercise", "row"), ROWS, ids=[f"{row.test}-{number}" for number, (_, row) in enumerate(ROWS)]
)
def test_is_a_wrong_answer_told_what_is_so(exercise, row):
    message = message_to(exercise, row)
    assert message is not None, "nothing is said"
    assert row.says in message
    assert not row.unsaid or row.unsaid not in message, message
