"""The HTML of fields to Markdown, for whatever has fields in HTML: packages, tables, notes with tags in them.

1. `math` puts math, sounds and code aside; 2. `source` reads the tree; 3. `tree` tidies it; 4. `writer` writes Markdown, with
`inlines`, `lists`, `grids` and `code`; 5. `conversion` brings these together and compares the words. `fields` reads whole notes.
"""

from deckgen.importers.html.code import code_language, code_text, has_cloze
from deckgen.importers.html.conversion import Converted, to_markdown
from deckgen.importers.html.fields import FieldReader
from deckgen.importers.html.inlines import size_of
from deckgen.importers.html.source import MAX_DEPTH, UnreadableMarkupError, parsed

__all__ = [
    "MAX_DEPTH",
    "Converted",
    "FieldReader",
    "UnreadableMarkupError",
    "code_language",
    "code_text",
    "has_cloze",
    "parsed",
    "size_of",
    "to_markdown",
]
