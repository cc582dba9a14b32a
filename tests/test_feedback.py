"""The feedback page: it says what a student needs, and nothing in a submission can change its shape."""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from hostile_texts import PNG, numbered
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import v4
from nbgrader.api import Gradebook

from autograder import misconceptions
from autograder.classroom import run as classroom
from autograder.course.assignment import Assignment, Cell
from autograder.course.course import Course, CourseError, replace
from autograder.grading.job import Graded
from autograder.pages import code, feedback, formulas
from autograder.pages.feedback import feedback_page, write_feedback
from autograder.pages.prose import prose

HIDDEN = "run({})  # hidden line"
# nbgrader adds a submission to its session late, and SQLAlchemy says so.
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")
MISTAKE = "not_enough_pull"
BOOK = "https://example.org/downhill"


@pytest.fixture(autouse=True, scope="module")
def catalogue():
    """A catalogue with one entry more, so that these tests need none of the others."""
    with pytest.MonkeyPatch.context() as patch:
        sentence, anchor = "Count <all> the classes.", "svm_gradient.html#the-correct-class"
        known = misconceptions.Misconception(MISTAKE, "svm_gradient", "gradient", sentence, None, anchor)
        patch.setitem(misconceptions.CATALOGUE, MISTAKE, known)
        yield


def cell(name, kind, source="", points=0.0, released=None, cell_type="code"):
    return Cell(name, kind, cell_type, source, source if released is None else released, float(points), "checksum")


def check(function, name, points, words):
    released = f'"""{words}"""\n'
    return cell(f"test_{function}_{name}", "test", released + HIDDEN.format(function), points, released)


ASSIGNMENT = Assignment(
    "svm_gradient",
    (
        cell("derivation", "manual", "Your derivation:", 4, cell_type="markdown"),
        cell("svm_loss", "solution", "def svm_loss(W): return 'model answer'", released="def svm_loss(W): ..."),
        check("svm_loss", "value", 2, "The loss is right\n    on small problems.\n\n    More to know."),
        check("svm_loss", "no_loops", 1, "The work does not grow with N."),
        cell("svm_loss_naive", "solution", "model answer", released="def svm_loss_naive(W): ..."),
        check("svm_loss_naive", "gradient", 3, "Every entry of the gradient is right."),
    ),
)
CODE = {"svm_loss": "def svm_loss(W):\n    return 1 < 2 & 3", "svm_loss_naive": "raise NotImplementedError"}


def notebook(**sources):
    """The graded notebook: the student's cells by id, our tests with all they hold, and one cell of no id."""
    cells = [v4.new_markdown_cell("a cell of the student's own")]
    for one in ASSIGNMENT.cells:
        source = sources.get(one.id, CODE.get(one.id, one.source))
        new = v4.new_code_cell if one.cell_type == "code" else v4.new_markdown_cell
        cells.append(new(source, metadata={"nbgrader": one.nbgrader}))
    return v4.new_notebook(cells=cells)


def result(status="graded", student="ada", notes=(), by_hand=None, **verdicts):
    """A results object; each verdict is `property=(score, message, misconception)`, the others earn all."""
    tasks = []
    for one in ASSIGNMENT.cells:
        if one.points and status == "graded":
            earned = (by_hand if one.kind == "manual" else one.points, "", None)
            verdict = next((given for name, given in verdicts.items() if one.id.endswith(name)), earned)
            task = dict(zip(("score", "message", "misconception"), verdict, strict=True))
            tasks.append({"id": one.id, "max_score": one.points} | task)
    return {
        "student": student,
        "assignment": "svm_gradient",
        "status": status,
        "score": sum(task["score"] or 0 for task in tasks) if tasks else None,
        "max_score": ASSIGNMENT.max_score,
        "needs_manual_grade": any(task["score"] is None for task in tasks),
        "seconds": 0.5,
        "tasks": tasks,
        "notes": list(notes),
        "suite": ASSIGNMENT.suite,
        "submission": "0123456789abcdef" * 4,
    }


