"""Deck names, fixed at the first build: Anki matches decks by name, and cards never follow a renamed deck."""

import unicodedata
from collections.abc import Mapping

from deckgen.diagnostics import Diagnostic, Span
from deckgen.lock.model import UNRELEASED, DeckKey, Lock, LockedDeck, LockedNote
from deckgen.lock.permissions import Permissions
from deckgen.model import Language, Settings, Topic, TopicName
from deckgen.notes import Note
from deckgen.notes.identity import integer_id


def deck_name(settings: Settings, topic: Topic, language: Language) -> str:
    """`<project title>::<two-digit order> <topic title>`; decks are studied in alphabetical order."""
    return f"{settings.title.in_language(language)}::{topic.order:02d} {topic.title.in_language(language)}"


def stays_in_deck(
    lock: Lock, settings: Settings, topics: Mapping[TopicName, Topic], note: Note, row: LockedNote
) -> bool:
    """Whether a note in the folder of another topic is in the deck of the same name, so that learners see no move."""
    locked, topic = lock.decks.get(DeckKey(row.topic, note.key.language)), topics.get(note.topic)
    return bool(locked and topic and locked.name == deck_name(settings, topic, note.key.language))


def plan_decks(
    lock: Lock, settings: Settings, topics: Mapping[TopicName, Topic], notes: tuple[Note, ...], permissions: Permissions
) -> tuple[dict[DeckKey, LockedDeck], list[Diagnostic]]:
    """The decks the notes need, under their locked names, and changes of name nobody allowed."""
    decks: dict[DeckKey, LockedDeck] = {}
    problems: list[Diagnostic] = []
    for key in dict.fromkeys(DeckKey(note.topic, note.key.language) for note in notes):
        topic = topics.get(key.topic)
        if topic is None:
            continue
        name = deck_name(settings, topic, key.language)
        locked = lock.decks.get(key)
        if locked and locked.name != name and not permissions.allows("deck", key.topic):
            message = f"the deck `{locked.name}` would become `{name}`: learners' cards stay in the old deck"
            hint = f"put title and order back, or: deckgen build --allow deck:{key.topic}"
            problems.append(Diagnostic("I003", message, Span(topic.path), hint))
            name = locked.name
        identity = locked.id if locked else integer_id(settings.namespace, "deck", key.topic, key.language)
        decks[key] = LockedDeck(identity, name, locked.released if locked else UNRELEASED)
    problems += _clashes(decks, topics)
    kept = {key: deck for key, deck in lock.decks.items() if key not in decks and _still_needed(lock, key)}
    return {**kept, **decks}, problems


def _still_needed(lock: Lock, key: DeckKey) -> bool:
    """Decks that learners have, because a release had notes in them."""
    return any(one.topic == key.topic for one in lock.retired.values())


def _clashes(decks: Mapping[DeckKey, LockedDeck], topics: Mapping[TopicName, Topic]) -> list[Diagnostic]:
    first: dict[str, DeckKey] = {}
    problems = []
    for key, deck in decks.items():
        name = unicodedata.normalize("NFC", deck.name).casefold()
        other = first.setdefault(name, key)
        if other != key:
            message = (
                f"`{key.topic}` ({key.language}) and `{other.topic}` ({other.language}) would be one deck `{deck.name}`"
            )
            problems.append(Diagnostic("P104", message, Span(topics[key.topic].path), "change title or order"))
    return problems
