"""What browser tests share: a Chromium of the system, and pages with figures as MyST-NB writes them."""

import json
from pathlib import Path

import pytest
from chromium import NoBrowser, find_browser, launch
from needs import missing

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
HOST = ROOT / "book/_ext/publishing/static/widget_host.js"
PAGE = """<!doctype html>
<html lang="en" data-theme="{theme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Figures</title>
<style>body {{ margin: 0 auto; padding: 8px; max-width: 46rem; font-family: sans-serif }}
html[data-theme="dark"] {{ background: #121212; --pst-color-background: #121212; --pst-color-text-base: #ced6dd }}
html[data-theme="light"] {{ --pst-color-background: #fff; --pst-color-text-base: #222832 }}</style>
<script defer src="{host}"></script></head>
<body><main><h1>Figures</h1>{views}</main>
<script type="application/vnd.jupyter.widget-state+json">{state}</script>
</body></html>"""
VIEW = """<script type="application/vnd.jupyter.widget-view+json">{view}</script>
<div class="downhill-widget" data-model="{id}" data-widget="{name}"></div>"""


def static_page(path, *widgets, theme="light"):
    """Write the widgets to a page that needs no kernel, and return its address."""
    from ipywidgets.embed import dependency_state

    views = []
    for widget in widgets:
        view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
        views.append(VIEW.format(view=json.dumps(view), id=widget.model_id, name=type(widget).__name__))
    states = dependency_state(widgets, drop_defaults=False)
    state = json.dumps({"version_major": 2, "version_minor": 0, "state": states}).replace("</", "<\\/")
    path.write_text(PAGE.format(theme=theme, host=HOST.as_uri(), views="\n".join(views), state=state), encoding="utf-8")
    return path.as_uri()


def drag_by_mouse(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def drag_by_finger(page, start, end):
    session = page.context.new_cdp_session(page)
    places = [[a + (b - a) * k / 4 for a, b in zip(start, end, strict=True)] for k in range(5)]
    for kind, place in [("touchStart", places[0]), *(("touchMove", place) for place in places[1:]), ("touchEnd", None)]:
        points = [{"x": place[0], "y": place[1]}] if place else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.detach()


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests."""
    try:
        find_browser()
    except NoBrowser as error:
        missing(str(error))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # A page of a site that is open already starts at once; and no page lives long enough to earn back what V8's
        # slowest compilers cost.
        browser = launch(playwright, "--process-per-site", "--js-flags=--no-turbofan --no-wasm-tier-up")
        yield browser
        browser.close()
