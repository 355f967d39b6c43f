"""The table of importers: a row for each ending of a file."""

import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from deckgen.importers.kit import Importer

IMPORTERS: Mapping[str, str] = {
    ".apkg": "anki:import_package",
    ".colpkg": "anki:import_package",
    ".csv": "tables:import_table",
    ".json": "json_notes:import_json",
    ".markdown": "markdown:import_markdown",
    ".md": "markdown:import_markdown",
    ".tsv": "tables:import_table",
    ".txt": "tables:import_table",
}
"""File ending to module of this folder and function in it; a module is loaded when it is needed."""


def importer_of(path: str) -> Importer | None:
    """The importer for a file, by its ending."""
    row = IMPORTERS.get(PurePosixPath(path).suffix.lower())
    if row is None:
        return None
    module, _, name = row.partition(":")
    importer: Importer = getattr(importlib.import_module(f"deckgen.importers.{module}"), name)
    return importer
