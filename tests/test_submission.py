import codecs
import copy
import dataclasses
import json
import os
import random
import socket
import unicodedata

import nbformat
import pytest
from hostile_texts import PNG
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.assignment import Assignment, Cell
from autograder.intake import halves, harmless, notebook_file, submission
from autograder.intake.cell_text import CellText
from autograder.intake.rebuild import MAX_CELLS, MAX_SOURCE
from autograder.intake.submission import MAX_BYTES, Refused, find, read, rebuild

STUB = "def {0}(W, X, y, reg):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
ANSWER = "def {0}(W, X, y, reg):\n    loss = 0.0\n    return loss, 2 * reg * W"


def cell(id_, kind, cell_type, released, source=None, points=0.0):
    return Cell(id_, kind, cell_type, released if source is None else source, released, points, f"checksum of {id_}")


def test_cell(function):
    visible = f'"""The loss, at W = 0."""\ncheck_value({function})'
    return cell(f"test_{function}_value", "test", "code", visible, visible + "\nhidden()", 2.0)


test_cell.__test__ = False

ASSIGNMENT = Assignment(
    "svm_gradient",
    (
        cell("intro", "locked", "markdown", "# The gradient of the hinge loss"),
        cell("imports", "locked", "code", "import numpy as np"),
        cell("svm_loss_naive", "solution", "code", STUB.format("svm_loss_naive")),
        test_cell("svm_loss_naive"),
        cell("svm_loss_vectorized", "solution", "code", STUB.format("svm_loss_vectorized")),
        test_cell("svm_loss_vectorized"),
        cell("derivation", "manual", "markdown", "**Your derivation**\n\nYOUR ANSWER HERE", points=4.0),
    ),
)
IDS = [cell.id for cell in ASSIGNMENT.cells]
ANSWERS = {
    "svm_loss_naive": ANSWER.format("svm_loss_naive"),
    "svm_loss_vectorized": ANSWER.format("svm_loss_vectorized"),
    "derivation": "**Your derivation**\n\n$a_{ij} x_i$",
}


def own(source, cell_type="code", **metadata):
    return {"cell_type": cell_type, "metadata": metadata, "source": source}


