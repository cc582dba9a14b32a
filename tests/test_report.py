"""The report on a class: what it counts, whom it names, and that nothing in it acts or, in the lecture, says who it was."""

import random
import re
import shutil
import stat
from dataclasses import replace as replaced

import pytest
from browsing import AXE
from click.testing import CliRunner
from conftest import PUBLISHED, ROOT, STEM
from quick import hand_in
from test_feedback import HOSTILE, Page

from autograder.classroom import gradebook, pool
from autograder.classroom import run as classroom
from autograder.classroom.similarity import Answer
from autograder.cli import app
from autograder.course import privacy
from autograder.course.course import Course, CourseError
from autograder.grading import grade, trusted
from autograder.misconceptions import CATALOGUE
from autograder.pages import anonymous, class_results, figures, reports
from autograder.pages.report import Alike, report_page, similar_page
from autograder.wall import bubblewrap, session

MISTAKE = CATALOGUE["reg_gradient_halved"]
RARE = CATALOGUE["data_gradient_negated"]
NASTY = "<img src=x onerror=pwn(1)>"  # a folder may be called so
HALVED = '''def svm_loss_naive(W, X, y, reg):
    """Zora's own words."""
    # by Zora Quux, 20231234
    scores_of_zora = X @ W.T  # MISTAKE reg_gradient_halved
    print(f"Zora was here {reg}", "quux")
    return scores_of_zora, reg * W
'''
SAYS = "Your function raised TypeError with D=3, and on the notebook's own example too: see above. SAYS"


def judged(notebook, handed_in, assignment, *rest):
    """Verdicts by words in the code: RIGHT, MISTAKE and its id, or what the message is to be."""
    sources = {c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if "nbgrader" in c.metadata}
    verdicts = {}
    for cell in assignment.cells:
        source = sources.get(assignment.function_of(cell.id), "")
        if cell.kind != "test":
            continue
        if "RIGHT" in source:
            verdict = trusted.Verdict(True, "")
        elif (found := re.search(r"MISTAKE (\w+)", source)) and cell.id.endswith("reg_gradient"):
            verdict = trusted.Verdict(False, f"Off. {CATALOGUE[found[1]].sentence}", found[1])
        elif found:
            verdict = trusted.Verdict(True, "")
        else:
            says = re.search(r"# SAYS (.*)", source)
            verdict = trusted.Verdict(False, says[1] if says else "This function is not written yet.")
        verdicts[cell.id] = verdict
    return trusted.Executed(verdicts, ["A note on Zora."] if "note" in sources["svm_loss_naive"] else [], "forked")


@pytest.fixture(scope="module")
def taught(released, tmp_path_factory):
    """A graded class: four with one mistake, one with another, one with a message, one right, one nasty, one absent."""
    root = tmp_path_factory.mktemp("taught") / "course"
    shutil.copytree(released.root, root)
    shutil.copy(ROOT / "_config.yml", root)
    course = Course(root)
    right = ("svm_loss_vectorized",)
    for name in ("zora", "yves", "xenia", "wim"):
        hand_in(course, name, right=right, svm_loss_naive=HALVED.replace("Zora", name.title()))
    hand_in(
        course,
        "vera",
        right=right,
        svm_loss_naive="def svm_loss_naive(W):\n    return 1  # MISTAKE data_gradient_negated",
    )
    for number, name in enumerate(("ulf", "tom", "sue")):
        hand_in(
            course, name, right=right, svm_loss_naive=f"# SAYS Your loss is off by {number}.5e-3 with D={number}: no."
        )
    hand_in(course, "rita", right=("svm_loss_naive", *right), derivation="$a$")
    nasty = "</code></pre><script>pwn(2)</script> # SAYS </p><script>pwn(3)</script> note"
    hand_in(course, NASTY, svm_loss_naive=nasty)
    (course.root / "submitted/paul").mkdir()
    (course.submitted("olga", STEM)).mkdir(parents=True)
    (course.submitted("olga", STEM) / f"{STEM}.ipynb").write_text("<html>")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trusted, "execute", judged)
        patch.setattr(session, "require", lambda *args: None)
        patch.setattr(bubblewrap, "require", lambda *args: None)
        patch.setattr(pool, "results", lambda jobs, workers: (grade.grade(job) for job in jobs))
        classroom.run(course, STEM)
    pages, lines = reports.write(course)
    assert (pages, lines) == ([course.root / "reports/index.html", course.root / f"reports/{STEM}.html"], [])
    reports.write(course, anonymously=True)
    return course


