"""The real Anki desktop, without a screen. In CI a missing one is a failure, elsewhere a skip."""

import contextlib
import importlib.util
import json
import os
import shlex
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ProjectOnDisk

PROGRAM = Path(__file__).parent / "anki_offscreen.py"
SECONDS = 60.0
"""How long anything may take on a busy machine; a cold start takes 2 s."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """Somebody's computer with Anki on it, and a journal of what its import dialogs showed and did."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    def open(self, project: ProjectOnDisk, *arguments: str, now: int) -> str:
        """What `deckgen open` says; it must not fail."""
        done = project.run("open", *arguments, env={**self.environment, "SOURCE_DATE_EPOCH": str(now)})
        assert done.returncode == 0, done.stderr + self.log()
        return done.stdout

    def events(self, kind: str) -> list[dict[str, Any]]:
        lines = self.journal.read_text(encoding="utf-8").splitlines() if self.journal.exists() else []
        return [row for row in map(json.loads, lines) if row["event"] == kind]

    def wait_for(self, kind: str, count: int) -> list[dict[str, Any]]:
        """All events of a kind, once there are so many."""
        end = time.monotonic() + SECONDS
        while len(self.events(kind)) < count:
            assert time.monotonic() < end, f"Anki has not {kind} {count} times; its output:\n{self.log()}"
            time.sleep(0.1)
        return self.events(kind)

    def quit(self) -> None:
        """Close Anki as a person does, and wait for it."""
        self.journal.with_suffix(".quit").touch()
        self.wait_for("ended", len(self.events("running")))

    def kill(self) -> None:
        """End what has not ended by itself."""
        for pid in {row["pid"] for row in self.events("running")} - {row["pid"] for row in self.events("ended")}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def notes(self) -> list[str]:
        """The sorted `Id` fields of the learner's notes. Only when Anki is closed."""
        from anki.collection import Collection

        collection = Collection(str(self.folder / "base" / "User 1" / "collection.anki2"))
        try:
            return sorted(collection.get_note(one)["Id"] for one in collection.find_notes(""))
        finally:
            collection.close()

    def log(self) -> str:
        path = self.folder / "log.txt"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A computer of somebody who has just installed Anki; named to deckgen by its variable, so that no other is found."""
    _expect_anki()
    folder = tmp_path / "desktop"
    folder.mkdir()
    one = Desktop(folder, _environment(folder))
    _write_program(one)
    seeding = [sys.executable, str(PROGRAM), str(one.journal), "--seed"]
    done = subprocess.run(seeding, env={**os.environ, **one.environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield one
    try:
        one.quit()
    finally:
        one.kill()


def _expect_anki() -> None:
    missing = [name for name in ("aqt", "PyQt6", "PyQt6.QtWebEngineWidgets") if not _is_there(name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{', '.join(missing)} is not installed; CI needs it")
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed: pip install aqt")


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _environment(folder: Path) -> dict[str, str]:
    return {
        "ANKI_BASE": str(folder / "base"),
        "ANKI_SINGLE_INSTANCE_KEY": f"deckgen-{uuid.uuid4().hex}",
        "DECKGEN_ANKI": str(folder / "bin" / "anki"),
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",  # Chromium's sandbox refuses to start as root
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --no-sandbox",
    }


def _write_program(one: Desktop) -> None:
    """`anki`, as it is installed: a program that takes a file."""
    program = Path(one.environment["DECKGEN_ANKI"])
    program.parent.mkdir()
    command = shlex.join([sys.executable, str(PROGRAM), str(one.journal)])
    program.write_text(f'#!/bin/sh\nexec {command} "$@" >>{shlex.quote(str(one.folder / "log.txt"))} 2>&1\n')
    program.chmod(0o755)
