"""What browser tests share: a Chromium of the system, and pages with figures as MyST-NB writes them."""

import json
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
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


def chromium():
    """The path of the system's Chromium, or None."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests. In continuous integration there must be one."""
    if not chromium():
        if os.environ.get("CI"):
            pytest.fail("no Chromium: continuous integration must have one")
        pytest.skip("no Chromium on this machine: install it, or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
