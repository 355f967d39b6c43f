r"""Chemistry (`\ce`) is readable on every screen without a scroll bar, in a line of text and as a block."""

import json
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.client import DESKTOP, LARGE, PHONE, SMALLEST, Form, frame
from tests.browser.decks import Side, imported
from tests.browser.server import serving
from tests.browser.typeset import typeset
from tests.conftest import MakeProject

pytestmark = [pytest.mark.anki, pytest.mark.browser]
SCREENS = (SMALLEST, PHONE, LARGE, Form(1000, DESKTOP.classes))
REACTIONS = {
    "water": "H2O",
    "sulfate": "SO4^2-",
    "complex": "[Cu(NH3)4(H2O)2]^2+",
    "alum": "KAl(SO4)2*12H2O",
    "ammonia": "N2 + 3H2 <=> 2NH3",
    "labels": "Hg^2+ ->[I-] HgI2 ->[I-] [Hg^{II}I4]^2-",
    "photosynthesis": r"6CO2 + 6H2O ->[h\nu][chlorophyll] C6H12O6 + 6O2",
    "permanganate": "MnO4- + 5Fe^2+ + 8H+ -> Mn^2+ + 5Fe^3+ + 4H2O",
    "ester": r"CH3COOH + CH3CH2OH <=>[H2SO4][\Delta] CH3COOCH2CH3 + H2O",
    "oxalate": "5C2O4^2- + 2MnO4- + 16H+ -> 10CO2 ^ + 2Mn^2+ + 8H2O",
    "longest": "10FeSO4 + 2KMnO4 + 8H2SO4 -> 5Fe2(SO4)3 + 2MnSO4 + K2SO4 + 8H2O",
    "states": "SO4^2-(aq) + Ba^2+(aq) -> BaSO4(s)",
}
LONG_MOLECULES = {
    "fatty-acid": "CH3CH2CH2CH2CH2CH2CH2CH2CH2CH2CH2COOH",
    "bonds": "CH3-CH2-CH2-CH2-CH2-CH2-CH2-CH2-COOH",
}
"""What has no place to break at is pushed to the side on a phone."""
LOADED = """
return [...document.querySelectorAll("iframe")].every(({ contentDocument: page }) =>
  page?.readyState === "complete" && page.URL === "about:srcdoc");
"""
MEASURED = """
const [width, classes] = arguments;
return [...document.querySelectorAll("iframe")].flatMap((frame) => {
  const page = frame.contentDocument;
  frame.width = width;
  page.documentElement.className = classes;
  for (const link of page.querySelectorAll("link[data-desktop]")) link.disabled = /mobile/.test(classes);
  return [...page.querySelectorAll("mjx-container")].map((one) => [
    frame.title.split(" ")[1],
    one.getAttribute("display") === "true" ? "block" : "inline",
    one.scrollWidth - one.clientWidth,
    one.scrollHeight - one.clientHeight,
    page.defaultView.getComputedStyle(one).scrollbarWidth,
    page.scrollingElement.scrollWidth - frame.clientWidth,
  ]);
});
"""


def sides(project: MakeProject, formulas: dict[str, str]) -> tuple[tuple[Side, ...], Path]:
    """The backs of a card for each formula, which is in a line and in a block, and the folder with their media."""
    entries = [
        {"id": name, "front": f"What is {name}?", "back": f"It is $\\ce{{{tex}}}$, as said.\n\n$$\\ce{{{tex}}}$$"}
        for name, tex in formulas.items()
    ]
    made = project({"cards/a/x.yaml": "\n".join(f"- {json.dumps(entry)}" for entry in entries)})
    built = made.build()
    assert built.returncode == 0, built.stderr
    decks = imported(made.root / "build")
    return tuple(side for side in decks.sides if side.face == "back"), decks.media


def test_no_chemistry_has_a_scroll_bar_and_reactions_fit_every_screen(
    project: MakeProject, browser: webdriver.Chrome, assets: Path, tmp_path: Path
) -> None:
    pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    backs, media = sides(project, REACTIONS | LONG_MOLECULES)
    pages = tmp_path / "pages"
    pages.mkdir()
    with serving({"/": media, "/_anki/": assets, "/_page/": pages}) as address:
        math = typeset(backs, browser, pages, address)
        (pages / "math.css").write_text(math.css, encoding="utf-8")
        frames = "".join(frame(side, math.applied(side), address) for side in backs)
        (pages / "sheet.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", encoding="utf-8")
        browser.get(f"{address}/_page/sheet.html")
        WebDriverWait(browser, 60, 0.05).until(lambda one: one.execute_script(LOADED))
        seen = [(form.width, *one) for form in SCREENS for one in browser.execute_script(MEASURED, *_of(form))]
    assert math.errors == {}
    assert len(seen) == len(SCREENS) * 2 * len(REACTIONS | LONG_MOLECULES)
    too_wide = {(width, name, place) for width, name, place, right, *_ in seen if right > 0}
    assert {name for _, name, _ in too_wide} <= set(LONG_MOLECULES)
    assert (SMALLEST.width, "bonds", "inline") in too_wide
    assert {width for width, *_ in too_wide} <= {SMALLEST.width, PHONE.width, LARGE.width}
    assert [one for one in seen if one[4] > 1 or one[5] != "none" or one[6] > 0] == []


def _of(form: Form) -> tuple[int, str]:
    return form.width, form.classes
