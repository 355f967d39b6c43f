"""A comparison as JSON-like data, for programs."""

from deckgen.diff.comparison import Comparison, Difference
from deckgen.diff.snapshot import Snapshot


def as_data(comparison: Comparison) -> dict[str, object]:
    """Everything that differs. Keys keep their meaning."""
    return {
        "old": _origin(comparison.old),
        "new": _origin(comparison.new),
        "equal": comparison.is_empty,
        "remarks": list(comparison.remarks),
        "counts": {kind.value: len(found) for kind, found in comparison.by_kind().items()},
        "same": comparison.same,
        "topics": [
            {"topic": section, "changes": [_row(one) for one in differences]}
            for section, differences in comparison.by_section().items()
        ],
        "looks": [{"notetype": one.notetype, "arrives": one.arrives} for one in comparison.looks],
        "schemas": [
            {"notetype": one.notetype, "detail": one.detail, "cost": one.cost.value} for one in comparison.schemas
        ],
        "decks": [{"before": before, "now": now} for before, now in comparison.renamed_decks],
    }


def _origin(snapshot: Snapshot) -> dict[str, object]:
    return {
        "origin": snapshot.origin,
        "namespace": snapshot.namespace,
        "languages": sorted(snapshot.languages),
        "notes": len(snapshot.notes),
    }


def _row(one: Difference) -> dict[str, object]:
    return {
        "change": one.kind.value,
        "id": one.note.entry,
        "language": one.note.language,
        "guid": one.note.guid,
        "deck": one.note.deck.name,
        "question": one.note.question,
        "detail": one.detail,
    }
