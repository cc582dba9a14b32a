"""Student text in any renderer: nothing of it acts, and what is innocent is as readable as before."""

import base64
import re

import nbformat
import pytest
from hostile_texts import INNOCENT, PNG, SILENT, numbered
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.utils import compute_checksum, determine_grade

from autograder.classroom.formgrader import like_formgrader
from autograder.course.assignment import Assignment, Cell
from autograder.intake import harmless

TEXTS = numbered()
HARMLESS_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "input", "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# What stays besides of HTML that is cleaned and not only taken apart: it changes how text looks, and nothing else.
HARMLESS_WHEN_CLEANED = {"b", "details", "i", "kbd", "s", "small", "sub", "summary", "sup", "tfoot", "u"}
HARMLESS_ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "width",
    "height",
    "title",
    "class",
    "id",
    "style",
    "type",
    "disabled",
    "checked",
    "start",
    "value",
}
RENDERED = re.compile(r"https?://[^\s]*|mailto:[^\s]*|#.*", re.IGNORECASE)


def rendered(text):
    """What nbconvert makes of a Markdown text."""
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(text)


def traces(html, links=RENDERED, tags=frozenset(HARMLESS_TAGS)):
    """What is active in HTML, or fetches something: a line for each."""
    html = re.sub("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "", html)  # which lxml does not take
    # However it is parsed: a tag begins with these two characters.
    found = [name for name in re.findall("</?([A-Za-z!?][^\\s/>]*)", html) if name.lower() not in tags]
    for node in lxml_html.fragment_fromstring(html, create_parent="main").iterdescendants():
        if not isinstance(node.tag, str) or node.tag not in tags:
            found.append(lxml_html.tostring(node))
            continue
        for name, value in node.attrib.items():
            wrong = name not in HARMLESS_ATTRIBUTES
            wrong |= name == "href" and not links.fullmatch(value)
            wrong |= name == "src" and not re.fullmatch(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=]*", value)
            wrong |= name == "style" and not re.fullmatch(r"text-align: ?\w+;?", value)
            if wrong:
                found.append(f"{node.tag} {name}={value}")
    return found


# ---------------------------------------------------------------- Markdown


def test_the_check_sees_what_is_active():
    real = [text.numbered(number) for number, text in TEXTS.items() if text.fires]
    assert len(real) >= 45
    for text in real:
        assert traces(rendered(text)), text


@pytest.mark.parametrize("number", TEXTS)
def test_a_hostile_text_is_harmless_in_what_nbconvert_makes_of_it(number):
    text = TEXTS[number].numbered(number)
    cleaned = harmless.markdown(text)
    assert traces(rendered(cleaned)) == []
    assert harmless.markdown(cleaned) == cleaned
    assert not re.search(
        r"\\(href|class|cssId|style|unicode|html\w*|bbox|mmlToken|require)(?![A-Za-z])", rendered(cleaned)
    )
    # What it says can still be read, so that a person sees what was tried.
    assert re.sub(r"[\s\0\x01]", "", text) == re.sub(r"\s", "", cleaned)


@pytest.mark.parametrize("what", SILENT)
def test_a_text_that_does_harm_without_a_script_is_harmless_too(what):
    html = rendered(harmless.markdown(SILENT[what]))
    assert traces(html, re.compile("https?://(?!localhost|127)[^\\s]*|#.*")) == []
    assert "<button" not in html


@pytest.mark.parametrize("what", INNOCENT)
def test_an_innocent_text_is_as_readable_as_before(what):
    text, shown = INNOCENT[what]
    cleaned = harmless.markdown(text)
    assert cleaned == text
    for html in (rendered(cleaned), harmless.html(rendered(cleaned))):
        seen = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for piece in shown:
            assert piece in re.sub("<span[^>]*>|</span>|</?code>", "", seen), piece


def test_a_sign_less_than_without_a_space_gets_one_and_means_the_same():
    assert harmless.markdown("$a<b$, `x<y`, a<b, a<=b, a<-b, a<2") == "$a< b$, `x< y`, a< b, a<=b, a<-b, a<2"


FRAGMENTS = [
    "<", ">", "<script>", "</script>", "<img src=x onerror=f()>", "<!--", "-->", "<a href='", "'", '"', "](", "[", "]", ")",
    "![", "]:", "[a]: ", "javascript:", "data:text/html,", "data:image/png;base64,", PNG, "attachment:", "https://", "http://",
    "example.org", "localhost", "//", "@", "&#60;", "&lt", "&colon;", "&Tab;", "&#x6a;", "\\", "\\\\", "\\href{", "\\class{",
    "}{", "$", "$$", "`", "```", "~~~", "```mermaid\n", "\n", "\n\n", "    ", "\t", "> ", "- ", "# ", "|", "|-|-|\n", "\0",
    "\x01", "\r", "\x85", "\u2028", "\\begin{align}", "\\end{align}", "*", "_", "~~", "svg", "x", " ", ":", "0", "\ufeff",
]  # fmt: skip
ANY_TEXT = st.text() | st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=25).map("".join)


