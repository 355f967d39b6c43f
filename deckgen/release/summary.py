"""What a release changes, gathered once for all the texts about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from deckgen.compiler import Compilation
from deckgen.lock import Lock, Pending, pending
from deckgen.lock.model import DeckKey
from deckgen.model import EntryId
from deckgen.notes import NoteKey
from deckgen.release.question import question_of
from deckgen.release.search import search_by_id, within_decks


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that a release note names: its topic's title and the beginning of its question."""

    id: EntryId
    topic: str
    question: str


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """The facts of a release. `date` is ISO 8601, in UTC; `previous` is "" for the first release."""

    title: str
    version: str
    previous: str
    date: str
    license: str
    authors: tuple[str, ...]
    homepage: str
    new: tuple[ChangedEntry, ...]
    corrected: tuple[ChangedEntry, ...]
    retired: tuple[EntryId, ...]
    retired_search: str
    all_retired_search: str
    moved: tuple[EntryId, ...]
    moved_search: str
    renamed_decks: tuple[tuple[str, str], ...]
    new_look: bool
    adopted: tuple[str, ...]
    """The notetypes with notes that are released for the first time and that people may have from another deck (`was_guid`)."""


def summarise(
    compilation: Compilation, stamped: Lock, version: str, *, waiting: Pending | None = None
) -> ReleaseSummary:
    """Compare the lock before and after stamping; `waiting` is what the release held, where only the lock after it is left."""
    waiting = waiting or pending(compilation.plan.after)
    settings = compilation.parsed.settings
    language = settings.languages[0]
    return ReleaseSummary(
        title=settings.title.in_language(language),
        version=version,
        previous=waiting.since,
        date=datetime.fromtimestamp(stamped.releases[version], UTC).date().isoformat(),
        license=settings.license,
        authors=settings.authors,
        homepage=settings.homepage,
        new=_entries(compilation, waiting.new),
        corrected=_entries(compilation, waiting.corrected),
        retired=tuple(dict.fromkeys(key.entry for key in waiting.retired)),
        retired_search=_search(stamped, waiting.retired),
        all_retired_search=_search(stamped, stamped.retired),
        moved=tuple(dict.fromkeys(key.entry for key in waiting.moved)),
        moved_search=search_by_id(key.entry for key in waiting.moved) if waiting.moved else "",
        renamed_decks=waiting.decks,
        new_look=_new_look(waiting),
        adopted=_adopted(compilation, waiting),
    )


def _new_look(waiting: Pending) -> bool:
    return bool(waiting.since and waiting.looks)


def _adopted(compilation: Compilation, waiting: Pending) -> tuple[str, ...]:
    new = set(waiting.new)
    keys = {note.notetype for note in compilation.notes if note.was_guid and note.key in new}
    return tuple(notetype.name for key, notetype in compilation.notetypes.items() if key in keys)


def _search(lock: Lock, keys: Collection[NoteKey]) -> str:
    """Every id the notes ever had: a renamed note may still carry an older one in a learner's collection."""
    ids = {entry for key in keys for entry in (key.entry, *lock.retired[key].formerly)}
    search = search_by_id(ids) if ids else ""
    if not any(key.entry in ids for key in lock.notes):
        return search
    decks = [lock.decks.get(DeckKey(lock.retired[key].topic, key.language)) for key in keys]
    return within_decks(search, (deck.name for deck in decks if deck))


def _entries(compilation: Compilation, keys: Iterable[NoteKey]) -> tuple[ChangedEntry, ...]:
    """The entries once each, in the first of the project's languages in which they changed."""
    changed = set(keys)
    notes = {note.key: note for note in compilation.notes if note.key in changed}
    topics = compilation.parsed.topics
    found: list[ChangedEntry] = []
    for entry in compilation.parsed.entries:
        note = next((notes[key] for one in entry.languages if (key := NoteKey(entry.id, one)) in notes), None)
        if note:
            question = question_of(note.fields[compilation.notetypes[note.notetype].sort_field])
            found.append(ChangedEntry(entry.id, topics[note.topic].title.in_language(note.key.language), question))
    return tuple(found)
