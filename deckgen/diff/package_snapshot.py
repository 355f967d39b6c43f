"""A package as a snapshot. For one that deckgen built it equals that of the lock it was built with."""

from collections.abc import Iterable, Mapping
from typing import cast

from deckgen.diff.identify import language_of, own_notetype, topic_of
from deckgen.diff.package_tables import PackedNote, PackedNotetype, Tables, read_tables
from deckgen.diff.snapshot import Snapshot, SnapshotDeck, SnapshotNote, SnapshotNotetype
from deckgen.importers.anki_archive import open_archive
from deckgen.model import UNDETERMINED, EntryId, Guid, Html, Instant, Language, NotetypeKey
from deckgen.notes.fingerprint import html_digest
from deckgen.notes.notetypes import FIELDS, look_digest
from deckgen.release.question import question_of


def package_snapshot(data: bytes, origin: str, path: str) -> Snapshot:
    """The notes of an .apkg. `path` is where it lies, with `/`: its name helps to find the language.

    Raises `PackageFaultError` if it cannot be read.
    """
    tables = read_tables(open_archive(data).database)
    used = {note.notetype for note in tables.notes}
    own = {one.id: found for one in tables.notetypes.values() if (found := own_notetype(one.id, one.name))}
    namespaces = {namespace for identity, (_, namespace) in own.items() if identity in used}
    namespace = namespaces.pop() if len(namespaces) == 1 else ""
    keys = {identity: str(own[identity][0]) if identity in own else str(identity) for identity in tables.notetypes}
    decks = _decks(tables, keys, namespace, path)
    notes = (
        _note(note, tables.notetypes[note.notetype], keys[note.notetype], decks[note.deck]) for note in tables.notes
    )
    notetypes = (_notetype(tables.notetypes[identity], keys[identity]) for identity in sorted(used))
    return Snapshot(
        origin, namespace, {note.guid: note for note in notes}, {one.key: one for one in notetypes}, is_package=True
    )


def _decks(tables: Tables, keys: Mapping[int, str], namespace: str, path: str) -> Mapping[int, SnapshotDeck]:
    by_deck: dict[int, list[PackedNote]] = {}
    for note in tables.notes:
        by_deck.setdefault(note.deck, []).append(note)
    language = None
    if namespace:
        named = ((_entry(note, keys[note.notetype]), Guid(note.guid)) for note in tables.notes)
        language = language_of(namespace, [(entry, guid) for entry, guid in named if entry], path)
    return {
        identity: _deck(identity, tables.decks.get(identity, "Default"), namespace, language, notes)
        for identity, notes in by_deck.items()
    }


def _deck(
    identity: int, name: str, namespace: str, language: Language | None, notes: Iterable[PackedNote]
) -> SnapshotDeck:
    tags = dict.fromkeys(tag for note in notes for tag in note.tags)
    topic = topic_of(namespace, identity, language or UNDETERMINED, tags) if namespace else None
    return SnapshotDeck(identity, name, topic, language)


def _note(note: PackedNote, notetype: PackedNotetype, key: str, deck: SnapshotDeck) -> SnapshotNote:
    fields = tuple(Html(field) for field in note.fields)
    return SnapshotNote(
        guid=Guid(note.guid),
        entry=_entry(note, key),
        deck=deck,
        mtime=Instant(note.mtime),
        html=html_digest(cast("NotetypeKey", key), fields, tuple(sorted(note.tags))),
        cards=tuple(ordinal + 1 for ordinal in note.ordinals),
        question=question_of(fields[notetype.sort_field] if notetype.sort_field < len(fields) else ""),
    )


def _entry(note: PackedNote, key: str) -> EntryId | None:
    """The id of an entry of deckgen's, which is a field of the note."""
    place = FIELDS[cast("NotetypeKey", key)].index("id") if key in FIELDS else len(note.fields)
    return EntryId(note.fields[place]) if place < len(note.fields) else None


def _notetype(one: PackedNotetype, key: str) -> SnapshotNotetype:
    return SnapshotNotetype(
        key=key,
        name=one.name if key == str(one.id) else key,
        id=one.id,
        fields=tuple(identity or name for name, identity in one.fields),
        templates=tuple(identity or name for name, identity, _, _ in one.templates),
        sort_field=one.sort_field,
        look=look_digest(
            one.name,
            [name for name, _ in one.fields],
            [(n, front, back) for n, _, front, back in one.templates],
            one.css,
        ),
        mtime=Instant(one.mtime),
    )
