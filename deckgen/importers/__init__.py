"""Room: what people have already becomes entries.

1. an importer, one file and one row of `IMPORTERS`, turns bytes into entries and an account of every item; 2. `planning` gives them
ids and files; 3. `writing` writes all of them or none.
"""

import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from deckgen.importers.model import Imported, Importer, ImportFile

__all__ = ["IMPORTERS", "ImportFile", "Imported", "importer_of"]

IMPORTERS: Mapping[str, str] = {
    ".apkg": "anki_package:import_package",
    ".colpkg": "anki_package:import_package",
    ".csv": "tables:import_table",
    ".json": "json_notes:import_json",
    ".markdown": "markdown_notes:import_markdown",
    ".md": "markdown_notes:import_markdown",
    ".tsv": "tables:import_table",
    ".txt": "tables:import_table",
}
"""File ending to module and function; a module is loaded when it is needed."""


def importer_of(path: str) -> Importer | None:
    """The importer for a file, by its ending."""
    row = IMPORTERS.get(PurePosixPath(path).suffix.lower())
    if row is None:
        return None
    module, _, name = row.partition(":")
    importer: Importer = getattr(importlib.import_module(f"deckgen.importers.{module}"), name)
    return importer
