"""A comparison as release notes in Markdown, for the people who have the decks."""

import re
from collections.abc import Iterable

from deckgen.diff.comparison import Comparison, Difference, DifferenceKind, SchemaCost
from deckgen.diff.learners import CORRECTED
from deckgen.diff.snapshot import SnapshotNote
from deckgen.model import EntryId, Language
from deckgen.package import search_by_id, within_decks
from deckgen.release.summary import ChangedEntry, with_searches
from deckgen.render.documents import render_document

_NUMBER = re.compile(r"^\d+ +")


def as_markdown(comparison: Comparison) -> str:
    """Release notes from OLD to NEW, with the words of a release where it says the same."""
    retired, moved = comparison.of_kind(DifferenceKind.RETIRED), comparison.of_kind(DifferenceKind.MOVED)
    costs = {one.cost for one in comparison.schemas}
    release = {
        "previous": comparison.old.origin,
        "new": _entries(comparison, DifferenceKind.ADDED),
        "corrected": _entries(comparison, *CORRECTED),
        "retired": _names(retired),
        "retired_search": _retired_search(comparison, retired),
        "moved": _names(moved),
        "moved_search": _search(moved),
        "renamed_decks": with_searches(comparison.renamed_decks),
        "new_look": any(one.arrives for one in comparison.looks),
        "emptied": _names(one for one in comparison.of_kind(DifferenceKind.CARDS) if "gone" in one.detail),
    }
    variables = {
        "release": release,
        "new": comparison.new.origin,
        "remarks": comparison.remarks,
        "is_empty": comparison.is_empty,
        "merges": bool(costs & {SchemaCost.MERGE, SchemaCost.MERGE_ALWAYS}),
        "always": bool(costs & {SchemaCost.MERGE_ALWAYS, SchemaCost.FULL_SYNC}),
        "changes_schema": bool(costs),
    }
    return render_document("deckgen.diff", "diff_notes.md.j2", variables)


def _entries(comparison: Comparison, *kinds: DifferenceKind) -> tuple[ChangedEntry, ...]:
    """The entries once each, in the first of the edition's languages in which they changed."""
    languages = _languages(comparison)
    found: dict[str, SnapshotNote] = {}
    for one in sorted(comparison.of_kind(*kinds), key=lambda one: languages.get(one.note.language, 0)):
        found.setdefault(one.note.name, one.note)
    order = dict.fromkeys(one.note.name for one in comparison.differences)
    return tuple(_entry(found[name]) for name in order if name in found)


def _languages(comparison: Comparison) -> dict[Language | None, int]:
    """The languages in the order of the edition, which is that of the notes."""
    names = dict.fromkeys(note.language for note in comparison.new.notes.values())
    return {name: place for place, name in enumerate(names)}


def _entry(note: SnapshotNote) -> ChangedEntry:
    title = _NUMBER.sub("", note.deck.name.rpartition("::")[2])
    return ChangedEntry(EntryId(note.name), title, note.question)


def _names(differences: Iterable[Difference]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.note.name for one in differences))


def _search(differences: Iterable[Difference]) -> str:
    """Every id the notes ever had, as far as it is known; notes of other tools have none to search for."""
    ids = {entry for one in differences for entry in one.ids}
    return search_by_id(ids) if ids else ""


def _retired_search(comparison: Comparison, retired: tuple[Difference, ...]) -> str:
    """Where an entry goes on in another language, the search keeps to the decks of the retired notes and does not find it."""
    search = _search(retired)
    kept = {note.entry for note in comparison.new.notes.values()}
    if not any(entry in kept for one in retired for entry in one.ids):
        return search
    return within_decks(search, (one.note.deck.name for one in retired))
