"""The system's Chromium, which prints the book, measures it and tests it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # who has a Playwright has imported it
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The pages behind the address bar, which nobody sees here: they cost more time than a page, in each context anew.
# Chromium heeds the last of several lists of features, so ours has to name again what Playwright leaves out.
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
PLAYWRIGHTS = ("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
               "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
               "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
               "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch")  # fmt: skip
WORDS = ("--no-sandbox", "--disable-gpu", f"--disable-features={','.join(ADDRESS_BAR + PLAYWRIGHTS)}")


class NoBrowser(Exception):
    """There is no Chromium; the message says what to do."""


def find_browser() -> str:
    """Path of a Chromium or Chrome: the environment's CHROMIUM, or the first installed; else raises NoBrowser."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        path = name and shutil.which(name)
        if path:
            return path
    raise NoBrowser("no Chromium found: install one (Debian: apt-get install chromium), or name it in CHROMIUM")


def launch(playwright: Playwright, *words: str) -> Browser:
    """Start it without a window, with more words on its command line; raises NoBrowser."""
    return playwright.chromium.launch(executable_path=find_browser(), args=[*WORDS, *words])
