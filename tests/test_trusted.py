"""Verdicts on single notebooks, each made of a few cells; every submission runs in a real kernel behind the wall."""

from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course.assignment import Assignment, Cell
from autograder.course.settings import Limits
from autograder.grading import remote
from autograder.grading.grade import grade
from autograder.grading.job import Job
from autograder.grading.stage import Stage
from autograder.intake import submission
from autograder.wall import session, zygote

pytestmark = pytest.mark.usefixtures("wall")
LIMITS = replace(Limits(), cell_seconds=1, call_seconds=0.5)
STUB = "def {0}(x):\n    raise NotImplementedError()"


def locked(id_, source):
    return Cell(id_, "locked", "code", source, source, 0.0, id_)


def solution(name):
    return Cell(name, "solution", "code", STUB.format(name), STUB.format(name), 0.0, name)


def test(id_, source, points=1.0):
    return Cell(id_, "test", "code", source, source, points, id_)


test.__test__ = False

ASSIGNMENT = Assignment(
    "double",
    (
        locked("imports", "import numpy as np\nTWO = 2"),
        solution("double"),
        test("test_double_value", "assert double(3) == 3 * TWO, 'double(3) is 6'"),
        test("test_double_array", "got = double(np.ones(2))\nassert np.array_equal(got, [2.0, 2.0])", points=2.0),
        solution("half"),
        test("test_half_value", "x = np.array([4.0])\nassert half(x)[0] == 2 and x[0] == 4"),
    ),
)


def assignment_with(cell):
    """The assignment, with another cell in the place of the one that has its id."""
    return Assignment("double", tuple(cell if cell.id == known.id else known for known in ASSIGNMENT.cells))


RIGHT = {"double": "def double(x):\n    return 2 * x", "half": "def half(x):\n    return x / 2"}


def graded(answers, before=(), assignment=ASSIGNMENT, limits=LIMITS, edit=lambda notebook: None, wall="bubblewrap"):
    """Hand in answers, after cells of the student's own, and grade them."""
    cells = [new_code_cell(source) for source in before]
    for known in assignment.cells:
        source = answers.get(known.id, known.released)
        cells.append(new_code_cell(source, metadata={"nbgrader": known.nbgrader}))
    notebook = nbformat.v4.new_notebook(cells=cells)
    edit(notebook)
    data = nbformat.writes(notebook).encode()
    out = grade(Job("ada", assignment, data, b"seed", limits, wall))
    return out, {task["id"]: task for task in out.result["tasks"]}


def scores(answers, **options):
    return [task["score"] for task in graded(answers, **options)[1].values()]


def test_right_answers_get_all_points():
    out, tasks = graded(RIGHT)
    assert out.result["status"] == "graded"
    assert out.result["score"] == out.result["max_score"] == 4
    assert out.result["notes"] == []
    notebook = nbformat.reads(out.notebook, as_version=4)
    written = [
        cell.outputs[0].data["text/plain"] for cell in notebook.cells if "test_" in cell.metadata.nbgrader.grade_id
    ]
    assert written == ["1", "2", "1"]


def test_an_untouched_notebook_gets_nothing_and_says_why():
    out, tasks = graded({})
    assert out.result["score"] == 0
    assert {task["message"] for task in tasks.values()} == {"This function is not written yet."}
    assert out.unanswered == ("double", "half")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return 7", "double(3) is 6"),
        ("return None", "double(3) is 6"),
        (
            "raise ValueError('secret input 3')",
            "Your function raised ValueError, and on the notebook's own example too, in line 2 of double: secret input 3.",
        ),
        (
            "class Tale3(Exception): pass\n    raise Tale3()",
            "Your function raised an exception, and on the notebook's own example too, in line 3 of double.",
        ),
        (
            "import sys; sys.exit(0)",
            "Your function raised SystemExit, and on the notebook's own example too, in line 2 of double: sys.exit() stops",
        ),
        ("raise AssertionError('6')", "Your function raised AssertionError, and on the notebook's own example too"),
        ("import os; os._exit(0)", "Your code ended its process."),
        ("while True: pass", "Your code ran for too long"),
        ("x = " + "[" * 5 + "0" + "]" * 5 + "\n    while True: x = [x] * 9", "Your code"),
        ("return double(x)", "Your function raised RecursionError, and on the notebook's own example too"),
    ],
)
def test_a_wrong_function_loses_its_own_points_with_a_message(body, message):
    out, tasks = graded(RIGHT | {"double": f"def double(x):\n    {body}"})
    assert tasks["test_double_value"]["score"] == 0
    assert tasks["test_double_value"]["message"].startswith(message)
    assert tasks["test_half_value"]["score"] == 1


