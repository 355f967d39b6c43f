"""Notetypes compared: their look, which reaches everybody, and their schema, which must not change by accident."""

from collections.abc import Iterator

from deckgen.diff.comparison import LookChange, SchemaChange, SchemaCost
from deckgen.diff.snapshot import Snapshot, SnapshotNotetype


def _pairs(old: Snapshot, new: Snapshot) -> Iterator[tuple[SnapshotNotetype, SnapshotNotetype]]:
    if old.namespace == new.namespace:
        yield from ((one, new.notetypes[key]) for key, one in sorted(old.notetypes.items()) if key in new.notetypes)


def compare_looks(old: Snapshot, new: Snapshot) -> Iterator[LookChange]:
    """Names, card templates and styling."""
    for before, after in _pairs(old, new):
        if before.look != after.look:
            yield LookChange(after.name, arrives=after.mtime > before.mtime)


def compare_schemas(old: Snapshot, new: Snapshot) -> Iterator[SchemaChange]:
    """Ids of the notetype, its fields and its card templates, and the sort field."""
    for before, after in _pairs(old, new):
        parts = [
            *_list_detail("fields", before.fields, after.fields),
            *_list_detail("card templates", before.templates, after.templates),
        ]
        if before.id != after.id:
            detail = "; ".join([f"id {before.id} -> {after.id}", *parts])
            yield SchemaChange(after.name, detail, SchemaCost.MERGE)
        elif parts:
            yield SchemaChange(after.name, "; ".join(parts), SchemaCost.MERGE_ALWAYS)
        elif before.sort_field != after.sort_field:
            detail = f"sort field {before.sort_field + 1} -> {after.sort_field + 1}"
            yield SchemaChange(after.name, detail, SchemaCost.FULL_SYNC)


def _list_detail(what: str, before: tuple[int | str, ...], after: tuple[int | str, ...]) -> Iterator[str]:
    if len(before) != len(after):
        yield f"{len(before)} {what} -> {len(after)}"
    elif set(before) == set(after) and before != after:
        yield f"{what} in another order"
    elif before != after:
        yield f"other {what}"
