"""Every page of the built site in a browser: at a desk in light mode, on a phone in dark mode, by mouse, finger and keys.

A visit opens a page, tries all that is on it and says each defect in a sentence; a page is right if nothing is said.
"""

import io
import re
from functools import cache
from urllib.error import HTTPError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest
from browsing import AXE, drag_by_finger, drag_by_mouse
from conftest import PUBLISHED, ROOT
from lxml import html
from notebooks import Book
from PIL import Image
from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import expect
from serving import serve

CHAPTERS = Book(ROOT / "book").pages
PAGES = [*CHAPTERS, "index", "search", "genindex", "404"]
LIMIT = 200_000  # bytes on the wire
PHONE = 360  # pixels across

CONTROLS = "input, select, button, .dh-handle"
ARROWS = {"along": ("ArrowRight", "ArrowLeft"), "across": ("ArrowUp", "ArrowDown")}

HEAD = """(complete) => {
  const value = (selector, name) => document.querySelector(selector)?.getAttribute(name)?.trim();
  const found = [];
  const headings = [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility()).length;
  if (headings !== 1) found.push(`${headings} headings of the first rank`);
  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  if (complete && !value("meta[name=description]", "content")) found.push("no description");
  return [found, complete ? [value("link[rel=canonical]", "href"), value("meta[property='og:image']", "content")] : []];
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
IMAGES = """async () => {
  const found = [];
  for (const image of document.images) {
    if (!image.alt.trim()) found.push(`a picture without alternative text: ${image.src}`);
    image.loading = "eager";
    await image.decode().catch(() => found.push(`a picture that does not load: ${image.src}`));
  }
  return found;
}"""
LINKS = "() => [...document.links].filter((link) => link.origin === location.origin).map((link) => link.href)"
UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
}"""
# What was just unfolded fades in; half way its colours are not what a reader sees. And what is far away is laid out, as
# for a reader who comes near: else the browser lays it out anew for each question that axe asks. Nor need axe write down
# the source of each element that it looks at. It judges the contrast of a text by its colour and size and by what lies
# behind it, so of all texts that look alike it is shown the first few; the parts of a formula within a line are one text,
# if they have one colour; one that stands alone may scroll, and stays as it is. Words of code that axe is not shown are
# text of their line. It has no rule for what is in a formula of MathML, for a style in which nothing is important, or for
# the contrast of a single letter.
VIOLATIONS = """async () => {
  const near = document.head.appendChild(document.createElement("style"));
  near.textContent = ".distant { content-visibility: visible !important }";
  for (const fade of document.getAnimations()) fade.finish();
  const whole = new Map();
  const shorten = (node, ...parts) => {
    whole.set(node, [...node.childNodes]);
    node.replaceChildren(...parts);
  };
  for (const formula of document.querySelectorAll(".katex-html:not(.katex-display *)")) {
    const parts = [...formula.querySelectorAll("*")].map((part) => getComputedStyle(part));
    const { color } = getComputedStyle(formula);
    if (parts.some((style) => style.color !== color || style.backgroundColor !== "rgba(0, 0, 0, 0)")) continue;
    shorten(formula, formula.textContent);
  }
  for (const formula of document.querySelectorAll(".katex-mathml math")) shorten(formula);
  const behind = new Map([[null, ""]]), seen = new Map();
  const backdrop = (node) => {
    if (!behind.has(node)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(node);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      behind.set(node, own === "rgba(0, 0, 0, 0),none,1,none,normal" ? backdrop(node.parentElement)
        : own + backdrop(node.parentElement));
    }
    return behind.get(node);
  };
  for (const node of document.body.querySelectorAll("*")) {
    const words = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data);
    if (words.join("").trim().length < 2) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, textShadow, position } = getComputedStyle(node);
    const look = [color, fontSize, fontWeight, textShadow, position, backdrop(node)].join();
    seen.set(look, (seen.get(look) ?? 0) + 1);
    if (seen.get(look) <= 3) node.dataset.look = "";
  }
  const plain = (node) => node.matches?.("span") && node.getAttributeNames().join() === "class" && !node.childElementCount;
  for (const code of document.querySelectorAll("pre")) {
    shorten(code, ...[...code.childNodes].map((part) => (plain(part) ? part.textContent : part)));
  }
  const controls = "input, select, textarea, button, [placeholder]";
  axe.configure({ noHtml: true, rules: [
    { id: "color-contrast", selector: `[data-look], ${controls}` },
    { id: "avoid-inline-spacing", selector: "[style*=important]" },
  ] });
  const { violations } = await axe.run(document, { resultTypes: ["violations"], elementRef: true });
  near.remove();
  for (const [node, parts] of whole) node.replaceChildren(...parts);
  for (const node of document.querySelectorAll("[data-look]")) delete node.dataset.look;
  return violations.map(
    ({ id, nodes }) => `axe: ${id}, ${nodes.length} times: ${nodes[0].element.outerHTML.slice(0, 200)}`);
}"""
TOO_WIDE = """(width) => {
  if (document.documentElement.scrollWidth <= width) return [];
  const end = (node, across) => node.getBoundingClientRect().left + across;
  const clips = (node) => getComputedStyle(node).overflowX !== "visible" && end(node, node.clientWidth) <= width + 1;
  const held = (node) => node && (clips(node) || held(node.parentElement));
  const wide = [...document.querySelectorAll("main *:not(svg *)")].filter(
    (node) => end(node, node.scrollWidth) > width + 1 && node.checkVisibility({ visibilityProperty: true }) && !held(node));
  const widest = wide.at(-1)?.outerHTML.slice(0, 200);
  return [`the page scrolls sideways, ${document.documentElement.scrollWidth} pixels wide: ${widest}`];
}"""
# What a reader sees of a figure that moves, without its handles: they also change when they are focused.
SHOWN = """(place) => {
  const plots = place.querySelector(".dh-plots").cloneNode(true);
  for (const handle of plots.querySelectorAll(".dh-handle")) handle.remove();
  return plots.innerHTML + place.querySelector(".dh-status").textContent;
}"""
PRINTED = """(place) => {
  const plot = place.querySelector(".dh-plot").getBoundingClientRect();
  const found = [];
  if (place.querySelector(".dh-controls").checkVisibility()) found.push("its controls would be printed");
  if (plot.width < 100 || plot.height < 50) found.push("its drawing would not be printed");
  return found;
}"""