def test_a_helper_is_told_what_became_of_it():
    """The teller knows all cells of the notebook: those that ran, those that come later, and text."""
    uses = RIGHT | {"double": "def double(x):\n    return twice(x)"}
    helper = "def twice(x):\n    return 2 * x"
    told = "Your function raised NameError, and on the notebook's own example too, in line 2 of double: twice is "

    def message(**options):
        return graded(uses, **options)[1]["test_double_value"]["message"]

    assert message(before=(f"1 / 0\n{helper}",)) == (
        f"{told}defined in line 2 of cell 1, your own, which failed: ZeroDivisionError in line 1: division by zero."
    )
    assert message(edit=lambda notebook: notebook.cells.append(new_code_cell(helper))) == (
        f"{told}defined in line 1 of cell 7, your own, which is run only after this test; move that cell above double."
    )
    assert message(edit=lambda notebook: notebook.cells.insert(0, new_markdown_cell(helper))) == (
        f"{told}written in line 1 of cell 1, your own, which is a Markdown cell and is not run; write it in a code cell."
    )
    spin = "import time\nstart = time.process_time()\nwhile time.process_time() - start < 0.6: pass"
    own = (spin, f"x = 1\n{helper}")
    assert message(before=own, limits=replace(LIMITS, own_seconds=0.5)) == (
        f"{told}defined in line 2 of cell 2, your own, and is lost: it was not run. Your own cells used up their 0.5 seconds."
    )


@pytest.mark.parametrize(("wall", "forks"), [("bubblewrap", True), ("bubblewrap", False), ("none", False)])
def test_a_locked_first_cell_that_fails_behind_the_wall_is_our_fault_and_no_mark(monkeypatch, wall, forks):
    """On our side it works, so the shells of the students lack something of ours."""
    monkeypatch.setattr(zygote.SOURCE, "forks", forks)
    inside = "if 'get_ipython' in globals(): raise RuntimeError('no such font')"
    assignment = replace(ASSIGNMENT, cells=(locked("picture", inside), *ASSIGNMENT.cells))
    out, _ = graded(RIGHT, assignment=assignment, wall=wall)
    assert (out.result["status"], out.result["score"]) == ("fault", None)
    assert "the locked cell picture failed behind the wall: RuntimeError: no such font" in out.result["notes"][0]


def test_what_a_function_changed_in_hidden_calls_is_not_there_when_the_example_is_tried():
    data = locked("imports", "import numpy as np\nTWO = 2\nDATA = np.zeros(1)")
    shown = replace(
        test("test_double_value", "for _ in range(2): double(DATA + 41.5, DATA)"), released="double(DATA, DATA)"
    )
    body = "def double(x, data):\n    if data[0]: raise ValueError(f'seen {data[0]}')\n    data[0] = x[0] + 1"
    assignment = replace(ASSIGNMENT, cells=(data, ASSIGNMENT.cells[1], shown))
    out, tasks = graded({"double": body}, assignment=assignment)
    assert "ValueError" in tasks["test_double_value"]["message"]
    assert "seen" not in tasks["test_double_value"]["message"]


def test_staff_can_read_what_the_student_may_not():
    out, _ = graded(RIGHT | {"double": "def double(x):\n    raise ValueError(f'secret input {x}')"})
    assert "secret input 3" in out.staff


def test_an_exception_of_numpy_on_a_strange_answer_is_not_earned():
    out, tasks = graded(RIGHT | {"half": "def half(x):\n    return 3"})
    assert out.result["status"] == "graded"
    assert tasks["test_half_value"]["message"] == "The check could not use what your function returned (TypeError)."


