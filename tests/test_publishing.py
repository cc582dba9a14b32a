"""What the book's own Sphinx extension does to pages and pictures, on small ones; and that `-W` stops every defect."""

import os
import re
import shutil
from types import SimpleNamespace

import pytest
from conftest import ROOT, run
from publishing import assets, card, checks, distance, hosting, launch, mathematics, pages, pictures, styles
from publishing.site import Page, is_elsewhere, load, parse, serialise
from sphinx.errors import ExtensionError

KATEX = ROOT / "node_modules/katex/dist"


@pytest.fixture(scope="session")
def katex():
    if not KATEX.is_dir():
        if os.environ.get("CI"):
            pytest.fail("no node_modules: continuous integration must have them")
        pytest.skip("no node_modules: `npm ci` installs them")
    katex = mathematics.Katex(KATEX)
    yield katex
    katex.close()


def page(folder, body, head="", name="page.html"):
    text = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"
    path = folder / name
    path.write_text(text, "utf-8")
    return Page(path, name, text, parse(text))


def defects(page, *others):
    anchors = {one.path.resolve(): set(one.root.xpath("//@id")) for one in (page, *others)}
    return list(checks.defects(page, anchors, page.path.parent))


# ---- the site


def test_a_page_is_written_only_if_it_changed_and_reads_back_as_the_same(tmp_path):
    one = page(tmp_path, "<p>7 &lt; 8 · <code>a &amp; b</code><script>if (1 < 2) {}</script></p>")
    one.save()
    text = one.path.read_text("utf-8")
    assert "if (1 < 2) {}" in text
    assert "7 &lt; 8 · " in text
    assert serialise(parse(text)) == text
    before = one.path.stat().st_mtime_ns
    one.save()
    assert one.path.stat().st_mtime_ns == before


def test_only_pages_of_the_book_are_loaded(tmp_path):
    for name in ("intro.html", "index.html", "404.html", "_static/macros.html", "lite/index.html", "part/deep.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>text</p>")
    assert [one.name for one in load(tmp_path)] == ["intro.html", "part/deep.html"]


@pytest.mark.parametrize(
    "address", ["https://a.org/x.js", "HTTP://a.org", "//a.org/x.js", " https://a.org", "wss://a.org"]
)
def test_an_address_on_another_host_is_seen(address):
    assert is_elsewhere(address)


@pytest.mark.parametrize("address", ["x.js", "../x.js", "#place", "data:image/png;base64,AA", "mailto:a@b.org", "?q=1"])
def test_an_address_that_needs_no_host_is_let_through(address):
    assert not is_elsewhere(address)


# ---- pages


THEME = """
<meta name="viewport" content="width=device-width, initial-scale=1.0"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="_static/sphinx-thebe.css?v=4"><link rel="stylesheet" href="_static/sphinx-design.min.css?v=1">
<script defer src="_static/scripts/fontawesome.js?digest=1"></script><script src="_static/doctools.js?v=2"></script>
<script>let hint = 'show';</script><script>let hint = 'show';</script>
<script>const THEBE_JS_URL = "https://unpkg.com/thebe"</script><script async="async" src="_static/sphinx-thebe.js"></script>
<script>DOCUMENTATION_OPTIONS.pagename = 'page';</script>
<script>let toggleHintShow = 'Click to show';</script><script defer src="_static/togglebutton.js?v=5"></script>
<script src="_static/searchtools.js"></script><script src="searchindex.js"></script>
"""
BODY = """
<div id="pst-primary-sidebar" class="bd-sidebar"></div>
<button class="btn search-button-field" aria-label="Search" title="Search">Search <kbd>K</kbd></button>
<button class="sidebar-toggle" title="Toggle primary sidebar"><span class="fa-solid fa-bars"></span></button>
<details><summary aria-label="Toggle hidden content">Show code cell source</summary></details>
<div role="list"><div class="citation" role="doc-biblioentry">A book</div></div>
"""


def repaired(tmp_path, searches=False):
    one = page(tmp_path, BODY, THEME)
    pages.repair(one.root, searches)
    return one


