"""The notebooks' own examples, on which an error in a hidden call is tried once more."""

import pytest

from autograder.checks import CallLost
from autograder.course.assignment import Assignment, Cell
from autograder.grading import public
from autograder.grading.remote import RemoteError
from autograder.wall.session import Failure
from exercises import EXERCISES, quiet


def assignment(exercise):
    kinds = {name: exercise.kind(name) for name in exercise.cells}
    known = {"solution", "test", "locked", "manual"}
    return Assignment(
        exercise.stem,
        tuple(
            Cell(name, kinds[name], cell.cell_type, cell.source, exercise.visible[name], 1.0, name)
            for name, cell in exercise.cells.items()
            if kinds[name] in known
        ),
    )


def remote(name, function):
    """A function that raises what one behind the wall does."""

    def called(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except CallLost:
            raise
        except Exception as error:
            raise RemoteError(name, Failure(type(error).__name__, str(error))) from None

    return called


def raised(exercise, test, function, kind):
    """What `public.raised` finds for an answer to the function of a test."""
    name = exercise.function_of(test)
    namespace = exercise.solved() | {name: remote(name, function)}
    with quiet():
        return public.raised(
            public.sources(assignment(exercise), exercise.cell_of(test), exercise.function_of(test)), namespace, kind
        )


CASES = [(exercise, function) for exercise in EXERCISES for function in exercise.functions]


def case(pair):
    return f"{pair[0].stem}-{pair[1]}"


def first_test(exercise, function):
    return next(iter(exercise.properties(function).values()))


def test_the_examples_of_a_function_are_what_students_have_of_its_tests_and_nothing_hidden():
    for exercise in EXERCISES:
        released = assignment(exercise)
        for test in exercise.tests:
            sources = public.sources(released, test, exercise.function_of(test))
            assert sources[0] == exercise.visible[test]
            assert sorted(sources) == sorted(
                exercise.visible[other]
                for other in exercise.tests
                if exercise.function_of(other) == exercise.function_of(test)
            )
            assert not any("HIDDEN" in source or "checks.run" in source for source in sources)


@pytest.mark.parametrize("pair", CASES, ids=case)
def test_an_error_is_found_with_its_text(pair):
    exercise, function = pair

    def broken(*_, **__):
        raise IndexError("index 4 is out of bounds")

    error = raised(exercise, first_test(exercise, function), broken, "IndexError")
    assert error.failure == Failure("IndexError", "index 4 is out of bounds")
    assert raised(exercise, first_test(exercise, function), broken, "TypeError") is None


@pytest.mark.parametrize("pair", CASES, ids=case)
def test_an_untouched_function_is_known(pair):
    exercise, function = pair

    def stub(*_, **__):
        raise NotImplementedError

    assert raised(exercise, first_test(exercise, function), stub, "NotImplementedError") is not None


@pytest.mark.parametrize("pair", CASES, ids=case)
def test_errors_that_the_checks_ask_for_are_no_errors(pair):
    exercise, function = pair
    solution, kinds = exercise.solved()[function], set()

    def noted(*args, **kwargs):
        try:
            return solution(*args, **kwargs)
        except Exception as error:
            kinds.add(type(error).__name__)
            raise

    raised(exercise, first_test(exercise, function), noted, "KeyError")
    for kind in kinds:
        assert raised(exercise, first_test(exercise, function), solution, kind) is None


def test_the_errors_that_some_checks_ask_for_are_really_raised():
    exercise = next(exercise for exercise in EXERCISES if exercise.stem == "gradient")
    solution, kinds = exercise.solved()["directional_derivative"], []

    def noted(*args):
        try:
            return solution(*args)
        except ValueError as error:
            kinds.append(str(error))
            raise

    raised(exercise, "test_directional_derivative_contract", noted, "ValueError")
    assert kinds


def test_an_error_in_another_example_of_the_function_is_found():
    exercise = next(exercise for exercise in EXERCISES if exercise.stem == "gradient")
    solution = exercise.solved()["steepest_direction"]

    def partly(g, norm):
        if norm == "linf":
            raise TypeError("not this norm")
        return solution(g, norm)

    assert raised(exercise, "test_steepest_direction_l2", partly, "TypeError").failure.text == "not this norm"


def test_a_call_that_comes_to_no_end_ends_the_search():
    exercise, function = CASES[0]
    calls = []

    def slow(*_, **__):
        calls.append(1)
        raise CallLost("Your code ran for too long and was stopped.")

    assert raised(exercise, first_test(exercise, function), slow, "IndexError") is None
    assert len(calls) == 1
