"""`was_guid`: notes that keep the guid they had in the deck they come from."""

import pytest

from deckgen.diagnostics import Diagnostic
from tests.conftest import MakeProject, ProjectOnDisk

LATER = 1_700_001_000


def entries(*rows: str) -> dict[str, str]:
    return {"cards/a/x.yaml": "".join(f"- {{id: {row}}}\n" for row in rows)}


def guids(deck: ProjectOnDisk) -> dict[str, str]:
    return {str(key): row.guid for key, row in deck.compile(now=LATER).plan.after.notes.items()}


def problems(deck: ProjectOnDisk) -> list[Diagnostic]:
    return [one for one in deck.compile(now=LATER).diagnostics if one.code.startswith("I")]


def test_a_note_has_the_guid_it_had_before(project: MakeProject) -> None:
    deck = project(entries("one, front: Q, back: A, was_guid: 'k<3;Q'"))
    assert guids(deck) == {"one (und)": "k<3;Q"}
    assert not problems(deck)


def test_each_language_has_its_own(project: MakeProject) -> None:
    settings = '[project]\nnamespace = "t"\nlanguages = ["en", "de"]\ntitle = {en = "E", de = "D"}\n'
    deck = project({"deckgen.toml": settings, **entries("one, front: Q, back: A, was_guid: {en: old}")})
    found = guids(deck)
    assert found["one (en)"] == "old"
    assert found["one (de)"] not in {"old", ""}


def test_one_guid_for_two_languages_is_an_error_at_the_entry(project: MakeProject) -> None:
    settings = '[project]\nnamespace = "t"\nlanguages = ["en", "de"]\ntitle = {en = "E", de = "D"}\n'
    deck = project({"deckgen.toml": settings, **entries("one, front: Q, back: A, was_guid: old")})
    (problem,) = problems(deck)
    assert (problem.code, str(problem.span)) == ("I011", "cards/a/x.yaml:1:8")
    assert "map from language" in str(problem.hint)


def test_the_language_of_a_guid_must_be_one_of_the_project(project: MakeProject) -> None:
    deck = project(entries("one, front: Q, back: A, was_guid: {fr: old}"))
    (problem,) = deck.compile().diagnostics
    assert (problem.code, str(problem.span)) == ("E008", "cards/a/x.yaml:1:43")


@pytest.mark.parametrize("value", ["''", "[a]", "{en: ''}", "{}"])
def test_a_guid_is_a_text_with_something_in_it(project: MakeProject, value: str) -> None:
    (problem,) = project(entries(f"one, front: Q, back: A, was_guid: {value}")).compile().diagnostics
    assert problem.code == "E003"


def test_before_a_release_it_can_be_added_changed_and_taken_away(project: MakeProject) -> None:
    deck = project(entries("one, front: Q, back: A"))
    derived = guids(deck)
    for row, wanted in (
        ("was_guid: old", {"one (und)": "old"}),
        ("was_guid: new", {"one (und)": "new"}),
        ("tags: []", derived),
    ):
        deck.write("cards/a/x.yaml", f"- {{id: one, front: Q, back: A, {row}}}\n")
        assert guids(deck) == wanted
        assert not problems(deck)
        assert deck.build(now=LATER).returncode == 0


def released(project: MakeProject, row: str) -> ProjectOnDisk:
    deck = project(entries(row))
    assert deck.build().returncode == 0
    assert deck.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": "1700000100"}).returncode == 0
    return deck


def test_after_a_release_a_guid_that_is_taken_away_is_named_in_the_hint(project: MakeProject) -> None:
    deck = released(project, "one, front: Q, back: A, was_guid: 'a\"b'")
    deck.write("cards/a/x.yaml", "- {id: one, front: Q, back: A}\n")
    (problem,) = problems(deck)
    assert problem.code == "I015"
    assert problem.hint == r'write was_guid: "a\"b"'
    assert guids(deck) == {"one (und)": 'a"b'}


def test_after_a_release_a_guid_that_comes_too_late_is_to_be_taken_away(project: MakeProject) -> None:
    deck = released(project, "one, front: Q, back: A")
    deck.write("cards/a/x.yaml", "- {id: one, front: Q, back: A, was_guid: old}\n")
    (problem,) = problems(deck)
    assert (problem.code, problem.hint) == ("I015", "take `was_guid` away")


@pytest.mark.parametrize("guid", ["", ", was_guid: old"])
def test_a_renamed_note_keeps_its_guid_without_a_word(project: MakeProject, guid: str) -> None:
    deck = released(project, f"one, front: Q, back: A{guid}")
    before = guids(deck)["one (und)"]
    deck.write("cards/a/x.yaml", f"- {{id: uno, was: one, front: Q, back: A{guid}}}\n")
    assert not problems(deck)
    assert guids(deck) == {"uno (und)": before}


def test_a_project_that_names_its_language_later_keeps_its_guids(project: MakeProject) -> None:
    deck = released(project, "one, front: Q, back: A")
    before = guids(deck)["one (und)"]
    deck.write("deckgen.toml", '[project]\nnamespace = "test"\ntitle = "Test"\nlanguages = ["en"]\n')
    assert not problems(deck)
    assert guids(deck) == {"one (en)": before}