def handed_in():
    """A right hand-in: every answer written, one cell of the student's own after the first answer."""
    cells = []
    for ours in ASSIGNMENT.cells:
        source = ANSWERS.get(ours.id, ours.released)
        cells.append(own(source, ours.cell_type, nbgrader=ours.nbgrader))
        if ours.id == "svm_loss_naive":
            cells.append(own("svm_loss_naive(W, X, y, 0.1)"))
    for number, one in enumerate(cells):
        one |= {"id": f"id{number}"} | ({"outputs": [], "execution_count": 1} if one["cell_type"] == "code" else {})
    metadata = {"downhill": {"assignment": "svm_gradient"}, "kernelspec": {"name": "python3", "display_name": "Py"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def at(document, id_):
    """The first cell with an id."""
    return next(c for c in document["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == id_)


def encoded(document):
    return json.dumps(document).encode()


def read_document(document):
    return read(encoded(document), ASSIGNMENT)


def ids(notebook):
    return [c.metadata.get("nbgrader", {}).get("grade_id") for c in notebook.cells]


def source(notebook, id_):
    return at(notebook, id_)["source"]


def refusal(data):
    with pytest.raises(Refused) as caught:
        read(data, ASSIGNMENT)
    assert_one_line(caught.value.reason)
    return caught.value.reason


def assert_one_line(text):
    assert text.isprintable()
    assert text.endswith(".")


def assert_lawful(result):
    """What holds for every hand-in, whatever is in it."""
    notebook = result.notebook
    nbformat.validate(notebook)
    json.dumps(notebook, ensure_ascii=False).encode()
    assert [id_ for id_ in ids(notebook) if id_] == IDS
    assert notebook.metadata.kernelspec.name == "python3"
    for ours in ASSIGNMENT.cells:
        node = at(notebook, ours.id)
        assert node.cell_type == ours.cell_type
        assert node.metadata == {"nbgrader": ours.nbgrader}
        if ours.kind in ("test", "locked"):
            assert node.source == ours.source
    for node in notebook.cells:
        assert node.metadata.keys() <= {"nbgrader"}
        assert not node.get("outputs")
        assert node.get("execution_count") is None
        assert "attachments" not in node
    again = rebuild(notebook.cells, ASSIGNMENT)
    assert again.notebook == notebook
    for note in result.notes:
        assert_one_line(note)


# What comes through


def test_a_right_hand_in_comes_through_without_a_note():
    result = read_document(handed_in())
    assert result.notes == ()
    assert_lawful(result)
    assert {id_: source(result.notebook, id_) for id_ in ANSWERS} == ANSWERS
    at = IDS.index("svm_loss_naive") + 1
    assert ids(result.notebook) == [*IDS[:at], None, *IDS[at:]]
    assert result.notebook.cells[at].source == "svm_loss_naive(W, X, y, 0.1)"


def test_source_may_be_a_list_of_lines():
    document = handed_in()
    for one in document["cells"]:
        one["source"] = one["source"].splitlines(keepends=True)
    assert read_document(document) == read_document(handed_in())


def test_the_cells_of_a_notebook_node_are_accepted():
    notebook = nbformat.from_dict(handed_in())
    assert rebuild(notebook.cells, ASSIGNMENT) == read_document(handed_in())


def test_own_cells_keep_their_type_and_place():
    document = handed_in()
    document["cells"] = [own("first", "raw"), own("second", "markdown"), *document["cells"], own("last")]
    notebook = read_document(document).notebook
    assert [(c.cell_type, c.source) for c in notebook.cells[:2]] == [("raw", "first"), ("markdown", "second")]
    assert notebook.cells[-1].source == "last"


def test_cells_are_called_by_their_id_or_by_their_place_in_the_hand_in():
    document = handed_in()
    document["cells"] = [own("text", "markdown"), own("first"), *document["cells"], own("last")]
    result = read_document(document)
    assert len(result.labels) == len(result.notebook.cells)
    for label, node, id_ in zip(result.labels, result.notebook.cells, ids(result.notebook), strict=True):
        assert label == id_ or document["cells"][int(label.split()[1].strip(",")) - 1]["source"] == node.source
    assert [label for label in result.labels if label not in IDS] == [
        "cell 1, your own",
        "cell 2, your own",
        "cell 6, your own",
        f"cell {len(document['cells'])}, your own",
    ]


def test_places_are_those_of_the_hand_in_although_cells_are_put_back():
    document = handed_in()
    document["cells"] = document["cells"][2:]  # without the title and the imports
    result = read_document(document)
    (place,) = [
        place for place, one in enumerate(document["cells"], 1) if one["source"] == "svm_loss_naive(W, X, y, 0.1)"
    ]
    (label,) = [label for label in result.labels if label not in IDS]
    assert label == f"cell {place}, your own"
    assert result.notebook.cells[place + 2 - 1].source == "svm_loss_naive(W, X, y, 0.1)"
    assert result.missing == ()


def test_answers_that_are_missing_are_known():
    document = handed_in()
    document["cells"] = [one for one in document["cells"] if one["source"] not in ANSWERS.values()]
    assert set(read_document(document).missing) == set(ANSWERS)


def test_cells_that_are_no_cells_are_counted_too():
    document = handed_in()
    document["cells"] = [{"cell_type": "nonsense"}, own("first"), *document["cells"]]
    assert read_document(document).labels[0] == "cell 2, your own"


def test_cells_in_another_order_come_back_in_ours():
    document = handed_in()
    document["cells"].reverse()
    result = read_document(document)
    assert_lawful(result)
    # in the reversed hand-in, the student's cell follows the test
    assert result.notebook.cells[4].source == "svm_loss_naive(W, X, y, 0.1)"


def test_the_order_of_the_hand_in_is_known_and_what_our_cells_held_there():
    document = handed_in()
    document["cells"].reverse()
    at(document, "test_svm_loss_naive_value")["source"] = "def helper():\n    pass"
    result = read_document(document)
    number = next(k for k, one in enumerate(document["cells"], 1) if "nbgrader" not in one["metadata"])
    labels = [one["metadata"].get("nbgrader", {}).get("grade_id") for one in document["cells"]]
    assert result.order == tuple(label or f"cell {number}, your own" for label in labels)
    assert result.edited == (("test_svm_loss_naive_value", "def helper():\n    pass"),)


@pytest.mark.parametrize(
    "claim",
    [
        {"tags": ["skip-execution"]},
        {"deletable": True, "editable": True},
        {"nbgrader": {"grade_id": "svm_loss_naive", "points": 100, "grade": True, "locked": True}},
        {"nbclient": {"timeout": -1}, "papermill": {"status": "completed"}},
    ],
)
@pytest.mark.parametrize("id_", ["svm_loss_naive", "test_svm_loss_naive_value"])
def test_metadata_of_known_cells_means_nothing(claim, id_):
    document = handed_in()
    metadata = at(document, id_)["metadata"]
    metadata.update(claim)
    metadata["nbgrader"]["grade_id"] = id_
    assert read_document(document) == read_document(handed_in())


def test_outputs_kernel_and_notebook_metadata_mean_nothing():
    document = handed_in()
    fake = {"output_type": "execute_result", "data": {"text/plain": "100.0"}, "metadata": {}, "execution_count": 1}
    for one in document["cells"]:
        one |= {"outputs": [fake], "execution_count": 7, "id": "x" * 100_000}
    document["metadata"] |= {"kernelspec": {"name": "Python [root]"}, "widgets": {"x": [1]}, "jupytext": 5}
    assert read_document(document) == read_document(handed_in())


# What is put right, with a note


def note_about(result, word):
    notes = [note for note in result.notes if word in note]
    assert len(notes) == 1, result.notes
    return notes[0]


def test_an_edited_test_is_restored():
    document = handed_in()
    at(document, "test_svm_loss_naive_value")["source"] = "pass"
    result = read_document(document)
    assert_lawful(result)
    assert "test_svm_loss_naive_value" in note_about(result, "put back")


def test_missing_cells_of_ours_are_restored():
    document = handed_in()
    kept = ["svm_loss_naive", "svm_loss_vectorized", "derivation"]
    document["cells"] = [at(document, id_) for id_ in kept]
    result = read_document(document)
    assert_lawful(result)
    assert "imports, test_svm_loss_naive_value" in note_about(result, "Missing")


def test_a_missing_answer_is_empty_and_says_what_to_do():
    document = handed_in()
    document["cells"].remove(at(document, "svm_loss_vectorized"))
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_vectorized") == ""
    assert result.notes == ("The cell of svm_loss_vectorized is missing; copy it back from the released notebook.",)


def test_a_missing_text_answer_is_empty_and_says_what_to_do():
    document = handed_in()
    document["cells"].remove(at(document, "derivation"))
    result = read_document(document)
    assert_lawful(result)
    assert "derivation" in note_about(result, "answer there")


@pytest.mark.parametrize("id_", ["svm_loss_naive", "imports", "derivation"])
def test_a_changed_cell_type_is_changed_back(id_):
    document = handed_in()
    at(document, id_)["cell_type"] = "raw"
    result = read_document(document)
    assert_lawful(result)
    assert result.notebook == read_document(handed_in()).notebook
    assert id_ in note_about(result, "type of cell")


@pytest.mark.parametrize("id_", ["svm_loss_naive", "derivation"])
@pytest.mark.parametrize("parts", [2, 3])
def test_a_split_answer_is_joined(id_, parts):
    document = handed_in()
    whole = at(document, id_)
    lines = whole["source"].split("\n")
    cuts = [lines[: -parts + 1], *([line] for line in lines[-parts + 1 :])]
    split = [{**copy.deepcopy(whole), "source": "\n".join(cut)} for cut in cuts]
    place = document["cells"].index(whole)
    document["cells"][place : place + 1] = split
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, id_) == ANSWERS[id_]
    assert id_ in note_about(result, "joined")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("    y = x", "    return y", True),
        ("    for a in x:\n        y += a", "\n# all of them\n    return y", True),
        ("    y = [x,", "x]\n    return y", True),
        ('    y = """', '"""\n    return y', True),
        ("    y = x + \\", "1", True),
        ("    return x", "f(1", False),
        ("    return x", "  f(1)", False),
        ("    return x", "while True: pass", False),
        ("    return x", "This is the score.", False),
        ("    return '('", "f(1)", False),
        ("    return x", "%%html\n<b>hi</b>", False),
        ("    return x", "%%bash\nls", False),
        ("    return x", "x = '" + "a" * 2000, False),
        ("    return x\n" + "# a\n" * 6000, "f(1)", False),
    ],
)
def test_what_can_stand_alone_after_an_answer_is_not_joined_to_it(first, second, joined):
    document = handed_in()
    answer = at(document, "svm_loss_naive")
    answer["source"] = f"def svm_loss_naive(x):\n{first}"
    place = document["cells"].index(answer)
    document["cells"].insert(place + 1, {**copy.deepcopy(answer), "source": second})
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive") == answer["source"] + (f"\n{second}" if joined else "")
    assert joined or result.notebook.cells[place + 1].source == second


@pytest.mark.parametrize("source", ["x = [\n" * 5, "    x\n" * 100, "\n" * 1000, "x = 1\n" * 180])
def test_of_an_answer_in_many_pieces_only_some_are_joined(source, monkeypatch):
    """Each is looked into together with those before it."""
    document = handed_in()
    answer = at(document, "svm_loss_naive")
    place = document["cells"].index(answer)
    document["cells"][place + 1 : place + 1] = [{**copy.deepcopy(answer), "source": source} for _ in range(900)]
    looked = []
    monkeypatch.setattr(halves, "CellText", lambda text: looked.append(text) or CellText(text))
    assert_lawful(read_document(document))
    assert sum(map(len, looked)) < 10**5


def test_of_two_copies_the_last_that_defines_the_function_counts():
    document = handed_in()
    first = at(document, "svm_loss_naive")
    better = {**copy.deepcopy(first), "source": first["source"] + "  # better"}
    trial = {**copy.deepcopy(first), "source": "svm_loss_naive(W, X, y, 0)"}
    document["cells"] += [better, own("between"), trial]
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive").endswith("# better")
    sources = [c.source for c in result.notebook.cells]
    follower = "svm_loss_naive(W, X, y, 0.1)"
    expected = [first["source"], follower, better["source"], "between", trial["source"]]
    assert sources[2:7] == expected, "what followed a copy still follows it"
    note_about(result, "this id")
    note_about(result, "defined in 2 cells")


def test_copies_beside_each_other_are_no_halves():
    document = handed_in()
    place = document["cells"].index(at(document, "svm_loss_vectorized"))
    copied = {**copy.deepcopy(at(document, "svm_loss_naive")), "source": ANSWERS["svm_loss_vectorized"]}
    document["cells"][place] = copied
    document["cells"].insert(2, {**at(document, "svm_loss_naive"), "source": STUB.format("svm_loss_naive")})
    result = read_document(document)
    assert_lawful(result)
    assert {id_: source(result.notebook, id_) for id_ in ANSWERS} == ANSWERS
    assert result.notebook.cells[2].source == STUB.format("svm_loss_naive")


def test_an_older_definition_stays_before_the_one_that_counts_when_our_cells_moved():
    document = handed_in()
    old = own("def svm_loss_naive(W, X, y, reg):\n    return 0")
    moved = at(document, "test_svm_loss_vectorized_value")
    document["cells"].remove(moved)
    document["cells"] = [moved, old, *document["cells"]]
    result = read_document(document)
    assert_lawful(result)
    sources = [c.source for c in result.notebook.cells]
    assert sources.index(old["source"]) + 1 == sources.index(ANSWERS["svm_loss_naive"])


def test_a_helper_goes_with_the_answer_that_it_stands_before():
    document = handed_in()
    moved = at(document, "svm_loss_naive")
    document["cells"].remove(moved)
    helper, tries = own("def scores(W, X):\n    return X @ W.T"), own("scores(W, X)")
    document["cells"] += [helper, tries, moved]
    result = read_document(document)
    assert_lawful(result)
    sources = [c.source for c in result.notebook.cells]
    assert sources.index(helper["source"]) + 1 == sources.index(moved["source"])
    assert sources[-1] == tries["source"], "what defines nothing stays where it was"


def test_a_copied_test_is_the_first_of_both():
    document = handed_in()
    copied = {**copy.deepcopy(at(document, "test_svm_loss_naive_value")), "source": "helper = 1"}
    document["cells"].append(copied)
    result = read_document(document)
    assert_lawful(result)
    assert result.notebook.cells[-1].source == "helper = 1"
    assert "test_svm_loss_naive_value" in note_about(result, "this id")


def test_an_answer_under_the_id_of_a_test_is_no_answer():
    document = handed_in()
    at(document, "svm_loss_naive")["metadata"]["nbgrader"]["grade_id"] = "test_svm_loss_naive_value"
    result = read_document(document)
    assert_lawful(result)
    assert ANSWERS["svm_loss_naive"] not in [c.source for c in result.notebook.cells]
    note_about(result, "cell of svm_loss_naive is missing")


@pytest.mark.parametrize("id_", [["svm_loss_naive"], 5, None, {}, "", "bonus"])
def test_an_answer_without_its_id_is_known_by_its_definition(id_):
    document = handed_in()
    at(document, "svm_loss_naive")["metadata"]["nbgrader"]["grade_id"] = id_
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive") == ANSWERS["svm_loss_naive"]
    assert "svm_loss_naive" in note_about(result, "by content")


def stripped():
    document = handed_in()
    for one in document["cells"]:
        one["metadata"] = {}
    document["metadata"] = {}
    return document


def test_without_any_metadata_cells_are_known_by_content():
    result = read_document(stripped())
    assert_lawful(result)
    assert result.notebook == read_document(handed_in()).notebook
    assert "intro, imports, svm_loss_naive" in note_about(result, "by content")
    assert len(result.notes) == 1


def as_text(document, id_, cell_type="markdown"):
    """Turn the answer that was in a cell into a text cell, as pressing M or R does."""
    for one in document["cells"]:
        if one["source"] == ANSWERS[id_]:
            one["cell_type"] = cell_type


@pytest.mark.parametrize("cell_type", ["markdown", "raw"])
def test_an_answer_in_a_text_cell_is_code_again(cell_type):
    for document in (handed_in(), stripped()):
        as_text(document, "svm_loss_naive", cell_type)
        result = read_document(document)
        assert_lawful(result)
        assert source(result.notebook, "svm_loss_naive") == ANSWERS["svm_loss_naive"]
        assert "svm_loss_naive" in note_about(result, "another type")
        assert result.missing == ()


@pytest.mark.parametrize(
    "code",
    [
        ANSWERS["svm_loss_naive"],
        "from mine import loss as svm_loss_naive",
        "if True:\n    def svm_loss_naive(W, X, y, reg):\n        return 0.0, W",
    ],
)
def test_text_about_a_function_does_not_take_the_place_of_code_that_defines_it(code):
    document = stripped()
    about = "My idea:\n\ndef svm_loss_naive(W, X, y, reg):\n    return 'nothing'"
    document["cells"] = [one for one in document["cells"] if one["source"] != ANSWERS["svm_loss_naive"]]
    document["cells"] += [own(code), own(about, "markdown")]
    result = read_document(document)
    assert_lawful(result)
    assert "nothing" not in source(result.notebook, "svm_loss_naive")
    assert about in [c.source for c in result.notebook.cells if c.cell_type == "markdown"]


def test_without_metadata_the_last_definition_counts_even_if_it_does_not_parse():
    document = stripped()
    broken = "%matplotlib inline\ndef svm_loss_naive(W, X, y, reg):\n    return (1"
    document["cells"].append(own(broken))
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive") == broken
    note_about(result, "svm_loss_naive is defined in 2 cells")


def test_without_metadata_both_functions_may_share_a_cell():
    both = "\n\n".join(ANSWERS[name] for name in ASSIGNMENT.functions)
    result = rebuild([own(both)], ASSIGNMENT)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive") == both
    assert source(result.notebook, "svm_loss_vectorized") == ""


@pytest.mark.parametrize(
    "definition",
    [
        "async def {}(W): pass",
        "def\t{} (W): pass",
        "x = 1\rdef {}(W): pass",
        "{} = np.vectorize(f)",
        "def {}[T](W: T): pass",
        "!pip list\n@cache\ndef {}(\nW): pass",
    ],
)
def test_definitions_are_seen_however_they_are_written(definition):
    written = definition.format("svm_loss_naive")
    assert source(rebuild([own(written)], ASSIGNMENT).notebook, "svm_loss_naive") == written


@pytest.mark.parametrize("text", ["    def {}(W): pass", "{}(W)", "{} == 1", "undef {}(W)", "def {}_old(W): pass"])
def test_other_uses_of_the_name_are_no_definitions(text):
    result = rebuild([own(ANSWERS["svm_loss_vectorized"]), own(text.format("svm_loss_naive"))], ASSIGNMENT)
    assert source(result.notebook, "svm_loss_naive") == ""


def test_a_python_name_in_compatibility_letters_is_the_same_name():
    wide = "ｓvm_loss_naive"
    assert wide.isidentifier()
    assert unicodedata.normalize("NFKC", wide) == "svm_loss_naive"
    result = rebuild([own(f"def {wide}(W): pass")], ASSIGNMENT)
    assert source(result.notebook, "svm_loss_naive") == f"def {wide}(W): pass"


def test_a_text_answer_without_metadata_is_known_by_its_place():
    document = stripped()
    document["cells"][-1]["source"] = "Wholly rewritten."
    document["cells"] += [own("x = 1"), own("", "markdown")]
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "derivation") == "Wholly rewritten."


