"""A collection reads the same in both of Anki's schemas, and whatever a tool left out."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from deckgen.apkg import PackageFaultError, PackedField, PackedTemplate, notetype_of_json, read_collection

NOTES = """
create table notes (id integer, guid text, mid integer, mod, tags text, flds text);
create table cards (nid integer, ord, did integer, odid integer, type integer, due integer);
"""
OLD = f"create table col (models text, decks text); {NOTES}"
NEW = f"""
create table col (id integer);
create table decks (id integer, name text);
create table notetypes (id integer, name text, mtime_secs integer, config blob);
create table fields (ntid integer, ord integer, name text, config blob);
create table templates (ntid integer, ord integer, name text, config blob);
{NOTES}
"""
MODEL: dict[str, Any] = {
    "name": "Words", "mod": 7, "type": 1, "sortf": 1, "css": "b {}",
    "flds": [{"name": "Back", "ord": 1, "id": 12}, {"name": "Front", "ord": 0, "id": 11}],
    "tmpls": [{"name": "Card", "ord": 0, "id": 21, "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
}  # fmt: skip


def message(*fields: tuple[int, int | str]) -> bytes:
    """A message of protobuf."""
    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += bytes([number << 3, value])
        else:
            out += bytes([number << 3 | 2, len(value)]) + value.encode()
    return out


def collection(schema: str, *statements: tuple[str, tuple[object, ...]]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()
        return connection.serialize()


def old(*notes: tuple[object, ...], cards: tuple[tuple[object, ...], ...] = ()) -> bytes:
    return collection(
        OLD,
        ("insert into col values (?, ?)", (f'{{"5": {json.dumps(MODEL)}}}', '{"1": {"name": "A::B"}}')),
        *(("insert into notes values (?, ?, ?, ?, ?, ?)", note) for note in notes),
        *(("insert into cards values (?, ?, ?, ?, ?, ?)", card) for card in cards),
    )


def test_a_notetype_is_the_same_in_both_schemas() -> None:
    new = collection(
        NEW,
        ("insert into notetypes values (5, 'Words', 7, ?)", (message((1, 1), (2, 1), (3, "b {}")),)),
        ("insert into fields values (5, 1, 'Back', ?)", (message((9, 12)),)),
        ("insert into fields values (5, 0, 'Front', ?)", (message((9, 11)),)),
        ("insert into templates values (5, 0, 'Card', ?)", (message((1, "{{Front}}"), (2, "{{Back}}"), (8, 21)),)),
    )
    assert read_collection(new).notetypes == read_collection(old()).notetypes == {5: notetype_of_json(MODEL, 5)}


def test_fields_and_card_templates_come_in_their_order_and_what_a_tool_left_out_is_nothing() -> None:
    bare = notetype_of_json({"name": "N", "flds": [{"name": "A"}], "tmpls": [{"name": "C", "qfmt": "q", "afmt": "a"}]})
    assert (bare.fields, bare.templates) == ((PackedField("A"),), (PackedTemplate("C", "q", "a"),))
    assert (bare.css, bare.sort_field, bare.mtime, bare.is_cloze) == ("", 0, 0, False)
    assert notetype_of_json(MODEL).field_names == ("Front", "Back")


def test_notes_come_with_their_cards_and_in_study_order() -> None:
    read = read_collection(
        old(
            (1, "g1", 5, 100, " one two ", "a\x1fb"),
            (2, "g2", 5, 100.9, "", "c"),
            cards=((1, 0, 1, 0, 0, 9), (1, 1, 1, 0, 0, 9), (2, 0, 99, 1, 0, 3)),
        )
    )
    second, first = read.in_study_order()
    assert (first.by_name, first.tags, first.deck, first.ordinals) == (
        {"Front": "a", "Back": "b"}, ("one", "two"), "A::B", (0, 1),
    )  # fmt: skip
    assert (second.mtime, second.deck) == (100, "A::B")  # a fraction of a second; a filtered deck


@pytest.mark.parametrize(
    ("note", "card", "reason"),
    [
        ((1, "g", 6, 0, "", "a"), (1, 0, 1, 0, 0, 0), "which is not in the file"),
        ((1, "g", 5, 0, "", None), (1, 0, 1, 0, 0, 0), "values of a wrong type"),
        ((1, "g", 5, 0, "", "a"), (1, "x", 1, 0, 0, 0), "values of a wrong type"),
    ],
)
def test_a_damaged_note_is_told_apart(note: tuple[object, ...], card: tuple[object, ...], reason: str) -> None:
    read = read_collection(old(note, (2, "h", 5, 0, "", "b"), cards=(card,)))
    assert [one.guid for one in read.notes] == ["h"]
    assert reason in read.damaged[0].reason


def test_what_is_no_collection_is_refused() -> None:
    with pytest.raises(PackageFaultError, match="no table"):
        read_collection(collection("create table col (id); create table notes (id); create view cards as select 1"))
