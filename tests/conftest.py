"""The `project` fixture: small projects on disk, compiled in this process or through the real command line.

A project is given as a mapping from path to contents, or as one text of sections:

    -- cards/a/x.yaml --
    - {id: one, front: Q, back: A}
    -- cards/a/media/dot.png (base64) --
    iVBORw0KGgo=
    -- cards/a/link.yaml (symlink) --
    ../../outside.yaml
    -- cards/a/topic.yaml (absent) --

What is not given gets a default: `deckgen.toml`, and a `topic.yaml` for every topic.
"""

import base64
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from deckgen.compiler import Compilation, compile_project
from deckgen.lock import Permissions
from deckgen.model import Instant, SourceFile
from deckgen.project import Project, packaged_templates, read_project
from deckgen.traces import with_traces
from tests.command_line import run_apart, run_here
from tests.examples import load_profile
from tests.left_out import (
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_deselected,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)

__all__ = [
    "pytest_collection_finish", "pytest_collection_modifyitems", "pytest_deselected", "pytest_sessionfinish",
    "pytest_terminal_summary", "pytest_testnodedown",
]  # fmt: skip

load_profile()

NOW = 1_700_000_000
"""The clock of tests: 2023-11-14."""
SETTINGS = '[project]\nnamespace = "test"\ntitle = "Test"\n'
TWO_LANGUAGES = """
-- deckgen.toml --
[project]
namespace = "demo"
title = {en = "Demo", zh-Hans = "示例"}
languages = ["en", "zh-Hans"]
"""
"""A section of settings; more of them may follow."""
_HEADER = re.compile(r"(?m)^-- (?P<path>\S+)(?: \((?P<how>base64|symlink|absent)\))? --\n")

Contents = str | bytes | Path | None
"""Text or bytes of a file, the target of a symbolic link, or None for a file that must not be there."""


def sections(text: str) -> dict[str, Contents]:
    """The parts of a text with `-- path --` headers; what stands before the first header is a comment."""
    headers = list(_HEADER.finditer(text))
    ends = [header.start() for header in headers[1:]] + [len(text)]
    return {
        header["path"]: _contents(header["how"], text[header.end() : end])
        for header, end in zip(headers, ends, strict=True)
    }


def _contents(how: str | None, text: str) -> Contents:
    match how:
        case "base64":
            return base64.b64decode(text)
        case "symlink":
            return Path(text.strip())
        case "absent":
            return None
    return text


@dataclass(frozen=True, slots=True)
class ProjectOnDisk:
    """A project in a temporary folder."""

    root: Path

    def write(self, path: str, contents: Contents) -> Path:
        """Write, link or (None) delete one file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        match contents:
            case str():
                target.write_text(contents, encoding="utf-8", newline="")
            case bytes():
                target.write_bytes(contents)
            case Path():
                target.symlink_to(contents)
        return target

    def read(self) -> Project:
        """The project as deckgen reads it."""
        return read_project(self.root)

    def compile(self, *, now: int = NOW, permissions: Permissions | None = None) -> Compilation:
        """The project compiled in this process; nothing is written."""
        project = with_traces(self.read())
        return compile_project(
            project.sources,
            project.lock,
            now=Instant(now),
            permissions=permissions or Permissions(),
            traces=project.traces,
        )

    def run(
        self, *args: str, now: int | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`deckgen ...` in the project's folder, with the clock at `now`. `env` is added to this process's environment."""
        return run_here(args, self.root, {**_clock(now), **(env or {})})

    def run_apart(
        self, *args: str, now: int | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The same in a process of its own, for what is about processes."""
        return run_apart(args, self.root, {**_clock(now), **(env or {})})

    def build(
        self, *args: str, now: int = NOW, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`deckgen build ...`."""
        return self.run("build", *args, now=now, env=env)


def _clock(now: int | None) -> dict[str, str]:
    return {} if now is None else {"SOURCE_DATE_EPOCH": str(now)}


@cache
def templates() -> Mapping[str, SourceFile]:
    """The packaged templates, for sources that are put together without files."""
    return packaged_templates()


class MakeProject(Protocol):
    """The type of the `project` fixture."""

    def __call__(self, files: str | Mapping[str, Contents], /) -> ProjectOnDisk:
        """Write a project and return it. May be called several times in a test; each call makes a new folder."""


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """A factory of projects on disk."""
    made: list[ProjectOnDisk] = []

    def make(files: str | Mapping[str, Contents], /) -> ProjectOnDisk:
        given = dict(sections(files) if isinstance(files, str) else files)
        one = ProjectOnDisk(tmp_path / f"project-{len(made) + 1}")
        made.append(one)
        one.root.mkdir()
        for path, contents in {**_defaults(given), **given}.items():
            one.write(path, contents)
        return one

    return make


def _defaults(given: Mapping[str, Contents]) -> dict[str, Contents]:
    """`deckgen.toml`, and a `topic.yaml` for each topic in the order of their names."""
    topics = sorted({path.split("/")[1] for path in given if path.startswith("cards/") and path.count("/") > 1}) or [
        "a"
    ]
    defaults: dict[str, Contents] = {"deckgen.toml": SETTINGS}
    for order, topic in enumerate(topics, start=1):
        defaults[f"cards/{topic}/topic.yaml"] = f"title: {topic.capitalize()}\norder: {order}\n"
    return defaults