def test_arguments_that_a_function_changes_are_changed_here_too():
    assert scores(RIGHT | {"half": "def half(x):\n    x /= 2\n    return x"}) == [1, 2, 0]


@pytest.mark.parametrize(
    "before",
    [
        "import numpy as np\nnp.array_equal = np.allclose = lambda *a, **k: True",
        "import builtins\nbuiltins.AssertionError = Exception",
        "import sys\nsys.modules['autograder.wall.inside.program']._answer = lambda *a: {'value': True}",
        "import sys\nsys.modules['autograder.wall.wire'].encode = lambda *a: True",
        "get_ipython().run = None",
        "import gc\nfor o in gc.get_objects():\n    if isinstance(o, dict) and 'TWO' in o: o['TWO'] = 0",
        "class E:\n    def __eq__(self, other): return True\ndouble_of = E()",
    ],
)
def test_tampering_with_its_own_process_earns_nothing(before):
    wrong = {"double": "def double(x):\n    return globals().get('double_of', 0)", "half": "def half(x):\n    return x"}
    assert sum(scores(wrong, before=[before])) == 0


@pytest.mark.parametrize(("held", "value"), [(6, 1), (7, 0)])
def test_an_answer_that_equals_everything_is_the_number_that_it_holds(held, value):
    body = f"def double(x):\n    class E(int):\n        def __eq__(self, other): return True\n    return E({held})"
    assert scores(RIGHT | {"double": body}) == [value, 0, 1]


def test_tags_claims_and_edited_tests_have_no_effect():
    def edit(notebook):
        for cell in notebook.cells:
            cell.metadata["tags"] = ["skip-execution"]
            if cell.metadata.get("nbgrader", {}).get("grade"):
                cell.source = "pass"
                cell.metadata.nbgrader["points"] = 50
                cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "50"}, execution_count=1)]

    out, tasks = graded({}, edit=edit)
    assert out.result["score"] == 0
    assert out.result["max_score"] == 4
    assert out.result["notes"]


def test_noise_costs_nothing():
    body = "def double(x):\n    import sys, warnings\n    warnings.warn('w')\n    print('n', file=sys.stderr)\n    return 2 * x"
    assert scores(RIGHT | {"double": body}) == [1, 2, 1]


def test_cells_that_worked_are_run_again_after_a_lost_process():
    before = ["FACTOR = 2", "while True: pass", "import os\nos._exit(1)", "OTHER = FACTOR / 4"]
    answers = {"double": "def double(x):\n    return FACTOR * x", "half": "def half(x):\n    return OTHER * x"}
    out, _ = graded(answers, before=before, limits=replace(LIMITS, cell_seconds=1))
    assert out.result["score"] == 4
    assert out.result["notes"] == [
        "Cell 2, your own: Your code ran for too long (more than 1 seconds of processor time) and was stopped. "
        "This cost no points.",
        "Cell 3, your own: Your code ended its process. This cost no points.",
    ]


def test_what_is_run_again_draws_no_picture_and_leaves_the_rest_as_it_was():
    before = [
        "drawn = []\nclass Picture:\n    def _repr_png_(self):\n        drawn.append(1)\n    def __repr__(self):\n"
        "        drawn.append('text')\n        return 'a picture'\nPicture()",
        "print(drawn)",
        "import os\nos._exit(1)",
        "print(drawn)\nPicture()",
        "print(drawn)",
    ]
    out, _ = graded(RIGHT, before=before)
    cells = nbformat.reads(out.notebook, as_version=4).cells
    printed = [
        output.text.strip() for cell in cells for output in cell.get("outputs", ()) if output.output_type == "stream"
    ]
    assert printed == ["['text', 1]", "['text']", "['text', 'text', 1]"]


def test_the_calls_of_one_check_have_a_time_limit_together():
    waits = test("test_double_value", "for _ in range(40): double(1)")
    slow = RIGHT | {"double": "import time\ndef double(x):\n    start = time.process_time()\n"
                    "    while time.process_time() < start + 0.2: pass\n    return 2 * x"}  # fmt: skip
    out, tasks = graded(slow, assignment=assignment_with(waits), limits=replace(LIMITS, check_seconds=1))
    assert "more than 1 seconds of processor time" in tasks["test_double_value"]["message"]
    assert [tasks["test_double_array"]["score"], tasks["test_half_value"]["score"]] == [2, 1]


