"""Compares two snapshots. `compare(a, a)` is empty, and `compare(b, a)` is the mirror image of `compare(a, b)`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from deckgen.diff.comparison import Comparison, Difference, DifferenceKind
from deckgen.diff.notetypes import compare_looks, compare_schemas
from deckgen.diff.scope import scoped
from deckgen.diff.snapshot import Snapshot, SnapshotDeck, SnapshotNote
from deckgen.model import EntryId


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """What differs, topic by topic in the order of the decks, by kind, by id."""
    old, new, remarks = scoped(_informed(old, new), _informed(new, old))
    pairs = [(old.notes.get(guid), new.notes.get(guid)) for guid in {**new.notes, **old.notes}]
    differences = [one for before, after in pairs for one in _differences(before, after)]
    places = _places(old, new)
    return Comparison(
        old=old,
        new=new,
        differences=tuple(sorted(differences, key=lambda one: _order(one, places))),
        looks=tuple(compare_looks(old, new)),
        schemas=tuple(compare_schemas(old, new)),
        renamed_decks=tuple(_renamed_decks(old, new)),
        remarks=remarks,
    )


def _informed(one: Snapshot, other: Snapshot) -> Snapshot:
    """`one` with the topics and languages of decks, earlier ids and questions that only the other snapshot knows."""
    decks = {identity: _filled(deck, other.decks.get(identity)) for identity, deck in one.decks.items()}
    notes = {}
    for guid, note in one.notes.items():
        twin = other.notes.get(guid)
        question = note.question or (twin.question if twin else "")
        notes[guid] = replace(note, deck=decks[note.deck.id], question=question)
    return replace(one, notes=notes)


def _filled(deck: SnapshotDeck, twin: SnapshotDeck | None) -> SnapshotDeck:
    if twin is None:
        return deck
    return replace(deck, topic=deck.topic or twin.topic, language=deck.language or twin.language)


def _differences(before: SnapshotNote | None, after: SnapshotNote | None) -> Iterator[Difference]:
    note = after or before
    if note is None:
        return
    ids = tuple(dict.fromkeys(known for one in (before, after) if one for known in _ids(one)))
    if before is None or after is None:
        kind = DifferenceKind.RETIRED if after is None else DifferenceKind.ADDED
        yield Difference(kind, _section(note), note, ids)
        return
    if kind_of_text := _text_difference(before, after):
        yield Difference(kind_of_text, _section(note), note, ids)
    if before.entry != after.entry:
        yield Difference(DifferenceKind.RENAMED, _section(note), note, ids, f"was {before.name}")
    if before.deck.id != after.deck.id and before.deck.name != after.deck.name:
        detail = f"{_section(before)} -> {_section(after)}"
        yield Difference(DifferenceKind.MOVED, _section(note), note, ids, detail)
    if before.cards != after.cards:
        yield Difference(DifferenceKind.CARDS, _section(note), note, ids, _card_detail(before, after))


def _ids(note: SnapshotNote) -> tuple[EntryId, ...]:
    return (note.entry, *note.formerly) if note.entry else ()


def _text_difference(before: SnapshotNote, after: SnapshotNote) -> DifferenceKind | None:
    same = before.html == after.html
    if after.mtime > before.mtime:
        return DifferenceKind.RESTAMPED if same else DifferenceKind.REWORDED
    if after.mtime < before.mtime:
        return DifferenceKind.OLDER
    return None if same else DifferenceKind.RERENDERED


def _card_detail(before: SnapshotNote, after: SnapshotNote) -> str:
    parts = []
    for numbers, what in (
        (set(before.cards) - set(after.cards), "gone"),
        (set(after.cards) - set(before.cards), "new"),
    ):
        if numbers:
            cards = "card" if len(numbers) == 1 else "cards"
            parts.append(f"{cards} {', '.join(str(number) for number in sorted(numbers))} {what}")
    return "; ".join(parts)


def _section(note: SnapshotNote) -> str:
    return note.deck.topic or note.deck.name


def _places(old: Snapshot, new: Snapshot) -> Mapping[str, str]:
    """What sections are sorted by. Decks are numbered in the order in which they are studied, so that their names sort."""
    places: dict[str, str] = {}
    for deck in (*old.decks.values(), *new.decks.values()):
        section, name = deck.topic or deck.name, deck.name.rpartition("::")[2]
        places[section] = min(places.get(section, name), name)
    return places


def _order(one: Difference, places: Mapping[str, str]) -> tuple[object, ...]:
    kind = list(DifferenceKind).index(one.kind)
    return places[one.section], one.section, kind, one.note.name, one.note.language or "", one.note.guid


def _renamed_decks(old: Snapshot, new: Snapshot) -> Iterator[tuple[str, str]]:
    """Decks with one id and two names; Anki matches decks by name."""
    after = new.decks
    for identity, deck in old.decks.items():
        if identity in after and after[identity].name != deck.name:
            yield deck.name, after[identity].name
