"""Anki packages, .apkg and .colpkg, of every Anki since 2.0 and of the tools that write them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from deckgen.apkg import PackageFaultError, PackedNote, open_archive, read_collection
from deckgen.importers.anki.decks import import_notes
from deckgen.importers.kit import Imported, ImportFile, Item, ItemOutcome, unreadable

_STUB = re.compile(r"update to the latest Anki version|please update", re.IGNORECASE)


def import_package(file: ImportFile) -> Imported:
    """Every note of a package. A file that can't be read is one item, a problem."""
    try:
        archive = open_archive(file.data)
        collection = read_collection(archive.database)
    except PackageFaultError as error:
        return unreadable(file, str(error))
    if _is_stub(collection.notes):
        return unreadable(file, "the package is only the note that asks to update Anki; export the deck again")
    if not collection.notes and not collection.damaged:
        return unreadable(file, "there are no notes in the file")
    placed = list(_placed(file.path, collection.in_study_order()))
    imported = import_notes(placed, archive.media, raw_html=file.raw_html)
    lost = [
        Item(f"{file.path}, note {one.id}", "a note", ItemOutcome.PROBLEM, one.reason) for one in collection.damaged
    ]
    return replace(imported, items=(*imported.items, *lost))


def _placed(path: str, notes: Iterable[PackedNote]) -> Iterator[tuple[str, PackedNote]]:
    for number, note in enumerate(notes, start=1):
        yield f"{path}, note {number}", note


def _is_stub(notes: tuple[PackedNote, ...]) -> bool:
    return len(notes) == 1 and any(_STUB.search(value) and ".colpkg/.apkg" in value for value in notes[0].values)
