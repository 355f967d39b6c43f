"""A package as a snapshot. For one that deckgen built it equals that of the lock it was built with."""

from collections.abc import Mapping, Sequence
from typing import cast

from deckgen.apkg import Collection, PackageFaultError, PackedNote, PackedNotetype, open_archive, read_collection
from deckgen.diff.identify import language_of, own_notetype, topic_of_package
from deckgen.diff.snapshot import Snapshot, SnapshotDeck, SnapshotNote, SnapshotNotetype
from deckgen.model import UNDETERMINED, EntryId, Guid, Html, Instant, Language, NotetypeKey
from deckgen.notes.fingerprint import html_digest
from deckgen.notes.notetypes import FIELDS, look_digest
from deckgen.release.question import question_of


def package_snapshot(data: bytes, origin: str, path: str) -> Snapshot:
    """The notes of an .apkg. `path` is where it lies, with `/`: its name helps to find the language.

    Raises `PackageFaultError` if it cannot be read.
    """
    collection = _whole(read_collection(open_archive(data).database))
    used = {note.notetype.id for note in collection.notes}
    own = {one.id: found for one in collection.notetypes.values() if (found := own_notetype(one.id, one.name))}
    namespaces = {namespace for identity, (_, namespace) in own.items() if identity in used}
    namespace = namespaces.pop() if len(namespaces) == 1 else ""
    keys = {one: str(own[one][0]) if one in own else str(one) for one in collection.notetypes}
    decks = _decks(collection.notes, keys, namespace, path)
    notes = (_note(note, keys[note.notetype.id], decks[note.deck_id]) for note in collection.notes)
    notetypes = (_notetype(collection.notetypes[identity], keys[identity]) for identity in sorted(used))
    return Snapshot(
        origin, namespace, {note.guid: note for note in notes}, {one.key: one for one in notetypes}, is_package=True
    )


def _whole(collection: Collection) -> Collection:
    """The collection, if every note in it can be read: what is compared must not be a part."""
    for one in collection.damaged:
        raise PackageFaultError(f"note {one.id}: {one.reason}")
    return collection


def _decks(
    notes: Sequence[PackedNote], keys: Mapping[int, str], namespace: str, path: str
) -> Mapping[int, SnapshotDeck]:
    by_deck: dict[int, list[PackedNote]] = {}
    for note in notes:
        by_deck.setdefault(note.deck_id, []).append(note)
    language = None
    if namespace:
        named = ((_entry(note, keys[note.notetype.id]), Guid(note.guid)) for note in notes)
        language = language_of(namespace, [(entry, guid) for entry, guid in named if entry], path)
    return {identity: _deck(identity, namespace, language, members) for identity, members in by_deck.items()}


def _deck(identity: int, namespace: str, language: Language | None, notes: list[PackedNote]) -> SnapshotDeck:
    tags = dict.fromkeys(tag for note in notes for tag in note.tags)
    topic = topic_of_package(namespace, identity, language or UNDETERMINED, tags) if namespace else None
    return SnapshotDeck(identity, notes[0].deck, topic, language)


def _note(note: PackedNote, key: str, deck: SnapshotDeck) -> SnapshotNote:
    fields, sort_field = tuple(Html(value) for value in note.values), note.notetype.sort_field
    return SnapshotNote(
        guid=Guid(note.guid),
        entry=_entry(note, key),
        deck=deck,
        mtime=Instant(note.mtime),
        html=html_digest(cast("NotetypeKey", key), fields, tuple(sorted(note.tags))),
        cards=tuple(ordinal + 1 for ordinal in note.ordinals),
        question=question_of(fields[sort_field] if sort_field < len(fields) else ""),
    )


def _entry(note: PackedNote, key: str) -> EntryId | None:
    """The id of an entry of deckgen's, which is a field of the note."""
    place = FIELDS[cast("NotetypeKey", key)].index("id") if key in FIELDS else len(note.values)
    return EntryId(note.values[place]) if place < len(note.values) else None


def _notetype(one: PackedNotetype, key: str) -> SnapshotNotetype:
    return SnapshotNotetype(
        key=key,
        name=one.name if key == str(one.id) else key,
        id=one.id,
        fields=tuple(field.id or field.name for field in one.fields),
        templates=tuple(template.id or template.name for template in one.templates),
        sort_field=one.sort_field,
        look=look_digest(
            one.name,
            one.field_names,
            [(template.name, template.front, template.back) for template in one.templates],
            one.css,
        ),
        mtime=Instant(one.mtime),
    )
