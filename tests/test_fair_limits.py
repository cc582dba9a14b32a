"""What a student's own cells use up costs own cells only, and no verdict depends on how busy the machine is."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest
from nbformat.v4 import new_code_cell
from test_trusted import ASSIGNMENT, LIMITS, RIGHT, Assignment, assignment_with, graded, locked, solution, test

from autograder.wall import zygote

test.__test__ = False
pytestmark = pytest.mark.usefixtures("wall")

BURN = "import time\nend = time.process_time() + {0}\nwhile time.process_time() < end: pass"
# What uses up something else than time has all the time that a slow machine needs for it, and a shell that has run
# nothing has mapped 200 to 250 MB, which depends on the processor.
HUNGRY = replace(LIMITS, memory=1000, cell_seconds=60, own_seconds=60)
BRISK = replace(HUNGRY, cell_seconds=1, own_seconds=1)


def notes_of(before, limits=HUNGRY, answers=RIGHT):
    out, _ = graded(answers, before=before, limits=limits)
    assert out.result["status"] == "graded"
    assert out.result["score"] == 4, out.result["tasks"]
    return out.result["notes"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        # memory: used up, swallowed, nearly used up, held by several cells together
        (["kept = []\nwhile True: kept.append(bytearray(10**7))"], "Cell 1, your own: It left"),
        (["kept = []\ntry:\n    while True: kept.append(bytearray(10**7))\nexcept MemoryError: pass"], "memory in use"),
        (["kept = bytearray(650 * 2**20)"], "memory in use"),
        (["a = bytearray(230 * 2**20)", "b = bytearray(230 * 2**20)", "c = bytearray(230 * 2**20)"], "MB of memory in use"),
        (["import numpy as np\nA = np.ones((10**5, 10**5))"], "MemoryError"),
        # descriptors and threads
        (["kept = []\nwhile True: kept.append(open('/dev/null'))"], "Cell 1, your own: It left"),
        (["kept = []\ntry:\n    while True: kept.append(open('/dev/null'))\nexcept OSError: pass"], "files open"),
        (["import threading\nwait = threading.Event()\nwhile True: threading.Thread(target=wait.wait, daemon=True).start()"], "It left"),
        (["import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()"], "thread at work"),
        # disk
        (["f = open('/tmp/x', 'wb')\nwhile True: f.write(bytes(10**6))"], "OSError"),
        (["print('x' * 10**7)"], "MB"),
        (["import os; os._exit(1)"], "ended its process"),
        (["import os, signal; os.kill(os.getpid(), signal.SIGKILL); import ctypes; ctypes.string_at(0)"], "ended its process"),
    ],
)  # fmt: skip
def test_own_cells_cost_own_cells_only(before, said):
    notes = notes_of(before)
    assert any(said in note for note in notes), notes
    assert all("no points" in note for note in notes)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        # one cell, several cells, asleep
        (["while True: pass"], "Cell 1, your own: Your code ran for too long"),
        ([BURN.format(0.26)] * 6, "Your own cells used up their 1 seconds; not run: cell 5, your own, cell 6, your own"),
        (["import time; time.sleep(1000)"], "by the clock"),
    ],
)  # fmt: skip
def test_the_time_of_own_cells_costs_own_cells_only(before, said):
    notes = notes_of(before, limits=BRISK)
    assert any(said in note for note in notes), notes
    assert all("no points" in note for note in notes)


@pytest.mark.parametrize(
    "before",
    [
        ["import threading\nwait = threading.Event()\nthreading.Thread(target=wait.wait, daemon=True).start()"],
        ["kept = [open('/dev/null') for _ in range(20)]"],
        ["!pip install numpy\nx = !ls\n%pip install torch\n%timeit -n1 -r1 1 + 1"],
        ["%%bash\nls"],
    ],
)
def test_what_is_harmless_is_not_spoken_of(before):
    assert notes_of(before) == []


def test_a_failing_command_in_an_answer_stops_nothing():
    """In Jupyter a failing `!` stops nothing either."""
    bang = {name: "!pip install numpy\n" + source for name, source in RIGHT.items()}
    assert notes_of([], answers=bang) == []


def test_answers_keep_what_harmless_own_cells_define_after_a_loss():
    before = ["FACTOR = 2", "kept = []\nwhile True: kept.append(bytearray(10**7))", "OTHER = FACTOR / 4"]
    answers = {"double": "def double(x):\n    return FACTOR * x", "half": "def half(x):\n    return OTHER * x"}
    out, _ = graded(answers, before=before, limits=HUNGRY)
    assert out.result["score"] == 4


USES = RIGHT | {"double": "def double(x):\n    return twice(x)"}
TWICE = "\ndef twice(x):\n    return 2 * x"


@pytest.mark.parametrize(
    ("before", "limits", "noted"),
    [
        (["import numpy as np\nbig = np.zeros(400 * 2**17)" + TWICE], HUNGRY, []),
        (["from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(40)\n"
          "list(pool.map(abs, range(100)))" + TWICE], LIMITS, []),
        # not the one that comes last, but the one that holds the most
        (["big = bytearray(500 * 2**20)", "more = bytearray(150 * 2**20)" + TWICE], HUNGRY, ["Cell 1, your own: It left 500 MB"]),
        # what only defines is there whatever the time that others took
        ([*[BURN.format(0.6)] * 3, "import math\n\n@staticmethod" + TWICE + "\n\n\n# used below"], BRISK,
         ["Cell 2, your own: Your code ran for too long",
          "Your own cells used up their 1 seconds; not run: cell 3, your own. This cost no points, unless an answer uses"]),
    ],
)  # fmt: skip
def test_a_helper_is_there_whatever_else_own_cells_use(before, limits, noted):
    notes = notes_of(before, limits=limits, answers=USES)
    assert [note[: len(start)] for note, start in zip(notes, noted, strict=True)] == noted


def test_what_a_cell_that_is_undone_defines_may_be_missing_and_the_note_says_so():
    out, tasks = graded(USES, before=["big = bytearray(650 * 2**20)" + TWICE], limits=HUNGRY)
    assert out.result["score"] == 1
    assert out.result["notes"][0].endswith("This cost no points, unless an answer uses what it defines.")


def test_own_cells_that_fail_after_tests_take_no_time_from_answers():
    """What they say may hold a hidden input, so each would be run once more where none was seen, after all answers."""
    more = [test(f"test_half_more_{k}", "assert half(4) == 2") for k in range(4)]
    assignment = Assignment("double", (*ASSIGNMENT.cells, *more))

    def edit(notebook):
        for place in range(len(notebook.cells) - 1, 0, -1):
            if notebook.cells[place].metadata.nbgrader.grade_id.startswith("test_half"):
                notebook.cells.insert(place + 1, new_code_cell("import pandas"))

    slow = {name: BURN.format(0.4 * BRISK.cell_seconds) + "\n" + source for name, source in RIGHT.items()}
    out, _ = graded(slow, assignment=assignment, edit=edit, limits=BRISK)
    assert out.result["score"] == 8, out.result
    first, *_, last = out.result["notes"]
    assert first.startswith("ModuleNotFoundError in line 1 of cell 7, your own: No module named 'pandas'")
    assert last == "Exception in cell 13, your own."  # nothing of what it says


def test_own_cells_that_fail_after_tests_take_no_time_from_helpers():
    helper = BURN.format(0.3 * BRISK.own_seconds) + TWICE
    assignment = Assignment(
        "double", (*ASSIGNMENT.cells, *(test(f"test_more_{k}", "assert double(4) == 8") for k in range(12)))
    )

    def edit(notebook):
        for place in range(len(notebook.cells) - 1, 0, -1):
            if notebook.cells[place].metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_"):
                notebook.cells.insert(place + 1, new_code_cell("import pandas"))

    out, _ = graded(USES, assignment=assignment, before=[helper], edit=edit, limits=BRISK)
    assert out.result["score"] == 16, out.result
    assert not any("again too often" in note for note in out.result["notes"])


@pytest.mark.parametrize(
    ("before", "answer", "undone"),
    [
        # what was given back is held by nobody
        (["big = bytearray(480 * 2**20)" + TWICE, "del big", "b = bytearray(300 * 2**20)", "c = bytearray(350 * 2**20)"],
         "", ["Cell 4, your own: It left"]),
        # what an answer holds is no own cell's, and what is small is nobody's
        (["import numpy as np\nsmall = np.ones(9)" + TWICE, "few = bytearray(60 * 2**20)"], "\nheld = bytearray(640 * 2**20)", []),
    ],
)  # fmt: skip
def test_only_who_holds_much_is_undone(before, answer, undone):
    def edit(notebook):
        place = next(k for k, cell in enumerate(notebook.cells) if "held" in cell.source or "def half" in cell.source)
        notebook.cells.insert(place + 1, new_code_cell("1 + 1"))

    answers = USES | {"double": USES["double"] + answer}
    out, _ = graded(answers, before=before, edit=edit, limits=HUNGRY)
    assert out.result["score"] == 4, out.result
    assert [note[: len(start)] for note, start in zip(out.result["notes"], undone, strict=True)] == undone


def test_after_hidden_problems_notes_hold_no_numbers_and_no_names_of_the_students():
    """Either may be made of a hidden input."""
    seen = {"double": "SEEN = []\ndef double(x):\n    SEEN.append(int(np.size(x)))\n    return 2 * x"}
    own = [
        "kept = [open('/dev/null') for _ in range(200 + SEEN[0])]",
        "raise type(f'Hidden{SEEN[0]}', (OSError,), {})(24, 'x')",
        "big = bytearray((600 + SEEN[0]) * 2**20)",
    ]

    def edit(notebook):
        last = next(
            k for k, cell in enumerate(notebook.cells) if cell.metadata.nbgrader.grade_id == "test_double_array"
        )
        notebook.cells[last + 1 : last + 1] = [new_code_cell(source) for source in own]

    out, _ = graded(RIGHT | seen, edit=edit, limits=HUNGRY)
    assert out.result["score"] == 4
    notes = " ".join(out.result["notes"])
    assert "Hidden" not in notes
    assert "It left too many files open" in notes


@pytest.mark.parametrize("first", ["%%bash\nls", "print('''"])
def test_what_skipped_cells_define_is_spoken_of_whatever_stands_beside_them(first):
    notes = notes_of([*[BURN.format(0.6)] * 2, first, "x = 1\ndef helper(x): return x"], limits=BRISK)
    assert notes[-1].endswith("This cost no points, unless an answer uses what they define.")


def test_running_cells_again_takes_a_bounded_time():
    """Slow own cells and checks that lose their process each time: what is run again has a budget too."""
    lossy = RIGHT | {"double": "def double(x):\n    import os; os._exit(1)"}
    out, tasks = graded(lossy, before=[BURN.format(0.3)] * 3, limits=BRISK)
    assert [task["score"] for task in tasks.values()] == [0, 0, 1]


def test_every_graded_cell_has_its_own_time():
    """An answer that takes most of its time leaves the next one's as it was."""
    slow = {name: BURN.format(0.6 * BRISK.cell_seconds) + "\n" + source for name, source in RIGHT.items()}
    out, _ = graded(slow, before=[BURN.format(0.3)] * 6, limits=BRISK)
    assert out.result["score"] == 4


