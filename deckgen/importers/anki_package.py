"""Anki packages, .apkg and .colpkg, of every Anki since 2.0 and of the tools that write them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from deckgen.importers.anki_archive import PackageFaultError, open_archive
from deckgen.importers.anki_collection import SourceNote, read_notes
from deckgen.importers.anki_decks import import_notes
from deckgen.importers.model import Imported, ImportFile, Item, ItemOutcome

_STUB = re.compile(r"update to the latest Anki version|please update", re.IGNORECASE)


def import_package(file: ImportFile) -> Imported:
    """Every note of a package. A file that can't be read is one item, a problem."""
    try:
        archive = open_archive(file.data)
        notes, damaged = read_notes(archive.database)
    except PackageFaultError as error:
        return Imported((), (Item(file.path, "the whole file", ItemOutcome.PROBLEM, str(error)),))
    if _is_stub(notes):
        reason = "the package is only the note that asks to update Anki; export the deck again"
        return Imported((), (Item(file.path, "the whole file", ItemOutcome.PROBLEM, reason),))
    if not notes and not damaged:
        return Imported((), (Item(file.path, "the whole file", ItemOutcome.PROBLEM, "there are no notes in the file"),))
    imported = import_notes(list(_placed(file.path, notes)), archive.media, raw_html=file.raw_html)
    lost = [Item(f"{file.path}, note {one.id}", "a note", ItemOutcome.PROBLEM, one.reason) for one in damaged]
    return replace(imported, items=(*imported.items, *lost))


def _placed(path: str, notes: Iterable[SourceNote]) -> Iterator[tuple[str, SourceNote]]:
    for number, note in enumerate(notes, start=1):
        yield f"{path}, note {number}", note


def _is_stub(notes: tuple[SourceNote, ...]) -> bool:
    return len(notes) == 1 and any(_STUB.search(value) and ".colpkg/.apkg" in value for value in notes[0].values)
