"""Decks of CrowdAnki: JSON with notetypes, notes and decks inside decks, and media in a folder beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from deckgen.apkg import PackedNote, PackedNotetype, notetype_of_json
from deckgen.importers.anki.decks import import_notes
from deckgen.importers.kit import Imported, ImportFile
from deckgen.notes.cardgen import normal_ordinals
from deckgen.notes.note import CardTemplate
from deckgen.notes.template import TemplateFaultError

_MAX_DEPTH = 50


def import_crowdanki(file: ImportFile, data: Mapping[str, Any]) -> Imported:
    """Every note of the file. Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` for what is no such JSON."""
    notetypes = {str(model["crowdanki_uuid"]): notetype_of_json(model) for model in data["note_models"]}
    notes = list(_notes(file.path, data, notetypes, "", 0))

    def media(name: str) -> bytes | None:
        return None if "/" in name or "\\" in name else file.sibling(f"media/{name}")

    return import_notes(notes, media, raw_html=file.raw_html)


def _notes(
    path: str, deck: Mapping[str, Any], notetypes: Mapping[str, PackedNotetype], parent: str, depth: int
) -> Iterator[tuple[str, PackedNote]]:
    """The notes of a deck and of the decks in it. A name of an inner deck may or may not begin with that of its parent."""
    if depth > _MAX_DEPTH:
        raise ValueError("decks inside decks without end")
    own = str(deck["name"])
    name = own if not parent or own.startswith(f"{parent}::") else f"{parent}::{own}"
    for number, note in enumerate(deck.get("notes", ()), start=1):
        notetype = notetypes[str(note["note_model_uuid"])]
        values = tuple(str(value) for value in note["fields"])
        tags = tuple(str(tag) for tag in note.get("tags", ()))
        guid = str(note.get("guid") or "")
        ordinals = (0,) if notetype.is_cloze else _ordinals(notetype, values)
        yield (
            f"{path}, {name}, note {number}",
            PackedNote(number, guid, notetype, values, tags, name, ordinals, (0, number)),
        )
    for child in deck.get("children", ()):
        yield from _notes(path, child, notetypes, name, depth + 1)


def _ordinals(notetype: PackedNotetype, values: tuple[str, ...]) -> tuple[int, ...]:
    """CrowdAnki keeps no cards: Anki makes them anew from the fields."""
    cards = tuple(CardTemplate(one.name, one.name, 0, one.front, one.back) for one in notetype.templates)
    try:
        return normal_ordinals(cards, dict(zip(notetype.field_names, values, strict=False)))
    except TemplateFaultError:
        return (0,)
