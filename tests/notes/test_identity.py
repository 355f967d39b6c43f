"""Guids and integer ids: functions of what never changes, and of nothing else."""

import pytest

from deckgen.model import EntryId, Language
from deckgen.notes.identity import guid_of, integer_id
from tests.conftest import MakeProject

MANY = """
-- deckgen.toml --
[project]
namespace = "test"
title = {en = "Test", de = "Probe"}
languages = ["en", "de"]
-- cards/a/topic.yaml --
title: {en: A, de: A}
order: 1
-- cards/a/x.yaml --
- id: one
  front: question
  back: answer
- id: two
  front: question
  back: answer
"""
ONE = "- {id: one, front: question, back: answer}\n"


def guids(project: MakeProject, *replacements: tuple[str, str], text: str = MANY) -> dict[str, str]:
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    built = project(text).compile()
    assert not built.errors
    return {str(note.key): note.guid for note in built.notes}


def test_the_guid_is_of_namespace_language_and_id(project: MakeProject) -> None:
    found = guids(project)
    assert found["one (en)"] == guid_of("test", Language("en"), EntryId("one"))
    assert len(set(found.values())) == 4


@pytest.mark.parametrize(
    "replacement",
    [
        ("question", "other"),
        ("answer", "other"),
        ("- id: two", "- id: zero\n  front: q\n  back: b\n- id: two"),
        ("order: 1", "order: 9"),
        ("title: {en: A, de: A}", "title: {en: Other, de: Anderes}"),
        ("cards/a/", "cards/elsewhere/"),
        ("x.yaml", "y.yaml"),
        ("front: question\n  back: answer", "kind: cloze\n  text: '{{c1::answer}}'"),
        ('languages = ["en", "de"]', 'languages = ["de", "en"]'),
        ("- id: one", "- id: one\n  tags: [hard]\n  section: intro"),
        ('title = {en = "Test"', 'title = {en = "New name"'),
    ],
    ids=lambda pair: pair[1][:20],
)
def test_the_guid_is_of_nothing_else(project: MakeProject, replacement: tuple[str, str]) -> None:
    before, after = guids(project), guids(project, replacement)
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("replacement", [('namespace = "test"', 'namespace = "other"'), ("id: one", "id: uno")])
def test_another_namespace_or_id_is_another_note(project: MakeProject, replacement: tuple[str, str]) -> None:
    before, after = guids(project), guids(project, replacement)
    assert next(iter(before.values())) not in after.values()


def test_integer_ids_are_stable_distinct_and_in_ankis_past() -> None:
    """Not 0 (Anki refuses the import), not 1 (the Default deck), not in the future (Anki replaces them), and an int64."""
    ids = [integer_id("test", kind, name) for kind in ("deck", "field") for name in map(str, range(2000))]
    assert len(set(ids)) == len(ids)
    assert all(1_000_000_000_000 <= one < 1_600_000_000_000 for one in ids)
    assert integer_id("test", "deck", "0") == integer_id("test", "deck", "0")


def test_parts_of_an_integer_id_do_not_run_together() -> None:
    assert integer_id("a", "bc") != integer_id("ab", "c") != integer_id("abc")


def test_all_ids_of_a_project_are_distinct(project: MakeProject) -> None:
    built = project({"cards/a/x.yaml": ONE, "cards/b/y.yaml": ONE.replace("one", "two")}).compile()
    found = [deck.id for deck in built.plan.after.decks.values()]
    for notetype in built.notetypes.values():
        found += [notetype.id, *(field.id for field in notetype.fields), *(one.id for one in notetype.templates)]
    assert len(found) == 2 + 2 + 11 + 10 + 3
    assert len(set(found)) == len(found)
