"""A learner with real Anki: a collection of her own, the import of a new profile, the scheduler, edits, searches.

Anki reads the real clock and has no other. The releases of these tests are days apart and lie in the past, so where Anki
stamps something with "now" (an edit; on Anki up to 24.11 also an update) `Learner` moves that stamp in the database to the day
on which the test says it happened. Without that every edit would be newer than every release, and no update could arrive.
"""

import html
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki.buildinfo import version as anki_version
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as UpdateWhen

ANKI = tuple(int(part) for part in str(anki_version).split("."))
STORES_IMPORT_TIME = ANKI < (25, 2)
"""Anki 2.1.54 to 24.11 gives an updated note the time of the import instead of the package's (ankitects/anki#3693)."""

_CARDS = """
    select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.left, c.odue, c.odid, c.flags,
           (select group_concat(r.id || ':' || r.ease || ':' || r.ivl) from revlog r where r.cid = c.id)
    from cards c join notes n on n.id = c.nid order by c.id
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What Anki's import dialog says: how many notes, and which entries were updated."""

    new: int
    updated: int
    duplicate: int
    conflicting: int
    entries_updated: Set[str]

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        return self.new, self.updated, self.duplicate, self.conflicting


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note as the collection holds it."""

    guid: str
    mtime: int
    notetype: int
    fields: tuple[str, ...]
    tags: frozenset[str]

    @property
    def entry(self) -> str:
        return self.fields[0]

    @property
    def content(self) -> tuple[tuple[str, ...], frozenset[str]]:
        return self.fields, self.tags


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Notes by guid; for each card (guid and ordinal) its deck, whole schedule, flags and review log."""

    notes: Mapping[str, NoteState]
    cards: Mapping[tuple[str, int], tuple[object, ...]]
    notetypes: Mapping[int, str]

    def note(self, entry: str) -> NoteState:
        (found,) = [note for note in self.notes.values() if note.entry == entry]
        return found

    def entries(self) -> list[str]:
        return sorted(note.entry for note in self.notes.values())

    def schedules(self, entry: str) -> dict[int, tuple[object, ...]]:
        guid = self.note(entry).guid
        return {ord_: schedule for (owner, ord_), schedule in self.cards.items() if owner == guid}

    def reviewed(self) -> set[tuple[str, int]]:
        return {key for key, schedule in self.cards.items() if schedule[-1]}


