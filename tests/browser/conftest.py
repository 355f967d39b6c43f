"""Real Chromium, and page servers on loopback. A missing browser is a failure: leave these tests out instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.chromium import NoBrowserError, chromium
from tests.browser.client import NoAssetsError, client_assets
from tests.browser.decks import Decks, repository
from tests.browser.server import serving


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium with the fonts of fonts.conf."""
    try:
        with chromium() as driver:
            yield driver
    except NoBrowserError as reason:
        pytest.fail(str(reason), pytrace=False)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address on loopback under which it is served."""
    with serving({"/": tmp_path}) as address:
        yield tmp_path, address


@pytest.fixture(scope="session")
def assets() -> Path:
    """The web assets of Anki's reviewer."""
    try:
        return client_assets()
    except NoAssetsError as reason:
        pytest.fail(str(reason), pytrace=False)


@pytest.fixture(scope="session")
def decks(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Decks:
    """The repository's own decks in real Anki. Each process of pytest-xdist has its own: building takes a few seconds."""
    pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    return repository(tmp_path_factory.mktemp("decks"))
