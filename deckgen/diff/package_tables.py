"""The tables of a package's collection that matter for a comparison, in the old schema and in that of Anki 2.1.28."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deckgen.importers.anki_archive import PackageFaultError
from deckgen.importers.anki_database import deck_names, has_new_schema, opened_database
from deckgen.importers.protobuf import fields_of, number_in, text_in

_CLOZE = 1
_NOTES = "select id, guid, mid, mod, tags, flds from notes order by id"
_CARDS = "select nid, ord, case when odid != 0 then odid else did end from cards order by nid, ord"


@dataclass(frozen=True, slots=True)
class PackedNotetype:
    """A notetype; `fields` are name and id, `templates` name, id, front and back. An id is 0 where there is none."""

    id: int
    name: str
    mtime: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int, str, str], ...]
    css: str
    sort_field: int
    is_cloze: bool


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note with the ordinals (from 0) of its cards, and the id of the deck of the first one."""

    guid: str
    notetype: int
    mtime: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    ordinals: tuple[int, ...]
    deck: int


@dataclass(frozen=True, slots=True)
class Tables:
    """A collection; `decks` are names by id."""

    notetypes: Mapping[int, PackedNotetype]
    decks: Mapping[int, str]
    notes: tuple[PackedNote, ...]


def read_tables(database: bytes) -> Tables:
    """Everything at once, read from memory. Raises `PackageFaultError`."""
    with opened_database(database) as connection:
        notetypes = _new_notetypes(connection) if has_new_schema(connection) else _old_notetypes(connection)
        decks = deck_names(connection)
        tables = Tables({one.id: one for one in notetypes}, decks, tuple(_notes(connection)))
    if any(note.notetype not in tables.notetypes for note in tables.notes):
        raise PackageFaultError("a note in it has a notetype that is not there")
    return tables


def _notes(connection: sqlite3.Connection) -> Iterator[PackedNote]:
    cards: dict[int, list[tuple[int, int]]] = {}
    for nid, ord_, did in connection.execute(_CARDS):
        cards.setdefault(nid, []).append((ord_, did))
    for nid, guid, mid, mtime, tags, fields in connection.execute(_NOTES):
        rows = cards.get(nid) or [(-1, 0)]
        ordinals = tuple(ord_ for ord_, _ in rows if ord_ >= 0)
        parts = tuple(str(fields).split("\x1f"))
        yield PackedNote(str(guid), mid, int(mtime), tuple(str(tags).split()), parts, ordinals, rows[0][1])


def _old_notetypes(connection: sqlite3.Connection) -> list[PackedNotetype]:
    (models,) = connection.execute("select models from col").fetchone()
    return [_old_notetype(int(mid), model) for mid, model in json.loads(models).items()]


def _old_notetype(identity: int, model: Mapping[str, Any]) -> PackedNotetype:
    return PackedNotetype(
        id=identity,
        name=str(model["name"]),
        mtime=int(model["mod"]),
        fields=tuple((str(one["name"]), int(one.get("id") or 0)) for one in model["flds"]),
        templates=tuple(
            (str(one["name"]), int(one.get("id") or 0), str(one["qfmt"]), str(one["afmt"])) for one in model["tmpls"]
        ),
        css=str(model["css"]),
        sort_field=int(model["sortf"]),
        is_cloze=model["type"] == _CLOZE,
    )


def _new_notetypes(connection: sqlite3.Connection) -> list[PackedNotetype]:
    rows = connection.execute("select id, name, mtime_secs, config from notetypes").fetchall()
    return [_new_notetype(connection, *row) for row in rows]


def _new_notetype(
    connection: sqlite3.Connection, identity: int, name: str, mtime: int, config: bytes
) -> PackedNotetype:
    parts = fields_of(config)
    fields = connection.execute("select name, config from fields where ntid = ? order by ord", (identity,))
    templates = connection.execute("select name, config from templates where ntid = ? order by ord", (identity,))
    return PackedNotetype(
        id=identity,
        name=name,
        mtime=mtime,
        fields=tuple((str(one), number_in(fields_of(data), 9)) for one, data in fields),
        templates=tuple(
            (str(one), number_in(row, 8), text_in(row, 1), text_in(row, 2))
            for one, row in ((one, fields_of(data)) for one, data in templates)
        ),
        css=text_in(parts, 3),
        sort_field=number_in(parts, 2),
        is_cloze=number_in(parts, 1) == _CLOZE,
    )