@pytest.fixture(scope="module")
def results(taught):
    return class_results.load(taught, STEM)


def page(course, name=STEM):
    return Page((course.root / f"reports/{name}.html").read_text())


def words_of(course, name=STEM):
    return re.sub(r" ([.:,])", r"\1", page(course, name).words)


# What it says


def test_a_report_says_what_to_teach_with_counts_the_section_and_an_example(taught):
    text = words_of(taught)
    first, second = text.index(MISTAKE.sentence), text.index(RARE.sentence)
    assert text[:first].rstrip().endswith("4 students")
    assert text[:second].rstrip().endswith("1 student")
    assert first < second
    assert "4 points lost, in svm_loss_naive: Reg gradient." in text
    links = [link["href"] for link in page(taught).all("a")]
    assert f"{PUBLISHED.rstrip('/')}/{MISTAKE.anchor}" in links
    assert f"{PUBLISHED.rstrip('/')}/{STEM}.html" in links
    assert text.count("An example") == 2
    html = re.sub(r"<[^>]+>", "", (taught.root / f"reports/{STEM}.html").read_text())
    example = "    name1 = X @ W.T\n    print('…', '…')\n    return (name1, reg * W)"
    assert example in html.replace("&#39;", "'")


def test_every_link_into_the_book_leads_to_a_section(taught):
    for link in page(taught).all("a"):
        if link["href"].startswith(PUBLISHED):
            name, _, section = link["href"].removeprefix(PUBLISHED).lstrip("/").partition("#")
            chapter = (ROOT / "book" / name.replace(".html", ".md")).read_text()
            headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", chapter, flags=re.DOTALL), re.MULTILINE)
            slugs = {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}
            assert not section or section in slugs, link


def test_failures_without_a_name_are_together_where_they_say_the_same(results):
    grouped = {one.pattern: len(one.works) for one in class_results.failures(results)}
    assert grouped["Your loss is off by # ..."] == 3
    assert grouped["This function is not written yet."] == 1
    for message, wanted in [
        (SAYS.removesuffix(" SAYS"), "Your function raised TypeError ..."),
        ("Your limit must be one number; with D=2 it is a tuple of length 2.", "Your limit must be one number ..."),
        ("Whole numbers: (4, 4.5) here. Yours is (5, 4).", "Whole numbers: # here ..."),
        ("No.", "No."),
        ("", ""),
    ]:
        assert class_results.pattern(message) == wanted


def test_a_report_names_who_needs_eyes_and_who_is_absent(taught):
    text = words_of(taught)
    assert "Work that waits for a person (1) rita: derivation" in text
    assert "Work that was refused (1) olga: This is not a notebook" in text
    assert f"{NASTY}: A note on Zora." in text
    assert "Who handed in nothing (1) paul" in text
    assert "Graded 10 of 12" in text
    assert "Slowest to grade" in text


def test_points_lost_add_up_to_what_the_gradebook_says(results, taught):
    with gradebook.opened(taught) as opened:
        marks = gradebook.marks(opened, STEM)
    graded = [marks[work.student] for work in results.graded]
    waiting = 4 * sum(bool(one.waiting) for one in graded)
    assert sum(one.points for one in class_results.lost(results)) == pytest.approx(
        sum(20 - one.total for one in graded) - waiting
    )
    assert results.scores == sorted(one.total for one in graded)


def test_a_histogram_counts_every_score_once():
    found = figures.histogram([0, 1.999999, 2, 9.9, 19.99, 20, 20], 20)
    assert [bar.count for bar in found.bars] == [2, 1, 0, 0, 1, 0, 0, 0, 0, 3]
    assert "18 to 20 points: 3" in found.text
    assert "median is 9.9" in found.text
    assert figures.histogram([], 20).median is None


def test_a_course_in_which_nothing_is_graded_has_a_report(released):
    with pytest.raises(CourseError, match="nothing was handed in"):
        reports.write(released)
    found = class_results.load(released, STEM)
    text = Page(report_page(found)).words
    assert "Nothing is graded yet." in text
    assert "No known mistake" in text


