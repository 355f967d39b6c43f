"""`deckgen open` with the real Anki desktop: its own import dialog, its own defaults, its own Import button."""

import sys
from pathlib import Path

import pytest

from tests.conftest import NOW, MakeProject
from tests.desktop.conftest import Desktop

pytestmark = [
    pytest.mark.anki,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the installed program is a shell script"),
]
DAY = 86_400
ENTRIES = {
    "cards/a/x.yaml": "- {id: one, front: Q1, back: A1}\n- {id: two, front: Q2, back: A2}\n",
    "cards/b/y.yaml": "- {id: three, front: Q3, back: A3}\n",
}
ASKS = "its import dialog asks what to do"
WITHOUT_HARM = {
    "Import any learning progress": False,
    "Import any deck presets": False,
    "Merge note types": False,
    "Update notes": "If newer",
    "Update note types": "If newer",
}
"""The dialog's options as a learner finds them who has changed none."""


def test_the_import_dialog_offers_the_harmless_options_and_imports_the_decks(
    project: MakeProject, desktop: Desktop
) -> None:
    one = project(ENTRIES)
    said = desktop.open(one, now=NOW)
    assert said.startswith("Built 3 packages"), "it builds first"
    assert said.endswith(f"Handed build/bundle.apkg to Anki: {ASKS}\n")
    (imported,) = desktop.wait_for("imported", 1)
    (dialog,) = desktop.events("dialog")
    assert dialog["path"] == str(one.root / "build/bundle.apkg")
    assert dialog["options"] == WITHOUT_HARM
    assert "3 new notes imported" in plain(imported["text"])
    desktop.quit()
    assert desktop.notes() == ["one", "three", "two"]


def test_an_anki_that_runs_gets_the_file_and_an_unchanged_deck_changes_nothing(
    project: MakeProject, desktop: Desktop
) -> None:
    one = project(ENTRIES)
    desktop.open(one, now=NOW)
    desktop.wait_for("imported", 1)
    desktop.open(one, now=NOW + DAY)
    again = plain(desktop.wait_for("imported", 2)[1]["text"])
    assert "3 notes already present" in again
    assert "new" not in again.split("Show Details")[0]
    assert "updat" not in again.split("Show Details")[0]
    one.write("cards/a/x.yaml", ENTRIES["cards/a/x.yaml"].replace("A2", "corrected"))
    desktop.open(one, "a", now=NOW + 2 * DAY)
    corrected = plain(desktop.wait_for("imported", 3)[2]["text"])
    assert "1 note was used to update" in corrected
    assert len(desktop.events("running")) == 1, "the running Anki took all files"
    desktop.quit()
    assert desktop.notes() == ["one", "three", "two"]


def test_several_topics_all_arrive_though_anki_has_to_be_started_for_them(
    project: MakeProject, desktop: Desktop
) -> None:
    one = project(ENTRIES)
    said = desktop.open(one, "b", "a", now=NOW)
    assert said.splitlines()[-2:] == [f"Handed build/{topic}.apkg to Anki: {ASKS}" for topic in ("b", "a")]
    desktop.wait_for("imported", 2)
    assert [Path(dialog["path"]).name for dialog in desktop.events("dialog")] == ["b.apkg", "a.apkg"]
    assert len(desktop.events("running")) == 1, "two Ankis would fight for the collection"
    desktop.quit()
    assert desktop.notes() == ["one", "three", "two"]


def plain(text: str) -> str:
    """Without the marks that isolate numbers from right-to-left text."""
    return text.replace("\u2068", "").replace("\u2069", "")
