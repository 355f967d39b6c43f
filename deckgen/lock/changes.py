"""What a build changes, as values: for the plan that `build` prints, for release notes, for `--locked`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from deckgen.diagnostics import Diagnostic
from deckgen.lock.model import Lock
from deckgen.notes import NoteKey


class ChangeKind(Enum):
    """What happened to a note since the lock was last written."""

    NEW = "new"
    REWORDED = "reworded"
    RESTAMPED = "restamped"
    RENAMED = "renamed"
    RETURNED = "returned"
    RERENDERED = "re-rendered"
    MOVED = "moved"
    RETIRED = "retired"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `detail` says more where there is more to say."""

    kind: ChangeKind
    key: NoteKey
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build does: the changes since the lock, the lock after it, and what forbids it."""

    before: Lock
    after: Lock
    changes: tuple[Change, ...]
    looks: tuple[str, ...]
    """Notetypes whose look has changed."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_empty(self) -> bool:
        return self.before == self.after

    @property
    def renamed_topics(self) -> tuple[tuple[str, str], ...]:
        """Folders with a new name, old and new: a deck keeps its id."""
        now = {deck.id: key.topic for key, deck in self.after.decks.items()}
        pairs = ((key.topic, now.get(deck.id, key.topic)) for key, deck in self.before.decks.items())
        return tuple(dict.fromkeys((str(old), str(new)) for old, new in pairs if old != new))

    @property
    def renamed_languages(self) -> tuple[tuple[str, str], ...]:
        """Languages with a new tag, old and new."""
        now = {deck.id: key.language for key, deck in self.after.decks.items()}
        pairs = ((key.language, now.get(deck.id, key.language)) for key, deck in self.before.decks.items())
        return tuple(dict.fromkeys((str(old), str(new)) for old, new in pairs if old != new))

    def by_kind(self) -> Mapping[ChangeKind, tuple[Change, ...]]:
        """The changes of each kind that occurs, in the order of `ChangeKind`."""
        groups = {kind: tuple(change for change in self.changes if change.kind is kind) for kind in ChangeKind}
        return {kind: group for kind, group in groups.items() if group}


@dataclass(frozen=True, slots=True)
class Pending:
    """What people who have the last release will see when they import the next one."""

    since: str
    new: tuple[NoteKey, ...]
    corrected: tuple[NoteKey, ...]
    retired: tuple[NoteKey, ...]
    moved: tuple[NoteKey, ...]
    decks: tuple[tuple[str, str], ...]
    """Decks with another name than learners know: old and new."""
    looks: tuple[str, ...]
    emptied: tuple[NoteKey, ...]
    """Notes with cards that learners have and that are none any more."""
    unsent: tuple[NoteKey, ...]
    """Released notes whose HTML changed while their words did not: only new learners see it, until `--restamp`."""

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.corrected or self.retired or self.moved or self.decks or self.looks)


def released_in(lock: Lock, version: str) -> Pending:
    """What was pending before a release, as far as the lock after it knows: not moves, old names of decks, cards that are gone."""
    notes = sorted(lock.notes.items(), key=lambda item: (str(item[0].entry), item[0].language))
    here = [(key, note) for key, note in notes if note.release == version]
    versions = ("", *lock.releases)
    previous = versions[versions.index(version) - 1]
    return Pending(
        since=previous,
        new=tuple(key for key, note in here if note.since == version),
        corrected=tuple(key for key, note in here if note.since != version),
        retired=tuple(key for key, one in lock.retired.items() if one.release == version),
        moved=(),
        decks=(),
        looks=tuple(key for key, one in lock.notetypes.items() if previous and one.release == version),
        emptied=(),
        unsent=tuple(key for key, note in notes if note.sent != note.html),
    )


def pending(lock: Lock) -> Pending:
    """What is unreleased in a lock."""
    notes = sorted(lock.notes.items(), key=lambda item: (str(item[0].entry), item[0].language))
    fresh = [(key, note) for key, note in notes if not note.release]
    return Pending(
        since=lock.last_release,
        new=tuple(key for key, note in fresh if not note.since),
        corrected=tuple(key for key, note in fresh if note.since),
        retired=tuple(key for key, one in lock.retired.items() if not one.release),
        moved=tuple(key for key, note in notes if note.home),
        decks=tuple((deck.released, deck.name) for deck in lock.decks.values() if deck.released not in {"", deck.name}),
        looks=tuple(key for key, one in lock.notetypes.items() if not one.release and lock.releases),
        emptied=tuple(key for key, note in notes if note.gone),
        unsent=tuple(key for key, note in notes if note.release and note.sent != note.html),
    )