def test_scripts_that_do_nothing_are_dropped_and_none_holds_up_the_page(tmp_path):
    root = repaired(tmp_path).root
    assert [script.get("src") for script in root.xpath("//script[@src]")] == ["_static/doctools.js?v=2"]
    assert root.xpath("//script[@src]/@defer") == ["defer"]
    inline = [(script.get("type"), script.text) for script in root.xpath("//script[not(@src)]")]
    assert inline == [(None, "let hint = 'show';"), ("module", "DOCUMENTATION_OPTIONS.pagename = 'page';")]
    assert not root.xpath("//link")
    assert len(root.xpath("//meta[@name='viewport']")) == 1


def test_only_the_search_page_keeps_the_scripts_of_the_search(tmp_path):
    sources = repaired(tmp_path, searches=True).root.xpath("//script/@src")
    assert sources == ["_static/doctools.js?v=2", "_static/searchtools.js", "searchindex.js"]


def test_what_is_pressed_or_passed_over_has_a_fitting_name(tmp_path):
    root = repaired(tmp_path).root
    search, toggle = root.xpath("//button")
    assert "aria-label" not in search.attrib
    assert toggle.get("aria-label") == "Toggle primary sidebar"
    assert "aria-label" not in root.xpath("//summary")[0].attrib
    assert root.xpath("//div[@id='pst-primary-sidebar']/@role") == ["complementary"]
    assert root.xpath("//div[@class='citation']/@role") == ["listitem"]


def test_the_theme_is_chosen_before_anything_is_drawn(tmp_path):
    late = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
    root = page(tmp_path, "", f"<script>{late}</script>").root
    pages.repair(root, searches=False)
    assert root.xpath("//head/script/text()") == [pages.THEME_FROM_THE_START]


def test_a_box_unfolds_by_itself(tmp_path):
    proof = "<p class='admonition-title'>Proof of <em>it</em></p><p>Trivial.</p>"
    plain = "<div class='admonition note'><p class='admonition-title'>Note</p></div>"
    root = page(tmp_path, f"<div class='dropdown admonition' id='proof'>{proof}</div>{plain}").root
    pages.repair(root, searches=False)
    pages.repair(root, searches=False)
    (box,) = root.xpath("//details[@class='dropdown admonition'][@id='proof']")
    assert [child.tag for child in box] == ["summary", "p"]
    assert box[0].text_content() == "Proof of it"
    assert len(box.xpath(".//span[contains(@class, 'fold-sign')]")) == 1
    assert root.xpath("//div[@class='admonition note']/p[@class='admonition-title']")


def test_sections_after_the_first_wait_with_room_for_what_they_show(tmp_path):
    words, code = "<p>" + "word " * 200 + "</p>", "<pre>" + "a = 1\n" * 10 + "</pre>"
    hidden = f"<details><summary>Answer</summary>{words * 9}</details>"
    sections = "".join(
        f"<section><h2>Title</h2>{body}</section>" for body in (words, words, words + code, words + hidden)
    )
    root = page(tmp_path, f"<section><h1>Page</h1>{words}{sections}</section>").root
    distance.mark(root)
    rooms = [
        dict(re.findall(r"(phone|desk): (\d+)px", text)) for text in root.xpath("//section[@class='distant']/@style")
    ]
    short, longer, folded = ({name: int(room) for name, room in one.items()} for one in rooms)
    assert 300 < short["desk"] < short["phone"] < 1200  # 200 words: 11 lines at a desk, 25 on a phone
    assert longer["desk"] - short["desk"] > 10 * 20
    assert folded["phone"] - short["phone"] < 100
    assert root.xpath("//section/section[1]/@class") == []


def test_korean_words_are_said_to_be_korean(tmp_path):
    terms = "<dl><dt>기울기 벡터<a>#</a></dt><dt>gradient</dt><dt>아담W*</dt><dd>The word 기울기.</dd></dl>"
    one = page(tmp_path, f"<article>{terms}</article>")
    pages.repair(one.root, searches=False)
    assert [(element.tag, element.text) for element in one.root.xpath("//*[@lang='ko']")] == [
        ("dt", "기울기 벡터"),
        ("dt", "아담W*"),
    ]