# What must not happen


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_text_stays_text(text, results):
    def attacked(text):
        works = [
            replaced(
                work, student=text[:300], called=text[:300], sources=dict.fromkeys(work.sources, text),
                standing=replaced(work.standing, why=text),
                result=work.result and work.result | {
                    "notes": [text], "tasks": [task | {"message": text} for task in work.result["tasks"]],
                },
            )
            for work in results.works
        ]  # fmt: skip
        one = [Answer(text, STEM, "f", text), Answer(text, STEM, "f", text)]
        alike = Alike([], [one], [[text, text]])
        everything = replaced(results, works=works)
        return [report_page(everything, alike=alike), report_page(everything, anonymously=True),
                similar_page(STEM, alike, {text: text})]  # fmt: skip

    for html, harmless in zip(attacked(text), attacked("harmless"), strict=True):
        found, wanted = Page(html), Page(harmless)
        shape = [(tag, {**attrs, "class": ""}) for tag, attrs in found.elements if tag not in ("span", "/span")]
        assert {tag for tag, _ in shape} <= {tag for tag, _ in wanted.elements} | {"p", "/p"}
        assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on")]
        assert found.declarations == wanted.declarations
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", html
        )


def test_the_page_for_the_lecture_says_nothing_of_anybody(taught, results):
    html = "".join(path.read_text() for path in (taught.root / "reports/anonymous").iterdir())
    people = [work.student for work in results.works]
    for name in [*people, "zora", "Zora", "quux", "Quux", "20231234", "was here", "note on", "onerror", "script>"]:
        assert not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", html), name
    assert "scores_of_zora" not in html
    assert "similar" not in html
    assert sorted(path.name for path in (taught.root / "reports/anonymous").iterdir()) == ["index.html", f"{STEM}.html"]
    text = words_of(taught, f"anonymous/{STEM}")
    assert MISTAKE.sentence in text
    assert "Your loss is off by #..." in text  # three got it
    for function in ("svm_loss_naive", "svm_loss_vectorized"):
        assert f"{function}: This function is not written yet." not in text  # one did; the questions many
    assert "Work of 1 student was refused." in text


def test_the_course_page_for_the_lecture_counts_and_has_no_row_for_anybody(taught, results):
    page = Page((taught.root / "reports/anonymous/index.html").read_text())
    rows = [tag for tag, _ in page.elements].count("tr")
    assert rows == 1 + 6 + 3
    text = words_of(taught, "anonymous/index")
    full = sum(score == results.assignment.max_score for score in results.scores)
    assert f"all {full or '–'} {full or '–'} three quarters or more" in " ".join(text.split())
    assert f"Handed in {results.handed_in}" in " ".join(text.split())


def test_the_page_for_the_lecture_does_not_depend_on_who_is_who(results):
    others = [*results.works[3:], *results.works[:3]]
    works = [replaced(work, student=other.student, called=other.called)
             for work, other in zip(results.works, others, strict=True)]  # fmt: skip
    random.Random(5).shuffle(works)
    assert report_page(replaced(results, works=works), anonymously=True) == report_page(results, anonymously=True)


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        ("def f(W):\n    '''Ann'''\n    # Ann\n    return W", "def f(W):\n    return W"),
        ("def f(W):\n    'Ann'", "def f(W):\n    pass"),
        ("print('Ann')\ndef f(ann_w): return ann_w.annie + np.sum(ann_w, ann=1)\nf(1)",
         "def f(name1):\n    return name1.name2 + np.sum(name1, name3=1)"),
        ("def f(x): return 20231234 + 1e-5 + 0.5 + 3.14159265358", "def f(x):\n    return … + 1e-05 + 0.5 + …"),
        ("def f(x): return f'Ann {x}', 'Ann', 'ij,kj->ik', b'Ann', 'float64'",
         "def f(x):\n    return ('…', '…', 'ij,kj->ik', '…', 'float64')"),
        ("import ann.lee as annie\nfrom ann import *", "import name1.name2 as name3\nfrom name1 import *"),
        ("def f():\n  global ann\n  try: x\n  except E as ann: raise\n  match x:\n    case A(ann=1, **b) if 0: pass",
         None),
        ("def f():\n  global ann\n  try: pass\n  except ValueError as ann: raise",
         "def f():\n    global name1\n    try:\n        pass\n    except ValueError as name1:\n        raise"),
        ("def ҝ(x): return x", "def name1(x):\n    return x"),
        ("def f(x): return shared_by_all", "def f(x):\n    return shared_by_all"),
        ("%%time\nx", None), ("def f(:", None), ("\x00", None), ("(" * 5000, None), ("x = 0x" + "f" * 9000, None), ("", None),
        ("x = 1\n" * 100, None),
    ],
)  # fmt: skip
def test_code_loses_what_could_say_whose_it_is(work, shown):
    known = frozenset({"np", "sum", "float", "valueerror", "value", "error"})
    assert anonymous.code(work, known, frozenset({"shared_by_all"})) == shown


