"""What each kind of difference is, one by one."""

from dataclasses import replace

import pytest

from deckgen.diff import compare
from deckgen.diff.comparison import SchemaCost
from deckgen.diff.labels import labels
from deckgen.diff.snapshot import SnapshotNotetype, merged
from deckgen.diff.text import lines
from deckgen.model import EntryId, Instant, Sha256
from tests.diff.samples import BASIC, ERSTES, FIRST, SECOND, make_note, make_snapshot


def kinds(before: dict[str, object], after: dict[str, object]) -> list[tuple[str, str]]:
    """Kind and detail of what differs between two states of the note `one`."""
    old, new = (make_snapshot(make_note("one", **values)) for values in (before, after))  # type: ignore[arg-type]
    return [(one.kind.value, one.detail) for one in compare(old, new).differences]


@pytest.mark.parametrize(
    ("before", "after", "kind", "detail"),
    [
        ({}, {"mtime": 200, "html": "better"}, "reworded", ""),
        ({}, {"mtime": 200}, "restamped", ""),
        ({}, {"html": "better"}, "re-rendered", ""),
        ({}, {"mtime": 50, "html": "better"}, "older", ""),
        ({}, {"deck": SECOND, "guid": "guid-one-en"}, "moved", "a -> b"),
        ({"cards": (1, 2)}, {"cards": (1,)}, "cards", "card 2 gone"),
        ({"cards": (1,)}, {"cards": (1, 2, 3)}, "cards", "cards 2, 3 new"),
        ({"cards": (1, 2)}, {"cards": (1, 3)}, "cards", "card 2 gone; card 3 new"),
    ],
)
def test_a_note_in_both_differs_by_time_and_text_deck_and_cards(
    before: dict[str, object], after: dict[str, object], kind: str, detail: str
) -> None:
    assert kinds(before, after) == [(kind, detail)]


def test_a_note_may_differ_in_several_things() -> None:
    found = kinds({"cards": (1, 2)}, {"mtime": 200, "html": "better", "deck": SECOND})
    assert [kind for kind, _ in found] == ["reworded", "moved", "cards"]


def test_notes_are_matched_by_guid_so_that_another_id_is_a_rename() -> None:
    old, new = make_snapshot(make_note("one", guid="g")), make_snapshot(make_note("uno", guid="g"))
    (found,) = compare(old, new).differences
    assert (found.kind.value, found.note.entry, found.detail) == ("renamed", "uno", "was one")
    assert found.ids == ("one", "uno")


def test_a_retired_note_is_found_by_every_id_it_had() -> None:
    note = replace(make_note("uno"), formerly=(EntryId("one"),))
    (found,) = compare(make_snapshot(note), make_snapshot()).differences
    assert (found.kind.value, found.ids) == ("retired", ("uno", "one"))


def test_a_deck_with_another_name_is_one_rename_and_no_moved_notes() -> None:
    better = replace(FIRST, name="Demo::01 Better")
    old = make_snapshot(make_note("one"), make_note("two"))
    found = compare(old, make_snapshot(make_note("one", deck=better), make_note("two", deck=better)))
    assert found.differences == ()
    assert found.renamed_decks == (("Demo::01 First", "Demo::01 Better"),)


def test_a_new_look_arrives_only_with_a_newer_time() -> None:
    newer = replace(BASIC, look=Sha256("new"), mtime=Instant(200))
    same_time = replace(BASIC, look=Sha256("new"))
    old = make_snapshot(notetypes=[BASIC])
    assert [one.arrives for one in compare(old, make_snapshot(notetypes=[newer])).looks] == [True]
    assert [one.arrives for one in compare(old, make_snapshot(notetypes=[same_time])).looks] == [False]


@pytest.mark.parametrize(
    ("after", "detail", "cost"),
    [
        (replace(BASIC, fields=(1, 2, 3, 9)), "3 fields -> 4", SchemaCost.MERGE_ALWAYS),
        (replace(BASIC, fields=(2, 1, 3)), "fields in another order", SchemaCost.MERGE_ALWAYS),
        (replace(BASIC, templates=(4, 6)), "other card templates", SchemaCost.MERGE_ALWAYS),
        (replace(BASIC, id=8), "id 7 -> 8", SchemaCost.MERGE),
        (replace(BASIC, sort_field=0), "sort field 3 -> 1", SchemaCost.FULL_SYNC),
    ],
)
def test_another_schema_says_what_it_costs(after: SnapshotNotetype, detail: str, cost: SchemaCost) -> None:
    found = compare(make_snapshot(notetypes=[BASIC]), make_snapshot(notetypes=[after]))
    assert [(one.notetype, one.detail, one.cost) for one in found.schemas] == [("basic", detail, cost)]