def test_repairing_twice_changes_nothing_more(tmp_path):
    one = repaired(tmp_path)
    once = serialise(one.root)
    pages.repair(one.root, searches=False)
    assert serialise(one.root) == once


def test_the_styles_of_cards_stay_where_there_are_cards(tmp_path):
    one = page(tmp_path, "<div class='sd-card'>a card</div>", THEME)
    pages.repair(one.root, searches=False)
    assert one.root.xpath("//link/@href") == ["_static/sphinx-design.min.css?v=1"]


VIEW = '<script type="application/vnd.jupyter.widget-view+json">{"model_id": "m1"}</script>'


def widget_state(module="anywidget", name="AnyModel", model="m1"):
    state = '{"state": {"%s": {"model_module": "%s", "model_name": "%s", "state": {"_anywidget_id": "widgets.tangent.Tangent"}}}}'
    return f'<script type="application/vnd.jupyter.widget-state+json">{state % (model, module, name)}</script>'


def test_each_widget_gets_one_place_that_names_it(tmp_path):
    one = page(tmp_path, VIEW + widget_state())
    pages.reserve_widgets(one.root)
    pages.reserve_widgets(one.root)
    (place,) = one.root.xpath("//div[@class='downhill-widget']")
    assert (place.get("data-model"), place.get("data-widget")) == ("m1", "Tangent")
    assert place.getprevious().tag == "script"
    assert defects(one) == []


# ---- pictures


SVG = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="72pt" height="36pt">
<metadata>made today</metadata>
<path d="M 1.234567 -2.000001
L 3 4.5 z" style="stroke: #1f2328; fill: #0072b2"/><use xlink:href="#a" x="0.999999" y="12.5"/><path style="fill: #123456"/></svg>"""


def test_the_ink_and_the_colours_of_a_figure_follow_the_theme(tmp_path):
    path = tmp_path / "figure.svg"
    path.write_text(SVG)
    pictures.publish(path)
    text = path.read_text("utf-8")
    assert "stroke: var(--ink); fill: var(--s0)" in text
    assert "fill: #123456" in text  # no colour of the book: it stays
    assert "@media(prefers-color-scheme:dark)" in text
    assert 'd="M 1.23 -2 L 3 4.5 z"' in text
    assert 'x="1" y="12.5"' in text
    assert "made today" not in text
    pictures.publish(path)
    assert path.read_text("utf-8") == text


def test_still_and_moving_figures_have_one_set_of_colours():
    style = (ROOT / "book/downhill.mplstyle").read_text().lower()
    widgets = (ROOT / "book/widgets/base.css").read_text()
    for name, (light, dark) in pictures.COLOURS.items():
        assert light[1:] in style
        assert name == "ink" or f"--{name}: light-dark({light}, {dark})" in widgets


def test_a_picture_that_is_no_svg_stops_the_build(tmp_path):
    path = tmp_path / "figure.svg"
    path.write_text("<svg><path></svg>")
    with pytest.raises(SyntaxError):
        pictures.publish(path)


def test_pictures_have_sizes_and_all_but_the_first_wait(tmp_path):
    (tmp_path / "figure.svg").write_text(SVG)
    one = page(tmp_path, "<img src='figure.svg' alt='a'><img src='figure.svg' alt='b'><img src='lost.svg' alt='c'>")
    pictures.give_sizes(one)
    first, second, lost = one.root.xpath("//img")
    assert (first.get("width"), first.get("height")) == ("96", "48")
    assert (first.get("loading"), first.get("fetchpriority")) == (None, "high")
    assert second.get("loading") == "lazy"
    assert lost.get("width") is None


# ---- assets


