"""The notes of an Anki collection: its SQLite database to values."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deckgen.importers.anki_database import deck_names, has_new_schema, opened_database
from deckgen.importers.protobuf import fields_of, number_in, text_in

_IMAGE_OCCLUSION = 6
"""Anki's number for the stock notetype of that name."""
_NEW = 0
"""The type of a card that was never studied: then `due` is its position."""


@dataclass(frozen=True, slots=True)
class SourceTemplate:
    """A card template: its name, question side and answer side."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class SourceNotetype:
    """A notetype as the package has it."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[SourceTemplate, ...]
    is_cloze: bool
    is_image_occlusion: bool = False


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note, the ordinals of its cards, and the deck of the first one (`A::B`). `values` are HTML, one a field."""

    id: int
    guid: str
    notetype: SourceNotetype
    values: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    ordinals: tuple[int, ...]
    position: tuple[int, int]

    @property
    def by_name(self) -> Mapping[str, str]:
        return dict(zip(self.notetype.fields, self.values, strict=False))


@dataclass(frozen=True, slots=True)
class DamagedNote:
    """A note that no Anki would have written, and what is wrong with it."""

    id: str
    reason: str


def read_notes(database: bytes) -> tuple[tuple[SourceNote, ...], tuple[DamagedNote, ...]]:
    """All notes in study order deck by deck, and those that can't be read. Raises `PackageFaultError`."""
    with opened_database(database) as connection:
        read = list(_notes(connection, _notetypes(connection), deck_names(connection)))
    notes = [note for note in read if isinstance(note, SourceNote)]
    notes.sort(key=lambda note: (note.deck.split("::"), note.position))
    return tuple(notes), tuple(note for note in read if isinstance(note, DamagedNote))


def _notetypes(connection: sqlite3.Connection) -> dict[int, SourceNotetype]:
    """Notetypes by id."""
    if has_new_schema(connection):
        return dict(_new_notetypes(connection))
    (models,) = connection.execute("select models from col").fetchone()
    return {int(mid): _old_notetype(model) for mid, model in json.loads(models).items()}


def _old_notetype(model: Mapping[str, Any]) -> SourceNotetype:
    fields = sorted(model["flds"], key=lambda one: int(one.get("ord") or 0))
    templates = sorted(model["tmpls"], key=lambda one: int(one.get("ord") or 0))
    return SourceNotetype(
        str(model["name"]),
        tuple(str(one["name"]) for one in fields),
        tuple(SourceTemplate(str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in templates),
        is_cloze=model.get("type") == 1,
        is_image_occlusion=model.get("originalStockKind") == _IMAGE_OCCLUSION,
    )


def _new_notetypes(connection: sqlite3.Connection) -> Iterator[tuple[int, SourceNotetype]]:
    fields: dict[int, list[str]] = {}
    for mid, name in connection.execute("select ntid, name from fields order by ntid, ord"):
        fields.setdefault(mid, []).append(name)
    templates: dict[int, list[SourceTemplate]] = {}
    for mid, name, config in connection.execute("select ntid, name, config from templates order by ntid, ord"):
        parts = fields_of(config)
        templates.setdefault(mid, []).append(SourceTemplate(name, text_in(parts, 1), text_in(parts, 2)))
    for mid, name, config in connection.execute("select id, name, config from notetypes"):
        parts = fields_of(config)
        stock = number_in(parts, 9)
        yield (
            mid,
            SourceNotetype(
                name,
                tuple(fields.get(mid, ())),
                tuple(templates.get(mid, ())),
                is_cloze=number_in(parts, 1) == 1,
                is_image_occlusion=stock == _IMAGE_OCCLUSION,
            ),
        )


def _notes(
    connection: sqlite3.Connection, notetypes: Mapping[int, SourceNotetype], decks: Mapping[int, str]
) -> Iterator[SourceNote | DamagedNote]:
    cards: dict[int, list[tuple[int, int, int, int]]] = {}
    damaged: set[object] = set()
    query = "select nid, ord, case when odid != 0 then odid else did end, type, due from cards order by nid, ord"
    for nid, ord_, did, kind, due in connection.execute(query):
        if all(isinstance(value, int) for value in (ord_, did, kind, due)):
            cards.setdefault(nid, []).append((ord_, did, kind, due))
        else:
            damaged.add(nid)
    all_new = all(kind == _NEW for rows in cards.values() for _, _, kind, _ in rows)
    for nid, guid, mid, tags, values in connection.execute("select id, guid, mid, tags, flds from notes order by id"):
        rows = cards.get(nid)
        if nid in damaged or not isinstance(values, str):
            yield DamagedNote(str(nid), "the note is damaged: its row or that of a card has values of a wrong type")
            continue
        if mid not in notetypes:
            yield DamagedNote(str(nid), f"the note is damaged: it has the notetype {mid}, which is not in the file")
            continue
        first = rows[0] if rows else (0, 0, _NEW, 0)
        yield SourceNote(
            nid, str(guid), notetypes[mid], tuple(values.split("\x1f")), tuple(str(tags or "").split()),
            decks.get(first[1], "Default"), tuple(row[0] for row in rows or ()),
            (first[3] if all_new else 0, nid),
        )  # fmt: skip
