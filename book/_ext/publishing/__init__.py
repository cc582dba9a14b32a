"""Publishing: the book as a site that needs nobody, is quick on a phone, and fails to build on any defect.

Sphinx and the theme write the pages. What runs while they do is connected in `setup` of the modules named there; what
works on the finished pages runs at the end of every build, in `publish`, and leaves alone what it has done before.
"""

import os
from pathlib import Path

from addresses import published
from sphinx.application import Sphinx
from sphinx.config import Config

from publishing import (
    assets,
    checks,
    distance,
    execution,
    exercises,
    handout,
    hosting,
    launch,
    mathematics,
    pages,
    pictures,
    reporting,
)
from publishing.site import Page, load

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the extension to a build of the book."""
    app.add_config_value("publishing_lite", False, "html", [bool])
    app.add_config_value("publishing_fingerprint", "", "html", [str])
    app.connect("config-inited", configure)
    execution.setup(app)
    mathematics.setup(app)
    launch.setup(app)
    handout.setup(app)
    exercises.setup(app)
    reporting.setup(app)
    hosting.setup(app)
    app.add_css_file("downhill.css", priority=900)
    app.add_js_file("scrolling.js")
    app.add_js_file("menus.js")
    app.add_js_file("printing.js")
    app.connect("build-finished", publish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def configure(app: Sphinx, config: Config) -> None:
    """Take what the environment overrides; and have all pages written again when this extension has changed."""
    config.html_baseurl = published(config.html_baseurl)
    if "DOWNHILL_LITE" in os.environ:
        config.publishing_lite = os.environ["DOWNHILL_LITE"] == "1"
    config.html_static_path.append(str(HERE / "static"))
    sources = (path for path in sorted(HERE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    config.publishing_fingerprint = execution.digest(HERE, sources)


def publish(app: Sphinx, error: Exception | None) -> None:
    """Finish the site: repair the pages, bundle what they load, and report every defect as a warning."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    for picture in out.glob("_images/*.svg"):
        pictures.publish(picture)
    site = load(out)
    for page in site:
        finish(app, page)
    assets.publish(out, site, mathematics.node_modules(app))
    for page in site:
        page.save()
    launch.write_notebooks(app)
    hosting.publish(app, site)
    checks.report(out, site)


def finish(app: Sphinx, page: Page) -> None:
    """Repair one page and add what the book wants on it."""
    pages.repair(page.root, searches=page.name == "search.html")
    pages.reserve_widgets(page.root)
    distance.mark(page.root)
    pictures.give_sizes(page)
    exercises_folder = Path(app.srcdir).parent / "exercises"
    launch.offer_exercises(page, exercises_folder, launch.owner_and_name(app), app.config.publishing_lite)
