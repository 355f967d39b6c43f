"""What every importer is made with: values to answer with, and what finds, checks and reports. Importers know only this face of it.

1. `model` what an importer is given and what it answers; 2. `entries` one note to an entry and its line of the report; 3. `media`
pictures and sounds; 4. `plain`, `tags`, `keys` texts, tags and keys as deckgen can have them; 5. `building` whether a text builds.
What is made of all that is theirs alone: `planning` (with `ids`, `sheets`, `placing`, `view`), then `judging` and `writing`.
"""

from deckgen.importers.kit.building import problems_in, rendered
from deckgen.importers.kit.entries import NoteKeys, imported_entry, labelled
from deckgen.importers.kit.keys import one_line
from deckgen.importers.kit.media import ON_THE_WEB, MediaShelf, Picture
from deckgen.importers.kit.model import (
    Imported,
    ImportedEntry,
    ImportedTopic,
    Importer,
    ImportFile,
    Item,
    ItemOutcome,
    RefusedFileError,
    shortened,
    unreadable,
)
from deckgen.importers.kit.plain import escaped, escaped_at_line_starts, plain_as_markdown
from deckgen.importers.kit.tags import fit_tags
from deckgen.importers.kit.yaml_text import entries_text, mapping_text

__all__ = [
    "ON_THE_WEB",
    "ImportFile",
    "Imported",
    "ImportedEntry",
    "ImportedTopic",
    "Importer",
    "Item",
    "ItemOutcome",
    "MediaShelf",
    "NoteKeys",
    "Picture",
    "RefusedFileError",
    "entries_text",
    "escaped",
    "escaped_at_line_starts",
    "fit_tags",
    "imported_entry",
    "labelled",
    "mapping_text",
    "one_line",
    "plain_as_markdown",
    "problems_in",
    "rendered",
    "shortened",
    "unreadable",
]
