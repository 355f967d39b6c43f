"""What an update did to a learner, from four states of a collection. Pure.

`old` and `new` are what the two releases say, `before` and `after` the learner's collection around the update.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from deckgen.verify.worker.protocol import EditRef, Loss, NoteRef
from deckgen.verify.worker.snapshot import SCHEDULE, CollectionSnapshot, LearnerEdit, NoteState


@dataclass(frozen=True, slots=True)
class Update:
    old: CollectionSnapshot
    new: CollectionSnapshot
    before: CollectionSnapshot
    after: CollectionSnapshot
    packages: Mapping[str, str]

    def ref(self, note: NoteState) -> NoteRef:
        return {"package": self.packages.get(note.guid, ""), "guid": note.guid, "entry_id": note.entry_id}


def overwritten_edits(update: Update, edits: Sequence[LearnerEdit]) -> list[EditRef]:
    """Edits that are gone, each with what the author did to that very note."""
    old, new, after = update.old.by_guid(), update.new.by_guid(), update.after.by_guid()
    gone: list[EditRef] = []
    for edit in edits:
        if edit.guid not in after or not edit.stands_in(after[edit.guid]):
            was, came = old[edit.guid], new.get(edit.guid)
            newer = came is not None and came.mtime > was.mtime
            changed = came is not None and came.content != was.content
            gone.append({**update.ref(was), "newer_mtime": newer, "content_changed": changed})
    return gone


def lost_scheduling(update: Update) -> list[Loss]:
    notes, after = update.before.by_guid(), update.after.schedules()
    lost: list[Loss] = []
    for (guid, ord_), schedule in update.before.schedules().items():
        now = after.get((guid, ord_))
        if now is None:
            lost.append({**update.ref(notes[guid]), "what": f"card {ord_ + 1} is gone"})
        elif now != schedule:
            names = [name for name, was, is_ in zip(SCHEDULE, schedule, now, strict=True) if was != is_]
            lost.append({**update.ref(notes[guid]), "what": f"card {ord_ + 1}: {', '.join(names)}"})
    return lost


def duplicates(update: Update) -> list[Loss]:
    """Entries the learner has more often than either release has them (two editions may share ids)."""
    counts = Counter(note.entry_id for note in update.after.notes)
    expected = _entry_counts(update.old) | _entry_counts(update.new)
    found: list[Loss] = []
    for note in update.after.by_guid().values():
        if counts[note.entry_id] > expected[note.entry_id]:
            found.append({**update.ref(note), "what": f"{counts[note.entry_id]} notes"})
            expected[note.entry_id] = counts[note.entry_id]
    return found


def _entry_counts(state: CollectionSnapshot) -> Counter[str]:
    return Counter(note.entry_id for note in state.notes)


def undelivered(update: Update) -> list[Loss]:
    """Notes, texts and cards of the new release that the learner should have now and has not."""
    old, new, after = update.old.by_guid(), update.new.by_guid(), update.after.by_guid()
    missing = [(note, "the note") for note in update.new.notes if note.guid not in after]
    late = [note for note in _changed(update) if note.mtime > old[note.guid].mtime and _stayed(update, note)]
    cards = sorted(update.new.card_keys() - update.after.card_keys())
    lost = [(new[guid], f"card {ord_ + 1}") for guid, ord_ in cards if guid in after]
    return [
        {**update.ref(note), "what": what}
        for note, what in [*missing, *((note, "the new text") for note in late), *lost]
    ]


def unstamped(update: Update, held_back: Set[str] | None = None) -> list[NoteRef]:
    """Notes that differ between the releases and have the same time because the author holds them back: only told."""
    return [update.ref(note) for note in _not_newer(update) if _is_held_back(update, note, held_back)]


def not_newer(update: Update, held_back: Set[str] | None) -> list[Loss]:
    """Notes that differ between the releases, are not newer, and are not held back: nobody who has the old one gets them."""
    old = update.old.by_guid()
    found: list[Loss] = []
    for note in _not_newer(update):
        if not _is_held_back(update, note, held_back):
            age = old[note.guid].mtime - note.mtime
            when = (
                f"it is {age:,} seconds older than the one learners have"
                if age
                else "it has the time of the one learners have"
            )
            found.append({**update.ref(note), "what": when})
    return found


def _not_newer(update: Update) -> Iterator[NoteState]:
    old = update.old.by_guid()
    return (note for note in _changed(update) if note.mtime <= old[note.guid].mtime)


def _is_held_back(update: Update, note: NoteState, held_back: Set[str] | None) -> bool:
    """A lock that knows the very note learners have, by its time, and that other HTML was made of the same words since."""
    return held_back is None or (note.guid in held_back and note.mtime == update.old.by_guid()[note.guid].mtime)


def _changed(update: Update) -> Iterator[NoteState]:
    old = update.old.by_guid()
    return (note for note in update.new.notes if note.guid in old and note.content != old[note.guid].content)


def _stayed(update: Update, note: NoteState) -> bool:
    """Untouched by the update. Texts are not compared with `new`: Anki renames clashing files inside them."""
    was, is_ = update.before.by_guid()[note.guid], update.after.by_guid()[note.guid]
    return was.content == is_.content and was.mtime < note.mtime