IN_TURN = replace(test("test_double_value", """
from autograder import checks
numbers = range(10, 19)
for x, got in zip(numbers, checks.calls(double, [((x,), f"at {x}") for x in numbers])):
    assert got == 2 * x, f"wrong at {x}"
"""), released="assert double(3) == 6")  # fmt: skip
STOPS = """def double(x):
    if np.size(x) == 1 and x == 13:
        {0}
    if np.size(x) == 1 and x == 15:
        {1}
    return 2 * x"""


@pytest.mark.parametrize(
    ("at_13", "at_15", "message"),
    [
        ("return 0", "while True: pass", "wrong at 13"),
        ("return None", "1 / 0", "Your function returned None at 13: did you print the result instead of returning it?"),
        ("1 / 0", "import os; os._exit(0)", "Your function raised ZeroDivisionError at 13."),
        ("while True: pass", "1 / 0", "Your code ran for too long (more than 0.5 seconds of processor time) and was stopped. "
         "It happened at 13."),
        ("import os; os._exit(0)", "return 0", "Your code ended its process. It happened at 13."),
    ],
)  # fmt: skip
def test_the_first_of_several_calls_that_fails_is_told_and_later_ones_cost_nothing(at_13, at_15, message):
    answers = RIGHT | {"double": STOPS.format(at_13, at_15)}
    out, tasks = graded(answers, assignment=assignment_with(IN_TURN))
    assert [task["score"] for task in tasks.values()] == [0, 2, 1]
    assert tasks["test_double_value"]["message"] == message
    assert out.result["notes"] == []


def test_who_asks_to_stop_waits_for_no_answers(monkeypatch):
    asked, answer = [], session.Session._answer

    def interrupted(self, lent, *budgets):
        asked.append(budgets)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return answer(self, lent, *budgets)

    monkeypatch.setattr(session.Session, "_answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        graded(RIGHT, assignment=assignment_with(IN_TURN))
    assert len(asked) == 3


def test_a_forgotten_exit_costs_nothing():
    assert scores(RIGHT, before=["exit()", "quit()", "import sys\nsys.exit()"]) == [1, 2, 1]


_CLAIM = """
import sys
wire = sys.modules["autograder.wall.wire"]
{0}
def double(x):
    return 2 * x
"""


@pytest.mark.parametrize(
    "claim",
    [
        "wire.encode = lambda value, depth=0: {'t': 'array', 'd': [], 's': [1], 'o': 'C', 'v': ''}",
        "wire.encode = lambda value, depth=0: {'t': 'array', 'd': '<f8', 's': [4194304] * 7 + [0], 'o': 'C', 'v': ''}",
        "wire.count_lines = lambda function, *args: (10**4000, function(*args))",
    ],
)
def test_a_false_claim_is_no_fault_of_ours(claim):
    counts = test("test_double_value", "from autograder import checks\nchecks.count_lines(double, 3, where='here') / 2")
    out, tasks = graded(RIGHT | {"double": _CLAIM.format(claim)}, assignment=assignment_with(counts))
    assert out.result["status"] == "graded"
    assert "count_lines" not in claim or tasks["test_double_value"]["score"] == 0


def test_what_staff_reads_can_be_written_to_a_file():
    out, _ = graded(RIGHT | {"double": "def double(x):\n    raise ValueError('\\ud800' + 'x' * 10**6)"})
    assert len(out.staff.encode()) < 10_000


def test_a_function_that_was_never_defined_is_said_to_be_missing():
    _, tasks = graded(RIGHT | {"double": "def dubble(x):\n    return 2 * x"})
    assert tasks["test_double_value"]["message"] == "The cell of double defines dubble: keep the name double."
    _, tasks = graded(RIGHT | {"double": "def double(x)\n    return 2 * x"})
    assert tasks["test_double_value"]["message"] == "SyntaxError in line 1 of double: expected ':'."


HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(70_000_019) == 140_000_038, 'no'\n### END HIDDEN TESTS\nassert double(3) == 6, 'no'"
ON_THE_HIDDEN = "SEEN = []\ndef double(x):\n    SEEN.append(x)\n    if str(x) == '70000019': {0}\n    return 2 * x"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("raise ValueError(f'secret {x}')", "Your function raised ValueError."),
        ("raise KeyError(x)", "Your function raised KeyError."),
        ("raise type(f'Secret{x}', (Exception,), {})", "Your function raised an exception."),
        ("raise NameError(f'secret {x}', name=f'secret{x}')", "Your function raised NameError."),
        ("return dubble(x)", "Your function raised NameError: `dubble` is not defined."),
        ("return 5", "no"),
    ],
)
@pytest.mark.parametrize("later", ["ValueError(str(SEEN))", "MemoryError(str(SEEN))", "OSError(24, str(SEEN))"])
def test_what_a_hidden_call_was_given_is_told_to_nobody(answer, said, later):
    """Neither by the call, nor by a cell that runs after it in the same process."""
    hidden = replace(test("test_double_value", HIDDEN), released="assert double(3) == 6")
    answers = {"double": ON_THE_HIDDEN.format(answer), "half": f"raise {later}"}
    out, tasks = graded(answers, assignment=assignment_with(hidden))
    assert "70000019" not in str(out.result)
    assert tasks["test_double_value"]["message"] == said
    assert "in line 1 of half" in str(out.result["notes"])


