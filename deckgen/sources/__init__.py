"""Room 1: text to entries.

1. `settings` reads deckgen.toml; 2. `positions` reads YAML, keeping places, and `recovery` what is left of a file with syntax
errors; 3. `catalogue` and `entries` check it against the schema; 4. `parse` puts it together and checks what concerns several
files.
"""

from deckgen.sources.drafts import Draft
from deckgen.sources.entries import Entry
from deckgen.sources.parse import Parsed, parse
from deckgen.sources.untranslated import untranslated

__all__ = ["Draft", "Entry", "Parsed", "parse", "untranslated"]