def test_style_sheets_become_one_with_addresses_that_still_lead_there(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "base.css").write_text("@charset 'utf-8'; b { color: red } /* note */")
    sheet = tmp_path / "styles/theme.css"
    sheet.write_text(
        '@import "../base.css";\na { src: url(../fonts/a.woff2) format("woff2"), url("../fonts/a.ttf") format("truetype") }'
        "i { background: url('data:image/svg+xml,<svg/>') } u { background: url(https://a.org/x.png) }"
    )
    css = assets.woff2_only(assets.inlined(sheet, tmp_path))
    assert css.startswith(" b { color: red } ")
    assert 'a { src: url("fonts/a.woff2") format("woff2") }' in css
    assert "url('data:image/svg+xml,<svg/>')" in css
    assert "url(https://a.org/x.png)" in css


def test_icons_that_nobody_uses_are_left_out():
    css = '.fa{font-weight:900}.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}.fa-bacon:before{content:"\\f7e5"}'
    kept, points = assets.without_unused_icons(css, {"fa-navicon", "fa-solid"})
    assert kept == '.fa{font-weight:900}.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}'
    assert points == {0xF0C9}


def test_a_page_ends_with_one_style_sheet(tmp_path):
    head = '<link rel="stylesheet" href="_static/a.css?v=1"><link rel="icon" href="i.svg"><link rel="stylesheet" href="b.css">'
    one = page(tmp_path, "", head)
    assets.link_bundle(one, tmp_path, "12ab")
    assets.link_bundle(one, tmp_path, "34cd")
    assert one.root.xpath("//link/@href") == ["_static/bundle.css?v=34cd", "i.svg"]


# ---- launching


def test_a_chapter_can_be_run_where_its_notebook_is(monkeypatch):
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    name = launch.repository("https://github.com/owner/course.git")
    assert name == "owner/course"
    plain = launch.services("svm_loss.ipynb", name, lite=False)
    assert plain == {
        "Binder": "https://mybinder.org/v2/gh/owner/course/notebooks?urlpath=lab/tree/svm_loss.ipynb",
        "Colab": "https://colab.research.google.com/github/owner/course/blob/notebooks/svm_loss.ipynb",
    }
    lite = launch.services("svm_loss.ipynb", name, lite=True)
    assert lite == {"JupyterLite": "lite/notebooks/index.html?path=book/svm_loss.ipynb"} | plain
    monkeypatch.setenv("GITHUB_REPOSITORY", "teacher/fork")
    assert launch.repository("https://github.com/owner/course") == "teacher/fork"


@pytest.mark.parametrize(
    ("lite", "words"),
    [(False, "notebook, or open it in Binder or Colab. Next. data"),
     (True, "notebook, or open it in JupyterLite, Binder or Colab. Next. data")],
)  # fmt: skip
def test_an_exercise_opens_beside_its_download_where_this_site_can(tmp_path, lite, words):
    (tmp_path / "exercises/svm_gradient").mkdir(parents=True)
    (tmp_path / "exercises/svm_gradient/svm_gradient.ipynb").touch()
    body = "<p><a class='reference download' href='_downloads/1/svm_gradient.ipynb'>notebook</a>. Next. "
    one = page(tmp_path, body + "<a class='download' href='_downloads/2/data.csv'>data</a></p>")
    for _ in range(2):
        launch.offer_exercises(one, tmp_path / "exercises", "owner/course", lite)
    assert one.root.xpath("//p")[0].text_content() == words
    addresses = launch.services("exercises/svm_gradient/svm_gradient.ipynb", "owner/course", lite)
    assert one.root.xpath("//span/a/@href") == list(addresses.values())
    assert all(address.endswith("exercises/svm_gradient/svm_gradient.ipynb") for address in addresses.values())


# ---- hosting


def test_a_page_is_described_in_its_own_words():
    from docutils.core import publish_doctree

    doctree = publish_doctree("Short.\n\n" + "A *sentence* that says what is in the chapter, " * 9)
    text = hosting.summary(doctree)
    assert text.startswith("A sentence that says")
    assert len(text) < 160
    assert text.endswith("A sentence that …")
    assert hosting.summary(publish_doctree("Short.")) == hosting.DESCRIPTION
    tags = hosting.meta_tags('A "title"', "Ends with <b>", "https://a.org/b.html", "https://a.org/card.png")
    assert '<meta name="description" content="Ends with &lt;b&gt;">' in tags
    assert '<meta property="og:title" content="A &quot;title&quot;">' in tags


