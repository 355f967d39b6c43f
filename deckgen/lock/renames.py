"""`was:` and new languages: rows of the lock that go on under another key, with their guid and their history."""

from collections.abc import Mapping
from dataclasses import replace

from deckgen.diagnostics import Diagnostic
from deckgen.lock.changes import Change, ChangeKind
from deckgen.lock.model import DeckKey, Lock, LockedNote
from deckgen.model import UNDETERMINED, EntryId, Settings
from deckgen.notes import Note, NoteKey


def follow_renames(
    lock: Lock, notes: tuple[Note, ...]
) -> tuple[dict[NoteKey, LockedNote], list[Change], list[Diagnostic]]:
    """The lock's rows under the keys the sources use now."""
    rows = dict(lock.notes)
    changes: list[Change] = []
    problems: list[Diagnostic] = []
    for note in notes:
        if note.was is None or note.key in rows:
            continue
        old = NoteKey(note.was, note.key.language)
        row = rows.pop(old, None)
        if row is not None:
            formerly = row.formerly if old.entry in row.formerly else (*row.formerly, old.entry)
            rows[note.key] = replace(row, formerly=formerly)
            changes.append(Change(ChangeKind.RENAMED, note.key, f"was {old.entry}"))
        elif holder := _holder(rows, old):
            message = f"`was: {note.was}`, but that entry goes on as `{holder.entry}` already"
            problems.append(Diagnostic("I002", message, note.span, "leave `was` out: this is a new entry"))
        elif old in lock.retired:
            message = f"`was: {note.was}` names an entry that was retired"
            hint = f"leave `was` out; if it is the same entry again: deckgen build --allow unretire:{note.was}"
            problems.append(Diagnostic("I002", message, note.span, hint))
        elif not _known_elsewhere(lock, note.was):
            hint = "`was` names the id an entry had in an earlier build; leave it out for a new entry"
            problems.append(Diagnostic("I012", f"`was: {note.was}` names an entry nobody knows", note.span, hint))
    return rows, changes, problems


def _holder(rows: Mapping[NoteKey, LockedNote], old: NoteKey) -> NoteKey | None:
    """The note that has taken the place of `old`."""
    return next((key for key, row in rows.items() if key.language == old.language and old.entry in row.formerly), None)


def _known_elsewhere(lock: Lock, entry: EntryId) -> bool:
    """Whether another language has the old entry: a language added after the rename has nothing to take along."""
    return any(key.entry == entry or entry in row.formerly for key, row in lock.notes.items())


def in_named_language(lock: Lock, settings: Settings) -> Lock:
    """A project that named no language and now names some: all it has is of the first one, guids and all."""
    default = settings.languages[0]
    named = (
        {one.language for one in lock.notes}
        | {one.language for one in lock.retired}
        | {one.language for one in lock.decks}
    )
    if default == UNDETERMINED or named - {UNDETERMINED}:
        return lock
    return replace(
        lock,
        decks={DeckKey(key.topic, default): deck for key, deck in lock.decks.items()},
        notes={NoteKey(key.entry, default): row for key, row in lock.notes.items()},
        retired={NoteKey(key.entry, default): row for key, row in lock.retired.items()},
    )
