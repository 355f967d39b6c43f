"""Builds small packages with plain genanki, so that these tests judge Anki and the worker, not deckgen's own rooms."""

import importlib
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

genanki: Any = importlib.import_module("genanki")

MTIME = 1_700_000_000
BACK = "{{FrontSide}}<hr id=answer>{{Back}}"


def _notetype(
    fields: Sequence[str], front: str, back: str, cloze: bool, notetype: tuple[int, str], ids: bool, sort_field: int
) -> Any:
    named = [{"name": name, **({"id": 100 + at} if ids else {})} for at, name in enumerate(fields)]
    template = {"name": "Card 1", "qfmt": front, "afmt": back, **({"id": 200} if ids else {})}
    kind = genanki.Model.CLOZE if cloze else genanki.Model.FRONT_BACK
    number, name = notetype
    return genanki.Model(number, name, named, [template], model_type=kind, sort_field_index=sort_field)


def _patch(path: Path, statements: Sequence[tuple[str, tuple[object, ...]]]) -> None:
    """genanki knows one time for everything; a lock has one for each note."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    database = path.with_suffix(".anki2")
    database.write_bytes(members["collection.anki2"])
    with sqlite3.connect(database) as connection:
        for statement, values in statements:
            connection.execute(statement, values)
    connection.close()
    members["collection.anki2"] = database.read_bytes()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """`build(name, notes, ...)` writes a package. A note is a mapping of field names, with `mtime`, `guid`, `tags`."""

    def build_package(
        name: str,
        notes: Sequence[Mapping[str, Any]],
        *,
        fields: Sequence[str] = ("Id", "Front", "Back"),
        front: str = "{{Front}}",
        back: str = BACK,
        cloze: bool = False,
        notetype: tuple[int, str] = (1_600_000_001, "verify test"),
        notetype_mtime: int = MTIME,
        ids: bool = True,
        css: str = "",
        sort_field: int = 0,
        media: Mapping[str, bytes] | None = None,
        sql: Sequence[str] = (),
    ) -> Path:
        model = _notetype(fields, front, back, cloze, notetype, ids, sort_field)
        model.css = css
        deck = genanki.Deck(1_600_000_002, "Verify::topic")
        stamps = []
        for position, note in enumerate(notes):
            guid = note.get("guid", f"guid-{note['Id']}")
            texts = [note.get(field, "") for field in fields]
            deck.add_note(genanki.Note(model, texts, guid=guid, tags=note.get("tags", []), due=10 * position))
            stamps.append(("update notes set mod = ? where guid = ?", (note.get("mtime", MTIME), guid)))
        files = []
        for filename, data in (media or {}).items():
            files.append(tmp_path / filename)
            files[-1].write_bytes(data)
        path = tmp_path / f"{name}.apkg"
        genanki.Package(deck, media_files=[str(file) for file in files]).write_to_file(path, timestamp=notetype_mtime)
        _patch(path, [*stamps, *((statement, ()) for statement in sql)])
        return path

    return build_package