@pytest.mark.parametrize(
    "bug",
    [
        locked("imports", "import numpy as np\nTWO = undefined"),
        test("test_double_value", "from autograder import checks\nchecks.run('double', 'test_double_value', double)"),
        test("test_double_value", "from autograder.checks.svm_gradient import problems\nproblems.draw_all(0)"),
    ],
)
def test_a_bug_of_ours_is_a_fault_and_no_mark(bug):
    out, _ = graded(RIGHT, assignment=assignment_with(bug))
    assert out.result["status"] == "fault"
    assert out.result["score"] is None
    assert out.result["tasks"] == []
    assert "This is no mark" in out.result["notes"][-1]


def test_a_machine_without_a_wall_is_a_fault_and_no_mark(monkeypatch):
    monkeypatch.setattr("autograder.wall.zygote.SOURCE", zygote.Source())
    monkeypatch.setattr("autograder.wall.bubblewrap.bwrap", lambda: None)
    out, _ = graded(RIGHT)
    assert out.result["status"] == "fault"


def test_without_the_wall_every_result_says_so():
    out, _ = graded(RIGHT, wall="none")
    assert out.result["score"] == 4
    assert "Graded without a sandbox." in out.result["notes"]


def test_work_that_cannot_be_read_is_refused_with_zero_for_now():
    out = grade(Job("ada", ASSIGNMENT, b"<html>", b"seed", LIMITS, "bubblewrap"))
    assert out.result["status"] == "refused"
    assert [task["score"] for task in out.result["tasks"]] == [0, 0, 0]
    assert out.result["submission"] == submission.digest(b"<html>")


def test_messages_are_bounded_and_printable():
    assert remote.clean("a\x00b\x1b[31m" + "x" * 10_000).startswith("a b [31m")
    assert len(remote.clean("x" * 10_000)) < 3000


# Functions, random generators and dicts that cross.


def one_function(name, source, *checks):
    """An assignment of one function, with a test cell for each check."""
    tests = (test(f"test_{name}_{k}", check) for k, check in enumerate(checks))
    assignment = Assignment(name, (locked("imports", "import numpy as np"), solution(name), *tests))
    out, tasks = graded({name: source}, assignment=assignment)
    return [(task["score"], task["message"]) for task in tasks.values()]


SLOPE = """
def slope(f, x):
    x += 1
    try:
        return f(x) - f(x=x - 1)
    finally:
        x -= 1
"""


