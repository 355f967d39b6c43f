"""Every script of ours is one whose types `make types-js` checks."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.repository import ROOT

HERE = ROOT / "tests" / "javascript"
FOREIGN = {ROOT / "deckgen" / "mathjax" / "mathjax.js"}


def ours() -> set[Path]:
    found = (path for folder in ("deckgen", "docs", "tests", "templates") for path in (ROOT / folder).rglob("*.js"))
    return {path for path in found if "node_modules" not in path.parts} - FOREIGN


def checked() -> Iterator[Path]:
    """The scripts that the parts of tests/javascript/ name."""
    for part in HERE.glob("*.json"):
        settings = json.loads(part.read_text(encoding="utf-8"))
        for pattern in (*settings.get("include", ()), *settings.get("files", ())):
            folder, name = (HERE / pattern).parent.resolve(), Path(pattern).name
            yield from folder.glob(name)


def test_every_script_is_in_a_part_that_is_checked() -> None:
    assert ours() == {path for path in checked() if path.suffix == ".js"}


def test_every_script_says_so_to_editors() -> None:
    assert {path for path in ours() if not path.read_text(encoding="utf-8").startswith("// @ts-check\n")} == set()
