"""Imports packages as a new profile does, and turns Anki's log into numbers and entry ids.

A new profile's import dialog has everything off and updates what is newer. The choices are sticky for a learner who
has changed them, so this is the case of most people, not of all.
"""

from collections.abc import Iterable
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition

from deckgen.verify.worker.protocol import ImportLog

OUTCOMES = ("new", "updated", "duplicate", "conflicting")
SKIPPED = ("missing_notetype", "missing_deck", "empty_first_field")


def open_collection(folder: Path) -> Collection:
    folder.mkdir(parents=True, exist_ok=True)
    return Collection(str(folder / "collection.anki2"))


def import_all(col: Collection, paths: Iterable[str]) -> tuple[list[ImportLog], dict[int, str]]:
    """The log of each package, and which package brought each new note (by Anki's note id)."""
    logs: list[ImportLog] = []
    origin: dict[int, str] = {}
    for path in paths:
        log, new_notes = _import_one(col, path)
        logs.append(log)
        origin.update(dict.fromkeys(new_notes, path))
    return logs, origin


def _import_one(col: Collection, path: str) -> tuple[ImportLog, list[int]]:
    if_newer = ImportAnkiPackageUpdateCondition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER
    options = ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=if_newer,
        update_notetypes=if_newer,
        with_scheduling=False,
        with_deck_configs=False,
    )
    request = ImportAnkiPackageRequest(package_path=path, options=options)
    try:
        log = col.import_anki_package(request).log
    except Exception as error:  # whatever Anki raises (its errors have no common public base), it refused the file
        return _import_log(path, {}, refused=str(error) or type(error).__name__), []
    notes = {outcome: list(getattr(log, outcome)) for outcome in (*OUTCOMES, *SKIPPED)}
    ids = {outcome: [str(note.fields[0]) for note in group if note.fields] for outcome, group in notes.items()}
    return _import_log(path, ids), [int(note.id.nid) for note in notes["new"]]


def _import_log(path: str, ids: dict[str, list[str]], refused: str | None = None) -> ImportLog:
    new, updated, duplicate, conflicting = (len(ids.get(outcome, ())) for outcome in OUTCOMES)
    return {
        "path": path,
        "refused": refused,
        "new": new,
        "updated": updated,
        "duplicate": duplicate,
        "conflicting": conflicting,
        "skipped": sum(len(ids.get(outcome, ())) for outcome in SKIPPED),
        "entries": {outcome: entries for outcome, entries in ids.items() if outcome != "new" and entries},
    }