# What a text in Markdown may become.
SET = {"p", "br", "hr", "em", "strong", "del", "code", "pre", "a", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "img", "span", "div", "details", "summary", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
        "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom"}  # fmt: skip
MAY_HAVE = {"class", "href", "rel", "style", "start", "alt", "src", "tabindex", "role", "aria-label", *formulas._ATTRIBUTES,
            "mathvariant"}  # fmt: skip


class Page(HTMLParser):
    """A page as a browser sees it: its elements with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts, self.declarations = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.elements.append((f"/{tag}", {}))

    def handle_data(self, data):
        self.texts.append(data)

    def handle_decl(self, decl):
        self.declarations.append(decl)

    def handle_comment(self, data):
        self.declarations.append(data)

    def handle_pi(self, data):
        self.declarations.append(data)

    @property
    def frame(self):
        """The elements of the page without those of texts that were set from Markdown, and what may stand there."""
        outside, depth = [], 0
        for tag, attrs in self.elements:
            starts = (tag == "div" and attrs.get("class", "").startswith("prose")) or (
                tag == "details" and attrs.get("class") == "source"
            )
            depth += bool(starts) or bool(depth and tag in ("div", "details"))
            if not depth:
                outside.append((tag, attrs))
            elif not starts:
                assert tag.removeprefix("/") in SET, tag
                assert set(attrs) <= MAY_HAVE, attrs
            depth -= bool(depth and tag in ("/div", "/details"))
        return outside

    @property
    def words(self):
        """The text without the style sheet, white space made single."""
        start = next(i for i, text in enumerate(self.texts) if "color-scheme" in text)
        return " ".join(" ".join([*self.texts[:start], *self.texts[start + 1 :]]).split())

    def all(self, name):
        return [attrs for tag, attrs in self.elements if tag == name]


def words(*args, **kwargs):
    return Page(feedback_page(ASSIGNMENT, *args, **kwargs)).words


# What it says


def test_a_graded_page_says_who_what_and_how_many_points():
    text = words(result(gradient=(0.0, "Off by 3.5; at most 1e-07 is allowed.", None)), notebook())
    assert "Feedback on svm_gradient for ada" in text
    assert "3 of 10 points so far" in text
    assert "Still to be graded by hand: Derivation (4 points)." in text
    assert "2 of 3 checks passed." in text
    assert "✓ Value earned, 2 of 2 points The loss is right on small problems." in text
    assert "More to know" not in text
    assert "✗ Gradient not earned, 0 of 3 points Every entry of the gradient is right. Off by 3.5; at" in text


def test_everything_right_and_graded_by_hand():
    text = words(result(by_hand=3.5), notebook(derivation="$dW = A^T X / N$"))
    assert "9.5 of 10 points" in text
    assert "so far" not in text
    assert "by hand" not in text
    assert "Every check passed" in text
    assert "partly earned, 3.5 of 4 points" in text
    assert "$dW = A^T X / N$" in text


def test_an_answer_that_was_not_written_says_so():
    text = words(result(derivation=(0.0, "Nothing was written here.", None)), notebook())
    assert "not earned, 0 of 4 points Nothing was written here." in text
    assert "so far" not in text


def test_each_function_has_its_own_tests_code_and_points():
    text = words(result(), notebook())
    expected = ["svm_loss 3 of 3 points", "Value", "No loops", "return 1 < 2 & 3",
                "svm_loss_naive 3 of 3 points", "Gradient", "raise NotImplementedError"]  # fmt: skip
    places = [text.index(part) for part in expected]
    assert places == sorted(places)


GIVEN = 'def half(x):\n    """Half of x.\n\n    More.\n    """\n    raise NotImplementedError()\n'


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        (GIVEN.replace("raise NotImplementedError()", "return x / 2"), "def half(x):\n    return x / 2\n"),
        ('def half(x):\n    """Half, as I see it."""\n    return x / 2\n',) * 2,
        ("half = lambda x: x / 2",) * 2,
        ("",) * 2,
    ],
    ids=["as given", "own docstring", "none", "nothing"],
)
def test_the_docstring_that_was_given_out_is_not_shown_as_the_students_work(work, shown):
    assert own(work, GIVEN) == shown
    for released in ("YOUR ANSWER HERE, as $x$", "x = 1", "def half(x): ...", "def half(x):\n    return x\n", ""):
        assert own(work, released) == work


def own(work, released):
    return "".join(piece.text for piece in code.pieces(work, released))


def test_a_page_without_a_notebook_has_everything_but_the_code():
    page = Page(feedback_page(ASSIGNMENT, result(), None))
    assert not page.all("pre")
    assert "Every check passed" in page.words


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("refused", "Not graded: please hand in again"),
        ("missing", "Nothing handed in"),
        ("fault", "our mistake, not yours"),
    ],
)
def test_what_was_not_graded_shows_no_points_and_no_checks(status, expected):
    text = words(result(status), None)
    assert expected in text
    assert " points" not in text
    assert "svm_loss" not in text
    assert ("hand in" in text) == (status != "fault")


def test_a_refusal_says_what_to_do_even_if_its_tasks_carry_zeros():
    refused = result(gradient=(0.0, "No.", None), notes=["Hand in the .ipynb file."]) | {"status": "refused"}
    text = words(refused, None)
    assert "What to do Hand in the .ipynb file." in text
    assert " points" not in text


def test_what_failed_on_our_side_is_for_staff():
    text = words(result("fault", notes=["ValueError: hidden problem 0.1234"]), None)
    assert "0.1234" not in text
    assert "graded again" in text


def test_missing_work_is_not_told_twice():
    assert words(result("missing", notes=["Nothing was handed in."]), None).count("Nothing") == 1


def test_what_was_repaired_is_told():
    text = words(result(notes=["The file was renamed."]), notebook())
    assert "About your hand-in The file was renamed." in text


def test_a_known_mistake_is_named_once_for_a_function_with_its_link():
    verdict = (0.0, "The gradient is off. Count <all> the classes.", MISTAKE)
    page = Page(feedback_page(ASSIGNMENT, result(value=verdict, no_loops=verdict), notebook(), BOOK))
    assert page.words.count("Count <all> the classes. Seen in: Value, No loops.") == 1
    assert page.words.count("known mistake") == page.words.count("Count <all>") == 1
    assert page.words.count("The gradient is off.") == 2
    links = [link["href"] for link in page.all("a")]
    assert links == [f"{BOOK}/svm_gradient.html#the-correct-class", f"{BOOK}/svm_gradient.html"]


def test_a_known_mistake_is_named_without_a_book_too():
    page = Page(feedback_page(ASSIGNMENT, result(gradient=(0.0, "Off.", MISTAKE)), notebook()))
    assert "Count <all> the classes. Seen in: Gradient." in page.words
    assert not page.all("a")


def test_a_mistake_that_left_the_catalogue_is_not_named():
    assert "known mistake" not in words(result(gradient=(0.0, "Off.", "no such mistake")), notebook())


def test_a_task_without_verdict_is_open_and_not_earned():
    graded = result()
    graded["tasks"] = [task for task in graded["tasks"] if "gradient" not in task["id"]]
    text = words(graded, notebook())
    assert "? Gradient not graded yet, 3 points" in text
    assert "2 of 3 checks passed" in text


def test_half_points_and_nan():
    text = words(result(gradient=(1.5, "", None), value=(float("nan"), "", None)), None)
    assert "partly earned, 1.5 of 3 points" in text
    assert "not earned, nan of 2 points" in text


def test_a_test_of_no_function_and_without_docstring_is_named_by_its_id():
    odd = Assignment("gradient", (cell("test_all_together", "test", "%magic\nrun()", 1),))
    task = {"id": "test_all_together", "score": 1.0, "max_score": 1.0, "message": "", "misconception": None}
    text = Page(feedback_page(odd, result() | {"tasks": [task], "score": 1, "max_score": 1}, None)).words
    assert "Other checks 1 of 1 point ✓ All together earned, 1 of 1 point" in text
    assert "magic" not in text


# What it must not say or do

HOSTILE = [
    "<script>alert(1)</script>",
    "</pre></code><img src=x onerror=alert(1)>",
    "</title></style><svg/onload=alert(1)>",
    "' onmouseover='alert(1)' style='position:fixed' ",
    '" onmouseover="alert(1)" style="position:fixed" ',
    "<!-- <![CDATA[ ]]> --> <?php ?> &lt;b&gt; &#60;b&#62;",
    "{{ 7 * 7 }}{% include 'feedback.css' %}{# #}",
    "javascript:alert(1) https://example.com/track.png url(//example.com)",
    "\x00\x07\x1b[31m\x85\u2028\ufeff",
    "abc\u202edcba\u2066\u200f",
    "\ud800 half of a pair",
    "Z" + "\u0301" * 500,
    "A" * 1_000_000,
    "\n" * 100_000,
]


def attacked(text):
    verdict = (0.0, text, None)
    return feedback_page(
        ASSIGNMENT,
        result(student=text, notes=[text], by_hand=None, gradient=verdict),
        notebook(svm_loss=text, svm_loss_naive=text, derivation=text),
        BOOK,
        {"svm_loss": text, "derivation": text},
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_text_stays_text(text):
    html = attacked(text)
    page, harmless = Page(html), Page(attacked("harmless"))
    assert page.elements == harmless.elements
    assert page.declarations == harmless.declarations
    assert len(html.encode()) < len(attacked("harmless").encode()) + 3 * 100_000
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", html)


def test_hostile_text_is_shown_as_it_was_written():
    for text in HOSTILE[:7]:
        assert Page(attacked(text)).texts.count(text) >= 4  # the student, a note, the message, the code


MARKS = st.sampled_from(
    [
        "$",
        "$$",
        "\\\\",
        "\\frac{a}{b}",
        "\\begin{align}",
        "\\end{align}",
        "&",
        "\\text{<b>}",
        "**",
        "[a](http://b.cd)",
        "`",
    ]
)


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=200)
    | st.lists(MARKS | st.text(max_size=9), min_size=1).map("".join).filter(bool)
)
def test_any_text_stays_text(text):
    html, harmless = attacked(text), Page(attacked("harmless"))
    html.encode()
    if prose(text) is None:
        assert Page(html).elements == harmless.elements
    else:  # no part of the page has changed but the text itself, and a line on formulas that are not set
        frames = (Page(one).frame for one in (html, attacked("**harmless**")))
        ours, theirs = ([part for part in frame if part[0].removeprefix("/") != "p"] for frame in frames)
        assert ours == theirs


@pytest.mark.parametrize("number", numbered())
def test_no_text_in_markdown_acts(number):
    """On an answer and on a comment, which no wall of the notebook has cleaned before."""
    text = f"**bold** $x$\n\n{numbered()[number].numbered(number)}"
    html = feedback_page(ASSIGNMENT, result(), notebook(derivation=text), BOOK, {"derivation": text})
    page = Page(html)
    assert page.frame
    assert page.all("math")
    links = [link["href"] for link in page.all("a")]
    assert not [link for link in links if not re.match("https?://", link)]
    assert not re.search(r"\\(?:href|class|style|cssId)(?![A-Za-z])", html)


def test_odd_metadata_of_other_cells_is_passed_over():
    odd = notebook()
    for value in (None, "svm_loss", ["svm_loss"], {}, {"grade_id": ["svm_loss"]}):
        odd.cells.insert(0, v4.new_code_cell("somebody else", metadata={"nbgrader": value}))
    text = words(result(), odd)
    assert "somebody else" not in text
    assert "return 1 < 2 & 3" in text


def test_windows_line_ends_are_line_ends():
    html = feedback_page(ASSIGNMENT, result(), notebook(svm_loss="a = 1\r\nb = 2\rc = 3"))
    assert "a = 1\nb = 2\nc = 3" in html


def test_long_text_is_cut_and_says_so():
    assert "AAA … (shortened)" in attacked("A" * 1_000_000)
    assert "shortened" not in attacked("A" * 100)


def test_no_line_that_the_student_was_not_given():
    html = feedback_page(ASSIGNMENT, result(gradient=(0.0, "Off.", MISTAKE)), notebook(), BOOK)
    assert "hidden line" not in html
    assert "model answer" not in html
    assert "test_svm_loss" not in html
    assert "student's own" not in html


def test_the_page_runs_nothing_and_asks_no_host():
    page = Page(feedback_page(ASSIGNMENT, result(gradient=(0.0, "Off.", MISTAKE)), notebook(), BOOK))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"}
    names = {name for _, attrs in page.elements for name in attrs}
    assert not {name for name in names if name.startswith("on") or name in ("src", "srcset", "action")}
    policies = [meta["content"] for meta in page.all("meta") if "http-equiv" in meta]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
    style = next(text for text in page.texts if "color-scheme" in text)
    assert "url(" not in style
    assert "@import" not in style
    assert not Page(feedback_page(ASSIGNMENT, result(), notebook())).all("a")


def test_the_same_arguments_give_the_same_page():
    assert len({feedback_page(ASSIGNMENT, result(), notebook(), BOOK + slash) for slash in ("", "/")}) == 1


# Lines, causes, formulas, pictures, and what is folded


def test_the_line_that_a_message_names_is_marked():
    work = 'def svm_loss(W):\n    """Given."""\n    a = W[9]\n    return a\n'
    given = Assignment("svm_gradient", tuple(
        dataclasses.replace(one, released='def svm_loss(W):\n    """Given."""\n    ...\n') if one.id == "svm_loss" else one
        for one in ASSIGNMENT.cells
    ))  # fmt: skip
    said = (0.0, "Your function raised IndexError, in line 3 of svm_loss: index 9.", None)
    notes = ["NameError in line 4 of svm_loss_naive: no.", "TypeError in line 1 of cell 12, your own."]
    page = Page(feedback_page(given, result(svm_loss_value=said, notes=notes), notebook(svm_loss=work)))
    assert len(page.all("mark")) == 1
    assert "def svm_loss(W): a = W[9] ◂ line 3 return a" in page.words
    assert code.named("f", ["Line 2 of its cell is bad.", "line 12 of f", "line 3 of ff", "line x of f"]) == {2, 12}


def test_no_line_is_marked_that_is_not_shown():
    for line in (0, 2, 9, 9999):
        said = (0.0, f"IndexError in line {line} of svm_loss.", None)
        marks = Page(feedback_page(ASSIGNMENT, result(svm_loss_value=said), notebook())).all("mark")
        assert len(marks) == (line == 2)


def test_one_cause_is_said_once_with_the_checks_that_it_cost():
    missing = (0.0, "This function is not written yet.", None)
    text = words(result(svm_loss_value=missing, svm_loss_no_loops=missing), notebook())
    assert text.count(missing[1]) == 1
    assert "One cause, 2 checks This function is not written yet. Seen in: Value, No loops. It cost 3 points." in text


def test_an_error_that_several_checks_met_is_one_cause():
    said = "Your function raised IndexError with N={}, and on the notebook's own example too"
    whole = (0.0, f"{said.format(3)}, in line 2 of svm_loss: index 9.", None)
    again = (0.0, f"{said.format(5)}: see above.", None)
    page = Page(feedback_page(ASSIGNMENT, result(svm_loss_value=whole, svm_loss_no_loops=again), notebook()))
    assert f"One cause, 2 checks {whole[1]} Seen in: Value, No loops. It cost 3 points." in page.words
    assert page.words.count("IndexError") == 1
    assert len(page.all("mark")) == 1
    other = (0.0, again[1].replace("IndexError", "TypeError"), None)
    assert "One cause" not in words(result(svm_loss_value=whole, svm_loss_no_loops=other), notebook())


def test_a_mistake_in_two_functions_is_explained_in_the_first():
    verdict = (0.0, "Off by 1. Count <all> the classes.", MISTAKE)
    page = Page(feedback_page(ASSIGNMENT, result(svm_loss_value=verdict, gradient=verdict), notebook(), BOOK))
    assert page.words.count("Count <all> the classes.") == 1
    assert "Seen in: Value; in svm_loss_naive: Gradient. It cost 2 points here." in page.words
    assert "The same cause as in svm_loss Seen in: Gradient. It cost 3 points here." in page.words


def test_what_passed_is_folded():
    page = Page(feedback_page(ASSIGNMENT, result(gradient=(0.0, "Off.", None)), notebook()))
    assert "2 checks passed: Value, No loops ✓ Value earned" in page.words
    folded = [attrs["class"] for attrs in page.all("details")]
    assert folded == ["passed", "own"]  # of the function that is right; what is wrong is open
    assert not [attrs for attrs in page.all("details") if "open" in attrs]


ANSWER = r"""**Step 1.** For $j \neq y_i$ with a positive margin

