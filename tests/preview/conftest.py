"""The school project's preview: written once for all tests that only look, served live for those that edit."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from selenium import webdriver

from tests.browser.conftest import browser
from tests.conftest import ProjectOnDisk
from tests.preview.reader import Reader
from tests.preview.school import edit, school

__all__ = ["browser"]


@dataclass(frozen=True, slots=True)
class Written:
    """A written preview, and what `deckgen stats` counts."""

    folder: Path
    stats: dict[str, Any]

    @property
    def address(self) -> str:
        return (self.folder / "index.html").as_uri()


@pytest.fixture(scope="session")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the school project; made once, since it takes several runs of deckgen."""
    return school(tmp_path_factory.mktemp("school") / "school").root


@pytest.fixture(scope="session")
def written(worked_on: Path) -> Written:
    project = ProjectOnDisk(worked_on)
    done = project.run("preview")
    assert done.returncode == 0, done.stderr
    stats = json.loads(project.run("stats", "--format", "json").stdout)
    return Written(project.root / "build" / "preview", stats)


@contextmanager
def fresh_tab(driver: webdriver.Chrome, site: str) -> Iterator[Reader]:
    """A tab of its own beside the one that is open."""
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    try:
        yield _newcomer(driver, site)
    finally:
        driver.close()
        driver.switch_to.window(first)


@contextmanager
def visit(driver: webdriver.Chrome, site: str) -> Iterator[Reader]:
    """The open tab in the hands of somebody who was never here before."""
    driver.get(urljoin(site, "site/words.js"))  # no page that could remember anything while it is left
    driver.execute_script("localStorage.clear(); sessionStorage.clear()")
    try:
        yield _newcomer(driver, site)
    finally:
        driver.switch_to.default_content()
        driver.get("about:blank")


def _newcomer(driver: webdriver.Chrome, site: str) -> Reader:
    reader = Reader(driver, site)
    reader.screen(1280, 900)
    reader.prefer()
    return reader


@pytest.fixture
def page(browser: webdriver.Chrome, written: Written) -> Iterator[Reader]:
    """The written site from disk."""
    with visit(browser, written.address) as reader:
        yield reader


@dataclass(frozen=True, slots=True)
class Live:
    """`deckgen preview --serve` in a process of its own."""

    project: ProjectOnDisk
    process: subprocess.Popen[str]
    address: str
    said: Path

    def stop(self) -> int:
        """Ctrl+C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)


def _listen_to_interrupts() -> None:
    """As a terminal's programs do; one that a script started in the background would not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def live(tmp_path: Path, worked_on: Path) -> Iterator[Live]:
    project = ProjectOnDisk(tmp_path / "school")
    shutil.copytree(worked_on, project.root, ignore=shutil.ignore_patterns("build"))
    edit(
        project, "sound/youngest", "- id: pitch\n", "- id: pitch\n  answers: [resonance]\n"
    )  # nothing is wrong with it
    command = [sys.executable, "-m", "deckgen", "preview", "--serve", "--port", "0"]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    said = tmp_path / "stderr.txt"
    with (
        said.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command,
            cwd=project.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=_listen_to_interrupts,
        ) as process,
    ):
        assert process.stdout
        line = process.stdout.readline()
        address = next((word for word in line.split() if word.startswith("http://")), "")
        assert address, f"{line!r}\n{said.read_text(encoding='utf-8')}"
        try:
            yield Live(project, process, address, said)
        finally:
            process.kill()


@pytest.fixture
def live_page(browser: webdriver.Chrome, live: Live) -> Iterator[Reader]:
    """The live site."""
    with visit(browser, live.address) as reader:
        yield reader
