"""Clean up what a killed run left in the folder for temporary files."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

from autograder.course import temporary

_NAME = re.compile(r"dh-(\d+)-\w+")
_OLD_NAME = re.compile(r"dh-\w+")  # without the id of the process that owns it
_OLD = 24 * 3600  # seconds


def clear() -> None:
    """Remove the scratch folders of ours whose owner is gone."""
    for path in Path(tempfile.gettempdir()).glob("dh-*"):
        try:
            status = path.lstat()
        except OSError:
            continue
        if status.st_uid != os.geteuid() or path.is_symlink() or not path.is_dir():
            continue
        if found := _NAME.fullmatch(path.name):
            gone = not temporary.is_running(int(found[1]))
        else:
            gone = bool(_OLD_NAME.fullmatch(path.name)) and time.time() - status.st_mtime > _OLD
        if gone:
            shutil.rmtree(path, ignore_errors=True)
