"""nbgrader's own commands and its formgrader, in this process, since each would take seconds to start."""

import contextlib
import io
import logging
import os
import sys
import warnings

from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader


@contextlib.contextmanager
def working_in(folder):
    """nbgrader reads its configuration from the folder that it is started in; it does not clean up behind itself."""
    here, path = os.getcwd(), list(sys.path)
    os.chdir(folder)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        os.chdir(here)
        sys.path[:] = path


def nbgrader(folder, *words):
    """Run a command of nbgrader in a folder, as its own tests do; gives what it logged."""
    log, status = io.StringIO(), 0
    with working_in(folder):
        app = NbGraderApp.instance()
        try:
            app.initialize([str(word) for word in words])
            app.init_logging(logging.StreamHandler, [log], color=False, subapps=True)
            app.start()
        except NoStart:  # a subcommand ran
            pass
        except SystemExit as error:
            status = error.code
        finally:
            text = log.getvalue()
            app.reset()
    assert not status, f"nbgrader {words}: {text[-3000:]}"
    return text


@contextlib.contextmanager
def formgrader(folder):
    """What the pages of formgrader get their numbers from."""
    with working_in(folder):
        app = NbGrader()
        app.initialize([])
        app.start()
        try:
            yield NbGraderAPI(app.coursedir, app.authenticator, app.exchange, parent=app)
        finally:
            app.reset()
