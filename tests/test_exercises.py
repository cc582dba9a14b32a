"""Every exercise notebook: its form, its solution, and what its visible checks tell a student."""

import ast
import io
import re
import sys

import nbformat
import pytest
from nbgrader.validator import Validator
from nbgrading import working_in

from autograder.practice import making
from exercises import EXERCISES, ROOT, SOLUTION, behind_the_wire, compiled, docstring, quiet

EACH = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.stem)
TESTS = [(exercise, test) for exercise in EXERCISES for test in exercise.tests]
EACH_TEST = pytest.mark.parametrize(("exercise", "test"), TESTS, ids=[test for _, test in TESTS])
SLIPS = [(exercise, test, name) for exercise in EXERCISES for test, slips in exercise.slips.items() for name in slips]


# -- the form --------------------------------------------------------------------------------------


@EACH
def test_is_a_clean_notebook_that_names_its_assignment(exercise):
    notebook = nbformat.read(exercise.path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata["downhill"]["assignment"] == exercise.stem
    assert notebook.metadata["downhill"].keys() <= {"assignment", "chapter"}
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert notebook.metadata["language_info"] == {"name": "python"}
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert notebook.cells[0].source.startswith("# ")
    beside = {path.name for path in exercise.path.parent.iterdir() if not path.name.startswith((".", "__"))}
    assert beside == {exercise.path.name} | ({"practice.py"} if making.problems_of(exercise.stem) else set())


@EACH
def test_points_add_up_to_10_or_20(exercise):
    points = [
        cell.metadata.nbgrader.points
        for cell in exercise.cells.values()
        if "points" in cell.metadata.get("nbgrader", {})
    ]
    assert sum(points) in (10, 20)
    assert all(point == int(point) and point > 0 for point in points)


@EACH
def test_every_cell_has_the_metadata_of_its_kind(exercise):
    for name, cell in exercise.cells.items():
        meta = cell.metadata.get("nbgrader")
        if not meta:
            assert name.startswith(("scratch_", "train_")), name
            continue
        assert (meta["schema_version"], meta["task"], meta["grade_id"]) == (3, False, name)
        flags = (meta["grade"], meta["solution"], meta["locked"])
        kind = exercise.kind(name)
        assert flags == {
            "solution": (False, True, False), "manual": (True, True, False), "test": (True, False, True),
        }.get(kind, (False, False, True)), name  # fmt: skip
        assert ("points" in meta) == (kind in ("test", "manual"))
        assert name.startswith("test_") == (kind == "test")


@EACH
def test_a_solution_cell_defines_the_function_that_it_is_named_after(exercise):
    assert exercise.functions
    for name in exercise.functions:
        [function] = ast.parse(exercise.cells[name].source).body
        assert isinstance(function, ast.FunctionDef)
        assert function.name == name
        text = ast.get_docstring(function)
        assert re.search(r"^(Returns|Yields):", text, re.MULTILINE)
        args = (*function.args.args, *function.args.kwonlyargs)
        assert "Args:" in text or not args  # what only answers a question has none
        for arg in args:
            assert re.search(rf"\b{arg.arg}\b.*: ", text), f"{name} does not say what {arg.arg} is"
        assert exercise.properties(name), f"nothing tests {name}"


@EACH_TEST
def test_a_test_cell_says_what_it_checks_then_runs_the_hidden_check_then_the_visible_one(exercise, test):
    source, function = exercise.cells[test].source, exercise.function_of(test)
    assert docstring(source)
    assert len(docstring(source)) < 140
    calls = exercise.calls(test)
    assert (test, function) in calls
    assert all(exercise.function_of(task) == tested for task, tested in calls)
    lines = source.split("\n")
    assert lines[1 : len(calls) + 5] == [
        "### BEGIN HIDDEN TESTS", "from autograder import checks", "",
        *(f'checks.run("{exercise.stem}", "{task}", {tested})' for task, tested in calls), "### END HIDDEN TESTS",
    ]  # fmt: skip
    assert "autograder" not in exercise.visible[test]
    assert re.search(rf"\b{function}\b", exercise.visible[test].split("\n", 1)[1])
    assert "visible check" in exercise.visible[test]


@EACH
def test_nothing_needs_the_grader_or_more_than_numpy_and_matplotlib_before_the_last_test_cell(exercise):
    names = list(exercise.cells)
    for name in names[: names.index(exercise.tests[-1]) + 1]:
        source = exercise.visible[name]
        if name == "tools":  # runs in notebooks and elsewhere: test_scoreboard.py
            continue
        assert not re.search(r"^\s*[%!]|get_ipython|input\(", source, re.MULTILINE), name
        if exercise.cells[name].cell_type == "code":
            imported = set(re.findall(r"^\s*(?:import|from) (\w+)", source, re.MULTILINE))
            imported -= set(
                re.findall(r"^ +from (sklearn)", source, re.MULTILINE)
            )  # inside a visible check, when it runs
            assert imported <= {"numpy", "matplotlib", "sys", "math", "time", "itertools", "tracemalloc"}, name
    assert all("autograder" not in source for source in exercise.visible.values())


@EACH
def test_no_line_of_a_solution_stands_anywhere_else(exercise):
    inside = {name: SOLUTION.search(exercise.visible[name]) for name in exercise.cells
              if exercise.kind(name) in ("solution", "manual")}  # fmt: skip
    assert all(inside.values()), "a solution stands between ### BEGIN SOLUTION and ### END SOLUTION"
    rest = "\n".join(SOLUTION.sub("", source) for source in exercise.visible.values())
    told = {line.strip() for line in rest.split("\n")}
    secret = {line.strip() for found in inside.values() for line in found[1].split("\n") if len(line.strip()) >= 12}
    assert not told & secret


@EACH
def test_it_leads_with_words_and_a_picture_and_ends_with_how_to_hand_in(exercise):
    kinds = [(exercise.cells[name].cell_type, exercise.kind(name)) for name in exercise.cells]
    first = kinds.index(("code", "solution"))
    assert kinds[0] == ("markdown", "text")
    assert any("plt." in exercise.visible[name] for name in list(exercise.cells)[:first]), (
        "no picture before the first task"
    )
    assert list(exercise.cells)[-1] == "hand_in"
    assert f"{exercise.stem}.ipynb" in exercise.visible["hand_in"]


# -- the visible checks ----------------------------------------------------------------------------


@EACH
def test_the_solution_passes_every_visible_check_and_is_told_so(exercise, capsys):
    namespace = exercise.solved()
    for test in exercise.tests:
        exec(compiled(exercise.visible[test]), dict(namespace))
        out = capsys.readouterr().out
        assert out.startswith(f"{exercise.function_of(test)}: "), test
        assert out.endswith("(visible checks only)\n")


@EACH
def test_the_solution_passes_the_whole_test_cells_from_behind_the_wire(exercise):
    namespace = exercise.solved()
    with behind_the_wire(**{name: namespace[name] for name in exercise.functions}) as remotes:
        for test in exercise.tests:
            with quiet():
                exec(exercise.cells[test].source, exercise.helpers() | remotes)


@EACH
def test_every_right_answer_passes_the_visible_checks_too(exercise):
    for function, bodies in exercise.right.items():
        for body in bodies:
            namespace = exercise.solved() | {function: body}
            for test in exercise.properties(function).values():
                with quiet():
                    exec(compiled(exercise.visible[test]), dict(namespace))


@EACH
def test_a_function_that_is_not_written_is_called_so(exercise):
    for test in exercise.tasks:
        namespace = exercise.solved()
        function = exercise.function_of(test)
        exec(SOLUTION.sub("raise NotImplementedError()", exercise.visible[function]), namespace)
        with quiet(), pytest.raises(AssertionError, match=f"{function} is not written yet"):
            exec(compiled(exercise.visible[test]), namespace)


@pytest.mark.parametrize(("exercise", "test", "name"), SLIPS, ids=[f"{test}-{name}" for _, test, name in SLIPS])
def test_a_slip_fails_in_words_that_help(exercise, test, name):
    old, new, words = exercise.slips[test][name]
    namespace, function = exercise.solved(), exercise.function_of(test)
    source = exercise.visible[function]
    assert old in source, f"the solution has no {old!r} any more"
    exec(source.replace(old, new), namespace)
    with quiet(), pytest.raises(AssertionError, match=re.escape(words)) as failure:
        exec(compiled(exercise.visible[test]), namespace)
    shown = failure.value._render_traceback_()  # the lines as a notebook has room for them
    assert " ".join(shown).split() == str(failure.value).split(), "a notebook shows more than the sentence"


@EACH
def test_every_visible_check_is_shown_to_fail(exercise):
    assert set(exercise.slips) == set(exercise.tasks)
    assert all(exercise.slips.values())


# -- the whole notebook, in a real kernel ----------------------------------------------------------


class Button(Validator):
    """What the button calls, and the notebook that it ran."""

    def _preprocess(self, notebook):
        self.ran = super()._preprocess(notebook)
        return self.ran


def validated(notebook, folder):
    """Write a notebook into an empty folder and press the button: what it says, and the notebook that it ran."""
    nbformat.write(notebook, folder / "notebook.ipynb")
    button = Button()
    button.stream = io.StringIO()
    with working_in(folder):
        button.validate_and_print("notebook.ipynb")
    return button.stream.getvalue(), button.ran


@EACH
def test_a_solved_notebook_runs_from_top_to_bottom_without_a_warning_draws_and_validates(exercise, tmp_path):
    notebook = exercise.released()
    for cell in notebook.cells:
        if exercise.kind(cell.id) in ("solution", "manual"):
            cell.source = exercise.visible[cell.id]
        assert cell.source.strip() == exercise.visible[cell.id].strip()
    said, notebook = validated(notebook, tmp_path)
    assert "Success! Your notebook passes all the tests." in said, said
    assert [path.name for path in tmp_path.iterdir()] == ["notebook.ipynb"], "the notebook wrote files"
    outputs = [(cell.id, output) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [name for name, output in outputs if output.output_type == "error"]
    assert not [found for found in outputs if found[1].get("name") == "stderr"]
    pictures = [name for name, output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == len(set(pictures)), "a picture is drawn twice"
    last = max(list(exercise.cells).index(test) for test in exercise.tests)
    assert any(list(exercise.cells).index(name) > last for name in pictures), "nothing worth seeing at the end"


def test_a_notebook_as_it_is_given_out_does_not_validate(tmp_path):
    exercise = EXERCISES[0]
    notebook = exercise.released()
    # The button reports the test cells; what follows them would only take time here.
    last = max(k for k, cell in enumerate(notebook.cells) if cell.id in exercise.tests)
    notebook.cells = notebook.cells[: last + 1]
    said, _ = validated(notebook, tmp_path)
    assert "Success! Your notebook passes all the tests." not in said, said
    assert f"FAILED ON {len(exercise.tests)} CELL(S)" in said, said


# -- what comes with them ----------------------------------------------------------------------------


def test_the_requirements_are_what_the_notebooks_import_and_what_runs_them():
    lines = (ROOT / "exercises" / "requirements.txt").read_text("utf-8").splitlines()
    required = {re.match(r"[\w-]+", line)[0] for line in lines if not line.startswith("#")}
    source = "\n".join(
        exercise.visible[name]
        for exercise in EXERCISES
        for name, cell in exercise.cells.items()
        if cell.cell_type == "code"
    )
    imported = set(re.findall(r"^\s*(?:import|from) (\w+)", source, re.MULTILINE))
    imported -= sys.stdlib_module_names | {"IPython", "practice"}  # what a notebook runs in, and the file beside it
    assert {name.replace("sklearn", "scikit-learn") for name in imported} == required - {"jupyterlab"}


@EACH
def test_the_points_that_students_are_told_are_the_points(exercise):
    guide = (ROOT / "exercises" / "README.md").read_text("utf-8")
    total = sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in exercise.cells.values())
    assert re.search(rf"\| `{exercise.stem}/{exercise.stem}\.ipynb` \| .+ \| {total} \|", guide)
    for name in exercise.functions:
        points = sum(
            exercise.cells[test].metadata.nbgrader.points
            for test in exercise.tests
            if exercise.function_of(test) == name
        )
        assert re.search(rf"`{name}`.*\| {points} \|", exercise.visible["intro"]), (
            f"intro gives {name} no {points} points"
        )
