"""The guide for filling a spare field: done to a copy of deckgen, the update imported by somebody who studied the deck."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.anki.learner import Learner
from tests.conftest import NOW, MakeProject, ProjectOnDisk
from tests.docs.walkthrough import DOCS, blocks, write_block
from tests.repository import ROOT

DAY = 86_400
ENTRIES = """
- id: one
  front: Which lake is the deepest?
  back: Baikal
- {id: two, kind: cloze, text: "The deepest lake is {{c1::Baikal}}."}
- id: three
  front: Which river is the longest?
  back: The Nile, or the Amazon
"""
WITH_MNEMONIC = ENTRIES.replace("  back: Baikal\n", "  back: Baikal\n  mnemonic: Bye, calm surface\n")


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A copy of deckgen, changed as the guide says."""
    for name in ("deckgen", "templates"):
        copytree(ROOT / name, tmp_path / "checkout" / name, ignore=ignore_patterns("__pycache__"))
    for block in blocks((DOCS / "guides" / "fill-a-spare-field.md").read_text(encoding="utf-8")):
        write_block(tmp_path / "checkout" / block.title, block)
    return tmp_path / "checkout"


def deckgen(checkout: Path, made: ProjectOnDisk, *args: str, day: int) -> str:
    env = {**os.environ, "PYTHONPATH": str(checkout), "SOURCE_DATE_EPOCH": str(NOW + day * DAY), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", *args], cwd=made.root, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def note_lines(made: ProjectOnDisk) -> list[str]:
    lock = (made.root / "deckgen.lock").read_text(encoding="utf-8")
    return [line for line in lock.splitlines() if " guid = " in line]


@pytest.mark.slow
def test_people_who_have_the_deck_get_the_field_and_lose_nothing(
    grown: Path, project: MakeProject, learner: Learner
) -> None:
    made = project({"cards/a/x.yaml": ENTRIES})
    deckgen(ROOT, made, "release", "1.0.0", day=0)
    first = note_lines(made)
    learner.import_package(made.root / "build" / "a.apkg", NOW)
    learner.mark_synced()
    learner.study(3, "Test")
    before = learner.snapshot()

    assert "basic, cloze: no note is touched" in deckgen(grown, made, "build", day=1)
    assert note_lines(made) == first
    assert learner.import_package(made.root / "build" / "a.apkg", NOW + DAY).numbers == (0, 0, 3, 0)

    made.write("cards/a/x.yaml", WITH_MNEMONIC)
    assert "reworded" in deckgen(grown, made, "build", day=2)
    assert [old for old, new in zip(first, note_lines(made), strict=True) if old != new] == [first[0]]
    deckgen(grown, made, "release", "1.1.0", day=2)
    assert learner.import_package(made.root / "build" / "a.apkg", NOW + 2 * DAY).numbers == (0, 1, 2, 0)

    after = learner.snapshot()
    assert after.cards == before.cards
    assert after.notetypes == before.notetypes
    assert not learner.full_sync_needed()
    basic = learner.col.get_note(learner.col.get_card(learner.card_ids("one")[0]).nid)
    assert basic["Mnemonic"] == '<div class="dk-mnemonic" lang="und" dir="auto"><p>Bye, calm surface</p></div>'
    assert "Bye, calm surface" in learner.sides(learner.card_ids("one")[0])[1]
    assert "dk-mnemonic" not in learner.sides(learner.card_ids("two")[0])[1]
