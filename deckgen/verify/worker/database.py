"""Lets Anki generate cards by its own rules and compares: the rows of the package must be exactly those.

An import never generates cards. "Check Database" adds the missing ones, "Empty Cards" names those too many.
"""

from collections.abc import Iterable, Mapping

from anki.collection import Collection

from deckgen.verify.worker.protocol import CardRef, Database, NoteRef
from deckgen.verify.worker.snapshot import CollectionSnapshot, take_snapshot


def check_database(col: Collection, notes: Mapping[int, NoteRef]) -> Database:
    by_guid = {note["guid"]: note for note in notes.values()}
    before = take_snapshot(col)
    empty = _empty_cards(col)
    problems = _check(col)
    after = take_snapshot(col)
    return {
        "changed_by_check": _changed(before, after),
        "problems": problems,
        "cards_before": len(before.cards),
        "cards_after": len(after.cards),
        "empty_cards": _refs(empty, by_guid),
        "generated": _refs(after.card_keys() - before.card_keys(), by_guid),
        "removed": _refs(before.card_keys() - after.card_keys(), by_guid),
    }


def _check(col: Collection) -> list[str]:
    text, ok = col.fix_integrity()
    done = str(col.tr.database_check_rebuilt())  # said every time, also when there was nothing to mend
    return [] if ok else [line for line in text.splitlines() if line != done]


def _empty_cards(col: Collection) -> list[tuple[str, int]]:
    ids = [card_id for note in col.get_empty_cards().notes for card_id in note.card_ids]
    query = "select n.guid, c.ord from cards c join notes n on n.id = c.nid where c.id = ?"
    return [tuple(col.db.first(query, card_id)) for card_id in ids]


def _changed(before: CollectionSnapshot, after: CollectionSnapshot) -> bool:
    """Whether rows that were there are different now. Rows that came or went are told apart, as card generation."""
    old, new = before.schedules(), after.schedules()
    return set(before.notes) != set(after.notes) or any(old[card] != new[card] for card in old.keys() & new.keys())


def _refs(cards: Iterable[tuple[str, int]], notes: Mapping[str, NoteRef]) -> list[CardRef]:
    return [{**notes[guid], "ord": ord_} for guid, ord_ in sorted(set(cards)) if guid in notes]
