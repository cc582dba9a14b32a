"""The cells that all exercises share: the scoreboard, and how a notebook shows what a visible check has met."""

import re

import pytest

from autograder.course import standard
from exercises import EXERCISES, SOLUTION

EACH = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.stem)
GRADIENT = next(exercise for exercise in EXERCISES if exercise.stem == "gradient")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


# -- where the cells stand, and what is in them ----------------------------------------------------


@EACH
def test_the_shared_cells_are_up_to_date(exercise):
    text = exercise.path.read_text("utf-8")
    assert standard.renewed(text) == text, (
        f"points, checks or shared cells of {exercise.stem} have changed: run `autograder release {exercise.stem}`, "
        "which writes its cells `tools` and `scoreboard` anew"
    )


@EACH
def test_the_scoreboard_stands_last_and_lists_every_graded_cell_with_its_points(exercise):
    assert list(exercise.cells)[-3:] == ["scoreboard_read", "scoreboard", "hand_in"]
    listed = re.findall(r"^(\w+) (\d+)$", exercise.cells["scoreboard"].source, re.MULTILINE)
    nbgrader = [cell.metadata.get("nbgrader", {}) for cell in exercise.cells.values()]
    assert listed == [(meta.grade_id, f"{meta.points}") for meta in nbgrader if meta.get("grade")]


@EACH
def test_the_tools_follow_the_helpers_and_neither_replaces_the_other(exercise):
    names = list(exercise.cells)
    assert names[names.index("tools") - 1] == "helpers"
    defined = re.compile(r"^(?:def|class) (\w+)|^(\w+) = ", re.MULTILINE)
    tools, helpers = (
        {name for pair in defined.findall(exercise.cells[cell].source) for name in pair if name}
        for cell in ("tools", "helpers")
    )
    assert not tools & helpers


@EACH
def test_every_cell_from_the_first_of_a_student_may_fail_without_stopping_the_others(exercise):
    names = [name for name, cell in exercise.cells.items() if cell.cell_type == "code"]
    tagged = [name for name in names if "raises-exception" in exercise.cells[name].metadata.get("tags", [])]
    assert tagged == names[names.index(exercise.functions[0]) : names.index("scoreboard")]


# -- the scoreboard, run here ----------------------------------------------------------------------


def board(exercise, capsys, seconds="", **functions):
    """The lines of the scoreboard by cell, and its last line, with these functions in place of the solutions."""
    namespace = exercise.solved()
    for name, value in functions.items():
        if value is None:
            del namespace[name]
        elif isinstance(value, str) and "def " in value:
            exec(compile(value, f"<{name}>", "exec"), namespace)
        else:
            namespace[name] = value
    source = exercise.cells["scoreboard"].source
    exec(source.replace('""")', f'""", {seconds})') if seconds else source, namespace)
    lines = capsys.readouterr().out.rstrip("\n").split("\n")
    rows = (re.match(r"(\S+) +(\S+)  (.*)", line).groups() for line in lines[1:-2])
    return {name: why for name, _, why in rows}, lines[-1]


@EACH
def test_all_pass_with_the_solutions(exercise, capsys):
    rows, verdict = board(exercise, capsys)
    by_hand = [name for name in exercise.cells if exercise.kind(name) == "manual"]
    assert rows == {
        name.removeprefix("test_"): "A person reads it." if name in by_hand else "✓ passed"
        for name in exercise.cells
        if exercise.kind(name) in ("test", "manual")
    }
    points = sum(exercise.cells[test].metadata.nbgrader.points for test in exercise.tests)
    assert verdict.startswith(f"The visible checks of {points} of {points} points pass.")
    assert "Hidden checks" in verdict


@EACH
def test_what_is_not_written_is_called_so_and_the_rest_is_run(exercise, capsys):
    name = exercise.functions[-1]
    stub = SOLUTION.sub("raise NotImplementedError()", exercise.visible[name])
    rows, verdict = board(exercise, capsys, **{name: stub})
    lost = {test.removeprefix("test_") for test in exercise.properties(name).values()}
    assert {test for test, why in rows.items() if why == f"{name} is not written yet."} == lost
    assert all(why in ("✓ passed", "A person reads it.") for test, why in rows.items() if test not in lost)


def test_each_row_says_what_became_of_its_check(capsys):
    rows, verdict = board(
        GRADIENT,
        capsys,
        seconds=0.2,
        quadratic_grad="def quadratic_grad(A, b, x):\n    print('x' * 1000)\n    return 2 * A @ x + b",
        directional_derivative=None,
        steepest_direction=(
            "def steepest_direction(g, norm):\n    if norm == 'l2':\n        return g / 0 / {}[norm]\n"
            "    while norm == 'l1':\n        pass\n    raise SystemExit"
        ),
    )
    assert rows["quadratic_grad_symmetric"] == "The gradient of the hill at (1, 3) is (5, 7)."
    assert rows["directional_derivative_unit_vector"] == "directional_derivative is not there. Run its cell first."
    assert rows["steepest_direction_l2"] == "KeyError in line 3 of steepest_direction: 'l2'"
    assert rows["steepest_direction_l1"] == "It took more than 0.2 seconds and was stopped."
    assert rows["steepest_direction_linf"].startswith("SystemExit")
    assert "xxx" not in str(rows)
    assert re.match(r"The visible checks of \d of 10 points pass", verdict)


def test_a_person_who_interrupts_it_stops_it(capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        board(GRADIENT, capsys, quadratic_grad=interrupted)


def test_names_of_a_students_own_do_not_disturb_it(capsys):
    rows, _ = board(GRADIENT, capsys, seconds=10, steps=[1], html="", re=0, lines=3, text=1, line="", code="", ours=[])
    assert set(rows.values()) == {"✓ passed"}
