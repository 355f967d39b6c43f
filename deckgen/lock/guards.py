"""What an author must not do by accident: each guard says what learners would see, and how to go on."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock.model import Lock, LockedNote
from deckgen.lock.permissions import EVERYTHING, Permissions, matches
from deckgen.model import Instant, Settings
from deckgen.notes import Note, NoteKey

LOCK_SPAN = Span("deckgen.lock")
CLOCK_TOLERANCE = 600
"""Seconds a stamp may be ahead: clocks of two authors differ a little. A stamp in the future overwrites edits again and again."""


def namespace_problem(lock: Lock, settings: Settings) -> Diagnostic | None:
    """The namespace enters every guid: another one means another deck for everybody."""
    if not lock.namespace or lock.namespace == settings.namespace:
        return None
    message = f"the namespace was `{lock.namespace}`; with another one every learner gets every note twice"
    return Diagnostic("I013", message, Span("deckgen.toml"), f'write namespace = "{lock.namespace}"; it never changes')


def identity_problems(note: Note, row: LockedNote, permissions: Permissions) -> Iterator[Diagnostic]:
    """Changes of notetype, kind, topic or cards of a note people may have."""
    entry = note.key.entry
    if note.notetype != row.notetype:
        message = f"`{entry}` was {row.kind} and is {note.kind} now: learners' notes would never be updated again"
        yield Diagnostic("I005", message, note.span, "give the new entry a new id; the old one is then retired")
        return
    if note.kind != row.kind and not permissions.allows("kind", entry):
        message = f"`{entry}` was {row.kind} and is {note.kind} now: learners keep its history for another question"
        yield Diagnostic("I006", message, note.span, f"a new id, or: deckgen build --allow kind:{entry}")
    if note.topic != row.topic and not permissions.allows("move", entry):
        message = f"`{entry}` moved from {row.topic} to {note.topic}: cards that learners have stay in the old deck"
        yield Diagnostic("I004", message, note.span, f"move it back, or: deckgen build --allow move:{entry}")
    now = {card.ord + 1: card.name for card in note.cards}
    lost = [(number, name) for number, name in row.cards if now.get(number) != name]
    if lost and not permissions.allows("cards", entry):
        yield _lost_cards(note, lost, now)


def _lost_cards(note: Note, lost: list[tuple[int, str]], now: Mapping[int, str]) -> Diagnostic:
    number, name = lost[0]
    entry = note.key.entry
    if number in now:
        message = f"card {number} of {note.key} asked for `{name}`, now for `{now[number]}`: its history is of another question"
        hint = f"keep the numbers and put what is new at the end, or: deckgen build --allow cards:{entry}"
    else:
        message = f"card {number} of {note.key} is gone: learners keep an empty card until they run Tools > Empty Cards"
        hint = f"keep it, or: deckgen build --allow cards:{entry}"
    return Diagnostic("I007", message, note.span, hint)


def id_problems(lock: Lock, notes: tuple[Note, ...]) -> Iterator[Diagnostic]:
    """Ids that once meant another note. `lock` is without the retired notes that may come back."""
    retired = {(key.entry, key.language) for key in lock.retired}
    retired |= {(entry, key.language) for key, one in lock.retired.items() for entry in one.formerly}
    renamed = {(entry, key.language): key.entry for key, row in lock.notes.items() for entry in row.formerly}
    unreleased = {(key.entry, key.language) for key, one in lock.retired.items() if not one.release}
    for note in notes:
        place = (note.key.entry, note.key.language)
        if place in retired:
            message = f"the id `{note.key.entry}` was retired; learners would get the old note's history for this one"
            restore = "restore the deckgen.lock from before it was retired, or: " if place in unreleased else ""
            again = f"{restore}deckgen build --allow unretire:{note.key.entry}"
            hint = f"give it a new id; if it is the same entry again: {again}"
            yield Diagnostic("I002", message, note.span, hint)
        elif place in renamed and renamed[place] != note.key.entry:
            message = f"the id `{note.key.entry}` was renamed to `{renamed[place]}` and cannot be used again"
            yield Diagnostic("I002", message, note.span, "give it a new id")


def permission_problems(
    permissions: Permissions, entries: set[str], topics: set[str], vanished: set[str]
) -> Iterator[Diagnostic]:
    """Permissions that allow nothing, most likely for a misspelt name."""
    for item in sorted(permissions.allow):
        what, _, name = item.partition(":")
        known = topics if what == "deck" else entries if what in {"move", "kind", "cards", "unretire"} else set()
        if what != "clock" and not any(matches(name, one) for one in known):
            hint = "deck:TOPIC, move:ID, kind:ID, cards:ID, unretire:ID or clock:YEAR"
            yield Diagnostic("I014", f"--allow {item} names nothing", LOCK_SPAN, hint)
    for name in sorted(permissions.retire - {EVERYTHING}):
        if not any(matches(name, one) for one in vanished):
            yield Diagnostic("I014", f"--retire {name}: no such entry has vanished", LOCK_SPAN, None)
    for name in sorted(permissions.restamp - {EVERYTHING}):
        if set(name) & set("*?[") and not any(matches(name, one) for one in entries):
            yield Diagnostic("I014", f"--restamp {name}: there is no such entry", LOCK_SPAN, None)


def vanished_problems(vanished: Mapping[NoteKey, LockedNote], permissions: Permissions) -> Iterator[Diagnostic]:
    """Released entries that are no longer in the sources."""
    for key, row in vanished.items():
        if row.since and not permissions.retires(key.entry):
            message = (
                f"{key} was released and is gone from the sources; learners keep their note, and never hear of it again"
            )
            hint = f"put it back, rename with `was: {key.entry}`, or: deckgen build --retire {key.entry}"
            yield Diagnostic("I001", message, Span(f"cards/{row.topic}"), hint)


def clock_problem(lock: Lock, now: Instant, permissions: Permissions, *, stamps: bool) -> Iterator[Diagnostic]:
    """A lock from the future: new stamps would have to be in the future too."""
    ahead = lock.newest_mtime - now
    year = datetime.fromtimestamp(now, UTC).year
    if permissions.allows("clock", str(year)):
        return
    if stamps and ahead > CLOCK_TOLERANCE:
        message = f"the lock is {ahead:,} seconds ahead of the clock; notes stamped in the future overwrite edits again and again"
        hint = (
            f"set the clock right; SOURCE_DATE_EPOCH, where set, is the clock; or, if it is right: --allow clock:{year}"
        )
        yield Diagnostic("I009", message, LOCK_SPAN, hint)
