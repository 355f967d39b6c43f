"""Room 3: HTML to notes.

1. `notetypes` reads the look; 2. `assemble` puts fields in order, adds tags and guids; 3. `cardgen` says which cards Anki makes;
4. `fingerprint` takes the digests that the lock compares.
"""

from deckgen.notes.assemble import assemble
from deckgen.notes.note import Note, NoteKey, Notetype
from deckgen.notes.notetypes import load_notetypes

__all__ = ["Note", "NoteKey", "Notetype", "assemble", "load_notetypes"]