def test_a_text_answer_at_an_unclear_place_stays_an_own_cell_and_is_shown_with_what_is_beside_it():
    document = stripped()
    document["cells"].append(own("My remarks", "markdown"))
    result = read_document(document)
    assert_lawful(result)
    shown = source(result.notebook, "derivation")
    assert shown.index("Found in cell 8") < shown.index(ANSWERS["derivation"]) < shown.index("My remarks")
    assert result.unanswered == ()
    assert [c.source for c in result.notebook.cells][-3:-1] == [ANSWERS["derivation"], "My remarks"]
    note_about(result, "answer there")

    del document["cells"][-1], document["cells"][-2]  # the test before the answer, so that its place is unknown
    result = read_document(document)
    assert_lawful(result)
    assert ANSWERS["derivation"] in source(result.notebook, "derivation")


DERIVED = r"For a wrong class $\partial L_i / \partial w_j = x_i$ if the margin is positive."
BOX = "**Your derivation**\n\nYOUR ANSWER HERE"
BLANK = ["", "  \n\t\u00a0\u200b", BOX, "**your derivation** your answer  here", "**Your derivation**", "&nbsp;<br>",
         "<!-- write here -->", "$$\n\n$$", "---", "YOUR ANSWER HERE"]  # fmt: skip


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_an_answer_that_says_nothing_is_unanswered(text):
    document = answering(text)
    result = read_document(document)
    assert_lawful(result)
    assert result.unanswered == ("derivation",)
    assert source(result.notebook, "derivation") == text