# ---------------------------------------------------------------- visits


class Visit:
    """One page, opened in a browser. What is wrong with it is in `findings`."""

    def __init__(self, context, url):
        self.findings = []
        self.requests = []
        self.url = url
        self.page = context.new_page()
        self.page.on("request", lambda request: self.request(request))
        self.page.on("websocket", lambda socket: self.say(f"a connection to {socket.url}"))
        self.page.on("console", lambda message: self.console(message))
        self.page.on("pageerror", lambda error: self.say(f"an error: {error}"))
        self.page.on("response", lambda response: self.response(response))
        self.page.goto(url, wait_until="load")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.page.close()

    def say(self, *sentences):
        self.findings += sentences

    def request(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("data", "blob"):
            return
        if address.netloc == urlsplit(self.url).netloc:
            self.requests.append(request)
        else:
            self.say(f"a request to another host: {request.url}")

    def response(self, response):
        if response.status >= 400:
            self.say(f"status {response.status}: {response.url}")

    def console(self, message):
        if message.type in ("error", "warning"):
            self.say(f"the console says: {message.text}")

    # ---- what is looked at

    def weight(self):
        """Say if the page, as it was before anything else was done on it, is heavier than a page may be."""
        weight = sum(request.sizes()["responseBodySize"] for request in self.requests if request.response())
        if weight > LIMIT:
            self.say(f"{weight} bytes on the wire")

    def head(self, complete=True):
        """Look at what search engines and other sites are told; `complete` for a page that they should show."""
        found, addresses = self.page.evaluate(HEAD, complete)
        self.say(*found)
        here = urljoin(self.url, "/" + PUBLISHED.split("/", 3)[3])
        for address in addresses:
            if not address or not address.startswith(PUBLISHED):
                self.say(f"an address that is not the published book's: {address}")
            elif status(here + address.removeprefix(PUBLISHED)) != 200:
                self.say(f"no such file: {address}")

    def theme(self, wanted):
        theme = self.page.evaluate("document.documentElement.dataset.theme")
        if theme != wanted:
            self.say(f"the theme is {theme}, the reader wants {wanted}")

    def links(self):
        for link in self.page.evaluate(LINKS):
            address, _, anchor = link.partition("#")
            if (answer := status(address)) != 200:
                self.say(f"a link that leads to status {answer}: {link}")
            elif anchor and unquote(anchor) not in anchors(address):
                self.say(f"a link to a place that does not exist: {link}")

    def images(self):
        self.say(*self.page.evaluate(IMAGES))

    def accessibility(self):
        """Look at the page with nothing folded."""
        self.page.evaluate(UNFOLD)
        self.page.evaluate(AXE.read_text())
        self.say(*self.page.evaluate(VIOLATIONS))

    def width(self):
        self.say(*self.page.evaluate(TOO_WIDE, PHONE))

    def widgets(self):
        """The figures that move, all of them started."""
        places = self.page.locator(".downhill-widget").all()
        for place in places:
            place.evaluate("place => place.scrollIntoView({ behavior: 'instant' })")
            place.and_(self.page.locator("[data-ready]")).wait_for(state="attached")
        widgets = [Widget(self, place) for place in places]
        for widget in widgets:
            if widget.place.get_attribute("data-ready") != "1":
                widget.say("did not start")
        return [widget for widget in widgets if widget.place.get_attribute("data-ready") == "1"]

    def print_preview(self, widgets):
        self.page.emulate_media(media="print")
        for widget in widgets:
            widget.say(*widget.place.evaluate(PRINTED))


class Widget:
    """One figure that moves."""

    def __init__(self, visit, place):
        self.visit = visit
        self.page = visit.page
        self.place = place

    def say(self, *sentences):
        self.visit.say(*(f"{self.place.get_attribute('data-widget')}: {sentence}" for sentence in sentences))

    def handles(self):
        return [handle for handle in self.place.locator(".dh-handle").all() if handle.is_visible()]

    def moves(self, act, *arguments):
        """Whether the drawing or the sentence below it changes by an act."""
        before = self.place.evaluate(SHOWN)
        act(*arguments)
        try:
            self.page.wait_for_function(
                f"([place, before]) => ({SHOWN})(place) !== before",
                arg=[self.place.element_handle(), before],
                timeout=2000,
            )
        except TooLate:
            return False
        return True

    def by_keys(self):
        """Go through the figure by Tab, and use each control by keys."""
        if not self.page.get_by_role("group", name=re.compile(r"\w")).and_(self.place.locator("> .downhill")).count():
            self.say("has no accessible name")
        controls = [node for node in self.place.locator(CONTROLS).all() if node.is_visible() and node.is_enabled()]
        self.place.evaluate("place => { place.tabIndex = -1; place.focus(); }")
        for control in controls:
            self.page.keyboard.press("Tab")
            if not control.evaluate("control => control === document.activeElement"):
                self.say(f"Tab does not reach {self.name(control)}")
        for control in controls:
            if control.is_visible():
                self.use(control)

    def name(self, control):
        return control.evaluate("control => (control.labels?.[0] ?? control).textContent || control.ariaLabel")

    def use(self, control):
        """Say if a control does nothing."""
        kind, role = control.evaluate("control => [control.type ?? 'handle', control.role]")
        name = self.name(control)
        if kind == "select-one":
            first = control.input_value()
            others = [
                value
                for value in control.evaluate("select => [...select.options].map((o) => o.value)")
                if value != first
            ]
            moved = [self.moves(control.select_option, value) for value in [*others, first]]
            if not any(moved):
                self.say(f"no choice of {name} does anything")
        elif kind in ("checkbox", "button"):
            if not self.moves(control.press, "Space"):
                self.say(f"{name} does nothing")
        else:
            for pair in ARROWS.values() if role == "application" else [ARROWS["along"]]:
                if not any(self.moves(control.press, key) for key in pair):
                    self.say(f"{pair[0]} and {pair[1]} do nothing on {name}")

    def by_dragging(self, drag):
        """Drag each handle towards the other side of its plot, by mouse or by finger."""
        for handle in self.handles():
            handle.evaluate("handle => handle.scrollIntoView({ block: 'center', behavior: 'instant' })")
            knob = handle.locator(".dh-knob").bounding_box()
            plot = handle.locator("xpath=ancestor::*[@class='dh-plot']").bounding_box()
            start = (knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
            middles = (plot["x"] + plot["width"] / 2, plot["y"] + plot["height"] / 2)
            sides = (plot["width"], plot["height"])
            end = [
                at + side / 4 if at < middle else at - side / 4
                for at, middle, side in zip(start, middles, sides, strict=True)
            ]
            before = handle.get_attribute("transform")
            if not self.moves(drag, self.page, start, end) or handle.get_attribute("transform") == before:
                self.say(f"dragging does not move {handle.get_attribute('aria-label')}")
            # Where it stands on the screen: `scrollY` also changes when something above is laid out, and nothing moves.
            if handle.locator("xpath=ancestor::*[@class='dh-plot']").bounding_box() != plot:
                self.say("its plot moves on the screen while a handle is dragged")


@cache
def status(url):
    """What the server answers to a request for the head of a file."""
    try:
        with urlopen(Request(url, method="HEAD")) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


@cache
def anchors(url):
    """The places that a link to the page may name."""
    with urlopen(url) as answer:
        root = html.fromstring(answer.read())
    return set(root.xpath("//@id | //a/@name"))


# ---------------------------------------------------------------- pages


def hosted(site, folder):
    """Put the site into `folder` where its published address has it, so that addresses from the top are right too."""
    place = folder / urlsplit(PUBLISHED).path.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    return folder


@pytest.fixture(scope="module")
def address(site, tmp_path_factory):
    with serve(hosted(site, tmp_path_factory.mktemp("host"))) as host:
        yield host + urlsplit(PUBLISHED).path


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The address of an empty page that stays open, so that the process of its site lives on from visit to visit."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "index.html").write_text("<!doctype html><title>Empty</title><link rel='icon' href='data:,'>")
    with serve(folder) as host:
        yield host


def offline(browser, **options):
    """A context in which other hosts cannot be reached, and nothing is kept from one page to the next."""
    context = browser.new_context(**options)
    context.route(re.compile(r"^(?!http://127\.0\.0\.1:)"), lambda route: route.abort())
    context.set_default_timeout(20_000)
    return context


@pytest.fixture(scope="module")
def desk(browser, empty):
    context = offline(browser, color_scheme="light", viewport={"width": 1280, "height": 800})
    context.new_page().goto(empty)
    yield context
    context.close()


@pytest.fixture(scope="module")
def phone(browser, empty):
    screen = {"width": PHONE, "height": 780}
    context = offline(browser, color_scheme="dark", viewport=screen, is_mobile=True, has_touch=True)
    context.new_page().goto(empty)
    yield context
    context.close()


def at_a_desk(context, url, theme="light"):
    """What is wrong with a page on a wide screen."""
    with Visit(context, url) as visit:
        visit.weight()
        visit.head(complete=theme is not None)
        if theme:
            visit.theme(theme)
        visit.links()
        visit.images()
        widgets = visit.widgets()
        visit.accessibility()
        for widget in widgets:
            widget.by_keys()
            widget.by_dragging(drag_by_mouse)
        visit.print_preview(widgets)
    return visit.findings


def on_a_phone(context, url, theme="dark"):
    """What is wrong with a page on a narrow screen."""
    with Visit(context, url) as visit:
        if theme:
            visit.theme(theme)
        visit.images()
        widgets = visit.widgets()
        visit.accessibility()
        visit.width()
        for widget in widgets:
            widget.by_dragging(drag_by_finger)
    return visit.findings


def test_no_page_is_forgotten(site):
    assert {path.stem for path in site.glob("*.html")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_right_at_a_desk_in_light_mode(desk, address, name):
    findings = at_a_desk(desk, f"{address}{name}.html", None if name == "404" else "light")
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_right_on_a_phone_in_dark_mode(phone, address, name):
    findings = on_a_phone(phone, f"{address}{name}.html", None if name == "404" else "dark")
    assert not findings, "\n".join(findings)


# ---------------------------------------------------------------- what only some pages show


@pytest.fixture
def reader(desk):
    page = desk.new_page()
    yield page
    page.close()


def page_with(site, *patterns):
    """The name of the first page of the book whose text has all the patterns."""
    texts = ((f"{name}.html", (site / f"{name}.html").read_text()) for name in CHAPTERS)
    return next(name for name, text in texts if all(pattern in text for pattern in patterns))


def brightness(page, picture):
    """Brightness of the darkest and of the brightest point of a picture on the screen, from 0 to 255."""
    page.evaluate(FRAMES)
    return Image.open(io.BytesIO(picture.screenshot())).convert("L").getextrema()


def test_the_theme_button_turns_pages_pictures_and_figures_that_move(site, address, reader):
    reader.goto(address + page_with(site, "downhill-widget", "_images/"))
    picture = reader.locator("article img[src$='.svg']").first
    reader.locator(".downhill-widget").first.scroll_into_view_if_needed()
    words = reader.locator(".downhill .dh-plot text").first

    def look():
        colours = [place.evaluate("node => getComputedStyle(node).fill") for place in (words, reader.locator("body"))]
        return colours, brightness(reader, picture)

    in_the_light, (_, paper) = look()
    while reader.locator("html").get_attribute("data-theme") != "dark":
        reader.locator(".theme-switch-button").first.click()
    in_the_dark, (night, ink) = look()
    assert paper > 250
    assert night < 40
    assert ink > 200
    assert in_the_light != in_the_dark


def test_the_search_finds_a_word(address, reader):
    reader.goto(f"{address}intro.html")
    reader.keyboard.press("Control+k")
    field = reader.locator(".search-button__search-container input, dialog input").first
    expect(field).to_be_focused()
    field.press_sequentially("hinge")
    field.press("Enter")
    reader.wait_for_url("**/search.html?q=hinge*")
    expect(reader.locator("#search-results a[href*='svm_loss.html']").first).to_be_visible()


def test_a_button_copies_the_cell(site, address, desk, reader):
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"{address}svm_loss.html")
    cell = reader.locator("div.cell_input:visible .highlight").first
    cell.hover()
    cell.locator(".copybtn").click()
    expect(cell.locator(".copybtn.success")).to_be_visible()
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == cell.locator("pre").inner_text().strip()
    assert "import" in copied


def test_what_is_folded_opens_by_key_and_the_first_tab_skips_to_the_text(address, reader):
    reader.goto(f"{address}svm_loss.html")
    reader.keyboard.press("Tab")
    skip = reader.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    assert reader.url.endswith("#main-content")
    code = reader.locator("details.hide").first
    code.locator("summary").press("Enter")
    expect(code.locator("pre").first).to_be_visible()
    answer = reader.locator(".admonition.dropdown").first
    expect(answer.locator("p").last).to_be_hidden()
    answer.locator("summary").press("Enter")
    expect(answer.locator("p").last).to_be_visible()


def test_a_chapter_can_be_read_without_scripts(site, address, browser):
    context = offline(browser, java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}svm_loss.html")
    assert len(page.locator("article").text_content()) > 5000
    expect(page.locator(".katex-display .katex-html").first).to_be_visible()
    assert page.locator(".katex-display .katex-html").first.bounding_box()["height"] > 20
    answer = page.locator(".admonition.dropdown").last
    answer.locator("summary").click()
    expect(answer.locator("p").last).to_be_visible()
    for picture in page.locator("article img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    context.close()


# ---------------------------------------------------------------- what is far away waits


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_link_to_a_section_far_away_leads_to_its_heading(address, browser, width):
    context = offline(browser, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{address}gradient_descent.html")
    skipped = page.locator("section.distant").last.locator("p").first
    assert not skipped.evaluate("text => text.checkVisibility({ contentVisibilityAuto: true })")
    for section in page.locator("section.distant").all()[::-4]:
        name = section.get_attribute("id")
        page.evaluate("name => { location.hash = name; }", name)
        page.evaluate(FRAMES)
        top = section.locator("h2").evaluate("heading => heading.getBoundingClientRect().top")
        assert 60 < top < 120, name
    context.close()


def test_the_theme_stands_before_the_scripts_of_the_theme_run(address, phone):
    page = phone.new_page()
    page.route("**/scripts/*.js*", lambda route: route.abort())
    page.goto(f"{address}intro.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.close()


def test_what_is_folded_is_printed_by_browsers_of_any_age(address, desk):
    page = desk.new_page()
    page.add_init_script("CSS.supports = () => false")
    page.goto(f"{address}momentum.html")
    folded = page.locator("article details:not([open])")
    count = folded.count()
    assert count > 5
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded.count() == count
    page.close()


# ---------------------------------------------------------------- the visits see defects

RIGHT = """<!doctype html>
<html lang="en" data-theme="THEME">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>
<meta name="description" content="A page that is right"><link rel="icon" href="curve.svg">
<link rel="canonical" href="PUBLISHEDNAME.html"><meta property="og:image" content="PUBLISHEDcurve.svg">
<style>html { color-scheme: THEME; background: Canvas; color: CanvasText }</style></head>
<body><main><h1 id="top">A page</h1><p>Text, a <a href="#top">link</a>, and a picture.</p>
<img src="curve.svg" alt="A curve that falls" width="96" height="48">
MORE</main></body></html>"""
CURVE = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><path d="M0 0L96 48" stroke="#777"/></svg>'
DEAD = """<div class="downhill-widget" data-widget="Dead" data-ready="1"><div class="downhill" role="group">
<div class="dh-plots"><svg class="dh-plot" width="30" height="20" role="group" aria-label="Plot">
<g class="dh-handle" tabindex="0" role="slider" aria-label="Point" aria-valuenow="1" aria-valuemin="0" aria-valuemax="2"
transform="translate(20,20)"><circle class="dh-knob" r="8"/></g></svg></div><div class="dh-controls">
<button type="button" tabindex="-1">Play</button></div><p class="dh-status">Nothing moves.</p></div></div>
<div class="downhill-widget" data-widget="Absent" data-ready="0"></div>"""
# What is put into the page, or left out of it, and what is then said.
FAULTS = {
    "<img src='https://example.org/a.svg' alt='A curve'>": "a request to another host: https://example.org/a.svg",
    "<script src='//example.org/a.js'></script>": "a request to another host: http://example.org/a.js",
    "<script>fetch('https://example.org/data').catch(() => 0)</script>": "a request to another host: https://example.org/data",
    "<script>new WebSocket('wss://example.org')</script>": "a connection to wss://example.org",
    "<script>console.error('a complaint')</script>": "the console says: a complaint",
    "<script>nosuchfunction()</script>": "an error: nosuchfunction is not defined",
    "<img src='lost.svg' alt='A curve'>": r"status 404: .*/lost\.svg",
    "<img src='curve.svg?a'>": r"a picture without alternative text: .*/curve\.svg\?a",
    "<img src='#' alt='A text' loading='lazy'>": "a picture that does not load: ",
    "<a href='lost.html'>there</a>": r"a link that leads to status 404: .*/lost\.html",
    "<a href='#lost'>there</a>": "a link to a place that does not exist: .*#lost",
    "<h1>Another</h1>": "2 headings of the first rank",
    "<p style='color: #999; background: #aaa'>Pale</p>": "axe: color-contrast, 2 times",
    "<details><summary>More</summary><p style='color: #999; background: #aaa'>Pale</p></details>": "axe: color-contrast, 2",
    "<button></button>": "axe: button-name",
    "<p style='letter-spacing: 0 !important'>Narrow</p>": "axe: avoid-inline-spacing",
    "<pre><span class='k'>in</span> <span class='n' role='nosuch'>x</span></pre>": "axe: aria-roles",
    DEAD: "Dead: has no accessible name",
    "<!-- 1 -->": "Dead: ArrowRight and ArrowLeft do nothing on Point",
    "<!-- 2 -->": "Dead: Tab does not reach Play",
    "<!-- 3 -->": "Dead: Play does nothing",
    "<!-- 4 -->": "Dead: dragging does not move Point",
    "<!-- 5 -->": "Dead: its controls would be printed",
    "<!-- 6 -->": "Dead: its drawing would not be printed",
    "<!-- 7 -->": "Absent: did not start",
    "<p>" + "weight" * 9 + "</p>": r"\d+ bytes on the wire",
}
LEFT_OUT = {
    ' lang="en"': "no language",
    "<title>A page</title>": "no title",
    '<meta name="description" content="A page that is right">': "no description",
    '<meta property="og:image" content="PUBLISHEDcurve.svg">': "an address that is not the published book's: None",
    '<link rel="canonical" href="PUBLISHEDNAME.html">': "an address that is not the published book's: None",
    ' data-theme="THEME"': "the theme is None, the reader wants light",
}
FAULTS_ON_A_PHONE = {
    "<p style='width: 40rem'>A long line</p>": "the page scrolls sideways, 648 pixels wide: <p style",
    "<p style='color: #444'>Pale</p>": "axe: color-contrast",
}
# Each is pale behind three texts of its look that axe does not judge, or beside text that it is not shown.
PALE = """<p style="color: #bbb"><span class="katex-mathml" style="position: absolute; clip-path: inset(50%)">
<math><mi>min</mi><mi>max</mi><mi>sin</mi></math></span><span class="katex-html" aria-hidden="true"><b>loss</b></span></p>
<p style="color: #bbc"><i>a</i> <i>b</i> <i>c</i> <i>loss</i></p>
<pre><span class="n">step</span> <span class="n" style="color: #bcb">loss</span></pre>"""
SCROLLING = "<div style='overflow: auto' tabindex='0'><p style='width: 40rem'>A long line</p></div>"


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    """Writes a page like RIGHT, with some more in its body and with something left out, and gives its address."""
    top, folder = tmp_path_factory.mktemp("host"), tmp_path_factory.mktemp("pages")
    (folder / "curve.svg").write_text(CURVE)
    with serve(hosted(folder, top)) as host:

        def write(name, theme, more=(), left_out=()):
            text = RIGHT
            for part in left_out:
                assert part in text
                text = text.replace(part, "")
            for word, value in {"THEME": theme, "PUBLISHED": PUBLISHED, "NAME": name, "MORE": "".join(more)}.items():
                text = text.replace(word, value)
            (folder / f"{name}.html").write_text(text)
            return f"{host}{urlsplit(PUBLISHED).path}{name}.html"

        yield write


def test_nothing_is_said_of_a_page_that_is_right(desk, phone, made_up):
    assert at_a_desk(desk, made_up("right", "light")) == []
    assert on_a_phone(phone, made_up("right_in_the_dark", "dark", [SCROLLING])) == []


@pytest.fixture(scope="module")
def said_at_a_desk(desk, made_up):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("test_site.LIMIT", 500)
        return at_a_desk(desk, made_up("faulty", "light", FAULTS, LEFT_OUT))


@pytest.mark.parametrize("fault", [*FAULTS.values(), *LEFT_OUT.values()])
def test_a_visit_at_a_desk_says_each_fault(said_at_a_desk, fault):
    assert any(re.match(fault, sentence) for sentence in said_at_a_desk), said_at_a_desk


def test_a_visit_on_a_phone_says_each_fault(phone, made_up):
    said = on_a_phone(phone, made_up("faulty_in_the_dark", "dark", FAULTS_ON_A_PHONE))
    assert len(said) == len(FAULTS_ON_A_PHONE)
    assert all(any(fault in sentence for sentence in said) for fault in FAULTS_ON_A_PHONE.values()), said


def test_a_visit_sees_what_is_pale_in_a_formula_beside_letters_and_in_code(desk, made_up):
    with Visit(desk, made_up("pale", "light", [PALE])) as visit:
        visit.accessibility()
    (said,) = visit.findings
    assert said.startswith("axe: color-contrast, 3 times")
