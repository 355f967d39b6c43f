"""A lock as a snapshot: digests, times and names, no words."""

from deckgen.diff.snapshot import Snapshot, SnapshotDeck, SnapshotNote, SnapshotNotetype
from deckgen.lock.model import DeckKey, Lock, LockedNotetype
from deckgen.model import NotetypeKey
from deckgen.notes import NoteKey


def lock_snapshot(lock: Lock, origin: str) -> Snapshot:
    """The notes a build with this lock would put into packages."""
    decks = {
        key: SnapshotDeck(deck.id, deck.name, key.topic, key.language)
        for key, deck in sorted(lock.decks.items(), key=lambda item: (item[0].topic, item[0].language))
    }
    notes = (_note(key, lock, decks) for key in lock.notes)
    return Snapshot(
        origin=origin,
        namespace=lock.namespace,
        notes={note.guid: note for note in notes},
        notetypes={key: _notetype(key, one) for key, one in lock.notetypes.items()},
    )


def _note(key: NoteKey, lock: Lock, decks: dict[DeckKey, SnapshotDeck]) -> SnapshotNote:
    row = lock.notes[key]
    place = DeckKey(row.topic, key.language)
    deck = decks.get(place) or SnapshotDeck(0, row.topic, row.topic, key.language)
    cards = tuple(number for number, _ in row.cards)
    return SnapshotNote(row.guid, key.entry, deck, row.mtime, row.html, cards, row.formerly)


def _notetype(key: NotetypeKey, one: LockedNotetype) -> SnapshotNotetype:
    fields = tuple(identity for _, identity in one.fields)
    templates = tuple(identity for _, identity in one.templates)
    return SnapshotNotetype(key, key, one.id, fields, templates, one.sort_field, one.look, one.mtime)