@pytest.mark.parametrize("text", ["No idea.", "0", f"{BOX} {DERIVED}", "λ", "$x$", f"{BOX}\n\n![](attachment:a.png)"])
def test_an_answer_that_says_anything_is_for_a_person(text):
    assert read_document(answering(text)).unanswered == ()


def answering(text):
    document = handed_in()
    at(document, "derivation")["source"] = text
    return document


def beside(document, **where):
    k = document["cells"].index(at(document, "derivation"))
    if "above" in where:
        document["cells"].insert(k, where["above"])
    if "below" in where:
        document["cells"].insert(k + 1, where["below"])


ELSEWHERE = {
    "a text cell below": lambda d: beside(d, below=own(DERIVED, "markdown")),
    "a text cell above": lambda d: beside(d, above=own(DERIVED, "markdown")),
    "a raw cell": lambda d: beside(d, below=own(DERIVED, "raw")),
    "comments of a code cell": lambda d: beside(d, below=own(f"# {DERIVED}\n# And so on.")),
    "a text in a code cell": lambda d: beside(d, above=own(f'"""\n{DERIVED}\n"""')),
    "prose in a code cell": lambda d: beside(d, below=own(DERIVED)),
    "a cell of markdown": lambda d: beside(d, below=own(f"%%markdown\n{DERIVED}")),
    "the end of the notebook": lambda d: d["cells"].append(own(f"## Derivation\n\n{DERIVED}", "markdown")),
    "the top of the notebook": lambda d: d["cells"].insert(0, own(DERIVED, "markdown")),
    "code at the top": lambda d: d["cells"].insert(0, own(f"x = 1\n# {DERIVED}")),
    "an answer in code": lambda d: at(d, "svm_loss_naive").update(source=f"{ANSWERS['svm_loss_naive']}\n    # {DERIVED}"),
    "a cell of ours": lambda d: at(d, "intro").update(source=f"{at(d, 'intro')['source']}\n\n{DERIVED}"),
}  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
@pytest.mark.parametrize("kept", [True, False], ids=["stub", "cell gone"])
def test_a_derivation_that_stands_elsewhere_is_shown_to_a_person(place, kept):
    document = answering(BOX)
    ELSEWHERE[place](document)
    if not kept:
        document["cells"].remove(at(document, "derivation"))
    result = read_document(document)
    assert result.unanswered == ()
    assert DERIVED in source(result.notebook, "derivation")
    assert read_document(answering(BOX)).unanswered == ("derivation",)


