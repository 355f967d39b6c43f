"""Headless Chromium that reaches loopback only, sees the fonts of fonts.conf only, and writes down what it asks for."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver

from tests.needs import FONTS, browser_program, help_for, missing_for_a_browser

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-lcd-text",  # grey antialiasing: no coloured fringes in the reference pictures
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class NoBrowserError(Exception):
    """There is no Chromium, no chromedriver, or the fonts are not there."""


@contextmanager
def chromium(fonts: Path | None = FONTS) -> Iterator[webdriver.Chrome]:
    """A browser of its own. With `fonts` None it sees all fonts of the system."""
    if missing := missing_for_a_browser():
        raise NoBrowserError(help_for(missing))
    binary, driver_path = browser_program(), shutil.which("chromedriver")
    assert binary
    assert driver_path
    environment = {**os.environ}
    if fonts:
        environment["FONTCONFIG_FILE"] = str(fonts)
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.add_experimental_option("perfLoggingPrefs", {"enableNetwork": True, "enablePage": False})
    with tempfile.TemporaryDirectory(prefix="deckgen-browser-", ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path, env=environment))
        try:
            driver.set_window_size(1400, 1000)
            driver.set_script_timeout(300)
            yield driver
        finally:
            driver.quit()


def console_errors(browser: webdriver.Chrome) -> list[str]:
    """What pages have complained about since the last call."""
    entries: list[dict[str, str]] = browser.execute("getLog", {"type": "browser"})["value"]
    return [one["message"] for one in entries if one["level"] == "SEVERE" and "favicon.ico" not in one["message"]]


def requested(browser: webdriver.Chrome) -> set[str]:
    """Every address that pages have asked for since the last call, with whatever success."""
    entries: list[dict[str, str]] = browser.execute("getLog", {"type": "performance"})["value"]
    events: list[dict[str, Any]] = [json.loads(entry["message"])["message"] for entry in entries]
    return {one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"}
