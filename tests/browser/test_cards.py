"""The repository's own cards, rendered by real Anki and shown by real Chromium: phones and desktop, day and night."""

import html
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from deckgen.build import build_project
from deckgen.cli.session import compiled
from deckgen.project import Project, read_project

anki = pytest.importorskip("anki.collection", reason="needs the extra `verify`")
pytestmark = [pytest.mark.anki, pytest.mark.browser]
ROOT = Path(__file__).parent.parent.parent
WIDTHS = (320, 1280)
MEASURE = """
return [...document.querySelectorAll('iframe')].map(frame => {
  const page = frame.contentDocument;
  const wide = page.scrollingElement.scrollWidth > frame.clientWidth;
  const broken = [...page.images].filter(image => !image.complete || !image.naturalWidth).map(image => image.src);
  const answers = page.querySelectorAll('#answer').length;
  return [frame.title, wide, broken, answers];
});
"""
NIGHT = (
    "document.querySelectorAll('iframe').forEach(f => f.contentDocument.body.classList.add('nightMode', 'night_mode'))"
)
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[tuple[str, int, str]]]]:
    """The media folder of a collection with all decks, and (name, ordinal, HTML) of every side of every card."""
    folder = tmp_path_factory.mktemp("cards")
    project = read_project(ROOT)
    copy = Project(folder, project.sources, project.lock)
    shutil.copytree(ROOT / "cards", folder / "cards")
    packages = build_project(copy, compiled(copy))
    collection = anki.Collection(str(folder / "collection.anki2"))
    for package in packages:
        if package.topic:
            options = anki.ImportAnkiPackageOptions()
            path = str(folder / "build" / package.path)
            collection.import_anki_package(anki.ImportAnkiPackageRequest(package_path=path, options=options))
    shown = []
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        name = f"{card.note().fields[0]} {card.ord + 1}"
        shown.append((f"{name} front", card.ord, card.question()))
        shown.append((f"{name} back", card.ord, card.answer()))
    yield Path(collection.media.dir()), shown
    collection.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_card_fits_its_pictures_load_and_its_text_has_contrast_by_day_and_night(
    sides: tuple[Path, list[tuple[str, int, str]]],
    browser: webdriver.Chrome,
    served: tuple[Path, str],
    width: int,
) -> None:
    media, shown = sides
    shutil.copytree(media, served[0], dirs_exist_ok=True)
    found: list[tuple[str, bool, list[str], int]] = []
    faint: list[tuple[str, str]] = []
    for _ in _sheets(shown, browser, served, width=width):
        found += browser.execute_script(MEASURE)
        faint += browser.execute_script(CONTRAST)
        browser.execute_script(NIGHT)
        faint += browser.execute_script(CONTRAST)
    assert len(found) == len(shown)
    assert [name for name, wide, _, _ in found if wide] == []
    assert [(name, broken) for name, _, broken, _ in found if broken] == []
    assert {answers for name, _, _, answers in found if name.endswith("back")} == {1}
    assert faint == []
    logged: list[dict[str, str]] = browser.execute("getLog", {"type": "browser"})["value"]
    assert [entry for entry in logged if entry["level"] == "SEVERE" and "favicon" not in entry["message"]] == []


def _sheets(
    shown: list[tuple[str, int, str]], browser: webdriver.Chrome, served: tuple[Path, str], *, width: int
) -> Iterator[None]:
    """Show all sides, sixty to a page; yields when a page is ready to be measured."""
    folder, address = served
    for start in range(0, len(shown), 60):
        frames = "".join(_frame(*one, width=width) for one in shown[start : start + 60])
        (folder / "sheet.html").write_text(f"<!doctype html><meta charset=utf-8>{frames}", encoding="utf-8")
        browser.get(f"{address}/sheet.html")
        _settle(browser)
        yield


def _frame(name: str, ordinal: int, side: str, *, width: int) -> str:
    phone = "mobile android" if width < 600 else "linux chrome"
    page = (
        f'<!doctype html><html class="{phone}"><meta charset="utf-8">'
        "<style>body { margin: 20px; overflow-wrap: break-word }</style>"
        f'<body class="card card{ordinal + 1}"><div id="qa" dir="auto">{side}</div></body></html>'
    )
    return f'<iframe title="{html.escape(name)}" width="{width}" height="600" srcdoc="{html.escape(page)}"></iframe>'


def _settle(browser: webdriver.Chrome) -> None:
    """Wait until every frame and every picture has loaded."""
    ready = "return [...document.querySelectorAll('iframe')].every(f => f.contentDocument.readyState === 'complete')"
    for _ in range(200):
        if browser.execute_script(ready):
            return
        time.sleep(0.05)
    pytest.fail(f"the cards do not finish loading: {json.dumps(browser.current_url)}")