def test_the_sitemap_names_every_page():
    text = hosting.sitemap("https://a.org/book/", ["intro.html", "a&b.html"])
    assert re.findall("<loc>(.*?)</loc>", text) == ["https://a.org/book/intro.html", "https://a.org/book/a&amp;b.html"]


def test_the_path_on_the_card_is_computed():
    path = card.descend((-3.9, 2.2), lr=0.3, steps=40)
    assert (card.loss(*path[:-1].T) > card.loss(*path[1:].T)).all()
    h = 1e-6
    slopes = [
        (card.loss(1.6 + h, 2.1) - card.loss(1.6 - h, 2.1)) / (2 * h),
        (card.loss(1.6, 2.1 + h) - card.loss(1.6, 2.1 - h)) / (2 * h),
    ]
    assert card.gradient(1.6, 2.1) == pytest.approx(slopes, rel=1e-6)


# ---- mathematics


def test_a_formula_is_html_before_any_script_runs(katex):
    text = katex.render(r"\begin{align} a &= b \\ &= \tfrac12 \end{align}", display=True)
    assert "katex-display" in text
    assert "<math" in text
    assert "tag" not in text
    assert katex.render("x < y", display=False).startswith('<span class="katex">')


@pytest.mark.parametrize("tex", [r"\frac{1", r"\nosuchmacro", "Größe"])
def test_bad_tex_is_refused_and_the_next_formula_still_works(katex, tex):
    with pytest.raises(mathematics.TexError):
        katex.render(tex, display=True)
    assert "katex" in katex.render("x", display=False)


def test_without_katex_one_line_says_what_to_do(tmp_path):
    app = SimpleNamespace(srcdir=tmp_path / "book", outdir=tmp_path, builder=SimpleNamespace(name="html"))
    with pytest.raises(Exception, match="`npm ci` installs it"):
        mathematics.copy_style_sheet(app)


# ---- checks


BAD = {
    "<img src='_images/a.svg'>": "without alternative text",
    "<img src='_images/a.svg' alt=' '>": "without alternative text",
    "<img src='_images/a.svg' alt='../_build/jupyter_execute/a.svg'>": "without alternative text",
    "<img src='_images/a.svg' alt='_images/a.svg'>": "without alternative text",
    "<img src='https://a.org/a.svg' alt='A curve'>": "another host: https://a.org/a.svg",
    "<img src='//a.org/a.svg' alt='A curve'>": "another host: //a.org/a.svg",
    "<img src='_images/a.svg' srcset='_images/a.svg 1x, https://a.org/a.svg 2x' alt='A curve'>": "another host",
    "<script src='https://a.org/a.js'></script>": "another host",
    "<iframe src='https://a.org'></iframe>": "another host",
    "<link rel='preload' href='https://a.org/a.css'>": "another host",
    "<video><source src='https://a.org/a.mp4'></video>": "another host",
    "<p style='background: url(https://a.org/a.png)'>": "another host",
    "<style>@font-face { src: url('//a.org/a.woff2') }</style>": "another host",
    "<img src='_images/lost.svg' alt='A curve'>": "file that does not exist: _images/lost.svg",
    "<script src='lost.js?v=1'></script>": "file that does not exist",
    "<a href='lost.html'>there</a>": "link to a file that does not exist: lost.html",
    "<a href='other.html#lost'>there</a>": "place that does not exist: other.html#lost",
    "<a href='#lost'>there</a>": "place that does not exist: #lost",
    "<span class='tex-error'>Expected '}'</span>": "TeX error: Expected '}'",
    VIEW + widget_state("@jupyter-widgets/controls", "FloatSliderModel"): "needs a kernel: FloatSliderModel",
    VIEW: "widget without its state",
    VIEW + widget_state(model="m2"): "widget without its state",
}
GOOD = [
    "<img src='_images/a.svg?v=1' alt='A curve that falls'>",
    "<a href='https://a.org'>a link may lead anywhere</a> <a href='mailto:a@b.org'>write</a>",
    "<link rel='canonical' href='https://a.org/page.html'>",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt='A dot'>",
    "<a href='#'>top</a> <a href='other.html#here'>there</a> <a href='other.html?q=1'>there</a>",
    "<a href='lite/notebooks/index.html?path=book/a.ipynb'>built later</a>",
    VIEW + widget_state(),
    widget_state("@jupyter-widgets/base", "LayoutModel"),
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "_images").mkdir()
    (tmp_path / "_images/a.svg").write_text(SVG)
    return tmp_path


