"""Formulas typeset once and put into many pages are what the client typesets in each."""

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.client import PHONE, frame, reviewer_page
from tests.browser.decks import Decks, Side
from tests.browser.server import serving
from tests.browser.typeset import Formula, formulas, typeset

SHOWN = "return document.querySelector('iframe').contentWindow.shown"
ALIKE = """
const [theirs, ours] = [...document.querySelectorAll("iframe")].map(({ contentDocument: page }) => {
  page.documentElement.className = arguments[0];
  for (const link of page.querySelectorAll("link[href$='webview.css']")) link.disabled = true;
  return [...page.querySelectorAll("mjx-container")].map((math) => [math.textContent, math.getBoundingClientRect().width]);
});
return [theirs, ours];
"""


def side(html: str) -> Side:
    return Side("en/a", "one", 0, "front", html)


def test_formulas_are_found_where_mathjax_looks_for_them() -> None:
    html = r"<style>\(s\)</style><p>\(a &lt; b\) <code>\(c\)</code> \[d\] \(e<b>f</b>\) <pre>\[g\]</pre>\(h\)</p>"
    assert list(formulas(side(html))) == [
        Formula("a < b", False, "en"),
        Formula("d", True, "en"),
        Formula("h", False, "en"),
    ]


@pytest.mark.anki
@pytest.mark.browser
@pytest.mark.parametrize(
    ("package", "entry"),
    [("en/training-evaluation", "retrieval-ndcg-formula"), ("zh-Hans/backbones", "sinusoidal-formula")],
)
def test_a_formula_has_the_words_and_the_width_it_has_in_the_client(
    decks: Decks, assets: Path, browser: webdriver.Chrome, tmp_path: Path, package: str, entry: str
) -> None:
    front, back = decks.card(package, entry, 0)
    with serving({"/": decks.media, "/_anki/": assets, "/_page/": tmp_path}) as address:
        math = typeset([back], browser, tmp_path, address)
        (tmp_path / "math.css").write_text(math.css, encoding="utf-8")
        (tmp_path / "client.html").write_text(reviewer_page(back, front, PHONE, night=False), encoding="utf-8")
        frames = '<iframe width="360" src="/_page/client.html"></iframe>' + frame(back, math.applied(back), address)
        page = f"<!doctype html><meta charset=utf-8><style>iframe {{ width: 360px }}</style>{frames}"
        (tmp_path / "both.html").write_text(page, encoding="utf-8")
        browser.get(f"{address}/_page/both.html")
        WebDriverWait(browser, 60, 0.05).until(lambda one: one.execute_script(SHOWN))
        theirs, ours = browser.execute_script(ALIKE, PHONE.classes)
    assert len(theirs) >= 2
    assert [words for words, _ in ours] == [words for words, _ in theirs]
    assert [width for _, width in ours] == pytest.approx([width for _, width in theirs], abs=0.5)
