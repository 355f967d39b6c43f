"""What must not become of guids: two notes with one, or another one for a note that learners have."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from deckgen.diagnostics import Diagnostic
from deckgen.lock.guards import LOCK_SPAN
from deckgen.lock.model import LockedNote
from deckgen.model import UNDETERMINED, Settings
from deckgen.notes import Note, NoteKey
from deckgen.notes.identity import guid_of


def guid_problems(rows: Mapping[NoteKey, LockedNote], notes: Mapping[NoteKey, Note]) -> Iterator[Diagnostic]:
    """Two notes with one guid: Anki would take both and ever after update only one.

    Seen after hand-edited locks, and where one `was_guid` is written twice or for two languages.
    """
    first: dict[str, NoteKey] = {}
    for key, row in rows.items():
        other = first.setdefault(row.guid, key)
        if other == key:
            continue
        message = f"{key} and {other} have the same guid; Anki would update only one of them"
        adopter = next((notes[one] for one in (key, other) if one in notes and notes[one].was_guid), None)
        if adopter:
            hint = "`was_guid` names one note: drop one of the two, or write a map from language to guid"
            yield Diagnostic("I011", message, adopter.span, hint)
        else:
            hint = "restore the committed deckgen.lock, or give one entry a new id"
            yield Diagnostic("I011", message, LOCK_SPAN, hint)


def fixed_guid_problems(
    before: Mapping[NoteKey, LockedNote],
    after: Mapping[NoteKey, LockedNote],
    notes: tuple[Note, ...],
    settings: Settings,
) -> Iterator[Diagnostic]:
    """A `was_guid` added, changed or taken away after the note was released: learners know it by its guid."""
    counts = Counter(row.guid for row in after.values())
    for note in notes:
        row = before.get(note.key)
        if row is None or not row.since or counts[row.guid] > 1 or not changes_guid(note, row, settings):
            continue
        if note.was_guid:
            message = f"{note.key} was released under another guid; with this one learners would get it twice"
        else:
            message = f"{note.key} was released with `was_guid`; without it learners would get it twice"
        derived = row.guid in derived_guids(note.key, row, settings)
        hint = "take `was_guid` away" if derived else f"write was_guid: {json.dumps(row.guid, ensure_ascii=False)}"
        yield Diagnostic("I015", message, note.span, hint)


def changes_guid(note: Note, row: LockedNote, settings: Settings) -> bool:
    """Whether the sources ask for another guid than the lock has. A renamed note keeps the one of its old id."""
    if note.was_guid:
        return note.was_guid != row.guid
    return row.guid not in derived_guids(note.key, row, settings)


def derived_guids(key: NoteKey, row: LockedNote, settings: Settings) -> set[str]:
    """The guids that a note without `was_guid` may have: of each id it had, and of the time before the project named languages."""
    return {
        guid_of(settings.namespace, language, entry)
        for entry in (key.entry, *row.formerly)
        for language in (key.language, *settings.former_languages.get(key.language, ()), UNDETERMINED)
    }
