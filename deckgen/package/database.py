"""A database file that does not tell which SQLite wrote it.

SQLite promises that any version reads the file, not that every version writes the same bytes. Three things were seen to differ,
all without a meaning: the defaults of a new file (page size, vacuuming, room kept at the end of pages), the numbers of the
writer and its changes in the header, and what lies in the unused middle of a page.
"""

import sqlite3
from collections.abc import Iterator, Sequence

_PAGE = 4096
_INTERIOR, _LEAF = {2, 5}, {10, 13}


def empty_file() -> bytes:
    """A file of one page: UTF-8, no vacuuming by itself, every byte of a page in use (https://www.sqlite.org/fileformat.html)."""
    page = bytearray(_PAGE)
    page[:16] = b"SQLite format 3\0"
    page[16:24] = _PAGE.to_bytes(2) + bytes((1, 1, 0, 64, 32, 32))
    page[28:32] = page[56:60] = (1).to_bytes(4)
    page[44:48] = (4).to_bytes(4)
    page[100:108] = bytes((13, 0, 0, 0, 0)) + _PAGE.to_bytes(2) + bytes(1)
    return bytes(page)


def new_database() -> sqlite3.Connection:
    """An empty database in memory, with the same settings whatever this machine's SQLite was compiled with."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(empty_file())
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def file_of(connection: sqlite3.Connection) -> bytes:
    """The database as a file: defragmented, and with zeros wherever nothing is read."""
    connection.commit()
    connection.execute("VACUUM")
    roots = connection.execute(ROOTS).fetchall()
    return without_traces(connection.serialize(), [int(root) for (root,) in roots])


ROOTS = "SELECT 1 UNION SELECT rootpage FROM sqlite_master WHERE rootpage > 0"
"""The pages at which the trees of a database begin."""


def without_traces(database: bytes, roots: Sequence[int]) -> bytes:
    """The file without the numbers of its writer and without leftovers between the pointers and cells of its pages."""
    file = bytearray(database)
    file[24:28] = bytes(4)  # how often the file was changed
    file[92:100] = bytes(8)  # the same again, and the version of SQLite
    for start, end in _unused(file, list(roots)):
        file[start:end] = bytes(end - start)
    return bytes(file)


def _unused(file: bytearray, pages: list[int]) -> Iterator[tuple[int, int]]:
    """The gap between the pointers and the cells of each page of the trees that begin at `pages`."""
    while pages:
        number = pages.pop()
        start = (number - 1) * _PAGE
        head = start + (100 if number == 1 else 0)
        kind, cells = file[head], int.from_bytes(file[head + 3 : head + 5])
        assert kind in _INTERIOR | _LEAF, f"page {number} of the database is of kind {kind}"
        pointers = head + (12 if kind in _INTERIOR else 8)
        if kind in _INTERIOR:
            offsets = (int.from_bytes(file[at : at + 2]) for at in range(pointers, pointers + 2 * cells, 2))
            children = [head + 8, *(start + offset for offset in offsets)]
            pages += [int.from_bytes(file[child : child + 4]) for child in children]
        yield pointers + 2 * cells, start + int.from_bytes(file[head + 5 : head + 7])
