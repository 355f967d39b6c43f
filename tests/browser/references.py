"""The reference pictures: chosen cards as Anki's own reviewer shows them, front beside back, day above night.

`python -m tests.browser.references` draws them anew, and writes into tests/browser/references/ those on which a person would see a
difference: what a rasteriser draws a little differently changes no file.
"""

import base64
import io
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium import webdriver

from tests.browser.chromium import chromium
from tests.browser.client import DESKTOP, PHONE, Form, client_assets, reviewer_page
from tests.browser.compare import difference
from tests.browser.decks import Decks, repository
from tests.browser.server import serving

FOLDER = Path(__file__).parent / "references"
FORMS = {"phone": PHONE, "desktop": DESKTOP}
_HERE = Path(__file__).parent
_SHEET, _FIT = ((_HERE / name).read_text(encoding="utf-8") for name in ("sheet.html", "fit.js"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A card that is kept as a picture."""

    package: str
    entry: str
    card: int
    """From 1."""
    shows: str

    def picture(self, form: str) -> str:
        """The name of the file."""
        return f"{self.package.replace('/', '-')}-{self.entry}-{self.card}-{form}.png"


def references() -> tuple[Reference, ...]:
    """The cards of cards.toml."""
    rows = tomllib.loads((FOLDER / "cards.toml").read_text(encoding="utf-8"))["card"]
    return tuple(Reference(**row) for row in rows)


class Studio:
    """A browser that takes pictures of cards."""

    def __init__(self, browser: webdriver.Chrome, decks: Decks, pages: Path, address: str) -> None:
        self._browser, self._decks, self._pages, self._address = browser, decks, pages, address

    def picture(self, reference: Reference, form: Form) -> Image.Image:
        """Front beside back, by day and below by night."""
        frames = []
        front, back = self._decks.card(reference.package, reference.entry, reference.card - 1)
        for night in (False, True):
            for side in (front, back):
                name = f"{side.face}-{night}.html"
                page = reviewer_page(side, front, form, night=night)
                (self._pages / name).write_text(page, encoding="utf-8")
                frames.append(f'<iframe src="/_page/{name}"></iframe>')
        sheet = _SHEET.replace("<!-- width -->", str(form.width)).replace("<!-- height -->", "780")
        (self._pages / "sheet.html").write_text(sheet.replace("<!-- frames -->", "\n".join(frames)), encoding="utf-8")
        self._browser.get(f"{self._address}/_page/sheet.html")
        width, height = self._browser.execute_async_script(_FIT)
        return photograph(self._browser, width, height)


def photograph(browser: webdriver.Chrome, width: int, height: int, *, scale: float = 1) -> Image.Image:
    """The page's upper left corner, `width` x `height` CSS px, whatever the size of the window."""
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    return Image.open(io.BytesIO(base64.b64decode(shot["data"])))


def photographs(browser: webdriver.Chrome, decks: Decks, pages: Path) -> Iterator[tuple[str, Image.Image]]:
    """The name and the picture of every reference in every form. `pages` is an empty folder."""
    with serving({"/": decks.media, "/_anki/": client_assets(), "/_page/": pages}) as address:
        studio = Studio(browser, decks, pages, address)
        for reference in references():
            for name, form in FORMS.items():
                yield reference.picture(name), studio.picture(reference, form)


def save(picture: Image.Image, path: Path) -> None:
    """As a small PNG with a palette. k-means keeps the rare colours, which are those that mean something."""
    picture.convert("RGB").quantize(256, kmeans=3, dither=Image.Dither.NONE).save(path, optimize=True)


def renew(picture: Image.Image, path: Path) -> str | None:
    """Save a picture that is new or shows something else, as the test judges it; why, or None where the old file stays."""
    why: str | None = "new"
    if path.exists():
        with Image.open(path) as kept:
            found = difference(kept, picture)
        why = found.why if found else None
    if why:
        save(picture, path)
    return why


def main() -> None:
    """Draw all references, write those that changed, and remove those no longer in the table."""
    with tempfile.TemporaryDirectory(prefix="deckgen-references-") as folder, chromium() as browser:
        built, pages = Path(folder) / "decks", Path(folder) / "pages"
        built.mkdir()
        pages.mkdir()
        drawn, written = set(), 0
        for name, picture in photographs(browser, repository(built), pages):
            drawn.add(name)
            if why := renew(picture, FOLDER / name):
                written += 1
                print(f"{name}: {why}")
    for path in FOLDER.glob("*.png"):
        if path.name not in drawn:
            path.unlink()
            print(f"{path.name}: no longer in cards.toml, removed")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{written} of {len(drawn)} pictures written, {size / 1e6:.1f} MB in all")


if __name__ == "__main__":
    main()
