"""`deckgen import` in this process, and what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from deckgen.cli import cli
from deckgen.errors import DeckgenError
from tests.conftest import ProjectOnDisk

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True, slots=True)
class Brought:
    """Exit code, report and counts of one import."""

    code: int
    report: Mapping[str, Any]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Entries, drafts, skipped, problems."""
        counts = self.report["counts"]
        return counts["entry"], counts["draft"], counts["skipped"], counts["problem"]

    @property
    def details(self) -> dict[str, str]:
        """Remarks by the text of the item."""
        return {item["text"]: item["detail"] for item in self.report["items"] if item["detail"]}

    @property
    def ids(self) -> list[str]:
        return [item["id"] for item in self.report["items"] if item["id"]]


def bring(deck: ProjectOnDisk, *arguments: str | Path) -> Brought:
    """`deckgen import ... --format json`. Every item must be accounted for."""
    command = ["--project", str(deck.root), "import", *(str(one) for one in arguments), "--format", "json"]
    done = CliRunner().invoke(cli, command, catch_exceptions=False)
    report = json.loads(done.stdout)
    assert sum(report["counts"].values()) == len(report["items"])
    assert all(item["detail"] for item in report["items"] if item["outcome"] not in {"entry", "draft"})
    assert all(item["path"] for item in report["items"] if item["outcome"] in {"entry", "draft"})
    return Brought(done.exit_code, report)


def refused(deck: ProjectOnDisk, *arguments: str | Path) -> DeckgenError | int:
    """The error of an import that is refused."""
    command = ["--project", str(deck.root), "import", *(str(one) for one in arguments)]
    done = CliRunner().invoke(cli, command)
    return done.exception if isinstance(done.exception, DeckgenError) else done.exit_code


def written(deck: ProjectOnDisk, topic: str) -> list[dict[str, Any]]:
    """The entries of a topic as their files say, all values as text."""
    found: list[dict[str, Any]] = []
    for path in sorted((deck.root / "cards" / topic).glob("*.yaml")):
        if path.name != "topic.yaml":
            found += yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return found


def compiles(deck: ProjectOnDisk) -> int:
    """The number of notes; fails if a build would be stopped."""
    compilation = deck.compile()
    assert not compilation.errors
    return len(compilation.notes)
