"""Answers that are alike: copies are found however they are dressed up, and honest right answers are not taken for them."""

import ast
import hashlib
import inspect
import random
import shutil
import textwrap

import pytest
from conftest import ROOT, STEM
from quick import hand_in

from autograder.classroom import code_of, gradebook, similarity
from autograder.classroom.similarity import Answer
from autograder.course.course import Course, CourseError
from exercises import EXERCISES


def independent():
    """The right answers of tests/bodies as a class: who wrote several functions of an exercise is one person."""
    answers = []
    for exercise in EXERCISES:
        authors = {}
        for function, bodies in exercise.right.items():
            for number, body in enumerate(bodies):
                code = textwrap.dedent(inspect.getsource(body)).replace(f"def {body.__name__}(", f"def {function}(", 1)
                # In svm_gradient one body may stand for both functions.
                author = authors.setdefault(body if exercise.stem == STEM else number, len(authors))
                answers.append(Answer(f"{exercise.stem}-{author}", exercise.stem, function, code))
    return answers


CLASS = independent()
PEOPLE = sorted({answer.person for answer in CLASS})


@pytest.fixture(scope="module")
def given():
    codes = code_of.given(Course(ROOT), ())
    assert len(codes) > 50
    for exercise in EXERCISES:
        codes += [cell.source for cell in exercise.released().cells if cell.cell_type == "code"]
    return codes


class Renamed(ast.NodeTransformer):
    def __init__(self, tree, rng):
        kept = {arg.arg for arg in tree.body[0].args.args}
        found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        found |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        self.names = {name: f"{rng.choice('abcdefg')}_{number}" for number, name in enumerate(sorted(found - kept))}

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return node


