"""A comparison as people who have OLD will see it, in the terms of a release."""

from deckgen.diff.comparison import Comparison, Difference, DifferenceKind
from deckgen.lock import Pending
from deckgen.model import UNDETERMINED, EntryId
from deckgen.notes import NoteKey

CORRECTED = (DifferenceKind.REWORDED, DifferenceKind.RESTAMPED)
"""What Anki replaces."""


def pending_of(comparison: Comparison) -> Pending:
    """What waits for people who have OLD, as if NEW were the next release."""

    def keys(*kinds: DifferenceKind) -> tuple[NoteKey, ...]:
        return tuple(_key(one) for one in comparison.of_kind(*kinds))

    return Pending(
        since=comparison.old.origin,
        new=keys(DifferenceKind.ADDED),
        corrected=keys(*CORRECTED),
        retired=keys(DifferenceKind.RETIRED),
        moved=keys(DifferenceKind.MOVED),
        decks=comparison.renamed_decks,
        looks=tuple(one.notetype for one in comparison.looks if one.arrives),
        emptied=tuple(_key(one) for one in comparison.of_kind(DifferenceKind.CARDS) if "gone" in one.detail),
        unsent=keys(DifferenceKind.RERENDERED),
    )


def _key(one: Difference) -> NoteKey:
    return NoteKey(EntryId(one.note.name), one.note.language or UNDETERMINED)
