"""The figures that move: their settings, and what they do in a browser. Their mathematics is in test_widget_maths.py.

A new figure needs a row in BAD. All other tests find it in `widgets.__all__`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
import widgets
from browsing import AXE, drag_by_finger, drag_by_mouse, static_page
from conftest import ROOT
from traitlets import TraitError
from widgets import _base

FOLDER = ROOT / "book/widgets"
CLASSES = [getattr(widgets, name) for name in widgets.__all__]
BASE = 'import { frame } from "./base.js";\n'


# ---------------------------------------------------------------- wiring

BAD = [
    (widgets.Tangent, {"function": "tan"}, "'function' trait of a Tangent instance expected any of"),
    (widgets.Tangent, {"log10_h": -17}, "should not be less than -16"),
    (widgets.Tangent, {"x": "one"}, "expected a float"),
    (widgets.Tangent, {"h": 0.1}, "Tangent has no setting 'h', only error, function, log10_h"),
    (widgets.Descent, {"lr": 0.0}, "should not be less than 0.001"),
    (widgets.Descent, {"beta": 1}, "should not be greater than 0.99"),
    (widgets.Descent, {"start": (1.0, 2.0, 3.0)}, "requires 2 elements"),
    (widgets.Descent, {"start": (9.0, 1.0)}, "should not be greater than 3"),
    (widgets.DirectionScan, {"angle": 400}, "should not be greater than 360"),
    (widgets.HingeScores, {"scores": [1.0]}, "must be of length 2 <= L <= 6"),
    (widgets.HingeScores, {"correct": 3}, "correct must be a class, 0 to 2, not 3"),
    (widgets.Divergence, {"lr": -0.1}, "should not be less than 0"),
    (widgets.MomentumPlane, {"beta": 2.0}, "should not be greater than 1.05"),
    (widgets.OptimizerRace, {"lr_adam": 0.0}, "should not be less than 0.0001"),
    (widgets.BackwardPass, {"step": 12}, "should not be greater than 11"),
    (widgets.NoiseBall, {"batch_size": 0}, "should not be less than 1"),
    (widgets.NoiseBall, {"batch_size": 1.5}, "expected an int"),
    (widgets.Schedule, {"schedule": "linear"}, "'schedule' trait of a Schedule instance expected any of"),
    (widgets.Schedule, {"lr": 3}, "should not be greater than 2"),
    (widgets.LossSlice, {"start": [[1.0], [2.0]]}, "start and speed must have the same shape"),
    (widgets.LossSlice, {"examples": 4}, "examples must be at most 3, the number of rows, not 4"),
    (widgets.CheckEntry, {"y": [0, 3, 0]}, "labels and row must be below C = 3, column below D = 2"),
    (widgets.CheckEntry, {"X": [[1.0]]}, "X must be (N, D), y (N,) and W (C, D)"),
]


@pytest.mark.parametrize(("figure", "settings", "words"), BAD, ids=lambda value: str(value)[:40])
def test_a_wrong_setting_is_refused_in_one_line(figure, settings, words):
    with pytest.raises((TypeError, TraitError)) as caught:
        figure(**settings)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_class_refuses_something():
    assert {figure for figure, _, _ in BAD} == set(CLASSES)


def test_classes_and_modules_belong_together():
    modules = {figure._module for figure in CLASSES}
    assert modules == {path.name for path in FOLDER.glob("*.js")} - {"base.js"}
    assert {path.stem for path in FOLDER.glob("[a-z]*.py")} == {Path(name).stem for name in modules}
    assert widgets.__all__ == sorted(widgets.__all__)


@pytest.mark.parametrize("text", ["", BASE + BASE, BASE + 'import fs from "fs";\n', BASE.replace("{ frame }", "*")])
def test_a_module_that_could_not_be_joined_is_refused(tmp_path, monkeypatch, text):
    monkeypatch.setattr(_base, "HERE", tmp_path)
    (tmp_path / "base.js").write_text("export function frame() {}\n")
    (tmp_path / "new.js").write_text(text)
    with pytest.raises(ImportError, match=r"new\.js must import exactly once"):
        _base.bundle("new.js")


def luminance(colour):
    linear = [
        v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in np.array([*bytes.fromhex(colour)]) / 255
    ]
    return np.dot([0.2126, 0.7152, 0.0722], linear)


def test_words_in_the_colour_of_a_series_can_be_read_in_both_themes():
    css = (FOLDER / "base.css").read_text()
    pairs = re.findall(r"--s\d: light-dark\(#(\w{6}), #(\w{6})\)", css)
    assert len(pairs) == 6
    for light, dark in pairs:
        assert 1.05 / (luminance(light) + 0.05) >= 4.5
        assert (luminance(dark) + 0.05) / (luminance("222832") + 0.05) >= 4.5


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def page_for(browser, tmp_path_factory):
    """Gives an empty page with some options, always in the same tab: to open another one costs more than most tests."""
    empty = tmp_path_factory.mktemp("empty") / "empty.html"
    empty.write_text("<!doctype html><title>Empty</title>")
    pages = {}

    def get(width=800, **options):
        key = (width, *sorted(options.items()))
        if key not in pages:
            pages[key] = browser.new_page(viewport={"width": width, "height": 900}, **options)
            pages[key].set_default_timeout(20_000)
        pages[key].goto(empty.as_uri())
        pages[key].mouse.move(0, 0)
        return pages[key]

    yield get
    for page in pages.values():
        page.close()


@pytest.fixture
def visit(page_for, tmp_path):
    """Open a page with figures, and hold it to: nothing in the console, no request to anywhere."""
    wrong, heard = [], []
    hear = {
        "console": lambda message: wrong.append(message.text),
        "pageerror": lambda error: wrong.append(str(error)),
        "request": lambda request: wrong.append(request.url) if request.url.startswith("http") else None,
    }

    def open_page(*figures, theme="light", **options):
        page = page_for(reduced_motion="reduce", **options)
        heard.append(page)
        for event, write_down in hear.items():
            page.on(event, write_down)
        page.goto(static_page(tmp_path / "page.html", *figures, theme=theme))
        for place in page.locator(".downhill-widget").all():
            place.scroll_into_view_if_needed()
        page.wait_for_function("!document.querySelector('.downhill-widget:not([data-ready=\"1\"])')")
        return page

    yield open_page
    for page in heard:
        for event, write_down in hear.items():
            page.remove_listener(event, write_down)
    assert not wrong


def shown(page, index=0):
    """All that one figure says: its drawing, its values and its sentence."""
    root = page.locator(".downhill").nth(index)
    return root.evaluate("(node) => node.innerHTML + [...node.querySelectorAll('input')].map((input) => input.value)")


def violations(page):
    if not AXE.exists():
        if os.environ.get("CI"):
            pytest.fail("no axe-core: `npm ci` installs it")
        return []
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run('.downhill-widget')")["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found]


def place_in_words(handle):
    return handle.get_attribute("aria-valuetext") or handle.get_attribute("aria-label")


def centre(handle):
    box = handle.locator(".dh-knob").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("width", [800, 360])
def test_a_right_angle_of_the_direction_scan_is_one_on_the_screen(visit, width):
    page = visit(widgets.DirectionScan(x=1.0, y=3.0), width=width)
    path = page.locator(".dh-plot").first.locator("path.dh-line.dh-s0").get_attribute("d")
    left, low, right, high = map(float, re.findall(r"-?[\d.]+", path))
    assert (right - left) / (low - high) == pytest.approx(5 / 7, rel=1e-2)  # the gradient is (5, 7)


@pytest.mark.parametrize("figure", CLASSES, ids=lambda figure: figure.__name__)
def test_every_control_has_a_name_and_answers_to_the_keyboard(visit, figure):
    page = visit(figure())
    assert violations(page) == []
    for control in page.locator(".downhill input[type=range]").all():
        control.press("Home")
        low, label = shown(page), control.get_attribute("aria-valuetext")
        control.press("End")
        assert control.get_attribute("aria-valuetext") != label
        assert shown(page) != low
    for handle in page.locator(".dh-handle:visible").all():
        before = place_in_words(handle)
        for key in ("ArrowLeft", "Shift+ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight"):
            handle.press(key)
        assert handle.evaluate("(node) => node === document.activeElement")
        assert place_in_words(handle) != before
        if handle.get_attribute("role") == "slider":
            handle.press("End")
            assert handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    for choice in page.locator(".downhill select").all():
        others = choice.locator("option").evaluate_all(
            "(all) => all.filter((one) => !one.selected).map((one) => one.value)"
        )
        for value in others:
            before = shown(page)
            choice.select_option(value)
            assert shown(page) != before
    for box in page.locator(".downhill input[type=checkbox]").all():
        before = shown(page)
        box.press("Space")
        assert shown(page) != before
    for button in page.locator(".downhill button:enabled").all():
        button.press("Enter")
    sentence = page.locator(".dh-status").inner_text()
    assert sentence.endswith(".")
    page.get_by_role("status").get_by_text(sentence, exact=True).wait_for(state="attached")


@pytest.mark.parametrize("figure", CLASSES, ids=lambda figure: figure.__name__)
def test_handles_follow_mouse_and_finger_and_a_phone_is_wide_enough(visit, figure):
    page = visit(figure(), theme="dark", width=320, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    for handle in page.locator(".dh-handle:visible").all():
        handle.scroll_into_view_if_needed()
        assert handle.evaluate("(node) => getComputedStyle(node).touchAction") == "none"
        assert page.locator(".dh-plot").first.evaluate("(node) => getComputedStyle(node).touchAction") == "auto"
        box = handle.locator(".dh-hit").bounding_box()
        assert min(box["width"], box["height"]) >= 24
        # Towards the middle of the plot, where every handle has room.
        plot = handle.locator("xpath=ancestor::*[local-name()='svg']").bounding_box()
        x, y = centre(handle)
        dx = 40 if x < plot["x"] + plot["width"] / 2 else -40
        dy = 40 if y < plot["y"] + plot["height"] / 2 else -40
        before = shown(page)
        drag_by_mouse(page, (x, y), (x + dx, y + dy))
        page.mouse.move(5, 5)
        dragged = shown(page)
        assert dragged != before
        x, y = centre(handle)
        drag_by_finger(page, (x, y), (x - dx, y - dy))
        assert shown(page) != dragged


@pytest.mark.parametrize("figure", CLASSES, ids=lambda figure: figure.__name__)
def test_figures_are_independent_and_two_views_of_one_are_not(visit, figure):
    one, other = figure(), figure()
    page = visit(one, one, other)
    ids = page.locator("[id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(set(ids)) == len(ids) > 3
    texts = [shown(page, index) for index in range(3)]
    control = page.locator(".downhill").nth(0).locator("input[type=range], .dh-handle:visible").first
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):  # one step on, or one back from the end
        control.press(key)
    changed = [shown(page, index) != texts[index] for index in range(3)]
    assert changed == [True, True, False]


CLEAN_UP = """async (source) => {
  const { default: figure } = await import(URL.createObjectURL(new Blob([source.esm], { type: "text/javascript" })));
  const listeners = [];
  const model = {
    get: (name) => source.state[name],
    set: (name, value) => (source.state[name] = value),
    save_changes() {},
    on: (name, react) => listeners.push([name, react]),
    off: (name, react) => listeners.splice(listeners.findIndex((one) => one[0] === name && one[1] === react), 1),
  };
  const el = document.body.appendChild(document.createElement("div"));
  const stop = figure.render({ model, el });
  const controls = [...el.querySelectorAll("input, select, .dh-handle")];
  const heard = listeners.length;
  stop();
  const before = JSON.stringify(source.state);
  for (const node of controls) {
    if ("value" in node) node.value = node.min ?? "";
    for (const kind of ["input", "change"]) node.dispatchEvent(new Event(kind));
    node.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
  }
  return { heard, left: listeners.length, empty: el.childElementCount === 0, deaf: JSON.stringify(source.state) === before };
}"""


@pytest.mark.parametrize("figure", CLASSES, ids=lambda figure: figure.__name__)
def test_cleaning_up_leaves_nothing_behind(page_for, figure):
    page = page_for()
    one = figure()
    state = {name: one.get_state(name)[name] for name in figure.class_own_traits() if not name.startswith("_")}
    found = page.evaluate(CLEAN_UP, {"esm": one._esm, "state": state})
    assert found.pop("heard") > 0
    assert found == {"left": 0, "empty": True, "deaf": True}


@pytest.fixture
def far_down(browser, tmp_path):
    """A page whose figure stands many screens below the first."""
    path = tmp_path / "long.html"
    address = static_page(path, widgets.Tangent())
    path.write_text(path.read_text().replace("</h1>", '</h1><p style="height: 5000px"></p>'))
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(address)
    # Two frames: in the first the browser looks where things are, in the second it has told who asked.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    yield page
    page.close()


def test_a_figure_starts_only_when_the_reader_comes_near(far_down):
    page = far_down
    assert page.locator(".downhill").count() == 0
    page.locator(".downhill-widget").first.scroll_into_view_if_needed()
    page.locator(".downhill").first.wait_for()


def test_printing_starts_every_figure(far_down):
    page = far_down
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.locator("[data-ready='1'] .downhill").wait_for(state="attached")
    page.emulate_media(media="print")
    assert page.locator(".dh-controls").is_hidden()


def test_a_figure_that_cannot_start_says_so(browser, tmp_path):
    broken = widgets.Tangent()
    broken._esm = "export default { render() { throw new Error('on purpose'); } };"
    page = browser.new_page()
    logged = []
    page.on("console", lambda message: logged.append(message.text))
    page.goto(static_page(tmp_path / "broken.html", broken))
    page.get_by_text("This figure could not start.").wait_for()
    assert "on purpose" in logged[0]
    page.close()


def test_who_wants_less_motion_sees_the_end_at_once_and_others_see_it_move(browser, tmp_path):
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)
        page = context.new_page()
        page.goto(static_page(tmp_path / "descent.html", widgets.Descent()))
        status = page.locator(".dh-status")
        status.get_by_text("After 40 steps").wait_for()
        page.evaluate("""() => {
          window.frames_ = 0;
          new MutationObserver(() => (window.frames_ += 1)).observe(document.querySelector('.dh-status'), { childList: true });
        }""")
        page.get_by_role("button", name="Play").click()
        if motion == "no-preference":
            page.wait_for_function("window.frames_ > 3")
        status.get_by_text("After 40 steps").wait_for()
        assert motion == "no-preference" or page.evaluate("window.frames_") == 1
        context.close()


def test_a_page_says_what_python_would_compute(visit):
    page = visit(widgets.Tangent(function="cube", x=1.5, log10_h=-8.0, scheme="central"))
    x, h = np.float64(1.5), 1e-8
    above, below = x + h, x - h
    error = abs((above * above * above - below * below * below) / (2 * h) - 3 * x * x)
    mantissa, exponent = f"{error:.2e}".split("e")
    sign = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    assert f"{float(mantissa):g} × 10{str(int(exponent)).translate(sign)}" in page.locator(".dh-status").inner_text()


def test_where_there_is_no_derivative_the_figure_says_so(visit):
    page = visit(widgets.Tangent(function="abs", x=0.05))
    page.locator(".dh-handle").press("ArrowLeft")
    assert "no derivative at the kink" in page.locator(".dh-status").inner_text()
    assert page.get_by_text("no derivative here").is_visible()


def test_a_large_step_diverges_in_words(visit):
    page = visit(widgets.Descent(lr=0.21))
    page.get_by_role("slider", name="Step size lr").press("End")
    assert "It diverges" in page.locator(".dh-status").inner_text()


def test_another_landscape_brings_its_own_start_and_step_size(visit):
    page = visit(widgets.Descent(lr=0.19, start=(2.0, -1.0)))
    assert page.get_by_role("slider", name="Step size lr").get_attribute("aria-valuetext").startswith("0.19")
    for landscape in ("valley", "saddle", "himmelblau", "bowl"):
        page.locator(".downhill select").select_option(landscape)
        assert "After 40 steps" in page.locator(".dh-status").inner_text()
        assert "above the" not in page.locator(".dh-status").inner_text()


def test_the_race_keeps_every_loss_on_its_axis(visit):
    page = visit(widgets.OptimizerRace(angle=0.0))
    chart = page.locator(".dh-plot").nth(1)
    box = chart.bounding_box()
    assert "AdaGrad is ahead" in page.locator(".dh-status").inner_text()
    ends = chart.locator(".dh-marker:visible").all()  # one that lies off the axes is not drawn
    assert len(ends) == 5
    for end in ends:
        place = end.bounding_box()
        assert box["y"] <= place["y"] + place["height"] / 2 <= box["y"] + box["height"]


# ---------------------------------------------------------------- with a kernel

CELLS = [
    "from widgets import Tangent\nfigure = Tangent()\nfigure",
    "figure.x = -1.0",
    "print('Python sees', figure.x, round(figure.quotient, 4))",
]


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab of its own, with a notebook of the three cells; gives its address."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "figure.ipynb")
    homes = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    words = [
        Path(sys.executable).with_name("jupyter-lab"),
        "--no-browser",
        "--allow-root",
        f"--notebook-dir={tmp_path}",
    ]
    words += ["--ServerApp.port=0", "--IdentityProvider.token=", "--LabApp.news_url="]
    words += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    path = os.pathsep.join([str(ROOT / "book"), os.environ["PYTHONPATH"]])
    environment = os.environ | homes | {"PYTHONPATH": path, "IPYTHONDIR": str(tmp_path / "ipython")}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment) as server:
        found = (re.search(r"http://localhost:\d+/lab", line) for line in server.stderr)
        yield next(match[0] for match in found if match) + "/tree/figure.ipynb?reset"
        server.terminate()
        try:
            server.communicate(timeout=20)  # reads on, since a server whose log is full does not end
        except subprocess.TimeoutExpired:
            server.kill()


def test_in_jupyterlab_python_moves_the_figure_and_sees_what_the_hand_does(browser, lab):
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.set_default_timeout(120_000)
    page.goto(lab)
    cells = page.locator(".jp-Notebook .jp-CodeCell .cm-content")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    for cell, shows in enumerate(["At x = 1 ", "At x = −1 "]):
        cells.nth(cell).click()
        page.keyboard.press("Shift+Enter")
        page.locator(".dh-status").get_by_text(shows).wait_for()
    handle = page.locator(".dh-handle")
    for _ in range(4):
        handle.press("ArrowRight")
    # JupyterLab would have moved to another cell, had the keys reached it.
    assert handle.evaluate("(node) => node === document.activeElement")
    cells.nth(2).click()
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-OutputArea-output").get_by_text("Python sees -0.8 0.7721").wait_for()
    page.close()
