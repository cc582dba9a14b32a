"""A hostile class in a real browser, on every page that staff or students open: nothing in it may act.

A text that acts calls `pwn(NUMBER)`. That the texts do so in nbgrader's own pages is shown first.
"""

import csv
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import nbformat
import pytest
from click.testing import CliRunner
from conftest import BIN, STEM, new_course, run
from hostile_texts import PNG, SILENT, SVG, hand_in, numbered
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.server_extensions.formgrader import handlers
from nbgrading import nbgrader

from autograder.classroom import gradebook
from autograder.classroom import run as classroom
from autograder.classroom import status as standing
from autograder.classroom.nbgrader_side import run_visible
from autograder.classroom.pages_proof import proof
from autograder.cli import app
from autograder.course import release
from autograder.course.course import Course
from autograder.pages import feedback

pytestmark = pytest.mark.usefixtures("wall")

TEXTS = numbered()
NAMED = "<img src=x onerror=pwn(901)>"  # a student's id, and so the name of a folder
# What a person may do on a page, all at once: it moves over, presses and focuses whatever is there.
TRY_EVERYTHING = """() => {
  for (const frame of [document, ...[...document.querySelectorAll("iframe")].map((f) => f.contentDocument)]) {
    for (const node of frame?.querySelectorAll("PLACE *") ?? []) {
      for (const { name } of [...node.attributes]) {
        if (name.startsWith("on")) node.dispatchEvent(new Event(name.slice(2)));
      }
      const address = String(node.href?.baseVal ?? node.href ?? node.getAttribute("xlink:href") ?? "");
      if (/^\\W*(java|vb)\\W*script|^\\W*data/i.test(address)) {
        node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
      }
      if (node.tagName === "FORM") node.requestSubmit();
    }
  }
}"""
# What must not be in a page, even if it lies still.
TRACES = """() => {
  const found = [];
  for (const node of document.querySelectorAll("PLACE *")) {
    if (/^(script|iframe|frame|object|embed|base|meta|link|form|style|svg|math|video|audio)$/i.test(node.tagName)) {
      if (!node.closest(".MathJax, .formula, mjx-container, .jp-icon3, [class*=jp-icon], button, [data-icon]")) found.push(node.outerHTML);
    }
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "formaction") found.push(node.outerHTML);
      if (["href", "src", "action", "xlink:href"].includes(name) && /^\\W*(java|vb)\\W*script|^data:(?!image\\/(png|jpeg|gif))/i.test(value)) found.push(node.outerHTML);
    }
  }
  return found.map((html) => html.slice(0, 200));
}"""
# Stands for MathJax, which comes from another host.
MATHJAX = "window.MathJax = { Hub: { Startup: { signal: { Interest: (tell) => tell('End') } } } };"


class Witness:
    """A browser in which it is seen what acts."""

    def __init__(self, browser):
        self.fired, self.blocked, self.dialogs, self.requests = set(), [], [], []
        self.context = browser.new_context()
        self.context.expose_binding("pwn", lambda source, number=0: self.fired.add(number))
        self.context.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda message: self.console(message.text))
        self.context.route("https://**", lambda route: self.elsewhere(route))

    def console(self, text):
        if "Content Security Policy" in text and "script" in text:
            self.blocked.append(text)

    def elsewhere(self, route):
        if "/mathjax/2.7.7/MathJax.js" in route.request.url:
            route.fulfill(body=MATHJAX, content_type="text/javascript")
        else:
            route.abort()

    def open(self, address, wait=None, place="body"):
        page = self.context.new_page()
        page.goto(address)
        if wait:
            page.locator(wait).first.wait_for(state="attached", timeout=60_000)
        page.evaluate(TRY_EVERYTHING.replace("PLACE", place))
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        return page

    def nothing(self):
        """Nothing has acted so far."""
        assert self.fired == set()
        assert self.dialogs == []
        assert [url for url in self.requests if "spy.example.org" in url or "path=" in url] == []


@pytest.fixture
def witness(browser):
    witness = Witness(browser)
    yield witness
    witness.context.close()


