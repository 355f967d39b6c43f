"""What the tests need that pip cannot bring. `python -m tests.needs` says what is missing, and how to get it."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FONTS = Path(__file__).parent / "browser" / "fonts.conf"
FAMILIES = ("DejaVu Sans", "DejaVu Sans Mono", "Noto Sans CJK SC")
HELP = """\
The tests look at cards in a real Chromium. Missing on this machine: {missing}.

  Debian      sudo apt-get install chromium chromium-driver fontconfig fonts-noto-cjk fonts-dejavu-core libegl1
  Ubuntu      Google Chrome from its own site, npx @puppeteer/browsers install chromedriver@stable (onto PATH), and
              sudo apt-get install fontconfig fonts-noto-cjk fonts-dejavu-core libegl1
  Fedora      sudo dnf install chromium chromedriver google-noto-sans-cjk-fonts \\
                dejavu-sans-fonts dejavu-sans-mono-fonts libglvnd-egl
  macOS       brew install --cask google-chrome chromedriver font-dejavu font-noto-sans-cjk, and brew install fontconfig
  Windows     the same under WSL

Without a browser: make test-fast    (or: python -m pytest -m "not browser")"""


def browser_program() -> str | None:
    """The path of Chromium or Chrome."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return shutil.which("chromium") or shutil.which("google-chrome") or (mac if Path(mac).is_file() else None)


def missing_for_a_browser() -> tuple[str, ...]:
    """What a browser test lacks, in words."""
    return tuple(_missing())


def help_for(missing: tuple[str, ...]) -> str:
    return HELP.format(missing=", ".join(missing))


def _missing() -> Iterator[str]:
    if not browser_program():
        yield "Chromium (or Google Chrome)"
    if not shutil.which("chromedriver"):
        yield "chromedriver"
    listing = shutil.which("fc-list")
    if not listing:
        yield "fc-list of fontconfig"
        return
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    found = subprocess.run([listing], env=environment, capture_output=True, text=True, check=False).stdout
    yield from (f"the font {family}" for family in FAMILIES if family not in found)


def _missing_for_a_desktop() -> tuple[str, ...]:
    return ("libEGL for Qt",) if sys.platform == "linux" and not ctypes.util.find_library("EGL") else ()


if __name__ == "__main__":
    if missing := (*missing_for_a_browser(), *_missing_for_a_desktop()):
        sys.exit(help_for(missing))
