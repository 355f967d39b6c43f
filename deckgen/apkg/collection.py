"""The notes of an Anki collection with their cards: its SQLite database to values."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from deckgen.apkg.database import deck_names, opened_database
from deckgen.apkg.notetypes import PackedNotetype, notetypes_in

_NEW = 0
"""The type of a card that was never studied: then `due` is its position."""
_NOTES = "select id, guid, mid, mod, tags, flds from notes order by id"
_CARDS = "select nid, ord, case when odid != 0 then odid else did end, type, due from cards order by nid, ord"
"""`odid` is the card's own deck while it is in a filtered one."""
_Card: TypeAlias = tuple[int, int, int, int]
"""Ordinal, deck, type, due."""


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note with the ordinals (from 0) of its cards, and the deck of the first one (`A::B`). `values` are HTML, one a field.

    `position` sorts the notes of a deck as they are studied.
    """

    id: int
    guid: str
    notetype: PackedNotetype
    values: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    ordinals: tuple[int, ...]
    position: tuple[int, int]
    deck_id: int = 0
    mtime: int = 0

    @property
    def by_name(self) -> Mapping[str, str]:
        return dict(zip(self.notetype.field_names, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class DamagedNote:
    """A note that no Anki would have written, and what is wrong with it."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything at once: notetypes by id, the notes by their ids, and those that can't be read."""

    notetypes: Mapping[int, PackedNotetype]
    notes: tuple[PackedNote, ...]
    damaged: tuple[DamagedNote, ...]

    def in_study_order(self) -> tuple[PackedNote, ...]:
        """The notes deck by deck, in the order in which new ones are studied."""
        return tuple(sorted(self.notes, key=lambda note: (note.deck.split("::"), note.position)))


def read_collection(database: bytes) -> Collection:
    """The collection of a package, read from memory. Raises `PackageFaultError`."""
    with opened_database(database) as connection:
        notetypes = notetypes_in(connection)
        read = list(_notes(connection, notetypes, deck_names(connection)))
    return Collection(
        notetypes,
        tuple(note for note in read if isinstance(note, PackedNote)),
        tuple(note for note in read if isinstance(note, DamagedNote)),
    )


def _notes(
    connection: sqlite3.Connection, notetypes: Mapping[int, PackedNotetype], decks: Mapping[int, str]
) -> Iterator[PackedNote | DamagedNote]:
    cards, damaged = _cards(connection)
    all_new = all(kind == _NEW for rows in cards.values() for _, _, kind, _ in rows)
    for nid, guid, mid, mod, tags, values in connection.execute(_NOTES):
        rows = cards.get(nid, [])
        if nid in damaged or not isinstance(values, str):
            yield DamagedNote(str(nid), "the note is damaged: its row or that of a card has values of a wrong type")
            continue
        if mid not in notetypes:
            yield DamagedNote(str(nid), f"the note is damaged: it has the notetype {mid}, which is not in the file")
            continue
        _, deck, _, due = rows[0] if rows else (0, 0, _NEW, 0)
        yield PackedNote(
            nid, str(guid), notetypes[mid], tuple(values.split("\x1f")), tuple(str(tags or "").split()),
            decks.get(deck, "Default"), tuple(row[0] for row in rows), (due if all_new else 0, nid), deck, _seconds(mod),
        )  # fmt: skip


def _cards(connection: sqlite3.Connection) -> tuple[Mapping[int, list[_Card]], set[object]]:
    """The cards of each note by its id, and the notes of which a card is damaged."""
    cards: dict[int, list[_Card]] = {}
    damaged: set[object] = set()
    for nid, *card in connection.execute(_CARDS):
        ordinal, deck, kind, due = card
        if all(isinstance(value, int) for value in card):
            cards.setdefault(nid, []).append((ordinal, deck, kind, due))
        else:
            damaged.add(nid)
    return cards, damaged


def _seconds(value: object) -> int:
    """A time as whole seconds; tools wrote fractions. 0 for what is no time."""
    return int(value) if isinstance(value, int | float) and abs(value) < 1 << 53 else 0
