"""A real Chromium, the system's own, driven by Playwright; it reaches no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

_OPTIONS: Final = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""As root a sandbox cannot be made; the others keep the browser from talking on its own."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for as long as the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*_OPTIONS]
        )
        try:
            yield browser
        finally:
            browser.close()
