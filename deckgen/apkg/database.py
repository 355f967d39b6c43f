"""An Anki collection's SQLite database, in the schema of 2.1.28 or the older one.

It is read from memory, and only as data: what is not a plain table is refused.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from deckgen.apkg.archive import PackageFaultError

_DAMAGE = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@contextmanager
def opened_database(database: bytes) -> Iterator[sqlite3.Connection]:
    """The tables to read from. Whatever goes wrong while they are read is raised as `PackageFaultError`."""
    try:
        with closing(_connect(database)) as connection:
            yield connection
    except PackageFaultError:
        raise
    except _DAMAGE as error:
        raise PackageFaultError(f"the collection in this file is damaged ({error})") from None


def has_new_schema(connection: sqlite3.Connection) -> bool:
    """Whether notetypes and decks have tables of their own, and not only columns of `col`."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    return "notetypes" in tables and bool(connection.execute("select count(*) from notetypes").fetchone()[0])


def deck_names(connection: sqlite3.Connection) -> dict[int, str]:
    """The names of all decks (`A::B`) by id."""
    if has_new_schema(connection):
        return {did: str(name).replace("\x1f", "::") for did, name in connection.execute("select id, name from decks")}
    (decks,) = connection.execute("select decks from col").fetchone()
    return {int(did): str(deck["name"]) for did, deck in json.loads(decks).items()}


def _connect(database: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    journal = b"\x01\x01"  # a write-ahead log would be looked for on disk
    connection.deserialize(database[:18] + journal + database[20:])
    connection.create_collation("unicase", lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))
    connection.text_factory = lambda data: data.decode("utf-8", errors="replace")  # one bad name spoils no other
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma query_only = on")
    kinds = dict(connection.execute("select name, type from sqlite_master where type in ('table', 'view')"))
    for name in ("col", "notes", "cards"):
        if kinds.get(name) != "table":
            raise PackageFaultError(f"the collection in this file has no table `{name}`")
    return connection
