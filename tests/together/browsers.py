"""Finds the browsers of the tests. Imported by tools/install_browsers.py before anything else is installed."""

import os
import shutil
from pathlib import Path


def find_chromium() -> str | None:
    """A Chromium that loads extensions: $CHROMIUM, the system's, or Playwright's own download. None without one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser"):
        found = shutil.which(name)
        if found:
            return found
    return _find_downloaded_chromium()


def _find_downloaded_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_firefox() -> str | None:
    """A Firefox: $FIREFOX or the system's. None without one."""
    named = os.environ.get("FIREFOX")
    if named:
        return named
    return next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), None)