@pytest.mark.parametrize("body", BAD)
def test_a_defect_is_reported(folder, body):
    other = page(folder, "<h1 id='here'>Other</h1>", name="other.html")
    found = defects(page(folder, body), other)
    assert len(found) == 1, found
    assert BAD[body] in found[0]


@pytest.mark.parametrize("body", GOOD)
def test_what_is_right_is_not_reported(folder, body):
    other = page(folder, "<h1 id='here'>Other</h1>", name="other.html")
    assert defects(page(folder, body), other) == []


def test_what_a_style_sheet_loads_is_looked_at_too(folder):
    (folder / "a.css").write_text("b { background: url(https://a.org/a.png) } i { background: url(lost.png) }")
    found = defects(page(folder, "", "<link rel='stylesheet' href='a.css?v=1'>"))
    assert found == ["loads from another host: https://a.org/a.png", "loads a file that does not exist: lost.png"]


FAULTY = """# Faulty

$$ \\frac{1 $$

Inline $\\oops$.

![](https://a.org/a.png)

![](curve.svg)

<iframe src="https://a.org/player"></iframe>

<a href="lost.html">lost</a>
"""


def test_the_build_fails_and_names_every_defect(tmp_path, katex):
    shutil.copytree(ROOT / "book/_ext", tmp_path / "book/_ext")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "book/_toc.yml").write_text("format: jb-book\nroot: faulty\n")
    (tmp_path / "book/references.bib").touch()
    (tmp_path / "book/_static").mkdir()
    shutil.copy(ROOT / "book/_static/favicon.svg", tmp_path / "book/_static")
    (tmp_path / "book/curve.svg").write_text(SVG)
    (tmp_path / "book/faulty.md").write_text(FAULTY)
    shutil.copy(ROOT / "_config.yml", tmp_path)
    done = run("jupyter-book", "build", "-W", "-n", "--keep-going", "book", cwd=tmp_path, check=False)
    assert done.returncode
    for defect in [
        "faulty.md:3: WARNING: KaTeX parse error",
        "faulty.md:5: WARNING: KaTeX parse error: Undefined control sequence: \\oops",
        "loads from another host: https://a.org/a.png",
        "loads from another host: https://a.org/player",
        "a picture without alternative text: _images/curve.svg",
        "a link to a file that does not exist: lost.html",
    ]:
        assert defect in done.stderr, done.stderr


def test_only_rules_that_fit_something_are_kept(katex):
    css = ".used,.unused{a:1}.unused{b:2}.by-script{c:3}html[data-theme=dark] .used{d:4}@media print{.unused{e:5}#here{f:6}}"
    page = '<html data-theme="light"><p class="used" id="here">Text</p></html>'
    kept = styles.without_unused_rules(css, [page], ["element.classList.add('by-script')"], ROOT / "node_modules")
    assert re.findall(r"(\w):\d", kept) == ["a", "c", "d", "f"]
    assert "unused" not in kept


def test_without_purgecss_one_line_says_what_to_do(tmp_path):
    with pytest.raises(ExtensionError, match="run `npm ci`"):
        styles.without_unused_rules("p{a:1}", [], [], tmp_path)
