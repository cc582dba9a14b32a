"""Execution of the chapters: several at once, figures as SVG, and a cache that notices what chapters import.

Jupyter Book runs one chapter after the other, and its cache looks at the text of the cells alone. Here the chapters
that the cache does not know run side by side before they are read, and the cache is a fresh one when something changes
that the cells use but do not contain: a widget, the plot style, the course's own package or the locked libraries.
"""

import hashlib
import logging as standard_logging
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor
from myst_nb.core.read import is_myst_markdown_notebook
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

HELPERS = (
    "book/widgets/*.py",
    "book/widgets/*.js",
    "book/widgets/*.css",
    "book/*.mplstyle",
    "autograder/gradcheck.py",
    "requirements.txt",
)
READER = {"type": "plugin", "name": "myst_nb_md"}
KERNEL_CONFIG = """c.InlineBackend.figure_formats = {"svg"}
c.IPKernelApp.log_level = "ERROR"
"""

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Connect the steps of this module to the build."""
    app.connect("config-inited", use_keyed_cache)
    app.connect("builder-inited", configure_kernels)
    app.connect("env-before-read-docs", execute_together)


def helpers_key(root: Path) -> str:
    """Digest of everything below `root` that chapters use and their cells do not contain."""
    return digest(root, (path for pattern in HELPERS for path in sorted(root.glob(pattern))), sys.version)[:16]


def digest(root: Path, files: Iterable[Path], start: str = "") -> str:
    """Digest of the names, seen from `root`, and of the bytes of these files, in their order, after `start`."""
    whole = hashlib.sha256(start.encode())
    for file in files:
        whole.update(f"{file.relative_to(root)}\0".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def use_keyed_cache(app: Sphinx, config: Config) -> None:
    """Name the cache after its helpers and drop the others; Sphinx reads every chapter again when the name changes."""
    source = Path(app.srcdir)
    caches = source.parent / "_build" / ".jupyter_cache"
    cache = caches / helpers_key(source.parent)
    for other in caches.glob("*"):
        if other != cache:
            shutil.rmtree(other) if other.is_dir() else other.unlink()
    config.nb_execution_cache_path = str(cache)


def configure_kernels(app: Sphinx) -> None:
    """Let the kernels of this build draw SVG, and compute on one thread each, since several run at once."""
    home = Path(app.outdir).parent / ".ipython"
    profile = home / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIG)
    os.environ["IPYTHONDIR"] = str(home)
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # else every drawing holds its date, and is another file each time
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"


def execute_together(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute the chapters among `docnames` that the cache lacks, in as many processes as there are cores.

    A chapter that fails is left to its own turn, where the error is reported with the chapter's name.
    """
    config = env.mystnb_config  # type: ignore[attr-defined]  # MyST-NB puts it there
    if config.execution_mode != "cache":
        return
    sources = [Path(env.doc2path(name)) for name in docnames]
    chapters = [
        path
        for path in sources
        if path.suffix == ".md"
        and is_myst_markdown_notebook(path.read_text("utf-8"))
        and not any(path.match(pattern) for pattern in config.execution_excludepatterns)
    ]
    cache = get_cache(config.execution_cache_path)
    records = [cache.add_nb_to_project(str(path), read_data=READER) for path in chapters]
    missing = cache.list_unexecuted(filter_pks=[record.pk for record in records])
    if len(missing) < 2:
        return
    logger.info("executing %d chapters", len(missing))
    reports = standard_logging.getLogger(__name__)
    reports.setLevel(standard_logging.WARNING)
    executor = load_executor("local-parallel", cache, logger=reports)
    executor.run_and_cache(filter_pks=[record.pk for record in missing], timeout=config.execution_timeout)
