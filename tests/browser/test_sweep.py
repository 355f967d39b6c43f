"""The sweep of all cards finds what it is for: a small project whose cards have every flaw once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver

from deckgen.project import packaged_templates
from tests.browser.decks import Decks, Side, imported
from tests.browser.sweep import Flaw, sweeping
from tests.conftest import MakeProject

pytestmark = [pytest.mark.anki, pytest.mark.browser]
FLAWED_LOOK = """
.dk-question strong { display: inline-block; width: 900px }
.dk-question em { color: #999 }
.night_mode .dk-answer em { color: #444 }
.mobile .dk-answer strong { margin-inline-start: -60px; display: inline-block }
.dk-extra::before { content: "faint label"; color: #ddd }
"""
ENTRIES = r"""
- {id: sound, front: 'A question with $\sqrt{2}$ in it', back: An answer}
- {id: wide, front: A **wide** word, back: A}
- {id: faint, front: A *faint* word, back: A}
- {id: faint-at-night, front: Q, back: A *faint* word}
- {id: faint-label, front: Q, back: A, extra: E}
- {id: cut-off, front: Q, back: '**Far** to the left'}
- {id: lost-picture, front: '![a dot](dot.svg)', back: A}
- {id: bad-math, front: '$\frac{1}{2}$ and $\alpha$', back: A}
"""
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a dot</title><circle cx="4" cy="4" r="3"/></svg>'
)


@pytest.fixture
def flawed(project: MakeProject, assets: Path) -> Decks:
    pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    look = packaged_templates()["style.css"].text + FLAWED_LOOK
    made = project({"cards/a/x.yaml": ENTRIES, "cards/a/media/dot.svg": DOT, "templates/style.css": look})
    built = made.build()
    assert built.returncode == 0, built.stderr
    decks = imported(made.root / "build")
    for picture in decks.media.iterdir():
        picture.unlink()
    return replace(decks, sides=tuple(replace(side, html=_torn(side.html)) for side in decks.sides))


def _torn(html: str) -> str:
    """The formulas as deckgen itself refuses to build them."""
    return html.replace(r"\frac{1}{2}", r"\frac{1}").replace(r"\alpha", r"\nosuchmacro")


def changed(decks: Decks, entry: str, change: Callable[[str], str]) -> Decks:
    """The sides of one entry with other HTML, for flaws that deckgen itself refuses to build."""

    def one(side: Side) -> Side:
        return replace(side, html=change(side.html)) if side.entry == entry else side

    return replace(decks, sides=tuple(one(side) for side in decks.sides if side.entry == entry))


def test_every_flaw_is_found_on_its_card_and_a_sound_card_has_none(
    flawed: Decks, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    with sweeping(browser, flawed, pages) as sweep:
        flaws = sweep.flaws(flawed.sides)
    found: dict[str, set[str]] = {side.entry: set() for side in flawed.sides}
    for side in flawed.sides:
        found[side.entry] |= {flaw.what for flaw in flaws if flaw.card == side.name}
    assert found["sound"] == set()
    assert any("px too wide: strong" in what for what in found["wide"])
    assert any(what.startswith("faint em. 2.") for what in found["faint"])
    assert any(what.startswith("faint em. 1.") for what in found["faint-at-night"])
    assert {flaw.screen for flaw in flaws if "faint-at-night" in flaw.card} == {"320 px by night"}
    assert any("faint div.dk-extra" in what for what in found["faint-label"])
    assert "cut off at the left: strong" in found["cut-off"]
    assert any(what.startswith("broken picture a-dot-") for what in found["lost-picture"])
    assert {what.split(" in ")[0] for what in found["bad-math"]} == {
        r"MathJax: Missing argument for \frac",
        r"MathJax: unknown macro \nosuchmacro",
    }
    assert any(flaw.what.startswith("console: ") and "404" in flaw.what for flaw in flaws)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda card: f'{card}<img src="https://example.invalid/a.png">', "asks for https://example.invalid/a.png"),
        (lambda card: f"{card}<style>@import 'http://example.invalid/a.css';</style>", "asks for http://example.inv"),
        (lambda card: f"{card}<link rel=preload as=font href=//127.0.0.2/f.woff>", "asks for http://127.0.0.2/f.woff"),
        (lambda card: f"{card}<script>nothing()</script>", "console: "),
        (lambda card: f"{card}<style>body {{ overflow: hidden }}</style>", "body cannot scroll"),
        (lambda card: card.replace('id="answer"', ""), "0 elements with id=answer"),
        (lambda card: f'{card}<p id="answer">', "elements with id=answer"),
        (lambda card: card.replace(r"\(", r"\(<b></b>"), "math left as TeX"),
    ],
)
def test_what_deckgen_would_not_build_is_found_too(
    flawed: Decks, browser: webdriver.Chrome, tmp_path: Path, change: Callable[[str], str], what: str
) -> None:
    decks = changed(flawed, "sound", change)
    pages = tmp_path / "pages"
    pages.mkdir()
    with sweeping(browser, decks, pages) as sweep:
        flaws: list[Flaw] = sweep.flaws(decks.sides)
    assert any(flaw.what.startswith(what) or what in flaw.what for flaw in flaws), [str(flaw) for flaw in flaws]
