"""Room: what people have already becomes entries.

1. `formats` says which importer reads a file: `anki`, `markdown`, `tables`, `json_notes`, one row for each ending; 2. an importer
turns bytes into entries and an account of every item; `html` reads the HTML in fields for all of them, `kit` is what they are made
with; 3. `kit.planning` gives entries ids and files; 4. `kit.writing` writes all of them or none.
"""

from deckgen.importers.formats import IMPORTERS
from deckgen.importers.kit.model import ItemOutcome
from deckgen.importers.kit.planning import ImportPlan, Planned
from deckgen.importers.kit.writing import ImportTarget, plan_files, target_of, write_files

__all__ = [
    "IMPORTERS",
    "ImportPlan",
    "ImportTarget",
    "ItemOutcome",
    "Planned",
    "plan_files",
    "target_of",
    "write_files",
]
