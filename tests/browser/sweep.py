"""Looks at every side of many cards on every screen, and says what is wrong with which."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import console_errors, requested
from tests.browser.client import DESKTOP, LARGE, PHONE, SMALLEST, client_assets, frame
from tests.browser.decks import Decks, Side
from tests.browser.server import serving
from tests.browser.typeset import Typeset, formulas, typeset

SCREENS = (SMALLEST, PHONE, LARGE, DESKTOP)
SHEET = 120
"""Sides to a page: enough that starting a page costs nothing, few enough for the browser's memory."""
_HERE = Path(__file__).parent
_MEASURE = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("contrast.js", "measure.js"))
_LOADED = """
return [...document.querySelectorAll("iframe")].every(({ contentDocument: page }) =>
  page?.readyState === "complete" && page.URL === "about:srcdoc" && [...page.images].every((image) => image.complete));
"""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something a learner would stumble over."""

    card: str
    what: str
    screen: str = ""
    """The first screen it was seen on, if screens differ."""

    def __str__(self) -> str:
        return f"{self.card}: {self.what}" + (f" ({self.screen})" if self.screen else "")


class Sweep:
    """A browser that looks at cards. Formulas are typeset once for all of them."""

    def __init__(self, browser: webdriver.Chrome, decks: Decks, pages: Path, address: str) -> None:
        self._browser, self._pages, self._address = browser, pages, address
        self.math: Typeset = typeset(decks.sides, browser, pages, address)
        (pages / "math.css").write_text(self.math.css, encoding="utf-8")
        self._forget()

    def flaws(self, sides: Sequence[Side]) -> list[Flaw]:
        """What is wrong with these sides."""
        found = [Flaw(side.name, what) for side in sides for what in self._bad_math(side)]
        for start in range(0, len(sides), SHEET):
            found += self._look_at(sides[start : start + SHEET])
        return found

    def _bad_math(self, side: Side) -> Iterator[str]:
        for formula in formulas(side):
            if formula in self.math.errors:
                yield f"MathJax: {self.math.errors[formula]} in {formula.tex}"

    def _look_at(self, sides: Sequence[Side]) -> Iterable[Flaw]:
        frames = "".join(frame(side, self.math.applied(side), self._address) for side in sides)
        (self._pages / "sheet.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", encoding="utf-8")
        self._browser.get(f"{self._address}/_page/sheet.html")
        WebDriverWait(self._browser, 120, 0.05).until(lambda browser: browser.execute_script(_LOADED))
        screens = [(screen.width, screen.classes) for screen in SCREENS]
        found = [Flaw(*one) for one in self._browser.execute_async_script(_MEASURE, screens)]
        named = " ".join(flaw.what for flaw in found)
        sheet = f"between {sides[0].name} and {sides[-1].name}"
        found += [Flaw(sheet, f"asks for {url}") for url in self._foreign() if url not in named]
        found += [Flaw(sheet, f"console: {message}") for message in sorted(set(console_errors(self._browser)))]
        return found

    def _foreign(self) -> list[str]:
        own = (f"{self._address}/", "data:", "blob:", "about:")
        return sorted(url for url in requested(self._browser) if not url.startswith(own))

    def _forget(self) -> None:
        console_errors(self._browser)
        requested(self._browser)


@contextmanager
def sweeping(browser: webdriver.Chrome, decks: Decks, pages: Path) -> Iterator[Sweep]:
    """Serve the decks and start looking. `pages` is an empty folder."""
    with serving({"/": decks.media, "/_anki/": client_assets(), "/_page/": pages}) as address:
        yield Sweep(browser, decks, pages, address)