def test_what_was_given_out_or_is_no_text_is_no_derivation():
    assignment = dataclasses.replace(ASSIGNMENT, loose=("# scratch: yours to play in",))
    document = answering(BOX)
    beside(document, below=own("# scratch: yours to play in"))
    document["cells"].insert(0, own("plt.plot(losses, label='loss')  # how it falls"))
    document["cells"].insert(0, own("Done!", "markdown"))
    assert read(json.dumps(document).encode(), assignment).unanswered == ("derivation",)


def test_an_empty_copy_of_an_answer_does_not_replace_it():
    document = answering(DERIVED)
    again = json.loads(json.dumps(at(document, "derivation"))) | {"source": "\n"}
    document["cells"] += [own("x = 1"), again]
    result = read_document(document)
    assert source(result.notebook, "derivation") == DERIVED


def test_a_picture_is_an_answer_wherever_it_lies_and_is_shown():
    for place in ("derivation", "beside"):
        document = answering(BOX if place == "beside" else "")
        cell = own("", "markdown") if place == "beside" else at(document, "derivation")
        cell["attachments"] = {"my page (1).png": {"image/png": PNG}}
        if place == "beside":
            beside(document, below=cell)
        result = read_document(document)
        assert result.unanswered == ()
        harmless.clean(result.notebook, ASSIGNMENT)
        (node,) = (c for c in result.notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "derivation")
        (name,) = node.attachments
        assert f"![](attachment:{name})" in node.source


def test_pictures_in_a_text_do_not_count_as_text():
    large = f"![page](data:image/png;base64,{PNG}{'A' * 2**21})"
    assert large in source(read_document(answering(large)).notebook, "derivation")


def test_a_test_without_visible_lines_is_not_taken_for_a_blank_cell():
    blank = cell("test_svm_loss_naive_value", "test", "code", "", "hidden()", 2.0)
    assignment = Assignment("svm_gradient", (ASSIGNMENT.cells[2], blank))
    result = rebuild([own(""), own(ANSWERS["svm_loss_naive"])], assignment)
    assert [c.source for c in result.notebook.cells] == ["", ANSWERS["svm_loss_naive"], "hidden()"]
    with pytest.raises(Refused, match="no cell of svm_gradient"):
        rebuild([own("")], assignment)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("svm_lоss_naive", "CYRILLIC SMALL LETTER O (U+043E)"),
        ("SVM_loss_naive", "'SVM_loss_naive'"),
        ("svm_loss_naïve", "LATIN SMALL LETTER I WITH DIAERESIS"),
        ("svm_loss_nave", "'svm_loss_nave'"),
        ("svm_\u200bloss_naive", r"'svm_\u200bloss_naive'"),
    ],
)
def test_a_name_that_only_looks_right_is_named(name, hint):
    document = handed_in()
    at(document, "svm_loss_naive")["source"] = ANSWER.format(name)
    result = read_document(document)
    assert_lawful(result)
    assert hint in note_about(result, "must be exactly svm_loss_naive")


def test_british_spelling_is_not_a_mistake_of_maths():
    document = handed_in()
    at(document, "svm_loss_vectorized")["source"] = ANSWER.format("svm_loss_vectorised")
    assert "'svm_loss_vectorised'" in note_about(read_document(document), "must be exactly svm_loss_vectorized")


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "NUL character (U+0000)"),
        ("\f", "form feed (U+000C)"),
        ("\r", "lone carriage return (U+000D)"),
        ("\u2028", "LINE SEPARATOR (U+2028)"),
        ("\xa0", "NO-BREAK SPACE (U+00A0)"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE (U+202E)"),
        ("\x01", "control character (U+0001)"),
    ],
)
def test_characters_that_break_code_are_named_and_kept(character, name):
    document = handed_in()
    odd = f"{ANSWERS['svm_loss_naive']}\n{character}x"
    at(document, "svm_loss_naive")["source"] = odd
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive") == odd
    assert "line 4 of svm_loss_naive" in note_about(result, name)


def test_signs_that_only_look_like_parentheses_are_no_part_of_a_name():
    document = handed_in()
    at(document, "svm_loss_naive")["source"] = ANSWERS["svm_loss_naive"].replace(
        "(W, X, y, reg):", "（W，X，y，reg）："
    )
    assert read_document(document).notes == ()


