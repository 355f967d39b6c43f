"""Notetypes: JSON in a column up to Anki 2.1.27 and in files of CrowdAnki, tables with protobuf after that."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deckgen.apkg.database import has_new_schema
from deckgen.apkg.protobuf import fields_of, number_in, text_in

_CLOZE = 1
_IMAGE_OCCLUSION = 6
"""Anki's number for the stock notetype of that name."""


@dataclass(frozen=True, slots=True)
class PackedField:
    """A field; its id is 0 where it has none."""

    name: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class PackedTemplate:
    """A card template: its question side and its answer side; its id is 0 where it has none."""

    name: str
    front: str
    back: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class PackedNotetype:
    """A notetype, its fields and card templates in their order. `mtime` is in seconds, `sort_field` an index."""

    id: int
    name: str
    fields: tuple[PackedField, ...]
    templates: tuple[PackedTemplate, ...]
    is_cloze: bool = False
    is_image_occlusion: bool = False
    css: str = ""
    sort_field: int = 0
    mtime: int = 0

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def notetypes_in(connection: sqlite3.Connection) -> Mapping[int, PackedNotetype]:
    """All notetypes of a collection by id."""
    if has_new_schema(connection):
        rows = connection.execute("select id, name, mtime_secs, config from notetypes").fetchall()
        return {identity: _of_tables(connection, identity, *row) for identity, *row in rows}
    (models,) = connection.execute("select models from col").fetchone()
    return {int(mid): notetype_of_json(model, int(mid)) for mid, model in json.loads(models).items()}


def notetype_of_json(model: Mapping[str, Any], identity: int = 0) -> PackedNotetype:
    """A notetype as JSON has it. Raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    return PackedNotetype(
        id=identity,
        name=str(model["name"]),
        fields=tuple(PackedField(str(one["name"]), _number(one, "id")) for one in _in_order(model["flds"])),
        templates=tuple(
            PackedTemplate(str(one["name"]), str(one["qfmt"]), str(one["afmt"]), _number(one, "id"))
            for one in _in_order(model["tmpls"])
        ),
        is_cloze=model.get("type") == _CLOZE,
        is_image_occlusion=model.get("originalStockKind") == _IMAGE_OCCLUSION,
        css=str(model.get("css") or ""),
        sort_field=_number(model, "sortf"),
        mtime=_number(model, "mod"),
    )


def _in_order(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda one: _number(one, "ord"))


def _number(row: Mapping[str, Any], key: str) -> int:
    """The whole number under a key; 0 where there is none, as tools leave out what Anki fills in."""
    return int(row.get(key) or 0)


def _of_tables(connection: sqlite3.Connection, identity: int, name: str, mtime: int, config: bytes) -> PackedNotetype:
    fields = connection.execute("select name, config from fields where ntid = ? order by ord", (identity,))
    templates = connection.execute("select name, config from templates where ntid = ? order by ord", (identity,))
    parts = fields_of(config)
    return PackedNotetype(
        id=identity,
        name=name,
        fields=tuple(PackedField(str(one), number_in(fields_of(data), 9)) for one, data in fields),
        templates=tuple(
            PackedTemplate(str(one), text_in(row, 1), text_in(row, 2), number_in(row, 8))
            for one, row in ((one, fields_of(data)) for one, data in templates)
        ),
        is_cloze=number_in(parts, 1) == _CLOZE,
        is_image_occlusion=number_in(parts, 9) == _IMAGE_OCCLUSION,
        css=text_in(parts, 3),
        sort_field=number_in(parts, 2),
        mtime=mtime,
    )