def test_names_that_three_use_are_nobodys_and_messages_lose_names():
    codes = ["kept = 1; ann = 2", "kept = 3", "def f(kept): pass", "ann = 3", "def f(:"]
    assert anonymous.shared(codes) == {"kept"}
    own = anonymous.words_of(["Kept Lee (max)"], frozenset({"max"}))
    assert own == {"kept", "lee"}
    assert anonymous.shared(codes, own) == frozenset()  # a friend's copy has their name too
    assert anonymous.message("name 'ann' by ANN Lee, not annual", ["Ann Lee (ann)"]) == "name '…' by … …, not annual"


# The pages of the course, the files, the command


def test_the_page_of_the_course_has_everybody_with_links_and_totals(taught):
    found = page(taught, "index")
    rows = re.findall(r'<tr data-states="([^"]*)">(.*?)</tr>', (taught.root / "reports/index.html").read_text(), re.S)
    assert len(rows) == 12
    assert "paul – absent 0" in found.words
    assert "olga" in found.words
    assert {state for states, _ in rows for state in states.split(",")} >= {"fresh", "refused", "absent"}
    assert f"{STEM}.html" in [link["href"] for link in found.all("a")]
    assert "Points that there are 20 20" in found.words


def test_only_the_owner_can_read_reports_and_an_open_folder_is_closed(taught):
    for path in (taught.root / "reports").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    (taught.root / "reports").chmod(0o755)
    assert "reports" in privacy.tighten(taught.root)
    assert stat.S_IMODE((taught.root / "reports").stat().st_mode) == 0o700


def test_the_command_says_where_to_begin(taught, tmp_path):
    def command(*words):
        return CliRunner().invoke(app, ["report", *words, "--course", str(taught.root)], standalone_mode=False)

    assert command(STEM).stdout == f"2 pages; begin with {taught.root / 'reports/index.html'}\n"
    assert "anonymous" in command("--anonymous").stdout
    assert "leave out" in str(command("--anonymous", "--against", str(tmp_path)).exception)
    assert "no notebook with an answer" in str(command("--against", str(tmp_path)).exception)
    assert "there is no exercise" in str(command("svm").exception)


def test_the_pages_work_in_a_browser(taught, browser):
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
        view, asked = context.new_page(), []
        view.on("request", lambda request, asked=asked: asked.append(request.url))
        for name in (STEM, f"anonymous/{STEM}", f"similar_{STEM}", "index", "anonymous/index"):
            view.goto((taught.root / f"reports/{name}.html").as_uri())
            view.evaluate(AXE.read_text())
            assert view.evaluate("axe.run()")["violations"] == [], name
            assert view.evaluate("document.documentElement.scrollWidth") <= width, name
            assert view.evaluate("typeof pwn") == "undefined"
        assert {url.split(":")[0] for url in asked} == {"file"}
        assert len(asked) == 5
        context.close()


def test_the_table_of_the_course_is_sorted_and_filtered_under_its_own_policy(taught, browser):
    context = browser.new_context()
    view = context.new_page()
    said = []
    view.on("console", lambda message: said.append(message.text))
    view.goto((taught.root / "reports/index.html").as_uri())
    names = "[...document.querySelectorAll('tbody tr:not([hidden]) th')].map(row => row.textContent)"
    view.get_by_role("button", name="Total").click()
    assert view.evaluate(names)[-1] == "rita"
    view.get_by_role("button", name="Total").click()
    assert view.evaluate(names)[0] == "rita"
    view.get_by_label("Find").fill("ol")
    assert view.evaluate(names) == ["olga"]
    view.get_by_label("Find").fill("")
    view.get_by_label("Only those").select_option("absent")
    assert view.evaluate(names) == ["paul"]
    assert view.locator("output").text_content() == "1 of 12 students"
    assert said == []
    context.close()
    context = browser.new_context(java_script_enabled=False)
    view = context.new_page()
    view.goto((taught.root / "reports/index.html").as_uri())
    assert view.get_by_text("paul").is_visible()
    assert not view.locator(".filter").is_visible()
    context.close()