def test_a_function_of_ours_is_called_back_and_its_error_comes_out_where_it_was_called():
    assert one_function(
        "slope",
        SLOPE,
        "seen = []\ndef f(x):\n    seen.append(x.copy())\n    return np.sum(x**2)\n"
        "x = np.array([1.0, 2.0])\nassert slope(f, x) == 8\n"
        "assert np.array_equal(seen, [[2, 3], [1, 2]]) and np.array_equal(x, [1, 2])",
        "def f(x):\n    raise ArithmeticError('no value here')\nx = np.array([1.0, 2.0])\n"
        "try:\n    slope(f, x)\nexcept Exception as error:\n    assert error.type_name == 'ArithmeticError', error\n"
        "assert np.array_equal(x, [1, 2])",
        "assert slope(lambda x: {'not': 'a number'}, 1) == 0",
    ) == [
        (1, ""),
        (1, ""),
        (0, "Your function raised TypeError, and on the notebook's own example too, in line 5 of slope: "
            "unsupported operand type(s) for -: 'dict' and 'dict'."),
    ]  # fmt: skip


KEEPS_ON = "def forever(f):\n    while True:\n        f(1)"
FORGES = """
def forever(f):
    wire = __import__("sys").modules["autograder.wall.wire"]
    (line,) = [cell.cell_contents for cell in f.__closure__ if hasattr(cell.cell_contents, "send")]
    connection = line._connection
    for number in (1, -1, 10**9, "0", None, True, [0]):
        wire.send(connection, {"call": number, "args": [], "kwargs": {}})
        wire.send(connection, {"call": 0, "args": {"t": 1}, "kwargs": []})
        wire.send(connection, {"call": 0, "args": [{"t": "array"}], "kwargs": {}})
    wire.send(connection, {"call": 0, "args": [1], "kwargs": {}})
    return 2
"""


def test_a_submission_that_abuses_a_function_of_ours_harms_itself_only():
    check = "seen = []\ndef f(x):\n    seen.append(x)\n    return x\ngot = forever(f)\nassert got == 3, str(seen)"
    (endless, wrong) = one_function("forever", KEEPS_ON, check, "assert forever(None) == 1")
    assert endless[0] == 0
    assert endless[1].startswith("Your code ran for too long (more than ")
    assert wrong[0] == 0
    assert wrong[1].startswith("Your function raised TypeError, and on the notebook's own example too")
    ((score, message),) = one_function("forever", FORGES, check)
    assert score == 0
    assert "Traceback" not in message


RETURNS = """
def made(rng, state):
    state["t"] = state.get("t", 0) + 1
    state["m"] = state["m"] * 2
    def schedule(t):
        return 1 / (1 + t)
    return schedule, (rng.permutation(3) for _ in range(2)), {"state": state}
"""


def test_functions_iterators_and_changes_of_generators_and_dicts_come_back():
    assert one_function(
        "made",
        RETURNS,
        "rng, same = np.random.default_rng(5), np.random.default_rng(5)\n"
        "state = {'m': np.ones(2)}\n"
        "schedule, epochs, out = made(rng, state)\n"
        "assert schedule(3) == 0.25 and schedule(t=0) == 1\n"
        "assert [list(order) for order in epochs] == [list(same.permutation(3)) for _ in range(2)]\n"
        "assert rng.random() == same.random(), 'the draws on the other side count'\n"
        "assert state['t'] == 1 and np.array_equal(state['m'], [2, 2])\n"
        "assert np.array_equal(out['state']['m'], [2, 2])",
        "schedule = made(np.random.default_rng(5), {'m': 1})[0]\nschedule('x')",
    ) == [
        (1, ""),
        (0, "Your function raised TypeError, and on the notebook's own example too, in line 6 of made: "
            "unsupported operand type(s) for +: 'int' and 'str'."),
    ]  # fmt: skip


def test_each_submission_starts_from_data_of_its_own_and_none_copies_a_figure():
    made = Stage({"double": remote.Remote("double")})
    exec(
        "import numpy as np\nimport matplotlib.pyplot as plt\n"
        "figure, axes = plt.subplots(1, 2)\nplt.close(figure)\n"
        "data, kept = np.arange(3), np.array([[1], [2, 3]], object)\n"
        "def total(): return data.sum()",
        made.namespace,
    )
    one, other = made.copy(), made.copy()
    one["data"] += 1
    one["kept"][0].append(4)
    assert (one["total"](), other["total"](), made.namespace["total"]()) == (6, 3, 3)
    assert other["kept"].tolist() == made.namespace["kept"].tolist() == [[1], [2, 3]]
    assert one["axes"][0] is made.namespace["axes"][0]
