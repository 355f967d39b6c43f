"""What a release changes, gathered once for all the texts about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from deckgen.compiler import Compilation
from deckgen.lock import Lock, Pending, pending
from deckgen.lock.model import DeckKey
from deckgen.model import EntryId, Language
from deckgen.notes import NoteKey
from deckgen.package import search_by_id, search_in_deck, within_decks
from deckgen.package.searches import path_searches
from deckgen.release.question import question_of


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
    renamed_decks: tuple[tuple[str, str, str], ...]
    """Old name, new name, and the search for the old one."""
    new_look: bool
    emptied: tuple[EntryId, ...]
    unchanged: tuple[Language, ...]
    """Editions in which there is nothing to import since the last release."""
    many_languages: bool
    paths: tuple[tuple[str, str], ...]
    """The study paths: title and search."""
    adopted: tuple[str, ...]
    """The notetypes with notes that are released for the first time and that people may have from another deck (`was_guid`)."""


def summarise(
    compilation: Compilation, stamped: Lock, version: str, *, waiting: Pending | None = None
) -> ReleaseSummary:
    """Compare the lock before and after stamping; `waiting` is what the release held, where only the lock after it is left."""
    knows_all = waiting is None  # a lock after the release has forgotten moves: then no edition can be called unchanged
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
        retired_search=_search(compilation.plan.after, waiting.retired),
        all_retired_search=_search(compilation.plan.after, stamped.retired),
        moved=tuple(dict.fromkeys(key.entry for key in waiting.moved)),
        moved_search=_moved_search(compilation.plan.after, waiting.moved),
        renamed_decks=with_searches(waiting.decks),
        new_look=_new_look(compilation, waiting),
        emptied=tuple(dict.fromkeys(key.entry for key in waiting.emptied)),
        unchanged=_unchanged(compilation, waiting) if knows_all else (),
        many_languages=settings.many_languages,
        paths=tuple(path_searches(compilation.parsed, compilation.notes, language)),
        adopted=_adopted(compilation, waiting),
    )


def with_searches(decks: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Renamed decks with the search that finds the cards that stay behind."""
    return tuple((old, new, search_in_deck(old)) for old, new in decks)


def _new_look(compilation: Compilation, waiting: Pending) -> bool:
    """Whether cards look different: the look of a notetype without notes is nobody's."""
    return bool(waiting.since and set(waiting.looks) & {note.notetype for note in compilation.notes})


def _unchanged(compilation: Compilation, waiting: Pending) -> tuple[Language, ...]:
    lock = compilation.plan.after
    if not waiting.since or _new_look(compilation, waiting):
        return ()
    keys = (*waiting.new, *waiting.corrected, *waiting.retired, *waiting.moved, *waiting.emptied)
    changed = {key.language for key in keys}
    changed |= {key.language for key, deck in lock.decks.items() if deck.released not in {"", deck.name}}
    return tuple(language for language in compilation.parsed.settings.languages if language not in changed)


def _moved_search(lock: Lock, keys: Collection[NoteKey]) -> str:
    return search_by_id(entry for key in keys for entry in (key.entry, *lock.notes[key].formerly)) if keys else ""


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
    names = (name for deck in decks if deck for name in (deck.released, deck.name) if name)
    return within_decks(search, names)


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
