"""`was` of a language: the rows of `pt` go on under `pt-BR`, with the guids that have the old tag in them."""

from collections.abc import Iterator
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock.model import DeckKey, Lock
from deckgen.model import Language, Settings
from deckgen.notes import NoteKey

SETTINGS_SPAN = Span("deckgen.toml")


def follow_languages(lock: Lock, settings: Settings) -> tuple[Lock, list[Diagnostic]]:
    """The lock under the tags that the project's languages have now."""
    problems: list[Diagnostic] = []
    known = _known_languages(lock)
    for language, former in settings.former_languages.items():
        if known and not known & {language, *former}:
            message = f"`{language}` was `{', '.join(former)}`, but no build had that language"
            hint = f"languages of the lock: {', '.join(sorted(known))}; a new language needs no `was`"
            problems.append(Diagnostic("I027", message, SETTINGS_SPAN, hint))
        for old in former:
            if old in known:
                problems += _collisions(lock, old, language)
                lock = _renamed(lock, old, language)
    return lock, problems


def with_former_languages(settings: Settings, lock: Lock) -> Settings:
    """The settings with the tags that only the lock remembers: `was` may be taken out of deckgen.toml one day."""
    return replace(settings, former_languages={**lock.former_languages, **settings.former_languages})


def _known_languages(lock: Lock) -> set[Language]:
    of_notes = {key.language for key in lock.notes} | {key.language for key in lock.retired}
    return of_notes | {key.language for key in lock.decks} | set(lock.former_languages)


def _collisions(lock: Lock, old: Language, new: Language) -> Iterator[Diagnostic]:
    """Entries that are there under both tags as two notes: two editions, and learners have either."""
    pairs = (
        (row, lock.notes.get(NoteKey(key.entry, new)), key) for key, row in lock.notes.items() if key.language == old
    )
    both = [key.entry for row, twin, key in pairs if twin and twin.guid != row.guid]
    if both:
        message = f"`{old}` cannot become `{new}`: they are two editions already, with `{both[0]}` in each"
        hint = f"`was` is for a tag that `{new}` replaces; take it out, and retire the edition you no longer want"
        yield Diagnostic("I028", message, SETTINGS_SPAN, hint)


def _renamed(lock: Lock, old: Language, new: Language) -> Lock:
    """Where a merge of two branches left a row under either tag, the one with the newer time counts."""
    notes = {key: row for key, row in lock.notes.items() if key.language != old}
    for key, row in lock.notes.items():
        place = NoteKey(key.entry, new)
        if key.language == old and (place not in notes or notes[place].mtime < row.mtime):
            notes[place] = row
    former = dict.fromkeys((old, *lock.former_languages.get(old, ()), *lock.former_languages.get(new, ())))
    languages = {tag: tags for tag, tags in lock.former_languages.items() if tag != old}
    return replace(
        lock,
        notes=notes,
        retired={(NoteKey(key.entry, new) if key.language == old else key): row for key, row in lock.retired.items()},
        decks={(DeckKey(key.topic, new) if key.language == old else key): deck for key, deck in lock.decks.items()},
        former_languages={**languages, new: tuple(former)},
    )