def test_a_notetype_that_only_one_side_uses_is_no_difference() -> None:
    assert compare(make_snapshot(), make_snapshot(notetypes=[])).is_empty


def test_topics_come_in_the_order_in_which_they_are_studied() -> None:
    late = replace(FIRST, id=9, name="Demo::09 Zeroth")
    found = compare(make_snapshot(), make_snapshot(make_note("z", deck=late), make_note("s", deck=SECOND)))
    assert [one.note.entry for one in found.differences] == ["s", "z"]


def test_a_label_names_a_language_only_where_another_one_has_no_part_in_it() -> None:
    old = make_snapshot(*(make_note(name, deck=deck) for name in ("one", "two") for deck in (FIRST, ERSTES)))
    new = make_snapshot(
        *(make_note("one", deck=deck, mtime=200, html="x") for deck in (FIRST, ERSTES)),
        make_note("two", deck=FIRST),
        make_note("two", deck=ERSTES, mtime=200, html="x"),
    )
    found = compare(old, new)
    assert list(labels(found, found.differences)) == ["one", "two (zh-Hans)"]


def test_what_one_side_does_not_know_is_taken_from_the_other() -> None:
    bare = replace(FIRST, topic=None, language=None)
    old = make_snapshot(make_note("one", deck=bare, guid="g1", question="Why?"), make_note("two", deck=bare, guid="g2"))
    new = make_snapshot(make_note("one", guid="g1", mtime=200, html="x"))
    found = compare(old, new)
    assert [(one.section, one.note.language, one.note.question) for one in found.differences] == [
        ("a", "en", "Why?"),
        ("a", "en", ""),
    ]


def test_a_package_of_one_deck_is_compared_with_that_deck_only() -> None:
    package = make_snapshot(make_note("one"), is_package=True, origin="a.apkg")
    whole = make_snapshot(make_note("one"), make_note("two", deck=SECOND), make_note("three"), origin="whole")
    found = compare(package, whole)
    assert [(one.kind.value, one.note.entry) for one in found.differences] == [("added", "three")]
    assert found.remarks == ("a.apkg is the package of one deck: of whole only that deck is compared",)


def test_a_bundle_is_compared_with_its_language_only() -> None:
    bundle = make_snapshot(make_note("one"), make_note("two", deck=SECOND), is_package=True, origin="bundle.apkg")
    third = replace(SECOND, id=5, name="Demo::03 Third")
    whole = make_snapshot(make_note("two", deck=SECOND), make_note("one", deck=ERSTES), make_note("new", deck=third))
    found = compare(bundle, whole)
    assert [(one.kind.value, one.note.entry) for one in found.differences] == [("retired", "one"), ("added", "new")]


def test_what_does_not_fit_together_is_said() -> None:
    english, chinese = make_snapshot(make_note("one")), make_snapshot(make_note("one", deck=ERSTES), origin="new")
    assert "editions in different languages (en and zh-Hans)" in compare(english, chinese).remarks[0]
    foreign = make_snapshot(make_note("one"), namespace="other")
    assert "the namespaces differ (`demo` and `other`)" in compare(english, foreign).remarks[0]
    newer = make_snapshot(make_note("one", mtime=200), origin="new")
    assert compare(newer, english).remarks == (
        "old is older than new: people who have the latter would see nothing of it",
    )


def test_of_two_packages_as_one_the_newer_note_counts() -> None:
    parts = [make_snapshot(make_note("one", mtime=mtime)) for mtime in (100, 300, 200)]
    whole = merged("folder", parts)
    assert [note.mtime for note in whole.notes.values()] == [300]
    assert (whole.origin, whole.namespace, whole.is_package) == ("folder", "demo", False)


def test_long_lists_are_wrapped_between_labels() -> None:
    new = make_snapshot(*(make_note(f"an-entry-with-a-long-name-{n}") for n in range(20)))
    old = make_snapshot(*(make_note(f"an-entry-with-a-long-name-{n}", deck=ERSTES) for n in range(20)))
    shown = list(lines(compare(old, new)))
    assert max(map(len, shown)) <= 110
    assert all(line.count("(") == line.count(")") for line in shown)
