"""genanki with the lock's times and ids: thin subclasses, because genanki knows one timestamp for everything.

Each class passes something of its own on to genanki's method and leaves the rest to it.
"""

import itertools
import sqlite3
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import genanki

from deckgen.lock.model import LockedDeck, LockedNote, LockedNotetype
from deckgen.model import Instant, NotetypeKey
from deckgen.notes import Note, Notetype
from deckgen.package.database import file_of, new_database


class _StampedModel(genanki.Model):
    """A notetype with its own mtime, and with integer ids on fields and card templates."""

    def __init__(self, notetype: Notetype, locked: LockedNotetype) -> None:
        super().__init__(
            model_id=locked.id,
            name=notetype.name,
            fields=[{"name": field.name, "id": field.id} for field in notetype.fields],
            templates=[
                {"name": one.name, "id": one.id, "qfmt": one.front, "afmt": one.back} for one in notetype.templates
            ],
            css=notetype.css,
            model_type=genanki.Model.CLOZE if notetype.is_cloze else genanki.Model.FRONT_BACK,
            sort_field_index=locked.sort_field,
        )
        self.mtime: Instant = locked.mtime

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        del timestamp
        return super().to_json(self.mtime, deck_id)


class _StampedNote(genanki.Note):
    """A note with the lock's mtime and row id, and with the cards Anki itself would make."""

    def __init__(self, note: Note, locked: LockedNote, model: genanki.Model) -> None:
        super().__init__(
            model=model,
            fields=[str(field) for field in note.fields],
            tags=list(note.tags),
            guid=locked.guid,
            due=locked.due,
        )
        self._ordinals = tuple(card.ord for card in note.cards)
        self._row_id = locked.id
        self._mtime = locked.mtime

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ord_) for ord_ in self._ordinals]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        del timestamp, id_gen
        # The note takes the first number, its cards the following ones: row ids stay the same in every build.
        super().write_to_db(cursor, self._mtime, deck_id, itertools.count(self._row_id))

    @classmethod
    def _find_invalid_html_tags_in_field(cls, field: str) -> list[str]:
        del field  # genanki warns about HTML by pattern; ours is made from escaped text
        return []


def collection(
    decks: Sequence[tuple[LockedDeck, str, Sequence[tuple[Note, LockedNote]]]],
    notetypes: Mapping[NotetypeKey, tuple[Notetype, LockedNotetype]],
) -> bytes:
    """The `collection.anki2` of a package: decks with their descriptions and notes. Independent of clock and folder."""
    models = {key: _StampedModel(notetype, locked) for key, (notetype, locked) in notetypes.items()}
    genanki_decks = []
    for locked_deck, description, notes in decks:
        deck = genanki.Deck(locked_deck.id, locked_deck.name, description)
        for note, locked in notes:
            deck.add_note(_StampedNote(note, locked, models[note.notetype]))
        genanki_decks.append(deck)
    newest = max((locked.mtime for _, _, notes in decks for _, locked in notes), default=Instant(0))
    with closing(new_database()) as connection, warnings.catch_warnings():
        warnings.simplefilter("error")
        genanki.Package(genanki_decks).write_to_db(connection.cursor(), newest, itertools.count(1))
        return file_of(connection)
