"""One file and one row make an importer: the guide's example, as it stands there, is put in and used."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from deckgen.importers import IMPORTERS, anki, html, kit, markdown, tables
from tests.conftest import MakeProject
from tests.importers.bring import bring, compiles, refused, written
from tests.repository import ROOT


def guide() -> str:
    return (ROOT / "docs" / "guides" / "add-an-importer.md").read_text(encoding="utf-8")


def block(title: str) -> str:
    """The code on the page that has this title."""
    found = re.search(rf'```\w+ title="{re.escape(title)}"\n(.*?)```', guide(), re.DOTALL)
    assert found
    return found[1]


def test_the_importer_of_the_guide_works_as_the_guide_says(
    tmp_path: Path, project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "deckgen.importers.leitner"
    module = ModuleType(name)
    exec(compile(block("deckgen/importers/leitner.py"), name, "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, name, module)
    ((ending, row),) = re.findall(r'"(\.\w+)": "([\w:]+)"', block("deckgen/importers/formats.py"))
    box = tmp_path / "capitals.box"
    box.write_text(block("capitals.box"), encoding="utf-8")
    deck = project({})
    assert "nothing reads such files" in str(refused(deck, box))
    monkeypatch.setitem(IMPORTERS, ending, row)
    brought = bring(deck, box)
    assert brought.counts == (2, 1, 0, 0)
    assert "there is no answer" in brought.details["What is the capital of Nauru?"]
    assert written(deck, "capitals")[0]["back"].strip() == "Riga"
    assert compiles(deck) == 2


def test_what_the_guide_names_is_there() -> None:
    table = guide().partition("## What the kit has")[2].partition("\n## ")[0]
    known = {name for face in (anki, html, kit, markdown, tables) for name in face.__all__}
    named = set(re.findall(r"`([A-Za-z_]+)`", table)) - {"lost"}
    assert named
    assert named <= known
