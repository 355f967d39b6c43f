"""Math as clients show it: with the MathJax that Anki ships, but every distinct formula once instead of once a card.

MathJax needs over a second to start; with thousands of sides on hundreds of pages that would be all the time there is.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from selenium import webdriver

from tests.browser.decks import Side

SCRIPT = (Path(__file__).parent / "typeset.js").read_text(encoding="utf-8")
PAGE = """<!doctype html><html><meta charset="utf-8"><script src="/_anki/js/mathjax.js"></script>
<script src="/_anki/js/vendor/mathjax/tex-chtml-full.js"></script>
<body class="card card1">{style}<div id="qa" dir="auto"><div class="dk"></div></div></body></html>"""
_PIECE = re.compile(
    r"<(?P<verbatim>style|script|pre|code|textarea)\b.*?</(?P=verbatim)\s*>|<!--.*?-->|<[^>]*>"
    r"|\\\((?P<inline>[^<]*?)\\\)|\\\[(?P<display>[^<]*?)\\\]",
    re.DOTALL,
)
"""What MathJax skips, any other tag, and formulas: like MathJax it finds none that holds a tag."""


class Formula(NamedTuple):
    """TeX as MathJax reads it. The language decides the font around it, and that the size."""

    tex: str
    display: bool
    language: str


@dataclass(frozen=True, slots=True)
class Typeset:
    """What MathJax made of formulas."""

    html: Mapping[Formula, str]
    errors: Mapping[Formula, str]
    """The formulas that MathJax complains about, and its words."""
    css: str

    def applied(self, side: Side) -> str:
        """The side's HTML with math in place of TeX."""
        return _PIECE.sub(lambda found: self._piece(found, side.language), side.html)

    def _piece(self, found: re.Match[str], language: str) -> str:
        formula = _formula(found, language)
        return self.html[formula] if formula else found[0]


def typeset(sides: Iterable[Side], browser: webdriver.Chrome, pages: Path, address: str) -> Typeset:
    """Typeset the formulas of all sides in a page of the folder `pages`, which is served under `address`/_page/."""
    sides = tuple(sides)
    distinct = list(dict.fromkeys(formula for side in sides for formula in formulas(side)))
    style = re.match(r"<style>.*?</style>", sides[0].html, re.DOTALL)
    (pages / "math.html").write_text(PAGE.format(style=style[0] if style else ""), encoding="utf-8")
    browser.get(f"{address}/_page/math.html")
    made, css = browser.execute_async_script(SCRIPT, distinct)
    pairs = list(zip(distinct, made, strict=True))
    return Typeset(
        html={formula: one["html"] for formula, one in pairs},
        errors={formula: one["error"] for formula, one in pairs if one["error"]},
        css=css,
    )


def formulas(side: Side) -> Iterator[Formula]:
    """The formulas of a side in their order."""
    for found in _PIECE.finditer(side.html):
        if formula := _formula(found, side.language):
            yield formula


def _formula(found: re.Match[str], language: str) -> Formula | None:
    for name in ("inline", "display"):
        if found[name] is not None:
            return Formula(html.unescape(found[name]), name == "display", language)
    return None
