"""Is a second cell that one slip costs told so, and only where the cause is known to be the same?"""

from dataclasses import replace

import pytest
from test_trusted import ASSIGNMENT, RIGHT, graded

from autograder.grading.same_cause import cause_of, linked, unlinked

NONE = "Your function returned None with N=1, D=3: did you print the result instead of returning it?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((NONE, None), (NONE.replace("N=1", "N=7"), None)),
        ((NONE, None), (f"half: {NONE}", None)),
        (
            ("Your loss must be one number; here it is a string.", None),
            ("Your loss must be one number; it is {}.", None),
        ),
        (("Your loss is off.", "loss_squared"), ("Your gradient is off, too.", "loss_squared")),
    ],
)
def test_the_same_cause_is_known(one, other):
    assert cause_of(*one, "half") == cause_of(*other, "half") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((NONE, None), (f"double: {NONE}", None)),
        ((NONE, None), ("Your loss must be one number; here it is None.", None)),
        (("Your loss is off.", "loss_squared"), ("Your loss is off.", "loss_halved")),
    ],
)
def test_another_cause_is_another(one, other):
    assert cause_of(*one, "half") != cause_of(*other, "half")


@pytest.mark.parametrize("message", ["", "Your gradient is off with N=5.", "Your function raised ValueError with N=5."])
def test_what_is_only_seen_has_no_cause(message):
    assert cause_of(message, None, "half") is None


def test_the_word_can_be_taken_away_again():
    assert unlinked(linked(NONE, "value")) == unlinked(NONE) == NONE


@pytest.mark.usefixtures("wall")
def test_a_second_cell_says_which_check_told_its_cause():
    fails = f"from autograder.checks import CheckFailed\nassert double(1) is None\nraise CheckFailed({NONE!r})"
    cells = [replace(cell, source=fails) if cell.id.startswith("test_double") else cell for cell in ASSIGNMENT.cells]
    _, tasks = graded(
        RIGHT | {"double": "def double(x):\n    print(2 * x)"}, assignment=replace(ASSIGNMENT, cells=tuple(cells))
    )
    assert [tasks[f"test_double_{name}"]["message"] for name in ("value", "array")] == [NONE, linked(NONE, "value")]
    assert tasks["test_half_value"]["message"] == ""
