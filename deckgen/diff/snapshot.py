"""The decks at one moment, as far as they can be compared: from a lock, from packages, or from the project as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from deckgen.model import UNDETERMINED, EntryId, Guid, Instant, Language, Sha256, TopicName


@dataclass(frozen=True, slots=True)
class SnapshotDeck:
    """A deck; topic and language are None where they cannot be told, as in packages of other tools."""

    id: int
    name: str
    topic: TopicName | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class SnapshotNote:
    """One note. `entry` is None in packages of other tools; `cards` are numbers from 1; `formerly` are earlier ids.

    `question` is its beginning in words, "" where only digests are known: a lock holds no words.
    """

    guid: Guid
    entry: EntryId | None
    deck: SnapshotDeck
    mtime: Instant
    html: Sha256
    cards: tuple[int, ...]
    formerly: tuple[EntryId, ...] = ()
    question: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """What people call it: the id, or the guid where there is none."""
        return self.entry or self.guid

    @property
    def language(self) -> Language | None:
        return self.deck.language


@dataclass(frozen=True, slots=True)
class SnapshotNotetype:
    """A notetype. `fields` and `templates` are what Anki matches by, in order: ids, or names where there are none."""

    key: str
    name: str
    id: int
    fields: tuple[int | str, ...]
    templates: tuple[int | str, ...]
    sort_field: int
    look: Sha256
    mtime: Instant


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that is compared. `origin` is what people call it; `namespace` is "" where deckgen did not make it."""

    origin: str
    namespace: str
    notes: Mapping[Guid, SnapshotNote]
    notetypes: Mapping[str, SnapshotNotetype]
    is_package: bool = False
    """Whether it is one package, and so perhaps only a part of the decks."""

    @property
    def decks(self) -> Mapping[int, SnapshotDeck]:
        """The decks that have notes, by id."""
        return {note.deck.id: note.deck for note in self.notes.values()}

    @property
    def languages(self) -> frozenset[Language]:
        """The editions that are in it, as far as they are known and named."""
        return frozenset(deck.language for deck in self.decks.values() if deck.language) - {UNDETERMINED}

    @property
    def newest_mtime(self) -> Instant:
        return max((note.mtime for note in self.notes.values()), default=Instant(0))


def merged(origin: str, parts: Iterable[Snapshot]) -> Snapshot:
    """Several packages as one. Of a note that is in two of them, the newer one counts, as it does in Anki."""
    return reduce(_with, parts, Snapshot(origin, "", {}, {}))


def _with(whole: Snapshot, part: Snapshot) -> Snapshot:
    notes, notetypes = dict(whole.notes), dict(whole.notetypes)
    for note in part.notes.values():
        if note.guid not in notes or notes[note.guid].mtime < note.mtime:
            notes[note.guid] = note
    for notetype in part.notetypes.values():
        if notetype.key not in notetypes or notetypes[notetype.key].mtime < notetype.mtime:
            notetypes[notetype.key] = notetype
    return Snapshot(whole.origin, whole.namespace or part.namespace, notes, notetypes)
