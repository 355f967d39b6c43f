"""A learner who has nothing: imports every package, then every package once more.

1. first import: all notes are new; the state after it is what the packages say, as Anki stores it
2. second import: nothing changes
3. every card is rendered, then Anki's own check goes over the rows
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from anki.collection import Collection

from deckgen.verify.worker.database import check_database
from deckgen.verify.worker.imports import import_all, open_collection
from deckgen.verify.worker.protocol import Cards, Database, ImportLog, Loss, NoteRef
from deckgen.verify.worker.rendering import rendering_findings, unlisted_media
from deckgen.verify.worker.snapshot import CollectionSnapshot, notetype_names, second_notetypes, take_snapshot


@dataclass(frozen=True, slots=True)
class Fresh:
    first: list[ImportLog]
    again: list[ImportLog]
    repeated: list[Loss]
    state: CollectionSnapshot
    cards: Cards
    database: Database
    notetypes: frozenset[str]
    second_notetypes: frozenset[str]
    packages: Mapping[str, str]


def try_fresh(paths: Sequence[str], folder: Path) -> Fresh:
    with closing(open_collection(folder)) as col:
        stock = notetype_names(col)
        first, origin = import_all(col, paths)
        state = take_snapshot(col)
        again, origin_again = import_all(col, paths)
        known = notetype_names(col)
    # Anki's Python caches notetypes across an import, so everything after it sees a collection opened anew.
    with closing(open_collection(folder)) as col:
        notes = _note_refs(col, origin | origin_again)
        findings = rendering_findings(col, notes)
        cards: Cards = {"count": len(state.cards), "findings": findings}
        database = check_database(col, notes)
        findings += unlisted_media(col, notes, findings)  # last: this check may rename files and mend references
    added = known - stock
    packages = {note["guid"]: note["package"] for note in notes.values()}
    repeated = _repeated(notes.values())
    return Fresh(first, again, repeated, state, cards, database, added, second_notetypes(added, known), packages)


def _note_refs(col: Collection, origin: Mapping[int, str]) -> dict[int, NoteRef]:
    return {
        nid: {"package": origin.get(nid, ""), "guid": guid, "entry_id": flds.split("\x1f")[0]}
        for nid, guid, flds in col.db.all("select id, guid, flds from notes order by id")
    }


def _repeated(notes: Iterable[NoteRef]) -> list[Loss]:
    """Notes that one package holds twice, by guid or by id. Two editions may share ids, so packages are told apart."""
    seen = list(notes)
    guids = Counter((note["package"], note["guid"]) for note in seen)
    ids = Counter((note["package"], note["entry_id"]) for note in seen)
    twice: list[Loss] = []
    for note in seen:
        if guids[note["package"], note["guid"]] > 1:
            twice.append({**note, "what": "guid"})
        elif ids[note["package"], note["entry_id"]] > 1:
            twice.append({**note, "what": "id"})
    return twice
