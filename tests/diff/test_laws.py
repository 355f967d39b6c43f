"""What holds for any two snapshots."""

from hypothesis import given

from deckgen.diff import DifferenceKind, Snapshot, compare
from deckgen.diff.data import as_data
from deckgen.diff.document import as_markdown
from deckgen.diff.text import lines, outcome
from tests.diff.samples import snapshots

MIRRORED = {
    DifferenceKind.ADDED: {DifferenceKind.RETIRED},
    DifferenceKind.RETIRED: {DifferenceKind.ADDED},
    DifferenceKind.REWORDED: {DifferenceKind.OLDER},
    DifferenceKind.RESTAMPED: {DifferenceKind.OLDER},
    DifferenceKind.OLDER: {DifferenceKind.REWORDED, DifferenceKind.RESTAMPED},
}
"""A kind to what it is the other way round; any other one is itself."""


@given(snapshots)
def test_a_snapshot_does_not_differ_from_itself(one: Snapshot) -> None:
    found = compare(one, one)
    assert found.is_empty
    assert found.remarks == ()
    assert found.same == len(one.notes)


@given(snapshots, snapshots)
def test_the_other_way_round_is_the_mirror_image(one: Snapshot, other: Snapshot) -> None:
    there, back = compare(one, other), compare(other, one)
    mirrored = {(difference.note.guid, difference.kind) for difference in back.differences}
    assert len(there.differences) == len(back.differences)
    for difference in there.differences:
        expected = MIRRORED.get(difference.kind, {difference.kind})
        assert any((difference.note.guid, kind) in mirrored for kind in expected), difference
    assert {look.notetype for look in there.looks} == {look.notetype for look in back.looks}
    assert {(schema.notetype, schema.cost) for schema in there.schemas} == {(s.notetype, s.cost) for s in back.schemas}
    assert {(now, before) for before, now in there.renamed_decks} == set(back.renamed_decks)
    assert there.same == back.same


@given(snapshots, snapshots)
def test_every_note_is_accounted_for_on_both_sides(one: Snapshot, other: Snapshot) -> None:
    found = compare(one, other)
    added = {difference.note.guid for difference in found.of_kind(DifferenceKind.ADDED)}
    retired = {difference.note.guid for difference in found.of_kind(DifferenceKind.RETIRED)}
    assert added == found.new.notes.keys() - found.old.notes.keys()
    assert retired == found.old.notes.keys() - found.new.notes.keys()


@given(snapshots, snapshots)
def test_every_way_of_saying_it_names_every_note_that_differs(one: Snapshot, other: Snapshot) -> None:
    found = compare(one, other)
    text, data = "\n".join([outcome(found), *lines(found)]), as_data(found)
    assert data["equal"] == ("no difference" in text)
    assert all(difference.note.name in text for difference in found.differences)
    topics = data["topics"]
    assert isinstance(topics, list)
    assert sum(len(topic["changes"]) for topic in topics) == len(found.differences)
    markdown = as_markdown(found)
    told = found.of_kind(
        DifferenceKind.ADDED, DifferenceKind.REWORDED, DifferenceKind.RESTAMPED, DifferenceKind.RETIRED
    )
    assert all(f"- `{difference.note.name}`" in markdown for difference in told)
