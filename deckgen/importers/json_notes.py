"""JSON: decks of CrowdAnki (`deck.json` with `media/` beside it), and plain lists of questions and answers."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deckgen.importers.anki_collection import SourceNote, SourceNotetype, SourceTemplate
from deckgen.importers.anki_decks import import_notes
from deckgen.importers.model import Imported, ImportFile, Item, ItemOutcome
from deckgen.importers.table_text import Row, Table
from deckgen.importers.tables import import_rows

_MAX_DEPTH = 50
_LIST_KEYS = ("cards", "notes", "entries", "questions", "items", "data")


def import_json(file: ImportFile) -> Imported:
    """Every note of the file. What has neither form is one item, a problem."""
    try:
        data = _whole(json.loads(file.data.decode("utf-8-sig")))
        if isinstance(data, dict) and "note_models" in data:
            return _crowdanki(file, data)
        rows = data if isinstance(data, list) else _list_in(data)
        return _plain_list(file, rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = (
            str(error)
            if isinstance(error, ValueError)
            else "not the JSON of CrowdAnki, and no list of questions and answers"
        )
        return Imported((), (Item(file.path, "the whole file", ItemOutcome.PROBLEM, what),))


def _whole(data: Any) -> Any:
    """The data with a sign of replacement for every half of a character: JSON can spell what no text can hold."""
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list):
        return [_whole(one) for one in data]
    if isinstance(data, dict):
        return {_whole(key): _whole(value) for key, value in data.items()}
    return data


def _list_in(data: Any) -> list[Any]:
    for key in _LIST_KEYS:
        if isinstance(data, dict) and isinstance(data.get(key), list):
            found: list[Any] = data[key]
            return found
    raise TypeError


def _crowdanki(file: ImportFile, data: Mapping[str, Any]) -> Imported:
    notetypes = dict(_notetypes(data))
    notes = list(_notes(file.path, data, notetypes, "", 0))

    def media(name: str) -> bytes | None:
        return None if "/" in name or "\\" in name else file.sibling(f"media/{name}")

    return import_notes(notes, media, raw_html=file.raw_html)


def _notetypes(data: Mapping[str, Any]) -> Iterator[tuple[str, SourceNotetype]]:
    for model in data["note_models"]:
        fields = sorted(model["flds"], key=lambda one: int(one.get("ord") or 0))
        templates = sorted(model["tmpls"], key=lambda one: int(one.get("ord") or 0))
        yield (
            str(model["crowdanki_uuid"]),
            SourceNotetype(
                str(model["name"]),
                tuple(str(one["name"]) for one in fields),
                tuple(SourceTemplate(str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in templates),
                is_cloze=model.get("type") == 1,
            ),
        )


def _notes(
    path: str, deck: Mapping[str, Any], notetypes: Mapping[str, SourceNotetype], parent: str, depth: int
) -> Iterator[tuple[str, SourceNote]]:
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
            SourceNote(number, guid, notetype, values, tags, name, ordinals, (0, number)),
        )
    for child in deck.get("children", ()):
        yield from _notes(path, child, notetypes, name, depth + 1)


def _ordinals(notetype: SourceNotetype, values: tuple[str, ...]) -> tuple[int, ...]:
    """CrowdAnki keeps no cards: Anki makes them anew from the fields."""
    from deckgen.notes.cardgen import normal_ordinals
    from deckgen.notes.note import CardTemplate
    from deckgen.notes.template import TemplateFaultError

    cards = tuple(CardTemplate(one.name, one.name, 0, one.front, one.back) for one in notetype.templates)
    try:
        return normal_ordinals(cards, dict(zip(notetype.fields, values, strict=False)))
    except TemplateFaultError:
        return (0,)


def _plain_list(file: ImportFile, rows: list[Any]) -> Imported:
    """Objects with keys such as `front` and `back`: a table whose columns are the keys."""
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise TypeError
    names = list(dict.fromkeys(str(key) for row in rows for key in row))
    header = Row(0, tuple(names))
    body = tuple(Row(index, tuple(_cell(row.get(name)) for name in names)) for index, row in enumerate(rows, start=1))
    return import_rows(file, Table((header, *body), {}, "\t"), "item")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
