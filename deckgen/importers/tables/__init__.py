"""Tables, as people and Anki write them: one row is one entry.

1. `text` reads bytes to rows; 2. `columns` says what each column holds; 3. `cells` reads one cell; 4. `rows` makes entries.
"""

from deckgen.importers.tables.rows import import_rows, import_table
from deckgen.importers.tables.text import Row, TextTable

__all__ = ["Row", "TextTable", "import_rows", "import_table"]
