"""Every card of the repository's decks, rendered by real Anki, shown by real Chromium on phones and a desktop, by day and night."""

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser.decks import Decks
from tests.browser.sweep import Sweep, sweeping
from tests.repository import ROOT

pytestmark = [pytest.mark.anki, pytest.mark.browser, pytest.mark.slow]


def packages() -> list[str]:
    topics = sorted(path.parent.name for path in ROOT.glob("cards/*/topic.yaml"))
    return [f"{language}/{topic}" for topic in topics for language in ("en", "zh-Hans")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "package" in metafunc.fixturenames:
        metafunc.parametrize("package", packages())


@pytest.fixture(scope="module")
def sweep(browser: webdriver.Chrome, decks: Decks, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sweep]:
    with sweeping(browser, decks, tmp_path_factory.mktemp("pages")) as one:
        yield one


def test_every_card_fits_every_screen_and_its_math_pictures_and_colours_are_right(
    decks: Decks, sweep: Sweep, package: str
) -> None:
    sides = decks.of(package)
    assert sides
    flaws = [str(flaw) for flaw in sweep.flaws(sides)]
    assert not flaws, "\n".join(flaws[:40])


def test_the_packages_looked_at_are_all_there_are(decks: Decks) -> None:
    assert {side.package for side in decks.sides} == set(packages())