def test_a_raw_control_character_in_the_file_is_read():
    data = encoded(handed_in()).replace(b"loss = 0.0", b"loss = \0.0", 1)
    assert data.count(b"\0")
    note_about(read(data, ASSIGNMENT), "NUL")


def test_windows_line_ends_are_no_change():
    document = handed_in()
    for one in document["cells"]:
        one["source"] = one["source"].replace("\n", "\r\n")
    assert read_document(document).notes == ()


def test_half_a_character_is_replaced():
    document = handed_in()
    at(document, "svm_loss_naive")["source"] += "\ud800"
    result = read_document(document)
    assert_lawful(result)
    assert source(result.notebook, "svm_loss_naive").endswith("\ufffd")
    note_about(result, "REPLACEMENT CHARACTER")


def test_own_cells_that_claim_points_count_nothing():
    document = handed_in()
    document["cells"].append(own("1", nbgrader={"grade": True, "points": 50, "grade_id": "bonus"}))
    result = read_document(document)
    assert_lawful(result)
    assert "number 9" in note_about(result, "claim points")


def test_pasted_pictures_stay_and_what_is_none_goes_with_a_note():
    document = handed_in()
    picture = {"page.png": {"image/png": PNG}}
    at(document, "derivation")["attachments"] = picture
    result = read_document(document)
    (cell,) = (cell for cell in result.notebook["cells"] if "attachments" in cell)
    assert cell["attachments"] == picture
    assert cell["metadata"]["nbgrader"]["grade_id"] == "derivation"
    assert not [note for note in result.notes if "attached" in note]
    for other in ("AAAA", PNG + "'", ["x"], None):
        at(document, "derivation")["attachments"] = picture | {"other.png": {"image/png": other}, "\ud800": {}}
        result = read_document(document)
        assert [cell["attachments"] for cell in result.notebook["cells"] if "attachments" in cell] == [picture]
        note_about(result, "attached")


@pytest.mark.parametrize("junk", [None, 5, [], "x", {}, {"cell_type": "code"}, {"cell_type": [], "source": ""},
                                  {"cell_type": "code", "source": {}}, {"cell_type": "code", "source": ["x", 1]},
                                  {"cell_type": "video", "source": ""}])  # fmt: skip
def test_junk_among_the_cells_is_left_out(junk):
    document = handed_in()
    document["cells"].insert(2, junk)
    result = read_document(document)
    assert result.notebook == read_document(handed_in()).notebook
    assert "number 3" in note_about(result, "Left out")


def test_another_name_in_the_metadata_is_noticed():
    document = handed_in()
    document["metadata"]["downhill"]["assignment"] = "gradient"
    note_about(read_document(document), "'gradient'")


def test_notes_stay_few_and_short():
    document = handed_in()
    document["cells"] += [own("\0" + "x" * 1000, nbgrader={"points": 1, "grade_id": "y" * 10_000}) for _ in range(450)]
    document["cells"] += [5] * 450
    notes = read_document(document).notes
    assert len(notes) < 10
    assert max(map(len, notes)) < 300


# File formats


@pytest.mark.parametrize("version", [3, 2])
def test_old_notebooks_are_converted(version):
    old = nbformat.convert(nbformat.from_dict(handed_in()), 3)
    if version == 2:
        old |= {"nbformat": 2}
        for one in old.worksheets[0].cells:
            one.cell_type = "markdown" if one.cell_type == "heading" else one.cell_type
    result = read_document(old)
    assert_lawful(result)
    assert result.notebook == read_document(handed_in()).notebook
    note_about(result, "old format")


def test_headings_of_old_notebooks_become_markdown():
    old = {"worksheets": [{"cells": [{"cell_type": "heading", "level": 10**9, "source": "Mine"}]}, 5, {"cells": 5}]}
    old["worksheets"].append({"cells": [{"cell_type": "code", "input": ANSWERS["svm_loss_naive"]}]})
    assert read_document(old).notebook.cells[0].source == "# Mine"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_mark_is_read(encoding):
    document = handed_in()
    at(document, "derivation")["source"] += " λ 🙂"
    data = json.dumps(document, ensure_ascii=False).encode(encoding)
    assert read(data, ASSIGNMENT) == read_document(document)
    for mark, name in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        assert read(mark + data.decode(encoding).encode(name), ASSIGNMENT) == read_document(document)


def test_repeated_keys_are_noticed_and_the_last_counts():
    data = encoded(handed_in()).replace(b'"cells":', b'"cells": [], "cells":', 1)
    result = read(data, ASSIGNMENT)
    assert result.notebook == read_document(handed_in()).notebook
    note_about(result, "twice")


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n\xff\xfe", "looks like a PDF"),
        (b"PK\3\4\xff\xff", "looks like a zip archive"),
        (b"\x1f\x8b\x08\0", "looks like a gzip file"),
        (b"\n<!doctype html><title>svm", "looks like HTML"),
        (b"import numpy as np", "broken at line 1, column 1"),
        (b'{"cells": [', "broken at line 1"),
        (b'{\n<<<<<<< HEAD\n"cells": []}', "Git merge"),
        (b'{"cells": [' + b"9" * 5000 + b"]}", "number that is too long"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"x":' * 100_000, "nested too deeply"),
        (b"{}", "no list of cells"),
        (b"[]", "something else"),
        (b"null", "something else"),
        (b"NaN", "something else"),
        (b'{"cells": {"0": []}}', "no list of cells"),
        (b'{"cells": null, "worksheets": 5}', "no list of cells"),
        (b'{"cells": []}', "no cell of svm_gradient"),
        (b'{"cells": [], "x": "it\x92s"}', "byte 22 is not UTF-8"),
        (codecs.BOM_UTF16_LE + b"\0\xd8\0\0", "is not UTF-16"),
        (codecs.BOM_UTF32_LE + b"abc", "is not UTF-32"),
    ],
)
def test_what_is_no_notebook_is_refused(data, hint):
    assert hint in refusal(data)


def test_the_notebook_of_another_assignment_is_refused():
    document = {"cells": [own("import numpy as np")], "metadata": {"downhill": {"assignment": "gradient"}}}
    assert "notebook of 'gradient'" in refusal(encoded(document))


