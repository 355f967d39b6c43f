"""The pictures of the README: cards as Anki's own reviewer shows them on phones, on a transparent ground.

`python -m tests.browser.pictures` draws them into docs/pictures/.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium import webdriver

from tests.browser.chromium import chromium
from tests.browser.client import PHONE, client_assets, reviewer_page
from tests.browser.decks import Decks, repository
from tests.browser.references import photograph
from tests.browser.server import serving
from tests.repository import ROOT

FOLDER = ROOT / "docs" / "pictures"
BUTTONS = {
    "en": {"front": ("Show Answer",), "back": ("Again", "Hard", "Good", "Easy")},
    "zh-Hans": {"front": ("显示答案",), "back": ("重来", "困难", "良好", "简单")},
}
"""Anki's own words."""
EDGES = 12
"""Steps of transparency at rounded corners, each of which takes a place in the palette."""
_HERE = Path(__file__).parent
_PAGE, _READY = ((_HERE / name).read_text(encoding="utf-8") for name in ("pictures.html", "pictures.js"))


@dataclass(frozen=True, slots=True)
class Phone:
    """One side of a card on a phone."""

    package: str
    entry: str
    card: int
    face: str
    night: bool = False


PICTURES: dict[str, tuple[int, Sequence[Phone]]] = {
    "cards-phone.png": (
        640,
        (
            Phone("en/clip", "clip-zero-shot-weights", 1, "back"),
            Phone("zh-Hans/clip", "clip-similarity-matrix", 2, "front"),
            Phone("en/clip", "clip-loss-numpy", 1, "back", night=True),
            Phone("zh-Hans/training-evaluation", "gmu-formula", 1, "back", night=True),
        ),
    ),
    "cards-kinds.png": (
        640,
        (
            Phone("zh-Hans/foundations", "early-vs-late-fusion", 1, "front"),
            Phone("zh-Hans/foundations", "early-vs-late-fusion", 1, "back"),
            Phone("en/training-evaluation", "modality-mm-shap-share", 1, "back", night=True),
            Phone("en/multimodal-llm", "llava-two-stages", 1, "back", night=True),
        ),
    ),
}
"""File name to the height of the screens in px, and the phones from left to right."""


def draw(browser: webdriver.Chrome, decks: Decks, pages: Path, address: str, name: str) -> Image.Image:
    """One picture at twice its size, with transparency."""
    height, phones = PICTURES[name]
    frames = "\n".join(_phone(decks, pages, f"{number}.html", phone) for number, phone in enumerate(phones))
    page = _PAGE.replace("<!-- height -->", str(height)).replace("<!-- phones -->", frames)
    (pages / "phones.html").write_text(page, encoding="utf-8")
    browser.execute_cdp_cmd("Emulation.setDefaultBackgroundColorOverride", {"color": {"r": 0, "g": 0, "b": 0, "a": 0}})
    browser.get(f"{address}/_page/phones.html")
    return photograph(browser, *browser.execute_async_script(_READY), scale=2)


def _phone(decks: Decks, pages: Path, file: str, phone: Phone) -> str:
    front, back = decks.card(phone.package, phone.entry, phone.card - 1)
    side = front if phone.face == "front" else back
    (pages / file).write_text(reviewer_page(side, front, PHONE, night=phone.night), encoding="utf-8")
    words = "".join(f"<span>{word}</span>" for word in BUTTONS[front.language][phone.face])
    return (
        f'<div class="phone {"night" if phone.night else "day"}"><div class="screen">'
        f'<iframe src="/_page/{file}"></iframe><div class="bar">{words}</div></div></div>'
    )


def save(picture: Image.Image, path: Path) -> None:
    """As a PNG with a palette of which the last EDGES colours are the rim's in steps of transparency."""
    alpha = picture.getchannel("A")
    rim = _rim(picture)
    ground = Image.new("RGB", picture.size, (rim[0], rim[1], rim[2]))
    ground.paste(picture.convert("RGB"), mask=alpha.point(lambda value: 255 * (value == 255)))
    colours = 256 - EDGES
    small = ground.quantize(colours, kmeans=3, dither=Image.Dither.NONE)
    for step in range(EDGES):
        low, high = 255 * step // EDGES, 255 * (step + 1) // EDGES
        small.paste(colours + step, mask=alpha.point([255 * (low <= value < high) for value in range(256)]))
    palette = (small.getpalette() or [])[: 3 * colours]
    small.putpalette(palette + [0] * (3 * colours - len(palette)) + rim * EDGES)
    opacity = bytes([255] * colours + [255 * step // (EDGES - 1) for step in range(EDGES)])
    small.save(path, optimize=True, transparency=opacity)


def _rim(picture: Image.Image) -> list[int]:
    """The colour of the frames: red, green, blue."""
    upper_edge = picture.convert("RGB").crop((picture.width // 8, 8, picture.width // 8 + 1, 9))
    return list(upper_edge.tobytes())


def main() -> None:
    """Draw all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deckgen-pictures-") as folder, chromium() as browser:
        built, pages = Path(folder) / "decks", Path(folder) / "pages"
        built.mkdir()
        pages.mkdir()
        decks = repository(built)
        with serving({"/": decks.media, "/_anki/": client_assets(), "/_page/": pages}) as address:
            for name in PICTURES:
                save(draw(browser, decks, pages, address, name), FOLDER / name)
                print(f"{name}: {(FOLDER / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