def touched(statement):
    """The names that a statement reads, and those that it changes."""
    nodes = list(ast.walk(statement))
    read = {node.id for node in nodes if isinstance(node, ast.Name)}
    holders = [node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    changed = {node.id for node in [*nodes, *holders] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return read, changed | {node.id for node in holders if isinstance(node, ast.Name)}


def reordered(body):
    """Neighbours that do not depend on each other change places."""
    body, place = list(body), 0
    while place + 1 < len(body):
        one, other = body[place : place + 2]
        if isinstance(one, (ast.Assign, ast.AugAssign)) and isinstance(other, (ast.Assign, ast.AugAssign)):
            (reads, writes), (reads_too, writes_too) = touched(one), touched(other)
            if not writes & (reads_too | writes_too) and not writes_too & (reads | writes):
                body[place : place + 2] = [other, one]
                place += 1
        place += 1
    return body


def renamed(code):
    tree = ast.parse(code)
    return ast.unparse(Renamed(tree, random.Random(1)).visit(tree))


def disguised(code):
    """A copy with other names, another layout and comments, and with every statement moved that can be."""
    tree = ast.parse(renamed(code))
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            if isinstance(getattr(node, field, None), list):
                setattr(node, field, reordered(getattr(node, field)))
    lines = ast.unparse(tree).split("\n")
    return "\n".join(f"{line}  # my step {number}" if number % 3 else line for number, line in enumerate(lines))


def copied(dressed, given):
    """The people whose copy is found, and pairs of people that have nothing to do with each other."""
    copies = [Answer(f"copy-{one.person}", one.stem, one.cell, dressed(one.code)) for one in CLASS]
    found = {frozenset((pair.one.person, pair.other.person)) for pair in similarity.pairs(CLASS + copies, given)}
    for group in similarity.same(CLASS + copies, given):
        found |= {
            frozenset((one.person, other.person)) for one in group for other in group if one.person < other.person
        }
    return {one for one in PEOPLE if {one, f"copy-{one}"} in found}, [
        pair for pair in found if len({name.removeprefix("copy-") for name in pair}) > 1
    ]


def test_honest_right_answers_are_not_flagged(given):
    assert len(CLASS) >= 200
    assert similarity.pairs(CLASS, given) == []
    assert similarity.same(CLASS, given) == []


def test_copies_are_found_however_they_are_dressed_up_and_nobody_else(given):
    found, others = copied(disguised, given)
    assert len(found) >= 0.7 * len(PEOPLE), sorted(set(PEOPLE) - found)
    assert others == []


LONG = next(answer.code for answer in CLASS if answer.cell == "backtracking" and len(answer.code) > 450)


def test_what_everybody_was_given_or_many_write_does_not_count():
    two = [Answer("ada", "x", "f", LONG), Answer("bob", "x", "f", renamed(LONG))]
    (pair,) = similarity.pairs(two, [])
    assert pair.share > 0.9
    assert [pair.one.person, pair.other.person] == ["ada", "bob"]
    assert similarity.pairs(two, [LONG]) == []
    many = [Answer(name, "x", "f", LONG + f"# {name}") for name in "abcde"]
    assert similarity.pairs(many, []) == []


def test_a_copy_is_found_in_another_exercise_but_not_with_oneself():
    ada, again = Answer("ada", "x", "f", LONG), Answer("ada", "y", "g", renamed(LONG))
    assert similarity.pairs([ada, again], []) == []
    (pair,) = similarity.pairs([ada, Answer("bob", "y", "g", renamed(LONG))], [])
    assert {pair.one.stem, pair.other.stem} == {"x", "y"}


def test_places_that_agree_are_those_of_the_code():
    first, *rest = LONG.split("\n")
    other = "\n".join([first, "    print('something of my own, which is rather long')", *rest])
    (pair,) = similarity.pairs([Answer("ada", "x", "f", LONG), Answer("bob", "x", "f", other)], [])
    marked = ["".join(answer.code[slice(*place)] for place in places)
              for answer, places in zip((pair.one, pair.other), pair.alike, strict=True)]  # fmt: skip
    assert len(marked[0]) > 0.9 * len(LONG)
    assert "my own" not in marked[1]


def test_the_same_text_is_one_group_and_earlier_classes_are_not_compared_among_themselves():
    old = [Answer(f"2024: {name}", "x", "f", LONG, earlier=True) for name in "ab"]
    assert similarity.same(old, []) == []
    assert similarity.pairs([old[0], Answer("2024: c", "x", "f", renamed(LONG), earlier=True)], []) == []
    (group,) = similarity.same([*old, Answer("ada", "x", "f", LONG.replace("\n", "\r\n"))], [])
    assert [one.person for one in group] == ["2024: a", "2024: b", "ada"]
    assert similarity.same([Answer(name, "x", "f", "return A @ x") for name in "ab"], []) == []
    (pair,) = similarity.pairs([old[0], Answer("ada", "x", "f", renamed(LONG))], [])
    assert [pair.one.person, pair.other.person] == ["ada", "2024: a"]


def test_identical_files_are_told_by_their_hash_but_not_the_untouched_release():
    files = [("ada", "1"), ("bob", "1"), ("eve", "2"), ("joe", None), ("kim", hashlib.sha256(b"new").hexdigest())]
    assert similarity.identical([*files, ("lea", files[-1][1])], b"new") == [["ada", "bob"]]


@pytest.mark.parametrize("code", ["", "%%bash\nls", "def f(:\n  '''", "\x00\ud800", "f(" * 5000, "x = 1\n" * 5000])
def test_code_of_any_kind_is_compared(code):
    similarity.pairs([Answer("ada", "x", "f", code), Answer("bob", "x", "f", code + " ")], [code])
    similarity.same([Answer("ada", "x", "f", code), Answer("bob", "x", "f", code)], [])


def test_last_years_folder_is_read_whatever_lies_in_it(course, tmp_path):
    assignment = gradebook.assignment(course, STEM)
    last = Course(tmp_path / "2024")
    shutil.copytree(course.root / "exercises", last.root / "exercises")
    written = assignment.cells[[cell.id for cell in assignment.cells].index("svm_loss_naive")].released.replace(
        "raise NotImplementedError", "return LONG  #"
    )
    hand_in(last, "ann", svm_loss_naive=written)
    hand_in(last, "untouched")
    (last.root / "submitted/ann/notes.ipynb").write_text("no notebook")
    (last.root / "submitted/link.ipynb").symlink_to("/dev/zero")
    (last.root / "submitted/.ipynb_checkpoints").mkdir()
    (last.root / "submitted/.ipynb_checkpoints/a.ipynb").touch()
    for folder in (last.root, last.root / "submitted"):
        (answer,), left = code_of.earlier(folder, {STEM: assignment})
        assert (answer.person, answer.cell, answer.earlier) == (f"{folder.name}: ann", "svm_loss_naive", True)
        assert "return LONG" in answer.code
        assert '"""' not in answer.code  # the docstring was given out
        assert left == ["ann/notes.ipynb", "link.ipynb"]
    with pytest.raises(CourseError, match="no folder"):
        code_of.earlier(tmp_path / "none", {STEM: assignment})
    with pytest.raises(CourseError, match="no notebook with an answer"):
        code_of.earlier(last.root / "submitted" / "untouched", {STEM: assignment})
