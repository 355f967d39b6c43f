"""Chosen cards look as they did when a person last looked at their pictures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from selenium import webdriver

from deckgen.kinds import KIND_BY_NAME
from tests.browser.client import client_assets
from tests.browser.compare import difference
from tests.browser.decks import Decks
from tests.browser.references import FOLDER, FORMS, Reference, Studio, references, save
from tests.browser.server import serving

pytestmark = [pytest.mark.anki, pytest.mark.browser]
PITFALL, CLOZE, CODE, DIAGRAM = (
    "clip-zero-shot-weights",
    "clip-prompt-gains",
    "gated-xattn-first-step",
    "llava-two-stages",
)


def pictures() -> list[tuple[Reference, str]]:
    return [(reference, form) for reference in references() for form in FORMS]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"reference", "form"} <= set(metafunc.fixturenames):
        names = [reference.picture(form) for reference, form in pictures()]
        metafunc.parametrize(("reference", "form"), pictures(), ids=names)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(decks: Decks, pages: Path) -> Iterator[str]:
    with serving({"/": decks.media, "/_anki/": client_assets(), "/_page/": pages}) as one:
        yield one


@pytest.mark.slow
def test_the_card_looks_as_it_did_when_it_was_last_looked_at(
    reference: Reference,
    form: str,
    decks: Decks,
    browser: webdriver.Chrome,
    pages: Path,
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    name = reference.picture(form)
    drawn = Studio(browser, decks, pages, address).picture(reference, FORMS[form])
    with Image.open(FOLDER / name) as kept:
        found = difference(kept, drawn)
    if found:
        folder = tmp_path_factory.getbasetemp() / "references"
        folder.mkdir(exist_ok=True)
        save(drawn, folder / name)
        save(found.beside, folder / f"beside-{name}")
        pytest.fail(
            f"{found.why}; see {folder}/beside-{name}. If the change is meant: make references, and look at them"
        )


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        (PITFALL, ".dk-pitfall { position: relative; inset-block-start: 6px }"),
        (PITFALL, ".dk-pitfall { border-color: transparent !important }"),
        (PITFALL, ".dk { font-size: 1.06em }"),
        (CLOZE, ".dk .cloze { color: inherit !important; background: none !important }"),
        (CODE, ".dk-code [class] { color: inherit !important }"),
        (DIAGRAM, ".dk img { visibility: hidden }"),
        (DIAGRAM, ".dk-mask * { visibility: hidden }"),
    ],
)
def test_a_change_of_the_stylesheet_is_seen(
    entry: str, change: str, decks: Decks, browser: webdriver.Chrome, pages: Path, address: str
) -> None:
    reference = next(one for one in references() if one.entry == entry)
    sides = decks.card(reference.package, entry, reference.card - 1)
    other = Decks(tuple(replace(side, html=f"{side.html}<style>{change}</style>") for side in sides), decks.media)
    before = Studio(browser, decks, pages, address).picture(reference, FORMS["phone"])
    after = Studio(browser, other, pages, address).picture(reference, FORMS["phone"])
    assert difference(before, after)


def test_the_pictures_are_those_of_the_table_and_small() -> None:
    kept = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(kept) == {reference.picture(form) for reference, form in pictures()}
    assert sum(kept.values()) < 3_000_000
    assert (FOLDER / "README.md").is_file()


def test_the_table_shows_every_kind_in_both_languages() -> None:
    shown = {reference.shows.split(":")[0].split()[0] for reference in references()}
    assert shown == KIND_BY_NAME.keys()
    assert {reference.package.split("/")[0] for reference in references()} == {"en", "zh-Hans"}
    assert len(references()) >= 12