def test_cells_that_other_assignments_have_too_prove_nothing():
    assert "no cell of svm_gradient" in refusal(encoded({"cells": handed_in()["cells"][:2]}))


def test_constants_that_json_does_not_know_are_harmless():
    data = encoded(handed_in()).replace(b'"outputs": []', b'"outputs": [NaN, -Infinity, 1e999]')
    assert read(data, ASSIGNMENT) == read_document(handed_in())


def test_too_much_is_refused():
    document = handed_in()
    document["cells"] += [own("1")] * (MAX_CELLS - 1)
    assert_lawful(read_document(document))
    document["cells"].append(own("1"))
    assert f"more than {MAX_CELLS} cells" in refusal(encoded(document))

    cells = [own(ANSWERS["svm_loss_naive"]), *[own("1")] * MAX_CELLS]
    assert f"more than {MAX_CELLS} cells" in refusal(encoded({"cells": cells}))

    document = handed_in()
    document["cells"].append(own("1" * MAX_SOURCE))
    assert f"more than {MAX_SOURCE} characters" in refusal(encoded(document))

    assert "larger than 10 MB" in refusal(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "cells",
    [
        b"[]," * 3_400_000,
        b'{"cell_type":"code","source":"x=1"},' * 280_000,
        b'{"cell_type":"code","source":["' + b"a=1\\n" * 2_000_000 + b'"]},',
        b'{"cell_type":"code","source":"' + b" " * 10_000_000 + b'="},',
        b'{"cell_type":"code","source":"' + b"\\ndef svm_loss_vectorised()" * 36_000 + b'"},',
    ],
    ids=["lists", "cells", "lines", "spaces", "names"],
)
def test_large_files_come_to_an_end(cells):
    answer = encoded(own(ANSWERS["svm_loss_naive"]))
    data = b'{"cells": [' + cells + answer + b"]}"
    assert len(data) <= MAX_BYTES
    try:
        assert_lawful(read(data, ASSIGNMENT))
    except Refused as error:
        assert_one_line(error.reason)


# The folder


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submitted" / "ada" / "svm_gradient"
    path.mkdir(parents=True)
    return path


def finding(folder):
    with pytest.raises(Refused) as caught:
        find(folder, ASSIGNMENT)
    assert_one_line(caught.value.reason)
    return caught.value.reason


def test_the_notebook_is_found(folder):
    (folder / "svm_gradient.ipynb").write_bytes(b"anything")
    (folder / "timestamp.txt").write_text("last year")
    (folder / ".svm_gradient.ipynb").write_text("a backup")
    assert find(folder, ASSIGNMENT) == (b"anything", ())


def test_nothing_handed_in(folder):
    assert find(folder / "nowhere", ASSIGNMENT) is None
    (folder / "answers.pdf").write_bytes(b"%PDF")
    assert find(folder, ASSIGNMENT) is None


@pytest.mark.parametrize(
    "name", ["svm_gradient (1).ipynb", "SVM_gradient.IPYNB", "my\nwork.ipynb", "a" * 240 + ".ipynb"]
)
@pytest.mark.parametrize("document", [handed_in, stripped])
def test_a_renamed_notebook_is_taken(folder, name, document):
    (folder / name).write_bytes(encoded(document()))
    data, notes = find(folder, ASSIGNMENT)
    assert data == encoded(document())
    assert len(notes) == 1
    assert_one_line(notes[0])
    assert "keep the name" in notes[0]


def test_among_other_notebooks_the_right_one_is_taken(folder):
    (folder / "a.ipynb").write_bytes(encoded(handed_in()))
    (folder / "b.ipynb").write_bytes(b"not a notebook")
    (folder / "c.ipynb").write_bytes(encoded(stripped()))  # by its cells only, so the one with our stem wins
    data, notes = find(folder, ASSIGNMENT)
    assert data == encoded(handed_in())
    assert "'b.ipynb', 'c.ipynb'" in notes[1]


def test_a_copy_beside_the_named_notebook_is_left_out_with_a_note(folder):
    (folder / "svm_gradient.ipynb").write_bytes(b"first")
    (folder / "svm_gradient-Copy1.ipynb").write_bytes(b"second")
    data, notes = find(folder, ASSIGNMENT)
    assert data == b"first"
    assert "svm_gradient-Copy1.ipynb" in notes[0]


def test_several_candidates_are_refused_by_name(folder):
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_bytes(encoded(handed_in()))
    assert "'a.ipynb', 'b.ipynb'" in finding(folder)
    for number in range(submission.MAX_FILES):
        (folder / f"{number}.ipynb").write_bytes(b"")
    assert "22 notebooks" in finding(folder)


def test_a_renamed_notebook_of_another_assignment_is_refused(folder):
    document = handed_in()
    document["metadata"]["downhill"]["assignment"] = "gradient"
    (folder / "gradient.ipynb").write_bytes(encoded(document))
    assert "'gradient.ipynb'" in finding(folder)


def test_a_single_unreadable_notebook_says_why(folder):
    (folder / "work.ipynb").write_bytes(b"<html>")
    assert "HTML" in finding(folder)


@pytest.mark.parametrize("kind", ["symlink", "dangling", "loop", "folder", "pipe", "socket"])
@pytest.mark.parametrize("name", ["svm_gradient.ipynb", "other.ipynb"])
def test_only_regular_files_are_read(folder, tmp_path, kind, name, monkeypatch):
    path, outside = folder / name, tmp_path / "outside"
    outside.write_bytes(encoded(handed_in()))
    match kind:
        case "symlink":
            path.symlink_to(outside)
        case "dangling":
            path.symlink_to("nowhere")
        case "loop":
            path.symlink_to(path)
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "socket":
            monkeypatch.chdir(folder)  # the address of a socket must be short
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(name)
    assert "is a link or not a file" in finding(folder)