HEAVY = {
    "double": "def double(x):\n    s = sum(k % 7 for k in range(1_500_000))\n    return 2 * x + 0 * s",
    "half": "def half(x):\n    return x / 2",
}


TIGHT = replace(LIMITS, call_seconds=0.5)


def heavy(_):
    out, _ = graded(HEAVY, before=["s = sum(k % 7 for k in range(500_000))"], limits=TIGHT)
    return out.result["score"], out.result["notes"]


def test_cpu_heavy_work_gets_the_same_marks_with_one_job_and_with_eight_on_a_loaded_machine():
    load = [get_context("fork").Process(target=_spin, daemon=True) for _ in range(2)]
    for process in load:
        process.start()
    try:
        with ProcessPoolExecutor(8, mp_context=get_context("fork"), initializer=_begin) as pool:
            assert list(pool.map(heavy, range(8))) == [(4, [])] * 8
        assert heavy(0) == (4, [])
    finally:
        for process in load:
            process.kill()
            process.join()


def _begin():
    zygote.SOURCE = zygote.Source()  # each worker has a zygote of its own


def _spin():
    while True:
        pass


def test_no_loops_counts_lines_of_the_student_only():
    """Printing an array or collecting garbage runs lines of others, which are no loop of the student's."""
    counted = test(
        "test_double_value",
        "from autograder import checks\n"
        "few, many = (checks.count_lines(double, np.ones(n), where='here') for n in (4, 400))\nassert few == many, (few, many)",
    )
    chatty = "def double(x):\n    print(x, repr(x))\n    import gc; gc.collect()\n    return 2 * x"
    assignment = assignment_with(counted)
    assert graded(RIGHT | {"double": chatty}, assignment=assignment)[0].result["score"] == 4
    for loop in (
        "sum(1 for _ in x)",
        "list(map(lambda v: v, x))",
        "np.vectorize(lambda v: v)(x)",
        "exec('for v in x: pass')",
    ):
        body = f"def double(x):\n    {loop}\n    return 2 * x"
        _, tasks = graded(RIGHT | {"double": body}, assignment=assignment)
        assert tasks["test_double_value"]["score"] == 0, loop


def test_random_state_and_arrays_of_ours_do_not_pass_from_one_submission_to_the_next():
    data = "shared = np.ones(3)\nTABLE = {'a': [1, 2]}\ndef helper(f):\n    f(shared)\n    f(TABLE['a'])\n    return shared, TABLE"
    check = test(
        "test_spoil_value", "a, b = helper(spoil)\nassert np.array_equal(a, np.ones(3)) and b == {'a': [1, 2]}, (a, b)"
    )
    assignment = Assignment("spoil", (locked("imports", "import numpy as np\n" + data), solution("spoil"), check))
    spoils = "def spoil(x):\n    x[0] = 99"
    for source, score in ((spoils, 0), ("def spoil(x): pass", 1), (spoils, 0), ("def spoil(x): pass", 1)):
        out, _ = graded({"spoil": source}, assignment=assignment)
        assert out.result["score"] == score
