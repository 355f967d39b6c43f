"""The file of a collection is the same, whichever SQLite writes it."""

import random
import sqlite3
from contextlib import closing
from typing import TypeAlias

import apsw
import pytest

from deckgen.package.database import ROOTS, empty_file, file_of, new_database, without_traces

SCHEMA = """
CREATE TABLE notes (id integer primary key, guid text, mid, mod, usn, tags text, flds text, sfld integer, csum, flags, data text);
CREATE TABLE cards (
  id integer primary key, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data text
);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_notes_csum on notes (csum);
"""
NOTE = f"INSERT INTO notes VALUES ({','.join('?' * 11)})"
CARD = f"INSERT INTO cards VALUES ({','.join('?' * 18)})"


Row: TypeAlias = tuple[int | str, ...]


def notes(seed: int, longest: int) -> list[Row]:
    chance = random.Random(seed)
    texts = (chance.choice("aé漢😀") * chance.randrange(longest) for _ in range(400))
    return [
        (10 + 7 * row, f"guid{row}", 5, row, -1, "", text, text[:9], row % 97, 0, "") for row, text in enumerate(texts)
    ]


def cards(seed: int) -> list[Row]:
    rows: list[Row] = [
        (11 + 7 * row, 10 + 7 * row, 3, 0, row, -1, 0, 0, row * 10, 0, 0, 0, 0, 0, 0, 0, 0, "") for row in range(400)
    ]
    random.Random(seed).shuffle(rows)
    return rows


def by_python(seed: int, longest: int) -> bytes:
    with closing(new_database()) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(NOTE, notes(seed, longest))
        connection.executemany(CARD, cards(seed))
        return file_of(connection)


def by_another_sqlite(seed: int, longest: int, *, defaults: str = "") -> bytes:
    with closing(apsw.Connection(":memory:")) as connection:
        connection.deserialize("main", empty_file())
        connection.execute("PRAGMA secure_delete = ON")
        for statements in (defaults, SCHEMA):
            connection.execute(statements)
        with connection:
            connection.executemany(NOTE, notes(seed, longest))
            connection.executemany(CARD, cards(seed))
        connection.execute("VACUUM")
        return without_traces(connection.serialize("main"), [int(root) for (root,) in connection.execute(ROOTS)])


@pytest.mark.parametrize("longest", [1, 40, 3000, 50_000])
@pytest.mark.parametrize("seed", range(4))
def test_two_versions_of_sqlite_write_the_same_file(seed: int, longest: int) -> None:
    assert apsw.sqlite_lib_version() != sqlite3.sqlite_version, "two libraries, or nothing is compared"
    assert by_python(seed, longest) == by_another_sqlite(seed, longest)


def test_what_a_library_leaves_in_unused_room_is_not_in_the_file() -> None:
    assert by_another_sqlite(1, 3000, defaults="PRAGMA secure_delete = OFF") == by_python(1, 3000)


def test_the_file_is_whole_and_holds_every_row() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(by_python(1, 50_000))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT * FROM notes").fetchall() == notes(1, 50_000)
        assert connection.execute("SELECT * FROM cards ORDER BY id").fetchall() == sorted(
            cards(1), key=lambda row: int(str(row[0]))
        )