@settings(max_examples=600, deadline=None)
@given(ANY_TEXT)
@example("\\<img src=x onerror=f()>")
@example("[![a](data:image/png;base64,AAAA)](javascript:f())")
@example("\0" + "0\0")
def test_any_text_is_harmless(text):
    cleaned = harmless.markdown(text)
    html = rendered(cleaned)
    assert traces(html) == []
    assert traces(harmless.html(html)) == []
    assert harmless.markdown(cleaned) == cleaned


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
@example("<B><img width=3 height=4><summary>x")
def test_any_html_is_harmless_once_it_is_cleaned(text):
    cleaned = harmless.html(text) + harmless.html(rendered(text))
    assert traces(cleaned, tags=HARMLESS_TAGS | HARMLESS_WHEN_CLEANED) == []


def test_a_long_text_takes_no_long_time():
    for piece in [*FRAGMENTS, "1", "&#1", "&a", "a.", "https://x.yy/", "http://a.bc", "![a](x", "](https://a.bc"]:
        many = piece * (30_000 // len(piece))
        harmless.markdown(f"{many}&#{many}](https://{many}![a](data:image/png;base64,{many}")


# ---------------------------------------------------------------- pictures


def picture(kind, start):
    return base64.b64encode(start + b"more").decode()


@pytest.mark.parametrize(
    "text",
    ["![a](attachment:my%20page%20(1).png)", "![a](<attachment:my page (1).png>)", "<img src='attachment:my%20page%20(1).png'/>",
     '<img width="400" alt="x" src="attachment:my%20page%20(1).png">'],
)  # fmt: skip
def test_a_picture_that_jupyter_attached_stays_however_it_is_written(text):
    kept = harmless.markdown(f"See {text}.", {"my page (1).png": "picture-1.png"})
    assert re.fullmatch(r"See !\[a?\]\(attachment:picture-1\.png\)\.", kept)
    assert "attachment:picture" not in harmless.markdown(text, {})


def test_a_picture_in_html_keeps_nothing_but_its_data():
    data = picture("image/png", harmless.PICTURES["image/png"])
    for kind in ("png", "PNG"):
        kept = harmless.markdown(f"<img onerror=f() src='data:image/{kind};base64,{data}' style='position:fixed'>")
        assert kept == f"![](data:image/png;base64,{data})"
    assert harmless.markdown("<img onerror=f() src='data:image/png;base64,AAAA'>").startswith("< img")


@pytest.mark.parametrize("kind", harmless.PICTURES)
def test_a_picture_that_is_data_stays(kind):
    data = picture(kind, harmless.PICTURES[kind])
    assert harmless.markdown(f"![a](data:{kind};base64,{data})") == f"![a](data:{kind};base64,{data})"
    assert harmless.pictures({"my photo.x": {kind: data}}) == {"my photo.x": {kind: data}}
    notebook = submission(derivation="See ![a](attachment:my%20photo.x)")
    notebook.cells[2].attachments = nbformat.from_dict({"my photo.x": {kind: data}})
    for _ in range(2):
        harmless.clean(notebook, ASSIGNMENT)
        (name,) = notebook.cells[2].attachments
        assert notebook.cells[2].attachments == {name: {kind: data}}
        assert notebook.cells[2].source == f"See ![a](attachment:{name})"
    assert f'src="data:{kind};base64,{data}"' in page(notebook.cells[2])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/svg+xml", base64.b64encode(b"<svg onload=f()>").decode()),
        ("text/html", base64.b64encode(b"<script>").decode()),
        ("image/png", base64.b64encode(b"<script>").decode()),
        ("image/png", '"><script>'),
        ("image/png", PNG + '" onerror="f()'),
        ("image/png", ["x"]),
        (None, None),
    ],
)
def test_a_picture_that_is_something_else_goes(kind, data):
    assert harmless.pictures({"a": {kind: data}}) == harmless.pictures({"a": data}) == harmless.pictures(data) == {}
    assert "](" not in harmless.markdown(f"![a](data:{kind};base64,{data})")
    assert "](" not in harmless.markdown("![a](attachment:a)", {})


def test_the_words_for_a_picture_can_do_nothing():
    cleaned = harmless.markdown(f'![" onerror="f() <b> \\ `x`](data:image/png;base64,{PNG} "a title")')
    assert cleaned.startswith("![  onerror= f()")
    assert traces(rendered(cleaned)) == []


# ---------------------------------------------------------------- notebooks

ASSIGNMENT = Assignment(
    "demo",
    (
        Cell("intro", "locked", "markdown", "Ours: <b>bold</b>", "Ours: <b>bold</b>", 0.0, "0"),
        Cell("f", "solution", "code", "def f(): 1", "def f(): ...", 0.0, "1"),
        Cell("derivation", "manual", "markdown", "### BEGIN MARK SCHEME", "*Write <here>.*", 4.0, "2"),
    ),
)


def submission(**sources):
    cells = []
    for cell in ASSIGNMENT.cells:
        make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        cells.append(make(sources.get(cell.id, cell.released), metadata={"nbgrader": cell.nbgrader}))
    return new_notebook(cells=cells)