$$\frac{\partial L_i}{\partial w_j} = \mathbb{1}[m_{ij} > 0]\, x_i$$

and so $dW = A^\top X / N$, by $\unknown{x}$.
"""


def test_an_answer_is_set_with_its_formulas_and_kept_as_it_was_typed():
    page = Page(feedback_page(ASSIGNMENT, result(), notebook(derivation=ANSWER)))
    assert [math["display"] for math in page.all("math")] == ["inline", "block", "inline"]
    assert {"mfrac", "msub", "msup", "strong"} <= {tag for tag, _ in page.elements}
    assert "1 of 4 formulas stand here as you typed them" in page.words
    assert ANSWER in page.texts
    assert not page.all("script")


def test_a_comment_in_markdown_is_set_and_one_without_is_shown_as_it_was_typed():
    comments = {"derivation": "Say *why* $x_i$ and not $x_j$.\n\n- kink?", "svm_loss": "One line,\nand <another>."}
    page = Page(feedback_page(ASSIGNMENT, result(), notebook(), None, comments))
    assert page.texts.count(comments["svm_loss"]) == 1
    assert "Say why" in page.words
    assert len(page.all("math")) == 2
    assert {"em", "li"} <= {tag for tag, _ in page.elements}


def test_pictures_of_an_answer_are_on_the_page_and_nothing_else_may_be_loaded():
    released = notebook(
        derivation=f"![my *page*](attachment:picture-1.png) ![b](data:image/png;base64,{PNG}) ![c](attachment:d.png)"
    )
    cell = next(cell for cell in released.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "derivation")
    cell.attachments = {"picture-1.png": {"image/png": PNG}, "x.svg": {"image/svg+xml": "<svg onload=f()>"}}
    page = Page(feedback_page(ASSIGNMENT, result(), released))
    assert [image["alt"] for image in page.all("img")] == ["my page", "b"]
    assert {image["src"] for image in page.all("img")} == {f"data:image/png;base64,{PNG}"}
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; img-src data:"
    assert "img-src" not in feedback_page(ASSIGNMENT, result(), notebook())


BOOK_FORMULAS = [
    r"\begin{aligned} a &= b \\ &= c \end{aligned}", r"a &= b \\ &= c", r"\mathbb{1}\{m_{ij} > 0\}", r"\big\langle g, Ju \big\rangle",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}", r"\operatorname*{argmin}_w f(w)", r"\boxed{dW = A^\top X}", r"\bm{w}",
]  # fmt: skip


@pytest.mark.parametrize("tex", BOOK_FORMULAS)
def test_formulas_as_students_write_them_are_set(tex):
    assert formulas.mathml(tex, display=True)


@pytest.mark.parametrize(
    "tex",
    [r"\foo", r"\frac{a}", r"\left( a", "}{", "", "{" * 900, r"\href{javascript:f()}{x}", r"\def\x{\x\x}\x", "x" * 3000,
     r"\newcommand{\a}{b}\a", r"\includegraphics{a}", r"\mathop{\rm a}"],
)  # fmt: skip
def test_a_formula_that_cannot_be_set_is_no_half_formula(tex):
    assert formulas.mathml(tex, display=False) is None


def test_a_formula_cannot_leave_its_place_or_act():
    html = formulas.mathml(
        r"\hspace{99em}\color{red}{x}\text{<script>f()</script>}\hspace{-9em}\rule{9em}{9em} \mathbf{A1}", display=False
    )
    assert "99em" not in html
    assert "9em" not in html
    assert "red" not in html
    assert "&lt;script&gt;" in html
    assert "\N{MATHEMATICAL BOLD CAPITAL A}" in html


# All pages of an exercise


@pytest.fixture(scope="module")
def graded_course(tmp_path_factory):
    """A course folder in which `ada` and `bo` have been graded, and `cy` has handed in nothing."""
    course = Course(tmp_path_factory.mktemp("course"))
    released = notebook()
    for node, one in zip(released.cells[1:], ASSIGNMENT.cells, strict=True):
        node.source = one.released
    replace(course.released("svm_gradient"), nbformat.writes(released).encode())
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader runs `alembic`, which lies beside this interpreter, by its name.
        patch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
        Gradebook(course.db_url).close()
    with Gradebook(course.db_url) as book:
        book.add_assignment("svm_gradient")
        book.add_notebook("svm_gradient", "svm_gradient")
        for one in ASSIGNMENT.cells:
            where = (one.id, "svm_gradient", "svm_gradient")
            book.add_source_cell(*where, source=one.source, cell_type=one.cell_type, checksum=one.checksum)
            if one.points:
                book.add_grade_cell(*where, max_score=one.points, cell_type=one.cell_type)
            if one.kind in ("solution", "manual"):
                book.add_solution_cell(*where)
    for student in ("ada", "bo", "cy"):
        course.submitted(student, "svm_gradient").mkdir(parents=True)
    for student in ("ada", "bo"):
        graded = result(student=student, gradient=(0.0, "The gradient is off.", None))
        keep(course, graded)
    return course


def keep(course, graded):
    classroom.record(course, Graded(graded, nbformat.writes(notebook())), why="never graded")


@pytest.fixture
def course(graded_course, tmp_path):
    """A copy of it to change."""
    return Course(shutil.copytree(graded_course.root, tmp_path / "course"))


def test_every_result_gets_its_page(course):
    pages = write_feedback(course, "svm_gradient")
    assert pages == [course.feedback(student, "svm_gradient") for student in ("ada", "bo")]
    graded = result(student="bo", gradient=(0.0, "The gradient is off.", None))
    assert pages[1].read_text(encoding="utf-8") == feedback_page(ASSIGNMENT, graded, notebook())
    assert [path.name for path in pages[1].parent.iterdir()] == ["svm_gradient.html"]


def test_marks_and_comments_of_people_count(course):
    where = ("svm_gradient", "svm_gradient", "ada")
    with Gradebook(course.db_url) as book:
        book.find_grade("derivation", *where).manual_score = 3.0
        book.find_comment("derivation", *where).manual_comment = "Say why <j> is not y."
        book.find_grade("test_svm_loss_naive_gradient", *where).extra_credit = 0.5
        book.find_comment("svm_loss", *where).manual_comment = "Lovely."
        book.db.commit()
    pages = write_feedback(course, "svm_gradient")
    ada, bo = (Page(page.read_text(encoding="utf-8")).words for page in pages)
    assert "6.5 of 10 points" in ada
    assert "so far" not in ada
    assert "partly earned, 3 of 4 points Marked by a person." in ada
    assert "From the person who graded this Say why <j> is not y." in ada
    assert "0.5 of 3 points Every entry of the gradient is right. Marked by a person." in ada
    assert "From the person who graded this Lovely. Your code def svm_loss" in ada
    assert "3 of 10 points so far" in bo
    assert "person" not in bo


@pytest.mark.parametrize("text", [None, "not JSON"])
@pytest.mark.parametrize("name", ["svm_gradient.ipynb", "result.json"])
def test_pages_are_made_from_the_database_and_not_from_files_that_may_be_gone(course, name, text):
    file = course.autograded("ada", "svm_gradient") / name
    file.unlink() if text is None else file.write_text(text)
    ada, bo = (page.read_text(encoding="utf-8") for page in write_feedback(course, "svm_gradient"))
    assert ada.replace("ada", "bo") == bo
    assert "<pre" in ada
    assert "3 of 10 points" in Page(ada).words


def test_a_page_shows_the_number_of_the_gradebook_whoever_wrote_it(course):
    with Gradebook(course.db_url) as book:
        book.find_grade("test_svm_loss_naive_gradient", "svm_gradient", "svm_gradient", "ada").auto_score = 2.0
        book.db.commit()
    ada, bo = (Page(page.read_text(encoding="utf-8")).words for page in write_feedback(course, "svm_gradient"))
    assert "5 of 10 points" in ada
    assert "Marked in the gradebook." in ada
    assert "3 of 10 points" in bo
    assert "Marked in the gradebook" not in bo


def test_the_command_links_a_named_mistake_to_the_published_book(course, command):
    graded = result(student="ada", gradient=(0.0, "Off.", MISTAKE))
    keep(course, graded)
    (course.root / "solutions/svm_gradient").mkdir(parents=True)
    shutil.copy(course.released("svm_gradient"), course.source("svm_gradient"))
    (course.root / "_config.yml").write_text(f"html:\n  baseurl: {BOOK}\n")
    assert command("feedback").returncode == 0
    links = [link["href"] for link in Page(course.feedback("ada", "svm_gradient").read_text()).all("a")]
    assert links
    assert all(link.startswith(BOOK) for link in links)


@pytest.mark.parametrize("text", ["", "html: 1", "a: [", "html: {}"])
def test_a_configuration_that_names_no_address_is_refused_in_one_line(course, text):
    (course.root / "_config.yml").write_text(text)
    with pytest.raises(CourseError, match="does not say where the book is"):
        course.book_url  # noqa: B018


def test_an_exercise_that_was_not_released_has_no_pages(course):
    with pytest.raises(CourseError, match="autograder release"):
        write_feedback(course, "svm_loss")


# For every reader


@pytest.mark.parametrize("status", ["graded", "refused", "missing", "fault"])
def test_headings_and_landmarks_are_in_order(status):
    page = Page(feedback_page(ASSIGNMENT, result(status, notes=["a note"]), notebook()))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.all("html") == [{"lang": "en"}]
    landmarks = ["header", "main", "footer"]
    assert [tag for tag, _ in page.elements if tag in landmarks] == landmarks
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["aria-labelledby"] for _, attrs in page.elements if "aria-labelledby" in attrs} <= set(ids)


def test_elements_are_closed_in_order():
    stack = []
    page = Page(feedback_page(ASSIGNMENT, result(notes=["n"], gradient=(0, "m", MISTAKE)), notebook(), BOOK))
    for tag, _ in page.elements:
        if tag.startswith("/"):
            assert stack.pop() == tag[1:]
        elif tag not in ("meta", "img", "br"):
            stack.append(tag)
    assert stack == []


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast(scheme):
    style = Path(feedback.__file__).with_name("feedback.css").read_text()
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): #(\w+);", block))

    def light(name):
        value = colours[name] if len(colours[name]) == 6 else "".join(2 * digit for digit in colours[name])
        parts = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    on = {"text": "card code bad-back page", "quiet": "card bad-back page", "good": "card bad-back page",
          "bad": "card bad-back", "on": "good"}  # fmt: skip
    for text, backgrounds in on.items():
        for background in backgrounds.split():
            low, high = sorted([light(text), light(background)])
            assert (high + 0.05) / (low + 0.05) >= 4.5, (text, background)  # WCAG 2.2, level AA
