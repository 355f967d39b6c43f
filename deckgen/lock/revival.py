"""A retired entry that comes back, if the author says it is the same one: its note goes on, with its guid and a new time."""

from dataclasses import replace

from deckgen.lock.model import UNRELEASED, Lock, LockedNote, RetiredNote
from deckgen.lock.permissions import Permissions
from deckgen.model import Instant, Sha256
from deckgen.notes import Note, NoteKey

NO_PLACE = -1
_UNKNOWN = Sha256("")


def revive(lock: Lock, notes: tuple[Note, ...], permissions: Permissions) -> tuple[Lock, frozenset[NoteKey]]:
    """The lock with a row for each retired note that may come back under its old id, or under a new one by `was`; and which do."""
    back: dict[NoteKey, LockedNote] = {}
    returned = set()
    for note in notes:
        if note.key in lock.notes:
            continue
        for key in dict.fromkeys((note.key, NoteKey(note.was or note.key.entry, note.key.language))):
            retired = lock.retired.get(key)
            if retired and permissions.allows("unretire", key.entry):
                back[key] = _row(note, retired, lock)
                returned.add(note.key)
                break
    kept = {key: one for key, one in lock.retired.items() if key not in back}
    return replace(lock, notes={**lock.notes, **back}, retired=kept), frozenset(returned)


def _row(note: Note, retired: RetiredNote, lock: Lock) -> LockedNote:
    """A row that every text differs from, and whose time is at least the one that the note had when it was retired."""
    newest = max([lock.newest_mtime, *lock.releases.values()])
    return LockedNote(
        guid=retired.guid, id=0, kind=note.kind, notetype=note.notetype, topic=retired.topic, due=NO_PLACE,
        cards=tuple((card.ord + 1, card.name) for card in note.cards), content=_UNKNOWN, html=_UNKNOWN, sent=_UNKNOWN,
        mtime=Instant(newest), since=retired.since, release=UNRELEASED, formerly=retired.formerly,
    )  # fmt: skip
