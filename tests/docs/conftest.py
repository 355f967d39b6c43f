"""The built site, once for all tests that read it."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.repository import ROOT

NEEDED = ("mkdocs", "material")


class _Page(HTMLParser):
    """What a page refers to, what can be referred to in it, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: list[str] = []
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self._silent += tag in {"script", "style"}
        if found.get("id"):
            self.anchors.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif found.get("src") or (
            tag == "link" and found.get("rel") in {"stylesheet", "icon", "preconnect", "preload"}
        ):
            self.loads.append(found.get("src") or found["href"])

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page of the site. `links` and `loads` as written; `text` without markup."""

    links: tuple[str, ...]
    loads: tuple[str, ...]
    anchors: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """The built site: its folder, and its pages by path."""

    folder: Path
    pages: Mapping[str, SitePage]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """`mkdocs build --strict`: any warning fails. (With `--quiet` MkDocs would not count them.)"""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"{', '.join(missing)} is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(folder, {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*.html"))})


def _read(path: Path) -> SitePage:
    parser = _Page()
    parser.feed(path.read_text(encoding="utf-8"))
    text = " ".join("".join(parser.words).split())
    return SitePage(tuple(parser.links), tuple(parser.loads), tuple(parser.anchors), text)
