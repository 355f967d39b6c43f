"""Notes of Anki, deck by deck, to topics of entries."""

import re
from collections.abc import Callable, Sequence

from deckgen.apkg import PackedNote
from deckgen.ids import FreeNames, slug_of
from deckgen.importers.anki.foreign import TAG_FIELD, foreign_keys
from deckgen.importers.anki.own import References, is_own, own_keys
from deckgen.importers.anki.own_tags import deck_title, section_and_tags, topic_of_tags
from deckgen.importers.html import FieldReader, UnreadableMarkupError
from deckgen.importers.kit import (
    Imported,
    ImportedEntry,
    ImportedTopic,
    Item,
    MediaShelf,
    NoteKeys,
    fit_tags,
    imported_entry,
)

PlacedNote = tuple[str, PackedNote]


def import_notes(
    notes: Sequence[PlacedNote], media: Callable[[str], bytes | None], *, raw_html: bool = False
) -> Imported:
    """All notes, in their order. `media` gives the bytes of a file by its name in Anki."""
    decks: dict[str, list[PlacedNote]] = {}
    for place, note in notes:
        decks.setdefault(note.deck, []).append((place, note))
    references = References()
    topics: list[ImportedTopic] = []
    items: list[Item] = []
    names = FreeNames()
    for deck, members in decks.items():
        source = _own_deck if all(is_own(note) for _, note in members) else _foreign_deck
        topic, found = source(deck, members, media, references, raw_html)
        topics.append(ImportedTopic(names.free(topic.name), topic.title, topic.entries, topic.media))
        items += found
    return Imported(tuple(topics), tuple(items), references.rows)


def _own_deck(
    deck: str, members: list[PlacedNote], media: Callable[[str], bytes | None], references: References, raw_html: bool
) -> tuple[ImportedTopic, list[Item]]:
    title = deck_title(deck)
    prefix, name = topic_of_tags([note for _, note in members], title)
    shelf = MediaShelf(media, topic=name)
    entries: list[ImportedEntry] = []
    items: list[Item] = []
    for place, note in members:
        reader = FieldReader(shelf, raw_html=raw_html, is_ours=True)
        try:
            found = own_keys(note, reader, title, references)
        except UnreadableMarkupError:
            found = foreign_keys(note, reader)
        section, tags = section_and_tags(note, prefix, name)
        keys = _with_tags(found, section, fit_tags(tags))
        _add(keys, place, note, entries, items)
    return ImportedTopic(name, title, tuple(entries), shelf.files), items


def _foreign_deck(
    deck: str, members: list[PlacedNote], media: Callable[[str], bytes | None], references: References, raw_html: bool
) -> tuple[ImportedTopic, list[Item]]:
    del references
    parts = [part for part in re.split(r"::|\x1f", deck) if part.strip()]
    name = slug_of(" ".join(parts)) or "deck"
    shelf = MediaShelf(media)
    entries: list[ImportedEntry] = []
    items: list[Item] = []
    dropped = frozenset({name, deck.lower(), deck.replace(" ", "_").lower()})
    for place, note in members:
        reader = FieldReader(shelf, raw_html=raw_html)
        keys = _with_tags(foreign_keys(note, reader), "", fit_tags((*note.tags, *_tag_field(note)), dropped))
        _add(keys, place, note, entries, items)
    return ImportedTopic(name, " / ".join(parts) or "Deck", tuple(entries), shelf.files), items


def _tag_field(note: PackedNote) -> list[str]:
    """The words of a field called Tags, which Anki's templates can't show: `{{Tags}}` means the note's own."""
    return [word for word in re.split(r"[,;\s]+", note.by_name.get(TAG_FIELD, "")) if word]


def _with_tags(found: NoteKeys, section: str, tags: list[str]) -> NoteKeys:
    more = {**({"section": section} if section else {}), **({"tags": tags} if tags else {})}
    return NoteKeys({**found.keys, **more}, found.lost, found.missing, found.skipped, found.id)


def _add(keys: NoteKeys, place: str, note: PackedNote, entries: list[ImportedEntry], items: list[Item]) -> None:
    entry, item = imported_entry(keys, place, f"{note.notetype.name} note", note.guid)
    items.append(item)
    if entry:
        entries.append(entry)