@pytest.mark.parametrize("name", ["svm_gradient.ipynb", "other.ipynb"])
def test_a_hard_link_is_refused_only_if_it_is_the_file_of_somebody_else(folder, tmp_path, name):
    path = folder / name
    path.write_bytes(encoded(handed_in()))
    os.link(path, tmp_path / "backup")  # as `cp -al` makes them
    neighbour, trick = tmp_path / "neighbour", tmp_path / "trick"
    neighbour.mkdir()
    trick.symlink_to(folder)  # must not put honest work in doubt
    links = submission.links([folder, neighbour, trick, tmp_path / "nobody"])
    assert submission.find(folder, ASSIGNMENT, links)[0] == path.read_bytes()
    os.link(path, neighbour / "svm_gradient.ipynb")
    for where in (folder, neighbour):
        with pytest.raises(Refused, match="one file with what somebody else handed in|Not the notebook"):
            submission.find(where, ASSIGNMENT, submission.links([folder, neighbour]))


def test_the_folder_itself_must_be_a_folder(folder, tmp_path):
    (folder / "svm_gradient.ipynb").write_bytes(encoded(handed_in()))
    link = tmp_path / "svm_gradient"
    link.symlink_to(folder)
    assert "not a folder" in finding(link)
    assert "not a folder" in finding(folder / "svm_gradient.ipynb")


def test_a_file_without_permission_is_refused(folder, monkeypatch):
    path = folder / "svm_gradient.ipynb"
    path.write_bytes(b"{}")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads everything

        def denied(*args, **kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", denied)
    assert "may not be read" in finding(folder)


def test_a_failing_disk_is_not_the_students_fault(folder, monkeypatch):
    def failing(*args, **kwargs):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(OSError, match="Input/output"):
        find(folder, ASSIGNMENT)


def test_a_large_file_is_not_read_to_its_end(folder):
    with (folder / "svm_gradient.ipynb").open("wb") as file:
        file.truncate(2**40)  # sparse
    assert "larger than 10 MB" in finding(folder)


def test_files_are_closed(folder):
    before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    (folder / "other.ipynb").write_bytes(encoded(handed_in()))
    (folder / "b.ipynb").mkdir()
    find(folder, ASSIGNMENT)
    after = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
    assert len(before) == len(after)


def test_the_embedded_stem():
    assert submission.embedded(encoded(handed_in())) == "svm_gradient"
    assert submission.embedded(encoded(stripped())) is None
    assert submission.embedded(b"\xff") is None


def test_digest():
    assert submission.digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert notebook_file.digest is submission.digest


# Any bytes end in a submission or a refusal

STEADY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(st.characters(exclude_categories=()))  # halves of characters too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(IDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT | st.sampled_from(IDS), inner, max_size=4),
    max_leaves=10,
)


def assert_settled(data):
    try:
        result = read(data, ASSIGNMENT)
    except Refused as error:
        assert_one_line(error.reason)
    else:
        assert_lawful(result)


@STEADY
@given(st.binary(), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b'{"cells": [']))
def test_random_bytes_settle(data, start):
    assert_settled(start + data)


@STEADY
@given(JSON)
def test_random_json_settles(value):
    assert_settled(encoded(value))


@STEADY
@given(st.lists(st.dictionaries(st.sampled_from(["cell_type", "source", "input", "metadata"]), JSON | st.just("code"))))
def test_random_cells_settle(cells):
    assert_settled(encoded({"cells": [*cells, own(ANSWERS["svm_loss_naive"])]}))
    assert_settled(encoded({"worksheets": [{"cells": cells}, *cells, {"cells": handed_in()["cells"]}]}))


@STEADY
@given(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 10))
def test_damaged_files_settle(place, bytes_, length):
    data = encoded(handed_in())
    place %= len(data)
    assert_settled(data[:place] + bytes_ + data[place + length :])


SNIPPETS = [
    *ANSWERS.values(),
    "x = 1",
    "",
    "def f():\n    pass",
    "    return 1",
    *(c.released for c in ASSIGNMENT.cells),
]


@st.composite
def mutilated(draw):
    """A hand-in with cells deleted, doubled, moved and relabelled, and junk at any place."""
    document = handed_in()
    cells = document["cells"]
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(cells) - 1)) if cells else 0
        what = draw(st.sampled_from(["delete", "double", "move", "type", "id", "source", "junk", "own", "any"]))
        if what == "own" or not cells:
            cells.insert(
                place, own(draw(st.sampled_from(SNIPPETS)), draw(st.sampled_from(["code", "markdown", "raw"])))
            )
        elif what == "delete":
            del cells[place]
        elif what == "double":
            cells.insert(draw(st.integers(0, len(cells))), copy.deepcopy(cells[place]))
        elif what == "move":
            cells.insert(draw(st.integers(0, len(cells) - 1)), cells.pop(place))
        elif what == "junk":
            cells.insert(place, draw(JSON))
        elif isinstance(cells[place], dict):
            cell = cells[place]
            if what == "type":
                cell["cell_type"] = draw(st.sampled_from(["code", "markdown", "raw", "heading", "html"]) | JSON)
            elif what == "id":
                cell["metadata"] = {"nbgrader": {"grade_id": draw(st.sampled_from(IDS))}}
            elif what == "source":
                cell["source"] = draw(st.sampled_from(SNIPPETS) | TEXT | JSON)
            else:
                cell[draw(st.sampled_from(["metadata", "source", "cell_type", "outputs", "attachments"]))] = draw(JSON)
                if isinstance(cell.get("metadata"), dict) and draw(st.booleans()):
                    cell["metadata"]["nbgrader"] = draw(JSON | st.dictionaries(st.just("grade_id"), JSON))
    return document


@settings(STEADY, max_examples=400)
@given(mutilated())
def test_mutilated_notebooks_settle(document):
    assert_settled(encoded(document))


@settings(STEADY, max_examples=200)
@given(mutilated(), st.randoms(use_true_random=False))
def test_what_the_student_wrote_is_kept(document, chance: random.Random):
    """Cells of the student's own come through once, whatever happened to the others."""
    document["cells"].append(own("marker = 1"))
    document["cells"].append(own(f"other = {chance.random()}"))
    try:
        result = read_document(document)
    except Refused:
        return
    sources = [c.source for c in result.notebook.cells]
    assert sources.count("marker = 1") == 1
    assert sources.count(document["cells"][-1]["source"]) == 1
