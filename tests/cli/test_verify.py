"""`deckgen verify` on real builds, with real Anki."""

import json
import shutil

import pytest

from tests.conftest import NOW, MakeProject

ENTRIES = "- {id: one, front: Q1, back: A1}\n- {id: two, front: Q2, back: A2}\n- {id: three, front: Q3, back: A3}\n"


def test_without_a_build_it_says_what_to_do(project: MakeProject) -> None:
    done = project({"cards/a/x.yaml": ENTRIES}).run("verify")
    assert done.returncode == 2
    assert "deckgen build" in done.stderr


@pytest.mark.anki
def test_a_good_build_is_accepted(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES})
    one.build()
    done = one.run("verify")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a.apkg: 3 new, 0 updated, 0 duplicate, 0 conflicting; again: 0 updated, 3 duplicate" in done.stdout
    assert "bundle.apkg: 3 new" in done.stdout


@pytest.mark.anki
def test_an_upgrade_is_tried_as_somebody_who_studied_and_edited(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": ENTRIES})
    one.build()
    shutil.copytree(one.root / "build", one.root / "old")
    one.write("cards/a/x.yaml", ENTRIES.replace("A2", "corrected"))
    one.build(now=NOW + 86_400)
    done = one.run("verify", "--upgrade-from", "old", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    upgrade = json.loads(done.stdout)[0]["upgrade"]
    assert upgrade["imports"][0]["updated"] == 1
    assert upgrade["imports"][0]["duplicate"] == 2
    assert not upgrade["full_sync"]


@pytest.mark.anki
def test_a_package_that_would_hurt_learners_is_found_out(project: MakeProject) -> None:
    """A lock begun anew between two builds: every note is new again, which is genanki's way."""
    one = project({"cards/a/x.yaml": ENTRIES})
    one.build()
    shutil.copytree(one.root / "build", one.root / "old")
    (one.root / "deckgen.lock").unlink()
    assert one.build("--new-lock", now=NOW + 86_400).returncode == 0
    done = one.run("verify", "--upgrade-from", "old")
    assert done.returncode == 1
    assert "cards/a/x.yaml:1:3: error[V011]: `one` in a.apkg: " in done.stdout
    done = one.run("verify", "--upgrade-from", "old", "--format", "github")
    assert "::error file=cards/a/x.yaml,line=1,col=3,title=V011::`one` in a.apkg: " in done.stdout