class Learner:
    """One collection in a folder. It is opened anew after each import, as Anki forgets its caches then."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.path = folder / "collection.anki2"
        self.col = Collection(str(self.path))
        preset = self.col.decks.get_config(1)
        preset["new"]["perDay"] = preset["rev"]["perDay"] = 9999
        self.col.decks.update_config(preset)
        self.mark_synced()

    def close(self) -> None:
        self.col.close()

    def reopen(self) -> None:
        self.col.close()
        self.col = Collection(str(self.path))

    def import_package(self, path: Path, at: int, *, merge: bool = False) -> Counts:
        """Import on the day `at` with the options of a new profile: everything off, and "if newer" twice."""
        started = int(time.time())
        log = self.import_only(path, merge=merge)
        self.happened(started, at)
        assert not [*log.missing_notetype, *log.missing_deck, *log.empty_first_field]
        return Counts(
            len(log.new),
            len(log.updated),
            len(log.duplicate),
            len(log.conflicting),
            frozenset(str(note.fields[0]) for note in log.updated),
        )

    def import_only(self, path: Path, *, merge: bool = False) -> Any:
        """Import now, and leave the collection just as Anki does; its log of notes."""
        options = ImportAnkiPackageOptions(
            merge_notetypes=merge,
            update_notes=UpdateWhen.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
            update_notetypes=UpdateWhen.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
            with_scheduling=False,
            with_deck_configs=False,
        )
        return self.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log

    def happened(self, started: int, at: int) -> None:
        """Everything that Anki has stamped with the real clock since `started` happened at `at`."""
        self.col.db.execute("update notes set mod = ? where mod >= ?", at, started)
        self.col.db.execute("update notetypes set mtime_secs = ? where mtime_secs >= ?", at, started)
        self.reopen()

    # What she does

    def study(self, count: int, deck: str = "Deck") -> None:
        """Answer cards as the scheduler gives them, with each of the four buttons in turn."""
        self.col.decks.select(self.col.decks.id_for_name(deck))
        for number in range(count):
            card = self.col.sched.getCard()
            assert card is not None, "there is nothing left to study"
            self.col.sched.answerCard(card, number % 4 + 1)

    def edit(self, entries: Iterable[str], at: int, *, tag: str = "mine", field: int = 2) -> None:
        """Add words to a field of each note, and a tag."""
        started = int(time.time())
        for entry in entries:
            note = self.col.get_note(self._note_id(entry))
            note.fields[field] += f" [my words on {entry}]"
            note.add_tag(tag)
            self.col.update_note(note)
        self.happened(started, at)

    def tag(self, entry: str, tag: str, at: int) -> None:
        started = int(time.time())
        self.col.tags.bulk_add([self._note_id(entry)], tag)
        self.happened(started, at)

    def delete(self, *entries: str) -> None:
        self.col.remove_notes([self._note_id(entry) for entry in entries])

    def move(self, entry: str, deck: str) -> None:
        self.col.set_deck(self.card_ids(entry), self.col.decks.id(deck))

    # What she sees

    def snapshot(self) -> Snapshot:
        notes = {
            guid: NoteState(guid, mod, mid, tuple(flds.split("\x1f")), frozenset(tags.split()))
            for guid, mod, mid, flds, tags in self.col.db.all("select guid, mod, mid, flds, tags from notes")
        }
        assert len(notes) == self.col.db.scalar("select count(*) from notes"), "two notes have one guid"
        cards = {(guid, ord_): tuple(rest) for guid, ord_, *rest in self.col.db.all(_CARDS)}
        return Snapshot(notes, cards, self.notetypes())

    def notetypes(self) -> dict[int, str]:
        return {int(one.id): str(one.name) for one in self.col.models.all_names_and_ids()}

    def decks(self) -> dict[str, int]:
        """Every deck and the number of cards right in it."""
        count = "select count(*) from cards where did = ?"
        return {str(one.name): int(self.col.db.scalar(count, one.id)) for one in self.col.decks.all_names_and_ids()}

    def deck_of(self, entry: str) -> str:
        (deck,) = {self.col.decks.name(self.col.get_card(card).did) for card in self.card_ids(entry)}
        return str(deck)

    def full_sync_needed(self) -> bool:
        """Whether the schema has changed since the last (pretended) sync: then Anki can't merge the two sides any more."""
        return bool(self.col.schema_changed())

    def mark_synced(self) -> None:
        self.col.db.execute("update col set ls = max(scm, mod)")
        self.reopen()

    def search(self, query: str) -> list[str]:
        """The entries a Browser search finds."""
        return sorted(str(self.col.get_note(note).fields[0]) for note in self.col.find_notes(query))

    def new_cards(self, deck: str) -> list[str]:
        """Entries in the order in which the scheduler offers their first card."""
        self.col.decks.select(self.col.decks.id_for_name(deck))
        queue = self.col.sched.get_queued_cards(fetch_limit=9999).cards
        found = [self.col.get_card(one.card.id) for one in queue]
        return [str(card.note().fields[0]) for card in found if card.ord == 0 and card.type == 0]

    def card_ids(self, entry: str) -> list[int]:
        return list(self.col.get_note(self._note_id(entry)).card_ids())

    def sides(self, card_id: int) -> tuple[str, str]:
        """Question and answer as Anki renders them; an error page in place of a side is a failure."""
        output = self.col.get_card(card_id).render_output()
        for trouble in (
            self.col.tr.card_template_rendering_front_side_problem(),
            self.col.tr.card_template_rendering_back_side_problem(),
            self.col.tr.card_template_rendering_empty_front(),
        ):
            assert trouble not in output.question_text + output.answer_text, output.question_text
        return str(output.question_text), str(output.answer_text)

    def _note_id(self, entry: str) -> int:
        (found,) = self.col.find_notes(f'"Id:{entry}"')
        return int(found)


def seen(markup: str) -> str:
    """The words of a card side or a field."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<style.*?</style>", "", markup))).split())


def assert_nothing_lost(before: Snapshot, after: Snapshot, *, corrected: Iterable[str] = ()) -> None:
    """The promise: no review lost, no duplicate, no note overwritten that is not among `corrected`, no second notetype."""
    changed = frozenset(corrected)
    for card, schedule in before.cards.items():
        assert after.cards.get(card) == schedule, f"{before.notes[card[0]].entry}, card {card[1] + 1}"
    for guid, note in before.notes.items():
        assert note.entry in changed or after.notes[guid] == note, f"{note.entry} was overwritten"
    twice = [entry for entry, count in Counter(after.entries()).items() if count > 1]
    assert not twice
    assert {name.rstrip("+") for name in after.notetypes.values()} == set(after.notetypes.values())
    ours = {name for name in after.notetypes.values() if name.startswith("deckgen")}
    assert len(ours) <= 2
