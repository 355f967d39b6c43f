"""What the lock remembers. Identity can be derived from the sources; time cannot, so it is recorded here.

Anki updates a note only if the package's mtime is newer than its own. A rebuild must therefore keep the mtime of every note the
author did not touch, and raise it exactly once for one he did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.model import EntryId, Guid, Instant, Language, NotetypeKey, Sha256, TopicName
from deckgen.notes import NoteKey

VERSION, REVISION = 1, 0
"""A lock of a newer version is refused; one of a newer revision is read."""
UNRELEASED = ""
_NEVER = Instant(0)


@dataclass(frozen=True, slots=True)
class LockedNote:
    """One note. `html` is what Anki stores now, `sent` what it was when `mtime` was given: they differ after a change of look.

    `id` is the note's row id in packages; `since` is the first release with the note, `release` the one of `mtime`; `home` is the
    topic in the last release, where the note has moved since.
    """

    guid: Guid
    id: int
    kind: str
    notetype: NotetypeKey
    topic: TopicName
    due: int
    cards: tuple[tuple[int, str], ...]
    content: Sha256
    html: Sha256
    sent: Sha256
    mtime: Instant
    since: str = UNRELEASED
    release: str = UNRELEASED
    formerly: tuple[EntryId, ...] = ()
    home: TopicName | None = None
    gone: tuple[int, ...] = ()
    """Numbers of cards that learners have from the last release, and that are none any more."""


@dataclass(frozen=True, slots=True)
class RetiredNote:
    """A note that learners may still have and packages no longer hold. `release` is the first one without it."""

    guid: Guid
    topic: TopicName
    since: str
    release: str = UNRELEASED
    formerly: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class LockedNotetype:
    """Ids and schema of a notetype; `fields` and `templates` map keys to Anki's integer ids, in order."""

    id: int
    sort_field: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int], ...]
    look: Sha256
    mtime: Instant
    release: str = UNRELEASED


@dataclass(frozen=True, slots=True)
class LockedDeck:
    """A deck: Anki matches it by name. `released` is its name in the last release, the one learners have."""

    id: int
    name: str
    released: str = UNRELEASED


@dataclass(frozen=True, slots=True)
class DeckKey:
    """Which deck: a topic in one language."""

    topic: TopicName
    language: Language


@dataclass(frozen=True, slots=True)
class Lock:
    """The whole of `deckgen.lock`."""

    namespace: str = ""
    notetypes: Mapping[NotetypeKey, LockedNotetype] = field(default_factory=dict)
    decks: Mapping[DeckKey, LockedDeck] = field(default_factory=dict)
    notes: Mapping[NoteKey, LockedNote] = field(default_factory=dict)
    retired: Mapping[NoteKey, RetiredNote] = field(default_factory=dict)
    releases: Mapping[str, Instant] = field(default_factory=dict)
    began: Instant = _NEVER
    """When the lock was begun anew, with an older one given up; 0 for one that goes back to the first build."""
    topics: Mapping[TopicName, TopicName] = field(default_factory=dict)
    """Renamed topics: to the name that tags and media have had since learners first got them."""
    former_languages: Mapping[Language, tuple[Language, ...]] = field(default_factory=dict)
    """Renamed languages: to the tags they had before, which are in guids; the latest first."""

    @property
    def last_release(self) -> str:
        """The newest version released, or ""."""
        return next(reversed(tuple(self.releases)), "")

    @property
    def used_ids(self) -> frozenset[EntryId]:
        """Every id that an entry has or once had."""
        written = {name for key, note in self.notes.items() for name in (key.entry, *note.formerly)}
        return frozenset(written | {name for key, note in self.retired.items() for name in (key.entry, *note.formerly)})

    @property
    def languages(self) -> frozenset[Language]:
        """The languages that learners have; before the first release those that were built."""
        released = frozenset(key.language for key, note in self.notes.items() if note.release)
        return released or frozenset(key.language for key in self.notes)

    @property
    def newest_mtime(self) -> Instant:
        """The latest stamp of any note or notetype; 0 in an empty lock."""
        stamps = [note.mtime for note in self.notes.values()] + [one.mtime for one in self.notetypes.values()]
        return max(stamps, default=Instant(0))