def test_an_answer_that_was_not_touched_is_still_one_for_nbgrader():
    notebook = submission()
    for cell in notebook.cells:
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
    harmless.clean(notebook, ASSIGNMENT)
    assert determine_grade(notebook.cells[2]) == (0, 4.0)
    assert [cell.source for cell in notebook.cells] == [cell.released for cell in ASSIGNMENT.cells]


def test_an_answer_is_cleaned_and_code_is_not():
    notebook = submission(derivation="<script>f()</script>", f="x = '<script>'")
    notebook.cells += [
        new_raw_cell("<script>"),
        new_markdown_cell("[a](javascript:f())"),
        new_markdown_cell("Ours: <b>bold</b>"),
    ]
    harmless.clean(notebook, ASSIGNMENT)
    sources = [cell.source for cell in notebook.cells]
    assert sources[1:] == [
        "x = '<script>'",
        "< script>f()< /script>",
        "< script>",
        "[a] (javascript:f())",
        "Ours: < b>bold< /b>",
    ]
    assert determine_grade(notebook.cells[2]) == (None, 4.0)


def test_a_claim_to_be_ours_is_not_believed():
    tag = {"grade_id": "intro", "locked": True, "grade": False, "solution": False, "schema_version": 3}
    notebook = new_notebook(cells=[new_markdown_cell("<script>f()</script>", metadata={"nbgrader": tag})])
    harmless.clean(notebook, ASSIGNMENT)
    assert notebook.cells[0].source == "< script>f()< /script>"


def test_outputs_are_text_and_pictures_and_metadata_is_ours():
    html = "<script>f()</script>"
    outputs = [
        new_output(
            "display_data", {"text/html": html, "application/javascript": "f()", "text/plain": html, "image/png": PNG}
        ),
        new_output(
            "execute_result", {"text/latex": html, "image/svg+xml": html, "text/markdown": html, "image/png": html}
        ),
        new_output("stream", text=html),
        new_output("error", ename=html, evalue=html, traceback=[html]),
    ]
    notebook = new_notebook(
        cells=[new_code_cell("1", outputs=outputs, metadata={"tags": [html], "x": 1}), new_markdown_cell("a")],
        metadata={
            "title": html,
            "widgets": {},
            "kernelspec": {"name": html, "display_name": html},
            "downhill": {"assignment": html},
        },
    )
    harmless.restrict(notebook)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert [dict(cell.metadata) for cell in notebook.cells] == [{}, {}]
    assert set(notebook.cells[0].outputs[0].data) == {"text/plain", "image/png"}
    assert [output.output_type for output in notebook.cells[0].outputs] == ["display_data", "stream", "error"]
    assert "script" not in nbformat.writes(notebook.copy()).replace("<script>f()</script>", "", 5)


@pytest.mark.parametrize(
    "odd", [None, [], "x", {"nbgrader": []}, {"nbgrader": {"grade_id": ["x"]}}, {"nbgrader": {"grade_id": "<b>"}}]
)
def test_odd_metadata_is_dropped(odd):
    notebook = new_notebook(cells=[new_markdown_cell("a")])
    notebook.cells[0].metadata = nbformat.from_dict(odd)
    harmless.restrict(notebook)
    assert notebook.cells[0].metadata == {}


# ---------------------------------------------------------------- pages


def page(*cells, **resources):
    notebook = new_notebook(cells=list(cells))
    html, _ = like_formgrader().from_notebook_node(
        notebook, resources={"base_url": "", "index": 0, "total": 1} | resources
    )
    return html


def test_every_script_of_the_page_has_its_nonce_and_the_policy_allows_no_other():
    first, second = page(new_markdown_cell("a")), page(new_markdown_cell("a"))
    (policy,) = lxml_html.fromstring(first).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (nonce,) = re.findall(r"'nonce-([\w-]{24,})'", policy)
    assert "unsafe-inline" not in re.search("script-src[^;]*", policy)[0]
    assert "unsafe-eval" not in policy
    assert policy.startswith("default-src 'none'; ")
    scripts = lxml_html.fromstring(first).xpath("//script")
    assert len(scripts) > 10
    assert {script.get("nonce") for script in scripts} == {nonce}
    assert not lxml_html.fromstring(first).xpath("//@*[starts-with(name(), 'on')]")
    assert nonce not in second  # drawn anew


def test_names_are_text_in_the_page():
    name = "</script><img src=x onerror=f()>\"'&"
    html = page(
        new_markdown_cell("a"),
        **dict.fromkeys(["student", "last_name", "first_name", "notebook_id", "notebook_path"], name),
    )
    assert "<img" not in html
    assert lxml_html.fromstring(html).xpath("//a[@class='name-shown']")[0].text_content().strip() == f"{name}, {name}"


@pytest.mark.parametrize(
    "text", [">" * 5000 + "x", "![a](attachment:lost.png)", "[" * 5000, "*" * 5000, "$" * 5001, "\\begin{a}" * 100_000]
)
def test_no_text_keeps_the_page_from_being_made(text):
    assert "<p>after</p>" in page(new_markdown_cell(text), new_markdown_cell("after"))
