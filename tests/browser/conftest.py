"""Real Chromium, and page servers on loopback. In CI a missing browser is a failure, elsewhere a skip."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.chromium import NoBrowserError, chromium
from tests.browser.client import NoAssetsError, client_assets
from tests.browser.decks import Decks, repository
from tests.browser.server import serving


def _missing(reason: object) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; CI needs it")
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """Headless Chromium with the fonts of fonts.conf."""
    try:
        with chromium() as driver:
            yield driver
    except NoBrowserError as reason:
        _missing(reason)


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
        _missing(reason)
        raise


@pytest.fixture(scope="session")
def decks(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Decks:
    """The repository's own decks in real Anki. Each process of pytest-xdist has its own: building takes a few seconds."""
    pytest.importorskip("anki.collection", reason="needs the extra `verify`")
    return repository(tmp_path_factory.mktemp("decks"))
