"""Everything of a collection that belongs to a learner or an author, as plain values that can be compared.

Notes and cards are read from the tables, since Anki's objects hide rows that have lost their note or template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NOTES = "select guid, mod, mid, flds, tags from notes order by id"
CARDS = """
    select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.left, c.odue, c.odid,
           c.flags, (select count(*) from revlog r where r.cid = c.id)
    from cards c join notes n on n.id = c.nid order by c.id
"""
SCHEDULE = ("deck", "type", "queue", "due", "interval", "ease", "reviews", "lapses", "steps left", "original due",
            "original deck", "flag", "review log")  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteState:
    guid: str
    mtime: int
    notetype: int
    fields: tuple[str, ...]
    tags: frozenset[str]

    @property
    def entry_id(self) -> str:
        return self.fields[0]

    @property
    def content(self) -> tuple[tuple[str, ...], frozenset[str]]:
        return (self.fields, self.tags)


@dataclass(frozen=True, slots=True)
class LearnerEdit:
    """A learner added `text` to the note's field number `field`, and a tag."""

    guid: str
    field: int
    text: str
    tag: str = "my-own-tag"

    def stands_in(self, note: NoteState) -> bool:
        return self.field < len(note.fields) and self.text in note.fields[self.field] and self.tag in note.tags


@dataclass(frozen=True, slots=True)
class CardState:
    """`schedule` has one value for each name in `SCHEDULE`."""

    guid: str
    ord: int
    schedule: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CollectionSnapshot:
    notes: tuple[NoteState, ...]
    cards: tuple[CardState, ...]

    def by_guid(self) -> dict[str, NoteState]:
        return {note.guid: note for note in self.notes}

    def schedules(self) -> dict[tuple[str, int], tuple[int, ...]]:
        return {(card.guid, card.ord): card.schedule for card in self.cards}

    def studied_cards(self) -> int:
        return sum(1 for card in self.cards if card.schedule[-1])

    def count_edits(self, edits: Sequence[LearnerEdit]) -> int:
        notes = self.by_guid()
        return sum(1 for edit in edits if edit.stands_in(notes[edit.guid]))

    def card_keys(self) -> set[tuple[str, int]]:
        return {(card.guid, card.ord) for card in self.cards}


def take_snapshot(col: Any) -> CollectionSnapshot:
    notes = tuple(
        NoteState(guid, mod, mid, tuple(flds.split("\x1f")), frozenset(tags.split()))
        for guid, mod, mid, flds, tags in col.db.all(NOTES)
    )
    cards = tuple(CardState(guid, ord_, tuple(schedule)) for guid, ord_, *schedule in col.db.all(CARDS))
    return CollectionSnapshot(notes, cards)


def notetype_names(col: Any) -> frozenset[str]:
    return frozenset(str(item.name) for item in col.models.all_names_and_ids())


def second_notetypes(added: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """Those Anki named "X+" because another notetype was called "X" already."""
    return frozenset(name for name in added if name.rstrip("+") != name and name.rstrip("+") in known)
