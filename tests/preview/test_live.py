"""The live preview: rebuilt from what is on disk, with the last good cards while something is broken."""

import json
from typing import Any

import pytest

from deckgen.errors import DeckgenError
from deckgen.preview.live import LiveSite
from tests.conftest import MakeProject, ProjectOnDisk

ENTRIES = """- id: one
  front: First question
  back: First answer
- id: two
  front: Second question
  back: Second answer
"""


def data(site: LiveSite, name: str) -> Any:
    text = site.files[f"data/{name}.js"]().decode()
    *_, value = json.loads(f"[{text.removeprefix('deckgenData.receive(')[:-3]}]")
    return value


def titles(site: LiveSite) -> list[str]:
    return [title for _, _, title in data(site, "cards-und")["cards"]]


@pytest.fixture
def deck(project: MakeProject) -> ProjectOnDisk:
    return project({"cards/a/x.yaml": ENTRIES})


@pytest.fixture
def site(deck: ProjectOnDisk) -> LiveSite:
    live = LiveSite(deck.root.resolve())
    assert live.rebuild() == ()
    return live


def test_a_change_is_in_the_next_build(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES.replace("Second question", "Another question"))
    assert site.rebuild() == ()
    assert titles(site) == ["First question", "Another question"]
    assert (data(site, "project")["build"], data(site, "project")["live"]) == (2, True)


def test_a_broken_entry_keeps_its_last_good_card_and_says_what_is_wrong(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES.replace("  back: Second answer", "  bakc: Second answer"))
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    assert {(one["code"], one["entry"]) for one in data(site, "problems")} == {("E002", "two")}


def test_an_entry_that_would_be_shown_half_keeps_its_last_good_card(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES.replace("Second question", "Second ![gone](gone.png)"))
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    assert [(one["code"], one["entry"]) for one in data(site, "problems")] == [("M001", "two")]


def test_other_entries_go_on_changing_while_one_is_broken(deck: ProjectOnDisk, site: LiveSite) -> None:
    broken = ENTRIES.replace("  back: Second answer", "").replace("First question", "Better question")
    deck.write("cards/a/x.yaml", broken)
    site.rebuild()
    assert titles(site) == ["Better question", "Second question"]


def test_a_file_that_is_no_yaml_keeps_all_its_cards(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES.replace("front: Second", 'front: "Second'))
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    (problem,) = data(site, "problems")
    assert (problem["code"], problem["entry"]) == ("S002", "two")


def test_settings_that_are_no_toml_keep_the_whole_site(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("deckgen.toml", "[project\n")
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    assert data(site, "problems")[0]["path"] == "deckgen.toml"


def test_settings_that_are_no_text_keep_the_whole_site(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("deckgen.toml", b"\xff\xfe\x00")
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    assert "UTF-8" in data(site, "problems")[0]["message"]


def test_settings_that_are_missing_for_a_moment_keep_the_whole_site(deck: ProjectOnDisk, site: LiveSite) -> None:
    (deck.root / "deckgen.toml").unlink()
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    (problem,) = data(site, "problems")
    assert (problem["path"], problem["severity"]) == ("deckgen.toml", "error")


def test_what_is_broken_keeps_its_section(deck: ProjectOnDisk, site: LiveSite) -> None:
    in_section = ENTRIES.replace("- id: two\n", "- id: two\n  section: dogs\n")
    deck.write("cards/a/x.yaml", in_section)
    site.rebuild()
    deck.write("cards/a/x.yaml", in_section.replace("  back: Second answer\n", ""))
    site.rebuild()
    assert [note[3] for note in data(site, "cards-und")["notes"]] == ["", "dogs"]
    assert data(site, "project")["counts"][0]["entries"] == 2


def test_when_it_is_mended_nothing_is_left_of_the_problem(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", "- {id: one}")
    site.rebuild()
    deck.write("cards/a/x.yaml", ENTRIES)
    assert site.rebuild() == ()
    assert data(site, "problems") == []
    assert titles(site) == ["First question", "Second question"]


def test_an_entry_that_is_deleted_goes_once_there_are_no_errors(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES[: ENTRIES.index("- id: two")])
    site.rebuild()
    assert titles(site) == ["First question"]


def test_a_new_entry_that_is_broken_from_the_start_is_a_problem_of_its_own(deck: ProjectOnDisk, site: LiveSite) -> None:
    deck.write("cards/a/x.yaml", ENTRIES + "- id: three\n  front: Third question\n")
    site.rebuild()
    assert titles(site) == ["First question", "Second question"]
    assert [one["entry"] for one in data(site, "problems")] == ["three"]


def test_it_starts_on_a_project_that_is_broken(project: MakeProject) -> None:
    live = LiveSite(project({"cards/a/x.yaml": ENTRIES + "- {id: bad}\n"}).root.resolve())
    live.rebuild()
    assert titles(live) == ["First question", "Second question"]


def test_it_does_not_start_where_there_is_nothing_to_show(project: MakeProject) -> None:
    deck = project({"cards/a/x.yaml": ENTRIES, "deckgen.toml": b"\xff"})
    with pytest.raises(DeckgenError, match="UTF-8"):
        LiveSite(deck.root.resolve()).rebuild()
