"""A learner who has the older packages: imports, studies, edits, and then gets the new ones."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from anki.collection import Collection

from deckgen.verify.worker import comparison
from deckgen.verify.worker.comparison import Update
from deckgen.verify.worker.fresh import Fresh
from deckgen.verify.worker.imports import import_all, open_collection
from deckgen.verify.worker.learner import edit, study
from deckgen.verify.worker.protocol import Request, Retired, Upgrade
from deckgen.verify.worker.snapshot import CollectionSnapshot, notetype_names, second_notetypes, take_snapshot


def try_upgrade(request: Request, fresh: Fresh, folder: Path) -> Upgrade:
    rng = Random(request["seed"])  # noqa: S311 - a repeatable choice, not a secret
    with closing(open_collection(folder)) as col:
        old_logs, _ = import_all(col, request["upgrade_from"] or [])
        old = take_snapshot(col)
        known = notetype_names(col)
        _mark_synced(col)
        study(col, request["study"], rng)
        edits = edit(col, request["edit"], rng, {note.guid: note.mtime for note in fresh.state.notes})
        before = take_snapshot(col)
        new_logs, _ = import_all(col, request["packages"])
        full_sync = bool(col.schema_changed())
        added = notetype_names(col) - known
        update = Update(old, fresh.state, before, take_snapshot(col), fresh.packages)
        retired = _search_retired(col, request["retired"], update.after)
    held_back = None if request["held_back"] is None else frozenset(request["held_back"])
    gone = comparison.overwritten_edits(update, edits)
    return {
        "before": old_logs,
        "imports": new_logs,
        "studied": before.studied_cards(),
        "edited": before.count_edits(edits),
        "lost_edits": [note for note in gone if not (note["newer_mtime"] and note["content_changed"])],
        "replaced_edits": [note for note in gone if note["newer_mtime"] and note["content_changed"]],
        "lost_scheduling": comparison.lost_scheduling(update),
        "duplicates": comparison.duplicates(update),
        "not_delivered": comparison.undelivered(update),
        "unstamped": comparison.unstamped(update, held_back),
        "not_newer": comparison.not_newer(update, held_back),
        "notetypes_added": sorted(second_notetypes(added, known | added) | (added - fresh.notetypes)),
        "full_sync": full_sync,
        "retired": retired,
    }


def _mark_synced(col: Collection) -> None:
    """As after a sync: a schema change from now on makes `schema_changed` true, which is a forced full sync."""
    col.db.execute("update col set ls = max(scm, mod)")


def _search_retired(col: Collection, retired: Sequence[str], state: CollectionSnapshot) -> Retired:
    """Try the search that release notes print for the retired entries."""
    search = f'"Id:re:^({"|".join(retired)})$"'
    found = [col.get_note(note_id).fields[0] for note_id in col.find_notes(search)] if retired else []
    present = [note.entry_id for note in state.notes if note.entry_id in set(retired)]
    return {"search": search if retired else "", "present": sorted(present), "found": sorted(found)}