def rich_cells():
    """Cells and outputs as no submission may leave them in a notebook, for one that was put there by hand."""
    html, script = "<script>pwn(920)</script><img src=x onerror=pwn(921)>", "pwn(922)"
    view = {"model_id": "m", "version_major": 2, "version_minor": 0}
    outputs = [
        new_output("display_data", {"text/html": html, "text/plain": "x"}),
        new_output("display_data", {"text/html": html}, metadata={"text/html": {"isolated": True}}),
        new_output("display_data", {"application/javascript": script}),
        new_output("display_data", {"image/svg+xml": SVG.replace("N", "923")}),
        new_output("display_data", {"text/markdown": html + "[press](javascript:pwn(924))"}),
        new_output("display_data", {"text/latex": r"$\href{javascript:pwn(925)}{x}$" + html}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": view}),
        new_output("display_data", {"text/vnd.mermaid": "graph TD; A-->B; click A href 'javascript:pwn(926)'" + html}),
        new_output("display_data", {"image/png": '"><img src=x onerror=pwn(927)>'}),
        new_output("display_data", {"application/x-other": html}),
        new_output("stream", text=html),
        new_output("error", ename="E", evalue=html, traceback=[html, f"\x1b]8;;javascript:pwn(928)\x07{html}"]),
    ]
    tag = {"grade_id": '"><img src=x onerror=pwn(930)>', "grade": True, "solution": True, "locked": False,
           "points": 1, "schema_version": 3, "task": False, "cell_type": "markdown"}  # fmt: skip
    pictured = new_markdown_cell("![a](attachment:a.svg) ![b](attachment:b.html) ![c](attachment:lost.png)")
    pictured.attachments = {
        "a.svg": {"image/svg+xml": '"><img src=x onerror=pwn(931)>'},
        "b.html": {"text/html": "PHNjcmlwdD5wd24oMSk8L3NjcmlwdD4="},
    }
    return [
        new_code_cell("display(HTML(x))", outputs=outputs, metadata={"tags": ['"><img src=x onerror=pwn(932)>']}),
        new_markdown_cell("text", metadata={"nbgrader": tag}),
        new_raw_cell("<script>pwn(933)</script><img src=x onerror=pwn(934)>"),
        new_raw_cell("<script>pwn(935)</script>", metadata={"raw_mimetype": "text/html", "format": "text/html"}),
        pictured,
    ]


WIDGETS = {"application/vnd.jupyter.widget-state+json": {"state": {"m": "</script><script>pwn(940)</script>"}}}
METADATA = {
    "title": "</title><script>pwn(941)</script>",
    "widgets": WIDGETS,
    "language_info": {"name": "python", "pygments_lexer": "<script>pwn(942)</script>"},
    "kernelspec": {"name": "python3", "display_name": "<script>pwn(943)</script>"},
}
FILES = {
    "evil.html": "<script>pwn(950)</script><script src=evil.js></script>",
    "evil.svg": SVG.replace("N", "951"),
    "evil.js": "pwn(952)",
    "nbgrader_config.py": "open('/tmp/MARK', 'w')",
}
DISPLAYS = "from IPython.display import *\ndisplay(HTML('<script>pwn(960)</script>'), Javascript('pwn(961)'), SVG(data='''{}'''))\nprint('<script>pwn(962)</script>')"


@contextmanager
def served(root, home, pool):
    """A real JupyterLab with formgrader on a course; gives its address and token, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    token = secrets.token_hex(16)
    environment = os.environ | {
        "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTER_TOKEN": token,
    }
    words = ["lab", "--no-browser", "--allow-root", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
             "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    with open(home / "log.txt", "w") as log:
        server = subprocess.Popen([BIN / "jupyter", *words], cwd=root, env=environment, stdout=log, stderr=log)

    def address():
        deadline = time.monotonic() + 120
        while not answers(f"http://127.0.0.1:{port}/api"):
            assert server.poll() is None, (home / "log.txt").read_text()[-3000:]
            assert time.monotonic() < deadline, (home / "log.txt").read_text()[-3000:]
            time.sleep(0.1)
        return f"http://127.0.0.1:{port}", token

    try:
        yield pool.submit(address)
    finally:
        server.terminate()
        server.wait(20)


def answers(address):
    try:
        with urlopen(address, timeout=5):
            return True
    except URLError:
        return False


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, wall):
    """A course whose whole class is hostile, graded by `autograder grade` and by nbgrader, with feedback, and served."""
    root = tmp_path_factory.mktemp("hostile")
    course = new_course(root, STEM)
    release.release(course, STEM)
    released = nbformat.read(course.released(STEM), as_version=4)
    texts = [text.numbered(number) for number, text in TEXTS.items()] + list(SILENT.values())
    raw = [new_raw_cell("<script>pwn(910)</script>"), new_code_cell(DISPLAYS.format(SVG.replace("N", "963")))]
    eve = hand_in(released, answer="\n\n".join(texts[:10]), texts=texts, cells=raw, metadata=METADATA)
    for student in ("eve", "mallory", "old", NAMED):
        folder = course.submitted(student, STEM)
        folder.mkdir(parents=True)
        nbformat.write(eve if student in ("eve", "mallory") else released, folder / f"{STEM}.ipynb")
    for name, content in FILES.items():
        (course.submitted("mallory", STEM) / name).write_text(content.replace("MARK", root.name))
    beside = new_markdown_cell(
        r"For a wrong class $\partial L_i / \partial w_j = x_i$ ![page](attachment:my%20page.png)"
    )
    beside.attachments = {"my page.png": {"image/png": PNG}}
    place = next(
        k for k, c in enumerate(released.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == "derivation"
    )
    released.cells.insert(place + 1, beside)
    course.submitted("ann", STEM).mkdir(parents=True)
    nbformat.write(released, course.submitted("ann", STEM) / f"{STEM}.ipynb")
    del released.cells[place + 1]
    renamed = course.submitted(NAMED, STEM) / f"{STEM}.ipynb"
    renamed.rename(renamed.with_name(f"{NAMED}.ipynb"))

    students = ["ann", "eve", "old", NAMED]
    with ThreadPoolExecutor() as pool:
        by_nbgrader = pool.submit(run, "nbgrader", "autograde", STEM, "--student", "mallory", cwd=root)
        graded = classroom.run(course, STEM, students=students, workers=1)
        by_nbgrader.result()
    assert {result["status"] for result in graded} == {"graded"}
    by_hand = hand_in(released, answer=texts[0], texts=texts, cells=rich_cells(), metadata=METADATA)
    nbformat.write(by_hand, course.autograded("old", STEM) / f"{STEM}.ipynb")
    with gradebook.opened(course) as opened:
        for student in opened.students:
            student.first_name = student.last_name = student.email = NAMED
        opened.find_comment("derivation", STEM, STEM, "eve").manual_comment = "".join(texts[:20])
        opened.db.commit()
        ids = {submission.student.id: submission.id for submission in opened.notebook_submissions(STEM, STEM)}
    ours = {path.parts[-3]: path.read_bytes() for path in feedback.write_feedback(course, STEM)}
    shutil.rmtree(root / "feedback")
    with ThreadPoolExecutor() as pool, served(root, tmp_path_factory.mktemp("home"), pool) as server:
        nbgrader(root, "generate_feedback", STEM, "--student", "[!e]*")  # eve's is mallory's
        address, token = server.result()
        yield SimpleNamespace(
            course=course, ids=ids, ours=ours, token=token, url=address, formgrader=f"{address}/formgrader"
        )


@pytest.fixture(scope="module")
def inside(browser, hostile):
    """The browser, logged in; for all tests, since whatever acts late is as bad.

    A page stays open in it, and with it the process of its site.
    """
    witness = Witness(browser)
    witness.context.new_page().goto(f"{hostile.url}/login?token={hostile.token}&next=/api/status")
    yield witness
    witness.context.close()


# ---------------------------------------------------------------- the attacks are real


@pytest.mark.filterwarnings("ignore:Your element with mimetype")
def test_the_texts_act_in_the_pages_that_nbgrader_makes(witness):
    """Else the rest would prove nothing."""
    real = {number: text for number, text in TEXTS.items() if text.fires}
    assert len(real) >= 40
    notebook = new_notebook(cells=[new_markdown_cell(text.numbered(number)) for number, text in real.items()])
    notebook.cells += rich_cells()[:3]
    stock = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    html, _ = stock.from_notebook_node(notebook, resources={"base_url": "", "index": 0, "total": 1, "student": NAMED})
    witness.context.route("http://stock.test/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page = witness.open("http://stock.test/page")
    page.wait_for_function("() => true")
    deadline = time.monotonic() + 20
    wanted = {*real, 901, 920, 921, 930}
    while wanted - witness.fired and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert wanted - witness.fired == set()


# ---------------------------------------------------------------- formgrader

NAMES = ("eve", "mallory", "old", NAMED)
LISTS = [
    "manage_assignments", f"manage_submissions/{STEM}", "gradebook", f"gradebook/{STEM}", f"gradebook/{STEM}/{STEM}",
    "manage_students", *(f"manage_students/{quote(name, '')}" for name in ("eve", NAMED)),
    *(f"manage_students/{quote(name, '')}/{STEM}" for name in ("eve", NAMED)),
]  # fmt: skip
# Addresses that a student can put into a link.
MADE_UP = [
    place.format(quote('";pwn(970);"</script><img src=x onerror=pwn(971)>', ""))
    for place in ("manage_submissions/{0}", "gradebook/{0}", "gradebook/{0}/{0}", "manage_students/{0}")
]
MADE_UP += [f"manage_students/{quote(';pwn(972)//' + chr(92), '')}/{quote(';pwn(973)//', '')}"]


@pytest.mark.parametrize("address", LISTS)
def test_no_list_of_formgrader_lets_anything_act(inside, hostile, address):
    inside.blocked.clear()
    page = inside.open(f"{hostile.formgrader}/{address}", "#main-table td:not(:has-text('Loading'))")
    page.close()
    inside.nothing()
    assert inside.blocked == []  # nor does our policy stop a script of nbgrader


def test_no_made_up_address_lets_anything_act(inside, hostile):
    for address in MADE_UP:
        inside.open(f"{hostile.formgrader}/{address}").close()
    inside.nothing()


@pytest.mark.parametrize("student", NAMES)
def test_the_page_of_a_submission_lets_nothing_act(inside, hostile, student):
    inside.blocked.clear()
    page = inside.open(f"{hostile.formgrader}/submissions/{hostile.ids[student]}/", "#derivation", "#notebook")
    assert page.evaluate(TRACES.replace("PLACE", "#notebook .rendered_html, #notebook .output")) == []
    assert (
        page.evaluate("() => document.querySelectorAll('#derivation, .full-credit').length") == 1 + 11
    )  # of the answer in words its box too
    foreign = page.evaluate(
        "() => [...document.querySelectorAll('.rendered_html [id], .rendered_html .full-credit, .rendered_html [style*=position],"
        ' .rendered_html [data-commandlinker-command], .rendered_html [href^="/"], .rendered_html img[src^="/"],'
        " .rendered_html img[src^=http]')].map((node) => node.outerHTML)"
    )
    assert foreign == []
    page.close()
    inside.nothing()
    assert inside.blocked == []


def test_formgrader_still_works(inside, hostile):
    inside.blocked.clear()
    page = inside.open(f"{hostile.formgrader}/submissions/{hostile.ids['eve']}/", "#derivation")
    page.locator(".glyphicon-eye-open").click()
    assert page.locator("a.name-shown").is_visible()
    page.locator("#derivation").fill("3.5")
    with page.expect_response("**/api/grade/*") as saved:
        page.locator("#derivation").blur()
    assert saved.value.ok
    page.close()
    with gradebook.opened(hostile.course) as opened:
        assert opened.find_grade("derivation", STEM, STEM, "eve").manual_score == 3.5
    for address, link, shown in [
        ("manage_students", "Add new student...", "#add-student-modal"),
        ("manage_assignments", "Add new assignment...", "#add-assignment-modal"),
    ]:
        page = inside.open(f"{hostile.formgrader}/{address}", "#main-table a")
        page.get_by_role("link", name=link).click()
        page.locator(shown).wait_for()
        page.close()
    page = inside.open(f"{hostile.formgrader}/gradebook/{STEM}/{STEM}", "#main-table a")
    page.locator("#toggle_names").click()
    assert page.locator("a.name-shown").first.inner_text() == f"{NAMED}, {NAMED}"
    page.close()
    assert inside.blocked == []
    inside.nothing()


def test_a_file_beside_a_notebook_does_not_act(inside, hostile):
    page = inside.context.new_page()
    for name in FILES:
        address = f"{hostile.formgrader}/submissions/{hostile.ids['mallory']}/{name}"
        response = page.request.get(address)
        if name.endswith(".py"):  # configuration is not even copied to `autograded/`
            assert response.status == 404
            continue
        assert response.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        page.goto(address)
        page.wait_for_timeout(50)
    page.close()
    inside.nothing()


def test_formgrader_runs_no_configuration_that_was_handed_in(inside, hostile, tmp_path):
    marker = f"/tmp/{hostile.course.root.name}"
    page = inside.context.new_page()
    try:
        for folder in ("submitted", "autograded"):
            path = hostile.course.root / folder / "mallory" / STEM
            assert (path / "nbgrader_config.py").exists() == (folder == "submitted")
            assert page.request.get(f"{hostile.formgrader}?path={quote(str(path))}").status == 403
            assert not os.path.exists(marker)
        own = tmp_path / "other course"
        own.mkdir()
        as_picture = {"Sec-Fetch-Dest": "image"}
        assert page.request.get(f"{hostile.formgrader}?path={quote(str(own))}", headers=as_picture).status == 403
        assert page.request.get(f"{hostile.formgrader}?path={quote(str(own))}").ok
        assert page.request.get(f"{hostile.formgrader}").ok
    finally:
        page.close()
        if os.path.exists(marker):
            os.unlink(marker)


# ---------------------------------------------------------------- other pages


@pytest.mark.parametrize("student", NAMES)
def test_feedback_lets_nothing_act(witness, hostile, student):
    """nbgrader's and ours."""
    theirs = hostile.course.root / "feedback" / student / STEM / f"{STEM}.html"
    pages = [theirs.read_bytes()] if theirs.exists() else []
    pages += [hostile.ours[student]] if student in hostile.ours else []  # of what `autograder grade` has graded
    witness.context.route(
        "http://feedback.test/**", lambda route: route.fulfill(body=pages[0], content_type="text/html")
    )
    while pages:
        page = witness.open("http://feedback.test/")
        pages.pop(0)
        assert page.evaluate(TRACES.replace("PLACE", ".rendered_html, .output, main")) == []
        page.close()
        witness.nothing()
    assert theirs.exists() or student == "eve"
    assert witness.blocked == []


def test_a_graded_notebook_in_jupyterlab_lets_nothing_act(inside, hostile):
    path = quote(f"autograded/eve/{STEM}/{STEM}.ipynb")
    page = inside.open(f"{hostile.url}/lab/tree/{path}", ".jp-MarkdownOutput", ".jp-Notebook")
    wanted = "() => document.querySelectorAll('.jp-MarkdownCell .jp-RenderedMarkdown').length > 10"
    page.wait_for_function(wanted, timeout=60_000)
    page.wait_for_function("() => document.querySelector('mjx-container, .MathJax')", timeout=60_000)
    page.evaluate(TRY_EVERYTHING.replace("PLACE", ".jp-Notebook"))
    assert page.evaluate(TRACES.replace("PLACE", ".jp-RenderedMarkdown, .jp-OutputArea")) == []
    silent = "[data-commandlinker-command], a[href*='formgrader'], img:not([src^='data:'])"
    assert (
        page.locator(".jp-Notebook .jp-RenderedMarkdown").locator(silent).evaluate_all("n => n.map(e => e.outerHTML)")
        == []
    )
    page.close()
    inside.nothing()


def test_nbgrader_writes_what_we_write(hostile):
    ours, theirs = (
        nbformat.read(hostile.course.autograded(student, STEM) / f"{STEM}.ipynb", as_version=4)
        for student in ("eve", "mallory")
    )
    assert [cell.source for cell in ours.cells] == [cell.source for cell in theirs.cells]
    outputs = [[cell.get("outputs") for cell in notebook.cells] for notebook in (ours, theirs)]
    assert outputs[0] == outputs[1]
    text = nbformat.writes(theirs)
    assert "<script>pwn(962)" in text  # printed, and so text
    assert '"text/html":' not in text
    assert '"image/svg' not in text


def test_what_nbgrader_writes_is_for_its_owner(hostile):
    root = hostile.course.root
    paths = [root / name for name in ("autograded", "feedback", "gradebook.db", ".secret")]
    for folder in ("autograded", "feedback"):
        files = [path for path in (root / folder / "mallory").rglob("*") if path.is_file()]
        assert files
        paths += files
    assert [path for path in paths if path.stat().st_mode & 0o077] == []


# ---------------------------------------------------------------- marking by hand

COMMENT = "Well *derived*, but $x_i$ of which $i$?"


def test_marks_and_comments_given_in_formgrader_are_the_same_everywhere_and_stay(inside, hostile, tmp_path):
    """Of Ann, who is nobody's enemy, and wrote her derivation in a cell beside the one that is marked."""
    course = hostile.course
    address = f"{hostile.formgrader}/submissions/{hostile.ids['ann']}/"
    page = inside.open(address, "#derivation", "#nothing")
    answer = page.locator(".nbgrader_cell", has=page.locator("#derivation")).locator(".rendered_html")
    assert "Found in cell 35" in answer.inner_text()
    assert "wrong class" in answer.inner_text()
    assert answer.locator("img").get_attribute("src") == f"data:image/png;base64,{PNG}"
    assert page.locator("#derivation").input_value() == ""
    for box, value, saved_by in [("#derivation", "3.5", "grade"), ("#derivation-comment", COMMENT, "comment")]:
        page.locator(box).fill(value)
        with page.expect_response(f"**/api/{saved_by}/*") as saved:
            page.locator(box).blur()
        assert saved.value.ok
    page.close()

    def everywhere():
        page = inside.open(
            f"{hostile.formgrader}/manage_submissions/{STEM}", "#main-table td:has-text('ann')", "#nothing"
        )
        seen = [page.locator("#main-table tr", has_text="ann").inner_text()]
        page.close()
        page = inside.open(address, "#derivation", "#nothing")
        page.wait_for_function("() => document.querySelector('#derivation').value")
        seen += [page.locator(box).input_value() for box in ("#derivation", "#derivation-comment")]
        page.close()
        (one,) = standing.of(course, STEM, ["ann"])
        nbgrader(course.root, "export", "--to", tmp_path / "marks.csv")
        with open(tmp_path / "marks.csv") as file:
            exported = [
                row["score"] for row in csv.DictReader(file) if (row["student_id"], row["assignment"]) == ("ann", STEM)
            ]
        pages = {path.parts[-3]: path.read_text() for path in feedback.write_feedback(course, STEM)}
        shutil.rmtree(course.root / "feedback" / "ann")
        return seen, (one.state, one.score), exported, pages["ann"]

    for regraded in (False, True):
        if regraded:
            (result,) = classroom.run(course, STEM, students=["ann"], force=True, workers=1)
            assert result["status"] == "graded"
        seen, stands, exported, html = everywhere()
        assert "3.5 / 20" in " ".join(seen[0].split())
        assert seen[1:] == ["3.5", COMMENT]
        assert stands == ("fresh", 3.5)
        assert exported == ["3.5"]
        assert "<strong>3.5 of 20 points</strong>" in html
        assert '<em>derived</em>, but <span class="formula"><math' in html
        assert f'src="data:image/png;base64,{PNG}"' in html
        assert "so far" not in html
    inside.nothing()


# ---------------------------------------------------------------- commands


MARKED = "import os, pathlib\npathlib.Path({!r}).write_text('ran')"


def touching(course, path):
    """A hand-in that would leave a file, if it ran without a wall."""
    notebook = hand_in(nbformat.read(course.released(STEM), as_version=4))
    notebook.cells.insert(1, new_code_cell(MARKED.format(str(path))))
    work = course.root / "submitted/eve" / STEM / f"{STEM}.ipynb"
    work.parent.mkdir(parents=True)
    nbformat.write(notebook, work)
    return work


def test_validate_runs_a_submission_behind_the_wall(course, tmp_path):
    marker = tmp_path / "ran"
    work = touching(course, marker)
    before = work.read_bytes()
    done = run("nbgrader", "validate", work, cwd=course.root)
    assert not marker.exists()
    assert "VALIDATION FAILED ON 11 CELL(S)!" in done.stdout  # ten tests, and the answer in words
    assert "This function is not written yet." in done.stdout
    assert work.read_bytes() == before

    (course.root / "nbgrader_config.py").unlink()  # this is what it does by itself
    run("nbgrader", "validate", work, cwd=course.root)
    assert marker.exists()


def test_right_work_passes_the_visible_checks(course):
    notebook = nbformat.read(course.released(STEM), as_version=4)
    source = nbformat.read(course.source(STEM), as_version=4)
    solutions = {cell.metadata.nbgrader.grade_id: cell.source for cell in source.cells if "nbgrader" in cell.metadata}
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = solutions[cell.metadata.nbgrader.grade_id]
    shown = {
        cell.metadata.nbgrader.grade_id: [output.get("data", {}).get("text/plain") for output in cell.outputs]
        for cell in run_visible(course, notebook).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    }
    assert shown["test_svm_loss_naive_value"] == ["2"]
    assert None not in [points for (points,) in shown.values()]


def test_validate_runs_nothing_of_another_notebook(course, tmp_path):
    marker = tmp_path / "ran"
    nbformat.write(new_notebook(cells=[new_code_cell(MARKED.format(str(marker)))]), tmp_path / "other.ipynb")
    done = run("nbgrader", "validate", tmp_path / "other.ipynb", cwd=course.root, check=False)
    assert done.returncode == 1
    assert "autograder: not validated, and nothing was run" in done.stderr
    assert "Traceback" not in done.stderr
    assert not marker.exists()


def test_the_visible_checks_can_be_run_alone_and_behind_the_wall(course, tmp_path):
    marker = tmp_path / "ran"
    work = touching(course, marker)
    notebook = nbformat.read(work, as_version=4)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    cells["svm_loss_naive"].source = "def svm_loss_naive(W, X, y, reg):\n    raise ValueError('a word')"
    cells["test_svm_loss_naive_value"].source = "raise SystemExit"  # a test that was edited changes nothing
    nbformat.write(notebook, work)
    done = CliRunner().invoke(app, ["check", "--visible", str(work), "--course", str(course.root)])
    assert done.exception is None
    assert "test_svm_loss_naive_value: 0 of 2: Your function raised ValueError" in done.stdout
    assert "put back as released" in done.stdout
    assert not marker.exists()
    visible = gradebook.assignment(course, STEM).visible
    assert not [cell.id for cell in visible.cells if "checks.run" in cell.source]


def test_doctor_tells_a_course_that_is_walled_in_from_one_that_is_not(course):
    assert proof(Course(course.root)) == []
    config = course.root / "nbgrader_config.py"
    old = config.read_text()
    config.write_text(old.replace("c.GenerateFeedback.exporter_class =", "harmless ="))
    assert any("nbgrader's feedback: a script: <script>act()</script>" in line for line in proof(Course(course.root)))
    config.write_text("c = get_config()\n")
    script = "from pathlib import Path; from autograder.course.course import Course\n" \
        "from autograder.classroom.pages_proof import proof; print(*proof(Course(Path('.'))), sep='\\n')"  # fmt: skip
    lines = run(sys.executable, "-c", script, cwd=course.root).stdout.splitlines()
    for line in ("formgrader: no policy", "formgrader: a script: <script>act()", "formgrader: a handler: <img",
                 "formgrader: an address: <a href=\"javascript", "formgrader: a request to the server", "formgrader: TeX",
                 "formgrader: an id of formgrader's", "formgrader: a button of formgrader's", "nbgrader's feedback: no policy"):  # fmt: skip
        assert any(found.startswith(line) for found in lines), line
