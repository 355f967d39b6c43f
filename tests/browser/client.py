"""What a client wraps around a card: the reviewer's own styles and scripts from Anki's wheel, classes of phones and desktops."""

import html
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from tests.browser.decks import Side

_REVIEWER = (Path(__file__).parent / "reviewer.html").read_text(encoding="utf-8")
_FRAME = (Path(__file__).parent / "frame.html").read_text(encoding="utf-8")


class NoAssetsError(Exception):
    """Anki's web assets are not installed."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of screen: its width in px, and the classes that clients give to <html> there."""

    width: int
    classes: str


SMALLEST, PHONE, LARGE, DESKTOP = (
    Form(320, "mobile android"),
    Form(360, "mobile android"),
    Form(412, "mobile android"),
    Form(1280, "linux chrome"),
)


def client_assets() -> Path:
    """The folder that Anki serves as /_anki/: reviewer.css, reviewer.js, MathJax."""
    package = importlib.util.find_spec("_aqt")
    for place in (package.submodule_search_locations or ()) if package else ():
        if (Path(place) / "data/web/js/reviewer.js").is_file():
            return Path(place) / "data/web"
    raise NoAssetsError("Anki's web assets are not installed (pip install --no-deps aqt)")


def reviewer_page(side: Side, front: Side, form: Form, *, night: bool) -> str:
    """A page in which Anki's own reviewer script shows the side. `window.shown` becomes true when it is done."""
    shows = {
        "question": front.html,
        "answer": side.html if side.face == "back" else None,
        "classes": _body(side, night),
    }
    return _filled(
        _REVIEWER,
        classes=form.classes + (" night-mode" if night else ""),
        body=_body(side, night),
        shows=json.dumps(shows).replace("<", "\\u003c"),
    )


def frame(side: Side, card: str, address: str) -> str:
    """An <iframe> with the side's finished HTML and no scripts; whoever shows it sets width and classes."""
    # The whole address as base: looking ahead for pictures, Chromium resolves a mere "/" wrongly in such frames.
    page = _filled(_FRAME, body=_body(side, night=False), address=address, card=card)
    return f'<iframe title="{html.escape(side.name)}" srcdoc="{html.escape(page)}"></iframe>'


def _body(side: Side, night: bool) -> str:
    return f"card card{side.ordinal + 1}" + (" nightMode night_mode" if night else "")


def _filled(page: str, **values: str) -> str:
    for name, value in values.items():
        page = page.replace(f"<!-- {name} -->", value)
    return page
