"""The cells that all exercises share: the scoreboard, and how a notebook shows what a visible check has met."""

import linecache
import re
from types import SimpleNamespace

import nbclient
import nbformat
import pytest
from conftest import STEM
from IPython.core.ultratb import AutoFormattedTB

from autograder.classroom import gradebook
from autograder.course import release, standard
from autograder.intake import answers, submission
from exercises import EXERCISES, SOLUTION, quiet

EACH = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.stem)
GRADIENT = next(exercise for exercise in EXERCISES if exercise.stem == "gradient")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


# -- where the cells stand, and what is in them ----------------------------------------------------


@EACH
def test_the_shared_cells_are_up_to_date(exercise):
    assert standard.is_fresh(exercise.path), (
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
def test_the_last_cell_names_the_file_to_hand_in_and_sends_to_the_scoreboard(exercise):
    said = exercise.cells["hand_in"].source
    assert f"`{exercise.stem}.ipynb`" in said
    assert "scoreboard" in said
    assert "STEM" not in said


@EACH
def test_what_a_student_must_read_fits_into_jupyterlab_beside_its_list_of_files(exercise):
    for name in exercise.functions:
        assert max(map(len, exercise.cells[name].source.partition("### BEGIN")[0].split("\n"))) <= 105, name


def test_a_long_message_breaks_between_words():
    error = GRADIENT.solved()["CheckError"](f"{'word ' * 40}\n[[ 1.5 -2. ]\n [ 3.  4. ]]")
    lines = error._render_traceback_()
    assert " ".join(lines[:-2]) == ("word " * 40).strip()
    assert max(map(len, lines)) <= 96
    assert lines[-2:] == ["[[ 1.5 -2. ]", " [ 3.  4. ]]"]


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


@EACH
def test_the_tools_are_there_before_the_first_check(exercise):
    names = list(exercise.cells)
    assert names.index("tools") == names.index("helpers") + 1


@EACH
def test_what_nobody_needs_to_read_is_folded_in_jupyterlab_and_in_colab(exercise):
    folded = {name for name, cell in exercise.cells.items() if cell.metadata.get("jupyter", {}).get("source_hidden")}
    assert folded >= {"tools", "helpers", "scoreboard"}
    begins = {name: cell.source.partition("\n")[0] for name, cell in exercise.cells.items()}
    ours = {name for name in exercise.cells if exercise.kind(name) == "locked" and "plt.sub" in exercise.visible[name]}
    assert ours
    assert ours | {name for name, line in begins.items() if "plt.sub" in line} <= folded
    assert folded == {name for name, cell in exercise.cells.items() if cell.metadata.get("cellView") == "form"}
    assert not folded & {*exercise.functions, *exercise.tests}


@EACH
def test_an_answer_in_words_has_a_frame_and_counts_as_unanswered_until_it_is_one(exercise):
    released = exercise.released()
    for box in (cell for cell in released.cells if exercise.kind(cell.id) == "manual"):
        assert release.STUB in box.source.split("\n")
        for blank in (box.source, release.STUB, "> ✎", box.source.replace("YOUR ANSWER HERE", ""), "YOUR ANSWER HERE"):
            assert answers.unanswered(blank, box.source)
        for written in ("> ✎ **x**", box.source + "\n\nHere it is.", "> ✎ $a = b$"):
            assert not answers.unanswered(written, box.source)
    assert release.STUB.startswith("> ")


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


def passes(test):
    """What the scoreboard says of a visible check that passes: of a question it sees the form alone."""
    question = test.removeprefix("test_").startswith(("predict_", "diagnose_"))
    return "✓ the form is right; the answer is judged later" if question else "✓ passed"


@EACH
def test_all_pass_with_the_solutions(exercise, capsys):
    rows, verdict = board(exercise, capsys)
    by_hand = [name for name in exercise.cells if exercise.kind(name) == "manual"]
    assert rows == {
        name.removeprefix("test_"): "A person reads it." if name in by_hand else passes(name)
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
    unwritten = {test for test, why in rows.items() if why.endswith(f"{name} is not written yet.")}
    assert unwritten >= lost  # a cell may try several functions
    assert all(why in (passes(test), "A person reads it.") for test, why in rows.items() if test not in unwritten)
    assert "run its cell" in verdict


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
    assert rows == {test: passes(test) for test in rows}


# -- how a notebook shows errors -------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown():
    """Makes the namespace of a notebook in which each cell has run from a file of its own, as in IPython."""
    shell = SimpleNamespace(InteractiveTB=AutoFormattedTB(mode="Context"))

    def make(exercise, **functions):
        namespace = {"__name__": "__main__", "get_ipython": lambda: shell}
        names = list(exercise.cells)
        for name in names[: names.index(exercise.tests[-1])]:
            if exercise.kind(name) == "locked":
                run_cell(name, exercise.visible[name], namespace)
        for name in exercise.functions:
            run_cell(name, functions.get(name, exercise.visible[name]), namespace)
        return namespace

    return make


def run_cell(name, source, namespace):
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    with quiet():
        exec(compile(source, filename, "exec"), namespace)


def told(exercise, test, namespace):
    """What the notebook shows when a test cell fails."""
    try:
        run_cell(test, exercise.visible[test], namespace)
    except Exception as error:
        return COLOURS.sub("", "\n".join(error._render_traceback_()))
    return ""


@EACH
def test_errors_are_shown_with_the_lines_of_the_student_only(exercise, shown):
    for function in exercise.functions:
        source = SOLUTION.sub("return inner()", exercise.visible[function])
        source += "\n\n\ndef inner():\n    return np.linalg.inv(np.zeros((2, 2)))\n"
        namespace = shown(exercise, **{function: source})
        whole = 0
        for test in [*exercise.properties(function).values()][:2]:
            text = told(exercise, test, namespace)
            assert text, test
            assert not re.search(r"check_\w+\(|helpers|tools|linalg\.py|checked\(", text), text
            if "Traceback" in text:  # else a check that expects errors says in its own words what it has seen
                whole += 1
                assert re.search(rf"in {function}\(.*\n(.*\n)*-+> \d+     return inner\(\)", text), text
                assert re.search(
                    r"-+> \d+     return np\.linalg\.inv\(.*\n(.*\n)*LinAlgError: Singular matrix\s*$", text
                ), text
        assert whole, function


@EACH
def test_what_is_not_written_is_named_also_where_another_function_calls_it(exercise, shown):
    function = exercise.functions[0]
    body = "def missing():\n    raise NotImplementedError()\n\n\n"
    namespace = shown(exercise, **{function: body + SOLUTION.sub("return missing()", exercise.visible[function])})
    for test in exercise.properties(function).values():
        assert told(exercise, test, namespace).endswith("missing is not written yet.")


def test_a_call_that_does_not_fit_is_told_in_one_line(shown):
    namespace = shown(GRADIENT, quadratic_grad="def quadratic_grad(A, b):\n    return A @ b\n")
    said = told(GRADIENT, "test_quadratic_grad_symmetric", namespace)
    assert said.startswith("The check cannot go on. TypeError: quadratic_grad() takes 2 positional arguments")
    assert "\n" not in said


def test_a_real_kernel_shows_them_and_goes_on_to_the_scoreboard(tmp_path):
    released = GRADIENT.released()
    wanted = {*GRADIENT.functions, *GRADIENT.tests, "imports", "slopes", "helpers", "tools", "scoreboard"}
    released.cells = [one for one in released.cells if one.id in wanted]
    for one in released.cells:
        if one.id == "quadratic_grad":
            one.source = "def quadratic_grad(A, b, x):\n    return half(A) @ x + b\n\n\ndef half(A):\n    return A[5]"
        elif one.id == "steepest_direction":
            one.source = "def steepest_direction(g, norm:\n    return g"
    client = nbclient.NotebookClient(released, timeout=60, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()  # stops at no cell, since those that may fail are tagged
    outputs = {one.id: one.outputs[-1] for one in released.cells if one.get("outputs")}
    said = COLOURS.sub("", "\n".join(outputs["test_quadratic_grad_symmetric"].traceback))
    assert re.search(r"line 6, in half\(A\)\n(.*\n)*-+> 6     return A\[5\]\n\nIndexError: ", said), said
    assert "check_" not in said
    assert outputs["test_directional_derivative_any_length"].traceback == ["directional_derivative is not written yet."]
    plain, page = (outputs["scoreboard"].data[kind] for kind in ("text/plain", "text/html"))
    assert "steepest_direction is not there. Run its cell first." in plain
    assert "IndexError in line 6 of half: " in page
    assert "quadratic_<wbr>grad_<wbr>symmetric" in page  # so that a phone can break it
    assert "The visible checks of 0 of 10 points pass." in page


# -- while it is graded ----------------------------------------------------------------------------


def test_the_scoreboard_comes_after_every_verdict_wherever_a_student_puts_it(released):
    assignment = gradebook.assignment(released, STEM)
    notebook = nbformat.read(released.released(STEM), as_version=4)
    [board] = [one for one in notebook.cells if one.id == "scoreboard"]
    notebook.cells.remove(board)
    notebook.cells.insert(0, board)
    board.source = "def svm_loss_naive(*_): ..."
    rebuilt = submission.read(nbformat.writes(notebook).encode(), assignment)
    names = [one.metadata.get("nbgrader", {}).get("grade_id") for one in rebuilt.notebook.cells]
    tests = [cell.id for cell in assignment.cells if cell.kind == "test"]
    assert names.index("scoreboard") > max(map(names.index, tests))
    assert rebuilt.notebook.cells[names.index("scoreboard")].source.startswith("scoreboard(")
    assert any("scoreboard" in note for note in rebuilt.notes)
