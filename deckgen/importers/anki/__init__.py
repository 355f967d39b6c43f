"""Notes of Anki: packages, which `deckgen.apkg` reads, and decks of CrowdAnki.

1. `packages` and `crowdanki` read a file to notes; 2. `decks` makes a topic of each deck; 3. `own` reads notes that deckgen made
(`own_diagrams`, `own_tags`), `foreign` all others, by what their card templates show (`sides`, `readings`).
"""

from deckgen.importers.anki.crowdanki import import_crowdanki
from deckgen.importers.anki.decks import import_notes
from deckgen.importers.anki.packages import import_package

__all__ = ["import_crowdanki", "import_notes", "import_package"]
