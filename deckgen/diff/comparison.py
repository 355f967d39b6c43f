"""What differs, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from deckgen.diff.snapshot import Snapshot, SnapshotNote
from deckgen.lock import ChangeKind
from deckgen.model import EntryId


class DifferenceKind(Enum):
    """What became of a note; in the words of `build` where it means the same. A note may have several differences."""

    ADDED = "added"
    REWORDED = ChangeKind.REWORDED.value
    RESTAMPED = ChangeKind.RESTAMPED.value
    """A newer mtime over the same HTML: learners' own edits are replaced all the same."""
    RERENDERED = ChangeKind.RERENDERED.value
    """Other HTML with the same mtime: learners who have the note do not see it."""
    OLDER = "older"
    """A mtime from before the other one: learners who have the note keep it as it is."""
    RENAMED = ChangeKind.RENAMED.value
    MOVED = ChangeKind.MOVED.value
    CARDS = "cards"
    RETIRED = ChangeKind.RETIRED.value


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `section` is the topic, or the deck's name where the topic is not known.

    `note` is the note as it is in NEW, or was in OLD if it is retired; `ids` are all those it may have in a collection;
    `detail` says more where there is more to say.
    """

    kind: DifferenceKind
    section: str
    note: SnapshotNote
    ids: tuple[EntryId, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LookChange:
    """A notetype whose look differs. Anki takes the new one only if its mtime is newer, too."""

    notetype: str
    arrives: bool


class SchemaCost(Enum):
    """What people must do about another schema, and the word for it in JSON. The texts are those of Anki's import."""

    MERGE = "merge"
    """Another notetype for Anki: their notes are converted if they ask for it."""
    MERGE_ALWAYS = "merge-always"
    """The same notetype with other fields or card templates: merging stamps their notes, so that updates must be forced."""
    FULL_SYNC = "full-sync"
    """Another sort field: Anki applies it, and stamps their notes."""


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A notetype whose schema differs."""

    notetype: str
    detail: str
    cost: SchemaCost


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two snapshots. `remarks` are what a reader must know before believing it."""

    old: Snapshot
    new: Snapshot
    differences: tuple[Difference, ...]
    looks: tuple[LookChange, ...]
    schemas: tuple[SchemaChange, ...]
    renamed_decks: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.differences or self.looks or self.schemas or self.renamed_decks)

    def of_kind(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.kind in kinds)

    def by_kind(self) -> Mapping[DifferenceKind, tuple[Difference, ...]]:
        """The differences of each kind that occurs, in the order of `DifferenceKind`."""
        return {kind: found for kind in DifferenceKind if (found := self.of_kind(kind))}

    def by_section(self) -> Mapping[str, tuple[Difference, ...]]:
        """The differences topic by topic, in the order of the decks."""
        sections = dict.fromkeys(one.section for one in self.differences)
        return {name: tuple(one for one in self.differences if one.section == name) for name in sections}

    @property
    def same(self) -> int:
        """How many notes are in both and differ in nothing."""
        return len(self.old.notes.keys() & self.new.notes.keys()) - len(
            {one.note.guid for one in self.differences} & self.old.notes.keys() & self.new.notes.keys()
        )
