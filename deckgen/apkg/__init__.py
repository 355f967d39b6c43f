"""Room: Anki packages, read: whatever Anki since 2.0, or a tool, has written into an .apkg or .colpkg.

1. `archive` opens the zip, within bounds; 2. `database` opens the SQLite database in it, as data only; 3. `notetypes` decodes
notetypes, in JSON or in tables with protobuf (`protobuf`); 4. `collection` gives the notes with their cards.
"""

from deckgen.apkg.archive import Archive, PackageFaultError, open_archive
from deckgen.apkg.collection import Collection, DamagedNote, PackedNote, read_collection
from deckgen.apkg.notetypes import PackedField, PackedNotetype, PackedTemplate, notetype_of_json

__all__ = [
    "Archive",
    "Collection",
    "DamagedNote",
    "PackageFaultError",
    "PackedField",
    "PackedNote",
    "PackedNotetype",
    "PackedTemplate",
    "notetype_of_json",
    "open_archive",
    "read_collection",
]
